package regalloc

import (
	"fmt"
	"strings"
)

// Loc is where a value is: a register, a stack slot or, as the source of a
// copy, a constant.
type Loc struct {
	Kind LocKind
	Reg  Reg
	Slot int   // 0, 1, ...: the 8 bytes at r10 - 8*(Slot+1)
	Imm  int64 // of a constant
}

// LocKind is a kind of Loc.
type LocKind uint8

// The kinds.
const (
	Nowhere LocKind = iota
	InReg
	InSlot
	Imm
)

func inReg(r Reg) Loc  { return Loc{Kind: InReg, Reg: r} }
func inSlot(s int) Loc { return Loc{Kind: InSlot, Slot: s} }
func imm(n int64) Loc  { return Loc{Kind: Imm, Imm: n} }

// String returns "r6", "[fp-8]" or the constant.
func (l Loc) String() string {
	switch l.Kind {
	case InReg:
		return l.Reg.String()
	case InSlot:
		return fmt.Sprintf("[fp-%d]", 8*(l.Slot+1))
	case Imm:
		return fmt.Sprint(l.Imm)
	}
	return "nowhere"
}

// Step is one thing to do: a copy, or an instruction of the Func with the
// registers it works on.
type Step struct {
	// Inst is nil for a copy from Src to Dst, at least one of which is a register.
	Inst     *Inst
	Dst, Src Loc

	Def   Reg   // NoReg if the instruction has no result
	Uses  []Reg // where each operand is read
	Temps []Reg
	// Again: the instruction is repeated, to have its result in Def.
	Again bool
	// Swapped: of a Tied instruction that commutes: Uses[1] is what the result replaces.
	Swapped bool

	saves *Value // a copy to this value's slot
}

// Assignment is the code of a Func with every place decided.
type Assignment struct {
	Func   *Func
	Code   map[*Block][]Step // of the blocks that can be reached
	Homes  []Loc             // by Value.ID: where the value lives; Nowhere for a constant
	Slots  int               // stack slots used
	Spills int               // values that live in a slot
}

// MaxStack is the stack a BPF program may use, in bytes.
const MaxStack = 512

// StackBytes is the stack used.
func (a *Assignment) StackBytes() int { return 8 * a.Slots }

// StackError is what Allocate gives for a callback that needs more stack than
// the kernel gives.
type StackError struct {
	Func  string // the callback
	Bytes int    // needed; more than MaxStack
}

// Error says it in a sentence.
func (e *StackError) Error() string {
	return fmt.Sprintf("%s needs %d bytes of stack for values that do not fit in registers; the kernel gives a program %d", e.Func, e.Bytes, MaxStack)
}

// Dump returns the assignment as text, one step a line. name says what an
// instruction is; nil: its place in the block.
func (a *Assignment) Dump(name func(*Inst) string) string {
	var sb strings.Builder
	fmt.Fprintf(&sb, "func %s: %d bytes of stack, %d spilled\n", a.Func.Name, a.StackBytes(), a.Spills)
	for _, b := range a.Func.Blocks {
		if a.Code[b] == nil {
			continue
		}
		fmt.Fprintf(&sb, "b%d:", b.ID)
		for _, p := range b.Params {
			fmt.Fprintf(&sb, " %s=%s", a.Homes[p.ID], p.Name)
		}
		sb.WriteByte('\n')
		for n, s := range a.Code[b] {
			sb.WriteString("    ")
			a.dumpStep(&sb, s, n, name)
			sb.WriteByte('\n')
		}
	}
	return sb.String()
}

func (a *Assignment) dumpStep(sb *strings.Builder, s Step, n int, name func(*Inst) string) {
	if s.Inst == nil {
		fmt.Fprintf(sb, "%s = %s", s.Dst, s.Src)
		return
	}
	if s.Def != NoReg {
		fmt.Fprintf(sb, "%s:%s = ", s.Def, s.Inst.Def.Name)
	}
	if name != nil {
		sb.WriteString(name(s.Inst))
	} else {
		fmt.Fprintf(sb, "inst%d", n)
	}
	for i, r := range s.Uses {
		fmt.Fprintf(sb, " %s:%s", r, s.Inst.Uses[i].Name)
	}
	for i, r := range s.Temps {
		if i == 0 {
			sb.WriteString(" temp")
		}
		fmt.Fprintf(sb, " %s", r)
	}
	if s.Swapped {
		sb.WriteString(" swapped")
	}
	if s.Again {
		sb.WriteString(" again")
	}
}
