package parser

import (
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/ccc-lang/ccc/lang/target"
)

// The token types. Every word that is reserved inside a body and every operator
// has a type of its own, so that the hot paths compare integers.
const (
	tokEOF lexer.TokenType = lexer.EOF

	tokIdent   lexer.TokenType = iota // the words of declarations are Idents, too
	tokNumber                         // without its unit
	tokNewline                        // a newline that ends a statement, or `;`
	tokComment
	tokDoc
	tokForeign // an operator of other languages that the parser explains
	tokBad     // text of which the lexer has complained already

	tokLet
	tokVar
	tokIf
	tokThen
	tokElse
	tokMatch
	tokFor
	tokIn
	tokBreak
	tokContinue
	tokReturn

	tokLParen
	tokRParen
	tokLBrack
	tokRBrack
	tokLBrace
	tokRBrace
	tokComma
	tokColon
	tokDot
	tokDotDot
	tokArrow
	tokAssign
	tokAddAssign
	tokSubAssign
	tokMulAssign
	tokDivAssign
	tokEq
	tokNe
	tokLt
	tokLe
	tokGt
	tokGe
	tokAdd
	tokSub
	tokMul
	tokDiv
	tokMod
	tokAndAnd
	tokOrOr
	tokNot
	tokAnd
	tokOr
	tokXor
	tokShl
	tokShr

	tokCount
)

// tokenNames are the names of the token types: for a word or an operator its spelling.
var tokenNames = [tokCount]string{
	tokIdent: "Ident", tokNumber: "Number", tokNewline: "Newline", tokComment: "Comment", tokDoc: "DocComment",
	tokForeign: "Foreign", tokBad: "Bad",

	tokLet: "let", tokVar: "var", tokIf: "if", tokThen: "then", tokElse: "else", tokMatch: "match", tokFor: "for",
	tokIn: "in", tokBreak: "break", tokContinue: "continue", tokReturn: "return",

	tokLParen: "(", tokRParen: ")", tokLBrack: "[", tokRBrack: "]", tokLBrace: "{", tokRBrace: "}",
	tokComma: ",", tokColon: ":", tokDot: ".", tokDotDot: "..", tokArrow: "=>",
	tokAssign: "=", tokAddAssign: "+=", tokSubAssign: "-=", tokMulAssign: "*=", tokDivAssign: "/=",
	tokEq: "==", tokNe: "!=", tokLt: "<", tokLe: "<=", tokGt: ">", tokGe: ">=",
	tokAdd: "+", tokSub: "-", tokMul: "*", tokDiv: "/", tokMod: "%",
	tokAndAnd: "&&", tokOrOr: "||", tokNot: "!", tokAnd: "&", tokOr: "|", tokXor: "^", tokShl: "<<", tokShr: ">>",
}

// keywords are the words reserved inside bodies.
var keywords = func() map[string]lexer.TokenType {
	m := map[string]lexer.TokenType{}
	for t := tokLet; t <= tokReturn; t++ {
		m[tokenNames[t]] = t
	}
	return m
}()

// operators maps every operator to its type; foreignOperators are lexed, too,
// and longer spellings win.
var operators = func() map[string]lexer.TokenType {
	m := map[string]lexer.TokenType{}
	for t := tokLParen; t < tokCount; t++ {
		m[tokenNames[t]] = t
	}
	for op := range foreignOperators {
		m[op] = tokForeign
	}
	return m
}()

// declWords start a declaration; they are reserved only there.
var declWords = map[string]bool{
	"algorithm": true, "module": true, "use": true, "const": true, "param": true, "enum": true,
	"struct": true, "state": true, "fn": true, "extern": true,
}

// laterWords may become declarations.
var laterWords = map[string]bool{"test": true, "event": true, "emit": true, "every": true}

// intTypes are the widths that a type can name.
var intTypes = map[string]bool{
	"u8": true, "u16": true, "u32": true, "u64": true, "i8": true, "i16": true, "i32": true, "i64": true,
}

// isUnit reports whether word is the name of a unit.
func isUnit(word string) bool { return len(word) <= 5 && unitWords[word] }

var unitWords = func() map[string]bool {
	m := map[string]bool{}
	for _, u := range target.Units() {
		m[u.Name] = true
	}
	return m
}()

// endsLine reports whether a newline after the token ends the statement.
func endsLine(t lexer.TokenType) bool {
	switch t {
	case tokIdent, tokNumber, tokColon, tokBad, tokBreak, tokContinue, tokReturn, tokRParen, tokRBrack, tokRBrace:
		return true
	}
	return false
}

func end(t *lexer.Token) int { return t.Pos.Offset + len(t.Value) }
