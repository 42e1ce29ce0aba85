algorithm gen with nonrestricted
use filter
use hystartpp
use cube
use ecnecho
enum Kind4 { v1, v2, v3, v4, v5 }
const CON6 = 0.001 / 3
const TAB7 = [1s, (123456789s / 3)]
param par8 = 100 MiB
param par9 = 100
const LEN13 = 4
state {
    a10: bool[3]
    r11: hystartpp.Search
    a12: u32[LEN13]
    r14: filter.MinDelay
    m15: seq
    a16: bool[16]
}
fn fn17(sk, q18: filter.MinDelay) {
    let x19 = (((sk.tcp_wstamp_ns - 3ms) - max(sk.tcp_wstamp_ns, sk.first_tx_mstamp)) + (CON6 * TAB7[par9 % 2]))
    sk.snd_cwnd_stamp = if (if (sk.snd_cwnd_clamp != unlimited) then (sk.snd_ssthresh != unlimited) else (sk.ecn_queue_cwr == true)) then sk.tcp_clock_cache else never
    q18 = initial
}
fn fn20(sk): u64 {
    return sk.gso_max_segs
}
ssthresh(sk) {
    let x21 = sk.tcp_wstamp_ns
    let x22: ms = (x21 - (if sk.ecn_ok then x21 else sk.tcp_mstamp))
    return sk.packets_out
}
cong_avoid(sk, ack, acked) {
    let x23 = sk.rto
    ca.m15 = (sk.snd_una - (-sk.bytes_sent)) + (ack - max(sk.snd_sml, ack))
    sk.pacing_status = sk.pacing_status
    ca.a12[2] = -(if (if ca.a10[par9] then ca.a10[1] else sk.ecn_demand_cwr) then filter.average(ca.a12[1], acked, sk.gso_segs) else fn20(sk))
    match sk.ca_state {
        open | cwr => {
            filter.take_delay(sk, ca.r14, abs(sk.mdev_us), (if true then (if sk.min_rtt >= 0 then sk.min_rtt else 10us) else x23))
        }
        loss => {
            var y24: bool = ((if (sk.max_pacing_rate == unlimited) then par8 / sk.bytes_acked else abs(sk.num)) > (sk.packets_out >> 7))
        }
        disorder => {
            for i25 in ca.a12[par9]..acked max 1 {
                ca.a16[4] = (min((ack - par8), ack) > ack)
            }
        }
        recovery => {
            ca.m15 = (if ((if ca.a10[par9] then sk.pushed_seq else sk.write_seq) < max(sk.snd_sml, sk.snd_nxt)) then sk.snd_sml else (if (if sk.ecn_ok then sk.saw_tstamp else ca.a16[15]) then ack else min(sk.high_seq, ack)))
        }
    }
    match sk.ca_state {
        cwr => {
            let x26: u32 bytes = (sk.snd_una - (min(sk.snd_una, ca.m15) - (sk.snd_wl1 - sk.rtt_seq)))
        }
        recovery | loss => {
            if sk.min_rtt >= 0 {
                ca.m15 = (if sk.is_cwnd_limited then sk.snd_wl1 else ca.m15)
                if sk.min_rtt >= 0 {
                    var y27: stamp = min(sk.delivered_mstamp, sk.rcv_tstamp)
                    var y28: Kind4 = v5
                    y27 = y27
                }
                ca.m15 = ack
            }
        }
        open | disorder => {
            if sk.can_undo {
                ca.a12[acked % 4] += sk.snd_wscale
            }
        }
    }
    match sk.ca_state {
        disorder | open => {
            if ((if (ca.a10[par9] != ca.a10[par9 % 3]) then sk.can_undo else sk.is_sack_reneg) || (par9 > (-sk.rate_delivered))) {
                ca.a10[1] = (if (if (sk.undo_marker == sk.copied_seq) then !sk.can_undo else (if ca.a10[par9 % 3] then sk.in_initial_slow_start else true)) then true else (sk.lsndtime != (sk.first_tx_mstamp + (3us / 3))))
            } else {
                if sk.ecn_seen {
                    let x29 = sk.pacing_rate / 0.5
                    ca.m15 = if ((ca.a16[8] && sk.can_undo) && (ca.a16[par9 % 16] == sk.can_undo)) then ((ca.m15 + sk.mss_cache) + (par9 * par8)) else min(ca.m15, sk.pushed_seq)
                } else {
                    ca.m15 = sk.snd_sml
                }
                ca.a16[par9 % 16] = filter.least_delay(ca.r14) > ((ca.a12[par9 % 4] * TAB7[par9]) + sk.rate_interval_us)
            }
        }
        loss => ca.m15 = sk.snd_nxt
        cwr | recovery => {
            let x30 = ((if (sk.snd_cwnd_clamp == unlimited) then sk.snd_wl1 else sk.tlp_high_seq) + ((-sk.pacing_rate) * TAB7[par9]))
        }
    }
    ca.r14 = initial
}
in_ack_event(sk, flags) {
    ca.m15 = if ca.a16[par9] then sk.undo_marker else sk.snd_nxt
    ca.a10[ca.a12[0] % 3] = sk.frto
    ca.m15 = (sk.pushed_seq + (abs(par8) / (sk.rttvar_us / 100s)))
    let x31 = (ca.m15 + par8)
}
undo_cwnd(sk) {
    ca.a12[1] = abs(abs(filter.average((1e9 / 3), ca.a12[2], CON6)))
    ca.m15 = sk.write_seq
    ca.m15 = sk.snd_sml
    sk.ecn_demand_cwr = !(ca.a16[15] || sk.can_undo)
    let x32: seq = ca.m15
    var y33: u64 = (if ca.a10[2] then (if sk.in_initial_slow_start then 1e9 else sk.in_flight) else par9) * sk.prior_ssthresh
    for i34 in y33..ca.a12[2] max 5 {
        var y35: seq = ((sk.write_seq + ((7 bytes / 1s) * sk.mdev_us)) - (max(x32, sk.tlp_high_seq) - min(x32, sk.write_seq)))
        for i36 in ca.a12[par9 % 4]..par9 max 30 {
            ca.a10[y33] = (if (filter.average(i36, par9, sk.rate_delivered) >= clamp(ca.a12[1], 1e9, i36)) then ((par9 != sk.num) || (sk.ecn_flags & accecn != 0)) else ((never - never) > abs(sk.rttvar_us)))
            if (((sk.rcv_tstamp - sk.tcp_wstamp_ns) / ((if sk.min_rtt >= 0 then sk.min_rtt else 65536us) - sk.mdev_max_us)) != random(par9)) {
                ca.m15 = y35
                y33 = sk.sacked_out
            } else {
                ca.m15 = sk.tlp_high_seq
            }
            y35 = max((if sk.is_cwnd_limited then max(sk.rcv_nxt, sk.snd_wl1) else min(ca.m15, y35)), sk.snd_una)
        }
        y33 += (clamp(sk.packets_out, 1e9, i34) + ((1e9 / 3) + sk.retrans_out))
    }
    var y37: s = ((sk.rcv_tstamp + (if ca.a16[2] then 3ms else TAB7[par9])) - sk.delivered_mstamp)
    let x38: stamp = (if ((y37 > 100us) && ((sk.app_limited + ca.a12[3]) == 1)) then ((if sk.saw_tstamp then sk.snd_cwnd_stamp else sk.now) - abs((1460ms / 3))) else max(never, never))
    let x39 = sk.max_pacing_rate
    return if ((if ca.a16[1] then sk.snd_una else ca.m15) > min(ca.m15, ca.m15)) then (if sk.is_cwnd_limited then max(1.5, par9) else abs(sk.snd_wscale)) else (sk.packets_out << 3)
}
sndbuf_expand(sk) {
    let x40: Event = cwnd_restart
    ca.m15 = (if sk.sack_ok then (ca.m15 - (sk.wmem_queued * 0.001)) else sk.pushed_seq)
    if sk.min_rtt >= 0 {
        for i41 in 2..2 {
            var y42: seq = min(min((ca.m15 + par8), (if sk.saw_tstamp then sk.snd_wl1 else ca.m15)), (if (sk.snd_cwnd_stamp == sk.tcp_mstamp) then ca.m15 else max(sk.write_seq, ca.m15)))
            ca.a16[6] = !ca.a10[1]
        }
        ca.a16[par9 % 16] = !((par8 / sk.ack_quick) > par8)
        match x40 {
            complete_cwr => {
                if (sk.snd_cwnd_clamp == unlimited) {
                    if sk.ecn_queue_cwr {
                        return sk.pacing_shift
                    }
                } else {
                    ca.a10[1] = if ((sk.data_segs_out + ca.a12[par9 % 4]) != 0) then (sk.delivered_ce <= par9) else true
                    ca.a10[2] = true
                }
            }
            _ => {
                ca.m15 = max(min(ca.m15, min(sk.rtt_seq, ca.m15)), max(sk.snd_una, sk.rtt_seq))
            }
        }
    }
    hystartpp.grow(sk, ca.r11, (7 >> 9))
    if sk.min_rtt >= 0 {
        let x43: Mbit/s = ((100 bytes / 1us) / 3)
    }
    ca.m15 = ca.m15
    ca.r14 = initial
    let x44: pkts/us = max(((1000 / 1us) / 3), (1460 / 1us))
    let x45 = max(sk.lsndtime, (sk.tcp_wstamp_ns - (-3ns)))
    let x46 = sk.rtt_seq
    return sk.rate_delivered
}
init(sk) {
    match sk.ca_state {
        disorder => {
            var y47: seq = max(max((sk.rcv_nxt + sk.rcv_wnd), (sk.snd_wl1 - 2 GB)), (max(sk.snd_una, sk.high_seq) - (123456789 bytes * 0xff)))
        }
        loss | recovery => {
            var y48: us = (if (min(ca.m15, sk.snd_una) >= (if sk.is_cwnd_limited then ca.m15 else ca.m15)) then (sk.rto + (-(123456789s / 3))) else max(sk.rto, (sk.tcp_wstamp_ns - sk.tcp_wstamp_ns)))
        }
        open => {
            var y49: seq = sk.snd_una
        }
        cwr => {
            sk.snd_ssthresh = -(sk.rate_delivered + (TAB7[par9] / TAB7[par9 % 2]))
        }
    }
    ca.r14 = initial
    ca.a10[par9 % 3] = if ((if sk.in_initial_slow_start then (65536 bytes / 3) else sk.window_clamp) != (-sk.snd_wnd)) then true else (if (ca.a16[par9 % 16] && ca.a10[2]) then ca.a10[par9] else ca.a10[0])
    ca.a10[par9 % 3] = (TAB7[1] <= (abs(TAB7[0]) + TAB7[par9] / 1))
    let x50: TcpState = sk.state
    ca.m15 = sk.copied_seq
    if sk.min_rtt >= 0 {
        if (sk.max_pacing_rate != unlimited) {
            let x51: seq = sk.rtt_seq
            ca.m15 = x51
            if ((CON6 * 1e9) <= CON6) {
                return
            }
        }
    }
    if (sk.first_tx_mstamp != min(sk.lsndtime, sk.tcp_wstamp_ns)) {
        let x52 = ca.m15
    } else {
        let x53: bool = (if ((-2 bit) >= abs(2 MB)) then ((x50 != syn_recv) || sk.rate_app_limited) else (never > (sk.tcp_wstamp_ns - TAB7[1])))
    }
    ca.m15 = ((sk.snd_una + par8) - (sk.rcv_mss + sk.wmem_queued)) - ((-sk.rcv_ssthresh) - (par8 - 7 kB))
    let x54 = abs((par9 - sk.reordering)) % par9
    let x55 = ca.a12[3] * filter.average(clamp(sk.pacing_shift, 1e9, ca.a12[3]), abs((1e9 / 3)), (-sk.pacing_shift))
    if (((TAB7[par9] - TAB7[sk.snd_wscale % 2]) + sk.rttvar_us * 1.5) == (1000ms - ((if sk.min_rtt >= 0 then sk.min_rtt else 1ns) - 1000s))) {
        match x50 {
            last_ack => {
                var y56: u32 = x54
            }
            _ => {
                if (sk.ecn_flags & seen != 0) {
                    if (sk.ecn_flags & demand_cwr != 0) {
                        return
                    }
                    let x57: u64 = ca.a12[par9 % 4]
                    fn17(sk, ca.r14)
                }
            }
        }
    } else {
        match x50 {
            last_ack | close_wait => {
                if ((sk.is_sack_reneg || (sk.snd_ssthresh >= unlimited)) || ((if true then (1460 / 1s) else (2 / 1us)) >= ((1460 / 1us) / 3))) {
                    let x58: u32 fixed<24> = (123456789 / 1s) * filter.least_delay(ca.r14)
                    let x59 = ((if sk.min_rtt >= 0 then sk.min_rtt else 10ms) + (-TAB7[par9])) / (sk.rcv_tstamp - sk.lsndtime)
                    ca.m15 = min((if sk.was_cwnd_limited then sk.high_seq else ca.m15), (ca.m15 + sk.bytes_sent)) - ((-par8) / ((7 / 10ms) * TAB7[1]))
                } else {
                    ca.r11 = initial
                }
            }
            _ => {
                ca.m15 = sk.pushed_seq
            }
        }
        let x60: Kind4 = v4
    }
}
