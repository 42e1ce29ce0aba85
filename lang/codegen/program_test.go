package codegen_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/lang/codegen"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/ir"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
	"github.com/ccc-lang/ccc/object"
)

// builder makes the IR of one callback by hand.
type builder struct {
	f  *ir.Func
	b  *ir.Block
	sk *ir.Value
}

func newBuilder(callback string) *builder {
	f := &ir.Func{Name: callback, Callback: target.LookupCallback(callback)}
	if f.Callback == nil {
		panic("no callback " + callback)
	}
	b := &builder{f: f, b: f.NewBlock()}
	b.sk = b.emit(ir.Ptr, &ir.Aux{Object: target.Sock})
	return b
}

func (b *builder) emit(op ir.Op, aux *ir.Aux, args ...*ir.Value) *ir.Value {
	v := b.f.NewValue(op, diag.Span{}, args...)
	v.Aux = aux
	return b.b.Append(v)
}

func (b *builder) num(n int64) *ir.Value {
	v := b.emit(ir.Const, nil)
	v.Imm = n
	return v
}

func (b *builder) arg(n int) *ir.Value { return b.emit(ir.Arg, &ir.Aux{Param: n}) }

func field(name string) *target.Field {
	f := target.Lookup(target.Sock, name)
	if f == nil || f.Path == "" {
		panic("no field sk." + name)
	}
	return f
}

func (b *builder) load(name string) *ir.Value {
	return b.emit(ir.LoadField, &ir.Aux{Field: field(name)}, b.sk)
}

func (b *builder) ret(v *ir.Value) { b.b.Term = ir.Term{Op: ir.Return, Result: v} }

// branch ends the block and returns the two that follow.
func (b *builder) branch(cond *ir.Value) (yes, no *ir.Block) {
	yes, no = b.f.NewBlock(), b.f.NewBlock()
	b.b.Term = ir.Term{Op: ir.Branch, Cond: cond, Succs: []ir.Edge{{Block: yes}, {Block: no}}}
	return yes, no
}

func (b *builder) jump(to *ir.Block, args ...*ir.Value) {
	b.b.Term = ir.Term{Op: ir.Jump, Succs: []ir.Edge{{Block: to, Args: args}}}
}

func (b *builder) done() *ir.Func {
	b.f.Connect()
	return b.f
}

// reno is the callbacks of reno.cc as IR, but those that are given.
func reno(given ...*ir.Func) []*ir.Func {
	have := map[string]bool{}
	for _, f := range given {
		have[f.Name] = true
	}
	for _, f := range []*ir.Func{renoSsthresh(), renoCongAvoid(), renoUndo()} {
		if !have[f.Name] {
			given = append(given, f)
		}
	}
	return given
}

func renoSsthresh() *ir.Func {
	b := newBuilder("ssthresh")
	half := b.emit(ir.Shr, nil, b.load("snd_cwnd"), b.num(1))
	b.ret(b.emit(ir.Max, nil, half, b.num(2)))
	return b.done()
}

func renoUndo() *ir.Func {
	b := newBuilder("undo_cwnd")
	b.ret(b.emit(ir.Max, nil, b.load("snd_cwnd"), b.load("prior_cwnd")))
	return b.done()
}

func renoCongAvoid() *ir.Func {
	b := newBuilder("cong_avoid")
	limited, out := b.branch(b.load("was_cwnd_limited"))
	b.b = out
	b.ret(nil)
	b.b = limited
	acked := b.arg(2)
	rest := b.emit(ir.Call, &ir.Aux{Func: target.LookupFunc("tcp_slow_start")}, b.sk, acked)
	more, done := b.branch(b.emit(ir.Ne, nil, rest, b.num(0)))
	b.b = done
	b.ret(nil)
	b.b = more
	b.emit(ir.Call, &ir.Aux{Func: target.LookupFunc("tcp_cong_avoid_ai")}, b.sk, b.load("snd_cwnd"), rest)
	b.ret(nil)
	return b.done()
}

func program(funcs ...*ir.Func) *ir.Program {
	src := &types.Program{Name: "ccc_gentest"}
	return &ir.Program{Source: src, Funcs: reno(funcs...), Layout: &ir.Layout{Private: 104}}
}

// compile generates the object of p and returns its bytes.
func compile(t failer, p *ir.Program) ([]byte, *object.Object, []codegen.Stats) {
	t.Helper()
	obj, stats, diags := codegen.Generate(p, codegen.Options{File: "test.cc", Check: true})
	if diags.HasErrors() {
		t.Fatalf("%s", diags.All()[0].Message)
	}
	data, err := object.Bytes(obj)
	if err != nil {
		t.Fatal(err)
	}
	return data, obj, stats
}

func code(t failer, obj *object.Object, callback string) asm.Instructions {
	t.Helper()
	for _, p := range obj.Programs {
		if p.Member == callback {
			return p.Insns
		}
	}
	t.Fatalf("no program for %s", callback)
	return nil
}

// needKernel skips the test where programs cannot be loaded, unless the
// environment demands that they can.
func needKernel(t testing.TB) {
	t.Helper()
	if _, err := os.Stat("/sys/kernel/btf/vmlinux"); err == nil && os.Geteuid() == 0 {
		return
	}
	if os.Getenv("CCC_TEST_KERNEL") == "require" {
		t.Fatal("loading programs needs root and a kernel with BTF")
	}
	t.Skip("loading programs needs root and a kernel with BTF")
}

// loadKernel has the running kernel's verifier check every program of an object.
func loadKernel(t testing.TB, data []byte) *ebpf.Collection {
	t.Helper()
	spec, err := ebpf.LoadCollectionSpecFromReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	coll, err := ebpf.NewCollection(spec)
	if err != nil {
		t.Fatalf("%+v", err)
	}
	t.Cleanup(coll.Close)
	return coll
}

func TestRenoLoads(t *testing.T) {
	data, obj, stats := compile(t, program())
	for _, s := range stats {
		t.Logf("%+v", s)
	}
	for _, p := range obj.Programs {
		t.Logf("%s\n%v", p.Member, p.Insns)
	}
	needKernel(t)
	loadKernel(t, data)
}

// failer is what testing.T and rapid.T have in common.
type failer interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}
