package codegen

import (
	"math"

	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/dsl"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/regalloc"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/verifier"
	"github.com/ccc-lang/ccc/object"
)

// sel is what an instruction of the machine form does.
func sel(i *regalloc.Inst) *machine { return i.Sel.(*machine) }

// emitter writes the code of one callback.
type emitter struct {
	cb        *target.Callback
	lay       *layout
	lines     *lines
	out       asm.Instructions
	label     string            // of the next instruction
	same      map[string]string // labels of blocks that begin with another's first instruction
	line      *object.Line
	paths     paths
	functions map[string]*function       // that there are
	calls     []*function                // that it calls, once for each call
	walk      verifier.Work              // see followed; zero if there was none
	bound     verifier.Work              // likewise
	part      map[*regalloc.Block][2]int // where in out a block's code is
}

// emit returns the code of a callback. span is where it is in the source.
func emit(cb *target.Callback, a *regalloc.Assignment, ls *lines, span diag.Span) *emitter {
	e := &emitter{cb: cb, lay: layOut(a), lines: ls, part: map[*regalloc.Block][2]int{}, same: map[string]string{}}
	e.at(span)
	for n, b := range e.lay.order {
		next := e.lay.next(b)
		if next == nil && n+1 < len(e.lay.order) {
			next = e.lay.order[n+1]
		}
		e.open(b)
		start := len(e.out)
		for _, s := range a.Code[b] {
			e.step(b, s, next)
		}
		e.part[b] = [2]int{start, len(e.out)}
	}
	e.resolve()
	return e
}

// open makes the next instruction the first of b. Where a block before turned
// out to have none, both have the same first instruction.
func (e *emitter) open(b *regalloc.Block) {
	if e.label != "" {
		e.same[label(b)] = e.label
		return
	}
	e.label = label(b)
}

// resolve makes jumps to a block that shares another's label go there.
func (e *emitter) resolve() {
	for i := range e.out {
		if to := e.same[e.out[i].Reference()]; to != "" {
			e.out[i] = e.out[i].WithReference(to)
		}
	}
}

// slots counts instructions of 8 bytes.
func slots(code asm.Instructions) (n int) {
	for _, ins := range code {
		n += int(ins.Width())
	}
	return n
}

func label(b *regalloc.Block) string { return "b" + itoa(b.ID) }

// add appends code, with the pending label and source line on its first instruction.
func (e *emitter) add(code ...asm.Instruction) {
	if len(code) == 0 {
		return
	}
	if e.label != "" {
		code[0] = code[0].WithSymbol(e.label)
		e.label = ""
	}
	if e.line != nil {
		code[0] = object.WithLine(code[0], e.line)
		e.line = nil
	}
	e.out = append(e.out, code...)
}

// at makes what follows come from span.
func (e *emitter) at(span diag.Span) {
	if l := e.lines.changed(span); l != nil {
		e.line = l
	}
}

func (e *emitter) step(b *regalloc.Block, s regalloc.Step, next *regalloc.Block) {
	if s.Inst == nil {
		e.add(move(s.Dst, s.Src))
		return
	}
	m := sel(s.Inst)
	e.at(m.span)
	switch m.op {
	case opGoto:
		e.jump(e.lay.target(b.Succs[0].Block), next)
	case opBranch:
		e.branch(b, s, m, next)
	case opReturn:
		e.add(dsl.Return()...)
	default:
		e.add(e.code(s, m)...)
	}
}

// jump goes to b; a block that only returns is copied, as that takes no more room.
func (e *emitter) jump(b, next *regalloc.Block) {
	code := e.lay.a.Code[b]
	switch {
	case b == next:
	case len(code) == 1 && sel(code[0].Inst).op == opReturn:
		e.add(dsl.Return()...)
	default:
		e.add(asm.Ja.Label(label(b)))
	}
}

func (e *emitter) branch(b *regalloc.Block, s regalloc.Step, m *machine, next *regalloc.Block) {
	yes, no := e.lay.target(b.Succs[0].Block), e.lay.target(b.Succs[1].Block)
	if yes == no {
		e.jump(yes, next)
		return
	}
	jump := m.jump
	inv, can := inverse[jump]
	switch {
	case m.negate: // only of what has no opposite
		yes, no = no, yes
	case yes == next && can:
		jump, yes, no = inv, no, yes
	}
	e.add(compare(jump, m, s.Uses, label(yes)))
	e.jump(no, next)
}

// compare returns the jump to a label; with label "" the caller sets the offset.
func compare(jump asm.JumpOp, m *machine, uses []regalloc.Reg, to string) asm.Instruction {
	a := reg(uses[0])
	switch {
	case m.hasImm && m.narrow:
		return jump.Imm32(a, int32(m.imm), to)
	case m.hasImm:
		return jump.Imm(a, int32(m.imm), to)
	case m.narrow:
		return jump.Reg32(a, reg(uses[1]), to)
	}
	return jump.Reg(a, reg(uses[1]), to)
}

// skip returns the comparison as a jump over the next instruction.
func skip(jump asm.JumpOp, m *machine, uses []regalloc.Reg) asm.Instruction {
	ins := compare(jump, m, uses, "")
	ins.Offset = 1
	return ins
}

func reg(r regalloc.Reg) asm.Register { return asm.Register(r) }

// move returns the copy of src to dst.
func move(dst, src regalloc.Loc) asm.Instruction {
	switch {
	case dst.Kind == regalloc.InSlot && src.Kind == regalloc.Imm:
		return asm.Instruction{OpCode: asm.StoreImmOp(asm.DWord), Dst: asm.R10, Offset: slot(dst), Constant: src.Imm}
	case dst.Kind == regalloc.InSlot:
		return asm.StoreMem(asm.R10, slot(dst), reg(src.Reg), asm.DWord)
	case src.Kind == regalloc.InSlot:
		return asm.LoadMem(reg(dst.Reg), asm.R10, slot(src), asm.DWord)
	case src.Kind == regalloc.Imm:
		return loadConst(reg(dst.Reg), src.Imm)
	}
	return asm.Mov.Reg(reg(dst.Reg), reg(src.Reg))
}

// slot is the offset of a stack slot from the frame pointer.
func slot(l regalloc.Loc) int16 { return int16(-8 * (l.Slot + 1)) }

// loadConst sets r to n in the shortest way.
func loadConst(r asm.Register, n int64) asm.Instruction {
	switch {
	case fits32(n):
		return asm.Mov.Imm(r, int32(n))
	case n == int64(uint32(n)):
		return asm.Mov.Imm32(r, int32(uint32(n)))
	}
	return asm.LoadImm(r, n, asm.DWord)
}

// code returns the instructions of everything but jumps.
func (e *emitter) code(s regalloc.Step, m *machine) asm.Instructions {
	var d, a asm.Register
	if s.Def != regalloc.NoReg {
		d = reg(s.Def)
	}
	if len(s.Uses) > 0 {
		a = reg(s.Uses[0])
	}
	switch m.op {
	case opEntry, opCopy: // the registers are
		return nil
	case opArg:
		return asm.Instructions{asm.LoadMem(d, a, int16(8*m.imm), size(m.size))}
	case opMatches:
		return dsl.Matches(d, e.cb, *m.form)
	case opALU:
		return asm.Instructions{alu(s, m, d)}
	case opNegate:
		if m.narrow {
			return asm.Instructions{asm.Neg.Imm32(d, 0)}
		}
		return asm.Instructions{asm.Neg.Imm(d, 0)}
	case opMove32:
		return asm.Instructions{asm.Mov.Reg32(d, a)}
	case opExtend:
		return asm.Instructions{asm.LSh.Imm(d, int32(m.imm)), asm.ArSh.Imm(d, int32(m.imm))}
	case opPick:
		return pick(s, m, d)
	case opFillUp:
		return fillUp(s, m, d)
	case opForget:
		return asm.Instructions{asm.Xor.Reg(a, reg(s.Uses[1]))}
	case opZero:
		t := reg(s.Temps[0])
		return dsl.Join(dsl.LoadPrivate(t, a, 0, 8, false), dsl.LoadPrivate(d, a, 0, 8, false), asm.Instructions{asm.Xor.Reg(d, t)})
	case opAbs:
		return asm.Instructions{skip(asm.JSGE, &machine{hasImm: true}, s.Uses), asm.Neg.Imm(d, 0)}
	case opCap31:
		return asm.Instructions{skip(asm.JSGE, &machine{hasImm: true, imm: 1, narrow: true}, s.Uses), asm.Mov.Imm(d, math.MaxInt32)}
	case opSet:
		return set(s, m, d)
	case opLoad, opBits:
		return load(m, d, a)
	case opStore:
		return store(s, m, a)
	case opPrivate:
		return dsl.PrivatePointer(d, d)
	case opGlobal:
		return dsl.LoadGlobal(d, m.name, target.S64)
	case opTable:
		t := reg(s.Temps[0])
		return dsl.Join(asm.Instructions{asm.LSh.Imm(d, 3)}, dsl.GlobalPointer(t, m.name),
			asm.Instructions{asm.Add.Reg(d, t), asm.LoadMem(d, d, 0, asm.DWord)})
	case opConfig:
		return dsl.LoadConfig(d, m.name)
	case opAddress:
		return dsl.GlobalPointer(d, m.name)
	case opCall:
		return dsl.Call(m.fn)
	case opInvoke:
		return dsl.CallFunction(m.name)
	case opStorage:
		return dsl.CallHelper(target.HelperSkStorageGet)
	}
	panic("internal error: codegen: no code for " + m.String())
}

// other is the operand of a Tied instruction that is not replaced.
func other(s regalloc.Step) asm.Register {
	if s.Swapped {
		return reg(s.Uses[0])
	}
	return reg(s.Uses[1])
}

func alu(s regalloc.Step, m *machine, d asm.Register) asm.Instruction {
	switch {
	case m.hasImm && m.narrow:
		return m.alu.Imm32(d, int32(m.imm))
	case m.hasImm:
		return m.alu.Imm(d, int32(m.imm))
	case m.narrow:
		return m.alu.Reg32(d, other(s))
	}
	return m.alu.Reg(d, other(s))
}

// pick keeps d if d jump b holds, else takes b.
func pick(s regalloc.Step, m *machine, d asm.Register) asm.Instructions {
	if m.first {
		over := asm.Instruction{OpCode: asm.Ja.Op(asm.ImmSource), Offset: 1}
		return asm.Instructions{skip(inverse[m.jump], m, s.Uses), over, asm.Mov.Imm(d, int32(m.imm))}
	}
	if m.hasImm {
		return asm.Instructions{skip(m.jump, m, s.Uses), asm.Mov.Imm(d, int32(m.imm))}
	}
	b := other(s)
	ins := m.jump.Reg(d, b, "")
	ins.Offset = 1
	return asm.Instructions{ins, asm.Mov.Reg(d, b)}
}

// fillUp adds 32 bits; a sum that is less than what was added has wrapped.
func fillUp(s regalloc.Step, m *machine, d asm.Register) asm.Instructions {
	whole := asm.Mov.Imm32(d, -1)
	if m.hasImm {
		ins := asm.JGE.Imm32(d, int32(m.imm), "")
		ins.Offset = 1
		return asm.Instructions{asm.Add.Imm32(d, int32(m.imm)), ins, whole}
	}
	ins := asm.JGE.Reg32(d, other(s), "")
	ins.Offset = 1
	return asm.Instructions{asm.Add.Reg32(d, other(s)), ins, whole}
}

// set makes a truth of a comparison.
func set(s regalloc.Step, m *machine, d asm.Register) asm.Instructions {
	yes, no := int32(1), int32(0)
	if m.negate {
		yes, no = no, yes
	}
	return asm.Instructions{asm.Mov.Imm(d, yes), skip(m.jump, m, s.Uses), asm.Mov.Imm(d, no)}
}

func size(bytes int) asm.Size {
	return [...]asm.Size{1: asm.Byte, 2: asm.Half, 4: asm.Word, 8: asm.DWord}[bytes]
}

func load(m *machine, d, a asm.Register) asm.Instructions {
	switch {
	case m.op == opBits && m.top:
		return dsl.LoadField(d, a, m.field)[:2] // without the shift down
	case m.op == opBits:
		return dsl.LoadField(d, a, m.field)
	case m.field != nil:
		return dsl.LoadField(d, a, m.field)[:1] // without the sign: selection adds it where it matters
	case m.priv:
		return dsl.LoadPrivate(d, a, 8*m.word, m.size, false)
	}
	return asm.Instructions{asm.LoadMem(d, a, int16(m.off), size(m.size))}
}

func store(s regalloc.Step, m *machine, a asm.Register) asm.Instructions {
	if m.hasImm {
		n := int32(m.imm)
		switch {
		case m.field != nil:
			return dsl.StoreFieldImm(a, m.field, n)
		case m.priv:
			return dsl.StorePrivateImm(a, 8*m.word, m.size, n)
		}
		return asm.Instructions{{OpCode: asm.StoreImmOp(size(m.size)), Dst: a, Offset: int16(m.off), Constant: int64(n)}}
	}
	x := reg(s.Uses[1])
	switch {
	case m.field != nil:
		return dsl.StoreField(a, m.field, x)
	case m.priv:
		return dsl.StorePrivate(a, 8*m.word, m.size, x, a)
	}
	return asm.Instructions{asm.StoreMem(a, int16(m.off), x, size(m.size))}
}
