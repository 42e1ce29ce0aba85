package ir_test

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/ir"
	"github.com/ccc-lang/ccc/lang/parser"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
)

const stdlibDir = "../../stdlib"

// build gives a program of the library as IR, or nil for a module.
func build(t testing.TB, file string) *ir.Program {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return buildText(t, filepath.Base(file), text)
}

func buildText(t testing.TB, name string, text []byte) *ir.Program {
	t.Helper()
	tree := parseText(t, name, text)
	info, diags := types.Check(tree, func(module string) (*ast.File, error) {
		text, err := os.ReadFile(filepath.Join(stdlibDir, module+".cc"))
		if err != nil {
			return nil, err
		}
		return parseText(t, module+".cc", text), nil
	})
	fatal(t, diags)
	if info.Program == nil {
		return nil
	}
	p, diags := ir.Build(info.Program)
	fatal(t, diags)
	return p
}

func parseText(t testing.TB, name string, text []byte) *ast.File {
	t.Helper()
	file, diags := parser.Parse(diag.NewSource(name, text))
	fatal(t, diags)
	return file
}

func fatal(t testing.TB, diags *diag.List) {
	t.Helper()
	if diags.HasErrors() {
		for _, d := range diags.All() {
			t.Errorf("%s: %s %s", d.Span, d.Code, d.Message)
		}
		t.FailNow()
	}
}

// algorithms returns the library's algorithms.
func algorithms(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob(stdlibDir + "/*.cc")
	if err != nil || len(files) == 0 {
		t.Fatalf("no library in %s: %v", stdlibDir, err)
	}
	var out []string
	for _, f := range files {
		if text, err := os.ReadFile(f); err == nil && bytes.Contains(text, []byte("\nalgorithm ")) {
			out = append(out, f)
		}
	}
	return out
}

// Lint warns of nothing in the library: what it would say there, users would
// read about their own sound programs.
func TestLintIsSilentOnTheLibrary(t *testing.T) {
	for _, file := range algorithms(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			for _, d := range ir.Lint(build(t, file)).All() {
				t.Errorf("%s: %s %s", d.Span, d.Code, d.Message)
			}
		})
	}
}

// The library's algorithms do the same at every level, over sequences of
// callbacks on random connections, and every value lies in its range.
func TestLibraryKeepsMeaning(t *testing.T) {
	for _, file := range algorithms(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			plain := build(t, file)
			var levels []*ir.Program
			for level := range 2 {
				p := build(t, file)
				ir.Optimize(p, level)
				levels = append(levels, p)
				q := build(t, file)
				if q = ir.Share(q, q.Groups()); q != nil {
					ir.Optimize(q, level)
					levels = append(levels, q)
				}
			}
			for i, f := range plain.Funcs {
				n := []int{values(f)}
				for _, p := range levels {
					for _, f := range append(p.Shared, p.Funcs[i]) {
						if err := ir.Verify(f); err != nil {
							t.Fatal(err)
						}
					}
					n = append(n, values(p.Funcs[i]))
				}
				t.Logf("%s: %d values as built, at both levels and with functions %d", f.Name, n[0], n[1:])
			}
			for _, f := range levels[len(levels)-1].Shared {
				t.Logf("function %s: %d values", f.Name, values(f))
			}
			for seed := range uint64(30) {
				runSequence(t, append([]*ir.Program{plain}, levels...), seed)
			}
		})
	}
}

func values(f *ir.Func) int {
	n := 0
	for _, b := range f.Blocks {
		for _, v := range b.Insts {
			if v.Op != ir.Const && v.Op != ir.Ptr {
				n++
			}
		}
		n++
	}
	return n
}

// runSequence calls random callbacks of each program on equal connections.
func runSequence(t *testing.T, programs []*ir.Program, seed uint64) {
	t.Helper()
	mems := make([]*ir.Memory, len(programs))
	ranges := make([]map[*ir.Func]*ir.Ranges, len(programs))
	for i, p := range programs {
		mems[i] = ir.NewMemory(p.Layout.Storage)
		mems[i].OnCall = kernelAnswer(mems[i])
		ranges[i] = map[*ir.Func]*ir.Ranges{}
		for _, f := range p.All() {
			ranges[i][f] = ir.Analyze(f)
		}
	}
	rnd := rand.New(rand.NewPCG(seed, 1))
	for turn := range 20 {
		fn := rnd.IntN(len(programs[0].Funcs))
		fields := randomFields(programs[0].Funcs[fn], rnd)
		args := randomArgs(programs[0].Funcs[fn].Callback, rnd)
		var want, state string
		for i, p := range programs {
			for _, f := range fields {
				mems[i].Fields[ir.FieldKey(f.field)] = f.value
			}
			mems[i].Stores, mems[i].Calls = nil, nil
			got, err := ir.Eval(p.Funcs[fn], args, mems[i], &ir.EvalOptions{
				OnValue: ranges[i][p.Funcs[fn]].Check,
				OnCall:  func(f *ir.Func) func(*ir.Value, int64) error { return ranges[i][f].Check },
			})
			if err != nil {
				t.Fatalf("seed %d turn %d %s at level %d: %v", seed, turn, p.Funcs[fn].Name, i-1, err)
			}
			seen := fmt.Sprintf("%d %v", got, mems[i].Fields)
			kept := fmt.Sprintf("%v %v", mems[i].Private, mems[i].Record)
			if i == 0 {
				want, state = seen, kept
			} else if seen != want || kept != state {
				t.Fatalf("seed %d turn %d %s at level %d:\ngot  %s\nwant %s\nstate %s\nwant  %s", seed, turn, p.Funcs[fn].Name, i-1, seen, want, kept, state)
			}
			if !reflect.DeepEqual(told(mems[i]), told(mems[0])) {
				t.Fatalf("seed %d turn %d: the kernel was told %v, want %v", seed, turn, told(mems[i]), told(mems[0]))
			}
		}
	}
}

// told returns the calls that change something.
func told(m *ir.Memory) []ir.CallRecord {
	var out []ir.CallRecord
	for _, c := range m.Calls {
		if f := target.LookupFunc(c.Name); f == nil || f.Effect == target.WritesSock {
			out = append(out, c)
		}
	}
	return out
}

// kernelAnswer gives answers that depend on the arguments alone, within 32 bits.
func kernelAnswer(*ir.Memory) func(f *target.Func, args []int64) int64 {
	return func(f *target.Func, args []int64) int64 { return 12345 }
}

type fieldValue struct {
	field *target.Field
	value int64
}

// randomFields draws a raw value for every member that f reads, within its hard range.
func randomFields(f *ir.Func, rnd *rand.Rand) []fieldValue {
	var out []fieldValue
	seen := map[string]bool{}
	for _, b := range f.Blocks {
		for _, v := range b.Insts {
			if v.Op != ir.LoadField || seen[ir.FieldKey(v.Aux.Field)] {
				continue
			}
			seen[ir.FieldKey(v.Aux.Field)] = true
			m := ir.NewMemory(0)
			m.StoreField(v.Aux.Field, randomIn(v.Aux.Field.Hard, v.Aux.Field.Plausible, rnd))
			out = append(out, fieldValue{v.Aux.Field, m.LoadField(v.Aux.Field)})
		}
	}
	return out
}

func randomIn(hard, plausible target.Range, rnd *rand.Rand) int64 {
	r := hard
	if rnd.IntN(3) > 0 && plausible != (target.Range{}) {
		r = plausible
	}
	switch rnd.IntN(6) {
	case 0:
		return r.Lo
	case 1:
		return r.Hi
	case 2:
		r.Hi = min(r.Hi, max(r.Lo, 0)+20)
	}
	if n := uint64(r.Hi) - uint64(r.Lo); n < math.MaxUint64 {
		return r.Lo + int64(rnd.Uint64N(n+1))
	}
	return int64(rnd.Uint64())
}

func randomArgs(cb *target.Callback, rnd *rand.Rand) []int64 {
	var args []int64
	for _, p := range cb.Params {
		x := int64(0)
		if p.Hard != (target.Range{}) {
			x = randomIn(p.Hard, target.Range{}, rnd)
		}
		args = append(args, x)
	}
	return args
}
