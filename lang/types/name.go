package types

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
)

// desig is what a name, a selection or an index stands for: a value, or
// something that can be selected from, indexed, stored to or handed on.
type desig struct {
	kind  desigKind
	val   value         // asValue
	place *Place        // asPlace
	ptype *PlaceType    // asPlace: its type
	field *target.Field // asField
	obj   target.Object // asObject
	mod   *module       // asModule; nil if it cannot be had
	arr   *constEnt     // asArray
	enum  *EnumType     // asEnum
	local *binding      // the name inside the function that it starts from, if any
	param *paramEnt     // asValue: of a param
}

type desigKind uint8

const (
	asBad desigKind = iota
	asValue
	asPlace
	asField
	asObject
	asModule
	asArray
	asEnum
)

// use records that the text names something.
func (c *checker) use(id *ast.Ident, what any, decl any) {
	c.info.Uses[id] = what
	c.used[decl] = true
}

// designate finds out what e stands for.
func (c *checker) designate(e ast.Expr, w want) desig {
	switch e := e.(type) {
	case *ast.Paren:
		return c.designate(e.X, w)
	case *ast.Ident:
		return c.name(e, w)
	case *ast.Selector:
		return c.selection(e)
	case *ast.Index:
		return c.index(e)
	}
	v := c.raw(e, w)
	if v.bad() {
		return desig{}
	}
	return desig{kind: asValue, val: v}
}

// name resolves a bare name. A value of the enum on the other side is meant unless
// the scope has a value of that very enum under this name.
func (c *checker) name(id *ast.Ident, w want) desig {
	span := id.Pos()
	b := c.frame().scope.find(id.Name)
	if b != nil && b.bad {
		return c.local(b, id)
	}
	switch id.Name {
	case "true", "false":
		return valueDesig(truthValue(id.Name == "true", span))
	case "never":
		return valueDesig(value{x: &Const{Typed: Typed{stampType, span}, Value: new(big.Rat)}})
	case "unlimited":
		return c.unlimited(id, w)
	case "initial":
		c.errorf(span, "E0207", "`initial` can only be assigned: `ca = initial` or `ca.field = initial`")
		return desig{}
	case "ca":
		return c.stateRoot(id)
	}
	if w.enum != nil {
		if ev := w.enum.value(id.Name); ev != nil && b == nil && !c.enumConst(id.Name, w.enum) {
			c.info.Uses[id] = ev
			return valueDesig(value{x: &Const{Typed: Typed{&Type{Kind: Enum, Enum: w.enum}, span}, Value: big.NewRat(ev.Value, 1)}})
		}
	}
	if b != nil {
		return c.local(b, id)
	}
	if e := c.module().names[id.Name]; e != nil {
		return c.global(e, id)
	}
	c.unknownName(id, w)
	return desig{}
}

func valueDesig(v value) desig { return desig{kind: asValue, val: v} }

func isEnum(t *Type, e *EnumType) bool { return t != nil && t.Kind == Enum && t.Enum == e }

// enumConst reports whether the file has a const or param of enum e under that name.
func (c *checker) enumConst(name string, e *EnumType) bool {
	var v value
	switch d := c.module().names[name].(type) {
	case *constEnt:
		c.constValue(d)
		v = d.val
	case *paramEnt:
		v = d.val
	}
	return !v.bad() && isEnum(v.typ(), e)
}

// attrType is the type of what a local name stands for, or nil.
func (b *binding) attrType() *Type {
	if b.sym == nil {
		return nil
	}
	return b.sym.Type
}

func (c *checker) unlimited(id *ast.Ident, w want) desig {
	if w.operand {
		c.errorf(id.Pos(), "E0317", "`unlimited` is no number to compute with").Hint = "test for it first: `if sk.snd_ssthresh == unlimited { ... }`"
		return desig{}
	}
	if w.limit == nil {
		c.errorf(id.Pos(), "E0317", "nothing here says what `unlimited` is").Hint =
			"it is the value of an unset rate or threshold: compare it with one, as `sk.snd_ssthresh == unlimited`, store it to one, or say what it is: `let rate: bytes/s = unlimited`"
		return desig{}
	}
	t := numType(w.limitDim)
	return valueDesig(value{x: &Const{Typed: Typed{t, id.Pos()}, Value: w.limit, Unlimited: true}, limit: w.limit})
}

func (c *checker) stateRoot(id *ast.Ident) desig {
	m := c.module()
	if m.name != "" || m.builtin || m.decl != nil {
		c.errorf(id.Pos(), "E0205", "a module has no state of its own").Hint =
			"take the part of the state that it needs as a parameter: `fn f(sk, x) { x.field = ... }`, called as `f(sk, ca.x)`"
		return desig{}
	}
	if m.stateDecl == nil {
		c.errorf(id.Pos(), "E0206", "this algorithm declares no state").Hint = "add `state { field: type }` to keep values per connection"
		return desig{}
	}
	t := &PlaceType{Kind: Struct, Struct: m.state}
	return desig{kind: asPlace, ptype: t, place: &Place{Span: id.Pos(), State: true, Type: t, Expr: exprType(t)}}
}

func (c *checker) local(b *binding, id *ast.Ident) desig {
	c.used[b.name] = true
	switch {
	case b.bad:
		return desig{}
	case b.obj != nil:
		return desig{kind: asObject, obj: *b.obj, local: b}
	}
	c.info.Uses[id] = b.sym
	switch b.sym.Kind {
	case VarSym, RefSym:
		p := &Place{Span: id.Pos(), Sym: b.sym, Type: b.sym.Place, Expr: exprType(b.sym.Place)}
		return desig{kind: asPlace, ptype: b.sym.Place, place: p, local: b}
	}
	v := b.attr
	if k := v.constant(); k != nil {
		k := *k
		k.Span = id.Pos()
		v.x = &k
	} else {
		v.x = &Ref{Typed{b.sym.Type, id.Pos()}, b.sym}
	}
	return desig{kind: asValue, val: v, local: b}
}

func (c *checker) global(e entity, id *ast.Ident) desig {
	switch e := e.(type) {
	case *constEnt:
		c.use(id, e, e.decl)
		c.constValue(e)
		if e.array {
			if e.elems == nil {
				return desig{}
			}
			return desig{kind: asArray, arr: e}
		}
		return c.respan(e.val, id.Pos())
	case *paramEnt:
		c.use(id, e, e.decl)
		if e.param == nil {
			c.paramTooEarly(e, id)
			return desig{}
		}
		if c.dry == 0 {
			c.useParam(e)
		}
		v := e.val
		l := *v.x.(*Load)
		place := *l.Place
		place.Span = id.Pos()
		l.Span, l.Place = id.Pos(), &place
		v.x = &l
		return desig{kind: asValue, val: v, param: e}
	case *enumEnt:
		c.use(id, e, e.decl)
		return desig{kind: asEnum, enum: e.typ}
	case *useEnt:
		c.use(id, e, e.decl)
		return desig{kind: asModule, mod: e.mod}
	case *structEnt:
		c.errorf(id.Pos(), "E0207", "`%s` is a struct, not a value", id.Name)
	default:
		c.errorf(id.Pos(), "E0207", "`%s` is a function: call it with its arguments, `%s(...)`", id.Name, id.Name)
	}
	return desig{}
}

// paramTooEarly reports a param without a value: one that a declaration above it uses
// as a constant. One that is wrong itself has been reported.
func (c *checker) paramTooEarly(e *paramEnt, id *ast.Ident) {
	if !e.done {
		c.errorf(id.Pos(), "E0215", "the param `%s` is set when the program is loaded, it is not a constant", id.Name).Hint =
			"use a `const` where the value must be fixed"
	}
}

func (c *checker) useParam(e *paramEnt) {
	if !e.param.Used && e.mod != c.main {
		c.prog.Params = append(c.prog.Params, e.param)
	}
	e.param.Used = true
}

// respan gives a constant the span of its use.
func (c *checker) respan(v value, span diag.Span) desig {
	k := v.constant
	if v.bad() {
		return desig{}
	}
	kk := *k()
	kk.Span = span
	v.x = &kk
	return valueDesig(v)
}

// unknownName reports a name that means nothing here.
func (c *checker) unknownName(id *ast.Ident, w want) {
	if w.enum != nil {
		d := c.errorf(id.Pos(), "E0209", "`%s` is not a value of %s", id.Name, w.enum.Name)
		if name := w.enum.nameOf(id.Name); name != "" {
			d.Hint = "write `" + name + "`"
		} else if d.Hint = c.nearHint(id.Name, w.enum.names()); d.Hint == "" {
			d.Hint = w.enum.Name + " has " + list(w.enum.names(), "and")
		}
		return
	}
	if _, isObject := objects[id.Name]; isObject && c.frame().decl == nil {
		c.errorf(id.Pos(), "E0215", "`%s` is not known when the program is compiled: the kernel hands it to callbacks", id.Name).Hint =
			"use literals and `const` names only"
		return
	} else if isObject && c.frame().callback != nil && c.frame().told {
		c.failed++ // its parameters are not the kernel's, which is told
		return
	} else if isObject {
		c.errorf(id.Pos(), "E0208", "`%s` is not a parameter of %s", id.Name, c.frame().what).Hint = c.addParam(id.Name)
		return
	}
	d := c.errorf(id.Pos(), "E0208", "there is no name `%s` here", id.Name)
	if !c.shows() {
		return
	}
	if slices.Contains([]string{"state", "self", "this"}, id.Name) && c.module().state != nil {
		d.Hint = "the algorithm's own state is `ca`"
		return
	}
	if o, f := c.fieldNamed(id.Name); f != nil {
		d.Hint = fmt.Sprintf("it is a field: `%s.%s`", o.Name(), f.Name)
		return
	}
	if s := c.module().state; s != nil && s.field(id.Name) != nil {
		d.Hint = "it is a field of the state: `ca." + id.Name + "`"
		return
	}
	if hint := foreignNames[id.Name]; hint != "" {
		d.Hint = hint
		return
	}
	if unit := target.UnitSpelling(id.Name); unit != "" && unit[0] > '9' {
		d.Hint = fmt.Sprintf("if the unit is meant, it is `%s`", unit)
		return
	}
	if enums := c.enumsWith(id.Name); len(enums) > 0 {
		d.Hint = fmt.Sprintf("it is a value of %s: write it where the other side is of that type", list(enums, "and"))
		return
	}
	if names := handedTo(id.Name); len(names) > 0 {
		d.Hint = fmt.Sprintf("it is a parameter of %s: use it there, or hand it on", list(names, "and"))
		return
	}
	if d.Hint = c.nearHint(id.Name, c.visible()); d.Hint != "" {
		return
	}
	switch {
	case w.updated:
		d.Hint = fmt.Sprintf("declare it first: `var %s: pkts = ...`; `state { ... }` is kept between calls", id.Name)
	case w.target:
		d.Hint = fmt.Sprintf("declare it first: `var %s: pkts = ...`, or `let %s = ...` for what does not change; `state { ... }` is kept between calls", id.Name, id.Name)
	default:
		d.Hint = fmt.Sprintf("declare it: `const %s = ...` or, for a setting, `param %s = ...` at the top level", id.Name, id.Name)
	}
}

// handedTo returns the callbacks that have a parameter of that name.
func handedTo(name string) (callbacks []string) {
	for _, cb := range target.Callbacks() {
		if slices.ContainsFunc(cb.Params, func(p target.Param) bool { return p.Name == name }) {
			callbacks = append(callbacks, cb.Name)
		}
	}
	return callbacks
}

// foreignNames are names that people bring from the kernel's C and from papers.
var foreignNames = map[string]string{
	"jiffies": "write `sk.now`", "tcp_jiffies32": "write `sk.now`", "HZ": "times have units: a second is `1s`",
	"tp": "the connection is `sk`, with all fields", "icsk": "the connection is `sk`, with all fields", "tcp_sock": "the connection is `sk`, with all fields",
	"TCP_INFINITE_SSTHRESH": "write `unlimited`", "cwnd": "the window is `sk.snd_cwnd`", "ssthresh": "the threshold is `sk.snd_ssthresh`",
	"mss": "the size of a segment is `sk.mss_cache`", "rtt": "the smoothed round-trip time is `sk.srtt_us`", "srtt": "the smoothed round-trip time is `sk.srtt_us`",
	"USEC_PER_SEC": "times have units: a second is `1s`", "self": "what lasts is declared in `state { ... }`, and is `ca` then", "this": "what lasts is declared in `state { ... }`, and is `ca` then",
	"NULL": noValue, "null": noValue, "nil": noValue, "None": noValue,
	"INF": noLimit, "Inf": noLimit, "inf": noLimit, "INFINITY": noLimit, "Infinity": noLimit, "infinity": noLimit, "infinite": noLimit,
	"U32_MAX": noLimit, "UINT_MAX": noLimit, "INT_MAX": noLimit, "U64_MAX": noLimit, "UINT32_MAX": noLimit,
}

const (
	noValue = "every place holds a value: a point in time that has not been is `never`, a number that is not known 0"
	noLimit = "a threshold or rate that is not set is `unlimited`; elsewhere write a number that is large enough, as `1e9`"
)

func (c *checker) addParam(name string) string {
	if _, ok := c.frame().decl.(*ast.FnDecl); ok {
		return "add it to the parameters of the function, and to its calls"
	}
	if cb := c.frame().callback; cb != nil {
		for _, p := range cb.Params {
			if p.Name == name {
				return fmt.Sprintf("write it as a parameter: `%s(%s)`", cb.Name, paramNames(cb))
			}
		}
		return fmt.Sprintf("the kernel hands `%s` only %s", cb.Name, paramNames(cb))
	}
	return ""
}

func paramNames(cb *target.Callback) string {
	var names []string
	for _, p := range cb.Params {
		names = append(names, p.Name)
	}
	return strings.Join(names, ", ")
}

// fieldNamed finds a field of one of the objects by its name, with or without the
// kernel's prefix.
func (c *checker) fieldNamed(name string) (target.Object, *target.Field) {
	for _, o := range []target.Object{target.Sock, target.RateSample, target.AckSample} {
		if f := target.Lookup(o, name); f != nil {
			return o, f
		}
		if f := target.LookupPrefixed(o, name); f != nil {
			return o, f
		}
	}
	return 0, nil
}

// enumsWith lists the enums that have a value of that name.
func (c *checker) enumsWith(name string) []string {
	return enumNames(append(c.fileEnumsWith(name), kernelEnumsWith(name)...))
}

func (c *checker) fileEnumsWith(name string) []*EnumType {
	var found []*EnumType
	for _, e := range c.module().order {
		if e, ok := e.(*enumEnt); ok && e.typ.value(name) != nil {
			c.used[e.decl] = true
			found = append(found, e.typ)
		}
	}
	return found
}

// enumValue reports whether an enum that the text can speak of has a value of that name,
// which no name of the function hides.
func (c *checker) enumValue(name string) bool {
	if c.frame().scope.find(name) != nil {
		return false
	}
	modules := []*module{c.module()}
	for _, e := range c.module().order {
		if use, ok := e.(*useEnt); ok && use.mod != nil {
			modules = append(modules, use.mod)
		}
	}
	for _, m := range modules {
		for _, e := range m.order {
			if e, ok := e.(*enumEnt); ok && e.typ.value(name) != nil {
				return true
			}
		}
	}
	return len(kernelEnumsWith(name)) > 0
}

func kernelEnumsWith(name string) []*EnumType {
	var found []*EnumType
	for _, e := range target.Enums() {
		if e.Member(name) != nil {
			found = append(found, kernelEnums[e.Name])
		}
	}
	return found
}

// nameOf is the name in the language of a value of the kernel's that is written as in C; "" if there is none.
func (e *EnumType) nameOf(cName string) string {
	if e.Target == nil {
		return ""
	}
	for _, v := range e.Target.Values {
		if v.CName == cName {
			return v.Name
		}
	}
	return ""
}

func enumNames(enums []*EnumType) []string {
	var names []string
	for _, e := range enums {
		names = append(names, e.Name)
	}
	return names
}

// visible lists the names that mean something here.
func (c *checker) visible() []string {
	var names []string
	for s := c.frame().scope; s != nil; s = s.outer {
		for n := range s.names {
			names = append(names, n)
		}
	}
	for _, e := range c.module().order {
		names = append(names, e.ident().Name)
	}
	return append(names, "never", "unlimited", "true", "false", "ca")
}

func (t *StructType) field(name string) *StructField {
	for _, f := range t.Fields {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// selection resolves `x.name`.
func (c *checker) selection(e *ast.Selector) desig {
	d := c.designate(e.X, want{})
	switch d.kind {
	case asBad:
		return desig{}
	case asObject:
		return c.kernelField(d.obj, e)
	case asModule:
		if d.mod == nil {
			return desig{}
		}
		return c.member(d.mod, e)
	case asEnum:
		if d.enum.value(e.Name.Name) != nil {
			c.errorf(e.Pos(), "E0207", "values of an enum are written bare: `%s`", e.Name.Name).Hint =
				"the type on the other side says which enum is meant"
		} else {
			c.errorf(e.Name.Pos(), "E0209", "`%s` is not a value of %s", e.Name.Name, d.enum.Name).Hint = c.nearHint(e.Name.Name, d.enum.names())
		}
		return desig{}
	case asPlace:
		if d.ptype.Kind == Struct {
			return c.structField(d, e)
		}
	}
	dg := c.kindErrorf(e.Name.Pos(), "E0208", "%s is %s, it has no field `%s`", source(e.X.Pos()), c.desigText(d), e.Name.Name)
	if d.kind == asArray || d.kind == asPlace && d.ptype.Kind == Array {
		dg.Hint = foreignFuncs[e.Name.Name]
	}
	return desig{}
}

func (c *checker) desigText(d desig) string {
	switch d.kind {
	case asPlace:
		return typeText(exprType(d.ptype))
	case asField:
		return typeText(fieldType(d.field))
	case asArray:
		return "an array"
	case asObject:
		return typeText(&Type{Kind: Object, Object: d.obj})
	case asModule:
		return "a module"
	case asEnum:
		return "an enum"
	}
	return typeText(d.val.typ())
}

func (c *checker) member(m *module, e *ast.Selector) desig {
	switch ent := m.names[e.Name.Name].(type) {
	case *constEnt, *paramEnt:
		return c.global(ent, e.Name).at(e.Pos())
	case *fnEnt:
		c.errorf(e.Pos(), "E0207", "`%s` is a function: call it with its arguments, `%s(...)`", e.Pos().Text(), e.Pos().Text())
	case nil:
		if !m.refused[e.Name.Name] {
			c.errorf(e.Name.Pos(), "E0208", "module `%s` has no `%s`", m.name, e.Name.Name).Hint = c.nearHint(e.Name.Name, m.exports())
		}
	default:
		c.errorf(e.Pos(), "E0207", "`%s` is %s, not a value", e.Pos().Text(), kindOf(ent))
	}
	return desig{}
}

// at gives a value of another module the span of its whole qualified name.
func (d desig) at(span diag.Span) desig {
	if d.kind == asValue {
		if k := d.val.constant(); k != nil {
			k.Span = span
		}
	}
	return d
}

func (m *module) exports() []string {
	var names []string
	for _, e := range m.order {
		if _, isUse := e.(*useEnt); !isUse {
			names = append(names, e.ident().Name)
		}
	}
	return names
}

// moduleNamed resolves the NAME of `NAME.Type`; nil after a reported error.
func (c *checker) moduleNamed(id *ast.Ident) *module {
	e, ok := c.module().names[id.Name].(*useEnt)
	if !ok {
		c.errorf(id.Pos(), "E0208", "there is no module `%s` here", id.Name).Hint = "write `use " + id.Name + "` at the top of the file"
		return nil
	}
	c.use(id, e, e.decl)
	return e.mod
}

// structField steps into a struct.
func (c *checker) structField(d desig, e *ast.Selector) desig {
	st := d.ptype.Struct
	f := st.field(e.Name.Name)
	if f == nil {
		c.unknownField(st, e)
		return desig{}
	}
	c.info.Uses[e.Name] = f
	if f.Type == nil {
		return desig{}
	}
	p := *d.place
	p.Path = append(d.place.Path[:len(d.place.Path):len(d.place.Path)], PathElem{Field: f})
	p.Span, p.Type, p.Expr = e.Pos(), f.Type, exprType(f.Type)
	return desig{kind: asPlace, ptype: f.Type, place: &p, local: d.local}
}

func (c *checker) unknownField(st *StructType, e *ast.Selector) {
	var names []string
	for _, f := range st.Fields {
		names = append(names, f.Name)
	}
	d := c.errorf(e.Name.Pos(), "E0208", "%s has no field `%s`", structName(st.Name), e.Name.Name)
	if d.Hint = c.nearHint(e.Name.Name, names); d.Hint == "" && st.Name == "state" {
		if f := target.Lookup(target.Sock, e.Name.Name); f != nil {
			d.Hint = "the kernel has it: `sk." + f.Name + "`"
		} else {
			d.Hint = "declare it: `state { " + e.Name.Name + ": pkts }`"
		}
	}
}

// index resolves `x[i]`.
func (c *checker) index(e *ast.Index) desig {
	d := c.designate(e.X, want{})
	i := c.expr(e.Index, want{})
	if d.kind == asBad || i.bad() {
		return desig{}
	}
	n := 0
	switch {
	case d.kind == asArray:
		n = len(d.arr.elems)
	case d.kind == asPlace && d.ptype.Kind == Array:
		n = d.ptype.Len
	default:
		c.errorf(e.X.Pos(), "E0318", "%s is %s, not an array", source(e.X.Pos()), c.desigText(d))
		return desig{}
	}
	if i.kind() == Count {
		i = c.countValue(i)
	}
	if i.kind() != Num || i.typ().Dim != (Dim{}) {
		dg := c.errorf(e.Index.Pos(), "E0318", "an index is a plain number, %s is %s", source(e.Index.Pos()), typeText(i.typ()))
		if i.kind() == Num {
			dg.Hint = convert(source(e.Index.Pos()), i.typ().Dim, Dim{})
		}
		return desig{}
	}
	at := -1
	if k := i.constant(); k != nil {
		r := truncate(k.Value)
		if k.Value.Sign() < 0 || r.Cmp(big.NewRat(int64(n), 1)) >= 0 {
			c.errorf(e.Index.Pos(), "E0318", "there is no element %s: %s has %d, numbered 0 to %d", ratText(k.Value), source(e.X.Pos()), n, n-1)
			return desig{}
		}
		at = int(r.Num().Int64())
	}
	if d.kind == asArray {
		return c.tableElem(d.arr, e, at, i)
	}
	return c.placeElem(d, e, at, i)
}

func (c *checker) placeElem(d desig, e *ast.Index, at int, i value) desig {
	step := PathElem{Const: at, Len: d.ptype.Len}
	if at < 0 {
		step.Const, step.Index = 0, i.x
		c.markIndexed(d.place)
	}
	p := *d.place
	p.Path = append(d.place.Path[:len(d.place.Path):len(d.place.Path)], step)
	p.Span, p.Type, p.Expr = e.Pos(), d.ptype.Elem, exprType(d.ptype.Elem)
	return desig{kind: asPlace, ptype: d.ptype.Elem, place: &p, local: d.local}
}

// markIndexed notes that the array at the end of p is indexed at run time.
func (c *checker) markIndexed(p *Place) {
	for i := len(p.Path) - 1; i >= 0; i-- {
		if p.Path[i].Field != nil {
			p.Path[i].Field.Indexed = true
			return
		}
	}
	if p.Sym != nil && p.Sym.Kind == RefSym {
		c.frame().sum.index(p.Sym)
	}
}

// tableElem is an element of a constant array: a constant itself, or looked up at run time.
func (c *checker) tableElem(arr *constEnt, e *ast.Index, at int, i value) desig {
	if at >= 0 {
		return c.respan(arr.elems[at], e.Pos())
	}
	first := arr.elems[0]
	if arr.table == nil && !c.makeTable(arr) {
		return desig{}
	}
	if c.dry == 0 && !arr.listed {
		c.prog.Tables = append(c.prog.Tables, arr.table)
		arr.listed = true
	}
	p := &Place{Span: e.Pos(), Table: arr.table, Expr: first.typ(),
		Path: []PathElem{{Index: i.x, Len: len(arr.elems)}}}
	v := value{x: &Load{Typed{first.typ(), e.Pos()}, p}, unit: first.unit, whole: arr.table.Den == 1 && first.kind() == Num}
	return desig{kind: asValue, val: v}
}

func (c *checker) makeTable(arr *constEnt) bool {
	t := &Table{Symbol: arr.decl.Name.Name, Type: arr.elems[0].typ(), Span: arr.decl.Name.Pos()}
	if arr.mod.name != "" {
		t.Symbol = arr.mod.name + "__" + t.Symbol
	}
	den := big.NewInt(1)
	for _, v := range arr.elems {
		den = lcm(den, v.constant().Value.Denom())
		t.Values = append(t.Values, v.constant().Value)
	}
	ok := den.IsInt64()
	for _, v := range t.Values {
		ok = ok && new(big.Rat).Mul(v, new(big.Rat).SetInt(den)).Num().IsInt64()
	}
	if !ok {
		c.errorf(arr.decl.Value.Pos(), "E0312", "the values of `%s` have too many digits to be kept in a table", arr.decl.Name.Name).Hint =
			"round them to a common number of decimals"
		arr.elems = nil
		return false
	}
	t.Den = den.Int64()
	arr.table = t
	return true
}
