package ir

import "slices"

// passFuse asks once what is asked twice in a row: what is done where a condition holds,
// and what is done where it holds again right behind that, becomes one way.
//
//	b1: branch v1, b2, b3(0)        b1: branch v1, b2, b5(0, 0)
//	b2: v2 = ...  jump b3(v2)       b2: v2 = ...
//	b3(v3): branch v1, b4, b5(0)        v4 = ...
//	b4: v4 = ...  jump b5(v4)           jump b5(v4, v2)
//	b5(v5): ...                     b5(v5, v3): ...
//
// Loads from the storage record, each of which the program guards, are like that. What is
// computed between the two moves in front of the first.
func passFuse(f *Func) bool {
	f.Connect()
	fu := &fuser{f: f, gone: map[*Block]bool{}}
	for _, b := range f.Blocks[1:] {
		if fu.gone[b] {
			continue
		}
		for d := fu.secondTest(b); d != nil; d = fu.secondTest(d.end) {
			fu.fuse(d)
		}
	}
	if len(fu.gone) == 0 {
		return false
	}
	f.Blocks = slices.DeleteFunc(f.Blocks, func(b *Block) bool { return fu.gone[b] })
	fu.by.apply(f)
	f.Connect()
	return true
}

type fuser struct {
	f    *Func
	by   replacer // of the parameters of tests that are gone
	gone map[*Block]bool
}

// diamonds are two tests of one condition, the second right behind what the first guards.
type diamonds struct {
	first, guarded, second, again, end *Block
	way                                int // successor of first and second that is guarded
}

// secondTest returns the diamonds whose second test b is; nil if it is none.
func (fu *fuser) secondTest(b *Block) *diamonds {
	if b.Term.Op != Branch || b.Term.Keep || !movable(b) || b.LoopMax > 0 || len(b.Preds) != 2 {
		return nil
	}
	for i, guarded := range b.Preds {
		d := &diamonds{guarded: guarded, first: b.Preds[1-i], second: b}
		if d.first.Term.Op != Branch || d.first.Term.Keep || fu.by.find(d.first.Term.Cond) != fu.by.find(b.Term.Cond) {
			continue
		}
		d.way = slices.IndexFunc(d.first.Term.Succs, func(e Edge) bool { return e.Block == guarded })
		if d.way < 0 || d.first.Term.Succs[1-d.way].Block != b {
			continue
		}
		d.again, d.end = b.Term.Succs[d.way].Block, b.Term.Succs[1-d.way].Block
		if onlyWay(guarded, b) && onlyWay(d.again, d.end) && len(d.end.Preds) == 2 && d.end.LoopMax == 0 && d.end != b {
			return d
		}
	}
	return nil
}

// movable reports whether all of b may as well be done in front of what leads there: whatever its
// operands, they are older than the first test, as only one way leads through what is guarded.
func movable(b *Block) bool {
	return !slices.ContainsFunc(b.Insts, func(v *Value) bool {
		return ops[v.Op].effect != pure ||
			slices.ContainsFunc(v.Args, func(a *Value) bool { return slices.Contains(b.Params, a) })
	})
}

// onlyWay reports whether b is entered from one place, without arguments, and only goes on to to.
func onlyWay(b, to *Block) bool {
	return len(b.Preds) == 1 && len(b.Params) == 0 && b.LoopMax == 0 && b.Term.Op == Jump && b.Term.Succs[0].Block == to
}

func (fu *fuser) fuse(d *diamonds) {
	fu.by.block(d.guarded)
	fu.by.block(d.second)
	fu.by.block(d.again)
	skip := &d.first.Term.Succs[1-d.way]
	fu.by.args(skip.Args)
	given, without, params := d.guarded.Term.Succs[0].Args, skip.Args, d.second.Params

	for _, v := range d.second.Insts {
		d.first.Append(v)
	}

	// Where the condition holds, the second test's parameters are what the first way gives.
	for i, p := range params {
		renameIn(d.again, p, given[i])
	}
	for _, v := range d.again.Insts {
		d.guarded.Append(v)
	}
	last := d.again.Term.Succs[0]
	d.guarded.Term = d.again.Term
	d.guarded.Term.Succs = []Edge{{d.end, slices.Concat(last.Args, given)}}
	*skip = Edge{d.end, slices.Concat(substitute(d.second.Term.Succs[1-d.way].Args, params, without), without)}
	d.end.Preds = []*Block{d.first, d.guarded}
	fu.gone[d.second], fu.gone[d.again] = true, true

	// Behind both, they are parameters of the end.
	for _, p := range params {
		fu.by.set(p, fu.f.AddParam(d.end, p.Span))
	}
}
