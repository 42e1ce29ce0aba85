package parser

import (
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
)

// treeCases are expressions and programs with their trees.
var treeCases = []struct{ name, src, want string }{
	{"algorithm", "algorithm reno", `(algorithm reno)`},
	{"algorithm flags", "/// Doc.\nalgorithm dctcp with ecn,\n    nonrestricted", `(algorithm dctcp ecn nonrestricted "Doc.")`},
	{"odd algorithm names", "algorithm 3cc-x.y_2", `(algorithm 3cc-x.y_2)`},
	{"declaration words in names", "algorithm my.use.state with ecn\nparam use = state in fn..param", "(algorithm my.use.state ecn)\n(param use state fn..param)"},
	{"module and use", "module m\nuse tcp; use math", "(module m)\n(use tcp)\n(use math)"},
	{"const", "const a = [1, -2, 3,]\nconst b = 0x_ff", "(const a (array 1 (- 2) 3))\n(const b 0x_ff)"},
	{"param", "param g = 1/16 in 1/1024..1", `(param g (/ 1 16) (/ 1 1024)..1)`},
	{"enum", "enum Mode { startup, drain }\nenum Other {\n    a,\n    b,\n}\nenum Empty {}", "(enum Mode startup drain)\n(enum Other a b)\n(enum Empty)"},
	{"struct", "struct S {\n    a: u8 in 0..9 = 3 /// not of b\n    /// Doc of b.\n    b: bytes/s\n\n    c: hs.T[4]\n}",
		"(struct S\n  (a u8 in 0..9 = 3)\n  (b bytes/s \"Doc of b.\")\n  (c hs.T[4]))"},
	{"state types", "state { a: u64 fixed<24> pkts/us; b: fixed<8>\n c: bool = true; d: seq\n e: fixed<3>= 1; f: i32 us*us/ms }",
		"(state\n  (a u64 fixed<24> pkts/us)\n  (b fixed<8>)\n  (c bool = true)\n  (d seq)\n  (e fixed<3> = 1)\n  (f i32 us*us/ms))"},
	{"fn", "fn f(sk, a: u32): us = a * 1us\nfn g() {}", "(fn f (sk a:u32) : us (* a 1us))\n(fn g ()\n  (do))"},
	{"extern", "extern fn tcp_slow_start(sk, acked: u32): u32", `(extern tcp_slow_start (sk acked:u32) : u32)`},
	{"callback", "ssthresh(sk) = max(sk.snd_cwnd / 2, 2)", `(callback ssthresh (sk) (call max (/ sk.snd_cwnd 2) 2))`},
	{"value on the next line", "ssthresh(sk) =\n    2", `(callback ssthresh (sk) 2)`},
	{"declaration words are names elsewhere", "cwnd_event(sk, event) { use = param + state.fn; test(every) }",
		"(callback cwnd_event (sk event)\n  (do\n    (= use (+ param state.fn))\n    (call test every)))"},
}

// bodyCases are bodies of a function with their trees.
var bodyCases = []struct{ name, src, want string }{
	{"let and var", "let a = 1; let b: u32 us = 2ms\nvar c: u8 = a\nvar d: seq", "(let a 1)\n(let b : u32 us 2ms)\n(var c : u8 a)\n(var d : seq)"},
	{"assign", "a = 1\nca.b[2] += 3; x.y.z -= 1\na *= 2\na /= 3", "(= a 1)\n(+= (index ca.b 2) 3)\n(-= x.y.z 1)\n(*= a 2)\n(/= a 3)"},
	{"if", "if a { b() } else if c { d() } else { e() }", "(if a\n  (do\n    (call b))\n  (if c\n    (do\n      (call d))\n    (do\n      (call e))))"},
	{"else on the next line", "if a { b() }\n// comment\nelse { c() }", "(if a\n  (do\n    (call b))\n  (do\n    (call c)))"},
	{"match", "match e {\n    a | b => f()\n    2 => { return }\n    m.c => x = 1; _ => {}\n}",
		"(match e\n  ((a b)\n    (call f))\n  ((2)\n    (do\n      (return)))\n  ((m.c)\n    (= x 1))\n  ((_)\n    (do)))"},
	{"for", "for i in 0..n - 1 max 16 {\n    if i > 3 { break }\n    continue\n}\nfor j in 1..max(a, b) {}",
		"(for i 0..(- n 1) max 16\n  (do\n    (if (> i 3)\n      (do\n        (break)))\n    (continue)))\n(for j 1..(call max a b)\n  (do))"},
	{"return", "return\nreturn a +\n    b", "(return)\n(return (+ a b))"},
	{"calls", "f()\nm.g(a, [b])", "(call f)\n(call m.g a (array b))"},
	{"brackets carry over lines", "f(\n    a,\n    b\n    + c\n)", "(call f a (+ b c))"},
	{"then and else carry over lines", "x = if a\n    then b\n    else c", "(= x (if a b c))"},
	{"CRLF and blank lines", "\r\na = 1\r\n\r\n\r\nb = 2\r\n", "(= a 1)\n(= b 2)"},
}

// exprCases are expressions with their trees.
var exprCases = []struct{ src, want string }{
	{"a + b * c - d", "(- (+ a (* b c)) d)"},
	{"a / b / c", "(/ (/ a b) c)"},
	{"a % b * c", "(* (% a b) c)"},
	{"-a * -b", "(* (- a) (- b))"},
	{"- -a", "(- (- a))"},
	{"!a && !b.c || d", "(|| (&& (! a) (! b.c)) d)"},
	{"a || b && c", "(|| a (&& b c))"},
	{"flags & ece != 0", "(!= (& flags ece) 0)"},
	{"a | b ^ c & d << e + f", "(| a (^ b (& c (<< d (+ e f)))))"},
	{"a < b && b < c", "(&& (< a b) (< b c))"},
	{"(a < b) == (c < d)", "(== (paren (< a b)) (paren (< c d)))"},
	{"a == b | c", "(== a (| b c))"},
	{"1 << 3 > 7", "(> (<< 1 3) 7)"},
	{"x - (if a then b else c)", "(- x (paren (if a b c)))"},
	{"if a then b else if c then d else e + 1", "(if a b (if c d (+ e 1)))"},
	{"f(if a then b else c, [1, 2])", "(call f (if a b c) (array 1 2))"},
	{"m.f(x)[i].y", "(index (call m.f x) i).y"},
	{"10Mbit/s * 2", "(* 10Mbit/s 2)"},
	{"10 bytes / x", "(/ 10bytes x)"},
	{"x / 1us * 1ms", "(* (/ x 1us) 1ms)"},
	{"1e9 + 1_000 + 0.5 + 1.5e-3 + 0xff", "(+ (+ (+ (+ 1e9 1_000) 0.5) 1.5e-3) 0xff)"},
	{"5 pkts", "5pkts"},
	{"sk.max.in.if.let.s", "sk.max.in.if.let.s"},
}

// tree returns the dump of text, which must be correct.
func tree(t *testing.T, text string) string { return strings.TrimSuffix(dump(t, text), "\n") }

func TestParseTrees(t *testing.T) {
	for _, c := range treeCases {
		t.Run(c.name, func(t *testing.T) {
			if got := tree(t, c.src); got != c.want {
				t.Errorf("%s\ngives\n%s\nwant\n%s", c.src, got, c.want)
			}
		})
	}
}

func TestParseBodies(t *testing.T) {
	for _, c := range bodyCases {
		t.Run(c.name, func(t *testing.T) {
			want := "(fn f ()\n  (do\n    " + strings.ReplaceAll(c.want, "\n", "\n    ") + "))"
			if got := tree(t, "fn f() {\n"+c.src+"\n}\n"); got != want {
				t.Errorf("%s\ngives\n%s\nwant\n%s", c.src, got, want)
			}
		})
	}
}

func TestParseExpressions(t *testing.T) {
	for _, c := range exprCases {
		t.Run(c.src, func(t *testing.T) {
			if got, want := tree(t, "const x = "+c.src), "(const x "+c.want+")"; got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"0", "0/1"}, {"1_000", "1000/1"}, {"0.125", "1/8"}, {"1e3", "1000/1"}, {"1.5e-3", "3/2000"}, {"2E+2", "200/1"},
		{"0xff", "255/1"}, {"0xFF_FF", "65535/1"}, {"18446744073709551615", "18446744073709551615/1"}, {"007", "7/1"},
	} {
		file, errs := Parse(diag.NewSource("test.cc", []byte("const x = "+c.text)))
		if errs.HasErrors() {
			t.Errorf("%s: %s", c.text, render(errs))
			continue
		}
		n := file.Decls[0].(*ast.ConstDecl).Value.(*ast.Number)
		if n.Value.String() != c.want || n.Text != c.text {
			t.Errorf("%s is read as %s %q, want %s", c.text, n.Value, n.Text, c.want)
		}
	}
}

// TestSpans checks that nodes cover exactly their text.
func TestSpans(t *testing.T) {
	const text = "/// Doc.\nfn  f(sk , a : u32 fixed<3>) : us {\n" +
		"  let x = ( a+b )*f( 1 )  // c\n  if !a.b [ 2 ] > 10 Mbit/s {  } else { y += -3 }\n}\nparam g = 1 in 0 .. 2\n"
	want := map[string]bool{}
	for _, s := range []string{
		"fn  f(sk , a : u32 fixed<3>) : us {\n  let x = ( a+b )*f( 1 )  // c\n  if !a.b [ 2 ] > 10 Mbit/s {  } else { y += -3 }\n}",
		"f", "sk", "a : u32 fixed<3>", "a", "u32 fixed<3>", "u32", "3", "us",
		"{\n  let x = ( a+b )*f( 1 )  // c\n  if !a.b [ 2 ] > 10 Mbit/s {  } else { y += -3 }\n}",
		"let x = ( a+b )*f( 1 )", "x", "( a+b )*f( 1 )", "( a+b )", "a+b", "b", "f( 1 )", "1",
		"if !a.b [ 2 ] > 10 Mbit/s {  } else { y += -3 }", "!a.b [ 2 ] > 10 Mbit/s", "!a.b [ 2 ]", "a.b [ 2 ]", "a.b", "2",
		"10 Mbit/s", "Mbit/s", "Mbit", "s", "{  }", "{ y += -3 }", "y += -3", "y", "-3",
		"param g = 1 in 0 .. 2", "g", "0 .. 2", "0",
	} {
		want[s] = true
	}
	file, errs := Parse(diag.NewSource("test.cc", []byte(text)))
	if errs.HasErrors() {
		t.Fatal(render(errs))
	}
	got := map[string]bool{}
	ast.Walk(file, func(n ast.Node) bool {
		if n != ast.Node(file) {
			got[n.Pos().Text()] = true
		}
		return true
	})
	for s := range want {
		if !got[s] {
			t.Errorf("no node covers %q", s)
		}
	}
	for s := range got {
		if !want[s] {
			t.Errorf("a node covers %q", s)
		}
	}
	assign := file.Decls[0].(*ast.FnDecl).Body.Stmts[1].(*ast.IfStmt).Else.(*ast.Block).Stmts[0].(*ast.AssignStmt)
	if assign.OpSpan.Text() != "+=" {
		t.Errorf("the operator covers %q", assign.OpSpan.Text())
	}
}

func TestComments(t *testing.T) {
	const text = "\ufeff// one\n/// two\nalgorithm x // three\n//// four\nuse y /// five\n  // six ÷"
	file, errs := Parse(diag.NewSource("test.cc", []byte(text)))
	if errs.HasErrors() {
		t.Fatal(render(errs))
	}
	want := []string{"// one", "/// two doc", "// three", "//// four", "/// five doc", "// six ÷"}
	for i, c := range file.Comments {
		got := c.Text
		if c.Doc {
			got += " doc"
		}
		if i >= len(want) || got != want[i] || c.Span.Text() != c.Text {
			t.Errorf("comment %d is %q at %q, want %v", i, got, c.Span.Text(), want)
		}
	}
	if len(file.Comments) != len(want) {
		t.Errorf("%d comments, want %d", len(file.Comments), len(want))
	}
	if doc := file.Decls[0].(*ast.AlgorithmDecl).Doc; doc != "two" {
		t.Errorf("the doc is %q", doc)
	}
}

func TestDoc(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"/// a\n///  b\n///\n///c\nconst x = 1", "a\n b\n\nc"},
		{"/// a\n// licence\nconst x = 1", "a"},
		{"/// a\n\n\n/// b\n\nconst x = 1", "a\nb"},
		{"// a\nconst x = 1", ""},
		{"const y = 1 /// of y\nconst x = 1", ""},
	} {
		file, _ := Parse(diag.NewSource("test.cc", []byte(c.src)))
		if got := file.Decls[len(file.Decls)-1].(*ast.ConstDecl).Doc; string(got) != c.want {
			t.Errorf("%q: the doc is %q, want %q", c.src, got, c.want)
		}
	}
}
