package kernel

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/cilium/ebpf"
	"golang.org/x/sys/unix"

	"github.com/ccc-lang/ccc/object"
)

// sourceLine is how the verifier's log quotes the line of the program text that
// an instruction came from: "; text @ file.cc:12", or "; text" on older kernels.
var sourceLine = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^; (.*?)(?: @ ([^ ]+):(\d+))?$`)
})

// complaints are the verifier's messages with what they mean for us; the first
// that matches is told.
var complaints = []struct{ pattern, means string }{
	{"BPF program is too large", "the kernel's check of the program took too many steps"},
	{"too many jumps", "the kernel's check of the program met too many branches"},
	{"invalid func unknown#195896080", "the program uses a field that this kernel does not have"},
	{"no write support to", "the program stores to a field that this kernel keeps to itself"},
	{"only read is supported", "the program stores to something that this kernel keeps to itself"},
	{"stack", "the program keeps more values at once than the kernel has room for"},
	{"infinite loop", "the kernel does not see that a loop ends"},
	{"unknown func", "the program calls a function that this kernel does not have"},
	{"cannot use helper", "the program calls a function that this kernel does not allow here"},
	{"calling kernel function", "the program calls a kernel function that is not allowed here"},
}

// noCode is ENOTSUPP, which the C library has no name for: the kernel says so of a checked program
// that must run as machine code, and of which its JIT makes none (6.18: "bpf_jit: fatal error").
const noCode = unix.Errno(524)

// verifierRefusal tells a verifier's refusal: the user's line first, the log kept.
func verifierRefusal(ve *ebpf.VerifierError, manifest *object.Manifest) error {
	e := &Error{Code: "L0028", Err: ve, Log: fmt.Sprintf("%+v", ve),
		Message: "the kernel's verifier refused the program",
		Hint:    "this is a defect of ccc, not of your program: please report it with the output of --verbose"}
	log := strings.Join(ve.Log, "\n")
	for _, c := range complaints {
		if strings.Contains(log, c.pattern) {
			e.Message = "the kernel refused the program: " + c.means
			break
		}
	}
	if errors.Is(ve, noCode) {
		e.Message = "the kernel checked the program and then made no machine code of it: its compiler (the JIT) gave up"
		e.Hint = "a callback with fewer operations gets through; please report this with the program all the same"
	}
	for _, line := range ve.Log {
		if m := sourceLine().FindStringSubmatch(strings.TrimSpace(line)); m != nil && m[1] != "" {
			e.Line, e.Where = m[1], manifest.Source
			if m[2] != "" {
				e.Where = m[2] + ":" + m[3]
			}
		}
	}
	return e
}
