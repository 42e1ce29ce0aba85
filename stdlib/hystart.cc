/// HyStart (Ha and Rhee, "Hybrid slow start for high-bandwidth and long-distance
/// networks", 2008): leave slow start before the queue overflows, when the delay
/// grows or when a round's ACKs take as long as half the path.
// SPDX-License-Identifier: GPL-2.0-or-later
module hystart

/// Below this window nothing is concluded.
param low_window = 16 in 2..1000

/// ACKs closer than this belong to one train.
param train_gap = 2ms in 100us..100ms

/// Samples of a round before its delay is believed.
param min_samples = 8 in 1..100

struct Search {
    round_start: stamp
    last_ack: stamp
    round_end: seq
    round_rtt: u32 us
    samples: u8
    found: bool
}

fn reset(sk, hs: Search) {
    hs.round_start = sk.now
    hs.last_ack = sk.now
    hs.round_end = sk.snd_nxt
    hs.round_rtt = 0
    hs.samples = 0
}

/// The time that the sender's own batching adds to an ACK train.
fn ack_delay(sk): us = if sk.pacing_rate > 0 then min(sk.gso_max_size * 4 / sk.pacing_rate, 1ms) else 0us

/// Takes the delay `rtt` of an ACK in slow start, with the least delay seen so far;
/// ends slow start by setting ssthresh to the window.
fn update(sk, hs: Search, rtt: us, least: us) {
    if sk.snd_una > hs.round_end { reset(sk, hs) }
    if sk.snd_cwnd < low_window || hs.found { return }
    if sk.now - hs.last_ack <= train_gap {
        hs.last_ack = sk.now
        let path = least + ack_delay(sk)
        let threshold: us = if sk.pacing_status == none then path / 2 else path
        if sk.now - hs.round_start > threshold {
            hs.found = true
            sk.snd_ssthresh = sk.snd_cwnd
            return
        }
    }
    if hs.samples < min_samples {
        hs.round_rtt = if hs.samples == 0 then rtt else min(hs.round_rtt, rtt)
        hs.samples += 1
        return
    }
    hs.round_rtt = min(hs.round_rtt, rtt)
    if hs.round_rtt > least + clamp(least / 8, 4ms, 16ms) {
        hs.found = true
        sk.snd_ssthresh = sk.snd_cwnd
    }
}
