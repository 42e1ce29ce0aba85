// SPDX-License-Identifier: GPL-2.0-or-later
/* HighSpeed TCP (RFC 3649): the larger the window, the faster it grows and the less a loss takes. */
#include "tcp.h"

#define LAST 71

/* RFC 3649, appendix B: up to this window, a round adds the row's number plus one, and a loss takes
 * so many 256ths.
 */
static const struct {
	u32 window;
	u32 cut;
} table[LAST + 1] = {
	{38, 128}, {118, 112}, {221, 104}, {347, 98}, {495, 93}, {663, 89},
	{851, 86}, {1058, 83}, {1284, 81}, {1529, 78}, {1793, 76}, {2076, 74},
	{2378, 72}, {2699, 71}, {3039, 69}, {3399, 68}, {3778, 66}, {4177, 65},
	{4596, 64}, {5036, 62}, {5497, 61}, {5979, 60}, {6483, 59}, {7009, 58},
	{7558, 57}, {8130, 56}, {8726, 55}, {9346, 54}, {9991, 53}, {10661, 52},
	{11358, 52}, {12082, 51}, {12834, 50}, {13614, 49}, {14424, 48}, {15265, 48},
	{16137, 47}, {17042, 46}, {17981, 45}, {18955, 45}, {19965, 44}, {21013, 43},
	{22101, 43}, {23230, 42}, {24402, 41}, {25618, 41}, {26881, 40}, {28193, 39},
	{29557, 39}, {30975, 38}, {32450, 38}, {33986, 37}, {35586, 36}, {37253, 36},
	{38992, 35}, {40808, 35}, {42707, 34}, {44694, 33}, {46776, 33}, {48961, 32},
	{51258, 32}, {53677, 31}, {56230, 30}, {58932, 30}, {61799, 29}, {64851, 28},
	{68113, 28}, {71617, 27}, {75401, 26}, {79517, 26}, {84035, 25}, {89053, 24},
};

struct highspeed_state {
	u32 row;
};

/* The verifier has to see that a row is of the table. */
static u32 current_row(const struct highspeed_state *ca)
{
	return min(ca->row, (u32)LAST);
}

SEC("struct_ops/ssthresh")
u32 BPF_PROG(highspeed_ssthresh, struct sock *sk)
{
	u32 cwnd = tcp_sk(sk)->snd_cwnd;

	return max(cwnd - ((cwnd * table[current_row(inet_csk_ca(sk))].cut) >> 8), 2U);
}

SEC("struct_ops/cong_avoid")
void BPF_PROG(highspeed_cong_avoid, struct sock *sk, u32 ack, u32 acked)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct highspeed_state *ca = inet_csk_ca(sk);
	u32 cwnd, count, row;

	if (!cwnd_limited(tp))
		return;
	if (in_slow_start(tp)) {
		tcp_slow_start(tp, acked);
		return;
	}
	cwnd = tp->snd_cwnd;
	row = current_row(ca);
	while (row < LAST && cwnd > table[row].window) {
		row++;
		barrier_var(row); /* or clang counts with a pointer that the verifier cannot bound */
	}
	while (row > 0 && cwnd <= table[row - 1].window) {
		row--;
		barrier_var(row);
	}
	ca->row = row;
	if (cwnd >= tp->snd_cwnd_clamp)
		return;
	count = tp->snd_cwnd_cnt + row + 1;
	if (count >= cwnd) {
		count -= cwnd;
		tp->snd_cwnd = cwnd + 1;
	}
	tp->snd_cwnd_cnt = count;
}

SEC("struct_ops/undo_cwnd")
u32 BPF_PROG(highspeed_undo_cwnd, struct sock *sk)
{
	return tcp_reno_undo_cwnd(sk);
}

SEC(".struct_ops.link")
struct tcp_congestion_ops highspeed_c = {
	.ssthresh = (void *)highspeed_ssthresh,
	.cong_avoid = (void *)highspeed_cong_avoid,
	.undo_cwnd = (void *)highspeed_undo_cwnd,
	.name = "c_highspeed",
};
