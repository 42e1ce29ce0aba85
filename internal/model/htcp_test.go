package model

// htcp is H-TCP (Leith and Shorten 2004). alpha and beta are 128ths. The filtered throughput b is
// in 64ths, as in the library; the kernel's, a whole number, may stop 3 packets a second short, which at 20 decides
// about beta. The number of packets that end a measurement may fall below 0 here; the kernel's unsigned one wraps,
// and measures nothing while alpha exceeds the window. The first measurement begins with the connection; the
// kernel's begins when its clock was 0.
type htcp struct {
	reno
	alpha, beta                uint64
	steady                     bool
	acked                      uint16
	counted                    uint32
	minRTT, maxRTT             uint64
	lastCong                   uint64
	undoCong, undoMaxRTT       uint64
	undoOldMaxB, oldMaxB, maxB uint64
	b                          uint64
	lastTime                   uint64
}

func (h *htcp) init(c *conn) {
	*h = htcp{alpha: 128, beta: 64, acked: 1, lastCong: c.now, lastTime: c.now}
}

func (h *htcp) setState(c *conn, state uint8) {
	switch state {
	case stateOpen:
		if h.undoCong != never {
			h.lastCong, h.undoCong = c.now, never
		}
	case stateCWR, stateRecovery, stateLoss:
		h.undoCong, h.undoMaxRTT, h.undoOldMaxB = h.lastCong, h.maxRTT, h.oldMaxB
		h.lastCong = c.now
	}
}

func (h *htcp) undo(c *conn) uint32 {
	if h.undoCong != never {
		h.lastCong, h.maxRTT, h.oldMaxB = h.undoCong, h.undoMaxRTT, h.undoOldMaxB
		h.undoCong = never
	}
	return h.reno.undo(c)
}

func (h *htcp) pktsAcked(c *conn, n uint32, rtt int32) {
	if c.state == stateOpen {
		h.acked = uint16(n)
	}
	if rtt > 0 {
		h.measureRTT(c, uint64(rtt))
	}
	h.measureRate(c, n)
}

func (h *htcp) measureRTT(c *conn, rtt uint64) {
	if h.minRTT == 0 || h.minRTT > rtt {
		h.minRTT = rtt
	}
	if c.state != stateOpen {
		return
	}
	h.maxRTT = max(h.maxRTT, h.minRTT)
	if rtt > h.maxRTT && rtt <= h.maxRTT+20_000 {
		h.maxRTT = rtt
	}
}

func (h *htcp) measureRate(c *conn, n uint32) {
	if c.state != stateOpen && c.state != stateDisorder {
		h.counted, h.lastTime = 0, c.now
		return
	}
	h.counted += n
	elapsed := c.now - h.lastTime
	if int64(h.counted) < int64(c.cwnd)-int64(max(h.alpha>>7, 1)) || elapsed < h.minRTT || h.minRTT == 0 {
		return
	}
	b := uint64(h.counted) * second / elapsed
	if (c.now-h.lastCong)/h.minRTT <= 3 {
		h.b, h.maxB = b<<6, b
	} else {
		h.b = (3*h.b + b<<6) / 4
		h.maxB = max(h.maxB, h.b>>6)
	}
	h.counted, h.lastTime = 0, c.now
}

func (h *htcp) updateAlpha(c *conn) {
	f := uint64(1)
	if d := c.now - h.lastCong; d > second {
		d -= second
		f = 1 + (10*d+(d/2)*(d/2)/second)/second
	}
	if h.minRTT > 0 {
		scale := min(max(second<<3/(10*h.minRTT), 4), 80)
		f = max(f<<3/scale, 1)
	}
	if h.alpha = 2 * f * (128 - h.beta); h.alpha == 0 {
		h.alpha = 128
	}
}

func (h *htcp) updateBeta() {
	old := h.oldMaxB
	h.oldMaxB = h.maxB
	if 5*h.maxB < 4*old || 5*h.maxB > 6*old {
		h.beta, h.steady = 64, false
		return
	}
	if h.steady && h.minRTT > 10_000 && h.maxRTT > 0 {
		h.beta = min(max(h.minRTT<<7/h.maxRTT, 64), 102)
	} else {
		h.beta, h.steady = 64, true
	}
}

func (h *htcp) ssthresh(c *conn) uint32 {
	h.updateBeta()
	h.updateAlpha(c)
	if h.minRTT > 0 && h.maxRTT > h.minRTT {
		h.maxRTT = h.minRTT + (h.maxRTT-h.minRTT)*95/100
	}
	return uint32(max(uint64(c.cwnd)*h.beta>>7, 2))
}

func (h *htcp) congAvoid(c *conn, _, acked uint32) {
	if !c.limited() {
		return
	}
	if c.slowStart() {
		c.grow(acked)
		return
	}
	if uint64(c.cnt)*h.alpha>>7 >= uint64(c.cwnd) {
		if c.cwnd < c.clamp {
			c.cwnd++
		}
		c.cnt = 0
		h.updateAlpha(c)
	} else {
		c.cnt += uint32(h.acked)
	}
	h.acked = 1
}
