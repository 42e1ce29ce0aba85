/// TCP Westwood+ (Mascolo and others, 2001; Grieco and Mascolo 2004): after a loss, the
/// window that the measured bandwidth needs.
///
/// The kernel's measures in ticks of 1 to 10 ms, which on short paths makes the window larger
/// than the paper says; here delays are microseconds, rates 256ths of a byte in one.
// SPDX-License-Identifier: GPL-2.0-or-later
algorithm westwood

use tcp

/// A bandwidth sample covers at least this long.
param min_window = 50ms in 1ms..1s

state {
    /// Bandwidth, filtered twice.
    bw_fast: u32 fixed<8> bytes/us
    bw: u32 fixed<8> bytes/us
    window_start: stamp
    rtt: us in 0us..100s = 20s
    rtt_min: us in 0us..100s = 20s
    /// Bytes acknowledged in this window.
    acked: u32 bytes
    snd_una: seq
    accounted: u32 bytes
    started: bool
    reset_rtt_min: bool = true
}

fn filter(sample: u32 fixed<8> bytes/us) {
    if ca.bw_fast == 0 && ca.bw == 0 {
        ca.bw_fast = sample
        ca.bw = sample
    } else {
        ca.bw_fast = (7 * ca.bw_fast + sample) / 8
        ca.bw = (7 * ca.bw + ca.bw_fast) / 8
    }
}

fn update_window(sk) {
    if !ca.started {
        ca.snd_una = sk.snd_una
        ca.started = true
    }
    let elapsed = sk.now - ca.window_start
    if elapsed > max(ca.rtt, min_window) {
        filter(ca.acked / elapsed)
        ca.acked = 0
        ca.window_start = sk.now
    }
}

/// Bytes that this ACK stands for; a duplicate counts for one segment, which
/// the cumulative ACK behind it then does not count again.
fn acked_count(sk, n: u32 bytes): u32 bytes {
    if n == 0 {
        ca.accounted += sk.mss_cache
        return sk.mss_cache
    }
    if n <= sk.mss_cache { return n }
    if ca.accounted >= n {
        ca.accounted -= n
        return sk.mss_cache
    }
    let rest: u32 bytes = n - ca.accounted
    ca.accounted = 0
    return rest
}

fn bandwidth_window(sk): pkts = max(ca.bw * ca.rtt_min / sk.mss_cache, 2)

init(sk) {
    ca.window_start = sk.now
    ca.snd_una = sk.snd_una
}

ssthresh(sk) = max(sk.snd_cwnd / 2, 2)

cong_avoid(sk, ack, acked) { tcp.reno_cong_avoid(sk, acked) }

in_ack_event(sk, flags) {
    update_window(sk)
    var n: u32 bytes = sk.snd_una - ca.snd_una
    ca.snd_una = sk.snd_una
    if (flags & slowpath) != 0 { n = acked_count(sk, n) }
    ca.acked += n
    if ca.reset_rtt_min || ca.rtt < ca.rtt_min { ca.rtt_min = ca.rtt }
    ca.reset_rtt_min = false
}

pkts_acked(sk, sample) {
    if sample.rtt_us > 0 { ca.rtt = sample.rtt_us }
}

cwnd_event(sk, event) {
    match event {
        complete_cwr => {
            sk.snd_cwnd = bandwidth_window(sk)
            sk.snd_ssthresh = sk.snd_cwnd
        }
        loss => {
            sk.snd_ssthresh = bandwidth_window(sk)
            ca.reset_rtt_min = true
        }
        _ => {}
    }
}

undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)
