package ast

import (
	"bytes"
	"strings"
)

// inline reports whether the block stays on one line: it does so in the source
// and holds at most one simple statement.
func (p *printer) inline(b *Block) bool {
	if bytes.IndexByte(p.src[b.Span.Start:b.Span.End], '\n') >= 0 || len(b.Stmts) > 1 {
		return false
	}
	for _, s := range b.Stmts {
		switch s.(type) {
		case *Block, *IfStmt, *ForStmt, *MatchStmt:
			return false
		}
	}
	return true
}

func (p *printer) block(b *Block, inline bool) {
	p.write("{", b.Span.Start+1)
	if inline {
		for _, s := range b.Stmts {
			p.text(" ")
			p.stmt(s)
			p.text(" ")
		}
		p.write("}", b.Span.End)
		return
	}
	if len(b.Stmts) == 0 && (len(p.comments) == 0 || p.comments[0].Span.Start >= b.Span.End) {
		p.write("}", b.Span.End)
		return
	}
	p.open()
	for _, s := range b.Stmts {
		p.line(s.Pos().Start, false)
		p.stmt(s)
		p.end = max(p.end, s.Pos().End)
	}
	p.close(b.Span.End)
}

func (p *printer) stmt(s Stmt) {
	switch s := s.(type) {
	case *Block:
		p.block(s, p.inline(s))
	case *LetStmt:
		p.write("let "+s.Name.Name, s.Name.Span.End)
		p.typ(": ", s.Type)
		p.initial(s.Value)
	case *VarStmt:
		p.write("var "+s.Name.Name, s.Name.Span.End)
		p.typ(": ", s.Type)
		if s.Value != nil {
			p.initial(s.Value)
		}
	case *AssignStmt:
		p.expr(s.Target)
		p.write(" "+s.Op, s.OpSpan.End)
		p.gap(s.Value.Pos().Start)
		p.expr(s.Value)
	case *IfStmt:
		p.ifStmt(s)
	case *MatchStmt:
		p.matchStmt(s)
	case *ForStmt:
		p.write("for "+s.Name.Name, s.Name.Span.End)
		p.rng(" in ", s.Range)
		if s.Max != nil {
			p.text(" max ")
			p.expr(s.Max)
		}
		p.text(" ")
		p.block(s.Body, p.inline(s.Body))
	case *BreakStmt:
		p.write("break", s.Span.End)
	case *ContinueStmt:
		p.write("continue", s.Span.End)
	case *ReturnStmt:
		p.write("return", s.Span.Start+len("return"))
		if s.Value != nil {
			p.text(" ")
			p.expr(s.Value)
		}
	case *CallStmt:
		p.expr(s.Call)
	}
}

// ifStmt writes the statement with all its else branches: all their blocks on
// one line, or none.
func (p *printer) ifStmt(s *IfStmt) {
	inline := bytes.IndexByte(p.src[s.Span.Start:s.Span.End], '\n') < 0
	for n := s; inline && n != nil; {
		inline = p.inline(n.Then)
		if b, ok := n.Else.(*Block); ok {
			inline = inline && p.inline(b)
		}
		n, _ = n.Else.(*IfStmt)
	}
	for {
		p.text("if ")
		p.expr(s.Cond)
		p.text(" ")
		p.block(s.Then, inline)
		if s.Else == nil {
			return
		}
		p.text(" else ")
		next, ok := s.Else.(*IfStmt)
		if !ok {
			p.block(s.Else.(*Block), inline)
			return
		}
		s = next
	}
}

func (p *printer) matchStmt(s *MatchStmt) {
	p.text("match ")
	p.expr(s.Subject)
	p.text(" {")
	if len(s.Arms) == 0 && (len(p.comments) == 0 || p.comments[0].Span.Start >= s.Span.End) {
		p.write("}", s.Span.End)
		return
	}
	p.open()
	for _, a := range s.Arms {
		p.line(a.Span.Start, false)
		for i, x := range a.Patterns {
			if i > 0 {
				p.text(" | ")
			}
			p.expr(x)
		}
		if len(a.Patterns) == 0 {
			p.write("_", a.Span.Start+1)
		}
		p.text(arrowColumn + " => ")
		p.stmt(a.Body)
		p.end = max(p.end, a.Span.End)
	}
	p.close(s.Span.End)
}

func (p *printer) expr(x Expr) {
	switch x := x.(type) {
	case *Ident:
		p.write(x.Name, x.Span.End)
	case *Number:
		p.write(numberText(x), x.Span.End)
	case *Unary:
		p.write(x.Op, x.OpSpan.End)
		if u, ok := x.X.(*Unary); ok && u.Op == x.Op && x.Op == "-" {
			p.text(" ") // `--` is no operator
		}
		p.expr(x.X)
	case *Binary:
		p.binary(x)
	case *IfExpr:
		p.ifExpr(x)
	case *Call:
		p.expr(x.Fun)
		open := x.Fun.Pos().End
		open += bytes.IndexByte(p.src[open:x.Span.End], '(')
		p.list("(", open, x.Args, ")", x.Span.End)
	case *Selector:
		p.expr(x.X)
		p.write("."+x.Name.Name, x.Name.Span.End)
	case *Index:
		p.expr(x.X)
		p.text("[")
		p.expr(x.Index)
		p.write("]", x.Span.End)
	case *Paren:
		p.list("(", x.Span.Start, []Expr{x.X}, ")", x.Span.End)
	case *ArrayLit:
		p.list("[", x.Span.Start, x.Elems, "]", x.Span.End)
	}
}

// binary writes `x op y`. A fraction of two plain numbers, as 1/16, stands close.
func (p *printer) binary(x *Binary) {
	p.expr(x.X)
	if x.Op == "/" && plainNumber(x.X) && plainNumber(x.Y) && p.newlines(x.Y.Pos().Start) == 0 {
		p.write("/", x.OpSpan.End)
		p.expr(x.Y)
		return
	}
	p.text(" " + x.Op)
	p.gap(x.Y.Pos().Start)
	p.expr(x.Y)
}

func plainNumber(x Expr) bool {
	n, ok := x.(*Number)
	return ok && n.Unit == nil
}

func (p *printer) ifExpr(x *IfExpr) {
	p.text("if ")
	p.expr(x.Cond)
	p.gap(x.Then.Pos().Start)
	p.text("then ")
	p.expr(x.Then)
	p.gap(x.Else.Pos().Start)
	p.text("else ")
	p.expr(x.Else)
}

// list writes expressions in brackets that open at the offset start; the content stands further in if it begins on a new line.
func (p *printer) list(open string, start int, list []Expr, closing string, end int) {
	p.write(open, start+1)
	if len(list) == 0 {
		p.write(closing, end)
		return
	}
	p.broken++
	broken := p.breaks(list[0].Pos().Start)
	if !broken {
		p.broken--
	}
	for i, x := range list {
		if i > 0 {
			p.text(",")
			p.gap(x.Pos().Start)
		}
		p.expr(x)
	}
	if broken {
		p.broken--
		if len(list) > 1 {
			p.text(",")
		}
		p.breakLine(end, p.broken)
	}
	p.write(closing, end)
}

// numberText returns the number with its unit as it is written: `10ms`, `1500 bytes`.
func numberText(n *Number) string {
	if n.Unit == nil {
		return n.Text
	}
	unit := unitText(n.Unit)
	switch n.Unit.Factors[0].Name.Name {
	case "bytes", "pkts":
		return n.Text + " " + unit
	}
	if strings.HasPrefix(n.Text, "0x") || strings.HasPrefix(n.Text, "0X") {
		return n.Text + " " + unit
	}
	return n.Text + unit
}
