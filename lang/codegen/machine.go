package codegen

import (
	"fmt"
	"math"

	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
)

// machine is what an instruction of the machine form does: one row of BPF, or a
// short fixed sequence that nothing comes between. Registers are the business of
// regalloc.
type machine struct {
	op   op
	span diag.Span

	alu    asm.ALUOp  // opALU
	jump   asm.JumpOp // opBranch, opSet, opPick
	narrow bool       // on the low 32 bits: ALU32 (the result is zero-extended), JMP32
	keep   bool       // opBranch: the trip check of a loop
	negate bool       // opBranch, opSet: if the comparison does not hold
	first  bool       // opPick: the verifier shall follow the way that keeps a first
	hasImm bool       // the last operand is imm
	imm    int64      // also: shift of opExtend, argument slot of opArg, value of a store
	off    int        // opLoad, opStore without a field: bytes from the base
	size   int        // bytes of a load or store
	field  *target.Field
	word   int  // opLoad, opStore with priv: the word of the private bytes
	priv   bool // base is the connection, the place is in its private bytes
	top    bool // opBits: leave the bits at the top
	name   string
	fn     *target.Func
	form   *target.Form
}

// op is an operation of the machine form.
type op uint8

// The operations; d is the result, a and b are the operands.
const (
	opEntry   op = iota // d is what is in its register at the start: the context, or an argument
	opCopy              // d = a
	opArg               // d = argument in slot imm of the context a
	opMatches           // d = 1 if the kernel's callback has form
	opALU               // d = d alu b
	opNegate            // d = -d
	opMove32            // d = the low 32 bits of a
	opExtend            // d = d << imm >> imm, with sign
	opPick              // d = a if a jump b, else b: minimum and maximum
	opFillUp            // d = d + b in 32 bits, or 2^32-1 where that wraps
	opZero              // d = 0, of which the verifier knows nothing; a is the connection; one scratch register
	opForget            // a ^= b, which is opZero's: the verifier knows nothing of a any more
	opAbs               // d = d < 0 ? -d : d
	opCap31             // d = d if that is a positive s32, else 2^31-1
	opSet               // d = a jump b
	opLoad              // d = [a + off]
	opBits              // d = a bitfield of a
	opStore             // [a + off] = b
	opPrivate           // d = d + the private bytes' offset in a connection
	opGlobal            // d = the global called name
	opTable             // d = element d of the table called name; one scratch register
	opConfig            // d = the kernel's build-time number called name
	opAddress           // d = the address of the map or global called name
	opCall              // d = fn(a, b, ...)
	opInvoke            // likewise of the function of the object called name
	opStorage           // d = the socket's record of the map a
	opGoto
	opBranch // to the first successor if a jump b, else to the second
	opReturn
)

// fits32 reports whether n can be the constant of an instruction, which is
// sign-extended to 64 bits.
func fits32(n int64) bool { return n >= math.MinInt32 && n <= math.MaxInt32 }

// inverse is the jump that is taken exactly when the other is not. JSet has none.
var inverse = map[asm.JumpOp]asm.JumpOp{
	asm.JEq: asm.JNE, asm.JNE: asm.JEq,
	asm.JGT: asm.JLE, asm.JLE: asm.JGT, asm.JLT: asm.JGE, asm.JGE: asm.JLT,
	asm.JSGT: asm.JSLE, asm.JSLE: asm.JSGT, asm.JSLT: asm.JSGE, asm.JSGE: asm.JSLT,
}

// swapped is the jump for exchanged operands.
var swapped = map[asm.JumpOp]asm.JumpOp{
	asm.JEq: asm.JEq, asm.JNE: asm.JNE, asm.JSet: asm.JSet,
	asm.JGT: asm.JLT, asm.JLT: asm.JGT, asm.JGE: asm.JLE, asm.JLE: asm.JGE,
	asm.JSGT: asm.JSLT, asm.JSLT: asm.JSGT, asm.JSGE: asm.JSLE, asm.JSLE: asm.JSGE,
}

// unsigned is the jump for operands that are not negative as 64-bit numbers but
// may be as 32-bit ones.
var unsigned = map[asm.JumpOp]asm.JumpOp{
	asm.JSGT: asm.JGT, asm.JSLT: asm.JLT, asm.JSGE: asm.JGE, asm.JSLE: asm.JLE,
}

var jumpSign = map[asm.JumpOp]string{
	asm.JEq: "==", asm.JNE: "!=", asm.JSet: "&", asm.JGT: ">u", asm.JLT: "<u", asm.JGE: ">=u", asm.JLE: "<=u",
	asm.JSGT: ">", asm.JSLT: "<", asm.JSGE: ">=", asm.JSLE: "<=",
}

var opNames = [...]string{
	opEntry: "entry", opCopy: "copy", opArg: "arg", opMatches: "matches", opALU: "alu", opNegate: "neg", opMove32: "low32",
	opExtend: "extend", opPick: "pick", opFillUp: "fill up", opZero: "zero", opForget: "forget", opAbs: "abs", opCap31: "cap31", opSet: "set", opLoad: "load", opBits: "bits", opStore: "store",
	opPrivate: "private", opGlobal: "global", opTable: "table", opConfig: "config", opAddress: "address", opCall: "call", opInvoke: "invoke",
	opStorage: "storage", opGoto: "goto", opBranch: "if", opReturn: "return",
}

// String names the instruction for `ccc dump --stage regs`.
func (m *machine) String() string {
	s := opNames[m.op]
	switch m.op {
	case opALU:
		s = m.alu.String()
	case opPick, opSet, opBranch:
		s += " " + jumpSign[m.jump]
	case opArg:
		return fmt.Sprintf("%s %d", s, m.imm)
	case opLoad, opBits, opStore:
		s += m.place()
	}
	if m.narrow {
		s += "32"
	}
	if m.name != "" {
		s += " " + m.name
	}
	if m.fn != nil {
		s += " " + m.fn.Name
	}
	if m.hasImm {
		s += fmt.Sprintf(" #%d", m.imm)
	}
	return s
}

func (m *machine) place() string {
	switch {
	case m.field != nil:
		return " " + m.field.Object.Name() + "." + m.field.Name
	case m.priv:
		return fmt.Sprintf(" priv[%d] of %d", 8*m.word, m.size)
	}
	return fmt.Sprintf(" [%d] of %d", m.off, m.size)
}
