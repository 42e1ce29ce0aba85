package codegen

import (
	"github.com/ccc-lang/ccc/lang/ir"
	"github.com/ccc-lang/ccc/lang/target"
)

// repeater knows which loads may be done again later: those of places that
// nothing stores to afterwards.
type repeater struct {
	home   map[*ir.Value]*ir.Block
	stores map[*ir.Block][]*ir.Value // stores and calls
	after  map[*ir.Block]map[*ir.Block]bool
	some   []*ir.Block // with stores or calls
	large  bool        // too many blocks to ask which can follow which
}

// exactUpTo is how many blocks a function has at most whose blocks are asked
// which can follow which, as that takes their square.
const exactUpTo = 400

func newRepeater(f *ir.Func) *repeater {
	r := &repeater{home: map[*ir.Value]*ir.Block{}, stores: map[*ir.Block][]*ir.Value{}, after: map[*ir.Block]map[*ir.Block]bool{}}
	r.large = len(f.Blocks) > exactUpTo
	for _, b := range f.Blocks {
		for _, v := range b.Insts {
			r.home[v] = b
			if v.Op == ir.StoreField || v.Op == ir.StorePriv || v.Op == ir.Call || v.Op == ir.Invoke {
				r.stores[b] = append(r.stores[b], v)
			}
		}
		if r.stores[b] != nil {
			r.some = append(r.some, b)
		}
	}
	return r
}

// may reports whether the load v gives the same wherever it is done later.
func (r *repeater) may(v *ir.Value) bool {
	b := r.home[v]
	behind := false
	for _, x := range b.Insts {
		if x == v {
			behind = true
		} else if behind && touches(x, v) {
			return false
		}
	}
	var reached map[*ir.Block]bool
	if !r.large {
		reached = r.reach(b)
	}
	for _, to := range r.some {
		for _, x := range r.stores[to] {
			if touches(x, v) && (r.large || reached[to]) {
				return false
			}
		}
	}
	return true
}

// reach returns the blocks that may run after b; b itself only in a loop.
func (r *repeater) reach(b *ir.Block) map[*ir.Block]bool {
	if seen := r.after[b]; seen != nil {
		return seen
	}
	seen := map[*ir.Block]bool{}
	work := []*ir.Block{b}
	for len(work) > 0 {
		at := work[len(work)-1]
		work = work[:len(work)-1]
		for _, e := range at.Term.Succs {
			if !seen[e.Block] {
				seen[e.Block] = true
				work = append(work, e.Block)
			}
		}
	}
	r.after[b] = seen
	return seen
}

// touches reports whether x may change what the load v reads.
func touches(x, v *ir.Value) bool {
	switch x.Op {
	case ir.Invoke:
		return x.Aux.Callee.Signature.MayChange(v)
	case ir.Call:
		f := x.Aux.Func
		if v.Op == ir.LoadPriv {
			return f.OwnsPrivate
		}
		return f.Effect == target.WritesSock && v.Aux.Field.Object == target.Sock
	case ir.StoreField:
		return v.Op == ir.LoadField && v.Aux.Field.Object == x.Aux.Field.Object && v.Aux.Field.Path == x.Aux.Field.Path
	case ir.StorePriv:
		return v.Op == ir.LoadPriv && v.Aux.Off < x.Aux.Off+x.Aux.Size && x.Aux.Off < v.Aux.Off+v.Aux.Size
	}
	return false
}
