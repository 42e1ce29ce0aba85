// Package ast is the syntax tree of the language, its walk and its canonical
// printing. The tree is frozen once parsed: later passes keep tables of their
// own. Every node knows its exact source span. Comments are kept in
// File.Comments, in source order, so that printing can restore them.
package ast

import (
	"math/big"

	"github.com/ccc-lang/ccc/lang/diag"
)

// Node is any node of the tree.
type Node interface{ Pos() diag.Span }

// At is embedded by every node: the span from its first to its last token.
type At struct{ Span diag.Span }

// Pos returns the node's span.
func (a At) Pos() diag.Span { return a.Span }

// File is one source file.
type File struct {
	At
	Source   *diag.Source
	Decls    []Decl
	Comments []*Comment
}

// Comment is one comment, without its line ending.
type Comment struct {
	At
	Text string // with its slashes
	Doc  bool   // `///`
}

// Decl is a declaration.
type Decl interface {
	Node
	decl()
}

// Stmt is a statement.
type Stmt interface {
	Node
	stmt()
}

// Expr is an expression.
type Expr interface {
	Node
	expr()
}

// Ident is a name in the source; as an expression it is a use of the name
// (`true`, `false`, `never`, `unlimited` and `initial` are names, too).
type Ident struct {
	At
	Name string
}

// Doc is the text of the `///` lines before a declaration or field, without
// the slashes, one line each; "" if there are none.
type Doc string

// The declarations.
type (
	// AlgorithmDecl is `algorithm NAME [with FLAG, ...]`.
	AlgorithmDecl struct {
		At
		Doc   Doc
		Name  *Ident // its span covers the name; any run of letters, digits, `_`, `.`, `-`
		Flags []*Ident
	}
	// ModuleDecl is `module NAME`.
	ModuleDecl struct {
		At
		Doc  Doc
		Name *Ident
	}
	// UseDecl is `use NAME`.
	UseDecl struct {
		At
		Name *Ident
	}
	// ConstDecl is `const NAME = expr`; Value may be an *ArrayLit.
	ConstDecl struct {
		At
		Doc   Doc
		Name  *Ident
		Value Expr
	}
	// ParamDecl is `param NAME = default [in lo..hi]`.
	ParamDecl struct {
		At
		Doc     Doc
		Name    *Ident
		Default Expr
		Range   *Range // or nil
	}
	// EnumDecl is `enum NAME { a, b, ... }`.
	EnumDecl struct {
		At
		Doc    Doc
		Name   *Ident
		Values []*Ident
	}
	// StructDecl is `struct NAME { fields }`.
	StructDecl struct {
		At
		Doc    Doc
		Name   *Ident
		Fields []*FieldDecl
	}
	// StateDecl is `state { fields }`.
	StateDecl struct {
		At
		Doc    Doc
		Fields []*FieldDecl
	}
	// FnDecl is `fn NAME(params)[: type] = expr` or `fn NAME(params)[: type] { ... }`.
	FnDecl struct {
		At
		Doc    Doc
		Name   *Ident
		Params []*Param
		Result *TypeExpr // or nil
		Expr   Expr      // exactly one of Expr and Body is set
		Body   *Block
	}
	// ExternDecl is `extern fn NAME(params)[: type]`.
	ExternDecl struct {
		At
		Doc    Doc
		Name   *Ident
		Params []*Param
		Result *TypeExpr // or nil
	}
	// CallbackDecl is `NAME(params) = expr` or `NAME(params) { ... }` at the top level.
	CallbackDecl struct {
		At
		Doc    Doc
		Name   *Ident
		Params []*Param
		Expr   Expr // exactly one of Expr and Body is set
		Body   *Block
	}
	// BadDecl stands where a declaration could not be read; its error is reported.
	BadDecl struct{ At }
)

// FieldDecl is `name: type [in lo..hi] [= initial]` in a struct or state.
type FieldDecl struct {
	At
	Doc     Doc
	Name    *Ident
	Type    *TypeExpr
	Range   *Range // or nil
	Initial Expr   // or nil
}

// Param is a parameter of a function or callback: `name[: type]`.
type Param struct {
	At
	Name *Ident
	Type *TypeExpr // or nil
}

// Range is `lo..hi`, both ends included.
type Range struct {
	At
	Lo, Hi Expr
}

// TypeExpr is the type of a place: `[u8|...|i64] [fixed<N>] [unit]`, or a
// name (`pkts`, `bool`, `seq`, `stamp`, an enum, a struct, `module.Name`), then
// any `[N]`. At least one of Int, Fixed, Unit, Name is set.
type TypeExpr struct {
	At
	Int    *Ident // u8 u16 u32 u64 i8 i16 i32 i64
	Fixed  Expr   // N of fixed<N>
	Unit   *UnitExpr
	Module *Ident // of a qualified Name
	Name   *Ident // bool, seq, stamp, an enum or a struct
	Len    Expr   // of the array, or nil
}

// UnitExpr is a product and quotient of units, as `pkts/us` or `bytes*s`.
type UnitExpr struct {
	At
	Factors []UnitFactor
}

// UnitFactor is one unit of a UnitExpr.
type UnitFactor struct {
	Name   *Ident
	Divide bool // it stands behind a `/`
}

// The statements.
type (
	// Block is `{ ... }`.
	Block struct {
		At
		Stmts []Stmt
	}
	// LetStmt is `let x [: type] = e`.
	LetStmt struct {
		At
		Name  *Ident
		Type  *TypeExpr // or nil
		Value Expr
	}
	// VarStmt is `var x: type = e`.
	VarStmt struct {
		At
		Name  *Ident
		Type  *TypeExpr // nil only after a reported error
		Value Expr      // or nil: zero
	}
	// AssignStmt is `target op value`.
	AssignStmt struct {
		At
		Target Expr   // *Ident, *Selector or *Index
		Op     string // "=", "+=", "-=", "*=", "/="
		OpSpan diag.Span
		Value  Expr
	}
	// IfStmt is `if cond { ... } [else ...]`.
	IfStmt struct {
		At
		Cond Expr
		Then *Block
		Else Stmt // *Block, *IfStmt or nil
	}
	// MatchStmt is `match subject { arms }`.
	MatchStmt struct {
		At
		Subject Expr
		Arms    []*MatchArm
	}
	// ForStmt is `for i in lo..hi [max N] { ... }`.
	ForStmt struct {
		At
		Name  *Ident
		Range *Range
		Max   Expr // or nil
		Body  *Block
	}
	// BreakStmt is `break`.
	BreakStmt struct{ At }
	// ContinueStmt is `continue`.
	ContinueStmt struct{ At }
	// ReturnStmt is `return [value]`.
	ReturnStmt struct {
		At
		Value Expr // or nil
	}
	// CallStmt is a call that stands alone.
	CallStmt struct {
		At
		Call *Call
	}
	// BadStmt stands where a statement could not be read; its error is reported.
	BadStmt struct {
		At
		Parts []Expr // expressions that could be read
	}
)

// MatchArm is `pattern | pattern => statement`, or `_ => statement`.
type MatchArm struct {
	At
	Patterns []Expr // empty for `_`
	Body     Stmt
}

// The expressions.
type (
	// Number is a literal, `1_000`, `0.5`, `1e9`, `0xff`, with an optional unit, `10ms`, `10Mbit/s`.
	Number struct {
		At
		Text  string
		Value *big.Rat  // the literal without its unit; never nil
		Unit  *UnitExpr // or nil
	}
	// Unary is `-x` or `!x`.
	Unary struct {
		At
		Op     string
		OpSpan diag.Span
		X      Expr
	}
	// Binary is `x op y`: + - * / % == != < <= > >= && || & | ^ << >>.
	Binary struct {
		At
		Op     string
		OpSpan diag.Span
		X, Y   Expr
	}
	// IfExpr is `if c then a else b`.
	IfExpr struct {
		At
		Cond, Then, Else Expr
	}
	// Call is `f(args)` or `module.f(args)`.
	Call struct {
		At
		Fun  Expr // *Ident or *Selector
		Args []Expr
	}
	// Selector is `x.name`.
	Selector struct {
		At
		X    Expr
		Name *Ident
	}
	// Index is `x[i]`.
	Index struct {
		At
		X, Index Expr
	}
	// Paren is `(x)`.
	Paren struct {
		At
		X Expr
	}
	// ArrayLit is `[a, b, ...]`, in constants and initial values.
	ArrayLit struct {
		At
		Elems []Expr
	}
	// BadExpr stands where an expression could not be read; its error is reported.
	BadExpr struct {
		At
		Parts []Expr // operands and arguments that could be read
	}
)

func (*AlgorithmDecl) decl() {}
func (*ModuleDecl) decl()    {}
func (*UseDecl) decl()       {}
func (*ConstDecl) decl()     {}
func (*ParamDecl) decl()     {}
func (*EnumDecl) decl()      {}
func (*StructDecl) decl()    {}
func (*StateDecl) decl()     {}
func (*FnDecl) decl()        {}
func (*ExternDecl) decl()    {}
func (*CallbackDecl) decl()  {}
func (*BadDecl) decl()       {}

func (*Block) stmt()        {}
func (*LetStmt) stmt()      {}
func (*VarStmt) stmt()      {}
func (*AssignStmt) stmt()   {}
func (*IfStmt) stmt()       {}
func (*MatchStmt) stmt()    {}
func (*ForStmt) stmt()      {}
func (*BreakStmt) stmt()    {}
func (*ContinueStmt) stmt() {}
func (*ReturnStmt) stmt()   {}
func (*CallStmt) stmt()     {}
func (*BadStmt) stmt()      {}

func (*Ident) expr()    {}
func (*Number) expr()   {}
func (*Unary) expr()    {}
func (*Binary) expr()   {}
func (*IfExpr) expr()   {}
func (*Call) expr()     {}
func (*Selector) expr() {}
func (*Index) expr()    {}
func (*Paren) expr()    {}
func (*ArrayLit) expr() {}
func (*BadExpr) expr()  {}
