/// TCP Veno (Fu and Liew, "TCP Veno: TCP enhancement for transmission over wireless
/// access networks", 2003): Vegas's count of queued packets tells random loss from
/// congestion.
// SPDX-License-Identifier: GPL-2.0-or-later
algorithm veno

use tcp
use delay

/// Fewer packets than this in the queue: a loss was random.
param beta = 3 in 1..100

state {
    round: delay.Round
    /// Packets in the queue, as last seen.
    queued: u32 fixed<1> pkts
    /// Grow at every second chance.
    inc: bool = true
}

fn grow(sk, acked) {
    let cwnd: pkts = sk.snd_cwnd
    let goal: u32 fixed<1> pkts = cwnd * ca.round.base / ca.round.rtt
    ca.queued = cwnd - goal
    var rest: u32 = acked
    if sk.in_slow_start { rest = tcp.slow_start(sk, acked) }
    if rest == 0 { return }
    if ca.queued < beta {
        tcp.cong_avoid_ai(sk, sk.snd_cwnd, rest)
    } else if sk.snd_cwnd_cnt >= sk.snd_cwnd {
        let grows = ca.inc && sk.snd_cwnd < sk.snd_cwnd_clamp
        if grows { sk.snd_cwnd += 1 }
        ca.inc = !grows
        sk.snd_cwnd_cnt = 0
    } else {
        sk.snd_cwnd_cnt += rest
    }
    sk.snd_cwnd = max(sk.snd_cwnd, 2)
}

init(sk) { delay.restart(sk, ca.round) }

ssthresh(sk) = if ca.queued < beta then max(sk.snd_cwnd * 4 / 5, 2) else max(sk.snd_cwnd / 2, 2)

cong_avoid(sk, ack, acked) {
    if !sk.is_cwnd_limited { return }
    if !ca.round.active || ca.round.samples <= 2 {
        tcp.reno_cong_avoid(sk, acked)
    } else {
        grow(sk, acked)
    }
    if ca.round.active { ca.round.rtt = delay.none }
}

pkts_acked(sk, sample) {
    if sample.rtt_us >= 0 { delay.take(ca.round, sample.rtt_us) }
}

set_state(sk, new_state) {
    ca.round.active = new_state == open
    if ca.round.active { ca.round.rtt = delay.none }
}

cwnd_event(sk, event) {
    if event == cwnd_restart || event == tx_start {
        let samples: u16 = ca.round.samples
        delay.restart(sk, ca.round)
        ca.round.samples = samples
        ca.inc = true
    }
}

undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)
