package parser

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/alecthomas/participle/v2/lexer"
	"github.com/ccc-lang/ccc/lang/diag"
)

// definition is the lexer as participle knows it.
type definition struct{}

// Symbols returns the token types by name.
func (definition) Symbols() map[string]lexer.TokenType { return symbols() }

var symbols = sync.OnceValue(func() map[string]lexer.TokenType {
	m := map[string]lexer.TokenType{"EOF": tokEOF}
	for t, name := range tokenNames {
		if name != "" {
			m[name] = lexer.TokenType(t)
		}
	}
	return m
})

// Lex reads all of r; Parse does not use it, but gives the text at hand to newScanner.
func (definition) Lex(filename string, r io.Reader) (lexer.Lexer, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return newScanner(&reporter{src: diag.NewSource(filename, text)}), nil
}

// scanner turns text into tokens. White space is dropped; a newline becomes a
// token only where it ends a statement: not inside ( or [, not after an
// operator, `,`, `=` or `=>`, not before a line that begins with `then` or `else`.
type scanner struct {
	src  *diag.Source
	text string
	errs *reporter

	off       int // of the next byte
	line      int
	lineStart int // offset of the line's first byte
	wide      int // bytes of the line so far that are not the first of a character

	last    lexer.TokenType // the last token that is not a comment
	lastVal string
	open    int  // brackets ( and [ that are open
	fixed   bool // inside the <...> of a type fixed<N>, whose > ends a line
	closed  bool // the last token is the > of fixed<N>

	joined int  // newlines before this offset do not end the statement: `then` or `else` follows
	noEnd  bool // no */ is to come
}

func newScanner(errs *reporter) *scanner {
	s := &scanner{src: errs.src, text: string(errs.src.Text), errs: errs, line: 1, last: tokNewline}
	if strings.HasPrefix(s.text, "\ufeff") { // a byte order mark is not part of the text
		s.off, s.wide = 3, 3
	}
	return s
}

// Next is next for participle.
func (s *scanner) Next() (lexer.Token, error) { return s.next(), nil }

// next returns the next token. It never fails: what is wrong is reported, and a
// tokBad stands for it.
func (s *scanner) next() lexer.Token {
	for s.off < len(s.text) {
		switch c := s.text[s.off]; {
		case c == ' ' || c == '\t' || c == '\r':
			s.off++
		case c == '\n':
			if t, ok := s.newline(); ok {
				return t
			}
		default:
			return s.token(c)
		}
	}
	return s.make(tokEOF, s.off)
}

// newline steps over a line's end and reports whether it ends a statement.
func (s *scanner) newline() (lexer.Token, bool) {
	significant := s.open == 0 && s.endsStatement() && s.off >= s.joined
	if s.open > 0 && startsStatement(s.text[s.off+1:]) {
		s.open = 0 // a bracket was left open, but it cannot reach further than this
		significant = true
	} else if significant {
		if n, ok := continues(s.text[s.off+1:]); ok {
			s.joined = s.off + 1 + n // look only once, however many comments are between
			significant = false
		}
	}
	t := s.make(tokNewline, s.off+1)
	s.line++
	s.lineStart, s.wide = s.off, 0
	s.fixed = false
	if significant {
		s.last = tokNewline
	}
	return t, significant
}

func (s *scanner) endsStatement() bool {
	return endsLine(s.last) || s.closed || s.last == tokForeign && (s.lastVal == "++" || s.lastVal == "--")
}

// make returns the token from the current offset to end and steps over it.
func (s *scanner) make(typ lexer.TokenType, end int) lexer.Token {
	t := lexer.Token{Type: typ, Value: s.text[s.off:end], Pos: lexer.Position{
		Filename: s.src.Name, Offset: s.off, Line: s.line, Column: s.off - s.lineStart - s.wide + 1,
	}}
	s.off = end
	return t
}

func (s *scanner) token(c byte) lexer.Token {
	var t lexer.Token
	switch {
	case isLetter(c):
		t = s.make(tokIdent, s.off+wordLen(s.text[s.off:]))
		if k, ok := keywords[t.Value]; ok && s.last != tokDot {
			t.Type = k
		}
	case c >= '0' && c <= '9':
		t = s.make(tokNumber, s.off+numberLen(s.text[s.off:]))
	case c == '/' && s.at("//"):
		return s.comment()
	case c == '/' && s.at("/*"):
		return s.blockComment()
	case c == ';':
		t = s.make(tokNewline, s.off+1)
	case c >= utf8.RuneSelf:
		t = s.foreignRune()
	default:
		t = s.operator(c)
	}
	s.track(t)
	return t
}

// track keeps what the newline rule needs to know.
func (s *scanner) track(t lexer.Token) {
	s.closed = s.fixed && t.Type == tokGt
	switch t.Type {
	case tokLt:
		s.fixed = s.last == tokIdent && s.lastVal == "fixed"
	case tokGt:
		s.fixed = false
	case tokLParen, tokLBrack:
		s.open++
	case tokRParen, tokRBrack:
		s.open = max(0, s.open-1)
	case tokLBrace, tokRBrace:
		s.open = 0 // no bracket reaches over a brace
	}
	s.last, s.lastVal = t.Type, t.Value
}

func (s *scanner) at(prefix string) bool { return strings.HasPrefix(s.text[s.off:], prefix) }

// comment reads `// ...` up to the end of the line.
func (s *scanner) comment() lexer.Token {
	n := strings.IndexByte(s.text[s.off:], '\n')
	if n < 0 {
		n = len(s.text) - s.off
	}
	text := strings.TrimRight(s.text[s.off:s.off+n], " \t\r")
	typ := tokComment
	if strings.HasPrefix(text, "///") && !strings.HasPrefix(text, "////") {
		typ = tokDoc
	}
	t := s.make(typ, s.off+len(text))
	s.wide += len(text) - utf8.RuneCountInString(text)
	return t
}

// blockComment complains of `/* ... */` and steps over it, as if it were a comment.
func (s *scanner) blockComment() lexer.Token {
	n := -1
	if !s.noEnd {
		n = strings.Index(s.text[s.off:], "*/")
	}
	if n < 0 {
		s.noEnd = true
		n = strings.IndexByte(s.text[s.off:], '\n') // not closed: believe one line of it
		if n < 0 {
			n = len(s.text) - s.off
		}
	} else {
		n += 2
	}
	span := diag.Span{Source: s.src, Start: s.off, End: s.off + 2}
	s.errs.Errorf(span, "E0104", "a comment runs from `//` to the end of the line, there is no `/* */`").
		Hint = "begin each line of the comment with `//`"
	first := s.off
	t := s.make(tokComment, s.off+n)
	if k := strings.LastIndexByte(t.Value, '\n'); k >= 0 {
		s.line += strings.Count(t.Value, "\n")
		s.lineStart, s.wide = first+k+1, 0
	}
	onLine := s.text[max(first, s.lineStart):s.off]
	s.wide += len(onLine) - utf8.RuneCountInString(onLine)
	t.Value = "" // not a comment that could be printed again
	return t
}

// operator reads the longest operator there is.
func (s *scanner) operator(c byte) lexer.Token {
	if c == '#' {
		return s.directive()
	}
	if c == '\'' && s.last == tokNumber && groupLen(s.text[s.off:]) > 0 {
		return s.thousands()
	}
	if c == '"' || c == '\'' {
		return s.quoted(c)
	}
	for n := min(3, len(s.text)-s.off); n > 0; n-- {
		if typ, ok := operators[s.text[s.off:s.off+n]]; ok {
			return s.make(typ, s.off+n)
		}
	}
	t := s.make(tokBad, s.off+1)
	s.errs.Errorf(s.span(t), "E0103", "the character %q has no meaning here", rune(c))
	return t
}

// directive complains of a line that starts with #.
func (s *scanner) directive() lexer.Token {
	n := strings.IndexByte(s.text[s.off:], '\n')
	if n < 0 {
		n = len(s.text) - s.off
	}
	line := strings.TrimRight(s.text[s.off:s.off+n], " \t\r")
	t := s.make(tokBad, s.off+len(line))
	d := s.errs.Errorf(s.span(t), "E0105", "there is no preprocessor, so a line cannot begin with `#`")
	switch word := strings.TrimLeft(line[1:], " \t"); {
	case strings.HasPrefix(word, "include"):
		d.Hint = "kernel fields and functions are known without headers; remove the line, or write `use NAME` for a module"
	case strings.HasPrefix(word, "define"):
		d.Hint = "write `const NAME = value`"
	default:
		d.Hint = "a comment begins with `//`"
	}
	return t
}

// quoted complains of a string.
func (s *scanner) quoted(quote byte) lexer.Token {
	n := 1
	for s.off+n < len(s.text) && s.text[s.off+n] != '\n' && s.text[s.off+n] != quote {
		n++
	}
	if s.off+n < len(s.text) && s.text[s.off+n] == quote {
		n++
	} else {
		n = 1 // not closed: what follows on the line may be anything
	}
	t := s.make(tokBad, s.off+n)
	s.wide += len(t.Value) - utf8.RuneCountInString(t.Value)
	d := s.errs.Errorf(s.span(t), "E0103", "the language has no strings or characters")
	d.Hint = "there is nothing to do with them: a program has no output, and names stand without quotes"
	if s.last == tokIdent && declWords[s.lastVal] {
		d.Hint = fmt.Sprintf("write the name without quotes: `%s %s`", s.lastVal, strings.Trim(t.Value, `"'`))
	}
	return t
}

// groupLen is the length of the groups of three digits, each behind a quote, that text begins with.
func groupLen(text string) (n int) {
	for len(text) >= n+4 && text[n] == '\'' && strings.Trim(text[n+1:n+4], "0123456789") == "" {
		n += 4
	}
	return n
}

// thousands complains of the quotes in `1'000'000`.
func (s *scanner) thousands() lexer.Token {
	t := s.make(tokBad, s.off+groupLen(s.text[s.off:]))
	s.errs.Errorf(s.span(t), "E0115", "a quote does not belong into a number").Hint = "write `" + s.lastVal + strings.ReplaceAll(t.Value, "'", "_") + "`"
	return t
}

// foreignRune reads what is not ASCII: a mathematical sign is taken for the
// operator it means, after a complaint, a word is one bad token.
func (s *scanner) foreignRune() lexer.Token {
	r, n := utf8.DecodeRuneInString(s.text[s.off:])
	if op, ok := runeOperators[r]; ok {
		end := s.off + n
		if assign := op + "="; isAssign(operators[assign]) && end < len(s.text) && s.text[end] == '=' {
			op, end = assign, end+1
		}
		t := s.make(operators[op], end)
		s.wide += n - 1
		s.errs.Errorf(s.span(t), "E0103", "`%s` is not an operator of the language", t.Value).Hint = "write `" + op + "`"
		return t
	}
	if r == 'µ' || r == 'μ' {
		if m := n + 1; s.off+m <= len(s.text) && s.text[s.off+n] == 's' {
			t := s.make(tokBad, s.off+m)
			s.wide += n - 1
			s.errs.Errorf(s.span(t), "E0103", "names and units use ASCII letters only").Hint = "write `us` for microseconds"
			return t
		}
	}
	end := s.off
	for end < len(s.text) {
		r, n := utf8.DecodeRuneInString(s.text[end:])
		if r < utf8.RuneSelf && !isWordByte(byte(r)) || runeOperators[r] != "" || !isOdd(r) {
			break
		}
		end += n
	}
	t := s.make(tokBad, max(end, s.off+n))
	s.wide += len(t.Value) - utf8.RuneCountInString(t.Value)
	if unicode.IsSpace(r) || !unicode.IsGraphic(r) {
		s.errs.Errorf(s.span(t), "E0103", "an invisible character %U stands here", r).Hint = "delete it, or replace it by a plain space"
	} else {
		s.errs.Errorf(s.span(t), "E0103", "%q is not a name: names use the letters a-z, A-Z, digits and `_`", t.Value)
	}
	return t
}

// isOdd reports whether r may be part of a word that is not all ASCII.
func isOdd(r rune) bool {
	return r < utf8.RuneSelf || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == utf8.RuneError
}

func (s *scanner) span(t lexer.Token) diag.Span {
	return diag.Span{Source: s.src, Start: t.Pos.Offset, End: end(&t)}
}

func isLetter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
}

func isWordByte(c byte) bool { return isLetter(c) || c >= '0' && c <= '9' }

// wordLen returns the length of the word that s begins with.
func wordLen(s string) int {
	n := 0
	for n < len(s) && isWordByte(s[n]) {
		n++
	}
	return n
}

// numberLen returns the length of the number that s begins with: digits with
// `_` between, a fraction, an exponent, or hex. What follows is a unit. A point without
// digits behind it is read with the number, or the line would seem to go on with a field of it.
func numberLen(s string) int {
	digits := func(n int) int {
		for n < len(s) && (s[n] >= '0' && s[n] <= '9' || s[n] == '_') {
			n++
		}
		return n
	}
	if len(s) > 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X') {
		return max(2, wordLen(s))
	}
	n := digits(0)
	if n < len(s) && s[n] == '.' && !strings.HasPrefix(s[n:], "..") {
		n = digits(n + 1)
	}
	if n < len(s) && (s[n] == 'e' || s[n] == 'E') {
		m := n + 1
		if m < len(s) && (s[m] == '+' || s[m] == '-') {
			m++
		}
		if m < len(s) && s[m] >= '0' && s[m] <= '9' {
			n = digits(m)
		}
	}
	return n
}

// continues reports whether the next line of code begins with `then` or `else`, and where.
func continues(text string) (int, bool) {
	rest := text
	for rest != "" {
		rest = strings.TrimLeft(rest, " \t\r\n")
		if !strings.HasPrefix(rest, "//") {
			break
		}
		n := strings.IndexByte(rest, '\n')
		if n < 0 {
			return 0, false
		}
		rest = rest[n:]
	}
	word := rest[:wordLen(rest)]
	return len(text) - len(rest), word == "then" || word == "else"
}

// startsStatement reports whether the next line cannot be the inside of a
// bracket: it begins with a word of a statement or declaration, or assigns.
func startsStatement(rest string) bool {
	firstColumn := rest != "" && isLetter(rest[0])
	rest = strings.TrimLeft(rest, " \t")
	n := wordLen(rest)
	if n == 0 || !isLetter(rest[0]) {
		return false
	}
	word, rest := rest[:n], rest[n:]
	switch keywords[word] {
	case tokLet, tokVar, tokFor, tokMatch, tokReturn, tokBreak, tokContinue:
		return true
	}
	after := strings.TrimLeft(rest, " \t")
	if declWords[word] && len(after) < len(rest) && after != "" && (isLetter(after[0]) || word == "state" && after[0] == '{') {
		return true
	}
	if firstColumn && strings.HasPrefix(rest, "(") {
		return startsCallback(rest)
	}
	for strings.HasPrefix(rest, ".") { // sk.snd_cwnd = ...
		rest = rest[1+wordLen(rest[1:]):]
	}
	rest = strings.TrimLeft(rest, " \t")
	for _, op := range []string{"+=", "-=", "*=", "/="} {
		if strings.HasPrefix(rest, op) {
			return true
		}
	}
	return strings.HasPrefix(rest, "=") && !strings.HasPrefix(rest, "==") && !strings.HasPrefix(rest, "=>")
}

// startsCallback reports whether the line goes on, from the bracket behind a word,
// like a callback: `(sk) {` or `(sk) =`.
func startsCallback(rest string) bool {
	n := strings.IndexAny(rest[1:], "()\n")
	if n < 0 || rest[1+n] != ')' {
		return false
	}
	rest = strings.TrimLeft(rest[n+2:], " \t")
	return strings.HasPrefix(rest, "{") || strings.HasPrefix(rest, "=") && !strings.HasPrefix(rest, "==")
}
