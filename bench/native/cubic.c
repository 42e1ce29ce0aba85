/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel's own CUBIC behind callbacks that only call it, so that the kernel's statistics of BPF
 * programs give its time (kernels from 5.13 on, with CUBIC built in or loaded). in_ack_event does nothing:
 * its time is that of a callback itself, the clock read twice.
 */
#define KFUNCS
#include "tcp.h"

extern void cubictcp_init(struct sock *sk) __ksym;
extern u32 cubictcp_recalc_ssthresh(struct sock *sk) __ksym;
extern void cubictcp_cong_avoid(struct sock *sk, u32 ack, u32 acked) __ksym;
extern void cubictcp_state(struct sock *sk, u8 new_state) __ksym;
extern void cubictcp_cwnd_event(struct sock *sk, enum tcp_ca_event event) __ksym;
extern void cubictcp_acked(struct sock *sk, const struct ack_sample *sample) __ksym;

SEC("struct_ops/init")
void BPF_PROG(native_init, struct sock *sk)
{
	cubictcp_init(sk);
}

SEC("struct_ops/ssthresh")
u32 BPF_PROG(native_ssthresh, struct sock *sk)
{
	return cubictcp_recalc_ssthresh(sk);
}

SEC("struct_ops/cong_avoid")
void BPF_PROG(native_cong_avoid, struct sock *sk, u32 ack, u32 acked)
{
	cubictcp_cong_avoid(sk, ack, acked);
}

SEC("struct_ops/set_state")
void BPF_PROG(native_set_state, struct sock *sk, u8 new_state)
{
	cubictcp_state(sk, new_state);
}

SEC("struct_ops/cwnd_event")
void BPF_PROG(native_cwnd_event, struct sock *sk, enum tcp_ca_event event)
{
	cubictcp_cwnd_event(sk, event);
}

SEC("struct_ops/in_ack_event")
void BPF_PROG(native_in_ack_event, struct sock *sk, u32 flags)
{
}

SEC("struct_ops/pkts_acked")
void BPF_PROG(native_pkts_acked, struct sock *sk, const struct ack_sample *sample)
{
	cubictcp_acked(sk, sample);
}

SEC("struct_ops/undo_cwnd")
u32 BPF_PROG(native_undo_cwnd, struct sock *sk)
{
	return tcp_reno_undo_cwnd(sk);
}

SEC(".struct_ops.link")
struct tcp_congestion_ops native = {
	.init = (void *)native_init,
	.ssthresh = (void *)native_ssthresh,
	.cong_avoid = (void *)native_cong_avoid,
	.set_state = (void *)native_set_state,
	.cwnd_event = (void *)native_cwnd_event,
	.in_ack_event = (void *)native_in_ack_event,
	.pkts_acked = (void *)native_pkts_acked,
	.undo_cwnd = (void *)native_undo_cwnd,
	.name = "n_cubic",
};
