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
// computed between the two moves in front of the first, or behind the second.
func passFuse(f *Func) bool {
	f.Connect()
	fu := &fuser{f: f, gone: map[*Block]bool{}}
	for _, b := range f.Blocks[1:] {
		fu.straighten(b)
	}
	for _, b := range f.Blocks[1:] {
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
	uses []int    // by Value.ID, once somebody asks; what moves keeps its uses
	gone map[*Block]bool
}

// diamonds are two tests of one condition, the second right behind what the first guards.
type diamonds struct {
	first, guarded, second, again, end *Block
	way                                int      // successor of first and second that is guarded
	late                               []*Value // of second: what is made of its parameters
	closed                             bool     // again goes straight to end
}

// straighten leads a way from one test to another of the same condition around the block b between
// them, if b only makes constants.
func (fu *fuser) straighten(b *Block) {
	if len(b.Preds) != 1 || len(b.Params) > 0 || b.LoopMax > 0 || b.Term.Op != Jump || slices.ContainsFunc(b.Insts, func(v *Value) bool { return v.Op != Const }) {
		return
	}
	first, on := b.Preds[0], b.Term.Succs[0]
	way := slices.IndexFunc(first.Term.Succs, func(e Edge) bool { return e.Block == b })
	if first.Term.Op != Branch || first.Term.Keep || on.Block.Term.Op != Branch || first.Term.Cond != on.Block.Term.Cond || first.Term.Succs[1-way].Block == on.Block {
		return
	}
	for _, v := range b.Insts {
		first.Append(v)
	}
	first.Term.Succs[way] = on
	on.Block.Preds[slices.Index(on.Block.Preds, b)] = first
	fu.gone[b] = true
}

// secondTest returns the diamonds whose second test b is; nil if it is none.
func (fu *fuser) secondTest(b *Block) *diamonds {
	if fu.gone[b] || b.Term.Op != Branch || b.Term.Keep || b.LoopMax > 0 || len(b.Preds) != 2 {
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
		d.closed = onlyWay(d.again, d.end) && len(d.end.Preds) == 2
		if onlyWay(guarded, b) && onlyFrom(d.again) && d.again != guarded && d.end.LoopMax == 0 && d.end != b && fu.splits(d) {
			return d
		}
	}
	return nil
}

// splits reports whether what d.second computes can be parted: what is older than its
// parameters goes in front of the first test, what is made of them to d.again, if only that uses it.
func (fu *fuser) splits(d *diamonds) bool {
	fu.by.block(d.second)
	if slices.ContainsFunc(d.second.Insts, func(v *Value) bool { return !passes(v, d.guarded) }) {
		return false
	}
	d.late = madeOf(d.second.Params, d.second.Insts)
	inside := d.late // what only d.again may use
	if !d.closed {
		inside = slices.Concat(d.late, d.second.Params)
	}
	if len(inside) == 0 {
		return true
	}
	if fu.uses == nil {
		fu.uses = countUses(fu.f)
	}
	there := usesIn(slices.Concat(d.late, d.again.Insts), &d.again.Term)
	if !d.closed {
		for _, a := range d.second.Term.Succs[1-d.way].Args {
			if slices.Contains(d.second.Params, a) { // known on the way around both
				there[a]++
			}
		}
	}
	return !slices.ContainsFunc(inside, func(v *Value) bool { return v.ID >= len(fu.uses) || there[v] != fu.uses[v.ID] })
}

// usesIn counts the uses of values in insts and behind them.
func usesIn(insts []*Value, t *Term) map[*Value]int {
	there := map[*Value]int{t.Cond: 1}
	there[t.Result]++
	for _, v := range insts {
		for _, a := range v.Args {
			there[a]++
		}
	}
	for _, e := range t.Succs {
		for _, a := range e.Args {
			there[a]++
		}
	}
	return there
}

// passes reports whether v gives in front of what b does what it gives behind it.
func passes(v *Value, b *Block) bool {
	switch ops[v.Op].effect {
	case pure:
		return true
	case reads:
		l := locationOf(v)
		return !slices.ContainsFunc(b.Insts, func(w *Value) bool {
			return ops[w.Op].effect == calls || ops[w.Op].effect == writes && locationOf(w).overlaps(l)
		})
	}
	return false
}

// madeOf returns those of insts that are computed from params.
func madeOf(params, insts []*Value) (late []*Value) {
	for _, v := range insts {
		if slices.ContainsFunc(v.Args, func(a *Value) bool { return slices.Contains(params, a) || slices.Contains(late, a) }) {
			late = append(late, v)
		}
	}
	return late
}

// onlyWay reports whether b is entered from one place, without arguments, and only goes on to to.
func onlyWay(b, to *Block) bool {
	return onlyFrom(b) && b.Term.Op == Jump && b.Term.Succs[0].Block == to
}

// onlyFrom reports whether b is entered from one place, without arguments.
func onlyFrom(b *Block) bool { return len(b.Preds) == 1 && len(b.Params) == 0 && b.LoopMax == 0 }

func (fu *fuser) fuse(d *diamonds) {
	fu.by.block(d.guarded)
	fu.by.block(d.again)
	skip := &d.first.Term.Succs[1-d.way]
	fu.by.args(skip.Args)
	given, without, params := d.guarded.Term.Succs[0].Args, skip.Args, d.second.Params

	for _, v := range d.second.Insts {
		if !slices.Contains(d.late, v) {
			d.first.Append(v)
		}
	}
	for _, v := range d.late {
		v.Block = d.again
	}
	d.again.Insts = slices.Concat(d.late, d.again.Insts)

	// Where the condition holds, the second test's parameters are what the first way gives.
	for i, p := range params {
		renameIn(d.again, p, given[i])
	}
	fu.gone[d.second] = true
	otherwise := substitute(d.second.Term.Succs[1-d.way].Args, params, without)
	if !d.closed {
		d.guarded.Term = Term{Op: Jump, Succs: []Edge{{Block: d.again}}, Span: d.again.Term.Span}
		d.again.Preds = []*Block{d.guarded}
		*skip = Edge{d.end, otherwise}
		d.end.Preds[slices.Index(d.end.Preds, d.second)] = d.first
		return
	}
	for _, v := range d.again.Insts {
		d.guarded.Append(v)
	}
	last := d.again.Term.Succs[0]
	d.guarded.Term = d.again.Term
	d.guarded.Term.Succs = []Edge{{d.end, slices.Concat(last.Args, given)}}
	*skip = Edge{d.end, slices.Concat(otherwise, without)}
	d.end.Preds = []*Block{d.first, d.guarded}
	fu.gone[d.again] = true

	// Behind both, they are parameters of the end.
	for _, p := range params {
		fu.by.set(p, fu.f.AddParam(d.end, p.Span))
	}
}
