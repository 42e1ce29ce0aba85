package codegen

import (
	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/regalloc"
)

// The kernel's verifier gives up after a million instructions (since 5.2), and
// when more than 8,192 branches wait to be looked at: it follows one way first and
// notes the others, turn by turn of every loop. On the way it looks at code again
// where paths come with different knowledge; measured on 6.18, code with loops
// costs it up to seven times its turns.
const (
	verifierLimit  = 1_000_000
	verifierFactor = 7
	branchLimit    = 8_192

	// MaxVerifier is the most that Stats.Verifier may be.
	MaxVerifier = verifierLimit / verifierFactor
	// MaxForks is the most that Stats.Forks may be.
	MaxForks = branchLimit - 192
)

// tooMuch reports what the verifier would give up on.
func tooMuch(st Stats, span diag.Span, diags *diag.List) bool {
	const hint = "bound the loops by what really occurs, and keep the bodies of inner loops short"
	switch {
	case st.Instructions > MaxInstructions:
		diags.Errorf(span, "E0551", "%s is %d instructions long; the limit is %d", st.Callback, st.Instructions, MaxInstructions).Hint =
			"everything a callback calls is copied into it: call large functions from fewer places, or make loops of repeated code"
	case st.Verifier > MaxVerifier:
		diags.Errorf(span, "E0552", "the kernel's verifier would have to follow about %d instructions of %s, turn by turn of its loops; it gives up after %d",
			st.Verifier*verifierFactor, st.Callback, verifierLimit).Hint = hint
	case st.Forks > MaxForks:
		diags.Errorf(span, "E0552", "one way through %s takes %d branches, turn by turn of its loops; the kernel's verifier gives up after %d",
			st.Callback, st.Forks, branchLimit).Hint = hint
	default:
		return false
	}
	return true
}

// blockCost is what a block costs the verifier, once.
type blockCost struct {
	size  int // instructions of 8 bytes
	forks int // branches that can go both ways
}

// costOf counts the code of a block. keep: its branch is a loop's trip check, of
// which the verifier always knows how it goes.
func costOf(code asm.Instructions, keep bool) (c blockCost) {
	c.size = slots(code)
	for _, ins := range code {
		if !ins.OpCode.Class().IsJump() {
			continue
		}
		switch ins.OpCode.JumpOp() {
		case asm.Ja, asm.Call, asm.Exit:
		default:
			c.forks++
		}
	}
	if keep && c.forks > 0 {
		c.forks--
	}
	return c
}

// weigh estimates the verifier's work: the instructions of all blocks and the
// branches on the way with most of them, each times the turns of the loops around.
func weigh(lay *layout, cost map[*regalloc.Block]blockCost) (size, forks int) {
	turns := lay.turns()
	total, most := 0.0, 0.0
	path := make([]float64, len(lay.blocks)) // with most branches, up to a block's start
	for i, b := range lay.blocks {
		total += float64(cost[b].size) * turns[i]
		here := path[i] + float64(cost[b].forks)*turns[i]
		most = max(most, here)
		for _, s := range lay.successors(b) {
			if n := lay.number[s]; n > i {
				path[n] = max(path[n], here)
			}
		}
	}
	return int(min(total, 1e15)), int(min(most, 1e15))
}

// turns is how often each of the blocks can run in one run of the program.
func (l *layout) turns() []float64 {
	turns := make([]float64, len(l.blocks))
	preds := make([][]int, len(l.blocks))
	for i, b := range l.blocks {
		turns[i] = 1
		for _, s := range l.successors(b) {
			preds[l.number[s]] = append(preds[l.number[s]], i)
		}
	}
	for h, b := range l.blocks {
		if b.LoopMax == 0 {
			continue
		}
		loop := map[int]bool{h: true}
		var work []int
		for _, p := range preds[h] {
			if p >= h {
				work = append(work, p)
			}
		}
		for len(work) > 0 {
			n := work[len(work)-1]
			work = work[:len(work)-1]
			if !loop[n] {
				loop[n] = true
				work = append(work, preds[n]...)
			}
		}
		for n := range loop {
			turns[n] *= float64(b.LoopMax + 1)
		}
	}
	return turns
}
