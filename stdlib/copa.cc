/// Copa (Arun and Balakrishnan, "Copa: practical delay-based congestion control for the
/// internet", NSDI 2018): sends at the rate 1/(delta * queueing delay), which Poisson arrivals would make
/// best for throughput and delay; beside flows that fill queues it becomes as greedy as they are.
///
/// Two minima of the paper, over a time that slides, are kept in two halves of that time. The window
/// grows only where it limits sending, and never faster than in slow start. Timeouts are the kernel's.
// SPDX-License-Identifier: GPL-2.0-or-later
algorithm copa

use tcp
use round
use filter

/// How much throughput a delay is worth: 1/delta packets are kept waiting (section 2).
param delta = 0.5 in 0.01..1

/// The least round trip of so long is that of the empty path (section 2.1).
param min_rtt_window = 10s in 1s..100s

/// The queue is nearly empty below this share of what delays have varied by in four round trips; if it
/// never is, in so many of them, another flow fills it (section 2.2).
param nearly_empty = 0.1 in 0.01..0.5
param patience = 5 in 2..20

/// The velocity doubles once the direction has been the same for so many round trips (section 2.1).
const steady_rounds = 3

const least_window = 2

state {
    /// Round trips of the empty path, and of the standing queue.
    path: filter.MinDelay
    standing: filter.MinDelay
    trip: round.Trip
    /// The greatest delay of this round trip and of the three before.
    longest: us[4]
    /// Round trips since the queue was nearly empty, up to the patience.
    filled: u8 in 0..20
    lost: bool
    /// 1/delta; more than its least in competition.
    eagerness: u32 fixed<8> in 1..1000 = 2
    /// Slow start is over.
    cruising: bool
    velocity: u32 in 1..65536 = 1
    /// The window at the start of the round trip, which way it went then, and for how long.
    start_cwnd: pkts
    up: bool
    steady: u8 in 0..3
    part: tcp.Part
}

fn queueing(): us = filter.least_delay(ca.standing) - filter.least_delay(ca.path)

/// Doubles the velocity while the window goes on in one direction.
fn adjust_velocity(sk) {
    let up = sk.snd_cwnd > ca.start_cwnd
    if up == ca.up && sk.snd_cwnd != ca.start_cwnd {
        if ca.steady < steady_rounds { ca.steady += 1 }
        if ca.steady == steady_rounds { ca.velocity *= 2 }
    } else {
        ca.steady = 0
        ca.velocity = 1
    }
    ca.up = up
    ca.start_cwnd = sk.snd_cwnd
}

/// Who fills the queue is met with AIMD of 1/delta; else delta is the default's.
fn adjust_delta() {
    let least: u32 fixed<8> = 1 / delta
    if ca.filled + 1 < patience {
        ca.filled += 1
        ca.eagerness = least
    } else {
        ca.eagerness = max(if ca.lost then ca.eagerness / 2 else ca.eagerness + 1, least)
    }
    ca.lost = false
}

fn end_of_round(sk, rtt: us) {
    ca.longest[3] = ca.longest[2]
    ca.longest[2] = ca.longest[1]
    ca.longest[1] = ca.longest[0]
    ca.longest[0] = rtt
    adjust_delta()
    adjust_velocity(sk)
}

fn take(sk, rtt) {
    filter.take_delay(sk, ca.path, min_rtt_window, rtt)
    filter.take_delay(sk, ca.standing, sk.srtt_us / 2, rtt)
    ca.longest[0] = max(ca.longest[0], rtt)
    let most = max(ca.longest[0], ca.longest[1], ca.longest[2], ca.longest[3])
    if queueing() <= nearly_empty * (most - filter.least_delay(ca.path)) { ca.filled = 0 }
}

/// Goes towards the target rate: v/delta packets in a round trip.
fn adjust_window(sk, acked) {
    let standing = filter.least_delay(ca.standing)
    let below = sk.snd_cwnd * queueing() <= ca.eagerness * standing
    if below && !sk.is_cwnd_limited { return }
    if below && !ca.cruising {
        sk.snd_cwnd += acked
        return
    }
    ca.cruising = true
    let each: fixed<24> = min(ca.velocity * ca.eagerness / sk.snd_cwnd, 1)
    let change = acked * each
    tcp.change_window(sk, ca.part, if below then change else -change, least_window)
}

cong_control(sk, rs) {
    if rs.losses > 0 { ca.lost = true }
    if rs.rtt_us > 0 { take(sk, min(rs.rtt_us, 100s)) }
    if ca.standing.since == never { return }
    let over = round.over(sk, ca.trip)
    if over { end_of_round(sk, if rs.rtt_us > 0 then rs.rtt_us else 0us) }
    adjust_window(sk, rs.acked_sacked)
    tcp.pace(sk, 2, sk.snd_cwnd, filter.least_delay(ca.standing))
}

init(sk) {
    // An active opener has handled the SYN-ACK by now.
    ca = initial
    round.begin(sk, ca.trip)
    ca.start_cwnd = sk.snd_cwnd
}

set_state(sk, new_state) {
    if new_state == loss {
        ca.velocity = 1
        ca.steady = 0
    }
}

ssthresh(sk) = sk.snd_ssthresh

undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)
