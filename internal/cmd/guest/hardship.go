//go:build linux

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"

	"golang.org/x/sys/unix"

	"github.com/ccc-lang/ccc/internal/vmtest/job"
	"github.com/ccc-lang/ccc/kernel"
)

// attempt marks a run of this program that only tries to load the object, in a
// process of its own: the kernel's types are read once per process.
const attempt = "GUEST_ATTEMPT"

// hardships are machines on which people find themselves. make brings this one
// into that state and returns how it comes out again; there is no way back from a
// lockdown, so those are last.
var hardships = []struct {
	name job.Hardship
	make func() (undo func() error, err error)
}{
	{job.NoHardship, func() (func() error, error) { return nil, nil }},
	{job.NoBTF, func() (func() error, error) {
		const types = "/sys/kernel/btf"
		return func() error { return unix.Unmount(types, 0) }, unix.Mount("none", types, "tmpfs", 0, "")
	}},
	{job.NoJIT, func() (func() error, error) {
		const jit = "/proc/sys/net/core/bpf_jit_enable"
		return func() error { return os.WriteFile(jit, []byte("1"), 0) }, os.WriteFile(jit, []byte("0"), 0)
	}},
	{job.Integrity, lockdown},
	{job.Confidentiality, lockdown},
}

// lockdown goes to the next stricter mode.
func lockdown() (func() error, error) {
	const security, file = "/sys/kernel/security", "/sys/kernel/security/lockdown"
	if _, err := os.Stat(file); err != nil {
		if err := unix.Mount("securityfs", security, "securityfs", 0, ""); err != nil {
			return nil, err
		}
	}
	now, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	next := job.Integrity
	if bytes.Contains(now, []byte("[integrity]")) {
		next = job.Confidentiality
	}
	return nil, os.WriteFile(file, []byte(next), 0)
}

// endure tries to load the first object that may load under each hardship.
func endure(jobs []job.Job, out answer) error {
	object := ""
	for _, j := range jobs {
		if !j.Refuse && j.Kind == job.Carry {
			object = j.Object
			break
		}
	}
	if object == "" {
		return nil
	}
	for _, h := range hardships {
		e := job.Endured{Hardship: h.name}
		undo, err := h.make()
		if err != nil {
			e.Impossible = err.Error()
		} else if e.Code, e.Message, err = attemptApart(object); err != nil {
			return err
		}
		if undo != nil && err == nil {
			if err := undo(); err != nil {
				return fmt.Errorf("after %s: %w", h.name, err)
			}
		}
		if err := out.write(job.Line{Endured: &e}); err != nil {
			return err
		}
	}
	return nil
}

// attemptApart loads the object in a process of its own.
func attemptApart(object string) (code, message string, err error) {
	cmd := exec.Command("/proc/self/exe")
	cmd.Env = []string{attempt + "=" + object}
	text, err := cmd.Output()
	if err != nil {
		return "", "", fmt.Errorf("attempt: %w", err)
	}
	var e job.Endured
	err = json.Unmarshal(text, &e)
	return e.Code, e.Message, err
}

// attemptHere loads the object and unloads it, and writes what it was told.
func attemptHere(object string) error {
	data, err := os.ReadFile(object)
	if err != nil {
		return err
	}
	var e job.Endured
	l, err := kernel.Load(bytes.NewReader(data), kernel.LoadOptions{})
	if err == nil {
		_, err = kernel.Unload(l.Name)
	}
	if err != nil {
		e.Code, e.Message = kernel.AsError(err).Code, kernel.AsError(err).Message
	}
	return json.NewEncoder(os.Stdout).Encode(e)
}
