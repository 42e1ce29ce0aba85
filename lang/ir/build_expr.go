package ir

import (
	"math"
	"math/big"

	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
)

// value is what an expression gives: a num, or for the other kinds one 64-bit
// value (a truth 0 or 1, a sequence number or counter 0..2^32-1, microseconds, an
// enum's value).
type value struct {
	kind      types.Kind
	num       num
	v         *Value
	unlimited bool // the literal `unlimited`
}

// with returns the value of v's shape that p holds; p nil: v itself.
func (v value) with(p *Value) value {
	switch {
	case p == nil:
		return v
	case v.kind == types.Num:
		return value{kind: types.Num, num: num{n: p, d: v.num.d}}
	}
	return value{kind: v.kind, v: p}
}

// maxStamp is the latest point in time a place holds: 48 bits of microseconds are
// nine years of uptime.
const maxStamp = 1<<48 - 1

// scalar returns a value of a kind other than Num.
func scalar(k types.Kind, v *Value) value { return value{kind: k, v: v} }

// numOf returns v as a number: a counter where a number is wanted is its value.
func (b *builder) numOf(v value) num {
	if v.kind == types.Num {
		return v.num
	}
	return num{n: v.v, d: ratOne}
}

// expr builds e, which goes to a place that asks for w.
func (b *builder) expr(e types.Expr, w dest) value {
	saved := b.span
	b.span = e.Pos()
	defer func() { b.span = saved }()
	switch e := e.(type) {
	case *types.Const:
		return b.constExpr(e)
	case *types.Ref:
		return b.ref(e.Sym)
	case *types.Load:
		return b.load(b.resolve(e.Place))
	case *types.Neg:
		return value{kind: types.Num, num: b.negNum(b.numOf(b.expr(e.X, w)))}
	case *types.Not:
		return scalar(types.Bool, b.emit(Not, b.expr(e.X, dest{}).v))
	case *types.Binary:
		return b.binary(e, w)
	case *types.Compare:
		return scalar(types.Bool, b.compare(e))
	case *types.Logic:
		return b.logic(e)
	case *types.Cond:
		return b.condExpr(e, w)
	case *types.Builtin:
		return b.builtin(e, w)
	case *types.Call:
		return b.call(e)
	case *types.KernelCall:
		return b.kernelCall(e)
	}
	panic("internal error: unknown expression")
}

func (b *builder) constExpr(e *types.Const) value {
	switch e.T.Kind {
	case types.Num:
		return value{kind: types.Num, num: constNum(e.Value), unlimited: e.Unlimited}
	case types.Stamp:
		x := new(big.Rat).Mul(e.Value, new(big.Rat).SetInt64(1_000_000))
		return scalar(types.Stamp, b.constant(truncRat(x)))
	}
	return scalar(e.T.Kind, b.constant(truncRat(e.Value)))
}

func (b *builder) ref(s *types.Sym) value {
	bind, ok := b.frame.binds[s]
	if !ok || bind.val == nil {
		panic("internal error: " + s.Name + " is not bound to a value")
	}
	return *bind.val
}

func (b *builder) binary(e *types.Binary, w dest) value {
	down := w.summed()
	if e.Op != types.Add && e.Op != types.Sub {
		down = dest{}
	}
	x := b.expr(e.X, down)
	y := b.expr(e.Y, down)
	switch {
	case x.kind == types.Seq || x.kind == types.Stamp || x.kind == types.Enum || x.kind == types.Bool ||
		y.kind == types.Seq || y.kind == types.Stamp:
		return b.special(e, x, y)
	case (x.kind == types.Count || y.kind == types.Count) && e.Op == types.Sub:
		d := b.emit(Sext32, b.emit(Sub32, b.low32(x), b.low32(y)))
		return value{kind: types.Num, num: num{n: b.countDiff(d), d: ratOne}}
	case e.T.Kind == types.Count:
		return scalar(types.Count, b.emit(Add32, b.low32(x), b.low32(y)))
	}
	return value{kind: types.Num, num: b.arith(e, b.numOf(x), b.numOf(y), w.sum)}
}

// countDiff says what is known of the difference of two readings of a counter.
func (b *builder) countDiff(d *Value) *Value {
	if d.Op == Sext32 {
		b.know(d, target.Range{Lo: math.MinInt32, Hi: math.MaxInt32}, target.Range{Lo: 0, Hi: 1 << 24})
	}
	return d
}

// low32 returns v as a whole number, of which only the low 32 bits count. Check demands one
// beside a counter.
func (b *builder) low32(v value) *Value {
	if v.kind == types.Num {
		return b.scaleTo(v.num, ratOne)
	}
	return v.v
}

func (b *builder) arith(e *types.Binary, x, y num, w *big.Rat) num {
	switch e.Op {
	case types.Add, types.Sub:
		b.needPlace([]num{x, y}, w, e.T)
		return b.sum(e.Op, x, y, w)
	case types.Mul:
		return b.mulNum(x, y)
	case types.Div:
		b.checkDivisor(ZeroDivisor, e.Y, y)
		return b.divNum(x, y)
	case types.Mod:
		b.checkDivisor(ZeroModulus, e.Y, y)
		b.needPlace([]num{x, y}, nil, e.T)
		return b.modNum(x, y)
	}
	return b.bitwise(e.Op, x, y)
}

// ask leaves a question about what is written at span, where the builder is, to Lint.
func (b *builder) ask(c Check, span diag.Span) {
	c.Block, c.Span, c.Text, c.call = b.cur, span, span.Text(), b.frame.call
	b.fn.Checks = append(b.fn.Checks, c)
}

func (b *builder) checkDivisor(kind CheckKind, e types.Expr, y num) {
	if y.c != nil {
		return
	}
	c := Check{Kind: kind, Value: b.use(y.n), Divisor: e}
	if y.m == nil {
		c.Step = new(big.Rat).Inv(y.d)
	}
	b.ask(c, e.Pos())
}

// maxShift is the most places a whole number is shifted by.
const maxShift = 62

// bitwise builds & | ^ << >> on whole numbers that are not negative. A shift
// left is a multiplication: it saturates.
func (b *builder) bitwise(op types.Op, x, y num) num {
	whole := func(n num) *Value { return b.emit(Max, b.scaleTo(n, ratOne), b.constant(0)) }
	p, q := whole(x), whole(y)
	var r *Value
	switch op {
	case types.And:
		r = b.emit(And, p, q)
	case types.Or:
		r = b.emit(Or, p, q)
	case types.Xor:
		r = b.emit(Xor, p, q)
	case types.Shl:
		r = b.mul(p, b.emit(Shl, b.constant(1), b.emit(Min, q, b.constant(maxShift))))
	case types.Shr:
		r = b.emit(Shr, p, b.emit(Min, q, b.constant(maxShift)))
	default:
		panic("internal error: unknown operator " + op.String())
	}
	if x.c != nil && y.c != nil {
		return constNum(new(big.Rat).SetInt64(r.Imm))
	}
	return num{n: r, d: ratOne}
}

// special builds operations on sequence numbers, points in time and flags.
func (b *builder) special(e *types.Binary, x, y value) value {
	switch {
	case x.kind == types.Enum || x.kind == types.Bool:
		op := map[types.Op]Op{types.And: And, types.Or: Or, types.Xor: Xor}[e.Op]
		return scalar(x.kind, b.emit(op, x.v, y.v))
	case x.kind == types.Seq && y.kind == types.Seq:
		d := b.emit(Sext32, b.emit(Sub32, x.v, y.v))
		return value{kind: types.Num, num: num{n: d, d: ratOne}}
	case x.kind == types.Stamp && y.kind == types.Stamp:
		return value{kind: types.Num, num: num{n: b.sub(x.v, y.v), d: new(big.Rat).SetInt64(1_000_000)}}
	case y.kind == types.Seq || y.kind == types.Stamp:
		x, y = y, x // number + seq
	}
	if x.kind == types.Seq {
		op := Add32
		if e.Op == types.Sub {
			op = Sub32
		}
		return scalar(types.Seq, b.emit(op, x.v, b.scaleTo(b.numOf(y), ratOne)))
	}
	t := b.scaleTo(b.numOf(y), new(big.Rat).SetInt64(1_000_000))
	var r *Value
	if e.Op == types.Sub {
		r = b.sub(x.v, t)
	} else {
		r = b.add(x.v, t)
	}
	return scalar(types.Stamp, b.clampTo(r, target.Range{Lo: 0, Hi: maxStamp}))
}

// logic builds x && y and x || y as a truth, evaluating y only if needed.
func (b *builder) logic(e *types.Logic) value {
	yes, no, to := b.newBlock(), b.newBlock(), b.newBlock()
	b.cond(e, yes, no)
	if b.open(yes); b.cur != nil {
		b.jump(to, b.constant(1))
	}
	if b.open(no); b.cur != nil {
		b.jump(to, b.constant(0))
	}
	p := b.fn.AddParam(to, b.span)
	b.setEst(p, Interval{0, 1})
	b.open(to)
	return scalar(types.Bool, p)
}

// condExpr builds `if c then a else b`: each side in a block of its own, brought
// to a common shape at its end.
func (b *builder) condExpr(e *types.Cond, w dest) value {
	yes, no := b.newBlock(), b.newBlock()
	b.cond(e.C, yes, no)
	var ends []end
	side := func(blk *Block, x types.Expr) {
		if b.open(blk); b.cur == nil {
			return
		}
		v := b.expr(x, w)
		ends = append(ends, end{block: b.cur, val: v, span: x.Pos()})
	}
	side(yes, e.A)
	side(no, e.B)
	if len(ends) == 1 {
		return b.join(ends)
	}
	vals := []value{ends[0].val, ends[1].val}
	if e.T.Kind == types.Num {
		b.needPlace([]num{b.numOf(vals[0]), b.numOf(vals[1])}, w.pick, e.T)
	}
	shape, conv := b.joinShape(vals, w.pick)
	return b.joinAs(ends, shape, conv)
}

// joinShape plans how vals meet: the shape they get, and what brings each to it
// (nil: nothing need be passed).
func (b *builder) joinShape(vals []value, w *big.Rat) (value, func(i int) *Value) {
	numbers, consts := false, true
	for _, v := range vals {
		numbers = numbers || v.kind == types.Num
		consts = consts && v.kind == types.Num && v.num.c != nil && v.num.c.Cmp(vals[0].num.c) == 0
	}
	switch {
	case vals[0].kind == types.Void, consts:
		return vals[0], nil
	case !numbers:
		return vals[0], func(i int) *Value { return vals[i].v }
	}
	xs := make([]num, len(vals))
	for i, v := range vals {
		xs[i] = b.numOf(v)
	}
	a := b.align(xs, w)
	return value{kind: types.Num, num: num{d: a.scale}}, func(i int) *Value { return b.aligned(xs[i], a, i) }
}

func (b *builder) builtin(e *types.Builtin, w dest) value {
	if e.Name == "random" {
		return b.random(e.Args[0])
	}
	vals := make([]value, len(e.Args))
	for i, a := range e.Args {
		vals[i] = b.expr(a, w)
	}
	switch {
	case e.Name == "abs":
		return value{kind: types.Num, num: b.absNum(b.numOf(vals[0]))}
	case e.T.Kind == types.Seq:
		return b.minMaxSeq(e.Name, vals)
	case e.T.Kind != types.Num && e.T.Kind != types.Count:
		return scalar(e.T.Kind, b.minMax(e.Name, rawValues(vals)))
	}
	xs := make([]num, len(vals))
	for i, v := range vals {
		xs[i] = b.numOf(v)
	}
	if c := constMinMax(e.Name, xs); c != nil {
		return value{kind: types.Num, num: constNum(c)}
	}
	b.needPlace(xs, w.pick, e.T)
	a := b.align(xs, w.pick)
	ops := make([]*Value, len(xs))
	for i, x := range xs {
		ops[i] = b.aligned(x, a, i)
	}
	return value{kind: types.Num, num: num{n: b.minMax(e.Name, ops), d: a.scale}}
}

func rawValues(vals []value) []*Value {
	out := make([]*Value, len(vals))
	for i, v := range vals {
		out[i] = v.v
	}
	return out
}

// minMax folds operands of one scale; clamp is min(max(x, lo), hi).
func (b *builder) minMax(name string, xs []*Value) *Value {
	if name == "clamp" {
		return b.emit(Min, b.emit(Max, xs[0], xs[1]), xs[2])
	}
	op := Min
	if name == "max" {
		op = Max
	}
	r := xs[0]
	for _, x := range xs[1:] {
		r = b.emit(op, r, x)
	}
	return r
}

// minMaxSeq gives the earlier or later of two sequence numbers: y + min(x-y, 0).
func (b *builder) minMaxSeq(name string, vals []value) value {
	op := Min
	if name == "max" {
		op = Max
	}
	r := vals[0].v
	for _, v := range vals[1:] {
		d := b.emit(Sext32, b.emit(Sub32, r, v.v))
		r = b.emit(Add32, v.v, b.emit(op, d, b.constant(0)))
	}
	return scalar(types.Seq, r)
}

// constMinMax folds min, max and clamp of constants, or returns nil.
func constMinMax(name string, xs []num) *big.Rat {
	for _, x := range xs {
		if x.c == nil {
			return nil
		}
	}
	least := func(p, q *big.Rat, sign int) *big.Rat {
		if p.Cmp(q)*sign <= 0 {
			return p
		}
		return q
	}
	if name == "clamp" {
		return least(least(xs[0].c, xs[1].c, -1), xs[2].c, 1)
	}
	sign := 1
	if name == "max" {
		sign = -1
	}
	r := xs[0].c
	for _, x := range xs[1:] {
		r = least(r, x.c, sign)
	}
	return r
}

// random gives a whole number 0..n-1: the helper's 32 random bits times n, shifted
// right by 32. Each value's share is off by less than n/2^32, which for the small n
// of congestion control is nothing. n is cut to 0..2^32-1.
func (b *builder) random(arg types.Expr) value {
	n := b.clampTo(b.scaleTo(b.numOf(b.expr(arg, dest{})), ratOne), target.Range{Lo: 0, Hi: math.MaxUint32})
	f := target.LookupFunc("random")
	if f == nil {
		panic("internal error: the target has no random")
	}
	r := b.raw(Call, &Aux{Func: f})
	u := b.emit(Zext32, r)
	prod := b.raw(Mul, nil, u, n) // below 2^64, read as unsigned
	x := b.raw(Shr, nil, prod, b.constant(32))
	b.setEst(x, Interval{0, max(b.estOf(n).Hi-1, 0)})
	return value{kind: types.Num, num: num{n: x, d: ratOne}}
}
