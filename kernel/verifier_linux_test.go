package kernel

import (
	"errors"
	"strings"
	"testing"

	"github.com/cilium/ebpf"
	"golang.org/x/sys/unix"

	"github.com/ccc-lang/ccc/object"
)

// TestVerifierRefusal: what the verifier says becomes a sentence about the user's line, the last that
// the log quotes; the log itself is kept for --verbose.
func TestVerifierRefusal(t *testing.T) {
	for _, c := range []struct {
		name             string
		cause            error
		log              []string
		where, line, say string
	}{
		{"since 6.9, with the line's place", unix.EACCES, []string{
			"0: R1=ctx()", "; sk.snd_cwnd += 1 @ mine.cc:12", "3: (61) r2 = *(u32 *)(r1 +8)",
			"; sk.mss_cache = 3 @ mine.cc:14", "4: (63) *(u32 *)(r1 +4) = r2", "no write support to tcp_sock at off 4",
		}, "mine.cc:14", "sk.mss_cache = 3", "a field that this kernel keeps to itself"},
		{"before, with its text", unix.E2BIG, []string{"; sk.snd_cwnd += 1", "3: (61) r2 = *(u32 *)(r1 +8)", "BPF program is too large. Processed 1000001 insn"},
			"mine.cc", "sk.snd_cwnd += 1", "took too many steps"},
		{"after the check", noCode, []string{"; sk.snd_cwnd += 1 @ mine.cc:12", "processed 3 insns"}, "mine.cc:12", "sk.snd_cwnd += 1", "(the JIT) gave up"},
		{"of a kind that is not known", unix.EACCES, []string{"R3 !read_ok"}, "", "", "the kernel's verifier refused the program"},
	} {
		ve := &ebpf.VerifierError{Cause: c.cause, Log: c.log}
		var e *Error
		if !errors.As(verifierRefusal(ve, &object.Manifest{Source: "mine.cc"}), &e) {
			t.Fatalf("%s: no Error", c.name)
		}
		if e.Code != "L0028" || e.Where != c.where || e.Line != c.line || !strings.Contains(e.Message, c.say) {
			t.Errorf("%s: %s %q at %q: %s", c.name, e.Code, e.Line, e.Where, e.Message)
		}
		if last := c.log[len(c.log)-1]; !strings.Contains(e.Log, last) || strings.Contains(e.Message, last) {
			t.Errorf("%s: the log belongs behind the message: %q, %q", c.name, e.Message, e.Log)
		}
	}
}
