package parser

import (
	"fmt"
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"
	"github.com/ccc-lang/ccc/lang/ast"
)

// block reads `{ ... }`; the next token is the brace.
func (p *parser) block() *ast.Block {
	defer p.leave()
	p.enter()
	open := p.take()
	b := &ast.Block{}
	p.newlines()
	for {
		switch p.at() {
		case tokRBrace:
			p.take()
			b.At = p.from(open.Pos.Offset)
			return b
		case tokEOF:
			p.unclosed(b, open)
			return b
		}
		if p.declarationHere() {
			p.unclosed(b, open)
			return b
		}
		s := p.stmt()
		if p.endStmt() {
			p.doubt(s)
		}
		b.Stmts = append(b.Stmts, s)
		p.newlines()
	}
}

// doubt takes from a statement with an error what it says of the type of a name or result,
// so that nothing else is compared with that.
func (p *parser) doubt(s ast.Stmt) {
	bad := func(x ast.Expr) ast.Expr {
		if x == nil {
			end := s.Pos() // what follows has been read already
			end.Start = end.End
			return &ast.BadExpr{At: ast.At{Span: end}}
		}
		return &ast.BadExpr{At: ast.At{Span: x.Pos()}, Parts: []ast.Expr{x}}
	}
	switch s := s.(type) {
	case *ast.LetStmt:
		s.Type, s.Value = nil, bad(s.Value)
	case *ast.VarStmt:
		s.Type, s.Value = nil, bad(s.Value)
	case *ast.ReturnStmt:
		s.Value = bad(s.Value)
	}
}

// unclosed complains that the block of the brace ends nowhere.
func (p *parser) unclosed(b *ast.Block, open *lexer.Token) {
	b.At = p.from(open.Pos.Offset)
	if !p.failed && !p.full() {
		p.Errorf(p.tokenSpan(open), "E0117", "the block that opens here is never closed").Hint = "its `}` is missing"
	}
	// The blocks around this one are not closed either; one complaint is enough.
	p.failed = true
}

// endStmt steps to the end of a statement, and complains of what is left of the line. It
// reports whether there was an error.
func (p *parser) endStmt() bool {
	if !p.failed {
		switch p.at() {
		case tokNewline, tokRBrace, tokEOF:
			return false
		}
		p.leftOver()
	}
	if p.lex.peek().Type == tokEOF || p.full() {
		return true // the block reports it, or nobody
	}
	if p.declarationHere() {
		return true
	}
	if p.lex.next == p.forgotten {
		p.failed = false // the next field has begun
		return true
	}
	p.skipLine()
	return true
}

const noRange = "only fields of the state and params have a range; bound the value with `min`, `max` or `clamp`"

// leftOver complains of what stands behind a complete statement.
func (p *parser) leftOver() {
	if p.behindNumber() {
		return
	}
	p.comparison()
	t := p.lex.peek()
	switch t.Type {
	case tokAssign:
		p.unexpected("the end of the statement", "").Hint = "a value is stored in a name, a field or an element: `x = value`"
	case tokElse:
		p.unexpected("the end of the statement", "").Hint = "`else` follows the closing brace of an `if`"
	case tokIn:
		p.unexpected("the end of the statement", "").Hint = noRange
	default:
		p.unexpected("the end of the statement", "").Hint = p.surplusHint("each statement has a line of its own, or `;` between")
	}
}

// surplusHint says why what comes next cannot stand behind what is complete: hint, or what is wrong with a bracket
// or a value.
func (p *parser) surplusHint(hint string) string {
	last := &p.lex.tokens[max(p.lex.next-1, 0)]
	switch typ := p.lex.peek().Type; {
	case typ == tokRParen || typ == tokRBrack:
		return "this bracket closes nothing: leave it out, or open one before"
	case (typ == tokIdent || typ == tokNumber || typ == tokLParen) && endsLine(last.Type) && last.Type != tokRBrace:
		return "an operator is missing between the two; or else " + hint
	}
	return hint
}

// skipLine leaves a statement that failed: it steps to the next newline outside
// the braces that open on the way, or to a closing brace.
func (p *parser) skipLine() {
	p.failed, p.tooDeep = false, false
	for depth := 0; ; {
		switch p.at() {
		case tokEOF:
			return
		case tokLBrace:
			depth++
		case tokRBrace:
			if depth == 0 {
				return
			}
			depth--
		case tokNewline:
			if depth == 0 {
				return
			}
			p.take()
			if p.declarationHere() {
				return
			}
			continue
		}
		p.take()
	}
}

// stmt reads one statement. After an error, p.failed is set.
func (p *parser) stmt() ast.Stmt {
	p.chain = 0
	t := p.lex.peek()
	start := t.Pos.Offset
	p.misspelt(t)
	switch p.at() {
	case tokLet:
		return p.letStmt()
	case tokVar:
		return p.varStmt()
	case tokIf:
		return p.ifStmt()
	case tokMatch:
		return p.matchStmt()
	case tokFor:
		return p.forStmt()
	case tokBreak:
		p.take()
		return &ast.BreakStmt{At: p.from(start)}
	case tokContinue:
		p.take()
		return &ast.ContinueStmt{At: p.from(start)}
	case tokReturn:
		return p.returnStmt()
	case tokLBrace:
		p.Errorf(p.tokenSpan(t), "E0118", "a block belongs to an `if`, `else`, `for` or an arm of a `match`").Hint = "leave the braces out"
		return p.block()
	case tokElse:
		p.fail(p.tokenSpan(t), "E0118", "this `else` has no `if`").Hint = "`else` follows the closing brace of an `if`: `if c { ... } else { ... }`"
		return p.badStmt(start)
	}
	return p.simpleStmt()
}

// afterName is what stands behind the name that a statement begins with, behind its word.
var afterName = map[string][]lexer.TokenType{"let": {tokAssign, tokColon}, "var": {tokAssign, tokColon}, "for": {tokIn}}

// misspelt complains of a statement's first word that is written wrongly, and takes it for what it means.
func (p *parser) misspelt(t *lexer.Token) {
	next := p.second()
	if p.at() != tokIdent || next.Type != tokIdent && next.Type != tokNumber || foreignWords[t.Value] != "" || declWords[t.Value] {
		return
	}
	near := nearWord(t.Value)
	if after := afterName[near]; near != "" && (after == nil || slices.Contains(after, p.peek(2).Type)) {
		p.Errorf(p.tokenSpan(t), "E0134", "`%s` is not a word of the language", t.Value).Hint = "did you mean `" + near + "`?"
		t.Type = keywords[near]
	}
}

func (p *parser) badStmt(start int, parts ...ast.Expr) ast.Stmt {
	return &ast.BadStmt{At: p.from(start), Parts: parts}
}

func (p *parser) letStmt() ast.Stmt {
	start := p.take().Pos.Offset
	if p.is("mut") && p.second().Type == tokIdent {
		p.foreignWord(p.lex.peek())
	}
	s := &ast.LetStmt{Name: p.name("a value")}
	if p.accept(tokColon) {
		s.Type = p.typeExpr()
	}
	if s.Name == nil {
		return p.badStmt(start)
	}
	if !p.failed && p.at() != tokAssign {
		hint := "write `let " + s.Name.Name + " = value`"
		if p.at() == tokIn {
			hint = noRange
		}
		p.unexpected("`=`", "and a value").Hint = hint
	}
	p.accept(tokAssign)
	s.Value = p.expr()
	s.At = p.from(start)
	return s
}

func (p *parser) varStmt() ast.Stmt {
	start := p.take().Pos.Offset
	s := &ast.VarStmt{Name: p.name("a variable")}
	if s.Name == nil {
		return p.badStmt(start)
	}
	switch {
	case p.accept(tokColon):
		s.Type = p.typeExpr()
	case p.at() == tokAssign:
		p.Errorf(s.Name.Span, "E0126", "the variable `%s` needs a type, since it is a place that rounds what is stored", s.Name.Name).
			Hint = fmt.Sprintf("write `var %s: u32 = ...`, or `let %s = ...` if it never changes", s.Name.Name, s.Name.Name)
	default:
		p.unexpected("`:`", "and the type of the variable").Hint = "write `var " + s.Name.Name + ": u32 = value`"
	}
	if p.accept(tokAssign) {
		s.Value = p.expr()
	}
	s.At = p.from(start)
	return s
}

// header finishes the part of a statement before its block: after an error it
// steps to the brace on the same line, if there is one, so that the block is read.
func (p *parser) header(hint string) bool {
	p.comparison()
	if p.pullUp(tokLBrace) {
		return true
	}
	if !p.failed && p.at() != tokLBrace {
		if p.at() == tokRParen || p.at() == tokRBrack {
			hint = p.surplusHint(hint)
		}
		p.unexpected("`{`", "").Hint = hint
	}
	return !p.failed || p.skipTo(tokLBrace)
}

// skipTo steps, after an error, to the next token of the type on the line, so that what
// follows is read. If there is none it stays, and reports that.
func (p *parser) skipTo(typ lexer.TokenType) bool {
	before := p.lex.next
	for {
		switch p.lex.peek().Type {
		case typ:
			p.failed = false
			return true
		case tokNewline, tokEOF, tokLBrace, tokRBrace:
			p.lex.next = before
			return false
		}
		p.lex.take()
	}
}

// afterNewline returns the type of the first token behind the newlines that come next.
func (p *parser) afterNewline() lexer.TokenType {
	n := 0
	for p.peek(n).Type == tokNewline {
		n++
	}
	return p.peek(n).Type
}

func (p *parser) ifStmt() ast.Stmt {
	defer p.leave()
	p.enter()
	start := p.take().Pos.Offset
	s := &ast.IfStmt{Cond: p.expr()}
	hint := "what depends on the condition stands in braces: `if condition { ... }`"
	if p.at() == tokThen {
		hint = "`then` is for values; a statement is `if condition { ... } else { ... }`"
	}
	if !p.header(hint) {
		return p.badStmt(start)
	}
	s.Then = p.block()
	switch {
	case p.is("elif") || p.is("elseif") || p.is("elsif"):
		p.foreignWord(p.lex.peek())
		p.failed = false
		s.Else = p.ifStmt() // as if it were `else if`
	case p.accept(tokElse):
		s.Else = p.elseBranch()
	}
	s.At = p.from(start)
	return s
}

func (p *parser) elseBranch() ast.Stmt {
	if p.at() == tokIf {
		defer func() { p.elseIfs-- }()
		p.elseIfs++
		return p.ifStmt()
	}
	start := p.offset()
	if !p.header("what follows `else` stands in braces: `else { ... }`, or is another `if`") {
		return p.badStmtBlock(start)
	}
	return p.block()
}

func (p *parser) badStmtBlock(start int) ast.Stmt {
	return &ast.Block{At: p.from(start), Stmts: []ast.Stmt{p.badStmt(start)}}
}

func (p *parser) forStmt() ast.Stmt {
	start := p.take().Pos.Offset
	s := &ast.ForStmt{}
	if p.at() == tokLParen {
		p.loopOfC()
	}
	s.Name = p.name("the loop's variable")
	if t := p.lex.peek(); !p.failed && (t.Type == tokAssign || t.Value == ":=") {
		p.loopOfC()
	}
	if !p.failed && p.at() != tokIn {
		p.unexpected("`in`", "").Hint = "write `for i in 1..10 { ... }`; both ends are included"
	}
	p.accept(tokIn)
	s.Range = p.rng()
	if p.is("max") {
		p.take()
		s.Max = p.expr()
	}
	if stepWords[p.lex.peek().Value] {
		p.fail(p.tokenSpan(p.lex.peek()), "E0127", "a loop counts by one").
			Hint = "let it count the turns, and multiply the counter inside: `for i in 0..5 { ... i * 2 ... }`"
	}
	if !p.header("write `for i in 1..10 { ... }`") {
		return p.badStmt(start)
	}
	s.Body = p.block()
	s.At = p.from(start)
	if s.Name == nil {
		return s.Body
	}
	return s
}

// loopOfC complains of what C and Go write behind `for` and steps to the block.
func (p *parser) loopOfC() {
	p.fail(p.tokenSpan(p.lex.peek()), "E0127", "a loop counts through a range").
		Hint = "write `for i in 0..n - 1 { ... }`; both ends are included"
	p.skipBrackets()
}

// skipBrackets steps to the block behind the head of a loop of C.
func (p *parser) skipBrackets() {
	before := p.lex.next
	for {
		switch t := p.lex.peek(); {
		case t.Type == tokLBrace:
			return
		case t.Type == tokEOF, t.Type == tokRBrace, t.Type == tokNewline && t.Value != ";":
			p.lex.next = before
			return
		}
		p.lex.take()
	}
}

func (p *parser) returnStmt() ast.Stmt {
	start := p.take().Pos.Offset
	s := &ast.ReturnStmt{}
	switch p.at() {
	case tokNewline, tokRBrace, tokEOF:
	default:
		s.Value = p.expr()
	}
	s.At = p.from(start)
	return s
}

func (p *parser) matchStmt() ast.Stmt {
	defer p.leave()
	p.enter()
	start := p.take().Pos.Offset
	s := &ast.MatchStmt{Subject: p.expr()}
	if !p.header("write `match x {` and one arm a line: `value => statement`") {
		return p.badStmt(start)
	}
	open := p.take()
	p.newlines()
	for {
		switch p.at() {
		case tokRBrace:
			p.take()
			s.At = p.from(start)
			return s
		case tokEOF:
			p.unclosed(&ast.Block{}, open)
			s.At = p.from(start)
			return s
		}
		if p.declarationHere() {
			p.unclosed(&ast.Block{}, open)
			s.At = p.from(start)
			return s
		}
		if a := p.arm(); a != nil {
			s.Arms = append(s.Arms, a)
		}
		p.endArm()
	}
}

// endArm steps to the next arm.
func (p *parser) endArm() {
	if !p.failed && p.at() == tokComma {
		p.Errorf(p.tokenSpan(p.lex.peek()), "E0128", "the arms of a `match` are separated by newlines, not by commas").Hint = "leave the comma out"
		p.take()
		p.newlines()
		return
	}
	p.endStmt()
	p.newlines()
}

// arm reads `pattern | pattern => statement`.
func (p *parser) arm() *ast.MatchArm {
	start := p.offset()
	a := &ast.MatchArm{}
	p.inPatterns = true
	if p.is("_") {
		p.take()
	} else {
		a.Patterns = append(a.Patterns, p.exprAbove(precBitOr))
		for p.pullUp(tokOr); p.accept(tokOr); p.pullUp(tokOr) {
			a.Patterns = append(a.Patterns, p.exprAbove(precBitOr))
		}
	}
	p.inPatterns = false
	p.pullUp(tokArrow)
	switch p.at() {
	case tokForeign:
		p.arrowOfOthers()
	case tokComma:
		p.unexpected("`=>`", "").Hint = "join the values of one arm with `|`: `open | disorder => ...`"
	case tokDotDot:
		p.unexpected("`=>`", "").Hint = "an arm takes single values: list them with `|`, or use `if ... else if ...` for ranges"
	case tokColon:
		p.unexpected("`=>`", "").Hint = "an arm is written `value => statement`"
	}
	p.expect(tokArrow, "after the values of this arm")
	if p.failed {
		start = min(start, p.end)
		a.Patterns = append(a.Patterns, p.bad(p.end))
		if !p.skipTo(tokArrow) {
			return nil
		}
		p.take()
	}
	if p.at() == tokLBrace {
		a.Body = p.block()
	} else {
		a.Body = p.stmt()
	}
	a.At = p.from(start)
	return a
}

// arrowOfOthers takes the `->` behind the values of an arm, which other languages write, for `=>`, after a
// complaint.
func (p *parser) arrowOfOthers() {
	t := p.lex.peek()
	if t.Value == "->" {
		p.Errorf(p.tokenSpan(t), "E0103", "`->` is not an operator of the language").Hint = "an arm is written `value => statement`"
		t.Type = tokArrow
	}
}

// assignOps are the operators of an assignment.
func isAssign(t lexer.TokenType) bool { return t >= tokAssign && t <= tokDivAssign }

// simpleStmt reads an assignment or a call.
func (p *parser) simpleStmt() ast.Stmt {
	t := p.lex.peek()
	start := t.Pos.Offset
	if p.foreignStart(t) {
		if loopWords[t.Value] && p.skipTo(tokLBrace) {
			return p.block()
		}
		return p.badStmt(start)
	}
	x := p.expr()
	if p.failed {
		return p.badStmt(start, x)
	}
	if op := p.lex.peek(); isAssign(p.at()) {
		p.take()
		s := &ast.AssignStmt{Target: x, Op: op.Value, OpSpan: p.tokenSpan(op)}
		s.Op = tokenNames[op.Type]
		p.target(x)
		s.Value = p.expr()
		s.At = p.from(start)
		return s
	}
	switch x := x.(type) {
	case *ast.Call:
		return &ast.CallStmt{At: x.At, Call: x}
	case *ast.BadExpr: // it may have been a call
	default:
		p.onlyExpr(x)
	}
	return p.badStmt(start, x)
}

// target complains when nothing can be stored in x.
func (p *parser) target(x ast.Expr) {
	switch x := x.(type) {
	case *ast.Ident, *ast.Selector, *ast.Index, *ast.BadExpr:
		return
	case *ast.Call:
		p.Errorf(x.Span, "E0129", "nothing can be stored in the result of a call").
			Hint = "a callback or function is defined at the top level, outside of every block"
	default:
		p.Errorf(x.Pos(), "E0129", "nothing can be stored in this expression").
			Hint = "a value is stored in a name, a field or an element: `sk.snd_cwnd = value`"
	}
}

// onlyExpr complains of a line that is an expression and no call.
func (p *parser) onlyExpr(x ast.Expr) {
	t := p.lex.peek()
	switch t.Type {
	case tokForeign:
		p.unexpected("the end of the statement", "")
		return
	case tokNewline, tokRBrace, tokEOF, tokDotDot, tokArrow:
	case tokColon:
		d := p.fail(p.tokenSpan(t), "E0111", "expected `=`, but found `:`")
		d.Hint = "a new name begins with `let`, a variable with `var`: `let x: u32 = value`"
		return
	case tokIdent, tokNumber:
		if id, ok := x.(*ast.Ident); ok && p.statementWords(id, t) {
			return
		}
		p.leftOver()
		return
	default:
		p.leftOver()
		return
	}
	d := p.fail(x.Pos(), "E0130", "this line computes a value and does nothing with it")
	d.Hint = storeOrReturn
	if b, ok := x.(*ast.Binary); ok && b.Op == "==" {
		d.Hint = "to store a value, write `=`; `==` compares"
	}
	last := t.Type == tokRBrace || t.Type == tokNewline && p.afterNewline() == tokRBrace
	if id, ok := x.(*ast.Ident); ok {
		d.Hint = nameHint(id.Name, last)
	} else if text := x.Pos().Text(); last && d.Hint == storeOrReturn && len(text) <= maxQuote {
		d.Hint = "to give the value to the caller, write `return " + text + "`"
	}
}

const storeOrReturn = "a line that is only an expression must be a call; store the value with `x = ...`, or return it"

// nameHint says what a line that is only a name may have meant, the last one of its block or another.
func nameHint(name string, last bool) string {
	near := nearWord(name)
	switch {
	case foreignWords[name] != "":
		return foreignWords[name]
	case near != "":
		return "did you mean `" + near + "`?"
	case last:
		return fmt.Sprintf("to give the value to the caller, write `return %[1]s`; to call a function, `%[1]s(...)`", name)
	}
	return fmt.Sprintf("to call a function, write `%s(...)`", name)
}

// nearWord returns the word that begins a statement and that word is a misspelling of, or "": one letter is
// wrong, two have changed places, or some are capitals.
func nearWord(word string) string {
	word = strings.ToLower(word)
	letters := func(s string) string { return string(slices.Sorted(slices.Values([]byte(s)))) }
	for _, w := range []string{"let", "var", "if", "match", "for", "break", "continue", "return"} {
		switch d := distance(word, w); {
		case len(word) < 2:
		case d <= 1, d == 2 && len(w) == len(word) && letters(w) == letters(word):
			return w
		}
	}
	return ""
}

// statementWords explains `word something`, given both, and reports whether it could.
func (p *parser) statementWords(id *ast.Ident, next *lexer.Token) bool {
	typ := id.Name
	if to := cTypes[typ]; to != "" {
		typ = to
	}
	if next.Type == tokIdent && (intTypes[typ] || typ != id.Name || typ == "bool") {
		p.fail(id.Span, "E0131", "a type does not begin a statement").
			Hint = fmt.Sprintf("write `var %s: %s = ...`, or `let %s = ...` if it never changes", next.Value, typ, next.Value)
		return true
	}
	return false
}

// foreignStart explains words of other languages, and of declarations, that
// begin a statement, and reports whether t is one.
func (p *parser) foreignStart(t *lexer.Token) bool {
	if p.at() != tokIdent {
		return p.strayOperator(t)
	}
	next := p.second()
	if foreignWords[t.Value] != "" && (next.Type == tokIdent || next.Type == tokNumber || next.Type == tokLBrace ||
		next.Type == tokLParen && (t.Value == "while" || t.Value == "switch") && p.blockBehindParens()) {
		p.foreignWord(t)
		return true
	}
	if declWords[t.Value] && next.Type == tokIdent || t.Value == "state" && next.Type == tokLBrace {
		d := p.fail(p.tokenSpan(t), "E0132", "`%s` declares something, which is done at the top level, outside of every block", t.Value)
		switch t.Value {
		case "const":
			d.Hint = fmt.Sprintf("here, write `let %s = ...`", next.Value)
		case "struct":
			d.Hint = p.structOfC(next.Value)
		}
		return true
	}
	return false
}

// blockBehindParens reports whether a block follows the brackets behind the word that comes next: without one it
// is a call.
func (p *parser) blockBehindParens() bool {
	for n, depth := 1, 0; ; n++ {
		switch p.peek(n).Type {
		case tokLParen:
			depth++
		case tokRParen:
			if depth--; depth == 0 {
				return p.peek(n+1).Type == tokLBrace
			}
		case tokEOF, tokNewline:
			return true // broken
		}
	}
}

// structOfC says what stands for the variable of `struct NAME *variable = ...`; "" if it is not that.
func (p *parser) structOfC(name string) string {
	n := 2
	if p.peek(n).Type == tokMul {
		n++
	}
	v := p.peek(n)
	if v.Type != tokIdent || v.Pos.Line != p.lex.peek().Pos.Line {
		return ""
	}
	if hint := kernelStructs[name]; hint != "" {
		return strings.ReplaceAll(hint, "%", v.Value)
	}
	return fmt.Sprintf("there are no pointers to structs: what the connection remembers is `ca`, with the fields of `state { ... }`, so `%s->field` is `ca.field`", v.Value)
}

// strayOperator explains an operator that begins a line.
func (p *parser) strayOperator(t *lexer.Token) bool {
	switch typ := p.at(); {
	case (typ == tokMul || typ == tokAnd) && p.pointer():
		return false // the expression explains it
	case typ >= 0 && precedence[typ] > 0 || typ == tokDot:
		p.fail(p.tokenSpan(t), "E0133", "a line cannot begin with `%s`: the statement has ended with the line before", t.Value).
			Hint = fmt.Sprintf("put the `%s` at the end of the line before, or brackets around the whole", t.Value)
		return true
	}
	return false
}

// pointer reports whether the `*` or `&` that comes next is that of a pointer: it touches what is behind it, and
// something is stored there.
func (p *parser) pointer() bool {
	if p.second().Pos.Offset != end(p.lex.peek()) {
		return false
	}
	for n := 1; ; n++ {
		switch typ := p.peek(n).Type; {
		case isAssign(typ):
			return true
		case typ == tokNewline || typ == tokEOF || typ == tokLBrace || typ == tokRBrace:
			return false
		}
	}
}

// foreignWord fails with the explanation of a word of another language.
func (p *parser) foreignWord(t *lexer.Token) {
	p.fail(p.tokenSpan(t), "E0134", "`%s` is not a word of the language", t.Value).Hint = foreignWords[t.Value]
}

// second returns the token behind the next one.
func (p *parser) second() *lexer.Token { return p.peek(1) }

// peek returns the token n behind the next one.
func (p *parser) peek(n int) *lexer.Token {
	return &p.lex.tokens[min(p.lex.next+n, len(p.lex.tokens)-1)]
}
