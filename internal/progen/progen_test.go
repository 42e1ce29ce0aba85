package progen

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// The same seed must give the same program, or a failure could not be repeated.
func TestSameSeedSameProgram(t *testing.T) {
	for seed := range uint64(200) {
		a := New(rand.New(rand.NewPCG(seed, 0)), Options{}).String()
		b := New(rand.New(rand.NewPCG(seed, 0)), Options{}).String()
		if a != b {
			t.Fatalf("seed %d gives two programs:\n%s\n%s", seed, a, b)
		}
	}
}

// Together, programs must show every kind of statement and declaration.
func TestProgramsCoverTheLanguage(t *testing.T) {
	var all strings.Builder
	for seed := range uint64(300) {
		all.WriteString(New(rand.New(rand.NewPCG(seed, 0)), Options{}).String())
	}
	for _, want := range []string{
		"use tcp", "extern fn", "enum ", "struct ", "state {", "const ", "param ", "fn fn", "let ", "var ", "match ", "for ", "break", "continue",
		"return", "else", "= initial", "unlimited", "never", "clamp(", "min(", "abs(", "random(", "send_ack(", "rs.valid", "sample.", "fixed<", " max ",
		"cwnd_event(", "pkts_acked(", "cong_control(", "sndbuf_expand(", "min_tso_segs(", "release(",
	} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("no program has %q", want)
		}
	}
}

// Shrink must keep what makes a program fail and drop the rest.
func TestShrink(t *testing.T) {
	p := New(rand.New(rand.NewPCG(4, 0)), Options{Size: 20})
	before := p.String()
	const cause = "undo_cwnd(sk)"
	small := Shrink(p, 5*time.Second, func(source string) bool { return strings.Contains(source, cause) }).String()
	if !strings.Contains(small, cause) {
		t.Errorf("the cause is gone:\n%s", small)
	}
	if len(small) > len(before)/3 {
		t.Errorf("%d bytes of %d are left:\n%s", len(small), len(before), small)
	}
}
