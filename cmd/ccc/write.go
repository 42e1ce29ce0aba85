package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/ccc-lang/ccc/internal/std"
	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
)

func compileVerb(e *env) *cobra.Command {
	var out, name string
	var legacy, json bool
	var opt level
	cmd := &cobra.Command{
		Use: "compile FILE.cc", Short: "compile an algorithm to a BPF object", GroupID: groupWrite,
		Long: `compile writes the object beside where you stand: reno.cc becomes reno.o. It needs no
kernel, no root and no headers, and gives the same bytes on every machine.`,
		Example: `  ccc compile reno.cc
  ccc compile std/dctcp.cc -o /tmp/dctcp.o
  ccc compile --legacy reno.cc     # for libbpf before 1.2, kernels before 6.4`,
		Args:              exactly(1, "one program"),
		ValidArgsFunction: programs(),
		RunE: func(_ *cobra.Command, args []string) error {
			out, err := outputPath(args[0], out)
			if out == "/dev/stdout" {
				out = "-" // which need not be opened anew, at its beginning
			}
			switch {
			case err != nil:
				return err
			case out == "-" && json:
				return fail(exitUsage, "--json and the object cannot both go to standard output; give -o a FILE")
			case name != "" && !isAlgorithmName(name):
				return badName(name)
			}
			unit, err := e.compile(args[0], lang.Options{Legacy: legacy, Name: name, NoOptimize: opt.plain}, json)
			if err != nil {
				return err
			}
			object, err := objectBytes(unit)
			if err != nil {
				return err
			}
			if out == "-" {
				_, err = e.out.Write(object)
				return err
			}
			return writeFile(out, object)
		},
	}
	f := cmd.Flags()
	f.StringVarP(&out, "output", "o", "", "write the object to `FILE`; - is standard output")
	f.StringVar(&name, "name", "", "register under `NAME` instead of the declared name")
	f.BoolVar(&legacy, "legacy", false, "write section .struct_ops, for libbpf before 1.2 and kernels before 6.4")
	f.BoolVar(&json, "json", false, "write diagnostics as JSON to standard output")
	opt.flag(f)
	return cmd
}

// level is how far the compiler goes, as a flag's value.
type level struct{ plain bool }

func (l *level) flag(f *pflag.FlagSet) {
	f.VarP(l, "optimize", "O", "`LEVEL` of optimisation: 1, or 0 for debugging the compiler")
}

func (l *level) String() string {
	if l.plain {
		return "0"
	}
	return "1"
}

func (l *level) Set(text string) error {
	if text != "0" && text != "1" {
		return errors.New("it is 0 or 1")
	}
	l.plain = text == "0"
	return nil
}

func (l *level) Type() string { return "LEVEL" }

// outputPath returns where the object of a program goes: to out, or beside where the user
// stands. It is never the program itself, and a link that nobody named is not followed.
func outputPath(program, out string) (string, error) {
	switch {
	case out == "" && program == "-":
		return "", fail(exitUsage, "a program from standard input needs -o FILE")
	case out == "":
		out = strings.TrimSuffix(filepath.Base(program), ".cc") + ".o"
		if info, err := os.Lstat(out); err == nil && info.Mode()&os.ModeSymlink != 0 {
			// It may have come with the program's folder and lead anywhere.
			return "", failFile("%s is there and is a symbolic link; if it shall be followed, name it with -o", out)
		}
	}
	a, err := os.Stat(program)
	if err != nil {
		return out, nil // said where it is read
	}
	if b, err := os.Stat(out); err == nil && os.SameFile(a, b) {
		return "", fail(exitUsage, "the object would take the place of its program, %s; choose another name with -o", program)
	}
	return out, nil
}

// isAlgorithmName reports whether the kernel takes the name. The pattern is compiled on use: most
// runs of the command need none.
func isAlgorithmName(name string) bool {
	return regexp.MustCompile(`^[0-9A-Za-z_.]{1,15}$`).MatchString(name) && strings.Trim(name, ".") != ""
}

func badName(name string) error {
	return fail(exitUsage, "%q cannot be an algorithm's name: the kernel takes 1 to 15 letters, digits, _ and ., and not dots alone", name)
}

func checkVerb(e *env) *cobra.Command {
	var json bool
	var release string
	cmd := &cobra.Command{
		Use: "check FILE.cc...", Short: "report errors and warnings, write nothing", GroupID: groupWrite,
		Example: "  ccc check *.cc\n  ccc check --kernel 5.10 mine.cc",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return fail(exitUsage, "check needs programs, as: ccc check FILE.cc...")
			}
			return nil
		},
		ValidArgsFunction: programs(),
		RunE: func(_ *cobra.Command, args []string) error {
			opts := lang.Options{}
			if release != "" {
				var err error
				if opts.Kernel, err = target.ParseVersion(release); err != nil {
					return fail(exitUsage, "--kernel: %v", err)
				}
			}
			return e.check(args, opts, json)
		},
	}
	cmd.Flags().BoolVar(&json, "json", false, "write diagnostics as JSON to standard output")
	cmd.Flags().StringVar(&release, "kernel", "", "also report what kernel `RELEASE` lacks, as 5.10")
	must(cmd.RegisterFlagCompletionFunc("kernel", releases))
	return cmd
}

// check tells the diagnostics of programs: as text one after another, as JSON in one list.
// A program that cannot be read does not hide what is wrong with the others.
func (e *env) check(paths []string, opts lang.Options, json bool) error {
	all := &diag.List{}
	var unreadable error
	for _, path := range paths {
		unit, err := e.unit(path, opts)
		if err != nil {
			unreadable = errors.Join(unreadable, err)
			continue
		}
		all.Append(unit.Diags)
		if !json {
			if err := e.tell(unit.Diags, false); err != nil {
				return err
			}
		}
	}
	if json {
		if err := e.tell(all, true); err != nil {
			return err
		}
	}
	switch {
	case unreadable != nil:
		return &exitError{code: exitUsage, file: true, err: unreadable}
	case all.HasErrors():
		return &exitError{code: exitProgram, told: true}
	}
	return nil
}

func newVerb(e *env) *cobra.Command {
	var from string
	cmd := &cobra.Command{
		Use: "new NAME", Short: "write NAME.cc, a starting point that compiles", GroupID: groupWrite,
		Example:           "  ccc new mine\n  ccc new mine --from std/dctcp.cc",
		Args:              exactly(1, "a name"),
		ValidArgsFunction: oneOf(nil),
		RunE: func(_ *cobra.Command, args []string) error {
			name := strings.TrimSuffix(args[0], ".cc") // whoever names the file means the same
			if !isAlgorithmName(name) {
				return badName(args[0])
			}
			text, err := e.readSource(from)
			if err != nil {
				return err
			}
			declaration := regexp.MustCompile(`(?m)^(algorithm[ \t]+)[0-9A-Za-z_.]+`)
			if !declaration.Match(text) {
				return fail(exitUsage, "%s declares no algorithm; choose one that does, as std/reno.cc", from)
			}
			text = declaration.ReplaceAll(text, []byte("${1}"+name))
			path := name + ".cc"
			if _, err := os.Lstat(path); err == nil {
				return fail(exitUsage, "%s is there already", path)
			}
			beside := importBeside(path)
			withIt := func(module string) (string, []byte, error) { // as it will be with the new file there
				if module == name {
					return path, text, nil
				}
				return beside(module)
			}
			if unit := lang.Compile(path, text, lang.Options{Import: withIt}); unit.Failed() {
				return e.startsBroken(from, unit)
			}
			if err := writeFile(path, text); err != nil {
				return err
			}
			fmt.Fprintf(e.out, "wrote %s; next: ccc compile %s, or sudo ccc load %s\n", path, path, path)
			return nil
		},
	}
	cmd.Flags().StringVar(&from, "from", "std/reno.cc", "start from `FILE.cc`")
	must(cmd.RegisterFlagCompletionFunc("from", programs()))
	return cmd
}

// startsBroken tells why a copy of a program would not compile where it is to stand.
func (e *env) startsBroken(from string, unit *lang.Unit) error {
	if err := e.tell(unit.Diags, false); err != nil {
		return err
	}
	return fail(exitProgram, "a copy of %s would not compile here, so none was written", from)
}

func explainVerb(e *env) *cobra.Command {
	return &cobra.Command{
		Use: "explain CODE", Short: "tell the story behind a diagnostic", GroupID: groupWrite,
		Example:           "  ccc explain E0301\n  ccc explain        # list all codes",
		Args:              atMost(1),
		ValidArgsFunction: codes,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				for _, name := range codeNames() {
					fmt.Fprintf(e.out, "%s  %s\n", name, diag.Codes()[name].Title)
				}
				return nil
			}
			name := strings.ToUpper(strings.Trim(args[0], "[]"))
			code, ok := diag.Codes()[name]
			if !ok {
				return fail(exitUsage, "there is no diagnostic %s; ccc explain lists them all", args[0])
			}
			fmt.Fprintf(e.out, "%s: %s\n\n%s\n", name, code.Title, strings.TrimSpace(code.Explain))
			return nil
		},
	}
}

func codeNames() []string {
	names := make([]string, 0, len(diag.Codes()))
	for name := range diag.Codes() {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func fieldsVerb(e *env) *cobra.Command {
	return &cobra.Command{
		Use: "fields [PATTERN]", Short: "list the fields of sk, rs and sample, and the kernel's enums", GroupID: groupWrite,
		Long:              "fields lists what a program can read and write of the kernel, and the values of its enums. PATTERN is part of a name, or of what it means.",
		Example:           "  ccc fields\n  ccc fields cwnd\n  ccc fields rs.\n  ccc fields Event",
		Args:              atMost(1),
		ValidArgsFunction: oneOf([]string{"sk.", "rs.", "sample."}),
		RunE: func(_ *cobra.Command, args []string) error {
			pattern := ""
			if len(args) == 1 {
				pattern = args[0]
			}
			n, err := target.WriteFields(e.out, pattern)
			if err == nil && n == 0 {
				return fail(exitUsage, "no field has %q in its name or meaning; ccc fields lists them all", pattern)
			}
			return err
		},
	}
}

func docVerb(e *env) *cobra.Command {
	return &cobra.Command{
		Use: "doc [MODULE | FILE.cc]", Short: "show a module's documentation", GroupID: groupWrite,
		Example:           "  ccc doc            # the standard library\n  ccc doc tcp\n  ccc doc mine.cc",
		Args:              atMost(1),
		ValidArgsFunction: modules,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return e.listLibrary()
			}
			path := args[0]
			if path != "-" && !strings.HasSuffix(path, ".cc") {
				path += ".cc" // of the user's own modules, or else of the library's, as `use` finds it
				if _, err := os.Stat(path); err != nil {
					path = std.Prefix + path
				}
			}
			text, err := e.readSource(path)
			if err != nil {
				return err
			}
			return lang.Doc(e.out, path, text)
		},
	}
}

func (e *env) listLibrary() error {
	for _, path := range std.Names() {
		text, err := std.Read(path)
		if err != nil {
			return err
		}
		fmt.Fprintf(e.out, "%-16s %s\n", path, lang.Synopsis(path, text))
	}
	return nil
}
