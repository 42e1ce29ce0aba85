// SPDX-License-Identifier: GPL-2.0-or-later
/* YeAH-TCP (Baiocchi, Castellani, Vacirca 2007): grow like Scalable TCP while the queue is short, like
 * Reno once it is long, and then drain what has been queued before packets are lost.
 */
#include "tcp.h"

#define NO_RTT 0x7fffffffU

/* More packets than this in the queue: drain it (Q_max). */
const volatile u32 max_queue = 80;

/* Queueing takes more than 1/phi of the least delay: grow like Reno. */
const volatile u32 phi = 8;

/* The share of the queue that draining takes off, and as a shift the most of the window. */
const volatile u32 gamma = 1;
const volatile u32 epsilon = 1;

/* A loss takes at least this share of the window, as a shift. */
const volatile u32 delta = 3;

/* Rounds of Reno's growth before a loss takes half (rho), and of fast growth before Reno's window
 * is forgotten (zeta).
 */
const volatile u32 competing_rounds = 16;
const volatile u32 fast_rounds = 50;

/* Scalable TCP grows by a packet in so many ACKs. */
const volatile u32 ai_count = 100;

struct yeah_state {
	u8 active; /* delays are trusted */
	u16 samples;
	u32 round_end;
	u32 rtt; /* least of this round */
	u32 base; /* least ever */
	u32 queued; /* packets, as last seen */
	u32 reno_rounds; /* for which it has grown like Reno */
	u32 reno_window; /* what competing Reno flows would have */
	u32 fast;
};

static void begin_round(struct tcp_sock *tp, struct yeah_state *ca)
{
	ca->round_end = tp->snd_nxt;
	ca->samples = 0;
	ca->rtt = NO_RTT;
}

static void restart(struct sock *sk)
{
	struct yeah_state *ca = inet_csk_ca(sk);

	ca->base = NO_RTT;
	ca->active = 1;
	begin_round(tcp_sk(sk), ca);
}

SEC("struct_ops/init")
void BPF_PROG(yeah_init, struct sock *sk)
{
	struct yeah_state *ca = inet_csk_ca(sk);

	ca->reno_window = 2;
	restart(sk);
}

SEC("struct_ops/ssthresh")
u32 BPF_PROG(yeah_ssthresh, struct sock *sk)
{
	struct yeah_state *ca = inet_csk_ca(sk);
	u32 cwnd = tcp_sk(sk)->snd_cwnd;
	u32 less = max(cwnd >> 1, 2U);

	if (ca->reno_rounds < competing_rounds)
		less = max(min(ca->queued, less), cwnd >> delta);
	ca->fast = 0;
	ca->reno_window = max(ca->reno_window >> 1, 2U);
	return max((s32)(cwnd - less), 2);
}

/* Takes packets off the window for what they wait in the queue. */
static void drain(struct tcp_sock *tp, struct yeah_state *ca, u32 queued)
{
	u32 cwnd = tp->snd_cwnd, reno_window = ca->reno_window;

	if (queued > max_queue && cwnd > reno_window) {
		cwnd = max(cwnd - min(queued / gamma, cwnd >> epsilon), reno_window);
		tp->snd_cwnd = cwnd;
		tp->snd_ssthresh = cwnd;
	}
	ca->reno_window = reno_window <= 2 ? max(cwnd >> 1, 2U) : reno_window + 1;
	ca->reno_rounds++;
}

static void end_of_round(struct tcp_sock *tp, struct yeah_state *ca)
{
	u32 rtt, base, queueing, queued;

	/* Two samples may both have been delayed: ACKs are. */
	if (ca->samples <= 2)
		return;
	rtt = ca->rtt;
	base = ca->base;
	queueing = rtt - base;
	queued = (u64)tp->snd_cwnd * queueing / rtt;
	ca->queued = queued;
	if (queued > max_queue || queueing * phi > base) {
		drain(tp, ca, queued);
		return;
	}
	ca->reno_rounds = 0;
	if (++ca->fast > fast_rounds) {
		ca->reno_window = 2;
		ca->fast = 0;
	}
}

SEC("struct_ops/cong_avoid")
void BPF_PROG(yeah_cong_avoid, struct sock *sk, u32 ack, u32 acked)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct yeah_state *ca = inet_csk_ca(sk);

	if (!cwnd_limited(tp))
		return;
	if (in_slow_start(tp))
		acked = tcp_slow_start(tp, acked);
	if (acked) {
		u32 cwnd = tp->snd_cwnd;

		tcp_cong_avoid_ai(tp, ca->reno_rounds ? cwnd : min(cwnd, ai_count), acked);
	}
	if (after(ack, ca->round_end)) {
		end_of_round(tp, ca);
		begin_round(tp, ca);
	}
}

SEC("struct_ops/pkts_acked")
void BPF_PROG(yeah_pkts_acked, struct sock *sk, const struct ack_sample *sample)
{
	struct yeah_state *ca = inet_csk_ca(sk);
	s32 sampled = sample->rtt_us;
	u32 rtt;

	if (sampled < 0)
		return;
	rtt = sampled + 1; /* never 0 */
	ca->base = min(ca->base, rtt);
	ca->rtt = min(ca->rtt, rtt);
	ca->samples++;
}

SEC("struct_ops/set_state")
void BPF_PROG(yeah_set_state, struct sock *sk, u8 new_state)
{
	struct yeah_state *ca = inet_csk_ca(sk);

	ca->active = new_state == TCP_CA_Open;
	if (ca->active)
		begin_round(tcp_sk(sk), ca);
}

SEC("struct_ops/cwnd_event")
void BPF_PROG(yeah_cwnd_event, struct sock *sk, enum tcp_ca_event event)
{
	if (event == CA_EVENT_CWND_RESTART || event == CA_EVENT_TX_START)
		restart(sk);
}

SEC("struct_ops/undo_cwnd")
u32 BPF_PROG(yeah_undo_cwnd, struct sock *sk)
{
	return tcp_reno_undo_cwnd(sk);
}

SEC(".struct_ops.link")
struct tcp_congestion_ops yeah_c = {
	.init = (void *)yeah_init,
	.ssthresh = (void *)yeah_ssthresh,
	.cong_avoid = (void *)yeah_cong_avoid,
	.pkts_acked = (void *)yeah_pkts_acked,
	.set_state = (void *)yeah_set_state,
	.cwnd_event = (void *)yeah_cwnd_event,
	.undo_cwnd = (void *)yeah_undo_cwnd,
	.name = "c_yeah",
};
