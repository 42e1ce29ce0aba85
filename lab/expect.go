package lab

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Condition is what a person expects of a figure.
type Condition struct {
	Text   string
	Metric string
	Op     string // one of < <= > >= = !=
	Value  float64
}

var conditionForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\s*([0-9A-Za-z_.#]+)\s*(<=|>=|!=|==|<|>|=)\s*(\S.*?)\s*$`)
})

// ParseCondition reads "jain>0.95", "rtt_p95<60ms", "goodput>=18Mbit", "loss<1%".
func ParseCondition(text string) (Condition, error) {
	m := conditionForm().FindStringSubmatch(text)
	if m == nil {
		return Condition{}, fmt.Errorf("a condition is FIGURE OPERATOR VALUE, as jain>0.95, not %q", text)
	}
	v, err := parseQuantity(m[3])
	if err != nil {
		return Condition{}, fmt.Errorf("%q: %w", text, err)
	}
	return Condition{Text: text, Metric: m[1], Op: strings.Replace(m[2], "==", "=", 1), Value: v}, nil
}

// parseQuantity reads a number, a share in percent, a time or a rate, in base units.
func parseQuantity(s string) (float64, error) {
	if v, err := strconv.ParseFloat(s, 64); err == nil {
		return v, nil
	}
	if number, ok := strings.CutSuffix(s, "%"); ok {
		if v, err := strconv.ParseFloat(strings.TrimSpace(number), 64); err == nil {
			return v / 100, nil
		}
	}
	if d, err := time.ParseDuration(s); err == nil {
		return d.Seconds(), nil
	}
	if r, err := ParseRate(s); err == nil {
		return r, nil
	}
	return 0, fmt.Errorf("%q is neither a number nor a share (5%%), a time (20ms) or a rate (18Mbit)", s)
}

// Verdict is whether a condition held.
type Verdict struct {
	Condition Condition
	Value     float64
	Held      bool
}

// Check tells, before the plan runs, whether its report will have the figures that
// conditions name; ns only if callbacks are counted.
func (p *Plan) Check(conditions []Condition, counted bool) error {
	var o Outcome
	for _, e := range p.Experiments() {
		t := Trial{Experiment: e, Options: p.Options}
		for _, f := range e.Flows {
			t.Tracks = append(t.Tracks, Track{Flow: f})
		}
		o.Trials = append(o.Trials, t)
	}
	var calls []Call
	if counted {
		calls = []Call{{Calls: 1}}
	}
	_, err := NewReport(p, []Outcome{o}, calls).Judge(conditions)
	return err
}

// Judge compares the report's figures with the conditions. The error names a
// figure that this report does not have.
func (r *Report) Judge(conditions []Condition) ([]Verdict, error) {
	var out []Verdict
	for _, c := range conditions {
		v, ok := r.Metric(c.Metric)
		if !ok {
			return nil, fmt.Errorf("this run has no figure %q; it has %s", c.Metric, strings.Join(r.metricNames(), " "))
		}
		out = append(out, Verdict{Condition: c, Value: v, Held: c.holds(v)})
	}
	return out, nil
}

func (r *Report) metricNames() []string {
	var names []string
	for _, m := range r.Metrics {
		names = append(names, m.Name)
	}
	return names
}

// holds reports whether the condition holds; of a figure that is not a number,
// none does.
func (c Condition) holds(v float64) bool {
	if math.IsNaN(v) {
		return false
	}
	switch c.Op {
	case "<":
		return v < c.Value
	case "<=":
		return v <= c.Value
	case ">":
		return v > c.Value
	case ">=":
		return v >= c.Value
	case "=":
		return v == c.Value
	}
	return v != c.Value
}

// String says what was expected, what was seen and whether it held.
func (v Verdict) String() string {
	word := "ok  "
	if !v.Held {
		word = "FAIL"
	}
	return fmt.Sprintf("%s %s (is %s)", word, v.Condition.Text, strconv.FormatFloat(v.Value, 'g', 5, 64))
}
