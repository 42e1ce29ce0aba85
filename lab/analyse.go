package lab

import (
	"math"
	"time"
)

// Cut is one time that a sender reduced its window.
type Cut struct {
	At      time.Duration // link time at which it began
	Peak    uint32        // window before, in packets
	Trough  uint32        // window when the sender had recovered, in packets; 0: not before the end
	Timeout bool          // a retransmission timeout, after which the window starts again from one
}

// Cuts finds the cuts in a flow's samples: a sender's stay outside of the states
// open and disorder is one cut, however many packets it lost.
func Cuts(samples []Sample) []Cut {
	var cuts []Cut
	calm := func(s Sample) bool { return s.State <= StateDisorder }
	for i := 1; i < len(samples); i++ {
		s := samples[i]
		if calm(s) || !calm(samples[i-1]) {
			if len(cuts) == 0 || calm(samples[i-1]) {
				continue
			}
			// Inside a cut, or at its end.
			c := &cuts[len(cuts)-1]
			c.Timeout = c.Timeout || s.State == StateLoss
			if calm(s) {
				c.Trough = s.Cwnd
			}
			continue
		}
		cuts = append(cuts, Cut{At: s.At, Peak: peakBefore(samples[:i]), Timeout: s.State == StateLoss})
	}
	return cuts
}

// peakBefore returns the largest window of the last calm samples: it cannot have
// changed much within them, but the last one may already be below.
func peakBefore(samples []Sample) (peak uint32) {
	for i := len(samples) - 1; i >= 0 && i >= len(samples)-3 && samples[i].State <= StateDisorder; i-- {
		peak = max(peak, samples[i].Cwnd)
	}
	return peak
}

// Growth returns by how many packets a round trip the window grew from one cut to
// the next, over all cuts; 0 if there are no two of them that came without a
// timeout. The round trips are the sender's.
func Growth(samples []Sample, from, to time.Duration) float64 {
	var packets, rounds float64
	cuts := Cuts(samples)
	for i := 1; i < len(cuts); i++ {
		last, next := cuts[i-1], cuts[i]
		if last.At < from || next.At >= to || last.Trough == 0 || last.Timeout || next.Timeout {
			continue
		}
		packets += float64(next.Peak) - float64(last.Trough)
		rounds += calmRounds(between(samples, last.At, next.At))
	}
	if rounds == 0 {
		return 0
	}
	return packets / rounds
}

// calmRounds is how many round trips the samples of a sender in its normal states
// last.
func calmRounds(samples []Sample) (rounds float64) {
	for i := 1; i < len(samples); i++ {
		if s := samples[i-1]; s.State <= StateDisorder && s.RTT > 0 {
			rounds += float64(samples[i].At-s.At) / float64(s.RTT)
		}
	}
	return rounds
}

// Mean is a mean and the standard deviation around it.
type Mean struct {
	Mean, Dev float64
	N         int
}

func mean(values []float64) (m Mean) {
	m.N = len(values)
	if m.N == 0 {
		return m
	}
	for _, v := range values {
		m.Mean += v
	}
	m.Mean /= float64(m.N)
	if m.N > 1 {
		for _, v := range values {
			m.Dev += (v - m.Mean) * (v - m.Mean)
		}
		m.Dev = math.Sqrt(m.Dev / float64(m.N-1))
	}
	return m
}

// Figures are what a flow did after the warm-up.
type Figures struct {
	Goodput     float64          // bit/s of data, each byte once
	Share       float64          // of the bottleneck, with headers, 0..1
	RTT         [3]time.Duration // median, 95th and 99th percentile of the path's
	Loss        float64          // packets dropped or lost, of those sent
	Marked      float64          // packets marked, of those sent
	Retransmits uint32           // packets
	Cuts        int              // timeouts included
	Timeouts    int
	Astray      int     // thresholds that no algorithm gave, see astray
	Peak        Mean    // of the window at cuts, packets; timeouts left out
	Trough      Mean    // packets
	Growth      float64 // packets per round trip, from cut to cut
	MeanCwnd    float64
	LeastCwnd   uint32
	Waiting     float64 // packets in the queue of the link, mean
}

// BackOff returns what a cut leaves of the window: trough by peak.
func (f Figures) BackOff() float64 {
	if f.Peak.Mean == 0 {
		return 0
	}
	return f.Trough.Mean / f.Peak.Mean
}

// Figures works out what the flow of a track did from one time to another.
func (t *Trial) Figures(track int, from, to time.Duration) Figures {
	k := &t.Tracks[track]
	samples := between(k.Samples, from, to)
	var f Figures
	if len(samples) < 2 {
		return f
	}
	first, last := samples[0], samples[len(samples)-1]
	seconds := (last.At - first.At).Seconds()
	f.Goodput = float64(last.Delivered-first.Delivered) * float64(last.MSS) * 8 / seconds
	f.Retransmits = last.Retransmits - first.Retransmits
	if t.Capacity > 0 {
		f.Share = float64(k.Counters.Delivered) / t.Capacity
	}
	for i, q := range []float64{0.5, 0.95, 0.99} {
		f.RTT[i] = k.RTT.Quantile(q)
	}
	if n := float64(k.Counters.Arrived); n > 0 {
		f.Loss = float64(k.Counters.Dropped+k.Counters.Lost) / n
		f.Marked = float64(k.Counters.Marked) / n
	}
	f.LeastCwnd = math.MaxUint32
	for _, s := range samples {
		f.MeanCwnd += float64(s.Cwnd) / float64(len(samples))
		f.Waiting += float64(s.Waiting) / float64(len(samples))
		f.LeastCwnd = min(f.LeastCwnd, s.Cwnd)
	}
	var peaks, troughs []float64
	for _, c := range Cuts(k.Samples) {
		if c.At < from || c.At >= to {
			continue
		}
		f.Cuts++
		if c.Timeout {
			f.Timeouts++
			continue
		}
		peaks = append(peaks, float64(c.Peak))
		if c.Trough > 0 {
			troughs = append(troughs, float64(c.Trough))
		}
	}
	f.Astray = astray(samples)
	f.Peak, f.Trough = mean(peaks), mean(troughs)
	f.Growth = Growth(k.Samples, from, to)
	return f
}

// greatestThreshold is infinity for the kernel; the kernel's algorithms and those of ccc
// give no more.
const greatestThreshold = 1<<31 - 1

// astray counts how often the threshold became one that no algorithm gave: kernel
// 6.18.44 was seen to take stale bytes of its stack for the result of a BPF program's
// ssthresh, of about one in a thousand calls.
func astray(samples []Sample) (n int) {
	for i, s := range samples {
		if s.Ssthresh > greatestThreshold && (i == 0 || samples[i-1].Ssthresh != s.Ssthresh) {
			n++
		}
	}
	return n
}

func between(samples []Sample, from, to time.Duration) []Sample {
	lo, hi := 0, len(samples)
	for lo < hi && samples[lo].At < from {
		lo++
	}
	for hi > lo && samples[hi-1].At >= to {
		hi--
	}
	return samples[lo:hi]
}

// Jain returns Jain's fairness index of the values: 1 if all are equal, 1/n if
// one has everything.
func Jain(values []float64) float64 {
	var sum, squares float64
	for _, v := range values {
		sum += v
		squares += v * v
	}
	if squares == 0 {
		return 0
	}
	return sum * sum / (float64(len(values)) * squares)
}
