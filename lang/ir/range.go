package ir

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"sort"
	"sync"

	"github.com/ccc-lang/ccc/lang/types"
)

// Ranges is what the range analysis knows of a function: for every value an
// interval that holds it whenever it is computed (hard: the code relies on it),
// and one that holds it in practice (plausible: only warnings rely on it). A
// plausible interval may be empty where code runs only in implausible states.
type Ranges struct {
	f     *Func
	by    *rangeWalk // that finds them
	dom   *domTree
	def   []valueRange // by Value.ID, where the value is defined
	edges [][2]edgeRange
	// unlikely, by Block.ID: the block is entered in no plausible state.
	unlikely []bool
}

type valueRange struct{ hard, plausible Interval }

// edgeRange is what is known on one edge of a block.
type edgeRange struct {
	reached  bool
	unlikely bool // taken in no plausible state
	args     []valueRange
}

var (
	anyRange = valueRange{anyValue, anyValue}
	noRange  = valueRange{noValue, noValue}
)

func (r valueRange) intersect(s valueRange) valueRange {
	return valueRange{r.hard.intersect(s.hard), r.plausible.intersect(s.plausible)}
}

func (r valueRange) union(s valueRange) valueRange {
	return valueRange{r.hard.union(s.hard), r.plausible.union(s.plausible)}
}

func (r valueRange) within(s valueRange) bool {
	return r.hard.Within(s.hard) && r.plausible.Within(s.plausible)
}

// Hard returns an interval that holds v whenever it is computed.
func (r *Ranges) Hard(v *Value) Interval { return r.at(v).hard }

// Plausible returns an interval that holds v in practice; empty if v is computed
// only in states that are not met in practice.
func (r *Ranges) Plausible(v *Value) Interval { return r.at(v).plausible }

func (r *Ranges) at(v *Value) valueRange {
	if v.ID >= len(r.def) {
		return anyRange
	}
	return r.def[v.ID]
}

// Check returns an error if x is not in v's hard range. It has the form of
// EvalOptions.OnValue.
func (r *Ranges) Check(v *Value, x int64) error {
	if h := r.Hard(v); !h.Contains(x) {
		return fmt.Errorf("%s is %d but its range is %s", v, x, h)
	}
	return nil
}

// The analysis walks the dominator tree again and again until the ranges of
// loop parameters hold (most functions have no loop: one walk). Each walk knows on
// every block what the branches above it have decided. widenAt is the first walk that rounds growing
// bounds up to the next constant of the function, jumpAt the first that goes for the ends of
// types instead; narrowing walks then take back what was too much.
const (
	widenAt   = 2
	jumpAt    = 5
	giveUpAt  = 16
	narrowing = 2
)

// Analyze computes the ranges of f. f.Connect must have been called.
func Analyze(f *Func) *Ranges {
	w := analyze(f)
	if len(w.headers) == 0 {
		w.walk(nil)
	}
	return w.Ranges
}

// analyze returns an analysis that is done but for one more walk: its loop
// parameters hold.
func analyze(f *Func) *rangeWalk {
	w := walks.Get().(*rangeWalk)
	w.reset(f)
	if w.findHeaders(); len(w.headers) == 0 {
		return w
	}
	for pass := 0; ; pass++ {
		w.walk(nil)
		if w.settled(pass) {
			break
		}
	}
	for range narrowing {
		w.narrow()
		w.walk(nil)
	}
	return w
}

// walks are those that are done, for other functions to use their memory.
var walks = sync.Pool{New: func() any {
	w := &rangeWalk{Ranges: &Ranges{dom: &domTree{}}, headers: map[*Block][]valueRange{}, diffs: map[[2]int]*Value{}, ties: map[*Value][]tie{}}
	w.by = w
	return w
}}

// release lets another function have the memory of r and of its walk.
func (r *Ranges) release() { walks.Put(r.by) }

// reset makes w know nothing, of f.
func (w *rangeWalk) reset(f *Func) {
	w.f = f
	w.dom.find(f)
	w.def, w.cur = slices.Grow(w.def[:0], f.values), slices.Grow(w.cur[:0], f.values)
	w.grow()
	w.edges, w.unlikely = zeros(w.edges, f.blocks), zeros(w.unlikely, f.blocks)
	w.undo, w.marks, w.facts, w.taken, w.depth = w.undo[:0], w.marks[:0], w.facts[:0], w.taken[:0], 0
	clear(w.headers)
	clear(w.diffs)
	clear(w.ties)
}

// grow gives what is in no block yet a range: any.
func (w *rangeWalk) grow() {
	for len(w.cur) < w.f.values {
		w.cur = append(w.cur, anyRange)
		w.def = append(w.def, anyRange)
	}
}

// rangeWalk is one walk's state.
type rangeWalk struct {
	*Ranges
	cur        []valueRange // by Value.ID: as refined where the walk is
	undo       []undoRange
	marks      []walkMark // where each open block began
	headers    map[*Block][]valueRange
	thresholds []int64
	depth      int
	odd        bool              // something known has become implausible
	facts      []fact            // orders that hold where the walk is
	diffs      map[[2]int]*Value // differences that were taken on the way, by differenceOf
	taken      [][2]int          // the keys of diffs as they came, for rollback
	ties       map[*Value][]tie  // by counter of turns
	visit      func(b *Block, w *rangeWalk)
}

// differenceOf is the key of x - y among the differences.
func differenceOf(x, y *Value) [2]int { return [2]int{x.ID, y.ID} }

type undoRange struct {
	id  int
	old valueRange
}

// findHeaders starts every loop header with no value and collects the constants
// that widening stops at.
func (w *rangeWalk) findHeaders() {
	for _, b := range w.dom.order {
		for _, p := range b.Preds {
			if w.retreats(p, b) && w.headers[b] == nil {
				w.headers[b] = make([]valueRange, len(b.Params))
				for i := range b.Params {
					w.headers[b][i] = noRange
				}
			}
		}
	}
	if len(w.headers) == 0 {
		return
	}
	w.thresholds = []int64{math.MinInt64, -maxInt, math.MinInt32, -1, 0, 1, math.MaxInt32, math.MaxUint32, maxInt}
	for _, b := range w.dom.order {
		for _, v := range b.Insts {
			if v.Op == Const && len(w.thresholds) < 1000 {
				w.thresholds = append(w.thresholds, v.Imm, addSat(v.Imm, 1), subSat(v.Imm, 1))
			}
		}
	}
	sort.Slice(w.thresholds, func(i, j int) bool { return w.thresholds[i] < w.thresholds[j] })
}

// walk visits every block once; visit, if not nil, is called after a block's
// instructions are known and may ask w.rangeOf.
func (w *rangeWalk) walk(visit func(b *Block, w *rangeWalk)) {
	w.visit = visit
	for i := range w.edges {
		for j := range w.edges[i] {
			// Back edges keep what the last walk found until this one gets there.
			if !w.isBackEdge(i, j) {
				w.edges[i][j].reached = false
			}
		}
	}
	w.dom.walk(w.enter, w.leave)
}

func (w *rangeWalk) isBackEdge(id, succ int) bool {
	if len(w.headers) == 0 || w.dom.number[id] < 0 {
		return false
	}
	b := w.dom.order[w.dom.number[id]]
	return succ < len(b.Term.Succs) && w.retreats(b, b.Term.Succs[succ].Block)
}

// retreats reports whether a walk meets b before it leaves p: a back edge.
func (w *rangeWalk) retreats(p, b *Block) bool { return w.dom.number[p.ID] >= w.dom.number[b.ID] }

func (w *rangeWalk) enter(b *Block) {
	w.marks = append(w.marks, w.mark())
	reached := w.enterParams(b)
	if reached && len(b.Preds) == 1 {
		p := b.Preds[0]
		for i, e := range p.Term.Succs {
			if e.Block == b && p.Term.Op == Branch {
				reached = w.assume(p.Term.Cond, i == 0)
			}
		}
	}
	for _, v := range b.Insts {
		if !reached {
			w.define(v, noRange)
		} else if v.Op.HasResult() {
			r := w.compute(v)
			if w.unlikely[b.ID] {
				r.plausible = noValue
			}
			w.define(v, r)
		}
	}
	if w.visit != nil && reached {
		w.visit(b, w)
	}
	w.leaveEdges(b, reached)
}

func (w *rangeWalk) leave(*Block) {
	mark := w.marks[len(w.marks)-1]
	w.marks = w.marks[:len(w.marks)-1]
	w.rollback(mark)
}

// walkMark is how much was known at some place of the walk.
type walkMark struct{ undo, facts, taken int }

func (w *rangeWalk) mark() walkMark { return walkMark{len(w.undo), len(w.facts), len(w.taken)} }

func (w *rangeWalk) rollback(mark walkMark) {
	w.facts = w.facts[:mark.facts]
	for _, key := range w.taken[mark.taken:] {
		delete(w.diffs, key)
	}
	w.taken = w.taken[:mark.taken]
	for len(w.undo) > mark.undo {
		u := w.undo[len(w.undo)-1]
		w.cur[u.id] = u.old
		w.undo = w.undo[:len(w.undo)-1]
	}
}

// enterParams defines b's parameters and reports whether b can be reached.
func (w *rangeWalk) enterParams(b *Block) bool {
	if len(b.Preds) == 0 {
		return true
	}
	held, header := w.headers[b]
	in, reached := w.incoming(b, !header)
	w.unlikely[b.ID] = w.onlyUnlikely(b)
	for i, p := range b.Params {
		if header {
			in[i] = in[i].union(held[i])
		}
		w.define(p, w.known(p, in[i]))
	}
	return reached
}

// incoming joins what the edges to b give its parameters; all: back edges too.
func (w *rangeWalk) incoming(b *Block, all bool) (params []valueRange, reached bool) {
	params = make([]valueRange, len(b.Params))
	for i := range params {
		params[i] = noRange
	}
	for _, p := range b.Preds {
		if !all && w.retreats(p, b) {
			continue
		}
		for i := range p.Term.Succs {
			e := &w.edges[p.ID][i]
			if p.Term.Succs[i].Block != b || !e.reached {
				continue
			}
			reached = true
			for k, a := range e.args {
				params[k] = params[k].union(a)
			}
		}
	}
	return params, reached
}

// onlyUnlikely reports whether no plausible state leads to b. Where edges that come
// later in the walk may, it says no.
func (w *rangeWalk) onlyUnlikely(b *Block) bool {
	for _, p := range b.Preds {
		for i := range p.Term.Succs {
			if e := &w.edges[p.ID][i]; p.Term.Succs[i].Block == b && (e.reached && !e.unlikely || w.retreats(p, b) && !e.reached) {
				return false
			}
		}
	}
	return true
}

// leaveEdges records what each edge out of b gives.
func (w *rangeWalk) leaveEdges(b *Block, reached bool) {
	for i, s := range b.Term.Succs {
		e := &w.edges[b.ID][i]
		mark := w.mark()
		w.odd = false
		e.reached = reached
		if reached && b.Term.Op == Branch {
			e.reached = w.assume(b.Term.Cond, i == 0)
		}
		e.unlikely = w.odd || w.unlikely[b.ID]
		if e.reached {
			if len(e.args) != len(s.Args) {
				e.args = make([]valueRange, len(s.Args))
			}
			for k, a := range s.Args {
				e.args[k] = w.cur[a.ID]
				if e.unlikely {
					e.args[k].plausible = noValue
				}
			}
		}
		w.rollback(mark)
	}
}

func (w *rangeWalk) define(v *Value, r valueRange) {
	w.cur[v.ID], w.def[v.ID] = r, r
}

// rangeOf returns v's range where the walk is.
func (w *rangeWalk) rangeOf(v *Value) valueRange {
	if v.ID >= len(w.cur) {
		return anyRange
	}
	return w.cur[v.ID]
}

// known adds what is given from outside.
func (w *rangeWalk) known(v *Value, r valueRange) valueRange {
	if v.Known == nil {
		return r
	}
	hard := Interval(v.Known.Hard)
	return r.intersect(valueRange{hard, hard.intersect(Interval(v.Known.Plausible))})
}

func (w *rangeWalk) compute(v *Value) valueRange {
	var r valueRange
	switch info := &ops[v.Op]; {
	case v.Op == Const:
		r = valueRange{point(v.Imm), point(v.Imm)}
	case info.aux != noAux || v.Op == Storage || info.maxArgs == 0:
		i := w.leaf(v)
		r = valueRange{i, i}
	default:
		a := w.cur[v.Args[0].ID]
		b := a
		if len(v.Args) > 1 {
			b = w.cur[v.Args[1].ID]
		}
		r = w.arith(v, a, b)
	}
	return w.known(v, r)
}

func (w *rangeWalk) arith(v *Value, a, b valueRange) valueRange {
	if len(v.Args) > 1 && v.Args[0] == v.Args[1] {
		switch v.Op {
		case Sub, SubSat, Sub32, Xor:
			return valueRange{point(0), point(0)}
		}
	}
	usual := b.plausible
	if v.Op == Div || v.Op == UDiv {
		usual = plausibleDivisor(usual)
	}
	r := valueRange{transfer(v.Op, a.hard, b.hard), transfer(v.Op, a.plausible, usual)}
	switch v.Op {
	case Sub, SubSat:
		r = r.intersect(w.difference(v)).intersect(w.remainder(v))
		if key := differenceOf(v.Args[0], v.Args[1]); w.diffs[key] == nil {
			w.diffs[key] = v
			w.taken = append(w.taken, key)
		}
	case Mul, MulSat:
		if m, ok := w.multiple(v); ok {
			r = r.intersect(m)
		}
	case UDiv, Div:
		r.hard = r.hard.intersect(w.quotient(v))
	case Lt, Le:
		if !r.hard.IsPoint() {
			r = r.intersect(w.order(v))
		}
	}
	return r
}

// leaf returns what the type of a load, a parameter or a call's result allows.
func (w *rangeWalk) leaf(v *Value) Interval {
	switch v.Op {
	case Arg:
		if cb := w.f.Callback; cb != nil && v.Aux.Param < len(cb.Params) {
			t := cb.Params[v.Aux.Param].Type
			return typeInterval(t.Size()*8, t.Signed())
		}
	case LoadField:
		return fieldInterval(v.Aux.Field)
	case LoadPriv, LoadMem:
		return typeInterval(v.Aux.Size*8, v.Aux.Signed)
	case LoadParam:
		return paramInterval(v.Aux.LoadParam)
	case LoadTable:
		return tableInterval(v.Aux.Table)
	}
	return anyValue
}

// paramInterval returns what `in` allows a load-time parameter to be.
func paramInterval(p *types.LoadParam) Interval {
	i := anyValue
	if p.IsBool {
		return truth
	}
	if p.Lo != nil {
		i.Lo = scaled(p.Lo, p.Den)
	}
	if p.Hi != nil {
		i.Hi = scaled(p.Hi, p.Den)
	}
	return i
}

func scaled(x *big.Rat, den int64) int64 {
	return TableElement(&types.Table{Den: den, Values: []*big.Rat{x}}, 0)
}

func tableInterval(t *types.Table) Interval {
	if t.Stored != nil {
		return Interval{t.Least, t.Most}
	}
	i := noValue
	for k := range t.Values {
		i = i.union(point(TableElement(t, k)))
	}
	return i
}

// settled reports whether the loop parameters hold; if not it widens them.
func (w *rangeWalk) settled(pass int) bool {
	ok := true
	for _, b := range w.dom.order {
		held, header := w.headers[b]
		if !header {
			continue
		}
		in, _ := w.incoming(b, true)
		for i, p := range b.Params {
			if next := w.known(p, in[i]); !next.within(w.def[p.ID]) {
				ok = false
				held[i] = w.widen(w.def[p.ID], next, pass)
			} else {
				held[i] = w.def[p.ID]
			}
		}
	}
	return ok
}

func (w *rangeWalk) widen(old, next valueRange, pass int) valueRange {
	next = old.union(next)
	switch {
	case pass < widenAt:
		return next
	case pass >= giveUpAt:
		return anyRange
	}
	return valueRange{w.widenInterval(old.hard, next.hard, pass), w.widenInterval(old.plausible, next.plausible, pass)}
}

func (w *rangeWalk) widenInterval(old, next Interval, pass int) Interval {
	if old.Empty() {
		return next
	}
	if next.Lo < old.Lo {
		next.Lo = w.threshold(next.Lo, -1, pass)
	}
	if next.Hi > old.Hi {
		next.Hi = w.threshold(next.Hi, 1, pass)
	}
	return next
}

// typeEnds are where places end.
var typeEnds = [...]int64{math.MaxUint8, math.MaxUint16, math.MaxUint32, math.MaxInt64}

// threshold returns the next constant of the function at or beyond x.
func (w *rangeWalk) threshold(x int64, dir int, pass int) int64 {
	t := w.thresholds
	if dir > 0 {
		if pass >= jumpAt {
			t = typeEnds[:]
		}
		return t[sort.Search(len(t), func(i int) bool { return t[i] >= x })]
	}
	switch {
	case pass >= jumpAt && x >= 0:
		return 0
	case pass >= jumpAt:
		return math.MinInt64
	}
	return t[sort.Search(len(t), func(i int) bool { return t[i] > x })-1]
}

// narrow takes for every loop parameter what its edges gave on the last walk,
// which holds because that walk confirmed more, and what counting turns gives.
func (w *rangeWalk) narrow() {
	clear(w.ties)
	for _, b := range w.dom.order {
		held, header := w.headers[b]
		if !header {
			continue
		}
		in, _ := w.incoming(b, true)
		for i, p := range b.Params {
			held[i] = w.known(p, in[i]).intersect(w.def[p.ID])
			held[i].plausible = held[i].plausible.intersect(w.chosen(b, i))
		}
		if b.LoopMax > 0 {
			w.counted(b, held)
		}
	}
}
