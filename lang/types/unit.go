package types

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"sync"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
)

// The types without parts.
var (
	voidType  = &Type{Kind: Void}
	boolType  = &Type{Kind: Bool}
	seqType   = &Type{Kind: Seq}
	stampType = &Type{Kind: Stamp}
	countType = &Type{Kind: Count}
	plainType = &Type{Kind: Num}

	plainUnit = &target.Unit{Num: 1, Den: 1}
	pktsUnit  = &target.Unit{Name: "pkts", Num: 1, Den: 1}
	bytesUnit = &target.Unit{Name: "bytes", Bytes: 1, Num: 1, Den: 1}
)

var (
	bytesDim = Dim{Bytes: 1}
	timeDim  = Dim{Seconds: 1}
	rateDim  = Dim{Bytes: 1, Seconds: -1}
	freqDim  = Dim{Seconds: -1}
)

func numType(d Dim) *Type {
	if d == (Dim{}) {
		return plainType
	}
	return &Type{Kind: Num, Dim: d}
}

func unitDim(u *target.Unit) Dim { return Dim{u.Bytes, u.Seconds} }

// unitScale returns how many base units one u is.
func unitScale(u *target.Unit) *big.Rat { return big.NewRat(u.Num, u.Den) }

// sameUnit reports whether a and b measure the same thing in the same scale.
func sameUnit(a, b *target.Unit) bool {
	return a != nil && b != nil && unitDim(a) == unitDim(b) && (a.Num == b.Num && a.Den == b.Den || unitScale(a).Cmp(unitScale(b)) == 0)
}

// unitOf reads a unit as written; nil after a reported error.
func (c *checker) unitOf(u *ast.UnitExpr) *target.Unit {
	out := target.Unit{Num: 1, Den: 1}
	scale, by, sec := big.NewRat(1, 1), 0, 0
	var name strings.Builder
	for i, f := range u.Factors {
		base, ok := target.LookupUnit(f.Name.Name)
		if !ok {
			c.errorf(f.Name.Pos(), "E0310", "`%s` is not a unit", f.Name.Name).Hint = c.nearHint(f.Name.Name, unitNames())
			return nil
		}
		sign := 1
		if f.Divide {
			sign = -1
			name.WriteByte('/')
			scale.Quo(scale, unitScale(&base))
		} else {
			if i > 0 {
				name.WriteByte('*')
			}
			scale.Mul(scale, unitScale(&base))
		}
		by, sec = by+sign*int(base.Bytes), sec+sign*int(base.Seconds)
		name.WriteString(f.Name.Name)
	}
	if !scale.Num().IsInt64() || !scale.Denom().IsInt64() || abs(by) > maxExponent || abs(sec) > maxExponent {
		c.errorf(u.Pos(), "E0311", "this unit is a product of too many units")
		return nil
	}
	out.Name, out.Bytes, out.Seconds = name.String(), int8(by), int8(sec)
	out.Num, out.Den = scale.Num().Int64(), scale.Denom().Int64()
	return &out
}

func unitNames() []string {
	var names []string
	for _, u := range target.Units() {
		names = append(names, u.Name)
	}
	return names
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// dimText says in words what a number of that dimension is.
func dimText(d Dim) string {
	switch d {
	case Dim{}:
		return "a count"
	case bytesDim:
		return "bytes"
	case timeDim:
		return "a time"
	case rateDim:
		return "a rate in bytes per time"
	case Dim{Seconds: -1}:
		return "a rate per time"
	}
	return "in " + UnitText(d)
}

// UnitText writes a dimension as a unit, as "bytes*s".
func UnitText(d Dim) string {
	var over, under []string
	add := func(name string, n int8) {
		for ; n > 0; n-- {
			over = append(over, name)
		}
		for ; n < 0; n++ {
			under = append(under, name)
		}
	}
	add("bytes", d.Bytes)
	add("s", d.Seconds)
	if len(over) == 0 {
		over = []string{"1"}
	}
	text := strings.Join(over, "*")
	for _, u := range under {
		text += "/" + u
	}
	return text
}

// typeText says in words what a value of the type is.
func typeText(t *Type) string {
	switch t.Kind {
	case Void:
		return "nothing"
	case Bool:
		return "true or false"
	case Num:
		return dimText(t.Dim)
	case Seq:
		return "a sequence number"
	case Stamp:
		return "a point in time"
	case Count:
		return "a counter of packets"
	case Enum:
		if t.Enum.flags() {
			return "a set of " + t.Enum.Name
		}
		return article(t.Enum.Name)
	case Struct:
		if t.Struct.Name == "state" {
			return "the whole state"
		}
		return "a struct `" + t.Struct.Name + "`"
	case Array:
		return "an array"
	case Object:
		return map[target.Object]string{target.Sock: "the connection", target.RateSample: "the rate sample", target.AckSample: "the ACK sample"}[t.Object]
	}
	panic("internal error: no text for a kind of type")
}

// article puts "a" or "an" before a name.
func article(name string) string {
	if strings.ContainsAny(name[:1], "AEIOUaeiou") {
		return "an " + name
	}
	return "a " + name
}

// typeTexts says of two types that are not the same what they are; with their modules if
// they have one name.
func typeTexts(a, b *Type) (string, string) {
	x, y := typeText(a), typeText(b)
	if x == y {
		x, y = x+a.origin(), y+b.origin()
	}
	return x, y
}

// origin says where a type is declared.
func (t *Type) origin() string {
	module := ""
	switch {
	case t.Kind == Struct:
		module = t.Struct.module
	case t.Kind == Enum && t.Enum.Target == nil:
		module = t.Enum.module
	default:
		return ""
	}
	if module == "" {
		return " of this program"
	}
	return " of module `" + module + "`"
}

// source returns the text of an expression for use in a message: short, on one line.
func source(s diag.Span) string {
	text := strings.Join(strings.Fields(s.Text()), " ")
	if len(text) > 40 {
		return "this"
	}
	return "`" + text + "`"
}

// literal is a number with its unit, as it is written.
var literal = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[0-9][0-9A-Za-z_.]*( [A-Za-z]+)?$`) })

// perSecond writes a number of bytes, given as a literal, as a rate.
func perSecond(text string) string {
	if n, unit, ok := strings.Cut(text, " "); ok && unit != "bytes" {
		text = n + unit
	}
	return text + "/s"
}

// convert says how to turn a number of dimension have into one of dimension want.
func convert(text string, have, want Dim) string {
	text = strings.Trim(text, "`")
	for _, op := range []string{" + ", " - ", "if ", " & ", " | ", " pkts"} {
		if strings.Contains(text, op) {
			text = "(" + text + ")"
			break
		}
	}
	switch {
	case have == Dim{} && want == bytesDim:
		return fmt.Sprintf("packets times the segment size are bytes: `%s * sk.mss_cache`", text)
	case have == bytesDim && want == Dim{} && text == "sk.mss_cache":
		return "it is the size of one segment in bytes, and this counts segments: one of them is `1`"
	case have == bytesDim && want == Dim{}:
		return fmt.Sprintf("bytes divided by the segment size are packets: `%s / sk.mss_cache`", text)
	case have == Dim{} && want == timeDim:
		return fmt.Sprintf("give the number its unit: `%s * 1us`, or `* 1ms`, `* 1s`", text)
	case have == timeDim && want == Dim{}:
		return fmt.Sprintf("divide by the unit to get a plain number: `%s / 1us`", text)
	case have == bytesDim && want == timeDim:
		return "bytes divided by a rate are a time"
	case have == timeDim && want == bytesDim:
		return "a time multiplied by a rate gives bytes"
	case have == freqDim && want == rateDim:
		return fmt.Sprintf("packets times the segment size are bytes, also over a time: `%s * sk.mss_cache`", text)
	case have == Dim{} && want == rateDim:
		return fmt.Sprintf("a rate is bytes over time: `%s * sk.mss_cache / sk.srtt_us`", text)
	case have == rateDim && want == Dim{}:
		return fmt.Sprintf("a rate times a time gives bytes, and bytes by the segment size are packets: `%s * sk.srtt_us / sk.mss_cache`", text)
	case have == rateDim && want == bytesDim:
		return fmt.Sprintf("a rate times a time gives bytes: `%s * sk.srtt_us`", text)
	case have == bytesDim && want == rateDim && literal().MatchString(text):
		return "a rate has a time: `" + perSecond(text) + "`"
	case have == bytesDim && want == rateDim:
		return fmt.Sprintf("bytes over a time are a rate: `%s / sk.srtt_us`", text)
	}
	return "`/ 1us` or `/ 1 bytes` takes a unit away, `* 1us` or `* 1 bytes` gives one"
}

// adapt gives a literal (or what is made of literals only) the unit of what stands on
// the other side. ok is false after a reported error.
func (c *checker) adapt(v value, unit *target.Unit, dim Dim, other diag.Span) (value, bool) {
	if v.isZero() {
		k := *v.constant()
		k.T = numType(dim)
		v.x, v.unit, v.bare = &k, unit, false
		return v, true
	}
	if unit == nil {
		c.errorf(v.span(), "E0302", "%s needs a unit beside %s, which is %s", source(v.span()), source(other), dimText(dim)).Hint =
			"write the unit with the number, as in `10ms`, `1500 bytes`, `10Mbit/s`"
		return value{}, false
	}
	v.bare, v.unit = false, unit
	v.whole, v.minus = false, false
	scale := unitScale(unit)
	if k := v.constant(); k != nil {
		v.x = &Const{Typed: Typed{numType(dim), k.Span}, Value: new(big.Rat).Mul(k.Value, scale)}
		return v, true
	}
	one := &Const{Typed: Typed{numType(dim), v.span()}, Value: scale}
	v.x = &Binary{Typed: Typed{numType(dim), v.span()}, Op: Mul, X: v.x, Y: one}
	return v, true
}

// unify brings two numbers to one dimension, adapting literals; what is the
// operation in words, as "add". ok is false after a reported error.
func (c *checker) unify(x, y value, what string) (value, value, bool) {
	dx, dy := x.typ().Dim, y.typ().Dim
	ok := true
	switch {
	case dx == dy:
	case x.bare && (dx == Dim{}):
		c.lintSeconds(x, y, what)
		x, ok = c.adapt(x, y.unit, dy, y.span())
	case y.bare && (dy == Dim{}):
		c.lintSeconds(y, x, what)
		y, ok = c.adapt(y, x.unit, dx, x.span())
	default:
		d := c.errorf(x.span().To(y.span()), "E0301", "cannot %s %s and %s: %s is %s, %s is %s", what, short(dx), short(dy),
			source(x.span()), dimText(dx), source(y.span()), dimText(dy))
		d.Hint = c.convertEither(x, y)
		ok = false
	}
	return x, y, ok
}

// short is dimText without its article, for "cannot add bytes and packets".
func short(d Dim) string {
	switch d {
	case Dim{}:
		return "a count"
	case bytesDim:
		return "bytes"
	case timeDim:
		return "a time"
	case rateDim, Dim{Seconds: -1}:
		return "a rate"
	}
	return UnitText(d)
}

// convertEither proposes to convert the side that is easier to convert.
func (c *checker) convertEither(x, y value) string {
	dx, dy := x.typ().Dim, y.typ().Dim
	if dx == (Dim{}) {
		return convert(source(x.span()), dx, dy)
	}
	return convert(source(y.span()), dy, dx)
}

// joinUnit is the unit as written of a sum, minimum or choice.
func joinUnit(x, y value) *target.Unit {
	switch {
	case x.isZero() || x.bare && !y.bare:
		return y.unit
	case y.isZero() || y.bare && !x.bare:
		return x.unit
	case sameUnit(x.unit, y.unit):
		return x.unit
	}
	return nil
}

// productUnit is the unit as written of x*y (sign 1) or x/y (sign -1).
func productUnit(x, y value, sign int, dim Dim) *target.Unit {
	dx, dy := x.typ().Dim, y.typ().Dim
	switch {
	case dim == Dim{}:
		return plainUnit
	case dy == Dim{}:
		return x.unit
	case dx == Dim{} && sign > 0:
		return y.unit
	}
	return nil
}
