package types

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
)

// summary is what a function does besides giving a value, as its callers need to know it.
type summary struct {
	stores  bool
	lacks   bool // part of its text is left out of the program
	loops   int  // deepest nesting of loops inside
	reached []access
	known   map[access]bool // what is in reached
	indexed []*Sym          // array parameters indexed at run time
	kernel  []kernelUse
}

// access is a part of the state, or of a parameter, that is read or written.
type access struct {
	root  *Sym   // nil: the state
	path  string // ".hs.samples[3]"; the index is * at run time
	write bool
}

// kernelUse is a call of a kernel function that not every callback may make.
type kernelUse struct {
	fn   *target.Func
	span diag.Span
}

func (s *summary) read(p *Place)  { s.touch(p, false) }
func (s *summary) write(p *Place) { s.touch(p, true) }

func (s *summary) touch(p *Place, write bool) {
	if p.State || p.Sym != nil && p.Sym.Kind == RefSym {
		s.add(access{p.Sym, pathText(p.Path), write})
	}
}

func (s *summary) add(a access) {
	if s.known[a] {
		return
	}
	if s.known == nil {
		s.known = map[access]bool{}
	}
	s.known[a] = true
	s.reached = append(s.reached, a)
}

func (s *summary) index(sym *Sym) {
	for _, old := range s.indexed {
		if old == sym {
			return
		}
	}
	s.indexed = append(s.indexed, sym)
}

// take adds what a callee does, in terms of the caller's places.
func (s *summary) take(c *checker, callee *spec, args []actual, loops int) {
	s.stores = s.stores || callee.sum.stores
	s.lacks = s.lacks || callee.sum.lacks
	s.loops = max(s.loops, loops+callee.sum.loops)
	s.kernel = append(s.kernel, callee.sum.kernel...)
	for _, a := range callee.sum.reached {
		if a.root == nil {
			s.add(a)
			continue
		}
		if p := argFor(callee, a.root, args); p != nil && (p.State || p.Sym != nil && p.Sym.Kind == RefSym) {
			s.add(access{p.Sym, pathText(p.Path) + a.path, a.write})
		}
	}
	for _, sym := range callee.sum.indexed {
		if p := argFor(callee, sym, args); p != nil {
			c.markIndexed(p)
		}
	}
}

// argFor finds the place that a reference parameter stands for in a call.
func argFor(callee *spec, sym *Sym, args []actual) *Place {
	i := 0
	for _, a := range args {
		if a.obj != nil {
			continue
		}
		if callee.fn.Params[i] == sym {
			return a.place
		}
		i++
	}
	return nil
}

func pathText(path []PathElem) string {
	var b strings.Builder
	for _, step := range path {
		switch {
		case step.Field != nil:
			b.WriteString("." + step.Field.Name)
		case step.Index != nil:
			b.WriteString("[*]")
		default:
			fmt.Fprintf(&b, "[%d]", step.Const)
		}
	}
	return b.String()
}

// overlap reports whether two paths from one root may reach a common value.
func overlap(a, b string) bool {
	as, bs := pathSteps(a), pathSteps(b)
	for i := 0; i < len(as) && i < len(bs); i++ {
		if as[i] != bs[i] && as[i] != "*]" && bs[i] != "*]" {
			return false
		}
	}
	return true
}

func pathSteps(p string) []string {
	return strings.FieldsFunc(p, func(r rune) bool { return r == '.' || r == '[' })
}

// overlaps reports arguments of a call that refer to one place of which the callee writes anything, and
// those that refer to what it uses as the state beside, if either writes it.
func (c *checker) overlaps(s *spec, args []actual, ent *fnEnt) {
	refs := make([]*Sym, len(args))
	i := 0
	for n, a := range args {
		if a.obj != nil {
			continue
		}
		if a.place != nil {
			refs[n] = s.fn.Params[i]
		}
		i++
	}
	for n, a := range args {
		if a.place == nil || refs[n] == nil {
			continue
		}
		for m := n + 1; m < len(args); m++ {
			if b := args[m]; b.place != nil && sameRoot(a.place, b.place) {
				c.handedTwice(s, refs[n], refs[m], a, b, ent)
			}
		}
		if a.place.State {
			c.besideState(s, refs[n], a, ent)
		}
	}
}

func sameRoot(a, b *Place) bool { return a.State == b.State && a.Sym == b.Sym }

// handedTwice reports references that overlap, if the callee writes through one of them: even where it uses other
// fields of the other, nobody should have to look inside to know.
func (c *checker) handedTwice(s *spec, ra, rb *Sym, a, b actual, ent *fnEnt) {
	writes := slices.ContainsFunc(s.sum.reached, func(x access) bool { return x.write && (x.root == ra || x.root == rb) })
	if writes && overlap(pathText(a.place.Path), pathText(b.place.Path)) {
		d := c.twoNames(a.span.To(b.span), ent, source(a.span)+" and "+source(b.span))
		if strings.Contains(a.span.Text()+b.span.Text(), "[") && a.span.Text() != b.span.Text() {
			d.Hint = "the two may be one element: write what the function does here, on a copy of one of them"
		}
	}
}

// besideState reports a reference to what the callee reaches as part of ca, too, if it writes that by either name.
func (c *checker) besideState(s *spec, ra *Sym, a actual, ent *fnEnt) {
	for _, x := range s.sum.reached {
		for _, y := range s.sum.reached {
			if x.root == ra && y.root == nil && (x.write || y.write) && overlap(pathText(a.place.Path)+x.path, y.path) {
				c.twoNames(a.span, ent, "`ca` inside it and the argument "+source(a.span))
				return
			}
		}
	}
}

func (c *checker) twoNames(span diag.Span, ent *fnEnt, which string) *diag.Diagnostic {
	d := c.errorf(span, "E0224", "`%s` stores through two names of one place: %s", ent.decl.Name.Name, which)
	d.Hint = "hand in the place once only"
	return d
}

// placeText names a type of places exactly, for keys.
func placeText(p *PlaceType) string {
	switch p.Kind {
	case Struct:
		return fmt.Sprintf("struct %s %p", p.Struct.Name, p.Struct)
	case Array:
		return fmt.Sprintf("%s[%d]", placeText(p.Elem), p.Len)
	case Enum:
		return fmt.Sprintf("enum %p", p.Enum)
	}
	text := fmt.Sprintf("%d %d %v %d %s", p.Kind, p.Width, p.Signed, p.Frac, p.Unit.Name)
	if p.Lo != nil {
		text += " " + p.Lo.RatString() + " " + p.Hi.RatString()
	}
	return text
}
