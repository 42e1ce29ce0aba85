package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/object"
	"github.com/ccc-lang/ccc"
)

func dumpVerb(e *env) *cobra.Command {
	var stage string
	var plain bool
	cmd := &cobra.Command{
		Use: "dump FILE.cc", Short: "show the program at one stage of the compiler", GroupID: groupLook,
		Long:    "dump shows what the compiler knows after a stage: " + strings.Join(lang.Stages(), ", ") + ".",
		Example: "  ccc dump --stage opt std/reno.cc",
		Args:    exactly(1, "one program"),
		RunE: func(_ *cobra.Command, args []string) error {
			text, err := e.readSource(args[0])
			if err != nil {
				return err
			}
			opts := lang.Options{NoOptimize: plain, Version: version}
			if _, err := os.Stat(args[0]); err == nil {
				opts.Import = importBeside(args[0])
			}
			unit, err := lang.Dump(e.out, lang.Stage(stage), args[0], text, opts)
			if err != nil {
				return fail(exitUsage, "%v", err)
			}
			if err := e.tell(unit.Diags, false); err != nil {
				return err
			}
			if unit.Failed() {
				return &exitError{code: exitProgram, told: true}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&stage, "stage", "opt", "the `STAGE`: "+strings.Join(lang.Stages(), ", "))
	cmd.Flags().BoolVarP(&plain, "no-optimize", "0", false, "do not optimise")
	return cmd
}

func disVerb(e *env) *cobra.Command {
	return &cobra.Command{
		Use: "dis FILE.o", Short: "show an object's instructions with the lines they come from", GroupID: groupLook,
		Example: "  ccc dis reno.o",
		Args:    exactly(1, "one object"),
		RunE: func(_ *cobra.Command, args []string) error {
			data, err := os.ReadFile(args[0])
			if err != nil {
				return readError(args[0], err)
			}
			err = object.Disassemble(e.out, bytes.NewReader(data), object.DisOptions{Source: sourceBeside(args[0])})
			if err != nil {
				return fail(exitProgram, "%s: %v", args[0], err)
			}
			return nil
		},
	}
}

// sourceBeside returns a function that finds a source file that an object names:
// beside the object or in the standard library. It goes nowhere else, for the
// object may be a stranger's.
func sourceBeside(objectPath string) func(string) ([]byte, error) {
	return func(name string) ([]byte, error) {
		if strings.HasPrefix(name, ccc.StdPrefix) {
			return ccc.ReadStd(name)
		}
		return os.ReadFile(filepath.Join(filepath.Dir(objectPath), filepath.Base(name)))
	}
}
