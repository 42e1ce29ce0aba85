package ir

import "math"

// passExpand replaces the operations that no back end knows by ones it does: the
// saturating forms, and signed division and remainder, which BPF lacks before
// kernel 6.6. Ranges choose the shortest form; passSimplify has made plain what
// needs no care at all, and takes out what is superfluous here.
//
//	v3 = add_sat v1, v2    (0 <= v2)   v4 = sub 2^63-1, v2
//	                                   v5 = min v1, v4
//	                                   v3 = add v5, v2
//	v6 = div v1, v2                    |v1| / |v2| with the sign put back
func passExpand(f *Func) bool {
	x := &expander{f: f, ranges: Analyze(f)}
	defer x.ranges.release()
	changed := false
	// Blocks that expansion appends hold nothing that needs it but for the rest of
	// the block they were split from.
	for i := 0; i < len(f.Blocks); i++ {
		changed = x.block(f.Blocks[i]) || changed
	}
	x.repl.apply(f)
	if changed {
		f.Connect()
	}
	return changed
}

type expander struct {
	f      *Func
	ranges *Ranges
	repl   replacer
	b      *Block
	out    []*Value
	at     *Value // the value being expanded
}

func (x *expander) block(b *Block) bool {
	x.b, x.out = b, nil
	changed := false
	for i, v := range b.Insts {
		if v.Op.Legal() {
			x.out = append(x.out, v)
			continue
		}
		changed = true
		x.at = v
		hold := x.ranges.Hard(v)
		if v.Op == MulSat {
			x.mulSat(v, b.Insts[i+1:])
			return true
		}
		switch v.Op {
		case AddSat:
			x.addSat(v)
		case SubSat:
			x.subSat(v)
		default:
			x.quotient(v)
		}
		x.hold(v, hold)
		x.out = append(x.out, v)
	}
	b.Insts = x.out
	return changed
}

// hold keeps what was known of v's range, which its new form may not show.
func (x *expander) hold(v *Value, r Interval) {
	p := x.ranges.Plausible(v)
	if p.Empty() {
		p = r
	}
	known := Known{}
	known.Hard.Lo, known.Hard.Hi = r.Lo, r.Hi
	known.Plausible.Lo, known.Plausible.Hi = p.Lo, p.Hi
	v.Known = &known
}

func (x *expander) emit(o Op, args ...*Value) *Value {
	v := x.f.NewValue(o, x.at.Span, args...)
	v.Block = x.b
	x.out = append(x.out, v)
	return v
}

func (x *expander) constant(n int64) *Value {
	v := x.emit(Const)
	v.Imm = n
	return v
}

// addSat: bring a so near to 0 that a + b fits, then add.
func (x *expander) addSat(v *Value) {
	a, b := v.Args[0], v.Args[1]
	if x.ranges.Hard(a).Lo >= 0 && x.ranges.Hard(b).Lo < 0 {
		a, b = b, a
	}
	r, low := x.ranges.Hard(b), x.ranges.Hard(a).Lo == math.MinInt64
	if r.Hi > 0 {
		a = x.emit(Min, a, x.emit(Sub, x.constant(maxInt), x.part(Max, b, r.Lo < 0)))
	}
	if r.Lo < 0 || low {
		a = x.emit(Max, a, x.emit(Sub, x.constant(-maxInt), x.part(Min, b, r.Hi > 0)))
	}
	v.Op, v.Args = Add, []*Value{a, b}
}

// part returns b's positive (Max) or negative (Min) part.
func (x *expander) part(o Op, b *Value, mixed bool) *Value {
	if !mixed {
		return b
	}
	return x.emit(o, b, x.constant(0))
}

func (x *expander) subSat(v *Value) {
	a, b := v.Args[0], v.Args[1]
	r := x.ranges.Hard(b)
	if r.Hi > 0 || x.ranges.Hard(a).Lo == math.MinInt64 {
		a = x.emit(Max, a, x.emit(Add, x.constant(-maxInt), x.emit(Max, b, x.constant(0))))
	}
	if r.Lo < 0 {
		a = x.emit(Min, a, x.emit(Add, x.constant(maxInt), x.part(Min, b, r.Hi > 0)))
	}
	v.Op, v.Args = Sub, []*Value{a, b}
}

// quotient: divide the magnitudes, then put the sign back: (q ^ s) - s with s = -1
// or 0.
func (x *expander) quotient(v *Value) {
	a, b := v.Args[0], v.Args[1]
	ra, rb := x.ranges.Hard(a), x.ranges.Hard(b)
	if c, ok := constArg(v); ok && v.Op == Div && log2(c) > 0 && ra.Lo < 0 {
		// Shifting rounds down; adding c-1 to negative numbers makes it round to 0.
		n := int64(log2(c))
		round := x.emit(Shr, x.emit(Sar, a, x.constant(63)), x.constant(64-n))
		v.Op, v.Args = Sar, []*Value{x.emit(Add, a, round), x.constant(n)}
		return
	}
	if c, ok := constArg(v); ok && v.Op == Div && c > 2 && ra.Lo < 0 {
		if m, n, ok := signedReciprocal(c, ra); ok {
			product := x.emit(Mul, a, x.constant(m))
			v.Op, v.Args = Sub, []*Value{x.emit(Sar, product, x.constant(int64(n))), x.emit(Sar, a, x.constant(63))}
			return
		}
	}
	op := map[Op]Op{Div: UDiv, Mod: UMod}[v.Op]
	q := x.emit(op, x.magnitude(a, ra), x.magnitude(b, rb))
	sign := a // the sign of a remainder is the dividend's
	if v.Op == Div && rb.Lo < 0 {
		sign = x.emit(Xor, a, b)
	}
	s := x.emit(Sar, sign, x.constant(63))
	v.Op, v.Args = Sub, []*Value{x.emit(Xor, q, s), s}
}

func (x *expander) magnitude(v *Value, r Interval) *Value {
	if r.Lo >= 0 {
		return v
	}
	return x.emit(Abs, v)
}

// mulSat splits the block: a product that would not fit takes the way around it.
// rest is what follows v in its block.
func (x *expander) mulSat(v *Value, rest []*Value) {
	a, b := v.Args[0], v.Args[1]
	if b.Op != Const && (a.Op == Const || x.ranges.Hard(b).Lo < 1 && x.ranges.Hard(a).Lo >= 1) {
		a, b = b, a
	}
	ra, rb := x.ranges.Hard(a), x.ranges.Hard(b)
	var sign *Value
	if b.Op != Const || b.Imm <= 0 {
		switch {
		case ra.Lo < 0 && rb.Lo < 0:
			sign = x.emit(Xor, a, b)
		case ra.Lo < 0:
			sign = a
		case rb.Lo < 0:
			sign = b
		}
		a, b = x.magnitude(a, ra), x.magnitude(b, rb)
	}
	after := x.f.NewBlock()
	after.Term, x.b.Term = x.b.Term, Term{}
	p := x.f.AddParam(after, v.Span)
	if sign == nil && ra.Lo < 0 {
		x.mulSatConst(a, b, after)
	} else {
		x.mulSatPositive(a, b, rb, after)
	}
	x.finish(after, v, p, sign, rest)
}

// mulSatPositive ends the block with after(a*b), or after(2^63-1) where that does
// not fit; a, b >= 0.
func (x *expander) mulSatPositive(a, b *Value, rb Interval, after *Block) {
	limit, most := x.constant(maxInt), x.constant(maxInt)
	switch {
	case b.Op == Const && b.Imm > 0:
		limit = x.constant(maxInt / b.Imm)
	case rb.Lo >= 1:
		limit = x.emit(UDiv, limit, b)
	default:
		limit = x.emit(UDiv, limit, x.emit(Max, b, x.constant(1)))
	}
	product := x.emit(Mul, a, b)
	over := x.emit(Lt, limit, a)
	x.end(Term{Op: Branch, Cond: over, Succs: []Edge{{after, []*Value{most}}, {after, []*Value{product}}}, Span: x.at.Span})
}

// mulSatConst is for a of either sign and a constant b > 0.
func (x *expander) mulSatConst(a, b *Value, after *Block) {
	most, least := x.constant(maxInt), x.constant(-maxInt)
	limit := x.constant(maxInt / b.Imm)
	product := x.emit(Mul, a, b)
	low := x.f.NewBlock()
	over := x.emit(Lt, limit, a)
	x.end(Term{Op: Branch, Cond: over, Succs: []Edge{{after, []*Value{most}}, {Block: low}}, Span: x.at.Span})
	x.b, x.out = low, nil
	under := x.emit(Lt, a, x.constant(-(maxInt / b.Imm)))
	x.end(Term{Op: Branch, Cond: under, Succs: []Edge{{after, []*Value{least}}, {after, []*Value{product}}}, Span: x.at.Span})
}

// end closes the current block.
func (x *expander) end(t Term) {
	x.b.Insts = x.out
	x.b.Term = t
}

// finish moves the rest of the block behind the product and makes v from p.
func (x *expander) finish(after *Block, v, p, sign *Value, rest []*Value) {
	hold := x.ranges.Hard(v)
	x.b, x.out = after, nil
	if sign == nil {
		x.repl.set(v, p)
		x.hold(p, hold)
	} else {
		s := x.emit(Sar, sign, x.constant(63))
		v.Op, v.Args = Sub, []*Value{x.emit(Xor, p, s), s}
		x.hold(v, hold)
		x.out = append(x.out, v)
	}
	after.Insts = append(x.out, rest...)
	for _, y := range after.Insts {
		y.Block = after
	}
}
