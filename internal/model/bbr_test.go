package model

import "math"

// The modes of BBR.
const (
	bbrStartup = iota
	bbrDrain
	bbrProbeBW
	bbrProbeRTT
)

const (
	bbrUnit     = 256 // gains are 256ths
	bbrHighGain = 2885*256/1000 + 1
	bbrMinCwnd  = 4
)

var bbrCycle = [8]uint64{320, 192, 256, 256, 256, 256, 256, 256}

// maxFilter is the windowed maximum in three samples (Nichols).
type maxFilter [3]struct {
	t uint32
	v uint64
}

func (f *maxFilter) put(window, t uint32, v uint64) {
	n := maxFilter{}[0]
	n.t, n.v = t, v
	switch {
	case v >= f[0].v || t-f[2].t > window:
		f[0], f[1], f[2] = n, n, n
		return
	case v >= f[1].v:
		f[1], f[2] = n, n
	case v >= f[2].v:
		f[2] = n
	}
	switch age := t - f[0].t; {
	case age > window:
		f[0], f[1], f[2] = f[1], f[2], n
		if t-f[0].t > window {
			f[0], f[1], f[2] = f[1], f[2], n
		}
	case f[1].t == f[0].t && age > window/4:
		f[1], f[2] = n, n
	case f[2].t == f[1].t && age > window/2:
		f[2] = n
	}
}

// What the search for policers must meet in the runs.
const (
	policerFound     = "a policer"
	policerForgotten = "a policer that was believed for 48 rounds"
	policerSought    = "16 rounds without an interval's end"
	policerSlow      = "two slow rates that are alike by 500 bytes/s only"
)

// policer is the search for a rate that a token bucket lets through: the kernel's
// "long-term bandwidth".
type policer struct {
	sampling, found        bool
	rounds                 int
	bw                     uint64
	delivered, lost, start uint32 // start is in ms
}

// bbr is BBR version 1 (Cardwell et al. 2016) in the kernel's integers.
type bbr struct {
	reno
	mode                                                      int
	minRTT                                                    uint32
	minRTTStamp, probeDone, cycleStamp                        uint64
	bw                                                        maxFilter // packets/us << 24
	rounds, nextRound                                         uint32
	prev                                                      uint8
	conserve, roundStart, idleRestart, probeRound, seen, full bool
	pacingGain, cwndGain                                      uint64
	fullCount                                                 int
	phase                                                     int
	priorCwnd                                                 uint32
	fullBW                                                    uint64
	epoch                                                     uint64
	epochAcked                                                uint32
	extra                                                     [2]uint32
	extraRounds, extraIndex                                   int
	lt                                                        policer
}

func (b *bbr) bandwidth() uint64 {
	if b.lt.found {
		return b.lt.bw
	}
	return b.bw[0].v
}

func (b *bbr) init(c *conn) {
	*b = bbr{minRTT: c.rttMin, minRTTStamp: c.now, nextRound: c.delivered, epoch: c.now, pacingGain: bbrHighGain, cwndGain: bbrHighGain}
	c.ssthresh = infinite
	if c.pacingStatus == 0 {
		c.pacingStatus = 1
	}
	b.paceByWindow(c)
}

func (b *bbr) paceByWindow(c *conn) {
	rtt := uint64(1000)
	if c.srtt > 0 {
		rtt = uint64(max(c.srtt>>3, 1))
		b.seen = true
	}
	c.pacingRate = b.rate(c, uint64(c.cwnd)<<24/rtt, bbrHighGain)
}

// rate is bytes per second at a gain, 1 % below the bandwidth.
func (b *bbr) rate(c *conn, bw, gain uint64) uint64 {
	return min(bw*uint64(c.mss)*gain>>8*990000>>24, c.maxPacingRate)
}

func (b *bbr) setPacing(c *conn, gain uint64) {
	rate := b.rate(c, b.bandwidth(), gain)
	if !b.seen && c.srtt > 0 {
		b.paceByWindow(c)
	}
	if b.full || rate > c.pacingRate {
		c.pacingRate = rate
	}
}

func (b *bbr) burst(c *conn) uint32 {
	least := uint64(2)
	if c.pacingRate < 150_000 {
		least = 1
	}
	// A burst fits in 64 KiB, with the longest headers (320 bytes).
	segments := min(c.pacingRate>>c.pacingShift, 65536-1-320) / uint64(c.mss)
	return uint32(min(max(segments, least), 127))
}

func (b *bbr) bdp(bw, gain uint64) uint32 {
	if b.minRTT == math.MaxUint32 {
		return 10
	}
	return uint32((bw*uint64(b.minRTT)*gain>>8 + 1<<24 - 1) >> 24)
}

func (b *bbr) quantize(c *conn, cwnd uint32) uint32 {
	cwnd += 3 * b.burst(c)
	cwnd = (cwnd + 1) &^ 1
	if b.mode == bbrProbeBW && b.phase == 0 {
		cwnd += 2
	}
	return cwnd
}

func (b *bbr) inflight(c *conn, gain uint64) uint32 {
	return b.quantize(c, b.bdp(b.bw[0].v, gain))
}

// atDeparture is what will be in the network when the next packet leaves.
func (b *bbr) atDeparture(c *conn, inFlight uint32) uint32 {
	wait := (max(c.wstamp, c.clock) - c.clock) / 1000
	delivered := uint32(b.bandwidth() * wait >> 24)
	if b.pacingGain > bbrUnit {
		inFlight += b.burst(c)
	}
	return inFlight - min(inFlight, delivered)
}

func (b *bbr) control(c *conn, rs *rateSample) {
	b.updateBW(c, rs)
	b.updateAggregation(c, rs)
	b.updatePhase(c, rs)
	b.checkFull(rs)
	b.checkDrain(c)
	b.updateMinRTT(c, rs)
	b.updateGains()
	b.setPacing(c, b.pacingGain)
	b.setCwnd(c, rs)
	c.modes[b.mode]++
}

func valid(rs *rateSample) bool { return rs.delivered >= 0 && rs.interval > 0 }

func (b *bbr) updateBW(c *conn, rs *rateSample) {
	b.roundStart = false
	if !valid(rs) {
		return
	}
	if !before(rs.priorDelivered, b.nextRound) {
		b.nextRound = c.delivered
		b.rounds++
		b.roundStart = true
		b.conserve = false
	}
	b.lookForPolicer(c, rs.losses > 0, rs.appLimited)
	bw := min(uint64(rs.delivered)<<24/uint64(rs.interval), math.MaxUint32)
	if !rs.appLimited || bw >= b.bw[0].v {
		b.bw.put(10, b.rounds, bw)
	}
}

func (b *bbr) updateAggregation(c *conn, rs *rateSample) {
	if rs.ackedSacked == 0 || !valid(rs) {
		return
	}
	if b.roundStart {
		if b.extraRounds = min(31, b.extraRounds+1); b.extraRounds >= 5 {
			b.extraRounds = 0
			b.extraIndex ^= 1
			b.extra[b.extraIndex] = 0
		}
	}
	expected := b.bandwidth() * (c.deliveredAt - b.epoch) >> 24
	if uint64(b.epochAcked) <= expected || b.epochAcked+rs.ackedSacked >= 1<<20 {
		b.epochAcked = 0
		b.epoch = c.deliveredAt
		expected = 0
	}
	b.epochAcked = min(1<<20-1, b.epochAcked+rs.ackedSacked)
	b.extra[b.extraIndex] = max(b.extra[b.extraIndex], min(b.epochAcked-uint32(expected), c.cwnd))
}

func (b *bbr) updatePhase(c *conn, rs *rateSample) {
	if b.mode != bbrProbeBW {
		return
	}
	over := c.deliveredAt-b.cycleStamp > uint64(b.minRTT)
	inFlight := b.atDeparture(c, rs.priorInFlight)
	switch {
	case b.pacingGain > bbrUnit:
		over = over && (rs.losses > 0 || inFlight >= b.inflight(c, b.pacingGain))
	case b.pacingGain < bbrUnit:
		over = over || inFlight <= b.inflight(c, bbrUnit)
	}
	if over {
		b.advance(c)
	}
}

func (b *bbr) advance(c *conn) {
	b.phase = (b.phase + 1) & 7
	b.cycleStamp = c.deliveredAt
}

func (b *bbr) resetMode(c *conn) {
	b.mode = bbrStartup
	if b.full {
		b.mode = bbrProbeBW
		b.phase = 7 - int(uint64(c.random())*7>>32)
		b.advance(c)
	}
}

func (b *bbr) checkFull(rs *rateSample) {
	if b.full || !b.roundStart || rs.appLimited {
		return
	}
	if b.bw[0].v >= b.fullBW*320>>8 {
		b.fullBW, b.fullCount = b.bw[0].v, 0
		return
	}
	b.fullCount++
	b.full = b.fullCount >= 3
}

func (b *bbr) checkDrain(c *conn) {
	if b.mode == bbrStartup && b.full {
		b.mode = bbrDrain
		c.modes[bbrDrain]++
		c.ssthresh = b.inflight(c, bbrUnit)
	}
	if b.mode == bbrDrain && b.atDeparture(c, c.inFlight()) <= b.inflight(c, bbrUnit) {
		b.resetMode(c)
	}
}

func (b *bbr) save(c *conn) {
	if b.prev < stateRecovery && b.mode != bbrProbeRTT {
		b.priorCwnd = c.cwnd
	} else {
		b.priorCwnd = max(b.priorCwnd, c.cwnd)
	}
}

func (b *bbr) updateMinRTT(c *conn, rs *rateSample) {
	expired := c.now > b.minRTTStamp+10*second
	if rs.rtt >= 0 && (rs.rtt < int64(b.minRTT) || expired && !rs.ackDelayed) {
		b.minRTT, b.minRTTStamp = uint32(rs.rtt), c.now
	}
	if expired && !b.idleRestart && b.mode != bbrProbeRTT {
		b.save(c)
		b.mode = bbrProbeRTT
		b.probeDone = never
	}
	if b.mode == bbrProbeRTT {
		c.appLimited = max(c.delivered+c.inFlight(), 1)
		if b.probeDone == never && c.inFlight() <= bbrMinCwnd {
			b.probeDone = c.now + second/5
			b.probeRound = false
			b.nextRound = c.delivered
		} else if b.probeDone != never {
			b.probeRound = b.probeRound || b.roundStart
			if b.probeRound {
				b.checkProbeDone(c)
			}
		}
	}
	if rs.delivered > 0 {
		b.idleRestart = false
	}
}

func (b *bbr) checkProbeDone(c *conn) {
	if b.probeDone == never || c.now <= b.probeDone {
		return
	}
	b.minRTTStamp = c.now
	c.cwnd = max(c.cwnd, b.priorCwnd)
	b.resetMode(c)
}

func (b *bbr) updateGains() {
	switch b.mode {
	case bbrStartup:
		b.pacingGain, b.cwndGain = bbrHighGain, bbrHighGain
	case bbrDrain:
		b.pacingGain, b.cwndGain = bbrUnit*1000/2885, bbrHighGain
	case bbrProbeBW:
		b.pacingGain, b.cwndGain = bbrCycle[b.phase], 2*bbrUnit
		if b.lt.found {
			b.pacingGain = bbrUnit
		}
	case bbrProbeRTT:
		b.pacingGain, b.cwndGain = bbrUnit, bbrUnit
	}
}

func (b *bbr) setCwnd(c *conn, rs *rateSample) {
	cwnd, acked := c.cwnd, rs.ackedSacked
	if acked > 0 {
		if cwnd = b.recover(c, rs, cwnd); b.conserve {
			cwnd = max(cwnd, c.inFlight()+acked)
		} else {
			cwnd = b.grow(c, cwnd, acked)
		}
	}
	c.cwnd = min(cwnd, c.clamp)
	if b.mode == bbrProbeRTT {
		c.cwnd = min(c.cwnd, bbrMinCwnd)
	}
}

func (b *bbr) recover(c *conn, rs *rateSample, cwnd uint32) uint32 {
	cwnd = uint32(max(int64(cwnd)-int64(rs.losses), 1))
	if c.state == stateRecovery && b.prev != stateRecovery {
		b.conserve = true
		b.nextRound = c.delivered
		cwnd = c.inFlight() + rs.ackedSacked
	} else if b.prev >= stateRecovery && c.state < stateRecovery {
		cwnd = max(cwnd, b.priorCwnd)
		b.conserve = false
	}
	b.prev = c.state
	return cwnd
}

func (b *bbr) grow(c *conn, cwnd, acked uint32) uint32 {
	target := b.bdp(b.bandwidth(), b.cwndGain)
	if b.full {
		target += min(max(b.extra[0], b.extra[1]), uint32(b.bandwidth()*100_000>>24))
	}
	target = b.quantize(c, target)
	if b.full {
		cwnd = min(cwnd+acked, target)
	} else if cwnd < target || c.delivered < 10 {
		cwnd += acked
	}
	return max(cwnd, bbrMinCwnd)
}

func (b *bbr) event(c *conn, event uint32) {
	if event != eventTxStart || c.appLimited == 0 {
		return
	}
	b.idleRestart = true
	b.epoch, b.epochAcked = c.now, 0
	if b.mode == bbrProbeBW {
		b.setPacing(c, bbrUnit)
	} else if b.mode == bbrProbeRTT {
		b.checkProbeDone(c)
	}
}

func (b *bbr) setState(c *conn, state uint8) {
	if state == stateLoss {
		b.prev, b.fullBW, b.roundStart = stateLoss, 0, true
		b.lookForPolicer(c, true, false)
	}
}

func (b *bbr) beginInterval(c *conn) {
	b.lt.delivered, b.lt.lost, b.lt.start, b.lt.rounds = c.delivered, c.lost, uint32(c.deliveredAt/1000), 0
}

func (b *bbr) forgetPolicer(c *conn) {
	b.lt = policer{}
	b.beginInterval(c)
}

func (b *bbr) lookForPolicer(c *conn, losses, appLimited bool) {
	if b.lt.found {
		if b.mode != bbrProbeBW || !b.roundStart {
			return
		}
		if b.lt.rounds++; b.lt.rounds >= 48 {
			c.reach(policerForgotten)
			b.forgetPolicer(c)
			b.resetMode(c)
		}
		return
	}
	if !b.lt.sampling {
		if !losses {
			return
		}
		b.beginInterval(c)
		b.lt.sampling = true
	}
	if appLimited {
		b.forgetPolicer(c)
		return
	}
	if b.roundStart {
		b.lt.rounds++
	}
	if b.lt.rounds < 4 {
		return
	}
	if b.lt.rounds > 16 {
		c.reach(policerSought)
		b.forgetPolicer(c)
		return
	}
	b.endInterval(c, losses)
}

// endInterval takes the rate of an interval that a loss ends and that lost a fifth.
func (b *bbr) endInterval(c *conn, losses bool) {
	lost, delivered := uint64(c.lost-b.lt.lost), uint64(c.delivered-b.lt.delivered)
	if !losses || delivered == 0 || lost<<8 < 50*delivered {
		return
	}
	ms := uint32(c.deliveredAt/1000) - b.lt.start
	if int32(ms) < 1 {
		return
	}
	bw := min(delivered<<24/(uint64(ms)*1000), math.MaxUint32)
	if diff := uint64(abs(int64(bw) - int64(b.lt.bw))); b.lt.bw > 0 && (diff*8 <= b.lt.bw || b.rate(c, diff, bbrUnit) <= 500) {
		c.reach(policerFound)
		if diff*8 > b.lt.bw {
			c.reach(policerSlow)
		}
		b.lt.bw = (bw + b.lt.bw) / 2
		b.lt.found = true
		b.lt.rounds = 0
		b.pacingGain = bbrUnit
		return
	}
	b.lt.bw = bw
	b.beginInterval(c)
}

func (b *bbr) ssthresh(c *conn) uint32 {
	b.save(c)
	return c.ssthresh
}

func (b *bbr) undo(c *conn) uint32 {
	b.fullBW, b.fullCount = 0, 0
	b.forgetPolicer(c)
	return c.cwnd
}

// The library keeps a pacing rate of at least a packet per second.
func bbrNear(c *conn, output string, model, object int64) bool {
	return output == "pacing_rate" && object == max(model, int64(c.mss))
}
