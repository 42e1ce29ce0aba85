algorithm gen
use filter
use hystartpp
use cube
enum Kind4 { v1, v2, v3, v4, v5 }
const TAB6 = [((1 bytes / 1ms) / 3), (123456789 bytes / 1s)]
const CON7 = 10ms
param par8 = true
struct Rec5 {
    f9: seq
    f10: TcpState
    f11: TcpState = last_ack
    f12: bool = true
}
struct Rec6 {
    f13: i16 in 0..100 = 7
}
fn fn14(sk, p15: i64 fixed<24>, p16: stamp) {
    return (if ((4294967295 / 1us) != (3 / 1s)) then clamp((10 / 1s), (2 / 10ms), (sk.snd_cwnd / sk.srtt_us)) else (0xff * (1000 / 1s)))
}
fn fn17(sk, p18) = sk.copied_seq
fn fn19(sk) {
    for i20 in 2..9 {
    }
    return (((123456789 bytes / 1ms) / 3) * 2.885) / 1e9
}
ssthresh(sk) = abs(((sk.snd_cwnd_clamp / 10) / 2.885))
cong_avoid(sk, ack) {
    sk.pacing_status = sk.pacing_status
    var y21: Event = complete_cwr
}
set_state(sk) {
    sk.pacing_rate = unlimited
    sk.ecn_queue_cwr = sk.frto
}
pkts_acked(sk, sample) {
    var y22: u64 fixed<16> Mbit/s = max(((if sk.frto then sk.advmss else sk.max_window) * (if sk.tstamp_ok then (2 / 1s) else ((65536 / 1s) / 3))), abs(abs(sk.pacing_rate)))
    let x23: u64 s = clamp(((-sk.num) / min((1460 / 1s), (1000000 / 1s))), 7us, sk.rto)
}
undo_cwnd(sk) {
    let x24 = sk.rcv_tstamp + CON7
    var y25: u32 fixed<24> KiB = ((sk.rcv_ssthresh / random(sk.gso_max_segs)) / ((1.5 / sk.snd_ssthresh) + sk.undo_retrans * 0.001))
    let x26: seq = sk.snd_una + ((3 bytes + 2 kB) / 0.001)
    y25 -= ((sk.sndbuf * 2.885) / filter.average(sk.max_packets_out, sk.prior_cwnd, sk.backoff))
    return 0.5
}
sndbuf_expand(sk) = filter.average(((if true then sk.snd_wscale else sk.lost_out) + ((100 / 1us) * sk.rate_interval_us)), filter.average((sk.srtt_us * (2 / 1us)), (sk.pacing_shift - 1), (sk.prior_cwnd - sk.prr_out)), (sk.retrans_stamp - sk.delivered_ce))
init(sk) {
    if (((if par8 then sk.tcp_wstamp_ns else sk.lsndtime) - (CON7 / (65536 / 3))) <= never) {
        sk.ecn_seen = (((0.25 * (100 Gbit / 3)) / (if true then sk.pacing_rate else sk.pacing_rate)) != (if (sk.tcp_mstamp < sk.tcp_wstamp_ns) then CON7 else (sk.tcp_wstamp_ns - sk.now)))
        let x27: u32 fixed<24> kbit/s = sk.max_pacing_rate + clamp(TAB6[0], (10 bytes / 1s), sk.pacing_rate)
    }
    for i28 in 2..4 {
        match sk.ca_state {
            cwr | open => {
                let x29: i32 fixed<16> pkts/us = (if ((1us <= sk.rttvar_us) || (sk.ecn_flags & accecn != 0)) then (if par8 then abs((2 / 1us)) else (0.001 * (1000000 / 1s))) else (((4294967295 / 1us) + (10 / 1us)) - (3 / 1s)))
            }
            loss => {
                sk.pacing_rate = unlimited
            }
            recovery | disorder => sk.ecn_flags = sk.ecn_flags | demand_cwr
        }
        sk.pacing_rate = fn19(sk)
        sk.ack_now = sk.snd_ssthresh != unlimited
    }
    var y30: TcpState = sk.state
    for i31 in sk.lost_out..sk.backoff max 5 {
        if (((if sk.ecn_demand_cwr then sk.snd_sml else sk.snd_nxt) <= min(sk.snd_sml, sk.snd_una)) && false) {
            sk.ecn_demand_cwr = (((sk.rcv_mss / CON7) / (TAB6[sk.reordering % 2] + (123456789 bytes / 1ms))) >= ((sk.undo_retrans - sk.pacing_shift) / (sk.prior_cwnd << 0)))
            y30 = y30
        } else {
            match y30 {
                syn_recv | established => {
                }
                close_wait => {
                }
                closed | last_ack => y30 = sk.state
                syn_sent => sk.ack_scheduled = (if ((TAB6[1] - TAB6[0]) == ((1 bytes / 1ms) / sk.prior_cwnd)) then (filter.average(i31, i31, sk.prr_delivered) <= sk.packets_out) else ((sk.ecn_flags & rfc3168 == 0) || (sk.in_cwnd_reduction && true)))
                time_wait => {
                    y30 = y30
                }
                closing | fin_wait2 => {
                    let x32: u8 = clamp(((sk.snd_wscale + i31) + i31 * 0.25), 0.001, i31)
                }
                fin_wait1 => {
                    y30 = sk.state
                }
                listen => {
                    let x33 = min(((if sk.tcp_usec_ts then sk.lrcvtime else sk.rcv_tstamp) + (if sk.min_rtt >= 0 then sk.min_rtt else 7us)), never)
                }
            }
        }
        y30 = sk.state
        y30 = (if ((if true then sk.tcp_mstamp else sk.lrcvtime) < sk.lrcvtime) then sk.state else y30)
    }
    if (((1e9 - sk.retrans_out) >= (sk.packets_out + sk.sacked_out)) || false) {
        y30 = sk.state
        y30 = sk.state
        if sk.min_rtt >= 0 {
            let x34 = min(fn17(sk, filter.average(sk.num, sk.reordering, 0xff)), (max(sk.snd_wl1, sk.pushed_seq) - (sk.mss_cache - sk.wmem_queued)))
            if sk.rate_app_limited {
                y30 = y30
                let x35 = (7 & sk.snd_cwnd_cnt) / (2.885 / 3)
            } else {
                y30 = if sk.frto then sk.state else (if par8 then y30 else y30)
            }
            y30 = y30
        }
    } else {
        match sk.ca_state {
            disorder => {
                var y36: Kind4 = v2
            }
            loss => {
                if (max(sk.lsndtime, (never - (3ms / 3))) > sk.delivered_mstamp) {
                    let x37: TcpState = y30
                    let x38: CaState = open
                } else {
                    let x39: stamp = max(max(max(never, never), (never + 4294967295us)), sk.rcv_tstamp)
                }
            }
            recovery | open => {
                let x40 = abs(filter.average((-0.001), clamp(0.001, 65536, sk.prr_out), (((3 / 10ms) / 3) * sk.rate_interval_us)))
            }
            cwr => {
                let x41: Event = cwnd_restart
            }
        }
    }
}
