//go:build linux

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/cilium/ebpf"
	"golang.org/x/sys/unix"

	"github.com/ccc-lang/ccc/internal/flow"
	"github.com/ccc-lang/ccc/internal/vmtest/job"
	"github.com/ccc-lang/ccc/kernel"
)

// try does the jobs in turn.
func try(jobs []job.Job, out answer) error {
	stats, err := ebpf.EnableStats(unix.BPF_STATS_RUN_TIME)
	if err != nil {
		return fmt.Errorf("count the runs of programs: %w", err)
	}
	defer stats.Close()
	for i := range jobs {
		t := &trial{job: &jobs[i], result: job.Result{Name: jobs[i].Name}}
		start := time.Now()
		if err := t.run(); err != nil {
			t.result.Error = err.Error()
			if e := kernel.AsError(err); e.Code != "L0099" {
				t.result.Error, t.result.Log = e.Code+": "+e.Error()+"\n"+e.Line, e.Log
			}
		}
		t.result.Kernel = defects()
		t.result.Millis = time.Since(start).Milliseconds()
		if err := out.write(job.Line{Result: &t.result}); err != nil {
			return err
		}
	}
	return nil
}

// trial is one job under way.
type trial struct {
	job    *job.Job
	object []byte
	result job.Result
}

func (t *trial) run() (err error) {
	if t.object, err = os.ReadFile(t.job.Object); err != nil {
		return err
	}
	if t.job.Refuse {
		return t.refused()
	}
	if t.job.Kind == job.Verify {
		return verify(t.object)
	}
	l, err := kernel.Load(bytes.NewReader(t.object), kernel.LoadOptions{Set: t.job.Set})
	if err != nil {
		return err
	}
	err = t.use(l)
	_, gone := kernel.Unload(l.Name)
	return errors.Join(err, gone, forgotten(l.Name))
}

// refused sees that the loader refuses the object for its list of needs, and, of
// a job that says so, that the list is right: the verifier does not take the programs.
func (t *trial) refused() error {
	l, err := kernel.Load(bytes.NewReader(t.object), kernel.LoadOptions{})
	if err == nil {
		_, _ = kernel.Unload(l.Name)
		return errors.New("loaded, although its list names what this kernel does not have")
	}
	e := kernel.AsError(err)
	if e.Code != "L0021" {
		return err
	}
	t.result.Refusal = e.Message
	if t.job.Proven && verify(t.object) == nil {
		return errors.New("the list of needs is wrong: the verifier takes it. " + e.Error())
	}
	return nil
}

// verify shows the programs to the verifier without registering anything.
func verify(object []byte) error {
	spec, err := ebpf.LoadCollectionSpecFromReader(bytes.NewReader(object))
	if err != nil {
		return err
	}
	for name, m := range spec.Maps {
		if m.Type == ebpf.StructOpsMap {
			delete(spec.Maps, name)
		}
	}
	coll, err := ebpf.NewCollection(spec)
	if err != nil {
		return fmt.Errorf("%+v", err)
	}
	coll.Close()
	return nil
}

func (t *trial) use(l *kernel.Loaded) error {
	all, err := kernel.List()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(a kernel.Algorithm) bool { return a.Name == l.Name })
	if i < 0 || !strings.HasPrefix(all[i].Maker, "ccc ") {
		return fmt.Errorf("%s is not listed as ccc's: %v", l.Name, all)
	}
	for _, p := range all[i].Params {
		if want, ok := t.job.Set[p.Name]; ok && p.Value != want {
			return fmt.Errorf("parameter %s is %s, set to %s", p.Name, p.Value, want)
		}
	}
	t.result.Work = census().work()
	switch t.job.Kind {
	case job.Use:
		return t.try(l.Name)
	case job.Carry:
		if err := t.carry(l.Name); err != nil {
			return err
		}
		return t.replace(l.Name)
	}
	return nil
}

// try lets a connection use the algorithm for a moment. It may stall, as random
// formulas make it, but no byte of it may be wrong, and programs must have run.
func (t *trial) try(name string) error {
	o := t.path(name)
	o.Bytes, o.Timeout = 1<<20, time.Second
	r, err := flow.Run(o)
	if err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
		return err
	}
	t.result.Retransmits = r.Retransmits
	t.result.Counts = census().runs()
	for _, runs := range t.result.Counts {
		if runs > 0 {
			return nil
		}
	}
	return errors.New("a connection used it, and no program ran")
}

// path is a connection over a path that loses packets, and marks some.
func (t *trial) path(name string) flow.Options {
	o := flow.Options{Algorithm: name, Bytes: 5 << 20, DropPerMille: 25}
	if t.job.Marks {
		o.MarkPerMille = 100
	}
	return o
}

// carry lets connections use the algorithm until every program has run that the
// job names. Loss is random: one connection may see none.
func (t *trial) carry(name string) error {
	var idle []string
	for range 6 {
		r, err := flow.Run(t.path(name))
		if err != nil {
			return err
		}
		if r.Cwnd == 0 {
			return errors.New("the window is 0")
		}
		t.result.Retransmits += r.Retransmits
		if idle = t.count(time.Second); len(idle) == 0 && t.result.Retransmits > 0 {
			return nil
		}
	}
	return fmt.Errorf("never ran: %s (%d packets sent again)", strings.Join(idle, ", "), t.result.Retransmits)
}

// count reads how often each program has run and returns those of the job that
// have not. The end of a connection is worked off late: it waits for it a while.
func (t *trial) count(patience time.Duration) []string {
	deadline := time.Now().Add(patience)
	for {
		t.result.Counts = census().runs()
		var idle []string
		for _, name := range t.job.Run {
			if t.result.Counts[name] == 0 {
				idle = append(idle, name)
			}
		}
		onlyRelease := len(idle) == 1 && strings.HasSuffix(idle[0], "release")
		if !onlyRelease || time.Now().After(deadline) {
			return idle
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// replace loads the object again while a connection uses it, and lets another
// connection use what was loaded.
func (t *trial) replace(name string) error {
	var again *kernel.Loaded
	var err error
	o := flow.Options{Algorithm: name, Bytes: 2 << 20}
	o.During = func() {
		again, err = kernel.Load(bytes.NewReader(t.object), kernel.LoadOptions{Set: t.job.Set})
	}
	if _, flowErr := flow.Run(o); err != nil || flowErr != nil {
		return fmt.Errorf("replacing it: %w", errors.Join(err, flowErr))
	}
	if !again.Replaced {
		return errors.New("the second load did not replace the first")
	}
	if linked := again.Pinned != ""; linked == again.Gap {
		return fmt.Errorf("replaced with pin %q and gap %v", again.Pinned, again.Gap)
	}
	o.During = nil
	if _, err := flow.Run(o); err != nil {
		return fmt.Errorf("after replacing it: %w", err)
	}
	return nil
}

// forgotten fails if the name is still known.
func forgotten(name string) error {
	text, err := os.ReadFile("/proc/sys/net/ipv4/tcp_available_congestion_control")
	if err != nil {
		return err
	}
	if slices.Contains(strings.Fields(string(text)), name) {
		return fmt.Errorf("%s is still registered", name)
	}
	if pins, _ := filepath.Glob("/sys/fs/bpf/ccc/*"); len(pins) > 0 {
		return fmt.Errorf("still pinned: %v", pins)
	}
	return nil
}
