package parser

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/lang/diag"
)

// program returns a program of about n lines and ten tokens a line.
func program(n int) []byte {
	var b strings.Builder
	b.WriteString("algorithm big\n\n")
	for i := range n / 10 {
		fmt.Fprintf(&b, `
/// Function %[1]d.
fn f%[1]d(sk, a, b: u32): u32 {
    let x = (sk.snd_cwnd + a) * %[1]d / max(b, 1)
    var y: u32 = min(x, 1500 bytes / sk.mss_cache)
    if x > y && sk.srtt_us < 10ms { // slow
        y += clamp(x - a * 3, 0, 1_000)
    }
    return if y > 3 then y - 1 else f%[1]d(sk, a + 1, b)
}
`, i)
	}
	return []byte(b.String())
}

func BenchmarkParse(b *testing.B) {
	for _, lines := range []int{1_000, 10_000} {
		text := program(lines)
		b.Run(fmt.Sprintf("%dlines", lines), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if _, errs := Parse(diag.NewSource("big.cc", text)); errs.HasErrors() {
					b.Fatal(render(errs))
				}
			}
		})
	}
}

// BenchmarkBuild is the cost of the grammar, paid once in a process.
func BenchmarkBuild(b *testing.B) {
	for b.Loop() {
		build(&parser{})
	}
}

// TestLinear parses two programs, one eight times as long, and compares the memory
// that was used, which a clock on a busy machine is no measure of. A quarter more
// than eight times as much is allowed for.
func TestLinear(t *testing.T) {
	measure := func(text []byte) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		Parse(diag.NewSource("big.cc", text))
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	measure(program(10)) // the grammar is built once
	small, large := measure(program(2_000)), measure(program(16_000))
	if large > 10*small {
		t.Errorf("16,000 lines take %d bytes, 2,000 lines %d", large, small)
	}
}
