package ir

import "github.com/ccc-lang/ccc/lang/target"

// storedLeaf is a store to the state.
type storedLeaf struct {
	leaf  *Leaf
	value *Value // in the leaf's range
	block *Block // nil: it cannot be reached
}

// narrowState sets the range of each leaf of the state to what its initial value
// and all stores of the program span, and reports whether that says more than the
// leaf's type. Nothing else writes the state: the kernel gives it zeroed, and zero
// bits are the initial value. What is loaded while the stores' ranges are computed
// is taken to be anything that the type allows, so that the result needs no
// induction beyond the one that every store clamps.
func narrowState(p *Program) bool {
	hulls := map[*Leaf]Interval{}
	for _, f := range p.Funcs {
		stores := map[*Block][]storedLeaf{}
		for _, s := range f.stored {
			if s.value.Op == Const {
				hulls[s.leaf] = hull(hulls, s.leaf).union(point(s.value.Imm))
			} else if s.block != nil {
				stores[s.block] = append(stores[s.block], s)
			}
		}
		f.stored = nil
		if len(stores) == 0 {
			continue
		}
		f.Connect()
		w := analyze(f)
		w.walk(func(b *Block, w *rangeWalk) {
			for _, s := range stores[b] {
				hulls[s.leaf] = hull(hulls, s.leaf).union(w.rangeOf(s.value).hard)
			}
		})
		w.release()
	}
	narrowed := false
	for i := range p.Layout.Leaves {
		l := &p.Layout.Leaves[i]
		r := target.Range(hull(hulls, l).intersect(Interval(l.Range)))
		if r != l.Range {
			l.Range, narrowed = r, true
		}
	}
	return narrowed
}

// hull returns what is known so far to be in l: at first its initial values.
func hull(hulls map[*Leaf]Interval, l *Leaf) Interval {
	if i, ok := hulls[l]; ok {
		return i
	}
	if l.Elems != nil {
		return tableInterval(l.Elems)
	}
	return point(l.initial(0))
}
