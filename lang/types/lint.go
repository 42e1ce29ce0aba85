package types

import (
	"fmt"
	"math/big"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
)

// lintProduct warns of `q = a / b` multiplied by `b` again: q is the exact fraction, so
// q*b is a, where the integer arithmetic of the kernel would have given a less its remainder.
func (c *checker) lintProduct(op Op, x, y Expr, span diag.Span) {
	if op != Mul {
		return
	}
	for _, p := range [][2]Expr{{x, y}, {y, x}} {
		switch q := p[0].(type) {
		case *Binary:
			if q.Op == Div && sameExpr(q.Y, p[1]) {
				c.warnf(span, "W0106", "this is %s again: a quotient is the exact fraction, not a whole number", source(q.X.Pos())).Hint =
					"if a whole number is meant, round first: `let q: " + typeWord(q.T) + " = " + q.Span.Text() + "`"
				return
			}
		case *Ref:
			if c.lintNamed(q, p[1], span) {
				return
			}
		}
	}
}

// lintNamed warns if q names a quotient by what it is multiplied with. A constant is left
// alone: half of something is often doubled again elsewhere.
func (c *checker) lintNamed(q *Ref, by Expr, span diag.Span) bool {
	div, ok := c.letExpr[q.Sym].(*Binary)
	if _, isConst := by.(*Const); !ok || isConst || div.Op != Div || !sameExpr(div.Y, by) {
		return false
	}
	d := c.warnf(span, "W0106", "this is %s again: `%s` is the exact fraction, not a whole number", source(div.X.Pos()), q.Sym.Name)
	d.Hint = fmt.Sprintf("if a whole number is meant, round first: `let %s: %s = ...`", q.Sym.Name, typeWord(q.T))
	d.Related = []diag.Related{{Span: q.Sym.Span, Message: "divided here"}}
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

// linear is a coefficient a + b*p of the load param p, as far as known.
type linear struct {
	a, b *big.Rat
	p    *LoadParam
}

// lintEWMA warns of a moving average that stops short of its goal because its last steps
// round to nothing (numbers.md, rule 15): x = (1-g)*x + g*y into a place with N
// fractional bits stops when g*(y-x) is below one step of it.
func (c *checker) lintEWMA(s *Store, p *PlaceType) {
	if p.Kind != Num || s.Place.Field != nil || s.Place.Sym != nil && s.Place.Sym.Kind == VarSym {
		return // what lives for one callback only averages nothing
	}
	self := &Load{Place: s.Place}
	coef, rest := coefficient(strip(s.Value), self)
	if coef == nil || !rest || c.onlyFalls(s, p, self, coef) {
		return
	}
	// g = 1 - coef, at its smallest.
	g := new(big.Rat).Sub(oneRat, coef.a)
	if coef.p != nil {
		at := coef.p.Default
		if coef.p.Lo != nil {
			at = coef.p.Lo
			if coef.b.Sign() > 0 {
				at = coef.p.Hi
			}
		}
		g.Sub(g, new(big.Rat).Mul(coef.b, at))
	}
	if p.Frac == 0 && g.Cmp(big.NewRat(1, 4)) > 0 {
		return // a whole number that stops one or two short
	}
	least := new(big.Rat).SetFrac(big.NewInt(16), new(big.Int).Lsh(big.NewInt(1), uint(p.Frac)))
	if g.Sign() <= 0 || g.Cmp(oneRat) >= 0 || g.Cmp(least) >= 0 {
		return
	}
	bits := p.Frac
	for n := new(big.Rat).Set(g); n.Cmp(least) < 0 && bits < 62; bits++ {
		n.Mul(n, big.NewRat(2, 1))
	}
	d := c.warnf(s.Span, "W0105", "this average stops short of its goal: its last steps of 1/%s are rounded away", ratText(new(big.Rat).Inv(g)))
	d.Hint = fmt.Sprintf("keep more bits of %s behind the point, at least `fixed<%d>`", source(s.Place.Span), bits)
}

// lintLost warns of growth whose fraction a place for whole numbers drops at every store:
// x = x + 1/x, the increase of RFC 5681 in its shortest form, never changes x.
func (c *checker) lintLost(s *Store, p *PlaceType) {
	if p.Kind != Num || p.Frac != 0 || unitDim(&p.Unit) != (Dim{}) {
		return
	}
	self := &Load{Place: s.Place}
	sum, ok := strip(s.Value).(*Binary)
	if !ok || sum.Op != Add {
		return
	}
	add := sum.Y
	if !sameExpr(sum.X, self) {
		if add = sum.X; !sameExpr(sum.Y, self) {
			return
		}
	}
	if !lessThanOne(add, self) {
		return
	}
	d := c.warnf(s.Span, "W0107", "%s is hardly ever a whole number, and %s drops the fraction each time", source(add.Pos()), source(s.Place.Span))
	d.Hint = "keep the fraction in a field of the state with `fixed<16>`"
	if s.Place.Field != nil {
		d.Hint += ", or count ACKs until they make a packet: `use tcp`, then `tcp.cong_avoid_ai(sk, sk.snd_cwnd, acked)`"
	}
}

// lintClamped warns of a constant in a callback that its place cannot hold: the store keeps the
// nearest value that it can. b are the bounds of a kernel's place; nil: none. In a function the
// constant may be an argument, which only this call gives.
func (c *checker) lintClamped(v value, p *PlaceType, b *target.Bounds, what string) {
	if _, ok := c.frame().decl.(*ast.CallbackDecl); !ok || v.bad() || p == nil || p.Kind != Num || v.constant() == nil {
		return
	}
	lo, hi := placeBounds(p)
	below, above := inUnit(lo, p), inUnit(hi, p)
	if b != nil {
		bound := func(n int64) *big.Rat { return new(big.Rat).Mul(new(big.Rat).SetInt64(n), unitScale(&p.Unit)) }
		if least := bound(b.Lo); least.Cmp(lo) > 0 {
			lo, below = least, inUnit(least, p)
		}
		if most := bound(b.Hi); b.Hi != 0 && most.Cmp(hi) < 0 {
			hi, above = most, inUnit(most, p)
		}
	}
	what += " becomes "
	kept := below
	switch k := rounded(v.constant().Value, p); {
	case k.Cmp(lo) < 0:
		if b != nil && b.LoField != "" {
			kept = "`sk." + b.LoField + "`"
		}
		what += kept
	case k.Cmp(hi) > 0 && b != nil && b.HiField != "":
		kept = "`sk." + b.HiField + "`"
		what += "at most " + kept
	case k.Cmp(hi) > 0:
		kept = above
		what += kept
	default:
		return
	}
	d := c.warnf(v.span(), "W0108", "%s lies outside %s to %s, and %s", source(v.span()), inUnit(lo, p), inUnit(hi, p), what)
	d.Hint = "write " + kept + " if that is meant"
}

// rounded is what a number is in the steps of its place: rounded toward zero.
func rounded(x *big.Rat, p *PlaceType) *big.Rat {
	step := placeStep(p)
	n := new(big.Rat).Quo(x, step)
	whole := new(big.Int).Quo(n.Num(), n.Denom())
	return step.Mul(step, new(big.Rat).SetInt(whole))
}

// lessThanOne reports whether x is a constant fraction, or one or a plain count divided by self.
func lessThanOne(x, self Expr) bool {
	switch x := x.(type) {
	case *Const:
		return x.Value.Sign() != 0 && new(big.Rat).Abs(x.Value).Cmp(oneRat) < 0
	case *Binary:
		if x.Op != Div || !sameExpr(strip(x.Y), self) {
			return false
		}
		switch over := x.X.(type) {
		case *Const:
			return over.Value.Cmp(oneRat) <= 0
		case *Ref, *Load:
			return true
		}
	}
	return false
}

// onlyFalls reports whether the average is stored only where a test has shown it to be
// above its goal. Rounding toward zero then helps it on its way, if it is not negative.
func (c *checker) onlyFalls(s *Store, p *PlaceType, self Expr, coef *linear) bool {
	if p.Signed && (p.Lo == nil || p.Lo.Sign() < 0) {
		return false
	}
	for _, t := range c.frame().tests {
		if !sameExpr(t.more, self) {
			continue
		}
		g, _ := coefficient(strip(s.Value), t.less)
		if g != nil && g.p == coef.p && new(big.Rat).Add(g.a, coef.a).Cmp(oneRat) == 0 && new(big.Rat).Add(g.b, coef.b).Sign() == 0 {
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

// coefficient finds c in x = c*of + rest, where of is a load or a name; nil if it is not
// known. rest reports whether there is a rest that varies.
func coefficient(x, of Expr) (coef *linear, rest bool) {
	if sameExpr(x, of) {
		return &linear{a: oneRat, b: new(big.Rat)}, false
	}
	switch x := x.(type) {
	case *Const:
		return &linear{a: new(big.Rat), b: new(big.Rat)}, false
	case *Load, *Ref:
		return &linear{a: new(big.Rat), b: new(big.Rat)}, true
	case *Builtin:
		for _, a := range x.Args {
			if l, _ := coefficient(a, of); l == nil || l.a.Sign() != 0 || l.b.Sign() != 0 {
				return nil, true
			}
		}
		return &linear{a: new(big.Rat), b: new(big.Rat)}, true
	case *Binary:
		return coefficientOf(x, of)
	}
	return nil, true
}

func coefficientOf(x *Binary, of Expr) (*linear, bool) {
	switch x.Op {
	case Add, Sub:
		l, r1 := coefficient(x.X, of)
		r, r2 := coefficient(x.Y, of)
		if l == nil || r == nil || l.p != nil && r.p != nil && l.p != r.p {
			return nil, true
		}
		out := &linear{a: new(big.Rat), b: new(big.Rat), p: l.p}
		if out.p == nil {
			out.p = r.p
		}
		if x.Op == Add {
			out.a.Add(l.a, r.a)
			out.b.Add(l.b, r.b)
		} else {
			out.a.Sub(l.a, r.a)
			out.b.Sub(l.b, r.b)
		}
		return out, r1 || r2
	case Mul, Div:
		if f := factor(x.Y); f != nil && (x.Op == Mul || f.p == nil && f.a.Sign() != 0) {
			if x.Op == Div {
				f = &linear{a: new(big.Rat).Inv(f.a), b: new(big.Rat)}
			}
			l, rest := coefficient(x.X, of)
			return times(l, f), rest
		}
		if f := factor(x.X); f != nil && x.Op == Mul {
			l, rest := coefficient(x.Y, of)
			return times(l, f), rest
		}
		l, _ := coefficient(x.X, of)
		r, _ := coefficient(x.Y, of)
		if l != nil && r != nil && l.a.Sign() == 0 && r.a.Sign() == 0 && l.p == nil && r.p == nil {
			return &linear{a: new(big.Rat), b: new(big.Rat)}, true
		}
	}
	return nil, true
}

// factor reads an expression a + b*p of constants and one load param; nil if it is another.
func factor(x Expr) *linear {
	switch x := x.(type) {
	case *Const:
		return &linear{a: x.Value, b: new(big.Rat)}
	case *Load:
		if x.Place.Param != nil {
			return &linear{a: new(big.Rat), b: oneRat, p: x.Place.Param}
		}
	case *Binary:
		l, r := factor(x.X), factor(x.Y)
		if l == nil || r == nil || l.p != nil && r.p != nil || x.Op != Sub && x.Op != Add {
			return nil
		}
		out := &linear{a: new(big.Rat), b: new(big.Rat), p: l.p}
		if out.p == nil {
			out.p = r.p
		}
		if x.Op == Add {
			out.a.Add(l.a, r.a)
			out.b.Add(l.b, r.b)
		} else {
			out.a.Sub(l.a, r.a)
			out.b.Sub(l.b, r.b)
		}
		return out
	}
	return nil
}

// times multiplies two coefficients, of which at most one may depend on a param.
func times(l, f *linear) *linear {
	if l == nil || l.p != nil && f.p != nil {
		return nil
	}
	out := &linear{a: new(big.Rat).Mul(l.a, f.a), b: new(big.Rat), p: l.p}
	out.b.Add(new(big.Rat).Mul(l.b, f.a), new(big.Rat).Mul(l.a, f.b))
	if out.p == nil && out.b.Sign() != 0 {
		out.p = f.p
	}
	return out
}
