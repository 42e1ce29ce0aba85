package parser

import (
	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
)

// The declarations of the tree. After an error, what was read is kept as far as it
// has a name, so that uses of the name are no errors.

func (n *algorithmNode) decl(p *parser, at ast.At, doc ast.Doc) ast.Decl {
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

func (n *moduleNode) decl(p *parser, at ast.At, doc ast.Doc) ast.Decl {
	name := p.declared(n.Name, "a module")
	if name == nil {
		return nil
	}
	return &ast.ModuleDecl{At: at, Doc: doc, Name: name}
}

func (n *useNode) decl(p *parser, at ast.At, _ ast.Doc) ast.Decl {
	name := p.declared(n.Name, "a module")
	if name == nil {
		return nil
	}
	return &ast.UseDecl{At: at, Name: name}
}

func (n *constNode) decl(p *parser, at ast.At, doc ast.Doc) ast.Decl {
	name := p.declared(n.Name, "a constant")
	if name == nil {
		return nil
	}
	return &ast.ConstDecl{At: at, Doc: doc, Name: name, Value: orBad(n.Value, at)}
}

func (n *paramNode) decl(p *parser, at ast.At, doc ast.Doc) ast.Decl {
	name := p.declared(n.Name, "a parameter")
	if name == nil {
		return nil
	}
	d := &ast.ParamDecl{At: at, Doc: doc, Name: name, Default: orBad(n.Default, at)}
	if n.Range != nil {
		d.Range = n.Range.rng()
	}
	return d
}

func (n *enumNode) decl(p *parser, at ast.At, doc ast.Doc) ast.Decl {
	name := p.declared(n.Name, "an enum")
	if name == nil {
		return nil
	}
	d := &ast.EnumDecl{At: at, Doc: doc, Name: name}
	if n.Values != nil {
		d.Values = n.Values.values()
	}
	return d
}

func (n *structNode) decl(p *parser, at ast.At, doc ast.Doc) ast.Decl {
	name := p.declared(n.Name, "a struct")
	if name == nil {
		return nil
	}
	return &ast.StructDecl{At: at, Doc: doc, Name: name, Fields: fieldsOf(n.Fields)}
}

func (n *stateNode) decl(_ *parser, at ast.At, doc ast.Doc) ast.Decl {
	return &ast.StateDecl{At: at, Doc: doc, Fields: fieldsOf(n.Fields)}
}

func (n *fnNode) decl(p *parser, at ast.At, doc ast.Doc) ast.Decl {
	name := p.declared(n.Name, "a function")
	if name == nil {
		return nil
	}
	d := &ast.FnDecl{At: at, Doc: doc, Name: name, Params: paramsOf(n.Params), Result: typeOf(n.Result)}
	d.Expr, d.Body = bodyOf(n.Body, at)
	return d
}

func (n *externNode) decl(p *parser, at ast.At, doc ast.Doc) ast.Decl {
	name := p.declared(n.Name, "a function")
	if name == nil {
		return nil
	}
	return &ast.ExternDecl{At: at, Doc: doc, Name: name, Params: paramsOf(n.Params), Result: typeOf(n.Result)}
}

func (n *callbackNode) decl(p *parser, at ast.At, doc ast.Doc) ast.Decl {
	name := p.declared(n.Name, "a callback")
	if name == nil {
		return nil
	}
	d := &ast.CallbackDecl{At: at, Doc: doc, Name: name, Params: paramsOf(n.Params)}
	d.Expr, d.Body = bodyOf(n.Body, at)
	return d
}

// declared returns the name, or nil if it was not read, and complains of units.
func (p *parser) declared(n *nameNode, what string) *ast.Ident {
	if n == nil || n.Text == "" {
		return nil
	}
	id := p.identOf(n)
	p.noUnit(id, what)
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
