// SPDX-License-Identifier: GPL-2.0-or-later

/// How a receiver tells the sender which packets carried a mark, with nothing but ECN-Echo
/// (RFC 8257, sections 3.2 and 3.3). Both ends need it, unless they have Accurate ECN.
module ecnecho

struct Receiver {
    /// Whether the last packet carried a mark, and what was expected next.
    ce: bool
    rcv_nxt: seq
}

fn begin(sk, r: Receiver) { r.rcv_nxt = sk.rcv_nxt }

/// On a change of the mark, the delayed ACK for what came before it must leave first.
fn saw(sk, r: Receiver, marked: bool) {
    if r.ce != marked {
        if sk.ack_timer_pending {
            sk.ecn_demand_cwr = r.ce
            send_ack(sk, r.rcv_nxt)
        }
        sk.ack_now = true
    }
    r.rcv_nxt = sk.rcv_nxt
    r.ce = marked
    sk.ecn_demand_cwr = marked
}
