package types

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/parser"
)

// BenchmarkCheck checks a program of ten thousand lines.
func BenchmarkCheck(b *testing.B) {
	var text strings.Builder
	text.WriteString("algorithm long\nstate {\n")
	for i := range 1000 {
		fmt.Fprintf(&text, "    f%d: us\n", i)
	}
	text.WriteString("}\nundo_cwnd(sk) = 2\ncong_avoid(sk) {}\n")
	for i := range 1000 {
		fmt.Fprintf(&text, "fn g%d(sk, x) {\n    let a = sk.snd_cwnd * %d / (x + 1)\n    let b = max(a, sk.snd_ssthresh, 7)\n", i, i)
		fmt.Fprintf(&text, "    if ca.f%d > 10ms && sk.in_slow_start {\n        ca.f%d = ca.f%d / 2 + sk.srtt_us\n    }\n    return a + b\n}\n", i, i, (i+1)%1000)
	}
	text.WriteString("ssthresh(sk) {\n    var n: pkts\n")
	for i := range 1000 {
		fmt.Fprintf(&text, "    n = g%d(sk, n)\n", i)
	}
	text.WriteString("    return n\n}\n")
	file, diags := parser.Parse(diag.NewSource("long.cc", []byte(text.String())))
	if diags.HasErrors() {
		b.Fatal(show(diags))
	}
	b.ReportAllocs()
	for b.Loop() {
		if info, diags := Check(file, nil); info.Program == nil {
			b.Fatal(show(diags)[:3])
		}
	}
}
