// Package peer builds the algorithms of bench/c, which the compiler's bytecode is
// compared with, by clang.
package peer

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Clang is the compiler to compare with, the newest that Debian has.
const Clang = "clang-22"

// ErrNoClang is why nothing can be built on this machine.
var ErrNoClang = errors.New(Clang + " is not installed (Debian: apt install " + Clang + " libbpf-dev)")

// Options say how a peer is built.
type Options struct {
	CPU     string   // the instruction set: v1 to v4; v3 if empty
	Defines []string // macros, such as KFUNCS
}

// Dir returns the directory of the peers' sources, searched for from the working
// directory upwards.
func Dir() (string, error) {
	at, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		dir := filepath.Join(at, "bench", "c")
		if _, err := os.Stat(filepath.Join(dir, "tcp.h")); err == nil {
			return dir, nil
		}
		if filepath.Dir(at) == at {
			return "", errors.New("bench/c is not above the working directory")
		}
		at = filepath.Dir(at)
	}
}

// Names returns the algorithms that have a peer, sorted.
func Names() ([]string, error) {
	dir, err := Dir()
	if err != nil {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.c"))
	if err != nil {
		return nil, err
	}
	var names []string
	for _, f := range files {
		names = append(names, strings.TrimSuffix(filepath.Base(f), ".c"))
	}
	slices.Sort(names)
	return names, nil
}

// Build compiles the peer of that name and returns the object.
func Build(name string, opts Options) ([]byte, error) {
	if _, err := exec.LookPath(Clang); err != nil {
		return nil, ErrNoClang
	}
	dir, err := Dir()
	if err != nil {
		return nil, err
	}
	temp, err := os.MkdirTemp("", "peer")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(temp)
	out := filepath.Join(temp, "peer.o")
	args := []string{"-O2", "-g", "-target", "bpf", "-mcpu=" + cpu(opts.CPU), "-D__TARGET_ARCH_x86", "-Wall", "-Werror", "-I", dir}
	for _, d := range opts.Defines {
		args = append(args, "-D"+d)
	}
	cmd := exec.Command(Clang, append(args, "-c", filepath.Join(dir, name+".c"), "-o", out)...)
	var messages bytes.Buffer
	cmd.Stderr = &messages
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", cmd, err, messages.String())
	}
	return os.ReadFile(out)
}

func cpu(name string) string {
	if name == "" {
		return "v3"
	}
	return name
}

// Native builds an object with callbacks that only call the kernel's own, and says which these are: those that
// the kernel offers BPF as functions. bench/native has it of cubic and bbr; dctcp grows as Reno does. Others have none: nil.
func Native(name string) (object []byte, callbacks []string, err error) {
	switch name {
	case "cubic":
		object, err = Build("../native/cubic", Options{})
		return object, []string{"init", "ssthresh", "cong_avoid", "set_state", "cwnd_event", "pkts_acked"}, err
	case "bbr":
		object, err = Build("../native/bbr", Options{})
		return object, []string{"init", "cong_control", "sndbuf_expand", "undo_cwnd", "cwnd_event", "ssthresh", "min_tso_segs", "set_state"}, err
	case "dctcp":
		object, err = Build(name, Options{Defines: []string{"KFUNCS"}})
		return bytes.ReplaceAll(object, []byte("c_dctcp\x00"), []byte("n_dctcp\x00")), []string{"cong_avoid"}, err
	}
	return nil, nil, nil
}
