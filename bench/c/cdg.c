// SPDX-License-Identifier: GPL-2.0-or-later
/* CAIA Delay-Gradient (Hayes, Armitage 2011): back off by chance, the likelier the faster the delay
 * grows, and tolerate losses that no growing delay announced.
 */
#include "tcp.h"

#define WINDOW 8 /* rounds that the gradients are averaged over */
#define GROWS 32 /* a sum of gradients beyond it is more than noise */
#define BACKOFF_SHIFT 10

/* What backing off leaves of the window, in 1024ths. */
const volatile u32 backoff_beta = 724;

/* A gradient of x seconds backs off with the probability 1 - exp(-x * backoff_factor). */
const volatile u32 backoff_factor = 42;

/* After so many times that did not help, backing off is left to losses; 0: never. */
const volatile u32 use_ineff = 5;

const volatile bool use_shadow = true;
const volatile bool use_tolerance = false;
const volatile bool use_hystart = true;

enum queue {
	QUEUE_UNKNOWN,
	QUEUE_NONFULL,
	QUEUE_FULL,
	QUEUE_BACKOFF,
};

/* Least and greatest delay, or how much they have grown. */
union minmax_rtt {
	struct {
		s32 min;
		s32 max;
	};
	u64 both;
};

struct cdg_state {
	union minmax_rtt rtt; /* of this round, 0: none */
	union minmax_rtt prev;
	union minmax_rtt sum; /* of the gradients */
	u32 round_end;
	u32 shadow; /* the window that a loss-based sender would have */
	s32 delay_min;
	u32 last_ack;
	u32 round_start;
	u16 ineffective;
	u8 samples;
	u8 queue;
	u8 tail;
	u8 filled;
	u8 delayed; /* delayed ACKs that are taken to follow those for several packets */
};

struct gradients {
	union minmax_rtt ring[WINDOW];
};

/* The socket's private bytes cannot be indexed at run time. */
struct {
	__uint(type, BPF_MAP_TYPE_SK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct gradients);
} history SEC(".maps");

static struct gradients *gradients(struct sock *sk)
{
	return bpf_sk_storage_get(&history, sk, 0, BPF_SK_STORAGE_GET_F_CREATE);
}

/* exp(-x / 10^6) in 2^24ths: 2^-(n + f), where 2^-f is a cubic that is right at 0, 0.29, 0.7 and 1. */
static u32 exp_minus(u32 x)
{
	u64 y = ((u64)x * 1586260) >> 20; /* x / (10^6 * ln 2), in 2^20ths */
	u64 f = y & 0xfffff;
	u32 n = y >> 20, e;

	if (n >= 24)
		return 0;
	e = 3879731 - ((664209 * f) >> 20);
	e = 11604129 - ((e * f) >> 20);
	e = (1 << 24) - ((e * f) >> 20);
	return e >> n;
}

/* The least delay, of which 0 is none. */
static s32 least_of(s32 least, s32 rtt)
{
	return least && least < rtt ? least : rtt;
}

static void start(struct sock *sk)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct cdg_state *ca = inet_csk_ca(sk);
	struct gradients *g = gradients(sk);

	if (g)
		__builtin_memset(g, 0, sizeof(*g));
	__builtin_memset(ca, 0, sizeof(*ca));
	ca->round_end = tp->snd_nxt;
	ca->shadow = tp->snd_cwnd;
}

SEC("struct_ops/init")
void BPF_PROG(cdg_init, struct sock *sk)
{
	start(sk);
}

static void next_round(struct tcp_sock *tp, struct cdg_state *ca)
{
	ca->round_end = tp->snd_nxt;
	ca->prev = ca->rtt;
	ca->rtt.min = 0;
	ca->rtt.max = 0;
}

SEC("struct_ops/ssthresh")
u32 BPF_PROG(cdg_ssthresh, struct sock *sk)
{
	struct cdg_state *ca = inet_csk_ca(sk);
	u32 cwnd = tcp_sk(sk)->snd_cwnd, ssthresh;
	u8 queue = ca->queue;

	/* A loss in the round after backing off takes nothing more. */
	if (queue == QUEUE_BACKOFF)
		return max(cwnd, 2U);
	if (use_tolerance && queue == QUEUE_NONFULL)
		return cwnd;
	ca->shadow = min(ca->shadow >> 1, cwnd);
	ssthresh = max(cwnd >> 1, 2U);
	return use_shadow ? max(ssthresh, ca->shadow) : ssthresh;
}

/* Leaves slow start when ACK trains or the delay grow long. */
static void hystart_update(struct tcp_sock *tp, struct cdg_state *ca)
{
	s32 rtt = ca->rtt.min, least = ca->delay_min;
	u32 now = tp->tcp_mstamp;

	if (rtt) {
		least = least_of(least, rtt);
		ca->delay_min = least;
	}
	if (!least)
		return;
	if (!ca->last_ack || !cwnd_limited(tp)) {
		ca->last_ack = now;
		ca->round_start = now;
	} else if (now - ca->last_ack < 3000) {
		ca->last_ack = now;
		if ((s32)(now - ca->round_start) > max(least >> 1, 125)) {
			tp->snd_ssthresh = tp->snd_cwnd;
			return;
		}
	}
	if (ca->samples < 8)
		ca->samples++;
	else if (rtt > max(least + (least >> 3), 125))
		tp->snd_ssthresh = tp->snd_cwnd;
}

/* Full, once the greatest delay grows no more while the least still does. */
static void judge_queue(struct cdg_state *ca, s32 min, s32 max)
{
	if (min > GROWS && max <= GROWS)
		ca->queue = QUEUE_FULL;
	else if (max > GROWS || max < -GROWS)
		ca->queue = QUEUE_NONFULL;
}

/* How much the delay has grown, summed over the window. */
static s32 gradient(struct sock *sk, struct cdg_state *ca)
{
	struct gradients *g = gradients(sk);
	union minmax_rtt *oldest;
	s32 min = ca->rtt.min - ca->prev.min;
	s32 max = ca->rtt.max - ca->prev.max;
	s32 sum_min = ca->sum.min + min, sum_max = ca->sum.max + max, sum;
	u8 tail = ca->tail;

	if (!g)
		return 0;
	oldest = &g->ring[tail & (WINDOW - 1)];
	sum_min -= oldest->min;
	sum_max -= oldest->max;
	oldest->min = min;
	oldest->max = max;
	ca->sum.min = sum_min;
	ca->sum.max = sum_max;
	tail = (tail + 1) & (WINDOW - 1);
	ca->tail = tail;
	if (sum_min <= -GROWS || sum_max <= -GROWS)
		ca->ineffective = 0;
	if (use_tolerance)
		judge_queue(ca, sum_min, sum_max);

	sum = sum_min > 0 ? sum_min : sum_max;
	if (!tail)
		ca->filled = 1;
	else if (!ca->filled && sum > 0)
		sum = (u32)sum * WINDOW / tail;
	return sum;
}

/* Whether chance wants to back off. */
static bool backs_off(struct cdg_state *ca, u32 sum)
{
	if (bpf_get_prandom_u32() >> 8 <= exp_minus(sum * backoff_factor))
		return false;
	return !use_ineff || ++ca->ineffective <= use_ineff;
}

/* Ends a round that has delays; gives whether it backs off. */
static bool end_of_round(struct sock *sk, struct cdg_state *ca)
{
	struct tcp_sock *tp = tcp_sk(sk);
	s32 sum = ca->prev.min ? gradient(sk, ca) : 0;
	u32 cwnd;

	next_round(tp, ca);
	ca->last_ack = 0;
	ca->samples = 0;
	if (sum <= 0 || !backs_off(ca, sum))
		return false;
	cwnd = tp->snd_cwnd;
	ca->shadow = max(ca->shadow, cwnd);
	ca->queue = QUEUE_BACKOFF;
	cwnd = max((cwnd * backoff_beta) >> BACKOFF_SHIFT, 2U);
	tp->snd_ssthresh = cwnd;
	tp->snd_cwnd = min(cwnd, tp->snd_cwnd_clamp);
	return true;
}

SEC("struct_ops/cong_avoid")
void BPF_PROG(cdg_cong_avoid, struct sock *sk, u32 ack, u32 acked)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct cdg_state *ca = inet_csk_ca(sk);
	u32 before;

	if (ca->queue == QUEUE_BACKOFF) {
		if (!after(ack, ca->round_end))
			return;
		ca->queue = QUEUE_UNKNOWN;
		next_round(tp, ca);
	}
	if (use_hystart && in_slow_start(tp))
		hystart_update(tp, ca);
	if (after(ack, ca->round_end) && ca->rtt.min && end_of_round(sk, ca))
		return;
	before = tp->snd_cwnd;
	if (!cwnd_limited(tp)) {
		ca->shadow = min(ca->shadow, before);
		return;
	}
	if (in_slow_start(tp))
		acked = tcp_slow_start(tp, acked);
	if (acked)
		tcp_cong_avoid_ai(tp, tp->snd_cwnd, acked);
	ca->shadow += tp->snd_cwnd - before;
}

SEC("struct_ops/pkts_acked")
void BPF_PROG(cdg_pkts_acked, struct sock *sk, const struct ack_sample *sample)
{
	struct cdg_state *ca = inet_csk_ca(sk);
	s32 rtt = sample->rtt_us;

	if (rtt <= 0)
		return;
	/* An ACK that was delayed for want of a second packet only shows the least delay. */
	if (!tcp_sk(sk)->sacked_out) {
		u32 acked = sample->pkts_acked;
		u8 delayed = ca->delayed;

		if (acked == 1 && delayed) {
			ca->rtt.min = min(ca->rtt.min, rtt);
			ca->delayed = delayed - 1;
			return;
		}
		if (acked > 1 && delayed < 5)
			ca->delayed = delayed + 1;
	}
	ca->rtt.min = least_of(ca->rtt.min, rtt);
	ca->rtt.max = max(ca->rtt.max, rtt);
}

SEC("struct_ops/cwnd_event")
void BPF_PROG(cdg_cwnd_event, struct sock *sk, enum tcp_ca_event event)
{
	struct cdg_state *ca = inet_csk_ca(sk);

	switch (event) {
	case CA_EVENT_CWND_RESTART:
		start(sk);
		break;
	case CA_EVENT_COMPLETE_CWR:
		ca->queue = QUEUE_UNKNOWN;
		next_round(tcp_sk(sk), ca);
		break;
	default:
		break;
	}
}

SEC("struct_ops/undo_cwnd")
u32 BPF_PROG(cdg_undo_cwnd, struct sock *sk)
{
	return tcp_reno_undo_cwnd(sk);
}

SEC(".struct_ops.link")
struct tcp_congestion_ops cdg_c = {
	.init = (void *)cdg_init,
	.ssthresh = (void *)cdg_ssthresh,
	.cong_avoid = (void *)cdg_cong_avoid,
	.pkts_acked = (void *)cdg_pkts_acked,
	.cwnd_event = (void *)cdg_cwnd_event,
	.undo_cwnd = (void *)cdg_undo_cwnd,
	.name = "c_cdg",
};
