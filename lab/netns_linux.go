package lab

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// namespace is a network namespace without a name, held by its descriptor, with
// a device whose other end we hold.
type namespace struct {
	ns, tun int
	header  int // bytes before the IP header of what tun gives and takes
}

// device is the name of the device that TCP uses in each namespace.
const device = "lab0"

// The addresses of a link's two ends.
var (
	senderAddr   = [4]byte{10, 99, 0, 1}
	receiverAddr = [4]byte{10, 99, 0, 2}
)

// newNamespace makes a namespace with a device that has the address: a TUN
// device, or a veth pair where there is none or force says so.
func newNamespace(addr [4]byte, ecn, force bool) (*namespace, error) {
	n := &namespace{ns: -1, tun: -1}
	err := onOwnThread(func() error {
		if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
			return lacking(err, "CAP_SYS_ADMIN", "make a network namespace")
		}
		var err error
		if n.ns, err = unix.Open("/proc/thread-self/ns/net", unix.O_RDONLY|unix.O_CLOEXEC, 0); err != nil {
			return fmt.Errorf("hold the namespace: %w", err)
		}
		if err := setSysctls(ecn); err != nil {
			return err
		}
		flags := uint16(unix.IFF_UP | unix.IFF_RUNNING)
		n.tun, err = -1, os.ErrNotExist
		if !force {
			n.tun, err = openTUN()
		}
		if errors.Is(err, os.ErrNotExist) || errors.Is(err, os.ErrPermission) {
			n.header, flags = ethernetHeader, flags|unix.IFF_NOARP
			n.tun, err = openVeth()
		}
		if err != nil {
			return err
		}
		lengthen()
		return configure(addr, flags)
	})
	if err != nil {
		n.close()
		return nil, err
	}
	return n, nil
}

// onOwnThread runs f on a thread that ends with it, so that f may change the
// thread's namespace.
func onOwnThread(f func() error) error {
	done := make(chan error)
	go func() {
		runtime.LockOSThread() // and never unlocked
		done <- f()
	}()
	return <-done
}

// enter runs f on a thread inside the namespace.
func (n *namespace) enter(f func() error) error {
	return onOwnThread(func() error {
		if err := unix.Setns(n.ns, unix.CLONE_NEWNET); err != nil {
			return lacking(err, "CAP_SYS_ADMIN", "enter a network namespace")
		}
		return f()
	})
}

// close lets go of the namespace, which ends it and its device.
func (n *namespace) close() {
	for _, fd := range []*int{&n.tun, &n.ns} {
		if *fd >= 0 {
			unix.Close(*fd)
			*fd = -1
		}
	}
}

// setSysctls sets what TCP needs here; the files are those of the calling
// thread's namespace.
func setSysctls(ecn bool) error {
	marks := "0"
	if ecn {
		marks = "1"
	}
	for _, s := range []struct{ name, value string }{
		{"ipv4/tcp_rmem", "4096 33554432 67108864"},
		{"ipv4/tcp_wmem", "4096 4194304 67108864"},
		{"ipv4/tcp_no_metrics_save", "1"},
		{"ipv4/tcp_ecn", marks},
		{"ipv6/conf/all/disable_ipv6", "1"},
		{"ipv6/conf/default/disable_ipv6", "1"},
	} {
		err := os.WriteFile("/proc/sys/net/"+s.name, []byte(s.value), 0)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("set %s inside the namespace: %w", s.name, err)
		}
	}
	return nil
}

// openTUN makes the device in the calling thread's namespace.
func openTUN() (int, error) {
	fd, err := unix.Open("/dev/net/tun", unix.O_RDWR|unix.O_CLOEXEC|unix.O_NONBLOCK, 0)
	if errors.Is(err, unix.ENODEV) || errors.Is(err, unix.ENXIO) {
		return -1, fmt.Errorf("open /dev/net/tun: %w", os.ErrNotExist)
	}
	if err != nil {
		return -1, fmt.Errorf("open /dev/net/tun: %w", err)
	}
	req, err := unix.NewIfreq(device)
	if err == nil {
		req.SetUint16(unix.IFF_TUN | unix.IFF_NO_PI)
		err = unix.IoctlIfreq(fd, unix.TUNSETIFF, req)
	}
	if err != nil {
		unix.Close(fd)
		return -1, lacking(err, "CAP_NET_ADMIN", "make a TUN device")
	}
	return fd, nil
}

// configure gives the device of the calling thread's namespace its address and
// raises it.
func configure(addr [4]byte, flags uint16) error {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	for _, step := range []struct {
		request uint
		set     func(*unix.Ifreq) error
	}{
		{unix.SIOCSIFADDR, func(r *unix.Ifreq) error { return r.SetInet4Addr(addr[:]) }},
		{unix.SIOCSIFNETMASK, func(r *unix.Ifreq) error { return r.SetInet4Addr([]byte{255, 255, 255, 0}) }},
		{unix.SIOCSIFMTU, func(r *unix.Ifreq) error { r.SetUint32(MTU); return nil }},
		{unix.SIOCSIFFLAGS, func(r *unix.Ifreq) error { r.SetUint16(flags); return nil }},
	} {
		req, err := unix.NewIfreq(device)
		if err == nil {
			err = step.set(req)
		}
		if err == nil {
			err = unix.IoctlIfreq(fd, step.request, req)
		}
		if err != nil {
			return lacking(err, "CAP_NET_ADMIN", "configure the device")
		}
	}
	return nil
}

// lengthen gives the device of the calling thread's namespace room for what comes
// while the link's thread stands still; 500 packets are usual. The kernel denies it
// inside a user namespace, where the counters of drops must do.
func lengthen() {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return
	}
	defer unix.Close(fd)
	if req, err := unix.NewIfreq(device); err == nil {
		req.SetUint32(100000)
		_ = unix.IoctlIfreq(fd, unix.SIOCSIFTXQLEN, req)
	}
}

// drops returns how many packets the device dropped by itself.
func (n *namespace) drops() (sum uint64, err error) {
	err = n.enter(func() error {
		text, err := os.ReadFile("/proc/thread-self/net/dev")
		if err != nil {
			return err
		}
		for line := range bytes.Lines(text) {
			name, values, _ := strings.Cut(string(line), ":")
			fields := strings.Fields(values)
			if name = strings.TrimSpace(name); name != device && name != otherEnd || len(fields) < 12 {
				continue
			}
			for _, i := range []int{3, 11} { // received and dropped, sent and dropped
				v, err := strconv.ParseUint(fields[i], 10, 64)
				if err != nil {
					return err
				}
				sum += v
			}
		}
		return nil
	})
	if n.header > 0 && err == nil {
		stats, err := unix.GetsockoptTpacketStats(n.tun, unix.SOL_PACKET, unix.PACKET_STATISTICS)
		if err != nil {
			return sum, err
		}
		sum += uint64(stats.Drops)
	}
	return sum, err
}

func lacking(err error, capability, step string) error {
	if errors.Is(err, os.ErrPermission) {
		return &CapabilityError{Capability: capability, Step: step, Err: err}
	}
	return fmt.Errorf("%s: %w", step, err)
}
