package codegen_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/lang"
)

// TestStandardLibraryVerifies has the running kernel check every program of the
// standard library, with and without optimisation.
func TestStandardLibraryVerifies(t *testing.T) {
	files, err := filepath.Glob("../../stdlib/*.cc")
	if err != nil || len(files) == 0 {
		t.Fatal("no standard library", err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(src, []byte("\nalgorithm ")) && !bytes.HasPrefix(src, []byte("algorithm ")) {
			continue // a module
		}
		name := strings.TrimSuffix(filepath.Base(file), ".cc")
		for _, plain := range []bool{true, false} {
			level := "/O1"
			if plain {
				level = "/O0"
			}
			t.Run(name+level, func(t *testing.T) {
				u := lang.Compile(name+".cc", src, lang.Options{NoOptimize: plain, Debug: true})
				if u.Failed() {
					t.Fatal(u.Diags.All()[0].Message)
				}
				var out bytes.Buffer
				if err := u.WriteObject(&out); err != nil {
					t.Fatal(err)
				}
				total := 0
				for _, s := range u.Stats {
					t.Logf("%+v", s)
					total += s.Instructions
				}
				t.Logf("%d instructions, %d bytes of object", total, out.Len())
				needKernel(t)
				coll := loadKernel(t, out.Bytes())
				for member, p := range coll.Programs {
					info, err := p.Info()
					if err != nil {
						t.Fatal(err)
					}
					n, _ := info.VerifiedInstructions()
					t.Logf("%s: the verifier looked at %d", member, n)
				}
			})
		}
	}
}
