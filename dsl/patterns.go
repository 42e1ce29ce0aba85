package dsl

import (
	"errors"
	"math"

	"github.com/cilium/ebpf/asm"
)

// ahead returns a jump over the given code. Patterns use it instead of labels, so
// that one can occur several times in a program.
func ahead(op asm.JumpOp, r asm.Register, value int32, over asm.Instructions) asm.Instruction {
	return asm.Instruction{OpCode: op.Op(asm.ImmSource), Dst: r, Constant: int64(value), Offset: width(over)}
}

// width is the length of code in units of 8 bytes, as jumps count it.
func width(code asm.Instructions) int16 {
	n := 0
	for _, ins := range code {
		n += int(ins.Width())
	}
	return int16(min(n, math.MaxInt16))
}

// AIMDSsthresh is aimd-ssthresh of the origin, the rule of Reno (RFC 5681): it
// sets dst to half the window of the connection that sk points to, but at least
// to 2 packets. The origin's temporary register is dst itself.
func AIMDSsthresh(sk, dst asm.Register) asm.Instructions {
	least := asm.Instructions{asm.Mov.Imm(dst, 2)}
	return Join(
		LoadCwnd(dst, sk),
		asm.Instructions{asm.RSh.Imm(dst, 1), ahead(asm.JGE, dst, 2, least)},
		least,
	)
}

// SlowStartCheck is slow-start-check of the origin: it loads window and
// threshold of the connection that sk points to into cwnd and ssthresh, and runs
// body only in slow start, which is while the window is smaller. The three
// registers must differ.
func SlowStartCheck(sk, cwnd, ssthresh asm.Register, body asm.Instructions) asm.Instructions {
	switch {
	case sk == cwnd || sk == ssthresh || cwnd == ssthresh:
		return fail("slow start check: %w", errors.New("sk, cwnd and ssthresh must be three registers"))
	case len(body) == 0:
		return fail("slow start check: there is no code for slow start")
	case width(body) == math.MaxInt16:
		return fail("slow start check: the code for slow start is too long to jump over")
	}
	skip := asm.Instruction{OpCode: asm.JGE.Op(asm.RegSource), Dst: cwnd, Src: ssthresh, Offset: width(body)}
	return Join(LoadCwnd(cwnd, sk), LoadSsthresh(ssthresh, sk), asm.Instructions{skip}, body)
}

// IncrementCwnd is increment-cwnd of the origin: one packet more in the window
// of the connection that sk points to. tmp is overwritten. A window of 2^31 and
// more stays as it is instead of wrapping to 0.
func IncrementCwnd(sk, tmp asm.Register) asm.Instructions {
	if sk == tmp {
		return fail("increment of the window: sk and tmp must be two registers")
	}
	grow := Join(asm.Instructions{asm.Add.Imm(tmp, 1)}, StoreCwnd(sk, tmp))
	return Join(LoadCwnd(tmp, sk), asm.Instructions{ahead(asm.JGT, tmp, math.MaxInt32-1, grow)}, grow)
}

// MinimalSsthreshProgram is minimal-ssthresh-program of the origin: a whole
// ssthresh that gives half the window, at least 2.
func MinimalSsthreshProgram() asm.Instructions {
	return Join(SsthreshPrologue(asm.R6), AIMDSsthresh(asm.R6, asm.R0), Return())
}

// PassthroughSsthreshProgram is passthrough-ssthresh-program of the origin: a
// whole ssthresh that gives the threshold as it is.
func PassthroughSsthreshProgram() asm.Instructions {
	return Join(SsthreshPrologue(asm.R6), LoadSsthresh(asm.R0, asm.R6), Return())
}

// MinimalCongAvoidProgram is minimal-cong-avoid-program of the origin: a whole
// cong_avoid that leaves the window alone.
func MinimalCongAvoidProgram() asm.Instructions { return ReturnVoid() }

// MinimalInitProgram is minimal-init-program of the origin: a whole init that
// does nothing.
func MinimalInitProgram() asm.Instructions { return ReturnVoid() }

// MinimalReleaseProgram is minimal-release-program of the origin: a whole
// release that does nothing.
func MinimalReleaseProgram() asm.Instructions { return ReturnVoid() }

// MinimalUndoCwndProgram is minimal-undo-cwnd-program of the origin: a whole
// undo_cwnd that gives the window as it is.
func MinimalUndoCwndProgram() asm.Instructions {
	return Join(UndoCwndPrologue(asm.R6), LoadCwnd(asm.R0, asm.R6), Return())
}
