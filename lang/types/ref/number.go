package ref

import (
	"math"
	"math/big"

	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
)

// number is n/(m·d) base units, as docs/language.md tells it: c alone is an exact
// constant; m nil means that nothing was divided by a value of run time.
// Constness, d, and whether there is an m follow from the program text alone:
// they are the number's shape.
type number struct {
	c    *big.Rat
	n, m *big.Int
	d    *big.Rat
}

var (
	most  = big.NewInt(math.MaxInt64)
	one   = big.NewRat(1, 1)
	fine  = new(big.Rat).SetInt64(1 << 31)
	step  = new(big.Rat).SetInt64(1 << 16)
	micro = new(big.Rat).SetInt64(1_000_000)
)

// sat limits x to ±(2^63-1).
func sat(x *big.Int) *big.Int {
	if x.CmpAbs(most) <= 0 {
		return x
	}
	if x.Sign() < 0 {
		return new(big.Int).Neg(most)
	}
	return most
}

func constant(c *big.Rat) number { return number{c: c} }

func integer(x int64, d *big.Rat) number { return number{n: sat(big.NewInt(x)), d: d} }

// exact returns the number's value.
func (x number) exact() *big.Rat {
	if x.c != nil {
		return x.c
	}
	r := new(big.Rat).SetInt(x.n)
	if x.m != nil {
		if x.m.Sign() == 0 {
			return new(big.Rat)
		}
		r.Quo(r, new(big.Rat).SetInt(x.m))
	}
	return r.Quo(r, x.d)
}

// times returns trunc(x·w), saturated.
func (x number) times(w *big.Rat) *big.Int {
	r := new(big.Rat).Mul(x.exact(), w)
	return sat(new(big.Int).Quo(r.Num(), r.Denom()))
}

// whole returns the number rounded toward zero.
func (x number) whole() int64 { return x.times(one).Int64() }

// parts returns n and m of a number that is no constant; m is 1 where there is none.
func (x number) parts() (n, m *big.Int) {
	if x.m == nil {
		return x.n, big.NewInt(1)
	}
	return x.n, x.m
}

func product(x, y *big.Int) *big.Int { return sat(new(big.Int).Mul(x, y)) }

func mul(x, y number) number {
	if x.c != nil && y.c != nil {
		return constant(new(big.Rat).Mul(x.c, y.c))
	}
	if x.c != nil {
		x, y = y, x
	}
	if y.c != nil {
		if y.c.Sign() == 0 {
			return constant(new(big.Rat))
		}
		r := number{n: x.n, m: x.m, d: new(big.Rat).Quo(x.d, new(big.Rat).Abs(y.c))}
		if y.c.Sign() < 0 {
			r.n = new(big.Int).Neg(x.n)
		}
		return r
	}
	xn, xm := x.parts()
	yn, ym := y.parts()
	r := number{n: product(xn, yn), d: new(big.Rat).Mul(x.d, y.d)}
	if x.m != nil || y.m != nil {
		r.m = product(xm, ym)
	}
	return r
}

func div(x, y number) number {
	if y.c != nil {
		if y.c.Sign() == 0 {
			return constant(new(big.Rat))
		}
		return mul(x, constant(new(big.Rat).Inv(y.c)))
	}
	yn, ym := y.parts()
	if x.c != nil {
		if x.c.Sign() == 0 {
			return x
		}
		r := number{n: ym, m: yn, d: new(big.Rat).Inv(new(big.Rat).Mul(new(big.Rat).Abs(x.c), y.d))}
		if x.c.Sign() < 0 {
			r.n = new(big.Int).Neg(ym)
		}
		return r
	}
	xn, xm := x.parts()
	return number{n: product(xn, ym), m: product(xm, yn), d: new(big.Rat).Quo(x.d, y.d)}
}

func abs(x number) number {
	if x.c != nil {
		return constant(new(big.Rat).Abs(x.c))
	}
	r := number{n: new(big.Int).Abs(x.n), d: x.d}
	if x.m != nil {
		r.m = new(big.Int).Abs(x.m)
	}
	return r
}

// lcm returns the least positive rational that is a whole multiple of both.
func lcm(a, b *big.Rat) *big.Rat {
	// Over the common denominator both are integers.
	den := new(big.Int).Mul(a.Denom(), b.Denom())
	x := new(big.Int).Mul(a.Num(), b.Denom())
	y := new(big.Int).Mul(b.Num(), a.Denom())
	g := new(big.Int).GCD(nil, nil, x, y)
	l := new(big.Int).Mul(x, y)
	return new(big.Rat).SetFrac(l.Quo(l, g), den)
}

// meet brings numbers to one scale without divisors: what + - min max and the
// arms of an if do. w is the quantum of the place they go to, or nil.
func meet(xs []number, w *big.Rat) (scale *big.Rat, ns []*big.Int) {
	q := w
	if q == nil {
		q = step
		for _, x := range xs {
			if x.c == nil {
				q = lcm(q, x.d)
			} else if l := lcm(q, new(big.Rat).SetInt(x.c.Denom())); l.Cmp(big.NewRat(1<<40, 1)) <= 0 {
				q = l
			}
		}
	}
	coarse := make([]*big.Rat, len(xs)) // the quantum that each goes through
	for i, x := range xs {
		if x.m != nil {
			coarse[i] = q
		}
	}
	scale, least := common(xs, coarse)
	if least != nil && new(big.Rat).Quo(scale, least).Cmp(fine) > 0 {
		// Too fine for 64 bits to hold the coarsest of them.
		if w == nil {
			q = new(big.Rat).Mul(least, fine)
		}
		for i, x := range xs {
			d := x.d
			if x.c != nil {
				d = new(big.Rat).SetInt(x.c.Denom())
			}
			if coarse[i] == nil && d.Cmp(q) > 0 {
				coarse[i] = q
			}
		}
		scale, _ = common(xs, coarse)
	}
	for i, x := range xs {
		v := x.exact()
		if coarse[i] != nil {
			v = new(big.Rat).Quo(new(big.Rat).SetInt(x.times(coarse[i])), coarse[i])
		}
		n := new(big.Rat).Mul(v, scale)
		ns = append(ns, sat(new(big.Int).Quo(n.Num(), n.Denom())))
	}
	return scale, ns
}

// common returns the least common scale, and the least of those of run-time numbers.
func common(xs []number, coarse []*big.Rat) (scale, least *big.Rat) {
	for i, x := range xs {
		if x.c != nil {
			continue
		}
		d := x.d
		if coarse[i] != nil {
			d = coarse[i]
		}
		if scale == nil {
			scale, least = d, d
			continue
		}
		scale = lcm(scale, d)
		if d.Cmp(least) < 0 {
			least = d
		}
	}
	if scale == nil {
		scale = one
	}
	for i, x := range xs {
		switch {
		case x.c == nil:
		case coarse[i] != nil:
			scale = lcm(scale, coarse[i])
		default:
			den := new(big.Rat).Mul(x.c, scale).Denom()
			scale = new(big.Rat).Mul(scale, new(big.Rat).SetInt(den))
		}
	}
	return scale, least
}

func sum(x, y number, sign int, w *big.Rat) number {
	if x.c != nil && y.c != nil {
		if sign < 0 {
			return constant(new(big.Rat).Sub(x.c, y.c))
		}
		return constant(new(big.Rat).Add(x.c, y.c))
	}
	if y.c != nil && y.c.Sign() == 0 {
		return x
	}
	d, ns := meet([]number{x, y}, w)
	if sign < 0 {
		return number{n: sat(new(big.Int).Sub(ns[0], ns[1])), d: d}
	}
	return number{n: sat(new(big.Int).Add(ns[0], ns[1])), d: d}
}

// mod is x - trunc(x/y)·y, and x where y is 0.
func mod(x, y number) number {
	if x.c != nil && y.c != nil {
		if y.c.Sign() == 0 {
			return x
		}
		q := new(big.Rat).Quo(x.c, y.c)
		t := new(big.Rat).SetInt(new(big.Int).Quo(q.Num(), q.Denom()))
		return constant(new(big.Rat).Sub(x.c, t.Mul(t, y.c)))
	}
	d, ns := meet([]number{x, y}, nil)
	if ns[1].Sign() == 0 {
		return number{n: ns[0], d: d}
	}
	return number{n: new(big.Int).Rem(ns[0], ns[1]), d: d}
}

// compare returns the sign of x - y: exact but for products of run-time values
// that saturate.
func compare(x, y number) int {
	if x.c != nil || y.c != nil || x.m == nil && y.m == nil {
		return x.exact().Cmp(y.exact())
	}
	x, y = plain(x), plain(y)
	_, xm := x.parts()
	_, ym := y.parts()
	p := new(big.Rat).Quo(new(big.Rat).SetInt(product(x.n, ym)), x.d)
	q := new(big.Rat).Quo(new(big.Rat).SetInt(product(y.n, xm)), y.d)
	return p.Cmp(q)
}

// plain makes m positive; a number with m = 0 is 0/1.
func plain(x number) number {
	if x.m == nil {
		return x
	}
	switch x.m.Sign() {
	case 0:
		return number{n: new(big.Int), m: big.NewInt(1), d: x.d}
	case -1:
		return number{n: new(big.Int).Neg(x.n), m: new(big.Int).Neg(x.m), d: x.d}
	}
	return x
}

// extreme returns the least or greatest of xs.
func extreme(name string, xs []number, w *big.Rat) number {
	allConst := true
	for _, x := range xs {
		allConst = allConst && x.c != nil
	}
	if allConst {
		return constExtreme(name, xs)
	}
	d, ns := meet(xs, w)
	pick := func(a, b *big.Int, sign int) *big.Int {
		if a.Cmp(b)*sign >= 0 {
			return a
		}
		return b
	}
	if name == "clamp" {
		return number{n: pick(pick(ns[0], ns[1], 1), ns[2], -1), d: d}
	}
	sign := -1
	if name == "max" {
		sign = 1
	}
	r := ns[0]
	for _, n := range ns[1:] {
		r = pick(r, n, sign)
	}
	return number{n: r, d: d}
}

func constExtreme(name string, xs []number) number {
	pick := func(a, b *big.Rat, sign int) *big.Rat {
		if a.Cmp(b)*sign >= 0 {
			return a
		}
		return b
	}
	if name == "clamp" {
		return constant(pick(pick(xs[0].c, xs[1].c, 1), xs[2].c, -1))
	}
	sign := -1
	if name == "max" {
		sign = 1
	}
	r := xs[0].c
	for _, x := range xs[1:] {
		r = pick(r, x.c, sign)
	}
	return constant(r)
}

// unitsPer returns how many of unit u times scale make a base unit.
func unitsPer(u target.Unit, scale int64) *big.Rat {
	r := big.NewRat(1, 1)
	if u.Num != 0 {
		r.SetFrac64(u.Den, u.Num)
	}
	if scale > 1 {
		r.Mul(r, new(big.Rat).SetInt64(scale))
	}
	return r
}

// scaleOf returns d of a number's place.
func scaleOf(pt *types.PlaceType) *big.Rat {
	r := unitsPer(pt.Unit, 1)
	return r.Mul(r, new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), uint(pt.Frac))))
}

// want is how finely a place wants quotients that go to it: those that are added
// up, and those that are only chosen among. Zero: there is no place.
type want struct{ sum, pick *big.Rat }

// wantOf returns what a number's place wants; nothing for other kinds.
func wantOf(pt *types.PlaceType) want {
	if pt == nil || pt.Kind != types.Num {
		return want{}
	}
	r := unitsPer(pt.Unit, 1)
	r.Mul(r, new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), uint(max(16, pt.Frac)))))
	return want{r, scaleOf(pt)}
}

// wantUnit returns what a kernel's place in unit u times scale wants.
func wantUnit(u target.Unit, scale int64) want {
	return want{new(big.Rat).Mul(unitsPer(u, 1), step), unitsPer(u, scale)}
}

// rangeOf returns the least and greatest stored integer of a number's place.
func rangeOf(pt *types.PlaceType) (lo, hi *big.Int) {
	width := uint(pt.Width)
	if width == 0 {
		width = 64
	}
	if pt.Signed {
		hi = new(big.Int).Lsh(big.NewInt(1), width-1)
		lo = new(big.Int).Neg(hi)
	} else {
		hi = new(big.Int).Lsh(big.NewInt(1), width)
		lo = new(big.Int)
	}
	hi.Sub(hi, big.NewInt(1))
	lo, hi = sat(lo), sat(hi)
	if pt.Lo != nil {
		r := new(big.Rat).Mul(pt.Lo, scaleOf(pt))
		// Rounded up: -floor(-r).
		up := new(big.Int).Div(new(big.Int).Neg(r.Num()), r.Denom())
		if up.Neg(up); up.Cmp(lo) > 0 {
			lo = sat(up)
		}
	}
	if pt.Hi != nil {
		r := new(big.Rat).Mul(pt.Hi, scaleOf(pt))
		if down := new(big.Int).Div(r.Num(), r.Denom()); down.Cmp(hi) < 0 {
			hi = sat(down)
		}
	}
	if lo.Cmp(hi) > 0 {
		lo = hi
	}
	return lo, hi
}
