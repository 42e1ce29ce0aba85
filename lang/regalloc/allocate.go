package regalloc

// Allocate decides where every value of f lives.
//
// On SSA two values are in each other's way exactly if one is live where the
// other is made, so walking the blocks in reverse postorder and giving each
// value a register that is free at its definition is a colouring; it fails only
// where more values are live than there are registers for them. Then the value
// that is cheapest to keep on the stack is spilled and the walk starts again.
//
// The error is a *StackError.
func Allocate(f *Func) (*Assignment, error) {
	rpo := f.order()
	a := &allocator{
		f: f, rpo: rpo, live: newLiveness(f, rpo),
		spilled: make([]bool, f.values),
		lowOnly: make([]bool, f.values),
		again:   map[*Value]*Inst{},
	}
	for _, b := range rpo {
		for _, i := range b.Insts {
			if i.Again {
				a.again[i.Def] = i
			}
		}
	}
	a.hints = newHints(f, rpo, a.live)
	for !a.walk() {
		a.spill()
	}
	for _, b := range rpo {
		a.edgeMoves(b)
	}
	a.compact()
	out := &Assignment{Func: f, Code: a.code, Homes: a.home, Slots: a.slots}
	for _, h := range a.home {
		if h.Kind == InSlot {
			out.Spills++
		}
	}
	if out.StackBytes() > MaxStack {
		return nil, &StackError{Func: f.Name, Bytes: out.StackBytes()}
	}
	return out, nil
}

type regSet uint16

const (
	allRegs   regSet = 1<<numRegs - 1
	savedRegs regSet = 1<<R6 | 1<<R7 | 1<<R8 | 1<<R9
)

func (s regSet) has(r Reg) bool { return s>>r&1 != 0 }

func (s *regSet) add(r Reg) {
	if r != NoReg {
		*s |= 1 << r
	}
}

// allocator is the state of the walk.
type allocator struct {
	f       *Func
	rpo     []*Block
	live    *liveness
	hints   *hints
	spilled []bool // lives in a slot
	lowOnly []bool // must leave R6 to R9 to others
	again   map[*Value]*Inst

	// Of one walk:
	home                 []Loc
	slotRead             []bool // by value: something reads its slot
	code                 map[*Block][]Step
	out                  []Step // of the block
	owner                [numRegs]*Value
	slot                 []*Value // the live value in each slot
	slots                int
	cacheStart, cacheEnd [][numRegs]*Value // by rpo
	// cache: a value whose home is elsewhere (a slot, nowhere), of which the register
	// holds a copy. The register counts as free.
	cache [numRegs]*Value

	// Of the instruction:
	inst *Inst
	dies uint32
	busy regSet // registers that its operands are read from

	failed struct {
		value *Value // that found no register; nil for a scratch register
		among regSet
	}
}

// walk goes over the whole function once and reports whether every value found
// a place; if not, a.failed says where it stopped.
func (a *allocator) walk() bool {
	a.home = make([]Loc, a.f.values)
	a.slotRead = make([]bool, a.f.values)
	a.code = make(map[*Block][]Step, len(a.rpo))
	a.cacheStart = make([][numRegs]*Value, len(a.rpo))
	a.cacheEnd = make([][numRegs]*Value, len(a.rpo))
	a.slot, a.slots = nil, 0
	for _, b := range a.rpo {
		if !a.block(b) {
			return false
		}
	}
	return true
}

func (a *allocator) block(b *Block) bool {
	a.enter(b)
	a.inst, a.busy, a.dies = nil, 0, 0
	for _, p := range b.Params {
		if a.live.extent[p.ID] == 0 {
			continue // nothing reads it
		}
		if a.spilled[p.ID] {
			a.giveSlot(p)
		} else if r := a.pick(p, a.allowed(p)); r != NoReg {
			a.give(p, r)
		} else {
			return false
		}
	}
	a.cacheStart[b.rpo] = a.cache
	dies := a.live.dies[b.rpo]
	for n, i := range b.Insts {
		a.inst, a.dies, a.busy = i, dies[n], 0
		if !a.instruction() {
			return false
		}
	}
	a.code[b] = a.out
	a.cacheEnd[b.rpo] = a.cache
	return true
}

// enter sets what is where at b's start.
func (a *allocator) enter(b *Block) {
	a.out = make([]Step, 0, len(b.Insts)+4)
	a.owner = [numRegs]*Value{}
	a.cache = [numRegs]*Value{}
	for n := range a.slot {
		a.slot[n] = nil
	}
	for _, v := range a.live.in[b.rpo] {
		switch h := a.home[v.ID]; h.Kind {
		case InReg:
			a.owner[h.Reg] = v
		case InSlot:
			a.slot[h.Slot] = v
		}
	}
	a.inherit(b)
}

// inherit keeps the copies that every way to b leaves in the same registers.
// Nothing is known yet of what comes around a loop.
func (a *allocator) inherit(b *Block) {
	for _, p := range b.preds {
		if p.rpo >= b.rpo {
			return
		}
	}
	for n, p := range b.preds {
		for r, v := range a.cacheEnd[p.rpo] {
			switch {
			case a.owner[r] != nil || v == nil:
				a.cache[r] = nil
			case n == 0 && (v.Const || a.slot[a.home[v.ID].Slot] == v):
				a.cache[r] = v
			case a.cache[r] != v:
				a.cache[r] = nil
			}
		}
	}
}

// instruction places one instruction.
func (a *allocator) instruction() bool {
	i := a.inst
	switch {
	case i.Call:
		return a.call()
	case i.Result:
		a.bring(R0, i.Uses[0])
		a.emit(Step{Inst: i, Def: NoReg, Uses: []Reg{R0}})
		return true
	}
	tied := a.tiedOperand()
	uses, ok := a.readAll(tied)
	if !ok {
		return false
	}
	a.release()
	s := Step{Inst: i, Def: NoReg, Uses: uses}
	if i.Def != nil {
		if s.Def = a.pickResult(uses, tied); s.Def == NoReg {
			return false
		}
	}
	taken := a.busy
	taken.add(s.Def)
	for range i.Temps {
		t := a.pick(nil, allRegs&^taken)
		if t == NoReg {
			return false
		}
		a.cache[t] = nil
		taken.add(t)
		s.Temps = append(s.Temps, t)
	}
	if tied >= 0 {
		if i.commutes() && s.Def == uses[1-tied] && uses[tied] != NoReg && uses[tied] != s.Def {
			tied = 1 - tied
		}
		a.bring(s.Def, i.Uses[tied])
		uses[tied] = s.Def
		s.Swapped = tied == 1
	}
	a.emit(s)
	a.defined(s.Def)
	if i.Update {
		if v := i.Uses[0]; a.home[v.ID].Kind == InSlot {
			a.save(v, uses[0])
		}
	}
	return true
}

// tiedOperand decides which operand the result replaces; -1: none. For one that
// is not in a register, copying it to the result's is no more work than
// reading it.
func (a *allocator) tiedOperand() int {
	i := a.inst
	switch {
	case !i.Tied:
		return -1
	case i.commutes() && a.dies&1 == 0 && a.where(i.Uses[0]).Kind == InReg && a.where(i.Uses[1]).Kind != InReg:
		return 1
	}
	return 0
}

// readAll brings the operands into registers, all but the tied one, which is
// copied later, and returns where they are; NoReg for a tied one elsewhere.
func (a *allocator) readAll(tied int) ([]Reg, bool) {
	uses := make([]Reg, len(a.inst.Uses))
	for k, v := range a.inst.Uses {
		uses[k] = NoReg
		if w := a.where(v); w.Kind == InReg {
			uses[k] = w.Reg
			a.busy.add(w.Reg)
		}
	}
	for k, v := range a.inst.Uses {
		if k == tied || uses[k] != NoReg {
			continue
		}
		w := a.where(v)
		if w.Kind == InReg { // the same value was just brought for another operand
			uses[k] = w.Reg
			continue
		}
		r := a.pick(nil, allRegs&^a.busy)
		if r == NoReg {
			return nil, false
		}
		a.bring(r, v)
		a.cache[r] = v
		a.busy.add(r)
		uses[k] = r
	}
	return uses, true
}

// release frees the places of operands that nothing needs any more.
func (a *allocator) release() {
	for k, v := range a.inst.Uses {
		if a.dies>>k&1 == 0 {
			continue
		}
		switch h := a.home[v.ID]; h.Kind {
		case InReg:
			a.owner[h.Reg] = nil
		case InSlot:
			a.slot[h.Slot] = nil
		}
	}
}

// pickResult chooses the register that the result is computed in.
func (a *allocator) pickResult(uses []Reg, tied int) Reg {
	i := a.inst
	if i.Entry > 0 {
		return i.Entry
	}
	var forbidden regSet
	for k, r := range uses {
		switch {
		case k == tied || tied >= 0 && !i.Early && i.Uses[k] == i.Uses[tied]:
		case i.Early, tied >= 0 && !(i.commutes() && uses[tied] != NoReg):
			forbidden.add(r)
		}
	}
	if a.spilled[i.Def.ID] || a.dies&resultDead != 0 {
		return a.pick(nil, allRegs&^forbidden)
	}
	return a.pick(i.Def, a.allowed(i.Def)&^forbidden)
}

// defined makes r, where the instruction left its result, or a slot the result's home.
func (a *allocator) defined(r Reg) {
	if r == NoReg {
		return
	}
	v := a.inst.Def
	a.cache[r] = nil
	switch {
	case a.dies&resultDead != 0:
	case a.spilled[v.ID]:
		a.giveSlot(v)
		a.save(v, r)
		a.cache[r] = v
	default:
		a.give(v, r)
	}
}

// call places a call: the operands go to their registers all at once.
func (a *allocator) call() bool {
	i := a.inst
	var moves []copyOf
	uses := make([]Reg, len(i.Uses))
	for k, v := range i.Uses {
		uses[k] = R1 + Reg(k)
		moves = append(moves, copyOf{inReg(uses[k]), a.read(v)})
	}
	a.release()
	var held regSet
	for r, v := range a.owner {
		if v != nil {
			held.add(Reg(r))
		}
	}
	a.out = append(a.out, sequence(moves, held, a.emergency)...)
	for r := R0; r < firstSaved; r++ {
		a.cache[r] = nil
	}
	s := Step{Inst: i, Def: NoReg, Uses: uses}
	if i.Def == nil {
		a.emit(s)
		return true
	}
	s.Def = R0
	a.emit(s)
	if a.dies&resultDead != 0 || a.spilled[i.Def.ID] {
		a.defined(R0)
		return true
	}
	r := a.pick(i.Def, a.allowed(i.Def))
	if r == NoReg {
		return false
	}
	a.move(inReg(r), inReg(R0))
	a.give(i.Def, r)
	return true
}

// edgeMoves fills the parameters of b's only successor.
func (a *allocator) edgeMoves(b *Block) {
	if len(b.Succs) != 1 || len(b.Succs[0].Args) == 0 {
		return
	}
	e := b.Succs[0]
	a.cache = a.cacheEnd[b.rpo]
	var moves []copyOf
	for n, p := range e.Block.Params {
		if h := a.home[p.ID]; h.Kind != Nowhere {
			moves = append(moves, copyOf{h, a.read(e.Args[n])})
		}
	}
	var held regSet
	for _, v := range a.live.in[e.Block.rpo] {
		if h := a.home[v.ID]; h.Kind == InReg {
			held.add(h.Reg)
		}
	}
	for r, v := range a.cacheStart[e.Block.rpo] {
		if v != nil {
			held.add(Reg(r))
		}
	}
	spare := len(a.slot)
	slot := func() int {
		spare++
		a.slots = max(a.slots, spare)
		return spare - 1
	}
	code := a.code[b]
	last := len(code) - 1
	jump := code[last]
	a.code[b] = append(append(code[:last:last], sequence(moves, held, slot)...), jump)
}

// where is the best place to read v from now.
func (a *allocator) where(v *Value) Loc {
	if h := a.home[v.ID]; h.Kind == InReg {
		return h
	}
	for r, c := range a.cache {
		if c == v {
			return inReg(Reg(r))
		}
	}
	if v.Const {
		return imm(v.Imm)
	}
	return a.home[v.ID]
}

// read is where, for a copy: if that is v's slot, the slot must be filled.
func (a *allocator) read(v *Value) Loc {
	w := a.where(v)
	if w.Kind == InSlot {
		a.slotRead[v.ID] = true
	}
	return w
}

// bring copies v to r, or makes it there again.
func (a *allocator) bring(r Reg, v *Value) {
	if i := a.again[v]; i != nil && a.where(v).Kind == InSlot {
		base := i.Uses[0]
		if h := a.home[base.ID]; h.Kind == InReg && a.owner[h.Reg] == base {
			a.emit(Step{Inst: i, Again: true, Def: r, Uses: []Reg{h.Reg}})
			return
		}
	}
	a.move(inReg(r), a.read(v))
}

// save copies v from r to its slot.
func (a *allocator) save(v *Value, r Reg) {
	a.emit(Step{Dst: a.home[v.ID], Src: inReg(r), saves: v})
}

// compact drops copies to slots that nothing reads, and renumbers the slots.
func (a *allocator) compact() {
	number := map[int]int{}
	slot := func(l *Loc) {
		if l.Kind == InSlot {
			if _, ok := number[l.Slot]; !ok {
				number[l.Slot] = len(number)
			}
			l.Slot = number[l.Slot]
		}
	}
	for _, b := range a.rpo {
		kept := a.code[b][:0]
		for _, s := range a.code[b] {
			if s.saves != nil && !a.slotRead[s.saves.ID] {
				continue
			}
			slot(&s.Dst)
			slot(&s.Src)
			kept = append(kept, s)
		}
		a.code[b] = kept
	}
	for n := range a.home {
		h := &a.home[n]
		if h.Kind != InSlot {
			continue
		}
		if to, ok := number[h.Slot]; ok {
			h.Slot = to
		} else {
			*h = Loc{}
		}
	}
	a.slots = len(number)
}

// allowed is where v may live.
func (a *allocator) allowed(v *Value) regSet {
	switch {
	case a.live.crosses[v.ID]:
		return savedRegs
	case a.lowOnly[v.ID]:
		return allRegs &^ savedRegs
	}
	return allRegs
}

// give makes r the home of v.
func (a *allocator) give(v *Value, r Reg) {
	a.home[v.ID] = inReg(r)
	a.owner[r], a.cache[r] = v, nil
}

// giveSlot makes a free slot the home of v, if possible one that saves a copy.
func (a *allocator) giveSlot(v *Value) {
	slot := -1
	for _, f := range a.hints.friends[v.ID] {
		if h := a.home[f.value.ID]; h.Kind == InSlot && a.slot[h.Slot] == nil {
			slot = h.Slot
			break
		}
	}
	for n := 0; slot < 0; n++ {
		if n == len(a.slot) {
			a.slot = append(a.slot, nil)
		}
		if a.slot[n] == nil {
			slot = n
		}
	}
	a.slot[slot] = v
	a.home[v.ID] = inSlot(slot)
	a.slots = max(a.slots, slot+1)
}

// emergency returns a slot that no value lives in.
func (a *allocator) emergency() int {
	n := len(a.slot)
	a.slot = append(a.slot, nil)
	a.slots = max(a.slots, n+1)
	return n
}

func (a *allocator) move(dst, src Loc) {
	if dst != src {
		a.emit(Step{Dst: dst, Src: src})
	}
}

func (a *allocator) emit(s Step) { a.out = append(a.out, s) }
