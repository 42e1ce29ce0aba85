/// Windowed filters: the largest value of the last so many rounds, in the memory of
/// three (Kathleen Nichols's estimator: the best, and the best since the second and
/// third quarter of the window); and the least delay of the last while, in that of two.
// SPDX-License-Identifier: GPL-2.0-or-later
module filter

/// The largest delivery rate of a window of rounds.
struct MaxRate {
    t0: u32
    t1: u32
    t2: u32
    v0: u32 fixed<24> pkts/us
    v1: u32 fixed<24> pkts/us
    v2: u32 fixed<24> pkts/us
}

fn set1(f: MaxRate, now, v) {
    f.t1 = now
    f.v1 = v
}

fn set2(f: MaxRate, now, v) {
    f.t2 = now
    f.v2 = v
}

/// Forgets all but the value v of round now.
fn reset(f: MaxRate, now: u32, v: u32 fixed<24> pkts/us) {
    f.t0 = now
    f.v0 = v
    set1(f, now, v)
    set2(f, now, v)
}

fn shift(f: MaxRate, now, v) {
    f.t0 = f.t1
    f.v0 = f.v1
    f.t1 = f.t2
    f.v1 = f.v2
    set2(f, now, v)
}

/// Takes the value v of round now; f.v0 then is the largest of the last `window` rounds.
fn running_max(f: MaxRate, window, now: u32, v: u32 fixed<24> pkts/us) {
    if v >= f.v0 || now - f.t2 > window {
        reset(f, now, v)
        return
    }
    if v >= f.v1 {
        set1(f, now, v)
        set2(f, now, v)
    } else if v >= f.v2 {
        set2(f, now, v)
    }
    let age: i64 = now - f.t0
    if age > window {
        shift(f, now, v)
        if now - f.t0 > window { shift(f, now, v) }
    } else if f.t1 == f.t0 && age > window / 4 {
        set1(f, now, v)
        set2(f, now, v)
    } else if f.t2 == f.t1 && age > window / 2 {
        set2(f, now, v)
    }
}

/// The least delay of a window of time, of which at least the newer half counts.
struct MinDelay {
    newer: us in 0us..100s
    older: us in 0us..100s
    since: stamp
}

/// Takes a delay.
fn take_delay(sk, f: MinDelay, window, rtt) {
    if f.since == never || sk.now - f.since > window / 2 {
        f.older = if f.since == never then rtt else f.newer
        f.newer = rtt
        f.since = sk.now
    } else {
        f.newer = min(f.newer, rtt)
    }
}

/// The least delay of the window; 0 before the first.
fn least_delay(f: MinDelay) = min(f.newer, f.older)

/// An exponentially weighted moving average after one more value, which has the weight: the
/// value alone where there is no average yet. What keeps it needs bits behind the point
/// enough for the weight, or it stops short of its goal.
fn average(old, new, weight) = if old == 0 then new else (1 - weight) * old + weight * new
