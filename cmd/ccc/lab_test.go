package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/ccc-lang/ccc/kernel"
	"github.com/ccc-lang/ccc/lab"
)

// runLabLine runs a command line of the verb.
func runLabLine(args ...string) (code int, out, errs string) {
	var o, e bytes.Buffer
	code = run(append([]string{"lab"}, args...), strings.NewReader(""), &o, &e)
	return code, o.String(), e.String()
}

func TestLabUsage(t *testing.T) {
	for _, test := range []struct {
		line string
		want string
	}{
		{"", "needs one algorithm"},
		{"reno --flows cubic", "needs one algorithm"},
		{"reno --scenario moon", "satellite"},
		{"reno --rate fast", "20Mbit"},
		{"reno --rate 1bit", "10 kbit/s"},
		{"reno --rate 0Mbit", `a rate is above 0, not "0Mbit"`},
		{"reno --rate 1e9Gbit", "beyond every link"},
		{"reno --queue much", "bandwidth-delay"},
		{"reno --queue 0", "a queue holds one packet or more"},
		{"reno --queue 0bdp", "a queue holds one packet or more"},
		{"reno --loss much", "0.1%"},
		{"reno --loss 200%", "less than 1, which is 100%, not 200%"},
		{"reno --time 1s --warmup 3s", "a run of 1s has less than a second after a warm-up of 3s"},
		{"reno --warmup -1s", "a warm-up takes 0 s or more, not -1s"},
		{"reno --time 0s", "a run takes a second or more, not 0s"},
		{"reno --repeat 0", "--repeat"},
		{"reno --expect jain", "jain>0.95"},
		{"reno --trace /no/such/file", "ccc: cannot read /no/such/file: no such file"},
		{"reno --csv /no/such/folder/x", "ccc: cannot write /no/such/folder/x: no such file"},
		{"reno --html /no/such/folder/x", "ccc: cannot write /no/such/folder/x: no such file"},
		{"reno --svg /", "cannot write /: it is a directory"},
		{"reno --html=", "--html is empty"},
		{"a.cc b.cc", "several share a link with --flows a.cc,b.cc"},
		{"--suite /no/such/file", "no such file"},
	} {
		code, _, errs := runLabLine(strings.Fields(test.line)...)
		if code != exitUsage || !strings.Contains(errs, test.want) {
			t.Errorf("lab %s: exit %d, %q; want %d and %q", test.line, code, errs, exitUsage, test.want)
		}
	}
	if code, out, _ := runLabLine("--scenarios"); code != exitFine || !strings.Contains(out, "bufferbloat") {
		t.Errorf("--scenarios: exit %d, %q", code, out)
	}
}

func TestPlanOfOptions(t *testing.T) {
	for _, test := range []struct {
		line  string
		rate  float64
		queue int
		mark  int
		fixed bool
	}{
		{"", 20e6, 33, 0, true},
		{"--rate 40Mbit", 40e6, 67, 0, true},
		{"--scenario datacenter", 200e6, 250, 65, true},
		{"--scenario dsl --ecn 9 --queue 2bdp", 16e6, 80, 9, true},
		{"--scenario lte", 0, 400, 0, false},
		{"--scenario lte --rate 10Mbit", 10e6, 400, 0, true},
	} {
		f := &labFlags{}
		c := &cobra.Command{}
		f.register(c)
		if err := c.ParseFlags(strings.Fields(test.line)); err != nil {
			t.Fatal(err)
		}
		p, err := f.plan(c.Flags().Changed)
		if err != nil {
			t.Errorf("%s: %v", test.line, err)
			continue
		}
		if test.fixed && p.Link.Rate != test.rate || p.Link.Queue != test.queue || p.Link.Mark != test.mark || (p.Link.Trace == nil) != test.fixed {
			t.Errorf("%s gave %+v", test.line, p.Link)
		}
	}
}

// TestLabVerb runs the whole of it, shortly.
func TestLabVerb(t *testing.T) {
	if kernel.Supported() != nil || !lab.Permitted() {
		if os.Getenv("CCC_TEST_KERNEL") == "require" {
			t.Fatalf("the kernel is required: %v", kernel.Supported())
		}
		t.Skip("needs root and a kernel with BPF")
	}
	dir := t.TempDir()
	suite := filepath.Join(dir, "suite")
	if err := os.WriteFile(suite, []byte("std/reno.cc --delay 4ms --expect 'ns>0' --expect 'goodput_ratio<0'\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"--suite", suite, "--time", "2s", "--warmup", "500ms", "--tries", "0"}
	for _, kind := range []string{"csv", "json", "svg", "png", "html"} {
		args = append(args, "--"+kind, filepath.Join(dir, "out."+kind))
	}
	before := labAlgorithms(t)
	code, out, errs := runLabLine(args...)
	if code != exitProgram {
		t.Errorf("exit %d, want %d: a condition fails\n%s%s", code, exitProgram, out, errs)
	}
	for _, want := range []string{"alone: kernel's reno", "sharing: reno.cc", "cong_avoid", "ok   ns>0", "FAIL goodput_ratio<0"} {
		if !strings.Contains(out, want) {
			t.Errorf("the output lacks %q:\n%s", want, out)
		}
	}
	for _, kind := range []string{"csv", "json", "svg", "png", "html"} {
		if info, err := os.Stat(filepath.Join(dir, "out."+kind)); err != nil || info.Size() < 1000 {
			t.Errorf("%s: %v", kind, err)
		}
	}
	for name := range labAlgorithms(t) {
		if !before[name] {
			t.Errorf("%s is still registered", name)
		}
	}
}

// labAlgorithms returns what labs have registered; another one may be running.
func labAlgorithms(t *testing.T) map[string]bool {
	t.Helper()
	all, err := kernel.List()
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, a := range all {
		if strings.HasPrefix(a.Name, "lab.") {
			names[a.Name] = true
		}
	}
	return names
}
