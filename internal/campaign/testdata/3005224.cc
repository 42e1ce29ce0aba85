algorithm gen
use tcp
use hystart
use hystartpp
enum Kind4 { v1, v2 }
const TAB3 = [(4294967295 / 1s), (1460 / 1s), (1000000 / 10ms), (2 / 1us), (3 / 10ms)]
param par4 = 7s
param par5 = (1000000 bytes / 1s)
state {
    a6: i16 s[3]
}
fn fn7(sk, p8, p9) {
    let x10: u64 fixed<1> = if (par4 < sk.mdev_max_us) then p9 else (((3s / 3) + sk.mdev_us) / (if sk.saw_tstamp then par4 else ca.a6[sk.num % 3]))
    var y11: u64 us = sk.mdev_max_us
}
fn fn12(sk): u8 = ((sk.retrans_stamp - sk.sacked_out) % sk.gso_segs)
fn fn13(sk, q14: hystartpp.Search) {
    if sk.min_rtt >= 0 {
        sk.ecn_flags = sk.ecn_flags | accecn
        var y15: TcpState = sk.state
        match y15 {
            listen => {
                y15 = y15
            }
            _ => {
                y15 = y15
            }
        }
    }
    if (if sk.sack_ok then (sk.snd_ssthresh >= unlimited) else !(sk.is_cwnd_limited && true)) {
        sk.ack_scheduled = ((sk.rcv_tstamp - sk.tcp_mstamp) + (never - never)) == (sk.rate_interval_us + (if true then par4 else sk.srtt_us))
        var y16: bytes = clamp((sk.rtt_seq - sk.snd_nxt), 1000 kB, sk.max_window)
    }
}
ssthresh(sk) {
    sk.snd_cwnd += (clamp(sk.max_window, 100 Mbit, sk.sndbuf) / sk.bytes_retrans)
    sk.ack_scheduled = sk.max_pacing_rate < unlimited
    ca.a6[2] /= (sk.max_packets_out * 1000)
    return (sk.retransmits * sk.retrans_out)
}
set_state(sk, new_state) {
    sk.app_limited = (sk.delivered + sk.ack_quick)
}
cwnd_event(sk) {
    let x17: u32 = 2.885
    ca.a6[0] = abs(sk.rttvar_us)
}
pkts_acked(sk, sample) {
    var y18: i64 fixed<24> pkts = (max((TAB3[4] - ((123456789 / 1s) / 3)), (0.001 / ca.a6[0])) * sk.mdev_max_us)
    ca.a6[y18 % 3] = sk.lsndtime - (if (sk.segs_out == 1) then (sk.lrcvtime - sk.mdev_us) else sk.tcp_clock_cache)
    ca.a6[0] = hystart.ack_delay(sk)
    ca.a6[y18] -= (sk.snd_cwnd_cnt / abs(TAB3[sk.family]))
    y18 = y18
    let x19: i8 s = par4
    for i20 in y18..y18 max 1 {
        if sample.rtt_us >= 0 {
            tcp.cong_avoid_ai(sk, fn12(sk), clamp(sk.max_packets_out, 0xff, i20))
            let x21: TcpState = sk.state
            let x22: u32 us = clamp((if sk.min_rtt >= 0 then sk.min_rtt else 2us), 1us, ca.a6[0])
        }
    }
    let x23: stamp = sk.lsndtime
    var y24: stamp = x23
    ca.a6[y18] -= par4
    var y25: stamp = sk.snd_cwnd_stamp
}
min_tso_segs(sk) {
    var y26: i32 bytes = ((123456789 bytes / 3) + (if (if false then false else sk.ack_scheduled) then (sk.pushed_seq - sk.snd_nxt) else (sk.rtt_seq - sk.rcv_nxt)))
    let x27: stamp = sk.lsndtime
    y26 *= (tcp.current_ssthresh(sk) + fn12(sk))
    if sk.in_cwnd_reduction {
        if (hystart.ack_delay(sk) != clamp((-par4), 2us, par4)) {
            var y28: i32 fixed<8> bytes = clamp((if sk.in_slow_start then sk.tcp_header_len else clamp(sk.gso_max_size, 7 kB, y26)), 65536 bytes, y26)
            ca.a6[2] *= max((ca.a6[sk.ack_quick % 3] / ca.a6[sk.undo_retrans % 3]), (0xff * 2.885))
            y28 = (-(1460 bytes * 1e9)) - (if (sk.total_retrans > sk.snd_cwnd_clamp) then (sk.rcv_mss / 4294967295) else (if sk.ack_scheduled then y26 else y26))
        }
    }
    let x29 = ((if (x27 >= sk.now) then (if sk.in_slow_start then x27 else x27) else max(sk.tcp_clock_cache, x27)) < (max(never, sk.rcv_tstamp) - hystart.ack_delay(sk)))
    y26 = clamp((-sk.rcv_wnd), 1 Gbit, y26)
    y26 = y26
    match sk.ca_state {
        recovery | disorder => {
            var y30: i64 fixed<8> pkts/us = sk.reordering * (if (sk.pacing_rate == unlimited) then TAB3[3] else TAB3[sk.sacked_out % 5])
        }
        open => {
            for i31 in 0..3 {
                y26 = y26
                tcp.cong_avoid_ai(sk, (ca.a6[2] / ca.a6[sk.gso_max_segs]), (sk.packets_out + i31))
            }
        }
        loss => {
            let x32: i32 fixed<10> = 2.885
        }
        cwr => {
            for i33 in sk.lost_out..sk.num + 2 max 2 {
                ca.a6[i33] = ((min(sk.snd_cwnd_used, (2.885 / 3)) * max(par4, sk.mdev_us)) - hystart.ack_delay(sk))
                y26 *= 0.25
            }
        }
    }
    if (sk.backoff <= (-fn12(sk))) {
        if ((TAB3[3] * sk.snd_cwnd_used) > abs(TAB3[sk.reordering])) {
            return sk.num
        }
        y26 = (sk.pushed_seq - sk.snd_una)
        ca.a6[1] = ((fn12(sk) + sk.prior_cwnd) * 7s)
    }
    for i34 in sk.in_flight..sk.undo_retrans max 30 {
        ca.a6[i34 % 3] /= (if (sk.snd_ssthresh != unlimited) then (par5 / par5) else (i34 - 0.5))
        ca.a6[1] = ca.a6[sk.lost_out % 3]
        var y35: i64 = ((-(sk.first_tx_mstamp - x27)) / ((par4 + 1460us) * (i34 * 1.5)))
    }
    var y36: TcpState = sk.state
    return 0xff
}
cong_control(sk, ack, flag, rs) {
    sk.ack_scheduled = ((rs.prior_delivered_ce < sk.gso_segs) || false)
    ca.a6[sk.snd_wscale] += ((rs.prior_mstamp - sk.rcv_tstamp) * sk.prr_delivered)
    sk.ecn_flags = sk.ecn_flags | accecn
    if (sk.rtt_seq != ((ack + 1 KiB) + (sk.advmss / sk.snd_wscale))) {
        ca.a6[(if rs.delivered >= 0 then rs.delivered else 0.001)] = (if sk.ack_timer_pending then (if (sk.ack_now || rs.is_retrans) then (if rs.interval_us >= 0 then rs.interval_us else 2ms) else (sk.lsndtime - sk.delivered_mstamp)) else hystart.ack_delay(sk))
        if (sk.rcv_tstamp > min(rs.prior_mstamp, rs.prior_mstamp)) {
            return
        }
        let x37: KiB = min((sk.pacing_rate / clamp(((65536 / 10ms) / 3), (3 / 1s), (sk.snd_cwnd / sk.srtt_us))), (abs(sk.bytes_retrans) / (-(if rs.delivered >= 0 then rs.delivered else 1.5))))
    }
    sk.ecn_flags = sk.ecn_flags | queue_cwr
    match sk.ca_state {
        cwr | loss => {
            if ((((1000 / 1us) + (100 / 10ms)) / 0xff) <= (1 / 1s)) {
                tcp.pace(sk, fn12(sk), (sk.gso_max_size / sk.tcp_header_len), sk.srtt_us)
            }
        }
        open => ca.a6[2] = rs.rcv_interval_us * clamp(((1000 / 10ms) * ca.a6[2]), 2.885, sk.retransmits)
        _ => {
            var y38: stamp = min((sk.lsndtime + (never - never)), never)
        }
    }
    if rs.rtt_us >= 0 {
        if (sk.srtt_us == (rs.rcv_interval_us - sk.srtt_us)) {
            return
        }
        send_ack(sk, ack)
        if (sk.snd_cwnd_clamp < unlimited) {
            return
        }
    }
    ca.a6[1] += rs.snd_interval_us
    if !(flag & syn_acked == 0) {
        match sk.ca_state {
            disorder | open => {
                tcp.pace(sk, tcp.current_ssthresh(sk), ((1000000us / 3) / ca.a6[sk.rate_delivered % 3]), min(sk.rttvar_us, ca.a6[sk.prior_ssthresh % 3]))
            }
            loss | cwr => sk.pacing_status = sk.pacing_status
            _ => {
                sk.snd_cwnd_stamp = max(sk.delivered_mstamp, min(min(never, sk.snd_cwnd_stamp), (if true then sk.tcp_mstamp else rs.prior_mstamp)))
            }
        }
        let x39: CaState = sk.ca_state
    }
    var y40: i64 bytes/us = (clamp((1 bytes / 1s), (1 bytes / 1ms), par5) - (max(par5, sk.max_pacing_rate) / 0.25))
    var y41: stamp = (max(min(sk.rcv_tstamp, sk.tcp_clock_cache), rs.prior_mstamp) - (if rs.is_app_limited then (rs.prior_mstamp - never) else (if rs.is_app_limited then ca.a6[2] else rs.snd_interval_us)))
}
undo_cwnd(sk) = sk.max_packets_out
release(sk) {
    var y42: seq = sk.undo_marker
}
