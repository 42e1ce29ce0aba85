// Package vmtest boots released kernels in emulated machines and tries in each
// what the compiler makes: one object per program, compiled once. It needs apt
// (of Debian) to fetch kernels and qemu-system-x86_64 to run them; neither root
// nor anything of the running kernel.
package vmtest

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/ccc-lang/ccc/internal/vmtest/job"
)

// bootLimit is how long a guest may take: half a minute, and more on a busy machine.
const bootLimit = 20 * time.Minute

// Outcome is what came of all programs in one kernel.
type Outcome struct {
	Kernel   Kernel
	Results  map[string]job.Result // by program
	Failures []string              // a sentence each; none if all is as it should be
	Doubts   []string              // programs that made the verifier doubt itself, see doubt
	Endured  []job.Endured
	Work     Work
	Elapsed  time.Duration
}

// Work is what the verifier did with the programs, against what the compiler had estimated.
type Work struct {
	Callbacks int     // of which the kernel tells it (5.16 and later)
	Most      uint32  // instructions of one
	Closest   float64 // the greatest part of its estimate that one took
	Over      []string
}

// Run tries the programs in each kernel, two kernels at a time, and tells each
// outcome as it comes; the end of ctx ends the guests. root is the repository.
func Run(ctx context.Context, root string, archive *Archive, kernels []Kernel, programs []*Program, tell func(*Outcome)) ([]*Outcome, error) {
	guest, err := buildGuest(root)
	if err != nil {
		return nil, err
	}
	outcomes := make([]*Outcome, len(kernels))
	errs := make([]error, len(kernels))
	slots := make(chan bool, 2)
	var mu sync.Mutex
	var wg sync.WaitGroup
	for _, k := range kernels {
		if _, _, err := archive.Image(k); err != nil {
			return nil, err
		}
	}
	for i, k := range kernels {
		wg.Go(func() {
			slots <- true
			defer func() { <-slots }()
			outcomes[i], errs[i] = try(ctx, archive, k, guest, programs)
			if errs[i] == nil {
				mu.Lock()
				defer mu.Unlock()
				tell(outcomes[i])
			}
		})
	}
	wg.Wait()
	for i, err := range errs {
		if err != nil {
			return nil, fmt.Errorf("kernel %s: %w", kernels[i].Release, err)
		}
	}
	return outcomes, nil
}

// buildGuest returns the guests' init, a static program.
func buildGuest(root string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "ccc-guest-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	to := filepath.Join(dir, "init")
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", to, "./internal/cmd/guest")
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH=amd64")
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("build the guest: %w\n%s", err, out)
	}
	return os.ReadFile(to)
}

// try boots one kernel with all programs.
func try(ctx context.Context, archive *Archive, k Kernel, guest []byte, programs []*Program) (*Outcome, error) {
	start := time.Now()
	image, config, err := archive.Image(k) // in the cache by now
	if err != nil {
		return nil, err
	}
	o := &Outcome{Kernel: k, Results: map[string]job.Result{}}
	settings, err := os.ReadFile(config)
	if err != nil {
		return nil, err
	}
	files := []file{{"init", 0o755, guest}, {"boot/config-" + k.Release, 0o644, settings}}
	var jobs []job.Job
	for i, p := range programs {
		name := fmt.Sprintf("objects/%d.o", i)
		j, err := p.job("/"+name, k.Version)
		if err != nil {
			o.Failures = append(o.Failures, err.Error())
			continue
		}
		jobs = append(jobs, j)
		files = append(files, file{name, 0o644, p.object})
	}
	list, err := json.Marshal(jobs)
	if err != nil {
		return nil, err
	}
	lines, err := boot(ctx, image, append(files, file{strings.TrimPrefix(job.List, "/"), 0o644, list}), bootLimit)
	if err != nil {
		return nil, err
	}
	o.judge(lines, jobs)
	o.weigh(programs)
	o.Elapsed = time.Since(start)
	return o, nil
}

// doubt is in the warning by which the verifiers of some kernels (6.17) tell that
// they hold contradictory bounds for a value, on a way that no run can take. It is a
// known weakness of theirs: they widen the bounds, go on, and take the program.
const doubt = "reg_bounds_sanity_check"

// sentences are the codes of what the loader must say under each hardship.
var sentences = map[job.Hardship]string{
	job.NoHardship: "", job.NoBTF: "L0005", job.NoJIT: "L0006", job.Integrity: "", job.Confidentiality: "L0004",
}

// unexpected returns what is wrong with what the loader said, or "". Kernels that
// are built with the JIT always on (CONFIG_BPF_JIT_ALWAYS_ON) cannot be without.
func unexpected(e *job.Endured) string {
	want, known := sentences[e.Hardship]
	switch {
	case !known:
		return "an unknown hardship"
	case e.Impossible != "" && e.Hardship != job.NoJIT:
		return e.Impossible
	case e.Impossible == "" && e.Code != want:
		return fmt.Sprintf("the loader said %q %s, not %q", e.Code, e.Message, want)
	}
	return ""
}

// weigh compares the verifier's work with the estimates.
func (o *Outcome) weigh(programs []*Program) {
	for _, p := range programs {
		for _, st := range p.unit.Stats {
			n, ok := o.Results[p.Name].Work[p.unit.Object.Name+"_"+st.Callback]
			if !ok {
				continue
			}
			part := float64(n) / float64(st.Verifier)
			o.Work.Callbacks++
			o.Work.Most, o.Work.Closest = max(o.Work.Most, n), max(o.Work.Closest, part)
			if part > 1 {
				o.Work.Over = append(o.Work.Over, fmt.Sprintf("%s of %s (%d, not %d)", st.Callback, p.Name, n, st.Verifier))
			}
		}
	}
}

// judge turns the guest's answer into failures.
func (o *Outcome) judge(lines []job.Line, jobs []job.Job) {
	fail := func(format string, args ...any) { o.Failures = append(o.Failures, fmt.Sprintf(format, args...)) }
	for _, l := range lines {
		switch {
		case l.Release != "" && l.Release != o.Kernel.Release:
			fail("the guest runs %s", l.Release)
		case l.Result != nil:
			o.Results[l.Result.Name] = *l.Result
			if l.Result.Error != "" {
				fail("%s: %s\n%s", l.Result.Name, l.Result.Error, l.Result.Log)
			}
			if len(l.Result.Kernel) > 0 && strings.Contains(l.Result.Kernel[0], doubt) {
				o.Doubts = append(o.Doubts, l.Result.Name)
			} else if len(l.Result.Kernel) > 0 {
				fail("%s: the kernel's log tells of a defect:\n%s", l.Result.Name, strings.Join(l.Result.Kernel, "\n"))
			}
		case len(l.Kernel) > 0:
			fail("the kernel's log tells of a defect:\n%s", strings.Join(l.Kernel, "\n"))
		case l.Endured != nil:
			o.Endured = append(o.Endured, *l.Endured)
			if complaint := unexpected(l.Endured); complaint != "" {
				fail("%s: %s", l.Endured.Hardship, complaint)
			}
		case l.Left != "":
			fail("left in the kernel: %s", l.Left)
		}
	}
	for _, j := range jobs {
		if _, ok := o.Results[j.Name]; !ok {
			fail("%s: no answer", j.Name)
		}
	}
}
