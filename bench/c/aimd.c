// SPDX-License-Identifier: GPL-2.0-or-later
/* AIMD(a, b): the two-parameter family that Reno belongs to. */
#include "tcp.h"

/* Packets added per round trip, and what is kept of the window after a loss, in 1024ths. */
const volatile u32 alpha = 1;
const volatile u32 beta = 512;

SEC("struct_ops/ssthresh")
u32 BPF_PROG(aimd_ssthresh, struct sock *sk)
{
	return max((tcp_sk(sk)->snd_cwnd * beta) >> 10, 2U);
}

SEC("struct_ops/cong_avoid")
void BPF_PROG(aimd_cong_avoid, struct sock *sk, u32 ack, u32 acked)
{
	struct tcp_sock *tp = tcp_sk(sk);

	if (!cwnd_limited(tp))
		return;
	if (in_slow_start(tp)) {
		acked = tcp_slow_start(tp, acked);
		if (!acked)
			return;
	}
	tcp_cong_avoid_ai(tp, max(tp->snd_cwnd / alpha, 1U), acked);
}

SEC("struct_ops/undo_cwnd")
u32 BPF_PROG(aimd_undo_cwnd, struct sock *sk)
{
	return tcp_reno_undo_cwnd(sk);
}

SEC(".struct_ops.link")
struct tcp_congestion_ops aimd_c = {
	.ssthresh = (void *)aimd_ssthresh,
	.cong_avoid = (void *)aimd_cong_avoid,
	.undo_cwnd = (void *)aimd_undo_cwnd,
	.name = "c_aimd",
};
