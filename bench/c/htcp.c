// SPDX-License-Identifier: GPL-2.0-or-later
/* H-TCP (Leith, Shorten 2004; draft-leith-tcp-htcp): the longer the last loss is past, the faster the
 * window grows; and a loss takes no more than what the queue holds.
 */
#include "tcp.h"

#define SCALE_SHIFT 7 /* alpha and beta are 128ths */
#define SCALE (1U << SCALE_SHIFT)
#define USEC_PER_SEC 1000000U
#define USEC_PER_MSEC 1000U
#define RTT_SHIFT 3 /* the scale of round-trip times is in eighths */
#define REFERENCE_RTT (100 * USEC_PER_MSEC)
#define RATE_SHIFT 6 /* the filtered throughput is in 64ths */

/* Grow alike in time, whatever the round-trip time. */
const volatile bool use_rtt_scaling = true;

/* Cut by half when the throughput has changed by more than a fifth since the last loss. */
const volatile bool use_bandwidth_switch = true;

/* What a loss leaves of the window, in 128ths. */
const volatile u32 beta_min = 64;
const volatile u32 beta_max = 102;

/* For so long after a loss it grows like Reno (Delta_L), in microseconds. */
const volatile u32 delta_l = USEC_PER_SEC;

struct congestion {
	u64 at;
	u32 max_rtt;
	u32 old_max; /* packets per second */
};

struct htcp_state {
	struct congestion last;
	struct congestion undo; /* its time is 0 where nothing is to be undone */
	u64 counted_from;
	u32 counted; /* packets acknowledged since then */
	u32 throughput; /* 64ths of a packet per second */
	u32 max_throughput;
	u32 alpha;
	u32 min_rtt;
	u16 acked; /* packets that the last ACK stood for */
	u8 beta;
	u8 steady; /* the throughput is: beta may leave its least value */
};

static void update_alpha(struct tcp_sock *tp, struct htcp_state *ca)
{
	u64 past = tp->tcp_mstamp - ca->last.at;
	u32 min_rtt = ca->min_rtt, factor = 1;

	if (past > delta_l) {
		u64 t = past - delta_l, half = t >> 1;

		factor += (10 * t + half * half / USEC_PER_SEC) / USEC_PER_SEC;
	}
	if (use_rtt_scaling && min_rtt) {
		u32 scale = clamp((REFERENCE_RTT << RTT_SHIFT) / min_rtt, 4U, 80U);

		factor = max((factor << RTT_SHIFT) / scale, 1U);
	}
	ca->alpha = 2 * factor * (SCALE - ca->beta);
}

static void update_beta(struct htcp_state *ca)
{
	u32 min_rtt = ca->min_rtt, max_rtt = ca->last.max_rtt;

	if (use_bandwidth_switch) {
		u32 before = ca->last.old_max, now = ca->max_throughput;

		ca->last.old_max = now;
		if (5 * now < 4 * before || 5 * now > 6 * before) {
			ca->beta = beta_min;
			ca->steady = 0;
			return;
		}
	}
	if (ca->steady && min_rtt > 10 * USEC_PER_MSEC && max_rtt) {
		ca->beta = clamp((min_rtt << SCALE_SHIFT) / max_rtt, beta_min, beta_max);
	} else {
		ca->beta = beta_min;
		ca->steady = 1;
	}
}

SEC("struct_ops/init")
void BPF_PROG(htcp_init, struct sock *sk)
{
	struct htcp_state *ca = inet_csk_ca(sk);

	ca->last.at = ca->counted_from = tcp_sk(sk)->tcp_mstamp;
	ca->alpha = SCALE;
	ca->beta = SCALE / 2;
	ca->acked = 1;
}

SEC("struct_ops/ssthresh")
u32 BPF_PROG(htcp_ssthresh, struct sock *sk)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct htcp_state *ca = inet_csk_ca(sk);
	u32 min_rtt, max_rtt;

	update_beta(ca);
	update_alpha(tp, ca);
	/* Paths change: a twentieth of the queue is forgotten. */
	min_rtt = ca->min_rtt;
	max_rtt = ca->last.max_rtt;
	if (min_rtt && max_rtt > min_rtt)
		ca->last.max_rtt = min_rtt + (max_rtt - min_rtt) * 95 / 100;
	return max((tp->snd_cwnd * ca->beta) >> SCALE_SHIFT, 2U);
}

SEC("struct_ops/cong_avoid")
void BPF_PROG(htcp_cong_avoid, struct sock *sk, u32 ack, u32 acked)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct htcp_state *ca = inet_csk_ca(sk);
	u32 cwnd, count;

	if (!cwnd_limited(tp))
		return;
	if (in_slow_start(tp)) {
		tcp_slow_start(tp, acked);
		return;
	}
	cwnd = tp->snd_cwnd;
	count = tp->snd_cwnd_cnt;
	if ((count * ca->alpha) >> SCALE_SHIFT >= cwnd) {
		if (cwnd < tp->snd_cwnd_clamp)
			tp->snd_cwnd = cwnd + 1;
		tp->snd_cwnd_cnt = 0;
		update_alpha(tp, ca);
	} else {
		tp->snd_cwnd_cnt = count + ca->acked;
	}
	ca->acked = 1;
}

SEC("struct_ops/set_state")
void BPF_PROG(htcp_set_state, struct sock *sk, u8 new_state)
{
	struct htcp_state *ca = inet_csk_ca(sk);

	switch (new_state) {
	case TCP_CA_Open:
		if (ca->undo.at) {
			ca->last.at = tcp_sk(sk)->tcp_mstamp;
			ca->undo.at = 0;
		}
		break;
	case TCP_CA_CWR:
	case TCP_CA_Recovery:
	case TCP_CA_Loss:
		ca->undo = ca->last;
		ca->last.at = tcp_sk(sk)->tcp_mstamp;
		break;
	default:
		break;
	}
}

static void take_rtt(struct htcp_state *ca, u32 rtt, bool open)
{
	u32 min_rtt = ca->min_rtt, max_rtt;

	if (!min_rtt || rtt < min_rtt)
		ca->min_rtt = min_rtt = rtt;
	if (!open)
		return;
	max_rtt = max(ca->last.max_rtt, min_rtt);
	/* Beyond 20 ms more, it was no queue. */
	if (rtt > max_rtt && rtt <= max_rtt + 20 * USEC_PER_MSEC)
		max_rtt = rtt;
	ca->last.max_rtt = max_rtt;
}

/* Takes the throughput of about one window. */
static void take_throughput(struct tcp_sock *tp, struct htcp_state *ca, u32 acked, u8 state)
{
	u64 now = tp->tcp_mstamp, elapsed = now - ca->counted_from;
	u32 min_rtt = ca->min_rtt, counted = ca->counted + acked, rate;

	if (state == TCP_CA_Open || state == TCP_CA_Disorder) {
		ca->counted = counted;
		if (counted + max(ca->alpha >> SCALE_SHIFT, 1U) < tp->snd_cwnd || elapsed < min_rtt || !min_rtt)
			return;
		rate = (u64)counted * USEC_PER_SEC / elapsed;
		if (now - ca->last.at < 4 * min_rtt) {
			/* The first rounds after a congestion. */
			ca->throughput = rate << RATE_SHIFT;
			ca->max_throughput = rate;
		} else {
			u32 mean = (3 * ca->throughput + (rate << RATE_SHIFT)) >> 2;

			ca->throughput = mean;
			ca->max_throughput = max(ca->max_throughput, mean >> RATE_SHIFT);
		}
	}
	ca->counted = 0;
	ca->counted_from = now;
}

SEC("struct_ops/pkts_acked")
void BPF_PROG(htcp_pkts_acked, struct sock *sk, const struct ack_sample *sample)
{
	struct htcp_state *ca = inet_csk_ca(sk);
	u32 acked = sample->pkts_acked;
	s32 rtt = sample->rtt_us;
	u8 state = ca_state(sk);

	if (state == TCP_CA_Open)
		ca->acked = acked;
	if (rtt > 0)
		take_rtt(ca, rtt, state == TCP_CA_Open);
	if (use_bandwidth_switch)
		take_throughput(tcp_sk(sk), ca, acked, state);
}

SEC("struct_ops/undo_cwnd")
u32 BPF_PROG(htcp_undo_cwnd, struct sock *sk)
{
	struct htcp_state *ca = inet_csk_ca(sk);

	if (ca->undo.at) {
		ca->last = ca->undo;
		ca->undo.at = 0;
	}
	return tcp_reno_undo_cwnd(sk);
}

SEC(".struct_ops.link")
struct tcp_congestion_ops htcp_c = {
	.init = (void *)htcp_init,
	.ssthresh = (void *)htcp_ssthresh,
	.cong_avoid = (void *)htcp_cong_avoid,
	.set_state = (void *)htcp_set_state,
	.pkts_acked = (void *)htcp_pkts_acked,
	.undo_cwnd = (void *)htcp_undo_cwnd,
	.name = "c_htcp",
};
