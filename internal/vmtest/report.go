package vmtest

import (
	"fmt"
	"io"
	"math"
	"strings"
	"time"
)

// WriteReport writes the table of kernels and algorithms that outcomes, oldest
// kernel first, tell; all must have been as they should be.
func WriteReport(w io.Writer, outcomes []*Outcome, programs []*Program, day time.Time) error {
	var b strings.Builder
	b.WriteString("# Kernels\n\n<!-- Written by `make test-kernels`. Do not edit. -->\n\n")
	fmt.Fprintf(&b, "Run on %s: each object was compiled once and tried, the same bytes, in every kernel below, which\n"+
		"Debian's archive served that day, in an emulated machine (x86-64, one processor).\n\n"+
		"`ok`: it loaded, carried connections over a path that loses packets, each of its callbacks ran (but for\n"+
		"`undo_cwnd`, which needs a loss that was none), it was replaced under a live connection, and unloading it left\n"+
		"nothing behind. A release instead: the algorithm needs that one or a later one; `ccc check` with that kernel said so, `ccc load`\n"+
		"refused it with the line that needs it, and the kernel, asked all the same, did not take it.\n\n", day.UTC().Format("2 January 2006"))
	b.WriteString("| algorithm |")
	for _, o := range outcomes {
		fmt.Fprintf(&b, " %s |", o.Kernel.Version)
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(outcomes)) + "\n")
	for _, p := range programs {
		if !p.Library {
			continue
		}
		fmt.Fprintf(&b, "| `%s` |", p.Name)
		for _, o := range outcomes {
			cell := "ok"
			unmet, err := p.Unmet(o.Kernel.Version)
			if err != nil {
				return err
			}
			for _, n := range unmet {
				if cell == "ok" || later(n.Since, cell) {
					cell = n.Since
				}
			}
			fmt.Fprintf(&b, " %s |", cell)
		}
		b.WriteString("\n")
	}
	others := 0
	for _, p := range programs {
		if !p.Library {
			others++
		}
	}
	fmt.Fprintf(&b, "\nIn each kernel %d more programs were tried: some that use the whole language, one for every field, store and\n"+
		"kernel function of the language's table that not every kernel has (but for those of BBR and DCTCP, which are in\n"+
		"modules that the guests lack), and random ones, which a connection used for\n"+
		"a moment. Beyond what is said below, no kernel's log told of a warning or a defect.\n\nThe kernels:\n\n", others)
	for _, o := range outcomes {
		fmt.Fprintf(&b, "- %s: `%s`", o.Kernel.Version, o.Kernel.Release)
		if o.Work.Callbacks > 0 {
			fmt.Fprintf(&b, "; its verifier looked at up to %d instructions of one of %d callbacks, and at no more than %.0f %% of what the compiler had estimated",
				o.Work.Most, o.Work.Callbacks, math.Ceil(100*o.Work.Closest))
		}
		if len(o.Doubts) > 0 {
			fmt.Fprintf(&b, "; its verifier took, but warned that it doubts its own bounds (`%s`) in: %s", doubt, strings.Join(o.Doubts, ", "))
		}
		b.WriteString("\n")
	}
	b.WriteString("\nKernels between these were not tried; what they have is taken from the history of the kernel's source.\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// later reports whether release a is later than b.
func later(a, b string) bool { return compareReleases(a, b) > 0 }
