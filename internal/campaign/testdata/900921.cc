algorithm gen with ecn
use tcp
use math
use hystart
use cube
enum Kind4 { v1, v2 }
struct Rec5 {
    f3: stamp = never
    f4: i64 pkts/us
    f5: stamp
    f6: Kind4 = v2
}
state {
    m7: u64 pkts in 0..1
    a8: i32 pkts/s[2]
    r9: tcp.Part
}
fn fn10(sk): Kind4 = v2
fn fn11(sk, q12: tcp.Part) {
    sk.snd_cwnd_cnt -= ((if sk.in_cwnd_reduction then sk.snd_cwnd_clamp else sk.gso_segs) - ((10 / 1s) * (if sk.min_rtt >= 0 then sk.min_rtt else 1460s)))
    return ((if sk.was_cwnd_limited then sk.rttvar_us else (if sk.min_rtt >= 0 then sk.min_rtt else 65536ms)) > (if sk.rate_app_limited then sk.mdev_max_us else 1000s))
}
ssthresh(sk) {
    sk.ecn_seen = false
    if (ca.m7 >= 0xff) {
        if sk.in_cwnd_reduction {
            var y13: Event = cwnd_restart
            y13 = y13
        }
        var y14: bool = ((sk.snd_cwnd_clamp >= unlimited) && (sk.tcp_clock_cache == never)) == ((-ca.m7) == (sk.snd_cwnd % ca.m7))
        var y15: stamp = never
    } else {
        ca.m7 = (sk.prior_cwnd | sk.prior_cwnd) / (0xff / 3)
        ca.a8[ca.m7 % 2] = (((ca.a8[sk.family] - (10 / 1us)) / 1e9) / 0.25)
    }
    if (sk.ecn_ok == (sk.rto >= (if true then sk.rttvar_us else (10us / 3)))) {
        let x16: u32 fixed<24> pkts = (if ((never - (if sk.min_rtt >= 0 then sk.min_rtt else 4294967295s)) < (if true then sk.lsndtime else sk.delivered_mstamp)) then math.power_minus(random(ca.m7)) else (sk.in_flight - (sk.undo_retrans + ca.m7)))
        for i17 in ca.m7..x16 max 30 {
            tcp.cong_avoid_ai(sk, (ca.m7 * 0.001), (sk.max_window / sk.gso_max_size))
            if (sk.saw_tstamp == (sk.snd_ssthresh == unlimited)) {
                return sk.snd_ssthresh
            }
            let x18 = tcp.slow_start(sk, math.exp(x16))
        }
        let x19: u64 fixed<10> s = abs(abs(clamp(1000000us, 2s, sk.mdev_us)))
    } else {
        if sk.min_rtt >= 0 {
            var y20: i32 fixed<10> us = if ((sk.bytes_sent / sk.min_rtt) <= sk.pacing_rate) then hystart.ack_delay(sk) else sk.srtt_us
        }
    }
    sk.snd_cwnd_cnt = (if (ca.a8[1] > (123456789 / 10ms)) then (ca.m7 - sk.prr_out) else sk.snd_cwnd_used) - (sk.delivered - sk.app_limited)
    ca.m7 = (ca.m7 - math.cbrt(sk.family)) + math.exp_minus(sk.undo_retrans)
    return math.log2((if (sk.delivered_ce >= ca.m7) then (sk.app_limited - ca.m7) else ca.m7))
}
cong_avoid(sk, ack) {
    let x21 = fn11(sk, ca.r9)
    send_ack(sk, (sk.pushed_seq + 1000000 bytes))
    let x22 = (-min(hystart.ack_delay(sk), hystart.ack_delay(sk)))
    for i23 in ca.m7..ca.m7 max 10 {
        ca.m7 -= math.exp_minus(i23)
        match sk.ca_state {
            disorder | loss => {
                match sk.ca_state {
                    loss => {
                        ca.m7 = math.cbrt(((i23 - sk.delivered_ce) + max(0.5, sk.reordering)))
                    }
                    disorder | recovery => {
                        ca.m7 -= ca.m7
                    }
                    open | cwr => {
                        let x24: Event = complete_cwr
                    }
                }
            }
            _ => {
                ca.m7 /= math.exp((x22 * ca.a8[sk.max_packets_out]))
            }
        }
        for i25 in ca.m7..ca.m7 max 1 {
            ca.a8[0] += (if x21 then ca.a8[0] else (-ca.a8[0]))
            if !((65536 / 10ms) == ca.a8[sk.num]) {
                let x26: i64 Mbit/s = clamp(((-sk.pacing_rate) / (sk.max_pacing_rate / sk.pacing_rate)), (123456789 bytes / 1us), sk.pacing_rate)
                ca.a8[ca.m7] += ((-i23) / x22)
                ca.m7 = i25 / 1.5
            }
        }
    }
    sk.snd_cwnd = ((if (sk.ecn_flags & accecn == 0) then hystart.ack_delay(sk) else (if x21 then 3us else sk.rate_interval_us)) / hystart.ack_delay(sk))
}
in_ack_event(sk, flags) {
    ca.m7 = (-(-sk.max_packets_out)) + ((if sk.in_initial_slow_start then 3 else sk.prr_delivered) + (if true then sk.prior_cwnd else sk.snd_cwnd_clamp))
    match sk.ca_state {
        disorder => {
            var y27: u32 us = 1460ms
        }
        open | recovery => ca.a8[1] = abs((sk.max_pacing_rate / sk.wmem_queued))
        loss | cwr => {
            for i28 in 2..7 {
                tcp.reno_cong_avoid(sk, (sk.rcv_tsval - sk.data_segs_out))
                sk.app_limited = sk.app_limited
                if (hystart.ack_delay(sk) != sk.mdev_max_us) {
                    ca.m7 -= math.power_minus((ca.m7 + ca.m7))
                    var y29: i16 us = ((if sk.is_cwnd_limited then never else sk.lsndtime) - sk.tcp_wstamp_ns)
                }
            }
        }
    }
    if ((if (sk.retrans_stamp <= 100) then (if sk.in_cwnd_reduction then sk.snd_wscale else ca.m7) else math.exp_minus(1)) < math.exp(sk.snd_wscale)) {
        if ((hystart.ack_delay(sk) + 0xff / ca.a8[1]) < hystart.ack_delay(sk)) {
            match sk.ca_state {
                loss | recovery => {
                    ca.m7 = random(ca.m7)
                }
                _ => {
                }
            }
        }
    }
}
pkts_acked(sk, sample) {
    ca.m7 = if (sk.snd_cwnd_stamp > sk.tcp_wstamp_ns) then ((ca.a8[1] - ca.a8[0]) * (sk.tcp_wstamp_ns - sk.lsndtime)) else (if sk.was_cwnd_limited then min(2.885, ca.m7) else 4294967295s / sk.srtt_us)
    var y30: u32 fixed<10> pkts/s = (ca.a8[sk.reordering] + ca.a8[sk.gso_segs])
    ca.a8[0] += ((sk.lost - sk.delivered) * (sk.packets_out * (3 / 1us)))
    if (((if false then sk.is_cwnd_limited else sk.tcp_usec_ts) || (sk.ecn_flags & demand_cwr != 0)) || ((sk.data_segs_out + ca.m7) < sk.delivered_ce)) {
        if false {
            ca.m7 += (if sk.tstamp_ok then ((1460 / 10ms) * sk.srtt_us) else min(sk.gso_max_segs, sk.retransmits))
            ca.m7 -= min((2.885 + 3), (2.885 * 123456789))
            var y31: u64 Mbit/s = (((sample.in_flight / sk.undo_retrans) - ((10 bytes / 3) + sk.bytes_retrans)) / sk.srtt_us)
        } else {
            match sk.ca_state {
                cwr => ca.a8[0] = y30
                _ => {
                    ca.a8[ca.m7] += min(ca.a8[1], (ca.a8[1] + (123456789 / 10ms)))
                }
            }
            match sk.ca_state {
                cwr => ca.m7 = min((ca.m7 - sample.pkts_acked), (if true then sk.snd_ssthresh else ca.m7)) * 0.25
                disorder => {
                    ca.a8[1] += (abs((123456789 / 1us)) - ca.a8[1])
                }
                loss => {
                    let x32: u64 fixed<16> bytes = (sk.pacing_rate * (abs(sk.mdev_max_us) * (sample.pkts_acked + sk.gso_max_segs)))
                }
                open | recovery => y30 /= (abs(ca.m7) / (-sk.gso_max_segs))
            }
        }
    } else {
        let x33: Kind4 = v2
    }
}
undo_cwnd(sk) {
    let x34: i32 bytes = (((100 kbit * (10 / 1s)) / 0xff) / (ca.a8[1] / 0.25))
    return if ((ca.m7 >= ca.m7) == (sk.copied_seq > sk.rcv_nxt)) then (sk.advmss / 2 Mbit) * 0xff else sk.prr_out
}
init(sk) {
    tcp.change_window(sk, ca.r9, (-ca.m7), abs(sk.snd_cwnd_clamp))
}
release(sk) {
    ca.m7 /= (sk.mdev_max_us / (sk.mdev_max_us * sk.max_packets_out))
    ca.m7 = if (sk.ecn_flags & seen != 0) then abs(ca.m7) else (if (if sk.is_cwnd_limited then sk.ack_now else sk.was_cwnd_limited) then ((sk.delivered_ce + ca.m7) * ca.m7) else ca.m7)
    if sk.min_rtt >= 0 {
        ca.a8[0] = 1000 / 1s
        ca.m7 = (-((if sk.ecn_demand_cwr then 0.5 else ca.m7) % ca.m7))
    }
    var y35: ms = hystart.ack_delay(sk)
    for i36 in ca.m7..ca.m7 max 1 {
        var y37: CaState = sk.ca_state
        match y37 {
            open | cwr => {
                if (sk.ecn_flags & rfc3168 == 0) {
                    ca.m7 = ((-(sk.pacing_rate / 3 bytes)) * clamp((y35 + sk.mdev_max_us), 123456789ns, y35))
                    y35 = ((-hystart.ack_delay(sk)) + (hystart.ack_delay(sk) / (y35 / 1000us)))
                } else {
                    y35 += abs((sk.delivered_mstamp - sk.tcp_wstamp_ns))
                    y35 = (y35 * ((if sk.ecn_demand_cwr then ca.a8[0] else (1000000 / 1us)) * hystart.ack_delay(sk)))
                }
            }
            _ => {
                var y38: i32 fixed<24> bytes/s = min(((sk.pacing_rate - sk.pacing_rate) * (if false then i36 else sk.num)), sk.pacing_rate)
            }
        }
    }
    if ((min(sk.tcp_clock_cache, sk.tcp_wstamp_ns) == max(sk.now, sk.tcp_mstamp)) != (sk.pacing_rate >= unlimited)) {
        ca.m7 -= ((ca.m7 + sk.snd_wscale) - (ca.m7 + sk.max_packets_out))
        ca.a8[ca.m7 % 2] = max(ca.a8[sk.gso_segs % 2], ca.a8[1])
        ca.a8[ca.m7] = clamp(abs(ca.a8[0]), (1460 / 1us), ca.a8[1])
    } else {
        send_ack(sk, ((sk.snd_nxt - 1 KiB) - (100 KiB - sk.rcv_mss)))
    }
}
