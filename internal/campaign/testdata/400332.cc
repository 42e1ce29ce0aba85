algorithm gen
use tcp
const TAB1 = [1e9, 0xff, 0.25, 100, (1000 / 3), (1.5 / 3), 0xff]
const TAB2 = [0.001, 1.5]
param par3 = 3 in 0..10
param par4 = 3 in 0..10
struct Rec1 {
    f5: u16 pkts/us in 0..100 = 7
}
struct Rec2 {
    f6: u64 pkts/us in 0..127
    f7: u64 fixed<16> bytes/us
    f8: bool
    f9: PacingStatus
}
state {
    m10: bool
    m11: u64 KiB
}
fn fn12(sk, p13, p14): stamp {
    let x15: s = (if (sk.segs_out >= par3) then ((if ca.m10 then 1e9 else par4) * abs(sk.mdev_us)) else sk.rto)
    sk.ecn_demand_cwr = sk.can_undo
    ca.m10 = ((sk.rcv_tsval - sk.rcv_tsecr) > (if (sk.pacing_rate == (2 bytes / 1s)) then (ca.m11 / sk.rcv_ssthresh) else (par3 - par3)))
    return ((if true then p13 else never) + (0.25 * 65536us))
}
fn fn16(sk): u64 fixed<1> kbit/s = (((1000000 / 10ms) / 3) * sk.snd_wnd)
ssthresh(sk) {
    tcp.cong_avoid_ai(sk, sk.prr_out, par3)
    for i17 in par3..par4 max 30 {
        if ((sk.delivered_mstamp - sk.tcp_wstamp_ns) != (if sk.min_rtt >= 0 then sk.min_rtt else 4294967295s)) {
            ca.m11 = (((0x1234 ^ 255) - min(par4, TAB2[0])) * sk.rcv_mss)
            match sk.ca_state {
                cwr | open => {
                    let x18 = min(((if sk.frto then (123456789 bytes / 3) else ca.m11) * 1e9), (-(if sk.in_slow_start then sk.max_window else sk.mss_cache)))
                }
                _ => {
                    ca.m10 = ((if (sk.srtt_us >= 4294967295us) then sk.max_pacing_rate else (sk.max_pacing_rate + sk.pacing_rate)) != (abs(sk.max_pacing_rate) + sk.pacing_rate))
                }
            }
        } else {
            if (((if sk.min_rtt >= 0 then sk.min_rtt else 1000ms) * sk.prior_ssthresh) < sk.rate_interval_us) {
                continue
            }
            if sk.min_rtt >= 0 {
                ca.m10 = sk.in_cwnd_reduction
                ca.m11 = (sk.bytes_acked + (if (sk.pacing_rate == unlimited) then (if sk.in_cwnd_reduction then ca.m11 else ca.m11) else sk.rcv_mss))
            }
        }
        ca.m11 = ((if (((10 / 10ms) / 3) < (4294967295 / 10ms)) then (sk.write_seq + 123456789 bytes) else (sk.high_seq - sk.gso_max_size)) - max(sk.snd_wl1, sk.write_seq))
    }
    return (((sk.max_pacing_rate + sk.pacing_rate) * (sk.rate_interval_us - sk.mdev_us)) / max(ca.m11, (sk.copied_seq - sk.snd_nxt)))
}
cwnd_event(sk, event) {
    sk.snd_cwnd = (-((TAB2[1] - sk.snd_cwnd_used) / (-sk.gso_segs)))
    if sk.min_rtt >= 0 {
        ca.m11 = (((sk.rcv_ssthresh / 0.001) + (sk.sndbuf / 1.5)) + (max(sk.tcp_header_len, sk.wmem_queued) + ca.m11))
    }
    for i19 in par4..par4 max 5 {
        ca.m11 = (clamp((ca.m11 + sk.wmem_queued), 3 bytes, ca.m11) + (if (sk.mdev_us <= 100s) then (sk.snd_wnd / TAB2[1]) else (sk.snd_sml - sk.rtt_seq)))
    }
}
in_ack_event(sk, flags) {
    ca = initial
}
cong_control(sk, ack, flag, rs) {
    ca.m11 = ca.m11
}
undo_cwnd(sk) {
    var y20: seq = sk.write_seq
    return (sk.gso_max_segs % par3)
}
init(sk) {
    if sk.min_rtt >= 0 {
        var y21: CaState = sk.ca_state
    }
}
