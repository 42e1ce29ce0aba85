package ir

import "testing"

// Each pass alone changes nothing that can be seen.
func TestEachPassKeepsMeaning(t *testing.T) {
	for _, p := range append(append([]pass{{"expand", passExpand}, {"delay", passDelay}}, cleanup...), finish...) {
		t.Run(p.name, func(t *testing.T) {
			checkPass(t, func(f *Func) { p.run(f) })
		})
	}
}

// Each pass also keeps the meaning of what the passes before it leave.
func TestOptimizeKeepsMeaning(t *testing.T) {
	for level := range 2 {
		checkPass(t, func(f *Func) {
			optimizeFunc(f, level)
			for _, b := range f.Blocks {
				for _, v := range b.Insts {
					if !v.Op.Legal() {
						t.Fatalf("level %d leaves %s", level, v)
					}
				}
			}
		})
	}
}
