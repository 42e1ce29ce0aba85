algorithm gen
const CON1 = 2.885
state {
    m2: seq
    m3: u64 pkts
    m4: i32 fixed<4> kbit/s
}
fn fn5(sk) {
    ca.m4 = (((if false then sk.pacing_rate else ca.m4) - (sk.max_pacing_rate - ca.m4)) - clamp(clamp(ca.m4, (7 bytes / 1s), ca.m4), (1 bytes / 1us), ca.m4))
    if (if (if !true then (sk.snd_cwnd_clamp != unlimited) else true) then ((if true then sk.can_undo else true) && (sk.snd_ssthresh < sk.snd_ssthresh)) else (if (if true then sk.in_cwnd_reduction else sk.tstamp_ok) then sk.sack_ok else sk.frto)) {
        let x6: TcpState = sk.state
        if false {
            ca.m2 = sk.pushed_seq
            ca.m2 = ((sk.tlp_high_seq + (if sk.ecn_ok then sk.tcp_header_len else sk.window_clamp)) + (min(sk.high_seq, sk.snd_una) - ca.m2))
            ca.m4 = (-abs((sk.advmss / sk.rto)))
        }
        if sk.min_rtt >= 0 {
            ca.m3 = ((((1 / 1s) - ((2 / 1s) / 3)) - (1000000 / 10ms)) * sk.mdev_us)
            ca.m3 = ((if sk.can_undo then (123456789 - ca.m3) else (ca.m3 + ca.m3)) * 1.5)
        }
    }
    let x7: bool = sk.ack_scheduled
}
fn fn8(sk) {
    let x9 = (((sk.bytes_acked + sk.bytes_sent) / 1.5) * 0xff)
    return ((sk.rcv_tsval + ca.m3) - (sk.lost + ca.m3))
}
ssthresh(sk) = sk.snd_cwnd
cong_control(sk, ack, flag, rs) {
    let x10: seq = min((ack + abs(sk.tcp_header_len)), sk.snd_sml)
    match sk.ca_state {
        disorder | cwr => {
            if !(max(rs.last_end_seq, ca.m2) < ack) {
                var y11: bool = (sk.ack_scheduled && (rs.prior_mstamp > rs.prior_mstamp))
            }
        }
        loss => {
            if false {
                return
            }
        }
        open | recovery => {
            sk.snd_cwnd_cnt += (((if rs.rtt_us >= 0 then rs.rtt_us else 4294967295us) * (2 / 1s)) / ca.m3)
        }
    }
}
undo_cwnd(sk) {
    ca.m3 = (ca.m3 * (sk.snd_cwnd_used + clamp(ca.m3, 0.001, ca.m3)))
    var y12: bool = ((3 bytes / 3) > 10 bytes)
    ca.m2 = ((ca.m2 - (-1 bytes)) - (min(ca.m2, sk.tlp_high_seq) - min(sk.undo_marker, ca.m2)))
    let x13: u64 = ((if (0.001 != CON1) then (sk.mdev_us / sk.reordering) else (-(1460s / 3))) / sk.mdev_us)
    if (if ((ca.m3 != CON1) || y12) then (y12 && (sk.snd_ssthresh < unlimited)) else !sk.in_slow_start) {
        for i14 in x13..x13 max 2 {
            sk.snd_cwnd += i14
            var y15: i32 pkts/us = (3 / 1s)
        }
        for i16 in x13..ca.m3 max 30 {
            var y17: u32 fixed<10> = max(random(x13), ((x13 - sk.rcv_tsval) * (x13 + 2.885)))
            if (ca.m2 == sk.copied_seq) {
                ca = initial
            } else {
                y17 += (abs(1e9) - fn8(sk))
            }
        }
        ca.m4 = (ca.m4 + (ca.m4 + sk.pacing_rate))
    } else {
    }
    return abs(random(ca.m3))
}
release(sk) {
    ca = initial
    if sk.min_rtt >= 0 {
        ca.m4 = (123456789 bytes / 1us)
        for i18 in ca.m3..ca.m3 max 10 {
            sk.ack_scheduled = ((-(sk.tcp_clock_cache - sk.lrcvtime)) > ((never - sk.lrcvtime) * (if sk.in_cwnd_reduction then sk.retrans_out else ca.m3)))
            ca.m3 = ((0.5 / 3) * (65536 / 3))
            var y19: u16 bytes = min(sk.gso_max_size, (sk.bytes_retrans / 0.001))
        }
    }
}
