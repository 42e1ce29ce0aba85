package types

import "math/big"

// linear is a coefficient a + b*p, or a + b/p, of the load param p, as far as known.
type linear struct {
	a, b  *big.Rat
	p     *LoadParam // nil: a alone
	under bool       // b/p
}

func number(a *big.Rat) *linear { return &linear{a: a, b: new(big.Rat)} }

func (l *linear) isZero() bool { return l.a.Sign() == 0 && l.b.Sign() == 0 }

// most is the largest that the coefficient can be, as far as the param has bounds.
func (l *linear) most() *big.Rat {
	if l.p == nil {
		return l.a
	}
	at := l.p.Default
	if l.p.Lo != nil {
		at = l.p.Lo
		if (l.b.Sign() > 0) != l.under {
			at = l.p.Hi
		}
	}
	if l.under && at.Sign() == 0 {
		return l.a
	}
	if l.under {
		at = new(big.Rat).Inv(at)
	}
	return new(big.Rat).Add(l.a, new(big.Rat).Mul(l.b, at))
}

// plus is l + r, or l - r; nil if they depend on different things.
func (l *linear) plus(op Op, r *linear) *linear {
	if l == nil || r == nil || l.p != nil && r.p != nil && (l.p != r.p || l.under != r.under) {
		return nil
	}
	out := &linear{a: new(big.Rat), b: new(big.Rat), p: l.p, under: l.under}
	if out.p == nil {
		out.p, out.under = r.p, r.under
	}
	if op == Add {
		out.a.Add(l.a, r.a)
		out.b.Add(l.b, r.b)
	} else {
		out.a.Sub(l.a, r.a)
		out.b.Sub(l.b, r.b)
	}
	return out
}

// times is l * f; nil if it is not linear.
func (l *linear) times(f *linear) *linear {
	switch {
	case l == nil || f == nil:
		return nil
	case f.p == nil:
		return &linear{new(big.Rat).Mul(l.a, f.a), new(big.Rat).Mul(l.b, f.a), l.p, l.under}
	case l.p == nil:
		return f.times(l)
	case l.p != f.p || l.under == f.under:
		return nil
	case l.under:
		return f.times(l)
	}
	// (la + lb*p) * (fa + fb/p)
	a := new(big.Rat).Add(new(big.Rat).Mul(l.a, f.a), new(big.Rat).Mul(l.b, f.b))
	over, under := new(big.Rat).Mul(l.b, f.a), new(big.Rat).Mul(l.a, f.b)
	switch {
	case under.Sign() == 0:
		return &linear{a, over, l.p, false}
	case over.Sign() == 0:
		return &linear{a, under, l.p, true}
	}
	return nil
}

// inverse is 1/l; nil if it is not linear.
func (l *linear) inverse() *linear {
	switch {
	case l == nil || l.isZero():
		return nil
	case l.p == nil:
		return number(new(big.Rat).Inv(l.a))
	case l.a.Sign() == 0:
		return &linear{new(big.Rat), new(big.Rat).Inv(l.b), l.p, !l.under}
	}
	return nil
}

// coefficient finds c in x = c*of + rest, where of is a load or a name; nil if it is not
// known. rest reports whether there is a rest that is not 0.
func (c *checker) coefficient(x, of Expr) (coef *linear, rest bool) {
	if sameExpr(x, of) {
		return number(oneRat), false
	}
	if x = c.behind(x); sameExpr(x, c.behind(of)) {
		return number(oneRat), false
	}
	switch x := x.(type) {
	case *Const:
		return number(new(big.Rat)), x.Value.Sign() != 0
	case *Load, *Ref:
		return number(new(big.Rat)), true
	case *Builtin:
		for _, a := range x.Args {
			if l, _ := c.coefficient(a, of); l == nil || !l.isZero() {
				return nil, true
			}
		}
		return number(new(big.Rat)), true
	case *Binary:
		return c.coefficientOf(x, of)
	}
	return nil, true
}

func (c *checker) coefficientOf(x *Binary, of Expr) (*linear, bool) {
	switch x.Op {
	case Add, Sub:
		l, r1 := c.coefficient(x.X, of)
		r, r2 := c.coefficient(x.Y, of)
		return l.plus(x.Op, r), r1 || r2
	case Mul, Div:
		f := c.factor(x.Y)
		if x.Op == Div {
			f = f.inverse()
		}
		if f != nil {
			l, rest := c.coefficient(x.X, of)
			return l.times(f), rest
		}
		if f := c.factor(x.X); f != nil && x.Op == Mul {
			l, rest := c.coefficient(x.Y, of)
			return l.times(f), rest
		}
		l, _ := c.coefficient(x.X, of)
		r, _ := c.coefficient(x.Y, of)
		if l != nil && r != nil && l.isZero() && r.isZero() {
			return number(new(big.Rat)), true
		}
	}
	return nil, true
}

// factor reads an expression of constants and one load param; nil if it is another.
func (c *checker) factor(x Expr) *linear {
	switch x := c.behind(x).(type) {
	case *Const:
		return number(x.Value)
	case *Load:
		if x.Place.Param != nil {
			return &linear{a: new(big.Rat), b: oneRat, p: x.Place.Param}
		}
	case *Binary:
		l, r := c.factor(x.X), c.factor(x.Y)
		switch x.Op {
		case Add, Sub:
			return l.plus(x.Op, r)
		case Mul:
			return l.times(r)
		case Div:
			return l.times(r.inverse())
		}
	}
	return nil
}
