algorithm gen with nonrestricted
const CON1 = 2s
const TAB2 = [(1000000 / 1us), (10 / 1s), (100 / 10ms), (1 / 1s), ((3 / 10ms) / 3), (65536 / 10ms)]
param par3 = 4294967295us
param par4 = true
state {
    m5: seq
    m6: u64 in 1..9 = 2
    m7: u8 in 1..9 = 2
    m8: bool
    m9: i32 fixed<16> pkts/us = 1
    a10: u16 us[3]
}
fn fn11(sk, p12, p13): u32 fixed<16> us = (2us / 3)
ssthresh(sk) {
    for i14 in ca.m6..ca.m7 max 2 {
        ca.m9 += (ca.m9 - (4294967295 / 1s))
        if (if ((if sk.was_cwnd_limited then sk.ack_scheduled else ca.m8) || ((sk.delivered + i14) < ca.m6)) then ((65536 kB != 1 kbit) || (if sk.ack_timer_pending then false else false)) else ca.m8) {
            var y15: bool = sk.in_cwnd_reduction
            let x16: bool = i14 >= (-(ca.m6 - sk.lost))
            y15 = x16
        }
    }
    let x17: u32 = max(((if sk.ack_timer_pending then ca.m7 else 0.25) - (ca.a10[sk.snd_cwnd_clamp] / ca.a10[0])), (sk.retrans_stamp - sk.lost))
    match sk.ca_state {
        disorder => ca.a10[x17 % 3] = (sk.rcv_tstamp - sk.tcp_wstamp_ns) / 1.5
        _ => {
            if !(sk.snd_ssthresh >= unlimited) {
                ca = initial
            } else {
                ca.a10[x17 % 3] = (fn11(sk, sk.snd_nxt, (sk.sacked_out - ca.m7)) + fn11(sk, max(ca.m5, ca.m5), (ca.m9 * par3)))
                let x18: u16 = (min(ca.m7, 0.25) / (1.5 / 3)) - ((1s / ca.m7) / abs(sk.rttvar_us))
            }
        }
    }
    for i19 in ca.m7..ca.m6 max 1 {
        ca.m9 = ((TAB2[0] + TAB2[3]) * (if sk.tcp_usec_ts then 1ns else (if sk.min_rtt >= 0 then sk.min_rtt else 3ms))) * TAB2[sk.gso_segs % 6]
    }
    if (3ns <= (if !sk.saw_tstamp then (if false then sk.mdev_max_us else par3) else (CON1 - sk.mdev_us))) {
        if sk.min_rtt >= 0 {
            sk.snd_cwnd_cnt += ((if false then ca.m9 else ca.m9) * 7us)
            if par4 {
                let x20 = abs(((x17 - sk.prr_delivered) + (1e9 - x17)))
            } else {
                ca.m5 = (if (if par4 then ca.m8 else par4) then (if sk.is_sack_reneg then sk.high_seq else sk.high_seq) else sk.undo_marker) + (abs(sk.bytes_acked) * 0.5)
            }
            sk.ecn_flags = sk.ecn_flags | seen
        }
    }
    if (sk.max_pacing_rate > ((7 bytes / 1ms) * (sk.app_limited * ca.m6))) {
        let x21: bool = par4 && ca.m8
        if (sk.snd_una > min(max(sk.rcv_nxt, ca.m5), max(ca.m5, ca.m5))) {
            let x22: seq = ca.m5 + (7 bytes / 3)
            let x23 = sk.family * (sk.gso_max_size - (sk.max_pacing_rate * CON1))
        } else {
            if !(fn11(sk, ca.m5, ca.m7) >= fn11(sk, ca.m5, ca.m7)) {
                var y24: u32 KiB = (((-sk.bytes_acked) - (sk.wmem_queued - sk.window_clamp)) * 2.885)
                let x25 = (((sk.max_pacing_rate / sk.pacing_rate) - (sk.total_retrans - sk.data_segs_out)) == sk.prior_ssthresh)
            }
            ca.m5 = sk.write_seq
        }
        ca = initial
    } else {
        ca.a10[0] = ((sk.tcp_clock_cache - (-(3ns / 3))) - sk.snd_cwnd_stamp)
        let x26 = ca.m9
    }
    if par4 {
        ca.a10[1] -= ((never - par3) - max(sk.snd_cwnd_stamp, sk.lrcvtime))
        let x27 = ca.m5
        ca.m7 = (if ((never - CON1) < (sk.tcp_clock_cache - CON1)) then (1us / sk.rate_delivered) * TAB2[sk.snd_wscale] else (-(2.885 / 3)))
    }
    match sk.ca_state {
        recovery => {
            if sk.min_rtt >= 0 {
                let x28: PacingStatus = sk.pacing_status
                if ((if sk.ack_timer_pending then 65536ms else par3) > par3) {
                    return (if (ca.m7 < ca.m7) then clamp(sk.ack_quick, 0.5, ca.m6) else clamp(1e9, 1e9, ca.m7))
                }
                ca.a10[ca.m6] = (fn11(sk, max(ca.m5, sk.snd_una), ((7 bytes / 1ms) / (100 bytes / 1s))) / 1)
            }
        }
        _ => {
            ca.a10[x17] -= (-(sk.delivered_mstamp - sk.delivered_mstamp))
        }
    }
    let x29: u64 fixed<8> pkts/us = ca.m9
    ca.a10[ca.m6] = min((if ca.m8 then (if ca.m8 then sk.rto else par3) else abs(2us)), 4294967295us)
    return if ca.m8 then (max(x17, ca.m6) + clamp(sk.pacing_shift, 2.885, ca.m7)) else ((sk.snd_cwnd_cnt & sk.packets_out) / min(sk.prior_cwnd, sk.snd_cwnd_clamp))
}
cong_avoid(sk, ack, acked) {
    ca.m9 = (if (sk.rate_app_limited || false) then (if par4 then ca.m9 else ca.m9) else (TAB2[sk.prr_delivered % 6] - TAB2[0])) + min((ca.m9 * 1000000), ((3 / 10ms) * sk.snd_wscale))
    if ((random(ca.m7) - (sk.retransmits * ca.m6)) < sk.ack_quick) {
        for i30 in 0..5 {
            let x31: u16 fixed<8> pkts/us = ((100 / 1us) / (7 & sk.snd_cwnd_cnt)) + 0.25 * (if sk.in_slow_start then ca.m9 else ca.m9)
            if sk.saw_tstamp {
                ca.m9 = (1000000 / 1us)
                ca.m9 = ((sk.rttvar_us * TAB2[sk.snd_cwnd]) * (if true then sk.family else ca.m6)) * min((TAB2[sk.gso_max_segs] + TAB2[3]), TAB2[sk.num % 6])
            } else {
                let x32: seq = max(min(sk.rtt_seq, ack), (sk.rcv_nxt + (sk.bytes_retrans + sk.rcv_wnd)))
                ca.m8 = ((if (ca.m8 != sk.ecn_seen) then max(ca.m7, sk.gso_max_segs) else (if ca.m8 then sk.prr_delivered else ca.m6)) >= (if (sk.pacing_rate == unlimited) then (i30 - (sk.rcv_tsval + acked)) else (sk.delivered - sk.segs_out)))
            }
            ca.a10[0] = (((sk.rttvar_us + sk.mdev_us) + CON1) / (10 / 3))
        }
        let x33 = (3 / 1us)
        let x34: i8 pkts = (if sk.sack_ok then ca.m7 else (if ca.m8 then ca.m6 * 1000000 else (sk.num - sk.prr_delivered)))
    }
    for i35 in ca.m6..acked max 10 {
        ca.m6 = i35
    }
    ca.m7 = (-sk.snd_cwnd) / (if (true != sk.frto) then 1.5 else clamp(ca.m7, 1.5, ca.m6))
    let x36: TcpState = sk.state
    let x37: u8 = sk.ack_quick
    var y38: bool = (((65536 bytes / 1ms) < sk.pacing_rate) != (if par4 then ca.m8 else par4)) == (sk.ecn_flags & rfc3168 != 0)
    let x39: CaState = sk.ca_state
    ca.m8 = sk.is_cwnd_limited
    ca.m5 = min(ack, ca.m5)
    let x40: bool = (if sk.in_cwnd_reduction then sk.srtt_us else sk.rttvar_us) > CON1
    if sk.min_rtt >= 0 {
        ca.a10[0] += (if ca.m8 then sk.min_rtt else (sk.tcp_mstamp - sk.now))
        let x41: i32 = abs((if (x36 != syn_recv) then acked else (if ca.m8 then sk.snd_ssthresh else (1.5 / 3))))
    }
    if sk.rate_app_limited {
        ca.a10[0] = fn11(sk, (ca.m5 - (if sk.ack_now then sk.advmss else sk.wmem_queued)), (if (x39 == recovery) then (if false then 1.5 else 0.5) else (if y38 then sk.pacing_shift else ca.m6)))
        sk.ecn_demand_cwr = (sk.tlp_high_seq >= ack)
        ca.m6 += 0xff
    }
    if ca.m8 {
        ca.a10[0] = fn11(sk, ca.m5, (sk.gso_max_segs + 0.5 * 2.885))
        ca.m9 += (-((4294967295 / 10ms) + ca.m9))
    }
    for i42 in ca.m6..ca.m7 - 1 max 2 {
        match x39 {
            disorder | recovery => {
                match x39 {
                    recovery => {
                    }
                    cwr => {
                        y38 = sk.frto
                    }
                    disorder | loss => ca.m7 *= (sk.rcv_tsval - x37)
                    open => {
                        let x43: bool = (((ca.m9 + (123456789 / 1s)) != TAB2[2]) != y38)
                    }
                }
            }
            cwr | loss => {
                ca.m5 = (if (sk.snd_cwnd < sk.backoff) then max(ca.m5, sk.high_seq) else (ca.m5 - sk.bytes_acked)) - (-sk.mss_cache)
            }
            open => ca.m9 = -(if (sk.in_flight >= sk.snd_cwnd_clamp) then TAB2[0] else TAB2[sk.family])
        }
        ca.a10[1] = (min(sk.now, sk.tcp_wstamp_ns) - max(sk.tcp_clock_cache, never)) / ca.m6
        sk.ecn_flags = sk.ecn_flags | rfc3168
    }
    var y44: seq = sk.snd_nxt
    ca.m7 = sk.gso_segs
    ca.m7 = (sk.app_limited * ((CON1 - sk.mdev_max_us) * ca.m9))
    if x40 {
        if true {
            return
        }
    } else {
        ca.m5 = min(min(max(ack, sk.snd_nxt), (y44 + 1000 bytes)), (max(sk.snd_nxt, sk.snd_wl1) - (ca.m7 * 4294967295 bytes)))
        var y45: bool = ((fn11(sk, sk.tlp_high_seq, x37) == abs(CON1)) && (if (sk.ecn_flags & accecn != 0) then (sk.bytes_acked <= (2 GB / 3)) else false))
    }
    if ((if (7ms == sk.rto) then min(sk.snd_cwnd_cnt, ca.m6) else clamp(0.5, 0.25, x37)) == ((sk.sacked_out % x37) - (acked - sk.delivered))) {
        let x46: stamp = (((if false then sk.first_tx_mstamp else never) + (never - never)) - abs((par3 + 1460us)))
        let x47 = ((min(sk.srtt_us, 1000000s) * acked) >= fn11(sk, max(ca.m5, ack), (-sk.num)))
    } else {
        let x48: Event = tx_start
        ca.a10[acked] += (sk.tcp_clock_cache - (sk.tcp_clock_cache - 4294967295us))
    }
    if sk.was_cwnd_limited {
        ca.a10[1] = ca.a10[sk.snd_ssthresh]
        sk.ecn_seen = (sk.ecn_flags & accecn != 0)
        let x49: CaState = sk.ca_state
    } else {
        y38 = ((if ((4294967295 bytes / 1us) != sk.max_pacing_rate) then (sk.pacing_rate >= unlimited) else !par4) && (sk.pacing_rate >= unlimited))
    }
    ca.m7 = ((-min(acked, sk.prr_out)) * (fn11(sk, ack, sk.rate_delivered) / (sk.lrcvtime - never)))
    var y50: i64 kB = sk.sndbuf
    ca.m7 = (-fn11(sk, ca.m5, sk.snd_cwnd_used)) * (3 / 10ms)
    for i51 in 2..4 {
        ca.a10[1] += 1us
        match x36 {
            last_ack => {
                var y52: PacingStatus = fq
            }
            established | listen => {
            }
            syn_recv | fin_wait2 => {
                if sk.ecn_demand_cwr {
                    ca.a10[i51] = ((sk.snd_cwnd_stamp + 65536ms) - (never - sk.lrcvtime)) - sk.tcp_wstamp_ns
                    sk.ack_scheduled = par4
                    ca.m8 = (if (sk.snd_cwnd_clamp < unlimited) then ((sk.rto + (4294967295us / 3)) > clamp(sk.rate_interval_us, 123456789ms, par3)) else ((sk.tcp_clock_cache - sk.delivered_mstamp) > (if x40 then ca.a10[1] else 1000000s)))
                }
            }
            closing | closed => {
                if (abs(sk.family) >= (-abs(acked))) {
                    ca.m6 = (-(x37 / 0.5)) % acked
                    ca.a10[x37 % 3] = (CON1 - (sk.rcv_tstamp - sk.tcp_clock_cache))
                    ca.m6 = clamp(((acked + 2.885) / sk.gso_max_segs), 65536, acked)
                }
            }
            syn_sent | close_wait => {
                if !!(sk.now != never) {
                    ca.m9 = clamp((sk.snd_cwnd * ca.m9), (1000000 / 10ms), ca.m9) + TAB2[sk.prior_cwnd % 6]
                }
            }
            fin_wait1 | time_wait => {
                let x53: stamp = sk.lrcvtime - ((sk.gso_segs * 2) / (4294967295 / 1s))
            }
        }
        y44 = sk.tlp_high_seq
    }
}
undo_cwnd(sk) = max(clamp(abs(ca.m7), 1.5, ca.m6), ca.m7)
init(sk) {
    ca.a10[ca.m6] = fn11(sk, ca.m5, ((sk.delivered_ce - sk.lost) + (123456789 bytes / 1s) / sk.pacing_rate))
    ca.a10[ca.m6 % 3] -= ((sk.lrcvtime + ca.a10[2]) - sk.snd_cwnd_stamp)
    sk.app_limited = (sk.total_retrans + ca.m6)
    ca.m5 = min((sk.rcv_nxt + (sk.snd_wnd + sk.bytes_retrans)), (min(sk.snd_wl1, ca.m5) - sk.mss_cache))
    if sk.min_rtt >= 0 {
        let x54: bool = (sk.ecn_flags & accecn == 0)
        var y55: TcpState = sk.state
    }
    if sk.saw_tstamp {
        ca.m5 = ca.m5
        ca.m8 = (sk.snd_ssthresh != unlimited) || (if (par4 || par4) then (sk.prior_ssthresh >= ca.m7) else !sk.rate_app_limited)
        let x56 = sk.rcv_nxt
    } else {
        var y57: Event = ecn_no_ce
        ca.a10[1] = ((abs((if sk.min_rtt >= 0 then sk.min_rtt else 2ns)) / (if true then par3 else sk.mdev_us)) / TAB2[0])
    }
    ca.m6 /= (ca.m6 + (sk.ack_quick + ca.m7))
    var y58: seq = (sk.snd_sml + (ca.m5 - (if par4 then ca.m5 else sk.high_seq)))
    match sk.ca_state {
        disorder => {
        }
        recovery | open => ca.a10[ca.m7] /= (if sk.is_cwnd_limited then CON1 / sk.srtt_us else (7 >> 10))
        cwr => {
            sk.ack_timer_pending = ((sk.snd_ssthresh == unlimited) != (if (sk.pacing_rate == unlimited) then (never >= never) else (sk.ecn_flags & rfc3168 == 0)))
        }
        loss => {
            ca.a10[1] = (if (sk.ecn_flags & accecn != 0) then max((sk.now - sk.tcp_mstamp), (ca.m7 * ca.a10[2])) else CON1)
        }
    }
    let x59: Event = cwnd_restart
    var y60: i64 fixed<16> = 1e9
    for i61 in ca.m7..y60 + 2 max 10 {
        let x62 = min(sk.gso_max_size, ((if par4 then sk.max_pacing_rate else sk.pacing_rate) / ca.m9))
    }
    match sk.ca_state {
        loss | disorder => {
            let x63: pkts = sk.prior_cwnd
        }
        _ => {
            var y64: i8 = if sk.is_cwnd_limited then ((ca.m6 / ca.m9) * TAB2[1]) else 0xff
        }
    }
    ca.a10[2] /= clamp(sk.undo_retrans, 1.5, y60)
    let x65: bool = ca.m8
    y58 = (max(y58, sk.snd_sml) - ((1460 kB * 0xff) / (0.25 / 3)))
    let x66 = sk.ecn_flags & queue_cwr != 0
    ca.a10[0] = ca.a10[0]
    if (sk.max_pacing_rate != unlimited) {
        match sk.ca_state {
            open => {
            }
            loss | cwr => {
                ca.a10[0] += (sk.delivered_mstamp - min(never, sk.snd_cwnd_stamp))
            }
            disorder | recovery => {
                let x67 = (ca.m6 % ca.m7)
            }
        }
    } else {
        sk.ecn_queue_cwr = if ((sk.now - sk.lsndtime) > 100s) then x66 else (sk.snd_cwnd_clamp != unlimited)
    }
    ca.m5 = sk.write_seq
}
release(sk) {
    ca.m7 -= ((if sk.saw_tstamp then par3 else sk.mdev_max_us) * ca.m9)
    sk.ecn_flags = sk.ecn_flags | accecn
    var y68: TcpState = sk.state
    ca.m9 = sk.max_pacing_rate / (if sk.sack_ok then abs(4294967295 kB) else (-sk.rcv_mss))
    ca.a10[1] *= ca.m6
    let x69: Event = complete_cwr
    ca.a10[1] = -par3
    ca.m7 += (sk.rcv_tsval * (ca.m6 * 2.885))
    ca.m5 = max((if sk.in_initial_slow_start then (ca.m5 - 1 MB) else (sk.write_seq - 1000000 bytes)), min(max(ca.m5, ca.m5), (ca.m5 + 4294967295 bytes)))
    ca.m8 = ((1460ms > (ca.m6 * sk.rttvar_us)) == (sk.segs_out != 0))
    let x70 = min(min(sk.lsndtime, never), sk.lrcvtime)
}
