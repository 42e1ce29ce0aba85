algorithm gen with nonrestricted
enum Kind4 { v1, v2, v3, v4, v5 }
struct Rec1 {
    f6: u32 fixed<1> Mbit/s
}
struct Rec2 {
    f7: stamp
    f8: u64 pkts/s = 1
    f9: bool = true
    f10: u8 KiB
}
state {
    a11: PacingStatus[2]
    a12: i16[1]
    m13: u64 us
    r14: Rec1
    m15: TcpState
    r16: Rec1
    a17: i64[8]
    m18: kB
    m19: seq
    m20: bool = false
    a21: seq[2]
    r22: Rec1[5]
    m23: pkts in 2..4 = 2
    a24: bool[4]
    m25: ms in 0..1
    m26: u8 = 1
}
ssthresh(sk) {
    ca.a24[3] = (sk.max_pacing_rate < unlimited)
    match sk.ca_state {
        loss => {
            for i27 in 2..5 {
                ca.a12[ca.a17[sk.backoff] % 1] -= (sk.rate_delivered - ca.m23)
            }
        }
        disorder => {
            match sk.ca_state {
                cwr | loss => {
                    if (if (sk.tcp_mstamp > min(sk.lrcvtime, sk.rcv_tstamp)) then (sk.tcp_wstamp_ns == max(sk.tcp_wstamp_ns, never)) else !((if sk.min_rtt >= 0 then sk.min_rtt else 123456789s) < 123456789ms)) {
                        var y28: PacingStatus = ca.a11[0]
                    } else {
                        let x29: i32 ms = ((max(never, sk.first_tx_mstamp) - (sk.delivered_mstamp + ca.m13)) / 2.885)
                    }
                }
                disorder | open => {
                    if (if ((ca.a11[sk.packets_out % 2] >= needed) && (ca.m15 < syn_recv)) then ((ca.m18 != sk.window_clamp) && ((if sk.min_rtt >= 0 then sk.min_rtt else 10s) >= sk.mdev_us)) else (if (ca.m20 || false) then (ca.m19 < sk.snd_sml) else (ca.m25 >= sk.mdev_us))) {
                        ca.m15 = ca.m15
                        let x30: u8 bytes/us = (if sk.ack_timer_pending then (sk.max_pacing_rate * 100) else ((ca.a21[1] - ca.m19) / ca.m25))
                        ca.m26 = 65536
                    }
                }
                recovery => {
                    if sk.min_rtt >= 0 {
                        if (min(sk.rcv_tstamp, sk.now) == (sk.now + ca.m25)) {
                            return sk.ack_quick
                        }
                        ca.m15 = sk.state
                        let x31 = (-(if false then (ca.m25 + sk.min_rtt) else max(sk.rate_interval_us, ca.m13)))
                    }
                }
            }
        }
        cwr => {
            if sk.min_rtt >= 0 {
                ca.a24[0] = ((1460us / min(ca.m26, sk.packets_out)) != ((sk.now + ca.m25) - sk.tcp_wstamp_ns))
                match ca.m15 {
                    close_wait => {
                        ca.a21[1] = min((if (sk.packets_out != ca.a12[0]) then (ca.a21[sk.snd_cwnd % 2] - sk.max_window) else sk.tlp_high_seq), sk.pushed_seq)
                    }
                    _ => {
                        let x32: i32 fixed<1> = ((-ca.m26) - (if (sk.rcv_tstamp < sk.now) then (ca.a12[0] / (7 / 3)) else sk.reordering))
                    }
                }
            }
        }
        recovery => {
            ca.r14 = initial
        }
        open => {
            for i33 in ca.a12[0]..ca.m26 max 2 {
                let x34 = sk.high_seq
                ca.m20 = (if (sk.packets_out <= ca.a17[6]) then (min((1460 / 10ms), (100 / 1us)) == (-(4294967295 / 1us))) else ca.m20)
                let x35 = ((if sk.is_cwnd_limited then ca.a17[3] else i33) % ca.a12[0])
            }
        }
    }
    for i36 in ca.a17[sk.family]..ca.a17[sk.gso_segs] max 30 {
        sk.snd_cwnd_stamp = sk.lsndtime
    }
    var y37: i32 fixed<10> bytes/us = sk.pacing_rate
    for i38 in ca.m26..ca.m23 max 30 {
    }
    ca = initial
    return (ca.a12[sk.packets_out] * 0.5)
}
cong_avoid(sk, ack, acked) {
    ca.r16.f6 = ca.r16.f6
    var y39: i64 bytes/s = (max((ca.m18 * (1 / 10ms)), (if sk.ack_timer_pending then sk.pacing_rate else (3 bytes / 1ms))) - sk.max_pacing_rate)
    if false {
        ca.m15 = ca.m15
        ca.m19 = sk.pushed_seq
    }
    if sk.min_rtt >= 0 {
        if ((sk.segs_out + ca.m23) > 2147483648) {
            return
        }
        y39 = (((ca.r16.f6 * sk.retransmits) - (ca.r16.f6 - y39)) / (if (sk.can_undo || sk.in_cwnd_reduction) then clamp(sk.max_packets_out, 1e9, ca.a17[sk.reordering]) else (0.001 * sk.num)))
    }
    sk.pacing_rate = abs((((1000 / 1us) / 3) * (sk.high_seq - sk.undo_marker)))
    ca.a21[acked] = sk.snd_nxt
}
set_state(sk, new_state) {
    let x40 = max(never, max(sk.lrcvtime, (sk.delivered_mstamp + ca.m13)))
    ca.a11[ca.a12[sk.sacked_out]] = sk.pacing_status
    for i41 in 2..10 {
        for i42 in 1..3 {
            if !(ca.m19 > (if ca.m20 then sk.copied_seq else ca.m19)) {
                var y43: seq = sk.snd_wl1
            } else {
                let x44: Kind4 = v4
                var y45: i32 s = sk.rate_interval_us
            }
            let x46: us = ((min(x40, sk.lsndtime) - max(x40, sk.delivered_mstamp)) - (x40 - min(x40, never)))
        }
        if (((sk.snd_cwnd << 1) / 0xff) > max((255 & 7), (ca.a12[0] - ca.m26))) {
            ca.a21[ca.a17[sk.retransmits % 8]] = ca.a21[1]
        }
    }
    ca = initial
    ca.r22[ca.m26].f6 = (ca.r16.f6 + (ca.r14.f6 - abs(ca.r14.f6)))
}
pkts_acked(sk, sample) {
    match ca.m15 {
        fin_wait1 | close_wait => {
            var y47: u32 ms = ca.m13
        }
        syn_sent => {
            sk.snd_cwnd_stamp = (if ((ca.m23 * 1.5) <= (sk.snd_ssthresh % ca.m23)) then sk.tcp_clock_cache else (min(sk.lrcvtime, sk.snd_cwnd_stamp) + ca.m25))
        }
        time_wait => {
            ca.m13 = (ca.m13 + ((sk.rate_interval_us / ca.m13) / (1000000 / 10ms)))
        }
        fin_wait2 | closing => {
            var y48: u32 s = sk.srtt_us
        }
        established | listen => {
            ca.r16 = initial
        }
        last_ack => {
            var y49: seq = ((if (65536 bytes <= sk.gso_max_size) then (sk.tlp_high_seq + 10 kB) else min(sk.snd_una, ca.a21[sk.undo_retrans])) - clamp((ca.m18 / 0.25), 1000000 bytes, ca.m18))
        }
        syn_recv | closed => {
            if (ca.a21[0] >= sk.snd_sml) {
                return
            }
        }
    }
    let x50 = (-(((100 bytes / 1ms) / ca.a12[0]) / abs((2 / 10ms))))
    let x51 = (sk.snd_cwnd_stamp - (if sk.min_rtt >= 0 then sk.min_rtt else 1460us))
    if (sk.snd_cwnd_clamp == unlimited) {
        var y52: PacingStatus = ca.a11[1]
    }
}
cong_control(sk, ack, flag, rs) {
    ca.m26 = abs((max(sk.gso_segs, 1.5) + rs.delivered_ce))
    ca.r14 = initial
    sk.ecn_queue_cwr = (sk.high_seq >= ca.a21[0])
}
undo_cwnd(sk) {
    ca.m26 = random(ca.a12[sk.prior_ssthresh])
    let x53: i64 pkts = ((ca.a12[sk.snd_cwnd_clamp % 1] / 100) * 0.5)
    if (if ((if false then sk.tstamp_ok else true) || (ca.r14.f6 < (2 bytes / 1ms))) then ca.a24[2] else (max(sk.pushed_seq, sk.undo_marker) >= (ca.m19 - ca.m18))) {
        ca.m26 += min((3 / 3), (sk.reordering - sk.backoff))
        if ((sk.backoff < 0xff) && (if ca.m20 then sk.tstamp_ok else sk.ack_timer_pending)) {
            return (((1 / 10ms) - ((3 / 10ms) / 3)) * (sk.delivered_mstamp - never))
        }
        var y54: i32 pkts = abs(((((1 / 10ms) / 3) * sk.rate_interval_us) + clamp(ca.m26, 2.885, x53)))
    } else {
        ca.m13 = max(((if sk.ack_timer_pending then sk.srtt_us else sk.srtt_us) + (sk.tcp_clock_cache - sk.tcp_wstamp_ns)), (max(sk.tcp_mstamp, sk.first_tx_mstamp) - min(sk.first_tx_mstamp, sk.lrcvtime)))
    }
    return (-(123456789s * (if sk.can_undo then (1000 / 1us) else (100 / 10ms))))
}
