package model

import "math"

// cubic is CUBIC (Ha, Rhee, Xu 2008; RFC 9438) in the kernel's integers, with HyStart.
type cubic struct {
	reno
	cnt, lastMax, lastCwnd uint32
	lastTime               uint64
	origin, k              uint32 // k in 1024ths of a second
	delayMin               uint32
	epoch                  uint64
	ackCnt, tcpCwnd        uint32

	found               bool
	roundStart, lastAck uint64
	end, roundRTT       uint32
	samples             int
}

func (q *cubic) reset(c *conn) {
	*q = cubic{roundStart: c.now, lastAck: c.now, end: c.nxt, roundRTT: 1<<32 - 1}
}

func (q *cubic) beginRound(c *conn) {
	q.roundStart, q.lastAck, q.end, q.roundRTT, q.samples = c.now, c.now, c.nxt, 1<<32-1, 0
}

func (q *cubic) init(c *conn) { q.reset(c) }

func (q *cubic) setState(c *conn, state uint8) {
	if state == stateLoss {
		q.reset(c)
	}
}

func (q *cubic) event(c *conn, event uint32) {
	if event != eventTxStart || q.epoch == never {
		return
	}
	// lsndtime counts the kernel's ticks, of which the connection's rate is known.
	ticks := (c.now - c.lastSent) * c.hz / 1_000_000
	q.epoch = min(q.epoch+ticks*(1_000_000/c.hz), c.now)
}

func (q *cubic) ssthresh(c *conn) uint32 {
	q.epoch = never
	if c.cwnd < q.lastMax {
		q.lastMax = c.cwnd * (1024 + 717) / 2048
	} else {
		q.lastMax = c.cwnd
	}
	return max(c.cwnd*717/1024, 2)
}

func (q *cubic) congAvoid(c *conn, _, acked uint32) {
	if !c.limited() {
		return
	}
	if c.slowStart() {
		if acked = c.grow(acked); acked == 0 {
			return
		}
	}
	q.update(c, acked)
	c.increase(q.cnt, acked)
}

func (q *cubic) update(c *conn, acked uint32) {
	cwnd := c.cwnd
	q.ackCnt += acked
	if q.lastCwnd == cwnd && c.now-q.lastTime <= second/32 {
		return
	}
	q.lastCwnd, q.lastTime = cwnd, c.now
	if q.epoch == never {
		q.epoch, q.ackCnt, q.tcpCwnd = c.now, acked, cwnd
		q.k, q.origin = 0, cwnd
		if q.lastMax > cwnd {
			// 2^40/410: the constant C is 0.4, as 410/1024.
			q.k = cubeRoot(2681735677 * uint64(q.lastMax-cwnd))
			q.origin = q.lastMax
		}
	}
	goal := q.target(c.now - q.epoch + uint64(q.delayMin))
	if goal > cwnd {
		q.cnt = cwnd / (goal - cwnd)
	} else {
		q.cnt = 100 * cwnd
	}
	if q.lastMax == 0 {
		q.cnt = min(q.cnt, 20)
	}
	q.friendly(cwnd)
}

// target is the cubic function, t in ticks.
func (q *cubic) target(t uint64) uint32 {
	now := t << 10 / second
	offs := now - uint64(q.k)
	if now < uint64(q.k) {
		offs = uint64(q.k) - now
	}
	delta := uint32(410 * offs * offs * offs >> 40)
	if now < uint64(q.k) {
		return q.origin - delta
	}
	return q.origin + delta
}

// friendly keeps up with Reno (RFC 9438, section 4.3).
func (q *cubic) friendly(cwnd uint32) {
	per := cwnd * 15 >> 3
	for q.ackCnt > per && per > 0 {
		q.ackCnt -= per
		q.tcpCwnd++
	}
	if q.tcpCwnd > cwnd {
		q.cnt = min(q.cnt, cwnd/(q.tcpCwnd-cwnd))
	}
	q.cnt = max(q.cnt, 2)
}

// cubeRoot is exact, where the kernel's (a table and one step of Newton's method) is up to 0.4 % off. In front of a
// maximum of 16,000 packets that is 200 packets of the target: no bound would say anything.
func cubeRoot(a uint64) uint32 { return uint32(math.Cbrt(float64(a)) + 1e-9) }

// The library has the RFC's constants 0.7 and 0.4, where the kernel has 717/1024 and
// 410/1024: a window after a loss may be smaller by 0.03 % and one packet. Its K is in
// milliseconds, the kernel's in 1024ths of a second; so the target may be some packets off far from
// the maximum, and the number of ACKs per packet of growth with it, at least 2 on both
// sides. How much that is in all is bounded by the table of algorithms.
func cubicNear(c *conn, output string, model, object int64) bool {
	switch output {
	case "result":
		return abs(model-object) <= 1+int64(c.cwnd)/2048
	case "snd_cwnd":
		return abs(model-object) <= 1+int64(c.acked)/2
	case "snd_cwnd_cnt":
		return true // what is left of the division; the window is what counts
	}
	return false
}

func (q *cubic) pktsAcked(c *conn, _ uint32, rtt int32) {
	if rtt < 0 || q.epoch != never && c.now-q.epoch < second {
		return
	}
	delay := uint32(max(rtt, 1))
	if q.delayMin == 0 || q.delayMin > delay {
		q.delayMin = delay
	}
	if !q.found && c.slowStart() {
		q.hystart(c, delay)
	}
}

func (q *cubic) hystart(c *conn, delay uint32) {
	if after(c.una, q.end) {
		q.beginRound(c)
	}
	if c.cwnd < 16 {
		return
	}
	if c.now-q.lastAck <= 2000 {
		q.lastAck = c.now
		threshold := uint64(q.delayMin)
		if c.pacingRate > 0 {
			threshold += min(1000, uint64(c.gsoMaxSize)*4*1_000_000/c.pacingRate)
		}
		if c.pacingStatus == 0 {
			threshold /= 2
		}
		if c.now-q.roundStart > threshold {
			q.found = true
			c.ssthresh = c.cwnd
		}
	}
	q.roundRTT = min(q.roundRTT, delay)
	if q.samples < 8 {
		q.samples++
	} else if q.roundRTT > q.delayMin+min(max(q.delayMin/8, 4000), 16000) {
		q.found = true
		c.ssthresh = c.cwnd
	}
}
