/// LEDBAT++ (draft-irtf-iccrg-ledbat-plus-plus; RFC 6817 for the history of delays): a
/// scavenger. It keeps a queue of its own below 60 ms, gives way to every other flow, and empties
/// the path now and then to see how long it is.
///
/// Delays are round trips, as the draft has them; what the kernel does by itself (repair of losses
/// by PRR, the restart after idle) stays the kernel's. The ramp after a slowdown is the draft's
/// modified slow start. The receiver's window, with which rLEDBAT (RFC 9840) works from
/// the other end, is out of an algorithm's reach.
// SPDX-License-Identifier: GPL-2.0-or-later
algorithm ledbatpp

use tcp

/// The queueing delay that is kept (section 4.5).
param target = 60ms in 1ms..1s

/// The window grows at least so many times more slowly than Reno's (section 4.2).
param slowest = 16 in 1..100

/// How much of the window a queueing delay of twice the target takes in a round trip (section 4.3).
param constant = 1 in 0.1..10

/// From one slowdown to the next it takes so many times what the slowdown took (section 4.4).
param slowdown_spacing = 9 in 1..100

/// Windows at the start and in slowdowns.
const least_window = 2

/// Minutes for which the base delay is remembered (BASE_HISTORY of RFC 6817).
const base_history = 10

/// start: the initial slow start. A slowdown freezes the window, then ramps it up.
enum Phase { start, avoid, freeze, ramp }

state {
    phase: Phase
    /// When the slowdown began, when its freezing ends, and when the next one is due.
    began: stamp
    thaw: stamp
    due: stamp
    /// Least delay of each minute, the newest first, and of all of them.
    history: us[base_history] in 1us..100s = 100s
    minute: stamp
    base: u32 us in 1us..100s = 100s
    /// The last delays; the least of them is the current one.
    recent: us[4] in 1us..100s = 100s
    queueing: us in 0us..100s
    part: tcp.Part
}

/// Begins a minute. What the last ten have seen is moved by hand: an array that is
/// indexed at run time would have to live outside the socket.
fn next_minute(sk, rtt) {
    ca.minute = sk.now
    ca.history[9] = ca.history[8]
    ca.history[8] = ca.history[7]
    ca.history[7] = ca.history[6]
    ca.history[6] = ca.history[5]
    ca.history[5] = ca.history[4]
    ca.history[4] = ca.history[3]
    ca.history[3] = ca.history[2]
    ca.history[2] = ca.history[1]
    ca.history[1] = ca.history[0]
    ca.history[0] = rtt
    let later = min(ca.history[0], ca.history[1], ca.history[2], ca.history[3], ca.history[4])
    ca.base = min(later, ca.history[5], ca.history[6], ca.history[7], ca.history[8], ca.history[9])
}

fn take(sk, rtt) {
    if ca.minute == never || sk.now - ca.minute > 60s {
        next_minute(sk, rtt)
    } else {
        ca.history[0] = min(ca.history[0], rtt)
        ca.base = min(ca.base, rtt)
    }
    ca.recent[3] = ca.recent[2]
    ca.recent[2] = ca.recent[1]
    ca.recent[1] = ca.recent[0]
    ca.recent[0] = rtt
    ca.queueing = min(ca.recent[0], ca.recent[1], ca.recent[2], ca.recent[3]) - ca.base
}

/// 1/GAIN: how many times more slowly than Reno's the window grows, rounded up (section 4.2).
fn slowness(): u32 = clamp((2 * target + ca.base - 1us) / ca.base, 1, slowest)

/// What acknowledged packets add to the window, or take from it: in slow start 1 or less each, else
/// such a part of the window per round trip (section 4.3).
fn growth(sk, acked): i64 fixed<24> pkts {
    let slow = slowness()
    if sk.in_slow_start { return min(acked / slow, sk.snd_ssthresh - sk.snd_cwnd) }
    let gain: fixed<24> = 1 / (slow * sk.snd_cwnd)
    let over: fixed<24> = constant * max(ca.queueing - target, 0) / target
    return acked * max(gain - over, -1 / 2)
}

fn begin_slowdown(sk) {
    ca.phase = freeze
    ca.began = sk.now
    ca.thaw = sk.now + 2 * sk.srtt_us
    sk.snd_ssthresh = sk.snd_cwnd
}

/// From one phase to the next (sections 4.1 and 4.4).
fn follow(sk) {
    match ca.phase {
        start => {
            if ca.queueing > target * 3 / 4 { sk.snd_ssthresh = sk.snd_cwnd }
            if !sk.in_slow_start {
                ca.phase = avoid
                ca.due = sk.now + 2 * sk.srtt_us
            }
        }
        avoid => {
            if sk.now >= ca.due && sk.ca_state <= disorder { begin_slowdown(sk) }
        }
        freeze => {
            if sk.now >= ca.thaw { ca.phase = ramp }
        }
        ramp => {
            if !sk.in_slow_start {
                ca.phase = avoid
                ca.due = sk.now + slowdown_spacing * (sk.now - ca.began)
            }
        }
    }
}

init(sk) { sk.snd_cwnd = least_window }

cong_avoid(sk, ack, acked) {
    follow(sk)
    if ca.phase == freeze {
        sk.snd_cwnd = least_window
        return
    }
    let change = growth(sk, acked)
    if change <= 0 || sk.is_cwnd_limited { tcp.change_window(sk, ca.part, change, least_window) }
    // The threshold follows a window that the delay takes down: slow start would bring it back.
    if change < 0 { sk.snd_ssthresh = min(sk.snd_ssthresh, sk.snd_cwnd) }
}

pkts_acked(sk, sample) {
    if sample.rtt_us > 0 { take(sk, min(sample.rtt_us, 100s)) }
}

/// A loss in a slowdown halves the window that it comes back to.
ssthresh(sk) = max((if ca.phase == freeze then sk.snd_ssthresh else sk.snd_cwnd) / 2, least_window)

undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)
