algorithm gen
use tcp
use hystart
use round
use delay
param par1 = 1/16 in 1/1024..1
param par2 = (65536 bytes / 1us)
state {
    m3: pkts/s
    m4: i16 = 100
    m5: PacingStatus
    m6: u8 pkts in 0.5..8 = 1
    m7: CaState
    a8: stamp[8]
    m9: u16 fixed<8> us = 0
}
fn fn10(sk): Event {
    let x11: u16 fixed<8> pkts = tcp.current_ssthresh(sk)
    tcp.pace(sk, (if true then sk.pacing_shift else ca.m4), (2 + sk.family), (never - ca.a8[0]))
    return (if (sk.first_tx_mstamp != never) then ecn_is_ce else cwnd_restart)
}
ssthresh(sk) {
    let x12 = !(ca.m5 <= none)
    match ca.m7 {
        cwr | loss => {
            for i13 in par1..par1 + 2 max 30 {
                ca.m3 = ca.m3 - (sk.sacked_out / (if x12 then ca.m9 else ca.m9))
                ca.m6 = 2
                var y14: i32 fixed<1> bytes/us = min(((3 bytes + 1 kB) * (2.885 / sk.rate_interval_us)), (sk.max_pacing_rate / (i13 - sk.app_limited)))
            }
        }
        _ => {
            for i15 in 0..1 {
                var y16: u16 kbit/s = (((-sk.max_pacing_rate) + abs(sk.pacing_rate)) + (if true then (2 bytes / 1ms) else min(sk.max_pacing_rate, sk.pacing_rate)))
                let x17: u16 kbit/s = y16
            }
        }
    }
    for i18 in par1..par1 max 1 {
        if (((sk.ack_scheduled || sk.ecn_seen) == (sk.ecn_flags & demand_cwr == 0)) && x12) {
            ca.m4 = ((i18 - ca.m6) + ca.m6) - ((par1 - 2.885) + max(ca.m4, i18))
            ca.m5 = if ((sk.first_tx_mstamp - ca.m9) >= sk.lsndtime) then sk.pacing_status else sk.pacing_status
        } else if ((sk.undo_marker != sk.rtt_seq) && (never == sk.rcv_tstamp)) {
            return 1.5
        }
        ca.m5 = ca.m5
    }
    ca = initial
    ca.m5 = sk.pacing_status
    for i19 in 0..2 {
        var y20: u32 = sk.total_retrans - ca.m6
    }
    if sk.min_rtt >= 0 {
        match ca.m7 {
            recovery | open => {
                let x21: seq = (min(sk.snd_una, sk.snd_wl1) + (abs(sk.tcp_header_len) + (sk.snd_wl1 - sk.copied_seq)))
            }
            disorder => {
                let x22: seq = min(((sk.pushed_seq - sk.rcv_ssthresh) + (if sk.in_initial_slow_start then sk.max_window else 123456789 bytes)), (sk.rcv_nxt - ((65536 bytes / 1ms) / ca.m3)))
            }
            loss => {
                var y23: TcpState = sk.state
            }
            cwr => {
                let x24 = ((if ((100 kbit / 3) <= sk.gso_max_size) then tcp.current_ssthresh(sk) else ca.m6) - clamp((0.25 + ca.m6), 1460, par1))
            }
        }
        let x25: PacingStatus = sk.pacing_status
        match x25 {
            needed => {
                var y26: i64 fixed<10> us = hystart.ack_delay(sk)
            }
            none | fq => {
                if (true != true) {
                    return abs(par1)
                }
            }
        }
    }
    ca.a8[ca.m4] = min(never, (sk.tcp_clock_cache - ca.m9)) + (hystart.ack_delay(sk) / 1)
    let x27 = if x12 then min((sk.copied_seq + sk.rcv_mss), sk.snd_wl1) else sk.snd_una
    ca.m3 = (if (if sk.frto then x12 else sk.in_cwnd_reduction) then (1 / 10ms) else (if true then ca.m3 else (7 / 1s))) + (-ca.m3)
    for i28 in ca.m6..par1 max 5 {
        let x29 = hystart.ack_delay(sk)
    }
    let x30 = (sk.max_pacing_rate == unlimited)
    ca.a8[2] = sk.tcp_clock_cache
    return sk.rcv_tsval * tcp.current_ssthresh(sk)
}
cong_avoid(sk, ack, acked) {
    let x31 = sk.tstamp_ok
    if sk.min_rtt >= 0 {
        ca.m7 = sk.ca_state
    }
    ca.m3 = ca.m3
    let w96x0: i64 = par1
    let w97x1: i64 = par1
    if ((sk.rcv_tsecr + w96x0) < w97x1) {
        ca.m4 = sk.total_retrans - sk.rcv_tsecr
        sk.ack_now = true
    } else {
        ca.m9 = ((if (ca.m3 > ca.m3) then (sk.tcp_clock_cache - sk.delivered_mstamp) else (sk.delivered_mstamp - ca.a8[4])) * (sk.packets_out + (if x31 then sk.snd_cwnd_clamp else par1)))
        var y32: stamp = sk.lsndtime
    }
    for i33 in acked..ca.m6 max 30 {
        if sk.min_rtt >= 0 {
            ca.m4 = ca.m9 / ((sk.mdev_us + ca.m9) + (if sk.rate_app_limited then ca.m9 else 1000us))
            ca.a8[i33] = never
            if sk.min_rtt >= 0 {
                ca.m3 = sk.pacing_rate / ((par2 - par2) / ((4294967295 / 1us) + ca.m3))
            }
        }
        ca.m4 = (clamp(abs(par1), 2.885, i33) / 0.5)
        if (sk.tlp_high_seq >= min(ack, (sk.snd_nxt + sk.bytes_acked))) {
            let x34 = ca.m9
            if (if !(sk.pacing_rate != unlimited) then x31 else (sk.lost <= sk.rcv_tsecr)) {
                tcp.cong_avoid_ai(sk, (sk.backoff / 0.25), (sk.ack_quick + sk.rate_delivered))
                ca.m9 = (min(max(ca.a8[3], never), sk.lsndtime) - ((sk.now - x34) - (7s - x34)))
            }
            sk.pacing_rate = sk.max_pacing_rate
        }
    }
    ca.m4 = abs(((ca.m6 - sk.snd_cwnd) + tcp.current_ssthresh(sk)))
    ca.a8[ca.m6 % 8] = max(sk.tcp_clock_cache, (sk.lsndtime - abs(ca.m9)))
    var y35: u16 fixed<8> = (ca.m9 / ((1000000ms / 3) * tcp.current_ssthresh(sk)))
    ca.a8[acked] = max((sk.delivered_mstamp + clamp(sk.mdev_us, 1000000ms, ca.m9)), (if (never < sk.delivered_mstamp) then ca.a8[7] else sk.lsndtime))
    let x36: seq = sk.snd_una
    let x37 = tcp.slow_start(sk, (sk.gso_max_segs / (2.885 / 3)))
    ca.a8[1] = sk.lsndtime
}
cwnd_event(sk) {
    ca.a8[par1 % 8] = sk.lrcvtime
    let x38 = ca.a8[5]
    if (tcp.current_ssthresh(sk) > ca.m6) {
        let x39: CaState = ca.m7
        sk.snd_ssthresh -= (abs(par1) * tcp.current_ssthresh(sk))
    }
    ca.m7 = sk.ca_state
    ca.m7 = ca.m7
    ca.a8[ca.m4] = ca.a8[par1 % 8]
    sk.pacing_rate = sk.max_pacing_rate
    if false {
        if sk.min_rtt >= 0 {
            ca.m3 += (random(ca.m6) * (-ca.m3))
            if sk.tcp_usec_ts {
                return
            }
        }
        if false {
            if (sk.rto < (hystart.ack_delay(sk) - (sk.packets_out / (3 / 10ms)))) {
                ca.m7 = sk.ca_state
                let x40: CaState = ca.m7
                ca.m9 = hystart.ack_delay(sk)
            } else {
                ca.m7 = ca.m7
                let x41: PacingStatus = (if (if (if sk.was_cwnd_limited then sk.tcp_usec_ts else true) then (ca.m3 == ca.m3) else (sk.tstamp_ok != sk.rate_app_limited)) then ca.m5 else sk.pacing_status)
            }
            let x42: PacingStatus = ca.m5
        } else {
            ca.a8[ca.m4 % 8] = (ca.a8[1] - sk.srtt_us)
            sk.pacing_status = (if (sk.ecn_flags & seen != 0) then ca.m5 else ca.m5)
        }
        var y43: seq = sk.snd_una - (sk.snd_una - (if sk.ack_now then sk.copied_seq else sk.rcv_nxt))
    } else {
        ca.m6 = abs((if (sk.pacing_rate != unlimited) then (ca.m6 - 1000) else (sk.lost_out + ca.m6)))
    }
    ca.a8[4] = sk.rcv_tstamp
    var y44: i64 us = if (sk.max_pacing_rate == unlimited) then abs((ca.a8[par1 % 8] - ca.a8[2])) else (if sk.min_rtt >= 0 then sk.min_rtt else 4294967295us)
    ca.a8[ca.m6] = never
    if (max(never, ca.a8[par1 % 8]) == min((ca.a8[6] - (if sk.min_rtt >= 0 then sk.min_rtt else 1000us)), max(sk.delivered_mstamp, sk.lrcvtime))) {
        ca.m3 = ((ca.m3 + ca.m3 * 0.5) + ca.m3)
        tcp.cong_avoid_ai(sk, (0.001 * ca.m6), (par2 / par2))
    }
}
in_ack_event(sk, flags) {
    ca.m3 = ca.m3
    if sk.ecn_seen {
        let x45: Event = ecn_is_ce
    } else if (ca.m4 != (sk.prr_delivered * par1)) {
        return
    }
    tcp.pace(sk, (sk.max_pacing_rate / sk.pacing_rate), (if sk.in_slow_start then 0.5 else sk.num), hystart.ack_delay(sk))
    if sk.in_initial_slow_start {
        match ca.m5 {
            fq | needed => {
                if (ca.m4 > (sk.rcv_tsecr * tcp.current_ssthresh(sk))) {
                    ca.m5 = ca.m5
                } else {
                    ca.a8[5] = min(max(never, ca.a8[5]), (ca.a8[par1 % 8] - sk.rate_interval_us)) - ca.m9
                }
            }
            none => ca.m4 *= (if true then (ca.m6 / sk.family) else par1)
        }
        ca.m4 -= sk.undo_retrans
        tcp.cong_avoid_ai(sk, (par1 % par1), (sk.delivered_ce - sk.retrans_stamp))
    } else {
        ca.m5 = sk.pacing_status
        var y46: i64 kbit/s = ((abs(sk.max_window) + (sk.snd_wl1 - sk.snd_una)) / sk.srtt_us)
    }
    sk.ack_timer_pending = flags & (slowpath | win_update) == 0
    ca.m6 = tcp.current_ssthresh(sk)
    sk.pacing_rate = par2
    match sk.ca_state {
        cwr | disorder => {
            var y47: i8 = (sk.in_flight % ca.m4)
        }
        recovery => ca.m5 = ca.m5
        open => {
            if sk.min_rtt >= 0 {
                let x48: stamp = ca.a8[0]
            }
        }
        loss => {
            var y49: stamp = max((max(ca.a8[par1], ca.a8[par1]) + max(sk.rttvar_us, sk.rate_interval_us)), max(ca.a8[0], (never - ca.m9)))
        }
    }
    var y50: u64 pkts = 123456789
    if (sk.ecn_flags & seen == 0) {
        send_ack(sk, (if (sk.is_sack_reneg != sk.tstamp_ok) then sk.tlp_high_seq else min(sk.rtt_seq, sk.rtt_seq)))
        sk.pacing_status = sk.pacing_status
        ca.m3 = ca.m3
    } else {
        if sk.min_rtt >= 0 {
            let x51: u32 bytes/s = (clamp((1460 / 1s), (1000 / 1s), ca.m3) / 0.25) * 1 bytes
            if (sk.ecn_flags & rfc3168 == 0) {
                ca.m4 += clamp(par1, 4294967295, ca.m4)
            }
            let x52 = sk.rtt_seq
        }
        var y53: ms = (max((sk.tcp_clock_cache - sk.tcp_mstamp), (-ca.m9)) * 0.5)
    }
    tcp.reno_cong_avoid(sk, random(ca.m4))
    tcp.pace(sk, ((1.5 / 3) + sk.reordering), (ca.m6 + ca.m6), hystart.ack_delay(sk))
    let x54: CaState = sk.ca_state
    var y55: i16 pkts = if ((y50 + sk.gso_segs) > ca.m4) then (sk.snd_cwnd_cnt ^ sk.snd_cwnd_cnt) else (if sk.saw_tstamp then y50 else ca.m4) / sk.gso_segs
    match ca.m5 {
        fq => {
            if (sk.mdev_us != (if (sk.ecn_flags & demand_cwr == 0) then clamp(sk.srtt_us, 100ns, ca.m9) else (ca.a8[par1 % 8] - sk.delivered_mstamp))) {
                let x56 = par2
                ca.m9 = (if (sk.snd_nxt != sk.snd_nxt) then (-2ns) else hystart.ack_delay(sk)) * 1.5
                ca.m7 = if (max(ca.m3, ca.m3) >= (ca.m3 / sk.prr_out)) then ca.m7 else ca.m7
            }
        }
        needed | none => {
            for i57 in 3..8 {
                var y58: Event = loss
                if sk.min_rtt >= 0 {
                    sk.snd_cwnd_cnt = ((ca.m9 + sk.rttvar_us) + abs(sk.rto)) / (clamp(sk.snd_wnd, 1 Mbit, sk.mss_cache) / par2)
                }
            }
        }
    }
    if (flags & (ece | win_update) != 0) {
        if ((max(ca.a8[2], ca.a8[par1 % 8]) <= sk.snd_cwnd_stamp) || sk.was_cwnd_limited) {
            if (flags & (ece | slowpath) == 0) {
                tcp.pace(sk, min(sk.family, sk.in_flight), tcp.current_ssthresh(sk), (ca.a8[par1 % 8] - sk.snd_cwnd_stamp))
            } else {
                y50 /= max(tcp.current_ssthresh(sk), ((123456789 / 3) - sk.family))
                let x59: u32 = (sk.max_packets_out / 1e9) * ((((7 bytes / 1s) / 3) - par2) / ((65536 bytes / 1ms) * sk.snd_cwnd))
            }
        } else {
            var y60: stamp = max(ca.a8[par1], (sk.tcp_mstamp + hystart.ack_delay(sk)))
        }
        var y61: u32 = (((10ms * (1000000 / 10ms)) + (if sk.is_cwnd_limited then sk.retransmits else sk.reordering)) + par1)
        match ca.m5 {
            none | needed => y61 -= clamp(y50, 0.25, y61)
            fq => y55 += ((par1 * sk.reordering) / sk.in_flight)
        }
    } else {
        let x62 = abs((ca.m3 - (if sk.in_initial_slow_start then ca.m3 else ca.m3)))
    }
}
undo_cwnd(sk) {
    let x63: PacingStatus = ca.m5
    ca.m9 = abs((-(-1000000s)))
    tcp.cong_avoid_ai(sk, ((0xff / 3) + ca.m6), (sk.delivered * ca.m6))
    tcp.cong_avoid_ai(sk, (sk.snd_cwnd_cnt << 0), (-par1))
    tcp.pace(sk, (sk.app_limited - sk.segs_out), ca.m4, (if sk.can_undo then ca.m9 else sk.rto))
    ca.m3 -= (if (sk.snd_wl1 > sk.snd_una) then (par1 * ca.m3) else (-(2 / 1s)))
    sk.app_limited = sk.rcv_tsval
    sk.ecn_seen = sk.ecn_seen
    return tcp.current_ssthresh(sk)
}
sndbuf_expand(sk) {
    if true {
        for i64 in ca.m4..ca.m4 max 5 {
            if (min(ca.a8[6], sk.delivered_mstamp) != (sk.first_tx_mstamp + sk.rate_interval_us)) {
                return ((0x1234 << 8) + sk.snd_wscale)
            }
        }
        if (max(sk.tcp_clock_cache, never) != max(ca.a8[3], sk.tcp_clock_cache)) {
            ca.m4 = (((sk.retrans_stamp + ca.m4) - sk.segs_out) / ca.m4)
            let x65: u16 = clamp(tcp.current_ssthresh(sk), 123456789, ca.m6)
        }
    }
    ca.a8[5] = ca.a8[par1]
    ca.m9 /= ((ca.a8[2] - sk.delivered_mstamp) * min(ca.m3, ca.m3))
    ca.a8[3] = sk.delivered_mstamp
    if sk.in_initial_slow_start {
        ca.a8[ca.m6 % 8] = min(sk.snd_cwnd_stamp, (ca.a8[0] + (ca.m9 + sk.mdev_max_us)))
        ca.m9 = 123456789us
        ca.a8[ca.m4 % 8] = max(ca.a8[2], (never + ca.m9)) - (random(ca.m4) * (ca.m9 + ca.m9))
    } else if (sk.snd_ssthresh != unlimited) {
        ca.m3 = abs((if sk.can_undo then ca.m3 else ca.m3)) * (if (if sk.ecn_demand_cwr then sk.ecn_ok else sk.sack_ok) then sk.sacked_out / 0.5 else (par1 - ca.m6))
    } else {
        let x66 = (ca.a8[0] + (if (sk.ecn_ok && sk.frto) then (ca.m9 / ca.m4) else ca.m9 * sk.sacked_out))
    }
    let x67: u32 bytes/s = 1460 bytes / 1us
    return if (ca.m5 == fq) then ((ca.m4 - ca.m6) + (if sk.can_undo then par1 else 1.5)) else 1
}
