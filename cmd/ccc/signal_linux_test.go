package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ccc-lang/ccc/kernel"
	"github.com/ccc-lang/ccc/lab"
)

// mainMark has the test's binary be ccc, for tests that need a process of it.
const mainMark = "CCC_TEST_MAIN"

func TestMain(m *testing.M) {
	if os.Getenv(mainMark) != "" {
		main()
	}
	os.Exit(m.Run())
}

// However a lab is ended, nothing stays registered, and the shell sees which
// signal it was.
func TestLabEndsBySignals(t *testing.T) {
	if kernel.Supported() != nil || !lab.Permitted() {
		if os.Getenv("CCC_TEST_KERNEL") == "require" {
			t.Fatalf("the kernel is required: %v", kernel.Supported())
		}
		t.Skip("needs root and a kernel with BPF")
	}
	before := labAlgorithms(t)
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGKILL} {
		t.Run(s.String(), func(t *testing.T) {
			var errs bytes.Buffer
			cmd := exec.Command("/proc/self/exe", "lab", "-q", "std/reno.cc", "--beside", "none", "--time", "5m")
			cmd.Env = append(os.Environ(), mainMark+"=1")
			cmd.Stderr = &errs
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			namespaces := waitForNamespaces(t, cmd.Process.Pid)
			if err := cmd.Process.Signal(s); err != nil {
				t.Fatal(err)
			}
			_ = cmd.Wait()
			if status := cmd.ProcessState.Sys().(syscall.WaitStatus); !status.Signaled() || status.Signal() != s {
				t.Errorf("it ended with %v", cmd.ProcessState)
			}
			if told := strings.Contains(errs.String(), "nothing is left behind"); told != (s != syscall.SIGKILL) {
				t.Errorf("it said %q", errs.String())
			}
			if holder := whoHolds(t, namespaces); holder != "" {
				t.Errorf("%s still holds a namespace", holder)
			}
			wantNoneLeft(t, before)
		})
	}
}

// waitForNamespaces waits until the lab's process has made its networks, and
// names them.
func waitForNamespaces(t *testing.T, pid int) map[string]bool {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if found := namespacesOf(fmt.Sprintf("/proc/%d", pid)); len(found) >= 2 {
			return found
		}
	}
	t.Fatal("the lab made no networks in 30 s")
	return nil
}

// namespacesOf lists the network namespaces that a process holds by descriptors.
func namespacesOf(proc string) map[string]bool {
	found := map[string]bool{}
	fds, _ := os.ReadDir(proc + "/fd") // a process may end meanwhile
	for _, fd := range fds {
		if to, err := os.Readlink(proc + "/fd/" + fd.Name()); err == nil && strings.HasPrefix(to, "net:") {
			found[to] = true
		}
	}
	return found
}

// whoHolds names a process that is in one of the namespaces or holds it.
func whoHolds(t *testing.T, namespaces map[string]bool) string {
	t.Helper()
	procs, err := os.ReadDir("/proc")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range procs {
		proc := "/proc/" + p.Name()
		in, err := os.Readlink(proc + "/ns/net")
		if err == nil && namespaces[in] {
			return proc
		}
		for held := range namespacesOf(proc) {
			if namespaces[held] {
				return proc
			}
		}
	}
	return ""
}

// wantNoneLeft gives the kernel a moment to end what nobody holds.
func wantNoneLeft(t *testing.T, before map[string]bool) {
	t.Helper()
	var left []string
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		left = left[:0]
		for name := range labAlgorithms(t) {
			if !before[name] {
				left = append(left, name)
			}
		}
		if len(left) == 0 {
			return
		}
	}
	t.Errorf("%v stay registered", left)
}
