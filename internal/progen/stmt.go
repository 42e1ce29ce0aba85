package progen

import (
	"fmt"
	"strings"

	"github.com/ccc-lang/ccc/lang/target"
)

// block draws n statements.
func (g *gen) block(s *scope, n, depth int) []*node {
	var list []*node
	for range n {
		if st := g.stmt(s, depth); st != nil {
			list = append(list, st)
		}
	}
	return list
}

func (g *gen) stmt(s *scope, depth int) *node {
	d := g.opts.Depth
	switch k := g.r.IntN(20); {
	case k < 3:
		t := g.placeType()
		name := g.name("x")
		text := "let " + name
		if t.kind == enum || g.chance(2) {
			text += ": " + g.randomPlace(t).text
		}
		n := line(text+" = $", g.open(g.expr(s, t, d)))
		s.vars = append(s.vars, variable{name: name, typ: t})
		return n
	case k < 5:
		t := g.placeType()
		name := g.name("y")
		n := line("var "+name+": "+g.randomPlace(t).text+" = $", g.open(g.expr(s, t, d)))
		s.vars = append(s.vars, variable{name: name, typ: t, place: true})
		return n
	case k < 10:
		return g.assign(s)
	case k < 13 && depth < 3:
		return g.ifStmt(s, depth)
	case k == 13 && depth < 2 && s.loops < 2:
		return g.loop(s, depth)
	case k == 14 && depth < 3:
		return g.match(s, depth)
	case k == 15:
		return g.call(s)
	case k == 16 && !s.pure:
		return g.sockStore(s)
	case k == 17 && depth > 0:
		return g.leave(s)
	case k == 18 && s.record != "":
		return line(s.record + " = initial")
	case k == 18 && !s.pure && !s.noState:
		return g.reset(s)
	case k == 19 && depth < 2 && (!s.pure || s.gives && s.result == plain): // else nothing could use it
		return g.related(s)
	}
	return g.assign(s)
}

// leave ends a loop's turn, a loop, or the function, under a condition.
func (g *gen) leave(s *scope) *node {
	n := &node{text: "if $", args: []*expr{g.expr(s, truth, 2)}, isBlock: true}
	switch {
	case s.inLoop && g.chance(2):
		n.block = []*node{line(pick(g, "break", "continue"))}
	case s.gives:
		n.block = []*node{line("return $", g.open(g.expr(s, s.result, 2)))}
	default:
		n.block = []*node{line("return")}
	}
	return n
}

func (g *gen) reset(s *scope) *node {
	if len(g.records) > 0 && g.chance(2) {
		return line(pick(g, g.records...).name + " = initial")
	}
	if len(g.arrays) > 0 && g.chance(2) {
		a := pick(g, g.arrays...)
		if g.chance(2) {
			return line(a.name + " = initial")
		}
		return line(a.name+"[$] = initial", g.index(s, a.len))
	}
	if len(g.state)+len(g.arrays) > 0 && g.chance(3) {
		return line("ca = initial")
	}
	return nil
}

// target draws something that can be assigned.
func (g *gen) target(s *scope) (*expr, bool) {
	var list []variable
	for _, v := range s.vars {
		if v.place {
			list = append(list, v)
		}
	}
	if !s.pure && !s.noState {
		list = append(list, g.state...)
		if len(g.arrays) > 0 && g.chance(3) {
			return g.element(s)
		}
	}
	if len(list) == 0 {
		return nil, false
	}
	v := pick(g, list...)
	return &expr{typ: v.typ, text: v.name}, true
}

// element draws an element of an array of the state, or a field of one.
func (g *gen) element(s *scope) (*expr, bool) {
	a := pick(g, g.arrays...)
	e := &expr{typ: a.elem, text: a.name + "[$]", args: []*expr{g.index(s, a.len)}}
	switch {
	case a.of == nil:
	case len(a.inner()) > 0 && g.chance(2):
		in := pick(g, a.inner()...)
		e.typ, e.text, e.args = in.elem, e.text+"."+in.name+"[$]", append(e.args, g.index(s, in.len))
	case len(a.of.fields) > 0:
		f := pick(g, a.of.fields...)
		e.typ, e.text = f.typ, e.text+"."+f.name
	default:
		return nil, false // a module's struct, whose fields are its own business
	}
	return e, true
}

func (g *gen) index(s *scope, n int) *expr {
	if g.chance(2) {
		return &expr{typ: plain, text: fmt.Sprint(g.r.IntN(n))}
	}
	if g.chance(2) {
		return &expr{typ: plain, text: "$ % " + fmt.Sprint(n), args: []*expr{g.runtime(s, plain)}}
	}
	return g.runtime(s, plain)
}

// runtime draws a value that is not known at compile time.
func (g *gen) runtime(s *scope, t typ) *expr {
	for range 5 {
		e := g.variable(s, t)
		if e != nil && !strings.HasPrefix(e.text, "CON") && !strings.HasPrefix(e.text, "TAB") {
			return e
		}
	}
	if e := g.fieldOf(s, t); e != nil {
		return e
	}
	return &expr{typ: freq, text: "(sk.snd_cwnd / sk.srtt_us)"} // the only one that no field has
}

func (g *gen) assign(s *scope) *node {
	to, ok := g.target(s)
	if !ok {
		if s.pure {
			return nil
		}
		return g.sockStore(s)
	}
	if to.typ.kind == num && g.chance(3) {
		op := pick(g, "+=", "-=")
		if g.chance(3) {
			return line("$ "+pick(g, "*=", "/=")+" $", to, g.expr(s, plain, 2))
		}
		return line("$ "+op+" $", to, g.expr(s, to.typ, 2))
	}
	return line("$ = $", to, g.open(g.expr(s, to.typ, g.opts.Depth)))
}

// sockStore stores in a field of the connection that programs may write.
func (g *gen) sockStore(s *scope) *node {
	var list []*target.Field
	for _, f := range target.Fields(target.Sock) {
		if f.Writable {
			list = append(list, f)
		}
	}
	f := pick(g, list...)
	t, _ := fieldType(f)
	switch {
	case f.Kind == target.Count:
		return line("sk."+f.Name+" = $", g.counter(s))
	case f.Kind == target.EnumValue && target.LookupEnum(f.Enum).Flags:
		return line("sk." + f.Name + " = sk." + f.Name + " | " + g.flag(f.Enum))
	}
	if f.HasUnlimited && g.chance(6) {
		return line("sk." + f.Name + " = unlimited")
	}
	if f.Kind == target.Num && g.chance(4) {
		return line("sk."+f.Name+" "+pick(g, "+=", "-=")+" $", g.expr(s, t, 2))
	}
	return line("sk."+f.Name+" = $", g.open(g.expr(s, t, g.opts.Depth)))
}

func (g *gen) ifStmt(s *scope, depth int) *node {
	if g.chance(4) {
		if n := g.sampleStmt(s, depth); n != nil {
			return n
		}
	}
	n := &node{text: "if $", args: []*expr{g.expr(s, truth, g.opts.Depth)}, isBlock: true}
	n.block = g.block(s.child(), 1+g.r.IntN(3), depth+1)
	if g.chance(2) {
		n.hasElse, n.elseIf = true, g.chance(2)
		n.els = g.block(s.child(), 1+g.r.IntN(2), depth+1)
	}
	return n
}

// sampleStmt tests a field that may hold no sample; inside, it may be used.
func (g *gen) sampleStmt(s *scope, depth int) *node {
	if s.has["rs"] && g.chance(2) {
		inner := s.child()
		for _, name := range []string{"delivered", "interval_us"} {
			inner.sampled = append(inner.sampled, target.Lookup(target.RateSample, name))
		}
		return &node{text: "if rs.valid", isBlock: true, block: g.block(inner, 1+g.r.IntN(3), depth+1)}
	}
	list := g.sampleFields(s)
	if len(list) == 0 {
		return nil
	}
	f := pick(g, list...)
	inner := s.child()
	inner.sampled = append(inner.sampled, f)
	return &node{text: "if " + f.Object.Name() + "." + f.Name + " >= 0", isBlock: true, block: g.block(inner, 1+g.r.IntN(3), depth+1)}
}

// objects returns the kernel objects that the scope can name.
func (s *scope) objects() []target.Object {
	list := []target.Object{target.Sock}
	switch {
	case s.inFn:
	case s.has["rs"]:
		list = append(list, target.RateSample, target.RateSample)
	case s.has["sample"]:
		list = append(list, target.AckSample, target.AckSample)
	}
	return list
}

func (g *gen) sampleFields(s *scope) []*target.Field {
	var list []*target.Field
	for _, obj := range s.objects() {
		for _, f := range target.Fields(obj) {
			if f.HasNone {
				list = append(list, f)
			}
		}
	}
	return list
}

func (g *gen) loop(s *scope, depth int) *node {
	inner := s.child()
	inner.loops++
	inner.inLoop = true
	name := g.name("i")
	inner.vars = append(inner.vars, variable{name: name, typ: plain})
	lo := g.r.IntN(4)
	n := &node{text: fmt.Sprintf("for %s in %d..%d", name, lo, lo+g.r.IntN(9)), isBlock: true}
	switch {
	case g.chance(4): // bounds that the text shows
		hi := fmt.Sprint(lo + g.r.IntN(9))
		n.text = fmt.Sprintf("for %s in %s..%s", name, pick(g, "max($, "+fmt.Sprint(lo)+")", fmt.Sprint(lo)), pick(g, "min($, "+hi+")", "min($, "+hi+") + 1", hi))
		for range strings.Count(n.text, "$") {
			n.args = append(n.args, g.runtime(s, plain))
		}
	case g.chance(2):
		most := pick(g, 1, 2, 5, 10, 30)
		if g.chance(20) { // the limit
			most = 256
		}
		n.text = fmt.Sprintf("for %s in $..$%s max %d", name, pick(g, "", "", " + 2", " - 1"), most)
		n.args = []*expr{g.runtime(s, plain), g.runtime(s, plain)}
	}
	n.block = g.block(inner, 1+g.r.IntN(3), depth+1)
	return n
}

func (g *gen) match(s *scope, depth int) *node {
	var subjects []variable
	for _, v := range append(append([]variable{}, s.vars...), g.state...) {
		if v.typ.kind == enum && (!s.noState || !strings.HasPrefix(v.name, "ca.")) {
			subjects = append(subjects, v)
		}
	}
	subjects = append(subjects, variable{name: "sk.ca_state", typ: typ{kind: enum, enum: "CaState"}})
	v := pick(g, subjects...)
	n := &node{text: "match " + v.name, isBlock: true}
	rest := append([]string{}, g.enums[v.typ.enum]...)
	g.r.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
	whole := g.chance(2)
	for len(rest) > 0 {
		k := min(1+g.r.IntN(2), len(rest))
		arm := &node{text: strings.Join(rest[:k], " | ") + " =>", isBlock: true, fixed: true}
		arm.block = g.block(s.child(), 1, depth+1)
		if b := arm.block; len(b) == 1 && !b[0].isBlock && g.chance(2) && !strings.HasPrefix(b[0].text, "let ") && !strings.HasPrefix(b[0].text, "var ") {
			arm = &node{text: arm.text + " " + b[0].text, args: b[0].args, fixed: true}
		}
		n.block = append(n.block, arm)
		rest = rest[k:]
		if !whole && g.chance(2) {
			break
		}
	}
	if len(rest) > 0 {
		n.block = append(n.block, &node{text: "_ =>", isBlock: true, fixed: true, block: g.block(s.child(), 1, depth+1)})
	}
	return n
}

// call calls a function that stores.
func (g *gen) call(s *scope) *node {
	if s.pure {
		return nil
	}
	if g.chance(6) {
		return line("send_ack(sk, $)", g.expr(s, typ{kind: seq}, 2))
	}
	var list []function
	for _, f := range g.fns {
		if f.stores && (f.record == nil || len(g.recordsOf(f.record)) > 0) && !s.noState {
			list = append(list, f)
		}
	}
	if len(list) == 0 {
		return nil
	}
	f := pick(g, list...)
	c := g.callExpr(s, f, 2)
	if f.gives {
		name := g.name("x")
		s.vars = append(s.vars, variable{name: name, typ: f.result})
		return line("let "+name+" = $", c)
	}
	return line("$", c)
}

func (g *gen) recordsOf(d *structDecl) []recordField {
	var list []recordField
	for _, r := range g.records {
		if r.of.name == d.name {
			list = append(list, r)
		}
	}
	return list
}

func (g *gen) callExpr(s *scope, f function, depth int) *expr {
	e := &expr{typ: f.result}
	var args []string
	if !f.noSock {
		args = append(args, "sk")
	}
	if f.record != nil {
		args = append(args, pick(g, g.recordsOf(f.record)...).name)
	}
	for _, p := range f.params {
		args = append(args, "$")
		e.args = append(e.args, g.expr(s, p.typ, depth-1))
	}
	e.text = f.name + "(" + strings.Join(args, ", ") + ")"
	return e
}
