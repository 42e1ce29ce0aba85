package parser

import (
	"sync"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"
	"github.com/ccc-lang/ccc/lang/ast"
)

// declNode is a declaration as participle reads it.
type declNode interface {
	// decl makes the tree's declaration of it; nil if nothing is left.
	decl(p *parser, at ast.At, doc ast.Doc) ast.Decl
}

// The declarations. Their first word says which one it is, and one token of lookahead
// is enough for the rest, so participle commits to an alternative with its first token
// (UseLookahead(0)) and blames the token that is wrong. What is an interface here
// is a production of its own, see build.
type (
	algorithmNode struct {
		Name  objectName  `parser:"'algorithm' @@"`
		Flags []*nameNode `parser:"( 'with' @@ ( ',' @@ )* )?"`
	}
	moduleNode struct {
		Name *nameNode `parser:"'module' @@"`
	}
	useNode struct {
		Name *nameNode `parser:"'use' @@"`
	}
	constNode struct {
		Name  *nameNode `parser:"'const' @@"`
		Value ast.Expr  `parser:"'=' @@"`
	}
	paramNode struct {
		Name    *nameNode `parser:"'param' @@"`
		Default ast.Expr  `parser:"'=' @@"`
		Range   rangeNode `parser:"( 'in' @@ )?"`
	}
	enumNode struct {
		Name   *nameNode  `parser:"'enum' @@"`
		Values enumValues `parser:"@@"`
	}
	structNode struct {
		Name   *nameNode `parser:"'struct' @@"`
		Fields fieldList `parser:"@@"`
	}
	stateNode struct {
		Fields fieldList `parser:"'state' @@"`
	}
	fnNode struct {
		Name   *nameNode `parser:"'fn' @@"`
		Params paramList `parser:"@@"`
		Result typeNode  `parser:"( ':' @@ )?"`
		Body   body      `parser:"@@"`
	}
	externNode struct {
		Name   *nameNode `parser:"'extern' 'fn' @@"`
		Params paramList `parser:"@@"`
		Result typeNode  `parser:"( ':' @@ )?"`
	}
	callbackNode struct {
		Name   *nameNode `parser:"@@"`
		Params paramList `parser:"@@"`
		Body   body      `parser:"@@"`
	}
	nameNode struct {
		Pos  lexer.Position
		Text string `parser:"@Ident"`
	}
)

// The productions that are read by functions of the parser.
type (
	objectName interface{ objectName() *ast.Ident }
	rangeNode  interface{ rng() *ast.Range }
	typeNode   interface{ typ() *ast.TypeExpr }
	enumValues interface{ values() []*ast.Ident }
	fieldList  interface{ fields() []*ast.FieldDecl }
	paramList  interface{ params() []*ast.Param }
	body       interface{ body() (ast.Expr, *ast.Block) }
)

// box carries the result of any of them.
type box struct {
	name    *ast.Ident
	r       *ast.Range
	t       *ast.TypeExpr
	idents  []*ast.Ident
	fieldsV []*ast.FieldDecl
	paramsV []*ast.Param
	expr    ast.Expr
	block   *ast.Block
}

func (b *box) objectName() *ast.Ident       { return b.name }
func (b *box) rng() *ast.Range              { return b.r }
func (b *box) typ() *ast.TypeExpr           { return b.t }
func (b *box) values() []*ast.Ident         { return b.idents }
func (b *box) fields() []*ast.FieldDecl     { return b.fieldsV }
func (b *box) params() []*ast.Param         { return b.paramsV }
func (b *box) body() (ast.Expr, *ast.Block) { return b.expr, b.block }

// grammar is a participle parser with the state that its productions share. One
// is used by one Parse at a time; building costs as much as a small file, so they
// are kept.
type grammar struct {
	parser
	decls map[string]reader // by the first word; "": of callbacks
}

// reader reads a declaration of one kind. With an error, it returns what it has read.
type reader func(lex *lexer.PeekingLexer) (declNode, error)

var (
	grammars     []*grammar
	grammarsLock sync.Mutex
)

// takeGrammar returns a grammar that nobody uses.
func takeGrammar() *grammar {
	grammarsLock.Lock()
	defer grammarsLock.Unlock()
	if n := len(grammars); n > 0 {
		g := grammars[n-1]
		grammars = grammars[:n-1]
		return g
	}
	g := &grammar{}
	g.decls = build(&g.parser)
	return g
}

// release gives the grammar back.
func (g *grammar) release() {
	g.parser = parser{}
	grammarsLock.Lock()
	defer grammarsLock.Unlock()
	grammars = append(grammars, g)
}

// build makes the participle parser whose productions are p's methods.
func build(p *parser) map[string]reader {
	all := participle.MustBuild[declNode](
		participle.Union[declNode](&algorithmNode{}, &moduleNode{}, &useNode{}, &constNode{}, &paramNode{}, &enumNode{},
			&structNode{}, &stateNode{}, &fnNode{}, &externNode{}, &callbackNode{}),
		participle.Lexer(definition{}),
		participle.UseLookahead(0),
		production(p, func() ast.Expr { return p.expr() }),
		production(p, func() objectName { return &box{name: p.objectName()} }),
		production(p, func() rangeNode { return &box{r: p.rng()} }),
		production(p, func() typeNode { return &box{t: p.typeExpr()} }),
		production(p, func() enumValues { return &box{idents: p.enumValues()} }),
		production(p, func() fieldList { return &box{fieldsV: p.fields()} }),
		production(p, func() paramList { return &box{paramsV: p.params()} }),
		production(p, func() body { return p.declBody() }),
	)
	return map[string]reader{
		"algorithm": readerOf[algorithmNode](all), "module": readerOf[moduleNode](all), "use": readerOf[useNode](all),
		"const": readerOf[constNode](all), "param": readerOf[paramNode](all), "enum": readerOf[enumNode](all),
		"struct": readerOf[structNode](all), "state": readerOf[stateNode](all), "fn": readerOf[fnNode](all),
		"extern": readerOf[externNode](all), "": readerOf[callbackNode](all),
	}
}

// readerOf returns the reader of one kind, so that participle need not try the others.
func readerOf[N any, P interface {
	*N
	declNode
}](all *participle.Parser[declNode]) reader {
	one, err := participle.ParserForProduction[N](all)
	if err != nil {
		panic("internal error: the grammar lacks a declaration: " + err.Error())
	}
	return func(lex *lexer.PeekingLexer) (declNode, error) {
		n, err := one.ParseFromLexer(lex, allowTrailing)
		return P(n), err
	}
}

// production makes read the reader of the interface T. It never fails towards
// participle: errors are reported, and p.failed ends the declaration.
func production[T any](p *parser, read func() T) participle.Option {
	return participle.ParseTypeWith(func(lex *lexer.PeekingLexer) (T, error) {
		p.follow(lex)
		p.chain = 0
		v := read()
		for p.first+lex.Cursor() < p.lex.next && !lex.Peek().EOF() {
			lex.Next()
		}
		return v, nil
	})
}
