package parser

import "github.com/alecthomas/participle/v2/lexer"

// cursor goes over the tokens of a text, comments left out.
type cursor struct {
	tokens []lexer.Token // the last is tokEOF
	next   int
}

// peek returns the next token.
func (c *cursor) peek() *lexer.Token { return &c.tokens[c.next] }

// take returns the next token and steps over it; the end is never left.
func (c *cursor) take() *lexer.Token {
	t := &c.tokens[c.next]
	if t.Type != tokEOF {
		c.next++
	}
	return t
}

// header is the lexer of participle for one declaration. It ends behind the first brace or line:
// what comes then is read by functions of the parser, which end the declaration. A line that
// ends in an operator goes on; so it also ends where a later line begins as a declaration does.
// Participle copies its tokens, so that it is given no more than it needs.
type header struct {
	tokens []lexer.Token
	line   int // of the last token
	sets   int // tokens =
	ended  bool
}

// Next returns the next token.
func (h *header) Next() (lexer.Token, error) {
	t := h.tokens[0]
	if h.ended {
		return lexer.EOFToken(t.Pos), nil
	}
	if t.Type == tokAssign {
		h.sets++
	}
	h.ended = t.Type == tokLBrace || t.Type == tokNewline || h.goesAstray()
	h.line = t.Pos.Line
	if t.Type != tokEOF {
		h.tokens = h.tokens[1:]
	}
	return t, nil
}

// goesAstray reports whether what comes next is of another declaration: a second =, or a word of
// declarations and a name that begin a line.
func (h *header) goesAstray() bool {
	t := &h.tokens[0]
	return h.sets > 1 || h.line != 0 && t.Pos.Line > h.line && declWords[t.Value] && len(h.tokens) > 1 && h.tokens[1].Type == tokIdent
}
