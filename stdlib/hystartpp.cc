// SPDX-License-Identifier: GPL-2.0-or-later

/// HyStart++ (RFC 9406): leave slow start when the delay of a round has grown, but first
/// go on more slowly for some rounds (Conservative Slow Start), and come back if it was
/// a mistake.
///
/// For the first slow start of a connection only, as the RFC recommends in section 4.3.
module hystartpp

use round
use tcp

/// A delay that grew by this share of the last round's ends slow start (MIN_RTT_DIVISOR) ...
param min_rtt_divisor = 8 in 1..64

/// ... within these limits (MIN_RTT_THRESH, MAX_RTT_THRESH).
param min_rtt_thresh = 4ms in 100us..100ms
param max_rtt_thresh = 16ms in 1ms..1s

/// Samples of a round before its delay is believed (N_RTT_SAMPLE).
param n_rtt_sample = 8 in 1..100

/// Conservative Slow Start grows by this part of what slow start would (CSS_GROWTH_DIVISOR).
param css_growth_divisor = 4 in 2..64

/// Rounds of it before slow start is over (CSS_ROUNDS).
param css_rounds = 5 in 1..100

/// Packets that one ACK may add where nothing paces them out (L).
param limit = 8 in 1..1000

/// A delay that is not known.
const none = 100s

struct Search {
    trip: round.Trip
    /// Least delay of the last round and of this one.
    last: us in 0us..100s = 100s
    current: us in 0us..100s = 100s
    samples: u8
    /// Conservative Slow Start: the delay that began it, and how many rounds ago.
    css: bool
    baseline: us in 0us..100s = 100s
    rounds: u8
}

fn reset(sk, hs: Search) {
    hs = initial
    round.begin(sk, hs.trip)
}

/// Ends slow start: congestion avoidance begins with this window.
fn leave(sk, hs: Search) {
    hs.css = false
    sk.snd_ssthresh = sk.snd_cwnd
}

/// Starts the next round if this ACK ends one. For every ACK of the first slow start, before `take`.
fn follow(sk, hs: Search) {
    let over = round.over(sk, hs.trip)
    if !over { return }
    hs.last = hs.current
    hs.current = none
    hs.samples = 0
    if hs.css {
        hs.rounds += 1
        if hs.rounds >= css_rounds { leave(sk, hs) }
    }
}

/// Takes the delay of an ACK (section 4.2).
fn take(hs: Search, rtt: us) {
    hs.current = min(hs.current, rtt)
    hs.samples += 1
    if hs.samples < n_rtt_sample { return }
    if hs.css {
        // The delay has shrunk again: it was a false alarm.
        if hs.current < hs.baseline { hs.css = false }
    } else if hs.last < none && hs.current >= hs.last + max(min_rtt_thresh, min(hs.last / min_rtt_divisor, max_rtt_thresh)) {
        hs.css = true
        hs.baseline = hs.current
        hs.rounds = 0
    }
}

/// Grows the window for `acked` packets.
fn grow(sk, hs: Search, acked) {
    let n: pkts = if sk.pacing_status == none then min(acked, limit) else acked
    if hs.css {
        tcp.cong_avoid_ai(sk, css_growth_divisor, n)
    } else {
        sk.snd_cwnd += n
    }
}
