package hugepage

import (
	"runtime"
	"sync"
	"syscall"
	"unsafe"
)

// A process that lives for a few milliseconds spends a third of its time in page faults, and a
// huge page takes one where small pages take 512. The runtime has no switch for that, so the
// kernel is told. All of it is advice: where it does not fit, nothing changes.
const (
	hugePage   = 2 << 20       // bytes, on amd64 and on arm64 with pages of 4 KB
	growth     = 4 << 20       // the runtime's heap grows by multiples of this, and ends at one
	pageSize   = 8 << 10       // the runtime's
	pageCache  = 64            // of them a processor has set aside
	largeAlloc = 16 * pageSize // from this size on not from there
	enough     = 2 << 20       // of advised memory, for the compile of a source that is not large

	largeSource = 8 << 10 // bytes; a collection costs more than it saves for what is shorter
	heapPerByte = 3 << 10 // of source: more than a compile allocates
	largest     = 64 << 20
)

// end is where the advised memory ends.
var end uintptr

// init advises what the heap takes first. How much that is differs, as the runtime begins the heap
// anywhere; to leave more than half of a growth unused here would make it collect.
func init() {
	runtime.MemProfileRate = 0 // nobody asks for a profile, and its samples take their time
	advise()
}

// advise leaves the rest of the huge page in which the heap ends, as small pages are there
// already, and advises what follows, up to where the heap has grown.
func advise() {
	rest := toNext(allocate(largeAlloc) + largeAlloc)
	begin := (allocate(int(rest)) + rest) &^ (hugePage - 1)
	for range pageCache {
		if allocate(pageSize) >= begin {
			break
		}
	}
	skipped = nil
	end = (begin + growth) &^ (growth - 1)
	_, _, _ = syscall.RawSyscall(syscall.SYS_MADVISE, begin, end-begin, syscall.MADV_HUGEPAGE)
}

// toNext is how far it is from at to a page into the next huge page: with that page the heap
// grows to there.
func toNext(at uintptr) uintptr { return hugePage - at%hugePage + pageSize }

// skipped is what was allocated last, here so that it is on the heap.
var skipped []byte

// allocate takes n bytes, which stay untouched and so cost nothing, and returns where they are.
func allocate(n int) uintptr {
	skipped = make([]byte, n)
	return uintptr(unsafe.Pointer(&skipped[0]))
}

var once sync.Once

// ForSource lets the compile of a source, of so many bytes, use huge pages for all that it
// needs. It is for a process that does not collect of itself: it leaves memory unused.
func ForSource(size int) {
	once.Do(func() {
		switch {
		case size >= largeSource:
			allAtOnce(min(size, largest/heapPerByte) * heapPerByte)
		case end < allocate(largeAlloc)+enough:
			advise()
		}
	})
}

// allAtOnce makes the heap n bytes larger, advised, and frees them for use.
func allAtOnce(n int) {
	heap := make([]byte, n)
	if syscall.Madvise(heap, syscall.MADV_HUGEPAGE) == nil {
		runtime.GC() // heap is not used any more
	}
}
