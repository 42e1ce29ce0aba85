package main

import (
	"errors"
	"fmt"
	"regexp"
	"sort"

	"github.com/cilium/ebpf/btf"
)

// structs are kept with all their members that are numbers, or kept structs
// themselves. Other structs that are pointed to become forward declarations.
var structs = []string{
	"tcp_sock", "inet_connection_sock", "inet_sock", "sock", "sock_common",
	"minmax", "minmax_sample", "tcp_options_received", "rate_sample", "ack_sample",
	"tcp_congestion_ops", "bpf_struct_ops_tcp_congestion_ops", "bpf_struct_ops_common",
}

// whole are kept with every member, also those that are pointers.
var whole = map[string]bool{
	"tcp_congestion_ops": true, "bpf_struct_ops_tcp_congestion_ops": true, "bpf_struct_ops_common": true,
}

var enums = []string{"tcp_ca_state", "tcp_ca_event", "tcp_ca_ack_event_flags", "sk_pacing", "inet_csk_ack_state_t"}

// anonymousEnum tells which enums without a name are kept: those with one of these values.
var anonymousEnum = map[string]bool{"TCP_ESTABLISHED": true, "ICSK_ACK_SCHED": true, "INET_ECN_NOT_ECT": true}

// funcs are the kernel functions that programs may call.
var funcs = regexp.MustCompile(`^(tcp_reno_(ssthresh|cong_avoid|undo_cwnd)|tcp_slow_start|tcp_cong_avoid_ai|(cubictcp|bbr|dctcp)_\w+)$`)

type cutter struct {
	keep map[string]bool
	done map[btf.Type]btf.Type
}

// cut returns the raw BTF of what is kept of a kernel's.
func cut(spec *btf.Spec) ([]byte, error) {
	c := &cutter{keep: map[string]bool{}, done: map[btf.Type]btf.Type{}}
	for _, name := range structs {
		c.keep[name] = true
	}
	roots, err := c.roots(spec)
	if err != nil {
		return nil, err
	}
	b, err := btf.NewBuilder(roots, nil)
	if err != nil {
		return nil, err
	}
	return b.Marshal(nil, nil)
}

func (c *cutter) roots(spec *btf.Spec) ([]btf.Type, error) {
	var roots []btf.Type
	for _, name := range structs {
		var s *btf.Struct
		if err := spec.TypeByName(name, &s); errors.Is(err, btf.ErrNotFound) && name == "bpf_struct_ops_common" {
			continue // up to 6.7 these members were in the struct itself
		} else if err != nil {
			return nil, fmt.Errorf("struct %s: %w", name, err)
		}
		roots = append(roots, c.copy(s))
	}
	for _, name := range enums {
		var e *btf.Enum
		if err := spec.TypeByName(name, &e); err == nil {
			roots = append(roots, c.copy(e))
		}
	}
	found := map[string]*btf.Func{}
	for t, err := range spec.All() {
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case *btf.Enum:
			if t.Name == "" && len(t.Values) > 0 && anonymousEnum[t.Values[0].Name] {
				roots = append(roots, c.copy(t))
			}
		case *btf.Func:
			if funcs.MatchString(t.Name) {
				found[t.Name] = t
			}
		}
	}
	var names []string
	for name := range found {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		roots = append(roots, c.copy(found[name]))
	}
	return roots, nil
}

// copy returns the cut copy of a type.
func (c *cutter) copy(t btf.Type) btf.Type {
	if have, ok := c.done[t]; ok {
		return have
	}
	switch t := t.(type) {
	case *btf.Struct:
		s := &btf.Struct{Name: t.Name, Size: t.Size}
		c.done[t] = s
		if t.Name == "" || c.keep[t.Name] {
			s.Members = c.members(t.Members, whole[t.Name])
		}
		return s
	case *btf.Union:
		u := &btf.Union{Name: t.Name, Size: t.Size}
		c.done[t] = u
		if t.Name == "" {
			u.Members = c.members(t.Members, false)
		}
		return u
	case *btf.Pointer:
		p := &btf.Pointer{}
		c.done[t] = p
		p.Target = c.pointee(t.Target)
		return p
	case *btf.Array:
		return c.memo(t, &btf.Array{Index: c.copy(t.Index), Type: c.copy(t.Type), Nelems: t.Nelems})
	case *btf.Typedef:
		return c.memo(t, &btf.Typedef{Name: t.Name, Type: c.copy(t.Type)})
	case *btf.Volatile:
		return c.memo(t, &btf.Volatile{Type: c.copy(t.Type)})
	case *btf.Const:
		return c.memo(t, &btf.Const{Type: c.copy(t.Type)})
	case *btf.TypeTag:
		return c.copy(t.Type)
	case *btf.Func:
		return c.memo(t, &btf.Func{Name: t.Name, Type: c.copy(t.Type), Linkage: t.Linkage})
	case *btf.FuncProto:
		p := &btf.FuncProto{Return: c.copy(t.Return)}
		for _, a := range t.Params {
			p.Params = append(p.Params, btf.FuncParam{Name: a.Name, Type: c.copy(a.Type)})
		}
		return c.memo(t, p)
	default: // numbers, enums, void, forward declarations
		return c.memo(t, t)
	}
}

func (c *cutter) memo(t, n btf.Type) btf.Type {
	c.done[t] = n
	return n
}

// pointee copies what a pointer points to: kept structs and functions as they
// are, other structs as forward declarations, anything else as void.
func (c *cutter) pointee(t btf.Type) btf.Type {
	switch t := t.(type) {
	case *btf.Const:
		return &btf.Const{Type: c.pointee(t.Type)}
	case *btf.TypeTag:
		return c.pointee(t.Type)
	case *btf.Struct:
		if c.keep[t.Name] {
			return c.copy(t)
		}
		return &btf.Fwd{Name: t.Name, Kind: btf.FwdStruct}
	case *btf.Union:
		return &btf.Fwd{Name: t.Name, Kind: btf.FwdUnion}
	case *btf.FuncProto, *btf.Int, *btf.Fwd:
		return c.copy(t)
	}
	return (*btf.Void)(nil)
}

// members copies the members that are kept.
func (c *cutter) members(list []btf.Member, all bool) []btf.Member {
	var kept []btf.Member
	for _, m := range list {
		if all || c.wanted(m.Type) {
			kept = append(kept, btf.Member{Name: m.Name, Type: c.copy(m.Type), Offset: m.Offset, BitfieldSize: m.BitfieldSize})
		}
	}
	return kept
}

// wanted reports whether a member of this type is kept: numbers, arrays of
// numbers, kept structs, and anonymous structs and unions.
func (c *cutter) wanted(t btf.Type) bool {
	switch t := btf.UnderlyingType(t).(type) {
	case *btf.Int, *btf.Enum:
		return true
	case *btf.Array:
		return c.wanted(t.Type)
	case *btf.Struct:
		return t.Name == "" || c.keep[t.Name]
	case *btf.Union:
		return t.Name == ""
	}
	return false
}
