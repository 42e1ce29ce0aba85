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

// collect enters the names that a file declares.
func (c *checker) collect(file *ast.File, name string) *module {
	m := &module{name: name, file: file, names: map[string]entity{}, refused: map[string]bool{}}
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.AlgorithmDecl:
			if c.first(m, d, d.Name) {
				m.algorithm = d
			}
		case *ast.ModuleDecl:
			if c.first(m, d, d.Name) {
				m.decl = d
			}
		case *ast.UseDecl:
			c.enter(m, &useEnt{decl: d, mod: c.imported(d.Name)}, "")
		case *ast.ConstDecl:
			c.enter(m, &constEnt{decl: d, mod: m}, d.Doc)
		case *ast.ParamDecl:
			c.enter(m, &paramEnt{decl: d, mod: m}, d.Doc)
		case *ast.EnumDecl:
			c.enter(m, &enumEnt{decl: d, typ: c.enumType(m, d)}, d.Doc)
		case *ast.StructDecl:
			c.enter(m, &structEnt{decl: d, mod: m, typ: &StructType{Name: d.Name.Name, module: m.name}}, d.Doc)
		case *ast.StateDecl:
			c.stateDecl(m, d)
		case *ast.FnDecl:
			e := &fnEnt{decl: d, mod: m, id: len(c.fns)}
			c.fns = append(c.fns, e)
			c.enter(m, e, d.Doc)
		case *ast.ExternDecl:
			e := &externEnt{decl: d}
			c.enter(m, e, d.Doc)
			e.fn = c.externFunc(d)
		case *ast.CallbackDecl:
			m.callbacks = append(m.callbacks, d)
		case *ast.BadDecl:
			c.lost(d.Pos())
		}
	}
	c.shape(m)
	return m
}

// first reports a second `algorithm` or `module` line, as the first one says what the file is, and one
// that is not the first declaration: people and editors look there to see what they have before them.
func (c *checker) first(m *module, d ast.Decl, name *ast.Ident) bool {
	if m.algorithm != nil || m.decl != nil {
		c.errorf(name.Pos(), "E0201", "a file holds one algorithm or one module, not two").Hint = "put the second one into a file of its own"
		return false
	}
	if m.file.Decls[0] != d {
		dg := c.errorf(d.Pos(), "E0201", "this line comes first: it says what the file is")
		dg.Hint = "put it before all other declarations"
		dg.Related = []diag.Related{{Span: m.file.Decls[0].Pos(), Message: "before this"}}
	}
	return true
}

// shape reports declarations that do not belong in that kind of file.
func (c *checker) shape(m *module) {
	start := diag.Span{Source: m.file.Source}
	switch {
	case m.algorithm == nil && m.decl == nil:
		if len(m.file.Decls) > 0 {
			start = m.file.Decls[0].Pos()
			start.End = start.Start
		}
		c.errorf(start, "E0201", "the file does not say what it is").Hint = "begin it with `algorithm NAME`, or `module NAME` for a library"
	}
	if m.decl == nil {
		return
	}
	if m.stateDecl != nil {
		c.errorf(m.stateDecl.Pos(), "E0205", "a module keeps no state of its own").Hint =
			"declare a `struct` here; the algorithm puts it into its `state` and hands it to the module's functions"
	}
	for _, cb := range m.callbacks {
		c.errorf(cb.Name.Pos(), "E0205", "a module has no callbacks: `%s` belongs to an algorithm", cb.Name.Name).Hint =
			"make it a function, `fn " + cb.Name.Name + "(...)`, that the algorithm's callback calls"
	}
}

// enter adds a top-level name.
func (c *checker) enter(m *module, e entity, doc ast.Doc) {
	id := e.ident()
	name := id.Name
	c.info.Defs[id] = e
	if doc != "" {
		c.info.Docs[e] = string(doc)
	}
	if c.refuse(e) {
		m.refused[name] = true
		return
	}
	if old := m.names[name]; old != nil {
		d := c.errorf(id.Pos(), "E0203", "`%s` is declared twice", name)
		d.Related = []diag.Related{{Span: old.ident().Pos(), Message: "first here"}}
		return
	}
	if _, isFn := e.(*fnEnt); isFn && target.LookupFunc(name) != nil {
		c.errorf(id.Pos(), "E0204", "`%s` is a function of the kernel and cannot be declared anew", name)
	}
	m.names[name] = e
	m.order = append(m.order, e)
}

// refuse reports a name that no declaration of its kind may have.
func (c *checker) refuse(e entity) bool {
	id := e.ident()
	name := id.Name
	_, isObject := objects[name]
	_, isEnum := e.(*enumEnt)
	_, isStruct := e.(*structEnt)
	isType := isEnum || isStruct
	switch {
	case reserved[name] != "":
		c.errorf(id.Pos(), "E0204", "`%s` is %s and cannot be declared anew", name, reserved[name])
	case isObject:
		c.errorf(id.Pos(), "E0204", "`%s` is what the kernel hands to callbacks and cannot be declared anew", name)
	case isType && kernelEnums[name] != nil:
		c.errorf(id.Pos(), "E0204", "`%s` is an enum of the kernel and cannot be declared anew", name)
	case isType && slices.Contains(kindTypes, name):
		c.errorf(id.Pos(), "E0204", "`%s` is a type that every program has", name)
	default:
		return false
	}
	return true
}

// cc names: what the kernel takes (net/ipv4/bpf_tcp_ca.c checks with bpf_obj_name_cpy).
const maxName = 15

func (c *checker) header() {
	m := c.main
	if m.algorithm == nil {
		return
	}
	d := m.algorithm
	c.prog.Name, c.prog.Span = d.Name.Name, d.Name.Pos()
	if bad := strings.IndexFunc(d.Name.Name, notNameChar); bad >= 0 {
		c.errorf(d.Name.Pos(), "E0202", "the kernel takes no name with `%c` in it", []rune(d.Name.Name[bad:])[0]).Hint =
			"use letters, digits, `_` and `.` only"
	} else if n := len(d.Name.Name); n > maxName {
		c.errorf(d.Name.Pos(), "E0202", "the name has %d characters, the kernel takes at most %d", n, maxName).Hint =
			"for example `algorithm " + d.Name.Name[:maxName] + "`"
	}
	for _, f := range d.Flags {
		switch {
		case !slices.Contains(algorithmFlags, f.Name):
			c.errorf(f.Pos(), "E0202", "`%s` is not a property of an algorithm", f.Name).Hint = "there are `ecn` (asks for ECN on its connections) and `nonrestricted` (every user may choose it)"
		case slices.Contains(c.prog.Flags, f.Name):
			c.errorf(f.Pos(), "E0203", "`%s` is given twice", f.Name)
		default:
			c.prog.Flags = append(c.prog.Flags, f.Name)
		}
	}
}

func notNameChar(r rune) bool {
	return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_' || r == '.')
}

func (c *checker) stateDecl(m *module, d *ast.StateDecl) {
	if m.stateDecl != nil {
		dg := c.errorf(d.Pos(), "E0203", "the state is declared twice")
		dg.Related = []diag.Related{{Span: m.stateDecl.Pos(), Message: "first here"}}
		dg.Hint = "put all fields into one `state { ... }`"
		return
	}
	m.stateDecl, m.state = d, &StructType{Name: "state"}
}

func (c *checker) enumType(m *module, d *ast.EnumDecl) *EnumType {
	t := &EnumType{Name: d.Name.Name, module: m.name}
	seen := map[string]*ast.Ident{}
	for i, v := range d.Values {
		if old := seen[v.Name]; old != nil {
			dg := c.errorf(v.Pos(), "E0203", "`%s` is in this enum twice", v.Name)
			dg.Related = []diag.Related{{Span: old.Pos(), Message: "first here"}}
			continue
		}
		if what := reserved[v.Name]; what != "" {
			c.errorf(v.Pos(), "E0204", "`%s` is %s and cannot be a value of an enum", v.Name, what)
		}
		seen[v.Name] = v
		t.Values = append(t.Values, EnumValue{v.Name, int64(i)})
		c.info.Defs[v] = d
	}
	if len(t.Values) > 256 {
		c.errorf(d.Name.Pos(), "E0217", "enum `%s` has %d values, one byte holds 256", d.Name.Name, len(t.Values))
	}
	if len(t.Values) == 0 {
		c.errorf(d.Name.Pos(), "E0217", "enum `%s` has no values", d.Name.Name)
	}
	return t
}

// declare checks all declarations of a module but its functions and callbacks.
func (c *checker) declare(m *module) {
	c.within(m, func() {
		for _, e := range m.order {
			if e, ok := e.(*structEnt); ok {
				c.structType(e, diag.Span{})
			}
		}
		for _, e := range m.order {
			switch e := e.(type) {
			case *constEnt:
				c.constValue(e)
			case *paramEnt:
				c.paramValue(e)
			case *externEnt:
				c.externTypes(e)
			}
		}
		if m.stateDecl != nil {
			c.structFields(m.state, m.stateDecl.Fields, "state")
			c.stateFits(m)
			c.prog.State = m.state
		}
	})
}

// stateFits reports a state that holds too many values.
func (c *checker) stateFits(m *module) {
	switch n := c.sizeOf(&PlaceType{Kind: Struct, Struct: m.state}); {
	case n.values > maxValues:
		c.errorf(m.stateDecl.Pos(), "E0218", "the state holds %d values, more than the %d the kernel has room for per connection", n.values, maxValues)
	case n.named > maxNamed:
		c.errorf(m.stateDecl.Pos(), "E0218", "the state holds %d values, an array counted as one; the limit is %d", n.named, maxNamed)
	}
}

// within runs fn with the top level of a module as the scope.
func (c *checker) within(m *module, fn func()) {
	c.frames = append(c.frames, &frame{mod: m, fn: &Func{}, what: "a declaration"})
	fn()
	c.frames = c.frames[:len(c.frames)-1]
}

// constValue evaluates a const once.
func (c *checker) constValue(e *constEnt) {
	if e.done {
		return
	}
	if e.busy {
		c.errorf(e.decl.Name.Pos(), "E0214", "the const `%s` is defined by itself", e.decl.Name.Name)
		e.done = true
		return
	}
	e.busy = true
	c.within(e.mod, func() {
		lit, isArray := e.decl.Value.(*ast.ArrayLit)
		if !isArray {
			v := c.declaredValue(e.decl.Value)
			if v.bad() {
				c.lost(e.decl.Pos())
			}
			if !e.done {
				e.val = v
			}
			return
		}
		e.array = true
		if e.elems = c.constArray(lit); e.elems == nil {
			c.lost(e.decl.Pos())
		}
	})
	e.busy, e.done = false, true
}

// constArray evaluates the elements of a constant array, bringing them to one type;
// nil after a reported error.
func (c *checker) constArray(lit *ast.ArrayLit) []value {
	if len(lit.Elems) == 0 || len(lit.Elems) > maxElems {
		c.errorf(lit.Pos(), "E0315", "an array holds 1 to %d values, this one %d", maxElems, len(lit.Elems))
		return nil
	}
	var elems []value
	ok := true
	for _, x := range lit.Elems {
		v := c.declaredValue(x)
		ok = ok && !v.bad()
		elems = append(elems, v)
	}
	if !ok {
		return nil
	}
	ref := elems[0]
	for _, v := range elems {
		if v.kind() == Num && !v.bare {
			ref = v
			break
		}
	}
	for i, v := range elems {
		if v.kind() != ref.kind() || v.kind() == Enum && v.typ().Enum != ref.typ().Enum {
			c.errorf(v.span(), "E0303", "the values of an array are of one kind: %s is %s, %s is %s",
				source(v.span()), typeText(v.typ()), source(ref.span()), typeText(ref.typ()))
			return nil
		}
		if v.kind() == Num {
			if elems[i], _, ok = c.unify(v, ref, "put into one array"); !ok {
				return nil
			}
		}
	}
	return elems
}

// constExpr evaluates an expression that must be known when the program is compiled.
func (c *checker) constExpr(x ast.Expr, w want) value {
	n := c.failed
	v := c.expr(x, w)
	if v.bad() {
		return v
	}
	if v.constant() == nil {
		if c.failed == n {
			c.notConstant(x, v)
		}
		return value{}
	}
	return v
}

func (c *checker) notConstant(x ast.Expr, v value) {
	d := c.errorf(x.Pos(), "E0215", "%s is not known when the program is compiled", source(x.Pos()))
	if p := paramIn(v.x); p != nil {
		d.Message = fmt.Sprintf("the param `%s` is set when the program is loaded, it is not a constant", p.Name)
		d.Hint = "use a `const` where the value must be fixed"
		return
	}
	d.Hint = "use literals and `const` names only"
}

// paramIn finds a param that an expression of arithmetic uses, or nil.
func paramIn(x Expr) *LoadParam {
	switch x := x.(type) {
	case *Load:
		return x.Place.Param
	case *Neg:
		return paramIn(x.X)
	case *Binary:
		if p := paramIn(x.X); p != nil {
			return p
		}
		return paramIn(x.Y)
	}
	return nil
}

// paramValue checks a param and computes how it is stored (numbers.md, rule 3).
func (c *checker) paramValue(e *paramEnt) {
	d := e.decl
	p := &LoadParam{Name: d.Name.Name, Symbol: d.Name.Name, Doc: string(d.Doc), Span: d.Name.Pos(), Den: 1}
	if e.mod.name != "" {
		p.Name, p.Symbol = e.mod.name+"."+p.Name, e.mod.name+"__"+p.Symbol
	}
	def := c.declaredValue(d.Default)
	e.done = true
	if def.bad() {
		c.lost(d.Pos())
		return
	}
	switch def.kind() {
	case Bool:
		p.IsBool = true
	case Enum:
		p.EnumType = def.typ().Enum
	case Num:
		if !c.paramNumber(d, p, &def) {
			return
		}
	default:
		c.errorf(d.Default.Pos(), "E0216", "a param is a number, a truth or an enum value, not %s", typeText(def.typ()))
		return
	}
	if def.kind() != Num && d.Range != nil {
		c.errorf(d.Range.Pos(), "E0216", "only a number has a range")
		return
	}
	p.Default = def.constant().Value
	e.param = p
	t := def.typ()
	place := &Place{Span: p.Span, Param: p, Expr: t}
	e.val = value{x: &Load{Typed{t, p.Span}, place}, unit: def.unit, whole: t.Kind == Num && t.Dim == Dim{} && p.Den == 1}
	if e.mod == c.main {
		c.prog.Params = append(c.prog.Params, p)
	}
}

// declaredValue evaluates the value of a const or the default of a param. No other side
// says there which enum a bare value belongs to, so it is taken from the one enum of the
// file that has it, or else from the kernel's.
func (c *checker) declaredValue(x ast.Expr) value {
	id, ok := unparen(x).(*ast.Ident)
	if !ok || c.declared(id.Name) {
		return c.constExpr(x, want{})
	}
	enums := c.fileEnumsWith(id.Name)
	if len(enums) == 0 {
		enums = kernelEnumsWith(id.Name)
	}
	switch len(enums) {
	case 0:
		return c.constExpr(x, want{})
	case 1:
		return c.constExpr(x, want{enum: enums[0]})
	}
	c.errorf(id.Pos(), "E0208", "nothing here says which enum `%s` belongs to: %s have it", id.Name, list(enumNames(enums), "and")).Hint =
		"write the value where it is used: the other side says there which enum is meant"
	return value{}
}

// paramNumber fills in unit, bounds and denominator.
func (c *checker) paramNumber(d *ast.ParamDecl, p *LoadParam, def *value) bool {
	all := []*value{def}
	if d.Range != nil {
		lo, hi := c.constExpr(d.Range.Lo, want{}), c.constExpr(d.Range.Hi, want{})
		if lo.bad() || hi.bad() {
			return false
		}
		for _, v := range []value{lo, hi} {
			if v.kind() != Num {
				c.errorf(v.span(), "E0216", "the bounds of a param are numbers, not %s", typeText(v.typ()))
				return false
			}
		}
		all = append(all, &lo, &hi)
	}
	if !c.oneKind(all) {
		return false
	}
	for range 2 { // the second turn gives literals the unit that a later one has
		for i := range all[1:] {
			var ok bool
			if *all[i], *all[i+1], ok = c.unify(*all[i], *all[i+1], "bound"); !ok {
				return false
			}
		}
	}
	dim := def.typ().Dim
	p.Dim, p.Unit = dim, paramUnit(def.unit, dim)
	p.DefaultUnit = p.Unit.Name
	scale := unitScale(&p.Unit)
	den, fractional := big.NewInt(1), false
	for _, v := range all {
		if r := new(big.Rat).Quo(v.constant().Value, scale); !r.IsInt() {
			fractional = true
			den = lcm(den, r.Denom())
		}
	}
	if fractional {
		den = lcm(den, big.NewInt(10000))
	}
	if dim == timeDim { // whole microseconds, so that --set takes any time, as 2500us for 5ms
		us := new(big.Rat).Mul(scale, big.NewRat(1_000_000, 1))
		den = lcm(den, us.Num())
	}
	// Den is in base units: one stored step is scale/den of them.
	step := new(big.Rat).Quo(new(big.Rat).SetInt(den), scale)
	if !step.IsInt() {
		step.SetInt(step.Num())
	}
	if !step.Num().IsInt64() {
		c.errorf(d.Default.Pos(), "E0216", "the param `%s` needs a finer step than can be stored", d.Name.Name).Hint = "use values with fewer digits"
		return false
	}
	p.Den = step.Num().Int64()
	return c.paramBounds(d, p, all)
}

// oneKind reports a default and bounds that measure different things, each as it is written.
func (c *checker) oneKind(all []*value) bool {
	var ref *value
	for _, v := range all {
		switch {
		case v.bare:
		case ref == nil:
			ref = v
		case v.typ().Dim != ref.typ().Dim:
			c.errorf(v.span(), "E0301", "the default of a param and the ends of its range are of one kind: %s is %s, %s is %s",
				source(ref.span()), dimText(ref.typ().Dim), source(v.span()), dimText(v.typ().Dim)).Hint = "write them with units of one kind"
			return false
		}
	}
	return true
}

// paramUnit is the unit in which a param is printed: as written, or a usual one.
func paramUnit(u *target.Unit, dim Dim) target.Unit {
	switch {
	case u != nil:
		return *u
	case dim == timeDim:
		u, _ := target.LookupUnit("us")
		return u
	}
	return target.Unit{Name: UnitText(dim), Bytes: dim.Bytes, Seconds: dim.Seconds, Num: 1, Den: 1}
}

func (c *checker) paramBounds(d *ast.ParamDecl, p *LoadParam, all []*value) bool {
	for _, v := range all {
		stored := new(big.Rat).Mul(v.constant().Value, new(big.Rat).SetInt64(p.Den))
		if !truncate(stored).Num().IsInt64() {
			c.errorf(v.span(), "E0216", "%s is too large for a param: it is kept in 64 bits, in steps of %s", source(v.span()), stepText(p)).Hint =
				"use smaller numbers, or values with fewer digits"
			return false
		}
	}
	if len(all) == 1 {
		return true
	}
	p.Lo, p.Hi = all[1].constant().Value, all[2].constant().Value
	def := all[0].constant().Value
	switch {
	case p.Lo.Cmp(p.Hi) > 0:
		c.errorf(d.Range.Pos(), "E0313", "this range is empty: its lower end is above its upper end").Hint = "write the smaller number first"
		return false
	case def.Cmp(p.Lo) < 0 || def.Cmp(p.Hi) > 0:
		c.errorf(d.Default.Pos(), "E0313", "the default of `%s` lies outside its range", d.Name.Name)
		return false
	}
	return true
}

// stepText is the step in which a param is kept, in its unit.
func stepText(p *LoadParam) string {
	step := new(big.Rat).SetFrac64(1, p.Den)
	step.Quo(step, unitScale(&p.Unit))
	return strings.TrimSpace(step.RatString() + " " + p.Unit.Name)
}

// value returns the value of that name, or nil.
func (e *EnumType) value(name string) *EnumValue {
	for i := range e.Values {
		if e.Values[i].Name == name {
			return &e.Values[i]
		}
	}
	return nil
}

func (e *EnumType) names() []string {
	var names []string
	for _, v := range e.Values {
		names = append(names, v.Name)
	}
	return names
}

func (e *EnumType) flags() bool { return e.Target != nil && e.Target.Flags }
