package lang_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/lang"
)

// TestCompileIsBounded compiles texts that are made to grow: each is refused, with
// the error that names what there is too much of, before it takes much memory.
// What all of them allocate is counted and not the time, which the machine's other
// work would decide; a stage that never ends is ended by the test's own limit.
func TestCompileIsBounded(t *testing.T) {
	const most = 400 << 20                                                                     // bytes allocated, freed ones too
	more := map[string]uint64{"versions of a long function": 1000 << 20, "tables": 1500 << 20} // the two that take most
	for _, c := range []struct{ name, decls, body, code string }{
		{"versions of a long function", "fn f(sk, x) {\n" + many(1300, "    sk.snd_cwnd += x / %[2]d + sk.srtt_us / 1us\n") + "}\n", many(2000, "f(sk, %[1]d)\n"), "E0330"},
		{"tables", many(160, "const T%[1]d = ["+strings.Repeat("1234, ", 4095)+"5]\n"), many(160, "sk.snd_cwnd += T%[1]d[sk.snd_cwnd]\n") + "nothing()\n", "E0220"},
		{"structs of structs", "struct S0 { a: u32 }\n" + many(60, "struct S%[2]d {\n    a: S%[1]d\n    b: S%[1]d\n}\n") + "state { last: S60 }\n", "", "E0218"},
		{"calls of calls", many(60, "fn f%[1]d(sk): u32 = f%[2]d(sk) + f%[2]d(sk)\n") + "fn f60(sk): u32 = sk.snd_cwnd\n", "sk.snd_cwnd = f0(sk)", "E0501"},
		{"versions of a function", "fn f(sk, x) = sk.snd_cwnd + x // " + strings.Repeat("x", 100_000) + "\n", many(6000, "sk.snd_cwnd = f(sk, %[1]d)\n"), "E0330"},
		{"loops", "", many(1500, "for i in 1..3 {\n    for j in 1..3 { sk.snd_cwnd += i * j / %[2]d }\n}\n"), "E0501"},
		{"statements", "", many(40_000, "sk.snd_cwnd += %[1]d\n"), "E0501"},
		{"branches", "", many(2500, "if sk.snd_cwnd > sk.srtt_us / 1us + %[1]d { sk.snd_cwnd -= 1 }\n"), "E0551"},
		{"variables", "", many(1500, "var v%[1]d: u32 = sk.snd_cwnd / %[2]d\n") + many(1500, "if v%[1]d > %[1]d { sk.snd_cwnd += v%[1]d }\n"), "E0501"},
		{"wide arithmetic", "state {\n    a: u64\n    b: u64 = 3\n}\n", "ca.b = ca.a\n" + many(8000, "ca.a = ca.a * ca.b / max(ca.a, %[2]d)\n"), "E0501"},
		{"state", "state {\n" + many(1500, "    a%[1]d: u64[8]\n") + "}\n", many(1500, "ca.a%[1]d[sk.snd_cwnd] += 1\n"), "E0504"},
		{"errors", "", many(20_000, "nothing%[1]d = nowhere%[1]d\n"), "E0208"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := "algorithm grown\n" + c.decls + "ssthresh(sk) = 2\nundo_cwnd(sk) = sk.prior_cwnd\ncong_avoid(sk) {\n" + c.body + "\n}\n"
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			unit := lang.Compile("grown.cc", []byte(text), lang.Options{})
			runtime.ReadMemStats(&after)
			if all := unit.Diags.All(); !unit.Failed() || all[0].Code != c.code {
				t.Errorf("%d diagnostics, want %s first", len(all), c.code)
				for _, d := range all[:min(len(all), 3)] {
					t.Log(d.Code, d.Message)
				}
			}
			used := after.TotalAlloc - before.TotalAlloc
			t.Logf("%d KB of text: %d MB allocated", len(text)>>10, used>>20)
			if used > max(most, more[c.name]) {
				t.Errorf("%d MB allocated", used>>20)
			}
		})
	}
}

// many repeats a line for 0 to n-1: %[1]d is the number, %[2]d the next one.
func many(n int, line string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, line, i, i+1)
	}
	return b.String()
}
