// SPDX-License-Identifier: GPL-2.0-or-later
/* TCP-LP (Kuzmanovic, Knightly 2003): take only what other traffic leaves, by giving way as soon as
 * the one-way delay, taken from TCP timestamps, shows a queue.
 */
#include "tcp.h"

#define USEC_PER_MSEC 1000
#define DELAY_SHIFT 8

/* A queue of more than this share of the greatest one-way delay is congestion, in hundredths. */
const volatile u32 threshold = 15;

/* After giving way, for how many round trips more delay means that others are there. */
const volatile u32 inference_rounds = 3;

/* Delays are in milliseconds, as timestamps are. */
struct lp_state {
	u32 first_remote;
	u32 first_local;
	u32 first_delay; /* 0: no timestamps yet */
	u32 delay; /* averaged, << DELAY_SHIFT */
	u32 least;
	u32 greatest;
	u32 reserve; /* the greatest before */
	u32 inference;
	u64 last_drop;
	u8 within_inference;
};

SEC("struct_ops/init")
void BPF_PROG(lp_init, struct sock *sk)
{
	struct lp_state *ca = inet_csk_ca(sk);

	ca->least = ~0U;
}

SEC("struct_ops/ssthresh")
u32 BPF_PROG(lp_ssthresh, struct sock *sk)
{
	return tcp_reno_ssthresh(sk);
}

SEC("struct_ops/cong_avoid")
void BPF_PROG(lp_cong_avoid, struct sock *sk, u32 ack, u32 acked)
{
	struct lp_state *ca = inet_csk_ca(sk);

	if (!ca->within_inference)
		tcp_reno_cong_avoid(sk, ack, acked);
}

/* The delay of the newest packet that was acknowledged, from the progress of both clocks since the first
 * one; 0 while they have not moved far enough to know how the peer's ticks.
 */
static u32 one_way_delay(struct lp_state *ca, u32 tsval, u32 sent)
{
	s32 remote = tsval - ca->first_remote;
	s32 local = sent - ca->first_local;
	s32 delay;
	u32 tick;

	if (remote < 10 || local < 100)
		return 0;
	tick = ((u32)local + (u32)remote / 2) / (u32)remote;
	delay = ca->first_delay + remote * tick - local;
	return tick && delay > 0 ? delay : 0;
}

/* Takes the delay of a packet that was sent then; what an ACK echoes is the oldest packet's timestamp,
 * which may have waited for the next (RFC 7323, section 4.3).
 */
static void take(struct lp_state *ca, u32 tsval, u32 sent)
{
	u32 delay = one_way_delay(ca, tsval, sent), average, reserve;

	if (!delay)
		return;
	ca->least = min(ca->least, delay);
	/* A single peak does not count: the greatest is the one before. */
	reserve = ca->reserve;
	if (delay > reserve) {
		ca->greatest = reserve ? reserve : delay;
		ca->reserve = delay;
	} else {
		ca->greatest = max(ca->greatest, delay);
	}
	average = ca->delay;
	delay <<= DELAY_SHIFT;
	ca->delay = average ? (7 * average + delay) >> 3 : delay;
}

SEC("struct_ops/pkts_acked")
void BPF_PROG(lp_pkts_acked, struct sock *sk, const struct ack_sample *sample)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct lp_state *ca = inet_csk_ca(sk);
	s32 rtt = sample->rtt_us, age;
	u64 now = tp->tcp_mstamp;
	u32 delay, least, cwnd;
	bool within;

	if (!READ_BITS(tp, rx_opt.saw_tstamp))
		return;
	if (rtt > 0) {
		u32 tsval = tp->rx_opt.rcv_tsval, sent = (now - rtt) / USEC_PER_MSEC;

		if (!ca->first_delay) {
			ca->first_remote = tsval;
			ca->first_local = sent;
			/* The first packet is taken to have had half its round trip. */
			ca->first_delay = max((u32)rtt / (2 * USEC_PER_MSEC), 1U);
		} else if (sample->pkts_acked > 1) {
			/* The ACK of one packet may have waited for another one in vain. */
			take(ca, tsval, sent);
		}
	}

	/* How long ago the acknowledged packet was sent. */
	age = (u32)(now / USEC_PER_MSEC) - tp->rx_opt.rcv_tsecr;
	if (age > 0)
		ca->inference = inference_rounds * age;
	within = ca->last_drop && now - ca->last_drop < (u64)ca->inference * USEC_PER_MSEC;
	ca->within_inference = within;

	delay = ca->delay;
	least = ca->least;
	if (delay >> DELAY_SHIFT <= least + threshold * (ca->greatest - least) / 100)
		return;
	ca->least = delay >> DELAY_SHIFT;
	ca->greatest = max(ca->greatest, delay >> (DELAY_SHIFT - 1));
	ca->reserve = max(ca->reserve, delay >> (DELAY_SHIFT - 1));
	cwnd = tp->snd_cwnd >> 1;
	tp->snd_cwnd = within || !cwnd ? 1 : cwnd;
	ca->last_drop = now;
}

SEC("struct_ops/undo_cwnd")
u32 BPF_PROG(lp_undo_cwnd, struct sock *sk)
{
	return tcp_reno_undo_cwnd(sk);
}

SEC(".struct_ops.link")
struct tcp_congestion_ops lp_c = {
	.init = (void *)lp_init,
	.ssthresh = (void *)lp_ssthresh,
	.cong_avoid = (void *)lp_cong_avoid,
	.pkts_acked = (void *)lp_pkts_acked,
	.undo_cwnd = (void *)lp_undo_cwnd,
	.name = "c_lp",
};
