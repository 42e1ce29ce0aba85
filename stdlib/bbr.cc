/// BBR version 1 (Cardwell, Cheng, Gunn, Yeganeh, Jacobson, "BBR: congestion-based
/// congestion control", ACM Queue 2016; draft-cardwell-iccrg-bbr-congestion-control-00):
/// send at the bandwidth that the path has shown, with no more in flight than it needs.
// SPDX-License-Identifier: GPL-2.0-or-later
algorithm bbr

use filter

/// Fills the pipe in as many rounds as slow start would: 2/ln 2, rounded up to a 256th.
const high_gain = 739/256

/// Empties again the queue that the start has made.
const drain_gain = 88/256

const cwnd_gain = 2

/// One phase to probe for more, one to drain what that queued, six to cruise.
const cycle = [5/4, 3/4, 1, 1, 1, 1, 1, 1]

/// The bandwidth is the largest of so many rounds.
param bw_window = 10 in 2..100

/// The delay is the least of so long, and then is looked for anew.
param min_rtt_window = 10s in 1s..100s

/// For at least so long the pipe is kept empty to see the delay.
param probe_rtt_time = 200ms in 10ms..1s

/// What the pacing rate stays below the bandwidth, so that queues drain.
param pacing_margin = 0.01 in 0..0.1

/// The pipe is full when the bandwidth has not grown by a quarter in three rounds.
const full_bw_growth = 5/4
const full_bw_rounds = 3

const min_window = 4

/// What fits an IP packet of 64 KiB beside the headers.
const largest_burst = 65215 bytes

/// A policer is seen in two intervals, of 4 to 16 rounds each, with at least so much loss
/// (50/256) and the same rate within an eighth or 500 bytes/s; it is believed for 48 rounds.
param policer_loss = 50/256 in 0.01..1

const policer_least_rounds = 4
const policer_most_rounds = 16
const policer_believed = 48

enum Mode { startup, drain, probe_bw, probe_rtt }

/// The search for a policer: an interval from one loss to another.
struct Policer {
    sampling: bool
    /// The rate is what the policer lets through.
    found: bool
    rounds: u8
    rate: u32 fixed<24> pkts/us
    /// A time of the kernel, in whole milliseconds.
    start: u64 ms in 0ms..281474976710655ms
    delivered: pkts
    lost: pkts
}

state {
    mode: Mode
    /// 100 s: not known.
    min_rtt: u32 us in 0us..100s = 100s
    min_rtt_time: stamp
    probe_rtt_done: stamp
    bw: filter.MaxRate
    rounds: u32
    round_end: pkts
    cycle_start: stamp
    prev_state: CaState
    conserve: bool
    round_start: bool
    idle_restart: bool
    probe_rtt_round_done: bool
    seen_rtt: bool
    full_pipe: bool
    full_count: u8 in 0..3
    phase: u8
    prior_cwnd: pkts
    full_bw: u32 fixed<24> pkts/us
    ack_epoch: stamp
    ack_epoch_acked: u32 in 0..1048575
    extra0: u16
    extra1: u16
    extra_rounds: u8 in 0..31
    extra_second: bool
    policer: Policer
    /// What the last ACK's end has set: where its own mode asks for another gain, the
    /// next ACK still goes by this one.
    gain: u16 fixed<8> in 0..3
}

fn pacing_gain() {
    match ca.mode {
        startup   => { return high_gain }
        drain     => { return drain_gain }
        probe_bw  => { return if ca.policer.found then 1 else cycle[ca.phase] }
        probe_rtt => { return 1 }
    }
}

fn window_gain() {
    match ca.mode {
        startup | drain => { return high_gain }
        probe_bw        => { return cwnd_gain }
        probe_rtt       => { return 1 }
    }
}

/// The bandwidth to go by.
fn bandwidth() = if ca.policer.found then ca.policer.rate else ca.bw.v0

fn rate_of(sk, bw, gain): u64 bytes/s {
    let rate: u64 fixed<24> bytes/us = bw * sk.mss_cache
    let wanted: u64 fixed<24> bytes/us = rate * gain
    return wanted * (1 - pacing_margin)
}

/// Until there is bandwidth to go by: the window in a round trip, or in a millisecond.
fn pace_by_window(sk) {
    var rtt: us = 1ms
    if sk.srtt_us > 0 {
        rtt = max(sk.srtt_us, 1us)
        ca.seen_rtt = true
    }
    let bw: u32 fixed<24> pkts/us = sk.snd_cwnd / rtt
    sk.pacing_rate = rate_of(sk, bw, high_gain)
}

fn set_pacing_rate(sk, bw) {
    if !ca.seen_rtt && sk.srtt_us > 0 { pace_by_window(sk) }
    let rate = rate_of(sk, bw, ca.gain)
    if ca.full_pipe || rate > sk.pacing_rate { sk.pacing_rate = rate }
}

/// Packets that segmentation offload sends at once.
fn burst(sk): pkts {
    let least: u32 = if sk.pacing_rate < 150000 then 1 else 2
    let burst_size: bytes = min(sk.pacing_rate * 1s / (1 << min(sk.pacing_shift, 30)), largest_burst)
    let segments: u32 = burst_size / sk.mss_cache
    return clamp(segments, least, 127)
}

/// The bandwidth-delay product at a gain, rounded up.
fn product(bw, gain): pkts {
    if ca.min_rtt == 100s { return 10 }
    let bdp: u64 fixed<24> = min(bw * ca.min_rtt, 16777216)
    let scaled: u64 fixed<24> = bdp * gain
    // Any part of a packet makes it a whole one.
    return scaled + 16777215/16777216
}

/// Adds room for bursts at both ends.
fn with_bursts(sk, product: pkts): pkts {
    var n: pkts = product + 3 * burst(sk)
    n += n % 2
    if ca.mode == probe_bw && ca.phase == 0 { n += 2 }
    return n
}

/// What the path holds at a gain.
fn inflight(sk, gain): pkts {
    let least: pkts = product(ca.bw.v0, gain)
    return with_bursts(sk, least)
}

/// What will be in the network when the next packet leaves its pacing.
fn in_network(sk, bw, now_in_flight): pkts {
    let wait: us = clamp(sk.tcp_wstamp_ns - sk.tcp_clock_cache, 0us, 1s)
    let delivered: pkts = bw * wait
    var n: pkts = now_in_flight
    if ca.gain > 1 { n += burst(sk) }
    return max(n - delivered, 0)
}

fn save_window(sk) {
    ca.prior_cwnd = if ca.prev_state < recovery && ca.mode != probe_rtt then sk.snd_cwnd else max(ca.prior_cwnd, sk.snd_cwnd)
}

fn next_phase(sk) {
    ca.phase = (ca.phase + 1) & 7
    ca.cycle_start = sk.delivered_mstamp
}

fn enter_probe_bw(sk) {
    ca.mode = probe_bw
    let skip: u8 = random(7)
    ca.phase = 7 - skip
    next_phase(sk)
}

fn leave_probe_rtt(sk) {
    ca.min_rtt_time = sk.now
    sk.snd_cwnd = max(sk.snd_cwnd, ca.prior_cwnd)
    if ca.full_pipe { enter_probe_bw(sk) } else { ca.mode = startup }
}

fn begin_interval(sk) {
    ca.policer.start = sk.delivered_mstamp - never
    ca.policer.delivered = sk.delivered
    ca.policer.lost = sk.lost
    ca.policer.rounds = 0
}

fn forget_policer(sk) {
    ca.policer.rate = 0
    ca.policer.found = false
    ca.policer.sampling = false
    begin_interval(sk)
}

/// Two intervals in a row at the same rate: that is what the policer lets through.
fn end_interval(sk, rate) {
    if ca.policer.rate > 0 {
        let diff: u32 fixed<24> pkts/us = abs(rate - ca.policer.rate)
        if diff <= ca.policer.rate / 8 || rate_of(sk, diff, 1) <= 500 bytes/s {
            ca.policer.rate = (rate + ca.policer.rate) / 2
            ca.policer.found = true
            ca.policer.rounds = 0
            ca.gain = 1
            return
        }
    }
    ca.policer.rate = rate
    begin_interval(sk)
}

/// Token-bucket policers drop all that is above a rate (the kernel's "long-term bandwidth").
fn look_for_policer(sk, losses, app_limited) {
    let found = ca.policer.found
    if !found && !ca.policer.sampling {
        if losses == 0 { return }
        begin_interval(sk)
        ca.policer.sampling = true
    }
    if ca.round_start && (!found || ca.mode == probe_bw) { ca.policer.rounds += 1 }
    let over = if found then ca.policer.rounds >= policer_believed else app_limited || ca.policer.rounds > policer_most_rounds
    if over {
        forget_policer(sk)
        if found { enter_probe_bw(sk) }
        return
    }
    // The interval ends with a loss, when the bucket is empty.
    if found || losses == 0 || ca.policer.rounds < policer_least_rounds { return }
    let lost: pkts = sk.lost - ca.policer.lost
    let delivered: pkts = sk.delivered - ca.policer.delivered
    let now: u64 ms = sk.delivered_mstamp - never
    let elapsed = now - ca.policer.start
    if delivered == 0 || lost < delivered * policer_loss || elapsed < 1ms { return }
    let rate: u32 fixed<24> pkts/us = delivered / elapsed
    end_interval(sk, rate)
}

fn update_bandwidth(sk, rs) {
    ca.round_start = false
    if !rs.valid { return }
    if rs.prior_delivered - ca.round_end >= 0 {
        ca.round_end = sk.delivered
        ca.rounds += 1
        ca.round_start = true
        ca.conserve = false
    }
    look_for_policer(sk, rs.losses, rs.is_app_limited)
    let bw: u32 fixed<24> pkts/us = rs.delivered / rs.interval_us
    if !rs.is_app_limited || bw >= ca.bw.v0 {
        filter.running_max(ca.bw, bw_window, ca.rounds, bw)
    }
}

/// Packets that ACKs delivered beyond the bandwidth: room for ACKs that come in lumps.
fn update_aggregation(sk, rs, bw) {
    if rs.acked_sacked == 0 || !rs.valid { return }
    if ca.round_start {
        ca.extra_rounds += 1
        if ca.extra_rounds >= 5 {
            ca.extra_rounds = 0
            ca.extra_second = !ca.extra_second
            if ca.extra_second { ca.extra1 = 0 } else { ca.extra0 = 0 }
        }
    }
    let elapsed: us = min(sk.delivered_mstamp - ca.ack_epoch, 10s)
    var expected: u32 = bw * elapsed
    if ca.ack_epoch_acked <= expected || ca.ack_epoch_acked + rs.acked_sacked >= 1048576 {
        ca.ack_epoch_acked = 0
        ca.ack_epoch = sk.delivered_mstamp
        expected = 0
    }
    ca.ack_epoch_acked += rs.acked_sacked
    let extra = min(ca.ack_epoch_acked - expected, sk.snd_cwnd)
    if ca.extra_second { ca.extra1 = max(ca.extra1, extra) } else { ca.extra0 = max(ca.extra0, extra) }
}

fn check_full_pipe(rs) {
    if ca.full_pipe || !ca.round_start || rs.is_app_limited { return }
    let more: u64 fixed<24> pkts/us = ca.full_bw * full_bw_growth
    if ca.bw.v0 >= more {
        ca.full_bw = ca.bw.v0
        ca.full_count = 0
        return
    }
    ca.full_count += 1
    if ca.full_count >= full_bw_rounds { ca.full_pipe = true }
}

/// Leaves a phase of ProbeBW when it has lasted for the path's delay, and goes by what is in the
/// network, too, where a phase probes for more or drains it; so does Drain.
fn check_inflight(sk, rs, bw, in_flight) {
    let probing = ca.mode == probe_bw
    let full_length = sk.delivered_mstamp - ca.cycle_start > ca.min_rtt
    if probing && ca.gain == 1 {
        if full_length { next_phase(sk) }
        return
    }
    let starting = ca.mode == startup && ca.full_pipe
    if !probing && !starting && ca.mode != drain { return }
    let goal = inflight(sk, if probing then max(ca.gain, 1) else 1)
    let now_in = in_network(sk, bw, if probing then rs.prior_in_flight else in_flight)
    if probing {
        let over = if ca.gain > 1 then full_length && (rs.losses > 0 || now_in >= goal) else full_length || now_in <= goal
        if over { next_phase(sk) }
        return
    }
    if starting {
        ca.mode = drain
        sk.snd_ssthresh = goal
    }
    if now_in <= goal { enter_probe_bw(sk) }
}

fn update_min_rtt(sk, rs, in_flight) {
    let expired = sk.now - ca.min_rtt_time > min_rtt_window
    if rs.rtt_us >= 0 && (rs.rtt_us < ca.min_rtt || (expired && !rs.is_ack_delayed)) {
        ca.min_rtt = rs.rtt_us
        ca.min_rtt_time = sk.now
    }
    if expired && !ca.idle_restart && ca.mode != probe_rtt {
        save_window(sk)
        ca.mode = probe_rtt
        ca.probe_rtt_done = never
    }
    if ca.mode == probe_rtt {
        sk.app_limited = max(sk.delivered + in_flight, 1)
        if ca.probe_rtt_done == never {
            if in_flight <= min_window {
                ca.probe_rtt_done = sk.now + probe_rtt_time
                ca.probe_rtt_round_done = false
                ca.round_end = sk.delivered
            }
        } else {
            if ca.round_start { ca.probe_rtt_round_done = true }
            if ca.probe_rtt_round_done && sk.now > ca.probe_rtt_done { leave_probe_rtt(sk) }
        }
    }
    if rs.delivered > 0 { ca.idle_restart = false }
}

/// In recovery the window follows what leaves the network.
fn recover(sk, rs, in_flight, acked): pkts {
    var window: pkts = max(sk.snd_cwnd - rs.losses, 1)
    let was = ca.prev_state
    if sk.ca_state == recovery && was != recovery {
        ca.conserve = true
        ca.round_end = sk.delivered
        window = in_flight + acked
    } else if was >= recovery && sk.ca_state < recovery {
        window = max(window, ca.prior_cwnd)
        ca.conserve = false
    }
    ca.prev_state = sk.ca_state
    return if ca.conserve then max(window, in_flight + acked) else window
}

/// Grows the window towards what the path holds, with room for ACKs that come in lumps.
fn grow(sk, bw, window, acked): pkts {
    let gain: u32 fixed<8> = min(window_gain(), 3)
    var goal: pkts = product(bw, gain)
    if ca.full_pipe {
        let room: pkts = bw * 100ms
        goal += min(max(ca.extra0, ca.extra1), room)
    }
    goal = with_bursts(sk, goal)
    var grown: pkts = window + acked
    if ca.full_pipe {
        grown = min(grown, goal)
    } else if window >= goal && sk.delivered >= 10 {
        grown = window
    }
    return max(grown, min_window)
}

fn set_window(sk, rs, bw, in_flight) {
    var window: pkts = sk.snd_cwnd
    let acked: u32 = rs.acked_sacked
    if acked > 0 {
        window = recover(sk, rs, in_flight, acked)
        if !ca.conserve { window = grow(sk, bw, window, acked) }
    }
    if ca.mode == probe_rtt { window = min(window, min_window) }
    sk.snd_cwnd = window
}

init(sk) {
    // An active opener has handled the SYN-ACK by now, and taken its delay for expired.
    ca = initial
    sk.snd_ssthresh = unlimited
    if sk.min_rtt >= 0 { ca.min_rtt = sk.min_rtt }
    ca.min_rtt_time = sk.now
    ca.round_end = sk.delivered
    ca.ack_epoch = sk.now
    ca.gain = high_gain
    pace_by_window(sk)
}

cong_control(sk, rs) {
    let in_flight: pkts = sk.in_flight
    update_bandwidth(sk, rs)
    let bw = bandwidth()
    update_aggregation(sk, rs, bw)
    check_full_pipe(rs)
    check_inflight(sk, rs, bw, in_flight)
    update_min_rtt(sk, rs, in_flight)
    ca.gain = pacing_gain()
    set_pacing_rate(sk, bw)
    set_window(sk, rs, bw, in_flight)
}

cwnd_event(sk, event) {
    if event == tx_start && sk.app_limited > 0 {
        ca.idle_restart = true
        ca.ack_epoch = sk.now
        ca.ack_epoch_acked = 0
        if ca.mode == probe_bw {
            sk.pacing_rate = rate_of(sk, bandwidth(), 1)
        } else if ca.mode == probe_rtt && ca.probe_rtt_done != never && sk.now > ca.probe_rtt_done {
            leave_probe_rtt(sk)
        }
    }
}

set_state(sk, new_state) {
    if new_state == loss {
        ca.prev_state = loss
        ca.full_bw = 0
        ca.round_start = true
        look_for_policer(sk, 1, false)
    }
}

ssthresh(sk) {
    save_window(sk)
    return sk.snd_ssthresh
}

undo_cwnd(sk) {
    ca.full_bw = 0
    ca.full_count = 0
    forget_policer(sk)
    return sk.snd_cwnd
}

min_tso_segs(sk) = if sk.pacing_rate < 150000 then 1 else 2

sndbuf_expand(sk) = 3
