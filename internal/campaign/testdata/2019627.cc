algorithm gen with ecn
use math
enum Kind4 { v1, v2, v3 }
struct Rec1 {
    f4: u8 s
}
struct Rec2 {
    f5: seq
    f6: i16 pkts/us
    f7: bool = false
}
ssthresh(sk) = abs(max((sk.rto / sk.rate_interval_us), sk.prior_ssthresh))
cong_control(sk, ack, flag, rs) {
    if (sk.pacing_rate != unlimited) {
        if (flag & (data_acked | syn_acked) != 0) {
            return
        }
        for i8 in sk.sacked_out..sk.snd_cwnd_cnt max 2 {
            sk.ack_now = !rs.is_retrans
            match sk.ca_state {
                cwr => {
                    let x9: CaState = (if (flag & (data_acked | syn_acked) != 0) then sk.ca_state else sk.ca_state)
                }
                recovery => {
                    let x10 = ack
                }
                _ => {
                    sk.snd_cwnd_stamp = (rs.prior_mstamp + sk.rate_interval_us)
                }
            }
            sk.ecn_demand_cwr = (sk.rcv_tsecr < rs.prior_delivered_ce)
        }
        if (min(never, never) <= (sk.first_tx_mstamp + rs.snd_interval_us)) {
            return
        }
    } else {
    }
    sk.snd_cwnd_stamp = min(max(rs.prior_mstamp, max(sk.rcv_tstamp, sk.now)), ((sk.lsndtime + sk.mdev_us) + (sk.rttvar_us + sk.mdev_us)))
}
undo_cwnd(sk) {
    var y11: bool = (((if sk.is_sack_reneg then (3 bytes / 1us) else ((1460 bytes / 1s) / 3)) <= (-(10 bytes / 1us))) && (sk.snd_wl1 > sk.write_seq))
    for i12 in sk.prr_delivered..sk.num max 30 {
        let x13 = ((i12 + (sk.rto / sk.mdev_max_us)) >= ((i12 - 2.885) + (sk.prior_cwnd & 255)))
        y11 = (sk.undo_marker > (if (if sk.ecn_demand_cwr then sk.ecn_ok else y11) then sk.rtt_seq else sk.snd_wl1))
    }
    y11 = (((sk.in_flight * 0xff) - sk.family) < 2.885)
    return (if (sk.in_slow_start && (sk.can_undo && sk.sack_ok)) then (max(sk.pacing_rate, sk.pacing_rate) / sk.pacing_rate) else ((sk.reordering + (0.001 / 3)) * (sk.prior_cwnd << 11)))
}
sndbuf_expand(sk) = math.cbrt((if !false then 0.001 else (sk.snd_cwnd_cnt | 7)))
