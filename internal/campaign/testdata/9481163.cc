algorithm gen
use hystart
enum Kind4 { v1, v2 }
const TAB3 = [1e9, (1.5 / 3), 1.5, 65536, 0xff, 1e9, 0.25]
struct Rec2 {
    f4: Kind4 = v2
}
state {
    r5: hystart.Search
    m6: stamp = never
    m7: seq
    m8: u8 pkts
    r9: hystart.Search[5]
    a10: stamp[4]
}
fn fn11(sk, p12): pkts {
    ca.m7 = p12
    if sk.in_slow_start {
        return ((sk.sacked_out - sk.in_flight) - 2.885)
    }
    return if (sk.is_cwnd_limited != true) then (sk.mdev_max_us / 100s) else (TAB3[sk.max_packets_out] + 1)
}
ssthresh(sk) {
    var y13: u8 us = clamp(((sk.gso_max_size / (2 bytes / 1ms)) / (sk.pacing_shift - 0.001)), 2us, sk.rto)
    ca.m7 = ca.m7
    match sk.ca_state {
        cwr | recovery => {
            ca.m6 = ca.m6
        }
        _ => {
            if (sk.tstamp_ok && (sk.rate_interval_us > (1000us / 3))) {
                return (255 >> 9)
            }
        }
    }
    if sk.min_rtt >= 0 {
        sk.ack_timer_pending = sk.data_segs_out < 2147483648
        var y14: bool = (if sk.in_cwnd_reduction then ((sk.snd_wnd / sk.window_clamp) == (if true then ca.m8 else 1.5)) else (if (y13 <= y13) then sk.in_initial_slow_start else (sk.tlp_high_seq > ca.m7)))
        if sk.min_rtt >= 0 {
            sk.app_limited = (sk.rcv_tsecr + ca.m8)
            sk.snd_cwnd += (if (sk.rto < y13) then clamp(ca.m8, 3, ca.m8) else (ca.m8 - sk.retrans_stamp))
            if y14 {
                var y15: bool = y14
                ca = initial
            }
        }
    }
    sk.ecn_seen = ((-(1.5 - 1e9)) <= ((sk.gso_segs * TAB3[1]) / clamp(sk.snd_wscale, 0.5, ca.m8)))
    let x16: seq = max(min((if false then sk.tlp_high_seq else ca.m7), max(ca.m7, ca.m7)), sk.snd_sml)
    y13 = ((if (false || sk.in_slow_start) then clamp(y13, 65536us, y13) else hystart.ack_delay(sk)) + (-hystart.ack_delay(sk)))
    if (sk.tcp_clock_cache <= (sk.first_tx_mstamp + hystart.ack_delay(sk))) {
        ca.m8 = ((if sk.ecn_seen then sk.pacing_rate else sk.pacing_rate) / (sk.pacing_rate / 2.885)) % ca.m8
        let x17: u32 fixed<4> = if (if !sk.in_cwnd_reduction then (true == sk.ecn_demand_cwr) else ((3 / 3) <= ca.m8)) then (sk.snd_cwnd & sk.snd_cwnd) else ((((123456789 / 1us) / 3) + (1460 / 10ms)) * ((if sk.min_rtt >= 0 then sk.min_rtt else 2ms) + y13))
        var y18: PacingStatus = sk.pacing_status
    }
    ca.r5 = initial
    match sk.ca_state {
        loss | disorder => ca.m8 -= ((sk.retrans_stamp + ca.m8) - sk.segs_out)
        _ => {
            ca.m6 = max(((if true then sk.delivered_mstamp else ca.a10[sk.lost_out]) - hystart.ack_delay(sk)), min(min(never, ca.m6), (if true then ca.m6 else ca.m6)))
        }
    }
    if ((abs(sk.rcv_mss) / 1e9) == sk.bytes_acked) {
        ca.m7 = sk.snd_wl1
        y13 = if false then (never - sk.first_tx_mstamp) else clamp(abs((if sk.min_rtt >= 0 then sk.min_rtt else 100s)), 2ms, y13)
    } else {
        sk.ack_timer_pending = sk.is_sack_reneg
    }
    y13 = min(((ca.a10[sk.gso_max_segs % 4] - sk.rto) - (sk.rcv_tstamp - y13)), ((-(if sk.min_rtt >= 0 then sk.min_rtt else 2us)) / (sk.num - TAB3[sk.in_flight])))
    ca.m8 = clamp((sk.in_flight * sk.max_pacing_rate), (3 bytes / 1s), sk.pacing_rate) / abs(sk.max_pacing_rate)
    y13 += ((y13 - y13) - clamp(y13, 2us, y13))
    match sk.ca_state {
        cwr | disorder => {
            if (((true && true) || (sk.total_retrans > ca.m8)) == (((if sk.min_rtt >= 0 then sk.min_rtt else 100us) / sk.rttvar_us) > (sk.prior_cwnd ^ sk.snd_cwnd_cnt))) {
                ca.m6 = ((if sk.in_cwnd_reduction then (never + y13) else sk.first_tx_mstamp) + (hystart.ack_delay(sk) / (TAB3[sk.reordering] / 0.25)))
                ca.a10[2] = never - (1us / 3)
            }
        }
        loss => sk.ecn_seen = true
        recovery | open => {
            match sk.ca_state {
                disorder | loss => {
                    let x19: bool = ((max(y13, y13) > (4294967295s * (1.5 / 3))) && (sk.lost > ca.m8))
                }
                open | cwr => {
                    let x20: seq = sk.snd_sml
                }
                recovery => {
                    let x21 = min(max((if sk.was_cwnd_limited then sk.now else sk.now), (ca.a10[1] - 4294967295us)), (sk.now + (10us / 3)))
                }
            }
        }
    }
    ca.m8 = 0.5 / 3
    return (1.5 / 3)
}
cong_avoid(sk, ack, acked) {
    sk.snd_cwnd_stamp = sk.delivered_mstamp
    ca.m7 = ((min(sk.snd_sml, ack) + (if sk.rate_app_limited then 2 bytes else sk.snd_wnd)) - abs(abs(1 kbit)))
    if (sk.rate_interval_us >= sk.rttvar_us) {
        var y22: i32 fixed<4> Mbit/s = (1000 bytes / 1us)
        ca.m7 = (if (sk.delivered_ce > sk.rcv_tsval) then sk.snd_nxt else ca.m7)
        for i23 in 0..7 {
            ca = initial
            if sk.min_rtt >= 0 {
                let x24: u32 us = (if (1.5 > TAB3[sk.gso_max_segs % 7]) then (65536 bytes / y22) else ca.m8 / (65536 / 1us)) + sk.srtt_us
                let x25 = ca.m7
                var y26: Kind4 = v1
            }
            y22 = y22
        }
    } else {
        var y27: bool = (sk.lost > sk.total_retrans) != (((sk.delivered + ca.m8) >= 2147483648) || sk.was_cwnd_limited)
    }
    ca.m8 += random(ca.m8)
    match sk.ca_state {
        disorder | cwr => {
            let x28: i64 fixed<16> bytes = ((sk.snd_cwnd_clamp - ca.m8) * ((-sk.tcp_header_len) + sk.gso_max_size / sk.max_packets_out))
        }
        loss | open => ca.m8 = sk.pacing_shift / ((TAB3[sk.rate_delivered % 7] / ca.m8) / (100s / sk.mdev_max_us))
        recovery => {
            var y29: stamp = never
        }
    }
    let x30: stamp = if (if (sk.mdev_max_us < sk.srtt_us) then ((65536 / 1s) > (65536 / 1s)) else (ca.m8 != acked)) then ca.m6 else max(ca.a10[sk.rate_delivered % 4], (ca.m6 + 7ms))
    sk.ecn_queue_cwr = sk.tstamp_ok
    if false {
        var y31: stamp = x30
        ca.a10[1] = y31
        let x32 = (clamp(((123456789 / 10ms) - ((100 / 1us) / 3)), (1460 / 10ms), (sk.snd_cwnd / sk.srtt_us)) > ((sk.rcv_tsval * TAB3[5]) / (ca.a10[sk.family % 4] - sk.rcv_tstamp)))
    } else {
        if ((sk.is_cwnd_limited && sk.tstamp_ok) && (sk.max_pacing_rate >= (2 bytes / 1us))) {
            return
        }
    }
    if (min(ca.a10[sk.snd_cwnd_clamp % 4], (ca.a10[3] + sk.rate_interval_us)) > ca.a10[0]) {
        var y33: stamp = if (sk.ecn_flags & seen == 0) then min((x30 + sk.mdev_max_us), min(sk.delivered_mstamp, sk.snd_cwnd_stamp)) else sk.snd_cwnd_stamp
    }
    if !sk.sack_ok {
        let x34: stamp = max(sk.snd_cwnd_stamp, (min(ca.a10[sk.num % 4], sk.tcp_mstamp) + (if sk.was_cwnd_limited then 100us else sk.mdev_us)))
        if sk.min_rtt >= 0 {
            if (false || ((if sk.ecn_demand_cwr then sk.was_cwnd_limited else sk.rate_app_limited) != (sk.rcv_tsval < acked))) {
                ca.m7 = (ca.m7 - (if (sk.ecn_flags & queue_cwr == 0) then (if sk.ack_timer_pending then sk.rcv_ssthresh else sk.gso_max_size) else (sk.advmss - sk.bytes_acked)))
                ca.a10[ca.m8] = sk.now
            } else {
                sk.pacing_status = sk.pacing_status
                let x35 = (ca.a10[sk.rate_delivered] - (if (sk.in_initial_slow_start && sk.is_sack_reneg) then max(sk.lsndtime, x30) else ca.m6))
            }
            sk.ecn_flags = sk.ecn_flags | queue_cwr
        }
    }
    if ((max(x30, sk.tcp_clock_cache) - min(sk.rcv_tstamp, ca.m6)) == (sk.delivered_mstamp - min(ca.m6, x30))) {
        hystart.reset(sk, ca.r5)
        ca.m6 = (min(x30, sk.lrcvtime) - (-sk.rate_interval_us)) - ((if sk.is_sack_reneg then 10 kB else 100 kbit) / (sk.pacing_rate - (2 bytes / 1s)))
    } else {
        ca.a10[acked % 4] = sk.rcv_tstamp
        sk.ecn_queue_cwr = (if (sk.ecn_flags & accecn != 0) then ((sk.rcv_tstamp + sk.rate_interval_us) > min(ca.a10[2], sk.first_tx_mstamp)) else ((sk.ecn_flags & demand_cwr == 0) && sk.saw_tstamp))
    }
    let x36: kB = sk.tcp_header_len
}
set_state(sk, new_state) {
    if !(min(sk.tlp_high_seq, sk.high_seq) == (sk.pushed_seq - sk.bytes_retrans)) {
        ca.m8 = ((((if sk.min_rtt >= 0 then sk.min_rtt else 2us) * sk.gso_max_segs) + (123456789ms / 3)) / (if (sk.is_cwnd_limited && true) then (if sk.min_rtt >= 0 then sk.min_rtt else 1000ms) else max((1000000s / 3), 10us)))
    }
    for i37 in ca.m8..ca.m8 - 1 max 256 {
        let x38 = (max(max(sk.write_seq, sk.rtt_seq), (ca.m7 - 10 bytes)) + (if (sk.pacing_rate == unlimited) then (sk.bytes_acked / ca.m8) else (sk.wmem_queued + (1 bytes / 3))))
        if sk.min_rtt >= 0 {
            ca.a10[ca.m8] = ca.a10[sk.prr_out % 4]
            let x39: u32 fixed<4> pkts = (((TAB3[sk.ack_quick % 7] / sk.snd_cwnd_cnt) * min(ca.m8, ca.m8)) - (sk.total_retrans - (sk.app_limited + i37)))
            ca.m8 = 65536 * ((sk.snd_cwnd << 5) + ((sk.lost + i37) - sk.rcv_tsecr))
        }
    }
    match new_state {
        cwr | open => {
            var y40: i64 fixed<1> bytes/us = (((sk.snd_sml - sk.undo_marker) / sk.packets_out) / ((if sk.is_sack_reneg then 1000ms else 1us) - clamp(1000s, 2ns, sk.rate_interval_us)))
        }
        recovery | loss => {
            ca.a10[ca.m8 % 4] = min(ca.a10[3], max(never, sk.rcv_tstamp))
        }
        disorder => {
            if sk.min_rtt >= 0 {
                let x41 = 3s + hystart.ack_delay(sk)
            }
        }
    }
}
min_tso_segs(sk) {
    ca.m8 -= (if (sk.delivered_ce <= 2147483648) then sk.prr_out else abs(0.5))
    if ((sk.delivered_ce * ca.m8) != ((123456789 bytes / 1s) / (sk.bytes_retrans / sk.mdev_us))) {
        let x42: seq = sk.high_seq
        if false {
            if (sk.now > sk.snd_cwnd_stamp) {
                hystart.reset(sk, ca.r5)
                ca.m8 = -(abs(sk.retransmits) / 3)
                ca.m7 = sk.copied_seq
            } else {
                var y43: u16 bytes/s = sk.pacing_rate
                sk.ack_scheduled = sk.is_sack_reneg
            }
            if sk.min_rtt >= 0 {
                sk.snd_cwnd_stamp = max(max((ca.a10[2] + 4294967295us), max(sk.now, ca.a10[sk.prr_delivered])), max((ca.m6 + sk.mdev_max_us), sk.now))
            }
            let x44 = ca.m6
        } else {
            ca.m8 = (if (sk.snd_ssthresh == unlimited) then ((sk.pacing_rate / ca.m8) / abs(sk.max_pacing_rate)) else sk.gso_max_segs)
            if ((sk.ecn_ok && sk.ecn_ok) && (ca.m7 != (ca.m7 + sk.bytes_retrans))) {
                ca.m6 = never
                let x45: i16 pkts = (0.5 * (if (if sk.frto then false else sk.in_cwnd_reduction) then TAB3[2] else (if sk.ecn_seen then (2.885 / 3) else sk.family)))
            } else {
                ca = initial
            }
        }
        for i46 in 2..3 {
            if (sk.rcv_tsecr >= 0) {
                ca.m6 = (max(sk.now, ca.m6) - ((sk.pacing_rate / sk.pacing_rate) * (if true then sk.rto else (1000us / 3))))
                sk.ecn_queue_cwr = !sk.ack_timer_pending
                hystart.update(sk, ca.r5, clamp(sk.srtt_us, 2ns, sk.srtt_us), (sk.undo_retrans * sk.rttvar_us))
            }
            sk.snd_cwnd_cnt = (sk.lost - i46)
        }
    }
    var y47: Mbit/s = sk.max_pacing_rate
    var y48: Kind4 = v1
    if sk.min_rtt >= 0 {
        ca.m7 = if true then (max(ca.m7, ca.m7) - (sk.pacing_rate / (3 / 1us))) else min((if sk.ecn_ok then ca.m7 else ca.m7), ca.m7)
    }
    if false {
        var y49: bytes = (y47 - abs(y47)) / (7 / 1s)
    }
    ca.m7 = (if (if sk.rate_app_limited then ((sk.app_limited + ca.m8) <= ca.m8) else (true || sk.sack_ok)) then (ca.m7 - (sk.mss_cache + sk.snd_wnd)) else sk.snd_una)
    ca.r5 = initial
    for i50 in 0..5 {
        ca.r5 = initial
    }
    ca.a10[3] = ((if (123456789s <= 65536us) then (sk.tcp_wstamp_ns + sk.srtt_us) else sk.delivered_mstamp) - ((100 MiB * ca.m8) / clamp(sk.pacing_rate, (123456789 bytes / 1s), y47)))
    ca.m8 = (clamp(TAB3[sk.prior_ssthresh % 7], 0.25, ca.m8) % ca.m8)
    sk.ecn_queue_cwr = (sk.saw_tstamp == (sk.rcv_mss == (1 KiB + sk.wmem_queued)))
    return sk.family
}
undo_cwnd(sk) {
    let x51 = max(ca.m8, (0.25 - (0.25 / 3))) - ((sk.max_pacing_rate / sk.bytes_sent) * hystart.ack_delay(sk))
    return ((-(sk.srtt_us / 1000us)) - (((65536 bytes / 1ms) / (1460 bytes / 1s)) + (if sk.in_cwnd_reduction then ca.m8 else 0.25)))
}
init(sk) {
    if sk.can_undo {
        if (sk.max_pacing_rate == sk.max_pacing_rate) {
            let x52: u32 = ca.m8
            let x53: u32 = ca.m8
            var y54: i64 = 1
            if x53 >= 2 {
                if x53 < x53 {
                    y54 = max(4 - (x53 + 6), 0)
                    if x52 > x52 {
                        y54 = abs(2 - x52)
                        y54 += x53 / max(x52, 1)
                    }
                }
                y54 += x52 / max(1, 1)
            } else {
                if x52 > 7 {
                    y54 += x53 - min((x53 + 5), x53)
                }
            }
            sk.snd_ssthresh = abs(y54) + 2
        }
    } else {
        var y55: bool = sk.saw_tstamp
        ca.a10[ca.m8] = (max(ca.m6, sk.snd_cwnd_stamp) - (if (if sk.tstamp_ok then false else y55) then sk.mdev_us else (ca.m6 - sk.lrcvtime)))
    }
    let x56: bool = (sk.lost + ca.m8) < sk.reordering
    if true {
        ca.a10[ca.m8] = sk.tcp_mstamp
        ca.m8 = ((sk.rto * 0.25) * (if sk.ecn_seen then (7 / 10ms) else ((10 / 1us) / 3))) + ((2.885 * 2.885) - (ca.m8 + sk.prior_ssthresh))
    } else {
        sk.ecn_seen = sk.ecn_demand_cwr
    }
    ca.m7 = ca.m7
    match sk.ca_state {
        disorder => {
            let x57 = fn11(sk, (if sk.in_initial_slow_start then ca.m7 else sk.snd_wl1))
        }
        loss => {
            let x58: ms = sk.mdev_us
        }
        _ => {
        }
    }
    ca.a10[1] = never
    for i59 in 3..10 {
        ca.m8 = random(i59)
    }
    var y60: seq = sk.rcv_nxt + min((sk.snd_wl1 - sk.snd_wl1), abs(sk.max_window))
    hystart.reset(sk, ca.r5)
    ca.a10[0] = if (sk.snd_cwnd_clamp >= unlimited) then min((if x56 then ca.a10[2] else ca.a10[2]), (sk.first_tx_mstamp + sk.srtt_us)) else max(max(ca.a10[3], sk.lsndtime), min(sk.now, sk.delivered_mstamp))
    var y61: seq = y60
    ca.m6 = sk.tcp_clock_cache
    hystart.reset(sk, ca.r5)
    let x62 = min(sk.sacked_out, ((-sk.retransmits) / (1e9 * 4294967295)))
    let x63: seq = (max(sk.pushed_seq, min(sk.pushed_seq, sk.copied_seq)) + abs((sk.bytes_acked + sk.max_window)))
    ca.m6 = max((if sk.saw_tstamp then (ca.a10[1] - sk.mdev_us) else (ca.a10[sk.pacing_shift] - 1460ms)), min(ca.a10[sk.gso_segs % 4], sk.tcp_wstamp_ns))
    y61 = max(ca.m7, sk.tlp_high_seq)
    if (sk.ecn_flags & rfc3168 != 0) {
        if (ca.a10[1] > ca.m6) {
            let x64: u32 = ca.m8
            let x65: u32 = x62
            var y66: i64 = 2
            if x65 >= x65 {
                if x65 <= x65 {
                    if x64 > x64 {
                        y66 = abs((x64 + 3) - x65)
                        y66 = 2 * x64 - x65
                    }
                    if x64 <= 4 {
                        y66 = (x65 + 4) - x65
                        y66 -= (x65 + 1) - 5
                    }
                }
            } else {
                y66 = 2 * x64 - 1
                y66 -= abs(7 - 5)
            }
            if x64 <= x64 {
                y66 += (x65 - 1) / max(x65, 1)
            }
            if x64 < 5 {
                y66 = min(3, (x65 + 3))
                if x64 == x64 {
                    y66 = x65 - x64
                    if x65 != x64 {
                        y66 -= 7 - 6
                        y66 = abs((x64 - 2) - x65)
                    }
                }
            }
            sk.snd_ssthresh = abs(y66) + 2
        }
    }
    ca.r5 = initial
    sk.snd_cwnd_stamp = max(sk.tcp_mstamp, max((ca.m6 - sk.mdev_max_us), (never + sk.rate_interval_us)))
    match sk.ca_state {
        disorder => ca.m6 = min(min(max(ca.m6, sk.tcp_clock_cache), ca.a10[1]), min(max(ca.m6, ca.a10[0]), (sk.lsndtime + sk.rate_interval_us)))
        loss | cwr => {
            var y67: bool = (max(sk.rtt_seq, sk.tlp_high_seq) - (sk.high_seq + sk.snd_wnd)) < (100 kbit - (y60 - x63))
        }
        open | recovery => {
            if (x56 && x56) {
                let x68: u32 = x62
                let x69: u32 = x62
                var y70: i64 = 1
                if x69 > (x68 - 1) {
                    if x69 < (x69 + 5) {
                        y70 += max(1 - (x68 + 5), 0)
                    }
                    y70 += abs(x69 - x69)
                } else {
                    if x69 == x69 {
                        y70 = (x68 + 4) / max(x69, 1)
                    } else {
                        y70 += max(x68 - x69, 0)
                        y70 = min((x68 - 5), (x69 + 1))
                    }
                    if x68 == 6 {
                        if x68 <= x69 {
                            y70 = max(x68 - x69, 0)
                            y70 += 2 - min((x69 - 6), x69)
                        }
                        if x69 != x69 {
                            y70 += x69 - 5
                            y70 = 2 * (x68 + 6) - (x68 - 4)
                        }
                    }
                }
                sk.snd_ssthresh = abs(y70) + 2
            }
        }
    }
    ca.a10[3] = min((if sk.was_cwnd_limited then ca.a10[0] else sk.tcp_wstamp_ns), (if sk.saw_tstamp then sk.tcp_mstamp else sk.delivered_mstamp)) + (ca.a10[sk.snd_cwnd_cnt % 4] - never)
    ca.m8 = (ca.m8 / sk.pacing_shift)
    if (((ca.m8 * sk.snd_cwnd_used) / (x62 - TAB3[sk.sacked_out % 7])) >= (if ((1000 / 10ms) >= (10 / 1s)) then (ca.m8 - TAB3[sk.in_flight]) else (0.001 + TAB3[sk.prr_out % 7]))) {
        sk.ack_timer_pending = abs((1000 / 1us)) <= (1460 / 1s)
        ca.m7 = sk.snd_una
        if sk.min_rtt >= 0 {
            var y71: bool = sk.pacing_rate == unlimited
            if (x63 == (sk.snd_nxt + 65536 bytes)) {
                return
            }
            hystart.reset(sk, ca.r5)
        }
    } else {
        sk.ecn_queue_cwr = !(sk.pacing_rate != unlimited)
    }
    let x72: i64 = abs(0.001) / (if x56 then sk.snd_ssthresh * sk.pacing_shift else (-x62))
}
