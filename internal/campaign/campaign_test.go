package campaign

import (
	"os"
	"testing"
)

// A short campaign; the long ones are run by internal/cmd/campaign. Without root
// the kernel takes no part.
func TestRandomPrograms(t *testing.T) {
	opts := Options{Seed: 1, Programs: 60, Sockets: 15, Size: 5, Kernel: os.Getuid() == 0}
	if !opts.Kernel && os.Getenv("CCC_TEST_KERNEL") == "require" {
		t.Fatal("CCC_TEST_KERNEL=require, but this is not root")
	}
	if testing.Short() {
		opts.Programs = 15
	}
	report := Run(opts)
	t.Log(report)
	for _, f := range append(report.Failures, report.TooLarge...) {
		t.Errorf("seed %d: %s\n%s", f.Seed, f.Text, f.Source)
	}
	if report.Accepted < report.Programs/2 {
		t.Errorf("only %d of %d programs compile: the generator has fallen behind the language", report.Accepted, report.Programs)
	}
}
