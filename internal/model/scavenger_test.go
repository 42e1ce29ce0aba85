package model

import (
	"math"
	"slices"
)

// window is a congestion window of which a part is not a whole packet yet.
type window struct{ part float64 }

func (w *window) change(c *conn, by float64) {
	whole, part := math.Modf(max(float64(c.cwnd)+w.part+by, 2))
	w.part = part
	c.cwnd = min(uint32(whole), c.clamp)
}

// onePacket is the bound where the library keeps fractions of packets in 16 bits and of
// gains in 24, and the model in floating point: a whole packet may come an ACK earlier or later.
func onePacket(_ *conn, output string, model, object int64) bool {
	return output == "snd_cwnd" && abs(model-object) <= 1
}

// ledbatNear is the bound for the window, and for the threshold that follows it down.
func ledbatNear(c *conn, output string, model, object int64) bool {
	return onePacket(c, output, model, object) || output == "snd_ssthresh" && abs(model-object) <= 1
}

type ledbatMode int

const (
	ledbatStart ledbatMode = iota
	ledbatAvoid
	ledbatFreeze
	ledbatRamp
)

// ledbatpp is LEDBAT++ by its draft, sections 4.1 to 4.4, with RFC 6817's base history.
type ledbatpp struct {
	reno
	window
	mode        ledbatMode
	minutes     []int32
	minuteBegan uint64
	last        []int32
	began, thaw uint64
	due         uint64
}

func (l *ledbatpp) init(c *conn) { c.cwnd = min(2, c.clamp) }

func (l *ledbatpp) pktsAcked(c *conn, _ uint32, rtt int32) {
	if rtt <= 0 {
		return
	}
	if l.minuteBegan == never || c.now-l.minuteBegan > 60*second {
		l.minuteBegan = c.now
		l.minutes = append(l.minutes, rtt)
		l.minutes = l.minutes[max(len(l.minutes)-10, 0):]
	}
	newest := &l.minutes[len(l.minutes)-1]
	*newest = min(*newest, rtt)
	l.last = append(l.last, rtt)
	l.last = l.last[max(len(l.last)-4, 0):]
}

func (l *ledbatpp) base() float64 {
	if len(l.minutes) == 0 {
		return 100 * second
	}
	return float64(slices.Min(l.minutes))
}

func (l *ledbatpp) queueing() float64 {
	if len(l.last) == 0 {
		return 0
	}
	return max(float64(slices.Min(l.last))-l.base(), 0)
}

func (l *ledbatpp) gain() float64 { return 1 / min(16, math.Ceil(120_000/l.base())) }

func (l *ledbatpp) ssthresh(c *conn) uint32 {
	if l.mode == ledbatFreeze {
		return max(c.ssthresh/2, 2)
	}
	return max(c.cwnd/2, 2)
}

func (l *ledbatpp) transit(c *conn) {
	twoRounds := uint64(c.srtt / 4)
	switch l.mode {
	case ledbatStart:
		if l.queueing() > 45_000 {
			c.ssthresh = max(c.cwnd, 2)
		}
		if !c.slowStart() {
			l.mode, l.due = ledbatAvoid, c.now+twoRounds
		}
	case ledbatAvoid:
		if c.now >= l.due && c.state <= stateDisorder {
			l.mode, l.began, l.thaw = ledbatFreeze, c.now, c.now+twoRounds
			c.ssthresh = max(c.cwnd, 2)
		}
	case ledbatFreeze:
		if c.now >= l.thaw {
			l.mode = ledbatRamp
		}
	case ledbatRamp:
		if !c.slowStart() {
			l.mode, l.due = ledbatAvoid, c.now+9*(c.now-l.began)
		}
	}
}

func (l *ledbatpp) congAvoid(c *conn, _, acked uint32) {
	l.transit(c)
	c.modes[l.mode]++
	n, w := float64(acked), float64(c.cwnd)
	switch {
	case l.mode == ledbatFreeze:
		c.cwnd = min(2, c.clamp)
	case c.slowStart():
		if c.limited() {
			l.change(c, min(n*l.gain(), float64(c.ssthresh)-w))
		}
	default:
		perRound := l.gain()
		if d := l.queueing(); d > 60_000 {
			perRound = max(l.gain()-w*(d/60_000-1), -w/2)
		}
		if perRound < 0 || c.limited() {
			l.change(c, perRound*n/w)
		}
		if perRound < 0 {
			c.ssthresh = min(c.ssthresh, c.cwnd)
		}
	}
}

// lp is TCP-LP (Kuzmanovic and Knightly 2003, section III) with the kernel's rules, but for these: how
// long the peer's clock ticks is taken from all its progress and what the clocks differ by is
// taken out; delays are those of the newest packet of an ACK for several, since the receiver lets a lone one
// wait, and are averaged in 256ths of a millisecond; and, as in the paper, the greatest delay is not forgotten,
// and the delay must exceed the threshold, which in the kernel it may equal.
type lp struct {
	reno
	remote, local   uint32 // the first timestamps
	first           int64  // half the first round trip, 0: none yet; delays are ms
	average         int64  // 256ths
	least, greatest int64
	reserve         int64
	dropped         uint64
	inferring       bool
	inference       uint64
}

// delay is that of the packet sent then on its way to the peer, 0 if it is not known.
func (l *lp) delay(c *conn, sent uint32) int64 {
	remote, local := int64(int32(c.tsval-l.remote)), int64(int32(sent-l.local))
	if remote < 10 || local < 100 {
		return 0
	}
	tick := int64(math.Round(float64(local) / float64(remote)))
	if tick == 0 {
		return 0
	}
	return max(l.first+remote*tick-local, 0)
}

func (l *lp) sample(c *conn, n uint32, rtt int32) {
	sent := uint32((c.now - uint64(rtt)) / 1000)
	if l.first == 0 {
		l.remote, l.local, l.first = c.tsval, sent, max(int64(rtt)/2000, 1)
		l.least = math.MaxInt64
	}
	if n < 2 {
		return
	}
	d := l.delay(c, sent)
	if d == 0 {
		return
	}
	l.least = min(l.least, d)
	switch {
	case d <= l.greatest:
	case d <= l.reserve:
		l.greatest = d
	default: // a new peak: the one before counts
		l.greatest = l.reserve
		if l.reserve == 0 {
			l.greatest = d
		}
		l.reserve = d
	}
	if l.average == 0 {
		l.average = 256 * d
	} else {
		l.average = (7*l.average + 256*d) / 8
	}
}

func (l *lp) congAvoid(c *conn, _, acked uint32) {
	if !l.inferring {
		renoGrowth(c, acked)
	}
}

func (l *lp) pktsAcked(c *conn, n uint32, rtt int32) {
	if !c.sawTstamp {
		return
	}
	if rtt > 0 {
		l.sample(c, n, rtt)
	}
	if age := int32(uint32(c.now/1000) - c.tsecr); age > 0 {
		l.inference = 3 * uint64(age) * 1000
	}
	l.inferring = l.dropped != never && c.now-l.dropped < l.inference
	d := l.average / 256
	if l.average == 0 || 100*(d-l.least) <= 15*(l.greatest-l.least) {
		return
	}
	l.least, l.greatest, l.reserve = d, max(l.greatest, l.average/128), max(l.reserve, l.average/128)
	l.dropped = c.now
	if l.inferring {
		c.modes[1]++
		c.cwnd = 1
	} else {
		c.modes[0]++
		c.cwnd = max(c.cwnd/2, 1)
	}
}
