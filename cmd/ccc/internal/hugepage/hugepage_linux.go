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

	largeSource = 8 << 10 // bytes; a collection costs more than it saves for what is shorter
	heapPerByte = 3 << 10 // of source: more than a compile allocates
	largest     = 64 << 20
)

func init() {
	runtime.MemProfileRate = 0 // nobody asks for a profile, and its samples take their time
	begin := skip()
	end := (begin + growth) &^ (growth - 1)
	_, _, _ = syscall.RawSyscall(syscall.SYS_MADVISE, begin, end-begin, syscall.MADV_HUGEPAGE)
}

// skip takes the rest of the huge page in which the heap has begun, as small pages are
// there already, and returns where the next begins.
func skip() uintptr {
	frontier := allocate(largeAlloc)
	begin := (frontier + hugePage) &^ (hugePage - 1)
	if rest := begin - frontier; rest > largeAlloc {
		allocate(int(rest - largeAlloc))
	}
	for range pageCache {
		if allocate(pageSize) >= begin {
			break
		}
	}
	skipped = nil
	return begin
}

// skipped is what was allocated last, here so that it is on the heap.
var skipped []byte

// allocate takes n bytes, which stay untouched and so cost nothing, and returns where they are.
func allocate(n int) uintptr {
	skipped = make([]byte, n)
	return uintptr(unsafe.Pointer(&skipped[0]))
}

var once sync.Once

// ForSource lets the compile of a large source, of so many bytes, use huge pages for all that
// it needs: the heap is made that large at once, advised, and freed for use.
func ForSource(size int) {
	if size < largeSource {
		return
	}
	once.Do(func() {
		heap := make([]byte, min(size, largest/heapPerByte)*heapPerByte)
		if syscall.Madvise(heap, syscall.MADV_HUGEPAGE) == nil {
			runtime.GC() // heap is not used any more
		}
	})
}
