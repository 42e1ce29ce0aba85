package types

import (
	"fmt"
	"math/big"

	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
)

// This file warns of growth that a place never keeps: x = x + 1/x, the increase of RFC 5681 in its
// shortest form, never changes an x that is a whole number.

// lost looks for what a sum adds to a place and is less than one of its steps.
type lost struct {
	c    *checker
	self *Load // the place
	step *big.Rat
	// whole: it keeps whole numbers without a unit, so that it is at least 1 where it divides.
	whole bool
}

// lintLost warns of growth that is rounded away at every store.
func (c *checker) lintLost(s *Store, p *PlaceType) {
	if p.Kind != Num {
		return
	}
	l := &lost{c, &Load{Place: s.Place}, placeStep(p), p.Frac == 0 && unitDim(&p.Unit) == Dim{}}
	for _, o := range c.outcomes(s.Value, p, nil) {
		if add, of := l.part(l.added(o.x)); add != nil {
			l.warn(s, p, add, of)
			return
		}
	}
}

func (l *lost) warn(s *Store, p *PlaceType, add Expr, of *share) {
	what, place := source(add.Pos()), source(s.Place.Span)
	if of.preset {
		what += " at its default"
	}
	format, hint := "%s is hardly ever a whole number, and %s drops the fraction each time", "keep the fraction in a field of the state with `fixed<16>`"
	switch {
	case !l.whole:
		format = "%s is less than one step of %s, which drops it each time"
		hint = fmt.Sprintf("keep more bits of %s behind the point, at least `%s`", place, withBits(p, bitsFor(new(big.Rat).Quo(of.of, l.step), p)))
	case isField(l.self, target.Sock, "snd_cwnd") && of.plain() && l.c.frame().scope.find("acked") != nil:
		hint += ", or count ACKs until they make a packet: `use tcp`, then `tcp.cong_avoid_ai(sk, sk.snd_cwnd, acked)`"
	}
	d := l.c.warnf(s.Span, "W0107", format, what, place)
	d.Hint = hint
	if of.from != nil {
		d.Related = []diag.Related{{Span: of.from.Pos(), Message: "computed here"}}
	}
}

// added is what the sum x adds to the place; nil if x is no such sum.
func (l *lost) added(x Expr) Expr {
	sum, ok := x.(*Binary)
	switch {
	case !ok || sum.Op != Add:
		return nil
	case l.isSelf(sum.X):
		return sum.Y
	case l.isSelf(sum.Y):
		return sum.X
	}
	return nil
}

func (l *lost) isSelf(x Expr) bool { return sameExpr(x, l.self) || sameExpr(l.c.behind(x), l.self) }

// part is x, or what x may be by a choice, if that is always rounded away; nil if nothing is.
func (l *lost) part(x Expr) (Expr, *share) {
	switch y := l.c.behind(x).(type) {
	case nil:
		return nil, nil
	case *Cond:
		if e, of := l.part(y.A); e != nil {
			return e, of
		}
		return l.part(y.B)
	case *Call:
		for _, r := range l.results(y) {
			if e, of := l.part(r); e != nil {
				of.from = e
				return x, of
			}
		}
		return nil, nil
	}
	if of := l.share(x); of != nil && of.below(l.step) {
		return x, of
	}
	return nil, nil
}

// results are what a call may give, its parameters named after the arguments.
func (l *lost) results(x *Call) []Expr {
	if x.Func.Stores {
		return nil
	}
	l.c.nameParams(x)
	return results(x.Func.Body)
}

// share is a number that is small beside a window: of times the packets that one ACK acknowledges, to the
// power of acks, over a window, to the power of windows.
type share struct {
	of            *big.Rat
	acks, windows int
	preset        bool // by the default of a param
	from          Expr // that it is, in a function; nil: where it is added
}

// plain reports whether it is the increase of RFC 5681: one packet in a window.
func (s *share) plain() bool { return s.of.Cmp(oneRat) == 0 && s.windows == 1 }

// below reports whether the number is always less than step, but not 0: an ACK acknowledges 1 packet or more, a
// window is more than that.
func (s *share) below(step *big.Rat) bool {
	n := s.of.Cmp(step)
	return s.of.Sign() > 0 && s.windows >= max(s.acks, 0) && (n < 0 || n == 0 && s.windows > 0)
}

// times is s * f, or s / f if sign is -1.
func (s *share) times(f *share, sign int) *share {
	switch {
	case s == nil || f == nil || sign < 0 && f.of.Sign() == 0:
		return nil
	case sign < 0:
		f = &share{new(big.Rat).Inv(f.of), -f.acks, -f.windows, f.preset, nil}
	}
	return &share{new(big.Rat).Mul(s.of, f.of), s.acks + f.acks, s.windows + f.windows, s.preset || f.preset, nil}
}

// share reads a product of constants, params, packets of an ACK and windows; nil if x is another.
func (l *lost) share(x Expr) *share {
	x = l.c.given(x)
	switch {
	case l.isWindow(x):
		return &share{of: oneRat, windows: -1}
	case l.isACKed(x):
		return &share{of: oneRat, acks: 1}
	}
	switch x := x.(type) {
	case *Const:
		return &share{of: x.Value}
	case *Load:
		if p := x.Place.Param; p != nil && x.T.Kind == Num {
			return &share{of: p.Default, preset: true}
		}
	case *Builtin:
		inner := bounded(x, "min")
		if inner == nil {
			return nil
		}
		if of := l.share(inner); of != nil && of.windows >= 0 { // else it is no window any more
			return of
		}
	case *Call:
		if r := l.results(x); len(r) == 1 {
			return l.share(r[0])
		}
	case *Binary:
		switch x.Op {
		case Mul:
			return l.share(x.X).times(l.share(x.Y), 1)
		case Div:
			return l.share(x.X).times(l.share(x.Y), -1)
		}
	}
	return nil
}

// bounded is what a min, or max, holds on one side of constants; nil if x is something else.
func bounded(x Expr, name string) (inner Expr) {
	b, ok := x.(*Builtin)
	if !ok || b.Name != name {
		return nil
	}
	for _, a := range b.Args {
		if _, isConst := a.(*Const); isConst {
			continue
		}
		if inner != nil {
			return nil
		}
		inner = a
	}
	return inner
}

// isWindow reports whether x is the window, or the place itself if that counts whole packets, held above some
// constant or not.
func (l *lost) isWindow(x Expr) bool {
	if inner := bounded(x, "max"); inner != nil {
		x = l.c.given(inner)
	}
	load, ok := x.(*Load)
	return ok && (l.whole && l.isSelf(load) || isField(load, target.Sock, "snd_cwnd"))
}

// isACKed reports whether x is how many packets an ACK acknowledges, as the callback is told or a sample says.
func (l *lost) isACKed(x Expr) bool {
	switch x := x.(type) {
	case *Ref:
		return x.Sym.Kind == ArgSym && x.T.Kind == Num && x.T.Dim == Dim{}
	case *Load:
		return isField(x, target.RateSample, "acked_sacked") || isField(x, target.AckSample, "pkts_acked")
	}
	return false
}

func isField(x *Load, o target.Object, name string) bool {
	f := x.Place.Field
	return f != nil && f.Object == o && f.Name == name
}
