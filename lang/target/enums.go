package target

// The enums that the kernel defines. The order of the values is the kernel's.
var enums = []Enum{
	{
		Name: "CaState", CName: "tcp_ca_state",
		Doc: "How the connection stands with congestion: normal, suspicious, reducing, recovering, timed out.",
		Values: []EnumMember{
			{"open", "TCP_CA_Open", 0, "Nothing unusual: the normal state."},
			{"disorder", "TCP_CA_Disorder", 1, "Duplicate ACKs or SACKs have arrived, but nothing is taken as lost yet."},
			{"cwr", "TCP_CA_CWR", 2, "The window is being reduced because of an ECN mark or a local drop."},
			{"recovery", "TCP_CA_Recovery", 3, "Lost packets are being retransmitted (fast recovery)."},
			{"loss", "TCP_CA_Loss", 4, "The retransmission timer expired, or the receiver dropped SACKed data."},
		},
	},
	{
		Name: "Event", CName: "tcp_ca_event",
		Doc: "What happened to the window, as told to cwnd_event.",
		Values: []EnumMember{
			{"tx_start", "CA_EVENT_TX_START", 0, "The first packet is sent while none is in flight."},
			{"cwnd_restart", "CA_EVENT_CWND_RESTART", 1, "Sending resumes after longer than one retransmission timeout; never with cong_control."},
			{"complete_cwr", "CA_EVENT_COMPLETE_CWR", 2, "A reduction has ended and the window was set to ssthresh; never with cong_control."},
			{"loss", "CA_EVENT_LOSS", 3, "The retransmission timer expired: after ssthresh was stored, before the window is cut."},
			{"ecn_no_ce", "CA_EVENT_ECN_NO_CE", 4, "As a receiver: a packet without a congestion mark arrived (algorithms `with ecn` only)."},
			{"ecn_is_ce", "CA_EVENT_ECN_IS_CE", 5, "As a receiver: a packet with a congestion mark arrived (algorithms `with ecn` only)."},
		},
	},
	{
		Name: "AckFlags", CName: "tcp_ca_ack_event_flags", Flags: true,
		Doc: "What an ACK was, as told to in_ack_event.",
		Values: []EnumMember{
			{"slowpath", "CA_ACK_SLOWPATH", 1, "It took the slow path: not just the next ACK in order."},
			{"win_update", "CA_ACK_WIN_UPDATE", 2, "It changed the send window."},
			{"ece", "CA_ACK_ECE", 4, "It carried ECN-Echo; only ever together with slowpath."},
		},
	},
	{
		// File-local in the kernel (not ABI, not in BTF), but stable in all
		// releases from 5.6 to 7.3; ts_progress is from 6.15.
		Name: "ControlFlags", Flags: true,
		Doc: "What an ACK did, as told to cong_control from 6.10; always 0 before.",
		Values: []EnumMember{
			{"data", "FLAG_DATA", 0x1, "The incoming packet carried data."},
			{"win_update", "FLAG_WIN_UPDATE", 0x2, "It changed the send window."},
			{"data_acked", "FLAG_DATA_ACKED", 0x4, "It acknowledged new data."},
			{"retrans_data_acked", "FLAG_RETRANS_DATA_ACKED", 0x8, "Some of that data had been retransmitted."},
			{"syn_acked", "FLAG_SYN_ACKED", 0x10, "It acknowledged the SYN."},
			{"data_sacked", "FLAG_DATA_SACKED", 0x20, "A SACK block covered new data."},
			{"ece", "FLAG_ECE", 0x40, "It carried ECN-Echo."},
			{"lost_retrans", "FLAG_LOST_RETRANS", 0x80, "It showed a retransmission to be lost."},
			{"slowpath", "FLAG_SLOWPATH", 0x100, "It took the slow path."},
			{"orig_sack_acked", "FLAG_ORIG_SACK_ACKED", 0x200, "A packet that was never retransmitted was (S)ACKed."},
			{"snd_una_advanced", "FLAG_SND_UNA_ADVANCED", 0x400, "The first unacknowledged sequence number advanced."},
			{"dsacking_ack", "FLAG_DSACKING_ACK", 0x800, "It reported a duplicate (DSACK)."},
			{"set_xmit_timer", "FLAG_SET_XMIT_TIMER", 0x1000, "The retransmission timer is to be set anew."},
			{"sack_reneging", "FLAG_SACK_RENEGING", 0x2000, "The receiver dropped data it had SACKed."},
			{"update_ts_recent", "FLAG_UPDATE_TS_RECENT", 0x4000, "The remembered timestamp is to be renewed."},
			{"no_challenge_ack", "FLAG_NO_CHALLENGE_ACK", 0x8000, "No challenge ACK may be sent."},
			{"ack_maybe_delayed", "FLAG_ACK_MAYBE_DELAYED", 0x10000, "It was probably a delayed ACK."},
			{"dsack_tlp", "FLAG_DSACK_TLP", 0x20000, "A DSACK for a tail loss probe."},
			{"ts_progress", "FLAG_TS_PROGRESS", 0x40000, "Its timestamp echo advanced (6.15 and later)."},
		},
	},
	{
		Name: "PacingStatus", CName: "sk_pacing",
		Doc: "Who paces the connection.",
		Values: []EnumMember{
			{"none", "SK_PACING_NONE", 0, "Nobody: pacing_rate has no effect."},
			{"needed", "SK_PACING_NEEDED", 1, "TCP itself, with a timer."},
			{"fq", "SK_PACING_FQ", 2, "The fq queueing discipline."},
		},
	},
	{
		Name: "TcpState",
		Doc:  "The state of the connection (RFC 9293, section 3.3.2).",
		Values: []EnumMember{
			{"established", "TCP_ESTABLISHED", 1, "Open; data flows."},
			{"syn_sent", "TCP_SYN_SENT", 2, "Waiting for the answer to our SYN."},
			{"syn_recv", "TCP_SYN_RECV", 3, "SYN received and answered; waiting for the ACK."},
			{"fin_wait1", "TCP_FIN_WAIT1", 4, "Closed here; our FIN is not acknowledged."},
			{"fin_wait2", "TCP_FIN_WAIT2", 5, "Our FIN is acknowledged; the peer's is awaited."},
			{"time_wait", "TCP_TIME_WAIT", 6, "Both closed; waiting for old packets to die."},
			{"closed", "TCP_CLOSE", 7, "Not connected."},
			{"close_wait", "TCP_CLOSE_WAIT", 8, "The peer has closed."},
			{"last_ack", "TCP_LAST_ACK", 9, "Both closed; waiting for the last ACK."},
			{"listen", "TCP_LISTEN", 10, "Waiting for connections."},
			{"closing", "TCP_CLOSING", 11, "Both sent FIN at the same time."},
		},
	},
	{
		Name: "EcnFlags", Flags: true,
		Doc: "ECN as negotiated and in progress; the single bits have names of their own (`ecn_ok`, `ecn_demand_cwr`, ...).",
		Values: []EnumMember{
			{"rfc3168", "TCP_ECN_OK", 1, "Classic ECN was negotiated (RFC 3168)."},
			{"queue_cwr", "TCP_ECN_QUEUE_CWR", 2, "The next packet with new data will carry CWR."},
			{"demand_cwr", "TCP_ECN_DEMAND_CWR", 4, "ACKs carry ECN-Echo until the peer answers with CWR."},
			{"seen", "TCP_ECN_SEEN", 8, "An ECN-capable packet has arrived."},
			{"accecn", "TCP_ECN_MODE_ACCECN", 16, "Accurate ECN was negotiated (6.18 and later)."},
		},
	},
}

// Enums returns the kernel's enums in a fixed order.
func Enums() []*Enum { return pointers(enums) }

// LookupEnum returns the enum with that name in the language, or nil.
func LookupEnum(name string) *Enum {
	for i := range enums {
		if enums[i].Name == name {
			return &enums[i]
		}
	}
	return nil
}

// Member returns the value with that name, or nil.
func (e *Enum) Member(name string) *EnumMember {
	for i := range e.Values {
		if e.Values[i].Name == name {
			return &e.Values[i]
		}
	}
	return nil
}

// Told says which algorithms the kernel tells of an event.
type Told uint8

// Which algorithms are told.
const (
	ToldAll            Told = iota
	ToldWithECN             // those with the flag TCP_CONG_NEEDS_ECN
	ToldWithoutControl      // those without cong_control, which sets the window after idling and recovery itself
)

// told has the events that not all are told of, as of 5.6 to 7.3.
var told = map[string]Told{
	"ecn_no_ce": ToldWithECN, "ecn_is_ce": ToldWithECN,
	"cwnd_restart": ToldWithoutControl, "complete_cwr": ToldWithoutControl,
}

// EventTold returns which algorithms the kernel tells of an event, by its name in the language.
func EventTold(name string) Told { return told[name] }
