package target

import "slices"

// Parameters that several functions share.
var (
	numParam  = Param{Name: "x", Kind: Num, Type: S64, Doc: "A number."}
	flagParam = Param{Name: "flags", Kind: EnumValue, Enum: "AckFlags", Type: U32, Hard: u32Range, Doc: "What the ACK was."}
	evParam   = Param{Name: "event", Kind: EnumValue, Enum: "Event", Type: U32, Hard: u32Range, Doc: "What happened."}
	stParam   = Param{Name: "new_state", Kind: EnumValue, Enum: "CaState", Type: U8, Hard: u8Range, Doc: "The state to come."}
	smpParam  = Param{Name: "sample", Kind: AckPtr, Type: U64, Doc: "What the ACK acknowledged."}
	ctlFlag   = Param{Name: "flag", Kind: EnumValue, Enum: "ControlFlags", Type: S32, Hard: Range{0, 1<<31 - 1}, Doc: "What the ACK did."}

	pktsResult = Result{Kind: Num, Unit: Pkts, Type: U32}
	anyResult  = Result{Kind: Num, Type: S64}
)

// funcs is every function that is not written in the language. The builtins
// come first; their parameters take any unit, which the checker knows.
var funcs = []*Func{
	{Name: "min", Doc: "The smallest of its arguments; of two sequence numbers or points in time, the earlier.", Params: []Param{numParam, named(numParam, "y")}, Result: &anyResult},
	{Name: "max", Doc: "The largest of its arguments; of two sequence numbers or points in time, the later.", Params: []Param{numParam, named(numParam, "y")}, Result: &anyResult},
	{Name: "clamp", Doc: "`x`, but at least `low` and at most `high`.", Params: []Param{numParam, named(numParam, "low"), named(numParam, "high")}, Result: &anyResult},
	{Name: "abs", Doc: "`x` without its sign.", Params: []Param{numParam}, Result: &anyResult},
	{
		Name: "random", Doc: "A random whole number from 0 to n-1; 0 if n is 0.", Effect: Reads, Helper: helperRandom,
		Params: []Param{{Name: "n", Kind: Num, Unit: Plain, Type: U32, Hard: u32Range, Doc: "How many numbers there are to choose from."}},
		Result: &Result{Kind: Num, Unit: Plain, Type: U32},
	},
	{
		Name: "send_ack", Doc: "Sends an ACK now that says `seq` is the next byte expected.", Effect: WritesSock, Helper: helperSendAck,
		Params: []Param{skParam, {Name: "seq", Kind: Seq, Type: U32, Hard: u32Range, Doc: "The sequence number to acknowledge."}},
	},

	// Kernel functions. The five of TCP itself are in every kernel from 5.13 on.
	kfunc("tcp_reno_ssthresh", V(5, 13), &pktsResult, "Reno's threshold after congestion: half the window, at least 2.", skParam).reads(),
	kfunc("tcp_reno_cong_avoid", V(5, 13), nil, "Reno's window growth: slow start, then one packet per round trip.", skParam, ackSeq, ackedParam).
		grows().bounds(Bounds{}, Bounds{}, Bounds{Hi: maxAcked}),
	kfunc("tcp_reno_undo_cwnd", V(5, 13), &pktsResult, "Reno's window after a mistaken reduction: what it was before, if that is more.", skParam).reads(),
	kfunc("tcp_slow_start", V(5, 13), &pktsResult, "Grows the window by `acked` up to the threshold; gives what is left of `acked`.", skParam, ackedParam).
		grows().bounds(Bounds{}, Bounds{Hi: maxAcked}),
	kfunc("tcp_cong_avoid_ai", V(5, 13), nil, "Grows the window by 1 for every `w` packets acknowledged.",
		skParam, Param{Name: "w", Kind: Num, Unit: Pkts, Type: U32, Hard: u32Range, Doc: "Packets per added packet; 0 is taken as 1."}, ackedParam).
		grows().bounds(Bounds{}, Bounds{Lo: 1}, Bounds{Hi: maxAcked}), // the kernel divides by w unchecked

	// CUBIC, where it is built in or loaded.
	kfunc("cubictcp_init", V(5, 13), nil, "CUBIC's init.", skParam).owns(),
	kfunc("cubictcp_recalc_ssthresh", V(5, 13), &pktsResult, "CUBIC's ssthresh.", skParam).owns(),
	kfunc("cubictcp_cong_avoid", V(5, 13), nil, "CUBIC's cong_avoid.", skParam, ackSeq, ackedParam).owns().
		grows().bounds(Bounds{}, Bounds{}, Bounds{Hi: maxAcked}),
	kfunc("cubictcp_state", V(5, 13), nil, "CUBIC's set_state.", skParam, stParam).owns(),
	kfunc("cubictcp_cwnd_event", V(5, 13), nil, "CUBIC's cwnd_event.", skParam, evParam).owns().gone(V(7, 1)),
	kfunc("cubictcp_cwnd_event_tx_start", V(7, 1), nil, "CUBIC's reaction to the start of sending.", skParam).owns(),
	kfunc("cubictcp_acked", V(5, 13), nil, "CUBIC's pkts_acked.", skParam, smpParam).owns(),

	// BBR (version 1).
	kfunc("bbr_init", V(5, 13), nil, "BBR's init.", skParam).owns(),
	kfunc("bbr_main", V(6, 10), nil, "BBR's cong_control.", skParam, ackSeq, ctlFlag, rateParam).owns().grows().only("cong_control"),
	kfunc("bbr_sndbuf_expand", V(5, 13), &Result{Kind: Num, Unit: Plain, Type: U32}, "BBR's sndbuf_expand.", skParam).owns().reads(),
	kfunc("bbr_undo_cwnd", V(5, 13), &pktsResult, "BBR's undo_cwnd.", skParam).owns(),
	kfunc("bbr_cwnd_event", V(5, 13), nil, "BBR's cwnd_event.", skParam, evParam).owns().gone(V(7, 1)),
	kfunc("bbr_cwnd_event_tx_start", V(7, 1), nil, "BBR's reaction to the start of sending.", skParam).owns(),
	kfunc("bbr_ssthresh", V(5, 13), &pktsResult, "BBR's ssthresh.", skParam).owns().grows(), // saves a window that bbr_main restores
	kfunc("bbr_min_tso_segs", V(5, 13), &pktsResult, "BBR's min_tso_segs.", skParam).owns().reads(),
	kfunc("bbr_set_state", V(5, 13), nil, "BBR's set_state.", skParam, stParam).owns(),

	// DCTCP.
	kfunc("dctcp_init", V(5, 13), nil, "DCTCP's init; falls back to Reno without ECN.", skParam).owns(),
	kfunc("dctcp_update_alpha", V(5, 13), nil, "DCTCP's in_ack_event.", skParam, flagParam).owns(),
	kfunc("dctcp_cwnd_event", V(5, 13), nil, "DCTCP's cwnd_event.", skParam, evParam).owns(),
	kfunc("dctcp_cwnd_event_tx_start", V(7, 1), nil, "DCTCP's reaction to the start of sending.", skParam).owns(),
	kfunc("dctcp_ssthresh", V(5, 13), &pktsResult, "DCTCP's ssthresh.", skParam).owns(),
	kfunc("dctcp_cwnd_undo", V(5, 13), &pktsResult, "DCTCP's undo_cwnd.", skParam).owns().reads(),
	kfunc("dctcp_state", V(5, 13), nil, "DCTCP's set_state.", skParam, stParam).owns(),
}

func named(p Param, name string) Param { p.Name = name; return p }

// kfunc is a function of the kernel that changes the socket.
//
//go:noinline
func kfunc(name string, since Version, r *Result, doc string, params ...Param) *Func {
	return &Func{Name: name, Doc: doc, Params: params, Result: r, Effect: WritesSock, Since: since, Kfunc: true}
}

func (f *Func) reads() *Func { f.Effect = Reads; return f }

func (f *Func) grows() *Func { f.GrowsWindow = true; return f }

func (f *Func) owns() *Func { f.OwnsPrivate = true; return f }

func (f *Func) gone(v Version) *Func { f.Until = v; return f }

func (f *Func) only(callbacks ...string) *Func { f.Callbacks = callbacks; return f }

func (f *Func) bounds(b ...Bounds) *Func { f.ArgBounds = b; return f }

// Kernels since 5.19 warn when they set a window that is negative as an s32 (tcp_snd_cwnd_set).
// One call adds at most what is acknowledged and one packet, to the window or to one that such a
// call has saved; so these keep it below 2^31.
const (
	MaxBeforeGrowth = 1 << 30 // packets; see Func.GrowsWindow
	maxAcked        = 1 << 28 // packets
)

// The BPF helpers that generated code calls, by number.
const (
	helperRandom       = 7   // get_prandom_u32
	HelperSkStorageGet = 107 // for these programs from 5.10 on
	helperSendAck      = 116
	HelperJiffies64    = 118
)

// HelperArguments is how many arguments a BPF helper takes, in r1 and on: at most 5,
// which is also the answer for a helper that generated code does not call.
func HelperArguments(number int64) int {
	switch number {
	case helperRandom, HelperJiffies64:
		return 0
	case helperSendAck:
		return 2
	case HelperSkStorageGet:
		return 4
	}
	return 5
}

// What a congestion control may be, in every kernel.
const (
	PrivateWords      = 13 // of icsk_ca_priv, the algorithm's own bytes in the socket
	PrivateBytes      = 8 * PrivateWords
	FlagNonRestricted = 0x1
	FlagNeedsECN      = 0x2
)

// CwndEventTxStartSince is the release from which on cwnd_event gets no tx_start;
// the member cwnd_event_tx_start of the ops does.
const CwndEventTxStartSince = Version(7<<16 | 1<<8)

// Funcs returns the functions in a fixed order.
func Funcs() []*Func { return slices.Clone(funcs) }

// LookupFunc returns the function with that name, or nil.
func LookupFunc(name string) *Func {
	for _, f := range funcs {
		if f.Name == name {
			return f
		}
	}
	return nil
}
