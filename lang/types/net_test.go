package types

import (
	"slices"
	"testing"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/parser"
)

// spoil makes a change of the first node of a kind.
func spoil[N ast.Node](change func(N)) func(ast.Node) bool {
	return func(n ast.Node) bool {
		node, ok := n.(N)
		if ok {
			change(node)
		}
		return ok
	}
}

// TestNet checks that no statement is left out without a word: the tree lacks what nobody
// has reported, and nothing else is wrong.
func TestNet(t *testing.T) {
	bad := &ast.BadExpr{}
	const match = "match sk.ca_state { loss => sk.snd_cwnd = 1; _ => {} }"
	for _, test := range []struct {
		name, text string
		spoil      func(ast.Node) bool // false: it is not this node
	}{
		{"let", "let x = 1", spoil(func(s *ast.LetStmt) { s.Value = bad })},
		{"typed let", "let x: u8 = sk.snd_cwnd", spoil(func(s *ast.LetStmt) { s.Value = bad })},
		{"var", "var x: u8 = 3", spoil(func(s *ast.VarStmt) { s.Value = bad })},
		{"assignment", "sk.snd_cwnd = 2", spoil(func(s *ast.AssignStmt) { s.Value = bad })},
		{"sum", "sk.snd_cwnd += 2", spoil(func(s *ast.AssignStmt) { s.Value = bad })},
		{"target", "sk.snd_cwnd = 2", spoil(func(s *ast.AssignStmt) { s.Target = bad })},
		{"reset", "ca = initial", spoil(func(s *ast.AssignStmt) { s.Target = bad })},
		{"operand", "sk.snd_cwnd = 2 + max(sk.snd_cwnd, 7)", spoil(func(e *ast.Binary) { e.Y = bad })},
		{"condition", "if sk.snd_cwnd > 1 { sk.snd_cwnd = 1 }", spoil(func(s *ast.IfStmt) { s.Cond = bad })},
		{"pattern", match, spoil(func(a *ast.MatchArm) { a.Patterns = []ast.Expr{bad} })},
		{"subject", match, spoil(func(s *ast.MatchStmt) { s.Subject = bad })},
		{"loop", "for i in 1..3 { sk.snd_cwnd = i }", spoil(func(s *ast.ForStmt) { s.Range.Hi = bad })},
		{"argument", "f(sk, 2)", spoil(func(e *ast.Call) { e.Args[1] = bad })},
		{"statement", "if sk.snd_cwnd > 1 { sk.snd_cwnd = 1 }", spoil(func(s *ast.IfStmt) {
			s.Then.Stmts[0] = &ast.BadStmt{At: ast.At{Span: s.Then.Stmts[0].Pos()}}
		})},
		{"result", "sk.snd_cwnd = g(2)", spoil(func(d *ast.FnDecl) { d.Expr = bad })},
		{"const", "sk.snd_cwnd = 2", spoil(func(d *ast.ConstDecl) { d.Value = bad })},
		{"param", "sk.snd_cwnd = 2", spoil(func(d *ast.ParamDecl) { d.Default = bad })},
		{"initial value", "sk.snd_cwnd = 2", spoil(func(d *ast.FieldDecl) { d.Initial = bad })},
		{"range", "sk.snd_cwnd = 2", spoil(func(d *ast.FieldDecl) { d.Range.Lo = bad })},
		{"callback", "sk.snd_cwnd = 2", spoil(func(d *ast.CallbackDecl) { *d.Body = ast.Block{Stmts: []ast.Stmt{&ast.BadStmt{}}} })},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := "algorithm t\ncong_avoid(sk) {\n" + test.text +
				"\n}\nfn g(x) = x\nfn f(sk, x) { sk.snd_cwnd = x }\nconst k = 2\nparam p = 3\nstate { n: u8 in 1..9 = 3 }" + trio
			file, diags := parser.Parse(diag.NewSource("t.cc", []byte(text)))
			if diags.HasErrors() {
				t.Fatal(show(diags))
			}
			if info, diags := Check(file, nil); diags.HasErrors() || info.Program == nil {
				t.Fatalf("before: %v", show(diags))
			}
			done := false
			ast.Walk(file, func(n ast.Node) bool {
				done = done || test.spoil(n)
				return !done
			})
			info, diags := Check(file, nil)
			told := slices.DeleteFunc(diags.All(), func(d *diag.Diagnostic) bool { return d.Severity != diag.Error })
			if !done || info.Program != nil || len(told) != 1 || told[0].Code != "E0001" {
				t.Errorf("got %v, want only E0001", show(diags))
			}
		})
	}
}
