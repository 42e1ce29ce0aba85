algorithm gen
use hystartpp
use cube
enum Kind4 { v1, v2, v3 }
enum Kind5 { v4, v5 }
const TAB6 = [1460, 0.001, 0.5, 0.25, 0.25, 0.25, 1460]
const CON7 = 2ns
struct Rec3 {
    f8: seq
}
struct Rec4 {
    f9: seq
    f10: u32 in 0..127
}
const LEN23 = 2
state {
    m11: i8 pkts/s = -1
    m12: stamp = never
    m13: i64 fixed<16> = -1
    m14: bool
    r15: Rec3
    m16: seq
    r17: cube.Curve
    a18: s[4]
    m19: CaState = disorder
    m20: stamp
    m21: i64 pkts/s in 0..100 = 7
    a22: seq[LEN23]
    m24: u32 pkts
    r25: Rec3
    m26: pkts/s
    m27: us in 2..4 = 2
    m28: stamp
    a29: bool[2]
    m30: i32 fixed<24> us
    m31: i16 pkts = -1
}
fn fn32(sk, p33: Event, p34: i64 fixed<4> bytes) {
    return min((sk.snd_una - 3 bytes), (sk.snd_nxt - p34))
}
fn fn35(sk): u8 kbit/s {
    var y36: stamp = (sk.tcp_mstamp + (abs(sk.mdev_us) + ((if sk.min_rtt >= 0 then sk.min_rtt else 7us) + (if sk.min_rtt >= 0 then sk.min_rtt else 100ms))))
    return clamp(max(sk.pacing_rate, sk.max_pacing_rate), (7 bytes / 1s), sk.pacing_rate)
}
ssthresh(sk) {
    if ca.a29[0] {
        let x37 = (ca.m20 - (-clamp(ca.m27, 7ms, ca.m27)))
        ca.a29[1] = (if ((ca.m20 - 123456789ms) >= sk.lrcvtime) then ((ca.a29[0] && true) || (sk.snd_ssthresh < unlimited)) else (!sk.saw_tstamp || true))
        let x38: bool = sk.is_sack_reneg
    } else {
        if sk.min_rtt >= 0 {
            if ((if sk.ecn_ok then 4294967295ns else sk.mdev_max_us) >= (sk.mdev_max_us - sk.rto)) {
                return (if (false || true) then (sk.reordering + 1e9) else (-sk.gso_max_segs))
            }
        }
    }
    if sk.was_cwnd_limited {
        match ca.m19 {
            loss => ca.a22[ca.m31 % 2] = ca.r25.f8
            open => {
                var y39: u64 = cube.target(sk, ca.r17, (abs(sk.snd_cwnd_cnt) + ca.m13 / sk.gso_max_segs))
            }
            recovery | disorder => {
                if (sk.snd_wl1 > ca.a22[1]) {
                    ca.a18[ca.m24 % 4] = (abs((TAB6[4] / ca.m13)) / (abs(sk.pacing_rate) / (sk.max_window / sk.lost_out)))
                } else {
                    ca.r15.f8 = (ca.r15.f8 + (sk.rcv_ssthresh / sk.prior_ssthresh)) + ((1 bit * 0xff) * cube.target(sk, ca.r17, 0.001))
                }
            }
            cwr => {
                let x40 = ca.m20 - ca.m12
            }
        }
        if (ca.a22[0] > max(max(ca.r15.f8, sk.snd_sml), sk.snd_nxt)) {
            ca.m24 /= ((sk.lost_out * 1e9) % ca.m13)
        }
    }
    ca.m26 = min(((ca.m26 + ca.m26) / 0.001), (((10 / 1us) + ca.m11) - ((10 / 1s) - (4294967295 / 10ms))))
    ca.a22[ca.m13 % 2] = ca.m16
    sk.ecn_flags = sk.ecn_flags | queue_cwr
    ca.r15 = initial
    ca.r17 = initial
    sk.pacing_rate = if ca.m14 then (1460 kB / sk.prr_out) / sk.rto else (if (sk.tcp_header_len <= sk.bytes_sent) then (-sk.pacing_rate) else sk.pacing_rate / 0.5)
    let x41 = ((3 bytes / 1s) * (1000000us / 3))
    for i42 in 3..11 {
        cube.begin_epoch(sk, ca.r17, (-sk.prior_cwnd), (ca.m31 - sk.total_retrans), (ca.m24 - i42))
        if sk.min_rtt >= 0 {
            if !(true && sk.tcp_usec_ts) {
                continue
            }
        }
    }
    return clamp((if ca.a29[1] then sk.snd_ssthresh else ca.m31), 0.5, ca.m13) - ((ca.m26 / 0.25) * ca.m30)
}
set_state(sk, new_state) {
    ca.r15 = initial
    if (sk.lost < sk.app_limited) {
        match sk.ca_state {
            cwr | loss => sk.ecn_seen = (max((100ms / 3), (2s / 3)) + (if sk.can_undo then 1000ns else 1ms)) >= ((2s - ca.m27) - sk.rate_interval_us)
            disorder => {
                ca.m26 = ca.m26 - ((4294967295 / 1s) * 0.25)
            }
            open | recovery => {
                var y43: stamp = sk.now
            }
        }
        match ca.m19 {
            loss => {
                let x44 = ca.m30 + (abs(1000000us) - (sk.mdev_us * sk.prr_delivered))
            }
            open => {
                ca.m28 = sk.tcp_clock_cache - ((if sk.ecn_seen then ca.a18[sk.snd_ssthresh % 4] else CON7) - (100 MB / (4294967295 bytes / 1s)))
            }
            cwr => ca.m31 = 1e9
            recovery => {
                if (min(abs(sk.rcv_wnd), (ca.a22[1] - sk.undo_marker)) == (max(ca.r25.f8, ca.a22[sk.rate_delivered]) - sk.snd_sml)) {
                    ca.a29[ca.m24 % 2] = ca.a29[1]
                }
            }
            disorder => {
                if ((ca.m31 / sk.srtt_us) > (ca.m26 - ca.m26)) {
                    return
                }
            }
        }
        ca.m30 = abs((((if sk.min_rtt >= 0 then sk.min_rtt else 1ns) + sk.rate_interval_us) - 10us))
    } else {
        var y45: u32 fixed<1> = ca.m31
    }
    send_ack(sk, min(sk.snd_una, max(ca.m16, ca.a22[0])))
    if sk.min_rtt >= 0 {
        let w132x0: i64 = ca.m13
        let x46: i32 = if (sk.ecn_flags & rfc3168 == 0) then (if ((sk.data_segs_out + w132x0) == sk.segs_out) then (ca.m13 - sk.undo_retrans) else (sk.min_rtt / CON7)) else sk.prior_cwnd
    }
    match sk.ca_state {
        disorder | open => {
            var y47: i16 kB = sk.gso_max_size
        }
        _ => {
            let x48 = sk.lrcvtime
        }
    }
    var y49: i64 fixed<16> = cube.target(sk, ca.r17, cube.target(sk, ca.r17, 0xff))
    ca.r17 = initial
    ca.m31 = sk.lost_out
}
min_tso_segs(sk) {
    if sk.min_rtt >= 0 {
        let x50: seq = sk.snd_wl1
        ca.m24 = min((sk.snd_cwnd_used * 2), (ca.m30 / 4294967295us)) / 0xff
    }
    ca.m31 *= (sk.prr_delivered / (sk.gso_segs + ca.m24))
    ca.m12 = ((ca.m12 - ca.m27) + ca.m30)
    return sk.prr_delivered
}
cong_control(sk, ack) {
    ca.a18[ca.m24] -= (if (sk.snd_cwnd_clamp < unlimited) then (if sk.min_rtt >= 0 then sk.min_rtt else 2us) else (ca.m20 - ca.m28))
    var y51: Mbit/s = sk.pacing_rate
    let x52 = ca.m28
    var y53: stamp = (sk.lrcvtime + (if (if sk.can_undo then sk.tcp_usec_ts else sk.frto) then (ca.a18[sk.lost_out] + (1ms / 3)) else clamp(sk.rto, 10us, ca.m30)))
    let x54 = if (sk.ecn_flags & accecn != 0) then (-((if sk.min_rtt >= 0 then sk.min_rtt else 3ns) - ca.m27)) else (if (false || false) then sk.retransmits * 1000000ms else (sk.rttvar_us / TAB6[sk.snd_cwnd_cnt]))
    let w162x1: i64 = ca.m13
    sk.ack_now = (sk.delivered == (sk.segs_out + w162x1)) && sk.ecn_ok
    ca.a18[ca.m13 % 4] -= sk.mdev_max_us
    ca.m20 = sk.rcv_tstamp
    let x55: bool = ca.m14
}
undo_cwnd(sk) {
    var y56: i16 = (((-ca.m13) - (sk.gso_segs % ca.m13)) - ((ca.m27 / sk.rate_interval_us) + sk.snd_cwnd_used / 1.5))
    ca.a18[ca.m24 % 4] = sk.delivered_mstamp - never
    ca.m14 = ca.m14
    cube.resume(sk, ca.r17)
    if ((sk.delivered_ce + y56) >= sk.app_limited) {
        let w174x2: i64 = ca.m13
        let x57 = clamp(((sk.delivered + y56) - (sk.delivered + w174x2)), 2.885, ca.m13)
        var y58: PacingStatus = needed
    } else {
        ca.a29[ca.m13 % 2] = (sk.max_pacing_rate != unlimited)
    }
    cube.begin_epoch(sk, ca.r17, abs(sk.snd_cwnd), cube.target(sk, ca.r17, sk.in_flight), (if sk.is_sack_reneg then sk.snd_cwnd_cnt else sk.snd_wscale))
    ca.m28 = min(((sk.snd_cwnd_stamp + sk.rto) - ((if sk.min_rtt >= 0 then sk.min_rtt else 100ms) * y56)), (if (ca.m28 > ca.m28) then max(sk.now, ca.m28) else min(never, sk.tcp_mstamp)))
    let x59: u64 = ca.m31
    return ((sk.tcp_clock_cache - ca.m28) * (sk.snd_ssthresh * (1000 / 1s))) - (sk.rcv_tsecr * cube.target(sk, ca.r17, sk.max_packets_out))
}
sndbuf_expand(sk) = clamp(((sk.window_clamp / (123456789 bytes / 1ms)) / max(sk.mdev_us, 1000us)), 0.25, ca.m24)

