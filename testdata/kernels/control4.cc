/// cong_control with all arguments; those that an old kernel lacks are 0 there.
algorithm kernel_control4

state {
    acks: u32
    dups: u32
    last: seq
}

cong_control(sk, ack, flag, rs) {
    ca.acks += 1
    if flag & data_sacked != 0 { ca.dups += 1 }
    if ack > ca.last { ca.last = ack }
    if ca.dups > ca.acks { ca.dups = 0 }
    if rs.losses > 0 { sk.snd_cwnd = max(sk.snd_cwnd * 3/4, 4) } else { sk.snd_cwnd += rs.acked_sacked }
}

ssthresh(sk) = max(sk.snd_cwnd / 2, 2)

undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)
