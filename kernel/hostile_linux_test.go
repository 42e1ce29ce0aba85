package kernel

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/asm"
	"github.com/cilium/ebpf/btf"

	"github.com/ccc-lang/ccc/internal/std"
	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/object"
)

// refusedWith fails unless reading the object for a load ends with this sentence.
func refusedWith(t *testing.T, data []byte, sentence string) {
	t.Helper()
	_, err := newJob(bytes.NewReader(data), LoadOptions{})
	if err == nil || !strings.Contains(err.Error(), sentence) || AsError(err).Code != "L0020" {
		t.Errorf("%v, want L0020: ... %s", err, sentence)
	}
}

// TestHostileObjects: an object that would make anything else in the kernel than
// a congestion control is refused before anything of it gets there.
func TestHostileObjects(t *testing.T) {
	good := compileText(t, "tiny.cc", tiny, lang.Options{})
	t.Run("ops of another type", func(t *testing.T) {
		// As long as tcp_congestion_ops: the scheduler's would take the machine's over.
		refusedWith(t, bytes.ReplaceAll(good, []byte(opsType+"\x00"), []byte("sched_ext_opsxxxxx\x00")), "is no callback")
	})
	t.Run("file descriptor of the loader", func(t *testing.T) {
		o, err := object.Read(bytes.NewReader(good))
		if err != nil {
			t.Fatal(err)
		}
		o.Programs[0].Insns = append(asm.Instructions{asm.LoadMapPtr(asm.R1, 3)}, o.Programs[0].Insns...)
		data, err := object.Bytes(o)
		if err != nil {
			t.Fatal(err)
		}
		refusedWith(t, data, "refers to something outside the object")
	})
}

// TestLibraryIsNotHostile: every algorithm of the library passes the same checks.
func TestLibraryIsNotHostile(t *testing.T) {
	for _, path := range std.Names() {
		text, err := std.Read(path)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), "\nalgorithm ") {
			continue // a module
		}
		for _, legacy := range []bool{false, true} {
			data := compileText(t, path, string(text), lang.Options{Legacy: legacy})
			if _, err := newJob(bytes.NewReader(data), LoadOptions{}); err != nil {
				t.Errorf("%s: %v", path, err)
			}
		}
	}
}

// TestHostileMaps: of maps only those that congestion control needs are made,
// none is pinned, and none is large.
func TestHostileMaps(t *testing.T) {
	ops := &btf.Struct{Name: opsType}
	tests := []struct {
		name string
		spec ebpf.MapSpec
		good bool
	}{
		{"ops", ebpf.MapSpec{Type: ebpf.StructOpsMap, Value: ops}, true},
		{"read-only data", ebpf.MapSpec{Name: ".rodata", Type: ebpf.Array, ValueSize: 64, MaxEntries: 1}, true},
		{"storage", ebpf.MapSpec{Type: ebpf.SkStorage, KeySize: 4, ValueSize: 4096}, true},
		{"ops of another type", ebpf.MapSpec{Type: ebpf.StructOpsMap, Value: &btf.Struct{Name: "sched_ext_ops"}}, false},
		{"ops without a type", ebpf.MapSpec{Type: ebpf.StructOpsMap}, false},
		{"pinned by name", ebpf.MapSpec{Name: ".rodata", Type: ebpf.Array, ValueSize: 64, MaxEntries: 1, Pinning: ebpf.PinByName}, false},
		{"a gigabyte of data", ebpf.MapSpec{Name: ".rodata", Type: ebpf.Array, ValueSize: 1 << 30, MaxEntries: 1}, false},
		{"many entries", ebpf.MapSpec{Name: ".rodata", Type: ebpf.Array, ValueSize: 64, MaxEntries: 1 << 30}, false},
		{"hash", ebpf.MapSpec{Name: ".rodata", Type: ebpf.Hash, KeySize: 4, ValueSize: 8, MaxEntries: 1}, false},
		{"ring buffer", ebpf.MapSpec{Name: "events", Type: ebpf.RingBuf, MaxEntries: 4096}, false},
		{"map of maps", ebpf.MapSpec{Name: ".rodata", Type: ebpf.Array, ValueSize: 4, MaxEntries: 1, InnerMap: &ebpf.MapSpec{}}, false},
	}
	for _, tt := range tests {
		if err := checkMap(&tt.spec); (err == nil) != tt.good {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

// TestHostileSizes: a section that claims three gigabytes and has no byte in the
// file is not allocated.
func TestHostileSizes(t *testing.T) {
	data := bytes.Clone(compileText(t, "tiny.cc", tiny, lang.Options{}))
	le := binary.LittleEndian
	headers, count := le.Uint64(data[40:]), le.Uint16(data[60:])
	const nobits, size = 8, 3 << 30
	for i := range uint64(count) {
		h := data[headers+64*i:]
		if le.Uint32(h[4:]) == 1 && le.Uint64(h[8:]) == 2 { // program data that is only read: .rodata
			le.PutUint32(h[4:], nobits)
			le.PutUint64(h[32:], size)
		}
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := newJob(bytes.NewReader(data), LoadOptions{})
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 64<<20 {
		t.Errorf("%d MB allocated (%v)", used>>20, err)
	}
}

// TestHostileManifest: names from an object do not steer a terminal.
func TestHostileManifest(t *testing.T) {
	good := compileText(t, "tiny.cc", tiny, lang.Options{})
	forged := bytes.Replace(good, []byte(`"declared": "ccctest"`), []byte(`"declared": "\u001bx"`), 1)
	if bytes.Equal(forged, good) {
		t.Fatal("not forged")
	}
	m, err := object.ReadManifest(bytes.NewReader(forged))
	if err != nil {
		t.Fatal(err)
	}
	if m.Declared != "\ufffdx" {
		t.Errorf("declared %q", m.Declared)
	}
}

// TestPinOfOthers: what somebody else keeps at the place for the pin stays.
func TestPinOfOthers(t *testing.T) {
	needKernel(t)
	dir := mountBPFFS(t)
	theirs := filepath.Join(dir, "ccctest")
	m, err := ebpf.NewMap(&ebpf.MapSpec{Name: "theirs", Type: ebpf.Array, KeySize: 4, ValueSize: 4, MaxEntries: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	if err := m.Pin(theirs); err != nil {
		t.Fatal(err)
	}
	object := compileText(t, "tiny.cc", tiny, lang.Options{})
	if _, err := Load(bytes.NewReader(object), LoadOptions{PinDir: dir}); err == nil || AsError(err).Code != "L0026" {
		t.Errorf("%v, want L0026", err)
	}
	if _, err := os.Lstat(theirs); err != nil {
		t.Error("their map is no longer pinned:", err)
	}
	waitGone("ccctest")
	nothingLeft(t, "ccctest")
}

// TestPinOfAnotherAlgorithm: the link of an algorithm of another name stays, whatever its pin is called.
func TestPinOfAnotherAlgorithm(t *testing.T) {
	needKernel(t)
	if running, _ := release(); running < haveLinks {
		t.Skip("this kernel has no links for congestion control")
	}
	dir := mountBPFFS(t)
	object := compileText(t, "tiny.cc", tiny, lang.Options{})
	other := load(t, object, LoadOptions{PinDir: dir, Name: "tiny2"})
	moved := filepath.Join(dir, "ccctest")
	if err := os.Rename(other.Pinned, moved); err != nil {
		t.Fatal(err)
	}
	_, err := Load(bytes.NewReader(object), LoadOptions{PinDir: dir})
	if err == nil || AsError(err).Code != "L0026" || !strings.Contains(err.Error(), "tiny2") {
		t.Errorf("%v, want L0026 that names tiny2", err)
	}
	if err := os.Rename(moved, other.Pinned); err != nil {
		t.Error("the other's link is no longer pinned:", err)
	}
	waitGone("ccctest")
	if _, err := Unload("tiny2"); err != nil {
		t.Error(err)
	}
	nothingLeft(t, "ccctest")
}

// TestPinDirectoryOfOthers: nothing is pinned where another user could take it
// away or has led it elsewhere, not even to another place of the same file system.
func TestPinDirectoryOfOthers(t *testing.T) {
	needKernel(t)
	fs := mountBPFFS(t)
	object := compileText(t, "tiny.cc", tiny, lang.Options{})
	for _, c := range []struct {
		name string
		make func(dir string) error
		says string
	}{
		{"leads_out", func(dir string) error { return os.Symlink(t.TempDir(), dir) }, "not on a BPF file system"},
		{"leads_on", func(dir string) error { return os.Symlink(fs, dir) }, "not a directory"},
		{"theirs", func(dir string) error { return errors.Join(os.Mkdir(dir, 0o755), os.Chown(dir, nobody, nobody)) }, "another user"},
		{"for_all", func(dir string) error { return errors.Join(os.Mkdir(dir, 0o755), os.Chmod(dir, 0o777)) }, "others may delete"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(fs, c.name)
			if err := c.make(dir); err != nil {
				t.Fatal(err)
			}
			_, err := Load(bytes.NewReader(object), LoadOptions{PinDir: dir})
			if err == nil || AsError(err).Code != "L0026" || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v, want L0026: ... %s", err, c.says)
			}
			nothingLeft(t, "ccctest")
		})
	}
}
