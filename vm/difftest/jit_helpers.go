package difftest

import (
	"fmt"

	"github.com/cilium/ebpf/asm"
	"github.com/cilium/ebpf/btf"

	"github.com/ccc-lang/ccc/vm"
)

// A function stands in the program for a helper or kernel function that a program of type SYSCALL
// does not have, or that would answer otherwise than the model.
//
// It is global: the verifier looks at it once, by itself, and of a call only knows that there is a
// result, as of a kernel function. That takes type information of all functions (BTF).
type function struct {
	args int
	// ofConnection: the first argument is the connection. The verifier wants a number
	// in its place: there is only one connection.
	ofConnection bool
	calls        []string // other functions
	code         func(w *world) asm.Instructions
}

// helperNames are the functions for BPF helpers.
var helperNames = map[asm.BuiltinFunc]string{
	asm.FnKtimeGetNs: "now", asm.FnKtimeGetBootNs: "now", asm.FnKtimeGetCoarseNs: "now",
	asm.FnJiffies64: "jiffies", asm.FnGetPrandomU32: "random", asm.FnTcpSendAck: "send_ack",
}

// functions do what the models of package vm do. Those of the kernel are written down a second
// time, in BPF instructions.
var functions = map[string]function{
	"now":                 {code: func(w *world) asm.Instructions { return w.answer(offNow) }},
	"jiffies":             {code: func(w *world) asm.Instructions { return w.answer(offJiffies) }},
	"random":              {code: randomFunc},
	"send_ack":            {args: 2, ofConnection: true, code: sendAckFunc},
	"tcp_reno_ssthresh":   {args: 1, ofConnection: true, code: renoSsthreshFunc},
	"tcp_reno_undo_cwnd":  {args: 1, ofConnection: true, code: renoUndoFunc},
	"tcp_slow_start":      {args: 2, ofConnection: true, code: slowStartFunc},
	"tcp_cong_avoid_ai":   {args: 3, ofConnection: true, code: congAvoidAIFunc},
	"tcp_reno_cong_avoid": {args: 3, ofConnection: true, calls: []string{"tcp_slow_start", "tcp_cong_avoid_ai"}, code: renoCongAvoidFunc},
}

// functionCall returns the call that stands for one of a helper or kernel function.
func functionCall(call asm.Instruction, kfunc string, used map[string]bool) (asm.Instructions, error) {
	name := kfunc
	if kfunc == "" {
		fn := asm.BuiltinFunc(call.Constant)
		if fn == asm.FnSkStorageGet {
			return asm.Instructions{asm.FnMapLookupElem.Call()}, nil
		}
		name = helperNames[fn]
	}
	f, ok := functions[name]
	if !ok {
		return nil, fmt.Errorf("the call %v %s has no model for the kernel", call, kfunc)
	}
	used[name] = true
	for _, other := range f.calls {
		used[other] = true
	}
	if f.ofConnection {
		return asm.Instructions{asm.Mov.Imm(asm.R1, 0), asm.Call.Label(name)}, nil
	}
	return asm.Instructions{asm.Call.Label(name)}, nil
}

// withTypes gives the first instruction of a function the type that the kernel wants of each. A
// global one it verifies by itself, a static one, whatever its type, at each call.
func withTypes(code asm.Instructions, name string, args int, linkage btf.FuncLinkage) asm.Instructions {
	number := &btf.Int{Name: "unsigned long long", Size: 8}
	proto := &btf.FuncProto{Return: number}
	for range args {
		proto.Params = append(proto.Params, btf.FuncParam{Name: "x", Type: number})
	}
	code[0] = btf.WithFuncMetadata(code[0].WithSymbol(name), &btf.Func{Name: name, Type: proto, Linkage: linkage})
	return code
}

// world makes instructions that reach what the model knows.
type world struct {
	socket, rest func(dst asm.Register) asm.Instruction // the addresses of the members and of what is behind
}

// answer gives what lies at an offset.
func (w *world) answer(off int16) asm.Instructions {
	return asm.Instructions{w.rest(asm.R1), asm.LoadMem(asm.R0, asm.R1, off, asm.DWord), asm.Return()}
}

// load loads a member of 32 bits, or bits; the members' address is in r1.
func (w *world) load(dst asm.Register, path string) asm.Instructions {
	m := vm.SyntheticMember(path)
	if m.Mask == 0 {
		return asm.Instructions{asm.LoadMem(dst, asm.R1, int16(m.Offset), asm.Word)}
	}
	return asm.Instructions{asm.LoadMem(dst, asm.R1, int16(m.Offset), asm.Byte), asm.And.Imm(dst, int32(m.Mask))}
}

func (w *world) store(path string, src asm.Register) asm.Instruction {
	return asm.StoreMem(asm.R1, int16(vm.SyntheticMember(path).Offset), src, asm.Word)
}

// setWindow is the kernel's setter: r4, at most the clamp, at least 1. It takes r5.
func (w *world) setWindow(prefix string) asm.Instructions {
	return join(
		w.load(asm.R5, "snd_cwnd_clamp"),
		asm.Instructions{
			asm.JLE.Reg(asm.R4, asm.R5, prefix+"_fits"),
			asm.Mov.Reg(asm.R4, asm.R5),
			asm.JNE.Imm(asm.R4, 0, prefix+"_some").WithSymbol(prefix + "_fits"),
			asm.Mov.Imm(asm.R4, 1),
			w.store("snd_cwnd", asm.R4).WithSymbol(prefix + "_some"),
		})
}

// giveU32 returns r0, with rubbish in its upper half as the C ABI allows.
func giveU32() asm.Instructions {
	return asm.Instructions{asm.Mov.Reg32(asm.R0, asm.R0), asm.LoadImm(asm.R2, -0x5a5a_5a5b<<32, asm.DWord), asm.Or.Reg(asm.R0, asm.R2), asm.Return()}
}

func join(parts ...asm.Instructions) (all asm.Instructions) {
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

func renoSsthreshFunc(w *world) asm.Instructions {
	return join(
		asm.Instructions{w.socket(asm.R1)}, w.load(asm.R0, "snd_cwnd"),
		asm.Instructions{asm.RSh.Imm(asm.R0, 1), asm.JGE.Imm(asm.R0, 2, "ssthresh_end"), asm.Mov.Imm(asm.R0, 2)},
		labelled(giveU32(), "ssthresh_end"))
}

func renoUndoFunc(w *world) asm.Instructions {
	return join(
		asm.Instructions{w.socket(asm.R1)}, w.load(asm.R0, "snd_cwnd"), w.load(asm.R2, "prior_cwnd"),
		asm.Instructions{asm.JGE.Reg(asm.R0, asm.R2, "undo_end"), asm.Mov.Reg(asm.R0, asm.R2)},
		labelled(giveU32(), "undo_end"))
}

// slowStartFunc takes the packets acknowledged in r2.
func slowStartFunc(w *world) asm.Instructions {
	return join(
		asm.Instructions{w.socket(asm.R1)}, w.load(asm.R3, "snd_cwnd"), w.load(asm.R5, "snd_ssthresh"),
		asm.Instructions{
			asm.Mov.Reg(asm.R4, asm.R3), asm.Add.Reg32(asm.R4, asm.R2),
			asm.JLE.Reg(asm.R4, asm.R5, "slow_below"), asm.Mov.Reg(asm.R4, asm.R5),
			asm.Mov.Reg(asm.R0, asm.R2).WithSymbol("slow_below"), asm.Sub.Reg32(asm.R0, asm.R4), asm.Add.Reg32(asm.R0, asm.R3),
		},
		w.setWindow("slow"), giveU32())
}

// congAvoidAIFunc takes the packets for each that is added in r2, those acknowledged in r3.
func congAvoidAIFunc(w *world) asm.Instructions {
	return join(
		asm.Instructions{
			asm.Mov.Reg32(asm.R2, asm.R2), asm.JEq.Imm(asm.R2, 0, "ai_end"), w.socket(asm.R1),
		},
		w.load(asm.R4, "snd_cwnd"), w.load(asm.R5, "snd_cwnd_cnt"),
		asm.Instructions{
			asm.JLT.Reg(asm.R5, asm.R2, "ai_credit"), asm.Mov.Imm(asm.R5, 0), asm.Add.Imm32(asm.R4, 1),
			asm.Add.Reg32(asm.R5, asm.R3).WithSymbol("ai_credit"), asm.JLT.Reg(asm.R5, asm.R2, "ai_count"),
			asm.Mov.Reg(asm.R0, asm.R5), asm.Div.Reg(asm.R0, asm.R2), asm.Add.Reg32(asm.R4, asm.R0), asm.Mod.Reg(asm.R5, asm.R2),
			w.store("snd_cwnd_cnt", asm.R5).WithSymbol("ai_count"),
		},
		w.setWindow("ai"),
		asm.Instructions{asm.Mov.Imm(asm.R0, 0).WithSymbol("ai_end"), asm.Return()})
}

// renoCongAvoidFunc takes the packets acknowledged in r3.
func renoCongAvoidFunc(w *world) asm.Instructions {
	return join(
		asm.Instructions{asm.Mov.Reg32(asm.R6, asm.R3), w.socket(asm.R1)},
		w.load(asm.R7, "snd_cwnd"), w.load(asm.R8, "snd_ssthresh"), w.load(asm.R0, "is_cwnd_limited"),
		asm.Instructions{asm.JNE.Imm(asm.R0, 0, "reno_limited"), asm.JGE.Reg(asm.R7, asm.R8, "reno_end")},
		w.load(asm.R0, "max_packets_out"),
		asm.Instructions{
			asm.LSh.Imm32(asm.R0, 1), asm.JGE.Reg(asm.R7, asm.R0, "reno_end"),
			asm.JGE.Reg(asm.R7, asm.R8, "reno_avoid").WithSymbol("reno_limited"),
			asm.Mov.Imm(asm.R1, 0), asm.Mov.Reg(asm.R2, asm.R6), asm.Call.Label("tcp_slow_start"),
			asm.Mov.Reg32(asm.R6, asm.R0), asm.JEq.Imm(asm.R6, 0, "reno_end"),
			w.socket(asm.R1).WithSymbol("reno_avoid"),
		},
		w.load(asm.R2, "snd_cwnd"),
		asm.Instructions{
			asm.Mov.Imm(asm.R1, 0), asm.Mov.Reg(asm.R3, asm.R6), asm.Call.Label("tcp_cong_avoid_ai"),
			asm.Mov.Imm(asm.R0, 0).WithSymbol("reno_end"), asm.Return(),
		})
}

func labelled(code asm.Instructions, label string) asm.Instructions {
	code[0] = code[0].WithSymbol(label)
	return code
}

func randomFunc(w *world) asm.Instructions {
	mix := asm.Instructions{
		asm.Mov.Reg(asm.R3, asm.R0), asm.RSh.Imm(asm.R3, 33), asm.Xor.Reg(asm.R0, asm.R3),
	}
	factor := uint64(0xff51afd7ed558ccd)
	out := asm.Instructions{
		w.rest(asm.R1),
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

func sendAckFunc(w *world) asm.Instructions {
	return asm.Instructions{
		w.rest(asm.R3),
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
