/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the C peers share: the parts of the kernel's types that algorithms touch, relocated when
 * the object is loaded (CO-RE), and the pieces that all algorithms have from TCP Reno (RFC 5681).
 * With -DVMLINUX_H the types come from a vmlinux.h instead; the bytecode is the same.
 */
#ifndef PEER_TCP_H
#define PEER_TCP_H

#ifdef VMLINUX_H
#include "vmlinux.h"
#else

typedef signed char __s8;
typedef unsigned char __u8;
typedef signed short __s16;
typedef unsigned short __u16;
typedef signed int __s32;
typedef unsigned int __u32;
typedef signed long long __s64;
typedef unsigned long long __u64;
typedef __u16 __be16;
typedef __u32 __be32;
typedef __u32 __wsum;
typedef _Bool bool;
typedef __s8 s8;
typedef __u8 u8;
typedef __s16 s16;
typedef __u16 u16;
typedef __s32 s32;
typedef __u32 u32;
typedef __s64 s64;
typedef __u64 u64;
#define true 1
#define false 0

enum bpf_map_type {
	BPF_MAP_TYPE_HASH = 1,
	BPF_MAP_TYPE_ARRAY = 2,
	BPF_MAP_TYPE_SK_STORAGE = 24,
};

enum {
	BPF_F_NO_PREALLOC = 1,
	BPF_SK_STORAGE_GET_F_CREATE = 1,
};

enum tcp_ca_state {
	TCP_CA_Open,
	TCP_CA_Disorder,
	TCP_CA_CWR,
	TCP_CA_Recovery,
	TCP_CA_Loss,
};

enum tcp_ca_event {
	CA_EVENT_TX_START,
	CA_EVENT_CWND_RESTART,
	CA_EVENT_COMPLETE_CWR,
	CA_EVENT_LOSS,
	CA_EVENT_ECN_NO_CE,
	CA_EVENT_ECN_IS_CE,
};

enum tcp_ca_ack_event_flags {
	CA_ACK_SLOWPATH = 1,
	CA_ACK_WIN_UPDATE = 2,
	CA_ACK_ECE = 4,
};

enum sk_pacing {
	SK_PACING_NONE,
	SK_PACING_NEEDED,
	SK_PACING_FQ,
};

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct sock_common {
	volatile unsigned char skc_state;
};

struct sock {
	struct sock_common __sk_common;
	unsigned long sk_pacing_rate;
	unsigned long sk_max_pacing_rate;
	u32 sk_pacing_status;
	u8 sk_pacing_shift;
	unsigned int sk_gso_max_size;
	u16 sk_gso_max_segs;
};

struct inet_sock {
	struct sock sk;
};

struct inet_connection_sock {
	struct inet_sock icsk_inet;
	u8 icsk_ca_state : 5;
	struct {
		u8 pending;
	} icsk_ack;
	u64 icsk_ca_priv[13];
};

struct minmax_sample {
	u32 t;
	u32 v;
};

struct minmax {
	struct minmax_sample s[3];
};

struct tcp_options_received {
	u16 saw_tstamp : 1;
	u32 rcv_tsval;
	u32 rcv_tsecr;
};

struct tcp_sock {
	struct inet_connection_sock inet_conn;
	u32 snd_cwnd;
	u32 snd_cwnd_cnt;
	u32 snd_cwnd_clamp;
	u32 snd_ssthresh;
	u32 prior_cwnd;
	u32 prr_out;
	u32 packets_out;
	u32 sacked_out;
	u32 lost_out;
	u32 retrans_out;
	u32 max_packets_out;
	u8 is_cwnd_limited : 1;
	u32 delivered;
	u32 delivered_ce;
	u32 lost;
	u32 app_limited;
	u64 tcp_mstamp;
	u64 delivered_mstamp;
	u64 tcp_clock_cache;
	u64 tcp_wstamp_ns;
	u32 lsndtime;
	u32 srtt_us;
	struct minmax rtt_min;
	u32 snd_una;
	u32 snd_nxt;
	u32 rcv_nxt;
	u32 mss_cache;
	u8 ecn_flags;
	struct tcp_options_received rx_opt;
};

struct ack_sample {
	u32 pkts_acked;
	s32 rtt_us;
	u32 in_flight;
};

struct rate_sample {
	u64 prior_mstamp;
	u32 prior_delivered;
	u32 prior_delivered_ce;
	s32 delivered;
	s32 delivered_ce;
	long interval_us;
	u32 snd_interval_us;
	u32 rcv_interval_us;
	long rtt_us;
	int losses;
	u32 acked_sacked;
	u32 prior_in_flight;
	bool is_app_limited;
	bool is_retrans;
	bool is_ack_delayed;
};

struct tcp_congestion_ops {
	u32 (*ssthresh)(struct sock *sk);
	void (*cong_avoid)(struct sock *sk, u32 ack, u32 acked);
	void (*set_state)(struct sock *sk, u8 new_state);
	void (*cwnd_event)(struct sock *sk, enum tcp_ca_event ev);
	void (*in_ack_event)(struct sock *sk, u32 flags);
	void (*pkts_acked)(struct sock *sk, const struct ack_sample *sample);
	u32 (*min_tso_segs)(struct sock *sk);
	void (*cong_control)(struct sock *sk, u32 ack, int flag, const struct rate_sample *rs);
	u32 (*undo_cwnd)(struct sock *sk);
	u32 (*sndbuf_expand)(struct sock *sk);
	char name[16];
	u32 flags;
	void (*init)(struct sock *sk);
	void (*release)(struct sock *sk);
};

#pragma clang attribute pop
#endif /* VMLINUX_H */

#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>

/* What cong_control looks like from Linux 6.10 on. What pointers point to must be of that name only;
 * for libraries that compare members, too, it has none.
 */
struct sock___any {
};

struct rate_sample___any {
};

struct tcp_congestion_ops___with_ack {
	void (*cong_control)(struct sock___any *sk, u32 ack, int flag, const struct rate_sample___any *rs);
};

/* Slow start that has not met congestion yet. */
#define INFINITE_SSTHRESH 0x7fffffff

#define min(a, b) ({ __auto_type _a = (a); __auto_type _b = (b); _a < _b ? _a : _b; })
#define max(a, b) ({ __auto_type _a = (a); __auto_type _b = (b); _a > _b ? _a : _b; })
#define clamp(x, lo, hi) min(max(x, lo), hi)

/* Members of a few bits. libbpf's macro takes any width and place. With -DBYTE_BITFIELDS the C knows
 * what our compiler does: that those read here lie in one byte, in every kernel so far.
 */
#ifdef BYTE_BITFIELDS
#define READ_BITS(s, field) ({									\
	u64 _bits = *((const u8 *)(s) + __CORE_RELO(s, field, BYTE_OFFSET));			\
	_bits <<= __CORE_RELO(s, field, LSHIFT_U64);						\
	_bits >> __CORE_RELO(s, field, RSHIFT_U64);						\
})
#else
#define READ_BITS(s, field) BPF_CORE_READ_BITFIELD(s, field)
#endif

/* Sequence numbers and other counters that wrap. */
#define before(a, b) ((s32)((u32)(a) - (u32)(b)) < 0)
#define after(a, b) before(b, a)

static inline struct tcp_sock *tcp_sk(struct sock *sk)
{
	return (struct tcp_sock *)sk;
}

static inline struct inet_connection_sock *inet_csk(struct sock *sk)
{
	return (struct inet_connection_sock *)sk;
}

static inline void *inet_csk_ca(struct sock *sk)
{
	return inet_csk(sk)->icsk_ca_priv;
}

/* The rate sample among the arguments of cong_control: the fourth, before 6.10 the second. The barrier
 * keeps clang from joining the two loads into one from a computed place, which the verifier refuses.
 */
static inline const struct rate_sample *rate_sample(unsigned long long *ctx)
{
	unsigned long long rs;

	if (bpf_core_type_matches(struct tcp_congestion_ops___with_ack)) {
		rs = ctx[3];
		barrier_var(rs);
	} else {
		rs = ctx[1];
	}
	return (const struct rate_sample *)rs;
}

/* Sets the pacing rate, and has the connection paced. */
static inline void set_pacing_rate(struct sock *sk, u64 rate)
{
	sk->sk_pacing_rate = min(rate, (u64)sk->sk_max_pacing_rate);
	if (sk->sk_pacing_status == SK_PACING_NONE)
		sk->sk_pacing_status = SK_PACING_NEEDED;
}

/* How the connection stands with congestion: enum tcp_ca_state. */
static inline u8 ca_state(struct sock *sk)
{
	return READ_BITS(inet_csk(sk), icsk_ca_state);
}

static inline bool in_slow_start(const struct tcp_sock *tp)
{
	return tp->snd_cwnd < tp->snd_ssthresh;
}

/* Whether the window, not the application, limits sending (RFC 7661). */
static inline bool cwnd_limited(const struct tcp_sock *tp)
{
	if (READ_BITS(tp, is_cwnd_limited))
		return true;
	return in_slow_start(tp) && tp->snd_cwnd < 2 * tp->max_packets_out;
}

/* Packets in the network now (RFC 6675 calls it pipe). */
static inline u32 in_flight(const struct tcp_sock *tp)
{
	return tp->packets_out - (tp->sacked_out + tp->lost_out) + tp->retrans_out;
}

#ifdef KFUNCS

/* Kernels from 5.13 on have these as functions that BPF may call. */
extern u32 tcp_slow_start(struct tcp_sock *tp, u32 acked) __ksym;
extern void tcp_cong_avoid_ai(struct tcp_sock *tp, u32 w, u32 acked) __ksym;
extern void tcp_reno_cong_avoid(struct sock *sk, u32 ack, u32 acked) __ksym;
extern u32 tcp_reno_ssthresh(struct sock *sk) __ksym;
extern u32 tcp_reno_undo_cwnd(struct sock *sk) __ksym;

#else

/* Grows the window by a packet per packet acknowledged, up to the threshold; gives what is left. */
static inline u32 tcp_slow_start(struct tcp_sock *tp, u32 acked)
{
	u32 cwnd = tp->snd_cwnd;
	u32 grown = min(cwnd + acked, tp->snd_ssthresh);

	tp->snd_cwnd = min(grown, tp->snd_cwnd_clamp);
	return acked - (grown - cwnd);
}

/* Grows the window by a packet for every w acknowledged. */
static inline void tcp_cong_avoid_ai(struct tcp_sock *tp, u32 w, u32 acked)
{
	u32 cwnd = tp->snd_cwnd;
	u32 count = tp->snd_cwnd_cnt;

	if (count >= w) {
		count = 0;
		cwnd++;
	}
	count += acked;
	if (count >= w) {
		u32 more = count / w;

		count -= more * w;
		cwnd += more;
	}
	tp->snd_cwnd_cnt = count;
	tp->snd_cwnd = min(cwnd, tp->snd_cwnd_clamp);
}

static inline void tcp_reno_cong_avoid(struct sock *sk, u32 ack, u32 acked)
{
	struct tcp_sock *tp = tcp_sk(sk);

	if (!cwnd_limited(tp))
		return;
	if (in_slow_start(tp)) {
		acked = tcp_slow_start(tp, acked);
		if (!acked)
			return;
	}
	tcp_cong_avoid_ai(tp, tp->snd_cwnd, acked);
}

static inline u32 tcp_reno_ssthresh(struct sock *sk)
{
	return max(tcp_sk(sk)->snd_cwnd >> 1, 2U);
}

static inline u32 tcp_reno_undo_cwnd(struct sock *sk)
{
	const struct tcp_sock *tp = tcp_sk(sk);

	return max(tp->snd_cwnd, tp->prior_cwnd);
}

#endif /* KFUNCS */

/* The threshold that slow start would stop at now: three quarters of the window count, but while
 * a loss is being repaired.
 */
static inline u32 current_ssthresh(struct sock *sk)
{
	const struct tcp_sock *tp = tcp_sk(sk);
	u8 state = ca_state(sk);

	if (state == TCP_CA_CWR || state == TCP_CA_Recovery)
		return tp->snd_ssthresh;
	return max(tp->snd_ssthresh, (tp->snd_cwnd >> 1) + (tp->snd_cwnd >> 2));
}

/* Changes the window by so many 65536ths of a packet, and keeps what is beyond whole packets. */
#define PART_BITS 16

static inline void change_window(struct tcp_sock *tp, u16 *part, s64 change, s64 least)
{
	s64 window = ((s64)tp->snd_cwnd << PART_BITS) + *part + change;

	window = max(window, least << PART_BITS);
	*part = window;
	tp->snd_cwnd = min((u32)(window >> PART_BITS), tp->snd_cwnd_clamp);
}

char _license[] SEC("license") = "GPL";

#endif
