package types

import (
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/parser"
)

var word = regexp.MustCompile(`[A-Za-z_][A-Za-z_0-9]*|[0-9.]+[a-z]*|\s+|[-+*/%&|^<>=!]+|.`)

// TestMutations checks programs with words exchanged, doubled and left out: whatever
// comes, the checker answers, and a program that it takes is whole.
func TestMutations(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "stdlib", "*.cc"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no standard library: %v", err)
	}
	rnd := rand.New(rand.NewSource(1))
	checked := 0
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		words := word.FindAllString(string(text), -1)
		for range 60 {
			file, diags := parser.Parse(diag.NewSource("mutant.cc", []byte(mutate(rnd, words))))
			if diags.HasErrors() {
				continue
			}
			checked++
			info, diags := Check(file, stdlib)
			if info.Program != nil && diags.HasErrors() {
				t.Fatalf("a program in spite of %v", show(diags))
			}
			if err := Dump(&strings.Builder{}, info); err != nil {
				t.Fatal(err)
			}
		}
	}
	if checked < 100 {
		t.Errorf("only %d mutants could be parsed", checked)
	}
}

func mutate(rnd *rand.Rand, words []string) string {
	words = append([]string(nil), words...)
	for range 1 + rnd.Intn(3) {
		i, j := rnd.Intn(len(words)), rnd.Intn(len(words))
		if strings.TrimSpace(words[i]) == "" || strings.TrimSpace(words[j]) == "" {
			continue
		}
		switch rnd.Intn(4) {
		case 0:
			words[i], words[j] = words[j], words[i]
		case 1:
			words[i] = words[j]
		case 2:
			words[i] = ""
		case 3:
			words[i] += " " + words[j]
		}
	}
	return strings.Join(words, "")
}

const trio = `
ssthresh(sk) = max(sk.snd_cwnd / 2, 2)
undo_cwnd(sk) = sk.prior_cwnd
`

// TestTooManyErrors checks that a hundred errors are shown and the others counted, each once,
// however often its function is called.
func TestTooManyErrors(t *testing.T) {
	call := "    f(sk)\n    f(2)\n"
	for _, c := range []struct{ lines, more int }{{100, 0}, {101, 1}, {30_000, 29_900}} {
		text := "algorithm t\nfn f(x) {\n" + strings.Repeat("    sk.snd_cwnd = nothing\n", c.lines) + "}\ncong_avoid(sk) {\n" + call + "}" + trio
		file, diags := parser.Parse(diag.NewSource("t.cc", []byte(text)))
		_, more := Check(file, stdlib)
		diags.Append(more)
		all := diags.All()
		want := ""
		if c.more > 0 {
			want = fmt.Sprintf("E0230 too many errors; not shown: %d more", c.more)
			last := all[len(all)-1]
			if got := last.Code + " " + last.Message; got != want {
				t.Errorf("%d errors: %q, want %q", c.lines, got, want)
			}
			all = all[:len(all)-1]
		}
		if len(all) != maxErrors || all[len(all)-1].Code != "E0208" {
			t.Errorf("%d errors: %d are shown, the last %s", c.lines, len(all), all[len(all)-1].Message)
		}
	}
}

// TestBounded checks that programs which grow without end are refused, and soon.
func TestBounded(t *testing.T) {
	var wide, deep strings.Builder
	wide.WriteString("algorithm wide\ncong_avoid(sk) { sk.snd_cwnd = f0(1) }\n")
	deep.WriteString("algorithm deep\ncong_avoid(sk) { sk.snd_cwnd = f0(sk.snd_cwnd) }\n")
	for i := range 40 {
		fmt.Fprintf(&wide, "fn f%d(x) = f%d(x * 2) + f%d(x * 2 + 1)\n", i, i+1, i+1)
	}
	wide.WriteString("fn f40(x) = x\n")
	for i := range 100 {
		fmt.Fprintf(&deep, "fn f%d(x) = f%d(x + 1)\n", i, i+1)
	}
	deep.WriteString("fn f100(x) = x\n")
	var doubled, versions strings.Builder
	doubled.WriteString("algorithm doubled\nstruct S0 { a: u32 }\nstate { last: S60 }\ncong_avoid(sk) { }\n")
	for i := range 60 {
		fmt.Fprintf(&doubled, "struct S%d {\n    a: S%d\n    b: S%d\n}\n", i+1, i, i)
	}
	versions.WriteString("algorithm versions\nfn f(sk, x) {\n    // " + strings.Repeat("x", maxSpecText/100) + "\n    return sk.snd_cwnd + x\n}\ncong_avoid(sk) {\n")
	for i := range 110 {
		fmt.Fprintf(&versions, "    sk.snd_cwnd = f(sk, %d)\n", i)
	}
	versions.WriteString("}\n")
	for _, test := range []struct{ name, text, code string }{
		{"versions", wide.String(), "E0330"},
		{"text of versions", versions.String(), "E0330"},
		{"depth", deep.String(), "E0331"},
		{"doubled structs", doubled.String(), "E0218"},
		{"digits", "algorithm x\nconst a = 1e300 * 1e300\ncong_avoid(sk) { sk.snd_cwnd = a }", "E0312"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, diags := check(t, test.text+trio)
			if all := diags.All(); len(all) == 0 || all[len(all)-1].Code != test.code && all[0].Code != test.code {
				t.Errorf("got %v, want %s", show(diags), test.code)
			}
		})
	}
}

// TestUnshownErrors checks that nobody looks for names that are close once an error is not shown: beside many
// names, that takes long.
func TestUnshownErrors(t *testing.T) {
	c := newChecker(nil)
	src := diag.NewSource("t.cc", []byte(strings.Repeat(" ", 2*maxErrors)))
	for i := range maxErrors + 1 {
		if i > 0 && c.nearHint("snd_cwmd", []string{"snd_cwnd"}) == "" {
			t.Fatalf("no hint at error %d", i)
		}
		c.report(diag.Span{Source: src, Start: i, End: i + 1}, "E0208", "unknown")
	}
	if got := c.nearHint("snd_cwmd", []string{"snd_cwnd"}); got != "" {
		t.Errorf("the hint of an error that is not shown is %q", got)
	}
}

// TestDeepConditions checks that what is looked at twice for a hint or a warning is not, inside of itself, looked
// at twice again.
func TestDeepConditions(t *testing.T) {
	deep := func(open, middle, end string) string {
		return strings.Repeat(open, 60) + middle + strings.Repeat(end, 60)
	}
	for code, line := range map[string]string{
		"W0110": "sk.snd_cwnd = " + deep("1 * (", "sk.snd_cwnd", ")^2"),
		"E0305": "if " + deep("(", "flags", ") && ece") + " { }",
		"E0208": "let x = " + deep("if sk.snd_cwnd > 3 then loss else (", "loss", ")"),
	} {
		file, diags := parser.Parse(diag.NewSource("t.cc", []byte("algorithm t\ncong_avoid(sk) {}\nin_ack_event(sk, flags) { "+line+" }"+trio)))
		_, more := Check(file, stdlib)
		diags.Append(more)
		if all := diags.All(); len(all) == 0 || all[0].Code != code {
			t.Errorf("%s: %v", code, show(diags))
		}
	}
}
