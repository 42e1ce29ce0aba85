package model

import (
	"math"
	"slices"
)

// sliding is the least of a window of time, kept in halves.
type sliding struct {
	halves [2]float64
	began  uint64
}

func (s *sliding) take(c *conn, window, rtt float64) {
	switch {
	case s.began == never:
		s.halves, s.began = [2]float64{rtt, rtt}, c.now
	case float64(c.now-s.began) > window/2:
		s.halves, s.began = [2]float64{rtt, s.halves[0]}, c.now
	}
	s.halves[0] = min(s.halves[0], rtt)
}

func (s *sliding) least() float64 { return min(s.halves[0], s.halves[1]) }

// copa is Copa by sections 2.1 and 2.2 of its paper.
type copa struct {
	reno
	window
	rttMin, standing sliding
	end              uint32
	longest          [4]float64
	roundsFilled     int
	lost             bool
	perDelta         float64 // 1/delta
	cruising         bool
	v                float64
	startCwnd        uint32
	up               bool
	steady           int
}

func (a *copa) init(c *conn) {
	a.end, a.startCwnd, a.v, a.perDelta = c.nxt, c.cwnd, 1, 2
}

func (a *copa) ssthresh(c *conn) uint32 { return c.ssthresh }

func (a *copa) setState(_ *conn, state uint8) {
	if state == stateLoss {
		a.v, a.steady = 1, 0
	}
}

func (a *copa) control(c *conn, rs *rateSample) {
	a.lost = a.lost || rs.losses > 0
	if rs.rtt > 0 {
		a.sample(c, float64(rs.rtt))
	}
	if a.standing.began == never {
		return
	}
	if !before(c.una, a.end) {
		a.end = c.nxt
		a.round(c, max(float64(rs.rtt), 0))
	}
	a.move(c, float64(rs.ackedSacked))
	rate := uint64(2 * float64(c.cwnd) * float64(c.mss) * second / max(a.standing.least(), 1))
	c.pacingRate = min(max(rate, uint64(c.mss)), c.maxPacingRate)
	if c.pacingStatus == 0 {
		c.pacingStatus = 1
	}
}

func (a *copa) queueing() float64 { return max(a.standing.least()-a.rttMin.least(), 0) }

func (a *copa) sample(c *conn, rtt float64) {
	a.rttMin.take(c, 10*second, rtt)
	a.standing.take(c, float64(c.srtt)/16, rtt)
	a.longest[0] = max(a.longest[0], rtt)
	if a.queueing() <= 0.1*(slices.Max(a.longest[:])-a.rttMin.least()) {
		a.roundsFilled = 0
	}
}

func (a *copa) round(c *conn, rtt float64) {
	copy(a.longest[1:], a.longest[:3])
	a.longest[0] = rtt
	a.roundsFilled = min(a.roundsFilled+1, 255)
	switch {
	case a.roundsFilled < 5: // the default mode
		a.perDelta = 2
	case a.lost:
		a.perDelta = max(math.Floor(a.perDelta/2*256)/256, 2)
	default:
		a.perDelta = min(a.perDelta+1, 1000)
	}
	a.lost = false
	up := c.cwnd > a.startCwnd
	if up == a.up && c.cwnd != a.startCwnd {
		if a.steady = min(a.steady+1, 255); a.steady >= 3 {
			a.v = min(2*a.v, 65536)
		}
	} else {
		a.v, a.steady = 1, 0
	}
	a.up, a.startCwnd = up, c.cwnd
}

func (a *copa) move(c *conn, acked float64) {
	w := float64(c.cwnd)
	// The rate w/standing is below the target, perDelta/queueing.
	below := w*a.queueing() <= a.perDelta*a.standing.least()
	switch {
	case !a.cruising:
		c.modes[0]++
	case a.roundsFilled < 5:
		c.modes[1]++
	default:
		c.modes[2]++
	}
	if below && !a.cruising {
		if c.limited() {
			c.cwnd = min(c.cwnd+uint32(acked), c.clamp)
		}
		return
	}
	a.cruising = true
	step := min(acked*a.v*a.perDelta/w, acked)
	if !below {
		a.change(c, -step)
	} else if c.limited() {
		a.change(c, step)
	}
}

// The pacing rate follows the window, of which one packet may come an ACK earlier or later.
func copaNear(c *conn, output string, model, object int64) bool {
	if output == "pacing_rate" {
		return abs(model-object) <= 1+model/int64(c.cwnd)
	}
	return onePacket(c, output, model, object)
}
