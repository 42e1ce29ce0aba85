package ir

import (
	"fmt"
	"math"
	"math/big"
	"strings"

	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
)

// place is a types.Place with its indexes evaluated and its references followed.
type place struct {
	field *target.Field
	param *types.LoadParam
	table *types.Table
	state bool
	local *variable

	steps []step
	typ   *types.PlaceType // of what is there; nil for field, param, table
	expr  *types.Type
}

// step is one step into a struct or an array: a field's name, or an index.
type step struct {
	name    string
	index   *Value // nil: at
	at, len int
	inArray bool // within an array that is indexed at run time: its elements lie side by side
}

// resolve evaluates the indexes of p and follows references.
func (b *builder) resolve(p *types.Place) place {
	r := place{field: p.Field, param: p.Param, table: p.Table, state: p.State, typ: p.Type, expr: p.Expr}
	if p.Sym != nil {
		bind := b.frame.binds[p.Sym]
		switch {
		case bind.ref != nil:
			ref := *bind.ref
			r.field, r.param, r.table, r.state, r.local = ref.field, ref.param, ref.table, ref.state, ref.local
			r.steps = append(r.steps, ref.steps...)
		case bind.local != nil:
			r.local = bind.local
		default:
			panic("internal error: " + p.Sym.Name + " is not bound to a place")
		}
	}
	inArray := len(r.steps) > 0 && r.steps[len(r.steps)-1].inArray
	for _, e := range p.Path {
		if e.Field != nil {
			inArray = inArray || e.Field.Indexed
			r.steps = append(r.steps, step{name: e.Field.Name, inArray: inArray})
			continue
		}
		s := step{at: e.Const, len: e.Len, inArray: inArray}
		if e.Index != nil {
			s.index = b.index(e.Index, e.Len)
		}
		r.steps = append(r.steps, s)
	}
	return r
}

// index rounds an index and clamps it to 0..n-1. The clamp stays whatever ranges
// prove, so that the verifier sees it.
func (b *builder) index(e types.Expr, n int) *Value {
	x := b.scaleTo(b.numOf(b.expr(e, dest{})), ratOne)
	if x.Op == Const {
		return b.constant(max(0, min(x.Imm, int64(n-1))))
	}
	b.ask(Check{Kind: IndexRange, Value: x, Len: int64(n)}, e.Pos())
	return b.keepIndex(x, int64(n))
}

// keepIndex brings x into 0..n-1 where the verifier sees it: by a mask, if that changes
// nothing; else by a comparison without a sign, which bounds both sides once x is not negative.
func (b *builder) keepIndex(x *Value, n int64) *Value {
	r := b.estOf(x)
	keep := func(op Op, x *Value, c int64) *Value {
		v := b.raw(op, nil, x, b.constant(c))
		v.Keep = true
		return v
	}
	if n&(n-1) == 0 && r.between(0, n-1) {
		return keep(And, x, n-1)
	}
	if r.Lo < 0 {
		x = b.emit(Max, x, b.constant(0))
	}
	return keep(Min, x, n-1)
}

// leafName returns the name of the leaf that steps lead to, and the index of the
// element there (nil if it is not in an array that is indexed at run time).
func (b *builder) leafName(steps []step) (string, *Value) {
	var name strings.Builder
	var index *Value
	for _, s := range steps {
		switch {
		case s.name != "":
			if name.Len() > 0 {
				name.WriteByte('.')
			}
			name.WriteString(s.name)
		case s.inArray:
			name.WriteString("[]")
			i := s.index
			if i == nil {
				i = b.constant(int64(s.at))
			}
			if index != nil {
				i = b.emit(Add, b.emit(Mul, index, b.constant(int64(s.len))), i)
			}
			index = i
		case s.index != nil && s.index.Op == Const:
			fmt.Fprintf(&name, "[%d]", s.index.Imm)
		case s.index != nil:
			panic("internal error: a run-time index of an array that was not marked so")
		default:
			fmt.Fprintf(&name, "[%d]", s.at)
		}
	}
	return name.String(), index
}

// load reads a place.
func (b *builder) load(p place) value {
	switch {
	case p.field != nil:
		return b.loadField(p.field)
	case p.param != nil:
		return b.loadParam(p.param)
	case p.table != nil:
		return b.loadTable(p)
	case p.local != nil:
		return b.fromPlace(b.read(p.local, b.cur), p.typ)
	}
	name, index := b.leafName(p.steps)
	return b.fromPlace(b.loadLeaf(b.leaf(name), index), p.typ)
}

// fromPlace gives the value that the stored x of a place of type pt is.
func (b *builder) fromPlace(x *Value, pt *types.PlaceType) value {
	if pt.Kind == types.Num {
		return value{kind: types.Num, num: num{n: x, d: b.placeInfo(pt).scale}}
	}
	return scalar(pt.Kind, x)
}

// store rounds, clamps and stores v.
func (b *builder) store(p place, v value) {
	switch {
	case p.field != nil:
		b.storeField(p.field, v)
	case p.local != nil:
		b.assignVar(p.local, b.toPlace(v, p.typ))
	case p.state:
		x := b.toPlace(v, p.typ)
		name, index := b.leafName(p.steps)
		b.storeLeaf(b.leaf(name), index, x)
	default:
		panic("internal error: a store to something that is not a place")
	}
}

// toPlace gives what a place of type pt keeps of v.
func (b *builder) toPlace(v value, pt *types.PlaceType) *Value {
	r := leafRange(pt)
	switch pt.Kind {
	case types.Num:
		if v.unlimited {
			return b.constant(r.Hi)
		}
		return b.round(b.numOf(v), pt)
	case types.Seq:
		if v.kind == types.Num {
			return b.emit(Zext32, b.scaleTo(v.num, ratOne))
		}
		return v.v
	}
	return b.clampTo(v.v, r)
}

// leafRange returns the stored integers that a place holds.
func leafRange(pt *types.PlaceType) target.Range {
	switch pt.Kind {
	case types.Num:
		return placeRange(pt)
	case types.Bool:
		return target.Range{Lo: 0, Hi: 1}
	case types.Stamp:
		return target.Range{Lo: 0, Hi: maxStamp}
	case types.Enum:
		return target.Range{Lo: 0, Hi: 1<<(8*enumBytes(pt.Enum)) - 1}
	}
	return target.Range{Lo: 0, Hi: math.MaxUint32}
}

// enumBytes is how many bytes the values of an enum take.
func enumBytes(e *types.EnumType) int {
	for _, v := range e.Values {
		if v.Value > math.MaxUint8 {
			return 4
		}
	}
	return 1
}

// destAt returns what a store to p tells its expression.
func (b *builder) destAt(p place) dest {
	switch {
	case p.typ != nil:
		return b.destOf(p.typ)
	case p.field != nil && p.field.Kind == target.Num && p.field.Clock == target.UnitClock:
		return unitDest(p.field.Unit, p.field.Scale)
	}
	return dest{}
}

func (b *builder) loadParam(p *types.LoadParam) value {
	v := b.raw(LoadParam, &Aux{LoadParam: p})
	switch {
	case p.IsBool:
		b.know(v, target.Range{Lo: 0, Hi: 1}, target.Range{Lo: 0, Hi: 1})
		return scalar(types.Bool, v)
	case p.EnumType != nil:
		r := target.Range{Lo: 0, Hi: 1<<(8*enumBytes(p.EnumType)) - 1}
		b.know(v, r, r)
		return scalar(types.Enum, v)
	}
	d := new(big.Rat).SetInt64(p.Den)
	r := target.Range{Lo: -math.MaxInt64, Hi: math.MaxInt64}
	if p.Lo != nil {
		r.Lo = clampBig(ceilRat(new(big.Rat).Mul(p.Lo, d)))
	}
	if p.Hi != nil {
		r.Hi = clampBig(floorRat(new(big.Rat).Mul(p.Hi, d)))
	}
	b.know(v, r, target.Range(plausibleParam(p, Interval(r))))
	return value{kind: types.Num, num: num{n: v, d: d}}
}

func (b *builder) loadTable(p place) value {
	t := p.table
	i := b.constant(0)
	if len(p.steps) > 0 {
		if i = p.steps[0].index; i == nil {
			i = b.constant(int64(p.steps[0].at))
		}
	}
	v := b.elementOf(t, i)
	if t.Type.Kind != types.Num {
		return scalar(t.Type.Kind, v)
	}
	return value{kind: types.Num, num: num{n: v, d: new(big.Rat).SetInt64(t.Den)}}
}

// elementOf loads element i of a table.
func (b *builder) elementOf(t *types.Table, i *Value) *Value {
	v := b.raw(LoadTable, &Aux{Table: t}, i)
	r := target.Range(tableInterval(t))
	b.know(v, r, r)
	return v
}
