/// TCP-LP (Kuzmanovic and Knightly, "TCP-LP: a distributed algorithm for low priority data
/// transfer", Infocom 2003): takes only what other traffic leaves, by giving way as soon as
/// the one-way delay, taken from TCP timestamps, shows a queue.
///
/// As in the kernel but for the clocks: the kernel multiplies the peer's timestamps by its
/// tick and takes what is left after ours for the delay; here what the clocks differ by is
/// taken out, supposing that the first packet took half its round trip, and what the
/// receiver let packets wait for others. As the paper has it, a delay that only equals the
/// threshold is no congestion, and the greatest delay is not forgotten: the kernel's becomes
/// twice the average when it gives way, which 10 ms from a peer leaves 1.5 ms of queue.
// SPDX-License-Identifier: GPL-2.0-or-later
algorithm lp

use tcp
use filter

/// A queue of more than this share of the greatest one-way delay is congestion (delta).
param threshold = 0.15 in 0.01..1

/// After giving way, for how many round trips more delay means that others are there.
param inference_rounds = 3 in 1..100

state {
    /// The first timestamps, and the delay that the first packet is taken to have had.
    first_remote: u32
    first_local: u32
    first_delay: ms
    /// One-way delay: averaged, least, greatest, and the greatest before.
    delay: u32 fixed<8> ms
    least: ms = 1000s
    greatest: ms
    reserve: ms
    last_drop: stamp
    inference: ms
    within_inference: bool
}

/// When the newest of the acknowledged packets was sent, by the clock of timestamps. What an
/// ACK echoes is the oldest one's, which may have waited for the next (RFC 7323, section 4.3).
fn sent(sk, rtt: us): u32 = (sk.now - never - rtt) / 1ms % 4294967296

fn begin(sk, rtt: us) {
    ca.first_remote = sk.rcv_tsval
    ca.first_local = sent(sk, rtt)
    ca.first_delay = max(rtt / 2, 1ms)
}

/// The delay of the newest packet that was acknowledged, from both clocks' progress since
/// the first one; 0 while they have not moved far enough to know how the peer's ticks.
fn one_way_delay(sk, rtt: us): ms {
    let remote: i32 = sk.rcv_tsval - ca.first_remote
    let local: i32 = sent(sk, rtt) - ca.first_local
    if remote < 10 || local < 100 { return 0ms }
    let tick: u32 = local / remote + 1/2
    if tick == 0 { return 0ms }
    return ca.first_delay + (remote * tick - local) * 1ms
}

fn take(sk, rtt: us) {
    let delay: ms = one_way_delay(sk, rtt)
    if delay == 0 { return }
    ca.least = min(ca.least, delay)
    // A single peak does not count: the greatest is the one before.
    if delay > ca.reserve {
        ca.greatest = if ca.reserve > 0 then max(ca.reserve, ca.greatest) else delay
        ca.reserve = delay
    } else {
        ca.greatest = max(ca.greatest, delay)
    }
    ca.delay = filter.average(ca.delay, delay, 1/8)
}

fn give_way(sk) {
    ca.least = ca.delay
    ca.greatest = max(ca.greatest, 2 * ca.delay)
    ca.reserve = max(ca.reserve, 2 * ca.delay)
    sk.snd_cwnd = if ca.within_inference then 1 else sk.snd_cwnd / 2
    ca.last_drop = sk.now
}

ssthresh(sk) = max(sk.snd_cwnd / 2, 2)

cong_avoid(sk, ack, acked) {
    if !ca.within_inference { tcp.reno_cong_avoid(sk, acked) }
}

pkts_acked(sk, sample) {
    if !sk.saw_tstamp { return }
    if sample.rtt_us > 0 {
        if ca.first_delay == 0 { begin(sk, sample.rtt_us) }
        // The ACK of one packet may have waited for another one in vain: 40 ms, say.
        if sample.pkts_acked > 1 { take(sk, sample.rtt_us) }
    }
    // How long ago the acknowledged packet was sent.
    let now: u32 = (sk.now - never) / 1ms % 4294967296
    let age: i32 = now - sk.rcv_tsecr
    if age > 0 { ca.inference = inference_rounds * age * 1ms }
    ca.within_inference = ca.last_drop != never && sk.now - ca.last_drop < ca.inference
    let whole: ms = ca.delay
    if whole > ca.least + threshold * (ca.greatest - ca.least) { give_way(sk) }
}

undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)
