package ir

import "testing"

// passes lists every pass that keeps the meaning on its own.
var passes = []struct {
	name string
	run  func(f *Func) bool
}{
	{"simplify", passSimplify},
	{"dead", passDead},
	{"params", passParams},
	{"gvn", passGVN},
	{"blocks", passBlocks},
	{"minmax", passMinMax},
	{"tails", passTails},
}

// Each pass alone changes nothing that can be seen.
func TestEachPassKeepsMeaning(t *testing.T) {
	for _, p := range passes {
		t.Run(p.name, func(t *testing.T) {
			checkPass(t, func(f *Func) { p.run(f) })
		})
	}
}
