// Command campaign runs a long campaign of random programs against the compiler;
// see package campaign. As root it also loads and runs them in the kernel.
//
//	go run ./internal/cmd/campaign -programs 100000 -sockets 25
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/ccc-lang/ccc/internal/campaign"
)

func main() {
	opts := campaign.Options{Log: os.Stderr}
	flag.Uint64Var(&opts.Seed, "seed", 1, "seed of the first program")
	flag.IntVar(&opts.Programs, "programs", 10000, "how many programs")
	flag.IntVar(&opts.Sockets, "sockets", 25, "random connections per program")
	flag.IntVar(&opts.Size, "size", 0, "statements per callback; 0: mixed")
	flag.BoolVar(&opts.Near, "near", false, "only programs near the limits of the language, each limit in turn")
	flag.IntVar(&opts.Workers, "workers", 0, "how many at a time; 0: one per processor")
	flag.IntVar(&opts.MaxFailures, "failures", 5, "stop after so many")
	flag.BoolVar(&opts.Kernel, "kernel", os.Getuid() == 0, "use the running kernel (root)")
	mutate := flag.Bool("mutate", false, "change the library's algorithms at random instead of making programs")
	flag.Parse()
	if *mutate {
		opts.Source = campaign.LibraryMutants()
	}
	opts.Stop = interrupted()
	report := campaign.Run(opts)
	fmt.Print(report)
	if len(report.Failures)+len(report.TooLarge) > 0 {
		os.Exit(1)
	}
}

// interrupted returns a channel that is closed by the first SIGINT or SIGTERM; the
// second ends the program at once.
func interrupted() <-chan struct{} {
	ctx, _ := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, func() { signal.Reset() })
	return ctx.Done()
}
