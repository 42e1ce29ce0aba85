/// TCP-Illinois (Liu, Basar, Srikant, "TCP-Illinois: a loss and delay-based congestion
/// control algorithm for high-speed networks", Valuetools 2006): losses tell when to cut
/// the window; the queueing delay tells how much to cut, and how fast to grow.
///
/// The kernel's grows by 38/128 where the paper's least growth is 0.3.
// SPDX-License-Identifier: GPL-2.0-or-later
algorithm illinois

use tcp

/// Below this many packets it is Reno (W_thresh).
param low_window = 15 in 1..1000

/// Rounds of small delay before the growth is the fastest again (theta).
param theta = 5 in 1..100

/// Packets that the window grows by in a round while the queue is empty, and full.
param alpha_max = 10 in 1..100
param alpha_min = 0.3 in 0.1..1

/// The share of the window that a loss takes while the queue is short, and long.
param beta_min = 1/8 in 1/64..1/2
param beta_max = 1/2 in 1/8..7/8

state {
    alpha: fixed<7> in 0..100 = 10
    beta: fixed<6> in 0..1 = 1/2
    /// Least and greatest delay ever.
    base: us = 2147s
    greatest: us
    /// Delays of this round.
    sum: u64 us
    samples: u16
    round_end: seq
    /// Packets that the last ACK stood for.
    acked: u16 = 1
    /// The delay has been long since the growth was the fastest.
    was_long: bool
    short_rounds: u8
}

fn begin_round(sk) {
    ca.round_end = sk.snd_nxt
    ca.samples = 0
    ca.sum = 0us
}

/// Up to a hundredth of the greatest queueing delay: the fastest growth, but after longer
/// delays only when theta rounds say so. Beyond it a hyperbola down to the slowest.
fn update_alpha(queueing: us, greatest: us) {
    let short: us = greatest / 100
    if queueing > short {
        ca.was_long = true
        let full: us = max(greatest - short, 1)
        let now: us = queueing - short
        ca.alpha = full * alpha_max / (full + now * (alpha_max - alpha_min) / alpha_min)
        return
    }
    if ca.was_long {
        ca.short_rounds += 1
        if ca.short_rounds < theta { return }
    }
    ca.short_rounds = 0
    ca.was_long = false
    ca.alpha = alpha_max
}

/// A straight line from a tenth to eight tenths of the greatest queueing delay.
fn update_beta(queueing: us, greatest: us) {
    let short: us = greatest / 10
    let long: us = greatest * 8 / 10
    if queueing <= short {
        ca.beta = beta_min
    } else if queueing >= long || long <= short {
        ca.beta = beta_max
    } else {
        ca.beta = beta_min + (beta_max - beta_min) * (queueing - short) / (long - short)
    }
}

fn end_of_round(sk) {
    if sk.snd_cwnd < low_window {
        ca.alpha = 1
        ca.beta = 1/2
    } else if ca.samples > 0 {
        let greatest: us = ca.greatest - ca.base
        let mean: us = ca.sum / ca.samples
        let queueing: us = mean - ca.base
        update_alpha(queueing, greatest)
        update_beta(queueing, greatest)
    }
    begin_round(sk)
}

init(sk) {
    ca.alpha = alpha_max
    ca.beta = beta_max
    begin_round(sk)
}

ssthresh(sk) {
    let taken: pkts = sk.snd_cwnd * ca.beta
    return max(sk.snd_cwnd - taken, 2)
}

cong_avoid(sk, ack, acked) {
    if ack > ca.round_end { end_of_round(sk) }
    if !sk.is_cwnd_limited { return }
    if sk.in_slow_start {
        tcp.slow_start(sk, acked)
        return
    }
    sk.snd_cwnd_cnt += ca.acked
    ca.acked = 1
    let grown: u32 = sk.snd_cwnd_cnt * ca.alpha
    if grown >= sk.snd_cwnd {
        let more: pkts = grown / sk.snd_cwnd
        sk.snd_cwnd += more
        sk.snd_cwnd_cnt = 0
    }
}

set_state(sk, new_state) {
    if new_state == loss {
        ca.alpha = 1
        ca.beta = 1/2
        ca.short_rounds = 0
        ca.was_long = false
        begin_round(sk)
    }
}

pkts_acked(sk, sample) {
    ca.acked = sample.pkts_acked
    if sample.rtt_us < 0 { return }
    let rtt: us = sample.rtt_us
    ca.base = min(ca.base, rtt)
    ca.greatest = max(ca.greatest, rtt)
    ca.sum += rtt
    ca.samples += 1
}

undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)
