package target

import "math"

// The window and what is counted in packets.
var windowFields = []*Field{
	// At least 1: the kernel's own setter warns of less, and programs cannot store it.
	packets("snd_cwnd", 1, "The congestion window: how many packets may be in flight.").hard(1, math.MaxUint32).writable(0, cwndBounds),
	packets("snd_cwnd_cnt", 0, "Packets acknowledged since the window last grew by one (additive increase).").writable(0, Bounds{Hi: math.MaxUint32}),
	num("snd_cwnd_clamp", "snd_cwnd_clamp", U32, Pkts, 1, math.MaxUint32, "The largest window allowed.").unlimited(math.MaxUint32),
	packets("snd_cwnd_used", 0, "The most packets that were in flight while the application had too little to send."),
	num("snd_ssthresh", "snd_ssthresh", U32, Pkts, 1, infiniteSsthresh, "The slow-start threshold; `unlimited` until the first congestion.").
		unlimited(infiniteSsthresh).writable(0, ssthreshBounds),
	num("prior_ssthresh", "prior_ssthresh", U32, Pkts, 0, infiniteSsthresh, "The threshold before the reduction in progress; 0 if it cannot be undone."),
	packets("prior_cwnd", 0, "The window just before the last reduction."),
	packets("prr_delivered", 0, "Packets delivered since recovery began (RFC 6937)."),
	packets("prr_out", 0, "Packets sent since recovery began (RFC 6937)."),
	packets("packets_out", 0, "Packets sent and not yet cumulatively acknowledged."),
	packets("sacked_out", 0, "Packets that arrived out of order, as SACKs say (or duplicate ACKs, without SACK)."),
	packets("lost_out", 0, "Packets taken as lost and not yet acknowledged."),
	packets("retrans_out", 0, "Packets retransmitted and not yet acknowledged."),
	packets("max_packets_out", 0, "The most packets in flight during the last window."),
	num("reordering", "reordering", U32, Pkts, 1, 1<<10, "How many packets out of order are normal on this path."),
	counter("delivered", "Packets delivered so far, retransmissions included. Wraps."),
	counter("delivered_ce", "Packets delivered with a congestion mark, as the receiver says (ECN-Echo or Accurate ECN). Wraps."),
	counter("lost", "Packets ever taken as lost. Wraps."),
	counter("app_limited", "0, or the value of `delivered` up to which the application, not the network, limits the rate.").
		writable(V(6, 4), Bounds{Hi: math.MaxUint32}),
	packets("rate_delivered", 0, "Packets delivered in the last rate sample that the kernel kept."),
	truth("rate_app_limited", "rate_app_limited", U8, 0, "That sample was limited by the application.").bits(1),
	counter("total_retrans", "Packets retransmitted so far. Wraps."),
	counter("data_segs_out", "Packets with data sent so far. Wraps."),
	counter("segs_out", "Packets sent so far. Wraps."),
	truth("was_cwnd_limited", "is_cwnd_limited", U8, 0, "The window, not the application, limited sending during the last round trip (the kernel's bit; usually `is_cwnd_limited` is meant).").bits(1),
	derived("in_slow_start", Truth, Plain, 1, "sk.snd_cwnd < sk.snd_ssthresh", "The window is below the slow-start threshold."),
	// tcp_is_cwnd_limited as of 6.1: the bit, or in slow start the window used to more than half.
	derived("is_cwnd_limited", Truth, Plain, 1,
		"sk.was_cwnd_limited || (sk.snd_cwnd < sk.snd_ssthresh && sk.snd_cwnd < 2 * sk.max_packets_out)",
		"The window limits sending, so that it makes sense to grow it (RFC 7661)."),
	derived("in_flight", Num, Pkts, maxPackets, "max(sk.packets_out - (sk.sacked_out + sk.lost_out) + sk.retrans_out, 0)",
		"Packets in the network now: sent, neither acknowledged nor lost, plus retransmissions (RFC 6675 calls it pipe)."),
	derived("in_initial_slow_start", Truth, Plain, 1, "sk.snd_ssthresh == unlimited", "No congestion was met yet."),
	derived("in_cwnd_reduction", Truth, Plain, 1, "sk.ca_state == cwr || sk.ca_state == recovery", "The kernel is reducing the window (CWR or recovery)."),
}

// Times. Stamps are microseconds since boot, durations as their unit says.
var timeFields = []*Field{
	stamp("now", "tcp_mstamp", U64, UnitClock, "The time of the packet being handled."),
	stamp("tcp_mstamp", "tcp_mstamp", U64, UnitClock, "The same as `now`, by its kernel name."),
	num("srtt_us", "srtt_us", U32, Micros, 1, 8*maxMicros, "The smoothed round-trip time (RFC 6298); 0 until the first sample.").scaled(8),
	num("mdev_us", "mdev_us", U32, Micros, 0, 4*maxMicros, "The mean deviation of the round-trip time; 0 until the first sample.").scaled(4),
	num("mdev_max_us", "mdev_max_us", U32, Micros, 0, 4*maxMicros, "The largest mean deviation of this round trip.").scaled(4),
	num("rttvar_us", "rttvar_us", U32, Micros, 0, 4*maxMicros, "The smoothed largest mean deviation (RTTVAR of RFC 6298, times 4, as the timeout adds it)."),
	num("min_rtt", "rtt_min.s[0].v", U32, Micros, 0, maxMicros, "The smallest round-trip time of the last 5 minutes; none before the first sample.").
		none(math.MaxUint32),
	num("rate_interval_us", "rate_interval_us", U32, Micros, 0, maxMicros, "How long the last rate sample took that the kernel kept."),
	num("rto", inCsk+"icsk_rto", U32, Micros, 1, maxMicros, "The retransmission timeout in force.").jiffies(),
	stamp("delivered_mstamp", "delivered_mstamp", U64, UnitClock, "When `delivered` last advanced."),
	stamp("first_tx_mstamp", "first_tx_mstamp", U64, UnitClock, "When the first packet of the current flight was sent."),
	stamp("tcp_clock_cache", "tcp_clock_cache", U64, Nanoseconds, "The kernel's cached clock, read in the middle of handling a packet."),
	stamp("tcp_wstamp_ns", "tcp_wstamp_ns", U64, Nanoseconds, "When pacing lets the next packet leave."),
	stamp("lsndtime", "lsndtime", U32, Jiffies, "When data was last sent; in the event tx_start still the time before."),
	stamp("rcv_tstamp", "rcv_tstamp", U32, Jiffies, "When the last ACK arrived."),
	stamp("lrcvtime", inCsk+"icsk_ack.lrcvtime", U32, Jiffies, "When data last arrived."),
	stamp("snd_cwnd_stamp", "snd_cwnd_stamp", U32, Jiffies, "When the window was last changed or found to be used.").writable(V(6, 10), Bounds{}),
	counter("retrans_stamp", "Timestamp-clock value of the first retransmission of this episode; 0 is none. Wraps."),
}

// Sequence numbers and windows in bytes.
var seqFields = []*Field{
	seqNo("snd_una", "First byte not yet acknowledged."),
	seqNo("snd_nxt", "Next byte to send."),
	seqNo("write_seq", "End of what the application has written."),
	seqNo("pushed_seq", "Last byte that was sent with PSH."),
	seqNo("snd_sml", "End of the last small packet sent (Nagle)."),
	seqNo("snd_wl1", "Sequence number that last updated the send window."),
	seqNo("high_seq", "`snd_nxt` as it stood when the recovery, CWR or loss began."),
	seqNo("undo_marker", "Where the retransmissions that could be undone begin."),
	seqNo("tlp_high_seq", "`snd_nxt` as it stood when a tail loss probe was sent."),
	seqNo("rcv_nxt", "Next byte expected from the peer."),
	seqNo("copied_seq", "First byte not yet read by the application."),
	seqNo("rtt_seq", "Where the round trip ends over which the largest deviation is taken."),
	num("snd_wnd", "snd_wnd", U32, Bytes, 0, 1<<30, "The window that the peer advertises."),
	num("max_window", "max_window", U32, Bytes, 0, 1<<30, "The largest window the peer ever advertised."),
	num("rcv_wnd", "rcv_wnd", U32, Bytes, 0, 1<<30, "The window that we advertise."),
	num("window_clamp", "window_clamp", U32, Bytes, 0, 1<<30, "The largest window that we may advertise."),
	num("rcv_ssthresh", "rcv_ssthresh", U32, Bytes, 0, 1<<30, "The current limit of the window that we advertise."),
	num("bytes_sent", "bytes_sent", U64, Bytes, 0, 1<<50, "Bytes sent so far, retransmissions included."),
	num("bytes_acked", "bytes_acked", U64, Bytes, 0, 1<<50, "Bytes acknowledged so far."),
	num("bytes_retrans", "bytes_retrans", U64, Bytes, 0, 1<<50, "Bytes retransmitted so far."),
}

// What state the sender is in.
var stateFields = []*Field{
	enumField("ca_state", inCsk+"icsk_ca_state", U8, "CaState", "How the connection stands with congestion.").bits(5),
	enumField("state", inSkc+"skc_state", U8, "TcpState", "The state of the connection."),
	num("retransmits", inCsk+"icsk_retransmits", U8, Plain, 0, 15, "Retransmission timeouts in a row without an answer."),
	num("backoff", inCsk+"icsk_backoff", U8, Plain, 0, 15, "How often the retransmission timeout was doubled."),
	num("undo_retrans", "undo_retrans", S32, Pkts, -1, maxPackets, "Retransmissions that could still turn out to have been needless."),
	truth("frto", "frto", U8, 0, "A timeout is being checked for being spurious (F-RTO, RFC 5682).").bits(1),
	truth("is_sack_reneg", "is_sack_reneg", U8, 0, "The receiver dropped data that it had SACKed.").bits(1),
	derived("can_undo", Truth, Plain, 1, "sk.prior_ssthresh != 0", "The last reduction can still be undone."),
}

// Sizes and rates.
var sizeFields = []*Field{
	num("mss_cache", "mss_cache", U32, Bytes, 1, 1<<16-1, "Bytes of data in a full packet.").hard(0, math.MaxUint16),
	num("advmss", "advmss", U16, Bytes, 1, 1<<16-1, "The packet size that we advertised."),
	num("rcv_mss", inCsk+"icsk_ack.rcv_mss", U16, Bytes, 0, 1<<16-1, "The packet size that the peer seems to use."),
	num("gso_segs", "gso_segs", U16, Pkts, 0, 1<<16-1, "The most packets that one segmentation-offload burst may have."),
	num("tcp_header_len", "tcp_header_len", U16, Bytes, 20, 60, "Bytes of TCP header and options of a data packet."),
	num("pacing_rate", inSock+"sk_pacing_rate", U64, BytesPerSec, 1, 1<<33-1, "How fast packets leave, if the connection is paced.").
		unlimited(math.MaxUint64).writable(V(6, 0), rateBounds).turnsOnPacing(),
	num("max_pacing_rate", inSock+"sk_max_pacing_rate", U64, BytesPerSec, 1, 1<<33-1, "The limit that the application set (SO_MAX_PACING_RATE).").
		unlimited(math.MaxUint64),
	enumField("pacing_status", inSock+"sk_pacing_status", U32, "PacingStatus", "Who paces the connection.").writable(V(6, 0), Bounds{Hi: 2}),
	num("pacing_shift", inSock+"sk_pacing_shift", U8, Plain, 0, 20, "A burst takes 1/2^pacing_shift of a second at the pacing rate."),
	num("gso_max_size", inSock+"sk_gso_max_size", U32, Bytes, 0, 1<<20, "The most bytes that one burst may have."),
	num("gso_max_segs", inSock+"sk_gso_max_segs", U16, Pkts, 1, 1<<16-1, "The most packets that one burst may have."),
	num("wmem_queued", inSock+"sk_wmem_queued", S32, Bytes, 0, 1<<30, "Memory taken by data waiting to be sent or acknowledged."),
	num("sndbuf", inSock+"sk_sndbuf", S32, Bytes, 0, 1<<30, "The limit of that memory."),
}

// ECN and the receiver's part.
var ecnFields = []*Field{
	enumField("ecn_flags", "ecn_flags", U8, "EcnFlags", "ECN as negotiated and in progress.").writable(0, Bounds{Hi: math.MaxUint8}),
	// 1 is classic ECN, 16 Accurate ECN (6.18 and later; never set before).
	truth("ecn_ok", "ecn_flags", U8, 1|16, "ECN was negotiated, classic or accurate."),
	truth("ecn_queue_cwr", "ecn_flags", U8, 2, "The next packet with new data will tell the peer that the window was reduced (CWR).").writable(0, Bounds{}),
	truth("ecn_demand_cwr", "ecn_flags", U8, 4, "ACKs carry ECN-Echo until the peer answers with CWR.").writable(0, Bounds{}),
	truth("ecn_seen", "ecn_flags", U8, 8, "An ECN-capable packet has arrived.").writable(0, Bounds{}),
	truth("ack_scheduled", inCsk+"icsk_ack.pending", U8, 1, "An ACK is due.").writable(0, Bounds{}),
	truth("ack_timer_pending", inCsk+"icsk_ack.pending", U8, 2, "The timer of a delayed ACK is running.").writable(0, Bounds{}),
	truth("ack_now", inCsk+"icsk_ack.pending", U8, 16, "The ACK is to be sent at once.").writable(0, Bounds{}),
	num("ack_quick", inCsk+"icsk_ack.quick", U8, Plain, 0, 16, "How many more ACKs are sent at once before they are delayed."),
}

// The connection and its options.
var connFields = []*Field{
	num("num", inSkc+"skc_num", U16, Plain, 0, 1<<16-1, "The local port."),
	num("family", inSkc+"skc_family", U16, Plain, 0, 46, "The address family: 2 is IPv4, 10 is IPv6."),
	counter2("rcv_tsval", "rx_opt.rcv_tsval", "The peer's timestamp in its last packet. Wraps."),
	counter2("rcv_tsecr", "rx_opt.rcv_tsecr", "Our timestamp as echoed in the peer's last packet. Wraps."),
	truth("saw_tstamp", "rx_opt.saw_tstamp", U16, 0, "The peer's last packet had a timestamp.").bits(1),
	truth("tstamp_ok", "rx_opt.tstamp_ok", U16, 0, "Timestamps were negotiated (RFC 7323).").bits(1),
	truth("sack_ok", "rx_opt.sack_ok", U16, 0, "SACK was negotiated (RFC 2018).").bits(3),
	num("snd_wscale", "rx_opt.snd_wscale", U16, Plain, 0, 14, "The peer's window scale.").bits(4),
	truth("tcp_usec_ts", "tcp_usec_ts", U8, 0, "Timestamps are in microseconds instead of milliseconds.").bits(1).since(V(6, 7)),
}

func counter2(name, path, doc string) *Field {
	f := counter(name, doc)
	f.Path = path
	return f
}
