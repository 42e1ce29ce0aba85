package vmtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/ccc-lang/ccc/internal/vmtest/job"
)

// boot runs a kernel with an initramfs in an emulated machine until it turns
// itself off, and returns what the guest told. The error holds the end of the
// kernel's console if the guest did not come to its end.
func boot(ctx context.Context, image string, initramfs []file, limit time.Duration) ([]job.Line, error) {
	dir, err := os.MkdirTemp("", "ccc-vm-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	initrd, console, answer := filepath.Join(dir, "initrd"), filepath.Join(dir, "console"), filepath.Join(dir, "answer")
	if err := saveInitramfs(initrd, initramfs); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	// One processor: emulating two makes one boot in a hundred panic. No timer check:
	// a busy host fails it, which panics, too. Nothing of the
	// host is reachable from the guest: no network, no disk.
	out, err := exec.CommandContext(ctx, "qemu-system-x86_64", "-accel", "tcg", "-cpu", "max", "-smp", "1", "-m", "768",
		"-no-reboot", "-display", "none", "-nodefaults", "-monitor", "none",
		"-serial", "file:"+console, "-serial", "file:"+answer, "-kernel", image, "-initrd", initrd,
		"-append", "console=ttyS0 panic=-1 quiet nokaslr mitigations=off no_timer_check").CombinedOutput()
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		err = fmt.Errorf("the guest did not end within %s", limit)
	}
	if err != nil {
		return nil, fmt.Errorf("qemu: %w\n%s\n%s", err, out, tail(console))
	}
	lines, err := readAnswer(answer)
	if err != nil {
		return nil, fmt.Errorf("%w\n%s", err, tail(console))
	}
	return lines, nil
}

func saveInitramfs(path string, files []file) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(writeInitramfs(f, files), f.Close())
}

func readAnswer(path string) ([]job.Line, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var lines []job.Line
	for line := range strings.Lines(string(text)) {
		var l job.Line
		if err := json.Unmarshal([]byte(strings.TrimSpace(line)), &l); err != nil {
			return nil, fmt.Errorf("the guest's answer breaks off: %w", err)
		}
		lines = append(lines, l)
	}
	if len(lines) == 0 || !lines[len(lines)-1].Done {
		return nil, fmt.Errorf("the guest did not come to its end (%d answers)", len(lines))
	}
	return lines, nil
}

// tail returns the last lines of a file.
func tail(path string) string {
	text, _ := os.ReadFile(path) // what is not there has no lines
	lines := strings.Split(strings.ReplaceAll(string(text), "\r", ""), "\n")
	return strings.Join(lines[max(0, len(lines)-40):], "\n")
}
