package parser

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
)

// TestGrammarText compares grammar.txt with the lexer, the table of units and the
// table of precedences, and each of its productions with the others.
func TestGrammarText(t *testing.T) {
	raw, err := os.ReadFile("grammar.txt")
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	terminals := map[string]bool{}
	for _, m := range regexp.MustCompile(`"([^" ]+)"`).FindAllStringSubmatch(text, -1) {
		terminals[m[1]] = true
	}
	for s := range terminals {
		if s == "0x" || s == "e" || s == "E" { // parts of a number
			continue
		}
		tokens, errs := Tokens(diag.NewSource("terminal", []byte(s)))
		if errs.HasErrors() || len(tokens) != 2 || tokens[0].Type == tokForeign {
			t.Errorf("the terminal %q is not one token: %v", s, tokens)
		}
	}
	for typ := tokLet; typ < tokCount; typ++ {
		if !terminals[tokenNames[typ]] {
			t.Errorf("the grammar lacks the token %q", tokenNames[typ])
		}
	}
	for word := range declWords {
		if !terminals[word] {
			t.Errorf("the grammar lacks the declaration %q", word)
		}
	}
	for _, u := range target.Units() {
		if !terminals[u.Name] {
			t.Errorf("the grammar lacks the unit %q", u.Name)
		}
	}
	for word := range intTypes {
		if !terminals[word] {
			t.Errorf("the grammar lacks the type %q", word)
		}
	}
	checkProductions(t, text)
	checkPrecedence(t, text)
}

// checkProductions: every name that is used is defined, and the other way round.
func checkProductions(t *testing.T, text string) {
	defined, used := map[string]bool{}, map[string]bool{"File": true}
	productions := regexp.MustCompile(`(?ms)^([A-Z][a-z]\w*) += (.*?) \.(?:$| )`).FindAllStringSubmatch(text, -1)
	for _, m := range productions {
		defined[m[1]] = true
		for _, name := range regexp.MustCompile(`\b[A-Z][a-z]\w*\b`).FindAllString(regexp.MustCompile(`"[^"]*"`).ReplaceAllString(m[2], ""), -1) {
			used[name] = true
		}
	}
	if len(productions) < 30 {
		t.Fatalf("only %d productions are found", len(productions))
	}
	for name := range used {
		if !defined[name] && name != "Operator" && name != "Pattern" { // these two are described in words
			t.Errorf("the production %s is used and not defined", name)
		}
	}
	for name := range defined {
		if !used[name] {
			t.Errorf("the production %s is defined and not used", name)
		}
	}
}

// checkPrecedence compares the list of operators with what the parser does.
func checkPrecedence(t *testing.T, text string) {
	_, list, _ := strings.Cut(text, "comparisons do not chain:\n")
	level := int8(precMul)
	seen := 0
	for line := range strings.Lines(list) {
		for _, op := range strings.Fields(strings.ReplaceAll(line, `"`, "")) {
			seen++
			if got := precedence[operators[op]]; got != level {
				t.Errorf("%s is listed with precedence %d, and has %d", op, level, got)
			}
		}
		level--
	}
	for typ := range tokCount {
		if precedence[typ] > 0 {
			seen--
		}
	}
	if seen != 0 || level != 0 {
		t.Errorf("the list of operators is not complete")
	}
}

// TestKeywords: what the documentation says is reserved is, and nothing else.
func TestKeywords(t *testing.T) {
	for word := range keywords {
		if _, errs := Parse(diag.NewSource("t", []byte("const "+word+" = 1"))); !errs.HasErrors() {
			t.Errorf("%s can be a name", word)
		}
	}
	for _, word := range []string{"algorithm", "state", "fn", "with", "max", "fixed", "u32", "test", "event", "init", "ssthresh", "true", "sec"} {
		if _, errs := Parse(diag.NewSource("t", []byte("const "+word+" = 1\nfn f("+word+") { let "+word+" = "+word+" + 1 }"))); errs.HasErrors() {
			t.Errorf("%s cannot be a name: %s", word, render(errs))
		}
	}
}

// TestCodes: the parser reports the codes E01xx that have an explanation, no others.
func TestCodes(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, f := range files {
		if strings.HasSuffix(f.Name(), ".go") && !strings.HasSuffix(f.Name(), "_test.go") {
			text, err := os.ReadFile(f.Name())
			if err != nil {
				t.Fatal(err)
			}
			for _, code := range regexp.MustCompile(`"E\d{4}"`).FindAllString(string(text), -1) {
				used[strings.Trim(code, `"`)] = true
			}
		}
	}
	for code := range used {
		if diag.Codes()[code].Explain == "" {
			t.Errorf("%s has no explanation", code)
		}
	}
	for code := range diag.Codes() {
		if strings.HasPrefix(code, "E01") && !used[code] {
			t.Errorf("%s is never reported", code)
		}
	}
}
