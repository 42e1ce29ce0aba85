algorithm gen
use math
extern fn tcp_slow_start(sk, acked): pkts
extern fn tcp_cong_avoid_ai(sk, w, acked)
extern fn tcp_reno_undo_cwnd(sk): pkts
enum Kind4 { v1, v2 }
enum Kind5 { v3, v4, v5, v6 }
const CON7 = (100 bytes / 1ms)
const CON8 = (65536 bytes / 1ms)
struct Rec1 {
    f9: bytes/s in 0..1
    f10: bool
}
state {
    m11: stamp
    a12: stamp[3]
    r13: Rec1
    m14: kbit/s = 0
    m15: us in 1..3 = 2
    m16: stamp
}
fn fn17(sk, p18: bool) {
    if sk.min_rtt >= 0 {
        ca.r13.f10 = ((sk.retrans_out % sk.prr_out) <= ((123456789 - sk.in_flight) * 0.5))
        ca.a12[1] = (if (if (if p18 then p18 else p18) then (sk.frto && sk.was_cwnd_limited) else (sk.snd_ssthresh != unlimited)) then sk.tcp_clock_cache else ca.a12[1])
    }
}
fn fn19(sk, p20: bool): i32 = (((if sk.ecn_demand_cwr then sk.retransmits else sk.prr_out) / (sk.packets_out | 255)) * (if (sk.snd_nxt >= sk.tlp_high_seq) then (sk.in_flight - sk.ack_quick) else (if sk.ecn_ok then sk.snd_cwnd_clamp else sk.reordering)))
ssthresh(sk) = math.cbrt(1e9)
cwnd_event(sk, event) {
    for i21 in sk.gso_segs..sk.sacked_out max 10 {
        for i22 in i21..i21 max 30 {
            ca = initial
        }
    }
    ca.r13.f9 = ((65536 bytes / 1ms) / 0.25)
    match sk.ca_state {
        recovery | disorder => {
            ca.r13.f9 = ca.m14
        }
        open | cwr => {
            ca.a12[0] = sk.now
        }
        loss => {
            var y23: i32 s = sk.srtt_us
        }
    }
    sk.snd_cwnd = (if sk.is_sack_reneg then fn19(sk, (ca.m16 == sk.rcv_tstamp)) else (if (sk.tcp_wstamp_ns >= ca.m11) then (0x1234 << 11) else (-sk.pacing_shift)))
    for i24 in 2..10 {
        ca.m14 = (((3 bytes / 1s) + (100 bytes / 1ms)) - (CON8 - sk.max_pacing_rate))
    }
    let x25: bool = (sk.snd_ssthresh == unlimited)
    if ((sk.data_segs_out + sk.retransmits) >= 4294967295) {
        match sk.ca_state {
            disorder | loss => {
                match event {
                    tx_start | cwnd_restart => {
                        ca.r13.f10 = !((sk.app_limited + sk.prr_out) < sk.retrans_stamp)
                    }
                    loss => {
                        ca.a12[sk.gso_max_segs] = sk.tcp_mstamp
                    }
                    complete_cwr => {
                        sk.pacing_status = sk.pacing_status
                    }
                    ecn_no_ce | ecn_is_ce => {
                        if (sk.tcp_wstamp_ns >= sk.snd_cwnd_stamp) {
                            return
                        }
                    }
                }
            }
            cwr | recovery => {
                var y26: bool = (if ((ca.m16 < ca.a12[sk.snd_cwnd % 3]) && sk.ack_now) then ((if sk.is_sack_reneg then sk.snd_cwnd_cnt else sk.prior_ssthresh) >= sk.snd_wscale) else ((sk.prr_out <= sk.prr_delivered) || (sk.snd_una < sk.pushed_seq)))
            }
            open => {
                ca.m15 = abs((if (sk.snd_cwnd_clamp >= unlimited) then (if true then ca.m15 else (if sk.min_rtt >= 0 then sk.min_rtt else 1000s)) else (ca.m15 + sk.rttvar_us)))
            }
        }
    }
    ca.r13.f10 = (sk.snd_una < sk.tlp_high_seq)
    ca.r13.f10 = (if (sk.snd_nxt > (sk.snd_wl1 + sk.bytes_sent)) then (sk.rcv_tstamp <= (ca.m11 + ca.m15)) else (if sk.is_sack_reneg then (4294967295s == sk.mdev_us) else ca.r13.f10))
    if ((ca.a12[0] - (ca.m11 - sk.first_tx_mstamp)) < ((never + 1000ms) - (if ca.r13.f10 then 1460us else 123456789ms))) {
        for i27 in sk.retransmits..sk.rate_delivered max 2 {
            let x28: stamp = (never - ((if true then ca.m15 else ca.m15) / (sk.delivered - sk.data_segs_out)))
            match event {
                complete_cwr => {
                    let x29: stamp = sk.snd_cwnd_stamp
                }
                tx_start => {
                    ca.m11 = sk.rcv_tstamp
                }
                cwnd_restart | ecn_is_ce => {
                    ca.a12[2] = sk.delivered_mstamp
                }
                ecn_no_ce | loss => {
                    let x30: u32 s = (((sk.packets_out >> 10) * (sk.delivered_mstamp - sk.delivered_mstamp)) - sk.rto)
                }
            }
            sk.pacing_rate = ((123456789 bytes / 1s) - ((sk.pacing_rate - sk.max_pacing_rate) + sk.pacing_rate))
        }
        ca.r13 = initial
        if ca.r13.f10 {
            return
        }
    }
    sk.pacing_status = sk.pacing_status
}
cong_control(sk, ack, flag, rs) {
    ca.m14 = clamp((if (sk.max_pacing_rate != unlimited) then (sk.rcv_mss * (123456789 / 1s)) else (ca.m14 / 0xff)), (1000000 bytes / 1us), ca.m14)
    if (max(ca.m16, (if ca.r13.f10 then rs.prior_mstamp else ca.m16)) == (sk.rcv_tstamp + (ca.m16 - sk.now))) {
        ca.m15 /= sk.max_packets_out
        ca.r13.f9 = (CON8 / clamp((ca.m15 * (4294967295 / 1s)), 1460, sk.snd_cwnd_cnt))
    } else {
        if rs.valid {
            ca.m15 = (((never + ca.m15) - max(sk.rcv_tstamp, ca.a12[2])) - (if sk.ecn_seen then ca.m15 else sk.mdev_max_us))
        }
        if rs.interval_us >= 0 {
            ca = initial
        }
    }
    match sk.ca_state {
        disorder => {
            if rs.valid {
                sk.ecn_demand_cwr = !(sk.ack_scheduled || (flag & (data_acked | syn_acked) != 0))
            }
        }
        cwr | open => {
            ca.a12[2] = sk.lrcvtime
        }
        loss => {
            let x31: seq = (sk.write_seq + (-(3 kB / 3)))
        }
        recovery => {
            ca.r13.f9 = ((ca.r13.f9 + (65536 bytes / 1s)) + clamp((sk.pacing_rate - CON7), (1000 bytes / 1us), ca.r13.f9))
        }
    }
    let x32: CaState = sk.ca_state
    ca.r13.f9 = sk.pacing_rate
    ca.a12[sk.rate_delivered % 3] = ca.m16
    ca.a12[2] = rs.prior_mstamp
    if (rs.losses == (min((if rs.rtt_us >= 0 then rs.rtt_us else 1000000us), ca.m15) * (7 / 1us))) {
        sk.snd_cwnd_stamp = ca.a12[0]
    }
    ca.a12[sk.ack_quick % 3] = (ca.a12[2] - abs((ca.m15 * 0.5)))
    let x33 = tcp_reno_undo_cwnd(sk)
    ca.m16 = ca.m16
}
undo_cwnd(sk) = math.cbrt(((sk.lost_out - 65536) * max(sk.max_packets_out, sk.sacked_out)))
init(sk) {
    ca.m15 = ((ca.m16 - ca.m16) - (100ms / 3))
    let x34: i16 pkts/us = clamp((((10 / 1us) * 1460) * (if ca.r13.f10 then sk.prr_delivered else sk.snd_cwnd_used)), (3 / 10ms), (sk.snd_cwnd / sk.srtt_us))
    ca.m15 = sk.rttvar_us
    var y35: seq = sk.rcv_nxt
    let x36 = ((sk.first_tx_mstamp - (sk.now - sk.rttvar_us)) - ((sk.srtt_us + sk.mdev_max_us) - min(sk.rttvar_us, ca.m15)))
    ca.a12[0] = ca.m16
    ca.a12[sk.pacing_shift % 3] = min((sk.lrcvtime + (sk.rate_interval_us / 1000000)), ca.m16)
    let x37 = y35
    ca.a12[sk.family % 3] = ((sk.delivered_mstamp - (if sk.min_rtt >= 0 then sk.min_rtt else 1460us)) - ((sk.rttvar_us - (if sk.min_rtt >= 0 then sk.min_rtt else 1000000us)) / fn19(sk, sk.saw_tstamp)))
    var y38: bool = (if (sk.high_seq > (sk.rtt_seq - sk.max_window)) then ((1e9 > 1e9) || (ca.a12[sk.num % 3] <= never)) else (if (sk.prior_ssthresh <= sk.lost_out) then ((1.5 / 3) != sk.gso_max_segs) else (if sk.ack_scheduled then sk.frto else ca.r13.f10)))
    ca.m14 = (if (sk.now <= (if y38 then never else sk.lsndtime)) then sk.max_pacing_rate else (if ca.r13.f10 then (((65536 bytes / 1ms) / 3) * 0.001) else (if ca.r13.f10 then CON8 else sk.max_pacing_rate)))
    var y39: Event = ecn_is_ce
    y35 = sk.undo_marker
    var y40: bool = (x37 >= x37)
    ca.a12[2] = min(min((ca.m16 + sk.mdev_us), ca.a12[sk.in_flight]), max(sk.snd_cwnd_stamp, (sk.first_tx_mstamp + ca.m15)))
    ca.r13.f9 -= ((-sk.tcp_header_len) / sk.rttvar_us)
}
