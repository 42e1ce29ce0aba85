package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// interruption is the cause of a context that a signal ended.
type interruption struct{ signal syscall.Signal }

func (i interruption) Error() string { return i.signal.String() }

// untilSignal returns a context that ends when somebody wants the program to end,
// with an interruption as its cause. Signals that the program was started to
// ignore, as nohup has it, stay ignored.
func untilSignal() (ctx context.Context, stop func()) {
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 1)
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		if !signal.Ignored(s) {
			signal.Notify(signals, s)
		}
	}
	go func() {
		select {
		case s := <-signals:
			number, _ := s.(syscall.Signal)
			cancel(interruption{number})
		case <-ctx.Done():
		}
	}()
	return ctx, func() {
		signal.Stop(signals)
		cancel(nil)
	}
}

// exitInterrupted says that the context's signal ended a verb, as the exit code
// that shells give such an end; ok is whether one did.
func exitInterrupted(ctx context.Context) (err error, ok bool) {
	var by interruption
	if !errors.As(context.Cause(ctx), &by) {
		return nil, false
	}
	return &exitError{code: exitSignal + int(by.signal), told: true}, true
}

// end ends the process with the code. After a signal it dies of that signal, once
// it has tidied up: a shell that sees so ends its loop, too.
func end(code int) {
	if code > exitSignal {
		number := syscall.Signal(code - exitSignal)
		signal.Reset(number)
		if self, err := os.FindProcess(os.Getpid()); err == nil && self.Signal(number) == nil {
			time.Sleep(time.Second) // it arrives at once
		}
	}
	os.Exit(code)
}
