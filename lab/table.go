package lab

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
)

// WriteTable writes the report for a terminal: the link, the figures, the notes.
func (r *Report) WriteTable(w io.Writer) error {
	fmt.Fprintf(w, "%s\n\n", r.Plan.describe())
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "\tgoodput\tused\tRTT p50\tp95\tp99\tdropped\tcuts\tpeak\ttrough\tleft\t")
	fmt.Fprintln(t, "\tMbit/s\t%\tms\tms\tms\t%\t\tpkts\tpkts\t\t")
	for _, row := range r.Rows {
		f := row.Figures
		fmt.Fprintf(t, "%s\t%.3f\t%.1f\t%s\t%s\t%s\t%.2f\t%d\t%s\t%s\t%s\t\n",
			r.rowName(row), f.Goodput/1e6, 100*f.Share, millis(f.RTT[0]), millis(f.RTT[1]), millis(f.RTT[2]),
			100*f.Loss, f.Cuts, packets(f.Peak), packets(f.Trough), fraction(f.BackOff()))
	}
	if peak, ok := r.Plan.Theory(); ok && r.Plan.Mine.Algorithm != "" {
		fmt.Fprintf(t, "theory\t%.3f\t100.0\t\t%.1f\t\t\t\t%.1f\t\t\t\n",
			r.Plan.Link.Rate/1e6*payload, r.Plan.Link.Peak()*8*MTU/r.Plan.Link.Rate*1e3, peak)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	r.writeVerdict(w)
	for _, n := range r.Notes {
		fmt.Fprintln(w, "note:", n)
	}
	return nil
}

// payload is the share of data in a full packet with TCP timestamps.
const payload = 1448.0 / MTU

// rowName says what a row is about, in front of it.
func (r *Report) rowName(row Row) string {
	switch {
	case r.Plan.Mine.Algorithm == "":
		return row.Flow.Label
	case row.Experiment == Shared:
		return "sharing: " + row.Flow.Label
	}
	return "alone: " + row.Flow.Label
}

func (r *Report) writeVerdict(w io.Writer) {
	fmt.Fprintln(w)
	if v, ok := r.Metric("goodput_ratio"); ok {
		fmt.Fprintf(w, "%s against %s: goodput %s", r.Plan.Mine.Label, r.Plan.Twin.Label, percent(v))
		for _, m := range []struct{ name, text string }{{"peak_ratio", "peak"}, {"trough_ratio", "trough"}, {"rtt_ratio", "median RTT"}} {
			if v, ok := r.Metric(m.name); ok && v == v && v > 0 {
				fmt.Fprintf(w, ", %s %s", m.text, percent(v))
			}
		}
		fmt.Fprintln(w)
	}
	if v, ok := r.Metric("jain"); ok {
		fmt.Fprintf(w, "fairness between the flows that share (Jain): %.4f\n", v)
	}
	if len(r.Calls) > 0 {
		var parts []string
		for _, c := range r.Calls {
			if c.Calls > 0 {
				parts = append(parts, fmt.Sprintf("%s %.0f ns × %d", c.Name, c.Nanos, c.Calls))
			}
		}
		fmt.Fprintf(w, "callbacks: %s\n", strings.Join(parts, ", "))
	}
	var h Health
	for _, o := range r.Outcomes {
		h = h.worse(o.Health)
	}
	fmt.Fprintf(w, "machine: link clock stood %.1f %% of the time (longest %v), packets late %v (99.9 %%), samples %v apart at most\n",
		100*h.Skew(), h.LongestStall.Round(100*time.Microsecond), h.Late.Round(10*time.Microsecond), h.SampleGap.Round(time.Millisecond))
}

// Metric returns the value of a figure by its name.
func (r *Report) Metric(name string) (float64, bool) {
	for _, m := range r.Metrics {
		if m.Name == name {
			return m.Value, true
		}
	}
	return 0, false
}

func (p *Plan) describe() string {
	l := p.Link
	parts := []string{FormatRate(l.Rate), fmt.Sprintf("RTT %v", l.Delay), fmt.Sprintf("queue %d packets (%.1f BDP)", l.Queue, float64(l.Queue)/max(l.BDP(), 1e-9))}
	if l.Trace != nil {
		parts[0] = "trace " + l.Trace.Name + ", " + FormatRate(l.Rate) + " mean"
	}
	if l.Loss > 0 {
		parts = append(parts, fmt.Sprintf("loss %g %%", 100*l.Loss))
	}
	if l.Mark > 0 {
		parts = append(parts, fmt.Sprintf("ECN above %d packets", l.Mark))
	}
	parts = append(parts, fmt.Sprintf("%v after %v of warm-up", p.Time-p.Warmup, p.Warmup))
	if p.Repeat > 1 {
		parts = append(parts, fmt.Sprintf("medians of %d runs", p.Repeat))
	}
	head := "link: "
	if p.Scenario != "" {
		head = "link " + p.Scenario + ": "
	}
	return head + strings.Join(parts, ", ")
}

func millis(d time.Duration) string { return fmt.Sprintf("%.1f", d.Seconds()*1e3) }

func packets(m Mean) string {
	if m.Mean == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f ±%.1f", m.Mean, m.Dev)
}

func fraction(v float64) string {
	if v == 0 || v != v {
		return "-"
	}
	return fmt.Sprintf("%.3f", v)
}

func percent(ratio float64) string { return fmt.Sprintf("%+.2f %%", 100*(ratio-1)) }
