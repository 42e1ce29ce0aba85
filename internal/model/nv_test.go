package model

import "math"

// nv is TCP-NV (Brakmo 2010) in the kernel's integers.
type nv struct {
	reno
	resetAt                    uint64
	growth                     int
	allow, reset               bool
	calls, rounds              uint32
	minCwnd                    uint32
	lastRTT, minRTT, minRTTNew uint32
	maxRate                    uint64
	roundEnd, lastUna, noCong  uint32
}

func (v *nv) restart(c *conn) {
	v.reset, v.noCong, v.rounds, v.lastRTT, v.maxRate, v.calls = false, 0, 0, 0, 0, 0
	v.roundEnd, v.lastUna = c.una, c.una
}

func (v *nv) init(c *conn) {
	*v = nv{allow: true, resetAt: c.now + 2*second, minRTT: math.MaxUint32, minRTTNew: math.MaxUint32, minCwnd: 4}
	v.restart(c)
}

func (v *nv) setState(c *conn, state uint8) {
	switch {
	case state == stateOpen && v.reset:
		v.restart(c)
	case state >= stateCWR:
		v.reset, v.allow = true, false
		if state == stateLoss && v.growth > -8 {
			v.growth--
		}
	}
}

func (v *nv) ssthresh(c *conn) uint32 { return max(uint32(uint64(c.cwnd)*819>>10), 2) }

func (v *nv) congAvoid(c *conn, _, acked uint32) {
	if !c.limited() || !v.allow {
		return
	}
	if c.slowStart() {
		if acked = c.grow(acked); acked == 0 {
			return
		}
	}
	if v.growth < 0 {
		c.increase(c.cwnd<<-v.growth, acked)
	} else {
		c.increase(max(4, c.cwnd), acked)
	}
}

func (v *nv) pktsAcked(c *conn, n uint32, rtt int32) {
	if rtt < 0 || c.state > stateDisorder {
		return
	}
	bytes := c.una - v.lastUna
	v.lastUna = c.una
	if n == 0 { // the sender gives as many bytes in flight as are acknowledged
		return
	}
	v.measure(c, uint64(n*c.mss), uint32(rtt))
	if !before(v.roundEnd, c.una) {
		return
	}
	v.roundEnd = c.nxt
	v.rounds = min(v.rounds+1, 255)
	if v.calls == 1 && bytes >= (v.minCwnd-1)*c.mss && v.minCwnd < 81 {
		v.minCwnd = min(v.minCwnd+2, 81)
		v.roundEnd = c.nxt + v.minCwnd*c.mss
		v.calls = 0
		v.allow = true
		return
	}
	v.evaluate(c)
}

func (v *nv) measure(c *conn, inFlight uint64, rtt uint32) {
	avg := rtt
	if v.lastRTT > 0 {
		avg = uint32((uint64(rtt)*128 + uint64(v.lastRTT)*128) >> 8)
	} else {
		v.minRTT = avg << 1
	}
	v.lastRTT = avg
	v.maxRate = max(v.maxRate, inFlight*80_000/uint64(max(avg, 1)))
	v.calls = min(v.calls+1, 255)
	v.minRTT, v.minRTTNew = min(v.minRTT, avg), min(v.minRTTNew, avg)
	if c.now >= v.resetAt {
		v.minRTT, v.minRTTNew = v.minRTTNew, math.MaxUint32
		v.resetAt = c.now + 5*(384+uint64(c.random()>>24))*second>>9
		v.minCwnd = max(v.minCwnd/2, 4)
	}
}

func (v *nv) evaluate(c *conn) {
	goal := v.goal(c, 0)
	if v.verdict(c, v.goal(c, -2)) != v.verdict(c, v.goal(c, 2)) {
		c.undecided = true
	}
	switch {
	case c.cwnd > goal:
		if !v.shrink(c, goal) {
			return
		}
	case c.cwnd <= goal-2:
		if v.calls < 20 {
			return
		}
		v.allow = true
		v.noCong++
		if v.growth < 0 && v.noCong > 8 {
			v.growth++
			v.noCong = 0
		}
	default:
		return
	}
	v.calls, v.rounds, v.maxRate = 0, 0, 0
	c.cwnd = max(c.cwnd, 2)
}

// goal is the window aimed at, if delays are so many microseconds more: as averages
// are rounded here, the library's may be two more or less.
func (v *nv) goal(c *conn, more int64) uint32 {
	delay := uint64(max(int64(v.minRTT)+more, 0))
	return uint32(v.maxRate*delay/(80_000*uint64(c.mss))) + 10
}

// verdict is whether the window is above the goal, well below, or neither.
func (v *nv) verdict(c *conn, goal uint32) int {
	switch {
	case c.cwnd > goal:
		return 1
	case c.cwnd <= goal-2:
		return -1
	}
	return 0
}

func (v *nv) shrink(c *conn, goal uint32) bool {
	if v.rounds < 2 {
		return false
	}
	if c.ssthresh >= infinite {
		if v.calls < 30 {
			return false
		}
	} else if v.calls < 60 {
		if v.allow && v.rounds > 10 {
			v.allow = false
		}
		return false
	}
	v.allow = false
	c.ssthresh = goal
	if gap := c.cwnd - goal; gap > 2 {
		c.cwnd -= max(2, gap*38>>7)
	} else {
		c.cwnd = goal
	}
	v.noCong = 0
	return true
}

// The library has 0.8 for the kernel's 819/1024, and a delay in 256ths of a microsecond
// for whole ones: on the shortest path here (100 us) the window aimed at may be 1 % larger or smaller.
func nvNear(c *conn, output string, model, object int64) bool {
	switch output {
	case "result":
		return abs(model-object) <= 1+int64(c.cwnd)/4096
	case "snd_ssthresh", "snd_cwnd":
		return abs(model-object) <= 1+model/100
	}
	return false
}
