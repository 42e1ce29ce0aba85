// Testkernels boots the kernels that Debian's archive serves and tries in each
// the objects that the compiler makes; see internal/vmtest.
//
//	testkernels [-kernels oldest,newest|5.10,6.1|all] [-random N] [-out docs/kernels.md]
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/ccc-lang/ccc/internal/vmtest"
	"github.com/ccc-lang/ccc/lang/target"
)

func main() {
	which := flag.String("kernels", "all", "versions, comma separated; also oldest, newest, all")
	random := flag.Int("random", 20, "random programs to try")
	only := flag.String("only", "", "try only programs whose name contains this")
	out := flag.String("out", "", "write the table of what runs where to this `file`")
	verbose := flag.Bool("v", false, "tell every result")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *which, *random, *only, *out, *verbose); err != nil {
		fmt.Fprintln(os.Stderr, "testkernels:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, which string, random int, only, out string, verbose bool) error {
	archive, err := vmtest.OpenArchive()
	if err != nil {
		return err
	}
	defer archive.Close()
	kernels, err := choose(archive.Kernels(), which)
	if err != nil {
		return err
	}
	if which == "all" {
		kernels = served(archive, kernels)
	}
	programs, err := vmtest.Programs(".", random)
	if err != nil {
		return err
	}
	programs = slices.DeleteFunc(programs, func(p *vmtest.Program) bool { return !strings.Contains(p.Name, only) })
	failed := 0
	outcomes, err := vmtest.Run(ctx, ".", archive, kernels, programs, func(o *vmtest.Outcome) {
		failed += len(o.Failures)
		tell(o, programs, verbose)
	})
	if err != nil {
		return err
	}
	if failed > 0 {
		return fmt.Errorf("%d failures", failed)
	}
	if out == "" {
		return nil
	}
	var b bytes.Buffer
	if err := vmtest.WriteReport(&b, outcomes, programs, time.Now()); err != nil {
		return err
	}
	return os.WriteFile(out, b.Bytes(), 0o644)
}

// choose returns the kernels that text names.
func choose(all []vmtest.Kernel, text string) ([]vmtest.Kernel, error) {
	if len(all) == 0 {
		return nil, fmt.Errorf("the archive has no kernels")
	}
	if text == "all" {
		return all, nil
	}
	var list []vmtest.Kernel
	for _, name := range strings.Split(text, ",") {
		switch name {
		case "oldest":
			list = append(list, all[0])
			continue
		case "newest":
			list = append(list, all[len(all)-1])
			continue
		}
		i := slices.IndexFunc(all, func(k vmtest.Kernel) bool { return k.Version.String() == name })
		if i < 0 {
			return nil, fmt.Errorf("the archive has no kernel %s", name)
		}
		list = append(list, all[i])
	}
	return list, nil
}

// longLived are the kernels of Debian's releases.
var longLived = []target.Version{target.V(5, 10), target.V(6, 1), target.V(6, 12)}

// served returns the kernels that can be had: the archive's list names, for a
// while, some that it has dropped. Those that Debian supports for years must be there, and the newest.
func served(archive *vmtest.Archive, kernels []vmtest.Kernel) []vmtest.Kernel {
	var list []vmtest.Kernel
	for i, k := range kernels {
		if _, _, err := archive.Image(k); err != nil && !slices.Contains(longLived, k.Version) && i < len(kernels)-1 {
			fmt.Printf("%-32s skipped: %v\n", k.Release, err)
			continue
		}
		list = append(list, k)
	}
	return list
}

func tell(o *vmtest.Outcome, programs []*vmtest.Program, verbose bool) {
	refused := 0
	for _, p := range programs {
		r := o.Results[p.Name]
		if r.Refusal != "" {
			refused++
		}
		if verbose {
			fmt.Printf("  %-28s %5d ms  %s%v %d\n", p.Name, r.Millis, r.Refusal, r.Counts, r.Retransmits)
		}
	}
	fmt.Printf("%-32s %d programs, %d refused as foretold, %d failures, %.1f s\n",
		o.Kernel.Release, len(o.Results), refused, len(o.Failures), o.Elapsed.Seconds())
	if o.Work.Callbacks > 0 {
		fmt.Printf("  the verifier looked at up to %d instructions of a callback, and at up to %.0f %% of what was estimated for one; beyond the estimate: %v\n",
			o.Work.Most, 100*o.Work.Closest, o.Work.Over)
	}
	for _, e := range o.Endured {
		if verbose {
			fmt.Printf("  %-28s %s %s%s\n", e.Hardship, e.Code, e.Message, e.Impossible)
		}
	}
	for _, f := range o.Failures {
		fmt.Println("  FAIL", strings.ReplaceAll(strings.TrimSpace(f), "\n", "\n    "))
	}
}
