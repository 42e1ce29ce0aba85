/// cong_control in the form that both kinds of kernel take, old (two arguments)
/// and new (four), without a store that old kernels refuse.
algorithm kernel_control

state {
    best: u64 fixed<8> bytes/s in 0..1e12
    samples: u32
    losses: u32
    least: u32 us = 10s
}

cong_control(sk, rs) {
    if !rs.valid { return }
    ca.samples += 1
    ca.losses += rs.losses
    let rate: u64 fixed<8> bytes/s = rs.delivered * sk.mss_cache / rs.interval_us
    ca.best = max(ca.best, rate)
    if rs.rtt_us >= 0 { ca.least = min(ca.least, rs.rtt_us) }
    if ca.losses > ca.samples { ca.best = 0 }
    if rs.losses > 0 {
        sk.snd_cwnd = max(sk.snd_cwnd / 2, 4)
    } else {
        sk.snd_cwnd = max(ca.best * ca.least / sk.mss_cache, 10) + rs.acked_sacked
    }
}

ssthresh(sk) = max(sk.snd_cwnd / 2, 2)

undo_cwnd(sk) = sk.snd_cwnd
