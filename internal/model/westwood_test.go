package model

// westwood is TCP Westwood+ (Mascolo et al. 2001; Grieco and Mascolo 2004), in
// exact numbers: its bandwidth is bytes per microsecond.
type westwood struct {
	reno
	ns, bw         float64
	windowStart    uint64
	rtt, rttMin    uint64
	bk             uint32
	una            uint32
	accounted      uint32
	first, renewed bool
}

func (w *westwood) init(c *conn) {
	*w = westwood{rtt: 20 * second, rttMin: 20 * second, windowStart: c.now, una: c.una, first: true, renewed: true}
}

func (w *westwood) pktsAcked(_ *conn, _ uint32, rtt int32) {
	if rtt > 0 {
		w.rtt = uint64(rtt)
	}
}

func (w *westwood) inAck(c *conn, flags uint32) {
	if w.first {
		w.una, w.first = c.una, false
	}
	if elapsed := c.now - w.windowStart; elapsed > max(w.rtt, second/20) {
		w.filter(float64(w.bk) / float64(elapsed))
		w.bk, w.windowStart = 0, c.now
	}
	if flags&flagSlowpath != 0 {
		w.bk += w.count(c)
	} else {
		w.bk += c.una - w.una
		w.una = c.una
	}
	if w.renewed {
		w.rttMin, w.renewed = w.rtt, false
	} else {
		w.rttMin = min(w.rttMin, w.rtt)
	}
}

func (w *westwood) filter(sample float64) {
	const unit = 1.0 / 256 // less is no bandwidth yet, for the library
	if w.ns < unit && w.bw < unit {
		w.ns, w.bw = sample, sample
		return
	}
	w.ns = (7*w.ns + sample) / 8
	w.bw = (7*w.bw + w.ns) / 8
}

// count is the bytes that an ACK stands for; duplicates count for one segment.
func (w *westwood) count(c *conn) uint32 {
	n := c.una - w.una
	if n == 0 {
		w.accounted += c.mss
		n = c.mss
	}
	if n > c.mss {
		if w.accounted >= n {
			w.accounted -= n
			n = c.mss
		} else {
			n -= w.accounted
			w.accounted = 0
		}
	}
	w.una = c.una
	return n
}

func (w *westwood) window(c *conn) uint32 {
	return uint32(max(w.bw*float64(w.rttMin)/float64(c.mss), 2))
}

func (w *westwood) event(c *conn, event uint32) {
	switch event {
	case eventCompleteCWR:
		c.cwnd = min(w.window(c), c.clamp)
		c.ssthresh = w.window(c)
	case eventLoss:
		c.ssthresh = w.window(c)
		w.renewed = true
	}
	w.slack(c)
}

// slack leaves in c how far the object's window may be from this: the library keeps both
// estimates in 256ths of a byte per microsecond, truncated. A step of a filter that
// keeps 7/8 loses less than one of them, all steps together less than 8, both filters less than 16.
func (w *westwood) slack(c *conn) { c.slack = int64(1 + 16.0/256*float64(w.rttMin)/float64(c.mss)) }

func westwoodNear(c *conn, output string, model, object int64) bool {
	return (output == "snd_cwnd" || output == "snd_ssthresh") && abs(model-object) <= c.slack
}
