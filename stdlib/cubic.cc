/// CUBIC (RFC 9438; Ha, Rhee, Xu 2008) with HyStart: the window follows a cubic of
/// the time since the last loss, flat around the window where that loss came.
// SPDX-License-Identifier: GPL-2.0-or-later
algorithm cubic

use tcp
use math
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
    /// Window when the last loss came.
    w_max: pkts
    /// The window at the flat part of the cubic, and when the flat part comes.
    origin: pkts
    k: ms
    /// When this growth began; never: it begins with the next ACK.
    epoch: stamp
    last_cwnd: pkts
    last_update: stamp
    /// ACKs for one packet of growth.
    count: u32 in 2..1000000000 = 2
    /// What Reno's window would be, and the ACKs towards its next packet.
    w_reno: pkts
    reno_acks: u32
    /// Least delay seen; 0: none yet.
    delay_min: us
    hs: hystart.Search
}

fn begin_epoch(sk, cwnd, acked) {
    ca.epoch = sk.now
    ca.reno_acks = acked
    ca.w_reno = cwnd
    ca.origin = max(ca.w_max, cwnd)
    let x: u64 fixed<10> = min((ca.origin - cwnd) / c, 16777215)
    ca.k = math.cbrt(x) * 1s
}

/// W_cubic at one round trip from now (section 4.2).
fn target(sk) {
    let t = sk.now - ca.epoch + ca.delay_min
    let d: i32 ms = clamp(t - ca.k, -1000s, 1000s)
    let cube: i64 fixed<10> = (d / 1s) * (d / 1s) * (d / 1s)
    // Truncated on its own, so that the window reaches the origin before K.
    let growth: i64 pkts = c * cube
    return ca.origin + growth
}

/// The window that Reno would have with the same back-off (section 4.3).
fn count_reno(cwnd) {
    // In eighths, as in the kernel: 15/8 with the default beta.
    let share: u32 fixed<3> = (1 + beta) / (3 * (1 - beta))
    let per_packet: u32 = cwnd * share
    if ca.reno_acks > per_packet && per_packet > 0 {
        let grown: u32 = (ca.reno_acks - 1) / per_packet
        ca.reno_acks -= grown * per_packet
        ca.w_reno += grown
    }
    if ca.w_reno > cwnd {
        ca.count = min(ca.count, cwnd / (ca.w_reno - cwnd))
    }
}

fn update(sk, acked) {
    let cwnd: pkts = sk.snd_cwnd
    ca.reno_acks += acked
    if ca.last_cwnd == cwnd && ca.last_update != never && sk.now - ca.last_update <= 31250us { return }
    ca.last_cwnd = cwnd
    ca.last_update = sk.now
    if ca.epoch == never { begin_epoch(sk, cwnd, acked) }
    let goal: pkts = target(sk)
    ca.count = if goal > cwnd then cwnd / (goal - cwnd) else 100 * cwnd
    if ca.w_max == 0 { ca.count = min(ca.count, 20) }
    if reno_friendly { count_reno(cwnd) }
}

init(sk) {
    if use_hystart { hystart.reset(sk, ca.hs) }
}

ssthresh(sk) {
    let cwnd: pkts = sk.snd_cwnd
    ca.epoch = never
    ca.w_max = if cwnd < ca.w_max && fast_convergence then cwnd * (1 + beta) / 2 else cwnd
    return max(cwnd * beta, 2)
}

cong_avoid(sk, ack, acked) {
    if !sk.is_cwnd_limited { return }
    let rest = tcp.slow_start(sk, acked)
    if rest > 0 {
        update(sk, rest)
        tcp.cong_avoid_ai(sk, ca.count, rest)
    }
}

set_state(sk, new_state) {
    if new_state == loss {
        ca = initial
        hystart.reset(sk, ca.hs)
    }
}

cwnd_event(sk, event) {
    // The time that the application was silent does not count.
    if event == tx_start && ca.epoch != never {
        let idle = sk.now - sk.lsndtime
        if idle > 0 { ca.epoch = min(ca.epoch + idle, sk.now) }
    }
}

pkts_acked(sk, sample) {
    if sample.rtt_us < 0 { return }
    // A loss may have made this sample: wait a second.
    if ca.epoch != never && sk.now - ca.epoch < 1s { return }
    let rtt: us = max(sample.rtt_us, 1)
    if ca.delay_min == 0 || rtt < ca.delay_min { ca.delay_min = rtt }
    if use_hystart && !ca.hs.found && sk.in_slow_start {
        hystart.update(sk, ca.hs, rtt, ca.delay_min)
    }
}

undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)
