// Package lang is the compiler's pipeline on one page: Compile calls every pass
// in order and is the only place that knows them all.
package lang

import (
	"io"
	"math"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

	"github.com/ccc-lang/ccc/internal/std"
	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/codegen"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/ir"
	"github.com/ccc-lang/ccc/lang/parser"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
	"github.com/ccc-lang/ccc/object"
)

// Stage is a point of the pipeline that `ccc dump` can show.
type Stage string

// The stages, in order.
const (
	Parsed    Stage = "ast"
	Checked   Stage = "types"
	Built     Stage = "ir"
	Optimized Stage = "opt"
	Generated Stage = "asm"
)

// Options says how to compile. The zero value is the default.
type Options struct {
	// Name replaces the name the algorithm is registered under; "" keeps the declared one
	// (or ccc_NAME where the kernel has an algorithm of that name itself).
	Name string
	// Legacy writes the ops into the section .struct_ops, for libbpf before 1.2 and
	// kernels before 6.4.
	Legacy bool
	// NoOptimize leaves the IR as it was built, but for what the code generator needs.
	NoOptimize bool
	// Import finds the modules that are not in the standard library: it returns the file
	// name to show and the text, or fs.ErrNotExist. It is asked first. May be nil.
	Import func(module string) (name string, text []byte, err error)
	// Kernel, if not 0, makes it an error to need what this kernel does not have.
	Kernel target.Version
	// AnyState makes code for a state that holds whatever its types allow, and not only
	// what the program itself stores there: for tests that set the state.
	AnyState bool
	// After, if set, is called with what there is after each stage.
	After func(Stage, *Unit)
	// Debug adds the stack to the report of a defect of the compiler.
	Debug bool
	// Version is the compiler's version as the object shall state it.
	Version string
}

// Unit is what a compile gives. Fields behind the first stage that found
// errors are nil.
type Unit struct {
	File   *ast.File
	Info   *types.Info
	IR     *ir.Program
	Object *object.Object
	Stats  []codegen.Stats
	// Diags holds everything to tell the user; the compile failed if it has errors.
	Diags *diag.List
}

// Failed reports whether the compile found errors.
func (u *Unit) Failed() bool { return u.Diags.HasErrors() }

// WriteObject writes the ELF object.
func (u *Unit) WriteObject(w io.Writer) error { return object.Write(w, u.Object) }

// Compile compiles the program text src, named name in diagnostics. The result
// is a function of the arguments alone. A defect of the compiler itself is
// reported as the diagnostic E0001, never as a panic.
func Compile(name string, src []byte, opts Options) (u *Unit) {
	u = &Unit{Diags: &diag.List{}}
	source := diag.NewSource(name, src)
	defer func() {
		if r := recover(); r != nil {
			u.Object = nil
			u.Diags.Errorf(diag.Span{Source: source}, "E0001", "the compiler has a defect: %v", r).Hint =
				"please report it with the program text"
			if opts.Debug {
				u.Diags.Notef(diag.Span{Source: source}, "E0001", "%s", debug.Stack())
			}
		}
	}()
	u.run(source, opts)
	return u
}

func (u *Unit) run(source *diag.Source, opts Options) {
	after := func(s Stage) {
		if opts.After != nil {
			opts.After(s, u)
		}
	}
	var diags *diag.List
	u.File, diags = parser.Parse(source)
	u.Diags.Append(diags)
	after(Parsed)
	if u.Failed() {
		u.checkRest(opts)
		return
	}
	if !u.check(opts) {
		return
	}
	after(Checked)
	if u.IR, diags = opts.build(u.Info.Program); u.add(diags) {
		return
	}
	u.noteStorage()
	after(Built)
	u.Diags.Append(ir.Lint(u.IR))
	b := u.generate(opts, codegen.Options{Name: u.name(opts), Legacy: opts.Legacy, File: source.Name, Version: opts.Version})
	u.IR = b.ir
	after(Optimized)
	if !u.add(b.diags) {
		u.Object, u.Stats = b.object, b.stats
		after(Generated)
	}
}

// generate generates the code of the program with all calls written out; and, where functions for calls
// that several places make could save much or must, also with those, and returns what is better.
func (u *Unit) generate(opts Options, gen codegen.Options) *built {
	all, some := &built{ir: u.IR}, &built{}
	groups := u.IR.Groups()
	switch {
	case opts.NoOptimize || len(groups) == 0:
		all.finish(opts, gen)
	case worthCalling*u.IR.Saved(groups) >= u.IR.Size():
		some.ir = ir.Share(u.IR, groups)
		atOnce(func() { all.finish(opts, gen) }, func() { some.finish(opts, gen) })
	default:
		if all.finish(opts, gen); all.object == nil { // too long, perhaps, or too much for the verifier
			p, _ := opts.build(u.Info.Program)
			some.ir = ir.Share(p, p.Groups())
			some.finish(opts, gen)
		}
	}
	if some.length() < all.length()-all.length()/worthCalling {
		return some
	}
	return all
}

// atOnce calls f and g, side by side, and passes on a panic of either.
func atOnce(f, g func()) {
	failed := make(chan any)
	go func() {
		defer func() { failed <- recover() }()
		g()
	}()
	f()
	if r := <-failed; r != nil {
		panic(r)
	}
}

// worthCalling: functions must make the code shorter by one part in so many, as a call takes as long as
// some twenty instructions: 15 ns in dctcp's cwnd_event, which runs for every packet received.
const worthCalling = 6

// built is the code of one way to build the program.
type built struct {
	ir     *ir.Program    // nil if there is no such way
	object *object.Object // nil if there were errors
	stats  []codegen.Stats
	diags  *diag.List
}

// finish optimises the program and generates its code.
func (b *built) finish(opts Options, gen codegen.Options) {
	if b.ir == nil {
		return
	}
	ir.Optimize(b.ir, opts.level())
	b.object, b.stats, b.diags = codegen.Generate(b.ir, gen)
}

// length is how many instructions all of the code has.
func (b *built) length() int {
	if b.object == nil {
		return math.MaxInt
	}
	n := 0
	for _, st := range b.stats {
		n += st.Instructions
	}
	return n
}

// add takes over diags and reports whether the compile cannot go on.
func (u *Unit) add(diags *diag.List) bool {
	u.Diags.Append(diags)
	return u.Failed()
}

func (u *Unit) check(opts Options) bool {
	info, diags := types.Check(u.File, opts.importer(u.Diags))
	u.Info = info
	if u.add(diags) || info.Program == nil {
		return false
	}
	if opts.Kernel != 0 && opts.Kernel < target.FirstKernel {
		u.Diags.Errorf(info.Program.Span, "E0490", "kernel %s takes no congestion control from BPF; %s is the first that does", opts.Kernel, target.FirstKernel)
	}
	for _, n := range info.Program.Needs {
		switch until := n.Until(); {
		case opts.Kernel == 0:
		case opts.Kernel < n.Since:
			u.Diags.Errorf(n.Span, "E0490", "the program %s, which needs kernel %s or later, not %s", n.What, n.Since, opts.Kernel)
		case until != 0 && opts.Kernel >= until:
			u.Diags.Errorf(n.Span, "E0490", "the program %s, which kernels from %s on do not have, such as %s", n.What, until, opts.Kernel)
		}
	}
	return !u.Failed()
}

// noteStorage says where state lies that the socket's own bytes do not hold.
func (u *Unit) noteStorage() {
	var outside []string
	for _, leaf := range u.IR.Layout.Leaves {
		if field, _, _ := strings.Cut(leaf.Name, "."); leaf.InStorage {
			field, _, _ = strings.Cut(field, "[")
			if !slices.Contains(outside, "ca."+field) {
				outside = append(outside, "ca."+field)
			}
		}
	}
	if len(outside) > 0 {
		u.Diags.Notef(u.Info.Program.Span, "N0500", "outside the socket's own 104 bytes: %s; callbacks that use it make one more call",
			strings.Join(outside, ", "))
	}
}

// name returns what the algorithm is registered as, and says so where that is
// not its declared name.
func (u *Unit) name(opts Options) string {
	p := u.Info.Program
	if opts.Name != "" {
		if target.RegisteredName(opts.Name) != opts.Name {
			u.Diags.Notef(p.Span, "N0200", "Linux has an algorithm %s of its own: where the kernel has it, this one cannot be registered under that name", opts.Name)
		}
		return opts.Name
	}
	name := target.RegisteredName(p.Name)
	if name != p.Name {
		u.Diags.Notef(p.Span, "N0200", "Linux has an algorithm %s of its own, so this one is registered as %s", p.Name, name)
	}
	return name
}

func (o Options) build(p *types.Program) (*ir.Program, *diag.List) {
	if o.AnyState {
		return ir.BuildAnyState(p)
	}
	return ir.Build(p)
}

func (o Options) level() int {
	if o.NoOptimize {
		return 0
	}
	return 1
}

// importer returns the function that gives types.Check the modules a program
// uses: the user's own first, then the standard library's.
func (o Options) importer(diags *diag.List) types.Importer {
	return func(module string) (*ast.File, error) {
		name, text, err := o.read(module)
		if err != nil {
			return nil, err
		}
		file, errs := parser.Parse(diag.NewSource(name, text))
		diags.Append(errs)
		if errs.HasErrors() {
			return nil, types.ErrReported
		}
		return file, nil
	}
}

func (o Options) read(module string) (string, []byte, error) {
	if o.Import != nil {
		if name, text, err := o.Import(module); err == nil {
			return name, text, nil
		}
	}
	name := std.Prefix + module + ".cc"
	text, err := std.Read(name)
	if err != nil {
		return "", nil, &types.NoModule{Name: module, Known: stdModules()}
	}
	return name, text, nil
}

// stdModules returns the names of the standard library's modules.
func stdModules() (names []string) {
	for _, path := range std.Names() {
		if text, err := std.Read(path); err == nil && moduleLine().Match(text) {
			names = append(names, strings.TrimSuffix(strings.TrimPrefix(path, std.Prefix), ".cc"))
		}
	}
	return names
}

// moduleLine is the line that makes a file a module.
var moduleLine = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m)^module\s`) })
