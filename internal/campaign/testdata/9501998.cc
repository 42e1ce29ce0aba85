algorithm gen with ecn, nonrestricted
use hystart
use hystartpp
use ecnecho
enum Kind4 { v1, v2 }
const CON3 = 123456789ns
const CON4 = (1000000 / 1us)
struct Rec4 {
    f5: PacingStatus
    f6: us = 1
}
state {
    a7: i16[16]
    m8: bool
    m9: stamp
    m10: stamp
    r11: Rec4
}
fn fn12(sk): PacingStatus = sk.pacing_status
ssthresh(sk) = ((sk.prr_out * (sk.rttvar_us / sk.rto)) + random(ca.a7[13]))
cong_avoid(sk, ack, acked) {
    if (((sk.lsndtime - sk.now) > (sk.rate_interval_us * 1.5)) && (if (ack != ack) then (sk.data_segs_out < 2147483648) else !sk.rate_app_limited)) {
        ca.r11 = initial
        ca.a7[10] -= ((sk.backoff / CON4) / hystart.ack_delay(sk))
    } else {
        var y13: u32 us = 2 bit / sk.max_pacing_rate
    }
}
cwnd_event(sk, event) {
    ca.a7[ca.a7[sk.reordering % 16] % 16] -= ((if sk.can_undo then sk.backoff else ca.a7[7]) / (sk.ack_quick - sk.family))
}
min_tso_segs(sk) {
    var y14: Kind4 = v2
    if !ca.m8 {
        let x15: bool = (sk.ecn_flags & rfc3168 != 0)
        for i16 in ca.a7[sk.snd_wscale % 16]..ca.a7[sk.retrans_out % 16] max 1 {
            ca.m9 = max(ca.m9, min(sk.delivered_mstamp, (ca.m9 + ca.r11.f6)))
            ca.a7[13] += (if x15 then (ca.r11.f6 / sk.rate_interval_us) else ((0.5 / 3) + sk.gso_segs))
            var y17: u16 fixed<8> = (((sk.max_pacing_rate / sk.max_pacing_rate) - abs(i16)) + (sk.data_segs_out - sk.total_retrans))
        }
    }
    if sk.min_rtt >= 0 {
        var y18: u64 fixed<1> = sk.gso_segs
        if (if true then (sk.frto == ca.m8) else !sk.frto) {
            return (if (y18 != y18) then clamp(ca.a7[sk.rate_delivered], 2.885, ca.a7[15]) else 0.5 * (2.885 / 3))
        }
        let x19: u64 pkts/s = (4294967295 / 10ms)
    }
    ca.r11.f6 = hystart.ack_delay(sk)
    return max((ca.a7[sk.snd_ssthresh % 16] - ca.a7[15]), (if true then ca.a7[0] else ca.a7[12])) - (ca.a7[sk.gso_max_segs % 16] + (sk.family % ca.a7[sk.undo_retrans % 16]))
}
undo_cwnd(sk) {
    ca.a7[7] = abs(abs(sk.ack_quick))
    ca.a7[ca.a7[6]] = (ca.a7[10] + max((ca.a7[sk.max_packets_out] + sk.reordering), (ca.r11.f6 * CON4)))
    send_ack(sk, max(sk.undo_marker, max(sk.tlp_high_seq, sk.snd_una)))
    if sk.min_rtt >= 0 {
        send_ack(sk, sk.rcv_nxt)
        match sk.ca_state {
            disorder => {
                var y20: u64 pkts/s = CON4 + (1460 / 1s) / (1e9 - sk.pacing_shift)
            }
            loss => {
                ca.a7[ca.a7[14] % 16] = if (!sk.sack_ok || (sk.snd_ssthresh != unlimited)) then abs((ca.r11.f6 / 1000000us)) else clamp((1us * (7 / 1us)), 0xff, ca.a7[sk.gso_segs])
            }
            recovery => ca.a7[10] += sk.snd_wscale
            cwr => {
                var y21: bool = (sk.snd_cwnd_stamp < (if (ca.m10 >= ca.m10) then (sk.rcv_tstamp - 10us) else never))
            }
            open => {
                match ca.r11.f5 {
                    none => ca.m8 = (sk.ecn_flags & queue_cwr != 0)
                    needed => {
                        var y22: bytes/us = (if (sk.snd_ssthresh >= unlimited) then sk.max_pacing_rate else (3 bytes / 1ms))
                    }
                    _ => {
                        ca.r11.f6 = ((if (sk.snd_wl1 < sk.snd_sml) then (ca.a7[sk.retrans_out % 16] * sk.sacked_out) else sk.sacked_out) / ((sk.pacing_rate / sk.rcv_wnd) - (123456789 / 10ms)))
                    }
                }
            }
        }
    }
    var y23: bool = ca.m8
    ca.a7[13] = 0.001
    return (-(sk.delivered - sk.total_retrans))
}
