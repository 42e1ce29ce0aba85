package types

import "math/big"

// reach is what the text of the program shows of a number's values: the range of its place or
// parameter, of a loop's counter, and sums and the like of these. An end is nil where it shows none.
func (c *checker) reach(x Expr) (lo, hi *big.Rat) {
	switch x := x.(type) {
	case *Const:
		return x.Value, x.Value
	case *Ref:
		ends := c.counters[x.Sym]
		return ends[0], ends[1]
	case *Load:
		switch p := x.Place; {
		case p.Param != nil:
			return p.Param.Lo, p.Param.Hi
		case p.Type != nil:
			return p.Type.Lo, p.Type.Hi
		}
	case *Builtin:
		if x.Name == "min" || x.Name == "max" {
			return c.reachOfChoice(x)
		}
	case *Binary:
		a, b := constOperand(x.X, x.Y)
		switch {
		case a == nil:
		case x.Op == Add:
			lo, hi = c.reach(a)
			return plus(lo, b, 1), plus(hi, b, 1)
		case x.Op == Sub && a == x.X:
			lo, hi = c.reach(a)
			return plus(lo, b, -1), plus(hi, b, -1)
		}
	}
	return nil, nil
}

// constOperand returns the operand of two that is no constant, and the value of the one that is.
func constOperand(x, y Expr) (Expr, *big.Rat) {
	if k, ok := y.(*Const); ok {
		return x, k.Value
	}
	if k, ok := x.(*Const); ok {
		return y, k.Value
	}
	return nil, nil
}

// reachOfChoice is what min and max show: the one that is least bounds a min, whatever the others are.
func (c *checker) reachOfChoice(x *Builtin) (lo, hi *big.Rat) {
	all := true // of the ends on the other side
	far, near := &lo, &hi
	sign := 1
	if x.Name == "max" {
		far, near, sign = &hi, &lo, -1
	}
	for _, arg := range x.Args {
		ends := [2]*big.Rat{}
		ends[0], ends[1] = c.reach(arg)
		if x.Name == "max" {
			ends[0], ends[1] = ends[1], ends[0]
		}
		if ends[1] != nil && (*near == nil || ends[1].Cmp(*near) == -sign) {
			*near = ends[1]
		}
		if all = all && ends[0] != nil; all && (*far == nil || ends[0].Cmp(*far) == -sign) {
			*far = ends[0]
		}
	}
	if !all {
		*far = nil
	}
	return lo, hi
}

func plus(x, y *big.Rat, sign int64) *big.Rat {
	if x == nil {
		return nil
	}
	return new(big.Rat).Add(x, new(big.Rat).Mul(y, big.NewRat(sign, 1)))
}

// mostTurns is how many turns a loop from lo to hi makes at most, nil if the text shows no bound.
// Both are rounded where the loop begins, towards 0.
func (c *checker) mostTurns(lo, hi Expr) *big.Int {
	least, _ := c.reach(lo)
	_, most := c.reach(hi)
	if least == nil || most == nil {
		return nil
	}
	n := new(big.Int).Sub(ceil(most), floor(least))
	return n.Add(n, big.NewInt(1))
}

func floor(x *big.Rat) *big.Int { return new(big.Int).Div(x.Num(), x.Denom()) }

func ceil(x *big.Rat) *big.Int {
	n := floor(new(big.Rat).Neg(x))
	return n.Neg(n)
}
