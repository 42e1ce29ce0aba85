package codegen

import (
	"math"

	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/lang/ir"
	"github.com/ccc-lang/ccc/lang/target"
)

// demand is what the code that uses a value needs of it. A value that nothing
// needs is not computed; one whose low half is enough needs no extension.
type demand uint8

const (
	low  demand = 1 << iota // its low 32 bits
	full                    // all 64 bits
	top                     // of a bitfield: its bits at the top of 64, nothing below
)

// demands is what is needed of each value of a function.
type demands struct {
	ranges *ir.Ranges
	need   []demand // by Value.ID
	work   []*ir.Value
	args   map[*ir.Value][]*ir.Value // by block parameter: what its edges give
	uses   []int                     // by Value.ID: how many instructions and edges read it
}

// newDemands starts at what has an effect and follows the arguments.
func newDemands(f *ir.Func, ranges *ir.Ranges, values int) *demands {
	d := &demands{ranges: ranges, need: make([]demand, values), args: map[*ir.Value][]*ir.Value{}, uses: make([]int, values)}
	d.countUses(f)
	for _, b := range f.Blocks {
		for _, e := range b.Term.Succs {
			for n, p := range e.Block.Params {
				d.args[p] = append(d.args[p], e.Args[n])
			}
		}
	}
	for _, b := range f.Blocks {
		for _, v := range b.Insts {
			if hasEffect(v.Op) {
				d.effect(v)
			}
		}
		switch b.Term.Op {
		case ir.Branch:
			d.condition(d.branchCond(b.Term.Cond))
		case ir.Return:
			if b.Term.Result != nil {
				d.want(b.Term.Result, forSize(resultSize(f)))
			}
		}
	}
	for len(d.work) > 0 {
		v := d.work[len(d.work)-1]
		d.work = d.work[:len(d.work)-1]
		d.follow(v)
	}
	return d
}

func (d *demands) countUses(f *ir.Func) {
	count := func(vs ...*ir.Value) {
		for _, v := range vs {
			if v != nil {
				d.uses[v.ID]++
			}
		}
	}
	for _, b := range f.Blocks {
		for _, v := range b.Insts {
			count(v.Args...)
		}
		count(b.Term.Cond, b.Term.Result)
		for _, e := range b.Term.Succs {
			count(e.Args...)
		}
	}
}

func hasEffect(o ir.Op) bool {
	return o == ir.StoreField || o == ir.StorePriv || o == ir.StoreMem || o == ir.Call || o == ir.Invoke
}

func resultSize(f *ir.Func) int {
	if f.Callback == nil || f.Callback.Result == nil {
		return 8
	}
	return f.Callback.Result.Type.Size()
}

// forSize is what a store of so many bytes needs.
func forSize(bytes int) demand {
	if bytes <= 4 {
		return low
	}
	return full
}

// has reports whether v needs to be computed with what is in n.
func (d *demands) has(v *ir.Value, n demand) bool { return d.need[v.ID]&n != 0 }

func (d *demands) want(v *ir.Value, n demand) {
	if d.need[v.ID]&full != 0 {
		n &^= low
	}
	if d.need[v.ID]&n == n {
		return
	}
	d.need[v.ID] |= n
	d.work = append(d.work, v)
}

func (d *demands) wantAll(vs []*ir.Value, n demand) {
	for _, v := range vs {
		d.want(v, n)
	}
}

func (d *demands) effect(v *ir.Value) {
	d.want(first(v), full)
	switch v.Op {
	case ir.StoreField:
		d.want(v.Args[1], forSize(v.Aux.Field.Type.Size()))
	case ir.StorePriv:
		d.want(v.Args[1], forSize(v.Aux.Size))
	case ir.StoreMem:
		d.want(v.Args[1], forSize(v.Aux.Size))
		d.wantAll(v.Args[2:], full)
	default:
		d.wantAll(v.Args, full)
	}
}

// first returns the first argument, or v itself where there is none.
func first(v *ir.Value) *ir.Value {
	if len(v.Args) == 0 {
		return v
	}
	return v.Args[0]
}

// follow demands of v's arguments what v needs of them.
func (d *demands) follow(v *ir.Value) {
	n := d.need[v.ID]
	switch {
	case v.Op == ir.Invalid:
		d.wantAll(d.args[v], n)
	case hasEffect(v.Op):
	case d.isCopy(v):
		d.want(v.Args[0], n&^top)
	case isCompare(v.Op):
		d.condition(d.condOf(v))
	case d.fillsUp(v) != nil:
		d.wantAll(d.fillsUp(v).Args, low)
	case d.dropsSign(v):
		d.want(v.Args[0], low)
	case setsCleared(v) != nil:
		d.want(setsCleared(v), n)
	case readsLow(v):
		d.wantAll(v.Args, low)
	case n == low && narrows(v):
		d.wantAll(v.Args, low)
	default:
		d.wantAll(v.Args, full)
	}
}

// isCopy reports whether v has the bits of its argument that are needed of it.
func (d *demands) isCopy(v *ir.Value) bool {
	switch v.Op {
	case ir.Zext32, ir.Sext32:
		if !d.has(v, full) {
			return true
		}
		h := d.ranges.Hard(v.Args[0])
		return v.Op == ir.Zext32 && isU32(h) || v.Op == ir.Sext32 && isS32(h)
	}
	return false
}

// fillsUp returns the sum of two 32-bit numbers whose greatest value v limits to
// 2^32-1, if nothing else needs it: a 32-bit sum that is less than a part of it
// has wrapped. Else nil.
func (d *demands) fillsUp(v *ir.Value) *ir.Value {
	if v.Op != ir.Min || v.Keep || v.Args[1].Op != ir.Const || v.Args[1].Imm != math.MaxUint32 {
		return nil
	}
	sum := v.Args[0]
	if sum.Op != ir.Add || sum.Keep || d.uses[sum.ID] > 1 || sum.Args[0].Op == ir.Const || sum.Args[0] == sum.Args[1] ||
		!isU32(d.ranges.Hard(sum.Args[0])) || !isU32(d.ranges.Hard(sum.Args[1])) {
		return nil
	}
	return sum
}

// dropsSign reports whether v makes a constant of every negative value of a
// 32-bit number, so that it takes its low half and gives one without a sign.
func (d *demands) dropsSign(v *ir.Value) bool {
	if v.Op != ir.Max || v.Keep || v.Args[1].Op != ir.Const || v.Args[1].Imm < 0 || v.Args[1].Imm > math.MaxInt32 {
		return false
	}
	return d.lowIsFree(v.Args[0]) && isS32(d.ranges.Hard(v.Args[0]))
}

// inputs returns what the code of v reads.
func (d *demands) inputs(v *ir.Value) []*ir.Value {
	if o := d.operands(v); o != nil {
		return o
	}
	return v.Args
}

// setsCleared returns x of (x & c) | m where m sets all bits that c clears, so
// that x | m is the same; else nil.
func setsCleared(v *ir.Value) *ir.Value {
	if v.Op != ir.Or || v.Args[1].Op != ir.Const {
		return nil
	}
	a := v.Args[0]
	if a.Op != ir.And || a.Args[1].Op != ir.Const || ^a.Args[1].Imm&^v.Args[1].Imm != 0 {
		return nil
	}
	return a.Args[0]
}

// readsLow reports whether v depends on the low halves of its arguments only.
func readsLow(v *ir.Value) bool {
	switch v.Op {
	case ir.Zext32, ir.Sext32, ir.Add32, ir.Sub32:
		return true
	case ir.And:
		return isMask32(v.Args[0]) || isMask32(v.Args[1])
	}
	return false
}

func isMask32(v *ir.Value) bool { return v.Op == ir.Const && v.Imm >= 0 && v.Imm <= math.MaxUint32 }

// narrows reports whether the low half of v depends on the low halves of its
// arguments only, so that the 32-bit operation gives it.
func narrows(v *ir.Value) bool {
	switch v.Op {
	case ir.Add, ir.Sub, ir.Mul, ir.And, ir.Or, ir.Xor, ir.Neg:
		return true
	case ir.Shl:
		return v.Args[1].Op == ir.Const && v.Args[1].Imm&63 < 32
	}
	return false
}

func isU32(i ir.Interval) bool { return i.Lo >= 0 && i.Hi <= math.MaxUint32 }
func isS32(i ir.Interval) bool { return i.Lo >= math.MinInt32 && i.Hi <= math.MaxInt32 }

func isCompare(o ir.Op) bool { return o.IsTruth() }

// condition is a comparison as a jump makes it: a jump b, or a jump imm if b is nil.
type condition struct {
	jump   asm.JumpOp
	negate bool
	a, b   *ir.Value
	imm    int64
	narrow bool
	top    bool // a is a bitfield of one bit, tested as the sign
}

func (d *demands) condition(c condition) {
	n := full
	switch {
	case c.top:
		n = top
	case c.narrow:
		n = low
	}
	d.want(c.a, n)
	if c.b != nil {
		d.want(c.b, n)
	}
}

var compareJump = map[ir.Op]asm.JumpOp{
	ir.Eq: asm.JEq, ir.Ne: asm.JNE, ir.Lt: asm.JSLT, ir.Le: asm.JSLE, ir.ULt: asm.JLT, ir.ULe: asm.JLE,
}

// condOf returns the comparison that tells whether v is not 0.
func (d *demands) condOf(v *ir.Value) condition {
	if v.Op == ir.Not {
		return d.condOf(v.Args[0]).not()
	}
	jump, ok := compareJump[v.Op]
	if !ok {
		return d.nonZero(v)
	}
	a, b := v.Args[0], v.Args[1]
	if a.Op == ir.Const {
		a, b, jump = b, a, swapped[jump]
	}
	if b.Op == ir.Const && b.Imm == 0 && (jump == asm.JNE || jump == asm.JEq) {
		c := d.nonZero(a)
		if isCompare(a.Op) {
			c = d.condOf(a)
		}
		if jump == asm.JEq {
			c = c.not()
		}
		return c
	}
	return d.width(condition{jump: jump, a: a}, b)
}

// nonZero returns the test of v against 0.
func (d *demands) nonZero(v *ir.Value) condition {
	switch {
	case v.Op == ir.And && (v.Args[1].Op == ir.Const || v.Args[0].Op == ir.Const):
		x, mask := v.Args[0], v.Args[1]
		if x.Op == ir.Const {
			x, mask = mask, x
		}
		if mask.Imm >= 0 && fits32(mask.Imm) && x.Op != ir.Const {
			return condition{jump: asm.JSet, a: x, imm: mask.Imm}
		}
	case v.Op == ir.LoadField && v.Aux.Field.Bits == 1 && !v.Aux.Field.Type.Signed():
		return condition{jump: asm.JSLT, a: v, top: true}
	}
	h := d.ranges.Hard(v)
	return condition{jump: asm.JNE, a: v, narrow: d.lowIsFree(v) && (isU32(h) || isS32(h))}
}

// branchCond is condOf for a branch, which tests bits where they are: those of a number
// that was shifted down for them need no shift.
func (d *demands) branchCond(v *ir.Value) condition {
	c := d.condOf(v)
	x := c.a
	if c.b != nil || x.Op != ir.Shr || x.Keep || x.Args[0].Op == ir.Const || x.Args[1].Op != ir.Const || uint64(x.Args[1].Imm) >= 31 {
		return c
	}
	n := x.Args[1].Imm
	switch {
	case c.jump == asm.JSet && c.imm <= math.MaxInt32>>n:
		c.a, c.imm = x.Args[0], c.imm<<n
	case c.jump == asm.JNE && c.imm == 0 && !c.narrow:
		c.a, c.jump, c.imm = x.Args[0], asm.JGE, 1<<n
	case c.jump == asm.JEq && c.imm == 0 && !c.narrow:
		c.a, c.jump, c.imm = x.Args[0], asm.JLT, 1<<n
	}
	return c
}

// width puts b into c and decides whether the comparison is done on 32 bits:
// where that spares an extension or the load of a large constant.
func (d *demands) width(c condition, b *ir.Value) condition {
	ha, hb := d.ranges.Hard(c.a), d.ranges.Hard(b)
	cheap := d.lowIsFree(c.a) || b.Op != ir.Const && d.lowIsFree(b)
	switch {
	case isS32(ha) && isS32(hb):
		c.narrow = cheap
	case isU32(ha) && isU32(hb):
		c.narrow = cheap || b.Op == ir.Const && !fits32(b.Imm)
		if u, ok := unsigned[c.jump]; ok && c.narrow {
			c.jump = u
		}
	}
	if b.Op == ir.Const && (fits32(b.Imm) || c.narrow) {
		c.imm = b.Imm
		if c.narrow {
			c.imm = int64(int32(uint32(b.Imm)))
		}
		return c
	}
	c.b = b
	return c
}

// lowIsFree reports whether the low half of v costs less than all of it.
func (d *demands) lowIsFree(v *ir.Value) bool {
	switch v.Op {
	case ir.Sext32, ir.Zext32:
		return !d.isRedundant(v)
	case ir.LoadField:
		return v.Aux.Field.Type == target.S32 && v.Aux.Field.Bits == 0 && d.ranges.Hard(v).Lo < 0
	case ir.LoadPriv, ir.LoadMem:
		return v.Aux.Signed && v.Aux.Size == 4 && d.ranges.Hard(v).Lo < 0
	}
	return false
}

func (d *demands) isRedundant(v *ir.Value) bool {
	h := d.ranges.Hard(v.Args[0])
	return v.Op == ir.Zext32 && isU32(h) || v.Op == ir.Sext32 && isS32(h)
}

// not returns the opposite.
func (c condition) not() condition {
	if inv, ok := inverse[c.jump]; ok {
		c.jump = inv
	} else {
		c.negate = !c.negate
	}
	return c
}
