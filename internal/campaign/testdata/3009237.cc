algorithm gen with nonrestricted
use math
use hystartpp
const CON1 = 4294967295s
const CON2 = (1000 bytes / 1ms)
param par3 = false
param par4 = 1000000 in 1..4000000000
const LEN12 = 2
state {
    m5: u32 Mbit/s in 0..1
    m6: u64 pkts/us in 0..127
    m7: i32 fixed<24> pkts/s = -(7 - 3)
    m8: bool
    m9: u32 fixed<8> pkts/s in 0.5..8 = 1
    a10: u32 us[16]
    a11: stamp[LEN12]
}
fn fn13(sk, p14: i32 bytes/us, p15: i32 bytes/s) {
    for i16 in 1..3 {
        if ((sk.write_seq == (sk.snd_nxt + sk.rcv_ssthresh)) && ((sk.snd_cwnd_clamp / ca.m7) <= (CON1 + CON1))) {
            ca.a11[par4] = if ((sk.total_retrans < i16) != (ca.a11[0] == ca.a11[1])) then min(max(ca.a11[0], sk.lsndtime), (ca.a11[0] + ca.a10[par4])) else sk.delivered_mstamp
        } else {
            ca.a10[6] = ca.a10[6]
        }
        if (sk.delivered != 1) {
            return
        }
        ca.m8 = sk.max_pacing_rate < unlimited
    }
    if sk.min_rtt >= 0 {
        if (ca.m8 == (if (if sk.frto then sk.tcp_usec_ts else sk.saw_tstamp) then (sk.snd_cwnd_stamp == sk.now) else sk.tstamp_ok)) {
            ca.m8 = ca.m8
        } else {
            let x17 = sk.snd_una
        }
    }
    for i18 in par4..par4 - 1 max 5 {
        if (sk.pacing_shift == clamp((p14 / sk.pacing_rate), 7, i18)) {
            let x19 = max((max(ca.a11[par4], sk.lrcvtime) - (sk.srtt_us - ca.a10[par4])), never)
            ca.m7 = (1000 / 1us)
        }
        var y20: seq = ((sk.pushed_seq - sk.bytes_retrans) - (sk.tlp_high_seq - sk.snd_nxt)) + abs(1000 bytes)
    }
}
fn fn21(sk) {
    ca.a10[par4] = (clamp(65536us, 1000us, ca.a10[par4]) + (ca.a10[par4] - sk.mdev_max_us)) + math.exp_minus(par4) / (ca.m5 / sk.rcv_wnd)
    for i22 in 1..5 {
        match sk.ca_state {
            recovery => {
                let x23: u32 ms = ca.a10[par4]
            }
            disorder | cwr => {
                let x24: i64 fixed<4> ms = abs((sk.snd_cwnd_stamp - min(sk.first_tx_mstamp, sk.lrcvtime)))
            }
            _ => {
                var y25: seq = ((sk.high_seq + sk.rcv_wnd) - (max(sk.snd_una, sk.high_seq) - min(sk.tlp_high_seq, sk.snd_nxt)))
            }
        }
    }
    ca.m9 = ca.m9
}
ssthresh(sk) = (sk.total_retrans - par4)
cong_avoid(sk, ack, acked) {
    if sk.min_rtt >= 0 {
        let x26 = (((2 kB * sk.snd_cwnd_cnt) * 1.5) * ((sk.prior_cwnd * ca.a10[par4 % 16]) / (ca.a11[0] - ca.a11[1])))
        var y27: u32 bytes/s = ca.m5
        ca = initial
    }
    ca.m9 = (if ((sk.ack_timer_pending == false) || ca.m8) then (sk.max_pacing_rate / 2.885) / (sk.tcp_header_len - (2 kB / 3)) else min(clamp(ca.m6, (1460 / 1s), ca.m9), (ca.m7 - (1000000 / 1us))))
    sk.pacing_rate -= abs(abs(((10 bytes / 1us) / 3)))
    ca.m8 = min((sk.rcv_mss * acked), abs(3 kB)) < ((CON2 / 123456789) / (if sk.ecn_seen then ca.m6 else (1 / 1s)))
    if (((par3 != false) != (sk.retrans_out >= 0xff)) || ((-sk.rto) >= (-CON1))) {
        match sk.ca_state {
            loss => {
                sk.ecn_demand_cwr = (((sk.gso_max_size / sk.rto) + (4294967295 bytes / 1us)) >= sk.max_pacing_rate)
            }
            _ => {
                fn21(sk)
            }
        }
        if ((acked - (sk.data_segs_out + par4)) != ((sk.rate_interval_us - 7us) * (3 / 10ms))) {
            fn21(sk)
        }
    }
}
set_state(sk, new_state) {
    fn13(sk, ((10 bytes / 1s) / 3), min((7 bytes / 1us), ((2 bytes / 1ms) / 3)))
    let x28 = max(((if ca.m8 then sk.max_pacing_rate else sk.pacing_rate) / (1460 bytes * ca.m6)), (-clamp(0.5, 0.25, par4)))
    match new_state {
        recovery => {
            let x29: TcpState = sk.state
        }
        _ => {
            match sk.ca_state {
                disorder | cwr => {
                    var y30: seq = min(sk.write_seq, min((sk.snd_nxt - (1000 bytes / 3)), max(sk.rcv_nxt, sk.write_seq)))
                }
                _ => {
                    ca.m7 += clamp((0.5 * ca.m6), (123456789 / 1s), ca.m9)
                }
            }
        }
    }
}
min_tso_segs(sk) {
    ca.a11[par4] = ((ca.a11[par4 % 2] + 1460ns) - (if ca.m8 then 7s else (if sk.min_rtt >= 0 then sk.min_rtt else 2s))) + (min(sk.now, sk.lsndtime) - (sk.lrcvtime + sk.rate_interval_us))
    return (((4294967295ms / sk.mdev_max_us) * par4) + par4)
}
undo_cwnd(sk) {
    fn13(sk, (CON2 - sk.pacing_rate), (sk.max_pacing_rate / sk.rate_delivered))
    return (-((CON1 * par4) * ca.m6))
}
sndbuf_expand(sk) {
    var y31: us = (((ca.a11[par4] - sk.now) - (CON1 + ca.a10[par4])) / 0.25)
    if (!(par4 >= sk.family) != ((par4 * sk.retrans_out) < abs(sk.pacing_shift))) {
        if (min((sk.max_pacing_rate - ca.m5), (if ca.m8 then (1 bytes / 1us) else ca.m5)) != ((sk.sacked_out - par4) * sk.pacing_rate)) {
            fn13(sk, (-CON2), (sk.advmss / ca.a10[par4]))
        }
        let x32: Event = complete_cwr
    } else {
        ca.a10[par4] -= ((ca.a11[1] - ca.a10[4]) - (never - sk.mdev_us))
        match sk.ca_state {
            recovery => ca.a10[9] = ca.a10[8] + min((if sk.tstamp_ok then sk.mdev_max_us else y31), (sk.rto + sk.rate_interval_us))
            open | loss => {
                ca.m9 = abs(((123456789 / 1s) + ca.m6))
            }
            cwr => {
                ca.m7 -= ((ca.m7 + ca.m9) + (ca.m7 + ca.m9))
            }
            disorder => {
                let x33: ms = sk.srtt_us
            }
        }
    }
    ca.a10[par4 % 16] = (-((sk.lrcvtime - ca.a11[par4]) * (if par3 then sk.max_packets_out else sk.packets_out)))
    ca.m7 = ca.m9 + (min(ca.m7, ca.m7) / 0.001)
    if ((if (sk.num < (0.25 / 3)) then sk.in_initial_slow_start else (sk.frto || par3)) || ((sk.delivered_ce + par4) >= par4)) {
        sk.ecn_seen = (if sk.is_sack_reneg then (sk.delivered_ce == par4) else (sk.rate_delivered != math.power_minus(par4)))
        let x34: PacingStatus = sk.pacing_status
    } else {
        let x35 = par4 >= 100
    }
    ca.m5 = CON2
    return (-ca.m9) * (if (ca.m5 <= ca.m5) then (sk.rto + y31) else abs(y31))
}
release(sk) {
    var y36: i64 = (math.log2(abs(4294967295)) * sk.prr_out)
    var y37: i8 pkts/us = ((ca.m9 - ca.m9) - ((4294967295 / 1us) * par4)) + ((1.5 * sk.max_pacing_rate) / max(sk.snd_wnd, 100 kB))
    ca.m7 /= (255 >> 5)
    ca.a10[y36] += (ca.a10[2] - sk.mdev_us)
    y36 = (sk.pacing_rate / max((-sk.max_pacing_rate), CON2))
}
