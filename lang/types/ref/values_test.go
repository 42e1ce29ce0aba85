package ref_test

import (
	"math"
	"testing"
)

// The tricky corners of numbers, each with its value told by hand.
var valueTests = []struct {
	name  string
	decls string
	body  string
	in    map[string]int64
	want  int64            // the result of ssthresh
	after map[string]int64 // "ca.x": stored integers, "sk.x": raw members
}{
	{name: "halving", body: "return max(sk.snd_cwnd / 2, 2)", in: m("sk.snd_cwnd", 11), want: 5},
	{name: "halving stays above 2", body: "return max(sk.snd_cwnd / 2, 2)", in: m("sk.snd_cwnd", 1), want: 2},
	{name: "the result is bounded", body: "return sk.snd_cwnd * 0 - 7", in: m("sk.snd_cwnd", 9), want: 2},
	{name: "unlimited result", body: "return unlimited", want: 0x7fffffff},
	{name: "a fraction is exact", body: "return sk.snd_cwnd * 0.7", in: m("sk.snd_cwnd", 10), want: 7},
	{name: "seven tenths of ten times ten", body: "return 0.7 * sk.snd_cwnd * 10", in: m("sk.snd_cwnd", 1), want: 7},
	{name: "multiplies before it divides", body: "return sk.snd_cwnd / 3 * 3", in: m("sk.snd_cwnd", 10), want: 10},
	{name: "divides once", body: "return sk.packets_out / sk.snd_cwnd / 3 * sk.snd_cwnd * 3", in: m("sk.snd_cwnd", 7, "sk.packets_out", 1000), want: 1000},
	{name: "sum of fractions", body: "return sk.snd_cwnd / 2 + sk.snd_cwnd / 2", in: m("sk.snd_cwnd", 7), want: 7},
	{name: "sum of quotients", body: "return 1 / sk.snd_cwnd + 2 / sk.snd_cwnd + 20", in: m("sk.snd_cwnd", 4), want: 20},
	{name: "a let only names", body: "let half = sk.snd_cwnd / 2\nreturn half + half", in: m("sk.snd_cwnd", 7), want: 7},
	{name: "a typed let rounds", body: "let half: pkts = sk.snd_cwnd / 2\nreturn half + half", in: m("sk.snd_cwnd", 7), want: 6},
	{name: "negative differences", body: "let d = sk.snd_cwnd - sk.packets_out\nif d < 0 { return 100 - d }\nreturn 50",
		in: m("sk.snd_cwnd", 5, "sk.packets_out", 8), want: 103},
	{name: "rounds toward zero below it", decls: "state { x: i32 }", body: "ca.x = (sk.snd_cwnd - 10) / 4\nreturn 2",
		in: m("sk.snd_cwnd", 3), want: 2, after: m("ca.x", -1)},
	{name: "an unsigned place stops at 0", decls: "state { x: u32 = 5 }", body: "ca.x = sk.snd_cwnd - 10\nreturn 2",
		in: m("sk.snd_cwnd", 3), want: 2, after: m("ca.x", 0)},
	{name: "a narrow place stops at its top", decls: "state { x: u8 }", body: "ca.x = sk.snd_cwnd\nreturn 2",
		in: m("sk.snd_cwnd", 300), want: 2, after: m("ca.x", 255)},
	{name: "in is relied on", decls: "state { x: u8 in 3..17 = 5 }", body: "ca.x = sk.snd_cwnd\nreturn 2",
		in: m("sk.snd_cwnd", 300), want: 2, after: m("ca.x", 17)},
	{name: "division by zero is zero", body: "return 10 + sk.snd_cwnd / sk.packets_out", in: m("sk.snd_cwnd", 300), want: 10},
	{name: "remainder", body: "return sk.snd_cwnd % 7 + 10", in: m("sk.snd_cwnd", 23), want: 12},
	{name: "remainder by zero", body: "return sk.snd_cwnd % sk.packets_out", in: m("sk.snd_cwnd", 23), want: 23},
	{name: "remainder of a fraction", body: "return (sk.snd_cwnd / 2) % 1 * 10", in: m("sk.snd_cwnd", 23), want: 5},
	{name: "saturates", decls: "state { x: u64 }", body: "let n = sk.bytes_sent / 1bytes\nca.x = n * n\nreturn 2",
		in: m("sk.bytes_sent", 1<<40), want: 2, after: m("ca.x", math.MaxInt64)},
	{name: "fractions compare exactly", body: "if sk.packets_out / sk.snd_cwnd == sk.lost_out / sk.sacked_out { return 7 }\nreturn 9",
		in: m("sk.packets_out", 1, "sk.snd_cwnd", 3, "sk.lost_out", 3, "sk.sacked_out", 9), want: 7},
	{name: "a fraction a hair below", body: "if sk.packets_out / sk.snd_cwnd < 0.3333333334 { return 7 }\nreturn 9",
		in: m("sk.packets_out", 1, "sk.snd_cwnd", 3), want: 7},
	{name: "a fraction against a third", body: "if sk.packets_out / sk.snd_cwnd < 1/3 { return 7 }\nreturn 9",
		in: m("sk.packets_out", 1, "sk.snd_cwnd", 3), want: 9},
	{name: "an undefined fraction is zero", body: "if sk.packets_out / sk.sacked_out < 1/3 { return 7 }\nreturn 9",
		in: m("sk.packets_out", 1000), want: 7},
	{name: "a negative divisor", body: "let d = sk.snd_cwnd - 10\nif sk.packets_out / d < 0 { return 7 }\nreturn 9",
		in: m("sk.snd_cwnd", 3, "sk.packets_out", 5), want: 7},
	{name: "scales convert", body: "if sk.srtt_us > 10ms { return 7 }\nreturn 9", in: m("sk.srtt_us", 8*10_001), want: 7},
	{name: "srtt is a time", decls: "state { t: us }", body: "ca.t = sk.srtt_us\nreturn 2", in: m("sk.srtt_us", 8*777+5), want: 2, after: m("ca.t", 777)},
	{name: "pacing rate without loss", decls: "state { r: u64 bytes/s }",
		body: "ca.r = sk.snd_cwnd * sk.mss_cache / sk.srtt_us\nreturn 2",
		in:   m("sk.snd_cwnd", 10, "sk.mss_cache", 1448, "sk.srtt_us", 8*12_345+3), want: 2,
		after: m("ca.r", 10*1448*8_000_000/(8*12_345+3))},
	{name: "pacing rate of a huge window", decls: "state { r: u64 bytes/s }",
		body: "ca.r = max(sk.snd_cwnd * sk.mss_cache / sk.srtt_us, 1000 bytes/s)\nreturn 2",
		in:   m("sk.snd_cwnd", 1<<20, "sk.mss_cache", 9000, "sk.srtt_us", 8*200_000), want: 2,
		after: m("ca.r", (1<<20)*9000*5)},
	{name: "EWMA into a fixed point place", decls: "param g = 1/16 in 1/1024..1\nstate { alpha: fixed<24> = 1.0 }",
		body: "ca.alpha = (1 - g) * ca.alpha + g * sk.lost_out / sk.packets_out\nreturn sk.snd_cwnd * ca.alpha",
		in:   m("sk.lost_out", 3, "sk.packets_out", 7, "sk.snd_cwnd", 1000),
		// 15/16 + 3/7/16 = 27/28
		want: 964, after: m("ca.alpha", (15*(1<<24)+3*(1<<24)/7)/16)},
	{name: "EWMA with a parameter set", decls: "param g = 1/16 in 1/1024..1\nstate { alpha: fixed<24> = 1.0 }",
		body: "ca.alpha = min((1 - g) * ca.alpha + g * sk.lost_out / sk.packets_out, 1)\nreturn sk.snd_cwnd * ca.alpha",
		in:   m("sk.lost_out", 3, "sk.packets_out", 7, "sk.snd_cwnd", 1000, "param.g", 640000),
		want: 428, after: m("ca.alpha", 3*(1<<24)/7)},
	{name: "sequence numbers wrap", decls: "state { q: seq }", body: "ca.q = sk.snd_una + 100bytes\nif sk.snd_una < ca.q { return 7 }\nreturn 9",
		in: m("sk.snd_una", math.MaxUint32-10), want: 7, after: m("ca.q", 89)},
	{name: "sequence differences are signed", body: "return 100 + (sk.snd_una - sk.snd_nxt) / 1bytes",
		in: m("sk.snd_una", math.MaxUint32, "sk.snd_nxt", 4), want: 95},
	{name: "the later of two", decls: "state { q: seq }", body: "ca.q = max(sk.snd_una, sk.snd_nxt)\nreturn 2",
		in: m("sk.snd_una", math.MaxUint32, "sk.snd_nxt", 4), want: 2, after: m("ca.q", 4)},
	{name: "the earlier of two", decls: "state { q: seq }", body: "ca.q = min(sk.snd_una, sk.snd_nxt)\nreturn 2",
		in: m("sk.snd_una", math.MaxUint32, "sk.snd_nxt", 4), want: 2, after: m("ca.q", math.MaxUint32)},
	{name: "counters wrap", decls: "state { d: pkts }", body: "return sk.delivered - ca.d",
		in: m("sk.delivered", 3, "ca.d", math.MaxUint32-6), want: 10},
	{name: "counters compare by difference", decls: "state { d: pkts }", body: "if sk.delivered > ca.d { return 7 }\nreturn 9",
		in: m("sk.delivered", 3, "ca.d", math.MaxUint32-6), want: 7},
	{name: "counters keep their low bits", decls: "state { d: pkts }", body: "ca.d = sk.delivered + 10\nreturn 2",
		in: m("sk.delivered", math.MaxUint32-1), want: 2, after: m("ca.d", 8)},
	{name: "counters against constants are values", body: "if sk.delivered > 5 { return 7 }\nreturn 9", in: m("sk.delivered", math.MaxUint32), want: 7},
	{name: "unlimited equals itself", body: "if sk.snd_ssthresh == unlimited { return 7 }\nreturn 9", in: m("sk.snd_ssthresh", 0x7fffffff), want: 7},
	{name: "unlimited rate", body: "if sk.pacing_rate == unlimited { return 7 }\nreturn 9", in: m("sk.pacing_rate", -1), want: 7},
	{name: "unlimited is above all", body: "if sk.pacing_rate > 100Gbit/s { return 7 }\nreturn 9", in: m("sk.pacing_rate", -1), want: 7},
	{name: "storing unlimited", body: "sk.pacing_rate = unlimited\nreturn 2", in: m("sk.max_pacing_rate", -1), want: 2, after: m("sk.pacing_rate", -1)},
	{name: "the maximum is kept", body: "sk.pacing_rate = unlimited\nreturn 2", in: m("sk.max_pacing_rate", 777777), want: 2, after: m("sk.pacing_rate", 777777)},
	{name: "a segment a second", body: "sk.pacing_rate = 0\nreturn 2", in: m("sk.max_pacing_rate", -1, "sk.mss_cache", 1448), want: 2, after: m("sk.pacing_rate", 1448)},
	{name: "the window is clamped", body: "sk.snd_cwnd = 100\nreturn 2", in: m("sk.snd_cwnd_clamp", 50), want: 2, after: m("sk.snd_cwnd", 50)},
	{name: "the window is at least one", body: "sk.snd_cwnd = 0\nreturn 2", in: m("sk.snd_cwnd_clamp", 50), want: 2, after: m("sk.snd_cwnd", 1)},
	{name: "no sample", body: "if sk.min_rtt >= 0 { return 7 }\nreturn 9", in: m("sk.min_rtt", math.MaxUint32), want: 9},
	{name: "a sample", body: "if sk.min_rtt >= 0 { return sk.min_rtt / 1us }\nreturn 9", in: m("sk.min_rtt", 12345), want: 12345},
	{name: "bits by name", body: "sk.ecn_demand_cwr = true\nif sk.ecn_seen { return 7 }\nreturn 9", in: m("sk.ecn_flags", 9), want: 7, after: m("sk.ecn_flags", 13)},
	{name: "clearing a bit", body: "sk.ecn_demand_cwr = false\nreturn 9", in: m("sk.ecn_flags", 0xff), want: 9, after: m("sk.ecn_flags", 0xfb)},
	{name: "a parameter in decimals", decls: "param beta = 0.7 in 0.1..0.95", body: "return sk.snd_cwnd * beta", in: m("sk.snd_cwnd", 10), want: 7},
	{name: "a parameter set", decls: "param beta = 0.7 in 0.1..0.95", body: "return sk.snd_cwnd * beta", in: m("sk.snd_cwnd", 10, "param.beta", 8000), want: 8},
	{name: "points in time", decls: "state { t: stamp }", body: "if ca.t == never { ca.t = sk.now }\nif sk.now - ca.t > 5ms { return 7 }\nreturn 9",
		in: m("sk.now", 1_000_000, "ca.t", 994_000), want: 7},
	{name: "never", decls: "state { t: stamp }", body: "if ca.t == never { ca.t = sk.now + 1s }\nif sk.now - ca.t > 5ms { return 7 }\nreturn 9",
		in: m("sk.now", 1_000_000), want: 9, after: m("ca.t", 2_000_000)},
	{name: "bits of a count", body: "return (sk.snd_cwnd & 12) | 1 << 6 ^ 3 >> 1", in: m("sk.snd_cwnd", 6), want: 4 | 1<<6 ^ 3>>1},
	{name: "loops", decls: "state { x: u32 }", body: "for i in 1..5 { ca.x += i * i }\nreturn 2", want: 2, after: m("ca.x", 55)},
	{name: "bounded loops", decls: "state { x: u32 }", body: "for i in 0..sk.snd_cwnd max 10 {\nif i == 2 { continue }\nif i > 7 { break }\nca.x += i }\nreturn 2",
		in: m("sk.snd_cwnd", 1000), want: 2, after: m("ca.x", 1+3+4+5+6+7)},
	{name: "arrays", decls: "state { r: u16[8] = 5 }", body: "ca.r[sk.snd_cwnd] = 9\nlet i = sk.packets_out\nreturn ca.r[i] + ca.r[3]",
		in: m("sk.snd_cwnd", 3, "sk.packets_out", 7), want: 14, after: m("ca.r[3]", 9, "ca.r[7]", 5)},
	{name: "an index is clamped", decls: "state { r: u16[8] = 5 }", body: "ca.r[sk.snd_cwnd] = 9\nreturn ca.r[7]",
		in: m("sk.snd_cwnd", 300), want: 9},
	{name: "structs by reference", decls: "struct W { a: u32 = 4\n b: u8 }\nstate { w: W\n v: W }\nfn bump(w: W) { w.a += 1\n w.b = w.a * 2 }",
		body: "bump(ca.w)\nbump(ca.v)\nbump(ca.v)\nreturn ca.w.a * 100 + ca.v.b", want: 512, after: m("ca.w.b", 10, "ca.v.a", 6)},
	{name: "initial restores", decls: "struct W { a: u32 = 4\n b: u8 }\nstate { w: W\n n: u32 = 7 }",
		body: "ca.w.a = 9\nca.w.b = 9\nca.n = 8\nca.w = initial\nreturn ca.n", want: 8, after: m("ca.w.a", 4, "ca.w.b", 0, "ca.n", 8)},
	{name: "the whole state restored", decls: "state { n: u32 = 7\n r: u8[20] = 3 }",
		body: "ca.n = 8\nca.r[sk.snd_cwnd] = 1\nca = initial\nreturn ca.n + ca.r[sk.snd_cwnd]", want: 10},
	{name: "several returns meet", decls: "fn f(x, y) {\n if x > 10 { return x / 3 }\n if x > 5 { return x / y }\n return 1.5\n}",
		body: "return 100 + f(sk.snd_cwnd, sk.packets_out) * 4", in: m("sk.snd_cwnd", 7, "sk.packets_out", 2), want: 114},
	{name: "short circuit", decls: "state { n: u32 }\nfn f(x) = x > 3", body: "if f(sk.snd_cwnd) && !(sk.packets_out > 5 || sk.lost_out == 2) { return 7 }\nreturn 9",
		in: m("sk.snd_cwnd", 7, "sk.packets_out", 5), want: 7},
	{name: "a cubic in time", decls: "state { t: us }", body: "let t: ms = ca.t\nreturn 100 + 0.4 * (t / 1s) * (t / 1s) * (t / 1s)", in: m("ca.t", 5_000_000), want: 150},
	{name: "a fine fraction beside a window", decls: "state { t: us }", body: "let x = ca.t / 1s\nreturn sk.snd_cwnd + 0.4 * x * x * x", in: m("ca.t", 1_900_000, "sk.snd_cwnd", 100), want: 102},
}

// m makes a map of names and numbers in turn.
func m(pairs ...any) map[string]int64 {
	out := map[string]int64{}
	for i := 0; i < len(pairs); i += 2 {
		switch v := pairs[i+1].(type) {
		case int:
			out[pairs[i].(string)] = int64(v)
		case int64:
			out[pairs[i].(string)] = v
		}
	}
	return out
}

func TestValues(t *testing.T) {
	for _, test := range valueTests {
		t.Run(test.name, func(t *testing.T) {
			p := newPair(t, program(test.decls, test.body))
			for _, name := range sortedKeys(test.in) {
				p.set(name, test.in[name])
			}
			got, err := p.call("ssthresh")
			if err != nil {
				t.Error(err)
			}
			if got != test.want {
				t.Errorf("result %d, want %d", got, test.want)
			}
			for _, name := range sortedKeys(test.after) {
				if x := p.get(name); x != test.after[name] {
					t.Errorf("%s is %d, want %d", name, x, test.after[name])
				}
			}
		})
	}
}
