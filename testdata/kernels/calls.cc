/// Kernel functions (5.13 and later).
algorithm kernel_calls

extern fn tcp_reno_ssthresh(sk): pkts
extern fn tcp_reno_cong_avoid(sk, ack, acked)
extern fn tcp_reno_undo_cwnd(sk): pkts

state {
    calls: u32
}

ssthresh(sk) = tcp_reno_ssthresh(sk)

cong_avoid(sk, ack, acked) {
    ca.calls += 1
    tcp_reno_cong_avoid(sk, ack, acked)
}

undo_cwnd(sk) = tcp_reno_undo_cwnd(sk)
