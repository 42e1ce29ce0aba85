/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CUBIC's window (RFC 9438; Ha, Rhee, Xu 2008), for cubic.c and cubicpp.c: a cubic of the time since
 * the last loss, flat around the window where that loss came.
 */
#ifndef PEER_CUBE_H
#define PEER_CUBE_H

#include "tcp.h"

#define SCALE 1024
#define USEC_PER_SEC 1000000ULL
#define UPDATE_GAP (USEC_PER_SEC / 32)

/* What a loss leaves of the window, and how fast the cubic grows, both in 1024ths. */
const volatile u32 beta = 717;
const volatile u32 scale_c = 410;
const volatile bool fast_convergence = true;
const volatile bool reno_friendly = true;

extern unsigned long CONFIG_HZ __kconfig;

struct curve {
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
};

/* The cube root of i + 1/2, in 64ths. */
static const u8 roots[64] = {
	51, 73, 87, 97, 106, 113, 119, 125, 131, 136, 140, 144, 149, 152, 156, 160,
	163, 166, 169, 172, 175, 178, 181, 183, 186, 188, 191, 193, 195, 198, 200, 202,
	204, 206, 208, 210, 212, 214, 216, 218, 220, 222, 223, 225, 227, 228, 230, 232,
	233, 235, 237, 238, 240, 241, 243, 244, 246, 247, 248, 250, 251, 253, 254, 255,
};

/* Takes powers of 8 out until the rest is in the table, then two of Newton's steps. */
static inline u32 cube_root(u64 a)
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

static inline void curve_reset(struct curve *w)
{
	w->count = 0;
	w->w_max = 0;
	w->last_cwnd = 0;
	w->origin = 0;
	w->k = 0;
	w->delay_min = 0;
	w->reno_acks = 0;
	w->w_reno = 0;
	w->last_update = 0;
	w->epoch = 0;
}

/* Remembers where a loss came; gives the threshold after it. */
static inline u32 curve_ssthresh(const struct tcp_sock *tp, struct curve *w)
{
	u32 cwnd = tp->snd_cwnd;

	w->epoch = 0;
	if (cwnd < w->w_max && fast_convergence)
		w->w_max = (cwnd * (SCALE + beta)) / (2 * SCALE);
	else
		w->w_max = cwnd;
	return max((cwnd * beta) / SCALE, 2U);
}

static inline void begin_epoch(struct curve *w, u64 now, u32 cwnd, u32 acked)
{
	w->epoch = now;
	w->reno_acks = acked;
	w->w_reno = cwnd;
	if (w->w_max <= cwnd) {
		w->k = 0;
		w->origin = cwnd;
	} else {
		w->k = cube_root(((u64)(w->w_max - cwnd) << 40) / scale_c);
		w->origin = w->w_max;
	}
}

/* The window that Reno would have with the same back-off (RFC 9438, section 4.3). */
static inline u32 keep_up_with_reno(struct curve *w, u32 cwnd, u32 count)
{
	u32 share = 8 * (SCALE + beta) / 3 / (SCALE - beta);
	u32 per_packet = (cwnd * share) >> 3;

	if (w->reno_acks > per_packet && per_packet) {
		u32 grown = (w->reno_acks - 1) / per_packet;

		w->reno_acks -= grown * per_packet;
		w->w_reno += grown;
	}
	if (w->w_reno > cwnd)
		count = min(count, cwnd / (w->w_reno - cwnd));
	return count;
}

static inline void curve_update(struct tcp_sock *tp, struct curve *w, u32 acked)
{
	u64 now = tp->tcp_mstamp, t, offset;
	u32 cwnd = tp->snd_cwnd, delta, target, count;

	w->reno_acks += acked;
	if (w->last_cwnd == cwnd && now - w->last_update <= UPDATE_GAP)
		return;
	w->last_cwnd = cwnd;
	w->last_update = now;
	if (!w->epoch)
		begin_epoch(w, now, cwnd, acked);

	t = ((now - w->epoch + w->delay_min) << 10) / USEC_PER_SEC;
	offset = t < w->k ? w->k - t : t - w->k;
	delta = (scale_c * offset * offset * offset) >> 40;
	target = t < w->k ? w->origin - delta : w->origin + delta;
	count = target > cwnd ? cwnd / (target - cwnd) : 100 * cwnd;
	if (!w->w_max)
		count = min(count, 20U);
	if (reno_friendly)
		count = keep_up_with_reno(w, cwnd, count);
	w->count = max(count, 2U);
}

/* The time that the application was silent does not count. */
static inline void curve_resume(const struct tcp_sock *tp, struct curve *w)
{
	s32 idle;

	if (!w->epoch)
		return;
	idle = (u32)bpf_jiffies64() - tp->lsndtime;
	if (idle > 0)
		w->epoch = min(w->epoch + (u64)idle * (USEC_PER_SEC / CONFIG_HZ), tp->tcp_mstamp);
}

/* Takes the delay of an ACK. Gives whether it counts: not within a second of a loss, which may have
 * made it.
 */
static inline bool curve_take(const struct tcp_sock *tp, struct curve *w, u32 rtt)
{
	if (w->epoch && tp->tcp_mstamp - w->epoch < USEC_PER_SEC)
		return false;
	if (!w->delay_min || rtt < w->delay_min)
		w->delay_min = rtt;
	return true;
}

#endif
