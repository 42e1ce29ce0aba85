package codegen_test

import (
	"bytes"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/cilium/ebpf"
	"pgregory.net/rapid"

	"github.com/ccc-lang/ccc/lang/codegen"
	"github.com/ccc-lang/ccc/lang/ir"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
	"github.com/ccc-lang/ccc/object"
	"github.com/ccc-lang/ccc/vm"
)

// generator draws callbacks of legal operations.
type generator struct {
	*builder
	t       *rapid.T
	numbers []*ir.Value
	truths  []*ir.Value
	objects map[target.Object]*ir.Value
	record  *ir.Value // a storage pointer that is not 0, or nil
}

var (
	testParam = &types.LoadParam{Symbol: "beta", Name: "beta", Den: 1, Default: big.NewRat(-7, 1)}
	testTable = &types.Table{Symbol: "steps", Den: 1, Values: []*big.Rat{big.NewRat(3, 1), big.NewRat(1<<40, 1), big.NewRat(-8, 1), big.NewRat(13, 1)}}
	callbacks = []string{"ssthresh", "cong_avoid", "cong_control", "pkts_acked", "min_tso_segs"}
	edges     = []int64{0, 1, 2, -1, -2, 255, 256, math.MaxInt32, math.MinInt32, math.MaxUint32, math.MaxUint32 + 1, math.MaxInt64, -math.MaxInt64, 1 << 40, 0x80000000, 0xffff0000}
)

func randomCallback(t *rapid.T) *ir.Func {
	g := &generator{t: t, builder: newBuilder(rapid.SampledFrom(callbacks).Draw(t, "callback")), objects: map[target.Object]*ir.Value{}}
	g.objects[target.Sock] = g.sk
	for i, p := range g.f.Callback.Params {
		switch p.Kind {
		case target.SockPtr:
		case target.RatePtr:
			g.objects[target.RateSample] = g.emit(ir.Ptr, &ir.Aux{Object: target.RateSample})
		case target.AckPtr:
			g.objects[target.AckSample] = g.emit(ir.Ptr, &ir.Aux{Object: target.AckSample})
		default:
			g.numbers = append(g.numbers, g.arg(i))
		}
	}
	g.statements(3)
	g.finish()
	return g.done()
}

func (g *generator) finish() {
	if g.f.Callback.Result == nil {
		g.ret(nil)
	} else {
		g.ret(g.pick())
	}
}

func (g *generator) draw(n int, what string) int { return rapid.IntRange(0, n-1).Draw(g.t, what) }

func (g *generator) pick() *ir.Value {
	if n := len(g.numbers); n > 0 && g.draw(4, "const?") != 0 {
		return g.numbers[n-1-g.draw(min(n, 12), "value")]
	}
	return g.num(rapid.OneOf(rapid.SampledFrom(edges), rapid.Int64Range(-40, 40)).Draw(g.t, "const"))
}

func (g *generator) keep(v *ir.Value) { g.numbers = append(g.numbers, v) }

func (g *generator) truth() *ir.Value {
	if len(g.truths) > 0 && g.draw(3, "old truth?") == 0 {
		return g.truths[g.draw(len(g.truths), "truth")]
	}
	o := rapid.SampledFrom([]ir.Op{ir.Eq, ir.Ne, ir.Lt, ir.Le, ir.ULt, ir.ULe}).Draw(g.t, "compare")
	v := g.emit(o, nil, g.pick(), g.pick())
	if g.draw(4, "not?") == 0 {
		v = g.emit(ir.Not, nil, v)
	}
	g.truths = append(g.truths, v)
	return v
}

func (g *generator) arith() {
	o := rapid.SampledFrom([]ir.Op{ir.Add, ir.Sub, ir.Mul, ir.UDiv, ir.UMod, ir.Neg, ir.Abs, ir.Min, ir.Max, ir.UMin, ir.And, ir.Or, ir.Xor,
		ir.Shl, ir.Shr, ir.Sar, ir.Add32, ir.Sub32, ir.Zext32, ir.Sext32, ir.Zext32, ir.Sext32}).Draw(g.t, "op")
	switch o {
	case ir.Neg, ir.Abs, ir.Zext32, ir.Sext32:
		g.keep(g.emit(o, nil, g.pick()))
	case ir.Shl, ir.Shr, ir.Sar:
		g.keep(g.emit(o, nil, g.pick(), g.num(rapid.Int64Range(0, 63).Draw(g.t, "by"))))
	default:
		g.keep(g.emit(o, nil, g.pick(), g.pick()))
	}
}

// index gives a number in 0..3 that the verifier knows to be there.
func (g *generator) index() *ir.Value {
	v := g.emit(ir.And, nil, g.pick(), g.num(3))
	v.Keep = true
	return v
}

func (g *generator) memory() {
	priv := func() *ir.Aux {
		size := rapid.SampledFrom([]int{1, 2, 4, 8}).Draw(g.t, "size")
		return &ir.Aux{Off: size * g.draw(104/size, "off"), Size: size, Signed: g.draw(2, "signed") == 0}
	}
	switch g.draw(10, "memory") {
	case 0, 1:
		var fields []*target.Field
		for _, o := range []target.Object{target.Sock, target.RateSample, target.AckSample} {
			for _, f := range target.Fields(o) {
				if f.Path != "" && g.objects[o] != nil {
					fields = append(fields, f)
				}
			}
		}
		f := rapid.SampledFrom(fields).Draw(g.t, "field")
		g.keep(g.emit(ir.LoadField, &ir.Aux{Field: f}, g.objects[f.Object]))
	case 2:
		var fields []*target.Field
		for _, f := range target.Fields(target.Sock) {
			if f.Writable && f.Path != "" {
				fields = append(fields, f)
			}
		}
		g.emit(ir.StoreField, &ir.Aux{Field: rapid.SampledFrom(fields).Draw(g.t, "field")}, g.sk, g.pick())
	case 3, 4:
		g.keep(g.emit(ir.LoadPriv, priv(), g.sk))
	case 5, 6:
		g.emit(ir.StorePriv, priv(), g.sk, g.pick())
	case 7:
		g.call()
	case 8:
		g.storage()
	case 9:
		switch g.draw(3, "data") {
		case 0:
			g.keep(g.emit(ir.LoadParam, &ir.Aux{LoadParam: testParam}))
		case 1:
			g.keep(g.emit(ir.LoadTable, &ir.Aux{Table: testTable}, g.index()))
		case 2:
			g.keep(g.emit(ir.Config, &ir.Aux{Name: "CONFIG_HZ"}))
		}
	}
}

func (g *generator) call() {
	name := rapid.SampledFrom([]string{"tcp_slow_start", "tcp_reno_ssthresh", "tcp_cong_avoid_ai", "send_ack"}).Draw(g.t, "func")
	f := target.LookupFunc(name)
	args := []*ir.Value{g.sk}
	for range f.Params[1:] {
		x := g.emit(ir.Zext32, nil, g.pick())
		if name == "tcp_cong_avoid_ai" {
			x = g.emit(ir.Max, nil, x, g.num(1))
		}
		args = append(args, x)
	}
	v := g.emit(ir.Call, &ir.Aux{Func: f}, args...)
	if f.Result != nil {
		g.keep(v)
	}
}

// storage accesses the storage record where there is one.
func (g *generator) storage() {
	if g.record != nil {
		g.access()
		return
	}
	p := g.emit(ir.Storage, nil, g.sk)
	there, none := g.branch(p)
	join := g.f.NewBlock()
	result := g.f.AddParam(join, p.Span)
	g.b = none
	g.jump(join, g.num(5))
	g.b = there
	g.scoped(func() {
		g.record = p
		g.access()
		g.statements(1)
		g.jump(join, g.pick())
		g.record = nil
	})
	g.b = join
	g.keep(result)
}

func (g *generator) access() {
	aux := &ir.Aux{Off: 8 * g.draw(3, "off"), Size: rapid.SampledFrom([]int{1, 2, 4, 8}).Draw(g.t, "size"), Signed: g.draw(2, "signed") == 0}
	args := []*ir.Value{g.record}
	store := g.draw(2, "store?") == 0
	if store {
		args = append(args, g.pick())
	}
	if g.draw(2, "index?") == 0 {
		aux.Stride, aux.Len = aux.Size*(1+g.draw(2, "stride")), 4
		args = append(args, g.index())
	}
	if store {
		g.emit(ir.StoreMem, aux, args...)
	} else {
		g.keep(g.emit(ir.LoadMem, aux, args...))
	}
}

func (g *generator) statements(depth int) {
	for range rapid.IntRange(1, 7).Draw(g.t, "statements") {
		switch k := g.draw(12, "statement"); {
		case k < 5 || depth == 0:
			g.arith()
		case k < 9:
			g.memory()
		case k < 11:
			g.ifElse(depth)
		default:
			g.loop(depth)
		}
	}
}

func (g *generator) scoped(body func()) {
	n, m := len(g.numbers), len(g.truths)
	body()
	g.numbers, g.truths = g.numbers[:n:n], g.truths[:m:m]
}

func (g *generator) condition() *ir.Value {
	if g.draw(4, "number?") == 0 {
		return g.pick()
	}
	return g.truth()
}

func (g *generator) ifElse(depth int) {
	then, other := g.branch(g.condition())
	join := g.f.NewBlock()
	var params []*ir.Value
	for range g.draw(3, "params") {
		params = append(params, g.f.AddParam(join, g.sk.Span))
	}
	for i, b := range []*ir.Block{then, other} {
		g.b = b
		g.scoped(func() {
			if g.draw(2, "empty?") == 0 {
				g.statements(depth - 1)
			}
			if i == 0 && g.draw(8, "return?") == 0 {
				g.finish()
				return
			}
			var args []*ir.Value
			for range params {
				args = append(args, g.pick())
			}
			g.jump(join, args...)
		})
	}
	g.b = join
	g.numbers = append(g.numbers, params...)
}

func (g *generator) loop(depth int) {
	turns := int64(rapid.IntRange(1, 4).Draw(g.t, "turns"))
	zero, init := g.num(0), g.pick()
	head, after := g.f.NewBlock(), g.f.NewBlock()
	head.LoopMax = int(turns)
	i, sum := g.f.AddParam(head, g.sk.Span), g.f.AddParam(head, g.sk.Span)
	g.jump(head, zero, init)
	g.b = head
	more := g.emit(ir.Lt, nil, i, g.num(turns))
	more.Keep = true
	body := g.f.NewBlock()
	head.Term = ir.Term{Op: ir.Branch, Cond: more, Succs: []ir.Edge{{Block: body}, {Block: after}}, Keep: true}
	g.b = body
	g.scoped(func() {
		g.numbers = append(g.numbers, i, sum)
		g.statements(depth - 1)
		next := g.emit(ir.Add, nil, i, g.num(1))
		back := ir.Edge{Block: head, Args: []*ir.Value{next, g.pick()}}
		if g.draw(3, "break?") == 0 {
			g.b.Term = ir.Term{Op: ir.Branch, Cond: g.truth(), Succs: []ir.Edge{back, {Block: after}}}
			return
		}
		g.b.Term = ir.Term{Op: ir.Jump, Succs: []ir.Edge{back}}
	})
	g.b = after
	g.numbers = append(g.numbers, i, sum)
}

// randomProgram wraps a random callback so that it makes an object.
func randomProgram(t *rapid.T) (*ir.Program, *ir.Func) {
	f := randomCallback(t)
	p := program(f)
	p.Source.Params, p.Source.Tables = []*types.LoadParam{testParam}, []*types.Table{testTable}
	p.Layout.Storage = 96
	return p, f
}

// run gives what a callback does to a copy of s.
func run(s *vm.Socket, f func(s *vm.Socket) (uint64, error)) (*vm.Socket, uint32, error) {
	s = s.Clone()
	s.RecordSize = 96
	r, err := f(s)
	return s, uint32(r), err
}

// TestRandomProgramsKeepMeaning runs random callbacks as IR and as bytecode.
func TestRandomProgramsKeepMeaning(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, f := randomProgram(t)
		type outcome struct {
			start, end *vm.Socket
			args       []int64
			result     uint32
		}
		var want []outcome
		for range 4 {
			s, args := randomStart(t)
			end, r, err := run(s, func(s *vm.Socket) (uint64, error) {
				r, err := ir.Eval(f, args, s, nil)
				return uint64(r), err
			})
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, outcome{s, end, args, r})
		}
		if rapid.Bool().Draw(t, "optimize") {
			ir.Optimize(p, 1)
		}
		data, obj := compileOrSkip(t, p)
		m, err := vm.New(bytes.NewReader(data), vm.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			got, r, err := run(w.start, func(s *vm.Socket) (uint64, error) { return m.Call(s, f.Name, w.args...) })
			if err != nil {
				t.Fatalf("%v\n%s\n%v", err, f, code(t, obj, f.Name))
			}
			diff := vm.Diff(w.end, got, "IR", "bytecode")
			if f.Callback.Result != nil && w.result != r {
				diff += fmt.Sprintf("result %d, should be %d", r, w.result)
			}
			if diff != "" {
				t.Fatalf("%s\n%s\n%v", diff, f, code(t, obj, f.Name))
			}
		}
	})
}

// compileOrSkip generates the object of p, or ends this try if its loops are too
// much work for the verifier (E0552).
func compileOrSkip(t *rapid.T, p *ir.Program) ([]byte, *object.Object) {
	obj, _, diags := codegen.Generate(p, codegen.Options{File: "test.cc", Check: true})
	if all := diags.All(); diags.HasErrors() && all[0].Code == "E0552" {
		t.SkipNow()
	} else if diags.HasErrors() {
		t.Fatalf("%s", all[0].Message)
	}
	data, err := object.Bytes(obj)
	if err != nil {
		t.Fatal(err)
	}
	return data, obj
}

// randomStart draws a connection and the arguments of a callback.
func randomStart(t *rapid.T) (*vm.Socket, []int64) {
	seed := rapid.Uint64().Draw(t, "seed")
	s := vm.Random(rand.New(rand.NewPCG(seed, 1)))
	for i := range s.Private {
		s.Private[i] = byte(seed >> (i % 57))
	}
	return s, []int64{0, int64(seed & math.MaxUint32), int64(seed >> 33), int64(seed >> 7 & math.MaxUint32)}
}

// TestRandomProgramsVerify has the running kernel check random callbacks.
func TestRandomProgramsVerify(t *testing.T) {
	needKernel(t)
	rapid.Check(t, func(t *rapid.T) {
		p, f := randomProgram(t)
		if rapid.Bool().Draw(t, "optimize") {
			ir.Optimize(p, 1)
		}
		data, obj := compileOrSkip(t, p)
		spec, err := ebpf.LoadCollectionSpecFromReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		coll, err := ebpf.NewCollection(spec)
		if err != nil {
			t.Fatalf("%+v\n%s\n%v", err, f, code(t, obj, f.Name))
		}
		coll.Close()
	})
}
