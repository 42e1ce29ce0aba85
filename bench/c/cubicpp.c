// SPDX-License-Identifier: GPL-2.0-or-later
/* CUBIC (RFC 9438) with HyStart++ (RFC 9406) for the first slow start. */
#include "cube.h"

#define NO_RTT ~0U

/* A delay that grew by this part of the last round's, within limits in microseconds, ends slow start. */
const volatile u32 min_rtt_divisor = 8;
const volatile u32 min_rtt_thresh = 4000;
const volatile u32 max_rtt_thresh = 16000;

/* Samples of a round before its delay is believed. */
const volatile u32 n_rtt_sample = 8;

/* Conservative slow start (CSS) grows by this part of what slow start would, for so many rounds. */
const volatile u32 css_growth_divisor = 4;
const volatile u8 css_rounds = 5;

/* Packets that one ACK may add where nothing paces them out. */
const volatile u32 limit = 8;

struct cubicpp_state {
	struct curve w;
	u32 round_end;
	u32 last; /* least delay of the last round, and of this one */
	u32 current;
	u32 samples;
	u32 baseline; /* the delay that began CSS */
	u8 css;
	u8 rounds; /* of CSS */
};

static bool in_initial_slow_start(const struct tcp_sock *tp)
{
	return tp->snd_ssthresh >= INFINITE_SSTHRESH;
}

SEC("struct_ops/init")
void BPF_PROG(cubicpp_init, struct sock *sk)
{
	struct cubicpp_state *ca = inet_csk_ca(sk);

	ca->round_end = tcp_sk(sk)->snd_nxt;
	ca->last = NO_RTT;
	ca->current = NO_RTT;
	ca->samples = 0;
	ca->css = 0;
}

SEC("struct_ops/ssthresh")
u32 BPF_PROG(cubicpp_ssthresh, struct sock *sk)
{
	struct cubicpp_state *ca = inet_csk_ca(sk);

	return curve_ssthresh(tcp_sk(sk), &ca->w);
}

static void initial_slow_start(struct sock *sk, struct cubicpp_state *ca, u32 acked)
{
	struct tcp_sock *tp = tcp_sk(sk);

	if (sk->sk_pacing_status == SK_PACING_NONE)
		acked = min(acked, limit);
	if (ca->css)
		tcp_cong_avoid_ai(tp, css_growth_divisor, acked);
	else
		tp->snd_cwnd = min(tp->snd_cwnd + acked, tp->snd_cwnd_clamp);
}

SEC("struct_ops/cong_avoid")
void BPF_PROG(cubicpp_cong_avoid, struct sock *sk, u32 ack, u32 acked)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct cubicpp_state *ca = inet_csk_ca(sk);

	if (!cwnd_limited(tp))
		return;
	if (in_initial_slow_start(tp)) {
		initial_slow_start(sk, ca, acked);
		return;
	}
	if (in_slow_start(tp)) {
		acked = tcp_slow_start(tp, acked);
		if (!acked)
			return;
	}
	curve_update(tp, &ca->w, acked);
	tcp_cong_avoid_ai(tp, ca->w.count, acked);
}

SEC("struct_ops/set_state")
void BPF_PROG(cubicpp_set_state, struct sock *sk, u8 new_state)
{
	struct cubicpp_state *ca = inet_csk_ca(sk);

	if (new_state == TCP_CA_Loss)
		curve_reset(&ca->w);
}

SEC("struct_ops/cwnd_event")
void BPF_PROG(cubicpp_cwnd_event, struct sock *sk, enum tcp_ca_event event)
{
	struct cubicpp_state *ca = inet_csk_ca(sk);

	if (event == CA_EVENT_TX_START)
		curve_resume(tcp_sk(sk), &ca->w);
}

/* Starts the next round if this ACK ends one; CSS ends slow start after some. */
static void follow_round(struct tcp_sock *tp, struct cubicpp_state *ca)
{
	if (before(tp->snd_una, ca->round_end))
		return;
	ca->round_end = tp->snd_nxt;
	ca->last = ca->current;
	ca->current = NO_RTT;
	ca->samples = 0;
	if (ca->css && ++ca->rounds >= css_rounds) {
		ca->css = 0;
		tp->snd_ssthresh = tp->snd_cwnd;
	}
}

/* Takes the delay of an ACK (section 4.2). */
static void hystartpp_update(struct cubicpp_state *ca, u32 rtt)
{
	u32 current = min(ca->current, rtt), last = ca->last;

	ca->current = current;
	if (++ca->samples < n_rtt_sample)
		return;
	if (ca->css) {
		/* The delay has shrunk again: it was a false alarm. */
		if (current < ca->baseline)
			ca->css = 0;
	} else if (last != NO_RTT &&
		   current >= last + clamp(last / min_rtt_divisor, min_rtt_thresh, max_rtt_thresh)) {
		ca->css = 1;
		ca->baseline = current;
		ca->rounds = 0;
	}
}

SEC("struct_ops/pkts_acked")
void BPF_PROG(cubicpp_pkts_acked, struct sock *sk, const struct ack_sample *sample)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct cubicpp_state *ca = inet_csk_ca(sk);
	s32 sampled = sample->rtt_us;
	u32 rtt;

	if (in_initial_slow_start(tp))
		follow_round(tp, ca);
	if (sampled < 0)
		return;
	rtt = max(sampled, 1);
	curve_take(tp, &ca->w, rtt);
	if (in_initial_slow_start(tp))
		hystartpp_update(ca, rtt);
}

SEC("struct_ops/undo_cwnd")
u32 BPF_PROG(cubicpp_undo_cwnd, struct sock *sk)
{
	return tcp_reno_undo_cwnd(sk);
}

SEC(".struct_ops.link")
struct tcp_congestion_ops cubicpp_c = {
	.init = (void *)cubicpp_init,
	.ssthresh = (void *)cubicpp_ssthresh,
	.cong_avoid = (void *)cubicpp_cong_avoid,
	.set_state = (void *)cubicpp_set_state,
	.cwnd_event = (void *)cubicpp_cwnd_event,
	.pkts_acked = (void *)cubicpp_pkts_acked,
	.undo_cwnd = (void *)cubicpp_undo_cwnd,
	.name = "c_cubicpp",
};
