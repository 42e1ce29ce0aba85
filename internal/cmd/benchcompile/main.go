//go:build linux

// Command benchcompile measures whole processes side by side in one run: ccc
// compiling stdlib/dctcp.cc, and clang compiling the same algorithm in C. It
// also times programs of growing length, and weighs the objects. `make
// bench-compile` runs it.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"
)

func main() {
	clang := flag.String("clang", "clang-22", "the `compiler` to compare with")
	runs := flag.Int("runs", 20, "how often each is run, alternating")
	flag.Parse()
	if err := bench(*clang, *runs); err != nil {
		fmt.Fprintln(os.Stderr, "benchcompile:", err)
		os.Exit(1)
	}
}

func bench(clang string, runs int) error {
	dir, err := os.MkdirTemp("", "benchcompile")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	ccc, built := filepath.Join(dir, "bin", "ccc"), "./ccc"
	if out, err := exec.Command("make", "build", "install", "PREFIX="+dir).CombinedOutput(); err != nil {
		return fmt.Errorf("make build install: %s", out)
	}
	empty, err := emptyProgram(dir)
	if err != nil {
		return err
	}
	if err := compareWithClang(ccc, built, clang, empty, dir, runs); err != nil {
		return err
	}
	if err := growth(ccc, dir, runs); err != nil {
		return err
	}
	return weigh(ccc, dir)
}

// emptyProgram builds a Go program that does nothing: what a process takes before it starts.
func emptyProgram(dir string) (string, error) {
	source, binary := filepath.Join(dir, "empty.go"), filepath.Join(dir, "empty")
	if err := os.WriteFile(source, []byte("package main\n\nfunc main() {}\n"), 0o644); err != nil {
		return "", err
	}
	if out, err := exec.Command("go", "build", "-o", binary, source).CombinedOutput(); err != nil {
		return "", fmt.Errorf("build an empty program: %s", out)
	}
	return binary, nil
}

// sample is one run of a process.
type sample struct {
	wall time.Duration
	rss  int64 // bytes at most
}

func measure(argv ...string) (sample, error) {
	cmd := exec.Command(argv[0], argv[1:]...)
	var messages bytes.Buffer
	cmd.Stderr = &messages
	begin := time.Now()
	if err := cmd.Run(); err != nil {
		return sample{}, fmt.Errorf("%s: %w\n%s", strings.Join(argv, " "), err, messages.String())
	}
	wall := time.Since(begin)
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return sample{}, errors.New("this system does not tell a process's memory")
	}
	return sample{wall, usage.Maxrss << 10}, nil
}

// median returns the run with the median time.
func median(s []sample) sample {
	s = slices.Clone(s)
	slices.SortFunc(s, func(a, b sample) int { return int(a.wall - b.wall) })
	return s[len(s)/2]
}

// compareWithClang runs ccc as installed, ccc as built, clang and an empty program in turn.
func compareWithClang(ccc, built, clang, empty, dir string, runs int) error {
	header := filepath.Join(dir, "vmlinux.h")
	begin := time.Now()
	types, err := exec.Command("bpftool", "btf", "dump", "file", "/sys/kernel/btf/vmlinux", "format", "c").Output()
	if err != nil {
		return fmt.Errorf("make vmlinux.h: %w", err)
	}
	dump := time.Since(begin)
	if err := os.WriteFile(header, types, 0o644); err != nil {
		return err
	}
	compile := []string{"compile", "stdlib/dctcp.cc", "-o", filepath.Join(dir, "ours.o")}
	theirs := []string{clang, "-O2", "-g", "-target", "bpf", "-D__TARGET_ARCH_x86", "-DVMLINUX_H", "-I", dir,
		"-c", "bench/c/dctcp.c", "-o", filepath.Join(dir, "theirs.o")}
	var installed, asBuilt, peer, floor []sample
	for range runs {
		for _, side := range []struct {
			argv []string
			to   *[]sample
		}{
			{append([]string{ccc}, compile...), &installed}, {append([]string{built}, compile...), &asBuilt},
			{theirs, &peer}, {[]string{empty}, &floor},
		} {
			s, err := measure(side.argv...)
			if err != nil {
				return err
			}
			*side.to = append(*side.to, s)
		}
	}
	c := median(peer)
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "dctcp, median of %d runs\ttime\tclang takes\tmemory\tclang takes\n", runs)
	for _, row := range []struct {
		name string
		sample
	}{
		{"ccc compile stdlib/dctcp.cc, ccc as make install leaves it", median(installed)},
		{"  and as go build leaves it", median(asBuilt)},
		{clang + " -O2 -g bench/c/dctcp.c", c},
		{"a Go program that does nothing", median(floor)},
	} {
		fmt.Fprintf(w, "%s\t%v\t%.1f times\t%d MB\t%.1f times\n", row.name,
			row.wall.Round(10*time.Microsecond), float64(c.wall)/float64(row.wall), row.rss>>20, float64(c.rss)/float64(row.rss))
	}
	fmt.Fprintf(w, "vmlinux.h, which the C needs first\t%v\t\t%.1f MB of text\n", dump.Round(time.Millisecond), float64(len(types))/1e6)
	return w.Flush()
}

// growth times generated programs of 1,250 to 10,000 lines.
func growth(ccc, dir string, runs int) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "\nlines\ttime\tper line\tmemory")
	for _, lines := range []int{1250, 2500, 5000, 10000} {
		file := filepath.Join(dir, fmt.Sprintf("big%d.cc", lines))
		if err := os.WriteFile(file, program(lines), 0o644); err != nil {
			return err
		}
		var all []sample
		for range max(runs/4, 3) {
			s, err := measure(ccc, "compile", file, "-o", filepath.Join(dir, "big.o"))
			if err != nil {
				return err
			}
			all = append(all, s)
		}
		m := median(all)
		fmt.Fprintf(w, "%d\t%v\t%v\t%d MB\n", lines, m.wall.Round(time.Millisecond), (m.wall / time.Duration(lines)).Round(10*time.Nanosecond), m.rss>>20)
	}
	return w.Flush()
}

// program returns a program of about that many lines: functions of ten lines,
// each called from one of the callbacks.
func program(lines int) []byte {
	var b bytes.Buffer
	b.WriteString("algorithm big\n\nstate {\n    total: u64\n    last: us\n}\n\n")
	n := lines / 10
	for i := range n {
		fmt.Fprintf(&b, `fn step%d(sk, acked) {
    let cwnd = sk.snd_cwnd + %d
    if cwnd > sk.snd_ssthresh && acked > %d {
        ca.total += acked * cwnd / %d
    } else {
        ca.last = max(ca.last, sk.srtt_us / %d)
    }
}

`, i, i%7, i%50, i%9+2, i%5+1)
	}
	callbacks := []string{"cong_avoid(sk, ack, acked)", "in_ack_event(sk, flags)", "pkts_acked(sk, sample)", "set_state(sk, new_state)", "init(sk)", "release(sk)"}
	per := (n + len(callbacks) - 1) / len(callbacks)
	for i, c := range callbacks {
		fmt.Fprintf(&b, "%s {\n", c)
		for j := i * per; j < min((i+1)*per, n); j++ {
			fmt.Fprintf(&b, "    step%d(sk, %d)\n", j, j%3+1)
		}
		b.WriteString("}\n\n")
	}
	b.WriteString("ssthresh(sk) = max(sk.snd_cwnd / 2, 2)\nundo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)\n")
	return b.Bytes()
}

func weigh(ccc, dir string) error {
	fmt.Println("\nobject  bytes")
	for _, name := range []string{"reno", "aimd", "dctcp"} {
		out := filepath.Join(dir, name+".o")
		if _, err := measure(ccc, "compile", "stdlib/"+name+".cc", "-o", out); err != nil {
			return err
		}
		info, err := os.Stat(out)
		if err != nil {
			return err
		}
		fmt.Printf("%-7s %d\n", name, info.Size())
	}
	return nil
}
