package model

// aimd is AIMD(1, 1/2), which is Reno.
type aimd struct{ reno }

// scalable is Scalable TCP (Kelly 2003), with its 0.01 packets per ACK and 1/8.
type scalable struct{ reno }

func (scalable) ssthresh(c *conn) uint32 { return max(c.cwnd-c.cwnd>>3, 2) }

func (scalable) congAvoid(c *conn, _, acked uint32) {
	if !c.limited() {
		return
	}
	if c.slowStart() {
		if acked = c.grow(acked); acked == 0 {
			return
		}
	}
	c.increase(min(c.cwnd, 100), acked)
}

// highspeed is RFC 3649, with the table of its appendix B.
type highspeed struct {
	reno
	ai int
}

// highspeedRows are the largest window of each row and the share of 256 that a loss takes.
var highspeedRows = [72][2]uint32{
	{38, 128}, {118, 112}, {221, 104}, {347, 98}, {495, 93}, {663, 89}, {851, 86}, {1058, 83}, {1284, 81}, {1529, 78},
	{1793, 76}, {2076, 74}, {2378, 72}, {2699, 71}, {3039, 69}, {3399, 68}, {3778, 66}, {4177, 65}, {4596, 64}, {5036, 62},
	{5497, 61}, {5979, 60}, {6483, 59}, {7009, 58}, {7558, 57}, {8130, 56}, {8726, 55}, {9346, 54}, {9991, 53}, {10661, 52},
	{11358, 52}, {12082, 51}, {12834, 50}, {13614, 49}, {14424, 48}, {15265, 48}, {16137, 47}, {17042, 46}, {17981, 45}, {18955, 45},
	{19965, 44}, {21013, 43}, {22101, 43}, {23230, 42}, {24402, 41}, {25618, 41}, {26881, 40}, {28193, 39}, {29557, 39}, {30975, 38},
	{32450, 38}, {33986, 37}, {35586, 36}, {37253, 36}, {38992, 35}, {40808, 35}, {42707, 34}, {44694, 33}, {46776, 33}, {48961, 32},
	{51258, 32}, {53677, 31}, {56230, 30}, {58932, 30}, {61799, 29}, {64851, 28}, {68113, 28}, {71617, 27}, {75401, 26}, {79517, 26},
	{84035, 25}, {89053, 24},
}

func (h *highspeed) init(*conn) { h.ai = 0 }

func (h *highspeed) ssthresh(c *conn) uint32 {
	return max(c.cwnd-c.cwnd*highspeedRows[h.ai][1]>>8, 2)
}

func (h *highspeed) congAvoid(c *conn, _, acked uint32) {
	if !c.limited() {
		return
	}
	if c.slowStart() {
		c.grow(acked)
		return
	}
	for h.ai < len(highspeedRows)-1 && c.cwnd > highspeedRows[h.ai][0] {
		h.ai++
	}
	for h.ai > 0 && c.cwnd <= highspeedRows[h.ai-1][0] {
		h.ai--
	}
	if c.cwnd >= c.clamp {
		return
	}
	c.cnt += uint32(h.ai) + 1
	if c.cnt >= c.cwnd {
		c.cnt -= c.cwnd
		c.cwnd++
	}
}

// bic is BIC-TCP (Xu, Harfoush, Rhee 2004).
type bic struct {
	reno
	cnt, lastMax, lastCwnd uint32
	lastTime               uint64
	delayedAck             uint32 // times 16
}

func (b *bic) reset()     { *b = bic{delayedAck: 2 << 4} }
func (b *bic) init(*conn) { b.reset() }

func (b *bic) setState(_ *conn, state uint8) {
	if state == stateLoss {
		b.reset()
	}
}

func (b *bic) pktsAcked(c *conn, n uint32, _ int32) {
	if c.state == stateOpen {
		b.delayedAck += n - b.delayedAck>>4
	}
}

func (b *bic) ssthresh(c *conn) uint32 {
	if c.cwnd < b.lastMax {
		b.lastMax = c.cwnd * (1024 + 819) / 2048
	} else {
		b.lastMax = c.cwnd
	}
	if c.cwnd <= 14 {
		return max(c.cwnd/2, 2)
	}
	return max(c.cwnd*819/1024, 2)
}

func (b *bic) congAvoid(c *conn, _, acked uint32) {
	if !c.limited() {
		return
	}
	if c.slowStart() {
		if acked = c.grow(acked); acked == 0 {
			return
		}
	}
	b.update(c.cwnd, c.now)
	c.increase(b.cnt, acked)
}

func (b *bic) update(cwnd uint32, now uint64) {
	if b.lastCwnd == cwnd && now-b.lastTime <= second/32 {
		return
	}
	b.lastCwnd, b.lastTime = cwnd, now
	switch distance := (b.lastMax - cwnd) / 4; {
	case cwnd <= 14:
		b.cnt = cwnd
		return
	case cwnd < b.lastMax && distance > 16:
		b.cnt = cwnd / 16
	case cwnd < b.lastMax && distance <= 1:
		b.cnt = cwnd * 20 / 4
	case cwnd < b.lastMax:
		b.cnt = cwnd / distance
	case cwnd < b.lastMax+4:
		b.cnt = cwnd * 20 / 4
	case cwnd < b.lastMax+16*3:
		b.cnt = cwnd * 3 / (cwnd - b.lastMax)
	default:
		b.cnt = cwnd / 16
	}
	if b.lastMax == 0 {
		b.cnt = min(b.cnt, 20)
	}
	b.cnt = max(b.cnt<<4/b.delayedAck, 1)
}
