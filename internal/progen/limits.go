package progen

import (
	"fmt"
	"strconv"
	"strings"
)

// limit is a size that a program may have at most, and what brings a random program
// near it.
type limit struct {
	name string
	most int // at this size of what decls and body make, about, the limit is reached
	// decls adds declarations, which random code may use then. It may be nil.
	decls func(g *gen, n int)
	// body makes statements for a callback that every algorithm has. It may be nil.
	body func(g *gen, n int) []*node
}

// limits are those that ordinary random programs hardly ever come near; docs/safety.md has
// all of them. TestGeneratorComesNearEachLimit asks for programs near each.
var limits = []limit{
	{"instructions of a callback", 600, nil, (*gen).longBody},
	{"operations of a callback", 2500, nil, (*gen).repeated},
	{"loops of a callback", 256, nil, (*gen).manyLoops},
	{"turns of a loop", 256, nil, (*gen).manyTurns},
	{"bytes of stack", 80, nil, (*gen).manyVariables},
	{"bytes of state", 32_000, (*gen).bigArrays, nil},
	{"values of the state", 2048, (*gen).manyValues, nil},
	{"private bytes of a connection", 104, (*gen).privateState, nil},
	{"elements of a table", 4096, (*gen).bigTable, nil},
	{"values of an enum", 256, (*gen).bigEnum, nil},
	{"calls inside calls", 64, nil, (*gen).deepCalls},
	{"versions of functions", 5000, nil, (*gen).manyVersions},
	{"operators of an expression", 2300, nil, (*gen).longExpression},
	{"brackets inside brackets", 195, nil, (*gen).deepExpression},
	{"digits of a number", 300, nil, (*gen).longNumber}, // 1,024 bits, the limit of a constant, are 308
}

// Limits returns how many limits there are that Options.Limit can name.
func Limits() int { return len(limits) }

// near draws a size near a limit: as a rule a little below, now and then at it or beyond.
func (g *gen) near(most int) int {
	if g.chance(4) {
		return most - 2 + g.r.IntN(4)
	}
	return most*3/4 + g.r.IntN(most/4)
}

// outside is a scope of a callback of which only the connection is known.
func outside() *scope { return &scope{has: map[string]bool{}, inFn: true} }

// longBody makes many statements out of a few, since among many different ones there
// would always be one that breaks a rule.
func (g *gen) longBody(n int) (list []*node) {
	var few []*node
	for len(few) < 12 {
		for _, st := range g.block(outside(), 1, 2) {
			if !strings.HasPrefix(st.text, "let ") && !strings.HasPrefix(st.text, "var ") {
				few = append(few, st)
			}
		}
	}
	few = few[g.r.IntN(6):]
	for range n {
		list = append(list, pick(g, few...))
	}
	return list
}

// sum makes statements that add up n numbers and use what comes out.
func (g *gen) sum(n int, number func(i int) *expr) []*node {
	y := &expr{typ: plain, text: g.name("y")}
	list := []*node{line("var " + y.text + ": i64 = 0")}
	for i := range n {
		list = append(list, line("$ "+pick(g, "+=", "-=")+" $", y, number(i)))
	}
	return append(list, line("sk.snd_ssthresh = abs($) + 2", y))
}

// pure declares a function of a count, which computes and stores nothing.
func (g *gen) pure(depth int) func(arg string) *expr {
	name, p := g.name("fn"), g.name("p")
	s := &scope{inFn: true, pure: true, noState: true, vars: []variable{{name: p, typ: plain}}}
	g.decl(line("fn "+name+"(sk, "+p+": u32): i64 = $", g.open(g.expr(s, plain, depth))))
	return func(arg string) *expr { return &expr{typ: plain, text: name + "(sk, " + arg + ")"} }
}

// repeated computes the same few numbers again and again.
func (g *gen) repeated(n int) []*node {
	f := g.pure(1 + g.r.IntN(3))
	if g.chance(2) {
		n /= 5
	}
	return g.sum(n, func(int) *expr { return f(pick(g, "1", "2", "sk.snd_cwnd")) })
}

// manyVersions calls a function with as many constants.
func (g *gen) manyVersions(n int) []*node {
	f := g.pure(1)
	return g.sum(n, func(i int) *expr { return f(fmt.Sprint(i)) })
}

// deepCalls makes functions that each call the one before.
func (g *gen) deepCalls(n int) []*node {
	last := g.pure(2)
	for range n - 1 {
		name, p := g.name("fn"), g.name("p")
		g.decl(line("fn "+name+"(sk, "+p+": u32) = $ "+pick(g, "+", "-")+" $", last(p+" + 1"), g.runtime(outside(), plain)))
		last = func(arg string) *expr { return &expr{typ: plain, text: name + "(sk, " + arg + ")"} }
	}
	return g.sum(1, func(int) *expr { return last("sk.snd_cwnd") })
}

func (g *gen) manyLoops(n int) (list []*node) {
	for range n {
		s := outside()
		s.loops, s.inLoop = 1, true
		i := variable{name: g.name("i"), typ: plain}
		s.vars = append(s.vars, i)
		lo := g.r.IntN(3)
		list = append(list, &node{text: fmt.Sprintf("for %s in %d..%d", i.name, lo, lo+g.r.IntN(4)), isBlock: true, block: g.block(s, 1, 3)})
	}
	return list
}

// manyTurns makes a loop, sometimes with a short one in it.
func (g *gen) manyTurns(n int) []*node {
	s := outside()
	s.loops, s.inLoop = pick(g, 1, 2), true
	i := variable{name: g.name("i"), typ: plain}
	s.vars = append(s.vars, i)
	head := &node{text: fmt.Sprintf("for %s in 1..%d", i.name, n), isBlock: true, block: g.block(s, 2, 1)}
	if g.chance(2) {
		head.text, head.args = fmt.Sprintf("for %s in $..$ max %d", i.name, n), []*expr{g.runtime(outside(), plain), g.runtime(outside(), plain)}
	}
	return []*node{head}
}

// manyVariables makes variables that all live until each has been used.
func (g *gen) manyVariables(n int) (list []*node) {
	var names []*expr
	for range n {
		x := &expr{typ: plain, text: g.name("x")}
		list = append(list, line("let "+x.text+": i64 = $", g.expr(outside(), plain, 2)))
		names = append(names, x)
	}
	list = append(list, line("send_ack(sk, sk.snd_una)"))
	g.r.Shuffle(n, func(i, j int) { names[i], names[j] = names[j], names[i] })
	return append(list, g.sum(n, func(i int) *expr { return names[i] })...)
}

// bigArrays makes a state of n bytes.
func (g *gen) bigArrays(n int) { g.stateOf(arraysOf("u64", n/8)) }

// manyValues makes a state of n values, in structs of 32.
func (g *gen) manyValues(n int) {
	inner, state := &node{text: "struct Many", isBlock: true}, &node{text: "state", isBlock: true}
	for i := range 32 {
		inner.block = append(inner.block, line(fmt.Sprintf("v%d: %s", i, pick(g, "u8", "i8", "u16", "u32", "u64 in 0..9 = 3"))))
	}
	for i := range n / 32 {
		state.block = append(state.block, line(fmt.Sprintf("s%d: Many", i)))
		for k := range 32 {
			g.state = append(g.state, variable{fmt.Sprintf("ca.s%d.v%d", i, k), plain, true})
		}
	}
	g.decl(inner)
	g.decl(state)
}

// arraysOf gives the types of arrays that hold n elements together.
func arraysOf(elem string, n int) (types []string) {
	for ; n > 4096; n -= 4096 {
		types = append(types, elem+"[4096]")
	}
	return append(types, fmt.Sprintf("%s[%d]", elem, n))
}

// privateState makes a state of n bytes without arrays.
func (g *gen) privateState(n int) {
	sizes := map[string]int{"u64": 8, "i64": 8, "u32": 4, "i32": 4, "u16": 2, "i16": 2, "u8": 1, "i8": 1}
	var types []string
	for n > 0 {
		if t := pick(g, "u64", "i64", "u64", "u32", "i32", "u16", "i16", "u8", "i8"); sizes[t] <= n {
			types, n = append(types, t), n-sizes[t]
		}
	}
	g.stateOf(types)
}

// stateOf declares a state of fields of these types.
func (g *gen) stateOf(types []string) {
	n := &node{text: "state", isBlock: true}
	for _, t := range types {
		name := g.name("m")
		n.block = append(n.block, line(name+": "+t))
		if _, length, ok := strings.Cut(strings.TrimSuffix(t, "]"), "["); ok {
			n, _ := strconv.Atoi(length)
			g.arrays = append(g.arrays, arrayField{name: "ca." + name, elem: plain, len: n})
			continue
		}
		g.state = append(g.state, variable{"ca." + name, plain, true})
	}
	g.decl(n)
}

func (g *gen) bigTable(n int) {
	name := g.name("TAB")
	items := make([]string, n)
	for i := range items {
		items[i] = pick(g, "0", "1", "7", fmt.Sprint(i), "65535", "1000000")
	}
	g.decl(line("const " + name + " = [" + strings.Join(items, ", ") + "]"))
	g.tables = append(g.tables, table{name, plain, n})
}

func (g *gen) bigEnum(n int) {
	name := fmt.Sprintf("Kind%d", len(g.enums))
	for range n {
		g.enums[name] = append(g.enums[name], g.name("v"))
	}
	g.decl(line("enum " + name + " { " + strings.Join(g.enums[name], ", ") + " }"))
}

// longExpression makes a sum with n operators.
func (g *gen) longExpression(n int) []*node {
	e := &expr{typ: plain, args: []*expr{g.simple()}}
	var text strings.Builder
	text.WriteString("$")
	for range n - 1 {
		text.WriteString(pick(g, " + $", " - $"))
		e.args = append(e.args, g.simple())
	}
	e.text = text.String()
	return g.sum(1, func(int) *expr { return e })
}

// simple draws a count without operators.
func (g *gen) simple() *expr {
	for {
		if e := g.atom(outside(), plain); !strings.ContainsAny(e.text, "( ") {
			return e
		}
	}
}

// deepExpression makes n brackets inside one another.
func (g *gen) deepExpression(n int) []*node {
	e := g.runtime(outside(), plain)
	for range n {
		x := g.atom(outside(), plain)
		e = &expr{typ: plain, text: pick(g, "($ + $)", "($ - $)", "min($, $)", "max($, $)", "($ + min($, 3))"), args: []*expr{e, x}}
	}
	return g.sum(1, func(int) *expr { return e })
}

// longNumber compares with a fraction of n digits.
func (g *gen) longNumber(n int) []*node {
	digits := make([]byte, n)
	for i := range digits {
		digits[i] = '0' + byte(g.r.IntN(10))
	}
	x := &expr{typ: plain, text: fmt.Sprintf("%d.%s", g.r.IntN(100), digits)}
	cond := &expr{typ: truth, text: "$ " + pick(g, "<", ">=") + " $", args: []*expr{g.runtime(outside(), plain), x}}
	return []*node{{text: "if $", args: []*expr{cond}, isBlock: true, block: g.block(outside(), 1, 3)}}
}
