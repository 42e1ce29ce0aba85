package lang_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/ccc-lang/ccc/internal/std"
	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/lang/diag"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const goldenDir = "../testdata/golden"

// TestGolden compiles the small programs of testdata/golden and compares the
// stages that each file has a section for, named as for `ccc dump`.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob(goldenDir + "/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no golden files", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if len(ar.Files) < 2 || ar.Files[0].Name != "in.cc" {
				t.Fatal("a golden file is in.cc and then the stages")
			}
			for i := range ar.Files[1:] {
				section := &ar.Files[i+1]
				got := stage(t, section.Name, ar.Files[0].Data)
				if *update {
					section.Data = got
				} else if d := cmp.Diff(string(section.Data), string(got)); d != "" {
					t.Errorf("%s changed (-want +got; -update rewrites):\n%s", section.Name, d)
				}
			}
			if *update {
				write(t, file, txtar.Format(ar))
			}
		})
	}
}

func write(t *testing.T, file string, data []byte) {
	t.Helper()
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// stage returns what a section of a golden file shows of the program.
func stage(t *testing.T, name string, src []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	if name == "stats" {
		unit := lang.Compile("in.cc", src, lang.Options{})
		requireCompiled(t, unit)
		for _, s := range unit.Stats {
			fmt.Fprintf(&out, "%s: %d instructions, %d spills, %d bytes of stack\n", s.Callback, s.Instructions, s.Spills, s.StackBytes)
		}
		return out.Bytes()
	}
	unit, err := lang.Dump(&out, name, "in.cc", src, lang.Options{})
	if err != nil {
		t.Fatal(err)
	}
	requireCompiled(t, unit)
	return append(bytes.TrimRight(out.Bytes(), "\n"), '\n')
}

func requireCompiled(t *testing.T, unit *lang.Unit) {
	t.Helper()
	if unit.Failed() {
		var b strings.Builder
		if err := diag.Render(&b, unit.Diags, diag.Options{}); err != nil {
			t.Fatal(err)
		}
		t.Fatal(b.String())
	}
}

// TestGoldenNumbers pins what the library's algorithms cost, so that every
// change of code quality shows in review.
func TestGoldenNumbers(t *testing.T) {
	var out bytes.Buffer
	w := tabwriter.NewWriter(&out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "algorithm\tcallback\tinstructions\tspills\tstack\t")
	for _, path := range std.Names() {
		src, err := std.Read(path)
		if err != nil {
			t.Fatal(err)
		}
		unit := lang.Compile(path, src, lang.Options{})
		requireCompiled(t, unit)
		if unit.Object == nil {
			continue // a module
		}
		name := strings.TrimSuffix(strings.TrimPrefix(path, std.Prefix), ".cc")
		total := 0
		for _, s := range unit.Stats {
			fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t\n", name, s.Callback, s.Instructions, s.Spills, s.StackBytes)
			total += s.Instructions
		}
		fmt.Fprintf(w, "%s\tall\t%d\t\t\t\n", name, total)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	file := goldenDir + "/stdlib.txt"
	if *update {
		write(t, file, out.Bytes())
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), out.String()); d != "" {
		t.Errorf("the code changed (-want +got; -update rewrites):\n%s", d)
	}
}

// TestLibraryIsClean: nothing in the library is warned about.
func TestLibraryIsClean(t *testing.T) {
	for _, path := range std.Names() {
		src, err := std.Read(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range lang.Compile(path, src, lang.Options{}).Diags.All() {
			if d.Severity != diag.Note {
				t.Errorf("%v: %s: %s", d.Span, d.Code, d.Message)
			}
		}
	}
}

// TestDeterministic: the same source gives the same bytes, twenty times, wherever it lies.
func TestDeterministic(t *testing.T) {
	for _, name := range []string{"reno", "dctcp", "cubic", "bbr"} {
		src, err := std.Read("std/" + name + ".cc")
		if err != nil {
			t.Fatal(err)
		}
		var first []byte
		for i := range 20 {
			unit := lang.Compile([]string{"", "./", "/home/me/", `C:\work\`}[i%4]+name+".cc", src, lang.Options{})
			requireCompiled(t, unit)
			var b bytes.Buffer
			if err := unit.WriteObject(&b); err != nil {
				t.Fatal(err)
			}
			if i == 0 {
				first = b.Bytes()
			} else if !bytes.Equal(first, b.Bytes()) {
				t.Fatalf("%s: run %d gave other bytes than the first", name, i+1)
			}
		}
	}
}

// TestObjectsAreSmall: the objects of the language's examples stay below 12 KB.
func TestObjectsAreSmall(t *testing.T) {
	for _, name := range []string{"reno", "aimd", "dctcp"} {
		src, err := std.Read("std/" + name + ".cc")
		if err != nil {
			t.Fatal(err)
		}
		unit := lang.Compile("std/"+name+".cc", src, lang.Options{})
		requireCompiled(t, unit)
		var b bytes.Buffer
		if err := unit.WriteObject(&b); err != nil {
			t.Fatal(err)
		}
		if b.Len() >= 12<<10 {
			t.Errorf("%s: %d bytes", name, b.Len())
		}
	}
}
