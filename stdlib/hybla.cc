/// TCP Hybla (Caini and Firrincieli, "TCP Hybla: a TCP enhancement for heterogeneous
/// networks", 2004): connections over long paths, as satellites, grow as fast as one of
/// 25 ms would.
///
/// The kernel's also lowers the largest window to 65535 packets, which BPF may not write:
/// here the growth stops there.
// SPDX-License-Identifier: GPL-2.0-or-later
algorithm hybla

use tcp

/// The round-trip time that all shall be equal to (RTT_0).
param rtt0 = 25ms in 1ms..1s

/// 2 to the power of so many eighths.
const eighths = [128/128, 139/128, 152/128, 165/128, 181/128, 197/128, 215/128, 234/128]

const largest_window = 65535

state {
    /// How many times longer the path is.
    rho: u32 fixed<3> in 0..100000
    min_rtt: u32 fixed<3> us
    /// What the window lacks to the next packet.
    part: u32 fixed<7> in 0..2
    growing: bool = true
}

fn update_rho(sk) { ca.rho = max(sk.srtt_us / rtt0, 1) }

/// Packets for one ACK: 2^rho - 1.
fn slow_start_growth(): u32 fixed<7> {
    let whole: u32 = ca.rho
    let rest: u32 = (ca.rho - whole) * 8
    return (1 << min(whole, 16)) * eighths[rest % 8] - 1
}

fn grow(sk, more: u32 fixed<7>) {
    let whole: u32 = more
    sk.snd_cwnd += whole
    ca.part += more - whole
    if ca.part >= 1 {
        ca.part -= 1
        sk.snd_cwnd += 1
        sk.snd_cwnd_cnt = 0
    }
    // A share too small to be counted: Reno's growth.
    if more == 0 && sk.snd_cwnd_cnt >= sk.snd_cwnd {
        sk.snd_cwnd += 1
        sk.snd_cwnd_cnt = 0
    }
}

init(sk) {
    update_rho(sk)
    ca.min_rtt = sk.srtt_us
    sk.snd_cwnd = ca.rho
}

ssthresh(sk) = max(sk.snd_cwnd / 2, 2)

cong_avoid(sk, ack, acked) {
    if sk.srtt_us < ca.min_rtt {
        update_rho(sk)
        ca.min_rtt = sk.srtt_us
    }
    if !sk.is_cwnd_limited { return }
    if !ca.growing {
        tcp.reno_cong_avoid(sk, acked)
        return
    }
    if ca.rho < 1 { update_rho(sk) }
    let slow_start = sk.in_slow_start
    let more: u32 fixed<7> = if slow_start then slow_start_growth() else ca.rho * ca.rho / sk.snd_cwnd
    if !slow_start && more < 1 { sk.snd_cwnd_cnt += 1 }
    grow(sk, more)
    sk.snd_cwnd = min(sk.snd_cwnd, if slow_start then min(sk.snd_ssthresh, largest_window) else largest_window)
}

set_state(sk, new_state) { ca.growing = new_state == open }

undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)
