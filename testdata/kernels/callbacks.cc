/// Every callback at once, ECN included.
algorithm kernel_all with ecn

use tcp

state {
    acks: u32
    marks: u32
    delays: u32
    state: CaState
    expected: seq
}

init(sk) { ca.expected = sk.rcv_nxt }

ssthresh(sk) = max(sk.snd_cwnd * 7/10, 2)

cong_avoid(sk, ack, acked) { tcp.reno_cong_avoid(sk, acked) }

set_state(sk, new_state) { ca.state = new_state }

cwnd_event(sk, event) {
    match event {
        ecn_is_ce => {
            ca.marks += 1
            sk.ecn_demand_cwr = true
            if sk.ack_timer_pending { send_ack(sk, ca.expected) }
        }
        ecn_no_ce => { ca.expected = sk.rcv_nxt }
        tx_start | cwnd_restart => { ca.delays = 0 }
        complete_cwr | loss => { ca.acks = 0 }
    }
}

in_ack_event(sk, flags) {
    if flags & ece != 0 { ca.marks += 1 }
    ca.acks += 1
}

pkts_acked(sk, sample) {
    if sample.rtt_us >= 0 && sample.rtt_us > 100ms { ca.delays += 1 }
}

undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)

min_tso_segs(sk) = if sk.snd_cwnd > 100 then 4 else 2

sndbuf_expand(sk) = 3

release(sk) { ca.acks = 0 }
