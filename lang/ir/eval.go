package ir

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/bits"

	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
)

// Machine is the world a function runs in: the connection's memory and what the
// kernel answers. Memory is a state that stores change.
type Machine interface {
	// LoadField returns the raw member, extended to 64 bits by its C type and
	// bitfield width; fields with the same Path are one member.
	LoadField(f *target.Field) int64
	// StoreField stores the low bits of x.
	StoreField(f *target.Field, x int64)
	// LoadPriv reads size bytes at off of the socket's private bytes, little endian, zero-extended.
	LoadPriv(off, size int) uint64
	// StorePriv writes the low size bytes of x there.
	StorePriv(off, size int, x uint64)
	// Storage reports whether the kernel has a storage record for the socket.
	Storage() bool
	// LoadMem and StoreMem access the storage record like LoadPriv and StorePriv.
	LoadMem(off, size int) uint64
	StoreMem(off, size int, x uint64)
	// LoadParam returns the stored 64-bit integer of p.
	LoadParam(p *types.LoadParam) int64
	// Config returns a build-time number of the kernel ("CONFIG_HZ").
	Config(name string) int64
	// Call runs a helper or kfunc. Pointers among args are opaque.
	Call(f *target.Func, args []int64) int64
}

// EvalOptions are the rarely used options of Eval; the zero value is good.
type EvalOptions struct {
	// Steps is the most values to compute; 0 means 1,000,000.
	Steps int
	// OnValue, if set, is called with every value computed, block parameters
	// included; an error from it ends the evaluation with that error.
	OnValue func(v *Value, x int64) error
	// OnCall, if set, gives what takes the place of OnValue in a function of the program.
	OnCall func(f *Func) func(v *Value, x int64) error
}

// ErrSteps is what Eval gives when the step limit is reached.
var ErrSteps = errors.New("evaluation took too many steps")

// storagePtr and objectPtr are the bits of pointers during evaluation.
const (
	storagePtr = int64(0x7f00_0000_0000_0000)
	objectPtr  = int64(0x7e00_0000_0000_0000)
)

// Eval runs f with args, the callback's parameters in the language's order
// (pointers are ignored and scalars are cut to their C type), on m. It returns
// what the callback returns, or 0 if it returns nothing. opt may be nil.
func Eval(f *Func, args []int64, m Machine, opt *EvalOptions) (int64, error) {
	if opt == nil {
		opt = &EvalOptions{}
	}
	e := &evaluator{f: f, args: args, m: m, opt: opt, left: opt.Steps, vals: make([]int64, f.values)}
	if e.left == 0 {
		e.left = 1_000_000
	}
	return e.run()
}

type evaluator struct {
	f    *Func
	args []int64
	m    Machine
	opt  *EvalOptions
	left int
	vals []int64 // by Value.ID
}

func (e *evaluator) run() (int64, error) {
	b := e.f.Blocks[0]
	var in []int64
	for {
		for i, p := range b.Params {
			if err := e.set(p, in[i]); err != nil {
				return 0, err
			}
		}
		for _, v := range b.Insts {
			x, err := e.value(v)
			if err == nil && v.Op.HasResult() {
				err = e.set(v, x)
			}
			if err != nil {
				return 0, err
			}
		}
		t := &b.Term
		next := 0
		switch t.Op {
		case Return:
			if t.Result == nil {
				return 0, nil
			}
			return e.vals[t.Result.ID], nil
		case Branch:
			if e.vals[t.Cond.ID] == 0 {
				next = 1
			}
		case NoTerm:
			return 0, fmt.Errorf("%s: b%d has no terminator", e.f.Name, b.ID)
		}
		if e.left--; e.left < 0 {
			return 0, ErrSteps
		}
		in = in[:0]
		for _, a := range t.Succs[next].Args {
			in = append(in, e.vals[a.ID])
		}
		b = t.Succs[next].Block
	}
}

// set records the value x of v.
func (e *evaluator) set(v *Value, x int64) error {
	if e.left--; e.left < 0 {
		return ErrSteps
	}
	e.vals[v.ID] = x
	if e.opt.OnValue != nil {
		return e.opt.OnValue(v, x)
	}
	return nil
}

func (e *evaluator) value(v *Value) (int64, error) {
	var a, b int64
	if len(v.Args) > 0 {
		a = e.vals[v.Args[0].ID]
	}
	if len(v.Args) > 1 {
		b = e.vals[v.Args[1].ID]
	}
	switch v.Op {
	case Const:
		return v.Imm, nil
	case Arg:
		return e.arg(v.Aux.Param), nil
	case Ptr:
		return objectPtr + int64(v.Aux.Object), nil
	case LoadField:
		return e.m.LoadField(v.Aux.Field), nil
	case StoreField:
		e.m.StoreField(v.Aux.Field, b)
	case LoadPriv:
		return extend(e.m.LoadPriv(v.Aux.Off, v.Aux.Size), v.Aux), nil
	case StorePriv:
		e.m.StorePriv(v.Aux.Off, v.Aux.Size, uint64(b))
	case Storage:
		if e.m.Storage() {
			return storagePtr, nil
		}
		return 0, nil
	case LoadMem, StoreMem:
		return e.mem(v)
	case LoadParam:
		return e.m.LoadParam(v.Aux.LoadParam), nil
	case LoadTable:
		if a < 0 || a >= int64(len(v.Aux.Table.Values)) {
			return 0, fmt.Errorf("%s: index %d of table %s of %d", v, a, v.Aux.Table.Symbol, len(v.Aux.Table.Values))
		}
		return TableElement(v.Aux.Table, int(a)), nil
	case Config:
		return e.m.Config(v.Aux.Name), nil
	case Invoke:
		return e.invoke(v)
	case Call:
		args := make([]int64, len(v.Args))
		for i, arg := range v.Args {
			args[i] = e.vals[arg.ID]
		}
		return e.m.Call(v.Aux.Func, args), nil
	default:
		return Compute(v.Op, a, b), nil
	}
	return 0, nil
}

// invoke runs a function of the program.
func (e *evaluator) invoke(v *Value) (int64, error) {
	f := v.Aux.Callee
	in := &evaluator{f: f, m: e.m, opt: &EvalOptions{}, left: e.left, vals: make([]int64, f.values)}
	for _, a := range v.Args[len(f.Signature.Objects):] {
		in.args = append(in.args, e.vals[a.ID])
	}
	if e.opt.OnCall != nil {
		in.opt.OnValue = e.opt.OnCall(f)
	}
	x, err := in.run()
	e.left = in.left
	return x, err
}

// arg returns scalar parameter i, extended by its C type.
func (e *evaluator) arg(i int) int64 {
	if i >= len(e.args) {
		return 0
	}
	if e.f.Callback == nil || i >= len(e.f.Callback.Params) {
		return e.args[i]
	}
	t := e.f.Callback.Params[i].Type
	return extendTo(uint64(e.args[i]), t.Size()*8, t.Signed())
}

func (e *evaluator) mem(v *Value) (int64, error) {
	index := 1
	if v.Op == StoreMem {
		index = 2
	}
	if e.vals[v.Args[0].ID] == 0 {
		return 0, fmt.Errorf("%s: access through a null pointer", v)
	}
	off := v.Aux.Off
	if len(v.Args) > index {
		i := e.vals[v.Args[index].ID]
		if i < 0 || i >= int64(v.Aux.Len) {
			return 0, fmt.Errorf("%s: access to element %d of %d", v, i, v.Aux.Len)
		}
		off += int(i) * v.Aux.Stride
	}
	if off < 0 {
		return 0, fmt.Errorf("%s: access at byte %d of the storage record", v, off)
	}
	if v.Op == StoreMem {
		e.m.StoreMem(off, v.Aux.Size, uint64(e.vals[v.Args[1].ID]))
		return 0, nil
	}
	return extend(e.m.LoadMem(off, v.Aux.Size), v.Aux), nil
}

func extend(x uint64, a *Aux) int64 { return extendTo(x, a.Size*8, a.Signed) }

// extendTo extends the low n bits of x to 64.
func extendTo(x uint64, n int, signed bool) int64 {
	if n <= 0 || n >= 64 {
		return int64(x)
	}
	if signed {
		return int64(x<<(64-n)) >> (64 - n)
	}
	return int64(x << (64 - n) >> (64 - n))
}

// TableElement returns the stored 64-bit integer of element i of t: value * Den,
// truncated, at most ±(2^63-1).
func TableElement(t *types.Table, i int) int64 {
	if t.Stored != nil {
		return t.Stored[i]
	}
	v := t.Values[i]
	if v == nil {
		return 0
	}
	n := new(big.Int).Mul(v.Num(), big.NewInt(t.Den))
	n.Quo(n, v.Denom())
	if n.IsInt64() && n.Int64() != math.MinInt64 {
		return n.Int64()
	}
	return int64(n.Sign()) * math.MaxInt64
}

// Compute returns what the arithmetic operation o gives for a and b (b is ignored by
// operations of one argument). It is the one definition of IR arithmetic: Eval
// and constant folding both use it.
func Compute(o Op, a, b int64) int64 {
	switch o {
	case Add:
		return a + b
	case Sub:
		return a - b
	case Mul:
		return a * b
	case AddSat:
		return addSat(a, b)
	case SubSat:
		return subSat(a, b)
	case MulSat:
		return mulSat(a, b)
	case Div, Mod:
		return divMod(o, a, b)
	case UDiv:
		if b == 0 {
			return 0
		}
		return int64(uint64(a) / uint64(b))
	case UMod:
		if b == 0 {
			return a
		}
		return int64(uint64(a) % uint64(b))
	case Neg:
		return -a
	case Abs:
		return max(a, -a)
	case Min:
		return min(a, b)
	case Max:
		return max(a, b)
	case UMin:
		return int64(min(uint64(a), uint64(b)))
	case Cap31:
		if low := int32(a); low > 0 {
			return int64(low)
		}
		return math.MaxInt32
	case And:
		return a & b
	case Or:
		return a | b
	case Xor:
		return a ^ b
	case Shl:
		return a << (uint64(b) & 63)
	case Shr:
		return int64(uint64(a) >> (uint64(b) & 63))
	case Sar:
		return a >> (uint64(b) & 63)
	case Add32:
		return int64(uint32(a) + uint32(b))
	case Sub32:
		return int64(uint32(a) - uint32(b))
	case Zext32:
		return int64(uint32(a))
	case Sext32:
		return int64(int32(a))
	}
	return computeTruth(o, a, b)
}

func computeTruth(o Op, a, b int64) int64 {
	var t bool
	switch o {
	case Eq:
		t = a == b
	case Ne:
		t = a != b
	case Lt:
		t = a < b
	case Le:
		t = a <= b
	case ULt:
		t = uint64(a) < uint64(b)
	case ULe:
		t = uint64(a) <= uint64(b)
	case Not:
		t = a == 0
	default:
		panic("internal error: " + o.String() + " is not arithmetic")
	}
	if t {
		return 1
	}
	return 0
}

func divMod(o Op, a, b int64) int64 {
	switch {
	case b == 0 && o == Div:
		return 0
	case b == 0:
		return a
	case o == Div:
		return a / b
	}
	return a % b
}

// maxInt is where saturating arithmetic stops, on both sides (numbers.md, rule 11).
const maxInt = math.MaxInt64

func addSat(a, b int64) int64 {
	s := a + b
	if (a^s)&(b^s) < 0 {
		if a < 0 {
			return -maxInt
		}
		return maxInt
	}
	return max(s, -maxInt)
}

func subSat(a, b int64) int64 {
	d := a - b
	if (a^b)&(a^d) < 0 {
		if a < 0 {
			return -maxInt
		}
		return maxInt
	}
	return max(d, -maxInt)
}

func mulSat(a, b int64) int64 {
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	if hi != 0 || lo > maxInt {
		lo = maxInt
	}
	if (a < 0) != (b < 0) {
		return -int64(lo)
	}
	return int64(lo)
}

// magnitude returns |a|, also of MinInt64.
func magnitude(a int64) uint64 {
	if a < 0 {
		return -uint64(a)
	}
	return uint64(a)
}
