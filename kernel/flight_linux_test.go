package kernel

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/link"
	"golang.org/x/sys/unix"

	"github.com/ccc-lang/ccc/internal/flow"
	"github.com/ccc-lang/ccc/lang"
)

// TestInFlight does to algorithms in use what random testing of pure functions
// cannot. In the end every byte has arrived, the kernel's log tells of no defect,
// and nothing of any of them is left in the kernel. CCC_TEST_FLIGHT=long does
// everything ten times as often.
func TestInFlight(t *testing.T) {
	a := takeOff(t)
	for _, c := range []struct {
		name string
		do   func(*testing.T, *aloft)
	}{
		{"unload", unloadInFlight}, {"replace", replaceInFlight}, {"short connections", shortConnections},
		{"parallel flows", parallelFlows}, {"switch", switchAlgorithms}, {"unfinished connections", unfinishedConnections},
		{"namespace vanishes", namespaceVanishes},
	} {
		t.Run(c.name, func(t *testing.T) { c.do(t, a) })
	}
}

func times(n int) int {
	if os.Getenv("CCC_TEST_FLIGHT") == "long" {
		return 10 * n
	}
	return n
}

// inFlight compiles an algorithm of that name; the variant tells two versions of
// one name apart.
func inFlight(t *testing.T, name string, variant int) []byte {
	t.Helper()
	return compileText(t, name+".cc", fmt.Sprintf(`algorithm %s
state {
    seen: u64[20]
    cuts: u32
}
ssthresh(sk) {
    ca.cuts += 1
    return max(sk.snd_cwnd * 0.7, 2)
}
cong_avoid(sk, ack, acked) {
    ca.seen[acked %% 20] += 1
    sk.snd_cwnd += if sk.snd_cwnd < sk.snd_ssthresh then acked else %d
}
undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)
release(sk) { ca.cuts = 0 }
`, name, variant), lang.Options{})
}

// aloft is what a test has put into the kernel.
type aloft struct {
	t        *testing.T
	kmsg     int
	programs map[ebpf.ProgramID]bool
	maps     map[ebpf.MapID]bool
	links    map[link.ID]bool
}

// takeOff starts to watch until the test ends.
func takeOff(t *testing.T) *aloft {
	needKernel(t)
	a := &aloft{t: t, programs: map[ebpf.ProgramID]bool{}, maps: map[ebpf.MapID]bool{}, links: map[link.ID]bool{}}
	var err error
	if a.kmsg, err = unix.Open("/dev/kmsg", unix.O_RDONLY|unix.O_NONBLOCK|unix.O_CLOEXEC, 0); err == nil {
		_, err = unix.Seek(a.kmsg, 0, io.SeekEnd)
	}
	if err != nil {
		t.Fatal("the kernel's log:", err)
	}
	t.Cleanup(a.land)
	return a
}

// note remembers everything that the registered algorithm consists of.
func (a *aloft) note(t *testing.T, name string) {
	t.Helper()
	e, err := find(name)
	if err != nil || e == nil {
		t.Fatalf("%s is not registered: %v", name, err)
	}
	a.maps[e.id] = true
	if e.link != 0 {
		a.links[e.link] = true
	}
	for _, id := range e.programs {
		a.programs[id] = true
		p, err := ebpf.NewProgramFromID(id)
		if err != nil {
			t.Fatal(err)
		}
		info, err := p.Info()
		p.Close()
		if err != nil {
			t.Fatal(err)
		}
		ids, _ := info.MapIDs()
		for _, id := range ids {
			a.maps[id] = true
		}
	}
}

// land sees that all of it ends, and that the kernel has nothing to complain of.
// The kernel frees programs after a grace period in which every task must have
// slept or been in user space (RCU tasks): under load that takes a minute.
func (a *aloft) land() {
	defer unix.Close(a.kmsg)
	var left []string
	for range 7200 {
		if left = a.left(); len(left) == 0 {
			break
		}
		time.Sleep(25 * time.Millisecond)
	}
	if len(a.maps) == 0 || len(left) > 0 {
		a.t.Errorf("of %d maps and %d programs are left: %v", len(a.maps), len(a.programs), left)
	}
	buf := make([]byte, 8192)
	for {
		n, err := unix.Read(a.kmsg, buf)
		if errors.Is(err, unix.EPIPE) { // overwritten before it was read
			continue
		}
		if err != nil {
			return
		}
		line := string(buf[:n])
		for _, sign := range []string{"WARNING:", "BUG:", "Oops", "general protection", "refcount_t", "Call Trace", "lockup", "INFO: rcu", "unregister_netdevice"} {
			if strings.Contains(line, sign) {
				a.t.Error("the kernel's log says:", line)
			}
		}
	}
}

func (a *aloft) left() []string {
	var left []string
	for id := range a.programs {
		if p, err := ebpf.NewProgramFromID(id); err == nil {
			left = append(left, p.String())
			p.Close()
		}
	}
	for id := range a.maps {
		if m, err := ebpf.NewMapFromID(id); err == nil {
			left = append(left, m.String())
			m.Close()
		}
	}
	for id := range a.links {
		if l, err := link.NewFromID(id); err == nil {
			left = append(left, fmt.Sprint("link ", id))
			l.Close()
		}
	}
	return left
}

// fly registers a version of an algorithm.
func (a *aloft) fly(t *testing.T, name string, variant int, opts LoadOptions) *Loaded {
	t.Helper()
	l := load(t, inFlight(t, name, variant), opts)
	a.note(t, l.Name)
	return l
}

// unloadInFlight takes the algorithm away from connections that use it.
func unloadInFlight(t *testing.T, a *aloft) {
	for _, linked := range []bool{true, false} {
		t.Run(fmt.Sprintf("linked=%v", linked), func(t *testing.T) {
			var opts LoadOptions
			if linked {
				opts.PinDir = mountBPFFS(t)
			}
			for range times(3) {
				l := a.fly(t, "flunload", 1, opts)
				_, err := flow.Run(flow.Options{Algorithm: l.Name, Bytes: 8 << 20, Connections: 8, DropPerMille: 2, During: func() {
					was, err := Unload(l.Name)
					if err != nil {
						t.Error(err)
					} else if was.Sockets == 0 {
						t.Error("no connection was in flight")
					}
				}})
				if err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// replaceInFlight loads version after version while connections come and go.
func replaceInFlight(t *testing.T, a *aloft) {
	for _, linked := range []bool{true, false} {
		t.Run(fmt.Sprintf("linked=%v", linked), func(t *testing.T) {
			var opts LoadOptions
			if linked {
				opts.PinDir = mountBPFFS(t)
			}
			l := a.fly(t, "flreplace", 1, opts)
			done := make(chan error, 1)
			stop := make(chan bool)
			go func() {
				for {
					select {
					case <-stop:
						done <- nil
						return
					default:
					}
					_, err := flow.Run(flow.Options{Algorithm: l.Name, Bytes: 2 << 20, Connections: 4, DropPerMille: 2})
					// Without a link there are moments without the name, as Load says.
					if err != nil && (linked || !errors.Is(err, unix.ENOENT)) {
						done <- err
						return
					}
				}
			}()
			for i := range times(15) {
				if again := a.fly(t, "flreplace", i%5+1, opts); !again.Replaced || again.Gap == linked {
					t.Errorf("replaced %v, gap %v", again.Replaced, again.Gap)
				}
			}
			close(stop)
			if err := <-done; err != nil {
				t.Fatal(err)
			}
		})
	}
}

// shortConnections opens and closes ten thousand connections.
func shortConnections(t *testing.T, a *aloft) {
	l := a.fly(t, "flshort", 1, LoadOptions{})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			err := flow.InNamespace(flow.Options{}, func() error {
				for range times(2500) {
					if err := exchange(l.Name, 1000); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

// exchange sends n bytes over a connection of their own.
func exchange(algorithm string, n int64) error {
	sender, receiver, err := flow.Pair(algorithm)
	if err != nil {
		return err
	}
	defer sender.Close()
	defer receiver.Close()
	if err := receiver.SetDeadline(time.Now().Add(30 * time.Second)); err != nil {
		return err
	}
	flow.Send(sender, n)
	return flow.Receive(receiver, n)
}

// parallelFlows: 200 connections at once over a path that loses packets.
func parallelFlows(t *testing.T, a *aloft) {
	l := a.fly(t, "flparallel", 1, LoadOptions{})
	for range times(1) {
		r, err := flow.Run(flow.Options{Algorithm: l.Name, Bytes: 512 << 10, Connections: 200, DropPerMille: 3})
		if err != nil {
			t.Fatal(err)
		}
		if r.Retransmits == 0 || r.Cwnd == 0 {
			t.Errorf("%+v: nothing was lost, or the window is 0", r)
		}
	}
}

// switchAlgorithms changes the algorithm of connections in the middle of
// their data: ours, the kernel's, another of ours, and back.
func switchAlgorithms(t *testing.T, a *aloft) {
	one, two := a.fly(t, "flswitch1", 1, LoadOptions{}), a.fly(t, "flswitch2", 2, LoadOptions{})
	names := []string{one.Name, "reno", two.Name}
	err := flow.InNamespace(flow.Options{DropPerMille: 2}, func() error {
		const flows, bytes = 4, 16 << 20
		received := make(chan error, flows)
		var conns []*net.TCPConn
		for range flows {
			sender, receiver, err := flow.Pair("reno")
			if err != nil {
				return err
			}
			defer sender.Close()
			defer receiver.Close()
			if err := receiver.SetDeadline(time.Now().Add(time.Minute)); err != nil {
				return err
			}
			go flow.Send(sender, bytes)
			go func() { received <- flow.Receive(receiver, bytes) }()
			conns = append(conns, sender)
		}
		switches := 0
		for missing := flows; missing > 0; {
			select {
			case err := <-received:
				if missing--; err != nil {
					return err
				}
			default:
				for _, c := range conns {
					if err := choose(c, names[switches%len(names)]); err != nil {
						return err
					}
				}
				switches++
				time.Sleep(100 * time.Microsecond)
			}
		}
		for switches < times(500) { // idle connections can be switched, too
			if err := choose(conns[0], names[switches%len(names)]); err != nil {
				return err
			}
			switches++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func choose(c *net.TCPConn, algorithm string) error {
	raw, err := c.SyscallConn()
	if err != nil {
		return err
	}
	var set error
	err = raw.Control(func(fd uintptr) {
		set = unix.SetsockoptString(int(fd), unix.IPPROTO_TCP, unix.TCP_CONGESTION, algorithm)
	})
	return errors.Join(err, set)
}

// unfinishedConnections begins connections that nobody accepts: most of them
// hang half open when the algorithm is unloaded, and then their sockets are closed.
func unfinishedConnections(t *testing.T, a *aloft) {
	for range times(2) {
		l := a.fly(t, "flhalf", 1, LoadOptions{})
		err := flow.InNamespace(flow.Options{}, func() error {
			listener, addr, err := flow.Listen(l.Name, 4)
			if err != nil {
				return err
			}
			defer unix.Close(listener)
			waiting := 0
			for range 500 {
				fd, err := flow.Socket(l.Name)
				if err != nil {
					return err
				}
				defer unix.Close(fd)
				if err := unix.SetNonblock(fd, true); err != nil {
					return err
				}
				if err := unix.Connect(fd, addr); errors.Is(err, unix.EINPROGRESS) {
					waiting++
				} else if err != nil {
					return err
				}
			}
			if waiting == 0 {
				return errors.New("every connection was complete at once")
			}
			time.Sleep(100 * time.Millisecond)
			_, err = Unload(l.Name)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// namespaceVanishes closes connections that cannot tell each other so, since
// their device is down, and leaves them in a namespace that nobody has any more.
func namespaceVanishes(t *testing.T, a *aloft) {
	for range times(3) {
		l := a.fly(t, "flvanish", 1, LoadOptions{})
		err := flow.InNamespace(flow.Options{}, func() error {
			// What is sent in vain gives up after one attempt; of this namespace only.
			if err := os.WriteFile("/proc/sys/net/ipv4/tcp_orphan_retries", []byte("1"), 0); err != nil {
				return err
			}
			for range 20 {
				sender, receiver, err := flow.Pair(l.Name)
				if err != nil {
					return err
				}
				defer receiver.Close()
				defer sender.Close()
				// More than fits: nobody reads, so most of it is still to be sent.
				if err := sender.SetWriteDeadline(time.Now().Add(10 * time.Millisecond)); err != nil {
					return err
				}
				flow.Send(sender, 64<<20)
			}
			return flow.SetLoopback(false)
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Unload(l.Name); err != nil {
			t.Fatal(err)
		}
		if slices.Contains(native(), l.Name) {
			t.Error("still registered")
		}
	}
}
