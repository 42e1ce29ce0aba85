/// BIC-TCP (Xu, Harfoush, Rhee, "Binary increase congestion control for fast
/// long-distance networks", Infocom 2004): search for the right window by halves,
/// then probe beyond it. Times are microseconds, where the kernel's are ticks of 1 to 10 ms.
// SPDX-License-Identifier: GPL-2.0-or-later
algorithm bic

use tcp

/// What a loss leaves of the window.
param beta = 819/1024 in 1/4..63/64

/// Below this many packets it is Reno.
param low_window = 14 in 1..1000

/// The most that the window grows in a round.
param max_increment = 16 in 1..100

/// Rounds that the search near the old maximum takes.
param smooth_part = 20 in 1..100

/// A flow that loses below its last maximum gives way to newer ones.
param fast_convergence = true

state {
    /// ACKs for one packet of growth.
    count: u32 = 0
    /// Window when the last loss came.
    last_max: pkts
    last_cwnd: pkts
    last_time: stamp
    /// Packets that one ACK stands for, averaged.
    ack_ratio: u32 fixed<4> in 15/16..4096 = 2
}

/// The search is over a quarter of what is left.
const search_divisor = 4

fn growth_count(cwnd): u32 {
    if cwnd < ca.last_max {
        let distance: pkts = (ca.last_max - cwnd) / search_divisor
        if distance > max_increment { return cwnd / max_increment }
        if distance <= 1 { return cwnd * smooth_part / search_divisor }
        return cwnd / distance
    }
    if cwnd < ca.last_max + search_divisor { return cwnd * smooth_part / search_divisor }
    if cwnd < ca.last_max + max_increment * (search_divisor - 1) {
        return cwnd * (search_divisor - 1) / max(cwnd - ca.last_max, 1)
    }
    return cwnd / max_increment
}

fn update(sk) {
    let cwnd: pkts = sk.snd_cwnd
    if ca.last_cwnd == cwnd && ca.last_time != never && sk.now - ca.last_time <= 31250us { return }
    ca.last_cwnd = cwnd
    ca.last_time = sk.now
    if cwnd <= low_window {
        ca.count = cwnd
        return
    }
    var count: u32 = growth_count(cwnd)
    if ca.last_max == 0 { count = min(count, 20) }
    ca.count = max(count / ca.ack_ratio, 1)
}

ssthresh(sk) {
    let cwnd: pkts = sk.snd_cwnd
    ca.last_max = if cwnd < ca.last_max && fast_convergence then cwnd * (1 + beta) / 2 else cwnd
    if cwnd <= low_window { return max(cwnd / 2, 2) }
    return max(cwnd * beta, 2)
}

cong_avoid(sk, ack, acked) {
    if !sk.is_cwnd_limited { return }
    let rest = tcp.slow_start(sk, acked)
    if rest > 0 {
        update(sk)
        tcp.cong_avoid_ai(sk, ca.count, rest)
    }
}

set_state(sk, new_state) {
    if new_state == loss { ca = initial }
}

pkts_acked(sk, sample) {
    if sk.ca_state == open {
        let whole: u32 = ca.ack_ratio
        ca.ack_ratio += (sample.pkts_acked - whole) / 16
    }
}

undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)
