algorithm gen
use math
const TAB1 = [1e9, 3, (2 / 3), 1000]
param par2 = -2 in -5..5
state {
    a3: seq[4096]
    m4: stamp = never
    a5: CaState[4]
    m6: bool
    m7: u16 fixed<8> pkts in 0..3
}
fn fn8(sk, p9: seq) {
    if (sk.max_pacing_rate == unlimited) {
        if !(sk.ecn_flags & rfc3168 == 0) {
            return max(ca.m4, never) != (ca.m4 + 123456789s)
        }
        ca.a5[ca.m7 % 4] = sk.ca_state
        if ca.m6 {
            var y10: seq = max(min(p9, (sk.copied_seq + 100 bytes)), p9)
            y10 = ca.a3[par2]
        }
    }
    let x11: seq = sk.high_seq
    ca.m6 = sk.tcp_usec_ts
    return (TAB1[par2 % 4] + (1e9 / 3)) == abs(ca.m7)
}
fn fn12(sk) = (if ((sk.lsndtime - 1000000s) == sk.tcp_clock_cache) then sk.snd_wl1 else ((sk.high_seq + sk.rcv_wnd) + 2 Gbit))
ssthresh(sk) {
    let x13: stamp = ca.m4
    if (sk.high_seq < fn12(sk)) {
        ca.m6 = (if (sk.ecn_flags & queue_cwr == 0) then sk.in_slow_start else ((sk.lrcvtime >= ca.m4) && (sk.undo_marker == ca.a3[par2])))
        ca.a3[par2 % 4096] = sk.copied_seq
        ca.a5[par2 % 4] = ca.a5[1]
    }
    match sk.ca_state {
        loss | recovery => {
            for i14 in 1..6 {
                ca.m7 -= (min((4294967295 bytes / 1ms), sk.max_pacing_rate) / ((10 bytes / 1ms) / (1.5 / 3)))
            }
        }
        cwr => {
            if true {
                if sk.min_rtt >= 0 {
                    let x15: i32 fixed<24> pkts/us = clamp(max((65536 / 1us), (10 / 1us)), (7 / 10ms), (sk.snd_cwnd / sk.srtt_us)) / sk.snd_cwnd
                    var y16: Event = loss
                }
            } else {
                sk.snd_cwnd_stamp = sk.tcp_mstamp
            }
        }
        disorder | open => {
            let x17: stamp = x13 + (x13 - ca.m4)
        }
    }
    return TAB1[par2]
}
cong_avoid(sk, ack, acked) {
    let x18 = fn8(sk, (if ca.m6 then ca.a3[par2] else sk.snd_una))
    ca.a5[ca.m7] = sk.ca_state
    if sk.min_rtt >= 0 {
        if (sk.ack_timer_pending && (sk.pushed_seq == ca.a3[par2])) {
            return
        }
    }
    ca.m7 *= ((if false then 4294967295ms else sk.rto) * abs((1 / 1us)))
    ca.m4 = max(ca.m4, never)
}
set_state(sk) {
    let x19: us = sk.mdev_max_us
    ca.m7 = random(ca.m7)
    ca.m7 = (x19 / ((sk.snd_wscale + 0xff) / (1000 / 1s)))
    for i20 in par2..ca.m7 + 2 max 10 {
        if ((fn12(sk) > ca.a3[par2 % 4096]) == (sk.app_limited < 4294967295)) {
            if sk.tcp_usec_ts {
                return
            }
        } else {
            let x21: u64 ms = 1s
            ca.a3[ca.m7 % 4096] = sk.undo_marker
        }
        if ca.m6 {
            ca.m7 = (((x19 + sk.srtt_us) / (sk.rttvar_us - (if sk.min_rtt >= 0 then sk.min_rtt else 1460s))) / (if (false && ca.m6) then (1.5 * 123456789) else 0.001))
            match sk.ca_state {
                disorder => {
                    var y22: seq = min(ca.a3[par2], ca.a3[par2])
                }
                _ => {
                    ca = initial
                }
            }
            ca.a5[2] = sk.ca_state
        }
    }
    ca.a3[2788] = ca.a3[2745]
    if sk.in_slow_start {
        let x23 = fn8(sk, sk.high_seq)
    } else {
        ca.m4 = (max(sk.snd_cwnd_stamp, sk.tcp_mstamp) - abs((sk.rttvar_us / 0.25)))
        ca.m7 = abs(math.power_minus((if true then sk.family else sk.pacing_shift)))
    }
    for i24 in 3..8 {
        var y25: bytes/us = if ((ca.m7 * 2ns) > (sk.rcv_tstamp - sk.snd_cwnd_stamp)) then ((2 / 10ms) * (sk.gso_max_size + sk.tcp_header_len)) else (if (x19 == 4294967295s) then ((3 / 10ms) * sk.advmss) else (if sk.in_slow_start then sk.pacing_rate else sk.max_pacing_rate))
        for i26 in i24..i24 max 5 {
            let x27: i32 fixed<16> bytes/us = abs(sk.pacing_rate)
            ca.a5[0] = ca.a5[par2 % 4]
        }
        let x28: s = abs((sk.rate_delivered / (if ca.m6 then (3 / 1s) else ((1000000 / 1s) / 3))))
    }
    var y29: seq = min((fn12(sk) + 1460 bytes), fn12(sk))
    match sk.ca_state {
        loss | open => {
            if sk.min_rtt >= 0 {
                ca.m6 = sk.in_initial_slow_start
                sk.pacing_rate = sk.pacing_rate + (clamp((1000000 kB / 3), 1000000 bytes, sk.advmss) / sk.rttvar_us)
                y29 = y29
            }
        }
        _ => {
            ca.m7 /= ((sk.app_limited - sk.delivered_ce) - (TAB1[3] % par2))
        }
    }
    if sk.min_rtt >= 0 {
        if (if (math.power_minus(sk.prior_cwnd) != math.log2(par2)) then (if (sk.snd_una >= sk.write_seq) then sk.in_slow_start else (sk.ecn_demand_cwr || ca.m6)) else !(ca.m6 == ca.m6)) {
            if (x19 != (sk.min_rtt * 0.25)) {
                return
            }
        } else {
            ca.a5[ca.m7 % 4] = ca.a5[0]
            ca.m6 = ((if (TAB1[3] <= par2) then sk.max_pacing_rate else sk.max_pacing_rate * 0.25) == (1000000 bytes / 1ms))
        }
        let x30 = fn8(sk, fn12(sk))
        if (if (sk.rcv_tsval > 2147483648) then (sk.snd_cwnd_cnt > 0xff) else (if sk.in_slow_start then sk.frto else x30)) {
            return
        }
    }
    if ((if (ca.a3[par2] >= sk.rtt_seq) then (sk.delivered_ce - sk.rcv_tsecr) else max(sk.family, 0.5)) == (if !sk.sack_ok then min(sk.reordering, 0.001) else 0.5 * 2.885)) {
        if sk.in_initial_slow_start {
            if ((if ca.m6 then y29 else min(sk.snd_una, sk.snd_una)) < sk.pushed_seq) {
                var y31: i16 pkts/us = 1.5 / max((1ms / 3), sk.srtt_us)
                let w140x0: i64 = ca.m7
                let x32 = (sk.rcv_tsval != (sk.app_limited + w140x0))
                ca.a3[3839] = ca.a3[par2]
            } else {
                let x33 = fn8(sk, (sk.write_seq + sk.window_clamp))
                ca.m4 = ca.m4
            }
            let x34: u64 pkts = 2.885 / 3
        } else {
            ca.a3[ca.m7] = y29 - (if (sk.snd_ssthresh < sk.rate_delivered) then (sk.bytes_sent * 1e9) else (2 KiB + sk.bytes_retrans))
        }
    }
}
cwnd_event(sk, event) {
    match sk.ca_state {
        disorder | open => {
            let x35 = if (((1000us / 3) + sk.rttvar_us) < (sk.tcp_wstamp_ns - sk.now)) then (sk.tcp_mstamp - ca.m4) else clamp(123456789ms, 123456789s, (if sk.min_rtt >= 0 then sk.min_rtt else 1460ns))
        }
        loss | recovery => {
            let x36: seq = sk.undo_marker
        }
        cwr => {
        }
    }
    var y37: seq = ca.a3[1616]
    ca.m4 = max((sk.lrcvtime + sk.mdev_max_us), sk.first_tx_mstamp) + ((ca.m4 - sk.rcv_tstamp) - clamp((if sk.min_rtt >= 0 then sk.min_rtt else 3us), 100us, sk.rto))
    ca.a5[2] = ca.a5[1]
    if sk.min_rtt >= 0 {
        ca.a3[ca.m7] = fn12(sk)
        ca.m7 = math.exp_minus(1e9)
        ca.m7 = (-(sk.srtt_us + sk.rate_interval_us)) / ((if ca.m6 then sk.min_rtt else sk.srtt_us) * sk.reordering)
    }
    y37 = sk.undo_marker
    var y38: i8 us = (sk.rto - (min(ca.m7, sk.family) / ((7 / 10ms) - (123456789 / 10ms))))
    ca.m6 = (2.885 == (if sk.sack_ok then par2 else (if false then sk.gso_segs else TAB1[2])))
    y38 = (-(3s * sk.snd_cwnd_used)) + (if (if ca.m6 then ca.m6 else true) then max(y38, sk.mdev_max_us) else (y38 + y38))
    match sk.ca_state {
        cwr | disorder => {
            let x39 = fn8(sk, y37)
        }
        loss => ca.m7 = -TAB1[par2 % 4]
        recovery | open => {
            let x40: u64 pkts = ca.m7
        }
    }
    ca.a5[2] = sk.ca_state
    y38 = (((ca.m7 % ca.m7) * (sk.srtt_us + y38)) - abs((ca.m4 - sk.now)))
    if (clamp(sk.max_pacing_rate, (2 bytes / 1s), sk.pacing_rate) > (65536 bytes / 1s)) {
        y37 = max(fn12(sk), sk.snd_una) - (sk.rtt_seq - y37)
    }
    sk.snd_cwnd_cnt -= math.cbrt((par2 - sk.rcv_tsval))
    if (ca.m4 >= (if (TAB1[par2] <= ca.m7) then (sk.now + 4294967295ns) else (ca.m4 - sk.mdev_max_us))) {
        if sk.min_rtt >= 0 {
            var y41: seq = sk.write_seq + ((0.25 * 3 kB) + (-1000 bytes))
            ca.m7 /= clamp(clamp(sk.in_flight, 2.885, par2), 1e9, par2)
        }
    }
    match event {
        loss | ecn_no_ce => {
            var y42: bool = ((sk.rcv_tsval - sk.retrans_stamp) < (sk.lost_out + sk.family)) == ((event != complete_cwr) && (sk.pacing_rate == unlimited))
        }
        complete_cwr => y38 = -(sk.rto + (sk.rate_interval_us + 7us))
        cwnd_restart | tx_start => ca.a3[ca.m7 % 4096] = fn12(sk)
        ecn_is_ce => {
            if ca.m6 {
                y37 = fn12(sk)
                if (ca.a3[par2] < min(ca.a3[par2 % 4096], ca.a3[2353])) {
                    return
                }
            }
        }
    }
}
in_ack_event(sk, flags) {
    ca.m4 = sk.rcv_tstamp
    for i43 in ca.m7..ca.m7 + 2 max 5 {
        sk.snd_cwnd_cnt = math.power_minus((((123456789 / 1us) - (100 / 1s)) * (1000000ms / 0.5)))
    }
}
undo_cwnd(sk) = ((4294967295 bytes / 1ms) / (sk.max_pacing_rate / 1460))
