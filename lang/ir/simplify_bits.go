package ir

import "math"

// Rules of passSimplify for bit operations, shifts and 32-bit arithmetic.

func (s *simplifier) rewriteBits(v *Value) (*Value, bool) {
	switch v.Op {
	case Shl, Shr, Sar:
		return s.rewriteShift(v)
	case Zext32, Sext32:
		return s.rewriteExtend(v)
	case Add32, Sub32:
		return s.rewriteWrap(v)
	}
	a, b := v.Args[0], v.Args[1]
	if a == b {
		if v.Op == Xor {
			return s.constant(0), false
		}
		return a, false
	}
	if v.Op == Or && (s.flip(v) || s.joinMasks(v)) {
		return nil, true
	}
	c, ok := constArg(v)
	if !ok {
		return nil, false
	}
	if a.Op == v.Op && a.Args[1].Op == Const {
		return s.become(v, v.Op, a.Args[0], s.constant(Compute(v.Op, a.Args[1].Imm, c)))
	}
	return s.rewriteMask(v, c)
}

func (s *simplifier) rewriteShift(v *Value) (*Value, bool) {
	a := v.Args[0]
	if !isShift(v) {
		return nil, false
	}
	n := v.Args[1].Imm
	r := s.hard(a)
	if x := s.without(a, ^uint64(0)<<n); x != nil && v.Op == Shr {
		return s.become(v, Shr, x, v.Args[1])
	}
	switch {
	case n == 0:
		return a, false
	case v.Op == Sar && r.Lo >= 0:
		return s.become(v, Shr, a, v.Args[1])
	case a.Op == v.Op && isShift(a):
		m := a.Args[1].Imm + n
		if m > 63 {
			if v.Op != Sar {
				return s.constant(0), false
			}
			m = 63
		}
		return s.become(v, v.Op, a.Args[0], s.constant(m))
	case v.Op == Shl && a.Op == Mul && a.Args[1].Op == Const:
		return s.become(v, Mul, a.Args[0], s.constant(a.Args[1].Imm<<n))
	case v.Op == Shl && a.Op == Shr && isShift(a) && a.Args[1].Imm == n:
		return s.become(v, And, a.Args[0], s.constant(-1<<n))
	case v.Op == Shl && a.Op == And && n < 32 && a.Args[0].Op == Shr && isShift(a.Args[0]) && a.Args[0].Args[1].Imm == n && isByte(a.Args[1]):
		return s.become(v, And, a.Args[0].Args[0], s.constant(a.Args[1].Imm<<n))
	case v.Op == Shl && a.Op == Not && !a.Args[0].Op.IsTruth():
		return s.become(v, Xor, s.add(Shl, v, a.Args[0], v.Args[1]), s.constant(1<<n))
	case v.Op == Shr && r.Lo >= 0 && s.wideLimit(a):
		x := s.add(Shr, v, a.Args[0], v.Args[1])
		return s.become(v, Min, x, s.constant(a.Args[1].Imm>>n))
	case v.Op == Shr && r.Lo >= 0 && n <= 62:
		if k := factorOf(a); k > 1 && s.hard(a.Args[0]).Lo >= 0 || divisorOf(a) > 1 && a.Op != Shr {
			return s.rewriteConstDivisor(v, 1<<n)
		}
	}
	return nil, false
}

// flip: (x & c) | (x & d ^ e), where the masks share no bit, is x & (c|d) ^ e: a truth among
// other bits becomes its opposite.
func (s *simplifier) flip(v *Value) bool {
	for i, a := range v.Args {
		x, d, e := flippedBits(v.Args[1-i])
		c, ok := constArg(a)
		if ok && a.Op == And && x == a.Args[0] && c&d == 0 && e&^d == 0 {
			s.become(v, Xor, s.add(And, v, x, s.constant(c|d)), s.constant(e))
			return true
		}
	}
	return false
}

// flippedBits returns x, d and e if v is x & d ^ e; else nil.
func flippedBits(v *Value) (x *Value, d, e int64) {
	e, ok := constArg(v)
	switch {
	case v.Op == Not:
		e = 1
	case v.Op != Xor || !ok:
		return nil, 0, 0
	}
	a := v.Args[0]
	d, ok = constArg(a)
	if !ok || a.Op != And {
		return nil, 0, 0
	}
	return a.Args[0], d, e
}

func isByte(v *Value) bool { return v.Op == Const && v.Imm >= 0 && v.Imm <= math.MaxUint8 }

// wideLimit reports whether v keeps a number that is not negative below a constant of more
// than 31 bits, for one use alone: after a shift the constant is small.
func (s *simplifier) wideLimit(v *Value) bool {
	c, ok := constArg(v)
	return ok && v.Op == Min && !v.Keep && s.uses[v.ID] == 1 && s.hard(v.Args[0]).Lo >= 0 && c > math.MaxInt32
}

func (s *simplifier) rewriteExtend(v *Value) (*Value, bool) {
	a := v.Args[0]
	if s.hard(a).Within(transfer(v.Op, anyValue, anyValue)) {
		return a, false
	}
	switch {
	case a.Op == Zext32 || a.Op == Sext32:
		return s.become(v, v.Op, a.Args[0])
	case v.Op == Zext32 && a.Op == Add:
		return s.become(v, Add32, a.Args[0], a.Args[1])
	case v.Op == Zext32 && a.Op == Sub:
		return s.become(v, Sub32, a.Args[0], a.Args[1])
	}
	return nil, false
}

func (s *simplifier) rewriteWrap(v *Value) (*Value, bool) {
	a, b := v.Args[0], v.Args[1]
	ra, rb := s.hard(a), s.hard(b)
	plain, r := Add, exact(ra.Lo, rb.Lo, ra.Hi, rb.Hi, addFits)
	if v.Op == Sub32 {
		plain, r = Sub, exact(ra.Lo, rb.Hi, ra.Hi, rb.Lo, subFits)
	}
	if r.Within(uint32s) {
		return s.become(v, plain, a, b)
	}
	if isZero(b) {
		return s.become(v, Zext32, a)
	}
	for i, x := range v.Args {
		if x.Op == Zext32 || x.Op == Sext32 {
			v.Args[i] = x.Args[0]
			return nil, true
		}
	}
	if c, ok := constArg(v); ok && c != int64(int32(c)) {
		return s.become(v, v.Op, a, s.constant(int64(int32(c))))
	}
	return nil, false
}
