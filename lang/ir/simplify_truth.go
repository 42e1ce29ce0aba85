package ir

import "math"

// Rules of passSimplify for comparisons. They end in few shapes, so that equal
// tests are seen to be equal: a constant stands alone on its side, Le is used
// only between two run-time values, unsigned order only where signs differ.

// opposite gives, for each comparison, the one that is true where it is false
// and whether the operands change places.
var opposite = map[Op]struct {
	op   Op
	swap bool
}{Eq: {Ne, false}, Ne: {Eq, false}, Lt: {Le, true}, Le: {Lt, true}, ULt: {ULe, true}, ULe: {ULt, true}}

func (s *simplifier) rewriteTruth(v *Value) (*Value, bool) {
	if v.Op == Not {
		return s.rewriteNot(v)
	}
	a, b := v.Args[0], v.Args[1]
	if a == b {
		return s.constant(Compute(v.Op, 0, 0)), false
	}
	ra, rb := s.hard(a), s.hard(b)
	if (v.Op == ULt || v.Op == ULe) && (ra.Lo >= 0 && rb.Lo >= 0 || ra.Hi < 0 && rb.Hi < 0) {
		return s.become(v, map[Op]Op{ULt: Lt, ULe: Le}[v.Op], a, b)
	}
	if s.compareUncapped(v) {
		return nil, true
	}
	switch v.Op {
	case Eq, Ne:
		if c, ok := constArg(v); ok {
			return s.rewriteEqual(v, c)
		}
	case Lt, Le:
		return s.rewriteOrder(v)
	}
	return s.rewriteSides(v)
}

// compareUncapped: umin(x, c) is as x to what is between 0 and c, compared without a sign.
func (s *simplifier) compareUncapped(v *Value) bool {
	for i, a := range v.Args {
		x, c, ok := uncapped(a)
		if !ok {
			continue
		}
		k := s.hard(v.Args[1-i])
		// Where the other is c itself, all x from c on are alike to it.
		less := v.Op == Lt && i == 0 || v.Op == Le && i == 1
		if k.Lo < 0 || k.Hi > c || k.Hi == c && !less {
			continue
		}
		o, is := map[Op]Op{Eq: Eq, Ne: Ne, Lt: ULt, Le: ULe}[v.Op]
		if !is {
			return false
		}
		args := []*Value{x, v.Args[1]}
		if i == 1 {
			args = []*Value{v.Args[0], x}
		}
		s.become(v, o, args...)
		return true
	}
	return false
}

func (s *simplifier) rewriteNot(v *Value) (*Value, bool) {
	a := v.Args[0]
	if a.Op == Not && s.hard(a.Args[0]).Within(truth) {
		return a.Args[0], false
	}
	if o, ok := opposite[a.Op]; ok && !a.Keep {
		if o.swap {
			return s.become(v, o.op, a.Args[1], a.Args[0])
		}
		return s.become(v, o.op, a.Args[0], a.Args[1])
	}
	return nil, false
}

// rewriteEqual handles a == c and a != c.
func (s *simplifier) rewriteEqual(v *Value, c int64) (*Value, bool) {
	a := v.Args[0]
	k := a.Args
	switch {
	case s.hard(a).Within(truth) && c&^1 == 0:
		if (v.Op == Eq) == (c == 1) {
			return a, false
		}
		return s.become(v, Not, a)
	case (a.Op == Sub || a.Op == Xor) && c == 0:
		return s.become(v, v.Op, k[0], k[1])
	case a.Op == Sub32 && c == 0 && s.hard(k[0]).Within(uint32s) && s.hard(k[1]).Within(uint32s):
		return s.become(v, v.Op, k[0], k[1])
	case a.Op == Add && k[1].Op == Const: // wraps alike either way
		return s.become(v, v.Op, k[0], s.constant(c-k[1].Imm))
	case a.Op == Xor && k[1].Op == Const:
		return s.become(v, v.Op, k[0], s.constant(c^k[1].Imm))
	case a.Op == Neg && c != math.MinInt64:
		return s.become(v, v.Op, k[0], s.constant(-c))
	}
	if f := factorOf(a); f > 1 && transferSum(Mul, s.hard(k[0]), point(f)) != anyValue {
		if c%f != 0 {
			return s.constant(Compute(v.Op, 0, 1)), false
		}
		return s.become(v, v.Op, k[0], s.constant(c/f))
	}
	if by, again := s.equalBits(v, c); by != nil || again {
		return by, again
	}
	if d := divisorOf(a); c == 0 && d > 1 && s.hard(k[0]).Lo >= 0 {
		if v.Op == Eq {
			return s.become(v, Lt, k[0], s.constant(d))
		}
		return s.become(v, Lt, s.constant(d-1), k[0])
	}
	return nil, false
}

// rewriteOrder handles signed order: a constant on either side is brought to
// the form x < c or c < x.
func (s *simplifier) rewriteOrder(v *Value) (*Value, bool) {
	a, b := v.Args[0], v.Args[1]
	switch {
	case v.Op == Le && b.Op == Const && b.Imm < math.MaxInt64:
		return s.become(v, Lt, a, s.constant(b.Imm+1))
	case v.Op == Le && a.Op == Const && a.Imm > math.MinInt64:
		return s.become(v, Lt, s.constant(a.Imm-1), b)
	case v.Op == Lt && b.Op == Const:
		if s.hard(a).Lo == 0 && b.Imm == 1 {
			return s.become(v, Eq, a, s.constant(0))
		}
		if x, c, ok := s.isolate(a, b.Imm, true); ok {
			return s.become(v, Lt, x, s.constant(c))
		}
	case v.Op == Lt && a.Op == Const:
		if s.hard(b).Lo == 0 && a.Imm == 0 {
			return s.become(v, Ne, b, a)
		}
		if x, c, ok := s.isolate(b, a.Imm, false); ok {
			return s.become(v, Lt, s.constant(c), x)
		}
	}
	return s.rewriteSides(v)
}

// isolate solves v < c (less) or c < v for what v is made of: it returns x and d
// so that the test is x < d, or d < x.
func (s *simplifier) isolate(v *Value, c int64, less bool) (x *Value, d int64, ok bool) {
	if len(v.Args) == 0 || v.Keep {
		return nil, 0, false
	}
	x = v.Args[0]
	r := s.hard(x)
	if k, isConst := constArg(v); isConst && v.Op == Add && transferSum(Add, r, point(k)) != anyValue {
		d, ok = subFits(c, k)
		return x, d, ok
	}
	if f := factorOf(v); f > 1 && transferSum(Mul, r, point(f)) != anyValue {
		if less { // x*f < c: x < ceil(c/f)
			return x, divUp(c, f), true
		}
		return x, divDown(c, f), true
	}
	if f := divisorOf(v); f > 1 && r.Lo >= 0 && c >= 0 {
		if less { // x/f < c: x < c*f
			d, ok = mulFits(c, f)
			return x, d, ok
		}
		if d, ok = mulFits(addSat(c, 1), f); ok && c < math.MaxInt64 { // x/f >= c+1: x >= (c+1)*f
			return x, d - 1, true
		}
	}
	return nil, 0, false
}

// rewriteSides takes from both sides of a comparison what does not matter.
func (s *simplifier) rewriteSides(v *Value) (*Value, bool) {
	a, b := v.Args[0], v.Args[1]
	if v.Op == ULt || v.Op == ULe {
		return nil, false
	}
	// x - y < 0, 0 < x - y, and Le alike, where the difference is exact.
	if a.Op == Sub && isZero(b) && s.subFits(a) {
		return s.become(v, v.Op, a.Args[0], a.Args[1])
	}
	if b.Op == Sub && isZero(a) && s.subFits(b) {
		return s.become(v, v.Op, b.Args[1], b.Args[0])
	}
	fa, fb := factorOf(a), factorOf(b)
	if fa <= 1 || fb <= 1 {
		return nil, false
	}
	g := gcd(fa, fb)
	x, y := a.Args[0], b.Args[0]
	if g == 1 || transferSum(Mul, s.hard(x), point(fa)) == anyValue || transferSum(Mul, s.hard(y), point(fb)) == anyValue {
		return nil, false
	}
	// x*fa against y*fb: divide both by what they share.
	return s.become(v, v.Op, s.times(v, x, fa/g), s.times(v, y, fb/g))
}

func (s *simplifier) times(like, x *Value, f int64) *Value {
	if f == 1 {
		return x
	}
	return s.add(Mul, like, x, s.constant(f))
}

func (s *simplifier) subFits(v *Value) bool {
	a, b := s.hard(v.Args[0]), s.hard(v.Args[1])
	return exact(a.Lo, b.Hi, a.Hi, b.Lo, subFits) != anyValue
}
