// SPDX-License-Identifier: GPL-2.0-or-later
/* TCP-Illinois (Liu, Basar, Srikant 2006): losses tell when to cut the window, the queueing delay
 * how much to cut, and how fast to grow.
 */
#include "tcp.h"

#define ALPHA_SHIFT 7
#define ALPHA_BASE (1U << ALPHA_SHIFT)
#define BETA_SHIFT 6
#define BETA_BASE (1U << (BETA_SHIFT - 1))

/* Below this window it is Reno; rounds of short delay before the growth is the fastest again. */
const volatile u32 low_window = 15;
const volatile u32 theta = 5;

/* Packets that a round adds while the queue is empty, and full, in tenths. */
const volatile u32 alpha_max = 100;
const volatile u32 alpha_min = 3;

/* The share that a loss takes while the queue is short, and long, in 64ths. */
const volatile u32 beta_min = 8;
const volatile u32 beta_max = 32;

struct illinois_state {
	u64 sum; /* of this round's delays */
	u16 samples;
	u16 acked; /* packets that the last ACK stood for */
	u32 base; /* least delay ever, and greatest */
	u32 greatest;
	u32 round_end;
	u32 alpha;
	u32 beta;
	u8 was_long; /* since the growth was the fastest */
	u8 short_rounds;
};

static u32 fastest(void)
{
	return (alpha_max << ALPHA_SHIFT) / 10;
}

static void begin_round(struct tcp_sock *tp, struct illinois_state *ca)
{
	ca->round_end = tp->snd_nxt;
	ca->samples = 0;
	ca->sum = 0;
}

SEC("struct_ops/init")
void BPF_PROG(illinois_init, struct sock *sk)
{
	struct illinois_state *ca = inet_csk_ca(sk);

	ca->alpha = fastest();
	ca->beta = beta_max;
	ca->base = ~0U;
	ca->greatest = 0;
	ca->acked = 1;
	ca->was_long = 0;
	ca->short_rounds = 0;
	begin_round(tcp_sk(sk), ca);
}

SEC("struct_ops/ssthresh")
u32 BPF_PROG(illinois_ssthresh, struct sock *sk)
{
	struct illinois_state *ca = inet_csk_ca(sk);
	u32 cwnd = tcp_sk(sk)->snd_cwnd;

	return max(cwnd - ((cwnd * ca->beta) >> BETA_SHIFT), 2U);
}

/* The fastest growth up to a hundredth of the greatest queueing delay, but after longer delays
 * only when theta rounds say so; beyond it a hyperbola down to the slowest. The products need 64 bits.
 */
static void update_alpha(struct illinois_state *ca, u64 queueing, u64 greatest)
{
	u64 low = greatest / 100;

	if (queueing > low) {
		u32 most = alpha_max, least = alpha_min;

		ca->was_long = 1;
		greatest = (greatest - low) * least;
		queueing = (queueing - low) * (most - least);
		ca->alpha = ((greatest * most) << ALPHA_SHIFT) / (10 * (greatest + queueing));
		return;
	}
	if (ca->was_long) {
		u8 rounds = ca->short_rounds + 1;

		ca->short_rounds = rounds;
		if (rounds < theta)
			return;
	}
	ca->short_rounds = 0;
	ca->was_long = 0;
	ca->alpha = fastest();
}

/* A straight line from a tenth to eight tenths of the greatest queueing delay. */
static void update_beta(struct illinois_state *ca, u64 queueing, u64 greatest)
{
	u64 low = greatest / 10, high = greatest * 8 / 10;

	if (queueing <= low)
		ca->beta = beta_min;
	else if (queueing >= high || high <= low)
		ca->beta = beta_max;
	else
		ca->beta = beta_min + (beta_max - beta_min) * (queueing - low) / (high - low);
}

static void end_of_round(struct tcp_sock *tp, struct illinois_state *ca)
{
	if (tp->snd_cwnd < low_window) {
		ca->alpha = ALPHA_BASE;
		ca->beta = BETA_BASE;
	} else if (ca->samples) {
		u32 base = ca->base;
		u64 greatest = ca->greatest - base;
		u64 queueing = ca->sum / ca->samples - base;

		update_alpha(ca, queueing, greatest);
		update_beta(ca, queueing, greatest);
	}
	begin_round(tp, ca);
}

SEC("struct_ops/cong_avoid")
void BPF_PROG(illinois_cong_avoid, struct sock *sk, u32 ack, u32 acked)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct illinois_state *ca = inet_csk_ca(sk);
	u32 cwnd, count, grown;

	if (after(ack, ca->round_end))
		end_of_round(tp, ca);
	if (!cwnd_limited(tp))
		return;
	if (in_slow_start(tp)) {
		tcp_slow_start(tp, acked);
		return;
	}
	cwnd = tp->snd_cwnd;
	count = tp->snd_cwnd_cnt + ca->acked;
	ca->acked = 1;
	grown = (count * ca->alpha) >> ALPHA_SHIFT;
	if (grown >= cwnd) {
		tp->snd_cwnd = min(cwnd + grown / cwnd, tp->snd_cwnd_clamp);
		count = 0;
	}
	tp->snd_cwnd_cnt = count;
}

SEC("struct_ops/set_state")
void BPF_PROG(illinois_set_state, struct sock *sk, u8 new_state)
{
	struct illinois_state *ca = inet_csk_ca(sk);

	if (new_state != TCP_CA_Loss)
		return;
	ca->alpha = ALPHA_BASE;
	ca->beta = BETA_BASE;
	ca->short_rounds = 0;
	ca->was_long = 0;
	begin_round(tcp_sk(sk), ca);
}

SEC("struct_ops/pkts_acked")
void BPF_PROG(illinois_pkts_acked, struct sock *sk, const struct ack_sample *sample)
{
	struct illinois_state *ca = inet_csk_ca(sk);
	s32 sampled = sample->rtt_us;
	u32 rtt = sampled;

	ca->acked = sample->pkts_acked;
	if (sampled < 0)
		return;
	ca->base = min(ca->base, rtt);
	ca->greatest = max(ca->greatest, rtt);
	ca->sum += rtt;
	ca->samples++;
}

SEC("struct_ops/undo_cwnd")
u32 BPF_PROG(illinois_undo_cwnd, struct sock *sk)
{
	return tcp_reno_undo_cwnd(sk);
}

SEC(".struct_ops.link")
struct tcp_congestion_ops illinois_c = {
	.init = (void *)illinois_init,
	.ssthresh = (void *)illinois_ssthresh,
	.cong_avoid = (void *)illinois_cong_avoid,
	.set_state = (void *)illinois_set_state,
	.pkts_acked = (void *)illinois_pkts_acked,
	.undo_cwnd = (void *)illinois_undo_cwnd,
	.name = "c_illinois",
};
