algorithm gen
use tcp
use math
struct Rec1 {
    f1: PacingStatus
}
state {
    a2: bool[1]
    m3: bytes
    a4: i8 pkts/s[8]
    m5: PacingStatus
}
fn fn6(sk, p7: stamp, p8): u16 us = (clamp((sk.lrcvtime - never), 2ms, p8) * (sk.snd_cwnd_cnt + max(2.885, sk.prr_out)))
fn fn9(sk, p10: u64 pkts): TcpState {
    if ((p10 / ca.a4[sk.snd_cwnd_clamp % 8]) > (sk.mdev_us * sk.reordering)) {
        return sk.state
    }
    if (sk.snd_cwnd_clamp >= unlimited) {
        return sk.state
    }
    return sk.state
}
fn fn11(sk, p12: i64 s, p13) {
    ca.a2[0] = (((2 / 1us) / 0.001) > ((2 * ca.a4[7]) * 65536))
}
ssthresh(sk) {
    match sk.ca_state {
        recovery | open => {
            ca.m5 = sk.pacing_status
        }
        loss | disorder => {
            send_ack(sk, max(min(sk.snd_wl1, sk.snd_wl1), (sk.snd_una + sk.max_window)))
        }
        _ => {
            var y14: i8 us = (min(sk.tcp_mstamp, (never + sk.mdev_max_us)) - sk.now)
        }
    }
    ca.m5 = ca.m5
    ca.a4[sk.rate_delivered % 8] /= (math.cbrt(sk.gso_segs) + sk.backoff)
    ca.m3 = (math.cbrt(math.cbrt(0.001)) * (sk.rcv_wnd + sk.tcp_header_len))
    let x15 = sk.in_slow_start
    ca.m3 = (sk.snd_nxt - max(max(sk.pushed_seq, sk.snd_una), sk.rcv_nxt))
    ca.a2[sk.family % 1] = ((math.cbrt(sk.retrans_out) + math.cbrt(65536)) >= math.cbrt(math.cbrt((1.5 / 3))))
    ca.m3 = sk.max_window
    ca.a4[0] = ((ca.a4[1] - ca.a4[sk.snd_ssthresh]) + (min(ca.a4[7], ca.a4[sk.lost_out]) - (if false then (1000000 / 1s) else ca.a4[sk.packets_out % 8])))
    ca.a2[sk.family % 1] = (((sk.snd_cwnd_cnt * sk.retrans_out) / clamp(1e9, 0xff, sk.num)) != math.cbrt(math.cbrt(sk.snd_cwnd_cnt)))
    return sk.backoff
}
cong_avoid(sk, ack, acked) {
    ca.a4[acked % 8] = ((sk.snd_cwnd_cnt << 1) / (123456789s - (sk.lrcvtime - sk.tcp_clock_cache)))
    match sk.ca_state {
        loss => {
            match ca.m5 {
                needed => {
                    let x16 = true
                }
                fq | none => {
                    ca = initial
                }
            }
        }
        disorder => {
            let x17: u16 ms = (((-sk.rto) / 123456789) - ((sk.rttvar_us + 1us) * (sk.family * sk.ack_quick)))
        }
        _ => {
            sk.snd_cwnd += 0xff
        }
    }
    var y18: u64 = (2.885 - ((acked * (1e9 / 3)) + clamp(0.25, 0.25, acked)))
    ca.a2[0] = (if ((ca.a4[sk.rate_delivered % 8] - (1 / 1us)) == min(ca.a4[7], ca.a4[0])) then !ca.a2[0] else (sk.segs_out < y18))
    y18 = y18
    ca.a4[0] = (if ((if ca.a2[0] then sk.tcp_clock_cache else sk.first_tx_mstamp) != sk.snd_cwnd_stamp) then ((ca.a4[sk.in_flight % 8] + ((1 / 1us) / 3)) - ca.a4[sk.rate_delivered]) else ca.a4[6])
    sk.ack_scheduled = ((max(ack, sk.snd_sml) - (sk.snd_una - sk.bytes_sent)) == (((10 / 1us) * sk.wmem_queued) / ca.a4[sk.rate_delivered]))
    ca.m5 = ca.m5
    ca.a4[y18] = ca.a4[sk.family]
    if ((if (sk.snd_cwnd_clamp != unlimited) then (if ca.a2[sk.rate_delivered % 1] then ca.a2[0] else sk.frto) else ca.a2[sk.rate_delivered]) && (ca.a2[sk.prr_out] && !sk.saw_tstamp)) {
        if sk.min_rtt >= 0 {
            let x19 = tcp.slow_start(sk, sk.ack_quick)
            var y20: Event = loss
            let x21 = sk.tcp_mstamp
        }
    }
}
in_ack_event(sk, flags) {
    ca.a2[0] = (flags & (ece | win_update) == 0)
    ca.m3 -= ((if sk.sack_ok then (10 bytes / 3) else ca.m3) * (2.885 / 3))
    var y22: i64 bytes = (clamp((sk.bytes_retrans + 3 bytes), 1000000 bytes, ca.m3) / 0.001)
    if sk.min_rtt >= 0 {
        let x23: PacingStatus = ca.m5
        let x24: Event = cwnd_restart
        if ((ca.a4[sk.rate_delivered % 8] + (ca.a4[4] / sk.max_packets_out)) < ca.a4[sk.snd_cwnd_clamp]) {
            match x24 {
                tx_start | ecn_is_ce => {
                    y22 = (((sk.copied_seq - 65536 bytes) - sk.write_seq) - (sk.rcv_nxt - (sk.high_seq + sk.bytes_retrans)))
                }
                loss => {
                    if (sk.max_pacing_rate == unlimited) {
                        return
                    }
                }
                ecn_no_ce => {
                    ca = initial
                }
                complete_cwr | cwnd_restart => {
                    let x25 = (if (sk.lrcvtime < sk.tcp_mstamp) then (sk.tcp_mstamp - sk.now) else ((sk.delivered_mstamp - sk.delivered_mstamp) - 3us))
                }
            }
            if (flags & (ece | win_update) == 0) {
                return
            }
        }
    }
    sk.ecn_queue_cwr = (false || ((0.001 / 0.25) >= math.cbrt(sk.gso_max_segs)))
    let x26: i16 = (((sk.backoff * sk.rto) - (sk.in_flight / ca.a4[2])) * ca.a4[sk.retrans_out % 8])
    let x27: u64 bytes/s = min(((sk.bytes_retrans * (1.5 / 3)) / sk.rate_interval_us), (ca.m3 / (2ms / 3)))
    for i28 in x26..x26 max 30 {
        ca.a4[x26] = ((ca.m3 / (0.001 * 123456789s)) / (if (if ca.a2[sk.rate_delivered % 1] then ca.a2[0] else sk.is_cwnd_limited) then (ca.m3 + sk.wmem_queued) else (sk.wmem_queued + 1 bytes)))
        y22 -= (ca.m3 + (-4294967295 bytes))
    }
    let x29: bool = (if ca.a2[sk.snd_cwnd_cnt % 1] then !(flags & (ece | win_update) == 0) else (flags & ece != 0))
}
undo_cwnd(sk) = max(abs((sk.rate_delivered - sk.reordering)), sk.undo_retrans)
