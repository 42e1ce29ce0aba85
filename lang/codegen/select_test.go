package codegen

import (
	"testing"

	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/lang/ir"
)

// TestConstCond compares constants, in 32 bits as the jump would: there an
// immediate is extended by its sign, and 4294901760 is -65536.
func TestConstCond(t *testing.T) {
	for _, test := range []struct {
		x      int64
		jump   asm.JumpOp
		imm    int64
		narrow bool
		want   bool
	}{
		{4294901760, asm.JEq, -65536, true, true},
		{4294901760, asm.JEq, -65536, false, false},
		{4294901760, asm.JNE, -65536, true, false},
		{1, asm.JLT, -65536, true, true},
		{4294901760, asm.JGT, 1, true, true},
		{4294901760, asm.JSLT, 1, true, true},
		{4294901760, asm.JSLT, 1, false, false},
	} {
		c := condition{a: &ir.Value{Op: ir.Const, Imm: test.x}, jump: test.jump, imm: test.imm, narrow: test.narrow}
		if got := constCond(c); got != test.want {
			t.Errorf("%d %v %d (narrow: %v) is %v", test.x, test.jump, test.imm, test.narrow, got)
		}
	}
}
