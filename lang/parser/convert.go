package parser

import (
	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
)

// convert makes the tree's declaration of participle's. After an error, what was
// read is kept as far as it has a name, so that uses of the name are no errors; nil
// means that nothing is left.
func (p *parser) convert(n *declNode, at ast.At) ast.Decl {
	doc := p.doc(at.Span.Start)
	switch {
	case n.Algorithm != nil:
		return p.algorithm(n.Algorithm, at, doc)
	case n.Module != nil:
		if name := p.declared(n.Module.Name, "a module"); name != nil {
			return &ast.ModuleDecl{At: at, Doc: doc, Name: name}
		}
	case n.Use != nil:
		if name := p.declared(n.Use.Name, "a module"); name != nil {
			return &ast.UseDecl{At: at, Name: name}
		}
	case n.Const != nil:
		if name := p.declared(n.Const.Name, "a constant"); name != nil {
			return &ast.ConstDecl{At: at, Doc: doc, Name: name, Value: orBad(n.Const.Value, at)}
		}
	case n.Param != nil:
		if name := p.declared(n.Param.Name, "a parameter"); name != nil {
			d := &ast.ParamDecl{At: at, Doc: doc, Name: name, Default: orBad(n.Param.Default, at)}
			if n.Param.Range != nil {
				d.Range = n.Param.Range.rng()
			}
			return d
		}
	case n.Enum != nil:
		if name := p.declared(n.Enum.Name, "an enum"); name != nil {
			d := &ast.EnumDecl{At: at, Doc: doc, Name: name}
			if n.Enum.Values != nil {
				d.Values = n.Enum.Values.values()
			}
			return d
		}
	case n.Struct != nil:
		if name := p.declared(n.Struct.Name, "a struct"); name != nil {
			return &ast.StructDecl{At: at, Doc: doc, Name: name, Fields: fieldsOf(n.Struct.Fields)}
		}
	case n.State != nil:
		return &ast.StateDecl{At: at, Doc: doc, Fields: fieldsOf(n.State.Fields)}
	}
	return p.convertFunction(n, at, doc)
}

// convertFunction is convert for what has parameters.
func (p *parser) convertFunction(n *declNode, at ast.At, doc ast.Doc) ast.Decl {
	switch {
	case n.Fn != nil:
		if name := p.declared(n.Fn.Name, "a function"); name != nil {
			d := &ast.FnDecl{At: at, Doc: doc, Name: name, Params: paramsOf(n.Fn.Params), Result: typeOf(n.Fn.Result)}
			d.Expr, d.Body = bodyOf(n.Fn.Body, at)
			return d
		}
	case n.Extern != nil:
		if name := p.declared(n.Extern.Name, "a function"); name != nil {
			return &ast.ExternDecl{At: at, Doc: doc, Name: name, Params: paramsOf(n.Extern.Params), Result: typeOf(n.Extern.Result)}
		}
	case n.Callback != nil:
		if name := p.declared(n.Callback.Name, "a callback"); name != nil {
			d := &ast.CallbackDecl{At: at, Doc: doc, Name: name, Params: paramsOf(n.Callback.Params)}
			d.Expr, d.Body = bodyOf(n.Callback.Body, at)
			return d
		}
	}
	return nil
}

func (p *parser) algorithm(n *algorithmNode, at ast.At, doc ast.Doc) ast.Decl {
	if n.Name == nil || n.Name.objectName() == nil {
		return nil
	}
	d := &ast.AlgorithmDecl{At: at, Doc: doc, Name: n.Name.objectName()}
	for _, f := range n.Flags {
		if f.Text != "" {
			d.Flags = append(d.Flags, p.identOf(f))
		}
	}
	return d
}

// declared returns the name, or nil if it was not read, and complains of units.
func (p *parser) declared(n *nameNode, what string) *ast.Ident {
	if n == nil || n.Text == "" {
		return nil
	}
	id := p.identOf(n)
	if isUnit(id.Name) {
		p.Errorf(id.Span, "E0112", "`%s` is a unit and cannot be the name of %s", id.Name, what).Hint = "choose another name"
	}
	return id
}

func (p *parser) identOf(n *nameNode) *ast.Ident {
	span := diag.Span{Source: p.src, Start: n.Pos.Offset, End: n.Pos.Offset + len(n.Text)}
	return &ast.Ident{At: ast.At{Span: span}, Name: n.Text}
}

func orBad(x ast.Expr, at ast.At) ast.Expr {
	if x == nil {
		return &ast.BadExpr{At: ast.At{Span: diag.Span{Source: at.Span.Source, Start: at.Span.End, End: at.Span.End}}}
	}
	return x
}

func fieldsOf(n fieldList) []*ast.FieldDecl {
	if n == nil {
		return nil
	}
	return n.fields()
}

func paramsOf(n paramList) []*ast.Param {
	if n == nil {
		return nil
	}
	return n.params()
}

func typeOf(n typeNode) *ast.TypeExpr {
	if n == nil {
		return nil
	}
	return n.typ()
}

func bodyOf(n body, at ast.At) (ast.Expr, *ast.Block) {
	if n == nil {
		return orBad(nil, at), nil
	}
	return n.body()
}
