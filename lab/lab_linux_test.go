package lab_test

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ccc-lang/ccc/internal/std"
	"github.com/ccc-lang/ccc/kernel"
	"github.com/ccc-lang/ccc/lab"
	"github.com/ccc-lang/ccc/lang"
)

// needKernel skips the test where the lab cannot run, or fails it if
// CCC_TEST_KERNEL=require says that it must.
func needKernel(t *testing.T) {
	t.Helper()
	err := kernel.Supported()
	if err == nil && !lab.Permitted() {
		err = fmt.Errorf("CAP_SYS_ADMIN and CAP_NET_ADMIN are missing")
	}
	if err == nil {
		return
	}
	if os.Getenv("CCC_TEST_KERNEL") == "require" {
		t.Fatalf("the kernel is required: %v", err)
	}
	t.Skipf("the lab cannot run: %v", err)
}

// hold registers an algorithm of the library until the test ends.
func hold(t *testing.T, name string) lab.Flow {
	t.Helper()
	file := std.Prefix + name + ".cc"
	text, err := std.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	registered := fmt.Sprintf("lt%d.%s", os.Getpid()%1e6, name[:min(len(name), 6)])
	unit := lang.Compile(file, text, lang.Options{Name: registered})
	if unit.Failed() {
		t.Fatalf("%s does not compile: %v", file, unit.Diags)
	}
	var object bytes.Buffer
	if err := unit.WriteObject(&object); err != nil {
		t.Fatal(err)
	}
	held, err := kernel.Hold(bytes.NewReader(object.Bytes()), kernel.LoadOptions{})
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	t.Cleanup(func() {
		if err := held.Close(); err != nil {
			t.Error(err)
		}
		if kernel.Has(held.Name) {
			t.Errorf("%s is still registered", held.Name)
		}
	})
	return lab.Flow{Label: path.Base(file), Algorithm: held.Name}
}

// parity says how close to its native twin an algorithm must come, as shares of
// the twin's figure; 0: not compared.
type parity struct {
	window, goodput, jain float64
}

// loss-based algorithms follow one path; bbr's is full of chance.
var (
	exact   = parity{window: 0.03, goodput: 0.01, jain: 0.98}
	ofModel = parity{goodput: 0.02, jain: 0.90}
)

// differences says where a report misses the parity.
func (p parity) differences(r *lab.Report) (out []string) {
	near := func(name string, share float64) {
		if v, ok := r.Metric(name); share > 0 && (!ok || !(math.Abs(v-1) <= share)) {
			out = append(out, fmt.Sprintf("%s is %.4f, farther than %g from 1", name, v, share))
		}
	}
	near("peak_ratio", p.window)
	near("trough_ratio", p.window)
	near("goodput_ratio", p.goodput)
	if v := fairness(r); !(v >= p.jain) {
		out = append(out, fmt.Sprintf("jain is %.4f, less than %g", v, p.jain))
	}
	cuts, _ := r.Metric("cuts")
	twins, _ := r.Metric("twin.cuts")
	switch {
	case p.window > 0 && cuts < 4:
		out = append(out, fmt.Sprintf("%v cuts are too few to compare", cuts))
	case p.window > 0 && math.Abs(cuts-twins) > max(1, twins/10):
		out = append(out, fmt.Sprintf("%v cuts, and the twin's %v", cuts, twins))
	}
	return out
}

// A comparison may miss in fewer than so many runs, and those that the machine
// disturbed do not count: what is wrong misses every time. After the most runs a
// machine without enough quiet ones has said nothing.
const (
	attempts = 3
	mostRuns = 6
)

// judge runs until nothing is missed, and gives the last report.
func judge(t *testing.T, what string, run func() *lab.Report, misses func(*lab.Report) []string) *lab.Report {
	t.Helper()
	quiet := 0
	for n := 1; ; n++ {
		r := run()
		missed := misses(r)
		if len(missed) == 0 {
			return r
		}
		said := fmt.Sprintf("run %d of %s: %s", n, what, strings.Join(missed, "; "))
		if r.Disturbed == "" {
			quiet++
		} else {
			said += " (disturbed: " + r.Disturbed + ")"
		}
		switch afterMiss(n, quiet, os.Getenv("CCC_TEST_KERNEL") == "require") {
		case wrong:
			t.Error(said)
			return r
		case untold:
			t.Skipf("%s; the machine is too busy to judge: %d of %d runs were quiet", said, quiet, n)
		}
		t.Log(said)
	}
}

// What follows from a miss.
type verdict int

const (
	again  verdict = iota
	wrong          // it missed in quiet runs, or where all must be judged
	untold         // the runs that count are too few
)

func afterMiss(runs, quiet int, required bool) verdict {
	switch {
	case quiet == attempts || runs == mostRuns && required:
		return wrong
	case runs == mostRuns:
		return untold
	}
	return again
}

// TestDisturbedIsNotJudged: misses count in quiet runs only, unless a verdict is required.
func TestDisturbedIsNotJudged(t *testing.T) {
	for _, test := range []struct {
		runs, quiet int
		required    bool
		want        verdict
	}{
		{1, 0, false, again}, {1, 1, false, again}, {attempts, attempts, false, wrong}, {mostRuns - 1, attempts - 1, true, again},
		{mostRuns, 0, false, untold}, {mostRuns, attempts - 1, false, untold}, {mostRuns, attempts, false, wrong}, {mostRuns, 0, true, wrong},
	} {
		if got := afterMiss(test.runs, test.quiet, test.required); got != test.want {
			t.Errorf("after %d runs, %d of them quiet, required %v: %v, want %v", test.runs, test.quiet, test.required, got, test.want)
		}
	}
}

// fairLinks is how many links both share to measure fairness: on one, chance
// decides for long who meets the full queue.
const fairLinks = 4

// compare runs ours beside the kernel's own, at the same time, until they agree.
func compare(t *testing.T, name string, misses func(*lab.Report) []string, length time.Duration) *lab.Report {
	t.Helper()
	link, err := lab.FindScenario("bench")
	if err != nil {
		t.Fatal(err)
	}
	plan := &lab.Plan{Link: link, Mine: hold(t, name), Twin: lab.Flow{Label: "kernel's " + name, Algorithm: name},
		Options: lab.Options{Time: length, Warmup: 2 * time.Second, Seed: 1}}
	experiments := plan.Experiments()[:2]
	both := lab.Experiment{Name: lab.Shared, Flows: []lab.Flow{plan.Mine, plan.Twin},
		Link: lab.Link{Rate: link.Rate / 2, Delay: link.Delay, Queue: link.Queue / 2}}
	for range fairLinks {
		experiments = append(experiments, both)
	}
	run := func() *lab.Report {
		trials, health, err := lab.Run(context.Background(), experiments, plan.Options)
		if err != nil {
			t.Fatal(err)
		}
		report := lab.NewReport(plan, []lab.Outcome{{Trials: trials, Health: health, Disturbed: health.Disturbed(link.Delay)}}, nil)
		show(t, report)
		return report
	}
	return judge(t, name+" beside the kernel's", run, misses)
}

// fairness is Jain's index of what ours and the kernel's carried over all links
// that they shared.
func fairness(r *lab.Report) float64 {
	var sums [2]float64
	for _, row := range r.Rows {
		if row.Experiment != lab.Shared {
			continue
		}
		if row.Flow.Algorithm == r.Plan.Mine.Algorithm {
			sums[0] += row.Figures.Goodput
		} else {
			sums[1] += row.Figures.Goodput
		}
	}
	return lab.Jain(sums[:])
}

// show logs the report's table.
func show(t *testing.T, r *lab.Report) {
	t.Helper()
	var b bytes.Buffer
	if err := r.WriteTable(&b, 0); err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + b.String())
}

func runPlan(t *testing.T, plan *lab.Plan) *lab.Report {
	t.Helper()
	outcomes, err := plan.Run(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	report := lab.NewReport(plan, outcomes, nil)
	show(t, report)
	return report
}

// TestParity compares ours with the kernel's own, in the same run.
func TestParity(t *testing.T) {
	needKernel(t)
	for _, name := range []string{"reno", "cubic"} {
		t.Run(name, func(t *testing.T) {
			if !kernel.Has(name) {
				t.Skip("this kernel has no " + name)
			}
			compare(t, name, exact.differences, 14*time.Second)
		})
	}
}

// TestLibrary runs every algorithm of the library: those that the kernel has
// against the kernel's, the others against what their papers say. It takes
// minutes, so CCC_TEST_LAB=all must ask for it.
func TestLibrary(t *testing.T) {
	if os.Getenv("CCC_TEST_LAB") != "all" {
		t.Skip("CCC_TEST_LAB=all runs it, as make test-lab does")
	}
	needKernel(t)
	for _, file := range std.Names() {
		text, err := std.Read(file)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(path.Base(file), ".cc")
		if !bytes.Contains(text, []byte("\nalgorithm ")) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			switch {
			case name == "bbr" && kernel.Has(name):
				compareBBR(t)
			case kernel.Has(name):
				compare(t, name, exact.differences, 22*time.Second)
			default:
				checkShape(t, name)
			}
		})
	}
}

// compareBBR also looks for the phases in the trace of ours.
func compareBBR(t *testing.T) {
	compare(t, "bbr", func(r *lab.Report) []string {
		samples := r.Outcomes[0].Trials[0].Tracks[0].Samples
		missed := append(ofModel.differences(r), startupMisses(samples)...)
		return append(append(missed, cycleMisses(samples)...), probeRTTMisses(samples, r.Outcomes[0].Health)...)
	}, 32*time.Second)
}

// cruiseRate is the pacing rate that is held most of the time, in six phases of eight.
func cruiseRate(samples []lab.Sample) float64 {
	var rates []float64
	for _, s := range samples {
		if s.At > 3*time.Second {
			rates = append(rates, float64(s.PacingRate))
		}
	}
	slices.Sort(rates)
	if len(rates) == 0 {
		return 0
	}
	return rates[len(rates)/2]
}

// startupMisses wants the pacing rate of startup to end: 2.89 times the bandwidth
// before, no more than 1.25 times after.
func startupMisses(samples []lab.Sample) []string {
	cruise := cruiseRate(samples)
	var before, after float64
	for _, s := range samples {
		switch rate := float64(s.PacingRate) / cruise; {
		case s.At < time.Second:
			before = max(before, rate)
		case s.At > 2*time.Second:
			after = max(after, rate)
		}
	}
	if before > 2 && after < 1.5 {
		return nil
	}
	return []string{fmt.Sprintf("startup paces at %.2f times the later rate, and then at %.2f times at most", before, after)}
}

// cycleMisses wants the cycle of eight phases of a least round trip each: from one
// phase of 5/4 to the next, each with a phase of 3/4 after it.
func cycleMisses(samples []lab.Sample) (missed []string) {
	cruise := cruiseRate(samples)
	var ups []time.Duration
	var last int
	drained := 0
	for _, s := range samples {
		if s.At < 3*time.Second || s.Cwnd <= 4 {
			last = 0 // startup and the measurement of the delay
			continue
		}
		switch rate := float64(s.PacingRate) / cruise; {
		case rate > 1.15 && last != 1:
			ups = append(ups, s.At)
			last = 1
		case rate < 0.85 && last == 1:
			drained++
			last = -1
		case rate >= 0.9 && rate <= 1.1 && last != 0:
			last = 0
		}
	}
	if len(ups) < 40 || drained < len(ups)*8/10 {
		return []string{fmt.Sprintf("%d phases of 5/4, %d of them with one of 3/4 after", len(ups), drained)}
	}
	var gaps []time.Duration
	for i := 1; i < len(ups); i++ {
		gaps = append(gaps, ups[i]-ups[i-1])
	}
	slices.Sort(gaps)
	// Eight least round trips of 20 ms, of which each ends with the next ACK; the
	// first lasts until the queue has grown or a packet was lost.
	if d := gaps[len(gaps)/2]; d < 140*time.Millisecond || d > 260*time.Millisecond {
		missed = append(missed, fmt.Sprintf("the cycle takes %v", d))
	}
	return missed
}

// probeRTTMisses wants the window to go down to four packets every ten seconds, to
// measure the least delay. The kernel's clock goes on where the link's stands.
func probeRTTMisses(samples []lab.Sample, health lab.Health) (missed []string) {
	faster := float64(health.Real) / float64(health.Link)
	var down []time.Duration
	for i := 1; i < len(samples); i++ {
		if samples[i].Cwnd == 4 && samples[i-1].Cwnd > 4 && samples[i].At > time.Second {
			down = append(down, samples[i].At)
		}
	}
	if len(down) < 2 || len(down) > 4 {
		return []string{fmt.Sprintf("the window went down to 4 packets at %v; every ten seconds is what BBR does", down)}
	}
	for i := 1; i < len(down); i++ {
		if d := time.Duration(float64(down[i]-down[i-1]) * faster); d < 9*time.Second || d > 12*time.Second {
			missed = append(missed, fmt.Sprintf("from one measurement of the least delay to the next it took %v", d))
		}
	}
	return missed
}

// TestTheory holds the link itself to account, with the kernel's reno: the window
// overflows where theory says, and a slower link would show.
func TestTheory(t *testing.T) {
	needKernel(t)
	link := lab.Link{Rate: 10e6, Delay: 20 * time.Millisecond, Queue: 17}
	plan := &lab.Plan{Link: link, Mine: lab.Flow{Label: "reno", Algorithm: "reno"},
		Options: lab.Options{Time: 6 * time.Second, Warmup: time.Second}}
	misses := func(r *lab.Report) (missed []string) {
		for _, m := range []struct {
			name   string
			lo, hi float64
		}{
			{"peak", link.Peak() - 1, link.Peak() + 2}, {"backoff", 0.47, 0.53},
			{"utilisation", 0.98, 1.001}, {"rtt_p99", 0.038, 0.043},
		} {
			if v, _ := r.Metric(m.name); v < m.lo || v > m.hi {
				missed = append(missed, fmt.Sprintf("%s is %v, not in %v..%v", m.name, v, m.lo, m.hi))
			}
		}
		return missed
	}
	judge(t, "the link", func() *lab.Report { return runPlan(t, plan) }, misses)
}

// TestECN has the kernel's reno meet marks instead of losses.
func TestECN(t *testing.T) {
	needKernel(t)
	plan := &lab.Plan{Link: lab.Link{Rate: 20e6, Delay: 10 * time.Millisecond, Queue: 100, Mark: 20},
		Mine: lab.Flow{Label: "reno", Algorithm: "reno"}, Options: lab.Options{Time: 4 * time.Second, Warmup: time.Second}}
	misses := func(r *lab.Report) (missed []string) {
		if v, _ := r.Metric("marked"); v == 0 {
			missed = append(missed, "nothing was marked")
		}
		if v, _ := r.Metric("loss"); v > 0.001 {
			missed = append(missed, fmt.Sprintf("%v of the packets were lost, although the sender takes marks", v))
		}
		samples := r.Outcomes[0].Trials[0].Tracks[0].Samples
		if samples[len(samples)-1].DeliveredCE == 0 {
			missed = append(missed, "the sender saw no marks")
		}
		return missed
	}
	judge(t, "marks", func() *lab.Report { return runPlan(t, plan) }, misses)
}

// TestCancel stops a run and looks for what it left.
func TestCancel(t *testing.T) {
	needKernel(t)
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(300*time.Millisecond, cancel)
	link, err := lab.FindScenario("bench")
	if err != nil {
		t.Fatal(err)
	}
	plan := &lab.Plan{Link: link, Mine: lab.Flow{Label: "reno", Algorithm: "reno"}, Options: lab.Options{Time: time.Minute}}
	if _, err := plan.Run(ctx, nil); err == nil {
		t.Error("a cancelled run gave results")
	}
	fds, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	for _, fd := range fds {
		if to, err := os.Readlink("/proc/self/fd/" + fd.Name()); err == nil && (strings.HasPrefix(to, "net:") || to == "/dev/net/tun") {
			t.Errorf("%s is still open", to)
		}
	}
}

// TestUnknownAlgorithm wants a sentence.
func TestUnknownAlgorithm(t *testing.T) {
	needKernel(t)
	link, err := lab.FindScenario("bench")
	if err != nil {
		t.Fatal(err)
	}
	plan := &lab.Plan{Link: link, Mine: lab.Flow{Label: "x", Algorithm: "no_such_cc"}, Options: lab.Options{Time: 5 * time.Second}}
	if _, err := plan.Run(context.Background(), nil); err == nil || !strings.Contains(err.Error(), "no_such_cc") {
		t.Errorf("an unknown algorithm gave %v", err)
	}
}
