package lang_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/internal/std"
	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/object"
)

// FuzzCompile: no text makes the compiler fail, hang, or write an object that
// cannot be read. Its seeds, run by `go test`, are the library, the
// programs of the kernel tests and of the campaign's finds, and every program of testdata/errors.
func FuzzCompile(f *testing.F) {
	for _, path := range std.Names() {
		src, err := std.Read(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	dirs := []string{"../testdata/errors", "../testdata/kernels"}
	if !testing.Short() { // as under the race detector, where the finds take longer than all others
		dirs = append(dirs, "../internal/campaign/testdata")
	}
	for _, dir := range dirs {
		files, err := filepath.Glob(dir + "/*.cc")
		if err != nil || len(files) == 0 {
			f.Fatal("no seeds in", dir, err)
		}
		for _, file := range files {
			for _, src := range programs(f, file) {
				f.Add([]byte(src))
			}
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

// programs returns the programs of a file: one, or, as in testdata/errors, several behind lines
// that name them, without what is expected of them.
func programs(t testing.TB, file string) (list []string) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var one strings.Builder
	end := func() {
		src := one.String()
		one.Reset()
		switch {
		case strings.TrimSpace(src) == "":
			return
		case !startsProgram.MatchString(src):
			src = "algorithm x\nssthresh(sk) = 2\nundo_cwnd(sk) = 2\n" + src
		}
		list = append(list, src)
	}
	for line := range strings.Lines(string(text)) {
		switch {
		case strings.HasPrefix(line, "--- "):
			end()
		case !strings.HasPrefix(line, "###"):
			one.WriteString(line)
		}
	}
	end()
	return list
}

var startsProgram = regexp.MustCompile(`(?m)^(algorithm|module)\b`)

// TestPrograms: each wrong program of the tables is a seed of its own.
func TestPrograms(t *testing.T) {
	files, err := filepath.Glob("../testdata/errors/*.cc")
	if err != nil {
		t.Fatal(err)
	}
	n, checked := 0, 0
	for _, file := range files {
		for _, src := range programs(t, file) {
			n++
			unit := lang.Compile("seed.cc", []byte(src), lang.Options{})
			for _, d := range unit.Diags.All() {
				if d.Code >= "E0200" { // what the checker says
					checked++
					break
				}
			}
		}
	}
	if n < 80 || checked < n/2 {
		t.Errorf("%d programs, of which %d come as far as the checker", n, checked)
	}
}
