package types

// This file follows names to what they name, for the lints: what a formula does is the same
// whether its parts have names or not.

// named is what a name of a function stands for: the value that it was given, which it keeps
// exactly. Where that reads places, it holds until something is stored.
type named struct {
	x  Expr
	at int // checker.stores when it was named
}

// nameIt notes what sym names. place is that of a typed name or variable, nil for others; a
// value that it may round or clamp is not noted, nor a quotient that is whole by itself.
func (c *checker) nameIt(sym *Sym, place *PlaceType, v value) {
	div, ok := v.x.(*Binary)
	quotient := ok && div.Op == Div && v.integral()
	if !quotient && (place == nil || v.kind() == Num && v.integral() && keepsWhole(place)) {
		c.names[sym] = named{v.x, c.stores}
	}
}

// keepsWhole reports whether a place keeps the whole numbers that are met.
func keepsWhole(p *PlaceType) bool {
	return p.Kind == Num && p.Width >= 32 && p.Frac == 0 && p.Lo == nil && sameUnit(&p.Unit, plainUnit)
}

// behind is what a name stands for, followed as far as that certainly still holds; any other
// expression itself.
func (c *checker) behind(x Expr) Expr {
	for {
		var sym *Sym
		switch x := x.(type) {
		case *Ref:
			sym = x.Sym
		case *Load:
			sym = x.Place.Sym // a variable, which a store may have changed
		}
		n, ok := c.names[sym]
		if sym == nil || !ok {
			return x
		}
		_, isVar := x.(*Load)
		if n.at != c.stores && (isVar || !lasting(n.x)) {
			return x
		}
		x = n.x
	}
}

// given is what is behind a name, also where it is a parameter of a function that is being checked: what the call gave.
func (c *checker) given(x Expr) Expr {
	for {
		x = c.behind(x)
		ref, ok := x.(*Ref)
		if !ok {
			return x
		}
		arg := c.argument(ref.Sym)
		if arg == nil {
			return x
		}
		x = arg
	}
}

// argument is what the call that is being checked gives for a parameter; nil if sym is none.
func (c *checker) argument(sym *Sym) Expr {
	for _, f := range c.frames {
		i := 0
		for _, a := range f.args {
			switch {
			case a.obj != nil:
				continue
			case i < len(f.fn.Params) && f.fn.Params[i] == sym:
				return a.val.x
			}
			i++
		}
	}
	return nil
}

// lasting reports whether an expression means the same after a store as before it.
func lasting(x Expr) bool {
	switch x := x.(type) {
	case *Const, *Ref:
		return true
	case *Load:
		return x.Place.Param != nil
	case *Neg:
		return lasting(x.X)
	case *Binary:
		return lasting(x.X) && lasting(x.Y)
	}
	return false
}

// renamed follows names that only stand for other names.
func (c *checker) renamed(q *Ref) *Ref {
	for {
		r, ok := c.names[q.Sym].x.(*Ref)
		if !ok {
			return q
		}
		q = r
	}
}

// outcome is a value that an expression may have, and what is known of the order of others
// where it has it.
type outcome struct {
	x     Expr
	tests []order
}

// outcomes are the values that an expression for place p chooses between, through `if` and through
// calls of functions that do nothing but compute them, as finely as p keeps them. Parameters are named after the arguments,
// so they are to be looked at before the next call is.
func (c *checker) outcomes(x Expr, p *PlaceType, tests []order) []outcome {
	x = strip(c.behind(x))
	switch x := x.(type) {
	case *Cond:
		return append(c.outcomes(x.A, p, with(tests, orders(x.C, true))), c.outcomes(x.B, p, with(tests, orders(x.C, false)))...)
	case *Call:
		r := x.Func.ResultPlace
		if x.Func.Stores || r != nil && (r.Kind != Num || r.Frac != p.Frac || !sameUnit(&r.Unit, &p.Unit)) {
			break
		}
		c.nameParams(x)
		return c.returned(x.Func.Body, p, tests)
	}
	return []outcome{{x, tests}}
}

// nameParams notes what the parameters of a function are in a call of it.
func (c *checker) nameParams(x *Call) {
	for i, param := range x.Func.Params {
		if a := x.Args[i].Value; a != nil {
			c.names[param] = named{a, c.stores}
		}
	}
}

// results are the values of all returns of a body.
func results(body []Stmt) (all []Expr) {
	for _, s := range body {
		switch s := s.(type) {
		case *Return:
			all = append(all, s.Value)
		case *If:
			all = append(append(all, results(s.Then)...), results(s.Else)...)
		}
	}
	return all
}

// returned are the outcomes of the returns of a body, for place p.
func (c *checker) returned(body []Stmt, p *PlaceType, tests []order) (all []outcome) {
	for _, s := range body {
		switch s := s.(type) {
		case *Return:
			all = append(all, c.outcomes(s.Value, p, tests)...)
		case *If:
			all = append(all, c.returned(s.Then, p, with(tests, orders(s.Cond, true)))...)
			otherwise := with(tests, orders(s.Cond, false))
			all = append(all, c.returned(s.Else, p, otherwise)...)
			if n := len(s.Then); n > 0 && leaves(s.Then[n-1]) {
				tests = otherwise
			}
		}
	}
	return all
}

func leaves(s Stmt) bool {
	_, ok := s.(*Return)
	return ok
}

func with(tests, more []order) []order { return append(tests[:len(tests):len(tests)], more...) }
