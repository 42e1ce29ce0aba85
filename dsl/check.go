package dsl

import (
	"errors"
	"fmt"
	"math/bits"
	"sync"

	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/object"
)

// Check finds the mistakes in a program for which the verifier would refuse it,
// or which it would not see: an error carried by the instructions, a write to
// r10, a register read that was never set or that a call destroyed (r1 to r5), a
// result that is not set, a jump to nowhere, an access of another width than the
// field has, a store to a field that is read-only. The error names the
// instruction by its index.
func Check(cb *target.Callback, code asm.Instructions) error {
	return check(code, onEntry, cb.Result != nil)
}

// check is Check for code that finds values in the registers set.
func check(code asm.Instructions, set regs, returns bool) error {
	if err := Err(code); err != nil {
		return err
	}
	if len(code) == 0 {
		return errors.New("the program has no instruction")
	}
	for i, ins := range code {
		if err := checkInstruction(ins); err != nil {
			return fmt.Errorf("instruction %d (%v): %w", i, ins, err)
		}
	}
	c := &checker{code: code, returns: returns}
	if err := c.link(); err != nil {
		return err
	}
	return c.run(set)
}

// checkInstruction checks what an instruction shows by itself.
func checkInstruction(ins asm.Instruction) error {
	if ins.Dst > asm.R10 {
		return fmt.Errorf("there is no register %d", uint8(ins.Dst))
	}
	if _, writes := effects(ins); writes&(1<<asm.R10) != 0 {
		return errors.New("r10 is the frame pointer and cannot be set")
	}
	r := object.ReloOf(ins)
	if r == nil || r.Kind != object.FieldOffset || len(r.Path) == 0 {
		return nil
	}
	cls := ins.OpCode.Class()
	if !cls.IsLoad() && !cls.IsStore() || ins.OpCode.IsDWordLoad() {
		return nil
	}
	last := r.Path[len(r.Path)-1]
	if last.Member == privateMember {
		return nil
	}
	if have, want := ins.OpCode.Size().Sizeof(), last.Type.Size; have != want {
		return fmt.Errorf("%s has %d bytes, not %d", r.Field(), want, have)
	}
	if cls.IsStore() && !writable()[r.Field()] {
		return fmt.Errorf("%s cannot be written", r.Field())
	}
	return nil
}

// writable returns the members that programs may write, as Relo.Field names them.
var writable = sync.OnceValue(func() map[string]bool {
	members := make(map[string]bool)
	for _, f := range target.Fields(target.Sock) {
		if f.Writable {
			members[Relo(object.FieldOffset, f).Field()] = true
		}
	}
	return members
})

// regs is a set of registers, bit n for rn.
type regs uint16

const (
	callArgs  regs = 1<<asm.R1 | 1<<asm.R2 | 1<<asm.R3 | 1<<asm.R4 | 1<<asm.R5
	onEntry   regs = 1<<asm.R1 | 1<<asm.R10 // set when a callback starts
	everyReg  regs = 1<<11 - 1
	resultReg regs = 1 << asm.R0
)

func reg(r asm.Register) regs { return 1 << r }

// effects returns the registers that ins reads and writes. What a call reads is
// left to the verifier.
func effects(ins asm.Instruction) (reads, writes regs) {
	op := ins.OpCode
	switch cls := op.Class(); {
	case op.IsDWordLoad():
		return 0, reg(ins.Dst)
	case cls == asm.LdXClass:
		return reg(ins.Src), reg(ins.Dst)
	case cls == asm.StClass:
		return reg(ins.Dst), 0
	case cls == asm.StXClass:
		if op.Mode() == asm.AtomicMode && ins.OpCode.AtomicOp()&0x100 != 0 {
			return reg(ins.Dst) | reg(ins.Src), reg(ins.Src)
		}
		return reg(ins.Dst) | reg(ins.Src), 0
	case cls.IsALU():
		if op.Source() == asm.RegSource && op.ALUOp() != asm.Swap && op.ALUOp() != asm.Neg {
			reads = reg(ins.Src)
		}
		switch op.ALUOp() {
		case asm.Mov, asm.MovSX8, asm.MovSX16, asm.MovSX32:
		default:
			reads |= reg(ins.Dst)
		}
		return reads, reg(ins.Dst)
	case cls.IsJump():
		switch op.JumpOp() {
		case asm.Ja, asm.Exit:
			return 0, 0
		case asm.Call:
			return 0, callArgs | resultReg
		}
		reads = reg(ins.Dst)
		if op.Source() == asm.RegSource {
			reads |= reg(ins.Src)
		}
	}
	return reads, 0
}

// checker follows which registers have no value on some way to an instruction.
type checker struct {
	code    asm.Instructions
	returns bool
	next    [][]int // instructions that may follow each
	unset   []regs  // before each instruction; valid where seen
	seen    []bool
	lostAt  []int // the call that destroyed r1..r5, or -1: before each instruction
}

// link finds what follows each instruction.
func (c *checker) link() error {
	byRaw, raw := make(map[int]int), make([]int, len(c.code))
	labels := make(map[string]int)
	pos := 0
	for i := range c.code {
		byRaw[pos], raw[i] = i, pos
		pos += int(c.code[i].Width())
		if s := c.code[i].Symbol(); s != "" {
			if first, dup := labels[s]; dup {
				return fmt.Errorf("instruction %d: label %q is already that of instruction %d", i, s, first)
			}
			labels[s] = i
		}
	}
	c.next = make([][]int, len(c.code))
	for i, ins := range c.code {
		op := ins.OpCode
		isJump := op.Class().IsJump()
		if isJump && op.JumpOp() == asm.Exit {
			continue
		}
		if isJump && op.JumpOp() != asm.Call {
			to, ok := labels[ins.Reference()]
			if ins.Reference() == "" {
				to, ok = byRaw[raw[i]+1+int(ins.Offset)]
			}
			if !ok {
				return fmt.Errorf("instruction %d jumps to %q, which is nowhere in the program", i, ins.Reference())
			}
			c.next[i] = append(c.next[i], to)
		}
		if !isJump || op.JumpOp() != asm.Ja {
			if i+1 == len(c.code) {
				return fmt.Errorf("the program runs past its end: instruction %d, the last, is not a return", i)
			}
			c.next[i] = append(c.next[i], i+1)
		}
	}
	return nil
}

// run follows all ways through the program, which finds values in the registers set. A register counts as unset where
// any way leaves it so.
func (c *checker) run(set regs) error {
	n := len(c.code)
	c.unset, c.seen, c.lostAt = make([]regs, n), make([]bool, n), make([]int, n)
	c.unset[0], c.seen[0], c.lostAt[0] = everyReg&^set, true, -1
	work := []int{0}
	for len(work) > 0 {
		i := work[len(work)-1]
		work = work[:len(work)-1]
		unset, lost, err := c.step(i)
		if err != nil {
			return err
		}
		for _, to := range c.next[i] {
			merged := c.unset[to] | unset
			if c.seen[to] && merged == c.unset[to] {
				continue
			}
			c.unset[to], c.seen[to], c.lostAt[to] = merged, true, lost
			work = append(work, to)
		}
	}
	return nil
}

// step checks instruction i and returns what is unset behind it.
func (c *checker) step(i int) (unset regs, lost int, err error) {
	ins, unset, lost := c.code[i], c.unset[i], c.lostAt[i]
	reads, writes := effects(ins)
	isJump := ins.OpCode.Class().IsJump()
	if isJump && ins.OpCode.JumpOp() == asm.Exit && c.returns {
		reads = resultReg
	}
	if bad := reads & unset; bad != 0 {
		r := bits.TrailingZeros16(uint16(bad))
		switch {
		case isJump && ins.OpCode.JumpOp() == asm.Exit:
			err = fmt.Errorf("instruction %d returns, but the result is not in r0 on every way there", i)
		case regs(1<<r)&callArgs != 0 && lost >= 0:
			err = fmt.Errorf("instruction %d (%v) reads r%d, which the call at instruction %d destroyed; r6 to r9 survive calls", i, ins, r, lost)
		default:
			err = fmt.Errorf("instruction %d (%v) reads r%d, which has no value on some way there", i, ins, r)
		}
		return 0, 0, err
	}
	if !isJump || ins.OpCode.JumpOp() != asm.Call {
		return unset &^ writes, lost, nil
	}
	unset |= callArgs
	unset &^= resultReg
	if k := object.KfuncOf(ins); k != nil && k.Result == nil {
		unset |= resultReg
	}
	return unset, i, nil
}
