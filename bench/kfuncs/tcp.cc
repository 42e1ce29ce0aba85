// SPDX-License-Identifier: GPL-2.0-or-later

/// What stands in for the library's module `tcp` where our code is compared with programs that call the
/// kernel's own functions, as its selftests do. They exist from 5.13 on.
module tcp

extern fn tcp_slow_start(sk, acked: pkts): pkts
extern fn tcp_cong_avoid_ai(sk, w: pkts, acked: pkts)
extern fn tcp_reno_cong_avoid(sk, ack: seq, acked: pkts)

fn slow_start(sk, acked) {
    if !sk.in_slow_start { return acked }
    return tcp_slow_start(sk, acked)
}

fn cong_avoid_ai(sk, w: pkts, acked: pkts) { tcp_cong_avoid_ai(sk, max(w, 1), acked) }

fn reno_cong_avoid(sk, acked) { tcp_reno_cong_avoid(sk, sk.snd_una, acked) }
