package ir

import (
	"math"
	"math/big"

	"github.com/ccc-lang/ccc/lang/types"
)

// cond ends the current block by going to yes if e holds, else to no.
func (b *builder) cond(e types.Expr, yes, no *Block) {
	saved := b.span
	b.span = e.Pos()
	defer func() { b.span = saved }()
	switch e := e.(type) {
	case *types.Not:
		b.cond(e.X, no, yes)
	case *types.Logic:
		mid := b.newBlock()
		if e.Op == types.And {
			b.cond(e.X, mid, no)
		} else {
			b.cond(e.X, yes, mid)
		}
		if b.open(mid); b.cur != nil {
			b.cond(e.Y, yes, no)
		}
	case *types.Call:
		b.condCall(e, yes, no)
	default:
		b.branch(b.expr(e, dest{}).v, yes, no, false)
	}
}

// condCall branches on a call. A function that is one expression becomes the
// condition itself.
func (b *builder) condCall(e *types.Call, yes, no *Block) {
	body := e.Func.Body
	if len(body) == 1 && e.Func.ResultPlace == nil {
		if ret, ok := body[0].(*types.Return); ok {
			outer := b.enter(e)
			b.cond(ret.Value, yes, no)
			b.leave(outer)
			return
		}
	}
	b.branch(b.call(e).v, yes, no, false)
}

// flipped gives the comparison with its sides exchanged.
var flipped = map[types.Op]types.Op{
	types.Eq: types.Eq, types.Ne: types.Ne,
	types.Lt: types.Gt, types.Le: types.Ge, types.Gt: types.Lt, types.Ge: types.Le,
}

// compare builds a comparison as a truth.
func (b *builder) compare(e *types.Compare) *Value {
	x, y := b.expr(e.X, dest{}), b.expr(e.Y, dest{})
	switch {
	case x.kind == types.Count || y.kind == types.Count:
		if constant(x) || constant(y) {
			return b.compareNum(e.Op, b.numOf(x), b.numOf(y))
		}
		return b.compareWrapping(e.Op, b.low32(x), b.low32(y))
	case x.kind == types.Num:
		return b.compareNum(e.Op, x.num, y.num)
	case x.kind == types.Seq:
		return b.compareWrapping(e.Op, x.v, y.v)
	}
	return b.cmp(e.Op, x.v, y.v)
}

func constant(v value) bool { return v.kind == types.Num && v.num.c != nil }

// compareWrapping compares modulo 2^32, by the sign of the difference.
func (b *builder) compareWrapping(op types.Op, x, y *Value) *Value {
	if op == types.Eq || op == types.Ne {
		return b.cmp(op, b.zext(x), b.zext(y))
	}
	return b.cmp(op, b.emit(Sext32, b.emit(Sub32, x, y)), b.constant(0))
}

func (b *builder) zext(x *Value) *Value {
	if b.estOf(x).between(0, math.MaxUint32) {
		return x
	}
	return b.emit(Zext32, x)
}

// cmp compares two signed values.
func (b *builder) cmp(op types.Op, x, y *Value) *Value {
	switch op {
	case types.Eq:
		return b.emit(Eq, x, y)
	case types.Ne:
		return b.emit(Ne, x, y)
	case types.Lt:
		return b.emit(Lt, x, y)
	case types.Le:
		return b.emit(Le, x, y)
	case types.Gt:
		return b.emit(Lt, y, x)
	}
	return b.emit(Le, y, x)
}

// compareNum compares exactly: fractions by cross-multiplying.
func (b *builder) compareNum(op types.Op, x, y num) *Value {
	if x.c != nil && y.c != nil {
		return b.cmp(op, b.constant(int64(x.c.Cmp(y.c))), b.constant(0))
	}
	if x.c != nil {
		x, y, op = y, x, flipped[op]
	}
	if y.c != nil && x.m == nil {
		return b.compareConst(op, x.n, new(big.Rat).Mul(y.c, x.d))
	}
	x = b.plainDivisor(x)
	if y.c != nil {
		t := new(big.Rat).Mul(y.c, x.d) // n/m against t
		if t.Sign() == 0 {
			return b.cmp(op, x.n, b.constant(0))
		}
		m := x.m
		if t.Sign() < 0 {
			m = b.neg(m)
		}
		return b.compareScaled(op, x.n, t.Denom(), m, new(big.Int).Abs(t.Num()))
	}
	y = b.plainDivisor(y)
	p, q := x.n, y.n
	if y.m != nil {
		p = b.mul(p, y.m)
	}
	if x.m != nil {
		q = b.mul(q, x.m)
	}
	k := new(big.Rat).Quo(y.d, x.d)
	return b.compareScaled(op, p, k.Num(), q, k.Denom())
}

// compareConst compares n with the rational t, by whole numbers.
func (b *builder) compareConst(op types.Op, n *Value, t *big.Rat) *Value {
	limit := func(x *big.Int) *Value { return b.constant(clampBig(x)) }
	if !fits(floorRat(t), ceilRat(t)) {
		holds := map[types.Op]int{types.Ne: 0, types.Lt: 1, types.Le: 1, types.Gt: -1, types.Ge: -1}
		s, ok := holds[op]
		return b.constant(map[bool]int64{true: 1}[ok && (s == 0 || s == t.Sign())])
	}
	switch op {
	case types.Lt:
		return b.emit(Lt, n, limit(ceilRat(t)))
	case types.Ge:
		return b.emit(Le, limit(ceilRat(t)), n)
	case types.Le:
		return b.emit(Le, n, limit(floorRat(t)))
	case types.Gt:
		return b.emit(Lt, limit(floorRat(t)), n)
	}
	if !t.IsInt() {
		return b.constant(map[bool]int64{true: 1}[op == types.Ne])
	}
	return b.cmp(op, n, limit(t.Num()))
}

// plainDivisor makes m positive: the signs go to n, and where m is 0, which
// means 0, n becomes 0.
func (b *builder) plainDivisor(x num) num {
	if x.m == nil {
		return x
	}
	r := b.estOf(x.m)
	if r.Lo < 0 {
		s := b.emit(Sar, x.m, b.constant(63))
		n := b.raw(Sub, nil, b.emit(Xor, x.n, s), s)
		b.setEst(n, Interval{-b.estOf(x.n).mag(), b.estOf(x.n).mag()})
		x.n = n
		x.m = b.absOf(x.m)
	}
	if r.Lo <= 0 && r.Hi >= 0 {
		there := b.mask(b.emit(Ne, x.m, b.constant(0)))
		e := b.estOf(x.n).union(Interval{0, 0})
		x.n = b.emit(And, x.n, there)
		b.setEst(x.n, e)
		x.m = b.emit(Max, x.m, b.constant(1))
	}
	return x
}

// compareScaled compares x·p with y·q, exactly; p and q are positive.
func (b *builder) compareScaled(op types.Op, x *Value, p *big.Int, y *Value, q *big.Int) *Value {
	if p.BitLen() > widest || q.BitLen() > widest {
		b.tooFine("the factor " + p.String() + " : " + q.String())
		return b.constant(0)
	}
	ex, ey := b.estOf(x), b.estOf(y)
	if fits(new(big.Int).Mul(big.NewInt(ex.mag()), p), new(big.Int).Mul(big.NewInt(ey.mag()), q)) {
		return b.cmp(op, b.mulConst(x, p), b.mulConst(y, q))
	}
	if p.Cmp(q) < 0 {
		x, y, p, q, op = y, x, q, p, flipped[op]
		ey = ex
	}
	// x against y·q/p, which no more than shrinks y: by its whole part, and whether there is a rest.
	t := b.mulDiv(y, q.Int64(), b.constant(p.Int64()))
	rest := b.emit(Ne, b.emit(Mod, y, b.constant(p.Int64())), b.constant(0)) // p and q have no common factor
	below := b.constant(0)
	if ey.Lo < 0 {
		below = b.emit(Lt, y, b.constant(0))
	}
	floor := func() *Value { return b.emit(Sub, t, b.emit(And, rest, below)) }
	ceil := func() *Value { return b.emit(Add, t, b.emit(And, rest, b.emit(Not, below))) }
	switch op {
	case types.Lt, types.Ge:
		return b.cmp(op, x, ceil())
	case types.Le, types.Gt:
		return b.cmp(op, x, floor())
	case types.Eq:
		return b.emit(And, b.emit(Eq, x, t), b.emit(Not, rest))
	}
	return b.emit(Or, b.emit(Ne, x, t), rest)
}
