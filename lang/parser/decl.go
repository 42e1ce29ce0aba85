package parser

import (
	"errors"
	"fmt"
	"strings"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"
	"github.com/ccc-lang/ccc/lang/ast"
)

var allowTrailing = participle.AllowTrailing(true)

// file reads all declarations.
func (g *grammar) file() []ast.Decl {
	p := &g.parser
	var decls []ast.Decl
	for {
		p.newlines()
		if p.at() == tokEOF || p.full() {
			return decls
		}
		from := p.lex.next
		start := p.lex.peek()
		decl := g.decl(start)
		if !p.failed && p.at() != tokNewline && p.at() != tokEOF {
			p.afterDecl(decl)
		}
		if p.failed {
			p.skipDecl(from)
		}
		if decl == nil {
			decl = &ast.BadDecl{At: p.from(start.Pos.Offset)}
		}
		decls = append(decls, decl)
	}
}

// afterDecl complains of what stands behind a declaration on its line.
func (p *parser) afterDecl(decl ast.Decl) {
	if p.at() == tokRBrace {
		p.strayBrace()
		return
	}
	switch decl := decl.(type) {
	case *ast.AlgorithmDecl:
		if p.at() == tokIdent {
			p.missingFlagSign(decl)
			return
		}
	case *ast.ModuleDecl: // which has no value that could go on
	case *ast.UseDecl:
		if hint := p.useHint(decl); hint != "" {
			p.unexpected("the end of the line", "after the name of the module").Hint = hint
			return
		}
	default:
		if !p.behindNumber() {
			p.unexpected("the end of the line", "after this declaration").Hint = p.surplusHint(ownLine)
		}
		return
	}
	p.unexpected("the end of the line", "after this declaration").Hint = ownLine
}

const ownLine = "each declaration begins on a line of its own"

// missingFlagSign complains of a property of an algorithm without what stands before it.
func (p *parser) missingFlagSign(d *ast.AlgorithmDecl) {
	word := p.lex.peek().Value
	if len(d.Flags) == 0 {
		p.unexpected("`with`", "before what the algorithm asks for").Hint = "write `algorithm " + d.Name.Name + " with " + word + "`"
		return
	}
	last := d.Flags[len(d.Flags)-1].Name
	p.unexpected("`,`", "between two properties").Hint = "write `with " + last + ", " + word + "`"
}

// useHint explains what other languages write behind the name of a module; "" if it is none of that.
func (p *parser) useHint(d *ast.UseDecl) string {
	name, next := d.Name.Name, p.second()
	switch {
	case p.is("as"):
		return "a module keeps its name: write `use " + name + "`, then `" + name + ".f(...)`"
	case next.Type != tokIdent:
		return ""
	case p.at() == tokComma:
		return "each module has a line of its own: `use " + name + "`, then `use " + next.Value + "`"
	case p.at() == tokDot && next.Value == "cc":
		return "write `use " + name + "`: a module is named without the ending of its file"
	case p.at() == tokDot || p.at() == tokDiv:
		return "write `use " + next.Value + "`: a module is named without where it is"
	}
	return ""
}

func (p *parser) strayBrace() {
	p.fail(p.tokenSpan(p.lex.peek()), "E0117", "this `}` closes nothing").Hint = "remove it, or look for a `{` that is missing above"
}

// decl reads one declaration. It returns nil, with p.failed set, if there is
// nothing to keep of it.
func (g *grammar) decl(start *lexer.Token) ast.Decl {
	p := &g.parser
	p.def = false
	for p.replaceWord() {
	}
	if p.noDecl(p.lex.peek()) {
		return nil
	}
	p.first = p.lex.next
	lex, err := lexer.Upgrade(&header{tokens: p.lex.tokens[p.first:]})
	if err != nil {
		panic("internal error: the tokens cannot be read: " + err.Error())
	}
	read := g.decls[lex.Peek().Value]
	if read == nil {
		read = g.decls[""]
	}
	node, err := read(lex)
	p.follow(lex)
	if err != nil && !p.failed {
		p.declError(start, err)
	}
	return node.decl(p, ast.At{Span: p.span(start.Pos.Offset, p.end)}, p.doc(start.Pos.Offset))
}

// skipDecl leaves a declaration that failed: it steps to the end of the line
// outside of all braces, or to what looks like the next declaration.
func (p *parser) skipDecl(from int) {
	p.failed, p.tooDeep = false, false
	for depth := 0; p.at() != tokEOF; {
		progress := p.lex.next > from
		switch {
		case progress && p.declarationHere():
			return
		case p.at() == tokNewline && depth <= 0 && progress && p.afterNewline() != tokLBrace && !p.indented():
			return
		case p.at() == tokLBrace:
			depth++
		case p.at() == tokRBrace:
			depth--
		}
		p.lex.take()
	}
}

// indented reports whether the next line belongs to a `def` of Python, as its indentation says.
func (p *parser) indented() bool {
	n := 0
	for p.peek(n).Type == tokNewline {
		n++
	}
	return p.def && p.peek(n).Type != tokEOF && p.peek(n).Pos.Column > 1
}

// declarationHere reports whether the next token starts a declaration, as far as
// one can tell in the middle of a block whose brace may be missing: it stands in the
// first column, and no statement looks like this.
func (p *parser) declarationHere() bool {
	t := p.lex.peek()
	if t.Type != tokIdent || t.Pos.Column != 1 {
		return false
	}
	next := p.second()
	switch {
	case declWords[t.Value] && next.Type == tokIdent, t.Value == "state" && next.Type == tokLBrace:
		return true
	case next.Type != tokLParen:
		return false
	}
	for n := 1; n <= 64; n++ { // callbacks have at most four parameters
		switch p.peek(n).Type {
		case tokRParen:
			next := p.peek(n + 1).Type
			return next == tokAssign || next == tokLBrace
		case tokEOF, tokNewline, tokLBrace, tokRBrace, tokAssign:
			return false
		}
	}
	return false
}

// replaceWord explains a word of another language that begins a declaration, and
// reports whether the rest can be read without it, or as if the right word stood there.
func (p *parser) replaceWord() bool {
	t, next := p.lex.peek(), p.second()
	if t.Type != tokIdent || next.Type != tokIdent {
		return false
	}
	right := map[string]string{"func": "fn", "function": "fn", "def": "fn", "fun": "fn", "import": "use", "include": "use"}[t.Value]
	switch {
	case right != "":
		p.def = t.Value == "def"
		p.Errorf(p.tokenSpan(t), "E0134", "`%s` is not a word of the language", t.Value).Hint = foreignWords[t.Value]
		t.Value = right
	case t.Value == "void" || t.Value == "static" || t.Value == "inline":
		p.Errorf(p.tokenSpan(t), "E0134", "`%s` is not a word of the language", t.Value).Hint = foreignWords[t.Value]
		p.take()
	case cTypes[t.Value] != "" || intTypes[t.Value] || t.Value == "bool":
		p.Errorf(p.tokenSpan(t), "E0131", "a type does not begin a declaration").
			Hint = "a function is `fn name(a, b: type): type { ... }`, a callback just `name(sk) { ... }`, and what lasts is declared in `state { name: type }`"
		p.take()
		if p.second().Type != tokLParen {
			p.failed = true
		}
	default:
		return false
	}
	return !p.failed
}

// noDecl explains what begins no declaration, and reports whether t does not.
func (p *parser) noDecl(t *lexer.Token) bool {
	if p.failed {
		return true
	}
	next := p.second()
	switch t.Type {
	case tokBad:
		p.failed = true
		return true
	case tokIdent:
		return p.noDeclWord(t, next)
	case tokRBrace:
		p.strayBrace()
	case tokLet, tokVar:
		d := p.fail(p.tokenSpan(t), "E0135", "`%s` belongs in a function or callback", t.Value)
		d.Hint = "at the top level, a fixed value is `const NAME = value`, a setting `param NAME = value`, and what changes is declared in `state { ... }`"
	case tokIf, tokMatch, tokFor, tokReturn, tokBreak, tokContinue, tokThen, tokElse, tokIn:
		p.fail(p.tokenSpan(t), "E0135", "`%s` belongs in a function or callback", t.Value).
			Hint = "at the top level stand declarations only, as `cong_avoid(sk, ack, acked) { ... }`"
	default:
		if p.strayOperator(t) {
			return true
		}
		p.unexpected("a declaration", "").Hint = "declarations begin with algorithm, module, use, const, param, enum, struct, state, fn, extern, or the name of a callback"
	}
	return true
}

// noDeclWord is noDecl for a word.
func (p *parser) noDeclWord(t, next *lexer.Token) bool {
	word := t.Value
	switch {
	case declWords[word] || next.Type == tokLParen:
		return false
	case laterWords[word] && next.Type != tokAssign && next.Type != tokDot:
		p.fail(p.tokenSpan(t), "E0136", "declarations with `%s` are reserved for a later version of the language", word)
	case foreignWords[word] != "":
		p.foreignWord(t)
	case next.Type == tokAssign:
		p.fail(p.tokenSpan(t), "E0137", "this is not a declaration").
			Hint = fmt.Sprintf("write `const %s = ...` for a fixed value, `param %s = ...` for a setting; a callback has parameters: `%s(sk) = ...`", word, word, word)
	case next.Type == tokLBrace && nearest(word) == "state":
		p.fail(p.tokenSpan(t), "E0137", "`%s` does not begin a declaration", word).Hint = "did you mean `state`?"
	case next.Type == tokLBrace:
		p.fail(p.tokenSpan(t), "E0137", "this is not a declaration").Hint = fmt.Sprintf("a callback has parameters: `%s(sk) { ... }`", word)
	case next.Type == tokDot || isAssign(next.Type):
		p.fail(p.tokenSpan(t), "E0135", "a statement belongs in a function or callback").
			Hint = "at the top level stand declarations only, as `init(sk) { ... }`"
	default:
		d := p.fail(p.tokenSpan(t), "E0137", "`%s` does not begin a declaration", word)
		if near := nearest(word); near != "" {
			d.Hint = "did you mean `" + near + "`?"
		} else {
			d.Hint = "declarations begin with algorithm, module, use, const, param, enum, struct, state, fn, extern, or the name of a callback"
		}
	}
	return true
}

// nearest returns the declaration word that word is a misspelling of, or "".
func nearest(word string) string {
	best, bestDist := "", 3
	for _, w := range []string{"algorithm", "module", "use", "const", "param", "enum", "struct", "state", "fn", "extern"} {
		if d := distance(word, w); d < bestDist && d < len(w)-1 {
			best, bestDist = w, d
		}
	}
	return best
}

// distance is the number of letters to insert, delete or replace to make a from b.
func distance(a, b string) int {
	if len(a) > 20 {
		return len(a)
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diag := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diag
			if a[i-1] != b[j-1] {
				cost++
			}
			diag, row[j] = row[j], min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}

// forms shows how each declaration is written.
var forms = map[string]string{
	"algorithm": "algorithm NAME with ecn",
	"module":    "module NAME",
	"use":       "use NAME",
	"const":     "const NAME = value",
	"param":     "param NAME = default in lo..hi",
	"enum":      "enum NAME { a, b, c }",
	"struct":    "struct NAME { field: type }",
	"state":     "state { field: type }",
	"fn":        "fn NAME(a, b: type): type = value",
	"extern":    "extern fn NAME(a: type): type",
}

// declError reports what participle found wrong with a declaration that begins with start.
func (p *parser) declError(start *lexer.Token, err error) {
	var u *participle.UnexpectedTokenError
	if !errors.As(err, &u) {
		panic("internal error: the grammar failed: " + err.Error())
	}
	form, word := forms[start.Value], article(start.Value)+" declaration"
	if form == "" {
		form, word = start.Value+"(sk) = value", "a callback"
	}
	d := p.unexpected("the rest of "+word, "")
	if d.Code != "E0111" {
		return
	}
	next, param := p.lex.peek(), start.Value == "param"
	if next.Type >= tokLet && next.Type <= tokReturn && !(param && next.Value == "in") { // a param without a default
		d.Message = fmt.Sprintf("`%s` is a word of the language and cannot be a name", next.Value)
		d.Hint = "choose another name"
		return
	}
	d.Hint = "it is written `" + form + "`"
}

// article returns the word with `a` or `an` before it.
func article(word string) string {
	if strings.ContainsRune("aeiou", rune(word[0])) && word != "use" {
		return "an " + word
	}
	return "a " + word
}

// objectName reads the name of an algorithm: letters, digits and a few signs
// that touch one another. Which of them are allowed, the checker says.
func (p *parser) objectName() *ast.Ident {
	t := p.lex.peek()
	start := t.Pos.Offset
	for first := true; ; first = false {
		t = p.lex.peek()
		typ := p.at()
		part := typ == tokIdent || typ == tokNumber || typ == tokDot || typ == tokDotDot || typ == tokSub || typ >= tokLet && typ <= tokReturn
		if !part || !first && t.Pos.Offset != p.end {
			break
		}
		p.take()
	}
	if p.end <= start {
		p.unexpected("the name of the algorithm", "").Hint = "write `algorithm NAME`"
		return nil
	}
	return &ast.Ident{At: p.from(start), Name: string(p.src.Text[start:p.end])}
}

// params reads `(a, b: type)`.
func (p *parser) params() []*ast.Param {
	if p.at() != tokLParen {
		p.unexpected("`(`", "and the parameters").Hint = "parameters stand in brackets, also when there are none: `()`"
		return nil
	}
	open := p.take()
	var list []*ast.Param
	for p.at() != tokRParen && !p.failed {
		start := p.offset()
		a := &ast.Param{Name: p.paramName()}
		if p.accept(tokColon) {
			a.Type = p.typeExpr()
		}
		if p.at() == tokAssign {
			p.fail(p.tokenSpan(p.lex.take()), "E0138", "a parameter has no default value").
				Hint = "leave it out: each call gives all arguments"
		}
		if p.failed {
			a.Type = nil // half of it would be compared with others
		}
		a.At = p.from(start)
		if a.Name != nil {
			list = append(list, a)
		}
		if !p.accept(tokComma) {
			break
		}
	}
	p.close(open, tokRParen)
	if p.failed {
		if len(list) > 0 {
			list[len(list)-1].Type = nil
		}
		p.skipParams()
	}
	return list
}

// skipParams steps behind the closing bracket of parameters with an error, so
// that the body is read.
func (p *parser) skipParams() {
	before := p.lex.next
	for depth := 1; ; p.lex.take() {
		switch p.lex.peek().Type {
		case tokLParen:
			depth++
		case tokRParen:
			if depth--; depth == 0 {
				p.failed = false
				p.take()
				return
			}
		case tokLBrace, tokAssign:
			p.failed = false
			return
		case tokEOF, tokNewline, tokRBrace:
			p.lex.next = before
			return
		}
	}
}

// paramName reads the name of a parameter, and explains what C writes there.
func (p *parser) paramName() *ast.Ident {
	t := p.lex.peek()
	next := p.second()
	if p.at() == tokIdent && (next.Type == tokIdent || next.Type == tokMul) {
		d := p.fail(p.tokenSpan(t), "E0138", "a parameter is its name, then perhaps `:` and a type")
		switch to := cTypes[t.Value]; {
		case next.Type == tokIdent && to != "":
			d.Hint = fmt.Sprintf("write `%s: %s`", next.Value, to)
		case next.Type == tokIdent && intTypes[t.Value]:
			d.Hint = fmt.Sprintf("write `%s: %s`", next.Value, t.Value)
		case t.Value == "struct" || next.Type == tokMul:
			d.Hint = "the connection is just `sk`; there are no pointers"
		default:
			d.Hint = "parameters are separated by commas"
		}
		return nil
	}
	return p.name("a parameter")
}

// enumValues reads `{ a, b, ... }`.
func (p *parser) enumValues() []*ast.Ident {
	open := p.openBrace("the values: `{ a, b, c }`")
	if open == nil {
		return nil
	}
	var list []*ast.Ident
	pulled := false
	p.newlines()
	for p.at() != tokRBrace && !p.failed {
		id := p.name("a value")
		if id == nil {
			break
		}
		list = append(list, id)
		if p.at() == tokAssign {
			p.unexpected("`,`", "").Hint = "the values of an enum are numbered by themselves, from 0"
			break
		}
		if !pulled {
			pulled = p.pullUp(tokComma) // those of the lines below are of the same habit
		} else if p.afterNewline() == tokComma {
			p.newlines()
		}
		comma := p.accept(tokComma)
		newline := p.at() == tokNewline
		p.newlines()
		if !comma && p.at() != tokRBrace && !p.failed {
			if !newline && p.at() != tokIdent {
				p.close(open, tokRBrace)
				break
			}
			p.Errorf(p.span(id.Span.End, id.Span.End), "E0139", "the values of an enum are separated by commas").Hint = "write a comma after `" + id.Name + "`"
		}
	}
	p.closeBrace(open)
	return list
}

// openBrace steps over the `{` of a declaration, perhaps on the next line, and returns it.
func (p *parser) openBrace(what string) *lexer.Token {
	p.pullUp(tokLBrace)
	if p.at() == tokMul {
		p.fail(p.tokenSpan(p.lex.peek()), "E0124", "there are no pointers").Hint = "the connection is just `sk`, a parameter of every callback"
	}
	if p.at() != tokLBrace {
		p.unexpected("`{`", "and "+what)
		return nil
	}
	return p.take()
}

// closeBrace steps over the `}` of open; after an error, also over what is before it.
func (p *parser) closeBrace(open *lexer.Token) {
	if !p.failed {
		if p.at() == tokEOF {
			p.unclosed(&ast.Block{}, open)
			return
		}
		p.close(open, tokRBrace)
	}
	if !p.failed {
		return
	}
	before := p.lex.next
	for !p.declarationHere() {
		switch p.lex.peek().Type {
		case tokRBrace:
			p.failed = false
			p.take()
			return
		case tokEOF, tokLBrace:
			p.lex.next = before
			return
		}
		p.lex.take()
	}
}

// fields reads `{ name: type [in lo..hi] [= initial] ... }`.
func (p *parser) fields() []*ast.FieldDecl {
	open := p.openBrace("the fields: `{ name: type }`")
	if open == nil {
		return nil
	}
	var list []*ast.FieldDecl
	for {
		p.newlines()
		if p.at() == tokRBrace {
			p.take()
			return list
		}
		if p.at() == tokEOF || p.declarationHere() && p.second().Type != tokColon {
			p.unclosed(&ast.Block{}, open)
			return list
		}
		if f := p.field(); p.endField() && f != nil {
			list = append(list, f)
		}
	}
}

// endField steps to the next field. It reports whether this one could be read; the type of
// half a field would be compared with others.
func (p *parser) endField() bool {
	if !p.failed && p.at() == tokComma {
		p.Errorf(p.tokenSpan(p.lex.peek()), "E0139", "fields are separated by newlines, not by commas").Hint = "leave the comma out, and put each field on a line of its own"
		p.take()
		return true
	}
	return !p.endStmt()
}

// field reads `name: type [in lo..hi] [= initial]`.
func (p *parser) field() *ast.FieldDecl {
	p.chain = 0
	start := p.offset()
	f := &ast.FieldDecl{Doc: p.doc(start)}
	t := p.lex.peek()
	if next := p.second(); p.at() == tokIdent && next.Type == tokIdent {
		if declWords[t.Value] {
			p.fail(p.tokenSpan(t), "E0132", "`%s` declares something, which is done at the top level, outside of every block", t.Value).
				Hint = "between these braces stand fields only, `name: type`; a function takes what it works on as a parameter"
			return nil
		}
		p.fieldOrder(t, next)
		return nil
	}
	if p.strayOperator(t) {
		return nil
	}
	f.Name = p.name("a field")
	if f.Name == nil {
		return nil
	}
	if !p.failed && p.at() != tokColon {
		p.unexpected("`:`", "and the type of the field").Hint = fmt.Sprintf("write `%s: type`, with a type such as `u32`, `pkts`, `us` or `fixed<16>`", f.Name.Name)
	}
	p.accept(tokColon)
	f.Type = p.typeExpr()
	if f.Type == nil {
		return nil
	}
	if p.accept(tokIn) {
		f.Range = p.rng()
	}
	if p.accept(tokAssign) {
		f.Initial = p.valueOnLine("the initial value", "write the value behind the `=`, or leave both out")
	}
	if p.at() == tokIn {
		p.unexpected("the end of the field", "").Hint = "the range stands before the initial value: `name: type in lo..hi = initial`"
	}
	f.At = p.from(start)
	return f
}

// valueOnLine reads an expression, unless it was forgotten: then the next line, on which one that is not yet complete
// goes on, begins another field or declaration.
func (p *parser) valueOnLine(what, hint string) ast.Expr {
	if !p.failed && (p.forget() || p.lineEnds(p.lex.peek()) && p.declarationHere()) {
		p.fail(p.span(p.end, p.end), "E0111", "expected %s before the end of the line", what).Hint = hint
		return p.bad(p.end)
	}
	return p.expr()
}

// forget notes, after an error, that the next line is a field, on which the present one does not go on. It reports
// whether it is.
func (p *parser) forget() bool {
	t := p.lex.peek()
	if !p.lineEnds(t) || t.Type != tokIdent || p.second().Type != tokColon {
		return false
	}
	p.forgotten = p.lex.next
	return true
}

// fieldOrder explains a field that is written as in C, or with a word too many.
func (p *parser) fieldOrder(t, next *lexer.Token) {
	name, typ := next.Value, t.Value
	if cTypes[name] != "" || intTypes[name] || isUnit(name) || name == "fixed" || name == "bool" {
		name, typ = typ, name
	}
	if to := cTypes[typ]; to != "" {
		typ = to
	}
	p.fail(p.tokenSpan(t), "E0138", "a field is its name, `:` and a type").Hint = fmt.Sprintf("write `%s: %s`", name, typ)
}

// declBody reads `= value` or `{ ... }`.
func (p *parser) declBody() body {
	if t := p.lex.peek(); p.at() == tokForeign && t.Value == "->" {
		p.Errorf(p.tokenSpan(t), "E0103", "`->` is not an operator of the language").
			Hint = "the type of the result stands behind a colon: `fn name(a, b): type`"
		p.take()
		p.typeExpr()
	}
	p.pullUp(tokAssign)
	p.pullUp(tokLBrace)
	switch {
	case p.at() == tokAssign:
		p.take()
		if p.at() == tokLBrace {
			p.Errorf(p.tokenSpan(p.lex.peek()), "E0111", "expected a value, but found `{`").
				Hint = "what it does follows either as `= value` or, without `=`, as statements in braces"
			return &box{block: p.block()}
		}
		if p.lex.peek().Pos.Column == 1 { // the value was forgotten, and this is the next declaration
			d := p.fail(p.span(p.end, p.end), "E0111", "expected a value after `=`")
			d.Hint = "a value on the next line is indented"
		}
		return &box{expr: p.expr()}
	case p.at() == tokLBrace:
		return &box{block: p.block()}
	case p.at() == tokArrow:
		p.unexpected("`=` or `{`", "").Hint = "write `name(a, b) = value`"
	default:
		p.unexpected("`= value` or `{`", "").Hint = "what it does follows as `= value`, or as statements in braces"
	}
	return &box{expr: p.bad(p.offset())}
}

// pullUp complains of a sign that begins the next line and belongs at the end of this one, and makes it
// the next token. It reports whether there is one.
func (p *parser) pullUp(typ lexer.TokenType) bool {
	if p.at() != tokNewline || p.afterNewline() != typ {
		return false
	}
	p.Errorf(p.span(p.end, p.end), "E0119", "the `%s` stands at the end of this line, not on the next", tokenNames[typ]).Hint = "a newline ends a statement"
	p.newlines()
	return true
}
