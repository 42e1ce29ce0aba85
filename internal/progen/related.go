package progen

import "fmt"

// relation is a few counts that are compared with one another and subtracted from one
// another, some more or less: what random expressions hardly ever do, and what the range
// analysis has rules for.
type relation struct {
	g      *gen
	counts []*expr
	diff   *expr // where differences go
}

// related draws the counts, nested tests of their orders, and a use of what came out.
func (g *gen) related(s *scope) *node {
	r := &relation{g: g}
	// A block of its own: the names are nobody else's.
	n := &node{text: "if $", args: []*expr{g.expr(s, truth, 1)}, isBlock: true}
	for range 2 + g.r.IntN(2) {
		name := g.name("x")
		n.block = append(n.block, line("let "+name+": u32 = $", g.runtime(s, plain)))
		r.counts = append(r.counts, &expr{typ: plain, text: name})
	}
	r.diff = &expr{typ: plain, text: g.name("y")}
	n.block = append(n.block, line(fmt.Sprintf("var %s: i64 = %d", r.diff.text, g.r.IntN(3))))
	for range 1 + g.r.IntN(3) {
		n.block = append(n.block, r.test(2))
	}
	n.block = append(n.block, g.use(s, r.diff))
	return n
}

// use returns or stores a count.
func (g *gen) use(s *scope, x *expr) *node {
	if s.gives && s.result == plain {
		return line("return $", x)
	}
	if to, ok := g.target(s); ok && to.typ == plain && g.chance(2) {
		return line("$ = $", to, x)
	}
	return line("sk.snd_ssthresh = abs($) + 2", x)
}

// count draws one of the counts, some more or less, or a small number.
func (r *relation) count() *expr {
	x := pick(r.g, r.counts...)
	switch r.g.r.IntN(6) {
	case 0, 1:
		return &expr{typ: plain, text: fmt.Sprintf("($ %s %d)", pick(r.g, "+", "-"), 1+r.g.r.IntN(6)), args: []*expr{x}}
	case 2:
		return &expr{typ: plain, text: fmt.Sprint(r.g.r.IntN(8))}
	}
	return x
}

// test draws a test of an order with differences behind it.
func (r *relation) test(depth int) *node {
	cond := &expr{typ: truth, text: "$ " + pick(r.g, "<", "<=", ">", ">=", "==", "!=") + " $", args: []*expr{pick(r.g, r.counts...), r.count()}}
	n := &node{text: "if $", args: []*expr{cond}, isBlock: true, block: r.body(depth)}
	if r.g.chance(2) {
		n.hasElse, n.els = true, r.body(depth)
	}
	return n
}

func (r *relation) body(depth int) []*node {
	var list []*node
	for range 1 + r.g.r.IntN(2) {
		if depth > 0 && r.g.chance(2) {
			list = append(list, r.test(depth-1))
			continue
		}
		list = append(list, line("$ "+pick(r.g, "=", "=", "+=", "-=")+" $", r.diff, r.difference()))
	}
	return list
}

func (r *relation) difference() *expr {
	text := pick(r.g, "$ - $", "$ - $", "$ - $", "min($, $)", "max($, $)", "abs($ - $)", "max($ - $, 0)", "$ - min($, $)", "$ / max($, 1)", "2 * $ - $")
	e := &expr{typ: plain, text: text}
	for _, c := range text {
		if c == '$' {
			e.args = append(e.args, r.count())
		}
	}
	return e
}
