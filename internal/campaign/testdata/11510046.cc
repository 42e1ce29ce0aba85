algorithm gencc12cc12cc12
use tcp
use hystart
use ecnecho
enum Kind4 { v1, v2, v3, v4, v5 }
enum Kind5 { v6, v7, v8 }
const CON9 = 1.5
const CON10 = 1s
struct Rec5 {
    f11: CaState
    f12: i32 kB
    f13: pkts/us = 7
    f14: stamp = never
}
struct Rec6 {
    f15: i8 pkts/s in 1..3 = 2
    f16: u16 fixed<8> KiB in 0..3
    f17: seq
}
fn fn18(sk, q19: hystart.Search) {
    match sk.ca_state {
        cwr => {
        }
        disorder | recovery => {
            let x20: i8 bytes = ((if (sk.lrcvtime <= sk.delivered_mstamp) then (sk.pacing_rate / CON9) else CON9 * (4294967295 bytes / 1us)) / clamp(((123456789 / 1us) / 3), (65536 / 10ms), (sk.snd_cwnd / sk.srtt_us)))
        }
        loss | open => {
            if ((if !sk.is_sack_reneg then ((1 bytes / 1us) * CON9) else (4294967295 bytes / 1us)) == clamp(sk.pacing_rate, (4294967295 bytes / 1s), sk.pacing_rate)) {
                sk.ecn_flags = sk.ecn_flags | rfc3168
                if (max(sk.wmem_queued, sk.window_clamp) < ((1460 bytes / 1s) * 1460s)) {
                    return max(max(sk.lsndtime, never), (if sk.frto then sk.tcp_wstamp_ns else sk.tcp_clock_cache))
                }
                var y21: i32 pkts/s = (if sk.tcp_usec_ts then clamp((if sk.in_cwnd_reduction then (65536 / 10ms) else ((123456789 / 1us) / 3)), (1000000 / 10ms), (sk.snd_cwnd / sk.srtt_us)) else (sk.undo_retrans / (if sk.ecn_ok then (if sk.min_rtt >= 0 then sk.min_rtt else 1000s) else sk.srtt_us)))
            }
        }
    }
    var y22: stamp = ((sk.snd_cwnd_stamp - (sk.tcp_mstamp - sk.tcp_mstamp)) + (CON10 / 2.885))
    y22 = max((if (y22 < sk.lsndtime) then (sk.rcv_tstamp - sk.mdev_us) else (y22 - CON10)), y22)
    return max((if sk.ecn_ok then sk.lrcvtime else y22), sk.first_tx_mstamp)
}
ssthresh(sk) = clamp(CON9, 0.5, sk.ack_quick)
cwnd_event(sk, event) {
    if ((65536us / 3) > (if (sk.sack_ok || false) then sk.bytes_retrans / sk.pacing_rate else (1000us / 0.5))) {
        if sk.min_rtt >= 0 {
            if !(if sk.ecn_ok then sk.frto else true) {
                return
            }
            sk.snd_ssthresh = clamp(((CON9 / 0.25) * (0x1234 & sk.snd_cwnd)), 0xff, sk.reordering)
        }
    }
}
min_tso_segs(sk) {
    var y23: i64 fixed<10> us = ((never + (CON10 - 10ms)) - min((if sk.saw_tstamp then sk.tcp_wstamp_ns else never), never))
    tcp.pace(sk, (sk.snd_cwnd_used + CON9), ((4294967295 / 1s) * sk.rto), hystart.ack_delay(sk))
    return (((255 | sk.snd_cwnd_cnt) * random(sk.num)) - CON9)
}
cong_control(sk, ack, flag, rs) {
    sk.ecn_seen = if sk.can_undo then (if (if false then true else rs.is_ack_delayed) then (ack <= ack) else (sk.tcp_usec_ts || rs.is_app_limited)) else ((CON9 * (4294967295 / 1s)) > (sk.ack_quick * (10 / 1s)))
    let x25: i64 = (abs(sk.max_packets_out) + abs(sk.snd_wscale))
    let x26: i64 = max(tcp.current_ssthresh(sk), ((1e9 / 3) / 0xff))
    let x27: i64 = tcp.current_ssthresh(sk)
    let x28: i64 = (if (if sk.frto then false else sk.in_slow_start) then (sk.rate_interval_us / CON10) else sk.gso_max_segs * 1.5)
    let x29: i64 = (if (sk.pacing_shift < CON9) then ((123456789 / 3) / 1.5) else CON9)
    let x30: i64 = (sk.rcv_mss / ((1460 bytes / 1us) / (65536 / 1us)))
    let x31: i64 = (abs(CON9) - (-sk.max_packets_out))
    let x32: i64 = (max(CON9, CON9) * ((65536 / 10ms) * 10ms))
    let x33: i64 = ((1us / sk.mdev_max_us) / 2.885)
    let x34: i64 = sk.sacked_out
    let x35: i64 = sk.gso_segs
    let x36: i64 = tcp.current_ssthresh(sk)
    let x37: i64 = tcp.current_ssthresh(sk)
    let x38: i64 = (if sk.ecn_queue_cwr then (sk.packets_out - CON9) else CON9)
    let x39: i64 = CON9
    let x40: i64 = tcp.current_ssthresh(sk)
    let x41: i64 = ((0xff + sk.packets_out) % sk.gso_segs)
    let x42: i64 = (((65536 / 1s) * CON9) * hystart.ack_delay(sk))
    let x43: i64 = (if (sk.ack_timer_pending && true) then (CON10 * (1460 / 10ms)) else min(sk.backoff, CON9))
    let x44: i64 = 0xff
    let x45: i64 = abs((65536us * (65536 / 1us)))
    let x46: i64 = CON9
    let x47: i64 = sk.sacked_out
    let x48: i64 = (clamp(sk.snd_wscale, 1.5, sk.retransmits) / tcp.current_ssthresh(sk))
    let x49: i64 = clamp((2.885 / 1e9), 1.5, sk.snd_ssthresh)
    let x50: i64 = ((CON9 - 1.5) / sk.lost_out)
    let x51: i64 = abs((CON9 * 1460))
    let x52: i64 = clamp((if sk.is_cwnd_limited then CON9 else 0xff), 65536, sk.lost_out)
    let x53: i64 = (if (sk.num <= sk.prr_out) then clamp(sk.prr_out, 0.25, sk.reordering) else (if sk.can_undo then sk.gso_max_segs else sk.sacked_out))
    let x54: i64 = ((sk.snd_wscale + CON9) - tcp.current_ssthresh(sk))
    let x55: i64 = sk.packets_out
    let x56: i64 = tcp.current_ssthresh(sk)
    let x57: i64 = CON9
    let x58: i64 = 1460
    let x59: i64 = (((2 / 1s) * CON10) + (10 / 3))
    let x60: i64 = max(max(CON9, 4294967295), random(sk.lost_out))
    let x61: i64 = ((CON9 * 2) + (if false then sk.snd_ssthresh else sk.snd_cwnd_clamp))
    let x62: i64 = ((if sk.frto then sk.family else 0xff) / 2)
    let x63: i64 = (min(sk.backoff, 1) * 0.001)
    let x64: i64 = sk.family
    let x65: i64 = (if true then sk.pacing_rate / (123456789 bytes / 1ms) else (-sk.backoff))
    let x66: i64 = random(sk.rate_delivered)
    let x67: i64 = (sk.rcv_tsval - (sk.delivered_ce + sk.snd_cwnd_cnt))
    let x68: i64 = (if true then CON9 * CON9 else sk.rto * (123456789 / 10ms))
    let x69: i64 = ((sk.family / (65536 / 10ms)) * (((10 / 10ms) / 3) - (123456789 / 1s)))
    let x70: i64 = (sk.retrans_out * (7 | 7))
    let x71: i64 = (CON9 + clamp(0.25, 2, sk.snd_cwnd))
    let x72: i64 = tcp.current_ssthresh(sk)
    let x73: i64 = (tcp.current_ssthresh(sk) * tcp.current_ssthresh(sk))
    let x74: i64 = (tcp.current_ssthresh(sk) * (0.001 + sk.rate_delivered))
    let x75: i64 = (tcp.current_ssthresh(sk) * abs(0.001))
    let x76: i64 = ((CON9 * sk.reordering) - sk.snd_cwnd_used)
    let x77: i64 = clamp(tcp.current_ssthresh(sk), 0.25, sk.snd_wscale)
    let x78: i64 = (sk.total_retrans * (if sk.in_slow_start then CON9 else sk.lost_out))
    let x79: i64 = (if sk.ack_scheduled then tcp.current_ssthresh(sk) else tcp.current_ssthresh(sk))
    let x80: i64 = ((CON9 * CON9) * (CON9 * 1e9))
    let x81: i64 = tcp.current_ssthresh(sk)
    let x82: i64 = abs(tcp.current_ssthresh(sk))
    let x83: i64 = abs((if sk.in_cwnd_reduction then sk.snd_wscale else (1e9 / 3)))
    let x84: i64 = (tcp.current_ssthresh(sk) + tcp.current_ssthresh(sk))
    let x85: i64 = sk.snd_cwnd_cnt
    let x86: i64 = sk.undo_retrans
    let x87: i64 = sk.retransmits
    let x88: i64 = (-(CON9 - sk.snd_wscale))
    let x89: i64 = clamp(min(CON9, CON9), 0.5, sk.retransmits)
    let x90: i64 = ((1000000 / 1s) * (65536ms + sk.rate_interval_us))
    send_ack(sk, sk.snd_una)
    var y91: i64 = 0
    y91 += x36
    y91 += x55
    y91 += x49
    y91 += x67
    y91 -= x48
    y91 += x76
    y91 += x33
    y91 -= x89
    y91 += x85
    y91 += x40
    y91 += x78
    y91 -= x39
    y91 += x52
    y91 += x42
    y91 += x74
    y91 += x43
    y91 += x25
    y91 += x62
    y91 -= x50
    y91 += x27
    y91 -= x60
    y91 += x26
    y91 -= x32
    y91 += x84
    y91 -= x69
    y91 += x86
    y91 += x59
    y91 -= x73
    y91 -= x79
    y91 -= x38
    y91 += x82
    y91 -= x30
    y91 += x70
    y91 += x47
    y91 += x57
    y91 -= x77
    y91 -= x64
    y91 -= x41
    y91 += x28
    y91 += x80
    y91 += x81
    y91 += x68
    y91 += x72
    y91 -= x71
    y91 -= x34
    y91 -= x44
    y91 -= x53
    y91 += x29
    y91 -= x66
    y91 -= x45
    y91 -= x88
    y91 -= x46
    y91 += x75
    y91 += x31
    y91 += x51
    y91 -= x58
    y91 += x83
    y91 -= x54
    y91 += x61
    y91 += x37
    y91 += x87
    y91 += x56
    y91 += x63
    y91 += x35
    y91 -= x65
    y91 -= x90
    sk.snd_ssthresh = abs(y91) + 2
}
undo_cwnd(sk) {
    sk.ecn_seen = sk.segs_out < sk.rcv_tsecr
    return clamp((clamp((0xff / 3), 1e9, sk.snd_cwnd_cnt) - (sk.backoff / sk.backoff)), 1e9, sk.snd_ssthresh)
}
init(sk) {
    let x24 = ((min(sk.copied_seq, sk.high_seq) - min(sk.window_clamp, sk.rcv_ssthresh)) + min((if sk.in_slow_start then sk.bytes_retrans else sk.advmss), (sk.snd_wl1 - sk.write_seq)))
    sk.snd_cwnd_stamp = min(min(never, (never + sk.srtt_us)), (sk.lrcvtime + (if sk.ecn_ok then sk.srtt_us else sk.rate_interval_us)))
}
