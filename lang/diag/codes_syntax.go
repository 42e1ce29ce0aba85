package diag

func syntaxCodes() map[string]Code {
	return map[string]Code{
		"E0101": {"the file is too large", `
A program has at most 4 MiB of text. A congestion-control algorithm has a few
hundred lines, so a larger file is almost certainly not a program.`},
		"E0102": {"the file is not UTF-8 text", `
Programs are text in UTF-8. The place shown is the first byte that is not.

Where the file is text, the editor can save it as UTF-8. An object that ccc compile has
written is not program text: give it to ccc load or ccc dis.`},
		"E0103": {"a character or operator that the language does not have", `
Names use the letters a-z and A-Z, digits and _. The operators are
+ - * / %   == != < <= > >=   && || !   & | ^ << >>   = += -= *= /=

Comments may hold any text, and so may nothing else: there are no strings.

Wrong:  i++            Right:  i += 1
Wrong:  x ? a : b      Right:  if x then a else b
Wrong:  a and b        Right:  a && b
Wrong:  rtt ≤ 10µs     Right:  rtt <= 10us`},
		"E0104": {"a comment in the manner of C", `
A comment runs from // to the end of its line. /// documents the declaration or
field that follows, and ccc doc shows it.

Wrong:  /* slow start */      Right:  // slow start`},
		"E0105": {"a preprocessor line", `
There is no preprocessor. The compiler knows the kernel's fields and functions
by itself, so there is nothing to include.

Wrong:  #define BETA 717            Right:  const beta = 0.7
Wrong:  #include <net/tcp.h>        Right:  use tcp`},
		"E0109": {"too many syntax errors", `
After a hundred syntax errors the compiler stops reading. Mend those that are
shown and compile again; perhaps the file is not a program at all.`},
		"E0110": {"too deeply nested, or too long an expression", `
Brackets and blocks can stand in one another at most 200 deep, and an expression
has at most 4000 operators. Programs that people write do not come near; a
generated one should give intermediate values names with let.`},
		"E0111": {"something else was expected here", `
The text does not follow the grammar. The message says what could stand here and
what does; the hint shows how the whole is written. The grammar is in
docs/language.md.

Wrong:  let x 3             Right:  let x = 3
Wrong:  if x > 2 y = 1      Right:  if x > 2 { y = 1 }`},
		"E0112": {"a unit is used as a name", `
The names of units are reserved: bytes kB KiB MB MiB GB, bit kbit Mbit Gbit,
ns us ms s, and pkts. So 10 s is always ten seconds, wherever it stands.

Wrong:  let s = t / 1s      Right:  let secs = t / 1s`},
		"E0113": {"a unit without a number", `
A unit is not a value; one of it is. Dividing by one of a unit strips it,
multiplying gives it.

Wrong:  x / us      Right:  x / 1us
Wrong:  n * ms      Right:  n * 1ms`},
		"E0114": {"an unknown unit", `
What touches a number is its unit: bytes kB KiB MB MiB GB, bit kbit Mbit Gbit,
ns us ms s, pkts, and products and quotients of them. kB is 1000 bytes, Mbit is
125000 bytes.
Numbers have no suffix for a width, since values are exact.

Wrong:  10msec      Right:  10ms
Wrong:  10Mbps      Right:  10Mbit/s
Wrong:  100UL       Right:  100`},
		"E0115": {"a number that cannot be read", `
Numbers are written 1500, 1_000, 0.7, 1e9, 1.5e-3 or 0xff, with digits on both sides
of a point. A number has at most 400 characters and a decimal exponent of at most 400.

Wrong:  sk.snd_cwnd * 2.        Right:  sk.snd_cwnd * 2.0
Wrong:  1'000 or 1,000          Right:  1_000`},
		"E0116": {"the name of a type from another language", `
The widths are u8 u16 u32 u64 and i8 i16 i32 i64. fixed<N> keeps N fractional
bits; there is no floating point. A struct or enum is named without its word.

Wrong:  var x: int = 0           Right:  var x: i32 = 0
Wrong:  hs: struct HyStart       Right:  hs: HyStart`},
		"E0117": {"braces that do not match", `
Every { needs its }. The place shown is the brace that has no partner; look for
the missing one between it and the next declaration, where indentation and
braces disagree.`},
		"E0118": {"a block or else that belongs to nothing", `
Braces stand only behind if, else, for and an arm of a match, and hold the body
of a function. Else follows the closing brace of an if.`},
		"E0119": {"a sign on the next line that belongs on this one", `
A newline ends a statement, so the { that belongs to it stands on the same line, and
so do the = of a function and the | and => of an arm.

Wrong:  ssthresh(sk)        Right:  ssthresh(sk) {
        {`},
		"E0120": {"a chain of comparisons", `
In mathematics a < b < c compares b with both. In C it compares a truth value
with c, which nobody means. Here it is an error: say both halves.

Wrong:  1 < x < 10      Right:  1 < x && x < 10`},
		"E0121": {"an if as an operand, without brackets", `
The else of an if takes everything that follows, so that it would be unclear where
the if ends inside a longer expression. Brackets make it clear.

Wrong:  cwnd * if fast then 2 else 1      Right:  cwnd * (if fast then 2 else 1)`},
		"E0122": {"something that cannot be called", `
Only a function can be called, by its name or as module.name. A number before a
bracket or a name does not multiply.

Wrong:  2(x + 1)            Right:  2 * (x + 1)
Wrong:  2 sk.snd_cwnd       Right:  2 * sk.snd_cwnd`},
		"E0123": {"a cast", `
Values are exact: they have no width, nothing wraps and nothing is cut off. A value
is rounded once, when it goes to a place: a field, a variable or a typed name.

Wrong:  (u32)x / 2      Right:  let half: u32 = x / 2`},
		"E0124": {"a pointer", `
There are no pointers. The connection is sk, its fields are sk.snd_cwnd and so on,
and functions get structs and sk by reference.

Wrong:  tp->snd_cwnd            Right:  sk.snd_cwnd
Wrong:  f(&ca.hs)               Right:  f(ca.hs)`},
		"E0125": {"an assignment inside an expression", `
= stores a value and is a statement. Values are compared with ==.

Wrong:  if x = 3 { ... }      Right:  if x == 3 { ... }`},
		"E0126": {"a variable without a type", `
A variable is a place, and a place says what it can hold, because what is stored is
rounded and clamped to it. A name for a value that does not change needs no type.

Wrong:  var n = 0      Right:  var n: u32 = 0
                       Right:  let n = 0`},
		"E0127": {"a loop in the manner of another language", `
A loop counts through a range by one, both ends included, so that it is bounded by
construction. break leaves it. Where every second number is meant, the loop counts
half as far, and twice its counter is used.

Wrong:  for (i = 0; i < 8; i++) { ... }      Right:  for i in 0..7 { ... }
Wrong:  for i in 0..10 step 2 { f(i) }       Right:  for i in 0..5 { f(2 * i) }`},
		"E0128": {"commas between the arms of a match", `
Each arm has a line of its own; | joins values that share one.

Wrong:  match event { loss => a(sk), _ => {} }
Right:  match event {
            loss => a(sk)
            _    => {}
        }`},
		"E0129": {"a place that cannot be assigned", `
A value can be stored in a variable, a field or an element of an array.

Wrong:  x + 1 = 3            Right:  x = 2
Wrong:  min(a, b) = 3        Right:  if a < b { a = 3 } else { b = 3 }`},
		"E0130": {"a value that is computed and dropped", `
A line that is only an expression does nothing, unless it is a call. The last line of a
function is no exception: its value is given with return.

Wrong:  x == 3                   Right:  x = 3
Wrong:  reset                    Right:  reset()
Wrong:  fn half(x) { x / 2 }     Right:  fn half(x) { return x / 2 }`},
		"E0131": {"a type before a name", `
The name comes first, then its type. let gives a value a name, var makes a
variable; a function begins with fn, a callback just with its name.

Wrong:  u32 n = 0              Right:  var n: u32 = 0
Wrong:  u32 half(u32 x)        Right:  fn half(x: u32): u32 = x / 2`},
		"E0132": {"a declaration inside a block", `
Declarations stand at the top level: const, param, state, fn and callbacks do not
nest. In a block, let gives a value a name. A struct has fields only; what is done with
it is a function beside it, which takes it as a parameter.

Wrong:  struct Ring { n: u8; fn next(r) = (r.n + 1) % 8 }
Right:  struct Ring { n: u8 }
        fn next(r) = (r.n + 1) % 8`},
		"E0133": {"a line that begins with an operator", `
A newline ends a statement unless a ( or [ is open or the line ends in an operator, a
comma, = or =>. So an operator belongs at the end of the line.

Wrong:  let x = a        Right:  let x = a +
            + b                      b`},
		"E0134": {"a word of another language, or a misspelt one", `
The statements are let, var, if, match, for, break, continue, return, an assignment and
a call. The declarations are algorithm, module, use, const, param, enum, struct,
state, fn, extern fn and the callbacks. The hint says which of them does what you mean.`},
		"E0135": {"a statement outside of a function", `
At the top level stand declarations. What an algorithm does, it does in callbacks
and in the functions that they call.

Wrong:  sk.snd_cwnd = 10      Right:  init(sk) { sk.snd_cwnd = 10 }`},
		"E0136": {"a word that is reserved for later", `
test, event, emit and every will begin declarations in a later version of the
language. Elsewhere they are ordinary names.`},
		"E0137": {"not a declaration", `
The declarations are
  algorithm NAME            module NAME             use NAME
  const NAME = value        param NAME = default in lo..hi
  enum NAME { a, b }        struct NAME { field: type }
  state { field: type }     fn NAME(a, b) = value   extern fn NAME(a: type): type
and the callbacks, as ssthresh(sk) = value or cong_avoid(sk, ack, acked) { ... }.`},
		"E0138": {"a field or parameter in the wrong order", `
The name comes first, then : and the type. A parameter needs no type: it takes what the
call gives it. Each call gives all arguments, so that there are no defaults.

Wrong:  fn half(u32 x)                Right:  fn half(x: u32)
Wrong:  fn half(x: u32 = 2)           Right:  fn half(x: u32)
Wrong:  ssthresh(struct sock *sk)     Right:  ssthresh(sk)`},
		"E0139": {"the wrong separator in a list", `
The values of an enum are separated by commas, the fields of a struct or of state
by newlines.

Wrong:  enum Mode { startup drain }          Right:  enum Mode { startup, drain }
Wrong:  state { a: u32, b: u32 }             Right:  state { a: u32; b: u32 }`},
	}
}
