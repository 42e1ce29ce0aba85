package lab

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

const ms = time.Millisecond

// dataPacket is an IPv4 packet with TCP data of flow 0.
func dataPacket(size int, ecn byte) []byte {
	b := make([]byte, size)
	b[0], b[1], b[9] = 0x45, ecn, 6
	binary.BigEndian.PutUint16(b[2:], uint16(size))
	binary.BigEndian.PutUint16(b[20:], firstPort)
	b[32] = 8 << 4 // TCP header with timestamps
	binary.BigEndian.PutUint16(b[10:], ^sum(b[:20]))
	return b
}

// sum is the ones' complement sum of a header.
func sum(b []byte) uint16 {
	var s uint32
	for i := 0; i+1 < len(b); i += 2 {
		s += uint32(binary.BigEndian.Uint16(b[i:]))
	}
	for s > 0xffff {
		s = s>>16 + s&0xffff
	}
	return uint16(s)
}

func testPipe(l Link) *pipe {
	return &pipe{service: fixedRate(l.Rate), delay: l.Delay / 2, limit: l.Queue, mark: l.Mark, loss: l.Loss, until: time.Hour,
		random: rand.New(rand.NewPCG(1, 1)), roundTop: l.Delay, counters: make([]Counters, 1), rtt: make([]Histogram, 1)}
}

// TestOverflowWindow holds a window of packets in the network, each returned
// after the round trip, and looks from which window on the queue overflows.
func TestOverflowWindow(t *testing.T) {
	l := Link{Rate: 12e6, Delay: 20 * ms, Queue: 30} // 1 ms a packet
	if l.BDP() != 20 || l.Peak() != 51 {
		t.Fatalf("BDP %v, peak %v; want 20 and 51", l.BDP(), l.Peak())
	}
	for _, test := range []struct {
		window int
		drops  bool
	}{{20, false}, {50, false}, {51, false}, {52, true}} {
		p := testPipe(l)
		now, dropped := time.Duration(0), false
		back := []time.Duration{} // when acknowledgements arrive
		for range test.window {
			// As a sender grows its window, one packet at a time.
			dropped = p.arrive(now, dataPacket(MTU, 0), 0) != queued || dropped
			now += ms
			for k, ok := p.deliver(now); ok; k, ok = p.deliver(now) {
				back = append(back, k.depart+l.Delay)
			}
			for len(back) > 0 && back[0] <= now {
				back = back[1:]
				dropped = p.arrive(now, dataPacket(MTU, 0), 0) != queued || dropped
			}
		}
		if dropped != test.drops {
			t.Errorf("window %d: dropped %v, want %v", test.window, dropped, test.drops)
		}
	}
}

func TestPipeTimes(t *testing.T) {
	p := testPipe(Link{Rate: 12e6, Delay: 20 * ms, Queue: 2})
	for i, want := range []fate{queued, queued, queued, dropped} {
		if got := p.arrive(0, dataPacket(MTU, 0), 0); got != want {
			t.Errorf("packet %d: fate %d, want %d", i, got, want)
		}
	}
	for _, at := range []time.Duration{11 * ms, 12 * ms, 13 * ms} {
		if _, ok := p.deliver(at - 1); ok {
			t.Errorf("a packet came before %v", at)
		}
		if _, ok := p.deliver(at); !ok {
			t.Errorf("no packet came at %v", at)
		}
	}
	if c := p.counters[0]; c.Arrived != 4 || c.Dropped != 1 || c.Delivered != 3*MTU {
		t.Errorf("counted %+v", c)
	}
	if got := p.rtt[0].Quantile(1); got < 22900*time.Microsecond || got > 23100*time.Microsecond {
		t.Errorf("longest round trip %v, want 23 ms", got)
	}
	// A packet after a pause is served at once.
	p.arrive(time.Second, dataPacket(MTU, 0), 0)
	if at, ok := p.due(); !ok || at != time.Second+11*ms {
		t.Errorf("due at %v", at)
	}
}

func TestPipeKeepsOrderOverManyPackets(t *testing.T) {
	p := testPipe(Link{Rate: 12e6, Delay: 2 * ms, Queue: 10})
	var sent, got int
	for now := time.Duration(0); got < 10000; now += ms / 2 {
		b := dataPacket(MTU, 0)
		binary.BigEndian.PutUint32(b[100:], uint32(sent))
		if p.arrive(now, b, 0) == queued {
			sent++
		}
		for k, ok := p.deliver(now); ok; k, ok = p.deliver(now) {
			if int(binary.BigEndian.Uint32(k.data[100:])) != got {
				t.Fatalf("packet %d came as %d", binary.BigEndian.Uint32(k.data[100:]), got)
			}
			got++
		}
	}
	if c := p.counters[0]; c.Dropped < 9000 || c.Dropped > 11000 {
		t.Errorf("twice the rate dropped %d of %d", c.Dropped, c.Arrived)
	}
}

func TestMarkOnTheWayOut(t *testing.T) {
	p := testPipe(Link{Rate: 12e6, Delay: 0, Queue: 100, Mark: 2})
	for range 6 {
		p.arrive(0, dataPacket(MTU, 2), 0)
	}
	var marks []bool
	for i := range 6 {
		k, ok := p.deliver(time.Duration(i+1) * ms)
		if !ok {
			t.Fatal("a packet is missing")
		}
		marks = append(marks, k.data[1]&ecnMask == ecnCE)
		if sum(k.data[:20]) != 0xffff {
			t.Errorf("packet %d: wrong checksum", i)
		}
	}
	// The first left at once, with nothing behind it; then 4, 3, 2, 1, 0 waited.
	want := []bool{false, true, true, false, false, false}
	for i := range want {
		if marks[i] != want[i] {
			t.Errorf("packet %d: marked %v, want %v", i, marks[i], want[i])
		}
	}
	if markCE(dataPacket(100, 0)) {
		t.Error("a packet that does not take marks was marked")
	}
}

func TestRandomLoss(t *testing.T) {
	lose := func(seed uint64) (n uint64, pattern []byte) {
		p := testPipe(Link{Rate: 1e10, Queue: 1e6, Loss: 0.01})
		p.random = rand.New(rand.NewPCG(seed, 1))
		for range 100000 {
			pattern = append(pattern, byte(p.arrive(0, dataPacket(100, 0), 0)))
		}
		return p.counters[0].Lost, pattern
	}
	n, first := lose(1)
	if n < 900 || n > 1100 {
		t.Errorf("lost %d of 100000 at 1 %%", n)
	}
	if _, again := lose(1); !bytes.Equal(first, again) {
		t.Error("the same seed lost other packets")
	}
	if _, other := lose(2); bytes.Equal(first, other) {
		t.Error("another seed lost the same packets")
	}
}

func TestFlowOf(t *testing.T) {
	data := dataPacket(MTU, 0)
	binary.BigEndian.PutUint16(data[20:], firstPort+3)
	ack := dataPacket(52, 0)
	for _, test := range []struct {
		packet []byte
		want   int
	}{{data, 3}, {ack, -1}, {data[:30], -1}, {[]byte{0x60, 0, 0}, -1}, {nil, -1}} {
		if got := flowOf(test.packet); got != test.want {
			t.Errorf("flow %d, want %d", got, test.want)
		}
	}
}

func TestTrace(t *testing.T) {
	tr, err := ReadTrace("t", strings.NewReader("# comment\n1\n1\n3\n10\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := tr.Rate(); got != 4*12000/0.010 {
		t.Errorf("rate %v", got)
	}
	if got := tr.between(0, 20*ms); got != 7*MTU {
		t.Errorf("%v bytes in two rounds but the last moment, want %d", got, 7*MTU)
	}
	s := &traced{trace: tr}
	for i, want := range []struct{ at, size, depart int }{
		{0, 1500, 1}, {0, 1000, 1}, {0, 600, 3}, // does not fit into what is left
		{0, 900, 3}, {3, 100, 10}, {11, 1500, 11}, {12, 1500, 13},
	} {
		if _, got := s.serve(time.Duration(want.at)*ms, want.size); got != time.Duration(want.depart)*ms {
			t.Errorf("packet %d left at %v, want %d ms", i, got, want.depart)
		}
	}
	for _, bad := range []string{"", "x\n", "5\n4\n", "-1\n", "0\n"} {
		if _, err := ReadTrace("bad", strings.NewReader(bad)); err == nil {
			t.Errorf("%q was taken for a trace", bad)
		}
	}
}

func TestScenarios(t *testing.T) {
	for _, s := range Scenarios() {
		l, err := FindScenario(s.Name)
		if err != nil {
			t.Fatal(err)
		}
		if err := l.Check(); err != nil {
			t.Errorf("%s: %v", s.Name, err)
		}
		if l.Trace != nil && l.Trace.Length() != time.Minute {
			t.Errorf("%s: a trace of %v", s.Name, l.Trace.Length())
		}
	}
	if _, err := FindScenario("moon"); err == nil || !strings.Contains(err.Error(), "satellite") {
		t.Errorf("an unknown scenario: %v", err)
	}
}
