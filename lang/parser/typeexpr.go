package parser

import (
	"fmt"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"
	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
)

func related(span diag.Span, message string) diag.Related {
	return diag.Related{Span: span, Message: message}
}

// unit reads a product and quotient of units; the next token is the first unit.
func (p *parser) unit() *ast.UnitExpr {
	t := p.take()
	u := &ast.UnitExpr{Factors: []ast.UnitFactor{{Name: p.ident(t)}}}
	for p.at() == tokDiv || p.at() == tokMul {
		before, divide := p.lex.next, p.at() == tokDiv
		p.lex.take()
		next := p.lex.peek()
		if next.Type != tokIdent || !isUnit(next.Value) {
			p.lex.next = before // the operator is one of the expression
			break
		}
		p.take()
		u.Factors = append(u.Factors, ast.UnitFactor{Name: p.ident(next), Divide: divide})
	}
	u.At = p.from(t.Pos.Offset)
	return u
}

// typeExpr reads the type of a place. It returns nil only after an error.
func (p *parser) typeExpr() *ast.TypeExpr {
	start := p.offset()
	t := &ast.TypeExpr{}
	if tok := p.lex.peek(); p.at() == tokIdent && intTypes[tok.Value] {
		p.take()
		t.Int = p.ident(tok)
	}
	if p.is("fixed") {
		p.fixed(t)
	}
	if tok := p.lex.peek(); p.at() == tokIdent && isUnit(tok.Value) {
		t.Unit = p.unit()
	} else if p.at() == tokIdent && t.Int == nil && t.Fixed == nil {
		p.typeName(t)
	}
	if t.Int == nil && t.Fixed == nil && t.Unit == nil && t.Name == nil {
		p.badType()
		return nil
	}
	if p.at() == tokLBrack && p.second().Type == tokRBrack || p.at() == tokLt && t.Name != nil {
		p.arrayOfOthers()
	}
	if p.at() == tokLBrack {
		open := p.take()
		t.Len = p.expr()
		p.close(open, tokRBrack)
	}
	switch {
	case p.at() == tokLBrack && t.Len != nil:
		p.fail(p.tokenSpan(p.lex.peek()), "E0111", "an array has one dimension").
			Hint = "make one array of all elements, and index it by `row * columns + column`"
	case p.is("fixed") && t.Fixed == nil && t.Unit != nil:
		p.fail(p.tokenSpan(p.lex.peek()), "E0111", "`fixed<N>` stands before the unit").
			Hint = "write the width, `fixed<N>`, then the unit: `u32 fixed<8> us`"
	}
	if p.at() == tokMul {
		p.fail(p.tokenSpan(p.lex.peek()), "E0124", "there are no pointers").
			Hint = "write the type alone; structs are passed by reference"
	}
	t.At = p.from(start)
	return t
}

// fixed reads `fixed<N>`.
func (p *parser) fixed(t *ast.TypeExpr) {
	word := p.take()
	if p.at() != tokLt {
		p.unexpected("`<`", "after `fixed`").Hint = "say how many fractional bits: `fixed<16>`"
		return
	}
	p.take()
	t.Fixed = p.exprAbove(precShift)
	if next := p.lex.peek(); p.at() == tokGe {
		// `fixed<24>= 1`: the lexer has read `>=`.
		next.Type, next.Value = tokAssign, "="
		next.Pos.Offset++
		next.Pos.Column++
		p.end = next.Pos.Offset
		return
	}
	if !p.accept(tokGt) {
		p.unexpected("`>`", "after the number of fractional bits")
	}
	if t.Fixed == nil {
		t.Fixed = p.bad(word.Pos.Offset)
	}
}

// typeName reads the name of a type, perhaps of a module.
func (p *parser) typeName(t *ast.TypeExpr) {
	if next := p.peek(1).Type; next == tokDiv || next == tokMul && p.peek(2).Type == tokIdent {
		d := p.fail(p.tokenSpan(p.lex.peek()), "E0114", "`%s` is not a unit", p.lex.peek().Value)
		if unit := p.unitMeant(); unit != "" && isLetter(unit[0]) {
			d.Hint = "write `" + unit + "`"
		}
		return
	}
	tok := p.take()
	if to := cTypes[tok.Value]; to != "" {
		p.fail(p.tokenSpan(tok), "E0116", "there is no type `%s`", tok.Value).Hint = fmt.Sprintf("write `%s`", to)
		return
	}
	if tok.Value == "struct" || tok.Value == "enum" {
		p.fail(p.tokenSpan(tok), "E0116", "a type is its name alone, without `%s`", tok.Value).Hint = "leave the word out"
		return
	}
	t.Name = p.ident(tok)
	if p.accept(tokDot) {
		t.Module = t.Name
		t.Name = p.selected()
	}
}

// arrayOfOthers complains of an array that is written as in other languages, and steps behind it.
func (p *parser) arrayOfOthers() {
	p.fail(p.tokenSpan(p.lex.peek()), "E0111", "an array is its element's type, and its length in square brackets").
		Hint = "write, for example, `u32[8]`"
	for {
		switch t := p.lex.take(); {
		case t.Type == tokRBrack || t.Type == tokGt || t.Type == tokEOF:
			p.forget() // no newline counts behind a `>`
			return
		case p.lex.peek().Type == tokRBrace || p.lex.peek().Type == tokNewline && p.lex.peek().Value != ";":
			return
		}
	}
}

func (p *parser) badType() {
	if p.def && (p.at() == tokReturn || p.at() == tokNewline) {
		p.failed = true // the `:` of Python, which the word before has told
		return
	}
	if p.at() == tokLBrack {
		p.arrayOfOthers()
		return
	}
	d := p.unexpected("a type", "")
	if d.Code == "E0111" {
		d.Hint = "a type is a width (`u32`), `fixed<16>`, a unit (`us`, `bytes/s`), `pkts`, `bool`, `seq`, `stamp`, an enum or a struct"
	}
}

const twoEnds = "a range has two ends, both included: `lo..hi`"

// rng reads `lo..hi`.
func (p *parser) rng() *ast.Range {
	start := p.offset()
	if p.bracketedRange() {
		return &ast.Range{At: p.from(start), Lo: p.bad(start), Hi: p.bad(start)}
	}
	if p.at() == tokDotDot {
		p.unexpected("the lower end of the range", "").Hint = twoEnds
	}
	r := &ast.Range{Lo: p.valueOnLine("the range", twoEnds)}
	if !p.failed && p.at() != tokDotDot {
		p.unexpected("`..`", "between the two ends of the range").Hint = "write `lo..hi`; both ends are included"
	}
	p.accept(tokDotDot)
	r.Hi = p.valueOnLine("the upper end of the range", twoEnds)
	r.At = p.from(start)
	return r
}

// bracketedRange complains of a range that is written as an interval, `(0, 1)` or `[0, 1]`, and reports whether
// there is one.
func (p *parser) bracketedRange() bool {
	open := p.lex.peek()
	if p.at() != tokLParen && p.at() != tokLBrack {
		return false
	}
	var comma *lexer.Token
	for n, depth := 1, 0; depth >= 0; n++ {
		switch t := p.peek(n); {
		case t.Type == tokLParen || t.Type == tokLBrack:
			depth++
		case t.Type == tokRParen || t.Type == tokRBrack:
			depth--
		case t.Type == tokComma && depth == 0:
			comma = t
		case t.Type == tokEOF || t.Type == tokNewline:
			return false
		}
		if last := p.peek(n); depth < 0 && comma != nil {
			lo, hi := p.span(end(open), comma.Pos.Offset).Text(), p.span(end(comma), last.Pos.Offset).Text()
			p.fail(p.span(open.Pos.Offset, end(last)), "E0111", "a range is its two ends with `..` between").
				Hint = fmt.Sprintf("write `%s..%s`; both ends are included", strings.TrimSpace(lo), strings.TrimSpace(hi))
		}
	}
	return p.failed
}
