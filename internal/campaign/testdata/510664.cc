algorithm gen
use tcp
use math
use filter
extern fn tcp_slow_start(sk, acked): pkts
extern fn tcp_cong_avoid_ai(sk, w, acked)
extern fn tcp_reno_undo_cwnd(sk): pkts
enum Kind4 { v1, v2, v3, v4 }
state {
    a5: u64 s[3]
    m6: stamp = never
    r7: filter.MaxRate
    m8: seq
    m9: bool = true
}
fn fn10(sk, p11: u8 kB, p12: bool) = (sk.lsndtime + (sk.lrcvtime - ca.m6))
fn fn13(sk): u8 KiB {
    if (sk.first_tx_mstamp < sk.lsndtime) {
        if (abs((ca.a5[sk.snd_cwnd_used % 3] / sk.mdev_max_us)) <= (if (sk.rcv_tsval > 4294967295) then (ca.a5[sk.rate_delivered % 3] / 3ms) else sk.reordering)) {
            var y14: i32 fixed<1> = (clamp((sk.pacing_rate / sk.pacing_rate), 0xff, sk.in_flight) + (min(1000 kB, sk.window_clamp) / (ca.m8 - ca.m8)))
            y14 = (max(math.cbrt(y14), (ca.a5[0] / 1000000us)) + y14)
        } else {
        }
    } else {
    }
    var y15: bool = ((sk.retrans_stamp - sk.sacked_out) > ((sk.pacing_shift + sk.ack_quick) - (if sk.in_slow_start then sk.sacked_out else sk.snd_cwnd)))
    return ((if true then sk.max_pacing_rate else sk.max_pacing_rate) / (((1000 / 10ms) / 3) - ((3 / 1s) / 3)))
}
ssthresh(sk) {
    var y16: u8 = (abs((sk.prr_out - 3)) + (1 - 0.001))
    for i17 in y16..y16 max 10 {
        if ca.m9 {
            sk.pacing_status = sk.pacing_status
        } else {
            ca.m8 = (if (min(ca.m6, ca.m6) != ca.m6) then (ca.m8 - (if ca.m9 then sk.gso_max_size else sk.window_clamp)) else sk.copied_seq)
        }
        match sk.ca_state {
            open | recovery => {
                ca.a5[i17 % 3] = (ca.m6 - sk.tcp_mstamp)
            }
            cwr => {
                if sk.min_rtt >= 0 {
                    if ((if sk.frto then sk.mdev_max_us else sk.mdev_us) < (if sk.frto then sk.rate_interval_us else ca.a5[0])) {
                        return (sk.num + y16)
                    }
                    let x18 = ca.m8
                    ca.m9 = !((sk.app_limited + i17) >= 1)
                }
            }
            loss => {
                ca.a5[1] = (((sk.mss_cache * (2 / 10ms)) / (100 bytes / 1s)) * ca.a5[sk.gso_segs])
            }
            disorder => {
                let x19: u64 fixed<1> kB = ((sk.bytes_sent + (1 bytes - sk.advmss)) + (sk.tlp_high_seq - (sk.snd_sml + 1460 bytes)))
            }
        }
    }
    if ((math.cbrt(sk.num) > sk.packets_out) && ((sk.rcv_mss >= sk.gso_max_size) && (ca.m8 >= sk.undo_marker))) {
        ca.a5[y16 % 3] -= ca.a5[sk.backoff % 3]
    } else {
        send_ack(sk, sk.snd_una)
    }
    ca.a5[1] = ((ca.m6 - (sk.tcp_wstamp_ns - ca.m6)) - ca.m6)
    ca.m8 = min(sk.snd_wl1, (if sk.in_cwnd_reduction then sk.rtt_seq else (ca.m8 - 1 kB)))
    sk.snd_cwnd = (if sk.can_undo then math.cbrt(((1460 / 10ms) * sk.mdev_max_us)) else ((1460 / 3) / abs(1460)))
    match sk.ca_state {
        cwr => {
            for i20 in y16..y16 max 5 {
                if (((sk.bytes_sent / sk.mdev_max_us) < (-sk.max_pacing_rate)) && sk.saw_tstamp) {
                    ca.m6 = (ca.m6 - sk.rto)
                    ca.m9 = (if (if (sk.tstamp_ok || sk.in_slow_start) then true else ca.m9) then ((sk.family / 1.5) >= clamp((0.25 / 3), 0xff, y16)) else (math.cbrt(sk.reordering) >= sk.snd_wscale))
                } else {
                    ca.m9 = !((sk.gso_max_size > sk.bytes_retrans) && false)
                }
                sk.snd_cwnd_stamp = (if !(ca.m8 <= ca.m8) then (fn10(sk, sk.rcv_mss, ca.m9) + 100us) else ca.m6)
                if ((sk.srtt_us / 1e9) > (if sk.min_rtt >= 0 then sk.min_rtt else 65536us)) {
                    return y16
                }
            }
        }
        disorder | recovery => {
            let x21 = tcp_reno_undo_cwnd(sk)
        }
        open | loss => {
            match sk.ca_state {
                cwr => {
                    ca.a5[y16 % 3] = (if sk.ack_timer_pending then (ca.a5[2] + (sk.rcv_tstamp - sk.first_tx_mstamp)) else sk.srtt_us)
                }
                _ => {
                    var y22: bool = !true
                }
            }
        }
    }
    return (sk.reordering * 10)
}
cong_avoid(sk, ack, acked) {
    if (0.25 >= sk.num) {
        ca.a5[acked] = abs((if (false && sk.was_cwnd_limited) then (-sk.rttvar_us) else (ca.a5[0] - sk.rttvar_us)))
        ca.m6 = min(never, fn10(sk, (sk.sndbuf - sk.bytes_retrans), ca.m9))
    }
    for i23 in acked..acked max 10 {
        for i24 in acked..i23 max 30 {
            let x25: TcpState = (if (if (sk.frto || ca.m9) then (sk.pacing_rate <= (100 bytes / 1us)) else (if ca.m9 then sk.sack_ok else ca.m9)) then sk.state else established)
        }
        filter.running_max(ca.r7, (acked * sk.prior_cwnd), (if true then i23 else i23), ((7 / 1s) / 3))
        ca.m8 = ack
    }
    ca.a5[acked] = (sk.now - ca.m6)
    ca.m8 = (min(sk.snd_una, (ca.m8 - sk.mss_cache)) + (-sk.advmss))
    ca.a5[2] = (clamp((ca.m6 - ca.m6), 1000us, ca.a5[sk.ack_quick % 3]) * 65536)
    let x26: stamp = ca.m6
    let x27: u64 us = sk.rttvar_us
    ca.m9 = !(if (if ca.m9 then sk.in_slow_start else false) then ((10 bytes / 1us) > (4294967295 bytes / 1s)) else (sk.can_undo && sk.is_cwnd_limited))
    let x28: u32 fixed<10> bytes/us = ((abs(acked) * (sk.pacing_rate + sk.pacing_rate)) - sk.max_pacing_rate)
    ca.a5[0] = (1ms / 3)
    ca.m9 = sk.ack_timer_pending
}
in_ack_event(sk, flags) {
    let x29: Kind4 = v2
    ca.m8 = sk.copied_seq
    if sk.min_rtt >= 0 {
        ca.m9 = (sk.snd_ssthresh >= unlimited)
        var y30: stamp = never
    }
}
undo_cwnd(sk) {
    ca.m6 = ((fn10(sk, sk.rcv_ssthresh, ca.m9) + (if sk.sack_ok then sk.rto else ca.a5[2])) + ca.a5[sk.snd_cwnd_cnt])
    if sk.min_rtt >= 0 {
        sk.ack_scheduled = ((math.cbrt(sk.family) / 1e9) < clamp(sk.prior_cwnd, 0.5, sk.max_packets_out))
        sk.pacing_status = sk.pacing_status
        ca.m6 = ca.m6
    }
    ca.m9 = (ca.m9 || (sk.snd_ssthresh == sk.prior_cwnd))
    ca.m9 = ((if sk.ecn_queue_cwr then (sk.snd_nxt == sk.copied_seq) else (if ca.m9 then false else sk.ack_scheduled)) && ((sk.delivered + sk.snd_cwnd_clamp) <= 1))
    ca.a5[2] = ((ca.a5[1] - min(10us, sk.srtt_us)) * ((ca.a5[sk.prior_ssthresh % 3] / ca.a5[sk.lost_out % 3]) / (sk.snd_cwnd % sk.undo_retrans)))
    return 0.5
}
sndbuf_expand(sk) {
    let x31: bool = (max((sk.first_tx_mstamp - ca.a5[sk.snd_cwnd_cnt]), (never + ca.a5[sk.packets_out])) < never)
    let x32 = (if (ca.m8 >= (ca.m8 - sk.bytes_retrans)) then !(sk.ack_quick < sk.ack_quick) else ((0.25 - 2.885) != (ca.a5[0] / sk.mdev_us)))
    sk.ack_timer_pending = ((if (if x31 then false else false) then abs(sk.rto) else (ca.a5[sk.snd_cwnd] + sk.srtt_us)) == (max(ca.a5[sk.gso_segs], sk.mdev_max_us) / (123456789 / sk.ack_quick)))
    return 2.885
}
