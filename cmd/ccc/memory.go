package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// heapLimit is how many bytes the runtime takes before it collects; but see hugeHeap.
const heapLimit = 64 << 20

// collectSeldom makes the runtime collect when it has taken heapLimit, and later when
// what it has taken is that much more than twice what is in use. A compile allocates a
// few megabytes and ends: collecting them costs more than it gives back.
func collectSeldom() {
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(heapLimit)
	runtime.SetFinalizer(new(collection), raiseLimit)
}

// collection is an object that nothing holds: each collection meets it.
type collection struct{ _ *byte }

// raiseLimit makes room for as much again as is in use. A limit that stays below that
// would make the runtime collect without end.
func raiseLimit(c *collection) {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	if live[0].Value.Kind() == metrics.KindUint64 {
		// Not below what another part of the program has set.
		debug.SetMemoryLimit(max(heapLimit+2*int64(live[0].Value.Uint64()), debug.SetMemoryLimit(-1)))
	}
	runtime.SetFinalizer(c, raiseLimit)
}
