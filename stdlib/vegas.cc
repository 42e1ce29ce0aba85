/// TCP Vegas (Brakmo and Peterson, "TCP Vegas: end to end congestion avoidance on a
/// global internet", 1995): keep between alpha and beta packets in the queue.
// SPDX-License-Identifier: GPL-2.0-or-later
algorithm vegas

use tcp
use delay

/// Fewer packets than this in the queue: grow.
param alpha = 2 in 1..100

/// More packets than this in the queue: shrink.
param beta = 4 in 1..100

/// More packets than this in the queue end slow start.
param gamma = 1 in 1..100

state { round: delay.Round }

fn end_of_round(sk, acked) {
    let cwnd: pkts = sk.snd_cwnd
    let goal: pkts = cwnd * ca.round.base / ca.round.rtt
    let queued: pkts = cwnd * (ca.round.rtt - ca.round.base) / ca.round.base
    if queued > gamma && sk.in_slow_start {
        sk.snd_cwnd = min(cwnd, goal + 1)
        sk.snd_ssthresh = min(sk.snd_ssthresh, sk.snd_cwnd)
    } else if sk.in_slow_start {
        tcp.slow_start(sk, acked)
    } else if queued > beta {
        sk.snd_cwnd = cwnd - 1
        sk.snd_ssthresh = min(sk.snd_ssthresh, sk.snd_cwnd)
    } else if queued < alpha {
        sk.snd_cwnd = cwnd + 1
    }
    sk.snd_cwnd = max(sk.snd_cwnd, 2)
    sk.snd_ssthresh = tcp.current_ssthresh(sk)
}

init(sk) { delay.restart(sk, ca.round) }

ssthresh(sk) = max(sk.snd_cwnd / 2, 2)

cong_avoid(sk, ack, acked) {
    let ended = ca.round.active && ack > ca.round.end
    // Two samples may both have been delayed: ACKs are.
    if !ca.round.active || ended && ca.round.samples <= 2 {
        tcp.reno_cong_avoid(sk, acked)
    } else if ended {
        end_of_round(sk, acked)
    } else if sk.in_slow_start {
        tcp.slow_start(sk, acked)
    }
    if ended { delay.begin(sk, ca.round) }
}

pkts_acked(sk, sample) {
    if sample.rtt_us >= 0 { delay.take(ca.round, sample.rtt_us) }
}

set_state(sk, new_state) { delay.follow_state(sk, ca.round, new_state) }

cwnd_event(sk, event) {
    if event == cwnd_restart || event == tx_start { delay.restart(sk, ca.round) }
}

undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)
