package ir

import "math"

// Rules of passSimplify for sums, products, minimum and maximum.

func (s *simplifier) rewriteSum(v *Value) (*Value, bool) {
	a := v.Args[0]
	switch v.Op {
	case Neg:
		return s.rewriteNeg(v)
	case Abs:
		switch r := s.hard(a); {
		case r.Lo >= 0:
			return a, false
		case r.Hi <= 0 && r.Lo > math.MinInt64:
			return s.become(v, Neg, a)
		case a.Op == Neg:
			return s.become(v, Abs, a.Args[0])
		}
		return nil, false
	case Mul, MulSat:
		return s.rewriteProduct(v)
	case AddSat, SubSat:
		return s.rewriteSat(v)
	}
	b := v.Args[1]
	c, isConst := constArg(v)
	switch {
	case isConst && c == 0:
		return a, false
	case v.Op == Sub && isConst && c != math.MinInt64:
		return s.become(v, Add, a, s.constant(-c))
	case v.Op == Sub && isZero(a) && s.hard(b).Lo > math.MinInt64:
		return s.become(v, Neg, b)
	case v.Op == Add:
		return s.rewriteAdd(v, c, isConst)
	case b.Op == Neg: // a - -x
		return s.become(v, Add, a, b.Args[0])
	case a.Op == Add && a.Args[0] == b: // (b + x) - b
		return a.Args[1], false
	case a.Op == Add && a.Args[1] == b:
		return a.Args[0], false
	case b.Op == Sub && b.Args[0] == a: // a - (a - x)
		return b.Args[1], false
	}
	return nil, false
}

func (s *simplifier) rewriteAdd(v *Value, c int64, isConst bool) (*Value, bool) {
	a, b := v.Args[0], v.Args[1]
	switch {
	case isConst && a.Op == Add && a.Args[1].Op == Const: // wraps alike either way
		return s.become(v, Add, a.Args[0], s.constant(a.Args[1].Imm+c))
	case isConst && a.Op == Sub && a.Args[0].Op == Const: // (k - x) + c
		return s.become(v, Sub, s.constant(a.Args[0].Imm+c), a.Args[1])
	case b.Op == Neg:
		return s.become(v, Sub, a, b.Args[0])
	case a.Op == Neg && b.Op != Const:
		return s.become(v, Sub, b, a.Args[0])
	case a.Op == Sub && a.Args[1] == b: // (x - b) + b
		return a.Args[0], false
	case b.Op == Sub && b.Args[1] == a:
		return b.Args[0], false
	}
	return nil, false
}

func (s *simplifier) rewriteNeg(v *Value) (*Value, bool) {
	a := v.Args[0]
	switch a.Op {
	case Neg:
		return a.Args[0], false
	case Sub: // wraps alike either way
		return s.become(v, Sub, a.Args[1], a.Args[0])
	}
	return nil, false
}

// rewriteSat makes saturating sums plain where the ranges leave room.
func (s *simplifier) rewriteSat(v *Value) (*Value, bool) {
	a, b := s.hard(v.Args[0]), s.hard(v.Args[1])
	plain, exactRange := Add, exact(a.Lo, b.Lo, a.Hi, b.Hi, addFits)
	if v.Op == SubSat {
		plain, exactRange = Sub, exact(a.Lo, b.Hi, a.Hi, b.Lo, subFits)
	}
	if exactRange.Lo > math.MinInt64 {
		return s.become(v, plain, v.Args[0], v.Args[1])
	}
	c, isConst := constArg(v)
	if !isConst {
		return nil, false
	}
	if v.Op == SubSat && c != math.MinInt64 {
		return s.become(v, AddSat, v.Args[0], s.constant(-c))
	}
	// (x + c1) + c2 stops where x + (c1+c2) does if both go the same way.
	if x := v.Args[0]; v.Op == AddSat && x.Op == AddSat && x.Args[1].Op == Const && (x.Args[1].Imm < 0) == (c < 0) {
		if sum, fits := addFits(x.Args[1].Imm, c); fits && sum != math.MinInt64 {
			return s.become(v, AddSat, x.Args[0], s.constant(sum))
		}
	}
	return nil, false
}

func (s *simplifier) rewriteProduct(v *Value) (*Value, bool) {
	a := v.Args[0]
	if v.Op == MulSat && transferSum(Mul, s.hard(a), s.hard(v.Args[1])) != anyValue {
		return s.become(v, Mul, a, v.Args[1])
	}
	if _, fits := s.w.multiple(v); fits && v.Op == MulSat {
		return s.become(v, Mul, a, v.Args[1])
	}
	c, isConst := constArg(v)
	switch {
	case !isConst:
		return nil, false
	case c == 1:
		return a, false
	case v.Op == MulSat:
		return nil, false
	case c == -1 && s.hard(a).Lo > math.MinInt64:
		return s.become(v, Neg, a)
	case a.Op == Mul && a.Args[1].Op == Const: // wraps alike either way
		return s.become(v, Mul, a.Args[0], s.constant(a.Args[1].Imm*c))
	case a.Op == Shl && isShift(a):
		return s.become(v, Mul, a.Args[0], s.constant(c<<a.Args[1].Imm))
	case log2(c) > 0:
		return s.become(v, Shl, a, s.constant(int64(log2(c))))
	}
	return nil, false
}

// isShift reports whether v shifts by a constant of 0..63.
func isShift(v *Value) bool {
	n, ok := constArg(v)
	return ok && 0 <= n && n <= 63
}

// log2 returns n if c is 2^n, n from 0 to 62, else -1.
func log2(c int64) int {
	if c <= 0 || c&(c-1) != 0 {
		return -1
	}
	n := 0
	for c>>n != 1 {
		n++
	}
	return n
}

func (s *simplifier) rewriteMinMax(v *Value) (*Value, bool) {
	a, b := v.Args[0], v.Args[1]
	ra, rb := s.hard(a), s.hard(b)
	other := Max
	if v.Op == Max {
		ra, rb = rb, ra // the rules below then read for Max as they do for Min
		other = Min
	}
	switch {
	case a == b:
		return a, false
	case ra.Hi <= rb.Lo:
		return a, false
	case rb.Hi <= ra.Lo:
		return b, false
	case a.Op == Const || b.Op == Const:
	case s.w.leastDifference(b, a) >= 0: // a <= b by what was tested
		return map[Op]*Value{Min: a, Max: b}[v.Op], false
	case s.w.leastDifference(a, b) >= 0:
		return map[Op]*Value{Min: b, Max: a}[v.Op], false
	}
	switch {
	case v.Op != Min:
	case s.cappedAbove(a, b):
		return s.become(v, Min, a, s.constant(math.MaxInt32))
	case s.cappedAbove(b, a):
		return s.become(v, Min, b, s.constant(math.MaxInt32))
	}
	c, isConst := constArg(v)
	switch {
	case isConst && a.Op == v.Op && a.Args[1].Op == Const:
		return s.become(v, v.Op, a.Args[0], s.constant(Compute(v.Op, a.Args[1].Imm, c)))
	case a.Op == v.Op && s.within(v.Op, b, a.Args[1]): // min(min(x, c), b) with b <= c
		return s.become(v, v.Op, a.Args[0], b)
	case a.Op == v.Op && s.within(v.Op, b, a.Args[0]):
		return s.become(v, v.Op, a.Args[1], b)
	case b.Op == v.Op && s.within(v.Op, a, b.Args[1]):
		return s.become(v, v.Op, a, b.Args[0])
	case b.Op == v.Op && s.within(v.Op, a, b.Args[0]):
		return s.become(v, v.Op, a, b.Args[1])
	case isConst && v.Op == Max && a.Op == Min && a.Args[1].Op == Const && c <= a.Args[1].Imm: // max first, then min
		return s.become(v, Min, s.add(Max, v, a.Args[0], b), a.Args[1])
	case isConst && a.Op == other && (s.dropInner(v, a, c) || s.clampOne(v, a, b)):
		return nil, true
	case a.Op == v.Op && (a.Args[0] == b || a.Args[1] == b): // min(min(x, b), b)
		return a, false
	case b.Op == v.Op && (b.Args[0] == a || b.Args[1] == a):
		return b, false
	case a.Op == other && (a.Args[0] == b || a.Args[1] == b): // min(max(x, b), b)
		return b, false
	case b.Op == other && (b.Args[0] == a || b.Args[1] == a):
		return a, false
	}
	return s.rewriteClamp(v)
}

// within reports whether a is always at most b (for Min) or at least b (for Max).
func (s *simplifier) within(o Op, a, b *Value) bool {
	if o == Min {
		return s.hard(a).Hi <= s.hard(b).Lo
	}
	return s.hard(a).Lo >= s.hard(b).Hi
}

// clampOne: max(min(x, y), c) is min(x, max(y, c)) if x >= c. Where y is a member
// of the connection, such as the largest window, all stores then share its clamp.
func (s *simplifier) clampOne(v, a, c *Value) bool {
	if a.Args[0].Op == Const || a.Args[1].Op == Const || a.Keep {
		return false
	}
	for i, x := range a.Args {
		if s.within(map[Op]Op{Max: Min, Min: Max}[v.Op], c, x) {
			s.become(v, a.Op, x, s.add(v.Op, v, a.Args[1-i], c))
			return true
		}
	}
	return false
}

// dropInner: min(max(p, min(q, d)), c) is min(max(p, q), c) for c <= d, and so on
// for the other three.
func (s *simplifier) dropInner(v, a *Value, c int64) bool {
	for i, x := range a.Args {
		d, ok := constArg(x)
		if ok && x.Op == v.Op && !x.Keep && (v.Op == Min && c <= d || v.Op == Max && c >= d) {
			outer := []*Value{x.Args[0], a.Args[1-i]}
			s.become(v, v.Op, s.add(a.Op, v, outer...), v.Args[1])
			return true
		}
	}
	return false
}

// cappedAbove reports whether top is Cap31 of a u32 that is not below x, so that of the two only
// 2^31-1 can be.
func (s *simplifier) cappedAbove(x, top *Value) bool {
	return top.Op == Cap31 && s.hard(x).Lo >= 0 && s.hard(top.Args[0]).Within(uint32s) && s.w.leastDifference(top.Args[0], x) >= 0
}
