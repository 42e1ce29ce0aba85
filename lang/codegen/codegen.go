// Package codegen turns optimised IR into BPF instructions and assembles the
// object.
//
// Each callback goes through three steps: selection (select.go) makes
// instructions over values, folding constants, addresses and comparisons into
// them; package regalloc decides where the values live; emission (emit.go) orders
// the blocks and writes the instructions through package dsl.
package codegen

import (
	"errors"
	"strings"

	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/dsl"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/ir"
	"github.com/ccc-lang/ccc/lang/regalloc"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
	"github.com/ccc-lang/ccc/object"
)

// Options says what goes into the object besides the code.
type Options struct {
	Name    string // to register the algorithm under; "" is the declared name
	Legacy  bool   // section .struct_ops: libbpf before 1.2, kernels before 6.4
	File    string // the source file's name
	Version string // the compiler's version
	// Check proves every register assignment by replaying it.
	Check bool
}

func (o Options) name(p *types.Program) string {
	if o.Name != "" {
		return o.Name
	}
	return p.Name
}

// Stats is what one callback costs, or a function that callbacks call.
type Stats struct {
	Callback     string // its name
	Instructions int    // of 8 bytes
	Spills       int    // values that live on the stack
	StackBytes   int
	Verifier     int     // instructions that the kernel's verifier looks at, estimated: of ten thousand callbacks one takes more
	Walked       int     // likewise by the walk, without a margin; 0 where nothing was walked
	Waiting      int     // branches that wait there to be looked at, at most
	Ways         float64 // instructions of all ways that the verifier may hold apart; 0 with loops, and where all of them are few

	worst diag.Span // the loop that costs the verifier most
}

// MaxInstructions is how many instructions of 8 bytes a callback may have. It
// keeps every jump within the 32,767 that one reaches.
const MaxInstructions = 16_000

// Generate makes the object of a program whose IR has been through ir.Optimize,
// and says what each callback costs. The errors (E055x) are callbacks beyond
// what the kernel takes; the object is nil then.
func Generate(p *ir.Program, opts Options) (*object.Object, []Stats, *diag.List) {
	diags := &diag.List{}
	n := newNames(p, opts.name(p.Source))
	b := dsl.NewObject(opts.name(p.Source)).Flags(flags(p.Source)).Source(fileName(opts.File))
	if opts.Legacy {
		b.Legacy()
	}
	addData(b, p, n)
	b.Manifest(manifest(p, n, opts))
	g := &generator{names: n, lines: &lines{known: map[lineKey]*object.Line{}}, opts: opts, diags: diags, called: map[string]*function{}}
	var stats []Stats
	for _, f := range p.Shared {
		if code, st := g.generate(f); code != nil {
			b.Function(g.proto(f), code)
			stats = append(stats, st)
		}
	}
	for _, f := range p.Funcs {
		if code, st := g.generate(f); code != nil {
			b.Callback(f.Name, code)
			stats = append(stats, st)
		}
	}
	if diags.HasErrors() {
		return nil, nil, diags
	}
	obj, err := b.Object()
	if err != nil {
		panic("internal error: codegen: " + err.Error())
	}
	return obj, stats, diags
}

// generator makes the code of the functions of a program, one after the other.
type generator struct {
	*names
	lines  *lines
	opts   Options
	diags  *diag.List
	called map[string]*function // by symbol: the functions that callbacks call
}

// function is the code of a function that callbacks call, and what a call costs the verifier.
type function struct {
	code  asm.Instructions
	stats Stats
	paths paths
}

// proto is the C signature of a function.
func (g *generator) proto(f *ir.Func) object.Proto {
	p := object.Proto{Name: g.global[f]}
	structs := [...]string{target.Sock: "sock", target.RateSample: "rate_sample", target.AckSample: "ack_sample"}
	for i := range len(f.Signature.Objects) + f.Signature.Args {
		param := object.CParam{Name: parameterName(f.Signature, i), Type: object.S64}
		if i < len(f.Signature.Objects) {
			param = object.CParam{Name: param.Name, Struct: structs[f.Signature.Objects[i]]}
		}
		p.Params = append(p.Params, param)
	}
	if f.Signature.Result {
		p.Result = &object.S64
	}
	return p
}

// generate makes the code of one function; nil if there were errors.
func (g *generator) generate(f *ir.Func) (asm.Instructions, Stats) {
	ranges := ir.Analyze(f)
	try := func(as way) (*emitter, Stats, error) { return g.shortest(f, ranges, as) }
	e, st, err := try(way{apart: countOperations(f) <= apartSize, ways: maxWays})
	if e.paths.merging == heldApart && (err != nil || !e.followed(&st)) {
		e, st, err = try(way{ways: maxWays})
	}
	for ways := maxWays / 64; err == nil && e.paths.merging == counted && !e.followed(&st); ways /= 64 {
		e, st, err = try(way{ways: ways})
	}
	var tooBig *regalloc.StackError
	if err == nil {
		err = e.stackError(f, st)
	}
	if errors.As(err, &tooBig) {
		g.diags.Errorf(f.Span, "E0550", "%s keeps too many values at once: it needs %d bytes of stack and the kernel gives a program %d",
			f.Name, tooBig.Bytes, regalloc.MaxStack).Hint = "move part of the work to another callback, or keep intermediate results in state"
		return nil, Stats{}
	}
	if err == nil && st.Instructions <= MaxInstructions {
		e.estimate(&st)
	}
	if tooMuch(st, f.Span, g.diags) {
		return nil, st
	}
	if f.Signature != nil {
		g.called[g.global[f]] = &function{e.out, st, e.paths}
	}
	return e.out, st
}

// stackError is the error for a callback that needs more stack than there is together with the functions
// that it calls. The kernel gives each whole words of 32 bytes.
func (e *emitter) stackError(f *ir.Func, st Stats) error {
	own, most := max(st.StackBytes, 1), 0
	for _, c := range e.calls {
		most = max(most, max(c.stats.StackBytes, 1))
	}
	if n := (own+31)&^31 + (most+31)&^31; most > 0 && n > regalloc.MaxStack {
		return &regalloc.StackError{Func: f.Name, Bytes: n}
	}
	return nil
}

// way is how an attempt makes code.
type way struct {
	share bool // parameters are read through one pointer, which pays if a register is free for it
	apart bool // in code without loops nothing is forgotten: the verifier may hold all paths apart
	ways  int  // how many instructions all ways that differ may have together; 0: every test is blind
}

// shortest returns the shorter of the two codes that there are with and without a pointer to
// parameters.
func (g *generator) shortest(f *ir.Func, r *ir.Ranges, as way) (*emitter, Stats, error) {
	e, st, err := g.attempt(f, r, as)
	if countParams(f) > 1 {
		as.share = true
		if other, s, err2 := g.attempt(f, r, as); err2 == nil && (err != nil || s.Instructions < st.Instructions) {
			return other, s, nil
		}
	}
	return e, st, err
}

// errTooLong is the error for code that need not be given registers, which takes the
// square of its length at worst, to see that there is too much of it.
var errTooLong = errors.New("too long")

// attempt makes the code of one function in one way. With an error the emitter has the paths only.
func (g *generator) attempt(f *ir.Func, r *ir.Ranges, as way) (*emitter, Stats, error) {
	mf, paths := selectFunc(f, r, g, as)
	if n := mf.Size(); n > 2*MaxInstructions {
		return &emitter{paths: paths}, Stats{Callback: f.Name, Instructions: n}, errTooLong
	}
	a, err := regalloc.Allocate(mf)
	if err != nil {
		return &emitter{paths: paths}, Stats{}, err
	}
	if g.opts.Check {
		if err := regalloc.Check(mf, a); err != nil {
			panic("internal error: regalloc: " + err.Error())
		}
	}
	tidy(a)
	g.lines.last = nil
	e := emit(f.Callback, a, g.lines, f.Span)
	e.paths = paths
	e.functions = g.called
	e.calls = called(e.out, g.called)
	st := Stats{Callback: f.Name, Instructions: slots(e.out), Spills: a.Spills, StackBytes: a.StackBytes()}
	if paths.loops == 0 {
		st.Ways = paths.looked
	}
	return e, st, nil
}

// called returns the functions that code calls, once for each call.
func called(code asm.Instructions, functions map[string]*function) (calls []*function) {
	for _, ins := range code {
		if ins.IsFunctionCall() && functions[ins.Reference()] != nil {
			calls = append(calls, functions[ins.Reference()])
		}
	}
	return calls
}

// countOperations is how many operations and ends of blocks f has, about as many as instructions.
func countOperations(f *ir.Func) (n int) {
	for _, b := range f.Blocks {
		n += len(b.Insts) + 1
	}
	return n
}

// countParams is how often f reads parameters.
func countParams(f *ir.Func) (n int) {
	each(f, func(v *ir.Value) {
		if v.Op == ir.LoadParam {
			n++
		}
	})
	return n
}

// Dump returns the machine form of a program's callbacks with every value's
// register, for `ccc dump --stage regs`.
func Dump(p *ir.Program) string {
	g := &generator{names: newNames(p, p.Source.Name), called: map[string]*function{}}
	var sb strings.Builder
	for _, f := range p.All() {
		mf, _ := selectFunc(f, ir.Analyze(f), g, way{ways: maxWays})
		a, err := regalloc.Allocate(mf)
		if err != nil {
			sb.WriteString(err.Error() + "\n")
			continue
		}
		sb.WriteString(a.Dump(func(i *regalloc.Inst) string { return sel(i).String() }))
	}
	return sb.String()
}

func flags(p *types.Program) (bits uint32) {
	for _, f := range p.Flags {
		switch f {
		case "ecn":
			bits |= target.FlagNeedsECN
		case "nonrestricted":
			bits |= target.FlagNonRestricted
		}
	}
	return bits
}

// addData adds parameters, tables and the storage map.
func addData(b *dsl.Builder, p *ir.Program, n *names) {
	for _, lp := range p.Source.Params {
		b.Param(n.global[lp], stored(lp.Default, lp.Den))
	}
	for _, t := range p.Tables() {
		values := make([]int64, len(t.Values))
		for i := range values {
			values[i] = ir.TableElement(t, i)
		}
		b.Table(n.global[t], values...)
	}
	if p.Layout.Storage > 0 {
		b.Storage(n.storage, (p.Layout.Storage+7)&^7)
	}
}

// names are the symbols of the object, each different from all others.
type names struct {
	global  map[any]string // by *types.LoadParam, *types.Table and *ir.Func
	params  string         // the first parameter
	offset  map[string]int // of a parameter behind that, in bytes: package object writes them in order
	storage string
	taken   map[string]bool
}

func newNames(p *ir.Program, algorithm string) *names {
	n := &names{global: map[any]string{}, offset: map[string]int{}, taken: map[string]bool{"_license": true}}
	for _, f := range target.Funcs() {
		n.taken[f.Name] = true
	}
	for _, cb := range target.Callbacks() {
		n.taken[algorithm+"_"+cb.Name] = true
	}
	for i, lp := range p.Source.Params {
		n.global[lp] = n.unique(lp.Symbol)
		n.offset[n.global[lp]] = 8 * i
		if i == 0 {
			n.params = n.global[lp]
		}
	}
	for _, t := range p.Tables() {
		n.global[t] = n.unique(t.Symbol)
	}
	for _, f := range p.Shared {
		n.global[f] = n.unique(identifier(algorithm) + "_" + f.Name)
	}
	n.storage = n.unique("ccc_storage")
	return n
}

// identifier is the name of an algorithm with what C has in no name, a dot, replaced.
func identifier(algorithm string) string { return strings.ReplaceAll(algorithm, ".", "_") }

func (n *names) unique(name string) string {
	for n.taken[name] || object.IsConfig(name) {
		name += "_"
	}
	n.taken[name] = true
	return name
}
