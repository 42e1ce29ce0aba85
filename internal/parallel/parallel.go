// Package parallel does independent pieces of work on all processors.
package parallel

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// Panic is what Do panics with: what a piece of work panicked with, and where.
type Panic struct {
	Value any
	Stack []byte
}

func (p *Panic) String() string { return fmt.Sprint(p.Value) }

// Do calls do for 0 to n-1, several at a time; the caller works, too, so that one
// processor needs no other goroutine. Afterwards it passes on the panic of the
// lowest number that had one.
func Do(n int, do func(i int)) {
	panics := make([]*Panic, n)
	one := func(i int) {
		defer func() {
			if r := recover(); r != nil {
				panics[i] = &Panic{r, debug.Stack()}
			}
		}()
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
	for _, p := range panics {
		if p != nil {
			panic(p)
		}
	}
}
