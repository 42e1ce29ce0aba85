//go:build linux

package object_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/link"

	"github.com/ccc-lang/ccc/object"
)

// needKernel skips the test where programs cannot be loaded, unless the
// environment demands that they can.
func needKernel(t *testing.T) {
	t.Helper()
	if os.Geteuid() == 0 {
		if _, err := os.Stat("/sys/kernel/btf/vmlinux"); err == nil {
			return
		}
	}
	if os.Getenv("CCC_TEST_KERNEL") == "require" {
		t.Fatal("loading programs needs root and a kernel with BTF")
	}
	t.Skip("loading programs needs root and a kernel with BTF")
}

// load loads every program of the object through cilium/ebpf.
func load(t *testing.T, data []byte) *ebpf.Collection {
	t.Helper()
	spec, err := ebpf.LoadCollectionSpecFromReader(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("read by cilium/ebpf: %v", err)
	}
	coll, err := ebpf.NewCollection(spec)
	if err != nil {
		t.Fatalf("load: %+v", err)
	}
	t.Cleanup(coll.Close)
	return coll
}

// structOps returns the collection's only struct_ops map.
func structOps(t *testing.T, coll *ebpf.Collection) *ebpf.Map {
	t.Helper()
	for _, m := range coll.Maps {
		if m.Type() == ebpf.StructOpsMap {
			return m
		}
	}
	t.Fatal("no struct_ops map")
	return nil
}

// available reports whether the kernel offers the congestion control.
func available(t *testing.T, name string) bool {
	t.Helper()
	text, err := os.ReadFile("/proc/sys/net/ipv4/tcp_available_congestion_control")
	if err != nil {
		t.Fatal(err)
	}
	for _, have := range strings.Fields(string(text)) {
		if have == name {
			return true
		}
	}
	return false
}

func TestRegisterThroughCilium(t *testing.T) {
	needKernel(t)
	for _, o := range []*object.Object{smallObject("ccc_obj_small"), fullObject(t, "ccc_obj_full")} {
		coll := load(t, mustBytes(t, o))
		l, err := link.AttachStructOps(link.StructOpsOptions{Map: structOps(t, coll)})
		if err != nil {
			t.Fatalf("attach %s: %v", o.Name, err)
		}
		if !available(t, o.Name) {
			t.Errorf("%s is not registered", o.Name)
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestRegisterThroughLibbpf registers the legacy form with bpftool, which is libbpf.
func TestRegisterThroughLibbpf(t *testing.T) {
	needKernel(t)
	bpftool, err := exec.LookPath("bpftool")
	if err != nil {
		t.Skip("no bpftool")
	}
	for _, o := range []*object.Object{smallObject("ccc_obj_small"), fullObject(t, "ccc_obj_full")} {
		o.Legacy = true
		path := filepath.Join(t.TempDir(), "legacy.o")
		if err := os.WriteFile(path, mustBytes(t, o), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(bpftool, "struct_ops", "register", path).CombinedOutput()
		if err != nil {
			t.Fatalf("register %s: %v\n%s", o.Name, err, out)
		}
		if strings.Contains(string(out), "skipping") {
			t.Errorf("libbpf complains about a section:\n%s", out)
		}
		if !available(t, o.Name) {
			t.Errorf("%s is not registered:\n%s", o.Name, out)
		}
		out, err = exec.Command(bpftool, "struct_ops", "unregister", "name", o.Name).CombinedOutput()
		if err != nil {
			t.Fatalf("unregister %s: %v\n%s", o.Name, err, out)
		}
	}
}
