package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/ccc-lang/ccc/kernel"
	"github.com/ccc-lang/ccc/lab"
	"github.com/ccc-lang/ccc/lab/draw"
)

// labFlags are the options of `ccc lab` as given.
type labFlags struct {
	scenario, rate, queue, trace, flows, beside, suite string
	csv, json, svg, png, html                          string
	delay, time, warmup                                time.Duration
	loss                                               string
	mark, repeat, tries                                int
	seed                                               uint64
	set, expect                                        []string
	list, quiet                                        bool
}

func labVerb(e *env) *cobra.Command {
	var f labFlags
	cmd := &cobra.Command{
		Use: "lab FILE.cc|FILE.o|NAME", Short: "run an algorithm over an emulated link, beside the kernel's own", GroupID: groupKernel,
		Long: `lab runs real connections of this kernel over an emulated bottleneck and shows what their
windows do: the algorithm alone, the kernel's twin alone (the one of the same name, else
cubic), and both sharing the link. Nothing stays loaded afterwards.

The link's rate counts whole packets of 1500 bytes; the delay is the round trip of the
empty path; the queue drops what comes when it is full. Defaults: 20 Mbit/s, 20 ms, 1 BDP.`,
		Example: `  sudo ccc lab std/reno.cc
  sudo ccc lab mine.cc --scenario lte --html report.html
  sudo ccc lab mine.cc --rate 50Mbit --delay 100ms --queue 2bdp --expect 'jain>0.95' --expect 'rtt_p95<250ms'
  sudo ccc lab --flows 'mine.cc,cubic@5s,reno*2' --time 60s --svg flows.svg
  ccc lab --scenarios`,
		ValidArgsFunction: programs("o"),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx, stop := untilSignal()
			defer stop()
			switch {
			case f.list:
				return e.listScenarios()
			case f.suite != "":
				return e.runSuite(f.suite, cmd, args)
			}
			return e.runLab(ctx, &f, cmd, args)
		},
	}
	f.register(cmd)
	return cmd
}

func (f *labFlags) register(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.SortFlags = false
	fs.StringVar(&f.scenario, "scenario", "", "start from the link `NAME`: "+strings.Join(scenarioNames(), ", "))
	must(cmd.RegisterFlagCompletionFunc("scenario", oneOf(scenarioNames())))
	fs.BoolVar(&f.list, "scenarios", false, "list the scenarios")
	fs.StringVar(&f.rate, "rate", "", "`RATE` of the bottleneck, as 20Mbit")
	fs.Var((*period)(&f.delay), "delay", "round trip of the empty path")
	fs.StringVar(&f.queue, "queue", "", "`LENGTH` of the queue in packets, or in products of rate and delay, as 1.5bdp")
	fs.StringVar(&f.loss, "loss", "", "`SHARE` of data packets lost at random, as 0.1%")
	fs.IntVar(&f.mark, "ecn", 0, "turn ECN on, and mark what leaves more than `N` packets waiting")
	fs.StringVar(&f.trace, "trace", "", "let the rate vary as `FILE` says, in mahimahi's format")
	fs.StringVar(&f.flows, "flows", "", "run these on one link: `LIST` of algorithms or files, as mine.cc,cubic@5s,reno*3")
	fs.StringVar(&f.beside, "beside", "", "compare with the algorithm `NAME`, or none")
	fs.StringArrayVar(&f.set, "set", nil, "set a parameter of the algorithm, `NAME=VALUE`; may be given often")
	fs.Var((*period)(&f.time), "time", "how long to run, warm-up included (default: long enough for eight cuts of reno, 20 s at least)")
	fs.Var((*period)(&f.warmup), "warmup", "time at the start that figures leave out (default 2s, or 40 round trips)")
	fs.Uint64Var(&f.seed, "seed", 1, "seed of the random losses")
	fs.IntVar(&f.repeat, "repeat", 1, "run `N` times, and show medians")
	fs.IntVar(&f.tries, "tries", 2, "repeat a run that the machine disturbed up to `N` times")
	fs.StringArrayVar(&f.expect, "expect", nil, "fail (exit code 1) unless `CONDITION` holds, as jain>0.95, rtt_p95<60ms; may be given often")
	fs.StringVar(&f.csv, "csv", "", "write all samples to `FILE`")
	fs.StringVar(&f.json, "json", "", "write the figures to `FILE`")
	fs.StringVar(&f.svg, "svg", "", "draw the windows to `FILE`")
	fs.StringVar(&f.png, "png", "", "draw the windows to `FILE`")
	fs.StringVar(&f.html, "html", "", "write a report with plots, complete in itself, to `FILE`")
	fs.StringVar(&f.suite, "suite", "", "run the command line of each line of `FILE`")
	fs.BoolVarP(&f.quiet, "quiet", "q", false, "no charts, no progress")
}

// period is a length of time as a flag's value.
type period time.Duration

func (p *period) String() string {
	if *p == 0 {
		return "0" // which the help does not show as a default
	}
	return time.Duration(*p).String()
}

func (p *period) Set(text string) error {
	d, err := time.ParseDuration(text)
	if err != nil {
		return errors.New("it is a time with its unit, as 3s or 20ms")
	}
	*p = period(d)
	return nil
}

func (p *period) Type() string { return "duration" }

func scenarioNames() (names []string) {
	for _, s := range lab.Scenarios() {
		names = append(names, s.Name)
	}
	return names
}

func (e *env) listScenarios() error {
	for _, s := range lab.Scenarios() {
		l, err := lab.FindScenario(s.Name)
		if err != nil {
			return err
		}
		fmt.Fprintf(e.out, "%-12s %s, %v, queue %d: %s\n", s.Name, lab.FormatRate(l.Rate), l.Delay, l.Queue, s.Doc)
	}
	return nil
}

// runSuite runs each line of a file as a command line of its own, with the other
// options given behind it, so that they win.
func (e *env) runSuite(path string, cmd *cobra.Command, args []string) error {
	text, err := readFile(path)
	if err != nil {
		return readError(path, err)
	}
	lines, err := lab.ReadSuite(path, bytes.NewReader(text))
	if err != nil {
		return fail(exitUsage, "%v", err)
	}
	var more []string
	cmd.Flags().Visit(func(flag *pflag.Flag) {
		if list, ok := flag.Value.(pflag.SliceValue); ok {
			for _, v := range list.GetSlice() {
				more = append(more, "--"+flag.Name+"="+v)
			}
		} else if flag.Name != "suite" {
			more = append(more, "--"+flag.Name+"="+flag.Value.String())
		}
	})
	worst := exitFine
	for _, words := range lines {
		words = slices.Concat(words, more, args)
		fmt.Fprintf(e.out, "== ccc lab %s\n", strings.Join(words, " "))
		code := run(append([]string{"lab"}, words...), e.in, e.out, e.err)
		if worst = max(worst, code); code == exitUsage || code > exitSignal {
			break // a wrong line, or somebody's interruption
		}
	}
	if worst != exitFine {
		return &exitError{code: worst, told: true}
	}
	return nil
}

func (e *env) runLab(ctx context.Context, f *labFlags, cmd *cobra.Command, args []string) error {
	plan, err := f.plan(cmd.Flags().Changed)
	if told := new(exitError); errors.As(err, &told) {
		return told
	}
	if err != nil {
		return fail(exitUsage, "%v", err)
	}
	conditions, err := f.conditions()
	if err != nil {
		return fail(exitUsage, "--expect: %v", err)
	}
	if len(args) > 1 {
		return fail(exitUsage, "lab takes one algorithm; several share a link with --flows %s", strings.Join(args, ","))
	}
	if (len(args) == 0) == (f.flows == "") {
		return fail(exitUsage, "lab needs one algorithm, or --flows: ccc lab std/reno.cc")
	}
	for _, path := range []string{f.csv, f.json, f.svg, f.png, f.html} {
		if err := canWrite(path); err != nil {
			return err // and not after a minute's run
		}
	}
	if !lab.Permitted() {
		return e.labWithoutRoot(ctx, f, args)
	}
	bench := &labBench{env: e, set: f.set, held: map[string]*kernel.Held{}}
	defer bench.close()
	if err := bench.fill(plan, f, args); err != nil {
		return err
	}
	if err := plan.Check(conditions, bench.mine != nil); err != nil {
		return fail(exitUsage, "--expect: %v", err)
	}
	report, err := bench.run(ctx, plan, f.quiet)
	if err != nil {
		return e.labError(ctx, err)
	}
	verdicts, err := report.Judge(conditions)
	if err != nil {
		return fail(exitUsage, "--expect: %v", err)
	}
	if !f.quiet {
		report.WriteCharts(e.out, columns(e.out), !utf8Locale())
	}
	if err := report.WriteTable(e.out, columns(e.out)); err != nil {
		return err
	}
	if err := f.write(report, verdicts); err != nil {
		return err
	}
	return e.tellVerdicts(verdicts)
}

// labWithoutRoot runs the lab in a user namespace, which serves for algorithms
// that the kernel has already.
func (e *env) labWithoutRoot(ctx context.Context, f *labFlags, args []string) error {
	for _, what := range append(strings.Split(f.flows, ","), append(args, f.beside)...) {
		if isFile(what) {
			return fail(exitKernel, "the lab would load %s, and this user lacks %s: run it with sudo, or name an algorithm that is registered already, as net.ipv4.tcp_available_congestion_control lists them",
				what, strings.Join(lab.Missing(), " and "))
		}
	}
	code, err := lab.RunInside(ctx)
	if stopped, ok := exitInterrupted(ctx); ok {
		return stopped // the process inside has told
	}
	if err != nil {
		return e.labError(ctx, err)
	}
	if code != exitFine {
		return &exitError{code: code, told: true}
	}
	return nil
}

func (e *env) tellVerdicts(verdicts []lab.Verdict) error {
	failed := false
	for _, v := range verdicts {
		fmt.Fprintln(e.out, v)
		failed = failed || !v.Held
	}
	if failed {
		return &exitError{code: exitProgram, told: true}
	}
	return nil
}

// labError turns what stopped a run into an exit code.
func (e *env) labError(ctx context.Context, err error) error {
	if stopped, ok := exitInterrupted(ctx); ok {
		fmt.Fprintln(e.err, "ccc: interrupted; nothing is left behind")
		return stopped
	}
	var missing *lab.CapabilityError
	if errors.As(err, &missing) {
		return fail(exitKernel, "%v\nrun it with sudo", err)
	}
	return fail(exitKernel, "%v", err)
}

// plan makes the link and the times from the options.
func (f *labFlags) plan(given func(string) bool) (*lab.Plan, error) {
	p := &lab.Plan{Scenario: f.scenario, Repeat: f.repeat, Tries: f.tries}
	if f.repeat < 1 || f.tries < 0 {
		return nil, errors.New("--repeat is 1 or more, --tries 0 or more")
	}
	name := f.scenario
	if name == "" {
		name = "bench"
	}
	var err error
	if p.Link, err = lab.FindScenario(name); err != nil {
		return nil, err
	}
	if err := f.changeLink(&p.Link, given); err != nil {
		return nil, err
	}
	if err := p.Link.Check(); err != nil {
		return nil, err
	}
	p.Time, p.Warmup = lab.DefaultTimes(p.Link)
	if given("warmup") {
		p.Time += f.warmup - p.Warmup
		p.Warmup = f.warmup
	}
	if given("time") {
		p.Time = f.time
		if !given("warmup") {
			p.Warmup = min(p.Warmup, p.Time/4)
		}
	}
	switch {
	case p.Warmup < 0:
		return nil, fmt.Errorf("a warm-up takes 0 s or more, not %v", p.Warmup)
	case p.Time < time.Second:
		return nil, fmt.Errorf("a run takes a second or more, not %v", p.Time)
	case p.Time < p.Warmup+time.Second:
		return nil, fmt.Errorf("a run of %v has less than a second after a warm-up of %v", p.Time, p.Warmup)
	}
	p.Seed = f.seed
	return p, nil
}

func (f *labFlags) changeLink(l *lab.Link, given func(string) bool) (err error) {
	if f.trace != "" {
		text, err := readFile(f.trace)
		if err != nil {
			return readError(f.trace, err)
		}
		if l.Trace, err = lab.ReadTrace(filepath.Base(f.trace), bytes.NewReader(text)); err != nil {
			return err
		}
		l.Rate = l.Trace.Rate()
	}
	if given("rate") {
		if f.trace != "" {
			return errors.New("--rate and --trace exclude each other")
		}
		l.Trace = nil
		if l.Rate, err = lab.ParseRate(f.rate); err != nil {
			return err
		}
	}
	if given("delay") {
		l.Delay = f.delay
	}
	queue := f.queue
	if queue == "" && f.scenario == "" {
		queue = "1bdp"
	}
	if queue != "" {
		if l.Queue, err = lab.ParseQueue(queue, l.BDP()); err != nil {
			return err
		}
	}
	if given("loss") {
		if l.Loss, err = parseShare(f.loss); err != nil {
			return err
		}
	}
	if given("ecn") {
		l.Mark = f.mark
	}
	return nil
}

// parseShare reads "0.1%" or "0.001".
func parseShare(text string) (float64, error) {
	number, isPercent := strings.CutSuffix(text, "%")
	v, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil {
		return 0, fmt.Errorf("a loss is a share, as 0.1%% or 0.001, not %q", text)
	}
	if isPercent {
		v /= 100
	}
	if !(v >= 0 && v < 1) {
		return 0, fmt.Errorf("a loss is 0 or more and less than 1, which is 100%%, not %s", text)
	}
	return v, nil
}

func (f *labFlags) conditions() ([]lab.Condition, error) {
	var out []lab.Condition
	for _, text := range f.expect {
		c, err := lab.ParseCondition(text)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// write writes the files that the options ask for.
func (f *labFlags) write(r *lab.Report, verdicts []lab.Verdict) error {
	for _, o := range []struct {
		path  string
		write func(io.Writer) error
	}{
		{f.csv, r.WriteCSV},
		{f.json, func(w io.Writer) error { return r.WriteJSON(w, verdicts) }},
		{f.svg, func(w io.Writer) error { return draw.WriteSVG(w, r) }},
		{f.png, func(w io.Writer) error { return draw.WritePNG(w, r) }},
		{f.html, func(w io.Writer) error { return draw.WriteHTML(w, r, verdicts) }},
	} {
		if o.path == "" {
			continue
		}
		var b bytes.Buffer
		if err := o.write(&b); err != nil {
			return fail(exitUsage, "%s: %v", o.path, err)
		}
		if err := writeFile(o.path, b.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// labBench holds the algorithms of a run, registered under names of their own.
type labBench struct {
	*env
	set  []string
	held map[string]*kernel.Held // by file
	mine *kernel.Held            // the one under test, or nil
}

// fill puts the algorithms into the plan, registering those that are files.
func (b *labBench) fill(p *lab.Plan, f *labFlags, args []string) error {
	if f.flows != "" {
		specs, err := lab.ParseFlows(f.flows)
		if err != nil {
			return fail(exitUsage, "--flows: %v", err)
		}
		return b.fillFlows(p, specs, f.time > 0)
	}
	flow, declared, err := b.algorithm(args[0])
	if err != nil {
		return err
	}
	p.Mine = flow
	b.mine = b.held[args[0]]
	twin := f.beside
	if twin == "" {
		twin = twinOf(flow.Algorithm, declared)
	}
	if twin != "none" {
		p.Twin, _, err = b.algorithm(twin)
	}
	if b.held[twin] == nil {
		p.Twin.Label = "kernel's " + p.Twin.Label
	}
	return err
}

func (b *labBench) fillFlows(p *lab.Plan, specs []lab.FlowSpec, timed bool) error {
	var last time.Duration
	seen := map[string]int{}
	for _, s := range specs {
		flow, _, err := b.algorithm(s.What)
		if err != nil {
			return err
		}
		seen[flow.Label]++
		if n := seen[flow.Label]; n > 1 {
			flow.Label += "#" + strconv.Itoa(n)
		}
		flow.Start = s.Start
		p.Flows = append(p.Flows, flow)
		last = max(last, s.Start)
	}
	// Figures are of the time in which all run.
	p.Warmup += last
	if !timed {
		p.Time += last
	}
	if p.Time < p.Warmup+time.Second {
		return fail(exitUsage, "the last flow starts at %v, and so little of %v is left; give a longer --time", last, p.Time)
	}
	return nil
}

// twinOf chooses what to compare with: the kernel's algorithm of the same name,
// else cubic, else reno.
func twinOf(registered, declared string) string {
	for _, name := range []string{declared, "cubic", "reno"} {
		if name != "" && name != registered && kernel.Has(name) {
			return name
		}
	}
	return "none"
}

// isFile reports whether a flow, without its number and time, is a file.
func isFile(what string) bool {
	what, _, _ = strings.Cut(strings.TrimSpace(what), "@")
	what, _, _ = strings.Cut(what, "*")
	return strings.HasSuffix(what, ".cc") || strings.HasSuffix(what, ".o")
}

// algorithm returns a flow of a file, which it registers, or of a name, and the
// name that the file declares.
func (b *labBench) algorithm(what string) (flow lab.Flow, declared string, err error) {
	if !isFile(what) {
		if !kernel.Has(what) {
			return flow, "", fail(exitUsage, "this kernel has no algorithm called %s; a file ends in .cc or .o", what)
		}
		return lab.Flow{Label: what, Algorithm: what}, "", nil
	}
	held := b.held[what]
	if held == nil {
		if held, err = b.hold(what); err != nil {
			return flow, "", err
		}
		b.held[what] = held
	}
	return lab.Flow{Label: filepath.Base(what), Algorithm: held.Name}, held.Declared, nil
}

// hold registers the algorithm of a file under a name that nobody else has.
func (b *labBench) hold(path string) (*kernel.Held, error) {
	values, err := parseSettings(b.set, true)
	if err != nil {
		return nil, err
	}
	name := "lab." + strconv.FormatInt(int64(os.Getpid()), 36) + "." + strconv.Itoa(len(b.held))
	obj, err := b.objectOf(path, name)
	if err != nil {
		return nil, err
	}
	held, err := kernel.Hold(bytes.NewReader(obj), kernel.LoadOptions{Name: name, Set: values})
	if err != nil {
		return nil, b.refused(err, false)
	}
	return held, nil
}

func (b *labBench) close() {
	for path, h := range b.held {
		if err := h.Close(); err != nil {
			fmt.Fprintf(b.err, "ccc: %s stays registered as %s: %v\n", path, h.Name, err)
		}
	}
}

func (b *labBench) run(ctx context.Context, p *lab.Plan, quiet bool) (*lab.Report, error) {
	if b.mine != nil {
		if stats, err := kernel.CountCalls(); err == nil {
			defer stats.Close()
		}
	}
	tell := func(lab.Stage) {}
	if !quiet && terminal(b.err) {
		tell = func(s lab.Stage) { fmt.Fprintf(b.err, "\r\x1b[K%s", s) }
		defer fmt.Fprint(b.err, "\r\x1b[K")
	}
	outcomes, err := p.Run(ctx, tell)
	if err != nil {
		return nil, err
	}
	report := lab.NewReport(p, outcomes, b.calls())
	report.Kernel = kernel.Release()
	return report, nil
}

// calls returns what the callbacks of the algorithm under test cost.
func (b *labBench) calls() []lab.Call {
	if b.mine == nil {
		return nil
	}
	list, err := b.mine.Callbacks()
	if err != nil {
		return nil
	}
	var out []lab.Call
	for _, c := range list {
		if c.Calls > 0 {
			out = append(out, lab.Call{Name: c.Name, Calls: c.Calls, Nanos: float64(c.Time) / float64(c.Calls)})
		}
	}
	return out
}

// terminal reports whether w is a terminal.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// columns is the width of what is written to w: COLUMNS, else the terminal's. A
// file has no width; its lines are as long as they need to be, and charts as on
// a usual terminal.
func columns(w io.Writer) int {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if f, ok := w.(*os.File); ok {
		return terminalWidth(f)
	}
	return 0
}

// utf8Locale reports whether output may hold more than ASCII.
func utf8Locale() bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := os.Getenv(name); v != "" {
			v = strings.ToLower(v)
			return strings.Contains(v, "utf-8") || strings.Contains(v, "utf8")
		}
	}
	return true
}
