package lab_test

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ccc-lang/ccc/kernel"
	"github.com/ccc-lang/ccc/lab"
)

// band is where a figure must lie.
type band struct{ lo, hi float64 }

// bands name the figures by what conditions call them. Two more are of the window
// in the sender's normal states, where some algorithms cut by themselves: falls,
// how often it lost more than an eighth at once, and kept, what that left of it.
type bands map[string]band

// shape is what a run of an algorithm of the library must show by its paper, on a
// link where that tells it from another algorithm.
type shape struct {
	link   lab.Link      // what is 0 is as on the bench
	time   time.Duration // 0: 16 s, after 2 s of warm-up
	warmup time.Duration
	want   bands
	unlike string // an algorithm of the kernel that must miss it; "": reno
}

// many is a bound for what has none.
const many = 1e9

// shapes follow from the papers. On the bench rate times delay is 33.3 packets, as
// many can wait, and the window overflows the queue at 68; a packet in the queue
// takes 0.6 ms. Growth is in packets per round trip, Reno's is 1.
var shapes = map[string]shape{
	// Reno, with its parameters as they come.
	"aimd": {want: bands{"backoff": {0.47, 0.52}, "growth": {0.85, 1.15}, "share": {0.98, 1.01}}, unlike: "cubic"},
	// Cruises below the bandwidth, so that most packets find no queue; a loss in a probe takes 0.3 at most.
	"bbr3": {want: bands{"rtt_p50": {0.02, 0.024}, "backoff": {0.7, 1.1}, "share": {0.95, 1.01}}, unlike: "bbr"},
	// 819/1024; a binary search over two round trips to within 8 packets of the last peak, and 0.4 a round trip from
	// there: 14 packets in 19.
	"bic": {want: bands{"backoff": {0.78, 0.82}, "growth": {0.5, 1.05}, "share": {0.98, 1.01}}},
	// Leaves 0.7071 by chance as soon as the delay grows, and losses have no occasion. A window of 25 is rounded down.
	"cdg": {want: bands{"falls": {10, many}, "kept": {0.65, 0.72}, "rtt_p50": {0.02, 0.025}, "rtt_p95": {0.02, 0.033}, "share": {0.75, 1.01}}},
	// 1/delta = 2 packets in the queue, around which it swings; competes where it takes its own swings for others.
	"copa": {want: bands{"rtt_p50": {0.0206, 0.026}, "share": {0.93, 1.01}}},
	// 0.7; 3 (1 - 0.7) / (1 + 0.7) = 0.53 where it keeps up with Reno.
	"cubicpp": {want: bands{"backoff": {0.67, 0.71}, "growth": {0.42, 0.66}, "share": {0.97, 1.01}}},
	// RFC 8257: marks of a part of a window, cuts of half that part; the queue stays at the threshold, 32 ms in all.
	"dctcp":  {link: lab.Link{Mark: 20}, want: bands{"backoff": {0.88, 1}, "rtt_p50": {0.03, 0.034}, "share": {0.98, 1.01}}},
	"prague": {link: lab.Link{Mark: 20}, want: bands{"backoff": {0.88, 1}, "rtt_p50": {0.03, 0.034}, "share": {0.98, 1.01}}},
	// RFC 3649: b(68) = 0.44; a(w) = 2 from 38 packets on, for an ACK of two packets.
	"highspeed": {want: bands{"backoff": {0.55, 0.59}, "growth": {0.85, 1.15}, "share": {0.98, 1.01}}},
	// A queue of a quarter of rate times delay: 100 ms by 125 leaves 0.8. Grows by 2 (1 - 0.8) = 0.4 for a second, and then
	// ten times as fast for each second more: 42 packets in 22 round trips. Where the bandwidth seems to have changed by a
	// fifth it halves, as Reno does, which gets 0.89.
	"htcp": {link: lab.Link{Delay: 100 * time.Millisecond, Queue: 42}, time: 30 * time.Second, warmup: 6 * time.Second,
		want: bands{"backoff": {0.65, 0.82}, "growth": {1.3, 3}, "share": {0.93, 1.01}}},
	// 100 ms by 25: rho is 4, and it grows by rho squared, for an ACK of two packets.
	"hybla": {link: lab.Link{Rate: 5e6, Delay: 100 * time.Millisecond, Queue: 42}, time: 30 * time.Second, warmup: 4 * time.Second,
		want: bands{"backoff": {0.47, 0.53}, "growth": {6, 12}, "share": {0.97, 1.01}}},
	// 1/2 at a queue as full as ever; grows by 10 / (1 + 32 x) with a share x of the greatest delay in the queue: 42
	// packets in 72 round trips.
	"illinois": {link: lab.Link{Rate: 5e6, Delay: 100 * time.Millisecond, Queue: 42}, time: 50 * time.Second, warmup: 4 * time.Second,
		want: bands{"backoff": {0.47, 0.56}, "growth": {0.42, 0.8}, "share": {0.97, 1.01}}},
	// Keeps 60 ms in the queue, grows by 1 / ceil(2 * 60 / 100) = 0.5 on the way there, and slows down to 2 packets.
	"ledbatpp": {link: lab.Link{Rate: 5e6, Delay: 100 * time.Millisecond, Queue: 84}, time: 40 * time.Second, warmup: 10 * time.Second,
		want: bands{"rtt_p50": {0.12, 0.166}, "rtt_p95": {0.14, 0.17}, "falls": {1, many}, "kept": {0, 0.1}, "share": {0.8, 1.01}}},
	// 15 % of the greatest delay, 3 of 20 ms, in the queue: half, or one packet. Has the link when nobody else wants it.
	"lp": {want: bands{"rtt_p50": {0.02, 0.029}, "rtt_p95": {0.02, 0.039}, "falls": {3, many}, "kept": {0, 0.6}, "share": {0.4, 1.01}}},
	// Rate times least delay and 10 packets, 26 ms; the delay of the queue that it keeps counts for the least now and then.
	"nv": {want: bands{"rtt_p50": {0.024, 0.035}, "rtt_p95": {0.024, 0.037}, "cuts": {0, 3}, "share": {0.97, 1.01}}},
	// 7/8; below 100 packets it grows like Reno.
	"scalable": {want: bands{"backoff": {0.86, 0.9}, "growth": {0.8, 1.15}, "share": {0.98, 1.01}}},
	// 2 to 4 packets wait, and one is sent: 21.8 to 23 ms.
	"vegas": {want: bands{"rtt_p50": {0.0215, 0.0245}, "rtt_p95": {0.0215, 0.026}, "cuts": {0, 0}, "share": {0.97, 1.01}}},
	// With 3 packets in the queue it grows in every second round trip, and losses are congestion's: half.
	"veno": {want: bands{"backoff": {0.47, 0.52}, "growth": {0.4, 0.65}, "share": {0.97, 1.01}}},
	// Half as long a queue: rate times least delay is 33 of 51 packets.
	"westwood": {link: lab.Link{Queue: 17}, want: bands{"backoff": {0.57, 0.68}, "growth": {0.8, 1.15}, "share": {0.96, 1.01}}},
	// Drains 80 packets from the queue before they are lost: 100 ms and 19.
	"yeah": {link: lab.Link{Rate: 50e6, Delay: 100 * time.Millisecond, Queue: 417}, time: 30 * time.Second, warmup: 10 * time.Second,
		want: bands{"rtt_p50": {0.1, 0.117}, "rtt_p95": {0.108, 0.126}, "cuts": {0, 0}, "share": {0.97, 1.01}}},
}

// checkShape runs the algorithm beside one that is known to be another: the bounds
// must hold for the former and not for the latter.
func checkShape(t *testing.T, name string) {
	want, ok := shapes[name]
	if !ok {
		t.Fatalf("nobody has said what %s must show", name)
	}
	other := want.unlike
	if other == "" {
		other = "reno"
	}
	if !kernel.Has(other) {
		t.Skip("this kernel has no " + other)
	}
	plan := &lab.Plan{Link: want.on(t), Mine: hold(t, name), Twin: lab.Flow{Label: "kernel's " + other, Algorithm: other},
		Options: lab.Options{Time: 16 * time.Second, Warmup: 2 * time.Second, Seed: 1}}
	if want.time > 0 {
		plan.Time, plan.Warmup = want.time, want.warmup
	}
	r := judge(t, name, func() *lab.Report { return runAlone(t, plan) }, func(r *lab.Report) []string {
		return want.want.misses(r, lab.Alone)
	})
	missed := want.want.misses(r, lab.Twin)
	t.Logf("%s shows %s; %s misses: %s", name, want.want.describe(r, lab.Alone), other, strings.Join(missed, "; "))
	if len(missed) == 0 {
		t.Errorf("%s passes for %s: %s", other, name, want.want.describe(r, lab.Twin))
	}
}

// on gives the link of the shape.
func (s shape) on(t *testing.T) lab.Link {
	t.Helper()
	link, err := lab.FindScenario("bench")
	if err != nil {
		t.Fatal(err)
	}
	if s.link.Rate > 0 {
		link.Rate = s.link.Rate
	}
	if s.link.Delay > 0 {
		link.Delay = s.link.Delay
	}
	if s.link.Queue > 0 {
		link.Queue = s.link.Queue
	}
	link.Mark = s.link.Mark
	return link
}

// runAlone runs the plan's two algorithms, each alone on a link.
func runAlone(t *testing.T, plan *lab.Plan) *lab.Report {
	t.Helper()
	trials, health, err := lab.Run(t.Context(), plan.Experiments()[:2], plan.Options)
	if err != nil {
		t.Fatal(err)
	}
	r := lab.NewReport(plan, []lab.Outcome{{Trials: trials, Health: health, Disturbed: health.Disturbed(plan.Link.Delay)}}, nil)
	show(t, r)
	return r
}

// figureOf is a figure of the flow of an experiment.
func figureOf(r *lab.Report, experiment, name string) float64 {
	for _, trial := range r.Outcomes[0].Trials {
		if trial.Experiment.Name != experiment {
			continue
		}
		falls, kept := windowFalls(trial.Tracks[0].Samples, trial.Options.Warmup)
		switch name {
		case "falls":
			return float64(falls)
		case "kept":
			return kept
		}
	}
	prefix := ""
	if experiment == lab.Twin {
		prefix = "twin."
	}
	v, ok := r.Metric(prefix + name)
	if !ok {
		return math.NaN()
	}
	return v
}

// windowFalls finds where the window fell although the sender was in its normal
// states.
func windowFalls(samples []lab.Sample, from time.Duration) (falls int, kept float64) {
	for i := 1; i < len(samples); i++ {
		before, after := samples[i-1], samples[i]
		if before.At < from || before.State > lab.StateDisorder || after.State > lab.StateDisorder || after.Cwnd*8 >= before.Cwnd*7 {
			continue
		}
		falls++
		kept += float64(after.Cwnd) / float64(before.Cwnd)
	}
	return falls, kept / float64(max(falls, 1))
}

// misses says which figures lie outside. What times out has lost its way.
func (b bands) misses(r *lab.Report, experiment string) (missed []string) {
	for _, name := range slices.Sorted(maps.Keys(b)) {
		if v := figureOf(r, experiment, name); !(v >= b[name].lo && v <= b[name].hi) {
			missed = append(missed, fmt.Sprintf("%s is %.4g, not %g to %g", name, v, b[name].lo, b[name].hi))
		}
	}
	if v := figureOf(r, experiment, "timeouts"); v > 0 {
		missed = append(missed, fmt.Sprintf("%g timeouts", v))
	}
	return missed
}

func (b bands) describe(r *lab.Report, experiment string) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(b)) {
		parts = append(parts, fmt.Sprintf("%s %.4g", name, figureOf(r, experiment, name)))
	}
	return strings.Join(parts, ", ")
}
