package target

import "math"

// The rate sample, argument of cong_control.
var rateFields = []*Field{
	derived("valid", Truth, Plain, 1, "rs.delivered >= 0 && rs.interval_us > 0", "The sample says something about the rate: `delivered` and `interval_us` may be used."),
	num("delivered", "delivered", S32, Pkts, 0, maxPackets, "Packets delivered during the interval; none if the sample is not valid.").hard(0, math.MaxInt32).none(-1),
	num("delivered_ce", "delivered_ce", S32, Pkts, 0, maxPackets, "How many of them carried a congestion mark.").since(V(5, 16)),
	num("interval_us", "interval_us", S64, Micros, 1, maxMicros, "How long their delivery took; none if the sample is not valid.").hard(0, maxTime).none(-1),
	num("snd_interval_us", "snd_interval_us", U32, Micros, 0, maxMicros, "How long their sending took."),
	num("rcv_interval_us", "rcv_interval_us", U32, Micros, 0, maxMicros, "How long their acknowledging took."),
	num("rtt_us", "rtt_us", S64, Micros, 0, maxMicros, "The round-trip time of the last packet that this ACK (S)ACKed; none if that was a retransmission.").hard(0, maxTime).none(-1),
	num("losses", "losses", S32, Pkts, 0, maxPackets, "Packets that this ACK showed to be lost.").hard(0, math.MaxInt32),
	num("acked_sacked", "acked_sacked", U32, Pkts, 0, maxPackets, "Packets newly acknowledged or SACKed by this ACK."),
	num("prior_in_flight", "prior_in_flight", U32, Pkts, 0, maxPackets, "Packets in flight before this ACK."),
	counter("prior_delivered", "`sk.delivered` as it stood when the acknowledged packet was sent."),
	counter("prior_delivered_ce", "`sk.delivered_ce` as it stood then.").since(V(5, 16)),
	stamp("prior_mstamp", "prior_mstamp", U64, UnitClock, "When the interval began; `never` without a sample."),
	seqNo("last_end_seq", "End of the packet that the sample is of.").since(V(5, 10)),
	truth("is_app_limited", "is_app_limited", Bool, 0, "The application had too little to send, so the path may be faster than this."),
	truth("is_retrans", "is_retrans", Bool, 0, "The packet had been retransmitted."),
	truth("is_ack_delayed", "is_ack_delayed", Bool, 0, "The receiver probably delayed the ACK."),
}

// The ACK sample, argument of pkts_acked.
var ackFields = []*Field{
	num("pkts_acked", "pkts_acked", U32, Pkts, 0, maxPackets, "Packets cumulatively acknowledged now; 0 for a duplicate ACK."),
	num("rtt_us", "rtt_us", S32, Micros, 0, maxMicros, "The round-trip time that the ACK gives; none if it gives none.").hard(0, math.MaxInt32).none(-1),
	num("in_flight", "in_flight", U32, Bytes, 0, 1<<30, "Bytes delivered since the acknowledged packet was sent."),
}
