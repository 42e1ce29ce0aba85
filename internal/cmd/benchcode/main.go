// Command benchcode compares the bytecode of the library's algorithms with what
// clang makes of the same algorithms in C (bench/c). It checks the committed
// figures, and as root also loads both into the kernel. `make bench-code` runs it.
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/ccc-lang/ccc/internal/peer"
)

func main() {
	o := options{}
	flag.StringVar(&o.only, "peer", "", "only the algorithm of this `name`; nothing is checked or written")
	flag.BoolVar(&o.update, "update", false, "write the figures instead of checking them")
	flag.IntVar(&o.runs, "runs", 11, "how often each object is loaded for the time of verification")
	flag.StringVar(&o.run, "time", "", "measure the time per callback of this algorithm instead, by transfers")
	flag.Int64Var(&o.megabytes, "mb", 100, "megabytes of a transfer")
	flag.IntVar(&o.marks, "marks", 20, "of a thousand packets of dctcp, how many are marked")
	flag.Parse()
	if err := o.bench(); err != nil {
		fmt.Fprintln(os.Stderr, "benchcode:", err)
		os.Exit(1)
	}
}

type options struct {
	only, run string
	update    bool
	runs      int
	megabytes int64
	marks     int
}

// pair is an algorithm compiled by both.
type pair struct {
	name         string
	ours, theirs []byte
	code         code
}

func (o *options) bench() error {
	if o.run != "" {
		return o.times(o.run)
	}
	names, err := peer.Names()
	if err != nil {
		return err
	}
	var pairs []pair
	for _, name := range names {
		if o.only != "" && name != o.only {
			continue
		}
		p, err := build(name)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		pairs = append(pairs, p)
	}
	if err := o.codes(pairs); err != nil {
		return err
	}
	if os.Getuid() != 0 {
		fmt.Println("\nnot root: what the kernel makes of the objects is not measured")
		return nil
	}
	return o.loads(pairs)
}

func build(name string) (p pair, err error) {
	p.name = name
	if p.ours, err = peer.Ours(name); err != nil {
		return p, err
	}
	if p.theirs, err = peer.Build(name, peer.Options{}); err != nil {
		return p, err
	}
	p.code, err = count(p)
	return p, err
}
