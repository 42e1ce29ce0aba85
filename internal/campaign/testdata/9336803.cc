algorithm gen
use tcp
use filter
use round
use ecnecho
extern fn tcp_slow_start(sk, acked): pkts
extern fn tcp_cong_avoid_ai(sk, w, acked)
extern fn tcp_reno_undo_cwnd(sk): pkts
extern fn tcp_reno_ssthresh(sk): pkts
extern fn tcp_reno_cong_avoid(sk, ack, acked)
enum Kind4 { v1, v2, v3, v4 }
const CON5 = ((1 bytes / 1ms) / 3)
const TAB6 = [10us, 2s, 65536ns]
param par7 = (1 bytes / 1us)
param par8 = 1000000 in 1..4000000000
ssthresh(sk) = (sk.snd_cwnd >> 9)
cong_avoid(sk, ack, acked) {
    if ((if (sk.rcv_tsecr == sk.delivered_ce) then (par8 == 65536) else (false == sk.ecn_seen)) && (sk.gso_max_size > (123456789 bytes / 2.885))) {
        if false {
            if (((2 / 10ms) * 1.5) != ((-(1000000 / 10ms)) + ((1460 / 10ms) + (1460 / 10ms)))) {
                sk.pacing_status = sk.pacing_status
            }
            let x9: Kind4 = v3
        } else {
            sk.pacing_rate = CON5
            if (if (((2 / 10ms) / 3) == max(((2 / 1us) / 3), (7 / 1us))) then (CON5 > ((4294967295 bytes / 1ms) - par7)) else (sk.snd_cwnd_clamp != unlimited)) {
                sk.snd_cwnd_stamp = sk.lsndtime
                let x10 = sk.rate_app_limited
                sk.ecn_flags = sk.ecn_flags | accecn
            }
        }
    } else {
        if sk.saw_tstamp {
            if ((sk.rcv_tstamp + TAB6[par8 % 3]) > (if false then sk.lsndtime else sk.tcp_wstamp_ns)) {
                return
            }
            if (sk.rttvar_us == (if sk.ecn_seen then sk.rate_interval_us else TAB6[1])) {
                return
            }
            tcp.pace(sk, abs(1460), clamp((1.5 / 3), 1e9, acked), TAB6[1])
        }
    }
    sk.ack_timer_pending = sk.is_sack_reneg
    let x11: i32 fixed<1> Mbit/s = clamp(clamp(sk.pacing_rate, (65536 bytes / 1us), par7), (4294967295 bytes / 1us), sk.pacing_rate) + clamp(par7, (123456789 bytes / 1ms), par7) / clamp(2.885, 0.001, acked)
}
in_ack_event(sk, flags) {
    sk.snd_ssthresh = unlimited
    let x12 = tcp_slow_start(sk, (par8 / par8))
    sk.ack_timer_pending = sk.ecn_flags & demand_cwr == 0
    let x13 = (((sk.rttvar_us - sk.rate_interval_us) * filter.average(par8, sk.sacked_out, par8)) + TAB6[1])
    let x14 = never + ((sk.snd_cwnd_used + 2.885) / ((2 / 1s) - (65536 / 1us)))
    if ((flags & (slowpath | win_update) != 0) || sk.is_sack_reneg) {
        sk.ecn_demand_cwr = true
        if (sk.pacing_rate == unlimited) {
            return
        }
    }
    sk.ecn_flags = sk.ecn_flags | demand_cwr
    sk.pacing_status = sk.pacing_status
    sk.pacing_status = sk.pacing_status
    var y15: u64 KiB = (if (sk.srtt_us > TAB6[par8]) then (if false then sk.advmss else sk.bytes_acked) else (sk.bytes_sent / x12)) * 2.885
    y15 *= (-100)
    sk.ecn_queue_cwr = sk.in_slow_start
    var y16: seq = min((sk.rtt_seq + y15), sk.snd_una) + (if (sk.srtt_us >= sk.rto) then (sk.snd_nxt - sk.snd_una) else (if sk.ack_now then y15 else sk.rcv_ssthresh))
    if sk.min_rtt >= 0 {
        y16 = sk.rtt_seq
    }
    if sk.tstamp_ok {
        y16 = y16
        let x17 = tcp.current_ssthresh(sk)
        match sk.ca_state {
            open | loss => {
                y16 = ((sk.rtt_seq - sk.advmss) + (if sk.ack_scheduled then (123456789 bytes / 3) else sk.snd_wnd)) + y15
            }
            recovery => y15 = abs((min(sk.bytes_retrans, y15) - (sk.bytes_acked + y15)))
            disorder | cwr => y15 = clamp(sk.bytes_acked, 2 KiB, y15)
        }
    } else {
        match sk.ca_state {
            open | cwr => {
                if ((sk.retrans_stamp < 4294967295) && true) {
                    y16 = y16
                    y15 -= ((y15 + y15) - (sk.window_clamp / x12))
                } else {
                    y16 = sk.copied_seq
                }
            }
            loss | disorder => tcp.pace(sk, x12, (y15 / sk.mss_cache), TAB6[par8])
            recovery => y16 = max(sk.snd_sml, y16)
        }
        match sk.ca_state {
            loss | disorder => {
                if ((sk.prior_ssthresh / 0.25) < (-(if sk.frto then 0.5 else sk.prr_delivered))) {
                    y15 += y15
                }
            }
            open => {
                let x18 = (false == (sk.ecn_ok || sk.ack_now))
            }
            recovery | cwr => {
                sk.ack_timer_pending = (if (sk.in_cwnd_reduction == sk.ack_timer_pending) then sk.ack_scheduled else (2.885 <= (0.25 / 3))) && sk.was_cwnd_limited
            }
        }
    }
    y16 = max(min(y16, sk.snd_wl1), sk.snd_una) + ((y15 * par8) + (-sk.rcv_wnd))
    y15 /= x12
    if sk.min_rtt >= 0 {
        y16 = (if !(if sk.ecn_demand_cwr then sk.is_sack_reneg else sk.ecn_ok) then ((sk.rtt_seq + sk.bytes_acked) + sk.wmem_queued) else sk.tlp_high_seq)
    }
    match sk.ca_state {
        disorder | recovery => {
            let x19 = (if true then !sk.in_slow_start else ((-par8) > filter.average(sk.num, (0xff / 3), par8)))
        }
        _ => {
            y16 = y16
        }
    }
    if (sk.ecn_flags & rfc3168 != 0) {
        let x20 = ((1000000 / 1s) + (4294967295 / 10ms))
        y15 = (CON5 - (-sk.pacing_rate)) / min(((100 / 1us) - x20), (x20 / 1.5))
        if (if ((x14 - sk.mdev_us) != never) then ((sk.ack_timer_pending != sk.saw_tstamp) && !sk.ecn_seen) else false) {
            let x21: bytes/s = ((y16 - sk.write_seq) / 2ms) - (((10 bytes / 1s) - sk.max_pacing_rate) + y15 / 65536us)
        }
    }
    y16 = y16
}
min_tso_segs(sk) {
    let x22: bool = sk.max_pacing_rate >= CON5
    if ((sk.snd_wl1 + sk.tcp_header_len) == ((sk.pushed_seq + sk.bytes_sent) - sk.bytes_acked)) {
        if sk.min_rtt >= 0 {
            sk.snd_cwnd -= (TAB6[2] * ((1000 / 1us) * par8))
            var y23: i32 fixed<16> bytes/s = (par7 + CON5)
        }
        sk.snd_cwnd_stamp = never
        sk.snd_ssthresh -= sk.retrans_out
    }
    sk.pacing_rate = (((sk.bytes_acked - 10 bytes) * (0.5 * (123456789 / 10ms))) / ((0x1234 & 7) - filter.average(sk.family, sk.retransmits, 1e9)))
    send_ack(sk, sk.tlp_high_seq)
    sk.app_limited = sk.delivered_ce
    if (sk.ack_timer_pending != (if (sk.pacing_rate != unlimited) then !false else (sk.total_retrans > sk.rcv_tsecr))) {
        for i24 in par8..par8 + 2 max 30 {
            let x25: i32 fixed<16> kB = (sk.pacing_rate * ((if false then 4294967295s else TAB6[2]) / 0.001))
            if sk.min_rtt >= 0 {
                var y26: i32 bytes = ((sk.mdev_us / (i24 * TAB6[par8])) * ((((4294967295 / 10ms) / 3) * (2ms / 3)) * abs(x25)))
                y26 = (((sk.max_pacing_rate + sk.pacing_rate) + (if false then sk.max_pacing_rate else sk.max_pacing_rate)) * ((if sk.saw_tstamp then TAB6[par8] else sk.rto) + sk.mdev_us))
                y26 = max(((if x22 then sk.snd_una else sk.write_seq) - sk.write_seq), ((if sk.can_undo then sk.snd_wnd else sk.max_window) + x25 / (1000000 / 3)))
            }
        }
        for i27 in 2..9 {
        }
        if (if (max(sk.snd_sml, sk.tlp_high_seq) <= (sk.snd_sml - sk.wmem_queued)) then (!false || (if x22 then sk.saw_tstamp else sk.was_cwnd_limited)) else (sk.tcp_mstamp <= (sk.tcp_wstamp_ns + sk.rate_interval_us))) {
            sk.snd_ssthresh = if (if (if x22 then x22 else sk.was_cwnd_limited) then ((7 / 10ms) > (3 / 1us)) else (sk.tcp_clock_cache > sk.tcp_wstamp_ns)) then (par8 + par8) else filter.average((sk.prior_cwnd >> 8), sk.rate_delivered, (if x22 then (65536 / 3) else par8))
        }
    }
    var y28: seq = (sk.write_seq - 1460 bytes) - 3 bytes
    y28 = if (max(sk.high_seq, sk.copied_seq) != (sk.snd_sml + sk.advmss)) then sk.snd_una else max((sk.tlp_high_seq + sk.advmss), y28)
    if (sk.delivered_ce == par8) {
        match sk.ca_state {
            loss | open => {
                let x29 = ((if ((sk.delivered_ce + par8) >= 2147483648) then (sk.pacing_rate * 0.5) else (sk.pacing_rate + sk.max_pacing_rate)) - (if (sk.snd_cwnd_clamp < unlimited) then 0.5 * par7 else (4294967295 bytes / 1s)))
            }
            cwr | recovery => {
                let x30 = tcp_reno_ssthresh(sk)
            }
            disorder => {
                y28 = min(sk.write_seq, (sk.rtt_seq + (2 MiB / 0xff)))
            }
        }
        var y31: seq = (y28 + sk.snd_wnd)
    }
    tcp.pace(sk, clamp(par8, 0.5, par8), (if false then par8 else sk.retransmits), (-65536s))
    var y32: Event = loss
    if (max(sk.rcv_nxt, y28) < sk.write_seq) {
        let x33 = random(par8)
        let x34: i8 = sk.rcv_tsecr * sk.prior_cwnd
    } else {
        y32 = y32
    }
    y32 = y32
    match y32 {
        ecn_no_ce => {
            if !false {
                y28 = sk.snd_nxt
                if (sk.ecn_flags & rfc3168 == 0) {
                    y32 = if (if !x22 then (true != false) else (TAB6[par8] >= sk.rate_interval_us)) then y32 else y32
                    y32 = y32
                }
                var y35: u32 kB = abs(sk.bytes_sent)
            }
        }
        tx_start | cwnd_restart => {
            if x22 {
                return filter.average(sk.retransmits, par8, filter.average(sk.snd_wscale, 0.25, 65536))
            }
        }
        _ => {
            let x36: u32 = (if !(TAB6[2] >= sk.srtt_us) then filter.average(par8, (-par8), sk.sacked_out) else (((sk.lost + par8) * par8) - (par8 / 4294967295)))
        }
    }
    y32 = y32
    let x37: stamp = (sk.snd_cwnd_stamp + TAB6[par8])
    if sk.ecn_seen {
        y28 = max(((sk.snd_una - 1460 kB) + (if x22 then 100 kB else sk.bytes_acked)), sk.snd_wl1)
        y28 = sk.tlp_high_seq
        y32 = y32
    } else {
        var y38: bool = (sk.bytes_sent < 1460 kB)
    }
    let x39: i8 = tcp.current_ssthresh(sk) / ((sk.data_segs_out + par8) - sk.app_limited)
    y32 = y32
    return 255 & sk.prior_cwnd
}
cong_control(sk, rs) {
    sk.pacing_rate += ((CON5 - CON5) / ((if rs.delivered >= 0 then rs.delivered else 0.25) / 1.5))
    if !true {
        var y40: u64 pkts = sk.prior_cwnd
        let x41: u32 = (min(clamp(((1000 / 1us) / 3), (2 / 1s), (sk.snd_cwnd / sk.srtt_us)), ((100 / 1us) + (65536 / 1s))) * (max(sk.tcp_mstamp, sk.delivered_mstamp) - (sk.tcp_mstamp - TAB6[par8])))
        let x42: u16 pkts/us = clamp((1000 / 1us), (4294967295 / 1s), (sk.snd_cwnd / sk.srtt_us)) * ((4294967295 * 2.885) - sk.gso_max_segs)
    }
    sk.pacing_status = sk.pacing_status
}
undo_cwnd(sk) {
    sk.ack_scheduled = (sk.max_pacing_rate >= unlimited)
    var y43: seq = ((sk.copied_seq + (sk.rcv_ssthresh * 0xff)) + sk.bytes_acked)
    var y44: stamp = sk.rcv_tstamp
    y44 = (((y44 + TAB6[1]) + min(TAB6[par8], TAB6[1])) + clamp((TAB6[1] * par8), 4294967295ms, sk.rttvar_us))
    y43 = ((if (sk.snd_cwnd_clamp < unlimited) then (if sk.saw_tstamp then sk.snd_nxt else y43) else y43) + ((sk.bytes_retrans * par8) + max(sk.window_clamp, sk.rcv_wnd)))
    for i45 in 0..8 {
        y43 = max(min(y43, sk.snd_wl1), max(sk.rtt_seq, sk.pushed_seq)) - ((if false then 1 bytes else sk.bytes_acked) / filter.average(0xff, 0.5, sk.prior_ssthresh))
    }
    y43 = sk.snd_nxt
    if sk.min_rtt >= 0 {
        let x46 = (min(sk.delivered_mstamp, sk.rcv_tstamp) - (sk.tcp_wstamp_ns - sk.lsndtime)) + sk.rto
        y44 = x46 + (if (sk.mdev_max_us >= sk.mdev_max_us) then sk.min_rtt else 100s * sk.snd_cwnd_used)
    }
    y44 = ((max(sk.lrcvtime, y44) - min(100us, TAB6[par8 % 3])) - clamp((y44 - sk.now), 10ms, sk.rto))
    if ((par8 < (par8 / par8)) || sk.can_undo) {
        y43 = y43
        if true {
            if (sk.retrans_stamp >= par8) {
                let x47 = 4294967295 / 1us
                y43 = min((if (if sk.ack_scheduled then sk.ecn_ok else sk.ecn_queue_cwr) then sk.pushed_seq else (sk.snd_una + sk.sndbuf)), sk.write_seq)
            } else {
                var y48: u64 fixed<4> us = (if sk.sack_ok then (7 | 255) else sk.undo_retrans) * sk.rto
                if (if (if false then sk.ecn_demand_cwr else sk.ack_now) then sk.ack_timer_pending else false) {
                    return (sk.prr_out + par8)
                }
            }
            y44 = max(y44, sk.snd_cwnd_stamp)
        } else {
            y43 = min(((if true then y43 else sk.snd_wl1) - clamp(sk.rcv_wnd, 100 MiB, sk.window_clamp)), sk.snd_nxt)
        }
        let x49 = clamp(clamp(clamp(par8, 0.25, par8), 0.001, par8), 65536, par8)
    } else {
        tcp.cong_avoid_ai(sk, (par8 + 100), abs(sk.reordering))
    }
    if (if ((sk.rcv_tsval + par8) == (sk.rcv_tsecr + par8)) then (3 == (sk.backoff - sk.gso_max_segs)) else (sk.snd_ssthresh == unlimited)) {
        tcp.reno_cong_avoid(sk, tcp.current_ssthresh(sk))
        y44 = min(sk.lrcvtime, y44)
        y43 = y43
    }
    if ((-(sk.delivered_mstamp - y44)) < (if (sk.total_retrans > par8) then (y44 - sk.snd_cwnd_stamp) else (sk.retrans_out * TAB6[par8]))) {
        sk.ack_scheduled = sk.lsndtime < sk.lsndtime
        let x50: stamp = (y44 + ((sk.snd_cwnd_stamp - never) - (y44 - never)))
        y44 = max(y44, ((never + sk.rttvar_us) - abs(sk.rate_interval_us)))
    } else {
        match sk.ca_state {
            cwr | disorder => {
                var y51: PacingStatus = if (sk.backoff == (par8 / 1e9)) then sk.pacing_status else (if ((65536 / 1s) > (1000 / 10ms)) then (if sk.ecn_demand_cwr then fq else sk.pacing_status) else sk.pacing_status)
            }
            loss => sk.pacing_status = (if sk.ecn_demand_cwr then (if (if true then sk.ecn_queue_cwr else sk.rate_app_limited) then sk.pacing_status else sk.pacing_status) else sk.pacing_status)
            _ => {
                y43 = y43 + (-abs(65536 bytes))
            }
        }
        match sk.ca_state {
            cwr | recovery => {
                let x52: bool = !((if sk.saw_tstamp then sk.mdev_max_us else 1000us) < clamp(sk.rto, 2ms, sk.srtt_us))
            }
            loss => {
                y44 = max(sk.rcv_tstamp, min(min(sk.lsndtime, y44), (y44 - TAB6[1])))
            }
            open => {
                var y53: stamp = (if (y44 == sk.tcp_mstamp) then max(y44, sk.first_tx_mstamp) else max(sk.lsndtime, (y44 + sk.srtt_us)))
            }
            disorder => {
            }
        }
    }
    if sk.ecn_demand_cwr {
        y43 = sk.snd_wl1
        y43 = (y43 + (y43 - sk.pushed_seq))
        match sk.ca_state {
            disorder => {
                let x54 = tcp.slow_start(sk, (if sk.frto then sk.prr_out else par8))
            }
            recovery | loss => {
                let x55 = ((sk.wmem_queued - sk.gso_max_size) / (y43 - sk.high_seq)) * (-(par8 - par8))
            }
            open | cwr => {
                if (sk.rcv_tsecr < 0) {
                    y43 = (sk.write_seq - (if (sk.rate_interval_us != TAB6[par8 % 3]) then sk.window_clamp else (sk.rcv_ssthresh - sk.rcv_wnd)))
                }
            }
        }
    } else if sk.saw_tstamp {
        return 255 ^ 0x1234
    }
    sk.ack_timer_pending = (if (tcp.current_ssthresh(sk) >= (sk.prr_delivered / 1e9)) then ((3 / 1us) < (((100 / 10ms) / 3) * 7)) else ((sk.snd_cwnd_cnt + sk.prr_out) > (sk.rcv_tsval * 0xff)))
    y43 = min(min((if sk.ecn_ok then y43 else sk.pushed_seq), (sk.write_seq + sk.rcv_mss)), min((y43 + 1 kB), (if sk.was_cwnd_limited then y43 else y43)))
    y44 = sk.tcp_wstamp_ns
    for i56 in par8..par8 max 30 {
        y43 = max((sk.rtt_seq + (sk.write_seq - y43)), max(y43, sk.tlp_high_seq))
        if ((sk.rate_app_limited == sk.is_sack_reneg) || (sk.ecn_flags & rfc3168 == 0)) {
            return (par8 / (0xff / 3)) - 0.5
        }
        var y57: i64 fixed<10> = abs(((65536 bytes / sk.snd_wnd) * (sk.ack_quick + sk.undo_retrans)))
    }
    y44 = never
    let x58 = (sk.rcv_tsecr > 100)
    y44 = (sk.snd_cwnd_stamp - TAB6[2]) + (y44 - sk.snd_cwnd_stamp)
    if (sk.max_pacing_rate != unlimited) {
        y44 = max((sk.lrcvtime + (-TAB6[2])), y44)
        y44 = if ((sk.max_pacing_rate != unlimited) != x58) then min(sk.first_tx_mstamp, y44) else max((y44 + TAB6[par8]), y44)
    }
    y44 = max((if (never < sk.rcv_tstamp) then max(never, never) else max(y44, y44)), min((if x58 then y44 else sk.tcp_wstamp_ns), (if sk.saw_tstamp then y44 else y44)))
    let x59: seq = y43
    y44 = sk.lrcvtime
    return ((if x58 then par8 else par8 * par8) * ((par8 * sk.pacing_shift) - 1000000))
}
sndbuf_expand(sk) {
    var y60: i16 pkts = ((TAB6[1] + sk.mdev_us) / (sk.lsndtime - sk.first_tx_mstamp)) + ((-TAB6[par8 % 3]) / (never - sk.rcv_tstamp))
    y60 = random(par8)
    y60 *= clamp((if sk.ecn_demand_cwr then sk.gso_max_segs else 100), 2.885, y60)
    var y61: seq = (if (sk.ecn_flags & demand_cwr == 0) then sk.high_seq else (sk.undo_marker + (sk.snd_wnd * sk.in_flight)))
    y60 -= 2
    for i62 in 0..1 {
        for i63 in 0..7 {
            if (min(never, max(sk.tcp_clock_cache, sk.snd_cwnd_stamp)) == ((if sk.was_cwnd_limited then never else sk.lrcvtime) + (1460us - 123456789us))) {
                let x64: pkts/us = y60 * (3 / 10ms)
                var y65: bool = (if (sk.lost <= 4294967295) then ((sk.ecn_queue_cwr == sk.saw_tstamp) || (if sk.ecn_seen then false else false)) else ((CON5 + sk.pacing_rate) < abs(CON5)))
            } else {
                y61 = y61
                y61 = ((y61 + 100 kbit) - (sk.max_window - 4294967295 bytes)) - min((sk.tlp_high_seq - sk.write_seq), (sk.tcp_header_len + sk.window_clamp))
            }
        }
    }
    y61 = max(max(max(sk.rcv_nxt, sk.write_seq), y61), (min(sk.high_seq, sk.undo_marker) - min(sk.advmss, sk.bytes_retrans)))
    var y66: stamp = sk.tcp_mstamp - abs((never - never))
    return (if (sk.pacing_rate < unlimited) then (sk.prior_cwnd + (sk.snd_cwnd | sk.snd_cwnd_cnt)) else ((-sk.gso_segs) + y60 * 10))
}
init(sk) {
    let x67: stamp = if sk.ack_timer_pending then (min(never, sk.tcp_wstamp_ns) - (sk.lsndtime - sk.first_tx_mstamp)) else never
    let x68: stamp = (max((x67 + sk.srtt_us), min(sk.tcp_wstamp_ns, sk.tcp_wstamp_ns)) + (TAB6[2] / par8))
    sk.snd_cwnd_stamp = x68
    if !((0.25 / par8) == (0x1234 >> 3)) {
        sk.ack_timer_pending = ((sk.ecn_flags & accecn != 0) || (if false then (sk.max_pacing_rate < unlimited) else sk.tstamp_ok))
        for i69 in 2..10 {
            var y70: seq = sk.snd_una
            y70 = if ((sk.undo_marker - 123456789 bytes) != (sk.high_seq + 2 bytes)) then sk.snd_wl1 else y70
            y70 = y70
        }
    } else {
        sk.ecn_flags = sk.ecn_flags | seen
    }
    sk.ack_timer_pending = (if ((sk.pacing_rate >= unlimited) && (if sk.ack_timer_pending then sk.ecn_seen else true)) then ((sk.rcv_tsval + par8) > sk.rcv_tsval) else ((sk.mdev_max_us + TAB6[2]) < TAB6[2]))
    for i71 in 1..5 {
        sk.ecn_flags = sk.ecn_flags | accecn
        var y72: i32 fixed<4> KiB = (min((1 bytes / 3), (-sk.gso_max_size)) + ((sk.pushed_seq - sk.snd_una) + (sk.gso_max_size - (1 kbit / 3))))
    }
    sk.snd_ssthresh += tcp.current_ssthresh(sk)
    sk.app_limited = sk.rcv_tsecr
    if (sk.retransmits > (clamp(sk.in_flight, 1e9, par8) * ((sk.retrans_stamp + par8) - (sk.lost + par8)))) {
        var y73: u32 kB = clamp(clamp((sk.rcv_ssthresh + sk.bytes_sent), 100 Mbit, sk.advmss), 2 bytes, sk.tcp_header_len)
    }
    sk.ack_timer_pending = (((1460 kB / par8) / 0xff) < sk.sndbuf)
    sk.pacing_status = sk.pacing_status
    if (sk.ecn_flags & rfc3168 == 0) {
        sk.pacing_rate = unlimited
    } else {
    }
    sk.ecn_demand_cwr = ((sk.ecn_flags & rfc3168 != 0) && (sk.snd_cwnd_clamp >= unlimited))
    var y74: i32 fixed<1> ms = min(sk.lsndtime, never) - sk.rcv_tstamp
}
