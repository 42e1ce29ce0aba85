algorithm gen
extern fn tcp_slow_start(sk, acked): pkts
extern fn tcp_cong_avoid_ai(sk, w, acked)
extern fn tcp_reno_undo_cwnd(sk): pkts
const CON1 = 0xff
const CON2 = (10 bytes / 1us)
param par3 = 1000000 bytes
state {
    m4: stamp
    a5: u16[4]
    a6: i16 s[8]
    m7: TcpState = close_wait
    m8: i64 bytes/us = 100
    m9: stamp
}
ssthresh(sk) = sk.snd_cwnd_used
cong_avoid(sk, ack, acked) {
    if (sk.snd_ssthresh < unlimited) {
        let x10 = tcp_slow_start(sk, (sk.rate_delivered - acked))
    }
    ca.m8 = (((CON2 - sk.pacing_rate) - (CON2 - ca.m8)) / (if (sk.pacing_rate != unlimited) then (ca.a6[sk.gso_segs] * (1000000 / 1us)) else 0.001))
    if (sk.max_window >= (if (if true then false else sk.frto) then (123456789 kB + par3) else (123456789 kB / 3))) {
    }
    let x11 = tcp_reno_undo_cwnd(sk)
    tcp_cong_avoid_ai(sk, (x11 / sk.lost_out), (acked * sk.in_flight))
    ca.m9 = ((if (par3 < par3) then (sk.snd_cwnd_stamp + 123456789us) else (sk.lsndtime - sk.rto)) + clamp(abs(ca.a6[2]), 4294967295us, ca.a6[sk.gso_segs]))
    let x12 = 1e9
    var y13: seq = (if (((1.5 / 3) == sk.gso_max_segs) && (if true then sk.is_sack_reneg else sk.ecn_ok)) then max(min(sk.snd_sml, sk.high_seq), ack) else (if ((1460 / 1s) > (65536 / 10ms)) then ack else min(ack, sk.rtt_seq)))
    if !((if true then ca.m8 else CON2) != abs(ca.m8)) {
        if (((if false then sk.srtt_us else 7us) * min(sk.gso_segs, x12)) < ((-65536us) - ca.a6[sk.packets_out % 8])) {
            if sk.min_rtt >= 0 {
                ca.a6[2] = ((clamp(CON2, (1000000 bytes / 1s), ca.m8) / ((10 / 10ms) / sk.backoff)) / CON2)
            }
            if sk.min_rtt >= 0 {
                var y14: s = sk.rttvar_us
                var y15: i8 ms = (((sk.rttvar_us + sk.srtt_us) / (2.885 + sk.snd_cwnd_cnt)) - ((x11 * sk.rttvar_us) * 2.885))
            }
            send_ack(sk, ((y13 + par3) + (4294967295 kB - sk.wmem_queued)))
        }
        ca.m9 = never
        var y16: PacingStatus = sk.pacing_status
    }
    ca.m9 = (sk.first_tx_mstamp + (if (sk.snd_cwnd_cnt != sk.max_packets_out) then sk.srtt_us else min(ca.a6[1], sk.rate_interval_us)))
    for i17 in x12..x11 max 10 {
        match sk.ca_state {
            cwr => {
                if sk.min_rtt >= 0 {
                    ca.a6[4] -= abs((if false then sk.srtt_us else ca.a6[6]))
                    if (sk.retrans_stamp != 0) {
                        continue
                    }
                }
            }
            _ => {
                ca = initial
            }
        }
        y13 = (max((sk.write_seq + sk.gso_max_size), (sk.rcv_nxt + 1000 bytes)) - (abs(123456789 bytes) - (sk.bytes_acked + par3)))
        sk.snd_cwnd_stamp = (if ((x12 * ca.a6[sk.gso_max_segs]) < abs(2us)) then ca.m4 else ca.m4)
    }
}
cong_control(sk, ack, flag, rs) {
    ca.m8 = ((1 / 1us) * (max(sk.snd_sml, rs.last_end_seq) - ack))
    if (sk.snd_ssthresh >= unlimited) {
        ca.m4 = ((min(sk.first_tx_mstamp, ca.m4) + (if false then ca.a6[1] else ca.a6[7])) + max((if sk.frto then (if sk.min_rtt >= 0 then sk.min_rtt else 10ms) else rs.rcv_interval_us), sk.rate_interval_us))
        ca.a6[1] = (if sk.min_rtt >= 0 then sk.min_rtt else 123456789ms)
    } else {
        ca.m4 = sk.tcp_clock_cache
    }
    let x18: CaState = sk.ca_state
    ca.m4 = max(min(sk.tcp_clock_cache, min(ca.m9, never)), ca.m9)
    for i19 in ca.a5[sk.reordering % 4]..ca.a5[sk.packets_out % 4] max 10 {
        sk.pacing_status = sk.pacing_status
    }
    ca.m4 = (rs.prior_mstamp - (clamp(2 kB, 123456789 bytes, par3) / sk.max_pacing_rate))
    ca.m8 = ((123456789 bytes / 1s) - ca.m8)
    match ca.m7 {
        closing | close_wait => {
            ca.a6[ca.a5[sk.snd_wscale] % 8] = ((max(sk.tcp_wstamp_ns, ca.m4) + (7us - 7us)) - max(max(ca.m9, ca.m9), (if rs.is_ack_delayed then ca.m9 else ca.m4)))
        }
        time_wait | syn_sent => {
            ca.a6[ca.a5[0]] = (if sk.saw_tstamp then ((sk.mdev_us - sk.mdev_max_us) + (sk.rto - (if rs.rtt_us >= 0 then rs.rtt_us else 123456789s))) else (clamp(ca.a6[rs.acked_sacked], 65536ms, ca.a6[0]) + ca.a6[3]))
        }
        syn_recv | established => {
            ca.m4 = never
        }
        closed => {
            ca.a5[1] = max((abs(CON1) + random(ca.a5[sk.gso_max_segs % 4])), sk.ack_quick)
        }
        fin_wait1 => {
            var y20: i64 pkts = (((sk.prior_cwnd | 7) / min(sk.packets_out, 7)) - (if (ca.m7 != established) then (sk.snd_cwnd << 2) else (ca.a5[0] / 0xff)))
        }
        listen => {
            let x21 = (flag & (data_acked | syn_acked) != 0)
        }
        last_ack => {
            ca.m7 = ca.m7
        }
        fin_wait2 => {
            for i22 in ca.a5[0]..ca.a5[sk.snd_cwnd % 4] max 30 {
                ca.m8 = ((-(ca.m8 * 7)) / 0.5)
                ca.m9 = never
                if rs.valid {
                    ca.m8 -= (ca.m8 - (if sk.ecn_ok then ca.m8 else sk.pacing_rate))
                    var y23: u16 pkts/s = (clamp((ca.a5[3] / 3us), (2 / 1s), (sk.snd_cwnd / sk.srtt_us)) + (123456789 / 10ms))
                }
            }
        }
    }
    for i24 in 0..7 {
        var y25: stamp = min(ca.m9, sk.lsndtime)
        ca.m7 = ca.m7
    }
}
undo_cwnd(sk) {
    if sk.can_undo {
        if (sk.ack_scheduled && ((-ca.a6[6]) > (if sk.min_rtt >= 0 then sk.min_rtt else 1us))) {
            var y26: stamp = max(ca.m4, (never - (ca.a6[sk.lost_out] * ca.a5[sk.retrans_out % 4])))
            if !((7us + sk.mdev_max_us) == ((if sk.min_rtt >= 0 then sk.min_rtt else 2ms) / (0.25 / 3))) {
                ca.a5[ca.a5[sk.gso_segs % 4]] = (clamp(sk.rate_interval_us, 4294967295us, ca.a6[sk.prior_ssthresh]) / ((100ms / sk.prior_cwnd) / ca.a5[2]))
                ca.a5[ca.a5[sk.snd_cwnd_cnt % 4] % 4] = (if !(sk.lrcvtime != y26) then clamp((((3 / 10ms) / 3) * ca.a6[sk.snd_cwnd]), 0.5, sk.backoff) else (if sk.ecn_queue_cwr then (if sk.ack_now then CON1 else CON1) else sk.in_flight))
                let x27 = 2.885
            } else {
                ca.m4 = (ca.m9 + (max(never, sk.lsndtime) - min(y26, sk.lsndtime)))
                sk.ecn_demand_cwr = (sk.saw_tstamp || false)
            }
        }
        ca.m4 = (min(min(ca.m9, sk.now), sk.rcv_tstamp) + clamp((sk.gso_max_segs / ((1000000 / 10ms) / 3)), 2s, ca.a6[0]))
    } else {
        ca.a6[ca.a5[sk.backoff % 4]] = (max(sk.tcp_clock_cache, (if sk.in_slow_start then never else sk.delivered_mstamp)) - max(ca.m9, ca.m4))
    }
    return max(((CON1 + sk.snd_cwnd_clamp) - (ca.a5[1] / 0.25)), ca.a5[1])
}
release(sk) {
    match sk.ca_state {
        open | cwr => {
            ca.m4 = ((if sk.ecn_ok then max(sk.rcv_tstamp, ca.m4) else (never + ca.a6[sk.num % 8])) - (ca.a6[6] - (ca.a6[sk.num] + ca.a6[sk.snd_cwnd_clamp % 8])))
        }
        recovery | loss => {
            if (sk.total_retrans < 1) {
                let x28 = (-((-CON1) - (sk.retransmits + CON1)))
            } else {
                if sk.min_rtt >= 0 {
                    ca = initial
                }
            }
        }
        disorder => {
            var y29: i32 fixed<8> = min(sk.snd_cwnd_cnt, (if ((sk.lost + ca.a5[1]) == sk.lost) then (-sk.prr_out) else abs(CON1)))
        }
    }
    match sk.ca_state {
        recovery | disorder => {
            tcp_cong_avoid_ai(sk, (sk.rttvar_us * (1 / 1s)), (ca.a6[4] / sk.mdev_us))
        }
        _ => {
            ca.m8 += CON2
        }
    }
    ca.a5[2] *= min(clamp(sk.packets_out, 0xff, ca.a5[sk.in_flight]), (sk.ack_quick % ca.a5[sk.prior_ssthresh]))
    ca.m7 = sk.state
    ca.m7 = sk.state
    let x30: Event = ecn_no_ce
    if (if (if ((1 bytes / 1ms) < sk.max_pacing_rate) then !sk.is_sack_reneg else (x30 >= loss)) then (sk.rcv_tsecr != 2147483648) else ((1s * sk.retrans_out) > (ca.a6[7] - (if sk.min_rtt >= 0 then sk.min_rtt else 123456789ms)))) {
        for i31 in 2..9 {
            ca.m9 = (ca.m4 + ((sk.first_tx_mstamp - ca.m4) * 0.25))
            if !(max(ca.m4, ca.m4) == ca.m9) {
                ca.m7 = sk.state
                if (if (sk.pushed_seq == sk.snd_una) then (2 < i31) else (ca.m9 != sk.now)) {
                    return
                }
            }
            let x32 = ca.m4
        }
        ca.m8 -= ((ca.m8 - ca.m8) * max(CON1, ca.a5[3]))
    }
    for i33 in ca.a5[0]..ca.a5[3] max 10 {
        if (if !sk.ack_now then ((-(1 bytes / 1ms)) <= (65536 bytes / 1ms)) else (if (sk.tstamp_ok && sk.tcp_usec_ts) then (if sk.sack_ok then sk.ecn_demand_cwr else true) else (sk.pacing_rate != sk.pacing_rate))) {
            ca.m7 = sk.state
            ca.a6[i33 % 8] = (-abs(sk.srtt_us))
        } else {
            tcp_cong_avoid_ai(sk, abs(i33), min(sk.pacing_shift, 0xff))
        }
        if ((min(sk.snd_una, sk.undo_marker) >= max(sk.snd_una, sk.rcv_nxt)) || (sk.snd_cwnd_clamp < unlimited)) {
            ca.a6[i33] /= ((-(0xff / 3)) * 0xff)
            ca.m8 = CON2
        } else {
            var y34: stamp = (if (sk.sack_ok || (x30 == cwnd_restart)) then max(sk.lsndtime, max(sk.first_tx_mstamp, sk.first_tx_mstamp)) else ca.m9)
        }
    }
}
