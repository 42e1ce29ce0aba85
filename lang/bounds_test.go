package lang_test

import (
	"flag"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/lang"
)

// here tells the program that counts statements to compile, instead of building
// such a program in its turn.
var here = flag.Bool("here", false, "compile the texts that grow in this process, and count no statements")

// mostStatements bounds what one compile executes, as docs/safety.md tells: twice
// what the worst text takes. (A block that ran 2^32 times would count from 0 again, but
// would take longer than the program that counts may.)
const mostStatements = 1_400_000_000

// TestCompileIsBounded compiles texts that are made to grow: each is refused, with
// the error that names what there is too much of, or compiled, before it takes much
// memory or work. What all of them allocate is counted, and the statements that the
// compiler executes, but not the time, which the machine's other work would decide.
// With -short, as under the race detector, which makes minutes of the others, a few texts
// are compiled and the memory alone is counted.
func TestCompileIsBounded(t *testing.T) {
	counts := !*here && !testing.Short()
	program := ""
	if counts {
		program = counting(t)
	}
	texts := grownTexts()
	if testing.Short() {
		texts = texts[2:5]
	}
	for _, c := range texts {
		t.Run(c.name, func(t *testing.T) {
			if !counts {
				c.compile(t)
				return
			}
			n := statements(t, program, t.Name())
			t.Logf("%d million statements", n/1e6)
			if n > mostStatements {
				t.Errorf("%d statements executed, more than %d", n, mostStatements)
			}
		})
	}
	if counts || *here {
		checkGrowth(t, program)
	}
}

// grownText is a text that has grown as far as one of the limits or beyond, and the
// error that refuses it, if one does.
type grownText struct{ name, decls, body, code string }

func grownTexts() []grownText {
	return []grownText{
		{"versions of a long function", "fn f(sk, x) {\n" + many(1300, "    sk.snd_cwnd += x / %[2]d + sk.srtt_us / 1us\n") + "}\n", many(2000, "f(sk, %[1]d)\n"), "E0330"},
		{"tables", many(160, "const T%[1]d = ["+strings.Repeat("1234, ", 4095)+"5]\n"), many(160, "sk.snd_cwnd += T%[1]d[sk.snd_cwnd]\n") + "nothing()\n", "E0220"},
		{"structs of structs", "struct S0 { a: u32 }\n" + many(60, "struct S%[2]d {\n    a: S%[1]d\n    b: S%[1]d\n}\n") + "state { last: S60 }\n", "", "E0218"},
		{"calls of calls", many(60, "fn f%[1]d(sk): u32 = f%[2]d(sk) + f%[2]d(sk)\n") + "fn f60(sk): u32 = sk.snd_cwnd\n", "sk.snd_cwnd = f0(sk)", "E0501"},
		{"versions of a function", "fn f(sk, x) = sk.snd_cwnd + x // " + strings.Repeat("x", 100_000) + "\n", many(6000, "sk.snd_cwnd = f(sk, %[1]d)\n"), "E0330"},
		{"loops", "", many(1500, "for i in 1..3 {\n    for j in 1..3 { sk.snd_cwnd += i * j / %[2]d }\n}\n"), "E0501"},
		{"statements", "", many(40_000, "sk.snd_cwnd += %[1]d\n"), "E0501"},
		{"branches", "", many(1500, "if sk.snd_cwnd > sk.srtt_us / 1us + %[1]d { sk.snd_cwnd -= 1 }\n"), "E0551"},
		{"variables", "", many(1500, "var v%[1]d: u32 = sk.snd_cwnd / %[2]d\n") + many(1500, "if v%[1]d > %[1]d { sk.snd_cwnd += v%[1]d }\n"), "E0501"},
		{"wide arithmetic", "state {\n    a: u64\n    b: u64 = 3\n}\n", "ca.b = ca.a\n" + many(8000, "ca.a = ca.a * ca.b / max(ca.a, %[2]d)\n"), "E0501"},
		{"state", "state {\n" + many(1500, "    a%[1]d: u64[8]\n") + "}\n", many(1500, "ca.a%[1]d[sk.snd_cwnd] += 1\n"), "E0504"},
		{"errors", "", many(20_000, "nothing%[1]d = nowhere%[1]d\n"), "E0208"},
		{"values of the state", "struct Many {\n" + many(32, "    v%[1]d: u8 = %[2]d\n") + "}\nstate {\n" + many(63, "    s%[1]d: Many\n") + "}\n", "ca = initial\n" + everyValue(63, 32), ""},
		{"elements of arrays", "state {\n    a: u8[4096]\n    b: u8[4096]\n    c: u8[4096]\n}\n", many(2200, "ca.a[%[1]d] = %[2]d %% 256\n") + many(2200, "ca.b[%[1]d] = ca.a[%[1]d]\n") + many(2200, "ca.c[%[1]d] = ca.b[%[1]d]\n"), ""},
		{"values of the state under tests", "struct Many {\n" + many(32, "    v%[1]d: u8 = %[2]d\n") + "}\nstate {\n" + many(63, "    s%[1]d: Many\n") + "}\n", everyValue(63, 32) + many(63, "if sk.snd_cwnd > %[1]d { ca.s%[1]d.v1 = 3 }\n"), ""},
		{"instructions beyond", "", many(1000, "if sk.snd_cwnd > %[1]d { sk.snd_cwnd = sk.snd_cwnd * sk.prior_cwnd / max(sk.packets_out, %[2]d) }\n"), "E0551"},
		{"lists of a ring", "struct Cell { w: u8[8] = [1, 2, 3, 4, 5, 6, 7, 8] }\nstate { ring: Cell[2000] }\n", many(150, "sk.snd_cwnd += ca.ring[sk.snd_cwnd].w[sk.srtt_us / %[2]dus]\n"), ""},
		{"declarations without an end", many(50_000, "fn f%[1]d(x) = x +\n"), "", "E0111"},
		{"loops at their limit", "", many(256, "for i in 1..3 { sk.snd_cwnd += i / %[2]d }\n"), ""},
	}
}

// everyValue reads all values of a state of structs.
func everyValue(structs, values int) string {
	var b strings.Builder
	for i := range structs {
		b.WriteString(strings.ReplaceAll(many(values, "sk.snd_cwnd += ca.sN.v%[1]d\n"), "N", fmt.Sprint(i)))
	}
	return b.String()
}

// compile compiles the text and counts what that allocates.
func (c grownText) compile(t *testing.T) {
	const most = 400 << 20 // bytes allocated, freed ones too
	more := map[string]uint64{"versions of a long function": 1000 << 20, "tables": 1500 << 20, "elements of arrays": 800 << 20}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	size := compileGrown(t, c.decls, c.body, c.code)
	runtime.ReadMemStats(&after)
	used := after.TotalAlloc - before.TotalAlloc
	t.Logf("%d KB of text: %d MB allocated", size>>10, used>>20)
	if used > max(most, more[c.name]) {
		t.Errorf("%d MB allocated", used>>20)
	}
}

// growing are texts that stay below every limit at n and at twice n, where no limit
// hides a stage that does too much. Most of the work grows evenly with the text. It
// grows with the square where ranges meet loops, memory meets many places, and the
// walk meets the states that it noted before; nothing grows faster.
var growing = []struct {
	name  string
	n     int
	times float64 // at most so many times the work for 2n as for n
	code  string
	text  func(n int) (decls, body string)
}{
	{"table", 800, even, "", func(n int) (string, string) {
		return "const T = [" + strings.Repeat("1234, ", n-1) + "5]\n", "sk.snd_cwnd += T[sk.snd_cwnd]\n"
	}},
	{"errors", 800, even, "E0208", func(n int) (string, string) {
		return "", many(n, "nothing%[1]d = nowhere%[1]d\n")
	}},
	{"parameters", 100, even, "", func(n int) (string, string) {
		return many(n, "param p%[1]d = 3 in 1..10\n"), many(n, "sk.snd_cwnd += p%[1]d\n")
	}},
	{"branches", 400, even, "", func(n int) (string, string) {
		return "", many(n, "if sk.snd_cwnd > sk.srtt_us / 1us + %[1]d { sk.snd_cwnd -= 1 }\n")
	}},
	{"variables", 50, even, "", func(n int) (string, string) {
		return "", many(n, "var v%[1]d: u32 = sk.snd_cwnd / %[2]d\n") + many(n, "if v%[1]d > %[1]d { sk.snd_cwnd += v%[1]d }\n")
	}},
	{"statements", 100, square, "", func(n int) (string, string) {
		return "", many(n, "sk.snd_cwnd += %[1]d\n")
	}},
	{"versions of a function", 100, square, "", func(n int) (string, string) {
		return "fn f(sk, x) = sk.snd_cwnd + x\n", many(n, "sk.snd_cwnd = f(sk, %[1]d)\n")
	}},
	{"wide arithmetic", 25, square, "", func(n int) (string, string) {
		return "state {\n    a: u64\n    b: u64 = 3\n}\n", "ca.b = ca.a\n" + many(n, "ca.a = ca.a * ca.b / max(ca.a, %[2]d)\n")
	}},
	{"state", 200, square, "", func(n int) (string, string) {
		return "state {\n" + many(n, "    a%[1]d: u64[8]\n") + "}\n", many(n, "ca.a%[1]d[sk.snd_cwnd] += 1\n")
	}},
	{"loops", 100, square, "", func(n int) (string, string) {
		return "", many(n, "for i in 1..3 { sk.snd_cwnd += i / %[2]d }\n")
	}},
}

// How much more work twice the text may be, a little more than 2 and 4.
const even, square = 2.5, 4.5

// checkGrowth compares the statements for each growing text with those for twice
// as much of it. In the program that counts it compiles them, under names to ask for.
func checkGrowth(t *testing.T, program string) {
	for _, c := range growing {
		t.Run("twice the "+c.name, func(t *testing.T) {
			if *here {
				for name, n := range map[string]int{"once": c.n, "twice": 2 * c.n} {
					t.Run(name, func(t *testing.T) {
						decls, body := c.text(n)
						compileGrown(t, decls, body, c.code)
					})
				}
				return
			}
			once, twice := statements(t, program, t.Name()+"/once"), statements(t, program, t.Name()+"/twice")
			times := float64(twice) / float64(once)
			t.Logf("%.1f and %.1f million statements: %.2f times", float64(once)/1e6, float64(twice)/1e6, times)
			if times > c.times {
				t.Errorf("twice the text is %.2f times the work, at most %.1f expected", times, c.times)
			}
		})
	}
}

// compileGrown compiles a text of these parts, expects the error, or none where the
// code is "", and returns the text's size.
func compileGrown(t *testing.T, decls, body, code string) int {
	t.Helper()
	text := "algorithm grown\n" + decls + "ssthresh(sk) = 2\nundo_cwnd(sk) = sk.prior_cwnd\ncong_avoid(sk) {\n" + body + "\n}\n"
	unit := lang.Compile("grown.cc", []byte(text), lang.Options{})
	all := unit.Diags.All()
	if unit.Failed() != (code != "") || code != "" && all[0].Code != code {
		t.Errorf("%d diagnostics, want %q first", len(all), code)
		for _, d := range all[:min(len(all), 3)] {
			t.Log(d.Code, d.Message)
		}
	}
	return len(text)
}

// many repeats a line for 0 to n-1: %[1]d is the number, %[2]d the next one.
func many(n int, line string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, line, i, i+1)
	}
	return b.String()
}
