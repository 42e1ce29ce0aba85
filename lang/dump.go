package lang

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/codegen"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/parser"
	"github.com/ccc-lang/ccc/lang/types"
	"github.com/ccc-lang/ccc/object"
)

// view is one thing that `ccc dump` can show: after which stage of Compile, and how.
type view struct {
	name  string
	after Stage
	write func(io.Writer, *Unit) error
}

// views lists them in the order of the pipeline.
var views = []view{
	{"tokens", Parsed, dumpTokens},
	{"ast", Parsed, func(w io.Writer, u *Unit) error { return ast.Dump(w, u.File) }},
	{"types", Checked, func(w io.Writer, u *Unit) error { return types.Dump(w, u.Info) }},
	{"ir", Built, dumpIR},
	{"opt", Optimized, dumpIR},
	{"regs", Optimized, dumpRegisters},
	{"asm", Generated, dumpAssembly},
	{"elf", Generated, dumpELF},
}

// Stages returns the names that Dump takes.
func Stages() []string {
	var names []string
	for _, d := range views {
		names = append(names, d.name)
	}
	return names
}

// Dump compiles and writes what the stage of that name, one of Stages, knows.
func Dump(w io.Writer, name string, file string, src []byte, opts Options) (*Unit, error) {
	i := slices.IndexFunc(views, func(v view) bool { return v.name == name })
	if i < 0 {
		return nil, fmt.Errorf("there is no stage %q; there are %s", name, strings.Join(Stages(), ", "))
	}
	var failed error
	opts.After = func(s Stage, u *Unit) {
		if s == views[i].after && failed == nil {
			failed = views[i].write(w, u)
		}
	}
	return Compile(file, src, opts), failed
}

func dumpTokens(w io.Writer, u *Unit) error {
	tokens, _ := parser.Tokens(diag.NewSource(u.File.Source.Name, u.File.Source.Text))
	for _, t := range tokens {
		if _, err := fmt.Fprintf(w, "%4d:%-3d %q\n", t.Pos.Line, t.Pos.Column, t.Value); err != nil {
			return err
		}
	}
	return nil
}

func dumpIR(w io.Writer, u *Unit) error {
	_, err := io.WriteString(w, u.IR.String())
	return err
}

func dumpRegisters(w io.Writer, u *Unit) error {
	_, err := io.WriteString(w, codegen.Dump(u.IR))
	return err
}

func dumpAssembly(w io.Writer, u *Unit) error {
	for _, p := range u.Object.Programs {
		if _, err := fmt.Fprintf(w, "%s:\n%v\n", p.Name, p.Insns); err != nil {
			return err
		}
	}
	return nil
}

func dumpELF(w io.Writer, u *Unit) error {
	var b bytes.Buffer
	if err := u.WriteObject(&b); err != nil {
		return err
	}
	return object.DumpELF(w, bytes.NewReader(b.Bytes()))
}
