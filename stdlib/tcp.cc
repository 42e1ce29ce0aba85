// SPDX-License-Identifier: GPL-2.0-or-later

/// What most algorithms share with TCP Reno (RFC 5681): slow start, and growth by a
/// packet per so many acknowledged ones; windows that keep fractions; and the repair of losses for
/// those that have cong_control (RFC 9937).
module tcp

/// Slow start: grows the window by `acked`, up to the threshold. Gives what is left of
/// `acked`; all of it if the connection is not in slow start.
fn slow_start(sk, acked) {
    if !sk.in_slow_start { return acked }
    let all = sk.snd_cwnd + acked
    let grown = min(all, sk.snd_ssthresh)
    sk.snd_cwnd = grown
    return all - grown
}

/// Additive increase: grows the window by one packet for every `w` acknowledged ones.
/// What is too little for a packet is kept for the next call.
fn cong_avoid_ai(sk, w: pkts, acked: pkts) {
    let every = max(w, 1)
    var count: u64 = sk.snd_cwnd_cnt
    var grown: u64 = 0
    // Credit from when a packet cost more: all of it buys one packet.
    if count >= every {
        count = 0
        grown = 1
    }
    count += acked
    if count >= every {
        let more: u64 = count / every
        grown += more
        count = count % every
    }
    sk.snd_cwnd_cnt = count
    sk.snd_cwnd += grown
}

/// What a window has beyond its whole packets.
struct Part { rest: u32 fixed<16> pkts in 0..1 }

/// Adds `change`, which may be negative and a fraction, to the window, and keeps it at `least`.
fn change_window(sk, part: Part, change, least) {
    let window: u64 fixed<16> pkts = max(sk.snd_cwnd + part.rest + change, least)
    part.rest = window % 1
    sk.snd_cwnd = window
}

/// Pacing: sends `gain` times `window` in the time `rtt`, evenly. No window has more than
/// 1 GiB (RFC 7323).
fn pace(sk, gain, window, rtt) {
    sk.pacing_rate = gain * min(window * sk.mss_cache, 1024MiB) / max(rtt, 1us)
}

/// The whole of Reno's growth: slow start, then one packet per round trip.
fn reno_cong_avoid(sk, acked) {
    if !sk.is_cwnd_limited { return }
    let rest = slow_start(sk, acked)
    if rest > 0 {
        cong_avoid_ai(sk, sk.snd_cwnd, rest)
    }
}

/// Proportional rate reduction (RFC 9937), for algorithms with cong_control: repairs losses at a
/// rate that comes down to the threshold within the recovery.
struct Prr {
    /// prr_delivered and RecoverFS; prr_out is the kernel's, from what it was at the beginning.
    /// No window of 1 GiB has more packets.
    delivered: pkts in 0..33554432
    flight: pkts in 0..33554432
    out: pkts
    una: seq
}

/// Begins a recovery, at the ACK that brought it about.
fn begin_prr(sk, p: Prr, acked: pkts) {
    p.delivered = 0
    p.flight = sk.packets_out - sk.sacked_out + acked
    p.out = sk.prr_out
    p.una = sk.snd_una
}

/// Sets the window for an ACK in recovery: what is in flight, and what may be sent now (section 6.2).
fn prr(sk, p: Prr, acked: pkts, losses: pkts) {
    p.delivered += acked
    let safe = sk.snd_una > p.una && losses == 0
    p.una = sk.snd_una
    let sent: pkts = sk.prr_out - p.out
    let room: i64 pkts = sk.snd_ssthresh - sk.in_flight
    var send: i64 pkts = 0
    if room < 0 {
        // Rounded up.
        let flight = max(p.flight, 1)
        let whole: u64 pkts = (p.delivered * sk.snd_ssthresh + flight - 1) / flight
        send = whole - sent
    } else {
        send = min(max(p.delivered - sent, acked) + (if safe then 1 else 0), room)
    }
    // The first retransmission leaves at once.
    if sent == 0 { send = max(send, 1) }
    sk.snd_cwnd = sk.in_flight + max(send, 0)
}

/// The threshold that slow start would stop at now: three quarters of the window
/// count, but while a loss is being repaired.
fn current_ssthresh(sk) {
    if sk.ca_state == cwr || sk.ca_state == recovery { return sk.snd_ssthresh }
    let half: pkts = sk.snd_cwnd / 2
    let quarter: pkts = sk.snd_cwnd / 4
    return max(sk.snd_ssthresh, half + quarter)
}
