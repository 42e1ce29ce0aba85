package ir

import "fmt"

// effect says how far an operation reaches beyond its result.
type effect uint8

const (
	pure   effect = iota // its result follows from its arguments and Aux alone
	reads                // also from memory
	writes               // changes memory, gives no result
	calls                // what target.Func.Effect says, or the callee's Signature
)

// auxKind says which part of Aux an operation needs.
type auxKind uint8

const (
	noAux auxKind = iota
	auxParam
	auxObject
	auxField
	auxPriv   // Off, Size, Signed
	auxMem    // Off, Size, Signed, Stride
	auxLoad   // LoadParam
	auxTable  // Table
	auxName   // Name
	auxFunc   // Func
	auxCallee // Callee
)

// opInfo is one row of the table of operations.
type opInfo struct {
	name             string
	minArgs, maxArgs int
	effect           effect
	commutes         bool // of two arguments
	truth            bool // gives 0 or 1
	legal            bool // a back end can emit it; see Op.Legal
	aux              auxKind
	pointer          bool // Args[0] is a pointer
}

// anyArgs is the most arguments a call may have.
const anyArgs = 5

// ops is the one table of operations: everything that passes, printer, verifier
// and evaluator know of an operation without its arithmetic.
var ops = [opCount]opInfo{
	Invalid:    {name: "param"},
	Const:      {name: "const", legal: true},
	Arg:        {name: "arg", legal: true, aux: auxParam},
	Ptr:        {name: "ptr", legal: true, aux: auxObject},
	Add:        {name: "add", minArgs: 2, maxArgs: 2, commutes: true, legal: true},
	Sub:        {name: "sub", minArgs: 2, maxArgs: 2, legal: true},
	Mul:        {name: "mul", minArgs: 2, maxArgs: 2, commutes: true, legal: true},
	AddSat:     {name: "add_sat", minArgs: 2, maxArgs: 2, commutes: true},
	SubSat:     {name: "sub_sat", minArgs: 2, maxArgs: 2},
	MulSat:     {name: "mul_sat", minArgs: 2, maxArgs: 2, commutes: true},
	Div:        {name: "div", minArgs: 2, maxArgs: 2},
	Mod:        {name: "mod", minArgs: 2, maxArgs: 2},
	UDiv:       {name: "udiv", minArgs: 2, maxArgs: 2, legal: true},
	UMod:       {name: "umod", minArgs: 2, maxArgs: 2, legal: true},
	Neg:        {name: "neg", minArgs: 1, maxArgs: 1, legal: true},
	Abs:        {name: "abs", minArgs: 1, maxArgs: 1, legal: true},
	Min:        {name: "min", minArgs: 2, maxArgs: 2, commutes: true, legal: true},
	Max:        {name: "max", minArgs: 2, maxArgs: 2, commutes: true, legal: true},
	UMin:       {name: "umin", minArgs: 2, maxArgs: 2, commutes: true, legal: true},
	Cap31:      {name: "cap31", minArgs: 1, maxArgs: 1, legal: true},
	And:        {name: "and", minArgs: 2, maxArgs: 2, commutes: true, legal: true},
	Or:         {name: "or", minArgs: 2, maxArgs: 2, commutes: true, legal: true},
	Xor:        {name: "xor", minArgs: 2, maxArgs: 2, commutes: true, legal: true},
	Shl:        {name: "shl", minArgs: 2, maxArgs: 2, legal: true},
	Shr:        {name: "shr", minArgs: 2, maxArgs: 2, legal: true},
	Sar:        {name: "sar", minArgs: 2, maxArgs: 2, legal: true},
	Add32:      {name: "add32", minArgs: 2, maxArgs: 2, commutes: true, legal: true},
	Sub32:      {name: "sub32", minArgs: 2, maxArgs: 2, legal: true},
	Zext32:     {name: "zext32", minArgs: 1, maxArgs: 1, legal: true},
	Sext32:     {name: "sext32", minArgs: 1, maxArgs: 1, legal: true},
	Eq:         {name: "eq", minArgs: 2, maxArgs: 2, commutes: true, truth: true, legal: true},
	Ne:         {name: "ne", minArgs: 2, maxArgs: 2, commutes: true, truth: true, legal: true},
	Lt:         {name: "lt", minArgs: 2, maxArgs: 2, truth: true, legal: true},
	Le:         {name: "le", minArgs: 2, maxArgs: 2, truth: true, legal: true},
	ULt:        {name: "ult", minArgs: 2, maxArgs: 2, truth: true, legal: true},
	ULe:        {name: "ule", minArgs: 2, maxArgs: 2, truth: true, legal: true},
	Not:        {name: "not", minArgs: 1, maxArgs: 1, truth: true, legal: true},
	LoadField:  {name: "load_field", minArgs: 1, maxArgs: 1, effect: reads, legal: true, aux: auxField, pointer: true},
	StoreField: {name: "store_field", minArgs: 2, maxArgs: 2, effect: writes, legal: true, aux: auxField, pointer: true},
	LoadPriv:   {name: "load_priv", minArgs: 1, maxArgs: 1, effect: reads, legal: true, aux: auxPriv, pointer: true},
	StorePriv:  {name: "store_priv", minArgs: 2, maxArgs: 2, effect: writes, legal: true, aux: auxPriv, pointer: true},
	Storage:    {name: "storage", minArgs: 1, maxArgs: 1, legal: true, pointer: true},
	LoadMem:    {name: "load_mem", minArgs: 1, maxArgs: 2, effect: reads, legal: true, aux: auxMem, pointer: true},
	StoreMem:   {name: "store_mem", minArgs: 2, maxArgs: 3, effect: writes, legal: true, aux: auxMem, pointer: true},
	LoadParam:  {name: "load_param", legal: true, aux: auxLoad},
	LoadTable:  {name: "load_table", minArgs: 1, maxArgs: 1, legal: true, aux: auxTable},
	Config:     {name: "config", legal: true, aux: auxName},
	Call:       {name: "call", maxArgs: anyArgs, effect: calls, legal: true, aux: auxFunc},
	Invoke:     {name: "invoke", maxArgs: anyArgs, effect: calls, legal: true, aux: auxCallee},
}

// String returns the operation's name in the textual IR.
func (o Op) String() string {
	if o >= opCount {
		return fmt.Sprintf("op(%d)", uint8(o))
	}
	return ops[o].name
}

// Legal reports whether a back end must be able to emit o, one to one or as a
// fixed short sequence. After Optimize, at any level, only legal operations are
// left: the saturating forms and signed division are not among them.
func (o Op) Legal() bool { return o < opCount && ops[o].legal }

// HasResult reports whether o gives a value. (A Call may give none that is used.)
func (o Op) HasResult() bool { return ops[o].effect != writes }

// IsTruth reports whether o gives 0 or 1.
func (o Op) IsTruth() bool { return ops[o].truth }

// Commutes reports whether o's two arguments may be exchanged.
func (o Op) Commutes() bool { return ops[o].commutes }
