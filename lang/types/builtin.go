package types

import (
	"math/big"

	"github.com/ccc-lang/ccc/lang/ast"
)

// builtins are the functions that every program has, with the number of their arguments.
var builtins = map[string]struct{ min, max int }{
	"min": {2, 16}, "max": {2, 16}, "clamp": {3, 3}, "abs": {1, 1}, "random": {1, 1},
}

var builtinForm = map[string]string{
	"min": "min(a, b, ...)", "max": "max(a, b, ...)", "clamp": "clamp(x, lo, hi)", "abs": "abs(x)", "random": "random(n)",
}

func (c *checker) builtin(name string, e *ast.Call, w want) value {
	n := builtins[name]
	if len(e.Args) < n.min || len(e.Args) > n.max {
		c.errorf(e.Pos(), "E0221", "`%s` takes %s, not %d", name, argCount(n.min, n.max), len(e.Args)).Hint =
			"as `" + builtinForm[name] + "`"
		for _, a := range e.Args {
			c.raw(a, want{})
		}
		return value{}
	}
	if name == "abs" || name == "random" {
		return c.builtin1(name, e)
	}
	args := c.arguments(e.Args, w)
	for _, a := range args {
		if a.bad() {
			return value{}
		}
	}
	if args[0].kind() == Seq || args[0].kind() == Stamp {
		return c.earliest(name, e, args)
	}
	for i := range args {
		if args[i].kind() == Count {
			args[i] = c.countValue(args[i])
			continue
		}
		if args[i].kind() != Num {
			c.errorf(args[i].span(), "E0303", "`%s` chooses among numbers, %s is %s", name, source(args[i].span()), typeText(args[i].typ()))
			return value{}
		}
	}
	return c.extreme(name, e, args)
}

// arguments checks the arguments of min, max and clamp, those that need another's help last.
func (c *checker) arguments(list []ast.Expr, w want) []value {
	args := make([]value, len(list))
	side := w
	for i, a := range list {
		if !c.needsSide(a) {
			args[i] = c.expr(a, w)
			side = side.or(wantLike(args[i]))
		}
	}
	for i, a := range list {
		if c.needsSide(a) {
			args[i] = c.expr(a, side)
		}
	}
	return args
}

// dimOf is the dimension of a number or a counter.
func dimOf(v value) Dim {
	if v.kind() == Num {
		return v.typ().Dim
	}
	return Dim{}
}

// extreme checks min, max and clamp of numbers.
func (c *checker) extreme(name string, e *ast.Call, args []value) value {
	lead := 0 // the first argument that has a unit of its own
	for i, a := range args {
		if !a.bare {
			lead = i
			break
		}
	}
	v := args[lead]
	xs, folded := make([]Expr, len(args)), true
	for i := range args {
		if i != lead {
			a, ok := args[i], true
			if dimOf(a) != dimOf(args[lead]) {
				if a.kind() == Count || args[lead].kind() == Count {
					c.mixed(name, args[lead], a)
					return value{}
				}
				if i < lead {
					a, _, ok = c.unify(a, args[lead], "compare")
				} else {
					_, a, ok = c.unify(args[lead], a, "compare")
				}
			}
			if !ok {
				return value{}
			}
			v = joined(v, a)
			args[i] = a
		}
		xs[i] = args[i].x
		k := args[i].constant()
		folded = folded && k != nil && !k.Unlimited
	}
	t := numType(dimOf(args[lead]))
	if name == "clamp" {
		if lo, hi := args[1].constant(), args[2].constant(); lo != nil && hi != nil && lo.Value.Cmp(hi.Value) > 0 {
			c.errorf(args[1].span().To(args[2].span()), "E0313", "this range is empty: its lower end is above its upper end").Hint = "write `clamp(x, lowest, highest)`"
			return value{}
		}
		v.limit = nil
	}
	if folded {
		r := foldExtreme(name, args)
		v.x = &Const{Typed: Typed{t, e.Pos()}, Value: r}
		v.whole, v.minus = t.Dim == Dim{} && isWhole(r), t.Dim == Dim{} && r.IsInt()
		return v
	}
	v.x = &Builtin{Typed{t, e.Pos()}, name, xs}
	return v
}

func (c *checker) mixed(name string, x, y value) {
	c.errorf(y.span(), "E0301", "`%s` compares its arguments: %s is %s, %s is %s", name,
		source(x.span()), typeText(x.typ()), source(y.span()), typeText(y.typ()))
}

func foldExtreme(name string, args []value) *big.Rat {
	r := args[0].constant().Value
	if name == "clamp" {
		if lo := args[1].constant().Value; r.Cmp(lo) < 0 {
			r = lo
		}
		if hi := args[2].constant().Value; r.Cmp(hi) > 0 {
			r = hi
		}
		return r
	}
	for _, a := range args[1:] {
		if n := a.constant().Value.Cmp(r); n < 0 && name == "min" || n > 0 && name == "max" {
			r = a.constant().Value
		}
	}
	return r
}

// earliest checks min and max of two sequence numbers or points in time.
func (c *checker) earliest(name string, e *ast.Call, args []value) value {
	if len(args) != 2 || name == "clamp" {
		c.errorf(e.Pos(), "E0221", "of sequence numbers and points in time, only `min` and `max` of two make sense")
		return value{}
	}
	if args[0].kind() != args[1].kind() {
		c.mixed(name, args[0], args[1])
		return value{}
	}
	return value{x: &Builtin{Typed{args[0].typ(), e.Pos()}, name, []Expr{args[0].x, args[1].x}}}
}

func (c *checker) builtin1(name string, e *ast.Call) value {
	v := c.expr(e.Args[0], want{})
	if v.bad() {
		return v
	}
	if v.kind() == Count {
		v = c.countValue(v)
	}
	if v.kind() != Num && v.kind() != Count {
		c.errorf(v.span(), "E0303", "`%s` takes a number, %s is %s", name, source(v.span()), typeText(v.typ()))
		return value{}
	}
	t := numType(dimOf(v))
	if name == "random" {
		return c.random(v, e)
	}
	v.limit = nil
	if k := v.constant(); k != nil {
		v.x = &Const{Typed: Typed{t, e.Pos()}, Value: new(big.Rat).Abs(k.Value)}
		return v
	}
	v.x = &Builtin{Typed{t, e.Pos()}, name, []Expr{v.x}}
	return v
}

func (c *checker) random(n value, e *ast.Call) value {
	if dimOf(n) != (Dim{}) {
		c.errorf(n.span(), "E0303", "`random(n)` chooses a whole number from 0 to n-1, %s is %s", source(n.span()), typeText(n.typ())).Hint =
			"for a random time write `random(1000) * 1us`"
		return value{}
	}
	if k := n.constant(); k != nil && k.Value.Cmp(big.NewRat(1, 1)) < 0 {
		c.errorf(n.span(), "E0313", "`random(n)` needs an n of at least 1")
		return value{}
	}
	return value{x: &Builtin{Typed{plainType, e.Pos()}, "random", []Expr{n.x}}, unit: plainUnit, whole: true}
}
