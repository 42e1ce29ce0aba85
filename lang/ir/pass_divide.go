package ir

import (
	"math"
	"math/bits"
)

// passDivide replaces division by a constant by a multiplication and a shift,
// where 64 bits hold the product: kernels have no high half of a product, and a
// 64-bit division takes 10 to 40 times as long as a multiplication.
//
//	v2 = udiv v1, 10   (v1 in 0..2^20)    v3 = mul v1, 52429*2^k
//	                                      v2 = shr v3, 19+k
//
// With m = ceil(2^s / c) and e = m*c - 2^s, x*m / 2^s is x/c + x*e / (c*2^s); its
// whole part is that of x/c as long as x*e < 2^s. TestReciprocal proves it by
// trying.
//
// A factor of 32 bits takes a register, which one 32-bit move sets. Most dividends of 32 bits
// need one: of all numbers up to 2^32-1, x/3 is x*0xaaaaaaab >> 33. Remainders stay divisions: they
// would take a product and a difference more.
func passDivide(f *Func) bool {
	var ranges *Ranges
	changed := false
	for _, b := range f.Blocks {
		for i := 0; i < len(b.Insts); i++ {
			v := b.Insts[i]
			c, ok := constArg(v)
			if v.Op != UDiv || v.Keep || !ok || c < 3 {
				continue
			}
			if ranges == nil {
				ranges = Analyze(f)
			}
			r := ranges.Hard(v.Args[0])
			m, s, ok := reciprocal(uint64(c), r)
			if !ok {
				continue
			}
			made := []*Value{f.NewValue(Const, v.Span), f.NewValue(Mul, v.Span), f.NewValue(Const, v.Span)}
			made[0].Imm, made[2].Imm = m, int64(s)
			made[1].Args = []*Value{v.Args[0], made[0]}
			for _, x := range made {
				x.Block = b
			}
			hold := Known{}
			q := ranges.Hard(v)
			hold.Hard.Lo, hold.Hard.Hi = q.Lo, q.Hi
			hold.Plausible = hold.Hard
			v.Op, v.Args, v.Known = Shr, []*Value{made[1], made[2]}, &hold
			b.Insts = append(b.Insts[:i:i], append(made, b.Insts[i:]...)...)
			i += len(made)
			changed = true
		}
	}
	return changed
}

// maxFactor is the greatest factor that one instruction sets a register to, if it cannot hold it.
const maxFactor = math.MaxUint32

// reciprocal returns m and s so that x/c = x*m >> s for all x in r; m is the least
// such number, at most maxFactor. The product may have 64 bits, and the shift is logical.
func reciprocal(c uint64, r Interval) (m int64, s int, ok bool) {
	if r.Empty() || r.Lo < 0 {
		return 0, 0, false
	}
	h := uint64(r.Hi)
	for s = 1; s < 63; s++ {
		p := uint64(1) << s
		m := (p + c - 1) / c
		if m > maxFactor {
			break
		}
		e := m*c - p
		if hi, lo := bits.Mul64(h, e); hi != 0 || lo >= p {
			continue
		}
		if hi, _ := bits.Mul64(h, m); hi != 0 {
			break
		}
		return int64(m), s, true
	}
	return 0, 0, false
}

// signedReciprocal returns m and s so that x/c, truncated, is (x*m >> s) - (x >> 63)
// for all x in r, with arithmetic shifts. Here m is more than 2^s / c, so that the
// product of a negative x is always below the quotient, which the second term
// corrects by one.
func signedReciprocal(c int64, r Interval) (m int64, s int, ok bool) {
	h := uint64(max(magnitudeInt(r.Lo), magnitudeInt(r.Hi)))
	for s = 1; s < 63; s++ {
		p := uint64(1) << s
		m := p/uint64(c) + 1
		if m > maxFactor {
			break
		}
		e := m*uint64(c) - p
		if hi, lo := bits.Mul64(h, e); hi != 0 || lo >= p {
			continue
		}
		if hi, lo := bits.Mul64(h, m); hi != 0 || lo > maxInt {
			break
		}
		return int64(m), s, true
	}
	return 0, 0, false
}
