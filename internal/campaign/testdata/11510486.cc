algorithm gen
use tcp
use hystartpp
use round
extern fn tcp_slow_start(sk, acked): pkts
extern fn tcp_cong_avoid_ai(sk, w, acked)
extern fn tcp_reno_undo_cwnd(sk): pkts
extern fn tcp_reno_ssthresh(sk): pkts
extern fn tcp_reno_cong_avoid(sk, ack, acked)
enum Kind4 { v1, v2, v3 }
param par4 = false
struct Rec5 {
    f5: stamp
    f6: u64 in 2..4 = 2
    f7: u32 fixed<4> s
    f8: bool = true
    w9: s[3] = [1, 0, 7]
}
struct Rec6 {
    f10: u8 ms
    f11: bool
}
state {
    m12: PacingStatus
    r13: hystartpp.Search[1]
    m14: i32 fixed<1> = -(7 - 3)
}
fn fn15(sk) = sk.write_seq
ssthresh(sk) = (-sk.prior_cwnd)
set_state(sk, new_state) {
    let x16: Kind4 = v2
    for i17 in ca.m14..ca.m14 - 1 max 2 {
        if false {
            if par4 {
                sk.ecn_demand_cwr = min(min(sk.first_tx_mstamp, never), min(sk.lsndtime, never)) != ((if sk.tcp_usec_ts then sk.tcp_clock_cache else never) - (if par4 then sk.rto else 7us))
                sk.ecn_demand_cwr = (if (par4 == par4) then (123456789us * 1.5) else (-3us)) >= (if par4 then (sk.now - sk.now) else sk.mdev_max_us)
            } else {
                sk.app_limited = sk.rcv_tsval
            }
            ca.m12 = ca.m12
        } else {
            if !(sk.delivered <= (255 - 255)) {
                return
            }
        }
        match x16 {
            v2 => {
                if (min((sk.rate_interval_us * 2.885), (sk.tcp_header_len / sk.max_pacing_rate)) > 65536s) {
                    if (sk.segs_out == sk.delivered_ce) {
                        continue
                    }
                } else {
                    ca.r13 = initial
                }
            }
            v1 | v3 => {
                tcp.cong_avoid_ai(sk, (ca.m14 + sk.family), tcp.current_ssthresh(sk))
            }
        }
        if sk.tcp_usec_ts {
            if (((sk.packets_out * 0.001) - (ca.m14 / sk.num)) > (if (if par4 then true else false) then tcp.current_ssthresh(sk) else 1e9)) {
                sk.pacing_status = ca.m12
                var y18: u64 fixed<4> ms = (-tcp.current_ssthresh(sk)) / (10 / 1us)
            }
        }
    }
    sk.ecn_queue_cwr = ((7 bytes / 1s) / 3) > ((sk.max_pacing_rate * (100 / 3)) - sk.max_pacing_rate)
    sk.ack_scheduled = false
    let x19: Event = ecn_no_ce
    var y20: seq = sk.snd_una
}
cong_control(sk, ack, flag, rs) {
    ca.m14 *= (tcp.current_ssthresh(sk) - (ca.m14 + ca.m14))
    let x21 = 65536s
    tcp_reno_cong_avoid(sk, (if true then ack else ack), min(1e9, ca.m14))
    var y22: seq = sk.snd_sml
    sk.pacing_rate = unlimited
    let x23 = (-((ca.m14 * sk.advmss) - 2 Mbit))
    let x24: i64 = (if (sk.ecn_flags & seen != 0) then (ca.m14 / sk.snd_wscale) else (if par4 then sk.retransmits else ca.m14))
    let x25: i64 = ((if par4 then sk.retrans_out else ca.m14) / tcp.current_ssthresh(sk))
    let x26: i64 = ((if sk.in_initial_slow_start then sk.prior_ssthresh else sk.family) * (sk.pacing_shift % ca.m14))
    let x27: i64 = tcp.current_ssthresh(sk)
    let x28: i64 = ((1000000ms + (if sk.min_rtt >= 0 then sk.min_rtt else 1000s)) / (1000000us / 3))
    let x29: i64 = (min(sk.rcv_ssthresh, 1 Mbit) / (1000000 bytes * 0.5))
    let x30: i64 = (sk.retrans_stamp * (sk.snd_ssthresh % ca.m14))
    let x31: i64 = 1460
    let x32: i64 = (if sk.is_sack_reneg then (ca.m14 - ca.m14) else (sk.lost_out * 0xff))
    let x33: i64 = (tcp.current_ssthresh(sk) - 0.001)
    let x34: i64 = (sk.app_limited - sk.app_limited)
    let x35: i64 = sk.prior_cwnd
    let x36: i64 = ((-sk.pacing_shift) + random(ca.m14))
    let x37: i64 = (0x1234 & sk.prior_cwnd)
    let x38: i64 = (if sk.tstamp_ok then (-ca.m14) else ca.m14)
    let x39: i64 = sk.reordering
    let x40: i64 = (if (sk.snd_wl1 != sk.snd_sml) then sk.app_limited * sk.pacing_shift else sk.snd_cwnd_used)
    let x41: i64 = ((4294967295 / 1us) * (sk.gso_segs * sk.mdev_max_us))
    let x42: i64 = (if (sk.prr_out >= 0.5) then abs(sk.prior_ssthresh) else ca.m14)
    let x43: i64 = ((ca.m14 + 0xff) / 1.5)
    let x44: i64 = (-(if true then sk.prr_out else sk.sacked_out))
    let x45: i64 = tcp.current_ssthresh(sk)
    let x46: i64 = (if (sk.prior_cwnd != ca.m14) then (ca.m14 - sk.pacing_shift) else (if sk.tstamp_ok then sk.prior_ssthresh else sk.retrans_out))
    let x47: i64 = (max(1000us, 1000s) / (7us - (if sk.min_rtt >= 0 then sk.min_rtt else 4294967295s)))
    let x48: i64 = sk.snd_wscale
    let x49: i64 = (if (true && true) then ca.m14 * ca.m14 else ca.m14)
    let x50: i64 = tcp.current_ssthresh(sk)
    let x51: i64 = (random(ca.m14) - ((sk.prior_cwnd - sk.packets_out) - sk.segs_out))
    let x52: i64 = tcp.current_ssthresh(sk)
    let x53: i64 = sk.snd_cwnd_clamp
    let x54: i64 = ((-1000000) - (ca.m14 - sk.lost_out))
    let x55: i64 = (sk.packets_out << 8)
    let x56: i64 = abs((-sk.snd_ssthresh))
    let x57: i64 = sk.ack_quick
    let x58: i64 = sk.undo_retrans
    let x59: i64 = (sk.total_retrans * tcp.current_ssthresh(sk))
    let x60: i64 = (-0xff)
    let x61: i64 = abs(tcp.current_ssthresh(sk))
    let x62: i64 = max(tcp.current_ssthresh(sk), (sk.ack_quick + sk.retransmits))
    let x63: i64 = ((sk.snd_cwnd_cnt << 3) + (ca.m14 - sk.gso_max_segs))
    let x64: i64 = abs((ca.m14 % ca.m14))
    let x65: i64 = ((sk.first_tx_mstamp - never) / (ca.m14 / ((10 / 1s) / 3)))
    let x66: i64 = sk.ack_quick
    let x67: i64 = sk.rate_delivered
    let x68: i64 = clamp((if sk.tcp_usec_ts then sk.pacing_shift else sk.retrans_out), 0.001, ca.m14)
    let x69: i64 = ((ca.m14 * 1.5) + (sk.family + sk.gso_max_segs))
    let x70: i64 = tcp.current_ssthresh(sk)
    let x71: i64 = ((sk.srtt_us / 1.5) / (1460s / 3))
    let x72: i64 = (tcp.current_ssthresh(sk) - (sk.num / 0xff))
    let x73: i64 = (if (sk.ecn_demand_cwr && par4) then (if sk.is_sack_reneg then sk.gso_segs else ca.m14) else ca.m14)
    let x74: i64 = (if (never == never) then ca.m14 else (sk.pacing_shift + ca.m14))
    let x75: i64 = ca.m14
    let x76: i64 = (4294967295us / (100us + (1s / 3)))
    let x77: i64 = (if (sk.max_pacing_rate > sk.max_pacing_rate) then sk.in_flight else ca.m14)
    let x78: i64 = (if par4 then (sk.ack_quick - ca.m14) else (sk.lost_out * 0xff))
    let x79: i64 = 2
    let x80: i64 = clamp((sk.sacked_out + sk.ack_quick), 123456789, ca.m14)
    let x81: i64 = tcp.current_ssthresh(sk)
    let x82: i64 = ((ca.m14 - sk.rate_delivered) / (2.885 / 3))
    let x83: i64 = sk.max_packets_out
    let x84: i64 = ((1ns - 1000s) / clamp(sk.srtt_us, 3s, sk.mdev_max_us))
    let x85: i64 = ((sk.bytes_acked / 100 kB) / 1000)
    send_ack(sk, sk.snd_una)
    var y86: i64 = 0
    y86 += x71
    y86 -= x80
    y86 += x51
    y86 += x30
    y86 -= x74
    y86 -= x40
    y86 -= x38
    y86 -= x25
    y86 -= x27
    y86 -= x60
    y86 += x84
    y86 -= x53
    y86 -= x62
    y86 -= x67
    y86 -= x77
    y86 -= x79
    y86 -= x66
    y86 += x61
    y86 -= x57
    y86 += x75
    y86 -= x35
    y86 -= x45
    y86 += x54
    y86 -= x48
    y86 += x39
    y86 += x26
    y86 += x52
    y86 += x28
    y86 += x64
    y86 += x73
    y86 += x63
    y86 += x32
    y86 -= x83
    y86 += x50
    y86 -= x85
    y86 -= x78
    y86 -= x29
    y86 += x55
    y86 -= x68
    y86 -= x42
    y86 -= x33
    y86 -= x43
    y86 -= x76
    y86 -= x24
    y86 -= x34
    y86 += x49
    y86 -= x37
    y86 += x47
    y86 += x36
    y86 += x56
    y86 += x82
    y86 -= x46
    y86 -= x41
    y86 += x31
    y86 -= x59
    y86 += x70
    y86 += x44
    y86 += x58
    y86 += x72
    y86 += x65
    y86 += x69
    y86 -= x81
    sk.snd_ssthresh = abs(y86) + 2
}
undo_cwnd(sk) = tcp.current_ssthresh(sk)
release(sk) {
    ca.m14 = ca.m14
}
