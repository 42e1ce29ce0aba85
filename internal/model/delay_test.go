package model

const noDelay = 0x7fffffff

// vegas is TCP Vegas (Brakmo and Peterson 1995): 2 to 4 packets in the queue.
type vegas struct {
	reno
	doing        bool
	end          uint32
	count        uint16
	minRTT, base uint32
}

func (v *vegas) enable(c *conn) {
	v.doing, v.end, v.count, v.minRTT = true, c.nxt, 0, noDelay
}

func (v *vegas) init(c *conn) {
	v.base = noDelay
	v.enable(c)
}

func (v *vegas) setState(c *conn, state uint8) {
	if state == stateOpen {
		v.enable(c)
	} else {
		v.doing = false
	}
}

func (v *vegas) event(c *conn, event uint32) {
	if event == eventCwndRestart || event == eventTxStart {
		v.init(c)
	}
}

func (v *vegas) pktsAcked(_ *conn, _ uint32, rtt int32) {
	if rtt < 0 {
		return
	}
	v.base = min(v.base, uint32(rtt)+1)
	v.minRTT = min(v.minRTT, uint32(rtt)+1)
	v.count++
}

func (v *vegas) congAvoid(c *conn, ack, acked uint32) {
	switch {
	case !v.doing:
		renoGrowth(c, acked)
	case after(ack, v.end):
		v.end = c.nxt
		if v.count <= 2 {
			renoGrowth(c, acked)
		} else {
			v.round(c, acked)
		}
		v.count, v.minRTT = 0, noDelay
	case c.slowStart():
		c.grow(acked)
	}
}

func (v *vegas) round(c *conn, acked uint32) {
	target := uint32(uint64(c.cwnd) * uint64(v.base) / uint64(v.minRTT))
	diff := c.cwnd * (v.minRTT - v.base) / v.base
	switch {
	case diff > 1 && c.slowStart():
		c.cwnd = min(c.cwnd, target+1)
		c.ssthresh = min(c.ssthresh, c.cwnd)
	case c.slowStart():
		c.grow(acked)
	case diff > 4:
		c.cwnd--
		c.ssthresh = min(c.ssthresh, c.cwnd)
	case diff < 2:
		c.cwnd++
	}
	c.cwnd = min(max(c.cwnd, 2), c.clamp)
	c.ssthresh = c.currentSsthresh()
}

// veno is TCP Veno (Fu and Liew 2003).
type veno struct {
	reno
	doing        bool
	count        uint16
	minRTT, base uint32
	inc          bool
	diff         uint32 // in half packets
}

func (v *veno) enable() { v.doing, v.minRTT = true, noDelay }

func (v *veno) init(*conn) {
	v.base, v.inc = noDelay, true
	v.enable()
}

func (v *veno) setState(_ *conn, state uint8) {
	if v.doing = state == stateOpen; v.doing {
		v.enable()
	}
}

func (v *veno) event(c *conn, event uint32) {
	if event == eventCwndRestart || event == eventTxStart {
		v.init(c)
	}
}

func (v *veno) pktsAcked(_ *conn, _ uint32, rtt int32) {
	if rtt < 0 {
		return
	}
	v.base = min(v.base, uint32(rtt)+1)
	v.minRTT = min(v.minRTT, uint32(rtt)+1)
	v.count++
}

func (v *veno) ssthresh(c *conn) uint32 {
	if v.diff < 6 {
		return max(c.cwnd*4/5, 2)
	}
	return max(c.cwnd/2, 2)
}

func (v *veno) congAvoid(c *conn, _, acked uint32) {
	if !v.doing {
		renoGrowth(c, acked)
		return
	}
	if !c.limited() {
		return
	}
	if v.count <= 2 {
		renoGrowth(c, acked)
	} else {
		v.grow(c, acked)
		c.cwnd = min(max(c.cwnd, 2), c.clamp)
	}
	v.minRTT = noDelay
}

func (v *veno) grow(c *conn, acked uint32) {
	v.diff = c.cwnd<<1 - uint32(uint64(c.cwnd)*uint64(v.base)<<1/uint64(v.minRTT))
	if c.slowStart() {
		if acked = c.grow(acked); acked == 0 {
			return
		}
	}
	switch {
	case v.diff < 6:
		c.increase(c.cwnd, acked)
	case c.cnt >= c.cwnd:
		if v.inc && c.cwnd < c.clamp {
			c.cwnd++
			v.inc = false
		} else {
			v.inc = true
		}
		c.cnt = 0
	default:
		c.cnt += acked
	}
}
