package ir

import (
	"strings"

	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
)

// leaf returns the leaf of the state with that name.
func (b *builder) leaf(name string) *Leaf {
	l := b.leaves[name]
	if l == nil {
		panic("internal error: the state has no leaf " + name)
	}
	return l
}

// loadLeaf reads a leaf of the state: the stored bits xor the initial ones. Where
// the kernel has no storage record, a leaf there has its initial value.
func (b *builder) loadLeaf(l *Leaf, index *Value) *Value {
	if !l.InStorage {
		return b.knowLeaf(b.privLeaf(l), l)
	}
	b.claims = true
	yes, no, to := b.newBlock(), b.newBlock(), b.newBlock()
	b.branch(b.record(), yes, no, false)
	b.open(yes)
	aux := &Aux{Off: l.Off, Size: l.Size, Signed: signed(l)}
	args := []*Value{b.record()}
	if index != nil {
		aux.Stride, aux.Len = l.Size, l.Len
		args = append(args, index)
	}
	v := b.raw(LoadMem, aux, args...)
	b.setEst(v, typeInterval(l.Size*8, aux.Signed))
	b.jump(to, b.emit(Xor, v, b.initial(l, index)))
	b.open(no)
	b.jump(to, b.initial(l, index))
	p := b.fn.AddParam(to, b.span)
	b.open(to)
	return b.knowLeaf(p, l)
}

// privLeaf reads a leaf in the private bytes.
func (b *builder) privLeaf(l *Leaf) *Value {
	aux := &Aux{Off: l.Off, Size: l.Size, Signed: l.Bits == 0 && signed(l)}
	v := b.raw(LoadPriv, aux, b.ptr(0))
	b.setEst(v, typeInterval(l.Size*8, aux.Signed))
	if l.Bits == 0 {
		return b.emit(Xor, v, b.initial(l, nil))
	}
	v = b.emit(Shr, v, b.constant(int64(l.Bit)))
	v = b.emit(And, v, b.constant(int64(sizeMask(l.Bits))))
	v = b.emit(Xor, v, b.constant(int64(l.Initial&sizeMask(l.Bits))))
	if signed(l) {
		n := b.constant(int64(64 - l.Bits))
		v = b.emit(Sar, b.emit(Shl, v, n), n)
	}
	return v
}

// knowLeaf attaches the range that stores keep the leaf in.
func (b *builder) knowLeaf(v *Value, l *Leaf) *Value {
	if v.Op == Const {
		return v
	}
	b.know(v, l.Range, target.Range(plausiblePlace(l.Type, Interval(l.Range))))
	return v
}

// signed reports whether the stored bits are extended by their sign: a range
// without negative values is packed without a sign bit, also in a signed type.
func signed(l *Leaf) bool {
	return l.Type.Kind == types.Num && l.Type.Signed && leafRange(l.Type).Lo < 0
}

// initial returns the initial value as an extended integer, of element i of an array.
func (l *Leaf) initial(i int) int64 {
	return extendTo(l.InitialBits(i), naturalSize(l.Type)*8, signed(l))
}

// initial returns the initial value of a leaf, of its element index if it is an array.
func (b *builder) initial(l *Leaf, index *Value) *Value {
	switch {
	case l.Elems == nil:
		return b.constant(l.initial(0))
	case index.Op == Const:
		return b.constant(l.initial(int(index.Imm)))
	}
	return b.elementOf(l.Elems, index)
}

// storeLeaf stores x, which is in the leaf's range.
func (b *builder) storeLeaf(l *Leaf, index, x *Value) {
	b.fn.stored = append(b.fn.stored, storedLeaf{l, x, b.cur})
	b.storeBits(l, index, b.emit(Xor, x, b.initial(l, index)))
}

// storeBits stores bits, already xored with the initial ones.
func (b *builder) storeBits(l *Leaf, index, bits *Value) {
	if !l.InStorage {
		b.storePriv(l, bits)
		return
	}
	b.claims = true
	yes, on := b.newBlock(), b.newBlock()
	b.branch(b.record(), yes, on, false)
	b.open(yes)
	aux := &Aux{Off: l.Off, Size: l.Size}
	args := []*Value{b.record(), bits}
	if index != nil {
		aux.Stride, aux.Len = l.Size, l.Len
		args = append(args, index)
	}
	b.raw(StoreMem, aux, args...)
	b.jump(on)
	b.open(on)
}

func (b *builder) storePriv(l *Leaf, bits *Value) {
	aux := &Aux{Off: l.Off, Size: l.Size}
	switch {
	case l.Bits == 48: // a point in time
		b.raw(StorePriv, &Aux{Off: l.Off + 2, Size: 2}, b.ptr(0), bits)
		aux = &Aux{Off: l.Off + 4, Size: 4}
		bits = b.emit(Shr, bits, b.constant(16))
	case l.Bits != 0:
		m := sizeMask(l.Bits)
		old := b.raw(LoadPriv, aux, b.ptr(0))
		b.setEst(old, typeInterval(l.Size*8, false))
		kept := b.emit(And, old, b.constant(int64(sizeMask(l.Size*8)&^(m<<l.Bit))))
		set := b.emit(Shl, b.emit(And, bits, b.constant(int64(m))), b.constant(int64(l.Bit)))
		bits = b.emit(Or, kept, set)
	}
	b.raw(StorePriv, aux, b.ptr(0), bits)
}

// record returns the pointer to the storage record, or 0. It is looked up once (see prologue
// and claimStorage).
func (b *builder) record() *Value {
	if b.storage == nil {
		sk := b.ptr(0)
		b.storage = b.fn.NewValue(Storage, b.fn.Span, sk)
		b.setEst(b.storage, anyValue)
	}
	return b.storage
}

// clearsInInit reports whether this is the init of a program that cannot mark its
// record in the private bytes, and therefore clears it here.
func (b *builder) clearsInInit() bool {
	return b.prog.OwnsPrivate && b.layout.Storage > 0 && b.cb.Target.Name == "init"
}

// lookStorageUp looks the record up in a program that cannot mark it as its own: init clears it.
func (b *builder) lookStorageUp() {
	p := b.record()
	b.cur.Append(p)
	if !b.clearsInInit() {
		return
	}
	clear, on := b.newBlock(), b.newBlock()
	b.branch(p, clear, on, false)
	b.open(clear)
	b.clearRecord()
	b.jump(on)
	b.open(on)
}

// claimStorage looks the record up and clears it if it is left from an earlier use of the
// algorithm on this connection: where the ways part that need it from those that do not.
func (b *builder) claimStorage() {
	b.span = b.fn.Span
	there, clear := b.newBlock(), b.newBlock()
	on := b.split(b.needsRecord())
	b.cur.Append(b.storage)
	b.branch(b.storage, there, on, false)
	b.open(there)
	mark := b.raw(LoadPriv, &Aux{Off: b.layout.Mine, Size: 1}, b.ptr(0))
	b.setEst(mark, typeInterval(8, false))
	b.branch(mark, on, clear, false)
	b.open(clear)
	b.clearRecord()
	b.raw(StorePriv, &Aux{Off: b.layout.Mine, Size: 1}, b.ptr(0), b.constant(1))
	b.jump(on)
}

// needsRecord returns the nearest block, in no loop, that all uses of the record are behind.
func (b *builder) needsRecord() *Block {
	dom := dominators(b.fn)
	depth := loopDepths(b.fn, dom)
	var at *Block
	for _, blk := range dom.order {
		eachUse(blk, func(v *Value) {
			switch {
			case v != b.storage:
			case at == nil:
				at = blk
			default:
				at = dom.meet(at, blk)
			}
		})
	}
	if at == nil { // all were in code that cannot be reached
		at = b.entry.Term.Succs[0].Block
	}
	for depth[at.ID] > 0 {
		at = dom.idom[at.ID]
	}
	return at
}

// split makes what is in a block follow in another, which it returns; code goes to the block, which
// keeps its parameters.
func (b *builder) split(blk *Block) *Block {
	b.cur = blk
	on := b.newBlock()
	on.Term = blk.Term
	if blk == b.entry { // what it reads must stay there
		return on
	}
	on.Insts, blk.Insts = blk.Insts, nil
	for _, v := range on.Insts {
		v.Block = on
	}
	for i := range b.fn.Checks {
		if b.fn.Checks[i].Block == blk {
			b.fn.Checks[i].Block = on
		}
	}
	for i := range b.fn.stored {
		if b.fn.stored[i].block == blk {
			b.fn.stored[i].block = on
		}
	}
	return on
}

// unrolled is the most stores that are written out instead of looped over;
// unrolledZeros those of zero, each one instruction. The verifier throws away what it
// has noted in a loop that turns often: in another loop, it walks such a one anew on
// every path.
const (
	unrolled      = 16
	unrolledZeros = 64
)

// clearRecord zeroes the storage record.
func (b *builder) clearRecord() { b.zero(0, 8, b.layout.Storage/8) }

// zero stores n zeros of size bytes from off on in the record, which is there.
func (b *builder) zero(off, size, n int) {
	if n <= unrolledZeros {
		for i := range n {
			b.raw(StoreMem, &Aux{Off: off + i*size, Size: size}, b.record(), b.constant(0))
		}
		return
	}
	b.counted(n, func(i *Value) {
		b.raw(StoreMem, &Aux{Off: off, Size: size, Stride: size, Len: n}, b.record(), b.constant(0), i)
	})
}

// counted builds a loop of n turns, n constant; body gets the turn.
func (b *builder) counted(n int, body func(i *Value)) {
	head, in, out := b.newBlock(), b.newBlock(), b.newBlock()
	b.jump(head, b.constant(0))
	i := b.fn.AddParam(head, b.span)
	b.setEst(i, Interval{0, int64(n)})
	b.loop(head, n)
	b.cur = head
	more := b.raw(Lt, nil, i, b.constant(int64(n)))
	more.Keep = true
	b.branch(more, in, out, true)
	b.open(in)
	body(i)
	next := b.raw(Add, nil, i, b.constant(1))
	next.Keep = true
	b.jump(head, next)
	b.seal(head)
	b.open(out)
}

// reset restores initial values: zero bits, as what is stored is xored with them.
func (b *builder) reset(p place) {
	name, index := b.leafName(p.steps)
	if name == "" {
		b.resetAll()
		return
	}
	span := 1 // elements of storage arrays that the path has chosen among
	for _, s := range p.steps {
		if s.inArray && s.name == "" {
			span *= s.len
		}
	}
	for i := range b.layout.Leaves {
		l := &b.layout.Leaves[i]
		rest, ok := strings.CutPrefix(l.Name, name)
		if !ok || rest != "" && rest[0] != '.' && rest[0] != '[' {
			continue
		}
		b.resetLeaf(l, index, span)
	}
}

// resetLeaf resets a leaf, or those of its elements that index, one of span, chooses.
func (b *builder) resetLeaf(l *Leaf, index *Value, span int) {
	zero := b.constant(0)
	if l.Len == 0 {
		b.storeBits(l, nil, zero)
		return
	}
	each := l.Len / span
	if index == nil {
		index = b.constant(0)
	}
	base := b.emit(Mul, index, b.constant(int64(each)))
	if each <= unrolled {
		for k := range each {
			b.storeBits(l, b.emit(Add, base, b.constant(int64(k))), zero)
		}
		return
	}
	b.counted(each, func(k *Value) { b.storeBits(l, b.emit(Add, base, k), b.constant(0)) })
}

// resetAll resets the whole state word by word.
func (b *builder) resetAll() {
	for off := 0; off < b.layout.Private; off += 8 {
		b.raw(StorePriv, &Aux{Off: off, Size: 8}, b.ptr(0), b.constant(0))
	}
	if b.layout.Storage == 0 {
		return
	}
	yes, on := b.newBlock(), b.newBlock()
	b.branch(b.record(), yes, on, false)
	b.open(yes)
	b.clearRecord()
	if b.layout.Mine >= 0 {
		b.raw(StorePriv, &Aux{Off: b.layout.Mine, Size: 1}, b.ptr(0), b.constant(1))
	}
	b.jump(on)
	b.open(on)
}
