package types

import (
	"fmt"
	"io"
	"math/big"
	"strings"
)

// Dump writes a checked program for people to read: declarations, then every
// callback and every specialised function with the shorthands written out and a
// type behind every name. It writes nothing if there is no program.
func Dump(w io.Writer, info *Info) error {
	d := &dumper{seen: map[*Func]string{}, taken: map[string]int{}}
	if info != nil && info.Program != nil {
		d.program(info.Program)
	}
	_, err := io.WriteString(w, d.out.String())
	return err
}

type dumper struct {
	out   strings.Builder
	depth int
	seen  map[*Func]string // the names of specialised functions
	taken map[string]int
	queue []*Func
}

func (d *dumper) line(format string, args ...any) {
	d.out.WriteString(strings.Repeat("    ", d.depth))
	fmt.Fprintf(&d.out, format, args...)
	d.out.WriteByte('\n')
}

func (d *dumper) program(p *Program) {
	d.line("algorithm %s", p.Name)
	if len(p.Flags) > 0 {
		d.line("flags %s", strings.Join(p.Flags, ", "))
	}
	for _, n := range p.Needs {
		d.line("needs %s (%s, %s)", n.What, n.Since, n.Span)
	}
	for _, l := range p.Params {
		d.param(l)
	}
	for _, t := range p.Tables {
		d.line("table %s: %s = %s / %d", t.Symbol, typeName(t.Type), ratList(t.Values), t.Den)
	}
	if p.State != nil {
		d.structure("state", p.State)
	}
	for _, cb := range p.Callbacks {
		d.fn("callback "+cb.Target.Name, cb.Func)
	}
	for len(d.queue) > 0 {
		f := d.queue[0]
		d.queue = d.queue[1:]
		d.fn("fn "+d.seen[f], f)
	}
}

func (d *dumper) param(l *LoadParam) {
	text := fmt.Sprintf("param %s: ", l.Name)
	switch {
	case l.IsBool:
		text += fmt.Sprintf("bool = %v", l.Default.Sign() != 0)
	case l.EnumType != nil:
		text += fmt.Sprintf("%s = %s", l.EnumType.Name, enumName(l.EnumType, l.Default))
	default:
		text += fmt.Sprintf("%s = %s", dimName(l.Dim), l.Default.RatString())
		if l.Lo != nil {
			text += fmt.Sprintf(" in %s..%s", l.Lo.RatString(), l.Hi.RatString())
		}
		text += fmt.Sprintf(" (in steps of 1/%d)", l.Den)
	}
	d.line("%s", text)
}

func ratList(list []*big.Rat) string {
	var vals []string
	for _, v := range list {
		vals = append(vals, v.RatString())
	}
	return "[" + strings.Join(vals, ", ") + "]"
}

func (d *dumper) structure(name string, s *StructType) {
	d.line("%s", name)
	d.depth++
	for _, f := range s.Fields {
		text := fmt.Sprintf("%s: %s", f.Name, PlaceName(f.Type))
		if f.Initial != nil {
			text += " = " + f.Initial.RatString()
		}
		if f.Elems != nil {
			text += " = " + ratList(f.Elems)
		}
		if f.Indexed {
			text += " (indexed at run time)"
		}
		d.line("%s", text)
	}
	d.depth--
}

func (d *dumper) fn(head string, f *Func) {
	var params []string
	for _, p := range f.Params {
		params = append(params, symText(p))
	}
	head += "(" + strings.Join(params, ", ") + ")"
	switch {
	case f.ResultPlace != nil:
		head += ": " + PlaceName(f.ResultPlace)
	case f.Result != nil:
		head += ": " + typeName(f.Result)
	}
	if f.Stores {
		head += " stores"
	}
	d.line("")
	d.line("%s", head)
	d.body(f.Body)
}

// symText is a name with its type; a place's type is told from that of an exact value.
func symText(s *Sym) string {
	switch s.Kind {
	case TypedSym, VarSym:
		return s.Name + ": " + PlaceName(s.Place)
	case RefSym:
		return s.Name + ": ref " + PlaceName(s.Place)
	}
	return s.Name + ": " + typeName(s.Type)
}

func (d *dumper) body(stmts []Stmt) {
	d.depth++
	for _, s := range stmts {
		d.stmt(s)
	}
	d.depth--
}

func (d *dumper) stmt(s Stmt) {
	switch s := s.(type) {
	case *Let:
		word := "let"
		if s.Sym.Kind == VarSym {
			word = "var"
		}
		d.line("%s %s = %s", word, symText(s.Sym), d.expr(s.Value))
	case *Store:
		d.line("%s = %s", d.place(s.Place), d.expr(s.Value))
	case *Reset:
		d.line("%s = initial", d.place(s.Place))
	case *If:
		d.line("if %s", d.expr(s.Cond))
		d.body(s.Then)
		if len(s.Else) > 0 {
			d.line("else")
			d.body(s.Else)
		}
	case *For:
		d.line("for %s in %s..%s max %d", symText(s.Sym), d.expr(s.Lo), d.expr(s.Hi), s.Max)
		d.body(s.Body)
	case *Break:
		d.line("break")
	case *Continue:
		d.line("continue")
	case *Return:
		if s.Value == nil {
			d.line("return")
		} else {
			d.line("return %s", d.expr(s.Value))
		}
	case *Do:
		d.line("%s", d.expr(s.Call))
	default:
		panic(fmt.Sprintf("internal error: dump of a %T", s))
	}
}

func (d *dumper) place(p *Place) string {
	var b strings.Builder
	switch {
	case p.Field != nil:
		b.WriteString(p.Field.Object.Name() + "." + p.Field.Name)
	case p.State:
		b.WriteString("ca")
	case p.Sym != nil:
		b.WriteString(p.Sym.Name)
	case p.Param != nil:
		b.WriteString(p.Param.Name)
	case p.Table != nil:
		b.WriteString(p.Table.Symbol)
	}
	for _, step := range p.Path {
		switch {
		case step.Field != nil:
			b.WriteString("." + step.Field.Name)
		case step.Index != nil:
			b.WriteString("[" + d.expr(step.Index) + "]")
		default:
			fmt.Fprintf(&b, "[%d]", step.Const)
		}
	}
	return b.String()
}

func (d *dumper) exprs(list []Expr) string {
	var texts []string
	for _, x := range list {
		texts = append(texts, d.expr(x))
	}
	return strings.Join(texts, ", ")
}

func (d *dumper) expr(x Expr) string {
	switch x := x.(type) {
	case *Const:
		return constText(x)
	case *Ref:
		return x.Sym.Name
	case *Load:
		return d.place(x.Place)
	case *Neg:
		return "-" + d.expr(x.X)
	case *Not:
		return "!" + d.expr(x.X)
	case *Binary:
		return "(" + d.expr(x.X) + " " + x.Op.String() + " " + d.expr(x.Y) + ")"
	case *Compare:
		return "(" + d.expr(x.X) + " " + x.Op.String() + " " + d.expr(x.Y) + ")"
	case *Logic:
		return "(" + d.expr(x.X) + " " + strings.Repeat(x.Op.String(), 2) + " " + d.expr(x.Y) + ")"
	case *Cond:
		return "(if " + d.expr(x.C) + " then " + d.expr(x.A) + " else " + d.expr(x.B) + ")"
	case *Builtin:
		return x.Name + "(" + d.exprs(x.Args) + ")"
	case *Call:
		var args []string
		for _, a := range x.Args {
			if a.Ref != nil {
				args = append(args, "ref "+d.place(a.Ref))
			} else {
				args = append(args, d.expr(a.Value))
			}
		}
		return d.name(x.Func) + "(" + strings.Join(args, ", ") + ")"
	case *KernelCall:
		return "kernel " + x.Func.Name + "(" + d.exprs(x.Args) + ")"
	}
	panic(fmt.Sprintf("internal error: dump of a %T", x))
}

// name numbers the versions of a function and puts them on the list.
func (d *dumper) name(f *Func) string {
	if name, ok := d.seen[f]; ok {
		return name
	}
	d.taken[f.Name]++
	name := f.Name
	if n := d.taken[f.Name]; n > 1 {
		name = fmt.Sprintf("%s'%d", f.Name, n)
	}
	d.seen[f] = name
	d.queue = append(d.queue, f)
	return name
}

func constText(k *Const) string {
	switch {
	case k.Unlimited:
		return "unlimited"
	case k.T.Kind == Bool:
		return fmt.Sprint(k.Value.Sign() != 0)
	case k.T.Kind == Stamp:
		return "never"
	case k.T.Kind == Enum:
		return enumName(k.T.Enum, k.Value)
	}
	text := k.Value.RatString()
	if k.T.Dim != (Dim{}) {
		text += " " + UnitText(k.T.Dim)
	}
	return text
}

func enumName(e *EnumType, v *big.Rat) string {
	for _, ev := range e.Values {
		if v.IsInt() && v.Num().IsInt64() && v.Num().Int64() == ev.Value {
			return ev.Name
		}
	}
	return e.Name + "(" + v.RatString() + ")"
}

// dimName is a dimension as a type: "num", "bytes", "s", "bytes/s".
func dimName(d Dim) string {
	if d == (Dim{}) {
		return "num"
	}
	return UnitText(d)
}

// typeName is the type of an expression in short.
func typeName(t *Type) string {
	switch t.Kind {
	case Void:
		return "nothing"
	case Bool:
		return "bool"
	case Num:
		return dimName(t.Dim)
	case Seq:
		return "seq"
	case Stamp:
		return "stamp"
	case Count:
		return "count"
	case Enum:
		return t.Enum.Name
	case Struct:
		return t.Struct.Name
	case Array:
		return fmt.Sprintf("%s[%d]", PlaceName(t.Elem), t.Len)
	case Object:
		return t.Object.Name()
	}
	panic("internal error: a type of no kind")
}

// PlaceName writes the type of a place as a program would, with its width: "u32 fixed<24> pkts".
func PlaceName(p *PlaceType) string {
	if p == nil {
		return "?"
	}
	switch p.Kind {
	case Array:
		return fmt.Sprintf("%s[%d]", PlaceName(p.Elem), p.Len)
	case Struct:
		return p.Struct.Name
	case Num:
	default:
		return typeName(exprType(p))
	}
	sign := "u"
	if p.Signed {
		sign = "i"
	}
	text := fmt.Sprintf("%s%d", sign, p.Width)
	if p.Frac > 0 {
		text += fmt.Sprintf(" fixed<%d>", p.Frac)
	}
	if p.Unit.Name != "" {
		text += " " + p.Unit.Name
	}
	if p.Lo != nil {
		text += fmt.Sprintf(" in %s..%s", inUnit(p.Lo, p), inUnit(p.Hi, p))
	}
	return text
}
