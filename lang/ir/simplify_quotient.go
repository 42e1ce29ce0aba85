package ir

import "math"

// Rules of passSimplify for division and remainder. Everywhere, x / 0 is 0 and
// x % 0 is x, for signed and unsigned forms alike.

func (s *simplifier) rewriteQuotient(v *Value) (*Value, bool) {
	a, b := v.Args[0], v.Args[1]
	ra, rb := s.hard(a), s.hard(b)
	switch {
	case v.Op == Div && ra.Lo >= 0 && rb.Lo >= 0:
		return s.become(v, UDiv, a, b)
	case v.Op == Mod && ra.Lo >= 0 && rb.Lo >= 0:
		return s.become(v, UMod, a, b)
	case v.Op == Div && ra.Hi <= 0 && rb.Lo >= 0 && ra.Lo > math.MinInt64:
		return s.become(v, Neg, s.add(UDiv, v, s.add(Neg, v, a), b))
	case v.Op == Mod && ra.Hi <= 0 && rb.Lo >= 0 && ra.Lo > math.MinInt64:
		return s.become(v, Neg, s.add(UMod, v, s.add(Neg, v, a), b))
	}
	c, isConst := constArg(v)
	if !isConst {
		return s.rewriteRunTimeDivisor(v)
	}
	switch {
	case c == 0 && (v.Op == Div || v.Op == UDiv):
		return s.constant(0), false
	case c == 0:
		return a, false
	case c == 1 && (v.Op == Div || v.Op == UDiv):
		return a, false
	case c == 1, c == -1 && v.Op == Mod:
		return s.constant(0), false
	case c == -1 && v.Op == Div:
		return s.become(v, Neg, a)
	case c < 0 && c > math.MinInt64 && v.Op == Mod: // the sign of a divisor does not show in the remainder
		return s.become(v, Mod, a, s.constant(-c))
	case c < 0 && c > math.MinInt64 && v.Op == Div:
		return s.become(v, Neg, s.add(Div, v, a, s.constant(-c)))
	case v.Op == UMod && log2(c) >= 0:
		return s.become(v, And, a, s.constant(c-1))
	case v.Op == UMod && ra.Lo >= 0 && ra.Hi < c:
		return a, false
	case v.Op == UDiv && log2(c) >= 0:
		return s.become(v, Shr, a, s.constant(int64(log2(c))))
	case c > 0 && (v.Op == Div || v.Op == UDiv):
		return s.rewriteConstDivisor(v, c)
	}
	return nil, false
}

// rewriteConstDivisor joins a division by c > 0 with a product or quotient by a
// constant before it, which is exact where the product does not overflow.
func (s *simplifier) rewriteConstDivisor(v *Value, c int64) (*Value, bool) {
	a := v.Args[0]
	if v.Op == UDiv && s.hard(a).Lo < 0 {
		return nil, false
	}
	k := factorOf(a)
	if k > 1 && transferSum(Mul, s.hard(a.Args[0]), point(k)) != anyValue {
		x := a.Args[0]
		g := gcd(k, c)
		switch {
		case g == c: // x*k / c with c in k
			return s.become(v, Mul, x, s.constant(k/c))
		case g == k:
			return s.become(v, Div, x, s.constant(c/k))
		case g > 1:
			return s.become(v, Div, s.add(Mul, v, x, s.constant(k/g)), s.constant(c/g))
		}
	}
	if d := divisorOf(a); d > 1 && (a.Op == Div || s.hard(a.Args[0]).Lo >= 0) {
		if p, fits := mulFits(d, c); fits { // trunc(trunc(x/d)/c) is trunc(x/(d*c))
			return s.become(v, Div, a.Args[0], s.constant(p))
		}
		return s.constant(0), false // |x| < 2^63 <= d*c
	}
	return nil, false
}

// factorOf returns k > 0 if v is its first operand times the constant k, else 0.
func factorOf(v *Value) int64 {
	n, ok := constArg(v)
	switch {
	case ok && v.Op == Mul && n > 0:
		return n
	case ok && v.Op == Shl:
		return shiftFactor(n)
	}
	return 0
}

// divisorOf returns k > 0 if v is its first operand divided by the constant k
// (for shifts: if that is not negative), else 0.
func divisorOf(v *Value) int64 {
	n, ok := constArg(v)
	switch {
	case ok && (v.Op == UDiv || v.Op == Div) && n > 0:
		return n
	case ok && v.Op == Shr:
		return shiftFactor(n)
	}
	return 0
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func (s *simplifier) rewriteRunTimeDivisor(v *Value) (*Value, bool) {
	a, b := v.Args[0], v.Args[1]
	if x, c, ok := uncapped(b); ok && v.Op == UDiv && s.hard(a).Lo >= 0 && s.hard(a).Hi < c {
		return s.become(v, UDiv, a, x) // 0 for all x from c on
	}
	switch {
	case a == b && (v.Op == Mod || v.Op == UMod):
		return s.constant(0), false
	case a == b && !s.hard(b).Contains(0):
		return s.constant(1), false
	case v.Op == UDiv && b.Op == Shl && b.Args[0].Op == Const && b.Args[0].Imm == 1 && s.hard(b.Args[1]).Within(Interval{0, 63}):
		return s.become(v, Shr, a, b.Args[1])
	}
	return nil, false
}
