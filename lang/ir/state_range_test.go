package ir

import (
	"testing"

	"github.com/ccc-lang/ccc/lang/target"
)

func TestStateRange(t *testing.T) {
	for _, test := range []struct {
		name, state, body string
		want              target.Range
	}{
		{"never stored", "n: u32 = 4", "sk.snd_cwnd = ca.n", target.Range{Lo: 4, Hi: 4}},
		{"a constant", "n: u32 = 4", "ca.n = 9", target.Range{Lo: 4, Hi: 9}},
		{"clamped", "n: u32", "ca.n = min(acked, 1000)", target.Range{Lo: 0, Hi: 1000}},
		{"tested", "n: u32", "if acked < 50 { ca.n = acked }", target.Range{Lo: 0, Hi: 49}},
		{"counted", "n: u32", "ca.n += 1", target.Range{Lo: 0, Hi: 1<<32 - 1}},
		{"a fraction", "n: fixed<8> = 1.0", "ca.n = min(ca.n + acked / 1pkts, 3)", target.Range{Lo: 0, Hi: 3 << 8}},
		{"from a variable", "n: u32", "var x: u32 = min(acked, 7)\nif sk.snd_cwnd > 3 { sk.snd_ssthresh = 5 }\nca.n = x", target.Range{Lo: 0, Hi: 7}},
		{"from a variable set in a branch", "n: u32", "var x: u32 = 3\nif acked > 3 { x = 8 }\nca.n = x", target.Range{Lo: 0, Hi: 8}},
		{"an array", "n: u16[40] = 9", "ca.n[acked] = min(acked, 100)", target.Range{Lo: 0, Hi: 100}},
		{"reset", "n: u32 = 4", "ca.n = initial", target.Range{Lo: 4, Hi: 4}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := layoutOf(t, test.state, test.body).Layout.Leaves[0].Range; got != test.want {
				t.Errorf("the range is %d..%d, want %d..%d", got.Lo, got.Hi, test.want.Lo, test.want.Hi)
			}
		})
	}
}
