package ast

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/ccc-lang/ccc/lang/diag"
)

// ErrSyntax is returned by Fprint for a tree with parts that could not be read.
var ErrSyntax = errors.New("the file has syntax errors")

// Fprint writes the file in its canonical form: four spaces of indentation, one
// space around operators, one statement a line. It keeps comments, single empty
// lines, and the breaks of lines inside expressions. The arrows of a match and the
// comments behind consecutive lines are aligned. Formatting twice changes nothing.
func Fprint(w io.Writer, f *File) error {
	bad := false
	Walk(f, func(n Node) bool {
		switch n.(type) {
		case *BadDecl, *BadStmt, *BadExpr:
			bad = true
		}
		return !bad
	})
	if bad {
		return ErrSyntax
	}
	p := printer{comments: f.Comments}
	if f.Source != nil {
		p.src = f.Source.Text
	}
	p.file(f)
	_, err := w.Write(p.aligned())
	return err
}

// These bytes stand in the output where columns are aligned; no UTF-8 text, so no program, holds them.
const (
	arrowColumn   = "\xfe"
	commentColumn = "\xff"
)

// printer writes a tree. Comments are not in the tree: before each thing that can
// begin a line, the comments that stand before it in the source are written.
type printer struct {
	out      bytes.Buffer
	src      []byte
	comments []*Comment // still to be written

	indent  int  // of statements
	broken  int  // brackets that are open and whose content begins on a new line
	end     int  // offset in the source just behind what was written last
	fresh   bool // nothing stands in this block yet, so no empty line
	comment bool // a comment ends the line that is being written
	inside  bool // of a statement
}

// write writes text that stands in the source up to the offset end.
func (p *printer) write(text string, end int) {
	p.out.WriteString(text)
	p.end = max(p.end, end)
}

func (p *printer) text(text string) { p.out.WriteString(text) }

// newlines counts the line ends of the source between what was written last and offset, up to 2.
func (p *printer) newlines(offset int) int {
	n := 0
	for i := p.end; i < offset && n < 2; i++ {
		if p.src[i] == '\n' {
			n++
		}
	}
	return n
}

// newline starts a line with the indentation; where the source has an empty line
// before offset, or with blank, an empty line comes first.
func (p *printer) newline(offset int, blank bool) {
	if p.out.Len() == 0 {
		p.fresh = false
		return
	}
	p.out.WriteByte('\n')
	if !p.fresh && (blank || p.newlines(offset) > 1) {
		p.out.WriteByte('\n')
	}
	p.fresh, p.comment = false, false
	p.tabs(p.indent)
}

func (p *printer) tabs(n int) {
	for ; n > 0; n-- {
		p.out.WriteString("    ")
	}
}

// line starts a line for what stands at offset, after the comments before it.
func (p *printer) line(offset int, blank bool) {
	blank = !p.flush(offset, blank) && blank
	p.newline(offset, blank)
}

// flush writes the comments that stand before offset. One on the line of what was
// written last stays there. It reports whether an empty line was asked for and written.
func (p *printer) flush(offset int, blank bool) bool {
	wrote := false
	for len(p.comments) > 0 && p.comments[0].Span.Start < offset {
		c := p.comments[0]
		p.comments = p.comments[1:]
		moved := c.Span.Start < p.end
		behind := p.newlines(c.Span.Start) == 0 && p.out.Len() > 0
		if (moved || behind) && !p.comment && p.out.Len() > 0 {
			p.text(" " + commentColumn + plain(c, moved || p.inside))
		} else {
			p.newline(c.Span.Start, blank && !wrote)
			wrote = true
			p.text(plain(c, moved || p.inside || behind))
		}
		p.end = max(p.end, c.Span.End)
		p.comment = true
	}
	return wrote
}

// plain returns the text of a comment; one that documents nothing since it stood
// inside of something is no `///`.
func plain(c *Comment, demote bool) string {
	if demote && c.Doc {
		return c.Text[1:]
	}
	return c.Text
}

func (p *printer) file(f *File) {
	for i, d := range f.Decls {
		blank := i > 0 && (!oneLiner(f.Decls[i-1]) || !oneLiner(d) || !sameKind(f.Decls[i-1], d))
		p.line(d.Pos().Start, blank)
		p.decl(d)
		p.end = max(p.end, d.Pos().End)
	}
	p.flush(len(p.src)+1, false)
	if p.out.Len() > 0 {
		p.out.WriteByte('\n')
	}
}

// oneLiner reports whether no empty line is needed around the declaration.
func oneLiner(d Decl) bool {
	switch d := d.(type) {
	case *UseDecl, *ConstDecl, *ParamDecl, *ExternDecl:
		return true
	case *FnDecl:
		return d.Expr != nil
	case *CallbackDecl:
		return d.Expr != nil
	}
	return false
}

// sameKind reports whether two declarations may stand together without an empty line.
func sameKind(a, b Decl) bool {
	kind := func(d Decl) int {
		switch d.(type) {
		case *UseDecl:
			return 1
		case *ConstDecl:
			return 2
		case *ParamDecl:
			return 3
		}
		return 4
	}
	return kind(a) == kind(b)
}

func (p *printer) decl(d Decl) {
	switch d := d.(type) {
	case *AlgorithmDecl:
		p.write("algorithm "+d.Name.Name, d.Name.Span.End)
		for i, f := range d.Flags {
			p.write([2]string{" with ", ", "}[min(i, 1)]+f.Name, f.Span.End)
		}
	case *ModuleDecl:
		p.write("module "+d.Name.Name, d.Span.End)
	case *UseDecl:
		p.write("use "+d.Name.Name, d.Span.End)
	case *ConstDecl:
		p.write("const "+d.Name.Name, d.Name.Span.End)
		p.initial(d.Value)
	case *ParamDecl:
		p.write("param "+d.Name.Name, d.Name.Span.End)
		p.initial(d.Default)
		p.rng(" in ", d.Range)
	case *EnumDecl:
		p.enum(d)
	case *StructDecl:
		p.write("struct "+d.Name.Name, d.Name.Span.End)
		p.fields(d.Fields, d.Span)
	case *StateDecl:
		p.write("state", d.Span.Start+len("state"))
		p.fields(d.Fields, d.Span)
	case *FnDecl:
		p.write("fn "+d.Name.Name, d.Name.Span.End)
		p.params(d.Params)
		p.typ(": ", d.Result)
		p.body(d.Expr, d.Body)
	case *ExternDecl:
		p.write("extern fn "+d.Name.Name, d.Name.Span.End)
		p.params(d.Params)
		p.typ(": ", d.Result)
	case *CallbackDecl:
		p.write(d.Name.Name, d.Name.Span.End)
		p.params(d.Params)
		p.body(d.Expr, d.Body)
	}
}

// body writes ` = value` or the block.
func (p *printer) body(x Expr, b *Block) {
	if b == nil {
		p.initial(x)
		return
	}
	p.text(" ")
	p.block(b, p.inline(b))
}

// initial writes ` = value`.
func (p *printer) initial(x Expr) {
	p.text(" =")
	p.gap(x.Pos().Start)
	p.expr(x)
}

func (p *printer) params(list []*Param) {
	p.text("(")
	for i, a := range list {
		if i > 0 {
			p.text(", ")
		}
		p.write(a.Name.Name, a.Name.Span.End)
		p.typ(": ", a.Type)
	}
	p.text(")")
}

// typ writes the type behind prefix, or nothing for nil.
func (p *printer) typ(prefix string, t *TypeExpr) {
	if t == nil {
		return
	}
	p.text(prefix)
	space := ""
	if t.Int != nil {
		p.write(t.Int.Name, t.Int.Span.End)
		space = " "
	}
	if t.Fixed != nil {
		p.text(space + "fixed<")
		p.expr(t.Fixed)
		p.text(">")
		space = " "
	}
	if t.Unit != nil {
		p.write(space+unitText(t.Unit), t.Unit.Span.End)
	}
	if t.Name != nil {
		if t.Module != nil {
			space += t.Module.Name + "."
		}
		p.write(space+t.Name.Name, t.Name.Span.End)
	}
	if t.Len != nil {
		p.text("[")
		p.expr(t.Len)
		p.text("]")
	}
	p.end = max(p.end, t.Span.End)
}

func (p *printer) rng(prefix string, r *Range) {
	if r == nil {
		return
	}
	p.text(prefix)
	p.expr(r.Lo)
	p.text("..")
	p.expr(r.Hi)
}

func (p *printer) enum(d *EnumDecl) {
	p.write("enum "+d.Name.Name+" {", d.Name.Span.End)
	if bytes.IndexByte(p.src[d.Span.Start:d.Span.End], '\n') < 0 {
		for i, v := range d.Values {
			p.write([2]string{" ", ", "}[min(i, 1)]+v.Name, v.Span.End)
		}
		if len(d.Values) > 0 {
			p.text(" ")
		}
		p.write("}", d.Span.End)
		return
	}
	p.open()
	for _, v := range d.Values {
		p.line(v.Span.Start, false)
		p.write(v.Name+",", v.Span.End)
	}
	p.close(d.Span.End)
}

// open begins the content of braces, which stands on lines of its own.
func (p *printer) open() {
	p.indent++
	p.fresh = true
}

// close ends it with the brace that ends at end.
func (p *printer) close(end int) {
	p.flush(end, false)
	p.indent--
	p.fresh = true
	p.newline(end, false)
	p.fresh = false
	p.write("}", end)
}

// fields writes the fields of the declaration at decl; a single one may stand on its line.
func (p *printer) fields(list []*FieldDecl, decl diag.Span) {
	p.text(" {")
	end := decl.End
	if len(list) == 0 && (len(p.comments) == 0 || p.comments[0].Span.Start >= end) {
		p.write("}", end)
		return
	}
	if len(list) == 1 && bytes.IndexByte(p.src[decl.Start:end], '\n') < 0 {
		p.text(" ")
		p.field(list[0])
		p.write(" }", end)
		return
	}
	p.open()
	for _, f := range list {
		p.line(f.Span.Start, false)
		p.field(f)
	}
	p.close(end)
}

func (p *printer) field(f *FieldDecl) {
	p.write(f.Name.Name, f.Name.Span.End)
	p.typ(": ", f.Type)
	p.rng(" in ", f.Range)
	if f.Initial != nil {
		p.initial(f.Initial)
	}
}

// aligned returns the output with its columns aligned.
func (p *printer) aligned() []byte {
	lines := strings.Split(p.out.String(), "\n")
	align(lines, arrowColumn)
	align(lines, commentColumn)
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return []byte(strings.Join(lines, "\n"))
}

// align moves what follows the mark to one column, in consecutive lines with the same indentation.
func align(lines []string, mark string) {
	for i := 0; i < len(lines); i++ {
		if !strings.Contains(lines[i], mark) {
			continue
		}
		first, width := i, 0
		for ; i < len(lines) && indentation(lines[i]) == indentation(lines[first]); i++ {
			k := strings.Index(lines[i], mark)
			if k < 0 {
				break
			}
			width = max(width, utf8.RuneCountInString(lines[i][:k]))
		}
		for j := first; j < i; j++ {
			before, after, _ := strings.Cut(lines[j], mark)
			lines[j] = before + strings.Repeat(" ", width-utf8.RuneCountInString(before)) + after
		}
		i--
	}
}

func indentation(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// gap writes the space before what stands at offset, or breaks the line there if
// the source does. Precondition: a newline does not end the statement here.
func (p *printer) gap(offset int) {
	if !p.breaks(offset) {
		p.text(" ")
	}
}

// breaks breaks the line, if the source does so before offset, and reports whether it did.
func (p *printer) breaks(offset int) bool {
	if p.newlines(offset) == 0 && !p.comment {
		return false
	}
	p.breakLine(offset, max(1, p.broken))
	return true
}

// breakLine goes on inside of a statement with a new line, level steps further in.
func (p *printer) breakLine(offset, level int) {
	p.indent += level
	p.inside, p.fresh = true, true
	p.flush(offset, false)
	p.inside, p.fresh = false, true
	p.newline(offset, false)
	p.indent -= level
}
