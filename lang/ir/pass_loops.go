package ir

import "slices"

// passLoops removes loops that do nothing: nothing is stored or called in them, what they
// compute is used nowhere else, and all ways out of them lead to one place. Each ends, as every loop has
// a greatest number of turns, so that even its trip counter is not needed any more.
//
//	b1: jump b2(v0)                  b1: jump b2
//	b2(v2): loop 4                   b2: jump b4
//	  v5 = lt v2, v4 keep            b4: return v9
//	  branch v5, b3, b4 keep
//	b3: v6 = add v2, v1 keep
//	  jump b2(v6)
//	b4: return v9
func passLoops(f *Func) bool {
	changed := false
	for removeLoop(f) {
		changed = true
	}
	if changed {
		passDead(f)
	}
	return changed
}

// removeLoop removes one loop that does nothing, and reports whether there was one.
func removeLoop(f *Func) bool {
	isHead := func(b *Block) bool { return b.LoopMax > 0 }
	if !slices.ContainsFunc(f.Blocks, isHead) {
		return false
	}
	dom := dominators(f)
	for _, head := range f.Blocks {
		if !isHead(head) {
			continue
		}
		body := dom.loopBody(head)
		inside := make([]bool, f.blocks)
		for _, b := range body {
			inside[b.ID] = true
		}
		exit, ok := onlyExit(body, inside)
		if !ok || !isIdle(body) || isUsedBehind(f, inside) {
			continue
		}
		head.LoopMax = 0
		head.Insts = constantsOf(body)
		head.Term = Term{Op: Jump, Succs: []Edge{exit}, Span: head.Term.Span}
		f.Connect()
		return true
	}
	return false
}

// onlyExit returns the edge that leaves a loop, if all that do are the same.
func onlyExit(body []*Block, inside []bool) (exit Edge, ok bool) {
	for _, b := range body {
		for _, e := range b.Term.Succs {
			switch {
			case inside[e.Block.ID]:
			case !ok:
				exit, ok = e, true
			case e.Block != exit.Block || !equalArgs(e.Args, exit.Args):
				return Edge{}, false
			}
		}
	}
	return exit, ok
}

// isIdle reports whether blocks only compute.
func isIdle(body []*Block) bool {
	return !slices.ContainsFunc(body, func(b *Block) bool {
		return b.Term.Op == Return || slices.ContainsFunc(b.Insts, hasEffect)
	})
}

// constantsOf moves the constants of a loop, which may be used behind it, to its header.
func constantsOf(body []*Block) (all []*Value) {
	for _, b := range body {
		for _, v := range b.Insts {
			if v.Op == Const {
				v.Block = body[0]
				all = append(all, v)
			}
		}
	}
	return all
}

// isUsedBehind reports whether something that a loop computes, constants apart, is used behind it.
func isUsedBehind(f *Func, inside []bool) bool {
	isOfLoop := func(v *Value) bool { return v != nil && v.Op != Const && inside[v.Block.ID] }
	for _, b := range f.Blocks {
		for _, e := range b.Term.Succs {
			if !inside[e.Block.ID] && slices.ContainsFunc(e.Args, isOfLoop) {
				return true
			}
		}
		if inside[b.ID] {
			continue
		}
		if isOfLoop(b.Term.Cond) || isOfLoop(b.Term.Result) {
			return true
		}
		for _, v := range b.Insts {
			if slices.ContainsFunc(v.Args, isOfLoop) {
				return true
			}
		}
	}
	return false
}
