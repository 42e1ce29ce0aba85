package object

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

// locals are the local definitions of the kernel structs that an object
// touches, with only the members it uses. Loaders find the kernel's members by
// name, so order and offsets are our own; widths must be the kernel's, because
// libbpf changes the width of an access whose member differs.
type locals struct {
	byName map[string]*localStruct
	btf    *btfWriter
	known  map[*Relo]resolved // relocations that were resolved before
}

type localStruct struct {
	name    string
	union   bool
	members []*localMember
	sized   bool
	busy    bool // being sized: a struct that contains itself shows here
	size    int
	align   int
	typeID  uint32 // in the BTF; 0: not there yet
}

type localMember struct {
	Step
	off int // bytes
}

func newLocals(b *btfWriter) *locals {
	return &locals{byName: make(map[string]*localStruct), btf: b, known: make(map[*Relo]resolved)}
}

// declare adds the members on r's path.
func (l *locals) declare(r *Relo) error {
	if r.Kind == TypeMatches {
		if r.Proto == nil || !isIdent(r.Root) {
			return errors.New("a type match needs a struct and a signature")
		}
		return nil
	}
	if r.Kind > FieldRShift {
		return fmt.Errorf("cannot write relocation %s", r.Kind)
	}
	if !isIdent(r.Root) || len(r.Path) == 0 {
		return fmt.Errorf("relocation of %q names no member", r.Field())
	}
	s := l.get(r.Root, false)
	for i, step := range r.Path {
		last := i == len(r.Path)-1
		if err := step.check(last); err != nil {
			return fmt.Errorf("%s: %w", r.Field(), err)
		}
		m := s.member(step)
		if m == nil {
			m = &localMember{Step: step}
			s.members = append(s.members, m)
		}
		if m.Struct != step.Struct || m.Len != step.Len || m.Type != step.Type || m.Bits != step.Bits || m.Union != step.Union {
			return fmt.Errorf("%s: member %q is declared in two ways", r.Field(), step.Member)
		}
		if !last {
			s = l.get(step.Struct, step.Union)
		}
	}
	return nil
}

func (s Step) check(last bool) error {
	switch {
	case last == (s.Struct != ""):
		return fmt.Errorf("member %q: only the last step is a scalar", s.Member)
	case s.Len < 0 || s.Len > math.MaxInt16 || s.Len == 0 && s.Index != 0 || s.Len > 0 && (s.Index < 0 || s.Index >= s.Len):
		return fmt.Errorf("member %q: element %d of %d", s.Member, s.Index, s.Len)
	case s.Member == "" && !strings.HasPrefix(s.Struct, "."):
		return errors.New("an unnamed member must be an anonymous struct")
	case s.Member != "" && !isIdent(s.Member):
		return fmt.Errorf("%q is not a member name", s.Member)
	case !last:
		return nil
	case s.Type.Size != 1 && s.Type.Size != 2 && s.Type.Size != 4 && s.Type.Size != 8:
		return fmt.Errorf("member %q: a scalar of %d bytes", s.Member, s.Type.Size)
	case s.Bits < 0 || s.Bits > 8*s.Type.Size || s.Bits > 0 && s.Len > 0:
		return fmt.Errorf("member %q: a bitfield of %d bits in %d bytes", s.Member, s.Bits, s.Type.Size)
	}
	return nil
}

func (l *locals) get(name string, union bool) *localStruct {
	s := l.byName[name]
	if s == nil {
		s = &localStruct{name: name, union: union}
		l.byName[name] = s
	}
	return s
}

// member returns the member that step takes, or nil. Unnamed members are told
// apart by their type.
func (s *localStruct) member(step Step) *localMember {
	for _, m := range s.members {
		if m.Member == step.Member && (m.Member != "" || m.Struct == step.Struct) {
			return m
		}
	}
	return nil
}

// layout gives the members of s their offsets, in the order in which they were
// declared.
func (l *locals) layout(s *localStruct) error {
	if s.sized {
		return nil
	}
	if s.busy {
		return fmt.Errorf("struct %s contains itself", s.name)
	}
	s.busy = true
	s.align = 1
	for _, m := range s.members {
		size, align := m.Type.Size, m.Type.Size
		if m.Struct != "" {
			inner := l.byName[m.Struct]
			if err := l.layout(inner); err != nil {
				return err
			}
			size, align = inner.size, inner.align
		}
		size *= max(m.Len, 1)
		s.align = max(s.align, align)
		if s.union {
			s.size = max(s.size, size)
			continue
		}
		m.off = roundUp(s.size, align)
		s.size = m.off + size
		if s.size > math.MaxInt16 {
			return fmt.Errorf("struct %s has more than 32 KiB", s.name)
		}
	}
	s.size = roundUp(s.size, s.align)
	s.sized, s.busy = true, false
	return nil
}

func roundUp(n, align int) int { return (n + align - 1) / align * align }

// id adds the struct to the BTF and returns its type ID.
func (l *locals) id(s *localStruct) uint32 {
	if s.typeID != 0 {
		return s.typeID
	}
	bitfields := false
	for _, m := range s.members {
		bitfields = bitfields || m.Bits > 0
	}
	var data []uint32
	for _, m := range s.members {
		off := uint32(m.off) * 8
		if bitfields {
			off |= uint32(m.Bits) << 24
		}
		data = append(data, l.btf.str.add(m.Member), l.memberType(m), off)
	}
	kind := kindStruct
	if s.union {
		kind = kindUnion
	}
	name := s.name
	if strings.HasPrefix(name, ".") {
		name = ""
	}
	s.typeID = l.btf.add(name, kind, len(s.members), bitfields, uint32(s.size), data...)
	return s.typeID
}

func (l *locals) memberType(m *localMember) uint32 {
	var t uint32
	if m.Struct != "" {
		t = l.id(l.byName[m.Struct])
	} else {
		t = l.btf.integer(m.Type)
	}
	if m.Len > 0 {
		t = l.btf.array(t, m.Len)
	}
	return t
}

// resolved is what a relocation is on the local side.
type resolved struct {
	root   uint32 // type ID
	access string
	value  int64 // what the instruction holds before the loader replaces it
}

// resolve returns the local side of r, which was declared before. By now all
// members are declared.
func (l *locals) resolve(r *Relo) (resolved, error) {
	if res, ok := l.known[r]; ok {
		return res, nil
	}
	res, err := l.find(r)
	if err == nil {
		l.known[r] = res
	}
	return res, err
}

func (l *locals) find(r *Relo) (resolved, error) {
	if r.Kind == TypeMatches {
		return resolved{root: l.matchType(r), access: "0", value: 1}, nil
	}
	root := l.byName[r.Root]
	if err := l.layout(root); err != nil {
		return resolved{}, err
	}
	var (
		access = []byte("0")
		off    int
		s      = root
		last   *localMember
	)
	for _, step := range r.Path {
		for i, m := range s.members {
			if m == s.member(step) {
				access = fmt.Appendf(access, ":%d", i)
			}
		}
		last = s.member(step)
		off += last.off
		size := last.Type.Size
		if last.Struct != "" {
			s = l.byName[last.Struct]
			size = s.size
		}
		if step.Len > 0 {
			access = fmt.Appendf(access, ":%d", step.Index)
			off += step.Index * size
		}
	}
	bits := last.Bits
	if bits == 0 {
		bits = 8 * last.Type.Size
	}
	res := resolved{root: l.id(root), access: string(access)}
	switch r.Kind {
	case FieldOffset:
		res.value = int64(off)
	case FieldSize:
		res.value = int64(last.Type.Size)
	case FieldExists:
		res.value = 1
	case FieldSigned:
		if last.Type.Signed {
			res.value = 1
		}
	case FieldLShift, FieldRShift:
		// A bitfield starts at bit 0 of its local storage, so both shifts are the
		// same (8.3 of the CO-RE rules: 64 - width).
		res.value = int64(64 - bits)
	}
	return res, nil
}

// matchType adds the local struct of a type match: a flavour of r.Root, which
// loaders take for r.Root itself, with the one member. Pointed-to structs stay
// declarations: cilium/ebpf compares definitions member by member, down to the
// names of integer types, and those differ between compilers.
func (l *locals) matchType(r *Relo) uint32 {
	member := l.btf.ptr(l.btf.proto(r.Proto, true))
	return l.btf.add(r.Root+"___"+r.Proto.Name, kindStruct, 1, false, 8, l.btf.str.add(r.Proto.Name), member, 0)
}
