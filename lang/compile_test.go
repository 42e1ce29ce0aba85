package lang_test

import (
	"slices"
	"testing"

	"github.com/ccc-lang/ccc/lang"
)

// TestIndependentErrors: one run shows syntax errors and errors of meaning, and
// none that another caused.
func TestIndependentErrors(t *testing.T) {
	tests := []struct {
		name, src string
		want      []string
	}{
		{"syntax and meaning", `algorithm two
ssthresh(sk) = max(sk.snd_cwnd / 2 2)
cong_avoid(sk, ack, acked) { sk.mss_cache = 3 }
undo_cwnd(sk) = sk.snd_cwnd
`, []string{"E0111", "E0403"}},
		{"a broken callback is not a missing one", `algorithm two
ssthresh(sk) = = 2
cong_avoid(sk, ack, acked) { sk.snd_cwnd = 3 }
undo_cwnd(sk) = sk.snd_cwnd + 1ms
`, []string{"E0111", "E0301"}},
		{"a broken let is not an unknown name", `algorithm two
ssthresh(sk) {
    let x = sk.snd_cwnd + = 2
    return max(x, 2)
}
cong_avoid(sk, ack, acked) { sk.snd_cwnd = 3 }
undo_cwnd(sk) = sk.snd_cwnd
`, []string{"E0111"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			unit := lang.Compile("x.cc", []byte(tt.src), lang.Options{})
			var got []string
			for _, d := range unit.Diags.All() {
				got = append(got, d.Code)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("codes %v, want %v", got, tt.want)
			}
			if unit.Object != nil {
				t.Error("an object in spite of errors")
			}
		})
	}
}
