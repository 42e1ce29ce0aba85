package ir

import (
	"math"
	"math/bits"
)

// Rules of passSimplify that ask which bits of a value are known (known_bits.go). They ask
// only where a constant stands beside it, so that they cost nothing elsewhere.

// rewriteMask handles a & c, a | c and a ^ c.
func (s *simplifier) rewriteMask(v *Value, c int64) (*Value, bool) {
	a := v.Args[0]
	k := s.bits(a)
	if r := transferKnown(v.Op, k, exactly(c)); r.all() {
		return s.constant(int64(r.ones)), false
	}
	switch {
	case v.Op == And && ^(k.zeros|uint64(c)) == 0, // it clears only what is 0
		v.Op == Or && uint64(c)&^k.ones == 0, // it sets only what is 1
		v.Op == Xor && c == 0:
		return a, false
	case v.Op == And && c == math.MaxUint32:
		return s.become(v, Zext32, a)
	case v.Op == And && a.Op == Zext32 && c>>32 == 0 && c >= 0:
		return s.become(v, And, a.Args[0], v.Args[1])
	case v.Op == And:
		return nil, s.seeThrough(v, uint64(c))
	case v.Op == Or && a.Op == And && !a.Keep: // what the mask clears is set anyway
		if m, ok := constArg(a); ok && ^(s.bits(a.Args[0]).zeros|uint64(m|c)) == 0 {
			return s.become(v, Or, a.Args[0], v.Args[1])
		}
	case v.Op == Xor && c == 1 && s.hard(a).Within(truth):
		return s.become(v, Not, a)
	}
	return nil, false
}

// seeThrough: (x | y) & c is x & c where no bit of y is set in c, also behind a shift to the
// right: a number that is taken out of a byte does not depend on what was put in beside it.
func (s *simplifier) seeThrough(v *Value, c uint64) bool {
	a := v.Args[0]
	if x := s.without(a, c); x != nil {
		s.become(v, And, x, v.Args[1])
		return true
	}
	if a.Op != Shr || !isShift(a) || a.Keep || s.uses[a.ID] > 1 {
		return false
	}
	x := s.without(a.Args[0], c<<a.Args[1].Imm)
	if x == nil {
		return false
	}
	s.become(v, And, s.add(Shr, v, x, a.Args[1]), v.Args[1])
	return true
}

// without returns x if a is x | y or x ^ y, and y is 0 in the bits c; else nil. Where a is
// needed anyway, x would take a register more, so it must be worth it: a part that was
// masked or shifted to be put in.
func (s *simplifier) without(a *Value, c uint64) *Value {
	if a.Op != Or && a.Op != Xor || a.Keep {
		return nil
	}
	for i, y := range a.Args {
		x := a.Args[1-i]
		if (s.uses[a.ID] <= 1 || x.Op == And || x.Op == Shl) && c&^s.bits(y).zeros == 0 {
			return x
		}
	}
	return nil
}

// joinMasks: (x & c) | (x & d) is x & (c|d).
func (s *simplifier) joinMasks(v *Value) bool {
	a, b := v.Args[0], v.Args[1]
	c, isMask := constArg(a)
	d, are := constArg(b)
	if !isMask || !are || a.Op != And || b.Op != And || a.Keep || b.Keep || a.Args[0] != b.Args[0] {
		return false
	}
	s.become(v, And, a.Args[0], s.constant(c|d))
	return true
}

// equalBits decides a == c and a != c by the bits of a. Where a can only be c or 0, which of
// them is a test of a bit.
func (s *simplifier) equalBits(v *Value, c int64) (*Value, bool) {
	a := v.Args[0]
	if !followsBits(a) {
		return nil, false
	}
	k := s.bits(a)
	switch {
	case !k.allows(c):
		return s.constant(Compute(v.Op, 0, 1)), false
	case c == int64(^k.zeros) && k.ones == 0 && bits.OnesCount64(uint64(c)) == 1:
		return s.become(v, opposite[v.Op].op, a, s.constant(0))
	}
	return nil, false
}

// outcome returns whether the condition c holds, if that is known.
func (s *simplifier) outcome(c *Value) (holds, known bool) {
	if r := s.hard(c); !c.Keep && foldable(c) && (r.IsPoint() || !r.Contains(0)) {
		return r.Lo != 0, true
	}
	if !c.Keep && followsBits(c) && s.bits(c).ones != 0 {
		return true, true
	}
	return s.w.there(c)
}
