algorithm gen with ecn
use filter
use round
use cube
use ecnecho
enum Kind4 { v1, v2, v3 }
param par4 = false
param par5 = 2 MB
struct Rec6 {
    f6: bool
    f7: stamp
    f8: seq
}
state {
    r9: filter.MaxRate
}
fn fn10(sk, q11: Rec6) {
    q11.f7 = max(q11.f7, min(sk.tcp_wstamp_ns, (sk.tcp_mstamp + (123456789us / 3))))
    sk.ecn_flags = sk.ecn_flags | demand_cwr
    if ((if (if sk.ack_scheduled then sk.is_sack_reneg else par4) then (sk.lost_out / 0.25) else sk.pacing_rate / (1 bytes / 1us)) >= (4294967295 / 1e9)) {
        q11 = initial
        if (sk.can_undo != ((q11.f8 + par5) < (if q11.f6 then q11.f8 else sk.undo_marker))) {
            q11.f8 = max(((sk.snd_una + par5) + sk.mss_cache), (if (sk.was_cwnd_limited && false) then min(q11.f8, sk.tlp_high_seq) else max(q11.f8, sk.rcv_nxt)))
        } else {
            q11.f8 = sk.high_seq
            q11.f6 = (max(abs(2 Gbit), (if par4 then 10 bytes else 7 bytes)) < (-(sk.advmss / sk.prior_cwnd)))
        }
    } else {
        if ((sk.lsndtime != never) && par4) {
            return
        }
    }
}
fn fn12(sk) {
    let x13: stamp = max(((sk.tcp_clock_cache + sk.rto) + (if par4 then 1000ms else sk.rttvar_us)), sk.rcv_tstamp)
    if (if par4 then true else par4) {
        if sk.min_rtt >= 0 {
            sk.snd_cwnd = ((-clamp((100 / 10ms), (7 / 1us), (sk.snd_cwnd / sk.srtt_us))) * 4294967295us)
            sk.ecn_seen = (sk.snd_ssthresh == unlimited)
            var y14: PacingStatus = sk.pacing_status
        }
        sk.snd_cwnd = 0.5
    } else {
        sk.ack_scheduled = !((sk.snd_una - sk.mss_cache) < max(sk.undo_marker, sk.snd_una))
        sk.ecn_seen = ((sk.max_pacing_rate / (0.001 / 3)) >= ((1000 / 1s) * par5)) && ((x13 - (if sk.min_rtt >= 0 then sk.min_rtt else 1000000us)) < (sk.tcp_wstamp_ns - sk.rttvar_us))
    }
    match sk.ca_state {
        disorder | loss => {
            let x15: kbit/s = (1000 bytes / 1ms)
        }
        _ => {
            let x16: pkts = (clamp(filter.average(sk.pacing_shift, (0.25 / 3), (2.885 / 3)), 2.885, sk.gso_segs) - filter.average(filter.average((2.885 / 3), sk.prr_delivered, sk.rate_delivered), sk.retrans_out, (sk.snd_wscale * sk.snd_cwnd)))
        }
    }
}
ssthresh(sk) {
    match sk.ca_state {
        open | cwr => {
            if ((sk.delivered_ce + sk.prior_ssthresh) > sk.snd_cwnd_used) {
                let x17: u32 = sk.num
                let x18: u32 = sk.gso_max_segs
                let x19: u32 = sk.snd_ssthresh
                var y20: i64 = 2
                if x17 < x19 {
                    y20 += max(x18, x17)
                } else {
                    y20 -= 2 * x18 - (x18 + 5)
                }
                if x17 != (x19 - 6) {
                    if x18 != x17 {
                        y20 = max(x19, 6)
                        y20 = min((x18 + 3), 2)
                    }
                    y20 = max((x19 + 1), x19)
                } else {
                    if x19 != x19 {
                        y20 += 2 * 2 - x19
                        if x19 < (x19 + 3) {
                            y20 += x18 - (x18 + 2)
                        } else {
                            y20 = min(x17, 6)
                            y20 += 2 * x18 - x18
                        }
                    }
                    y20 += 2 * (x19 + 3) - 4
                }
                if x18 >= (x17 + 6) {
                    y20 = (x19 - 6) - min((x18 + 2), x18)
                }
                return y20
            }
        }
        _ => {
            fn12(sk)
        }
    }
    sk.ecn_demand_cwr = (((sk.max_pacing_rate >= (3 bytes / 1ms)) || (sk.backoff <= sk.prr_delivered)) || (sk.delivered_ce == sk.snd_cwnd_used))
    return sk.gso_max_segs
}
cong_avoid(sk, ack, acked) {
    sk.ecn_seen = ((if (sk.tcp_clock_cache >= sk.lsndtime) then (if sk.was_cwnd_limited then ack else sk.copied_seq) else (sk.snd_sml + 100 bytes)) == ack)
    if (sk.srtt_us >= 65536us) {
        filter.set2(ca.r9, (acked / acked), (1 / 1us))
        for i21 in acked..acked + 2 max 30 {
            sk.app_limited = sk.data_segs_out
        }
        var y22: seq = ack
    } else {
        let x23: bool = !sk.in_slow_start
    }
    if !!(sk.max_pacing_rate != unlimited) {
        ca.r9 = initial
        sk.pacing_status = sk.pacing_status
    } else {
        sk.snd_cwnd_stamp = never + ((acked + acked) * (if par4 then 10us else sk.rate_interval_us))
        if (min(never, sk.first_tx_mstamp) != min(sk.rcv_tstamp, sk.tcp_wstamp_ns)) {
            return
        }
    }
    sk.snd_cwnd = abs((acked + acked)) / (acked - (sk.data_segs_out + acked))
}
min_tso_segs(sk) {
    var y24: stamp = never
    return filter.average((filter.average(sk.sacked_out, (0xff / 3), sk.gso_segs) - (0xff - sk.retransmits)), (filter.average(sk.prior_cwnd, sk.retransmits, sk.prr_out) / 0.25), filter.average(sk.gso_segs, sk.pacing_shift, (sk.prior_ssthresh / 1.5)))
}
undo_cwnd(sk) {
    if sk.min_rtt >= 0 {
        sk.pacing_rate = sk.pacing_rate
        sk.pacing_status = (if (((4294967295 / 1us) != (1460 / 1s)) != (par4 || par4)) then sk.pacing_status else needed)
    }
    ca.r9 = initial
    sk.ack_now = if (sk.ecn_flags & demand_cwr != 0) then (abs(sk.pacing_rate) <= ((3 bytes / 1s) / 3)) else ((par4 && sk.is_cwnd_limited) && (sk.pacing_rate < (123456789 bytes / 1ms)))
    sk.pacing_status = sk.pacing_status
    sk.ecn_demand_cwr = (((if par4 then sk.srtt_us else 1s) * sk.gso_max_segs) < (max(sk.snd_cwnd_stamp, sk.lrcvtime) - sk.rcv_tstamp))
    return 1000000 * ((0.25 + sk.prr_delivered) + sk.sacked_out * 0.5)
}
release(sk) {
    if ((sk.gso_max_segs + sk.snd_ssthresh) == (255 << 9)) {
        if (min((4294967295s / 3), 10us) != (if par4 then (if sk.min_rtt >= 0 then sk.min_rtt else 4294967295ms) else (1460us / 3))) {
            return
        }
        sk.snd_cwnd_stamp = if (sk.ecn_flags & accecn != 0) then sk.tcp_clock_cache else (sk.lsndtime - (sk.rttvar_us - 100us))
    }
    let x25: u64 = sk.lost_out
    sk.snd_ssthresh = (sk.lost - sk.delivered)
    if sk.min_rtt >= 0 {
        let x26: u32 = (filter.average((if sk.can_undo then sk.max_packets_out else x25), sk.num, ((0.5 / 3) - x25)) / (100 / 3))
        if true {
            let x27: u32 = x26
            let x28: u32 = x26
            let x29: u32 = x26
            var y30: i64 = 0
            if x28 == x29 {
                y30 = x29 - x29
                y30 += max(x28, (x29 + 4))
            }
            if x27 <= x27 {
                if x29 <= (x28 - 4) {
                    if x29 == x27 {
                        y30 = 2 * (x29 + 3) - x29
                        y30 = 2 - x29
                    }
                } else {
                    y30 = (x29 + 4) - min(x27, x29)
                    y30 = (x28 - 5) - min((x28 - 5), 1)
                }
            } else {
                y30 = x28 - min(x28, (x28 + 3))
            }
            sk.snd_ssthresh = abs(y30) + 2
        }
        sk.ecn_seen = sk.retrans_stamp < (sk.delivered_ce + x25)
    }
}
