package types

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/parser"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata/errors")

// frame is what a chunk without a head of its own is put into: the callbacks
// that the kernel demands, where the chunk lacks them.
var demanded = []struct{ name, text string }{
	{"ssthresh(", "ssthresh(sk) = max(sk.snd_cwnd / 2, 2)"},
	{"undo_cwnd(", "undo_cwnd(sk) = sk.prior_cwnd"},
	{"cong_", "cong_avoid(sk) {}"},
}

// chunk is one program of a file in testdata/errors: its lines and the
// expectations that stand below them.
type chunk struct {
	name  string
	line  int // of its first line in the file
	code  []string
	wants map[int][]string // by line of the code, from 0; the texts behind ###
}

// TestErrors checks that every program under testdata/errors gets exactly the
// diagnostics written below its lines:
//
//	--- what the program is about
//	ssthresh(sk) = sk.icsk_ca_state
//	### E0401 col 19-32 "`icsk_ca_state` is written without its prefix here"
//	### hint "write `sk.ca_state`"
//
// Columns are those of the span, the last one included; a span that ends on a later
// line says "17-+2:5". A program that does not begin with `algorithm` or `module` is
// put into a frame with the callbacks that the kernel demands.
func TestErrors(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "errors", "*.cc"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	total := 0
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		head, chunks := chunksOf(string(text))
		total += len(chunks)
		var out bytes.Buffer
		out.WriteString(head)
		for _, ch := range chunks {
			got := ch.diagnose()
			ch.print(&out, got)
			if !*update {
				ch.compare(t, filepath.Base(name), got)
			}
		}
		if *update && out.String() != string(text) {
			if err := os.WriteFile(name, out.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if total < 80 {
		t.Errorf("%d programs, want at least 80", total)
	}
}

func chunksOf(text string) (head string, chunks []*chunk) {
	var cur *chunk
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		switch {
		case strings.HasPrefix(line, "---"):
			cur = &chunk{name: strings.TrimSpace(line[3:]), line: i + 2, wants: map[int][]string{}}
			chunks = append(chunks, cur)
		case cur == nil:
			head += line + "\n"
		case strings.HasPrefix(line, "###"):
			n := len(cur.code) - 1
			cur.wants[n] = append(cur.wants[n], strings.TrimSpace(line[3:]))
		default:
			cur.code = append(cur.code, line)
		}
	}
	return head, chunks
}

// diagnose compiles the chunk as far as the checker and returns what is said below each line.
func (ch *chunk) diagnose() map[int][]string {
	text := strings.Join(ch.code, "\n")
	before := 0
	if !strings.Contains("\n"+text, "\nalgorithm ") && !strings.Contains("\n"+text, "\nmodule ") {
		prefix := "algorithm t\n"
		before = strings.Count(prefix, "\n")
		whole := "\n" + text
		for _, d := range demanded {
			if !strings.Contains(whole, "\n"+d.name) {
				text += "\n" + d.text
			}
		}
		text = prefix + text
	}
	file, diags := parser.Parse(diag.NewSource("t.cc", []byte(text+"\n")))
	if !diags.HasErrors() {
		_, more := Check(file, stdlib)
		diags.Append(more)
	}
	got := map[int][]string{}
	for _, d := range diags.All() {
		line, _ := d.Span.Position()
		n := min(max(line-1-before, 0), len(ch.code)-1)
		got[n] = append(got[n], describe(d)...)
	}
	return got
}

// describe is a diagnostic as the expectations write it.
func describe(d *diag.Diagnostic) []string {
	line, col := d.Span.Position()
	endLine, endCol := d.Span.Source.Position(max(d.Span.End-1, d.Span.Start))
	span := fmt.Sprintf("%d-%d", col, endCol)
	switch {
	case d.Span.Source.Name != "t.cc":
		span = d.Span.String()
	case endLine != line:
		span = fmt.Sprintf("%d-+%d:%d", col, endLine-line, endCol)
	}
	out := []string{fmt.Sprintf("%s col %s %q", d.Code, span, d.Message)}
	for _, r := range d.Related {
		rl, rc := r.Span.Position()
		out = append(out, fmt.Sprintf("see %+d:%d %q", rl-line, rc, r.Message))
	}
	if d.Hint != "" {
		out = append(out, fmt.Sprintf("hint %q", d.Hint))
	}
	return out
}

func (ch *chunk) print(out *bytes.Buffer, got map[int][]string) {
	fmt.Fprintf(out, "--- %s\n", ch.name)
	for i, line := range ch.code {
		out.WriteString(line + "\n")
		for _, g := range got[i] {
			out.WriteString("### " + g + "\n")
		}
	}
}

func (ch *chunk) compare(t *testing.T, file string, got map[int][]string) {
	t.Helper()
	var lines []int
	for i := range ch.code {
		lines = append(lines, i)
	}
	sort.Ints(lines)
	for _, i := range lines {
		want, have := strings.Join(ch.wants[i], "\n"), strings.Join(got[i], "\n")
		if want != have {
			t.Errorf("%s, %s: %s\n\t%s\ngot:\n%s\nwant:\n%s", file, ch.name, "line "+fmt.Sprint(i+1), ch.code[i], have, want)
		}
	}
}

// TestCodes checks that every code of this package's areas has a program under
// testdata/errors that shows it, but for those that no program can.
func TestCodes(t *testing.T) {
	shown := map[string]bool{
		"E0211": true, // the file is not there
		"E0212": true, // see TestModules
		"E0230": true, // see TestTooManyErrors
		"E0310": true, // the parser says it first
		"E0330": true, // see TestBounded
		"E0331": true,
		"E0406": true, // the one such function has parameters that other callbacks lack
	}
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "errors", "*.cc"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(string(text), "\n") {
			if rest, ok := strings.CutPrefix(line, "### "); ok {
				code, _, _ := strings.Cut(rest, " ")
				shown[code] = true
			}
		}
	}
	var missing []string
	for code := range diag.Codes() {
		mine := strings.HasPrefix(code, "E02") || strings.HasPrefix(code, "E03") || strings.HasPrefix(code, "E040") || strings.HasPrefix(code, "W01")
		if mine && !shown[code] {
			missing = append(missing, code)
		}
	}
	sort.Strings(missing)
	if len(missing) > 0 {
		t.Errorf("no program shows %s", strings.Join(missing, ", "))
	}
}
