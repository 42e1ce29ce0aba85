package model

// yeah is YeAH-TCP (Baiocchi, Castellani, Vacirca 2007).
type yeah struct {
	vegas
	lastQ, doingReno, renoCount, fastCount uint32
}

func (y *yeah) init(c *conn) {
	y.vegas.init(c)
	y.renoCount = 2
}

func (y *yeah) event(c *conn, event uint32) { y.vegas.event(c, event) }

func (y *yeah) congAvoid(c *conn, ack, acked uint32) {
	if !c.limited() {
		return
	}
	if c.slowStart() {
		acked = c.grow(acked)
	}
	if acked > 0 && y.doingReno > 0 {
		c.increase(c.cwnd, acked)
	} else if acked > 0 {
		c.increase(min(c.cwnd, 100), acked)
	}
	if !after(ack, y.end) {
		return
	}
	if y.count > 2 {
		y.judge(c)
	}
	y.end, y.count, y.minRTT = c.nxt, 0, noDelay
}

func (y *yeah) judge(c *conn) {
	queueing := y.minRTT - y.base
	q := uint32(uint64(c.cwnd) * uint64(queueing) / uint64(y.minRTT))
	y.lastQ = q
	if q <= 80 && queueing <= y.base/8 {
		y.doingReno = 0
		if y.fastCount++; y.fastCount > 50 {
			y.renoCount, y.fastCount = 2, 0
		}
		return
	}
	if q > 80 && c.cwnd > y.renoCount {
		c.cwnd = max(c.cwnd-min(q, c.cwnd>>1), y.renoCount)
		c.ssthresh = c.cwnd
	}
	if y.renoCount <= 2 {
		y.renoCount = max(c.cwnd/2, 2)
	} else {
		y.renoCount++
	}
	y.doingReno = min(y.doingReno+1, 0xffffff)
}

func (y *yeah) ssthresh(c *conn) uint32 {
	taken := max(c.cwnd/2, 2)
	if y.doingReno < 16 {
		taken = max(min(y.lastQ, taken), c.cwnd>>3)
	}
	y.fastCount = 0
	y.renoCount = max(y.renoCount/2, 2)
	return uint32(max(int64(c.cwnd)-int64(taken), 2))
}

// illinois is TCP-Illinois (Liu, Basar, Srikant 2006). alpha is in 128ths, beta in
// 64ths. The least alpha is the paper's 0.3, as in the library; the kernel has 38/128, which makes the growth
// at long delays one per cent less.
type illinois struct {
	reno
	sum            uint64
	count, acked   uint16
	base, greatest uint32
	end            uint32
	alpha, beta    uint64
	above          bool
	low            int
}

func (i *illinois) beginRound(c *conn) { i.end, i.count, i.sum = c.nxt, 0, 0 }

func (i *illinois) init(c *conn) {
	*i = illinois{alpha: 1280, beta: 32, base: noDelay}
	i.beginRound(c)
}

func (i *illinois) setState(c *conn, state uint8) {
	if state == stateLoss {
		i.alpha, i.beta, i.low, i.above = 128, 32, 0, false
		i.beginRound(c)
	}
}

func (i *illinois) pktsAcked(_ *conn, n uint32, rtt int32) {
	i.acked = uint16(n)
	if rtt < 0 {
		return
	}
	i.base, i.greatest = min(i.base, uint32(rtt)), max(i.greatest, uint32(rtt))
	i.count++
	i.sum += uint64(rtt)
}

func (i *illinois) ssthresh(c *conn) uint32 {
	return max(c.cwnd-uint32(uint64(c.cwnd)*i.beta>>6), 2)
}

func (i *illinois) congAvoid(c *conn, ack, acked uint32) {
	if after(ack, i.end) {
		i.round(c)
	}
	if !c.limited() {
		return
	}
	if c.slowStart() {
		c.grow(acked)
		return
	}
	c.cnt += uint32(i.acked)
	i.acked = 1
	if d := uint32(uint64(c.cnt) * i.alpha >> 7); d >= c.cwnd {
		c.cwnd = min(c.cwnd+d/c.cwnd, c.clamp)
		c.cnt = 0
	}
}

func (i *illinois) round(c *conn) {
	if c.cwnd < 15 {
		i.alpha, i.beta = 128, 32
	} else if i.count > 0 {
		most := uint64(i.greatest - i.base)
		mean := i.sum/uint64(i.count) - uint64(i.base)
		i.setAlpha(mean, most)
		i.setBeta(mean, most)
	}
	i.beginRound(c)
}

func (i *illinois) setAlpha(mean, most uint64) {
	short := most / 100
	if mean > short {
		i.above = true
		most -= short
		mean -= short
		i.alpha = most * 1280 * 3 / (most*3 + mean*97)
		return
	}
	if i.above {
		if i.low++; i.low < 5 {
			return
		}
		i.low, i.above = 0, false
	}
	i.alpha = 1280
}

func (i *illinois) setBeta(mean, most uint64) {
	short, long := most/10, 8*most/10
	switch {
	case mean <= short:
		i.beta = 8
	case mean >= long || long <= short:
		i.beta = 32
	default:
		i.beta = (8*long - 32*short + 24*mean) / (long - short)
	}
}

// hybla is TCP Hybla (Caini and Firrincieli 2004), with the round-trip time of 25 ms.
type hybla struct {
	reno
	enabled     bool
	cents       uint32 // 128ths of a packet
	rho3, rho27 uint32 // rho times 8, rho squared times 128
	minRTT      uint32
}

func (h *hybla) recalc(c *conn) {
	h.rho3 = max(c.srtt/25_000, 8)
	h.rho27 = h.rho3 * h.rho3 << 1
}

func (h *hybla) init(c *conn) {
	*h = hybla{enabled: true}
	h.recalc(c)
	h.minRTT = c.srtt
	c.cwnd = min(h.rho3>>3, c.clamp)
}

func (h *hybla) setState(_ *conn, state uint8) { h.enabled = state == stateOpen }

func (h *hybla) congAvoid(c *conn, _, acked uint32) {
	if c.srtt < h.minRTT {
		h.recalc(c)
		h.minRTT = c.srtt
	}
	if !c.limited() {
		return
	}
	if !h.enabled {
		renoGrowth(c, acked)
		return
	}
	slowStart := c.slowStart()
	var inc uint32
	if slowStart {
		eighths := [8]uint32{128, 139, 152, 165, 181, 197, 215, 234}
		inc = 1<<min(h.rho3>>3, 16)*eighths[h.rho3&7] - 128
	} else if inc = h.rho27 / c.cwnd; inc < 128 {
		c.cnt++
	}
	c.cwnd += inc >> 7
	h.cents += inc & 127
	for h.cents >= 128 {
		c.cwnd++
		h.cents -= 128
		c.cnt = 0
	}
	if inc == 0 && c.cnt >= c.cwnd {
		c.cwnd++
		c.cnt = 0
	}
	if slowStart {
		c.cwnd = min(c.cwnd, c.ssthresh)
	}
	c.cwnd = min(c.cwnd, c.clamp, 65535)
}
