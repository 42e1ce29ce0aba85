package vmtest

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/cilium/ebpf"

	"github.com/ccc-lang/ccc/lang/target"
)

// The running kernel must take a call of each kernel function that it has. The guests have no modules, so
// that what is in one elsewhere, as those of bbr, is only called here, where it is built in or loaded.
func TestKernelFunctions(t *testing.T) {
	if os.Getuid() != 0 {
		if os.Getenv("CCC_TEST_KERNEL") == "require" {
			t.Fatal("CCC_TEST_KERNEL=require, but this is not root")
		}
		t.Skip("needs root")
	}
	symbols, running := kernelSymbols(t), runningKernel(t)
	for _, f := range target.Funcs() {
		switch {
		case !f.Kfunc:
		case running < f.Since || f.Until != 0 && running >= f.Until:
			t.Logf("kernel %s has no %s that BPF may call", running, f.Name)
		case symbols[f.Name]:
			t.Run(f.Name, func(t *testing.T) { loadCall(t, f) })
		case strings.HasPrefix(f.Name, "tcp_"):
			t.Errorf("the running kernel has no %s", f.Name)
		default:
			t.Logf("the running kernel has no %s", f.Name)
		}
	}
}

func runningKernel(t *testing.T) target.Version {
	text, err := os.ReadFile("/proc/sys/kernel/osrelease")
	if err != nil {
		t.Fatal(err)
	}
	v, err := target.ParseVersion(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// kernelSymbols are the names of the running kernel's functions and those of its modules.
func kernelSymbols(t *testing.T) map[string]bool {
	text, err := os.ReadFile("/proc/kallsyms")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		if f := strings.Fields(line); len(f) >= 3 {
			names[f[2]] = true
		}
	}
	return names
}

// loadCall loads an algorithm that calls f.
func loadCall(t *testing.T, f *target.Func) {
	p := call(f)
	if err := p.compile(); err != nil {
		t.Fatal(err)
	}
	spec, err := ebpf.LoadCollectionSpecFromReader(bytes.NewReader(p.object))
	if err != nil {
		t.Fatal(err)
	}
	collection, err := ebpf.NewCollection(spec)
	if err != nil {
		t.Fatal(err)
	}
	collection.Close()
}
