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

// format returns the canonical form of text, or fails the test.
func format(t *testing.T, text string) string {
	t.Helper()
	file, errs := Parse(diag.NewSource("test.cc", []byte(text)))
	if errs.HasErrors() {
		t.Fatalf("%s\n%s", text, render(errs))
	}
	var out bytes.Buffer
	if err := ast.Fprint(&out, file); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func render(errs *diag.List) string {
	var out strings.Builder
	if err := diag.Render(&out, errs, diag.Options{}); err != nil {
		return err.Error()
	}
	return out.String()
}

func dump(t *testing.T, text string) string {
	t.Helper()
	file, errs := Parse(diag.NewSource("test.cc", []byte(text)))
	if errs.HasErrors() {
		t.Fatalf("%s\n%s", text, render(errs))
	}
	var out strings.Builder
	if err := ast.Dump(&out, file); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestStdlibIsFormatted(t *testing.T) {
	files, err := filepath.Glob("../../stdlib/*.cc")
	if err != nil || len(files) < 3 {
		t.Fatalf("the standard library has %d files (%v), want 3 or more", len(files), err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		got, want := strings.Split(format(t, string(text)), "\n"), strings.Split(string(text), "\n")
		for i, line := range got {
			if i >= len(want) || line != want[i] {
				t.Errorf("%s:%d is not in its canonical form (ccc fmt -w %s); want\n%s", name, i+1, filepath.Base(name), line)
				break
			}
		}
	}
}
