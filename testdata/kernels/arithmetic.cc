/// Signed and unsigned division, remainders, fractions, shifts, saturation.
algorithm kernel_arith

param gain = 0.7 in 0.1..2
// set gain=1.25

state {
    trend: i32 fixed<8>
    balance: i64
    average: u32 fixed<12> us
    rest: u32
    mask: u16
}

fn mix(a, b) = (a - b) / max(abs(b), 1)

cong_avoid(sk, ack, acked) {
    let signed: i64 = sk.snd_cwnd - sk.prior_cwnd
    ca.balance += signed / 3 - acked * gain
    ca.trend = (ca.trend * 7 + mix(acked, sk.packets_out)) / 8
    ca.average = ca.average + (sk.srtt_us - ca.average) / 16
    ca.rest = ca.balance % 97
    ca.mask = (sk.snd_cwnd << 3 | acked & 7) >> 1 ^ 5
    let rate: u64 bytes/s = sk.snd_cwnd * sk.mss_cache / max(sk.srtt_us, 1us)
    if rate > 1Gbit/s && ca.balance < 0 { ca.balance = 0 }
    if ca.rest < 90 && ca.mask & 1 == 1 { ca.trend = 0 }
    sk.snd_cwnd += clamp(acked * gain, 0, 4)
}

ssthresh(sk) = max(sk.snd_cwnd * gain / 2, 2)

undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)
