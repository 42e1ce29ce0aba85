/// Times that the kernel keeps in ticks, points in time, sequence numbers, wrapping
/// counters and the random source.
algorithm kernel_clocks

use tcp

state {
    quiet: u64 us
    sent_at: stamp
    until: stamp
    end: seq
    counted: pkts
    backoff: u32 ms = 5ms
}

init(sk) {
    ca.end = sk.snd_nxt
    ca.counted = sk.delivered
    ca.until = never
}

cwnd_event(sk, event) {
    if event == tx_start {
        ca.quiet = max(sk.now - sk.lsndtime, 0us)
        ca.sent_at = sk.lsndtime
    }
}

cong_avoid(sk, ack, acked) {
    if ca.until != never && sk.now < ca.until { return }
    if ca.quiet > 1s && ca.sent_at < sk.now { sk.snd_cwnd = max(sk.snd_cwnd / 2, 2) }
    if ack > ca.end {
        ca.end = sk.snd_nxt
        if sk.delivered - ca.counted > 1000 { ca.counted = sk.delivered }
    }
    if sk.rto > 5s || sk.now - sk.rcv_tstamp > 2s { ca.until = sk.now + ca.backoff }
    if random(100) < 50 { tcp.reno_cong_avoid(sk, acked) } else { sk.snd_cwnd += 1 }
}

ssthresh(sk) {
    ca.backoff = min(ca.backoff * 2, 100ms)
    return max(sk.snd_cwnd / 2, 2)
}

undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)
