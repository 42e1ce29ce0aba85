package codegen

import (
	"math"
	"strconv"

	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/lang/ir"
	"github.com/ccc-lang/ccc/lang/regalloc"
	"github.com/ccc-lang/ccc/lang/target"
)

func itoa(n int) string { return strconv.Itoa(n) }

var aluOps = map[ir.Op]asm.ALUOp{
	ir.Add: asm.Add, ir.Sub: asm.Sub, ir.Mul: asm.Mul, ir.UDiv: asm.Div, ir.UMod: asm.Mod,
	ir.And: asm.And, ir.Or: asm.Or, ir.Xor: asm.Xor, ir.Shl: asm.LSh, ir.Shr: asm.RSh, ir.Sar: asm.ArSh,
	ir.Add32: asm.Add, ir.Sub32: asm.Sub,
}

// value selects the instructions that compute v, or have its effect.
func (s *selector) value(v *ir.Value) {
	if s.isCopy(v) {
		s.alias(v, v.Args[0])
		return
	}
	switch v.Op {
	case ir.Const, ir.Arg, ir.Ptr:
		// Made where they are needed, or at the start.
	case ir.Neg:
		s.set(v, s.inst(machine{op: opNegate, narrow: s.narrow(v)}, regalloc.Shape{Tied: true}, s.new(v), s.get(v.Args[0])))
	case ir.Cap31:
		s.zext[v.ID] = true
		s.set(v, s.inst(machine{op: opCap31}, regalloc.Shape{Tied: true}, s.new(v), s.operand(v.Args[0], false)))
	case ir.Abs:
		s.set(v, s.inst(machine{op: opAbs}, regalloc.Shape{Tied: true}, s.new(v), s.operand(v.Args[0], false)))
	case ir.Min, ir.Max, ir.UMin:
		s.pick(v)
	case ir.Zext32:
		s.low32(v)
	case ir.Sext32:
		s.set(v, s.extend(s.get(v.Args[0]), 32))
	case ir.LoadField, ir.LoadPriv, ir.LoadMem:
		s.load(v)
	case ir.StoreField, ir.StorePriv, ir.StoreMem:
		s.store(v)
	case ir.Storage, ir.Call, ir.Invoke:
		s.call(v)
	case ir.LoadParam:
		s.param(v)
	case ir.LoadTable:
		m := machine{op: opTable, name: s.names.global[v.Aux.Table]}
		s.set(v, s.inst(m, regalloc.Shape{Tied: true, Temps: 1}, s.new(v), s.get(v.Args[0])))
	case ir.Config:
		s.set(v, s.inst(machine{op: opConfig, name: v.Aux.Name}, regalloc.Shape{}, s.new(v)))
	default:
		switch {
		case isCompare(v.Op):
			s.truth(v)
		case aluOps[v.Op] != 0 || v.Op == ir.Add || v.Op == ir.Add32:
			s.alu(v)
		default:
			panic("internal error: codegen: " + v.Op.String() + " has no instruction")
		}
	}
}

// param selects the reading of a parameter.
func (s *selector) param(v *ir.Value) {
	name := s.names.global[v.Aux.LoadParam]
	if !s.share {
		s.set(v, s.inst(machine{op: opGlobal, name: name}, regalloc.Shape{}, s.new(v)))
		return
	}
	if s.paramBase == nil {
		s.makeParamBase()
	}
	s.set(v, s.inst(machine{op: opLoad, off: s.names.offset[name], size: 8}, regalloc.Shape{}, s.new(v), s.paramBase))
}

func (s *selector) new(v *ir.Value) *regalloc.Value {
	n := s.out.NewValue(valueName(v))
	n.Precious = v.Keep
	return n
}

func (s *selector) set(v *ir.Value, x *regalloc.Value) {
	s.val[v.ID] = x
	if s.forget.needed[v] {
		s.known[x] = true
	}
}

// narrow reports whether v is computed by the 32-bit form of its operation.
func (s *selector) narrow(v *ir.Value) bool {
	n := s.isNarrow(v)
	s.zext[v.ID] = n
	return n
}

func (s *selector) isNarrow(v *ir.Value) bool {
	switch v.Op {
	case ir.Add32, ir.Sub32:
		return true
	case ir.And:
		return isMask32(v.Args[0]) || isMask32(v.Args[1]) || !s.has(v, full)
	case ir.UDiv, ir.UMod:
		return s.areU32(v.Args)
	case ir.Or, ir.Xor: // of 32 bits are 32 bits
		if s.areU32(v.Args) {
			return true
		}
	}
	return narrows(v) && !s.has(v, full)
}

// areU32 reports whether none of vs has more than 32 bits.
func (s *selector) areU32(vs []*ir.Value) bool {
	for _, v := range vs {
		if !isU32(s.ranges.Hard(v)) {
			return false
		}
	}
	return true
}

// alu selects the operations that BPF has.
func (s *selector) alu(v *ir.Value) {
	a, b := v.Args[0], v.Args[1]
	if a.Op == ir.Const && v.Op.Commutes() {
		a, b = b, a
	}
	if x := setsCleared(v); x != nil {
		a = x
	}
	m := machine{op: opALU, alu: aluOps[v.Op], narrow: s.narrow(v)}
	shape := regalloc.Shape{Tied: true, Commutes: v.Op.Commutes(), Divides: v.Op == ir.UDiv}
	if b.Op == ir.Const {
		n := b.Imm
		switch {
		case v.Op == ir.And && n == math.MaxUint32:
			s.low32(v)
			return
		case v.Op == ir.Shl || v.Op == ir.Shr || v.Op == ir.Sar:
			n &= 63
		case m.narrow:
			n = int64(int32(uint32(n)))
		}
		if (v.Op == ir.UDiv || v.Op == ir.UMod) && n == 0 {
			s.divZero(v, a)
			return
		}
		if fits32(n) {
			x := s.get(a)
			if isMask(v) {
				x = s.operand(a, false)
			}
			m.hasImm, m.imm = true, n
			s.set(v, s.inst(m, shape, s.new(v), x))
			return
		}
	}
	s.set(v, s.inst(m, shape, s.new(v), s.get(a), s.get(b)))
}

// divZero is for a division by the constant 0, which the verifier refuses:
// x / 0 is 0, x % 0 is x.
func (s *selector) divZero(v, a *ir.Value) {
	if v.Op == ir.UMod {
		s.alias(v, a)
		return
	}
	s.set(v, s.out.NewConst(0))
}

// low32 gives the low 32 bits of v's argument.
func (s *selector) low32(v *ir.Value) {
	x := v.Args[0]
	if x.Op == ir.Const {
		x = v.Args[len(v.Args)-1]
	}
	if x.Op == ir.Const {
		s.set(v, s.out.NewConst(int64(uint32(v.Args[0].Imm&x.Imm))))
		return
	}
	if r := s.get(x); s.zext[x.ID] {
		s.set(v, r)
	} else {
		s.set(v, s.inst(machine{op: opMove32}, regalloc.Shape{}, s.new(v), r))
	}
	s.zext[v.ID] = true
}

// extend makes a signed number of the low bits of x.
func (s *selector) extend(x *regalloc.Value, bits int) *regalloc.Value {
	return s.inst(machine{op: opExtend, imm: int64(64 - bits)}, regalloc.Shape{Tied: true}, s.out.NewValue(""), x)
}

// pick selects Min and Max: the result starts as one operand and becomes the
// other if that is what is looked for.
func (s *selector) pick(v *ir.Value) {
	a, b := v.Args[0], v.Args[1]
	if a.Op == ir.Const {
		a, b = b, a
	}
	if sum := s.fillsUp(v); sum != nil {
		s.fillUp(v, sum)
		return
	}
	if s.dropsSign(v) {
		s.dropSign(v)
		return
	}
	m := machine{op: opPick, jump: asm.JSLE}
	if v.Op == ir.Max {
		m.jump = asm.JSGE
	}
	ha, hb := s.ranges.Hard(a), s.ranges.Hard(b)
	if ha.Lo >= 0 && hb.Lo >= 0 || isIndex(v) || v.Op == ir.UMin {
		m.jump = unsigned[m.jump]
	}
	shape := regalloc.Shape{Tied: true, Commutes: true}
	if b.Op == ir.Const && fits32(b.Imm) {
		m.hasImm, m.imm = true, b.Imm
		// The verifier follows the next instruction before a jump. What it knows of a limited index
		// takes in the limit, so that the way on which it is the limit ends where they meet.
		m.first = isIndex(v) && s.forget.isBlind(a, s.at)
		var x *regalloc.Value
		if m.first {
			x = s.unlinked(a)
		} else {
			x = s.operand(a, false)
		}
		s.set(v, s.inst(m, shape, s.new(v), x))
		return
	}
	s.set(v, s.inst(m, shape, s.new(v), s.operand(a, false), s.operand(b, false)))
}

// fillUp selects a 32-bit sum that stops at 2^32-1.
func (s *selector) fillUp(v, sum *ir.Value) {
	s.zext[v.ID] = true
	m := machine{op: opFillUp}
	a, b := sum.Args[0], sum.Args[1]
	shape := regalloc.Shape{Tied: true, Commutes: true}
	if b.Op == ir.Const {
		m.hasImm, m.imm = true, int64(int32(uint32(b.Imm)))
		s.set(v, s.inst(m, shape, s.new(v), s.operand(a, false)))
		return
	}
	x, y := s.operand(a, false), s.operand(b, false)
	if x == y { // a sum in the other one's register would hide that it has wrapped
		y = s.inst(machine{op: opMove32}, regalloc.Shape{}, s.out.NewValue(""), y)
	}
	s.set(v, s.inst(m, shape, s.new(v), x, y))
}

// dropSign selects the maximum of a 32-bit number and a constant that is not negative.
func (s *selector) dropSign(v *ir.Value) {
	a := v.Args[0]
	x := s.operand(a, false)
	if !s.zext[a.ID] && !s.has(a, full) {
		x = s.inst(machine{op: opMove32}, regalloc.Shape{}, s.out.NewValue(""), x)
	}
	s.zext[v.ID] = true
	m := machine{op: opPick, jump: asm.JSGE, narrow: true, hasImm: true, imm: v.Args[1].Imm}
	s.set(v, s.inst(m, regalloc.Shape{Tied: true, Commutes: true}, s.new(v), x))
}

// truth selects a comparison whose result is needed as a number.
func (s *selector) truth(v *ir.Value) {
	s.zext[v.ID] = true
	c := s.condOf(v)
	if c.a.Op == ir.Const {
		n := int64(0)
		if constCond(c) {
			n = 1
		}
		s.set(v, s.out.NewConst(n))
		return
	}
	if h := s.ranges.Hard(c.a); c.b == nil && c.imm == 0 && h.Lo >= 0 && h.Hi <= 1 && !c.top && !c.narrow && (c.jump == asm.JEq || c.jump == asm.JNE) {
		s.truthOfTruth(v, c)
		return
	}
	m, uses := s.compare(c, v.Keep)
	m.op = opSet
	s.set(v, s.inst(m, regalloc.Shape{Early: true}, s.new(v), uses...))
}

// truthOfTruth is x == 0 and x != 0 of an x that is 0 or 1.
func (s *selector) truthOfTruth(v *ir.Value, c condition) {
	x := s.get(c.a)
	if c.jump == asm.JNE {
		s.set(v, x)
		return
	}
	s.set(v, s.inst(machine{op: opALU, alu: asm.Xor, narrow: true, hasImm: true, imm: 1}, regalloc.Shape{Tied: true}, s.new(v), x))
}

// place is where a load or store goes: m with the place filled in, and the
// register that it is relative to.
func (s *selector) place(v *ir.Value, index *ir.Value) (machine, *regalloc.Value) {
	p := v.Args[0]
	switch v.Op {
	case ir.LoadField, ir.StoreField:
		f := v.Aux.Field
		return machine{field: f, size: f.Type.Size()}, s.get(p)
	case ir.LoadPriv, ir.StorePriv:
		if v.Aux.Off%8 == 0 {
			return machine{priv: true, word: v.Aux.Off / 8, size: v.Aux.Size}, s.get(p)
		}
		return machine{off: v.Aux.Off, size: v.Aux.Size}, s.private
	}
	m := machine{off: v.Aux.Off, size: v.Aux.Size}
	if index == nil {
		return m, s.get(p)
	}
	if index.Op == ir.Const {
		m.off += int(index.Imm) * v.Aux.Stride
		return m, s.get(p)
	}
	e := element{p, index, v.Aux.Stride}
	if at := s.elements[e]; at != nil {
		return m, at
	}
	at := s.get(index)
	if n := v.Aux.Stride; n != 1 {
		at = s.inst(machine{op: opALU, alu: asm.Mul, hasImm: true, imm: int64(n)}, regalloc.Shape{Tied: true}, s.out.NewValue(""), at)
	}
	at = s.inst(machine{op: opALU, alu: asm.Add}, regalloc.Shape{Tied: true, Commutes: true}, s.out.NewValue(""), s.get(p), at)
	s.elements[e] = at
	return m, at
}

// element is what an array's elements of one index have in common: the record, the index, and
// how far apart elements are.
type element struct {
	record, index *ir.Value
	stride        int
}

// load selects the loads from memory.
func (s *selector) load(v *ir.Value) {
	var index *ir.Value
	if v.Op == ir.LoadMem && len(v.Args) > 1 {
		index = v.Args[1]
	}
	m, base := s.place(v, index)
	signed := v.Aux.Signed
	m.op = opLoad
	if f := m.field; f != nil {
		signed = f.Type.Signed()
		if f.Bits != 0 {
			m.op, m.top = opBits, !s.has(v, full|low)
			s.set(v, s.inst(m, regalloc.Shape{}, s.new(v), base))
			return
		}
	}
	if signed && m.size < 8 && s.ranges.Hard(v).Lo < 0 && (s.has(v, full) || m.size < 4) {
		s.set(v, s.extend(s.inst(m, regalloc.Shape{}, s.new(v), base), 8*m.size))
		return
	}
	x := s.inst(m, regalloc.Shape{Again: v.Op != ir.LoadMem && s.repeat.may(v)}, s.new(v), base)
	s.zext[v.ID] = m.size <= 4
	s.set(v, x)
}

// store selects the stores to memory.
func (s *selector) store(v *ir.Value) {
	var index *ir.Value
	if v.Op == ir.StoreMem && len(v.Args) > 2 {
		index = v.Args[2]
	}
	m, base := s.place(v, index)
	m.op = opStore
	if x := v.Args[1]; x.Op == ir.Const {
		n := x.Imm
		switch m.size {
		case 1:
			n = int64(uint8(n))
		case 2:
			n = int64(uint16(n))
		case 4:
			n = int64(int32(uint32(n)))
		}
		if fits32(n) {
			m.hasImm, m.imm = true, n
			s.inst(m, regalloc.Shape{}, nil, base)
			return
		}
	}
	s.inst(m, regalloc.Shape{}, nil, base, s.get(v.Args[1]))
}

// call selects calls of helpers and kernel functions.
func (s *selector) call(v *ir.Value) {
	clear(s.elements) // across a call they would take a register of the few that last
	m := machine{op: opCall}
	var uses []*regalloc.Value
	if v.Op == ir.Storage {
		m.op = opStorage
		const create = 1 // BPF_SK_STORAGE_GET_F_CREATE
		uses = []*regalloc.Value{
			s.inst(machine{op: opAddress, name: s.names.storage}, regalloc.Shape{}, s.out.NewValue("map")),
			s.get(v.Args[0]), s.out.NewConst(0), s.out.NewConst(create),
		}
	} else {
		if m.fn = v.Aux.Func; m.fn == nil {
			m.op, m.name = opInvoke, s.names.global[v.Aux.Callee]
		}
		for _, a := range v.Args {
			uses = append(uses, s.get(a))
		}
	}
	var def *regalloc.Value
	if s.need[v.ID] != 0 {
		def = s.new(v)
	}
	s.set(v, s.inst(m, regalloc.Shape{Call: true}, def, uses...))
	if m.fn != nil && m.fn.Kfunc && def != nil && s.has(v, full) && m.fn.Result.Type == target.U32 {
		// C leaves the upper half of r0 open.
		s.set(v, s.inst(machine{op: opMove32}, regalloc.Shape{}, s.out.NewValue(""), def))
		s.zext[v.ID] = true
	}
}
