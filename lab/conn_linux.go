package lab

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"
)

// conn is one flow's two sockets. The sender writes and the receiver discards,
// each on a thread of its own, until close.
type conn struct {
	flow    Flow
	fd      int
	opened  atomic.Bool
	samples []Sample
}

// traffic is all flows of one link.
type traffic struct {
	link   *link
	clock  *relay
	conns  []*conn
	mu     sync.Mutex
	fds    []int // open ones, to shut down
	closed bool
	wg     sync.WaitGroup
	failed chan error
}

// startTraffic begins listening, and makes the flows when their time comes.
func startTraffic(ctx context.Context, l *link, clock *relay) (*traffic, error) {
	t := &traffic{link: l, clock: clock, failed: make(chan error, 2*len(l.experiment.Flows)+1)}
	for _, f := range l.experiment.Flows {
		t.conns = append(t.conns, &conn{flow: f, fd: -1})
	}
	err := l.receiver.enter(func() error {
		for i, c := range t.conns {
			if err := t.listen(c, serverPort+i); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.close()
		return nil, fmt.Errorf("listen in the namespace: %w", err)
	}
	for i, c := range t.conns {
		t.wg.Add(1)
		go func() {
			defer t.wg.Done()
			if err := t.open(ctx, c, i); err != nil {
				t.failed <- err
				return
			}
			t.send(c.fd)
		}()
	}
	return t, nil
}

// listen accepts a flow's connection. With ECN the receiver has the flow's
// algorithm, too: DCTCP's receivers echo marks in their own way, and the kernel
// grants ECN to its senders only then.
func (t *traffic) listen(c *conn, port int) error {
	algorithm := ""
	if t.link.experiment.Link.Mark > 0 {
		algorithm = c.flow.Algorithm
	}
	fd, err := t.socket(algorithm)
	if err != nil {
		return err
	}
	err = errors.Join(unix.Bind(fd, &unix.SockaddrInet4{Port: port}), unix.Listen(fd, 8))
	if err == nil {
		t.wg.Add(1)
		go t.accept(fd)
	}
	return err
}

// socket makes a socket that resets its connection when it is closed: an orphan
// would hold the namespace.
func (t *traffic) socket(algorithm string) (int, error) {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return -1, err
	}
	t.mu.Lock()
	t.fds = append(t.fds, fd)
	t.mu.Unlock()
	if err := unix.SetsockoptLinger(fd, unix.SOL_SOCKET, unix.SO_LINGER, &unix.Linger{Onoff: 1}); err != nil {
		return -1, err
	}
	if algorithm == "" {
		return fd, nil
	}
	err = unix.SetsockoptString(fd, unix.IPPROTO_TCP, unix.TCP_CONGESTION, algorithm)
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("this kernel has no congestion control called %s", algorithm)
	} else if errors.Is(err, fs.ErrPermission) {
		err = lacking(err, "CAP_NET_ADMIN", "choose "+algorithm)
	}
	return fd, err
}

// open connects a flow when its time has come.
func (t *traffic) open(ctx context.Context, c *conn, i int) error {
	for t.clock.now() < c.flow.Start {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(min(max(c.flow.Start-t.clock.now(), time.Millisecond), 50*time.Millisecond)):
		}
	}
	return t.link.sender.enter(func() error {
		fd, err := t.socket(c.flow.Algorithm)
		if err != nil {
			return err
		}
		if err := unix.Bind(fd, &unix.SockaddrInet4{Port: firstPort + i, Addr: senderAddr}); err != nil {
			return err
		}
		if err := unix.Connect(fd, &unix.SockaddrInet4{Port: serverPort + i, Addr: receiverAddr}); err != nil {
			if t.over() {
				return nil
			}
			return fmt.Errorf("connect %s: %w", c.flow.Label, err)
		}
		c.fd = fd
		c.opened.Store(true)
		return nil
	})
}

func (t *traffic) over() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.closed
}

func (t *traffic) send(fd int) {
	if fd < 0 {
		return
	}
	data := make([]byte, 128<<10)
	for {
		if _, err := unix.Write(fd, data); err != nil && !errors.Is(err, unix.EINTR) {
			if !t.over() {
				t.failed <- fmt.Errorf("a flow broke off: %w", err)
			}
			return
		}
	}
}

func (t *traffic) accept(listener int) {
	defer t.wg.Done()
	for {
		fd, _, err := unix.Accept4(listener, unix.SOCK_CLOEXEC)
		if errors.Is(err, unix.EINTR) {
			continue
		}
		if err != nil {
			return
		}
		t.mu.Lock()
		t.fds = append(t.fds, fd)
		closed := t.closed
		t.mu.Unlock()
		if closed {
			return
		}
		t.wg.Add(1)
		go t.receive(fd)
	}
}

// receive discards what comes; MSG_TRUNC spares the copying.
func (t *traffic) receive(fd int) {
	defer t.wg.Done()
	buf := make([]byte, 1<<20)
	for {
		n, _, err := unix.Recvfrom(fd, buf, unix.MSG_TRUNC)
		if errors.Is(err, unix.EINTR) {
			continue
		}
		if err != nil || n == 0 {
			return
		}
	}
}

// sample asks the kernel for the state of each open flow.
func (t *traffic) sample(at time.Duration) {
	waiting := t.link.waiting.Load()
	for _, c := range t.conns {
		if !c.opened.Load() {
			continue
		}
		info, err := unix.GetsockoptTCPInfo(c.fd, unix.IPPROTO_TCP, unix.TCP_INFO)
		if err != nil {
			continue
		}
		c.samples = append(c.samples, Sample{
			At: at, Cwnd: info.Snd_cwnd, Ssthresh: info.Snd_ssthresh, State: info.Ca_state,
			RTT: time.Duration(info.Rtt) * time.Microsecond, MinRTT: time.Duration(info.Min_rtt) * time.Microsecond,
			Delivered: info.Delivered, DeliveredCE: info.Delivered_ce, Retransmits: info.Total_retrans,
			PacingRate: info.Pacing_rate, DeliveryRate: info.Delivery_rate, MSS: info.Snd_mss, Waiting: waiting,
		})
	}
}

// close breaks all connections and waits for the threads; the clock must still
// run.
func (t *traffic) close() {
	t.mu.Lock()
	t.closed = true
	for _, fd := range t.fds {
		_ = unix.Shutdown(fd, unix.SHUT_RDWR)
	}
	t.mu.Unlock()
	t.wg.Wait()
	for _, fd := range t.fds {
		unix.Close(fd)
	}
}
