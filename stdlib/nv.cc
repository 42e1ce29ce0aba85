/// TCP-NV (Brakmo, "TCP-NV: an update to TCP Vegas", 2010; in Linux since 4.9), for data
/// centres: the rate seen, times the least delay, is the window that queues nothing; a
/// few packets beyond it are aimed at.
// SPDX-License-Identifier: GPL-2.0-or-later
algorithm nv

use tcp

/// Packets beyond what the rate needs, and below which of them it grows.
param pad = 10 in 1..1000
param pad_buffer = 2 in 0..100

/// For how long a least delay counts, give or take a quarter.
param reset_period = 5s in 1s..100s

/// What a decrease takes of the packets that are too many.
param decrease = 38/128 in 1/128..1

/// What a loss leaves of the window.
param loss_factor = 0.8 in 0.1..0.95

/// Weight of the newest delay.
param rtt_weight = 1/2 in 1/16..1

/// ACKs that must have been seen before the window is decreased, also in the first slow
/// start, and increased.
param decrease_calls = 60 in 1..255
param slow_start_calls = 30 in 1..255
param increase_calls = 20 in 1..255

/// Rounds before the window is decreased, and after which growth stops anyhow.
param min_rounds = 2 in 0..255
param stop_rounds = 10 in 1..255

/// Rounds without congestion before growth that losses slowed becomes faster.
param recover_rounds = 8 in 1..255

/// The most packets that segmentation offload sends at once, and the least taken for it.
const tso_bound = 80
const tso_least = 4

state {
    /// When the least delay is looked for anew.
    reset_at: stamp
    rtt: u32 fixed<8> us
    min_rtt: us in 0us..1000s = 1000s
    min_rtt_new: us in 0us..1000s = 1000s
    /// The greatest rate since the last decision.
    max_rate: u64 fixed<16> bytes/us in 0..60000
    round_end: seq
    last_una: seq
    quiet: u32
    /// Losses doubled so often the ACKs that a packet of growth takes.
    slower: u8 in 0..8
    calls: u8
    rounds: u8
    /// Packets that must be out for the delay not to be one of batching.
    min_cwnd: u8 in 0..81 = 4
    may_grow: bool = true
    reset: bool
}

fn restart(sk) {
    ca.reset = false
    ca.quiet = 0
    ca.rounds = 0
    ca.calls = 0
    ca.rtt = 0us
    ca.max_rate = 0
    ca.round_end = sk.snd_una
    ca.last_una = sk.snd_una
}

/// Delay and rate of one ACK.
fn measure(sk, rtt: us, in_flight: bytes) {
    if ca.rtt > 0 {
        ca.rtt = rtt_weight * rtt + (1 - rtt_weight) * ca.rtt
    } else {
        ca.rtt = rtt
        ca.min_rtt = 2 * rtt
    }
    ca.max_rate = max(ca.max_rate, in_flight / max(ca.rtt, 1us))
    ca.calls += 1
    ca.min_rtt = min(ca.min_rtt, ca.rtt)
    ca.min_rtt_new = min(ca.min_rtt_new, ca.rtt)
    if sk.now >= ca.reset_at {
        ca.min_rtt = ca.min_rtt_new
        ca.min_rtt_new = 1000s
        ca.reset_at = sk.now + reset_period * (384 + random(256)) / 512
        ca.min_cwnd = max(ca.min_cwnd / 2, tso_least)
    }
}

/// Only one ACK in this round, for a whole window: batches are larger than thought.
fn batching(sk, bytes_acked: bytes): bool {
    if ca.calls != 1 || bytes_acked < (ca.min_cwnd - 1) * sk.mss_cache || ca.min_cwnd > tso_bound { return false }
    ca.min_cwnd += 2
    ca.round_end = sk.snd_nxt + ca.min_cwnd * sk.mss_cache
    ca.calls = 0
    ca.may_grow = true
    return true
}

/// The window is larger than it should be; gives whether that was decided upon.
fn shrink(sk, goal: pkts): bool {
    if ca.rounds < min_rounds { return false }
    if sk.snd_ssthresh == unlimited {
        if ca.calls < slow_start_calls { return false }
    } else if ca.calls < decrease_calls {
        if ca.rounds > stop_rounds { ca.may_grow = false }
        return false
    }
    ca.may_grow = false
    sk.snd_ssthresh = goal
    let excess: pkts = sk.snd_cwnd - goal
    let less: pkts = excess * decrease
    sk.snd_cwnd -= if excess > 2 then max(less, 2) else excess
    ca.quiet = 0
    return true
}

fn grow_again(): bool {
    if ca.calls < increase_calls { return false }
    ca.may_grow = true
    ca.quiet += 1
    if ca.slower > 0 && ca.quiet > recover_rounds {
        ca.slower -= 1
        ca.quiet = 0
    }
    return true
}

fn end_of_round(sk) {
    let goal: pkts = ca.max_rate * ca.min_rtt / sk.mss_cache + pad
    var decided: bool = false
    if sk.snd_cwnd > goal {
        decided = shrink(sk, goal)
    } else if sk.snd_cwnd <= goal - pad_buffer {
        decided = grow_again()
    }
    if decided {
        ca.calls = 0
        ca.rounds = 0
        ca.max_rate = 0
        sk.snd_cwnd = max(sk.snd_cwnd, 2)
    }
}

init(sk) {
    restart(sk)
    ca.reset_at = sk.now + 2s
}

ssthresh(sk) = max(sk.snd_cwnd * loss_factor, 2)

cong_avoid(sk, ack, acked) {
    if !sk.is_cwnd_limited || !ca.may_grow { return }
    let rest = tcp.slow_start(sk, acked)
    if rest > 0 {
        tcp.cong_avoid_ai(sk, if ca.slower > 0 then sk.snd_cwnd << ca.slower else max(sk.snd_cwnd, 4), rest)
    }
}

set_state(sk, new_state) {
    match new_state {
        open => {
            if ca.reset { restart(sk) }
        }
        cwr | recovery | loss => {
            ca.reset = true
            ca.may_grow = false
            if new_state == loss { ca.slower += 1 }
        }
        _ => {}
    }
}

pkts_acked(sk, sample) {
    if sample.rtt_us < 0 || (sk.ca_state != open && sk.ca_state != disorder) { return }
    let bytes_acked: bytes = sk.snd_una - ca.last_una
    ca.last_una = sk.snd_una
    if sample.in_flight == 0 { return }
    measure(sk, sample.rtt_us, sample.in_flight)
    if sk.snd_una <= ca.round_end { return }
    ca.round_end = sk.snd_nxt
    ca.rounds += 1
    let batch = batching(sk, bytes_acked)
    if !batch { end_of_round(sk) }
}

undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)
