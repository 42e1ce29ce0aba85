package ir

// passBlocks makes the block graph plainer: edges skip blocks that only jump on,
// a block joins its only successor if it is that one's only predecessor, and a
// branch whose ways are the same becomes a jump.
//
//	b1: branch v1, b2, b3(v2)     b1: branch v1, b3(v4), b3(v2)
//	b2: jump b3(v4)
func passBlocks(f *Func) bool {
	changed := false
	for again := true; again; {
		again = sameWays(f)
		again = skipEmpty(f) || again
		again = mergeChains(f) || again
		changed = changed || again
	}
	return changed
}

// sameWays turns branches with two equal edges into jumps.
func sameWays(f *Func) bool {
	changed := false
	for _, b := range f.Blocks {
		t := &b.Term
		if t.Op == Branch && !t.Keep && t.Succs[0].Block == t.Succs[1].Block && equalArgs(t.Succs[0].Args, t.Succs[1].Args) {
			b.Term = Term{Op: Jump, Succs: t.Succs[:1:1], Span: t.Span}
			changed = true
		}
	}
	if changed {
		f.Connect()
	}
	return changed
}

func equalArgs(a, b []*Value) bool {
	for i := range a {
		if a[i] != b[i] && !(a[i].Op == Const && b[i].Op == Const && a[i].Imm == b[i].Imm) {
			return false
		}
	}
	return true
}

// skipEmpty leads edges around blocks without instructions that jump. What such
// a block passes on is its own parameter or a value that dominates it, and
// therefore dominates its predecessors too.
func skipEmpty(f *Func) bool {
	uses := countUses(f)
	touched := make([]bool, f.blocks) // its Preds or the uses of its parameters have changed
	changed := false
	for _, b := range f.Blocks[1:] {
		if touched[b.ID] || len(b.Insts) > 0 || b.Term.Op != Jump || b.LoopMax > 0 || b.Term.Succs[0].Block == b || usedBeyondTerm(b, uses) {
			continue
		}
		to := b.Term.Succs[0]
		for _, p := range b.Preds {
			for i := range p.Term.Succs {
				if e := &p.Term.Succs[i]; e.Block == b {
					*e = Edge{to.Block, substitute(to.Args, b.Params, e.Args)}
					for _, a := range e.Args {
						uses[a.ID]++ // at least: counts only need to be high enough
					}
				}
			}
		}
		touched[to.Block.ID] = true
		changed = true
	}
	if changed {
		f.Connect()
	}
	return changed
}

// usedBeyondTerm reports whether a parameter of b is used outside b's own end.
func usedBeyondTerm(b *Block, uses []int) bool {
	for _, p := range b.Params {
		n := 0
		for _, e := range b.Term.Succs {
			for _, a := range e.Args {
				if a == p {
					n++
				}
			}
		}
		if b.Term.Cond == p {
			n++
		}
		if uses[p.ID] != n {
			return true
		}
	}
	return false
}

// substitute returns args with params replaced by what an edge gives them.
func substitute(args, params, given []*Value) []*Value {
	out := make([]*Value, len(args))
	for i, a := range args {
		out[i] = a
		for k := range given {
			if a == params[k] {
				out[i] = given[k]
			}
		}
	}
	return out
}

// mergeChains joins blocks that always follow one another.
func mergeChains(f *Func) bool {
	var repl replacer
	gone := make([]bool, f.blocks)
	changed := false
	for _, b := range f.Blocks {
		if gone[b.ID] {
			continue
		}
		for b.Term.Op == Jump {
			c := b.Term.Succs[0].Block
			if len(c.Preds) != 1 || c == b || c == f.Blocks[0] || gone[c.ID] {
				break
			}
			for i, p := range c.Params {
				repl.set(p, b.Term.Succs[0].Args[i])
			}
			for _, v := range c.Insts {
				v.Block = b
			}
			b.Insts = append(b.Insts, c.Insts...)
			b.Term = c.Term
			for _, e := range c.Term.Succs {
				for i, p := range e.Block.Preds {
					if p == c {
						e.Block.Preds[i] = b
					}
				}
			}
			gone[c.ID] = true
			changed = true
		}
	}
	if !changed {
		return false
	}
	live := f.Blocks[:0]
	for _, b := range f.Blocks {
		if !gone[b.ID] {
			live = append(live, b)
		}
	}
	f.Blocks = live
	repl.apply(f)
	f.Connect()
	return true
}
