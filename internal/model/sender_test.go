package model

import (
	"math"
	"math/rand/v2"
	"slices"
)

// sender simulates the kernel's part of a connection: it acknowledges, loses,
// marks and pauses at random, keeps the members consistent, and calls the
// algorithm where the kernel (6.x) does.
type sender struct {
	*conn
	r    *rand.Rand
	call *pair

	baseRTT, queue uint64 // of the path, us
	loss           float64
	stretch        bool   // few ACKs for many packets
	rounds         bool   // an ACK a round trip: much time between losses
	moves          bool   // windows move at once, see move
	even           bool   // gaps and delays are even, so that rates and rounds are alike
	holds          uint32 // packets that the path holds without a queue; 0: the queue comes and goes by itself
	slowpath       bool
	ackEventLast   bool // kernels from 6.15 call in_ack_event after pkts_acked
	needECN        bool
	policed        bool   // see police
	peerTick       uint64 // ms; of the peer's timestamps, which began at peerEpoch
	peerEpoch      uint32
	appLimit       uint32
	highSeq        uint32
	markShare      float64
}

// logUniform draws between lo and hi, each order of magnitude alike.
func logUniform(r *rand.Rand, lo, hi float64) float64 {
	return lo * math.Exp(r.Float64()*math.Log(hi/lo))
}

func oneIn(r *rand.Rand, n int) bool { return r.IntN(n) == 0 }

// newSender draws a path and a connection that has just been established, or,
// so that large windows are met, is in the middle of its life.
func newSender(r *rand.Rand, call *pair, big bool) *sender {
	hz := []uint64{100, 250, 1000}[r.IntN(3)]
	c := &conn{
		clamp: math.MaxUint32, mss: []uint32{536, 1448, 1448, 8948}[r.IntN(4)], hz: hz,
		now: uint64(logUniform(r, 1e6, 1e13)), una: r.Uint32(), rcvNxt: r.Uint32(), seed: r.Uint64(),
		delivered: 1, maxPacingRate: math.MaxUint64, gsoMaxSize: 65536, pacingShift: 10, rttMin: math.MaxUint32,
	}
	c.outputs = outputs{cwnd: 10, ssthresh: infinite, pacingRate: math.MaxUint64, appLimited: math.MaxUint32, ecnFlags: 1}
	if oneIn(r, 3) {
		c.delivered, c.deliveredCE, c.lost = r.Uint32(), r.Uint32(), r.Uint32() // about to wrap, perhaps
		c.appLimited = c.delivered
	}
	if oneIn(r, 6) {
		c.clamp = uint32(logUniform(r, 20, 2000))
	}
	if oneIn(r, 3) {
		c.ssthresh = uint32(logUniform(r, 2, 1000))
	}
	moves := big && oneIn(r, 2)
	if moves {
		c.cwnd = min(uint32(logUniform(r, 100, 100000)), c.clamp)
		c.ssthresh = c.cwnd / uint32(1+r.IntN(3))
	}
	if oneIn(r, 2) {
		c.pacingRate = uint64(logUniform(r, 1e4, 1e10))
		c.pacingStatus = uint32(r.IntN(3))
	}
	c.nxt = c.una
	s := &sender{conn: c, r: r, call: call, moves: moves, baseRTT: uint64(logUniform(r, 100, 300_000)), loss: logUniform(r, 1e-4, 3e-2),
		stretch: oneIn(r, 3), slowpath: oneIn(r, 2), ackEventLast: oneIn(r, 2), appLimit: math.MaxUint32, markShare: r.Float64() * r.Float64()}
	s.vary()
	c.lastSent = c.now
	c.sawTstamp = c.seed>>16%8 > 0
	s.peerTick, s.peerEpoch = []uint64{1, 4, 10}[c.seed%3], uint32(c.seed>>32)
	s.tick(0)
	if oneIn(r, 2) { // measured during the handshake
		c.rttMin = uint32(s.baseRTT)
		c.srtt = 8 * c.rttMin
	}
	return s
}

// vary makes paths of many kinds, so that what an algorithm does only on some is met.
func (s *sender) vary() {
	s.rounds, s.even = oneIn(s.r, 4), oneIn(s.r, 4)
	if oneIn(s.r, 3) {
		s.baseRTT = s.near(100, 300_000)
	}
	if oneIn(s.r, 3) {
		s.holds = uint32(logUniform(s.r, 8, 1000))
	}
	if s.moves {
		s.loss = max(s.loss, 0.02)
	}
}

// near draws a number of the program, or one that is less than three in a hundred off, so that what
// is compared with it comes out either way. Where the program has none in the range, it draws any.
func (s *sender) near(lo, hi int64) uint64 {
	numbers := s.call.object.numbers
	from, _ := slices.BinarySearch(numbers, lo)
	to, _ := slices.BinarySearch(numbers, hi+1)
	if from == to {
		return uint64(logUniform(s.r, float64(lo), float64(hi)))
	}
	n := numbers[from+s.r.IntN(to-from)]
	if off := n * 3 / 100; off > 1 && oneIn(s.r, 3) {
		n += s.r.Int64N(2*off+1) - off
	} else {
		n += s.r.Int64N(4) - 1
	}
	return uint64(min(max(n, lo), hi))
}

// move gives the connection another window, as the kernel does when a larger packet than before got
// through, so that all windows are met that the program tells apart. Half of them end slow start.
func (s *sender) move() {
	s.cnt = 0
	s.ssthresh = s.currentSsthresh()
	s.cwnd = min(uint32(s.near(10, 100_000)), s.clamp, maxWindow/2/s.mss)
	if oneIn(s.r, 2) {
		s.ssthresh = min(s.ssthresh, s.cwnd)
	}
}

// police puts the path behind a policer: it loses steadily, no loss turns out to be
// none, there is always data, and windows are small, so that there are many rounds.
// Of three kinds of paths one loses too little for a policer, and one is very slow.
func (s *sender) police(kind int) {
	s.policed, s.stretch, s.rounds, s.loss, s.clamp = true, false, false, 0.4, 16
	switch kind % 3 {
	case 0:
		s.baseRTT, s.clamp, s.mss = uint64(logUniform(s.r, 3e5, 8e5)), 8, 88 // the least segments of Linux
	case 1:
		s.loss = 0.02
	}
	s.cwnd = min(s.cwnd, s.clamp)
}

// loseMuch makes losses common, so that the bounds that they set are met, and some
// windows small, so that there are many rounds.
func (s *sender) loseMuch() {
	s.stretch, s.rounds, s.loss = false, false, logUniform(s.r, 0.01, 0.5)
	if oneIn(s.r, 2) {
		s.clamp = 16
		s.cwnd = min(s.cwnd, s.clamp)
	}
}

// tick lets time pass.
func (s *sender) tick(us uint64) {
	s.now += us
	s.clock = s.now * 1000
	s.ticks = 1<<32 - 300*s.hz + s.now*s.hz/1e6
	s.wstamp = s.clock
	if oneIn(s.r, 2) {
		s.wstamp += uint64(s.r.IntN(2_000_000))
	}
}

// run establishes the connection and handles so many ACKs.
func (s *sender) run(acks int) error {
	s.call.setState(stateOpen)
	if s.call.control != nil && oneIn(s.r, 2) {
		s.call.handshake()
	}
	s.call.init()
	for range acks {
		s.send()
		if oneIn(s.r, 300) {
			s.idle()
		}
		if !s.policed && oneIn(s.r, 100) { // another phase of the application
			s.appLimit = math.MaxUint32
			if oneIn(s.r, 2) {
				s.appLimit = 1 + uint32(s.r.IntN(int(min(s.cwnd, 1<<20))))
			}
		}
		if s.needECN && oneIn(s.r, 10) {
			s.receive()
		}
		if s.moves && s.state == stateOpen && oneIn(s.r, 4) {
			s.move()
		}
		s.ack()
		if s.call.err != nil || s.undecided {
			return s.call.err
		}
	}
	return nil
}

const maxWindow = 1 << 30 // bytes, of a peer's

// send fills the window, and tells that sending starts if nothing was in flight.
func (s *sender) send() {
	limit := min(s.cwnd, s.appLimit, maxWindow/s.mss)
	if s.packetsOut == 0 {
		s.deliveredAt = s.now // the time before is not the path's (draft-cheng-iccrg-delivery-rate-estimation)
		s.call.event(eventTxStart)
		limit = max(limit, 1)
	}
	n := uint32(0)
	if f := s.inFlight(); f < limit {
		n = limit - f
	}
	if n == 0 {
		return
	}
	if s.packetsOut == 0 {
		s.deliveredAt = s.now // the rate of a new flight is counted from here
	}
	s.packetsOut += n
	if s.state == stateCWR || s.state == stateRecovery {
		s.prrOut += n
	}
	s.nxt += n * s.mss
	s.lastSent = s.now
	s.limitedBit = limit == s.cwnd || oneIn(s.r, 20)
	s.maxPacketsOut = s.packetsOut
	if limit < s.cwnd && oneIn(s.r, 2) {
		s.appLimited = max(s.delivered+s.inFlight(), 1)
	}
}

// idle lets everything be acknowledged and the application be silent.
func (s *sender) idle() {
	for s.packetsOut > 0 && s.call.err == nil {
		s.acknowledge(min(s.packetsOut, 1000), 0)
	}
	pause := uint64(logUniform(s.r, 1, 3000)) // ticks of the kernel
	s.tick(pause * 1_000_000 / s.hz)
	if pause > s.hz/5 && s.call.control == nil {
		s.call.event(eventCwndRestart)
		s.ssthresh = s.currentSsthresh()
		s.cwnd = max(min(s.cwnd/2, 10), min(s.cwnd, 10))
	}
}

// receive is a packet of the peer's with or without a congestion mark.
func (s *sender) receive() {
	s.rcvNxt += uint32(s.r.IntN(3)) * 1448
	s.ackPending = uint8(s.r.IntN(4))
	s.call.event(uint32(eventEcnNoCE + s.r.IntN(2)))
}

// ack is one arriving ACK, with what the sender concludes from it.
func (s *sender) ack() {
	n := uint32(s.r.IntN(3))
	if s.stretch {
		n = uint32(s.r.IntN(int(min(s.packetsOut/4, 400) + 2)))
	}
	if s.rounds {
		n = 400
	}
	n = min(n, s.packetsOut)
	losses := int32(0)
	if s.r.Float64() < s.loss {
		losses = 1 + int32(s.r.IntN(3))
	}
	if oneIn(s.r, 2000) {
		s.timeout()
		return
	}
	s.acknowledge(n, losses)
}

// sample draws the round-trip time of an ACK: that of the path and of a queue
// that comes and goes, or that packets make which the path does not hold.
func (s *sender) sample() int32 {
	if s.holds > 0 {
		s.queue = min(s.baseRTT*uint64(s.inFlight()-min(s.inFlight(), s.holds))/uint64(s.holds), 2*s.baseRTT)
	} else if oneIn(s.r, 20) {
		s.queue = uint64(s.r.Int64N(int64(s.baseRTT) + 1))
	} else if oneIn(s.r, 20) {
		s.queue = s.near(1, int64(s.baseRTT))
	} else if !s.even {
		s.queue += uint64(s.r.Int64N(int64(s.baseRTT/50) + 2))
		s.queue -= min(s.queue, uint64(s.r.Int64N(int64(s.baseRTT/50)+2)))
	}
	return int32(s.baseRTT + s.queue)
}

// smooth keeps srtt and the least round-trip time (RFC 6298).
func (s *sender) smooth(rtt int32) {
	if rtt < 0 {
		return
	}
	s.rttMin = min(s.rttMin, uint32(rtt))
	if s.srtt == 0 {
		s.srtt = 8 * uint32(rtt)
		return
	}
	s.srtt = max(s.srtt-s.srtt/8+uint32(rtt), 1)
}

// stamp sets the timestamps of an ACK (RFC 7323): of when the oldest packet was sent, which may have
// waited for the newest, and, by the peer's clock, of when that arrived. The queue is on the way there.
func (s *sender) stamp(rtt int32) {
	if s.sawTstamp {
		waited := uint64(rtt) * (s.now % 3) / 4
		s.tsecr = uint32((s.now - uint64(rtt) - waited) / 1000)
		s.tsval = s.peerEpoch + uint32((s.now-s.baseRTT/2)/1000/s.peerTick)
	}
}

// acknowledge handles an ACK of n packets that shows some to be lost.
func (s *sender) acknowledge(n uint32, losses int32) {
	rtt := s.sample()
	// Packets follow one another no faster than 8 a microsecond, about 100 Gbit/s.
	share := float64(rtt) * float64(n+1) / float64(s.packetsOut+1)
	if !s.even {
		share *= 2 * s.r.Float64()
	}
	gap := max(uint64(share), uint64(n/8), 1)
	if oneIn(s.r, 10) {
		gap = max(s.near(1, 2*int64(rtt)), uint64(n/8))
	}
	s.tick(gap)
	// A bottleneck delivers less than a window in a round trip: the rest is its queue.
	interval := max(int64(float64(rtt)*(1+s.r.Float64())), int64(gap), int64(s.inFlight()/8))
	s.stamp(rtt)
	if n == 0 || oneIn(s.r, 12) {
		rtt = -1 // a retransmission, or a duplicate
	}
	flags := uint32(flagWinUpdate)
	if s.slowpath || losses > 0 || n == 0 || s.state != stateOpen {
		flags = flagSlowpath
	}
	prior := s.inFlight()
	priorDelivered := s.delivered - prior
	s.una += n * s.mss
	s.acked = n
	marked := uint32(0)
	if s.needECN && s.r.Float64() < s.markShare {
		marked = n
		flags = flagSlowpath | flagECE
	}
	if !s.ackEventLast {
		s.call.inAck(flags)
	}
	s.packetsOut -= n
	if n > 0 {
		s.delivered += n
		s.deliveredCE += marked
		s.deliveredAt = s.now
	}
	s.smooth(rtt)
	if s.appLimited != 0 && after(s.delivered, s.appLimited) {
		s.appLimited = 0
	}
	s.lost += uint32(losses)
	s.call.pktsAcked(n, rtt)
	if s.ackEventLast {
		s.call.inAck(flags)
	}
	s.conclude(losses, marked > 0)
	s.adjust(n, &rateSample{delivered: int32(s.delivered - priorDelivered), interval: interval, rtt: int64(rtt), losses: losses,
		ackedSacked: n, priorInFlight: prior, priorDelivered: priorDelivered, appLimited: s.appLimited != 0, ackDelayed: oneIn(s.r, 4)})
}

// conclude moves between the states of congestion.
func (s *sender) conclude(losses int32, marked bool) {
	switch {
	case s.state == stateRecovery && s.undoPossible && oneIn(s.r, 20), s.state == stateLoss && s.undoPossible && oneIn(s.r, 30):
		s.undoReduction()
		s.enter(stateOpen)
	case s.state >= stateCWR && !before(s.una, s.highSeq):
		if s.state != stateLoss && s.call.control == nil {
			s.cwnd = s.ssthresh
			s.call.event(eventCompleteCWR)
		}
		s.enter(stateOpen)
	case s.state < stateRecovery && losses > 0:
		if s.state == stateOpen && oneIn(s.r, 4) {
			s.enter(stateDisorder)
			return
		}
		s.priorSsthresh = s.currentSsthresh()
		if s.state < stateCWR {
			s.reduce()
		}
		s.undoPossible = !s.policed
		s.enter(stateRecovery)
	case s.state < stateCWR && (marked || !s.needECN && oneIn(s.r, 1000)):
		s.undoPossible = false
		s.reduce()
		s.enter(stateCWR)
	case s.state == stateDisorder && oneIn(s.r, 3):
		s.enter(stateOpen)
	}
}

// reduce begins a reduction of the window.
func (s *sender) reduce() {
	s.highSeq = s.nxt
	s.priorCwnd = s.cwnd
	s.prrOut = 0
	s.ssthresh = s.call.newSsthresh()
}

func (s *sender) enter(state uint8) {
	s.call.setState(state)
	s.state = state
}

func (s *sender) undoReduction() {
	s.cwnd = s.call.undo()
	s.ssthresh = max(s.ssthresh, s.priorSsthresh)
}

// timeout is the retransmission timer's.
func (s *sender) timeout() {
	s.tick(200_000 + 8*s.baseRTT)
	s.priorSsthresh = s.currentSsthresh()
	s.priorCwnd = s.cwnd
	s.ssthresh = s.call.newSsthresh()
	s.call.event(eventLoss)
	s.undoPossible = true
	s.highSeq = s.nxt
	s.lost += s.packetsOut
	s.cwnd = 1
	s.cnt = 0
	s.enter(stateLoss)
}

// adjust changes the window as the kernel has it done.
func (s *sender) adjust(n uint32, rs *rateSample) {
	switch {
	case s.call.control != nil:
		if oneIn(s.r, 20) {
			rs.delivered, rs.interval = -1, -1
		}
		s.call.congControl(rs)
	case s.state == stateCWR || s.state == stateRecovery:
		if n > 0 { // proportional rate reduction (RFC 6937), roughly
			s.cwnd = max(min(s.cwnd, max(s.inFlight(), s.ssthresh)), 1)
		}
	case n > 0:
		s.call.congAvoid(s.una, n)
	}
}
