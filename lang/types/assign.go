package types

import (
	"fmt"
	"math/big"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/target"
)

// initialPlace names the place of an initial value for messages.
const initialPlace = "this place"

// fit checks that a value may go to a place, and adapts it. what names the place for
// messages.
func (c *checker) fit(v value, p *PlaceType, what string) value {
	if v.bad() || p == nil {
		return value{}
	}
	switch {
	case p.Kind == Num && v.kind() == Num:
		return c.fitNumber(v, p, what)
	case p.Kind == Num && v.kind() == Count && unitDim(&p.Unit) == Dim{}:
		return v
	case p.Kind == Enum && v.kind() == Enum && p.Enum == v.typ().Enum:
		return v
	case p.Kind == Enum && p.Enum.flags() && v.isZero():
		v.x = &Const{Typed: Typed{exprType(p), v.span()}, Value: new(big.Rat)}
		return v
	case p.Kind != Num && p.Kind != Enum && p.Kind == v.kind():
		return v
	}
	want, have := typeTexts(exprType(p), v.typ())
	d := c.errorf(v.span(), "E0304", "%s is %s, %s is %s", what, want, source(v.span()), have)
	text := v.span().Text()
	switch {
	case p.Kind == Bool && (v.kind() == Num || v.kind() == Count):
		d.Hint = "compare it: `" + text + " != 0`"
		if v.bare {
			d.Hint = "write `true` or `false`"
		}
	case p.Kind == Stamp && v.isZero():
		d.Hint = "the zero of points in time is `never`"
	case (p.Kind == Stamp || p.Kind == Seq) && v.kind() == Num && what == initialPlace:
		d.Hint = map[Kind]string{Stamp: "leave the initial value out, it is `never`", Seq: "leave the initial value out"}[p.Kind] +
			", and store one when there is one, as in `init`"
	case p.Kind == Stamp && v.kind() == Num:
		d.Hint = "a point in time is made from another: `sk.now + " + text + "`"
	case p.Kind == Seq && v.isZero():
		d.Hint = "a sequence number has no zero: store another one, as `sk.snd_nxt`"
	case p.Kind == Seq && v.kind() == Num:
		d.Hint = "a sequence number is made from another: `sk.snd_nxt + " + text + "`"
	case p.Kind == Num && v.kind() == Count:
		d.Hint = convert(source(v.span()), Dim{}, unitDim(&p.Unit))
	case p.Kind == Num && v.kind() == Bool && v.constant() == nil:
		d.Hint = "make a number of a truth: `if " + text + " then 1 else 0`"
	case p.Kind == Num && v.kind() == Seq:
		d.Hint = "declare it as `seq`, or store the distance to another sequence number"
	case p.Kind == Num && v.kind() == Stamp:
		d.Hint = "declare it as `stamp`, or store the distance to another point in time"
	case p.Kind == Num && v.kind() == Enum:
		d.Hint = "declare it as `" + v.typ().Enum.Name + "`"
	case p.Kind == Enum:
		d.Hint = p.Enum.Name + " has " + list(p.Enum.names(), "and")
	}
	return value{}
}

func (c *checker) fitNumber(v value, p *PlaceType, what string) value {
	dim := unitDim(&p.Unit)
	switch have := v.typ().Dim; {
	case have == dim:
	case v.bare && have == Dim{}:
		u := p.Unit
		v, _ = c.adapt(v, &u, dim, v.span())
	default:
		unit := dimText(dim)
		d := c.errorf(v.span(), "E0301", "%s is %s, %s is %s", what, unit, source(v.span()), dimText(have))
		d.Hint = convert(source(v.span()), have, dim)
		return value{}
	}
	return v
}

// assign checks `target op= value`.
func (c *checker) assign(s *ast.AssignStmt) []Stmt {
	if id, ok := unparen(s.Value).(*ast.Ident); ok && id.Name == "initial" {
		return c.reset(s)
	}
	n := c.failed
	d := c.designate(s.Target, want{target: true, updated: s.Op != "="})
	if d.kind == asBad {
		if c.failed > n {
			c.lookThrough(s.Value)
		}
		return c.lost(s.Pos())
	}
	place, what, w, ok := c.destination(d, s)
	if !ok {
		c.lookThrough(s.Value)
		return c.lost(s.Pos())
	}
	var before []Stmt
	v := value{}
	if s.Op == "=" {
		v = c.rightSide(s.Value, func() value { return c.expr(s.Value, w) })
		before = c.orderIndex(d, &v, s)
	} else {
		before = c.pinIndex(d)
		v = c.compound(d, s)
	}
	v = c.fit(v, place, what)
	c.stored(d)
	if v.bad() {
		return c.lost(s.Pos())
	}
	st := &Store{Located{s.Pos()}, d.place, v.x}
	c.lintEWMA(st, place)
	c.lintLost(st, place)
	c.stores++
	var bounds *target.Bounds
	if d.kind == asField {
		bounds = &d.field.Store
	}
	c.lintClamped(v, place, bounds, what)
	return append(before, st)
}

// lookThrough checks the right side of an assignment that cannot be made, for errors of
// its own that need nothing from the left side.
func (c *checker) lookThrough(e ast.Expr) {
	switch e := e.(type) {
	case *ast.Ident, *ast.Selector, *ast.Index:
		if !c.needsSide(e) {
			c.designate(e, want{})
		}
		return
	case *ast.ArrayLit:
		c.checkAlone(e.Elems) // that it is an array is no error beside a place that is one
		return
	}
	if !c.needsSide(e) {
		c.rightSide(e, func() value { return c.raw(e, want{}) })
	}
}

// destination finds the place that a store goes to.
func (c *checker) destination(d desig, s *ast.AssignStmt) (p *PlaceType, what string, w want, ok bool) {
	span := s.Target.Pos()
	what = source(span)
	switch d.kind {
	case asField:
		if !c.writeField(d, span) {
			return nil, "", w, false
		}
		f := d.field
		p = kernelPlace(f.Kind, f.Enum, f.Unit, f.Type)
		w = c.wantPlace(p)
		w.limit = fieldLimit(f)
		return p, what, w, true
	case asPlace:
		if d.ptype.Kind == Struct || d.ptype.Kind == Array {
			dg := c.errorf(span, "E0226", "%s is %s, it cannot be assigned as a whole", what, typeText(exprType(d.ptype)))
			if d.ptype.Kind == Struct {
				dg.Hint = "assign its fields, or `" + span.Text() + " = initial` to start over"
			} else {
				dg.Hint = "assign its elements, or `" + span.Text() + " = initial` to start over"
			}
			return nil, "", w, false
		}
		return d.ptype, what, c.wantPlace(d.ptype), true
	}
	c.notAssignable(d, s)
	return nil, "", w, false
}

func (c *checker) notAssignable(d desig, s *ast.AssignStmt) {
	span := s.Target.Pos()
	name := span.Text()
	dg := c.errorf(span, "E0226", "%s cannot be assigned", source(span))
	switch {
	case d.kind == asObject:
		dg.Message = fmt.Sprintf("`%s` is %s, it cannot be assigned", name, typeText(&Type{Kind: Object, Object: d.obj}))
		dg.Hint = "assign one of its fields, as `" + name + "." + exampleField(d.obj) + " = ...`"
	case d.local != nil && d.local.kind == "parameter":
		dg.Message = fmt.Sprintf("`%s` is a parameter, it keeps its value", name)
		dg.Hint = fmt.Sprintf("copy it into a variable: `var v: %s = %s`", typeWord(d.local.attrType()), name)
	case d.local != nil && d.local.kind == "loop counter":
		dg.Message = fmt.Sprintf("`%s` counts the turns of the loop, it cannot be assigned", name)
		dg.Hint = "use `continue` or `break` to change the course of the loop"
	case d.local != nil:
		dg.Message = fmt.Sprintf("`%s` is a `let`: a name for a value, which does not change", name)
		dg.Hint = fmt.Sprintf("make it a variable: `var %s: %s = ...`", name, typeWord(d.local.attrType()))
	case d.param != nil:
		dg.Message = fmt.Sprintf("the param `%s` is set when the program is loaded, it cannot be assigned", name)
		dg.Hint = "keep a value of your own in `state`"
	case d.kind == asValue && d.val.constant() != nil:
		dg.Message = fmt.Sprintf("`%s` is a constant, it cannot be assigned", name)
	case d.kind == asArray || d.kind == asValue:
		dg.Message = fmt.Sprintf("%s is part of a constant, it cannot be assigned", source(span))
	}
}

func exampleField(o target.Object) string {
	return map[target.Object]string{target.Sock: "snd_cwnd", target.RateSample: "delivered", target.AckSample: "rtt_us"}[o]
}

// typeWord is a type as one would declare it for a value of t.
func typeWord(t *Type) string {
	if t == nil {
		return "pkts"
	}
	switch t.Kind {
	case Bool:
		return "bool"
	case Seq:
		return "seq"
	case Stamp:
		return "stamp"
	case Enum:
		return t.Enum.Name
	case Num:
		switch t.Dim {
		case timeDim:
			return "us"
		case bytesDim:
			return "bytes"
		case rateDim:
			return "bytes/s"
		}
	}
	return "pkts"
}

// stored notes a store, for unused declarations and overlapping references.
func (c *checker) stored(d desig) {
	f := c.frame()
	if d.kind == asField {
		f.sum.stores = true
		return
	}
	for _, step := range d.place.Path {
		if step.Field != nil {
			c.written[step.Field] = true
		}
	}
	if d.place.State || d.place.Sym.Kind == RefSym {
		f.sum.stores = true
	}
	f.sum.write(d.place)
}

// compound computes the new value of `target op= value`.
func (c *checker) compound(d desig, s *ast.AssignStmt) value {
	op := opOf[s.Op[:1]]
	var cur value
	if d.kind == asField {
		cur = c.sampled(c.readField(d, s.Target.Pos()))
	} else {
		c.quietRead(d)
		cur = placeValue(d.ptype, &Load{Typed{exprType(d.ptype), s.Target.Pos()}, d.place})
	}
	v := c.expr(s.Value, want{})
	return c.arith(op, cur, v, s.Pos(), s.OpSpan)
}

// quietRead notes the read of `x += 1`, which alone does not make x used.
func (c *checker) quietRead(d desig) { c.frame().sum.read(d.place) }

// orderIndex evaluates a storing call before the index of the place that its value goes
// to: the right side comes first.
func (c *checker) orderIndex(d desig, v *value, s *ast.AssignStmt) []Stmt {
	if v.bad() || d.kind != asPlace || !runtimeIndex(d.place) {
		return nil
	}
	call, ok := v.x.(*Call)
	if _, kernel := v.x.(*KernelCall); !kernel && (!ok || !call.Func.Stores) {
		return nil
	}
	sym := c.temp(v.typ(), s.Value)
	let := &Let{Located{s.Value.Pos()}, sym, v.x}
	v.x = &Ref{Typed{v.typ(), s.Value.Pos()}, sym}
	return []Stmt{let}
}

// pinIndex evaluates the indexes of `a[i] += x` once.
func (c *checker) pinIndex(d desig) []Stmt {
	if d.kind != asPlace {
		return nil
	}
	var out []Stmt
	for i, step := range d.place.Path {
		if step.Index == nil {
			continue
		}
		if _, simple := step.Index.(*Ref); simple {
			continue
		}
		t := step.Index.Type()
		c.frame().temps++
		sym := &Sym{Kind: LetSym, Name: fmt.Sprintf("index%d", c.frame().temps), Type: t, Span: step.Index.Pos()}
		out = append(out, &Let{Located{step.Index.Pos()}, sym, step.Index})
		d.place.Path[i].Index = &Ref{Typed{t, step.Index.Pos()}, sym}
	}
	return out
}

func (c *checker) temp(t *Type, e ast.Expr) *Sym {
	c.frame().temps++
	return &Sym{Kind: LetSym, Name: fmt.Sprintf("value%d", c.frame().temps), Type: t, Span: e.Pos()}
}

func runtimeIndex(p *Place) bool {
	for _, step := range p.Path {
		if step.Index != nil {
			return true
		}
	}
	return false
}

// reset checks `ca = initial` and the like.
func (c *checker) reset(s *ast.AssignStmt) []Stmt {
	if s.Op != "=" {
		c.errorf(s.Value.Pos(), "E0207", "`initial` can only be assigned with `=`")
		return nil
	}
	d := c.designate(s.Target, want{})
	if d.kind == asBad {
		return c.lost(s.Pos())
	}
	if d.kind != asPlace || !(d.place.State || d.place.Sym.Kind == RefSym) {
		c.errorf(s.Target.Pos(), "E0226", "only the state and its parts have initial values, not %s", source(s.Target.Pos())).Hint =
			"write `ca = initial` or `ca.field = initial`"
		return nil
	}
	c.stored(d)
	c.stores++
	return []Stmt{&Reset{Located{s.Pos()}, d.place}}
}
