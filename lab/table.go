package lab

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
	"unicode/utf8"
)

// WriteTable writes the report for a terminal of so many columns, 0 for any: the
// link, the figures, the notes.
func (r *Report) WriteTable(w io.Writer, width int) error {
	out := &wrapper{w: w, width: width}
	out.line(r.Plan.describe())
	out.line("")
	table, err := r.table(false)
	if err == nil && width > 0 && longest(table) > width {
		table, err = r.table(true)
	}
	if err != nil {
		return err
	}
	for line := range strings.Lines(table) {
		fmt.Fprintln(out.w, strings.TrimRight(line, " \n"))
	}
	r.writeVerdict(out)
	for _, n := range r.Notes {
		out.line("note: " + n)
	}
	return nil
}

// table lays out the figures. The narrow one names the experiments in lines of
// their own, and leaves out the deviations.
func (r *Report) table(narrow bool) (string, error) {
	var b strings.Builder
	t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	name, window := r.rowName, packets
	pad := func(text string) string { return text }
	if narrow {
		t.Init(&b, 0, 0, 1, ' ', tabwriter.AlignRight)
		name, window = func(row Row) string { return "  " + row.Flow.Label }, packetsOnly
		pad = r.padding()
	}
	fmt.Fprintln(t, "\tgoodput\tused\tRTT p50\tp95\tp99\tlost\tcuts\tpeak\ttrough\tleft\t")
	fmt.Fprintln(t, "\tMbit/s\t%\tms\tms\tms\t%\t\tpkts\tpkts\t\t")
	for i, row := range r.Rows {
		if narrow && (i == 0 || row.Experiment == Shared && r.Rows[i-1].Experiment != Shared) {
			fmt.Fprintf(t, "%s\t\t\t\t\t\t\t\t\t\t\t\n", pad(r.heading(row)))
		}
		f := row.Figures
		fmt.Fprintf(t, "%s\t%.3f\t%.1f\t%s\t%s\t%s\t%.2f\t%d\t%s\t%s\t%s\t\n",
			pad(name(row)), f.Goodput/1e6, 100*f.Share, millis(f.RTT[0]), millis(f.RTT[1]), millis(f.RTT[2]),
			100*f.Loss, f.Cuts, window(f.Peak), window(f.Trough), fraction(f.BackOff()))
	}
	if peak, ok := r.Plan.Theory(); ok && r.Plan.Mine.Algorithm != "" {
		fmt.Fprintf(t, "%s\t%.3f\t100.0\t\t%.1f\t\t\t\t%.1f\t\t\t\n", pad("theory"),
			r.Plan.Link.Rate/1e6*payload, r.Plan.Link.Peak()*8*MTU/r.Plan.Link.Rate*1e3, peak)
	}
	err := t.Flush()
	if narrow { // names need no padding before them
		return strings.ReplaceAll(b.String()[1:], "\n ", "\n"), err
	}
	return b.String(), err
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

// heading names what a row and those after it have in common.
func (r *Report) heading(row Row) string {
	switch {
	case r.Plan.Mine.Algorithm == "":
		return "on one link"
	case row.Experiment == Shared:
		return "sharing"
	}
	return "alone"
}

// padding makes the rows' names equally long, so that their column is aligned at
// the left.
func (r *Report) padding() func(string) string {
	long := 0
	for _, row := range r.Rows {
		long = max(long, len("  ")+utf8.RuneCountInString(row.Flow.Label), len(r.heading(row)))
	}
	return func(text string) string {
		return text + strings.Repeat(" ", max(0, long-utf8.RuneCountInString(text)))
	}
}

func (r *Report) writeVerdict(out *wrapper) {
	out.line("")
	if v, ok := r.Metric("goodput_ratio"); ok {
		line := fmt.Sprintf("%s against %s: goodput %s", r.Plan.Mine.Label, r.Plan.Twin.Label, percent(v))
		for _, m := range []struct{ name, text string }{{"peak_ratio", "peak"}, {"trough_ratio", "trough"}, {"rtt_ratio", "median RTT"}} {
			if v, ok := r.Metric(m.name); ok && v == v && v > 0 {
				line += fmt.Sprintf(", %s %s", m.text, percent(v))
			}
		}
		out.line(line)
	}
	if v, ok := r.Metric("jain"); ok {
		out.line(fmt.Sprintf("fairness between the flows that share (Jain): %.4f", v))
	}
	if len(r.Calls) > 0 {
		var parts []string
		for _, c := range r.Calls {
			if c.Calls > 0 {
				parts = append(parts, fmt.Sprintf("%s %.0f ns × %d", c.Name, c.Nanos, c.Calls))
			}
		}
		out.line("callbacks: " + strings.Join(parts, ", "))
	}
	var h Health
	for _, o := range r.Outcomes {
		h = h.worse(o.Health)
	}
	out.line(fmt.Sprintf("machine: link clock stood %.1f %% of the time (longest %v), packets late %v (99.9 %%), samples %v apart at most",
		100*h.Skew(), h.LongestStall.Round(100*time.Microsecond), h.Late.Round(10*time.Microsecond), h.SampleGap.Round(time.Millisecond)))
}

// wrapper writes lines, broken at spaces where they are longer than its width; 0:
// never.
type wrapper struct {
	w     io.Writer
	width int
}

func (o *wrapper) line(text string) {
	const indent = "  "
	at := 0
	for i, word := range strings.Split(text, " ") {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case o.width > 0 && at+1+n > o.width:
			fmt.Fprint(o.w, "\n", indent)
			at = len(indent)
		default:
			fmt.Fprint(o.w, " ")
			at++
		}
		fmt.Fprint(o.w, word)
		at += n
	}
	fmt.Fprintln(o.w)
}

// longest is the length of the longest line.
func longest(text string) (n int) {
	for line := range strings.Lines(text) {
		n = max(n, utf8.RuneCountInString(strings.TrimRight(line, " \n")))
	}
	return n
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
	parts := []string{FormatRate(l.Rate), fmt.Sprintf("RTT %v", l.Delay), fmt.Sprintf("queue %d packets", l.Queue)}
	if bdp := l.BDP(); bdp > 0 {
		parts[2] += fmt.Sprintf(" (%.1f BDP)", float64(l.Queue)/bdp)
	}
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

func packetsOnly(m Mean) string {
	if m.Mean == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f", m.Mean)
}

func fraction(v float64) string {
	if v == 0 || v != v {
		return "-"
	}
	return fmt.Sprintf("%.3f", v)
}

func percent(ratio float64) string { return fmt.Sprintf("%+.2f %%", 100*(ratio-1)) }
