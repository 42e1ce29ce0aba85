package ir

import "github.com/ccc-lang/ccc/internal/parallel"

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
		{"params", passParams},
		{"thread", passThread},
		{"hoist", passHoist},
		{"minmax", passMinMax},
		{"blocks", passBlocks},
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
// and branches marked Keep stay, and so do the trip counters of loops. Questions
// for Lint (Func.Checks) are dropped.
func Optimize(p *Program, level int) {
	parallel.Do(len(p.Funcs), func(i int) { optimizeFunc(p.Funcs[i], level) })
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
