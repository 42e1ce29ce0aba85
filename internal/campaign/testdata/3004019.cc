algorithm gen with ecn
use tcp
use filter
enum Kind4 { v1, v2, v3 }
param par4 = (1000 bytes / 1s)
param par5 = -2 in -5..5
const LEN8 = 8
state {
    m6: us in 0..100 = 7
    a7: stamp[LEN8]
    r9: tcp.Prr[1]
    r10: tcp.Part
    m11: i64 fixed<16> s
}
fn fn12(sk, p13: Kind4) {
    if ((sk.ecn_flags & rfc3168 == 0) || true) {
        if (par5 > filter.average(min(par5, par5), (sk.ack_quick - par5), (sk.rcv_mss / sk.tcp_header_len))) {
            ca.m11 = clamp((ca.a7[par5 % 8] - ca.a7[1]), 1000us, ca.m6)
            ca.a7[1] = min(sk.tcp_clock_cache, ca.a7[5])
            ca.m11 = 10s + (ca.m6 - (never - sk.tcp_wstamp_ns))
        }
        if sk.min_rtt >= 0 {
            var y14: stamp = max(max(min(sk.rcv_tstamp, sk.delivered_mstamp), sk.rcv_tstamp), ca.a7[5])
            ca.m11 = sk.min_rtt
            ca.a7[par5] = min(max((sk.rcv_tstamp + sk.mdev_max_us), min(sk.now, ca.a7[6])), (never + (sk.rate_interval_us - 123456789ms)))
        }
    } else {
        if (abs(((65536 / 10ms) * ca.m6)) > ((par5 - sk.retrans_out) - par5)) {
            ca.m6 = (max((sk.in_flight * sk.srtt_us), (sk.rttvar_us / 0.5)) + (sk.gso_segs - sk.prior_ssthresh) * (sk.snd_cwnd_cnt / (1000000 / 1s)))
            ca.a7[1] = ca.a7[4]
            ca.m6 *= ((sk.snd_cwnd_cnt % par5) * (0x1234 >> 8))
        } else {
            ca.m11 = ((-ca.m11) + (if ((10 / 10ms) < (100 / 1us)) then (-1us) else ca.m11))
            let x15 = min(min(sk.tlp_high_seq, (if true then sk.snd_nxt else sk.snd_una)), max((if true then sk.snd_nxt else sk.rcv_nxt), sk.rtt_seq))
        }
        match p13 {
            v2 => {
                ca.m11 = abs(((ca.m11 - sk.mdev_us) * max(par5, par5)))
            }
            v1 => {
                sk.ecn_demand_cwr = (sk.ecn_seen || sk.sack_ok)
            }
            v3 => {
                tcp.reno_cong_avoid(sk, (255 << 10))
            }
        }
    }
    ca.m11 = (ca.a7[par5] - sk.tcp_clock_cache) + 7us
    ca.m6 = ((if (2 MB < sk.wmem_queued) then (sk.mdev_us + 1460ms) else sk.mdev_max_us) - (if (sk.frto && sk.sack_ok) then ca.m6 else (sk.window_clamp / (1460 bytes / 1us))))
}
fn fn16(sk, p17: stamp, p18): bool = (7 bytes / 1s) <= (100 bytes / 1s)
fn fn19(sk, p20: seq, p21: stamp): bool {
    match sk.ca_state {
        disorder => {
        }
        _ => {
            let x22: TcpState = sk.state
        }
    }
    return sk.rate_app_limited
}
ssthresh(sk) = (ca.m6 * (123456789 / 10ms))
cong_avoid(sk, ack, acked) {
    ca.m11 += clamp((ca.a7[par5] - ca.a7[par5 % 8]), 1000us, ca.m6)
    ca.m11 *= (if (sk.ack_timer_pending || sk.in_slow_start) then filter.average(sk.rate_delivered, par5, sk.snd_cwnd_used) else tcp.current_ssthresh(sk))
    var y23: bool = fn19(sk, (sk.rtt_seq - sk.rcv_mss), max(sk.delivered_mstamp, sk.lsndtime)) == sk.is_sack_reneg
    match sk.ca_state {
        open => {
            var y24: CaState = sk.ca_state
        }
        cwr | recovery => {
            if (true && !sk.sack_ok) {
                return
            }
        }
        disorder | loss => ca.m6 = sk.rto
    }
    ca.m6 = ((if sk.in_initial_slow_start then never else ca.a7[7]) - (acked * ca.m11)) - max((ca.a7[0] - 1000000ns), (sk.lrcvtime - ca.m6))
    var y25: i32 fixed<4> pkts = acked
    var y26: u32 bytes/s = max((sk.pacing_rate / sk.family), ((123456789 bytes / 1s) * 0.25)) * (clamp((1 / 1s), (1 / 1s), (sk.snd_cwnd / sk.srtt_us)) * (4294967295s / 0.001))
    for i27 in y25..y25 max 30 {
        if fn19(sk, (if (if true then y23 else sk.is_cwnd_limited) then ack else sk.snd_una), never) {
            y25 = filter.average((tcp.current_ssthresh(sk) * 1e9), ((sk.reordering / 1.5) + (y25 - sk.gso_max_segs)), filter.average((acked + 0.25), filter.average(sk.snd_wscale, sk.prr_out, sk.snd_cwnd_used), (acked - sk.rcv_tsval)))
        }
        if (fn16(sk, (sk.tcp_clock_cache + (if sk.min_rtt >= 0 then sk.min_rtt else 10s)), (if true then sk.delivered_mstamp else ca.a7[3])) && y23) {
            y26 = if ((y23 != true) != (sk.pacing_rate == unlimited)) then ((y26 / y25) / 0xff) else (sk.pacing_rate + clamp(y26, (7 bytes / 1ms), y26))
            if sk.min_rtt >= 0 {
                ca.a7[y25 % 8] = (sk.tcp_wstamp_ns - (max(sk.rttvar_us, ca.m11) * (if y23 then i27 else sk.undo_retrans)))
                let w89x0: i64 = y25
                y25 -= ((sk.prior_cwnd ^ sk.snd_cwnd) / (w89x0 - sk.segs_out))
            }
            y25 -= (if fn19(sk, sk.high_seq, ca.a7[par5]) then filter.average(par5, sk.snd_ssthresh, sk.retrans_out) else (par5 - (sk.rcv_tsecr + acked)))
        } else {
            sk.pacing_status = sk.pacing_status
            y26 = ((10 bytes / 1s) / 3)
        }
        match sk.ca_state {
            open | recovery => {
                var y28: u16 fixed<8> bytes = sk.max_window
            }
            cwr => {
                let x29 = sk.lsndtime
            }
            loss | disorder => {
                let x30 = abs(clamp((ca.a7[5] - sk.lrcvtime), 10us, ca.m6))
            }
        }
    }
    ca.a7[0] = if (if (ack > sk.rtt_seq) then (y23 && y23) else fn19(sk, ack, ca.a7[1])) then ca.a7[2] else ((ca.a7[par5 % 8] - (if sk.min_rtt >= 0 then sk.min_rtt else 123456789us)) + (if y23 then sk.mdev_us else ca.m6))
    let x31 = ack
    ca.m11 *= acked
    if y23 {
        var y32: stamp = if sk.is_cwnd_limited then ca.a7[par5 % 8] else (max(ca.a7[par5], ca.a7[par5]) - (sk.tcp_wstamp_ns - sk.lsndtime))
        y25 = ((acked * (if sk.min_rtt >= 0 then sk.min_rtt else 4294967295ms)) * ((2 / 10ms) - (3 / 1us))) - ((sk.total_retrans * sk.prr_out) * (sk.snd_cwnd_clamp - par5))
    }
    let x33 = (sk.ecn_flags & queue_cwr == 0)
    ca.a7[1] = (ca.a7[par5] + (ca.m11 + ca.m6)) - ((if sk.tstamp_ok then 100us else (if sk.min_rtt >= 0 then sk.min_rtt else 1000ms)) / 0xff)
    sk.pacing_rate = unlimited
    var y34: us = (if ((sk.lost_out != sk.rate_delivered) && ((2 / 1us) >= ((10 / 1s) / 3))) then ((if y23 then ca.m11 else sk.mdev_max_us) + sk.srtt_us) else (3ms * (1.5 / 3)))
    for i35 in y25..y25 - 1 max 2 {
        ca.r10 = initial
        y23 = (sk.srtt_us == sk.rttvar_us)
        if ((abs(0.5) * (sk.delivered_ce * acked)) == (if y23 then (if sk.saw_tstamp then sk.packets_out else sk.undo_retrans) else (0xff / 3) / sk.ack_quick)) {
            let x36: us = ((sk.rto / acked) - (sk.lrcvtime - ca.a7[par5 % 8])) / 1.5
            ca.a7[y25 % 8] = if ((par4 + (1 bytes / 1s)) < clamp((1460 bytes / 1us), (100 bytes / 1s), y26)) then (if false then min(ca.a7[0], sk.tcp_wstamp_ns) else (if true then sk.lsndtime else ca.a7[6])) else ((ca.a7[2] + ca.m6) + sk.mdev_max_us)
        }
    }
    if sk.min_rtt >= 0 {
        sk.snd_cwnd_cnt = y25
        y25 += tcp.current_ssthresh(sk)
    }
    y34 = sk.rto
    var y37: u64 us = (if (x33 || x33) then (ack - ack) else par4 / ((1460 / 1s) / 3)) / (y26 / y25)
    ca.a7[acked] = sk.tcp_mstamp
    ca.m11 = 4294967295ns
    var y38: u8 bytes = (ack - (sk.bytes_sent / (0.5 / 3))) - ack
    let x39: seq = ack
    var y40: bool = (((y23 == sk.ecn_queue_cwr) && (acked != 3)) != sk.in_initial_slow_start)
}
set_state(sk, new_state) {
    ca.m11 = ca.m6
    ca.m11 -= (abs(ca.m11) + (sk.gso_max_size / (100 bytes / 1ms)))
    sk.pacing_rate = (abs(clamp(par4, (4294967295 bytes / 1s), par4)) / tcp.current_ssthresh(sk))
    ca.m6 -= (if sk.ecn_seen then clamp(sk.rttvar_us, 4294967295s, ca.m11) else (sk.lrcvtime - ca.a7[7]))
    sk.snd_cwnd_stamp = max(min(ca.a7[par5 % 8], never), (sk.now - (sk.mdev_us - sk.rttvar_us)))
    if sk.min_rtt >= 0 {
        var y41: us = ca.m6
        let x42 = 2
        sk.ack_scheduled = if (sk.ecn_flags & seen == 0) then fn19(sk, (sk.pushed_seq + sk.rcv_wnd), sk.tcp_clock_cache) else ((sk.rtt_seq >= sk.tlp_high_seq) || ((123456789 / 1us) <= (1000 / 1s)))
    }
    let x43: bool = fn16(sk, ((never + (if sk.min_rtt >= 0 then sk.min_rtt else 1ms)) + abs(ca.m6)), sk.snd_cwnd_stamp)
    if (abs((par5 * par5)) <= (sk.prr_delivered - random(par5))) {
        match new_state {
            loss | open => ca.m11 = ((sk.rto + ca.m11) + abs(ca.m11)) - ((sk.lsndtime + ca.m6) - ca.a7[6])
            cwr | disorder => {
                var y44: TcpState = if (sk.lost < 100) then (if true then sk.state else sk.state) else (if (sk.ecn_queue_cwr || x43) then (if false then fin_wait2 else sk.state) else sk.state)
            }
            recovery => {
                match new_state {
                    cwr | recovery => {
                        ca.m11 = (min((ca.a7[par5 % 8] - ca.a7[6]), (100 MB / sk.pacing_rate)) / ((sk.rcv_tsecr + par5) - sk.data_segs_out))
                    }
                    open | disorder => {
                        let x45: u8 pkts/us = ((10 / 1s) * tcp.current_ssthresh(sk))
                    }
                    loss => {
                        ca.m6 = (par5 / (1460 / 1s))
                    }
                }
            }
        }
        for i46 in 2..8 {
            if fn19(sk, max((sk.snd_sml - 100 GB), (sk.write_seq - 100 Mbit)), max((ca.a7[par5] - sk.srtt_us), (sk.now - sk.mdev_max_us))) {
                ca.m11 = (-(1000ms - 1000ms)) - ((sk.rcv_mss / par4) + (i46 * sk.mdev_max_us))
                ca.r10 = initial
                let x47 = ca.a7[par5]
            }
        }
        if sk.can_undo {
            return
        }
    }
    ca.m11 = ((if (ca.a7[1] > sk.lsndtime) then ca.m11 else (if x43 then sk.mdev_us else ca.m11)) - (if (x43 || x43) then (ca.m11 - ca.m6) else (65536s / (0.25 / 3))))
    var y48: i64 pkts/s = 1 / 1us
    y48 -= (min(((4294967295 / 10ms) / 3), y48) / par5)
    if ((if (ca.m6 <= ca.m6) then clamp(100 kB, 10 kB, sk.tcp_header_len) else (2 Mbit + sk.mss_cache)) >= (if (sk.mdev_max_us >= ca.m6) then ((3 kB / 3) + sk.snd_wnd) else sk.wmem_queued * sk.prr_out)) {
        var y49: seq = max(sk.snd_nxt, max(max(sk.snd_nxt, sk.snd_una), sk.tlp_high_seq))
        sk.ack_timer_pending = sk.ecn_queue_cwr
    }
    var y50: us = clamp((clamp(sk.rttvar_us, 65536us, ca.m11) - clamp((2us / 3), 4294967295s, ca.m6)), 4294967295ms, ca.m6)
    match new_state {
        disorder | recovery => ca.a7[7] = max((sk.delivered_mstamp - (if sk.frto then ca.m11 else 1000000ns)), ((sk.tcp_wstamp_ns - 3ms) - (ca.a7[1] - ca.a7[par5])))
        loss | open => {
            if sk.min_rtt >= 0 {
                let x51 = tcp.slow_start(sk, filter.average(sk.rate_delivered, 2.885, par5))
                sk.snd_cwnd = random(par5)
                y50 -= ((sk.delivered_mstamp - sk.lsndtime) + (ca.m6 + sk.min_rtt))
            }
        }
        cwr => {
            ca.m11 /= (random(par5) + (if x43 then par5 else par5))
        }
    }
    if !false {
        ca.m6 = if sk.was_cwnd_limited then (if (sk.snd_ssthresh != unlimited) then clamp(ca.m11, 7s, ca.m11) else (100ms * (2.885 / 3))) else ((ca.a7[par5] - sk.tcp_wstamp_ns) - (never - ca.a7[3]))
    }
    y50 = 65536s
    var y52: u32 fixed<24> = (min((y48 / par5), (-y48)) * (sk.tcp_clock_cache - (sk.lsndtime - sk.mdev_us)))
}
pkts_acked(sk, sample) {
    ca.m11 = (ca.m11 * (0.25 / 3))
    let x53: Kind4 = v2
    if sample.rtt_us >= 0 {
        ca.m11 = 3ns
        ca.m11 = ca.m11
    }
    match x53 {
        v1 | v2 => {
            sk.ecn_flags = sk.ecn_flags | queue_cwr
        }
        v3 => sk.snd_cwnd = clamp((if (sk.ecn_flags & queue_cwr != 0) then 1.5 / sk.pacing_shift else sample.pkts_acked), 1000, par5)
    }
    sk.ecn_queue_cwr = false
    if fn16(sk, never, sk.tcp_clock_cache) {
        for i54 in par5..par5 max 1 {
            ca.r10 = initial
            ca = initial
        }
        sk.snd_cwnd -= sk.prior_cwnd
    }
    var y55: i64 fixed<24> = (sk.app_limited - sk.total_retrans)
    let x56: TcpState = syn_recv
}
min_tso_segs(sk) {
    if (sk.mdev_us != 10us) {
        tcp.pace(sk, (sk.snd_wnd / 7 kB), ((1000 / 10ms) * ca.m6), min(ca.m11, (if sk.min_rtt >= 0 then sk.min_rtt else 100us)))
    }
    sk.ecn_flags = sk.ecn_flags | seen
    var y57: i64 = (sk.packets_out << 2)
    if (sk.snd_cwnd_clamp == unlimited) {
        for i58 in 3..9 {
            if ((sk.tlp_high_seq + sk.rcv_mss) >= sk.tlp_high_seq) {
                return (if (sk.bytes_acked == sk.max_window) then sk.rate_delivered else (i58 + y57))
            }
            if (sk.retrans_stamp != 2147483648) {
                sk.pacing_rate -= (65536 bytes / 1us)
                let x59 = ca.m11
            }
            let x60 = sk.rttvar_us
        }
    } else {
        sk.snd_cwnd_stamp = min(min(sk.lsndtime, never), sk.tcp_mstamp) + clamp(sk.mdev_max_us, 2us, ca.m11)
        match sk.ca_state {
            recovery | disorder => {
                var y61: i64 kbit/s = par4
            }
            open => {
                ca.m6 -= ca.m6
            }
            cwr | loss => {
                var y62: i16 pkts/s = (if ((par4 / sk.advmss) >= ((1000 / 1us) * sk.retrans_out)) then par4 / 1000000 bytes else ((1460 / 1s) * random(y57)))
            }
        }
    }
    ca.m11 = ca.m11
    sk.ack_timer_pending = (sk.snd_cwnd_clamp < unlimited)
    return (ca.m6 / abs(ca.m6))
}
undo_cwnd(sk) = (if ((ca.a7[par5 % 8] - ca.m11) == sk.snd_cwnd_stamp) then par5 else ((sk.rcv_tsecr + par5) * 1.5))
