package ir

import "slices"

// passHoist computes once, where ways part, what is computed on several of them:
// loads of memory that nothing changes in between, and cheap pure operations.
//
//	b1: branch v1, b2, b3              b1: v2 = load_field sk.cwnd v0
//	b2: v2 = load_field sk.cwnd v0         branch v1, b2, b3
//	b3: v3 = load_field sk.cwnd v0     b2: (v2)
//	                                   b3: (v2)
//
// What is moved up is never an access of the storage record, which a test must
// guard, nor a division, which takes long.
func passHoist(f *Func) bool {
	g := newGVN(f)
	defer g.release()
	h := &hoister{gvn: g, depth: loopDepths(f, g.dom), more: map[*Value][]*Value{}}
	for _, b := range g.dom.order {
		h.collect(b)
	}
	changed := false
	for _, v := range h.first {
		if more := h.more[v]; more != nil {
			changed = h.hoistAny(append([]*Value{v}, more...)) || changed
		}
	}
	if changed {
		g.repl.apply(f)
		passDead(f)
	}
	return changed
}

type hoister struct {
	*gvn
	depth []int
	first []*Value            // of equal values: those met first, which table has
	more  map[*Value][]*Value // by them: the others
}

func (h *hoister) collect(b *Block) {
	h.mem.enter(b)
	for _, v := range b.Insts {
		if h.hoistable(v) {
			key := h.key(v)
			if first := h.table[key]; first != nil {
				h.more[first] = append(h.more[first], v)
			} else {
				h.table[key] = v
				h.first = append(h.first, v)
			}
		}
		h.mem.pass(v)
	}
}

func (h *hoister) hoistable(v *Value) bool {
	switch v.Op {
	case Const, Ptr, Arg, Storage, UDiv, UMod, Div, Mod, LoadMem, LoadTable, Call, Invoke:
		return false
	}
	return !v.Keep && (ops[v.Op].effect == pure || ops[v.Op].effect == reads)
}

// maxHoist is over how many branches a value is hoisted: it takes a register all
// the way.
const maxHoist = 6

// hoistAny hoists the group; or two of it, if they are bounds of windows, each of which takes
// three instructions. The next run finds the next two.
func (h *hoister) hoistAny(group []*Value) bool {
	if h.hoist(group) {
		return true
	}
	if !isBound(group[0]) || len(group) > maxBounds {
		return false
	}
	for i, v := range group {
		if slices.ContainsFunc(group[:i], func(w *Value) bool { return h.hoist([]*Value{w, v}) }) {
			return true
		}
	}
	return false
}

// maxBounds is how many bounds are hoisted two by two, as each two takes a run of all passes.
const maxBounds = 16

// isBound reports whether v is the greatest window allowed, or the load for it.
func isBound(v *Value) bool {
	return v.Op == Cap31 || v.Op == LoadField && v.Aux.Field.Name == "snd_cwnd_clamp"
}

// steps returns how many steps b is below to in the dominator tree.
func (h *hoister) steps(b, to *Block) int {
	n := 0
	for ; b != to && n <= maxHoist; b = h.dom.idom[b.ID] {
		n++
	}
	return n
}

// hoist moves one of the group to the end of the block that dominates all.
func (h *hoister) hoist(group []*Value) bool {
	to := group[0].Block
	for _, v := range group[1:] {
		to = h.dom.meet(to, v.Block)
	}
	first := group[0]
	for _, v := range group {
		if v.Block == to || h.depth[v.Block.ID] < h.depth[to.ID] || h.steps(v.Block, to) > maxHoist {
			return false
		}
	}
	for _, a := range first.Args {
		if !h.dom.dominates(a.Block, to) {
			return false
		}
	}
	if ops[first.Op].effect == reads && !h.unchanged(first, to) {
		return false
	}
	if h.dear(group, to) && !everyWay(to, group) {
		return false
	}
	dropInsts(first.Block, map[*Value]bool{first: true})
	to.Append(first)
	if ops[first.Op].effect == pure {
		first.Known = nil // it may follow from the tests on the way
	}
	for _, v := range group[1:] {
		if v.Known == nil || first.Known == nil || *v.Known != *first.Known {
			first.Known = nil // what is known held where the value was needed
		}
		h.repl.set(v, first)
	}
	return true
}

// dear reports whether to load at the end of to what only some ways from there need may cost more
// time than it saves room, as it may not be in the processor's cache: a param; or, where every call
// comes, a member that all of group load behind another branch yet.
func (h *hoister) dear(group []*Value, to *Block) bool {
	switch {
	case group[0].Op == LoadParam:
		return true
	case ops[group[0].Op].effect != reads || isBound(group[0]) || !h.always(to):
		return false
	}
	return !slices.ContainsFunc(group, func(v *Value) bool { return h.steps(v.Block, to) < 2 })
}

// always reports whether every call of the function comes to b: no branch is before it.
func (h *hoister) always(b *Block) bool {
	for b = h.dom.idom[b.ID]; b != nil; b = h.dom.idom[b.ID] {
		if b.Term.Op == Branch {
			return false
		}
	}
	return true
}

// everyWay reports whether every way on from b meets one of group.
func everyWay(b *Block, group []*Value) bool {
	seen := map[*Block]bool{b: true}
	for _, v := range group {
		seen[v.Block] = true
	}
	work := []*Block{b}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if b.Term.Op == Return {
			return false
		}
		for _, e := range b.Term.Succs {
			if !seen[e.Block] {
				seen[e.Block] = true
				work = append(work, e.Block)
			}
		}
	}
	return true
}

// unchanged reports whether the load v gives the same at the end of to.
func (h *hoister) unchanged(v *Value, to *Block) bool {
	h.mem.enter(v.Block)
	for _, x := range v.Block.Insts {
		if x == v {
			break
		}
		h.mem.pass(x)
	}
	want := h.mem.version(v)
	h.mem.enter(to)
	for _, x := range to.Insts {
		h.mem.pass(x)
	}
	return h.mem.version(v) == want
}
