package codegen

import (
	"fmt"
	"slices"

	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/regalloc"
	"github.com/ccc-lang/ccc/lang/verifier"
)

// merging is how it was seen to that paths become one for the verifier.
type merging uint8

const (
	everyPath    merging = iota // it was not: there are few
	heldApart                   // it was not: there is a bound of how many of them the verifier meets
	counted                     // what they know was counted and kept within a budget
	countedLoops                // likewise, in a function with loops, whose tests there and behind them are blind
	// The operands of every test are forgotten before it. Then no test is decided by what
	// a path knows, and paths that meet differ in nothing but the trip counters of the loops around.
	blind
)

// paths is what selection knows of the ways through a callback.
type paths struct {
	merging merging
	all     float64 // instructions of all ways together; infinite with loops
	ends    float64 // how many ways there are
	looked  float64 // likewise, of those that the verifier may hold apart
	loops   int     // of the program
}

// A margin is how much more the verifier may look at: each times as many instructions, and more.
// Both tables are measured on 6.18 over 20,000 callbacks of random programs, with and without
// optimisation (docs/verification.md); the campaign counts what is beyond (internal/campaign).
type margin struct{ each, more int }

// margins are what the verifier does with code without loops, against its size, or, where no
// two ways become one, against all ways.
var margins = [...]margin{everyPath: {2, 5_000}, heldApart: {0, 5_000}, counted: {35, 10_000}, blind: {15, 80_000}}

// loopMargins are what it does with code with loops, against the walk.
var loopMargins = [...]margin{countedLoops: {4, 5_000}, blind: {3, 5_000}}

const (
	// Code of at most apartSize operations is tried with all its paths held apart, and taken so if the
	// verifier cannot look at more than apartRoom instructions. Prague comes to 97,000 then, CDG to 86,000
	// and most of the library to a few thousand, and nothing has to be forgotten.
	apartSize = 600
	apartRoom = 120_000
	// boundRoom is likewise for code that forgets. The bound is often ten times too much.
	boundRoom = 250_000
	// shallow is how many bytes of stack, and shortCode how many instructions, need no bound: ways differ in
	// what they know of registers and of the stack only, so few numbers make few ways, and the longer
	// the code, the more the verifier makes of each. BBRv3 has 112 and 1,120 (docs/verification.md).
	shallow   = 128
	shortCode = 1_200
	// walkMargin is how many times more than the walk the verifier may look at in such code, boundMargin
	// than the bound, as it makes its notes elsewhere.
	walkMargin  = 4
	boundMargin = 3
)

// followed reports whether the verifier can follow code without loops whose paths are held apart
// or counted.
func (e *emitter) followed(st *Stats) bool {
	if e.paths.merging == counted && e.linkedStack(st) <= shallow && e.linked(st) <= shortCode {
		e.walk = verifier.Walk(e.program(), verifier.MaxLookedAt/walkMargin)
		return e.walk.LookedAt <= verifier.MaxLookedAt/walkMargin && e.walk.Waiting <= maxWaiting
	}
	room := boundRoom
	if e.paths.merging == heldApart {
		room = apartRoom
	}
	e.bound = verifier.Bound(e.program(), room)
	return e.bound.LookedAt <= room && e.bound.Waiting <= maxWaiting
}

// program is the code and the functions that it calls.
func (e *emitter) program() verifier.Program {
	p := verifier.Program{Code: e.out, Functions: map[string]asm.Instructions{}}
	for name, f := range e.functions {
		p.Functions[name] = f.code
	}
	return p
}

// linked is how many instructions the code has with what it calls, as often as that is called.
func (e *emitter) linked(st *Stats) int {
	n := st.Instructions
	for _, f := range e.calls {
		n += f.stats.Instructions
	}
	return n
}

// linkedStack is how many bytes of stack it has with what it calls.
func (e *emitter) linkedStack(st *Stats) int {
	most := 0
	for _, f := range e.calls {
		most = max(most, f.stats.StackBytes)
	}
	return st.StackBytes + most
}

// estimate fills in what the verifier does with the code.
func (e *emitter) estimate(st *Stats) {
	c := margins[e.paths.merging]
	switch {
	case e.paths.loops > 0:
		e.estimateLoops(st)
	case e.paths.merging == everyPath:
		st.Verifier = c.each*int(e.paths.all) + c.more
	case e.bound.LookedAt > 0:
		st.Verifier = boundMargin*e.bound.LookedAt + c.more
		st.Walked, st.Waiting = e.bound.LookedAt, e.bound.Waiting
	default:
		if e.paths.merging == blind {
			e.walk = verifier.Walk(e.program(), verifier.MaxLookedAt)
		}
		st.Verifier = max(c.each*e.linked(st)+c.more, walkMargin*e.walk.LookedAt)
		st.Walked, st.Waiting = e.walk.LookedAt, e.walk.Waiting
	}
}

// estimateLoops is estimate for code with loops.
func (e *emitter) estimateLoops(st *Stats) {
	w := verifier.Walk(e.program(), verifier.MaxLookedAt)
	loops, straight, c := e.lay.loops(), 0, loopMargins[e.paths.merging]
	if e.paths.merging == blind {
		straight = e.straight(loops, w.Visits)
	}
	st.Verifier = c.each*(w.LookedAt-straight) + straight + c.more
	st.Walked, st.Waiting = w.LookedAt, w.Waiting
	st.worst = e.worst(loops, w.Visits)
}

// straight is how many instructions the walk looks at in loops without branches: the
// verifier looks at just as many, if ways do not differ in what they know.
func (e *emitter) straight(loops []loop, visits []int) (n int) {
	branchy, in := map[*regalloc.Block]bool{}, map[*regalloc.Block]bool{}
	for _, l := range loops {
		forks := slices.ContainsFunc(e.lay.order, func(b *regalloc.Block) bool { return l.blocks[b] && e.forks(b) })
		for b := range l.blocks {
			in[b] = true
			branchy[b] = branchy[b] || forks
		}
	}
	for b := range in {
		if !branchy[b] {
			n += e.visits(b, visits)
		}
	}
	return n
}

// forks reports whether a block has a branch besides the trip check of a loop.
func (e *emitter) forks(b *regalloc.Block) bool {
	code := e.lay.a.Code[b]
	n := 0
	if sel(code[len(code)-1].Inst).keep {
		n--
	}
	for _, ins := range e.out[e.part[b][0]:e.part[b][1]] {
		if !ins.OpCode.Class().IsJump() {
			continue
		}
		switch ins.OpCode.JumpOp() {
		case asm.Ja, asm.Call, asm.Exit:
		default:
			n++
		}
	}
	return n > 0
}

// visits is how often the walk looks at b's instructions.
func (e *emitter) visits(b *regalloc.Block, visits []int) (n int) {
	for _, v := range visits[e.part[b][0]:e.part[b][1]] {
		n += v
	}
	return n
}

// maxWaiting is how many branches may wait for the verifier, by the walk: some fewer than it
// allows, as this is an estimate.
const maxWaiting = verifier.MaxWaiting - 192

const tooLongHint = "everything a callback calls is copied into it: call large functions from fewer places, or make loops of repeated code"

// tooMuch reports what the verifier would give up on.
func tooMuch(st Stats, span diag.Span, diags *diag.List) bool {
	hint := "let fewer tests follow one another on what earlier ones decided, or move part of the work to another callback"
	if st.worst.IsValid() {
		hint = "the loop in " + lineOf(st.worst, span) + " costs most; bound the loops by what really occurs, and keep the bodies of inner loops short"
	}
	switch {
	case st.Instructions > 2*MaxInstructions: // counted before registers were given
		diags.Errorf(span, "E0551", "%s is more than %d instructions long; the limit is %d", st.Callback, 2*MaxInstructions, MaxInstructions).Hint = tooLongHint
	case st.Instructions > MaxInstructions:
		diags.Errorf(span, "E0551", "%s is %d instructions long; the limit is %d", st.Callback, st.Instructions, MaxInstructions).Hint = tooLongHint
	case st.Verifier > verifier.MaxLookedAt:
		diags.Errorf(span, "E0552", "the kernel's verifier follows %s turn by turn of its loops and way by way of its branches; it would give up, after %d instructions",
			st.Callback, verifier.MaxLookedAt).Hint = hint
	case st.Waiting > maxWaiting:
		diags.Errorf(span, "E0552", "one way through %s takes too many branches, turn by turn of its loops; the kernel's verifier gives up after %d",
			st.Callback, verifier.MaxWaiting).Hint = hint
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

// worst is where the loop stands that costs the verifier most, without the loops in it; no
// valid span if there is none. visits is how often it looks at each instruction.
func (e *emitter) worst(loops []loop, visits []int) (span diag.Span) {
	inner := map[*regalloc.Block]loop{}
	for _, in := range loops {
		for b := range in.blocks {
			if old, ok := inner[b]; !ok || len(in.blocks) < len(old.blocks) {
				inner[b] = in
			}
		}
	}
	costs, most := map[*regalloc.Block]int{}, 0
	for _, b := range e.lay.order {
		in, ok := inner[b]
		if !ok {
			continue
		}
		costs[in.head] += e.visits(b, visits)
		if costs[in.head] > most {
			code := e.lay.a.Code[in.head]
			most, span = costs[in.head], sel(code[len(code)-1].Inst).span
		}
	}
	return span
}

// loop is a loop of the layout's blocks.
type loop struct {
	head   *regalloc.Block
	blocks map[*regalloc.Block]bool
}

func (l *layout) loops() (loops []loop) {
	preds := map[*regalloc.Block][]*regalloc.Block{}
	for _, b := range l.blocks {
		for _, s := range l.successors(b) {
			preds[s] = append(preds[s], b)
		}
	}
	for h, head := range l.blocks {
		if head.LoopMax == 0 {
			continue
		}
		in := loop{head, map[*regalloc.Block]bool{head: true}}
		var work []*regalloc.Block
		for _, p := range preds[head] {
			if l.number[p] >= h {
				work = append(work, p)
			}
		}
		for len(work) > 0 {
			b := work[len(work)-1]
			work = work[:len(work)-1]
			if !in.blocks[b] {
				in.blocks[b] = true
				work = append(work, preds[b]...)
			}
		}
		loops = append(loops, in)
	}
	return loops
}
