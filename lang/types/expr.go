package types

import (
	"math/big"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
)

// want is what the place of an expression says about it.
type want struct {
	enum     *EnumType // where bare names are looked up
	limit    *big.Rat  // what `unlimited` means
	limitDim Dim
	operand  bool // of an arithmetic operator
	target   bool // it is stored to
	updated  bool // it is read before, as by +=
}

// wantPlace is what a place says about the expression that is stored to it.
func (c *checker) wantPlace(p *PlaceType) want {
	w := want{}
	if p == nil {
		return w
	}
	switch p.Kind {
	case Enum:
		w.enum = p.Enum
	case Num:
		w.limit = placeLimit(p)
		w.limitDim = unitDim(&p.Unit)
	}
	return w
}

// wantLike is what the value on the other side says.
func wantLike(v value) want {
	w := want{}
	if v.bad() {
		return w
	}
	switch v.kind() {
	case Enum:
		w.enum = v.typ().Enum
	case Num:
		w.limit, w.limitDim = v.limit, v.typ().Dim
	}
	return w
}

// expr checks an expression whose value is used.
func (c *checker) expr(e ast.Expr, w want) value { return c.sampled(c.raw(e, w)) }

// raw checks an expression that is only named, tested or handed on: it may hold no sample.
func (c *checker) raw(e ast.Expr, w want) value {
	v := c.raw1(e, w)
	if v.bad() {
		return v
	}
	if _, seen := c.info.Types[e]; !seen {
		c.info.Types[e] = v.typ()
	}
	return v
}

func (c *checker) raw1(e ast.Expr, w want) value {
	switch e := e.(type) {
	case *ast.Paren:
		v := c.raw(e.X, w)
		return v
	case *ast.Number:
		return c.number(e)
	case *ast.Ident, *ast.Selector, *ast.Index:
		return c.load(c.designate(e, w), e)
	case *ast.Unary:
		return c.unary(e)
	case *ast.Binary:
		return c.binary(e, w)
	case *ast.IfExpr:
		return c.ifExpr(e, w)
	case *ast.Call:
		return c.call(e, w)
	case *ast.ArrayLit:
		c.errorf(e.Pos(), "E0315", "an array can only be a `const` or an initial value").Hint = "name it first: `const table = [...]`, then `table[i]`"
		return value{}
	case *ast.BadExpr:
		c.checkAlone(e.Parts)
		return value{}
	case nil:
		return value{}
	}
	panic("internal error: unknown expression")
}

// load reads what a designator stands for.
func (c *checker) load(d desig, e ast.Expr) value {
	switch d.kind {
	case asValue:
		return d.val
	case asField:
		return c.readField(d, e.Pos())
	case asPlace:
		if d.ptype.Kind == Struct || d.ptype.Kind == Array {
			dg := c.errorf(e.Pos(), "E0319", "%s is %s, which has no value of its own", source(e.Pos()), typeText(exprType(d.ptype)))
			if d.ptype.Kind == Struct {
				dg.Hint = "use one of its fields: " + fieldHint(d.ptype.Struct, e.Pos())
			} else {
				dg.Hint = "use one of its elements: `" + e.Pos().Text() + "[i]`"
			}
			return value{}
		}
		c.reads(d)
		return placeValue(d.ptype, &Load{Typed{exprType(d.ptype), e.Pos()}, d.place})
	case asObject:
		c.errorf(e.Pos(), "E0319", "%s is %s, not a value", source(e.Pos()), typeText(&Type{Kind: Object, Object: d.obj})).Hint =
			"use one of its fields, as `" + e.Pos().Text() + "." + exampleField(d.obj) + "`"
	case asModule:
		if d.mod != nil {
			c.errorf(e.Pos(), "E0319", "%s is a module, not a value", source(e.Pos()))
		}
	case asArray:
		c.errorf(e.Pos(), "E0319", "%s is an array, which has no value of its own", source(e.Pos())).Hint = "use one of its elements: `" + e.Pos().Text() + "[i]`"
	case asEnum:
		c.errorf(e.Pos(), "E0319", "%s is an enum, not a value", source(e.Pos())).Hint = "its values are " + list(d.enum.names(), "and")
	}
	return value{}
}

func fieldHint(s *StructType, span diag.Span) string {
	if len(s.Fields) == 0 {
		return "it has none"
	}
	return "`" + span.Text() + "." + s.Fields[0].Name + "`"
}

// reads notes that a place is read: for unused declarations and overlapping references.
func (c *checker) reads(d desig) {
	for _, step := range d.place.Path {
		if step.Field != nil {
			c.used[step.Field] = true
		}
	}
	if d.local != nil && d.place.Sym.Kind == VarSym {
		c.readVars[d.local.name] = true
	}
	c.frame().sum.read(d.place)
}

func (c *checker) number(e *ast.Number) value {
	if c.tooLarge(e.Value, e.Pos()) {
		return value{}
	}
	k := &Const{Typed: Typed{plainType, e.Pos()}, Value: e.Value}
	if e.Unit == nil {
		return value{x: k, unit: plainUnit, bare: true, whole: isWhole(e.Value)}
	}
	u := c.unitOf(e.Unit)
	if u == nil {
		return value{}
	}
	k.T = numType(unitDim(u))
	k.Value = new(big.Rat).Mul(e.Value, unitScale(u))
	return value{x: k, unit: u, whole: unitDim(u) == Dim{} && isWhole(k.Value)}
}

func (c *checker) unary(e *ast.Unary) value {
	if e.Op == "!" {
		return c.not(e)
	}
	v := c.expr(e.X, want{})
	if v.bad() {
		return v
	}
	if v.kind() == Count {
		v = c.countValue(v)
	}
	if v.kind() != Num {
		c.errorf(e.Pos(), "E0303", "only a number can be negated, %s is %s", source(e.X.Pos()), typeText(v.typ()))
		return value{}
	}
	v.limit, v.whole, v.minus = nil, false, v.integral()
	if k := v.constant(); k != nil {
		if k.Unlimited {
			return c.unlimitedUse(e.X)
		}
		v.x = &Const{Typed: Typed{k.T, e.Pos()}, Value: new(big.Rat).Neg(k.Value)}
		return v
	}
	v.x = &Neg{Typed{v.typ(), e.Pos()}, v.x}
	return v
}

func (c *checker) unlimitedUse(e ast.Expr) value {
	c.errorf(e.Pos(), "E0317", "`unlimited` is no number to compute with").Hint = "test for it first: `if sk.snd_ssthresh == unlimited { ... }`"
	return value{}
}

func (c *checker) not(e *ast.Unary) value {
	v := c.condition(e.X)
	if v.bad() {
		return v
	}
	v.yes, v.no = v.no, v.yes
	if k := v.constant(); k != nil {
		return truthValue(k.Value.Sign() == 0, e.Pos())
	} else {
		v.x = &Not{Typed{boolType, e.Pos()}, v.x}
	}
	return v
}

// condition checks an expression that must be true or false.
func (c *checker) condition(e ast.Expr) value {
	v := c.expr(e, want{})
	if v.bad() || v.kind() == Bool {
		return v
	}
	d := c.errorf(e.Pos(), "E0305", "a condition is true or false, %s is %s", source(e.Pos()), typeText(v.typ()))
	switch {
	case v.kind() == Num || v.kind() == Count:
		d.Hint = "compare it: `" + e.Pos().Text() + " != 0`"
	case v.kind() == Stamp:
		d.Hint = "compare it: `" + e.Pos().Text() + " != never`"
	case v.kind() == Enum && v.typ().Enum.flags():
		d.Hint = "test its bits: `" + e.Pos().Text() + " != 0`"
	}
	return value{}
}

// ifExpr checks `if c then a else b`.
func (c *checker) ifExpr(e *ast.IfExpr, w want) value {
	cond := c.condition(e.Cond)
	f := c.frame()
	var a, b value
	arm := func(x ast.Expr, taken bool, w want) value {
		before := f.facts
		f.facts |= cond.no
		if taken {
			f.facts = before | cond.yes
		}
		defer c.ruledOut(cond, taken)()
		v := c.expr(x, w)
		f.facts = before
		return v
	}
	if c.comesSecond(e.Then, e.Else) {
		b = arm(e.Else, false, w)
		a = arm(e.Then, true, w.or(wantLike(b)))
	} else {
		a = arm(e.Then, true, w)
		b = arm(e.Else, false, w.or(wantLike(a)))
	}
	if cond.bad() || a.bad() || b.bad() {
		return value{}
	}
	a, b, ok := c.join(a, b, e.Pos())
	if !ok {
		return value{}
	}
	if k := cond.constant(); k != nil {
		if k.Value.Sign() != 0 {
			return a
		}
		return b
	}
	v := joined(a, b)
	v.x = &Cond{Typed{a.typ(), e.Pos()}, cond.x, a.x, b.x}
	if v.kind() == Bool {
		v.yes, v.no = a.yes&b.yes, a.no&b.no
	}
	return v
}

// or takes from other what w does not say.
func (w want) or(other want) want {
	if w.enum == nil {
		w.enum = other.enum
	}
	if w.limit == nil {
		w.limit, w.limitDim = other.limit, other.limitDim
	}
	return w
}

// join brings the two arms of a choice to one type.
func (c *checker) join(a, b value, span diag.Span) (value, value, bool) {
	if a.kind() == Num && b.kind() == Num {
		return c.unify(a, b, "choose between")
	}
	if a.kind() == b.kind() && a.kind() != Void && (a.kind() != Enum || a.typ().Enum == b.typ().Enum) {
		return a, b, true
	}
	left, right := typeTexts(a.typ(), b.typ())
	d := c.errorf(span, "E0303", "the two sides are of different kinds: %s is %s, %s is %s",
		source(a.span()), left, source(b.span()), right)
	if a.kind() == Count || b.kind() == Count {
		d.Hint = "the kernel's counter wraps around: take the difference to an earlier value of it in both arms"
	}
	return a, b, false
}

// joined is what is known of a value that is one of two.
func joined(a, b value) value {
	v := value{unit: joinUnit(a, b), bare: a.bare && b.bare, whole: a.whole && b.whole, minus: a.integral() && b.integral(), limit: a.limit, x: a.x}
	if v.limit == nil {
		v.limit = b.limit
	}
	return v
}

// countValue takes a counter as the number 0..2^32-1 that it holds.
func (c *checker) countValue(v value) value {
	one := &Const{Typed: Typed{plainType, v.span()}, Value: oneRat}
	v.x = &Binary{Typed{plainType, v.span()}, Mul, v.x, one}
	v.unit, v.whole = pktsUnit, true
	return v
}

// needsSide reports whether an expression means something only beside another: a bare
// name that is not declared, `unlimited`, or flags made of such.
func (c *checker) needsSide(e ast.Expr) bool {
	return allNames(e, func(name string) bool { return !c.declared(name) })
}

// mayNeedSide reports the same, and also of names that are declared but are values of an
// enum, too: which is meant, the other side says.
func (c *checker) mayNeedSide(e ast.Expr) bool {
	return allNames(e, func(name string) bool { return !c.declared(name) || c.enumValue(name) })
}

// comesSecond reports whether x is to be looked at after y, which says what it means.
func (c *checker) comesSecond(x, y ast.Expr) bool {
	return c.needsSide(x) && !c.needsSide(y) || c.mayNeedSide(x) && !c.mayNeedSide(y) && !hasUnlimited(y)
}

// hasUnlimited reports whether e has an `unlimited` somewhere, which says nothing of a side.
func hasUnlimited(e ast.Expr) (found bool) {
	ast.Walk(e, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && id.Name == "unlimited"
		return !found
	})
	return found
}

// allNames reports whether e is a bare name, or chosen or joined from such, and all of
// them pass the test.
func allNames(e ast.Expr, test func(name string) bool) bool {
	switch e := e.(type) {
	case *ast.Paren:
		return allNames(e.X, test)
	case *ast.Ident:
		return test(e.Name)
	case *ast.IfExpr:
		return allNames(e.Then, test) && allNames(e.Else, test)
	case *ast.Binary:
		return (e.Op == "|" || e.Op == "&" || e.Op == "^") && allNames(e.X, test) && allNames(e.Y, test)
	case *ast.Call:
		id, ok := e.Fun.(*ast.Ident)
		if !ok || id.Name != "min" && id.Name != "max" {
			return false
		}
		for _, a := range e.Args {
			if !allNames(a, test) {
				return false
			}
		}
		return true
	}
	return false
}

// pair checks the two sides of an operator, each with what the other says about it.
func (c *checker) pair(x, y ast.Expr, w want) (a, b value) {
	if c.comesSecond(x, y) {
		b = c.raw(y, w)
		if b.bad() {
			return value{}, b
		}
		return c.raw(x, w.or(wantLike(b))), b
	}
	a = c.raw(x, w)
	if a.bad() && c.needsSide(y) {
		return a, value{}
	}
	return a, c.raw(y, w.or(wantLike(a)))
}
