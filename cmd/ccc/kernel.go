package main

import (
	"bytes"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/ccc-lang/ccc/kernel"
	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/object"
)

func loadVerb(e *env) *cobra.Command {
	var name, pin string
	var set []string
	var verbose bool
	cmd := &cobra.Command{
		Use: "load FILE.cc|FILE.o", Short: "register an algorithm with the running kernel", GroupID: groupKernel,
		Long: `load registers the algorithm with the running kernel, where it stays until unload or a
reboot. A program then chooses it with setsockopt(TCP_CONGESTION), a machine with
sysctl net.ipv4.tcp_congestion_control. Loading a newer version replaces the older for
new connections; those that run keep what they began with. Only root may choose an
algorithm by its name, unless it is declared with nonrestricted.`,
		Example: `  sudo ccc load std/reno.cc
  sudo ccc load aimd.cc --set beta=0.8 --name aimd8
  iperf3 -c server -C ccc_reno`,
		Args:              exactly(1, "one program or object"),
		ValidArgsFunction: programs("o"),
		RunE: func(_ *cobra.Command, args []string) error {
			values, err := parseSettings(set, false)
			if err != nil {
				return err
			}
			data, err := e.objectOf(args[0], name)
			if err != nil {
				return err
			}
			done, err := kernel.Load(bytes.NewReader(data), kernel.LoadOptions{Name: name, Set: values, PinDir: pin})
			if err != nil {
				return e.refused(err, verbose)
			}
			e.tellLoaded(done)
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&name, "name", "", "register under `NAME`")
	f.StringArrayVar(&set, "set", nil, "set a parameter, `NAME=VALUE`; may be given often")
	f.StringVar(&pin, "pin", "", "hold the algorithm in `DIR` on a BPF file system; one that is held elsewhere moves there")
	f.BoolVarP(&verbose, "verbose", "v", false, "show what the kernel said, in full")
	must(cmd.RegisterFlagCompletionFunc("set", e.parameters))
	return cmd
}

// parseSettings reads the settings of parameters. Only where one may come again, as in a suite
// whose own command line wins, the last holds.
func parseSettings(set []string, again bool) (map[string]string, error) {
	values := map[string]string{}
	for _, s := range set {
		name, value, ok := strings.Cut(s, "=")
		if !ok || name == "" || value == "" {
			return nil, fail(exitUsage, "--set wants NAME=VALUE, not %q", s)
		}
		if _, twice := values[name]; twice && !again {
			return nil, fail(exitUsage, "--set gives %s twice", name)
		}
		values[name] = value
	}
	return values, nil
}

// objectOf returns the object in a file or on standard input; program text is compiled,
// under the name unless that is empty. (A name that the kernel does not take is refused where
// the object is loaded, whoever made that.)
func (e *env) objectOf(path, name string) ([]byte, error) {
	data, err := e.readSource(path)
	if err != nil || isELF(data) || strings.HasSuffix(path, ".o") {
		return data, err
	}
	if !isAlgorithmName(name) {
		name = ""
	}
	unit, err := e.compileText(path, data, lang.Options{Name: name}, false)
	if err != nil {
		return nil, err
	}
	return objectBytes(unit)
}

// isELF reports whether data is an object or another file of that format, and no text.
func isELF(data []byte) bool { return bytes.HasPrefix(data, []byte("\x7fELF")) }

// misused are the refusals whose reason is the command line, and not the kernel.
var misused = map[string]bool{"L0020": true, "L0022": true, "L0023": true, "L0024": true}

// refused tells what the kernel, or its loader, had against an object.
func (e *env) refused(err error, verbose bool) error {
	k := kernel.AsError(err)
	fmt.Fprintf(e.err, "error[%s]: %s\n", k.Code, object.Printable(k.Error()))
	if k.Line != "" {
		fmt.Fprintf(e.err, "    %s\n", object.Printable(k.Line))
	}
	if k.Hint != "" {
		fmt.Fprintf(e.err, "hint: %s\n", k.Hint)
	}
	if k.Log != "" && verbose {
		fmt.Fprintf(e.err, "\nwhat the kernel said:\n%s\n", printableLines(k.Log))
	} else if k.Log != "" {
		fmt.Fprintln(e.err, "(--verbose shows what the kernel said)")
	}
	if misused[k.Code] {
		return &exitError{code: exitUsage, told: true}
	}
	return &exitError{code: exitKernel, told: true}
}

// printableLines replaces in a text of many lines what a terminal might act on.
func printableLines(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(object.Printable(strings.TrimRight(line, "\r\n")))
		b.WriteByte('\n')
	}
	return b.String()
}

func (e *env) tellLoaded(l *kernel.Loaded) {
	verb := "registered"
	if l.Replaced {
		verb = "replaced"
	}
	fmt.Fprintf(e.out, "%s %s", verb, l.Name)
	if l.Declared != "" && l.Declared != l.Name {
		fmt.Fprintf(e.out, " (declared as %s)", l.Declared)
	}
	fmt.Fprintln(e.out)
	if l.Gap {
		fmt.Fprintln(e.out, "note: for a moment between the old version and the new, connections could not choose it")
	}
	for _, p := range l.Params {
		if p.Changed {
			fmt.Fprintf(e.out, "  %s = %s\n", p.Name, p.Value)
		}
	}
	for _, n := range l.Notes {
		fmt.Fprintln(e.out, "note:", n)
	}
}

func unloadVerb(e *env) *cobra.Command {
	return &cobra.Command{
		Use: "unload NAME", Short: "unregister an algorithm", GroupID: groupKernel,
		Long:              "unload takes the name from the kernel's list. Connections that use the algorithm keep it until they end.",
		Example:           "  sudo ccc unload aimd",
		Args:              exactly(1, "a name"),
		ValidArgsFunction: loaded,
		RunE: func(_ *cobra.Command, args []string) error {
			was, err := kernel.Unload(args[0])
			if err != nil {
				return e.refused(err, false)
			}
			fmt.Fprintf(e.out, "unregistered %s%s\n", was.Name, users(was.Sockets))
			return nil
		},
	}
}

// users says of an algorithm that goes who still has it.
func users(sockets int) string {
	switch {
	case sockets <= 0:
		return ""
	case sockets == 1:
		return "; 1 socket still uses it and keeps it until it closes"
	}
	return fmt.Sprintf("; %d sockets still use it and keep it until they close", sockets)
}

func lsVerb(e *env) *cobra.Command {
	return &cobra.Command{
		Use: "ls", Short: "list what is registered, by whom, with which parameters", GroupID: groupKernel,
		Example: "  sudo ccc ls",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			all, err := kernel.List()
			if err != nil {
				return e.refused(err, false)
			}
			w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "NAME\tMADE BY\tSOCKETS\tPARAMETERS")
			for _, a := range all {
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", a.Name, a.Maker, sockets(a.Sockets), settings(a.Params))
			}
			return w.Flush()
		},
	}
}

func sockets(n int) string {
	if n < 0 {
		return "-"
	}
	return fmt.Sprint(n)
}

func settings(params []kernel.ParamValue) string {
	var list []string
	for _, p := range params {
		list = append(list, p.Name+"="+p.Value)
	}
	return strings.Join(list, " ")
}
