package model

// cubicpp is CUBIC with HyStart++ (RFC 9406) for the first slow start.
type cubicpp struct {
	cubic
	windowEnd                     uint32
	lastRoundMin, currentRoundMin int32
	rttSampleCount                int
	inCSS                         bool
	cssBaselineMin                int32
	cssRounds                     int
}

const rttInfinity = 100 * second

func (q *cubicpp) init(c *conn) {
	q.windowEnd, q.inCSS, q.rttSampleCount = c.nxt, false, 0
	q.lastRoundMin, q.currentRoundMin = rttInfinity, rttInfinity
}

func (q *cubicpp) setState(_ *conn, state uint8) {
	if state == stateLoss {
		q.cubic = cubic{}
	}
}

func (q *cubicpp) congAvoid(c *conn, ack, acked uint32) {
	if c.ssthresh != infinite {
		q.cubic.congAvoid(c, ack, acked)
		return
	}
	if !c.limited() {
		return
	}
	if c.pacingStatus == 0 {
		acked = min(acked, 8)
	}
	if q.inCSS {
		c.increase(4, acked)
	} else {
		c.cwnd = min(c.cwnd+acked, c.clamp)
	}
}

// pktsAcked is section 4.2 of the RFC; rounds end with every kind of ACK.
func (q *cubicpp) pktsAcked(c *conn, _ uint32, rtt int32) {
	if c.ssthresh == infinite && !before(c.una, q.windowEnd) {
		q.windowEnd = c.nxt
		q.lastRoundMin, q.currentRoundMin, q.rttSampleCount = q.currentRoundMin, rttInfinity, 0
		if q.inCSS {
			if q.cssRounds++; q.cssRounds == 5 {
				q.inCSS = false
				c.ssthresh = max(c.cwnd, 2) // the language keeps it so
			}
		}
	}
	if rtt < 0 {
		return
	}
	if q.epoch == never || c.now-q.epoch >= second {
		q.cubic.found = true // without HyStart
		q.cubic.pktsAcked(c, 0, rtt)
	}
	if c.ssthresh == infinite {
		q.sample(max(rtt, 1))
	}
}

func (q *cubicpp) sample(rtt int32) {
	q.currentRoundMin = min(q.currentRoundMin, rtt)
	if q.rttSampleCount++; q.rttSampleCount < 8 {
		return
	}
	threshold := max(4000, min(q.lastRoundMin/8, 16000))
	switch {
	case q.inCSS && q.currentRoundMin < q.cssBaselineMin:
		q.inCSS = false
	case !q.inCSS && q.lastRoundMin < rttInfinity && q.currentRoundMin >= q.lastRoundMin+threshold:
		q.inCSS, q.cssBaselineMin, q.cssRounds = true, q.currentRoundMin, 0
	}
}
