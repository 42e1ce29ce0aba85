package ir

import (
	"math"
	"slices"
)

// This file has what a branch teaches: on the edge where a < b is true, a is at
// most b's greatest value less one, and what a was computed from is bounded too.

// maxRefine bounds how far back a condition is followed.
const maxRefine = 8

// assume narrows the current ranges by cond being true or false, until the block
// is left. It reports false if that cannot be.
func (w *rangeWalk) assume(cond *Value, is bool) bool {
	if w.depth++; w.depth > maxRefine {
		w.depth--
		return true
	}
	defer func() { w.depth-- }()
	if cond.Op == Storage {
		w.facts = append(w.facts, fact{a: cond, gap: map[bool]int64{true: 1}[is]})
		return true
	}
	var ok bool
	if is {
		ok = w.exclude(cond, 0)
	} else {
		ok = w.limit(cond, point(0))
	}
	// A truth's operands were followed when its own range shrank.
	if ok && !cond.Op.IsTruth() {
		ok = w.assumeOp(cond, is)
	}
	return ok
}

// assumeOp follows what cond is made of.
func (w *rangeWalk) assumeOp(cond *Value, is bool) bool {
	var a, b *Value
	if len(cond.Args) > 0 {
		a = cond.Args[0]
	}
	if len(cond.Args) > 1 {
		b = cond.Args[1]
	}
	switch cond.Op {
	case Not:
		return w.assume(a, !is)
	case And:
		if is && w.isTruth(a) && w.isTruth(b) {
			return w.assume(a, true) && w.assume(b, true)
		}
	case Or:
		if !is {
			return w.assume(a, false) && w.assume(b, false)
		}
	case Eq, Ne:
		if is == (cond.Op == Eq) {
			return w.equal(a, b)
		}
		return w.differ(a, b)
	case Lt:
		if is {
			return w.less(a, b, 1)
		}
		return w.less(b, a, 0)
	case Le:
		if is {
			return w.less(a, b, 0)
		}
		return w.less(b, a, 1)
	case ULt:
		if is {
			return w.below(a, b, 1)
		}
		return w.below(b, a, 0)
	case ULe:
		if is {
			return w.below(a, b, 0)
		}
		return w.below(b, a, 1)
	}
	return true
}

func (w *rangeWalk) isTruth(v *Value) bool { return v.Op.IsTruth() || w.cur[v.ID].hard.Within(truth) }

func (w *rangeWalk) equal(a, b *Value) bool {
	both := w.cur[a.ID].intersect(w.cur[b.ID])
	ok := w.refine(a, both) && w.refine(b, both)
	// A truth that equals 0 or 1 is a condition of its own.
	if b.Op == Const && a.Op.IsTruth() && b.Imm&^1 == 0 {
		ok = ok && w.assume(a, b.Imm == 1)
	}
	return ok
}

func (w *rangeWalk) differ(a, b *Value) bool {
	ok := true
	if x := w.cur[b.ID].hard; x.IsPoint() {
		ok = w.exclude(a, x.Lo)
		if a.Op.IsTruth() && x.Lo&^1 == 0 {
			ok = ok && w.assume(a, x.Lo == 0)
		}
	}
	if x := w.cur[a.ID].hard; ok && x.IsPoint() {
		ok = w.exclude(b, x.Lo)
	}
	return ok && a != b
}

// less assumes a + gap <= b.
func (w *rangeWalk) less(a, b *Value, gap int64) bool {
	ra, rb := w.cur[a.ID], w.cur[b.ID]
	if a == b {
		return gap == 0
	}
	w.learn(a, b, gap)
	// b - a, taken before; what computes it may be something else by now.
	if v := w.diffs[differenceOf(b, a)]; v != nil && exactIn(Sub, rb.hard, ra.hard) {
		if !w.refine(v, valueRange{Interval{gap, math.MaxInt64}, Interval{gap, math.MaxInt64}}) {
			return false
		}
	}
	upTo := func(i Interval) Interval {
		if hi, fits := subFits(i.Hi, gap); fits && !i.Empty() {
			return Interval{math.MinInt64, hi}
		}
		return noValue
	}
	from := func(i Interval) Interval {
		if lo, fits := addFits(i.Lo, gap); fits && !i.Empty() {
			return Interval{lo, math.MaxInt64}
		}
		return noValue
	}
	return w.refine(a, valueRange{upTo(rb.hard), upTo(rb.plausible)}) &&
		w.refine(b, valueRange{from(ra.hard), from(ra.plausible)})
}

// below assumes a + gap <= b of unsigned values.
func (w *rangeWalk) below(a, b *Value, gap int64) bool {
	ra, rb := w.cur[a.ID].hard, w.cur[b.ID].hard
	if rb.Lo >= 0 {
		// a is below something that is not negative, so it is not negative either.
		return w.limit(a, Interval{0, math.MaxInt64}) && w.less(a, b, gap)
	}
	if ra.Lo >= 0 && ra.Hi >= 0 && rb.Hi < 0 {
		return true
	}
	return a != b || gap == 0
}

// limit narrows v to i, hard and plausible.
func (w *rangeWalk) limit(v *Value, i Interval) bool { return w.refine(v, valueRange{i, i}) }

// exclude takes x out of v's range where it is a bound.
func (w *rangeWalk) exclude(v *Value, x int64) bool {
	trim := func(i Interval) Interval {
		switch {
		case i == point(x):
			return noValue
		case i.Lo == x:
			i.Lo++
		case i.Hi == x:
			i.Hi--
		}
		return i
	}
	r := w.cur[v.ID]
	return w.refine(v, valueRange{trim(r.hard), trim(r.plausible)})
}

// refine narrows v to r and follows v's operands. It reports false if no value is left.
func (w *rangeWalk) refine(v *Value, r valueRange) bool {
	old := w.cur[v.ID]
	r = old.intersect(r)
	if r == old {
		return !r.hard.Empty()
	}
	w.undo = append(w.undo, undoRange{v.ID, old})
	w.cur[v.ID] = r
	w.odd = w.odd || r.plausible.Empty()
	if r.hard.Empty() {
		return false
	}
	if w.depth++; w.depth > maxRefine {
		w.depth--
		return true
	}
	ok := w.refineArgs(v, r) && w.pull(v, r)
	w.depth--
	return ok
}

// refineArgs narrows the operands of v, whose result is in r.
func (w *rangeWalk) refineArgs(v *Value, r valueRange) bool {
	if len(v.Args) == 0 {
		return true
	}
	a := v.Args[0]
	switch v.Op {
	case Min:
		least := valueRange{Interval{r.hard.Lo, math.MaxInt64}, Interval{r.plausible.Lo, math.MaxInt64}}
		return w.refine(a, least) && w.refine(v.Args[1], least)
	case Max:
		most := valueRange{Interval{math.MinInt64, r.hard.Hi}, Interval{math.MinInt64, r.plausible.Hi}}
		return w.refine(a, most) && w.refine(v.Args[1], most)
	case Zext32, Sext32:
		if w.cur[a.ID].hard.Within(transfer(v.Op, anyValue, anyValue)) {
			return w.refine(a, r)
		}
	case Neg:
		return w.refine(a, valueRange{transfer(Neg, r.hard, noValue), transfer(Neg, r.plausible, noValue)})
	case Eq, Ne, Lt, Le, ULt, ULe, Not:
		if r.hard.IsPoint() {
			return w.assumeOp(v, r.hard.Lo != 0)
		}
	case Add, Sub, AddSat, SubSat, Mul, MulSat, Shl, Shr, Sar, UDiv, Div:
		if c := v.Args[1]; c.Op == Const {
			return w.refine(a, valueRange{w.invert(v, r.hard, c.Imm), w.invert(v, r.plausible, c.Imm)})
		}
	}
	return true
}

// invert returns where the first operand of v = a op c must be for the result to
// be in r; any value where that is not known.
func (w *rangeWalk) invert(v *Value, r Interval, c int64) Interval {
	if r.Empty() {
		return noValue
	}
	a := w.cur[v.Args[0].ID].hard
	if (v.Op == AddSat || v.Op == SubSat) && !w.exactSum(v) {
		return anyValue // it may have stopped
	}
	switch v.Op {
	case Add, AddSat:
		if transferSum(Add, a, point(c)) != anyValue && c != math.MinInt64 {
			return clip(r, -c, 1, 0)
		}
	case Sub, SubSat:
		if transferSum(Sub, a, point(c)) != anyValue {
			return clip(r, c, 1, 0)
		}
	case Mul, MulSat, Shl:
		if v.Op == Shl {
			c = shiftFactor(c)
		}
		if c > 0 && transferSum(Mul, a, point(c)) != anyValue {
			return Interval{divUp(r.Lo, c), divDown(r.Hi, c)}
		}
	case Sar, Shr, UDiv, Div:
		if v.Op == Sar || v.Op == Shr {
			c = shiftFactor(c)
		}
		if c > 0 && a.Lo >= 0 && r.Lo >= 0 {
			return clip(r, 0, c, c-1)
		}
	}
	return anyValue
}

func shiftFactor(n int64) int64 {
	if n < 0 || n > 62 {
		return 0
	}
	return 1 << n
}

// clip returns [lo*f + add, hi*f + add + spread], stopping at the ends of 64 bits.
func clip(r Interval, add, f, spread int64) Interval {
	lo := mulSat(r.Lo, f)
	hi := mulSat(r.Hi, f)
	if r.Lo == math.MinInt64 {
		lo = math.MinInt64
	}
	i := Interval{math.MinInt64, math.MaxInt64}
	if x, fits := addFits(lo, add); fits {
		i.Lo = x
	} else if add > 0 {
		return noValue
	}
	if x, fits := addFits(hi, add); fits {
		i.Hi = addSat(x, spread)
	} else if add < 0 {
		return noValue
	}
	return i
}

func divUp(a, b int64) int64 {
	q := a / b
	if a%b > 0 {
		q++
	}
	return q
}

func divDown(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// course is how a parameter of a loop header goes: where it starts, and what a turn adds to it.
type course struct{ start, step valueRange }

// course returns that of parameter i of loop header b; not ok if a turn makes something
// else than a sum of it.
func (w *rangeWalk) course(b *Block, i int) (c course, ok bool) {
	d := &deltas{w: w, root: b.Params[i], seen: map[*Value]bool{}}
	c = course{noRange, noRange}
	for _, p := range b.Preds {
		for k, s := range p.Term.Succs {
			if s.Block != b || !w.edges[p.ID][k].reached {
				continue
			}
			if !w.retreats(p, b) {
				c.start = c.start.union(w.edges[p.ID][k].args[i])
				continue
			}
			add, ok := d.of(s.Args[i])
			if !ok {
				return c, false
			}
			c.step = c.step.union(add)
		}
	}
	return c, true
}

// after returns where the parameter is after at most n turns: any value if a plain Add might
// wrap on the way.
func (c course) after(n int64) valueRange {
	grow := func(start, step Interval) Interval {
		if start.Empty() {
			return anyValue
		}
		if step.Empty() { // no turn ends
			return start
		}
		total := transfer(MulSat, step, point(n))
		return Interval{addSat(start.Lo, min(0, total.Lo)), addSat(start.Hi, max(0, total.Hi))}
	}
	hard := grow(c.start.hard, c.step.hard)
	if hard.Lo <= -maxInt/2 || hard.Hi >= maxInt/2 {
		hard = anyValue
	}
	return valueRange{hard, hard.intersect(grow(c.start.plausible, c.step.plausible))}
}

// counted narrows what is held of the parameters of loop header b by what every turn adds to
// them, at most LoopMax times, and ties them to the counters of turns.
func (w *rangeWalk) counted(b *Block, held []valueRange) {
	var sums []*Value
	var courses []course
	for i, p := range b.Params {
		c, ok := w.course(b, i)
		if !ok {
			continue
		}
		r := c.after(int64(b.LoopMax))
		held[i] = held[i].intersect(r)
		if r.hard != anyValue {
			sums, courses = append(sums, p), append(courses, c)
		}
	}
	for i, t := range courses {
		if t.step.hard != point(1) || !t.start.hard.IsPoint() {
			continue
		}
		for k, c := range courses {
			if k != i {
				w.ties[sums[i]] = append(w.ties[sums[i]], tie{sums[k], c, t.start.hard.Lo})
			}
		}
	}
}

// tie says that v goes its course while the counter of turns that it is tied to goes on from first.
type tie struct {
	v *Value
	course
	first int64
}

// pull narrows what is tied to the counter t, whose range is r.
func (w *rangeWalk) pull(t *Value, r valueRange) bool {
	for _, x := range w.ties[t] {
		most := addSat(x.start.hard.Hi, mulSat(max(0, x.step.hard.Hi), subSat(r.hard.Hi, x.first)))
		if !w.limit(x.v, Interval{math.MinInt64, most}) {
			return false
		}
	}
	return true
}

// chosen returns the plausible range of parameter i of loop header b where turns keep it or
// replace it by another value, as the best of an array so far. Widening has gone beyond
// all of these, and the parameter itself would hold it there.
func (w *rangeWalk) chosen(b *Block, i int) Interval {
	r := noValue
	seen := map[*Value]bool{b.Params[i]: true}
	var from func(b *Block, i int)
	from = func(b *Block, i int) {
		for _, p := range b.Preds {
			for k, s := range p.Term.Succs {
				if s.Block != b || !w.edges[p.ID][k].reached {
					continue
				}
				a := s.Args[i]
				switch _, header := w.headers[a.Block]; {
				case seen[a]:
				case a.Op == Invalid && !header && len(seen) < 64:
					seen[a] = true
					from(a.Block, slices.Index(a.Block.Params, a))
				default:
					r = r.union(w.edges[p.ID][k].args[i].plausible)
				}
			}
		}
	}
	from(b, i)
	return r
}

// maxStep is the most that one sum may add for deltas to follow it: many of them stay far from the
// ends of 64 bits.
const maxStep = 1 << 55

// deltas finds what a value is more than root.
type deltas struct {
	w    *rangeWalk
	root *Value
	seen map[*Value]bool
}

func (d *deltas) of(v *Value) (valueRange, bool) {
	zero := valueRange{point(0), point(0)}
	if v == d.root {
		return zero, true
	}
	if d.seen[v] || len(d.seen) > 64 {
		return noRange, false
	}
	d.seen[v] = true
	defer delete(d.seen, v)
	switch v.Op {
	case Add, AddSat, Sub, SubSat:
		if v.Known != nil {
			return noRange, false
		}
		x := d.w.def[v.Args[1].ID]
		base, ok := d.of(v.Args[0])
		if !ok && (v.Op == Add || v.Op == AddSat) {
			x = d.w.def[v.Args[0].ID]
			base, ok = d.of(v.Args[1])
		}
		if !x.hard.Within(Interval{-maxStep, maxStep}) {
			return noRange, false // a saturated sum would no longer tell the step
		}
		op := AddSat
		if v.Op == Sub || v.Op == SubSat {
			op = SubSat
		}
		return valueRange{transfer(op, base.hard, x.hard), transfer(op, base.plausible, x.plausible)}, ok
	case Min:
		return d.clamped(v, d.w.def[d.root.ID].hard.Hi <= d.w.def[v.Args[1].ID].hard.Lo)
	case Max:
		return d.clamped(v, d.w.def[d.root.ID].hard.Lo >= d.w.def[v.Args[1].ID].hard.Hi)
	case Invalid:
		return d.ofParam(v)
	}
	return noRange, false
}

// clamped is of a sum v that a bound keeps on the root's side of it (inside): it moves at most as
// far from the root as the sum does, and not beyond it.
func (d *deltas) clamped(v *Value, inside bool) (valueRange, bool) {
	if !inside || v.Known != nil {
		return noRange, false
	}
	zero := point(0)
	sum, ok := d.of(v.Args[0])
	return valueRange{sum.hard.union(zero), sum.plausible.union(zero)}, ok
}

// ofParam joins what the edges to v's block give it, and for the parameter of a loop inside what
// its turns add to that.
func (d *deltas) ofParam(v *Value) (valueRange, bool) {
	b := v.Block
	if !d.w.dom.dominates(d.root.Block, b) {
		return noRange, false
	}
	k := slices.Index(b.Params, v)
	turns, ok := d.ofTurns(b, k)
	sum := noRange
	for _, p := range b.Preds {
		for i, s := range p.Term.Succs {
			if s.Block != b || !d.w.edges[p.ID][i].reached || d.w.retreats(p, b) {
				continue
			}
			add, known := d.of(s.Args[k])
			ok = ok && known
			sum = sum.union(valueRange{transfer(AddSat, add.hard, turns.hard), transfer(AddSat, add.plausible, turns.plausible)})
		}
	}
	return sum, ok
}

// ofTurns returns what all turns of the loop whose header b is add to its parameter k: nothing if b
// is no header.
func (d *deltas) ofTurns(b *Block, k int) (valueRange, bool) {
	none := valueRange{point(0), point(0)}
	if _, header := d.w.headers[b]; !header {
		return none, true
	}
	c, ok := d.w.course(b, k)
	all := course{none, c.step}.after(int64(b.LoopMax))
	return all, ok && b.LoopMax > 0 && all.hard.Within(Interval{-maxStep, maxStep})
}
