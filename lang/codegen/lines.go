package codegen

import (
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/object"
)

// lines makes the source lines that the object carries: for the verifier's log
// and for whoever reads the disassembly.
type lines struct {
	known map[lineKey]*object.Line
	last  *object.Line
}

type lineKey struct {
	source *diag.Source
	line   int
}

// maxLineText keeps one long source line from filling the object.
const maxLineText = 200

// changed returns the line of span if it is another than that of the
// instruction before, else nil.
func (l *lines) changed(span diag.Span) *object.Line {
	if !span.IsValid() {
		return nil
	}
	n, col := span.Position()
	key := lineKey{span.Source, n}
	line := l.known[key]
	if line == nil {
		text := span.Source.Line(n)
		if len(text) > maxLineText {
			text = text[:maxLineText]
		}
		line = &object.Line{File: span.Source.Name, Line: n, Col: col, Text: text}
		l.known[key] = line
	}
	if line == l.last {
		return nil
	}
	l.last = line
	return line
}
