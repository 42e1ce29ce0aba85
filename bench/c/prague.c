// SPDX-License-Identifier: GPL-2.0-or-later
/* TCP Prague's controller (draft-briscoe-iccrg-prague-congestion-control), with PRR (RFC 9937). */
#include "ecnecho.h"

#define USEC_PER_SEC 1000000ULL
#define LEAST_WINDOW 2
#define ONE_BITS 24 /* of shares, behind the point */
#define ONE (1U << ONE_BITS)

/* Weight of the newest share of marks in alpha, as a shift. */
const volatile u32 shift_g = 4;

/* Paths that are shorter, in microseconds, grow as this one does, once the connection is so many
 * round trips old.
 */
const volatile u32 rtt_virt = 25000;
const volatile u16 transition = 500;

/* Proportional rate reduction. */
struct prr {
	u32 delivered;
	u32 flight;
	u32 out;
	u32 una;
};

struct prague_state {
	u64 since; /* when this measurement began, */
	u32 delivered; /* and the counters then */
	u32 delivered_ce;
	u32 alpha;
	u32 last_ce;
	u32 round_end;
	u16 part; /* of a packet */
	struct prr prr;
	struct receiver receiver;
	u16 rounds; /* up to the transition */
	u8 prev_state;
	bool seen; /* a mark */
};

static void measure(const struct tcp_sock *tp, struct prague_state *ca)
{
	ca->since = tp->tcp_mstamp;
	ca->delivered = tp->delivered;
	ca->delivered_ce = tp->delivered_ce;
}

/* The kernel has set the rest to 0. */
SEC("struct_ops/init")
void BPF_PROG(prague_init, struct sock *sk)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct prague_state *ca = inet_csk_ca(sk);

	ca->alpha = ONE;
	ca->receiver.rcv_nxt = tp->rcv_nxt;
	ca->round_end = tp->snd_nxt;
	ca->last_ce = tp->delivered_ce;
	measure(tp, ca);
}

SEC("struct_ops/in_ack_event")
void BPF_PROG(prague_in_ack_event, struct sock *sk, u32 flags)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct prague_state *ca = inet_csk_ca(sk);
	u32 marked = tp->delivered_ce - ca->delivered_ce, total, alpha;

	if (!ca->seen) {
		if (!marked)
			return;
		ca->seen = true;
		measure(tp, ca);
		return;
	}
	if (tp->tcp_mstamp - ca->since <= max(tp->srtt_us >> 3, rtt_virt))
		return;
	total = max(tp->delivered - ca->delivered, 1U);
	alpha = ca->alpha;
	alpha -= alpha >> shift_g;
	alpha += ((u64)marked << (ONE_BITS - shift_g)) / total;
	ca->alpha = min(alpha, ONE);
	measure(tp, ca);
}

/* What a round trip adds, so that the rate grows as over the virtual round trip. */
static u32 per_round(const struct tcp_sock *tp, const struct prague_state *ca)
{
	u32 rtt = tp->srtt_us, least = rtt_virt;
	u64 ratio;

	if (ca->rounds < transition || rtt >> 3 >= least)
		return ONE;
	ratio = ((u64)rtt << (ONE_BITS - 3)) / least;
	return ratio * ratio >> ONE_BITS;
}

/* Grows the window for packets that came without marks. */
static void grow(struct tcp_sock *tp, struct prague_state *ca, u32 unmarked)
{
	if (!cwnd_limited(tp))
		return;
	if (in_slow_start(tp))
		unmarked = tcp_slow_start(tp, unmarked);
	if (unmarked)
		change_window(tp, &ca->part, ((u64)unmarked * per_round(tp, ca) / tp->snd_cwnd) >> (ONE_BITS - PART_BITS), LEAST_WINDOW);
}

static void begin_prr(const struct tcp_sock *tp, struct prr *p, u32 acked)
{
	p->delivered = 0;
	p->flight = max(tp->packets_out - tp->sacked_out + acked, 1U);
	p->out = tp->prr_out;
	p->una = tp->snd_una;
}

/* RFC 9937, section 6.2. */
static void prr_window(struct tcp_sock *tp, struct prr *p, u32 acked, bool losses)
{
	u32 una = tp->snd_una, pipe = in_flight(tp), ssthresh = tp->snd_ssthresh;
	u32 delivered = p->delivered + acked, sent = tp->prr_out - p->out;
	s32 send, room = ssthresh - pipe;

	if (room < 0) {
		send = ((u64)delivered * ssthresh + p->flight - 1) / p->flight - sent;
	} else {
		send = max((s32)(delivered - sent), (s32)acked);
		if (after(una, p->una) && !losses)
			send++;
		send = min(send, room);
	}
	/* The first retransmission leaves at once. */
	send = max(send, sent ? 0 : 1);
	p->delivered = delivered;
	p->una = una;
	tp->snd_cwnd = max(pipe + send, 1U);
}

/* In CWR the kernel suppresses further cuts for one round trip. */
static void follow(struct tcp_sock *tp, struct prague_state *ca, u8 state, u32 acked)
{
	u8 prev = ca->prev_state;

	if (state == prev)
		return;
	ca->prev_state = state;
	if (state == TCP_CA_Recovery)
		begin_prr(tp, &ca->prr, acked);
	else if (state == TCP_CA_CWR || prev == TCP_CA_Recovery)
		tp->snd_cwnd = min(tp->snd_cwnd, tp->snd_ssthresh);
}

SEC("struct_ops/cong_control")
void BPF_PROG(prague_cong_control, struct sock *sk)
{
	const struct rate_sample *rs = rate_sample(ctx);
	struct tcp_sock *tp = tcp_sk(sk);
	struct prague_state *ca = inet_csk_ca(sk);
	u32 acked = rs->acked_sacked, delivered_ce = tp->delivered_ce, marked, rtt;
	u8 state = ca_state(sk);
	u64 rate;

	if (!before(tp->snd_una, ca->round_end)) {
		ca->round_end = tp->snd_nxt;
		if (ca->rounds < transition)
			ca->rounds++;
	}
	follow(tp, ca, state, acked);
	marked = delivered_ce - ca->last_ce;
	ca->last_ce = delivered_ce;
	if (state == TCP_CA_Recovery)
		prr_window(tp, &ca->prr, acked, rs->losses);
	else
		grow(tp, ca, max((s32)(acked - marked), 0));
	rtt = tp->srtt_us;
	if (!rtt)
		return;
	rate = max(tp->snd_cwnd, tp->packets_out) * (8 * USEC_PER_SEC) * tp->mss_cache;
	if (in_slow_start(tp))
		rate <<= 1;
	set_pacing_rate(sk, rate / rtt);
}

/* For a mark. */
SEC("struct_ops/ssthresh")
u32 BPF_PROG(prague_ssthresh, struct sock *sk)
{
	const struct prague_state *ca = inet_csk_ca(sk);
	u64 cwnd = tcp_sk(sk)->snd_cwnd;

	return max(cwnd * (2 * ONE - ca->alpha) >> (ONE_BITS + 1), (u64)LEAST_WINDOW);
}

/* For a loss; one that comes in the round trip of a mark halves the window before that. */
SEC("struct_ops/set_state")
void BPF_PROG(prague_set_state, struct sock *sk, u8 new_state)
{
	struct tcp_sock *tp = tcp_sk(sk);
	u32 window;

	if (new_state != TCP_CA_Recovery)
		return;
	window = ca_state(sk) == TCP_CA_CWR ? tp->prior_cwnd : tp->snd_cwnd;
	tp->snd_ssthresh = max(window >> 1, (u32)LEAST_WINDOW);
}

SEC("struct_ops/cwnd_event")
void BPF_PROG(prague_cwnd_event, struct sock *sk, enum tcp_ca_event event)
{
	struct prague_state *ca = inet_csk_ca(sk);

	switch (event) {
	case CA_EVENT_ECN_IS_CE:
		receiver_saw(sk, &ca->receiver, true);
		break;
	case CA_EVENT_ECN_NO_CE:
		receiver_saw(sk, &ca->receiver, false);
		break;
	case CA_EVENT_LOSS:
		tcp_sk(sk)->snd_ssthresh = tcp_reno_ssthresh(sk);
		break;
	default:
		break;
	}
}

SEC("struct_ops/undo_cwnd")
u32 BPF_PROG(prague_undo_cwnd, struct sock *sk)
{
	return tcp_reno_undo_cwnd(sk);
}

SEC(".struct_ops.link")
struct tcp_congestion_ops prague_c = {
	.init = (void *)prague_init,
	.in_ack_event = (void *)prague_in_ack_event,
	.ssthresh = (void *)prague_ssthresh,
	.cong_control = (void *)prague_cong_control,
	.set_state = (void *)prague_set_state,
	.cwnd_event = (void *)prague_cwnd_event,
	.undo_cwnd = (void *)prague_undo_cwnd,
	.flags = 2, /* TCP_CONG_NEEDS_ECN */
	.name = "c_prague",
};
