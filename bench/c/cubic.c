// SPDX-License-Identifier: GPL-2.0-or-later
/* CUBIC (RFC 9438; Ha, Rhee, Xu 2008) with HyStart (Ha, Rhee 2008). */
#include "cube.h"

const volatile bool use_hystart = true;

/* HyStart: below this window nothing is concluded; ACKs closer than the gap belong to a train;
 * samples of a round before its delay is believed.
 */
const volatile u32 low_window = 16;
const volatile u32 train_gap = 2000;
const volatile u8 min_samples = 8;

struct cubic_state {
	struct curve w;
	u32 round_start;
	u32 round_end;
	u32 last_ack;
	u32 round_rtt;
	u8 samples;
	u8 found;
};

static void hystart_reset(struct tcp_sock *tp, struct cubic_state *ca)
{
	u32 now = tp->tcp_mstamp;

	ca->round_start = now;
	ca->last_ack = now;
	ca->round_end = tp->snd_nxt;
	ca->round_rtt = ~0U;
	ca->samples = 0;
}

static void reset(struct cubic_state *ca)
{
	curve_reset(&ca->w);
	ca->found = 0;
}

SEC("struct_ops/init")
void BPF_PROG(cubic_init, struct sock *sk)
{
	struct cubic_state *ca = inet_csk_ca(sk);

	reset(ca);
	if (use_hystart)
		hystart_reset(tcp_sk(sk), ca);
}

SEC("struct_ops/ssthresh")
u32 BPF_PROG(cubic_ssthresh, struct sock *sk)
{
	struct cubic_state *ca = inet_csk_ca(sk);

	return curve_ssthresh(tcp_sk(sk), &ca->w);
}

SEC("struct_ops/cong_avoid")
void BPF_PROG(cubic_cong_avoid, struct sock *sk, u32 ack, u32 acked)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct cubic_state *ca = inet_csk_ca(sk);

	if (!cwnd_limited(tp))
		return;
	if (in_slow_start(tp)) {
		acked = tcp_slow_start(tp, acked);
		if (!acked)
			return;
	}
	curve_update(tp, &ca->w, acked);
	tcp_cong_avoid_ai(tp, ca->w.count, acked);
}

SEC("struct_ops/set_state")
void BPF_PROG(cubic_set_state, struct sock *sk, u8 new_state)
{
	struct cubic_state *ca = inet_csk_ca(sk);

	if (new_state != TCP_CA_Loss)
		return;
	reset(ca);
	hystart_reset(tcp_sk(sk), ca);
}

SEC("struct_ops/cwnd_event")
void BPF_PROG(cubic_cwnd_event, struct sock *sk, enum tcp_ca_event event)
{
	struct cubic_state *ca = inet_csk_ca(sk);

	if (event == CA_EVENT_TX_START)
		curve_resume(tcp_sk(sk), &ca->w);
}

/* The time that the sender's own batching adds to an ACK train. */
static u32 ack_delay(struct sock *sk)
{
	u64 rate = sk->sk_pacing_rate;

	return rate ? min((u64)sk->sk_gso_max_size * 4 * USEC_PER_SEC / rate, 1000ULL) : 0;
}

static void hystart_update(struct sock *sk, struct cubic_state *ca, u32 rtt)
{
	struct tcp_sock *tp = tcp_sk(sk);
	u32 least = ca->w.delay_min, now = tp->tcp_mstamp, cwnd;

	if (after(tp->snd_una, ca->round_end))
		hystart_reset(tp, ca);
	cwnd = tp->snd_cwnd;
	if (cwnd < low_window)
		return;
	if (now - ca->last_ack <= train_gap) {
		u32 threshold = least + ack_delay(sk);

		ca->last_ack = now;
		if (sk->sk_pacing_status == SK_PACING_NONE)
			threshold >>= 1;
		if (now - ca->round_start > threshold) {
			ca->found = 1;
			tp->snd_ssthresh = cwnd;
			return;
		}
	}
	ca->round_rtt = min(ca->round_rtt, rtt);
	if (ca->samples < min_samples) {
		ca->samples++;
	} else if (ca->round_rtt > least + clamp(least >> 3, 4000U, 16000U)) {
		ca->found = 1;
		tp->snd_ssthresh = cwnd;
	}
}

SEC("struct_ops/pkts_acked")
void BPF_PROG(cubic_pkts_acked, struct sock *sk, const struct ack_sample *sample)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct cubic_state *ca = inet_csk_ca(sk);
	s32 sampled = sample->rtt_us;
	u32 rtt;

	if (sampled < 0)
		return;
	rtt = max(sampled, 1);
	if (!curve_take(tp, &ca->w, rtt))
		return;
	if (use_hystart && !ca->found && in_slow_start(tp))
		hystart_update(sk, ca, rtt);
}

SEC("struct_ops/undo_cwnd")
u32 BPF_PROG(cubic_undo_cwnd, struct sock *sk)
{
	return tcp_reno_undo_cwnd(sk);
}

SEC(".struct_ops.link")
struct tcp_congestion_ops cubic_c = {
	.init = (void *)cubic_init,
	.ssthresh = (void *)cubic_ssthresh,
	.cong_avoid = (void *)cubic_cong_avoid,
	.set_state = (void *)cubic_set_state,
	.cwnd_event = (void *)cubic_cwnd_event,
	.pkts_acked = (void *)cubic_pkts_acked,
	.undo_cwnd = (void *)cubic_undo_cwnd,
	.name = "c_cubic",
};
