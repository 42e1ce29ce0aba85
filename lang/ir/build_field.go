package ir

import (
	"math"
	"math/big"

	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
)

// ctypeRange returns every value of a C type as the language reads it: u64 as at
// most 2^63-1, s64 as at least -(2^63-1).
func ctypeRange(t target.CType) target.Range {
	switch t {
	case target.U64:
		return target.Range{Lo: 0, Hi: math.MaxInt64}
	case target.S64:
		return target.Range{Lo: -math.MaxInt64, Hi: math.MaxInt64}
	case target.Bool:
		return target.Range{Lo: 0, Hi: 1}
	}
	return target.Range(typeInterval(t.Size()*8, t.Signed()))
}

// rawField reads the member behind f as it is.
func (b *builder) rawField(f *target.Field) *Value {
	v := b.raw(LoadField, &Aux{Field: f}, b.ptr(f.Object))
	b.setEst(v, fieldInterval(f))
	return v
}

// loadField reads a field with its rules: no-sample values, u64 as at most
// 2^63-1, named bits, the kernel's clocks.
func (b *builder) loadField(f *target.Field) value {
	v := b.rawField(f)
	if f.Kind == target.Truth && f.Mask != 0 {
		return scalar(types.Bool, b.emit(Ne, b.emit(And, v, b.constant(int64(f.Mask))), b.constant(0)))
	}
	if f.HasNone && !(f.Type.Signed() && f.None == -1) && f.Type != target.U64 {
		v = b.choose(b.emit(Eq, v, b.constant(f.None)), b.constant(-1), v)
	} else if !f.HasNone && f.Type == target.U64 {
		v = b.capU64(v, f)
	}
	if f.Clock != target.UnitClock {
		return b.fromClock(f, v)
	}
	b.knowField(v, f)
	return b.fromTarget(v, f.Kind, f.Unit, f.Scale)
}

// capU64 reads a u64 that may need its top bit as at most 2^63-1.
func (b *builder) capU64(v *Value, f *target.Field) *Value {
	if f.Hard.Hi > 0 && f.Hard.Hi < math.MaxInt64 || f.Clock != target.UnitClock {
		return v
	}
	return b.emit(UMin, v, b.constant(math.MaxInt64))
}

// knowField attaches the table's ranges. On a block's parameter they hold, too.
func (b *builder) knowField(v *Value, f *target.Field) {
	hard, plausible := f.Hard, f.Plausible
	if hard == (target.Range{}) {
		hard = ctypeRange(f.Type)
		if f.Bits != 0 {
			hard = target.Range(fieldInterval(f))
		}
	}
	if plausible == (target.Range{}) {
		plausible = hard
	}
	if f.HasNone {
		hard.Lo, plausible.Lo = min(hard.Lo, -1), min(plausible.Lo, -1)
	}
	hard.Lo = max(hard.Lo, -math.MaxInt64)
	b.know(v, hard, plausible)
}

// fromTarget gives the value that the raw x of a kernel kind is.
func (b *builder) fromTarget(x *Value, k target.Kind, u target.Unit, scale int64) value {
	switch k {
	case target.Num:
		return value{kind: types.Num, num: num{n: x, d: unitScale(u, scale)}}
	case target.Truth:
		if !b.estOf(x).between(0, 1) {
			x = b.emit(Ne, x, b.constant(0))
		}
		return scalar(types.Bool, x)
	case target.Seq:
		return scalar(types.Seq, x)
	case target.Stamp:
		return scalar(types.Stamp, x)
	case target.Count:
		return scalar(types.Count, x)
	case target.EnumValue:
		return scalar(types.Enum, x)
	}
	panic("internal error: a pointer is read as a value")
}

// million is the microseconds of a second.
var million = new(big.Rat).SetInt64(1_000_000)

// hertz returns the kernel's ticks a second.
func (b *builder) hertz() *Value {
	v := b.raw(Config, &Aux{Name: "CONFIG_HZ"})
	b.know(v, target.Range{Lo: 1, Hi: 10_000}, target.Range{Lo: 100, Hi: 1000})
	return v
}

// now returns the time that jiffies are told against.
func (b *builder) now() *Value { return b.loadField(target.Lookup(target.Sock, "now")).v }

// jiffies returns the low 32 bits of the tick counter.
func (b *builder) jiffies() *Value {
	return b.emit(Zext32, b.raw(Call, &Aux{Func: jiffies64}))
}

// jiffies64 is the helper that reads the tick counter.
var jiffies64 = &target.Func{
	Name: "jiffies64", Helper: target.HelperJiffies64, Effect: target.Reads,
	Result: &target.Result{Kind: target.Num, Type: target.U64},
}

// fromClock converts what the kernel keeps in ticks or nanoseconds. A point in
// time in ticks is told by its age: now less the ticks since then; 0 stays never, and
// what is yet to come is now.
func (b *builder) fromClock(f *target.Field, raw *Value) value {
	var us *Value
	switch {
	case f.Clock == target.Nanoseconds:
		us = b.emit(UDiv, raw, b.constant(1000))
		if f.Kind != target.Stamp {
			b.knowField(us, f)
			return value{kind: types.Num, num: num{n: us, d: million}}
		}
	case f.Kind != target.Stamp:
		us = b.emit(Div, b.mul(raw, b.constant(1_000_000)), b.hertz())
		b.knowField(us, f)
		return value{kind: types.Num, num: num{n: us, d: million}}
	default:
		us = b.whenTicks(raw)
	}
	if us.Op != Const {
		b.knowField(us, f)
	}
	return scalar(types.Stamp, us)
}

// whenTicks is the point in time at which the tick counter was raw; 0 is never. Most often that
// is in this tick, where nothing need be divided.
func (b *builder) whenTicks(raw *Value) *Value {
	now, zero := b.now(), b.constant(0)
	some, past, here, never, to := b.newBlock(), b.newBlock(), b.newBlock(), b.newBlock(), b.newBlock()
	b.branch(raw, some, never, false)
	b.open(some)
	ticks := b.emit(Sext32, b.emit(Sub32, b.jiffies(), raw))
	b.branch(b.emit(Lt, zero, ticks), past, here, false)
	b.open(past)
	t := b.sub(now, b.emit(Div, b.mul(ticks, b.constant(1_000_000)), b.hertz()))
	b.jump(to, b.clampTo(t, target.Range{Lo: 1, Hi: maxStamp}))
	b.open(here)
	b.jump(to, b.clampTo(now, target.Range{Lo: 1, Hi: maxStamp}))
	b.open(never)
	b.jump(to, zero)
	b.open(to)
	return b.fn.AddParam(to, b.span)
}

// toClock is the way back: what the kernel keeps for the point in time t, or for
// the duration n.
func (b *builder) toClock(f *target.Field, v value) *Value {
	switch {
	case f.Clock == target.Nanoseconds && f.Kind == target.Stamp:
		return b.mul(v.v, b.constant(1000))
	case f.Clock == target.Nanoseconds:
		return b.scaleTo(b.numOf(v), new(big.Rat).SetInt64(1_000_000_000))
	case f.Kind == target.Stamp:
		age := b.sub(b.now(), v.v)
		ticks := b.mulBy(age, b.hertz(), 1_000_000)
		t := b.emit(Sub32, b.jiffies(), ticks)
		return b.choose(b.emit(Ne, v.v, b.constant(0)), t, b.constant(0))
	}
	return b.scaleTo(b.mulNum(b.numOf(v), num{n: b.hertz(), d: ratOne}), ratOne)
}

// mulBy returns x·y/k, truncated.
func (b *builder) mulBy(x, y *Value, k int64) *Value {
	return b.emit(Div, b.mul(x, y), b.constant(k))
}

// storeField writes a field with its rules: rounding, width, bounds, the kernel's
// value for unlimited, and what writing it entails.
func (b *builder) storeField(f *target.Field, v value) {
	var x *Value
	switch {
	case f.Kind == target.Truth && f.Mask != 0:
		b.storeMask(f, v.v)
		return
	case f.Clock != target.UnitClock:
		x = b.toClock(f, v)
		if f.Kind != target.Stamp {
			x = b.clampTo(x, fieldStoreRange(f))
		}
	case f.Kind == target.Num:
		x = b.boundsOf(f, v)
	case f.Kind == target.Count && v.kind == types.Num:
		x = b.clampTo(b.scaleTo(b.numOf(v), unitScale(f.Unit, f.Scale)), fieldStoreRange(f))
	default:
		x = v.v
		if v.kind == types.Num || v.kind == types.Count && f.Kind != target.Count {
			x = b.low32(v)
		}
	}
	b.raw(StoreField, &Aux{Field: f}, b.ptr(f.Object), x)
	if f.TurnsOnPacing && b.prog.CongControl {
		b.turnOnPacing()
	}
}

// boundsOf rounds a number to the field and clamps it to what may be stored.
func (b *builder) boundsOf(f *target.Field, v value) *Value {
	var x *Value
	if v.unlimited && f.HasUnlimited {
		x = b.constant(int64(min(f.Unlimited, math.MaxInt64)))
	} else {
		x = b.scaleTo(b.numOf(v), unitScale(f.Unit, f.Scale))
	}
	x = b.bounds(b.clampTo(x, fieldStoreRange(f)), f.Store)
	if f.HasUnlimited && f.Type == target.U64 {
		// 2^63-1 is what the language calls unlimited; the kernel wants all ones.
		x = b.choose(b.emit(Eq, x, b.constant(math.MaxInt64)), b.constant(-1), x)
	}
	return x
}

func fieldStoreRange(f *target.Field) target.Range {
	if f.Bits != 0 {
		return target.Range(fieldInterval(f))
	}
	return ctypeRange(f.Type)
}

// bounds clamps x to limits; a constant lower bound, which keeps a connection
// alive, has the last word.
func (b *builder) bounds(x *Value, lim target.Bounds) *Value {
	limit := func(name string) *Value {
		f := target.Lookup(target.Sock, name)
		if f == nil {
			panic("internal error: a bound names the unknown field " + name)
		}
		return b.loadField(f).num.n
	}
	if lim.LoField != "" {
		x = b.emit(Max, x, limit(lim.LoField))
	}
	switch {
	case lim.HiField != "" && lim.Hi != 0:
		x = b.emit(Min, x, b.emit(Cap31, limit(lim.HiField)))
	case lim.HiField != "":
		x = b.emit(Min, x, limit(lim.HiField))
	case lim.Hi != 0:
		x = b.emit(Min, x, b.constant(lim.Hi))
	}
	if lim.Lo != 0 || lim.LoField != "" || lim.HiField != "" {
		x = b.emit(Max, x, b.constant(lim.Lo))
	}
	return x
}

// storeMask sets or clears named bits of a member.
func (b *builder) storeMask(f *target.Field, t *Value) {
	old := b.rawField(f)
	m := int64(f.Mask)
	kept := b.emit(And, old, b.constant(^m))
	set := b.emit(And, b.mask(t), b.constant(m))
	b.raw(StoreField, &Aux{Field: f}, b.ptr(f.Object), b.emit(Or, kept, set))
}

// turnOnPacing raises pacing_status from none to needed: without it a rate has
// no effect.
func (b *builder) turnOnPacing() {
	f := target.Lookup(target.Sock, "pacing_status")
	if f == nil {
		panic("internal error: the target has no pacing_status")
	}
	set, on := b.newBlock(), b.newBlock()
	b.branch(b.emit(Eq, b.rawField(f), b.constant(0)), set, on, false)
	b.open(set)
	b.raw(StoreField, &Aux{Field: f}, b.ptr(f.Object), b.constant(1))
	b.jump(on)
	b.open(on)
}

// holdWindow lowers a window from which a kernel function could grow beyond what the kernel takes.
func (b *builder) holdWindow() {
	f := target.Lookup(target.Sock, "snd_cwnd")
	if f == nil {
		panic("internal error: the target has no snd_cwnd")
	}
	hold, on := b.newBlock(), b.newBlock()
	most := b.constant(target.MaxBeforeGrowth)
	b.branch(b.emit(Lt, most, b.rawField(f)), hold, on, false)
	b.open(hold)
	b.raw(StoreField, &Aux{Field: f}, b.ptr(f.Object), most)
	b.jump(on)
	b.open(on)
}

// kernelCall calls a helper or kfunc; its arguments are clamped to their C types
// and to what the table says the function can take.
func (b *builder) kernelCall(e *types.KernelCall) value {
	f := e.Func
	var args []*Value
	next := 0
	for i, p := range f.Params {
		switch p.Kind {
		case target.SockPtr:
			args = append(args, b.ptr(target.Sock))
			continue
		case target.RatePtr:
			args = append(args, b.ptr(target.RateSample))
			continue
		case target.AckPtr:
			args = append(args, b.ptr(target.AckSample))
			continue
		}
		x := b.callArg(e.Args[next], p)
		if i < len(f.ArgBounds) {
			x = b.bounds(x, f.ArgBounds[i])
		}
		args = append(args, x)
		next++
	}
	if f.GrowsWindow {
		b.holdWindow()
	}
	v := b.raw(Call, &Aux{Func: f}, args...)
	if f.Result == nil {
		return value{kind: types.Void}
	}
	// The ABI leaves the bits above a narrower result undefined.
	switch f.Result.Type {
	case target.U32:
		v = b.emit(Zext32, v)
	case target.S32:
		v = b.emit(Sext32, v)
	case target.U8, target.Bool:
		v = b.emit(And, v, b.constant(math.MaxUint8))
	case target.U16:
		v = b.emit(And, v, b.constant(math.MaxUint16))
	}
	return b.fromTarget(v, f.Result.Kind, f.Result.Unit, 1)
}

func (b *builder) callArg(e types.Expr, p target.Param) *Value {
	if p.Kind != target.Num {
		return b.low32(b.expr(e, dest{}))
	}
	x := b.scaleTo(b.numOf(b.expr(e, unitDest(p.Unit, 1))), unitScale(p.Unit, 1))
	return b.clampTo(x, ctypeRange(p.Type))
}
