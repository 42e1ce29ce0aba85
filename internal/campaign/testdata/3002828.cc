algorithm gen
use math
use filter
use hystart
use round
use cube
extern fn tcp_slow_start(sk, acked): pkts
extern fn tcp_cong_avoid_ai(sk, w, acked)
extern fn tcp_reno_undo_cwnd(sk): pkts
extern fn tcp_reno_ssthresh(sk): pkts
extern fn tcp_reno_cong_avoid(sk, ack, acked)
enum Kind4 { v1, v2 }
const CON3 = 0xff
struct Rec6 {
    f4: i32 fixed<10> pkts
}
struct Rec7 {
    f5: stamp
    f6: PacingStatus
}
const LEN9 = 4
state {
    a7: Kind4[1]
    a8: stamp[LEN9]
}
fn fn10(sk, p11: seq, p12) {
    match sk.ca_state {
        cwr => {
            var y13: pkts/us = ((sk.max_pacing_rate - sk.pacing_rate) / (1 / 3)) / abs((if sk.tstamp_ok then sk.bytes_sent else 100 Gbit))
        }
        disorder => {
            var y14: i8 = (if ((if false then ca.a8[sk.retransmits % 4] else sk.lrcvtime) >= ca.a8[sk.pacing_shift % 4]) then 0xff else ((-sk.snd_wscale) - (sk.lost_out * CON3)))
        }
        open => {
            match sk.ca_state {
                open => {
                    tcp_reno_cong_avoid(sk, p11, (sk.delivered_ce - sk.segs_out))
                }
                cwr => sk.snd_cwnd = math.log2((10us / sk.rttvar_us)) * 0xff
                recovery => sk.ack_timer_pending = (sk.app_limited == sk.segs_out) && sk.frto
                _ => {
                }
            }
        }
        recovery | loss => {
            sk.snd_cwnd_stamp = ca.a8[0]
        }
    }
    if (((sk.prior_cwnd / 0xff) + p12) < (CON3 - (p12 * 2.885))) {
        if ((if (ca.a8[sk.snd_cwnd_clamp % 4] != sk.lsndtime) then (sk.pacing_rate != unlimited) else sk.in_slow_start) != ((sk.rcv_mss - sk.bytes_retrans) <= min(sk.window_clamp, sk.wmem_queued))) {
            sk.pacing_rate = clamp(clamp((sk.pacing_rate / p12), (2 bytes / 1s), sk.pacing_rate), (1000000 bytes / 1s), sk.pacing_rate)
            tcp_reno_cong_avoid(sk, p11, math.cbrt(p12))
            if (if (sk.family <= p12) then !false else sk.sack_ok) {
                return abs((p11 - p11))
            }
        } else {
            var y15: u8 s = abs((p12 - sk.packets_out)) / ((if sk.was_cwnd_limited then CON3 else sk.prior_ssthresh) * ((1 / 1s) / 3))
        }
        sk.ecn_flags = sk.ecn_flags | demand_cwr
        if sk.ack_scheduled {
            ca = initial
            let x16: stamp = ((if sk.frto then ca.a8[sk.ack_quick % 4] else sk.first_tx_mstamp) - (p12 * (if sk.min_rtt >= 0 then sk.min_rtt else 100us))) + (abs(1460) * (if false then sk.rate_interval_us else sk.rate_interval_us))
        }
    } else {
        ca.a8[0] = sk.tcp_mstamp
        sk.ack_now = (min(CON3, p12) > max(1.5, CON3)) == ((p11 + sk.bytes_retrans) < p11)
    }
    return sk.max_window + (sk.window_clamp - sk.mss_cache)
}
fn fn17(sk, p18: bool, p19) {
    if false {
        let x20 = tcp_reno_ssthresh(sk)
        sk.ack_now = ((if (p18 && sk.is_cwnd_limited) then (sk.snd_una + sk.rcv_ssthresh) else (if true then sk.write_seq else sk.snd_nxt)) < (if (if sk.ecn_ok then p18 else sk.was_cwnd_limited) then sk.snd_una else sk.tlp_high_seq))
        sk.ack_timer_pending = ((-x20) != abs(CON3))
    } else {
        tcp_reno_cong_avoid(sk, (sk.undo_marker + 1000000 kB), sk.snd_cwnd_used)
    }
    if ((sk.snd_nxt != max(sk.snd_una, sk.snd_una)) && (((65536 / 1us) - (100 / 10ms)) <= ((1460 / 1us) + (123456789 / 1us)))) {
        if sk.min_rtt >= 0 {
            let x21: Kind4 = ca.a7[sk.gso_segs]
            var y22: u32 fixed<1> = CON3
            var y23: i32 fixed<1> pkts = math.cbrt(((CON3 / 0.25) + y22))
        }
        if (max(ca.a8[sk.family], never) > min(sk.lrcvtime, never)) {
            return sk.snd_cwnd_clamp == unlimited
        }
    } else {
        ca.a7[sk.ack_quick] = ca.a7[sk.rate_delivered % 1]
        ca.a8[3] = ca.a8[sk.snd_cwnd % 4]
    }
    return ((p19 >= sk.mdev_us) && (sk.is_cwnd_limited && sk.in_initial_slow_start))
}
fn fn24(sk, q25: filter.MaxRate, p26, p27: u8 pkts) {
    sk.ecn_flags = sk.ecn_flags | accecn
    if ((true != sk.in_initial_slow_start) && (sk.ecn_ok && true)) {
        return
    }
    var y28: i64 bytes/s = sk.pacing_rate + (10 bytes / 1ms)
}
ssthresh(sk) = (if !(sk.app_limited > sk.sacked_out) then math.power_minus((1460 * sk.ack_quick)) else (sk.lost_out - CON3))
min_tso_segs(sk) = sk.prior_cwnd >> 4
cong_control(sk, ack, flag, rs) {
    if (flag & sack_reneging == 0) {
        ca.a8[3] = sk.now
        match sk.ca_state {
            disorder => {
                ca.a8[2] = ca.a8[sk.prr_delivered]
            }
            loss => {
                if ((rs.prior_mstamp >= sk.lsndtime) || sk.ack_timer_pending) {
                    sk.pacing_rate = (min(sk.wmem_queued, sk.rcv_wnd) / 0xff) * abs((100 / 1us))
                    ca = initial
                    if ((if sk.ack_now then sk.bytes_acked else sk.snd_wnd) >= abs((1 bytes / 3))) {
                        return
                    }
                } else {
                    let x29: CaState = loss
                }
            }
            open => sk.snd_ssthresh -= sk.lost_out
            recovery | cwr => {
                ca.a7[sk.snd_cwnd % 1] = (if (flag & (snd_una_advanced | data_sacked) != 0) then ca.a7[0] else ca.a7[0])
            }
        }
    }
    if (((ca.a8[sk.snd_ssthresh % 4] - ca.a8[1]) * random(rs.prior_in_flight)) >= ((ca.a8[2] - ca.a8[3]) + hystart.ack_delay(sk))) {
        sk.ecn_demand_cwr = (if rs.valid then (rs.is_retrans || sk.ack_now) else (sk.first_tx_mstamp != ca.a8[sk.in_flight % 4])) || ((sk.max_pacing_rate < unlimited) == ((rs.prior_delivered + rs.acked_sacked) <= rs.prior_delivered))
    } else if sk.ecn_queue_cwr {
        return
    }
    if rs.valid {
        sk.snd_cwnd_cnt -= (if (sk.ecn_flags & seen == 0) then CON3 else 1.5)
        var y30: ms = hystart.ack_delay(sk)
        var y31: i64 pkts = (CON3 * 0.001)
    }
    let x32: stamp = ca.a8[2]
}
undo_cwnd(sk) {
    for i33 in 1..7 {
        sk.ack_now = if ((sk.gso_segs + i33) != (sk.prr_out - i33)) then (if (sk.ecn_flags & demand_cwr != 0) then sk.rate_app_limited else (sk.tlp_high_seq < sk.copied_seq)) else ((100 Gbit - sk.wmem_queued) <= (sk.bytes_retrans - sk.max_window))
        let x34 = fn10(sk, max(sk.copied_seq, sk.write_seq), (sk.rate_delivered / 100))
    }
    ca.a7[0] = ca.a7[0]
    sk.ack_scheduled = ((sk.rate_delivered + CON3) + CON3) >= ((sk.pacing_rate + (1 bytes / 1us)) / ((3 bytes / 1s) - sk.max_pacing_rate))
    tcp_cong_avoid_ai(sk, (if false then sk.in_flight else CON3), (sk.snd_cwnd_cnt ^ sk.snd_cwnd_cnt))
    if (sk.ecn_flags & demand_cwr == 0) {
        match sk.ca_state {
            disorder | cwr => {
                if sk.rate_app_limited {
                    return clamp(abs(CON3), 10, sk.in_flight)
                }
            }
            _ => {
                let x35: bool = (((sk.pacing_rate * sk.mdev_max_us) * 0xff) != (sk.snd_una - sk.snd_sml))
            }
        }
        if (sk.snd_ssthresh < unlimited) {
            ca.a8[sk.pacing_shift] = ca.a8[sk.reordering % 4]
            if (min(sk.snd_una, (sk.snd_una - sk.max_window)) != max(sk.pushed_seq, (if sk.rate_app_limited then sk.snd_sml else sk.snd_wl1))) {
                let x36: i32 kbit/s = max(abs((sk.max_pacing_rate / 1e9)), max((-sk.max_pacing_rate), (sk.max_pacing_rate - (1000000 bytes / 1us))))
                ca.a7[sk.snd_ssthresh] = ca.a7[0]
            }
        }
    } else if (sk.rate_interval_us > clamp(sk.rttvar_us, 1000us, sk.mdev_us)) {
        return max((sk.rto / sk.mdev_us), clamp(123456789, 2.885, sk.prior_ssthresh))
    }
    return (((sk.gso_max_size + sk.snd_wnd) / clamp(sk.retransmits, 3, sk.num)) / (if (sk.max_pacing_rate < unlimited) then 1 kB else (sk.pushed_seq - sk.high_seq)))
}
sndbuf_expand(sk) {
    match sk.ca_state {
        cwr => {
            if !sk.ecn_queue_cwr {
                return math.cbrt(math.cbrt(0.001))
            }
        }
        _ => {
            sk.snd_ssthresh = unlimited
        }
    }
    match sk.ca_state {
        open | recovery => {
            sk.ack_timer_pending = sk.ecn_flags & queue_cwr != 0
        }
        cwr => {
            sk.pacing_status = none
        }
        _ => {
            sk.ack_scheduled = sk.saw_tstamp
        }
    }
    sk.app_limited = sk.app_limited
    ca.a7[sk.retrans_out] = ca.a7[0]
    sk.snd_cwnd_cnt = CON3
    return sk.gso_segs
}
