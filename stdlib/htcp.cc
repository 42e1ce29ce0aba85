/// H-TCP (Leith and Shorten, "H-TCP: TCP for high-speed and long-distance networks",
/// PFLDnet 2004; draft-leith-tcp-htcp): the longer the last loss is past, the faster the
/// window grows; and a loss takes no more than what the queue holds.
// SPDX-License-Identifier: GPL-2.0-or-later
algorithm htcp

use tcp

/// Grow alike in time, whatever the round-trip time.
param use_rtt_scaling = true

/// Cut by half when the throughput has changed by more than a fifth since the last loss.
param use_bandwidth_switch = true

/// What a loss leaves of the window.
param beta_min = 0.5 in 0.3..0.9
param beta_max = 0.8 in 0.5..0.95

/// For so long after a loss it grows like Reno (Delta_L).
param delta_l = 1s in 100ms..10s

struct Congestion {
    /// When the last congestion was.
    at: stamp
    max_rtt: us
    old_max: u32 pkts/s
}

state {
    alpha: u32 fixed<7> = 1
    /// What a loss leaves: never all, and so alpha is never 0.
    beta: fixed<7> in 0..0.95 = 1/2
    /// The throughput has been steady: beta may leave its least value.
    steady: bool
    /// Packets that the last ACK stood for.
    acked: u16 = 1
    min_rtt: us in 0us..1000s
    last: Congestion
    /// As before the last congestion; its time is `never` where nothing is to be undone.
    undo: Congestion
    /// Packets acknowledged since `counted_from`, and the throughput that they show.
    counted: pkts
    counted_from: stamp
    throughput: u32 fixed<6> pkts/s
    max_throughput: u32 pkts/s
}

fn update_alpha(sk) {
    let past = sk.now - ca.last.at
    var factor: u32 = 1
    if past > delta_l {
        let t = min(past - delta_l, 1000s) / 1s
        factor = 1 + 10 * t + t * t / 4
    }
    if use_rtt_scaling && ca.min_rtt > 0 {
        let scale: u32 fixed<3> = clamp(100ms / ca.min_rtt, 1/2, 10)
        factor = max(factor / scale, 1)
    }
    ca.alpha = 2 * factor * (1 - ca.beta)
}

fn update_beta() {
    if use_bandwidth_switch {
        let before = ca.last.old_max
        ca.last.old_max = ca.max_throughput
        if 5 * ca.max_throughput < 4 * before || 5 * ca.max_throughput > 6 * before {
            ca.beta = beta_min
            ca.steady = false
            return
        }
    }
    ca.beta = beta_min
    if ca.steady && ca.min_rtt > 10ms && ca.last.max_rtt > 0 {
        ca.beta = clamp(ca.min_rtt / ca.last.max_rtt, beta_min, beta_max)
    }
    ca.steady = true
}

fn take_rtt(sk, rtt: us) {
    if ca.min_rtt == 0 || rtt < ca.min_rtt { ca.min_rtt = rtt }
    if sk.ca_state == open {
        ca.last.max_rtt = max(ca.last.max_rtt, ca.min_rtt)
        // Beyond 20 ms more, it was no queue.
        if rtt > ca.last.max_rtt && rtt <= ca.last.max_rtt + 20ms { ca.last.max_rtt = rtt }
    }
}

/// Takes the throughput of about one window.
fn take_throughput(sk, acked) {
    if sk.ca_state != open && sk.ca_state != disorder {
        ca.counted = 0
        ca.counted_from = sk.now
        return
    }
    ca.counted += acked
    let growth: u32 = max(ca.alpha, 1)
    let elapsed = sk.now - ca.counted_from
    if ca.counted < sk.snd_cwnd - growth || elapsed < ca.min_rtt || ca.min_rtt == 0 || elapsed == 0 { return }
    let now: u32 pkts/s = ca.counted / elapsed
    if sk.now - ca.last.at < 4 * ca.min_rtt {
        // The first rounds after a congestion.
        ca.throughput = now
        ca.max_throughput = now
    } else {
        ca.throughput = (3 * ca.throughput + now) / 4
        ca.max_throughput = max(ca.max_throughput, ca.throughput)
    }
    ca.counted = 0
    ca.counted_from = sk.now
}

init(sk) {
    ca.last.at = sk.now
    ca.counted_from = sk.now
}

ssthresh(sk) {
    update_beta()
    update_alpha(sk)
    // Paths change: a twentieth of the queue is forgotten.
    if ca.min_rtt > 0 && ca.last.max_rtt > ca.min_rtt {
        let queue: us = ca.last.max_rtt - ca.min_rtt
        ca.last.max_rtt = ca.min_rtt + 0.95 * queue
    }
    return max(sk.snd_cwnd * ca.beta, 2)
}

cong_avoid(sk, ack, acked) {
    if !sk.is_cwnd_limited { return }
    if sk.in_slow_start {
        tcp.slow_start(sk, acked)
        return
    }
    let grown: u32 = sk.snd_cwnd_cnt * ca.alpha
    if grown >= sk.snd_cwnd {
        sk.snd_cwnd += 1
        sk.snd_cwnd_cnt = 0
        update_alpha(sk)
    } else {
        sk.snd_cwnd_cnt += ca.acked
    }
    ca.acked = 1
}

set_state(sk, new_state) {
    match new_state {
        open => {
            if ca.undo.at != never {
                ca.last.at = sk.now
                ca.undo.at = never
            }
        }
        cwr | recovery | loss => {
            ca.undo.at = ca.last.at
            ca.undo.max_rtt = ca.last.max_rtt
            ca.undo.old_max = ca.last.old_max
            ca.last.at = sk.now
        }
        _ => {}
    }
}

pkts_acked(sk, sample) {
    if sk.ca_state == open { ca.acked = sample.pkts_acked }
    if sample.rtt_us > 0 { take_rtt(sk, sample.rtt_us) }
    if use_bandwidth_switch { take_throughput(sk, sample.pkts_acked) }
}

undo_cwnd(sk) {
    if ca.undo.at != never {
        ca.last.at = ca.undo.at
        ca.last.max_rtt = ca.undo.max_rtt
        ca.last.old_max = ca.undo.old_max
        ca.undo.at = never
    }
    return max(sk.snd_cwnd, sk.prior_cwnd)
}
