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

// A program that is only text must keep what makes it fail, too.
func TestShrinkText(t *testing.T) {
	source := New(rand.New(rand.NewPCG(4, 0)), Options{Size: 20}).String()
	small := ShrinkText(source, 5*time.Second, func(s string) bool {
		return strings.Contains(s, "ssthresh(sk") && strings.Count(s, "{") == strings.Count(s, "}")
	})
	if strings.Count(small, "\n") > 4 || !strings.Contains(small, "ssthresh(sk") {
		t.Errorf("what is left of %d lines:\n%s", strings.Count(source, "\n"), small)
	}
}
