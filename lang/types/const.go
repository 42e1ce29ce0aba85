package types

import (
	"math/big"

	"github.com/ccc-lang/ccc/lang/diag"
)

func truth(b bool) *big.Rat {
	if b {
		return big.NewRat(1, 1)
	}
	return new(big.Rat)
}

func constBool(b bool, span diag.Span) *Const {
	return &Const{Typed: Typed{boolType, span}, Value: truth(b)}
}

// tooLarge reports a constant that has grown beyond what the compiler computes with.
func (c *checker) tooLarge(r *big.Rat, span diag.Span) bool {
	if r.Num().BitLen() <= maxBits && r.Denom().BitLen() <= maxBits {
		return false
	}
	c.errorf(span, "E0312", "this constant is too large or too precise to compute with").Hint =
		"constants are exact, with up to about 300 digits on either side of the fraction"
	return true
}

// foldArith computes x op y of two constants; nil if that has been refused with a
// report. The dimension is the caller's business.
func (c *checker) foldArith(op Op, x, y *big.Rat, span diag.Span) *big.Rat {
	r := new(big.Rat)
	switch op {
	case Add:
		r.Add(x, y)
	case Sub:
		r.Sub(x, y)
	case Mul:
		r.Mul(x, y)
	case Div:
		r.Quo(x, y)
	case Mod:
		q := truncate(r.Quo(x, y))
		q.Mul(q, y)
		r.Sub(x, q)
	default:
		r = foldBits(op, x, y)
		if r == nil {
			c.errorf(span, "E0312", "this shift is out of range").Hint = "a shift is by 0 to 63 bits"
			return nil
		}
	}
	if c.tooLarge(r, span) {
		return nil
	}
	return r
}

// foldBits computes an operation on bits of two whole non-negative numbers; nil if
// a shift is beyond 63.
func foldBits(op Op, x, y *big.Rat) *big.Rat {
	a, b, z := x.Num(), y.Num(), new(big.Int)
	if op == Shl || op == Shr {
		if !b.IsInt64() || b.Int64() > 63 {
			return nil
		}
	}
	switch op {
	case And:
		z.And(a, b)
	case Or:
		z.Or(a, b)
	case Xor:
		z.Xor(a, b)
	case Shl:
		z.Lsh(a, uint(b.Int64()))
	case Shr:
		z.Rsh(a, uint(b.Int64()))
	default:
		panic("internal error: folding " + op.String())
	}
	return new(big.Rat).SetInt(z)
}

// truncate rounds toward zero.
func truncate(x *big.Rat) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Quo(x.Num(), x.Denom()))
}

// foldCompare computes x op y.
func foldCompare(op Op, x, y *big.Rat) bool {
	n := x.Cmp(y)
	switch op {
	case Eq:
		return n == 0
	case Ne:
		return n != 0
	case Lt:
		return n < 0
	case Le:
		return n <= 0
	case Gt:
		return n > 0
	}
	return n >= 0
}

// isWhole reports whether a constant is a whole number that is not negative.
func isWhole(x *big.Rat) bool { return x.IsInt() && x.Sign() >= 0 }

// lcm returns the least common multiple of two positive numbers.
func lcm(a, b *big.Int) *big.Int {
	g := new(big.Int).GCD(nil, nil, a, b)
	z := new(big.Int).Quo(a, g)
	return z.Mul(z, b)
}

// ratText writes a constant for a message: as a decimal if that is short.
func ratText(x *big.Rat) string {
	if x.IsInt() {
		return x.Num().String()
	}
	for digits := 1; digits <= 9; digits++ {
		s := x.FloatString(digits)
		if y, ok := new(big.Rat).SetString(s); ok && y.Cmp(x) == 0 {
			return s
		}
	}
	return x.RatString()
}

// boundText is inUnit for a bound of a place, of which six decimals are enough: rounded toward zero, it
// is still inside.
func boundText(x *big.Rat, p *PlaceType) string {
	if p.Frac == 0 {
		return inUnit(x, p)
	}
	step := new(big.Rat).Quo(unitScale(&p.Unit), big.NewRat(1_000_000, 1))
	short := truncate(new(big.Rat).Quo(x, step))
	return inUnit(short.Mul(short, step), p)
}

// inUnit writes a constant, which is in base units, in the unit of u.
func inUnit(x *big.Rat, p *PlaceType) string {
	if p.Unit.Num == 0 {
		return ratText(x)
	}
	s := ratText(new(big.Rat).Quo(x, unitScale(&p.Unit)))
	if p.Unit.Name != "" {
		s += " " + p.Unit.Name
	}
	return s
}
