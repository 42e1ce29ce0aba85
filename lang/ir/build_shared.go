package ir

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
)

// Build writes every call out. Where a callback has the same call written out several times,
// Share builds the program anew with one function that all of them call.

const (
	// shareFrom is how many operations a call must have been written out to for it to
	// be worth a function.
	shareFrom = 24
	// maxSignature is how many parameters a function has at most: they are in registers.
	maxSignature = 5
)

// A site is a call that was written out.
type site struct {
	key   siteKey
	binds map[*types.Sym]binding // of the parameters
	out   value
	start *Block // where the call begins
	end   *Block // where it is done
	size  int    // operations
}

// siteKey says which calls can be one function: those of one function of the program that
// hand in the same places and constants, and numbers of the same scales.
type siteKey struct {
	fn *types.Func
	as string
}

// siteOf describes the call of the frame that was just entered; not ok: it cannot be one of
// a function, whose parameters are values in a register each.
func (b *builder) siteOf(f *frame) (s site, ok bool) {
	if b.layout.Storage > 0 { // each would look for the record
		return s, false
	}
	s = site{key: siteKey{fn: f.fn}, binds: maps.Clone(f.binds), start: b.cur}
	var as strings.Builder
	for _, sym := range f.fn.Params {
		switch bind := f.binds[sym]; {
		case bind.ref != nil && bind.ref.state && !bind.ref.indexed():
			name, _ := b.leafName(bind.ref.steps)
			fmt.Fprintf(&as, "%s;", name)
		case bind.val == nil || bind.val.unlimited || bind.val.num.m != nil:
			return s, false
		case bind.val.num.c != nil:
			fmt.Fprintf(&as, "=%s;", bind.val.num.c.RatString())
		case bind.val.kind == types.Num:
			fmt.Fprintf(&as, "*%s;", bind.val.num.d.RatString())
		default:
			as.WriteByte(';')
		}
	}
	s.key.as = as.String()
	return s, true
}

// indexed reports whether p is reached by an index of run time.
func (p *place) indexed() bool {
	return slices.ContainsFunc(p.steps, func(s step) bool { return s.index != nil && s.index.Op != Const })
}

// note keeps a call that was written out, if a function could do the same: one that gives
// nothing, or what is rounded.
func (b *builder) note(s site) {
	f := s.key.fn
	if s.size < shareFrom || s.end == nil || s.out.unlimited || f.Result != nil && f.Result.Kind == types.Num && f.ResultPlace == nil {
		return
	}
	b.fn.sites = append(b.fn.sites, s)
}

// register is the part of v that a register holds: of a number what it is a multiple of; nil
// for a constant number, and for nothing.
func (v *value) register() **Value {
	if v.kind == types.Num {
		return &v.num.n
	}
	return &v.v
}

// resolve makes s name the values that those it names were found to be.
func (s *site) resolve(to func(*Value) *Value) {
	for sym, bind := range s.binds {
		if bind.val != nil {
			v := *bind.val
			*v.register() = to(*v.register())
			s.binds[sym] = binding{val: &v}
		}
	}
	*s.out.register() = to(*s.out.register())
}

// Group is the calls in several places that one function can do.
type Group struct{ key siteKey }

// Groups returns the groups of p, which Build has made, in the order of their first calls: those that
// one callback calls several times. A function that each of several callbacks calls once saves
// nothing where it counts, as the kernel has a copy of it with each program.
func (p *Program) Groups() (groups []Group) {
	taken := map[siteKey]bool{}
	for _, f := range p.Funcs {
		calls := map[siteKey]int{}
		for i := range f.sites {
			key := f.sites[i].key
			if calls[key]++; calls[key] == 2 && !taken[key] {
				taken[key] = true
				groups = append(groups, Group{key})
			}
		}
	}
	return groups
}

// Saved returns how many of p's operations functions for the groups would save, calls and what the
// optimiser does not counted.
func (p *Program) Saved(groups []Group) (operations int) {
	for _, f := range p.Funcs {
		seen := map[siteKey]bool{}
		for i := range f.sites {
			s := &f.sites[i]
			if seen[s.key] && slices.Contains(groups, Group{s.key}) {
				operations += s.size
			}
			seen[s.key] = true
		}
	}
	return operations
}

// Size returns how many operations p has.
func (p *Program) Size() (operations int) {
	for _, f := range p.All() {
		for _, b := range f.Blocks {
			operations += len(b.Insts)
		}
	}
	return operations
}

// Share returns p, which Build has made and nothing has changed, with a function in place of
// each of these groups; nil where there is none left.
func Share(p *Program, groups []Group) *Program {
	plan := map[siteKey]*shared{}
	for _, g := range groups {
		plan[g.key] = &shared{}
	}
	learn(p, plan)
	out, diags := &Program{Source: p.Source, Layout: p.Layout}, &diag.List{}
	names := map[string]int{}
	for _, g := range groups {
		sh := plan[g.key]
		f := sh.build(g, p, diags)
		if f == nil {
			delete(plan, g.key)
			continue
		}
		if names[f.Name]++; names[f.Name] > 1 {
			f.Name = fmt.Sprintf("%s_%d", f.Name, names[f.Name])
		}
		sh.aux = &Aux{Callee: f}
		out.Shared = append(out.Shared, f)
	}
	if len(plan) == 0 || diags.HasErrors() {
		return nil
	}
	for _, cb := range withImplied(p.Source, p.Layout) {
		out.Funcs = append(out.Funcs, buildFunc(p.Source, cb, p.Layout, plan, diags))
	}
	if diags.HasErrors() {
		return nil
	}
	return out
}

// shared is what is known of the calls of a function.
type shared struct {
	site   *site // one of them
	known  map[*types.Sym]valueRange
	result valueRange
	aux    *Aux // of its calls, once it is built
}

// learn finds the ranges of what the sites of functions pass and get.
func learn(p *Program, plan map[siteKey]*shared) {
	for _, f := range p.Funcs {
		starts, ends := map[*Block][]*site{}, map[*Block][]*site{}
		for i := range f.sites {
			if s := &f.sites[i]; plan[s.key] != nil {
				starts[s.start], ends[s.end] = append(starts[s.start], s), append(ends[s.end], s)
			}
		}
		if len(starts) == 0 {
			continue
		}
		f.Connect()
		w := analyze(f)
		w.walk(func(b *Block, w *rangeWalk) {
			for _, s := range starts[b] {
				plan[s.key].called(s, w)
			}
			for _, s := range ends[b] {
				if v := *s.out.register(); v != nil {
					sh := plan[s.key]
					sh.result = sh.result.union(w.rangeAt(v))
				}
			}
		})
		w.release()
	}
}

// called takes in what a site passes.
func (sh *shared) called(s *site, w *rangeWalk) {
	if sh.site == nil {
		sh.site, sh.known, sh.result = s, map[*types.Sym]valueRange{}, noRange
		for sym := range s.binds {
			sh.known[sym] = noRange
		}
	}
	for sym, bind := range s.binds {
		if bind.val == nil {
			continue
		}
		if v := *bind.val.register(); v != nil {
			sh.known[sym] = sh.known[sym].union(w.rangeAt(v))
		}
	}
}

// rangeAt is rangeOf of what may be a constant that is in no block.
func (w *rangeWalk) rangeAt(v *Value) valueRange {
	if v.Op == Const {
		return valueRange{point(v.Imm), point(v.Imm)}
	}
	return w.rangeOf(v)
}

// build builds the function of a group; nil if no call of it can be reached, or if it would have
// too many parameters.
func (sh *shared) build(g Group, p *Program, diags *diag.List) *Func {
	if sh.site == nil {
		return nil
	}
	fn := g.key.fn
	b := newBuilder(p.Source, p.Layout, diags, &Func{Name: strings.ReplaceAll(fn.Name, ".", "_"), Span: fn.Span, Signature: &Signature{}})
	b.build(func() {
		b.frame = &frame{fn: fn, call: noCall, binds: map[*types.Sym]binding{}}
		for _, sym := range fn.Params {
			b.frame.binds[sym] = sh.parameter(b, sym)
		}
		b.stmts(fn.Body)
		b.giveBack(fn)
	})
	sig := b.fn.Signature
	b.ptr(target.Sock) // also for what the code generator needs of the connection
	for o, v := range b.ptrs {
		if v != nil {
			sig.Objects = append(sig.Objects, target.Object(o))
		}
	}
	sig.Result = fn.Result != nil
	sig.learn(b.fn)
	if len(sig.Objects)+sig.Args > maxSignature {
		return nil
	}
	return b.fn
}

// parameter binds a parameter of the function: to what all calls pass, or to what this one does.
func (sh *shared) parameter(b *builder, sym *types.Sym) binding {
	bind := sh.site.binds[sym]
	if bind.val == nil || *bind.val.register() == nil {
		return bind
	}
	v, r := *bind.val, sh.known[sym]
	if r.hard.IsPoint() {
		*v.register() = b.constant(r.hard.Lo)
		return binding{val: &v}
	}
	x := b.inEntry(Arg, &Aux{Param: b.fn.Signature.Args})
	b.fn.Signature.Args++
	b.know(x, target.Range(r.hard), target.Range(r.plausible))
	*v.register() = x
	return binding{val: &v}
}

// giveBack makes the ends of fn's body returns.
func (b *builder) giveBack(fn *types.Func) {
	ends := b.frame.ends
	if b.cur != nil {
		ends = append(ends, end{block: b.cur, span: fn.Span})
	}
	for _, e := range ends {
		b.cur, b.span = e.block, e.span
		t := Term{Op: Return, Span: e.span}
		if fn.Result != nil {
			v := e.val
			if fn.ResultPlace != nil {
				v = b.typed(fn.ResultPlace, v)
			}
			t.Result = b.use(*v.register())
		}
		b.cur.Term = t
	}
	b.cur = nil
}

// invoke calls the function of a group.
func (b *builder) invoke(sh *shared, s site) value {
	callee := sh.aux.Callee
	var args []*Value
	for _, o := range callee.Signature.Objects {
		args = append(args, b.ptr(o))
	}
	for _, sym := range s.key.fn.Params {
		if bind := s.binds[sym]; bind.val != nil && *bind.val.register() != nil && !sh.known[sym].hard.IsPoint() {
			args = append(args, *bind.val.register())
		}
	}
	v := b.raw(Invoke, sh.aux, args...)
	if !callee.Signature.Result {
		return value{kind: types.Void}
	}
	b.know(v, target.Range(sh.result.hard), target.Range(sh.result.plausible))
	if pt := s.key.fn.ResultPlace; pt != nil {
		return b.fromPlace(v, pt)
	}
	return scalar(s.key.fn.Result.Kind, v)
}

// Signature is what a function that is no callback is called with, and does.
type Signature struct {
	Objects []target.Object // pointers to them are the first parameters
	Args    int             // scalars behind them
	Result  bool            // it gives a value

	loads, stores []location
	kernel        bool // it calls what may change the connection
}

// learn finds out what f, which nothing has changed yet, loads and stores.
func (sig *Signature) learn(f *Func) {
	for _, b := range f.Blocks {
		for _, v := range b.Insts {
			switch ops[v.Op].effect {
			case reads:
				sig.loads = append(sig.loads, locationOf(v))
			case writes:
				sig.stores = append(sig.stores, locationOf(v))
			case calls:
				sig.kernel = sig.kernel || v.Aux.Func.Effect == target.WritesSock || v.Aux.Func.Kfunc
			}
		}
	}
}

// MayChange reports whether calling the function may change what the load v reads.
func (sig *Signature) MayChange(v *Value) bool { return sig.mayStore(locationOf(v)) }

// mayLoad reports whether the function may read l, mayStore whether it may change it.
func (sig *Signature) mayLoad(l location) bool {
	return sig.kernel || slices.ContainsFunc(sig.loads, l.overlaps)
}

func (sig *Signature) mayStore(l location) bool {
	return sig.kernel && l.class == fieldLoc || slices.ContainsFunc(sig.stores, l.overlaps)
}

// idle reports whether calling the function changes nothing.
func (sig *Signature) idle() bool { return !sig.kernel && len(sig.stores) == 0 }
