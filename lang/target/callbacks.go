package target

// Parameters that several callbacks share.
var (
	skParam   = Param{Name: "sk", Kind: SockPtr, Type: U64, Doc: "The connection."}
	rateParam = Param{Name: "rs", Kind: RatePtr, Type: U64, Doc: "What this ACK says about the rate of delivery."}
	ackSeq    = Param{Name: "ack", Kind: Seq, Type: U32, Hard: u32Range, Doc: "The acknowledged sequence number."}
	// A window is at most 2^30 bytes (RFC 7323, section 2.3). A full packet has at least 8 (TCP_MIN_SND_MSS
	// less options); any other takes some hundred bytes of a buffer that is counted in an int.
	ackedParam = Param{Name: "acked", Kind: Num, Unit: Pkts, Type: U32, Hard: Range{0, maxAcked}, Doc: "Packets newly acknowledged or SACKed."}
)

// The bounds below are what keeps a connection alive whatever a formula gives:
// a window of at least one packet, a threshold of at least two (RFC 5681, 3.1),
// never above what the kernel takes for infinite.
var (
	ssthreshResult = Result{Kind: Num, Unit: Pkts, Type: U32, Bounds: ssthreshBounds, HasUnlimited: true, Unlimited: infiniteSsthresh}
	cwndResult     = Result{Kind: Num, Unit: Pkts, Type: U32, Bounds: cwndBounds}
)

// The callbacks, in the kernel's order of members up to 7.0.
var callbacks = []Callback{
	{
		Name: "ssthresh", MinPar: 1, Required: true,
		Doc: "Gives the slow-start threshold after congestion: on entering CWR, recovery or loss. " +
			"`sk.snd_cwnd` still holds the old window, and so does `sk.prior_cwnd`.",
		Params: []Param{skParam}, Result: &ssthreshResult,
		Hint: "ssthresh(sk) = max(sk.snd_cwnd / 2, 2)",
	},
	{
		Name: "cong_avoid", MinPar: 1, Often: true,
		Doc:    "Grows the window: for every ACK of new data outside CWR and recovery. Never called if there is a cong_control.",
		Params: []Param{skParam, ackSeq, ackedParam},
		Hint:   "use tcp\n\ncong_avoid(sk, ack, acked) {\n    tcp.reno_cong_avoid(sk, acked)\n}",
	},
	{
		Name: "set_state", MinPar: 1,
		Doc: "Told before `sk.ca_state` changes, which still has the old state. Also runs, with `open`, for a new connection before init. " +
			"A window stored here when recovery or CWR ends is replaced by the threshold; `cwnd_event` with `complete_cwr` comes after that.",
		Params: []Param{skParam, {Name: "new_state", Kind: EnumValue, Enum: "CaState", Type: U8, Hard: Range{0, 255}, Doc: "The state to come."}},
	},
	{
		Name: "cwnd_event", MinPar: 1, Often: true,
		Doc:    "Told of an event: sending starts, restarts after idle, a reduction completes, a timeout, ECN marks as a receiver.",
		Params: []Param{skParam, {Name: "event", Kind: EnumValue, Enum: "Event", Type: U32, Hard: u32Range, Doc: "What happened."}},
	},
	{
		Name: "in_ack_event", MinPar: 1, Often: true,
		Doc:    "Told of every acceptable ACK, also when nothing was outstanding. Kernels from 6.15 (and patched older ones) call it after pkts_acked, others before.",
		Params: []Param{skParam, {Name: "flags", Kind: EnumValue, Enum: "AckFlags", Type: U32, Hard: u32Range, Doc: "What the ACK was."}},
	},
	{
		Name: "pkts_acked", MinPar: 1, Often: true,
		Doc:    "Told how much an ACK acknowledged and which round-trip time it gave; also for duplicate ACKs, and before init.",
		Params: []Param{skParam, {Name: "sample", Kind: AckPtr, Type: U64, Doc: "What the ACK acknowledged."}},
	},
	{
		Name: "min_tso_segs", MinPar: 1, Often: true,
		Doc:    "Gives the least number of packets to send in one burst (segmentation offload); 2 without this callback.",
		Params: []Param{skParam},
		Result: &Result{Kind: Num, Unit: Pkts, Type: U32, Bounds: Bounds{Lo: 1, HiField: "gso_max_segs"}},
	},
	{
		Name: "cong_control", MinPar: 1, Often: true,
		Doc: "Sets window and pacing rate after every ACK, in every state; the kernel then does neither growth nor reduction nor pacing itself. " +
			"Written as (sk, rs), or as (sk, ack, flag, rs).",
		Params: []Param{
			skParam, ackSeq,
			{Name: "flag", Kind: EnumValue, Enum: "ControlFlags", Type: S32, Hard: Range{0, 1<<31 - 1}, Doc: "What the ACK did; 0 before 6.10."},
			rateParam,
		},
		Forms: []Form{
			{Until: V(6, 10), Slots: []int{0, -1, -1, 1}},
			{Since: V(6, 10), Slots: []int{0, 1, 2, 3}},
		},
		Alt:  [][]int{{0, 3}},
		Hint: "cong_control(sk, rs) {\n    if !rs.valid { return }\n    sk.pacing_rate = rs.delivered * sk.mss_cache / rs.interval_us\n}",
	},
	{
		Name: "undo_cwnd", MinPar: 1, Required: true,
		Doc:    "Gives the window to go back to when a reduction turns out to have been a mistake.",
		Params: []Param{skParam}, Result: &cwndResult,
		Hint: "undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)",
	},
	{
		Name: "sndbuf_expand", MinPar: 1,
		Doc:    "Gives how many windows of data the send buffer should hold; 2 without this callback.",
		Params: []Param{skParam},
		Result: &Result{Kind: Num, Unit: Plain, Type: U32, Bounds: Bounds{Lo: 1, Hi: 16}},
	},
	{
		Name: "init", MinPar: 1,
		Doc:    "Runs when the connection is established, or when it switches to this algorithm; other callbacks may have run before.",
		Params: []Param{skParam},
	},
	{
		Name: "release", MinPar: 1,
		Doc:    "Runs when the connection ends or switches to another algorithm.",
		Params: []Param{skParam},
	},
}

// Callbacks returns the callbacks that a program can give, in a fixed order.
func Callbacks() []*Callback { return pointers(callbacks) }

// LookupCallback returns the callback with that name, or nil.
func LookupCallback(name string) *Callback {
	for i := range callbacks {
		if callbacks[i].Name == name {
			return &callbacks[i]
		}
	}
	return nil
}

// FormFor returns the form that kernel v has: the slot of each parameter in the context.
func (c *Callback) FormFor(v Version) Form {
	for _, f := range c.AllForms() {
		if f.Since <= v && (f.Until == 0 || v < f.Until) {
			return f
		}
	}
	return Form{}
}

// AllForms returns the callback's forms, oldest first; at least one.
func (c *Callback) AllForms() []Form {
	if len(c.Forms) > 0 {
		return c.Forms
	}
	slots := make([]int, len(c.Params))
	for i := range slots {
		slots[i] = i
	}
	return []Form{{Slots: slots}}
}
