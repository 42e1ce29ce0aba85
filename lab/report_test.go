package lab

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
)

// saw is a flow that grows by a packet each step from 34 to 68, and is then in
// recovery for three samples.
func saw(length time.Duration) []Sample {
	var out []Sample
	cwnd, delivered := uint32(34), uint32(0)
	for at := time.Duration(0); at < length; {
		s := Sample{At: at, Cwnd: cwnd, MSS: 1448, Delivered: delivered, RTT: 30 * ms, State: StateOpen}
		if cwnd == 68 {
			for i, w := range []uint32{68, 60, 40} {
				s.State, s.Cwnd = StateRecovery, w
				if i > 0 {
					s.At += 10 * ms
				}
				out = append(out, s)
			}
			at = s.At
			cwnd = 34
		} else {
			out = append(out, s)
			cwnd++
		}
		at += 10 * ms
		delivered += 10
	}
	return out
}

func TestCuts(t *testing.T) {
	cuts := Cuts(saw(2 * time.Second))
	if len(cuts) != 5 {
		t.Fatalf("%d cuts, want 5: %+v", len(cuts), cuts)
	}
	for _, c := range cuts {
		if c.Peak != 67 || c.Trough != 34 || c.Timeout {
			t.Errorf("cut %+v, want peak 67, trough 34", c)
		}
	}
	timeout := []Sample{{Cwnd: 50}, {At: 10 * ms, Cwnd: 50, State: StateRecovery}, {At: 20 * ms, Cwnd: 1, State: StateLoss}, {At: 30 * ms, Cwnd: 2}}
	if c := Cuts(timeout); len(c) != 1 || !c[0].Timeout || c[0].Peak != 50 {
		t.Errorf("a timeout gave %+v", c)
	}
	if c := Cuts(timeout[1:]); len(c) != 0 {
		t.Errorf("what began before the samples was counted: %+v", c)
	}
}

// A threshold above infinity is the kernel's doing; infinity and finite ones are not.
func TestAstray(t *testing.T) {
	var samples []Sample
	for i, v := range []uint32{greatestThreshold, 20, 2167651476, 2167651476, 10, 2167651476} {
		samples = append(samples, Sample{At: time.Duration(i) * 10 * ms, Cwnd: 10, Ssthresh: v})
	}
	if n := astray(samples); n != 2 {
		t.Errorf("counted %d, want 2", n)
	}
}

func TestJain(t *testing.T) {
	for _, test := range []struct {
		values []float64
		want   float64
	}{{[]float64{5, 5}, 1}, {[]float64{1, 0}, 0.5}, {[]float64{3, 1}, 0.8}, {nil, 0}} {
		if got := Jain(test.values); math.Abs(got-test.want) > 1e-12 {
			t.Errorf("Jain(%v) = %v, want %v", test.values, got, test.want)
		}
	}
}

func TestHistogram(t *testing.T) {
	var h Histogram
	if h.Quantile(0.5) != 0 {
		t.Error("an empty histogram has a median")
	}
	for i := 1; i <= 1000; i++ {
		h.Add(time.Duration(i) * ms)
	}
	for _, q := range []float64{0.01, 0.5, 0.95, 0.999, 1} {
		want := q * 1000
		if got := h.Quantile(q).Seconds() * 1e3; math.Abs(got/want-1) > 0.005 {
			t.Errorf("quantile %v: %v ms, want %v", q, got, want)
		}
	}
}

// testReport is of two runs of a plan with mine, a twin and both.
func testReport() *Report {
	p := &Plan{Link: Link{Rate: 20e6, Delay: 20 * ms, Queue: 33}, Mine: Flow{Label: "mine.cc", Algorithm: "lab.1"},
		Twin: Flow{Label: "kernel's reno", Algorithm: "reno"}, Options: Options{Time: 5 * time.Second, Warmup: time.Second}}
	var outcomes []Outcome
	for range 2 {
		var o Outcome
		for _, e := range p.Experiments() {
			t := Trial{Experiment: e, Options: p.Options, Capacity: 1e7}
			for _, f := range e.Flows {
				var h Histogram
				h.Add(30 * ms)
				t.Tracks = append(t.Tracks, Track{Flow: f, Samples: saw(p.Time), RTT: h, Counters: Counters{Arrived: 1000, Dropped: 10, Delivered: 5e6}})
			}
			o.Trials = append(o.Trials, t)
		}
		o.Health = Health{Real: 5 * time.Second, Link: 5 * time.Second, Nice: true}
		outcomes = append(outcomes, o)
	}
	p.Repeat = 2
	return NewReport(p, outcomes, []Call{{"cong_avoid", 100, 30}, {"ssthresh", 10, 140}})
}

func TestReport(t *testing.T) {
	r := testReport()
	for _, m := range []struct {
		name string
		want float64
	}{
		{"jain", 1}, {"peak", 67}, {"trough", 34}, {"backoff", 34.0 / 67}, {"twin.peak", 67}, {"peak_ratio", 1}, {"loss", 0.01},
		{"shared.mine.cuts", 11}, {"utilisation", 0.5}, {"ns", 40}, {"rtt_p50", 0.030},
		{"growth", 3}, // a packet in 10 ms, of round trips of 30
	} {
		got, ok := r.Metric(m.name)
		if !ok || math.Abs(got/m.want-1) > 0.005 {
			t.Errorf("%s = %v (%v), want %v", m.name, got, ok, m.want)
		}
	}
	var table, charts bytes.Buffer
	if err := r.WriteTable(&table, 0); err != nil {
		t.Fatal(err)
	}
	r.WriteCharts(&charts, 80, true)
	for _, want := range []string{"alone: mine.cc", "sharing: kernel's reno", "theory", "67.0 ±0.0", "Jain", "cong_avoid 30 ns", "medians of 2 runs"} {
		if !strings.Contains(table.String(), want) {
			t.Errorf("the table lacks %q:\n%s", want, table.String())
		}
	}
	var narrow bytes.Buffer
	if err := r.WriteTable(&narrow, 80); err != nil {
		t.Fatal(err)
	}
	if longest(table.String()) <= 80 {
		t.Errorf("the table was narrow already:\n%s", table.String())
	}
	if longest(narrow.String()) > 80 {
		t.Errorf("for 80 columns the table has %d:\n%s", longest(narrow.String()), narrow.String())
	}
	for _, want := range []string{"\nalone\n", "\n  mine.cc  ", "\nsharing\n", "  kernel's reno ", "\ntheory", "67.0", "Jain", "samples"} {
		if !strings.Contains(narrow.String(), want) {
			t.Errorf("the table for 80 columns lacks %q:\n%s", want, narrow.String())
		}
	}
	for line := range strings.Lines(charts.String()) {
		if len(line) > 81 || strings.ContainsFunc(line, func(c rune) bool { return c > 126 }) {
			t.Errorf("a plain chart has the line %q", line)
		}
	}
}

func TestExports(t *testing.T) {
	r := testReport()
	var b bytes.Buffer
	if err := r.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 1+8*len(saw(5*time.Second)) {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	b.Reset()
	verdicts, err := r.Judge([]Condition{{"jain>0.9", "jain", ">", 0.9}})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.WriteJSON(&b, verdicts); err != nil {
		t.Fatal(err)
	}
	var back struct {
		Metrics  map[string]float64
		Expected []struct{ Held bool }
	}
	if err := json.Unmarshal(b.Bytes(), &back); err != nil || back.Metrics["peak"] != 67 || !back.Expected[0].Held {
		t.Errorf("%v, %+v", err, back)
	}
}

func TestConditions(t *testing.T) {
	r := &Report{Metrics: []Metric{{"goodput", 18e6, ""}, {"jain", 0.97, ""}, {"loss", 0.004, ""}, {"none", math.NaN(), ""}, {"rtt_p95", 0.040, ""}}}
	for text, want := range map[string]bool{
		"jain>0.95": true, "jain > 0.98": false, "rtt_p95<60ms": true, "rtt_p95<=30ms": false, "goodput>=17.5Mbit": true,
		"goodput<10Mbit/s": false, "loss<1%": true, "loss=0": false, "loss!=0": true, "jain==0.97": true, "none>0": false, "none<0": false, "none!=1": false,
	} {
		c, err := ParseCondition(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		v, err := r.Judge([]Condition{c})
		if err != nil || v[0].Held != want {
			t.Errorf("%s: %v %v, want %v", text, v, err, want)
		}
	}
	for _, bad := range []string{"", "jain", "jain>", "jain>x", ">1", "jain~1"} {
		if _, err := ParseCondition(bad); err == nil {
			t.Errorf("%q was taken for a condition", bad)
		}
	}
	if _, err := r.Judge([]Condition{{"x>1", "x", ">", 1}}); err == nil || !strings.Contains(err.Error(), "jain") {
		t.Errorf("an unknown figure: %v", err)
	}
}

// What a run will not have must be known before it: a run takes its time.
func TestCheckBeforehand(t *testing.T) {
	p := testReport().Plan
	for _, m := range testReport().Metrics {
		if err := p.Check([]Condition{{Metric: m.Name, Op: "<"}}, true); err != nil {
			t.Errorf("the report has %s, but before it: %v", m.Name, err)
		}
	}
	for _, bad := range []string{"foo", "reno.goodput"} {
		if p.Check([]Condition{{Metric: bad, Op: "<"}}, true) == nil {
			t.Errorf("%s is expected of a report that will not have it", bad)
		}
	}
	if p.Check([]Condition{{Metric: "ns", Op: "<"}}, false) == nil {
		t.Error("ns is expected although nobody counts")
	}
}

func TestDisturbance(t *testing.T) {
	quiet := Outcome{Health: Health{Real: 10, Link: 10}}
	some := Outcome{Health: Health{Real: 11, Link: 10}, Disturbed: "some"}
	most := Outcome{Health: Health{Real: 14, Link: 10}, Disturbed: "most"}
	for _, test := range []struct {
		outcomes []Outcome
		want     string
	}{
		{[]Outcome{quiet}, ""}, {[]Outcome{quiet, quiet}, ""}, {[]Outcome{some}, "some"},
		{[]Outcome{some, most, some, quiet}, "most (3 of 4 runs were disturbed, this one most)"},
	} {
		if got := disturbance(test.outcomes); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}

func TestHealth(t *testing.T) {
	fine := Health{Real: 10200 * ms, Link: 10 * time.Second, LongestStall: 15 * ms}
	if why := fine.Disturbed(20 * ms); why != "" {
		t.Errorf("a quiet run counts as disturbed: %s", why)
	}
	for _, h := range []Health{
		{Real: 11 * time.Second, Link: 10 * time.Second},
		{Real: 10 * time.Second, Link: 10 * time.Second, LongestStall: 25 * ms},
		{Real: 10 * time.Second, Link: 10 * time.Second, DeviceDrops: 1},
	} {
		if h.Disturbed(20*ms) == "" {
			t.Errorf("%+v counts as quiet", h)
		}
	}
	if w := fine.worse(Health{Real: 12 * time.Second, Link: 10 * time.Second, LongestStall: ms}); w.LongestStall != 15*ms || w.Skew() < 0.16 {
		t.Errorf("the worse of both is %+v", w)
	}
}

func TestParse(t *testing.T) {
	for text, want := range map[string]float64{"20Mbit": 20e6, "20M": 20e6, "1.5 Gbit/s": 1.5e9, "800kbps": 8e5, "9000bit": 9000} {
		if got, err := ParseRate(text); err != nil || got != want {
			t.Errorf("rate %s: %v %v", text, got, err)
		}
	}
	for _, bad := range []string{"", "20", "fast", "-1M", "Mbit"} {
		if got, err := ParseRate(bad); err == nil {
			t.Errorf("rate %q: %v", bad, got)
		}
	}
	for text, want := range map[string]int{"33": 33, "1bdp": 40, "1.5bdp": 60, "bdp": 40, "0.001bdp": 1} {
		if got, err := ParseQueue(text, 40); err != nil || got != want {
			t.Errorf("queue %s: %v %v", text, got, err)
		}
	}
	for _, bad := range []string{"", "0", "-3", "xbdp", "1.5"} {
		if got, err := ParseQueue(bad, 40); err == nil {
			t.Errorf("queue %q: %v", bad, got)
		}
	}
	flows, err := ParseFlows("mine.cc, cubic@5s,reno*2@500ms")
	want := []FlowSpec{{"mine.cc", 0}, {"cubic", 5 * time.Second}, {"reno", 500 * ms}, {"reno", 500 * ms}}
	if err != nil || !slices.Equal(flows, want) {
		t.Errorf("flows %v, %v", flows, err)
	}
	for _, bad := range []string{"", "a,,b", "cubic@x", "cubic@-1s", "reno*0", "reno*x", "*2", "reno*100"} {
		if got, err := ParseFlows(bad); err == nil {
			t.Errorf("flows %q: %v", bad, got)
		}
	}
}

func TestSuite(t *testing.T) {
	got, err := ReadSuite("s", strings.NewReader("# all\n\nmine.cc --expect 'jain > 0.9' # why\n\t--flows \"a b\"\n"))
	want := [][]string{{"mine.cc", "--expect", "jain > 0.9"}, {"--flows", "a b"}}
	if err != nil || !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("%q, %v", got, err)
	}
	for _, bad := range []string{"", "# nothing\n", "'open\n"} {
		if _, err := ReadSuite("s", strings.NewReader(bad)); err == nil {
			t.Errorf("%q was taken for a suite", bad)
		}
	}
}

func TestBatches(t *testing.T) {
	three := func(rate float64) []Experiment {
		e := Experiment{Link: Link{Rate: rate}}
		return []Experiment{e, e, e}
	}
	for _, test := range []struct {
		rate float64
		want int
	}{{20e6, 1}, {50e6, 1}, {60e6, 2}, {200e6, 3}} {
		if got := batches(three(test.rate)); len(got) != test.want {
			t.Errorf("three links of %s run in %d parts, want %d", FormatRate(test.rate), len(got), test.want)
		}
	}
}

func TestDefaultTimes(t *testing.T) {
	bench, err := FindScenario("bench")
	if err != nil {
		t.Fatal(err)
	}
	if d := bench.Tooth(); d < 950*ms || d > 1150*ms { // measured: 1.13 s with the growth that delayed ACKs cost
		t.Errorf("a tooth on the bench takes %v", d)
	}
	for _, s := range Scenarios() {
		l, err := FindScenario(s.Name)
		if err != nil {
			t.Fatal(err)
		}
		if run, warmup := DefaultTimes(l); run > 2*time.Minute || run < 20*time.Second || warmup > 10*time.Second {
			t.Errorf("%s: %v, %v", s.Name, run, warmup)
		}
	}
}
