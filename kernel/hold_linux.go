package kernel

import (
	"io"
	"slices"
	"strings"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/link"
	"golang.org/x/sys/unix"
)

// Held is an algorithm that is registered until Close is called or the process
// ends, however it ends. (Before Linux 6.4 it needs Close.)
type Held struct {
	Loaded
	coll *ebpf.Collection
	ops  *ebpf.Map
	link link.Link // nil: registered without one
	// callbacks are those of the algorithm, by the kernel's names.
	callbacks []string
}

// Hold does what Load does, for as long as the caller wants the algorithm: no
// other process is to use it, and nothing is pinned. A name that is registered
// already is an error.
func Hold(r io.ReaderAt, opts LoadOptions) (*Held, error) {
	if err := Supported(); err != nil {
		return nil, err
	}
	j, err := newJob(r, opts)
	if err != nil {
		return nil, err
	}
	for _, step := range []func() error{j.checkNeeds, j.setParams, j.setName, j.mustBeNew, j.fitKernel, j.verify} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return j.hold()
}

func (j *job) mustBeNew() error {
	if j.old != nil {
		return &Error{Code: "L0025", Message: j.result.Name + " is registered already", Hint: "choose another name"}
	}
	running, _ := release()
	j.links = running >= haveLinks
	return nil
}

func (j *job) hold() (*Held, error) {
	coll, err := ebpf.NewCollection(j.spec)
	if err != nil {
		return nil, refusal(err, j.manifest)
	}
	h := &Held{Loaded: j.result, coll: coll, ops: coll.Maps[j.ops.Name], callbacks: j.manifest.Callbacks}
	if j.links {
		if h.link, err = link.AttachStructOps(link.StructOpsOptions{Map: h.ops}); err != nil {
			coll.Close()
			return nil, refusal(err, j.manifest)
		}
	}
	// Only List misses the record if it cannot be left.
	j.leaveRecord(coll)
	return h, nil
}

// Callbacks returns what the kernel counted for each program, in order of name.
// It counts only while somebody keeps its statistics on (BPF_ENABLE_STATS).
func (h *Held) Callbacks() ([]Callback, error) {
	var out []Callback
	for _, name := range sortedKeys(h.coll.Programs) {
		s, err := h.coll.Programs[name].Stats()
		if err != nil {
			return nil, err
		}
		out = append(out, Callback{Name: h.callback(name), Calls: s.RunCount, Time: s.Runtime})
	}
	return out, nil
}

// callback returns which callback a program is: programs are called NAME_CALLBACK.
func (h *Held) callback(program string) string {
	for _, c := range h.callbacks {
		if strings.HasSuffix(program, "_"+c) {
			return c
		}
	}
	return program
}

// CountCalls turns on the kernel's statistics of BPF programs, of the whole
// machine, until the closer is closed or the process ends.
func CountCalls() (io.Closer, error) {
	return ebpf.EnableStats(unix.BPF_STATS_RUN_TIME)
}

// Close unregisters the algorithm. Connections that use it go on with it.
func (h *Held) Close() error {
	var err error
	if h.link != nil {
		err = h.link.Close()
	} else {
		err = h.ops.Delete(uint32(0))
	}
	h.coll.Close()
	if err == nil {
		waitGone(h.Name)
	}
	return err
}

// Has reports whether connections can choose the congestion control NAME.
func Has(name string) bool { return slices.Contains(native(), name) }

// Release returns the running kernel's release, "6.18.4".
func Release() string {
	_, text := release()
	return text
}
