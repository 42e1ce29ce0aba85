package ir

import (
	"math"
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

// tryDividends calls try for telling dividends of 0..h.
func tryDividends(c, h int64, try func(x int64)) {
	for x := int64(0); x <= min(h, 5000); x++ {
		try(x)
		try(h - x)
	}
	for k := int64(1); k < 5000 && k <= h/c; k++ {
		for _, q := range []int64{k, h/c - k + 1, h / c / 5000 * k} {
			for x := q*c - 1; x <= q*c+1; x++ {
				if 0 <= x && x <= h {
					try(x)
				}
			}
		}
	}
}
