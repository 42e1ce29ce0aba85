// Command campaign runs a long campaign of random programs against the compiler;
// see package campaign. As root it also loads and runs them in the kernel.
//
//	go run ./internal/cmd/campaign -programs 100000 -sockets 25
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/ccc-lang/ccc/internal/campaign"
)

func main() {
	opts := campaign.Options{Log: os.Stderr}
	flag.Uint64Var(&opts.Seed, "seed", 1, "seed of the first program")
	flag.IntVar(&opts.Programs, "programs", 10000, "how many programs")
	flag.IntVar(&opts.Sockets, "sockets", 25, "random connections per program")
	flag.IntVar(&opts.Size, "size", 0, "statements per callback; 0: mixed")
	flag.IntVar(&opts.Workers, "workers", 0, "how many at a time; 0: one per processor")
	flag.IntVar(&opts.MaxFailures, "failures", 5, "stop after so many")
	flag.BoolVar(&opts.Kernel, "kernel", os.Getuid() == 0, "use the running kernel (root)")
	mutate := flag.Bool("mutate", false, "change the library's algorithms at random instead of making programs")
	flag.Parse()
	if *mutate {
		opts.Source = campaign.LibraryMutants()
	}
	report := campaign.Run(opts)
	fmt.Print(report)
	if len(report.Failures) > 0 {
		os.Exit(1)
	}
}
