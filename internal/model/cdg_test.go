package model

import "math"

// cdg is CAIA Delay-Gradient (Hayes and Armitage 2011) with the kernel's rules but for two:
// the exponential is exact, and backing off, which BPF cannot leave to the state CWR, cuts
// the window at once and holds it until the round ends.
type cdg struct {
	reno
	least, most         int32 // delays of this round, 0: none
	prevLeast, prevMost int32
	ring                [8][2]int32
	sumLeast, sumMost   int32
	tail                int
	filled, backed      bool
	end, shadow         uint32
	delayed, samples    int
	ineffective         int
	delayMin            int32
	lastAck, roundStart uint64
}

func (d *cdg) init(c *conn) { *d = cdg{end: c.nxt, shadow: c.cwnd} }

func (d *cdg) nextRound(c *conn) {
	d.end, d.prevLeast, d.prevMost, d.least, d.most = c.nxt, d.least, d.most, 0, 0
}

func (d *cdg) event(c *conn, event uint32) {
	switch event {
	case eventCwndRestart:
		d.init(c)
	case eventCompleteCWR:
		d.backed = false
		d.nextRound(c)
	}
}

func (d *cdg) pktsAcked(c *conn, n uint32, rtt int32) {
	if rtt <= 0 {
		return
	}
	if c.sackedOut == 0 {
		if n == 1 && d.delayed > 0 {
			d.least = min(d.least, rtt)
			d.delayed--
			return
		}
		if n > 1 && d.delayed < 5 {
			d.delayed++
		}
	}
	d.least = minNotZero(d.least, rtt)
	d.most = max(d.most, rtt)
}

func minNotZero(a, b int32) int32 {
	if a == 0 || b == 0 {
		return max(a, b)
	}
	return min(a, b)
}

func (d *cdg) ssthresh(c *conn) uint32 {
	if d.backed {
		return max(c.cwnd, 2)
	}
	d.shadow = min(d.shadow/2, c.cwnd)
	return max(2, d.shadow, c.cwnd/2)
}

func (d *cdg) congAvoid(c *conn, ack, acked uint32) {
	if d.backed {
		if !after(ack, d.end) {
			return
		}
		d.backed = false
		d.nextRound(c)
	}
	if c.slowStart() {
		d.hystart(c)
	}
	if after(ack, d.end) && d.least > 0 && d.round(c) {
		return
	}
	if !c.limited() {
		d.shadow = min(d.shadow, c.cwnd)
		return
	}
	prior := c.cwnd
	renoGrowth(c, acked)
	d.shadow = max(d.shadow, d.shadow+c.cwnd-prior)
}

func (d *cdg) hystart(c *conn) {
	d.delayMin = minNotZero(d.delayMin, d.least)
	if d.delayMin == 0 {
		return
	}
	if d.lastAck == 0 || !c.limited() {
		d.lastAck, d.roundStart = c.now, c.now
	} else if c.now < d.lastAck+3000 {
		d.lastAck = c.now
		if c.now > d.roundStart+uint64(max(d.delayMin/2, 125)) {
			c.ssthresh = max(c.cwnd, 2) // the language keeps it so
			return
		}
	}
	if d.samples < 8 {
		d.samples++
	} else if d.least > max(d.delayMin+d.delayMin/8, 125) {
		c.ssthresh = max(c.cwnd, 2)
	}
}

// expError is how far the library's exponential may be off, as its text says.
const expError = 1e-4

// round ends a round; it says whether the window was cut.
func (d *cdg) round(c *conn) bool {
	g := int32(0)
	if d.prevLeast != 0 {
		g = d.gradient()
	}
	d.nextRound(c)
	d.lastAck, d.samples = 0, 0
	if g <= 0 {
		return false
	}
	draw, keep := float64(c.random()>>8), math.Exp(-float64(g)*42e-6)*(1<<24)
	if math.Abs(draw-keep) <= expError*(1<<24) {
		c.undecided = true
	}
	if draw <= keep {
		return false
	}
	if d.ineffective++; d.ineffective > 5 {
		return false
	}
	d.shadow = max(d.shadow, c.cwnd)
	d.backed = true
	c.ssthresh = max(2, uint32(uint64(c.cwnd)*7071/10000))
	c.cwnd = min(c.ssthresh, c.clamp)
	return true
}

func (d *cdg) gradient() int32 {
	least, most := d.least-d.prevLeast, d.most-d.prevMost
	d.sumLeast += least - d.ring[d.tail][0]
	d.sumMost += most - d.ring[d.tail][1]
	d.ring[d.tail] = [2]int32{least, most}
	d.tail = (d.tail + 1) & 7
	g := d.sumLeast
	if g <= 0 {
		g = d.sumMost
	}
	if !d.filled {
		if d.tail == 0 {
			d.filled = true
		} else {
			g = g * 8 / int32(d.tail)
		}
	}
	if d.sumLeast <= -32 || d.sumMost <= -32 {
		d.ineffective = 0
	}
	return g
}
