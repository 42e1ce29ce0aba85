algorithm gen
const TAB1 = [(1e9 / 3), 1.5]
struct Rec1 {
    f2: u64 fixed<1> kB
}
struct Rec2 {
    f3: seq
    f4: stamp
}
state {
    a5: bool[1]
    m6: seq
    r7: Rec2[5]
    m8: bool
    r9: Rec2
    a10: seq[2]
    m11: i16 ms = 100
    m12: stamp
    m13: u64 KiB
    m14: seq
    m15: Event = tx_start
    m16: u32 fixed<10> pkts
    m17: seq
    a18: Event[1]
    m19: stamp
    m20: bytes/s = 100
    a21: i64 us[4]
    r22: Rec2[3]
    m23: stamp
    m24: stamp = never
    a25: bool[16]
    m26: kbit/s = 100
    m27: bool
}
fn fn28(sk, p29): TcpState {
    if sk.frto {
        let x30 = ((2 bytes / 1us) / 3)
        if false {
        }
    } else {
    }
    return sk.state
}
fn fn31(sk, q32: Rec2): i64 {
    if ((123456789us / (if true then 1460us else 100ms)) >= abs(TAB1[sk.snd_ssthresh % 2])) {
        let x33 = (0xff - ((sk.rto / 1460ms) - (0.001 + 0.001)))
        if (if sk.in_initial_slow_start then (sk.max_pacing_rate >= unlimited) else ((q32.f4 + 1000s) != max(q32.f4, sk.tcp_wstamp_ns))) {
            q32.f4 = max((q32.f4 - (4294967295us / 100)), q32.f4)
        } else {
            q32.f4 = (if (if ((100 / 10ms) > (10 / 10ms)) then !sk.was_cwnd_limited else (sk.rtt_seq > q32.f3)) then q32.f4 else (never - sk.rto))
        }
    } else {
        var y34: u32 fixed<8> kB = sk.max_window
        let x35 = never
    }
    let x36: bool = sk.ecn_queue_cwr
    let x37: seq = ((if !sk.in_slow_start then (q32.f3 + sk.rcv_mss) else sk.snd_nxt) - sk.bytes_sent)
    return (((100 / 1s) * 1000000us) + (TAB1[0] + TAB1[sk.family % 2]))
}
ssthresh(sk) {
    let x38: Event = ca.a18[0]
    if (sk.pushed_seq <= ((if ca.a5[sk.snd_ssthresh % 1] then ca.r9.f3 else ca.m6) + (-sk.bytes_retrans))) {
        ca.m16 += ((ca.a21[sk.prior_cwnd] * (100 / 1us)) + (ca.m16 % ca.m16))
        if sk.was_cwnd_limited {
            ca.r22[2].f4 = ca.m24
            ca.a5[ca.m16] = ca.m8
        }
    } else {
        ca.m20 = ca.m26
    }
    ca.m23 = (max((if sk.can_undo then sk.first_tx_mstamp else ca.m12), sk.tcp_wstamp_ns) + (2.885 / (100 / 10ms)))
    let x39: PacingStatus = sk.pacing_status
    if (clamp((if sk.rate_app_limited then (1460 bytes / 1ms) else sk.pacing_rate), (2 bytes / 1ms), ca.m26) <= (-((1000000 bytes / 1us) + sk.pacing_rate))) {
        send_ack(sk, ((if ca.a5[sk.family % 1] then sk.rcv_nxt else ca.m6) + (ca.m13 + 7 kB)))
        let x40: CaState = sk.ca_state
        ca.m26 = (if ((65536 / 1s) >= (ca.m16 / (if sk.min_rtt >= 0 then sk.min_rtt else 7s))) then sk.max_pacing_rate else ca.m20)
    } else {
        var y41: bool = ca.m8
        ca.m16 -= abs((TAB1[1] * sk.rate_delivered))
    }
    if (min(sk.pacing_rate, ca.m20) < ca.m26) {
        ca.a10[0] = (ca.m14 - ca.m13)
        ca.m14 = max(sk.pushed_seq, ((ca.m6 - 7 kB) + (if ca.m27 then sk.sndbuf else sk.gso_max_size)))
        ca.a18[0] = x38
    }
    ca.a21[1] /= ((10us / ca.m11) * 7)
    ca.m19 = never
    ca.m13 = (max((sk.copied_seq - ca.m14), (sk.advmss - ca.m13)) / (0.001 / 3))
    let w89x0: i64 = ca.m16
    if ((sk.delivered_ce <= w89x0) || (min(sk.first_tx_mstamp, never) != ca.m12)) {
        for i42 in 2..6 {
            if sk.min_rtt >= 0 {
                ca.a21[i42 % 4] -= (if false then abs(sk.min_rtt) else (ca.a21[sk.snd_ssthresh % 4] + ca.m11))
            }
            match x39 {
                none => {
                    let x43: bool = (sk.max_pacing_rate >= unlimited)
                }
                _ => {
                    ca.r7[2].f4 = min((if (if ca.m8 then ca.m27 else ca.a25[1]) then max(ca.m24, sk.tcp_clock_cache) else sk.now), ca.m24)
                }
            }
            ca.a10[i42 % 2] = max(sk.rtt_seq, max(max(sk.snd_nxt, sk.write_seq), (sk.copied_seq - sk.tcp_header_len)))
        }
        sk.ack_scheduled = (sk.max_pacing_rate >= unlimited)
    }
    send_ack(sk, (min(sk.snd_nxt, sk.snd_sml) + max(ca.m13, sk.wmem_queued)))
    var y44: bool = ca.m8
    if sk.min_rtt >= 0 {
        y44 = (if (sk.snd_sml >= ca.r9.f3) then ((sk.prior_cwnd * TAB1[0]) > (sk.ack_quick - ca.m16)) else ((ca.m11 + sk.min_rtt) != abs(1460s)))
    }
    ca.a10[ca.m16 % 2] = max(ca.m14, min(sk.snd_sml, max(ca.m17, ca.r9.f3)))
    let w113x1: i64 = ca.m16
    if (if (sk.data_segs_out == (sk.app_limited + w113x1)) then !(sk.snd_nxt < sk.undo_marker) else (ca.m16 < (sk.snd_cwnd_used - TAB1[1]))) {
        ca.a18[0] = ca.a18[0]
    } else {
        ca.m23 = (never - sk.srtt_us)
    }
    return ((((if sk.min_rtt >= 0 then sk.min_rtt else 1000ms) / ca.m16) / (ca.a21[sk.gso_segs] - 10ms)) - ca.m16)
}
cong_avoid(sk, ack, acked) {
    match ca.m15 {
        tx_start => {
            ca.m14 = ca.r9.f3
        }
        _ => {
            ca.m24 = ca.m24
        }
    }
    match sk.ca_state {
        disorder | cwr => {
            var y45: i64 fixed<24> pkts/us = (1000000 / 1s)
        }
        open => {
            ca.m26 += min(((1 bytes / 1us) - sk.max_pacing_rate), sk.pacing_rate)
        }
        loss | recovery => {
            ca.a25[7] = (ca.r9.f3 >= min(sk.tlp_high_seq, ack))
        }
    }
    sk.ack_now = ca.m27
    if !ca.a5[0] {
        for i46 in ca.m16..acked max 30 {
            ca.m11 = 1000s
        }
        let x47: u64 fixed<1> us = min((0xff * (if false then sk.srtt_us else (if sk.min_rtt >= 0 then sk.min_rtt else 4294967295us))), (min(65536us, sk.mdev_max_us) + abs(ca.m11)))
        if (sk.snd_sml != min((sk.copied_seq + sk.advmss), max(ca.r9.f3, ca.m17))) {
            if sk.min_rtt >= 0 {
                ca.m15 = ca.a18[sk.sacked_out % 1]
                ca.m26 = (sk.mss_cache / ((-123456789ms) + (if sk.in_slow_start then ca.a21[2] else sk.rate_interval_us)))
                ca.a5[0] = (if ((sk.snd_cwnd_clamp >= unlimited) && (ca.m13 == ca.m13)) then (ca.m15 >= ecn_no_ce) else ((if ca.m8 then ca.m23 else ca.m24) < (sk.snd_cwnd_stamp + 1000us)))
            }
        }
    } else {
        let x48: PacingStatus = sk.pacing_status
    }
    let x49: u32 pkts = (max((sk.lost_out + sk.snd_ssthresh), (ca.m20 / ca.m20)) - (if (((1 bytes / 1ms) / 3) != sk.max_pacing_rate) then (ca.a21[sk.num] / ca.m11) else ((0xff / 3) / (0.5 / 3))))
    let x50 = fn31(sk, ca.r9)
    ca.a10[0] = ca.r9.f3
    match sk.ca_state {
        open => {
            if (if (sk.snd_ssthresh != unlimited) then ((ca.a18[0] != complete_cwr) || (if sk.ecn_demand_cwr then sk.sack_ok else ca.m8)) else (sk.lrcvtime < sk.now)) {
                let x51 = (max(2us, (if ca.a5[0] then ca.m11 else (100us / 3))) < ((sk.mdev_max_us / (1e9 / 3)) / (sk.prior_cwnd >> 0)))
            } else {
                sk.ecn_demand_cwr = (ca.m11 == ca.m11)
            }
        }
        _ => {
            if (sk.ecn_demand_cwr || (max(sk.rcv_nxt, sk.undo_marker) != sk.snd_una)) {
                ca.m20 = ((100 bytes / 1us) - ca.m26)
                if ca.m27 {
                    ca.a18[0] = ca.m15
                    if (if (TAB1[0] < 0.25) then (ca.m16 > sk.reordering) else (sk.snd_cwnd_clamp < unlimited)) {
                        return
                    }
                } else {
                    let x52: i32 fixed<24> pkts/s = (123456789 / 1us)
                    ca.r7[acked].f4 = ca.m23
                }
                ca.m17 = max((min(ca.m17, sk.high_seq) - sk.tcp_header_len), sk.copied_seq)
            } else {
                if (ca.a25[14] || ((sk.family + sk.snd_wscale) == clamp(TAB1[sk.snd_cwnd_used % 2], 0xff, x50))) {
                    ca.m17 = min(max(max(ack, ca.a10[1]), (ca.m17 + 123456789 bytes)), (if (false || ca.a25[sk.reordering % 16]) then sk.tlp_high_seq else (sk.rcv_nxt - ca.m13)))
                }
            }
        }
    }
    sk.ack_now = sk.in_slow_start
    ca.m17 = sk.rtt_seq
    var y53: u32 = (((sk.rate_interval_us * 0.25) / ((if sk.min_rtt >= 0 then sk.min_rtt else 100s) - (1000ms / 3))) / 0.5)
}
pkts_acked(sk, sample) {
    let x54 = fn31(sk, ca.r9)
    let x55: bool = ca.m27
    var y56: u32 fixed<4> us = (((sk.mdev_us - ca.a21[2]) + (sk.rcv_tstamp - never)) * x54)
    if ((((1000 bytes / 3) + 1460 kB) <= (sk.snd_sml - ca.a10[sk.max_packets_out])) && (if !sk.ecn_seen then (123456789 bytes <= sk.bytes_retrans) else (ca.m8 || sk.frto))) {
        ca.a18[0] = ca.m15
        var y57: stamp = ca.m23
    }
    let x58 = (clamp((sk.lsndtime - sk.first_tx_mstamp), 65536us, y56) / (-(if ca.a5[sk.snd_cwnd_used % 1] then y56 else 100ms)))
    sk.pacing_rate = unlimited
    let x59 = (((sk.snd_cwnd_clamp * sk.snd_cwnd_cnt) / ((if sk.min_rtt >= 0 then sk.min_rtt else 1000us) - y56)) / (if (ca.m23 == sk.rcv_tstamp) then (sk.rate_delivered / TAB1[1]) else (TAB1[0] / 2)))
    ca.a5[0] = ca.m8
    for i60 in 3..7 {
        ca.a10[ca.m16] = ca.r9.f3
        ca.m24 = (if (sk.tlp_high_seq < ca.m17) then ((if true then ca.m12 else ca.m12) - (if false then ca.a21[1] else (if sample.rtt_us >= 0 then sample.rtt_us else 123456789s))) else ((if sk.rate_app_limited then never else sk.lrcvtime) + y56))
    }
    ca.a5[0] = ca.m27
    ca.m6 = min((if ca.m8 then (if sk.in_cwnd_reduction then sk.undo_marker else ca.m6) else (ca.r9.f3 - ca.m13)), min((sk.snd_sml + 1 bytes), (if ca.m8 then sk.high_seq else sk.snd_wl1)))
    if sk.was_cwnd_limited {
        if (min(max(sk.rcv_nxt, sk.rcv_nxt), sk.tlp_high_seq) <= (if false then min(sk.snd_wl1, ca.m17) else sk.pushed_seq)) {
            ca.m15 = (if (sk.snd_cwnd_clamp < unlimited) then ca.m15 else ca.m15)
            ca.m16 = ((never - sk.delivered_mstamp) * (x59 - ((10 / 1s) + x59)))
            if (sk.app_limited <= sk.delivered) {
                ca.a18[0] = ca.a18[0]
            }
        } else {
            sk.ecn_queue_cwr = true
        }
    } else {
        let x61: u16 bytes/us = ca.m20
    }
    ca.m26 /= (x54 / 0.001)
    if (((if sk.is_sack_reneg then sk.max_packets_out else sk.snd_wscale) + (if sk.ecn_demand_cwr then sample.pkts_acked else sk.retrans_out)) < clamp((sk.packets_out + x58), 2.885, x54)) {
        let w225x2: i64 = ca.m16
        ca.m16 = ((sk.total_retrans + w225x2) - sk.total_retrans)
        ca.m19 = (if ((sample.in_flight - sk.wmem_queued) < min(ca.m13, sk.advmss)) then ca.m12 else sk.snd_cwnd_stamp)
        ca.m24 = max(sk.delivered_mstamp, max(sk.snd_cwnd_stamp, ca.m24))
    } else {
        var y62: TcpState = sk.state
    }
    ca.m6 = ca.m14
    if ca.m27 {
        ca.m14 = sk.snd_sml
        ca.m19 = (never - (abs(3us) - (if sk.in_cwnd_reduction then ca.m11 else y56)))
    }
    let x63 = sk.tcp_clock_cache
    ca.a5[x58 % 1] = (ca.m15 == ecn_is_ce)
    sk.snd_cwnd = (sk.snd_cwnd >> 2)
}
min_tso_segs(sk) = (255 << 9)
undo_cwnd(sk) = (0x1234 >> 7)
release(sk) {
    send_ack(sk, sk.copied_seq)
}
