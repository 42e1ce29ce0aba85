package progen

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/ccc-lang/ccc/lang/target"
)

// Options say what kind of programs to make. The zero value makes small ones.
type Options struct {
	// Size is how many statements a callback has at most, about; 0 means 6.
	Size int
	// Depth is how deep expressions nest; 0 means 3.
	Depth int
	// Limit, if not 0, is the number of a limit that the program shall come near; 0 draws
	// one for one in two hundred programs.
	Limit int
}

// New returns the random program that r makes.
func New(r *rand.Rand, opts Options) *Program {
	if opts.Size == 0 {
		opts.Size = 6
	}
	if opts.Depth == 0 {
		opts.Depth = 3
	}
	g := &gen{r: r, opts: opts, p: &Program{}, enums: map[string][]string{}}
	g.program()
	return g.p
}

// gen is a program in the making.
type gen struct {
	r    *rand.Rand
	opts Options
	p    *Program
	n    int // names made

	enums   map[string][]string // values by name, declared and kernel ones
	params  []variable
	consts  []variable
	tables  []table
	structs []structDecl
	state   []variable
	arrays  []arrayField
	records []recordField
	fns     []function
}

// variable is a name for a value.
type variable struct {
	name  string
	typ   typ
	place bool // may be assigned
}

type table struct {
	name string
	typ  typ
	len  int
}

type structDecl struct {
	name   string
	fields []variable
	arrays []arrayField // of scalars
}

// arrayField is an array in the state or in a struct: of scalars, or of structs.
type arrayField struct {
	name string
	elem typ
	of   *structDecl
	len  int
}

// inner returns the arrays in the array's structs.
func (a arrayField) inner() []arrayField {
	if a.of == nil {
		return nil
	}
	return a.of.arrays
}

type recordField struct {
	name string
	of   *structDecl
}

// function is a function of the program.
type function struct {
	name   string
	params []variable
	record *structDecl // a first parameter that is a struct by reference
	result typ
	gives  bool
	stores bool // may be called only as a statement, or as a whole right side
	noSock bool // it does not take the connection
}

// scope is where a statement or an expression stands.
type scope struct {
	callback string
	has      map[string]bool // the callback's parameters
	record   string          // the function's parameter that is a struct, which it may reset
	vars     []variable
	sampled  []*target.Field
	pure     bool // inside a function without stores
	noState  bool
	flat     bool // no indexes
	loops    int
	inLoop   bool
	result   typ
	gives    bool
	inFn     bool
}

func (s *scope) child() *scope {
	c := *s
	c.vars = slices.Clone(s.vars)
	c.sampled = slices.Clone(s.sampled)
	return &c
}

func pick[T any](g *gen, list ...T) T { return list[g.r.IntN(len(list))] }

// chance is true once in n.
func (g *gen) chance(n int) bool { return g.r.IntN(n) == 0 }

func (g *gen) name(prefix string) string {
	g.n++
	return fmt.Sprintf("%s%d", prefix, g.n)
}

func (g *gen) decl(n *node) *node {
	g.p.decls = append(g.p.decls, n)
	return n
}

func line(text string, args ...*expr) *node { return &node{text: text, args: args} }

// open takes the brackets around an expression away, for where it ends a line.
func (g *gen) open(e *expr) *expr {
	if g.chance(2) || !strings.HasPrefix(e.text, "(") || !strings.HasSuffix(e.text, ")") {
		return e
	}
	return &expr{e.typ, e.text[1 : len(e.text)-1], e.args}
}

func (g *gen) program() {
	head := "algorithm " + g.algorithmName()
	if g.chance(4) {
		head += " with " + pick(g, "ecn", "nonrestricted", "ecn, nonrestricted")
	}
	g.decl(&node{text: head, fixed: true})
	g.uses()
	for _, e := range target.Enums() {
		if !e.Flags {
			g.enums[e.Name] = enumNames(e)
		}
	}
	g.enumDecls()
	g.constDecls()
	g.paramDecls()
	g.structDecls()
	near := g.nearLimit()
	if near.decls != nil {
		near.decls(g, g.near(near.most))
	}
	if len(g.state)+len(g.arrays) == 0 {
		g.stateDecl()
	}
	for range g.r.IntN(4) {
		g.function()
	}
	g.callbacks()
	if near.body != nil {
		g.extend(near.body(g, g.near(near.most)))
	}
}

// algorithmName draws a name, which may be as long as the kernel allows.
func (g *gen) algorithmName() string {
	return "gen" + strings.Repeat(pick(g, "xyz_", "cc12"), pick(g, 0, 0, 0, 3))
}

// nearLimit draws a limit that the program shall come near, seldom: such programs take
// the time of ten others.
func (g *gen) nearLimit() limit {
	if g.opts.Limit > 0 {
		return limits[g.opts.Limit-1]
	}
	if g.chance(200) {
		return pick(g, limits...)
	}
	return limit{}
}

// extend adds statements to a callback that every algorithm has.
func (g *gen) extend(list []*node) {
	for _, d := range g.p.decls {
		if d.isBlock && (strings.HasPrefix(d.text, "cong_avoid(") || strings.HasPrefix(d.text, "cong_control(")) {
			d.block = append(d.block, list...)
		}
	}
}

// uses draws modules of the standard library and kernel functions.
func (g *gen) uses() {
	for _, m := range modules {
		if !g.chance(m.chance) {
			continue
		}
		g.decl(line("use " + m.name))
		for _, name := range m.structs {
			g.structs = append(g.structs, structDecl{name: m.name + "." + name})
		}
		for _, f := range m.fns {
			f.name = m.name + "." + f.name
			if f.record != nil {
				f.record = &structDecl{name: m.name + "." + f.record.name}
			}
			g.fns = append(g.fns, f)
		}
	}
	if g.chance(6) {
		g.decl(line("extern fn tcp_slow_start(sk, acked): pkts"))
		g.decl(line("extern fn tcp_cong_avoid_ai(sk, w, acked)"))
		g.decl(line("extern fn tcp_reno_undo_cwnd(sk): pkts"))
		g.decl(line("extern fn tcp_reno_ssthresh(sk): pkts"))
		g.decl(line("extern fn tcp_reno_cong_avoid(sk, ack, acked)"))
		g.fns = append(g.fns,
			function{name: "tcp_slow_start", params: []variable{{typ: plain}}, result: plain, gives: true, stores: true},
			function{name: "tcp_reno_undo_cwnd", result: plain, gives: true, stores: true},
			function{name: "tcp_reno_ssthresh", result: plain, gives: true, stores: true},
			function{name: "tcp_reno_cong_avoid", params: []variable{{typ: typ{kind: seq}}, {typ: plain}}, stores: true},
			function{name: "tcp_cong_avoid_ai", params: []variable{{typ: plain}, {typ: plain}}, stores: true})
	}
}

func enumNames(e *target.Enum) []string {
	var names []string
	for _, m := range e.Values {
		names = append(names, m.Name)
	}
	return names
}

func (g *gen) enumDecls() {
	for range g.r.IntN(3) {
		name := fmt.Sprintf("Kind%d", len(g.enums))
		for range 2 + g.r.IntN(4) {
			g.enums[name] = append(g.enums[name], g.name("v"))
		}
		g.decl(line("enum " + name + " { " + strings.Join(g.enums[name], ", ") + " }"))
	}
}

// ownEnums returns the declared enums in order, and the kernel's.
func (g *gen) enumList() []string {
	var names []string
	for name := range g.enums {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func (g *gen) constDecls() {
	for range g.r.IntN(3) {
		t := pick(g, numTypes...)
		if g.chance(2) {
			name := g.name("TAB")
			n := 2 + g.r.IntN(6)
			var items []string
			for range n {
				items = append(items, g.constant(t))
			}
			g.decl(line("const " + name + " = [" + strings.Join(items, ", ") + "]"))
			g.tables = append(g.tables, table{name, t, n})
			continue
		}
		name := g.name("CON")
		g.decl(line("const "+name+" = $", g.open(&expr{t, g.constant(t), nil})))
		g.consts = append(g.consts, variable{name: name, typ: t})
	}
}

func (g *gen) paramDecls() {
	for range g.r.IntN(3) {
		name := g.name("par")
		t := pick(g, plain, plain, seconds, bytes, rate, truth)
		text := "param " + name + " = "
		if t == truth {
			text += pick(g, "true", "false")
		} else if t == plain {
			text += pick(g, "0.7 in 0.1..1", "3 in 0..10", "1/16 in 1/1024..1", "100", "-2 in -5..5", "1000000 in 1..4000000000", "0.5")
		} else {
			text += g.literal(t)
		}
		g.decl(line(text))
		g.params = append(g.params, variable{name: name, typ: t})
	}
}

func (g *gen) structDecls() {
	for range g.r.IntN(3) {
		s := structDecl{name: fmt.Sprintf("Rec%d", len(g.structs)+1)}
		n := &node{text: "struct " + s.name, isBlock: true}
		for range 1 + g.r.IntN(4) {
			f := g.field("f")
			s.fields = append(s.fields, f.variable)
			n.block = append(n.block, line(f.text))
		}
		n.block[0].fixed = true
		if g.chance(3) {
			a, text := g.arrayField("w", 2, 3, 8)
			s.arrays = append(s.arrays, a)
			n.block = append(n.block, line(text))
		}
		g.decl(n)
		g.structs = append(g.structs, s)
	}
}

type fieldDecl struct {
	variable
	text string
}

// field draws a field of a struct or of the state.
func (g *gen) field(prefix string) fieldDecl {
	t := g.placeType()
	p := g.randomPlace(t)
	name := g.name(prefix)
	text := name + ": " + p.text
	if t.kind == num && !strings.Contains(p.text, "fixed") && g.chance(5) {
		text += pick(g, " in 0..100 = 7", " in 1..3 = 2", " in 0..127", " in 2..4 = 2", " in 0..1")
	} else if t.kind == num && p.text[0] == 'u' && g.chance(2) {
		text += pick(g, " in 0..3", " in 0..1 = 3 / 4", " in 0.5..8 = 1", " in 1..9 = 2")
	} else if t.kind == num && p.text[0] == 'i' && g.chance(5) {
		text += pick(g, " = -1", " = -(7 - 3)")
	} else if t.kind != seq && g.chance(3) {
		text += " = " + g.initial(t)
	}
	return fieldDecl{variable{name, t, true}, text}
}

func (g *gen) placeType() typ {
	switch g.r.IntN(8) {
	case 0:
		return truth
	case 1:
		return typ{kind: seq}
	case 2:
		return typ{kind: stamp}
	case 3:
		return typ{kind: enum, enum: pick(g, g.enumList()...)}
	}
	return pick(g, numTypes...)
}

func (g *gen) initial(t typ) string {
	switch t.kind {
	case boolean:
		return pick(g, "true", "false")
	case stamp:
		return "never"
	case enum:
		return pick(g, g.enums[t.enum]...)
	}
	return pick(g, "1", "7", "100", "0")
}

func (g *gen) stateDecl() {
	fields := g.r.IntN(8)
	if g.chance(6) {
		fields = 15 + g.r.IntN(20)
	}
	if fields == 0 {
		return
	}
	n := &node{text: "state", isBlock: true}
	for range fields {
		n.block = append(n.block, g.stateField())
	}
	g.decl(n)
}

func (g *gen) stateField() *node {
	switch {
	case len(g.structs) > 0 && g.chance(5):
		s := &g.structs[g.r.IntN(len(g.structs))]
		name := g.name("ca.r")
		if g.chance(2) {
			n := 1 + g.r.IntN(5)
			g.arrays = append(g.arrays, arrayField{name: name, of: s, len: n})
			return line(fmt.Sprintf("%s: %s[%d]", name[3:], s.name, n))
		}
		g.records = append(g.records, recordField{name, s})
		for _, f := range s.fields {
			g.state = append(g.state, variable{name + "." + f.name, f.typ, true})
		}
		for _, a := range s.arrays {
			g.arrays = append(g.arrays, arrayField{name: name + "." + a.name, elem: a.elem, len: a.len})
		}
		return line(name[3:] + ": " + s.name)
	case g.chance(5):
		lengths := []int{1, 2, 3, 4, 8, 16}
		if g.chance(20) { // near a limit: of what is written out, of a byte, of an array
			lengths = []int{17, 64, 65, 255, 256, 257, 4095, 4096}
		}
		a, text := g.arrayField("a", lengths...)
		a.name = "ca." + a.name
		g.arrays = append(g.arrays, a)
		return line(text)
	}
	f := g.field("m")
	g.state = append(g.state, variable{"ca." + f.name, f.typ, true})
	return line(f.text)
}

// arrayField draws a field that is an array of scalars of one of the lengths.
func (g *gen) arrayField(prefix string, lengths ...int) (a arrayField, text string) {
	a = arrayField{name: g.name(prefix), elem: g.placeType(), len: pick(g, lengths...)}
	length := fmt.Sprint(a.len)
	if g.chance(4) {
		length = g.name("LEN")
		g.decl(line(fmt.Sprintf("const %s = %d", length, a.len)))
	}
	return a, fmt.Sprintf("%s: %s[%s]%s", a.name, g.randomPlace(a.elem).text, length, g.arrayInitial(a.elem, a.len))
}

// arrayInitial draws the initial value of an array of n: none, one for all, or a list.
func (g *gen) arrayInitial(t typ, n int) string {
	switch {
	case t.kind == seq || g.chance(2):
		return ""
	case n > 16 || g.chance(3):
		return " = " + g.initial(t)
	}
	var list []string
	for range n {
		list = append(list, g.initial(t))
	}
	return " = [" + strings.Join(list, ", ") + "]"
}

// function makes a function: pure, with an expression; or one that stores.
func (g *gen) function() {
	f := function{name: g.name("fn"), stores: g.chance(2)}
	s := &scope{inFn: true, pure: !f.stores}
	var params []string
	params = append(params, "sk")
	if f.stores && len(g.structs) > 0 && g.chance(2) {
		f.record = &g.structs[g.r.IntN(len(g.structs))]
		name := g.name("q")
		params = append(params, name+": "+f.record.name)
		for _, v := range f.record.fields {
			s.vars = append(s.vars, variable{name + "." + v.name, v.typ, true})
		}
		s.noState = true // it might overlap with the reference
		s.record = name
	}
	for range g.r.IntN(3) {
		t := g.placeType()
		v := variable{name: g.name("p"), typ: t}
		text := v.name
		if t.kind == enum || g.chance(2) {
			text += ": " + g.randomPlace(t).text
		}
		params = append(params, text)
		f.params = append(f.params, v)
		s.vars = append(s.vars, v)
	}
	f.gives = !f.stores || g.chance(2)
	head := "fn " + f.name + "(" + strings.Join(params, ", ") + ")"
	if f.gives {
		f.result = g.placeType()
		if f.result.kind == enum || g.chance(2) {
			head += ": " + g.randomPlace(f.result).text
		}
	}
	s.result, s.gives = f.result, f.gives
	if !f.stores && g.chance(2) {
		g.decl(line(head+" = $", g.open(g.expr(s, f.result, g.opts.Depth))))
		g.fns = append(g.fns, f)
		return
	}
	n := &node{text: head, isBlock: true}
	n.block = g.block(s, 1+g.r.IntN(3), 1)
	if f.gives {
		ret := line("return $", g.open(g.expr(s, f.result, g.opts.Depth-1)))
		ret.fixed = true
		n.block = append(n.block, ret)
	}
	g.decl(n)
	g.fns = append(g.fns, f)
}

func (g *gen) callbacks() {
	control := g.chance(3)
	for _, cb := range target.Callbacks() {
		needed := cb.Required || cb.Name == "cong_control" && control || cb.Name == "cong_avoid" && !control
		if cb.Name == "cong_control" && !control || !needed && !g.chance(4) {
			continue
		}
		g.callback(cb, needed)
	}
}

func (g *gen) callback(cb *target.Callback, needed bool) {
	s := &scope{callback: cb.Name, has: map[string]bool{}}
	var names []string
	for _, i := range g.parameters(cb) {
		p := cb.Params[i]
		names = append(names, p.Name)
		s.has[p.Name] = true
		if t, ok := paramType(p); ok {
			if p.Kind == target.EnumValue && target.LookupEnum(p.Enum).Flags {
				continue
			}
			s.vars = append(s.vars, variable{name: p.Name, typ: t})
		}
	}
	head := cb.Name + "(" + strings.Join(names, ", ") + ")"
	if cb.Result != nil {
		s.result, s.gives = plain, true
		if g.chance(3) {
			n := line(head+" = $", g.open(g.expr(s, plain, g.opts.Depth)))
			n.fixed = needed
			g.decl(n)
			return
		}
	}
	n := &node{text: head, isBlock: true, fixed: needed}
	n.block = g.block(s, 1+g.r.IntN(g.opts.Size), 0)
	if s.gives {
		ret := line("return $", g.open(g.expr(s, plain, g.opts.Depth)))
		ret.fixed = true
		n.block = append(n.block, ret)
	}
	g.decl(n)
}

// parameters draws which of a callback's parameters the program takes: mostly all.
func (g *gen) parameters(cb *target.Callback) []int {
	all := make([]int, len(cb.Params))
	for i := range all {
		all[i] = i
	}
	switch {
	case g.chance(4):
		return all[:cb.MinPar+g.r.IntN(len(all)-cb.MinPar+1)]
	case len(cb.Alt) > 0 && g.chance(3):
		return pick(g, cb.Alt...)
	}
	return all
}
