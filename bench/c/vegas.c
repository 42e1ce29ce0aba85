// SPDX-License-Identifier: GPL-2.0-or-later
/* TCP Vegas (Brakmo, Peterson 1995): keep between alpha and beta packets in the queue. */
#include "tcp.h"

#define NO_RTT 0x7fffffffU

const volatile u32 alpha = 2;
const volatile u32 beta = 4;
const volatile u32 gamma = 1;

struct vegas_state {
	u8 active; /* delays are trusted */
	u16 samples;
	u32 round_end;
	u32 rtt; /* least of this round */
	u32 base; /* least ever */
};

static void begin_round(struct tcp_sock *tp, struct vegas_state *ca)
{
	ca->round_end = tp->snd_nxt;
	ca->samples = 0;
	ca->rtt = NO_RTT;
}

static void restart(struct sock *sk)
{
	struct vegas_state *ca = inet_csk_ca(sk);

	ca->base = NO_RTT;
	ca->active = 1;
	begin_round(tcp_sk(sk), ca);
}

SEC("struct_ops/init")
void BPF_PROG(vegas_init, struct sock *sk)
{
	restart(sk);
}

SEC("struct_ops/ssthresh")
u32 BPF_PROG(vegas_ssthresh, struct sock *sk)
{
	return tcp_reno_ssthresh(sk);
}

static void end_of_round(struct sock *sk, struct vegas_state *ca, u32 acked)
{
	struct tcp_sock *tp = tcp_sk(sk);
	u32 cwnd = tp->snd_cwnd, rtt = ca->rtt, base = ca->base;
	u32 goal = (u64)cwnd * base / rtt;
	u32 queued = (u64)cwnd * (rtt - base) / base;

	if (in_slow_start(tp)) {
		if (queued > gamma) {
			cwnd = min(cwnd, goal + 1);
			tp->snd_ssthresh = min(tp->snd_ssthresh, cwnd);
		} else {
			tcp_slow_start(tp, acked);
			cwnd = tp->snd_cwnd;
		}
	} else if (queued > beta) {
		cwnd--;
		tp->snd_ssthresh = min(tp->snd_ssthresh, cwnd);
	} else if (queued < alpha) {
		cwnd++;
	}
	tp->snd_cwnd = clamp(cwnd, 2U, tp->snd_cwnd_clamp);
	tp->snd_ssthresh = current_ssthresh(sk);
}

SEC("struct_ops/cong_avoid")
void BPF_PROG(vegas_cong_avoid, struct sock *sk, u32 ack, u32 acked)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct vegas_state *ca = inet_csk_ca(sk);

	if (!ca->active) {
		tcp_reno_cong_avoid(sk, ack, acked);
		return;
	}
	if (after(ack, ca->round_end)) {
		/* Two samples may both have been delayed: ACKs are. */
		if (ca->samples <= 2)
			tcp_reno_cong_avoid(sk, ack, acked);
		else
			end_of_round(sk, ca, acked);
		begin_round(tp, ca);
	} else if (in_slow_start(tp)) {
		tcp_slow_start(tp, acked);
	}
}

SEC("struct_ops/pkts_acked")
void BPF_PROG(vegas_pkts_acked, struct sock *sk, const struct ack_sample *sample)
{
	struct vegas_state *ca = inet_csk_ca(sk);
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
void BPF_PROG(vegas_set_state, struct sock *sk, u8 new_state)
{
	struct vegas_state *ca = inet_csk_ca(sk);

	ca->active = new_state == TCP_CA_Open;
	if (ca->active)
		begin_round(tcp_sk(sk), ca);
}

SEC("struct_ops/cwnd_event")
void BPF_PROG(vegas_cwnd_event, struct sock *sk, enum tcp_ca_event event)
{
	if (event == CA_EVENT_CWND_RESTART || event == CA_EVENT_TX_START)
		restart(sk);
}

SEC("struct_ops/undo_cwnd")
u32 BPF_PROG(vegas_undo_cwnd, struct sock *sk)
{
	return tcp_reno_undo_cwnd(sk);
}

SEC(".struct_ops.link")
struct tcp_congestion_ops vegas_c = {
	.init = (void *)vegas_init,
	.ssthresh = (void *)vegas_ssthresh,
	.cong_avoid = (void *)vegas_cong_avoid,
	.pkts_acked = (void *)vegas_pkts_acked,
	.set_state = (void *)vegas_set_state,
	.cwnd_event = (void *)vegas_cwnd_event,
	.undo_cwnd = (void *)vegas_undo_cwnd,
	.name = "c_vegas",
};
