algorithm gen
enum Kind4 { v1, v2 }
enum Kind5 { v3, v4 }
const CON5 = 10us
const CON6 = 1460us
param par7 = 1000000 in 1..4000000000
param par8 = 3s
state {
    m9: u16 pkts/s
    m10: bytes/s
    m11: bool
    m12: TcpState
    m13: seq
    m14: i8 Mbit/s
    m15: Kind5
}
fn fn16(sk): i8 pkts/s {
    match sk.ca_state {
        disorder => {
        }
        loss => {
            let x17: u64 pkts = (0x1234 & sk.packets_out)
        }
        _ => {
        }
    }
    return ((if ca.m11 then ca.m9 else ca.m9) + (if ca.m11 then (3 / 1us) else ca.m9))
}
ssthresh(sk) {
    ca.m15 = ca.m15
    for i18 in 2..5 {
    }
    var y19: u64 fixed<8> us = (((sk.snd_cwnd_cnt & sk.prior_cwnd) * par8) + (sk.srtt_us + (7s * sk.snd_ssthresh)))
    ca.m13 = (if !(par8 < sk.rttvar_us) then ((ca.m13 - 123456789 bytes) - sk.window_clamp) else (sk.high_seq - (-sk.bytes_retrans)))
    match ca.m12 {
        last_ack => {
            var y20: bool = sk.ack_timer_pending
        }
        closed | time_wait => {
            ca.m10 = (((if ca.m11 then (65536 bytes / 3) else sk.rcv_wnd) / (never - never)) * (0.5 / 3))
        }
        listen | fin_wait1 => {
            ca.m10 = ca.m14
        }
        fin_wait2 => {
            if ((if (ca.m12 == closed) then (if false then sk.rcv_tstamp else sk.tcp_wstamp_ns) else min(sk.rcv_tstamp, never)) == (if ((if sk.min_rtt >= 0 then sk.min_rtt else 1000000us) == sk.mdev_us) then sk.delivered_mstamp else (sk.now - sk.mdev_max_us))) {
                ca.m14 = (if ((if false then sk.tcp_wstamp_ns else sk.tcp_mstamp) < (sk.lsndtime - 123456789s)) then (abs((65536 bytes / 1us)) - (4294967295 bytes / 1ms)) else (((1460 bytes / 1us) - ca.m14) + clamp(sk.max_pacing_rate, (100 bytes / 1us), ca.m10)))
            } else {
                ca.m13 = (if ((sk.delivered_ce < par7) && true) then max(sk.rtt_seq, ca.m13) else ca.m13)
            }
        }
        syn_sent => {
            sk.ecn_queue_cwr = (((if sk.in_cwnd_reduction then sk.snd_sml else ca.m13) + (sk.bytes_sent + sk.window_clamp)) <= sk.snd_una)
        }
        syn_recv | established => {
            ca.m10 = ca.m14
        }
        closing | close_wait => {
            var y21: stamp = never
        }
    }
    let x22 = (sk.high_seq + sk.rcv_ssthresh)
    if (sk.snd_ssthresh == unlimited) {
        ca.m9 = ca.m9
        let x23 = sk.sacked_out
    } else {
        for i24 in par7..par7 max 10 {
            if ((sk.lost_out / ca.m9) <= (sk.mdev_max_us * par7)) {
                return clamp(sk.pacing_shift, 1e9, i24)
            }
            if sk.min_rtt >= 0 {
                if ca.m11 {
                    break
                }
                ca.m11 = (par7 == ((1460 bytes / sk.gso_max_size) / clamp(0.25, 0.5, par7)))
            }
        }
        sk.ecn_demand_cwr = ((sk.total_retrans + par7) <= 0)
    }
    let x25: i16 Mbit/s = ca.m14
    let x26 = (if false then ((4294967295 * sk.srtt_us) / (-CON5)) else (if (if ca.m11 then ca.m11 else ca.m11) then (par7 / sk.packets_out) else (sk.prior_cwnd << 3)))
    ca.m10 = (ca.m14 - sk.max_pacing_rate)
    var y27: u64 fixed<4> pkts/s = (fn16(sk) + abs(ca.m9))
    let x28 = (if (sk.rcv_tsval >= 100) then min((if sk.is_sack_reneg then ca.m13 else sk.pushed_seq), sk.tlp_high_seq) else x22)
    ca.m12 = sk.state
    for i29 in x26..x26 max 2 {
        ca.m15 = ca.m15
        if (sk.pacing_rate < unlimited) {
            if false {
                y19 -= (max(sk.rcv_tstamp, sk.now) - (if sk.in_initial_slow_start then sk.delivered_mstamp else sk.first_tx_mstamp))
            } else {
                ca.m9 = abs(ca.m9)
                ca.m12 = sk.state
            }
            var y30: stamp = (if (sk.max_pacing_rate < unlimited) then min((if ca.m11 then sk.snd_cwnd_stamp else sk.tcp_mstamp), (never - 100s)) else sk.rcv_tstamp)
            if ((if true then sk.rttvar_us else sk.rttvar_us) <= (sk.window_clamp / ca.m10)) {
                return (sk.rcv_tsval - sk.data_segs_out)
            }
        } else {
            var y31: bool = (x25 <= sk.max_pacing_rate)
        }
        sk.snd_cwnd_cnt = ((random(par7) * CON6) * clamp((if ca.m11 then y27 else ca.m9), (4294967295 / 1s), y27))
    }
    for i32 in par7..x26 max 2 {
        if (((sk.snd_cwnd_used - par7) + clamp(sk.gso_segs, 0.5, i32)) == sk.rate_delivered) {
            ca.m12 = sk.state
            if sk.min_rtt >= 0 {
                var y33: TcpState = sk.state
                var y34: bool = (sk.app_limited < sk.total_retrans)
                ca.m10 = sk.max_pacing_rate
            }
            if !(sk.srtt_us <= CON5) {
                return ((2.885 * 0.001) * (x26 * 0.5))
            }
        }
    }
    ca.m9 -= fn16(sk)
    if (if sk.can_undo then (sk.rcv_tsval >= 2147483648) else (clamp(ca.m10, (100 bytes / 1us), ca.m10) == (x25 + sk.max_pacing_rate))) {
        let x35: stamp = (if (max(ca.m13, ca.m13) < (if sk.saw_tstamp then sk.tlp_high_seq else x28)) then sk.lrcvtime else min(sk.lrcvtime, (sk.snd_cwnd_stamp + sk.rttvar_us)))
    } else {
        y19 *= ((1000000 / 1s) * (if sk.sack_ok then 1ms else 1000000us))
        if ((sk.total_retrans < sk.retrans_stamp) && (if (sk.in_slow_start && false) then false else (sk.snd_cwnd_stamp >= sk.lrcvtime))) {
            var y36: bool = !!(sk.snd_ssthresh <= sk.family)
            var y37: i16 pkts = (x26 + (sk.prr_delivered + random(x26)))
            let x38: us = (if !(sk.in_flight <= par7) then clamp((y37 * 1ms), 10us, y19) else (sk.mdev_us + sk.mdev_max_us))
        }
    }
    sk.snd_cwnd_stamp = (max(min(sk.lsndtime, sk.tcp_wstamp_ns), sk.delivered_mstamp) + ((sk.data_segs_out - sk.segs_out) * (CON5 - 1000000us)))
    for i39 in par7..par7 max 2 {
        ca.m13 = sk.pushed_seq
    }
    sk.pacing_status = sk.pacing_status
    let w133x0: i64 = x26
    return ((sk.retrans_stamp + w133x0) - sk.segs_out)
}
cong_avoid(sk, ack, acked) {
    match sk.ca_state {
        cwr => {
            ca = initial
        }
        open | loss => {
            if sk.min_rtt >= 0 {
                let x40: CaState = sk.ca_state
                if !((sk.num + (0.5 / 3)) < (if false then acked else sk.lost_out)) {
                    ca.m12 = (if sk.ack_now then (if !ca.m11 then (if sk.ecn_seen then ca.m12 else sk.state) else sk.state) else sk.state)
                    ca.m10 = ca.m10
                }
                ca.m11 = ((if (sk.max_pacing_rate >= unlimited) then (sk.undo_marker == sk.write_seq) else ca.m11) && (1460 kB != abs(7 bytes)))
            }
        }
        _ => {
            var y41: u64 fixed<10> KiB = (100 bytes / 3)
        }
    }
    if (false && (never != min(sk.snd_cwnd_stamp, sk.snd_cwnd_stamp))) {
        for i42 in 2..5 {
            var y43: u32 ms = clamp(((never - sk.rto) - sk.tcp_mstamp), 65536s, par8)
        }
        sk.snd_cwnd_cnt = (max((sk.snd_cwnd >> 5), (sk.rate_interval_us / par8)) - abs((par7 + acked)))
    }
    match ca.m15 {
        v4 | v3 => {
            var y44: u64 fixed<24> = (((ack - ca.m13) - (sk.max_window - sk.sndbuf)) / clamp((ack - ca.m13), 1000 bytes, sk.rcv_mss))
        }
    }
    let x45 = (max((if ca.m11 then sk.tcp_wstamp_ns else never), sk.tcp_clock_cache) + 4294967295s)
    let x46 = (sk.rcv_tsecr - sk.app_limited)
    ca.m14 -= (if (if sk.can_undo then ca.m11 else sk.tstamp_ok) then (123456789 bytes / 1s) else (sk.bytes_sent / sk.mdev_max_us))
    let x47: bool = sk.tstamp_ok
    match ca.m15 {
        v3 | v4 => {
            if (sk.pacing_rate >= unlimited) {
                let x48 = min(x45, min(x45, x45))
                ca.m10 = sk.max_pacing_rate
            }
        }
    }
    let x49 = (sk.retrans_stamp - (sk.rcv_tsecr + par7))
    sk.ack_scheduled = ((ca.m11 || (sk.snd_cwnd_clamp == unlimited)) || (if (if sk.in_cwnd_reduction then false else ca.m11) then (x47 || sk.is_cwnd_limited) else !sk.is_cwnd_limited))
    ca.m14 /= sk.snd_cwnd_used
    sk.pacing_status = fq
}
in_ack_event(sk, flags) {
    var y50: u32 fixed<10> = (((par7 + (1.5 / 3)) + (if ca.m11 then par7 else par7)) - ((sk.rcv_mss / sk.snd_wnd) - (sk.segs_out - sk.total_retrans)))
    let x51 = CON5
    let x52: u64 fixed<4> pkts/us = ((sk.snd_cwnd_cnt >> 0) * (if ((if sk.min_rtt >= 0 then sk.min_rtt else 10s) != 3s) then ((123456789 / 1us) - ca.m9) else min((1000 / 10ms), (2 / 1us))))
    for i53 in 0..1 {
        y50 = 0.25
    }
    let x54 = (((never - CON6) - (sk.tcp_wstamp_ns + CON6)) * (clamp(y50, 4294967295, y50) * 2))
    match ca.m12 {
        syn_recv | fin_wait2 => {
            var y55: stamp = min(min(sk.tcp_mstamp, sk.delivered_mstamp), sk.tcp_clock_cache)
        }
        listen | syn_sent => {
            ca.m15 = ca.m15
        }
        close_wait => {
            sk.snd_cwnd_cnt = 100
        }
        _ => {
            var y56: u64 s = (4294967295us / 3)
        }
    }
    if !((sk.tcp_wstamp_ns - never) > (par8 * 0.001)) {
        let x57: seq = max((if ca.m11 then sk.write_seq else sk.copied_seq), sk.high_seq)
    }
    if (if (if (ca.m11 || ca.m11) then (if sk.tstamp_ok then true else ca.m11) else sk.saw_tstamp) then (max(sk.snd_una, sk.high_seq) >= sk.snd_una) else ((sk.snd_una + 2 bytes) < sk.snd_wl1)) {
        ca = initial
    }
    send_ack(sk, ca.m13)
    y50 /= (sk.num + (-y50))
    y50 = clamp((1e9 / 3), 4294967295, y50)
}
cong_control(sk, ack, flag, rs) {
    let x58: CaState = sk.ca_state
    if (max((sk.rttvar_us * 0.5), sk.rate_interval_us) != ((never - sk.snd_cwnd_stamp) / 2.885)) {
        ca.m9 = ca.m9
        ca.m12 = ca.m12
        var y59: bool = ca.m11
    } else {
        match ca.m12 {
            fin_wait1 | closed => {
                var y60: stamp = (min(rs.prior_mstamp, sk.tcp_wstamp_ns) - ((sk.tcp_mstamp - sk.delivered_mstamp) * (par8 / rs.rcv_interval_us)))
            }
            _ => {
                if (sk.delivered_mstamp != never) {
                    ca.m12 = ca.m12
                }
            }
        }
    }
    ca.m10 = sk.max_pacing_rate
    if (if (ca.m15 != v4) then ((sk.now >= never) || !false) else (sk.ack_now && false)) {
        let x61 = (((if ca.m11 then ca.m9 else ca.m9) + ((2 bytes / 1s) / (2 bytes / 3))) * 65536)
        ca.m9 = max(ca.m9, ca.m9)
    } else {
        var y62: pkts = ((4294967295 / 3) + ((1000000 kB / ca.m14) / (-(if rs.interval_us >= 0 then rs.interval_us else 1460s))))
    }
    var y63: seq = ca.m13
}
undo_cwnd(sk) = (if (sk.segs_out != par7) then par7 else (0.5 * 10))
