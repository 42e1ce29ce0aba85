package parser

import "testing"

// formatCases are programs with their canonical form; "" is the program itself.
var formatCases = []struct{ name, src, want string }{
	{"spaces", "algorithm   x   with  ecn,nonrestricted\nfn f( a ,b:u32 ):u32=a+b*2\n",
		"algorithm x with ecn, nonrestricted\n\nfn f(a, b: u32): u32 = a + b * 2\n"},
	{"semicolons", "init(sk) { a = 1; b = 2; }\n", "init(sk) {\n    a = 1\n    b = 2\n}\n"},
	{"one line stays", "init(sk) { a = 1 }\n\nrelease(sk) {}\n", ""},
	{"if on one line", "init(sk) {\n  if a {b=1} else if c {return} else {}\n}\n", "init(sk) {\n    if a { b = 1 } else if c { return } else {}\n}\n"},
	{"if on several lines", "init(sk) {\n    if a { b = 1 }\n    else { if d { return } }\n}\n",
		"init(sk) {\n    if a {\n        b = 1\n    } else {\n        if d { return }\n    }\n}\n"},
	{"blank lines", "\n\nuse a\n\n\nuse b\nconst c = 1\ninit(sk) {\n\n\n    a = 1\n\n\n\n    b = 2\n\n}\nrelease(sk) { x() }\n",
		"use a\n\nuse b\n\nconst c = 1\n\ninit(sk) {\n    a = 1\n\n    b = 2\n}\n\nrelease(sk) { x() }\n"},
	{"fractions", "param g = 1 / 16 in 1/1024 .. 10ms/2\nconst h = 1 / 2 * x / 3\n", "param g = 1/16 in 1/1024..10ms / 2\n\nconst h = 1/2 * x / 3\n"},
	{"numbers", "const a = 10 ms + 1500bytes + 10  Mbit / s + 5pkts * 0x10 s\n", "const a = 10ms + 1500 bytes + 10Mbit/s + 5 pkts * 0x10 s\n"},
	{"signs", "const a = - -b - -c + !!d\n", ""},
	{"types", "struct S { a:u64   fixed< 24 >pkts/us in 0..1=0.5; b : hs . T [ 3 ] }\n",
		"struct S {\n    a: u64 fixed<24> pkts/us in 0..1 = 0.5\n    b: hs.T[3]\n}\n"},
	{"enums", "enum A {a,b}\n\nenum B {\n a, b, // two\n c }\n\nenum C {}\n",
		"enum A { a, b }\n\nenum B {\n    a,\n    b, // two\n    c,\n}\n\nenum C {}\n"},
	{"one field", "state { round: delay.Round }\n", ""},
	{"match", "init(sk) {\n    match e {\n        a | b => f(1)\n        cc => {}\n\n        ddd => {\n            g()\n        }\n        _ => x = 1 // last\n    }\n}\n",
		"init(sk) {\n    match e {\n        a | b => f(1)\n        cc    => {}\n\n        ddd => {\n            g()\n        }\n        _ => x = 1 // last\n    }\n}\n"},
	{"loops", "init(sk) {\n    for i in 0 .. n-1 max 16 {\n        if i > 2 { break }\n        continue\n    }\n}\n",
		"init(sk) {\n    for i in 0..n - 1 max 16 {\n        if i > 2 { break }\n        continue\n    }\n}\n"},
	{"breaks in brackets", "init(sk) {\n    f(a,\n      b)\n    g(\n     a, b\n     + c)\n    x = (\n    1)\n}\n",
		"init(sk) {\n    f(a,\n        b)\n    g(\n        a, b +\n        c,\n    )\n    x = (\n        1\n    )\n}\n"},
	{"breaks after operators", "const x = a +\n  b *\n  c\nconst y =\n [1,\n 2]\n", "const x = a +\n    b *\n    c\nconst y =\n    [1,\n    2]\n"},
	{"then and else", "ssthresh(sk) = if a\nthen b\nelse if c then d\nelse e\n", "ssthresh(sk) = if a\n    then b\n    else if c then d\n    else e\n"},
	{"comments", "// head\n\n/// doc\nalgorithm x // name\n// after\n\n// before the end\ninit(sk) { // open\n\n  // first\n  a = 1 // one\n  bbb = 2   // two\n\n  // last\n} // closed\n\n// end\n",
		"// head\n\n/// doc\nalgorithm x // name\n\n// after\n\n// before the end\ninit(sk) { // open\n    // first\n    a = 1   // one\n    bbb = 2 // two\n\n    // last\n} // closed\n\n// end\n"},
	{"comments in expressions", "const a = f( // open\n  1, // one\n  // own\n  2)\nconst b = (1 // left\n + 2)\n",
		"const a = f( // open\n    1, // one\n    // own\n    2,\n)\nconst b = (1 + // left\n    2)\n"},
	{"comments that must move", "fn f(a, // first\n  b) { x() }\nalgorithm x with a, /// flag\n  b\n",
		"fn f(a, b) { x() } // first\n\nalgorithm x with a, b // flag\n"},
	{"only comments", "// a\n\n\n/// b\n", "// a\n\n/// b\n"},
	{"comments in empty blocks", "state { // none\n}\n\ninit(sk) {\n    match x {\n        // none\n    }\n    if a {\n        // nothing\n    }\n}\n", ""},
	{"empty", "\n\n", ""},
}

func TestFormat(t *testing.T) {
	for _, c := range formatCases {
		t.Run(c.name, func(t *testing.T) {
			want := c.want
			if want == "" && c.name != "empty" {
				want = c.src
			}
			got := format(t, c.src)
			if got != want {
				t.Errorf("%s\nbecomes\n%s\nwant\n%s", c.src, got, want)
			}
			if again := format(t, got); again != got {
				t.Errorf("%s\nbecomes, when formatted again,\n%s", got, again)
			}
			if before, after := dump(t, c.src), dump(t, got); before != after {
				t.Errorf("the tree\n%s\nbecomes\n%s", before, after)
			}
		})
	}
}
