package ir_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/ir"
)

// Each row is the body of cong_avoid and what Lint says of it: "code text" of
// each warning in order, or nothing.
var lintRows = []struct {
	name, body string
	want       []string
}{
	{"a count that can be 0", "ca.n = acked / ca.n", []string{"W0201 ca.n"}},
	{"tested before", "if ca.n > 0 { ca.n = acked / ca.n }", nil},
	{"tested and left", "if ca.n == 0 { return }\n ca.n = acked / ca.n", nil},
	{"tested in one line", "ca.n = if ca.n > 0 then acked / ca.n else 0", nil},
	{"a field without a sample, tested in one line", "if sk.min_rtt > 0 && sk.srtt_us / sk.min_rtt > 1.5 { ca.n = 1 }", nil},
	{"a field without a sample, tested around a test", "if sk.min_rtt > 0 { if sk.srtt_us / sk.min_rtt > 1.5 { ca.n = 1 } }", nil},
	{"a difference from such a field that was tested", "if sk.min_rtt > 0 && sk.srtt_us > sk.min_rtt { ca.n = 1s / (sk.srtt_us - sk.min_rtt) }", nil},
	{"a field without a sample, tested for one only", "if sk.min_rtt >= 0 { ca.n = sk.srtt_us / sk.min_rtt }", []string{"W0201 sk.min_rtt"}},
	{"kept from 0", "ca.n = acked / max(ca.n, 1)", nil},
	{"a range that excludes 0", "ca.n = acked / ca.few", nil},
	{"a difference of equal numbers", "ca.n = acked / (sk.snd_cwnd - ca.n)", []string{"W0201 sk.snd_cwnd - ca.n"}},
	{"a difference that was tested", "if sk.snd_cwnd > ca.n { ca.n = acked / (sk.snd_cwnd - ca.n) }", nil},
	{"the remainder, too", "ca.n = acked % ca.n", []string{"W0201 ca.n"}},
	{"twice at one place of the source", "ca.n = half(acked) + half(2 * acked)", []string{"W0201 x"}},
	{"an index from outside", "ca.n = ca.ring[ca.n]", []string{"W0202 ca.n"}},
	{"an index in its range", "ca.n = ca.ring[ca.few]", nil},
	{"an index that is cut", "ca.n = ca.ring[min(ca.n, 7)]", nil},
	{"an index that was tested", "if ca.n < 8 { ca.n = ca.ring[ca.n] }", nil},
	{"a remainder as an index", "ca.n = ca.ring[ca.n % 8]", nil},
	{"the index of the best so far", "var best: u32 = 0\nfor j in 0..7 { if ca.ring[j] > ca.ring[best] { best = j } }\nca.ring[best] = 3", nil},
	{"a counter of one's own as an index", "var k: u32 = 0\nfor j in 0..7 { if acked > j {\nca.ring[k] = acked\nk += 1\n} }", nil},
	{"one that begins too late", "var k: u32 = 1\nfor j in 0..7 { if acked > j {\nca.ring[k] = acked\nk += 1\n} }", []string{"W0202 k"}},
	{"one that goes two steps", "var k: u32 = 0\nfor j in 0..7 { if acked > j {\nca.ring[k] = acked\nk += 2\n} }", []string{"W0202 k"}},
	{"one that goes two steps in half of the turns", "var k: u32 = 0\nfor j in 0..3 {\nca.ring[k] = acked\nk += 2\n}", nil},
	{"a counter of the turns of two loops", "var k: u16 = 0\nfor i in 0..1 { for j in 0..3 {\nca.ring[k] = acked\nk += 1\n} }", nil},
	{"one of a turn too many", "var k: u16 = 0\nfor i in 0..1 { for j in 0..3 {\nca.ring[k] = acked\nk += 1\n}\nk += 1 }", []string{"W0202 k"}},
	{"one that each turn sets back", "var k: u16 = 0\nfor i in 0..100 {\nk = 0\nfor j in 0..7 {\nca.ring[k] = acked\nk += 1\n} }", nil},
	{"an index that one more turn would be outside", "var most: u32 = 0\nfor j in 0..7 { if ca.ring[j] > 3 { most = j + 1 } }\nca.ring[most] = acked", []string{"W0202 most"}},
	{"a product beyond 64 bits", "ca.n = ca.big * ca.big / 1bytes / 1bytes\nca.big = sk.bytes_acked", []string{"W0203 ca.big * ca.big"}},
	{"a product within them", "ca.n = ca.n * sk.snd_cwnd / 1000000", nil},
	{"a rate times a round trip", "sk.snd_cwnd = 2 * ca.bw * ca.rtt / sk.mss_cache + ca.bw * sk.srtt_us / sk.mss_cache", nil},
	{"that times a window", "ca.n = ca.bw * ca.rtt * sk.snd_cwnd / 1GB", []string{"W0203 ca.bw * ca.rtt * sk.snd_cwnd"}},
	{"a quotient beside a param", "if sk.snd_cwnd * (sk.srtt_us - ca.rtt) / sk.srtt_us < alpha { ca.n = 1 }", nil},
	{"a param that is large", "ca.n = large * sk.snd_cwnd * sk.snd_cwnd / 1000000", []string{"W0203 large * sk.snd_cwnd"}},
	{"told once, at the part", "ca.n = (ca.bw * ca.rtt * sk.snd_cwnd * alpha + ca.bw * 1s) / 1GB", []string{"W0203 ca.bw * ca.rtt * sk.snd_cwnd"}},
	{"told once, whatever is tested behind it", "let big = ca.big * ca.big\nvar n: u64 = 0\nfor i in 1..3 { n = (n + big / 1bytes / 1bytes) * 3 }\nca.n = n\nca.big = sk.bytes_acked", []string{"W0203 ca.big * ca.big"}},
	{"the root of a rate, times it", "let r = ca.bw / (1bytes/s)\nca.n = r * math.sqrt(r) / 1e9\nca.few = r * math.log2(r) / 1e9", nil},
	{"an argument that is too large as the parameter has it", "ca.n = math.sqrt(sk.bytes_acked / 1bytes)", []string{"W0203 sk.bytes_acked / 1bytes"}},
	{"a result that is rounded", "ca.n = scaled(ca.big) / 1GB\nca.big = sk.bytes_acked", []string{"W0203 x * 10000000000 + 1 bytes"}},
	{"more turns than the maximum", "for i in 1..acked max 16 { ca.n += 1 }", []string{"W0204 acked"}},
	{"a bound within the maximum", "for i in 1..min(acked, 16) max 16 { ca.n += 1 }", nil},
}

func TestLint(t *testing.T) {
	const head = `algorithm lint
use math
state {
    n: u32
    few: u8 in 1..7 = 1
    big: u64 bytes
    ring: u32[8]
    bw: bytes/s
    rtt: us
}
param alpha = 2
param large = 1e15
fn half(x) = 100 / x
fn scaled(x) {
    if x > 3 bytes { return x * 10000000000 + 1 bytes }
    return x * 2
}
init(sk) { ca.bw = sk.pacing_rate; ca.rtt = sk.rto }
ssthresh(sk) = 2
undo_cwnd(sk) = sk.snd_cwnd
cong_avoid(sk, ack, acked) {
`
	for _, row := range lintRows {
		t.Run(row.name, func(t *testing.T) {
			p := buildText(t, "lint.cc", []byte(head+row.body+"\n}\n"))
			var got []string
			for _, d := range ir.Lint(p).All() {
				got = append(got, d.Code+" "+d.Span.Text())
				if diag.Codes()[d.Code].Explain == "" || d.Hint == "" || d.Severity != diag.Warning {
					t.Errorf("%s: no explanation, no hint or no warning: %+v", d.Code, d)
				}
			}
			if strings.Join(got, "\n") != strings.Join(row.want, "\n") {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}

// TestLintBits checks by how much a number is said to be too large: 2^36 squared needs 73 bits.
func TestLintBits(t *testing.T) {
	const text = `algorithm lint
state { a: u64 bytes in 0..68719476735; b: u64 bytes in 0..134217728 }
ssthresh(sk) = ca.a * ca.a / 1GB / 1GB
undo_cwnd(sk) = ca.b * ca.a * 2 / 1GB / 1GB
cong_avoid(sk) { ca.a = sk.bytes_acked; ca.b = ca.a }
`
	for i, d := range ir.Lint(buildText(t, "lint.cc", []byte(text))).All() {
		if want := []string{"9 bits", "1 bit"}[i]; !strings.Contains(d.Message, "can need "+want+" more than") {
			t.Errorf("%s, want %s", d.Message, want)
		}
	}
}

// Lint changes nothing of the program.
func TestLintReadsOnly(t *testing.T) {
	p := build(t, stdlibDir+"/dctcp.cc")
	before := p.String()
	ir.Lint(p)
	if after := p.String(); after != before {
		t.Errorf("after Lint the program is\n%s", after)
	}
}

// TestLintDivisor checks what is said of a divisor that can be 0: what the hint writes must compile where
// the divisor is a sum, which has no unit for a bare number, and a remainder by 0 is no 0.
func TestLintDivisor(t *testing.T) {
	const quotient, rest = "the quotient then is 0", "the remainder then is all of what is divided"
	for _, row := range []struct{ over, divisor, message, least string }{
		{"5s /", "sk.now - ca.t", quotient, "1us"},
		{"5s /", "ca.dt + sk.rttvar_us", quotient, "1us"},
		{"sk.bytes_acked /", "ca.b - sk.mss_cache", quotient, "1 bytes"},
		{"sk.pacing_rate /", "ca.r - sk.pacing_rate", quotient, "1 bytes/s"},
		{"10 / 1s /", "1 / ca.few / 1s - 1 / 1s", quotient, "1 / 1s"},
		{"acked /", "ca.n - acked", quotient, "1"},
		{"acked %", "ca.n - acked", rest, "1"},
		{"acked /", "1 - ca.e", quotient, "1/4096"},
		{"acked %", "ca.e", rest, "1/4096"},
		{"acked /", "acked * part", quotient, "1/10000"},
	} {
		body := func(divisor string) string {
			return "algorithm lint\nstate { t: stamp; dt: us; n: u32; few: u8 in 1..7 = 1; b: u64 bytes; r: bytes/s; e: fixed<12> in 0..1 = 0.5 }\nparam part = 0.5 in 0..1\nssthresh(sk) = 2\nundo_cwnd(sk) = sk.snd_cwnd\n" +
				"cong_avoid(sk, ack, acked) { let q: u32 = " + row.over + " (" + divisor + "); sk.snd_cwnd += q }\n" +
				"init(sk) { ca.t = sk.now; ca.dt = sk.rto; ca.n = sk.snd_cwnd; ca.b = sk.bytes_acked; ca.r = sk.pacing_rate; ca.few = 2; ca.e = sk.lost_out / 10 }\n"
		}
		told := func(divisor string) (found []*diag.Diagnostic) {
			for _, d := range ir.Lint(buildText(t, "lint.cc", []byte(body(divisor)))).All() {
				if d.Code == "W0201" {
					found = append(found, d)
				}
			}
			return found
		}
		kept := "max(" + row.divisor + ", " + row.least + ")"
		d := told(row.divisor)
		if len(d) != 1 || !strings.HasSuffix(d[0].Message, row.message) || !strings.Contains(d[0].Hint, kept) {
			t.Errorf("%s: got %+v, want one that says %q and writes %q", row.divisor, d, row.message, kept)
		}
		if d := told(kept); len(d) != 0 {
			t.Errorf("%s: still %+v", kept, d[0])
		}
	}
}

// TestLintRange checks that a param or a field that can be 0 is offered a range, which keeps its unit
// and goes in its own steps.
func TestLintRange(t *testing.T) {
	for _, row := range []struct{ over, divisor, offer string }{
		{"acked /", "ca.n", "or give it a range (`in 1..hi`)"},
		{"1s /", "ca.t", "or give it a range (`in 1us..hi`)"},
		{"acked /", "ca.e", "or let its range begin at `1/4096`"},
		{"acked /", "ca.w", "or give it a range (`in 1..hi`)"},
		{"acked /", "ca.inner.few", "or let its range begin at `1`"},
		{"acked /", "p", "or let its range begin at `1`"},
		{"1s /", "d", "or let its range begin at `1us`"},
		{"acked /", "ca.i", "or divide by `max(ca.i, 1)`"},
		{"acked /", "ca.ring[0]", "or divide by `max(ca.ring[0], 1)`"},
		{"acked /", "sk.packets_out", "or divide by `max(sk.packets_out, 1)`"},
	} {
		text := "algorithm lint\nstruct Inner { few: u8 in 0..7 }\nstate { n: u32; t: us; w: fixed<8> pkts; e: fixed<12> in 0..1; i: i32 in -5..5; ring: u32[2]; inner: Inner }\n" +
			"param p = 2 in 0..4\nparam d = 5ms in 0s..1s\nssthresh(sk) = 2\nundo_cwnd(sk) = sk.snd_cwnd\n" +
			"cong_avoid(sk, ack, acked) { sk.snd_cwnd += " + row.over + " " + row.divisor + " }\n" +
			"init(sk) { ca.n = sk.snd_cwnd; ca.w = sk.snd_cwnd; ca.t = sk.rto; ca.e = sk.lost_out / 10; ca.i = sk.lost_out; ca.ring[0] = sk.snd_cwnd; ca.inner.few = sk.lost_out }\n"
		all := ir.Lint(buildText(t, "lint.cc", []byte(text))).All()
		if len(all) != 1 || all[0].Code != "W0201" || !strings.HasSuffix(all[0].Hint, row.offer) {
			t.Errorf("%s: got %+v, want one with a hint that ends in %q", row.divisor, all, row.offer)
		}
	}
}

// TestLintCalls checks that a warning inside a function says in which call, where the function has several or is of
// another file; those in between have one alone.
func TestLintCalls(t *testing.T) {
	for _, row := range []struct {
		fns, body string
		want      []string
	}{
		{"fn inv(x) = 1 / x", "ca.n = inv(sk.snd_cwnd) + inv(sk.packets_out)", []string{"inv(sk.packets_out)"}},
		{"fn inv(x) = 1 / x", "ca.n = inv(sk.packets_out)", nil},
		{"fn inv(x) = 1 / x", "ca.n = inv(sk.snd_cwnd) + 1 / sk.packets_out", nil},
		{"fn inv(x) = 1 / x\nfn outer(x) = inv(x) + 1", "ca.n = outer(sk.snd_cwnd) + outer(sk.packets_out)", []string{"outer(sk.packets_out)"}},
		{"fn inv(x) = 1 / x\nfn outer(x) = inv(x) + 1", "ca.n = outer(sk.packets_out) + inv(sk.snd_cwnd)", []string{"inv(x)"}},
		{"fn few(x) = 3 / x > 1", "if few(sk.snd_cwnd) || few(sk.packets_out) { ca.n = 1 }", []string{"few(sk.packets_out)"}},
		{"fn square(x) = x * x / 1bytes / 1bytes", "ca.n = square(sk.mss_cache) + square(sk.bytes_acked)", []string{"square(sk.bytes_acked)"}},
		{"fn take(x) { ca.n = x * x / 1bytes / 1bytes }", "take(sk.mss_cache)\ntake(sk.bytes_acked)", []string{"take(sk.bytes_acked)"}},
		{"fn at(i) = ca.ring[i]", "ca.n = at(3) + at(ca.n % 8) + at(ca.n)", []string{"at(ca.n)"}},
		{"", "ca.n = acked\ntcp.pace(sk, ca.n * 1000000000, 10, 2s)", []string{"tcp.pace(sk, ca.n * 1000000000, 10, 2s)"}},
	} {
		text := "algorithm lint\nuse tcp\nstate { n: u32; ring: u32[8] }\n" + row.fns + "\nssthresh(sk) = ca.n\nundo_cwnd(sk) = sk.snd_cwnd\n" +
			"cong_avoid(sk, ack, acked) {\n" + row.body + "\n}\ninit(sk) { ca.ring[0] = tcp.slow_start(sk, 2) }\n"
		var got []string
		all := ir.Lint(buildText(t, "lint.cc", []byte(text))).All()
		for _, d := range all {
			for _, r := range d.Related {
				got = append(got, r.Span.Text())
			}
		}
		if len(all) != 1 || !slices.Equal(got, row.want) {
			t.Errorf("%s: got %d warnings, in calls %q, want one, in %q", row.body, len(all), got, row.want)
		}
	}
}
