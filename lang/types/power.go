package types

import (
	"fmt"
	"strings"

	"github.com/ccc-lang/ccc/lang/ast"
)

// This file tells a power of a formula, `10^6`, from the exclusive or that `^` is. What makes the
// difference is how it is written: masks are written in hex, or are made by other operations on bits.

// noPower is what to write for a power.
const noPower = "`^` is exclusive or; for a power write `x * x`, for 10^6 write `1_000_000` or `1e6`"

// mostPower is the largest exponent that is taken for one, and mostOfCount that of a count.
const mostPower, mostOfCount = 64, 3

// lintPower warns of an exclusive or that was surely meant as a power; x is the value of e.X.
func (c *checker) lintPower(e *ast.Binary, x value) {
	if c.muted > 0 {
		return // counts looks at a part of e again, as deep as it is
	}
	base, exponent := lastOperand(e.X), firstOperand(e.Y)
	n := exponentOf(exponent)
	if n == 0 || !c.isBase(base) && (n > mostOfCount || !c.counts(base, e.X, x)) {
		return
	}
	span := base.Pos().To(exponent.Pos())
	c.warnf(span, "W0110", "%s is exclusive or, not a power", source(span)).Hint =
		fmt.Sprintf("%s; where bits are meant, write them in hex: `%s ^ %#x`", powerForm(base, n, base != e.X || exponent != e.Y), base.Pos().Text(), n)
}

// lastOperand is what stands just before an operator behind e, and firstOperand what stands just behind one
// before e: `^` binds less than arithmetic, and people count on the opposite.
func lastOperand(e ast.Expr) ast.Expr {
	for b, ok := e.(*ast.Binary); ok && isArithmetic(b); b, ok = e.(*ast.Binary) {
		e = b.Y
	}
	return e
}

func firstOperand(e ast.Expr) ast.Expr {
	for b, ok := e.(*ast.Binary); ok && isArithmetic(b); b, ok = e.(*ast.Binary) {
		e = b.X
	}
	return e
}

func isArithmetic(b *ast.Binary) bool { return strings.Contains("+-*/%", b.Op) }

// exponentOf is the value of a decimal numeral that may be an exponent; 0 if e is none.
func exponentOf(e ast.Expr) int64 {
	n, ok := unparen(e).(*ast.Number)
	if !ok || !isDecimal(n) || !n.Value.IsInt() || !n.Value.Num().IsInt64() {
		return 0
	}
	if v := n.Value.Num().Int64(); v >= 2 && v <= mostPower {
		return v
	}
	return 0
}

// isDecimal reports whether a number is written in digits, and not as a mask in hex.
func isDecimal(n *ast.Number) bool {
	return n.Unit == nil && !strings.HasPrefix(strings.ToLower(n.Text), "0x")
}

// isBase reports whether e is 10 or 2, of which powers are written; other numerals are more likely masks.
func (c *checker) isBase(e ast.Expr) bool {
	n, ok := unparen(e).(*ast.Number)
	return ok && isDecimal(n) && (n.Text == "10" || n.Text == "2")
}

// counts reports whether e is written as a number that counts something, so that nobody means its bits. It is
// the last operand of whole, whose value is v.
func (c *checker) counts(e, whole ast.Expr, v value) bool {
	if c.inDigits(e) {
		return true
	}
	if e != whole {
		c.muted++ // it has been checked
		v = c.raw(e, want{})
		c.muted--
	}
	if v.bad() {
		return false
	}
	loops := false
	if r, ok := v.x.(*Ref); ok {
		_, loops = c.counters[r.Sym]
	}
	return loops || v.kind() == Count || v.unit != nil && v.unit.Name == pktsUnit.Name
}

// inDigits reports whether e is a decimal numeral, or the name of a const or param that is one.
func (c *checker) inDigits(e ast.Expr) bool {
	switch e := unparen(e).(type) {
	case *ast.Number:
		return isDecimal(e)
	case *ast.Ident:
		if c.frame().scope.find(e.Name) != nil {
			return false
		}
		switch d := c.module().names[e.Name].(type) {
		case *constEnt:
			return c.inDigits(d.decl.Value)
		case *paramEnt:
			return c.inDigits(d.decl.Default)
		}
	}
	return false
}

// powerForm says how base to the power of n is written, where it is a part of something or alone.
func powerForm(base ast.Expr, n int64, part bool) string {
	text := base.Pos().Text()
	form := ""
	switch {
	case text == "10":
		return fmt.Sprintf("for a power write `1e%d`", n)
	case text == "2" && n <= 62:
		form = fmt.Sprintf("1 << %d", n)
	case n <= 3 && len(text) <= 40:
		form = strings.Repeat(text+" * ", int(n-1)) + text
	default:
		return "for a power write the product, `x * x`"
	}
	if part {
		form = "(" + form + ")"
	}
	return "for a power write `" + form + "`"
}
