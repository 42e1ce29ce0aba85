package lab

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

// Trace is a bottleneck whose rate varies, in mahimahi's form: moments at which
// one full packet, or several small ones, can be sent. It repeats.
type Trace struct {
	Name string
	// Chances are in order, 0 or later; the last one is the trace's length.
	Chances []time.Duration
}

// ReadTrace reads a trace in mahimahi's format: a line for each chance to send
// MTU bytes, the time in ms from the start; equal lines are several chances.
func ReadTrace(name string, r io.Reader) (*Trace, error) {
	t := &Trace{Name: name}
	in := bufio.NewScanner(r)
	for line := 1; in.Scan(); line++ {
		text := strings.TrimSpace(in.Text())
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		ms, err := strconv.ParseUint(text, 10, 32)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: a line is a time in ms, not %q", name, line, text)
		}
		at := time.Duration(ms) * time.Millisecond
		if n := len(t.Chances); n > 0 && at < t.Chances[n-1] {
			return nil, fmt.Errorf("%s:%d: %d ms comes after %d ms", name, line, ms, t.Chances[n-1].Milliseconds())
		}
		t.Chances = append(t.Chances, at)
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if t.Length() <= 0 {
		return nil, errors.New(name + ": a trace has a line later than 0 ms")
	}
	return t, nil
}

// Length returns after what time the trace repeats.
func (t *Trace) Length() time.Duration {
	if len(t.Chances) == 0 {
		return 0
	}
	return t.Chances[len(t.Chances)-1]
}

// Rate returns the mean rate in bit/s.
func (t *Trace) Rate() float64 {
	return float64(len(t.Chances)) * MTU * 8 / t.Length().Seconds()
}

// at returns the i-th chance, i counting through the repetitions.
func (t *Trace) at(i int) time.Duration {
	n := len(t.Chances)
	return time.Duration(i/n)*t.Length() + t.Chances[i%n]
}

// between returns how many bytes can be sent from one time to another.
func (t *Trace) between(from, to time.Duration) float64 {
	n := 0
	i := int(from/t.Length()) * len(t.Chances)
	for ; t.at(i) < to; i++ {
		if t.at(i) >= from {
			n++
		}
	}
	return float64(n) * MTU
}

// traced serves packets at the chances of a trace.
type traced struct {
	trace *Trace
	next  int // chance in use
	left  int // bytes left of it
}

func (s *traced) serve(t time.Duration, n int) (begin, depart time.Duration) {
	if s.left < n || s.trace.at(s.next) < t {
		if s.left > 0 {
			s.next++
		}
		for s.trace.at(s.next) < t {
			s.next++
		}
		s.left = MTU
	}
	at := s.trace.at(s.next)
	if s.left -= n; s.left <= 0 {
		s.next++
		s.left = 0
	}
	return at, at
}

// wander is a trace of a rate that goes up and down at random between two
// bounds, changing every step by up to a factor and drawn to the middle; the same
// for the same seed.
func wander(name string, lo, hi, factor float64, step, length time.Duration, seed uint64) *Trace {
	random := rand.New(rand.NewPCG(seed, 0))
	t := &Trace{Name: name}
	middle := math.Sqrt(lo * hi)
	rate, owed := middle, 0.0
	for at := time.Duration(0); at < length; at += time.Millisecond {
		if at%step == 0 {
			rate *= math.Pow(factor, 2*random.Float64()-1) * math.Pow(middle/rate, 0.1)
			rate = min(max(rate, lo), hi)
		}
		for owed += rate / (1000 * 8 * MTU); owed >= 1; owed-- {
			t.Chances = append(t.Chances, at)
		}
	}
	return t.closed(length)
}

// closed ends the trace at length.
func (t *Trace) closed(length time.Duration) *Trace {
	t.Chances = append(t.Chances, length)
	return t
}
