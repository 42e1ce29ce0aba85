package verifier

import (
	"fmt"

	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/object"
)

// place is where a value lives: r0 to r10, then the 64 words of the stack from its top.
type place int8

const (
	stack  place = 16 // its highest word
	places       = int(stack) + 64
	none   place = -1
)

// set is a set of places.
type set struct {
	regs  uint16
	stack uint64
}

func (s set) or(t set) set   { return set{s.regs | t.regs, s.stack | t.stack} }
func (s set) and(t set) set  { return set{s.regs & t.regs, s.stack & t.stack} }
func (s set) less(t set) set { return set{s.regs &^ t.regs, s.stack &^ t.stack} }

func (s set) has(p place) bool {
	switch {
	case p == none:
		return false
	case p < stack:
		return s.regs>>p&1 != 0
	}
	return s.stack>>(p-stack)&1 != 0
}

func only(p place) set {
	switch {
	case p == none:
		return set{}
	case p < stack:
		return set{regs: 1 << p}
	}
	return set{stack: 1 << (p - stack)}
}

// effect is what an instruction does to what is known.
type effect uint8

const (
	gives    effect = iota // dst is something unknown
	moves                  // dst is src, or imm
	computes               // dst is made of dst and src, or imm
	offsets                // dst, an address, is one so much further on as the kernel's BTF says
	refers                 // dst is the address of something in the object
	argument               // dst is an argument that is an address, if base is that of the arguments
	finds                  // dst is the address of the socket's storage, or null
	jumps                  // to target
	branches               // to target, or on
	leaves                 // a function that was called, to target
	exits
)

// inst is an instruction as the walk needs it.
type inst struct {
	op       asm.OpCode
	effect   effect
	dst, src place // src is none for imm
	base     place // of a load; what a branch compares with src or imm
	imm      int64 // of an argument its offset; of what offsets by a field its number, from -1 down
	target   int   // of a jump: which instruction

	reads, writes set

	void   bool // a call that gives nothing
	prune  bool // the verifier looks for a note here
	record bool // it takes this down in its history

	constants set // places that can hold constants here
	addresses set // places that can hold addresses here
	contexts  set // places that can hold the address of the arguments here
	deciding  set // places whose values decide a branch, or are in an address, further on
	live      set // places that are read further on
	readLater set // likewise of the stack, whatever is written before
	noted     []place
}

// decode prepares the instructions of a program or a function. fields are the members met so far, by name.
func decode(code asm.Instructions, fields map[string]int64) []inst {
	find := targets(code)
	out := make([]inst, len(code))
	for i := range code {
		ins, d := &code[i], &out[i]
		*d = inst{op: ins.OpCode, dst: none, src: none, base: none, imm: ins.Constant}
		switch class := ins.OpCode.Class(); {
		case class.IsJump():
			d.jump(ins)
			if d.effect == jumps || d.effect == branches {
				d.target = find(i)
			}
		case class.IsALU():
			d.alu(ins)
			if d.effect == offsets {
				name := object.ReloOf(*ins).Field()
				if fields[name] == 0 {
					fields[name] = -1 - int64(len(fields))
				}
				d.imm = fields[name]
			}
		case class.IsLoad():
			d.load(ins)
		case class.IsStore():
			d.store(ins)
		}
		d.writes = d.writes.or(only(d.dst))
	}
	for i := range out {
		out[i].mark(out, i)
	}
	return out
}

// targets gives the function that says which instruction jump i goes to: one with a
// symbol, or so many slots behind.
func targets(code asm.Instructions) func(i int) int {
	symbols, slots, first := map[string]int{}, make([]int, len(code)), map[int]int{}
	n := 0
	for i := range code {
		if s := code[i].Symbol(); s != "" {
			symbols[s] = i
		}
		slots[i], first[n] = n, i
		n += int(code[i].Width())
	}
	return func(i int) int {
		to, ok := symbols[code[i].Reference()]
		if code[i].Reference() == "" {
			to, ok = first[slots[i]+1+int(code[i].Offset)]
		}
		if !ok {
			panic(fmt.Sprintf("internal error: verifier: %v goes nowhere", code[i]))
		}
		return to
	}
}

// mark says where the verifier looks for notes and what it takes down because of d.
func (d *inst) mark(code []inst, i int) {
	switch {
	case d.op.Class().IsJump() && d.op.JumpOp() == asm.Call:
		if i+1 < len(code) {
			code[i+1].prune, code[i+1].record = true, true
		}
	case d.effect == branches:
		d.prune = true
		fallthrough
	case d.effect == jumps:
		code[d.target].prune, code[d.target].record = true, true
	}
}

func (d *inst) jump(ins *asm.Instruction) {
	switch ins.OpCode.JumpOp() {
	case asm.Exit:
		d.effect, d.reads = exits, only(0) // also of programs without a result
	case asm.Call:
		d.dst = 0
		d.writes = set{regs: 0b11_1111}
		if ins.IsBuiltinCall() && ins.Constant == target.HelperSkStorageGet {
			d.effect = finds
		}
		if sig := object.KfuncOf(*ins); sig != nil {
			d.void = sig.Result == nil
		}
		d.reads = argumentsOf(ins)
	case asm.Ja:
		d.effect = jumps
	default:
		d.effect = branches
		d.reads = only(place(ins.Dst))
		d.dst = none
		if ins.OpCode.Source() == asm.RegSource {
			d.src = place(ins.Src)
			d.reads = d.reads.or(only(d.src))
		}
		d.base = place(ins.Dst)
	}
}

// argumentsOf is which registers a call reads.
func argumentsOf(ins *asm.Instruction) set {
	n := target.HelperArguments(ins.Constant)
	if sig := object.KfuncOf(*ins); sig != nil {
		n = len(sig.Params)
	}
	return set{regs: (1<<n - 1) << 1}
}

func (d *inst) alu(ins *asm.Instruction) {
	d.dst = place(ins.Dst)
	switch ins.OpCode.ALUOp() {
	case asm.Mov:
		d.effect = moves
		if object.ReloOf(*ins) != nil {
			d.effect = gives
		}
	case asm.Swap:
		d.reads = only(d.dst)
		return
	default:
		d.effect, d.reads = computes, only(d.dst)
		if object.ReloOf(*ins) != nil {
			d.effect = gives
			if d.adds() {
				d.effect = offsets
			}
		}
	}
	if ins.OpCode.Source() == asm.RegSource && ins.OpCode.ALUOp() != asm.Neg {
		d.src = place(ins.Src)
		d.reads = d.reads.or(only(d.src))
	}
}

func (d *inst) load(ins *asm.Instruction) {
	d.dst = place(ins.Dst)
	switch {
	case ins.OpCode.Class() == asm.LdClass:
		d.effect = moves
		if ins.Reference() != "" {
			d.effect = refers
		}
	case ins.Src == asm.R10:
		d.record = true
		d.reads = only(word(ins.Offset))
		if ins.OpCode.Size() == asm.DWord {
			d.effect, d.src = moves, word(ins.Offset)
		}
	default:
		d.base = place(ins.Src)
		d.reads = only(d.base)
		if ins.OpCode.Size() == asm.DWord {
			d.effect, d.imm = argument, int64(ins.Offset)
		}
	}
}

func (d *inst) store(ins *asm.Instruction) {
	register := ins.OpCode.Class() == asm.StXClass
	if register {
		d.reads = only(place(ins.Src))
	}
	if ins.Dst != asm.R10 {
		d.reads = d.reads.or(only(place(ins.Dst)))
		return
	}
	d.dst = word(ins.Offset)
	if ins.OpCode.Size() != asm.DWord {
		return
	}
	d.effect = moves
	if register {
		d.src, d.record = place(ins.Src), true
	}
}

// word is the place of a word on the stack.
func word(off int16) place {
	n := -(int(off) + 1) / 8
	if off >= 0 || n >= 64 {
		return none
	}
	return stack + place(n)
}

// next is where the code goes on behind instruction i.
func (d *inst) next(i int) (to [2]int, n int) {
	switch d.effect {
	case exits:
		return to, 0
	case jumps, leaves:
		return [2]int{d.target}, 1
	case branches:
		return [2]int{i + 1, d.target}, 2
	}
	return [2]int{i + 1}, 1
}
