// SPDX-License-Identifier: GPL-2.0-or-later
/* Scalable TCP (Kelly 2003): a hundredth of a packet per ACK, an eighth off on loss. */
#include "tcp.h"

const volatile u32 ai_count = 100;

/* The share of the window that a loss takes, in 64ths. */
const volatile u32 cut = 8;

SEC("struct_ops/ssthresh")
u32 BPF_PROG(scalable_ssthresh, struct sock *sk)
{
	u32 cwnd = tcp_sk(sk)->snd_cwnd;

	return max(cwnd - ((cwnd * cut) >> 6), 2U);
}

SEC("struct_ops/cong_avoid")
void BPF_PROG(scalable_cong_avoid, struct sock *sk, u32 ack, u32 acked)
{
	struct tcp_sock *tp = tcp_sk(sk);

	if (!cwnd_limited(tp))
		return;
	if (in_slow_start(tp)) {
		acked = tcp_slow_start(tp, acked);
		if (!acked)
			return;
	}
	tcp_cong_avoid_ai(tp, min(tp->snd_cwnd, ai_count), acked);
}

SEC("struct_ops/undo_cwnd")
u32 BPF_PROG(scalable_undo_cwnd, struct sock *sk)
{
	return tcp_reno_undo_cwnd(sk);
}

SEC(".struct_ops.link")
struct tcp_congestion_ops scalable_c = {
	.ssthresh = (void *)scalable_ssthresh,
	.cong_avoid = (void *)scalable_cong_avoid,
	.undo_cwnd = (void *)scalable_undo_cwnd,
	.name = "c_scalable",
};
