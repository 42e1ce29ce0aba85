package main

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"text/tabwriter"

	"github.com/ccc-lang/ccc/internal/peer"
)

// code is how many instructions an algorithm has: ours, and clang's for each
// instruction set, and for v3 with bitfields read as bytes, and with the kernel's
// functions called instead of written out.
type code struct{ ours, v2, v3, v4, bytes, kfuncs int }

func count(p pair) (c code, err error) {
	if c.ours, err = peer.Count(p.ours); err != nil {
		return c, err
	}
	for _, v := range []struct {
		n    *int
		opts peer.Options
	}{
		{&c.v2, peer.Options{CPU: "v2"}}, {&c.v3, peer.Options{CPU: "v3"}}, {&c.v4, peer.Options{CPU: "v4"}},
		{&c.bytes, peer.Options{Defines: []string{"BYTE_BITFIELDS"}}},
		{&c.kfuncs, peer.Options{Defines: []string{"KFUNCS"}}},
	} {
		object, err := peer.Build(p.name, v.opts)
		if err != nil {
			return c, err
		}
		if *v.n, err = peer.Count(object); err != nil {
			return c, err
		}
	}
	return c, nil
}

// goal is the share of clang's instructions that ours may have in the mean.
const goal = 0.85

// codes prints the table of instructions, and checks or writes clang's part of it.
func (o *options) codes(pairs []pair) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "instructions\tours\tclang v3\tratio\tv2\tv4\tv3, bytes\tv3, kfuncs\t")
	logs, worst, worstName := 0.0, 0.0, ""
	for _, p := range pairs {
		c := p.code
		ratio := float64(c.ours) / float64(c.v3)
		fmt.Fprintf(w, "%s\t%d\t%d\t%.2f\t%d\t%d\t%d\t%d\t\n", p.name, c.ours, c.v3, ratio, c.v2, c.v4, c.bytes, c.kfuncs)
		logs += math.Log(ratio)
		if ratio > worst {
			worst, worstName = ratio, p.name
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Printf("geometric mean %.3f (goal %.2f), greatest %.2f of %s (goal 1.00)\n", math.Exp(logs/float64(len(pairs))), goal, worst, worstName)
	if o.only != "" {
		return nil
	}
	if err := besideSelftests(); err != nil {
		return err
	}
	return o.keepCounts(pairs)
}

// besideSelftests compares with the kernel's selftests.
func besideSelftests() error {
	for _, s := range peer.Selftests {
		object, err := s.Ours()
		if err != nil {
			return err
		}
		n, err := peer.Count(object)
		if err != nil {
			return err
		}
		fmt.Printf("the kernel's selftest of %s has %d: ours, with the kernel's functions, %d, ratio %.2f (goal %.2f)\n",
			s.Name, s.V3, n, float64(n)/float64(s.V3), goal)
	}
	return nil
}

// keepCounts checks or writes the file that clang's counts are kept in.
func (o *options) keepCounts(pairs []pair) error {
	var b bytes.Buffer
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "peer\tv2\tv3\tv4\tv3,bytes\tv3,kfuncs\t")
	for _, p := range pairs {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t\n", p.name, p.code.v2, p.code.v3, p.code.v4, p.code.bytes, p.code.kfuncs)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	file, err := fromRoot("testdata", "golden", "peers.txt")
	if err != nil {
		return err
	}
	if o.update {
		return os.WriteFile(file, b.Bytes(), 0o644)
	}
	was, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if !bytes.Equal(was, b.Bytes()) {
		return fmt.Errorf("%s no longer holds (-update rewrites it; then go test ./docs -update)", file)
	}
	return nil
}

// fromRoot returns the path of a file of the repository.
func fromRoot(path ...string) (string, error) {
	dir, err := peer.Dir()
	if err != nil {
		return "", err
	}
	return filepath.Join(append([]string{dir, "..", ".."}, path...)...), nil
}
