// Package parser turns program text into the tree of package ast.
//
// It is built on participle: a lexer that applies the newline rule, declarations
// as grammar structs (grammar.go), and the parts where speed and recovery matter,
// expressions, statements and types, as productions of their own (expr.go,
// stmt.go, typeexpr.go). grammar.txt is the whole grammar in one place.
//
// An error in a declaration or statement leaves the others alone: the parser
// steps to the next line, or the next declaration, and goes on, so that one run
// shows every independent error. What could not be read is a BadDecl, BadStmt or
// BadExpr; a tree with errors is otherwise complete.
package parser

import (
	"bytes"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/alecthomas/participle/v2/lexer"
	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
)

// The limits. They are far above what a program needs and keep damage small: the
// passes behind the parser walk the tree by recursion.
const (
	maxSize   = 4 << 20 // bytes of text
	maxDepth  = 200     // brackets, blocks and the like inside one another
	maxChain  = 4000    // operators, calls and selections in one expression
	maxDigits = 400     // characters of a number, and its decimal exponent
)

// Parse reads one file. The tree is never nil; the list says what is wrong with
// the text, in source order.
func Parse(src *diag.Source) (*ast.File, *diag.List) {
	r := &reporter{src: src}
	file := &ast.File{At: ast.At{Span: diag.Span{Source: src, Start: 0, End: len(src.Text)}}, Source: src}
	if !readable(r) {
		return file, &r.list
	}
	g := takeGrammar()
	defer g.release()
	g.parser.start(r)
	file.Decls = g.file()
	file.Comments = g.comments
	return file, &r.list
}

// Tokens returns the tokens of a file, comments among them, for people to look at.
func Tokens(src *diag.Source) ([]lexer.Token, *diag.List) {
	r := &reporter{src: src}
	if !readable(r) {
		return nil, &r.list
	}
	tokens, err := lexer.ConsumeAll(newScanner(r))
	if err != nil {
		panic("internal error: the scanner failed: " + err.Error())
	}
	return tokens, &r.list
}

// TokenName returns the name of a token's type: for a word or operator its spelling.
func TokenName(t lexer.Token) string {
	if t.EOF() {
		return "EOF"
	}
	return tokenNames[t.Type]
}

// readable reports whether the file is text of a reasonable size, and complains if it is not.
func readable(r *reporter) bool {
	text := r.src.Text
	if len(text) > maxSize {
		r.Errorf(diag.Span{Source: r.src}, "E0101", "the file has %d bytes; a program has at most %d", len(text), maxSize)
		return false
	}
	for i := 0; i < len(text); {
		c := text[i]
		if c == 0 {
			d := r.Errorf(diag.Span{Source: r.src, Start: i, End: i + 1}, "E0102", "the file is not text: it holds a NUL byte")
			d.Hint = "is this an object file? `ccc load` and `ccc dis` take those; `ccc compile` takes program text"
			if i <= 1 { // of a letter in UTF-16
				d.Hint = "is this text in UTF-16? Save the file as UTF-8"
			}
			return false
		}
		if c < utf8.RuneSelf {
			i++
			continue
		}
		c2, n := utf8.DecodeRune(text[i:])
		if c2 == utf8.RuneError && n == 1 {
			r.Errorf(diag.Span{Source: r.src, Start: i, End: i + 1}, "E0102", "the file is not UTF-8 text: the byte %#x cannot stand here", c).
				Hint = "save the file as UTF-8"
			return false
		}
		i += n
	}
	return true
}

// parser is the state of one run.
type parser struct {
	*reporter
	lex        cursor
	first      int  // token of the declaration
	end        int  // offset just behind the last token taken
	failed     bool // an error is reported and its statement not yet left
	tooDeep    bool // likewise, and what brackets close is not clear
	depth      int  // of nesting
	elseIfs    int  // how much of that is by `else if`
	chain      int  // operators of the outermost expression so far
	inPatterns bool // of an arm, behind which => is to come
	comments   []*ast.Comment

	forgotten int  // the token behind a value that was forgotten, which ended its line
	def       bool // the declaration begins with `def`, as a function of Python

	unitNames map[string]bool // units that were declared as names, which is reported
}

// start lexes the text and makes the parser ready for it.
func (p *parser) start(r *reporter) {
	*p = parser{reporter: r}
	s := newScanner(r)
	p.lex.tokens = make([]lexer.Token, 0, len(s.text)/4+1) // hardly a program has shorter ones
	for {
		t := s.next()
		switch {
		case t.Type != tokComment && t.Type != tokDoc:
			p.lex.tokens = append(p.lex.tokens, t)
		case t.Value != "":
			p.comments = append(p.comments, &ast.Comment{At: ast.At{Span: s.span(t)}, Text: t.Value, Doc: t.Type == tokDoc})
		}
		if t.EOF() {
			return
		}
	}
}

// follow steps over what participle has taken of the declaration.
func (p *parser) follow(lex *lexer.PeekingLexer) {
	p.lex.next = max(p.lex.next, p.first+lex.Cursor())
	if p.lex.next > 0 {
		p.end = max(p.end, end(&p.lex.tokens[p.lex.next-1]))
	}
}

// at returns the type of the next token; after an error it is tokEOF until the
// statement is left, so that every loop ends by itself.
func (p *parser) at() lexer.TokenType {
	if p.failed {
		return tokEOF
	}
	return p.lex.peek().Type
}

// is reports whether the next token is the word.
func (p *parser) is(word string) bool {
	t := p.lex.peek()
	return !p.failed && t.Type == tokIdent && t.Value == word
}

// take returns the next token and steps over it.
func (p *parser) take() *lexer.Token {
	if p.failed {
		return &lexer.Token{Type: tokBad, Pos: lexer.Position{Offset: p.end}}
	}
	t := p.lex.take()
	if t.Type != tokEOF {
		p.end = end(t)
	}
	return t
}

// accept steps over the next token if it has the type, and reports whether it did.
func (p *parser) accept(typ lexer.TokenType) bool {
	if p.at() != typ {
		return false
	}
	p.take()
	return true
}

// expect steps over a token of the type, or fails.
func (p *parser) expect(typ lexer.TokenType, where string) bool {
	if p.accept(typ) {
		return true
	}
	p.unexpected("`"+tokenNames[typ]+"`", where)
	return false
}

// enter opens brackets or a block, and fails when there are too many in one another.
func (p *parser) enter() {
	if p.depth++; p.depth > maxDepth && !p.failed {
		p.tooDeep = true
		if p.elseIfs > maxDepth/2 {
			p.fail(p.tokenSpan(p.lex.peek()), "E0110", "a chain of more than %d `else if`", p.elseIfs-1).
				Hint = "where they test one value, `match` takes any number of arms; or put a part of the chain into a function"
			return
		}
		p.fail(p.tokenSpan(p.lex.peek()), "E0110", "more than %d brackets or blocks inside one another", maxDepth).
			Hint = "give the inner parts names with `let`, or functions of their own"
	}
}

func (p *parser) leave() { p.depth-- }

// fail reports an error and makes the parser step out of the statement.
func (p *parser) fail(span diag.Span, code, format string, args ...any) *diag.Diagnostic {
	if p.failed {
		return &diag.Diagnostic{}
	}
	p.failed = true
	return p.Errorf(span, code, format, args...)
}

// unexpected reports that something else than what was expected comes next.
func (p *parser) unexpected(want, where string) *diag.Diagnostic {
	t := p.lex.peek()
	if p.failed || t.Type == tokBad {
		p.failed = true // the lexer has complained already
		return &diag.Diagnostic{}
	}
	span := p.tokenSpan(t)
	found := describe(t)
	if p.end > 0 && (t.Type == tokNewline || t.Type == tokEOF || t.Type == tokRBrace && p.lineEnds(t)) {
		span = p.span(p.end, p.end) // the place where something is missing
	}
	if t.Type == tokRBrace && p.lineEnds(t) {
		found = "the end of the block"
	}
	if where != "" {
		where = " " + where
	}
	if t.Type == tokForeign {
		d := p.fail(span, "E0103", "`%s` is not an operator of the language", t.Value)
		d.Hint = foreignOperators[t.Value]
		return d
	}
	return p.fail(span, "E0111", "expected %s%s, but found %s", want, where, found)
}

// lineEnds reports whether t stands on a later line than the token before it.
func (p *parser) lineEnds(t *lexer.Token) bool {
	return t.Pos.Offset > p.end && bytes.IndexByte(p.src.Text[p.end:t.Pos.Offset], '\n') >= 0
}

func (p *parser) span(start, end int) diag.Span {
	return diag.Span{Source: p.src, Start: start, End: max(start, end)}
}

func (p *parser) tokenSpan(t *lexer.Token) diag.Span { return p.span(t.Pos.Offset, end(t)) }

// from returns the position of a node from start to the last token taken. If none
// was taken since, because of an error, it is empty and just behind the last one.
func (p *parser) from(start int) ast.At { return ast.At{Span: p.span(min(start, p.end), p.end)} }

// offset returns where the next token starts.
func (p *parser) offset() int { return p.lex.peek().Pos.Offset }

// newlines steps over what separates statements.
func (p *parser) newlines() {
	for p.accept(tokNewline) {
	}
}

// name reads a name that is declared here; what is only said of `what`, as "a parameter".
func (p *parser) name(what string) *ast.Ident {
	t := p.lex.peek()
	if p.at() != tokIdent {
		d := p.unexpected("the name of "+what, "")
		if !p.failed || t.Type >= tokLet && t.Type <= tokReturn {
			d.Hint = "`" + t.Value + "` is a word of the language; choose another name"
		}
		return nil
	}
	p.take()
	id := p.ident(t)
	p.noUnit(id, what)
	return id
}

// noUnit complains of a unit for a name, which may be used from there on without another complaint.
func (p *parser) noUnit(id *ast.Ident, what string) {
	if isUnit(id.Name) {
		p.Errorf(id.Span, "E0112", "`%s` is a unit and cannot be the name of %s", id.Name, what).Hint = "choose another name"
		if p.unitNames == nil {
			p.unitNames = map[string]bool{}
		}
		p.unitNames[id.Name] = true
	}
}

func (p *parser) ident(t *lexer.Token) *ast.Ident {
	return &ast.Ident{At: ast.At{Span: p.tokenSpan(t)}, Name: t.Value}
}

// doc returns the text of the `///` lines between the token before offset and
// offset; ordinary comments among them do not count.
func (p *parser) doc(offset int) ast.Doc {
	last := sort.Search(len(p.comments), func(i int) bool { return p.comments[i].Span.Start >= offset })
	first := last
	for first > 0 && p.ownLine(p.comments[first-1]) && p.blank(p.comments[first-1].Span.End, offset) {
		first--
		offset = p.comments[first].Span.Start
	}
	var lines []string
	for _, c := range p.comments[first:last] {
		if c.Doc {
			lines = append(lines, strings.TrimPrefix(c.Text[3:], " "))
		}
	}
	return ast.Doc(strings.Join(lines, "\n"))
}

// blank reports whether there is only white space from start to end.
func (p *parser) blank(start, end int) bool {
	return len(bytes.TrimLeft(p.src.Text[start:end], " \t\r\n;")) == 0
}

// ownLine reports whether there is only white space before the comment on its line.
func (p *parser) ownLine(c *ast.Comment) bool {
	text := p.src.Text[:c.Span.Start]
	text = text[bytes.LastIndexByte(text, '\n')+1:]
	return len(bytes.TrimLeft(text, " \t\r;\ufeff")) == 0
}
