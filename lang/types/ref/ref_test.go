package ref_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/ir"
	"github.com/ccc-lang/ccc/lang/parser"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
	"github.com/ccc-lang/ccc/lang/types/ref"
)

const stdlibDir = "../../../stdlib"

func importStd(module string) (*ast.File, error) {
	path := filepath.Join(stdlibDir, module+".cc")
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fs.ErrNotExist
	}
	f, _ := parser.Parse(diag.NewSource(path, text))
	return f, nil
}

// compile gives a program in its core form and as IR: as built, made legal, and
// optimised; or what was wrong with it.
func compile(text string) (*types.Program, []*ir.Program, error) {
	file, diags := parser.Parse(diag.NewSource("test.cc", []byte(text)))
	if err := failure(diags); err != nil {
		return nil, nil, err
	}
	info, diags := types.Check(file, importStd)
	if err := failure(diags); err != nil {
		return nil, nil, err
	}
	var forms []*ir.Program
	for level := -1; level <= 1; level++ {
		p, diags := ir.BuildAnyState(info.Program)
		if err := failure(diags); err != nil {
			return nil, nil, err
		}
		if level >= 0 {
			ir.Optimize(p, level)
		}
		for _, f := range p.Funcs {
			if err := ir.Verify(f); err != nil {
				return nil, nil, err
			}
		}
		forms = append(forms, p)
	}
	return info.Program, forms, nil
}

func failure(diags *diag.List) error {
	if diags == nil || !diags.HasErrors() {
		return nil
	}
	var all []string
	for _, d := range diags.All() {
		if d.Severity == diag.Error {
			all = append(all, fmt.Sprintf("%s: %s %s", d.Span, d.Code, d.Message))
		}
	}
	return fmt.Errorf("%s", strings.Join(all, "\n"))
}

// pair is one connection run by the reference, and by the IR as it is built and as
// it is optimised.
type pair struct {
	prog  *types.Program
	state *ref.State
	mem   *ir.Memory // the reference's
	runs  []*irRun
}

// irRun is one form of the IR with a connection of its own.
type irRun struct {
	what string
	ir   *ir.Program
	mem  *ir.Memory

	where map[string]where // by the name of a scalar
}

func newPair(t testing.TB, text string) *pair {
	t.Helper()
	prog, forms, err := compile(text)
	if err != nil {
		t.Fatal(err)
	}
	return pairOf(prog, forms)
}

func pairOf(prog *types.Program, forms []*ir.Program) *pair {
	p := &pair{prog: prog, state: ref.NewState(prog), mem: newMemory(0)}
	for i, f := range forms {
		p.runs = append(p.runs, &irRun{what: []string{"built", "level 0", "level 1"}[i], ir: f, mem: newMemory(f.Layout.Storage)})
	}
	return p
}

// newMemory returns a connection on which the same call always gives the same.
func newMemory(record int) *ir.Memory {
	m := ir.NewMemory(record)
	m.OnCall = func(f *target.Func, _ []int64) int64 {
		if f.Name == "jiffies64" {
			return 1<<32 + 3_000_000
		}
		return 0x9e3779b9
	}
	return m
}

// memories returns every run's connection.
func (p *pair) memories() []*ir.Memory {
	all := []*ir.Memory{p.mem}
	for _, r := range p.runs {
		all = append(all, r.mem)
	}
	return all
}

// set sets a field ("sk.snd_cwnd"), a parameter ("param.p") or a state ("ca.x") on both.
func (p *pair) set(name string, x int64) {
	object, rest, _ := strings.Cut(name, ".")
	switch object {
	case "param":
		for _, m := range p.memories() {
			m.Params[rest] = x
		}
		return
	case "ca":
		p.state.Set(rest, x)
		for _, r := range p.runs {
			leaf, i := r.leaf(rest)
			r.ir.Layout.Write(leaf, i, r.mem, x)
		}
		return
	}
	f := lookup(name)
	for _, m := range p.memories() {
		m.Fields[ir.FieldKey(f)] = x
	}
}

func lookup(name string) *target.Field {
	object, rest, _ := strings.Cut(name, ".")
	for _, o := range []target.Object{target.Sock, target.RateSample, target.AckSample} {
		if o.Name() == object {
			if f := target.Lookup(o, rest); f != nil {
				return f
			}
		}
	}
	panic("no field " + name)
}

// leaf finds where the compiler keeps a scalar of the state.
func (r *irRun) leaf(name string) (*ir.Leaf, int) {
	if r.where == nil {
		r.findLeaves()
	}
	w, ok := r.where[name]
	if !ok {
		panic("no leaf " + name)
	}
	return w.leaf, w.element
}

type where struct {
	leaf    *ir.Leaf
	element int
}

// findLeaves maps the names of scalars to leaves. Elements of an array that is
// indexed at run time share a leaf, in order of declaration.
func (r *irRun) findLeaves() {
	r.where = map[string]where{}
	names := ref.NewState(r.ir.Source).Names()
	for i := range r.ir.Layout.Leaves {
		l := &r.ir.Layout.Leaves[i]
		pattern := regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(l.Name), `\[\]`, `\[[0-9]+\]`) + "$")
		n := 0
		for _, name := range names {
			if pattern.MatchString(name) {
				r.where[name] = where{l, n}
				n++
			}
		}
	}
}

// call runs a callback both ways and returns an error where they differ.
func (p *pair) call(name string, args ...int64) (int64, error) {
	var cb *types.Callback
	for _, c := range p.prog.Callbacks {
		if c.Target.Name == name {
			cb = c
		}
	}
	want, err := ref.Run(p.prog, cb, args, p.mem, p.state)
	if err != nil {
		return 0, err
	}
	for _, r := range p.runs {
		if err := r.call(name, args, want, p); err != nil {
			return want, fmt.Errorf("%s: %w", r.what, err)
		}
	}
	return want, nil
}

// call runs a callback and compares it with what the reference did.
func (r *irRun) call(name string, args []int64, want int64, p *pair) error {
	for _, f := range r.ir.Funcs {
		if f.Name != name {
			continue
		}
		got, err := ir.Eval(f, args, r.mem, nil)
		if err != nil {
			return err
		}
		if got != want {
			return fmt.Errorf("result %d, reference %d", got, want)
		}
		return r.compare(p)
	}
	return fmt.Errorf("no %s", name)
}

func (r *irRun) compare(p *pair) error {
	for _, name := range p.state.Names() {
		leaf, i := r.leaf(name)
		if x := r.ir.Layout.Read(leaf, i, r.mem); x != p.state.Get(name) {
			return fmt.Errorf("ca.%s is %d, reference %d", name, x, p.state.Get(name))
		}
	}
	if a, b := fmt.Sprint(p.mem.Fields), fmt.Sprint(r.mem.Fields); a != b {
		return fmt.Errorf("members: %s, reference %s", b, a)
	}
	want, got := calls(p.mem), calls(r.mem)
	if len(want) != len(got) {
		return fmt.Errorf("calls: %v, reference %v", got, want)
	}
	for i, c := range want {
		d := got[i]
		if c.Name != d.Name {
			return fmt.Errorf("call %d is %s, reference %s", i, d.Name, c.Name)
		}
		for k, x := range c.Args {
			if k > 0 && uint32(x) != uint32(d.Args[k]) { // all arguments are 32 bits; the first is sk
				return fmt.Errorf("call %d of %s with %v, reference %v", i, c.Name, d.Args, c.Args)
			}
		}
	}
	return nil
}

// calls returns what was called and changes the connection; how often a clock is
// read is nobody's business.
func calls(m *ir.Memory) []ir.CallRecord {
	var out []ir.CallRecord
	for _, c := range m.Calls {
		if f := target.LookupFunc(c.Name); f != nil && f.Effect == target.WritesSock {
			out = append(out, c)
		}
	}
	return out
}

// program wraps a callback's body in a program that the compiler takes.
func program(decls, body string) string {
	return "algorithm t\n" + decls + `
ssthresh(sk) {
` + body + `
}
undo_cwnd(sk) = sk.prior_cwnd
cong_avoid(sk, ack, acked) { sk.snd_cwnd_cnt = acked }
`
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// get returns the stored integer of "ca.x" or the raw member "sk.x", as the IR left it.
func (p *pair) get(name string) int64 {
	if leaf, ok := strings.CutPrefix(name, "ca."); ok {
		r := p.runs[0]
		l, i := r.leaf(leaf)
		return r.ir.Layout.Read(l, i, r.mem)
	}
	return p.runs[0].mem.LoadField(lookup(name))
}
