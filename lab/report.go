package lab

import (
	"fmt"
	"math"
	"sort"
	"time"
)

// Report is what a plan's runs say.
type Report struct {
	Plan      *Plan
	Kernel    string // its release
	Outcomes  []Outcome
	Rows      []Row     // a line for each flow of each experiment
	Metrics   []Metric  // what conditions can name, in order of name
	Calls     []Call    // of the algorithm under test
	Disturbed string    // why the figures deserve doubt, or ""
	Notes     []string  // what the reader should know
	At        time.Time // when it was made; zero: not said
}

// Row holds the figures of one flow, medians over the runs.
type Row struct {
	Experiment string // Alone, Twin, Shared
	Flow       Flow
	Figures    Figures
}

// Call tells what the calls of one callback cost.
type Call struct {
	Name  string  `json:"name"`
	Calls uint64  `json:"calls"`
	Nanos float64 `json:"ns"` // mean
}

// Metric is one figure that a condition can name.
type Metric struct {
	Name  string  `json:"name"`  // "jain", "twin.goodput"
	Value float64 `json:"value"` // in base units: bit/s, s, packets, shares of 1
	Unit  string  `json:"unit,omitempty"`
}

// NewReport works out what the outcomes of a plan say.
func NewReport(p *Plan, outcomes []Outcome, calls []Call) *Report {
	r := &Report{Plan: p, Outcomes: outcomes, Calls: calls}
	var runs []map[string]float64
	for i := range outcomes {
		rows := rowsOf(&outcomes[i])
		runs = append(runs, p.metrics(rows, calls))
		r.Rows = append(r.Rows, rows...)
	}
	r.Disturbed = disturbance(outcomes)
	r.Rows = medianRows(r.Rows, len(outcomes))
	units := metricUnits()
	for name := range runs[0] {
		var values []float64
		for _, run := range runs {
			values = append(values, run[name])
		}
		r.Metrics = append(r.Metrics, Metric{Name: name, Value: median(values), Unit: units[lastPart(name)]})
	}
	sort.Slice(r.Metrics, func(i, j int) bool { return r.Metrics[i].Name < r.Metrics[j].Name })
	r.note()
	return r
}

// disturbance says why the worst of the runs deserves doubt, and how many do.
func disturbance(outcomes []Outcome) (why string) {
	n, worst := 0, -1.0
	for _, o := range outcomes {
		if o.Disturbed == "" {
			continue
		}
		n++
		if skew := o.Health.Skew(); skew > worst {
			why, worst = o.Disturbed, skew
		}
	}
	if len(outcomes) > 1 && n > 0 {
		why += fmt.Sprintf(" (%d of %d runs were disturbed, this one most)", n, len(outcomes))
	}
	return why
}

func rowsOf(o *Outcome) []Row {
	var rows []Row
	for i := range o.Trials {
		t := &o.Trials[i]
		from, to := t.Options.Warmup, t.Options.Time
		for k := range t.Tracks {
			rows = append(rows, Row{Experiment: t.Experiment.Name, Flow: t.Tracks[k].Flow, Figures: t.Figures(k, from, to)})
		}
	}
	return rows
}

// figures lists what a flow's figures are called, as conditions name them.
var figures = []struct {
	name, unit string
	get        func(*Figures) *float64
}{
	{"goodput", "bit/s", func(f *Figures) *float64 { return &f.Goodput }},
	{"share", "", func(f *Figures) *float64 { return &f.Share }},
	{"loss", "", func(f *Figures) *float64 { return &f.Loss }},
	{"marked", "", func(f *Figures) *float64 { return &f.Marked }},
	{"peak", "pkts", func(f *Figures) *float64 { return &f.Peak.Mean }},
	{"trough", "pkts", func(f *Figures) *float64 { return &f.Trough.Mean }},
	{"growth", "pkts/rtt", func(f *Figures) *float64 { return &f.Growth }},
	{"cwnd", "pkts", func(f *Figures) *float64 { return &f.MeanCwnd }},
	{"queue", "pkts", func(f *Figures) *float64 { return &f.Waiting }},
}

// quantiles names the entries of Figures.RTT.
var quantiles = [...]string{"rtt_p50", "rtt_p95", "rtt_p99"}

func (f *Figures) metrics(prefix string, into map[string]float64) {
	for _, g := range figures {
		into[prefix+g.name] = *g.get(f)
	}
	for i, name := range quantiles {
		into[prefix+name] = f.RTT[i].Seconds()
	}
	into[prefix+"backoff"] = f.BackOff()
	into[prefix+"cuts"] = float64(f.Cuts)
	into[prefix+"timeouts"] = float64(f.Timeouts)
	into[prefix+"retransmits"] = float64(f.Retransmits)
}

func metricUnits() map[string]string {
	units := map[string]string{"cuts": "", "ns": "ns"}
	for _, g := range figures {
		units[g.name] = g.unit
	}
	for _, name := range quantiles {
		units[name] = "s"
	}
	return units
}

func lastPart(name string) string {
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '.' {
			return name[i+1:]
		}
	}
	return name
}

// metrics names the figures of one run. Bare names are those of the algorithm
// under test alone on the link, or of all flows together.
func (p *Plan) metrics(rows []Row, calls []Call) map[string]float64 {
	m := map[string]float64{}
	var goodputs []float64
	var alone, twin *Figures
	for i := range rows {
		f := &rows[i].Figures
		switch rows[i].Experiment {
		case Alone:
			alone = f
			f.metrics("", m)
			m["utilisation"] = f.Share
		case Twin:
			twin = f
			f.metrics("twin.", m)
		case Shared:
			goodputs = append(goodputs, f.Goodput)
			f.metrics(p.sharedName(rows[i].Flow)+".", m)
			if p.Mine.Algorithm == "" {
				m["utilisation"] += f.Share
				m["goodput"] += f.Goodput
			}
		}
	}
	if len(goodputs) > 0 {
		m["jain"] = Jain(goodputs)
	}
	if alone != nil && twin != nil {
		m["goodput_ratio"] = ratio(alone.Goodput, twin.Goodput)
		m["peak_ratio"] = ratio(alone.Peak.Mean, twin.Peak.Mean)
		m["trough_ratio"] = ratio(alone.Trough.Mean, twin.Trough.Mean)
		m["rtt_ratio"] = ratio(alone.RTT[0].Seconds(), twin.RTT[0].Seconds())
	}
	if total, calls := cost(calls); calls > 0 {
		m["ns"] = total / calls
	}
	return m
}

// sharedName is how conditions name a flow that shares the link.
func (p *Plan) sharedName(f Flow) string {
	switch {
	case p.Mine.Algorithm == "":
		return f.Label
	case f.Algorithm == p.Mine.Algorithm:
		return "shared.mine"
	}
	return "shared.twin"
}

func cost(calls []Call) (nanos, n float64) {
	for _, c := range calls {
		nanos += c.Nanos * float64(c.Calls)
		n += float64(c.Calls)
	}
	return nanos, n
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return math.NaN()
	}
	return a / b
}

func median(values []float64) float64 {
	sorted := append([]float64(nil), values...)
	sort.Float64s(sorted)
	n := len(sorted)
	if n == 0 {
		return math.NaN()
	}
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// medianRows folds the rows of several runs, one run after the other, to one.
func medianRows(rows []Row, runs int) []Row {
	n := len(rows) / runs
	out := append([]Row(nil), rows[:n]...)
	if runs == 1 {
		return out
	}
	for i := range out {
		fold := func(get func(*Figures) float64) float64 {
			var values []float64
			for run := range runs {
				values = append(values, get(&rows[run*n+i].Figures))
			}
			return median(values)
		}
		f := &out[i].Figures
		for _, g := range figures {
			*g.get(f) = fold(func(f *Figures) float64 { return *g.get(f) })
		}
		for q := range f.RTT {
			f.RTT[q] = time.Duration(fold(func(f *Figures) float64 { return float64(f.RTT[q]) }))
		}
		f.Peak.Dev = fold(func(f *Figures) float64 { return f.Peak.Dev })
		f.Trough.Dev = fold(func(f *Figures) float64 { return f.Trough.Dev })
		f.Cuts = int(fold(func(f *Figures) float64 { return float64(f.Cuts) }))
		f.Timeouts = int(fold(func(f *Figures) float64 { return float64(f.Timeouts) }))
		f.Astray = int(fold(func(f *Figures) float64 { return float64(f.Astray) }))
		f.Retransmits = uint32(fold(func(f *Figures) float64 { return float64(f.Retransmits) }))
	}
	return out
}

// fewCuts is the number of cuts below which their mean says little.
const fewCuts = 4

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// note says what a reader may not see in the figures.
func (r *Report) note() {
	if r.Disturbed != "" {
		r.Notes = append(r.Notes, "disturbed: "+r.Disturbed+"; compare flows of the same run only, or run again on a quieter machine")
	}
	for _, row := range r.Rows {
		f := row.Figures
		if row.Experiment == Alone && f.Cuts > 0 && f.Cuts < fewCuts {
			r.Notes = append(r.Notes, fmt.Sprintf("%s cut its window %s only: run longer (--time) for a mean", row.Flow.Label, times(f.Cuts)))
		}
		if f.Timeouts > 0 {
			r.Notes = append(r.Notes, fmt.Sprintf("%s (%s) timed out %s; peaks and troughs leave that out", row.Flow.Label, row.Experiment, times(f.Timeouts)))
		}
		if f.Astray > 0 {
			r.Notes = append(r.Notes, fmt.Sprintf("%s (%s): %d times the kernel took a threshold that no algorithm gave, and with it a window that is too large", row.Flow.Label, row.Experiment, f.Astray))
		}
	}
	for _, o := range r.Outcomes {
		if !o.Health.Nice {
			r.Notes = append(r.Notes, "the link could not take precedence over other programs (no CAP_SYS_NICE)")
			break
		}
	}
}

// Theory returns the window, in packets, at which a flow alone must overflow the
// queue, and whether the link is one where that can be said.
func (p *Plan) Theory() (float64, bool) {
	return p.Link.Peak(), p.Link.Trace == nil && p.Link.Loss == 0 && p.Link.Mark == 0
}
