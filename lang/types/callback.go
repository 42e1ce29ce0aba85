package types

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
)

// callback checks a callback with all that it calls.
func (c *checker) callback(d *ast.CallbackDecl) {
	t := target.LookupCallback(d.Name.Name)
	if t == nil {
		c.unknownCallback(d)
		return
	}
	c.info.Uses[d.Name] = t
	for _, old := range c.prog.Callbacks {
		if old.Target == t {
			dg := c.errorf(d.Name.Pos(), "E0203", "`%s` is written twice", t.Name)
			dg.Related = []diag.Related{{Span: old.Func.Span, Message: "first here"}}
			return
		}
	}
	fn := &Func{Name: t.Name, Span: d.Name.Pos()}
	c.prog.Callbacks = append(c.prog.Callbacks, &Callback{Target: t, Func: fn})
	if t.Name == "cong_control" {
		c.prog.CongControl = true
	}
	c.need(Need{Span: d.Name.Pos(), What: "has the callback " + t.Name, Since: t.Since})
	f := &frame{fn: fn, mod: c.main, decl: d, what: "`" + t.Name + "`", scope: &scope{}, callback: t, void: t.Result == nil}
	c.frames = append(c.frames, f)
	defer func() { c.frames = c.frames[:len(c.frames)-1] }()
	c.bindCallback(d, t)
	if r := t.Result; r != nil {
		f.place = kernelPlace(r.Kind, "", r.Unit, r.Type)
		fn.ResultPlace, fn.Result = f.place, exprType(f.place)
		if r.HasUnlimited {
			f.limit = rawLimit(r.Unlimited, r.Unit, 1)
		}
	}
	before := c.failed
	if d.Expr != nil {
		fn.Body = c.callbackExpr(d.Expr, f)
	} else {
		fn.Body = c.stmts(d.Body)
	}
	if t.Result != nil && c.failed == before {
		c.callbackResult(d, f)
	}
	fn.Stores = f.sum.stores
	c.kernelUses(t, f)
}

// callbackExpr is the body of `callback(...) = e`.
func (c *checker) callbackExpr(e ast.Expr, f *frame) []Stmt {
	if !f.void {
		return c.exprBody(e)
	}
	call, ok := unparen(e).(*ast.Call)
	if ok {
		return c.callStmt(&ast.CallStmt{At: ast.At{Span: e.Pos()}, Call: call})
	}
	c.raw(e, want{})
	c.errorf(e.Pos(), "E0223", "%s gives no value", f.what).Hint = "write what it does in braces: `" + f.callback.Name + "(...) { ... }`"
	return nil
}

func (c *checker) callbackResult(d *ast.CallbackDecl, f *frame) {
	for _, r := range f.returns {
		if r.empty {
			c.errorf(r.stmt.Span, "E0223", "%s gives a value, but not here", f.what).Hint = "the kernel waits for a number: `return ...`"
		}
	}
	if !f.dead {
		c.errorf(d.Name.Pos(), "E0223", "%s does not give a value on every path", f.what).Hint =
			"the kernel waits for a number: end it with a `return`"
	}
}

// kernelUses reports kernel functions that this callback may not call.
func (c *checker) kernelUses(t *target.Callback, f *frame) {
	for _, k := range f.sum.kernel {
		if !slices.Contains(k.fn.Callbacks, t.Name) {
			c.errorf(k.span, "E0406", "`%s` cannot be called from `%s`", k.fn.Name, t.Name).Hint =
				"it may be called from " + list(k.fn.Callbacks, "and")
		}
	}
}

func (c *checker) unknownCallback(d *ast.CallbackDecl) {
	var names []string
	for _, t := range target.Callbacks() {
		names = append(names, t.Name)
	}
	dg := c.errorf(d.Name.Pos(), "E0227", "the kernel calls no `%s`", d.Name.Name)
	if dg.Hint = c.nearHint(d.Name.Name, names); dg.Hint == "" {
		dg.Hint = "a function of your own begins with `fn`; the kernel's callbacks are " + list(names, "and")
	}
}

// bindCallback binds the parameters to what the kernel hands over.
func (c *checker) bindCallback(d *ast.CallbackDecl, t *target.Callback) {
	f := c.frame()
	before := c.failed
	order, wrong := c.callbackForm(d, t)
	f.told = c.failed > before
	for i, p := range d.Params {
		b := &binding{name: p.Name, kind: "parameter", param: true}
		if p.Type != nil {
			c.errorf(p.Type.Pos(), "E0228", "the kernel gives `%s` its type", p.Name.Name).Hint = "leave the type out"
		}
		if i >= len(order) {
			b.bad = true
			c.bind(b)
			continue
		}
		tp := t.Params[order[i]]
		if wrong == i {
			b.bad = true
			c.bind(b)
			continue
		}
		if o, isPtr := pointerObject(tp.Kind); isPtr {
			b.obj = &o
			c.info.Defs[p.Name] = o
		} else {
			typ := kernelType(tp.Kind, tp.Enum, tp.Unit)
			b.sym = &Sym{Kind: ArgSym, Name: p.Name.Name, Type: typ, Arg: order[i], Span: p.Name.Pos()}
			b.attr = value{}
			if typ.Kind == Num {
				b.attr.unit = unitOrPlain(tp.Unit)
				b.attr.whole = typ.Dim == Dim{}
			}
			f.fn.Params = append(f.fn.Params, b.sym)
		}
		c.bind(b)
	}
}

// callbackForm finds which of the kernel's parameters the program's stand for. wrong is
// the first that has the name of another one, or -1.
func (c *checker) callbackForm(d *ast.CallbackDecl, t *target.Callback) (order []int, wrong int) {
	full := make([]int, len(t.Params))
	for i := range full {
		full[i] = i
	}
	order = full
	for _, alt := range t.Alt {
		if len(d.Params) == len(alt) && c.named(d, t, alt) > c.named(d, t, full) {
			order = alt
		}
	}
	if len(d.Params) > len(order) {
		extra := d.Params[len(order)]
		c.errorf(extra.Pos(), "E0228", "the kernel hands `%s` %s, not %d", t.Name, count(len(order), "value"), len(d.Params)).Hint =
			"write `" + callbackText(t, full) + "`"
		return order, -1
	}
	if len(d.Params) < t.MinPar {
		c.errorf(d.Name.Pos(), "E0228", "`%s` needs at least its parameter `%s`", t.Name, t.Params[len(d.Params)].Name).Hint =
			"write `" + callbackText(t, full) + "`"
		return order, -1
	}
	return order, c.misplaced(d, t, order)
}

// named counts the parameters whose names are those of the kernel's at their place.
func (c *checker) named(d *ast.CallbackDecl, t *target.Callback, order []int) int {
	n := 0
	for i, p := range d.Params {
		if i < len(order) && t.Params[order[i]].Name == p.Name.Name {
			n++
		}
	}
	return n
}

// misplaced reports a parameter with the name of another one: `cong_avoid(sk, acked)` would
// silently take the sequence number for the count.
func (c *checker) misplaced(d *ast.CallbackDecl, t *target.Callback, order []int) int {
	for i, p := range d.Params {
		for j, tp := range t.Params {
			if tp.Name == p.Name.Name && j != order[i] {
				dg := c.errorf(p.Name.Pos(), "E0228", "the %s value that the kernel hands `%s` is `%s`, not `%s`",
					ordinal(i), t.Name, t.Params[order[i]].Name, tp.Name)
				dg.Hint = fmt.Sprintf("only trailing parameters can be left out: `%s`", callbackText(t, upTo(j)))
				return i
			}
		}
		if want, isObject := objects[p.Name.Name]; isObject {
			if is, isPtr := pointerObject(t.Params[order[i]].Kind); !isPtr || is != want {
				c.errorf(p.Name.Pos(), "E0228", "the %s value that the kernel hands `%s` is `%s`, not `%s`",
					ordinal(i), t.Name, t.Params[order[i]].Name, p.Name.Name).Hint = "write `" + callbackText(t, order) + "`"
				return i
			}
		}
	}
	return -1
}

func upTo(n int) []int {
	var order []int
	for i := 0; i <= n; i++ {
		order = append(order, i)
	}
	return order
}

func ordinal(i int) string {
	return [...]string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"}[min(i, 7)]
}

func callbackText(t *target.Callback, order []int) string {
	text := t.Name + "("
	for i, n := range order {
		if i > 0 {
			text += ", "
		}
		text += t.Params[n].Name
	}
	return text + ")"
}

// required reports callbacks that the kernel demands (tcp_validate_congestion_control).
func (c *checker) required() {
	m := c.main
	if m.algorithm == nil {
		return
	}
	span := m.algorithm.Name.Pos()
	has := map[string]bool{}
	for _, d := range m.callbacks {
		has[d.Name.Name] = true
	}
	for _, t := range target.Callbacks() {
		if t.Required && !has[t.Name] {
			d := c.errorf(span, "E0229", "the kernel takes no algorithm without `%s`", t.Name)
			d.Hint = m.addition(t)
			d.Related = m.ownFunctions(t.Name)
		}
	}
	if !has["cong_avoid"] && !has["cong_control"] {
		d := c.errorf(span, "E0229", "the kernel takes no algorithm without `cong_avoid` or `cong_control`")
		d.Hint = m.addition(target.LookupCallback("cong_avoid"))
		d.Related = m.ownFunctions("cong_avoid", "cong_control")
	}
}

// addition is the hint to add a callback, with the modules that it uses, as far as the file does not name them.
func (m *module) addition(t *target.Callback) string {
	text := t.Hint
	if use, rest, ok := strings.Cut(text, "\n\n"); ok && m.names[strings.TrimPrefix(use, "use ")] != nil {
		text = rest
	}
	return "add, for example: " + text
}

// ownFunctions notes functions that have a callback's name.
func (m *module) ownFunctions(names ...string) (notes []diag.Related) {
	for _, name := range names {
		if fn, ok := m.names[name].(*fnEnt); ok {
			notes = append(notes, diag.Related{Span: fn.ident().Pos(), Message: "with `fn` before it, this is a function of your own: leave `fn` out"})
		}
	}
	return notes
}
