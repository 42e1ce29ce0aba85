// Package ref runs checked programs with big integers: the plain, slow meaning of
// the language that the compiler's code must equal. It shares nothing with the
// compiler's arithmetic but the checked program (lang/types/core.go).
//
// What it does for every operation is what docs/language.md says of numbers: a
// number is n/(m·d), products and quotients collect factors, sums and joins meet
// at a common scale, places round once toward zero and clamp.
package ref

import (
	"fmt"
	"math/big"
	"strconv"

	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
)

// Machine is the connection that a program runs on: the part of ir.Machine that is
// not about where the compiler puts the state.
type Machine interface {
	// LoadField returns the raw member, extended to 64 bits by its C type and bitfield width.
	LoadField(f *target.Field) int64
	// StoreField stores the low bits of x.
	StoreField(f *target.Field, x int64)
	// LoadParam returns the stored 64-bit integer of p.
	LoadParam(p *types.LoadParam) int64
	// Config returns a build-time number of the kernel ("CONFIG_HZ").
	Config(name string) int64
	// Call runs a helper or kfunc; pointers among args are 0.
	Call(f *target.Func, args []int64) int64
}

// State is the state of one connection: the stored integer of every scalar by its
// name, as "alpha", "hs.end", "ring[3].t".
type State struct {
	names  []string
	types  map[string]*types.PlaceType
	init   map[string]int64
	values map[string]int64
}

// NewState returns a fresh connection's state of program p.
func NewState(p *types.Program) *State {
	s := &State{types: map[string]*types.PlaceType{}, init: map[string]int64{}}
	if p.State != nil {
		s.addFields(p.State, "")
	}
	s.values = map[string]int64{}
	for n, v := range s.init {
		s.values[n] = v
	}
	return s
}

// Names returns the names of all scalars in order of declaration.
func (s *State) Names() []string { return s.names }

// Get returns the stored integer of a scalar.
func (s *State) Get(name string) int64 { return s.values[name] }

// Set changes the stored integer of a scalar.
func (s *State) Set(name string, x int64) { s.values[name] = x }

// Type returns the type of a scalar.
func (s *State) Type(name string) *types.PlaceType { return s.types[name] }

func (s *State) addFields(st *types.StructType, prefix string) {
	for _, f := range st.Fields {
		s.add(prefix+f.Name, f.Type, f.Initial, f.Elems)
	}
}

func (s *State) add(name string, pt *types.PlaceType, init *big.Rat, elems []*big.Rat) {
	switch pt.Kind {
	case types.Struct:
		s.addFields(pt.Struct, name+".")
	case types.Array:
		for i := range pt.Len {
			e := init
			if i < len(elems) {
				e = elems[i]
			}
			s.add(name+"["+strconv.Itoa(i)+"]", pt.Elem, e, nil)
		}
	default:
		s.names = append(s.names, name)
		s.types[name] = pt
		s.init[name] = initial(pt, init)
	}
}

// initial returns what a place stores at first.
func initial(pt *types.PlaceType, v *big.Rat) int64 {
	if v == nil {
		v = new(big.Rat)
	}
	switch pt.Kind {
	case types.Num:
		lo, hi := rangeOf(pt)
		n := constant(v).times(scaleOf(pt))
		if v.Sign() == 0 { // memory without an initial value is zero whatever its range
			return 0
		}
		return limit(n, lo, hi).Int64()
	case types.Stamp:
		return constant(v).times(micro).Int64()
	}
	return constant(v).whole()
}

func limit(x, lo, hi *big.Int) *big.Int {
	if x.Cmp(hi) > 0 {
		x = hi
	}
	if x.Cmp(lo) < 0 {
		x = lo
	}
	return x
}

// maxSteps is how many statements a callback may run.
const maxSteps = 10_000_000

type stop struct{ err error }

// Run runs callback cb of p with args, the callback's parameters in the
// language's order (pointers are ignored), on m and st. It returns what the callback returns, or 0.
func Run(p *types.Program, cb *types.Callback, args []int64, m Machine, st *State) (result int64, err error) {
	r := &run{prog: p, cb: cb, args: args, m: m, st: st, steps: maxSteps}
	defer func() {
		if e := recover(); e != nil {
			s, ok := e.(stop)
			if !ok {
				panic(e)
			}
			err = s.err
		}
	}()
	f := &frame{fn: cb.Func, binds: map[*types.Sym]bind{}}
	for _, s := range cb.Func.Params {
		if s.Kind == types.ArgSym {
			v := r.arg(s.Arg)
			f.binds[s] = bind{val: &v}
		}
	}
	r.frame = f
	r.stmts(cb.Func.Body)
	res := cb.Target.Result
	if res == nil {
		return 0, nil
	}
	v := value{kind: types.Num, num: constant(new(big.Rat))}
	if f.ret != nil {
		v = *f.ret
	}
	return r.result(v, res), nil
}

// run is one run of a callback. While dry is set nothing is read or changed: the
// evaluation only finds out the shape of numbers.
type run struct {
	prog  *types.Program
	cb    *types.Callback
	args  []int64
	m     Machine
	st    *State
	frame *frame
	dry   int
	steps int
}

// frame is a function being run.
type frame struct {
	fn    *types.Func
	binds map[*types.Sym]bind
	flow  flow
	ret   *value
	// which is the return statement that was reached; rets, when dry, are all.
	which *types.Return
	rets  []ret
}

type ret struct {
	stmt *types.Return
	val  value
}

// flow says whether control goes on to the next statement.
type flow uint8

const (
	onward flow = iota
	returning
	breaking
	continuing
)

// bind is what a name stands for.
type bind struct {
	val   *value
	local *int64 // a variable's stored integer
	ref   *place
}

// value is what an expression gives.
type value struct {
	kind      types.Kind
	num       number
	x         int64 // kinds other than Num
	unlimited bool
}

func numeric(n number) value { return value{kind: types.Num, num: n} }

// number returns v as a number: a counter is its value.
func (v value) number() number {
	if v.kind == types.Num {
		return v.num
	}
	return integer(v.x, one)
}

func (r *run) tick() {
	if r.steps--; r.steps < 0 {
		panic(stop{fmt.Errorf("%s runs too long", r.cb.Target.Name)})
	}
}

// arg returns scalar parameter i of the callback.
func (r *run) arg(i int) value {
	p := r.cb.Target.Params[i]
	var x int64
	if i < len(r.args) {
		x = extend(r.args[i], p.Type.Size()*8, p.Type.Signed())
	}
	return fromKernel(x, p.Kind, p.Unit, 1)
}

// extend cuts x to n bits and extends it again.
func extend(x int64, n int, signed bool) int64 {
	if n >= 64 {
		return x
	}
	if signed {
		return x << (64 - n) >> (64 - n)
	}
	return x & (1<<n - 1)
}

// result rounds what the callback returns and keeps it within its bounds.
func (r *run) result(v value, res *target.Result) int64 {
	var x *big.Int
	switch {
	case v.unlimited && res.HasUnlimited:
		x = sat(new(big.Int).SetUint64(res.Unlimited))
	case res.Kind == target.Num || res.Kind == target.Count:
		n := v.number()
		if pt := r.cb.Func.ResultPlace; pt != nil && pt.Kind == types.Num {
			n = number{n: round(n, pt), d: scaleOf(pt)}
		}
		lo, hi := typeRange(res.Type, 0)
		x = limit(n.times(unitsPer(res.Unit, 1)), lo, hi)
	default:
		x = big.NewInt(v.x)
	}
	return r.bounded(x, res.Bounds).Int64()
}

// round is what a number's place stores of x.
func round(x number, pt *types.PlaceType) *big.Int {
	lo, hi := rangeOf(pt)
	return limit(x.times(scaleOf(pt)), lo, hi)
}

// typeRange returns the values of a C type, or of a bitfield of it, as the language reads them.
func typeRange(t target.CType, bits int) (lo, hi *big.Int) {
	n := t.Size() * 8
	if bits != 0 {
		n = bits
	}
	if t == target.Bool {
		n = 1
	}
	pt := types.PlaceType{Kind: types.Num, Width: n, Signed: t.Signed()}
	return rangeOf(&pt)
}

// bounded keeps x within limits; a constant lower bound has the last word.
func (r *run) bounded(x *big.Int, b target.Bounds) *big.Int {
	field := func(name string) *big.Int {
		return r.field(target.Lookup(target.Sock, name)).num.n
	}
	if b.LoField != "" {
		if lo := field(b.LoField); x.Cmp(lo) < 0 {
			x = lo
		}
	}
	if b.HiField != "" {
		hi := field(b.HiField)
		if most := big.NewInt(b.Hi); b.Hi != 0 && (hi.Sign() <= 0 || hi.Cmp(most) > 0) {
			hi = most
		}
		if x.Cmp(hi) > 0 {
			x = hi
		}
	}
	if hi := big.NewInt(b.Hi); b.Hi != 0 && x.Cmp(hi) > 0 {
		x = hi
	}
	if b.Lo != 0 || b.LoField != "" || b.HiField != "" {
		if lo := big.NewInt(b.Lo); x.Cmp(lo) < 0 {
			x = lo
		}
	}
	return x
}
