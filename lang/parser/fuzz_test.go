package parser

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
)

// seeds adds the standard library and the tables of the other tests.
func seeds(f *testing.F) {
	files, err := filepath.Glob("../../stdlib/*.cc")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	for _, c := range treeCases {
		f.Add([]byte(c.src))
	}
	for _, c := range errorCases {
		f.Add([]byte(c.src))
	}
	for _, c := range formatCases {
		f.Add([]byte(c.src))
	}
}

// FuzzParse: no panic, every node within its parent and the file, and bad nodes
// only with an error.
func FuzzParse(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		src := diag.NewSource("fuzz.cc", text)
		file, errs := Parse(src)
		checkSpans(t, file, errs)
		render(errs)
		var out bytes.Buffer
		if err := ast.Dump(&out, file); err != nil {
			t.Fatal(err)
		}
	})
}

func checkSpans(t *testing.T, file *ast.File, errs *diag.List) {
	t.Helper()
	for _, d := range errs.All() {
		if d.Span.Start < 0 || d.Span.End > len(file.Source.Text) || d.Span.Start > d.Span.End {
			t.Fatalf("%s: the span %d..%d is outside of the file", d.Message, d.Span.Start, d.Span.End)
		}
		if _, ok := diag.Codes()[d.Code]; !ok {
			t.Fatalf("%s: the code %q is not listed", d.Message, d.Code)
		}
	}
	var check func(n, parent ast.Node)
	check = func(n, parent ast.Node) {
		s, o := n.Pos(), parent.Pos()
		if s.Source == nil || s.Start > s.End || s.Start < o.Start || s.End > o.End {
			t.Fatalf("%T at %d..%d is outside of %T at %d..%d", n, s.Start, s.End, parent, o.Start, o.End)
		}
		switch n.(type) {
		case *ast.BadDecl, *ast.BadStmt, *ast.BadExpr:
			if !errs.HasErrors() {
				t.Fatalf("%T without an error", n)
			}
		}
		ast.Walk(n, func(m ast.Node) bool {
			if m == n {
				return true
			}
			check(m, n)
			return false
		})
	}
	check(file, file)
}

// FuzzFormat: the printed form of a correct program parses to the same tree, keeps
// every comment, and is printed the same again.
func FuzzFormat(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		src := diag.NewSource("fuzz.cc", text)
		file, errs := Parse(src)
		if errs.HasErrors() {
			return
		}
		var once strings.Builder
		if err := ast.Fprint(&once, file); err != nil {
			t.Fatal(err)
		}
		if got, want := dump(t, once.String()), dump(t, string(text)); got != want {
			t.Fatalf("the printed program\n%s\nis\n%s\nwant\n%s", once.String(), got, want)
		}
		if twice := format(t, once.String()); twice != once.String() {
			t.Fatalf("printed once:\n%s\nprinted twice:\n%s", once.String(), twice)
		}
		again, _ := Parse(diag.NewSource("fuzz.cc", []byte(once.String())))
		if len(again.Comments) != len(file.Comments) {
			t.Fatalf("%d comments became %d in\n%s", len(file.Comments), len(again.Comments), once.String())
		}
	})
}
