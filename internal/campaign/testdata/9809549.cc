algorithm gen
use filter
enum Kind4 { v1, v2, v3, v4, v5 }
const TAB6 = [1000us, 100us, 4294967295us]
param par7 = 4294967295us
state {
    r8: filter.MaxRate
    m9: bool = false
    m10: seq
    m11: stamp
    a12: stamp[1]
    m13: bool = false
}
fn fn14(sk, p15: seq, p16): stamp = never
fn fn17(sk, p18: stamp, p19) {
    let x20 = max(((par7 + TAB6[sk.ack_quick % 3]) + (10ms / (1.5 / 3))), max(max((10ms / 3), sk.rate_interval_us), (TAB6[sk.family % 3] - sk.srtt_us)))
    if (sk.now != ca.m11) {
        let x21: u32 = sk.num
        let x22: u32 = sk.family
        let x23: u32 = sk.snd_cwnd
        var y24: i64 = 0
        if x21 <= (x22 + 2) {
            if x21 == 5 {
                if x21 >= x23 {
                    y24 += x21 - 4
                    y24 = abs(1 - (x21 - 1))
                } else {
                    y24 = x23 - min(x22, 3)
                }
                y24 = max((x21 + 2), (x22 - 3))
            }
        }
        if x23 == x23 {
            if x23 > x21 {
                y24 = 2 * x23 - x21
            } else {
                y24 -= (x22 - 2) - min(x22, x21)
            }
        }
        if x21 > 4 {
            if x23 > x23 {
                y24 = (x23 + 4) - x21
            } else {
                y24 = x23 - min(x21, x22)
                if x21 < (x22 - 6) {
                    y24 -= max((x23 + 3) - x22, 0)
                    y24 -= max(x21 - x21, 0)
                } else {
                    y24 = 2 * x22 - x23
                }
            }
            y24 += 5 / max(x21, 1)
        } else {
            y24 = 2 * (x22 - 3) - x21
            if x21 != (x21 + 6) {
                y24 -= abs(x22 - 6)
            } else {
                if x23 <= (x22 + 6) {
                    y24 += (x22 - 6) - 5
                }
            }
        }
        sk.snd_ssthresh = abs(y24) + 2
    }
    return (123456789 / 1us)
}
fn fn25(sk): stamp = (ca.m11 + (par7 + 2ms)) + sk.mdev_us
ssthresh(sk) {
    var y26: bool = false
    ca.m13 = (min((2 / 10ms), clamp((123456789 / 1us), (100 / 1s), (sk.snd_cwnd / sk.srtt_us))) < ((100 / 10ms) / sk.prr_out))
    if (((123456789 bytes - 100 bytes) / (-sk.rate_interval_us)) >= sk.pacing_rate) {
        ca.m13 = (true && ((if ca.m13 then ca.m13 else y26) || (sk.retrans_out != sk.snd_ssthresh)))
    }
    var y27: u64 fixed<8> KiB = max(((1000000 bytes / 1s) * (-(if sk.min_rtt >= 0 then sk.min_rtt else 3ns))), sk.mss_cache)
    let x28 = sk.ecn_flags & queue_cwr == 0
    y26 = (((3s / 3) / 0.5) != (TAB6[2] / 0.5)) || ca.m13
    var y29: stamp = sk.first_tx_mstamp
    ca.m10 = min(max(ca.m10, (ca.m10 - y27)), max(min(ca.m10, sk.snd_wl1), (ca.m10 - sk.rcv_wnd)))
    match sk.ca_state {
        recovery => filter.reset(ca.r8, (sk.max_pacing_rate / (7 bytes / 1us)), abs((1000000 / 10ms)))
        cwr | loss => {
            match sk.ca_state {
                disorder => {
                    y29 = y29
                }
                loss | open => {
                    var y30: TcpState = sk.state
                }
                _ => {
                    ca.a12[sk.gso_segs % 1] = sk.delivered_mstamp - ((sk.srtt_us + sk.rto) / (0.25 * 0.25))
                }
            }
        }
        open | disorder => {
            for i31 in 1..3 {
                match sk.ca_state {
                    open => {
                        ca.m11 = fn14(sk, ca.m10, (sk.ack_quick * (sk.gso_max_size + y27)))
                    }
                    _ => {
                        y29 = fn14(sk, (ca.m10 - (sk.rcv_mss / 7)), (((2 bytes / 1us) - sk.pacing_rate) * abs((100us / 3))))
                    }
                }
                let x32: bool = (if (sk.pacing_rate != (1000 bytes / 1us)) then (sk.snd_cwnd_stamp + sk.rate_interval_us) else sk.tcp_clock_cache) >= ((ca.a12[sk.prior_ssthresh] + par7) - (65536us - par7))
                if (sk.tlp_high_seq != ((if false then sk.snd_una else sk.high_seq) - y27)) {
                    ca.a12[0] = max(fn25(sk), ((ca.a12[0] - TAB6[1]) - clamp(TAB6[sk.in_flight % 3], 7us, par7)))
                }
            }
        }
    }
    ca.a12[sk.snd_cwnd % 1] = y29
    ca.a12[0] = fn14(sk, max(sk.undo_marker, min(sk.pushed_seq, ca.m10)), (ca.m10 - sk.snd_una))
    ca.a12[sk.snd_cwnd_cnt % 1] = ca.a12[sk.prior_ssthresh]
    if x28 {
        var y33: bool = y26
        y33 = y33
    }
    ca.r8 = initial
    ca.a12[sk.snd_cwnd] = fn14(sk, max((sk.undo_marker - sk.tcp_header_len), sk.pushed_seq), clamp((y27 / (0.25 / 3)), 1460 bytes, y27))
    ca.a12[0] = (if (sk.snd_ssthresh == unlimited) then (sk.tcp_mstamp + sk.rttvar_us) else min(min(sk.now, y29), (if ca.m9 then sk.first_tx_mstamp else sk.delivered_mstamp)))
    let x34: stamp = ca.a12[sk.num % 1]
    return if y26 then (if (false && sk.saw_tstamp) then sk.snd_ssthresh else (-0.25)) else clamp((sk.srtt_us / (if sk.min_rtt >= 0 then sk.min_rtt else 1ns)), 1000000, sk.ack_quick)
}
cong_avoid(sk, ack, acked) {
    if true {
        let x35: u32 = acked
        let x36: u32 = acked
        let x37: u32 = acked
        var y38: i64 = 2
        if x37 <= (x36 - 2) {
            y38 = abs(x37 - x37)
        }
        if x35 > 5 {
            y38 = 5 - min((x37 - 5), 1)
        }
        if x35 == x37 {
            y38 += x37 - x35
        } else {
            if x35 <= (x35 - 4) {
                y38 = max(x35 - x35, 0)
                if x36 != 1 {
                    y38 = (x36 - 5) - x35
                } else {
                    y38 -= abs((x35 - 2) - x36)
                }
            } else {
                if x35 != x35 {
                    y38 = 6 - min((x36 - 5), x37)
                } else {
                    y38 -= x36 - min(6, x35)
                    y38 += 2 * 3 - x35
                }
            }
        }
        sk.snd_ssthresh = abs(y38) + 2
    }
    for i39 in acked..acked - 1 max 30 {
        if sk.is_sack_reneg {
            ca.m10 = max(sk.snd_una, min((if sk.ecn_queue_cwr then sk.rtt_seq else sk.copied_seq), (sk.snd_sml + sk.rcv_mss)))
            ca.m9 = (sk.pacing_rate < unlimited)
        }
    }
    var y40: s = clamp(abs(acked), 0.5, acked) / (65536 / 1us)
    if (sk.ecn_flags & rfc3168 != 0) {
        let x41: u32 = acked
        let x42: u32 = acked
        let x43: u32 = acked
        var y44: i64 = 2
        if x41 < x42 {
            if x43 == 4 {
                if x41 != x41 {
                    y44 += 3 - (x43 - 2)
                    y44 = max(x41 - (x41 - 2), 0)
                }
            }
        }
        sk.snd_ssthresh = abs(y44) + 2
    }
    ca.m11 = sk.lrcvtime
    ca.m9 = sk.is_sack_reneg == ((sk.rcv_tsecr + acked) < sk.rcv_tsval)
    if ((!ca.m13 != (if sk.in_cwnd_reduction then false else sk.saw_tstamp)) != (sk.snd_cwnd_clamp == unlimited)) {
        filter.reset(ca.r8, sk.sacked_out, ((1000000 / 10ms) / 3))
        send_ack(sk, max(sk.snd_wl1, sk.snd_nxt))
        ca.m11 = ((if (ca.m11 != ca.a12[sk.retrans_out]) then (ca.a12[0] - sk.srtt_us) else ca.m11) - (abs(TAB6[sk.num]) - clamp(sk.srtt_us, 2us, par7)))
    }
    let x45: i32 fixed<1> = (clamp((sk.app_limited - sk.app_limited), 0.25, acked) + ((TAB6[0] / sk.rttvar_us) + (if ca.m13 then sk.snd_cwnd_used else acked)))
    if sk.min_rtt >= 0 {
        let x46 = (-sk.mss_cache) * 0.001
    }
    let x47 = ack + sk.max_window
    if (((sk.undo_retrans + sk.snd_cwnd) * ((1000000 bytes / 1s) - sk.pacing_rate)) != (sk.pacing_rate / 0.001)) {
        if (sk.first_tx_mstamp < ca.m11) {
            let x48: u32 = x45
            let x49: u32 = x45
            let x50: u32 = x45
            var y51: i64 = 0
            if x48 >= x50 {
                y51 = 7 / max(x49, 1)
                if x49 != x50 {
                    if x48 > x50 {
                        y51 = min(x50, x49)
                        y51 = (x48 + 1) - 2
                    } else {
                        y51 = 2 - (x48 - 5)
                    }
                    if x50 == 3 {
                        y51 -= max(x50, (x48 + 1))
                        y51 += x48 - (x49 - 3)
                    }
                }
            }
            if x48 > 2 {
                y51 = x49 - min((x50 + 4), x49)
                if x49 <= x48 {
                    if x50 >= x50 {
                        y51 = max((x50 + 1), (x48 + 1))
                    }
                }
            }
            if x49 == (x50 + 1) {
                y51 = max((x48 - 2) - x48, 0)
            }
            sk.snd_ssthresh = abs(y51) + 2
        }
        ca.m11 = sk.tcp_mstamp
        ca.r8 = initial
    }
    let x52: i64 pkts = clamp((if (sk.retrans_stamp < 100) then filter.average(acked, x45, sk.retransmits) else (acked * 2.885)), 0.25, acked)
    ca.r8 = initial
    if ((sk.pushed_seq + max((1000000 bytes / 3), sk.advmss)) <= sk.pushed_seq) {
        for i53 in acked..acked + 2 max 30 {
            if sk.min_rtt >= 0 {
                ca.a12[0] = (if ((0xff > sk.packets_out) && !ca.m9) then ca.m11 else (never + sk.rttvar_us))
            }
        }
        ca.m11 = min(ca.a12[0], (sk.tcp_clock_cache - (100us * (65536 / 3))))
    }
    var y54: i64 us = (filter.average(x52, sk.gso_max_segs, acked) / ((1 / 10ms) * 1e9)) * 0.001
    ca.a12[0] = max((if ca.m9 then sk.snd_cwnd_stamp else sk.lsndtime), min((ca.a12[0] + y54), min(ca.m11, ca.m11)))
    let x55: CaState = sk.ca_state
    let x56 = clamp(1e9, 1.5, x45)
    var y57: stamp = (min(sk.tcp_wstamp_ns, ca.m11) + y54) - (if (ca.m13 && sk.is_cwnd_limited) then y54 else (sk.srtt_us + (if sk.min_rtt >= 0 then sk.min_rtt else 1000000s)))
    let x58: u16 pkts = ((-x45) + filter.average(0.25, (if sk.saw_tstamp then sk.sacked_out else sk.lost_out), 100))
    for i59 in acked..acked - 1 max 256 {
        var y60: u64 bytes/s = (((sk.max_pacing_rate * (1e9 / 3)) + (100 bytes / 1s)) - ((sk.bytes_sent * sk.max_packets_out) * ((65536 / 1s) + (100 / 10ms))))
        if sk.min_rtt >= 0 {
            let x61 = 0.5
        }
    }
    if ca.m13 {
        if (sk.pushed_seq != ack) {
            let x62: u32 = x58
            let x63: u32 = x52
            let x64: u32 = acked
            var y65: i64 = 0
            if x64 == x63 {
                if x62 != 3 {
                    y65 = max(2 - (x63 - 1), 0)
                    y65 = 3 - x63
                }
            }
            if x64 == (x63 - 5) {
                y65 -= max(x62 - (x63 + 5), 0)
                y65 = max(6, x63)
            } else {
                y65 += max(x64, x64)
            }
            if x62 <= (x62 - 2) {
                y65 = max(x64 - (x64 - 4), 0)
            }
            sk.snd_ssthresh = abs(y65) + 2
        }
        let w273x0: i64 = x45
        var y66: bool = (sk.app_limited + w273x0) > sk.delivered_ce
        ca.a12[acked % 1] = if (if (if false then ca.m9 else ca.m13) then ((123456789 / 10ms) >= (65536 / 1us)) else (ca.m10 <= sk.snd_sml)) then never else min((if false then ca.a12[sk.pacing_shift % 1] else ca.a12[0]), (if true then sk.lrcvtime else ca.m11))
    } else {
        ca.m10 = max(min(max(ack, sk.high_seq), max(ca.m10, ack)), sk.snd_wl1)
    }
}
cwnd_event(sk, event) {
    ca.m9 = (((-sk.prr_out) * 4294967295) < 1e9)
    if sk.min_rtt >= 0 {
        let x67 = ((1 / 1s) * (if (sk.ecn_flags & queue_cwr != 0) then ((7 / 1us) / 3) * TAB6[0] else 0xff))
        let x68 = ((min(sk.rtt_seq, sk.rtt_seq) - sk.rcv_mss) + (if (x67 >= x67) then sk.mss_cache else ((100 bytes / 1s) / x67)))
        match event {
            ecn_is_ce | cwnd_restart => {
                ca.m11 = fn14(sk, (max(sk.undo_marker, sk.high_seq) + (7 bytes * 1.5)), (filter.average(sk.undo_retrans, 0.001, sk.snd_cwnd_cnt) * (-1460 bytes)))
            }
            _ => {
                var y69: u64 = if ((par7 / 3) <= (if ca.m9 then TAB6[sk.ack_quick] else sk.rate_interval_us)) then sk.snd_cwnd else sk.prior_cwnd
            }
        }
    }
    let x70 = clamp(((0xff / sk.snd_ssthresh) / clamp((10 / 1s), (10 / 1s), (sk.snd_cwnd / sk.srtt_us))), 123456789s, par7)
    filter.shift(ca.r8, clamp(sk.undo_retrans, 65536, sk.snd_wscale), clamp((100 / 1us), (123456789 / 1us), (sk.snd_cwnd / sk.srtt_us)))
    if (TAB6[0] >= ((2ms / 3) - sk.srtt_us)) {
        for i71 in 1..6 {
            if (((sk.lost + i71) - sk.delivered_ce) > (sk.total_retrans * (1e9 * 1e9))) {
                let x72: seq = sk.snd_sml
                let x73: PacingStatus = sk.pacing_status
            }
        }
        match event {
            ecn_no_ce | complete_cwr => {
                ca.m10 = sk.rtt_seq - ((sk.sndbuf * (10 / 1s)) / ((1000 / 1us) / 3))
            }
            cwnd_restart | tx_start => {
                ca.a12[0] = ca.m11
            }
            loss | ecn_is_ce => ca.m13 = ((((100 / 10ms) + (123456789 / 1us)) * (sk.snd_cwnd_stamp - sk.now)) <= (if (ca.m11 >= ca.m11) then (1 * 4294967295) else (sk.pacing_rate / sk.max_pacing_rate)))
        }
    }
    ca.a12[sk.undo_retrans % 1] = (ca.m11 - ((((1460 bytes / 1ms) / 3) / (65536 / 10ms)) / (4294967295 bytes / 1ms)))
    ca.m9 = ca.m11 <= max((if ca.m13 then sk.tcp_wstamp_ns else sk.snd_cwnd_stamp), sk.rcv_tstamp)
    match event {
        ecn_no_ce | complete_cwr => send_ack(sk, sk.tlp_high_seq)
        _ => {
            if ca.m13 {
                var y74: Kind4 = if ((sk.reordering - sk.retrans_stamp) == (sk.retrans_out + sk.num)) then v5 else v5
                var y75: bool = sk.snd_ssthresh != unlimited
            }
        }
    }
    ca.m10 = sk.write_seq
    ca.a12[sk.in_flight] = ca.a12[0]
    ca.m9 = filter.average((sk.packets_out | 0x1234), (sk.packets_out >> 6), (sk.gso_max_segs / (2.885 / 3))) < clamp(3, 0.25, sk.prior_ssthresh)
    ca.a12[sk.snd_cwnd % 1] = sk.tcp_wstamp_ns
    if ((-(65536 / 1s)) > ((sk.pacing_rate / sk.snd_wnd) - (100 / 1us))) {
        if !ca.m13 {
            return
        }
    } else {
        ca.m9 = (sk.pacing_rate == unlimited)
        ca.m9 = (((sk.lost + sk.prior_ssthresh) != sk.delivered) != (ca.m13 && ((2 / 1s) >= (100 / 1s))))
    }
    ca.a12[0] = fn14(sk, max((ca.m10 - (2 kB / 3)), max(sk.rtt_seq, sk.snd_nxt)), 7 bytes)
    ca.a12[sk.in_flight % 1] = sk.now
}
undo_cwnd(sk) {
    if sk.min_rtt >= 0 {
        if sk.ack_timer_pending {
            return filter.average((sk.retransmits + 0.25), (sk.app_limited * 0xff), sk.gso_segs)
        }
        let x76: stamp = sk.snd_cwnd_stamp
        for i77 in 0..2 {
            if (fn25(sk) > sk.first_tx_mstamp) {
                ca.a12[0] = if (sk.lost != 100) then min(ca.m11, fn14(sk, ca.m10, sk.rcv_wnd)) else max((if sk.ecn_demand_cwr then never else ca.m11), sk.lrcvtime)
                ca.a12[0] = sk.tcp_mstamp
            } else {
                ca.r8 = initial
            }
        }
    }
    ca.m9 = sk.segs_out <= sk.snd_cwnd_clamp
    if sk.min_rtt >= 0 {
        if sk.min_rtt >= 0 {
            let x78: i64 = sk.snd_cwnd * sk.snd_wscale
            let x79: i32 fixed<16> pkts/s = (65536 / 1us) / 3
            ca.m10 = max(sk.undo_marker, sk.write_seq)
        }
        var y80: u64 = filter.average(abs(filter.average(0.25, sk.retrans_out, sk.snd_cwnd_cnt)), (sk.app_limited - sk.delivered_ce), sk.reordering)
        var y81: i32 fixed<16> bytes = (sk.pacing_rate / (1000 / 1s))
    }
    ca.a12[sk.rate_delivered % 1] = if sk.ack_scheduled then max((sk.first_tx_mstamp + sk.srtt_us), (if sk.tcp_usec_ts then ca.m11 else ca.m11)) else never
    return ((if (sk.ecn_flags & queue_cwr == 0) then (TAB6[0] + sk.rttvar_us) else (sk.snd_ssthresh / (7 / 1us))) * (((1 / 1s) / 0.25) * 0.5))
}
sndbuf_expand(sk) {
    let x82 = clamp(par7, 100s, par7) + (sk.rto * 1e9) / 2.885
    let x83 = ((10 bytes / 1ms) + (clamp((2 bytes / 1us), (100 bytes / 1ms), sk.pacing_rate) - sk.pacing_rate))
    var y84: u64 ms = TAB6[0]
    ca.m11 = max(min((if sk.ecn_queue_cwr then sk.delivered_mstamp else ca.m11), ca.a12[sk.family]), ((if false then never else ca.m11) - (-10ms)))
    ca.m13 = if sk.in_initial_slow_start then ((sk.tcp_clock_cache + x82) >= (ca.m11 - x82)) else (min(sk.prior_ssthresh, sk.in_flight) >= (sk.prior_cwnd / 1e9))
    let x85 = (if sk.sack_ok then (if sk.ecn_demand_cwr then 3s else (if sk.min_rtt >= 0 then sk.min_rtt else 1000000s)) else (never - sk.tcp_wstamp_ns)) == (-(if ca.m9 then x82 else TAB6[2]))
    let x86: stamp = min(((sk.rcv_tstamp - 1460us) + (sk.advmss / (7 bytes / 1us))), (never - (-2us)))
    var y87: u64 pkts/us = 1460 / 1us
    if ((sk.packets_out > filter.average(0.001, sk.prior_ssthresh, sk.sacked_out)) || (!false || (sk.snd_wscale > 0.25))) {
        y84 = clamp(sk.srtt_us, 4294967295ms, x82)
    } else {
        let x88 = sk.pushed_seq
    }
    return sk.ack_quick
}
init(sk) {
    if (sk.ecn_flags & seen == 0) {
        let x89: u32 = sk.rate_delivered
        let x90: u32 = sk.snd_cwnd
        let x91: u32 = sk.rate_delivered
        var y92: i64 = 2
        if x91 == (x89 - 1) {
            if x89 == (x89 + 5) {
                if x89 > x90 {
                    y92 -= x89 / max(x91, 1)
                    y92 = abs(x89 - x89)
                } else {
                    y92 += (x89 + 2) / max(4, 1)
                }
            } else {
                if x89 <= x91 {
                    y92 = min(4, 2)
                }
                if x91 < x89 {
                    y92 -= x89 - x91
                } else {
                    y92 = max(x89 - (x91 - 5), 0)
                }
            }
            y92 -= x91 - x91
        } else {
            if x90 == x90 {
                if x91 <= 5 {
                    y92 = 2 * (x89 + 2) - x91
                }
                y92 = (x90 + 5) / max((x91 - 6), 1)
            }
        }
        sk.snd_ssthresh = abs(y92) + 2
    }
    if sk.min_rtt >= 0 {
        var y93: Event = tx_start
        sk.app_limited = sk.rcv_tsecr
        y93 = y93
    }
    match sk.ca_state {
        loss => {
            var y94: seq = sk.snd_sml
        }
        recovery => {
            sk.ecn_queue_cwr = ((sk.rcv_tsval + sk.reordering) != sk.undo_retrans)
        }
        disorder | open => {
            ca.m9 = max(ca.a12[0], (ca.a12[0] + (3s / 3))) >= max(ca.a12[0], fn14(sk, sk.copied_seq, sk.max_window))
        }
        cwr => sk.ecn_seen = !(if (sk.rate_delivered < (0.25 / 3)) then sk.frto else (sk.snd_cwnd_clamp >= unlimited))
    }
}
