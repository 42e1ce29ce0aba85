// Package verifier walks code as the kernel's verifier does, so that the compiler can
// say beforehand what that would give up on.
//
// The verifier looks at one way through a program after the other, turn by turn of every
// loop, and gives up after a million instructions (since 5.2), or when more than 8,192
// branches wait. At some places it notes what it knows of each register and stack slot; where
// another way comes with nothing that the note does not cover, that way ends. When it makes
// notes, and when it throws them away again, decides between ten thousand instructions and
// a million, so that no formula over sizes and turns can tell: the walk makes the same notes.
//
// What it knows is less than what the verifier knows: constants, how great numbers can be, which are the
// same, and which addresses are null; and of what else a comparison tells only that it does. Of code that hides everything else from the verifier before it is
// tested (package codegen does this where there are many branches), the walk is the
// verifier's, step by step: docs/verification.md has figures. Of other code it tells the size only
// roughly, and Bound how great it can be; and where code asks what the kernel has, it follows both answers.
//
// Rules and thresholds are those of kernel 6.18, kernel/bpf/verifier.c and liveness.c. Those for
// loops are as old as loops are (5.3); one came with 6.12 and stable kernels of November
// 2024, and can make all the difference, so the walk is made without it, too.
package verifier

import "github.com/cilium/ebpf/asm"

// The limits of the verifier.
const (
	MaxLookedAt = 1_000_000 // instructions
	MaxWaiting  = 8_192     // branches
)

// Work is what the verifier does with a program.
type Work struct {
	LookedAt int   // instructions; more than the limit of the walk if there are more
	Waiting  int   // branches that wait to be looked at, at most
	Visits   []int // how often it looks at each of the program's instructions
}

// Program is the code of a callback and of the functions that it may call, which call none and
// have no loops.
type Program struct {
	Code      asm.Instructions
	Functions map[string]asm.Instructions // by symbol
}

// Walk follows a program until it has looked at all of it, at more than limit instructions,
// or until more than MaxWaiting branches wait. The answer is of the kernel that does most.
//
// The program must be one that package codegen makes: every way ends, jumps go to symbols or
// over so many slots, and nothing is done atomically.
func Walk(p Program, limit int) Work { return prepare(p, false).work(limit) }

// Bound is Walk for code that hides nothing: it holds ways apart wherever a number that goes into a
// test was made, or told of, in another way, be it that the verifier knows the same of both. So the
// verifier looks at no more, and often at much less.
func Bound(p Program, limit int) Work { return prepare(p, true).work(limit) }

func (p *program) work(limit int) Work {
	w := p.walk(recent, limit)
	work := w.work
	if w.forced && work.LookedAt <= limit && work.Waiting <= MaxWaiting {
		before := p.walk(older, limit).work
		if before.LookedAt > work.LookedAt {
			work.LookedAt, work.Visits = before.LookedAt, before.Visits
		}
		work.Waiting = max(work.Waiting, before.Waiting)
	}
	return work
}
