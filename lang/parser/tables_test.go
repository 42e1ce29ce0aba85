package parser

type srcCase struct{ name, src, want string }

var treeCases = []srcCase{}
var errorCases = []srcCase{
	{"a", "ssthresh(sk) = x < y < z\n", ""},
	{"b", "init(sk) {\n if x = 3 { a = 1 }\n i++\n tp->cwnd = 3\n x = a ? b : c\n let y = (u32)x\n}\n", ""},
	{"c", "#include <linux/tcp.h>\nstruct sock *sk\n\nvoid init(struct sock *sk)\n{\n  int x = 3;\n  /* foo */\n  for (i = 0; i < 3; i++) { }\n}\n", ""},
	{"d", "init(sk) {\n  if x {\n    a = 1\n\n}\n\nssthresh(sk) = max(sk.snd_cwnd / 2, 2)\n", ""},
	{"e", "init(sk) {\n  foo(a, b\n  x = 3\n  let z = 10msec\n  let q = 10 Mbps\n while x { }\n}\nfn a(x y) = 3\nfn b(u32 x, struct sock *sk) {\n y == 3\n}", ""},
	{"f", "x = 3\nsk.snd_cwnd = 3\nlet y = 2\nalgoritm foo\nconst a 3\nconst = 3\nconst if = 3\nparam p 3\nparam q = 3 in 5\nenum E { a b }\nenum F {\n a\n b\n}\nstate\n{ x: u32 }\nstate { u32 x\n y u32, z: int\n w: struct foo }\n fn\nfn f\nfn f()\nextern foo()\ntest foo {\n}\n", ""},
	{"g", "init(sk) {\n let a = 1 + if x then 2 else 3\n let b = 2(x)\n let c = if x { 1 } else { 2 }\n let d = a and b\n let e = not a\n let f = 10µs\n let g = a ≤ b\n let h = \"foo\"\n match x {\n a, b => foo()\n c => bar(),\n d: x()\n }\n let i = a\n + b\n var n = 3\n if x y = 3\n if x\n {\n }\n let j = ((1 + 2)\n let k = f(1, , 2)\n}\n", ""},
	{"h", "ssthresh(sk) {\n return 1\n}}\nundo_cwnd(sk) { return 2 }\n", ""},
	{"i", "algorithm foo with\nalgorithm\nalgorithm 3-b.c with ecn\nalgorithm \"foo\"\n use a b\n", ""},
	{"j", "ssthresh(sk) = if x then 2\nundo_cwnd(sk) =\n\ninit sk {\n}\ninit(sk)\nrelease(sk) => 3\n", ""},
}
var formatCases = []srcCase{}
