package lab

import (
	"bufio"
	"fmt"
	"io"
	"sort"
	"strings"
	"time"
)

// Scenario is a named link.
type Scenario struct {
	Name, Doc string
	link      func() Link
}

// scenarios are typical links, with the reasons for their figures.
var scenarios = []Scenario{
	{"bench", "the default: seven Reno cuts in 10 s", func() Link {
		return Link{Rate: 20e6, Delay: 20 * time.Millisecond, Queue: 33}
	}},
	{"bufferbloat", "an access link whose modem holds a second of data", func() Link {
		return Link{Rate: 10e6, Delay: 40 * time.Millisecond, Queue: 833}
	}},
	{"datacenter", "a switch that marks above 65 packets, as DCTCP wants (RFC 8257)", func() Link {
		return Link{Rate: 200e6, Delay: 2 * time.Millisecond, Queue: 250, Mark: 65}
	}},
	{"dsl", "a VDSL line: 16 Mbit/s, 30 ms, 100 ms of queue", func() Link {
		return Link{Rate: 16e6, Delay: 30 * time.Millisecond, Queue: 133}
	}},
	{"lte", "a mobile link: 4 to 40 Mbit/s, changing every 100 ms, a deep queue", func() Link {
		return traceLink(wander("lte", 4e6, 40e6, 1.8, 100*time.Millisecond, time.Minute, 1), 60*time.Millisecond, 400, 0)
	}},
	{"satellite", "a geostationary satellite: 600 ms, some loss on the way", func() Link {
		return Link{Rate: 20e6, Delay: 600 * time.Millisecond, Queue: 1000, Loss: 1e-4}
	}},
	{"wifi", "a busy radio: 10 to 60 Mbit/s in bursts every 4 ms, some loss", func() Link {
		return traceLink(bursts(wander("wifi", 10e6, 60e6, 2, 40*time.Millisecond, time.Minute, 2), 4*time.Millisecond), 20*time.Millisecond, 200, 5e-4)
	}},
}

func traceLink(t *Trace, delay time.Duration, queue int, loss float64) Link {
	return Link{Rate: t.Rate(), Delay: delay, Queue: queue, Loss: loss, Trace: t}
}

// bursts gathers the chances of a trace into one burst every step, as a radio
// sends when its turn comes.
func bursts(t *Trace, step time.Duration) *Trace {
	for i, c := range t.Chances[:len(t.Chances)-1] {
		t.Chances[i] = c - c%step
	}
	return t
}

// Scenarios returns the named links in order.
func Scenarios() []Scenario { return append([]Scenario(nil), scenarios...) }

// FindScenario returns the link of that name.
func FindScenario(name string) (Link, error) {
	var names []string
	for _, s := range scenarios {
		if s.Name == name {
			return s.link(), nil
		}
		names = append(names, s.Name)
	}
	sort.Strings(names)
	return Link{}, fmt.Errorf("there is no scenario %q; there are %s", name, strings.Join(names, ", "))
}

// ReadSuite reads a scenario file: a line for each run, of which each holds the
// words of a command line; # begins a comment.
func ReadSuite(name string, r io.Reader) ([][]string, error) {
	var out [][]string
	in := bufio.NewScanner(r)
	for line := 1; in.Scan(); line++ {
		words, err := splitWords(in.Text())
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, line, err)
		}
		if len(words) > 0 {
			out = append(out, words)
		}
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: the file asks for nothing", name)
	}
	return out, nil
}

// splitWords splits a line at spaces outside of quotes.
func splitWords(line string) ([]string, error) {
	var words []string
	var word strings.Builder
	var quote rune
	within := false
	for _, c := range line {
		switch {
		case quote != 0 && c == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(c)
		case c == '\'' || c == '"':
			quote, within = c, true
		case c == '#' && !within:
			return words, nil
		case c == ' ' || c == '\t':
			if within {
				words = append(words, word.String())
				word.Reset()
				within = false
			}
		default:
			word.WriteRune(c)
			within = true
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("a quotation does not end")
	}
	if within {
		words = append(words, word.String())
	}
	return words, nil
}

// FlowSpec is a flow as a person writes it.
type FlowSpec struct {
	What  string // an algorithm's name, or a file
	Start time.Duration
}

// maxFlows is how many flows the lab runs at most.
const maxFlows = 64

// ParseFlows reads flows as "mine.cc,cubic@5s,reno*3": algorithms or files, each
// with how many of it and when to start.
func ParseFlows(text string) ([]FlowSpec, error) {
	var out []FlowSpec
	for _, one := range strings.Split(text, ",") {
		one = strings.TrimSpace(one)
		what, at, timed := strings.Cut(one, "@")
		var f FlowSpec
		if timed {
			d, err := time.ParseDuration(at)
			if err != nil || d < 0 {
				return nil, fmt.Errorf("%q: a flow starts at a time, as cubic@5s", one)
			}
			f.Start = d
		}
		what, times, many := strings.Cut(what, "*")
		n := 1
		if many {
			if _, err := fmt.Sscanf(times, "%d", &n); err != nil || n < 1 || fmt.Sprint(n) != times {
				return nil, fmt.Errorf("%q: a flow comes a number of times, as cubic*4", one)
			}
		}
		if f.What = what; what == "" {
			return nil, fmt.Errorf("%q: a flow names an algorithm or a file, as reno or mine.cc", one)
		}
		if n > maxFlows-len(out) {
			return nil, fmt.Errorf("the lab runs up to %d flows", maxFlows)
		}
		for range n {
			out = append(out, f)
		}
	}
	return out, nil
}
