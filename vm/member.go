package vm

import (
	"sync"

	"github.com/ccc-lang/ccc/lang/target"
)

// member is one member of a kernel struct that the model has; several fields of
// the language may stand for one (the bits of ecn_flags).
type member struct {
	object   target.Object
	path     string
	typ      target.CType
	bits     int // width of a C bitfield
	writable bool
	field    *target.Field // the first field that stands for it
}

// mask returns the bits that the member has.
func (m *member) mask() uint64 {
	n := m.typ.Size() * 8
	if m.bits != 0 {
		n = m.bits
	}
	if n == 64 {
		return ^uint64(0)
	}
	return 1<<n - 1
}

// extend extends raw bits to 64 by the member's C type.
func (m *member) extend(v uint64) int64 {
	n := m.typ.Size() * 8
	if m.bits != 0 {
		n = m.bits
	}
	v <<= 64 - n
	if m.typ.Signed() {
		return int64(v) >> (64 - n)
	}
	return int64(v >> (64 - n))
}

type memberKey struct {
	object target.Object
	path   string
}

type memberTable struct {
	list    []member
	byKey   map[memberKey]int
	byField map[*target.Field]int
}

// table is built from the target table once.
var table = sync.OnceValue(func() *memberTable {
	t := &memberTable{byKey: map[memberKey]int{}, byField: map[*target.Field]int{}}
	for _, f := range targetFields() {
		if f.Path == "" {
			continue
		}
		key := memberKey{f.Object, f.Path}
		i, ok := t.byKey[key]
		if !ok {
			i = len(t.list)
			t.byKey[key] = i
			t.list = append(t.list, member{object: f.Object, path: f.Path, typ: f.Type, bits: f.Bits, field: f})
		}
		t.byField[f] = i
		t.list[i].writable = t.list[i].writable || f.Writable
	}
	return t
})

func members() []member { return table().list }

// indexOf returns the member behind f.
func indexOf(f *target.Field) int {
	t := table()
	if i, ok := t.byField[f]; ok {
		return i
	}
	if i, ok := t.byKey[memberKey{f.Object, f.Path}]; ok {
		return i
	}
	panic("internal error: the model has no member for " + f.Object.Name() + "." + f.Name)
}

// indexOfPath returns the member of tcp_sock (or another object) at a path, or -1.
func indexOfPath(obj target.Object, path string) int {
	if i, ok := table().byKey[memberKey{obj, path}]; ok {
		return i
	}
	return -1
}
