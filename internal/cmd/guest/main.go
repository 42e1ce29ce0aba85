//go:build linux

// Guest is the only program in the virtual machines that internal/vmtest boots:
// as their init it tries every object of its list in the kernel that runs, tells
// the results on the second serial port, and turns the machine off.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
	"strings"

	"golang.org/x/sys/unix"

	"github.com/ccc-lang/ccc/internal/vmtest/job"
)

// started marks the second run of this program, see main.
const started = "GUEST_STARTED"

func main() {
	if object := os.Getenv(attempt); object != "" {
		if err := attemptHere(object); err != nil {
			fmt.Fprintln(os.Stderr, "guest:", err)
			os.Exit(1)
		}
		return
	}
	if os.Getpid() != 1 {
		fmt.Fprintln(os.Stderr, "guest: this program is the init of a virtual machine")
		os.Exit(2)
	}
	if os.Getenv(started) == "" {
		// The BPF library asks the kernel what it can do before main runs, and keeps the
		// answer: begin again once the file systems are there.
		if err := mountAll(); err != nil {
			halt(err)
		}
		halt(unix.Exec("/init", []string{"/init"}, []string{started + "=1"}))
	}
	halt(run())
}

// halt ends the machine; with panic=-1 a reboot makes it exit.
func halt(err error) {
	if err != nil {
		fmt.Println("guest:", err)
	}
	unix.Sync()
	if err := unix.Reboot(unix.LINUX_REBOOT_CMD_RESTART); err != nil {
		panic(err)
	}
	select {}
}

func mountAll() error {
	for _, m := range []struct{ kind, dir string }{
		{"proc", "/proc"}, {"sysfs", "/sys"}, {"bpf", "/sys/fs/bpf"}, {"devtmpfs", "/dev"}, {"tmpfs", "/tmp"},
	} {
		if err := os.MkdirAll(m.dir, 0o755); err != nil {
			return err
		}
		if err := unix.Mount(m.kind, m.dir, m.kind, 0, ""); err != nil && err != unix.EBUSY {
			return fmt.Errorf("mount %s: %w", m.dir, err)
		}
	}
	return nil
}

// answer is where the results go.
type answer struct{ to *os.File }

func (a answer) write(l job.Line) error {
	text, err := json.Marshal(l)
	if err != nil {
		return err
	}
	_, err = a.to.Write(append(text, '\n'))
	return err
}

func run() (err error) {
	port, err := os.OpenFile("/dev/ttyS1", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		return err
	}
	defer port.Close()
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	out := answer{port}
	var uts unix.Utsname
	if err := unix.Uname(&uts); err != nil {
		return err
	}
	if err := out.write(job.Line{Release: unix.ByteSliceToString(uts.Release[:])}); err != nil {
		return err
	}
	text, err := os.ReadFile(job.List)
	if err != nil {
		return err
	}
	var jobs []job.Job
	if err := json.Unmarshal(text, &jobs); err != nil {
		return err
	}
	if lines := defects(); len(lines) > 0 {
		if err := out.write(job.Line{Kernel: lines}); err != nil {
			return err
		}
	}
	before := census()
	if err := try(jobs, out); err != nil {
		return err
	}
	if left := leftOver(before); left != "" {
		if err := out.write(job.Line{Left: left}); err != nil {
			return err
		}
	}
	if err := endure(jobs, out); err != nil {
		return err
	}
	if lines := defects(); len(lines) > 0 {
		if err := out.write(job.Line{Kernel: lines}); err != nil {
			return err
		}
	}
	return out.write(job.Line{Done: true})
}

// defects returns the lines of the kernel's log, since the last call, that tell of
// a defect of it, with what follows.
func defects() []string {
	buf := make([]byte, 1<<20)
	n, err := unix.Klogctl(unix.SYSLOG_ACTION_READ_CLEAR, buf)
	if err != nil {
		return []string{"the kernel's log cannot be read: " + err.Error()}
	}
	var found []string
	rest := 0
	for line := range strings.Lines(string(buf[:n])) {
		for _, sign := range []string{"WARNING:", "BUG:", "BUG ", "Oops", "general protection", "INFO: rcu", "refcount_t", "Call Trace", "lockup"} {
			if strings.Contains(line, sign) {
				rest = 12
			}
		}
		if rest > 0 {
			found = append(found, strings.TrimSpace(line))
			rest--
		}
	}
	return found
}
