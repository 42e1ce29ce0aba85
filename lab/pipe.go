package lab

import (
	"encoding/binary"
	"math/rand/v2"
	"time"
)

// packet is one packet inside a pipe. Times are link time.
type packet struct {
	data    []byte
	flow    int           // -1: none of the flows' data
	arrived time.Duration // at the queue
	begin   time.Duration // when the bottleneck takes it from the queue
	depart  time.Duration // when its last bit has left
}

// service says when a bottleneck serves a packet of n bytes that could begin at
// the earliest at time t. Calls come in the order of service.
type service interface {
	serve(t time.Duration, n int) (begin, depart time.Duration)
}

// fixedRate serves at bits per second.
type fixedRate float64

func (r fixedRate) serve(t time.Duration, n int) (begin, depart time.Duration) {
	return t, t + time.Duration(float64(n)*8e9/float64(r))
}

// pipe is one direction of a link: a drop-tail queue, a bottleneck that empties
// it in order, and a delay. Since what arrives later cannot overtake, everything
// about a packet's way is known when it arrives, so the pipe needs no clock of
// its own: callers say what time it is, never going back.
type pipe struct {
	service service // nil: no bottleneck, and no queue
	header  int     // bytes before the IP header, which count for nothing
	delay   time.Duration
	limit   int     // packets that can wait
	mark    int     // ECN threshold in packets, 0: none
	loss    float64 // share of the flows' packets
	random  *rand.Rand

	warm     time.Duration // figures begin here
	until    time.Duration // and end here
	counters []Counters    // per flow
	rtt      []Histogram   // per flow
	roundTop time.Duration // delay of the whole round trip

	packets []packet // in order of arrival; from head on, those not delivered yet
	head    int
	waits   int // first packet of packets that still waits
	last    time.Duration
}

// fate is what becomes of a packet that arrives.
type fate int

const (
	queued fate = iota
	dropped
	lost
)

// arrive takes a packet of a flow (-1: of none). The pipe keeps data if it is
// queued.
func (p *pipe) arrive(now time.Duration, data []byte, flow int) fate {
	p.advance(now)
	count := &Counters{}
	if p.counts(flow, now) {
		count = &p.counters[flow]
	}
	count.Arrived++
	if flow >= 0 && p.loss > 0 && p.random.Float64() < p.loss {
		count.Lost++
		return lost
	}
	k := packet{data: data, flow: flow, arrived: now, begin: now, depart: now}
	if p.service != nil {
		if p.waiting() >= p.limit {
			count.Dropped++
			return dropped
		}
		k.begin, k.depart = p.service.serve(max(now, p.last), len(data)-p.header)
		p.last = k.depart
	}
	p.packets = append(p.packets, k)
	p.advance(now)
	return queued
}

// counts reports whether what happens to a flow at the time belongs in its figures.
func (p *pipe) counts(flow int, at time.Duration) bool {
	return flow >= 0 && flow < len(p.counters) && at >= p.warm && at < p.until
}

// waiting returns how many packets wait, as of the last advance.
func (p *pipe) waiting() int { return len(p.packets) - p.waits }

// advance takes the packets from the queue whose turn has come, and marks them:
// marking on the way out tells the sender of the queue as it is now, not as it
// was a queue ago.
func (p *pipe) advance(now time.Duration) {
	for p.waits < len(p.packets) && p.packets[p.waits].begin <= now {
		k := &p.packets[p.waits]
		p.waits++
		if p.mark > 0 && p.waiting() > p.mark && markCE(k.data[p.header:]) && p.counts(k.flow, now) {
			p.counters[k.flow].Marked++
		}
	}
}

// due returns when the next packet reaches the other end.
func (p *pipe) due() (time.Duration, bool) {
	if p.head == len(p.packets) {
		return 0, false
	}
	return p.packets[p.head].depart + p.delay, true
}

// deliver takes the next packet from the pipe if it is due.
func (p *pipe) deliver(now time.Duration) (packet, bool) {
	if at, ok := p.due(); !ok || at > now {
		return packet{}, false
	}
	p.advance(now)
	k := p.packets[p.head]
	p.packets[p.head].data = nil
	p.head++
	if p.counts(k.flow, k.depart) {
		p.counters[k.flow].Delivered += uint64(len(k.data) - p.header)
		p.rtt[k.flow].Add(k.depart - k.arrived + p.roundTop)
	}
	if p.head > 1024 && 2*p.head > len(p.packets) {
		n := copy(p.packets, p.packets[p.head:])
		p.packets = p.packets[:n]
		p.waits -= p.head
		p.head = 0
	}
	return k, true
}

// The ECN field of IP (RFC 3168, section 5).
const (
	ecnMask = 3
	ecnCE   = 3
)

// markCE marks an IPv4 packet whose sender takes marks, and reports whether it
// did.
func markCE(b []byte) bool {
	if len(b) < 20 || b[0]>>4 != 4 || b[1]&ecnMask == 0 || b[1]&ecnMask == ecnCE {
		return false
	}
	old := binary.BigEndian.Uint16(b)
	b[1] |= ecnCE
	// RFC 1624, equation 3.
	sum := uint32(^binary.BigEndian.Uint16(b[10:])) + uint32(^old) + uint32(binary.BigEndian.Uint16(b))
	for sum > 0xffff {
		sum = sum>>16 + sum&0xffff
	}
	binary.BigEndian.PutUint16(b[10:], ^uint16(sum))
	return true
}

// Flows send from and to these ports on, one each, so that the link can tell them
// apart.
const (
	firstPort  = 20000
	serverPort = 10000
)

// flowOf returns which flow's data an IPv4 packet carries, or -1.
func flowOf(b []byte) int {
	if len(b) < 40 || b[0]>>4 != 4 || b[9] != 6 {
		return -1
	}
	ip := int(b[0]&15) * 4
	if len(b) < ip+20 || len(b) == ip+int(b[ip+12]>>4)*4 {
		return -1 // an acknowledgement alone
	}
	return int(binary.BigEndian.Uint16(b[ip:])) - firstPort
}
