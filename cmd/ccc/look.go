package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ccc-lang/ccc/internal/std"
	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/object"
)

func dumpVerb(e *env) *cobra.Command {
	var stage string
	var opt level
	cmd := &cobra.Command{
		Use: "dump FILE.cc", Short: "show the program at one stage of the compiler", GroupID: groupLook,
		Long:              "dump shows what the compiler knows after a stage: " + strings.Join(lang.Stages(), ", ") + ".",
		Example:           "  ccc dump --stage opt std/reno.cc",
		Args:              exactly(1, "one program"),
		ValidArgsFunction: programs(),
		RunE: func(_ *cobra.Command, args []string) error {
			text, err := e.readSource(args[0])
			if err != nil {
				return err
			}
			opts := lang.Options{NoOptimize: opt.plain, Version: version}
			if _, err := os.Stat(args[0]); err == nil || args[0] == "-" {
				opts.Import = importBeside(args[0])
			}
			var shown bytes.Buffer
			unit, err := lang.Dump(&shown, stage, args[0], text, opts)
			if err != nil {
				return fail(exitUsage, "%v", err)
			}
			nothing := shown.Len() == 0
			if _, err := shown.WriteTo(e.out); err != nil {
				return err
			}
			if err := e.tell(unit.Diags, false); err != nil {
				return err
			}
			switch {
			case unit.Failed():
				return &exitError{code: exitProgram, told: true}
			case nothing && unit.Object == nil:
				return fail(exitProgram, "%s is a module: its functions get types and code where an algorithm uses them; --stage tokens and --stage ast show it", spoken(args[0]))
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&stage, "stage", "opt", "the `STAGE`: "+strings.Join(lang.Stages(), ", "))
	must(cmd.RegisterFlagCompletionFunc("stage", oneOf(lang.Stages())))
	opt.flag(cmd.Flags())
	return cmd
}

func disVerb(e *env) *cobra.Command {
	var opts object.DisOptions
	cmd := &cobra.Command{
		Use: "dis FILE.o", Short: "show an object's instructions with the lines they come from", GroupID: groupLook,
		Long: `dis shows each callback's instructions, with fields by name and the source lines they
come from. The lines are in the object; one that another compiler left out is taken from
the source file, where it lies beside the object.`,
		Example:           "  ccc dis reno.o\n  ccc dis --only ssthresh reno.o",
		Args:              exactly(1, "one object"),
		ValidArgsFunction: objects,
		RunE: func(_ *cobra.Command, args []string) error {
			data, err := e.readSource(args[0])
			if err != nil {
				return err
			}
			if !isELF(data) {
				return failFile("%s is no object (ccc dump --stage asm shows a program's instructions)", spoken(args[0]))
			}
			opts.Source = sourceBeside(args[0], data)
			if err := object.Disassemble(e.out, bytes.NewReader(data), opts); err != nil {
				return failFile("%s: %v", spoken(args[0]), err)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&opts.NoSource, "no-source", false, "instructions only")
	cmd.Flags().StringVar(&opts.Only, "only", "", "show one `CALLBACK`")
	must(cmd.RegisterFlagCompletionFunc("only", callbacks))
	return cmd
}

// sourceBeside returns the text of the source file that an object names: from
// beside the object or the standard library and from nowhere else, for the object
// may be a stranger's. "" if it is not there.
func sourceBeside(path string, data []byte) string {
	m, err := object.ReadManifest(bytes.NewReader(data))
	if err != nil {
		return ""
	}
	var text []byte
	if strings.HasPrefix(m.Source, std.Prefix) {
		text, err = std.Read(m.Source)
	} else if path != "-" {
		text, err = readFile(filepath.Join(filepath.Dir(path), filepath.Base(m.Source)))
	}
	if err != nil {
		return ""
	}
	return string(text)
}
