// SPDX-License-Identifier: GPL-2.0-or-later
/* TCP Hybla (Caini, Firrincieli 2004): long paths, as satellites, grow as fast as one of 25 ms. */
#include "tcp.h"

#define LARGEST_WINDOW 65535U

/* The round-trip time that all shall be equal to (RTT_0), in microseconds. */
const volatile u32 rtt0 = 25000;

/* 2 to the power of so many eighths, in 128ths. */
static const u8 eighths[8] = {128, 139, 152, 165, 181, 197, 215, 234};

struct hybla_state {
	u32 rho; /* how many times longer the path is, in eighths */
	u32 min_rtt; /* as srtt_us, eighths of a microsecond */
	u32 part; /* what the window has grown that is no packet yet, in 128ths */
	u8 growing;
};

/* srtt_us counts eighths, too. */
static void update_rho(struct hybla_state *ca, u32 srtt)
{
	ca->rho = max(srtt / rtt0, 8U);
}

SEC("struct_ops/init")
void BPF_PROG(hybla_init, struct sock *sk)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct hybla_state *ca = inet_csk_ca(sk);
	u32 srtt = tp->srtt_us;

	update_rho(ca, srtt);
	ca->min_rtt = srtt;
	ca->growing = 1;
	tp->snd_cwnd = min(ca->rho >> 3, tp->snd_cwnd_clamp);
}

SEC("struct_ops/ssthresh")
u32 BPF_PROG(hybla_ssthresh, struct sock *sk)
{
	return tcp_reno_ssthresh(sk);
}

/* 2^rho - 1 packets for an ACK, in 128ths. */
static u32 slow_start_growth(u32 rho)
{
	return (eighths[rho & 7] << min(rho >> 3, 16U)) - 128;
}

SEC("struct_ops/cong_avoid")
void BPF_PROG(hybla_cong_avoid, struct sock *sk, u32 ack, u32 acked)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct hybla_state *ca = inet_csk_ca(sk);
	u32 srtt = tp->srtt_us, rho, cwnd, count, limit, more, part;

	if (srtt < ca->min_rtt) {
		update_rho(ca, srtt);
		ca->min_rtt = srtt;
	}
	if (!cwnd_limited(tp))
		return;
	if (!ca->growing) {
		tcp_reno_cong_avoid(sk, ack, acked);
		return;
	}
	if (!ca->rho)
		update_rho(ca, srtt);
	rho = ca->rho;
	cwnd = tp->snd_cwnd;
	count = tp->snd_cwnd_cnt;
	limit = min(tp->snd_cwnd_clamp, LARGEST_WINDOW);
	if (in_slow_start(tp)) {
		more = slow_start_growth(rho);
		limit = min(limit, tp->snd_ssthresh);
	} else {
		more = (rho * rho << 1) / cwnd;
		if (more < 128)
			count++;
	}
	cwnd += more >> 7;
	part = ca->part + (more & 127);
	if (part >= 128) {
		part -= 128;
		cwnd++;
		count = 0;
	}
	/* A share too small to be counted: Reno's growth. */
	if (!more && count >= cwnd) {
		cwnd++;
		count = 0;
	}
	ca->part = part;
	tp->snd_cwnd_cnt = count;
	tp->snd_cwnd = min(cwnd, limit);
}

SEC("struct_ops/set_state")
void BPF_PROG(hybla_set_state, struct sock *sk, u8 new_state)
{
	struct hybla_state *ca = inet_csk_ca(sk);

	ca->growing = new_state == TCP_CA_Open;
}

SEC("struct_ops/undo_cwnd")
u32 BPF_PROG(hybla_undo_cwnd, struct sock *sk)
{
	return tcp_reno_undo_cwnd(sk);
}

SEC(".struct_ops.link")
struct tcp_congestion_ops hybla_c = {
	.init = (void *)hybla_init,
	.ssthresh = (void *)hybla_ssthresh,
	.cong_avoid = (void *)hybla_cong_avoid,
	.set_state = (void *)hybla_set_state,
	.undo_cwnd = (void *)hybla_undo_cwnd,
	.name = "c_hybla",
};
