package lab

import (
	"math"
	"time"
)

// Histogram counts durations in buckets half a percent wide, from 1 µs on. The
// zero value is empty.
type Histogram struct {
	counts []uint64
	n      uint64
}

const bucketsPerOctave = 139 // 2^(1/139) = 1.005

// Add counts one duration.
func (h *Histogram) Add(d time.Duration) {
	i := 0
	if us := float64(d) / 1e3; us > 1 {
		i = int(math.Round(math.Log2(us) * bucketsPerOctave))
	}
	for len(h.counts) <= i {
		h.counts = append(h.counts, make([]uint64, i+1-len(h.counts))...)
	}
	h.counts[i]++
	h.n++
}

// Count returns how many durations were added.
func (h *Histogram) Count() uint64 { return h.n }

// Quantile returns the q-quantile, q in 0..1, to half a percent; 0 if the
// histogram is empty.
func (h *Histogram) Quantile(q float64) time.Duration {
	if h.n == 0 {
		return 0
	}
	rank := uint64(math.Ceil(q * float64(h.n)))
	var seen uint64
	for i, c := range h.counts {
		if seen += c; c > 0 && seen >= rank {
			return time.Duration(math.Exp2(float64(i)/bucketsPerOctave) * 1e3)
		}
	}
	return 0
}
