// Package regalloc gives every value of a callback a place: a register, a stack
// slot, or nothing but the instruction that makes it anew.
//
// It works on a Func: the callback after instruction selection, BPF
// instructions over SSA values with block parameters. Allocate returns an
// Assignment, the code with every register, reload and copy written out; Check
// proves an Assignment by replaying it.
package regalloc

import "fmt"

// Reg is a BPF register, R0 to R9. R10, the frame pointer, is never given to a value.
type Reg int8

// The registers. R0 to R5 do not survive a call; R1 to R5 carry its arguments,
// R0 its result.
const (
	NoReg Reg = iota - 1
	R0
	R1
	R2
	R3
	R4
	R5
	R6
	R7
	R8
	R9
)

const (
	numRegs    = 10
	firstSaved = R6 // R6 to R9 survive calls
)

// String returns "r3", or "-" for NoReg.
func (r Reg) String() string {
	if r == NoReg {
		return "-"
	}
	return fmt.Sprintf("r%d", int8(r))
}

// Value is an SSA value: the result of one instruction, a block parameter, or a
// constant.
type Value struct {
	ID    int
	Name  string // for Dump
	Const bool   // no instruction makes it: it is the number Imm wherever it is needed
	Imm   int64
	// Precious values are spilled last: old verifiers forget the range of a number
	// that was on the stack, and a loop's counter must keep it.
	Precious bool
}

// Shape is what an instruction demands of the registers of its operands. The
// zero Shape lets the result share a register with any operand that dies here.
type Shape struct {
	// Tied: the result is computed in place of Uses[0] (the two-operand form).
	Tied bool
	// Commutes: Tied may take Uses[1] instead.
	Commutes bool
	// Early: the result is written before the operands have been read for the last time.
	Early bool
	// Call: operand i goes to R1+i, the result comes in R0, R0 to R5 are lost.
	Call bool
	// Result: the only operand goes to R0 (the end of the program).
	Result bool
	// Entry: the result is in this register when the program starts. Such instructions
	// come first, and their results are copied before anything else is done.
	Entry Reg // 0: none
	// Update: Uses[0] is written back to where it lives: the instruction does not
	// change the number, but what the verifier knows of it.
	Update bool
	// Divides: the result is a quotient, which x86 makes in R0.
	Divides bool
	// Again: done again later, with its only operand in a register, the instruction
	// gives the same result and changes nothing. That is no worse than a reload.
	Again bool
	// Temps is how many registers more the instruction overwrites; they differ from
	// the operands and the result.
	Temps int
}

// Inst is one instruction, or a few that nothing comes between.
type Inst struct {
	Shape
	Def  *Value // or nil
	Uses []*Value
	Sel  any // what the code generator wants to find again
}

// commutes reports whether the operands can be exchanged.
func (i *Inst) commutes() bool { return i.Commutes && len(i.Uses) == 2 }

// Block is a basic block. Its last instruction decides where to go on; Succs
// are the places.
type Block struct {
	ID     int
	Params []*Value
	Insts  []*Inst
	Succs  []Edge
	// LoopMax: set on a loop's header: how often it is entered again at most.
	LoopMax int

	preds []*Block
	rpo   int
	depth int // of loops around it
}

// Edge goes to a block and gives its parameters. A block with several
// successors has no arguments on any of its edges: critical edges are split.
type Edge struct {
	Block *Block
	Args  []*Value
}

// Func is a callback. Blocks[0] is where it starts; it has no parameters.
type Func struct {
	Name   string
	Blocks []*Block

	values int
	consts map[int64]*Value
}

// Size returns how many instructions f has.
func (f *Func) Size() (n int) {
	for _, b := range f.Blocks {
		n += len(b.Insts)
	}
	return n
}

// NewValue returns a new value of f.
func (f *Func) NewValue(name string) *Value {
	v := &Value{ID: f.values, Name: name}
	if name == "" {
		v.Name = fmt.Sprintf("t%d", v.ID)
	}
	f.values++
	return v
}

// NewConst returns the constant n of f, one Value for each n.
func (f *Func) NewConst(n int64) *Value {
	if v := f.consts[n]; v != nil {
		return v
	}
	if f.consts == nil {
		f.consts = map[int64]*Value{}
	}
	v := f.NewValue(fmt.Sprint(n))
	v.Const, v.Imm = true, n
	f.consts[n] = v
	return v
}

// NewBlock appends a new block to f.
func (f *Func) NewBlock() *Block {
	b := &Block{ID: len(f.Blocks)}
	f.Blocks = append(f.Blocks, b)
	return b
}

// Append puts an instruction at the end of b.
func (b *Block) Append(i *Inst) *Inst {
	b.Insts = append(b.Insts, i)
	return i
}

// order returns f's blocks in reverse postorder and sets preds, rpo and depth.
// Blocks that cannot be reached are left out.
func (f *Func) order() []*Block {
	for _, b := range f.Blocks {
		b.preds, b.rpo, b.depth = nil, -1, 0
	}
	var post []*Block
	type frame struct {
		b    *Block
		next int
	}
	f.Blocks[0].rpo = 0
	stack := []frame{{f.Blocks[0], 0}}
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		if top.next < len(top.b.Succs) {
			s := top.b.Succs[top.next].Block
			top.next++
			if s.rpo < 0 {
				s.rpo = 0
				stack = append(stack, frame{s, 0})
			}
			continue
		}
		post = append(post, top.b)
		stack = stack[:len(stack)-1]
	}
	n := len(post)
	rpo := make([]*Block, n)
	for i, b := range post {
		b.rpo = n - 1 - i
		rpo[b.rpo] = b
	}
	for _, b := range rpo {
		for _, e := range b.Succs {
			e.Block.preds = append(e.Block.preds, b)
		}
	}
	setDepths(rpo)
	return rpo
}

// setDepths counts the loops around every block: a back edge's natural loop is
// what reaches its source without passing its target.
func setDepths(rpo []*Block) {
	in := make([]int, len(rpo)) // the last loop that the block was found in
	loop := 0
	for _, h := range rpo {
		var work []*Block
		for _, p := range h.preds {
			if p.rpo >= h.rpo {
				work = append(work, p)
			}
		}
		if work == nil {
			continue
		}
		loop++
		in[h.rpo] = loop
		h.depth++
		for len(work) > 0 {
			b := work[len(work)-1]
			work = work[:len(work)-1]
			if in[b.rpo] == loop || b.rpo < h.rpo {
				continue
			}
			in[b.rpo] = loop
			b.depth++
			work = append(work, b.preds...)
		}
	}
}

// weight is how often b is expected to run, relative to the function's entry.
func (b *Block) weight() float64 {
	w := 1.0
	for i := 0; i < b.depth && i < 6; i++ {
		w *= 10
	}
	return w
}
