algorithm gen
use math
use round
use delay
use ecnecho
enum Kind4 { v1, v2, v3 }
const TAB4 = [(123456789 bytes / 1ms), (10 bytes / 1us), ((7 bytes / 1us) / 3), (7 bytes / 1ms), (4294967295 bytes / 1ms)]
const TAB5 = [1460 kB, 1 Mbit, (100 MB / 3), 2 kB, 1460 bytes]
param par6 = 1/16 in 1/1024..1
param par7 = (4294967295 bytes / 1ms)
struct Rec4 {
    f8: stamp = never
    f9: bool = true
    f10: bool
}
struct Rec5 {
    f11: bool = true
    f12: u32 kB = 0
}
state {
    m13: u16 fixed<8> us in 1..9 = 2
    m14: seq
}
fn fn15(sk, q16: Rec4): i16 pkts/s {
    q16.f10 = (sk.snd_cwnd_clamp < unlimited)
    return 65536 / 1s
}
ssthresh(sk) {
    if sk.min_rtt >= 0 {
        var y17: u16 fixed<8> pkts/s = (min(((10 / 1us) / 3), ((3 / 1us) / 3)) * abs(0xff)) + abs(((123456789 / 10ms) + (1 / 1s)))
        if sk.min_rtt >= 0 {
            if sk.min_rtt >= 0 {
                sk.snd_cwnd_stamp = if ((TAB5[par6] == TAB5[0]) && (sk.max_pacing_rate <= sk.max_pacing_rate)) then min(sk.now, (if sk.saw_tstamp then sk.rcv_tstamp else sk.rcv_tstamp)) else min(sk.tcp_clock_cache, (sk.first_tx_mstamp + sk.rto))
                y17 = (y17 * 100us) / (2s * (y17 * sk.rttvar_us))
            }
            let x18: seq = (if sk.in_slow_start then (if (4294967295us > sk.srtt_us) then (sk.snd_sml - sk.window_clamp) else sk.snd_sml) else min(min(ca.m14, ca.m14), (sk.tlp_high_seq - TAB5[par6])))
        }
        ca.m13 = clamp(((-sk.rttvar_us) * (par6 - par6)), 1000us, ca.m13)
    }
    if (sk.snd_ssthresh >= unlimited) {
        ca.m13 += min((ca.m13 - ca.m13), (sk.lsndtime - sk.now))
        var y19: i64 fixed<8> = (((1 / 1s) - (3 / 1us)) * 1us) / par6
    }
    if (par6 == abs(sk.prior_cwnd)) {
        for i20 in 2..4 {
            if true {
                continue
            }
        }
    }
    ca.m14 = max((ca.m14 + (10 bytes + TAB5[1])), max(sk.snd_sml, (if sk.ack_timer_pending then sk.snd_una else sk.high_seq)))
    ca = initial
    ca.m14 = if true then ca.m14 else sk.pushed_seq
    ca.m13 = min((sk.snd_cwnd_stamp - 100ms), sk.snd_cwnd_stamp) - (if (sk.snd_cwnd_stamp != sk.lrcvtime) then sk.lsndtime else sk.rcv_tstamp)
    match sk.ca_state {
        disorder => {
            if (par6 > ((if sk.is_cwnd_limited then ((7 / 10ms) / 3) else (7 / 1us)) * (TAB5[3] / sk.pacing_rate))) {
                let x21 = sk.snd_una
                if ((if sk.ack_now then max(sk.now, never) else min(sk.tcp_mstamp, sk.tcp_clock_cache)) != (sk.tcp_wstamp_ns - (sk.tcp_mstamp - sk.tcp_mstamp))) {
                    ca.m14 = sk.undo_marker
                    ca.m13 = sk.mdev_us
                } else {
                    let x22: i32 fixed<24> kB = clamp((-(sk.wmem_queued + sk.max_window)), 2 kB, sk.rcv_ssthresh)
                    var y23: i64 bytes/us = sk.pacing_rate
                }
            }
        }
        open => {
            sk.ecn_flags = sk.ecn_flags | accecn
        }
        recovery | loss => {
        }
        cwr => {
            ca.m14 = sk.undo_marker
        }
    }
    return par6
}
cong_avoid(sk, ack, acked) {
    let x24: PacingStatus = sk.pacing_status
    for i25 in 3..6 {
        ca = initial
        match sk.ca_state {
            loss | open => {
                if sk.min_rtt >= 0 {
                    ca.m13 -= abs(sk.min_rtt)
                }
            }
            disorder => {
                if sk.in_slow_start {
                    let x26 = (min(sk.high_seq, sk.tlp_high_seq) + (100 Mbit / 1e9)) >= ca.m14
                    ca.m14 = max(sk.rcv_nxt, max((if x26 then sk.copied_seq else ack), min(ack, sk.snd_una)))
                } else {
                    ca.m14 = (if (sk.ecn_flags & demand_cwr != 0) then min((sk.rcv_nxt - TAB5[2]), max(ack, sk.undo_marker)) else (max(sk.rtt_seq, ack) + (TAB5[4] / sk.gso_max_segs)))
                    ca.m13 = (if (sk.ack_scheduled && sk.can_undo) then 1e9 else math.log2(i25)) * (sk.snd_cwnd_stamp - (sk.tcp_clock_cache + sk.mdev_max_us))
                }
            }
            recovery => {
                ca.m13 -= sk.mdev_max_us
            }
            cwr => {
                let x27 = sk.pacing_rate
            }
        }
    }
    ca.m14 = (min(ack, min(sk.rtt_seq, sk.snd_una)) - (-(if sk.ecn_demand_cwr then sk.advmss else TAB5[par6])))
    for i28 in 2..4 {
        send_ack(sk, sk.undo_marker)
    }
    ca.m13 = 10us
}
pkts_acked(sk, sample) {
    ca.m14 = sk.copied_seq
    match sk.ca_state {
        loss => ca.m13 = abs((abs(sk.rate_interval_us) / (sk.pacing_rate / sk.pacing_rate)))
        disorder => ca.m14 = ca.m14
        open => {
            let x29: Event = complete_cwr
        }
        recovery => {
            sk.pacing_status = sk.pacing_status
        }
        cwr => {
        }
    }
    var y30: u64 pkts = math.exp_minus(random(par6))
    var y31: u64 = (par6 + clamp(1e9, 1, y30) * 4294967295)
    y31 = math.exp_minus((-0.5)) / 2.885
    if (max(max(sk.rcv_nxt, ca.m14), max(ca.m14, ca.m14)) == sk.copied_seq) {
        for i32 in y31..y30 max 2 {
            y30 = (if (clamp((0.5 / 3), 0.5, y30) <= sk.num) then (sk.lost - sk.retrans_stamp) else random(y31))
            let x33 = (sk.packets_out << 0) - (min(0.5, y31) - i32)
        }
        ca.m13 = sk.mdev_max_us
    }
    let x34 = never
    var y35: kbit/s = (((4294967295 / 10ms) * sk.rcv_ssthresh) + sk.pacing_rate) + (100 bytes / 1us)
    for i36 in y30..y31 max 2 {
        y31 -= ((0.001 * par6) + clamp(sample.pkts_acked, 1000000, i36))
    }
}
min_tso_segs(sk) {
    for i37 in par6..par6 - 1 max 256 {
        if (sk.ecn_flags & demand_cwr == 0) {
            return ((255 ^ sk.prior_cwnd) * 0.5)
        }
        match sk.ca_state {
            cwr => {
                if ((if (sk.pacing_rate == unlimited) then abs(sk.prr_delivered) else (if sk.sack_ok then 1.5 else i37)) <= (if (par6 == i37) then (7us * (1000000 / 10ms)) else (((65536 bytes / 1us) / 3) / sk.pacing_rate))) {
                    ca.m13 = ca.m13
                } else {
                    ca.m13 /= ((-i37) * par6)
                    ca.m13 += 1460s
                }
            }
            recovery | open => {
                if sk.can_undo {
                    return i37
                }
            }
            loss | disorder => {
                let x38: u16 fixed<8> s = (max((ca.m13 * 1000), (-sk.rttvar_us)) * (sk.total_retrans - sk.delivered))
            }
        }
    }
    ca.m14 = ca.m14 + (if (sk.frto && true) then sk.bytes_sent * par6 else TAB5[0])
    for i39 in par6..par6 + 2 max 10 {
        ca.m13 = ca.m13
    }
    for i40 in par6..par6 max 5 {
        ca.m14 = (sk.rtt_seq - (max(TAB5[4], TAB5[3]) + abs(sk.advmss)))
        ca.m14 = sk.write_seq
    }
    if sk.min_rtt >= 0 {
        if ((-(TAB5[par6] * sk.snd_wscale)) == (sk.rtt_seq - sk.snd_sml)) {
            sk.snd_cwnd_stamp = (max(never, never) - (sk.delivered_mstamp - sk.lsndtime)) + (sk.lsndtime - max(never, sk.snd_cwnd_stamp))
        }
    }
    for i41 in par6..par6 max 5 {
        let x42: u32 fixed<1> us = sk.srtt_us - abs((sk.rcv_tstamp - sk.rcv_tstamp))
        ca.m14 = if (sk.snd_ssthresh == unlimited) then max(min(ca.m14, ca.m14), (if true then sk.snd_sml else sk.rtt_seq)) else sk.copied_seq
    }
    return math.log2(par6)
}
undo_cwnd(sk) {
    if sk.min_rtt >= 0 {
        if ((-(2 bytes / 1s)) >= (par7 + sk.max_pacing_rate)) {
            return (sk.prior_ssthresh * 123456789)
        }
    }
    var y43: u64 = sk.max_packets_out
    if sk.min_rtt >= 0 {
        ca.m14 = sk.copied_seq
        match sk.ca_state {
            cwr | disorder => y43 = (sk.rate_delivered - (sk.delivered_ce - sk.lost))
            loss => {
                let x44: u32 fixed<1> pkts/s = -(((2 / 10ms) / 3) * (1e9 / 3))
            }
            open | recovery => {
                var y45: CaState = sk.ca_state
            }
        }
    }
    var y46: u32 fixed<4> ms = (never - min((sk.first_tx_mstamp + ca.m13), sk.first_tx_mstamp))
    let x47: seq = max(ca.m14, min((ca.m14 - 2 GB), min(sk.undo_marker, ca.m14)))
    if (sk.snd_cwnd_clamp < unlimited) {
        sk.snd_ssthresh = math.sqrt((if (sk.delivered_ce == 4294967295) then math.exp_minus(par6) else par6 * y43))
        y46 = (sk.snd_cwnd_used / ((123456789 / 1us) + (if false then ((2 / 10ms) / 3) else (3 / 1s))))
    } else {
        y43 = min((math.cbrt(sk.snd_cwnd_used) + 0xff), (sk.snd_cwnd_used * (sk.num * 0.25)))
        if (ca.m14 <= x47) {
            y43 = sk.num
            let x48: TcpState = sk.state
        } else {
            sk.app_limited = sk.lost
        }
    }
    ca.m13 = ((-TAB5[par6]) + abs(TAB5[1])) / (min(TAB5[par6 % 5], sk.sndbuf) / (if sk.frto then y46 else ca.m13))
    y46 = if (sk.tlp_high_seq > sk.write_seq) then abs(min(y46, sk.rttvar_us)) else ((y43 / (1 / 1s)) / 0.5)
    return 2.885
}
