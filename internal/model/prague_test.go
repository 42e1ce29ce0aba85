package model

import "math"

// prague is Prague congestion control by its draft, section 2.4, with PRR (RFC 9937) for losses.
type prague struct {
	reno
	echo dctcp // its receiver, RFC 8257, section 3.2
	window
	alpha                  float64
	seen                   bool
	since                  uint64
	delivered, deliveredCE uint32
	lastCE                 uint32
	end                    uint32
	rounds                 int
	state                  uint8
	prr                    prr
}

func (p *prague) init(c *conn) {
	p.echo.rcvNxt, p.alpha, p.end, p.lastCE = c.rcvNxt, 1, c.nxt, c.deliveredCE
	p.measure(c)
}

func (p *prague) measure(c *conn) {
	p.since, p.delivered, p.deliveredCE = c.now, c.delivered, c.deliveredCE
}

// virtual is the virtual round trip, and rtt the smoothed one, in microseconds.
func (p *prague) virtual(c *conn) (virtual, rtt float64) {
	rtt = float64(c.srtt) / 8
	return max(rtt, 25_000), rtt
}

func (p *prague) inAck(c *conn, _ uint32) {
	if !p.seen && c.deliveredCE != p.deliveredCE {
		p.seen = true
		p.measure(c)
	}
	if virtual, _ := p.virtual(c); !p.seen || float64(c.now-p.since) <= virtual {
		return
	}
	share := float64(c.deliveredCE-p.deliveredCE) / float64(max(c.delivered-p.delivered, 1))
	p.alpha = min(p.alpha+(share-p.alpha)/16, 1)
	p.measure(c)
}

func (p *prague) ssthresh(c *conn) uint32 { return max(uint32(float64(c.cwnd)*(1-p.alpha/2)), 2) }

func (p *prague) setState(c *conn, state uint8) {
	if state != stateRecovery {
		return
	}
	if c.state == stateCWR {
		c.ssthresh = max(c.priorCwnd/2, 2)
	} else {
		c.ssthresh = max(c.cwnd/2, 2)
	}
}

func (p *prague) event(c *conn, event uint32) {
	switch event {
	case eventLoss:
		c.ssthresh = max(c.cwnd/2, 2)
	case eventEcnIsCE, eventEcnNoCE:
		p.echo.received(c, event == eventEcnIsCE)
	}
}

func (p *prague) control(c *conn, rs *rateSample) {
	if !before(c.una, p.end) {
		p.end = c.nxt
		p.rounds++
	}
	if c.state != p.state {
		switch {
		case c.state == stateRecovery:
			p.prr.begin(c, rs.ackedSacked)
		case c.state == stateCWR || p.state == stateRecovery:
			c.cwnd = min(c.cwnd, c.ssthresh)
		}
		p.state = c.state
	}
	unmarked := max(int64(rs.ackedSacked)-int64(c.deliveredCE-p.lastCE), 0)
	p.lastCE = c.deliveredCE
	if c.state == stateRecovery {
		c.modes[0]++
		p.prr.ack(c, int64(rs.ackedSacked), rs.losses)
	} else if c.limited() {
		p.grow(c, uint32(unmarked))
	}
	p.pace(c)
}

func (p *prague) grow(c *conn, unmarked uint32) {
	if c.slowStart() {
		if unmarked = c.grow(unmarked); unmarked == 0 {
			return
		}
	}
	c.modes[1]++
	perRound := 1.0
	if virtual, rtt := p.virtual(c); p.rounds >= 500 {
		c.modes[2]++
		perRound = math.Pow(rtt/virtual, 2)
	}
	p.change(c, float64(unmarked)*perRound/float64(c.cwnd))
}

func (p *prague) pace(c *conn) {
	if c.srtt == 0 {
		return
	}
	gain := 1.0
	if c.slowStart() {
		gain = 2
	}
	rate := gain * float64(max(c.cwnd, c.packetsOut)) * float64(c.mss) * 8 * second / float64(c.srtt)
	c.pacingRate = min(max(uint64(rate), uint64(c.mss)), c.maxPacingRate)
	if c.pacingStatus == 0 {
		c.pacingStatus = 1
	}
}

// prr is RFC 9937, section 6.2, in packets.
type prr struct {
	delivered, recoverFS int64
	outBefore, una       uint32
}

func (r *prr) begin(c *conn, acked uint32) {
	*r = prr{recoverFS: int64(c.packetsOut) - int64(c.sackedOut) + int64(acked), outBefore: c.prrOut, una: c.una}
}

func (r *prr) ack(c *conn, delivered int64, losses int32) {
	r.delivered += delivered
	safe := after(c.una, r.una) && losses == 0
	r.una = c.una
	out := int64(c.prrOut - r.outBefore)
	inFlight, ssthresh := int64(c.inFlight()), int64(c.ssthresh)
	var send int64
	if inFlight > ssthresh {
		send = int64(math.Ceil(float64(r.delivered*ssthresh)/float64(max(r.recoverFS, 1)))) - out
	} else {
		send = max(r.delivered-out, delivered)
		if safe {
			send++
		}
		send = min(send, ssthresh-inFlight)
	}
	if out == 0 {
		send = max(send, 1)
	}
	c.cwnd = uint32(min(max(inFlight+max(send, 0), 1), int64(c.clamp)))
}

// Alpha's steps are 2^-24, and its average loses at most 16 of them: half of that is a share of 2^-21 of the
// window. Besides, a packet may come an ACK earlier or later; the pacing rate follows the window.
func pragueNear(c *conn, output string, model, object int64) bool {
	switch output {
	case "result":
		return abs(model-object) <= 1+int64(c.cwnd)>>21
	case "pacing_rate":
		return abs(model-object) <= 1+2*int64(c.mss)*8*second/int64(max(c.srtt, 1))
	}
	return onePacket(c, output, model, object)
}
