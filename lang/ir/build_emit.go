package ir

import (
	"math"
	"math/big"

	"github.com/ccc-lang/ccc/lang/target"
)

// The builder keeps a cheap estimate of every value: an Interval that follows each
// value's making once and knows nothing of conditions. It picks plain operations
// where nothing can overflow and leaves out clamps that a place's own range
// proves; everything finer is the range analysis's business.

// satRange is what saturating operations give.
var satRange = Interval{-math.MaxInt64, math.MaxInt64}

func (i Interval) between(lo, hi int64) bool { return i.Lo >= lo && i.Hi <= hi }

// mag returns the largest magnitude, at most MaxInt64.
func (i Interval) mag() int64 {
	if i.Lo == math.MinInt64 {
		return math.MaxInt64
	}
	return max(i.Hi, -i.Lo)
}

func (b *builder) setEst(v *Value, r Interval) {
	if v.Op == Const {
		return
	}
	for len(b.est) <= v.ID {
		b.est = append(b.est, anyValue)
	}
	b.est[v.ID] = r
}

func (b *builder) estOf(v *Value) Interval {
	if v.Op == Const {
		return Interval{v.Imm, v.Imm}
	}
	if v.ID >= 0 && v.ID < len(b.est) {
		return b.est[v.ID]
	}
	return anyValue
}

// know attaches a range known from outside.
func (b *builder) know(v *Value, hard, plausible target.Range) {
	v.Known = &Known{Hard: hard, Plausible: plausible}
	b.setEst(v, Interval{hard.Lo, hard.Hi})
}

// constant returns the number x. It is in no block until it is used: most bounds
// and factors turn out to change nothing.
func (b *builder) constant(x int64) *Value { return &Value{ID: -1, Op: Const, Imm: x, Span: b.span} }

// use returns v as an operand in the current block: a constant gets an instruction
// there, as its first use may be on a path that does not lead here.
func (b *builder) use(v *Value) *Value {
	if v.Op != Const || v.Block == b.cur {
		return v
	}
	c := b.fn.NewValue(Const, v.Span)
	c.Imm = v.Imm
	return b.cur.Append(c)
}

func (b *builder) useAll(args []*Value) []*Value {
	for i, a := range args {
		args[i] = b.use(a)
	}
	return args
}

// emit appends an operation, or gives what it is known to be.
func (b *builder) emit(op Op, args ...*Value) *Value {
	if v := b.fold(op, args); v != nil {
		return v
	}
	if v := b.foldCompare(op, args); v != nil {
		return v
	}
	return b.raw(op, nil, args...)
}

// raw appends an operation as it is.
func (b *builder) raw(op Op, aux *Aux, args ...*Value) *Value {
	if b.fn.values > maxValues {
		panic(tooBig{maxValues, "operations"})
	}
	v := b.fn.NewValue(op, b.span, b.useAll(args)...)
	v.Aux = aux
	b.cur.Append(v)
	b.setEst(v, b.estimate(op, args))
	return v
}

// loop makes head the head of a loop of at most so many turns.
func (b *builder) loop(head *Block, turns int) {
	if b.loops++; b.loops > maxLoops {
		panic(tooBig{maxLoops, "loops"})
	}
	head.LoopMax = turns
}

// fold gives the result of operations on constants, and of those that change nothing.
func (b *builder) fold(op Op, args []*Value) *Value {
	x := args[0]
	if len(args) == 1 {
		if x.Op == Const {
			return b.constant(Compute(op, x.Imm, 0))
		}
		return nil
	}
	y := args[1]
	if x.Op == Const && y.Op == Const {
		return b.constant(Compute(op, x.Imm, y.Imm))
	}
	if y.Op != Const {
		if x.Op == Const && op.Commutes() {
			args[0], args[1] = y, x
			return b.foldRight(op, y, x)
		}
		return nil
	}
	return b.foldRight(op, x, y)
}

// foldRight folds where y is a constant and x is not.
func (b *builder) foldRight(op Op, x, y *Value) *Value {
	r := b.estOf(x)
	same := false
	switch op {
	case Add, Sub, AddSat, SubSat, Or, Xor, Shl, Shr, Sar:
		same = y.Imm == 0
	case Mul, MulSat, Div, UDiv:
		same = y.Imm == 1
		if y.Imm == 0 {
			return b.constant(0)
		}
	case And:
		same = y.Imm == -1
		if y.Imm == 0 {
			return b.constant(0)
		}
	case Min:
		same = r.Hi <= y.Imm
		if r.Lo >= y.Imm {
			return y
		}
	case Max:
		same = r.Lo >= y.Imm
		if r.Hi <= y.Imm {
			return y
		}
	}
	if same {
		return x
	}
	return nil
}

// foldCompare gives the result of a comparison of values that cannot meet.
func (b *builder) foldCompare(op Op, args []*Value) *Value {
	if len(args) < 2 {
		return nil
	}
	x, y := b.estOf(args[0]), b.estOf(args[1])
	apart := x.Hi < y.Lo || x.Lo > y.Hi
	switch {
	case op == Eq && apart, op == Lt && x.Lo >= y.Hi, op == Le && x.Lo > y.Hi:
		return b.constant(0)
	case op == Ne && apart, op == Lt && x.Hi < y.Lo, op == Le && x.Hi <= y.Lo:
		return b.constant(1)
	}
	return nil
}

// estimate bounds an operation's result.
func (b *builder) estimate(op Op, args []*Value) Interval {
	if len(args) == 0 || ops[op].aux != noAux || op == Storage {
		return anyValue
	}
	x, y := b.estOf(args[0]), anyValue
	if len(args) > 1 {
		y = b.estOf(args[1])
	}
	return transfer(op, x, y)
}

func bigMul(x, y int64) *big.Int { return new(big.Int).Mul(big.NewInt(x), big.NewInt(y)) }

// clampBig returns x, at most ±(2^63-1).
func clampBig(x *big.Int) int64 {
	if x.IsInt64() && x.Int64() != math.MinInt64 {
		return x.Int64()
	}
	return int64(x.Sign()) * math.MaxInt64
}

// fits reports whether all of xs lie within ±(2^63-1).
func fits(xs ...*big.Int) bool {
	for _, x := range xs {
		if x.BitLen() > 63 {
			return false
		}
	}
	return true
}

// add, sub and mul saturate, with plain operations where the estimate proves that
// nothing can overflow.
func (b *builder) add(x, y *Value) *Value {
	p, q := b.estOf(x), b.estOf(y)
	if both(addFits, p.Lo, q.Lo, p.Hi, q.Hi) {
		return b.emit(Add, x, y)
	}
	return b.emit(AddSat, x, y)
}

func (b *builder) sub(x, y *Value) *Value {
	p, q := b.estOf(x), b.estOf(y)
	if both(subFits, p.Lo, q.Hi, p.Hi, q.Lo) {
		return b.emit(Sub, x, y)
	}
	return b.emit(SubSat, x, y)
}

func (b *builder) mul(x, y *Value) *Value {
	m, n := b.estOf(x).mag(), b.estOf(y).mag()
	if both(mulFits, m, n, m, n) {
		return b.emit(Mul, x, y)
	}
	return b.emit(MulSat, x, y)
}

// both reports whether f(x1, y1) and f(x2, y2) lie within ±(2^63-1).
func both(f func(x, y int64) (int64, bool), x1, y1, x2, y2 int64) bool {
	r, ok := f(x1, y1)
	s, ok2 := f(x2, y2)
	return ok && ok2 && r != math.MinInt64 && s != math.MinInt64
}

// mulConst returns x·k, saturating, for any k.
func (b *builder) mulConst(x *Value, k *big.Int) *Value {
	if k.IsInt64() && k.Int64() != math.MinInt64 {
		return b.mul(x, b.constant(k.Int64()))
	}
	// |k| > 2^63-1: anything but 0 saturates, as it does for 2^63-1 times 2.
	return b.mul(b.mul(x, b.constant(int64(k.Sign())*math.MaxInt64)), b.constant(2))
}

// neg returns -x; x is never MinInt64.
func (b *builder) neg(x *Value) *Value { return b.emit(Neg, x) }

// clampTo returns x brought into r.
func (b *builder) clampTo(x *Value, r target.Range) *Value {
	x = b.emit(Min, x, b.constant(r.Hi))
	return b.emit(Max, x, b.constant(r.Lo))
}

// mask returns all ones if the truth t is 1, else 0.
func (b *builder) mask(t *Value) *Value { return b.neg(t) }

// choose returns x if cond, else y, by branching.
func (b *builder) choose(cond, x, y *Value) *Value {
	if cond.Op == Const {
		if cond.Imm != 0 {
			return x
		}
		return y
	}
	yes, no, to := b.newBlock(), b.newBlock(), b.newBlock()
	b.branch(cond, yes, no, false)
	b.open(yes)
	b.jump(to, x)
	b.open(no)
	b.jump(to, y)
	p := b.fn.AddParam(to, b.span)
	b.setEst(p, b.estOf(x).union(b.estOf(y)))
	b.open(to)
	return p
}
