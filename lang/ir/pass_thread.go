package ir

import "slices"

// passThread leads an edge around a block that only tests something which is
// already decided on that edge. Tests joined by && and ||, early returns and
// repeated tests of one condition become direct jumps.
//
//	b1: jump b3(v0)             b1: jump b5        (v0 is the constant 0)
//	b2: jump b3(v4)             b2: jump b3(v4)
//	b3(v5): branch v5, b4, b5   b3(v5): branch v5, b4, b5
//
// A block that begins a loop or ends in a Keep branch stays as it is, so that
// loops keep one entry and their counters.
func passThread(f *Func) bool {
	w := analyze(f)
	defer w.release()
	t := &threader{f: f, w: w, candidate: make([]bool, f.blocks)}
	t.findCandidates()
	w.walk(t.block)
	if len(t.jumps) == 0 {
		return false
	}
	localized := map[*Block]bool{}
	for _, j := range t.jumps {
		if c := j.from.Term.Succs[j.succ].Block; !localized[c] {
			localized[c] = true
			t.localize(c)
		}
	}
	for _, j := range t.jumps {
		t.apply(j)
	}
	f.Connect()
	return true
}

// threadLimit is the most instructions a block may have to be evaluated for
// each of its edges, copyLimit the most that are copied.
const (
	threadLimit = 8
	copyLimit   = 1
)

type threader struct {
	f         *Func
	w         *rangeWalk
	candidate []bool              // by Block.ID
	users     map[*Value][]*Block // of values used outside their blocks
	jumps     []threadedEdge
}

// threadedEdge is edge succ of block from, which may go to way of its target.
type threadedEdge struct {
	from      *Block
	succ, way int
}

func (t *threader) findCandidates() {
	for _, b := range t.w.dom.order[1:] {
		if b.Term.Op != Branch || b.Term.Keep || len(b.Insts) > threadLimit || len(b.Preds) < 2 || b.LoopMax > 0 || !pureBlock(b) {
			continue
		}
		if _, header := t.w.headers[b]; header {
			continue
		}
		if t.users == nil {
			t.users = usersOutside(t.f)
		}
		t.candidate[b.ID] = t.decidable(b) && t.localizable(b)
	}
}

func pureBlock(b *Block) bool {
	for _, v := range b.Insts {
		if ops[v.Op].effect != pure || v.Keep || ops[v.Op].aux != noAux || v.Op == Storage {
			return false
		}
	}
	return true
}

// usersOutside returns, for values used in other blocks than their own, those blocks.
func usersOutside(f *Func) map[*Value][]*Block {
	users := map[*Value][]*Block{}
	for _, b := range f.Blocks {
		eachUse(b, func(v *Value) {
			if v.Block != b {
				users[v] = append(users[v], b)
			}
		})
	}
	return users
}

// eachUse calls do for every value that b uses.
func eachUse(b *Block, do func(v *Value)) {
	for _, v := range b.Insts {
		for _, a := range v.Args {
			do(a)
		}
	}
	if b.Term.Cond != nil {
		do(b.Term.Cond)
	}
	if b.Term.Result != nil {
		do(b.Term.Result)
	}
	for _, e := range b.Term.Succs {
		for _, a := range e.Args {
			do(a)
		}
	}
}

// localizable reports whether all uses of b's values outside b are dominated by
// one of its successors that has no other predecessor.
func (t *threader) localizable(b *Block) bool {
	for _, list := range [][]*Value{b.Params, b.Insts} {
		for _, v := range list {
			if v.Op == Const { // which may as well be made further up
				continue
			}
			for _, u := range t.users[v] {
				if t.wayTo(b, u) < 0 {
					return false
				}
			}
		}
	}
	return true
}

// wayTo returns which successor of b, entered from b alone, dominates u; -1 if none.
func (t *threader) wayTo(b, u *Block) int {
	for i, e := range b.Term.Succs {
		if len(e.Block.Preds) == 1 && t.w.dom.dominates(e.Block, u) {
			return i
		}
	}
	return -1
}

// decidable reports whether it can pay to look at b's edges: its condition
// depends on a parameter, or is a value from above that is tested again.
func (t *threader) decidable(b *Block) bool {
	c := b.Term.Cond
	return c.Block != b || len(b.Params) > 0
}

// localize passes b's values that are used behind it through parameters of its
// successors, so that the successors can be entered from elsewhere too.
func (t *threader) localize(b *Block) {
	t.liftConstants(b)
	for _, list := range [][]*Value{b.Params, b.Insts} {
		for _, v := range list {
			if len(t.users[v]) == 0 {
				continue
			}
			var names [2]*Value
			for _, u := range t.users[v] {
				i := t.wayTo(b, u)
				if names[i] == nil {
					e := &b.Term.Succs[i]
					names[i] = t.f.AddParam(e.Block, v.Span)
					e.Args = append(e.Args[:len(e.Args):len(e.Args)], v)
				}
				renameIn(u, v, names[i])
				t.users[names[i]] = append(t.users[names[i]], u)
			}
			delete(t.users, v)
		}
	}
}

// liftConstants makes what constants of b are used behind it where the function begins: other
// blocks in front of b may be led around, too.
func (t *threader) liftConstants(b *Block) {
	b.Insts = slices.DeleteFunc(b.Insts, func(v *Value) bool {
		lift := v.Op == Const && len(t.users[v]) > 0
		if lift {
			t.f.Blocks[0].Append(v)
			delete(t.users, v)
		}
		return lift
	})
}

// renameIn makes b's uses of v uses of name.
func renameIn(b *Block, v, name *Value) {
	swap := func(args []*Value) {
		for i, a := range args {
			if a == v {
				args[i] = name
			}
		}
	}
	for _, x := range b.Insts {
		swap(x.Args)
	}
	if b.Term.Cond == v {
		b.Term.Cond = name
	}
	if b.Term.Result == v {
		b.Term.Result = name
	}
	for _, e := range b.Term.Succs {
		swap(e.Args)
	}
}

// block looks where the edges out of b lead.
func (t *threader) block(b *Block, w *rangeWalk) {
	for i, e := range b.Term.Succs {
		c := e.Block
		if !t.candidate[c.ID] || c == b {
			continue
		}
		mark := w.mark()
		if b.Term.Op != Branch || w.assume(b.Term.Cond, i == 0) {
			if way := t.decide(c, e.Args); way >= 0 && t.copyable(c, way) {
				t.jumps = append(t.jumps, threadedEdge{b, i, way})
			}
		}
		w.rollback(mark)
	}
}

// decide evaluates c as entered with args; it returns the way c then takes, or -1.
func (t *threader) decide(c *Block, args []*Value) int {
	w := t.w
	set := func(v *Value, r valueRange) {
		w.undo = append(w.undo, undoRange{v.ID, w.cur[v.ID]})
		w.cur[v.ID] = r
	}
	given := make([]valueRange, len(args))
	for i, a := range args {
		given[i] = w.cur[a.ID]
	}
	for i, p := range c.Params {
		set(p, given[i])
	}
	for _, v := range c.Insts {
		set(v, w.compute(v))
	}
	if is, known := w.there(c.Term.Cond); known {
		if is {
			return 0
		}
		return 1
	}
	if c.Term.Cond.Keep {
		return -1
	}
	r := w.cur[c.Term.Cond.ID].hard
	if !r.IsPoint() {
		r = t.order(c, args)
	}
	switch {
	case !r.IsPoint():
		return -1
	case r.Lo != 0:
		return 0
	}
	return 1
}

// order returns what the making of args says where c compares its parameters.
func (t *threader) order(c *Block, args []*Value) Interval {
	cond := *c.Term.Cond
	if cond.Block != c || cond.Op != Lt && cond.Op != Le {
		return anyValue
	}
	cond.Args = substitute(cond.Args, c.Params, args)
	return t.w.order(&cond).hard
}

// needed returns c's instructions that its edge way passes on.
func needed(c *Block, way int) []*Value {
	need := map[*Value]bool{}
	for _, a := range c.Term.Succs[way].Args {
		need[a] = true
	}
	var out []*Value
	for i := len(c.Insts) - 1; i >= 0; i-- {
		v := c.Insts[i]
		if !need[v] {
			continue
		}
		out = append([]*Value{v}, out...)
		for _, a := range v.Args {
			need[a] = true
		}
	}
	return out
}

func (t *threader) copyable(c *Block, way int) bool {
	n := 0
	for _, v := range needed(c, way) {
		if v.Op != Const {
			n++
		}
	}
	return n <= copyLimit
}

// apply leads j's edge around its target.
func (t *threader) apply(j threadedEdge) {
	edge := &j.from.Term.Succs[j.succ]
	c := edge.Block
	to := c.Term.Succs[j.way]
	copies := needed(c, j.way)
	if len(copies) == 0 {
		*edge = Edge{to.Block, substitute(to.Args, c.Params, edge.Args)}
		return
	}
	b := t.f.NewBlock()
	from := append(append([]*Value(nil), c.Params...), copies...)
	with := append([]*Value(nil), edge.Args...)
	for _, v := range copies {
		n := *v
		n.ID = t.f.values
		t.f.values++
		n.Args = substitute(v.Args, from, with)
		with = append(with, b.Append(&n))
	}
	b.Term = Term{Op: Jump, Succs: []Edge{{to.Block, substitute(to.Args, from, with)}}, Span: c.Term.Span}
	*edge = Edge{Block: b}
}
