// Package ir is the compiler's middle: SSA with block parameters.
//
// Build makes it from the checked program, Verify proves its shape, Optimize
// improves it, Eval runs it. All values are 64-bit integers; a truth is 0 or 1.
// What a value can be is the range analysis's business (range.go).
package ir

import (
	"math/big"
	"slices"

	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
)

// Op is an operation of the IR.
type Op uint8

// The operations. Arithmetic is on signed 64-bit integers unless said
// otherwise. A plain Add, Sub, Mul wraps; the Sat forms stop at ±(2^63-1), as
// numbers.md rule 11 demands; range analysis turns the latter into the former
// where it proves that nothing can overflow.
const (
	Invalid Op = iota

	Const // Imm
	Arg   // scalar parameter Aux.Param of the callback, zero- or sign-extended by its C type
	Ptr   // pointer to Object (sk, rs, sample): only ever an argument of loads, stores and calls

	Add
	Sub
	Mul
	AddSat
	SubSat
	MulSat
	Div  // signed, truncated; x / 0 = 0; MinInt64 never occurs as an operand of Div or Mod
	Mod  // signed: a - trunc(a/b)*b; x % 0 = x
	UDiv // unsigned; x / 0 = 0
	UMod // unsigned; x % 0 = x
	Neg  // of a value that is not MinInt64
	Abs
	Min   // signed
	Max   // signed
	UMin  // unsigned
	Cap31 // Args[0], a u32, if it is a positive s32, else 2^31-1
	And
	Or
	Xor
	Shl    // by Args[1] & 63
	Shr    // logical
	Sar    // arithmetic
	Add32  // (a + b) mod 2^32, zero-extended
	Sub32  // (a - b) mod 2^32, zero-extended
	Zext32 // the low 32 bits, zero-extended
	Sext32 // the low 32 bits, sign-extended

	Eq // comparisons give 0 or 1; signed
	Ne
	Lt
	Le
	ULt // unsigned
	ULe
	Not // 1 - x of a truth

	LoadField  // Args: Ptr. The raw member Aux.Field, extended by its C type and bitfield width (no None or unlimited rule, no Mask)
	StoreField // Args: Ptr, value. Stores the low bits
	LoadPriv   // private bytes of the socket: Aux.Off, Aux.Size, Aux.Signed. Args: Ptr sk
	StorePriv  // Args: Ptr sk, value
	Storage    // pointer to the per-socket storage record, or 0: Args: Ptr sk
	LoadMem    // Args: pointer (never 0 here), index (or none): byte offset Aux.Off + index*Aux.Stride; Aux.Size, Aux.Signed
	StoreMem   // Args: pointer, value, index (or none)
	LoadParam  // the 64-bit value of Aux.LoadParam
	LoadTable  // Args: index, 0..len-1: element of Aux.Table
	Config     // the kernel's build-time number Aux.Name ("CONFIG_HZ")
	Call       // helper or kfunc Aux.Func; Args as the C function has them (sk included)
	Invoke     // function Aux.Callee of the program; Args: pointers to its Signature's Objects, then its scalars

	opCount
)

// Aux is what an operation needs besides its arguments.
type Aux struct {
	Param     int // Arg: index into the target callback's Params
	Object    target.Object
	Field     *target.Field
	Off       int // bytes
	Size      int // bytes: 1, 2, 4, 8
	Signed    bool
	Stride    int // bytes between elements
	Len       int // elements: an index is less
	LoadParam *types.LoadParam
	Table     *types.Table
	Name      string
	Func      *target.Func
	Callee    *Func
}

// Value is one SSA value: an instruction's result or a block parameter.
type Value struct {
	ID    int
	Op    Op // Invalid for a block parameter
	Args  []*Value
	Imm   int64
	Aux   *Aux // shared, never changed
	Block *Block
	Span  diag.Span

	// Hard and Plausible are the ranges that the builder knows from outside (a
	// field's, a parameter's); what follows from the arguments is left to the range
	// analysis. nil: nothing known.
	Known *Known

	// Keep: the verifier needs this instruction although its result may seem to
	// follow from ranges (a loop's trip check, an index clamp). No pass removes it
	// or replaces its uses by a constant.
	Keep bool
}

// Known is a range given from outside.
type Known struct{ Hard, Plausible target.Range }

// TermOp is how a block ends.
type TermOp uint8

// The block ends.
const (
	NoTerm TermOp = iota
	Jump          // to Succs[0]
	Branch        // Cond != 0: Succs[0], else Succs[1]
	Return        // Result, or none
)

// Term is a block's end.
type Term struct {
	Op     TermOp
	Cond   *Value
	Result *Value
	Succs  []Edge
	Span   diag.Span
	Keep   bool // the verifier needs this branch; see Value.Keep
}

// Edge goes to a block and gives its parameters.
type Edge struct {
	Block *Block
	Args  []*Value
}

// Block is a basic block.
type Block struct {
	ID     int
	Params []*Value
	Insts  []*Value
	Term   Term
	// LoopMax: set on a loop's header: the most times it is entered from its back edge.
	LoopMax int
	Preds   []*Block // kept by Func.Connect
}

// Func is one program of the object: a callback, or a function that callbacks call.
type Func struct {
	Name      string // of the callback, "cong_avoid"; or of the function
	Callback  *target.Callback
	Signature *Signature // of a function; nil for a callback
	Blocks    []*Block   // Blocks[0] is the entry; it has no parameters
	Span      diag.Span
	Checks    []Check

	stored         []storedLeaf // by the function's own stores; for narrowState
	sites          []site       // calls that were written out; for Share
	calls          []inlined    // likewise, each after those around it; for Lint
	values, blocks int          // next IDs
}

// inlined is a call that was written out: of the values with IDs from first on, less than end. outer is the
// index of the call around it, or noCall.
type inlined struct {
	fn         *types.Func
	span       diag.Span
	outer      int
	first, end int
}

// noCall stands for the index of a call where there is none.
const noCall = -1

// CheckKind says what a Check asks.
type CheckKind uint8

// The kinds of checks.
const (
	ZeroDivisor CheckKind = iota // may Value plausibly be 0?
	ZeroModulus                  // likewise, of the right side of a remainder
	IndexRange                   // may Value be outside 0..Len-1?
	LoopBound                    // may a loop bound exceed its maximum Len?
)

// Check is a question that Build leaves to the range analysis: Lint turns it
// into a warning at Span where the answer is yes.
type Check struct {
	Kind  CheckKind
	Value *Value
	Block *Block
	Len   int64
	Span  diag.Span
	Text  string // what to name in the message: the divisor as written
	// Divisor is of a ZeroDivisor or ZeroModulus, and Step what it goes in, in base units; nil: not known.
	Divisor types.Expr
	Step    *big.Rat
	call    int // index in Func.calls of the one that it is in, or noCall
}

// Program is the whole algorithm in IR.
type Program struct {
	Source *types.Program
	Funcs  []*Func // callbacks
	Shared []*Func // functions that they call, which call none
	Layout *Layout
}

// All returns the functions that callbacks call and then the callbacks.
func (p *Program) All() []*Func { return slices.Concat(p.Shared, p.Funcs) }

// Layout says where each leaf of the state lies.
type Layout struct {
	Private int // bytes used of the socket's 104
	Storage int // bytes of the per-socket storage record; 0: none is needed
	Leaves  []Leaf
	// Mine is the private byte that says, by 1, that the storage record is of this
	// connection's present life: private bytes are zeroed when an algorithm is
	// chosen, storage is not. -1: there is none.
	Mine int
}

// Leaf is one scalar of the state (or one array that is indexed at run time).
type Leaf struct {
	Name      string // "alpha", "hs.round_end", "ring[]"
	InStorage bool
	Off       int // bytes
	Size      int // bytes of one element
	Bit, Bits int // Bits != 0: packed into bits of the byte(s) at Off
	Len       int // elements, for an array in storage; else 0
	Initial   uint64
	// Elems are the initial values of the elements, as Initial, where they differ.
	Elems *types.Table
	Type  *types.PlaceType
	// Range holds every value that the leaf ever has, as an integer of its place:
	// its initial one and all that the program stores.
	Range target.Range
}

// InitialBits returns what element i holds at first, as it is stored: what its stored bits are xored with.
func (l *Leaf) InitialBits(i int) uint64 {
	if l.Elems == nil {
		return l.Initial
	}
	return uint64(TableElement(l.Elems, i)) & sizeMask(naturalSize(l.Type)*8)
}

// Tables returns the tables that the program's code may load from: those that it declares, and
// the initial values of elements that its functions read.
func (p *Program) Tables() []*types.Table {
	used := map[*types.Table]bool{}
	for _, f := range p.All() {
		for _, b := range f.Blocks {
			for _, v := range b.Insts {
				if v.Op == LoadTable {
					used[v.Aux.Table] = true
				}
			}
		}
	}
	tables := slices.Clone(p.Source.Tables)
	for i := range p.Layout.Leaves {
		if t := p.Layout.Leaves[i].Elems; used[t] {
			tables = append(tables, t)
		}
	}
	return tables
}

// NewBlock appends a new block to f.
func (f *Func) NewBlock() *Block {
	b := &Block{ID: f.blocks}
	f.blocks++
	f.Blocks = append(f.Blocks, b)
	return b
}

// NewValue returns a new value of f that is in no block yet.
func (f *Func) NewValue(op Op, span diag.Span, args ...*Value) *Value {
	v := &Value{ID: f.values, Op: op, Args: args, Span: span}
	f.values++
	return v
}

// AddParam appends a parameter to b.
func (f *Func) AddParam(b *Block, span diag.Span) *Value {
	v := f.NewValue(Invalid, span)
	v.Block = b
	b.Params = append(b.Params, v)
	return v
}

// Append puts v at the end of b.
func (b *Block) Append(v *Value) *Value {
	v.Block = b
	b.Insts = append(b.Insts, v)
	return v
}

// Connect recomputes every block's Preds and drops blocks that cannot be reached.
func (f *Func) Connect() {
	reached := make([]bool, f.blocks)
	reached[f.Blocks[0].ID] = true
	work := append(make([]*Block, 0, 32), f.Blocks[0])
	preds := make([]int, f.blocks)
	edges := 0
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		for _, e := range b.Term.Succs {
			preds[e.Block.ID]++
			edges++
			if !reached[e.Block.ID] {
				reached[e.Block.ID] = true
				work = append(work, e.Block)
			}
		}
	}
	live := f.Blocks[:0]
	for _, b := range f.Blocks {
		if reached[b.ID] {
			live = append(live, b)
		}
	}
	f.Blocks = live
	room := make([]*Block, edges)
	for _, b := range f.Blocks {
		n := preds[b.ID]
		b.Preds, room = room[:0:n], room[n:]
	}
	for _, b := range f.Blocks {
		for _, e := range b.Term.Succs {
			e.Block.Preds = append(e.Block.Preds, b)
		}
	}
}
