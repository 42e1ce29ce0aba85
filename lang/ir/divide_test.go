package ir

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The products that replace divisions by constants give the quotient for every
// dividend near a multiple of the divisor, near the ends of the range, and for
// all small ones.
func TestReciprocal(t *testing.T) {
	divisors := []int64{3, 5, 6, 7, 9, 10, 11, 13, 100, 125, 641, 1000, 1448, 10_000, 65_535, 65_537, 1_000_000, 1_000_000_007}
	highs := []int64{1, 7, 255, 1000, 1<<16 - 1, 1<<20 - 1, 1<<24 + 3, math.MaxInt32, math.MaxUint32, 1 << 40}
	found := 0
	for _, c := range divisors {
		for _, h := range highs {
			if m, s, ok := reciprocal(uint64(c), Interval{0, h}); ok {
				found++
				tryDividends(c, h, func(x int64) {
					if got := int64(uint64(x) * uint64(m) >> s); got != x/c {
						t.Fatalf("%d * %d >> %d = %d, want %d / %d = %d", x, m, s, got, x, c, x/c)
					}
				})
			}
			if m, s, ok := signedReciprocal(c, Interval{-h, h}); ok {
				found++
				tryDividends(c, h, func(x int64) {
					for _, x := range []int64{x, -x} {
						if got := (x * m >> s) - x>>63; got != x/c {
							t.Fatalf("%d * %d >> %d = %d, want %d / %d = %d", x, m, s, got, x, c, x/c)
						}
					}
				})
			}
		}
	}
	if found < 150 {
		t.Errorf("only %d of %d divisions have a product", found, 2*len(divisors)*len(highs))
	}
}

// Factors of 32 bits give the quotient as well: for every small divisor, those at the powers of 2
// and random ones, of all numbers of 32 bits and of less.
func TestReciprocalOf32Bits(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	divisors := []int64{math.MaxUint32 - 1, math.MaxUint32}
	for c := int64(3); c < 700; c++ {
		divisors = append(divisors, c)
	}
	for k := 10; k < 32; k++ {
		divisors = append(divisors, 1<<k-1, 1<<k, 1<<k+1)
		for range 15 {
			divisors = append(divisors, 1<<k+rng.Int64N(1<<k))
		}
	}
	full, wide, signed := 0, 0, 0
	for _, c := range divisors {
		for _, h := range []int64{math.MaxUint32, math.MaxUint32 - rng.Int64N(1<<31), 1<<32>>rng.IntN(31) - 1} {
			if m, s, ok := reciprocal(uint64(c), Interval{0, h}); ok {
				full += count(h == math.MaxUint32)
				wide += count(m > math.MaxInt32)
				tryFactor(t, c, h, m, rng, func(x int64) int64 { return int64(uint64(x) * uint64(m) >> s) })
			}
			h /= 2
			if m, s, ok := signedReciprocal(c, Interval{-h - 1, h}); ok {
				signed += count(m > math.MaxInt32)
				tryFactor(t, c, h, m, rng, func(x int64) int64 { return x*m>>s - x>>63 })
				tryFactor(t, -c, h+1, m, rng, func(x int64) int64 { return -x*m>>s - -x>>63 })
			}
		}
	}
	if n := len(divisors); full < n/2 || wide < n/2 || signed < n/4 {
		t.Errorf("of %d divisors, %d have a product for all numbers of 32 bits; %d factors and %d signed ones have 32 bits", n, full, wide, signed)
	}
	for _, c := range []int64{3, 5, 10, 100, 1000} {
		if _, _, ok := reciprocal(uint64(c), uint32s); !ok {
			t.Errorf("/ %d has no product", c)
		}
	}
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// tryFactor holds divide, which multiplies by the factor m, to x/c for dividends of 0..h around multiples of c and random ones.
func tryFactor(t *testing.T, c, h, m int64, rng *rand.Rand, divide func(x int64) int64) {
	t.Helper()
	if m < 1 || m > math.MaxUint32 {
		t.Fatalf("the factor %d of 1/%d is not one of 32 bits", m, c)
	}
	try := func(x int64) {
		if got := divide(x); got != x/c {
			t.Fatalf("by the factor %d, %d / %d = %d, want %d", m, x, c, got, x/c)
		}
	}
	tryMultiples(max(c, -c), h, 1000, try)
	for range 200 {
		try(rng.Int64N(h + 1))
	}
}

// tryDividends calls try for telling dividends of 0..h.
func tryDividends(c, h int64, try func(x int64)) {
	for x := int64(0); x <= min(h, 5000); x++ {
		try(x)
		try(h - x)
	}
	tryMultiples(c, h, 5000, try)
}

// tryMultiples calls try for the numbers around multiples of c in 0..h: the first n, the last n, and n between.
func tryMultiples(c, h, n int64, try func(x int64)) {
	for k := int64(1); k <= n && k <= h/c; k++ {
		for _, q := range []int64{k, h/c - k + 1, h / c / n * k} {
			for x := q*c - 1; x <= q*c+1; x++ {
				if 0 <= x && x <= h {
					try(x)
				}
			}
		}
	}
}
