/// What the delay-based algorithms measure: the least round-trip time of all, and of
/// the current round.
// SPDX-License-Identifier: GPL-2.0-or-later
module delay

/// No delay has been seen. Delays stay below this, so that twice a window times a delay fits 64 bits.
const none = 1000s

struct Round {
    /// Whether delays are trusted now: not while losses are being repaired.
    active: bool = true
    end: seq
    samples: u16
    /// Least of this round.
    rtt: u32 us in 1us..none = none
    /// Least ever.
    base: u32 us in 1us..none = none
}

/// Begins a round that ends when what is sent now is acknowledged.
fn begin(sk, r: Round) {
    r.end = sk.snd_nxt
    r.samples = 0
    r.rtt = none
}

/// Forgets everything, as after a pause.
fn restart(sk, r: Round) {
    r.base = none
    r.active = true
    begin(sk, r)
}

/// Delays are trusted in the state open only.
fn follow_state(sk, r: Round, new_state: CaState) {
    r.active = new_state == open
    if r.active { begin(sk, r) }
}

/// Takes one sample; the caller has tested that there is one.
fn take(r: Round, rtt: us) {
    let seen = rtt + 1us
    r.base = min(r.base, seen)
    r.rtt = min(r.rtt, seen)
    r.samples += 1
}
