// SPDX-License-Identifier: GPL-2.0-or-later
/* CUBIC (RFC 9438; Ha, Rhee, Xu 2008) with HyStart (Ha, Rhee 2008). */
#include "tcp.h"

#define SCALE 1024
#define USEC_PER_SEC 1000000ULL
#define UPDATE_GAP (USEC_PER_SEC / 32)

/* What a loss leaves of the window, and how fast the cubic grows, both in 1024ths. */
const volatile u32 beta = 717;
const volatile u32 scale_c = 410;
const volatile bool fast_convergence = true;
const volatile bool reno_friendly = true;
const volatile bool use_hystart = true;

/* HyStart: below this window nothing is concluded; ACKs closer than the gap belong to a train;
 * samples of a round before its delay is believed.
 */
const volatile u32 low_window = 16;
const volatile u32 train_gap = 2000;
const volatile u8 min_samples = 8;

extern unsigned long CONFIG_HZ __kconfig;

struct cubic_state {
	u32 count; /* ACKs for one packet of growth */
	u32 w_max;
	u32 last_cwnd;
	u32 origin;
	u32 k; /* when the cubic is flat, in 1024ths of a second */
	u32 delay_min;
	u32 reno_acks;
	u32 w_reno;
	u64 last_update;
	u64 epoch; /* 0: begins with the next ACK */
	u32 round_start;
	u32 round_end;
	u32 last_ack;
	u32 round_rtt;
	u8 samples;
	u8 found;
};

/* The cube root of i + 1/2, in 64ths. */
static const u8 roots[64] = {
	51, 73, 87, 97, 106, 113, 119, 125, 131, 136, 140, 144, 149, 152, 156, 160,
	163, 166, 169, 172, 175, 178, 181, 183, 186, 188, 191, 193, 195, 198, 200, 202,
	204, 206, 208, 210, 212, 214, 216, 218, 220, 222, 223, 225, 227, 228, 230, 232,
	233, 235, 237, 238, 240, 241, 243, 244, 246, 247, 248, 250, 251, 253, 254, 255,
};

/* Takes powers of 8 out until the rest is in the table, then two of Newton's steps. */
static __always_inline u32 cube_root(u64 a)
{
	u64 rest = a, x;
	u32 bits = 0;

	if (rest >= 1ULL << 51) {
		rest >>= 48;
		bits += 16;
	}
	if (rest >= 1ULL << 27) {
		rest >>= 24;
		bits += 8;
	}
	if (rest >= 1ULL << 15) {
		rest >>= 12;
		bits += 4;
	}
	if (rest >= 1ULL << 9) {
		rest >>= 6;
		bits += 2;
	}
	if (rest >= 1ULL << 6) {
		rest >>= 3;
		bits += 1;
	}
	x = ((u64)roots[rest & 63] << bits) >> 6;
	x = (2 * x + a / (x * x)) / 3;
	x = (2 * x + a / (x * x)) / 3;
	return x;
}

static __always_inline void hystart_reset(struct tcp_sock *tp, struct cubic_state *ca)
{
	u32 now = tp->tcp_mstamp;

	ca->round_start = now;
	ca->last_ack = now;
	ca->round_end = tp->snd_nxt;
	ca->round_rtt = ~0U;
	ca->samples = 0;
}

static __always_inline void reset(struct cubic_state *ca)
{
	ca->count = 0;
	ca->w_max = 0;
	ca->last_cwnd = 0;
	ca->origin = 0;
	ca->k = 0;
	ca->delay_min = 0;
	ca->reno_acks = 0;
	ca->w_reno = 0;
	ca->last_update = 0;
	ca->epoch = 0;
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
	u32 cwnd = tcp_sk(sk)->snd_cwnd;

	ca->epoch = 0;
	if (cwnd < ca->w_max && fast_convergence)
		ca->w_max = (cwnd * (SCALE + beta)) / (2 * SCALE);
	else
		ca->w_max = cwnd;
	return max((cwnd * beta) / SCALE, 2U);
}

static __always_inline void begin_epoch(struct cubic_state *ca, u64 now, u32 cwnd, u32 acked)
{
	ca->epoch = now;
	ca->reno_acks = acked;
	ca->w_reno = cwnd;
	if (ca->w_max <= cwnd) {
		ca->k = 0;
		ca->origin = cwnd;
	} else {
		ca->k = cube_root(((u64)(ca->w_max - cwnd) << 40) / scale_c);
		ca->origin = ca->w_max;
	}
}

/* The window that Reno would have with the same back-off (RFC 9438, section 4.3). */
static __always_inline u32 keep_up_with_reno(struct cubic_state *ca, u32 cwnd, u32 count)
{
	u32 share = 8 * (SCALE + beta) / 3 / (SCALE - beta);
	u32 per_packet = (cwnd * share) >> 3;

	if (ca->reno_acks > per_packet && per_packet) {
		u32 grown = (ca->reno_acks - 1) / per_packet;

		ca->reno_acks -= grown * per_packet;
		ca->w_reno += grown;
	}
	if (ca->w_reno > cwnd)
		count = min(count, cwnd / (ca->w_reno - cwnd));
	return count;
}

static __always_inline void update(struct tcp_sock *tp, struct cubic_state *ca, u32 acked)
{
	u64 now = tp->tcp_mstamp, t, offset;
	u32 cwnd = tp->snd_cwnd, delta, target, count;

	ca->reno_acks += acked;
	if (ca->last_cwnd == cwnd && now - ca->last_update <= UPDATE_GAP)
		return;
	ca->last_cwnd = cwnd;
	ca->last_update = now;
	if (!ca->epoch)
		begin_epoch(ca, now, cwnd, acked);

	t = ((now - ca->epoch + ca->delay_min) << 10) / USEC_PER_SEC;
	offset = t < ca->k ? ca->k - t : t - ca->k;
	delta = (scale_c * offset * offset * offset) >> 40;
	target = t < ca->k ? ca->origin - delta : ca->origin + delta;
	count = target > cwnd ? cwnd / (target - cwnd) : 100 * cwnd;
	if (!ca->w_max)
		count = min(count, 20U);
	if (reno_friendly)
		count = keep_up_with_reno(ca, cwnd, count);
	ca->count = max(count, 2U);
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
	update(tp, ca, acked);
	tcp_cong_avoid_ai(tp, ca->count, acked);
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

/* The time that the application was silent does not count. */
SEC("struct_ops/cwnd_event")
void BPF_PROG(cubic_cwnd_event, struct sock *sk, enum tcp_ca_event event)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct cubic_state *ca = inet_csk_ca(sk);
	s32 idle;

	if (event != CA_EVENT_TX_START || !ca->epoch)
		return;
	idle = (u32)bpf_jiffies64() - tp->lsndtime;
	if (idle > 0)
		ca->epoch = min(ca->epoch + (u64)idle * (USEC_PER_SEC / CONFIG_HZ), tp->tcp_mstamp);
}

/* The time that the sender's own batching adds to an ACK train. */
static __always_inline u32 ack_delay(struct sock *sk)
{
	u64 rate = sk->sk_pacing_rate;

	return rate ? min((u64)sk->sk_gso_max_size * 4 * USEC_PER_SEC / rate, 1000ULL) : 0;
}

static __always_inline void hystart_update(struct sock *sk, struct cubic_state *ca, u32 rtt)
{
	struct tcp_sock *tp = tcp_sk(sk);
	u32 least = ca->delay_min, now = tp->tcp_mstamp, cwnd;

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
	/* A loss may have made this sample: wait a second. */
	if (ca->epoch && tp->tcp_mstamp - ca->epoch < USEC_PER_SEC)
		return;
	rtt = max(sampled, 1);
	if (!ca->delay_min || rtt < ca->delay_min)
		ca->delay_min = rtt;
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
