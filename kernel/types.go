package kernel

import (
	"time"

	"github.com/ccc-lang/ccc/object"
)

// LoadOptions says how to load. The zero value loads the object as it is.
type LoadOptions struct {
	// Name replaces the name to register under: 1 to 15 of [0-9A-Za-z_.].
	Name string
	// Set gives load-time parameters, as `--set name=value` writes them.
	Set map[string]string
	// PinDir is the directory, on a BPF file system, that holds the algorithm; what is
	// pinned elsewhere moves there. "" leaves it where it is pinned, and means otherwise
	// /sys/fs/bpf/ccc where a BPF file system is mounted, else none.
	PinDir string
}

// Loaded tells what Load did.
type Loaded struct {
	Name     string // registered as
	Declared string // in the source; differs from Name where the kernel has that name itself
	Pinned   string // path, or ""
	Replaced bool   // an older version of that name was replaced
	// Gap: between the old version and the new one, connections could not choose the
	// name, because the kernel or the machine has no links for it.
	Gap    bool
	Params []ParamValue
	Notes  []string // what the user should know, a sentence each
}

// ParamValue is a parameter as it is in use.
type ParamValue struct {
	Name    string
	Value   string // as written: "0.5", "25ms"
	Changed bool   // by --set
}

// Algorithm is one registered congestion control.
type Algorithm struct {
	Name string
	// Maker is "the kernel", "ccc 0.1.0 from reno.cc", or "another program".
	Maker  string
	Params []ParamValue
	// Sockets is how many sockets hold it or a version that it replaced, listening ones included; -1: not known.
	Sockets  int
	Pinned   string    // path, or ""
	Loaded   time.Time // zero: not known
	Manifest *object.Manifest
}
