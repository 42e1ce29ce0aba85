package lab

import (
	"os"
	"strings"
	"testing"
	"time"
)

// FuzzTexts: no trace, suite, list of flows, condition, rate or queue makes its
// reader fail or hang, and what is read can be used.
func FuzzTexts(f *testing.F) {
	suite, err := os.ReadFile("../docs/lab/plots.suite")
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{
		string(suite), "0\n1\n1\n5\n", "# up\n10\n20\n\n4294967295\n", "mine.cc,cubic@5s,reno*3", "'jain>0.95'", "goodput.0 >= 19Mbit/s",
		"20Mbit/s", "1.5bdp", "33", "a 'b c' \"d\" # e", "-1e999Gbit/s", "cuts<=7", "std/reno.cc@1h", "reno*1000000000", "nan Mbit", "inf bit", "nanbdp", "1e300bdp", "p99_rtt<50ms",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if words, err := ReadSuite("fuzz", strings.NewReader(text)); err == nil && len(words) == 0 {
			t.Error("a suite without a line")
		}
		if flows, err := ParseFlows(text); err == nil {
			for _, flow := range flows {
				if flow.Start < 0 {
					t.Errorf("a flow starts at %v", flow.Start)
				}
			}
		}
		if rate, err := ParseRate(text); err == nil && !(rate > 0) {
			t.Errorf("a rate of %v", rate)
		}
		if n, err := ParseQueue(text, 33); err == nil && n < 1 {
			t.Errorf("a queue of %d packets", n)
		}
		if c, err := ParseCondition(text); err == nil {
			_ = c.holds(1) // must not panic
		}
		trace, err := ReadTrace("fuzz", strings.NewReader(text))
		if err != nil {
			return
		}
		if !(trace.Rate() > 0) {
			t.Errorf("a rate of %v", trace.Rate())
		}
		s := traced{trace: trace}
		last := time.Duration(0)
		for range 50 {
			_, depart := s.serve(last, MTU)
			if depart < last {
				t.Fatalf("a packet leaves at %v, the one before at %v", depart, last)
			}
			last = depart
		}
	})
}
