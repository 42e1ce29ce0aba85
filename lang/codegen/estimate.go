package codegen

import (
	"slices"

	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/regalloc"
)

// The kernel's verifier gives up after a million instructions (since 5.2), and
// when more than 8,192 branches wait to be looked at: it follows one way first and
// notes the others, turn by turn of every loop. On the way it looks at code again
// where paths come with different knowledge.
const (
	verifierLimit = 1_000_000
	branchLimit   = 8_192

	// MaxForks is the most that Stats.Forks may be.
	MaxForks = branchLimit - 192
)

// merging is how it was seen to that paths become one for the verifier.
type merging uint8

const (
	everyPath    merging = iota // it was not: there are few
	counted                     // what they know was counted and kept within a budget
	countedLoops                // likewise, in a function with loops
	blind                       // no test is decided by what a path knows
)

// work is what the verifier looks at, at most, for a function whose instructions,
// turn by turn of its loops, are size, besides straight ones in loops without
// branches; branchy counts those that run often once for each branch of the loop around: measured on 6.18 over 3,000 random programs
// with and without optimisation, and rounded up. The campaign checks it with every
// program (internal/campaign).
func (m merging) work(size, straight, branchy float64) float64 {
	c := [...]struct{ each, more float64 }{
		everyPath: {12, 1_000}, counted: {35, 2_000}, countedLoops: {50, 25_000}, blind: {15, 40_000},
	}[m]
	if m == blind {
		// In a loop that turns often the verifier throws away what it has noted, so that
		// ways which part in a turn meet late.
		c.more += 5 * branchy
	}
	return min(c.each*size+straight+c.more, 1e15)
}

// tooMuch reports what the verifier would give up on.
func tooMuch(st Stats, span diag.Span, diags *diag.List) bool {
	const hint = "bound the loops by what really occurs, and keep the bodies of inner loops short"
	switch {
	case st.Instructions > MaxInstructions:
		diags.Errorf(span, "E0551", "%s is %d instructions long; the limit is %d", st.Callback, st.Instructions, MaxInstructions).Hint =
			"everything a callback calls is copied into it: call large functions from fewer places, or make loops of repeated code"
	case st.Verifier > verifierLimit:
		diags.Errorf(span, "E0552", "the kernel's verifier would have to follow about %d instructions of %s, turn by turn of its loops; it gives up after %d",
			st.Verifier, st.Callback, verifierLimit).Hint = hint
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

// weigh counts the instructions of all blocks and the branches on the way with
// most of them, each times the turns of the loops around.
func weigh(lay *layout, cost map[*regalloc.Block]blockCost) (size, straight, branchy float64, forks int) {
	turns := lay.turns()
	again := lay.again(cost)
	inLoop, own := lay.loopForks(cost)
	most := 0.0
	path := make([]float64, len(lay.blocks)) // with most branches, up to a block's start
	for i, b := range lay.blocks {
		if n := float64(cost[b].size) * turns[i]; inLoop[i] == 0 {
			straight += n
		} else {
			size += n * again[i]
			if own[i] > often {
				branchy += n * again[i] * float64(max(inLoop[i], 0))
			}
		}
		here := path[i] + float64(cost[b].forks)*turns[i]
		most = max(most, here)
		for _, s := range lay.successors(b) {
			if n := lay.number[s]; n > i {
				path[n] = max(path[n], here)
			}
		}
	}
	return size, straight, branchy, int(min(most, 1e15))
}

// often is how many turns a loop has at least of which the verifier throws away what
// it has noted before another way comes there.
const often = 100

// checkpoint is how many instructions of a loop the verifier looks at before it
// notes what it knows, so that another path can end there (kernel 5.3 and later).
const checkpoint = 100

// again is how often the verifier looks at each of the blocks more often than it
// runs: the turns of a short loop in another one meet only where it has noted
// something, and each turn between has a way out.
func (l *layout) again(cost map[*regalloc.Block]blockCost) []float64 {
	again := make([]float64, len(l.blocks))
	for i := range again {
		again[i] = 1
	}
	loops := l.loops()
	for _, in := range loops {
		nested := slices.ContainsFunc(loops, func(out loop) bool { return out.head != in.head && out.blocks[in.head] })
		size := 0
		for n := range in.blocks {
			size += cost[l.blocks[n]].size
		}
		if !nested || size >= checkpoint || !l.leaves(in) {
			continue
		}
		w := min(checkpoint/float64(size), in.turns)
		for n := range in.blocks {
			again[n] *= w * w
		}
	}
	return again
}

// leaves reports whether a loop can end other than by its trip check.
func (l *layout) leaves(in loop) bool {
	for n := range in.blocks {
		b := l.blocks[n]
		code := l.a.Code[b]
		if sel(code[len(code)-1].Inst).keep {
			continue
		}
		for _, s := range l.successors(b) {
			if !in.blocks[l.number[s]] {
				return true
			}
		}
	}
	return false
}

// loopForks is how many branches the innermost loop around each of the blocks has, -1
// where there is none, and how often that loop turns.
func (l *layout) loopForks(cost map[*regalloc.Block]blockCost) (forks []int, turns []float64) {
	forks, turns = make([]int, len(l.blocks)), make([]float64, len(l.blocks))
	least := make([]int, len(l.blocks)) // blocks of the innermost loop
	for i := range forks {
		forks[i] = -1
	}
	for _, in := range l.loops() {
		sum := 0
		for n := range in.blocks {
			sum += cost[l.blocks[n]].forks
		}
		for n := range in.blocks {
			if least[n] == 0 || len(in.blocks) < least[n] {
				forks[n], turns[n], least[n] = sum, in.turns, len(in.blocks)
			}
		}
	}
	return forks, turns
}

// turns is how often each of the blocks can run in one run of the program.
func (l *layout) turns() []float64 {
	turns := make([]float64, len(l.blocks))
	for i := range turns {
		turns[i] = 1
	}
	for _, in := range l.loops() {
		for n := range in.blocks {
			turns[n] *= in.turns
		}
	}
	return turns
}

// loop is a loop of the layout's blocks, by their numbers.
type loop struct {
	head   int
	blocks map[int]bool
	turns  float64 // of its head, at most
}

func (l *layout) loops() (loops []loop) {
	preds := make([][]int, len(l.blocks))
	for i, b := range l.blocks {
		for _, s := range l.successors(b) {
			preds[l.number[s]] = append(preds[l.number[s]], i)
		}
	}
	for h, b := range l.blocks {
		if b.LoopMax == 0 {
			continue
		}
		in := loop{head: h, blocks: map[int]bool{h: true}, turns: float64(b.LoopMax + 1)}
		var work []int
		for _, p := range preds[h] {
			if p >= h {
				work = append(work, p)
			}
		}
		for len(work) > 0 {
			n := work[len(work)-1]
			work = work[:len(work)-1]
			if !in.blocks[n] {
				in.blocks[n] = true
				work = append(work, preds[n]...)
			}
		}
		loops = append(loops, in)
	}
	return loops
}
