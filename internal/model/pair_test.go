package model

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/internal/std"
	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/lang/ir"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/vm"
	"github.com/ccc-lang/ccc/vm/difftest"
)

// object is a compiled algorithm of the library.
type object struct {
	machine *vm.VM
	layout  *ir.Layout
	has     map[string]bool
	truths  []string // symbols of the parameters that are true or false
	numbers []int64  // that the program has, sorted: bounds, rows of its tables, defaults of parameters
}

// compile compiles the library's algorithm of that name.
func compile(t *testing.T, name string, opts lang.Options) *object {
	text, err := std.Read(name + ".cc")
	if err != nil {
		t.Fatal(err)
	}
	var numbers []int64
	opts.After = func(stage lang.Stage, u *lang.Unit) {
		if stage == lang.Built { // so that the random connections do not depend on the optimiser
			numbers = numbersOf(u.IR)
		}
	}
	unit := lang.Compile(name+".cc", text, opts)
	if unit.Failed() {
		t.Fatal(unit.Diags.All()[0].Message)
	}
	var out bytes.Buffer
	if err := unit.WriteObject(&out); err != nil {
		t.Fatal(err)
	}
	m, err := vm.New(bytes.NewReader(out.Bytes()), vm.Options{})
	if err != nil {
		t.Fatal(err)
	}
	o := &object{machine: m, layout: unit.IR.Layout, has: map[string]bool{}, numbers: numbers}
	for cb := range m.Callbacks() {
		o.has[cb] = true
	}
	for _, p := range unit.Info.Program.Params {
		if p.IsBool {
			o.truths = append(o.truths, p.Symbol)
		}
	}
	return o
}

// numbersOf returns the numbers of a program, sorted.
func numbersOf(p *ir.Program) []int64 {
	var list []int64
	for _, f := range p.Funcs {
		for _, b := range f.Blocks {
			for _, v := range b.Insts {
				if v.Op == ir.Const {
					list = append(list, v.Imm)
				}
			}
		}
	}
	for _, t := range p.Tables() {
		for i := range t.Values {
			list = append(list, ir.TableElement(t, i))
		}
	}
	for _, param := range p.Source.Params {
		list = append(list, new(ir.Memory).LoadParam(param))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// tolerance says whether the object's value of an output is near enough to the
// model's, where they differ.
type tolerance func(c *conn, output string, model, object int64) bool

// drift adds up what the two sides make of the window, so that small differences
// that always have the same sign show.
type drift struct {
	model, object int64 // packets of growth
}

func (d *drift) add(before, model, object uint32) {
	if model > before || object > before {
		d.model += int64(model) - int64(before)
		d.object += int64(object) - int64(before)
	}
}

// pair calls the model and the object alike.
type pair struct {
	*conn
	model   algorithm
	control controller // the model, if it is one
	object  *object
	sock    *vm.Socket
	near    tolerance
	err     error
	calls   int
	differ  map[string]int // by output: how often it was not equal, but near enough
	trail   []string
	drift   *drift
}

func (p *pair) setState(state uint8) {
	p.run("set_state", []int64{0, int64(state)}, func() uint32 { p.model.setState(p.conn, state); return 0 })
}
func (p *pair) init() {
	p.run("init", nil, func() uint32 { p.model.init(p.conn); return 0 })
}
func (p *pair) newSsthresh() uint32 {
	return p.run("ssthresh", nil, func() uint32 { return p.model.ssthresh(p.conn) })
}
func (p *pair) undo() uint32 {
	return p.run("undo_cwnd", nil, func() uint32 { return p.model.undo(p.conn) })
}
func (p *pair) event(event uint32) {
	p.run("cwnd_event", []int64{0, int64(event)}, func() uint32 { p.model.event(p.conn, event); return 0 })
}
func (p *pair) inAck(flags uint32) {
	p.run("in_ack_event", []int64{0, int64(flags)}, func() uint32 { p.model.inAck(p.conn, flags); return 0 })
}
func (p *pair) congAvoid(ack, acked uint32) {
	p.run("cong_avoid", []int64{0, int64(ack), int64(acked)}, func() uint32 { p.model.congAvoid(p.conn, ack, acked); return 0 })
}
func (p *pair) pktsAcked(n uint32, rtt int32) {
	set(p.sock, sampleFields.pktsAcked, int64(n))
	set(p.sock, sampleFields.rtt, int64(rtt))
	set(p.sock, sampleFields.inFlight, int64(n*p.mss))
	p.run("pkts_acked", nil, func() uint32 { p.model.pktsAcked(p.conn, n, rtt); return 0 })
}
func (p *pair) congControl(rs *rateSample) {
	putRate(p.sock, rs)
	p.run("cong_control", []int64{0, int64(p.una), 0, 0}, func() uint32 { p.control.control(p.conn, rs); return 0 })
}

// handshake has the object, and a peer in C, but no model handle the ACK that opens
// the connection, as the kernel does before init: nothing of it may stay.
func (p *pair) handshake() {
	rs := &rateSample{delivered: 1, interval: 1000, rtt: 1000, ackedSacked: 1, priorDelivered: p.delivered - 1}
	if c, ok := p.control.(cController); ok {
		c.handshake(p.conn, rs)
	}
	push(p.sock, p.conn)
	putRate(p.sock, rs)
	if _, err := p.object.machine.Call(p.sock, "cong_control", 0, int64(p.una), 0, 0); err != nil {
		p.err = fmt.Errorf("cong_control before init: %w", err)
	}
}

// run runs a callback on both sides and compares. The connection goes on with
// what the object made of it, so that a difference is judged where it arises.
func (p *pair) run(callback string, args []int64, model func() uint32) uint32 {
	if p.err != nil {
		return 2
	}
	p.calls++
	before := p.outputs
	p.acks = p.acks[:0]
	p.sock.Events = nil
	push(p.sock, p.conn)
	var got uint64
	if p.object.has[callback] {
		var err error
		if got, err = p.object.machine.Call(p.sock, callback, args...); err != nil {
			p.err = fmt.Errorf("%s: %w", callback, err)
			return 2
		}
	}
	want := model()
	if !p.object.has[callback] && (callback == "ssthresh" || callback == "undo_cwnd") {
		p.err = fmt.Errorf("the object has no %s", callback)
	}
	p.note(callback, args, before)
	theirs := pull(p.sock)
	p.compare(callback, "snd_cwnd", int64(p.cwnd), int64(theirs.cwnd))
	p.compare(callback, "snd_ssthresh", int64(p.ssthresh), int64(theirs.ssthresh))
	p.compare(callback, "snd_cwnd_cnt", int64(p.cnt), int64(theirs.cnt))
	p.compare(callback, "pacing_rate", int64(p.pacingRate), int64(theirs.pacingRate))
	p.compare(callback, "pacing_status", int64(p.pacingStatus), int64(theirs.pacingStatus))
	p.compare(callback, "app_limited", int64(p.appLimited), int64(theirs.appLimited))
	p.compare(callback, "ecn_flags", int64(p.ecnFlags), int64(theirs.ecnFlags))
	p.compare(callback, "ack_pending", int64(p.ackPending), int64(theirs.ackPending))
	if callback == "ssthresh" || callback == "undo_cwnd" {
		p.compare(callback, "result", int64(want), int64(uint32(got)))
	}
	var sent []string
	for _, a := range p.acks {
		sent = append(sent, fmt.Sprintf("tcp_send_ack(%d)", a))
	}
	if a, b := fmt.Sprint(sent), fmt.Sprint(p.sock.Events); a != b && p.err == nil {
		p.err = fmt.Errorf("%s: the model sends %s, the object %s", callback, a, b)
	}
	if !p.undecided {
		p.drift.add(before.cwnd, p.cwnd, theirs.cwnd)
	}
	p.outputs = theirs
	p.compareAnswers()
	return uint32(got)
}

// answers are callbacks that only answer the kernel, whenever it asks.
var answers = []string{"min_tso_segs", "sndbuf_expand"}

// compareAnswers asks the object and a peer in C, which must answer alike.
func (p *pair) compareAnswers() {
	c, ok := p.model.(interface {
		answer(c *conn, callback string) uint32
	})
	if !ok {
		return
	}
	for _, cb := range answers {
		if p.err != nil || !p.object.has[cb] {
			continue
		}
		push(p.sock, p.conn)
		ours, err := p.object.machine.Call(p.sock, cb)
		if err != nil {
			p.err = fmt.Errorf("%s: %w", cb, err)
			return
		}
		p.compare(cb, "answer", int64(c.answer(p.conn, cb)), int64(uint32(ours)))
	}
}

func (p *pair) compare(callback, output string, model, object int64) {
	if model == object || p.err != nil || p.undecided {
		return
	}
	if p.near != nil && p.near(p.conn, output, model, object) {
		p.differ[output]++
		return
	}
	p.err = fmt.Errorf("call %d, %s: %s is %d by the model and %d by the object\n%s\nmodel: %+v\nobject: %s", p.calls, callback, output, model, object,
		strings.Join(p.trail, "\n"), p.model, p.leaves())
}

// leaves lists the object's state.
func (p *pair) leaves() string {
	var b strings.Builder
	for i := range p.object.layout.Leaves {
		leaf := &p.object.layout.Leaves[i]
		fmt.Fprintf(&b, "%s:%d ", leaf.Name, difftest.LoadLeaf(p.sock, p.object.layout, leaf, 0))
	}
	return b.String()
}

// note keeps the last calls for the report of a difference.
func (p *pair) note(callback string, args []int64, before outputs) {
	if len(p.trail) >= 12 {
		p.trail = p.trail[1:]
	}
	p.trail = append(p.trail, fmt.Sprintf("at %d us, state %d, una %d, nxt %d, limited %t: %s%v cwnd %d, cnt %d, ssthresh %d", p.now, p.state, p.una, p.nxt, p.limitedBit,
		callback, args, before.cwnd, before.cnt, before.ssthresh))
}

func field(obj target.Object, name string) *target.Field {
	f := target.Lookup(obj, name)
	if f == nil {
		panic("internal error: no field " + name)
	}
	return f
}

func set(s *vm.Socket, f *target.Field, v int64) { s.SetRaw(f, v) }

var sampleFields = struct{ pktsAcked, rtt, inFlight *target.Field }{
	field(target.AckSample, "pkts_acked"), field(target.AckSample, "rtt_us"), field(target.AckSample, "in_flight"),
}

func sk(name string) *target.Field { return field(target.Sock, name) }

// inputs are the members that only the sender changes.
var inputs = []struct {
	f   *target.Field
	get func(c *conn) int64
}{
	{sk("snd_cwnd_clamp"), func(c *conn) int64 { return int64(c.clamp) }},
	{sk("prior_cwnd"), func(c *conn) int64 { return int64(c.priorCwnd) }},
	{sk("was_cwnd_limited"), func(c *conn) int64 { return number(c.limitedBit) }},
	{sk("packets_out"), func(c *conn) int64 { return int64(c.packetsOut) }},
	{sk("max_packets_out"), func(c *conn) int64 { return int64(c.maxPacketsOut) }},
	{sk("sacked_out"), func(c *conn) int64 { return int64(c.sackedOut) }},
	{sk("lost_out"), func(c *conn) int64 { return int64(c.lostOut) }},
	{sk("prr_out"), func(c *conn) int64 { return int64(c.prrOut) }},
	{sk("retrans_out"), func(c *conn) int64 { return int64(c.retransOut) }},
	{sk("delivered"), func(c *conn) int64 { return int64(c.delivered) }},
	{sk("lost"), func(c *conn) int64 { return int64(c.lost) }},
	{sk("delivered_ce"), func(c *conn) int64 { return int64(c.deliveredCE) }},
	{sk("ca_state"), func(c *conn) int64 { return int64(c.state) }},
	{sk("snd_una"), func(c *conn) int64 { return int64(c.una) }},
	{sk("snd_nxt"), func(c *conn) int64 { return int64(c.nxt) }},
	{sk("rcv_nxt"), func(c *conn) int64 { return int64(c.rcvNxt) }},
	{sk("mss_cache"), func(c *conn) int64 { return int64(c.mss) }},
	{sk("now"), func(c *conn) int64 { return int64(c.now) }},
	{sk("lsndtime"), func(c *conn) int64 { return int64(uint32(c.ticks - (c.now-c.lastSent)*c.hz/1_000_000)) }},
	{sk("srtt_us"), func(c *conn) int64 { return int64(c.srtt) }},
	{sk("min_rtt"), func(c *conn) int64 { return int64(c.rttMin) }},
	{sk("max_pacing_rate"), func(c *conn) int64 { return int64(c.maxPacingRate) }},
	{sk("gso_max_size"), func(c *conn) int64 { return int64(c.gsoMaxSize) }},
	{sk("gso_max_segs"), func(*conn) int64 { return 65535 }},
	{sk("pacing_shift"), func(c *conn) int64 { return int64(c.pacingShift) }},
	{sk("delivered_mstamp"), func(c *conn) int64 { return int64(c.deliveredAt) }},
	{sk("tcp_wstamp_ns"), func(c *conn) int64 { return int64(c.wstamp) }},
	{sk("tcp_clock_cache"), func(c *conn) int64 { return int64(c.clock) }},
	{sk("saw_tstamp"), func(c *conn) int64 { return number(c.sawTstamp) }},
	{sk("rcv_tsval"), func(c *conn) int64 { return int64(c.tsval) }},
	{sk("rcv_tsecr"), func(c *conn) int64 { return int64(c.tsecr) }},
	{sk("snd_cwnd"), func(c *conn) int64 { return int64(c.cwnd) }},
	{sk("snd_cwnd_cnt"), func(c *conn) int64 { return int64(c.cnt) }},
	{sk("snd_ssthresh"), func(c *conn) int64 { return int64(c.ssthresh) }},
	{sk("pacing_rate"), func(c *conn) int64 { return int64(c.pacingRate) }},
	{sk("pacing_status"), func(c *conn) int64 { return int64(c.pacingStatus) }},
	{sk("app_limited"), func(c *conn) int64 { return int64(c.appLimited) }},
	{sk("ecn_flags"), func(c *conn) int64 { return int64(c.ecnFlags) }},
	{sk("ack_now"), func(c *conn) int64 { return int64(c.ackPending) }}, // the whole byte
}

func number(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// push writes the connection into a socket.
func push(sock *vm.Socket, c *conn) {
	for _, in := range inputs {
		set(sock, in.f, in.get(c))
	}
	sock.Now, sock.Jiffies, sock.Seed = c.clock, c.ticks, c.seed
	sock.Kconfig["CONFIG_HZ"] = c.hz
}

// pull reads what an object left.
func pull(sock *vm.Socket) outputs {
	get := func(name string) int64 { return sock.Raw(sk(name)) }
	return outputs{
		cwnd: uint32(get("snd_cwnd")), cnt: uint32(get("snd_cwnd_cnt")), ssthresh: uint32(get("snd_ssthresh")),
		pacingRate: uint64(get("pacing_rate")), pacingStatus: uint32(get("pacing_status")), appLimited: uint32(get("app_limited")),
		ecnFlags: uint8(get("ecn_flags")), ackPending: uint8(get("ack_now")),
	}
}

var rateFields = struct {
	delivered, interval, rtt, losses, ackedSacked, priorInFlight, priorDelivered, appLimited, ackDelayed *target.Field
}{
	rs("delivered"), rs("interval_us"), rs("rtt_us"), rs("losses"), rs("acked_sacked"), rs("prior_in_flight"), rs("prior_delivered"),
	rs("is_app_limited"), rs("is_ack_delayed"),
}

func rs(name string) *target.Field { return field(target.RateSample, name) }

func putRate(s *vm.Socket, r *rateSample) {
	f := &rateFields
	set(s, f.delivered, int64(r.delivered))
	set(s, f.interval, r.interval)
	set(s, f.rtt, r.rtt)
	set(s, f.losses, int64(r.losses))
	set(s, f.ackedSacked, int64(r.ackedSacked))
	set(s, f.priorInFlight, int64(r.priorInFlight))
	set(s, f.priorDelivered, int64(r.priorDelivered))
	set(s, f.appLimited, number(r.appLimited))
	set(s, f.ackDelayed, number(r.ackDelayed))
}
