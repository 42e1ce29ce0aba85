// Package docs_test holds the documentation to the code: every program in it
// compiles, every dump and table in it is what the code says now, every link leads
// somewhere.
//
//	go test ./docs            checks
//	go test ./docs -update    rewrites dumps, tables and generated pages
package docs_test

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/parser"
	"github.com/ccc-lang/ccc/lang/target"
)

var update = flag.Bool("update", false, "rewrite what is generated in the documentation")

// pages are the files with documentation, as paths from this directory.
func pages(t *testing.T) []string {
	t.Helper()
	var list []string
	for _, pattern := range []string{"*.md", "*/*.md", "../*.md", "../editor/*.md"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, files...)
	}
	if len(list) < 5 {
		t.Fatalf("only %v were found", list)
	}
	return list
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// block is a fenced block of a page.
type block struct {
	page    string
	line    int      // of its first line of text
	info    []string // the words behind the fence: language, then what the tests need
	context string   // from a comment <!-- cc: ... --> before it: declarations that it relies on
	text    string
}

var contextComment = regexp.MustCompile(`(?s)<!-- cc: (.*?) -->\s*$`)

// blocks returns the fenced blocks of a page. An unclosed one fails the test.
func blocks(t *testing.T, page string) []block {
	t.Helper()
	var list []block
	lines := strings.SplitAfter(read(t, page), "\n")
	before := 0 // where the text since the last block begins
	for i := 0; i < len(lines); i++ {
		info, ok := strings.CutPrefix(strings.TrimSpace(lines[i]), "```")
		if !ok {
			continue
		}
		b := block{page: page, line: i + 2, info: strings.Fields(info)}
		if m := contextComment.FindStringSubmatch(strings.Join(lines[before:i], "")); m != nil {
			b.context = m[1]
		}
		start := i + 1
		for i = start; i < len(lines) && strings.TrimSpace(lines[i]) != "```"; i++ {
		}
		if i == len(lines) {
			t.Fatalf("%s:%d: the block has no end", page, b.line)
		}
		b.text, before = strings.Join(lines[start:i], ""), i+1
		list = append(list, b)
	}
	return list
}

// languages are the words that a block can begin with. Blocks in cc and text are
// checked here, commands in sh by the tests of cmd/ccc, Go by those of dsl.
var languages = []string{"cc", "ccc", "text", "sh", "go", "c", "vim", "lua", "json"}

// TestPrograms compiles every block in the language. Behind ```cc stands what it is:
//
//	nothing          a whole program or module, without a warning
//	top              declarations; the callbacks that the kernel demands are added
//	body [in=NAME]   statements of the callback NAME, or else of cong_control
//	error CODE...    it must give exactly these errors
//	warning CODE...  it must give exactly these warnings
func TestPrograms(t *testing.T) {
	modules := map[string]string{}
	var programs []block
	for _, page := range pages(t) {
		for _, b := range blocks(t, page) {
			switch {
			case len(b.info) == 0 || !slices.Contains(languages, b.info[0]):
				t.Errorf("%s:%d: a block in none of the languages %v", b.page, b.line, languages)
			case b.info[0] == "cc" || b.info[0] == "ccc":
				programs = append(programs, b)
				if f, _ := parser.Parse(diag.NewSource("", []byte(b.text))); len(f.Decls) > 0 {
					if m, ok := f.Decls[0].(*ast.ModuleDecl); ok {
						modules[m.Name.Name] = b.text
					}
				}
			}
		}
	}
	if len(programs) < 40 {
		t.Errorf("only %d programs were found", len(programs))
	}
	for _, b := range programs {
		checkProgram(t, b, modules)
	}
}

func checkProgram(t *testing.T, b block, modules map[string]string) {
	form, want, callback := "", []string(nil), "cong_control"
	for _, word := range b.info[1:] {
		switch {
		case word == "top" || word == "body":
			form = word
		case strings.HasPrefix(word, "in="):
			callback = word[3:]
		case word == "error" || word == "warning":
		case diag.Codes()[word].Title != "":
			want = append(want, word)
		default:
			t.Errorf("%s:%d: %q says nothing about a block", b.page, b.line, word)
		}
	}
	text := b.text
	switch form {
	case "body":
		cb := target.LookupCallback(callback)
		if cb == nil {
			t.Errorf("%s:%d: there is no callback %s", b.page, b.line, callback)
			return
		}
		text = complete(b.context + "\n" + cb.Signature() + " {\n" + text + "\n" + leave(cb) + "}\n")
	case "top":
		text = complete(b.context + "\n" + text)
	}
	unit := lang.Compile(b.page, []byte(text), lang.Options{Import: func(name string) (string, []byte, error) {
		if text, ok := modules[name]; ok {
			return name, []byte(text), nil
		}
		return "", nil, fs.ErrNotExist
	}})
	if got := codesOf(unit, form, want); !slices.Equal(got, want) {
		var out bytes.Buffer
		if err := diag.Render(&out, unit.Diags, diag.Options{}); err != nil {
			t.Fatal(err)
		}
		t.Errorf("%s:%d: gives %v, want %v\n%s\n%s", b.page, b.line, got, want, out.String(), text)
	}
}

// codesOf returns the codes of what a block was told: its errors, or, if it has
// none, its warnings. Notes do not count. What a fragment leaves unused does not
// either, unless that is what the block is about.
func codesOf(unit *lang.Unit, form string, want []string) []string {
	var errors, warnings []string
	for _, d := range unit.Diags.All() {
		switch {
		case d.Severity == diag.Error:
			errors = append(errors, d.Code)
		case d.Severity == diag.Note, form != "" && d.Code == "W0101" && !slices.Contains(want, d.Code):
		default:
			warnings = append(warnings, d.Code)
		}
	}
	if errors != nil {
		return errors
	}
	return warnings
}

// leave is what a callback that gives a value ends with.
func leave(cb *target.Callback) string {
	if cb.Result == nil {
		return ""
	}
	return "return 2\n"
}

// complete makes declarations a whole algorithm: with a name, and the callbacks
// that the kernel demands.
func complete(text string) string {
	text = "algorithm example\n" + text + "\n"
	f, _ := parser.Parse(diag.NewSource("", []byte(text)))
	have := map[string]bool{}
	for _, d := range f.Decls {
		if cb, ok := d.(*ast.CallbackDecl); ok {
			have[cb.Name.Name] = true
		}
	}
	for _, cb := range target.Callbacks() {
		if cb.Required && !have[cb.Name] {
			text += cb.Hint + "\n"
		}
	}
	if !have["cong_avoid"] && !have["cong_control"] {
		text += "cong_avoid(sk) {}\n"
	}
	return text
}

var region = regexp.MustCompile(`(?s)(<!-- generated: (\w+) -->\n)(.*?)(<!-- end -->)`)

// TestGenerated compares what is generated in the pages with what the code says now:
// whole pages, regions between comments, and blocks with a stage of the compiler.
func TestGenerated(t *testing.T) {
	for _, page := range pages(t) {
		old := read(t, page)
		text := region.ReplaceAllStringFunc(old, func(s string) string {
			m := region.FindStringSubmatch(s)
			make := regions[m[2]]
			if make == nil {
				t.Errorf("%s: nothing generates %q", page, m[2])
				return s
			}
			return m[1] + make(t) + m[4]
		})
		for _, b := range blocks(t, page) {
			if len(b.info) > 1 && b.info[0] == "text" {
				fence := "```" + strings.Join(b.info, " ") + "\n"
				text = strings.Replace(text, fence+b.text, fence+stage(t, b), 1)
			}
		}
		compare(t, page, old, text)
	}
	var out bytes.Buffer
	if err := diag.WriteReference(&out); err != nil {
		t.Fatal(err)
	}
	old, err := os.ReadFile("diagnostics.md")
	if err != nil && !*update {
		t.Fatal(err)
	}
	compare(t, "diagnostics.md", string(old), out.String())
}

func compare(t *testing.T, page, old, text string) {
	t.Helper()
	if old == text {
		return
	}
	if *update {
		write(t, page, text)
		return
	}
	t.Errorf("%s is stale (-shown +is; go test ./docs -update rewrites it):\n%s", page, cmp.Diff(old, text))
}

var (
	link    = regexp.MustCompile(`\[[^\]\n]*\]\(([^)\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#+ (.*)$`)
	fenced  = regexp.MustCompile("(?ms)^```.*?^```$")
)

// TestLinks follows every link that stays in the repository, to its file and heading.
func TestLinks(t *testing.T) {
	for _, page := range pages(t) {
		text := fenced.ReplaceAllString(read(t, page), "")
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			if strings.Contains(m[1], "://") || strings.HasPrefix(m[1], "mailto:") {
				continue
			}
			file, anchor, _ := strings.Cut(m[1], "#")
			to := page
			if file != "" {
				to = filepath.Join(filepath.Dir(page), file)
			}
			if _, err := os.Stat(to); err != nil {
				t.Errorf("%s: the link %s leads nowhere: %v", page, m[1], err)
			} else if anchor != "" && !anchors(t, to)[anchor] {
				t.Errorf("%s: the link %s leads to no heading", page, m[1])
			}
		}
	}
}

// anchors returns the names by which a page's headings are linked: small letters,
// blanks as dashes, without punctuation.
func anchors(t *testing.T, page string) map[string]bool {
	names := map[string]bool{}
	for _, m := range heading.FindAllStringSubmatch(fenced.ReplaceAllString(read(t, page), ""), -1) {
		name := strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z':
				return r
			}
			return -1
		}, strings.ToLower(m[1]))
		names[name] = true
	}
	return names
}

// TestCardIsShort: the card fits two printed pages of 60 lines with 110 characters.
func TestCardIsShort(t *testing.T) {
	lines := 0
	for _, line := range strings.Split(strings.TrimRight(read(t, "card.md"), "\n"), "\n") {
		lines += 1 + max(0, len([]rune(line))-1)/110
	}
	if lines > 120 {
		t.Errorf("the card has %d lines", lines)
	}
}

var code = regexp.MustCompile(`"([EWNL]0[0-9]{3})"`)

// TestCodes: every code that the sources name has a story, and no story is of a code
// that nothing gives.
func TestCodes(t *testing.T) {
	used := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") ||
			strings.HasPrefix(filepath.Base(path), "codes") && strings.Contains(path, "diag") {
			return err
		}
		for _, m := range code.FindAllStringSubmatch(read(t, path), -1) {
			used[m[1]] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range used {
		if diag.Codes()[name].Explain == "" {
			t.Errorf("%s has no story", name)
		}
	}
	for name := range diag.Codes() {
		if !used[name] {
			t.Errorf("%s is given nowhere", name)
		}
	}
}

// TestFrontDoorCounts: the lines that the README says the two programs have.
func TestFrontDoorCounts(t *testing.T) {
	row := regexp.MustCompile(`\| program \| (\d+) lines, and (\d+) of two modules \| (\d+) lines, (\d+) of two headers`).FindStringSubmatch(read(t, "../README.md"))
	if row == nil {
		t.Fatal("the README compares no programs")
	}
	for i, paths := range [][]string{
		{"../stdlib/dctcp.cc"}, {"../stdlib/ecnecho.cc", "../stdlib/tcp.cc"},
		{"../bench/c/dctcp.c"}, {"../bench/c/ecnecho.h", "../bench/c/tcp.h"},
	} {
		n := 0
		for _, path := range paths {
			n += strings.Count(read(t, path), "\n")
		}
		if row[i+1] != strconv.Itoa(n) {
			t.Errorf("%v: %d lines, the README says %s", paths, n, row[i+1])
		}
	}
}
