// SPDX-License-Identifier: GPL-2.0-or-later
/* TCP Westwood+ (Mascolo et al. 2001; Grieco, Mascolo 2004): after a loss, the window that the
 * measured bandwidth needs.
 */
#include "tcp.h"

#define INITIAL_RTT 20000000

/* A bandwidth sample covers at least so many microseconds. */
const volatile u32 min_window = 50000;

struct westwood_state {
	u32 window_start;
	u32 bw_fast; /* 256ths of a byte per microsecond, filtered once */
	u32 bw; /* filtered twice */
	u32 rtt;
	u32 rtt_min;
	u32 acked; /* bytes in this window */
	u32 snd_una;
	u32 accounted;
	u8 started;
	u8 reset_rtt_min;
};

SEC("struct_ops/init")
void BPF_PROG(westwood_init, struct sock *sk)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct westwood_state *ca = inet_csk_ca(sk);

	ca->window_start = tp->tcp_mstamp;
	ca->snd_una = tp->snd_una;
	ca->rtt = INITIAL_RTT;
	ca->rtt_min = INITIAL_RTT;
	ca->reset_rtt_min = 1;
}

SEC("struct_ops/ssthresh")
u32 BPF_PROG(westwood_ssthresh, struct sock *sk)
{
	return tcp_reno_ssthresh(sk);
}

SEC("struct_ops/cong_avoid")
void BPF_PROG(westwood_cong_avoid, struct sock *sk, u32 ack, u32 acked)
{
	tcp_reno_cong_avoid(sk, ack, acked);
}

static void filter(struct westwood_state *ca, u32 sample)
{
	u32 fast = ca->bw_fast, bw = ca->bw;

	if (!fast && !bw) {
		fast = sample;
		bw = sample;
	} else {
		fast = (7 * fast + sample) >> 3;
		bw = (7 * bw + fast) >> 3;
	}
	ca->bw_fast = fast;
	ca->bw = bw;
}

static void update_window(struct tcp_sock *tp, struct westwood_state *ca)
{
	u32 now = tp->tcp_mstamp, elapsed = now - ca->window_start;

	if (!ca->started) {
		ca->snd_una = tp->snd_una;
		ca->started = 1;
	}
	if (elapsed > max(ca->rtt, min_window)) {
		filter(ca, ((u64)ca->acked << 8) / elapsed);
		ca->acked = 0;
		ca->window_start = now;
	}
}

/* Bytes that an ACK stands for; a duplicate counts for one segment, which the cumulative ACK
 * behind it then does not count again.
 */
static u32 acked_count(struct westwood_state *ca, u32 bytes, u32 mss)
{
	u32 accounted = ca->accounted;

	if (!bytes) {
		ca->accounted = accounted + mss;
		return mss;
	}
	if (bytes <= mss)
		return bytes;
	if (accounted >= bytes) {
		ca->accounted = accounted - bytes;
		return mss;
	}
	ca->accounted = 0;
	return bytes - accounted;
}

SEC("struct_ops/in_ack_event")
void BPF_PROG(westwood_in_ack_event, struct sock *sk, u32 flags)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct westwood_state *ca = inet_csk_ca(sk);
	u32 una, bytes, rtt;

	update_window(tp, ca);
	una = tp->snd_una;
	bytes = una - ca->snd_una;
	ca->snd_una = una;
	if (flags & CA_ACK_SLOWPATH)
		bytes = acked_count(ca, bytes, tp->mss_cache);
	ca->acked += bytes;
	rtt = ca->rtt;
	if (ca->reset_rtt_min || rtt < ca->rtt_min)
		ca->rtt_min = rtt;
	ca->reset_rtt_min = 0;
}

SEC("struct_ops/pkts_acked")
void BPF_PROG(westwood_pkts_acked, struct sock *sk, const struct ack_sample *sample)
{
	struct westwood_state *ca = inet_csk_ca(sk);
	s32 rtt = sample->rtt_us;

	if (rtt > 0)
		ca->rtt = rtt;
}

static u32 bandwidth_window(struct tcp_sock *tp, struct westwood_state *ca)
{
	u32 window = (((u64)ca->bw * ca->rtt_min) >> 8) / tp->mss_cache;

	return max(window, 2U);
}

SEC("struct_ops/cwnd_event")
void BPF_PROG(westwood_cwnd_event, struct sock *sk, enum tcp_ca_event event)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct westwood_state *ca = inet_csk_ca(sk);

	switch (event) {
	case CA_EVENT_COMPLETE_CWR:
		tp->snd_cwnd = tp->snd_ssthresh = min(bandwidth_window(tp, ca), tp->snd_cwnd_clamp);
		break;
	case CA_EVENT_LOSS:
		tp->snd_ssthresh = bandwidth_window(tp, ca);
		ca->reset_rtt_min = 1;
		break;
	default:
		break;
	}
}

SEC("struct_ops/undo_cwnd")
u32 BPF_PROG(westwood_undo_cwnd, struct sock *sk)
{
	return tcp_reno_undo_cwnd(sk);
}

SEC(".struct_ops.link")
struct tcp_congestion_ops westwood_c = {
	.init = (void *)westwood_init,
	.ssthresh = (void *)westwood_ssthresh,
	.cong_avoid = (void *)westwood_cong_avoid,
	.in_ack_event = (void *)westwood_in_ack_event,
	.pkts_acked = (void *)westwood_pkts_acked,
	.cwnd_event = (void *)westwood_cwnd_event,
	.undo_cwnd = (void *)westwood_undo_cwnd,
	.name = "c_westwood",
};
