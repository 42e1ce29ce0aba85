/// CUBIC (RFC 9438) with HyStart++ (RFC 9406): leaves slow start when the delay of a round has
/// grown, by way of some rounds of slower growth that can turn out to be needless.
///
/// Both as the RFCs say. Whether the sender is paced, which decides how much one ACK may
/// add, is known from the socket's pacing status. A threshold from the metrics cache, which
/// is not arbitrarily high, leaves HyStart++ out.
// SPDX-License-Identifier: GPL-2.0-or-later
algorithm cubicpp

use tcp
use cube
use hystartpp

/// What a loss leaves of the window (RFC 9438, section 4.6).
param beta = 0.7 in 0.3..0.95

/// How fast the cubic grows, in packets per second cubed (section 5.1).
param c = 0.4 in 0.05..4

/// A flow that loses below its last maximum gives way to newer ones (section 4.7).
param fast_convergence = true

/// Never be slower than Reno would be (section 4.3).
param reno_friendly = true

state {
    w: cube.Curve
    hs: hystartpp.Search
}

init(sk) {
    hystartpp.reset(sk, ca.hs)
}

ssthresh(sk) {
    cube.lost(sk, ca.w, beta, fast_convergence)
    return max(sk.snd_cwnd * beta, 2)
}

cong_avoid(sk, ack, acked) {
    if !sk.is_cwnd_limited { return }
    if sk.in_initial_slow_start {
        hystartpp.grow(sk, ca.hs, acked)
        return
    }
    let rest = tcp.slow_start(sk, acked)
    if rest > 0 {
        let count = cube.update(sk, ca.w, c, beta, reno_friendly, rest)
        tcp.cong_avoid_ai(sk, count, rest)
    }
}

set_state(sk, new_state) {
    if new_state == loss {
        ca.w = initial
    }
}

cwnd_event(sk, event) {
    if event == tx_start { cube.resume(sk, ca.w) }
}

pkts_acked(sk, sample) {
    if sk.in_initial_slow_start { hystartpp.follow(sk, ca.hs) }
    if sample.rtt_us < 0 { return }
    let rtt: us = max(sample.rtt_us, 1)
    cube.take(sk, ca.w, rtt)
    if sk.in_initial_slow_start { hystartpp.take(ca.hs, rtt) }
}

undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)
