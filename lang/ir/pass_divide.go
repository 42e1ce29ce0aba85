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
// need one: of all numbers up to 2^32-1, x/3 is x*0xaaaaaaab >> 33.
//
// A remainder whose quotient is at hand is what the product with the divisor leaves: also where
// the divisor is 0, for x / 0 is 0 and x % 0 is x in BPF. Others stay divisions.
//
//	v2 = udiv v0, v1               v2 = udiv v0, v1
//	v3 = umod v0, v1               v4 = mul v2, v1
//	                               v3 = sub v0, v4
func passDivide(f *Func) bool {
	d := divider{f: f}
	defer d.release()
	changed := false
	for _, b := range f.Blocks {
		d.quotients = d.quotients[:0]
		for i := 0; i < len(b.Insts); i++ {
			v := b.Insts[i]
			var made []*Value
			switch v.Op {
			case UDiv:
				d.quotients = append(d.quotients, quotient{v, v.Args[0], v.Args[1]})
				made = d.byProduct(v)
			case UMod:
				made = d.byQuotient(v)
			}
			if made == nil {
				continue
			}
			for _, x := range made {
				x.Block = b
			}
			b.Insts = append(b.Insts[:i:i], append(made, b.Insts[i:]...)...)
			i += len(made)
			changed = true
		}
	}
	return changed
}

type divider struct {
	f         *Func
	ranges    *Ranges // nil until they are asked for
	quotients []quotient
}

// quotient is a division that the block has made, also if another operation does it now.
type quotient struct{ is, of, by *Value }

// byProduct makes v, a division by a constant, a shift of a product, if it can, and returns
// what v needs before it.
func (d *divider) byProduct(v *Value) []*Value {
	c, ok := constArg(v)
	if v.Keep || !ok || c < 3 {
		return nil
	}
	m, s, ok := reciprocal(uint64(c), d.hard(v.Args[0]))
	if !ok {
		return nil
	}
	d.hold(v)
	made := []*Value{d.f.NewValue(Const, v.Span), d.f.NewValue(Mul, v.Span), d.f.NewValue(Const, v.Span)}
	made[0].Imm, made[2].Imm = m, int64(s)
	made[1].Args = []*Value{v.Args[0], made[0]}
	v.Op, v.Args = Shr, []*Value{made[1], made[2]}
	return made
}

// byQuotient makes the remainder v a difference, if the block has its quotient, and returns
// what v needs before it.
func (d *divider) byQuotient(v *Value) []*Value {
	for _, q := range d.quotients {
		if v.Keep || q.of != v.Args[0] || q.by != v.Args[1] {
			continue
		}
		d.hold(v)
		product := d.f.NewValue(Mul, v.Span)
		product.Args = []*Value{q.is, q.by}
		v.Op, v.Args = Sub, []*Value{q.of, product}
		return []*Value{product}
	}
	return nil
}

func (d *divider) hard(v *Value) Interval {
	if d.ranges == nil {
		d.ranges = Analyze(d.f)
	}
	return d.ranges.Hard(v)
}

func (d *divider) release() {
	if d.ranges != nil {
		d.ranges.release()
	}
}

// hold keeps what is known of v, which its new form does not show.
func (d *divider) hold(v *Value) {
	r := d.hard(v)
	known := Known{}
	known.Hard.Lo, known.Hard.Hi = r.Lo, r.Hi
	known.Plausible = known.Hard
	v.Known = &known
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
