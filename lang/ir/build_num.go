package ir

import (
	"fmt"
	"math"
	"math/big"

	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
)

// num is a number of the language while it is computed: n/(m·d) base units (bytes,
// seconds), where n and m are 64-bit values and d is a positive rational known
// here. m is nil where nothing was divided by a run-time value; where m is 0
// the number is 0. A constant has c and nothing else: it stays exact.
//
// Products and quotients only collect factors, so that a chain of * and /
// multiplies first and divides once, when it is rounded at a place. Every
// operation on n and m saturates at ±(2^63-1).
type num struct {
	c    *big.Rat
	n, m *Value
	d    *big.Rat
}

func constNum(c *big.Rat) num { return num{c: c} }

var (
	ratOne     = big.NewRat(1, 1)
	ratQuantum = new(big.Rat).SetInt64(1 << 16)
)

// fineLimit is the greatest factor that a common scale may cost an operand before
// the finer operands are brought to the quantum.
var fineLimit = new(big.Rat).SetInt64(1 << 31)

// widest is the most bits a constant factor may have.
const widest = 62

// unitScale returns d of a number kept in unit u times scale: its units per base unit.
// The caller does not change it.
func unitScale(u target.Unit, scale int64) *big.Rat {
	if u.Num == 0 { // the zero Unit is a plain number
		u.Num, u.Den = 1, 1
	}
	if u.Num == u.Den && scale <= 1 {
		return ratOne
	}
	d := big.NewRat(u.Den, u.Num)
	if scale > 1 {
		d.Mul(d, new(big.Rat).SetInt64(scale))
	}
	return d
}

// placeScale returns d of a number kept in a place of type pt.
func placeScale(pt *types.PlaceType) *big.Rat {
	d := unitScale(pt.Unit, 1)
	if pt.Frac == 0 {
		return d
	}
	return new(big.Rat).Mul(d, powerOfTwo(pt.Frac))
}

func powerOfTwo(n int) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), uint(n)))
}

// equalRat reports whether a and b are equal, without the copies that Cmp makes.
func equalRat(a, b *big.Rat) bool {
	return a == b || a.IsInt() == b.IsInt() && a.Num().Cmp(b.Num()) == 0 && (a.IsInt() || a.Denom().Cmp(b.Denom()) == 0)
}

// dest says how finely the place that an expression goes to wants its parts; the
// zero dest says that there is no place.
type dest struct {
	// sum is the quantum of a quotient that is added to something: finer than the
	// place, so that its rounding does not show.
	sum *big.Rat
	// pick is that of a quotient among which an if, a minimum or a maximum only
	// chooses: the place's own scale, as rounding before choosing gives what rounding after it gives.
	pick *big.Rat
}

// summed is what the operands of a sum are told.
func (d dest) summed() dest { return dest{d.sum, d.sum} }

// destOf returns the dest of a number's place.
func destOf(pt *types.PlaceType) dest {
	w := new(big.Rat).Mul(unitScale(pt.Unit, 1), powerOfTwo(max(16, pt.Frac)))
	return dest{sum: w, pick: placeScale(pt)}
}

// placeInfo is what follows from the type of a number's place.
type placeInfo struct {
	scale *big.Rat
	holds target.Range
	dest  dest
}

// placeInfo returns what follows from pt; the same for every use of a place.
func (b *builder) placeInfo(pt *types.PlaceType) *placeInfo {
	p := b.places[pt]
	if p == nil {
		p = &placeInfo{placeScale(pt), placeRange(pt), destOf(pt)}
		b.places[pt] = p
	}
	return p
}

// destOf returns the dest of a place of type pt, which may be nil or no number's.
func (b *builder) destOf(pt *types.PlaceType) dest {
	if pt == nil || pt.Kind != types.Num {
		return dest{}
	}
	return b.placeInfo(pt).dest
}

// unitDest returns the dest of a kernel's place in unit u times scale.
func unitDest(u target.Unit, scale int64) dest {
	return dest{sum: new(big.Rat).Mul(unitScale(u, 1), ratQuantum), pick: unitScale(u, scale)}
}

// truncRat returns the integer part of r, saturated.
func truncRat(r *big.Rat) int64 { return clampBig(new(big.Int).Quo(r.Num(), r.Denom())) }

func floorRat(r *big.Rat) *big.Int {
	q, _ := new(big.Int).DivMod(r.Num(), r.Denom(), new(big.Int))
	return q
}

func ceilRat(r *big.Rat) *big.Int {
	q := floorRat(new(big.Rat).Neg(r))
	return q.Neg(q)
}

// lcmRat returns the least positive rational that is a whole multiple of a and b.
func lcmRat(a, b *big.Rat) *big.Rat {
	g := new(big.Int).GCD(nil, nil, a.Num(), b.Num())
	num := new(big.Int).Mul(a.Num(), b.Num())
	num.Quo(num, g)
	den := new(big.Int).GCD(nil, nil, a.Denom(), b.Denom())
	return new(big.Rat).SetFrac(num, den)
}

// mulNum returns x·y.
func (b *builder) mulNum(x, y num) num {
	switch {
	case x.c != nil && y.c != nil:
		return constNum(new(big.Rat).Mul(x.c, y.c))
	case x.c != nil:
		return b.timesConst(y, x.c)
	case y.c != nil:
		return b.timesConst(x, y.c)
	}
	r := num{n: b.mul(x.n, y.n), d: new(big.Rat).Mul(x.d, y.d)}
	r.m = b.mulOpt(x.m, y.m)
	return r
}

// timesConst changes the scale only, and the sign of n.
func (b *builder) timesConst(x num, c *big.Rat) num {
	if c.Sign() == 0 {
		return constNum(new(big.Rat))
	}
	r := num{n: x.n, m: x.m, d: new(big.Rat).Quo(x.d, new(big.Rat).Abs(c))}
	if c.Sign() < 0 {
		r.n = b.neg(x.n)
	}
	return r
}

// divNum returns x/y; division by zero gives 0.
func (b *builder) divNum(x, y num) num {
	switch {
	case y.c != nil && y.c.Sign() == 0:
		return constNum(new(big.Rat))
	case x.c != nil && y.c != nil:
		return constNum(new(big.Rat).Quo(x.c, y.c))
	case y.c != nil:
		return b.timesConst(x, new(big.Rat).Inv(y.c))
	case x.c != nil && x.c.Sign() == 0:
		return x
	}
	if x.c != nil {
		// c / (n/(m·d)) = m / (n · 1/(c·d))
		r := num{n: y.m, m: y.n, d: new(big.Rat).Inv(new(big.Rat).Mul(new(big.Rat).Abs(x.c), y.d))}
		if r.n == nil {
			r.n = b.constant(1)
		}
		if x.c.Sign() < 0 {
			r.n = b.neg(r.n)
		}
		return r
	}
	r := num{n: x.n, m: y.n, d: new(big.Rat).Quo(x.d, y.d)}
	if y.m != nil {
		r.n = b.mul(x.n, y.m)
	}
	if x.m != nil {
		r.m = b.mul(x.m, y.n)
	}
	return r
}

func (b *builder) mulOpt(x, y *Value) *Value {
	if x == nil {
		return y
	}
	if y == nil {
		return x
	}
	return b.mul(x, y)
}

// negNum returns -x.
func (b *builder) negNum(x num) num { return b.mulNum(x, constNum(big.NewRat(-1, 1))) }

// absNum returns |x|.
func (b *builder) absNum(x num) num {
	if x.c != nil {
		return constNum(new(big.Rat).Abs(x.c))
	}
	r := num{n: b.absOf(x.n), d: x.d}
	if x.m != nil {
		r.m = b.absOf(x.m)
	}
	return r
}

func (b *builder) absOf(x *Value) *Value {
	if b.estOf(x).Lo >= 0 {
		return x
	}
	return b.emit(Abs, x)
}

// alignment says how operands come to one scale without divisors (rule 6). It
// depends on their shapes alone.
type alignment struct {
	scale *big.Rat   // the common d
	via   []*big.Rat // not nil: operand i is first brought to this quantum
}

// align plans the common scale of xs, which meet in a sum, a minimum or a join.
// w is the quantum of the destination, or nil.
func (b *builder) align(xs []num, w *big.Rat) alignment {
	a := alignment{via: make([]*big.Rat, len(xs))}
	if a.scale = sameScale(xs); a.scale != nil {
		return a
	}
	q := w
	if q == nil {
		q = ratQuantum
		for _, x := range xs {
			// A constant's scale counts, too (1ms: thousandths), unless it is so fine
			// that little room would be left for the number itself.
			if l := lcmRat(q, fineness(x)); x.c == nil || l.Cmp(finestConst) <= 0 {
				q = l
			}
		}
	}
	for i, x := range xs {
		if x.m != nil {
			a.via[i] = q
		}
	}
	a.scale = commonScale(xs, a.via)
	least := leastScale(xs, a.via)
	if least != nil && new(big.Rat).Quo(a.scale, least).Cmp(fineLimit) > 0 {
		if w == nil {
			q = new(big.Rat).Mul(least, fineLimit)
		}
		for i, x := range xs {
			if a.via[i] == nil && fineness(x).Cmp(q) > 0 {
				a.via[i] = q
			}
		}
		a.scale = commonScale(xs, a.via)
	}
	return a
}

// sameScale returns the scale that the operands have already, constants being whole;
// nil if they have none.
func sameScale(xs []num) (d *big.Rat) {
	for _, x := range xs {
		switch {
		case x.c != nil && x.c.IsInt():
		case x.c == nil && x.m == nil && x.d.IsInt() && (d == nil || equalRat(d, x.d)):
			d = x.d
		default:
			return nil
		}
	}
	return d
}

// needPlace asks for a place where no operand of a sum, minimum or join of type t
// says what precision is meant.
func (b *builder) needPlace(xs []num, w *big.Rat, t *types.Type) {
	if w != nil || t == nil || t.Dim == (types.Dim{}) {
		return
	}
	for _, x := range xs {
		if x.c != nil && x.c.Sign() != 0 || x.c == nil && x.m == nil {
			return
		}
	}
	b.diags.Errorf(b.span, "E0503", "these quotients meet without a place that says how finely they are to be kept").Hint =
		"round one of them first with a typed name: `let x: " + keptAs(t.Dim) + " = ...`"
}

// keptAs is a type that keeps quotients of a dimension finely enough for most.
func keptAs(d types.Dim) string {
	switch d {
	case types.Dim{Bytes: 1, Seconds: -1}:
		return "bytes/s"
	case types.Dim{Seconds: -1}:
		return "u64 fixed<24> pkts/us"
	}
	return "u64 fixed<16> " + types.UnitText(d)
}

// finestConst is the finest quantum that a constant can ask for.
var finestConst = new(big.Rat).SetInt64(1 << 40)

// fineness returns the scale that x asks for.
func fineness(x num) *big.Rat {
	if x.c != nil {
		return new(big.Rat).SetInt(x.c.Denom())
	}
	return x.d
}

// leastScale returns the coarsest scale among the run-time operands, or nil.
func leastScale(xs []num, via []*big.Rat) *big.Rat {
	var least *big.Rat
	for i, x := range xs {
		if x.c != nil {
			continue
		}
		d := x.d
		if via[i] != nil {
			d = via[i]
		}
		if least == nil || d.Cmp(least) < 0 {
			least = d
		}
	}
	return least
}

// commonScale returns the least common scale of xs, constants included.
func commonScale(xs []num, via []*big.Rat) *big.Rat {
	var scale *big.Rat
	for i, x := range xs {
		if x.c != nil {
			continue
		}
		d := x.d
		if via[i] != nil {
			d = via[i]
		}
		if scale == nil {
			scale = d
		} else {
			scale = lcmRat(scale, d)
		}
	}
	if scale == nil {
		scale = ratOne
	}
	for i, x := range xs {
		if x.c != nil && via[i] == nil {
			den := new(big.Rat).Mul(x.c, scale).Denom()
			scale = new(big.Rat).Mul(scale, new(big.Rat).SetInt(den))
		} else if x.c != nil {
			scale = lcmRat(scale, via[i])
		}
	}
	return scale
}

// aligned brings operand i of a to the common scale.
func (b *builder) aligned(x num, a alignment, i int) *Value {
	if x.c != nil {
		c := x.c
		if q := a.via[i]; q != nil {
			n := new(big.Rat).Mul(c, q)
			c = new(big.Rat).SetInt(new(big.Int).Quo(n.Num(), n.Denom()))
			c.Quo(c, q)
		}
		return b.constant(truncRat(new(big.Rat).Mul(c, a.scale)))
	}
	n, d := x.n, x.d
	if q := a.via[i]; q != nil {
		n, d = b.scaleTo(x, q), q
	}
	if equalRat(a.scale, d) {
		return b.mulConst(n, ratOne.Num())
	}
	return b.mulConst(n, new(big.Rat).Quo(a.scale, d).Num())
}

// sum returns x+y or x-y.
func (b *builder) sum(op types.Op, x, y num, w *big.Rat) num {
	if x.c != nil && y.c != nil {
		if op == types.Add {
			return constNum(new(big.Rat).Add(x.c, y.c))
		}
		return constNum(new(big.Rat).Sub(x.c, y.c))
	}
	if y.c != nil && y.c.Sign() == 0 {
		return x
	}
	a := b.align([]num{x, y}, w)
	p, q := b.aligned(x, a, 0), b.aligned(y, a, 1)
	if op == types.Add {
		return num{n: b.add(p, q), d: a.scale}
	}
	return num{n: b.sub(p, q), d: a.scale}
}

// modNum returns x - trunc(x/y)·y.
func (b *builder) modNum(x, y num) num {
	if x.c != nil && y.c != nil {
		if y.c.Sign() == 0 {
			return x
		}
		q := new(big.Rat).Quo(x.c, y.c)
		t := new(big.Rat).SetInt(new(big.Int).Quo(q.Num(), q.Denom()))
		return constNum(t.Sub(x.c, t.Mul(t, y.c)))
	}
	a := b.align([]num{x, y}, nil)
	return num{n: b.emit(Mod, b.aligned(x, a, 0), b.aligned(y, a, 1)), d: a.scale}
}

// round brings x to the scale of a place and clamps it to what the place holds.
func (b *builder) round(x num, pt *types.PlaceType) *Value {
	p := b.placeInfo(pt)
	return b.clampTo(b.scaleTo(x, p.scale), p.holds)
}

// placeRange returns the stored integers that a number's place holds.
func placeRange(pt *types.PlaceType) target.Range {
	r := target.Range{Lo: 0, Hi: math.MaxInt64}
	bits := pt.Width
	if bits == 0 {
		bits = 64
	}
	switch {
	case pt.Signed && bits >= 64:
		r.Lo = -math.MaxInt64
	case pt.Signed:
		r.Lo, r.Hi = -1<<(bits-1), 1<<(bits-1)-1
	case bits < 64:
		r.Hi = 1<<bits - 1
	}
	d := placeScale(pt)
	if pt.Lo != nil {
		r.Lo = max(r.Lo, clampBig(ceilRat(new(big.Rat).Mul(pt.Lo, d))))
	}
	if pt.Hi != nil {
		r.Hi = min(r.Hi, clampBig(floorRat(new(big.Rat).Mul(pt.Hi, d))))
	}
	if r.Lo > r.Hi {
		r.Lo = r.Hi
	}
	return r
}

// scaleTo returns trunc(x·w), exact whatever the intermediate products, saturated.
func (b *builder) scaleTo(x num, w *big.Rat) *Value {
	if x.c != nil {
		return b.constant(truncRat(new(big.Rat).Mul(x.c, w)))
	}
	if x.m == nil && equalRat(w, x.d) {
		return b.mulConst(x.n, ratOne.Num())
	}
	r := new(big.Rat).Quo(w, x.d)
	p, q := r.Num(), r.Denom()
	if p.BitLen() > widest && (x.m != nil || q.BitLen() > 1) || q.BitLen() > widest {
		b.tooFine(fmt.Sprintf("a factor of %d bits", max(p.BitLen(), q.BitLen())))
		return b.constant(0)
	}
	if x.m == nil && q.BitLen() == 1 {
		return b.mulConst(x.n, p)
	}
	if x.m == nil {
		return b.mulDiv(x.n, p.Int64(), b.constant(q.Int64()))
	}
	if m := b.estOf(x.m); fits(new(big.Int).Mul(big.NewInt(m.mag()), q)) {
		return b.mulDiv(x.n, p.Int64(), b.mulConst(x.m, q))
	}
	return b.divTwice(x, p, q)
}

// divTwice returns trunc(n·p/(m·q)) where m·q may need more than 64 bits: then
// n·p/m is below p·q, and trunc(trunc(a/m)/q) = trunc(a/(m·q)).
func (b *builder) divTwice(x num, p, q *big.Int) *Value {
	if !fits(new(big.Int).Mul(p, q)) {
		b.tooFine("the factor " + p.String() + "/" + q.String() + " beside a product of divisors")
		return b.constant(0)
	}
	limit := math.MaxInt64 / q.Int64()
	small, large, to := b.newBlock(), b.newBlock(), b.newBlock()
	b.branch(b.emit(Le, b.absOf(x.m), b.constant(limit)), small, large, false)
	b.open(small)
	m := b.raw(Mul, nil, x.m, b.constant(q.Int64()))
	b.setEst(m, satRange)
	v := b.mulDiv(x.n, p.Int64(), m)
	b.jump(to, v)
	b.open(large)
	w := b.emit(Div, b.mulDiv(x.n, p.Int64(), x.m), b.constant(q.Int64()))
	b.jump(to, w)
	r := b.fn.AddParam(to, b.span)
	b.setEst(r, b.estOf(v).union(b.estOf(w)))
	b.open(to)
	return r
}

func (b *builder) tooFine(what string) {
	b.diags.Errorf(b.span, "E0502", "the constants and units in this expression multiply up to %s, more than 64-bit arithmetic can hold", what).Hint =
		"round a part of it first with a typed name, as `let x: i64 fixed<10> = ...`, or `let x: us = ...` for a time"
}

// mulDiv returns trunc(n·p/m), exact, saturated at ±(2^63-1); 0 where m is 0. p is positive.
func (b *builder) mulDiv(n *Value, p int64, m *Value) *Value {
	if b.estOf(m) == point(0) {
		return b.constant(0)
	}
	if p == 1 {
		return b.emit(Div, n, m)
	}
	limit := math.MaxInt64 / p
	r := b.estOf(n)
	if r.between(-limit, limit) {
		return b.emit(Div, b.emit(Mul, n, b.constant(p)), m)
	}
	if r.Lo >= 0 && m.Op == Const && log2(m.Imm) > 0 && p <= m.Imm && fits(bigMul(m.Imm-1, p)) {
		v := b.mulShift(n, p, m)
		b.setEst(v, b.estMulDiv(r, p, b.estOf(m)))
		return v
	}
	fast, slow, to := b.newBlock(), b.newBlock(), b.newBlock()
	var small *Value
	if r.Lo >= 0 {
		small = b.emit(Le, n, b.constant(limit))
	} else {
		small = b.emit(ULe, b.raw(Add, nil, n, b.constant(limit)), b.constant(2*limit))
	}
	b.branch(small, fast, slow, false)
	b.open(fast)
	b.jump(to, b.emit(Div, b.raw(Mul, nil, n, b.constant(p)), m))
	b.open(slow)
	b.longMulDiv(n, p, m, to)
	v := b.fn.AddParam(to, b.span)
	b.setEst(v, b.estMulDiv(r, p, b.estOf(m)))
	b.open(to)
	return v
}

// mulShift returns trunc(n·p/m) of n >= 0 and a power m of 2, not less than p: that of n's bits
// above m's, which m divides, and that of those below. It is shorter than to tell apart
// whether n·p fits.
func (b *builder) mulShift(n *Value, p int64, m *Value) *Value {
	above := b.emit(Mul, b.emit(Div, n, m), b.constant(p))
	below := b.emit(Mul, b.emit(And, n, b.constant(m.Imm-1)), b.constant(p))
	return b.emit(Add, above, b.emit(Div, below, m))
}

func (b *builder) estMulDiv(n Interval, p int64, m Interval) Interval {
	least := int64(1)
	if m.Lo > 0 {
		least = m.Lo
	}
	hi := new(big.Int).Quo(bigMul(n.mag(), p), big.NewInt(least))
	r := Interval{0, clampBig(hi)}
	if n.Lo < 0 || m.Lo < 0 {
		r.Lo = -r.Hi
	}
	return r
}
