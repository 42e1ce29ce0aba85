package ir

// passLayout orders the blocks so that most jumps fall through: each block is
// followed by the successor that runs most often, if that is still free and its
// other predecessors do not want it more. Loops stay together, and what runs only
// in implausible states (the slow side of an overflow guard) comes last.
func passLayout(f *Func) bool {
	ranges := Analyze(f)
	defer ranges.release()
	dom, unlikely := ranges.dom, ranges.unlikely
	depth := loopDepths(f, dom)
	placed := make([]bool, f.blocks)
	waiting := make([]int, f.blocks) // forward predecessors that are not placed
	for _, b := range f.Blocks {
		for _, p := range b.Preds {
			if !dom.isBack(p, b) {
				waiting[b.ID]++
			}
		}
	}
	order := make([]*Block, 0, len(f.Blocks))
	place := func(b *Block) {
		for b != nil {
			placed[b.ID] = true
			order = append(order, b)
			for _, e := range b.Term.Succs {
				if !dom.isBack(b, e.Block) {
					waiting[e.Block.ID]--
				}
			}
			b = following(b, placed, waiting, depth, unlikely)
		}
	}
	for _, late := range []bool{false, true} {
		for _, b := range dom.order {
			if !placed[b.ID] && unlikely[b.ID] == late {
				place(b)
			}
		}
	}
	changed := false
	for i, b := range order {
		changed = changed || f.Blocks[i] != b
	}
	f.Blocks = order
	return changed
}

// following returns which successor of b comes next, or nil if none may.
func following(b *Block, placed []bool, waiting, depth []int, unlikely []bool) *Block {
	var best *Block
	score := 0
	for _, e := range b.Term.Succs {
		s := e.Block
		if placed[s.ID] || unlikely[s.ID] && !unlikely[b.ID] {
			continue
		}
		// Inner loops first; then what leads on rather than what returns; then what
		// waits for nobody else.
		n := 1 + 8*depth[s.ID]
		if waiting[s.ID] == 0 {
			n += 4
		} else if b.Term.Op == Branch {
			continue // its other predecessors are still to come; let it follow the last
		}
		if s.Term.Op != Return {
			n += 2
		}
		if n > score {
			best, score = s, n
		}
	}
	return best
}
