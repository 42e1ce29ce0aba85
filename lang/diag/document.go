package diag

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// areas are the groups of codes, by their first letters, in the order of the reference.
var areas = []struct{ prefix, title string }{
	{"E00", "The compiler"},
	{"E01", "Syntax"},
	{"E02", "Names and declarations"},
	{"E03", "Types and units"},
	{"E04", "What the kernel allows"},
	{"E05", "Limits"},
	{"W", "Warnings"},
	{"N", "Notes"},
	{"L", "Loading"},
}

// WriteReference writes every code with its story as a page of Markdown:
// docs/diagnostics.md.
func WriteReference(w io.Writer) error {
	var codes []string
	for code := range Codes() {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	var b strings.Builder
	b.WriteString("# Diagnostics\n\n")
	b.WriteString("<!-- Made by `go test ./docs -update` from lang/diag/codes_*.go; a test fails when it is stale. -->\n\n")
	b.WriteString("Everything that `ccc` says has a code, which never changes its meaning; `ccc explain CODE` shows the same text as\n")
	b.WriteString("this page. Errors (E) stop a compile, warnings (W) and notes (N) do not; L is what loading can meet.\n")
	for _, a := range areas {
		fmt.Fprintf(&b, "\n## %s\n\n| code | |\n|---|---|\n", a.title)
		for _, code := range codes {
			if strings.HasPrefix(code, a.prefix) {
				fmt.Fprintf(&b, "| [%s](#%s) | %s |\n", code, strings.ToLower(code), strings.ReplaceAll(Codes()[code].Title, "|", "\\|"))
			}
		}
	}
	b.WriteString("\n## The stories\n")
	for _, code := range codes {
		fmt.Fprintf(&b, "\n### %s\n\n*%s*\n\n```text\n%s\n```\n", code, Codes()[code].Title, strings.TrimSpace(Codes()[code].Explain))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
