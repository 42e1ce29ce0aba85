package types

import (
	"math/big"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
)

// This file is what Check gives: the program with every name resolved, every
// function specialised for the types it is called with, every shorthand written
// out, and every type known. It is the boundary between the language's rules
// (before it) and its arithmetic (after it: ir.Build and the reference
// evaluator read nothing but this).

// Kind is the kind of value an expression has.
type Kind uint8

// The kinds.
const (
	Void   Kind = iota // a call that gives nothing
	Bool               // true or false
	Num                // an exact number with a dimension
	Seq                // a TCP sequence number, modulo 2^32
	Stamp              // a point in time in microseconds; 0 is never
	Count              // a wrapping kernel counter, modulo 2^32
	Enum               // a value of an enum
	Struct             // by reference only
	Array              // by reference only
	Object             // sk, rs or sample
)

// Dim is a dimension: powers of byte and second.
type Dim struct{ Bytes, Seconds int8 }

// Type is the type of an expression.
type Type struct {
	Kind   Kind
	Dim    Dim           // Num
	Enum   *EnumType     // Enum
	Struct *StructType   // Struct
	Elem   *PlaceType    // Array
	Len    int           // Array
	Object target.Object // Object
}

// EnumType is a declared or kernel enum.
type EnumType struct {
	Name   string
	Values []EnumValue
	module string       // as of a struct
	Target *target.Enum // nil for one declared in the program
}

// EnumValue is one value of an EnumType.
type EnumValue struct {
	Name  string
	Value int64
}

// StructType is a declared struct, or the state.
type StructType struct {
	Name   string // "state" for the state
	Fields []*StructField
	module string // that declares it; "" for the file that is compiled
}

// StructField is one field of a StructType.
type StructField struct {
	Name string
	Type *PlaceType
	// Initial is the field's initial value: a Num in base units, a Bool (0 or 1), an
	// enum's value; nil: zero. For an array: of every element, unless Elems is set.
	Initial *big.Rat
	Elems   []*big.Rat
	Decl    *ast.FieldDecl
	// Indexed: some program text indexes this array with a value not known at
	// compile time, so it cannot lie in the socket's private bytes.
	Indexed bool
}

// PlaceType is the type of a place: what is stored and how.
type PlaceType struct {
	Kind   Kind // Bool, Num, Seq, Stamp, Enum, Struct, Array
	Width  int  // Num: bits, 8 16 32 64
	Signed bool // Num
	Frac   int  // Num: fractional bits (fixed<N>)
	Unit   target.Unit
	Lo, Hi *big.Rat // Num: the range of `in lo..hi`, in base units; nil: none
	Enum   *EnumType
	Struct *StructType
	Elem   *PlaceType
	Len    int
}

// SymKind says what a Sym is.
type SymKind uint8

// The kinds of symbols.
const (
	LetSym   SymKind = iota // a name for a value (an untyped let, parameter): binds what the expression gave
	TypedSym                // a rounded name (a typed let or parameter, a loop's counter): a place stored once
	VarSym                  // a variable: a place stored often
	RefSym                  // a struct or array parameter: a reference to a place
	ArgSym                  // a scalar parameter of a callback
)

// Sym is a name inside a function.
type Sym struct {
	Kind  SymKind
	Name  string
	Type  *Type      // of a use
	Place *PlaceType // TypedSym, VarSym
	Arg   int        // ArgSym: index into the target callback's Params
	Span  diag.Span
}

// Program is a checked algorithm.
type Program struct {
	Name        string // as declared
	Span        diag.Span
	Flags       []string // "ecn", "nonrestricted", as declared
	Callbacks   []*Callback
	State       *StructType // nil if the program keeps none
	Params      []*LoadParam
	Tables      []*Table
	Needs       []Need
	CongControl bool // it has the cong_control callback
	// OwnsPrivate: it calls a kernel function that keeps its own data in the
	// socket's private bytes.
	OwnsPrivate bool
}

// Need is something the program needs from the kernel.
type Need struct {
	Span  diag.Span
	What  string         // "writes sk.pacing_rate", "reads rs.delivered_ce", "calls tcp_slow_start"
	Since target.Version // first kernel that has it
	Field *target.Field  // or nil
	Func  *target.Func   // or nil
	Write bool           // of Field
}

// Until is the first kernel that no longer has it; 0: none.
func (n Need) Until() target.Version {
	switch {
	case n.Field != nil:
		return n.Field.Until
	case n.Func != nil:
		return n.Func.Until
	}
	return 0
}

// Callback is one callback of the program.
type Callback struct {
	Target *target.Callback
	Func   *Func
}

// Func is a function specialised for one list of argument types, or a callback's body.
type Func struct {
	Name   string
	Span   diag.Span
	Params []*Sym
	Body   []Stmt
	// Result: nil for none. ResultPlace: set if the result is rounded (a typed
	// result; a callback's).
	Result      *Type
	ResultPlace *PlaceType
	Stores      bool // it may write something outside itself
}

// LoadParam is a `param`: set when the object is loaded. It is stored as the
// integer value·Den in base units, 64 bits signed.
type LoadParam struct {
	Symbol      string // of the object file: "beta", "hystart__delta"
	Name        string // for --set: "beta", "hystart.delta"
	Doc         string
	Unit        target.Unit // as the default was written, for printing
	Dim         Dim
	Den         int64    // numbers.md rule 3, in base units: stored = value * Den
	Default     *big.Rat // base units
	Lo, Hi      *big.Rat // base units; nil: none
	Span        diag.Span
	Used        bool
	IsBool      bool
	EnumType    *EnumType
	DefaultUnit string
}

// Table is a constant array that is indexed at run time.
type Table struct {
	Symbol string
	Type   *Type // of an element: Num (or Bool, Enum)
	Den    int64 // stored = value * Den, 64 bits signed
	Values []*big.Rat
	// Stored are the stored integers, where they are at hand, with the least and greatest of them;
	// else they follow from Values.
	Stored      []int64
	Least, Most int64
	Span        diag.Span
}

// Place is somewhere a value can be loaded from or stored to. Exactly one of
// Field, State, Sym, Param and Table says where it starts.
type Place struct {
	Span  diag.Span
	Field *target.Field // sk., rs., sample.; never a Derived one
	State bool          // ca
	Sym   *Sym          // VarSym (a local variable) or RefSym
	Param *LoadParam
	Table *Table
	Path  []PathElem // from there inwards
	Type  *PlaceType // of what is at the end; nil for Field, Param, Table
	Expr  *Type      // type of a load
}

// PathElem is one step into a struct or an array.
type PathElem struct {
	Field *StructField // a struct's field, or
	Const int          // a constant index, if Field and Index are nil
	Index Expr         // a run-time index: a Num, rounded, then clamped to 0..Len-1
	Len   int          // of the indexed array
}

// Op is an operator.
type Op uint8

// The operators. What they mean by kinds of operands:
//
//	Num op Num      exact; Add Sub (equal dimensions) Mul Div Mod And Or Xor Shl Shr
//	Seq ± Num       Seq (bytes);  Seq - Seq = Num (bytes, signed 32 bits)
//	Stamp ± Num     Stamp (time); Stamp - Stamp = Num (time)
//	Count - x, x - Count   Num: the signed 32-bit difference
//	Count + x       Count, modulo 2^32
//	Count in any other operation: its value 0..2^32-1
const (
	Add Op = iota
	Sub
	Mul
	Div
	Mod
	And
	Or
	Xor
	Shl
	Shr
	Eq
	Ne
	Lt
	Le
	Gt
	Ge
)

// String returns the operator as written.
func (o Op) String() string {
	return [...]string{"+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", "==", "!=", "<", "<=", ">", ">="}[o]
}

// Expr is a checked expression.
type Expr interface {
	Type() *Type
	Pos() diag.Span
}

// Typed is embedded by every Expr.
type Typed struct {
	T    *Type
	Span diag.Span
}

// Type returns the expression's type.
func (t Typed) Type() *Type { return t.T }

// Pos returns the expression's span.
func (t Typed) Pos() diag.Span { return t.Span }

// The expressions.
type (
	// Const is a value known exactly: a Num in base units, a Bool (0 or 1), an
	// Enum's value, the Stamp never (0). Integer constants with Unlimited are the
	// value of `unlimited` for the operand on the other side.
	Const struct {
		Typed
		Value     *big.Rat
		Unlimited bool
	}
	// Ref is the value of a LetSym, TypedSym or ArgSym.
	Ref struct {
		Typed
		Sym *Sym
	}
	// Load reads a place. A Field with HasNone reads as -1 (raw) where it holds none.
	Load struct {
		Typed
		Place *Place
	}
	// Neg is -x of a Num.
	Neg struct {
		Typed
		X Expr
	}
	// Not is !x of a Bool.
	Not struct {
		Typed
		X Expr
	}
	// Binary is an arithmetic operation; see Op.
	Binary struct {
		Typed
		Op   Op
		X, Y Expr
	}
	// Compare gives a Bool; both sides have equal kinds and dimensions, but for Count
	// against Num (numbers.md rule 13).
	Compare struct {
		Typed
		Op   Op
		X, Y Expr
	}
	// Logic is x && y (And) or x || y (Or), y evaluated only if needed.
	Logic struct {
		Typed
		Op   Op
		X, Y Expr
	}
	// Cond is `if C then A else B`.
	Cond struct {
		Typed
		C, A, B Expr
	}
	// Builtin is min, max (any number of arguments from two), clamp(x, lo, hi),
	// abs(x), random(n) (a whole number 0..n-1).
	Builtin struct {
		Typed
		Name string
		Args []Expr
	}
	// Call is an inlined call of a function written in the language. Args[i] is
	// bound to Func.Params[i]: an Expr, or for a RefSym a *Place; `sk` and the other
	// objects are not among the params.
	Call struct {
		Typed
		Func *Func
		Args []Arg
	}
	// KernelCall calls a helper or kfunc of the target table.
	KernelCall struct {
		Typed
		Func *target.Func
		Args []Expr // without sk, which every such function gets where its Params say so
	}
)

// Arg is one argument of a Call.
type Arg struct {
	Value Expr
	Ref   *Place
}

// Stmt is a checked statement.
type Stmt interface{ Pos() diag.Span }

// Located is embedded by every Stmt.
type Located struct{ Span diag.Span }

// Pos returns the statement's span.
func (l Located) Pos() diag.Span { return l.Span }

// The statements.
type (
	// Let evaluates Value once and binds Sym: exactly (LetSym) or rounded to
	// Sym.Place (TypedSym, VarSym's first value). For a RefSym, Ref is bound.
	Let struct {
		Located
		Sym   *Sym
		Value Expr
	}
	// Store rounds, clamps and stores Value.
	Store struct {
		Located
		Place *Place
		Value Expr
	}
	// Reset restores the initial values of a struct, array or field of the state.
	Reset struct {
		Located
		Place *Place
	}
	// If runs Then or Else.
	If struct {
		Located
		Cond       Expr
		Then, Else []Stmt
	}
	// For runs Body with Sym = Lo, Lo+1, ... Hi (each rounded once, before), at most
	// Max turns.
	For struct {
		Located
		Sym    *Sym // TypedSym, a 64-bit count
		Lo, Hi Expr
		Max    int
		Body   []Stmt
	}
	// Break leaves the innermost For.
	Break struct{ Located }
	// Continue goes on with the next turn of the innermost For.
	Continue struct{ Located }
	// Return leaves the function; Value is nil if it gives none.
	Return struct {
		Located
		Value Expr
	}
	// Do evaluates a Call or KernelCall for what it changes.
	Do struct {
		Located
		Call Expr
	}
)

// Info is what Check gives: the program, or nil if there were errors, and side
// tables for the editor.
type Info struct {
	Program *Program
	Types   map[ast.Expr]*Type   // as first checked
	Uses    map[*ast.Ident]any   // *Sym, *StructField, *target.Field, *LoadParam, ast.Decl, ...
	Defs    map[*ast.Ident]any   // likewise, at the declaration
	Files   map[string]*ast.File // the modules used, by name
	Docs    map[any]string       // doc comments of Defs and Uses
}
