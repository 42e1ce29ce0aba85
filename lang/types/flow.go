package types

import (
	"strings"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
)

// facts is the set of no-sample fields that are known to hold a sample, one bit each.
// None of these fields changes while a callback runs, so a fact once known stays
// true for the rest of its path.
type facts uint64

const allFacts = ^facts(0)

func factOf(f *target.Field) facts { return 1 << noneFields[f] }

// sampled requires that v holds a sample here. An error counts as the missing test, so
// that it is told once.
func (c *checker) sampled(v value) value {
	if v.bad() || v.none == nil {
		return v
	}
	f := c.frame()
	bit := factOf(v.none)
	if f.facts&bit == 0 {
		c.noSample(v)
		f.facts |= bit
	}
	v.none = nil
	return v
}

// noSample reports that v may hold no sample.
func (c *checker) noSample(v value) {
	name := v.span().Text()
	d := c.errorf(v.span(), "E0404", "%s may hold no sample here", source(v.span()))
	d.Hint = "use it under a test of it: `if " + strings.TrimSpace(name) + " >= 0 { ... }`"
	if v.none.Object == target.RateSample {
		if valid := target.Lookup(target.RateSample, "valid"); valid != nil && strings.Contains(valid.Derived, v.none.Name) {
			d.Hint = "use it under a test of it: `if rs.valid { ... }` or `if " + strings.TrimSpace(name) + " >= 0 { ... }`"
		}
	}
}

// needSamples reports the returns that may hold no sample.
func (c *checker) needSamples(returns []*ret) {
	for _, r := range returns {
		if r.val.none != nil {
			c.noSample(r.val)
			r.val.none = nil
		}
	}
}

// test recognises a comparison with 0 as a test for a sample: what is known where it is
// true and where it is false. op is written with the field on its left.
func (c *checker) test(op Op, v value) (yes, no facts, ok bool) {
	if v.none == nil {
		return 0, 0, false
	}
	bit := factOf(v.none)
	switch op {
	case Ge, Gt:
		return bit, 0, true
	case Lt, Le:
		return 0, bit, true
	}
	return 0, 0, false
}

// truthValue is a constant truth: what is known where it has the other value is anything.
func truthValue(b bool, span diag.Span) value {
	v := value{x: constBool(b, span), yes: allFacts}
	if b {
		v.yes, v.no = 0, allFacts
	}
	return v
}

// flipped is the operator with its sides exchanged.
func flipped(op Op) Op {
	switch op {
	case Lt:
		return Gt
	case Le:
		return Ge
	case Gt:
		return Lt
	case Ge:
		return Le
	}
	return op
}

// branch runs fn with more facts known, and returns what is known at its end: all,
// if its end is not reached.
func (c *checker) branch(more facts, fn func()) facts {
	f := c.frame()
	before, dead := f.facts, f.dead
	ruledOut := more == allFacts
	if ruledOut {
		more >>= 1 // all would stand for an end that is not reached
	}
	f.facts |= more
	fn()
	after := f.facts
	if f.dead || ruledOut {
		after = allFacts
	}
	f.facts, f.dead = before, dead
	return after
}

// merge ends a choice between branches: every one of them may have been taken.
func (c *checker) merge(ends ...facts) {
	f := c.frame()
	all := allFacts
	for _, e := range ends {
		all &= e
	}
	if all == allFacts {
		f.dead = true
		return
	}
	f.facts = all
}

// cycles reports functions of a module that call themselves, directly or through one another.
func (c *checker) cycles(m *module) {
	state := map[*fnEnt]int{} // 1: on the path, 2: done
	var path []*fnEnt
	var visit func(e *fnEnt)
	visit = func(e *fnEnt) {
		state[e] = 1
		path = append(path, e)
		for _, call := range callsIn(e.decl) {
			id, ok := call.Fun.(*ast.Ident)
			if !ok {
				continue
			}
			callee, ok := m.names[id.Name].(*fnEnt)
			switch {
			case !ok || state[callee] == 2:
			case state[callee] == 1:
				c.recursion(path, callee, call)
			default:
				visit(callee)
			}
		}
		path = path[:len(path)-1]
		state[e] = 2
	}
	for _, e := range m.order {
		if e, ok := e.(*fnEnt); ok && state[e] == 0 {
			visit(e)
		}
	}
}

func (c *checker) recursion(path []*fnEnt, callee *fnEnt, call *ast.Call) {
	var names []string
	for i := range path {
		if path[i] == callee {
			for _, e := range path[i:] {
				e.cyclic = true
				names = append(names, e.decl.Name.Name)
			}
		}
	}
	names = append(names, callee.decl.Name.Name)
	d := c.errorf(call.Pos(), "E0219", "a function cannot call itself: %s", cycleText(names))
	d.Hint = "calls are written out where they stand; repeat with `for i in 1..n` instead"
}

func cycleText(names []string) string {
	return "`" + strings.Join(names, "` → `") + "`"
}

// callsIn lists the calls in a function's text, types included, in order.
func callsIn(d *ast.FnDecl) []*ast.Call {
	var calls []*ast.Call
	ast.Walk(d, func(n ast.Node) bool {
		if call, ok := n.(*ast.Call); ok {
			calls = append(calls, call)
		}
		return true
	})
	return calls
}
