package parser

import (
	"bytes"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"
	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/target"
)

// The precedences; higher binds tighter. & | ^ << >> bind tighter than a
// comparison, so that `flags & ece != 0` means what it says.
const (
	precOr = 1 + iota
	precAnd
	precCompare
	precBitOr
	precBitXor
	precBitAnd
	precShift
	precAdd
	precMul
)

var precedence = [tokCount]int8{
	tokOrOr: precOr, tokAndAnd: precAnd,
	tokEq: precCompare, tokNe: precCompare, tokLt: precCompare, tokLe: precCompare, tokGt: precCompare, tokGe: precCompare,
	tokOr: precBitOr, tokXor: precBitXor, tokAnd: precBitAnd, tokShl: precShift, tokShr: precShift,
	tokAdd: precAdd, tokSub: precAdd, tokMul: precMul, tokDiv: precMul, tokMod: precMul,
}

// expr reads an expression. It never returns nil.
func (p *parser) expr() ast.Expr {
	return p.exprAbove(0)
}

// exprAbove reads an expression of operators that bind tighter than min.
func (p *parser) exprAbove(min int8) ast.Expr {
	start := p.offset()
	if min == 0 && p.at() == tokIf {
		return p.ifExpr()
	}
	return p.operators(start, p.unary(), min)
}

// operators goes on from the left operand x.
func (p *parser) operators(start int, x ast.Expr, min int8) ast.Expr {
	for {
		typ := p.at()
		if typ < 0 || precedence[typ] <= min {
			if typ == tokForeign || typ == tokIdent {
				p.afterOperand()
			}
			return x
		}
		op := p.take()
		if !p.link(op) {
			return p.bad(start, x)
		}
		if typ == tokMod && p.percent(op) {
			return p.bad(start, x)
		}
		prec := precedence[typ]
		y := p.exprAbove(prec)
		if p.failed {
			return p.bad(start, x, y)
		}
		if prec == precCompare {
			p.chained(x, op)
		}
		x = &ast.Binary{At: p.from(start), Op: op.Value, OpSpan: p.tokenSpan(op), X: x, Y: y}
		if op.Type != tokForeign {
			x.(*ast.Binary).Op = tokenNames[typ]
		}
	}
}

// percent explains a share that is written as `70%`: a number that touches the sign, behind
// which no operand stands on the same line.
func (p *parser) percent(op *lexer.Token) bool {
	text, next := p.src.Text[:op.Pos.Offset], p.lex.peek()
	number := text[len(bytes.TrimRight(text, "0123456789.")):]
	share := new(big.Rat)
	if len(number) == 0 || next.Pos.Line == op.Pos.Line && startsOperand(next.Type) || !parseNumber(share, string(number)) {
		return false
	}
	share.Quo(share, big.NewRat(100, 1))
	digits, _ := share.FloatPrec()
	p.fail(p.span(op.Pos.Offset-len(number), end(op)), "E0111", "there are no percentages: `%%` is the remainder of a division").
		Hint = "write the share as a fraction: `" + share.FloatString(digits) + "`"
	return true
}

// link counts one operator, call or selection of an expression.
func (p *parser) link(t *lexer.Token) bool {
	if p.chain++; p.chain > maxChain {
		p.fail(p.tokenSpan(t), "E0110", "more than %d operators in one expression", maxChain).
			Hint = "give parts of it names with `let`"
	}
	return !p.failed
}

// chained complains of `x < y < z` when x is a comparison and op another.
func (p *parser) chained(x ast.Expr, op *lexer.Token) {
	b, ok := x.(*ast.Binary)
	if !ok {
		return
	}
	switch b.Op {
	case "==", "!=", "<", "<=", ">", ">=":
		middle := b.Y.Pos().Text()
		p.Errorf(p.tokenSpan(op), "E0120", "comparisons cannot be chained").
			Hint = fmt.Sprintf("write `%s && %s %s ...`", b.Span.Text(), middle, op.Value)
	}
}

// afterOperand explains what stands where an operator could be.
func (p *parser) afterOperand() {
	t := p.lex.peek()
	switch t.Value {
	case "->":
		if !p.inPatterns { // the arm explains it
			p.unexpected("an operator", "")
		}
		return
	case "and":
		p.fail(p.tokenSpan(t), "E0103", "`and` is not an operator of the language").Hint = "write `&&`"
	case "or":
		p.fail(p.tokenSpan(t), "E0103", "`or` is not an operator of the language").Hint = "write `||`"
	default:
		if t.Type == tokForeign {
			p.unexpected("an operator", "")
		}
	}
}

// bad stands for an expression from start that could not be read, but for these parts.
func (p *parser) bad(start int, parts ...ast.Expr) ast.Expr {
	return &ast.BadExpr{At: p.from(start), Parts: parts}
}

// ifExpr reads `if c then a else b`.
func (p *parser) ifExpr() ast.Expr {
	defer p.leave()
	p.enter()
	start := p.take().Pos.Offset
	cond := p.exprAbove(0)
	if p.at() == tokLBrace {
		p.unexpected("`then`", "").Hint = "as a value, write `if condition then a else b`"
	}
	p.comparison()
	p.expect(tokThen, "after the condition")
	then := p.exprAbove(0)
	if !p.failed && p.at() != tokElse {
		p.unexpected("`else`", "").Hint = "an `if` that gives a value needs both: `if condition then a else b`"
	}
	p.accept(tokElse)
	p.elseIfs++ // of no moment where no `if` follows
	els := p.exprAbove(0)
	p.elseIfs--
	if p.failed {
		return p.bad(start, cond, then, els)
	}
	return &ast.IfExpr{At: p.from(start), Cond: cond, Then: then, Else: els}
}

// unary reads an operand with its signs.
func (p *parser) unary() ast.Expr {
	t := p.lex.peek()
	switch p.at() {
	case tokSub, tokNot:
		defer p.leave()
		p.enter()
		p.take()
		x := p.unary()
		return &ast.Unary{At: p.from(t.Pos.Offset), Op: tokenNames[t.Type], OpSpan: p.tokenSpan(t), X: x}
	case tokIf:
		p.fail(p.tokenSpan(t), "E0121", "an `if` that is an operand needs brackets").
			Hint = "write `... (if condition then a else b) ...`"
		return p.bad(t.Pos.Offset)
	}
	return p.postfix(t.Pos.Offset, p.primary())
}

// postfix goes on from x with calls, selections and indexes.
func (p *parser) postfix(start int, x ast.Expr) ast.Expr {
	for {
		t := p.lex.peek()
		switch p.at() {
		case tokDot:
			p.take()
			name := p.selected()
			if name == nil || !p.link(t) {
				return p.bad(start)
			}
			x = &ast.Selector{At: p.from(start), X: x, Name: name}
		case tokLParen:
			if !callable(x) {
				p.notCallable(x, t)
				return p.bad(start, x)
			}
			if !p.link(t) {
				return p.bad(start, x)
			}
			args, whole := p.list(tokRParen, "an argument")
			if !whole {
				x = p.bad(start, args...)
				break
			}
			x = &ast.Call{At: p.from(start), Fun: x, Args: args}
		case tokLBrack:
			p.enter()
			p.take()
			i := p.expr()
			p.close(t, tokRBrack)
			if p.failed && p.resume(tokRBrack) {
				p.take()
			}
			p.leave()
			if !p.link(t) {
				return p.bad(start, x, i)
			}
			x = &ast.Index{At: p.from(start), X: x, Index: i}
		default:
			return x
		}
	}
}

// selected reads the name behind a dot. Every word can be one.
func (p *parser) selected() *ast.Ident {
	t := p.lex.peek()
	if p.at() != tokIdent {
		p.unexpected("a name", "after the dot")
		return nil
	}
	p.take()
	return p.ident(t)
}

func callable(x ast.Expr) bool {
	switch x.(type) {
	case *ast.Ident, *ast.Selector, *ast.BadExpr:
		return true
	}
	return false
}

func (p *parser) notCallable(x ast.Expr, t *lexer.Token) {
	if n, ok := x.(*ast.Number); ok {
		p.fail(p.span(n.Span.Start, end(t)), "E0122", "an operator is missing between the number and the bracket").Hint =
			fmt.Sprintf("to multiply, write `%s * (...)`", n.Span.Text())
		return
	}
	if paren, ok := x.(*ast.Paren); ok {
		if p.cast(paren) {
			return
		}
	}
	p.fail(p.tokenSpan(t), "E0122", "only a function can be called, by its name: `f(...)` or `module.f(...)`")
}

// cast complains of `(u32)x`, given the bracket, and reports whether it is one.
func (p *parser) cast(x *ast.Paren) bool {
	id, ok := x.X.(*ast.Ident)
	if !ok || !intTypes[id.Name] && cTypes[id.Name] == "" {
		return false
	}
	to := id.Name
	if cTypes[to] != "" {
		to = cTypes[to]
	}
	p.fail(x.Span, "E0123", "there are no casts: values are exact, and only a place has a width").Hint =
		fmt.Sprintf("leave it out, or round with a typed name: `let x: %s = ...`", to)
	return true
}

// list reads expressions between brackets, separated by commas. An error in one leaves
// the others alone; whole: there was none.
func (p *parser) list(closing lexer.TokenType, what string) (list []ast.Expr, whole bool) {
	defer p.leave()
	p.enter()
	open := p.take()
	whole = true
	for p.at() != closing && !p.failed {
		if p.at() == tokComma {
			p.unexpected(what, "before the comma")
		} else {
			list = append(list, p.expr())
		}
		if p.at() != tokComma && p.at() != closing {
			p.close(open, closing)
		}
		if p.failed {
			whole = false
			p.resume(tokComma, closing)
		}
		if !p.accept(tokComma) {
			break
		}
	}
	p.close(open, closing)
	return list, whole && !p.failed
}

// resume steps, after an error between brackets, to the next of the given tokens outside
// of brackets that open on the way, so that the rest of the statement is read. Where
// there seems to be none it stays, and reports that.
func (p *parser) resume(to ...lexer.TokenType) bool {
	if p.tooDeep {
		return false
	}
	before := p.lex.next
	for depth := 0; ; p.lex.take() {
		typ := p.lex.peek().Type
		switch {
		case depth == 0 && slices.Contains(to, typ):
			p.failed = false
			return true
		case typ == tokLParen || typ == tokLBrack:
			depth++
		case typ == tokRParen || typ == tokRBrack:
			depth--
		case typ == tokEOF || typ == tokNewline || typ == tokLBrace || typ == tokRBrace || isAssign(typ):
			depth = -1 // the bracket was left open
		}
		if depth < 0 {
			p.lex.next = before
			return false
		}
	}
}

// close steps over the closing bracket of open, or fails.
func (p *parser) close(open *lexer.Token, closing lexer.TokenType) {
	if p.failed || p.accept(closing) {
		return
	}
	want := "`" + tokenNames[closing] + "`"
	if open.Type != tokLBrace {
		want = "`,` or " + want
	}
	d := p.unexpected(want, "")
	if d.Code == "E0111" {
		d.Related = append(d.Related, related(p.tokenSpan(open), "the bracket opens here"))
	}
}

// primary reads a number, a name or something in brackets.
func (p *parser) primary() ast.Expr {
	t := p.lex.peek()
	start := t.Pos.Offset
	switch p.at() {
	case tokNumber:
		return p.number()
	case tokIdent:
		p.take()
		if isUnit(t.Value) && !p.unitNames[t.Value] {
			p.fail(p.tokenSpan(t), "E0113", "the unit `%s` needs a number before it", t.Value).
				Hint = fmt.Sprintf("write `1%[1]s`: `x / 1%[1]s` strips the unit, `x * 1%[1]s` gives it", spaced(t.Value))
			return p.bad(start)
		}
		if apart := p.lex.peek().Pos.Offset > end(t); t.Value == "not" && apart && startsOperand(p.at()) && p.at() != tokSub {
			p.fail(p.tokenSpan(t), "E0103", "`not` is not an operator of the language").Hint = "write `!`"
		}
		return p.ident(t)
	case tokLParen:
		defer p.leave()
		p.enter()
		p.take()
		x := p.exprAbove(0)
		if !p.failed && p.at() != tokRParen {
			p.closeParen(t)
		}
		if p.failed {
			if p.resume(tokRParen) {
				p.take()
			}
			return p.bad(start, x)
		}
		p.take()
		paren := &ast.Paren{At: p.from(start), X: x}
		if next := p.at(); (next == tokIdent || next == tokNumber) && p.cast(paren) {
			return p.bad(start)
		}
		return paren
	case tokLBrack:
		elems, whole := p.list(tokRBrack, "an element")
		if !whole {
			return p.bad(start, elems...)
		}
		return &ast.ArrayLit{At: p.from(start), Elems: elems}
	case tokAnd, tokMul:
		p.fail(p.tokenSpan(t), "E0124", "there are no pointers, so nothing has an address").
			Hint = "write the name alone; `sk` and structs are passed by reference anyway"
	case tokAdd:
		p.fail(p.tokenSpan(t), "E0111", "a plus sign before a value has no meaning").Hint = "leave it out"
	case tokLBrace:
		isList := p.peek(2).Type == tokComma
		if d := p.unexpected("a value", ""); isList {
			d.Hint = "a list of values is written in square brackets: `[a, b]`"
		}
	case tokDot:
		d := p.unexpected("a value", "")
		if next := p.second(); next.Type == tokNumber && next.Pos.Offset == end(t) {
			d.Hint = "digits stand on both sides of the point: write `0." + next.Value + "`"
		}
	default:
		p.unexpected("a value", "")
	}
	return p.bad(start)
}

func (p *parser) closeParen(open *lexer.Token) {
	if p.comparison() {
		return
	}
	d := p.unexpected("`)`", "")
	if d.Code == "E0111" {
		d.Related = append(d.Related, related(p.tokenSpan(open), "the bracket opens here"))
	}
}

// comparison complains of what other signs people write to compare values, and reports whether one comes next.
func (p *parser) comparison() bool {
	t, next := p.lex.peek(), p.second()
	switch {
	case p.failed:
		return false
	case t.Type == tokAssign && next.Type == tokLt && next.Pos.Offset == end(t):
		p.fail(p.span(t.Pos.Offset, end(next)), "E0103", "`=<` is not an operator of the language").Hint = "write `<=`"
	case t.Type == tokArrow:
		p.fail(p.tokenSpan(t), "E0111", "`=>` stands behind the values of an arm of a `match`").Hint = "to compare, write `>=`"
	case t.Type == tokAssign:
		p.fail(p.tokenSpan(t), "E0125", "`=` stores a value and cannot stand inside an expression").Hint = "to compare, write `==`"
	default:
		return false
	}
	return true
}

func startsOperand(t lexer.TokenType) bool {
	switch t {
	case tokIdent, tokNumber, tokLParen, tokNot, tokSub:
		return true
	}
	return false
}

// spaced gives a unit the space that it is written with after a number.
func spaced(unit string) string {
	if unit == "bytes" || unit == "pkts" {
		return " " + unit
	}
	return unit
}

// number reads a number with its unit.
func (p *parser) number() ast.Expr {
	t := p.take()
	n := &ast.Number{Text: t.Value, Value: new(big.Rat)}
	if !parseNumber(n.Value, t.Value) {
		p.badNumber(t)
		return p.bad(t.Pos.Offset)
	}
	next := p.lex.peek()
	if p.at() == tokIdent && isUnit(next.Value) {
		n.Unit = p.unit()
	} else if p.at() == tokIdent && (next.Pos.Offset == p.end || target.UnitMeant(next.Value) != "" && !stepWords[next.Value]) {
		p.badSuffix(t, next)
		return p.bad(t.Pos.Offset)
	} else if p.at() == tokNumber && next.Pos.Offset == p.end {
		p.badNumber(t)
	}
	n.At = p.from(t.Pos.Offset)
	return n
}

// badSuffix explains a word behind a number that is no unit.
func (p *parser) badSuffix(number, word *lexer.Token) {
	lower, meant := strings.ToLower(word.Value), p.unitMeant()
	if word.Pos.Offset > p.end && meant != "" && target.UnitSpelling(word.Value) == "" && (len(lower) < 5 || lower[0] != meant[0]) {
		meant = "" // set apart it is rather a name than a unit that is misspelt
	}
	if next := p.second(); meant == "" && (next.Type == tokDot || next.Type == tokLParen) {
		rest := "(...)"
		if next.Type == tokDot {
			rest = "." + p.peek(2).Value
		}
		p.fail(p.span(number.Pos.Offset, end(word)), "E0122", "an operator is missing between the number and `%s`", word.Value).
			Hint = "to multiply, write `" + number.Value + " * " + word.Value + rest + "`"
		return
	}
	d := p.fail(p.tokenSpan(word), "E0114", "`%s` is not a unit", word.Value)
	switch {
	case strings.Trim(lower, "ulf") == "":
		d.Hint = "numbers are exact and have no suffix: write `" + number.Value + "`"
	case lower == "k" || lower == "m" || lower == "g":
		d.Hint = fmt.Sprintf("write `%se%d`", number.Value, map[string]int{"k": 3, "m": 6, "g": 9}[lower])
	case meant == "":
		var names []string
		for _, u := range target.Units() {
			names = append(names, u.Name)
		}
		d.Hint = "the units are " + strings.Join(names, ", ") + ", and their products and quotients, as in `10Mbit/s`"
		if word.Pos.Offset > p.end && lower == word.Value {
			d.Hint += "; to multiply, write `" + number.Value + " * " + word.Value + "`"
		}
	case isLetter(meant[0]):
		d.Hint = fmt.Sprintf("write `%s%s`", number.Value, spaced(meant))
	default: // as 60s of a minute
		d.Hint = fmt.Sprintf("write `%s * %s`", number.Value, meant)
	}
}

// behindNumber explains what stands behind a number that is read, a word or the rest of its thousands,
// and reports whether it could.
func (p *parser) behindNumber() bool {
	t, next := p.lex.peek(), p.second()
	if p.failed || p.lex.next == 0 {
		return false
	}
	number := &p.lex.tokens[p.lex.next-1]
	switch {
	case number.Type != tokNumber:
		return false
	case t.Type == tokIdent:
		p.badSuffix(number, t)
		return true
	case t.Type == tokComma && t.Pos.Offset == p.end && next.Type == tokNumber && next.Pos.Offset == end(t) && len(next.Value) == len("000"):
		p.fail(p.tokenSpan(t), "E0115", "a comma does not belong into a number").Hint = "write `" + number.Value + "_" + next.Value + "`"
		return true
	}
	return false
}

// unitMeant returns the product or quotient of units that the next words seem to mean, or "".
func (p *parser) unitMeant() string {
	unit := target.UnitMeant(p.lex.peek().Value)
	for n := 1; unit != "" && (p.peek(n).Type == tokDiv || p.peek(n).Type == tokMul); n += 2 {
		next := target.UnitMeant(p.peek(n + 1).Value)
		if p.peek(n+1).Type != tokIdent || next == "" || !isLetter(next[0]) {
			break
		}
		unit += p.peek(n).Value + next
	}
	return unit
}

func (p *parser) badNumber(t *lexer.Token) {
	span := p.tokenSpan(t)
	switch {
	case strings.HasSuffix(t.Value, ".") && len(t.Value) <= maxDigits:
		p.fail(span, "E0115", "`%s` is an unfinished number: digits stand on both sides of the point", t.Value).Hint = "write `" + t.Value + "0`"
	case len(t.Value) > maxDigits || strings.ContainsAny(t.Value, "eE") && !strings.HasPrefix(t.Value, "0"):
		p.fail(span, "E0115", "the number `%.40s` is too large or has too many digits", t.Value)
	case strings.HasPrefix(t.Value, "0x") || strings.HasPrefix(t.Value, "0X"):
		p.fail(span, "E0115", "`%s` is not a hexadecimal number", t.Value).Hint = "after `0x` come the digits 0-9 and a-f: `0xff`"
	default:
		p.fail(span, "E0115", "`%.40s` is not a number", t.Value).Hint = "`_` stands between two digits: `1_000`"
	}
}

// parseNumber sets v to the number that text spells, and reports whether it is one.
func parseNumber(v *big.Rat, text string) bool {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		v.SetInt64(n)
		return true
	}
	if len(text) > maxDigits || strings.HasSuffix(text, "_") || strings.HasSuffix(text, ".") || strings.Contains(text, "__") || strings.Contains(text, "_.") {
		return false
	}
	text = strings.ReplaceAll(text, "_", "")
	if strings.HasPrefix(text, "0x") || strings.HasPrefix(text, "0X") {
		i, ok := new(big.Int).SetString(text[2:], 16)
		if ok {
			v.SetInt(i)
		}
		return ok && text[2] != '-' && text[2] != '+'
	}
	if k := strings.IndexAny(text, "eE"); k >= 0 {
		if e, err := strconv.Atoi(text[k+1:]); err != nil || e > maxDigits || e < -maxDigits {
			return false
		}
	}
	_, ok := v.SetString(text)
	return ok
}
