/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How DCTCP and Prague tell a sender, as receivers, which packets carried a mark (RFC 8257, section 3.2). */
#ifndef PEER_ECNECHO_H
#define PEER_ECNECHO_H

#include "tcp.h"

#define ACK_TIMER 2
#define ACK_NOW 16
#define DEMAND_CWR 4

struct receiver {
	u32 rcv_nxt; /* what was expected behind the last packet, */
	u8 ce; /* and whether that one was marked */
};

/* Every packet's mark is echoed until the peer answers. */
static inline void demand_cwr(struct tcp_sock *tp, bool marked)
{
	if (marked)
		tp->ecn_flags |= DEMAND_CWR;
	else
		tp->ecn_flags &= ~DEMAND_CWR;
}

/* On a change of the mark, the delayed ACK for what came before it must leave first. */
static inline void receiver_saw(struct sock *sk, struct receiver *r, bool marked)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct inet_connection_sock *icsk = inet_csk(sk);

	if (r->ce != marked) {
		if (icsk->icsk_ack.pending & ACK_TIMER) {
			demand_cwr(tp, r->ce);
			bpf_tcp_send_ack(tp, r->rcv_nxt);
		}
		icsk->icsk_ack.pending |= ACK_NOW;
	}
	r->rcv_nxt = tp->rcv_nxt;
	r->ce = marked;
	demand_cwr(tp, marked);
}

#endif
