package progen

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ccc-lang/ccc/lang/target"
)

// expr draws an expression of a type.
func (g *gen) expr(s *scope, t typ, depth int) *expr {
	if depth <= 0 || g.chance(5) {
		return g.atom(s, t)
	}
	if g.chance(8) {
		return &expr{t, "(if $ then $ else $)", []*expr{g.expr(s, truth, depth-1), g.bare(g.expr(s, t, depth-1)), g.bare(g.expr(s, t, depth-1))}}
	}
	if g.chance(6) {
		if e := g.pureCall(s, t, depth); e != nil {
			return e
		}
	}
	switch t.kind {
	case boolean:
		return g.boolExpr(s, depth)
	case seq:
		return g.seqExpr(s, depth)
	case stamp:
		return g.stampExpr(s, depth)
	case enum:
		return g.atom(s, t)
	}
	return g.numExpr(s, t, depth)
}

// bare takes the brackets around a product or a quotient away, at times.
func (g *gen) bare(e *expr) *expr {
	if e.text == "($ * $)" || e.text == "($ / $)" {
		return g.open(e)
	}
	return e
}

func (g *gen) pureCall(s *scope, t typ, depth int) *expr {
	var list []function
	for _, f := range g.fns {
		if !f.stores && f.result == t && (f.record == nil || len(g.recordsOf(f.record)) > 0) {
			list = append(list, f)
		}
	}
	if len(list) == 0 || s.noState {
		return nil
	}
	return g.callExpr(s, pick(g, list...), depth)
}

func binary(t typ, op string, a, b *expr) *expr { return &expr{t, "($ " + op + " $)", []*expr{a, b}} }

func (g *gen) numExpr(s *scope, t typ, depth int) *expr {
	sub := func(t typ) *expr { return g.expr(s, t, depth-1) }
	switch g.r.IntN(16) {
	case 0, 1:
		return binary(t, "+", sub(t), g.bare(sub(t)))
	case 2, 3:
		return binary(t, "-", sub(t), sub(t))
	case 4, 5:
		a := g.factor(t)
		return binary(t, "*", sub(a), sub(typ{kind: num, bytes: t.bytes - a.bytes, sec: t.sec - a.sec}))
	case 6, 7:
		b := g.divisor(t)
		return binary(t, "/", sub(typ{kind: num, bytes: t.bytes + b.bytes, sec: t.sec + b.sec}), sub(b))
	case 8:
		return &expr{t, pick(g, "min", "max") + "($, $)", []*expr{sub(t), sub(t)}}
	case 9:
		return &expr{t, "clamp($, $, $)", []*expr{sub(t), {t, g.literal(t), nil}, g.runtime(s, t)}}
	case 10:
		return &expr{t, "abs($)", []*expr{sub(t)}}
	case 11:
		return &expr{t, "(-$)", []*expr{sub(t)}}
	case 12:
		return binary(t, pick(g, "*", "/"), sub(t), &expr{plain, g.constant(plain), nil})
	}
	return g.special(s, t, depth)
}

// special draws what only some dimensions have.
func (g *gen) special(s *scope, t typ, depth int) *expr {
	sub := func(t typ) *expr { return g.expr(s, t, depth-1) }
	switch t {
	case plain:
		switch g.r.IntN(8) {
		case 6:
			return binary(t, "*", g.counter(s), sub(plain))
		case 0:
			return binary(t, "%", sub(plain), g.runtime(s, plain))
		case 4:
			return binary(t, "-", g.counter(s), g.counter(s))
		case 5:
			if g.chance(2) {
				return binary(t, "-", g.counter(s), g.besideCounter(s))
			}
			return binary(t, "-", g.besideCounter(s), g.counter(s))
		case 1:
			return binary(t, pick(g, "&", "|", "^"), g.whole(s), g.whole(s))
		case 2:
			return binary(t, pick(g, "<<", ">>"), g.whole(s), &expr{plain, fmt.Sprint(g.r.IntN(12)), nil})
		case 3:
			return &expr{t, "random($)", []*expr{g.runtime(s, plain)}}
		}
		return binary(t, "/", sub(seconds), sub(seconds))
	case bytes:
		return binary(t, "-", sub(typ{kind: seq}), sub(typ{kind: seq}))
	case seconds:
		return binary(t, "-", sub(typ{kind: stamp}), sub(typ{kind: stamp}))
	}
	return g.atom(s, t)
}

// counter draws a wrapping counter, now and then moved.
func (g *gen) counter(s *scope) *expr {
	t := typ{kind: counter}
	e := g.fieldOf(s, t)
	if g.chance(4) {
		return binary(t, "+", e, g.besideCounter(s))
	}
	return e
}

// besideCounter draws what may stand beside a counter, a whole number of either sign: half
// of the time a field of the state, if there is one.
func (g *gen) besideCounter(s *scope) *expr {
	if list := g.wholeState(); len(list) > 0 && !s.noState && g.chance(2) {
		return &expr{plain, pick(g, list...), nil}
	}
	if g.chance(4) {
		return binary(plain, "-", g.whole(s), g.whole(s))
	}
	return g.whole(s)
}

// wholeState lists the fields of the state that hold whole plain numbers.
func (g *gen) wholeState() (names []string) {
	for _, d := range g.p.decls {
		if d.text != "state" {
			continue
		}
		for _, f := range d.block {
			name, place, _ := strings.Cut(f.text, ":")
			name = "ca." + name
			isPlain := slices.ContainsFunc(g.state, func(v variable) bool { return v.name == name && v.typ == plain })
			if isPlain && !strings.Contains(place, "fixed") {
				names = append(names, name)
			}
		}
	}
	return names
}

// whole draws a whole number that is not negative.
func (g *gen) whole(s *scope) *expr {
	return &expr{plain, pick(g, "sk.snd_cwnd", "sk.snd_cwnd_cnt", "sk.packets_out", "sk.prior_cwnd", "255", "7", "0x1234"), nil}
}

// factor and divisor draw dimensions so that the other operand's is a usual one, too.
func (g *gen) factor(t typ) typ {
	switch t {
	case bytes:
		return pick(g, plain, rate, bytes)
	case seconds:
		return pick(g, plain, seconds)
	case rate:
		return pick(g, plain, freq, rate, bytes)
	case freq:
		return pick(g, plain, freq)
	}
	return pick(g, plain, plain, seconds, freq)
}

func (g *gen) divisor(t typ) typ {
	switch t {
	case plain:
		return pick(g, plain, plain, bytes, seconds, rate)
	case bytes:
		return pick(g, plain, freq)
	case seconds:
		return pick(g, plain, rate, freq)
	case rate:
		return pick(g, plain, seconds)
	}
	return pick(g, plain, seconds, bytes)
}

func (g *gen) boolExpr(s *scope, depth int) *expr {
	sub := func(t typ) *expr { return g.expr(s, t, depth-1) }
	switch g.r.IntN(13) {
	case 12:
		return binary(truth, pick(g, "==", "!="), sub(truth), sub(truth))
	case 11:
		return &expr{truth, "(sk.ecn_flags & " + g.flag("EcnFlags") + pick(g, " == 0)", " != 0)"), nil}
	case 10:
		return binary(truth, pick(g, "==", "!=", "<", ">="), &expr{plain, pick(g, "sk.snd_ssthresh", "sk.snd_cwnd_clamp", "sk.pacing_rate", "sk.max_pacing_rate"), nil},
			&expr{plain, "unlimited", nil})
	case 0:
		return binary(truth, "&&", sub(truth), sub(truth))
	case 1:
		return binary(truth, "||", sub(truth), sub(truth))
	case 2:
		return &expr{truth, "!$", []*expr{sub(truth)}}
	case 3:
		t := typ{kind: seq}
		return binary(truth, pick(g, "<", "<=", ">", ">=", "==", "!="), sub(t), sub(t))
	case 4:
		t := typ{kind: stamp}
		return binary(truth, pick(g, "<", "<=", ">", ">=", "==", "!="), sub(t), sub(t))
	case 5:
		t := typ{kind: enum, enum: pick(g, g.enumList()...)}
		if e := g.variable(s, t); e != nil {
			return binary(truth, pick(g, "==", "!=", "<", "<=", ">", ">="), e, &expr{t, pick(g, g.enums[t.enum]...), nil})
		}
	case 7:
		op := pick(g, "<", "<=", ">", ">=", "==", "!=")
		switch g.r.IntN(3) {
		case 0:
			return binary(truth, op, g.counter(s), g.counter(s))
		case 1:
			return binary(truth, op, g.counter(s), g.besideCounter(s))
		}
		return binary(truth, op, g.counter(s), &expr{plain, pick(g, "0", "1", "100", "2147483648", "4294967295"), nil})
	case 6:
		for name, of := range map[string]string{"flags": "AckFlags", "flag": "ControlFlags"} {
			if s.has[name] {
				return &expr{truth, "(" + name + " & " + pick(g, g.flag(of), "("+g.flag(of)+" | "+g.flag(of)+")") + pick(g, " == 0)", " != 0)"), nil}
			}
		}
	}
	t := pick(g, numTypes...)
	return binary(truth, pick(g, "<", "<=", ">", ">=", "==", "!="), sub(t), sub(t))
}

// flag draws a value of an enum of flags.
func (g *gen) flag(of string) string { return pick(g, enumNames(target.LookupEnum(of))...) }

func (g *gen) seqExpr(s *scope, depth int) *expr {
	t := typ{kind: seq}
	sub := func(t typ) *expr { return g.expr(s, t, depth-1) }
	switch g.r.IntN(3) {
	case 0:
		return binary(t, pick(g, "+", "-"), sub(t), sub(bytes))
	case 1:
		return &expr{t, pick(g, "min", "max") + "($, $)", []*expr{sub(t), sub(t)}}
	}
	return g.atom(s, t)
}

func (g *gen) stampExpr(s *scope, depth int) *expr {
	t := typ{kind: stamp}
	sub := func(t typ) *expr { return g.expr(s, t, depth-1) }
	switch g.r.IntN(3) {
	case 0:
		return binary(t, pick(g, "+", "-"), sub(t), sub(seconds))
	case 1:
		return &expr{t, pick(g, "min", "max") + "($, $)", []*expr{sub(t), sub(t)}}
	}
	return g.atom(s, t)
}

// atom draws a value without operators.
func (g *gen) atom(s *scope, t typ) *expr {
	for range 4 {
		switch g.r.IntN(5) {
		case 0, 1:
			if e := g.variable(s, t); e != nil {
				return e
			}
		case 2, 3:
			if e := g.fieldOf(s, t); e != nil {
				return e
			}
		case 4:
			if t.kind != seq && t.kind != enum && !(t.kind == stamp && g.chance(2)) {
				return &expr{t, g.constant(t), nil}
			}
		}
	}
	if t.kind == enum {
		if e := g.variable(s, t); e != nil {
			return e
		}
		return &expr{t, pick(g, g.enums[t.enum]...), nil}
	}
	if t.kind == seq {
		return &expr{t, "sk.snd_una", nil}
	}
	return &expr{t, g.constant(t), nil}
}

// variable draws a name in scope that has the type.
func (g *gen) variable(s *scope, t typ) *expr {
	var list []*expr
	add := func(vars []variable) {
		for _, v := range vars {
			if v.typ == t {
				list = append(list, &expr{t, v.name, nil})
			}
		}
	}
	add(s.vars)
	add(g.params)
	add(g.consts)
	if !s.noState {
		add(g.state)
		for _, a := range g.arrays {
			element := func() *expr { return g.index(s.literalOnly(), a.len) }
			if a.of == nil && a.elem == t {
				list = append(list, &expr{t, a.name + "[$]", []*expr{element()}})
			}
			for _, in := range a.inner() {
				if in.elem == t {
					list = append(list, &expr{t, a.name + "[$]." + in.name + "[$]", []*expr{element(), g.index(s.literalOnly(), in.len)}})
				}
			}
		}
	}
	for _, tab := range g.tables {
		if tab.typ == t && !s.flat {
			list = append(list, &expr{t, tab.name + "[$]", []*expr{g.index(s.literalOnly(), tab.len)}})
		}
	}
	if len(list) == 0 {
		return nil
	}
	return pick(g, list...)
}

// literalOnly is a scope without names, so that indexes do not nest without end.
func (s *scope) literalOnly() *scope {
	return &scope{callback: s.callback, inFn: s.inFn, noState: true, pure: true, flat: true}
}

// fieldOf draws a kernel field of the type.
func (g *gen) fieldOf(s *scope, t typ) *expr {
	var list []*expr
	for _, obj := range s.objects() {
		for _, f := range target.Fields(obj) {
			ft, ok := fieldType(f)
			if !ok || ft != t || f.Kind == target.EnumValue && target.LookupEnum(f.Enum).Flags {
				continue
			}
			name := obj.Name() + "." + f.Name
			if f.HasNone {
				if g.tested(s, f) {
					list = append(list, &expr{t, name, nil}, &expr{t, name, nil}, &expr{t, name, nil})
				} else {
					list = append(list, &expr{t, "(if " + name + " >= 0 then " + name + " else " + g.literal(t) + ")", nil})
				}
				continue
			}
			list = append(list, &expr{t, name, nil})
		}
	}
	if len(list) == 0 {
		return nil
	}
	return pick(g, list...)
}

func (g *gen) tested(s *scope, f *target.Field) bool {
	for _, t := range s.sampled {
		if t == f {
			return true
		}
	}
	return false
}

// literal draws a constant with its unit written.
func (g *gen) literal(t typ) string {
	n := pick(g, "1", "2", "3", "7", "10", "100", "1000", "1460", "65536", "1000000", "4294967295", "123456789")
	switch t {
	case plain:
		return pick(g, n, n, "0.25", "0.5", "1.5", "0.001", "2.885", "1e9", "0xff")
	case bytes:
		if g.chance(3) {
			return pick(g, "1", "2", "100") + " " + pick(g, "bit", "kbit", "KiB", "Mbit", "MB", "MiB", "Gbit", "GB")
		}
		return n + " " + pick(g, "bytes", "bytes", "kB")
	case seconds:
		return n + pick(g, "us", "us", "us", "ms", "ms", "s", "s", "ns")
	case rate:
		return "(" + n + " bytes / " + pick(g, "1s", "1ms", "1us") + ")"
	case freq:
		return "(" + n + " / " + pick(g, "1s", "1us", "10ms") + ")"
	}
	return "1"
}

// constant draws a value known at compile time.
func (g *gen) constant(t typ) string {
	switch t.kind {
	case boolean:
		return pick(g, "true", "false")
	case stamp:
		return "never"
	case enum:
		return pick(g, g.enums[t.enum]...)
	}
	if g.chance(6) && t.kind == num {
		return "(" + g.literal(t) + " / 3)"
	}
	if len(t.literals()) == 0 && t.kind == num {
		return dimensioned(t)
	}
	return g.literal(t)
}

// dimensioned writes a constant of an unusual dimension.
func dimensioned(t typ) string {
	out := "1"
	for range t.bytes {
		out += " * 3 bytes"
	}
	for range t.sec {
		out += " * 2ms"
	}
	for range -t.bytes {
		out += " / 3 bytes"
	}
	for range -t.sec {
		out += " / 2ms"
	}
	return "(" + out + ")"
}
