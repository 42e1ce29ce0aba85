package ir

import "math"

// passUnsign reads signed 32-bit numbers without their sign where they are known
// not to be negative, if what remains needs their low half only: then they need
// not be extended at all.
//
//	v2 = load_field sample.rtt_us v1    v2 = load_field sample.rtt_us v1
//	v3 = lt v2, 0                       v3 = lt v2, 0
//	branch v3, b1, b2                   branch v3, b1, b2
//	                                b2: v9 = zext32 v2
//	b2: v4 = mul v2, 1000               v4 = mul v9, 1000
func passUnsign(f *Func) bool {
	w := analyze(f)
	defer w.release()
	u := &unsigner{blocked: map[*Value]bool{}, free: map[reading]bool{}}
	w.walk(u.block)
	changed := false
	for _, b := range f.Blocks {
		changed = u.replace(f, b) || changed
	}
	return changed
}

// reading is a block that reads v.
type reading struct {
	v *Value
	b *Block
}

type unsigner struct {
	blocked map[*Value]bool  // read somewhere where the sign matters
	free    map[reading]bool // not negative in the block
}

// block looks at all that b reads.
func (u *unsigner) block(b *Block, w *rangeWalk) {
	read := func(a *Value) {
		switch {
		case !isSigned32(a) || u.blocked[a]:
		case a.Block != b && w.rangeOf(a).hard.Lo >= 0:
			u.free[reading{a, b}] = true
		default:
			u.blocked[a] = true
		}
	}
	for _, v := range b.Insts {
		for i, a := range v.Args {
			if !readsLow(v, i, w) {
				read(a)
			}
		}
	}
	for _, e := range b.Term.Succs {
		for _, a := range e.Args {
			read(a)
		}
	}
}

// isSigned32 reports whether v is 32 bits that are extended by their sign.
func isSigned32(v *Value) bool {
	switch v.Op {
	case Sext32:
		return true
	case LoadField:
		return v.Aux.Field.Type.Signed() && v.Aux.Field.Type.Size() == 4 && v.Aux.Field.Bits == 0
	case LoadPriv, LoadMem:
		return v.Aux.Signed && v.Aux.Size == 4
	}
	return false
}

// readsLow reports whether the low half of its operand i is enough for v: what
// the code generator makes 32-bit instructions of.
func readsLow(v *Value, i int, w *rangeWalk) bool {
	switch v.Op {
	case Zext32, Sext32, Add32, Sub32:
		return true
	case StoreField:
		return i == 1 && v.Aux.Field.Type.Size() <= 4
	case StorePriv, StoreMem:
		return i == 1 && v.Aux.Size <= 4
	case Eq, Ne, Lt, Le:
		h := w.rangeOf(v.Args[1-i]).hard
		return h.Within(Interval{math.MinInt32, math.MaxInt32})
	}
	return false
}

// replace makes b read its free values without their sign.
func (u *unsigner) replace(f *Func, b *Block) bool {
	made := map[*Value]*Value{}
	var start []*Value
	get := func(a *Value) *Value {
		if !u.free[reading{a, b}] || u.blocked[a] {
			return a
		}
		if made[a] == nil {
			made[a] = f.NewValue(Zext32, a.Span, a)
			made[a].Block = b
			start = append(start, made[a])
		}
		return made[a]
	}
	for _, v := range b.Insts {
		for i, a := range v.Args {
			v.Args[i] = get(a)
		}
	}
	for _, e := range b.Term.Succs {
		for i, a := range e.Args {
			e.Args[i] = get(a)
		}
	}
	b.Insts = append(start, b.Insts...)
	return len(start) > 0
}
