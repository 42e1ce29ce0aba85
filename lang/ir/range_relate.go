package ir

import "math"

// This file has what the range analysis knows of how two values relate, where
// their own ranges do not tell: that a difference is not negative because the
// order was tested, and that a remainder is less than its divisor.

// fact says that a + gap <= b holds, as signed numbers; without b that the pointer a is
// there (gap 1) or not (gap 0), which no interval can say.
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
		if c, ok := w.added(a); ok {
			a, gap = a.Args[0], gap+c
		} else if c, ok := w.added(b); ok {
			b, gap = b.Args[0], gap-c
		} else if f := factorOf(a); f > 1 && f == factorOf(b) && w.exactProduct(a, f) && w.exactProduct(b, f) {
			a, b, gap = a.Args[0], b.Args[0], divUp(gap, f) // x*f + gap <= y*f
		} else {
			return
		}
	}
}

// maxMove is the greatest constant that facts are moved by.
const maxMove = maxInt >> 4

// added returns the constant that v adds to its first operand, exactly; one so small that
// sums of a few of them fit.
func (w *rangeWalk) added(v *Value) (c int64, ok bool) {
	if c, ok = constArg(v); !ok || c > maxMove || c < -maxMove || !w.exactSum(v) {
		return 0, false
	}
	if v.Op == Sub || v.Op == SubSat {
		c = -c
	}
	return c, true
}

// exactSum reports whether v is a sum or difference that has neither wrapped nor
// stopped.
func (w *rangeWalk) exactSum(v *Value) bool {
	o := Add
	switch v.Op {
	case Sub, SubSat:
		o = Sub
	case Add, AddSat:
	default:
		return false
	}
	return exactIn(o, w.cur[v.Args[0].ID].hard, w.cur[v.Args[1].ID].hard)
}

// exactIn reports whether a sum or difference of values in a and b cannot wrap or stop.
func exactIn(o Op, a, b Interval) bool {
	r := transferSum(o, a, b)
	return r != anyValue && r.Lo >= -maxInt
}

// maxFacts is how many of the nearest facts are looked at, maxSteps how much work
// a difference is worth.
const (
	maxFacts = 24
	maxSteps = 40
)

// difference returns what the facts and the making of x and y say of v = x - y.
func (w *rangeWalk) difference(v *Value) valueRange {
	x, y := v.Args[0], v.Args[1]
	if x.Op == Const || y.Op == Const || v.Op == Sub && !w.exactSum(v) {
		return anyRange
	}
	i := Interval{w.leastDifference(x, y), math.MaxInt64}
	if hi := w.leastDifference(y, x); hi > -maxInt {
		i.Hi = -hi
	}
	return valueRange{i, i}
}

// order returns what the facts and the making of x and y say of v = x < y or x <= y.
func (w *rangeWalk) order(v *Value) valueRange {
	x, y := v.Args[0], v.Args[1]
	gap := int64(0)
	if v.Op == Lt {
		gap = 1
	}
	switch {
	case x.Op == Const || y.Op == Const:
	case w.leastDifference(y, x) >= gap:
		return valueRange{point(1), point(1)}
	case w.leastDifference(x, y) >= 1-gap:
		return valueRange{point(0), point(0)}
	}
	return anyRange
}

// leastDifference returns a lower bound of x - y, or MinInt64.
func (w *rangeWalk) leastDifference(x, y *Value) int64 {
	l := linear{w: w, steps: maxSteps}
	if f := factorOf(x); f > 1 && f == factorOf(y) && w.exactProduct(x, f) && w.exactProduct(y, f) {
		if d := l.least([]summand{{v: x.Args[0]}, {y.Args[0], true}}, 0); d > math.MinInt64 {
			return mulSat(d, f)
		}
		return math.MinInt64
	}
	return l.least([]summand{{v: x}, {y, true}}, 0)
}

// linear bounds sums of values from below: it takes sums, differences, minima and
// maxima apart, lets equal terms cancel, and uses facts on pairs of terms. The
// slow start of Reno is the example: acked - (min(ssthresh, cwnd + acked) - cwnd)
// is not negative because the minimum is at most cwnd + acked.
type linear struct {
	w     *rangeWalk
	steps int
}

// summand is v, or -v.
type summand struct {
	v   *Value
	neg bool
}

// least returns a lower bound of the sum of terms and c, or MinInt64 if it finds none.
func (l *linear) least(terms []summand, c int64) int64 {
	terms = cancel(terms)
	best := l.byRange(terms, c)
	if l.steps--; l.steps <= 0 || len(terms) < 2 || len(terms) > 6 {
		return best
	}
	for i, t := range terms {
		best = max(best, l.takeApart(terms, i, c))
		for j, u := range terms {
			if gap, ok := l.w.factOf(u.v, t.v); ok && u.neg && !t.neg { // u + gap <= t
				if sum, fits := addFits(c, gap); fits {
					best = max(best, l.least(without(without(terms, max(i, j)), min(i, j)), sum))
				}
			}
		}
	}
	return best
}

// takeApart puts the operands of term i in its place.
func (l *linear) takeApart(terms []summand, i int, c int64) int64 {
	t := terms[i]
	put := func(more ...summand) int64 { return l.least(without(terms, i, more...), c) }
	switch t.v.Op {
	case Add, AddSat, Sub, SubSat:
		if l.w.exactSum(t.v) {
			minus := t.v.Op == Sub || t.v.Op == SubSat
			return put(summand{t.v.Args[0], t.neg}, summand{t.v.Args[1], t.neg != minus})
		}
	case Min, Max:
		a, b := put(summand{t.v.Args[0], t.neg}), put(summand{t.v.Args[1], t.neg})
		if (t.v.Op == Min) == t.neg { // -min is at least the negative of either
			return max(a, b)
		}
		return min(a, b)
	}
	return math.MinInt64
}

// byRange adds up the ranges.
func (l *linear) byRange(terms []summand, c int64) int64 {
	for _, t := range terms {
		r := l.w.cur[t.v.ID].hard
		fits := false
		if t.neg {
			c, fits = subFits(c, r.Hi)
		} else {
			c, fits = addFits(c, r.Lo)
		}
		if !fits {
			return math.MinInt64
		}
	}
	return c
}

// cancel drops pairs of a value and its negative.
func cancel(terms []summand) []summand {
	for i, t := range terms {
		for j, u := range terms[:i] {
			if t.v == u.v && t.neg != u.neg {
				return cancel(without(without(terms, i), j))
			}
		}
	}
	return terms
}

// without returns the terms but term i, and more.
func without(terms []summand, i int, more ...summand) []summand {
	out := make([]summand, 0, len(terms)-1+len(more))
	return append(append(append(out, terms[:i]...), terms[i+1:]...), more...)
}

// factOf returns the largest gap for which a + gap <= b is known.
func (w *rangeWalk) factOf(a, b *Value) (gap int64, ok bool) {
	for n := len(w.facts) - 1; n >= 0 && n >= len(w.facts)-maxFacts; n-- {
		if f := w.facts[n]; f.a == a && f.b == b && (!ok || f.gap > gap) {
			gap, ok = f.gap, true
		}
	}
	return gap, ok
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

// quotient returns what the facts say of v = x / y: it is at least 1 if x >= y.
func (w *rangeWalk) quotient(v *Value) Interval {
	x, y := v.Args[0], v.Args[1]
	if x.Op == Const || y.Op == Const || w.cur[y.ID].hard.Lo < 1 || w.leastDifference(x, y) < 0 {
		return anyValue
	}
	return Interval{1, math.MaxInt64}
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

// there tells whether the pointer v is known to be there or not to be.
func (w *rangeWalk) there(v *Value) (is, known bool) {
	for _, f := range w.facts {
		if f.a == v && f.b == nil {
			return f.gap == 1, true
		}
	}
	return false, false
}
