package ir

import (
	"slices"
)

// passStores removes stores that are overwritten before anything can read them,
// within a block, and stores of what the same place was just loaded from; of two
// stores of constants side by side it makes one.
//
//	store_priv [8:u4] v0, v1
//	v2 = add v1, v3              v2 = add v1, v3
//	store_priv [8:u4] v0, v2     store_priv [8:u4] v0, v2
//	store_priv [2:u1] v0, 4
//	store_priv [3:u1] v0, 1      store_priv [2:u2] v0, 260
func passStores(f *Func) bool {
	changed := false
	for _, b := range f.Blocks {
		changed = dropOverwritten(b) || changed
		changed = dropUnchanged(b) || changed
		for pairConstants(f, b) {
			changed = true
		}
	}
	return changed
}

// dropOverwritten walks b backwards with the locations that a later store of the
// block writes whole, before any instruction that may read them.
func dropOverwritten(b *Block) bool {
	var later []location
	dead := map[*Value]bool{}
	for i := len(b.Insts) - 1; i >= 0; i-- {
		v := b.Insts[i]
		switch ops[v.Op].effect {
		case reads:
			later = withoutOverlap(later, locationOf(v))
		case calls:
			later = slices.DeleteFunc(later, func(l location) bool { return mayLoad(v, l) })
		case writes:
			l := locationOf(v)
			if covered(l, later) && !v.Keep {
				dead[v] = true
			} else if indexOf(v) == nil {
				later = append(later, l)
			}
		}
	}
	return dropInsts(b, dead)
}

// covered reports whether one of ls holds all of l.
func covered(l location, ls []location) bool {
	for _, m := range ls {
		if m.class == l.class && m.field == l.field && m.off <= l.off && l.end <= m.end {
			return true
		}
	}
	return false
}

func withoutOverlap(ls []location, l location) []location {
	out := ls[:0]
	for _, m := range ls {
		if !m.overlaps(l) {
			out = append(out, m)
		}
	}
	return out
}

// dropUnchanged walks b forwards with what memory is known to hold.
func dropUnchanged(b *Block) bool {
	type held struct {
		l location
		v *Value
	}
	var known []held
	forget := func(l location) {
		out := known[:0]
		for _, k := range known {
			if !k.l.overlaps(l) {
				out = append(out, k)
			}
		}
		known = out
	}
	dead := map[*Value]bool{}
	for _, v := range b.Insts {
		switch ops[v.Op].effect {
		case reads:
			if indexOf(v) == nil {
				known = append(known, held{locationOf(v), v})
			}
		case calls:
			known = slices.DeleteFunc(known, func(k held) bool { return mayStore(v, k.l) })
		case writes:
			l := locationOf(v)
			for _, k := range known {
				same := k.l == l && k.v == v.Args[1] || isZero(k.v) && isZero(v.Args[1]) && covered(l, []location{k.l})
				if same && indexOf(v) == nil && !v.Keep {
					dead[v] = true
				}
			}
			if !dead[v] {
				forget(l)
				if isZero(v.Args[1]) && indexOf(v) == nil {
					known = append(known, held{l, v.Args[1]})
				}
			}
		}
	}
	return dropInsts(b, dead)
}

// pairReach is how many instructions apart stores may be that become one: it keeps a long
// block from taking the square of its length.
const pairReach = 64

// pairConstants makes one store of each two of b that store constants side by side, where
// the second is. What it makes may have a neighbour in turn.
func pairConstants(f *Func, b *Block) bool {
	dead := map[*Value]bool{}
	for i := 0; i < len(b.Insts); i++ {
		v := b.Insts[i]
		if !storesConstant(v) {
			continue
		}
		l := locationOf(v)
		for j := i + 1; j < min(i+pairReach, len(b.Insts)); j++ {
			w := b.Insts[j]
			if mayMeet(w, l) {
				break
			}
			aux, n, ok := sideBySide(v, w)
			if !ok {
				continue
			}
			c := f.NewValue(Const, w.Span)
			c.Imm, c.Block = n, b
			w.Args = append([]*Value{w.Args[0], c}, w.Args[2:]...)
			w.Aux = aux
			b.Insts = slices.Insert(b.Insts, j, c)
			dead[v] = true
			break
		}
	}
	return dropInsts(b, dead)
}

// storesConstant reports whether v stores a constant in the private bytes or the record.
func storesConstant(v *Value) bool {
	return (v.Op == StorePriv || v.Op == StoreMem) && indexOf(v) == nil && v.Args[1].Op == Const && !v.Keep
}

// mayMeet reports whether v may read or change l.
func mayMeet(v *Value, l location) bool {
	switch ops[v.Op].effect {
	case reads, writes:
		return locationOf(v).overlaps(l)
	case calls:
		return mayLoad(v, l) || mayStore(v, l)
	}
	return false
}

// sideBySide returns what one store does the work of v and w, if both store constants in halves of a
// place that one instruction can set.
func sideBySide(v, w *Value) (aux *Aux, n int64, ok bool) {
	if v.Op != w.Op || !storesConstant(w) || v.Aux.Size != w.Aux.Size || v.Aux.Off^w.Aux.Off != v.Aux.Size || v.Aux.Off%v.Aux.Size != 0 {
		return nil, 0, false
	}
	if p, q := v.Args[0], w.Args[0]; p != q && (p.Op != Ptr || q.Op != Ptr) {
		return nil, 0, false
	}
	low, high := v, w
	if v.Aux.Off > w.Aux.Off {
		low, high = w, v
	}
	size := 2 * v.Aux.Size
	bits := 8 * v.Aux.Size
	n = low.Args[1].Imm&int64(sizeMask(bits)) | high.Args[1].Imm<<bits
	if size > 8 || size == 8 && n != int64(int32(n)) {
		return nil, 0, false
	}
	return &Aux{Off: low.Aux.Off, Size: size}, int64(uint64(n) & sizeMask(8*size)), true
}

func dropInsts(b *Block, dead map[*Value]bool) bool {
	if len(dead) == 0 {
		return false
	}
	out := b.Insts[:0]
	for _, v := range b.Insts {
		if !dead[v] {
			out = append(out, v)
		}
	}
	b.Insts = out
	return true
}
