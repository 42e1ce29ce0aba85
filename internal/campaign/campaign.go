// Package campaign tries to break the compiler's promise, "if it compiles, the
// kernel takes it, and it means what it says": it compiles random programs,
// loads each into the running kernel, and runs their callbacks on random
// connections in every execution that there is (see vm/difftest). What fails is
// made small and reported. The same seed gives the same campaign.
package campaign

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/btf"

	"github.com/ccc-lang/ccc/internal/progen"
	"github.com/ccc-lang/ccc/internal/std"
	"github.com/ccc-lang/ccc/lang/codegen"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/vm"
	"github.com/ccc-lang/ccc/vm/difftest"
)

// Options says how long and how hard to try.
type Options struct {
	Seed     uint64
	Programs int  // how many programs to try
	Sockets  int  // random connections per program; each runs up to 4 callbacks in turn
	Size     int  // statements per callback, about; 0: small and large ones in turn
	Near     bool // every program comes near a limit of the language, each limit in turn
	Kernel   bool // load into the kernel and run in its JIT; needs root
	Workers  int  // 0: one per processor
	// MaxFailures ends the campaign early; 0 means 5.
	MaxFailures int
	// Stop ends the campaign when it is closed; the report is of what was done until then.
	Stop <-chan struct{}
	Log  io.Writer // progress and failures; nil: none
	// Source, if set, gives program n instead of the generator (mutations of existing ones).
	Source func(r *rand.Rand) string
}

// Report is what a campaign found.
type Report struct {
	Programs, Accepted int
	OnlyOptimised      int   // of them, those that are too large for the kernel without optimisation
	Executions         int64 // of one callback on one connection in one execution
	Rejected           map[string]int
	Failures           []Failure
	// TooLarge are programs whose verification the kernel gave up, after a million
	// instructions.
	TooLarge []Failure
	// Work is the verifier's work against the estimate of it.
	Work    Work
	Elapsed time.Duration
}

// Work says how well the verifier's work was estimated.
type Work struct {
	Callbacks int       // that were loaded
	Most      Over      // the one that took most
	Closest   float64   // the greatest part of its estimate that a callback took
	Over      []Over    // those that took more than their estimate, though not too much
	Unsettled []Over    // those that the kernel's JIT cannot place over a model connection, though it places the object's
	Walked    []float64 // for each callback that the compiler walked: how much it took of what the walk did
	Large     []float64 // likewise, of those that took more than largeWork instructions
	Ways      []float64 // for each without loops whose ways may be many: how much it took of all of them
}

// Where the estimates matter: for less the verifier has room enough however wrong they are.
const (
	largeWork = 50_000  // instructions
	manyWays  = 200_000 // instructions of all ways together; maxWays in lang/codegen is measured above it
)

// Over is a callback and what its verification took, as a rule more than was estimated.
type Over struct {
	Seed            uint64
	Callback, Level string
	Took, Estimated int // instructions
}

func (o Over) String() string {
	return fmt.Sprintf("seed %d, %s, %s: %d instructions; %d were estimated", o.Seed, o.Callback, o.Level, o.Took, o.Estimated)
}

func (w *Work) add(other Work) {
	w.Callbacks += other.Callbacks
	if other.Most.Took > w.Most.Took {
		w.Most = other.Most
	}
	w.Closest = max(w.Closest, other.Closest)
	w.Over = append(w.Over, other.Over...)
	w.Unsettled = append(w.Unsettled, other.Unsettled...)
	w.Walked = append(w.Walked, other.Walked...)
	w.Large = append(w.Large, other.Large...)
	w.Ways = append(w.Ways, other.Ways...)
}

// compare tells how near to an estimate the verifier came: parts are what it took of it.
func compare(what string, parts []float64) string {
	parts = slices.Sorted(slices.Values(parts))
	n, same := len(parts), 0
	for _, part := range parts {
		if part == 1 {
			same++
		}
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("  of %d callbacks %s, it looked at exactly as many for %d (%.0f %%); of one in a hundred at less than %.2f times or more than %.2f times as many, at %.2f times at most\n",
		n, what, same, 100*float64(same)/float64(n), parts[n/100], parts[n-1-n/100], parts[n-1])
}

// Failure is one program that broke the promise, made small.
type Failure struct {
	Seed   uint64
	Source string
	Text   string
}

// String summarises the report.
func (r *Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d programs, %d accepted (%d only with optimisation), %d executions, %d failures, %d too large for the verifier in %s\n",
		r.Programs, r.Accepted, r.OnlyOptimised, r.Executions, len(r.Failures), len(r.TooLarge), r.Elapsed.Round(time.Millisecond))
	fmt.Fprintf(&b, "  %d callbacks loaded; %d took more than estimated, up to %.0f %%; the verifier looked at most instructions for %v\n",
		r.Work.Callbacks, len(r.Work.Over), 100*r.Work.Closest, r.Work.Most)
	b.WriteString(compare("that the compiler walked", r.Work.Walked))
	b.WriteString(compare(fmt.Sprintf("of more than %d instructions among them", largeWork), r.Work.Large))
	b.WriteString(compare(fmt.Sprintf("without loops whose ways come to more than %d instructions", manyWays), r.Work.Ways))
	for _, o := range r.Work.Over {
		fmt.Fprintf(&b, "  underestimated: %v\n", o)
	}
	for _, o := range r.Work.Unsettled {
		fmt.Fprintf(&b, "  not run in the JIT, whose passes do not settle: seed %d, %s\n", o.Seed, o.Callback)
	}
	for _, f := range r.TooLarge {
		head, _, _ := strings.Cut(f.Text, "\n")
		fmt.Fprintf(&b, "  too large: seed %d: %s\n", f.Seed, head)
	}
	var codes []string
	for code := range r.Rejected {
		codes = append(codes, code)
	}
	slices.SortFunc(codes, func(a, b string) int { return r.Rejected[b] - r.Rejected[a] })
	for _, code := range codes {
		fmt.Fprintf(&b, "  rejected %6d  %s\n", r.Rejected[code], code)
	}
	return b.String()
}

// Run runs a campaign.
func Run(opts Options) *Report {
	if opts.Workers == 0 {
		opts.Workers = runtime.GOMAXPROCS(0)
	}
	if opts.MaxFailures == 0 {
		opts.MaxFailures = 5
	}
	c := &campaign{opts: opts, report: &Report{Rejected: map[string]int{}}, start: time.Now()}
	var wait sync.WaitGroup
	for range opts.Workers {
		wait.Go(c.work)
	}
	wait.Wait()
	c.report.Elapsed = time.Since(c.start)
	slices.SortFunc(c.report.Failures, func(a, b Failure) int { return int(a.Seed) - int(b.Seed) })
	return c.report
}

type campaign struct {
	opts   Options
	start  time.Time
	mu     sync.Mutex
	report *Report
}

// next gives the next seed, and false when the campaign is over.
func (c *campaign) next() (uint64, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	select {
	case <-c.opts.Stop:
		return 0, false
	default:
	}
	if c.report.Programs >= c.opts.Programs || len(c.report.Failures) >= c.opts.MaxFailures {
		return 0, false
	}
	seed := c.opts.Seed + uint64(c.report.Programs)
	c.report.Programs++
	if c.opts.Log != nil && c.report.Programs%500 == 0 {
		fmt.Fprintf(c.opts.Log, "%d programs, %d accepted, %d executions, %d failures, %d too large, %d beyond the estimate, %s\n", c.report.Programs, c.report.Accepted,
			c.report.Executions, len(c.report.Failures), len(c.report.TooLarge), len(c.report.Work.Over), time.Since(c.start).Round(time.Second))
	}
	return seed, true
}

func (c *campaign) work() {
	for {
		seed, ok := c.next()
		if !ok {
			return
		}
		r := rand.New(rand.NewPCG(seed, 0))
		p := &progen.Program{}
		source := ""
		if c.opts.Source != nil {
			source = c.opts.Source(r)
		} else {
			p = generate(r, seed, c.opts)
			source = p.String()
		}
		o, err := try(source, seed, c.opts)
		c.record(seed, p, source, o, err)
	}
}

// generate makes the program of a seed; size 0 takes small and large ones in turn.
func generate(r *rand.Rand, seed uint64, opts Options) *progen.Program {
	o := progen.Options{Size: opts.Size}
	if o.Size == 0 {
		o.Size = []int{3, 3, 6, 6, 12, 25}[seed%6]
	}
	if opts.Near {
		o.Limit = 1 + int(seed/6%uint64(progen.Limits())) // every limit in every size
	}
	return progen.New(r, o)
}

var code = regexp.MustCompile(`E\d{4}: [^\n]*`)
var quoted = regexp.MustCompile("`[^`]*`|[0-9]+")

func (c *campaign) record(seed uint64, p *progen.Program, source string, o outcome, err error) {
	rejected := errors.Is(err, difftest.ErrRejected)
	if err != nil && !rejected && c.mayShrink(err) {
		source, err = c.shrink(seed, p, source, err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.report.Executions += o.runs
	c.report.Work.add(o.work)
	switch {
	case err == nil:
		c.report.Accepted++
		if o.onlyOptimised != "" {
			c.report.OnlyOptimised++
		}
	case rejected:
		c.report.Rejected[quoted.ReplaceAllString(code.FindString(err.Error()), "_")]++
	case classOf(err) == tooLarge:
		c.report.TooLarge = append(c.report.TooLarge, Failure{seed, source, err.Error()})
	default:
		c.report.Failures = append(c.report.Failures, Failure{seed, source, err.Error()})
	}
	if c.opts.Log != nil && err != nil && !rejected {
		fmt.Fprintf(c.opts.Log, "---- seed %d: %v\n%s\n", seed, err, source)
	}
}

// mayShrink reports whether there is time to make another program that fails small: the
// first few will do.
func (c *campaign) mayShrink(err error) bool {
	select {
	case <-c.opts.Stop:
		return false
	default:
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return classOf(err) != tooLarge || len(c.report.TooLarge) < 3
}

// shrink makes a program that fails small, and gives it with its failure.
func (c *campaign) shrink(seed uint64, p *progen.Program, source string, err error) (string, error) {
	class, limit := classOf(err), 20*time.Second
	if class == tooLarge {
		limit = time.Minute // each try takes the verifier a second
	}
	fails := func(source string) bool {
		_, e := try(source, seed, c.opts)
		return e != nil && classOf(e) == class
	}
	small := ""
	if c.opts.Source != nil {
		small = progen.ShrinkText(source, limit, fails)
	} else {
		small = progen.Shrink(p, limit, fails).String()
	}
	if _, e := try(small, seed, c.opts); e != nil {
		return small, e
	}
	return source, err
}

// LibraryMutants gives random changes of the library's algorithms, for Options.Source.
func LibraryMutants() func(r *rand.Rand) string {
	var sources []string
	for _, name := range std.Names() {
		if text, err := std.Read(name); err == nil && algorithm.Match(text) {
			sources = append(sources, string(text))
		}
	}
	return func(r *rand.Rand) string { return progen.Mutate(r, sources[r.IntN(len(sources))]) }
}

var algorithm = regexp.MustCompile(`(?m)^algorithm `)

// failure is an error with the class of what went wrong, which shrinking keeps.
type failure struct {
	class string
	err   error
}

func (f *failure) Error() string { return f.class + ": " + f.err.Error() }

// tooLarge is the class of programs that the verifier gives up.
const tooLarge = "too large for the verifier"

func classOf(err error) string {
	var f *failure
	switch {
	case strings.Contains(err.Error(), "program is too large"):
		return tooLarge
	case errors.As(err, &f):
		return f.class
	case errors.Is(err, difftest.ErrRejected):
		return "rejected"
	}
	return "other"
}

// outcome is what was done with a program.
type outcome struct {
	runs          int64 // executions that were compared
	work          Work
	onlyOptimised string // why it is too large for the kernel without optimisation, if it is
}

var levels = []string{"without optimisation", "optimised"}

// try compiles a program and tries to make it fail. The error is difftest.ErrRejected for
// a program with errors.
func try(source string, seed uint64, opts Options) (o outcome, err error) {
	s, err := difftest.New(source)
	if err != nil {
		if errors.Is(err, difftest.ErrRejected) && strings.Contains(err.Error(), "E0001") {
			return o, &failure{"defect", err}
		}
		return o, err
	}
	defer s.Close()
	s.Ranges = true
	o.onlyOptimised = s.Refused
	r := rand.New(rand.NewPCG(seed, 1))
	first := vm.Random(r)
	s.RandomParams(r, first)
	if opts.Kernel {
		if o.work, err = acceptsAll(s, seed); err != nil {
			return o, err
		}
		if err := s.UseKernel(first); err != nil {
			return o, &failure{"the kernel refuses it over a model connection", err}
		}
		for _, name := range s.Unsettled() {
			o.work.Unsettled = append(o.work.Unsettled, Over{Seed: seed, Callback: name, Level: levels[1]})
		}
	}
	for range opts.Sockets {
		n, err := runs4(s, r, first)
		o.runs += n
		if err != nil {
			return o, &failure{"difference", err}
		}
	}
	return o, nil
}

// acceptsAll loads the program's objects into the kernel.
func acceptsAll(s *difftest.Subject, seed uint64) (work Work, err error) {
	for _, level := range []int{1, 0} {
		if s.Objects[level] == nil {
			continue
		}
		w, err := accepts(s.Objects[level], s.Stats[level])
		w.Most.Seed, w.Most.Level = seed, levels[level]
		for i := range w.Over {
			w.Over[i].Seed, w.Over[i].Level = seed, levels[level]
		}
		work.add(w)
		if err != nil {
			return work, &failure{levels[level], err}
		}
	}
	return work, nil
}

// runs4 runs up to four callbacks one after the other on a random connection with
// the parameters of first.
func runs4(s *difftest.Subject, r *rand.Rand, first *vm.Socket) (int64, error) {
	sock := vm.Random(r)
	sock.Params, sock.Kconfig = first.Params, first.Kconfig
	s.RandomState(r, sock)
	var n int64
	for range 4 {
		cb := s.Program.Callbacks[r.IntN(len(s.Program.Callbacks))].Target
		args := vm.RandomArgs(r, cb, sock)
		after, _, err := s.Compare(sock, cb.Name, args)
		n += int64(s.Executions(cb.Name))
		if err != nil {
			return n, fmt.Errorf("%s%v: %w\nthe connection before:\n%s", cb.Name, scalars(cb, args), err,
				sock.Describe(func(name string) bool { return strings.Contains(s.Source, name) }))
		}
		sock = after
		if r.IntN(3) == 0 {
			s.Age(r, sock)
		}
	}
	return n, nil
}

// scalars are the arguments that are numbers.
func scalars(cb *target.Callback, args []int64) []int64 {
	var list []int64
	for i, p := range cb.Params {
		if p.Kind != target.SockPtr && p.Kind != target.RatePtr && p.Kind != target.AckPtr {
			list = append(list, args[i])
		}
	}
	return list
}

// kernelTypes is the kernel's BTF, decoded once.
var kernelTypes = sync.OnceValue(btf.NewCache)

// Accepts loads an object's programs and its ops into the running kernel, short of
// registering them, and frees them again. The error has the verifier's log.
func Accepts(obj []byte) error {
	_, err := accepts(obj, nil)
	return err
}

// accepts also holds the verifier's work against the estimates in stats.
func accepts(obj []byte, stats []codegen.Stats) (work Work, err error) {
	spec, err := ebpf.LoadCollectionSpecFromReader(bytes.NewReader(obj))
	if err != nil {
		return work, err
	}
	coll, err := ebpf.NewCollectionWithOptions(spec, ebpf.CollectionOptions{Cache: kernelTypes()})
	if err != nil {
		var ve *ebpf.VerifierError
		if errors.As(err, &ve) {
			lines := ve.Log
			return work, fmt.Errorf("the kernel refuses it: %w\n%s", err, strings.Join(lines[max(0, len(lines)-25):], "\n"))
		}
		return work, fmt.Errorf("the kernel refuses it: %w", err)
	}
	defer coll.Close()
	for _, st := range stats {
		for name, p := range coll.Programs {
			if !strings.HasSuffix(name, "_"+st.Callback) {
				continue
			}
			info, err := p.Info()
			if err != nil {
				return work, err
			}
			n, _ := info.VerifiedInstructions() // since 5.16
			this := Over{Callback: st.Callback, Took: int(n), Estimated: st.Verifier}
			w := Work{Callbacks: 1, Most: this, Closest: float64(n) / float64(st.Verifier)}
			if this.Took > this.Estimated {
				w.Over = []Over{this}
			}
			if st.Walked > 0 {
				w.Walked = []float64{float64(n) / float64(st.Walked)}
			}
			if n > largeWork {
				w.Large = w.Walked
			}
			if st.Ways > manyWays {
				w.Ways = []float64{float64(n) / st.Ways}
			}
			work.add(w)
		}
	}
	return work, nil
}
