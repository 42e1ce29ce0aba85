package lab

import (
	"encoding/binary"
	"errors"
	"fmt"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Where there is no /dev/net/tun, a pair of veth devices inside the namespace
// does what a TUN device does: TCP uses one end, and we hold the other by a
// packet socket. Frames have an Ethernet header then.
const (
	otherEnd       = "lab1"
	ethernetHeader = 14
)

// hardware is the address of the end that TCP uses, the same in each namespace: a
// frame goes on unchanged, since without ARP it carries its sender's own address
// as its receiver's.
var hardware = [6]byte{2, 0, 0, 0, 0, 1}

// openVeth makes the pair in the calling thread's namespace and returns the
// packet socket on its other end.
func openVeth() (int, error) {
	if err := addVeth(); err != nil {
		return -1, lacking(err, "CAP_NET_ADMIN", "make a pair of veth devices")
	}
	ctl, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return -1, err
	}
	defer unix.Close(ctl)
	if err := plainVeth(ctl); err != nil {
		return -1, lacking(err, "CAP_NET_ADMIN", "configure the veth devices")
	}
	index, err := unix.NewIfreq(otherEnd)
	if err == nil {
		err = unix.IoctlIfreq(ctl, unix.SIOCGIFINDEX, index)
	}
	if err != nil {
		return -1, err
	}
	const ip = 0x0008 // ETH_P_IP in network order on little-endian machines
	protocol := uint16(ip)
	if binary.NativeEndian.Uint16([]byte{1, 0}) != 1 {
		protocol = unix.ETH_P_IP
	}
	fd, err := unix.Socket(unix.AF_PACKET, unix.SOCK_RAW|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, int(protocol))
	if err != nil {
		return -1, lacking(err, "CAP_NET_RAW", "open a packet socket")
	}
	if err := unix.Bind(fd, &unix.SockaddrLinklayer{Protocol: protocol, Ifindex: int(index.Uint32())}); err != nil {
		unix.Close(fd)
		return -1, fmt.Errorf("bind a packet socket: %w", err)
	}
	const room = 64 << 20
	if unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUFFORCE, room) != nil {
		_ = unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUF, room)
	}
	return fd, nil
}

// plainVeth gives both ends what a TUN device has by itself: whole packets with
// their checksums, and no ARP.
func plainVeth(ctl int) error {
	mac := struct {
		name   [unix.IFNAMSIZ]byte
		family uint16
		addr   [22]byte
	}{family: unix.ARPHRD_ETHER}
	copy(mac.name[:], device)
	copy(mac.addr[:], hardware[:])
	if err := ioctl(ctl, unix.SIOCSIFHWADDR, unsafe.Pointer(&mac)); err != nil {
		return err
	}
	// Without checksums by the device there is no segmentation by it, either.
	off := struct{ command, value uint32 }{command: unix.ETHTOOL_STXCSUM}
	tool := struct {
		name [unix.IFNAMSIZ]byte
		data unsafe.Pointer
		_    [16]byte
	}{data: unsafe.Pointer(&off)}
	copy(tool.name[:], device)
	if err := ioctl(ctl, unix.SIOCETHTOOL, unsafe.Pointer(&tool)); err != nil {
		return err
	}
	up, err := unix.NewIfreq(otherEnd)
	if err != nil {
		return err
	}
	up.SetUint16(unix.IFF_UP | unix.IFF_RUNNING)
	return unix.IoctlIfreq(ctl, unix.SIOCSIFFLAGS, up)
}

func ioctl(fd int, request uintptr, arg unsafe.Pointer) error {
	if _, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(fd), request, uintptr(arg)); errno != 0 {
		return errno
	}
	return nil
}

// The attributes of a veth pair (linux/if_link.h, linux/veth.h).
const vethInfoPeer = 1

// addVeth asks the kernel for the pair by netlink.
func addVeth() error {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, unix.NETLINK_ROUTE)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	noInfo := make([]byte, unix.SizeofIfInfomsg)
	peer := attribute(vethInfoPeer, noInfo, attribute(unix.IFLA_IFNAME, []byte(otherEnd+"\x00")))
	info := attribute(unix.IFLA_LINKINFO, attribute(unix.IFLA_INFO_KIND, []byte("veth\x00")), attribute(unix.IFLA_INFO_DATA, peer))
	body := append(noInfo, append(attribute(unix.IFLA_IFNAME, []byte(device+"\x00")), info...)...)
	msg := make([]byte, unix.SizeofNlMsghdr, unix.SizeofNlMsghdr+len(body))
	binary.NativeEndian.PutUint32(msg[0:], uint32(unix.SizeofNlMsghdr+len(body)))
	binary.NativeEndian.PutUint16(msg[4:], unix.RTM_NEWLINK)
	binary.NativeEndian.PutUint16(msg[6:], unix.NLM_F_REQUEST|unix.NLM_F_ACK|unix.NLM_F_CREATE|unix.NLM_F_EXCL)
	if err := unix.Sendto(fd, append(msg, body...), 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		return err
	}
	reply := make([]byte, 4096)
	n, _, err := unix.Recvfrom(fd, reply, 0)
	if err != nil {
		return err
	}
	if n < unix.SizeofNlMsghdr+4 || binary.NativeEndian.Uint16(reply[4:]) != unix.NLMSG_ERROR {
		return errors.New("the kernel's answer makes no sense")
	}
	if code := int32(binary.NativeEndian.Uint32(reply[unix.SizeofNlMsghdr:])); code != 0 {
		return unix.Errno(-code)
	}
	return nil
}

// attribute is one netlink attribute, padded.
func attribute(kind uint16, parts ...[]byte) []byte {
	out := make([]byte, 4)
	for _, p := range parts {
		out = append(out, p...)
	}
	binary.NativeEndian.PutUint16(out, uint16(len(out)))
	binary.NativeEndian.PutUint16(out[2:], kind)
	return append(out, make([]byte, (4-len(out)%4)%4)...)
}
