package ir

import (
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/lang/target"
)

func rats(xs ...int64) []*big.Rat {
	var out []*big.Rat
	for _, x := range xs {
		out = append(out, new(big.Rat).SetInt64(x))
	}
	return out
}

// Every operation has a name of its own, a sensible arity and, if it is
// arithmetic, a value and a range.
func TestOpsAreComplete(t *testing.T) {
	names := map[string]Op{}
	for o := range opCount {
		info := ops[o]
		if info.name == "" {
			t.Errorf("operation %d has no name", o)
		}
		if other, dup := names[info.name]; dup {
			t.Errorf("operations %d and %d are both %q", other, o, info.name)
		}
		names[info.name] = o
		if info.minArgs > info.maxArgs && o != Call {
			t.Errorf("%s takes %d to %d arguments", o, info.minArgs, info.maxArgs)
		}
		if info.commutes && (info.minArgs != 2 || Compute(o, 12, 5) != Compute(o, 5, 12)) {
			t.Errorf("%s does not commute", o)
		}
		arithmetic := info.effect == pure && info.aux == noAux && info.minArgs > 0 && !info.pointer
		if !arithmetic {
			continue
		}
		for _, a := range edges {
			for _, b := range edges {
				x := Compute(o, a, b)
				if info.truth && x&^1 != 0 {
					t.Errorf("%s %d, %d = %d, no truth", o, a, b, x)
				}
			}
		}
	}
}

// edges are values where 64- and 32-bit arithmetic turns.
var edges = []int64{0, 1, -1, 2, 3, -3, 7, 10, 63, 64, 1000, 1 << 16, math.MaxInt32, math.MinInt32, math.MaxUint32, 1 << 32, 1 << 33,
	-(1 << 40), 1 << 62, math.MaxInt64 - 1, math.MaxInt64, -math.MaxInt64}

// The saturating forms and division equal exact arithmetic, cut to ±(2^63-1).
func TestComputeEqualsExactArithmetic(t *testing.T) {
	limit := big.NewInt(math.MaxInt64)
	clamp := func(x *big.Int) int64 {
		if x.CmpAbs(limit) > 0 {
			return int64(x.Sign()) * math.MaxInt64
		}
		return x.Int64()
	}
	for _, a := range edges {
		for _, b := range edges {
			x, y := big.NewInt(a), big.NewInt(b)
			want := map[Op]int64{
				AddSat: clamp(new(big.Int).Add(x, y)),
				SubSat: clamp(new(big.Int).Sub(x, y)),
				MulSat: clamp(new(big.Int).Mul(x, y)),
				Div:    0,
				Mod:    a,
			}
			if b != 0 {
				want[Div] = new(big.Int).Quo(x, y).Int64()
				want[Mod] = new(big.Int).Rem(x, y).Int64()
			}
			for _, o := range []Op{AddSat, SubSat, MulSat, Div, Mod} {
				if got := Compute(o, a, b); got != want[o] {
					t.Errorf("%s %d, %d = %d, want %d", o, a, b, got, want[o])
				}
			}
		}
	}
}

func TestEval(t *testing.T) {
	f := parseFunc(t, `func sum
b0:
	v0 = ptr sk
	v1 = arg 1
	v2 = const 0
	v3 = const 1
	jump b1(v2, v2)
b1(v4, v5): loop 256
	v6 = lt v4, v1
	branch v6, b2, b3
b2:
	v7 = add v4, v3
	v8 = add_sat v5, v7
	jump b1(v7, v8)
b3:
	v9 = call square v5
	store_field sk.state v0, v9
	v10 = load_field sk.state v0
	v11 = load_field sk.flags v0
	v12 = add v10, v11
	return v12
`)
	m := NewMemory(0)
	m.Fields["sk.ecn_flags"] = 1000
	m.OnCall = func(_ *target.Func, args []int64) int64 { return args[0] * args[0] }
	// 1+2+3+4 = 10, squared 100, 5 bits of which are 4; 1000 as a byte is 232.
	got, err := Eval(f, []int64{0, 4}, m, nil)
	if err != nil || got != 4+232 {
		t.Errorf("got %d, %v; want 236", got, err)
	}
	if len(m.Calls) != 1 || m.Calls[0].Args[0] != 10 || len(m.Stores) != 1 || m.Stores[0].Value != 4 {
		t.Errorf("calls %v, stores %v", m.Calls, m.Stores)
	}
	if _, err := Eval(f, []int64{0, 200}, m, &EvalOptions{Steps: 100}); !errors.Is(err, ErrSteps) {
		t.Errorf("error %v, want the step limit", err)
	}
}

// Verify finds each of these flaws and names it.
func TestVerifyFindsFlaws(t *testing.T) {
	const good = `func f
b0:
	v0 = ptr sk
	v1 = load_field sk.cwnd v0
	branch v1, b1, b2(v1)
b1:
	v2 = add v1, v1
	jump b2(v2)
b2(v3):
	return v3
`
	flaws := []struct {
		want  string
		wreck func(f *Func)
	}{
		{"used before it is defined", func(f *Func) { f.Blocks[2].Term.Result = f.Blocks[1].Insts[0] }},
		{"0 of 1 parameters", func(f *Func) { f.Blocks[1].Term.Succs[0].Args = nil }},
		{"no terminator", func(f *Func) { f.Blocks[1].Term = Term{} }},
		{"wrong kind", func(f *Func) { f.Blocks[1].Insts[0].Args[0] = f.Blocks[0].Insts[0] }},
		{"wrong kind", func(f *Func) {
			f.Blocks[1].Insts[0].Op, f.Blocks[1].Insts[0].Args = Storage, f.Blocks[1].Insts[0].Args[:1]
		}},
		{"1 arguments", func(f *Func) { v := f.Blocks[1].Insts[0]; v.Args = v.Args[:1] }},
		{"defined twice", func(f *Func) { b := f.Blocks[1]; b.Insts = append(b.Insts, b.Insts[0]) }},
		{"Preds lists", func(f *Func) { f.Blocks[2].Preds = nil }},
		{"is a pointer", func(f *Func) { f.Blocks[2].Term.Result = f.Blocks[0].Insts[0] }},
		{"has no Aux", func(f *Func) { f.Blocks[0].Insts[1].Aux = nil }},
		{"Block says otherwise", func(f *Func) { f.Blocks[1].Insts[0].Block = f.Blocks[0] }},
		{"not in the function", func(f *Func) { f.Blocks[1].Term.Succs[0].Block = &Block{} }},
		{"edge to the entry", func(f *Func) { f.Blocks[1].Term.Succs[0] = Edge{Block: f.Blocks[0]} }},
	}
	for _, flaw := range flaws {
		f := parseFunc(t, good)
		flaw.wreck(f)
		if err := Verify(f); err == nil || !strings.Contains(err.Error(), flaw.want) {
			t.Errorf("error %v, want one that says %q", err, flaw.want)
		}
	}
}
