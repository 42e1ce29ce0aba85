package vmtest

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/internal/vmtest/job"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/target/kernels"
)

// TestInitramfs reads the archive back by the format's rules.
func TestInitramfs(t *testing.T) {
	files := []file{{"init", 0o755, []byte("guest")}, {"a/b/c.o", 0o644, []byte("12345678")}}
	var b bytes.Buffer
	if err := writeInitramfs(&b, files); err != nil {
		t.Fatal(err)
	}
	type entry struct{ name, mode, data string }
	var got []entry
	for rest := b.Bytes(); len(rest) > 0; {
		number := func(i int) int {
			n, err := strconv.ParseUint(string(rest[6+8*i:14+8*i]), 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			return int(n)
		}
		if string(rest[:6]) != "070701" {
			t.Fatalf("no header at %q", rest[:6])
		}
		size, name := number(6), number(11)
		data := (110 + name + 3) &^ 3
		got = append(got, entry{string(rest[110 : 110+name-1]), strconv.FormatInt(int64(number(1)), 8), string(rest[data : data+size])})
		rest = rest[(data+size+3)&^3:]
	}
	want := []entry{
		{"a", "40755", ""}, {"a/b", "40755", ""},
		{"init", "100755", "guest"}, {"a/b/c.o", "100644", "12345678"}, {"TRAILER!!!", "0", ""},
	}
	if !slices.Equal(got, want) {
		t.Errorf("archive holds %v, want %v", got, want)
	}
}

// TestKernels: the newest of each version, by number, and no packages that only
// depend on others.
func TestKernels(t *testing.T) {
	a := &Archive{packages: map[string]bool{}}
	for _, name := range []string{
		"linux-image-6.1-cloud-amd64", "linux-image-6.1.0-0.deb11.52-cloud-amd64", "linux-image-6.1.0-9-cloud-amd64",
		"linux-image-6.1.0-56-cloud-amd64", "linux-image-cloud-amd64", "linux-image-5.10.0-46-cloud-amd64", "linux-image-5.10.0-46-amd64",
		"linux-image-7.3.4+deb13-cloud-amd64", "linux-binary-7.3.4+deb13-cloud-amd64", "linux-base-7.3.4+deb13-cloud-amd64", "linux-binary-unsigned-7.3.4+deb13-cloud-amd64",
	} {
		a.packages[name] = true
	}
	var got []string
	for _, k := range a.Kernels() {
		got = append(got, k.Version.String()+" "+strings.Join(k.packages, " "))
	}
	want := []string{
		"5.10 linux-image-5.10.0-46-cloud-amd64",
		"6.1 linux-image-6.1.0-56-cloud-amd64",
		"7.3 linux-binary-7.3.4+deb13-cloud-amd64 linux-base-7.3.4+deb13-cloud-amd64",
	}
	if !slices.Equal(got, want) {
		t.Errorf("kernels %q, want %q", got, want)
	}
}

// TestCheckAndListAgree: what `ccc check --kernel` says of a program is what its
// object's list says, for every program that is tried and every kernel known.
func TestCheckAndListAgree(t *testing.T) {
	programs, err := Programs("../..", 5)
	if err != nil {
		t.Fatal(err)
	}
	refused := 0
	for _, p := range programs {
		for _, v := range kernels.Versions() {
			unmet, err := p.Unmet(v)
			if err != nil {
				t.Error(err)
			}
			if len(unmet) > 0 {
				refused++
			}
		}
	}
	if refused == 0 {
		t.Error("no program is refused by any kernel")
	}
}

// TestJudge: what a guest leaves unsaid is a failure, too.
func TestJudge(t *testing.T) {
	o := &Outcome{Kernel: Kernel{Release: "6.1.0-56-cloud-amd64", Version: target.V(6, 1)}, Results: map[string]job.Result{}}
	o.judge([]job.Line{
		{Release: "6.1.0-56-cloud-amd64"}, {Result: &job.Result{Name: "good", Kernel: []string{"WARNING: at " + doubt}}}, {Result: &job.Result{Name: "bad", Error: "refused"}},
		{Left: "map x"}, {Kernel: []string{"WARNING: y"}}, {Done: true},
	}, []job.Job{{Name: "good"}, {Name: "bad"}, {Name: "silent"}})
	for i, want := range []string{"bad: refused", "left in the kernel: map x", "WARNING: y", "silent: no answer"} {
		if i >= len(o.Failures) || !strings.Contains(o.Failures[i], want) {
			t.Errorf("failures %q, want %q", o.Failures, want)
			break
		}
	}
	if !slices.Equal(o.Doubts, []string{"good"}) {
		t.Errorf("doubts %q", o.Doubts)
	}
}
