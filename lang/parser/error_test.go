package parser

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/lang/diag"
)

// errorCases are the chunks of testdata/errors.txt. Each line that an error
// is reported for ends with one `### CODE "what is marked" message; hint` per error.
var errorCases = func() []struct{ src, want string } {
	text, err := os.ReadFile("testdata/errors.txt")
	if err != nil {
		panic(err)
	}
	marks := regexp.MustCompile(` *### .*`)
	var cases []struct{ src, want string }
	for chunk := range strings.SplitSeq(string(text), "---\n") {
		cases = append(cases, struct{ src, want string }{marks.ReplaceAllString(chunk, ""), chunk})
	}
	return cases
}()

// annotated returns src with its errors written behind the lines.
func annotated(src string) string {
	_, errs := Parse(diag.NewSource("test.cc", []byte(src)))
	lines := strings.Split(src, "\n")
	for _, d := range errs.All() {
		line, _ := d.Span.Position()
		hint := ""
		if d.Hint != "" {
			hint = "; " + d.Hint
		}
		lines[line-1] += fmt.Sprintf(" ### %s %q %s%s", d.Code, d.Span.Text(), d.Message, hint)
	}
	return strings.Join(lines, "\n")
}

// TestErrors compares every error of every chunk: none may be missing, and none
// may be the consequence of another. After a change of texts, look at what
// UPDATE=1 go test ./lang/parser -run TestErrors makes of the file.
func TestErrors(t *testing.T) {
	var updated []string
	for i, c := range errorCases {
		got := annotated(c.src)
		updated = append(updated, got)
		if got != c.want && os.Getenv("UPDATE") == "" {
			wants := strings.Split(c.want, "\n")
			for j, line := range strings.Split(got, "\n") {
				if line != wants[j] {
					t.Errorf("chunk %d:\n got %s\nwant %s", i, line, wants[j])
				}
			}
		}
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile("testdata/errors.txt", []byte(strings.Join(updated, "---\n")), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
