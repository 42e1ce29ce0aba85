// SPDX-License-Identifier: GPL-2.0-or-later

/// The logarithm comes out of the loop in as many ways as it has turns, and is an
/// index: nothing of that may be known for it.
algorithm indexed

use math

state { seen: u32[16] }

ssthresh(sk) = max(sk.snd_cwnd / 2, 2)

cong_avoid(sk, ack, acked) {
    let log: i64 = math.log2(4294967295) * sk.prr_out
    ca.seen[log] += acked
}

undo_cwnd(sk) = sk.snd_cwnd
