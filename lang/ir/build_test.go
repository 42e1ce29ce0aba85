package ir

import (
	"math/big"
	"testing"

	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
)

func TestBuildByHand(t *testing.T) {
	numT := &types.Type{Kind: types.Num}
	cwnd := &types.Load{Typed: types.Typed{T: numT}, Place: &types.Place{Field: target.Lookup(target.Sock, "snd_cwnd"), Expr: numT}}
	two := &types.Const{Typed: types.Typed{T: numT}, Value: big.NewRat(2, 1)}
	half := &types.Binary{Typed: types.Typed{T: numT}, Op: types.Div, X: cwnd, Y: two}
	body := []types.Stmt{&types.Return{Value: &types.Builtin{Typed: types.Typed{T: numT}, Name: "max", Args: []types.Expr{half, two}}}}
	p := &types.Program{Name: "t", Callbacks: []*types.Callback{{
		Target: target.LookupCallback("ssthresh"),
		Func:   &types.Func{Name: "ssthresh", Body: body, Result: numT},
	}}}
	out, diags := Build(p)
	if diags.HasErrors() {
		t.Fatal(diags.All())
	}
	f := out.Funcs[0]
	t.Log(f)
	if err := Verify(f); err != nil {
		t.Fatal(err)
	}
	for _, c := range [][2]int64{{10, 5}, {1, 2}, {7, 3}, {0xffffffff, 0x7fffffff}} {
		m := NewMemory(0)
		m.Fields["sk.snd_cwnd"] = c[0]
		got, err := Eval(f, nil, m, nil)
		if err != nil || got != c[1] {
			t.Errorf("cwnd %d: %d, %v; want %d", c[0], got, err, c[1])
		}
	}
}
