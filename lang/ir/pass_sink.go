package ir

import "slices"

// passSink moves an operation to the one block that needs its result, if
// that runs less often and the move lengthens the life of at most one operand
// while it shortens the result's; what only the operation needs follows it. A load
// moves to the next block, if nothing changes its place before. Constants are left to the back end.
//
//	b1: v3 = shr v1, 3            b1: branch v2, b2, b3
//	    branch v2, b2, b3
//	b2: store_field sk.cwnd v0, v3    b2: v3 = shr v1, 3
//	                                      store_field sk.cwnd v0, v3
func passSink(f *Func) bool {
	dom := dominators(f)
	loops := loopDepths(f, dom)
	s := &sinker{f: f, dom: dom, depth: loops, user: make([]*Block, f.values)}
	changed := false
	// Later blocks first, so that what a moved value needs can follow it.
	s.findUsers()
	for i := len(dom.order) - 1; i >= 0; i-- {
		changed = s.block(dom.order[i]) || changed
	}
	return changed
}

// loopDepths returns how many loops each block is in, by Block.ID.
func loopDepths(f *Func, dom *domTree) []int {
	depth := make([]int, f.blocks)
	for _, b := range dom.order {
		for _, x := range dom.loopBody(b) {
			depth[x.ID]++
		}
	}
	return depth
}

type sinker struct {
	f     *Func
	dom   *domTree
	depth []int
	user  []*Block // by Value.ID: the nearest block that dominates all uses
	many  []int    // by Value.ID: number of uses
}

func (s *sinker) findUsers() {
	s.many = countUses(s.f)
	for _, b := range s.dom.order {
		for _, v := range b.Insts {
			for _, a := range v.Args {
				s.use(a, b)
			}
		}
		for _, v := range []*Value{b.Term.Cond, b.Term.Result} {
			if v != nil {
				s.use(v, b)
			}
		}
		for _, e := range b.Term.Succs {
			for _, a := range e.Args {
				s.use(a, b)
			}
		}
	}
}

func (s *sinker) use(v *Value, b *Block) {
	if v.Op == Invalid {
		return
	}
	if s.user[v.ID] == nil {
		s.user[v.ID] = b
	} else {
		s.user[v.ID] = s.dom.meet(s.user[v.ID], b)
	}
}

func (s *sinker) block(b *Block) bool {
	moved := map[*Value]bool{}
	for i := len(b.Insts) - 1; i >= 0; i-- {
		v := b.Insts[i]
		to := s.user[v.ID]
		if to == nil || to == b || !s.movable(v) || s.depth[to.ID] > s.depth[b.ID] || ops[v.Op].effect == reads && !s.loadMoves(v, b.Insts[i+1:], to) {
			continue
		}
		v.Block = to
		to.Insts = append([]*Value{v}, to.Insts...)
		moved[v] = true
		for _, a := range v.Args {
			if s.many[a.ID] == 1 {
				s.user[a.ID] = to // so that a can follow
			}
		}
	}
	return dropInsts(b, moved)
}

// movable reports whether v can be computed later, and lengthens the life of at most one value if it is.
func (s *sinker) movable(v *Value) bool {
	return s.floats(v) && len(s.kept(v, nil, 0)) <= 1
}

// floats reports whether v can be computed later as far as v itself goes.
func (s *sinker) floats(v *Value) bool {
	effect := ops[v.Op].effect
	return !v.Keep && (effect == pure || effect == reads) && v.Op != Const && v.Op != Ptr && v.Op != Arg && v.Op != Invalid
}

// sinkDepth is how deep a tree of operations is looked at.
const sinkDepth = 4

// kept adds to values those that live on to where v is computed: operands that something else
// needs, or that stay where they are.
func (s *sinker) kept(v *Value, values []*Value, depth int) []*Value {
	for _, a := range v.Args {
		switch {
		case a.Op == Const || a.Op == Ptr || slices.Contains(values, a):
		case depth < sinkDepth && s.many[a.ID] == 1 && a.Block == v.Block && s.floats(a):
			values = s.kept(a, values, depth+1)
		default:
			values = append(values, a)
		}
	}
	return values
}

// loadMoves reports whether the load v gives the same where to begins, which must follow at once;
// rest is what stands behind v.
func (s *sinker) loadMoves(v *Value, rest []*Value, to *Block) bool {
	l := locationOf(v)
	return len(to.Preds) == 1 && to.Preds[0] == v.Block && !slices.ContainsFunc(rest, func(w *Value) bool { return meets(w, l) })
}
