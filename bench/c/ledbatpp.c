// SPDX-License-Identifier: GPL-2.0-or-later
/* LEDBAT++ (draft-irtf-iccrg-ledbat-plus-plus; RFC 6817): a scavenger that keeps its queue short. */
#include "tcp.h"

#define USEC_PER_SEC 1000000ULL
#define NO_DELAY 100000000U
#define LEAST_WINDOW 2
#define BASE_HISTORY 10 /* minutes */
#define SHARE_BITS 24 /* of shares of a packet, behind the point */

/* The queueing delay that is kept, in microseconds. */
const volatile u32 target = 60000;

/* The window grows at least so many times more slowly than Reno's. */
const volatile u32 slowest = 16;

/* How much of the window twice the target takes in a round trip, in 1024ths. */
const volatile u32 constant = 1024;

/* From one slowdown to the next it takes so many times what the slowdown took. */
const volatile u32 slowdown_spacing = 9;

enum phase {
	START,
	AVOID,
	FREEZE,
	RAMP,
};

struct ledbatpp_state {
	u64 began; /* the slowdown, */
	u64 thaw; /* the end of its freezing, */
	u64 due; /* and the next one */
	u64 minute;
	u32 history[BASE_HISTORY]; /* least delay of each minute, the newest first */
	u32 recent[4];
	u32 base;
	u32 queueing;
	u16 part; /* of a packet */
	u8 phase;
};

/* The history is shifted, since the verifier allows no computed index into the state. */
static u32 new_minute(struct ledbatpp_state *ca, u32 rtt)
{
	u32 base = rtt;

#pragma clang loop unroll(full)
	for (int i = BASE_HISTORY - 1; i > 0; i--) {
		u32 old = ca->history[i - 1];

		ca->history[i] = old;
		base = min(base, old);
	}
	ca->history[0] = rtt;
	return base;
}

SEC("struct_ops/pkts_acked")
void BPF_PROG(ledbatpp_pkts_acked, struct sock *sk, const struct ack_sample *sample)
{
	struct ledbatpp_state *ca = inet_csk_ca(sk);
	u64 now = tcp_sk(sk)->tcp_mstamp;
	s32 rtt = sample->rtt_us;
	u32 base, least;

	if (rtt <= 0)
		return;
	if (!ca->minute || now - ca->minute > 60 * USEC_PER_SEC) {
		ca->minute = now;
		base = new_minute(ca, rtt);
	} else {
		ca->history[0] = min(ca->history[0], (u32)rtt);
		base = min(ca->base, (u32)rtt);
	}
	ca->base = base;
	ca->recent[3] = ca->recent[2];
	ca->recent[2] = ca->recent[1];
	ca->recent[1] = ca->recent[0];
	ca->recent[0] = rtt;
	least = min(min(ca->recent[1], (u32)rtt), min(ca->recent[2], ca->recent[3]));
	ca->queueing = max((s32)(least - base), 0);
}

/* How many times more slowly than Reno's the window grows: 1/GAIN, rounded up. */
static u32 slowness(const struct ledbatpp_state *ca)
{
	u32 base = ca->base;

	return min((2 * target + base - 1) / base, slowest);
}

/* What acknowledged packets add to the window, or take from it, in parts of a packet. */
static s64 growth(const struct tcp_sock *tp, const struct ledbatpp_state *ca, u32 acked)
{
	u32 cwnd = tp->snd_cwnd, threshold = tp->snd_ssthresh, slow = slowness(ca);
	u32 queueing = ca->queueing, goal = target;
	s64 share;

	if (cwnd < threshold)
		return min((acked << PART_BITS) / slow, (u64)(threshold - cwnd) << PART_BITS);
	share = (1 << SHARE_BITS) / (slow * cwnd);
	if (queueing > goal) {
		share -= ((u64)(queueing - goal) * constant << (SHARE_BITS - 10)) / goal;
		share = max(share, -(1LL << (SHARE_BITS - 1)));
	}
	return share * acked >> (SHARE_BITS - PART_BITS);
}

/* Slow start stops at the window as it is now. */
static void set_threshold(struct tcp_sock *tp)
{
	tp->snd_ssthresh = max(tp->snd_cwnd, (u32)LEAST_WINDOW);
}

/* From one phase to the next. */
static void follow(struct sock *sk, struct ledbatpp_state *ca)
{
	struct tcp_sock *tp = tcp_sk(sk);
	u64 now = tp->tcp_mstamp;
	u32 two_rounds = tp->srtt_us >> 2;

	switch (ca->phase) {
	case START:
		if (ca->queueing > target * 3 / 4)
			set_threshold(tp);
		if (!in_slow_start(tp)) {
			ca->phase = AVOID;
			ca->due = now + two_rounds;
		}
		break;
	case AVOID:
		if (now >= ca->due && ca_state(sk) <= TCP_CA_Disorder) {
			ca->phase = FREEZE;
			ca->began = now;
			ca->thaw = now + two_rounds;
			set_threshold(tp);
		}
		break;
	case FREEZE:
		if (now >= ca->thaw)
			ca->phase = RAMP;
		break;
	case RAMP:
		if (!in_slow_start(tp)) {
			ca->phase = AVOID;
			ca->due = now + slowdown_spacing * (now - ca->began);
		}
		break;
	}
}

SEC("struct_ops/init")
void BPF_PROG(ledbatpp_init, struct sock *sk)
{
	struct ledbatpp_state *ca = inet_csk_ca(sk);

	ca->phase = START;
	ca->minute = 0;
	for (int i = 0; i < BASE_HISTORY; i++)
		ca->history[i] = NO_DELAY;
	for (int i = 0; i < 4; i++)
		ca->recent[i] = NO_DELAY;
	ca->base = NO_DELAY;
	ca->queueing = 0;
	ca->part = 0;
	tcp_sk(sk)->snd_cwnd = LEAST_WINDOW;
}

SEC("struct_ops/cong_avoid")
void BPF_PROG(ledbatpp_cong_avoid, struct sock *sk, u32 ack, u32 acked)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct ledbatpp_state *ca = inet_csk_ca(sk);
	s64 change;

	follow(sk, ca);
	if (ca->phase == FREEZE) {
		tp->snd_cwnd = LEAST_WINDOW;
		return;
	}
	change = growth(tp, ca, acked);
	if (change <= 0 || cwnd_limited(tp))
		change_window(tp, &ca->part, change, LEAST_WINDOW);
	/* The threshold follows a window that the delay takes down: slow start
	 * would bring it back.
	 */
	if (change < 0)
		tp->snd_ssthresh = min(tp->snd_ssthresh, tp->snd_cwnd);
}

/* A loss in a slowdown halves the window that it comes back to. */
SEC("struct_ops/ssthresh")
u32 BPF_PROG(ledbatpp_ssthresh, struct sock *sk)
{
	const struct tcp_sock *tp = tcp_sk(sk);
	const struct ledbatpp_state *ca = inet_csk_ca(sk);
	u32 window = ca->phase == FREEZE ? tp->snd_ssthresh : tp->snd_cwnd;

	return max(window >> 1, (u32)LEAST_WINDOW);
}

SEC("struct_ops/undo_cwnd")
u32 BPF_PROG(ledbatpp_undo_cwnd, struct sock *sk)
{
	return tcp_reno_undo_cwnd(sk);
}

SEC(".struct_ops.link")
struct tcp_congestion_ops ledbatpp_c = {
	.init = (void *)ledbatpp_init,
	.ssthresh = (void *)ledbatpp_ssthresh,
	.cong_avoid = (void *)ledbatpp_cong_avoid,
	.pkts_acked = (void *)ledbatpp_pkts_acked,
	.undo_cwnd = (void *)ledbatpp_undo_cwnd,
	.name = "c_ledbatpp",
};
