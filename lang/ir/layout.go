package ir

import (
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"slices"
	"sort"
	"strings"

	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
)

// leafInfo is one scalar of a struct, as walkState meets it.
type leafInfo struct {
	name    string // "alpha", "hs.end", "a[3]", "ring[].t"
	typ     *types.PlaceType
	initial *big.Rat
	elems   []*big.Rat // the initial values of elements that have their own, over and over; else nil
	len     int        // elements, within an array indexed at run time; else 0
}

// walkState calls f for every leaf of the state in order of declaration. An array
// that is indexed at run time is one leaf per scalar of its element.
func walkState(st *types.StructType, f func(leafInfo)) {
	w := leafWalk{f: f}
	w.fields(st, "")
}

type leafWalk struct {
	f     func(leafInfo)
	count int // elements of arrays indexed at run time around the present leaf; 0: none
}

func (w *leafWalk) fields(st *types.StructType, prefix string) {
	for _, fd := range st.Fields {
		name := fd.Name
		if prefix != "" {
			name = prefix + "." + name
		}
		outer := w.count
		if fd.Indexed && w.count == 0 {
			w.count = 1
		}
		w.walk(fd.Type, name, fd.Initial, fd.Elems)
		w.count = outer
	}
}

func (w *leafWalk) walk(pt *types.PlaceType, name string, initial *big.Rat, elems []*big.Rat) {
	switch pt.Kind {
	case types.Struct:
		w.fields(pt.Struct, name)
	case types.Array:
		if w.count > 0 {
			outer := w.count
			w.count *= pt.Len
			w.walk(pt.Elem, name+"[]", initial, elems)
			w.count = outer
			return
		}
		for i := range pt.Len {
			init := initial
			if i < len(elems) {
				init = elems[i]
			}
			w.walk(pt.Elem, fmt.Sprintf("%s[%d]", name, i), init, nil)
		}
	default:
		w.f(leafInfo{name: name, typ: pt, initial: initial, elems: elems, len: w.count})
	}
}

// layoutState gives every leaf of the state its place: the socket's private bytes
// in natural sizes if they all fit; else packed; else what does not fit in a
// storage record. A leaf at a multiple of 8 is reached by one relocated access, so
// leaves spread over the private words first.
func layoutState(p *types.Program, diags *diag.List) *Layout {
	l := &Layout{Mine: -1}
	if p.State == nil {
		return l
	}
	walkState(p.State, func(i leafInfo) { l.Leaves = append(l.Leaves, newLeaf(i)) })
	var private []int
	for i := range l.Leaves {
		if l.Leaves[i].Len > 0 || p.OwnsPrivate {
			l.Leaves[i].InStorage = true
		} else {
			private = append(private, i)
		}
	}
	mine := len(private) < len(l.Leaves) && !p.OwnsPrivate
	if !l.natural(private, mine) {
		l.packed(private, mine)
	}
	l.storage()
	l.claim(p.OwnsPrivate)
	if l.Storage > maxRecord {
		diags.Errorf(p.Span, "E0504", "the state needs %d bytes for each connection; there is room for %d", l.Storage, maxRecord).Hint =
			"shorten the arrays in `state`"
	}
	return l
}

// maxRecord is the largest storage record. The kernel takes nearly 64 KiB
// (BPF_LOCAL_STORAGE_MAX_VALUE_SIZE), but an instruction reaches 32,767 bytes far.
const maxRecord = 32_000

func newLeaf(i leafInfo) Leaf {
	leaf := Leaf{Name: i.name, Type: i.typ, Len: i.len, Size: naturalSize(i.typ), Range: leafRange(i.typ)}
	if i.initial != nil {
		leaf.Initial = initialBits(i.typ, i.initial, leaf.Size)
	}
	if len(i.elems) > 0 {
		leaf.Elems = initialElems(i, &leaf)
	}
	return leaf
}

// initialElems returns the initial values of an array's elements as the leaf holds them.
func initialElems(i leafInfo, leaf *Leaf) *types.Table {
	t := &types.Table{Symbol: strings.NewReplacer(".", "__", "[]", "", "[", "_", "]", "").Replace(i.name) + "_initial", Den: 1}
	for _, e := range i.elems {
		n := extendTo(initialBits(i.typ, e, leaf.Size), leaf.Size*8, signed(leaf))
		t.Values, t.Stored = append(t.Values, big.NewRat(n, 1)), append(t.Stored, n)
	}
	t.Least, t.Most = slices.Min(t.Stored), slices.Max(t.Stored)
	for k := len(i.elems); k < i.len; k++ {
		t.Values, t.Stored = append(t.Values, t.Values[k-len(i.elems)]), append(t.Stored, t.Stored[k-len(i.elems)])
	}
	return t
}

func naturalSize(pt *types.PlaceType) int {
	switch pt.Kind {
	case types.Num:
		if pt.Width == 0 {
			return 8
		}
		return pt.Width / 8
	case types.Seq:
		return 4
	case types.Stamp:
		return 8
	case types.Enum:
		return enumBytes(pt.Enum)
	}
	return 1
}

// initialBits returns the stored bits of an initial value in base units.
func initialBits(pt *types.PlaceType, v *big.Rat, size int) uint64 {
	d := ratOne
	switch pt.Kind {
	case types.Num:
		d = placeScale(pt)
	case types.Stamp:
		d = million
	}
	r := leafRange(pt)
	x := max(r.Lo, min(r.Hi, truncRat(new(big.Rat).Mul(v, d))))
	return uint64(x) & sizeMask(size*8)
}

func sizeMask(n int) uint64 {
	if n >= 64 {
		return math.MaxUint64
	}
	return 1<<n - 1
}

// space is the private bytes while they are handed out, a bool per byte.
type space [target.PrivateBytes]bool

// take finds size free bytes at a multiple of size; a word of its own if there is one.
func (s *space) take(size int) (int, bool) {
	for off := 0; off < len(s); off += 8 {
		free := true
		for i := range 8 {
			free = free && !s[off+i]
		}
		if free {
			return s.mark(off, size), true
		}
	}
	return s.fit(size)
}

// fit finds the first free place.
func (s *space) fit(size int) (int, bool) {
	for off := 0; off+size <= len(s); off += size {
		free := true
		for i := range size {
			free = free && !s[off+i]
		}
		if free {
			return s.mark(off, size), true
		}
	}
	return 0, false
}

func (s *space) mark(off, size int) int {
	for i := range size {
		s[off+i] = true
	}
	return off
}

// used returns how many bytes are in use, up to the last one.
func (s *space) used() int {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] {
			return i + 1
		}
	}
	return 0
}

// natural lays leaves out in their own sizes, the largest first; it reports
// whether they fit.
func (l *Layout) natural(leaves []int, mine bool) bool {
	var s space
	for _, i := range bySize(l, leaves) {
		off, ok := s.take(l.Leaves[i].Size)
		if !ok {
			return false
		}
		l.Leaves[i].Off = off
	}
	if mine {
		off, ok := s.take(1)
		if !ok {
			return false
		}
		l.Mine = off
	}
	l.Private = s.used()
	return true
}

func bySize(l *Layout, leaves []int) []int {
	out := append([]int(nil), leaves...)
	sort.SliceStable(out, func(i, j int) bool { return l.Leaves[out[i]].Size > l.Leaves[out[j]].Size })
	return out
}

// packings are ways to save room, each costs more instructions than the one before.
var packings = []packing{{below: 2}, {below: 8}, {below: 2, stamps: true}, {below: 8, stamps: true}}

// packing says what gets less room than its size in bytes: what needs less than so
// many bits, and points in time, which fit 48.
type packing struct {
	below  int
	stamps bool
}

// packed gives truths, small ranges and points in time as many bits as they need, as far as
// that is needed; what does not fit then goes to storage, the largest first.
func (l *Layout) packed(leaves []int, mine bool) {
	order := slices.Clone(leaves)
	slices.SortStableFunc(order, func(i, j int) int { return packedSize(l.Leaves[j].Type) - packedSize(l.Leaves[i].Type) })
	least := 0
	for _, i := range order {
		least += l.leastBits(i)
	}
	for over := 0; over <= len(order); over++ {
		if over > 0 {
			least -= l.leastBits(order[over-1])
		}
		if least > 8*target.PrivateBytes {
			continue
		}
		for i := range order {
			l.Leaves[order[i]].InStorage = i < over
		}
		for _, p := range packings {
			if l.pack(order[over:], p, mine || over > 0) {
				return
			}
		}
	}
	panic("internal error: no state fits")
}

// packedSize is the least size of a load, in bytes, that holds all values of t.
func packedSize(t *types.PlaceType) int {
	size := naturalSize(t)
	for half := size / 2; half > 0 && packedBits(t) <= 8*half; half /= 2 {
		size = half
	}
	return size
}

// leastBits is how many bits leaf i takes at least.
func (l *Layout) leastBits(i int) int {
	t := l.Leaves[i].Type
	if t.Kind == types.Stamp {
		return min(packedBits(t), stampBits)
	}
	return packedBits(t)
}

// stampBits is the room of a packed point in time, which no kernel outlives.
const stampBits = 48

func (l *Layout) pack(leaves []int, p packing, mine bool) bool {
	var s space
	var small []int
	for _, i := range leaves {
		leaf := &l.Leaves[i]
		leaf.Bits, leaf.Bit, leaf.Size = 0, 0, naturalSize(leaf.Type)
		n := packedBits(leaf.Type)
		switch {
		case leaf.Type.Kind == types.Stamp && p.stamps:
			off, ok := s.fit(8)
			if !ok {
				return false
			}
			// The upper six bytes of a word: read by one shift, written as a half and a quarter of it.
			s[off], s[off+1] = false, false
			leaf.Off, leaf.Bit, leaf.Bits = off, 64-stampBits, stampBits
		case n < p.below && n < leaf.Size*8:
			small = append(small, i)
		default:
			leaf.Size = packedSize(leaf.Type)
			off, ok := s.fit(leaf.Size)
			if !ok {
				return false
			}
			leaf.Off = off
		}
	}
	if !l.packBits(&s, small) {
		return false
	}
	l.Mine = -1
	if mine {
		off, ok := s.fit(1)
		if !ok {
			return false
		}
		l.Mine = off
	}
	l.Private = s.used()
	return true
}

// packBits puts leaves of less than a byte together, none across bytes.
func (l *Layout) packBits(s *space, small []int) bool {
	type room struct{ off, bit int }
	var open []room
next:
	for _, i := range small {
		leaf := &l.Leaves[i]
		n := packedBits(leaf.Type)
		leaf.Size, leaf.Bits = 1, n
		for k := range open {
			if open[k].bit+n <= 8 {
				leaf.Off, leaf.Bit = open[k].off, open[k].bit
				open[k].bit += n
				continue next
			}
		}
		off, ok := s.fit(1)
		if !ok {
			return false
		}
		leaf.Off, leaf.Bit = off, 0
		open = append(open, room{off, n})
	}
	return true
}

// packedBits returns how many bits hold every value of a place.
func packedBits(pt *types.PlaceType) int {
	r := leafRange(pt)
	if pt.Kind == types.Enum && enumBytes(pt.Enum) == 1 {
		return 8 // values that the kernel may yet add must not alias
	}
	if r.Lo >= 0 {
		return max(1, bits.Len64(uint64(r.Hi)))
	}
	return 1 + max(bits.Len64(uint64(r.Hi)), bits.Len64(uint64(-(r.Lo+1))))
}

// storage lays out what lies in the storage record, the largest first.
func (l *Layout) storage() {
	var order []int
	for i := range l.Leaves {
		if l.Leaves[i].InStorage {
			leaf := &l.Leaves[i]
			leaf.Size, leaf.Bit, leaf.Bits = naturalSize(leaf.Type), 0, 0
			order = append(order, i)
		}
	}
	off := 0
	for _, i := range bySize(l, order) {
		leaf := &l.Leaves[i]
		off = (off + leaf.Size - 1) / leaf.Size * leaf.Size
		leaf.Off = off
		off += leaf.Size * max(1, leaf.Len)
	}
	l.Storage = (off + 7) / 8 * 8
}

// claim checks that a record has its mark.
func (l *Layout) claim(ownsPrivate bool) {
	if l.Storage > 0 && !ownsPrivate && l.Mine < 0 {
		panic("internal error: a storage record without its mark")
	}
}

// index returns the leaves by name.
func (l *Layout) index() map[string]*Leaf {
	m := map[string]*Leaf{}
	for i := range l.Leaves {
		m[l.Leaves[i].Name] = &l.Leaves[i]
	}
	return m
}

// Read returns the stored integer of a leaf in m, of its element i if it is an
// array: what a load of the language gives. A record that is not there, or not
// this connection's, reads as initial.
func (l *Layout) Read(leaf *Leaf, i int, m Machine) int64 {
	size, off := leaf.Size, leaf.Off+i*leaf.Size
	var bits uint64
	switch {
	case !leaf.InStorage:
		bits = m.LoadPriv(off, size)
	case m.Storage() && (l.Mine < 0 || m.LoadPriv(l.Mine, 1) != 0):
		bits = m.LoadMem(off, size)
	}
	n := size * 8
	if leaf.Bits != 0 {
		bits, n = bits>>leaf.Bit, leaf.Bits
	}
	return extendTo((bits^leaf.InitialBits(i))&sizeMask(n), n, signed(leaf))
}

// Write stores x in a leaf, the inverse of Read; it marks the record as this
// connection's. It is for tests and tools that set up a connection.
func (l *Layout) Write(leaf *Leaf, i int, m Machine, x int64) {
	size, off := leaf.Size, leaf.Off+i*leaf.Size
	bits := uint64(x) ^ leaf.InitialBits(i)
	switch {
	case leaf.InStorage:
		m.StoreMem(off, size, bits&sizeMask(size*8))
		if l.Mine >= 0 {
			m.StorePriv(l.Mine, 1, 1)
		}
	case leaf.Bits != 0:
		mask := sizeMask(leaf.Bits) << leaf.Bit
		m.StorePriv(off, size, m.LoadPriv(off, size)&^mask|bits<<leaf.Bit&mask)
	default:
		m.StorePriv(off, size, bits&sizeMask(size*8))
	}
}
