// SPDX-License-Identifier: GPL-2.0-or-later
/* BIC-TCP (Xu, Harfoush, Rhee 2004): search for the right window by halves, then probe beyond it. */
#include "tcp.h"

#define SCALE 1024
#define USEC_PER_SEC 1000000U
#define UPDATE_GAP (USEC_PER_SEC / 32)

/* The search is over a quarter of what is left. */
#define SEARCH_DIVISOR 4

/* What a loss leaves of the window, in 1024ths. */
const volatile u32 beta = 819;

/* Below this window it is Reno. */
const volatile u32 low_window = 14;

/* The most that a round adds, and the rounds that the search near the old maximum takes. */
const volatile u32 max_increment = 16;
const volatile u32 smooth_part = 20;

const volatile bool fast_convergence = true;

struct bic_state {
	u32 count; /* ACKs for one packet of growth */
	u32 last_max;
	u32 last_cwnd;
	u32 ack_ratio; /* packets that an ACK stands for, in 16ths */
	u32 last_time;
};

static void reset(struct bic_state *ca)
{
	ca->count = 0;
	ca->last_max = 0;
	ca->last_cwnd = 0;
	ca->ack_ratio = 2 << 4;
	ca->last_time = 0;
}

SEC("struct_ops/init")
void BPF_PROG(bic_init, struct sock *sk)
{
	reset(inet_csk_ca(sk));
}

SEC("struct_ops/ssthresh")
u32 BPF_PROG(bic_ssthresh, struct sock *sk)
{
	struct bic_state *ca = inet_csk_ca(sk);
	u32 cwnd = tcp_sk(sk)->snd_cwnd;

	if (cwnd < ca->last_max && fast_convergence)
		ca->last_max = (cwnd * (SCALE + beta)) / (2 * SCALE);
	else
		ca->last_max = cwnd;
	if (cwnd <= low_window)
		return max(cwnd >> 1, 2U);
	return max((cwnd * beta) / SCALE, 2U);
}

static u32 growth_count(u32 cwnd, u32 last_max)
{
	u32 most = max_increment;

	if (cwnd < last_max) {
		u32 distance = (last_max - cwnd) / SEARCH_DIVISOR;

		if (distance > most)
			return cwnd / most;
		if (distance <= 1)
			return cwnd * smooth_part / SEARCH_DIVISOR;
		return cwnd / distance;
	}
	if (cwnd < last_max + SEARCH_DIVISOR)
		return cwnd * smooth_part / SEARCH_DIVISOR;
	if (cwnd < last_max + most * (SEARCH_DIVISOR - 1))
		return cwnd * (SEARCH_DIVISOR - 1) / (cwnd - last_max);
	return cwnd / most;
}

static void update(struct tcp_sock *tp, struct bic_state *ca)
{
	u32 now = tp->tcp_mstamp, cwnd = tp->snd_cwnd, count;

	if (ca->last_cwnd == cwnd && now - ca->last_time <= UPDATE_GAP)
		return;
	ca->last_cwnd = cwnd;
	ca->last_time = now;
	if (cwnd <= low_window) {
		ca->count = cwnd;
		return;
	}
	count = growth_count(cwnd, ca->last_max);
	if (!ca->last_max)
		count = min(count, 20U);
	ca->count = max((count << 4) / ca->ack_ratio, 1U);
}

SEC("struct_ops/cong_avoid")
void BPF_PROG(bic_cong_avoid, struct sock *sk, u32 ack, u32 acked)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct bic_state *ca = inet_csk_ca(sk);

	if (!cwnd_limited(tp))
		return;
	if (in_slow_start(tp)) {
		acked = tcp_slow_start(tp, acked);
		if (!acked)
			return;
	}
	update(tp, ca);
	tcp_cong_avoid_ai(tp, ca->count, acked);
}

SEC("struct_ops/set_state")
void BPF_PROG(bic_set_state, struct sock *sk, u8 new_state)
{
	if (new_state == TCP_CA_Loss)
		reset(inet_csk_ca(sk));
}

SEC("struct_ops/pkts_acked")
void BPF_PROG(bic_pkts_acked, struct sock *sk, const struct ack_sample *sample)
{
	struct bic_state *ca = inet_csk_ca(sk);

	if (ca_state(sk) == TCP_CA_Open)
		ca->ack_ratio += sample->pkts_acked - (ca->ack_ratio >> 4);
}

SEC("struct_ops/undo_cwnd")
u32 BPF_PROG(bic_undo_cwnd, struct sock *sk)
{
	return tcp_reno_undo_cwnd(sk);
}

SEC(".struct_ops.link")
struct tcp_congestion_ops bic_c = {
	.init = (void *)bic_init,
	.ssthresh = (void *)bic_ssthresh,
	.cong_avoid = (void *)bic_cong_avoid,
	.set_state = (void *)bic_set_state,
	.pkts_acked = (void *)bic_pkts_acked,
	.undo_cwnd = (void *)bic_undo_cwnd,
	.name = "c_bic",
};
