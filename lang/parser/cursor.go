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

// header is the lexer of participle for one declaration. It ends behind the first
// brace or line: what comes then is read by functions of the parser, which end the
// declaration. It also ends where another declaration must have begun, as a line that ends in an
// operator goes on: with two names side by side, and with a second =. Participle copies its tokens, so that it is given no more than it needs.
type header struct {
	tokens []lexer.Token
	given  int // tokens
	sets   int // of them, =
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
	h.ended = t.Type == tokLBrace || t.Type == tokNewline || h.sets > 1 || h.given > 1 && declares(h.tokens)
	h.given++
	if t.Type != tokEOF {
		h.tokens = h.tokens[1:]
	}
	return t, nil
}

// declares reports whether a declaration begins with tokens, wherever they stand. An algorithm
// may be called so, too, as in `algorithm my.use with ecn`.
func declares(tokens []lexer.Token) bool {
	return declWords[tokens[0].Value] && len(tokens) > 1 && tokens[1].Type == tokIdent && tokens[1].Value != "with"
}
