package ir

// passParams removes block parameters that are always the same value: every
// edge gives that value, or the parameter itself (around a loop).
//
//	jump b2(v1, v4)         jump b2(v4)
//	jump b2(v1, v5)         jump b2(v5)
//	b2(v6, v7): ... v6      b2(v7): ... v1
//
// Two parameters of a block that always get equal arguments become one.
func passParams(f *Func) bool {
	var repl replacer
	for again := true; again; {
		again = false
		for _, b := range f.Blocks {
			for _, p := range b.Params {
				if repl.find(p) != p {
					continue
				}
				if same := onlyValue(p, &repl); same != nil {
					repl.set(p, same)
					again = true
				}
			}
			again = mergeTwins(b, &repl) || again
		}
	}
	if !repl.any {
		return false
	}
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
	var same *Value
	i := paramIndex(p)
	for _, pred := range p.Block.Preds {
		for _, e := range pred.Term.Succs {
			if e.Block != p.Block {
				continue
			}
			a := repl.find(e.Args[i])
			if a == p || a == same {
				continue
			}
			if same != nil {
				return nil
			}
			same = a
		}
	}
	return same
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
			if x != y && !(x == b.Params[i] && y == b.Params[j]) && !(x.Op == Const && y.Op == Const && x.Imm == y.Imm) {
				return false
			}
		}
	}
	return true
}
