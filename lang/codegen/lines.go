package codegen

import (
	"strings"

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

// fileName is what an object calls a source file: without the directory, which differs from one
// machine to the next and is nobody else's business. Files of the standard library keep their std/.
func fileName(path string) string {
	if strings.HasPrefix(path, "std/") {
		return path
	}
	return path[strings.LastIndexAny(path, `/\`)+1:]
}

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
		line = &object.Line{File: fileName(span.Source.Name), Line: n, Col: col, Text: text}
		l.known[key] = line
	}
	if line == l.last {
		return nil
	}
	l.last = line
	return line
}
