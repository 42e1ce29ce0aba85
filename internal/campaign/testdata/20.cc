algorithm gen with ecn, nonrestricted
use cube
enum Kind4 { v1, v2, v3, v4, v5 }
enum Kind5 { v6, v7, v8 }
const CON9 = 3 / 10ms
param par10 = 10 bytes
struct Rec2 {
    f11: u32 pkts/us in 0..127
    f12: bool = false
}
struct Rec3 {
    f13: Event
    f14: i8 bytes/s = 7
}
state {
    m15: u32 fixed<24> pkts/s in 1..9 = 2
    m16: seq
    r17: Rec2[2]
    r18: Rec2
}
fn fn19(sk, p20: seq) = sk.pacing_shift
fn fn21(sk): u16 {
    if ((sk.ack_scheduled || sk.ecn_ok) && (sk.ecn_queue_cwr || ca.r18.f12)) {
        return sk.gso_max_segs
    }
    if sk.ack_now {
        match sk.ca_state {
            cwr | open => {
            }
            recovery => {
                var y22: u32 fixed<10> pkts/s = (4294967295 / 1us)
            }
            _ => {
            }
        }
    }
    return (sk.rttvar_us * CON9) + abs(0.5)
}
ssthresh(sk) {
    if sk.min_rtt >= 0 {
        ca.m15 = ca.r18.f11
        ca.m16 = (if ((ca.m16 + par10) >= max(sk.pushed_seq, ca.m16)) then sk.rcv_nxt else ca.m16)
    }
    ca.r17[1].f12 = (if (sk.retransmits > 1e9) then (if false then sk.was_cwnd_limited else ca.r18.f12) else sk.is_cwnd_limited) || ((sk.write_seq - sk.rtt_seq) == 100 GB)
    let x23 = 1460 / 1us
    ca.r18.f12 = ((if (sk.rttvar_us <= sk.mdev_us) then (sk.snd_cwnd_clamp == unlimited) else (0.5 > sk.snd_cwnd)) && (ca.r18.f12 && (ca.r18.f12 || sk.tstamp_ok)))
    var y24: stamp = max(min((sk.first_tx_mstamp + sk.mdev_max_us), (sk.rcv_tstamp - sk.srtt_us)), sk.delivered_mstamp)
    return (clamp(sk.lost_out, 123456789, sk.retransmits) * (1e9 * sk.mdev_max_us)) / (clamp(7s, 1000000us, sk.srtt_us) + (1ms - 1ms))
}
cong_avoid(sk, ack, acked) {
    sk.snd_ssthresh = (if ((if true then sk.snd_una else ack) <= ack) then max((sk.ack_quick * acked), fn21(sk)) else (if (par10 <= par10) then fn21(sk) else (sk.mdev_max_us * (1460 / 1us))))
    ca.r18 = initial
    var y25: u64 bytes/us = sk.max_pacing_rate
}
min_tso_segs(sk) {
    ca.r17[1].f11 *= (sk.pacing_shift + sk.num * 1e9)
    var y26: u64 = fn21(sk)
    for i27 in y26..y26 - 1 max 10 {
        for i28 in y26..y26 max 256 {
            y26 = fn19(sk, ca.m16)
        }
        match sk.ca_state {
            cwr | open => {
                var y29: bool = y26 >= (if !ca.r18.f12 then i27 else 0.001)
            }
            disorder | loss => ca.r18.f11 = abs((clamp((2 / 1s), (1460 / 1us), ca.m15) * y26))
            recovery => {
                if ((false || ca.r18.f12) || (min(sk.copied_seq, sk.copied_seq) != min(sk.snd_una, ca.m16))) {
                    sk.pacing_status = sk.pacing_status
                    if ((if ca.r18.f12 then sk.snd_una else ca.m16) <= sk.rcv_nxt) {
                        return sk.num
                    }
                    sk.snd_cwnd = (if ca.r18.f12 then fn19(sk, min(sk.snd_una, sk.high_seq)) else (-fn19(sk, sk.snd_nxt)))
                } else {
                    y26 = ((sk.rttvar_us * sk.retrans_out) + max(sk.rto, (2us / 3))) * (1460 / 1us)
                }
            }
        }
    }
    return (if (sk.ecn_flags & accecn == 0) then (if ((7ms / 3) < sk.mdev_us) then (sk.packets_out - y26) else abs(65536)) else y26)
}
undo_cwnd(sk) {
    ca.r18.f12 = (if (par10 > par10) then (ca.r18.f12 && sk.ack_timer_pending) else (sk.pacing_rate >= unlimited)) && (if (sk.pacing_rate >= unlimited) then (never > sk.rcv_tstamp) else (sk.wmem_queued != 7 bytes))
    return fn19(sk, min((sk.copied_seq + sk.bytes_retrans), max(sk.tlp_high_seq, sk.copied_seq)))
}
release(sk) {
    if ((sk.pacing_rate >= unlimited) == ((never + (if sk.min_rtt >= 0 then sk.min_rtt else 3ms)) > min(sk.tcp_clock_cache, sk.first_tx_mstamp))) {
        ca.r18 = initial
        var y30: CaState = sk.ca_state
    }
}

