// Package diag holds source positions and diagnostics: what every other
// package uses to say where something is and what is wrong with it.
//
// A diagnostic has a stable code (see Codes), the exact span it speaks of, one
// sentence in the domain's terms and, where there is one, the fix. The package
// imports nothing else of this module.
package diag

import (
	"bytes"
	"fmt"
	"sort"
	"unicode/utf8"
)

// Source is one file of program text.
type Source struct {
	Name string // as the user named it, e.g. "reno.cc" or "std/tcp.cc"
	Text []byte

	lines []int // byte offset of the first byte of each line
}

// NewSource returns a Source for text; Text is not copied.
func NewSource(name string, text []byte) *Source {
	s := &Source{Name: name, Text: text, lines: []int{0}}
	if bytes.HasPrefix(text, []byte("\ufeff")) { // a byte order mark, which no editor shows or counts
		s.lines[0] = len("\ufeff")
	}
	for i, b := range text {
		if b == '\n' {
			s.lines = append(s.lines, i+1)
		}
	}
	return s
}

// Line returns line n (from 1) without its line ending, or "" if there is none.
func (s *Source) Line(n int) string {
	if n < 1 || n > len(s.lines) {
		return ""
	}
	end := len(s.Text)
	if n < len(s.lines) {
		end = s.lines[n] - 1
	}
	line := s.Text[s.lines[n-1]:end]
	if len(line) > 0 && line[len(line)-1] == '\r' {
		line = line[:len(line)-1]
	}
	return string(line)
}

// Position returns the line and the column (both from 1; the column counts
// characters, not bytes) of the byte offset off.
func (s *Source) Position(off int) (line, col int) {
	off = max(s.lines[0], min(off, len(s.Text)))
	line = sort.Search(len(s.lines), func(i int) bool { return s.lines[i] > off })
	return line, 1 + utf8.RuneCount(s.Text[s.lines[line-1]:off])
}

// Span is the half-open byte range [Start, End) of a Source. The zero Span
// belongs to no source.
type Span struct {
	Source     *Source
	Start, End int
}

// IsValid reports whether s belongs to a source.
func (s Span) IsValid() bool { return s.Source != nil }

// Position returns the line and column of the first byte, or 0, 0 if s is not valid.
func (s Span) Position() (line, col int) {
	if s.Source == nil {
		return 0, 0
	}
	return s.Source.Position(s.Start)
}

// To returns the span from the start of s to the end of t.
func (s Span) To(t Span) Span { return Span{s.Source, s.Start, t.End} }

// Text returns the text that s covers.
func (s Span) Text() string {
	if s.Source == nil {
		return ""
	}
	return string(s.Source.Text[s.Start:s.End])
}

// String returns "file:line:col".
func (s Span) String() string {
	if s.Source == nil {
		return "-"
	}
	line, col := s.Position()
	return fmt.Sprintf("%s:%d:%d", s.Source.Name, line, col)
}

// Severity says how bad a diagnostic is.
type Severity uint8

// The severities. Only an Error makes a compile fail.
const (
	Error Severity = iota
	Warning
	Note
)

// String returns "error", "warning" or "note".
func (s Severity) String() string { return [...]string{"error", "warning", "note"}[s] }

// Related points at a second place that explains a diagnostic.
type Related struct {
	Span    Span
	Message string
}

// Diagnostic is one thing to tell the user.
type Diagnostic struct {
	Code     string // stable, a key of Codes
	Severity Severity
	Span     Span
	Message  string // one sentence in the domain's terms, lower case, no full stop
	Hint     string // the fix, or ""
	Related  []Related
}

// List collects diagnostics. The zero value is ready for use.
type List struct{ all []*Diagnostic }

// Errorf adds an error and returns it, so that a caller can add a hint:
// l.Errorf(span, "E0201", "...").Hint = "...".
func (l *List) Errorf(span Span, code, format string, args ...any) *Diagnostic {
	return l.add(Error, span, code, format, args)
}

// Warnf adds a warning.
func (l *List) Warnf(span Span, code, format string, args ...any) *Diagnostic {
	return l.add(Warning, span, code, format, args)
}

// Notef adds a note.
func (l *List) Notef(span Span, code, format string, args ...any) *Diagnostic {
	return l.add(Note, span, code, format, args)
}

func (l *List) add(sev Severity, span Span, code, format string, args []any) *Diagnostic {
	d := &Diagnostic{Code: code, Severity: sev, Span: span, Message: fmt.Sprintf(format, args...)}
	l.all = append(l.all, d)
	return d
}

// Add adds a diagnostic of another list.
func (l *List) Add(d *Diagnostic) { l.all = append(l.all, d) }

// Append adds all of other's diagnostics.
func (l *List) Append(other *List) { l.all = append(l.all, other.all...) }

// HasErrors reports whether any diagnostic is an Error.
func (l *List) HasErrors() bool {
	for _, d := range l.all {
		if d.Severity == Error {
			return true
		}
	}
	return false
}

// All returns the diagnostics ordered by file and position, each once. The
// order is stable, so that the same input gives the same output.
func (l *List) All() []*Diagnostic {
	out := make([]*Diagnostic, 0, len(l.all))
	seen := map[string]bool{}
	for _, d := range l.all {
		key := fmt.Sprint(d.Span, "|", d.Span.End, "|", d.Code, "|", d.Message)
		if !seen[key] {
			seen[key] = true
			out = append(out, d)
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i].Span, out[j].Span
		if x, y := sourceName(a), sourceName(b); x != y {
			return x < y
		}
		return a.Start < b.Start
	})
	return out
}

// sourceName is the name of the span's source; what has no source comes first.
func sourceName(s Span) string {
	if s.Source == nil {
		return ""
	}
	return s.Source.Name
}
