algorithm gen
extern fn tcp_slow_start(sk, acked): pkts
extern fn tcp_cong_avoid_ai(sk, w, acked)
extern fn tcp_reno_undo_cwnd(sk): pkts
const CON1 = 4294967295 bytes
const CON2 = 7 bytes
param par3 = 100
struct Rec1 {
    f4: seq
    f5: pkts
    f6: u32 fixed<4>
}
struct Rec2 {
    f7: i8
}
state {
    m8: u16 bytes/us
    m9: bool
    m10: s in 2..4 = 2
    m11: bool
    m12: PacingStatus = none
}
fn fn13(sk, p14): i16 Mbit/s {
    let x15 = (if (clamp(2ms, 65536us, ca.m10) == (ca.m10 * 0.25)) then ((1 / 1s) / abs(par3)) else (((100 / 10ms) * par3) + abs((123456789 / 1us))))
    return (10 bytes / 1us)
}
ssthresh(sk) {
    ca.m12 = ca.m12
    return max(((sk.total_retrans + par3) - par3), ((1000 / 1us) * ca.m10))
}
cong_avoid(sk, ack, acked) {
    var y16: u64 us = sk.mdev_us
    if (if (((1000000 bytes / 1us) + ca.m8) < clamp(ca.m8, (100 bytes / 1ms), ca.m8)) then (ca.m12 < none) else (true || (sk.max_pacing_rate > sk.max_pacing_rate))) {
        let x17 = (max(sk.tcp_mstamp, (never + y16)) - never)
        for i18 in 1..4 {
            ca.m8 = ((max(CON1, CON2) - sk.advmss) / ((3 bytes - CON2) / sk.pacing_rate))
            var y19: u8 ms = (-y16)
            sk.ack_scheduled = (if (if true then !ca.m11 else (sk.max_pacing_rate != ca.m8)) then (max(1000000ms, sk.mdev_max_us) != (sk.tcp_clock_cache - sk.now)) else (ack < (if sk.tstamp_ok then ack else sk.high_seq)))
        }
    } else {
        if (sk.high_seq >= min(min(sk.snd_sml, sk.rtt_seq), sk.snd_sml)) {
            y16 /= min((0.5 / sk.gso_segs), sk.retransmits)
            if sk.min_rtt >= 0 {
                y16 = (sk.lrcvtime - min(sk.lsndtime, sk.lsndtime))
                var y20: bool = (never > (sk.now + (sk.tcp_clock_cache - sk.tcp_clock_cache)))
                ca.m11 = y20
            }
            var y21: u8 us = (if (if (sk.data_segs_out > par3) then (sk.ecn_demand_cwr || true) else (sk.pacing_rate != unlimited)) then (if (sk.ack_scheduled || ca.m9) then (0.5 * sk.srtt_us) else 1000000us) else (((2s / 3) - ca.m10) + min(sk.rto, ca.m10)))
        }
    }
}
in_ack_event(sk, flags) {
    var y22: u32 pkts = (if !(sk.packets_out != sk.snd_ssthresh) then (if (flags & ece != 0) then clamp(4294967295, 65536, par3) else clamp(sk.sacked_out, 0.001, par3)) else par3)
    sk.pacing_rate = (if ((sk.delivered + y22) <= 4294967295) then (if sk.is_sack_reneg then (ca.m8 - sk.pacing_rate) else (-sk.pacing_rate)) else ca.m8)
}
undo_cwnd(sk) {
    let x23: stamp = (if (sk.delivered < sk.data_segs_out) then (max(sk.tcp_mstamp, sk.now) + sk.srtt_us) else sk.tcp_clock_cache)
    ca.m12 = ca.m12
    return par3
}
sndbuf_expand(sk) {
    tcp_cong_avoid_ai(sk, (par3 * par3), (1 + par3))
    return (if (CON2 == (sk.family * CON1)) then (if (sk.lost == par3) then (par3 - sk.lost) else (2.885 * (0.25 / 3))) else (clamp(sk.retrans_out, 2.885, par3) + max((2.885 / 3), par3)))
}
