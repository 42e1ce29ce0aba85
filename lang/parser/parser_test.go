package parser

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/ccc-lang/ccc/lang/diag"
)

func TestParseStdlib(t *testing.T) {
	files, err := filepath.Glob("../../stdlib/*.cc")
	if err != nil || len(files) < 3 {
		t.Fatalf("the standard library has %d files (%v), want 3 or more", len(files), err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, errs := Parse(diag.NewSource(name, text))
		for _, d := range errs.All() {
			t.Errorf("%s: %s: %s (%s)", d.Span, d.Code, d.Message, d.Hint)
		}
	}
}
