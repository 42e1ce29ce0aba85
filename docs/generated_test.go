package docs_test

import (
	"bytes"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/internal/std"
	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/object"
)

// regions make the parts of pages between <!-- generated: NAME --> and <!-- end -->.
var regions = map[string]func(*testing.T) string{
	"benchcode": benchcode,
	"selftests": selftests,
	"callbacks": callbacks,
	"grammar":   grammar,
	"kernels":   kernelsTable,
	"packages":  packages,
	"units":     units,
	"library":   library,
}

// callbacks is a table of them: when the kernel calls each, and what it gives.
func callbacks(*testing.T) string {
	var b strings.Builder
	b.WriteString("| callback | what it does, and when | parameters | gives | kernels |\n|---|---|---|---|---|\n")
	for _, c := range target.Callbacks() {
		result := "nothing"
		if r := c.Result; r != nil {
			result = r.Text()
		}
		doc := c.Doc
		if c.Required {
			doc += " **Required.**"
		}
		for _, f := range c.AllForms() {
			if f.Until != 0 {
				doc += fmt.Sprintf(" Kernels before %s do not give all parameters; those they lack are 0.", f.Until)
			}
		}
		var params []string
		for _, q := range c.Params {
			params = append(params, fmt.Sprintf("`%s`: %s", q.Name, q.TypeText()))
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | from %s |\n", c.Name, doc, strings.Join(params, ", "), result, c.Since)
	}
	return b.String()
}

// kernelsTable says which algorithms of the library run on which kernels: the table
// that `make test-kernels` wrote, a line for all kernels that run the same ones.
func kernelsTable(t *testing.T) string {
	var kernels []string
	runs, needs := map[string]int{}, map[string][]string{}
	for line := range strings.Lines(read(t, "kernels.md")) {
		cells := strings.Split(strings.TrimSuffix(strings.TrimSpace(line), "|"), "|")
		if len(cells) < 3 {
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		switch algorithm, results := cells[1], cells[2:]; {
		case algorithm == "algorithm":
			kernels = results
		case strings.HasPrefix(algorithm, "`"):
			for i, r := range results {
				if r == "ok" {
					runs[kernels[i]]++
				} else {
					needs[kernels[i]] = append(needs[kernels[i]], strings.TrimSuffix(strings.TrimPrefix(algorithm, "`std/"), ".cc`")+" ("+r+")")
				}
			}
		}
	}
	if len(kernels) == 0 {
		t.Fatal("kernels.md has no table")
	}
	var b strings.Builder
	b.WriteString("| kernel | algorithms of the library that run | that need a later kernel |\n|---|---|---|\n")
	for i := 0; i < len(kernels); {
		same := i + 1
		for same < len(kernels) && runs[kernels[same]] == runs[kernels[i]] && slices.Equal(needs[kernels[same]], needs[kernels[i]]) {
			same++
		}
		later := strings.Join(needs[kernels[i]], ", ")
		if later == "" {
			later = "none"
		}
		fmt.Fprintf(&b, "| %s | %d | %s |\n", strings.Join(kernels[i:same], ", "), runs[kernels[i]], later)
		i = same
	}
	return b.String()
}

func grammar(t *testing.T) string {
	return "```text\n" + strings.TrimRight(read(t, "../lang/parser/grammar.txt"), "\n") + "\n```\n"
}

// units is a table of the units that a program may write.
func units(*testing.T) string {
	var b strings.Builder
	b.WriteString("| unit | is |\n|---|---|\n")
	for _, u := range target.Units() {
		base := "bytes"
		switch {
		case u.Seconds != 0:
			base = "s"
		case u.Bytes == 0:
			base = "(a count)"
		}
		value := fmt.Sprint(u.Num)
		if u.Den != 1 {
			value = fmt.Sprintf("%d/%d", u.Num, u.Den)
		}
		fmt.Fprintf(&b, "| `%s` | %s %s |\n", u.Name, value, base)
	}
	return b.String()
}

// library lists the standard library with the first sentence of each file.
func library(t *testing.T) string {
	var b strings.Builder
	b.WriteString("| file | what it is |\n|---|---|\n")
	for _, path := range std.Names() {
		src, err := std.Read(path)
		if err != nil {
			t.Fatal(err)
		}
		_, text, _ := strings.Cut(string(src), "/// ")
		var doc []string
		for _, line := range strings.Split("/// "+text, "\n") {
			words, ok := strings.CutPrefix(line, "/// ")
			if !ok {
				break
			}
			doc = append(doc, words)
		}
		fmt.Fprintf(&b, "| [%s](../stdlib/%s) | %s |\n", path, strings.TrimPrefix(path, std.Prefix), sentence(strings.Join(doc, " ")))
	}
	return b.String()
}

// sentence returns the first sentence of a text.
func sentence(text string) string {
	if i := strings.Index(text, ". "); i >= 0 {
		return text[:i+1]
	}
	return text
}

const modulePath = "github.com/ccc-lang/ccc"

// packages is a table of what each package is for and which of the others it imports,
// as their own comments and imports say.
func packages(t *testing.T) string {
	cmd := exec.Command("go", "list", "-f", "{{.ImportPath}}\t{{.Doc}}\t{{join .Imports \" \"}}", "./...")
	cmd.Dir = ".."
	cmd.Env = append(cmd.Environ(), "GOOS=linux", "GOFLAGS=")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("| package | its one job | imports of ours |\n|---|---|---|\n")
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		f := strings.Split(line, "\t")
		if strings.Contains(f[0], "/internal/") || f[1] == "" {
			continue
		}
		var ours []string
		for _, path := range strings.Fields(f[2]) {
			if short, ok := shorten(path); ok {
				ours = append(ours, short)
			}
		}
		short, _ := shorten(f[0])
		_, doc, _ := strings.Cut(f[1], " ")
		_, doc, _ = strings.Cut(doc, " ")
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", short, sentence(doc), strings.Join(ours, ", "))
	}
	return b.String()
}

// shorten takes the module's path from a package's; ok is false for others' packages.
func shorten(path string) (short string, ok bool) {
	short, ok = strings.CutPrefix(path, modulePath+"/")
	return short, ok && !strings.HasPrefix(short, "internal/")
}

// stage is what a block `text STAGE FILE WORD` shows: of the dump of a library's file,
// the part whose first line has the word.
func stage(t *testing.T, b block) string {
	t.Helper()
	if len(b.info) != 4 {
		t.Fatalf("%s:%d: a dump is `text STAGE FILE WORD`", b.page, b.line)
	}
	name, path, word := b.info[1], b.info[2], b.info[3]
	src, err := std.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	switch name {
	case "source":
		return part(t, b, string(src), word)
	case "dis", "needs":
		compiled(t, &out, name, path, src, word)
		return strings.TrimSpace(out.String()) + "\n"
	}
	if _, err := lang.Dump(&out, name, path, src, lang.Options{}); err != nil {
		t.Fatal(err)
	}
	if name == "tokens" {
		return tokensOf(string(src), out.String(), word)
	}
	return part(t, b, out.String(), word)
}

// part returns the lines from the first that is not indented and has the word, to a
// blank line or to one that begins with the same word as the first.
func part(t *testing.T, b block, text, word string) string {
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines {
		if line == "" || strings.ContainsAny(line[:1], " \t/") || !strings.Contains(line, word) {
			continue
		}
		first, _, _ := strings.Cut(line, " ")
		end := i + 1
		for end < len(lines) && strings.TrimSpace(lines[end]) != "" && !strings.HasPrefix(lines[end], first+" ") {
			end++
		}
		return strings.TrimRight(strings.Join(lines[i:end], ""), "\n") + "\n"
	}
	t.Fatalf("%s:%d: the dump has no %s", b.page, b.line, word)
	return ""
}

// tokensOf returns the tokens of the source line that begins with the word, on one line.
func tokensOf(src, tokens, word string) string {
	for i, line := range strings.Split(src, "\n") {
		if !strings.HasPrefix(line, word) {
			continue
		}
		var list []string
		for _, tok := range strings.Split(tokens, "\n") {
			if f := strings.Fields(tok); len(f) == 2 && strings.HasPrefix(f[0], fmt.Sprintf("%d:", i+1)) {
				list = append(list, f[1])
			}
		}
		return strings.Join(list, " ") + "\n"
	}
	return ""
}

// compiled writes what an object shows: a callback's instructions, or the list of
// what a kernel must have.
func compiled(t *testing.T, out *bytes.Buffer, name, path string, src []byte, word string) {
	t.Helper()
	var elf bytes.Buffer
	if err := lang.Compile(path, src, lang.Options{}).WriteObject(&elf); err != nil {
		t.Fatal(err)
	}
	r := bytes.NewReader(elf.Bytes())
	if name == "dis" {
		if err := object.Disassemble(out, r, object.DisOptions{Only: word}); err != nil {
			t.Fatal(err)
		}
		return
	}
	m, err := object.ReadManifest(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range m.Needs {
		fmt.Fprintf(out, "%s: from %s (%s:%d: %s)\n", n.What, n.Since, n.File, n.Line, strings.TrimSpace(n.Text))
	}
}
