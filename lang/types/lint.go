package types

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
)

// lintProduct warns of `q = a / b` multiplied by `b` again: q is the exact fraction, so
// q*b is a, where the integer arithmetic of the kernel would have given a less its remainder.
func (c *checker) lintProduct(op Op, x, y Expr, span diag.Span) {
	if op == Sub {
		c.lintRemainder(x, y)
	}
	if op != Mul {
		return
	}
	for _, p := range [][2]Expr{{x, y}, {y, x}} {
		by := p[1]
		switch q := p[0].(type) {
		case *Call:
			if !isNumeral(by) && c.lintCalled(q, by, span) {
				return
			}
		case *Binary:
			if q.Op == Div && sameExpr(c.behind(q.Y), c.behind(by)) {
				c.warnf(span, "W0106", "this is %s again: a quotient is the exact fraction, not a whole number", source(q.X.Pos())).Hint =
					"if a whole number is meant, round first: `let q: " + typeWord(q.T) + " = " + q.Span.Text() + "`"
				return
			}
		case *Ref:
			if isNumeral(by) {
				break // half of something is often doubled again elsewhere
			}
			if c.lintNamed(q, by, span) {
				return
			}
		}
	}
}

// lintCalled warns if a call gives a quotient by what it is multiplied with.
func (c *checker) lintCalled(q *Call, by Expr, span diag.Span) bool {
	div := c.quotientOf(q)
	if div == nil || !sameExpr(c.behind(div.Y), c.behind(by)) {
		return false
	}
	over := c.behind(div.X)
	d := c.warnf(span, "W0106", "this is %s again: `%s` gives the exact fraction, not a whole number", source(over.Pos()), q.Func.Name)
	d.Hint = fmt.Sprintf("if a whole number is meant, round first: `let q: %s = %s`", typeWord(q.T), q.Span.Text())
	d.Related = []diag.Related{{Span: div.Span, Message: "divided here"}}
	return true
}

// quotientOf returns the quotient that a call is, its parameters named after the arguments; nil if it is something
// else, or rounded, or whole by itself.
func (c *checker) quotientOf(q *Call) *Binary {
	if q.Func.Stores || q.Func.ResultPlace != nil {
		return nil
	}
	c.nameParams(q)
	r := results(q.Func.Body)
	if len(r) != 1 {
		return nil
	}
	div, ok := c.behind(r[0]).(*Binary)
	if !ok || div.Op != Div || wholeSteps(value{x: c.behind(div.X)}, value{x: c.behind(div.Y)}) {
		return nil
	}
	return div
}

// isNumeral reports whether x is a constant that is written as a number, not by a name.
func isNumeral(x Expr) bool {
	k, ok := x.(*Const)
	text := ""
	if ok {
		text = k.Span.Text()
	}
	return ok && (text == "" || text[0] >= '0' && text[0] <= '9')
}

// lintRemainder warns of `a - q*8` where q is a/8: this is nothing but a remainder, and always 0.
func (c *checker) lintRemainder(x, y Expr) {
	product, ok := y.(*Binary)
	if !ok || product.Op != Mul {
		return
	}
	for _, p := range [][2]Expr{{product.X, product.Y}, {product.Y, product.X}} {
		switch q := p[0].(type) {
		case *Ref:
			if div, ok := c.names[c.renamed(q).Sym].x.(*Binary); ok && div.Op == Div && sameExpr(c.behind(div.X), c.behind(x)) {
				c.lintNamed(q, p[1], product.Span)
			}
		case *Call:
			if div := c.quotientOf(q); div != nil && sameExpr(c.behind(div.X), c.behind(x)) {
				c.lintCalled(q, p[1], product.Span)
			}
		}
	}
}

// lintNamed warns if q names a quotient by what it is multiplied with.
func (c *checker) lintNamed(q *Ref, by Expr, span diag.Span) bool {
	root := c.renamed(q)
	div, ok := c.names[root.Sym].x.(*Binary)
	if !ok || div.Op != Div || !sameExpr(c.behind(div.Y), c.behind(by)) {
		return false
	}
	if !lasting(div.Y) && c.names[root.Sym].at != c.stores {
		return false // it may have changed since
	}
	d := c.warnf(span, "W0106", "this is %s again: `%s` is the exact fraction, not a whole number", source(div.X.Pos()), q.Sym.Name)
	d.Hint = fmt.Sprintf("if a whole number is meant, round first: `let %s: %s = ...`", root.Sym.Name, typeWord(root.T))
	d.Related = []diag.Related{{Span: root.Sym.Span, Message: "divided here"}}
	return true
}

// sameExpr reports whether two expressions certainly have the same value at one time.
func sameExpr(a, b Expr) bool {
	switch a := a.(type) {
	case *Const:
		b, ok := b.(*Const)
		return ok && a.Value.Cmp(b.Value) == 0
	case *Ref:
		b, ok := b.(*Ref)
		return ok && a.Sym == b.Sym
	case *Load:
		b, ok := b.(*Load)
		return ok && samePlaceOf(a.Place, b.Place)
	case *Binary:
		b, ok := b.(*Binary)
		return ok && a.Op == b.Op && sameExpr(a.X, b.X) && sameExpr(a.Y, b.Y)
	}
	return false
}

func samePlaceOf(a, b *Place) bool {
	if a.Field != b.Field || a.State != b.State || a.Sym != b.Sym || a.Param != b.Param || a.Table != b.Table || len(a.Path) != len(b.Path) {
		return false
	}
	for i := range a.Path {
		p, q := a.Path[i], b.Path[i]
		if p.Field != q.Field || p.Const != q.Const || (p.Index == nil) != (q.Index == nil) || p.Index != nil && !sameExpr(p.Index, q.Index) {
			return false
		}
	}
	return true
}

// lintEWMA warns of a moving average that stops short of its goal because its last steps
// round to nothing (numbers.md, rule 15): x = (1-g)*x + g*y into a place with N
// fractional bits stops when g*(y-x) is below one step of it.
func (c *checker) lintEWMA(s *Store, p *PlaceType) {
	if p.Kind != Num || s.Place.Field != nil || s.Place.Sym != nil && s.Place.Sym.Kind == VarSym {
		return // what lives for one callback only averages nothing
	}
	for _, o := range c.outcomes(s.Value, p, c.frame().tests) {
		if c.lintAverage(s, p, o) {
			return
		}
	}
}

// wellKept is how many steps of its place a number takes at least that the place keeps well.
var wellKept = big.NewRat(16, 1)

var microsecond = big.NewRat(1, 1_000_000)

// withBits is p with so many bits behind the point, as it is written: `fixed<7>`, or all of it where the width
// that p has would leave too few in front.
func withBits(p *PlaceType, bits int) string {
	fixed := fmt.Sprintf("fixed<%d>", bits)
	if p.Width >= 32 {
		return fixed
	}
	text := "u32 " + fixed
	if p.Signed {
		text = "i32 " + fixed
	}
	if p.Unit.Name != "" && p.Unit.Name != pktsUnit.Name {
		text += " " + p.Unit.Name
	}
	return text
}

// bitsFor is how many bits behind the point keep what takes so many steps of p well.
func bitsFor(steps *big.Rat, p *PlaceType) int {
	bits := p.Frac
	for n := new(big.Rat).Set(steps); n.Cmp(wellKept) < 0 && bits < 62; bits++ {
		n.Mul(n, big.NewRat(2, 1))
	}
	return bits
}

// lintAverage warns if one of the values that a place may get is an average that stops short.
func (c *checker) lintAverage(s *Store, p *PlaceType, o outcome) bool {
	self := &Load{Place: s.Place}
	coef, rest := c.coefficient(o.x, self)
	if coef == nil || !rest || c.onlyFalls(p, self, coef, o) {
		return false
	}
	g := new(big.Rat).Sub(oneRat, coef.most())
	if p.Frac == 0 && g.Cmp(big.NewRat(1, 4)) > 0 {
		return false // a whole number that stops one or two short
	}
	steps := new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), uint(p.Frac)))
	if g.Sign() <= 0 || g.Cmp(oneRat) >= 0 || new(big.Rat).Mul(g, steps).Cmp(wellKept) >= 0 {
		return false
	}
	d := c.warnf(s.Span, "W0105", "this average stops short of its goal: its last steps of %s are rounded away", g.RatString())
	d.Hint = fmt.Sprintf("keep more bits of %s behind the point, at least `%s`", source(s.Place.Span), withBits(p, bitsFor(g.Mul(g, steps), p)))
	return true
}

// lintClamped warns of a constant in a callback that its place cannot hold: the store keeps the
// nearest value that it can. b are the bounds of a kernel's place; nil: none. In a function the
// constant may be an argument, which only this call gives.
func (c *checker) lintClamped(v value, p *PlaceType, b *target.Bounds, what string) {
	if v.bad() || p == nil || p.Kind != Num || v.constant() == nil {
		return
	}
	if (b == nil || b.Lo <= 0 && b.LoField == "") && !c.lintVanished(v, p, what) {
		return
	}
	if _, ok := c.frame().decl.(*ast.CallbackDecl); !ok {
		return
	}
	lo, hi := placeBounds(p)
	below, above := boundText(lo, p), boundText(hi, p)
	if b != nil {
		bound := func(n int64) *big.Rat { return new(big.Rat).Mul(new(big.Rat).SetInt64(n), unitScale(&p.Unit)) }
		if least := bound(b.Lo); least.Cmp(lo) > 0 {
			lo, below = least, boundText(least, p)
		}
		if most := bound(b.Hi); b.Hi != 0 && most.Cmp(hi) < 0 {
			hi, above = most, boundText(most, p)
		}
	}
	what += " becomes "
	kept := below
	// A bound need not be a step of its place: what rounding alone takes over it is what is meant.
	written := v.constant().Value
	switch k := rounded(written, p); {
	case k.Cmp(lo) < 0 && written.Cmp(lo) < 0:
		if b != nil && b.LoField != "" {
			kept = "`sk." + b.LoField + "`"
		}
		what += kept
	case k.Cmp(hi) <= 0 || written.Cmp(hi) <= 0:
		return
	case b != nil && b.HiField != "":
		kept = "`sk." + b.HiField + "`"
		what += "at most " + kept
	default:
		kept = above
		what += kept
	}
	d := c.warnf(v.span(), "W0108", "%s lies outside %s to %s, and %s", source(v.span()), boundText(lo, p), boundText(hi, p), what)
	d.Hint = "write " + kept + " if that is meant"
}

// lintVanished warns of a constant that its place rounds to 0. It reports whether it did not. In a function it
// looks at numbers only that are written there.
func (c *checker) lintVanished(v value, p *PlaceType, what string) bool {
	k := v.constant().Value
	_, function := c.frame().decl.(*ast.FnDecl)
	if k.Sign() == 0 || rounded(k, p).Sign() != 0 || p.Lo != nil && p.Lo.Sign() > 0 || function && !isNumeral(v.x) {
		return true
	}
	step := placeStep(p)
	hint := fmt.Sprintf("keep bits behind the point, as `%s`, or write 0 if that is meant", withBits(p, bitsFor(new(big.Rat).Quo(new(big.Rat).Abs(k), step), p)))
	if strings.HasPrefix(what, "`sk.") {
		hint = "write 0 if that is meant"
	}
	if text := v.span().Text(); unitDim(&p.Unit) == timeDim && isPlain(text) {
		hint = "write `" + text + "s` if seconds are meant"
	}
	c.warnf(v.span(), "W0108", "%s is less than one step of %s, %s, and becomes 0", source(v.span()), what, inUnit(step, p)).Hint = hint
	return false
}

// isPlain reports whether a text is a number without a unit.
func isPlain(text string) bool {
	_, err := strconv.ParseFloat(text, 64)
	return err == nil && text[0] <= '9' // else it is the name inf or nan
}

// lintSeconds warns of a fraction without a unit beside a time that is kept in microseconds, if that is less than
// other keeps: it takes the unit of that, where a paper means seconds. What is done with the two is said in words;
// to add a half is to round.
func (c *checker) lintSeconds(bare, other value, what string) {
	k := bare.constant()
	if k == nil || other.unit == nil || other.typ().Dim != timeDim || unitScale(other.unit).Cmp(microsecond) > 0 {
		return
	}
	load, ok := other.x.(*Load)
	if !ok {
		return // what is computed keeps its fraction
	}
	step := oneRat
	if load.Place.Type != nil {
		step = new(big.Rat).Quo(placeStep(load.Place.Type), unitScale(other.unit))
	}
	if k.Value.Sign() == 0 || new(big.Rat).Abs(k.Value).Cmp(step) >= 0 || what == verbs[Add] && k.Value.Cmp(big.NewRat(1, 2)) == 0 {
		return
	}
	text := bare.span().Text()
	d := c.warnf(bare.span(), "W0108", "%s takes the unit of %s: it is %s %s", source(bare.span()), source(other.span()), ratText(k.Value), other.unit.Name)
	d.Hint = "write the unit"
	if isPlain(text) {
		d.Hint = "write `" + text + "s` if seconds are meant"
	}
}

// rounded is what a number is in the steps of its place: rounded toward zero.
func rounded(x *big.Rat, p *PlaceType) *big.Rat {
	step := placeStep(p)
	n := new(big.Rat).Quo(x, step)
	whole := new(big.Int).Quo(n.Num(), n.Denom())
	return step.Mul(step, new(big.Rat).SetInt(whole))
}

// onlyFalls reports whether the average is stored only where a test has shown it to be
// above its goal. Rounding toward zero then helps it on its way, if it is not negative.
func (c *checker) onlyFalls(p *PlaceType, self Expr, coef *linear, o outcome) bool {
	if p.Signed && (p.Lo == nil || p.Lo.Sign() < 0) {
		return false
	}
	for _, t := range o.tests {
		if !sameExpr(c.behind(t.more), self) {
			continue
		}
		g, _ := c.coefficient(o.x, t.less)
		if g != nil && g.p == coef.p && g.under == coef.under && new(big.Rat).Add(g.a, coef.a).Cmp(oneRat) == 0 && new(big.Rat).Add(g.b, coef.b).Sign() == 0 {
			return true
		}
	}
	return false
}

// order is what a test has shown: one value is not below another.
type order struct{ more, less Expr }

// orders lists what is known of the order of values where cond is true, or false.
func orders(cond Expr, truth bool) []order {
	switch x := cond.(type) {
	case *Not:
		return orders(x.X, !truth)
	case *Logic:
		if (x.Op == And) == truth {
			return append(orders(x.X, truth), orders(x.Y, truth)...)
		}
	case *Compare:
		if (x.Op == Gt || x.Op == Ge) && truth || (x.Op == Lt || x.Op == Le) && !truth {
			return []order{{x.X, x.Y}}
		}
		if (x.Op == Lt || x.Op == Le) && truth || (x.Op == Gt || x.Op == Ge) && !truth {
			return []order{{x.Y, x.X}}
		}
	}
	return nil
}

// strip takes off min, max and clamp by constants around a value.
func strip(x Expr) Expr {
	for {
		b, ok := x.(*Builtin)
		if !ok || b.Name == "abs" || b.Name == "random" {
			return x
		}
		var inner Expr
		for _, a := range b.Args {
			if _, isConst := a.(*Const); isConst {
				continue
			}
			if inner != nil {
				return x
			}
			inner = a
		}
		if inner == nil {
			return x
		}
		x = inner
	}
}
