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
// What it knows is less than what the verifier knows: constants, and which addresses are null.
// Of code that hides everything else from the verifier before it is tested (package codegen
// does this where there are many branches), the walk is the verifier's, step by step:
// docs/verification.md has figures. Of other code it tells the size only roughly.
//
// Rules and thresholds are those of kernels 6.18 and 7.3, kernel/bpf/verifier.c; those for loops
// are as old as loops are (5.3). A rule that came with 6.13 can make all the difference, so
// the walk is made without it, too.
package verifier

import "github.com/cilium/ebpf/asm"

// The limits of the verifier.
const (
	MaxInstructions = 1_000_000
	MaxWaiting      = 8_192
)

// Work is what the verifier does with a program.
type Work struct {
	Instructions int   // that it looks at; more than the limit of the walk if there are more
	Waiting      int   // branches that wait to be looked at, at most
	Visits       []int // how often it looks at each of the program's instructions
}

// Walk follows a program until it has looked at all of it, at more than limit instructions,
// or until more than MaxWaiting branches wait. Jumps go to symbols or over so many slots.
// The answer is of the kernel that does most.
func Walk(code asm.Instructions, limit int) Work {
	w := newWalker(decode(code), limit)
	w.walk(recent)
	work := w.work
	if w.forced && work.Instructions <= limit {
		if w.walk(older); w.work.Instructions > work.Instructions {
			work = w.work
		}
	}
	return work
}
