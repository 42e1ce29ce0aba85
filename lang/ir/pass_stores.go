package ir

import "github.com/ccc-lang/ccc/lang/target"

// passStores removes stores that are overwritten before anything can read them,
// within a block, and stores of what the same place was just loaded from.
//
//	store_priv [8:u4] v0, v1
//	v2 = add v1, v3              v2 = add v1, v3
//	store_priv [8:u4] v0, v2     store_priv [8:u4] v0, v2
func passStores(f *Func) bool {
	changed := false
	for _, b := range f.Blocks {
		changed = dropOverwritten(b) || changed
		changed = dropUnchanged(b) || changed
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
			if v.Aux.Func.Effect == target.WritesSock || v.Aux.Func.Kfunc {
				later = later[:0]
			}
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
			if v.Aux.Func.Effect == target.WritesSock {
				known = known[:0]
			}
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
