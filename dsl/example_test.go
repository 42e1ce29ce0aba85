package dsl_test

import (
	"fmt"
	"log"

	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/dsl"
)

// gentle halves the window on loss, doubles it every round trip in slow start,
// else adds one packet. docs/dsl.md has it in the language and in C, too.
func gentle(name string) *dsl.Builder {
	const sk, acked = asm.R6, asm.R7 // survive calls
	ssthresh := dsl.Join(dsl.SsthreshPrologue(sk), dsl.AIMDSsthresh(sk, asm.R0), dsl.Return())
	congAvoid := dsl.Join(
		dsl.CongAvoidPrologue(sk, dsl.Skip, acked),
		dsl.SlowStartCheck(sk, asm.R1, asm.R2, dsl.Join(
			asm.Instructions{asm.Mov.Reg(asm.R1, sk), asm.Mov.Reg(asm.R2, acked)},
			dsl.CallNamed("tcp_slow_start"),
			asm.Instructions{asm.Mov.Reg(acked, asm.R0)},
		)),
		asm.Instructions{asm.JEq.Imm(acked, 0, "end"), asm.Mov.Reg(asm.R1, sk), asm.Mov.Reg(asm.R3, acked)},
		dsl.LoadCwnd(asm.R2, sk),
		dsl.CallNamed("tcp_cong_avoid_ai"),
		dsl.Label("end", dsl.ReturnVoid()),
	)
	undo := dsl.Join(
		dsl.UndoCwndPrologue(sk),
		dsl.LoadCwnd(asm.R0, sk),
		dsl.LoadU32(asm.R1, sk, "prior_cwnd"),
		asm.Instructions{asm.JGE.Reg(asm.R0, asm.R1, "end"), asm.Mov.Reg(asm.R0, asm.R1)},
		dsl.Label("end", dsl.Return()),
	)
	return dsl.NewObject(name).Callback("ssthresh", ssthresh).Callback("cong_avoid", congAvoid).Callback("undo_cwnd", undo)
}

// Written to gentle.o, this is an object that `ccc load gentle.o` registers.
func Example() {
	file, err := gentle("gentle").Bytes()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%q\n", file[:4])
	// Output: "\x7fELF"
}
