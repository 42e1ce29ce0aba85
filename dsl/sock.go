package dsl

import (
	"errors"
	"fmt"

	"github.com/cilium/ebpf/asm"
	"github.com/cilium/ebpf/btf"

	"github.com/ccc-lang/ccc/lang/target"
)

// LoadCwnd is tcp-sock-load-cwnd of the origin: dst = snd_cwnd of the connection
// that sk points to, in packets, 32 bits zero-extended.
func LoadCwnd(dst, sk asm.Register) asm.Instructions { return LoadU32(dst, sk, "snd_cwnd") }

// LoadSsthresh is tcp-sock-load-ssthresh of the origin: dst = snd_ssthresh in
// packets, 0x7fffffff before the first congestion.
func LoadSsthresh(dst, sk asm.Register) asm.Instructions { return LoadU32(dst, sk, "snd_ssthresh") }

// LoadSrtt is tcp-sock-load-srtt of the origin: dst = srtt_us, eight times the
// smoothed round-trip time in microseconds, 0 before the first sample.
func LoadSrtt(dst, sk asm.Register) asm.Instructions { return LoadU32(dst, sk, "srtt_us") }

// LoadPacketsOut is tcp-sock-load-packets-out of the origin: dst = packets_out,
// the packets sent and not yet cumulatively acknowledged.
func LoadPacketsOut(dst, sk asm.Register) asm.Instructions { return LoadU32(dst, sk, "packets_out") }

// LoadCAState is tcp-sock-load-ca-state of the origin: dst = icsk_ca_state, a
// value of CAStates. It is a bitfield, read with shifts that the loader fills in.
func LoadCAState(dst, sk asm.Register) asm.Instructions { return Load(dst, sk, "ca_state") }

// StoreCwnd is tcp-sock-store-cwnd of the origin: snd_cwnd = the low 32 bits of
// value. They must not be 0, or the connection stops for good.
func StoreCwnd(sk, value asm.Register) asm.Instructions { return StoreU32(sk, "snd_cwnd", value) }

// StoreSsthresh is tcp-sock-store-ssthresh of the origin: snd_ssthresh = the low
// 32 bits of value, which should be at least 2.
func StoreSsthresh(sk, value asm.Register) asm.Instructions {
	return StoreU32(sk, "snd_ssthresh", value)
}

// TCPSockOffset is tcp-sock-offset of the origin: the offset in bytes of a field
// of the connection in the kernel that spec describes (btf.LoadKernelSpec, or
// package lang/target/kernels). For a bitfield it is that of the byte its first
// bit is in. Offsets differ between kernels, so that programs should not hold
// any: Load and Store do not. The error for an unknown field lists near names.
func TCPSockOffset(spec *btf.Spec, field string) (uint32, error) {
	f, err := Field(field)
	if err != nil {
		return 0, err
	}
	if f.Object != target.Sock {
		return 0, fmt.Errorf("%s is a field of struct %s, not of the connection", field, f.Object.Root())
	}
	bits, err := bitOffset(spec, f)
	return bits / 8, err
}

// TCPSockOffsets is the table of tcp_sock offsets of the origin, for the kernel
// that spec describes: of every field of the connection that this kernel has, by
// its name.
func TCPSockOffsets(spec *btf.Spec) (map[string]uint32, error) {
	table := make(map[string]uint32)
	for _, f := range target.Fields(target.Sock) {
		if f.Path == "" {
			continue
		}
		bits, err := bitOffset(spec, f)
		if errors.Is(err, errNoMember) {
			continue
		} else if err != nil {
			return nil, err
		}
		table[f.Name] = bits / 8
	}
	return table, nil
}

var errNoMember = errors.New("this kernel does not have it")

// bitOffset finds where in its struct a field is.
func bitOffset(spec *btf.Spec, f *target.Field) (uint32, error) {
	if spec == nil {
		return 0, fmt.Errorf("field %s: without the BTF of a kernel there is no offset", f.Name)
	}
	var root *btf.Struct
	if err := spec.TypeByName(f.Object.Root(), &root); err != nil {
		return 0, fmt.Errorf("field %s: %w", f.Name, err)
	}
	var at btf.Type = root
	var bits uint32
	for _, step := range f.Steps() {
		m, off := findMember(at, step.Member.Name)
		if m == nil {
			return 0, fmt.Errorf("field %s: %w", f.Name, errNoMember)
		}
		bits += off
		at = m.Type
		if arr, ok := btf.UnderlyingType(at).(*btf.Array); ok && step.Member.Len > 0 {
			size, err := btf.Sizeof(arr.Type)
			if err != nil {
				return 0, fmt.Errorf("field %s: %w", f.Name, err)
			}
			bits += uint32(step.Index * size * 8)
			at = arr.Type
		}
	}
	return bits, nil
}

// findMember finds a member of a struct or union, or of those without a name
// inside it, and its offset in bits.
func findMember(in btf.Type, name string) (*btf.Member, uint32) {
	var members []btf.Member
	switch t := btf.UnderlyingType(in).(type) {
	case *btf.Struct:
		members = t.Members
	case *btf.Union:
		members = t.Members
	}
	for i := range members {
		m := &members[i]
		if m.Name == name {
			return m, uint32(m.Offset)
		}
		if m.Name == "" {
			if found, off := findMember(m.Type, name); found != nil {
				return found, uint32(m.Offset) + off
			}
		}
	}
	return nil, 0
}
