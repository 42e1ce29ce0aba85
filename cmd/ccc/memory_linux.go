package main

import (
	"runtime"
	"sync"

	"golang.org/x/sys/unix"
)

const (
	largeSource = 8 << 10 // bytes; the collection costs more than it saves for what is shorter
	heapPerByte = 1 << 10 // of source: about what a compile allocates
)

var hugeOnce sync.Once

// hugeHeap lets the compile of a large source use huge pages. Otherwise the kernel, which
// gives memory page by page, takes a third to a half of the time. The runtime has no switch
// for it, so the heap is made that large at once, advised, and freed for use.
func hugeHeap(source int) {
	if source < largeSource {
		return
	}
	hugeOnce.Do(func() {
		heap := make([]byte, min(source, heapLimit/heapPerByte)*heapPerByte)
		if unix.Madvise(heap, unix.MADV_HUGEPAGE) == nil {
			runtime.GC() // heap is not used any more
		}
	})
}
