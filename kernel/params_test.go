package kernel

import (
	"bytes"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/object"
)

// TestSettings: what --set takes, what is used then, and what it says to the rest.
func TestSettings(t *testing.T) {
	unit := lang.Compile("set.cc", []byte(`algorithm set
enum Mode { slow, fast }
param n = 4 in 1..16
param free = 3
param beta = 0.5 in 0.1..0.95
param target = 5ms in 1ms..1s
param fine = 1.5ms
param rate = 10Mbit/s
param size = 64KiB
param on = true
param mode = slow
ssthresh(sk) = if on && mode == fast && sk.srtt_us < target + fine then n + free else sk.snd_cwnd * beta
cong_avoid(sk) { if sk.pacing_rate < rate && sk.bytes_acked > size { sk.snd_cwnd += 1 } }
undo_cwnd(sk) = sk.prior_cwnd
`), lang.Options{})
	var b bytes.Buffer
	if unit.Failed() {
		t.Fatal(unit.Diags.All()[0])
	}
	if err := unit.WriteObject(&b); err != nil {
		t.Fatal(err)
	}
	m, err := object.ReadManifest(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, text string
		used       string // "" if it is refused
		exact      bool
		refusal    string
	}{
		{"n", "16", "16", true, ""},
		{"n", "2.5", "3", false, ""},
		{"n", "17", "", false, "17 is outside 1..16"},
		{"n", "0x10", "16", true, ""},
		{"n", "0x1_0", "16", true, ""},
		{"target", "0x10 ms", "16ms", true, ""},
		{"n", "0x1p99999", "", false, `"0x1p99999" is not a number`},
		{"n", "0xzz", "", false, `"0xzz" is not a number`},
		{"n", "3us", "", false, "3us is not in plain numbers"},
		{"free", "-7", "-7", true, ""},
		{"free", "1e30", "", false, "1e30 does not fit the 64 bits that it is kept in, in steps of 1"},
		{"beta", "0.8", "0.8", true, ""},
		{"beta", "1/3", "0.3333", false, ""},
		{"beta", "50%", "", false, `"50%" is not a number; a share is written as a fraction: write 0.5`},
		{"beta", "12.5 %", "", false, `"12.5 %" is not a number; a share is written as a fraction: write 0.125`},
		{"n", "1,000", "", false, `"1,000" is not a number; digits are grouped by _ or not at all: write 1000 or 1_000`},
		{"beta", "0,5", "", false, `"0,5" is not a number; a fraction has a point: write 0.5`},
		{"target", "7 msec", "", false, `there is no unit "msec"; write 7 ms`},
		{"beta", "much", "", false, `"much" is not a number`},
		{"target", "7", "7ms", true, ""},
		{"target", "2500us", "2.5ms", true, ""},
		{"target", "0.5s", "500ms", true, ""},
		{"target", "2s", "", false, "2s is outside 1ms..1000ms"},
		{"target", "5bytes", "", false, "5bytes is not in ms"},
		{"fine", "0.1us", "0.0001ms", true, ""},
		{"rate", "1.5Mbit/s", "1.5Mbit/s", true, ""},
		{"rate", "1MB/s", "8Mbit/s", true, ""},
		{"size", "1000bytes", "0.9765625KiB", true, ""},
		{"on", "false", "false", true, ""},
		{"on", "maybe", "", false, `"maybe" is neither true nor false`},
		{"mode", "fast", "fast", true, ""},
		{"mode", "drain", "", false, `"drain" is none of slow, fast`},
	} {
		p := findParam(m, test.name)
		stored, exact, err := parseParam(p, test.text)
		said := ""
		if err != nil {
			said = err.Error() + "; " + AsError(err).Hint
		}
		switch {
		case err != nil && (test.used != "" || !strings.Contains(said, test.refusal)):
			t.Errorf("%s=%s: %s, want %s", test.name, test.text, said, test.used+test.refusal)
		case err == nil && (formatParam(p, stored) != test.used || exact != test.exact):
			t.Errorf("%s=%s: %s (exact: %v), want %s", test.name, test.text, formatParam(p, stored), exact, test.used+test.refusal)
		}
	}
}
