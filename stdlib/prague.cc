/// TCP Prague's controller (draft-briscoe-iccrg-prague-congestion-control): cuts the window in
/// proportion to the marks of an L4S queue, within the round trip that saw them, and
/// grows it so that short paths take no more than their share.
///
/// What BPF leaves out: packets are sent as ECT(0), not as the ECT(1) of L4S, and Accurate ECN is not asked
/// for: where the kernel has not negotiated it, marks are told by DCTCP's ECN-Echo, for which the peer must run
/// prague or dctcp too. A queue with classic ECN is not detected, and bursts are not limited to 250 us.
/// Losses are met as Reno meets them.
// SPDX-License-Identifier: GPL-2.0-or-later
algorithm prague with ecn

use tcp
use round
use ecnecho

/// Weight of the newest share of marks in `alpha` (section 2.4.2).
param g = 1/16 in 1/1024..1

/// Shorter paths grow as this one does (the target of section 2.4.4).
param rtt_virt = 25ms in 1ms..1s

/// ... once the connection is so many round trips old.
param transition = 500 in 0..60000

state {
    /// Smoothed share of packets that carried a mark; 1 until the first one has been seen.
    alpha: fixed<24> in 0..1 = 1
    seen: bool
    /// When this measurement began, and the counters then.
    since: stamp
    delivered: pkts
    delivered_ce: pkts
    /// The marks as the last ACK left them.
    last_ce: pkts
    trip: round.Trip
    rounds: u16
    prev_state: CaState
    part: tcp.Part
    prr: tcp.Prr
    receiver: ecnecho.Receiver
}

fn measure(sk) {
    ca.since = sk.now
    ca.delivered = sk.delivered
    ca.delivered_ce = sk.delivered_ce
}

/// The round trip by which marks are averaged and growth is measured.
fn virtual_rtt(sk) = max(sk.srtt_us, rtt_virt)

/// Packets that a round trip adds: as many as keep the growth of the rate that of the virtual round trip.
fn per_round(sk): fixed<24> {
    if ca.rounds < transition { return 1 }
    let ratio: fixed<24> = min(sk.srtt_us / virtual_rtt(sk), 1)
    return ratio * ratio
}

/// Grows the window for packets that came without marks (section 2.4.3).
fn grow(sk, unmarked: pkts) {
    if !sk.is_cwnd_limited { return }
    let rest = tcp.slow_start(sk, unmarked)
    if rest > 0 { tcp.change_window(sk, ca.part, rest * per_round(sk) / sk.snd_cwnd, 2) }
}

/// The kernel's states: in CWR it suppresses further cuts for one round trip.
fn follow(sk, rs) {
    if sk.ca_state == ca.prev_state { return }
    if sk.ca_state == recovery {
        tcp.begin_prr(sk, ca.prr, rs.acked_sacked)
    } else if sk.ca_state == cwr || ca.prev_state == recovery {
        // Not above: the threshold is high again if the recovery was undone.
        sk.snd_cwnd = min(sk.snd_cwnd, sk.snd_ssthresh)
    }
    ca.prev_state = sk.ca_state
}

init(sk) {
    ecnecho.begin(sk, ca.receiver)
    round.begin(sk, ca.trip)
    measure(sk)
    ca.last_ce = sk.delivered_ce
}

in_ack_event(sk, flags) {
    if !ca.seen {
        if sk.delivered_ce != ca.delivered_ce {
            ca.seen = true
            measure(sk)
        }
        return
    }
    if sk.now - ca.since <= virtual_rtt(sk) { return }
    let marked: pkts = sk.delivered_ce - ca.delivered_ce
    let total: pkts = sk.delivered - ca.delivered
    let share: fixed<24> = min(marked / max(total, 1), 1)
    ca.alpha = (1 - g) * ca.alpha + g * share
    measure(sk)
}

cong_control(sk, rs) {
    let over = round.over(sk, ca.trip)
    if over { ca.rounds += 1 }
    follow(sk, rs)
    let marked: pkts = sk.delivered_ce - ca.last_ce
    ca.last_ce = sk.delivered_ce
    if sk.ca_state == recovery {
        tcp.prr(sk, ca.prr, rs.acked_sacked, rs.losses)
    } else {
        grow(sk, max(rs.acked_sacked - marked, 0))
    }
    if sk.srtt_us > 0 {
        tcp.pace(sk, if sk.in_slow_start then 2 else 1, max(sk.snd_cwnd, sk.packets_out), sk.srtt_us)
    }
}

/// For a mark (section 2.4.2).
ssthresh(sk) = max(sk.snd_cwnd - sk.snd_cwnd * ca.alpha / 2, 2)

/// For a loss; one that comes in the round trip of a mark halves the window before that.
set_state(sk, new_state) {
    if new_state == recovery {
        sk.snd_ssthresh = max((if sk.ca_state == cwr then sk.prior_cwnd else sk.snd_cwnd) / 2, 2)
    }
}

cwnd_event(sk, event) {
    match event {
        ecn_is_ce => ecnecho.saw(sk, ca.receiver, true)
        ecn_no_ce => ecnecho.saw(sk, ca.receiver, false)
        loss      => { sk.snd_ssthresh = max(sk.snd_cwnd / 2, 2) }
        _         => {}
    }
}

undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)
