package ir

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
		{"blocks", passBlocks},
		{"params", passParams},
		{"divide", passDivide},
		{"dead", passDead},
		{"sink", passSink},
		{"forget", passForget},
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
	for _, f := range p.Funcs {
		optimizeFunc(f, level)
	}
}

func optimizeFunc(f *Func, level int) {
	f.Checks = nil
	f.Connect()
	if level == 0 {
		passExpand(f)
		passForget(f)
		f.Connect()
		return
	}
	clean(f)
	if passExpand(f) {
		clean(f)
	}
	for _, p := range finish {
		p.run(f)
	}
	f.Connect()
}

func clean(f *Func) {
	for range maxRounds {
		changed := false
		for _, p := range cleanup {
			changed = p.run(f) || changed
		}
		if !changed {
			return
		}
	}
}
