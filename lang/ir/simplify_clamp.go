package ir

// Rules of passSimplify for clamps of what may saturate or be negative. A place
// clamps what is stored in it, so most sums, products and quotients end in a
// clamp, and moving it to the operands makes the operation itself plain.

// rewriteClamp handles v = min or max of a and b.
func (s *simplifier) rewriteClamp(v *Value) (*Value, bool) {
	a, b := v.Args[0], v.Args[1]
	for range 2 {
		var done bool
		switch {
		case v.Op == Min && s.hard(b).Lo >= 0:
			done = s.clampUnsigned(v, a, b)
		}
		switch {
		case done:
		case v.Op == Max && a.Op == Div && s.uses[a.ID] == 1:
			done = s.clampQuotient(v, a, b)
		case v.Op == Min && a.Op == AddSat && s.uses[a.ID] == 1:
			done = s.clampSum(v, a, b)
		case v.Op == Min && a.Op == MulSat && s.uses[a.ID] == 1:
			done = s.clampProduct(v, a, b)
		case v.Op == Min && a.Op == Add && a.Args[0].Op == Min:
			done = s.clampInner(v, a, b)
		}
		if done {
			return nil, true
		}
		a, b = b, a
	}
	return nil, false
}

// clampQuotient: max(x / y, k) is max(max(x, 0) / y, k) for y > 0, k >= 0; the
// division then is unsigned.
func (s *simplifier) clampQuotient(v, q, k *Value) bool {
	x, y := q.Args[0], q.Args[1]
	if s.hard(k).Lo < 0 || s.hard(y).Lo < 0 || s.hard(x).Lo >= 0 {
		return false
	}
	positive := s.add(Max, v, x, s.constant(0))
	s.become(v, Max, s.add(UDiv, v, positive, y), k)
	return true
}

// clampSum: min(a + b, k) is a + min(b, k - a) for a >= 0, and the sum cannot
// overflow.
func (s *simplifier) clampSum(v, sum, k *Value) bool {
	a, b := sum.Args[0], sum.Args[1]
	if s.hard(a).Lo < 0 {
		a, b = b, a
	}
	ra, rk := s.hard(a), s.hard(k)
	room := exact(rk.Lo, ra.Hi, rk.Hi, ra.Lo, subFits)
	if ra.Lo < 0 || room == anyValue || s.hard(b).Lo <= -maxInt-1 {
		return false
	}
	known := s.w.rangeOf(v)
	v.Known = &Known{}
	v.Known.Hard.Lo, v.Known.Hard.Hi = known.hard.Lo, known.hard.Hi
	v.Known.Plausible = v.Known.Hard
	if p := known.plausible; !p.Empty() {
		v.Known.Plausible.Lo, v.Known.Plausible.Hi = p.Lo, p.Hi
	}
	s.become(v, Add, a, s.add(Min, v, b, s.add(Sub, v, k, a)))
	return true
}

// clampProduct: min(x * c, k) needs no x beyond k's greatest value / c + 1.
func (s *simplifier) clampProduct(v, product, k *Value) bool {
	x := product.Args[0]
	c, ok := constArg(product)
	if !ok || c <= 0 || s.hard(k).Hi == maxInt {
		return false
	}
	most := divDown(s.hard(k).Hi, c) + 1
	if _, fits := mulFits(most, c); !fits || s.hard(x).Hi <= most {
		return false
	}
	s.become(v, Min, s.add(MulSat, v, s.add(Min, v, x, s.constant(most)), s.constant(c)), k)
	return true
}

// clampInner: min(min(x, c) + d, k) is min(x + d, k) for k <= c + d.
func (s *simplifier) clampInner(v, sum, k *Value) bool {
	inner := sum.Args[0]
	c, ok1 := constArg(inner)
	d, ok2 := constArg(sum)
	top, fits := addFits(c, d)
	if !ok1 || !ok2 || !fits || inner.Keep || s.hard(k).Hi > top {
		return false
	}
	x := inner.Args[0]
	if r := s.hard(x); exact(r.Lo, d, r.Hi, d, addFits) == anyValue {
		return false
	}
	s.become(v, Min, s.add(Add, v, x, sum.Args[1]), k)
	return true
}

// uncapped returns x of umin(x, c) with a constant c >= 0: how a u64 of the kernel is read.
func uncapped(v *Value) (x *Value, c int64, ok bool) {
	c, ok = constArg(v)
	if !ok || v.Op != UMin || v.Keep || c < 0 {
		return nil, 0, false
	}
	return v.Args[0], c, true
}

// clampUnsigned: min(umin(x, c), k) is umin(x, k) for 0 <= k <= c, and the same holds
// of what is left of either after a shift or a division: x needs no cap of its own.
func (s *simplifier) clampUnsigned(v, a, k *Value) bool {
	most := s.hard(k).Hi
	if x, c, ok := uncapped(a); ok && most <= c {
		s.become(v, UMin, x, k)
		return true
	}
	if a.Op != Shr && a.Op != UDiv || a.Keep || s.uses[a.ID] != 1 {
		return false
	}
	x, c, ok := uncapped(a.Args[0])
	by := s.hard(a.Args[1])
	if !ok || by.Lo < 0 || by.Hi > 63 && a.Op == Shr || most > Compute(a.Op, c, by.Hi) {
		return false
	}
	s.become(v, UMin, s.add(a.Op, v, x, a.Args[1]), k)
	return true
}

func (s *simplifier) rewriteUMin(v *Value) (*Value, bool) {
	a, b := v.Args[0], v.Args[1]
	ra, rb := s.hard(a), s.hard(b)
	switch {
	case a == b, b.Op == Const && b.Imm == -1:
		return a, false
	case ra.Lo >= 0 && rb.Lo >= 0:
		return s.become(v, Min, a, b)
	case rb.Lo >= 0 && ra.Hi < 0:
		return b, false
	case ra.Lo >= 0 && rb.Hi < 0:
		return a, false
	}
	return nil, false
}
