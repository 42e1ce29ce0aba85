package ast

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// Dump writes the tree as s-expressions, declarations and statements one a line:
//
//	(callback ssthresh (sk) (call max (/ sk.snd_cwnd 2) 2))
func Dump(w io.Writer, f *File) error {
	var d dumper
	for _, decl := range f.Decls {
		d.decl(decl)
		d.out.WriteByte('\n')
	}
	_, err := w.Write(d.out.Bytes())
	return err
}

type dumper struct {
	out   bytes.Buffer
	depth int
}

// line starts a line inside of what is open.
func (d *dumper) line() {
	d.out.WriteByte('\n')
	d.out.WriteString(strings.Repeat("  ", d.depth))
}

func (d *dumper) printf(format string, args ...any) { fmt.Fprintf(&d.out, format, args...) }

func (d *dumper) doc(doc Doc) {
	if doc != "" {
		d.printf(" %q", string(doc))
	}
}

func (d *dumper) decl(n Decl) {
	switch n := n.(type) {
	case *AlgorithmDecl:
		d.printf("(algorithm %s%s", n.Name.Name, prefixed(" ", names(n.Flags)))
		d.doc(n.Doc)
	case *ModuleDecl:
		d.printf("(module %s", n.Name.Name)
		d.doc(n.Doc)
	case *UseDecl:
		d.printf("(use %s", n.Name.Name)
	case *ConstDecl:
		d.printf("(const %s %s", n.Name.Name, Sexpr(n.Value))
		d.doc(n.Doc)
	case *ParamDecl:
		d.printf("(param %s %s%s", n.Name.Name, Sexpr(n.Default), prefixed(" ", rangeText(n.Range)))
		d.doc(n.Doc)
	case *EnumDecl:
		d.printf("(enum %s%s", n.Name.Name, prefixed(" ", names(n.Values)))
		d.doc(n.Doc)
	case *StructDecl:
		d.printf("(struct %s", n.Name.Name)
		d.doc(n.Doc)
		d.fields(n.Fields)
	case *StateDecl:
		d.printf("(state")
		d.doc(n.Doc)
		d.fields(n.Fields)
	case *FnDecl:
		d.printf("(fn %s %s%s", n.Name.Name, params(n.Params), prefixed(" : ", typeText(n.Result)))
		d.doc(n.Doc)
		d.body(n.Expr, n.Body)
	case *ExternDecl:
		d.printf("(extern %s %s%s", n.Name.Name, params(n.Params), prefixed(" : ", typeText(n.Result)))
		d.doc(n.Doc)
	case *CallbackDecl:
		d.printf("(callback %s %s", n.Name.Name, params(n.Params))
		d.doc(n.Doc)
		d.body(n.Expr, n.Body)
	case *BadDecl:
		d.printf("(bad")
	}
	d.printf(")")
}

func (d *dumper) fields(list []*FieldDecl) {
	d.depth++
	for _, f := range list {
		d.line()
		d.printf("(%s %s%s%s", f.Name.Name, typeText(f.Type), prefixed(" in ", rangeText(f.Range)), prefixed(" = ", Sexpr(f.Initial)))
		d.doc(f.Doc)
		d.printf(")")
	}
	d.depth--
}

func (d *dumper) body(x Expr, b *Block) {
	if b != nil {
		d.block(b)
	} else {
		d.printf(" %s", Sexpr(x))
	}
}

// block writes the statements, one a line, one step further in.
func (d *dumper) block(b *Block) {
	if b == nil {
		return
	}
	d.depth++
	d.line()
	d.printf("(do")
	d.depth++
	for _, s := range b.Stmts {
		d.line()
		d.stmt(s)
	}
	d.printf(")")
	d.depth -= 2
}

func (d *dumper) stmt(n Stmt) {
	switch n := n.(type) {
	case *Block:
		d.depth--
		d.block(n)
		d.depth++
		return
	case *LetStmt:
		d.printf("(let %s%s %s", n.Name.Name, prefixed(" : ", typeText(n.Type)), Sexpr(n.Value))
	case *VarStmt:
		d.printf("(var %s%s%s", n.Name.Name, prefixed(" : ", typeText(n.Type)), prefixed(" ", Sexpr(n.Value)))
	case *AssignStmt:
		d.printf("(%s %s %s", n.Op, Sexpr(n.Target), Sexpr(n.Value))
	case *IfStmt:
		d.printf("(if %s", Sexpr(n.Cond))
		d.block(n.Then)
		d.elseBranch(n.Else)
	case *MatchStmt:
		d.printf("(match %s", Sexpr(n.Subject))
		d.arms(n.Arms)
	case *ForStmt:
		d.printf("(for %s %s%s", n.Name.Name, rangeText(n.Range), prefixed(" max ", Sexpr(n.Max)))
		d.block(n.Body)
	case *BreakStmt:
		d.printf("(break")
	case *ContinueStmt:
		d.printf("(continue")
	case *ReturnStmt:
		d.printf("(return%s", prefixed(" ", Sexpr(n.Value)))
	case *CallStmt:
		d.printf("%s", Sexpr(n.Call))
		return
	case *BadStmt:
		d.printf("(bad")
	}
	d.printf(")")
}

func (d *dumper) elseBranch(n Stmt) {
	switch n := n.(type) {
	case nil:
	case *Block:
		d.block(n)
	default:
		d.depth++
		d.line()
		d.stmt(n)
		d.depth--
	}
}

func (d *dumper) arms(list []*MatchArm) {
	d.depth++
	for _, a := range list {
		var patterns []string
		for _, x := range a.Patterns {
			patterns = append(patterns, Sexpr(x))
		}
		if len(patterns) == 0 {
			patterns = []string{"_"}
		}
		d.line()
		d.printf("((%s)", strings.Join(patterns, " "))
		d.depth++
		if b, ok := a.Body.(*Block); ok {
			d.depth--
			d.block(b)
			d.depth++
		} else {
			d.line()
			d.stmt(a.Body)
		}
		d.depth--
		d.printf(")")
	}
	d.depth--
}

// prefixed returns prefix + s, or "" if s is.
func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

func names(list []*Ident) string {
	var out []string
	for _, id := range list {
		out = append(out, id.Name)
	}
	return strings.Join(out, " ")
}

func params(list []*Param) string {
	var out []string
	for _, p := range list {
		out = append(out, p.Name.Name+prefixed(":", typeText(p.Type)))
	}
	return "(" + strings.Join(out, " ") + ")"
}

// Sexpr returns the expression as an s-expression, "" for nil.
func Sexpr(n Expr) string {
	switch n := n.(type) {
	case nil:
		return ""
	case *Ident:
		return n.Name
	case *Number:
		return n.Text + unitText(n.Unit)
	case *Unary:
		return "(" + n.Op + " " + Sexpr(n.X) + ")"
	case *Binary:
		return "(" + n.Op + " " + Sexpr(n.X) + " " + Sexpr(n.Y) + ")"
	case *IfExpr:
		return "(if " + Sexpr(n.Cond) + " " + Sexpr(n.Then) + " " + Sexpr(n.Else) + ")"
	case *Call:
		return "(call " + Sexpr(n.Fun) + sexprs(n.Args) + ")"
	case *Selector:
		return Sexpr(n.X) + "." + n.Name.Name
	case *Index:
		return "(index " + Sexpr(n.X) + " " + Sexpr(n.Index) + ")"
	case *Paren:
		return "(paren " + Sexpr(n.X) + ")"
	case *ArrayLit:
		return "(array" + sexprs(n.Elems) + ")"
	}
	return "(bad)"
}

func sexprs(list []Expr) string {
	var b strings.Builder
	for _, x := range list {
		b.WriteString(" " + Sexpr(x))
	}
	return b.String()
}

func rangeText(r *Range) string {
	if r == nil {
		return ""
	}
	return Sexpr(r.Lo) + ".." + Sexpr(r.Hi)
}

func unitText(u *UnitExpr) string {
	if u == nil {
		return ""
	}
	var b strings.Builder
	for i, f := range u.Factors {
		switch {
		case f.Divide:
			b.WriteByte('/')
		case i > 0:
			b.WriteByte('*')
		}
		b.WriteString(f.Name.Name)
	}
	return b.String()
}

// typeText returns the type in its canonical form, "" for nil.
func typeText(t *TypeExpr) string {
	if t == nil {
		return ""
	}
	var parts []string
	if t.Int != nil {
		parts = append(parts, t.Int.Name)
	}
	if t.Fixed != nil {
		parts = append(parts, "fixed<"+Sexpr(t.Fixed)+">")
	}
	if t.Unit != nil {
		parts = append(parts, unitText(t.Unit))
	}
	if t.Name != nil {
		name := t.Name.Name
		if t.Module != nil {
			name = t.Module.Name + "." + name
		}
		parts = append(parts, name)
	}
	text := strings.Join(parts, " ")
	if t.Len != nil {
		text += "[" + Sexpr(t.Len) + "]"
	}
	return text
}
