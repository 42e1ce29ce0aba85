package ir

import (
	"math"
	"math/bits"
)

// This file computes n·p/m where n·p needs more than 64 bits, by long division.
// It is the slow side of a guard that plausible values hardly ever take.

// longMulDiv ends the current block with jumps to `to`, giving it
// trunc(n·p/m) saturated, or 0 where m is 0.
func (b *builder) longMulDiv(n *Value, p int64, m *Value, to *Block) {
	if b.estOf(m).between(1, math.MaxInt64) || b.estOf(m).Hi < 0 {
		b.longSigned(n, p, m, to)
		return
	}
	div := b.newBlock()
	none := b.newBlock()
	b.branch(b.emit(Ne, m, b.constant(0)), div, none, false)
	b.open(none)
	b.jump(to, b.constant(0))
	b.open(div)
	b.longSigned(n, p, m, to)
}

// longSigned divides magnitudes and restores the sign; m is not 0 here.
func (b *builder) longSigned(n *Value, p int64, m *Value, to *Block) {
	neg := b.estOf(n).Lo < 0 || b.estOf(m).Lo < 0
	abs, div := b.absOf(n), b.absOf(m)
	v := b.longDigits(abs, p, div)
	if neg {
		s := b.emit(Sar, b.emit(Xor, n, m), b.constant(63))
		v = b.raw(Sub, nil, b.emit(Xor, v, s), s) // -v where the signs differ
		b.setEst(v, satRange)
	}
	b.jump(to, v)
}

// longDigits returns n·p/m for n >= 0, m > 0: Horner's rule over p's digits to a base
// 2^k so small that a remainder times it fits. (a, r) stand for a + r/m.
func (b *builder) longDigits(n *Value, p int64, m *Value) *Value {
	k := 62 - bits.Len64(uint64(b.estOf(m).mag()))
	if k < 1 || (bits.Len64(uint64(p))+k-1)/k > 4 {
		return b.longBits(n, p, m)
	}
	var digits []int64 // highest first
	for rest := p; rest > 0; rest >>= k {
		digits = append([]int64{rest & (1<<k - 1)}, digits...)
	}
	a0 := b.emit(Div, n, m)
	r0 := b.emit(Sub, n, b.emit(Mul, a0, m))
	b.setEst(r0, Interval{0, b.estOf(m).mag() - 1})
	part := func(d int64, extra *Value) (whole, t *Value) {
		whole, t = b.mul(a0, b.constant(d)), b.mul(r0, b.constant(d))
		if extra != nil {
			t = b.add(t, extra)
		}
		return whole, t
	}
	a, t := part(digits[0], nil)
	for _, d := range digits[1:] {
		q := b.emit(Div, t, m)
		r := b.emit(Sub, t, b.emit(Mul, q, m))
		b.setEst(r, Interval{0, b.estOf(m).mag() - 1})
		a = b.mul(b.add(a, q), b.constant(1<<k))
		var whole *Value
		whole, t = part(d, b.mul(r, b.constant(1<<k)))
		a = b.add(a, whole)
	}
	return b.add(a, b.emit(Div, t, m))
}

// longBits is longDigits bit by bit, in a loop, for divisors that leave no room
// for larger digits. r is below 2^63 as m is, so that 2r fits unsigned.
func (b *builder) longBits(n *Value, p int64, m *Value) *Value {
	turns := bits.Len64(uint64(p))
	a0 := b.emit(Div, n, m)
	r0 := b.emit(Sub, n, b.emit(Mul, a0, m))
	head, body, exit := b.newBlock(), b.newBlock(), b.newBlock()
	zero := b.constant(0)
	b.jump(head, zero, zero, zero)
	t, a, r := b.fn.AddParam(head, b.span), b.fn.AddParam(head, b.span), b.fn.AddParam(head, b.span)
	b.setEst(t, Interval{0, int64(turns)})
	b.setEst(a, Interval{0, math.MaxInt64})
	b.setEst(r, Interval{0, math.MaxInt64})
	b.loop(head, turns)
	b.cur = head
	more := b.raw(Lt, nil, t, b.constant(int64(turns)))
	more.Keep = true
	b.branch(more, body, exit, true)
	b.open(body)
	bit := b.emit(And, b.emit(Shr, b.constant(p), b.emit(Sub, b.constant(int64(turns-1)), t)), b.constant(1))
	step := func(a, r *Value) (*Value, *Value) {
		over := b.raw(ULe, nil, m, r)
		return b.raw(AddSat, nil, a, over), b.raw(Sub, nil, r, b.raw(And, nil, m, b.mask(over)))
	}
	a1, r1 := step(b.raw(AddSat, nil, a, a), b.raw(Add, nil, r, r))
	take := b.mask(bit)
	a2, r2 := step(b.raw(AddSat, nil, a1, b.raw(And, nil, a0, take)), b.raw(Add, nil, r1, b.raw(And, nil, r0, take)))
	next := b.raw(Add, nil, t, b.constant(1))
	next.Keep = true
	b.jump(head, next, a2, r2)
	b.seal(head)
	b.open(exit)
	return a
}
