package kernel

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/btf"

	"github.com/ccc-lang/ccc/object"
)

// What an object may hold at most; no object of the compiler comes near it.
const (
	maxReadOnly = 1 << 20 // bytes of parameters and tables
	maxStorage  = 1 << 16 // bytes of a connection's storage
)

// readSpec reads the object with the library. The library gets not the file but
// what object.Read understood of it, written anew: sections, maps and types that
// the compiler does not make never reach it, and it allocates for none. It also
// knows only the newer form of the ops' section.
func readSpec(r io.ReaderAt) (spec *ebpf.CollectionSpec, err error) {
	defer func() {
		if p := recover(); p != nil { // the library is not made for hostile files
			err = fmt.Errorf("malformed object: %v", p)
		}
	}()
	o, err := object.Read(r)
	if err != nil {
		return nil, err
	}
	for _, p := range o.Programs {
		if p.Member == "" && p.Proto == nil {
			return nil, fmt.Errorf("the program %s is no callback, and no function with a signature", object.Printable(p.Name))
		}
		for i, ins := range p.Insns {
			// A map or variable is named; a number would be a file descriptor, or an
			// address, of this process.
			if ins.OpCode.IsDWordLoad() && ins.Src != 0 && ins.Reference() == "" {
				return nil, fmt.Errorf("instruction %d of %s refers to something outside the object", i, object.Printable(p.Name))
			}
		}
	}
	o.Legacy = false
	data, err := object.Bytes(o)
	if err != nil {
		return nil, err
	}
	return ebpf.LoadCollectionSpecFromReader(bytes.NewReader(data))
}

// onlyCongestionControl checks that loading the object makes nothing in the
// kernel but the callbacks of a congestion control and the maps they need. An
// object may come from a stranger, and is loaded by root.
func onlyCongestionControl(spec *ebpf.CollectionSpec) error {
	for _, name := range sortedKeys(spec.Programs) {
		p := spec.Programs[name]
		if p.Type != ebpf.StructOps || !strings.HasPrefix(p.AttachTo, opsType+":") {
			return fmt.Errorf("the program %s is no callback of a congestion control", object.Printable(name))
		}
	}
	for _, name := range sortedKeys(spec.Maps) {
		if err := checkMap(spec.Maps[name]); err != nil {
			return fmt.Errorf("the map %s %w", object.Printable(name), err)
		}
	}
	return nil
}

// checkMap returns what is wrong with a map, as the end of a sentence.
func checkMap(m *ebpf.MapSpec) error {
	switch {
	case m.Pinning != ebpf.PinNone:
		return fmt.Errorf("wants to be pinned")
	case m.InnerMap != nil || m.Extra != nil && m.Extra.Len() > 0:
		return fmt.Errorf("is of a kind that congestion control does not use")
	}
	switch m.Type {
	case ebpf.StructOpsMap:
		if s, ok := btf.As[*btf.Struct](m.Value); !ok || s.Name != opsType {
			return fmt.Errorf("is not of the type %s", opsType)
		}
		return nil
	case ebpf.Array:
		if (m.Name == ".rodata" || m.Name == ".kconfig") && m.MaxEntries == 1 && m.ValueSize <= maxReadOnly {
			return nil
		}
	case ebpf.SkStorage:
		if m.KeySize == 4 && m.ValueSize <= maxStorage {
			return nil
		}
	}
	return fmt.Errorf("(%s of %d entries of %d bytes) is none that congestion control uses", m.Type, m.MaxEntries, m.ValueSize)
}
