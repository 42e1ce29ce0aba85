package model

// The kernel's numbers for the states, events and flags that callbacks get.
const (
	stateOpen = iota
	stateDisorder
	stateCWR
	stateRecovery
	stateLoss
)

const (
	eventTxStart = iota
	eventCwndRestart
	eventCompleteCWR
	eventLoss
	eventEcnNoCE
	eventEcnIsCE
)

const (
	flagSlowpath  = 1
	flagWinUpdate = 2
	flagECE       = 4
)

const (
	infinite = 0x7fffffff // the threshold before the first loss
	never    = 0
	second   = 1_000_000 // ticks of a microsecond
)

// outputs are what an algorithm may change of a connection.
type outputs struct {
	cwnd, cnt, ssthresh uint32
	pacingRate          uint64
	pacingStatus        uint32
	appLimited          uint32
	ecnFlags            uint8
	ackPending          uint8
}

// conn is a connection as algorithms see it. Times are microseconds.
type conn struct {
	outputs
	acks []uint32 // sequence numbers that send_ack was called with

	clamp, priorCwnd          uint32
	limitedBit                bool
	packetsOut, maxPacketsOut uint32
	sackedOut, lostOut        uint32
	retransOut, prrOut        uint32
	delivered, deliveredCE    uint32
	lost                      uint32 // marked lost, ever
	state                     uint8
	una, nxt, rcvNxt          uint32
	mss                       uint32
	now                       uint64
	lastSent                  uint64 // lsndtime
	srtt                      uint32 // times 8
	rttMin                    uint32
	maxPacingRate             uint64
	gsoMaxSize                uint32
	pacingShift               uint8
	deliveredAt               uint64
	wstamp, clock             uint64 // ns
	sawTstamp                 bool
	tsval, tsecr              uint32
	hz, ticks                 uint64
	seed                      uint64
	priorSsthresh             uint32
	undoPossible              bool
	acked                     uint32         // by the ACK at hand
	slack                     int64          // see westwood
	undecided                 bool           // the model cannot say what is right: the connection ends
	modes                     [8]int         // ACKs that the algorithm handled in each of its modes
	reached                   map[string]int // how often the model met what connections must meet; nil: not counted
}

func (c *conn) reach(what string) {
	if c.reached != nil {
		c.reached[what]++
	}
}

// limited is whether the window, not the application, limits sending.
func (c *conn) limited() bool {
	return c.limitedBit || c.slowStart() && c.cwnd < 2*c.maxPacketsOut
}

func (c *conn) slowStart() bool { return c.cwnd < c.ssthresh }

func (c *conn) inFlight() uint32 { return c.packetsOut - (c.sackedOut + c.lostOut) + c.retransOut }

// currentSsthresh is the threshold that slow start would stop at now.
func (c *conn) currentSsthresh() uint32 {
	if c.state == stateCWR || c.state == stateRecovery {
		return c.ssthresh
	}
	return max(c.ssthresh, c.cwnd/2+c.cwnd/4)
}

// random is the VM's generator: both sides draw from the same numbers.
func (c *conn) random() uint32 {
	x := c.seed*2862933555777941757 + 3037000493
	c.seed = x
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	return uint32(x)
}

func after(a, b uint32) bool  { return int32(a-b) > 0 }
func before(a, b uint32) bool { return int32(a-b) < 0 }

// grow is slow start (RFC 5681, section 3.1). It gives what is left of acked.
func (c *conn) grow(acked uint32) uint32 {
	next := min(c.cwnd+acked, c.ssthresh)
	acked -= next - c.cwnd
	c.cwnd = min(next, c.clamp)
	return acked
}

// increase adds a packet for every w acknowledged.
func (c *conn) increase(w, acked uint32) {
	if c.cnt >= w {
		c.cnt = 0
		c.cwnd++
	}
	c.cnt += acked
	if c.cnt >= w {
		c.cwnd += c.cnt / w
		c.cnt %= w
	}
	c.cwnd = min(c.cwnd, c.clamp)
}

// rateSample is what cong_control gets.
type rateSample struct {
	delivered      int32
	interval       int64
	rtt            int64
	losses         int32
	ackedSacked    uint32
	priorInFlight  uint32
	priorDelivered uint32
	appLimited     bool
	ackDelayed     bool
}

// algorithm is a reference model; reno gives those callbacks that it lacks.
type algorithm interface {
	init(c *conn)
	ssthresh(c *conn) uint32
	undo(c *conn) uint32
	congAvoid(c *conn, ack, acked uint32)
	setState(c *conn, state uint8)
	event(c *conn, event uint32)
	inAck(c *conn, flags uint32)
	pktsAcked(c *conn, n uint32, rtt int32)
}

// controller is an algorithm that does all by itself.
type controller interface {
	control(c *conn, rs *rateSample)
}

// reno is RFC 5681: halve on loss, one packet per round trip.
type reno struct{}

func (reno) init(*conn)                         {}
func (reno) ssthresh(c *conn) uint32            { return max(c.cwnd/2, 2) }
func (reno) undo(c *conn) uint32                { return max(c.cwnd, c.priorCwnd) }
func (reno) congAvoid(c *conn, _, acked uint32) { renoGrowth(c, acked) }
func (reno) setState(*conn, uint8)              {}
func (reno) event(*conn, uint32)                {}
func (reno) inAck(*conn, uint32)                {}
func (reno) pktsAcked(*conn, uint32, int32)     {}

func renoGrowth(c *conn, acked uint32) {
	if !c.limited() {
		return
	}
	if c.slowStart() {
		if acked = c.grow(acked); acked == 0 {
			return
		}
	}
	c.increase(c.cwnd, acked)
}
