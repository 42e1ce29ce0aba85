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

// side is one of the algorithms that take turns.
type side struct {
	label, algorithm string
	object           []byte
	callbacks        []string             // of the kernel's own side: those that only call it
	perCall          map[string][]float64 // ns, by callback, one per transfer
	calls            map[string]uint64
	coll             *ebpf.Collection // while it is registered
	link             link.Link
}

func newSide(label, algorithm string, object []byte) *side {
	return &side{label: label, algorithm: algorithm, object: object, perCall: map[string][]float64{}, calls: map[string]uint64{}}
}

// register loads the object, so that connections can use it.
func (s *side) register() error {
	spec, err := ebpf.LoadCollectionSpecFromReader(bytes.NewReader(s.object))
	if err != nil {
		return err
	}
	if s.coll, err = ebpf.NewCollection(spec); err != nil {
		return err
	}
	for name, m := range spec.Maps {
		if m.Type == ebpf.StructOpsMap {
			if s.link, err = link.AttachStructOps(link.StructOpsOptions{Map: s.coll.Maps[name]}); err != nil {
				s.close()
				return fmt.Errorf("register %s: %w", s.algorithm, err)
			}
		}
	}
	return nil
}

func (s *side) close() {
	if s.link != nil {
		s.link.Close()
	}
	if s.coll != nil {
		s.coll.Close()
	}
	s.link, s.coll = nil, nil
}

type counts struct {
	calls uint64
	took  time.Duration
}

func (s *side) counts() (map[string]counts, error) {
	out := map[string]counts{}
	for name, p := range s.coll.Programs {
		stats, err := p.Stats()
		if err != nil {
			return nil, err
		}
		_, callback, _ := strings.Cut(strings.TrimPrefix(name, "ccc_"), "_")
		out[callback] = counts{stats.RunCount, stats.Runtime}
	}
	return out, nil
}

// transfer sends once and notes the time per call of each callback that ran often enough.
func (s *side) transfer(o flow.Options) error {
	const enough = 200
	before, err := s.counts()
	if err != nil {
		return err
	}
	o.Algorithm = s.algorithm
	if _, err := flow.Run(o); err != nil {
		return err
	}
	after, err := s.counts()
	if err != nil {
		return err
	}
	for callback, c := range after {
		n := c.calls - before[callback].calls
		s.calls[callback] += n
		if n >= enough {
			s.perCall[callback] = append(s.perCall[callback], float64(c.took-before[callback].took)/float64(n))
		}
	}
	return nil
}

// times runs the same transfer over all sides, alternating, with the kernel's statistics of
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
	sides := []*side{newSide("ours", target.RegisteredName(name), p.ours), newSide("clang", "c_"+name, p.theirs)}
	native, err := nativeSide(name)
	if err != nil {
		return err
	}
	if native != nil {
		sides = append(sides, native)
	}
	path := flow.Options{Bytes: o.megabytes << 20, DropPerMille: 2}
	if name == "dctcp" {
		path.MarkPerMille = int32(o.marks)
	}
	for i := range o.runs {
		first := i % len(sides) // who comes first must not matter
		if err := takeTurns(slices.Concat(sides[first:], sides[:first]), path); err != nil {
			return err
		}
	}
	return o.report(name, sides)
}

// nativeSide is the kernel's own algorithm behind callbacks that only call it; nil where there is none.
func nativeSide(name string) (*side, error) {
	object, own, err := peer.Native(name)
	if object == nil || err != nil {
		return nil, err
	}
	s := newSide("native", "n_"+name, object)
	s.callbacks = own
	defer s.close()
	if err := s.register(); err != nil {
		fmt.Printf("this kernel's own %s cannot be called: %v\n", name, err)
		return nil, nil
	}
	return s, nil
}

// takeTurns registers all sides, transfers once over each, and removes them. Where the kernel
// puts the code is chance, and decides about 4 % of a callback's time: so each side is measured at
// as many places as there are transfers.
func takeTurns(sides []*side, path flow.Options) error {
	for _, s := range sides {
		if err := s.register(); err != nil {
			return fmt.Errorf("%s: %w", s.label, err)
		}
		defer s.close()
	}
	for _, s := range sides {
		if err := s.transfer(path); err != nil {
			return fmt.Errorf("%s: %w", s.label, err)
		}
	}
	return nil
}

// report prints the medians; sides are ours, clang's and, where there is one, the kernel's own.
func (o *options) report(name string, sides []*side) error {
	ours, theirs, native := sides[0], sides[1], newSide("", "", nil)
	if len(sides) > 2 {
		native = sides[2]
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "%s, ns per call, medians of %d transfers\tours\tclang\tratio\tnative\tratio\tcalls\t\n", name, o.runs)
	for _, callback := range sorted(ours.perCall) {
		if len(theirs.perCall[callback]) == 0 {
			continue
		}
		a, b := median(ours.perCall[callback]), median(theirs.perCall[callback])
		fmt.Fprintf(w, "%s\t%.1f\t%.1f\t%.3f\t", callback, a, b, a/b)
		if n := native.perCall[callback]; len(n) > 0 && slices.Contains(native.callbacks, callback) {
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
