algorithm gen
use tcp
use math
enum Kind4 { v1, v2, v3, v4 }
enum Kind5 { v5, v6, v7, v8, v9 }
const TAB10 = [1000000s, 100us]
param par11 = (1000 bytes / 1s)
struct Rec1 {
    f12: u32
    f13: bool
    f14: stamp
}
struct Rec2 {
    f15: seq
    f16: seq
    f17: bool = false
}
state {
    a18: Kind5[3]
    m19: i64 bytes/s
    m20: seq
    a21: u16 ms[8]
    a22: stamp[3]
    m23: i8
    r24: Rec1
    a25: u16 bytes[3]
    r26: Rec1[2]
    m27: seq
    a28: stamp[8]
    r29: Rec1
    m30: i16 us = 1
    r31: Rec1
    m32: pkts = 1
    m33: i64 fixed<1> pkts
    r34: Rec1[5]
    m35: u64 kB in 1..3 = 2
    r36: Rec2
    m37: s in 0..100 = 7
    m38: u32 fixed<10> pkts/s
    m39: i64
    r40: Rec1[1]
    m41: i16 us = 1
    m42: u64
    a43: u64[8]
    m44: i32 = 7
    r45: Rec1
    m46: i64 pkts/us
    m47: u32 pkts/s
}
ssthresh(sk) = ((if sk.min_rtt >= 0 then sk.min_rtt else 7s) / ((sk.mdev_us - sk.mdev_max_us) * clamp(sk.lost_out, 0.001, ca.m44)))
cwnd_event(sk, event) {
    ca.r36.f15 = (if sk.in_cwnd_reduction then sk.high_seq else (ca.r36.f16 + ((3 bytes / 3) - ca.m35)))
    ca.r34[0].f13 = ((sk.total_retrans + ca.m42) != ca.r45.f12)
    for i48 in ca.m39..ca.a43[6] max 30 {
        ca.m47 -= (ca.m46 + (ca.m38 - ca.m46))
        if sk.tstamp_ok {
            ca = initial
            sk.snd_ssthresh = (math.cbrt(((2.885 / 3) * ca.m42)) + ((if ca.r36.f17 then par11 else sk.max_pacing_rate) / par11))
            ca.a43[ca.m23 % 8] -= (-(if sk.in_cwnd_reduction then sk.snd_wscale else sk.gso_segs))
        } else {
            if ((never == ca.r31.f14) && (ca.m47 != ca.m38)) {
                return
            }
            ca.m32 = 4294967295
        }
    }
    ca.r24.f13 = ((ca.r45.f12 * ((1000000 / 1us) + ca.m46)) <= ca.m46)
    ca.a28[3] = max(min(min(ca.r24.f14, never), (ca.a22[2] - ca.m41)), (max(sk.lrcvtime, ca.a22[sk.prr_out]) - (sk.prior_cwnd / (100 / 1s))))
}
in_ack_event(sk, flags) {
    send_ack(sk, sk.high_seq)
    let x49: bool = (flags & ece != 0)
}
pkts_acked(sk, sample) {
    let x50 = ca.r36.f17
    sk.snd_cwnd_stamp = ca.r24.f14
    if sk.is_sack_reneg {
        ca.r34[ca.a43[1] % 5].f13 = (((sk.tlp_high_seq - ca.m27) <= (-sk.rcv_ssthresh)) || false)
        if (sk.app_limited > ca.r24.f12) {
            return
        }
    }
    ca.r36.f15 = ((sk.copied_seq - 65536 bytes) + 4294967295 kB)
    ca.r31 = initial
    match sk.ca_state {
        recovery | loss => {
            if ca.r45.f13 {
                let x51 = (sk.max_window - (if (sk.snd_nxt != ca.r36.f15) then (sk.max_pacing_rate / ca.m38) else ca.a25[sk.lost_out % 3]))
            }
        }
        open | cwr => {
            sk.snd_ssthresh -= (if (sk.is_cwnd_limited || ca.r31.f13) then (if ca.r24.f13 then sk.backoff else sk.prr_out) else (1e9 + 1000))
        }
        disorder => {
            ca.a21[ca.m44 % 8] = (((if sample.rtt_us >= 0 then sample.rtt_us else 4294967295us) - 65536us) / 0xff)
        }
    }
    ca.m42 = ca.m42
}
min_tso_segs(sk) = ca.m39
cong_control(sk, ack, flag, rs) {
    ca.r36.f17 = !(if ca.r31.f13 then (never <= ca.r31.f14) else (sk.was_cwnd_limited && ca.r24.f13))
    ca.r36.f17 = (ca.a28[6] > (if (sk.in_initial_slow_start || rs.is_ack_delayed) then min(ca.r24.f14, sk.tcp_clock_cache) else ca.a22[sk.snd_cwnd_cnt % 3]))
    if ((0.001 / 3) >= ((if sk.ecn_demand_cwr then rs.prior_in_flight else 1e9) - (ca.m47 * (if rs.interval_us >= 0 then rs.interval_us else 1000000ms)))) {
        if (sk.rcv_tsval == ca.r24.f12) {
            let x52 = sk.write_seq
            if rs.valid {
                var y53: CaState = sk.ca_state
                let x54: seq = min(ca.m27, x52)
                let x55 = (-((if sk.was_cwnd_limited then sk.max_pacing_rate else ca.m19) - (sk.max_pacing_rate + (2 bytes / 1s))))
            }
            ca.r26[1].f13 = !(max(sk.retransmits, sk.retrans_out) > abs(ca.m44))
        } else {
            ca.r26[ca.m42 % 2].f14 = sk.tcp_clock_cache
            var y56: bool = (min(ca.a22[0], min(sk.tcp_clock_cache, never)) < max((if ca.r31.f13 then rs.prior_mstamp else sk.snd_cwnd_stamp), ca.a28[1]))
        }
    }
    for i57 in 1..6 {
        if rs.rtt_us >= 0 {
            ca.r31.f13 = !ca.r29.f13
            ca.r26[0].f12 = ((-random(ca.m42)) * ca.m39)
        }
    }
    ca.a25[ca.m42] = (if rs.is_retrans then max((ca.m19 / (123456789 / 1us)), ca.a25[sk.rate_delivered]) else ((sk.mss_cache * ca.m39) - sk.window_clamp))
    var y58: u32 pkts = (math.cbrt(clamp(sk.snd_cwnd_cnt, 0.5, ca.m42)) + ((ca.m41 / 3) * ca.m47))
    ca.m35 = ((min(ca.m20, sk.snd_wl1) - max(sk.undo_marker, ack)) + (sk.bytes_acked * 1.5))
    match sk.ca_state {
        cwr => {
            if ((ca.r31.f12 * ca.m35) >= (ca.r36.f15 - rs.last_end_seq)) {
                return
            }
        }
        recovery => {
            ca.r45.f14 = (if ca.r24.f13 then (max(ca.r24.f14, sk.lsndtime) + (ca.r29.f14 - ca.a28[1])) else sk.now)
        }
        _ => {
            var y59: u16 pkts = (sk.pacing_rate / (1000000 bytes / 1ms))
        }
    }
    ca.r31.f12 += (if (sk.max_pacing_rate < unlimited) then sk.undo_retrans else random(ca.r29.f12))
    var y60: CaState = sk.ca_state
    ca.r24.f14 = max(max((if ca.r29.f13 then sk.lrcvtime else sk.now), rs.prior_mstamp), ca.r29.f14)
    ca.m41 -= sk.mdev_max_us
}
undo_cwnd(sk) {
    ca.a18[ca.r29.f12 % 3] = ca.a18[sk.retrans_out]
    return (if (sk.app_limited != sk.delivered_ce) then (sk.snd_cwnd_cnt & 255) else sk.snd_cwnd_cnt)
}
release(sk) {
    var y61: seq = (sk.snd_sml + ((if ca.r29.f13 then ca.m35 else ca.m35) + abs(ca.a25[2])))
}
