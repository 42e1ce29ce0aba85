package ir

import (
	"math/rand/v2"
	"testing"
)

// What is known of a result's bits holds for every result: of operands that agree with what
// is known of them, drawn so that long carries and few unknown bits are met.
func TestTransferKnown(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	draw := func() (k knownBits, agree func() int64) {
		x := rng.Uint64() & rng.Uint64()
		if rng.IntN(2) == 0 {
			x = ^x >> rng.IntN(64)
		}
		unknown := rng.Uint64() & rng.Uint64() >> rng.IntN(64)
		if rng.IntN(3) == 0 {
			unknown = ^uint64(0) << rng.IntN(64)
		}
		return knownBits{^x &^ unknown, x &^ unknown}, func() int64 { return int64(x&^unknown | rng.Uint64()&unknown) }
	}
	// Of these no more can be known than is; the results that are tried show it.
	exact := map[Op]bool{And: true, Or: true, Xor: true, Shl: true, Shr: true, Sar: true, Zext32: true, Sext32: true}
	for o := Op(0); o < opCount; o++ {
		if !followsBits(&Value{Op: o, Args: []*Value{{}, {Op: Const, Imm: 1}}}) {
			continue
		}
		for range 3000 {
			a, someA := draw()
			b, someB := draw()
			if o == Shl || o == Shr || o == Sar {
				b = exactly(int64(rng.IntN(64)))
				someB = func() int64 { return int64(b.ones) }
			}
			k := transferKnown(o, a, b)
			if k.zeros&k.ones != 0 {
				t.Fatalf("%s: a bit of %x and %x is said to be 0 and 1", o, a, b)
			}
			seen := knownBits{^uint64(0), ^uint64(0)}
			for range 200 {
				x, y := someA(), someB()
				z := Compute(o, x, y)
				if !k.allows(z) {
					t.Fatalf("%s of %x and %x is %x, but %x is known", o, x, y, z, k)
				}
				seen = knownBits{seen.zeros &^ uint64(z), seen.ones & uint64(z)}
			}
			if exact[o] && seen != k {
				t.Fatalf("%s of %x and %x: %x is known, but %x is always so", o, a, b, k, seen)
			}
		}
	}
}

// A range gives the bits that all of its numbers share.
func TestBitsIn(t *testing.T) {
	for _, test := range []struct {
		r    Interval
		want knownBits
	}{
		{Interval{0, 5}, knownBits{zeros: ^uint64(7)}},
		{Interval{8, 11}, knownBits{zeros: ^uint64(11), ones: 8}},
		{Interval{-4, -1}, knownBits{ones: ^uint64(3)}},
		{Interval{-1, 0}, knownBits{}},
		{anyValue, knownBits{}},
		{noValue, knownBits{}},
		{point(6), exactly(6)},
	} {
		if got := bitsIn(test.r); got != test.want {
			t.Errorf("bitsIn(%s) = %x, want %x", test.r, got, test.want)
		}
	}
}
