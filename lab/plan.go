package lab

import (
	"context"
	"fmt"
	"time"
)

// Plan is what a person asks for: algorithms on a link.
type Plan struct {
	Scenario string // its name, or ""
	Link     Link
	// Flows share one link. If there is only Mine, the plan makes three
	// experiments: mine alone, the twin alone, and both on one link.
	Flows []Flow
	Mine  Flow // the algorithm under test; no Algorithm: there are only Flows
	Twin  Flow // what to compare it with; no Algorithm: nothing
	Options
	Repeat int // runs; figures are medians. 0 means 1
	Tries  int // most runs in place of a disturbed one
}

// The names of a plan's experiments.
const (
	Alone  = "alone"  // mine, alone on the link
	Twin   = "twin"   // the twin, alone on the link
	Shared = "shared" // several flows on one link
)

// Experiments returns what the plan runs.
func (p *Plan) Experiments() []Experiment {
	if p.Mine.Algorithm == "" {
		return []Experiment{{Name: Shared, Link: p.Link, Flows: p.Flows}}
	}
	out := []Experiment{{Name: Alone, Link: p.Link, Flows: []Flow{p.Mine}}}
	if p.Twin.Algorithm != "" {
		out = append(out, Experiment{Name: Twin, Link: p.Link, Flows: []Flow{p.Twin}},
			Experiment{Name: Shared, Link: p.Link, Flows: []Flow{p.Mine, p.Twin}})
	}
	return out
}

// Tooth returns about how long a Reno flow alone takes from one cut to the next:
// one packet per round trip for half of the window.
func (l Link) Tooth() time.Duration {
	full := l.Peak() * 8 * MTU / l.Rate // round trip with a full queue, in s
	rtt := (full + max(full/2, l.Delay.Seconds())) / 2
	return time.Duration(l.Peak() / 2 * rtt * 1e9)
}

// DefaultTimes returns how long to run on the link, for a useful verdict, and
// how much of it is warm-up: about eight cuts of a Reno flow.
func DefaultTimes(l Link) (run, warmup time.Duration) {
	warmup = min(max(2*time.Second, 40*l.Delay), 10*time.Second)
	run = warmup + min(max(18*time.Second, 8*l.Tooth()), 110*time.Second)
	return run.Round(time.Second), warmup
}

// together is how many bit/s one thread plays without effort; experiments that
// need more run one after the other.
const together = 150e6

// batches groups experiments that run side by side.
func batches(all []Experiment) [][]Experiment {
	var out [][]Experiment
	sum := together
	for _, e := range all {
		if sum += e.Link.Rate; sum > together {
			out, sum = append(out, nil), e.Link.Rate
		}
		out[len(out)-1] = append(out[len(out)-1], e)
	}
	return out
}

// Outcome is one complete run of a plan.
type Outcome struct {
	Trials    []Trial // as Experiments
	Health    Health  // the worst of its parts
	Disturbed string  // why its figures deserve doubt, or ""
}

// Stage says what a plan is doing, for a progress line.
type Stage struct {
	Run, Runs   int // from 1
	Part, Parts int // from 1
	Done, Time  time.Duration
	Again       string // why this run repeats the last one, or ""
}

// Run runs the plan, repeating runs that the machine disturbed, and returns an
// outcome for each repetition asked for.
func (p *Plan) Run(ctx context.Context, tell func(Stage)) ([]Outcome, error) {
	runs := max(p.Repeat, 1)
	var out []Outcome
	for run := 1; run <= runs; run++ {
		var best Outcome
		for try := 0; try <= p.Tries; try++ {
			stage := Stage{Run: run, Runs: runs, Again: best.Disturbed}
			o, err := p.once(ctx, stage, p.Seed+uint64(run-1), tell)
			if err != nil {
				return nil, err
			}
			if try == 0 || o.Health.Skew() < best.Health.Skew() || o.Disturbed == "" {
				best = o
			}
			if best.Disturbed == "" {
				break
			}
		}
		out = append(out, best)
	}
	return out, nil
}

func (p *Plan) once(ctx context.Context, stage Stage, seed uint64, tell func(Stage)) (Outcome, error) {
	var out Outcome
	parts := batches(p.Experiments())
	for i, part := range parts {
		o := p.Options
		o.Seed = seed
		if tell != nil {
			stage.Part, stage.Parts, stage.Time = i+1, len(parts), o.Time
			o.Progress = func(done time.Duration) {
				stage.Done = done
				tell(stage)
			}
		}
		trials, health, err := Run(ctx, part, o)
		if err != nil {
			return out, err
		}
		out.Trials = append(out.Trials, trials...)
		if why := health.Disturbed(p.Link.Delay); why != "" && out.Disturbed == "" {
			out.Disturbed = why
		}
		out.Health = out.Health.worse(health)
	}
	return out, nil
}

// worse returns the worse of both in every respect.
func (h Health) worse(o Health) Health {
	if h.Real == 0 {
		return o
	}
	w := Health{Real: h.Real, Link: h.Link, Nice: h.Nice && o.Nice, Stalls: h.Stalls + o.Stalls,
		LongestStall: max(h.LongestStall, o.LongestStall), Late: max(h.Late, o.Late),
		SampleGap: max(h.SampleGap, o.SampleGap), DeviceDrops: h.DeviceDrops + o.DeviceDrops}
	if o.Skew() > h.Skew() {
		w.Real, w.Link = o.Real, o.Link
	}
	return w
}

// String returns the stage as a line.
func (s Stage) String() string {
	line := fmt.Sprintf("%2.0f of %.0f s", s.Done.Seconds(), s.Time.Seconds())
	if s.Parts > 1 {
		line += fmt.Sprintf(", part %d of %d", s.Part, s.Parts)
	}
	if s.Runs > 1 {
		line += fmt.Sprintf(", run %d of %d", s.Run, s.Runs)
	}
	if s.Again != "" {
		line += " (again: " + s.Again + ")"
	}
	return line
}
