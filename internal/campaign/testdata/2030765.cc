algorithm gen
use tcp
enum Kind4 { v1, v2, v3, v4 }
const TAB5 = [0.001, (1.5 / 3)]
param par6 = (10 bytes / 1s)
param par7 = (1460 bytes / 1ms)
struct Rec1 {
    f8: bool
    f9: stamp = never
    f10: u64 bytes/us in 0..100 = 7
    f11: Kind4
}
ssthresh(sk) {
    for i12 in sk.undo_retrans..sk.snd_cwnd_clamp max 10 {
        let x13 = false
        sk.snd_cwnd -= random(i12)
    }
    sk.pacing_rate = (((7 bytes * (1460 / 1us)) / (1000000 / 10ms)) / clamp(((if sk.min_rtt >= 0 then sk.min_rtt else 7us) + 1000us), 4294967295s, sk.rate_interval_us))
    if ((if ((sk.rcv_tsval + sk.snd_cwnd) < sk.snd_cwnd) then (par7 / sk.wmem_queued) else (if false then ((4294967295 / 1s) / 3) else (1 / 10ms))) != (1 / 10ms)) {
        sk.ecn_queue_cwr = ((sk.rate_interval_us * TAB5[1]) >= sk.rto)
    } else {
        if sk.in_slow_start {
            if sk.min_rtt >= 0 {
                sk.snd_cwnd_stamp = (never - min((sk.min_rtt - 123456789us), 10ms))
                sk.snd_cwnd_stamp = sk.lrcvtime
                sk.snd_cwnd_stamp = sk.tcp_clock_cache
            }
            if sk.min_rtt >= 0 {
                sk.snd_cwnd_stamp = max((if !sk.ack_scheduled then max(sk.snd_cwnd_stamp, sk.delivered_mstamp) else sk.snd_cwnd_stamp), sk.snd_cwnd_stamp)
                sk.pacing_status = sk.pacing_status
                sk.snd_cwnd = (if (if (sk.is_sack_reneg || sk.saw_tstamp) then (sk.tcp_usec_ts || true) else (sk.snd_wnd == sk.gso_max_size)) then ((sk.retrans_stamp + sk.backoff) - sk.undo_retrans) else (sk.max_pacing_rate / ((7 / 1us) * 1460 bytes)))
            }
            if (sk.snd_cwnd_clamp != unlimited) {
                sk.snd_ssthresh = (-(0x1234 | 0x1234))
            } else {
                sk.pacing_status = sk.pacing_status
            }
        } else {
            if (((sk.snd_sml - sk.advmss) + (sk.bytes_retrans + sk.max_window)) == (if sk.ecn_demand_cwr then (if sk.can_undo then sk.rtt_seq else sk.snd_una) else (sk.write_seq + sk.snd_wnd))) {
                var y14: seq = min(sk.snd_una, ((sk.undo_marker + 1 kB) + (sk.undo_marker - sk.snd_wl1)))
                y14 = min(sk.snd_nxt, max(min(sk.snd_nxt, y14), min(y14, y14)))
                y14 = y14
            } else {
                sk.ecn_demand_cwr = (sk.total_retrans != sk.prr_delivered)
                sk.pacing_status = sk.pacing_status
            }
        }
    }
    var y15: Kind4 = v1
    y15 = y15
    y15 = y15
    var y16: bool = (TAB5[sk.packets_out % 2] == ((0.5 - (1.5 / 3)) * (-sk.snd_cwnd_clamp)))
    y16 = (((if y16 then TAB5[sk.snd_cwnd_used] else TAB5[0]) == sk.rate_delivered) || (sk.snd_sml >= sk.snd_una))
    var y17: stamp = (if ((sk.snd_wl1 - sk.rcv_wnd) > sk.high_seq) then sk.first_tx_mstamp else (if (y16 || false) then sk.lrcvtime else min(sk.rcv_tstamp, sk.now)))
    tcp.cong_avoid_ai(sk, min(sk.family, TAB5[sk.ack_quick]), (if sk.can_undo then 0.001 else TAB5[1]))
    var y18: i64 fixed<16> pkts/us = (if y16 then (((2 / 1us) / 3) + clamp((123456789 / 1s), (123456789 / 1s), (sk.snd_cwnd / sk.srtt_us))) else (-abs(((1000000 / 1s) / 3))))
    var y19: u64 pkts = TAB5[sk.prr_out]
    var y20: u64 = (((123456789us - (1000s / 3)) * (par6 / sk.tcp_header_len)) * 0.5)
    let x21 = tcp.slow_start(sk, (sk.rto / sk.rate_interval_us))
    let x22: i16 us = sk.rttvar_us
    let x23: bool = (false || sk.saw_tstamp)
    tcp.reno_cong_avoid(sk, (if false then sk.prr_out else 4294967295))
    y18 /= (abs(sk.rate_delivered) / (if x23 then sk.backoff else (0xff / 3)))
    y17 = y17
    y18 = clamp(y18, (7 / 1s), y18)
    y18 = abs((if (x23 || y16) then ((123456789 / 1s) / 3) else ((100 / 1us) / 3)))
    var y24: PacingStatus = (if (if sk.saw_tstamp then !y16 else sk.is_cwnd_limited) then none else sk.pacing_status)
    if sk.min_rtt >= 0 {
        var y25: i64 kbit/s = (1 bytes / 1us)
    }
    return (clamp((-sk.gso_max_segs), 0xff, x21) / 0.25)
}
cong_avoid(sk, ack, acked) {
    sk.snd_cwnd = acked
    sk.ecn_queue_cwr = (sk.in_initial_slow_start || true)
    sk.ack_now = ((sk.prior_cwnd / abs((65536 / 1us))) >= 4294967295us)
    sk.pacing_status = sk.pacing_status
    sk.pacing_rate = unlimited
    sk.snd_cwnd_cnt += acked
    sk.ecn_queue_cwr = sk.in_initial_slow_start
    for i26 in 0..2 {
        sk.snd_cwnd_cnt += max(sk.snd_ssthresh, clamp(0xff, 0.25, acked))
        var y27: seq = min((if true then sk.snd_sml else max(sk.copied_seq, ack)), ack)
    }
    for i28 in acked..acked max 5 {
        var y29: pkts/s = ((sk.prior_cwnd >> 9) / ((par6 / sk.pacing_rate) * ((if sk.min_rtt >= 0 then sk.min_rtt else 1000000ms) / i28)))
    }
    sk.ack_timer_pending = ((if (sk.app_limited <= acked) then (if sk.was_cwnd_limited then true else sk.ecn_seen) else (sk.rto < 1us)) && (sk.mdev_us < 1460ms))
    var y30: i64 KiB = clamp(clamp((sk.rcv_nxt - sk.pushed_seq), 65536 bytes, sk.snd_wnd), 1460 kB, sk.bytes_sent)
    let x31: stamp = (if (sk.snd_cwnd_clamp != unlimited) then sk.snd_cwnd_stamp else (sk.tcp_clock_cache - (if sk.tcp_usec_ts then sk.srtt_us else sk.rttvar_us)))
    let x32 = clamp(par6, (65536 bytes / 1ms), par7)
    for i33 in acked..acked max 30 {
        sk.snd_ssthresh = acked
        sk.snd_cwnd += clamp((TAB5[sk.prior_cwnd] + sk.gso_segs), 0.001, acked)
    }
    tcp.reno_cong_avoid(sk, (sk.mdev_max_us * (3 / 10ms)))
    var y34: us = (max((sk.snd_wscale / ((1460 / 1s) / 3)), ((if sk.min_rtt >= 0 then sk.min_rtt else 1000us) - sk.srtt_us)) + ((-sk.rto) - (sk.family / (7 / 10ms))))
    for i35 in 0..6 {
        if (if !(sk.tlp_high_seq <= sk.undo_marker) then ((x31 - sk.tcp_clock_cache) != 123456789us) else sk.is_sack_reneg) {
            y30 = (((100 bytes / 1s) / (if sk.in_initial_slow_start then (1 / 1s) else (123456789 / 10ms))) - abs(y30))
            if (sk.tcp_usec_ts && !(if true then sk.ecn_ok else sk.in_slow_start)) {
                let x36: CaState = (if (ack < ack) then (if (i35 < sk.family) then sk.ca_state else sk.ca_state) else sk.ca_state)
            }
            if (if sk.can_undo then !(i35 != sk.max_packets_out) else (((1460 / 1s) < (65536 / 1us)) && (if sk.ecn_demand_cwr then true else sk.ecn_ok))) {
                var y37: stamp = sk.now
                y34 = (if (if sk.can_undo then sk.was_cwnd_limited else !sk.frto) then sk.mdev_us else ((if true then TAB5[0] else sk.reordering) * (if sk.sack_ok then y34 else y34)))
            }
        } else {
            y30 -= ((ack - sk.snd_una) / (0.001 / 3))
            y34 = ((if sk.in_slow_start then (sk.rto * TAB5[0]) else ((if sk.min_rtt >= 0 then sk.min_rtt else 1460us) - y34)) * 1460)
        }
        match sk.ca_state {
            loss => {
                y30 *= (sk.snd_ssthresh % acked)
            }
            recovery => {
                y34 = max(clamp(y34, 2s, y34), ((sk.rto * i35) - (never - sk.rcv_tstamp)))
            }
            _ => {
                let x38: bool = (((x31 - x31) - (sk.srtt_us - sk.mdev_us)) >= (max(sk.snd_cwnd_stamp, x31) - (x31 - y34)))
            }
        }
        let x39 = (if (if (x31 > x31) then (sk.segs_out <= i35) else sk.saw_tstamp) then ((if true then 65536ms else (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) - (sk.tcp_wstamp_ns - sk.snd_cwnd_stamp)) else (if (sk.delivered < i35) then (sk.tcp_wstamp_ns - x31) else (-y34)))
    }
    match sk.ca_state {
        loss | cwr => {
            y30 = 65536 kB
        }
        open | disorder => {
            var y40: bool = (if ((sk.now >= never) && (if true then sk.ecn_demand_cwr else sk.ack_scheduled)) then !(2 bytes > 4294967295 bytes) else (abs(sk.reordering) > abs(acked)))
        }
        recovery => {
            let x41: i64 = ((0.001 + (TAB5[1] + sk.prior_ssthresh)) - abs((if false then sk.gso_max_segs else acked)))
        }
    }
}
pkts_acked(sk, sample) {
    for i42 in 0..3 {
        if (if sk.ecn_demand_cwr then (sk.ecn_queue_cwr || (sk.pacing_rate != (1000000 bytes / 1ms))) else sk.in_slow_start) {
            match sk.ca_state {
                loss | cwr => {
                    sk.ack_now = sk.in_cwnd_reduction
                }
                recovery => {
                    sk.ecn_seen = (min((sk.tcp_wstamp_ns + sk.rate_interval_us), never) == (if true then sk.tcp_wstamp_ns else max(sk.tcp_wstamp_ns, sk.tcp_wstamp_ns)))
                }
                open | disorder => {
                    var y43: CaState = sk.ca_state
                }
            }
            if (sk.delivered_ce <= i42) {
                sk.pacing_rate = (par7 - sk.max_pacing_rate)
                sk.snd_cwnd = (255 & sk.packets_out)
                sk.snd_cwnd_cnt = sk.prr_delivered
            } else {
                sk.ecn_seen = ((sk.delivered + i42) >= sk.lost)
            }
        }
    }
    var y44: u32 fixed<8> = (TAB5[sk.undo_retrans % 2] * (10 / 3))
    let w161x0: i64 = y44
    y44 = (((TAB5[sk.family] + TAB5[0]) % y44) + (if (TAB5[sk.pacing_shift] > y44) then (w161x0 - sk.rcv_tsecr) else (if sk.in_cwnd_reduction then TAB5[sk.retrans_out] else y44)))
    y44 = abs((random(y44) / 2.885))
    let x45 = ((if (if sk.is_cwnd_limited then sk.saw_tstamp else false) then sk.snd_wnd else (1000000 bytes / y44)) - sample.in_flight)
    y44 = (((if sk.is_cwnd_limited then sk.undo_retrans else sk.num) - (y44 - sk.snd_cwnd_cnt)) / (((1000000 / 1s) / y44) * min(4294967295s, sk.rate_interval_us)))
    for i46 in y44..y44 max 1 {
        if sk.tstamp_ok {
            let x47 = max(sk.lsndtime, sk.tcp_wstamp_ns)
        } else {
            y44 = sk.snd_cwnd_clamp
        }
    }
    let x48 = ((if sk.rate_app_limited then sk.lsndtime else (if sk.ecn_seen then sk.tcp_wstamp_ns else sk.delivered_mstamp)) - sk.delivered_mstamp)
    if sk.sack_ok {
        if (sk.snd_ssthresh >= unlimited) {
            y44 = ((sk.in_flight - (sk.sacked_out - 0.5)) / (clamp(TAB5[sk.snd_cwnd], 0.001, y44) + (if sk.ack_scheduled then 123456789 else sk.snd_cwnd_clamp)))
            tcp.cong_avoid_ai(sk, 3, (0x1234 >> 0))
            match sk.ca_state {
                open | recovery => {
                    y44 = (sk.segs_out - sk.total_retrans)
                }
                _ => {
                }
            }
        }
    }
    y44 = (7 | 255)
    y44 = ((-0.25) - 0xff)
    match sk.ca_state {
        cwr => {
            send_ack(sk, (if sk.ecn_ok then sk.tlp_high_seq else (sk.snd_nxt - x45)))
        }
        loss | open => {
            sk.pacing_status = sk.pacing_status
        }
        _ => {
            y44 += ((y44 * TAB5[0]) / max(y44, y44))
        }
    }
    sk.ack_now = (min(clamp(sk.snd_wnd, 7 kB, x45), clamp((100 kB / 3), 2 kB, x45)) <= sk.mss_cache)
    var y49: stamp = sk.tcp_clock_cache
    let w202x1: i64 = y44
    if (sk.lost >= w202x1) {
        y44 = ((if false then (if false then sk.snd_cwnd_clamp else sample.pkts_acked) else abs(sk.ack_quick)) / (x45 / sk.bytes_retrans))
        y49 = ((y49 - (sk.gso_segs * 4294967295ms)) + min(sk.rto, (1 kB / ((1460 bytes / 1s) / 3))))
    } else {
        let x50 = tcp.slow_start(sk, abs(TAB5[sk.rate_delivered % 2]))
        var y51: stamp = y49
    }
    y49 = sk.delivered_mstamp
    y49 = (y49 - max((sk.mdev_max_us - (1460s / 3)), (x48 * TAB5[0])))
    y44 += ((1.5 / 0.5) + TAB5[sk.retrans_out])
    if false {
        y49 = sk.now
    }
    let x52 = ((if ((1000000 / 1us) >= (100 / 1us)) then (sk.copied_seq + sk.gso_max_size) else sk.pushed_seq) + ((if sk.ecn_seen then sk.family else y44) * (if sk.ecn_ok then sk.bytes_retrans else x45)))
    y49 = sk.tcp_clock_cache
    let x53 = sk.tlp_high_seq
}
undo_cwnd(sk) = (((1000 bytes + (10 kB / 3)) / (par6 / (1 / 1s))) * 0.001)
sndbuf_expand(sk) = (max(0.5, min(sk.prr_delivered, TAB5[1])) + (sk.prior_cwnd ^ 0x1234))
init(sk) {
    var y54: bool = (sk.delivered_ce != (sk.segs_out + sk.snd_cwnd))
    for i55 in sk.gso_segs..sk.gso_max_segs max 30 {
        y54 = ((sk.delivered + i55) < sk.rcv_tsval)
        if y54 {
            y54 = (if (sk.max_pacing_rate < unlimited) then ((y54 && y54) && y54) else ((sk.rtt_seq + sk.tcp_header_len) <= sk.high_seq))
            sk.snd_ssthresh = sk.gso_segs
            y54 = y54
        } else {
            y54 = y54
        }
        for i56 in 1..1 {
            tcp.reno_cong_avoid(sk, 4294967295)
        }
    }
    let x57 = (if ((if sk.is_cwnd_limited then false else sk.ecn_queue_cwr) && (sk.ecn_demand_cwr && y54)) then ((0.5 % sk.backoff) + abs(0xff)) else (-clamp(sk.reordering, 0xff, sk.gso_max_segs)))
    for i58 in x57..x57 max 10 {
        y54 = (sk.pushed_seq > (sk.snd_sml - (sk.max_pacing_rate / (1460 / 10ms))))
        if (sk.segs_out == sk.lost) {
            sk.snd_cwnd_stamp = (sk.delivered_mstamp - sk.mdev_us)
        }
    }
    y54 = ((max(sk.snd_cwnd_stamp, sk.now) == (if false then never else sk.first_tx_mstamp)) && (sk.was_cwnd_limited && false))
    for i59 in x57..x57 max 30 {
        let x60 = sk.snd_una
        if y54 {
            let w248x2: i64 = x57
            let w249x3: i64 = x57
            if (if (sk.total_retrans < w248x2) then (sk.rcv_tstamp == sk.delivered_mstamp) else ((sk.delivered + w249x3) < sk.delivered)) {
                send_ack(sk, sk.rcv_nxt)
            } else {
                y54 = (sk.now <= min(max(sk.rcv_tstamp, never), min(sk.now, sk.delivered_mstamp)))
                y54 = (if y54 then ((sk.rto + 1460us) == (sk.delivered_mstamp - sk.tcp_clock_cache)) else (min(sk.lrcvtime, sk.tcp_wstamp_ns) >= (sk.snd_cwnd_stamp - sk.rate_interval_us)))
            }
            var y61: stamp = sk.tcp_clock_cache
        }
        if (if (sk.retrans_stamp <= sk.delivered) then y54 else !(sk.prior_cwnd > 1e9)) {
            y54 = ((sk.rcv_tsval + i59) <= 100)
            match sk.ca_state {
                loss => {
                    y54 = sk.in_slow_start
                }
                _ => {
                    let w265x4: i64 = x57
                    let x62 = ((sk.delivered + w265x4) - (sk.segs_out + i59))
                }
            }
        }
    }
    for i63 in x57..x57 max 10 {
        y54 = (max((7 >> 7), (sk.snd_cwnd_cnt >> 4)) == clamp(clamp(2.885, 1, i63), 65536, x57))
        match sk.ca_state {
            cwr | recovery => {
                y54 = !(if (sk.snd_cwnd_clamp != unlimited) then (1000 bytes < sk.rcv_ssthresh) else !y54)
            }
            loss => {
                sk.snd_ssthresh = sk.retrans_out
            }
            disorder | open => {
            }
        }
    }
}
