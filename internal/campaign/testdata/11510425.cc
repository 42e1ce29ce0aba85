algorithm gen with ecn
use hystart
use round
use delay
use cube
use ecnecho
enum Kind4 { v1, v2 }
enum Kind5 { v3, v4 }
const TAB5 = [2.885, 0xff, 1e9, 0.5, (0.5 / 3)]
const CON6 = 0.5
param par7 = (7 bytes / 1s)
ssthresh(sk) = (if ((sk.srtt_us * (65536 / 1s)) == (if false then sk.family else CON6)) then (0.25 / 3) else TAB5[sk.retransmits])
cong_avoid(sk, ack, acked) {
    sk.ecn_seen = (((sk.max_window + 2 kbit) > (sk.advmss + sk.window_clamp)) || true)
    let x12: i64 = ((sk.data_segs_out + 255) * sk.prr_out)
    let x13: i64 = ((CON6 / sk.snd_cwnd_clamp) / (sk.app_limited - sk.segs_out))
    let x14: i64 = clamp(abs(1e9), 0.001, sk.retransmits)
    let x15: i64 = (-(if false then sk.rate_delivered else CON6))
    let x16: i64 = ((sk.mdev_us + sk.rto) / (sk.rcv_tstamp - never))
    let x17: i64 = (if !false then (if true then TAB5[0] else sk.sacked_out) else sk.max_window / sk.rcv_mss)
    let x18: i64 = ((TAB5[sk.prior_ssthresh] - CON6) - abs(2.885))
    let x19: i64 = sk.prr_out
    let x20: i64 = sk.packets_out
    let x21: i64 = ((-CON6) - sk.snd_cwnd)
    let x22: i64 = min((sk.retransmits * 2.885), clamp(CON6, 0.001, sk.retransmits))
    let x23: i64 = max(sk.pacing_shift, abs(sk.gso_segs))
    let x24: i64 = ((-sk.sndbuf) / 2 bit)
    let x25: i64 = abs((if sk.ack_now then sk.snd_cwnd else CON6))
    let x26: i64 = sk.prr_delivered
    let x27: i64 = (7 ^ 0x1234)
    let x28: i64 = (((10 / 1s) / 3) * (2us / CON6))
    let x29: i64 = (((if sk.min_rtt >= 0 then sk.min_rtt else 65536s) - sk.rttvar_us) * (10 / 1us))
    let x30: i64 = (min((if sk.min_rtt >= 0 then sk.min_rtt else 4294967295ms), (100s / 3)) * clamp(((3 / 10ms) / 3), (1460 / 1us), (sk.snd_cwnd / sk.srtt_us)))
    let x31: i64 = (sk.max_packets_out * 1e9)
    let x32: i64 = (-clamp(CON6, 1, sk.prr_out))
    let x33: i64 = (sk.gso_segs - (CON6 + CON6))
    let x34: i64 = (if (sk.mdev_us == 4294967295ms) then 1460 else (1000 / 10ms) * sk.rto)
    let x35: i64 = ((-sk.rate_interval_us) / ((4294967295 / 3) * 3ms))
    let x36: i64 = max(abs(CON6), (sk.retrans_out + TAB5[sk.snd_cwnd_used % 5]))
    let x37: i64 = (if (sk.ack_scheduled == true) then TAB5[2] else CON6)
    let x38: i64 = ((sk.packets_out + sk.prr_delivered) / (sk.snd_cwnd_used - sk.retrans_out))
    let x39: i64 = (-(TAB5[sk.lost_out % 5] + 1000))
    let x40: i64 = ((if sk.in_cwnd_reduction then sk.retrans_out else sk.retransmits) / 0.25)
    let x41: i64 = (255 | sk.packets_out)
    let x42: i64 = ((sk.delivered - sk.retrans_stamp) - (-1000000))
    let x43: i64 = (sk.delivered_ce * min(sk.snd_cwnd_used, sk.family))
    let x44: i64 = CON6
    let x45: i64 = sk.prior_cwnd
    let x46: i64 = (if (sk.is_sack_reneg && sk.in_initial_slow_start) then (sk.rttvar_us / 7s) else CON6)
    let x47: i64 = (CON6 + (if sk.ack_scheduled then sk.prior_cwnd else sk.snd_cwnd))
    let x48: i64 = (if (sk.in_slow_start && sk.in_initial_slow_start) then (TAB5[2] + sk.snd_ssthresh) else (sk.snd_cwnd_clamp - sk.reordering))
    let x49: i64 = CON6
    let x50: i64 = TAB5[4]
    let x51: i64 = 1e9
    let x52: i64 = (if (if sk.is_cwnd_limited then true else sk.ack_now) then (255 | sk.packets_out) else (sk.snd_ssthresh - CON6))
    let x53: i64 = (if (sk.high_seq >= sk.pushed_seq) then random(sk.gso_segs) else TAB5[2])
    let x54: i64 = abs(random(sk.rate_delivered))
    let x55: i64 = sk.family
    let x56: i64 = (abs(sk.prior_cwnd) + (0x1234 >> 2))
    let x57: i64 = (sk.rttvar_us / (sk.mdev_us + sk.mdev_us))
    let x58: i64 = ((sk.snd_cwnd_cnt << 2) - min(sk.lost_out, 0.5))
    let x59: i64 = clamp((if true then CON6 else sk.pacing_shift), 2.885, sk.lost_out)
    let x60: i64 = (if (sk.rtt_seq <= sk.snd_wl1) then (-TAB5[sk.backoff]) else (if sk.was_cwnd_limited then sk.gso_segs else sk.max_packets_out))
    let x61: i64 = CON6
    let x62: i64 = (sk.snd_cwnd << 11)
    let x63: i64 = (min(TAB5[sk.lost_out % 5], 1.5) + (sk.data_segs_out - (sk.retrans_stamp + sk.snd_cwnd_cnt)))
    let x64: i64 = sk.family
    let x65: i64 = (sk.mdev_us / (if false then sk.rto else 3ms))
    let x66: i64 = ((sk.prr_out - TAB5[2]) + (if true then TAB5[2] else TAB5[sk.snd_ssthresh % 5]))
    let x67: i64 = max((0x1234 ^ 0x1234), (0xff / 1e9))
    let x68: i64 = random(sk.gso_segs)
    let x69: i64 = ((1.5 * 1) + clamp(sk.num, 0.001, sk.prior_ssthresh))
    let x70: i64 = (CON6 / 100)
    let x71: i64 = ((CON6 - CON6) + ((1e9 / 3) + 3))
    let x72: i64 = ((CON6 / (65536us / 3)) * (sk.rcv_tstamp - sk.snd_cwnd_stamp))
    let x73: i64 = (abs(100us) / abs(sk.mdev_max_us))
    let x74: i64 = (sk.sacked_out * sk.snd_cwnd_used)
    let x75: i64 = max((-sk.reordering), (TAB5[sk.gso_max_segs % 5] - sk.prr_out))
    let x76: i64 = (if sk.tstamp_ok then (sk.delivered_ce - sk.packets_out) else ((sk.segs_out + (sk.snd_cwnd_cnt - 7)) - (sk.packets_out - 0x1234)))
    let x77: i64 = 3
    let x78: i64 = sk.snd_cwnd_clamp
    let x79: i64 = (abs(1.5) / (CON6 / 1e9))
    let x80: i64 = ((sk.packets_out / 0.001) + (sk.gso_segs + 0xff))
    let x81: i64 = (if (sk.now == sk.snd_cwnd_stamp) then sk.num / (0.001 / 3) else (255 ^ 255))
    let x82: i64 = (-(sk.retrans_out + TAB5[sk.prior_ssthresh]))
    let x83: i64 = (sk.max_pacing_rate / (sk.max_pacing_rate + par7))
    let x84: i64 = clamp(sk.snd_cwnd_clamp, 1e9, sk.num)
    let x85: i64 = TAB5[3]
    let x86: i64 = ((CON6 - 1e9) + (-sk.prr_delivered))
    let x87: i64 = sk.snd_ssthresh
    let x88: i64 = 0.001
    let x89: i64 = ((if false then sk.snd_cwnd_cnt else sk.ack_quick) * 1e9)
    send_ack(sk, sk.snd_una)
    var y90: i64 = 0
    y90 += x35
    y90 -= x59
    y90 -= x89
    y90 += x29
    y90 += x81
    y90 -= x56
    y90 -= x33
    y90 -= x83
    y90 += x45
    y90 -= x46
    y90 -= x26
    y90 += x62
    y90 += x85
    y90 -= x74
    y90 += x12
    y90 += x22
    y90 -= x28
    y90 += x38
    y90 -= x80
    y90 += x70
    y90 += x24
    y90 += x15
    y90 -= x86
    y90 += x63
    y90 += x31
    y90 -= x44
    y90 += x32
    y90 += x37
    y90 -= x20
    y90 -= x52
    y90 += x18
    y90 -= x58
    y90 -= x82
    y90 += x40
    y90 += x73
    y90 -= x57
    y90 -= x42
    y90 -= x54
    y90 -= x17
    y90 -= x30
    y90 -= x43
    y90 -= x16
    y90 += x21
    y90 -= x47
    y90 -= x39
    y90 -= x78
    y90 += x23
    y90 += x71
    y90 += x51
    y90 += x72
    y90 += x87
    y90 -= x67
    y90 += x69
    y90 += x25
    y90 += x49
    y90 += x50
    y90 -= x41
    y90 += x75
    y90 -= x64
    y90 -= x77
    y90 -= x65
    y90 += x84
    y90 += x68
    y90 += x76
    y90 -= x53
    y90 += x48
    y90 -= x27
    y90 += x55
    y90 += x19
    y90 += x14
    y90 -= x66
    y90 += x88
    y90 += x36
    y90 -= x13
    y90 -= x34
    y90 += x61
    y90 -= x60
    y90 -= x79
    sk.snd_ssthresh = abs(y90) + 2
}
min_tso_segs(sk) {
    match sk.ca_state {
        disorder => {
            if true {
                if (((sk.snd_wscale == sk.backoff) && sk.was_cwnd_limited) || ((if sk.ack_now then sk.family else 1e9) >= (par7 / par7))) {
                    sk.ecn_seen = sk.snd_cwnd_clamp < unlimited
                } else {
                    sk.ack_scheduled = true
                    sk.ack_scheduled = sk.saw_tstamp
                }
                sk.ecn_seen = ((65536 bytes / 1s) != par7)
            }
        }
        cwr | open => {
            let x8 = (if true then (sk.first_tx_mstamp - never) * (((123456789 / 1us) / 3) - (7 / 1s)) else ((TAB5[4] - sk.ack_quick) % sk.family))
        }
        loss | recovery => {
            var y9: i32 fixed<4> = 0.5 - sk.in_flight
        }
    }
    return abs((sk.mdev_us * (CON6 * (1000 / 1s))))
}
undo_cwnd(sk) {
    sk.ecn_demand_cwr = (((sk.tcp_mstamp + sk.mdev_us) - (sk.rttvar_us + sk.rttvar_us)) <= max(max(sk.now, sk.first_tx_mstamp), sk.tcp_mstamp))
    var y10: bool = (abs((((65536 / 10ms) / 3) * 123456789ms)) > (((1 / 10ms) * sk.srtt_us) * 65536))
    if ((sk.in_cwnd_reduction || ((123456789 / 3) > CON6)) && (sk.snd_una > (sk.write_seq + sk.bytes_retrans))) {
        if ((sk.snd_wscale * 0.25) == (sk.snd_cwnd_clamp + sk.snd_cwnd_cnt)) {
            return sk.pacing_shift
        }
        if sk.in_slow_start {
            let x11: i32 pkts/s = ((if y10 then sk.gso_max_segs else sk.gso_segs) * (2.885 - CON6)) * (2 / 10ms)
        }
    }
    return ((65536ms * CON6) / 1460us) / min((CON6 % sk.snd_cwnd_cnt), (TAB5[0] - sk.snd_cwnd))
}
