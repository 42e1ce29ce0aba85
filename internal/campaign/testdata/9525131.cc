algorithm gen
use filter
use delay
enum Kind4 { v1, v2 }
param par3 = 1000ms
param par4 = 4294967295 kB
struct Rec4 {
    f5: CaState = disorder
    f6: u32 us
}
struct Rec5 {
    f7: u32 pkts in 2..4 = 2
    f8: Kind4
    f9: i32 fixed<8> = 100
    f10: seq
}
state {
    a11: bool[1]
    m12: u64 fixed<10> kbit/s = 0
    m13: seq
    a14: i64 pkts/us[3]
}
ssthresh(sk) {
    match sk.ca_state {
        loss => {
            if sk.can_undo {
                return filter.average(sk.prior_ssthresh, (0.5 * 1e9), filter.average((1.5 / 3), 1e9, sk.num))
            }
        }
        open | recovery => sk.snd_cwnd_cnt = ((abs((2ns / 3)) / (sk.srtt_us * sk.num)) / sk.reordering)
        disorder | cwr => {
        }
    }
    for i15 in 1..3 {
        let x16 = (min((if sk.ack_now then 0.5 else sk.reordering), (i15 % i15)) / i15)
    }
    ca.a11[sk.prr_delivered % 1] = !(sk.snd_ssthresh == unlimited)
    ca.m12 = sk.max_pacing_rate
    ca.m12 = if (((1460 bytes / 1us) < sk.max_pacing_rate) || sk.sack_ok) then ((-sk.max_pacing_rate) - (ca.m12 / sk.prior_ssthresh)) else sk.pacing_rate
    if sk.min_rtt >= 0 {
        var y17: bool = (sk.segs_out < 2147483648)
        ca.a14[sk.prior_ssthresh % 3] = (ca.a14[sk.lost_out] + (if sk.in_slow_start then (4294967295 / 1s) else ca.a14[0])) - abs(((123456789 / 1us) / 3))
    }
    let x18: CaState = (if ((sk.undo_retrans - sk.num) < clamp(0.5, 0.5, sk.snd_cwnd_cnt)) then sk.ca_state else sk.ca_state)
    for i19 in 1..8 {
        let x20 = min(ca.m13, min((if false then ca.m13 else ca.m13), min(sk.rtt_seq, sk.pushed_seq)))
    }
    for i21 in 1..8 {
        ca.m13 = ca.m13
        ca.a11[0] = ((ca.m12 / ca.a14[sk.packets_out]) - 2 GB) >= ((par4 * sk.pacing_shift) + clamp(par4, 2 kB, par4))
        var y22: i8 = 0.001 / 3
    }
    match sk.ca_state {
        loss | open => {
        }
        cwr | recovery => {
            ca.a11[sk.prr_delivered % 1] = sk.ecn_flags & accecn != 0
        }
        disorder => {
            if !(ca.a11[0] != true) {
                return (if (sk.snd_cwnd_clamp != unlimited) then min(0.25, sk.pacing_shift) else filter.average(sk.snd_cwnd_cnt, 0.5, 0.001))
            }
        }
    }
    return (if ((0xff * sk.mdev_max_us) <= max(par3, 1000ms)) then (sk.snd_cwnd & sk.prior_cwnd) else (if !ca.a11[sk.undo_retrans % 1] then filter.average(1000000, 1000000, sk.gso_max_segs) else sk.snd_cwnd_cnt))
}
cong_avoid(sk, ack) {
    ca.m12 = min(clamp(max(ca.m12, sk.max_pacing_rate), (100 bytes / 1s), ca.m12), sk.max_pacing_rate)
    ca.m13 = if (sk.ecn_flags & accecn != 0) then (if (sk.lost <= sk.retrans_out) then (ack + (123456789 bytes / 3)) else ca.m13) else max(sk.copied_seq, (if ca.a11[0] then ack else sk.rtt_seq))
    sk.ecn_seen = ((sk.delivered + sk.reordering) < 1)
    ca.m12 /= (sk.delivered - sk.segs_out)
    if sk.sack_ok {
        ca.a14[sk.num] = ca.a14[sk.rate_delivered % 3]
        ca.a11[sk.in_flight % 1] = if ((par3 + par3) <= (sk.snd_cwnd_stamp - sk.lsndtime)) then false else (sk.ecn_flags & demand_cwr != 0)
    } else {
        var y23: CaState = sk.ca_state
        ca.m13 = sk.snd_nxt
    }
    sk.pacing_status = sk.pacing_status
    ca.m13 = max((ca.m13 - par4), min(sk.pushed_seq, ca.m13)) - ((par4 + sk.tcp_header_len) / (if true then sk.snd_cwnd_clamp else sk.reordering))
    if (never >= sk.rcv_tstamp) {
        let x24: u32 = sk.packets_out
        let x25: u32 = sk.sacked_out
        let x26: u32 = sk.prior_ssthresh
        var y27: i64 = 2
        if x25 <= (x25 + 3) {
            y27 += max(0 - (x25 + 6), 0)
            if x24 == (x25 + 6) {
                y27 -= (x25 - 4) / max(x24, 1)
            }
        }
        if x24 >= 1 {
            y27 = 2 * 1 - (x25 - 2)
        } else {
            if x24 == 4 {
                y27 -= x24 - min((x25 + 6), (x26 + 2))
            }
            y27 = max((x25 - 3), (x25 - 6))
        }
        sk.snd_ssthresh = abs(y27) + 2
    }
    sk.pacing_rate = ca.m12 * 2.885
    if sk.min_rtt >= 0 {
        let x28: Event = ecn_is_ce
        if (sk.was_cwnd_limited != true) {
            let x29: u32 = sk.ack_quick
            let x30: u32 = sk.reordering
            var y31: i64 = 1
            if x30 > x29 {
                if x29 != (x29 + 3) {
                    y31 = 4 - (x30 + 2)
                    if x30 < x30 {
                        y31 -= abs(0 - (x30 - 5))
                        y31 -= (x30 + 4) / max(x29, 1)
                    }
                }
                if x30 >= (x29 + 3) {
                    y31 += 2 * (x30 + 6) - (x30 + 6)
                    if x30 >= x29 {
                        y31 = (x30 + 5) - 7
                        y31 = (x30 - 4) - min((x30 + 3), x30)
                    } else {
                        y31 -= (x30 + 3) - 2
                    }
                } else {
                    y31 += abs((x29 + 5) - 7)
                }
            }
            if x29 != x30 {
                y31 -= x29 - min(x30, (x29 - 4))
            }
            if x29 >= (x30 - 5) {
                if x30 <= (x30 - 5) {
                    y31 = x29 / max(x30, 1)
                    if x30 >= x30 {
                        y31 -= x29 - (x30 - 4)
                    } else {
                        y31 = max(x29, (x29 - 1))
                    }
                } else {
                    y31 = max(x30, (x30 + 4))
                    y31 += x30 - (x30 + 3)
                }
                y31 -= (x29 + 3) / max(x29, 1)
            }
            sk.snd_ssthresh = abs(y31) + 2
        }
    }
    ca.m12 = sk.pacing_rate
    if (((sk.rcv_tsval + sk.snd_cwnd_cnt) * sk.packets_out) >= (sk.retransmits - sk.segs_out)) {
        ca.m12 = min(((par4 - 1000 bytes) / (1000000us / 1e9)), (ca.a14[1] * (if sk.in_initial_slow_start then par4 else sk.bytes_retrans)))
        if (((ca.m12 + sk.max_pacing_rate) - (sk.pacing_rate / sk.prr_out)) <= ((sk.wmem_queued / sk.rto) - abs(sk.pacing_rate))) {
            ca.m13 = max(sk.snd_nxt, (if (sk.ecn_flags & queue_cwr != 0) then ca.m13 else max(sk.tlp_high_seq, sk.write_seq)))
            let x32: Event = ecn_is_ce
        }
    }
    if (((sk.tcp_wstamp_ns - sk.tcp_clock_cache) - abs(123456789ns)) >= sk.mdev_us) {
        let x33: i32 fixed<4> ms = sk.rttvar_us
        var y34: u16 pkts/s = (if (sk.ecn_flags & rfc3168 != 0) then filter.average(sk.snd_ssthresh, 123456789, 2) / (7 * sk.srtt_us) else abs(ca.a14[2]))
        let x35: i8 = 0.25
    } else {
        ca = initial
    }
    match sk.ca_state {
        loss | open => {
            var y36: seq = max((sk.snd_una + min(par4, par4)), sk.snd_nxt)
        }
        recovery | disorder => {
            var y37: PacingStatus = sk.pacing_status
        }
        cwr => {
            if (ca.m12 >= sk.pacing_rate) {
                if (sk.max_pacing_rate == unlimited) {
                    var y38: i64 pkts = ca.a14[1] * (if (sk.gso_segs == 0.5) then (sk.backoff * (65536ms / 3)) else 123456789us)
                    ca.m12 = abs((-sk.pacing_rate))
                }
                ca.m12 = max(sk.max_pacing_rate, ca.m12)
            } else {
            }
        }
    }
    let x39 = filter.average(filter.average((par3 / sk.rttvar_us), filter.average(sk.packets_out, (100 / 3), 0.25), (if true then 0.001 else sk.ack_quick)), sk.lost_out, ((sk.backoff * 0.25) - filter.average((0.001 / 3), sk.gso_segs, sk.rate_delivered)))
    let w184x0: i64 = x39
    match sk.ca_state {
        disorder | recovery => ca.a11[x39 % 1] = (sk.delivered_ce + w184x0) <= sk.retrans_stamp
        open | cwr => {
            var y40: u32 fixed<24> Mbit/s = (abs(par4) / ((if ca.a11[0] then sk.rto else 1460us) + (sk.mdev_us - sk.rttvar_us)))
        }
        loss => {
            ca.m13 = sk.rtt_seq
        }
    }
    if !(!sk.ecn_seen && !ca.a11[0]) {
        ca.a11[0] = !!(1000s <= 2ms)
    } else {
        ca.m12 = (if (sk.srtt_us <= (10ns / 3)) then ca.m12 else ca.m12) - ((if sk.sack_ok then ca.m12 else sk.max_pacing_rate) + ca.m12 * sk.snd_cwnd)
    }
}
set_state(sk, new_state) {
    ca.a11[0] = ca.a11[0]
    ca.a14[0] = (65536 / 10ms)
    let x41: Event = loss
    if (100ms == (-(par3 / sk.retrans_out))) {
        let x42: TcpState = if (!sk.is_sack_reneg && (if ca.a11[0] then ca.a11[0] else true)) then sk.state else sk.state
    } else {
        if (sk.ecn_flags & demand_cwr != 0) {
            let x43: u32 = sk.retrans_out
            let x44: u32 = sk.ack_quick
            var y45: i64 = 0
            if x44 <= (x43 - 1) {
                if x44 == x43 {
                    y45 = abs((x44 - 5) - (x44 + 1))
                } else {
                    y45 += max(x44 - (x44 - 4), 0)
                    if x44 < (x44 - 1) {
                        y45 = (x44 + 4) / max(x43, 1)
                        y45 = 3 - (x43 + 1)
                    } else {
                        y45 -= (x44 - 5) / max(5, 1)
                    }
                }
                y45 += (x43 - 6) - 5
            }
            if x43 > (x43 - 6) {
                if x44 < x44 {
                    y45 = min(x44, (x43 + 4))
                } else {
                    y45 = 3 - x43
                    y45 = 2 * 3 - x43
                }
                y45 -= x44 / max(3, 1)
            } else {
                y45 = (x43 + 6) - x44
            }
            if x44 != x44 {
                y45 += (x43 - 5) - 4
                if x44 != (x43 + 4) {
                    if x44 < (x43 + 2) {
                        y45 -= (x43 + 6) - 4
                        y45 += max(x44 - 1, 0)
                    } else {
                        y45 += (x43 - 5) - min(1, 2)
                    }
                }
            }
            sk.snd_ssthresh = abs(y45) + 2
        }
        ca.m12 = clamp(sk.max_pacing_rate, (7 bytes / 1us), ca.m12)
    }
    if sk.min_rtt >= 0 {
        if (if (ca.a11[0] != true) then ca.a11[0] else (if sk.tstamp_ok then sk.sack_ok else sk.sack_ok)) {
            return
        }
        ca.m12 = ((ca.a14[2] * 0.001) * min(sk.family, sk.prr_out)) * par4
    }
    for i46 in 3..8 {
        sk.ack_now = ca.a11[sk.prr_out % 1]
    }
    ca.m13 = if (ca.a14[2] == ((100 / 10ms) + ca.a14[2])) then max(sk.snd_una, ca.m13) else (if ca.a11[0] then ca.m13 else sk.write_seq)
    ca.m13 = (ca.m13 - sk.advmss)
    if sk.min_rtt >= 0 {
        sk.app_limited = sk.lost
        ca.m12 = (par4 / ((if ca.a11[0] then sk.min_rtt else par3) + (-par3)))
        ca.m13 = min(ca.m13, max(min(sk.undo_marker, ca.m13), (sk.snd_una - sk.rcv_mss)))
    }
    ca.a14[sk.packets_out % 3] = ca.a14[sk.packets_out % 3]
    let x47: i64 bytes/s = ((sk.snd_wnd / par3) - (10 bytes / 1us)) / 2.885
    for i48 in 1..3 {
        var y49: Kind4 = v2
        if (1000000us <= sk.mdev_max_us) {
            let x50: u32 = i48
            let x51: u32 = i48
            var y52: i64 = 0
            if x50 == x51 {
                y52 = 2 * (x50 - 1) - (x51 - 4)
                y52 = x50 - x50
            }
            if x50 < x50 {
                y52 += max(x50, x50)
            }
            sk.snd_ssthresh = abs(y52) + 2
        }
        ca.m12 = sk.pacing_rate
    }
}
pkts_acked(sk, sample) {
    let x53 = sk.snd_ssthresh == unlimited
    var y54: bool = x53
}
undo_cwnd(sk) = abs(sk.family)
sndbuf_expand(sk) = 123456789
