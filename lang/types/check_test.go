package types

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/parser"
)

// stdlib imports modules from the repository's stdlib directory.
func stdlib(module string) (*ast.File, error) {
	text, err := os.ReadFile(filepath.Join("..", "..", "stdlib", module+".cc"))
	if err != nil {
		return nil, fmt.Errorf("module %s: %w", module, fs.ErrNotExist)
	}
	file, diags := parser.Parse(diag.NewSource("std/"+module+".cc", text))
	if diags.HasErrors() {
		return nil, fmt.Errorf("module %s: %s", module, diags.All()[0].Message)
	}
	return file, nil
}

// check parses and checks a program text.
func check(t *testing.T, text string) (*Info, *diag.List) {
	t.Helper()
	file, diags := parser.Parse(diag.NewSource("test.cc", []byte(text)))
	if diags.HasErrors() {
		t.Fatalf("syntax: %v", show(diags))
	}
	return Check(file, stdlib)
}

func show(l *diag.List) (lines []string) {
	for _, d := range l.All() {
		lines = append(lines, fmt.Sprintf("%s: %s %s: %s (%s)", d.Span, d.Severity, d.Code, d.Message, d.Hint))
	}
	return lines
}

func TestStandardAlgorithms(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "stdlib", "*.cc"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no standard library: %v", err)
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			info, diags := check(t, string(text))
			for _, line := range show(diags) {
				t.Error(line)
			}
			if want := strings.Contains("\n"+string(text), "\nalgorithm "); (info.Program != nil) != want {
				t.Errorf("a program: %v, want %v", !want, want)
			}
		})
	}
}
