package dsl

import (
	"strings"

	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/object"
)

// Skip stands for an argument that is not wanted.
const Skip asm.Register = 0xff

// ArgTo says where an argument of a callback is to go: into a register, or with
// Stack != 0 to that offset (a negative multiple of 8) from the frame pointer.
type ArgTo struct {
	Param int // index into the callback's Params
	Reg   asm.Register
	Stack int16
}

// Prologue loads the arguments of a callback into registers, in the order in
// which the callback declares them: for "cong_avoid" sk, ack, acked. Skip leaves
// one out; missing ones at the end are left out. Scalars are loaded with their
// own width and extended by their sign.
//
// cong_control has four arguments (sk, ack, flag, rs) from 6.10 and two (sk, rs)
// before. Its prologue finds out at load time which the kernel has and gives ack
// and flag as 0 where they are missing; it uses r0.
func Prologue(callback string, regs ...asm.Register) asm.Instructions {
	cb, err := findCallback(callback)
	if err != nil {
		return fail("prologue: %w", err)
	}
	if len(regs) > len(cb.Params) {
		return fail("prologue: %s has %d arguments (%s), not %d", cb.Name, len(cb.Params), paramNames(cb), len(regs))
	}
	var args []ArgTo
	for i, r := range regs {
		if r != Skip {
			args = append(args, ArgTo{Param: i, Reg: r})
		}
	}
	return LoadArgs(cb, args...)
}

// LoadArgs loads arguments of a callback to where each is wanted; see Prologue.
// It must come first in the program, as r1 still points to the arguments. With a
// callback of several forms, or arguments that go to the stack, it uses r0.
func LoadArgs(cb *target.Callback, args ...ArgTo) asm.Instructions {
	if p := checkArgs(cb, args); p != nil {
		return p
	}
	forms := cb.AllForms()
	if len(forms) == 1 {
		return loadForm(cb, forms[0], args)
	}
	return loadSwitching(cb, forms[0], forms[1], args)
}

// LoadArgsForm is LoadArgs for one form of the callback only: such a program is
// refused by kernels that have the other one.
func LoadArgsForm(cb *target.Callback, form target.Form, args ...ArgTo) asm.Instructions {
	if p := checkArgs(cb, args); p != nil {
		return p
	}
	return loadForm(cb, form, args)
}

// checkArgs returns instructions that carry the error, or nil.
func checkArgs(cb *target.Callback, args []ArgTo) asm.Instructions {
	used := make(map[asm.Register]int)
	for _, a := range args {
		if a.Param < 0 || a.Param >= len(cb.Params) {
			return fail("%s has no argument %d; it has %s", cb.Name, a.Param, paramNames(cb))
		}
		name := cb.Params[a.Param].Name
		if a.Stack != 0 {
			if a.Stack > -8 || a.Stack < -512 || a.Stack%8 != 0 {
				return fail("argument %s of %s: stack offset %d is not a multiple of 8 in -512..-8", name, cb.Name, a.Stack)
			}
			continue
		}
		if err := goodDst(a.Reg); err != nil {
			return fail("argument %s of %s: %w", name, cb.Name, err)
		}
		if prev, dup := used[a.Reg]; dup {
			return fail("arguments %s and %s of %s both go to %s", cb.Params[prev].Name, name, cb.Name, a.Reg)
		}
		used[a.Reg] = a.Param
	}
	return nil
}

// loadForm loads the arguments of one form. r1 is overwritten last, and r0 only
// after the last use as a scratch register.
func loadForm(cb *target.Callback, form target.Form, args []ArgTo) asm.Instructions {
	var stack, regs, last asm.Instructions
	for _, a := range args {
		code := loadSlot(cb.Params[a.Param], form.Slots[a.Param], a)
		switch {
		case a.Stack != 0:
			stack = append(stack, code...)
		case a.Reg == asm.R1:
			last = code
		default:
			regs = append(regs, code...)
		}
	}
	return Join(stack, regs, last)
}

// loadSlot loads one argument; slot -1 gives 0.
func loadSlot(p target.Param, slot int, to ArgTo) asm.Instructions {
	dst := to.Reg
	if to.Stack != 0 {
		dst = asm.R0
	}
	var code asm.Instructions
	if slot < 0 {
		code = asm.Instructions{asm.Mov.Imm(dst, 0)}
	} else {
		size, _ := sizeOf(p.Type.Size())
		code = asm.Instructions{asm.LoadMem(dst, asm.R1, int16(8*slot), size)}
		if p.Type.Signed() && p.Type.Size() < 8 {
			code = append(code, signExtend(dst, p.Type.Size())...)
		}
	}
	if to.Stack != 0 {
		code = append(code, asm.StoreMem(asm.R10, to.Stack, asm.R0, asm.DWord))
	}
	return code
}

// Labels of the prologue that switches between two forms.
const (
	labelOldArgs = "args_old"
	labelArgs    = "args_end"
)

// loadSwitching tests which of two forms the kernel has. Each has its own loads
// in its own branch: the verifier does not allow a computed offset into the
// arguments, and looks only at the branch that the test takes. The argument that
// is in the same place in both, sk, comes last and carries the label at which
// both branches meet.
func loadSwitching(cb *target.Callback, older, newer target.Form, args []ArgTo) asm.Instructions {
	var end asm.Instructions
	var rest []ArgTo
	for _, a := range args {
		switch {
		case older.Slots[a.Param] == newer.Slots[a.Param]:
			end = loadSlot(cb.Params[a.Param], newer.Slots[a.Param], a)
		case a.Stack == 0 && a.Reg == asm.R1:
			return fail("argument %s of %s cannot go to r1, which is still needed", cb.Params[a.Param].Name, cb.Name)
		default:
			rest = append(rest, a)
		}
	}
	if len(rest) == 0 {
		return end
	}
	for _, a := range rest {
		if a.Stack == 0 && a.Reg == asm.R0 && len(end) > 1 {
			return fail("argument %s of %s cannot go to r0, which is still needed", cb.Params[a.Param].Name, cb.Name)
		}
	}
	if end == nil { // something must carry the label
		end = asm.Instructions{asm.Mov.Reg(asm.R1, asm.R1)}
	}
	return Join(
		Matches(asm.R0, cb, newer),
		asm.Instructions{asm.JEq.Imm(asm.R0, 0, labelOldArgs)},
		loadForm(cb, newer, rest),
		asm.Instructions{asm.Ja.Label(labelArgs)},
		Label(labelOldArgs, loadForm(cb, older, rest)),
		Label(labelArgs, end),
	)
}

// Matches sets dst to 1 if the running kernel's callback has that form's
// signature, else to 0. The verifier knows which and does not look at code that
// is jumped over.
func Matches(dst asm.Register, cb *target.Callback, form target.Form) asm.Instructions {
	if err := goodDst(dst); err != nil {
		return fail("form of %s: %w", cb.Name, err)
	}
	proto := &object.Proto{Name: cb.Name, Params: make([]object.CParam, 0, len(cb.Params))}
	if cb.Result != nil {
		t := cType(cb.Result.Type)
		proto.Result = &t
	}
	for slot := range cb.Params {
		for i, s := range form.Slots {
			if s == slot {
				proto.Params = append(proto.Params, cParam(cb.Params[i]))
			}
		}
	}
	relo := &object.Relo{Kind: object.TypeMatches, Root: object.OpsStruct, Proto: proto}
	return asm.Instructions{object.WithRelo(asm.Mov.Imm(dst, 1), relo)}
}

// cType returns the C type of an object file for a type of the target table.
func cType(t target.CType) object.CType {
	return [...]object.CType{object.U8, object.U16, object.U32, object.U64, object.S32, object.S64, object.Bool}[t]
}

// cParam returns a parameter as the kernel declares it.
func cParam(p target.Param) object.CParam {
	switch p.Kind {
	case target.SockPtr:
		return object.CParam{Name: p.Name, Struct: "sock"}
	case target.RatePtr:
		return object.CParam{Name: p.Name, Struct: target.RateSample.Root(), Const: true}
	case target.AckPtr:
		return object.CParam{Name: p.Name, Struct: target.AckSample.Root(), Const: true}
	case target.EnumValue:
		// Flags and the u8 of set_state are plain integers in C.
		if e := target.LookupEnum(p.Enum); e != nil && e.CName != "" && !e.Flags && p.Type.Size() == 4 {
			return object.CParam{Name: p.Name, Enum: e.CName}
		}
	}
	return object.CParam{Name: p.Name, Type: cType(p.Type)}
}

func paramNames(cb *target.Callback) string {
	var names []string
	for _, p := range cb.Params {
		names = append(names, p.Name)
	}
	return strings.Join(names, ", ")
}
