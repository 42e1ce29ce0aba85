package parser

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
)

// TestHostileInput gives the parser what no person writes: it must answer soon, and
// with the error that names the cause.
func TestHostileInput(t *testing.T) {
	deep := func(open, inner, closing string, n int) string {
		return strings.Repeat(open, n) + inner + strings.Repeat(closing, n)
	}
	for _, c := range []struct{ name, src, code string }{
		{"50 MB", strings.Repeat("x", 50<<20), "E0101"},
		{"NUL", "algorithm a\x00b\n", "E0102"},
		{"ELF", "\x7fELF\x02\x01\x01\x00\x00", "E0102"},
		{"UTF-16", "a\x00l\x00g\x00o\x00", "E0102"},
		{"not UTF-8", "// caf\xe9\n", "E0102"},
		{"half a character", "const x = 1 // \xe2\x82", "E0102"},
		{"brackets", "const x = " + deep("(", "1", ")", 10_000), "E0110"},
		{"brackets never closed", "const x = " + deep("(", "1", "", 200_000), "E0110"},
		{"square brackets", "const x = " + deep("[", "1", "]", 10_000), "E0110"},
		{"indexes", "init(sk) { x = a" + deep("[a", "", "]", 10_000) + " }", "E0110"},
		{"calls", "init(sk) { " + deep("f(", "", ")", 10_000) + " }", "E0110"},
		{"signs", "const x = " + strings.Repeat("- ", 10_000) + "1", "E0110"},
		{"blocks", "init(sk) { " + deep("if a {\n", "", "}\n", 10_000) + " }", "E0110"},
		{"else if", "init(sk) { " + strings.Repeat("if a { } else ", 10_000) + "{ } }", "E0110"},
		{"matches", "init(sk) { " + deep("match a {\n _ => ", "x()", "\n}", 10_000) + " }", "E0110"},
		{"conditions", "const x = " + strings.Repeat("if a then b else ", 10_000) + "c", "E0110"},
		{"sums", "const x = 1" + strings.Repeat(" + 1", 100_000), "E0110"},
		{"selections", "const x = a" + strings.Repeat(".a", 100_000), "E0110"},
		{"a long number", "const x = " + strings.Repeat("1", 200_000), "E0115"},
		{"a large exponent", "const x = 1e999999999", "E0115"},
		{"a small exponent", "const x = 1e-999999999", "E0115"},
		{"comments never closed", strings.Repeat("/*\n", 200_000), "E0109"},
		{"quotes", strings.Repeat("\"\n", 200_000), "E0109"},
		{"dollars", strings.Repeat("$ ", 300_000), "E0103"},
		{"braces", strings.Repeat("{", 300_000), "E0111"},
		{"closing braces", strings.Repeat("}\n", 300_000), "E0109"},
		{"headers", strings.Repeat("f(\n", 200_000), "E0111"},
		{"words", strings.Repeat("a ", 300_000), "E0137"},
		{"comments before then", "const x = if a\n" + strings.Repeat("//\n", 200_000) + "then b else c", ""},
		{"docs", strings.Repeat("/// a\n", 100_000) + "const x = 1", ""},
		{"one line", "init(sk) { " + strings.Repeat("f(1); ", 100_000) + "}", ""},
		{"units", "const x = 1 s" + strings.Repeat("*s", 200_000), ""},
		{"arguments", "const x = f(1" + strings.Repeat(",1", 200_000) + ")", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			file, errs := Parse(diag.NewSource("hostile.cc", []byte(c.src)))
			var codes []string
			for _, d := range errs.All() {
				codes = append(codes, d.Code)
			}
			if c.code == "" && len(codes) > 0 || c.code != "" && !strings.Contains(fmt.Sprint(codes), c.code) {
				t.Errorf("the errors are %v, want %s", codes, c.code)
			}
			if len(codes) > maxErrors {
				t.Errorf("%d errors", len(codes))
			}
			render(errs)
			ast.Walk(file, func(ast.Node) bool { return true })
		})
	}
}

// TestLimits: what is just within the limits is parsed.
func TestLimits(t *testing.T) {
	for name, src := range map[string]string{
		"brackets":  "const x = " + strings.Repeat("(", maxDepth) + "1" + strings.Repeat(")", maxDepth),
		"operators": "const x = 1" + strings.Repeat(" + 1", maxChain),
		"digits":    "const x = 0." + strings.Repeat("1", maxDigits-2),
		"exponent":  fmt.Sprintf("const x = 1e%d", maxDigits),
		"size":      "//" + strings.Repeat("x", maxSize-2),
	} {
		if file, errs := Parse(diag.NewSource("limit.cc", []byte(src))); errs.HasErrors() {
			t.Errorf("%s: %s", name, render(errs))
		} else if err := ast.Fprint(&bytes.Buffer{}, file); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestRecovery: a broken declaration leaves the others, and its own name, in the tree.
func TestRecovery(t *testing.T) {
	const src = `const a = 1 +
* 2
fn f(x y) { z = 3 }
fn g( { z = ) }
struct S { a: ; b: u32 }
ssthresh(sk) = max(2,
undo_cwnd(sk) {
    let p = (1
    q = 2
    if r s()
    t(1)
}
state { x: u32 }
`
	file, errs := Parse(diag.NewSource("test.cc", []byte(src)))
	if !errs.HasErrors() {
		t.Fatal("no errors")
	}
	var out strings.Builder
	if err := ast.Dump(&out, file); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"(const a ", "(fn f (", "(fn g (", "(struct S", "(b u32)", "(callback ssthresh (sk)", "(callback undo_cwnd (sk)",
		"(let p ", "(= q 2)", "(call t 1)", "(state", "(x u32)", "(= z 3)"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the tree has no %s:\n%s\n%s", want, out.String(), render(errs))
		}
	}
	if err := ast.Fprint(&bytes.Buffer{}, file); err != ast.ErrSyntax {
		t.Errorf("printing a broken tree gives %v, want ErrSyntax", err)
	}
}

// TestTooDeepIsOneError: what closes brackets that were too many is not missed.
func TestTooDeepIsOneError(t *testing.T) {
	text := "init(sk) {\n x = " + strings.Repeat("(", maxDepth+1) + "1" + strings.Repeat(")", maxDepth+1) + "\n y = )\n}\n"
	_, diags := Parse(diag.NewSource("t.cc", []byte(text)))
	var codes []string
	for _, d := range diags.All() {
		codes = append(codes, d.Code)
	}
	if strings.Join(codes, " ") != "E0110 E0111" {
		t.Errorf("errors %v", codes)
	}
}

// TestElseIf: a chain that is too long is told as what it is.
func TestElseIf(t *testing.T) {
	for _, src := range []string{
		"init(sk) { " + strings.Repeat("if a { } else ", 300) + "{ } }",
		"const x = " + strings.Repeat("if a then b else ", 300) + "c",
	} {
		_, errs := Parse(diag.NewSource("chain.cc", []byte(src)))
		if all := errs.All(); len(all) != 1 || !strings.Contains(all[0].Message, "a chain of more than") || !strings.Contains(all[0].Hint, "`match`") {
			t.Errorf("%.30s: %+v", src, all)
		}
	}
}

// TestNotText checks that the hint tells an object from text in another encoding.
func TestNotText(t *testing.T) {
	for text, want := range map[string]string{
		"\x7fELF\x02\x01\x01\x00\x00": "`ccc load`",
		"a\x00l\x00g\x00o\x00":        "UTF-16",
		"\x00a\x00l\x00g\x00o":        "UTF-16",
		"\xff\xfea\x00l\x00":          "save the file as UTF-8",
	} {
		_, errs := Parse(diag.NewSource("x.cc", []byte(text)))
		if all := errs.All(); len(all) != 1 || !strings.Contains(all[0].Hint, want) {
			t.Errorf("%q: %v, want one error whose hint speaks of %s", text, all, want)
		}
	}
}
