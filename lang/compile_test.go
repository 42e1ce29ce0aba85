package lang_test

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/internal/std"
	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/lang/diag"
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
		{"what is missing elsewhere", `algorithm two
undo_cwnd(sk) { if sk.snd_cwnd > 3 { return 2 } }
cong_avoid(sk, ack, acked) {
    sk.snd_cwnd == 4
    ca.x = 3
}
pkts_acked(sk, sample) { sk.snd_cwnd = sample.rtt_us / 1us }
fn f(sk) { break }
`, []string{"E0229", "E0223", "E0130", "E0206", "E0404", "E0225"}},
		{"what a broken test, value or end may have said", `algorithm two
state { b: pkts }
fn f(sample) = sample.rtt_us
fn g(x) {
    if x > 2 { return 3 }
    return 4 +
}
ssthresh(sk) { if sk.snd_cwnd > (3 4) { return 2 } }
pkts_acked(sk, sample) {
    if sample.rtt_us >= (0 0) { ca.b = f(sample) / 1us }
}
cong_avoid(sk, ack, acked) { ca.b = g(acked) }
undo_cwnd(sk) = ca.b
`, []string{"E0111", "E0111", "E0111"}},
		{"a function that a brace ends too early", `algorithm two
undo_cwnd(sk) {
    if sk.snd_cwnd > 3 { return 2 }}
    return 3
}
cong_avoid(sk, ack, acked) {}
ssthresh(sk) = 2
`, []string{"E0135", "E0117"}},
		{"the other lines of a call", `algorithm two
ssthresh(sk) = max(sk.snd_cwnd / 2 2,
    sk.nonsense)
cong_avoid(sk, ack, acked) {
    sk.snd_cwnd = max((acked + ,
        acked),
        acked + 1ms)
    sk.snd_ssthresh = sk.srtt_us + acked +
        (3 4)
    nothing(acked 2,
        sk.srtt_us + acked)
}
undo_cwnd(sk) = sk.snd_cwnd
`, []string{"E0111", "E0402", "E0111", "E0301", "E0301", "E0111", "E0111", "E0301"}},
		{"blocks of statements with an error", `algorithm two
state { b: us }
ssthresh(sk) = 2
cong_avoid(sk, ack, acked) {
    if sk.snd_cwnd > (3 4) {
        ca.b = acked
    } elif acked > 3 {
        ca.b = acked
    }
    match acked {
        1 2 => {
            ca.b = acked
        }
        3 -> ca.b = acked
    }
    while ca.b > 3 {
        ca.b = acked
        break
    }
    for (i = 0; i < 3; i++) {
        ca.b = acked
        ca.b = i * 1us
    }
}
undo_cwnd(sk) = sk.snd_cwnd
`, []string{"E0111", "E0301", "E0134", "E0301", "E0111", "E0301", "E0103", "E0134", "E0301", "E0127", "E0301"}},
		{"a name that is nowhere", `algorithm two
ssthresh(sk) = 2
cong_avoid(sk, ack, acked) {
    let rest = acked + = 2
    sk.snd_cwnd = rest + nothing
    let = 3
}
undo_cwnd(sk) = there
`, []string{"E0111", "E0111"}},
		{"a name that is nowhere, and none is missing", `algorithm two
ssthresh(sk) = 2
cong_avoid(sk, ack, acked) {
    let rest = acked + = 2
    sk.snd_cwnd = rest + nothing
}
undo_cwnd(sk) = there
`, []string{"E0111", "E0208", "E0208"}},
		{"names beside broken declarations", `algorithm two
param beta = = 0.5
const K 3
)(
ssthresh(sk) = max(sk.snd_cwnd * beta * K + nothing, 2)
undo_cwnd(sk) = there(sk.snd_cwnd)
`, []string{"E0111", "E0111", "E0111", "E0208", "E0220"}},
		{"names beside a declaration without one", `algorithm two
state { : u32 }
ssthresh(sk) = nothing
undo_cwnd(sk) = there(sk.snd_cwnd)
`, []string{"E0111"}},
		{"a module that is not there, a field of no type, a match that forgets a case", `algorithm two
use tpc
state { bb: sk; cc: Mood }
ssthresh(sk) = = 2
cong_avoid(sk, ack, acked) {
    match sk.ca_state { open => {} }
    match acked {
        1 => {}
    }
}
undo_cwnd(sk) = sk.snd_cwnd
`, []string{"E0211", "E0210", "E0210", "E0111", "E0323", "E0323"}},
		{"a match with a broken arm, and a type with a broken declaration", `algorithm two
state { a: Mode }
enum Mode {
    a = 1
}
ssthresh(sk) = 2
cong_avoid(sk, ack, acked) {
    match sk.ca_state {
        open => {}
        * => {}
    }
}
undo_cwnd(sk) = sk.snd_cwnd
`, []string{"E0111", "E0124"}},
		{"a match that goes on behind a brace too many", `algorithm two
ssthresh(sk) = 2
cong_avoid(sk, ack, acked) {
    match sk.ca_state {
        open => {
        }}
        _ => {}
    }
}
undo_cwnd(sk) = sk.snd_cwnd
`, []string{"E0130", "E0117"}},
		{"half a type is none", `algorithm two
state { b: us }
fn f(x: u32 ms, y: us us) = x + y
ssthresh(sk) {
    let b: pkts pkts = 3us
    ca.b = b
    return f(b, b)
}
cong_avoid(sk, ack, acked) { sk.snd_cwnd = 3 }
undo_cwnd(sk) = sk.snd_cwnd
`, []string{"E0111", "E0111"}},
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

// TestFollowOn takes a word from the library's programs, or puts one too many. Where that
// is a syntax error nothing else is wrong, and hardly ever may the compiler say so.
func TestFollowOn(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	comment := regexp.MustCompile(`//[^\n]*`)
	word := regexp.MustCompile(`[A-Za-z_][A-Za-z_0-9]*|[0-9.]+[a-z]*|[-+*/%&|^<>=!]+|[^ \n]`)
	broken, more := 0, 0
	for _, name := range std.Names() {
		text, err := std.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		src := comment.ReplaceAllString(string(text), "")
		words := word.FindAllStringIndex(src, -1)
		for range 16 {
			at, other := words[r.IntN(len(words))], words[r.IntN(len(words))]
			wrong := src[:at[0]] + src[at[1]:]
			if r.IntN(2) == 0 {
				wrong = src[:at[0]] + src[other[0]:other[1]] + " " + src[at[0]:]
			}
			all := lang.Compile("x.cc", []byte(wrong), lang.Options{}).Diags.All()
			syntax := func(d *diag.Diagnostic) bool { return strings.HasPrefix(d.Code, "E01") }
			if !slices.ContainsFunc(all, syntax) {
				continue
			}
			broken++
			if i := slices.IndexFunc(all, func(d *diag.Diagnostic) bool { return d.Severity == diag.Error && !syntax(d) }); i >= 0 {
				more++
				t.Logf("%s without, or with, a word at %q:\n%s %s\n%s %s", name, src[max(0, at[0]-20):at[1]], all[0].Span, all[0].Message, all[i].Span, all[i].Message)
			}
		}
	}
	t.Logf("%d programs with a syntax error, %d with another one", broken, more)
	if broken < 200 || more > broken/100 {
		t.Errorf("%d programs with a syntax error, of which %d have another one; want one in a hundred at most", broken, more)
	}
}

// TestBrokenModule: what is wrong with a module is told there, and nothing of it where the
// module is used.
func TestBrokenModule(t *testing.T) {
	for module, want := range map[string]string{
		"module m\nfn f(sk) = = 2\nconst k 3":                                     "m.cc:2:12 E0111 m.cc:3:9 E0111",
		"module m\nconst k = 1 + nothing\nfn f(sk) = sk.cwd\nstruct S { x: nil }": "m.cc:2:15 E0208 m.cc:3:15 E0402 m.cc:4:15 E0210",
		"algorithm m\nconst k = nothing":                                          "t.cc:2:5 E0201",
	} {
		beside := func(string) (string, []byte, error) { return "m.cc", []byte(module), nil }
		u := lang.Compile("t.cc", []byte(`algorithm t
use m
state { a: m.S; b: u32 = m.k }
ssthresh(sk) = m.f(sk) + m.k
cong_avoid(sk) { let x = m.f(sk) }
undo_cwnd(sk) = m.f(sk)
`), lang.Options{Import: beside})
		var got []string
		for _, d := range u.Diags.All() {
			if d.Severity == diag.Error {
				got = append(got, d.Span.String()+" "+d.Code)
			}
		}
		if strings.Join(got, " ") != want || u.Object != nil {
			t.Errorf("%q: %v, want %s", module, got, want)
		}
	}
}

// TestNearModule: a module that is not there may be one of the standard library's, but none
// of its algorithms.
func TestNearModule(t *testing.T) {
	for name, want := range map[string]string{
		"tpc": "did you mean `tcp`?",
		"rno": "a module is the file `rno.cc` beside the program, or one of the standard library's (`ccc doc` lists them)",
	} {
		u := lang.Compile("t.cc", []byte("algorithm t\nuse "+name+"\n"+`ssthresh(sk) = 2
cong_avoid(sk) {}
undo_cwnd(sk) = 2
`), lang.Options{})
		if all := u.Diags.All(); len(all) != 1 || all[0].Code != "E0211" || all[0].Hint != want {
			t.Errorf("%s: %v", name, all)
		}
	}
}
