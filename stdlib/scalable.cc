/// Scalable TCP (Kelly, "Scalable TCP: improving performance in highspeed wide area
/// networks", 2003): add a hundredth of a packet per ACK, cut by an eighth on loss.
// SPDX-License-Identifier: GPL-2.0-or-later
algorithm scalable

use tcp

/// The window grows by one packet in this many ACKs, or faster while it is smaller.
param ai_count = 100 in 10..1000

/// The share of the window that a loss takes.
param cut = 1/8 in 1/64..1/2

ssthresh(sk) {
    let taken: pkts = sk.snd_cwnd * cut
    return max(sk.snd_cwnd - taken, 2)
}

cong_avoid(sk, ack, acked) {
    if !sk.is_cwnd_limited { return }
    let rest = tcp.slow_start(sk, acked)
    if rest > 0 {
        tcp.cong_avoid_ai(sk, min(sk.snd_cwnd, ai_count), rest)
    }
}

undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)
