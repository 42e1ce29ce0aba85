algorithm gen
use tcp
use delay
use ecnecho
enum Kind4 { v1, v2, v3, v4 }
enum Kind5 { v5, v6, v7, v8, v9 }
const TAB10 = [(0xff / 3), 0.25, 0.001, 1e9, 0.001, (1e9 / 3)]
const CON11 = 1460
struct Rec5 {
    f12: stamp = never
    f13: stamp
    f14: seq
    f15: u32 Mbit/s in 0..3
}
struct Rec6 {
    f16: bool
    f17: seq
}
state {
    m18: PacingStatus
    r19: Rec5
    r20: Rec5[2]
    m21: i32 kbit/s
    m22: u64 Mbit/s in 1..9 = 2
    a23: u64[65]
    r24: tcp.Prr
    m25: bool = true
    m26: i8 us in 0..1
    r27: delay.Round[4]
    m28: bool
    r29: tcp.Part[3]
    m30: Kind5 = v6
    m31: stamp
    m32: i32 in 0..127
    m33: seq
    m34: stamp = never
    r35: Rec6[2]
    m36: stamp = never
    r37: delay.Round
    m38: stamp
    r39: tcp.Prr
    m40: u32
    m41: TcpState
}
fn fn42(sk) = true
fn fn43(sk, p44, p45) = max(max(sk.lrcvtime, ca.m31), min((ca.m38 - sk.rttvar_us), max(sk.tcp_clock_cache, never)))
fn fn46(sk, p47: u64 ms): CaState {
    let x48: stamp = min((ca.m36 + 3s), (if fn42(sk) then sk.lrcvtime else sk.now))
    for i49 in 3..10 {
        var y50: u64 = ca.m40
        y50 = (sk.prr_out + abs(((2 / 1us) * ca.m26)))
        if sk.is_cwnd_limited {
            return sk.ca_state
        }
    }
    return sk.ca_state
}
ssthresh(sk) {
    return if (ca.m33 == (ca.m33 - sk.rcv_mss)) then abs(0.001) else abs((sk.snd_cwnd_clamp - ca.m32))
}
cong_avoid(sk, ack, acked) {
    let x51: u8 pkts = (CON11 * ((sk.gso_max_segs / ca.m40) - (sk.prr_out + sk.pacing_shift)))
}
cwnd_event(sk, event) {
    if ca.m28 {
        ca.r37 = initial
        let x52: seq = min(ca.r19.f14, min((ca.m33 + 2 bytes), sk.snd_nxt))
    }
}
pkts_acked(sk, sample) {
    if sample.rtt_us >= 0 {
        ca.m25 = (65536 / 1us) != (max((100 / 1s), ((123456789 / 1s) / 3)) - (1460 / 1s))
        if (if ((ca.m40 + sk.pacing_shift) > abs(sk.gso_max_segs)) then ((if sk.is_cwnd_limited then sk.tcp_mstamp else ca.m38) > ca.m31) else ((sk.mdev_us - sk.rto) > clamp(sample.rtt_us, 123456789ns, ca.m26))) {
            send_ack(sk, (ca.r19.f14 + (sk.snd_wl1 - sk.snd_wl1)))
        }
        ca.m40 *= clamp((sk.prr_out - sample.pkts_acked), 1e9, ca.m40)
    }
    for i53 in ca.a23[9]..ca.a23[sk.retrans_out % 65] max 30 {
        if ((if ca.m28 then sk.copied_seq else sk.tlp_high_seq) <= min(sk.write_seq, ca.m33)) {
            return
        }
        var y54: i16 pkts = abs((-clamp(sk.backoff, 1e9, ca.m32)))
        if (min(min(ca.r19.f14, sk.tlp_high_seq), ca.r19.f14) <= (if sk.ecn_demand_cwr then min(sk.tlp_high_seq, ca.r19.f14) else ca.r19.f14)) {
            ca.m31 = max(max(ca.m34, ca.m34), sk.rcv_tstamp)
            if sk.min_rtt >= 0 {
                sk.pacing_rate = unlimited
            }
            ca = initial
        }
    }
    ca.m21 = (if !(sk.tcp_usec_ts && sk.can_undo) then (100 GB + sk.window_clamp) / abs(ca.m26) else ca.r19.f15)
}
min_tso_segs(sk) = abs(clamp((ca.m40 / CON11), 1e9, ca.m40))
undo_cwnd(sk) {
    let x55 = tcp.current_ssthresh(sk)
    ca.r37 = initial
    ca.m32 = ca.a23[22]
    return ((ca.m26 - 1460ms) / (ca.m26 / 0.001)) + (clamp(sk.ack_quick, 0.25, ca.a23[42]) * (if ca.m28 then sk.snd_cwnd_clamp else sk.prior_ssthresh))
}
