package types

import (
	"fmt"
	"strings"

	"github.com/ccc-lang/ccc/lang/ast"
)

// This file explains conditions that are said in half, as one speaks: `sk.ca_state == recovery || loss`.

// halfSaid reports a right side of && or || that is only a value, to be compared with what the left side
// compares: each comparison has both its sides.
func (c *checker) halfSaid(e *ast.Binary) bool {
	cmp := lastComparison(e.X)
	if cmp == nil {
		return false
	}
	switch y := unparen(e.Y).(type) {
	case *ast.Number:
	case *ast.Ident:
		if t := c.info.Types[cmp.X]; c.declared(y.Name) || t == nil || t.Kind != Enum || t.Enum.value(y.Name) == nil {
			return false
		}
	default:
		return false
	}
	c.errorf(e.Y.Pos(), "E0305", "%s stands alone, and is not true or false: each comparison has two sides", source(e.Y.Pos())).Hint =
		fmt.Sprintf("write `... %s %s %s %s`", e.Op, cmp.X.Pos().Text(), cmp.Op, e.Y.Pos().Text())
	return true
}

// lastComparison is the last comparison of those that && and || join.
func lastComparison(e ast.Expr) *ast.Binary {
	for {
		b, ok := unparen(e).(*ast.Binary)
		switch {
		case !ok:
			return nil
		case opOf[b.Op] >= Eq:
			return b
		case b.Op != "&&" && b.Op != "||":
			return nil
		}
		if last := lastComparison(b.Y); last != nil {
			return last
		}
		e = b.X
	}
}

// oneOf reports `x == (a || b)`: what is compared with is one value.
func (c *checker) oneOf(e *ast.Binary) bool {
	paren, ok := e.Y.(*ast.Paren)
	if !ok {
		return false
	}
	b, ok := unparen(paren).(*ast.Binary)
	if !ok || b.Op != "||" && b.Op != "&&" || !c.undeclared(b.X) || !c.undeclared(b.Y) {
		return false
	}
	var each []string
	for _, y := range []ast.Expr{b.X, b.Y} {
		each = append(each, fmt.Sprintf("%s %s %s", e.X.Pos().Text(), e.Op, y.Pos().Text()))
	}
	c.errorf(e.Y.Pos(), "E0305", "`%s` joins truths: each comparison has two sides of its own", b.Op).Hint =
		"write `" + strings.Join(each, " "+b.Op+" ") + "`"
	return true
}

func (c *checker) undeclared(e ast.Expr) bool {
	id, ok := unparen(e).(*ast.Ident)
	return ok && !c.declared(id.Name)
}

// flagAlone reports `flags && ece`, where a bit is to be tested.
func (c *checker) flagAlone(e *ast.Binary) bool {
	id, ok := unparen(e.Y).(*ast.Ident)
	if !ok || c.declared(id.Name) || len(kernelEnumsWith(id.Name)) == 0 {
		return false
	}
	switch e.X.(type) {
	case *ast.Ident, *ast.Selector: // which can be looked at twice
	default:
		return false
	}
	x := c.raw(e.X, want{})
	if x.bad() || x.kind() != Enum || !x.typ().Enum.flags() || x.typ().Enum.value(id.Name) == nil {
		return false
	}
	c.errorf(e.Pos(), "E0305", "`%s` joins truths, %s is %s", e.Op, source(e.X.Pos()), typeText(x.typ())).Hint =
		"to test a bit, write `" + e.X.Pos().Text() + " & " + id.Name + " != 0`"
	return true
}
