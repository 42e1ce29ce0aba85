algorithm gen
use math
enum Kind4 { v1, v2, v3, v4, v5 }
enum Kind5 { v6, v7, v8 }
const CON9 = 1000
const TAB10 = [0.5, (0xff / 3), 0.001, 123456789]
param par11 = 10us
param par12 = 3 in 0..10
state {
    a13: u64 bytes/us[16]
    m14: u32 pkts
    m15: pkts = 1
    a16: stamp[16]
    m17: bool = false
    a18: stamp[3]
    m19: i8 us
    m20: seq
    m21: stamp
    a22: u32 fixed<8>[1]
    m23: bool
    m24: kbit/s = 1
    m25: TcpState
    m26: pkts
    m27: i64 ms
    m28: seq
    m29: CaState
    m30: u64 pkts/us
    a31: u32[4]
    m32: stamp
    a33: u64 fixed<8> pkts/us[16]
    m34: u64 fixed<24> bytes/us = 7
}
ssthresh(sk) {
    for i35 in 1..9 {
        ca = initial
        var y36: bool = (if ((sk.pushed_seq + 3 bytes) > (if sk.ack_timer_pending then sk.write_seq else ca.m28)) then ((ca.m19 + sk.srtt_us) > (ca.a31[0] * sk.rate_interval_us)) else ((if sk.ack_timer_pending then ca.m20 else sk.snd_wl1) >= (ca.m20 - (10 bytes / 3))))
        sk.ecn_queue_cwr = (ca.m24 > min(max(ca.m34, sk.max_pacing_rate), ca.m24))
    }
    var y37: u64 = (if ca.m23 then math.cbrt(sk.max_packets_out) else sk.rate_delivered)
    match ca.m29 {
        cwr => {
        }
        _ => {
            if (math.cbrt((if ca.m23 then (1.5 / 3) else sk.prr_out)) >= math.cbrt(abs(TAB10[1]))) {
                ca.a16[5] = ca.m21
                var y38: stamp = ca.m21
                if ((7 / 1s) > (ca.m30 / 2.885)) {
                    return CON9
                }
            }
        }
    }
    let x39: stamp = ca.m32
    ca.m21 = sk.delivered_mstamp
    for i40 in 3..11 {
        if (ca.m20 >= sk.snd_nxt) {
            let x41 = 3s
        }
        var y42: bool = (sk.max_pacing_rate >= unlimited)
        let x43: CaState = ca.m29
    }
    match ca.m25 {
        fin_wait1 => {
            if ((max(sk.tcp_wstamp_ns, sk.snd_cwnd_stamp) + (sk.num / ca.m30)) <= (max(ca.a16[par12 % 16], ca.a16[sk.packets_out % 16]) + (-sk.srtt_us))) {
                if (true && false) {
                    return ((sk.bytes_sent * (0.25 / 3)) / 3 bytes)
                }
                if (ca.m25 != closed) {
                    return (TAB10[0] - 0.5)
                }
            } else {
                ca = initial
                ca.a13[ca.m26] = (abs(((2 bytes / 1us) + ca.a13[8])) + ((sk.family - sk.max_packets_out) * (sk.bytes_retrans / ca.m19)))
            }
        }
        closing => {
            ca.m29 = ca.m29
        }
        listen | close_wait => {
            ca.a16[ca.a31[0]] = ca.a18[par12]
        }
        last_ack | closed => {
            if ((if (par11 <= par11) then sk.tstamp_ok else true) && ca.m17) {
                ca.m28 = ((ca.m20 - (sk.wmem_queued / 1000000)) + (if (sk.max_pacing_rate >= unlimited) then (ca.a13[14] * ca.m27) else (if ca.m23 then sk.rcv_ssthresh else sk.rcv_ssthresh)))
                ca.m19 = ((((1e9 / 3) + CON9) * (par11 / 1.5)) + (if (ca.m25 >= last_ack) then (sk.srtt_us / (10 / 3)) else (ca.a31[3] * sk.mdev_us)))
                ca.m25 = ca.m25
            } else {
            }
        }
        _ => {
            if (sk.first_tx_mstamp <= sk.tcp_mstamp) {
                match sk.ca_state {
                    loss | recovery => {
                        var y44: i16 s = (if ((par11 / sk.mdev_us) != (1.5 - 1e9)) then (1000000us - (7ms / 3)) else max((if sk.is_sack_reneg then (if sk.min_rtt >= 0 then sk.min_rtt else 3us) else 4294967295us), (1 bytes / sk.max_pacing_rate)))
                    }
                    cwr | disorder => {
                        ca.a13[y37] = (-sk.pacing_rate)
                    }
                    open => {
                        ca.m17 = ca.m23
                    }
                }
            }
        }
    }
    var y45: i32 ms = sk.rate_interval_us
    ca = initial
    return (sk.lost - sk.retrans_stamp)
}
cong_avoid(sk, ack, acked) {
    let x46 = (if ((sk.max_pacing_rate + ca.a13[par12 % 16]) == sk.max_pacing_rate) then abs(sk.bytes_sent) else max(4294967295 bytes, min(sk.wmem_queued, sk.window_clamp)))
    match ca.m25 {
        listen => {
            if (sk.delivered_ce == 0) {
                return
            }
        }
        syn_recv => {
            let x47: i64 ms = ((math.cbrt(ca.a31[2]) - min(par12, ca.m26)) / ca.m30)
        }
        time_wait | established => {
            match ca.m29 {
                recovery => {
                    ca.m17 = (ca.a18[par12 % 3] > ca.m32)
                }
                disorder | open => {
                    ca.m34 = (10 bytes / 1ms)
                }
                loss => {
                    ca.m24 = (((x46 - sk.bytes_acked) + abs(x46)) / (-(par11 - (2us / 3))))
                }
                cwr => {
                    if (sk.lost != 4294967295) {
                    } else {
                        var y48: stamp = ((if (sk.delivered_mstamp >= sk.first_tx_mstamp) then min(sk.snd_cwnd_stamp, ca.a16[0]) else sk.first_tx_mstamp) + par11)
                    }
                }
            }
        }
        last_ack | fin_wait2 => {
            ca.m15 = (0.25 / 3)
        }
        closing => {
            for i49 in par12..ca.m14 max 10 {
                ca.m24 = (((3 kB * (1e9 / 3)) + max(x46, sk.tcp_header_len)) / (if (0.5 > CON9) then (ca.m27 / (0.5 / 3)) else (ca.m27 - ca.m27)))
                ca.a18[par12] = ca.a18[1]
                let x50 = i49
            }
        }
        close_wait => {
            for i51 in par12..ca.a22[0] max 5 {
                ca.a18[par12] = (if !((1000000 / 1s) > ca.a33[par12]) then min(max(sk.lrcvtime, ca.m32), sk.lsndtime) else (max(sk.tcp_clock_cache, sk.first_tx_mstamp) - (sk.snd_wnd / sk.max_pacing_rate)))
                if (sk.snd_ssthresh < unlimited) {
                    break
                }
            }
        }
        fin_wait1 | syn_sent => {
            let x52: u32 us = (if (1000 bytes >= (ack - ca.m20)) then sk.rto else ((sk.prior_ssthresh * ca.a22[0]) / ca.m30))
        }
        closed => {
            if ((TAB10[par12] % par12) >= abs(sk.retrans_out)) {
                return
            }
        }
    }
}
undo_cwnd(sk) = sk.rate_delivered
init(sk) {
    if (ca.m20 == min(min(sk.copied_seq, ca.m28), sk.rtt_seq)) {
        for i53 in 2..10 {
        }
        sk.ecn_queue_cwr = ((ca.a33[par12 % 16] >= (if ca.m17 then ca.m30 else ((4294967295 / 1us) / 3))) && sk.ack_timer_pending)
    } else {
        ca.a31[1] += clamp((sk.undo_retrans / sk.snd_cwnd_cnt), 0xff, par12)
        if ((sk.mdev_us < par11) || (if ca.m17 then ca.m17 else sk.ecn_demand_cwr)) {
            return
        }
    }
}
