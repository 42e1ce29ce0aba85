package codegen

import "github.com/ccc-lang/ccc/lang/regalloc"

// tidy improves an assignment where only the final registers show that it can
// be: copies of what is there already go, and blocks that only copy are done
// before the branch to them, where that hurts nobody, so that they need no jump
// of their own.
func tidy(a *regalloc.Assignment) {
	preds := map[*regalloc.Block]int{}
	for _, b := range a.Func.Blocks {
		if a.Code[b] == nil {
			continue
		}
		for _, e := range b.Succs {
			preds[e.Block]++
		}
	}
	t := &tidier{a: a, preds: preds}
	t.dropDead()
	t.dropKnown(a.Func.Blocks[0], known{})
	for t.hoist() {
		t.dropKnown(a.Func.Blocks[0], known{})
	}
}

type tidier struct {
	a     *regalloc.Assignment
	preds map[*regalloc.Block]int
}

// dropDead removes loads into registers that nothing reads: of values whose
// every reader got it by a load of its own.
func (t *tidier) dropDead() {
	in := t.liveness()
	for _, b := range t.a.Func.Blocks {
		code := t.a.Code[b]
		if code == nil {
			continue
		}
		var live regSet
		for _, e := range b.Succs {
			live |= in[e.Block]
		}
		kept := len(code) // code[kept:] stays
		for n := len(code) - 1; n >= 0; n-- {
			s := code[n]
			reads, writes := registers(s)
			if s.Inst != nil && s.Inst.Again && writes&live == 0 {
				continue
			}
			live = live&^writes | reads
			kept--
			code[kept] = s
		}
		t.a.Code[b] = code[kept:]
	}
}

// known is which constants and copies registers hold.
type known map[regalloc.Reg]regalloc.Loc

// dropKnown removes copies to registers that hold the value already, in b and
// the blocks that only b leads to.
func (t *tidier) dropKnown(b *regalloc.Block, k known) {
	type item struct {
		b *regalloc.Block
		k known
	}
	work := []item{{b, k}}
	seen := map[*regalloc.Block]bool{}
	for len(work) > 0 {
		it := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[it.b] {
			continue
		}
		seen[it.b] = true
		t.dropInBlock(it.b, it.k)
		for _, e := range it.b.Succs {
			next := known{}
			if t.preds[e.Block] == 1 {
				for r, l := range it.k {
					next[r] = l
				}
			}
			work = append(work, item{e.Block, next})
		}
	}
}

func (t *tidier) dropInBlock(b *regalloc.Block, k known) {
	code := t.a.Code[b]
	kept := code[:0]
	for _, s := range code {
		if s.Inst == nil && s.Dst.Kind == regalloc.InReg {
			if have, ok := k[s.Dst.Reg]; ok && have == s.Src {
				continue
			}
		}
		kept = append(kept, s)
		_, writes := registers(s)
		k.forget(writes)
		if s.Inst == nil && s.Dst.Kind == regalloc.InReg && s.Src.Kind != regalloc.InSlot {
			k[s.Dst.Reg] = s.Src
		}
	}
	t.a.Code[b] = kept
}

// forget drops what is known of registers in set, and of copies of them.
func (k known) forget(set regSet) {
	for r, l := range k {
		if set.has(r) || l.Kind == regalloc.InReg && set.has(l.Reg) {
			delete(k, r)
		}
	}
}

// regSet is a set of registers, bit n for rn.
type regSet uint16

func (s regSet) has(r regalloc.Reg) bool { return s>>r&1 != 0 }

func setOf(regs ...regalloc.Reg) (s regSet) {
	for _, r := range regs {
		if r != regalloc.NoReg {
			s |= 1 << r
		}
	}
	return s
}

// lostInCall is R0 to R5.
const lostInCall regSet = 1<<6 - 1

// registers returns what a step reads and writes.
func registers(s regalloc.Step) (reads, writes regSet) {
	if s.Inst == nil {
		if s.Src.Kind == regalloc.InReg {
			reads = setOf(s.Src.Reg)
		}
		if s.Dst.Kind == regalloc.InReg {
			writes = setOf(s.Dst.Reg)
		}
		return reads, writes
	}
	writes = setOf(s.Temps...) | setOf(s.Def)
	if s.Inst.Update { // what the verifier forgets it must be told again
		writes |= setOf(s.Uses[0])
	}
	if s.Inst.Call {
		writes |= lostInCall
	}
	return setOf(s.Uses...), writes
}

// hoist looks for blocks of copies that need a jump behind them, makes them
// empty by copying before the branch to them, and reports whether it found any.
// What one does may make another needless, so of blocks in a row only the first
// is done.
func (t *tidier) hoist() bool {
	lay := layOut(t.a)
	var live map[*regalloc.Block]regSet
	wait := map[*regalloc.Block]bool{}
	for _, b := range lay.blocks {
		if len(b.Succs) != 2 || wait[b] {
			continue
		}
		for k, e := range b.Succs {
			s := e.Block
			if t.preds[s] != 1 || !t.onlyCopies(s) || !lay.spares(s) {
				continue
			}
			if live == nil {
				live = t.liveness()
			}
			if t.canHoist(b, s, live[b.Succs[1-k].Block]) {
				t.move(b, s)
				wait[lay.target(b.Succs[0].Block)], wait[lay.target(b.Succs[1].Block)] = true, true
				break
			}
		}
	}
	return len(wait) > 0
}

// onlyCopies reports whether s is one or two copies to registers and a jump.
func (t *tidier) onlyCopies(s *regalloc.Block) bool {
	code := t.a.Code[s]
	if len(code) < 2 || len(code) > 3 || sel(code[len(code)-1].Inst).op != opGoto {
		return false
	}
	for _, c := range code[:len(code)-1] {
		if c.Inst != nil || c.Dst.Kind != regalloc.InReg {
			return false
		}
	}
	return true
}

// canHoist reports whether s's copies may be done before b's branch: neither
// the branch nor the other way reads what they overwrite.
func (t *tidier) canHoist(b, s *regalloc.Block, liveElsewhere regSet) bool {
	code := t.a.Code[b]
	reads, _ := registers(code[len(code)-1])
	for _, c := range t.a.Code[s] {
		if _, w := registers(c); w&(reads|liveElsewhere) != 0 {
			return false
		}
	}
	return true
}

// move puts s's copies before b's branch.
func (t *tidier) move(b, s *regalloc.Block) {
	from, to := t.a.Code[s], t.a.Code[b]
	n, last := len(from)-1, len(to)-1
	out := append([]regalloc.Step{}, to[:last]...)
	out = append(out, from[:n]...)
	t.a.Code[b] = append(out, to[last])
	t.a.Code[s] = from[n:]
}

// liveness returns the registers that are read later, at the start of each block.
func (t *tidier) liveness() map[*regalloc.Block]regSet {
	in := map[*regalloc.Block]regSet{}
	for changed := true; changed; {
		changed = false
		for i := len(t.a.Func.Blocks) - 1; i >= 0; i-- {
			b := t.a.Func.Blocks[i]
			code := t.a.Code[b]
			if code == nil {
				continue
			}
			var live regSet
			for _, e := range b.Succs {
				live |= in[e.Block]
			}
			for n := len(code) - 1; n >= 0; n-- {
				reads, writes := registers(code[n])
				live = live&^writes | reads
			}
			if live != in[b] {
				in[b], changed = live, true
			}
		}
	}
	return in
}
