/// HighSpeed TCP (RFC 3649): the larger the window, the faster it grows and the
/// less of it a loss takes.
// SPDX-License-Identifier: GPL-2.0-or-later
algorithm highspeed

use tcp

/// RFC 3649, appendix B: from this window on, it grows by the index plus one.
const windows = [38, 118, 221, 347, 495, 663, 851, 1058, 1284, 1529, 1793, 2076, 2378, 2699, 3039, 3399, 3778, 4177, 4596,
    5036, 5497, 5979, 6483, 7009, 7558, 8130, 8726, 9346, 9991, 10661, 11358, 12082, 12834, 13614, 14424, 15265,
    16137, 17042, 17981, 18955, 19965, 21013, 22101, 23230, 24402, 25618, 26881, 28193, 29557, 30975, 32450,
    33986, 35586, 37253, 38992, 40808, 42707, 44694, 46776, 48961, 51258, 53677, 56230, 58932, 61799, 64851,
    68113, 71617, 75401, 79517, 84035, 89053]

/// And a loss then takes this share, in 256ths.
const cuts = [128, 112, 104, 98, 93, 89, 86, 83, 81, 78, 76, 74, 72, 71, 69, 68, 66, 65, 64, 62, 61, 60, 59, 58, 57, 56, 55,
    54, 53, 52, 52, 51, 50, 49, 48, 48, 47, 46, 45, 45, 44, 43, 43, 42, 41, 41, 40, 39, 39, 38, 38, 37, 36, 36,
    35, 35, 34, 33, 33, 32, 32, 31, 30, 30, 29, 28, 28, 27, 26, 26, 25, 24]

state {
    /// Where in the table the window is.
    row: u8 in 0..71
}

fn find_row(sk) {
    for i in 1..71 {
        if sk.snd_cwnd <= windows[ca.row] { break }
        ca.row += 1
    }
    for i in 1..71 {
        if ca.row == 0 { break }
        if sk.snd_cwnd > windows[ca.row - 1] { break }
        ca.row -= 1
    }
}

ssthresh(sk) {
    let taken: pkts = sk.snd_cwnd * cuts[ca.row] / 256
    return max(sk.snd_cwnd - taken, 2)
}

cong_avoid(sk, ack, acked) {
    if !sk.is_cwnd_limited { return }
    if sk.in_slow_start {
        tcp.slow_start(sk, acked)
        return
    }
    find_row(sk)
    if sk.snd_cwnd >= sk.snd_cwnd_clamp { return }
    sk.snd_cwnd_cnt += ca.row + 1
    if sk.snd_cwnd_cnt >= sk.snd_cwnd {
        sk.snd_cwnd_cnt -= sk.snd_cwnd
        sk.snd_cwnd += 1
    }
}

undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)
