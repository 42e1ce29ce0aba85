// Package parallel does independent pieces of work on all processors.
package parallel

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Do calls do for 0 to n-1, several at a time; the caller works, too, so that one
// processor needs no other goroutine. Afterwards it passes on the panic of the
// lowest number that had one.
func Do(n int, do func(i int)) {
	panics := make([]any, n)
	one := func(i int) {
		defer func() { panics[i] = recover() }()
		do(i)
	}
	var next atomic.Int64
	work := func() {
		for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
			one(i)
		}
	}
	var others sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) - 1 {
		others.Go(work)
	}
	work()
	others.Wait()
	for _, r := range panics {
		if r != nil {
			panic(r)
		}
	}
}
