// SPDX-License-Identifier: GPL-2.0-or-later
/* Copa (Arun and Balakrishnan 2018): send at 1/(delta * queueing delay), or as greedily as others. */
#include "tcp.h"

#define USEC_PER_SEC 1000000ULL
#define FRACTION 8 /* bits of 1/delta behind the point */
#define EACH_BITS 24 /* of what a packet acknowledged adds */
#define MAX_PER_DELTA (1000U << FRACTION)
#define MAX_VELOCITY 65536U
#define STEADY_ROUNDS 3
#define LEAST_WINDOW 2

/* 1/delta, the packets that may wait, in 256ths. */
const volatile u32 per_delta = 2 << FRACTION;

/* The least round trip of so many microseconds is that of the empty path. */
const volatile u32 min_rtt_window = 10000000;

/* The queue is nearly empty below so many percent of what delays vary by; if it never is for so many
 * rounds, another flow fills it.
 */
const volatile u32 nearly_empty = 10;
const volatile u8 patience = 5;

/* The least delay of a time of which at least the newer half counts. */
struct min_delay {
	u64 since; /* 0: no sample yet */
	u32 newer;
	u32 older;
};

struct copa_state {
	struct min_delay path;
	struct min_delay standing;
	u32 longest[4]; /* greatest delays of this round and of those before */
	u32 round_end;
	u32 eagerness; /* 1/delta now, in 256ths */
	u32 velocity;
	u32 start_cwnd; /* of the round */
	u16 part; /* of a packet */
	u8 filled; /* rounds since the queue was nearly empty */
	u8 steady; /* rounds that the window went in one direction */
	bool up;
	bool lost;
	bool cruising; /* slow start is over */
};

static void take_delay(struct min_delay *f, u64 now, u32 half, u32 rtt)
{
	if (!f->since || now - f->since > half) {
		f->older = f->since ? f->newer : rtt;
		f->newer = rtt;
		f->since = now;
	} else {
		f->newer = min(f->newer, rtt);
	}
}

static u32 least_delay(const struct min_delay *f)
{
	return min(f->newer, f->older);
}

static void take(const struct tcp_sock *tp, struct copa_state *ca, u32 rtt)
{
	u64 now = tp->tcp_mstamp;
	u32 path, standing, most;

	take_delay(&ca->path, now, min_rtt_window / 2, rtt);
	take_delay(&ca->standing, now, tp->srtt_us >> 5, rtt);
	ca->longest[0] = max(ca->longest[0], rtt);

	path = least_delay(&ca->path);
	standing = least_delay(&ca->standing);
	most = max(max(ca->longest[0], ca->longest[1]), max(ca->longest[2], ca->longest[3]));
	if (standing <= path || (standing - path) * 100 <= nearly_empty * (most - path))
		ca->filled = 0;
}

/* Who fills the queue is met with AIMD of 1/delta. */
static void adjust_delta(struct copa_state *ca)
{
	u32 least = per_delta;
	u8 filled = ca->filled + 1;

	if (filled < patience) {
		ca->filled = filled;
		ca->eagerness = least;
	} else if (ca->lost) {
		ca->eagerness = max(ca->eagerness >> 1, least);
	} else {
		ca->eagerness = min(ca->eagerness + (1 << FRACTION), MAX_PER_DELTA);
	}
	ca->lost = false;
}

/* Doubles the velocity while the window goes on in one direction. */
static void adjust_velocity(const struct tcp_sock *tp, struct copa_state *ca)
{
	u32 cwnd = tp->snd_cwnd;
	bool up = cwnd > ca->start_cwnd;

	if (up == ca->up && cwnd != ca->start_cwnd) {
		if (ca->steady < STEADY_ROUNDS)
			ca->steady++;
		if (ca->steady == STEADY_ROUNDS)
			ca->velocity = min(ca->velocity << 1, MAX_VELOCITY);
	} else {
		ca->steady = 0;
		ca->velocity = 1;
	}
	ca->up = up;
	ca->start_cwnd = cwnd;
}

static void end_of_round(const struct tcp_sock *tp, struct copa_state *ca, u32 rtt)
{
	ca->round_end = tp->snd_nxt;
	ca->longest[3] = ca->longest[2];
	ca->longest[2] = ca->longest[1];
	ca->longest[1] = ca->longest[0];
	ca->longest[0] = rtt;
	adjust_delta(ca);
	adjust_velocity(tp, ca);
}

/* Goes towards the target rate by velocity/delta packets in a round trip. */
static void adjust_window(struct tcp_sock *tp, struct copa_state *ca, u32 standing, u32 acked)
{
	u32 cwnd = tp->snd_cwnd, eagerness = ca->eagerness;
	u32 queueing = max((s32)(standing - least_delay(&ca->path)), 0);
	bool below = (u64)cwnd * queueing <= ((u64)eagerness * standing) >> FRACTION;
	u32 each;
	s64 change;

	if (below && !cwnd_limited(tp))
		return;
	if (below && !ca->cruising) {
		tp->snd_cwnd = min(cwnd + acked, tp->snd_cwnd_clamp);
		return;
	}
	ca->cruising = true;
	each = min(((u64)ca->velocity * eagerness << (EACH_BITS - FRACTION)) / cwnd, 1ULL << EACH_BITS);
	change = (u64)acked * each;
	change_window(tp, &ca->part, (below ? change : -change) >> (EACH_BITS - PART_BITS), LEAST_WINDOW);
}

SEC("struct_ops/init")
void BPF_PROG(copa_init, struct sock *sk)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct copa_state *ca = inet_csk_ca(sk);

	/* An active opener has handled the SYN-ACK by now. */
	__builtin_memset(ca, 0, sizeof(*ca));
	ca->eagerness = per_delta;
	ca->velocity = 1;
	ca->round_end = tp->snd_nxt;
	ca->start_cwnd = tp->snd_cwnd;
}

SEC("struct_ops/cong_control")
void BPF_PROG(copa_cong_control, struct sock *sk)
{
	const struct rate_sample *rs = rate_sample(ctx);
	struct tcp_sock *tp = tcp_sk(sk);
	struct copa_state *ca = inet_csk_ca(sk);
	long rtt = rs->rtt_us;
	u32 standing;

	if (rs->losses > 0)
		ca->lost = true;
	if (rtt > 0)
		take(tp, ca, rtt);
	if (!ca->standing.since)
		return;
	if (!before(tp->snd_una, ca->round_end))
		end_of_round(tp, ca, max(rtt, 0L));
	standing = least_delay(&ca->standing);
	adjust_window(tp, ca, standing, rs->acked_sacked);
	set_pacing_rate(sk, 2 * USEC_PER_SEC * tp->snd_cwnd * tp->mss_cache / standing);
}

SEC("struct_ops/set_state")
void BPF_PROG(copa_set_state, struct sock *sk, u8 new_state)
{
	struct copa_state *ca = inet_csk_ca(sk);

	if (new_state == TCP_CA_Loss) {
		ca->velocity = 1;
		ca->steady = 0;
	}
}

SEC("struct_ops/ssthresh")
u32 BPF_PROG(copa_ssthresh, struct sock *sk)
{
	return tcp_sk(sk)->snd_ssthresh;
}

SEC("struct_ops/undo_cwnd")
u32 BPF_PROG(copa_undo_cwnd, struct sock *sk)
{
	return tcp_reno_undo_cwnd(sk);
}

SEC(".struct_ops.link")
struct tcp_congestion_ops copa_c = {
	.init = (void *)copa_init,
	.ssthresh = (void *)copa_ssthresh,
	.cong_control = (void *)copa_cong_control,
	.set_state = (void *)copa_set_state,
	.undo_cwnd = (void *)copa_undo_cwnd,
	.name = "c_copa",
};
