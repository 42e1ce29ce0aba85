algorithm gen
use ecnecho
enum Kind4 { v1, v2, v3, v4 }
enum Kind5 { v5, v6 }
const TAB7 = [(0.001 / 3), (1.5 / 3), 0.001, 0xff, (0xff / 3), 1e9, 3]
const CON8 = 0.25
struct Rec2 {
    f9: i32 fixed<1> pkts/us
    f10: u64 fixed<4> s in 0..3
}
const LEN21 = 64
state {
    a11: seq[16]
    m12: u32 Mbit/s in 2..4 = 2
    r13: Rec2[2]
    m14: bool = false
    r15: ecnecho.Receiver
    r16: ecnecho.Receiver
    a17: bool[8]
    m18: i32 bytes/us
    m19: s
    a20: stamp[LEN21]
    m22: bool
    m23: Kind5 = v6
    m24: kbit/s in 0..1
    m25: u64 pkts/us in 0..1
    m26: bool
    a27: seq[3]
    m28: u8 = 7
    m29: Kind4
    m30: u32 pkts
}
fn fn31(sk, p32): i64 s {
    ca.a27[ca.m30] = max((if (sk.tstamp_ok && sk.in_cwnd_reduction) then (ca.a11[sk.snd_wscale % 16] + 1460 kB) else max(sk.copied_seq, sk.tlp_high_seq)), ca.a11[sk.snd_cwnd])
    return if (sk.high_seq <= sk.snd_nxt) then (-(if sk.min_rtt >= 0 then sk.min_rtt else 1000s)) else (sk.rcv_tstamp - ca.a20[sk.sacked_out])
}
fn fn33(sk, p34: u16 pkts): Kind5 {
    let x35 = ca.m25
    let x36 = !(sk.family != ca.m30)
    if sk.min_rtt >= 0 {
        if ((ca.a27[sk.backoff] > sk.copied_seq) || (sk.rcv_tsval != (sk.data_segs_out + p34))) {
            return ca.m23
        }
    }
    return ca.m23
}
ssthresh(sk) = -(TAB7[3] % ca.m28)
cong_avoid(sk, ack, acked) {
    let x37 = fn31(sk, (((123456789 bytes / 1us) / 3) * acked))
    ca.r15 = initial
    sk.ack_timer_pending = if ((ca.a20[11] - 3us) == sk.first_tx_mstamp) then ((if sk.tcp_usec_ts then sk.write_seq else ack) <= sk.copied_seq) else (if (sk.rcv_tsval < sk.retrans_stamp) then (ca.m22 && ca.m22) else (sk.rcv_nxt == ca.a27[sk.gso_max_segs]))
    var y38: bool = ((if (if ca.m26 then ca.m14 else sk.ecn_demand_cwr) then sk.lrcvtime else max(ca.a20[sk.rate_delivered % 64], ca.a20[20])) >= (if (2ms == sk.srtt_us) then sk.tcp_wstamp_ns else (ca.a20[26] - ca.m19)))
    ca.r13[ca.m28 % 2].f9 = if (sk.pacing_rate >= unlimited) then (ca.m25 + (ca.m25 + ca.m25)) else ca.m25
    let x39: PacingStatus = sk.pacing_status
    let x40 = sk.rcv_wnd * ((ca.m30 / TAB7[2]) * (-ca.m25))
    ca.a17[1] = y38
}
set_state(sk) {
    for i41 in ca.m30..ca.m30 max 30 {
        for i42 in 3..6 {
            match ca.m29 {
                v4 => {
                    ca.r13[i41].f10 = (7ns + ((4294967295us / 3) - (ca.a20[22] - sk.rcv_tstamp)))
                }
                v2 | v1 => ca.a17[3] = ((if sk.ecn_ok then (if sk.ack_timer_pending then 0.5 else ca.m30) else i41 * 3) < 1)
                v3 => sk.pacing_rate = ca.m25 * (-sk.mss_cache)
            }
            let x43 = max(ca.a20[sk.retransmits], (if (ca.m30 == TAB7[sk.snd_cwnd]) then ca.a20[sk.snd_cwnd_clamp] else max(sk.tcp_mstamp, ca.a20[sk.backoff % 64])))
            let x44 = (if (i41 < sk.snd_ssthresh) then (sk.ecn_flags & accecn != 0) else (false == sk.saw_tstamp)) || ((ca.a20[sk.snd_cwnd_used] - sk.rate_interval_us) > sk.lsndtime)
        }
    }
    let x45: Event = tx_start
    var y46: u16 pkts/s = (10 / 1s) - (min(ca.m18, sk.max_pacing_rate) / (sk.reordering * (10 bytes / 3)))
    if (ca.a20[sk.lost_out % 64] > (if (ca.m28 == ca.m28) then min(ca.a20[39], sk.delivered_mstamp) else ca.a20[sk.family % 64])) {
        if (if !(ca.m19 > 100s) then ((sk.lrcvtime - never) != (if sk.min_rtt >= 0 then sk.min_rtt else 123456789s)) else (ca.m22 || (ca.a20[sk.snd_cwnd_cnt] <= ca.a20[sk.prr_delivered]))) {
            ca.m14 = ca.m22
        } else {
            let x47: u64 = (((if sk.ecn_demand_cwr then (1 / 10ms) else y46) * (sk.tcp_wstamp_ns - sk.first_tx_mstamp)) / (255 ^ 7))
            ca.r15 = initial
        }
        if sk.min_rtt >= 0 {
            match ca.m29 {
                v1 => {
                    let x48 = fn31(sk, (sk.max_pacing_rate - (1460 bytes / 1us)))
                }
                v3 => ca.a20[ca.m30] = max(never, sk.snd_cwnd_stamp)
                v2 => {
                    let x49: u32 us = ((ca.a20[sk.rate_delivered % 64] - sk.lsndtime) + (sk.rate_interval_us - 2s)) * CON8
                }
                v4 => {
                    var y50: us = -(1460ns / sk.gso_segs)
                }
            }
            ca.m29 = ca.m29
        }
    }
    ca.m28 = -(random(ca.m28) * 0.25)
    ca.a20[ca.m30] = ca.a20[38]
    var y51: u32 bytes/s = random(ca.m30) * ca.m24
    var y52: bool = false
    sk.ack_now = ((((10 bytes / 1s) / 3) / 0xff) == (-sk.pacing_rate)) || (if (sk.prior_cwnd == 0xff) then (ca.a11[5] != ca.a27[0]) else (sk.ecn_flags & seen != 0))
    if false {
        let x53: PacingStatus = if (sk.max_pacing_rate >= unlimited) then sk.pacing_status else sk.pacing_status
    } else {
        ca.m28 = random(ca.m28)
        match ca.m23 {
            v5 | v6 => {
                match ca.m23 {
                    v5 => {
                        let x54: seq = ((if (sk.tstamp_ok == sk.tcp_usec_ts) then (sk.tlp_high_seq + sk.bytes_retrans) else (sk.undo_marker + 4294967295 bytes)) - clamp((ca.m12 / ca.m25), 123456789 bytes, sk.bytes_retrans))
                    }
                    _ => {
                        sk.ack_now = ca.a20[sk.gso_segs] >= ca.a20[40]
                    }
                }
            }
        }
    }
    ca.r15 = initial
}
cwnd_event(sk, event) {
    match event {
        ecn_no_ce => {
            ca.m14 = (abs((0x1234 ^ sk.snd_cwnd_cnt)) >= (7 | sk.snd_cwnd_cnt))
        }
        _ => {
            if (ca.a20[37] != sk.tcp_mstamp) {
                ca.m25 = ca.m25
                ca.m29 = ca.m29
            }
        }
    }
    for i55 in ca.m28..ca.m30 max 30 {
        ecnecho.begin(sk, ca.r16)
        var y56: u32 fixed<16> us = ca.m19
    }
    let x57 = sk.mss_cache
    ca.m22 = if sk.ecn_seen then (min(sk.lsndtime, never) <= max(sk.lrcvtime, never)) else ((ca.a11[13] - sk.copied_seq) <= (sk.max_window + x57))
    ca.a20[35] = sk.tcp_clock_cache - (sk.srtt_us + clamp(ca.m19, 3s, ca.m19))
}
min_tso_segs(sk) {
    ca.r15 = initial
    let x58 = sk.bytes_acked
    if ((min(sk.first_tx_mstamp, ca.a20[sk.prr_out]) < ca.a20[sk.packets_out]) && (clamp(sk.rto, 2us, ca.m19) != (ca.m19 / (0.5 / 3)))) {
        if (((if ca.m14 then sk.bytes_retrans else x58) - (sk.gso_max_size * (2.885 / 3))) > (if (if ca.m14 then true else true) then x58 else ((1000 bytes / 3) - x58))) {
            if ((sk.ecn_flags & rfc3168 == 0) && (if (sk.can_undo != true) then (ca.m24 >= ca.m12) else ca.m14)) {
                ca.m30 -= (if !ca.m14 then abs(sk.prr_out) else (sk.prr_out - CON8))
                let x59 = (-(if sk.ecn_queue_cwr then sk.pacing_rate else (1 bytes / 1s))) > sk.pacing_rate
                if ca.m26 {
                    return sk.rcv_tsval * min(ca.m30, sk.reordering)
                }
            } else {
                var y60: i32 = if (sk.lost == ca.m28) then 0.001 else ((-ca.m28) - (if ca.m14 then 2.885 else sk.in_flight))
            }
            ca.m23 = ca.m23
        }
        for i61 in 3..3 {
            if (if (if (sk.tcp_usec_ts == true) then (never > ca.a20[31]) else (false && false)) then (ca.m22 || (sk.can_undo && true)) else (sk.delivered_mstamp != (if ca.m22 then never else sk.rcv_tstamp))) {
                sk.ecn_seen = true
                ca = initial
            }
        }
        let x62 = fn31(sk, clamp(sk.max_pacing_rate, (10 bytes / 1ms), ca.m24))
    }
    ca.m18 = abs(ca.m24)
    let x63: Kind5 = ca.m23
    ca.m23 = x63
    var y64: i32 KiB = abs((x58 - sk.rcv_ssthresh)) - ((ca.m24 / ca.m25) * 2.885)
    ecnecho.saw(sk, ca.r16, (sk.rcv_tsval >= ca.m28))
    return (ca.m30 - sk.delivered)
}
cong_control(sk, ack, flag, rs) {
    ca.m18 = min(abs((rs.acked_sacked * (1000 bytes / 1us))), (ca.m12 + (100 bytes / 1us)))
    var y65: seq = min((if (sk.app_limited > sk.total_retrans) then min(sk.snd_nxt, ca.a27[sk.gso_segs % 3]) else (sk.high_seq + sk.wmem_queued)), (max(ca.a11[sk.gso_max_segs], ack) - ((2 bytes / 1ms) * ca.m19)))
    ca.m19 -= ((sk.lrcvtime - never) + sk.rto)
}
undo_cwnd(sk) {
    ca.m26 = ((sk.bytes_retrans + sk.advmss) != (sk.window_clamp * 0.25)) != (max(sk.snd_sml, ca.a11[3]) != (sk.copied_seq - (2 kbit / 3)))
    if sk.ecn_queue_cwr {
        ca.m25 = min(ca.m25, max((sk.max_pacing_rate / sk.mss_cache), (ca.m25 * sk.snd_cwnd)))
        ca.m26 = (if ((sk.window_clamp > sk.gso_max_size) == (ca.m19 == ca.m19)) then (sk.ecn_flags & accecn != 0) else sk.in_initial_slow_start)
    } else {
        let x66 = abs(CON8)
    }
    send_ack(sk, (sk.snd_nxt + clamp(sk.advmss, 1000 bytes, sk.advmss)))
    ca.m19 = (if (sk.rtt_seq <= sk.high_seq) then (ca.m25 * (if sk.min_rtt >= 0 then sk.min_rtt else 1ms)) else (if ca.a17[sk.in_flight] then TAB7[sk.snd_cwnd_used] else ca.m28)) / ca.m25
    let x67 = sk.snd_cwnd_stamp <= (ca.a20[sk.prior_cwnd] - (ca.m19 * sk.in_flight))
    ca.m18 /= ((if sk.in_initial_slow_start then sk.mdev_max_us else ca.m19) / (if ca.m22 then sk.srtt_us else sk.mdev_us))
    ca.m12 = max(ca.m24, (if false then (-sk.max_pacing_rate) else (if ca.m26 then ca.m18 else sk.pacing_rate)))
    ca.m19 *= ca.m28
    let x68 = ((0x1234 >> 1) * ((if sk.ack_scheduled then ca.m30 else sk.snd_cwnd_clamp) + (255 | sk.snd_cwnd)))
    ca.m12 /= (clamp(sk.rate_delivered, 2.885, ca.m28) + (if sk.ecn_queue_cwr then sk.retransmits else sk.prior_cwnd))
    ca.m12 = min((if (sk.rcv_tsecr != ca.m30) then sk.max_pacing_rate else (ca.m12 * sk.backoff)), ca.m24)
    if !(ca.m19 > (CON8 / ca.m25)) {
        ca.m22 = if ((-7us) <= abs(ca.m19)) then ((sk.rcv_mss != sk.rcv_wnd) && (0xff >= sk.max_packets_out)) else (sk.tcp_clock_cache > min(never, sk.lsndtime))
    } else {
        for i69 in 1..4 {
            var y70: PacingStatus = sk.pacing_status
            ca.a17[ca.m30 % 8] = !(sk.ecn_flags & rfc3168 == 0)
            if sk.min_rtt >= 0 {
                if (sk.ecn_flags & seen != 0) {
                    continue
                }
                let x71: stamp = min((min(ca.a20[sk.in_flight], ca.a20[23]) - (ca.m19 - sk.min_rtt)), sk.first_tx_mstamp)
            }
        }
        if (sk.snd_cwnd_clamp >= unlimited) {
            var y72: bool = ca.m22
            sk.app_limited = sk.app_limited
            ecnecho.saw(sk, ca.r15, (ca.m18 <= sk.pacing_rate))
        } else {
            match sk.ca_state {
                open | loss => {
                    let x73 = fn31(sk, ca.m18)
                }
                cwr | disorder => ca.m23 = ca.m23
                recovery => {
                    var y74: bool = (if (ca.m29 > v2) then (sk.ecn_flags & seen == 0) else (if (sk.rcv_nxt < ca.a11[0]) then (ca.m14 && sk.sack_ok) else (sk.snd_cwnd_clamp == unlimited)))
                }
            }
        }
    }
    return abs(((sk.snd_cwnd_cnt << 7) * (x68 + 0.5)))
}
sndbuf_expand(sk) = min(CON8, clamp((0.25 - (3 / 3)), 0xff, ca.m28))
