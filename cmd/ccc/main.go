// Command ccc compiles congestion-control algorithms to BPF and puts them into
// the Linux kernel. `ccc help` lists its verbs.
package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// The exit codes.
const (
	exitFine    = 0 // done
	exitProgram = 1 // the program text has errors
	exitUsage   = 2 // the command line is wrong, or a file cannot be read or written
	exitKernel  = 3 // the kernel refused

	// A signal's number above this: the signal ended a lab, as shells count it.
	exitSignal = 128
)

// version is the compiler's version, stated in every object.
const version = "0.1.0"

func main() {
	collectSeldom()
	deepenStack()
	end(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// exitError is an error with the exit code it means. Told says that the user
// has been told already.
type exitError struct {
	code int
	told bool
	file bool // it is about a file, which no help on the command line mends
	err  error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return "exit " + fmt.Sprint(e.code)
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

// fail returns an error that ends the command with the code, told to the user.
func fail(code int, format string, args ...any) error {
	return &exitError{code: code, err: fmt.Errorf(format, args...)}
}

// failFile is fail for what cannot be read or written.
func failFile(format string, args ...any) error {
	return &exitError{code: exitUsage, file: true, err: fmt.Errorf(format, args...)}
}

// env is what a verb works with: its streams, and how to write on them.
type env struct {
	in       io.Reader
	out, err io.Writer
}

// output is standard output. It keeps the first error, which no verb need look for.
type output struct {
	io.Writer
	err error
}

func (o *output) Write(text []byte) (int, error) {
	n, err := o.Writer.Write(text)
	if o.err == nil {
		o.err = err
	}
	return n, err
}

// run runs the command line and returns the exit code.
func run(args []string, in io.Reader, out, err io.Writer) int {
	to := &output{Writer: out}
	root := newRoot(&env{in: in, out: to, err: err})
	root.SetArgs(args)
	failure := root.Execute()
	if to.err != nil {
		failure = failFile("cannot write to standard output: %v", cause(to.err))
	}
	if failure == nil {
		return exitFine
	}
	var e *exitError
	if !errors.As(failure, &e) {
		e = &exitError{code: exitUsage, file: isOfFile(failure), err: failure}
	}
	if !e.told && e.err != nil {
		fmt.Fprint(err, "ccc: ", printableLines(e.err.Error()))
		if e.code == exitUsage && !e.file {
			fmt.Fprintln(err, "run 'ccc help' for the verbs, 'ccc help VERB' for one of them")
		}
	}
	return e.code
}

// cause is what the system said, without the name of a file.
func cause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// isOfFile reports whether the system refused to read or write something.
func isOfFile(err error) bool {
	var path *fs.PathError
	var number syscall.Errno
	return errors.As(err, &path) || errors.As(err, &number)
}

// The groups of verbs in the help.
const (
	groupWrite  = "write"
	groupKernel = "kernel"
	groupLook   = "look"
)

func newRoot(e *env) *cobra.Command {
	root := &cobra.Command{
		Use:   "ccc",
		Short: "write TCP congestion control as formulas, run it in the Linux kernel",
		Long: `ccc compiles TCP congestion-control algorithms, written as the papers write them,
to BPF objects that the Linux kernel runs on real connections.`,
		Example: `  ccc compile std/reno.cc        # write reno.o
  ccc new mine --from std/reno.cc
  sudo ccc load mine.cc          # connections can now choose "mine"
  sudo ccc unload mine`,
		Version:       version,
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) (err error) {
			cmd.Flags().Visit(func(f *pflag.Flag) {
				if f.Value.String() == "" { // as a script has it whose variable is not set
					err = fail(exitUsage, "--%s is empty", f.Name)
				}
			})
			return err
		},
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return badFlag(err) })
	root.SetIn(e.in)
	root.SetOut(e.out)
	root.SetErr(e.err)
	root.AddGroup(
		&cobra.Group{ID: groupWrite, Title: "Writing algorithms:"},
		&cobra.Group{ID: groupKernel, Title: "Running them (Linux):"},
		&cobra.Group{ID: groupLook, Title: "Looking closer:"},
	)
	for _, verb := range []func(*env) *cobra.Command{
		compileVerb, checkVerb, newVerb, explainVerb, fieldsVerb, docVerb,
		loadVerb, unloadVerb, lsVerb, labVerb,
		dumpVerb, disVerb,
	} {
		root.AddCommand(verb(e))
	}
	root.SetHelpCommandGroupID(groupLook)
	root.SetHelpCommand(helpVerb(root))
	root.SetCompletionCommandGroupID(groupLook)
	root.InitDefaultCompletionCmd()
	shells(root)
	root.SetHelpTemplate(root.HelpTemplate() + `{{if not .HasParent}}
Exit codes: 0 fine, 1 the program has errors, 2 wrong usage, 3 the kernel refused.
Paths that start with std/ name the standard library, as std/cubic.cc.
{{end}}`)
	return root
}

// badFlag says in our words what Go's own say of a number.
func badFlag(err error) error {
	text := regexp.MustCompile(`: strconv\..*: invalid syntax$`).ReplaceAllString(err.Error(), ": it is a whole number, as 3")
	text = regexp.MustCompile(`: strconv\..*: value out of range$`).ReplaceAllString(text, ": it is too large or too small")
	return fail(exitUsage, "%s", text)
}

func helpVerb(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use: "help [VERB]", Short: "explain a verb", GroupID: groupLook,
		Args: atMost(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return verbs(root), noFiles
		},
		RunE: func(_ *cobra.Command, args []string) error {
			verb, _, err := root.Find(args)
			if err != nil {
				return fail(exitUsage, "there is no verb %s; there are %s", args[0], strings.Join(verbs(root), ", "))
			}
			return verb.Help()
		},
	}
}

func verbs(root *cobra.Command) []string {
	var names []string
	for _, verb := range root.Commands() {
		if !verb.Hidden {
			names = append(names, verb.Name())
		}
	}
	return names
}

// shells makes a wrong name of a shell an error, where cobra shows the help.
func shells(root *cobra.Command) {
	verb, _, err := root.Find([]string{"completion"})
	if err != nil {
		panic("internal error: " + err.Error())
	}
	verb.Args, verb.Short = nil, "write a completion script for a shell"
	verb.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return cmd.Help()
		}
		return fail(exitUsage, "there is no completion for %s; there is for %s", args[0], strings.Join(verbs(cmd), ", "))
	}
}

// exactly checks that a verb has n arguments, and names what they are.
func exactly(n int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != n {
			return fail(exitUsage, "%s needs %s, as: ccc %s", cmd.Name(), what, cmd.Use)
		}
		return nil
	}
}

// atMost checks that a verb has no more than n arguments.
func atMost(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > n {
			return fail(exitUsage, "%s does not take that many arguments, as: ccc %s", cmd.Name(), cmd.Use)
		}
		return nil
	}
}
