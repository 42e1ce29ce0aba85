/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel's own BBR behind callbacks that only call it, as in cubic.c (kernels from 6.10 on, with BBR
 * built in or loaded: bbr_main was given another list of arguments then).
 */
#define KFUNCS
#include "tcp.h"

extern void bbr_init(struct sock *sk) __ksym;
extern void bbr_main(struct sock *sk, u32 ack, int flag, const struct rate_sample *rs) __ksym;
extern u32 bbr_sndbuf_expand(struct sock *sk) __ksym;
extern u32 bbr_undo_cwnd(struct sock *sk) __ksym;
extern void bbr_cwnd_event(struct sock *sk, enum tcp_ca_event event) __ksym;
extern u32 bbr_ssthresh(struct sock *sk) __ksym;
extern u32 bbr_min_tso_segs(struct sock *sk) __ksym;
extern void bbr_set_state(struct sock *sk, u8 new_state) __ksym;

SEC("struct_ops/init")
void BPF_PROG(native_init, struct sock *sk)
{
	bbr_init(sk);
}

SEC("struct_ops/cong_control")
void BPF_PROG(native_cong_control, struct sock *sk, u32 ack, int flag, const struct rate_sample *rs)
{
	bbr_main(sk, ack, flag, rs);
}

SEC("struct_ops/sndbuf_expand")
u32 BPF_PROG(native_sndbuf_expand, struct sock *sk)
{
	return bbr_sndbuf_expand(sk);
}

SEC("struct_ops/undo_cwnd")
u32 BPF_PROG(native_undo_cwnd, struct sock *sk)
{
	return bbr_undo_cwnd(sk);
}

SEC("struct_ops/cwnd_event")
void BPF_PROG(native_cwnd_event, struct sock *sk, enum tcp_ca_event event)
{
	bbr_cwnd_event(sk, event);
}

SEC("struct_ops/ssthresh")
u32 BPF_PROG(native_ssthresh, struct sock *sk)
{
	return bbr_ssthresh(sk);
}

SEC("struct_ops/min_tso_segs")
u32 BPF_PROG(native_min_tso_segs, struct sock *sk)
{
	return bbr_min_tso_segs(sk);
}

SEC("struct_ops/set_state")
void BPF_PROG(native_set_state, struct sock *sk, u8 new_state)
{
	bbr_set_state(sk, new_state);
}

SEC(".struct_ops.link")
struct tcp_congestion_ops native = {
	.init = (void *)native_init,
	.cong_control = (void *)native_cong_control,
	.sndbuf_expand = (void *)native_sndbuf_expand,
	.undo_cwnd = (void *)native_undo_cwnd,
	.cwnd_event = (void *)native_cwnd_event,
	.ssthresh = (void *)native_ssthresh,
	.min_tso_segs = (void *)native_min_tso_segs,
	.set_state = (void *)native_set_state,
	.name = "n_bbr",
};
