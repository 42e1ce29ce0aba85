algorithm gen
const TAB6 = [0xff, 10, 123456789, 0xff, 1.5]
state {
    a14: stamp[2]
    m15: seq
}
ssthresh(sk) = 2.885
cong_avoid(sk, ack) {
}
cwnd_event(sk, event) {
    ca.a14[0] = (ca.a14[sk.pacing_shift] + (clamp(sk.in_flight, 0xff, sk.snd_ssthresh) * sk.rto))
    for i22 in 3..10 {
    }
    if (sk.max_pacing_rate == sk.pacing_rate) {
        match sk.ca_state {
            cwr | disorder => {
            }
            loss => ca.m15 = sk.undo_marker + (if sk.ack_timer_pending then 2 MiB else sk.gso_max_size)
            recovery | open => {
                if ((max(sk.tlp_high_seq, sk.pushed_seq) < ca.m15) && ((sk.is_sack_reneg || sk.ack_scheduled) != (sk.write_seq <= ca.m15))) {
                    ca.a14[sk.prior_ssthresh] = max(max(ca.a14[sk.snd_cwnd_cnt], sk.tcp_mstamp), sk.lrcvtime)
                    sk.snd_cwnd_stamp = sk.now
                    ca.m15 = max(sk.snd_una, ca.m15)
                } else {
                    ca.a14[0] = (ca.a14[sk.snd_wscale] - sk.mdev_us)
                }
            }
        }
    } else {
        let x23: bool = sk.ack_scheduled
        if (if sk.can_undo then x23 else (sk.frto == false)) {
            let x24: stamp = ca.a14[sk.packets_out]
            ca.a14[sk.ack_quick] = (sk.tcp_clock_cache - 1us)
            sk.ack_timer_pending = if ((sk.rttvar_us / sk.prior_ssthresh) == sk.mdev_us) then (never >= x24) else (sk.prr_out < TAB6[sk.lost_out])
        } else if sk.min_rtt >= 0 {
            ca.m15 = sk.snd_sml
        }
    }
    match sk.ca_state {
        open => {
        }
        recovery | disorder => ca.a14[1] = min(sk.lsndtime, ca.a14[sk.lost_out])
        cwr | loss => {
        }
    }
}
undo_cwnd(sk) = (if false then sk.retrans_out else TAB6[sk.gso_max_segs % 5])

