package difftest

import (
	"fmt"

	"github.com/cilium/ebpf/asm"
)

// helperNames are the helpers that become functions of the program itself.
var helperNames = map[asm.BuiltinFunc]string{
	asm.FnKtimeGetNs: "now", asm.FnKtimeGetBootNs: "now", asm.FnKtimeGetCoarseNs: "now",
	asm.FnJiffies64: "jiffies", asm.FnGetPrandomU32: "random", asm.FnTcpSendAck: "send_ack",
}

// helperCall replaces a call of a helper that this program type does not have, or
// that would answer otherwise than the model.
func helperCall(ins asm.Instruction, used map[string]bool) (asm.Instruction, error) {
	fn := asm.BuiltinFunc(ins.Constant)
	if fn == asm.FnSkStorageGet {
		return asm.FnMapLookupElem.Call(), nil
	}
	name := helperNames[fn]
	if name == "" {
		return ins, fmt.Errorf("helper %v has no model for the kernel", fn)
	}
	used[name] = true
	return asm.Call.Label(name), nil
}

// helpers returns the functions that are used. They compute what Socket's models do.
func (j *JIT) helpers(used map[string]bool) asm.Instructions {
	world := func(dst asm.Register) asm.Instruction {
		return asm.LoadMapValue(dst, j.maps["socket"].FD(), uint32(j.size))
	}
	field := func(name string, off int16) asm.Instructions {
		return asm.Instructions{world(asm.R1).WithSymbol(name), asm.LoadMem(asm.R0, asm.R1, off, asm.DWord), asm.Return()}
	}
	var out asm.Instructions
	if used["now"] {
		out = append(out, field("now", offNow)...)
	}
	if used["jiffies"] {
		out = append(out, field("jiffies", offJiffies)...)
	}
	if used["random"] {
		out = append(out, randomFunc(world(asm.R1))...)
	}
	if used["send_ack"] {
		out = append(out, sendAckFunc(world(asm.R3))...)
	}
	return out
}

func randomFunc(world asm.Instruction) asm.Instructions {
	mix := asm.Instructions{
		asm.Mov.Reg(asm.R3, asm.R0), asm.RSh.Imm(asm.R3, 33), asm.Xor.Reg(asm.R0, asm.R3),
	}
	factor := uint64(0xff51afd7ed558ccd)
	out := asm.Instructions{
		world.WithSymbol("random"),
		asm.LoadMem(asm.R0, asm.R1, offSeed, asm.DWord),
		asm.LoadImm(asm.R2, 2862933555777941757, asm.DWord), asm.Mul.Reg(asm.R0, asm.R2),
		asm.LoadImm(asm.R2, 3037000493, asm.DWord), asm.Add.Reg(asm.R0, asm.R2),
		asm.LoadMem(asm.R2, asm.R1, offSame, asm.DWord),
		{OpCode: asm.OpCode(asm.JumpClass).SetJumpOp(asm.JNE), Dst: asm.R2, Offset: 1},
		asm.StoreMem(asm.R1, offSeed, asm.R0, asm.DWord),
	}
	out = append(out, mix...)
	out = append(out, asm.LoadImm(asm.R2, int64(factor), asm.DWord), asm.Mul.Reg(asm.R0, asm.R2))
	out = append(out, mix...)
	return append(out, asm.Mov.Reg32(asm.R0, asm.R0), asm.Return())
}

func sendAckFunc(world asm.Instruction) asm.Instructions {
	return asm.Instructions{
		world.WithSymbol("send_ack"),
		asm.Mov.Reg32(asm.R2, asm.R2),
		asm.LoadMem(asm.R4, asm.R3, offCount, asm.DWord),
		asm.JGE.Imm(asm.R4, maxEvents, "full"),
		asm.Mov.Reg(asm.R5, asm.R4), asm.LSh.Imm(asm.R5, 3), asm.Add.Reg(asm.R5, asm.R3),
		asm.StoreMem(asm.R5, offEvents, asm.R2, asm.DWord),
		asm.Add.Imm(asm.R4, 1),
		asm.StoreMem(asm.R3, offCount, asm.R4, asm.DWord),
		asm.Mov.Imm(asm.R0, 0).WithSymbol("full"),
		asm.Return(),
	}
}
