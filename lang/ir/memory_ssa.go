package ir

import "github.com/ccc-lang/ccc/lang/target"

// This file says which memory each load and store touches and gives every place
// in the function a version of each location: two loads of a location with the
// same version give the same value.

// location is a piece of memory that loads and stores name.
type location struct {
	class locClass
	field member // with fieldLoc
	off   int    // first byte, with privLoc and recLoc
	end   int    // byte after the last
	array bool   // an index says which element it is
}

// member is a member of a kernel struct: fields of the language may share one.
type member struct {
	object target.Object
	path   string
}

func memberOf(f *target.Field) member { return member{f.Object, f.Path} }

type locClass uint8

const (
	fieldLoc locClass = iota
	privLoc
	recLoc
)

// overlaps reports whether a store to one location may change the other.
func (l location) overlaps(m location) bool {
	if l.class != m.class {
		return false
	}
	if l.class == fieldLoc {
		return l.field == m.field
	}
	return l.off < m.end && m.off < l.end
}

// locationOf returns what the load or store v touches.
func locationOf(v *Value) location {
	a := v.Aux
	switch v.Op {
	case LoadField, StoreField:
		return location{class: fieldLoc, field: memberOf(a.Field)}
	case LoadPriv, StorePriv:
		return location{class: privLoc, off: a.Off, end: a.Off + a.Size}
	case LoadMem, StoreMem:
		l := location{class: recLoc, off: a.Off, end: a.Off + a.Size}
		if indexOf(v) != nil {
			l.end, l.array = a.Off+(a.Len-1)*a.Stride+a.Size, true
		}
		return l
	}
	panic("internal error: " + v.Op.String() + " touches no memory")
}

// indexOf returns the index operand of a LoadMem or StoreMem, or nil.
func indexOf(v *Value) *Value {
	switch {
	case v.Op == LoadMem && len(v.Args) == 2:
		return v.Args[1]
	case v.Op == StoreMem && len(v.Args) == 3:
		return v.Args[2]
	}
	return nil
}

// maxVersions bounds the table of versions; a function that would need more is
// treated as if each block began with unknown memory.
const maxVersions = 4 << 20

// memory gives versions of locations. A version is named after what made it: the
// store's or call's Value.ID + 1, or the joining block's -ID - 1; 0 is what the
// function began with.
type memory struct {
	locs   []location
	ids    map[location]int
	parts  map[part][]int // the locations that touch each part of memory
	stored []bool         // by location: some instruction changes it
	now    []int32        // by location: the version where the pass is
	since  []int32        // by location, if coarse: the visit in which now was set
	visit  int32          // likewise: how many blocks were entered
	begun  int32          // likewise: the version of what was not set since
	at     [][]int32      // by Block.ID: the versions where it begins
	all    []int32        // those of all blocks
	room   []int32        // the part of it that is free
	coarse bool
	dom    *domTree
}

// part is eight bytes of memory, or a field, or with off -1 all arrays: what
// overlaps shares one.
type part struct {
	class locClass
	field member
	off   int
}

// each calls do for each part that l touches.
func (l location) each(do func(part)) {
	switch {
	case l.class == fieldLoc:
		do(part{class: fieldLoc, field: l.field})
	case l.array:
		do(part{class: l.class, off: -1})
	default:
		for off := l.off >> 3; off <= (l.end-1)>>3; off++ {
			do(part{class: l.class, off: off})
		}
	}
}

// overlapping calls do for each location that overlaps l, for some of them twice.
func (m *memory) overlapping(l location, do func(i int)) {
	if l.array {
		for i := range m.locs {
			if l.overlaps(m.locs[i]) {
				do(i)
			}
		}
		return
	}
	some := func(p part) {
		for _, i := range m.parts[p] {
			if l.overlaps(m.locs[i]) {
				do(i)
			}
		}
	}
	l.each(some)
	some(part{class: l.class, off: -1})
}

// newTable returns a memory without locations yet.
func newTable() *memory { return &memory{ids: map[location]int{}, parts: map[part][]int{}} }

// newMemory finds the locations of f and their versions where blocks begin.
func newMemory(f *Func, dom *domTree) *memory {
	m := newTable()
	m.find(f, dom)
	return m
}

// find makes m that of f; it uses what m had before.
func (m *memory) find(f *Func, dom *domTree) {
	clear(m.ids)
	clear(m.parts)
	m.locs, m.dom = m.locs[:0], dom
	for _, b := range f.Blocks {
		for _, v := range b.Insts {
			if e := ops[v.Op].effect; e == reads || e == writes {
				m.add(locationOf(v))
			}
		}
	}
	m.stored, m.now, m.since = zeros(m.stored, len(m.locs)), zeros(m.now, len(m.locs)), zeros(m.since, len(m.locs))
	m.visit = 0
	for _, b := range f.Blocks {
		for _, v := range b.Insts {
			m.changes(v, func(i int) { m.stored[i] = true })
		}
	}
	if m.coarse = len(m.locs)*len(f.Blocks) > maxVersions; m.coarse {
		return
	}
	m.all = zeros(m.all, 2*len(m.locs)*len(dom.order))
	m.room = m.all
	m.at = zeros(m.at, f.blocks)
	out := make([][]int32, f.blocks)
	for _, b := range dom.order {
		m.enterFirst(b, out)
		for _, v := range b.Insts {
			m.pass(v)
		}
		out[b.ID] = m.note()
	}
}

// note returns a copy of the versions where the pass is.
func (m *memory) note() []int32 {
	n := copy(m.room, m.now)
	noted := m.room[:n:n]
	m.room = m.room[n:]
	return noted
}

func (m *memory) add(l location) {
	if _, ok := m.ids[l]; !ok {
		m.ids[l] = len(m.locs)
		l.each(func(p part) { m.parts[p] = append(m.parts[p], len(m.locs)) })
		m.locs = append(m.locs, l)
	}
}

// changes calls do for every location that v may change.
func (m *memory) changes(v *Value, do func(i int)) {
	switch ops[v.Op].effect {
	case writes:
		m.overlapping(locationOf(v), do)
	case calls:
		if v.Op == Invoke {
			for _, l := range v.Aux.Callee.Signature.stores {
				m.overlapping(l, do)
			}
		}
		if !writesSock(v) {
			return
		}
		// The kernel may change the connection, but not what is the algorithm's own.
		for i := range m.locs {
			if m.locs[i].class == fieldLoc {
				do(i)
			}
		}
	}
}

// pass makes new versions of what v changes.
func (m *memory) pass(v *Value) {
	m.changes(v, func(i int) { m.now[i], m.since[i] = int32(v.ID+1), m.visit })
}

// enterFirst sets the versions at b's start when blocks are met for the first
// time: what all predecessors agree on, else new ones.
func (m *memory) enterFirst(b *Block, out [][]int32) {
	looped := m.changedInLoop(b)
	for i := range m.now {
		if !m.stored[i] {
			continue
		}
		version, agreed := int32(0), !(looped != nil && looped[i])
		first := true
		for _, p := range b.Preds {
			if out[p.ID] == nil {
				continue // a back edge, on which nothing changes it
			}
			if !first && out[p.ID][i] != version {
				agreed = false
			}
			version, first = out[p.ID][i], false
		}
		if !agreed || first && len(b.Preds) > 0 {
			version = int32(-b.ID - 1)
		}
		m.now[i] = version
	}
	m.at[b.ID] = m.note()
}

// changedInLoop returns which locations the loop with header b changes; nil if b
// is no header.
func (m *memory) changedInLoop(b *Block) []bool {
	body := m.dom.loopBody(b)
	if body == nil {
		return nil
	}
	changed := make([]bool, len(m.locs))
	for _, x := range body {
		for _, v := range x.Insts {
			m.changes(v, func(i int) { changed[i] = true })
		}
	}
	return changed
}

// enter sets the versions to those at b's start.
func (m *memory) enter(b *Block) {
	if !m.coarse {
		copy(m.now, m.at[b.ID])
		return
	}
	m.visit++
	m.begun = int32(-b.ID - 1)
}

// version returns the version of the location that the load v reads.
func (m *memory) version(v *Value) int32 {
	i := m.ids[locationOf(v)]
	if m.coarse && m.stored[i] && m.since[i] != m.visit {
		return m.begun
	}
	return m.now[i]
}
