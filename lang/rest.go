package lang

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/parser"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
)

// absent are the codes of errors that text which could not be read may have
// caused: something seems to be missing that is there.
var absent = map[string]bool{"E0001": true, "E0201": true, "E0221": true}

// undeclared are those of them where a declaration seems to be missing; unsaid those where it is a statement.
var (
	undeclared = map[string]bool{"E0206": true, "E0229": true}
	unsaid     = map[string]bool{"E0223": true, "E0225": true, "E0404": true}
)

// unknown are the codes of errors about a name that seems to be missing.
var unknown = map[string]bool{"E0208": true, "E0209": true, "E0210": true, "E0220": true}

// checkRest checks a program with syntax errors, so that one run shows what is
// wrong elsewhere, too. An error that a syntax error may have caused is left out.
func (u *Unit) checkRest(opts Options) {
	_, list := types.Check(u.File, opts.importer(&diag.List{}))
	diags := slices.DeleteFunc(list.All(), func(d *diag.Diagnostic) bool { return d.Span.Source != u.File.Source })
	r := u.readRest(diags)
	for _, d := range diags {
		line, _ := d.Span.Position()
		if d.Severity == diag.Error && !r.broken[line] && !r.caused(d) {
			u.Diags.Add(d)
		}
	}
}

// rest is what is known of a text with syntax errors.
type rest struct {
	file   *ast.File
	broken map[int]bool    // lines with syntax errors
	lost   bool            // a declaration may lack its name
	rest   bool            // of the text nothing was read
	braces bool            // a brace is missing, or one too many: what is inside of what is not certain
	words  map[string]int  // how often a word stands where no error says that the name is unknown
	types  map[string]bool // words behind `struct` and `enum`
	doubts []string        // words of broken lines
}

// readRest looks at the text after its syntax errors; diags are the other ones.
func (u *Unit) readRest(diags []*diag.Diagnostic) *rest {
	r := &rest{file: u.File, broken: map[int]bool{}, words: map[string]int{}, types: map[string]bool{}}
	for _, d := range u.Diags.All() {
		line, _ := d.Span.Position()
		r.broken[line] = true
		r.lost = r.lost || nameless().MatchString(u.File.Source.Line(line))
		r.braces = r.braces || d.Code == "E0117"
		r.rest = r.rest || d.Code == "E0109"
	}
	tokens, _ := parser.Tokens(u.File.Source)
	before := lexer.Token{}
	for _, t := range tokens {
		r.words[t.Value]++
		if before.Value == "struct" || before.Value == "enum" {
			r.types[t.Value] = true
		}
		if r.broken[t.Pos.Line] {
			r.doubts = append(r.doubts, t.Value)
		}
		before = t
	}
	for _, d := range diags {
		if unknown[d.Code] {
			r.words[d.Span.Text()]--
		}
	}
	return r
}

// nameless is a line that shall declare a name, and lacks it. Few compiles ask, so that those who do compile it.
var nameless = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\s*(let|var|for|param|const|use|enum|struct|fn|extern|extern\s+fn)\s*($|[^\sA-Za-z_])|(^|[{(,;])\s*:|[(,]\s*,`)
})

// caused reports whether a syntax error may have caused d.
func (r *rest) caused(d *diag.Diagnostic) bool {
	switch {
	case d.Code == "E0210" && isObject(d.Span.Text()):
		return false // no declaration makes a type of that name
	case d.Code == "E0210":
		return r.lost || r.types[d.Span.Text()] || r.doubtful(d.Span.Text())
	case unknown[d.Code]:
		return r.lost || r.words[d.Span.Text()] > 0 || r.doubtful(d.Span.Text())
	case d.Code == "E0323":
		return r.braces || r.brokenMatch(d.Span)
	case undeclared[d.Code]:
		return r.braces || r.rest || !r.insideOnly()
	case unsaid[d.Code]:
		return r.braces || r.brokenFunction(d)
	}
	return absent[d.Code]
}

// isObject reports whether name is what the kernel hands to callbacks.
func isObject(name string) bool {
	return slices.ContainsFunc([]target.Object{target.Sock, target.RateSample, target.AckSample}, func(o target.Object) bool { return o.Name() == name })
}

// doubtful reports whether a word of a broken line begins with name (as `pacesk` of `fn pacesk)`): its
// declaration may be there. A name that stands nowhere else is declared nowhere.
func (r *rest) doubtful(name string) bool {
	return slices.ContainsFunc(r.doubts, func(word string) bool { return strings.HasPrefix(word, name) })
}

// brokenLines reports whether there is a syntax error on the lines from where first begins to where last ends.
func (r *rest) brokenLines(first, last diag.Span) bool {
	from, _ := first.Position()
	to, _ := last.Source.Position(last.End)
	for line := from; line <= to; line++ {
		if r.broken[line] {
			return true
		}
	}
	return false
}

// insideOnly reports whether all syntax errors lie inside of functions, so that no declaration is lost.
func (r *rest) insideOnly() bool {
	inside := map[int]bool{}
	for _, d := range r.file.Decls {
		switch d.(type) {
		case *ast.FnDecl, *ast.CallbackDecl:
			from, _ := d.Pos().Position()
			to, _ := d.Pos().Source.Position(d.Pos().End)
			for line := from; line <= to; line++ {
				inside[line] = true
			}
		}
	}
	for line := range r.broken {
		if !inside[line] {
			return false
		}
	}
	return true
}

// brokenFunction reports whether there is a syntax error in the function that d is in, which may be what is missing.
// What a function may rely on, a test in its caller may say, so that only callbacks are certain there.
func (r *rest) brokenFunction(d *diag.Diagnostic) bool {
	for _, decl := range r.file.Decls {
		span := decl.Pos()
		if d.Span.Start < span.Start || d.Span.Start >= span.End {
			continue
		}
		_, callback := decl.(*ast.CallbackDecl)
		return !callback && d.Code == "E0404" || r.brokenLines(span, span)
	}
	return true
}

// brokenMatch reports whether there is a syntax error in the match with that subject, which may be an arm.
func (r *rest) brokenMatch(subject diag.Span) bool {
	broken := true // until it is found
	ast.Walk(r.file, func(n ast.Node) bool {
		if m, ok := n.(*ast.MatchStmt); ok && m.Subject.Pos() == subject {
			broken = r.brokenLines(subject, m.Pos())
		}
		return true
	})
	return broken
}
