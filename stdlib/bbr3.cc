/// BBR version 3 (draft-ietf-ccwg-bbr, whose names of sections are cited): version 1's model
/// of the path, with bounds that losses teach and with room left for others.
///
/// What the kernel does not tell a BPF program, and what stands in for it:
/// - RS.tx_in_flight, what was in flight when the packet just acknowledged was sent: all
///   that was in flight then has been delivered or lost since, so it is the sum of the two.
/// - RS.lost, the losses since that packet was sent: those since the last round without
///   loss began. The first round with losses is exact, in later ones the sum is too small.
/// - The packets lost one by one: an ACK shows how many it declares lost, and they are
///   handled as one burst. Six such ACKs stand for the six lost ranges that end Startup.
/// - ECN is no signal to it, as in the draft.
/// - BBR.bw is that of the model at hand, not that of the last ACK's end.
// SPDX-License-Identifier: GPL-2.0-or-later
algorithm bbr3

/// What a phase of probing may lose of what it sends in a round trip.
param loss_threshold = 0.02 in 0.001..0.5

/// What a round trip with losses leaves of the short-term bounds.
param beta = 0.7 in 0.1..0.95

/// The share of the long-term bound that is left to others.
param headroom = 0.15 in 0..0.5

/// The delay is the least of so long.
param min_rtt_window = 10s in 1s..100s

/// So often the window falls for a moment, to see the delay.
param probe_rtt_interval = 5s in 1s..100s
param probe_rtt_time = 200ms in 10ms..1s

/// From one search for bandwidth to the next it takes this and up to a second more ...
param probe_wait = 2s in 100ms..30s

/// ... or as many round trips as Reno would take to fill the path, up to so many.
param probe_rounds = 63 in 1..255

/// What the pacing rate stays below the bandwidth, so that queues drain.
param pacing_margin = 0.01 in 0..0.1

/// The pipe is full when the bandwidth has not grown by a quarter in three rounds ...
const full_bw_growth = 5/4
const full_bw_rounds = 3

/// ... or, in Startup, when so many ACKs of a round have shown losses.
const full_loss_events = 6

const drain_rounds = 3
const min_window = 4
const initial_window = 10

/// Bounds that are not set.
const any_rate = 255
const any_inflight = 16777215

enum Mode { startup, drain, down, cruise, refill, up, probe_rtt }

/// What the ACKs at hand tell of a search for bandwidth.
enum Phase { init, refilling, starting, feedback, stopping }

/// What an undo goes back to.
enum Before { none, startup, up }

state {
    mode: Mode
    ack_phase: Phase
    before: Before
    prev_state: CaState
    seen_rtt: bool
    idle_restart: bool
    round_start: bool
    loss_round_start: bool
    loss_in_round: bool
    loss_events: u8
    full_reached: bool
    full_now: bool
    full_count: u8
    probe_sample: bool
    too_high: bool
    precautionary: bool
    probe_rtt_round_done: bool
    up_rounds: u8 in 0..30
    /// Round trips since Drain began, or since the last search for bandwidth.
    rounds: u8
    round_end: pkts
    loss_round_end: pkts
    /// sk.lost when the round of losses began.
    lost_before: pkts

    full_bw: u32 fixed<24> pkts/us
    /// The largest bandwidth of this cycle and of the one before: BBR.max_bw_filter.
    bw0: u32 fixed<24> pkts/us
    bw1: u32 fixed<24> pkts/us
    bw_short: u32 fixed<24> pkts/us in 0..255 = 255
    inflight_short: pkts in 0..16777215 = 16777215
    bw_latest: u32 fixed<24> pkts/us
    inflight_latest: pkts in 0..16777215
    inflight_long: pkts in 0..16777215 = 16777215
    undo_bw_short: u32 fixed<24> pkts/us in 0..255
    undo_inflight_short: pkts in 0..16777215
    undo_inflight_long: pkts in 0..16777215
    prior_cwnd: pkts in 0..16777215
    up_acked: pkts in 0..16777215
    up_acked_per_inc: pkts in 1..16777215 = 1

    /// 100 s: not known.
    min_rtt: u32 us in 0us..100s = 100s
    min_rtt_time: stamp
    probe_rtt_min: u32 us in 0us..100s = 100s
    probe_rtt_min_time: stamp
    /// In ProbeRTT, when it may end; else when to search for bandwidth at the latest.
    deadline: stamp

    ack_epoch: stamp
    ack_epoch_acked: u32 in 0..1048575
    extra0: u16
    extra1: u16
    extra_rounds: u8
    extra_second: bool
}

// Gains ("Summary of Control Behavior in the State Machine").

fn pacing_gain() {
    match ca.mode {
        startup                     => { return 277/100 }
        drain                       => { return 1/2 }
        down                        => { return 9/10 }
        up                          => { return 5/4 }
        cruise | refill | probe_rtt => { return 1 }
    }
}

fn window_gain() {
    match ca.mode {
        up                                       => { return 9/4 }
        probe_rtt                                => { return 1/2 }
        startup | drain | down | cruise | refill => { return 2 }
    }
}

fn max_bw() = max(ca.bw0, ca.bw1)

/// "Updating the Model Upon Packet Loss", BoundBWForModel.
fn bandwidth() = min(max_bw(), ca.bw_short)

fn in_probe_bw() = ca.mode >= down && ca.mode <= up

// "Pacing Rate".

fn set_pacing_rate(sk, gain) {
    let rate: u64 bytes/s = bandwidth() * sk.mss_cache
    let paced: u64 bytes/s = rate * (1 - pacing_margin)
    let wanted: u64 bytes/s = paced * gain
    if ca.full_reached || wanted > sk.pacing_rate { sk.pacing_rate = wanted }
}

/// Until there is bandwidth to go by: the window in a round trip, or in a millisecond.
fn pace_by_window(sk) {
    var rtt: us = 1ms
    if sk.srtt_us > 0 {
        rtt = max(sk.srtt_us, 1us)
        ca.seen_rtt = true
    }
    sk.pacing_rate = min(sk.snd_cwnd, any_inflight) * min(sk.mss_cache, 65535 bytes) * (277/100) / rtt
}

// "Computing BBR.max_inflight", in packets.

fn bdp(bw, gain): pkts {
    if ca.min_rtt == 100s { return initial_window }
    return min(bw * ca.min_rtt * gain, any_inflight)
}

/// "Send Quantum".
fn send_quantum(sk): pkts {
    let segments: u32 = min(sk.pacing_rate * 1ms, 64KiB) / sk.mss_cache
    return max(segments, 2)
}

fn quantized(sk, n: pkts): pkts {
    let most = max(n, 3 * send_quantum(sk), min_window)
    return if ca.mode == up then most + 2 else most
}

fn inflight(sk, bw): pkts {
    let least: pkts = bdp(bw, 1)
    return quantized(sk, least)
}

fn target_inflight(sk): pkts {
    let product: pkts = bdp(bandwidth(), 1)
    return min(product, sk.snd_cwnd)
}

fn inflight_with_headroom(): pkts {
    if ca.inflight_long == any_inflight { return any_inflight }
    let room: pkts = max(headroom * ca.inflight_long, 1)
    return max(ca.inflight_long - room, min_window)
}

fn probe_rtt_window(): pkts {
    let half: pkts = bdp(bandwidth(), 1/2)
    return max(half, min_window)
}

// Rounds, and the start of the states.

fn start_round(sk) { ca.round_end = sk.delivered }

fn reset_short_term() {
    ca.bw_short = any_rate
    ca.inflight_short = any_inflight
}

fn reset_full_bw(rate) {
    ca.full_bw = rate
    ca.full_count = 0
    ca.full_now = false
}

fn start_drain() {
    ca.mode = drain
    ca.rounds = 0
}

fn start_down(sk) {
    ca.loss_in_round = false
    ca.bw_latest = 0
    ca.inflight_latest = 0
    // PickProbeWait
    ca.rounds = random(2)
    let wait: us = probe_wait + random(1000000) * 1us
    ca.deadline = sk.now + wait
    ca.ack_phase = stopping
    start_round(sk)
    ca.mode = down
}

fn start_refill(sk) {
    reset_short_term()
    ca.up_rounds = 0
    ca.up_acked = 0
    ca.precautionary = false
    ca.ack_phase = refilling
    start_round(sk)
    ca.mode = refill
}

fn raise_slope(sk) {
    ca.up_acked_per_inc = max(sk.snd_cwnd / (1 << ca.up_rounds), 1)
    ca.up_rounds += 1
}

fn start_up(sk, rate) {
    ca.ack_phase = starting
    start_round(sk)
    reset_full_bw(rate)
    ca.mode = up
    // raise_slope, for the first time since Refill.
    ca.up_acked_per_inc = max(sk.snd_cwnd, 1)
    ca.up_rounds = 1
}

// "Updating the Model Upon Packet Loss".

fn save_window(sk) {
    ca.prior_cwnd = if sk.ca_state < recovery && ca.mode != probe_rtt then sk.snd_cwnd else max(ca.prior_cwnd, sk.snd_cwnd)
}

fn save_state(sk) {
    save_window(sk)
    ca.before = none
    ca.undo_bw_short = ca.bw_short
    ca.undo_inflight_short = ca.inflight_short
    ca.undo_inflight_long = ca.inflight_long
}

fn note_loss(sk) {
    if !ca.loss_in_round {
        ca.loss_round_end = sk.delivered
        save_state(sk)
    }
    ca.loss_in_round = true
}

/// HandleLostPacket, for the n packets that an ACK declares lost.
fn handle_losses(sk, n, sent, lost: pkts, app_limited) {
    note_loss(sk)
    ca.loss_events += 1
    if !ca.probe_sample || lost <= sent * loss_threshold { return }
    ca.too_high = true
    ca.probe_sample = false
    if !app_limited {
        // InflightAtLoss: what of the burst n would have been safe.
        let fits = (loss_threshold * max(sent - n, 0) - max(lost - n, 0)) / (1 - loss_threshold)
        let safe: pkts = max(sent - n + fits, 0)
        ca.inflight_long = max(safe, target_inflight(sk) * beta)
    }
    if ca.mode == up {
        ca.before = up
        start_down(sk)
    }
}

/// AdaptLowerBoundsFromCongestion: once a round, slow down to what is delivered.
fn adapt_lower_bounds(sk) {
    if ca.mode == startup || ca.mode == refill || ca.mode == up || !ca.loss_in_round { return }
    let bw = if ca.bw_short == any_rate then max_bw() else ca.bw_short
    let window = if ca.inflight_short == any_inflight then sk.snd_cwnd else ca.inflight_short
    ca.bw_short = max(ca.bw_latest, beta * bw)
    ca.inflight_short = max(ca.inflight_latest, beta * window)
}

/// UpdateLatestDeliverySignals and UpdateCongestionSignals.
fn update_signals(sk, rs, rate) {
    ca.loss_round_start = false
    ca.round_start = false
    if rs.valid {
        ca.bw_latest = max(ca.bw_latest, rate)
        ca.inflight_latest = max(ca.inflight_latest, rs.delivered)
        if rs.prior_delivered - ca.loss_round_end >= 0 {
            ca.loss_round_end = sk.delivered
            ca.loss_round_start = true
        }
        if rs.prior_delivered - ca.round_end >= 0 {
            start_round(sk)
            ca.rounds += 1
            ca.round_start = true
        }
        if rate >= max_bw() || !rs.is_app_limited { ca.bw1 = max(ca.bw1, rate) }
    }
    if ca.loss_round_start {
        adapt_lower_bounds(sk)
        ca.loss_in_round = false
    }
}

/// "BBR.extra_acked": two halves of the window of ten rounds, of one round each in Startup.
fn update_aggregation(sk, rs) {
    if ca.round_start {
        ca.extra_rounds += 1
        if !ca.full_reached || ca.extra_rounds >= 5 {
            ca.extra_rounds = 0
            ca.extra_second = !ca.extra_second
            if ca.extra_second { ca.extra1 = 0 } else { ca.extra0 = 0 }
        }
    }
    let elapsed: us = min(sk.now - ca.ack_epoch, 10s)
    var expected: u32 = bandwidth() * elapsed
    if ca.ack_epoch_acked <= expected {
        ca.ack_epoch_acked = 0
        ca.ack_epoch = sk.now
        expected = 0
    }
    ca.ack_epoch_acked += rs.acked_sacked
    let extra = min(ca.ack_epoch_acked - expected, sk.snd_cwnd)
    if ca.extra_second { ca.extra1 = max(ca.extra1, extra) } else { ca.extra0 = max(ca.extra0, extra) }
}

/// "Exiting Acceleration Based on Bandwidth Plateau".
fn check_full_bw(rs, rate) {
    if ca.full_now || !ca.round_start || rs.is_app_limited { return }
    let more: u64 fixed<24> pkts/us = ca.full_bw * full_bw_growth
    if rate >= more {
        reset_full_bw(rate)
        return
    }
    ca.full_count += 1
    if ca.full_count >= full_bw_rounds {
        ca.full_now = true
        ca.full_reached = true
    }
}

/// "Exiting Startup Based on Packet Loss".
fn loses_much(sk, sent, lost: pkts) = sk.ca_state == recovery && ca.loss_events >= full_loss_events && lost > sent * loss_threshold

/// Leaves Startup, and Drain ("Drain").
fn check_startup_and_drain(sk, sent, lost: pkts, in_flight) {
    if ca.mode == startup && ca.loss_round_start && loses_much(sk, sent, lost) {
        ca.before = startup
        ca.full_reached = true
        let product: pkts = bdp(bandwidth(), 1)
        ca.inflight_long = max(product, ca.inflight_latest)
    }
    if ca.mode == startup && ca.full_reached { start_drain() }
    if ca.mode == drain && (in_flight <= inflight(sk, bandwidth()) || ca.rounds > drain_rounds) {
        start_down(sk)
    }
}

// "ProbeBW Algorithm Details".

fn time_to_probe(sk) {
    let most = min(target_inflight(sk), probe_rounds)
    return sk.now > ca.deadline || ca.rounds >= most
}

fn time_to_cruise(sk, in_flight) = in_flight <= inflight_with_headroom() && in_flight <= inflight(sk, max_bw())

/// ProbeInflightLongtermUpward.
fn raise_long_term(sk, acked) {
    if !sk.was_cwnd_limited || sk.snd_cwnd < ca.inflight_long { return }
    ca.up_acked += acked
    if ca.up_acked >= ca.up_acked_per_inc {
        let more: pkts = ca.up_acked / ca.up_acked_per_inc
        ca.up_acked -= more * ca.up_acked_per_inc
        ca.inflight_long += more
    }
    if ca.round_start { raise_slope(sk) }
}

/// AdaptLongTermModel; true if it is time for Refill.
fn adapt_long_term(sk, rs, sent, lost: pkts): bool {
    if ca.ack_phase == starting && ca.round_start { ca.ack_phase = feedback }
    if ca.ack_phase == stopping && ca.round_start {
        ca.probe_sample = false
        ca.ack_phase = init
        if in_probe_bw() {
            if !rs.is_app_limited && ca.bw1 > 0 {
                ca.bw0 = ca.bw1
                ca.bw1 = 0
            }
            if ca.precautionary && !ca.too_high { return true }
        }
    }
    if lost <= sent * loss_threshold && ca.inflight_long != any_inflight {
        ca.inflight_long = max(ca.inflight_long, sent)
        if ca.mode == up { raise_long_term(sk, rs.acked_sacked) }
    }
    return false
}

/// IsTimeToGoDown.
fn time_to_go_down(sk, rate, in_flight): bool {
    if ca.too_high && in_flight >= ca.inflight_long {
        ca.precautionary = true
        return true
    }
    if sk.was_cwnd_limited && sk.snd_cwnd >= ca.inflight_long {
        reset_full_bw(rate)
        return false
    }
    return ca.full_now
}

fn next_phase(sk, rs, rate, sent, lost: pkts, in_flight) {
    if !ca.full_reached { return }
    let again = adapt_long_term(sk, rs, sent, lost)
    if again || (ca.mode == down || ca.mode == cruise) && time_to_probe(sk) {
        start_refill(sk)
        return
    }
    match ca.mode {
        down => {
            if time_to_cruise(sk, in_flight) { ca.mode = cruise }
        }
        refill => {
            if ca.round_start {
                ca.probe_sample = true
                start_up(sk, rate)
            }
        }
        up => {
            let over = time_to_go_down(sk, rate, in_flight)
            if over {
                ca.too_high = false
                start_down(sk)
            }
        }
        startup | drain | cruise | probe_rtt => {}
    }
}

// "ProbeRTT Logic".

fn leave_probe_rtt(sk) {
    ca.probe_rtt_min_time = sk.now
    sk.snd_cwnd = max(sk.snd_cwnd, ca.prior_cwnd)
    reset_short_term()
    if ca.full_reached {
        start_down(sk)
        ca.mode = cruise
    } else {
        ca.mode = startup
    }
}

fn stay_in_probe_rtt(sk, in_flight) {
    sk.app_limited = max(sk.delivered + in_flight, 1)
    if ca.deadline == never {
        if in_flight <= probe_rtt_window() {
            ca.deadline = sk.now + probe_rtt_time
            ca.probe_rtt_round_done = false
            start_round(sk)
        }
        return
    }
    if ca.round_start { ca.probe_rtt_round_done = true }
    if ca.probe_rtt_round_done && sk.now > ca.deadline { leave_probe_rtt(sk) }
}

fn update_min_rtt(sk, rs) {
    let probe_expired = sk.now - ca.probe_rtt_min_time > probe_rtt_interval
    if rs.rtt_us >= 0 && (rs.rtt_us < ca.probe_rtt_min || probe_expired) {
        ca.probe_rtt_min = rs.rtt_us
        ca.probe_rtt_min_time = sk.now
    }
    if ca.probe_rtt_min < ca.min_rtt || sk.now - ca.min_rtt_time > min_rtt_window {
        ca.min_rtt = ca.probe_rtt_min
        ca.min_rtt_time = ca.probe_rtt_min_time
    }
    return probe_expired
}

fn check_probe_rtt(sk, rs, expired, in_flight) {
    if ca.mode != probe_rtt && expired && !ca.idle_restart {
        save_window(sk)
        ca.mode = probe_rtt
        ca.deadline = never
        ca.ack_phase = stopping
        start_round(sk)
    }
    if ca.mode == probe_rtt { stay_in_probe_rtt(sk, in_flight) }
    if rs.delivered > 0 { ca.idle_restart = false }
}

// "Congestion Window".

/// BoundCwndForModel.
fn bounded(window): pkts {
    var bound: pkts = if ca.mode < down then any_inflight else ca.inflight_long
    if ca.mode == cruise || ca.mode == probe_rtt { bound = inflight_with_headroom() }
    if ca.mode == probe_rtt { bound = min(bound, probe_rtt_window()) }
    return min(window, max(min(bound, ca.inflight_short), min_window))
}

fn set_window(sk, acked) {
    var window: pkts = sk.snd_cwnd
    let state = sk.ca_state
    if ca.prev_state >= recovery && state < recovery { window = max(window, ca.prior_cwnd) }
    ca.prev_state = state
    let product: pkts = bdp(bandwidth(), window_gain())
    let goal: pkts = quantized(sk, product + max(ca.extra0, ca.extra1))
    if ca.full_reached {
        window = min(window + acked, goal)
    } else if window < goal || sk.delivered < initial_window {
        window += acked
    }
    sk.snd_cwnd = bounded(max(window, min_window))
}

init(sk) {
    // An active opener has handled the SYN-ACK by now, and taken its delay for expired.
    ca = initial
    sk.snd_ssthresh = unlimited
    if sk.srtt_us > 0 { ca.min_rtt = sk.srtt_us }
    ca.min_rtt_time = sk.now
    ca.probe_rtt_min_time = sk.now
    ca.round_end = sk.delivered
    ca.loss_round_end = sk.delivered
    ca.lost_before = sk.lost
    ca.ack_epoch = sk.now
    pace_by_window(sk)
}

cong_control(sk, rs) {
    let in_flight = sk.in_flight
    let rate: u32 fixed<24> pkts/us = if rs.valid then rs.delivered / rs.interval_us else 0
    let lost: pkts = sk.lost - ca.lost_before
    let sent: pkts = (if rs.valid then rs.delivered else ca.inflight_latest) + lost
    if rs.losses > 0 { handle_losses(sk, rs.losses, sent, lost, rs.is_app_limited) }
    update_signals(sk, rs, rate)
    update_aggregation(sk, rs)
    check_full_bw(rs, rate)
    check_startup_and_drain(sk, sent, lost, in_flight)
    next_phase(sk, rs, rate, sent, lost, in_flight)
    let expired = update_min_rtt(sk, rs)
    check_probe_rtt(sk, rs, expired, in_flight)
    if ca.loss_round_start && rs.valid {
        ca.bw_latest = rate
        ca.inflight_latest = rs.delivered
        ca.lost_before = sk.lost
        ca.loss_events = 0
    }
    if !ca.seen_rtt && sk.srtt_us > 0 { pace_by_window(sk) }
    set_pacing_rate(sk, pacing_gain())
    set_window(sk, rs.acked_sacked)
}

/// "Restarting From Idle".
cwnd_event(sk, event) {
    if event == tx_start && sk.app_limited > 0 {
        ca.idle_restart = true
        ca.ack_epoch = sk.now
        ca.ack_epoch_acked = 0
        if in_probe_bw() {
            set_pacing_rate(sk, 1)
        } else if ca.mode == probe_rtt && ca.deadline != never && sk.now > ca.deadline {
            leave_probe_rtt(sk)
        }
    }
}

set_state(sk, new_state) {
    if new_state == loss {
        note_loss(sk)
        ca.prev_state = loss
    }
}

/// "Modulating cwnd in Loss Recovery": BBR has no threshold, and remembers where it was.
ssthresh(sk) {
    save_state(sk)
    return sk.snd_ssthresh
}

/// "Handling a Spurious Loss Recovery".
undo_cwnd(sk) {
    ca.loss_in_round = false
    reset_full_bw(0)
    ca.bw_short = max(ca.bw_short, ca.undo_bw_short)
    ca.inflight_short = max(ca.inflight_short, ca.undo_inflight_short)
    ca.inflight_long = max(ca.inflight_long, ca.undo_inflight_long)
    if ca.before == startup {
        ca.full_reached = false
        if ca.mode != probe_rtt { ca.mode = startup }
    } else if ca.before == up && ca.mode != up && ca.mode != probe_rtt {
        start_refill(sk)
    }
    ca.before = none
    return max(sk.snd_cwnd, ca.prior_cwnd)
}

min_tso_segs(sk) = 2

sndbuf_expand(sk) = 3
