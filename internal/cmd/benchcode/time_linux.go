package main

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/link"
	"golang.org/x/sys/unix"

	"github.com/ccc-lang/ccc/internal/flow"
	"github.com/ccc-lang/ccc/internal/peer"
	"github.com/ccc-lang/ccc/lang/target"
)

// registered is an object that connections can use.
type registered struct {
	label, algorithm string
	coll             *ebpf.Collection
	link             link.Link
	perCall          map[string][]float64 // ns, by callback, one per transfer
	calls            map[string]uint64
}

// register loads an object and registers it, which has that name.
func register(label string, object []byte, algorithm string) (*registered, error) {
	spec, err := ebpf.LoadCollectionSpecFromReader(bytes.NewReader(object))
	if err != nil {
		return nil, err
	}
	r := &registered{label: label, algorithm: algorithm, perCall: map[string][]float64{}, calls: map[string]uint64{}}
	if r.coll, err = ebpf.NewCollection(spec); err != nil {
		return nil, err
	}
	for name, m := range spec.Maps {
		if m.Type == ebpf.StructOpsMap {
			if r.link, err = link.AttachStructOps(link.StructOpsOptions{Map: r.coll.Maps[name]}); err != nil {
				r.coll.Close()
				return nil, fmt.Errorf("register %s: %w", algorithm, err)
			}
		}
	}
	return r, nil
}

func (r *registered) close() {
	if r.link != nil {
		r.link.Close()
	}
	if r.coll != nil {
		r.coll.Close()
	}
}

type counts struct {
	calls uint64
	took  time.Duration
}

func (r *registered) counts() (map[string]counts, error) {
	out := map[string]counts{}
	for name, p := range r.coll.Programs {
		s, err := p.Stats()
		if err != nil {
			return nil, err
		}
		_, callback, _ := strings.Cut(strings.TrimPrefix(name, "ccc_"), "_")
		out[callback] = counts{s.RunCount, s.Runtime}
	}
	return out, nil
}

// transfer sends once and notes the time per call of each callback that ran often enough.
func (r *registered) transfer(o flow.Options) error {
	const enough = 200
	before, err := r.counts()
	if err != nil {
		return err
	}
	o.Algorithm = r.algorithm
	if _, err := flow.Run(o); err != nil {
		return err
	}
	after, err := r.counts()
	if err != nil {
		return err
	}
	for callback, c := range after {
		n := c.calls - before[callback].calls
		r.calls[callback] += n
		if n >= enough {
			r.perCall[callback] = append(r.perCall[callback], float64(c.took-before[callback].took)/float64(n))
		}
	}
	return nil
}

// times runs the same transfer over both, alternating, with the kernel's statistics of
// BPF programs on: through BPF_ENABLE_STATS, which ends with this process, not
// the sysctl kernel.bpf_stats_enabled.
func (o *options) times(name string) error {
	p, err := build(name)
	if err != nil {
		return err
	}
	stats, err := ebpf.EnableStats(unix.BPF_STATS_RUN_TIME)
	if err != nil {
		return err
	}
	defer stats.Close()
	ours, err := register("ours", p.ours, target.RegisteredName(name))
	if err != nil {
		return err
	}
	defer ours.close()
	theirs, err := register("clang", p.theirs, "c_"+name)
	if err != nil {
		return err
	}
	defer theirs.close()
	native, own, err := registerNative(name)
	if err != nil {
		return err
	}
	defer native.close()
	path := flow.Options{Bytes: o.megabytes << 20, DropPerMille: 2}
	if name == "dctcp" {
		path.MarkPerMille = int32(o.marks)
	}
	sides := []*registered{ours, theirs}
	if native.coll != nil {
		sides = append(sides, native)
	}
	for range o.runs {
		sides = append(sides[1:], sides[0]) // who comes first must not matter
		for _, side := range sides {
			if err := side.transfer(path); err != nil {
				return fmt.Errorf("%s: %w", side.label, err)
			}
		}
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "%s, ns per call, medians of %d transfers\tours\tclang\tratio\tnative\tratio\tcalls\t\n", name, o.runs)
	for _, callback := range sorted(ours.perCall) {
		if len(theirs.perCall[callback]) == 0 {
			continue
		}
		a, b := median(ours.perCall[callback]), median(theirs.perCall[callback])
		fmt.Fprintf(w, "%s\t%.1f\t%.1f\t%.3f\t", callback, a, b, a/b)
		if n := native.perCall[callback]; len(n) > 0 && slices.Contains(own, callback) {
			fmt.Fprintf(w, "%.1f\t%.3f\t", median(n), a/median(n))
		} else {
			fmt.Fprint(w, "\t\t")
		}
		fmt.Fprintf(w, "%d\t\n", ours.calls[callback])
	}
	if n := native.perCall["in_ack_event"]; name == "cubic" && len(n) > 0 {
		fmt.Fprintf(w, "a callback that does nothing\t\t\t\t%.1f\t\t%d\t\n", median(n), native.calls["in_ack_event"])
	}
	return w.Flush()
}

// registerNative registers the kernel's own algorithm behind callbacks that only call it, if there is one, and says
// which callbacks these are.
func registerNative(name string) (r *registered, callbacks []string, err error) {
	object, callbacks, err := peer.Native(name)
	if err != nil || object == nil {
		return &registered{}, nil, err
	}
	r, err = register("native", object, "n_"+name)
	return r, callbacks, err
}

func sorted(m map[string][]float64) []string {
	var names []string
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func median(list []float64) float64 {
	list = slices.Clone(list)
	slices.Sort(list)
	return list[len(list)/2]
}
