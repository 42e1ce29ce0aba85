/// CUBIC (RFC 9438; Ha, Rhee, Xu 2008) with HyStart: the window follows a cubic of
/// the time since the last loss, flat around the window where that loss came.
// SPDX-License-Identifier: GPL-2.0-or-later
algorithm cubic

use tcp
use cube
use hystart

/// What a loss leaves of the window (RFC 9438, section 4.6).
param beta = 0.7 in 0.3..0.95

/// How fast the cubic grows, in packets per second cubed (section 5.1).
param c = 0.4 in 0.05..4

/// A flow that loses below its last maximum gives way to newer ones (section 4.7).
param fast_convergence = true

/// Never be slower than Reno would be (section 4.3).
param reno_friendly = true

/// Leave slow start by HyStart.
param use_hystart = true

state {
    w: cube.Curve
    hs: hystart.Search
}

init(sk) {
    if use_hystart { hystart.reset(sk, ca.hs) }
}

ssthresh(sk) {
    cube.lost(sk, ca.w, beta, fast_convergence)
    return max(sk.snd_cwnd * beta, 2)
}

cong_avoid(sk, ack, acked) {
    if !sk.is_cwnd_limited { return }
    let rest = tcp.slow_start(sk, acked)
    if rest > 0 {
        let count = cube.update(sk, ca.w, c, beta, reno_friendly, rest)
        tcp.cong_avoid_ai(sk, count, rest)
    }
}

set_state(sk, new_state) {
    if new_state == loss {
        ca = initial
        hystart.reset(sk, ca.hs)
    }
}

cwnd_event(sk, event) {
    if event == tx_start { cube.resume(sk, ca.w) }
}

pkts_acked(sk, sample) {
    if sample.rtt_us < 0 { return }
    let rtt: us = max(sample.rtt_us, 1)
    let counts = cube.take(sk, ca.w, rtt)
    // The parameter last: it lies in memory of its own, 15 ns away where that is not in the cache.
    if counts && !ca.hs.found && sk.in_slow_start && use_hystart {
        hystart.update(sk, ca.hs, rtt, ca.w.delay_min)
    }
}

undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)
