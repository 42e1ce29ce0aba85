package lang_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	ccc "github.com/ccc-lang/ccc"
	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/object"
)

// FuzzCompile: no text makes the compiler fail, hang, or write an object that
// cannot be read. Its seeds are every program of the repository, run by `go test`.
func FuzzCompile(f *testing.F) {
	for _, path := range ccc.StdNames() {
		src, err := ccc.ReadStd(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	files, err := filepath.Glob("../testdata/errors/*.cc")
	if err != nil || len(files) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, src := range bytes.Split(text, []byte("\n---\n")) {
			f.Add(src)
		}
	}
	for _, src := range []string{"", "\x00", "\xff\xfe", "algorithm", "algorithm x\n((((((", "algorithm x\nssthresh(sk) = 1/0\n"} {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		unit := lang.Compile("fuzz.cc", src, lang.Options{Debug: true})
		for _, d := range unit.Diags.All() {
			if d.Code == "E0001" {
				t.Fatal(d.Message)
			}
		}
		if unit.Failed() && unit.Object != nil {
			t.Fatal("an object in spite of errors")
		}
		if unit.Object == nil {
			return
		}
		var b bytes.Buffer
		if err := unit.WriteObject(&b); err != nil {
			t.Fatal(err)
		}
		if _, err := object.Read(bytes.NewReader(b.Bytes())); err != nil {
			t.Fatal(err)
		}
	})
}
