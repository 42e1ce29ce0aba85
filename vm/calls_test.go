package vm

import (
	"strings"
	"testing"

	"github.com/cilium/ebpf/asm"
)

// call runs a program that may have functions.
func call(t *testing.T, insns asm.Instructions) (uint64, error) {
	m := &VM{opts: Options{BTF: Synthetic(), MaxInstructions: 1000}, programs: map[string]*program{}}
	if err := m.makeObjects(); err != nil {
		t.Fatal(err)
	}
	p, err := m.decode("ssthresh", insns, (&references{}).in(""))
	if err != nil {
		t.Fatal(err)
	}
	m.programs["ssthresh"] = p
	return m.Call(NewSocket(), "ssthresh")
}

func function(name string, insns ...asm.Instruction) asm.Instructions {
	insns[0] = insns[0].WithSymbol(name)
	return append(insns, asm.Return())
}

// A function has a stack of its own, may use its caller's by pointer, and leaves
// the caller's r6 to r9 alone.
func TestFunctionCalls(t *testing.T) {
	code := append(asm.Instructions{
		asm.Mov.Imm(asm.R6, 5),
		asm.StoreImm(asm.R10, -8, 7, asm.Word),
		asm.Mov.Reg(asm.R1, asm.R10), asm.Add.Imm(asm.R1, -8),
		asm.Call.Label("double"),
		asm.LoadMem(asm.R1, asm.R10, -8, asm.Word),
		asm.Add.Reg(asm.R0, asm.R1), asm.Add.Reg(asm.R0, asm.R6),
		asm.Return(),
	}, function("double",
		asm.Mov.Imm(asm.R6, 100),
		asm.StoreImm(asm.R10, -8, 1000, asm.Word),
		asm.LoadMem(asm.R0, asm.R1, 0, asm.Word),
		asm.LSh.Imm(asm.R0, 1),
		asm.StoreMem(asm.R1, 0, asm.R0, asm.Word),
	)...)
	if got, err := call(t, code); err != nil || got != 14+14+5 {
		t.Errorf("got %d, %v; want 33", got, err)
	}
}

func TestFunctionCallsAreStrict(t *testing.T) {
	for name, test := range map[string]struct {
		function asm.Instructions
		want     string
	}{
		"the caller's r6 is not set": {function("f", asm.Mov.Reg(asm.R0, asm.R6)), "r6 is read"},
		"the stack is empty":         {function("f", asm.LoadMem(asm.R0, asm.R10, -8, asm.Word)), "before it is written"},
		"r1 is lost":                 {function("f", asm.Mov.Imm(asm.R0, 1)), "r1 is read"},
		"no result":                  {function("f", asm.Mov.Imm(asm.R2, 1)), "r0 is read"},
		"calls without an end":       {function("f", asm.Call.Label("f")), "deep"},
	} {
		code := append(asm.Instructions{
			asm.Mov.Imm(asm.R6, 5), asm.StoreImm(asm.R10, -8, 7, asm.Word), asm.Mov.Imm(asm.R1, 1),
			asm.Call.Label("f"), asm.Add.Imm(asm.R0, 1), asm.Add.Reg(asm.R0, asm.R1), asm.Return(),
		}, test.function...)
		if _, err := call(t, code); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %q", name, err, test.want)
		}
	}
}
