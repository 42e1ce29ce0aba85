package ir

// passSink moves a pure operation to the one block that needs its result, if
// that runs less often and the move lengthens the life of at most one operand
// while it shortens the result's. Constants are left to the back end.
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
	if v.Op == Invalid || !s.movable(v) {
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
		if to == nil || to == b || !s.movable(v) || s.depth[to.ID] > s.depth[b.ID] {
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

func (s *sinker) movable(v *Value) bool {
	info := &ops[v.Op]
	if v.Keep || info.effect != pure || v.Op == Const || v.Op == Ptr || v.Op == Arg {
		return false
	}
	operands := 0
	for _, a := range v.Args {
		if a.Op != Const {
			operands++
		}
	}
	return operands <= 1
}
