package types

import (
	"math/big"
	"strings"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
)

// structType checks the fields of a struct once; use is where it is named from.
func (c *checker) structType(e *structEnt, use diag.Span) *StructType {
	if e.busy {
		c.errorf(use, "E0213", "struct `%s` contains itself", e.decl.Name.Name).Hint = "a struct is laid out whole inside its owner"
		return nil
	}
	if !e.done {
		e.busy = true
		c.within(e.mod, func() { c.structFields(e.typ, e.decl.Fields, e.decl.Name.Name) })
		e.busy, e.done = false, true
	}
	return e.typ
}

func (c *checker) structFields(t *StructType, fields []*ast.FieldDecl, name string) {
	seen := map[string]*ast.FieldDecl{}
	for _, d := range fields {
		if old := seen[d.Name.Name]; old != nil {
			dg := c.errorf(d.Name.Pos(), "E0203", "`%s` is declared twice", d.Name.Name)
			dg.Related = []diag.Related{{Span: old.Name.Pos(), Message: "first here"}}
			continue
		}
		seen[d.Name.Name] = d
		f := &StructField{Name: d.Name.Name, Decl: d}
		if f.Type = c.placeType(d.Type); f.Type != nil {
			c.fieldRange(f, d)
			c.fieldInitial(f, d)
		} else {
			c.lost(d.Pos())
		}
		t.Fields = append(t.Fields, f)
		c.info.Defs[d.Name] = f
		if d.Doc != "" {
			c.info.Docs[f] = string(d.Doc)
		}
	}
	if len(fields) == 0 {
		c.warnf(c.frameSpan(t), "W0104", "%s is empty", structName(name))
	}
}

func structName(name string) string {
	if name == "state" {
		return "the state"
	}
	return "struct `" + name + "`"
}

func (c *checker) frameSpan(t *StructType) diag.Span {
	m := c.module()
	if t == m.state {
		return m.stateDecl.Pos()
	}
	for _, e := range m.order {
		if e, ok := e.(*structEnt); ok && e.typ == t {
			return e.decl.Name.Pos()
		}
	}
	panic("internal error: a struct that nobody declares")
}

// fieldRange reads `in lo..hi`.
func (c *checker) fieldRange(f *StructField, d *ast.FieldDecl) {
	if d.Range == nil {
		return
	}
	p := f.Type
	if p.Kind == Array {
		p = p.Elem
	}
	if p.Kind != Num {
		c.errorf(d.Range.Pos(), "E0216", "only a number has a range")
		return
	}
	lo, hi := c.constFor(d.Range.Lo, p), c.constFor(d.Range.Hi, p)
	if lo == nil || hi == nil {
		c.lost(d.Range.Pos())
		return
	}
	if lo.Cmp(hi) > 0 {
		c.errorf(d.Range.Pos(), "E0313", "this range is empty: its lower end is above its upper end").Hint = "write the smaller number first"
		return
	}
	min, max := placeBounds(p)
	if lo.Cmp(min) < 0 || hi.Cmp(max) > 0 {
		c.errorf(d.Range.Pos(), "E0313", "this range goes beyond what `%s` holds: %s to %s", d.Type.Pos().Text(), boundText(min, p), boundText(max, p)).Hint =
			widerHint(p, lo)
		return
	}
	if step := placeStep(p); noStep(lo, hi, step) {
		c.errorf(d.Range.Pos(), "E0313", "this range is empty: `%s` goes in steps of %s, and none lies within it", d.Type.Pos().Text(), inUnit(step, p)).Hint =
			"choose wider bounds, or keep fractions with `fixed<N>`"
		return
	}
	p.Lo, p.Hi = lo, hi
}

// noStep reports whether no multiple of step lies in lo..hi.
func noStep(lo, hi, step *big.Rat) bool {
	q := new(big.Rat).Quo(hi, step)
	last := new(big.Int).Div(q.Num(), q.Denom()) // rounds down: a denominator is positive
	return new(big.Rat).Mul(new(big.Rat).SetInt(last), step).Cmp(lo) < 0
}

func widerHint(p *PlaceType, lo *big.Rat) string {
	if lo.Sign() < 0 && !p.Signed {
		return "for negative values use a signed type, as `i32` or `i64`"
	}
	return "use a wider type, as `u64`"
}

// fieldInitial reads `= initial`.
func (c *checker) fieldInitial(f *StructField, d *ast.FieldDecl) {
	p := f.Type
	elem := p
	for elem.Kind == Array {
		elem = elem.Elem
	}
	if d.Initial == nil {
		if elem.Lo != nil && (elem.Lo.Sign() > 0 || elem.Hi.Sign() < 0) {
			c.errorf(d.Name.Pos(), "E0314", "`%s` starts as 0, which its range %s excludes", d.Name.Name, d.Range.Pos().Text()).Hint =
				"give it an initial value: `" + d.Name.Name + ": ... = " + inUnit(elem.Lo, elem) + "`"
		}
		return
	}
	if lit, ok := d.Initial.(*ast.ArrayLit); ok {
		c.arrayInitial(f, d, lit)
		return
	}
	if elem.Kind == Struct {
		c.errorf(d.Initial.Pos(), "E0314", "a struct has its initial values in its own declaration")
		return
	}
	f.Initial = c.initialFor(d.Initial, elem, d)
}

func (c *checker) arrayInitial(f *StructField, d *ast.FieldDecl, lit *ast.ArrayLit) {
	p := f.Type
	if p.Kind != Array || p.Elem.Kind == Struct || p.Elem.Kind == Array {
		c.errorf(lit.Pos(), "E0314", "`%s` is not an array of values", d.Name.Name)
		return
	}
	if len(lit.Elems) != p.Len {
		c.errorf(lit.Pos(), "E0314", "`%s` has %d elements, but %d initial values", d.Name.Name, p.Len, len(lit.Elems)).Hint =
			"give one value for each, or a single one for all: `= 0`"
		return
	}
	for _, x := range lit.Elems {
		r := c.initialFor(x, p.Elem, d)
		if r == nil {
			r = new(big.Rat)
		}
		f.Elems = append(f.Elems, r)
	}
}

// initialFor evaluates an initial value of d; nil after a reported error.
func (c *checker) initialFor(x ast.Expr, p *PlaceType, d *ast.FieldDecl) *big.Rat {
	r := c.constFor(x, p)
	if r == nil || p.Kind != Num {
		return r
	}
	lo, hi := placeBounds(p)
	if r.Cmp(lo) < 0 || r.Cmp(hi) > 0 {
		c.errorf(x.Pos(), "E0314", "the initial value %s lies outside %s to %s", source(x.Pos()), boundText(lo, p), boundText(hi, p))
		return nil
	}
	if d.Range == nil || p.Lo != nil { // else it is the range that is wrong
		c.lintVanished(value{x: &Const{Typed: Typed{exprType(p), x.Pos()}, Value: r}}, p, "`"+d.Name.Name+"`")
	}
	return r
}

// constFor evaluates a constant that is to fit a place of type p.
func (c *checker) constFor(x ast.Expr, p *PlaceType) *big.Rat {
	n := c.failed
	v := c.fit(c.expr(x, c.wantPlace(p)), p, initialPlace)
	if v.bad() {
		c.lost(x.Pos())
		return nil
	}
	k := v.constant()
	if k == nil {
		if c.failed == n {
			c.notConstant(x, v)
		}
		return nil
	}
	return k.Value
}

// placeBounds returns the least and the greatest value a number's place holds, in base
// units.
func placeBounds(p *PlaceType) (lo, hi *big.Rat) {
	if p.Lo != nil {
		return p.Lo, p.Hi
	}
	lo = new(big.Rat)
	if p.Signed {
		lo.SetInt(new(big.Int).Lsh(big.NewInt(-1), uint(p.Width-1)))
		lo.Mul(lo, placeStep(p))
	}
	return lo, placeLimit(p)
}

// placeLimit returns the greatest value a number's place holds, in base units. A u64
// ends at 2^63-1: that is where arithmetic saturates.
func placeLimit(p *PlaceType) *big.Rat {
	if p.Hi != nil {
		return p.Hi
	}
	bits := p.Width
	if p.Signed || bits == 64 {
		bits--
	}
	hi := new(big.Rat).SetInt64(1<<bits - 1)
	if p.Frac == 0 && p.Unit.Num == p.Unit.Den {
		return hi
	}
	return hi.Mul(hi, placeStep(p))
}

// placeStep returns what one more in a number's place means, in base units.
func placeStep(p *PlaceType) *big.Rat {
	step := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Lsh(big.NewInt(1), uint(p.Frac)))
	return step.Mul(step, unitScale(&p.Unit))
}

// size is how many values a place holds, and how many of them a program can name, an
// array of numbers being one.
type size struct{ values, named int }

// sizeOf counts the values in a place, an empty struct as one; it stops growing beyond any
// limit. Each struct is counted once: forty of them, each with two of the one before, are
// quickly written.
func (c *checker) sizeOf(p *PlaceType) size {
	const plenty = 1 << 30
	switch p.Kind {
	case Struct:
		if n, ok := c.sizes[p.Struct]; ok {
			return n
		}
		var n size
		for _, f := range p.Struct.Fields {
			if f.Type != nil {
				m := c.sizeOf(f.Type)
				n = size{min(n.values+m.values, plenty), min(n.named+m.named, plenty)}
			}
		}
		c.sizes[p.Struct] = size{max(n.values, 1), max(n.named, 1)}
		return c.sizes[p.Struct]
	case Array:
		n := c.sizeOf(p.Elem)
		return size{int(min(int64(p.Len)*int64(n.values), plenty)), n.named}
	}
	return size{1, 1}
}

// placeType reads the type of a place; nil after a reported error.
func (c *checker) placeType(t *ast.TypeExpr) *PlaceType {
	if t == nil {
		return nil
	}
	var p *PlaceType
	if t.Name != nil {
		p = c.namedType(t)
	} else {
		p = c.numberType(t)
	}
	if p == nil || t.Len == nil {
		return p
	}
	v := c.constExpr(t.Len, want{})
	if v.bad() {
		return nil
	}
	k := v.constant()
	if v.kind() != Num || v.typ().Dim != (Dim{}) || !k.Value.IsInt() || k.Value.Sign() <= 0 || k.Value.Cmp(big.NewRat(maxElems, 1)) > 0 {
		c.errorf(t.Len.Pos(), "E0315", "an array has 1 to %d elements, not %s", maxElems, t.Len.Pos().Text())
		return nil
	}
	return &PlaceType{Kind: Array, Elem: p, Len: int(k.Value.Num().Int64())}
}

// namedType reads bool, seq, stamp, an enum or a struct.
func (c *checker) namedType(t *ast.TypeExpr) *PlaceType {
	name := t.Name.Name
	if t.Module == nil {
		switch name {
		case "bool":
			return &PlaceType{Kind: Bool}
		case "seq":
			return &PlaceType{Kind: Seq}
		case "stamp":
			return &PlaceType{Kind: Stamp}
		}
	}
	m := c.module()
	if t.Module != nil {
		if m = c.moduleNamed(t.Module); m == nil {
			return nil
		}
	}
	switch e := m.names[name].(type) {
	case *enumEnt:
		c.use(t.Name, e, e.decl)
		return &PlaceType{Kind: Enum, Enum: e.typ}
	case *structEnt:
		c.use(t.Name, e, e.decl)
		if s := c.structType(e, t.Pos()); s != nil {
			return &PlaceType{Kind: Struct, Struct: s}
		}
		return nil
	}
	if t.Module == nil && kernelEnums[name] != nil {
		return &PlaceType{Kind: Enum, Enum: kernelEnums[name]}
	}
	if t.Module == nil || !m.refused[name] {
		c.unknownType(t, m)
	}
	return nil
}

func (c *checker) unknownType(t *ast.TypeExpr, m *module) {
	d := c.errorf(t.Name.Pos(), "E0210", "there is no type `%s`", t.Name.Name)
	names := append(KindTypes(), "u8", "u16", "u32", "u64", "i8", "i16", "i32", "i64")
	names = append(names, unitNames()...)
	for _, e := range m.order {
		switch e.(type) {
		case *enumEnt, *structEnt:
			names = append(names, e.ident().Name)
		}
	}
	for _, e := range target.Enums() {
		names = append(names, e.Name)
	}
	unit := target.UnitSpelling(t.Name.Name)
	if d.Hint = foreignTypes[strings.ToLower(t.Name.Name)]; d.Hint == "" && unit != "" && unit[0] > '9' {
		d.Hint = "the unit is `" + unit + "`"
	}
	if d.Hint == "" && t.Module == nil {
		d.Hint = m.elsewhere(t.Name.Name)
	}
	if d.Hint == "" {
		d.Hint = c.nearHint(t.Name.Name, names)
	}
}

// elsewhere says which module that m uses has a type of that name; "" if none has.
func (m *module) elsewhere(name string) string {
	for _, e := range m.order {
		use, ok := e.(*useEnt)
		if !ok || use.mod == nil {
			continue
		}
		switch use.mod.names[name].(type) {
		case *enumEnt, *structEnt:
			return "it is in module " + use.mod.name + ": `" + use.mod.name + "." + name + "`"
		}
	}
	return ""
}

// foreignTypes are names of types that people bring from elsewhere.
var foreignTypes = map[string]string{
	"int": "whole numbers are `i64`, or `pkts` for a count of packets", "uint": "use `u32` or `u64`",
	"float": "fractions are kept as `fixed<N>`, N bits behind the point", "double": "fractions are kept as `fixed<N>`, N bits behind the point",
	"uint8": "write `u8`", "uint16": "write `u16`", "uint32": "write `u32`", "uint64": "write `u64`",
	"int8": "write `i8`", "int16": "write `i16`", "int32": "write `i32`", "int64": "write `i64`",
	"s32": "signed numbers are `i32`", "s64": "signed numbers are `i64`", "long": "use `i64`", "packets": "packets are `pkts`",
	"time": "a point in time is `stamp`, a duration `us`, `ms` or `s`", "duration": "durations are `us`, `ms` or `s`",
	"count":   "a count of packets is `pkts`, any other number `u32` or `u64`",
	"boolean": "truth values are `bool`", "string": "there are no strings",
}

// numberType reads `[u8|...|i64] [fixed<N>] [unit]`.
func (c *checker) numberType(t *ast.TypeExpr) *PlaceType {
	p := &PlaceType{Kind: Num, Unit: *plainUnit}
	if t.Unit != nil {
		u := c.unitOf(t.Unit)
		if u == nil {
			return nil
		}
		p.Unit = *u
	}
	if t.Fixed != nil {
		v := c.constExpr(t.Fixed, want{})
		if v.bad() {
			return nil
		}
		k := v.constant().Value
		if v.kind() != Num || v.typ().Dim != (Dim{}) || !k.IsInt() || k.Sign() <= 0 || k.Cmp(big.NewRat(62, 1)) > 0 {
			c.errorf(t.Fixed.Pos(), "E0316", "`fixed<N>` keeps 1 to 62 bits behind the point, not %s", t.Fixed.Pos().Text())
			return nil
		}
		p.Frac = int(k.Num().Int64())
	}
	p.Width, p.Signed = usualWidth(p), false
	if t.Int != nil {
		p.Width, p.Signed = intWidth(t.Int.Name)
	}
	if p.Frac >= p.Width {
		c.errorf(t.Pos(), "E0316", "%d bits behind the point do not fit %d bits", p.Frac, p.Width).Hint = "use `u64 fixed<N>`, or fewer bits"
		return nil
	}
	return p
}

// usualWidth is the width of a number whose type does not say one: 32 bits for counts
// and durations, as the kernel keeps them, 64 for bytes, rates and precise fractions.
func usualWidth(p *PlaceType) int {
	plain := p.Unit.Bytes == 0 && p.Unit.Seconds == 0
	duration := p.Unit.Bytes == 0 && p.Unit.Seconds == 1
	if plain && p.Frac <= 24 || duration && p.Frac == 0 {
		return 32
	}
	return 64
}

func intWidth(name string) (bits int, signed bool) {
	switch name[1:] {
	case "8":
		bits = 8
	case "16":
		bits = 16
	case "32":
		bits = 32
	case "64":
		bits = 64
	default:
		panic("internal error: integer type " + name)
	}
	return bits, name[0] == 'i'
}

// exprType is the type of a load from a place.
func exprType(p *PlaceType) *Type {
	switch p.Kind {
	case Bool:
		return boolType
	case Num:
		return numType(Dim{p.Unit.Bytes, p.Unit.Seconds})
	case Seq:
		return seqType
	case Stamp:
		return stampType
	case Enum:
		return &Type{Kind: Enum, Enum: p.Enum}
	case Struct:
		return &Type{Kind: Struct, Struct: p.Struct}
	case Array:
		return &Type{Kind: Array, Elem: p.Elem, Len: p.Len}
	}
	panic("internal error: a place of no kind")
}

// placeValue is what is known of a value loaded from a place.
func placeValue(p *PlaceType, x Expr) value {
	v := value{x: x}
	if p.Kind == Num {
		u := p.Unit
		v.unit = &u
		v.whole = p.Frac == 0 && unitDim(&u) == Dim{} && u.Num%u.Den == 0
		v.limit = placeLimit(p)
		if p.Hi == nil && p.Frac == 0 && p.Width == 32 && !p.Signed && v.whole && u.Num == u.Den {
			v.limit = unsetThreshold
		}
	}
	return v
}

// unsetThreshold is from where on a count of 32 bits is `unlimited`: what the kernel has in an unset
// threshold (TCP_INFINITE_SSTHRESH) may have been stored there.
var unsetThreshold = big.NewRat(1<<31-1, 1)
