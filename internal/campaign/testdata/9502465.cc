algorithm gen
use tcp
enum Kind4 { v1, v2 }
const TAB3 = [4294967295 kB, 3 bytes, 2 Mbit, 1 kB, 4294967295 bytes, 123456789 kB]
param par4 = 3 in 0..10
param par5 = false
const LEN19 = 4
const LEN29 = 2
const LEN32 = 16
state {
    m6: u8 kbit/s
    r7: tcp.Prr[1]
    m8: bool
    m9: u64 ms
    r10: tcp.Part[2]
    m11: u8 Mbit/s = 0
    r12: tcp.Prr[1]
    m13: bool
    r14: tcp.Part
    m15: Event
    m16: i32 pkts/us
    m17: stamp = never
    a18: bool[LEN19]
    m20: bool
    r21: tcp.Prr
    m22: stamp
    r23: tcp.Part[4]
    m24: i16 ms
    m25: TcpState = fin_wait1
    a26: TcpState[2]
    r27: tcp.Part
    a28: u16 fixed<8> bytes[LEN29]
    m30: i32 fixed<4> pkts/s
    a31: i64 fixed<4>[LEN32]
    m33: bool
    m34: seq
    m35: stamp = never
    m36: Kind4 = v1
    m37: i32 bytes/us
    m38: bool = true
    a39: bool[16]
    r40: tcp.Part
    m41: u32 pkts in 1..3 = 2
    a42: Event[16]
}
ssthresh(sk) = (-((sk.bytes_acked / sk.max_pacing_rate) / (if ca.m8 then 7ms else ca.m9)))
cong_avoid(sk, ack, acked) {
    var y43: stamp = ca.m17
}
undo_cwnd(sk) {
    ca.r21 = initial
    if sk.was_cwnd_limited {
        var y44: CaState = sk.ca_state
        ca.m35 = max((if (sk.tcp_wstamp_ns < ca.m35) then min(never, ca.m17) else never), never)
        if (sk.pacing_rate != unlimited) {
            let x45: seq = ca.m34
            ca.m36 = ca.m36
            if (ca.m15 == complete_cwr) {
                let x46 = sk.rcv_tsecr * (if (sk.max_pacing_rate < unlimited) then sk.pacing_shift / 0.25 else (ca.a31[4] * sk.pacing_shift))
            } else {
                ca.m20 = ((sk.snd_ssthresh != unlimited) && (min(ca.m34, x45) != max(x45, sk.snd_nxt)))
                ca.m15 = ca.m15
            }
        }
    } else {
        if (((sk.rcv_mss != sk.sndbuf) == ((if sk.min_rtt >= 0 then sk.min_rtt else 123456789s) < ca.m9)) && ((if false then sk.mdev_max_us else sk.rttvar_us) > ca.m24)) {
            ca.m25 = ca.a26[0]
        }
        let w69x0: i64 = ca.a31[2]
        let x47: u64 fixed<24> pkts = (w69x0 - sk.app_limited)
    }
    return clamp(((7 bytes + sk.window_clamp) / ((1000000 kB / 3) - sk.gso_max_size)), 1.5, par4)
}
init(sk) {
    var y48: seq = min(sk.snd_wl1, sk.snd_sml)
}
