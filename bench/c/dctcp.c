// SPDX-License-Identifier: GPL-2.0
/* Data Center TCP (RFC 8257), as a kernel developer would write it in C for BPF: the peer of
 * stdlib/dctcp.cc in the benchmarks. vmlinux.h is made with
 *   bpftool btf dump file /sys/kernel/btf/vmlinux format c > vmlinux.h
 */
#include "vmlinux.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#define ALPHA_MAX 1024U
#define SHIFT_G 4
#define ACK_TIMER 2
#define ACK_NOW 16
#define DEMAND_CWR 4

struct dctcp_state {
	__u32 delivered;
	__u32 delivered_ce;
	__u32 rcv_nxt;
	__u32 alpha;
	__u32 round_end;
	__u32 loss_cwnd;
	__u8 ce;
};

static __always_inline struct tcp_sock *to_tcp(struct sock *sk)
{
	return (struct tcp_sock *)sk;
}

static __always_inline struct inet_connection_sock *to_icsk(struct sock *sk)
{
	return (struct inet_connection_sock *)sk;
}

static __always_inline struct dctcp_state *to_state(struct sock *sk)
{
	return (struct dctcp_state *)to_icsk(sk)->icsk_ca_priv;
}

static __always_inline __u32 max_u32(__u32 a, __u32 b)
{
	return a > b ? a : b;
}

static __always_inline void begin_round(struct tcp_sock *tp, struct dctcp_state *ca)
{
	ca->round_end = tp->snd_nxt;
	ca->delivered = tp->delivered;
	ca->delivered_ce = tp->delivered_ce;
}

static __always_inline void react_to_loss(struct sock *sk)
{
	struct tcp_sock *tp = to_tcp(sk);

	to_state(sk)->loss_cwnd = tp->snd_cwnd;
	tp->snd_ssthresh = max_u32(tp->snd_cwnd >> 1, 2);
}

SEC("struct_ops")
void BPF_PROG(dctcp_init, struct sock *sk)
{
	struct tcp_sock *tp = to_tcp(sk);
	struct dctcp_state *ca = to_state(sk);

	ca->rcv_nxt = tp->rcv_nxt;
	ca->alpha = ALPHA_MAX;
	ca->loss_cwnd = 0;
	ca->ce = 0;
	begin_round(tp, ca);
}

SEC("struct_ops")
__u32 BPF_PROG(dctcp_ssthresh, struct sock *sk)
{
	struct tcp_sock *tp = to_tcp(sk);
	struct dctcp_state *ca = to_state(sk);

	ca->loss_cwnd = tp->snd_cwnd;
	return max_u32(tp->snd_cwnd - ((tp->snd_cwnd * ca->alpha) >> 11), 2);
}

SEC("struct_ops")
void BPF_PROG(dctcp_in_ack_event, struct sock *sk, __u32 flags)
{
	struct tcp_sock *tp = to_tcp(sk);
	struct dctcp_state *ca = to_state(sk);

	if ((__s32)(tp->snd_una - ca->round_end) >= 0) {
		__u32 marked = tp->delivered_ce - ca->delivered_ce;
		__u32 alpha = ca->alpha;
		__u32 part = alpha >> SHIFT_G;

		alpha -= part ? part : alpha;
		if (marked) {
			__u32 total = tp->delivered - ca->delivered;

			marked <<= 10 - SHIFT_G;
			marked /= max_u32(1, total);
			alpha += marked;
			if (alpha > ALPHA_MAX)
				alpha = ALPHA_MAX;
		}
		ca->alpha = alpha;
		begin_round(tp, ca);
	}
}

static __always_inline __u32 slow_start(struct tcp_sock *tp, __u32 acked)
{
	__u32 cwnd = tp->snd_cwnd + acked;

	if (cwnd > tp->snd_ssthresh)
		cwnd = tp->snd_ssthresh;
	acked -= cwnd - tp->snd_cwnd;
	tp->snd_cwnd = cwnd < tp->snd_cwnd_clamp ? cwnd : tp->snd_cwnd_clamp;
	return acked;
}

static __always_inline void cong_avoid_ai(struct tcp_sock *tp, __u32 w, __u32 acked)
{
	if (tp->snd_cwnd_cnt >= w) {
		tp->snd_cwnd_cnt = 0;
		tp->snd_cwnd++;
	}
	tp->snd_cwnd_cnt += acked;
	if (tp->snd_cwnd_cnt >= w) {
		__u32 delta = tp->snd_cwnd_cnt / w;

		tp->snd_cwnd_cnt -= delta * w;
		tp->snd_cwnd += delta;
	}
	if (tp->snd_cwnd > tp->snd_cwnd_clamp)
		tp->snd_cwnd = tp->snd_cwnd_clamp;
}

static __always_inline bool is_cwnd_limited(struct tcp_sock *tp)
{
	if (BPF_CORE_READ_BITFIELD(tp, is_cwnd_limited))
		return true;
	if (tp->snd_cwnd < tp->snd_ssthresh)
		return tp->snd_cwnd < 2 * tp->max_packets_out;
	return false;
}

SEC("struct_ops")
void BPF_PROG(dctcp_cong_avoid, struct sock *sk, __u32 ack, __u32 acked)
{
	struct tcp_sock *tp = to_tcp(sk);

	if (!is_cwnd_limited(tp))
		return;
	if (tp->snd_cwnd < tp->snd_ssthresh) {
		acked = slow_start(tp, acked);
		if (!acked)
			return;
	}
	cong_avoid_ai(tp, tp->snd_cwnd, acked);
}

SEC("struct_ops")
void BPF_PROG(dctcp_set_state, struct sock *sk, __u8 new_state)
{
	if (new_state == TCP_CA_Recovery && new_state != BPF_CORE_READ_BITFIELD(to_icsk(sk), icsk_ca_state))
		react_to_loss(sk);
}

static __always_inline void receiver_saw(struct sock *sk, bool marked)
{
	struct tcp_sock *tp = to_tcp(sk);
	struct inet_connection_sock *icsk = to_icsk(sk);
	struct dctcp_state *ca = to_state(sk);

	if (ca->ce != marked) {
		if (icsk->icsk_ack.pending & ACK_TIMER) {
			if (ca->ce)
				tp->ecn_flags |= DEMAND_CWR;
			else
				tp->ecn_flags &= ~DEMAND_CWR;
			bpf_tcp_send_ack(tp, ca->rcv_nxt);
		}
		icsk->icsk_ack.pending |= ACK_NOW;
	}
	ca->rcv_nxt = tp->rcv_nxt;
	ca->ce = marked;
	if (marked)
		tp->ecn_flags |= DEMAND_CWR;
	else
		tp->ecn_flags &= ~DEMAND_CWR;
}

SEC("struct_ops")
void BPF_PROG(dctcp_cwnd_event, struct sock *sk, enum tcp_ca_event event)
{
	switch (event) {
	case CA_EVENT_ECN_IS_CE:
		receiver_saw(sk, true);
		break;
	case CA_EVENT_ECN_NO_CE:
		receiver_saw(sk, false);
		break;
	case CA_EVENT_LOSS:
		react_to_loss(sk);
		break;
	default:
		break;
	}
}

SEC("struct_ops")
__u32 BPF_PROG(dctcp_undo_cwnd, struct sock *sk)
{
	return max_u32(to_tcp(sk)->snd_cwnd, to_state(sk)->loss_cwnd);
}

SEC(".struct_ops.link")
struct tcp_congestion_ops dctcp_c = {
	.init = (void *)dctcp_init,
	.ssthresh = (void *)dctcp_ssthresh,
	.in_ack_event = (void *)dctcp_in_ack_event,
	.cong_avoid = (void *)dctcp_cong_avoid,
	.set_state = (void *)dctcp_set_state,
	.cwnd_event = (void *)dctcp_cwnd_event,
	.undo_cwnd = (void *)dctcp_undo_cwnd,
	.flags = 2, /* TCP_CONG_NEEDS_ECN */
	.name = "dctcp_c",
};

char _license[] SEC("license") = "GPL";
