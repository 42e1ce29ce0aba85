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

	"github.com/ccc-lang/ccc"
	"github.com/ccc-lang/ccc/internal/progen"
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
	Executions         int64 // of one callback on one connection in one execution
	Rejected           map[string]int
	Failures           []Failure
	// TooLarge are programs whose verification the kernel gave up, after a million
	// instructions. They are not made small: each try takes the verifier a second.
	TooLarge []Failure
	// Work is the verifier's work against the estimate of it.
	Work    Work
	Elapsed time.Duration
}

// Work says how well the verifier's work was estimated.
type Work struct {
	Callbacks int       // that were loaded
	Most      int       // instructions that the verifier looked at for one of them
	Closest   float64   // the greatest part of its estimate that a callback took
	Over      []Over    // that took more than their estimate, though not too much
	Walked    []float64 // for each callback with loops: how much it took of what the compiler's walk did
}

// Over is a callback whose verification took more than was estimated.
type Over struct {
	Seed            uint64
	Callback, Level string
	Took, Estimated int // instructions
}

func (w *Work) add(other Work) {
	w.Callbacks += other.Callbacks
	w.Most = max(w.Most, other.Most)
	w.Closest = max(w.Closest, other.Closest)
	w.Over = append(w.Over, other.Over...)
	w.Walked = append(w.Walked, other.Walked...)
}

// walk tells how well the compiler's walk is the verifier's.
func (w *Work) walk() string {
	slices.Sort(w.Walked)
	n, same := len(w.Walked), 0
	for _, part := range w.Walked {
		if part == 1 {
			same++
		}
	}
	return fmt.Sprintf("of %d callbacks with loops, it looked at exactly as many as the walk of %.0f %%; of one in a hundred at less than %.2f times or more than %.2f times as many, at %.2f times at most",
		n, 100*float64(same)/float64(n), w.Walked[n/100], w.Walked[n-1-n/100], w.Walked[n-1])
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
	fmt.Fprintf(&b, "%d programs, %d accepted, %d executions, %d failures, %d too large for the verifier in %s\n",
		r.Programs, r.Accepted, r.Executions, len(r.Failures), len(r.TooLarge), r.Elapsed.Round(time.Millisecond))
	fmt.Fprintf(&b, "  %d callbacks loaded; the verifier looked at %d instructions of one at most; %d took more than estimated, up to %.0f %%\n",
		r.Work.Callbacks, r.Work.Most, len(r.Work.Over), 100*r.Work.Closest)
	if len(r.Work.Walked) > 0 {
		fmt.Fprintf(&b, "  %s\n", r.Work.walk())
	}
	for _, o := range r.Work.Over {
		fmt.Fprintf(&b, "  underestimated: seed %d: %s, %s: %d instructions, not %d\n", o.Seed, o.Callback, o.Level, o.Took, o.Estimated)
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
			p = generate(r, seed, c.opts.Size)
			source = p.String()
		}
		runs, work, err := try(source, seed, c.opts)
		c.record(seed, p, source, runs, work, err)
	}
}

// generate makes the program of a seed; size 0 takes small and large ones in turn.
func generate(r *rand.Rand, seed uint64, size int) *progen.Program {
	if size == 0 {
		size = []int{3, 3, 6, 6, 12, 25}[seed%6]
	}
	return progen.New(r, progen.Options{Size: size})
}

var code = regexp.MustCompile(`E\d{4}: [^\n]*`)
var quoted = regexp.MustCompile("`[^`]*`|[0-9]+")

func (c *campaign) record(seed uint64, p *progen.Program, source string, runs int64, work Work, err error) {
	small := source
	large := err != nil && strings.Contains(err.Error(), "program is too large")
	if err != nil && !large && !errors.Is(err, difftest.ErrRejected) {
		class := classOf(err)
		if c.opts.Source == nil {
			small = progen.Shrink(p, 20*time.Second, func(source string) bool {
				_, e := Try(source, seed, c.opts)
				return e != nil && classOf(e) == class
			}).String()
			if _, e := Try(small, seed, c.opts); e != nil {
				err = e
			}
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.report.Executions += runs
	c.report.Work.add(work)
	switch {
	case err == nil:
		c.report.Accepted++
	case errors.Is(err, difftest.ErrRejected):
		c.report.Rejected[quoted.ReplaceAllString(code.FindString(err.Error()), "_")]++
	case large:
		c.report.TooLarge = append(c.report.TooLarge, Failure{seed, small, err.Error()})
		if c.opts.Log != nil {
			fmt.Fprintf(c.opts.Log, "---- seed %d: too large for the verifier\n", seed)
		}
	default:
		c.report.Failures = append(c.report.Failures, Failure{seed, small, err.Error()})
		if c.opts.Log != nil {
			fmt.Fprintf(c.opts.Log, "---- seed %d: %v\n%s\n", seed, err, small)
		}
	}
}

// LibraryMutants gives random changes of the library's algorithms, for Options.Source.
func LibraryMutants() func(r *rand.Rand) string {
	var sources []string
	for _, name := range ccc.StdNames() {
		if text, err := ccc.ReadStd(name); err == nil && algorithm.Match(text) {
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

func classOf(err error) string {
	var f *failure
	switch {
	case errors.As(err, &f):
		return f.class
	case errors.Is(err, difftest.ErrRejected):
		return "rejected"
	}
	return "other"
}

// Try compiles a program and tries to make it fail. It returns how many executions
// were compared. The error is difftest.ErrRejected for a program with errors.
func Try(source string, seed uint64, opts Options) (runs int64, err error) {
	runs, _, err = try(source, seed, opts)
	return runs, err
}

var levels = []string{"without optimisation", "optimised"}

func try(source string, seed uint64, opts Options) (runs int64, work Work, err error) {
	s, err := difftest.New(source)
	if err != nil {
		if errors.Is(err, difftest.ErrRejected) && strings.Contains(err.Error(), "E0001") {
			return 0, work, &failure{"defect", err}
		}
		return 0, work, err
	}
	defer s.Close()
	s.Ranges = true
	r := rand.New(rand.NewPCG(seed, 1))
	first := vm.Random(r)
	s.RandomParams(r, first)
	if opts.Kernel {
		for _, level := range []int{1, 0} {
			w, err := accepts(s.Objects[level], s.Stats[level])
			for i := range w.Over {
				w.Over[i].Seed, w.Over[i].Level = seed, levels[level]
			}
			work.add(w)
			if err != nil {
				return 0, work, &failure{levels[level], err}
			}
		}
		if err := s.UseKernel(first); err != nil {
			return 0, work, &failure{"the kernel refuses it over a model connection", err}
		}
	}
	for range opts.Sockets {
		n, err := runs4(s, r, first)
		runs += n
		if err != nil {
			return runs, work, &failure{"difference", err}
		}
	}
	return runs, work, nil
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
			w := Work{Callbacks: 1, Most: int(n), Closest: float64(n) / float64(st.Verifier)}
			if int(n) > st.Verifier {
				w.Over = []Over{{Callback: st.Callback, Took: int(n), Estimated: st.Verifier}}
			}
			if st.Walked > 0 {
				w.Walked = []float64{float64(n) / float64(st.Walked)}
			}
			work.add(w)
		}
	}
	return work, nil
}
