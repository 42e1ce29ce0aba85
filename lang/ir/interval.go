package ir

import (
	"fmt"
	"math"
	"math/bits"

	"github.com/ccc-lang/ccc/lang/target"
)

// Interval is a closed interval of signed 64-bit values; it is empty if Lo > Hi.
type Interval struct{ Lo, Hi int64 }

// The intervals of the types and of no and any value.
var (
	anyValue = Interval{math.MinInt64, math.MaxInt64}
	noValue  = Interval{math.MaxInt64, math.MinInt64}
	truth    = Interval{0, 1}
	uint32s  = Interval{0, math.MaxUint32}
	int32s   = Interval{math.MinInt32, math.MaxInt32}
	// positive32 is what Cap31 gives.
	positive32 = Interval{1, math.MaxInt32}
)

// point returns the interval of x alone.
func point(x int64) Interval { return Interval{x, x} }

// Empty reports whether no value is in i.
func (i Interval) Empty() bool { return i.Lo > i.Hi }

// Contains reports whether x is in i.
func (i Interval) Contains(x int64) bool { return i.Lo <= x && x <= i.Hi }

// Within reports whether every value of i is in j.
func (i Interval) Within(j Interval) bool { return i.Empty() || j.Lo <= i.Lo && i.Hi <= j.Hi }

// IsPoint reports whether i is a single value.
func (i Interval) IsPoint() bool { return i.Lo == i.Hi }

// String returns "[lo, hi]", with open ends where a bound says nothing.
func (i Interval) String() string {
	if i.Empty() {
		return "[]"
	}
	lo, hi := "", ""
	if i.Lo != math.MinInt64 {
		lo = fmt.Sprint(i.Lo)
	}
	if i.Hi != math.MaxInt64 {
		hi = fmt.Sprint(i.Hi)
	}
	return "[" + lo + ", " + hi + "]"
}

func (i Interval) intersect(j Interval) Interval {
	i = Interval{max(i.Lo, j.Lo), min(i.Hi, j.Hi)}
	if i.Empty() {
		return noValue
	}
	return i
}

func (i Interval) union(j Interval) Interval {
	if i.Empty() {
		return j
	}
	if j.Empty() {
		return i
	}
	return Interval{min(i.Lo, j.Lo), max(i.Hi, j.Hi)}
}

// typeInterval returns what a load of size bytes can give.
func typeInterval(bitWidth int, signed bool) Interval {
	switch {
	case bitWidth <= 0 || bitWidth >= 64:
		return anyValue
	case signed:
		return Interval{-1 << (bitWidth - 1), 1<<(bitWidth-1) - 1}
	}
	return Interval{0, 1<<bitWidth - 1}
}

// fieldInterval returns what a raw load of f can give by its type alone.
func fieldInterval(f *target.Field) Interval {
	n := f.Type.Size() * 8
	if f.Bits != 0 {
		n = f.Bits
	}
	return typeInterval(n, f.Type.Signed())
}

// transfer returns an interval that holds every result of o for operands in a
// and b. It is the abstract twin of Compute.
func transfer(o Op, a, b Interval) Interval {
	if a.Empty() || ops[o].maxArgs > 1 && b.Empty() {
		return noValue
	}
	if a.IsPoint() && (ops[o].maxArgs == 1 || b.IsPoint()) {
		return point(Compute(o, a.Lo, b.Lo))
	}
	switch o {
	case Add, Sub, Mul, AddSat, SubSat, MulSat, Neg, Abs:
		return transferSum(o, a, b)
	case Div, Mod, UDiv, UMod:
		return transferQuotient(o, a, b)
	case Min:
		return Interval{min(a.Lo, b.Lo), min(a.Hi, b.Hi)}
	case Max:
		return Interval{max(a.Lo, b.Lo), max(a.Hi, b.Hi)}
	case UMin:
		return transferUMin(a, b)
	case Cap31:
		if a.Within(positive32) {
			return a
		}
		return positive32
	case And, Or, Xor, Shl, Shr, Sar:
		return transferBits(o, a, b)
	case Add32:
		return wrap32(a.Lo, b.Lo, a.Hi, b.Hi, addFits)
	case Sub32:
		return wrap32(a.Lo, b.Hi, a.Hi, b.Lo, subFits)
	case Zext32:
		if a.Within(uint32s) {
			return a
		}
		return uint32s
	case Sext32:
		if a.Within(int32s) {
			return a
		}
		return int32s
	}
	return transferTruth(o, a, b)
}

// transferUMin: without a sign, negative numbers are the greatest.
func transferUMin(a, b Interval) Interval {
	if a.Lo < 0 {
		a, b = b, a
	}
	switch {
	case a.Lo < 0 && (a.Hi >= 0 || b.Hi >= 0):
		return anyValue
	case a.Lo < 0 || b.Lo >= 0:
		return Interval{min(a.Lo, b.Lo), min(a.Hi, b.Hi)}
	case b.Hi < 0:
		return a
	}
	return Interval{0, a.Hi}
}

func transferSum(o Op, a, b Interval) Interval {
	switch o {
	case Add:
		return exact(a.Lo, b.Lo, a.Hi, b.Hi, addFits)
	case Sub:
		return exact(a.Lo, b.Hi, a.Hi, b.Lo, subFits)
	case Mul:
		r := noValue
		for _, x := range [2]int64{a.Lo, a.Hi} {
			for _, y := range [2]int64{b.Lo, b.Hi} {
				p, fits := mulFits(x, y)
				if !fits {
					return anyValue
				}
				r = r.union(point(p))
			}
		}
		return r
	case AddSat:
		return Interval{addSat(a.Lo, b.Lo), addSat(a.Hi, b.Hi)}
	case SubSat:
		return Interval{subSat(a.Lo, b.Hi), subSat(a.Hi, b.Lo)}
	case MulSat:
		p, q, r, s := mulSat(a.Lo, b.Lo), mulSat(a.Lo, b.Hi), mulSat(a.Hi, b.Lo), mulSat(a.Hi, b.Hi)
		return Interval{min(p, q, r, s), max(p, q, r, s)}
	case Neg:
		if a.Lo == math.MinInt64 {
			return anyValue
		}
		return Interval{-a.Hi, -a.Lo}
	}
	switch { // Abs
	case a.Lo >= 0:
		return a
	case a.Lo == math.MinInt64:
		return anyValue
	case a.Hi <= 0:
		return Interval{-a.Hi, -a.Lo}
	}
	return Interval{0, max(-a.Lo, a.Hi)}
}

// exact returns [f(a, b), f(c, d)] if neither leaves 64 bits, else anything.
func exact(a, b, c, d int64, f func(x, y int64) (int64, bool)) Interval {
	lo, fits1 := f(a, b)
	hi, fits2 := f(c, d)
	if !fits1 || !fits2 {
		return anyValue
	}
	return Interval{lo, hi}
}

func wrap32(a, b, c, d int64, f func(x, y int64) (int64, bool)) Interval {
	if r := exact(a, b, c, d, f); r.Within(uint32s) {
		return r
	}
	return uint32s
}

func addFits(a, b int64) (int64, bool) { s := a + b; return s, (a^s)&(b^s) >= 0 }
func subFits(a, b int64) (int64, bool) { d := a - b; return d, (a^b)&(a^d) >= 0 }

func mulFits(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	if hi != 0 || lo > maxInt {
		return 0, false
	}
	return a * b, true
}

func transferQuotient(o Op, a, b Interval) Interval {
	switch o {
	case Div:
		return divInterval(a, b)
	case Mod:
		return modInterval(a, b)
	case UDiv:
		if a.Lo >= 0 && b.Lo >= 0 {
			return divInterval(a, b)
		}
		if b.Lo >= 2 {
			return Interval{0, int64(math.MaxUint64 / uint64(b.Lo))}
		}
		return anyValue
	}
	if a.Lo >= 0 && b.Lo >= 0 { // UMod
		return modInterval(a, b)
	}
	if b.Lo >= 1 {
		return Interval{0, b.Hi - 1}
	}
	return anyValue
}

// divInterval is for truncated division; MinInt64 is no operand of it.
func divInterval(a, b Interval) Interval {
	a = a.intersect(Interval{-maxInt, maxInt})
	b = b.intersect(Interval{-maxInt, maxInt})
	r := noValue
	if b.Contains(0) {
		r = point(0)
	}
	for _, part := range [2]Interval{b.intersect(Interval{1, maxInt}), b.intersect(Interval{-maxInt, -1})} {
		if part.Empty() || a.Empty() {
			continue
		}
		for _, x := range [2]int64{a.Lo, a.Hi} {
			r = r.union(point(x / part.Lo)).union(point(x / part.Hi))
		}
		if a.Contains(0) {
			r = r.union(point(0))
		}
	}
	return r
}

func modInterval(a, b Interval) Interval {
	a = a.intersect(Interval{-maxInt, maxInt})
	b = b.intersect(Interval{-maxInt, maxInt})
	limit := int64(maxInt) // greatest |result|
	if !b.Contains(0) {
		limit = max(magnitudeInt(b.Lo), magnitudeInt(b.Hi)) - 1
	}
	if !b.Contains(0) && a.Lo >= 0 && a.Hi < min(magnitudeInt(b.Lo), magnitudeInt(b.Hi)) {
		return a
	}
	r := Interval{0, 0}
	if a.Lo < 0 {
		r.Lo = max(a.Lo, -limit)
	}
	if a.Hi > 0 {
		r.Hi = min(a.Hi, limit)
	}
	return r
}

func magnitudeInt(a int64) int64 { return int64(min(magnitude(a), maxInt)) }

// bitsOf returns the least 2^k - 1 that is at least each x, which are taken as
// k-bit patterns: for a negative x, its complement.
func bitsOf(xs ...int64) int64 {
	var all uint64
	for _, x := range xs {
		all |= uint64(x ^ x>>63)
	}
	return int64(1<<bits.Len64(all) - 1)
}

func transferBits(o Op, a, b Interval) Interval {
	m := bitsOf(a.Lo, a.Hi, b.Lo, b.Hi)
	switch o {
	case And:
		switch {
		case a.Lo >= 0 && b.Lo >= 0:
			return Interval{0, min(a.Hi, b.Hi)}
		case a.Lo >= 0:
			return Interval{0, a.Hi}
		case b.Lo >= 0:
			return Interval{0, b.Hi}
		}
		return Interval{^m, max(a.Hi, b.Hi)}
	case Or:
		if a.Lo >= 0 && b.Lo >= 0 {
			return Interval{max(a.Lo, b.Lo), m}
		}
		hi := m
		if a.Hi < 0 || b.Hi < 0 {
			hi = -1
		}
		return Interval{min(a.Lo, b.Lo), hi}
	case Xor:
		if a.Lo >= 0 && b.Lo >= 0 {
			return Interval{0, m}
		}
		if b == point(-1) {
			return Interval{^a.Hi, ^a.Lo}
		}
		return Interval{^m, m}
	}
	return transferShift(o, a, b)
}

func transferShift(o Op, a, b Interval) Interval {
	if !b.Within(Interval{0, 63}) {
		b = Interval{0, 63}
	}
	switch o {
	case Shl:
		if hi := a.Hi << b.Hi; a.Lo >= 0 && hi>>b.Hi == a.Hi && hi >= 0 {
			return Interval{a.Lo << b.Lo, hi}
		}
		lo, hi := a.Lo<<b.Hi, a.Hi<<b.Hi
		if b.IsPoint() && lo>>b.Hi == a.Lo && hi>>b.Hi == a.Hi {
			return Interval{lo, hi}
		}
		return anyValue
	case Shr:
		if a.Lo >= 0 {
			return Interval{a.Lo >> b.Hi, a.Hi >> b.Lo}
		}
		if b.Lo >= 1 {
			return Interval{0, int64(uint64(math.MaxUint64) >> b.Lo)}
		}
		return anyValue
	}
	return Interval{min(a.Lo>>b.Lo, a.Lo>>b.Hi), max(a.Hi>>b.Lo, a.Hi>>b.Hi)} // Sar
}

func transferTruth(o Op, a, b Interval) Interval {
	decided := func(yes, no bool) Interval {
		switch {
		case yes:
			return point(1)
		case no:
			return point(0)
		}
		return truth
	}
	apart := a.Hi < b.Lo || b.Hi < a.Lo
	switch o {
	case Eq:
		return decided(false, apart)
	case Ne:
		return decided(apart, false)
	case Lt:
		return decided(a.Hi < b.Lo, a.Lo >= b.Hi)
	case Le:
		return decided(a.Hi <= b.Lo, a.Lo > b.Hi)
	case ULt, ULe:
		// Where each side keeps one sign, unsigned order is signed order, with the
		// negative side above.
		if a.Lo >= 0 && b.Hi < 0 {
			return point(1)
		}
		if a.Hi < 0 && b.Lo >= 0 {
			return point(0)
		}
		if a.Lo >= 0 && b.Lo >= 0 || a.Hi < 0 && b.Hi < 0 {
			return transferTruth(map[Op]Op{ULt: Lt, ULe: Le}[o], a, b)
		}
		return truth
	case Not:
		return decided(a == point(0), !a.Contains(0))
	}
	panic("internal error: no range rule for " + o.String())
}
