package types

import (
	"math/big"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
)

// module is the names of one file.
type module struct {
	name      string // "" for the file that is compiled
	file      *ast.File
	algorithm *ast.AlgorithmDecl
	decl      *ast.ModuleDecl
	names     map[string]entity
	order     []entity        // as written
	refused   map[string]bool // names declared here that none may have, which is reported
	callbacks []*ast.CallbackDecl
	state     *StructType
	stateDecl *ast.StateDecl
	builtin   bool // the kernel table's own expressions
}

// entity is what a name at the top level stands for.
type entity interface{ ident() *ast.Ident }

type (
	constEnt struct {
		decl   *ast.ConstDecl
		mod    *module
		done   bool
		busy   bool
		val    value   // of a number, truth or enum value
		elems  []value // of an array
		array  bool
		table  *Table // once it is indexed at run time
		listed bool   // table is in Program.Tables
	}
	paramEnt struct {
		decl  *ast.ParamDecl
		mod   *module
		param *LoadParam // nil if it is wrong
		done  bool
		val   value
	}
	enumEnt struct {
		decl *ast.EnumDecl
		typ  *EnumType
	}
	structEnt struct {
		decl *ast.StructDecl
		mod  *module
		typ  *StructType
		busy bool
		done bool
	}
	fnEnt struct {
		decl   *ast.FnDecl
		mod    *module
		cyclic bool // part of a recursion, reported
		failed bool // an error inside was reported
		called bool

		checked bool         // its body was, for some call or without one
		types   []*PlaceType // of its parameters; nil where there is none, or an error was reported
		read    bool         // types are
		id      int
	}
	externEnt struct {
		decl *ast.ExternDecl
		fn   *target.Func // nil if it is wrong
	}
	useEnt struct {
		decl *ast.UseDecl
		mod  *module // nil if it cannot be had
	}
)

func (e *constEnt) ident() *ast.Ident  { return e.decl.Name }
func (e *paramEnt) ident() *ast.Ident  { return e.decl.Name }
func (e *enumEnt) ident() *ast.Ident   { return e.decl.Name }
func (e *structEnt) ident() *ast.Ident { return e.decl.Name }
func (e *fnEnt) ident() *ast.Ident     { return e.decl.Name }
func (e *externEnt) ident() *ast.Ident { return e.decl.Name }
func (e *useEnt) ident() *ast.Ident    { return e.decl.Name }

// kindOf names the kind of declaration for messages.
func kindOf(e entity) string {
	switch e.(type) {
	case *constEnt:
		return "a const"
	case *paramEnt:
		return "a param"
	case *enumEnt:
		return "an enum"
	case *structEnt:
		return "a struct"
	case *fnEnt, *externEnt:
		return "a function"
	}
	return "a module"
}

// value is a checked expression with what the language knows of it beyond its type.
type value struct {
	x     Expr // nil: an error was reported
	unit  *target.Unit
	bare  bool          // made of literals without a unit only: takes the unit of the other side
	whole bool          // a whole number for certain, whose bits may be used
	minus bool          // a whole number for certain that may be negative as written, as -3
	none  *target.Field // may hold "no sample", to be tested first
	limit *big.Rat      // what `unlimited` means beside it, in base units
	// yes and no are what is known where a Bool is true or false.
	yes, no facts
}

func (v value) bad() bool  { return v.x == nil }
func (v value) typ() *Type { return v.x.Type() }
func (v value) kind() Kind { return v.x.Type().Kind }
func (v value) span() diag.Span {
	if v.x == nil {
		return diag.Span{}
	}
	return v.x.Pos()
}

// integral reports whether a number has no fraction for certain, whatever its sign.
func (v value) integral() bool { return v.whole || v.minus }

// constant returns the value's Const, or nil.
func (v value) constant() *Const {
	k, _ := v.x.(*Const)
	return k
}

// isZero reports whether v is a literal 0, which fits every dimension.
func (v value) isZero() bool {
	k := v.constant()
	return k != nil && v.bare && k.Value.Sign() == 0
}

// binding is what a name inside a function stands for.
type binding struct {
	name  *ast.Ident
	kind  string // "let", "var", "parameter", "loop counter"
	sym   *Sym
	attr  value // of a LetSym or TypedSym: what is known of it; x set: the constant it names
	obj   *target.Object
	bad   bool
	param bool
}

// scope is one block of a function.
type scope struct {
	outer *scope
	names map[string]*binding
}

func (s *scope) find(name string) *binding {
	for ; s != nil; s = s.outer {
		if b := s.names[name]; b != nil {
			return b
		}
	}
	return nil
}

func (c *checker) push() {
	f := c.frame()
	f.scope = &scope{outer: f.scope}
}

func (c *checker) pop() { c.frame().scope = c.frame().scope.outer }

// bind adds a name to the innermost block, after looking whether it may have that name.
func (c *checker) bind(b *binding) {
	f := c.frame()
	name := b.name.Name
	_, isObject := objects[name]
	switch old := f.scope.find(name); {
	case isObject && !b.param && old == nil:
		c.errorf(b.name.Pos(), "E0204", "`%s` is what the kernel hands to callbacks and cannot be declared anew", name)
	case reserved[name] != "":
		c.errorf(b.name.Pos(), "E0204", "`%s` is %s and cannot be declared anew", name, reserved[name])
		b.bad = true
	case old != nil:
		d := c.errorf(b.name.Pos(), "E0203", "`%s` is already a name in this function", name)
		d.Related = []diag.Related{{Span: old.name.Pos(), Message: "declared here"}}
		if d.Hint = "choose another name"; b.kind == "let" {
			d.Hint = "choose another name; what changes is a `var`: declare it once, then assign `" + name + " = ...`"
		}
	case !b.param && f.mod.names[name] != nil:
		e := f.mod.names[name]
		d := c.errorf(b.name.Pos(), "E0203", "`%s` is already %s of this file", name, kindOf(e))
		d.Related = []diag.Related{{Span: e.ident().Pos(), Message: "declared here"}}
		d.Hint = "choose another name"
	}
	if f.scope.names == nil {
		f.scope.names = map[string]*binding{}
	}
	f.scope.names[name] = b
	if b.sym != nil {
		c.info.Defs[b.name] = b.sym
	}
}

// reserved are the names that have a meaning everywhere.
var reserved = map[string]string{
	"true": "a truth value", "false": "a truth value", "never": "the zero of points in time",
	"unlimited": "the value of an unset rate or ssthresh", "initial": "the initial value of a state",
	"ca": "the connection's own state", "min": "a builtin function", "max": "a builtin function",
	"clamp": "a builtin function", "abs": "a builtin function", "random": "a builtin function",
}

// declared reports whether name means something here without looking at types.
func (c *checker) declared(name string) bool {
	if reserved[name] != "" {
		return name != "unlimited"
	}
	if len(c.frames) > 0 && c.frame().scope.find(name) != nil {
		return true
	}
	return c.module().names[name] != nil
}

// module returns the module whose text is being checked.
func (c *checker) module() *module {
	if len(c.frames) > 0 {
		return c.frame().mod
	}
	panic("internal error: text of no module")
}
