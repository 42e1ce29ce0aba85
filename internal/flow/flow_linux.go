// Package flow moves bytes over real TCP connections with a chosen congestion
// control, inside a network namespace of its own that vanishes with the call:
// what tests need to see an algorithm at work.
package flow

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"runtime"
	"time"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/asm"
	"github.com/cilium/ebpf/link"
	"golang.org/x/sys/unix"
)

// Options says what to send and what the path does to it. The zero value of a
// field means none of it.
type Options struct {
	Algorithm string // as registered with the kernel
	Bytes     int64
	// DropPerMille and MarkPerMille say how many of a thousand data packets are lost
	// and, if they allow it, marked as having met congestion (ECN).
	DropPerMille, MarkPerMille int32
	// AckOutage is for how long all acknowledgements are lost, now and then: beyond the retransmission
	// timeout (200 ms at least), which proves to have been spurious where no data was lost.
	AckOutage   time.Duration
	Connections int           // side by side; 0 means 1
	Timeout     time.Duration // 0 means 60 s
	// During, if set, is called while the connections carry data.
	During func()
	// Inspect, if set, is called with the sender's end of each connection when all
	// bytes have been received and it is still open.
	Inspect func(sender *net.TCPConn) error
}

// Result is what the sender's kernel counted, over all connections.
type Result struct {
	Retransmits uint32
	MarkedAcked uint32 // packets acknowledged with a congestion mark
	Cwnd        uint32 // packets, of the last connection, at its end
}

// Run makes a namespace, sends the bytes over its loopback and returns when
// all have been received. It needs CAP_SYS_ADMIN and CAP_NET_ADMIN.
func Run(o Options) (Result, error) {
	var r Result
	err := InNamespace(o, func() (err error) {
		r, err = transfer(o)
		return err
	})
	return r, err
}

// InNamespace calls f on a thread in a namespace of its own, whose loopback
// loses and marks packets as o says. Sockets that f makes belong to it, also when
// other goroutines use them. The namespace ends with f and its last socket.
func InNamespace(o Options, f func() error) error {
	done := make(chan error)
	go func() {
		// The thread is never unlocked, so that it ends with its namespace.
		runtime.LockOSThread()
		done <- inNamespace(o, f)
	}()
	return <-done
}

func inNamespace(o Options, f func() error) error {
	if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
		return fmt.Errorf("make a network namespace: %w", err)
	}
	if err := SetLoopback(true); err != nil {
		return fmt.Errorf("raise loopback: %w", err)
	}
	if o.DropPerMille > 0 || o.MarkPerMille > 0 || o.AckOutage > 0 {
		undo, err := disturb(o)
		if err != nil {
			return fmt.Errorf("disturb loopback: %w", err)
		}
		defer undo()
	}
	return f()
}

// SetLoopback takes the loopback device of the thread's namespace up or down.
func SetLoopback(up bool) error {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	req, err := unix.NewIfreq("lo")
	if err != nil {
		return err
	}
	if up {
		req.SetUint16(unix.IFF_UP | unix.IFF_RUNNING)
	}
	return unix.IoctlIfreq(fd, unix.SIOCSIFFLAGS, req)
}

// With the outageAt-th of outageEvery acknowledgements, a power of 2, an outage begins: the connection has
// its window by then.
const outageEvery, outageAt = 128, 60

// disturb puts a program on the loopback device that drops and marks data
// packets at random. It reads IPv6, whose header has no checksum to mend.
func disturb(o Options) (undo func(), err error) {
	acks, err := ebpf.NewMap(&ebpf.MapSpec{Type: ebpf.Array, KeySize: 4, ValueSize: 16, MaxEntries: 1}) // their number, and the outage's end
	if err != nil {
		return nil, err
	}
	defer acks.Close()
	p, err := ebpf.NewProgram(&ebpf.ProgramSpec{Type: ebpf.XDP, License: "GPL", Instructions: asm.Instructions{
		asm.Mov.Reg(asm.R6, asm.R1),
		asm.LoadMem(asm.R7, asm.R6, 0, asm.Word), // start of the packet
		asm.LoadMem(asm.R8, asm.R6, 4, asm.Word), // its end
		asm.Mov.Reg(asm.R2, asm.R7),
		asm.Add.Imm(asm.R2, 200), // shorter ones carry no data
		asm.JGT.Reg(asm.R2, asm.R8, "ack"),
		asm.FnGetPrandomU32.Call(),
		asm.Mod.Imm32(asm.R0, 1000),
		asm.JLT.Imm(asm.R0, o.DropPerMille, "drop"),
		asm.FnGetPrandomU32.Call(),
		asm.Mod.Imm32(asm.R0, 1000),
		asm.JGE.Imm(asm.R0, o.MarkPerMille, "pass"),
		asm.LoadMem(asm.R1, asm.R7, 15, asm.Byte), // behind the Ethernet header: the low half of the traffic class
		asm.Mov.Reg(asm.R2, asm.R1),
		asm.And.Imm(asm.R2, 0x30),
		asm.JEq.Imm(asm.R2, 0, "pass"), // not ECN-capable
		asm.Or.Imm(asm.R1, 0x30),
		asm.StoreMem(asm.R7, 15, asm.R1, asm.Byte),
		asm.Ja.Label("pass"),

		asm.StoreImm(asm.RFP, -4, 0, asm.Word).WithSymbol("ack"),
		asm.Mov.Reg(asm.R2, asm.RFP),
		asm.Add.Imm(asm.R2, -4),
		asm.LoadMapPtr(asm.R1, acks.FD()),
		asm.FnMapLookupElem.Call(),
		asm.JEq.Imm(asm.R0, 0, "pass"),
		asm.Mov.Reg(asm.R6, asm.R0),
		asm.FnKtimeGetNs.Call(),
		asm.LoadMem(asm.R1, asm.R6, 0, asm.DWord),
		asm.Add.Imm(asm.R1, 1),
		asm.StoreMem(asm.R6, 0, asm.R1, asm.DWord),
		asm.And.Imm(asm.R1, outageEvery-1),
		asm.JNE.Imm(asm.R1, outageAt, "outage"),
		asm.LoadImm(asm.R2, o.AckOutage.Nanoseconds(), asm.DWord),
		asm.Add.Reg(asm.R2, asm.R0),
		asm.StoreMem(asm.R6, 8, asm.R2, asm.DWord),
		asm.LoadMem(asm.R1, asm.R6, 8, asm.DWord).WithSymbol("outage"),
		asm.JGT.Reg(asm.R1, asm.R0, "drop"),

		asm.Mov.Imm(asm.R0, 2).WithSymbol("pass"), // XDP_PASS
		asm.Return(),
		asm.Mov.Imm(asm.R0, 1).WithSymbol("drop"), // XDP_DROP
		asm.Return(),
	}})
	if err != nil {
		return nil, err
	}
	defer p.Close()
	l, err := link.AttachXDP(link.XDPOptions{Program: p, Interface: 1, Flags: link.XDPGenericMode})
	if err != nil {
		return nil, err
	}
	return func() { l.Close() }, nil
}

// transfer runs on a thread in the namespace: sockets made here belong to it,
// and are then used from anywhere.
func transfer(o Options) (Result, error) {
	timeout := o.Timeout
	if timeout == 0 {
		timeout = 60 * time.Second
	}
	deadline := time.Now().Add(timeout)
	n := max(o.Connections, 1)
	var conns []*net.TCPConn
	defer func() {
		for _, c := range conns {
			c.Close()
		}
	}()
	received := make(chan error, n)
	for range n {
		sender, receiver, err := Pair(o.Algorithm)
		if err != nil {
			return Result{}, err
		}
		conns = append(conns, sender, receiver)
		err = errors.Join(sender.SetDeadline(deadline), receiver.SetDeadline(deadline))
		if err != nil {
			return Result{}, err
		}
		go func() { received <- Receive(receiver, o.Bytes) }()
		go Send(sender, o.Bytes)
	}
	if o.During != nil {
		o.During()
	}
	for range n {
		if err := <-received; err != nil {
			// Nothing of these connections is worth waiting for: they end with a reset.
			for _, c := range conns {
				_ = c.SetLinger(0)
			}
			return Result{}, err
		}
	}
	for i := 0; o.Inspect != nil && i < len(conns); i += 2 {
		if err := o.Inspect(conns[i]); err != nil {
			return Result{}, err
		}
	}
	return measure(conns)
}

// Pair returns the two ends of a connection, both with the algorithm: a
// receiver has work to do for ECN, too. It is called on a thread in a namespace.
func Pair(algorithm string) (sender, receiver *net.TCPConn, err error) {
	listener, addr, err := Listen(algorithm, 1)
	if err != nil {
		return nil, nil, err
	}
	defer unix.Close(listener)
	client, err := Socket(algorithm)
	if err != nil {
		return nil, nil, err
	}
	if err := unix.Connect(client, addr); err != nil {
		unix.Close(client)
		return nil, nil, err
	}
	if sender, err = connOf(client); err != nil {
		return nil, nil, err
	}
	server, _, err := unix.Accept4(listener, unix.SOCK_CLOEXEC)
	if err != nil {
		sender.Close()
		return nil, nil, err
	}
	receiver, err = connOf(server)
	return sender, receiver, err
}

// Listen returns a socket that listens on loopback, for the caller to close.
func Listen(algorithm string, backlog int) (fd int, addr unix.Sockaddr, err error) {
	if fd, err = Socket(algorithm); err != nil {
		return -1, nil, err
	}
	err = unix.Bind(fd, &unix.SockaddrInet6{Addr: [16]byte{15: 1}})
	if err == nil {
		err = unix.Listen(fd, backlog)
	}
	if err == nil {
		addr, err = unix.Getsockname(fd)
	}
	if err != nil {
		unix.Close(fd)
	}
	return fd, addr, err
}

// Socket returns a TCP socket that uses the algorithm, for the caller to close.
func Socket(algorithm string) (int, error) {
	fd, err := unix.Socket(unix.AF_INET6, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return -1, err
	}
	if err := unix.SetsockoptString(fd, unix.IPPROTO_TCP, unix.TCP_CONGESTION, algorithm); err != nil {
		unix.Close(fd)
		return -1, fmt.Errorf("choose %s: %w", algorithm, err)
	}
	return fd, nil
}

func connOf(fd int) (*net.TCPConn, error) {
	f := os.NewFile(uintptr(fd), "tcp")
	defer f.Close()
	c, err := net.FileConn(f)
	if err != nil {
		return nil, err
	}
	return c.(*net.TCPConn), nil
}

// period is the length of the pattern that is sent: a prime, so that a piece that
// is lost, doubled or moved is seen.
const period = 251

// pattern holds the bytes from any offset of the pattern on.
var pattern = func() []byte {
	p := make([]byte, 256<<10+period)
	for i := range p {
		p[i] = byte(i % period)
	}
	return p
}()

// Send sends n bytes that Receive knows. An error is told by Receive.
func Send(c *net.TCPConn, n int64) {
	for sent := int64(0); sent < n; {
		from := pattern[sent%period:]
		k, err := c.Write(from[:min(n-sent, 256<<10)])
		if err != nil {
			return
		}
		sent += int64(k)
	}
}

// Receive receives n bytes and checks that they are those that Send sends.
func Receive(c *net.TCPConn, n int64) error {
	buf := make([]byte, 256<<10)
	for got := int64(0); got < n; {
		k, err := c.Read(buf[:min(n-got, int64(len(buf)))])
		if err != nil {
			return fmt.Errorf("after %d of %d bytes: %w", got, n, err)
		}
		if !bytes.Equal(buf[:k], pattern[got%period:][:k]) {
			return fmt.Errorf("of the %d bytes after %d, not all are those that were sent", k, got)
		}
		got += int64(k)
	}
	return nil
}

// measure adds up what the senders, every other connection, counted.
func measure(conns []*net.TCPConn) (r Result, err error) {
	for i := 0; i < len(conns); i += 2 {
		raw, err := conns[i].SyscallConn()
		if err != nil {
			return r, err
		}
		var info *unix.TCPInfo
		var infoErr error
		if err := raw.Control(func(fd uintptr) {
			info, infoErr = unix.GetsockoptTCPInfo(int(fd), unix.IPPROTO_TCP, unix.TCP_INFO)
		}); err != nil || infoErr != nil {
			return r, errors.Join(err, infoErr)
		}
		r.Retransmits += info.Total_retrans
		r.MarkedAcked += info.Delivered_ce
		r.Cwnd = info.Snd_cwnd
	}
	return r, nil
}
