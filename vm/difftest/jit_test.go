package difftest

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/dsl"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/object"
	"github.com/ccc-lang/ccc/vm"
)

// needKernel skips a test that must load programs where that cannot be done,
// unless the environment demands it.
func needKernel(t testing.TB) {
	if os.Getuid() == 0 {
		return
	}
	if os.Getenv("CCC_TEST_KERNEL") == "require" {
		t.Fatal("CCC_TEST_KERNEL=require, but this is not root")
	}
	t.Skip("needs root")
}

// member returns a load of a member of tcp_sock through r6.
func member(dst asm.Register, name string) asm.Instruction {
	return object.WithRelo(asm.LoadMem(dst, asm.R6, 0, asm.Word),
		&object.Relo{Kind: object.FieldOffset, Root: "tcp_sock", Path: []object.Step{{Member: name, Type: object.U32}}})
}

// machine makes a VM of hand-written callbacks.
func machine(t testing.TB, programs map[string]asm.Instructions) *vm.VM {
	o := &object.Object{Name: "test", Source: "test.cc"}
	for _, name := range []string{"ssthresh", "undo_cwnd", "cong_avoid", "cwnd_event"} {
		insns, ok := programs[name]
		if !ok {
			insns = asm.Instructions{asm.Mov.Imm(asm.R0, 2), asm.Return()}
		}
		insns[0] = object.WithLine(insns[0], &object.Line{Line: 1, Text: name})
		o.Programs = append(o.Programs, object.Program{Member: name, Name: "test_" + name, Insns: insns})
	}
	b, err := object.Bytes(o)
	if err != nil {
		t.Fatal(err)
	}
	m, err := vm.New(bytes.NewReader(b), vm.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// aluProgram applies random ALU operations to r2 and r3, which come from the
// socket, and returns a mix of all 64 bits.
func aluProgram(r *rand.Rand) asm.Instructions {
	insns := asm.Instructions{
		asm.LoadMem(asm.R6, asm.R1, 0, asm.DWord),
		member(asm.R2, "snd_cwnd"), member(asm.R3, "snd_ssthresh"), member(asm.R4, "prior_cwnd"),
		asm.LSh.Imm(asm.R3, 32), asm.Or.Reg(asm.R3, asm.R4),
	}
	ops := []asm.ALUOp{asm.Add, asm.Sub, asm.Mul, asm.Div, asm.Mod, asm.And, asm.Or, asm.Xor, asm.LSh, asm.RSh, asm.ArSh, asm.Mov, asm.Neg}
	regs := []asm.Register{asm.R2, asm.R3}
	for range 12 {
		op, dst, src := ops[r.IntN(len(ops))], regs[r.IntN(2)], regs[r.IntN(2)]
		shift := op == asm.LSh || op == asm.RSh || op == asm.ArSh
		imm := int32(r.Uint32()) >> r.IntN(31)
		wide := r.IntN(2) == 0
		if shift {
			imm = int32(r.IntN(32))
		}
		if imm == 0 {
			imm = 1 // the verifier refuses a constant divisor of 0
		}
		switch {
		case op == asm.Neg && wide:
			insns = append(insns, asm.Neg.Imm(dst, 0))
		case op == asm.Neg:
			insns = append(insns, asm.Neg.Imm32(dst, 0))
		case wide && r.IntN(2) == 0:
			insns = append(insns, op.Imm(dst, imm))
		case wide:
			insns = append(insns, op.Reg(dst, src))
		case r.IntN(2) == 0:
			insns = append(insns, op.Imm32(dst, imm))
		default:
			insns = append(insns, op.Reg32(dst, src))
		}
		if r.IntN(3) == 0 {
			jumps := []asm.JumpOp{asm.JEq, asm.JNE, asm.JGT, asm.JGE, asm.JLT, asm.JLE, asm.JSGT, asm.JSGE, asm.JSLT, asm.JSLE, asm.JSet}
			class, jump := asm.JumpClass, jumps[r.IntN(len(jumps))]
			if r.IntN(2) == 0 {
				class = asm.Jump32Class
			}
			skip := asm.Instruction{OpCode: asm.OpCode(class).SetJumpOp(jump).SetSource(asm.RegSource), Dst: dst, Src: src, Offset: 1}
			insns = append(insns, skip, asm.Add.Imm(asm.R2, 77))
		}
	}
	return append(insns,
		asm.Mov.Reg(asm.R0, asm.R2), asm.Xor.Reg(asm.R0, asm.R3), asm.Mov.Reg(asm.R4, asm.R0), asm.RSh.Imm(asm.R4, 32), asm.Xor.Reg(asm.R0, asm.R4),
		asm.Return())
}

// The VM must compute what the kernel's JIT computes, for every operation.
func TestVMComputesWhatTheKernelDoes(t *testing.T) {
	needKernel(t)
	r := rand.New(rand.NewPCG(7, 7))
	for range 150 {
		code := aluProgram(r)
		m := machine(t, map[string]asm.Instructions{"ssthresh": code})
		j, err := NewJIT(m, vm.NewSocket())
		if err != nil {
			t.Fatalf("%v\n%v", err, code)
		}
		for range 10 {
			s := vm.Random(r)
			a, b := s.Clone(), s.Clone()
			want, err := j.Run(a, "ssthresh", nil)
			if err != nil {
				t.Fatal(err)
			}
			got, err := m.Call(b, "ssthresh")
			if err != nil {
				t.Fatal(err)
			}
			if uint32(got) != uint32(want) {
				t.Fatalf("VM gives %#x, the kernel %#x\n%v\n%v", uint32(got), uint32(want), s, code)
			}
		}
		j.Close()
	}
}

// Helpers and stores must have the same effect in the VM and in the kernel.
func TestHelpersAgreeWithTheKernel(t *testing.T) {
	needKernel(t)
	store := object.WithRelo(asm.StoreMem(asm.R6, 0, asm.R7, asm.Word),
		&object.Relo{Kind: object.FieldOffset, Root: "tcp_sock", Path: []object.Step{{Member: "snd_cwnd", Type: object.U32}}})
	m := machine(t, map[string]asm.Instructions{"cwnd_event": {
		asm.LoadMem(asm.R6, asm.R1, 0, asm.DWord), asm.LoadMem(asm.R7, asm.R1, 8, asm.Word),
		asm.FnGetPrandomU32.Call(), asm.Add.Reg(asm.R7, asm.R0),
		asm.FnJiffies64.Call(), asm.Add.Reg(asm.R7, asm.R0),
		asm.FnKtimeGetNs.Call(), asm.Add.Reg(asm.R7, asm.R0),
		asm.Mov.Reg(asm.R1, asm.R6), asm.Mov.Reg(asm.R2, asm.R7), asm.FnTcpSendAck.Call(),
		store, asm.Mov.Imm(asm.R0, 0), asm.Return(),
	}})
	j, err := NewJIT(m, vm.NewSocket())
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 50 {
		s := vm.Random(r)
		s.SameRandom = i%2 == 0
		a, b := s.Clone(), s.Clone()
		args := []int64{0, int64(r.Uint32())}
		if _, err := j.Run(a, "cwnd_event", args); err != nil {
			t.Fatal(err)
		}
		if _, err := m.Call(b, "cwnd_event", args...); err != nil {
			t.Fatal(err)
		}
		if d := vm.Diff(a, b, "the kernel", "the VM"); d != "" {
			t.Fatal(d)
		}
		if len(b.Events) != 1 {
			t.Fatalf("events: %v", b.Events)
		}
	}
}

// What stands for the kernel's functions must do in BPF what the models in Go do.
func TestKernelFunctionsAgreeWithTheirModels(t *testing.T) {
	needKernel(t)
	for _, name := range vm.KernelFunctions() {
		if functions[name].code == nil {
			t.Errorf("nothing stands for %s", name)
			continue
		}
		t.Run(name, func(t *testing.T) { kernelFunction(t, name) })
	}
}

func kernelFunction(t *testing.T, name string) {
	// The arguments of cwnd_event and a member, so that each is small and large.
	code := asm.Instructions{
		asm.LoadMem(asm.R6, asm.R1, 0, asm.DWord), asm.LoadMem(asm.R7, asm.R1, 8, asm.Word), member(asm.R3, "delivered"),
		asm.Mov.Reg(asm.R1, asm.R6), asm.Mov.Reg(asm.R2, asm.R7),
	}
	code = append(append(code, dsl.CallNamed(name)...), asm.Mov.Imm(asm.R0, 0), asm.Return())
	if target.LookupFunc(name).Result != nil {
		store := object.WithRelo(asm.StoreMem(asm.R6, 0, asm.R0, asm.Word),
			&object.Relo{Kind: object.FieldOffset, Root: "tcp_sock", Path: []object.Step{{Member: "app_limited", Type: object.U32}}})
		code = slices.Insert(code, len(code)-2, store)
	}
	m := machine(t, map[string]asm.Instructions{"cwnd_event": code})
	j, err := NewJIT(m, vm.NewSocket())
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	r := rand.New(rand.NewPCG(3, 4))
	changed := 0
	for range 2000 {
		s := vm.Random(r)
		a, b := s.Clone(), s.Clone()
		args := []int64{0, int64(r.Uint32() >> r.IntN(32))}
		if _, err := j.Run(a, "cwnd_event", args); err != nil {
			t.Fatal(err)
		}
		if _, err := m.Call(b, "cwnd_event", args...); err != nil {
			t.Fatal(err)
		}
		if d := vm.Diff(a, b, "the kernel", "the VM"); d != "" {
			t.Fatal(s, args, d)
		}
		if vm.Diff(s, a, "", "") != "" {
			changed++
		}
	}
	if changed < 200 {
		t.Errorf("only %d of 2000 calls changed anything", changed)
	}
}

// What the verifier would refuse, the VM must refuse, and say where.
func TestVMIsStrict(t *testing.T) {
	tests := []struct {
		name string
		code asm.Instructions
		want string
	}{
		{"an unset register", asm.Instructions{asm.Mov.Reg(asm.R0, asm.R5), asm.Return()}, "r5 is read"},
		{"an unset result", asm.Instructions{asm.Mov.Imm(asm.R2, 1), asm.Return()}, "r0 is read"},
		{"a register lost in a call", asm.Instructions{asm.FnJiffies64.Call(), asm.Mov.Reg(asm.R0, asm.R1), asm.Return()}, "r1 is read"},
		{"a number as a pointer", asm.Instructions{asm.LoadMem(asm.R6, asm.R1, 0, asm.DWord), asm.Mov.Imm(asm.R0, 8), asm.LoadMem(asm.R0, asm.R0, 0, asm.Word), asm.Return()}, "no memory"},
		{"unwritten stack", asm.Instructions{asm.LoadMem(asm.R0, asm.R10, -8, asm.DWord), asm.Return()}, "before it is written"},
		{"below the stack", asm.Instructions{asm.Mov.Reg(asm.R2, asm.R10), asm.Add.Imm(asm.R2, -520), asm.StoreMem(asm.R2, 0, asm.R10, asm.DWord), asm.Mov.Imm(asm.R0, 0), asm.Return()}, "outside the 512 bytes"},
		{"a read-only member", asm.Instructions{asm.LoadMem(asm.R6, asm.R1, 0, asm.DWord), asm.Mov.Imm(asm.R0, 0),
			object.WithRelo(asm.StoreMem(asm.R6, 0, asm.R0, asm.Word), &object.Relo{Kind: object.FieldOffset, Root: "tcp_sock", Path: []object.Step{{Member: "prior_cwnd", Type: object.U32}}}),
			asm.Return()}, "prior_cwnd) are written"},
		{"past a member", asm.Instructions{asm.LoadMem(asm.R6, asm.R1, 0, asm.DWord), asm.Mov.Imm(asm.R0, 0),
			object.WithRelo(asm.StoreMem(asm.R6, 0, asm.R0, asm.DWord), &object.Relo{Kind: object.FieldOffset, Root: "tcp_sock", Path: []object.Step{{Member: "snd_cwnd", Type: object.U32}}}),
			asm.Return()}, "are written"},
		{"the context", asm.Instructions{asm.StoreMem(asm.R1, 0, asm.R1, asm.DWord), asm.Mov.Imm(asm.R0, 0), asm.Return()}, "can only be read"},
		{"past the context", asm.Instructions{asm.LoadMem(asm.R0, asm.R1, 8, asm.DWord), asm.Return()}, "outside its 8 bytes"},
		{"an endless loop", asm.Instructions{asm.Mov.Imm(asm.R0, 0), {OpCode: asm.OpCode(asm.JumpClass), Offset: -1}, asm.Return()}, "without an end"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := machine(t, map[string]asm.Instructions{"ssthresh": test.code}).Call(vm.NewSocket(), "ssthresh")
			var fault *vm.Error
			if !errors.As(err, &fault) {
				t.Fatalf("got %v, want a fault", err)
			}
			if !bytes.Contains([]byte(fault.Text), []byte(test.want)) || fault.Line != "1: ssthresh" {
				t.Errorf("got %v; want it to say %q at line 1", fault, test.want)
			}
		})
	}
}
