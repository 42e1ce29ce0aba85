package ir

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/parser"
	"github.com/ccc-lang/ccc/lang/types"
)

const stdlibDir = "../../stdlib"

// checkSource parses and checks a program; modules come from the standard library.
func checkSource(t testing.TB, name string, text []byte) *types.Program {
	t.Helper()
	file, diags := parser.Parse(diag.NewSource(name, text))
	failOn(t, diags)
	info, diags := types.Check(file, importStd)
	failOn(t, diags)
	return info.Program
}

func importStd(module string) (*ast.File, error) {
	path := filepath.Join(stdlibDir, module+".cc")
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fs.ErrNotExist
	}
	f, _ := parser.Parse(diag.NewSource(path, text))
	return f, nil
}

func failOn(t testing.TB, diags *diag.List) {
	t.Helper()
	if diags == nil || !diags.HasErrors() {
		return
	}
	for _, d := range diags.All() {
		t.Errorf("%s: %s %s", d.Span, d.Code, d.Message)
	}
	t.FailNow()
}

// buildSource compiles text to unoptimised IR, verified.
func buildSource(t testing.TB, name string, text []byte) *Program {
	t.Helper()
	p, diags := Build(checkSource(t, name, text))
	failOn(t, diags)
	for _, f := range p.Funcs {
		if err := Verify(f); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

func TestBuildStdlib(t *testing.T) {
	paths, err := filepath.Glob(stdlibDir + "/*.cc")
	if err != nil || len(paths) == 0 {
		t.Fatal("no standard library:", err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			file, diags := parser.Parse(diag.NewSource(path, text))
			failOn(t, diags)
			if _, ok := file.Decls[0].(*ast.ModuleDecl); ok {
				t.Skip("a module")
			}
			buildSource(t, path, text)
		})
	}
}
