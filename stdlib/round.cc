// SPDX-License-Identifier: GPL-2.0-or-later

/// Counting round trips: one is over when what was sent at its beginning has come
/// back as acknowledged.
module round

struct Trip {
    end: seq
}

/// Begins a round trip with what is sent from now on.
fn begin(sk, r: Trip) { r.end = sk.snd_nxt }

/// Whether this ACK ends the round trip; if so, the next one has begun.
fn over(sk, r: Trip): bool {
    if sk.snd_una < r.end { return false }
    begin(sk, r)
    return true
}
