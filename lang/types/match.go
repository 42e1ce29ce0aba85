package types

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
)

// arm is one arm of a match with its patterns evaluated.
type arm struct {
	decl *ast.MatchArm
	vals []*Const
}

// match checks a match and writes it out as a chain of comparisons.
func (c *checker) match(s *ast.MatchStmt) []Stmt {
	v := c.expr(s.Subject, want{})
	if !v.bad() && !matchable(v) {
		c.errorf(s.Subject.Pos(), "E0321", "a `match` tells values of an enum, numbers or truths apart, %s is %s", source(s.Subject.Pos()), typeText(v.typ())).Hint =
			"use `if ... else if ...`"
		v = value{}
	}
	arms, other := c.arms(s, v)
	switch {
	case v.bad():
	case other == nil:
		c.exhaustive(s, v, arms)
	case c.closed(v, arms):
		c.warnf(other.Pos(), "W0102", "this arm is never taken: those above it take every value").Hint = "delete it"
	}
	return c.matchChain(s, v, arms, other)
}

func matchable(v value) bool {
	return v.kind() == Bool || v.kind() == Num || v.kind() == Count || v.kind() == Enum && !v.typ().Enum.flags()
}

// arms evaluates the patterns. other is the `_` arm, or nil.
func (c *checker) arms(s *ast.MatchStmt, v value) (arms []arm, other *ast.MatchArm) {
	seen := map[string]diag.Span{}
	for _, a := range s.Arms {
		if other != nil {
			c.errorf(a.Pos(), "E0322", "this arm is never taken: `_` before it takes everything").Hint = "put `_` last"
			continue
		}
		if len(a.Patterns) == 0 || c.foreignDefault(a, v) {
			other = a
			continue
		}
		checked := arm{decl: a}
		for _, p := range a.Patterns {
			if k := c.pattern(p, v, seen); k != nil {
				c.lintPattern(p, v, k)
				checked.vals = append(checked.vals, k)
			}
		}
		arms = append(arms, checked)
	}
	return arms, other
}

// foreignDefault reports an arm for everything else that is written as in other languages.
func (c *checker) foreignDefault(a *ast.MatchArm, v value) bool {
	id, ok := a.Patterns[0].(*ast.Ident)
	if !ok || len(a.Patterns) > 1 || id.Name != "default" && id.Name != "otherwise" || c.declared(id.Name) ||
		!v.bad() && v.kind() == Enum && v.typ().Enum.value(id.Name) != nil {
		return false
	}
	c.errorf(id.Pos(), "E0208", "there is no name `%s` here", id.Name).Hint = "the arm for everything else is `_ => ...`"
	return true
}

// pattern evaluates one constant of an arm; nil after a reported error.
func (c *checker) pattern(p ast.Expr, subject value, seen map[string]diag.Span) *Const {
	if subject.bad() {
		return nil
	}
	v := c.constExpr(p, wantLike(subject))
	if v.bad() {
		return nil
	}
	if subject.kind() == Count && v.kind() == Num && v.typ().Dim == (Dim{}) {
		return c.unseen(p, v, seen)
	}
	if subject.kind() == Num && v.kind() == Num && v.typ().Dim != subject.typ().Dim && !v.bare {
		d := c.errorf(p.Pos(), "E0301", "cannot compare %s and %s: %s is %s, %s is %s", short(subject.typ().Dim), short(v.typ().Dim),
			source(subject.span()), dimText(subject.typ().Dim), source(p.Pos()), dimText(v.typ().Dim))
		d.Hint = convert(source(p.Pos()), v.typ().Dim, subject.typ().Dim)
		return nil
	}
	if subject.kind() == Num && v.kind() == Num {
		_, w, ok := c.unify(subject, v, "compare")
		if !ok {
			return nil
		}
		return c.unseen(p, w, seen)
	}
	if subject.kind() != v.kind() || v.kind() == Enum && v.typ().Enum != subject.typ().Enum {
		d := c.errorf(p.Pos(), "E0306", "cannot compare %s with %s: %s is %s, %s is %s", c.what(subject), c.what(v),
			source(subject.span()), typeText(subject.typ()), source(p.Pos()), typeText(v.typ()))
		if subject.kind() == Enum {
			d.Hint = "the values of " + subject.typ().Enum.Name + " are " + list(subject.typ().Enum.names(), "and")
		}
		return nil
	}
	return c.unseen(p, v, seen)
}

// lintPattern warns of a number that the subject never is: a fraction, where it is a whole one, or one
// outside its place's range. In a function the subject may be an argument, which is so in this call only.
func (c *checker) lintPattern(p ast.Expr, subject value, k *Const) {
	if _, ok := c.frame().decl.(*ast.CallbackDecl); !ok || subject.constant() != nil {
		return
	}
	whole := subject.integral() && subject.typ().Dim == Dim{} || subject.kind() == Count
	if whole && !k.Value.IsInt() {
		c.warnf(p.Pos(), "W0102", "%s is a whole number and never %s", source(subject.span()), source(p.Pos())).Hint = "delete this, or compare with `<` and `>`"
		return
	}
	load, ok := subject.x.(*Load)
	if !ok || load.Place.Type == nil || load.Place.Type.Kind != Num {
		return
	}
	lo, hi := placeBounds(load.Place.Type)
	if k.Value.Cmp(lo) < 0 || k.Value.Cmp(hi) > 0 {
		c.warnf(p.Pos(), "W0102", "%s is never %s: it holds %s to %s", source(subject.span()), source(p.Pos()),
			boundText(lo, load.Place.Type), boundText(hi, load.Place.Type)).Hint = "delete this, or widen the range"
	}
}

func (c *checker) unseen(p ast.Expr, v value, seen map[string]diag.Span) *Const {
	k := v.constant()
	key := k.Value.RatString()
	if old, dup := seen[key]; dup {
		d := c.errorf(p.Pos(), "E0322", "%s is already taken by an arm above", source(p.Pos()))
		d.Related = []diag.Related{{Span: old, Message: "here"}}
		return nil
	}
	seen[key] = p.Pos()
	return k
}

// missing lists the values of the subject's type that no arm takes.
func missing(v value, arms []arm) []string {
	taken := map[string]bool{}
	for _, a := range arms {
		for _, k := range a.vals {
			taken[k.Value.RatString()] = true
		}
	}
	var names []string
	if v.kind() == Bool {
		for i, name := range []string{"false", "true"} {
			if !taken[big.NewRat(int64(i), 1).RatString()] {
				names = append(names, name)
			}
		}
		return names
	}
	for _, ev := range v.typ().Enum.Values {
		if !taken[big.NewRat(ev.Value, 1).RatString()] {
			names = append(names, ev.Name)
		}
	}
	return names
}

// exhaustive reports a match that forgets a case.
func (c *checker) exhaustive(s *ast.MatchStmt, v value, arms []arm) {
	span := s.Subject.Pos()
	if v.kind() == Num || v.kind() == Count {
		c.errorf(span, "E0323", "this `match` does not say what to do with other numbers").Hint = "add an arm for the rest: `_ => {}`"
		return
	}
	for _, a := range arms {
		if len(a.vals) < len(a.decl.Patterns) {
			return // an arm is wrong, and may have meant what is missing
		}
	}
	if names := missing(v, arms); len(names) > 0 {
		what := ""
		if v.kind() == Enum {
			what = " of " + v.typ().Enum.Name
		}
		c.errorf(span, "E0323", "this `match` forgets %s%s", list(names, "and"), what).Hint =
			"add `" + strings.Join(names, " | ") + " => ...`, or `_ => {}` for all the rest"
	}
}

// matchChain makes `if subject == a { } else if subject == b { } ...`.
func (c *checker) matchChain(s *ast.MatchStmt, v value, arms []arm, other *ast.MatchArm) []Stmt {
	var out []Stmt
	subject := v.x
	if _, isConst := subject.(*Const); subject != nil && !isConst {
		if _, isRef := subject.(*Ref); !isRef {
			sym := c.temp(v.typ(), s.Subject)
			sym.Name = fmt.Sprintf("match%d", c.frame().temps)
			out = append(out, &Let{Located{s.Subject.Pos()}, sym, subject})
			subject = &Ref{Typed{v.typ(), s.Subject.Pos()}, sym}
		}
	}
	var ends []facts
	bodies := make([][]Stmt, len(arms))
	found := value{} // true once a constant subject has its arm
	for i, a := range arms {
		is := value{}
		if cond, ok := armTest(subject, a).(*Const); ok {
			is.x = cond
		}
		end := c.ruledOut(is, true)
		ends = append(ends, c.branch(0, func() { bodies[i] = c.armBody(a.decl) }))
		end()
		if k := is.constant(); k != nil && k.Value.Sign() != 0 {
			found = is
		}
	}
	var rest []Stmt
	closed := !v.bad() && other == nil && c.closed(v, arms)
	if !closed {
		end := c.ruledOut(found, false)
		ends = append(ends, c.branch(0, func() {
			if other != nil {
				rest = c.armBody(other)
			}
		}))
		end()
	}
	c.merge(ends...)
	if v.bad() {
		return c.lost(s.Pos())
	}
	for i := len(arms) - 1; i >= 0; i-- {
		if len(arms[i].vals) < len(arms[i].decl.Patterns) {
			c.lost(arms[i].decl.Pos())
		}
		if closed && i == len(arms)-1 {
			rest = bodies[i] // the only case left
			continue
		}
		if cond := armTest(subject, arms[i]); cond != nil {
			rest = []Stmt{&If{Located{arms[i].decl.Pos()}, cond, bodies[i], rest}}
		}
	}
	return append(out, rest...)
}

// closed reports whether the arms take every value that there can be. A kernel may one
// day send values of its enums that are not known now: they take no arm.
func (c *checker) closed(v value, arms []arm) bool {
	if len(arms) == 0 || v.kind() == Num || v.kind() == Count || v.kind() == Enum && v.typ().Enum.Target != nil {
		return false
	}
	return len(missing(v, arms)) == 0
}

func (c *checker) armBody(a *ast.MatchArm) []Stmt {
	if _, ok := a.Body.(*ast.Block); !ok && a.Body != nil {
		c.push()
		defer c.pop()
		return c.stmt(a.Body)
	}
	if a.Body == nil {
		return nil
	}
	return c.stmt(a.Body)
}

// armTest is subject == p || subject == q ...; nil if no pattern is right.
func armTest(subject Expr, a arm) Expr {
	var cond Expr
	for _, k := range a.vals {
		op := Eq
		if k.Unlimited {
			op = Ge // see unlimitedOp
		}
		var eq Expr = &Compare{Typed{boolType, k.Span}, op, subject, k}
		if ks, ok := subject.(*Const); ok {
			eq = constBool(foldCompare(op, ks.Value, k.Value), k.Span)
		}
		if cond == nil {
			cond = eq
		} else {
			cond = &Logic{Typed{boolType, a.decl.Pos()}, Or, cond, eq}
		}
	}
	return cond
}
