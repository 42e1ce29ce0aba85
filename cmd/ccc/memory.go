package main

import (
	"math"
	"runtime"
	"runtime/debug"
)

// heapLimit is how many bytes the runtime takes before it collects of itself: what package
// hugepage readies at most, and a quarter for what the runtime counts besides.
const heapLimit = 80 << 20

// collectSeldom makes the runtime collect when it has taken heapLimit, and from then on
// when it has taken three times what was in use. A compile allocates a few megabytes and
// ends: collecting them costs more than it gives back.
func collectSeldom() {
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(heapLimit)
	runtime.SetFinalizer(new(collection), leaveLimit)
}

// collection is an object that nothing holds: each collection meets it.
type collection struct{ _ *byte }

// leaveLimit ends the limit once it was met. As a limit below what is in use it would make
// the runtime collect without end.
func leaveLimit(c *collection) {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	if stats.NumGC == stats.NumForcedGC { // package hugepage forces one
		runtime.SetFinalizer(c, leaveLimit)
		return
	}
	debug.SetGCPercent(200)
	debug.SetMemoryLimit(math.MaxInt64)
}

// deepenStack makes the stack of the caller as large as a compile needs, while little lies on it:
// the runtime would double it again and again, and look up each function on it each time.
//
//go:noinline
func deepenStack() {
	var frame [stackDepth]byte
	use(&frame)
}

// stackDepth is a little less than the power of two that the stack shall have, in bytes.
const stackDepth = 56 << 10

// use keeps the frame from being left out.
//
//go:noinline
func use(*[stackDepth]byte) {}
