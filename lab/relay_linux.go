package lab

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"
)

// link is one emulated link: two namespaces and a pipe in each direction.
type link struct {
	experiment        Experiment
	sender, receiver  *namespace
	forward, backward *pipe
	waiting           atomic.Int32 // packets in the bottleneck's queue
}

func newLink(e Experiment, o Options) (*link, error) {
	l := &link{experiment: e}
	var err error
	if l.sender, err = newNamespace(senderAddr, e.Link.Mark > 0, o.veth); err != nil {
		return nil, err
	}
	if l.receiver, err = newNamespace(receiverAddr, e.Link.Mark > 0, o.veth); err != nil {
		l.sender.close()
		return nil, err
	}
	l.forward = &pipe{
		header:  l.sender.header,
		service: fixedRate(e.Link.Rate), delay: e.Link.Delay / 2, limit: e.Link.Queue,
		mark: e.Link.Mark, loss: e.Link.Loss, random: rand.New(rand.NewPCG(o.Seed, 1)),
		warm: o.Warmup, until: o.Time, roundTop: e.Link.Delay,
		counters: make([]Counters, len(e.Flows)), rtt: make([]Histogram, len(e.Flows)),
	}
	if e.Link.Trace != nil {
		l.forward.service = &traced{trace: e.Link.Trace}
	}
	l.backward = &pipe{delay: e.Link.Delay - e.Link.Delay/2}
	return l, nil
}

func (l *link) close() {
	l.sender.close()
	l.receiver.close()
}

// relay moves the packets of all links, in one thread with one clock.
//
// The clock can stop. A thread that did not run for some milliseconds would
// deliver all that came due in one burst, which no link does: TCP would see its
// ACKs bunched and the queue overrun. So lateness of more than maxLate is taken
// out of the time: the link's clock goes on where it would have been on time.
type relay struct {
	links   []*link
	origin  time.Time
	skew    atomic.Int64 // ns that the clock stood
	stop    atomic.Bool
	stalls  int
	longest time.Duration
	late    Histogram
	nice    bool
	free    [][]byte
	done    chan struct{}
}

const (
	maxLate   = 2 * time.Millisecond
	niceness  = -15
	readBurst = 64 // packets read from a device before others have their turn
)

func startRelay(links []*link) *relay {
	r := &relay{links: links, origin: time.Now(), done: make(chan struct{})}
	go r.run()
	return r
}

// now returns the link time. Any goroutine may ask.
func (r *relay) now() time.Duration {
	return time.Since(r.origin) - time.Duration(r.skew.Load())
}

// end stops the thread and waits for it.
func (r *relay) end() {
	r.stop.Store(true)
	<-r.done
}

func (r *relay) run() {
	defer close(r.done)
	runtime.LockOSThread() // never unlocked: the thread ends with its niceness
	// A timer slack of 1 ns lets ppoll return on time; 50 µs is usual.
	_ = unix.Prctl(unix.PR_SET_TIMERSLACK, 1, 0, 0, 0)
	r.nice = unix.Setpriority(unix.PRIO_PROCESS, unix.Gettid(), niceness) == nil
	var fds []unix.PollFd
	for _, l := range r.links {
		fds = append(fds, unix.PollFd{Fd: int32(l.sender.tun), Events: unix.POLLIN},
			unix.PollFd{Fd: int32(l.receiver.tun), Events: unix.POLLIN})
	}
	for !r.stop.Load() {
		if r.deliver() || r.read() {
			continue
		}
		wait := 20 * time.Millisecond
		if at, ok := r.next(); ok {
			wait = min(wait, at-r.now())
		}
		if wait > 0 {
			ts := unix.NsecToTimespec(int64(wait))
			_, _ = unix.Ppoll(fds, &ts, nil) // an interruption is as good as an event
		}
	}
}

// next returns when the next packet is due anywhere.
func (r *relay) next() (first time.Duration, ok bool) {
	for _, l := range r.links {
		for _, p := range [...]*pipe{l.forward, l.backward} {
			if at, has := p.due(); has && (!ok || at < first) {
				first, ok = at, true
			}
		}
	}
	return first, ok
}

// deliver hands over what is due and reports whether anything was. What a
// delivered packet triggers, an ACK or more data, is read at once.
func (r *relay) deliver() bool {
	at, ok := r.next()
	if !ok {
		return false
	}
	now := r.now()
	if at > now {
		return false
	}
	late := now - at
	r.late.Add(late)
	if late > maxLate {
		r.skew.Add(int64(late))
		r.stalls++
		r.longest = max(r.longest, late)
		now = at
	}
	for _, l := range r.links {
		for k, ok := l.forward.deliver(now); ok; k, ok = l.forward.deliver(now) {
			r.write(l.receiver.tun, k.data)
			r.drain(l, l.receiver)
		}
		for k, ok := l.backward.deliver(now); ok; k, ok = l.backward.deliver(now) {
			r.write(l.sender.tun, k.data)
			r.drain(l, l.sender)
		}
		l.waiting.Store(int32(l.forward.waiting()))
	}
	return true
}

// read takes what the devices have sent, and reports whether they had.
func (r *relay) read() (any bool) {
	for _, l := range r.links {
		any = r.drain(l, l.sender) || any
		any = r.drain(l, l.receiver) || any
	}
	return any
}

// drain reads what one end of a link has sent.
func (r *relay) drain(l *link, from *namespace) bool {
	out := l.backward
	if from == l.sender {
		out = l.forward
	}
	for i := range readBurst {
		buf := r.buffer()
		n, err := unix.Read(from.tun, buf)
		if err != nil || n <= 0 {
			r.free = append(r.free, buf)
			return i > 0
		}
		flow := -1
		if from == l.sender {
			flow = flowOf(buf[min(n, from.header):n])
		}
		if out.arrive(r.now(), buf[:n], flow) != queued {
			r.free = append(r.free, buf)
		}
	}
	return true
}

func (r *relay) write(tun int, data []byte) {
	// The device refuses only when it is down: the run is over.
	_, _ = unix.Write(tun, data)
	r.free = append(r.free, data[:cap(data)])
}

// buffer returns a free one, with room for a packet.
func (r *relay) buffer() []byte {
	n := len(r.free)
	if n == 0 {
		block := make([]byte, 64*2048)
		for b := range slices.Chunk(block, 2048) {
			r.free = append(r.free, b[:2048:2048])
		}
		n = len(r.free)
	}
	b := r.free[n-1]
	r.free = r.free[:n-1]
	return b
}
