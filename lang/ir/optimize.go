package ir

import (
	"runtime"
	"sync"
)

// pass is one step of the optimiser; it reports whether it changed anything.
type pass struct {
	name string
	run  func(f *Func) bool
}

// The passes in their order. cleanup runs again and again while it changes
// something, at most maxRounds times; the others run once.
var (
	cleanup = []pass{
		{"gvn", passGVN},
		{"simplify", passSimplify},
		{"dead", passDead},
		{"loops", passLoops},
		{"params", passParams},
		{"thread", passThread},
		{"fuse", passFuse},
		{"hoist", passHoist},
		{"minmax", passMinMax},
		{"blocks", passBlocks},
		{"carry", passCarry},
	}
	finish = []pass{
		{"stores", passStores},
		{"tails", passTails},
		{"join", passJoin},
		{"blocks", passBlocks},
		{"params", passParams},
		{"divide", passDivide},
		{"dead", passDead},
		{"sink", passSink},
		{"unsign", passUnsign},
		{"layout", passLayout},
	}
)

// maxRounds bounds how often cleanup is repeated. Two or three rounds are usual.
const maxRounds = 6

// Optimize improves p in place. Level 0 only makes every operation one that a
// back end knows (Op.Legal); level 1 does all that is known to pay. Instructions
// and branches marked Keep stay, and so do the trip counters of loops, as long as
// their loop does. Questions for Lint (Func.Checks) are dropped.
func Optimize(p *Program, level int) {
	eachFunc(p, func(_ int, f *Func) { optimizeFunc(f, level) })
}

// A program with fewer values than this is worked on by one processor. In a process that
// has just begun, to start a second takes longer than the passes do.
const aloneBelow = 400

// eachFunc calls do for every function of p, several at a time where that pays: functions
// share nothing that is changed. A panic is passed on to the caller.
func eachFunc(p *Program, do func(i int, f *Func)) {
	values, all := 0, p.All()
	for _, f := range all {
		values += f.values
	}
	if values < aloneBelow {
		for i, f := range all {
			do(i, f)
		}
		return
	}
	together(all, do)
}

// together is eachFunc with as many functions at a time as there are processors.
func together(all []*Func, do func(i int, f *Func)) {
	var wait sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	panics := make([]any, len(all))
	for i, f := range all {
		wait.Add(1)
		slots <- struct{}{}
		go func() {
			defer func() {
				panics[i] = recover()
				<-slots
				wait.Done()
			}()
			do(i, f)
		}()
	}
	wait.Wait()
	for _, r := range panics {
		if r != nil {
			panic(r)
		}
	}
}

func optimizeFunc(f *Func, level int) {
	f.Checks = nil
	f.Connect()
	if level == 0 {
		passExpand(f)
		f.Connect()
		return
	}
	clean(f)
	if passDelay(f) {
		clean(f)
	}
	if passExpand(f) {
		clean(f)
	}
	for _, p := range finish {
		p.run(f)
	}
	f.Connect()
}

// clean repeats the cleanup passes; a pass is left out if nothing has changed
// since it last ran.
func clean(f *Func) {
	changes := 1
	seen := make([]int, len(cleanup))
	for range maxRounds {
		before := changes
		for i, p := range cleanup {
			if seen[i] == changes {
				continue
			}
			if p.run(f) {
				changes++
			}
			seen[i] = changes
		}
		if changes == before {
			return
		}
	}
}
