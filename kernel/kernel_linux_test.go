package kernel

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/link"
	"golang.org/x/sys/unix"

	"github.com/ccc-lang/ccc/internal/flow"
	"github.com/ccc-lang/ccc/internal/std"
	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
)

// needKernel skips the test where nothing can be loaded, or fails it if
// CCC_TEST_KERNEL=require says that it must run.
func needKernel(t *testing.T) {
	t.Helper()
	err := Supported()
	if err == nil && os.Geteuid() == 0 {
		return
	}
	if os.Getenv("CCC_TEST_KERNEL") == "require" {
		t.Fatalf("the kernel is required: %v", err)
	}
	t.Skip("needs root and a kernel with BPF")
}

// compileText returns the object of a program.
func compileText(t *testing.T, name, text string, opts lang.Options) []byte {
	t.Helper()
	unit := lang.Compile(name, []byte(text), opts)
	if unit.Failed() {
		var b strings.Builder
		if err := diag.Render(&b, unit.Diags, diag.Options{}); err != nil {
			t.Fatal(err)
		}
		t.Fatal(b.String())
	}
	var b bytes.Buffer
	if err := unit.WriteObject(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func compileStd(t *testing.T, name string, opts lang.Options) []byte {
	t.Helper()
	text, err := std.Read("std/" + name + ".cc")
	if err != nil {
		t.Fatal(err)
	}
	return compileText(t, "std/"+name+".cc", string(text), opts)
}

// load registers an object and unregisters it when the test ends.
func load(t *testing.T, object []byte, opts LoadOptions) *Loaded {
	t.Helper()
	l, err := Load(bytes.NewReader(object), opts)
	if err != nil {
		e := AsError(err)
		t.Fatalf("%s: %v\n%s\n%s", e.Code, e, e.Line, e.Log)
	}
	t.Cleanup(func() {
		if e, err := find(l.Name); err == nil && e != nil {
			if _, err := Unload(l.Name); err != nil {
				t.Error(err)
			}
		}
		nothingLeft(t, l.Name)
	})
	return l
}

// nothingLeft fails if anything of the algorithm is still in the kernel.
func nothingLeft(t *testing.T, name string) {
	t.Helper()
	if slices.Contains(native(), name) {
		t.Errorf("%s is still registered", name)
	}
	if _, err := os.Lstat(filepath.Join(bpffs, "ccc", pinName(name))); err == nil {
		t.Errorf("%s is still pinned", name)
	}
}

// takesAlongPrograms fails if the kernel still has one of the programs a while after unload.
func takesAlongPrograms(t *testing.T, programs []ebpf.ProgramID) {
	t.Helper()
	for range 500 { // a grace period passes first
		programs = slices.DeleteFunc(programs, func(id ebpf.ProgramID) bool {
			p, err := ebpf.NewProgramFromID(id)
			if err != nil {
				return true
			}
			p.Close()
			return false
		})
		if len(programs) == 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("the kernel still has the programs %v", programs)
}

// runCounts returns how often each callback of a registered algorithm has run.
func runCounts(t *testing.T, name string) map[string]uint64 {
	t.Helper()
	e, err := find(name)
	if err != nil || e == nil {
		t.Fatalf("%s is not registered: %v", name, err)
	}
	counts := map[string]uint64{}
	for _, id := range e.programs {
		p, err := ebpf.NewProgramFromID(id)
		if err != nil {
			t.Fatal(err)
		}
		info, err := p.Info()
		if err != nil {
			t.Fatal(err)
		}
		stats, err := p.Stats()
		if err != nil {
			t.Fatal(err)
		}
		counts[info.Name] = stats.RunCount
		p.Close()
	}
	return counts
}

// TestAlgorithmsCarryData loads each algorithm, moves 100 MB over a path that
// loses and marks packets, enough of the two thousand that loopback makes of that, and for a while
// acknowledgements, so that a reduction is undone, and sees every callback run that the program has.
func TestAlgorithmsCarryData(t *testing.T) {
	needKernel(t)
	stats, err := ebpf.EnableStats(unix.BPF_STATS_RUN_TIME)
	if err != nil {
		t.Fatal(err)
	}
	defer stats.Close()
	lossy := flow.Options{DropPerMille: 10, AckOutage: 300 * time.Millisecond}
	marked := flow.Options{DropPerMille: 10, MarkPerMille: 20, AckOutage: 300 * time.Millisecond}
	tests := []struct {
		name      string
		path      flow.Options
		callbacks []string
	}{
		{"reno", lossy, []string{"ssthresh", "cong_avoid", "undo_cwnd"}},
		{"aimd", lossy, []string{"ssthresh", "cong_avoid", "undo_cwnd"}},
		{"dctcp", marked, []string{"init", "ssthresh", "cong_avoid", "set_state", "cwnd_event", "in_ack_event", "undo_cwnd"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := load(t, compileStd(t, tt.name, lang.Options{}), LoadOptions{})
			tt.path.Algorithm, tt.path.Bytes = l.Name, 100<<20
			r, err := flow.Run(tt.path)
			if err != nil {
				t.Fatal(err)
			}
			if r.Retransmits == 0 {
				t.Error("no packet was lost: the callbacks of a loss had no occasion")
			}
			counts := runCounts(t, l.Name)
			for _, callback := range tt.callbacks {
				if counts[l.Name+"_"+callback] == 0 {
					t.Errorf("%s never ran", callback)
				}
			}
			for name := range counts {
				if callback := strings.TrimPrefix(name, l.Name+"_"); !slices.Contains(tt.callbacks, callback) {
					t.Errorf("the program has a callback %s that this test does not know", callback)
				}
			}
			e, err := find(l.Name)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := Unload(l.Name); err != nil {
				t.Fatal(err)
			}
			nothingLeft(t, l.Name)
			takesAlongPrograms(t, e.programs)
		})
	}
}

// TestStandardLibraryCarriesData loads every algorithm of the library and moves
// data over a path that loses packets.
func TestStandardLibraryCarriesData(t *testing.T) {
	needKernel(t)
	for _, path := range std.Names() {
		text, err := std.Read(path)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), "\nalgorithm ") {
			continue // a module
		}
		name := strings.TrimSuffix(strings.TrimPrefix(path, std.Prefix), ".cc")
		t.Run(name, func(t *testing.T) {
			l := load(t, compileStd(t, name, lang.Options{}), LoadOptions{})
			r, err := flow.Run(flow.Options{Algorithm: l.Name, Bytes: 20 << 20, DropPerMille: 2})
			if err != nil {
				t.Fatal(err)
			}
			if r.Cwnd == 0 {
				t.Error("the window is 0")
			}
		})
	}
}

const tiny = `algorithm ccctest
param beta = 0.5 in 0.1..0.95
ssthresh(sk) = max(sk.snd_cwnd * beta, 2)
cong_avoid(sk, ack, acked) { sk.snd_cwnd += 1 }
undo_cwnd(sk) = sk.snd_cwnd
`

func TestListTellsMakerAndParameters(t *testing.T) {
	needKernel(t)
	object := compileText(t, "tiny.cc", tiny, lang.Options{Version: "9.9"})
	l := load(t, object, LoadOptions{Name: "ccctest2", Set: map[string]string{"beta": "0.8"}})
	if want := []ParamValue{{"beta", "0.8", true}}; !slices.Equal(l.Params, want) {
		t.Errorf("parameters %v, want %v", l.Params, want)
	}
	all, err := List()
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(a Algorithm) bool { return a.Name == "ccctest2" })
	if i < 0 {
		t.Fatalf("not in the list: %v", all)
	}
	a := all[i]
	if a.Maker != "ccc 9.9 from tiny.cc" || a.Sockets != 0 || len(a.Params) != 1 || a.Params[0].Value != "0.8" {
		t.Errorf("listed as %+v", a)
	}
	if !slices.ContainsFunc(all, func(a Algorithm) bool { return a.Name == "reno" && a.Maker == "the kernel" }) {
		t.Error("the kernel's reno is not in the list")
	}
}

// TestRoundingIsTold: a value that lies between two steps of its parameter.
func TestRoundingIsTold(t *testing.T) {
	needKernel(t)
	l := load(t, compileText(t, "tiny.cc", tiny, lang.Options{}), LoadOptions{Set: map[string]string{"beta": "1/3"}})
	const want = "beta is kept in steps of 0.0001: 1/3 becomes 0.3333"
	if !slices.ContainsFunc(l.Notes, func(n string) bool { return strings.Contains(n, want) }) {
		t.Errorf("no note %q in %q", want, l.Notes)
	}
}

// TestResetIsTold: a new version takes only the values that it is given itself.
func TestResetIsTold(t *testing.T) {
	needKernel(t)
	object := compileText(t, "tiny.cc", tiny, lang.Options{})
	for _, c := range []struct {
		set  map[string]string
		note string // "": none
	}{
		{map[string]string{"beta": "0.8"}, ""},
		{map[string]string{"beta": "0.9"}, ""},
		{nil, "beta is at its default again, 0.5: the version that is replaced had it set to 0.9"},
		{nil, ""},
	} {
		notes := strings.Join(load(t, object, LoadOptions{Set: c.set}).Notes, "\n")
		if told := strings.Contains(notes, "default again"); told != (c.note != "") || !strings.Contains(notes, c.note) {
			t.Errorf("loaded with %v: noted %q, want %q", c.set, notes, c.note)
		}
	}
}

// TestSocketsAreCounted: the number that ls shows is that of the sockets.
func TestSocketsAreCounted(t *testing.T) {
	needKernel(t)
	l := load(t, compileText(t, "tiny.cc", tiny, lang.Options{}), LoadOptions{})
	_, err := flow.Run(flow.Options{Algorithm: l.Name, Bytes: 1 << 20, Connections: 3, During: func() {
		e, err := find(l.Name)
		if err != nil || e == nil {
			t.Error("not registered:", err)
		} else if e.sockets() != 6 { // both ends of each
			t.Errorf("%d sockets counted, 6 are there", e.sockets())
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
}

// TestReplace loads a second version of a name while connections use the first.
func TestReplace(t *testing.T) {
	needKernel(t)
	first := compileText(t, "tiny.cc", tiny, lang.Options{})
	second := compileText(t, "tiny.cc", strings.Replace(tiny, "+= 1", "+= 2", 1), lang.Options{})
	for _, mode := range []struct {
		name string
		pin  func(t *testing.T) string
	}{
		{"with a link", mountBPFFS},
		{"without", func(*testing.T) string { return "" }},
	} {
		t.Run(mode.name, func(t *testing.T) {
			dir := mode.pin(t)
			l := load(t, first, LoadOptions{PinDir: dir})
			_, err := flow.Run(flow.Options{Algorithm: l.Name, Bytes: 8 << 20, Connections: 2, During: func() {
				again := load(t, second, LoadOptions{PinDir: dir})
				if !again.Replaced {
					t.Error("the second version did not replace the first")
				}
				all, err := List()
				if i := slices.IndexFunc(all, func(a Algorithm) bool { return a.Name == again.Name }); err != nil || all[i].Sockets != 4 {
					t.Errorf("%d sockets counted, 4 have the first version: %v", all[i].Sockets, err)
				}
				if linked := dir != ""; linked == again.Gap {
					t.Errorf("linked %v, gap %v", linked, again.Gap)
				}
			}})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := flow.Run(flow.Options{Algorithm: l.Name, Bytes: 1 << 20}); err != nil {
				t.Fatal("the new version carries nothing:", err)
			}
		})
	}
}

// TestReplaceElsewhere: without --pin a new version stays where the old one is pinned; with
// it, it moves there, and where that cannot be, the old version stays.
func TestReplaceElsewhere(t *testing.T) {
	needKernel(t)
	if running, _ := release(); running < haveLinks {
		t.Skip("this kernel has no links for congestion control")
	}
	object := compileText(t, "tiny.cc", tiny, lang.Options{})
	a, b := mountBPFFS(t), mountBPFFS(t)
	for _, step := range []struct {
		pin, want string
		notes     int
	}{
		{a, a, 0}, {"", a, 0}, {b, b, 1}, {b + "/.", b, 0}, {"", b, 0}, {filepath.Join(a, "ccc"), filepath.Join(a, "ccc"), 1}, {a, a, 1},
	} {
		l := load(t, object, LoadOptions{PinDir: step.pin})
		pinned := filepath.Join(step.want, l.Name)
		if l.Pinned != pinned || l.Gap || len(l.Notes) != step.notes {
			t.Errorf("--pin %q: pinned at %s, want %s; gap %v, notes %q", step.pin, l.Pinned, pinned, l.Gap, l.Notes)
		}
		pins := 0
		for _, dir := range []string{a, b, filepath.Join(a, "ccc")} {
			if _, err := os.Lstat(filepath.Join(dir, l.Name)); err == nil {
				pins++
			}
		}
		if e, err := find(l.Name); err != nil || pins != 1 || !pinHolds(pinned, e.link) {
			t.Errorf("--pin %q: %d pins, want one at %s that holds it: %v", step.pin, pins, pinned, err)
		}
	}
	if err := os.Chmod(b, 0o777); err != nil {
		t.Fatal(err)
	}
	_, err := Load(bytes.NewReader(object), LoadOptions{PinDir: b})
	if err == nil || AsError(err).Code != "L0026" {
		t.Errorf("a directory of everybody: %v, want L0026", err)
	}
}

// TestPinDirectories: directories that load makes for a pin go with the last algorithm in them,
// and others stay; a link that another program has pinned as well ends all the same, or that
// program is named as the reason, and its pin stays.
func TestPinDirectories(t *testing.T) {
	needKernel(t)
	if running, _ := release(); running < haveLinks {
		t.Skip("this kernel has no links for congestion control")
	}
	root := mountBPFFS(t)
	own := filepath.Join(root, "own")
	if err := os.Mkdir(own, 0o700); err != nil {
		t.Fatal(err)
	}
	made := filepath.Join(own, "a")
	exists := func(path string) bool { _, err := os.Lstat(path); return err == nil }
	object := compileText(t, "tiny.cc", tiny, lang.Options{})
	first := load(t, object, LoadOptions{PinDir: filepath.Join(made, "b")})
	second := load(t, object, LoadOptions{PinDir: filepath.Join(made, "b"), Name: "tiny2"})
	load(t, object, LoadOptions{PinDir: filepath.Join(made, "b")}) // again, in its place
	for _, l := range []*Loaded{first, second} {
		if !exists(filepath.Join(made, "b", l.Name)) {
			t.Errorf("%s is not pinned", l.Name)
		}
		if _, err := Unload(l.Name); err != nil {
			t.Error(err)
		}
	}
	if exists(made) || !exists(own) {
		t.Errorf("what load made is there: %v; what was there before: %v", exists(made), exists(own))
	}

	third := load(t, object, LoadOptions{PinDir: own})
	l, err := link.LoadPinnedLink(third.Pinned, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if err := os.Link(third.Pinned, filepath.Join(own, "other")); err != nil {
		t.Skip("links cannot be pinned twice here: ", err)
	}
	defer os.Remove(filepath.Join(own, "other"))
	_, err = Unload(third.Name)
	if gone := !slices.Contains(native(), third.Name); gone != (err == nil) || !exists(filepath.Join(own, "other")) {
		t.Errorf("unregistered: %v, with %v; the other pin: %v", gone, err, exists(filepath.Join(own, "other")))
	}
}

// TestDottedName: the kernel's names may have dots, those of a BPF file system may not.
func TestDottedName(t *testing.T) {
	needKernel(t)
	if running, _ := release(); running < haveLinks {
		t.Skip("this kernel has no links for congestion control")
	}
	root := mountBPFFS(t)
	object := compileText(t, "tiny.cc", tiny, lang.Options{})
	for range 2 {
		l := load(t, object, LoadOptions{Name: "tiny.1", PinDir: root})
		if want := filepath.Join(root, "tiny-1"); l.Pinned != want || l.Gap {
			t.Errorf("pinned at %s, want %s; gap %v", l.Pinned, want, l.Gap)
		}
	}
	if _, err := Unload("tiny.1"); err != nil {
		t.Error(err)
	}
	_, err := Load(bytes.NewReader(object), LoadOptions{PinDir: filepath.Join(root, "a", "b.c")})
	if e := AsError(err); err == nil || e.Code != "L0026" || !strings.Contains(e.Message, "no names with dots") {
		t.Errorf("a directory with a dot: %v", err)
	}
	if left, err := os.ReadDir(root); err != nil || slices.ContainsFunc(left, func(f os.DirEntry) bool { return f.Name() == "a" || f.Name() == "tiny-1" }) {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// mountBPFFS mounts a BPF file system for the test.
func mountBPFFS(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := unix.Mount("bpf", dir, "bpf", 0, ""); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// TestLegacyObject: an object made for old loaders loads here, too.
func TestLegacyObject(t *testing.T) {
	needKernel(t)
	l := load(t, compileText(t, "tiny.cc", tiny, lang.Options{Legacy: true}), LoadOptions{})
	if _, err := flow.Run(flow.Options{Algorithm: l.Name, Bytes: 1 << 20}); err != nil {
		t.Fatal(err)
	}
}

func TestRefusals(t *testing.T) {
	needKernel(t)
	object := compileText(t, "tiny.cc", tiny, lang.Options{})
	tests := []struct {
		name   string
		object []byte
		opts   LoadOptions
		code   string
	}{
		{"not an object", []byte("hello"), LoadOptions{}, "L0020"},
		{"unknown parameter", object, LoadOptions{Set: map[string]string{"bta": "1"}}, "L0022"},
		{"parameter out of range", object, LoadOptions{Set: map[string]string{"beta": "2"}}, "L0023"},
		{"parameter no number", object, LoadOptions{Set: map[string]string{"beta": "much"}}, "L0023"},
		{"long name", object, LoadOptions{Name: "sixteen_letters_"}, "L0024"},
		{"path for a name", object, LoadOptions{Name: "../x"}, "L0024"},
		{"dots for a name", object, LoadOptions{Name: ".."}, "L0024"},
		{"the kernel's name", object, LoadOptions{Name: "reno"}, "L0025"},
		{"pin on a disk", object, LoadOptions{PinDir: t.TempDir()}, "L0026"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Load(bytes.NewReader(tt.object), tt.opts)
			if err == nil {
				t.Fatal("loaded")
			}
			if e := AsError(err); e.Code != tt.code {
				t.Errorf("%s: %v, want %s", e.Code, err, tt.code)
			}
		})
	}
	if _, err := Unload("ccctest"); err == nil || AsError(err).Code != "L0011" {
		t.Errorf("unload of what is not there: %v", err)
	}
}

// TestForeignLoaders registers every algorithm of the library: the same bytes with cilium/ebpf alone and with
// bpftool and its libbpf, where that is 1.2 or later; and in the legacy form with any.
func TestForeignLoaders(t *testing.T) {
	needKernel(t)
	for _, path := range std.Names() {
		text, err := std.Read(path)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), "\nalgorithm ") {
			continue // a module
		}
		name := strings.TrimSuffix(strings.TrimPrefix(path, std.Prefix), ".cc")
		t.Run(name+"/cilium", func(t *testing.T) {
			registerWithCilium(t, compileStd(t, name, lang.Options{}))
		})
		t.Run(name+"/bpftool", func(t *testing.T) {
			linkWithBpftool(t, compileStd(t, name, lang.Options{}), target.RegisteredName(name))
		})
		t.Run(name+"/bpftool-legacy", func(t *testing.T) {
			registerWithBpftool(t, compileStd(t, name, lang.Options{Legacy: true}))
		})
	}
}

func registerWithCilium(t *testing.T, object []byte) {
	t.Helper()
	spec, err := ebpf.LoadCollectionSpecFromReader(bytes.NewReader(object))
	if err != nil {
		t.Fatal(err)
	}
	coll, err := ebpf.NewCollection(spec)
	if err != nil {
		t.Fatal(err)
	}
	defer coll.Close()
	for _, m := range coll.Maps {
		if m.Type() != ebpf.StructOpsMap {
			continue
		}
		l, err := link.AttachStructOps(link.StructOpsOptions{Map: m})
		if err != nil {
			t.Fatal(err)
		}
		l.Close()
		return
	}
	t.Fatal("no struct_ops map")
}

// TestSkeleton: a C program with libbpf holds an object as bpftool's skeleton, sees its parameters as
// variables, and registers it.
func TestSkeleton(t *testing.T) {
	needKernel(t)
	needBpftool(t, "bpftool")
	dir := t.TempDir()
	source, err := filepath.Abs("testdata/skeleton.c")
	if err != nil {
		t.Fatal(err)
	}
	object, program := filepath.Join(dir, "x.o"), filepath.Join(dir, "skeleton")
	if err := os.WriteFile(object, compileText(t, "tiny.cc", tiny, lang.Options{Legacy: true}), 0o600); err != nil {
		t.Fatal(err)
	}
	header, err := exec.Command("bpftool", "gen", "skeleton", object, "name", "ccctest").Output()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "ccctest.skel.h"), header, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("gcc", "-I", dir, source, "-o", program, "-lbpf").CombinedOutput(); err != nil {
		if os.Getenv("CCC_TEST_KERNEL") == "require" {
			t.Fatalf("%v\n%s", err, out)
		}
		t.Skip("needs gcc and libbpf's headers")
	}
	out, err := exec.Command(program).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "beta was 5000") || !strings.Contains(string(out), " ccctest") {
		t.Errorf("%v\n%s", err, out)
	}
	waitGone("ccctest")
	nothingLeft(t, "ccctest")
}

// newerBpftool is the bpftool for what an old one cannot: CCC_TEST_BPFTOOL, or the machine's.
func newerBpftool() string {
	if path := os.Getenv("CCC_TEST_BPFTOOL"); path != "" {
		return path
	}
	return "bpftool"
}

// register lets a bpftool register an object and returns what it says.
func register(t *testing.T, bpftool string, object []byte, more ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "x.o")
	if err := os.WriteFile(file, object, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(bpftool, append([]string{"struct_ops", "register", file}, more...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

// needBpftool returns the version of the libbpf that a bpftool has, as "1.5".
func needBpftool(t *testing.T, bpftool string) target.Version {
	t.Helper()
	out, err := exec.Command(bpftool, "version").Output()
	if err != nil {
		if os.Getenv("CCC_TEST_KERNEL") == "require" {
			t.Fatal(err)
		}
		t.Skip("needs bpftool")
	}
	_, text, _ := strings.Cut(string(out), "using libbpf v")
	text, _, _ = strings.Cut(text, "\n")
	v, err := target.ParseVersion(text)
	if err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	return v
}

// linkWithBpftool registers an object as it is: through a link that libbpf makes and
// bpftool pins, which ends with its pin.
func linkWithBpftool(t *testing.T, object []byte, name string) {
	t.Helper()
	running, _ := release()
	if running < haveLinks {
		t.Skipf("the kernel cannot: those from %s on know links of struct_ops", haveLinks)
	}
	if v := needBpftool(t, newerBpftool()); v < target.V(1, 2) {
		if os.Getenv("CCC_TEST_KERNEL") == "require" {
			t.Fatalf("bpftool has libbpf %s; those from 1.2 on know links of struct_ops (.ci/run gets one)", v)
		}
		t.Skipf("needs a bpftool with libbpf 1.2 or later, not %s", v)
	}
	dir := mountBPFFS(t)
	register(t, newerBpftool(), object, dir)
	if !slices.Contains(native(), name) {
		t.Errorf("%s is not registered", name)
	}
	if err := os.Remove(filepath.Join(dir, name)); err != nil {
		t.Fatal(err)
	}
	for i := 0; i < 60 && slices.Contains(native(), name); i++ {
		waitGone(name) // the link is freed after a grace period: late where the machine is busy
	}
	nothingLeft(t, name)
}

func registerWithBpftool(t *testing.T, object []byte) {
	t.Helper()
	needBpftool(t, "bpftool")
	fields := strings.Fields(register(t, "bpftool", object)) // "Registered tcp_congestion_ops reno id 12"
	id := fields[len(fields)-1]
	if out, err := exec.Command("bpftool", "struct_ops", "unregister", "id", id).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}
