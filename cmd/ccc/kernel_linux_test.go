package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/ccc-lang/ccc/kernel"
	"github.com/ccc-lang/ccc/lang/diag"
)

// What the kernel, or its loader, refuses ends with 3 and a sentence, whatever
// the reason: the guests show each of these codes (internal/vmtest).
func TestRefusedExits(t *testing.T) {
	for _, code := range []string{"L0003", "L0004", "L0005", "L0006"} {
		var out, errs bytes.Buffer
		err := (&env{out: &out, err: &errs}).refused(&kernel.Error{Code: code, Message: "a reason", Hint: "a way out"}, false)
		var exit *exitError
		if !errors.As(err, &exit) || exit.code != exitKernel {
			t.Errorf("%s: %v, want exit code %d", code, err, exitKernel)
		}
		if want := fmt.Sprintf("error[%s]: a reason\nhint: a way out\n", code); errs.String() != want || out.Len() > 0 {
			t.Errorf("%s: %q", code, errs.String())
		}
	}
}

// What is wrong on the command line is no refusal of the kernel.
func TestMisuseExits(t *testing.T) {
	for code := range misused {
		if _, known := diag.Codes()[code]; !known {
			t.Errorf("there is no %s", code)
		}
		var out, errs bytes.Buffer
		err := (&env{out: &out, err: &errs}).refused(&kernel.Error{Code: code, Message: "a reason"}, false)
		var exit *exitError
		if !errors.As(err, &exit) || exit.code != exitUsage || !strings.Contains(errs.String(), code) {
			t.Errorf("%s: %v, %q", code, err, errs.String())
		}
	}
}

// A kernel before 5.6 is told so, with exit code 3, before anything else. The
// running one plays it: it tells threads of the personality UNAME26 that it is 2.6.
func TestLoadOnOldKernel(t *testing.T) {
	var out, errs bytes.Buffer
	code := make(chan int)
	go func() {
		runtime.LockOSThread() // and never unlocked: the thread ends with its personality
		const uname26 = 0x0020000
		if _, _, errno := unix.Syscall(unix.SYS_PERSONALITY, uname26, 0, 0); errno != 0 {
			t.Error(errno)
		}
		code <- run([]string{"load", "std/reno.cc"}, os.Stdin, &out, &errs)
	}()
	if got := <-code; got != exitKernel || !strings.Contains(errs.String(), "error[L0002]") || !strings.Contains(errs.String(), "older than 5.6") {
		t.Errorf("exit code %d, %q, %q", got, out.String(), errs.String())
	}
}
