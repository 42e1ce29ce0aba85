package peer

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/ccc-lang/ccc/internal/std"
	"github.com/ccc-lang/ccc/lang"
)

// Ours compiles the library's algorithm of that name.
func Ours(name string) ([]byte, error) { return ours(name, lang.Options{}) }

// Selftest is a BPF program of the kernel's own selftests, of an algorithm that the
// library has too.
type Selftest struct {
	Name string
	V3   int // instructions as clang 22 makes them with -mcpu=v3
}

// Selftests are those that there are. They call functions of the kernel for slow
// start and Reno's growth.
var Selftests = []Selftest{{"cubic", 461}, {"dctcp", 191}}

// Ours compiles the library's algorithm so that it calls the kernel's functions, too:
// bench/kfuncs has what stands in for the library's modules.
func (s Selftest) Ours() ([]byte, error) {
	dir, err := Dir()
	if err != nil {
		return nil, err
	}
	return ours(s.Name, lang.Options{Import: func(module string) (string, []byte, error) {
		file := filepath.Join(dir, "..", "kfuncs", module+".cc")
		text, err := os.ReadFile(file)
		return file, text, err
	}})
}

func ours(name string, o lang.Options) ([]byte, error) {
	text, err := std.Read(name + ".cc")
	if err != nil {
		return nil, err
	}
	unit := lang.Compile(std.Prefix+name+".cc", text, o)
	if unit.Failed() {
		return nil, fmt.Errorf("%s does not compile: %s", name, unit.Diags.All()[0].Message)
	}
	var out bytes.Buffer
	err = unit.WriteObject(&out)
	return out.Bytes(), err
}
