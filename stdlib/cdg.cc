/// CAIA Delay-Gradient (Hayes and Armitage, "Revisiting TCP congestion control using delay
/// gradients", Networking 2011): backs off by chance, the likelier the faster the delay
/// grows, and so tolerates losses that no growing delay announced.
///
/// The kernel's makes the connection enter the state CWR to back off, which BPF cannot:
/// here the window is cut at once, and held until a round trip has passed.
// SPDX-License-Identifier: GPL-2.0-or-later
algorithm cdg

use tcp
use math

/// What backing off leaves of the window.
param backoff_beta = 0.7071 in 0.1..0.95

/// A gradient of x seconds backs off with the probability 1 - exp(-x * backoff_factor).
param backoff_factor = 42 in 1..10000

/// After so many times that did not help, backing off is left to losses; 0: never.
param use_ineff = 5 in 0..255

/// Losses cut a shadow window, that which a loss-based sender would have.
param use_shadow = true

/// Losses without a full queue cut nothing.
param use_tolerance = false

/// Leave slow start when ACK trains or the delay grow long.
param use_hystart = true

/// The gradients are averaged over so many rounds.
const window = 8

enum Queue { unknown, nonfull, full, backoff }

/// Least and greatest delay of a round; 0: none.
struct Delay {
    least: us in 0us..2147483647us
    most: us in 0us..2147483647us
}

struct Gradient {
    least: i32 us
    most: i32 us
}

state {
    now: Delay
    before: Delay
    gradient: Gradient
    history: Gradient[8]
    oldest: u8 in 0..7
    filled: bool
    queue: Queue
    round_end: seq
    /// Delayed ACKs that are taken to follow those for several packets.
    delayed: u8 in 0..5
    shadow: pkts
    ineffective: u16
    samples: u8
    delay_min: us
    last_ack: stamp
    round_start: stamp
}

fn start(sk) {
    ca = initial
    ca.round_end = sk.snd_nxt
    ca.shadow = sk.snd_cwnd
}

/// Ends a round; backing off is over.
fn next_round(sk) {
    ca.round_end = sk.snd_nxt
    ca.before.least = ca.now.least
    ca.before.most = ca.now.most
    ca.now = initial
}

fn slow_start_ends(sk) {
    if ca.delay_min == 0 || ca.now.least < ca.delay_min {
        ca.delay_min = if ca.now.least > 0 then ca.now.least else ca.delay_min
    }
    if ca.delay_min == 0 { return }
    if ca.last_ack == never || !sk.is_cwnd_limited {
        ca.last_ack = sk.now
        ca.round_start = sk.now
    } else if sk.now - ca.last_ack < 3ms {
        ca.last_ack = sk.now
        if sk.now - ca.round_start > max(ca.delay_min / 2, 125us) {
            sk.snd_ssthresh = sk.snd_cwnd
            return
        }
    }
    if ca.samples < 8 {
        ca.samples += 1
    } else if ca.now.least > max(ca.delay_min * 9 / 8, 125us) {
        sk.snd_ssthresh = sk.snd_cwnd
    }
}

/// What the gradients say of the queue: full, once the greatest delay grows no more
/// while the least still does.
fn judge_queue() {
    if ca.gradient.least > 32us && ca.gradient.most <= 32us {
        ca.queue = full
    } else if ca.gradient.most > 32us || ca.gradient.most < -32us {
        ca.queue = nonfull
    }
}

/// Puts a round's gradient into the sum, and in the place of the oldest.
fn remember(oldest: Gradient, least, most) {
    let old_least: i32 us = oldest.least
    let old_most: i32 us = oldest.most
    oldest.least = least
    oldest.most = most
    ca.gradient.least += least - old_least
    ca.gradient.most += most - old_most
}

/// How much the delay has grown, summed over the window.
fn growth(): i32 us {
    let least: i32 us = ca.now.least - ca.before.least
    let most: i32 us = ca.now.most - ca.before.most
    remember(ca.history[ca.oldest], least, most)
    ca.oldest = (ca.oldest + 1) % window
    var sum: i32 us = if ca.gradient.least > 0 then ca.gradient.least else ca.gradient.most
    if ca.oldest == 0 { ca.filled = true }
    if !ca.filled { sum = max(sum, 0us) * window / max(ca.oldest, 1) }
    if ca.gradient.least <= -32us || ca.gradient.most <= -32us { ca.ineffective = 0 }
    if use_tolerance { judge_queue() }
    return sum
}

/// Whether chance wants to back off.
fn backs_off(sum: us): bool {
    let keep: fixed<24> = math.exp_minus(backoff_factor * (sum / 1s))
    if random(16777216) <= keep * 16777216 { return false }
    if use_ineff > 0 {
        ca.ineffective += 1
        if ca.ineffective > use_ineff { return false }
    }
    return true
}

fn back_off(sk) {
    ca.shadow = max(ca.shadow, sk.snd_cwnd)
    ca.queue = backoff
    sk.snd_ssthresh = max(sk.snd_cwnd * backoff_beta, 2)
    sk.snd_cwnd = sk.snd_ssthresh
}

/// Ends a round that has delays; gives whether it backs off.
fn end_of_round(sk): bool {
    var sum: i32 us = 0
    if ca.before.least > 0 { sum = growth() }
    next_round(sk)
    ca.last_ack = never
    ca.samples = 0
    if sum <= 0 { return false }
    let yes = backs_off(sum)
    if yes { back_off(sk) }
    return yes
}

init(sk) { start(sk) }

ssthresh(sk) {
    // A loss in the round after backing off takes nothing more.
    if ca.queue == backoff { return sk.snd_cwnd }
    if use_tolerance && ca.queue == nonfull { return sk.snd_cwnd }
    ca.shadow = min(ca.shadow / 2, sk.snd_cwnd)
    return max(2, sk.snd_cwnd / 2, if use_shadow then ca.shadow else 2)
}

cong_avoid(sk, ack, acked) {
    if ca.queue == backoff {
        if ack <= ca.round_end { return }
        ca.queue = unknown
        next_round(sk)
    }
    if use_hystart && sk.in_slow_start { slow_start_ends(sk) }
    if ack > ca.round_end && ca.now.least > 0 {
        let backed_off = end_of_round(sk)
        if backed_off { return }
    }
    if !sk.is_cwnd_limited {
        ca.shadow = min(ca.shadow, sk.snd_cwnd)
        return
    }
    let before: pkts = sk.snd_cwnd
    tcp.reno_cong_avoid(sk, acked)
    ca.shadow += sk.snd_cwnd - before
}

pkts_acked(sk, sample) {
    if sample.rtt_us <= 0 { return }
    // An ACK that was delayed for want of a second packet only shows the least delay.
    if sk.sacked_out == 0 {
        if sample.pkts_acked == 1 && ca.delayed > 0 {
            ca.now.least = min(ca.now.least, sample.rtt_us)
            ca.delayed -= 1
            return
        }
        if sample.pkts_acked > 1 { ca.delayed += 1 }
    }
    ca.now.least = if ca.now.least == 0 then sample.rtt_us else min(ca.now.least, sample.rtt_us)
    ca.now.most = max(ca.now.most, sample.rtt_us)
}

cwnd_event(sk, event) {
    match event {
        cwnd_restart => start(sk)
        complete_cwr => {
            ca.queue = unknown
            next_round(sk)
        }
        _ => {}
    }
}

undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)
