algorithm gen
use tcp
use ecnecho
enum Kind4 { v1, v2 }
param par3 = 0.7 in 0.1..1
fn fn4(sk, p5) {
    return abs((65536 / 10ms))
}
ssthresh(sk) {
    if (sk.max_pacing_rate >= unlimited) {
        sk.ecn_flags = sk.ecn_flags | queue_cwr
        sk.snd_cwnd = tcp.current_ssthresh(sk)
        match sk.ca_state {
            loss => tcp.pace(sk, max(0.001, 2.885), sk.prior_ssthresh, clamp(sk.rate_interval_us, 2us, sk.srtt_us))
            _ => {
                if (if !(if sk.sack_ok then true else sk.sack_ok) then ((sk.retrans_stamp + 255) >= 0x1234) else (clamp(sk.rate_interval_us, 65536ms, sk.rate_interval_us) < (sk.srtt_us - sk.rttvar_us))) {
                    sk.app_limited = sk.segs_out
                    let x6 = tcp.slow_start(sk, tcp.current_ssthresh(sk))
                    if (sk.snd_cwnd_clamp >= ((sk.packets_out - 255) - sk.lost)) {
                        return (sk.snd_cwnd_used + (sk.gso_max_segs - sk.retrans_out))
                    }
                } else {
                    sk.ecn_flags = sk.ecn_flags | accecn
                }
            }
        }
    } else {
        sk.pacing_rate = unlimited
        for i7 in par3..par3 max 2 {
            sk.ecn_flags = sk.ecn_flags | queue_cwr
        }
    }
    for i8 in 1..1 {
        sk.ecn_seen = (min((sk.delivered_mstamp - sk.rttvar_us), sk.now) < (sk.lsndtime + max(sk.mdev_max_us, sk.rttvar_us)))
    }
    sk.ecn_queue_cwr = sk.saw_tstamp
    if sk.is_cwnd_limited {
        sk.pacing_rate = sk.max_pacing_rate
    }
    sk.snd_cwnd_cnt = tcp.current_ssthresh(sk)
    sk.ecn_demand_cwr = sk.lost < sk.delivered_ce
    if (sk.ack_scheduled != sk.ack_now) {
        let x9: u32 = par3
        let x10: u32 = par3
        let x11: u32 = par3
        var y12: i64 = 0
        if x9 >= 3 {
            if x9 < 4 {
                if x9 != (x10 - 2) {
                    y12 -= max(3 - x11, 0)
                }
            } else {
                y12 = max((x9 + 2), x10)
            }
            y12 = 2 * x11 - (x10 - 4)
        }
        if x10 == x11 {
            if x11 > 6 {
                y12 = max((x11 + 2), 3)
            } else {
                y12 = x9 - 2
            }
            if x9 < x11 {
                if x9 != x9 {
                    y12 = x11 - 4
                } else {
                    y12 = max((x9 - 3) - x10, 0)
                    y12 = x10 / max((x11 - 3), 1)
                }
                if x11 == (x9 + 3) {
                    y12 -= 4 / max(x11, 1)
                } else {
                    y12 = 2 - x9
                }
            } else {
                if x11 >= x9 {
                    y12 += (x10 + 3) - x9
                    y12 = 2 / max((x10 - 6), 1)
                }
            }
        } else {
            y12 += 2 * x9 - x11
        }
        return y12
    }
    sk.ack_timer_pending = (if (false && sk.can_undo) then (if sk.in_slow_start then 100 bit else sk.window_clamp) else ((65536 bytes / 1s) * sk.mdev_us)) < (sk.write_seq - (sk.rcv_nxt - 2 MiB))
    return ((10s * (-sk.gso_max_segs)) * (123456789 / 10ms))
}
cong_avoid(sk, ack, acked) {
    sk.snd_cwnd_stamp = never
    var y13: u16 fixed<8> us = (sk.snd_cwnd * clamp((3s / 0.25), 1460us, sk.mdev_us))
    if (sk.snd_cwnd_clamp != unlimited) {
        y13 += (sk.ack_quick / fn4(sk, sk.srtt_us))
        if (sk.rcv_tsecr > sk.retrans_stamp) {
            y13 += ((sk.tcp_mstamp - sk.lrcvtime) * 4294967295)
        }
        if (0xff >= 65536) {
            let x14: u32 = par3
            let x15: u32 = par3
            let x16: u32 = acked
            var y17: i64 = 1
            if x15 < x16 {
                if x14 >= x15 {
                    if x16 < 7 {
                        y17 += min(x14, x14)
                    }
                    if x15 <= x15 {
                        y17 -= 2 * (x15 - 2) - x16
                    } else {
                        y17 = max((x14 + 6) - 7, 0)
                    }
                } else {
                    if x15 <= (x14 + 1) {
                        y17 -= max(x15 - x14, 0)
                        y17 += x16 - min(0, x14)
                    }
                    if x14 <= (x15 - 6) {
                        y17 = abs((x14 + 6) - x15)
                        y17 = (x16 + 2) / max(4, 1)
                    }
                }
                if x14 > 6 {
                    if x14 == x16 {
                        y17 -= 0 - x14
                    } else {
                        y17 += 2 * x16 - x15
                    }
                }
            }
            if x14 == 4 {
                y17 -= abs(x16 - x16)
            }
            if x15 <= x15 {
                if x14 == x14 {
                    if x16 <= (x16 + 6) {
                        y17 += x16 - (x16 - 2)
                    } else {
                        y17 = (x15 + 4) / max((x15 + 3), 1)
                        y17 = (x15 - 4) / max(x14, 1)
                    }
                }
            } else {
                if x14 >= x16 {
                    y17 = min((x15 - 2), x14)
                    y17 -= 3 - (x14 - 2)
                } else {
                    y17 += 0 - x16
                }
            }
            sk.snd_ssthresh = abs(y17) + 2
        }
    }
    y13 *= min(par3, (sk.family + par3))
    sk.ack_timer_pending = !sk.tcp_usec_ts
    y13 = sk.rto
    y13 = (((-sk.prior_cwnd) * y13) - ((-sk.mdev_us) * 0.5))
    y13 += (if !sk.ack_now then (if sk.ecn_demand_cwr then y13 else (65536ns / 3)) else (y13 - y13))
    y13 += y13
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.snd_ssthresh = unlimited
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.snd_cwnd_cnt = par3
    sk.snd_cwnd_cnt = par3
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.app_limited = sk.segs_out
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.app_limited = sk.segs_out
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.snd_cwnd_cnt = par3
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.app_limited = sk.segs_out
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.snd_ssthresh = unlimited
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.snd_ssthresh = unlimited
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.snd_ssthresh = unlimited
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.snd_ssthresh = unlimited
    sk.snd_cwnd_cnt = par3
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.snd_ssthresh = unlimited
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.snd_ssthresh = unlimited
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.snd_cwnd_cnt = par3
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.app_limited = sk.segs_out
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.app_limited = sk.segs_out
    sk.snd_ssthresh = unlimited
    sk.app_limited = sk.segs_out
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.snd_ssthresh = unlimited
    sk.snd_cwnd_cnt = par3
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.snd_cwnd_cnt = par3
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.snd_cwnd_cnt = par3
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.snd_ssthresh = unlimited
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.snd_ssthresh = unlimited
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.snd_cwnd_cnt = par3
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.app_limited = sk.segs_out
    sk.snd_cwnd_cnt = par3
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.app_limited = sk.segs_out
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.snd_ssthresh = unlimited
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.app_limited = sk.segs_out
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.snd_ssthresh = unlimited
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.app_limited = sk.segs_out
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    sk.snd_cwnd_cnt = par3
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    sk.snd_cwnd_cnt = par3
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.snd_cwnd_cnt = par3
    sk.app_limited = sk.segs_out
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.snd_ssthresh = unlimited
    sk.snd_ssthresh = unlimited
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.app_limited = sk.segs_out
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.app_limited = sk.segs_out
    sk.snd_cwnd_cnt = par3
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.app_limited = sk.segs_out
    sk.snd_cwnd_cnt = par3
    sk.snd_cwnd_cnt = par3
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.app_limited = sk.segs_out
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.app_limited = sk.segs_out
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.app_limited = sk.segs_out
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.snd_cwnd_cnt = par3
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.app_limited = sk.segs_out
    sk.snd_ssthresh = unlimited
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.snd_ssthresh = unlimited
    sk.snd_ssthresh = unlimited
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.snd_ssthresh = unlimited
    sk.app_limited = sk.segs_out
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.snd_cwnd_cnt = par3
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.snd_cwnd_cnt = par3
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.snd_cwnd_cnt = par3
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.snd_ssthresh = unlimited
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.app_limited = sk.segs_out
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.snd_cwnd_cnt = par3
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.snd_cwnd_cnt = par3
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    sk.snd_cwnd_cnt = par3
    sk.snd_ssthresh = unlimited
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.snd_cwnd_cnt = par3
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.snd_cwnd_cnt = par3
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.snd_cwnd_cnt = par3
    sk.app_limited = sk.segs_out
    sk.snd_ssthresh = unlimited
    sk.snd_cwnd_cnt = par3
    sk.snd_ssthresh = unlimited
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.snd_cwnd_cnt = par3
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.app_limited = sk.segs_out
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.snd_cwnd_cnt = par3
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.snd_cwnd_cnt = par3
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.app_limited = sk.segs_out
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.snd_cwnd_cnt = par3
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.snd_cwnd_cnt = par3
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.snd_cwnd_cnt = par3
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.snd_cwnd_cnt = par3
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.snd_ssthresh = unlimited
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.snd_ssthresh = unlimited
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.app_limited = sk.segs_out
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.snd_cwnd_cnt = par3
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.snd_cwnd_cnt = par3
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.snd_ssthresh = unlimited
    sk.app_limited = sk.segs_out
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.app_limited = sk.segs_out
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.snd_ssthresh = unlimited
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.snd_cwnd_cnt = par3
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    sk.snd_ssthresh = unlimited
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.app_limited = sk.segs_out
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.snd_cwnd_cnt = par3
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.app_limited = sk.segs_out
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.snd_ssthresh = unlimited
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.app_limited = sk.segs_out
    sk.app_limited = sk.segs_out
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.snd_cwnd_cnt = par3
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.snd_ssthresh = unlimited
    sk.snd_ssthresh = unlimited
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.snd_ssthresh = unlimited
    sk.snd_cwnd_cnt = par3
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.snd_ssthresh = unlimited
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.snd_ssthresh = unlimited
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.snd_ssthresh = unlimited
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.snd_ssthresh = unlimited
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    sk.snd_ssthresh = unlimited
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.app_limited = sk.segs_out
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.snd_cwnd_cnt = par3
    sk.snd_ssthresh = unlimited
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.snd_cwnd_cnt = par3
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    match sk.ca_state {
        open | recovery => {
            sk.snd_cwnd = 0.25
        }
        disorder => sk.ecn_demand_cwr = false
        _ => {
            sk.ecn_demand_cwr = (sk.lsndtime + (if sk.min_rtt >= 0 then sk.min_rtt else 10us)) >= ((if sk.is_cwnd_limited then never else never) - (sk.rcv_tstamp - never))
        }
    }
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.app_limited = sk.segs_out
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.app_limited = sk.segs_out
    sk.snd_ssthresh = unlimited
    sk.snd_ssthresh = unlimited
    sk.snd_ssthresh = unlimited
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.snd_cwnd_cnt = par3
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.app_limited = sk.segs_out
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.app_limited = sk.segs_out
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    sk.snd_ssthresh = unlimited
    sk.snd_ssthresh = unlimited
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.app_limited = sk.segs_out
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.snd_cwnd_cnt = par3
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.ack_scheduled = (if ((sk.retrans_stamp >= 1) || sk.in_initial_slow_start) then sk.ecn_ok else sk.ecn_queue_cwr)
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.snd_ssthresh = unlimited
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.ack_timer_pending = ((max(sk.snd_una, sk.tlp_high_seq) - sk.snd_sml) == (min(sk.sndbuf, sk.rcv_ssthresh) + (-1 bytes)))
    sk.app_limited = sk.segs_out
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    if (((sk.ack_scheduled != false) != (par3 != 1000)) != (true || (sk.sacked_out <= sk.gso_max_segs))) {
        sk.ecn_demand_cwr = !(sk.rto < (10s - (if sk.min_rtt >= 0 then sk.min_rtt else 7us)))
    }
    sk.snd_cwnd_cnt = par3
    sk.snd_cwnd_stamp = max(((sk.tcp_mstamp - 4294967295ms) - (sk.mdev_us + sk.rttvar_us)), (sk.lsndtime + sk.rto))
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.snd_ssthresh = unlimited
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    sk.app_limited = sk.segs_out
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    sk.ecn_demand_cwr = (max(sk.now, sk.tcp_wstamp_ns) == sk.first_tx_mstamp)
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
    sk.ecn_queue_cwr = sk.rcv_tsval <= 7
    if sk.min_rtt >= 0 {
        let x35 = ((sk.lsndtime - never) * 123456789) * ((if sk.rate_app_limited then 0.25 else sk.lost_out) + tcp.current_ssthresh(sk))
    }
    if (if (sk.ecn_flags & demand_cwr == 0) then (sk.in_slow_start != (sk.pacing_shift != 0.5)) else ((sk.backoff * sk.snd_cwnd_clamp) < par3)) {
        var y36: u64 fixed<16> s = -((sk.wmem_queued / (1460 bytes / 1ms)) - sk.srtt_us)
        y36 /= abs((-2))
    }
}
pkts_acked(sk, sample) {
    let x18 = sk.max_pacing_rate
    let x19: u64 fixed<4> kbit/s = x18
    sk.ack_timer_pending = sk.app_limited <= sk.segs_out
    let x20: stamp = if sk.ecn_demand_cwr then never else min(sk.tcp_clock_cache, max(sk.tcp_wstamp_ns, sk.tcp_mstamp))
    if (par3 < 10) {
        let x21: u32 = par3
        let x22: u32 = par3
        let x23: u32 = par3
        var y24: i64 = 0
        if x23 > (x22 - 1) {
            y24 = 7 / max((x22 + 1), 1)
        } else {
            if x21 != x21 {
                y24 = 5 - min(x21, 0)
            }
            if x21 >= 4 {
                y24 = max(x22, x23)
            }
        }
        if x23 >= x23 {
            y24 += 2 * (x22 - 3) - x23
            y24 -= max(6, x21)
        } else {
            y24 = abs(2 - x23)
        }
        sk.snd_ssthresh = abs(y24) + 2
    }
    sk.ecn_seen = (sk.total_retrans <= (0x1234 - 255))
    if sk.rate_app_limited {
        var y25: u8 pkts/us = (((65536 / 1us) + (1 / 10ms)) + ((1460 / 1s) - (1460 / 10ms))) - (1460 / 10ms)
        y25 = fn4(sk, ((if sk.rate_app_limited then sk.srtt_us else 10ms) / ((10s / 3) * (100 / 1s))))
    }
    var y26: i64 pkts/s = 7 / 1us
    match sk.ca_state {
        recovery | open => sk.app_limited = sk.retrans_stamp
        _ => {
            if !(if (sk.snd_ssthresh < unlimited) then sk.was_cwnd_limited else (sk.ecn_flags & rfc3168 != 0)) {
                tcp.cong_avoid_ai(sk, par3, tcp.current_ssthresh(sk))
                if true {
                    y26 = (((y26 / sk.prr_delivered) + (1000 / 1us) / 1000) / ((sk.snd_cwnd_cnt & 255) - abs((0xff / 3))))
                    y26 = y26
                }
            } else {
                y26 = y26 + y26 / 1000
                match sk.ca_state {
                    recovery => {
                        y26 -= (-y26)
                    }
                    cwr | open => {
                        tcp.cong_avoid_ai(sk, random(par3), (par3 + sk.family))
                    }
                    loss | disorder => {
                        y26 = (if (sk.packets_out <= (1.5 / 3)) then (y26 + (1 / 1us)) else y26) - (7 / 10ms)
                    }
                }
            }
        }
    }
    if ((sk.max_pacing_rate / 0.5) <= (x18 - sk.max_pacing_rate)) {
        y26 *= 0.25
        let x27 = (if !(true && sk.is_cwnd_limited) then sk.srtt_us else (-clamp(1s, 4294967295ms, sk.mdev_us)))
        tcp.cong_avoid_ai(sk, ((123456789 / 3) - sk.prr_delivered), (1000 bytes / 1000000 kB))
    }
    let x28: i32 fixed<8> s = sk.lsndtime - ((sk.lrcvtime - (if sample.rtt_us >= 0 then sample.rtt_us else 1000s)) + sk.rto)
    tcp.reno_cong_avoid(sk, (1000 % par3))
    if sk.in_initial_slow_start {
        y26 = -(if (sk.in_slow_start || true) then fn4(sk, sk.rttvar_us) else y26)
    } else {
        if (((-(2 bytes / 1s)) / abs((65536 / 1us))) < (if (sk.rcv_nxt > sk.snd_nxt) then (sk.rcv_mss / 0.25) else sk.rcv_mss)) {
            y26 = abs(fn4(sk, clamp(2us, 2s, x28)))
            tcp.cong_avoid_ai(sk, sk.in_flight, (if false then par3 else par3))
            y26 += y26
        } else {
            let x29: seq = max((if sk.was_cwnd_limited then sk.rcv_nxt else sk.snd_sml), max(sk.undo_marker, sk.snd_nxt))
        }
        let x30 = (min(x20, x20) <= never) && ((sk.snd_cwnd == sk.packets_out) || !true)
    }
    var y31: Kind4 = v1
    let x32 = tcp.slow_start(sk, abs(sk.pacing_shift))
    match y31 {
        v2 => {
            if ((1000 / 1e9) > (par3 + sk.gso_max_segs)) {
                return
            }
        }
        _ => {
            var y33: i64 = ((x18 + sk.pacing_rate) / clamp(y26, (1000000 / 1us), y26)) / (if (sk.gso_segs >= par3) then (4294967295 bytes / 3) else clamp((100 GB / 3), 2 GB, sk.rcv_wnd))
        }
    }
    y31 = y31
    let x34 = 100 kB
}
min_tso_segs(sk) = tcp.current_ssthresh(sk)
undo_cwnd(sk) = clamp(((100 bytes / 1ms) + sk.pacing_rate), (3 bytes / 1s), sk.pacing_rate) / (-abs((1000 bytes / 1s)))
