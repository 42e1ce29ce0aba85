// SPDX-License-Identifier: GPL-2.0-or-later
/* TCP Veno (Fu, Liew 2003): Vegas's count of queued packets tells random loss from congestion. */
#include "tcp.h"

#define NO_RTT 0x7fffffffU

/* Fewer packets than this in the queue: a loss was random. In halves. */
const volatile u32 beta = 6;

struct veno_state {
	u8 active; /* delays are trusted */
	u8 inc; /* grow at every second chance */
	u16 samples;
	u32 rtt; /* least since the window last changed */
	u32 base; /* least ever */
	u32 queued; /* halves of packets, as last seen */
};

static void restart(struct veno_state *ca)
{
	ca->base = NO_RTT;
	ca->rtt = NO_RTT;
	ca->active = 1;
	ca->inc = 1;
}

SEC("struct_ops/init")
void BPF_PROG(veno_init, struct sock *sk)
{
	restart(inet_csk_ca(sk));
}

SEC("struct_ops/ssthresh")
u32 BPF_PROG(veno_ssthresh, struct sock *sk)
{
	struct veno_state *ca = inet_csk_ca(sk);
	u32 cwnd = tcp_sk(sk)->snd_cwnd;

	return max(ca->queued < beta ? cwnd * 4 / 5 : cwnd >> 1, 2U);
}

static void grow(struct tcp_sock *tp, struct veno_state *ca, u32 acked)
{
	u32 cwnd = tp->snd_cwnd, count;
	u32 goal = ((u64)cwnd * ca->base << 1) / ca->rtt;
	u32 queued = (cwnd << 1) - goal;

	ca->queued = queued;
	if (in_slow_start(tp)) {
		acked = tcp_slow_start(tp, acked);
		if (!acked)
			return;
		cwnd = tp->snd_cwnd;
	}
	count = tp->snd_cwnd_cnt;
	if (queued < beta) {
		tcp_cong_avoid_ai(tp, cwnd, acked);
	} else if (count < cwnd) {
		tp->snd_cwnd_cnt = count + acked;
	} else {
		if (ca->inc && cwnd < tp->snd_cwnd_clamp) {
			tp->snd_cwnd = cwnd + 1;
			ca->inc = 0;
		} else {
			ca->inc = 1;
		}
		tp->snd_cwnd_cnt = 0;
	}
	if (tp->snd_cwnd < 2)
		tp->snd_cwnd = 2;
}

SEC("struct_ops/cong_avoid")
void BPF_PROG(veno_cong_avoid, struct sock *sk, u32 ack, u32 acked)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct veno_state *ca = inet_csk_ca(sk);

	if (!ca->active) {
		tcp_reno_cong_avoid(sk, ack, acked);
		return;
	}
	if (!cwnd_limited(tp))
		return;
	if (ca->samples <= 2)
		tcp_reno_cong_avoid(sk, ack, acked);
	else
		grow(tp, ca, acked);
	ca->rtt = NO_RTT;
}

SEC("struct_ops/pkts_acked")
void BPF_PROG(veno_pkts_acked, struct sock *sk, const struct ack_sample *sample)
{
	struct veno_state *ca = inet_csk_ca(sk);
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
void BPF_PROG(veno_set_state, struct sock *sk, u8 new_state)
{
	struct veno_state *ca = inet_csk_ca(sk);

	ca->active = new_state == TCP_CA_Open;
	if (ca->active)
		ca->rtt = NO_RTT;
}

SEC("struct_ops/cwnd_event")
void BPF_PROG(veno_cwnd_event, struct sock *sk, enum tcp_ca_event event)
{
	if (event == CA_EVENT_CWND_RESTART || event == CA_EVENT_TX_START)
		restart(inet_csk_ca(sk));
}

SEC("struct_ops/undo_cwnd")
u32 BPF_PROG(veno_undo_cwnd, struct sock *sk)
{
	return tcp_reno_undo_cwnd(sk);
}

SEC(".struct_ops.link")
struct tcp_congestion_ops veno_c = {
	.init = (void *)veno_init,
	.ssthresh = (void *)veno_ssthresh,
	.cong_avoid = (void *)veno_cong_avoid,
	.pkts_acked = (void *)veno_pkts_acked,
	.set_state = (void *)veno_set_state,
	.cwnd_event = (void *)veno_cwnd_event,
	.undo_cwnd = (void *)veno_undo_cwnd,
	.name = "c_veno",
};
