algorithm gen with ecn, nonrestricted
use delay
const TAB1 = [10us, 1ns, 7us, 10ms]
const TAB2 = [1000000ms, 65536s, (1000000s / 3)]
param par3 = false
struct Rec2 {
    f4: u32 bytes/s
    f5: u32
    f6: i32 fixed<4> ms
    f7: u64 fixed<10> = 0
}
state {
    a8: bool[4]
    r9: delay.Round[4]
    m10: CaState
    r11: Rec2[1]
}
fn fn12(sk) {
    if sk.min_rtt >= 0 {
        if (sk.ecn_flags & demand_cwr != 0) {
            ca.m10 = ca.m10
        } else {
            ca.m10 = sk.ca_state
        }
        let x13: u32 pkts/s = (7 / 1s) / 3
        ca.r11[sk.max_packets_out].f5 = (1.5 / 3) - (clamp(sk.reordering, 7, sk.family) * (2.885 / sk.gso_segs))
    }
    var y14: u32 bytes/us = ((1000000 bytes + sk.bytes_sent) - (if par3 then sk.bytes_sent else 4294967295 bytes)) / (min(never, sk.now) - (sk.first_tx_mstamp - (4294967295ms / 3)))
    var y15: stamp = sk.snd_cwnd_stamp - (min(sk.tcp_wstamp_ns, sk.tcp_wstamp_ns) - (sk.snd_cwnd_stamp - TAB1[sk.rate_delivered % 4]))
}
fn fn16(sk, p17, p18): bool {
    return ((TAB2[sk.gso_max_segs % 3] + sk.rttvar_us) == (1000ms * 1000))
}
fn fn19(sk): seq {
    ca.m10 = (if (sk.snd_una >= min(sk.snd_una, sk.snd_una)) then ca.m10 else sk.ca_state)
    ca.m10 = ca.m10
    var y20: PacingStatus = sk.pacing_status
    return (if ((1 bytes / 1us) > sk.max_pacing_rate) then sk.undo_marker else (sk.pushed_seq + (4294967295 kB / 3)))
}
ssthresh(sk) = 123456789
cong_avoid(sk, ack, acked) {
    let x21 = sk.tcp_clock_cache
    let x22 = (((ack - 4294967295 bytes) + sk.tcp_header_len) - sk.rcv_wnd)
    ca.r11[0].f7 = (((sk.sndbuf - 4294967295 bytes) / sk.rcv_wnd) - (acked + sk.rate_delivered))
    let x23: stamp = (((never - sk.rttvar_us) + (x21 - sk.first_tx_mstamp)) + ((sk.app_limited - sk.app_limited) * clamp(sk.rate_interval_us, 10ns, sk.rto)))
    if ((if (if sk.frto then par3 else ca.a8[1]) then (sk.max_pacing_rate + (1000 bytes / 1us)) else sk.max_pacing_rate) <= sk.max_pacing_rate) {
        if !(sk.snd_ssthresh == unlimited) {
            ca.m10 = ca.m10
            ca.a8[0] = ((((123456789 / 10ms) + (123456789 / 1s)) + (4294967295 / 1s)) != (4294967295 / 1s))
        } else {
            var y24: bool = (fn16(sk, min(sk.rtt_seq, x22), (sk.snd_cwnd_used != acked)) || ((sk.total_retrans + acked) != acked))
        }
        var y25: i64 bytes/s = (min((sk.rcv_mss + sk.snd_wnd), (10 kB + sk.tcp_header_len)) * (if sk.in_cwnd_reduction then (65536 / 1s) else clamp(((65536 / 1us) / 3), (1 / 1s), (sk.snd_cwnd / sk.srtt_us))))
    } else {
        let x26: CaState = sk.ca_state
        if (sk.ecn_flags & rfc3168 != 0) {
            ca.m10 = ca.m10
            sk.snd_cwnd_cnt = (((sk.mdev_us / sk.mdev_us) / (0.5 / 3)) + acked * (sk.sacked_out * 1e9))
        }
    }
    for i27 in 2..3 {
        if ((sk.sack_ok && sk.ecn_ok) != (sk.ack_now && sk.rate_app_limited)) {
            return
        }
        if sk.min_rtt >= 0 {
            ca.m10 = sk.ca_state
            sk.ack_now = (sk.rcv_tsval != sk.rcv_tsecr)
            ca.m10 = (if (sk.ecn_flags & rfc3168 != 0) then sk.ca_state else (if (sk.rate_app_limited || true) then sk.ca_state else sk.ca_state))
        }
    }
    ca.m10 = ca.m10
    let x28 = fn19(sk)
    ca.m10 = ca.m10
    if (sk.snd_ssthresh != unlimited) {
        sk.ack_scheduled = if ((if par3 then sk.max_pacing_rate else sk.max_pacing_rate) != (sk.pacing_rate + (1 bytes / 1us))) then ((sk.rto - 65536ms) == (sk.tcp_clock_cache - x23)) else fn16(sk, (if par3 then sk.snd_sml else ack), (par3 && false))
        sk.ack_now = (((-sk.max_pacing_rate) - ((65536 bytes / 1s) - sk.max_pacing_rate)) > ((1000000 bytes + sk.rcv_mss) / (sk.first_tx_mstamp - x21)))
        var y29: i8 bytes = 1460 kB
    } else {
        let x30 = 1460ns
    }
    var y31: i16 = (((TAB1[sk.reordering % 4] / TAB2[sk.snd_cwnd_cnt % 3]) * (-sk.packets_out)) + ((sk.max_packets_out - 1) - (acked + sk.prr_out)))
    if sk.ecn_seen {
        if (sk.data_segs_out <= acked) {
            if (x22 == x22) {
                var y32: seq = max(sk.rtt_seq, (min(sk.undo_marker, sk.write_seq) + clamp(sk.bytes_acked, 100 Mbit, sk.bytes_sent)))
                let x33: u32 fixed<8> bytes = (((if ca.a8[3] then (3 bytes / 1s) else sk.max_pacing_rate) - clamp((123456789 bytes / 1s), (1460 bytes / 1s), sk.max_pacing_rate)) * (if (sk.rcv_wnd > 1460 bytes) then max(TAB1[2], sk.mdev_us) else TAB1[sk.prior_cwnd % 4]))
            } else {
                sk.snd_ssthresh = ((sk.rttvar_us - TAB1[2]) / (((4294967295 / 1us) * TAB1[sk.prr_delivered % 4]) * 7us))
                var y34: TcpState = closed
            }
        } else {
            var y35: u64 pkts/s = (((65536 / 1us) / 3) - (1000000 / 10ms))
        }
        let x36: seq = x22
        sk.ack_timer_pending = sk.snd_cwnd_clamp < unlimited
    } else if sk.ack_scheduled {
        ca.m10 = sk.ca_state
        ca.m10 = sk.ca_state
    }
    sk.ecn_seen = (sk.pacing_rate >= unlimited)
    var y37: u32 us = abs(((sk.tcp_wstamp_ns - sk.snd_cwnd_stamp) - (if ca.a8[2] then TAB1[sk.in_flight] else TAB1[sk.retransmits % 4])))
    let x38 = fn19(sk)
    sk.pacing_rate = unlimited
}
set_state(sk, new_state) {
    ca.m10 = sk.ca_state
    ca.m10 = new_state
    if (if (sk.ecn_flags & queue_cwr != 0) then fn16(sk, sk.rtt_seq, fn16(sk, sk.snd_una, false)) else par3) {
        ca.m10 = sk.ca_state
    }
    for i39 in 1..8 {
        ca.m10 = ca.m10
    }
    match ca.m10 {
        cwr => {
            let x40: CaState = sk.ca_state
        }
        disorder => {
            if ca.a8[2] {
                return
            }
        }
        loss => ca.m10 = sk.ca_state
        _ => {
            ca.m10 = sk.ca_state
        }
    }
    ca.m10 = (if ((sk.num + sk.rate_delivered) < (sk.snd_cwnd * 1)) then sk.ca_state else (if false then (if sk.tstamp_ok then sk.ca_state else sk.ca_state) else sk.ca_state))
    ca.m10 = ca.m10
    let x41: i16 = 0xff
    ca.m10 = ca.m10
    let x42 = (0.001 + (0x1234 | sk.packets_out))
    var y43: i64 = if ca.a8[sk.in_flight % 4] then (0.25 / 3) else ((x41 % x42) + x41)
    let x44: TcpState = sk.state
    y43 = abs(y43) + sk.snd_wscale
    ca = initial
    let x45: u32 fixed<1> s = abs((if (sk.write_seq != sk.copied_seq) then (TAB1[0] - TAB2[2]) else (sk.rto + sk.mdev_us)))
    let w138x0: i64 = x42
    y43 += (w138x0 - (sk.data_segs_out + y43))
    fn12(sk)
    match ca.m10 {
        open | disorder => y43 = sk.snd_cwnd_clamp
        loss => {
            if sk.min_rtt >= 0 {
                y43 = (((1460 / 1us) * x45) * (if ca.a8[0] then x42 else sk.pacing_shift)) + (TAB1[3] - TAB1[0]) / (sk.now - never)
                if (sk.pacing_rate != (sk.pacing_rate - (sk.gso_max_size / sk.mdev_us))) {
                    y43 = ((sk.segs_out + x41) * (if fn16(sk, sk.rtt_seq, false) then (if sk.tstamp_ok then sk.prior_ssthresh else sk.prr_out) else x42))
                } else {
                    if (clamp(TAB2[2], 4294967295us, x45) <= (if sk.ecn_queue_cwr then sk.rate_interval_us else sk.min_rtt)) {
                        return
                    }
                }
            }
        }
        recovery | cwr => {
            let x46: u16 us = (((sk.lrcvtime - sk.rcv_tstamp) - (never - never)) - x45)
        }
    }
    match ca.m10 {
        open => {
            y43 += (1e9 / 3)
        }
        cwr | recovery => {
            var y47: bool = ((if par3 then !sk.tcp_usec_ts else (sk.snd_wl1 <= sk.rcv_nxt)) && (if (x44 == established) then (new_state <= disorder) else fn16(sk, sk.undo_marker, par3)))
        }
        loss => {
            let x48: Event = (if (if sk.saw_tstamp then (ca.a8[sk.max_packets_out % 4] == ca.a8[sk.snd_cwnd_clamp % 4]) else (sk.ecn_flags & seen == 0)) then complete_cwr else loss)
        }
        disorder => y43 *= (sk.delivered - y43)
    }
    for i49 in x42..y43 max 2 {
        let x50 = (max(sk.rtt_seq, sk.tlp_high_seq) + (sk.gso_max_size * 1e9)) - ((sk.rtt_seq - sk.tcp_header_len) - (sk.snd_una - 1000000 kB))
        ca.r11[0].f5 -= ((i49 + sk.snd_cwnd_cnt) * sk.retransmits)
        y43 -= min((y43 * sk.ack_quick), (if par3 then sk.max_packets_out else 100))
    }
}
in_ack_event(sk, flags) {
    if (ca.m10 > recovery) {
        ca.m10 = ca.m10
        ca.r11[sk.snd_wscale].f7 = min((sk.total_retrans * (if true then sk.rate_delivered else 0xff)), (if (ca.a8[sk.prr_delivered % 4] || sk.was_cwnd_limited) then (sk.lost_out - sk.snd_ssthresh) else (if par3 then 0.001 else sk.prior_ssthresh)))
    }
    for i51 in 1..4 {
        ca.r11[i51].f7 = (sk.prior_cwnd >> 7) - (-(sk.data_segs_out * sk.retransmits))
        ca.r11[0].f5 -= (clamp(i51, 1000, i51) - random(i51))
        let x52 = ((if (sk.delivered_ce > i51) then (sk.rtt_seq - sk.snd_una) else (sk.rcv_ssthresh + sk.rcv_wnd)) / 1.5)
    }
    if (((-sk.pacing_shift) + (1000000 / 1s) * sk.srtt_us) > ((-sk.retransmits) / sk.reordering)) {
        if par3 {
            if (if ((sk.family <= sk.gso_max_segs) && ca.a8[3]) then par3 else ((10 + sk.packets_out) > (1 * 2))) {
                ca.m10 = ca.m10
                let x53: bool = ((sk.ecn_flags & demand_cwr != 0) == (sk.max_pacing_rate >= unlimited))
                sk.ack_scheduled = par3
            }
            let x54: seq = sk.copied_seq
            ca.m10 = sk.ca_state
        }
        let x55 = fn19(sk)
    }
    let x56: bool = ca.a8[sk.sacked_out % 4]
    ca.m10 = sk.ca_state
    var y57: i64 fixed<8> s = (-((sk.tcp_header_len - sk.gso_max_size) / (-((1460 bytes / 1us) / 3))))
    y57 = (abs((y57 - TAB1[0])) + ((0.001 / (1460 / 1s)) + (sk.tcp_wstamp_ns - sk.tcp_mstamp)))
    let x58: ms = clamp(clamp((1000s / 3), 3us, y57), 1000000ms, y57)
    ca.a8[sk.retransmits] = sk.ecn_queue_cwr
    for i59 in 2..5 {
        ca.m10 = ca.m10
        ca.m10 = (if fn16(sk, sk.snd_nxt, (sk.segs_out >= i59)) then sk.ca_state else sk.ca_state)
    }
    var y60: bool = !fn16(sk, (sk.tlp_high_seq + 10 bytes), fn16(sk, sk.write_seq, sk.frto))
    if !(if fn16(sk, sk.snd_sml, false) then (sk.in_initial_slow_start == sk.ecn_demand_cwr) else !sk.frto) {
        y60 = if (if sk.was_cwnd_limited then (sk.copied_seq < sk.snd_sml) else false) then ((sk.high_seq + sk.bytes_retrans) != (if par3 then sk.pushed_seq else sk.high_seq)) else (if (sk.is_cwnd_limited || x56) then (if true then ca.a8[2] else sk.ack_timer_pending) else (TAB2[0] != y57))
        ca.m10 = ca.m10
        fn12(sk)
    } else {
        y60 = fn16(sk, (min(sk.snd_nxt, sk.copied_seq) + (sk.window_clamp * 1.5)), x56)
        for i61 in sk.gso_segs..sk.prior_cwnd max 1 {
            ca.m10 = ca.m10
        }
    }
    for i62 in 2..3 {
        sk.snd_cwnd_stamp = sk.tcp_mstamp
    }
    sk.ecn_queue_cwr = (sk.ecn_flags & demand_cwr != 0)
    y57 -= (-(sk.gso_max_size / (65536 bytes / 1s)))
    if ((fn16(sk, sk.snd_una, sk.sack_ok) != sk.tstamp_ok) && y60) {
        sk.ack_timer_pending = true
        let x63: stamp = min(sk.delivered_mstamp, (never - (2ms / 0.001)))
    }
    let x64: bool = (255 | 0x1234) != abs(sk.snd_cwnd_cnt)
}
pkts_acked(sk) {
    ca.m10 = ca.m10
    var y65: pkts/us = (1000000 / 1us)
    let x66 = (if ca.a8[sk.prr_out] then (-(sk.rcv_mss / 1000000 bytes)) else (sk.family - sk.delivered_ce))
    ca.m10 = ca.m10
    let w236x1: i64 = x66
    if fn16(sk, (if (sk.app_limited > w236x1) then sk.snd_una else sk.snd_wl1), (sk.ecn_flags & seen != 0)) {
        ca.m10 = ca.m10
    } else {
        sk.pacing_status = sk.pacing_status
    }
    if sk.min_rtt >= 0 {
        ca.a8[0] = fn16(sk, max(sk.high_seq, max(sk.snd_una, sk.snd_una)), (fn16(sk, sk.snd_sml, sk.is_sack_reneg) || true))
        ca.m10 = ca.m10
    }
    fn12(sk)
    if sk.min_rtt >= 0 {
        var y67: TcpState = sk.state
        ca.m10 = if (sk.frto != ca.a8[3]) then ca.m10 else ca.m10
    }
    match ca.m10 {
        cwr | recovery => {
        }
        disorder | open => ca.r11[0].f7 = random(x66)
        loss => {
            if ((-(0.5 % x66)) < (-(1s * y65))) {
                var y68: i64 fixed<1> s = ((-4294967295) - (10ms * y65)) / (if fn16(sk, sk.rtt_seq, par3) then (x66 / 2s) else ((1000 / 1s) + (10 / 1s)))
                let x69 = sk.pacing_rate
                ca.m10 = ca.m10
            } else {
                let w261x2: i64 = x66
                if (sk.total_retrans >= w261x2) {
                    return
                }
            }
        }
    }
    y65 = y65
}
undo_cwnd(sk) {
    ca.m10 = ca.m10
    if ((clamp(TAB1[3], 7s, sk.rttvar_us) + sk.gso_max_size / sk.max_pacing_rate) > (if (sk.rcv_tsecr != sk.snd_wscale) then sk.rto else sk.rto)) {
        let x70: PacingStatus = sk.pacing_status
    } else {
        for i71 in sk.family..sk.max_packets_out - 1 max 30 {
            if (sk.ecn_flags & demand_cwr != 0) {
                let x72: PacingStatus = sk.pacing_status
            } else {
                ca.r11[0].f6 += (abs(sk.rcv_ssthresh) / (if sk.in_cwnd_reduction then sk.max_pacing_rate else sk.pacing_rate))
                ca.a8[i71] = fn16(sk, sk.high_seq, (never == max(sk.tcp_clock_cache, never)))
            }
            if (if !(sk.max_pacing_rate == unlimited) then sk.in_initial_slow_start else fn16(sk, sk.high_seq, (if sk.tcp_usec_ts then ca.a8[3] else sk.ack_timer_pending))) {
                ca.m10 = sk.ca_state
                fn12(sk)
            } else {
                var y73: i64 kB = (100 bytes / 3)
                sk.snd_ssthresh = if fn16(sk, (if false then sk.rcv_nxt else sk.snd_una), (sk.ecn_flags & demand_cwr != 0)) then (i71 - sk.data_segs_out) else ((-(65536 bytes / 1us)) / ((1000000 bytes / 1ms) + sk.max_pacing_rate))
            }
        }
        let x74 = (if ((if true then sk.snd_wl1 else sk.snd_wl1) > (if sk.can_undo then sk.snd_una else sk.copied_seq)) then ((sk.rtt_seq + sk.wmem_queued) == sk.snd_sml) else (sk.ecn_flags & rfc3168 == 0))
    }
    let x75: bool = ((sk.max_pacing_rate / (123456789 / 10ms)) == (sk.tlp_high_seq - sk.snd_wl1)) == (sk.max_pacing_rate >= unlimited)
    ca.m10 = sk.ca_state
    var y76: CaState = ca.m10
    for i77 in sk.num..sk.sacked_out max 30 {
        ca.m10 = ca.m10
        match ca.m10 {
            recovery | loss => {
                let x78 = sk.srtt_us
            }
            open => {
                ca.m10 = (if par3 then sk.ca_state else sk.ca_state)
            }
            disorder | cwr => {
                var y79: seq = sk.snd_sml
            }
        }
    }
    var y80: bool = max(sk.pushed_seq, sk.copied_seq) == (if (sk.ecn_flags & accecn == 0) then sk.snd_wl1 else (sk.copied_seq + sk.bytes_retrans))
    let x81: CaState = sk.ca_state
    ca.a8[sk.num] = (((sk.snd_una - sk.copied_seq) <= sk.rcv_wnd) || sk.tstamp_ok)
    for i82 in 3..11 {
        if (y76 >= recovery) {
            sk.pacing_rate = unlimited
            ca.r11[0].f4 -= (if (sk.ecn_flags & queue_cwr != 0) then sk.max_pacing_rate else (sk.max_pacing_rate - (3 bytes / 1ms)))
            if ((if sk.rate_app_limited then (sk.delivered_ce < (sk.lost + i82)) else (ca.a8[2] || true)) != fn16(sk, sk.pushed_seq, (if sk.is_sack_reneg then ca.a8[0] else ca.a8[sk.pacing_shift]))) {
                if (sk.total_retrans == sk.total_retrans) {
                    return abs((i82 / sk.ack_quick))
                }
                ca.a8[0] = !((sk.snd_sml - 65536 kB) != sk.high_seq)
            }
        } else {
            var y83: Event = loss
            let x84: stamp = min(max(never, max(never, sk.now)), min(sk.lrcvtime, (never - TAB2[2])))
        }
        let x85 = sk.num
        ca.a8[1] = (((x85 / i82) * (x85 - x85)) >= (max(65536us, TAB2[sk.pacing_shift % 3]) / (sk.lsndtime - sk.tcp_wstamp_ns)))
    }
    sk.ack_now = !((if x75 then sk.now else sk.snd_cwnd_stamp) <= min(sk.rcv_tstamp, never))
    send_ack(sk, sk.rcv_nxt)
    fn12(sk)
    let x86: PacingStatus = sk.pacing_status
    y80 = sk.snd_cwnd_clamp >= unlimited
    let x87 = fn19(sk)
    sk.snd_ssthresh = (if y80 then (-sk.pacing_shift) else (0.25 + sk.rate_delivered)) + (max(0.25, sk.retrans_out) - min(sk.packets_out, sk.sacked_out))
    for i88 in sk.family..sk.packets_out + 2 max 30 {
        y76 = ca.m10
    }
    ca.a8[sk.retrans_out % 4] = (max(sk.tcp_wstamp_ns, never) <= min(sk.snd_cwnd_stamp, sk.now)) && sk.ecn_demand_cwr
    if sk.min_rtt >= 0 {
        ca.m10 = x81
        if (par3 && ((never + TAB2[sk.pacing_shift]) <= (sk.rcv_tstamp + TAB1[sk.retransmits]))) {
            ca = initial
            if fn16(sk, x87, (if (1000000 == sk.backoff) then fn16(sk, x87, par3) else (sk.delivered == sk.family))) {
                ca.r11[sk.rate_delivered].f6 = (-(sk.retrans_out + 0.25)) * sk.min_rtt
            } else {
                var y89: stamp = max(sk.lrcvtime, (if fn16(sk, sk.undo_marker, sk.is_sack_reneg) then (sk.first_tx_mstamp + TAB2[0]) else min(sk.delivered_mstamp, never)))
            }
        } else {
            ca.a8[sk.max_packets_out % 4] = fn16(sk, min((if par3 then x87 else sk.high_seq), x87), sk.in_initial_slow_start)
            sk.ack_now = (sk.max_pacing_rate < unlimited)
        }
        sk.pacing_status = sk.pacing_status
    }
    if sk.min_rtt >= 0 {
        let x90 = (if (min(sk.tcp_mstamp, sk.now) == (sk.now + sk.min_rtt)) then fn16(sk, (x87 - sk.rcv_wnd), (true || sk.sack_ok)) else ((sk.snd_ssthresh / 2.885) <= (sk.retrans_out - (123456789 / 3))))
        y80 = ((max(sk.snd_nxt, sk.pushed_seq) - (if true then x87 else x87)) <= (min(sk.write_seq, x87) - x87))
    }
    return (if !(sk.max_pacing_rate != (4294967295 bytes / 1ms)) then clamp((2.885 - sk.max_packets_out), 1e9, sk.retransmits) else (-(sk.max_packets_out - sk.lost_out)))
}
