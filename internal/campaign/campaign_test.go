package campaign

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/internal/progen"
	"github.com/ccc-lang/ccc/vm/difftest"
)

// A short campaign; the long ones are run by internal/cmd/campaign. Without root
// the kernel takes no part.
func TestRandomPrograms(t *testing.T) {
	opts := Options{Seed: 1, Programs: 60, Sockets: 15, Size: 5, Kernel: os.Getuid() == 0}
	if !opts.Kernel && os.Getenv("CCC_TEST_KERNEL") == "require" {
		t.Fatal("CCC_TEST_KERNEL=require, but this is not root")
	}
	if testing.Short() {
		opts.Programs = 15
	}
	check(t, Run(opts))
}

// check fails for what broke the promise, and where too few programs compile.
func check(t *testing.T, report *Report) {
	t.Log(report)
	for _, f := range append(report.Failures, report.TooLarge...) {
		t.Errorf("seed %d: %s\n%s", f.Seed, f.Text, f.Source)
	}
	if n := len(report.Work.Unsettled); n > report.Work.Callbacks/1000 {
		t.Errorf("%d of %d callbacks were not run in the JIT", n, report.Work.Callbacks)
	}
	if report.Accepted < report.Programs/2 {
		t.Errorf("only %d of %d programs compile: the generator has fallen behind the language", report.Accepted, report.Programs)
	}
}

// Programs near each of the limits.
func TestProgramsNearLimits(t *testing.T) {
	check(t, Run(Options{Seed: 1, Programs: 2 * progen.Limits(), Sockets: 3, Size: 3, Near: true, Kernel: os.Getuid() == 0}))
}

// Programs that the verifier once gave up must load, or the compiler must say so
// itself. refused: by E0552, with or without optimisation.
func TestProgramsThatWereTooMuch(t *testing.T) {
	kernel := os.Getuid() == 0
	if !kernel && os.Getenv("CCC_TEST_KERNEL") == "require" {
		t.Fatal("CCC_TEST_KERNEL=require, but this is not root")
	}
	for _, c := range []struct {
		seed    uint64
		refused bool
	}{
		{263, false}, {1636, false}, {1959, false}, {400332, false}, {401476, true}, {401830, false}, {510664, false}, {512645, true},
		{1000595, false}, // a trip counter had two names
		{1007621, false}, // a division by a constant 0 spoilt what was known of its dividend
		// Short loops that every path walked anew: in a function of many tests, and in another loop.
		{2021813, false}, {2021242, false},
		// A loop in one that can be left, which leaves no notes of that.
		{900921, false},
		// Two ways had the same limit for an index, but each a constant of its own.
		{9148946, false},
		// An index known not to be negative was compared with a sign.
		{7000079, false},
		// An index was linked to what it was limited from.
		{9336803, false},
		// A test behind a loop decided by the number of ACKs, which the loop had compared its counter with.
		// In the others, by a comparison that is always true, and what the loop computed.
		{9470960, false}, {9501998, false}, {9502465, false},
		// The budget of what ways may know was used up by chains of clamps, one behind the other.
		{9525131, false},
		// Ways through a loop differed in what r0 held at the end of a callback that returns nothing.
		{9481163, false},
		// Helpers in the model of the kernel read registers that the helper does not.
		{9300970, false},
		// A difference of one way counted as known on another.
		{9301202, false},
		// What comparisons told of copies of what became an index, without optimisation.
		{9809549, true},
		// The first near the limits: what an index was made of was never forgotten (3009237), a cube root in a loop
		// of many branches (3002828), and the like; some are refused now by what foretells the verifier's work.
		{3002828, false}, {3003272, true}, {3004019, true}, {3005224, true}, {3007073, true}, {3009237, false},
		{3009658, true}, {3010967, false}, {3012161, false}, {3013134, false}, {3013810, true},
		// Where kernels before 6.12 make no notes.
		{20, true},
		// Short branches whose notes a loop behind them drives out, without optimisation.
		{6000148, true},
		// The first value of a trip counter, forgotten before, was taken for known and left out: 8,193 turns, by EFAULT.
		{1585, false}, {20093, false}, {2005472, false}, {2019627, false}, {2030765, false},
		// Ways differed in what they knew of dozens of numbers on the stack, each of few: two by hand, three near the limit of that.
		{28, false}, {40, false}, {11510046, false}, {11510425, false}, {11510486, false},
		// Long code with few numbers on the stack.
		{11600105, false},
	} {
		text, err := os.ReadFile(fmt.Sprintf("testdata/%d.cc", c.seed)) // what the generator made of it then
		if err != nil {
			t.Fatal(err)
		}
		o, err := try(string(text), c.seed, Options{Sockets: 1, Kernel: kernel})
		refused := errors.Is(err, difftest.ErrRejected) && strings.Contains(err.Error(), "E0552")
		if err != nil && !refused {
			t.Errorf("seed %d: %v", c.seed, err)
		}
		if refused = refused || strings.Contains(o.onlyOptimised, "E0552"); refused != c.refused {
			t.Errorf("seed %d: refused with E0552: %v, want %v", c.seed, refused, c.refused)
		}
	}
}
