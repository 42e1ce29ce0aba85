package ref

import (
	"math"
	"math/big"
	"strconv"

	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
)

// place is a types.Place with its references followed and indexes evaluated.
type place struct {
	field *target.Field
	param *types.LoadParam
	table *types.Table
	local *int64 // a variable's stored integer
	name  string // within the state
	at    int    // of a table
	typ   *types.PlaceType
}

func (p place) want() want {
	switch {
	case p.typ != nil:
		return wantOf(p.typ)
	case p.field != nil && p.field.Kind == target.Num && p.field.Clock == target.UnitClock:
		return wantUnit(p.field.Unit, p.field.Scale)
	}
	return want{}
}

func (r *run) resolve(p *types.Place) place {
	q := place{field: p.Field, param: p.Param, table: p.Table}
	if p.Sym != nil {
		switch b := r.frame.binds[p.Sym]; {
		case b.ref != nil:
			q = *b.ref
		case b.local != nil:
			q.local = b.local
		default:
			panic("internal error: " + p.Sym.Name + " is not bound to a place")
		}
	}
	q.typ = p.Type
	for _, e := range p.Path {
		if e.Field != nil {
			if q.name != "" {
				q.name += "."
			}
			q.name += e.Field.Name
			continue
		}
		i := e.Const
		if e.Index != nil {
			x := r.expr(e.Index, want{}).number().whole()
			i = int(max(0, min(x, int64(e.Len-1))))
		}
		if q.table != nil {
			q.at = i
		} else {
			q.name += "[" + strconv.Itoa(i) + "]"
		}
	}
	return q
}

// load reads a place.
func (r *run) load(p place) value {
	switch {
	case p.field != nil:
		return r.field(p.field)
	case p.param != nil:
		return r.param(p.param)
	case p.table != nil:
		v := p.table.Values[p.at]
		if v == nil {
			v = new(big.Rat)
		}
		n := constant(v).times(new(big.Rat).SetInt64(p.table.Den))
		if p.table.Type.Kind != types.Num {
			return value{kind: p.table.Type.Kind, x: n.Int64()}
		}
		return numeric(number{n: n, d: new(big.Rat).SetInt64(p.table.Den)})
	}
	if p.local != nil {
		return read(*p.local, p.typ)
	}
	x, ok := r.st.values[p.name]
	if !ok {
		panic("internal error: the state has no " + p.name)
	}
	return read(x, p.typ)
}

// read gives the value that the stored integer x of a place is.
func read(x int64, pt *types.PlaceType) value {
	if pt.Kind == types.Num {
		return numeric(integer(x, scaleOf(pt)))
	}
	return value{kind: pt.Kind, x: x}
}

// keep gives the integer that a place stores for v.
func keep(v value, pt *types.PlaceType) int64 {
	switch pt.Kind {
	case types.Num:
		if v.unlimited {
			_, hi := rangeOf(pt)
			return hi.Int64()
		}
		return round(v.number(), pt).Int64()
	case types.Bool:
		return v.x
	case types.Stamp:
		return max(0, min(v.x, lastStamp))
	case types.Enum:
		for _, e := range pt.Enum.Values {
			if e.Value > math.MaxUint8 {
				return max(0, min(v.x, math.MaxUint32))
			}
		}
		return max(0, min(v.x, math.MaxUint8))
	}
	return low32(v)
}

// lastStamp is the latest point in time that a place holds: 48 bits of microseconds.
const lastStamp = 1<<48 - 1

// low32 returns the whole part of v modulo 2^32.
func low32(v value) int64 {
	if v.kind == types.Num {
		return v.num.whole() & math.MaxUint32
	}
	return v.x & math.MaxUint32
}

// store rounds, clamps and stores v.
func (r *run) store(p place, v value) {
	if p.field != nil {
		r.storeField(p.field, v)
		return
	}
	if p.local != nil {
		*p.local = keep(v, p.typ)
		return
	}
	r.st.values[p.name] = keep(v, p.typ)
}

func (r *run) param(p *types.LoadParam) value {
	var x int64
	if r.dry == 0 {
		x = r.m.LoadParam(p)
	}
	switch {
	case p.IsBool:
		return value{kind: types.Bool, x: x}
	case p.EnumType != nil:
		return value{kind: types.Enum, x: x}
	}
	return numeric(integer(x, new(big.Rat).SetInt64(p.Den)))
}

func fromKernel(x int64, k target.Kind, u target.Unit, scale int64) value {
	switch k {
	case target.Num:
		return numeric(integer(x, unitsPer(u, scale)))
	case target.Truth:
		if x != 0 {
			x = 1
		}
		return value{kind: types.Bool, x: x}
	case target.Seq:
		return value{kind: types.Seq, x: x}
	case target.Stamp:
		return value{kind: types.Stamp, x: x}
	case target.Count:
		return value{kind: types.Count, x: x}
	}
	return value{kind: types.Enum, x: x}
}

// field reads a field of the kernel.
func (r *run) field(f *target.Field) value {
	var raw int64
	if r.dry == 0 {
		raw = r.m.LoadField(f)
	}
	switch {
	case f.Kind == target.Truth && f.Mask != 0:
		return fromKernel(raw&int64(f.Mask), f.Kind, f.Unit, 1)
	case f.HasNone && raw == f.None:
		raw = -1
	case !f.HasNone && f.Type == target.U64 && raw < 0 && f.Clock == target.UnitClock:
		raw = math.MaxInt64
	}
	if f.Clock == target.UnitClock {
		return fromKernel(raw, f.Kind, f.Unit, f.Scale)
	}
	us := r.fromClock(f, raw)
	if f.Kind == target.Stamp {
		return value{kind: types.Stamp, x: us}
	}
	return numeric(integer(us, micro))
}

// fromClock returns the microseconds of what the kernel keeps in ticks or nanoseconds.
func (r *run) fromClock(f *target.Field, raw int64) int64 {
	if r.dry > 0 {
		return 0
	}
	switch {
	case f.Clock == target.Nanoseconds:
		return int64(uint64(raw) / 1000)
	case f.Kind != target.Stamp:
		return raw * 1_000_000 / r.m.Config("CONFIG_HZ")
	case raw == 0:
		return 0
	}
	age := max(int64(int32(uint32(r.ticks())-uint32(raw))), 0)
	t := r.now() - age*1_000_000/r.m.Config("CONFIG_HZ")
	return max(1, min(t, lastStamp))
}

func (r *run) now() int64 { return r.field(target.Lookup(target.Sock, "now")).x }

// ticks calls the helper that reads the kernel's tick counter.
func (r *run) ticks() int64 {
	return r.m.Call(&target.Func{Name: "jiffies64", Helper: target.HelperJiffies64}, nil)
}

// storeField writes a field of the kernel.
func (r *run) storeField(f *target.Field, v value) {
	if f.Kind == target.Truth && f.Mask != 0 {
		raw := r.m.LoadField(f) &^ int64(f.Mask)
		if v.x != 0 {
			raw |= int64(f.Mask)
		}
		r.m.StoreField(f, raw)
		return
	}
	r.m.StoreField(f, r.raw(f, v))
	if status := target.Lookup(target.Sock, "pacing_status"); f.TurnsOnPacing && r.prog.CongControl && r.m.LoadField(status) == 0 {
		r.m.StoreField(status, 1)
	}
}

// raw returns what a member holds for v.
func (r *run) raw(f *target.Field, v value) int64 {
	lo, hi := typeRange(f.Type, f.Bits)
	switch {
	case f.Clock != target.UnitClock && f.Kind == target.Stamp:
		return r.toClock(f, v.x)
	case f.Clock == target.Nanoseconds:
		return limit(v.number().times(new(big.Rat).SetInt64(1_000_000_000)), lo, hi).Int64()
	case f.Clock == target.Jiffies:
		hz := integer(r.m.Config("CONFIG_HZ"), one)
		return limit(mul(v.number(), hz).times(one), lo, hi).Int64()
	case f.Kind == target.Num:
		x := v.number().times(unitsPer(f.Unit, f.Scale))
		if v.unlimited && f.HasUnlimited {
			x = sat(new(big.Int).SetUint64(f.Unlimited))
		}
		x = r.bounded(limit(x, lo, hi), f.Store)
		if f.HasUnlimited && f.Type == target.U64 && x.Cmp(most) == 0 {
			return -1
		}
		return x.Int64()
	case f.Kind == target.Count && v.kind == types.Num:
		return limit(v.number().times(unitsPer(f.Unit, f.Scale)), lo, hi).Int64()
	case v.kind == types.Num:
		return v.num.whole()
	}
	return v.x
}

// toClock returns a point in time in nanoseconds or ticks.
func (r *run) toClock(f *target.Field, us int64) int64 {
	if f.Clock == target.Nanoseconds {
		return product(big.NewInt(us), big.NewInt(1000)).Int64()
	}
	if us == 0 {
		return 0
	}
	age := product(sat(big.NewInt(r.now()-us)), big.NewInt(r.m.Config("CONFIG_HZ")))
	ticks := new(big.Int).Quo(age, big.NewInt(1_000_000)).Int64()
	return int64(uint32(r.ticks()) - uint32(ticks))
}
