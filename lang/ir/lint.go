package ir

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"

	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
)

// Lint warns of what the numbers of p can do in practice that its author may
// not expect: a divisor that can be 0 (W0201), an index that can be outside its
// array (W0202), a product or sum that can exceed 64 bits (W0203), a loop that
// can want more turns than its maximum (W0204). It judges by plausible ranges, so
// that what cannot be met in practice is not warned of. p must be as Build made
// it and is not changed.
func Lint(p *Program) *diag.List {
	lists := make([]diag.List, len(p.All()))
	often := calledOften(p)
	eachFunc(p, func(i int, f *Func) {
		l := &linter{f: f.clone(), often: often, diags: &lists[i], seen: map[lintKey]bool{}, tainted: make([]bool, f.values)}
		l.run()
	})
	diags := &diag.List{}
	for i := range lists {
		diags.Append(&lists[i])
	}
	return diags
}

type linter struct {
	f       *Func
	often   map[diag.Span]bool
	diags   *diag.List
	seen    map[lintKey]bool
	tainted []bool // by Value.ID: has already overflowed in a place that was warned of
}

type lintKey struct {
	code string
	span diag.Span
}

func (l *linter) run() {
	// Equal loads must be one value, so that a test of a field tells something of
	// its later uses.
	g := newGVN(l.f)
	defer g.release()
	same := choices{}
	g.dom.walk(func(b *Block) { same.unify(b, g); g.enter(b) }, g.leave)
	g.repl.apply(l.f)
	checks := map[*Block][]Check{}
	for _, c := range l.f.Checks {
		checks[c.Block] = append(checks[c.Block], c)
	}
	w := analyze(l.f)
	defer w.release()
	w.walk(func(b *Block, w *rangeWalk) {
		l.taint(b)
		for _, c := range checks[b] {
			l.check(c, w.rangeOf(c.Value).plausible)
		}
		for _, v := range b.Insts {
			l.overflow(v, w)
		}
	})
}

// calledOften returns, by their names, the functions that several places of the source call.
func calledOften(p *Program) map[diag.Span]bool {
	from, often := map[diag.Span]diag.Span{}, map[diag.Span]bool{}
	for _, f := range p.All() {
		for _, c := range f.calls {
			if first, called := from[c.fn.Span]; called && first != c.span {
				often[c.fn.Span] = true
			}
			from[c.fn.Span] = c.span
		}
	}
	return often
}

// callOf returns the index of the innermost call that made v, or noCall.
func (l *linter) callOf(v *Value) int {
	for i, c := range slices.Backward(l.f.calls) {
		if c.first <= v.ID && v.ID < c.end {
			return i
		}
	}
	return noCall
}

// calls are call and those around it, as far as the text does not show them: where the function has
// others, or stands in another file.
func (l *linter) calls(call int) (related []diag.Related) {
	for call != noCall {
		c := &l.f.calls[call]
		if l.often[c.fn.Span] || c.fn.Span.Source != c.span.Source {
			related = append(related, diag.Related{Span: c.span, Message: "in this call of `" + c.fn.Name + "`"})
		}
		call = c.outer
	}
	return related
}

// warn reports once per place in the source, however often that is inlined. call is the one that it was written out for.
func (l *linter) warn(call int, span diag.Span, code, format string, args ...any) *diag.Diagnostic {
	key := lintKey{code, span}
	if l.seen[key] || !span.IsValid() {
		return &diag.Diagnostic{}
	}
	l.seen[key] = true
	d := l.diags.Warnf(span, code, format, args...)
	d.Related = l.calls(call)
	return d
}

func (l *linter) check(c Check, r Interval) {
	if r.Empty() {
		return
	}
	switch c.Kind {
	case ZeroDivisor:
		if r.Contains(0) {
			l.warn(c.call, c.Span, "W0201", "`%s` can be 0 here; the quotient then is 0", c.Text).Hint = "test it first" + orLeast(", or divide by `max(%s, %s)`", c) + orRange(c)
		}
	case ZeroModulus:
		if r.Contains(0) {
			l.warn(c.call, c.Span, "W0201", "`%s` can be 0 here; the remainder then is all of what is divided", c.Text).Hint =
				"test it first" + orLeast(", or write `%% max(%s, %s)`", c) + orRange(c)
		}
	case IndexRange:
		if r.Lo < 0 || r.Hi >= c.Len {
			l.warn(c.call, c.Span, "W0202", "the index `%s` can be outside 0..%d; it then takes the nearest of these", c.Text, c.Len-1).Hint =
				"bound it with `min` or `%`, or give a field that it is made of a range (`in lo..hi`)"
		}
	case LoopBound:
		if r.Hi > c.Len {
			l.warn(c.call, c.Span, "W0204", "this loop can want more than its `max %d` turns; the rest is left out", c.Len).Hint =
				"bound it with `min`"
		}
	}
}

// leasts are small divisors by what they measure, each with its unit: a sum has no unit as
// written that a bare number could take.
var leasts = map[types.Dim]string{
	{}: "1", {Seconds: 1}: "1us", {Bytes: 1}: "1 bytes", {Bytes: 1, Seconds: -1}: "1 bytes/s", {Seconds: -1}: "1 / 1s",
}

// mostSteps is the most steps of 1 that are worth naming one.
const mostSteps = 1 << 20

// least is a small divisor beside what c asks about: one step where that is a fraction, which 1 may be far
// above, unless it counts packets; "" for what nobody divides by.
func least(c Check) string {
	dim := c.Divisor.Type().Dim
	load, _ := c.Divisor.(*types.Load)
	switch {
	case dim != types.Dim{} || c.Step != nil && c.Step.Cmp(ratOne) == 0:
		return leasts[dim]
	case load != nil && load.Place.Type != nil && load.Place.Type.Unit.Name == target.Pkts.Name:
		return leasts[dim]
	case c.Step == nil || c.Step.Num().Cmp(ratOne.Num()) != 0 || c.Step.Denom().Cmp(big.NewInt(mostSteps)) > 0:
		return ""
	}
	return c.Step.RatString()
}

// orLeast fills a divisor and what to keep it above into a hint.
func orLeast(format string, c Check) string {
	x := least(c)
	if x == "" {
		return ""
	}
	return fmt.Sprintf(format, c.Text, x)
}

// orRange offers a range that leaves out 0, for a param or a field of the state.
func orRange(c Check) string {
	load, ok := c.Divisor.(*types.Load)
	x := least(c)
	if !ok || x == "" {
		return ""
	}
	var lo *big.Rat
	switch p := load.Place; {
	case p.Param != nil:
		lo = p.Param.Lo
	case len(p.Path) > 0 && p.Path[len(p.Path)-1].Field != nil:
		lo = p.Type.Lo
	default:
		return ""
	}
	switch {
	case lo == nil:
		return ", or give it a range (`in " + x + "..hi`)"
	case lo.Sign() < 0:
		return ""
	}
	return ", or let its range begin at `" + x + "`"
}

// overflow warns where a saturating operation can stop at 2^63-1.
func (l *linter) overflow(v *Value, w *rangeWalk) {
	for _, a := range v.Args {
		if l.tainted[a.ID] {
			l.tainted[v.ID] = true
		}
	}
	if v.Op != AddSat && v.Op != SubSat && v.Op != MulSat || l.tainted[v.ID] {
		return
	}
	if _, fits := w.multiple(v); fits && v.Op == MulSat {
		return
	}
	a, b := w.rangeOf(v.Args[0]).plausible, w.rangeOf(v.Args[1]).plausible
	if a.Empty() || b.Empty() {
		return
	}
	plain := map[Op]Op{AddSat: Add, SubSat: Sub, MulSat: Mul}[v.Op]
	if r := transferSum(plain, a, b); r != anyValue && r.Lo > math.MinInt64 {
		return
	}
	l.tainted[v.ID] = true
	span := returned(v.Span)
	l.warn(l.callOf(v), span, "W0203", "`%s` can need %s more than the 63 that there are; it then stops at the largest number", span.Text(), moreBits(plain, a, b)).Hint =
		"give what it is made of a range (`in lo..hi`), divide earlier, or round a part first with a typed `let` (`i64` if it can be negative)"
}

// returned is the span of the value of a `return`, which is what is brought to a common scale with the
// values of other ones; any other span is what it was.
func returned(s diag.Span) diag.Span {
	if value, ok := strings.CutPrefix(s.Text(), "return "); ok {
		s.Start = s.End - len(strings.TrimLeft(value, " "))
	}
	return s
}

// taint marks the parameters of b that an overflow which was warned of comes in by.
func (l *linter) taint(b *Block) {
	for _, p := range b.Preds {
		for _, s := range p.Term.Succs {
			for k, a := range s.Args {
				if s.Block == b && l.tainted[a.ID] {
					l.tainted[b.Params[k].ID] = true
				}
			}
		}
	}
}

// moreBits says by how many bits a result of numbers in a and b can be too long.
func moreBits(o Op, a, b Interval) string {
	most := 0
	for _, x := range [2]int64{a.Lo, a.Hi} {
		for _, y := range [2]int64{b.Lo, b.Hi} {
			r, z := big.NewInt(x), big.NewInt(y)
			switch o {
			case Add:
				r.Add(r, z)
			case Sub:
				r.Sub(r, z)
			default:
				r.Mul(r, z)
			}
			most = max(most, r.BitLen())
		}
	}
	if more := most - 63; more > 1 {
		return fmt.Sprintf("%d bits", more)
	}
	return "1 bit"
}
