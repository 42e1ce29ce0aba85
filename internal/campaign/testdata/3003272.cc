algorithm gen
use math
use round
use cube
enum Kind4 { v1, v2, v3 }
enum Kind5 { v4, v5 }
const CON6 = 1 kB
state {
    a7: PacingStatus[8]
    a8: u32[4]
}
fn fn9(sk, q10: cube.Curve, p11: PacingStatus, p12: seq) {
    if sk.min_rtt >= 0 {
        sk.snd_cwnd = ((sk.sacked_out - 2.885) - (2.885 / 3)) / ((CON6 / sk.rttvar_us) / ((1 bytes / 1s) / 3))
        send_ack(sk, ((p12 - CON6) - CON6))
    }
    sk.pacing_rate = (1 bytes / 1s)
}
ssthresh(sk) = (if sk.tcp_usec_ts then ((sk.mdev_us - sk.srtt_us) / sk.srtt_us) else (ca.a8[sk.in_flight % 4] - (sk.snd_cwnd_cnt << 5)))
cong_avoid(sk, ack, acked) {
    if sk.min_rtt >= 0 {
    }
    sk.snd_cwnd_stamp = max(max(max(sk.lrcvtime, never), max(sk.tcp_mstamp, sk.lrcvtime)), never)
    for i13 in acked..ca.a8[2] - 1 max 30 {
        sk.ack_now = ((sk.rcv_tsecr + i13) < (sk.retrans_stamp + i13))
        if ((sk.app_limited + i13) <= 2147483648) {
            ca.a7[acked % 8] = ca.a7[sk.ack_quick % 8]
            ca.a8[acked] += math.exp_minus(math.log2(1000))
            if sk.min_rtt >= 0 {
                if ((if sk.in_slow_start then sk.ecn_seen else sk.rate_app_limited) && !true) {
                    return
                }
                var y14: u8 = (sk.rcv_tsval * math.sqrt(sk.snd_cwnd_cnt))
                ca.a8[0] = (min((sk.mdev_us - sk.mdev_max_us), 2us) * (123456789 / 1us))
            }
        } else {
            sk.ecn_flags = sk.ecn_flags | seen
        }
        sk.ack_scheduled = (clamp((1000000 / 1us), (10 / 1us), (sk.snd_cwnd / sk.srtt_us)) > (123456789 / 1us))
    }
}
cwnd_event(sk, event) {
    sk.snd_cwnd_cnt = if (sk.is_sack_reneg == (sk.retrans_stamp == 100)) then 10 else (-ca.a8[sk.retrans_out])
    sk.snd_cwnd_cnt -= ((if sk.ack_timer_pending then sk.rto else 1000ns) / ((10 / 3) * sk.rate_interval_us))
    sk.ecn_flags = sk.ecn_flags | rfc3168
    let x15: u32 = sk.num
    for i16 in x15..x15 + 2 max 2 {
        let x17: i64 us = (if (false != (sk.tstamp_ok != sk.can_undo)) then 7ms else (if (CON6 != 4294967295 bytes) then (-2us) else 3us))
    }
}
in_ack_event(sk) {
    sk.ack_timer_pending = ((sk.rcv_ssthresh + sk.advmss) + (sk.pacing_rate / (1000 / 1s))) < ((sk.max_pacing_rate + sk.max_pacing_rate) / (2 / 1s))
    match sk.ca_state {
        recovery => {
            sk.snd_cwnd = math.sqrt(sk.undo_retrans)
        }
        open | cwr => {
            sk.ecn_seen = sk.ecn_demand_cwr
        }
        loss | disorder => {
            sk.snd_cwnd_stamp = sk.now
        }
    }
}
undo_cwnd(sk) {
    sk.ecn_seen = ca.a8[3] > ((sk.in_flight - ca.a8[3]) - ((1460 / 1us) * sk.srtt_us))
    sk.pacing_rate = (if sk.ack_now then (-sk.max_pacing_rate) * 0.25 else sk.pacing_rate)
    match sk.ca_state {
        open | recovery => {
            if (((never - sk.rcv_tstamp) / (if sk.ack_now then 123456789us else 2ms)) < clamp(((1000us / 3) * (123456789 / 1s)), 1460, ca.a8[3])) {
                ca.a7[6] = ca.a7[sk.sacked_out]
            } else {
                sk.ack_now = if ((never - 1000ms) > (sk.rcv_tstamp + sk.srtt_us)) then (sk.lsndtime != min(sk.tcp_clock_cache, sk.lsndtime)) else ((sk.tcp_clock_cache > sk.delivered_mstamp) || sk.ecn_queue_cwr)
            }
        }
        loss => {
            sk.ecn_queue_cwr = (sk.pacing_rate + (if sk.ack_now then ((3 bytes / 1us) / 3) else sk.max_pacing_rate)) <= (7 bytes / 1ms)
        }
        disorder => {
            if (ca.a7[0] == none) {
                if (1s >= 7s) {
                    sk.snd_cwnd_stamp = sk.lsndtime
                    sk.snd_cwnd_cnt = max(math.sqrt(ca.a8[3]), ((if true then sk.max_packets_out else ca.a8[sk.max_packets_out]) - (1 MiB / sk.advmss)))
                    ca.a7[4] = (if ((65536 bytes + sk.snd_wnd) == (CON6 + sk.advmss)) then sk.pacing_status else sk.pacing_status)
                } else {
                    ca.a8[1] = ((sk.rto - 1000000ms) + (sk.rttvar_us + (if sk.min_rtt >= 0 then sk.min_rtt else 1000s))) / ((if sk.min_rtt >= 0 then sk.min_rtt else 65536ms) * (0xff / 3))
                    let x18 = sk.max_packets_out
                }
            } else {
                let x19 = (if ((sk.delivered_mstamp + sk.rate_interval_us) <= (sk.lrcvtime - 65536us)) then sk.rate_app_limited else true)
            }
        }
        cwr => {
            var y20: bool = (sk.rtt_seq != sk.pushed_seq)
        }
    }
    sk.snd_cwnd_stamp = (((if sk.is_cwnd_limited then sk.lsndtime else sk.tcp_wstamp_ns) - 123456789us) - ((sk.mdev_max_us + sk.mdev_max_us) + min(sk.mdev_us, sk.rate_interval_us)))
    sk.snd_cwnd_cnt = abs((0x1234 << 6))
    match sk.ca_state {
        disorder => {
            if (sk.max_pacing_rate != unlimited) {
                let x21: PacingStatus = ca.a7[sk.snd_cwnd_used]
                sk.ack_timer_pending = !((sk.ecn_flags & seen == 0) && (if sk.was_cwnd_limited then true else sk.ecn_ok))
            }
        }
        _ => {
            let x22: bool = sk.snd_cwnd_clamp != unlimited
        }
    }
    return sk.family
}
release(sk) {
    for i23 in 1..4 {
        sk.app_limited = sk.delivered_ce
        let x24: i32 fixed<24> = (if (true || (sk.pacing_rate != unlimited)) then max(math.sqrt((1460 / 3)), (sk.rttvar_us / sk.srtt_us)) else min(i23, clamp(sk.lost_out, 1.5, i23)))
    }
    let x25 = (if sk.sack_ok then (if sk.ack_timer_pending then math.exp_minus(sk.snd_cwnd_used) else abs(ca.a8[0])) else clamp(random(ca.a8[3]), 0.5, ca.a8[3]))
    for i26 in x25..x25 - 1 max 2 {
        var y27: u16 pkts = abs(math.exp_minus(sk.ack_quick)) - 0xff
        ca.a8[ca.a8[sk.undo_retrans] % 4] = ((7 / 1us) * (abs(ca.a8[sk.max_packets_out % 4]) * (if false then sk.mdev_max_us else 1s)))
    }
    sk.snd_cwnd_stamp = sk.rcv_tstamp
    ca.a8[2] = math.sqrt(((x25 + sk.in_flight) - (2.885 * sk.gso_max_segs)))
    let x28 = sk.tcp_clock_cache
}
