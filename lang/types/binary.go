package types

import (
	"math/big"
	"strings"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
)

var opOf = map[string]Op{
	"+": Add, "-": Sub, "*": Mul, "/": Div, "%": Mod, "&": And, "|": Or, "^": Xor, "<<": Shl, ">>": Shr,
	"==": Eq, "!=": Ne, "<": Lt, "<=": Le, ">": Gt, ">=": Ge,
}

func (c *checker) binary(e *ast.Binary, w want) value {
	switch e.Op {
	case "&&", "||":
		return c.logic(e)
	case "==", "!=", "<", "<=", ">", ">=":
		if c.oneOf(e) {
			c.raw(e.X, want{})
			return value{}
		}
		x, y := c.pair(e.X, e.Y, want{})
		return c.compare(opOf[e.Op], x, y, e)
	}
	w.limit = nil
	var x, y value
	switch e.Op {
	case "&", "|", "^":
		x, y = c.pair(e.X, e.Y, w)
	default:
		x, y = c.raw(e.X, want{operand: true}), c.raw(e.Y, want{operand: true})
	}
	x, y = c.sampled(x), c.sampled(y)
	v := c.arith(opOf[e.Op], x, y, e.Pos(), e.OpSpan)
	if e.Op == "^" && !v.bad() {
		c.lintPower(e, x)
	}
	return v
}

// logic checks && and ||: the right side is evaluated under what the left one says.
func (c *checker) logic(e *ast.Binary) value {
	if c.flagAlone(e) {
		return value{}
	}
	f := c.frame()
	x := c.condition(e.X)
	if c.halfSaid(e) {
		return value{}
	}
	before := f.facts
	if e.Op == "&&" {
		f.facts |= x.yes
	} else {
		f.facts |= x.no
	}
	end := c.ruledOut(x, e.Op == "&&")
	y := c.condition(e.Y)
	end()
	f.facts = before
	if x.bad() || y.bad() {
		return value{}
	}
	v, op := value{}, And
	if e.Op == "&&" {
		v.yes, v.no = x.yes|y.yes, x.no&(x.yes|y.no)
	} else {
		v.yes, v.no, op = x.yes&(x.no|y.yes), x.no|y.no, Or
	}
	if kx := x.constant(); kx != nil {
		decided := (op == Or) == (kx.Value.Sign() != 0)
		if decided {
			return truthValue(op == Or, e.Pos())
		}
		y.yes, y.no = v.yes, v.no
		return y
	}
	if ky := y.constant(); ky != nil && (op == Or) != (ky.Value.Sign() != 0) {
		x.yes, x.no = v.yes, v.no
		return x
	}
	v.x = &Logic{Typed{boolType, e.Pos()}, op, x.x, y.x}
	return v
}

// compare checks a comparison.
func (c *checker) compare(op Op, x, y value, e *ast.Binary) value {
	if x.bad() || y.bad() {
		return value{}
	}
	v := value{}
	if isZeroConst(y) {
		if yes, no, ok := c.test(op, x); ok {
			v.yes, v.no, x.none = yes, no, nil
		}
	}
	if isZeroConst(x) {
		if yes, no, ok := c.test(flipped(op), y); ok {
			v.yes, v.no, y.none = yes, no, nil
		}
	}
	x, y = c.sampled(x), c.sampled(y)
	x, y, ok := c.comparable(op, x, y, e)
	if !ok {
		return value{}
	}
	op = unlimitedOp(op, x, y)
	kx, ky := x.constant(), y.constant()
	if kx != nil && ky != nil {
		return truthValue(foldCompare(op, kx.Value, ky.Value), e.Pos())
	}
	c.lintCompare(op, x, y, e)
	v.x = &Compare{Typed{boolType, e.Pos()}, op, x.x, y.x}
	return v
}

// isZeroConst reports whether v is 0, in whatever unit.
func isZeroConst(v value) bool {
	k := v.constant()
	return k != nil && k.Value.Sign() == 0
}

// unlimitedOp makes a test for `unlimited` one for its value or more: that is how the
// kernel itself tells an unset threshold.
func unlimitedOp(op Op, x, y value) Op {
	if k := y.constant(); k != nil && k.Unlimited {
		switch op {
		case Eq:
			return Ge
		case Ne:
			return Lt
		}
	}
	if k := x.constant(); k != nil && k.Unlimited {
		switch op {
		case Eq:
			return Le
		case Ne:
			return Gt
		}
	}
	return op
}

// comparable checks that two values may be compared, and adapts literals.
func (c *checker) comparable(op Op, x, y value, e *ast.Binary) (value, value, bool) {
	kx, ky := x.kind(), y.kind()
	ordered := op != Eq && op != Ne
	switch {
	case kx == Num && ky == Num:
		return c.unify(x, y, "compare")
	case kx == Count && ky == Count:
		return x, y, true
	case kx == Count && ky == Num && y.typ().Dim == Dim{}, kx == Num && ky == Count && x.typ().Dim == Dim{}:
		return x, y, x.constant() != nil || y.constant() != nil || c.besideCount(x, y)
	case kx == ky && (kx == Seq || kx == Stamp):
		return x, y, true
	case kx == Bool && ky == Bool && !ordered:
		return x, y, true
	case kx == Enum && ky == Enum && x.typ().Enum == y.typ().Enum && !(ordered && x.typ().Enum.flags()):
		return x, y, true
	case kx == Enum && x.typ().Enum.flags() && y.isZero() && !ordered:
		y.x = &Const{Typed: Typed{x.typ(), y.span()}, Value: new(big.Rat)}
		return x, y, true
	case ky == Enum && y.typ().Enum.flags() && x.isZero() && !ordered:
		x.x = &Const{Typed: Typed{y.typ(), x.span()}, Value: new(big.Rat)}
		return x, y, true
	}
	c.cannotCompare(x, y, e)
	return x, y, false
}

func (c *checker) cannotCompare(x, y value, e *ast.Binary) {
	kx, ky := x.kind(), y.kind()
	if b, chained := unparen(e.X).(*ast.Binary); chained && kx == Bool && strings.ContainsAny(b.Op[:1], "<>=!") {
		c.errorf(e.Pos(), "E0306", "comparisons are not chained").Hint =
			"write both: `" + b.Pos().Text() + " && " + b.Y.Pos().Text() + " " + e.Op + " " + e.Y.Pos().Text() + "`"
		return
	}
	if kx == ky && (kx != Enum || x.typ().Enum == y.typ().Enum) {
		c.errorf(e.Pos(), "E0306", "%s and %s cannot be ordered: they are %s", source(x.span()), source(y.span()), typeText(x.typ()))
		return
	}
	left, right := typeTexts(x.typ(), y.typ())
	d := c.errorf(e.Pos(), "E0306", "cannot compare %s with %s: %s is %s, %s is %s", c.what(x), c.what(y),
		source(x.span()), left, source(y.span()), right)
	if x.kind() != Num {
		x, y = y, x
	}
	switch y.kind() {
	case Stamp:
		d.Hint = c.stampHint(y, x)
	case Seq:
		d.Hint = "compare a sequence number with another, as `sk.snd_una < ca.round_end`"
	case Enum:
		if y.typ().Enum.flags() {
			d.Hint = "flags are tested with `" + y.span().Text() + " != 0`"
			return
		}
		d.Hint = "the values of " + y.typ().Enum.Name + " are " + list(y.typ().Enum.names(), "and")
	case Bool:
		d.Hint = "a truth needs no comparison: `if " + y.span().Text() + "`, or `if !" + y.span().Text() + "`"
	}
}

// stampHint says what to compare a point in time with, or which of the program's own places was to hold one.
func (c *checker) stampHint(stamp, other value) string {
	wrong := other
	if b, ok := c.behind(stamp.x).(*Binary); ok && b.Op == Sub && b.X.Type().Kind == Stamp {
		wrong = value{x: b.Y}
	}
	if name := ownTime(wrong); name != "" {
		return "if " + source(wrong.span()) + " is to hold a point in time, declare it so: `" + name + ": stamp`"
	}
	return "compare a point in time with another, or with `never`; how long ago it was is " + age(stamp.span().Text())
}

// ownTime returns the name of the place of the program's that v, a time, was read from; "" if there is none.
func ownTime(v value) string {
	l, ok := v.x.(*Load)
	if !ok || l.Place.Type == nil || v.kind() != Num || v.typ().Dim != timeDim {
		return ""
	}
	if n := len(l.Place.Path); n > 0 && l.Place.Path[n-1].Field != nil {
		return l.Place.Path[n-1].Field.Name
	}
	if l.Place.Sym != nil {
		return l.Place.Sym.Name
	}
	return ""
}

// age writes how long ago a point in time was, for a hint.
func age(text string) string {
	switch {
	case text == "sk.now":
		text = "ca.start"
	case strings.ContainsAny(text, "+-"):
		text = "(" + text + ")"
	}
	return "`sk.now - " + text + "`"
}

// what is typeText without its article.
func (c *checker) what(v value) string {
	switch v.kind() {
	case Num:
		return short(v.typ().Dim)
	case Bool:
		return "a truth value"
	}
	return typeText(v.typ())
}

// verbs say an operation in words.
var verbs = map[Op]string{Add: "add", Sub: "subtract", Mul: "multiply", Div: "divide", Mod: "divide", And: "join", Or: "join", Xor: "join", Shl: "shift", Shr: "shift"}

// arith checks x op y for the arithmetic operators. opSpan is the operator's own.
func (c *checker) arith(op Op, x, y value, span, opSpan diag.Span) value {
	if x.bad() || y.bad() {
		if (op == Div || op == Mod) && !y.bad() {
			c.zeroDivisor(y) // whatever x is
		}
		return value{}
	}
	for _, v := range []value{x, y} {
		if k := v.constant(); k != nil && k.Unlimited {
			c.errorf(v.span(), "E0317", "`unlimited` is no number to compute with").Hint = "test for it first: `if sk.snd_ssthresh == unlimited { ... }`"
			return value{}
		}
	}
	if op >= And && op <= Shr {
		return c.bits(op, x, y, span)
	}
	kx, ky := x.kind(), y.kind()
	if v, ok := c.moduloArith(op, x, y, span); ok {
		return v
	}
	if kx != Num && kx != Count || ky != Num && ky != Count {
		c.cannotCompute(op, x, y, span)
		return value{}
	}
	if kx == Count {
		x = c.countValue(x)
	}
	if ky == Count {
		y = c.countValue(y)
	}
	switch op {
	case Mul, Div:
		return c.product(op, x, y, span)
	}
	return c.sum(op, x, y, span)
}

// moduloArith does sums with sequence numbers, points in time and counters; ok is false
// if the operands are plain numbers, or the operation takes a counter as a number.
func (c *checker) moduloArith(op Op, x, y value, span diag.Span) (v value, ok bool) {
	kx, ky := x.kind(), y.kind()
	give := func(t *Type, u *target.Unit) (value, bool) {
		return value{x: &Binary{Typed{t, span}, op, x.x, y.x}, unit: u, whole: t == plainType}, true
	}
	sum := op == Add || op == Sub
	switch {
	case kx == Seq && ky == Seq && op == Sub:
		return give(numType(bytesDim), bytesUnit)
	case kx == Seq && ky == Num && sum, kx == Num && ky == Seq && op == Add:
		if !c.offset(&x, &y, bytesDim, bytesUnit) {
			return value{}, true
		}
		return give(seqType, nil)
	case kx == Stamp && ky == Stamp && op == Sub:
		return give(numType(timeDim), nil)
	case kx == Stamp && ky == Num && sum, kx == Num && ky == Stamp && op == Add:
		if !c.offset(&x, &y, timeDim, nil) {
			return value{}, true
		}
		return give(stampType, nil)
	case kx == Count && ky == Count && op == Sub:
		return give(plainType, pktsUnit)
	case kx == Count && (ky == Num || ky == Count) && sum, kx == Num && ky == Count && sum:
		if kx == Num && x.typ().Dim != (Dim{}) || ky == Num && y.typ().Dim != (Dim{}) {
			return value{}, false
		}
		if !c.besideCount(x, y) {
			return value{}, true
		}
		if op == Sub {
			return give(plainType, pktsUnit)
		}
		return give(countType, nil)
	}
	return value{}, false
}

// offset checks the number that is added to a sequence number or a point in time.
func (c *checker) offset(x, y *value, dim Dim, unit *target.Unit) bool {
	n, other := y, x
	if x.kind() == Num {
		n, other = x, y
	}
	if n.typ().Dim == dim {
		return true
	}
	if n.bare {
		v, ok := c.adapt(*n, unit, dim, other.span())
		*n = v
		return ok
	}
	d := c.errorf(x.span().To(y.span()), "E0301", "cannot add %s to %s: %s is %s, %s is %s", short(n.typ().Dim), typeText(other.typ()),
		source(n.span()), dimText(n.typ().Dim), source(other.span()), typeText(other.typ()))
	d.Hint = convert(source(n.span()), n.typ().Dim, dim)
	return false
}

// besideCount reports a number beside a counter that may be a fraction. Such sums and
// comparisons go by whole numbers modulo 2^32, and what is cut off should be seen.
func (c *checker) besideCount(x, y value) bool {
	n, counter := y, x
	if x.kind() == Num {
		n, counter = x, y
	}
	if n.kind() == Count || n.integral() {
		return true
	}
	if k := n.constant(); k != nil {
		c.errorf(n.span(), "E0308", "beside %s, a counter, stands a whole number, not %s", source(counter.span()), ratText(k.Value)).Hint =
			"a counter wraps at 2^32 and has no fractions: use a whole number"
		return false
	}
	c.errorf(n.span(), "E0308", "beside %s, a counter, stands a whole number; %s may be a fraction", source(counter.span()), source(n.span())).Hint =
		"round it first: `let whole: i64 = " + n.span().Text() + "`"
	return false
}

func (c *checker) cannotCompute(op Op, x, y value, span diag.Span) {
	odd := x
	if x.kind() == Num || x.kind() == Count {
		odd = y
	}
	d := c.errorf(span, "E0303", "cannot %s %s and %s: %s is %s, %s is %s", verbs[op], c.what(x), c.what(y),
		source(x.span()), typeText(x.typ()), source(y.span()), typeText(y.typ()))
	text := odd.span().Text()
	switch odd.kind() {
	case Bool:
		d.Hint = "make a number of a truth: `(if " + text + " then 1 else 0)`"
	case Seq:
		d.Hint = "the distance of two sequence numbers is a number of bytes: `" + text + " - sk.snd_una`"
	case Stamp:
		d.Hint = "the distance of two points in time is a time: " + age(text)
	case Enum:
		d.Hint = "the values of an enum can only be compared"
		if e := odd.typ().Enum; e.flags() {
			d.Hint = "flags are no number, they are tested: `" + text + " & " + e.Values[0].Name + " != 0`"
		}
	case Void:
		d.Hint = "this function gives no value"
	}
}

// sum checks + - and % of two numbers, which are of one dimension.
func (c *checker) sum(op Op, x, y value, span diag.Span) value {
	x, y, ok := c.unify(x, y, verbs[op])
	if !ok {
		return value{}
	}
	if op == Mod && c.zeroDivisor(y) {
		return value{}
	}
	v := value{unit: joinUnit(x, y), bare: x.bare && y.bare, whole: x.whole && y.whole, minus: x.integral() && y.integral()}
	if x.isZero() || y.isZero() {
		v.unit = joinUnit(x, y)
	}
	return c.result(v, op, x, y, x.typ().Dim, span)
}

// product checks * and /.
func (c *checker) product(op Op, x, y value, span diag.Span) value {
	sign := 1
	if op == Div {
		sign = -1
		if c.zeroDivisor(y) {
			return value{}
		}
	}
	dx, dy := x.typ().Dim, y.typ().Dim
	by, sec := int(dx.Bytes)+sign*int(dy.Bytes), int(dx.Seconds)+sign*int(dy.Seconds)
	if abs(by) > maxExponent || abs(sec) > maxExponent {
		c.errorf(span, "E0311", "this is a product of too many quantities with units: %s", UnitText(Dim{int8(by), int8(sec)}))
		return value{}
	}
	dim := Dim{int8(by), int8(sec)}
	v := value{unit: productUnit(x, y, sign, dim), bare: x.bare && y.bare}
	switch {
	case dim != Dim{}:
	case op == Mul:
		v.whole, v.minus = x.whole && y.whole, x.integral() && y.integral()
	default:
		v.whole = wholeSteps(x, y)
	}
	return c.result(v, op, x, y, dim, span)
}

// wholeSteps reports whether x is loaded from where whole steps are kept, each a whole
// multiple of the constant y, as microseconds are of 1us.
func wholeSteps(x, y value) bool {
	load, ok := x.x.(*Load)
	k := y.constant()
	if !ok || k == nil || k.Value.Sign() <= 0 {
		return false
	}
	var unit target.Unit
	switch f, t := load.Place.Field, load.Place.Type; {
	case t != nil && t.Kind == Num && t.Frac == 0:
		unit = t.Unit
	case f != nil && f.Kind == target.Num && f.Scale <= 1 && f.Clock == target.UnitClock:
		unit = *unitOrPlain(f.Unit)
	default:
		return false
	}
	step := big.NewRat(unit.Num, unit.Den)
	return step.Quo(step, k.Value).IsInt()
}

// mostShift is by how many places a number that is known only when the program runs is shifted at most.
var mostShift = big.NewRat(62, 1)

// result makes the core expression, or the constant that it is.
func (c *checker) result(v value, op Op, x, y value, dim Dim, span diag.Span) value {
	t := numType(dim)
	kx, ky := x.constant(), y.constant()
	if kx == nil || ky == nil {
		if (op == Shl || op == Shr) && ky != nil && ky.Value.Cmp(mostShift) > 0 {
			c.errorf(span, "E0312", "this shift is out of range").Hint = "a number that is not constant is shifted by 0 to 62 places"
			return value{}
		}
		v.x = &Binary{Typed{t, span}, op, x.x, y.x}
		c.lintProduct(op, x.x, y.x, span)
		return v
	}
	r := c.foldArith(op, kx.Value, ky.Value, span)
	if r == nil {
		return value{}
	}
	v.whole, v.minus = dim == Dim{} && isWhole(r), dim == Dim{} && r.IsInt()
	v.x = &Const{Typed: Typed{t, span}, Value: r}
	return v
}

// zeroDivisor reports a division by a constant 0.
func (c *checker) zeroDivisor(y value) bool {
	k := y.constant()
	if k == nil || y.kind() != Num || k.Value.Sign() != 0 {
		return false
	}
	c.errorf(y.span(), "E0307", "this divides by 0, always").Hint = "in a running program `x / 0` is 0, but a constant 0 is a mistake"
	return true
}

// bits checks & | ^ << >>: on whole counts, and & | ^ on flags.
func (c *checker) bits(op Op, x, y value, span diag.Span) value {
	if x.kind() == Enum && y.kind() == Enum && x.typ().Enum == y.typ().Enum && x.typ().Enum.flags() && op <= Xor {
		if kx, ky := x.constant(), y.constant(); kx != nil && ky != nil {
			return value{x: &Const{Typed: Typed{x.typ(), span}, Value: foldBits(op, kx.Value, ky.Value)}}
		}
		return value{x: &Binary{Typed{x.typ(), span}, op, x.x, y.x}}
	}
	for _, v := range []*value{&x, &y} {
		if v.kind() == Count {
			*v = c.countValue(*v)
		}
	}
	for _, v := range []value{x, y} {
		if !c.wholeCount(op, v, x) {
			return value{}
		}
	}
	v := value{unit: plainUnit, whole: true, bare: x.bare && y.bare}
	return c.result(v, op, x, y, Dim{}, span)
}

// wholeCount reports an operand that has no bits to speak of.
func (c *checker) wholeCount(op Op, v, left value) bool {
	switch {
	case v.kind() == Bool && op <= Xor:
		c.errorf(v.span(), "E0308", "`%s` joins bits, %s is true or false", op, source(v.span())).Hint = "join truths with `&&` and `||`"
	case v.kind() != Num:
		c.errorf(v.span(), "E0308", "`%s` works on bits of whole numbers, %s is %s", op, source(v.span()), typeText(v.typ()))
	case v.typ().Dim != Dim{}:
		d := c.errorf(v.span(), "E0308", "`%s` works on bits of plain numbers, %s is %s", op, source(v.span()), dimText(v.typ().Dim))
		d.Hint = bitsHint(op, v, left)
	case !v.whole && v.constant() != nil:
		c.errorf(v.span(), "E0308", "`%s` works on bits of whole numbers that are not negative, not of %s", op, ratText(v.constant().Value)).Hint =
			wholeHint(op, "")
	case !v.whole:
		c.errorf(v.span(), "E0308", "`%s` works on bits of whole numbers, %s may be a fraction", op, source(v.span())).Hint =
			wholeHint(op, "round first: `let x: u32 = "+v.span().Text()+"`")
	default:
		return true
	}
	return false
}

// bitsHint explains a shift of something with a unit. Kernel code shifts srtt_us right by 3,
// because the kernel keeps it at 8 times its value.
func bitsHint(op Op, v, left value) string {
	if l, ok := v.x.(*Load); ok && l.Place.Field != nil && l.Place.Field.Scale > 1 {
		return "`sk." + l.Place.Field.Name + "` already reads as the time that it is: leave out the shift"
	}
	if op == Xor {
		return noPower
	}
	if op == Shl || op == Shr {
		word := map[Op]string{Shl: "multiply", Shr: "divide"}[op]
		return word + " instead: the compiler makes a shift of it where it can"
	}
	return convert(source(v.span()), v.typ().Dim, Dim{})
}

// wholeHint is hint, but for `^`, which people write for a power.
func wholeHint(op Op, hint string) string {
	if op == Xor {
		return noPower
	}
	return hint
}
