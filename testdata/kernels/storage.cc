/// More state than a socket holds: a record of its own, with arrays indexed at run
/// time, beside what stays in the socket.
algorithm kernel_storage

struct Round { rtt: u32 us = 1s; acked: u32; marked: bool }

state {
    history: u32[32] = 1
    delays: u64 us[16]
    rounds: Round[12]
    next: u8
    total: u64
    first: stamp
    fraction: u32 fixed<20> = 0.25
}

init(sk) { ca.first = sk.now }

pkts_acked(sk, sample) {
    ca.next = (ca.next + 1) % 12
    ca.rounds[ca.next].acked = sample.pkts_acked
    if sample.rtt_us >= 0 {
        ca.rounds[ca.next].rtt = sample.rtt_us
        ca.delays[ca.next] = sample.rtt_us
    }
}

cong_avoid(sk, ack, acked) {
    ca.history[sk.snd_cwnd % 32] = acked
    ca.total = 0
    for i in 0..31 { ca.total += ca.history[i] }
    var least: us = 1s
    for i in 0..11 {
        if ca.rounds[i].acked > 0 { least = min(least, ca.rounds[i].rtt) }
    }
    if sk.now - ca.first > least { sk.snd_cwnd += 1 + ca.total * ca.fraction / 1000 }
}

set_state(sk, new_state) {
    if new_state == loss { ca.history[0] = 1; ca.rounds[3].marked = true }
}

ssthresh(sk) = max(sk.snd_cwnd - ca.history[sk.snd_cwnd % 32], 2)

undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)

release(sk) { ca.total = 0 }
