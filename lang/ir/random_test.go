package ir

import (
	"fmt"
	"math"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"github.com/ccc-lang/ccc/lang/target"
)

// randomFunc draws a function with branches, joins, loops, memory and calls.
func randomFunc(t *rapid.T) *Func {
	g := &generator{t: t, f: &Func{Name: "random"}}
	g.b = g.f.NewBlock()
	g.sk = g.emit(Ptr, &Aux{Object: target.Sock})
	for range 2 {
		g.numbers = append(g.numbers, g.emit(Arg, &Aux{Param: len(g.numbers) + 1}))
	}
	if g.related = g.draw(2, "related?") == 0; g.related {
		g.numbers = g.numbers[:0]
		for _, name := range []string{"cwnd", "ssthresh", "flags"} {
			g.numbers = append(g.numbers, g.emit(LoadField, &Aux{Field: testFields[name]}, g.sk))
		}
	}
	g.statements(3)
	g.b.Term = Term{Op: Return, Result: g.pick()}
	g.f.Connect()
	return g.f
}

type generator struct {
	t       *rapid.T
	f       *Func
	b       *Block
	sk      *Value
	numbers []*Value // in scope, never MinInt64
	truths  []*Value
	// related: few numbers, small constants, sums and differences, so that tests and
	// differences of the same numbers meet.
	related bool
}

func (g *generator) emit(o Op, a *Aux, args ...*Value) *Value {
	v := g.f.NewValue(o, noSpan, args...)
	v.Aux = a
	return g.b.Append(v)
}

func (g *generator) constant(x int64) *Value {
	v := g.f.NewValue(Const, noSpan)
	v.Imm = x
	return g.b.Append(v)
}

func (g *generator) draw(n int, what string) int { return rapid.IntRange(0, n-1).Draw(g.t, what) }

func (g *generator) pick() *Value {
	if g.related {
		switch {
		case g.draw(5, "const?") == 0:
			return g.small()
		case g.draw(2, "first?") == 0:
			return g.numbers[g.draw(min(len(g.numbers), 4), "value")]
		}
		return g.numbers[g.draw(len(g.numbers), "value")]
	}
	if g.draw(4, "const?") == 0 {
		return g.constant(rapid.SampledFrom(edges).Draw(g.t, "const"))
	}
	// Recent values make longer chains.
	n := len(g.numbers)
	return g.numbers[n-1-g.draw(min(n, 8), "value")]
}

func (g *generator) small() *Value {
	return g.constant(rapid.Int64Range(-2, 6).Draw(g.t, "small"))
}

func (g *generator) truth() *Value {
	if len(g.truths) > 0 && g.draw(3, "old truth?") == 0 {
		return g.truths[g.draw(len(g.truths), "truth")]
	}
	o := rapid.SampledFrom([]Op{Eq, Ne, Lt, Le, ULt, ULe, Lt, Le}).Draw(g.t, "compare")
	x, y := g.pick(), g.pick()
	if g.related && g.draw(3, "shifted?") == 0 {
		x = g.emit(rapid.SampledFrom([]Op{Add, Sub}).Draw(g.t, "shift"), nil, g.numbers[g.draw(min(len(g.numbers), 3), "value")], g.small())
	}
	v := g.emit(o, nil, x, y)
	if len(g.truths) > 0 && g.draw(4, "join?") == 0 {
		o := rapid.SampledFrom([]Op{And, Or, Not}).Draw(g.t, "join")
		args := []*Value{v, g.truths[g.draw(len(g.truths), "truth")]}
		v = g.emit(o, nil, args[:ops[o].maxArgs]...)
	}
	g.truths = append(g.truths, v)
	return v
}

var randomOps = []Op{Add, Sub, Mul, AddSat, SubSat, MulSat, Div, Mod, UDiv, UMod, Neg, Abs, Min, Max, Min, Max, UMin, And, Or, Xor,
	Shl, Shr, Sar, Add32, Sub32, Zext32, Sext32}

var relatedOps = []Op{Sub, Sub, Sub, SubSat, SubSat, Add, AddSat, Min, Max, UMin, Mul, Neg, Abs, UDiv, Sar, UMod}

// relate emits one operation of those whose results relate to their operands.
func (g *generator) relate() {
	o := rapid.SampledFrom(relatedOps).Draw(g.t, "op")
	args := []*Value{g.pick(), g.pick()}
	if o == Mul || o == UDiv || o == Sar || (o == Add || o == Sub || o == AddSat || o == SubSat) && g.draw(3, "by const?") == 0 {
		args[1] = g.small()
	}
	v := g.emit(o, nil, args[:ops[o].maxArgs]...)
	if quickRange(v, 10).Lo < -maxInt {
		v = g.emit(Max, nil, v, g.constant(-maxInt))
	}
	g.numbers = append(g.numbers, v)
}

// arith emits one operation and keeps its result off MinInt64, as Build does.
func (g *generator) arith() {
	if g.related {
		g.relate()
		return
	}
	o := rapid.SampledFrom(randomOps).Draw(g.t, "op")
	args := []*Value{g.pick(), g.pick()}
	if (o == Shl || o == Shr || o == Sar || o == Div || o == UDiv || o == Mul || o == And) && g.draw(2, "by const?") == 0 {
		args[1] = g.constant(rapid.Int64Range(0, 40).Draw(g.t, "by"))
	}
	v := g.emit(o, nil, args[:ops[o].maxArgs]...)
	switch o {
	case Add, Sub, Mul, UDiv, Or, And, Xor, Shl, UMod, Sar:
		v = g.emit(Max, nil, v, g.constant(-maxInt))
	}
	g.numbers = append(g.numbers, v)
}

func (g *generator) memory() {
	field := func() *Aux {
		name := rapid.SampledFrom([]string{"cwnd", "ssthresh", "rtt", "state", "flag", "flags"}).Draw(g.t, "field")
		return &Aux{Field: testFields[name]}
	}
	priv := func() *Aux {
		size := rapid.SampledFrom([]int{1, 2, 4}).Draw(g.t, "size")
		return &Aux{Off: size * g.draw(8/size, "off"), Size: size, Signed: g.draw(2, "signed") == 0}
	}
	switch g.draw(6, "memory") {
	case 0:
		g.numbers = append(g.numbers, g.emit(LoadField, field(), g.sk))
	case 1:
		g.emit(StoreField, field(), g.sk, g.pick())
	case 2:
		g.numbers = append(g.numbers, g.emit(LoadPriv, priv(), g.sk))
	case 3:
		g.emit(StorePriv, priv(), g.sk, g.pick())
	case 4:
		name := rapid.SampledFrom([]string{"square", "send_ack"}).Draw(g.t, "func")
		g.numbers = append(g.numbers, g.emit(Call, &Aux{Func: testFuncs[name]}, g.pick()))
	case 5:
		g.record()
	}
}

// record accesses the storage record where there is one.
func (g *generator) record() {
	p := g.emit(Storage, nil, g.sk)
	var clamped *Value
	index := g.draw(2, "index?") == 0
	if index {
		clamped = g.emit(Max, nil, g.pick(), g.constant(0))
		clamped = g.emit(Min, nil, clamped, g.constant(3))
		clamped.Keep = true
		if g.draw(3, "index known?") == 0 {
			clamped = g.constant(int64(g.draw(4, "index")))
		}
	}
	here, there, join := g.b, g.f.NewBlock(), g.f.NewBlock()
	result := g.f.AddParam(join, noSpan)
	none := g.constant(0)
	here.Term = Term{Op: Branch, Cond: p, Succs: []Edge{{Block: there}, {Block: join, Args: []*Value{none}}}}
	g.b = there
	x := g.pick()
	if index {
		aux := &Aux{Off: 8, Size: 4, Stride: 4, Len: 4}
		g.emit(StoreMem, aux, p, x, clamped)
		x = g.emit(LoadMem, aux, p, clamped)
	} else {
		g.emit(StoreMem, &Aux{Off: 8 + 4*g.draw(2, "off"), Size: 4}, p, x)
	}
	y := g.emit(LoadMem, &Aux{Off: 4 + 4*g.draw(6, "from"), Size: 4}, p)
	y = g.emit(Xor, nil, x, y)
	g.b.Term = Term{Op: Jump, Succs: []Edge{{Block: join, Args: []*Value{y}}}}
	g.b = join
	g.numbers = append(g.numbers, result)
}

func (g *generator) statements(depth int) {
	for range rapid.IntRange(1, 6).Draw(g.t, "statements") {
		switch k := g.draw(10, "statement"); {
		case k < 4 || depth == 0:
			g.arith()
		case k < 7:
			g.memory()
		case k < 9:
			g.branch(depth)
		default:
			g.loop(depth)
		}
	}
}

// scoped runs body and forgets the values it made.
func (g *generator) scoped(body func()) {
	n, m := len(g.numbers), len(g.truths)
	body()
	g.numbers, g.truths = g.numbers[:n:n], g.truths[:m:m]
}

func (g *generator) branch(depth int) {
	cond := g.truth()
	then, other, join := g.f.NewBlock(), g.f.NewBlock(), g.f.NewBlock()
	params := []*Value{g.f.AddParam(join, noSpan), g.f.AddParam(join, noSpan)}
	g.b.Term = Term{Op: Branch, Cond: cond, Succs: []Edge{{Block: then}, {Block: other}}}
	for i, b := range []*Block{then, other} {
		g.b = b
		g.scoped(func() {
			if g.draw(2, "empty?") == 0 {
				g.statements(depth - 1)
			}
			if i == 0 && g.draw(8, "return?") == 0 {
				g.b.Term = Term{Op: Return, Result: g.pick()}
				return
			}
			g.b.Term = Term{Op: Jump, Succs: []Edge{{Block: join, Args: []*Value{g.pick(), g.pick()}}}}
		})
	}
	g.b = join
	g.numbers = append(g.numbers, params...)
}

func (g *generator) loop(depth int) {
	turns := int64(rapid.IntRange(1, 5).Draw(g.t, "turns"))
	zero, one := g.constant(0), g.constant(1)
	init := g.pick()
	head, body, after := g.f.NewBlock(), g.f.NewBlock(), g.f.NewBlock()
	head.LoopMax = int(turns)
	i, sum := g.f.AddParam(head, noSpan), g.f.AddParam(head, noSpan)
	g.b.Term = Term{Op: Jump, Succs: []Edge{{Block: head, Args: []*Value{zero, init}}}}
	g.b = head
	more := g.emit(Lt, nil, i, g.constant(turns))
	more.Keep = true
	head.Term = Term{Op: Branch, Cond: more, Succs: []Edge{{Block: body}, {Block: after}}, Keep: true}
	g.b = body
	g.scoped(func() {
		g.numbers = append(g.numbers, i, sum)
		g.statements(depth - 1)
		next := g.emit(Add, nil, i, one)
		back := Edge{Block: head, Args: []*Value{next, g.pick()}}
		if g.draw(3, "break?") == 0 {
			cond := g.truth()
			g.b.Term = Term{Op: Branch, Cond: cond, Succs: []Edge{back, {Block: after}}}
			return
		}
		g.b.Term = Term{Op: Jump, Succs: []Edge{back}}
	})
	g.b = after
	g.numbers = append(g.numbers, i, sum)
}

// outcome is all that can be seen of a run.
type outcome struct {
	Result  int64
	Memory  *Memory
	Failure string
}

// observe runs f on the memory that seed describes.
func observe(f *Func, seed []int64, onValue func(*Value, int64) error) outcome {
	m := NewMemory(64)
	if seed[0]&7 == 7 {
		m.Record = nil
	}
	at := func(i int) int64 { return seed[i%len(seed)] }
	for i, name := range []string{"cwnd", "ssthresh", "rtt", "state", "flags"} {
		m.StoreField(testFields[name], at(i))
	}
	for i := range m.Private {
		m.Private[i] = byte(at(i) >> (i % 7))
	}
	for i := range m.Record {
		m.Record[i] = byte(at(i+1) >> (i % 5))
	}
	m.OnCall = func(f *target.Func, args []int64) int64 {
		if f.Effect == target.WritesSock {
			m.StoreField(testFields["cwnd"], m.Fields["sk.snd_cwnd"]+3)
		}
		return mulSat(args[0], args[0])
	}
	x, err := Eval(f, []int64{0, at(1), at(2)}, m, &EvalOptions{OnValue: onValue, Steps: 100_000})
	if err != nil {
		return outcome{Failure: err.Error()}
	}
	// Which pure calls and which stores were made is the passes' own business; what
	// memory holds in the end and what the kernel was told is not.
	m.OnCall = nil
	m.Stores = nil
	var told []CallRecord
	for _, c := range m.Calls {
		if testFuncs[c.Name].Effect == target.WritesSock {
			told = append(told, c)
		}
	}
	m.Calls = told
	return outcome{Result: x, Memory: m}
}

func randomSeeds(t *rapid.T) [][]int64 {
	value := rapid.OneOf(rapid.SampledFrom(edges), rapid.Int64Range(-20, 20), rapid.Int64Range(0, 1<<20), rapid.Int64Range(-math.MaxInt64, math.MaxInt64))
	return rapid.SliceOfN(rapid.SliceOfN(value, 5, 9), 4, 8).Draw(t, "seeds")
}

// checkPass proves on random functions that run changes nothing that can be
// seen, leaves a well-formed function, and keeps the range analysis true.
func checkPass(t *testing.T, run func(f *Func)) {
	t.Helper()
	rapid.Check(t, func(t *rapid.T) {
		f := randomFunc(t)
		seeds := randomSeeds(t)
		before := f.String()
		var want []outcome
		for _, s := range seeds {
			want = append(want, observe(f, s, nil))
		}
		run(f)
		f.Connect()
		if err := Verify(f); err != nil {
			t.Fatalf("%v\nbefore:\n%s", err, before)
		}
		ranges := Analyze(f)
		for i, s := range seeds {
			got := observe(f, s, ranges.Check)
			if !reflect.DeepEqual(got, want[i]) {
				t.Fatalf("on %d:\ngot  %v\nwant %v\nbefore:\n%s\nafter:\n%s", s, describe(got), describe(want[i]), before, f)
			}
		}
	})
}

func describe(o outcome) string { return fmt.Sprintf("%d %s %+v", o.Result, o.Failure, o.Memory) }

// The random functions are well formed and every value lies in its range.
func TestRangesAreTrue(t *testing.T) { checkPass(t, func(*Func) {}) }

// Every operation's range holds its results, for intervals around the edges.
func TestTransferHoldsResults(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(what string) (Interval, []int64) {
			v := rapid.OneOf(rapid.SampledFrom(edges), rapid.Int64Range(-70, 70), rapid.Int64Range(-math.MaxInt64, math.MaxInt64))
			x, y := v.Draw(t, what), v.Draw(t, what)
			i := Interval{min(x, y), max(x, y)}
			in := []int64{i.Lo, i.Hi, i.Lo + int64(uint64(i.Hi-i.Lo)/2)}
			if i.Contains(0) {
				in = append(in, 0)
			}
			return i, append(in, rapid.Int64Range(i.Lo, i.Hi).Draw(t, what))
		}
		a, as := draw("a")
		b, bs := draw("b")
		for o := range opCount {
			info := ops[o]
			if info.effect != pure || info.aux != noAux || info.minArgs == 0 || info.pointer {
				continue
			}
			r := transfer(o, a, b)
			for _, x := range as {
				for _, y := range bs {
					if got := Compute(o, x, y); !r.Contains(got) {
						t.Fatalf("%s %d, %d = %d is not in %s, the range for %s and %s", o, x, y, got, r, a, b)
					}
				}
			}
		}
	})
}
