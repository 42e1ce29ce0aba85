package model

import (
	"errors"
	"flag"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/internal/peer"
	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/vm"
)

var (
	onePeer = flag.String("peer", "", "only the peer of this name")
	update  = flag.Bool("update", false, "rewrite what the peers are held to, testdata/golden/agree.txt")
)

// peers say how near the C of bench/c comes to the library, where not every
// output is equal after every callback, and which connections keep it in range.
// The shares are for any connections; those of the default seed are held to agree.txt.
var peers = map[string]struct {
	near    tolerance
	unequal float64 // the share of calls after which an output may be near, not equal
	drift   float64 // the share by which all growth of the window may differ
	big     bool    // start in large windows, too
	ecn     bool
	// every fourth path is behind a policer
	policed bool
	// half of the paths lose much
	lossy bool
	// parameters that count what is seldom: every third connection has small ones
	counts []string
}{
	"bic":       {big: true},
	"cdg":       {near: cdgPeerNear, unequal: 0.0005},
	"copa":      {big: true},
	"bbr":       {policed: true},
	"bbr3":      {near: bbr3PeerNear, unequal: 0.2, lossy: true},
	"cubic":     {near: cubicNear, unequal: 0.004, drift: 0.0002, big: true, lossy: true},
	"cubicpp":   {near: cubicNear, unequal: 0.004, drift: 0.0002, big: true},
	"dctcp":     {near: dctcpNear, unequal: 0.05, ecn: true},
	"highspeed": {big: true},
	"htcp":      {big: true, lossy: true},
	"illinois":  {big: true},
	"ledbatpp":  {near: ledbatNear, unequal: 0.0005, drift: 0.001}, // ours rounds the sum of a change and the rest, the C the change: 1/65536 of a packet
	"nv":        {near: nvPeerNear, unequal: 0.01, drift: 0.001},
	"prague":    {near: praguePeerNear, unequal: 0.01, drift: 1e-5, big: true, ecn: true},
	"veno":      {big: true},
	"yeah":      {big: true, counts: []string{"fast_rounds", "max_queue"}},
}

// The C has 724/1024 where ours has 0.7071, and HyStart of the C takes a window of 1 for
// the threshold, which ours keeps at 2. Chance decides alike where the two exponentials, which differ
// by 2 in a million at most, do not lie on both sides of the number drawn.
func cdgPeerNear(_ *conn, output string, c, ours int64) bool {
	return (output == "snd_cwnd" || output == "snd_ssthresh") && ours >= c && ours-c <= 1+c/8192
}

// praguePeerNear: the C rounds what Prague's alpha loses in a round trip and what it gains, the library
// their sum. That keeps them within 16 steps of 2^-24, which is a share of 2^-21 of the window. And the C
// retransmits at once, as the kernel does, where that takes a packet more than the greatest window.
func praguePeerNear(c *conn, output string, peer, object int64) bool {
	if c.cwnd == c.clamp+1 { // by the C
		return output == "snd_cwnd" && object == int64(c.clamp) || output == "pacing_rate" && abs(peer-object) <= peer/int64(c.cwnd)+1
	}
	return output == "result" && abs(peer-object) <= 1+int64(c.cwnd)>>21
}

// nvPeerNear: where the window aimed at is, but for what nvNear allows, the one that decides, only one of the two may
// find that it is less, or enough to grow, and begin its counts anew. Nothing can be said of the rest of such a connection.
func nvPeerNear(c *conn, output string, peer, object int64) bool {
	near := nvNear(c, output, peer, object)
	c.undecided = !near && slices.Contains([]string{"snd_cwnd", "snd_cwnd_cnt", "snd_ssthresh"}, output)
	return near || c.undecided
}

// bbr3PeerNear: the C has pacing gains in 256ths, so that 9/10, which is 230.4 of them, loses a
// 576th, and rounds once where the library does three times; that keeps a packet per second.
func bbr3PeerNear(c *conn, output string, peer, object int64) bool {
	return output == "pacing_rate" && abs(max(peer, int64(c.mss))-object) <= object/576+6
}

// inC is a peer: it is to the library's object what a model is.
type inC struct {
	machine *vm.VM
	sock    *vm.Socket
	has     map[string]int
	err     *error
}

// cController is a peer that does all by itself.
type cController struct{ *inC }

func (p cController) control(c *conn, rs *rateSample) {
	putRate(p.sock, rs)
	p.run(c, "cong_control", 0, int64(c.una), 0, 0)
}

// handshake is the ACK before init, as pair.handshake has it.
func (p cController) handshake(c *conn, rs *rateSample) {
	before := *c
	p.control(c, rs)
	*c = before
}

func (p *inC) init(c *conn)            { p.run(c, "init") }
func (p *inC) ssthresh(c *conn) uint32 { return p.run(c, "ssthresh") }
func (p *inC) undo(c *conn) uint32     { return p.run(c, "undo_cwnd") }
func (p *inC) congAvoid(c *conn, ack, acked uint32) {
	p.run(c, "cong_avoid", 0, int64(ack), int64(acked))
}
func (p *inC) setState(c *conn, state uint8) { p.run(c, "set_state", 0, int64(state)) }
func (p *inC) event(c *conn, event uint32)   { p.run(c, "cwnd_event", 0, int64(event)) }
func (p *inC) inAck(c *conn, flags uint32)   { p.run(c, "in_ack_event", 0, int64(flags)) }

// answer runs a callback that changes nothing.
func (p *inC) answer(c *conn, callback string) uint32 {
	before := *c
	defer func() { *c = before }()
	return p.run(c, callback)
}

func (p *inC) pktsAcked(c *conn, n uint32, rtt int32) {
	set(p.sock, sampleFields.pktsAcked, int64(n))
	set(p.sock, sampleFields.rtt, int64(rtt))
	set(p.sock, sampleFields.inFlight, int64(n*c.mss))
	p.run(c, "pkts_acked")
}

// run runs a callback of the peer on a socket of its own and puts what that
// leaves into c, the connection as it was before the callback.
func (p *inC) run(c *conn, callback string, args ...int64) uint32 {
	if p.has[callback] == 0 {
		return 0
	}
	push(p.sock, c)
	p.sock.Events = nil
	r, err := p.machine.Call(p.sock, callback, args...)
	if err != nil && *p.err == nil {
		*p.err = fmt.Errorf("the peer's %s: %w", callback, err)
	}
	c.outputs = pull(p.sock)
	c.seed = p.sock.Seed
	for _, e := range p.sock.Events {
		var seq uint32
		if _, err := fmt.Sscanf(e, "tcp_send_ack(%d)", &seq); err != nil && *p.err == nil {
			*p.err = fmt.Errorf("the peer's %s: %s", callback, e)
		}
		c.acks = append(c.acks, seq)
	}
	return uint32(r)
}

func (p *inC) String() string { return strings.TrimSpace(p.sock.String()) }

// Every peer in C must do what the library's algorithm does, in the same
// sequences of callbacks, so that it is fair to compare their code.
func TestPeersAgree(t *testing.T) {
	names, err := peer.Names()
	if err != nil {
		t.Fatal(err)
	}
	held := readAgreements(t)
	for _, name := range names {
		if *onePeer != "" && name != *onePeer {
			continue
		}
		t.Run(name, func(t *testing.T) { agree(t, name, held) })
	}
	if *update {
		writeAgreements(t, names, held)
	}
}

const agreements = "../../testdata/golden/agree.txt"

// readAgreements returns by peer what its random connections showed when that was last looked at. It is held exactly:
// another constant of a program is often only seen by differences that are near, but more of them, or by growth that
// lacks because connections are given up.
func readAgreements(t *testing.T) map[string]string {
	text, err := os.ReadFile(agreements)
	if err != nil {
		t.Fatal(err)
	}
	held := map[string]string{}
	for line := range strings.Lines(string(text)) {
		name, what, _ := strings.Cut(strings.TrimSpace(line), ": ")
		held[name] = what
	}
	return held
}

func writeAgreements(t *testing.T, names []string, held map[string]string) {
	var b strings.Builder
	for _, name := range names {
		fmt.Fprintf(&b, "%s: %s\n", name, held[name])
	}
	if err := os.WriteFile(agreements, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// maxUndecided is how many connections of a peer may end because the two round differently and decide differently,
// with any seed.
const maxUndecided = 10

// peerConnections is how many random connections a peer runs through. With fewer, many a constant of the C could
// be another one. What does all by itself has ten times the code for each ACK.
func peerConnections(alone bool) int {
	if alone {
		return max(connections(), 60)
	}
	return max(connections(), 200)
}

// peerLifetime is how many ACKs such a connection sees.
func peerLifetime(r *rand.Rand) int {
	if *full || oneIn(r, 2) {
		return int(logUniform(r, 10, 1000))
	}
	return 500
}

func agree(t *testing.T, name string, held map[string]string) {
	object, err := peer.Build(name, peer.Options{})
	if errors.Is(err, peer.ErrNoClang) && os.Getenv("CCC_TEST_CLANG") != "require" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	machines := machinesFor(t, object)
	rules := peers[name]
	all := &agreement{differ: map[string]int{}}
	all.run(t, name, machines)
	all.check(t, rules.drift, rules.unequal)
	switch {
	case *update:
		held[name] = all.String()
	case *seed == 1 && !*full && held[name] != all.String():
		t.Errorf("the connections showed %s\nwhere they did show %s\n(-update takes it)", all, held[name])
	}
	for cb := range compile(t, name, lang.Options{}).has {
		c := machines[0].Callbacks()
		if c[cb] == 0 && (cb != "cong_avoid" || c["cong_control"] == 0) { // beside cong_control the compiler adds an empty one, for kernels before 6.0
			t.Errorf("the C has no %s", cb)
		}
	}
	slots, err := peer.Count(object)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d instructions in C; %s", slots, all)
}

// run runs the peer's random connections.
func (a *agreement) run(t *testing.T, name string, machines []*vm.VM) {
	rules := peers[name]
	o := compile(t, name, lang.Options{})
	h := fnv.New64()
	h.Write([]byte("C " + name))
	r := rand.New(rand.NewPCG(h.Sum64(), *seed))
	for n := range peerConnections(machines[0].Callbacks()["cong_control"] > 0) {
		p := &pair{object: o, sock: vm.NewSocket(), near: rules.near, differ: a.differ, drift: &a.drift}
		c := newInC(p, machines[n%len(machines)])
		params := map[string]int64{}
		if n%3 == 2 {
			params = otherParams(r, o.truths, rules.counts)
		}
		for _, s := range []*vm.Socket{p.sock, c.sock} {
			s.RecordSize = o.layout.Storage
			s.Kconfig = map[string]uint64{}
			s.Params = params
		}
		life := peerLifetime(r)
		s := newSender(r, p, rules.big)
		s.needECN = rules.ecn
		if rules.policed && n%4 == 3 {
			s.police(n / 4)
			life *= 4
		}
		if rules.lossy && n%4 >= 2 {
			s.loseMuch()
		}
		p.conn = s.conn
		if err := s.run(life); err != nil {
			t.Fatalf("connection %d, %d Hz: %v", n, s.hz, err)
		}
		a.acks += life
		a.calls += p.calls
		if s.undecided {
			a.undecided++
		}
	}
}

// otherParams draws values of parameters instead of the defaults: of switches, and of counts small ones.
func otherParams(r *rand.Rand, truths, counts []string) map[string]int64 {
	params := map[string]int64{}
	for _, name := range truths {
		params[name] = r.Int64N(2)
	}
	for _, name := range counts {
		params[name] = 1 + r.Int64N(4)
	}
	return params
}

// newInC makes a peer the model of a pair.
func newInC(p *pair, machine *vm.VM) *inC {
	c := &inC{machine: machine, sock: vm.NewSocket(), has: machine.Callbacks(), err: &p.err}
	p.model = c
	if c.has["cong_control"] > 0 {
		p.control = cController{c}
	}
	return c
}

// agreement adds up what a peer's connections showed.
type agreement struct {
	drift
	acks, calls int
	undecided   int            // connections
	differ      map[string]int // see pair
}

func (a *agreement) String() string {
	return fmt.Sprintf("%d ACKs, %d calls, windows grew by %d in C and %d in ours, near but not equal %v, undecided %d",
		a.acks, a.calls, a.model, a.object, a.differ, a.undecided)
}

// check holds the whole to its bounds: each call for itself was near enough.
func (a *agreement) check(t *testing.T, drift, unequal float64) {
	t.Helper()
	if off := math.Abs(float64(a.object-a.model)) / float64(a.model); off > drift {
		t.Errorf("ours grew windows by %d packets, the C by %d", a.object, a.model)
	}
	if a.undecided > maxUndecided {
		t.Errorf("nobody could say what was right in %d connections", a.undecided)
	}
	near := 0
	for _, n := range a.differ {
		near += n
	}
	if share := float64(near) / float64(a.calls); share > unequal {
		t.Errorf("in %.3g of the calls an output was near, but not equal", share)
	}
}
