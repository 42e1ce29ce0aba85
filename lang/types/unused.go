package types

import (
	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
)

// uncalled checks functions that nothing calls, or only text that is wrong, as far as they can be checked without
// knowing what they would be called with: a parameter without a type is of no known type,
// which silences all that depends on it.
func (c *checker) uncalled() {
	left := c.left
	defer func() { c.left = left }() // what is silenced there is no part of the program
	c.within(c.main, func() {
		for _, e := range c.main.order {
			if e, ok := e.(*fnEnt); ok && !e.checked && !e.cyclic {
				c.dry++
				c.checkUncalled(e)
				c.dry--
			}
		}
	})
}

func (c *checker) checkUncalled(e *fnEnt) {
	e.checked = true
	var args []actual
	types := c.paramTypes(e)
	for i, p := range e.decl.Params {
		a := actual{span: p.Pos()}
		if o, isObject := objects[p.Name.Name]; isObject && p.Type == nil {
			a.obj = &o
		} else if p.Type != nil {
			if t := types[i]; t != nil && (t.Kind == Struct || t.Kind == Array) {
				a.place, a.ptype = &Place{Sym: &Sym{Kind: RefSym, Place: t}, Type: t}, t
			}
		}
		args = append(args, a)
	}
	c.frame().facts = allFacts >> 1
	c.body(e, args, &spec{}, diag.Span{})
	c.frame().facts = 0
}

// unused warns of what is declared and does nothing.
func (c *checker) unused() {
	m := c.main
	switch {
	case c.diags.HasErrors():
		return // what an error hides may be the use
	case m.decl != nil:
		c.unusedModules(m)
		return
	case m.algorithm == nil:
		return
	}
	for _, e := range m.order {
		id := e.ident()
		switch e := e.(type) {
		case *constEnt:
			c.unusedDecl(id, e.decl, "the const `%s` is not used")
		case *paramEnt:
			c.unusedDecl(id, e.decl, "the param `%s` is not used")
		case *enumEnt:
			c.unusedDecl(id, e.decl, "the enum `%s` is not used")
		case *structEnt:
			c.unusedDecl(id, e.decl, "the struct `%s` is not used")
		case *useEnt:
			if e.mod != nil {
				c.unusedDecl(id, e.decl, "the module `%s` is not used")
			}
		case *externEnt:
			c.unusedDecl(id, e.decl, "the kernel function `%s` is not called")
		case *fnEnt:
			if !e.called && !e.cyclic {
				c.warnf(id.Pos(), "W0101", "the function `%s` is never called", id.Name).Hint = "delete it, or call it"
			}
		}
	}
	c.unusedFields(m.state)
	for _, e := range m.order {
		if e, ok := e.(*structEnt); ok && c.used[e.decl] {
			c.unusedFields(e.typ)
		}
	}
	for _, b := range c.locals {
		c.unusedLocal(b)
	}
	for _, d := range m.callbacks {
		if d.Name.Name == "cong_avoid" && c.prog.CongControl {
			c.warnf(d.Name.Pos(), "W0102", "the kernel does not call `cong_avoid` where there is a `cong_control`").Hint =
				"delete one of them"
		}
		c.untold(d)
	}
}

// unusedModules warns of modules that a module uses and never names. All else that it declares is for others. The text
// is asked, since a function that nothing calls is not understood well enough to tell what it uses.
func (c *checker) unusedModules(m *module) {
	named := map[string]bool{}
	for _, d := range m.file.Decls {
		ast.Walk(d, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Selector:
				if id, ok := n.X.(*ast.Ident); ok {
					named[id.Name] = true
				}
			case *ast.TypeExpr:
				if n.Module != nil {
					named[n.Module.Name] = true
				}
			}
			return true
		})
	}
	for _, e := range m.order {
		if e, ok := e.(*useEnt); ok && e.mod != nil && !named[e.ident().Name] {
			c.unusedDecl(e.ident(), e.decl, "the module `%s` is not used")
		}
	}
}

func (c *checker) unusedDecl(id *ast.Ident, decl any, format string) {
	if !c.used[decl] {
		c.warnf(id.Pos(), "W0101", format, id.Name).Hint = "delete it, or use it"
	}
}

func (c *checker) unusedFields(t *StructType) {
	if t == nil {
		return
	}
	for _, f := range t.Fields {
		switch {
		case f.Type == nil || c.used[f] && (c.written[f] || f.Type.Kind == Struct):
		case c.used[f]:
			c.warnf(f.Decl.Name.Pos(), "W0101", "`%s` is read, but never stored to: it always has its initial value", f.Name).Hint =
				"store to it, or make a `const` of it"
		case c.written[f]:
			c.warnf(f.Decl.Name.Pos(), "W0101", "`%s` is stored to, but never read", f.Name).Hint = "delete it, or use it"
		default:
			c.warnf(f.Decl.Name.Pos(), "W0101", "`%s` is not used", f.Name).Hint = "delete it, or use it"
		}
	}
}

func (c *checker) unusedLocal(b *binding) {
	if c.used[b.name] && (b.kind != "var" || c.read(b)) {
		return
	}
	if b.kind == "var" && c.used[b.name] {
		c.warnf(b.name.Pos(), "W0101", "the variable `%s` is stored to, but never read", b.name.Name).Hint = "delete it, or use it"
		return
	}
	what := "the name"
	if b.kind == "var" {
		what = "the variable"
	}
	c.warnf(b.name.Pos(), "W0101", "%s `%s` is not used", what, b.name.Name).Hint = "delete it, or use it"
}

// read reports whether a variable is read in any specialisation of its function.
func (c *checker) read(b *binding) bool { return c.readVars[b.name] }
