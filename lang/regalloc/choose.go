package regalloc

// hints is where values would like to be, so that copies fall away.
type hints struct {
	friends [][]friend         // by value: values that are copied to or from it
	want    [][numRegs]float32 // by value: what a register would save, in expected runs
}

type friend struct {
	value  *Value
	weight float32
}

// divideWish is what a quotient in R0 saves: on x86, where R0 is rax, saving that and two copies.
const divideWish = 0.5

// newHints collects wishes backwards, so that a value hears what those that are
// made from it want.
func newHints(f *Func, rpo []*Block, live *liveness) *hints {
	h := &hints{friends: make([][]friend, f.values), want: make([][numRegs]float32, f.values)}
	for n := len(rpo) - 1; n >= 0; n-- {
		b := rpo[n]
		w := float32(b.weight())
		for _, e := range b.Succs {
			for k, p := range e.Block.Params {
				h.copied(p, e.Args[k], w, live)
			}
		}
		for k := len(b.Insts) - 1; k >= 0; k-- {
			h.inst(b.Insts[k], live.dies[b.rpo][k], w, live)
		}
	}
	return h
}

func (h *hints) inst(i *Inst, dies uint32, w float32, live *liveness) {
	switch {
	case i.Call:
		for k, v := range i.Uses {
			if !live.crosses[v.ID] {
				h.want[v.ID][R1+Reg(k)] += w
			}
		}
		if i.Def != nil {
			h.want[i.Def.ID][R0] += w
		}
	case i.Result:
		h.want[i.Uses[0].ID][R0] += w
	case i.Tied:
		if i.Divides {
			h.want[i.Def.ID][R0] += w * divideWish
		}
		if dies&1 != 0 {
			h.copied(i.Def, i.Uses[0], w, live)
		}
		if i.commutes() && dies&2 != 0 {
			h.copied(i.Def, i.Uses[1], w, live)
		}
	}
}

// copied notes that dst is made from src by a copy that falls away if they share a place.
func (h *hints) copied(dst, src *Value, w float32, live *liveness) {
	if src.Const || dst == src {
		return
	}
	h.friends[dst.ID] = append(h.friends[dst.ID], friend{src, w})
	h.friends[src.ID] = append(h.friends[src.ID], friend{dst, w})
	for r := R0; r < numRegs; r++ {
		h.want[src.ID][r] += min(h.want[dst.ID][r], w) * 0.9
		if live.crosses[dst.ID] && r >= firstSaved {
			h.want[src.ID][r] += w / 4
		}
	}
}

// preference breaks ties: what survives calls, what results are wanted in and what
// carries a call's first arguments is kept for values that need it. On x86 an instruction of 32
// bits, and a load, is a byte longer with R5, R7, R8 or R9 (r8, r13, r14 and r15 there).
var preference = [numRegs]float32{R0: .045, R5: .05, R4: .01, R3: .02, R2: .03, R1: .04, R6: .3, R7: .31, R8: .32, R9: .33}

// pick chooses a free register for v, or as scratch with v nil; NoReg, and
// a.failed set, if there is none.
func (a *allocator) pick(v *Value, among regSet) Reg {
	best, bestScore := NoReg, float32(0)
	for r := R0; r < numRegs; r++ {
		if !among.has(r) || a.owner[r] != nil {
			continue
		}
		score := -preference[r]
		score -= a.copyWorth(r)
		if v != nil {
			score += a.hints.want[v.ID][r]
			for _, f := range a.hints.friends[v.ID] {
				if a.home[f.value.ID] == inReg(r) {
					score += f.weight
				}
			}
		}
		if best == NoReg || score > bestScore {
			best, bestScore = r, score
		}
	}
	if best == NoReg {
		a.failed.value, a.failed.among = v, among
	}
	return best
}

// copyWorth is what the copy in r of a value that lives elsewhere may still save.
func (a *allocator) copyWorth(r Reg) float32 {
	v := a.cache[r]
	switch {
	case v == nil:
		return 0
	case v.Const:
		return .1
	}
	if h := a.home[v.ID]; a.slot[h.Slot] != v {
		return 0 // nothing reads it any more
	}
	return .5
}

// spill makes room where the last walk failed: a value that could do without R6
// to R9 leaves them, or the one that is cheapest for its length goes to the stack.
func (a *allocator) spill() {
	var victim *Value
	best := 0.0
	consider := func(v *Value) {
		if cost := a.price(v); victim == nil || cost < best {
			victim, best = v, cost
		}
	}
	v := a.failed.value
	for r, u := range a.owner {
		if u == nil || !a.failed.among.has(Reg(r)) || a.isEntry(u) {
			continue
		}
		if a.failed.among&^savedRegs == 0 && !a.live.crosses[u.ID] && !a.lowOnly[u.ID] {
			a.lowOnly[u.ID] = true
			return
		}
		if !a.reads(u) {
			consider(u)
		}
	}
	if v != nil && (a.inst == nil || a.anyFree()) {
		consider(v)
	}
	if victim == nil {
		for r, u := range a.owner {
			if u != nil && a.failed.among.has(Reg(r)) && !a.isEntry(u) {
				consider(u)
			}
		}
	}
	if victim == nil {
		panic("internal error: regalloc: no register and nothing to spill in " + a.f.Name)
	}
	a.spilled[victim.ID] = true
}

// price is what keeping v on the stack costs for each instruction it frees a
// register at.
func (a *allocator) price(v *Value) float64 {
	p := a.live.cost[v.ID] / float64(a.live.extent[v.ID]+1)
	if a.again[v] != nil {
		p *= 0.6
	}
	if v.Precious {
		p *= 1000
	}
	return p
}

// reads reports whether the current instruction reads v, so that spilling v
// would not free a register for it.
func (a *allocator) reads(v *Value) bool {
	if a.inst == nil || a.inst.Call {
		return false
	}
	for _, u := range a.inst.Uses {
		if u == v {
			return true
		}
	}
	return false
}

func (a *allocator) anyFree() bool {
	for _, u := range a.owner {
		if u == nil {
			return true
		}
	}
	return false
}

// isEntry reports whether v is in its register when the program starts, and not worth a slot: what
// needs it comes first.
func (a *allocator) isEntry(v *Value) bool {
	for _, i := range a.f.Blocks[0].Insts {
		if i.Entry == 0 {
			return false
		}
		if i.Def == v {
			return true
		}
	}
	return false
}
