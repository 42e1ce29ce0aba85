package ref_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Random programs of every kind of value and statement: units, sequence numbers,
// points in time, counters, enums, structs, arrays, loops.

const statementDecls = `
enum Mode { slow, fast, stuck }
param beta = 0.7 in 0.1..0.95
param wait = 10ms in 1ms..10s
param strict = false
const steps = [5/4, 3/4, 1, 1.5]
struct Round { end: seq
    began: stamp
    seen: pkts = 3
    best: u64 bytes/s
    hist: u16[3] = 4 }
state {
    n: u32 = 5
    i: i16 in -100..100
    f: fixed<16> = 0.5
    bw: u64 fixed<24> pkts/us
    rate: u64 bytes/s
    t: u32 us = 5ms
    fine: u64 ns
    size: u32 bytes
    q: seq
    at: stamp
    mode: Mode
    ok: bool = true
    cs: CaState
    now: Round
    last: Round
    ring: u16[8] = 9
    log: Round[4]
}
fn grow(r: Round, by) {
    r.seen += by
    if r.seen > 1000 {
        r.seen = 0
        return
    }
    r.hist[1] = r.seen / 3
}
fn choose(a, b, c) {
    if a { return b }
    return c
}
fn count_up(k) {
    var total: u32 = 0
    for j in 1..k max 6 {
        if j == 3 { continue }
        total += j
        if total > 12 { break }
    }
    return total
}
`

var statementInputs = map[string][2]int64{
	"sk.snd_cwnd": {1, math.MaxUint32}, "sk.snd_cwnd_clamp": {1, math.MaxUint32}, "sk.mss_cache": {0, math.MaxUint16}, "sk.srtt_us": {0, math.MaxUint32},
	"sk.min_rtt": {0, math.MaxUint32}, "sk.delivered": {0, math.MaxUint32}, "sk.lost": {0, math.MaxUint32},
	"sk.snd_una": {0, math.MaxUint32}, "sk.snd_nxt": {0, math.MaxUint32}, "sk.now": {0, 1 << 47}, "sk.lsndtime": {0, math.MaxUint32},
	"sk.tcp_wstamp_ns": {0, 1 << 57}, "sk.rto": {0, 1 << 20}, "sk.pacing_rate": {math.MinInt64, math.MaxInt64},
	"sk.max_pacing_rate": {math.MinInt64, math.MaxInt64}, "sk.pacing_status": {0, 2}, "sk.ecn_flags": {0, 255},
	"sk.ca_state": {0, 4}, "sk.snd_ssthresh": {0, math.MaxUint32}, "sk.packets_out": {0, math.MaxUint32},
	"rs.delivered": {-1, math.MaxInt32}, "rs.interval_us": {-1, 1 << 40}, "rs.rtt_us": {-1, 1 << 40}, "rs.is_app_limited": {0, 1},
	"rs.prior_delivered": {0, math.MaxUint32}, "rs.last_end_seq": {0, math.MaxUint32}, "rs.prior_mstamp": {0, 1 << 47},
	"ca.n": {0, math.MaxUint32}, "ca.i": {-100, 100}, "ca.f": {0, math.MaxUint32}, "ca.bw": {0, math.MaxInt64}, "ca.rate": {0, math.MaxInt64},
	"ca.t": {0, math.MaxUint32}, "ca.fine": {0, math.MaxInt64}, "ca.size": {0, math.MaxUint32}, "ca.q": {0, math.MaxUint32}, "ca.at": {0, 1<<48 - 1},
	"ca.mode": {0, 3}, "ca.ok": {0, 1}, "ca.cs": {0, 5}, "ca.now.seen": {0, math.MaxUint32}, "ca.log[2].best": {0, math.MaxInt64},
	"param.beta": {1000, 9500}, "param.wait": {100, 100000}, "param.strict": {0, 1},
}

var sortedStatementInputs = sortedKeys(statementInputs)

// atoms are the operands of each kind.
var atoms = map[string][]string{
	"count": {
		"sk.snd_cwnd", "ca.n", "ca.i", "ca.f", "beta", "3", "0.25", "100", "(sk.delivered - sk.lost)", "ca.ring[ca.n]", "ca.now.seen", "ca.ring[2]",
		"ca.log[ca.i].seen", "ca.now.hist[1]", "ca.log[1].hist[ca.n]", "steps[ca.n]", "k", "local", "count_up(ca.n)", "random(10)",
		"(rs.prior_delivered - sk.delivered)", "sk.packets_out", "(ca.bw * ca.t)", "(ca.rate / (1 bytes/s))", "(ca.rate * sk.srtt_us / sk.mss_cache)", "(ca.t / 1us)", "acks",
	},
	"time":       {"sk.srtt_us", "ca.t", "ca.fine", "5ms", "wait", "(sk.now - ca.at)", "(ca.at - sk.lsndtime)", "sk.rto", "(sk.tcp_wstamp_ns - sk.now)", "rtt", "(ca.size / ca.rate)"},
	"size":       {"sk.mss_cache", "1500bytes", "ca.size", "(sk.snd_nxt - sk.snd_una)", "(ca.q - ca.now.end)", "(ca.rate * ca.t)"},
	"rate":       {"ca.rate", "10Mbit/s", "sk.pacing_rate", "(sk.snd_cwnd * sk.mss_cache / sk.srtt_us)", "(ca.bw * sk.mss_cache)", "ca.log[ca.n].best", "ca.now.best"},
	"seq":        {"sk.snd_una", "sk.snd_nxt", "ca.q", "ca.now.end", "rs.last_end_seq", "ca.log[ca.n].end"},
	"time point": {"sk.now", "ca.at", "sk.lsndtime", "never", "rs.prior_mstamp", "ca.last.began", "sk.tcp_wstamp_ns"},
}

func genAtom(t *rapid.T, kind string) string { return rapid.SampledFrom(atoms[kind]).Draw(t, kind) }

func genKind(t *rapid.T, kind string, depth int) string {
	if depth == 0 {
		return genAtom(t, kind)
	}
	sub := func() string { return genKind(t, kind, depth-1) }
	n := func() string { return genKind(t, "count", depth-1) }
	switch kind {
	case "seq":
		return rapid.SampledFrom([]func() string{
			func() string { return genAtom(t, kind) },
			func() string { return "(" + sub() + " + " + genKind(t, "size", depth-1) + ")" },
			func() string { return "(" + sub() + " - " + genKind(t, "size", depth-1) + ")" },
			func() string { return "max(" + sub() + ", " + sub() + ")" },
			func() string { return "(if " + genTest(t, depth-1) + " then " + sub() + " else " + sub() + ")" },
		}).Draw(t, "seq form")()
	case "time point":
		return rapid.SampledFrom([]func() string{
			func() string { return genAtom(t, kind) },
			func() string { return "(" + sub() + " + " + genKind(t, "time", depth-1) + ")" },
			func() string { return "(" + sub() + " - " + genKind(t, "time", depth-1) + ")" },
			func() string { return "min(" + sub() + ", " + sub() + ")" },
		}).Draw(t, "stamp form")()
	}
	return rapid.SampledFrom([]func() string{
		func() string { return genAtom(t, kind) },
		func() string { return "(" + sub() + " + " + sub() + ")" },
		func() string { return "(" + sub() + " - " + sub() + ")" },
		func() string { return "(" + sub() + " * " + n() + ")" },
		func() string { return "(" + sub() + " / " + n() + ")" },
		func() string { return "max(" + sub() + ", " + sub() + ")" },
		func() string { return "min(" + sub() + ", " + sub() + ")" },
		func() string { return "choose(" + genTest(t, depth-1) + ", " + sub() + ", " + sub() + ")" },
		func() string { return "(if " + genTest(t, depth-1) + " then " + sub() + " else " + sub() + ")" },
	}).Draw(t, kind+" form")()
}

func genTest(t *rapid.T, depth int) string {
	depth = max(depth, 0)
	if depth > 0 && rapid.IntRange(0, 3).Draw(t, "logic") == 0 {
		return "(" + genTest(t, depth-1) + rapid.SampledFrom([]string{" && ", " || "}).Draw(t, "op") + genTest(t, depth-1) + ")"
	}
	kind := rapid.SampledFrom([]string{"count", "time", "size", "rate", "seq", "time point", "mode", "truth", "counter"}).Draw(t, "kind")
	op := rapid.SampledFrom([]string{"<", "<=", ">", ">=", "==", "!="}).Draw(t, "op")
	switch kind {
	case "mode":
		return rapid.SampledFrom([]string{"ca.mode == fast", "ca.mode != slow", "ca.mode < stuck", "sk.ca_state == recovery", "ca.cs <= cwr"}).Draw(t, "mode")
	case "truth":
		return rapid.SampledFrom([]string{"ca.ok", "strict", "sk.ecn_seen", "rs.is_app_limited", "!ca.ok", "flag & ece != 0"}).Draw(t, "truth")
	case "counter":
		return "sk.delivered " + op + " " + rapid.SampledFrom([]string{"sk.lost", "rs.prior_delivered", "7", "ca.n"}).Draw(t, "other")
	}
	return "(" + genKind(t, kind, depth) + " " + op + " " + genKind(t, kind, depth) + ")"
}

// genStmt writes a statement; in says whether it stands in a loop.
func genStmt(t *rapid.T, depth int, in bool, indent string) string {
	d := func() int { return rapid.IntRange(0, 2).Draw(t, "depth") }
	x := func(kind string) string { return genKind(t, kind, d()) }
	line := func(s string) string { return indent + s + "\n" }
	block := func(in bool) string {
		var s strings.Builder
		for range rapid.IntRange(1, 3).Draw(t, "length") {
			s.WriteString(genStmt(t, depth-1, in, indent+"    "))
		}
		return s.String()
	}
	targets := [][2]string{
		{"ca.n", "count"}, {"ca.i", "count"}, {"ca.f", "count"}, {"ca.ring[ca.n]", "count"}, {"ca.ring[3]", "count"}, {"ca.log[ca.i].seen", "count"},
		{"ca.log[2].hist[ca.n]", "count"}, {"local", "count"}, {"ca.now.hist[0]", "count"},
		{"sk.snd_cwnd", "count"}, {"sk.snd_ssthresh", "count"}, {"ca.t", "time"}, {"ca.fine", "time"}, {"ca.size", "size"}, {"ca.rate", "rate"},
		{"ca.now.best", "rate"}, {"ca.log[ca.n].best", "rate"}, {"sk.pacing_rate", "rate"}, {"ca.q", "seq"}, {"ca.now.end", "seq"},
		{"ca.at", "time point"}, {"ca.log[3].began", "time point"}, {"sk.snd_cwnd_stamp", "time point"},
	}
	if depth > 0 {
		switch rapid.IntRange(0, 6).Draw(t, "compound") {
		case 0:
			return line("if "+genTest(t, d())+" {") + block(in) + line("} else {") + block(in) + line("}")
		case 1:
			return line("if "+genTest(t, d())+" {") + block(in) + line("}")
		case 2:
			if !in {
				return line(fmt.Sprintf("for k%d in 1..4 {", rapid.IntRange(0, 1<<30).Draw(t, "name"))) + block(true) + line("}")
			}
		case 3:
			return line("match ca.mode {") + line("slow | stuck => {") + block(in) + line("}") + line("fast => {") + block(in) + line("}") + line("}")
		}
	}
	if rapid.IntRange(0, 3).Draw(t, "other") == 0 {
		other := []string{
			"ca.ok = " + genTest(t, 1), "ca.mode = fast", "ca.mode = if ca.ok then stuck else slow", "ca.cs = sk.ca_state", "grow(ca.now, " + x("count") + ")",
			"grow(ca.log[ca.n], " + x("count") + ")", "ca.now = initial", "ca.ring = initial", "ca.log[ca.n] = initial", "ca.n = initial",
			"sk.ecn_demand_cwr = " + genTest(t, 0), "send_ack(sk, " + x("seq") + ")", "ca.n += " + x("count"), "ca.rate *= " + x("count"), "ca.n = sk.delivered", "sk.pacing_rate = unlimited",
			"ca = initial",
		}
		s := rapid.SampledFrom(other).Draw(t, "statement")
		return line(s)
	}
	if in && rapid.IntRange(0, 9).Draw(t, "leave") == 0 {
		return line("if " + genTest(t, 0) + " { " + rapid.SampledFrom([]string{"break", "continue", "return"}).Draw(t, "how") + " }")
	}
	to := rapid.SampledFrom(targets).Draw(t, "target")
	return line(to[0] + " = " + x(to[1]))
}

func TestRandomStatementsEqualTheReference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var body strings.Builder
		for range rapid.IntRange(1, 6).Draw(t, "statements") {
			body.WriteString(genStmt(t, 2, false, "    "))
		}
		text := "algorithm t\n" + statementDecls + `
cong_control(sk, ack, flag, rs) {
    let k = sk.snd_cwnd / 3
    let rtt = if rs.rtt_us >= 0 then rs.rtt_us else 7ms
    let acks = if rs.valid then rs.delivered / (rs.interval_us / 1ms) else 2
    var local: u32 = 3
` + body.String() + `    ca.n = ca.n + local
}
ssthresh(sk) = sk.prior_cwnd
undo_cwnd(sk) = sk.prior_cwnd
`
		prog, forms, err := compile(text)
		if err != nil {
			for _, refused := range []string{"E0502", "E0503", "E0307"} {
				if strings.Contains(err.Error(), refused) {
					t.Skip(err)
				}
			}
			t.Fatalf("%s\n%v", text, err)
		}
		for range 3 {
			p := pairOf(prog, forms)
			for _, name := range sortedStatementInputs {
				r := statementInputs[name]
				p.set(name, genInput(t, name, r[0], r[1]))
			}
			for call := range 2 {
				if _, err := p.call("cong_control", 0, 77, int64(rapid.Uint16().Draw(t, "flag")), 0); err != nil {
					t.Fatalf("%s\ncall %d: %v", text, call, err)
				}
			}
		}
	})
}
