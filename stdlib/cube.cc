// SPDX-License-Identifier: GPL-2.0-or-later

/// CUBIC's window (RFC 9438; Ha, Rhee, Xu 2008): a cubic of the time since the last loss,
/// flat around the window where that loss came.
module cube

use math

struct Curve {
    /// Window when the last loss came.
    w_max: pkts
    /// The window at the flat part of the cubic, and when the flat part comes.
    origin: pkts
    k: u32 fixed<10> s
    /// When this growth began; never: it begins with the next ACK.
    epoch: stamp
    last_cwnd: pkts
    last_update: stamp
    /// ACKs for one packet of growth.
    count: u32
    /// What Reno's window would be, and the ACKs towards its next packet.
    w_reno: pkts
    reno_acks: u32
    /// Least delay seen; 0: none yet.
    delay_min: us
}

fn begin_epoch(sk, w: Curve, c, cwnd, acked) {
    w.epoch = sk.now
    w.reno_acks = acked
    w.w_reno = cwnd
    w.origin = max(w.w_max, cwnd)
    let x: u64 fixed<10> = min((w.origin - cwnd) / c, 16777215)
    w.k = math.cbrt(x) * 1s
}

/// W_cubic at one round trip from now (section 4.2).
fn target(sk, w: Curve, c) {
    let t = sk.now - w.epoch + w.delay_min
    let away: u32 fixed<10> s = min(abs(t - w.k), 1000s)
    let cube: u64 fixed<10> = (away / 1s) * (away / 1s) * (away / 1s)
    // Truncated on its own, so that the window reaches the origin before K.
    let distance: u64 pkts = c * cube
    return if t < w.k then w.origin - distance else w.origin + distance
}

/// Never slower than Reno would be with the same back-off (section 4.3): gives the ACKs
/// for one packet at which the window keeps up, if `count` are too many.
fn keep_up_with_reno(sk, w: Curve, beta, count): u32 {
    let cwnd: pkts = sk.snd_cwnd
    // In eighths, as in the kernel: 15/8 with the default beta.
    let share: u32 fixed<3> = (1 + beta) / (3 * (1 - beta))
    let per_packet: u32 = cwnd * share
    if w.reno_acks > per_packet && per_packet > 0 {
        let grown: u32 = (w.reno_acks - 1) / per_packet
        w.reno_acks = (w.reno_acks - 1) % per_packet + 1
        w.w_reno += grown
    }
    if w.w_reno > cwnd { return min(count, cwnd / (w.w_reno - cwnd)) }
    return count
}

/// Follows the curve with constant c. Gives the ACKs for one packet of growth.
fn update(sk, w: Curve, c, beta, reno_friendly, acked): u32 {
    let cwnd: pkts = sk.snd_cwnd
    w.reno_acks += acked
    // Not for every ACK.
    if w.last_cwnd == cwnd && w.last_update != never && sk.now - w.last_update <= 31250us { return w.count }
    w.last_cwnd = cwnd
    w.last_update = sk.now
    if w.epoch == never { begin_epoch(sk, w, c, cwnd, acked) }
    let goal = target(sk, w, c)
    var count: u32 = if goal > cwnd then cwnd / (goal - cwnd) else 100 * cwnd
    if w.w_max == 0 { count = min(count, 20) }
    if reno_friendly { count = keep_up_with_reno(sk, w, beta, count) }
    w.count = max(count, 2)
    return w.count
}

/// Remembers where a loss came. One below the last maximum gives way to newer flows, if
/// `fast_convergence` (section 4.7).
fn lost(sk, w: Curve, beta, fast_convergence) {
    let cwnd: pkts = sk.snd_cwnd
    w.epoch = never
    w.w_max = if cwnd < w.w_max && fast_convergence then cwnd * (1 + beta) / 2 else cwnd
}

/// The time that the application was silent does not count; for the event tx_start.
fn resume(sk, w: Curve) {
    if w.epoch == never { return }
    let idle = sk.now - sk.lsndtime
    if idle > 0 { w.epoch = min(w.epoch + idle, sk.now) }
}

/// Takes the delay of an ACK. Gives whether it counts: not within a second of a loss, which may have made it.
fn take(sk, w: Curve, rtt: us): bool {
    if w.epoch != never && sk.now - w.epoch < 1s { return false }
    if w.delay_min == 0 || rtt < w.delay_min { w.delay_min = rtt }
    return true
}
