package ir

// This file has what the range analysis knows of how two values relate, where
// their own ranges do not tell: that a difference is not negative because the
// order was tested, and that a remainder is less than its divisor.

// fact says that a + gap <= b holds, as signed numbers.
type fact struct {
	a, b *Value
	gap  int64
}

// learn records that a + gap <= b, and what follows for what a and b are sums
// and products of.
func (w *rangeWalk) learn(a, b *Value, gap int64) {
	for range 4 {
		if a.Op == Const || b.Op == Const {
			return
		}
		w.facts = append(w.facts, fact{a, b, gap})
		if c, ok := constArg(a); ok && w.exactSum(a) {
			a, gap = a.Args[0], addSat(gap, c)
		} else if c, ok := constArg(b); ok && w.exactSum(b) {
			b, gap = b.Args[0], subSat(gap, c)
		} else if f := factorOf(a); f > 1 && f == factorOf(b) && w.exactProduct(a, f) && w.exactProduct(b, f) {
			a, b, gap = a.Args[0], b.Args[0], divUp(gap, f) // x*f + gap <= y*f
		} else {
			return
		}
	}
}

// exactSum reports whether v is a sum that has neither wrapped nor stopped.
func (w *rangeWalk) exactSum(v *Value) bool {
	if v.Op != Add && v.Op != AddSat {
		return false
	}
	r := transferSum(Add, w.cur[v.Args[0].ID].hard, w.cur[v.Args[1].ID].hard)
	return r != anyValue && r.Lo >= -maxInt
}

// maxFacts is how many of the nearest facts are looked at.
const maxFacts = 24

// difference returns what the facts say of v = x - y.
func (w *rangeWalk) difference(v *Value) valueRange {
	x, y := v.Args[0], v.Args[1]
	if len(w.facts) == 0 || x.Op == Const || y.Op == Const {
		return anyRange
	}
	k := int64(1)
	if f := factorOf(x); f > 1 && f == factorOf(y) && w.exactProduct(x, f) && w.exactProduct(y, f) {
		x, y, k = x.Args[0], y.Args[0], f
	}
	if v.Op == Sub {
		a, b := w.cur[v.Args[0].ID].hard, w.cur[v.Args[1].ID].hard
		if exact(a.Lo, b.Hi, a.Hi, b.Lo, subFits) == anyValue {
			return anyRange // it may wrap
		}
	}
	i := anyValue
	for n := len(w.facts) - 1; n >= 0 && n >= len(w.facts)-maxFacts; n-- {
		switch f := w.facts[n]; {
		case f.a == y && f.b == x: // y + gap <= x
			i.Lo = max(i.Lo, mulSat(f.gap, k))
		case f.a == x && f.b == y:
			i.Hi = min(i.Hi, -mulSat(f.gap, k))
		}
	}
	return valueRange{i, i}
}

// exactProduct reports whether v, its operand times f, has not wrapped.
func (w *rangeWalk) exactProduct(v *Value, f int64) bool {
	return transferSum(Mul, w.cur[v.Args[0].ID].hard, point(f)) != anyValue
}

// quotientOf reports whether q is x / y of numbers that are not negative.
func (w *rangeWalk) quotientOf(q, y *Value) (x *Value, ok bool) {
	if q.Op != UDiv && q.Op != Div || q.Args[1] != y {
		return nil, false
	}
	x = q.Args[0]
	return x, w.cur[x.ID].hard.Lo >= 0 && w.cur[y.ID].hard.Lo >= 0
}

// multiple returns the range of v = (x / y) * y, which is at most x; false if v
// is something else.
func (w *rangeWalk) multiple(v *Value) (valueRange, bool) {
	for i, q := range v.Args {
		// Smaller multiples are at most x, too.
		if q.Op == Min && w.cur[q.ID].hard.Lo >= 0 {
			q = q.Args[0]
		}
		if x, ok := w.quotientOf(q, v.Args[1-i]); ok {
			r := w.cur[x.ID]
			return valueRange{Interval{0, r.hard.Hi}, Interval{0, max(0, r.plausible.Hi)}}, true
		}
	}
	return anyRange, false
}

// remainder returns the range of v = x - (x / y) * y: that of x % y.
func (w *rangeWalk) remainder(v *Value) valueRange {
	x, m := v.Args[0], v.Args[1]
	if m.Op != Mul && m.Op != MulSat {
		return anyRange
	}
	for i, q := range m.Args {
		y := m.Args[1-i]
		if z, ok := w.quotientOf(q, y); ok && z == x {
			a, b := w.cur[x.ID], w.cur[y.ID]
			return valueRange{transfer(Mod, a.hard, b.hard), transfer(Mod, a.plausible, b.plausible)}
		}
	}
	return anyRange
}
