package lang

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/parser"
)

// Doc writes the documentation of a file: what it declares, as written, with
// the `///` comments. A file that cannot be read as a whole is documented as
// far as it can.
func Doc(w io.Writer, name string, src []byte) error {
	file, _ := parser.Parse(diag.NewSource(name, src))
	if file == nil {
		return errors.New(name + " is not a program")
	}
	d := &docWriter{w: w}
	for _, decl := range file.Decls {
		d.decl(decl)
	}
	return d.err
}

// Synopsis returns the first sentence of a file's documentation, without its
// full stop, on one line.
func Synopsis(name string, src []byte) string {
	file, _ := parser.Parse(diag.NewSource(name, src))
	if file == nil {
		return ""
	}
	for _, decl := range file.Decls {
		var doc ast.Doc
		switch d := decl.(type) {
		case *ast.AlgorithmDecl:
			doc = d.Doc
		case *ast.ModuleDecl:
			doc = d.Doc
		}
		if doc != "" {
			text := strings.Join(strings.Fields(string(doc)), " ")
			return strings.TrimSuffix(firstSentence(text), ".")
		}
	}
	return ""
}

// firstSentence ends at a full stop before a capital, but not at that of "et al.".
func firstSentence(text string) string {
	for i := 0; i+2 < len(text); i++ {
		if text[i] == '.' && text[i+1] == ' ' && unicode.IsUpper(rune(text[i+2])) && !strings.HasSuffix(text[:i], " al") {
			return text[:i]
		}
	}
	return text
}

type docWriter struct {
	w   io.Writer
	err error
}

func (d *docWriter) printf(format string, args ...any) {
	if d.err == nil {
		_, d.err = fmt.Fprintf(d.w, format, args...)
	}
}

// entry writes a declaration's head and its comment, indented.
func (d *docWriter) entry(head string, doc ast.Doc) {
	d.printf("%s\n", strings.Join(strings.Fields(head), " "))
	for line := range strings.Lines(string(doc)) {
		d.printf("    %s\n", strings.TrimSpace(line))
	}
	d.printf("\n")
}

func (d *docWriter) decl(decl ast.Decl) {
	switch x := decl.(type) {
	case *ast.AlgorithmDecl:
		d.entry(x.Span.Text(), x.Doc)
	case *ast.ModuleDecl:
		d.entry(x.Span.Text(), x.Doc)
	case *ast.ConstDecl:
		d.entry(x.Span.Text(), x.Doc)
	case *ast.ParamDecl:
		d.entry(x.Span.Text(), x.Doc)
	case *ast.EnumDecl:
		d.entry(x.Span.Text(), x.Doc)
	case *ast.ExternDecl:
		d.entry(x.Span.Text(), x.Doc)
	case *ast.FnDecl:
		d.entry(head(x.Span, x.Body, x.Expr), x.Doc)
	case *ast.CallbackDecl:
		d.entry(head(x.Span, x.Body, x.Expr), x.Doc)
	case *ast.StructDecl:
		d.entry("struct "+x.Name.Name, x.Doc)
		d.fields(x.Fields)
	case *ast.StateDecl:
		d.entry("state", x.Doc)
		d.fields(x.Fields)
	}
}

func (d *docWriter) fields(fields []*ast.FieldDecl) {
	for _, f := range fields {
		d.printf("    %s\n", f.Span.Text())
		for line := range strings.Lines(string(f.Doc)) {
			d.printf("        %s\n", strings.TrimSpace(line))
		}
	}
	d.printf("\n")
}

// head returns a function's text up to its body, or all of one that is a formula.
func head(span diag.Span, body *ast.Block, expr ast.Expr) string {
	if body == nil || expr != nil {
		return span.Text()
	}
	span.End = body.Pos().Start
	return strings.TrimSpace(span.Text())
}
