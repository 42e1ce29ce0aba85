algorithm gen
enum Kind4 { v1, v2 }
struct Rec1 {
    f3: bool
}
struct Rec2 {
    f4: u16 in 0..100 = 7
    f5: i32 fixed<10> kB = 1
}
state {
    m6: bool = false
}
fn fn7(sk, p8: i16 bytes, p9: stamp) {
}
fn fn10(sk): u32 fixed<16> pkts {
    return max((sk.snd_ssthresh / sk.snd_cwnd_cnt), abs(sk.snd_cwnd_clamp))
}
ssthresh(sk) {
    ca.m6 = (clamp((0xff - sk.undo_retrans), 0xff, sk.undo_retrans) < min((1.5 / sk.packets_out), ((3 / 3) - 2.885)))
    let x11 = sk.prior_ssthresh
    var y12: pkts = ((if (4294967295 kB >= 3 kB) then clamp(sk.pacing_rate, (65536 bytes / 1us), sk.pacing_rate) else sk.pacing_rate) / ((123456789 / 1s) * (sk.snd_sml - sk.snd_nxt)))
    let x13 = fn10(sk)
    ca.m6 = ca.m6
    ca.m6 = ((min(sk.tcp_clock_cache, never) + (sk.tcp_clock_cache - never)) != sk.lrcvtime)
    ca.m6 = (((sk.max_pacing_rate < sk.pacing_rate) && (sk.in_cwnd_reduction || ca.m6)) && (sk.lost < sk.app_limited))
    match sk.ca_state {
        open => {
            for i14 in x13..x13 max 2 {
                if ca.m6 {
                    return (0.001 * (((1 / 10ms) / 3) * sk.srtt_us))
                }
                y12 = (0.5 / 3)
                var y15: i64 pkts = (7 >> 1)
            }
        }
        recovery | loss => {
            ca = initial
        }
        disorder => {
            let w40x0: i64 = x13
            let x16: bool = ((w40x0 - (sk.delivered_ce + y12)) < ((sk.snd_cwnd_stamp - sk.tcp_mstamp) / (x11 / (1000000 / 1us))))
        }
        cwr => {
            var y17: bool = (((1000000ms * (7 / 10ms)) < (x11 / sk.prr_out)) || ((sk.bytes_acked / sk.in_flight) <= (-sk.rcv_ssthresh)))
        }
    }
    y12 = (((if sk.tcp_usec_ts then sk.backoff else 0.001) * 65536) / 0.25)
    return x13
}
cong_avoid(sk, ack, acked) {
    if false {
        if ((max(sk.lrcvtime, sk.lsndtime) + (1000000us / 7)) > min(sk.delivered_mstamp, sk.now)) {
            ca.m6 = (sk.in_cwnd_reduction && (sk.snd_cwnd_clamp >= unlimited))
            let x18: bool = (sk.mdev_us <= (if sk.ecn_ok then 10us else ((if sk.min_rtt >= 0 then sk.min_rtt else 1460ms) / sk.sacked_out)))
            sk.pacing_rate = unlimited
        } else {
            ca.m6 = (((acked - sk.delivered_ce) / 2.885) != abs(sk.prr_delivered))
        }
    }
    let x19: u8 pkts = ((1 / 1us) * sk.rto)
    let x20 = sk.tcp_wstamp_ns
    ca.m6 = sk.in_slow_start
    ca.m6 = ca.m6
    if sk.ecn_seen {
        var y21: u16 s = (-max((sk.rate_interval_us * sk.pacing_shift), min((if sk.min_rtt >= 0 then sk.min_rtt else 1000000us), sk.rto)))
        ca.m6 = ((-(acked + 2.885)) == clamp(((1.5 / 3) % x19), 0.5, acked))
    }
    ca.m6 = (((sk.pacing_rate - sk.pacing_rate) / ((1 bytes / 1s) / 3)) >= ((1 kB / 4294967295 bytes) / 1e9))
    var y22: u32 pkts/us = (if (if (ca.m6 && ca.m6) then (sk.rto == sk.srtt_us) else (sk.max_pacing_rate < sk.max_pacing_rate)) then (1460 / 1s) else min((((1000000 / 1s) / 3) * 0.5), ((3 / 10ms) - ((3 / 1s) / 3))))
    ca.m6 = false
    var y23: Event = loss
    ca.m6 = (sk.app_limited < sk.delivered_ce)
    let x24 = min(min(min(x20, x20), x20), max(x20, min(never, sk.snd_cwnd_stamp)))
    if sk.in_initial_slow_start {
        if !(if (sk.total_retrans <= 1) then (x19 != x19) else (if sk.ecn_queue_cwr then sk.ecn_queue_cwr else false)) {
            if (if !(sk.window_clamp > 100 bytes) then (if (ack >= sk.undo_marker) then (y22 < y22) else ca.m6) else ((sk.rcv_tsval >= sk.rcv_tsval) || ca.m6)) {
                y22 /= (sk.packets_out & sk.packets_out)
                y23 = y23
            }
        }
    } else {
        var y25: u32 fixed<24> us = 1000us
    }
    var y26: u16 Mbit/s = sk.pacing_rate
    var y27: i32 fixed<4> pkts = x19
    var y28: u64 fixed<1> pkts = (sk.segs_out - acked)
}
cwnd_event(sk, event) {
    sk.ecn_seen = (((sk.tcp_header_len / sk.rate_interval_us) - (if sk.can_undo then (2 bytes / 1us) else (7 bytes / 1ms))) >= (-max((10 bytes / 1ms), (123456789 bytes / 1ms))))
    ca.m6 = (max((never - sk.rate_interval_us), (sk.tcp_wstamp_ns - sk.mdev_max_us)) != sk.lsndtime)
    if sk.min_rtt >= 0 {
        var y29: TcpState = sk.state
        for i30 in 1..5 {
            y29 = sk.state
            if sk.min_rtt >= 0 {
                y29 = sk.state
                y29 = y29
                y29 = sk.state
            }
            ca.m6 = ca.m6
        }
        if (sk.delivered_mstamp >= ((never + 3ms) + (sk.now - never))) {
            if sk.min_rtt >= 0 {
                ca.m6 = ca.m6
                let x31 = (random(sk.ack_quick) - (0xff * (sk.rcv_tsecr - sk.rcv_tsval)))
                if (y29 == established) {
                    return
                }
            }
        } else {
            if (sk.now >= (if (sk.total_retrans > 100) then sk.lsndtime else sk.snd_cwnd_stamp)) {
                y29 = sk.state
                var y32: i32 pkts/s = ((if (sk.snd_wl1 > sk.pushed_seq) then (if ca.m6 then sk.lost_out else 2.885) else (sk.rto * (100 / 1s))) * ((sk.snd_wscale - 0.25) * clamp((1460 / 1s), (3 / 1us), (sk.snd_cwnd / sk.srtt_us))))
                y32 = y32
            } else {
                y29 = (if sk.ecn_queue_cwr then sk.state else y29)
            }
        }
    }
    sk.ecn_demand_cwr = ((if (sk.max_pacing_rate >= unlimited) then sk.snd_cwnd_stamp else (sk.tcp_wstamp_ns - sk.mdev_us)) <= (sk.lsndtime - (if false then sk.rttvar_us else sk.mdev_us)))
    ca.m6 = (sk.total_retrans == 1)
    if sk.ecn_queue_cwr {
        let x33 = ((-(sk.pacing_rate + sk.pacing_rate)) - ((2.885 + sk.snd_wscale) * sk.pacing_rate))
        let x34 = fn10(sk)
    }
    let x35: seq = ((sk.tlp_high_seq - (sk.advmss + sk.sndbuf)) + sk.max_window)
    match sk.ca_state {
        recovery | open => {
            let x36: TcpState = sk.state
        }
        _ => {
            if (sk.snd_cwnd_clamp < unlimited) {
                return
            }
        }
    }
    match sk.ca_state {
        loss => {
            ca.m6 = ((if ca.m6 then 10 kB else clamp(sk.tcp_header_len, 3 bytes, sk.snd_wnd)) != 7 bytes)
        }
        _ => {
            ca.m6 = (((if ca.m6 then sk.lrcvtime else sk.tcp_wstamp_ns) - sk.tcp_clock_cache) < (abs(1000ms) - ((if sk.min_rtt >= 0 then sk.min_rtt else 2us) + sk.srtt_us)))
        }
    }
    ca.m6 = ((100 bytes / 1us) != ((sk.max_pacing_rate + sk.pacing_rate) / 1.5))
}
min_tso_segs(sk) {
    let x37: kbit/s = ((if ca.m6 then (if sk.ack_timer_pending then (1000 bytes / 1ms) else (10 bytes / 1s)) else max(sk.max_pacing_rate, sk.max_pacing_rate)) - sk.pacing_rate)
    ca.m6 = ca.m6
    let x38: u16 pkts = ((if ca.m6 then ((0.25 / 3) * 0.001) else sk.gso_max_segs) / (0.5 / 3))
    ca.m6 = (((sk.snd_nxt != sk.write_seq) && (sk.retrans_stamp >= x38)) && !!false)
    let x39: stamp = max(never, min(sk.first_tx_mstamp, max(sk.now, sk.delivered_mstamp)))
    if ((sk.undo_marker == (sk.undo_marker - 10 bytes)) && sk.ecn_demand_cwr) {
        send_ack(sk, sk.tlp_high_seq)
    } else {
        ca.m6 = (sk.snd_cwnd_clamp == unlimited)
    }
    return abs((-(if sk.tcp_usec_ts then x38 else sk.num)))
}
undo_cwnd(sk) {
    var y40: CaState = sk.ca_state
    let x41 = fn10(sk)
    ca.m6 = (if (abs((100 / 1us)) == (10 / 1s)) then ca.m6 else (sk.data_segs_out < 0))
    let x42 = (min((never - never), sk.mdev_max_us) / abs((sk.srtt_us * sk.prr_delivered)))
    ca = initial
    if (if sk.rate_app_limited then (if (ca.m6 || ca.m6) then (never >= sk.now) else (sk.rate_interval_us < sk.rate_interval_us)) else ((if false then sk.high_seq else sk.rtt_seq) < (if ca.m6 then sk.write_seq else sk.snd_una))) {
        let x43 = fn10(sk)
        match sk.ca_state {
            recovery | open => {
                y40 = y40
            }
            loss | disorder => {
                if ca.m6 {
                    return sk.snd_cwnd_cnt
                }
            }
            _ => {
                if (min(sk.rcv_nxt, (sk.undo_marker + sk.snd_wnd)) <= min(min(sk.rcv_nxt, sk.snd_una), (sk.snd_una - sk.max_window))) {
                    let x44 = fn10(sk)
                    y40 = (if (if (sk.snd_una >= sk.rcv_nxt) then (sk.snd_una >= sk.rtt_seq) else (sk.mdev_us <= (if sk.min_rtt >= 0 then sk.min_rtt else 123456789s))) then sk.ca_state else y40)
                    y40 = y40
                }
            }
        }
    } else {
        if sk.min_rtt >= 0 {
            y40 = y40
            y40 = sk.ca_state
            let x45 = (max(max(sk.tcp_wstamp_ns, sk.first_tx_mstamp), max(sk.tcp_clock_cache, sk.tcp_wstamp_ns)) + (if false then (sk.rate_delivered * 3us) else (if sk.can_undo then sk.min_rtt else sk.min_rtt)))
        }
    }
    y40 = sk.ca_state
    if sk.min_rtt >= 0 {
        if sk.min_rtt >= 0 {
            if sk.min_rtt >= 0 {
                let w196x1: i64 = x41
                ca.m6 = ((sk.delivered_ce + w196x1) >= 100)
                ca.m6 = ((if (sk.pacing_rate < unlimited) then max(sk.tcp_wstamp_ns, sk.first_tx_mstamp) else sk.snd_cwnd_stamp) <= (sk.first_tx_mstamp - (sk.lsndtime - sk.tcp_wstamp_ns)))
            }
        }
        y40 = sk.ca_state
    }
    let x46 = fn10(sk)
    ca.m6 = (sk.snd_ssthresh != unlimited)
    match sk.ca_state {
        open | recovery => {
            let x47: CaState = sk.ca_state
        }
        cwr | disorder => {
            y40 = sk.ca_state
        }
        loss => {
            let w213x2: i64 = x42
            ca.m6 = (x46 == abs((w213x2 - sk.retrans_stamp)))
        }
    }
    var y48: u32 fixed<4> KiB = ((if (sk.max_pacing_rate == sk.pacing_rate) then (x46 - sk.gso_max_segs) else (-sk.prior_ssthresh)) * (-(sk.tcp_header_len * x42)))
    y40 = y40
    y48 += 4294967295 kB
    y40 = sk.ca_state
    var y49: i64 fixed<10> kB = ((3 bytes / 1ms) / (if (x42 > x46) then max((10 / 1s), ((2 / 1s) / 3)) else ((1 / 1us) - (1000000 / 1us))))
    if ca.m6 {
        let x50: stamp = ((if sk.tstamp_ok then (never + 2us) else sk.tcp_wstamp_ns) - abs((y48 / (3 bytes / 1ms))))
        sk.snd_cwnd_stamp = max(min((x50 - (1460us / 3)), sk.tcp_wstamp_ns), ((if ca.m6 then x50 else x50) - (1000 kB / sk.max_pacing_rate)))
        if ((sk.tcp_mstamp + (sk.srtt_us / 0.5)) < min(max(never, sk.snd_cwnd_stamp), (x50 + (if sk.min_rtt >= 0 then sk.min_rtt else 10ms)))) {
            ca = initial
            if sk.min_rtt >= 0 {
                if (0.001 >= (0.5 - sk.lost_out)) {
                    let w229x3: i64 = x42
                    return ((sk.total_retrans - (sk.retrans_stamp + w229x3)) - sk.retrans_out)
                }
                let x51: CaState = sk.ca_state
                if ((if sk.rate_app_limited then (1460us / 3) else sk.min_rtt) != (if false then sk.rto else sk.mdev_max_us)) {
                    return ((if ca.m6 then sk.gso_max_segs else x41) + x41)
                }
            }
            match y40 {
                cwr => {
                    let x52: u32 fixed<1> = (((0.001 / x42) + (sk.snd_cwnd_cnt * sk.gso_segs)) / ((x46 + x41) * 0.5))
                }
                disorder | recovery => {
                    ca.m6 = (min(sk.snd_nxt, (if sk.in_initial_slow_start then sk.rcv_nxt else sk.snd_una)) > sk.snd_una)
                }
                loss | open => {
                    var y53: Kind4 = v2
                }
            }
        } else {
            y49 = (min((sk.window_clamp + sk.bytes_sent), (y48 + 1 kB)) + ((sk.snd_wl1 + y49) - (sk.rcv_nxt - sk.tcp_header_len)))
        }
    }
    let x54: u32 = clamp(((sk.max_packets_out * (2 / 1s)) * (sk.rcv_tstamp - sk.lsndtime)), 100, x42)
    let w253x4: i64 = x41
    ca.m6 = (0.001 > ((sk.gso_segs * sk.gso_max_segs) - ((sk.lost + w253x4) - sk.rcv_tsval)))
    send_ack(sk, sk.high_seq)
    var y55: Kind4 = v2
    if ((if !ca.m6 then (sk.snd_una + 100 kB) else sk.high_seq) > max(sk.snd_sml, sk.snd_sml)) {
        y55 = y55
        let x56: CaState = sk.ca_state
        ca.m6 = !(sk.num > (sk.snd_cwnd_cnt * 0.25))
    }
    var y57: bool = (sk.app_limited == 0)
    return (sk.reordering - (x54 - sk.delivered))
}
init(sk) {
    var y58: u64 fixed<10> kB = ((((1 bytes / 1ms) + sk.pacing_rate) / (7 / 10ms)) / 1e9)
    if ca.m6 {
        ca.m6 = (if (if (1e9 < 0.5) then !sk.can_undo else !ca.m6) then !ca.m6 else ((10us + sk.srtt_us) <= ((1us / 3) - sk.mdev_us)))
        y58 = clamp((clamp(sk.max_pacing_rate, (123456789 bytes / 1ms), sk.max_pacing_rate) / (1 / 1s)), 65536 bytes, y58)
        let x59: s = ((-(never - sk.snd_cwnd_stamp)) * sk.max_packets_out)
    }
    ca.m6 = ((min(never, sk.snd_cwnd_stamp) + (sk.now - sk.tcp_mstamp)) < (max(sk.tcp_clock_cache, sk.delivered_mstamp) - sk.rate_interval_us))
    ca.m6 = ca.m6
    if (((sk.snd_wl1 == sk.write_seq) || !sk.in_slow_start) || true) {
        let x60 = clamp(sk.prr_delivered, 1.5, sk.snd_cwnd_cnt)
        let x61: bool = !(if sk.ack_timer_pending then sk.in_initial_slow_start else true)
        let x62 = sk.snd_wl1
    } else {
        var y63: CaState = sk.ca_state
    }
    y58 = (if (sk.pacing_rate == unlimited) then ((if ca.m6 then 7 bytes else 10 bytes) + abs(y58)) else (abs(1000000 kB) - clamp(sk.bytes_retrans, 3 kB, y58)))
    y58 += clamp((y58 / sk.retrans_out), 1 kB, y58)
    for i64 in 3..10 {
        ca.m6 = ((abs((65536us / 3)) / 1.5) <= (-sk.rto))
        var y65: bool = (clamp(((1000 / 1us) - (1460 / 10ms)), (2 / 1us), (sk.snd_cwnd / sk.srtt_us)) > ((((10 / 1us) / 3) + ((4294967295 / 10ms) / 3)) + ((10 / 10ms) * i64)))
    }
    if ca.m6 {
        var y66: u64 pkts/s = (abs(((4294967295 / 1us) + ((7 / 1s) / 3))) + ((100 / 1us) / (-2.885)))
    } else {
        for i67 in 3..10 {
            var y68: Event = ecn_no_ce
            ca.m6 = ca.m6
            let x69: CaState = sk.ca_state
        }
        for i70 in sk.family..sk.in_flight max 2 {
            var y71: stamp = min(sk.delivered_mstamp, min((never + sk.mdev_us), sk.lsndtime))
            y58 *= (sk.lost_out + random(i70))
            ca = initial
        }
    }
    ca.m6 = ((sk.lost + sk.packets_out) > sk.max_packets_out)
    let x72: i64 bytes = y58
    for i73 in sk.snd_cwnd_cnt..sk.snd_cwnd max 10 {
        if (sk.retrans_stamp > sk.retrans_stamp) {
            ca.m6 = (((-i73) + (sk.family - sk.prior_cwnd)) == ((sk.mdev_max_us * (1 / 10ms)) - (sk.gso_max_segs + 0.25)))
        } else {
            y58 = (if ((sk.lost + i73) < (sk.app_limited + i73)) then sk.rcv_wnd else y58)
            sk.ack_scheduled = (sk.family < (2.885 / 3))
        }
        if (min(min(sk.rtt_seq, sk.tlp_high_seq), sk.pushed_seq) >= max(sk.copied_seq, max(sk.copied_seq, sk.snd_una))) {
            y58 = ((sk.max_pacing_rate / (sk.snd_wscale + sk.num)) / (1 / 10ms))
        } else {
            ca.m6 = (if ((never - (if sk.min_rtt >= 0 then sk.min_rtt else 65536us)) > never) then (((1 / 10ms) - (4294967295 / 1s)) < (if ca.m6 then (3 / 10ms) else (100 / 1s))) else ((sk.rcv_tsval + i73) == 1))
        }
    }
    y58 += ((sk.snd_wl1 + sk.gso_max_size) - sk.write_seq)
    fn7(sk, (y58 / 2), (if ca.m6 then sk.tcp_clock_cache else sk.tcp_wstamp_ns))
    y58 = ((clamp(sk.pacing_rate, (2 bytes / 1s), sk.max_pacing_rate) - max(sk.max_pacing_rate, ((1460 bytes / 1s) / 3))) / clamp(((1 bytes / 1s) / sk.rcv_mss), (10 / 10ms), (sk.snd_cwnd / sk.srtt_us)))
    let x74 = ((((1460 / 1us) + (123456789 / 10ms)) / 65536) / sk.backoff)
    ca.m6 = (((if ca.m6 then (if sk.min_rtt >= 0 then sk.min_rtt else 65536us) else sk.srtt_us) != (never - sk.first_tx_mstamp)) || (max(sk.snd_cwnd_stamp, sk.lrcvtime) > sk.lsndtime))
    fn7(sk, (if sk.ecn_demand_cwr then y58 else y58), (if sk.in_initial_slow_start then sk.tcp_wstamp_ns else sk.now))
    var y75: stamp = never
    fn7(sk, x72, never)
    y75 = never
    ca.m6 = (if true then !(sk.rttvar_us >= 1460ms) else (if ((sk.retrans_stamp + sk.packets_out) >= sk.retrans_stamp) then (sk.snd_cwnd_stamp < sk.lsndtime) else (ca.m6 && ca.m6)))
}
