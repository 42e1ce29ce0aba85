package types

import (
	"regexp"
	"slices"
	"strings"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
)

// This file tells errors in the standard library where they belong. Its functions are right; if
// one does not fit what it was called with, the call is wrong.

// library reports whether m is a module of the standard library.
func (m *module) library() bool {
	return m.name != "" && strings.HasPrefix(m.file.Source.Name, "std/")
}

// libraryCall returns the function of the library that the program has called, if its text is
// being checked for what it was called with; else nil.
func (c *checker) libraryCall() *frame {
	for i, f := range c.frames {
		if i > 0 && f.mod.library() && !c.frames[i-1].mod.library() && f.at.IsValid() && f.args != nil {
			return f
		}
	}
	return nil
}

// badArguments reports, once for a call of a function of the library, that it does not fit its
// arguments. span, code and message are of what is wrong inside.
func (c *checker) badArguments(f *frame, span diag.Span, code, message string) {
	if f.told {
		return
	}
	f.told = true
	if code == "E0208" {
		code = "E0304"
	}
	var d *diag.Diagnostic
	if p, a := c.culprit(f, span); p != nil {
		d = c.report(a.span, code, "%s cannot be the parameter `%s` of `%s`: it is %s", source(a.span), p.Name.Name, f.fn.Name, a.text())
	} else {
		d = c.report(f.at, code, "`%s` cannot work with these arguments", f.fn.Name)
	}
	d.Hint = "as `" + f.mod.name + "." + signature(f.decl.(*ast.FnDecl)) + "`"
	d.Related = []diag.Related{{Span: span, Message: message}}
}

// culprit finds the argument that makes the call f wrong: one that is an object of the kernel where
// its parameter is none, or the other way round, or the first that the text at span speaks of.
func (c *checker) culprit(f *frame, span diag.Span) (*ast.Param, *actual) {
	params := f.decl.(*ast.FnDecl).Params
	for i, p := range params {
		o, isObject := objects[p.Name.Name]
		if a := f.args[i].obj; isObject && (a == nil || *a != o) || !isObject && a != nil {
			return p, &f.args[i]
		}
	}
	for i := len(c.frames) - 1; i >= 0; i-- { // from where the error is, argument by argument
		g := c.frames[i]
		p, a := paramAt(g, span)
		if p == nil || g == f {
			return p, a
		}
		span = a.span
	}
	return nil, nil
}

// paramAt finds the first parameter without a type of f that the text at span names, with what it was
// given; nil if there is none.
func paramAt(f *frame, span diag.Span) (*ast.Param, *actual) {
	d, ok := f.decl.(*ast.FnDecl)
	if !ok || len(f.args) != len(d.Params) {
		return nil, nil
	}
	words := regexp.MustCompile(`[A-Za-z_]\w*`).FindAllString(span.Text(), -1)
	for i, p := range d.Params {
		if p.Type == nil && f.args[i].obj == nil && slices.Contains(words, p.Name.Name) {
			return p, &f.args[i]
		}
	}
	return nil, nil
}

// text says in words what an argument is.
func (a *actual) text() string {
	switch {
	case a.obj != nil:
		return typeText(&Type{Kind: Object, Object: *a.obj})
	case a.place != nil:
		return placeWords(a.ptype)
	}
	return typeText(a.val.typ())
}
