package types

import (
	"math/big"

	"github.com/ccc-lang/ccc/lang/ast"
)

// lintCompare warns of a comparison with a constant that gives the same whatever the other side is:
// what that holds goes by its type or its declared range, not by what is plausible. In a function
// the sides may be arguments, of which this is so in one call only.
func (c *checker) lintCompare(op Op, x, y value, e *ast.Binary) {
	if _, ok := c.frame().decl.(*ast.CallbackDecl); !ok {
		return
	}
	if x.constant() != nil {
		op, x, y = flipped(op), y, x
	}
	k := y.constant()
	if k == nil || k.Unlimited {
		return
	}
	lo, hi := c.holds(x)
	if lo == nil {
		return
	}
	if truth, same := decided(op, lo, hi, k.Value); same {
		c.warnf(e.Pos(), "W0111", "%s is always %v: %s", source(e.Pos()), truth, c.rangeOf(x, lo, hi)).Hint =
			"take it out, or compare with what was meant"
	}
}

// decided returns what x op k gives for every x from lo to hi, if that is the same; without hi there is
// no end.
func decided(op Op, lo, hi, k *big.Rat) (truth, same bool) {
	above := hi != nil && hi.Cmp(k) < 0   // k is above all x
	atMost := hi != nil && hi.Cmp(k) <= 0 // and may be the greatest
	switch op {
	case Lt:
		return above, above || lo.Cmp(k) >= 0
	case Le:
		return atMost, atMost || lo.Cmp(k) > 0
	case Gt:
		truth, same = decided(Le, lo, hi, k)
		return !truth, same
	case Ge:
		truth, same = decided(Lt, lo, hi, k)
		return !truth, same
	case Eq:
		return false, above || lo.Cmp(k) > 0
	}
	return true, above || lo.Cmp(k) > 0
}

// holds returns the least and the greatest number that v can be by where it is kept; nil: not known. A
// member of the connection is known not to be negative, as some have values for "none" on top.
func (c *checker) holds(v value) (lo, hi *big.Rat) {
	switch x := v.x.(type) {
	case *Load:
		switch f := x.Place.Field; {
		case f != nil && v.kind() == Num && !f.Type.Signed() && !f.HasNone:
			return new(big.Rat), nil
		case x.Place.Type != nil && x.Place.Type.Kind == Num:
			return placeBounds(x.Place.Type)
		}
	case *Ref:
		switch {
		case x.Sym.Kind == TypedSym && x.Sym.Place.Kind == Num:
			return placeBounds(x.Sym.Place)
		case x.Sym.Kind == ArgSym && v.kind() == Num && c.frame().callback.Params[x.Sym.Arg].Hard.Lo >= 0:
			return new(big.Rat), nil
		}
	}
	return nil, nil
}

// rangeOf is the sentence's reason.
func (c *checker) rangeOf(v value, lo, hi *big.Rat) string {
	p := &PlaceType{}
	switch x := v.x.(type) {
	case *Load:
		if x.Place.Type != nil {
			p = x.Place.Type
		}
	case *Ref:
		if x.Sym.Place != nil {
			p = x.Sym.Place
		}
	}
	if hi == nil {
		return source(v.span()) + " is never negative"
	}
	return source(v.span()) + " holds " + boundText(lo, p) + " to " + boundText(hi, p)
}
