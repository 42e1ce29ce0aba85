package codegen

import (
	"fmt"
	"math"

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
// branches; branchy counts those of short loops that turn often, once for each branch of
// the loop: measured on 6.18 over 6,000 random programs with and without optimisation, and
// rounded up. The campaign checks it with every program (internal/campaign).
func (m merging) work(w weight) float64 {
	c := [...]struct{ each, more float64 }{
		everyPath: {12, 1_000}, counted: {35, 10_000}, countedLoops: {50, 25_000}, blind: {15, 80_000},
	}[m]
	if m == blind {
		// In a loop that turns often the verifier throws away what it has noted, so that
		// ways which part in a turn meet late.
		c.more += 4 * w.branchy
	}
	return min(c.each*w.size+w.straight+c.more, 1e15)
}

// tooMuch reports what the verifier would give up on.
func tooMuch(st Stats, span diag.Span, diags *diag.List) bool {
	hint := "bound the loops by what really occurs, and keep the bodies of inner loops short"
	if st.worst.IsValid() {
		hint = "the loop in " + lineOf(st.worst, span) + " costs most; " + hint
	}
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

// lineOf names the line of span for a diagnostic at another one.
func lineOf(span, at diag.Span) string {
	line, _ := span.Position()
	if span.Source != at.Source {
		return fmt.Sprintf("%s, line %d,", span.Source.Name, line)
	}
	return fmt.Sprintf("line %d", line)
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

// weight is what a function costs the verifier, before paths are counted.
type weight struct {
	size, straight, branchy float64 // see work
	forks                   int     // branches on the way with most of them, turn by turn
	worst                   diag.Span
}

// weigh counts the instructions of all blocks and the branches on the way with
// most of them, each times the turns of the loops around.
func weigh(lay *layout, cost map[*regalloc.Block]blockCost) (w weight) {
	loops := lay.loops(cost)
	turns, again := lay.turns(loops), lay.again(loops)
	inner, outer := lay.around(loops)
	costs := map[*loop]float64{}
	most := 0.0
	path := make([]float64, len(lay.blocks)) // with most branches, up to a block's start
	for i, b := range lay.blocks {
		n, in := float64(cost[b].size)*turns[i], inner[i]
		if outer[i] != nil && outer[i].forks == 0 {
			w.straight += n
		} else {
			n *= again[i]
			w.size += n
		}
		if in != nil && in.turns > often && in.size < 2*checkpoint {
			w.branchy += float64(cost[b].size) * turns[i] * float64(in.forks)
		}
		if in != nil {
			costs[in] += n
		}
		here := path[i] + float64(cost[b].forks)*turns[i]
		most = max(most, here)
		for _, s := range lay.successors(b) {
			if n := lay.number[s]; n > i {
				path[n] = max(path[n], here)
			}
		}
	}
	w.forks = int(min(most, 1e15))
	w.worst = lay.worst(loops, costs)
	return w
}

// often is how many turns a loop has at least of which the verifier throws away what
// it has noted before another way comes there.
const often = 100

// checkpoint is how many instructions of a loop the verifier looks at before it
// notes what it knows, so that another path can end there (kernel 5.3 and later).
const checkpoint = 100

// tinyTurns is how many turns a tiny loop has between two notes, at least; leavingTurns
// one that can end early.
const tinyTurns, leavingTurns = 7, 3

// A loop of more than manyForks branches has ways that do not meet before a loop in it: the
// verifier has dropped what it noted of that one's first turn by the time another comes.
const manyForks = 8

// again is how often the verifier looks at each of the blocks more often than it
// runs.
func (l *layout) again(loops []*loop) []float64 {
	again := make([]float64, len(l.blocks))
	for i := range again {
		again[i] = 1
	}
	for _, in := range loops {
		for _, out := range loops {
			if out == in || !out.blocks[in.head] {
				continue
			}
			w := in.anew(out)
			for n := range in.blocks {
				again[n] *= w
			}
		}
	}
	return again
}

// anew is how often the verifier looks at a loop in another one more often than it runs,
// at most, as measured.
//
// The ways out of a short loop meet only where it has noted something, and each turn between
// has one: that much more where the loop around has branches of its own, which each of the
// ways takes anew. It keeps four notes or so of a place, so that a tiny loop leaves none of
// the turns of the loop around but the last, and their ways never meet: each turn doubles them.
// A loop that turns to its end is walked again for ways that leave the loop around,
// the more often if it makes more than those four notes, too.
func (in *loop) anew(out *loop) float64 {
	between := min(checkpoint/float64(in.size), in.turns) // turns between two notes
	switch {
	case out.forks > 0 && (between > tinyTurns || in.leaves && between > leavingTurns) && float64(in.size)*in.turns > 2*checkpoint:
		return min(between*between, math.Exp2(out.turns-2))
	case !in.leaves && out.leaves && out.turns > tinyTurns && float64(in.size)*in.turns > 5*checkpoint:
		return 5
	case in.forks == 0 && out.forks > manyForks:
		return min(float64(out.forks)/2, 16)
	case !in.leaves && out.leaves:
		return 4.0 / 3
	case !in.leaves || between < 1:
		return 1
	}
	return 1 + (between-1)*min(1, float64(out.forks-in.forks)/4)
}

// worst is where the loop stands that costs the verifier most; no valid span if there is none.
func (l *layout) worst(loops []*loop, costs map[*loop]float64) (span diag.Span) {
	most := 0.0
	for _, in := range loops {
		if costs[in] > most {
			code := l.a.Code[l.blocks[in.head]]
			most, span = costs[in], sel(code[len(code)-1].Inst).span
		}
	}
	return span
}

// leaves reports whether a loop can end other than by its trip check.
func (l *layout) leaves(in *loop) bool {
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

// around gives the innermost and the outermost loop around each of the blocks; nil where
// there is none.
func (l *layout) around(loops []*loop) (inner, outer []*loop) {
	inner, outer = make([]*loop, len(l.blocks)), make([]*loop, len(l.blocks))
	for _, in := range loops {
		for n := range in.blocks {
			if inner[n] == nil || len(in.blocks) < len(inner[n].blocks) {
				inner[n] = in
			}
			if outer[n] == nil || len(in.blocks) > len(outer[n].blocks) {
				outer[n] = in
			}
		}
	}
	return inner, outer
}

// turns is how often each of the blocks can run in one run of the program.
func (l *layout) turns(loops []*loop) []float64 {
	turns := make([]float64, len(l.blocks))
	for i := range turns {
		turns[i] = 1
	}
	for _, in := range loops {
		for n := range in.blocks {
			turns[n] *= in.turns
		}
	}
	return turns
}

// loop is a loop of the layout's blocks, by their numbers.
type loop struct {
	head        int
	blocks      map[int]bool
	turns       float64 // of its head, at most
	size, forks int     // instructions and branches, once
	leaves      bool    // it can end other than by its trip check
}

func (l *layout) loops(cost map[*regalloc.Block]blockCost) (loops []*loop) {
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
		in := &loop{head: h, blocks: map[int]bool{h: true}, turns: float64(b.LoopMax + 1)}
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
		for n := range in.blocks {
			in.size += cost[l.blocks[n]].size
			in.forks += cost[l.blocks[n]].forks
		}
		in.leaves = l.leaves(in)
		loops = append(loops, in)
	}
	return loops
}
