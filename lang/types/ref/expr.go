package ref

import (
	"math"
	"math/big"

	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
)

// expr evaluates e, which goes to a place that wants w.
func (r *run) expr(e types.Expr, w want) value {
	switch e := e.(type) {
	case *types.Const:
		switch e.T.Kind {
		case types.Num:
			return value{kind: types.Num, num: constant(e.Value), unlimited: e.Unlimited}
		case types.Stamp:
			return value{kind: types.Stamp, x: constant(e.Value).times(micro).Int64()}
		}
		return value{kind: e.T.Kind, x: constant(e.Value).whole()}
	case *types.Ref:
		return *r.frame.binds[e.Sym].val
	case *types.Load:
		return r.load(r.resolve(e.Place))
	case *types.Neg:
		return numeric(mul(r.expr(e.X, w).number(), constant(big.NewRat(-1, 1))))
	case *types.Not:
		return truth(r.expr(e.X, want{}).x == 0)
	case *types.Binary:
		return r.binary(e, w)
	case *types.Compare:
		return r.compare(e)
	case *types.Logic:
		x := r.expr(e.X, want{})
		if r.dry == 0 && (x.x != 0) == (e.Op == types.Or) {
			return x
		}
		return r.expr(e.Y, want{})
	case *types.Cond:
		return r.cond(e, w)
	case *types.Builtin:
		return r.builtin(e, w)
	case *types.Call:
		return r.call(e)
	case *types.KernelCall:
		return r.kernelCall(e)
	}
	panic("internal error: unknown expression")
}

func truth(b bool) value {
	if b {
		return value{kind: types.Bool, x: 1}
	}
	return value{kind: types.Bool}
}

// cond evaluates the arm that is taken; the other one only for its shape.
func (r *run) cond(e *types.Cond, w want) value {
	c := r.expr(e.C, want{})
	taken := 0
	if c.x == 0 {
		taken = 1
	}
	vals := make([]value, 2)
	for i, arm := range []types.Expr{e.A, e.B} {
		if i != taken {
			r.dry++
		}
		vals[i] = r.expr(arm, w)
		if i != taken {
			r.dry--
		}
	}
	return join(vals, taken, w.pick)
}

func (r *run) binary(e *types.Binary, w want) value {
	w.pick = w.sum
	if e.Op != types.Add && e.Op != types.Sub {
		w = want{}
	}
	x, y := r.expr(e.X, w), r.expr(e.Y, w)
	switch {
	case x.kind == types.Seq && y.kind == types.Seq:
		return numeric(integer(wrapped(x, y), one))
	case x.kind == types.Seq || y.kind == types.Seq:
		if e.Op == types.Sub {
			return value{kind: types.Seq, x: int64(uint32(low32(x)) - uint32(low32(y)))}
		}
		return value{kind: types.Seq, x: int64(uint32(low32(x)) + uint32(low32(y)))}
	case x.kind == types.Stamp && y.kind == types.Stamp:
		return numeric(integer(x.x-y.x, micro))
	case x.kind == types.Stamp || y.kind == types.Stamp:
		return moved(e.Op, x, y)
	case x.kind == types.Enum || x.kind == types.Bool:
		return value{kind: x.kind, x: bits(e.Op, x.x, y.x)}
	case (x.kind == types.Count || y.kind == types.Count) && e.Op == types.Sub:
		return numeric(integer(wrapped(x, y), one))
	case e.T.Kind == types.Count:
		return value{kind: types.Count, x: int64(uint32(low32(x)) + uint32(low32(y)))}
	}
	return numeric(arith(e.Op, x.number(), y.number(), w.sum))
}

// wrapped is the signed difference modulo 2^32.
func wrapped(x, y value) int64 { return int64(int32(uint32(low32(x)) - uint32(low32(y)))) }

// moved is a point in time plus or minus a duration.
func moved(op types.Op, x, y value) value {
	if y.kind == types.Stamp {
		x, y = y, x
	}
	us := y.number().times(micro)
	if op == types.Sub {
		us = new(big.Int).Neg(us)
	}
	t := limit(new(big.Int).Add(big.NewInt(x.x), us), new(big.Int), big.NewInt(lastStamp))
	return value{kind: types.Stamp, x: t.Int64()}
}

func bits(op types.Op, x, y int64) int64 {
	switch op {
	case types.And:
		return x & y
	case types.Or:
		return x | y
	}
	return x ^ y
}

func arith(op types.Op, x, y number, w *big.Rat) number {
	switch op {
	case types.Add:
		return sum(x, y, 1, w)
	case types.Sub:
		return sum(x, y, -1, w)
	case types.Mul:
		return mul(x, y)
	case types.Div:
		return div(x, y)
	case types.Mod:
		return mod(x, y)
	}
	return bitwise(op, x, y)
}

// bitwise works on whole numbers that are not negative.
func bitwise(op types.Op, x, y number) number {
	p, q := max(0, x.whole()), max(0, y.whole())
	var z *big.Int
	switch op {
	case types.Shl:
		z = sat(new(big.Int).Lsh(big.NewInt(p), uint(min(q, 62))))
	case types.Shr:
		z = big.NewInt(p >> uint(min(q, 62)))
	default:
		z = big.NewInt(bits(op, p, q))
	}
	if x.c != nil && y.c != nil {
		return constant(new(big.Rat).SetInt(z))
	}
	return number{n: z, d: one}
}

func (r *run) compare(e *types.Compare) value {
	x, y := r.expr(e.X, want{}), r.expr(e.Y, want{})
	isConst := func(v value) bool { return v.kind == types.Num && v.num.c != nil }
	var sign int
	switch count := x.kind == types.Count || y.kind == types.Count; {
	case x.kind == types.Seq || count && !isConst(x) && !isConst(y):
		sign = sign64(wrapped(x, y))
	case x.kind == types.Num || count:
		sign = compare(x.number(), y.number())
	default:
		sign = big.NewInt(x.x).Cmp(big.NewInt(y.x))
	}
	switch e.Op {
	case types.Eq:
		return truth(sign == 0)
	case types.Ne:
		return truth(sign != 0)
	case types.Lt:
		return truth(sign < 0)
	case types.Le:
		return truth(sign <= 0)
	case types.Gt:
		return truth(sign > 0)
	}
	return truth(sign >= 0)
}

func sign64(x int64) int { return big.NewInt(x).Sign() }

func (r *run) builtin(e *types.Builtin, w want) value {
	if e.Name == "random" {
		return r.random(e.Args[0])
	}
	vals := make([]value, len(e.Args))
	for i, a := range e.Args {
		vals[i] = r.expr(a, w)
	}
	switch {
	case e.Name == "abs":
		return numeric(abs(vals[0].number()))
	case e.T.Kind == types.Seq:
		return extremeBy(e.Name, vals, wrapped)
	case e.T.Kind != types.Num && e.T.Kind != types.Count:
		return extremeBy(e.Name, vals, func(x, y value) int64 { return int64(big.NewInt(x.x).Cmp(big.NewInt(y.x))) })
	}
	xs := make([]number, len(vals))
	for i, v := range vals {
		xs[i] = v.number()
	}
	return numeric(extreme(e.Name, xs, w.pick))
}

// extremeBy gives the least or greatest of values of which less tells the order.
func extremeBy(name string, vals []value, diff func(x, y value) int64) value {
	pick := func(x, y value, greatest bool) value {
		if (diff(x, y) > 0) == greatest {
			return x
		}
		return y
	}
	if name == "clamp" {
		return pick(pick(vals[0], vals[1], true), vals[2], false)
	}
	v := vals[0]
	for _, x := range vals[1:] {
		v = pick(v, x, name == "max")
	}
	return v
}

func (r *run) random(arg types.Expr) value {
	n := max(0, min(r.expr(arg, want{}).number().whole(), math.MaxUint32))
	if r.dry > 0 {
		return numeric(integer(0, one))
	}
	u := r.m.Call(target.LookupFunc("random"), nil)
	return numeric(integer(int64(uint64(uint32(u))*uint64(n)>>32), one))
}

// kernelCall calls a function of the kernel with arguments it can take.
func (r *run) kernelCall(e *types.KernelCall) value {
	f := e.Func
	var args []int64
	next := 0
	for i, p := range f.Params {
		if p.Kind == target.SockPtr || p.Kind == target.RatePtr || p.Kind == target.AckPtr {
			args = append(args, 0)
			continue
		}
		var x *big.Int
		if p.Kind == target.Num {
			v := r.expr(e.Args[next], wantUnit(p.Unit, 1))
			lo, hi := typeRange(p.Type, 0)
			x = limit(v.number().times(unitsPer(p.Unit, 1)), lo, hi)
		} else if v := r.expr(e.Args[next], want{}); v.kind == types.Num {
			x = big.NewInt(v.num.whole())
		} else {
			x = big.NewInt(v.x)
		}
		if i < len(f.ArgBounds) && r.dry == 0 {
			x = r.bounded(x, f.ArgBounds[i])
		}
		args = append(args, x.Int64())
		next++
	}
	var got int64
	if r.dry == 0 {
		if window := target.Lookup(target.Sock, "snd_cwnd"); f.GrowsWindow && r.m.LoadField(window) > target.MaxBeforeGrowth {
			r.m.StoreField(window, target.MaxBeforeGrowth)
		}
		got = r.m.Call(f, args)
	}
	if f.Result == nil {
		return value{kind: types.Void}
	}
	t := f.Result.Type
	return fromKernel(extend(got, t.Size()*8, t.Signed()), f.Result.Kind, f.Result.Unit, 1)
}
