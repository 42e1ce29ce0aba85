package dsl

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"
)

// TestEveryRow reads the mapping table of the package documentation: it must have
// every name of the origin, each with a symbol that is exported and says in its
// documentation what it stands for.
func TestEveryRow(t *testing.T) {
	pkg := packageDoc(t)
	symbols := map[string]string{}
	for _, f := range pkg.Funcs {
		symbols[f.Name] = f.Doc
	}
	for _, typ := range pkg.Types {
		for _, f := range typ.Funcs {
			symbols[f.Name] = f.Doc
		}
	}
	table := map[string]string{}
	const nameAt, symbolAt = 17, 47 // the columns of the table
	for _, line := range strings.Split(pkg.Doc, "\n") {
		if !strings.HasPrefix(line, "\t") {
			continue
		}
		if len(line) <= symbolAt {
			t.Fatalf("this row cannot be read: %q", line)
		}
		name := strings.TrimSpace(line[nameAt:symbolAt])
		if table[name] != "" {
			t.Errorf("%s has two rows", name)
		}
		table[name] = line[symbolAt:]
	}
	text, err := os.ReadFile("testdata/origin.txt")
	if err != nil {
		t.Fatal(err)
	}
	names := strings.Split(strings.TrimSpace(string(text)), "\n")
	if len(names) != 42+5 || len(table) != len(names) {
		t.Errorf("the origin has 42 functions and 5 tables; %d names, %d rows", len(names), len(table))
	}
	for _, name := range names {
		symbol := table[name]
		comment, ok := symbols[symbol]
		switch {
		case symbol == "":
			t.Errorf("%s has no row", name)
		case !ok:
			t.Errorf("%s: there is no function %s", name, symbol)
		case !strings.Contains(strings.Join(strings.Fields(comment), " "), name):
			t.Errorf("the documentation of %s does not name %s", symbol, name)
		}
	}
}

func packageDoc(t *testing.T) *doc.Package {
	t.Helper()
	fset := token.NewFileSet()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, e.Name(), nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	pkg, err := doc.NewFromFiles(fset, files, "github.com/ccc-lang/ccc/dsl")
	if err != nil {
		t.Fatal(err)
	}
	return pkg
}
