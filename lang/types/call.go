package types

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
)

// actual is one argument of a call, as the callee will see it.
type actual struct {
	span  diag.Span
	bad   bool
	obj   *target.Object
	val   value
	place *Place // of a struct or array
	ptype *PlaceType
}

// spec is a function specialised for the types it is called with.
type spec struct {
	fn     *Func
	result value // what is known of the result; x is only a constant, if it is one
	bad    bool
	void   bool
	sum    summary
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func argCount(lo, hi int) string {
	if lo == hi {
		return count(lo, "argument")
	}
	return fmt.Sprintf("at least %d arguments", lo)
}

// call checks a call of anything.
func (c *checker) call(e *ast.Call, w want) value {
	switch fun := e.Fun.(type) {
	case *ast.Ident:
		if _, ok := builtins[fun.Name]; ok {
			return c.builtin(fun.Name, e, w)
		}
		switch ent := c.module().names[fun.Name].(type) {
		case *fnEnt:
			c.use(fun, ent, ent.decl)
			return c.callFn(ent, e)
		case *externEnt:
			c.use(fun, ent, ent.decl)
			return c.callKernel(ent.fn, e)
		}
		if f := target.LookupFunc(fun.Name); f != nil && !f.Kfunc {
			c.info.Uses[fun] = f
			return c.callKernel(f, e)
		}
		c.unknownFunc(fun, e)
	case *ast.Selector:
		return c.callMember(fun, e)
	case *ast.BadExpr:
		c.checkAlone(fun.Parts)
	default:
		c.errorf(e.Fun.Pos(), "E0220", "%s is not a function", source(e.Fun.Pos()))
	}
	c.checkAlone(e.Args)
	return value{}
}

// checkAlone looks for errors in expressions whose surroundings are wrong: the arguments of
// a call that cannot be made, or what could be read of a text with a syntax error.
func (c *checker) checkAlone(list []ast.Expr) {
	for _, a := range list {
		if c.needsSide(a) {
			continue
		}
		c.designate(a, want{})
	}
}

func (c *checker) unknownFunc(id *ast.Ident, e *ast.Call) {
	name := id.Name
	b := c.frame().scope.find(name)
	if b != nil || c.module().names[name] != nil {
		what := "a value"
		if ent := c.module().names[name]; ent != nil {
			what = kindOf(ent)
		}
		c.errorf(id.Pos(), "E0220", "`%s` is %s, not a function", name, what)
		return
	}
	d := c.errorf(id.Pos(), "E0220", "there is no function `%s`", name)
	if !c.shows() {
		return
	}
	if f := target.LookupFunc(name); f != nil {
		d.Hint = "it is a kernel function; declare it first: `" + externText(f) + "`"
		return
	}
	if target.LookupCallback(name) != nil {
		d.Message = fmt.Sprintf("`%s` is a callback, which only the kernel calls", name)
		d.Hint = "put what both need into a `fn`"
		return
	}
	if hint := foreignFuncs[name]; hint != "" {
		d.Hint = hint
		return
	}
	if hint := c.offered("tcp", name); hint != "" {
		d.Hint = hint
		return
	}
	var names []string
	for _, ent := range c.module().order {
		switch ent := ent.(type) {
		case *fnEnt, *externEnt:
			names = append(names, ent.ident().Name)
		case *useEnt:
			if ent.mod != nil {
				for _, n := range ent.mod.exports() {
					if n == name {
						d.Hint = "it is in module " + ent.mod.name + ": `" + ent.mod.name + "." + n + "(...)`"
						return
					}
				}
			}
		}
	}
	for n := range builtins {
		names = append(names, n)
	}
	for _, f := range target.Funcs() {
		if !f.Kfunc && f.Helper != 0 {
			names = append(names, f.Name)
		}
	}
	d.Hint = c.nearHint(name, dedupe(names))
}

// foreignFuncs are functions that people bring from the kernel's C.
var foreignFuncs = map[string]string{
	"tcp_in_slow_start": "write `sk.in_slow_start`", "tcp_is_cwnd_limited": "write `sk.is_cwnd_limited`",
	"tcp_packets_in_flight": "write `sk.in_flight`", "tcp_min_rtt": "write `sk.min_rtt`", "min_t": "write `min(a, b)`", "max_t": "write `max(a, b)`",
	"before": "compare sequence numbers with `<`", "after": "compare sequence numbers with `>`", "tcp_sk": "`sk` is the connection already",
	"inet_csk_ca": "the state is `ca`", "do_div": "write `/`", "div_u64": "write `/`", "tcp_snd_cwnd": "write `sk.snd_cwnd`",
	"tcp_snd_cwnd_set": "write `sk.snd_cwnd = ...`", "trunc": "what is stored or given a type is rounded toward zero",
	"floor": "what is stored or given a type is rounded toward zero", "round": "round with a typed `let`: `let x: pkts = value + 0.5`",
	"tcp_jiffies32": "write `sk.now`", "usecs_to_jiffies": "times convert by themselves", "clamp_t": "write `clamp(x, lo, hi)`",
	"sqrt": "write `use math`, then `math.sqrt(x)`", "cbrt": "write `use math`, then `math.cbrt(x)`", "cubic_root": "write `use math`, then `math.cbrt(x)`",
	"print": noOutput, "println": noOutput, "printf": noOutput, "printk": noOutput, "bpf_printk": noOutput, "pr_info": noOutput, "pr_debug": noOutput,
	"trace": noOutput, "debug": noOutput, "assert": "there are no assertions; what must hold is written as a range, `name: type in lo..hi`, or with `clamp`",
	"len": arrayLength, "length": arrayLength, "size": arrayLength, "sizeof": arrayLength,
	"push": arrayFixed, "append": arrayFixed, "push_back": arrayFixed, "pop": arrayFixed, "insert": arrayFixed,
	"int": noCast, "uint": noCast, "float": noCast, "double": noCast, "u8": noCast, "u16": noCast, "u32": noCast, "u64": noCast,
	"i8": noCast, "i16": noCast, "i32": noCast, "i64": noCast, "s32": noCast, "s64": noCast,
	"now": "write `sk.now`", "time": "write `sk.now`", "get_time": "write `sk.now`", "ktime_get": "write `sk.now`", "bpf_ktime_get_ns": "write `sk.now`",
	"pow": "there are no powers: write the product, `x * x`, or `1 << n` for a power of two", "sum": "write the sum, or add in a loop: `for i in 0..7 { s += ca.a[i] }`",
	"log": "write `use math`, then `math.log2(x)`; if a message is meant: " + noOutput, "ln": "write `use math`, then `math.log2(x) * 0.6931`",
	"log2": "write `use math`, then `math.log2(x)`", "ilog2": "write `use math`, then `math.log2(x)`", "exp": "write `use math`, then `math.exp(x)`",
}

const (
	noOutput    = "there is no output; look at a connection from outside, as with `ss -i` or `ccc lab`"
	arrayLength = "an array's length is the number in its type, `name: type[8]`: give it a name with `const`"
	arrayFixed  = "an array keeps its length: store at an index, as `ca.ring[ca.next % 8] = x`"
	noCast      = "there are no casts, since values are exact; to round one, give it a name with a type: `let x: u32 = ...`"
)

func dedupe(names []string) []string {
	seen := map[string]bool{}
	var out []string
	for _, n := range names {
		if !seen[n] {
			seen[n] = true
			out = append(out, n)
		}
	}
	return out
}

func (c *checker) callMember(fun *ast.Selector, e *ast.Call) value {
	id, ok := fun.X.(*ast.Ident)
	if !ok {
		c.errorf(e.Fun.Pos(), "E0220", "%s is not a function", source(e.Fun.Pos())).Hint = c.methodHint(fun.X.Pos().Text(), fun.Name.Name, e)
		c.checkAlone(e.Args)
		return value{}
	}
	use, ok := c.module().names[id.Name].(*useEnt)
	switch {
	case ok && use.mod == nil:
		c.used[use.decl] = true
	case ok:
		c.use(id, use, use.decl)
		switch fn := use.mod.names[fun.Name.Name].(type) {
		case *fnEnt:
			c.info.Uses[fun.Name] = fn
			return c.callFn(fn, e)
		case *externEnt:
			c.info.Uses[fun.Name] = fn
			return c.callKernel(fn.fn, e)
		}
		if !use.mod.refused[fun.Name.Name] {
			c.errorf(fun.Name.Pos(), "E0220", "module `%s` has no function `%s`", use.mod.name, fun.Name.Name).Hint = c.nearHint(fun.Name.Name, use.mod.exports())
		}
	case c.frame().scope.find(id.Name) != nil || id.Name == "ca":
		d := c.errorf(fun.Pos(), "E0220", "%s is not a function", source(fun.Pos()))
		d.Hint = c.methodHint(id.Name, fun.Name.Name, e)
	default:
		c.errorf(id.Pos(), "E0208", "there is no module `%s` here", id.Name).Hint = "write `use " + id.Name + "` at the top of the file"
	}
	c.checkAlone(e.Args)
	return value{}
}

// methodHint says what is meant by a call that is written as of a method: x.name(...).
func (c *checker) methodHint(x, name string, e *ast.Call) string {
	o, isObject := objects[x]
	s := c.module().state
	if isObject && target.Lookup(o, name) != nil || x == "ca" && s != nil && s.field(name) != nil {
		return "it is a field: leave out `(" + strings.Repeat("...", min(len(e.Args), 1)) + ")`"
	}
	if hint := foreignFuncs[name]; hint != "" {
		return hint
	}
	if hint := c.offered("tcp", name); hint != "" {
		return hint
	}
	args := []string{x}
	for _, a := range e.Args {
		args = append(args, a.Pos().Text())
	}
	return "functions take what they work on as an argument: `" + name + "(" + strings.Join(args, ", ") + ")`"
}

// offered says how to call a function of a module of the standard library; "" if it has none of that name.
func (c *checker) offered(module, name string) string {
	use, file := "", (*ast.File)(nil)
	if _, used := c.module().names[module].(*useEnt); !used {
		use = "write `use " + module + "`, then "
	}
	if m := c.modules[module]; m != nil {
		file = m.file
	} else if c.imp != nil {
		file, _ = c.imp(module)
	}
	if file == nil {
		return ""
	}
	for _, d := range file.Decls {
		if fn, ok := d.(*ast.FnDecl); ok && fn.Name.Name == name {
			return use + "`" + module + "." + signature(fn) + "`"
		}
	}
	return ""
}

// callFn checks a call of a function written in the language.
func (c *checker) callFn(ent *fnEnt, e *ast.Call) value {
	ent.called = true
	params := ent.decl.Params
	if ent.cyclic {
		c.checkAlone(e.Args)
		return value{}
	}
	if len(params) != len(e.Args) {
		d := c.errorf(e.Pos(), "E0221", "`%s` takes %s, not %d", ent.decl.Name.Name, count(len(params), "argument"), len(e.Args))
		d.Hint = "as `" + signature(ent.decl) + "`"
		c.checkAlone(e.Args)
		return value{}
	}
	storing := c.storing
	args, types := make([]actual, len(params)), c.paramTypes(ent)
	ok := true
	for i, p := range params {
		args[i] = c.actual(e.Args[i], p, types[i])
		ok = ok && !args[i].bad
	}
	if !ok {
		return value{}
	}
	c.storing = storing
	return c.invoke(ent, args, e.Pos(), e)
}

func signature(d *ast.FnDecl) string {
	var names []string
	for _, p := range d.Params {
		names = append(names, p.Name.Name)
	}
	return d.Name.Name + "(" + strings.Join(names, ", ") + ")"
}

// actual checks one argument against its parameter, which has that type if it has one.
func (c *checker) actual(x ast.Expr, p *ast.Param, place *PlaceType) actual {
	a := actual{span: x.Pos()}
	if p.Type != nil && place == nil {
		c.designate(x, want{})
		a.bad = true
		return a
	}
	d := c.designate(x, c.wantPlace(place))
	switch {
	case d.kind == asBad:
		a.bad = true
	case d.kind == asObject:
		if place != nil {
			c.errorf(x.Pos(), "E0304", "`%s` takes %s, not %s", p.Name.Name, typeText(exprType(place)), typeText(&Type{Kind: Object, Object: d.obj}))
			a.bad = true
		}
		o := d.obj
		a.obj = &o
	case d.kind == asPlace && (d.ptype.Kind == Struct || d.ptype.Kind == Array):
		a.place, a.ptype = d.place, d.ptype
		if place != nil && !samePlace(place, d.ptype) {
			takes, gets := placeWords(place), placeWords(d.ptype)
			if takes == gets {
				takes, gets = typeTexts(exprType(place), exprType(d.ptype))
			}
			c.errorf(x.Pos(), "E0304", "`%s` takes %s, not %s", p.Name.Name, takes, gets)
			a.bad = true
		}
		for _, step := range d.place.Path {
			if step.Field != nil {
				c.used[step.Field], c.written[step.Field] = true, true
			}
		}
	case place != nil && (place.Kind == Struct || place.Kind == Array):
		if v := c.load(d, x); !v.bad() {
			c.errorf(x.Pos(), "E0304", "`%s` takes %s, not %s", p.Name.Name, placeWords(place), typeText(v.typ()))
		}
		a.bad = true
	default:
		v := c.load(d, x)
		if place != nil {
			what := "the parameter `" + p.Name.Name + "`"
			if v = c.fit(c.sampled(v), place, what); v.constant() != nil && place.Kind == Num {
				c.lintVanished(v, place, what)
			}
		}
		if !v.bad() && v.kind() == Void {
			c.errorf(x.Pos(), "E0303", "%s gives no value", source(x.Pos()))
			v = value{}
		}
		a.val, a.bad = v, v.bad()
	}
	return a
}

// paramTypes reads the types of a function's parameters, once.
func (c *checker) paramTypes(ent *fnEnt) []*PlaceType {
	if ent.read {
		return ent.types
	}
	ent.read = true
	ent.types = make([]*PlaceType, len(ent.decl.Params))
	c.within(ent.mod, func() {
		for i, p := range ent.decl.Params {
			ent.types[i] = c.placeType(p.Type)
		}
	})
	return ent.types
}

// placeWords says of an array also of what, since an array of another length or type
// cannot stand for it; of other places it gives the type in words.
func placeWords(p *PlaceType) string {
	if p.Kind != Array {
		return typeText(exprType(p))
	}
	return fmt.Sprintf("an array of %d `%s`", p.Len, PlaceName(p.Elem))
}

func samePlace(a, b *PlaceType) bool {
	if a.Kind != b.Kind {
		return false
	}
	switch a.Kind {
	case Struct:
		return a.Struct == b.Struct
	case Array:
		return a.Len == b.Len && samePlace(a.Elem, b.Elem)
	case Enum:
		return a.Enum == b.Enum
	case Num:
		return a.Width == b.Width && a.Signed == b.Signed && a.Frac == b.Frac && sameUnit(&a.Unit, &b.Unit)
	}
	return true
}

// invoke specialises ent for its arguments and makes the call. e is nil for a derived field.
func (c *checker) invoke(ent *fnEnt, args []actual, span diag.Span, e *ast.Call) value {
	if ent.cyclic {
		return value{}
	}
	s := c.specialise(ent, args, span)
	if s == nil || s.bad {
		return value{}
	}
	if s.fn.Stores && (e == nil || c.storing != e) {
		c.errorf(span, "E0222", "a call that stores something stands alone or is the whole right side of `=`").Hint =
			"give its value a name first: `let x = " + span.Text() + "`"
		return value{}
	}
	c.overlaps(s, args, ent)
	if !c.enterCallee(s, args, span) {
		return value{}
	}
	v := s.result
	if s.void {
		return value{x: &Call{Typed{voidType, span}, s.fn, coreArgs(args)}}
	}
	if k := v.constant(); k != nil && !s.fn.Stores {
		kk := *k
		kk.Span = span
		v.x = &kk
		return v
	}
	v.x = &Call{Typed{s.fn.Result, span}, s.fn, coreArgs(args)}
	return v
}

func coreArgs(args []actual) []Arg {
	var out []Arg
	for _, a := range args {
		switch {
		case a.obj != nil:
		case a.place != nil:
			out = append(out, Arg{Ref: a.place})
		default:
			out = append(out, Arg{Value: a.val.x})
		}
	}
	return out
}

// enterCallee takes over what the callee does: loops in loops, calls of the kernel, arrays
// indexed through references, reads and writes.
func (c *checker) enterCallee(s *spec, args []actual, span diag.Span) bool {
	f := c.frame()
	if f.loops+s.sum.loops > maxLoopDepth {
		c.errorf(span, "E0333", "this call puts %d loops inside one another, at most %d may be", f.loops+s.sum.loops, maxLoopDepth).Hint =
			"the verifier walks through every turn of nested loops"
		return false
	}
	f.sum.take(c, s, args, f.loops)
	if s.fn.Stores {
		c.stores++
	}
	return true
}

// key describes a call as far as the callee's meaning depends on it.
func (c *checker) key(ent *fnEnt, args []actual) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d/%x/%v", ent.id, uint64(c.frame().facts), c.dry > 0)
	for i, a := range args {
		b.WriteByte('|')
		switch {
		case a.obj != nil:
			b.WriteString(a.obj.Name())
		case a.place != nil:
			fmt.Fprintf(&b, "ref %s", placeText(a.ptype))
		case ent.decl.Params[i].Type != nil:
		default:
			b.WriteString(a.val.key())
		}
	}
	return b.String()
}

// key describes what is known of an argument.
func (v value) key() string {
	var b strings.Builder
	t := v.typ()
	fmt.Fprintf(&b, "%d %d %d %v %v %v %x %x", t.Kind, t.Dim.Bytes, t.Dim.Seconds, v.bare, v.whole, v.minus, uint64(v.yes), uint64(v.no))
	if t.Enum != nil {
		fmt.Fprintf(&b, " %p", t.Enum)
	}
	if v.unit != nil {
		fmt.Fprintf(&b, " %d/%d %d %d", v.unit.Num, v.unit.Den, v.unit.Bytes, v.unit.Seconds)
	}
	if v.none != nil {
		fmt.Fprintf(&b, " none %s.%s", v.none.Object.Name(), v.none.Name)
	}
	if v.limit != nil {
		b.WriteString(" limit " + v.limit.RatString())
	}
	if k := v.constant(); k != nil {
		fmt.Fprintf(&b, " = %s %v", k.Value.RatString(), k.Unlimited)
	}
	return b.String()
}

// specialise checks a function for one list of arguments, once.
func (c *checker) specialise(ent *fnEnt, args []actual, span diag.Span) *spec {
	key := c.key(ent, args)
	if s, ok := c.specs[key]; ok {
		return s
	}
	switch {
	case len(c.specs) >= maxSpecs:
		c.errorf(span, "E0330", "the program calls its functions in more than %d different ways", maxSpecs).Hint =
			"give parameters a type, so that one version of a function does for all its calls"
		return nil
	case c.specText > maxSpecText:
		c.errorf(span, "E0330", "the text of the functions, in all the ways that they are called, is more than %d MB", maxSpecText>>20).Hint =
			"give parameters a type, so that one version of a function does for all its calls"
		return nil
	case len(c.frames) >= maxCallDepth:
		c.errorf(span, "E0331", "calls are nested more than %d deep here", maxCallDepth)
		return nil
	}
	text := ent.decl.Pos()
	c.specText += text.End - text.Start
	s := &spec{bad: true}
	c.specs[key] = s
	ent.checked = true
	if ent.failed && !ent.mod.library() {
		c.muted++
		defer func() { c.muted-- }()
	}
	before := c.failed
	c.body(ent, args, s, span)
	if c.failed > before {
		ent.failed = true
		s.bad = true
	}
	return s
}

// body checks the text of a function with its parameters bound, for the call at at.
func (c *checker) body(ent *fnEnt, args []actual, s *spec, at diag.Span) {
	d := ent.decl
	name := d.Name.Name
	if ent.mod.name != "" {
		name = ent.mod.name + "." + name
	}
	s.fn = &Func{Name: name, Span: d.Name.Pos()}
	outer := c.frame()
	f := &frame{fn: s.fn, at: at, args: args, mod: ent.mod, decl: d, what: "`" + d.Name.Name + "`", scope: &scope{}, facts: outer.facts, callback: outer.callback}
	storing := c.storing
	c.frames, c.storing = append(c.frames, f), nil
	defer func() { c.frames, c.storing = c.frames[:len(c.frames)-1], storing }()
	s.bad = false
	for i, p := range d.Params {
		c.bindParam(p, args[i], f)
	}
	if d.Result != nil {
		if f.place = c.placeType(d.Result); f.place == nil {
			s.bad = true
		} else if f.place.Kind == Struct || f.place.Kind == Array {
			c.errorf(d.Result.Pos(), "E0319", "a function gives a single value, not %s", typeText(exprType(f.place))).Hint = "hand the place in as a parameter and store to its fields"
			f.place = nil
		} else {
			s.fn.ResultPlace = f.place
			f.limit = c.wantPlace(f.place).limit
		}
	}
	if d.Expr != nil {
		s.fn.Body = c.exprBody(d.Expr)
	} else {
		s.fn.Body = c.stmts(d.Body)
	}
	c.result1(s, f, d)
	s.fn.Stores = f.sum.stores
	s.sum = f.sum
}

// bindParam binds a parameter to what the call gives.
func (c *checker) bindParam(p *ast.Param, a actual, f *frame) {
	b := &binding{name: p.Name, kind: "parameter", param: true}
	switch {
	case a.obj != nil:
		b.obj = a.obj
	case a.place != nil:
		b.sym = &Sym{Kind: RefSym, Name: p.Name.Name, Type: exprType(a.ptype), Place: a.ptype, Span: p.Name.Pos()}
	case p.Type != nil:
		place := c.placeType(p.Type)
		if place == nil {
			b.bad = true
			break
		}
		b.sym = &Sym{Kind: TypedSym, Name: p.Name.Name, Type: exprType(place), Place: place, Span: p.Name.Pos()}
		b.attr = placeValue(place, nil)
	case a.val.bad():
		b.bad = true
	default:
		b.attr = a.val
		b.sym = &Sym{Kind: LetSym, Name: p.Name.Name, Type: a.val.typ(), Span: p.Name.Pos()}
		if a.val.constant() == nil {
			b.attr.x = nil
		}
	}
	if b.sym != nil {
		f.fn.Params = append(f.fn.Params, b.sym)
	}
	c.bind(b)
}

// result1 decides what a function gives, from its return statements.
func (c *checker) result1(s *spec, f *frame, d *ast.FnDecl) {
	name := d.Name.Name
	gives := f.place != nil || d.Result != nil
	for _, r := range f.returns {
		gives = gives || r.stmt.Value != nil || r.val.bad() && !r.empty
	}
	if !gives {
		s.void = true
		return
	}
	for _, r := range f.returns {
		if r.empty {
			c.errorf(r.stmt.Span, "E0223", "`%s` gives a value, but not here", name).Hint = "write `return` with a value"
			s.bad = true
		}
		s.bad = s.bad || r.val.bad()
	}
	if !f.dead {
		c.errorf(d.Name.Pos(), "E0223", "`%s` does not give a value on every path", name).Hint = "end it with a `return` of a value"
		s.bad = true
	}
	if s.bad {
		return
	}
	if f.place != nil {
		s.fn.Result = exprType(f.place)
		s.result = placeValue(f.place, nil)
		return
	}
	c.joinReturns(s, f)
}

// joinReturns brings the values of all returns to one type.
func (c *checker) joinReturns(s *spec, f *frame) {
	lead := f.returns[0]
	for _, r := range f.returns {
		if r.val.kind() == Num && !r.val.bare {
			lead = r
			break
		}
	}
	for _, r := range f.returns {
		if r.val.none != lead.val.none {
			c.needSamples(f.returns) // a test of the result would be one of some returns only
			break
		}
	}
	res := lead.val
	for _, r := range f.returns {
		if r == lead {
			continue
		}
		a, b, ok := c.join(lead.val, r.val, r.val.span())
		if !ok {
			s.bad = true
			return
		}
		none := res.none
		yes, no := res.yes&b.yes, res.no&b.no
		x := res.x
		res = joined(res, b)
		res.x, res.none, res.yes, res.no = x, none, yes, no
		lead.val.x, r.stmt.Value = a.x, b.x
	}
	s.fn.Result = lead.val.typ()
	if k := lead.val.constant(); k == nil || len(f.returns) > 1 || len(s.fn.Body) > 1 {
		res.x = nil
	}
	s.result = res
}

// callKernel checks a call of a function of the kernel.
func (c *checker) callKernel(fn *target.Func, e *ast.Call) value {
	if fn == nil {
		c.checkAlone(e.Args)
		return value{}
	}
	if len(e.Args) != len(fn.Params) {
		c.errorf(e.Pos(), "E0221", "`%s` takes %s, not %d", fn.Name, count(len(fn.Params), "argument"), len(e.Args)).Hint = "as `" + kernelSignature(fn) + "`"
		c.checkAlone(e.Args)
		return value{}
	}
	storing := c.storing
	var xs []Expr
	ok := true
	for i, p := range fn.Params {
		x, good := c.kernelArg(e.Args[i], p, fn)
		ok = ok && good
		if x != nil {
			xs = append(xs, x)
		}
	}
	c.storing = storing
	if !ok {
		return value{}
	}
	f := c.frame()
	if fn.Effect == target.WritesSock {
		if c.storing != e {
			c.errorf(e.Pos(), "E0222", "a call that stores something stands alone or is the whole right side of `=`").Hint =
				"give its value a name first: `let x = " + e.Pos().Text() + "`"
			return value{}
		}
		f.sum.stores = true
		c.stores++
	}
	c.need(Need{Span: e.Pos(), What: "calls " + fn.Name, Since: fn.Since, Func: fn})
	if fn.OwnsPrivate && c.dry == 0 {
		c.prog.OwnsPrivate = true
	}
	if len(fn.Callbacks) > 0 {
		f.sum.kernel = append(f.sum.kernel, kernelUse{fn, e.Pos()})
	}
	v := value{x: &KernelCall{Typed{voidType, e.Pos()}, fn, xs}}
	if r := fn.Result; r != nil {
		t := kernelType(r.Kind, "", r.Unit)
		v.x = &KernelCall{Typed{t, e.Pos()}, fn, xs}
		if r.Kind == target.Num {
			v.unit = unitOrPlain(r.Unit)
			v.whole = t.Dim == Dim{}
			if r.HasUnlimited {
				v.limit = rawLimit(r.Unlimited, r.Unit, 1)
			}
		}
	}
	return v
}

func (c *checker) kernelArg(x ast.Expr, p target.Param, fn *target.Func) (Expr, bool) {
	if o, isPtr := pointerObject(p.Kind); isPtr {
		d := c.designate(x, want{})
		if d.kind == asObject && d.obj == o {
			return nil, true
		}
		if d.kind != asBad {
			c.errorf(x.Pos(), "E0304", "`%s` takes %s here, `%s`", fn.Name, typeText(&Type{Kind: Object, Object: o}), o.Name())
		}
		return nil, false
	}
	place := kernelPlace(p.Kind, p.Enum, p.Unit, p.Type)
	v := c.fit(c.expr(x, c.wantPlace(place)), place, "the parameter `"+p.Name+"` of `"+fn.Name+"`")
	return v.x, !v.bad()
}

func kernelSignature(fn *target.Func) string {
	var names []string
	for _, p := range fn.Params {
		names = append(names, p.Name)
	}
	return fn.Name + "(" + strings.Join(names, ", ") + ")"
}

// externText is the declaration of a kernel function.
func externText(fn *target.Func) string {
	text := "extern fn " + kernelSignature(fn)
	if fn.Result != nil {
		unit := fn.Result.Unit.Name
		if unit == "" {
			unit = "u32"
		}
		text += ": " + unit
	}
	return text
}

// externFunc checks `extern fn` against the kernel's table.
func (c *checker) externFunc(d *ast.ExternDecl) *target.Func {
	fn := target.LookupFunc(d.Name.Name)
	if fn == nil || !fn.Kfunc {
		var names []string
		for _, f := range target.Funcs() {
			if f.Kfunc {
				names = append(names, f.Name)
			}
		}
		dg := c.errorf(d.Name.Pos(), "E0405", "the kernel offers congestion controls no function `%s`", d.Name.Name)
		if fn != nil {
			dg.Message = fmt.Sprintf("`%s` needs no declaration", d.Name.Name)
			dg.Hint = "leave the `extern fn` out"
			return nil
		}
		if dg.Hint = c.nearHint(d.Name.Name, names); dg.Hint == "" {
			dg.Hint = list(names, "and") + " there are"
		}
		return nil
	}
	switch {
	case len(d.Params) != len(fn.Params):
		c.errorf(d.Pos(), "E0405", "the kernel's `%s` takes %s, not %d", fn.Name, count(len(fn.Params), "argument"), len(d.Params)).Hint = "write `" + externText(fn) + "`"
	case d.Result != nil && fn.Result == nil:
		c.errorf(d.Result.Pos(), "E0405", "the kernel's `%s` gives no value", fn.Name).Hint = "write `" + externText(fn) + "`"
	case d.Result == nil && fn.Result != nil:
		c.errorf(d.Pos(), "E0405", "the kernel's `%s` gives a value", fn.Name).Hint = "write `" + externText(fn) + "`"
	default:
		return fn
	}
	return nil
}

// externTypes compares the types of `extern fn` with the kernel's.
func (c *checker) externTypes(e *externEnt) {
	if e.fn == nil {
		return
	}
	for i, p := range e.decl.Params {
		k := e.fn.Params[i]
		if k.Kind == target.SockPtr || k.Kind == target.RatePtr || k.Kind == target.AckPtr {
			if p.Type != nil {
				c.errorf(p.Type.Pos(), "E0405", "`%s` is an object of the kernel and has no type here", k.Name).Hint = "write `" + externText(e.fn) + "`"
			}
			continue
		}
		c.externType(p.Type, kernelPlace(k.Kind, k.Enum, k.Unit, k.Type), e.fn, "takes "+k.Name+" as")
	}
	if r := e.fn.Result; r != nil {
		c.externType(e.decl.Result, kernelPlace(r.Kind, "", r.Unit, r.Type), e.fn, "gives")
	}
}

func (c *checker) externType(t *ast.TypeExpr, is *PlaceType, fn *target.Func, does string) {
	place := c.placeType(t)
	if place == nil {
		return
	}
	if a, b := exprType(place), exprType(is); a.Kind != b.Kind || a.Dim != b.Dim || a.Enum != b.Enum {
		c.errorf(t.Pos(), "E0405", "the kernel's `%s` %s %s, not %s", fn.Name, does, typeText(b), typeText(a)).Hint = "write `" + externText(fn) + "`"
	}
}

// oneRat is 1.
var oneRat = big.NewRat(1, 1)
