package types

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/parser"
	"github.com/ccc-lang/ccc/lang/target"
)

// kernelField resolves `sk.name`, `rs.name` and `sample.name`.
func (c *checker) kernelField(o target.Object, e *ast.Selector) desig {
	name := e.Name.Name
	f := target.Lookup(o, name)
	if f == nil {
		c.unknownKernelField(o, e)
		return desig{}
	}
	c.info.Uses[e.Name] = f
	return desig{kind: asField, field: f, obj: o, place: &Place{Span: e.Pos(), Field: f, Expr: fieldType(f)}}
}

func (c *checker) unknownKernelField(o target.Object, e *ast.Selector) {
	name := e.Name.Name
	if f := target.LookupPrefixed(o, name); f != nil {
		c.errorf(e.Name.Pos(), "E0401", "`%s` is written without its prefix here", name).Hint = fmt.Sprintf("write `%s.%s`", e.X.Pos().Text(), f.Name)
		return
	}
	d := c.errorf(e.Name.Pos(), "E0402", "%s has no field `%s`", typeText(&Type{Kind: Object, Object: o}), name)
	if !c.shows() {
		return
	}
	if d.Hint = meantHint(target.Suggest(o, name)); d.Hint != "" {
		return
	}
	if other, f := c.fieldNamed(name); f != nil {
		d.Hint = fmt.Sprintf("it is a field of %s: `%s.%s`", typeText(&Type{Kind: Object, Object: other}), other.Name(), f.Name)
		return
	}
	d.Hint = "`ccc fields` lists what there is"
}

// fieldType is the type of a load of a kernel field.
func fieldType(f *target.Field) *Type { return kernelType(f.Kind, f.Enum, f.Unit) }

// readField gives the value of a kernel field.
func (c *checker) readField(d desig, span diag.Span) value {
	f := d.field
	c.need(Need{Span: span, What: "reads " + f.Object.Name() + "." + f.Name, Since: f.Since, Field: f})
	var v value
	if f.Derived != "" {
		v = c.derivedField(f, span)
		if v.bad() {
			return v
		}
	} else {
		v.x = &Load{Typed{fieldType(f), span}, d.place}
	}
	v.bare, v.none = false, nil
	if f.Kind == target.Num {
		v.unit = unitOrPlain(f.Unit)
		v.whole = unitDim(v.unit) == Dim{} && v.unit.Den == 1 && f.Scale <= 1
		v.limit = fieldLimit(f)
	}
	if f.HasNone {
		v.none = f
	}
	return v
}

// derivedField inlines what the table says the field means, an expression of the
// language itself.
func (c *checker) derivedField(f *target.Field, span diag.Span) value {
	e := c.derived[f]
	if e == nil {
		e = c.parseDerived(f)
		c.derived[f] = e
	}
	if !c.module().builtin {
		c.asked = span
	}
	o := f.Object
	return c.invoke(e, []actual{{obj: &o, span: span}}, span, nil)
}

// parseDerived reads the expression as a function of the field's object.
func (c *checker) parseDerived(f *target.Field) *fnEnt {
	obj := f.Object.Name()
	text := fmt.Sprintf("module kernel\nfn %s(%s) = %s\n", f.Name, obj, strings.TrimSpace(f.Derived))
	file, diags := parser.Parse(diag.NewSource("kernel/"+obj+"."+f.Name, []byte(text)))
	if diags.HasErrors() {
		panic(fmt.Sprintf("internal error: the kernel table's %s.%s: %s", obj, f.Name, diags.All()[0].Message))
	}
	m := &module{name: obj, file: file, names: map[string]entity{}, builtin: true}
	for _, d := range file.Decls {
		if d, ok := d.(*ast.FnDecl); ok {
			e := &fnEnt{decl: d, mod: m, id: len(c.fns)}
			c.fns = append(c.fns, e)
			return e
		}
	}
	panic("internal error: the kernel table's " + f.Name + " is no expression")
}

// need enters something into the list of what the program needs from the kernel.
func (c *checker) need(n Need) {
	if c.dry > 0 || inAllKernels(n.Since) || c.needed[n.What] {
		return
	}
	if c.module().builtin {
		n.Span = c.asked
	}
	c.needed[n.What] = true
	c.prog.Needs = append(c.prog.Needs, n)
}

// controls reports whether the program gives cong_control.
func (m *module) controls() bool {
	return slices.ContainsFunc(m.callbacks, func(d *ast.CallbackDecl) bool { return d.Name.Name == "cong_control" })
}

// writeField checks that a kernel field may be stored to.
func (c *checker) writeField(d desig, span diag.Span) bool {
	f := d.field
	name := f.Object.Name() + "." + f.Name
	if f.Writable {
		c.need(Need{Span: span, What: "writes " + name, Since: max(f.Since, f.WriteSince), Field: f, Write: true})
		if f.TurnsOnPacing && c.main.algorithm != nil && !c.main.controls() { // tcp_update_pacing_rate, of 6.18 in tcp_cong_control
			c.warnf(span, "W0109", "the kernel sets `%s` itself after every ACK where there is no `cong_control`", name).Hint =
				"set window and rate in `cong_control`, or delete this"
		}
		return true
	}
	dg := c.errorf(span, "E0403", "no kernel lets a program write `%s`", name)
	switch {
	case f.Object != target.Sock:
		dg.Hint = "what the kernel has measured can only be read; keep an own value in `state`"
	case f.Derived != "":
		dg.Hint = "it follows from other fields; what can be written is " + list(writable(), "and") + ", and some flags"
	case insteadOf[f.Name] != "":
		dg.Hint = insteadOf[f.Name]
	default:
		dg.Hint = "what can be written is " + list(writable(), "and") + ", and some flags"
	}
	return false
}

// insteadOf says what to do where a program would like to write a field that it may not.
var insteadOf = map[string]string{
	"snd_cwnd_clamp":  "limit `sk.snd_cwnd` itself: `sk.snd_cwnd = min(..., limit)`",
	"prior_cwnd":      "keep the window to go back to in `state`, and give it from `undo_cwnd`",
	"prior_ssthresh":  "keep the threshold in `state`, and store it to `sk.snd_ssthresh`",
	"ca_state":        "the kernel alone moves between these states; keep a mode of your own in `state`",
	"max_pacing_rate": "limit `sk.pacing_rate` itself: `sk.pacing_rate = min(..., limit)`",
	"srtt_us":         "keep a smoothed time of your own in `state`",
	"min_rtt":         "keep a minimum of your own in `state`",
	"mss_cache":       "the path decides the segment size",
	"delivered":       "keep a counter of your own in `state`, or the difference to this one",
}
