// SPDX-License-Identifier: GPL-2.0-or-later
/* Data Center TCP (RFC 8257): cut the window in proportion to the marks seen. */
#include "ecnecho.h"

#define ALPHA_MAX 1024U

/* Weight of the newest round in alpha, as a shift. */
const volatile u32 shift_g = 4;

struct dctcp_state {
	u32 delivered;
	u32 delivered_ce;
	u32 alpha;
	u32 round_end;
	u32 loss_cwnd;
	struct receiver receiver;
};

static void begin_round(struct tcp_sock *tp, struct dctcp_state *ca)
{
	ca->round_end = tp->snd_nxt;
	ca->delivered = tp->delivered;
	ca->delivered_ce = tp->delivered_ce;
}

static void react_to_loss(struct sock *sk)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct dctcp_state *ca = inet_csk_ca(sk);
	u32 cwnd = tp->snd_cwnd;

	ca->loss_cwnd = cwnd;
	tp->snd_ssthresh = max(cwnd >> 1, 2U);
}

SEC("struct_ops/init")
void BPF_PROG(dctcp_init, struct sock *sk)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct dctcp_state *ca = inet_csk_ca(sk);

	ca->receiver.rcv_nxt = tp->rcv_nxt;
	ca->alpha = ALPHA_MAX;
	ca->loss_cwnd = 0;
	ca->receiver.ce = 0;
	begin_round(tp, ca);
}

SEC("struct_ops/ssthresh")
u32 BPF_PROG(dctcp_ssthresh, struct sock *sk)
{
	struct dctcp_state *ca = inet_csk_ca(sk);
	u32 cwnd = tcp_sk(sk)->snd_cwnd;

	ca->loss_cwnd = cwnd;
	return max(cwnd - ((cwnd * ca->alpha) >> 11), 2U);
}

SEC("struct_ops/in_ack_event")
void BPF_PROG(dctcp_in_ack_event, struct sock *sk, u32 flags)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct dctcp_state *ca = inet_csk_ca(sk);

	u32 alpha, part, marked;

	if (before(tp->snd_una, ca->round_end))
		return;
	alpha = ca->alpha;
	part = alpha >> shift_g;
	alpha -= part ? part : alpha;
	marked = tp->delivered_ce - ca->delivered_ce;
	if (marked) {
		u32 total = tp->delivered - ca->delivered;

		alpha = min(alpha + (marked << (10 - shift_g)) / max(total, 1U), ALPHA_MAX);
	}
	ca->alpha = alpha;
	begin_round(tp, ca);
}

SEC("struct_ops/cong_avoid")
void BPF_PROG(dctcp_cong_avoid, struct sock *sk, u32 ack, u32 acked)
{
	tcp_reno_cong_avoid(sk, ack, acked);
}

SEC("struct_ops/set_state")
void BPF_PROG(dctcp_set_state, struct sock *sk, u8 new_state)
{
	if (new_state == TCP_CA_Recovery && ca_state(sk) != TCP_CA_Recovery)
		react_to_loss(sk);
}

SEC("struct_ops/cwnd_event")
void BPF_PROG(dctcp_cwnd_event, struct sock *sk, enum tcp_ca_event event)
{
	struct dctcp_state *ca = inet_csk_ca(sk);

	switch (event) {
	case CA_EVENT_ECN_IS_CE:
		receiver_saw(sk, &ca->receiver, true);
		break;
	case CA_EVENT_ECN_NO_CE:
		receiver_saw(sk, &ca->receiver, false);
		break;
	case CA_EVENT_LOSS:
		react_to_loss(sk);
		break;
	default:
		break;
	}
}

SEC("struct_ops/undo_cwnd")
u32 BPF_PROG(dctcp_undo_cwnd, struct sock *sk)
{
	struct dctcp_state *ca = inet_csk_ca(sk);

	return max(tcp_sk(sk)->snd_cwnd, ca->loss_cwnd);
}

SEC(".struct_ops.link")
struct tcp_congestion_ops dctcp_c = {
	.init = (void *)dctcp_init,
	.ssthresh = (void *)dctcp_ssthresh,
	.in_ack_event = (void *)dctcp_in_ack_event,
	.cong_avoid = (void *)dctcp_cong_avoid,
	.set_state = (void *)dctcp_set_state,
	.cwnd_event = (void *)dctcp_cwnd_event,
	.undo_cwnd = (void *)dctcp_undo_cwnd,
	.flags = 2, /* TCP_CONG_NEEDS_ECN */
	.name = "c_dctcp",
};
