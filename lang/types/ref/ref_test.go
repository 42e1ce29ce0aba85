package ref_test

import (
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strconv"
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

// compile gives a program in its core form and as IR, or what was wrong with it.
func compile(text string) (*types.Program, *ir.Program, error) {
	file, diags := parser.Parse(diag.NewSource("test.cc", []byte(text)))
	if err := failure(diags); err != nil {
		return nil, nil, err
	}
	info, diags := types.Check(file, importStd)
	if err := failure(diags); err != nil {
		return nil, nil, err
	}
	p, diags := ir.Build(info.Program)
	if err := failure(diags); err != nil {
		return info.Program, nil, err
	}
	for _, f := range p.Funcs {
		if err := ir.Verify(f); err != nil {
			return nil, nil, err
		}
	}
	return info.Program, p, nil
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

// pair is one connection run twice: by the reference and by the IR.
type pair struct {
	prog  *types.Program
	ir    *ir.Program
	state *ref.State
	a, b  *ir.Memory // the reference's and the IR's
}

func newPair(t testing.TB, text string) *pair {
	t.Helper()
	prog, irp, err := compile(text)
	if err != nil {
		t.Fatal(err)
	}
	return pairOf(prog, irp)
}

func pairOf(prog *types.Program, irp *ir.Program) *pair {
	p := &pair{prog: prog, ir: irp, state: ref.NewState(prog)}
	p.a, p.b = ir.NewMemory(irp.Layout.Storage), ir.NewMemory(irp.Layout.Storage)
	for _, m := range []*ir.Memory{p.a, p.b} {
		n := int64(0)
		m.OnCall = func(*target.Func, []int64) int64 { n += 0x12345; return n * 0x9e3779b9 & math.MaxUint32 }
	}
	return p
}

// set sets a field ("sk.snd_cwnd"), a parameter ("param.p") or a state ("ca.x") on both.
func (p *pair) set(name string, x int64) {
	object, rest, _ := strings.Cut(name, ".")
	switch object {
	case "param":
		p.a.Params[rest], p.b.Params[rest] = x, x
		return
	case "ca":
		p.state.Set(rest, x)
		leaf, i := p.leaf(rest)
		p.ir.Layout.Write(leaf, i, p.b, x)
		return
	}
	f := lookup(name)
	p.a.Fields[ir.FieldKey(f)], p.b.Fields[ir.FieldKey(f)] = x, x
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
func (p *pair) leaf(name string) (*ir.Leaf, int) {
	generic, index := name, 0
	if i := strings.IndexByte(name, '['); i >= 0 {
		j := strings.IndexByte(name, ']')
		index, _ = strconv.Atoi(name[i+1 : j])
		generic = name[:i+1] + name[j:]
	}
	for i := range p.ir.Layout.Leaves {
		switch l := &p.ir.Layout.Leaves[i]; l.Name {
		case name:
			return l, 0
		case generic:
			return l, index
		}
	}
	panic("no leaf " + name)
}

// call runs a callback both ways and returns an error where they differ.
func (p *pair) call(name string, args ...int64) (int64, error) {
	var cb *types.Callback
	for _, c := range p.prog.Callbacks {
		if c.Target.Name == name {
			cb = c
		}
	}
	want, err := ref.Run(p.prog, cb, args, p.a, p.state)
	if err != nil {
		return 0, err
	}
	var got int64
	for _, f := range p.ir.Funcs {
		if f.Name == name {
			if got, err = ir.Eval(f, args, p.b, nil); err != nil {
				return 0, err
			}
		}
	}
	return want, p.compare(want, got)
}

func (p *pair) compare(want, got int64) error {
	if got != want {
		return fmt.Errorf("result: IR %d, reference %d", got, want)
	}
	for _, name := range p.state.Names() {
		leaf, i := p.leaf(name)
		if x := p.ir.Layout.Read(leaf, i, p.b); x != p.state.Get(name) {
			return fmt.Errorf("ca.%s: IR %d, reference %d", name, x, p.state.Get(name))
		}
	}
	if a, b := fmt.Sprint(p.a.Stores), fmt.Sprint(p.b.Stores); a != b {
		return fmt.Errorf("stores: IR %s, reference %s", b, a)
	}
	if len(p.a.Calls) != len(p.b.Calls) {
		return fmt.Errorf("calls: IR %v, reference %v", p.b.Calls, p.a.Calls)
	}
	for i, c := range p.a.Calls {
		d := p.b.Calls[i]
		if c.Name != d.Name {
			return fmt.Errorf("call %d: IR %s, reference %s", i, d.Name, c.Name)
		}
		for k, x := range c.Args {
			if k > 0 && uint32(x) != uint32(d.Args[k]) { // all arguments are 32 bits; the first is sk
				return fmt.Errorf("call %d of %s: IR %v, reference %v", i, c.Name, d.Args, c.Args)
			}
		}
	}
	return nil
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
