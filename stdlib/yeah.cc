/// YeAH-TCP (Baiocchi, Castellani, Vacirca, "YeAH-TCP: yet another highspeed TCP",
/// PFLDnet 2007): grows like Scalable TCP while the queue is short, like Reno once it is
/// long, and then drains what it has queued before packets are lost.
///
/// The kernel's also lowers the largest window to 2^25 packets, which BPF may not write.
// SPDX-License-Identifier: GPL-2.0-or-later
algorithm yeah

use tcp
use delay

/// More packets than this in the queue: drain it (Q_max).
param max_queue = 80 in 1..10000

/// Queueing takes more than this share of the least delay: grow like Reno (1/phi).
param max_share = 1/8 in 1/64..1

/// What draining leaves: the queue is taken off the window once, and half of it at most.
param gamma = 1 in 1..16
param epsilon = 1 in 1..16

/// A loss takes at least this share of the window (1/2^delta).
param least_cut = 1/8 in 1/64..1/2

/// Rounds of Reno's growth before a loss takes half (rho).
param competing_rounds = 16 in 1..1000

/// Rounds of fast growth before Reno's window is forgotten (zeta).
param fast_rounds = 50 in 1..1000

/// Scalable TCP grows by one packet in this many ACKs.
param ai_count = 100 in 10..1000

state {
    round: delay.Round
    /// Packets in the queue, as last seen.
    queued: pkts
    /// For how many rounds it has grown like Reno.
    reno_rounds: u32 in 0..16777215
    /// A window that competing Reno flows would have.
    reno_window: pkts in 2..2147483647 = 2
    fast: u32 in 0..1001
}

/// Takes packets off the window for what they wait in the queue.
fn drain(sk) {
    let cwnd: pkts = sk.snd_cwnd
    if ca.queued > max_queue && cwnd > ca.reno_window {
        let less: pkts = min(ca.queued / gamma, cwnd / (2 * epsilon))
        let drained: pkts = max(cwnd - less, ca.reno_window)
        sk.snd_cwnd = drained
        sk.snd_ssthresh = drained
    }
    let half: pkts = sk.snd_cwnd / 2
    ca.reno_window = if ca.reno_window <= 2 then half else ca.reno_window + 1
    ca.reno_rounds += 1
}

fn end_of_round(sk) {
    // Two samples may both have been delayed: ACKs are.
    if ca.round.samples <= 2 { return }
    let queueing = ca.round.rtt - ca.round.base
    ca.queued = sk.snd_cwnd * queueing / ca.round.rtt
    if ca.queued > max_queue || queueing > ca.round.base * max_share {
        drain(sk)
        return
    }
    ca.reno_rounds = 0
    ca.fast += 1
    if ca.fast > fast_rounds {
        ca.reno_window = 2
        ca.fast = 0
    }
}

init(sk) { delay.restart(sk, ca.round) }

ssthresh(sk) {
    let cwnd: pkts = sk.snd_cwnd
    let half: pkts = max(cwnd / 2, 2)
    let least: pkts = cwnd * least_cut
    let less: pkts = if ca.reno_rounds < competing_rounds then max(min(ca.queued, half), least) else half
    ca.fast = 0
    ca.reno_window = max(ca.reno_window / 2, 2)
    return max(cwnd - less, 2)
}

cong_avoid(sk, ack, acked) {
    if !sk.is_cwnd_limited { return }
    let rest = tcp.slow_start(sk, acked)
    if rest > 0 {
        tcp.cong_avoid_ai(sk, if ca.reno_rounds > 0 then sk.snd_cwnd else min(sk.snd_cwnd, ai_count), rest)
    }
    if ack > ca.round.end {
        end_of_round(sk)
        delay.begin(sk, ca.round)
    }
}

pkts_acked(sk, sample) {
    if sample.rtt_us >= 0 { delay.take(ca.round, sample.rtt_us) }
}

set_state(sk, new_state) { delay.follow_state(sk, ca.round, new_state) }

cwnd_event(sk, event) {
    if event == cwnd_restart || event == tx_start { delay.restart(sk, ca.round) }
}

undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)
