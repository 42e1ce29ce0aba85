package diag

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Options say how Render writes. The zero value is plain text.
type Options struct {
	Color bool // with the colours of an ANSI terminal
}

// maxColumns is how much of a long line is shown around what is wrong with it.
const maxColumns = 120

// tabWidth is the distance of tab stops in what is shown. Tabs are written as
// spaces, so that the marks below stand right whatever the terminal's tabs are.
const tabWidth = 4

// Render writes the diagnostics for people:
//
//	reno.cc:3:23: error[E0302]: message
//	    3 | ssthresh(sk) = 10ms + 2
//	      |                ^~~~~~~~
//	hint: what to write
//
// and a last line with their number. It writes nothing if there are none.
func Render(w io.Writer, list *List, opts Options) error {
	r := renderer{color: opts.Color}
	for _, d := range list.All() {
		r.diagnostic(d)
	}
	if s := Summary(list); s != "" {
		fmt.Fprintf(&r.out, "%s\n", s)
	}
	_, err := w.Write(r.out.Bytes())
	return err
}

// Summary returns the number of diagnostics as "2 errors, 1 warning", or "" if there are none.
func Summary(list *List) string {
	var n [3]int
	for _, d := range list.All() {
		n[d.Severity]++
	}
	var parts []string
	for sev, k := range n {
		switch {
		case k == 1:
			parts = append(parts, fmt.Sprintf("1 %s", Severity(sev)))
		case k > 1:
			parts = append(parts, fmt.Sprintf("%d %ss", k, Severity(sev)))
		}
	}
	return strings.Join(parts, ", ")
}

type renderer struct {
	out   bytes.Buffer
	color bool
}

// The colours, by severity, and of the rest.
var severityColor = [...]string{"\x1b[1;31m", "\x1b[1;35m", "\x1b[1;36m"}

const (
	bold  = "\x1b[1m"
	green = "\x1b[32m"
	blue  = "\x1b[34m"
)

func (r *renderer) paint(color, text string) string {
	if !r.color || text == "" {
		return text
	}
	return color + text + "\x1b[0m"
}

func (r *renderer) diagnostic(d *Diagnostic) {
	place := ""
	if d.Span.IsValid() {
		place = printable(d.Span.String()) + ": "
	}
	kind := d.Severity.String()
	if d.Code != "" {
		kind += "[" + d.Code + "]"
	}
	fmt.Fprintf(&r.out, "%s%s: %s\n", r.paint(bold, place), r.paint(severityColor[d.Severity], kind), r.paint(bold, printable(d.Message)))
	r.excerpt(d.Span, severityColor[d.Severity])
	if d.Hint != "" {
		fmt.Fprintf(&r.out, "%s: %s\n", r.paint(green, "hint"), printable(d.Hint))
	}
	for _, rel := range d.Related {
		fmt.Fprintf(&r.out, "%s: %s: %s\n", printable(rel.Span.String()), r.paint(severityColor[Note], "note"), printable(rel.Message))
		r.excerpt(rel.Span, severityColor[Note])
	}
}

// excerpt shows the source of a span with marks below: its line, or of a longer
// span the first and the last.
func (r *renderer) excerpt(s Span, color string) {
	if s.Source == nil || len(s.Source.Text) == 0 {
		return
	}
	first, col := s.Position()
	last, lastCol := s.Source.Position(max(s.Start, s.End))
	if last > first && lastCol == 1 { // the span ends with a line's end
		last--
		lastCol = utf8.RuneCountInString(s.Source.Line(last)) + 1
	}
	line := s.Source.Line(first)
	if last == first {
		r.marked(first, line, col, max(col, lastCol), true, color)
		return
	}
	r.marked(first, line, col, utf8.RuneCountInString(line)+1, true, color)
	if last > first+1 {
		fmt.Fprintf(&r.out, "%s\n", r.paint(blue, "  ... |"))
	}
	line = s.Source.Line(last)
	r.marked(last, line, 1+indent(line), lastCol, false, color)
}

// indent returns how many characters of white space the line begins with.
func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }

// marked shows a line with marks under the characters from column lo up to hi, a
// caret first if the span starts here.
func (r *renderer) marked(n int, line string, lo, hi int, caret bool, color string) {
	text, from, to := layOut(line, lo, hi)
	marks := strings.Repeat("~", max(1, to-from))
	if caret {
		marks = "^" + marks[1:]
	}
	fmt.Fprintf(&r.out, "%s%s\n", r.paint(blue, fmt.Sprintf("%5d |", n)), strings.TrimRight(" "+text, " "))
	fmt.Fprintf(&r.out, "%s %s%s\n", r.paint(blue, "      |"), strings.Repeat(" ", from), r.paint(color, marks))
}

// layOut returns the line as it is shown and the cells that its characters from
// column lo (counted from 1) up to hi take.
func layOut(line string, lo, hi int) (text string, from, to int) {
	var b strings.Builder
	cell, col := 0, 1
	from, to = -1, -1
	skip := max(0, lo-maxColumns/2)
	if skip > 0 {
		b.WriteString("…")
		cell = 1
	}
	for _, c := range line {
		if col == lo {
			from = cell
		}
		if col == hi {
			to = cell
		}
		col++
		if col <= skip+1 {
			continue
		}
		if cell > maxColumns {
			b.WriteString("…")
			break
		}
		switch {
		case c == '\t':
			n := tabWidth - cell%tabWidth
			b.WriteString(strings.Repeat(" ", n))
			cell += n
		default:
			b.WriteString(printable(string(c)))
			cell += width(c)
		}
	}
	if from < 0 {
		from = cell
	}
	if to < 0 {
		to = cell
	}
	return b.String(), from, to
}

// printable replaces what could confuse a terminal.
func printable(s string) string {
	return strings.Map(func(c rune) rune {
		if c != '\n' && (unicode.IsControl(c) || unicode.Is(unicode.Cf, c)) {
			return utf8.RuneError
		}
		return c
	}, s)
}

// wide lists the characters that take two cells: East Asian and pictures.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x1100, Hi: 0x115f, Stride: 1}, {Lo: 0x231a, Hi: 0x231b, Stride: 1}, {Lo: 0x2e80, Hi: 0x303e, Stride: 1},
		{Lo: 0x3041, Hi: 0xa4cf, Stride: 1}, {Lo: 0xac00, Hi: 0xd7a3, Stride: 1}, {Lo: 0xf900, Hi: 0xfaff, Stride: 1},
		{Lo: 0xfe30, Hi: 0xfe6f, Stride: 1}, {Lo: 0xff00, Hi: 0xff60, Stride: 1}, {Lo: 0xffe0, Hi: 0xffe6, Stride: 1},
	},
	R32: []unicode.Range32{{Lo: 0x1f300, Hi: 0x1f64f, Stride: 1}, {Lo: 0x1f680, Hi: 0x1faff, Stride: 1}, {Lo: 0x20000, Hi: 0x3fffd, Stride: 1}},
}

// width returns how many cells of a terminal c takes.
func width(c rune) int {
	switch {
	case c < 0x300:
		return 1
	case unicode.In(c, unicode.Mn, unicode.Me):
		return 0
	case unicode.Is(wide, c):
		return 2
	}
	return 1
}
