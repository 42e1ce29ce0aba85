package ir

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/lang/diag"
)

// What only Build can refuse, with the text that is pointed at.
func TestBuildErrors(t *testing.T) {
	var deep strings.Builder
	deep.WriteString("fn f0(sk) { sk.snd_cwnd = sk.snd_cwnd + 1 }\n")
	for i := 1; i < 16; i++ {
		fmt.Fprintf(&deep, "fn f%d(sk) { f%d(sk)\n f%d(sk) }\n", i, i-1, i-1)
	}
	for _, c := range []struct {
		code, decls, body, at string
	}{
		{"E0501", deep.String(), "f15(sk)", "cong_avoid"},
		{"E0501", "", strings.Repeat("for i in 1..2 { sk.snd_cwnd += i }\n", maxLoops+1), "cong_avoid"},
		{"E0502", "", "sk.snd_cwnd = acked * 0.123456789012345678 / 0.987654321098765432109", "sk.snd_cwnd = acked * 0.123456789012345678 / 0.987654321098765432109"},
		{"E0503", "state {\n a: u64 bytes\n t: us\n u: us\n}",
			"ca.a = sk.bytes_acked\nca.t = sk.srtt_us\nca.u = sk.rto\nlet best = max(ca.a / ca.t, ca.a / ca.u)\nsk.snd_cwnd = best * 1ms / sk.mss_cache",
			"max(ca.a / ca.t, ca.a / ca.u)"},
		{"E0504", "state {\n a: u64[4090]\n}", "ca.a[acked] = acked", "t"},
		{"E0504", "state {\n a: u64[4000]\n b: u64[4000]\n}", "ca.a[acked] = acked\nca.b[acked] = ca.a[3]", "t"},
	} {
		t.Run(c.code, func(t *testing.T) {
			text := "algorithm t\n" + c.decls + "\ncong_avoid(sk, ack, acked) {\n" + c.body + "\n}\n" + layoutRest
			p, diags := Build(checkSource(t, "test.cc", []byte(text)))
			if p != nil {
				t.Error("there is a program")
			}
			all := diags.All()
			if len(all) != 1 || all[0].Code != c.code {
				t.Fatalf("%d diagnostics, want one %s: %v", len(all), c.code, codes(all))
			}
			if at := all[0].Span.Text(); at != c.at {
				t.Errorf("points at %q, want %q", at, c.at)
			}
			if _, ok := diag.Codes()[c.code]; !ok || all[0].Hint == "" {
				t.Error("without explanation or hint")
			}
		})
	}
}

func codes(all []*diag.Diagnostic) []string {
	var out []string
	for _, d := range all {
		out = append(out, fmt.Sprintf("%s %s: %s", d.Code, d.Span, d.Message))
	}
	return out
}

// Halving the calls of the program that is refused above makes one that is taken.
func TestBuildTakesWhatFits(t *testing.T) {
	var deep strings.Builder
	deep.WriteString("fn f0(sk) { sk.snd_cwnd = sk.snd_cwnd + 1 }\n")
	for i := 1; i < 12; i++ {
		fmt.Fprintf(&deep, "fn f%d(sk) { f%d(sk)\n f%d(sk) }\n", i, i-1, i-1)
	}
	buildSource(t, "test.cc", []byte("algorithm t\n"+deep.String()+"cong_avoid(sk, ack, acked) { f11(sk) }\n"+layoutRest))
}
