package docs_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/internal/std"
	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/lang/target"
)

// fidelity says how close an algorithm of the library comes to the kernel's of the
// same name: exact (the same window on every ACK, but for the rounding of fractions),
// behaviour (the same rules; clocks or widths differ) or approximate (a rule differs).
type fidelity struct{ source, grade, differs string }

var fidelities = map[string]fidelity{
	"aimd":      {"RFC 5681 generalised", "-", "The kernel has none."},
	"bbr":       {"Cardwell et al. 2016, draft-cardwell-iccrg-bbr-congestion-control-00", "exact", "The pacing rate is at least one packet per second; the delay's window is timed in microseconds instead of ticks."},
	"bbr3":      {"draft-ietf-ccwg-bbr (August 2026)", "approximate", "The kernel has none. Against the draft: what was in flight when a packet was sent, and what was lost since, are derived from what was delivered and lost in the round; an ACK's losses are one burst; Startup ends at six ACKs that show losses, not six lost ranges."},
	"bic":       {"Xu, Harfoush, Rhee 2004", "behaviour", "Times in microseconds instead of ticks; quotients are kept exact until the count is stored."},
	"cdg":       {"Hayes, Armitage 2011", "approximate", "BPF cannot enter CWR: the window is cut at once and held for a round trip. The window of gradients is 8; exp is within 1/10000."},
	"copa":      {"Arun, Balakrishnan 2018", "behaviour", "The kernel has none. Against the paper: minima over a sliding time are kept in two halves of it; growth is never faster than slow start's; after a timeout the window is the kernel's."},
	"cubic":     {"RFC 9438; Ha, Rhee, Xu 2008", "behaviour", "Times in microseconds and milliseconds instead of ticks; the cube root is within 1/1024."},
	"cubicpp":   {"RFC 9438, RFC 9406", "behaviour", "The kernel has none. Against the RFCs: CUBIC's growth is rounded as in the kernel; HyStart++ is left out where the metrics cache gives a threshold."},
	"dctcp":     {"RFC 8257", "behaviour", "Without ECN it goes on as Reno with its own name instead of falling back; no PLB; alpha has 24 bits instead of 10."},
	"highspeed": {"RFC 3649", "exact", "The clamp of the window, 2^25 packets, may not be written and is left out."},
	"htcp":      {"Leith, Shorten 2004", "behaviour", "Times in microseconds instead of ticks; the averaged throughput keeps a fraction, and is measured from the connection's begin on."},
	"hybla":     {"Caini, Firrincieli 2004", "exact", "The clamp of the window may not be written: growth stops at 65535 packets instead."},
	"illinois":  {"Liu, Basar, Srikant 2006", "behaviour", "Delays are not capped at 3.4 s; the curves are exact until stored."},
	"ledbatpp":  {"draft-irtf-iccrg-ledbat-plus-plus, RFC 6817", "behaviour", "The kernel has none. Against the draft: a loss in a slowdown halves the window that it comes back to; what the receiver does in rLEDBAT is out of reach."},
	"lp":        {"Kuzmanovic, Knightly 2003", "approximate", "One-way delays start from half the first round trip instead of from the difference of the clocks, and leave out what the receiver let packets wait; the peer's tick is rounded, not truncated; timestamps are taken to be in milliseconds; as in the paper, a delay that equals the threshold is no congestion yet, and the greatest delay is not forgotten."},
	"nv":        {"Brakmo 2010", "behaviour", "No base delay from a socket-operations program; growth is never faster than Reno's, as by the kernel's default; rates and delays are in their units."},
	"prague":    {"draft-briscoe-iccrg-prague-congestion-control, RFC 9937", "approximate", "The kernel has none. Against the draft: ECT(0) and DCTCP's ECN-Echo instead of ECT(1) and Accurate ECN; classic ECN is not detected; bursts are as large as segmentation offload makes them."},
	"reno":      {"RFC 5681", "exact", ""},
	"scalable":  {"Kelly 2003", "exact", ""},
	"vegas":     {"Brakmo, Peterson 1995", "exact", ""},
	"veno":      {"Fu, Liew 2003", "behaviour", "The queue is counted in exact fractions and then in halves; the kernel's count wraps where it is negative."},
	"westwood":  {"Mascolo et al. 2001; Grieco, Mascolo 2004", "behaviour", "Times in microseconds instead of ticks, so that the bandwidth is finer."},
	"yeah":      {"Baiocchi, Castellani, Vacirca 2007", "exact", "The clamp of the window, 2^25 packets, may not be written and is left out."},
}

func init() {
	regions["algorithms"] = algorithms
	regions["plots"] = plots
}

// plots shows the pictures of the lab's suite that have been drawn, under their captions.
func plots(t *testing.T) string {
	var b strings.Builder
	suite, caption := read(t, "lab/plots.suite"), ""
	for line := range strings.Lines(suite) {
		line = strings.TrimSpace(line)
		_, picture, drawn := strings.Cut(line, "--svg docs/")
		if !drawn {
			caption = strings.TrimPrefix(line, "# ")
			continue
		}
		if _, err := os.Stat(picture); err == nil {
			fmt.Fprintf(&b, "**%s**\n\n![%s](%s)\n\n", caption, caption, picture)
		}
	}
	for _, path := range std.Names() {
		text, err := std.Read(path)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "\nalgorithm ") && !strings.Contains(suite, "-q "+path+" ") {
			t.Errorf("docs/lab/plots.suite draws no picture of %s", path)
		}
	}
	return b.String()
}

// algorithms is a table of the library's: what each costs and how near the kernel's it is.
func algorithms(t *testing.T) string {
	var b strings.Builder
	b.WriteString("| algorithm | from | callbacks | state, bytes | instructions | first kernel | fidelity | what differs |\n|---|---|---|---|---|---|---|---|\n")
	seen := 0
	for _, path := range std.Names() {
		src, err := std.Read(path)
		if err != nil {
			t.Fatal(err)
		}
		unit := lang.Compile(path, src, lang.Options{})
		if unit.Failed() {
			t.Fatalf("%s: %v", path, unit.Diags)
		}
		if unit.Object == nil {
			continue // a module
		}
		name := strings.TrimSuffix(strings.TrimPrefix(path, std.Prefix), ".cc")
		f, ok := fidelities[name]
		if !ok {
			t.Errorf("nothing is said of how close %s is to the kernel's", name)
		}
		seen++
		total := 0
		for _, s := range unit.Stats {
			total += s.Instructions
		}
		state := fmt.Sprint(unit.IR.Layout.Private)
		if n := unit.IR.Layout.Storage; n > 0 {
			state += fmt.Sprintf(" + %d", n)
		}
		fmt.Fprintf(&b, "| [%s](../stdlib/%s.cc) | %s | %s | %s | %d | %s | %s | %s |\n",
			name, name, f.source, callbackNames(unit), state, total, firstKernel(unit), f.grade, f.differs)
	}
	if seen != len(fidelities) {
		t.Errorf("%d algorithms, but something is said of %d", seen, len(fidelities))
	}
	return b.String()
}

// callbackNames lists the callbacks that a program has.
func callbackNames(unit *lang.Unit) string {
	var names []string
	for _, cb := range unit.Info.Program.Callbacks {
		names = append(names, "`"+cb.Target.Name+"`")
	}
	return strings.Join(names, " ")
}

// firstKernel is the first that has all that the program needs.
func firstKernel(unit *lang.Unit) target.Version {
	var first target.Version
	for _, cb := range unit.Info.Program.Callbacks {
		first = max(first, cb.Target.Since)
	}
	for _, n := range unit.Info.Program.Needs {
		first = max(first, n.Since)
	}
	if unit.IR.Layout.Storage > 0 {
		first = max(first, target.V(5, 10)) // the helpers for per-socket storage
	}
	return first
}
