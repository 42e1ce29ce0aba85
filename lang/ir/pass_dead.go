package ir

// passDead removes what nothing uses: instructions without effect, and block
// parameters with the arguments that edges give them. A value that only feeds
// itself around a loop is dead too.
//
//	b1(v3, v4):             b1(v3):
//	  v5 = add v3, v3         jump b2
//	  jump b2                 (v4, v5 are used nowhere)
func passDead(f *Func) bool {
	live := make([]bool, f.values)
	var work []*Value
	mark := func(v *Value) {
		if v != nil && !live[v.ID] {
			live[v.ID] = true
			work = append(work, v)
		}
	}
	for _, b := range f.Blocks {
		for _, v := range b.Insts {
			if !removable(v) {
				mark(v)
			}
		}
		mark(b.Term.Cond)
		mark(b.Term.Result)
	}
	for len(work) > 0 {
		v := work[len(work)-1]
		work = work[:len(work)-1]
		for _, a := range v.Args {
			mark(a)
		}
		if v.Op == Invalid {
			markIncoming(v, mark)
		}
	}
	return sweep(f, live)
}

// markIncoming marks what edges give the parameter v.
func markIncoming(v *Value, mark func(*Value)) {
	i := paramIndex(v)
	for _, p := range v.Block.Preds {
		for _, e := range p.Term.Succs {
			if e.Block == v.Block {
				mark(e.Args[i])
			}
		}
	}
}

func paramIndex(v *Value) int {
	for i, p := range v.Block.Params {
		if p == v {
			return i
		}
	}
	panic("internal error: " + v.Ref() + " is no parameter of its block")
}

// sweep drops what is not live.
func sweep(f *Func, live []bool) bool {
	changed := false
	for _, b := range f.Blocks {
		insts := b.Insts[:0]
		for _, v := range b.Insts {
			if live[v.ID] {
				insts = append(insts, v)
			}
		}
		changed = changed || len(insts) != len(b.Insts)
		b.Insts = insts
		for i := range b.Term.Succs {
			e := &b.Term.Succs[i]
			args := e.Args[:0]
			for k, p := range e.Block.Params {
				if live[p.ID] {
					args = append(args, e.Args[k])
				}
			}
			e.Args = args
		}
	}
	for _, b := range f.Blocks {
		params := b.Params[:0]
		for _, p := range b.Params {
			if live[p.ID] {
				params = append(params, p)
			}
		}
		changed = changed || len(params) != len(b.Params)
		b.Params = params
	}
	return changed
}
