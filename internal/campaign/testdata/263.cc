algorithm gen
enum Kind4 { v1, v2, v3 }
enum Kind5 { v4, v5, v6, v7, v8 }
const CON9 = 2 bytes
const CON10 = (65536 / 1us)
state {
    m11: i64 pkts
    m12: seq
    m13: us in 0..100 = 7
}
fn fn14(sk, p15: bool, p16: bool) = sk.write_seq
fn fn17(sk) = (clamp(max(ca.m13, 123456789s), 1us, ca.m13) / (sk.advmss / (sk.max_window * CON10)))
fn fn18(sk) {
    if false {
        return (min(ca.m11, sk.packets_out) - (ca.m11 * 2.885))
    }
    return abs(ca.m11)
}
ssthresh(sk) {
    ca.m13 = ((sk.lsndtime + ca.m13) - never)
    let x19: stamp = never
    match sk.ca_state {
        disorder => {
            for i20 in ca.m11..ca.m11 max 2 {
                if ((sk.total_retrans + ca.m11) == ca.m11) {
                    ca.m11 += fn18(sk)
                    ca.m11 = ((sk.mdev_us / clamp(ca.m13, 65536ms, ca.m13)) * (if sk.tstamp_ok then (if sk.tcp_usec_ts then sk.snd_wscale else sk.prr_delivered) else fn17(sk)))
                }
                send_ack(sk, sk.high_seq)
                var y21: seq = fn14(sk, ((((3 bytes / 1s) / 3) - sk.max_pacing_rate) > sk.max_pacing_rate), ((if false then x19 else sk.rcv_tstamp) < (sk.first_tx_mstamp - sk.srtt_us)))
            }
        }
        recovery => {
            let x22: ms = clamp(abs((if sk.min_rtt >= 0 then sk.min_rtt else 3s)), 7ms, ca.m13)
        }
        cwr => {
            if ((sk.snd_cwnd_clamp == unlimited) && ((sk.lsndtime - x19) == (sk.tcp_mstamp - sk.snd_cwnd_stamp))) {
                ca.m12 = (max(sk.snd_nxt, fn14(sk, true, sk.was_cwnd_limited)) + (-CON9))
                sk.pacing_rate += (abs((3 bytes / 1ms)) / (0.25 / 3))
            }
        }
        open | loss => {
            ca.m12 = (fn14(sk, (sk.max_pacing_rate < unlimited), sk.ack_now) + (if (sk.total_retrans <= sk.rcv_tsval) then (if true then sk.bytes_retrans else CON9) else (3 bytes * ca.m11)))
        }
    }
    ca.m13 *= abs(random(ca.m11))
    ca.m11 = (clamp((123456789 bytes + sk.rcv_ssthresh), 1000000 bytes, sk.mss_cache) / (max(ca.m12, ca.m12) - (ca.m12 - sk.mss_cache)))
    ca.m13 = (if !((7 bytes / 1ms) < (2 bytes / 1us)) then (if sk.ack_timer_pending then (sk.snd_cwnd_used / CON10) else (ca.m13 - 100s)) else ((x19 - ca.m13) - x19))
    var y23: Kind4 = v1
    for i24 in 2..4 {
        if (if sk.frto then ((ca.m12 - sk.rcv_nxt) < max(sk.window_clamp, CON9)) else (if (if true then sk.can_undo else sk.was_cwnd_limited) then (0.25 != sk.pacing_shift) else (i24 == i24))) {
            var y25: i16 us = ca.m13
        }
        y23 = y23
        ca.m13 *= (if (false && true) then random(i24) else (sk.snd_cwnd_cnt - ca.m11))
    }
    for i26 in 3..11 {
        for i27 in ca.m11..i26 max 30 {
            ca.m13 = 1s
        }
        if (if sk.tcp_usec_ts then ((if sk.can_undo then sk.was_cwnd_limited else true) || (sk.snd_wl1 > sk.copied_seq)) else !(sk.sack_ok && false)) {
            ca.m13 += ((if sk.min_rtt >= 0 then sk.min_rtt else 10ms) - (1000000s * ca.m11))
        }
    }
    ca.m13 -= ca.m13
    for i28 in ca.m11..ca.m11 max 2 {
        if (sk.pacing_rate >= unlimited) {
            if (((if sk.in_cwnd_reduction then ca.m12 else sk.snd_wl1) - max(sk.rcv_nxt, ca.m12)) > clamp((sk.rcv_nxt - sk.high_seq), 100 kB, sk.bytes_acked)) {
                let x29 = abs(((sk.now - x19) + (ca.m13 + sk.rttvar_us)))
                ca = initial
            } else {
                ca.m13 *= sk.snd_cwnd_cnt
                ca.m11 = (-max((if sk.ecn_demand_cwr then i28 else sk.in_flight), (CON10 * ca.m13)))
            }
        } else {
            if !sk.frto {
                ca.m11 -= clamp(sk.prior_cwnd, 1.5, ca.m11)
                y23 = y23
            } else {
                y23 = y23
            }
        }
        ca.m13 = (clamp(sk.rttvar_us, 1460ms, ca.m13) / (sk.snd_cwnd_cnt << 10))
    }
    ca.m13 *= ((ca.m11 % ca.m11) / (if sk.in_cwnd_reduction then ca.m11 else ca.m11))
    let x30: TcpState = sk.state
    var y31: stamp = (if !(sk.now > sk.tcp_wstamp_ns) then min((x19 - 1ms), sk.tcp_mstamp) else min(max(x19, x19), (x19 - sk.srtt_us)))
    if sk.ecn_demand_cwr {
        let x32: seq = sk.snd_sml
        var y33: i8 = ((if (false && sk.ack_scheduled) then fn17(sk) else (0x1234 << 11)) - ca.m11)
        ca.m12 = min(fn14(sk, sk.frto, ((65536 / 10ms) > (1460 / 1s))), (if (((3 / 1s) / 3) != CON10) then max(x32, sk.snd_nxt) else (ca.m12 + sk.wmem_queued)))
    } else {
        if sk.min_rtt >= 0 {
            let x34: Event = ecn_no_ce
            sk.snd_cwnd_stamp = x19
            sk.ecn_queue_cwr = (((sk.window_clamp / ca.m11) / CON9) == 1.5)
        }
        let x35: stamp = (if (if (x19 >= sk.now) then sk.saw_tstamp else ((100 / 3) >= sk.retrans_out)) then x19 else y31)
    }
    y31 = min(y31, ((y31 + sk.mdev_max_us) - min(sk.mdev_max_us, sk.rto)))
    match x30 {
        syn_sent | listen => {
            if (sk.segs_out <= ca.m11) {
            } else {
                var y36: seq = (fn14(sk, (sk.snd_cwnd_stamp <= x19), !false) - 4294967295 kB)
                y31 = ((if (sk.sack_ok || sk.was_cwnd_limited) then sk.snd_cwnd_stamp else min(sk.tcp_clock_cache, sk.rcv_tstamp)) - ((1000 kB + CON9) / (sk.max_pacing_rate * ca.m11)))
            }
        }
        closed | established => {
            if ((CON10 + CON10) != CON10) {
                return random(ca.m11)
            }
        }
        fin_wait2 | fin_wait1 => {
            y31 = sk.snd_cwnd_stamp
        }
        close_wait | syn_recv => {
            var y37: stamp = max(max(max(sk.tcp_wstamp_ns, y31), sk.lrcvtime), (y31 + sk.mdev_max_us))
        }
        last_ack | closing => {
            y31 = ((sk.tcp_mstamp - sk.mdev_max_us) + (if (2us >= ca.m13) then (2us * 0.5) else (if true then ca.m13 else 3ms)))
        }
        time_wait => {
        }
    }
    return (sk.prior_cwnd / fn17(sk))
}
cong_avoid(sk, ack, acked) {
    ca.m13 -= ((never - sk.now) * (if sk.was_cwnd_limited then ca.m11 else sk.rate_delivered))
    var y38: seq = sk.rtt_seq
    let x39: s = clamp((sk.mdev_us - ((65536ms / 3) - 3s)), 1us, ca.m13)
    match sk.ca_state {
        open | disorder => {
        }
        _ => {
            match sk.ca_state {
                loss | disorder => {
                    ca.m12 = max(sk.rcv_nxt, y38)
                }
                _ => {
                    y38 = ca.m12
                }
            }
        }
    }
    ca.m11 += (abs(sk.undo_retrans) / 0.001)
}
pkts_acked(sk, sample) {
    var y40: stamp = ((sk.rcv_tstamp + abs(sk.rate_interval_us)) + (max(never, sk.rcv_tstamp) - never))
    if (((y40 - sk.lsndtime) / (y40 - y40)) > sk.reordering) {
        y40 = ((max(sk.first_tx_mstamp, y40) - (sk.rcv_tstamp - y40)) + max((CON9 / ((123456789 bytes / 1us) / 3)), 65536s))
        var y41: i16 = (sk.packets_out << 1)
    } else {
        if (sk.snd_ssthresh == unlimited) {
            ca.m11 = (((CON9 / (100 bytes / 1us)) / ((65536s / 3) - ca.m13)) / 1e9)
            sk.ack_now = sk.ack_scheduled
        }
        ca.m12 = (sk.copied_seq + (abs(sk.snd_wnd) - (sk.snd_sml - ca.m12)))
    }
    for i42 in 0..3 {
        ca.m12 = (if (((65536 bytes / 1ms) <= sk.max_pacing_rate) || ((if sk.min_rtt >= 0 then sk.min_rtt else 1000000us) <= ca.m13)) then ca.m12 else ca.m12)
        var y43: us = ca.m13
        y40 = max(y40, y40)
    }
    if ((if (if sk.ack_now then sk.in_cwnd_reduction else sk.ecn_demand_cwr) then (sk.delivered >= 0) else (sk.pacing_rate != unlimited)) && ((sk.saw_tstamp && false) && sk.saw_tstamp)) {
        if (fn17(sk) != 3) {
            if (sk.retrans_stamp < 1) {
                ca.m13 = 123456789us
                let x44: seq = ca.m12
                ca = initial
            }
        } else {
            ca.m11 = (if ((sk.write_seq > sk.pushed_seq) && !sk.in_initial_slow_start) then ((sk.delivered - (sk.data_segs_out + ca.m11)) + clamp(sk.prr_delivered, 2.885, ca.m11)) else ((ca.m11 + 1e9) - (if false then sk.snd_ssthresh else sk.sacked_out)))
        }
        if sample.rtt_us >= 0 {
            y40 = max(y40, sk.tcp_mstamp)
            match sk.ca_state {
                disorder | recovery => {
                    if ((if sk.ack_now then sk.frto else sk.is_sack_reneg) || (false || sk.is_cwnd_limited)) {
                        return
                    }
                }
                open | cwr => {
                    ca.m11 = ((max(1us, (65536s / 3)) - (y40 - y40)) * (3 / 10ms))
                }
                loss => {
                }
            }
        }
        ca.m12 = ca.m12
    }
    ca.m12 = fn14(sk, ((sk.can_undo || sk.sack_ok) || sk.in_initial_slow_start), (((4294967295s / 3) + sk.rttvar_us) > sk.rate_interval_us))
    ca.m11 = 1.5
    ca.m11 -= sample.pkts_acked
    if (sk.total_retrans < sk.segs_out) {
        sk.ecn_queue_cwr = (ca.m12 < sk.copied_seq)
        if ((min(sk.tcp_clock_cache, y40) > y40) && (max(ca.m12, ca.m12) > ca.m12)) {
            ca.m13 = ca.m13
            let x45: bool = (fn14(sk, (sk.rcv_nxt == ca.m12), sk.ack_now) == (if (if sk.is_sack_reneg then sk.ecn_queue_cwr else false) then min(ca.m12, ca.m12) else max(sk.snd_nxt, ca.m12)))
        } else {
            match sk.ca_state {
                recovery => {
                    let x46 = ((-(CON9 / sk.pacing_rate)) == (min(y40, sk.first_tx_mstamp) - y40))
                }
                _ => {
                    let x47: i32 pkts/s = CON10
                }
            }
        }
    }
    send_ack(sk, (if (if sk.tstamp_ok then sk.ecn_demand_cwr else false) then fn14(sk, sk.ecn_demand_cwr, sk.saw_tstamp) else (ca.m12 + 7 bytes)))
    y40 = y40
    var y48: ms = (((ca.m13 - 1460us) + (sk.tcp_wstamp_ns - sk.lsndtime)) + (if (sk.ack_scheduled && sk.saw_tstamp) then (-7us) else abs(sk.mdev_us)))
    y40 = sk.rcv_tstamp
    sk.snd_cwnd = (min(fn18(sk), sk.reordering) * clamp((123456789 / 3), 3, ca.m11))
    sk.ecn_queue_cwr = !true
    let x49 = 1460us
    y40 = sk.tcp_mstamp
    let x50 = (sk.pacing_rate / sk.bytes_acked)
    ca.m12 = (if (min(ca.m12, sk.snd_una) >= ca.m12) then max(min(ca.m12, ca.m12), (if sk.ack_timer_pending then sk.snd_nxt else sk.pushed_seq)) else (if sk.in_initial_slow_start then fn14(sk, false, false) else sk.snd_una))
    ca.m11 = ca.m11
    y48 = (-((if sk.ecn_seen then sk.lrcvtime else y40) - y40))
    y40 = (if ((if sk.can_undo then sk.pacing_rate else (3 bytes / 1ms)) <= ((1000 bytes / 1ms) + sk.pacing_rate)) then (min(y40, sk.tcp_mstamp) - (sk.rttvar_us * (0.5 / 3))) else sk.tcp_wstamp_ns)
    ca.m11 *= clamp((CON10 * x49), 1e9, ca.m11)
}
cong_control(sk, ack, flag, rs) {
    ca.m12 = sk.copied_seq
    match sk.ca_state {
        cwr => {
            var y51: u64 us = sk.rto
        }
        recovery => {
            ca.m11 = sk.gso_max_segs
        }
        disorder => {
        }
        open => {
            let x52: u16 bytes = (-(if !sk.is_sack_reneg then (1460 bytes + sk.bytes_sent) else CON9))
        }
        loss => {
            for i53 in ca.m11..ca.m11 max 5 {
                let x54: seq = (min(sk.snd_sml, ca.m12) - ((sk.sndbuf / 0.001) + 2 bytes))
            }
        }
    }
    match sk.ca_state {
        cwr | recovery => {
            if ((sk.max_pacing_rate / 2) < (sk.pacing_rate / ca.m11)) {
                return
            }
        }
        disorder | open => {
            var y55: Kind5 = v7
        }
        _ => {
            ca.m12 = sk.snd_nxt
        }
    }
    match sk.ca_state {
        disorder | recovery => {
            if (sk.max_pacing_rate == unlimited) {
                let x56: i8 = ca.m11
            }
        }
        open | cwr => {
        }
        loss => {
            match sk.ca_state {
                recovery => {
                    ca.m13 = ((if sk.in_cwnd_reduction then ((if rs.delivered >= 0 then rs.delivered else 1e9) * ca.m13) else max(rs.rcv_interval_us, ca.m13)) + (ca.m11 / ((100 / 10ms) - CON10)))
                }
                open | cwr => {
                    ca = initial
                }
                disorder => {
                    match sk.ca_state {
                        loss => {
                        }
                        _ => {
                            ca.m13 = (max((3 bytes / sk.pacing_rate), (100s / (1e9 / 3))) - (sk.rto / (if rs.is_ack_delayed then ca.m11 else 0.25)))
                        }
                    }
                }
                loss => {
                    var y57: u64 fixed<24> us = (if (if (sk.retrans_stamp == sk.delivered) then (((1460 / 1s) / 3) == CON10) else (true || sk.in_slow_start)) then (ca.m13 * 0.001) else ((if true then 7ms else 1460ms) / 0.001))
                }
            }
        }
    }
    match sk.ca_state {
        disorder => {
        }
        open => {
            var y58: i64 pkts = ((2.885 / 3) - 123456789)
        }
        recovery | loss => {
            let x59: u64 kB = sk.rcv_ssthresh
        }
        cwr => {
        }
    }
    ca.m11 /= ((sk.write_seq - sk.snd_sml) / (ca.m11 * 3 bytes))
    if rs.is_ack_delayed {
        ca.m12 = (if (rs.prior_delivered_ce < ca.m11) then ca.m12 else max(max(ca.m12, sk.rtt_seq), fn14(sk, false, true)))
        ca.m11 = fn17(sk)
        if ((true || sk.ecn_seen) && ((if rs.rtt_us >= 0 then rs.rtt_us else 123456789ms) > (if rs.rtt_us >= 0 then rs.rtt_us else 2us))) {
            return
        }
    }
}
undo_cwnd(sk) {
    ca.m11 = sk.rate_delivered
    var y60: i16 = (((if sk.in_initial_slow_start then sk.bytes_sent else 4294967295 bytes) / (ca.m12 - ca.m12)) - (sk.delivered_ce - (sk.delivered + ca.m11)))
    let x61 = (max(ca.m12, sk.snd_una) + (ca.m12 - ca.m12))
    y60 = sk.ack_quick
    ca.m11 = (((sk.retrans_out * 1us) * (-(7 / 10ms))) / (min(y60, sk.prr_delivered) + (sk.max_window / CON9)))
    ca.m12 = max(min(max(sk.snd_una, sk.snd_sml), sk.pushed_seq), sk.snd_wl1)
    return y60
}
