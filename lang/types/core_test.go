package types

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/parser"
	"github.com/ccc-lang/ccc/lang/target"
)

// core checks a program made of the demanded callbacks and text, and returns what
// Dump writes of it; t fails if the program has errors.
func core(t *testing.T, text string) (*Program, string) {
	t.Helper()
	whole := "algorithm t\n" + text
	for _, d := range demanded {
		if !strings.Contains("\n"+text, "\n"+d.name) {
			whole += "\n" + d.text
		}
	}
	info, diags := check(t, whole)
	if diags.HasErrors() {
		t.Fatalf("%v", show(diags))
	}
	var b strings.Builder
	if err := Dump(&b, info); err != nil {
		t.Fatal(err)
	}
	return info.Program, b.String()
}

// TestCore holds what shorthands stand for: each text must appear in the dump.
func TestCore(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"a literal takes the unit of its side", `init(sk) { if sk.srtt_us > 10 { sk.snd_cwnd = 1 } }`, "(sk.srtt_us > 1/100000 s)"},
		{"a literal takes the unit through a name", "const t = 10\ninit(sk) { let far = t; if sk.srtt_us + 1ms > far + 1ms { sk.snd_cwnd = 1 } }", "((sk.srtt_us + 1/1000 s) > 11/1000 s)"},
		{"and of a place", "state { t: ms }\ninit(sk) { ca.t = 5; ca.t += 2 }\nssthresh(sk) = ca.t / 1ms", "ca.t = 1/200 s\n    ca.t = (ca.t + 1/500 s)"},
		{"zero fits everything", `init(sk) { if sk.srtt_us * sk.mss_cache > 0 { sk.snd_cwnd = 1 } }`, "((sk.srtt_us * sk.mss_cache) > 0 bytes*s)"},
		{"a choice of literals", `init(sk) { if sk.srtt_us > (if sk.in_slow_start then 1 else 2) { sk.snd_cwnd = 1 } }`, "((if sk.in_slow_start() then 1 else 2) * 1/1000000 s)"},
		{"constants fold exactly", `ssthresh(sk) = sk.snd_cwnd * (1/3 + 1/6)`, "(sk.snd_cwnd * 1/2)"},
		{"constant functions fold", "fn beta() = 0.7\nssthresh(sk) = sk.snd_cwnd * beta()", "(sk.snd_cwnd * 7/10)"},
		{"unlimited is a threshold's sentinel", `init(sk) { if sk.snd_ssthresh == unlimited { sk.snd_ssthresh = unlimited } }`, "if (sk.snd_ssthresh >= unlimited)\n        sk.snd_ssthresh = unlimited"},
		{"not unlimited", `init(sk) { if unlimited != sk.snd_ssthresh { sk.snd_cwnd = 1 } }`, "(unlimited > sk.snd_ssthresh)"},
		{"match", "enum M { a, b, c }\nstate { m: M }\ninit(sk) { match ca.m { a => { ca.m = b }; b | c => { ca.m = a } } }", "let match1: M = ca.m\n    if (match1 == a)\n        ca.m = b\n    else\n        ca.m = a"},
		{"a counter as a number", `ssthresh(sk) = sk.delivered / 2`, "((sk.delivered * 1) / 2)"},
		{"the difference of counters", "state { d: pkts }\ninit(sk) { ca.d = sk.delivered }\nssthresh(sk) = sk.delivered - ca.d", "return (sk.delivered - ca.d)"},
		{"a storing call before its index", "state { h: pkts[4]; i: u8 }\nfn next(sk) { ca.i += 1; return 7 }\ninit(sk) { ca.h[ca.i] = next(sk) }\nssthresh(sk) = ca.h[0]", "let value1: num = next()\n    ca.h[ca.i] = value1"},
		{"an index is evaluated once", "state { h: pkts[4] }\ninit(sk) { ca.h[random(4)] += 1 }\nssthresh(sk) = ca.h[0]", "let index1: num = random(4)\n    ca.h[index1] = (ca.h[index1] + 1)"},
		{"a table", "const g = [5/4, 3/4, 1]\nstate { i: u8 }\ninit(sk) { ca.i += 1 }\nssthresh(sk) = sk.snd_cwnd * g[ca.i] * g[0]", "table g: num = [5/4, 3/4, 1] / 4"},
		{"(sk, rs)", "state { n: pkts }\ncong_control(sk, rs) { if rs.valid { ca.n = rs.delivered } }\nssthresh(sk) = ca.n", "if rs.valid()\n        ca.n = rs.delivered"},
		{"structs go by reference", "struct F { v: us }\nstate { f: F }\nfn set(f, t) { f.v = t }\ninit(sk) { set(ca.f, sk.srtt_us); set(ca.f, 3) }\nssthresh(sk) = ca.f.v / 1us", "set(ref ca.f, sk.srtt_us)\n    set'2(ref ca.f, 3)"},
		{"initial", "struct F { v: us = 3 }\nstate { f: F }\nfn clear(f) { f = initial }\ninit(sk) { clear(ca.f); ca = initial }\nssthresh(sk) = ca.f.v / 1us", "clear(ref ca.f)\n    ca = initial"},
		{"constant branches", "const debug = false\ninit(sk) { if debug { sk.snd_cwnd = 7 } else { sk.snd_cwnd = 8 } }", "callback init() stores\n    sk.snd_cwnd = 8\n"},
		{"bounds of a loop", "state { n: pkts }\ninit(sk) { for i in 2..9 { ca.n += i }; for i in 1..sk.snd_cwnd max 5 { ca.n += i } }\nssthresh(sk) = ca.n", "for i: i64 in 2..9 max 8"},
		{"flags", `in_ack_event(sk, flags) { if flags & (ece | slowpath) != 0 { sk.snd_cwnd = 1 } }`, "((flags & AckFlags(5)) != AckFlags(0))"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, dump := core(t, test.text); !strings.Contains(dump, test.want) {
				t.Errorf("no\n%s\nin\n%s", test.want, dump)
			}
		})
	}
}

// TestParams checks how params are stored (numbers.md, rule 3).
func TestParams(t *testing.T) {
	p, _ := core(t, `
param n = 4 in 1..32
param beta = 0.5 in 0.1..0.95
param g = 1/16 in 1/1024..1
param target = 5ms in 1ms..1s
param fine = 1.5ms
param rate = 10Mbit/s
param fast = true
enum M { a, b }
param mode = b
init(sk) { if fast && mode == b && sk.srtt_us > target + fine { sk.pacing_rate = rate } }
ssthresh(sk) = sk.snd_cwnd * beta * g + n`)
	want := map[string]struct {
		den    int64
		stored string
	}{
		"n": {1, "4"}, "beta": {10000, "5000"}, "g": {640000, "40000"}, "target": {1000000, "5000"}, "fine": {10000000, "15000"},
		"rate": {1, "1250000"}, "fast": {1, "1"}, "mode": {1, "1"},
	}
	for _, l := range p.Params {
		w := want[l.Name]
		stored := new(big.Rat).Mul(l.Default, big.NewRat(l.Den, 1)).RatString()
		if l.Den != w.den || stored != w.stored || !l.Used {
			t.Errorf("%s: stored %s, in steps of 1/%d, used %v; want %s, 1/%d", l.Name, stored, l.Den, l.Used, w.stored, w.den)
		}
		delete(want, l.Name)
	}
	if len(want) > 0 {
		t.Errorf("missing: %v", want)
	}
}

// TestNeeds checks that what only newer kernels have is listed, once, with the line
// that asks for it; and that what a constant rules out is not.
func TestNeeds(t *testing.T) {
	p, _ := core(t, `
extern fn tcp_reno_undo_cwnd(sk): pkts
const never_so = false
init(sk) {
    sk.pacing_rate = 1Mbit/s
    sk.pacing_rate = 2Mbit/s
    if never_so { sk.app_limited = 1 }
}
undo_cwnd(sk) = tcp_reno_undo_cwnd(sk)`)
	var got []string
	for _, n := range p.Needs {
		line, _ := n.Span.Position()
		got = append(got, fmt.Sprintf("%d: %s since %s", line, n.What, n.Since))
	}
	want := "6: writes sk.pacing_rate since 6.0; 10: calls tcp_reno_undo_cwnd since 5.13"
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("got %s, want %s", s, want)
	}
}

// TestFacts checks which tests make a field that may hold no sample usable.
func TestFacts(t *testing.T) {
	const use = "ca.t = sample.rtt_us"
	for _, test := range []struct {
		body string
		ok   bool
	}{
		{use, false},
		{"if sample.rtt_us >= 0 { " + use + " }", true},
		{"if sample.rtt_us > 0us { " + use + " }", true},
		{"if 0 <= sample.rtt_us { " + use + " }", true},
		{"if sample.rtt_us < 0 { " + use + " }", false},
		{"if sample.rtt_us < 0 {} else { " + use + " }", true},
		{"if !(sample.rtt_us < 0) { " + use + " }", true},
		{"if sample.rtt_us < 0 { return }; " + use, true},
		{"if sample.rtt_us < 0 || sk.in_slow_start { return }; " + use, true},
		{"if sample.rtt_us < 0 && sk.in_slow_start { return }; " + use, false},
		{"if sk.in_slow_start && sample.rtt_us >= 0 { " + use + " }", true},
		{"if sk.in_slow_start || sample.rtt_us >= 0 { " + use + " }", false},
		{"if sample.rtt_us >= 0 && sample.rtt_us < 5ms { " + use + " }", true},
		{"let r = sample.rtt_us; if r >= 0 { " + use + " }", true},
		{"let r = sample.rtt_us; if sample.rtt_us >= 0 { ca.t = r }", true},
		{"let r = sample.rtt_us; ca.t = r", false},
		{"let ok = sample.rtt_us >= 0; if ok { " + use + " }", true},
		{"let ok = sample.rtt_us >= 0; if !ok { return }; " + use, true},
		{"if has(sample) { " + use + " }", true},
		{"if lacks(sample) { return }; " + use, true},
		{"keep(sample.rtt_us)", false},
		{"if sample.rtt_us >= 0 { keep(sample.rtt_us) }", true},
		{"if sample.rtt_us >= 0 { keep(get(sample)) }", true},
		{"guarded(sample.rtt_us)", true},
		{"ca.t = if sample.rtt_us >= 0 then sample.rtt_us else 0", true},
		{"for i in 1..3 { if sample.rtt_us < 0 { break }; " + use + " }", true},
		{"for i in 1..3 { if sample.rtt_us < 0 { break } }; " + use, false},
		{"match sk.ca_state { open => { if sample.rtt_us < 0 { return } }\n _ => { return } }\n" + use, true},
		{"match sk.ca_state { open => { if sample.rtt_us < 0 { return } }\n _ => {} }\n" + use, false},
		{"if sample.rtt_us != -1 { " + use + " }", false},
	} {
		t.Run(test.body, func(t *testing.T) {
			text := `algorithm t
state { t: us }
fn has(sample) = sample.rtt_us >= 0
fn lacks(sample) { if sample.rtt_us >= 0 { return false }; return true }
fn get(sample) = sample.rtt_us
fn keep(x) { ca.t = x }
fn guarded(x) { if x >= 0 { ca.t = x } }
cong_avoid(sk) {}
undo_cwnd(sk) = 2
ssthresh(sk) = ca.t / 1us
pkts_acked(sk, sample) {
` + test.body + "\n}\n"
			_, diags := check(t, text)
			var codes []string
			for _, d := range diags.All() {
				if d.Severity == diag.Error {
					codes = append(codes, d.Code)
				}
			}
			if got := len(codes) == 0; got != test.ok || !test.ok && strings.Join(codes, "") != "E0404" {
				t.Errorf("errors %v, want none: %v", codes, test.ok)
			}
		})
	}
}

// TestModules checks modules that cannot be used.
func TestModules(t *testing.T) {
	sources := map[string]string{
		"a":    "module a\nuse b\nfn f(x) = b.g(x)",
		"b":    "module b\nuse a\nfn g(x) = a.f(x)",
		"c":    "module c\nuse d\nfn f(sk) { d.g(sk) }",
		"d":    "module d\nuse c\nfn g(sk) { c.f(sk) }",
		"mine": "module mine\nfn min(a) = a\nconst ca = 3\nenum Event { a, b }",
		"alg":  "algorithm alg\nuse none\nstate { x: nothing }\nssthresh(sk) = 2",
		"bad":  "module bad\nfn f(x) = x + nothing",
		"old":  "module new\nfn f(x) = x",
	}
	imp := func(name string) (*ast.File, error) {
		text, ok := sources[name]
		if !ok {
			return nil, &NoModule{Name: name, Known: []string{"alg", "nose"}}
		}
		file, _ := parser.Parse(diag.NewSource(name+".cc", []byte(text)))
		return file, nil
	}
	for _, test := range []struct{ use, call, want string }{
		{"a", "2", "b.cc:2:5 E0212"},
		{"c", "2\ninit(sk) { c.f(sk) }", "d.cc:2:5 E0212"},
		{"mine", "mine.min(2) + mine.ca\nstate { e: mine.Event }", "mine.cc:2:4 E0204, mine.cc:3:7 E0204, mine.cc:4:6 E0204"},
		{"none", "2", "t.cc:2:5 E0211 did you mean `nose`?"},
		{"far", "2", "t.cc:2:5 E0211 a module is the file `far.cc` beside the program, or one of the standard library's (`ccc doc` lists them)"},
		{"old", "old.f(2)", "t.cc:2:5 E0211 a module has the name of its file: write `module old` there, or rename the file"},
		{"alg", "alg.f(sk, alg.x) + alg.y", "t.cc:2:5 E0201"},
		{"bad", "bad.f(2)", "bad.cc:2:15 E0208"},
	} {
		t.Run(test.use, func(t *testing.T) {
			text := "algorithm t\nuse " + test.use + "\nssthresh(sk) = " + test.call + "\nundo_cwnd(sk) = 2\ncong_avoid(sk) {}\n"
			file, _ := parser.Parse(diag.NewSource("t.cc", []byte(text)))
			_, diags := Check(file, imp)
			var got []string
			for _, d := range diags.All() {
				text := d.Span.String() + " " + d.Code
				if d.Code == "E0211" {
					text += " " + d.Hint
				}
				got = append(got, text)
			}
			if strings.Join(got, ", ") != test.want {
				t.Errorf("got %v, want %s", got, test.want)
			}
		})
	}
}

// TestKernelTable checks that every field that is defined by an expression has one that the
// checker takes, of the kind that its row says.
func TestKernelTable(t *testing.T) {
	for _, o := range []target.Object{target.Sock, target.RateSample, target.AckSample} {
		for _, f := range target.Fields(o) {
			if f.Derived == "" {
				continue
			}
			c := newChecker(nil)
			c.within(&module{names: map[string]entity{}, builtin: true}, func() {
				v := c.readField(desig{field: f, place: &Place{Field: f}}, diag.Span{})
				switch {
				case v.bad():
					t.Errorf("%s.%s: %v", o.Name(), f.Name, show(c.diags))
				case v.kind() != fieldType(f).Kind || v.kind() == Num && v.typ().Dim != fieldType(f).Dim:
					t.Errorf("%s.%s is %s, its row says %s", o.Name(), f.Name, typeText(v.typ()), typeText(fieldType(f)))
				}
			})
		}
	}
}
