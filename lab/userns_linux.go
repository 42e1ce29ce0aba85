package lab

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// insideMark is the variable that tells a process that it was started by
// RunInside.
const insideMark = "CCC_LAB_INSIDE"

// Permitted reports whether this process may make networks: it has
// CAP_SYS_ADMIN and CAP_NET_ADMIN.
func Permitted() bool { return len(Missing()) == 0 }

// Missing names the capabilities that this process lacks to make networks.
func Missing() (names []string) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return nil // the first step that fails tells
	}
	for line := range strings.Lines(string(status)) {
		hex, ok := strings.CutPrefix(line, "CapEff:")
		if !ok {
			continue
		}
		caps, err := strconv.ParseUint(strings.TrimSpace(hex), 16, 64)
		if err != nil {
			return nil
		}
		for _, need := range []struct {
			name string
			bit  uint
		}{{"CAP_SYS_ADMIN", unix.CAP_SYS_ADMIN}, {"CAP_NET_ADMIN", unix.CAP_NET_ADMIN}} {
			if caps&(1<<need.bit) == 0 {
				names = append(names, need.name)
			}
		}
	}
	return names
}

// RunInside runs this program again with the same arguments inside a new user
// namespace, where anybody may make networks (but nobody may load BPF), and
// returns its exit code; 128 and the signal's number if a signal ended it.
func RunInside(ctx context.Context) (int, error) {
	if os.Getenv(insideMark) != "" {
		return 0, &CapabilityError{Capability: "CAP_NET_ADMIN", Step: "make networks in a user namespace", Err: os.ErrPermission}
	}
	cmd := exec.CommandContext(ctx, "/proc/self/exe", os.Args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), insideMark+"=1")
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
		Pdeathsig:   syscall.SIGKILL,
	}
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0, nil
	case errors.As(err, &exit) && exit.ExitCode() >= 0:
		return exit.ExitCode(), nil
	case errors.As(err, &exit):
		status, _ := exit.Sys().(syscall.WaitStatus)
		return 128 + int(status.Signal()), nil
	case errors.Is(err, os.ErrPermission), errors.Is(err, unix.ENOSPC), errors.Is(err, unix.EUSERS):
		return 0, &CapabilityError{Capability: "CAP_SYS_ADMIN", Step: "make a network namespace (and this system lets users make no user namespaces)", Err: err}
	}
	return 0, fmt.Errorf("run in a user namespace: %w", err)
}
