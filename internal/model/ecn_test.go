package model

// dctcp is Data Center TCP (RFC 8257), with the kernel's alpha of 10 bits.
type dctcp struct {
	reno
	delivered, deliveredCE uint32
	alpha                  uint32 // 1024 is 1
	end                    uint32
	lossCwnd               uint32
	ce                     bool
	rcvNxt                 uint32
}

func (d *dctcp) begin(c *conn) { d.end, d.delivered, d.deliveredCE = c.nxt, c.delivered, c.deliveredCE }

func (d *dctcp) init(c *conn) {
	d.rcvNxt, d.alpha, d.lossCwnd, d.ce = c.rcvNxt, 1024, 0, false
	d.begin(c)
}

func (d *dctcp) inAck(c *conn, _ uint32) {
	if before(c.una, d.end) {
		return
	}
	total, marked := c.delivered-d.delivered, c.deliveredCE-d.deliveredCE
	if part := d.alpha >> 4; part > 0 {
		d.alpha -= part
	} else {
		d.alpha = 0
	}
	if marked > 0 {
		d.alpha = min(d.alpha+marked<<6/max(total, 1), 1024)
	}
	d.begin(c)
}

func (d *dctcp) ssthresh(c *conn) uint32 {
	d.lossCwnd = c.cwnd
	return max(c.cwnd-c.cwnd*d.alpha>>11, 2)
}

func (d *dctcp) undo(c *conn) uint32 { return max(c.cwnd, d.lossCwnd) }

func (d *dctcp) setState(c *conn, state uint8) {
	if state == stateRecovery && c.state != stateRecovery {
		d.loss(c)
	}
}

func (d *dctcp) loss(c *conn) {
	d.lossCwnd = c.cwnd
	c.ssthresh = max(c.cwnd/2, 2)
}

func (d *dctcp) event(c *conn, event uint32) {
	switch event {
	case eventEcnIsCE, eventEcnNoCE:
		d.received(c, event == eventEcnIsCE)
	case eventLoss:
		d.loss(c)
	}
}

// received tells the sender of every change of the mark (RFC 8257, section 3.2).
func (d *dctcp) received(c *conn, marked bool) {
	const timer, now, demand = 2, 16, 4
	if marked != d.ce {
		if c.ackPending&timer != 0 {
			c.ecnFlags &^= demand
			if d.ce {
				c.ecnFlags |= demand
			}
			c.acks = append(c.acks, d.rcvNxt)
		}
		c.ackPending |= now
	}
	d.rcvNxt, d.ce = c.rcvNxt, marked
	c.ecnFlags &^= demand
	if marked {
		c.ecnFlags |= demand
	}
}

// The kernel keeps alpha in 1024ths and truncates both the sixteenth that it takes off in every
// round and the share of marks that it adds. That stays within 16/1024 of the fraction that the library keeps in
// 24 bits, as RFC 8257 has it; half of that is the share of the window by which the thresholds may differ, and
// the kernel rounds what it leaves up, the library down. But an alpha below 16/1024 the kernel takes off all of, so
// that rounds which add less than that keep it there, where the RFC's goes to sixteen times as much. Nothing can be
// said of the rest of such a connection.
func dctcpNear(c *conn, output string, model, object int64) bool {
	if output != "result" {
		return false
	}
	near := 2 + int64(c.cwnd)*16/2048
	c.undecided = model > object+near && model <= object+16*near
	return c.undecided || abs(model-object) <= near
}

func abs(x int64) int64 { return max(x, -x) }
