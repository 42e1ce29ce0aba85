// SPDX-License-Identifier: GPL-2.0-or-later
/* TCP-NV (Brakmo 2010): the rate seen, times the least delay, is the window that queues nothing; aim
 * a few packets beyond it.
 */
#include "tcp.h"

#define USEC_PER_SEC 1000000ULL
#define RATE_SHIFT 16
#define LOSS_SHIFT 10
#define RTT_SHIFT 8
#define DECREASE_SHIFT 7

/* The most packets that segmentation offload sends at once, and the least taken for it. */
#define TSO_BOUND 80
#define TSO_LEAST 4

/* Packets beyond what the rate needs, and below which of them it grows. */
const volatile u32 pad = 10;
const volatile u32 pad_buffer = 2;

/* For how long a least delay counts, in microseconds, give or take a quarter. */
const volatile u64 reset_period = 5 * USEC_PER_SEC;

/* What a decrease takes of the packets that are too many, in 128ths; what a loss leaves of the window,
 * in 1024ths; the weight of the newest delay, in 256ths.
 */
const volatile u32 decrease = 38;
const volatile u32 loss_factor = 819;
const volatile u32 rtt_weight = 128;

/* ACKs before the window is decreased, also in the first slow start, and increased. */
const volatile u8 decrease_calls = 60;
const volatile u8 slow_start_calls = 30;
const volatile u8 increase_calls = 20;

/* Rounds before the window is decreased, after which growth stops anyhow, and without congestion
 * before growth that losses slowed becomes faster.
 */
const volatile u8 min_rounds = 2;
const volatile u8 stop_rounds = 10;
const volatile u32 recover_rounds = 8;

struct nv_state {
	u64 reset_at; /* when the least delay is looked for anew */
	u32 rtt;
	u32 min_rtt;
	u32 min_rtt_new;
	u32 max_rate; /* since the last decision, in bytes per microsecond << RATE_SHIFT */
	u32 round_end;
	u32 last_una;
	u32 quiet;
	u8 slower; /* losses doubled so often the ACKs that a packet of growth takes */
	u8 calls;
	u8 rounds;
	u8 min_cwnd; /* packets that must be out for the delay not to be one of batching */
	u8 may_grow;
	u8 reset;
};

static void restart(struct tcp_sock *tp, struct nv_state *ca)
{
	u32 una = tp->snd_una;

	ca->reset = 0;
	ca->quiet = 0;
	ca->rounds = 0;
	ca->calls = 0;
	ca->rtt = 0;
	ca->max_rate = 0;
	ca->round_end = una;
	ca->last_una = una;
}

SEC("struct_ops/init")
void BPF_PROG(nv_init, struct sock *sk)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct nv_state *ca = inet_csk_ca(sk);

	restart(tp, ca);
	ca->reset_at = tp->tcp_mstamp + 2 * USEC_PER_SEC;
	ca->min_rtt = ~0U;
	ca->min_rtt_new = ~0U;
	ca->min_cwnd = TSO_LEAST;
	ca->slower = 0;
	ca->may_grow = 1;
}

SEC("struct_ops/ssthresh")
u32 BPF_PROG(nv_ssthresh, struct sock *sk)
{
	return max((tcp_sk(sk)->snd_cwnd * loss_factor) >> LOSS_SHIFT, 2U);
}

SEC("struct_ops/cong_avoid")
void BPF_PROG(nv_cong_avoid, struct sock *sk, u32 ack, u32 acked)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct nv_state *ca = inet_csk_ca(sk);
	u32 cwnd;
	u8 slower;

	if (!ca->may_grow || !cwnd_limited(tp))
		return;
	if (in_slow_start(tp)) {
		acked = tcp_slow_start(tp, acked);
		if (!acked)
			return;
	}
	cwnd = tp->snd_cwnd;
	slower = ca->slower;
	tcp_cong_avoid_ai(tp, slower ? cwnd << slower : max(cwnd, 4U), acked);
}

SEC("struct_ops/set_state")
void BPF_PROG(nv_set_state, struct sock *sk, u8 new_state)
{
	struct nv_state *ca = inet_csk_ca(sk);

	if (new_state == TCP_CA_Open) {
		if (ca->reset)
			restart(tcp_sk(sk), ca);
	} else if (new_state >= TCP_CA_CWR) {
		ca->reset = 1;
		ca->may_grow = 0;
		if (new_state == TCP_CA_Loss && ca->slower < 8)
			ca->slower++;
	}
}

/* Delay and rate of one ACK. */
static void measure(struct tcp_sock *tp, struct nv_state *ca, u32 rtt, u32 in_flight)
{
	u32 last = ca->rtt, weight = rtt_weight;
	u64 now = tp->tcp_mstamp;

	if (last)
		rtt = ((u64)rtt * weight + (u64)last * ((1 << RTT_SHIFT) - weight)) >> RTT_SHIFT;
	else
		ca->min_rtt = 2 * rtt;
	ca->rtt = rtt;
	ca->max_rate = max(ca->max_rate, (u32)(((u64)in_flight << RATE_SHIFT) / max(rtt, 1U)));
	if (ca->calls < 255)
		ca->calls++;
	ca->min_rtt = min(ca->min_rtt, rtt);
	ca->min_rtt_new = min(ca->min_rtt_new, rtt);
	if (now >= ca->reset_at) {
		ca->min_rtt = ca->min_rtt_new;
		ca->min_rtt_new = ~0U;
		ca->reset_at = now + ((reset_period * (384 + (bpf_get_prandom_u32() >> 24))) >> 9);
		ca->min_cwnd = max(ca->min_cwnd >> 1, TSO_LEAST);
	}
}

/* Only one ACK in this round, for a whole window: batches are larger than thought. */
static bool batching(struct tcp_sock *tp, struct nv_state *ca, u32 bytes_acked)
{
	u32 min_cwnd = ca->min_cwnd, mss = tp->mss_cache;

	if (ca->calls != 1 || bytes_acked < (min_cwnd - 1) * mss || min_cwnd > TSO_BOUND)
		return false;
	min_cwnd = min(min_cwnd + 2, TSO_BOUND + 1U);
	ca->min_cwnd = min_cwnd;
	ca->round_end = tp->snd_nxt + min_cwnd * mss;
	ca->calls = 0;
	ca->may_grow = 1;
	return true;
}

/* The window is larger than it should be; gives whether that was decided upon. */
static bool shrink(struct tcp_sock *tp, struct nv_state *ca, u32 cwnd, u32 goal)
{
	u32 excess = cwnd - goal, less;
	u8 calls = ca->calls, rounds = ca->rounds;

	if (rounds < min_rounds)
		return false;
	if (tp->snd_ssthresh == INFINITE_SSTHRESH) {
		if (calls < slow_start_calls)
			return false;
	} else if (calls < decrease_calls) {
		if (rounds > stop_rounds)
			ca->may_grow = 0;
		return false;
	}
	ca->may_grow = 0;
	tp->snd_ssthresh = goal;
	less = excess > 2 ? max((excess * decrease) >> DECREASE_SHIFT, 2U) : excess;
	tp->snd_cwnd = cwnd - less;
	ca->quiet = 0;
	return true;
}

static bool grow_again(struct nv_state *ca)
{
	u32 quiet = ca->quiet + 1;
	u8 slower = ca->slower;

	if (ca->calls < increase_calls)
		return false;
	ca->may_grow = 1;
	if (slower && quiet > recover_rounds) {
		ca->slower = slower - 1;
		quiet = 0;
	}
	ca->quiet = quiet;
	return true;
}

static void end_of_round(struct tcp_sock *tp, struct nv_state *ca)
{
	u32 goal = (((u64)ca->max_rate * ca->min_rtt) >> RATE_SHIFT) / tp->mss_cache + pad;
	u32 cwnd = tp->snd_cwnd;

	if (cwnd > goal) {
		if (!shrink(tp, ca, cwnd, goal))
			return;
	} else if (cwnd + pad_buffer > goal || !grow_again(ca)) {
		return;
	}
	ca->calls = 0;
	ca->rounds = 0;
	ca->max_rate = 0;
	tp->snd_cwnd = max(tp->snd_cwnd, 2U);
}

SEC("struct_ops/pkts_acked")
void BPF_PROG(nv_pkts_acked, struct sock *sk, const struct ack_sample *sample)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct nv_state *ca = inet_csk_ca(sk);
	s32 rtt = sample->rtt_us;
	u32 una, bytes_acked, in_flight;

	if (rtt < 0 || ca_state(sk) > TCP_CA_Disorder)
		return;
	una = tp->snd_una;
	bytes_acked = una - ca->last_una;
	ca->last_una = una;
	in_flight = sample->in_flight;
	if (!in_flight)
		return;
	measure(tp, ca, rtt, in_flight);
	if (!after(una, ca->round_end))
		return;
	ca->round_end = tp->snd_nxt;
	if (ca->rounds < 255)
		ca->rounds++;
	if (!batching(tp, ca, bytes_acked))
		end_of_round(tp, ca);
}

SEC("struct_ops/undo_cwnd")
u32 BPF_PROG(nv_undo_cwnd, struct sock *sk)
{
	return tcp_reno_undo_cwnd(sk);
}

SEC(".struct_ops.link")
struct tcp_congestion_ops nv_c = {
	.init = (void *)nv_init,
	.ssthresh = (void *)nv_ssthresh,
	.cong_avoid = (void *)nv_cong_avoid,
	.set_state = (void *)nv_set_state,
	.pkts_acked = (void *)nv_pkts_acked,
	.undo_cwnd = (void *)nv_undo_cwnd,
	.name = "c_nv",
};
