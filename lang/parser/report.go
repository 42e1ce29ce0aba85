package parser

import (
	"fmt"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"
	"github.com/ccc-lang/ccc/lang/diag"
)

// maxErrors is how many syntax errors are reported for a file; what is further
// down is better looked at once these are mended.
const maxErrors = 100

// maxQuote is how many bytes of the program a message quotes.
const maxQuote = 80

// reporter collects the syntax errors of one file.
type reporter struct {
	src  *diag.Source
	list diag.List
	n    int
}

// Errorf reports an error at span and returns it for a hint.
func (r *reporter) Errorf(span diag.Span, code, format string, args ...any) *diag.Diagnostic {
	r.n++
	for i, a := range args {
		if s, ok := a.(string); ok && len(s) > maxQuote {
			args[i] = strings.ToValidUTF8(s[:maxQuote], "") + "..."
		}
	}
	switch {
	case r.n > maxErrors:
		return &diag.Diagnostic{}
	case r.n == maxErrors:
		return r.list.Errorf(span, "E0109", "too many syntax errors; the rest of the file is not looked at")
	}
	return r.list.Errorf(span, code, format, args...)
}

// full reports whether it is no use to go on.
func (r *reporter) full() bool { return r.n >= maxErrors }

// foreignOperators are operators of other languages, with what to write here.
var foreignOperators = map[string]string{
	"++":  "write `x += 1`",
	"--":  "write `x -= 1`; for a difference put a space between the two signs",
	"->":  "write `.`: there are no pointers",
	"::":  "write `.`",
	"?":   "write `if condition then a else b`",
	":=":  "write `let x = value`, or `=` to assign",
	"**":  "write the product: `x * x`",
	"~":   "there is no complement of a count; test a flag with `flags & flag == 0`",
	"%=":  "write `x = x % y`",
	"&=":  "write `x = x & y`",
	"|=":  "write `x = x | y`",
	"^=":  "write `x = x ^ y`",
	"<<=": "write `x = x << n`",
	">>=": "write `x = x >> n`",
	"...": "write `..`; both ends are included",
	"..=": "write `..`; both ends are included",
	"..<": "both ends of a range are included: write `a..b - 1`",
	"===": "write `==`",
	"!==": "write `!=`",
	"<>":  "write `!=`",
	"@":   "names are written without it",
	"$":   "names are written without it",
	"`":   "names are written without it",
	"\\":  "a line goes on by itself after an operator, `,`, or inside brackets",
}

// runeOperators are signs of mathematics, with the operator they mean.
var runeOperators = map[rune]string{
	'×': "*", '·': "*", '÷': "/", '−': "-", '–': "-", '≤': "<=", '≥': ">=", '≠': "!=", '∧': "&&", '∨': "||", '¬': "!", '←': "=",
}

// foreignWords are words of other languages that start a statement or
// declaration, with what to write here.
var foreignWords = map[string]string{
	"while":    "a loop has a known bound: `for i in 1..10 { ... }`, left with `break`",
	"loop":     "a loop has a known bound: `for i in 1..10 { ... }`, left with `break`",
	"do":       "a loop has a known bound: `for i in 1..10 { ... }`, left with `break`",
	"switch":   "write `match x { a => ..., _ => ... }`, one arm a line",
	"case":     "write `match x { a => ..., _ => ... }`, one arm a line",
	"default":  "the arm for everything else is `_ => ...`",
	"elif":     "write `else if`",
	"elseif":   "write `else if`",
	"elsif":    "write `else if`",
	"goto":     "there are no jumps; use `if`, `for` with `break`, or `return`",
	"func":     "write `fn name(a, b) = value` or `fn name(a, b) { ... }`",
	"function": "write `fn name(a, b) = value` or `fn name(a, b) { ... }`",
	"def":      "write `fn name(a, b) = value` or `fn name(a, b) { ... }`",
	"fun":      "write `fn name(a, b) = value` or `fn name(a, b) { ... }`",
	"static":   "leave it out; what lasts is declared in `state { ... }`",
	"inline":   "leave it out; every call is inlined",
	"import":   "write `use NAME`",
	"include":  "write `use NAME`",
	"package":  "write `module NAME` or `algorithm NAME`",
	"typedef":  "write `struct NAME { ... }` or `enum NAME { ... }`",
	"type":     "write `struct NAME { ... }` or `enum NAME { ... }`",
	"union":    "there are no unions; write `struct NAME { ... }`",
	"class":    "write `struct NAME { field: type }` for data and `fn` for what is done with it",
	"void":     "a function without a result just has no type: `fn name(a, b) { ... }`",
	"try":      "there are no exceptions; nothing fails at run time",
	"throw":    "there are no exceptions; nothing fails at run time",
	"asm":      "there is no assembly; everything is compiled for you",
	"mut":      "write `var x: type = value` for a variable",
	"auto":     "write `let x = value`",
}

// stepWords are what other languages write behind the range of a loop.
var stepWords = map[string]bool{"step": true, "by": true}

// loopWords are those of them that begin loops whose block ends the statement.
var loopWords = map[string]bool{"while": true, "loop": true}

// cTypes are types of C, with the type to write here.
var cTypes = map[string]string{
	"int": "i32", "unsigned": "u32", "long": "i64", "short": "i16", "char": "u8", "size_t": "u64", "__u8": "u8", "__u16": "u16",
	"__u32": "u32", "__u64": "u64", "__s32": "i32", "__s64": "i64", "s8": "i8", "s16": "i16", "s32": "i32", "s64": "i64",
	"uint": "u32", "uint8_t": "u8", "uint16_t": "u16", "uint32_t": "u32", "uint64_t": "u64", "int8_t": "i8", "int16_t": "i16",
	"uint8": "u8", "uint16": "u16", "uint32": "u32", "uint64": "u64", "int8": "i8", "int16": "i16", "int32": "i32", "int64": "i64",
	"int32_t": "i32", "int64_t": "i64", "float": "fixed<16>", "double": "fixed<16>", "f32": "fixed<16>", "f64": "fixed<16>",
	"boolean": "bool", "_Bool": "bool",
}

// kernelStructs are the structs of the kernel that people bring from its C, with what stands
// for a variable % of them.
var kernelStructs = map[string]string{
	"sock": "the connection is `sk`, a parameter of every callback: leave this out", "inet_sock": connection, "inet_connection_sock": connection,
	"tcp_sock":    connection,
	"rate_sample": "the rate sample is `rs`, a parameter of `cong_control`: leave this out",
	"ack_sample":  "the sample is `sample`, a parameter of `pkts_acked`: leave this out",
}

const connection = "the connection is `sk`, with all fields: leave this out, and write `sk.snd_cwnd` for `%->snd_cwnd`"

// describe names a token for a message.
func describe(t *lexer.Token) string {
	switch t.Type {
	case tokEOF:
		return "the end of the file"
	case tokNewline:
		if t.Value == ";" {
			return "`;`"
		}
		return "the end of the line"
	case tokNumber:
		return "the number `" + t.Value + "`"
	}
	return fmt.Sprintf("`%s`", t.Value)
}
