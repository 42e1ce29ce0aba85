package dsl_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/lang"
)

// block returns the first code block in that language of docs/dsl.md.
func block(t *testing.T, language string) string {
	t.Helper()
	text, err := os.ReadFile("../docs/dsl.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(text), "\n```"+language+"\n")
	code, _, end := strings.Cut(rest, "\n```\n")
	if !ok || !end {
		t.Fatalf("docs/dsl.md has no block in %s", language)
	}
	return code + "\n"
}

// gentleSource is the text of the function in example_test.go.
func gentleSource(t *testing.T) string {
	t.Helper()
	src, err := os.ReadFile("example_test.go")
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "example_test.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Name.Name == "gentle" {
			return string(src[fset.Position(fn.Pos()).Offset:fset.Position(fn.End()).Offset]) + "\n"
		}
	}
	t.Fatal("no function gentle")
	return ""
}

// TestPageShowsTheExample holds that docs/dsl.md shows the program that is run.
func TestPageShowsTheExample(t *testing.T) {
	want := gentleSource(t)
	if got := block(t, "go"); got != want {
		t.Errorf("docs/dsl.md shows\n%s\nthe example is\n%s", got, want)
	}
	if n := strings.Count(want, "\n"); n > 30 {
		t.Errorf("the example has %d lines; it is meant to fit into 30", n)
	}
	u := lang.Compile("gentle.cc", []byte(block(t, "ccc")), lang.Options{})
	if u.Failed() {
		t.Errorf("the program in the language does not compile: %v", u.Diags)
	}
}
