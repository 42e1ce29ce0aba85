algorithm gen
param par1 = 2 kB
struct Rec1 {
    f2: TcpState = fin_wait2
    f3: seq
    f4: bytes/us
}
struct Rec2 {
    f5: stamp
}
state {
    r6: Rec1[4]
    m7: u16 pkts
    m8: us
    m9: TcpState = syn_sent
}
fn fn10(sk) {
    var y11: PacingStatus = sk.pacing_status
}
ssthresh(sk) {
    ca.r6[2].f4 += ((-sk.pacing_rate) + (3 bytes / 1ms))
    fn10(sk)
    ca.r6[ca.m7].f3 = (sk.pushed_seq + ((sk.undo_marker - sk.snd_nxt) * 1.5))
    var y12: seq = sk.snd_una
    if sk.ack_timer_pending {
        ca.r6[ca.m7].f2 = ca.m9
        for i13 in ca.m7..ca.m7 max 30 {
            let x14: bytes = ((if (ca.m7 <= sk.sacked_out) then (ca.m7 * sk.snd_cwnd_cnt) else clamp(sk.in_flight, 7, i13)) * par1)
        }
    }
    match sk.ca_state {
        cwr => {
            let x15: i64 fixed<10> us = (if (sk.segs_out <= ca.m7) then ((-ca.m7) * min(ca.m8, ca.m8)) else (min(ca.m8, ca.m8) * random(ca.m7)))
        }
        loss | recovery => {
            ca = initial
        }
        disorder => {
            if sk.min_rtt >= 0 {
                let x16 = min(max(y12, y12), sk.tlp_high_seq)
            }
        }
        open => {
            let x17 = (((sk.prr_out / (4294967295 / 10ms)) * ((0.25 / 3) * ca.m7)) / (1 / 3))
        }
    }
    if ((sk.tcp_wstamp_ns <= sk.tcp_clock_cache) && ((ca.m8 + ca.m8) >= (par1 / (100 bytes / 1s)))) {
        if sk.min_rtt >= 0 {
            let x18: bool = (sk.max_pacing_rate >= unlimited)
        }
        send_ack(sk, sk.undo_marker)
    }
    var y19: TcpState = ca.m9
    ca.r6[2].f2 = sk.state
    var y20: i64 us = (if false then (sk.mdev_us - (if sk.is_cwnd_limited then ca.m8 else sk.rate_interval_us)) else ((sk.first_tx_mstamp - ca.m8) - (never + sk.mdev_max_us)))
    let x21: i16 us = ((sk.tcp_mstamp - never) - ((sk.backoff / ((10 / 1us) / 3)) / 0xff))
    match sk.ca_state {
        disorder => {
            match sk.ca_state {
                recovery | open => {
                    let x22: PacingStatus = sk.pacing_status
                }
                disorder | cwr => {
                    ca.m9 = sk.state
                }
                loss => {
                    y19 = (if !(sk.pushed_seq < sk.copied_seq) then (if sk.ecn_seen then y19 else y19) else ca.m9)
                }
            }
        }
        cwr => {
            if ((if true then max(never, sk.now) else min(never, sk.rcv_tstamp)) >= ((never - 7ms) + min(sk.mdev_us, y20))) {
                ca.m7 = ca.m7
                ca.m8 = 7us
            } else {
                fn10(sk)
                sk.pacing_rate = sk.max_pacing_rate
            }
        }
        _ => {
            ca.r6[1].f3 = sk.snd_una
        }
    }
    var y23: bool = ((sk.delivered + ca.m7) <= ca.m7)
    var y24: u16 kbit/s = ((2 bytes / 1s) / 3)
    let x25: u64 pkts = (-sk.prior_ssthresh)
    let x26: seq = (if (if (ca.m7 == x25) then (sk.lost <= ca.m7) else ((sk.rcv_tsval + x25) > ca.m7)) then min(sk.snd_sml, (y12 - par1)) else sk.rtt_seq)
    y24 /= ((sk.snd_cwnd_used + x25) - (if y23 then sk.gso_max_segs else sk.snd_cwnd_clamp))
    if ((sk.prior_ssthresh - sk.snd_cwnd_clamp) <= sk.retrans_out) {
        var y27: u32 Mbit/s = (4294967295 bytes * (10 / 1s))
        if (sk.snd_ssthresh == unlimited) {
            fn10(sk)
        } else {
            y23 = (max(min(never, never), sk.lsndtime) > sk.now)
        }
    } else {
        let x28 = min((sk.packets_out & 7), (-sk.sacked_out))
        ca.m8 = ((if (1e9 != x28) then (sk.packets_out * ca.m7) else (x25 * 0.001)) * (max(sk.mss_cache, par1) / (if sk.ecn_demand_cwr then sk.max_pacing_rate else y24)))
    }
    if sk.min_rtt >= 0 {
        ca.m8 = x21
    }
    y20 = clamp(abs(y20), 4294967295us, y20)
    let x29 = (if (sk.retrans_out < (ca.m7 + sk.ack_quick)) then sk.snd_nxt else (min(y12, sk.rcv_nxt) + clamp(par1, 4294967295 bytes, par1)))
    let x30: CaState = sk.ca_state
    ca.r6[2].f3 = (if false then sk.high_seq else (if (sk.tstamp_ok || sk.in_cwnd_reduction) then sk.undo_marker else max(sk.high_seq, sk.snd_nxt)))
    ca.r6[2].f4 -= ((if sk.ack_timer_pending then sk.max_pacing_rate else y24) - ((3 bytes / 1s) / 3))
    if (((ca.m8 / sk.rate_interval_us) / (sk.app_limited - sk.delivered_ce)) <= (0x1234 | 0x1234)) {
        y24 /= abs(abs(ca.m7))
    } else {
        ca.m9 = sk.state
        let x31 = x29
    }
    return (min(x25, 1.5) + (sk.delivered_ce - (sk.rcv_tsval + ca.m7)))
}
cong_avoid(sk, ack, acked) {
    if !(sk.snd_cwnd_clamp != unlimited) {
        if (if (sk.max_pacing_rate == unlimited) then ((10us / 3) == (-ca.m8)) else ((sk.tlp_high_seq + 1000 bytes) >= sk.rcv_nxt)) {
            let x32 = (((if sk.is_cwnd_limited then sk.rcv_nxt else sk.snd_wl1) - sk.snd_wnd) + (1 bytes / sk.retrans_out))
            ca.r6[3].f3 = x32
        } else {
            let x33 = (abs(sk.advmss) <= sk.snd_wnd)
        }
    }
    ca.r6[1].f4 = (par1 / clamp(sk.rto, 7ms, ca.m8))
    fn10(sk)
    if sk.min_rtt >= 0 {
        ca.r6[2].f4 /= (abs((0xff / 3)) - sk.undo_retrans)
    }
    let x34: bool = (((10 / 1us) / 3) == clamp(((1000000 / 1s) + ((100 / 1s) / 3)), (4294967295 / 1s), (sk.snd_cwnd / sk.srtt_us)))
    ca.r6[acked].f2 = ca.m9
    let x35 = sk.pacing_rate
    ca.m8 /= ca.m7
    match ca.m9 {
        syn_sent => {
            match sk.ca_state {
                open => {
                    ca.m9 = ca.m9
                }
                recovery | loss => {
                    ca.m8 = (clamp(clamp(sk.lost_out, 1e9, acked), 0xff, ca.m7) / ((sk.pacing_rate / x35) * (((1000 / 1us) / 3) - (100 / 1s))))
                }
                cwr => {
                    if ((sk.mdev_us * sk.retrans_out) < (sk.lsndtime - sk.rcv_tstamp)) {
                        return
                    }
                }
                disorder => {
                    if sk.min_rtt >= 0 {
                        fn10(sk)
                    }
                }
            }
        }
        close_wait => {
            ca.r6[3].f2 = ca.m9
        }
        _ => {
            if ((min(sk.lrcvtime, never) - min(sk.tcp_wstamp_ns, sk.tcp_wstamp_ns)) == ((sk.retrans_out + acked) / (7 / 1s))) {
                let x36: CaState = sk.ca_state
                if ((1000000 / 1us) >= (7 / 1us)) {
                    return
                }
            } else {
                let x37: TcpState = sk.state
            }
        }
    }
    match sk.ca_state {
        open | disorder => {
            var y38: CaState = sk.ca_state
        }
        recovery | cwr => {
            ca.r6[1].f4 = abs(((sk.snd_wnd / 0.25) / clamp(ca.m8, 3us, ca.m8)))
        }
        loss => {
            let x39: u64 fixed<10> Mbit/s = (max((-sk.pacing_rate), (2 bytes / 1ms)) / 0.25)
        }
    }
    if x34 {
        if ((sk.rcv_tstamp > min(sk.tcp_clock_cache, never)) && (ca.m7 > (7 << 4))) {
            match ca.m9 {
                closing => {
                    ca.r6[acked].f2 = sk.state
                }
                syn_sent | fin_wait2 => {
                    ca.r6[2].f2 = sk.state
                }
                established => {
                    ca.m8 *= ((sk.snd_cwnd_stamp - sk.tcp_wstamp_ns) * ((10 / 1s) - (1000000 / 10ms)))
                }
                last_ack | listen => {
                    let x40: bool = x34
                }
                closed => {
                    ca.m8 += sk.mdev_max_us
                }
                fin_wait1 | syn_recv => {
                    if (sk.delivered <= 1) {
                        return
                    }
                }
                time_wait => {
                    ca.m9 = ca.m9
                }
                close_wait => {
                    fn10(sk)
                }
            }
            fn10(sk)
        }
    } else {
        ca.r6[acked % 4].f3 = min((sk.snd_nxt - (ack - ack)), ack)
    }
    let x41: u64 s = ((sk.bytes_sent + (par1 + sk.max_window)) / ((3 / 1s) * (sk.snd_wnd - sk.rcv_wnd)))
    ca.m7 += (if x34 then (if sk.ack_timer_pending then 1460 else sk.rate_delivered) else ca.m7)
    if sk.can_undo {
        let x42 = min((par1 / min(1e9, sk.num)), (-((1 bytes / 1s) / (123456789 / 10ms))))
        let x43: i64 fixed<24> kbit/s = sk.pacing_rate
    } else {
        if ((if true then max(never, sk.snd_cwnd_stamp) else (sk.first_tx_mstamp - x41)) == sk.lrcvtime) {
            ca.m7 -= (clamp(sk.mdev_us, 1000us, x41) / abs(x41))
            ca.r6[acked].f3 = min((ack - sk.rcv_wnd), ack)
        } else {
            match sk.ca_state {
                loss | open => {
                    if x34 {
                        return
                    }
                }
                recovery | disorder => {
                    ca.m7 /= ((sk.prr_delivered / 1000) - (ca.m8 / ca.m8))
                }
                cwr => {
                    ca.m7 -= (((sk.rcv_tsecr + ca.m7) - (sk.total_retrans + acked)) + (acked * sk.lost_out))
                }
            }
            var y44: stamp = min(max(max(sk.tcp_wstamp_ns, sk.lsndtime), sk.tcp_mstamp), never)
        }
        for i45 in 0..0 {
            if (if ((sk.high_seq - sk.max_window) < sk.tlp_high_seq) then ((sk.rcv_wnd / i45) >= (par1 * acked)) else ((if true then (100 / 1us) else (123456789 / 10ms)) < (((123456789 / 1s) / 3) * 1460))) {
                ca.m7 = (max(clamp(acked, 4294967295, i45), (acked - sk.app_limited)) + ((sk.reordering + acked) % ca.m7))
            } else {
                var y46: i8 = ((if true then i45 else (0xff - i45)) * 65536)
            }
            ca.m9 = ca.m9
        }
    }
    if sk.min_rtt >= 0 {
        var y47: u64 fixed<10> s = ca.m8
        var y48: u8 pkts = (abs(max(sk.prr_out, sk.snd_cwnd)) + ((ca.m7 / 0.001) % ca.m7))
    }
}
set_state(sk, new_state) {
    if ((ca.m9 == fin_wait1) && (if (((10 bytes / 1ms) / 3) >= sk.max_pacing_rate) then (ca.m9 >= last_ack) else (sk.ecn_queue_cwr || sk.ecn_ok))) {
        if sk.min_rtt >= 0 {
            ca.m7 = 0.001
            let x49: TcpState = sk.state
        }
        var y50: i32 bytes = (max(sk.copied_seq, sk.snd_wl1) - sk.write_seq)
    }
    let x51: i64 fixed<8> pkts = sk.sacked_out
    let x52 = (min(min(sk.rcv_nxt, sk.write_seq), sk.snd_una) + ((ca.m7 + x51) * max(par1, sk.rcv_mss)))
    ca.r6[1].f2 = ca.m9
    var y53: i8 = ((-(ca.m7 + sk.prr_out)) + ((sk.prior_cwnd >> 4) + (sk.backoff - sk.reordering)))
    if false {
        if (ca.m9 == syn_sent) {
            return
        }
        fn10(sk)
        ca = initial
    }
    ca.r6[0].f3 = ((if false then sk.snd_una else (sk.rtt_seq - sk.rcv_mss)) + clamp((par1 + par1), 1460 bytes, par1))
    if (sk.pacing_rate <= ((sk.max_pacing_rate + sk.pacing_rate) + (sk.lost_out * sk.pacing_rate))) {
        var y54: seq = sk.undo_marker
        ca.m8 = sk.rate_interval_us
    } else {
        ca.m8 = (max(never, (if true then never else sk.lrcvtime)) - max(sk.lsndtime, sk.rcv_tstamp))
        if ((sk.now - sk.rto) == max(sk.now, sk.lsndtime)) {
            return
        }
    }
    let x55 = ((-(sk.undo_retrans - ca.m7)) + (((1460 bytes / 1s) / (2 bytes / 1ms)) - (ca.m7 + 0.001)))
    ca.m9 = (if (ca.m9 != established) then ca.m9 else sk.state)
    let x56: bool = (if (sk.ack_timer_pending && (if sk.in_cwnd_reduction then sk.ack_timer_pending else true)) then (if (sk.max_pacing_rate >= unlimited) then (new_state != recovery) else (sk.snd_cwnd_clamp >= unlimited)) else (abs((1000000 / 10ms)) >= (1000000 / 10ms)))
    if sk.min_rtt >= 0 {
        var y57: i64 = y53
        ca.m8 = ((if !x56 then (sk.delivered_mstamp - sk.lsndtime) else (ca.m8 - ca.m8)) + max((sk.rate_delivered / (7 / 1s)), (sk.mdev_max_us - 3ms)))
    }
    var y58: u32 ms = ca.m8
}
in_ack_event(sk, flags) {
    ca.r6[2].f2 = sk.state
    if ((sk.snd_una <= min(sk.snd_una, sk.high_seq)) || (sk.rcv_tsecr > 2147483648)) {
        let x59: bool = true
        sk.snd_cwnd_cnt = (max((sk.bytes_retrans / (3 bytes / 1us)), (sk.rttvar_us + ca.m8)) / (-(sk.tcp_wstamp_ns - sk.delivered_mstamp)))
    } else {
        let x60: us = (((sk.lsndtime - sk.first_tx_mstamp) - (if sk.tcp_usec_ts then (if sk.min_rtt >= 0 then sk.min_rtt else 2ms) else sk.mdev_max_us)) - (if sk.frto then abs(sk.rate_interval_us) else (if sk.min_rtt >= 0 then sk.min_rtt else 1000000us)))
    }
    let x61 = ca.m7
    ca.r6[ca.m7].f4 -= clamp((if true then (1000000 bytes / 1ms) else (1000 bytes / 1s)), (1460 bytes / 1s), sk.pacing_rate)
    var y62: Event = (if (if (sk.max_pacing_rate != unlimited) then (sk.max_pacing_rate != unlimited) else (sk.now != never)) then complete_cwr else tx_start)
    ca.m8 = (sk.tcp_clock_cache - never)
    var y63: stamp = min(sk.now, min(min(sk.rcv_tstamp, sk.tcp_wstamp_ns), max(sk.tcp_clock_cache, sk.snd_cwnd_stamp)))
    var y64: seq = sk.snd_sml
    let x65: i8 = (clamp((sk.tcp_mstamp - never), 2us, ca.m8) / ca.m8)
    var y66: stamp = ((y63 - (ca.m8 * x61)) - (sk.delivered_mstamp - (if true then sk.snd_cwnd_stamp else y63)))
    sk.ecn_seen = ((if (sk.is_sack_reneg && true) then (sk.first_tx_mstamp - ca.m8) else y63) != sk.first_tx_mstamp)
    let x67 = (3 / 1s)
    var y68: stamp = sk.lsndtime
    ca.m8 += (if (false || true) then (sk.snd_cwnd_stamp - y63) else (sk.lrcvtime - y63))
    if sk.min_rtt >= 0 {
        let x69 = sk.tcp_header_len
        match sk.ca_state {
            recovery => {
                let x70: u64 us = (sk.min_rtt / 1460)
            }
            disorder | loss => {
                ca = initial
            }
            _ => {
                var y71: u32 us = (((never - y68) / 1e9) * ((sk.prior_cwnd / 2.885) + (sk.retrans_stamp - sk.app_limited)))
            }
        }
    }
    if sk.ecn_queue_cwr {
        if false {
            sk.snd_cwnd = (((ca.m7 - x65) - (-sk.in_flight)) + x65)
            if (if (flags & (ece | win_update) == 0) then sk.ack_scheduled else sk.can_undo) {
                ca.r6[x65].f4 += (if (flags & ece != 0) then (65536 bytes / 1us) else (sk.window_clamp * x67))
            }
            ca.r6[1].f2 = ca.m9
        } else {
            var y72: u32 pkts = (sk.packets_out << 8)
            if (flags & (ece | win_update) == 0) {
                var y73: u32 pkts = clamp(sk.prr_out, 0xff, x65)
                ca.m7 = (((ca.m8 - sk.srtt_us) / (ca.m8 * 0.25)) + 2.885)
                y72 = ((if (sk.pacing_shift > x61) then random(y73) else sk.ack_quick) + (((1460us / 3) + (if sk.min_rtt >= 0 then sk.min_rtt else 1us)) * abs((7 / 10ms))))
            } else {
                ca.r6[3].f3 = (if (if (flags & (ece | win_update) == 0) then (sk.tcp_clock_cache != sk.tcp_wstamp_ns) else (x61 > x61)) then sk.snd_sml else max(y64, min(sk.pushed_seq, y64)))
                y72 += ((sk.gso_max_segs - 0xff) + random(x65))
            }
        }
        ca = initial
    } else {
        if (x61 > (-x65)) {
            sk.ack_now = !(sk.rcv_tsecr > sk.rcv_tsval)
            let x74: bool = (!true && sk.ack_now)
        } else {
            if ((if sk.ecn_demand_cwr then sk.max_pacing_rate else (4294967295 bytes / 1ms)) == (-(1 bytes / 1s))) {
                return
            }
            ca.r6[0].f4 = max(sk.pacing_rate, ((ca.m7 * par1) * (x67 + x67)))
        }
    }
    ca.m9 = sk.state
    fn10(sk)
    fn10(sk)
}
pkts_acked(sk, sample) {
    ca.r6[1].f3 = sk.snd_sml
    ca.m7 += (((7 bytes / 1us) / (123456789 / 1us)) / (sk.bytes_retrans + sk.rcv_ssthresh))
    sk.ecn_seen = (((if sk.min_rtt >= 0 then sk.min_rtt else 65536ms) * abs(((1 / 1us) / 3))) != sk.retrans_out)
    let x75 = (100 / 1s)
    ca.r6[3].f3 = max((if (ca.m9 < last_ack) then (if true then sk.snd_una else sk.rtt_seq) else sk.write_seq), sk.copied_seq)
    let x76: bytes/us = min(((ca.m7 - 0.001) * sk.max_pacing_rate), (sk.max_pacing_rate - sk.pacing_rate))
    let x77 = (if (sk.rcv_tsval <= sk.segs_out) then sk.in_slow_start else (sk.saw_tstamp && ((1 / 1s) != ((4294967295 / 1us) / 3))))
    ca.r6[ca.m7].f4 = (3 bytes / 1s)
    ca.m8 /= ((4294967295 - ca.m7) * 2.885)
    for i78 in ca.m7..ca.m7 max 2 {
        ca.r6[ca.m7 % 4].f4 = (if sk.frto then (if (sk.retrans_stamp != ca.m7) then (x76 / 0.25) else x76) else x76)
        if (!!x77 && sk.ecn_demand_cwr) {
            ca.r6[2].f3 = sk.pushed_seq
            let x79: i64 = (((-(if sample.rtt_us >= 0 then sample.rtt_us else 4294967295ms)) / ca.m8) * (if (sk.tcp_clock_cache <= sk.tcp_wstamp_ns) then (0.25 / 3) else (ca.m7 + sk.rate_delivered)))
        } else {
            ca.r6[i78 % 4].f3 = ((if (sk.lsndtime <= never) then sk.pushed_seq else sk.high_seq) - (par1 - (sk.snd_sml - sk.snd_wl1)))
        }
    }
}
min_tso_segs(sk) {
    sk.snd_cwnd -= 1
    let x80 = (sk.first_tx_mstamp - max(max(sk.tcp_clock_cache, sk.lsndtime), never))
    if sk.can_undo {
        var y81: bool = sk.tcp_usec_ts
        y81 = y81
    }
    ca = initial
    ca.m7 = (if ((ca.m8 != (if sk.min_rtt >= 0 then sk.min_rtt else 1000000us)) || (sk.snd_wl1 <= sk.high_seq)) then clamp(ca.m7, 2.885, ca.m7) else ca.m7)
    ca.m9 = ca.m9
    var y82: TcpState = ca.m9
    sk.snd_cwnd -= (if sk.is_sack_reneg then (ca.m7 / sk.family) else (-sk.prr_out))
    ca.r6[2].f3 = (sk.undo_marker + (abs(par1) * (if sk.ecn_demand_cwr then 1.5 else sk.prior_cwnd)))
    ca.m9 = ca.m9
    sk.ack_now = (if ((if false then sk.rcv_nxt else sk.snd_una) < sk.undo_marker) then ((y82 < last_ack) || (sk.rcv_tsval <= ca.m7)) else (sk.pacing_rate != unlimited))
    var y83: pkts/us = (sk.lost_out * max((3 / 10ms), (((1 / 1s) / 3) - ((1000000 / 1s) / 3))))
    ca.m7 = ((ca.m7 / (sk.max_packets_out - sk.prr_delivered)) * (ca.m7 * sk.snd_cwnd_cnt))
    y83 = (-((sk.srtt_us * (1 / 10ms)) * (-(1000 / 1us))))
    if (((sk.lsndtime - sk.snd_cwnd_stamp) + (sk.first_tx_mstamp - never)) >= (max(sk.snd_cwnd_stamp, never) - sk.now)) {
        ca.r6[ca.m7 % 4].f4 = sk.pacing_rate
        ca.r6[3].f2 = ca.m9
    } else {
        ca.m9 = y82
        match ca.m9 {
            time_wait | closed => {
                let x84 = (never - (-(if sk.sack_ok then 1460us else ca.m8)))
            }
            _ => {
                send_ack(sk, ((sk.high_seq - par1) + par1))
            }
        }
    }
    return max((if sk.rate_app_limited then sk.packets_out else (2 - ca.m7)), ca.m7)
}
undo_cwnd(sk) {
    ca.m9 = ca.m9
    sk.snd_cwnd_stamp = (sk.rcv_tstamp + ca.m8)
    sk.snd_ssthresh = (((sk.rttvar_us * ca.m7) * 1.5) * (4294967295 / 1us))
    ca.m8 = (-(if !sk.in_cwnd_reduction then (ca.m8 - sk.mdev_max_us) else (if sk.saw_tstamp then 7s else 123456789us)))
    ca.m8 += clamp(1000us, 100s, ca.m8)
    let x85 = 0.25
    let x86 = (if sk.frto then (sk.rcv_mss - (par1 + sk.mss_cache)) else (-(par1 + 123456789 bytes)))
    ca.m8 = ((if (ca.m9 < syn_sent) then (ca.m8 - ca.m8) else sk.mdev_us) * (if (true || false) then (ca.m8 * (100 / 1us)) else (-x85)))
    let x87: CaState = sk.ca_state
    let x88: PacingStatus = sk.pacing_status
    ca.m8 += ((2s - ca.m8) / 0.5)
    ca.m8 = ((if (sk.snd_una < sk.snd_wl1) then (sk.tcp_clock_cache - sk.lsndtime) else (sk.rate_delivered / (2 / 10ms))) - (min(sk.tcp_mstamp, never) - never))
    for i89 in x85..ca.m7 max 1 {
        for i90 in x85..ca.m7 max 1 {
            let x91 = (((never - ca.m8) - sk.delivered_mstamp) * (0x1234 ^ 7))
            ca.r6[2].f4 -= sk.max_pacing_rate
            var y92: seq = min(sk.pushed_seq, sk.high_seq)
        }
        ca.r6[3].f2 = sk.state
        let x93: TcpState = ca.m9
    }
    for i94 in 2..2 {
        let x95 = abs(((sk.tcp_clock_cache - ca.m8) - (if sk.in_cwnd_reduction then never else sk.lsndtime)))
    }
    ca.m8 -= ((ca.m8 * sk.max_packets_out) - (if true then sk.mdev_us else ca.m8))
    for i96 in ca.m7..x85 max 5 {
        match sk.ca_state {
            open | cwr => {
                ca.m7 = (((x86 + x86) / (sk.snd_cwnd / ((1000000 / 10ms) / 3))) / (max((65536 bytes / 1us), ((65536 bytes / 1us) / 3)) - (par1 * (7 / 1s))))
            }
            _ => {
                ca.m8 -= (if (sk.snd_sml > sk.snd_wl1) then (if sk.is_cwnd_limited then sk.mdev_us else (if sk.min_rtt >= 0 then sk.min_rtt else 7us)) else (never - never))
            }
        }
    }
    return (clamp((ca.m7 * 0xff), 2, ca.m7) / (-(if sk.is_sack_reneg then sk.ack_quick else sk.family)))
}
