package ir

import "github.com/ccc-lang/ccc/lang/target"

// forgetFrom is how many branches a function has before passForget acts: below
// it, the verifier's paths are few even if none of them meet again.
const forgetFrom = 24

// passForget makes the verifier forget what it knows of a value where paths
// meet, so that it looks at what follows once and not once for each path.
//
//	b3(v7):          b3(v7):
//	  ...              v9 = forget v7 keep     (v9 for v7 from here)
//
// The verifier walks every path with the constants and ranges of that path. A
// later branch that those decide makes them matter, and paths that differ in
// what matters are never taken for one: 30 such branches are 2^30 paths, and the
// limit is a million instructions. It does not follow changes of byte order,
// of which the one to little endian changes nothing. Nothing that it must know is forgotten: trip counters of loops,
// indexes and pointers.
func passForget(f *Func) bool {
	w := &forgetter{f: f, needed: map[*Value]bool{}, decides: map[*Value]bool{}}
	if w.branches() < forgetFrom {
		return false
	}
	w.slices()
	ranges := Analyze(f)
	f.Connect()
	for _, b := range f.Blocks {
		w.block(b, ranges)
	}
	w.by.apply(f)
	for _, u := range w.after { // Forget itself reads the value
		u.forget.Args[0] = u.value
	}
	return w.by.any
}

type forgetter struct {
	f       *Func
	incomes map[*Value][]*Value // what flows into a block parameter
	needed  map[*Value]bool     // the verifier must know it
	decides map[*Value]bool     // a branch depends on it
	by      replacer
	after   []forgotten
}

// forgotten is a value and the operation that hides it.
type forgotten struct{ value, forget *Value }

func (w *forgetter) branches() int {
	n := 0
	for _, b := range w.f.Blocks {
		if b.Term.Op == Branch {
			n++
		}
		for _, v := range b.Insts {
			if decided(v.Op) {
				n++
			}
		}
	}
	return n
}

// decided reports whether the back end makes a branch of the operation.
func decided(op Op) bool { return op == Min || op == Max || op == Abs }

// slices finds what the verifier needs and what decides branches, by following
// values back to what they are made from.
func (w *forgetter) slices() {
	w.incomes = map[*Value][]*Value{}
	for _, b := range w.f.Blocks {
		for _, e := range b.Term.Succs {
			for i, p := range e.Block.Params {
				w.incomes[p] = append(w.incomes[p], e.Args[i])
			}
		}
	}
	for _, b := range w.f.Blocks {
		if b.Term.Op == Branch {
			w.mark(w.decides, b.Term.Cond)
			if b.Term.Keep || b.Term.Cond.Keep {
				w.mark(w.needed, b.Term.Cond)
			}
		}
		for _, v := range b.Insts {
			switch {
			case decided(v.Op):
				w.markAll(w.decides, v.Args)
			case v.Op == LoadTable, v.Op == LoadMem, v.Op == StoreMem, v.Op == Call, v.Op == LoadField, v.Op == LoadPriv:
				w.markAll(w.needed, v.Args)
			case v.Op == StoreField, v.Op == StorePriv:
				w.mark(w.needed, v.Args[0])
			}
		}
	}
}

func (w *forgetter) markAll(set map[*Value]bool, values []*Value) {
	for _, v := range values {
		w.mark(set, v)
	}
}

func (w *forgetter) mark(set map[*Value]bool, v *Value) {
	work := []*Value{v}
	for len(work) > 0 {
		v := work[len(work)-1]
		work = work[:len(work)-1]
		if set[v] {
			continue
		}
		set[v] = true
		work = append(work, v.Args...)
		work = append(work, w.incomes[v]...)
	}
}

func (w *forgetter) worth(v *Value) bool { return w.decides[v] && !w.needed[v] }

// block hides the parameters of b where paths meet, and results that are a
// constant on one of two paths.
func (w *forgetter) block(b *Block, ranges *Ranges) {
	var out []*Value
	hide := func(v *Value) {
		u := w.f.NewValue(Forget, v.Span, v)
		r := target.Range{Lo: ranges.Hard(v).Lo, Hi: ranges.Hard(v).Hi}
		u.Known, u.Keep, u.Block = &Known{Hard: r, Plausible: r}, true, b
		out = append(out, u)
		w.by.set(v, u)
		w.after = append(w.after, forgotten{v, u})
	}
	if len(b.Preds) > 1 {
		for _, p := range b.Params {
			if w.worth(p) {
				hide(p)
			}
		}
	}
	for _, v := range b.Insts {
		out = append(out, v)
		if decided(v.Op) && w.worth(v) {
			hide(v)
		}
	}
	b.Insts = out
}
