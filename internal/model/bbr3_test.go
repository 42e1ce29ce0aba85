package model

import (
	"math"
	"math/bits"
)

// The states of BBRv3, and of its bandwidth probes' feedback.
const (
	b3Startup = iota
	b3Drain
	b3Down
	b3Cruise
	b3Refill
	b3Up
	b3ProbeRTT
	b3States
)

const (
	b3Init = iota
	b3Refilling
	b3ProbeStarting
	b3ProbeFeedback
	b3ProbeStopping
)

const (
	noBound     = 1<<24 - 1 // packets
	noRateBound = 255 << 24 // packets/us << 24
	noRTT       = 100 * second
)

// gain is a fraction.
type gain struct{ num, den uint64 }

// of returns the product of the gain and n, rounded down.
func (g gain) of(n uint64) uint64 {
	hi, lo := bits.Mul64(n, g.num)
	q, _ := bits.Div64(hi, lo, g.den)
	return q
}

// bbr3 is draft-ietf-ccwg-bbr, in packets and with what stands in for the samples
// that the kernel lacks. Names are the draft's.
type bbr3 struct {
	reno
	state, ackPhase, undoState                            int
	prev                                                  uint8
	maxBW                                                 [2]uint64 // the last cycle's and this one's
	bwShort, bwLatest, fullBW                             uint64
	inflightShort, inflightLong, inflightLatest           uint64
	undoBWShort, undoInflightShort, undoInflightLong      uint64
	minRTT, probeRTTMin                                   int64
	minRTTStamp, probeRTTMinStamp, probeRTTDone, nextWait uint64
	nextRound, lossRound, lostBefore                      uint32
	roundsSince, drainRounds, fullCount, lossEvents       int
	upRounds                                              uint
	upAcked, upPerInc                                     uint64
	priorCwnd                                             uint32
	roundStart, lossRoundStart, lossInRound               bool
	fullNow, fullReached, seen, idleRestart               bool
	probeSample, tooHigh, precautionary, probeRound       bool
	epoch                                                 uint64
	epochAcked                                            uint32
	extra                                                 [2]uint32
	extraRounds, extraIndex                               int
}

func (b *bbr3) init(c *conn) {
	*b = bbr3{minRTT: noRTT, probeRTTMin: noRTT, minRTTStamp: c.now, probeRTTMinStamp: c.now, bwShort: noRateBound,
		inflightShort: noBound, inflightLong: noBound, nextRound: c.delivered, lossRound: c.delivered, lostBefore: c.lost, epoch: c.now, upPerInc: 1}
	if c.srtt > 0 {
		b.minRTT = int64(c.srtt / 8)
	}
	c.ssthresh = infinite
	c.pacingStatus = max(c.pacingStatus, 1)
	b.initPacing(c)
}

func (b *bbr3) initPacing(c *conn) {
	rtt := uint64(1000)
	if c.srtt > 0 {
		rtt = max(uint64(c.srtt)/8, 1)
		b.seen = true
	}
	c.pacingRate = min(gain{277 * 1_000_000, 100 * rtt}.of(uint64(c.cwnd)*uint64(c.mss)), c.maxPacingRate)
}

func (b *bbr3) max() uint64 { return max(b.maxBW[0], b.maxBW[1]) }
func (b *bbr3) bw() uint64  { return min(b.max(), b.bwShort) }

func (b *bbr3) probeBW() bool { return b.state >= b3Down && b.state <= b3Up }

func (b *bbr3) setPacing(c *conn, g gain) {
	rate := gain{99 * 1_000_000 * g.num, 100 * g.den << 24}.of(b.bw() * uint64(c.mss))
	if b.fullReached || rate > c.pacingRate {
		c.pacingRate = min(rate, c.maxPacingRate)
	}
}

func (b *bbr3) bdp(bw uint64, g gain) uint64 {
	if b.minRTT == noRTT {
		return 10
	}
	return g.of(min(bw*uint64(b.minRTT), noBound<<24)) >> 24
}

func (b *bbr3) quantize(c *conn, n uint64) uint64 {
	quantum := min(float64(c.pacingRate)/1000, 65536) / float64(c.mss)
	n = max(n, 3*max(uint64(quantum), 2), 4)
	if b.state == b3Up {
		n += 2
	}
	return n
}

func (b *bbr3) inflight(c *conn, bw uint64) uint64 { return b.quantize(c, b.bdp(bw, gain{1, 1})) }

func (b *bbr3) targetInflight(c *conn) uint64 {
	return min(b.bdp(b.bw(), gain{1, 1}), uint64(c.cwnd))
}

func (b *bbr3) headroom() uint64 {
	if b.inflightLong == noBound {
		return noBound
	}
	return max(b.inflightLong-min(b.inflightLong, max(b.inflightLong*15/100, 1)), 4)
}

func (b *bbr3) startRound(c *conn) { b.nextRound = c.delivered }

func (b *bbr3) resetShort() { b.bwShort, b.inflightShort = noRateBound, noBound }

func (b *bbr3) resetFull(bw uint64) { b.fullBW, b.fullCount, b.fullNow = bw, 0, false }

func (b *bbr3) startDown(c *conn) {
	b.lossInRound, b.bwLatest, b.inflightLatest = false, 0, 0
	b.roundsSince = int(uint64(c.random()) * 2 >> 32)
	b.nextWait = c.now + 2*second + uint64(c.random())*1_000_000>>32
	b.ackPhase = b3ProbeStopping
	b.startRound(c)
	b.state = b3Down
	c.modes[b3Down]++ // it may go on to cruise at once
}

func (b *bbr3) startRefill(c *conn) {
	b.resetShort()
	b.upRounds, b.upAcked, b.precautionary = 0, 0, false
	b.ackPhase = b3Refilling
	b.startRound(c)
	b.state = b3Refill
}

func (b *bbr3) raiseSlope(c *conn) {
	b.upPerInc = max(uint64(c.cwnd)>>b.upRounds, 1)
	b.upRounds = min(b.upRounds+1, 30)
}

// sample is what the draft knows of the packet that was just acknowledged.
type sample struct {
	rate, delivered, lost, txInFlight uint64
	valid                             bool
	*rateSample
}

// tooHighSeen is what losses must show in the runs.
const tooHighSeen = "losses because too much was in flight"

func (s *sample) tooHigh() bool { return s.lost*50 > s.txInFlight }

func (b *bbr3) sampleOf(c *conn, rs *rateSample) *sample {
	s := &sample{rateSample: rs, valid: valid(rs), lost: uint64(c.lost - b.lostBefore)}
	s.txInFlight = b.inflightLatest + s.lost
	if s.valid {
		s.delivered = uint64(rs.delivered)
		s.rate = min(s.delivered<<24/uint64(rs.interval), math.MaxUint32)
		s.txInFlight = s.delivered + s.lost
	}
	return s
}

func (b *bbr3) save(c *conn) {
	if c.state < stateRecovery && b.state != b3ProbeRTT {
		b.priorCwnd = 0
	}
	b.priorCwnd = max(b.priorCwnd, min(c.cwnd, noBound))
}

func (b *bbr3) saveUponLoss(c *conn) {
	b.save(c)
	b.undoState = -1
	b.undoBWShort, b.undoInflightShort, b.undoInflightLong = b.bwShort, b.inflightShort, b.inflightLong
}

func (b *bbr3) noteLoss(c *conn) {
	if !b.lossInRound {
		b.lossRound = c.delivered
		b.saveUponLoss(c)
	}
	b.lossInRound = true
}

func (b *bbr3) handleLosses(c *conn, s *sample) {
	b.noteLoss(c)
	b.lossEvents++
	if !b.probeSample || !s.tooHigh() {
		return
	}
	b.tooHigh, b.probeSample = true, false
	c.reach(tooHighSeen)
	if !s.appLimited {
		b.inflightLong = min(max(inflightAtLoss(s), b.targetInflight(c)*7/10), noBound)
	}
	if b.state == b3Up {
		b.undoState = b3Up
		b.startDown(c)
	}
}

// inflightAtLoss is the prefix of the lost burst at which losses crossed 2 %.
func inflightAtLoss(s *sample) uint64 {
	size := uint64(s.losses)
	before := s.txInFlight - min(s.txInFlight, size)
	lost := s.lost - min(s.lost, size)
	// before + (before/50 - lost) / (49/50), rounded down
	n := 49*int64(before) + int64(before) - 50*int64(lost)
	return uint64(max(n, 0) / 49)
}

func (b *bbr3) adaptLowerBounds(c *conn) {
	if b.state == b3Startup || b.state == b3Refill || b.state == b3Up || !b.lossInRound {
		return
	}
	if b.bwShort == noRateBound {
		b.bwShort = b.max()
	}
	if b.inflightShort == noBound {
		b.inflightShort = uint64(c.cwnd)
	}
	b.bwShort = max(b.bwLatest, b.bwShort*7/10)
	b.inflightShort = max(b.inflightLatest, b.inflightShort*7/10)
}

func (b *bbr3) updateSignals(c *conn, s *sample) {
	b.lossRoundStart, b.roundStart = false, false
	if s.valid {
		b.bwLatest = max(b.bwLatest, s.rate)
		b.inflightLatest = max(b.inflightLatest, s.delivered)
		if !before(s.priorDelivered, b.lossRound) {
			b.lossRound = c.delivered
			b.lossRoundStart = true
		}
		if !before(s.priorDelivered, b.nextRound) {
			b.startRound(c)
			b.roundsSince = min(b.roundsSince+1, 255)
			b.drainRounds++
			b.roundStart = true
		}
		if s.rate >= b.max() || !s.appLimited {
			b.maxBW[1] = max(b.maxBW[1], s.rate)
		}
	}
	if b.lossRoundStart {
		b.adaptLowerBounds(c)
		b.lossInRound = false
	}
}

func (b *bbr3) updateAggregation(c *conn, s *sample) {
	if b.roundStart {
		if b.extraRounds++; !b.fullReached || b.extraRounds >= 5 {
			b.extraRounds = 0
			b.extraIndex ^= 1
			b.extra[b.extraIndex] = 0
		}
	}
	expected := b.bw() * min(c.now-b.epoch, 10*second) >> 24
	if uint64(b.epochAcked) <= expected {
		b.epochAcked, b.epoch, expected = 0, c.now, 0
	}
	b.epochAcked = min(b.epochAcked+s.ackedSacked, 1<<20-1)
	extra := min(b.epochAcked-uint32(expected), c.cwnd, math.MaxUint16)
	b.extra[b.extraIndex] = max(b.extra[b.extraIndex], extra)
}

func (b *bbr3) checkFull(s *sample) {
	if b.fullNow || !b.roundStart || s.appLimited {
		return
	}
	if 4*s.rate >= 5*b.fullBW {
		b.resetFull(s.rate)
		return
	}
	b.fullCount++
	if b.fullNow = b.fullCount >= 3; b.fullNow {
		b.fullReached = true
	}
}

func (b *bbr3) checkStartupAndDrain(c *conn, s *sample) {
	if b.state == b3Startup && b.lossRoundStart && c.state == stateRecovery && b.lossEvents >= 6 && s.tooHigh() {
		b.undoState = b3Startup
		b.fullReached = true
		b.inflightLong = max(b.bdp(b.bw(), gain{1, 1}), b.inflightLatest)
	}
	if b.state == b3Startup && b.fullReached {
		b.state, b.drainRounds = b3Drain, 0
		c.modes[b3Drain]++ // it may go on at once
	}
	if b.state == b3Drain && (uint64(c.inFlight()) <= b.inflight(c, b.bw()) || b.drainRounds > 3) {
		b.startDown(c)
	}
}

// adaptLongTerm reports whether it has chosen the next state.
func (b *bbr3) adaptLongTerm(c *conn, s *sample) bool {
	if b.roundStart && b.ackPhase == b3ProbeStarting {
		b.ackPhase = b3ProbeFeedback
	}
	if b.roundStart && b.ackPhase == b3ProbeStopping {
		b.probeSample = false
		b.ackPhase = b3Init
		if b.probeBW() && !s.appLimited && b.maxBW[1] > 0 {
			b.maxBW = [2]uint64{b.maxBW[1], 0}
		}
		if b.probeBW() && b.precautionary && !b.tooHigh {
			b.startRefill(c)
			return true
		}
	}
	if s.tooHigh() || b.inflightLong == noBound {
		return false
	}
	b.inflightLong = min(max(b.inflightLong, s.txInFlight), noBound)
	if b.state == b3Up {
		b.probeUpward(c, s)
	}
	return false
}

func (b *bbr3) probeUpward(c *conn, s *sample) {
	if !c.limitedBit || uint64(c.cwnd) < b.inflightLong {
		return
	}
	b.upAcked += uint64(s.ackedSacked)
	delta := b.upAcked / b.upPerInc
	b.upAcked -= delta * b.upPerInc
	b.inflightLong = min(b.inflightLong+delta, noBound)
	if b.roundStart {
		b.raiseSlope(c)
	}
}

func (b *bbr3) timeToGoDown(c *conn, s *sample) bool {
	if b.tooHigh && uint64(c.inFlight()) >= b.inflightLong {
		b.precautionary = true
		return true
	}
	if c.limitedBit && uint64(c.cwnd) >= b.inflightLong {
		b.resetFull(s.rate)
		return false
	}
	return b.fullNow
}

func (b *bbr3) updatePhase(c *conn, s *sample) {
	if !b.fullReached || b.adaptLongTerm(c, s) {
		return
	}
	switch b.state {
	case b3Down, b3Cruise:
		in := uint64(c.inFlight())
		if c.now > b.nextWait || uint64(b.roundsSince) >= min(b.targetInflight(c), 63) {
			b.startRefill(c)
		} else if b.state == b3Down && in <= b.headroom() && in <= b.inflight(c, b.max()) {
			b.state = b3Cruise
		}
	case b3Refill:
		if b.roundStart {
			b.probeSample = true
			b.ackPhase = b3ProbeStarting
			b.startRound(c)
			b.resetFull(s.rate)
			b.state = b3Up
			b.raiseSlope(c)
		}
	case b3Up:
		if b.timeToGoDown(c, s) {
			b.tooHigh = false
			b.startDown(c)
		}
	}
}

func (b *bbr3) updateMinRTT(c *conn, s *sample) (expired bool) {
	expired = c.now > b.probeRTTMinStamp+5*second
	if s.rtt >= 0 && (s.rtt < b.probeRTTMin || expired) {
		b.probeRTTMin, b.probeRTTMinStamp = s.rtt, c.now
	}
	if b.probeRTTMin < b.minRTT || c.now > b.minRTTStamp+10*second {
		b.minRTT, b.minRTTStamp = b.probeRTTMin, b.probeRTTMinStamp
	}
	return expired
}

func (b *bbr3) probeRTTCwnd() uint64 { return max(b.bdp(b.bw(), gain{1, 2}), 4) }

func (b *bbr3) checkProbeRTT(c *conn, s *sample, expired bool) {
	if b.state != b3ProbeRTT && expired && !b.idleRestart {
		b.save(c)
		b.state = b3ProbeRTT
		b.probeRTTDone = never
		b.ackPhase = b3ProbeStopping
		b.startRound(c)
	}
	if b.state == b3ProbeRTT {
		c.appLimited = max(c.delivered+c.inFlight(), 1)
		if b.probeRTTDone == never && uint64(c.inFlight()) <= b.probeRTTCwnd() {
			b.probeRTTDone = c.now + second/5
			b.probeRound = false
			b.startRound(c)
		} else if b.probeRTTDone != never {
			b.probeRound = b.probeRound || b.roundStart
			if b.probeRound {
				b.checkProbeRTTDone(c)
			}
		}
	}
	if s.rateSample.delivered > 0 {
		b.idleRestart = false
	}
}

func (b *bbr3) checkProbeRTTDone(c *conn) {
	if b.probeRTTDone == never || c.now <= b.probeRTTDone {
		return
	}
	b.probeRTTMinStamp = c.now
	c.cwnd = max(c.cwnd, b.priorCwnd)
	b.resetShort()
	b.state = b3Startup
	if b.fullReached {
		b.startDown(c)
		b.state = b3Cruise
	}
}

var b3Pacing = [b3States]gain{{277, 100}, {1, 2}, {9, 10}, {1, 1}, {1, 1}, {5, 4}, {1, 1}}
var b3Cwnd = [b3States]gain{{2, 1}, {2, 1}, {2, 1}, {2, 1}, {2, 1}, {9, 4}, {1, 2}}

func (b *bbr3) setCwnd(c *conn, s *sample) {
	if b.prev >= stateRecovery && c.state < stateRecovery {
		c.cwnd = max(c.cwnd, b.priorCwnd)
	}
	b.prev = c.state
	most := b.quantize(c, b.bdp(b.bw(), b3Cwnd[b.state])+uint64(max(b.extra[0], b.extra[1])))
	cwnd := uint64(c.cwnd)
	if b.fullReached {
		cwnd = min(cwnd+uint64(s.ackedSacked), most)
	} else if cwnd < most || c.delivered < 10 {
		cwnd += uint64(s.ackedSacked)
	}
	cwnd = min(max(cwnd, 4), uint64(c.clamp))
	bound := uint64(noBound)
	switch b.state {
	case b3Down, b3Refill, b3Up:
		bound = b.inflightLong
	case b3Cruise:
		bound = b.headroom()
	case b3ProbeRTT:
		bound = min(b.headroom(), b.probeRTTCwnd())
	}
	c.cwnd = uint32(min(cwnd, max(min(bound, b.inflightShort), 4)))
}

func (b *bbr3) control(c *conn, rs *rateSample) {
	s := b.sampleOf(c, rs)
	if rs.losses > 0 {
		b.handleLosses(c, s)
	}
	b.updateSignals(c, s)
	b.updateAggregation(c, s)
	b.checkFull(s)
	b.checkStartupAndDrain(c, s)
	b.updatePhase(c, s)
	b.checkProbeRTT(c, s, b.updateMinRTT(c, s))
	if b.lossRoundStart { // a new round to watch for losses
		b.bwLatest, b.inflightLatest = s.rate, s.delivered
		b.lostBefore, b.lossEvents = c.lost, 0
	}
	if !b.seen && c.srtt > 0 {
		b.initPacing(c)
	}
	b.setPacing(c, b3Pacing[b.state])
	b.setCwnd(c, s)
	c.modes[b.state]++
}

func (b *bbr3) event(c *conn, event uint32) {
	if event != eventTxStart || c.appLimited == 0 {
		return
	}
	b.idleRestart = true
	b.epoch, b.epochAcked = c.now, 0
	if b.probeBW() {
		b.setPacing(c, gain{1, 1})
	} else if b.state == b3ProbeRTT {
		b.checkProbeRTTDone(c)
	}
}

func (b *bbr3) setState(c *conn, state uint8) {
	if state == stateLoss {
		b.noteLoss(c)
		b.prev = stateLoss
	}
}

func (b *bbr3) ssthresh(c *conn) uint32 {
	b.saveUponLoss(c)
	return c.ssthresh
}

func (b *bbr3) undo(c *conn) uint32 {
	b.lossInRound = false
	b.resetFull(0)
	b.bwShort = max(b.bwShort, b.undoBWShort)
	b.inflightShort = max(b.inflightShort, b.undoInflightShort)
	b.inflightLong = max(b.inflightLong, b.undoInflightLong)
	switch {
	case b.undoState == b3Startup:
		b.fullReached = false
		if b.state != b3ProbeRTT {
			b.state = b3Startup
		}
	case b.undoState == b3Up && b.state != b3Up && b.state != b3ProbeRTT:
		b.startRefill(c)
	}
	b.undoState = -1
	return max(c.cwnd, b.priorCwnd)
}

// The library truncates a pacing rate in bytes per second up to three times, where the
// model does once, at a gain of at most 2.77; and it keeps at least a packet per second.
func bbr3Near(c *conn, output string, model, object int64) bool {
	return output == "pacing_rate" && abs(max(model, int64(c.mss))-object) <= 6
}
