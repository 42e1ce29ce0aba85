package main

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/asm"
	"github.com/cilium/ebpf/rlimit"
	"golang.org/x/sys/unix"
)

// load is what the kernel makes of an object, all programs together; stack is the
// most that one program takes.
type load struct {
	kept, jited, verified, spills, stack int           // kept: slots, once the verifier has taken dead code out
	took                                 time.Duration // by the verifier
}

var (
	stackDepth = regexp.MustCompile(`stack depth ([0-9+]+)`)
	timeTaken  = regexp.MustCompile(`verification time (\d+) usec`)
)

// loadOnce loads an object without registering it.
func loadOnce(object []byte) (l load, err error) {
	spec, err := ebpf.LoadCollectionSpecFromReader(bytes.NewReader(object))
	if err != nil {
		return l, err
	}
	for _, p := range spec.Programs {
		l.spills += stackStores(p.Instructions)
	}
	coll, err := ebpf.NewCollectionWithOptions(spec, ebpf.CollectionOptions{Programs: ebpf.ProgramOptions{LogLevel: ebpf.LogLevelStats}})
	if err != nil {
		return l, err
	}
	defer coll.Close()
	for name, p := range coll.Programs {
		info, err := p.Info()
		if err != nil {
			return l, err
		}
		size, err := info.JitedSize()
		if err != nil {
			return l, fmt.Errorf("%s: %w", name, err)
		}
		kept, err := info.TranslatedSize()
		if err != nil {
			return l, fmt.Errorf("%s: %w", name, err)
		}
		verified, _ := info.VerifiedInstructions()
		l.kept += kept / asm.InstructionSize
		l.jited += int(size)
		l.verified += int(verified)
		l.stack = max(l.stack, sum(stackDepth.FindStringSubmatch(p.VerifierLog)))
		l.took += time.Duration(sum(timeTaken.FindStringSubmatch(p.VerifierLog))) * time.Microsecond
	}
	return l, nil
}

// stackStores counts the instructions that put something on the stack.
func stackStores(insns asm.Instructions) int {
	n := 0
	for _, ins := range insns {
		if c := ins.OpCode.Class(); (c == asm.StClass || c == asm.StXClass) && ins.Dst == asm.R10 {
			n++
		}
	}
	return n
}

// sum adds up the numbers in "16+8", a match's first group.
func sum(match []string) int {
	if match == nil {
		return 0
	}
	n := 0
	for part := range strings.SplitSeq(match[1], "+") {
		v, _ := strconv.Atoi(part)
		n += v
	}
	return n
}

// loadOften takes turns between the two objects and returns medians of the times.
func (o *options) loadOften(p pair) (ours, theirs load, err error) {
	var times [2][]time.Duration
	sides := [2]load{}
	for range o.runs {
		for i, object := range [][]byte{p.ours, p.theirs} {
			if sides[i], err = loadOnce(object); err != nil {
				return ours, theirs, fmt.Errorf("%s, %s: %w", p.name, [2]string{"ours", "clang's"}[i], err)
			}
			times[i] = append(times[i], sides[i].took)
		}
	}
	for i := range sides {
		slices.Sort(times[i])
		sides[i].took = times[i][len(times[i])/2]
	}
	return sides[0], sides[1], nil
}

// loads prints what the kernel makes of the objects, and checks or writes the
// table in docs/benchmarks.md, which is for one release of the kernel.
func (o *options) loads(pairs []pair) error {
	_ = rlimit.RemoveMemlock() // for kernels before 5.11
	var table strings.Builder
	release, err := kernelRelease()
	if err != nil {
		return err
	}
	fmt.Fprintf(&table, "Kernel %s.\n\n", release)
	table.WriteString("| algorithm | slots kept, ours | clang | ratio | JITed bytes, ours | clang | ratio | verified, ours | clang | ratio | stores to the stack, ours | clang | stack bytes, ours | clang |\n")
	table.WriteString("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n")
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "\nin the kernel\tkept ours\tclang\tratio\tJITed ours\tclang\tratio\tverified ours\tclang\tratio\tspills ours\tclang\tstack ours\tclang\ttime to verify, ratio\t")
	var all summary
	for _, p := range pairs {
		a, b, err := o.loadOften(p)
		if err != nil {
			return err
		}
		all.add(p, a, b)
		row := []any{p.name, a.kept, b.kept, ratio(a.kept, b.kept), a.jited, b.jited, ratio(a.jited, b.jited),
			a.verified, b.verified, ratio(a.verified, b.verified), a.spills, b.spills, a.stack, b.stack}
		fmt.Fprintf(&table, "| %s | %d | %d | %s | %d | %d | %s | %d | %d | %s | %d | %d | %d | %d |\n", row...)
		fmt.Fprintf(w, "%s\t%d\t%d\t%s\t%d\t%d\t%s\t%d\t%d\t%s\t%d\t%d\t%d\t%d\t%s\t\n", append(row, ratio(int(a.took), int(b.took)))...)
	}
	fmt.Fprintf(&table, "| geometric mean | | | %.2f | | | %.2f | | | %.2f | | | | |\n\n%s", all.kept.value(), all.jited.value(), all.verified.value(), &all)
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Print("\n", &all)
	if o.only != "" {
		return nil
	}
	return o.keepTable(release, table.String())
}

// mean is a geometric mean of ratios.
type mean struct {
	logs float64
	n    int
}

func (m *mean) add(a, b int) {
	m.logs += math.Log(float64(a) / float64(b))
	m.n++
}

func (m *mean) value() float64 { return math.Exp(m.logs / float64(m.n)) }

// summary puts what the kernel makes of all objects beside what is in them.
type summary struct {
	object, bytes, kept, jited, verified mean
	longer                               []string // of which the kernel keeps more than of clang's
}

func (s *summary) add(p pair, ours, theirs load) {
	s.object.add(p.code.ours, p.code.v3)
	s.bytes.add(p.code.ours, p.code.bytes)
	s.kept.add(ours.kept, theirs.kept)
	s.jited.add(ours.jited, theirs.jited)
	s.verified.add(ours.verified, theirs.verified)
	if ours.kept > theirs.kept {
		s.longer = append(s.longer, p.name)
	}
}

func (s *summary) String() string {
	return fmt.Sprintf("Geometric means of ours to clang's: slots in the object %.2f, with bitfields read as bytes in C %.2f, slots kept %.2f, JITed bytes %.2f, instructions verified %.2f.\n"+
		"The kernel keeps more of ours than of clang's in %d of %d: %s.\n",
		s.object.value(), s.bytes.value(), s.kept.value(), s.jited.value(), s.verified.value(), len(s.longer), s.kept.n, strings.Join(s.longer, ", "))
}

func ratio(a, b int) string {
	if b == 0 {
		return "-"
	}
	return fmt.Sprintf("%.2f", float64(a)/float64(b))
}

var measured = regexp.MustCompile(`(?s)(<!-- measured -->\n)(.*?)(<!-- measured end -->)`)

// keepTable checks or writes the table. Another kernel's figures are not comparable.
func (o *options) keepTable(release, table string) error {
	file, err := fromRoot("docs", "benchmarks.md")
	if err != nil {
		return err
	}
	page, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	match := measured.FindSubmatch(page)
	if match == nil {
		return fmt.Errorf("%s has no place for the table", file)
	}
	was := string(match[2])
	switch {
	case was == table:
		return nil
	case o.update:
		return os.WriteFile(file, measured.ReplaceAll(page, []byte("${1}"+table+"${3}")), 0o644)
	case !strings.HasPrefix(was, "Kernel "+release+"."):
		fmt.Println("the committed table is of another kernel: not compared")
		return nil
	}
	return fmt.Errorf("the table in %s no longer holds (-update rewrites it)", file)
}

func kernelRelease() (string, error) {
	var u unix.Utsname
	if err := unix.Uname(&u); err != nil {
		return "", err
	}
	version, _, _ := strings.Cut(unix.ByteSliceToString(u.Release[:]), "-")
	return version + " on " + unix.ByteSliceToString(u.Machine[:]), nil
}
