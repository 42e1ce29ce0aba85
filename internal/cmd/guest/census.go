//go:build linux

package main

import (
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/cilium/ebpf"
)

// count is what BPF there is in the kernel.
type count struct {
	programs map[ebpf.ProgramID]string // name
	runCount map[ebpf.ProgramID]uint64
	verified map[ebpf.ProgramID]uint32
	maps     map[ebpf.MapID]string
}

func census() count {
	c := count{map[ebpf.ProgramID]string{}, map[ebpf.ProgramID]uint64{}, map[ebpf.ProgramID]uint32{}, map[ebpf.MapID]string{}}
	for id, err := ebpf.ProgramGetNextID(0); err == nil; id, err = ebpf.ProgramGetNextID(id) {
		p, err := ebpf.NewProgramFromID(id)
		if err != nil {
			continue
		}
		if info, err := p.Info(); err == nil {
			c.programs[id] = fullName(info)
			if n, ok := info.VerifiedInstructions(); ok {
				c.verified[id] = n
			}
		}
		if s, err := p.Stats(); err == nil {
			c.runCount[id] = s.RunCount
		}
		p.Close()
	}
	for id, err := ebpf.MapGetNextID(0); err == nil; id, err = ebpf.MapGetNextID(id) {
		m, err := ebpf.NewMapFromID(id)
		if err != nil {
			continue
		}
		if info, err := m.Info(); err == nil {
			c.maps[id] = info.Name
		}
		m.Close()
	}
	return c
}

// fullName is the program's name before the kernel cut it to 15 bytes.
func fullName(info *ebpf.ProgramInfo) string {
	if funcs, err := info.FuncInfos(); err == nil && len(funcs) > 0 && strings.HasPrefix(funcs[0].Func.Name, info.Name) {
		return funcs[0].Func.Name
	}
	return info.Name
}

// work returns how many instructions of the programs the verifier looked at, by name: of the
// latest, if there are several.
func (c count) work() map[string]uint32 {
	work := map[string]uint32{}
	for _, id := range slices.Sorted(maps.Keys(c.verified)) {
		work[c.programs[id]] = c.verified[id]
	}
	return work
}

// runs returns how often the programs have run, by name.
func (c count) runs() map[string]uint64 {
	runs := map[string]uint64{}
	for id, name := range c.programs {
		runs[name] += c.runCount[id]
	}
	return runs
}

// leftOver returns what there is more than before, once the kernel has had time
// to work off what has ended.
func leftOver(before count) string {
	var left []string
	for range 100 {
		runtime.GC() // the library unmaps read-only data when nothing refers to it any more
		left = nil
		now := census()
		for id, name := range now.programs {
			if _, ok := before.programs[id]; !ok {
				left = append(left, fmt.Sprintf("program %s", name))
			}
		}
		for id, name := range now.maps {
			if _, ok := before.maps[id]; !ok {
				left = append(left, fmt.Sprintf("map %s", name))
			}
		}
		if len(left) == 0 {
			return ""
		}
		time.Sleep(50 * time.Millisecond)
	}
	return strings.Join(left, ", ")
}
