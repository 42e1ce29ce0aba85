package dsl

import (
	"errors"
	"fmt"
	"slices"

	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/object"
)

type errKey struct{}

// fail returns instructions that carry an error and cannot be assembled.
func fail(format string, args ...any) asm.Instructions {
	ins := asm.Instruction{OpCode: asm.InvalidOpCode}
	ins.Metadata.Set(errKey{}, &carried{fmt.Errorf(format, args...)})
	return asm.Instructions{ins}
}

// carried wraps an error, so that metadata values can always be compared.
type carried struct{ err error }

// Err returns the first error that the instructions carry, or nil: a mistake in
// the arguments of the function of this package that made them, or an
// instruction that asm could not encode (asm.InvalidOpCode).
func Err(insns asm.Instructions) error {
	for i, ins := range insns {
		if c, ok := ins.Metadata.Get(errKey{}).(*carried); ok {
			return c.err
		}
		if ins.OpCode == asm.InvalidOpCode {
			return fmt.Errorf("instruction %d is not valid: a constructor of package asm was given a size, source or operation that does not exist", i)
		}
	}
	return nil
}

// Join puts pieces of code behind one another.
func Join(parts ...asm.Instructions) asm.Instructions { return slices.Concat(parts...) }

// Label names the first instruction, as the target of jumps. Labels are unique
// in a program. Instructions that already start with another label, or no
// instructions at all, are an error.
func Label(name string, insns asm.Instructions) asm.Instructions {
	if len(insns) == 0 {
		return fail("label %q: there is no instruction to name", name)
	}
	if old := insns[0].Symbol(); old != "" && old != name {
		return fail("label %q: the instruction is already called %q", name, old)
	}
	out := slices.Clone(insns)
	out[0] = out[0].WithSymbol(name)
	return out
}

// At marks code as made from a source line, which the verifier then quotes. The
// line holds until the next one.
func At(line *object.Line, insns asm.Instructions) asm.Instructions {
	if len(insns) == 0 || line == nil {
		return insns
	}
	out := slices.Clone(insns)
	out[0] = object.WithLine(out[0], line)
	return out
}

// goodDst returns an error for a register that an instruction cannot set.
func goodDst(r asm.Register) error {
	switch {
	case r == asm.R10:
		return errors.New("r10 is the frame pointer and cannot be set")
	case r > asm.R10:
		return fmt.Errorf("there is no register %d", uint8(r))
	}
	return nil
}

// goodSrc returns an error for a register that an instruction cannot read.
func goodSrc(r asm.Register) error {
	if r > asm.R10 {
		return fmt.Errorf("there is no register %d", uint8(r))
	}
	return nil
}

func sizeOf(bytes int) (asm.Size, bool) {
	switch bytes {
	case 1:
		return asm.Byte, true
	case 2:
		return asm.Half, true
	case 4:
		return asm.Word, true
	case 8:
		return asm.DWord, true
	}
	return 0, false
}

// signExtend makes the low bytes of r a signed 64-bit number. Loads and moves
// that extend by themselves need BPF's v4 instructions (kernel 6.6).
func signExtend(r asm.Register, bytes int) asm.Instructions {
	n := int32(64 - 8*bytes)
	return asm.Instructions{asm.LSh.Imm(r, n), asm.ArSh.Imm(r, n)}
}

// storeImm is asm.StoreImm for 8 bytes too, where BPF sign-extends the constant.
func storeImm(dst asm.Register, offset int16, value int32, size asm.Size) asm.Instruction {
	return asm.Instruction{OpCode: asm.StoreImmOp(size), Dst: dst, Offset: offset, Constant: int64(value)}
}
