// Package progen makes random programs of the language: well typed, and over
// the whole of it (every statement, operator, unit, kernel field, callback and
// shape of state). A program is a tree, so that Shrink can make a failing one
// small. Most of them compile; those that do not break a rule that only the
// checker knows (no scale to round to, a bound that nothing proves).
package progen

import (
	"slices"
	"strings"
	"time"
)

// expr is an expression: a template in which each `$` stands for the next argument.
type expr struct {
	typ  typ
	text string
	args []*expr
}

// node is a line of the program, or a line with a block behind it: its text has
// `$` for expressions.
type node struct {
	text             string
	args             []*expr
	block            []*node // between braces, if isBlock
	els              []*node // behind `else`, if hasElse
	isBlock, hasElse bool
	elseIf           bool // els is an `if` alone, written behind `else`
	fixed            bool // cannot be left out
}

// Program is a random program.
type Program struct{ decls []*node }

// String returns the program's text.
func (p *Program) String() string {
	var b strings.Builder
	for _, d := range p.decls {
		d.write(&b, "")
	}
	return b.String()
}

func (e *expr) String() string { return fill(e.text, e.args) }

func fill(text string, args []*expr) string {
	var b strings.Builder
	for _, r := range text {
		if r == '$' {
			b.WriteString(args[0].String())
			args = args[1:]
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func (n *node) write(b *strings.Builder, indent string) {
	b.WriteString(indent)
	b.WriteString(fill(n.text, n.args))
	if n.isBlock {
		b.WriteString(" {\n")
		for _, s := range n.block {
			s.write(b, indent+"    ")
		}
		b.WriteString(indent + "}")
		if n.hasElse && n.elseIf && len(n.els) == 1 && strings.HasPrefix(n.els[0].text, "if ") {
			var rest strings.Builder
			n.els[0].write(&rest, indent)
			b.WriteString(" else " + strings.TrimSuffix(strings.TrimPrefix(rest.String(), indent), "\n"))
		} else if n.hasElse {
			b.WriteString(" else {\n")
			for _, s := range n.els {
				s.write(b, indent+"    ")
			}
			b.WriteString(indent + "}")
		}
	}
	b.WriteByte('\n')
}

// Shrink returns a program that is as small as it finds and for which fails
// still holds, within the time given. fails must hold for p.
func Shrink(p *Program, limit time.Duration, fails func(source string) bool) *Program {
	s := &shrinker{p: p, end: time.Now().Add(limit), fails: fails}
	for s.pass() {
	}
	return p
}

type shrinker struct {
	p     *Program
	end   time.Time
	fails func(string) bool
}

// still reports whether the program fails as it is now.
func (s *shrinker) still() bool {
	if time.Now().After(s.end) {
		return false
	}
	return s.fails(s.p.String())
}

// pass tries every simplification once and reports whether one held.
func (s *shrinker) pass() bool { return s.nodes(&s.p.decls) }

func (s *shrinker) nodes(list *[]*node) bool {
	changed := false
	for size := len(*list); size > 0; size /= 2 {
		for i := 0; i+size <= len(*list); {
			if s.without(list, i, size) {
				changed = true
			} else {
				i++
			}
		}
	}
	for i := 0; i < len(*list); i++ {
		changed = s.node(list, i) || changed
	}
	return changed
}

// without tries to leave out size nodes at i.
func (s *shrinker) without(list *[]*node, i, size int) bool {
	for _, n := range (*list)[i : i+size] {
		if n.fixed {
			return false
		}
	}
	old := *list
	*list = append(append([]*node{}, old[:i]...), old[i+size:]...)
	if s.still() {
		return true
	}
	*list = old
	return false
}

func (s *shrinker) node(list *[]*node, i int) bool {
	changed := false
	n := (*list)[i]
	if n.isBlock && !n.fixed {
		old := *list
		inner := append(append([]*node{}, n.block...), n.els...)
		*list = append(append(append([]*node{}, old[:i]...), inner...), old[i+1:]...)
		if s.still() {
			return true
		}
		*list = old
	}
	for k := range n.args {
		changed = s.expr(&n.args[k]) || changed
	}
	if n.isBlock {
		changed = s.nodes(&n.block) || changed
	}
	if n.hasElse {
		changed = s.nodes(&n.els) || changed
	}
	return changed
}

// expr tries to put something simpler in place of an expression.
func (s *shrinker) expr(at **expr) bool {
	e := *at
	for _, simple := range simpler(e) {
		*at = simple
		if s.still() {
			return true
		}
	}
	*at = e
	changed := false
	for k := range e.args {
		changed = s.expr(&e.args[k]) || changed
	}
	return changed
}

// simpler returns what could stand in place of e: parts of it, and small literals.
func simpler(e *expr) []*expr {
	var list []*expr
	for _, a := range e.args {
		if a.typ == e.typ {
			list = append(list, a)
		}
	}
	if len(e.args) > 0 {
		for _, text := range e.typ.literals() {
			list = append(list, &expr{typ: e.typ, text: text})
		}
	}
	return list
}

// ShrinkText is Shrink for a program that is only text: it leaves out lines, and blocks
// whose lines stand together.
func ShrinkText(source string, limit time.Duration, fails func(source string) bool) string {
	end := time.Now().Add(limit)
	lines := strings.Split(source, "\n")
	for changed := true; changed; {
		changed = false
		for size := len(lines) / 2; size > 0; size /= 2 {
			for i := 0; i+size <= len(lines); {
				without := slices.Concat(lines[:i], lines[i+size:])
				switch {
				case time.Now().After(end):
					return strings.Join(lines, "\n")
				case fails(strings.Join(without, "\n")):
					lines, changed = without, true
				default:
					i++
				}
			}
		}
	}
	return strings.Join(lines, "\n")
}
