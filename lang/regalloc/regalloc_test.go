package regalloc

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// gen builds random functions in SSA form: every use is dominated by its
// definition because the scope of a block's values is the block and what the
// structure below puts under it.
type gen struct {
	t     *rapid.T
	f     *Func
	cur   *Block
	scope []*Value
	depth int
}

func (g *gen) value() *Value {
	if len(g.scope) == 0 || rapid.IntRange(0, 9).Draw(g.t, "const") == 0 {
		return g.f.NewConst(int64(rapid.IntRange(-3, 3).Draw(g.t, "imm")) << rapid.SampledFrom([]int{0, 0, 40}).Draw(g.t, "shift"))
	}
	return g.scope[rapid.IntRange(0, len(g.scope)-1).Draw(g.t, "value")]
}

func (g *gen) inst(s Shape, uses int, def bool) {
	i := &Inst{Shape: s}
	for range uses {
		i.Uses = append(i.Uses, g.value())
	}
	if def {
		i.Def = g.f.NewValue("")
		g.scope = append(g.scope, i.Def)
	}
	g.cur.Append(i)
}

func (g *gen) randomInst() {
	switch rapid.IntRange(0, 9).Draw(g.t, "kind") {
	case 0:
		g.inst(Shape{Call: true}, rapid.IntRange(0, 5).Draw(g.t, "args"), rapid.Bool().Draw(g.t, "def"))
	case 1:
		if len(g.scope) > 0 && rapid.Bool().Draw(g.t, "again") {
			v := g.scope[rapid.IntRange(0, len(g.scope)-1).Draw(g.t, "base")]
			i := &Inst{Shape: Shape{Again: true}, Def: g.f.NewValue(""), Uses: []*Value{v}}
			g.cur.Append(i)
			g.scope = append(g.scope, i.Def)
			break
		}
		g.inst(Shape{}, rapid.IntRange(0, 2).Draw(g.t, "uses"), true)
	case 2:
		g.inst(Shape{Early: true, Temps: rapid.IntRange(0, 3).Draw(g.t, "temps")}, 2, true)
	case 3:
		g.inst(Shape{Tied: true, Early: true, Temps: rapid.IntRange(0, 2).Draw(g.t, "temps")}, 2, true)
	case 4:
		g.inst(Shape{Temps: 1, Update: rapid.Bool().Draw(g.t, "update")}, 2, false)
	case 5, 6, 7:
		g.inst(Shape{Tied: true, Commutes: true}, rapid.IntRange(1, 2).Draw(g.t, "uses"), true)
	default:
		g.inst(Shape{Tied: true}, rapid.IntRange(1, 2).Draw(g.t, "uses"), true)
	}
}

func (g *gen) jump(to *Block, args ...*Value) {
	g.cur.Append(&Inst{})
	g.cur.Succs = []Edge{{Block: to, Args: args}}
}

func (g *gen) params(b *Block, n int) {
	for range n {
		p := g.f.NewValue("")
		b.Params = append(b.Params, p)
		g.scope = append(g.scope, p)
	}
}

func (g *gen) values(n int) (vs []*Value) {
	for range n {
		vs = append(vs, g.value())
	}
	return vs
}

func (g *gen) branch(a, b *Block) {
	g.cur.Append(&Inst{Uses: []*Value{g.value(), g.value()}})
	g.cur.Succs = []Edge{{Block: a}, {Block: b}}
}

// ifElse makes a diamond whose join has parameters.
func (g *gen) ifElse() {
	then, other, join := g.f.NewBlock(), g.f.NewBlock(), g.f.NewBlock()
	g.branch(then, other)
	n, scope := rapid.IntRange(0, 5).Draw(g.t, "params"), g.scope
	for _, b := range []*Block{then, other} {
		g.scope, g.cur = append([]*Value(nil), scope...), b
		g.body()
		g.jump(join, g.values(n)...)
	}
	g.scope, g.cur = scope, join
	g.params(join, n)
}

// loop makes a header with parameters that permute and change on the way round.
func (g *gen) loop() {
	head, body, after := g.f.NewBlock(), g.f.NewBlock(), g.f.NewBlock()
	n := rapid.IntRange(0, 6).Draw(g.t, "params")
	g.jump(head, g.values(n)...)
	g.cur = head
	g.params(head, n)
	if n > 0 && rapid.Bool().Draw(g.t, "precious") {
		head.Params[0].Precious = true
	}
	scope := append([]*Value(nil), g.scope...)
	g.branch(body, after)
	g.cur = body
	g.body()
	g.jump(head, g.values(n)...)
	g.scope, g.cur = scope, after
}

func (g *gen) body() {
	g.depth++
	for range rapid.IntRange(0, 8).Draw(g.t, "items") {
		switch k := rapid.IntRange(0, 9).Draw(g.t, "item"); {
		case k == 0 && g.depth < 4:
			g.ifElse()
		case k == 1 && g.depth < 4:
			g.loop()
		default:
			g.randomInst()
		}
	}
	g.depth--
}

func random(t *rapid.T) *Func {
	g := &gen{t: t, f: &Func{Name: "random"}}
	g.cur = g.f.NewBlock()
	g.inst(Shape{Entry: R1}, 0, true)
	for range rapid.IntRange(0, 14).Draw(t, "first") {
		g.inst(Shape{}, 1, true)
	}
	g.scope = g.scope[1:] // the context is for the entry only
	g.body()
	g.cur.Append(&Inst{Shape: Shape{Result: true}, Uses: []*Value{g.value()}})
	return g.f
}

func TestRandomFunctions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := random(t)
		a, err := Allocate(f)
		if err != nil {
			var tooBig *StackError
			if !errors.As(err, &tooBig) || tooBig.Bytes <= MaxStack {
				t.Fatal(err)
			}
			return
		}
		if err := Check(f, a); err != nil {
			t.Fatalf("%v\n%s", err, a.Dump(nil))
		}
	})
}

// TestCheckFindsMistakes breaks good assignments and expects Check to say so.
func TestCheckFindsMistakes(t *testing.T) {
	caught, tried := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		f := random(t)
		a, err := Allocate(f)
		if err != nil {
			return
		}
		b := f.Blocks[rapid.IntRange(0, len(f.Blocks)-1).Draw(t, "block")]
		code := a.Code[b]
		for n := range code {
			if s := &code[n]; s.Inst != nil && len(s.Uses) > 0 && !s.Inst.Call && !s.Inst.Result {
				s.Uses[0] = (s.Uses[0] + 1) % numRegs
				tried++
				if Check(f, a) != nil {
					caught++
				}
				return
			}
		}
	})
	// A neighbour register may hold the same value, but seldom.
	if tried < 10 || caught*10 < tried*9 {
		t.Errorf("Check caught %d of %d broken assignments", caught, tried)
	}
}

// straight builds a function of one block from a small notation and checks its assignment.
func straight(t *testing.T, build func(f *Func, b *Block)) *Assignment {
	t.Helper()
	f := &Func{Name: "f"}
	b := f.NewBlock()
	build(f, b)
	return checked(t, f)
}

func checked(t *testing.T, f *Func) *Assignment {
	t.Helper()
	a, err := Allocate(f)
	if err != nil {
		t.Fatal(err)
	}
	if err := Check(f, a); err != nil {
		t.Fatalf("%v\n%s", err, a.Dump(nil))
	}
	return a
}

func def(f *Func, b *Block, name string, s Shape, uses ...*Value) *Value {
	v := f.NewValue(name)
	b.Append(&Inst{Shape: s, Def: v, Uses: uses})
	return v
}

func TestSockAcrossCallsIsSaved(t *testing.T) {
	a := straight(t, func(f *Func, b *Block) {
		ctx := def(f, b, "ctx", Shape{Entry: R1})
		sk := def(f, b, "sk", Shape{}, ctx)
		x := def(f, b, "x", Shape{Call: true}, sk)
		y := def(f, b, "y", Shape{}, sk)
		z := def(f, b, "z", Shape{Tied: true, Commutes: true}, x, y)
		b.Append(&Inst{Shape: Shape{Result: true}, Uses: []*Value{z}})
	})
	want := `func f: 0 bytes of stack, 0 spilled
b0:
    r1:ctx = inst0
    r6:sk = inst1 r1:ctx
    r1 = r6
    r0:x = inst3 r1:sk
    r4:y = inst4 r6:sk
    r0:z = inst5 r0:x r4:y
    inst6 r0:z
`
	if got := a.Dump(nil); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestSockWithoutCallsIsNot(t *testing.T) {
	a := straight(t, func(f *Func, b *Block) {
		ctx := def(f, b, "ctx", Shape{Entry: R1})
		sk := def(f, b, "sk", Shape{}, ctx)
		x := def(f, b, "x", Shape{}, sk)
		b.Append(&Inst{Shape: Shape{Result: true}, Uses: []*Value{x}})
	})
	if n := len(a.Code[a.Func.Blocks[0]]); n != 4 {
		t.Errorf("%d steps, want 4:\n%s", n, a.Dump(nil))
	}
	if h := a.Homes[1]; h.Reg >= firstSaved {
		t.Errorf("sk lives in %v", h)
	}
}

// TestLoopCounterStays: parameters of a loop and what they become share registers.
func TestLoopCounterStays(t *testing.T) {
	f := &Func{Name: "f"}
	entry, head, body, exit := f.NewBlock(), f.NewBlock(), f.NewBlock(), f.NewBlock()
	entry.Append(&Inst{})
	entry.Succs = []Edge{{head, []*Value{f.NewConst(0), f.NewConst(1)}}}
	i, sum := f.NewValue("i"), f.NewValue("sum")
	head.Params = []*Value{i, sum}
	head.Append(&Inst{Uses: []*Value{i}})
	head.Succs = []Edge{{Block: body}, {Block: exit}}
	s2 := def(f, body, "s2", Shape{Tied: true, Commutes: true}, sum, i)
	i2 := def(f, body, "i2", Shape{Tied: true}, i)
	body.Append(&Inst{})
	body.Succs = []Edge{{head, []*Value{i2, s2}}}
	exit.Append(&Inst{Shape: Shape{Result: true}, Uses: []*Value{sum}})
	a := checked(t, f)
	if n := len(a.Code[body]); n != 3 {
		t.Errorf("%d steps in the loop, want 3:\n%s", n, a.Dump(nil))
	}
}

func TestSwapInLoop(t *testing.T) {
	f := &Func{Name: "f"}
	entry, head, exit := f.NewBlock(), f.NewBlock(), f.NewBlock()
	entry.Append(&Inst{})
	entry.Succs = []Edge{{head, []*Value{f.NewConst(0), f.NewConst(1)}}}
	x, y := f.NewValue("x"), f.NewValue("y")
	head.Params = []*Value{x, y}
	back := f.NewBlock()
	head.Append(&Inst{Uses: []*Value{x}})
	head.Succs = []Edge{{Block: back}, {Block: exit}}
	back.Append(&Inst{})
	back.Succs = []Edge{{head, []*Value{y, x}}}
	exit.Append(&Inst{Shape: Shape{Result: true}, Uses: []*Value{y}})
	a := checked(t, f)
	if n := len(a.Code[back]); n != 4 {
		t.Errorf("a swap takes %d steps with its jump, want 4:\n%s", n, a.Dump(nil))
	}
}

// pressure keeps n values alive over a call.
func pressure(n int) *Func {
	f := &Func{Name: "cong_avoid"}
	b := f.NewBlock()
	ctx := def(f, b, "ctx", Shape{Entry: R1})
	var vs []*Value
	for k := range n {
		vs = append(vs, def(f, b, fmt.Sprint("v", k), Shape{}, ctx))
	}
	b.Append(&Inst{Shape: Shape{Call: true}})
	sum := f.NewConst(0)
	for _, v := range vs {
		sum = def(f, b, "", Shape{Tied: true, Commutes: true}, sum, v)
	}
	b.Append(&Inst{Shape: Shape{Result: true}, Uses: []*Value{sum}})
	return f
}

func TestSpillsBeyondFour(t *testing.T) {
	for _, n := range []int{4, 5, 20, 68} {
		a := checked(t, pressure(n))
		if a.Spills != n-4 || a.StackBytes() != 8*(n-4) {
			t.Errorf("%d values over a call: %d spills, %d bytes", n, a.Spills, a.StackBytes())
		}
	}
}

func TestStackLimit(t *testing.T) {
	_, err := Allocate(pressure(69))
	var e *StackError
	if !errors.As(err, &e) || e.Func != "cong_avoid" || e.Bytes != 520 {
		t.Fatalf("got %v", err)
	}
	if !strings.Contains(err.Error(), "cong_avoid needs 520 bytes") {
		t.Error(err)
	}
}

func TestSequenceWithoutFreeRegister(t *testing.T) {
	next := 0
	slot := func() int { next++; return 9 + next }
	moves := []copyOf{
		{inReg(R0), inReg(R1)}, {inReg(R1), inReg(R0)}, {inSlot(0), inSlot(1)}, {inSlot(1), inSlot(0)},
		{inSlot(2), imm(1 << 40)},
	}
	state := map[Loc]int64{inReg(R0): 10, inReg(R1): 11, inSlot(0): 20, inSlot(1): 21}
	for r := R2; r < numRegs; r++ {
		state[inReg(r)] = 100 + int64(r)
	}
	for _, s := range sequence(moves, allRegs, slot) {
		if s.Dst.Kind == InSlot && s.Src.Kind == InSlot {
			t.Fatalf("%v = %v", s.Dst, s.Src)
		}
		if s.Src.Kind == Imm {
			state[s.Dst] = s.Src.Imm
		} else {
			state[s.Dst] = state[s.Src]
		}
	}
	for l, want := range map[Loc]int64{inReg(R0): 11, inReg(R1): 10, inSlot(0): 21, inSlot(1): 20, inSlot(2): 1 << 40, inReg(R5): 105} {
		if state[l] != want {
			t.Errorf("%v holds %d, want %d", l, state[l], want)
		}
	}
}
