package ir

// passParams removes block parameters that are always the same value: every
// edge gives that value, or the parameter itself (around a loop).
//
//	jump b2(v1, v4)         jump b2(v4)
//	jump b2(v1, v5)         jump b2(v5)
//	b2(v6, v7): ... v6      b2(v7): ... v1
//
// Constants that are equal are the same value: an index may be limited by one, which the
// verifier has to see. Two parameters of a block that always get equal arguments become one.
func passParams(f *Func) bool {
	var repl replacer
	consts := newConstants(f)
	for again := true; again; {
		again = false
		for _, b := range f.Blocks {
			for _, p := range b.Params {
				if repl.find(p) != p {
					continue
				}
				if only := onlyValue(p, &repl); only != nil {
					if only.Op == Const { // one way's constant is not there on another
						only = consts.get(only.Imm)
					}
					repl.set(p, only)
					again = true
				}
			}
			again = mergeTwins(b, &repl) || again
		}
	}
	if !repl.any {
		return false
	}
	consts.flush()
	repl.apply(f)
	live := make([]bool, f.values)
	for _, b := range f.Blocks {
		for _, p := range b.Params {
			live[p.ID] = repl.find(p) == p
		}
		for _, v := range b.Insts {
			live[v.ID] = true
		}
	}
	sweep(f, live)
	return true
}

// onlyValue returns the one value that p can be, or nil.
func onlyValue(p *Value, repl *replacer) *Value {
	var only *Value
	i := paramIndex(p)
	for _, pred := range p.Block.Preds {
		for _, e := range pred.Term.Succs {
			if e.Block != p.Block {
				continue
			}
			a := repl.find(e.Args[i])
			if a == p || only != nil && same(a, only) {
				continue
			}
			if only != nil {
				return nil
			}
			only = a
		}
	}
	return only
}

// mergeTwins replaces parameters of b by earlier ones with the same arguments.
func mergeTwins(b *Block, repl *replacer) bool {
	found := false
	for j := range b.Params {
		for i := 0; i < j && i < 8; i++ { // the first few: lists of twins are short
			if repl.find(b.Params[i]) == b.Params[i] && repl.find(b.Params[j]) == b.Params[j] && areTwins(b, i, j, repl) {
				repl.set(b.Params[j], b.Params[i])
				found = true
			}
		}
	}
	return found
}

func areTwins(b *Block, i, j int, repl *replacer) bool {
	for _, pred := range b.Preds {
		for _, e := range pred.Term.Succs {
			if e.Block != b {
				continue
			}
			x, y := repl.find(e.Args[i]), repl.find(e.Args[j])
			if !same(x, y) && !(x == b.Params[i] && y == b.Params[j]) {
				return false
			}
		}
	}
	return true
}
