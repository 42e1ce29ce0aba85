package ref

import (
	"math/big"
	"strings"

	"github.com/ccc-lang/ccc/lang/types"
)

// stmts runs statements until one leaves. When dry, both arms of every if count,
// and what follows a statement that always leaves does not.
func (r *run) stmts(list []types.Stmt) {
	for _, s := range list {
		if r.frame.flow != onward {
			return
		}
		r.tick()
		r.stmt(s)
	}
}

func (r *run) stmt(s types.Stmt) {
	f := r.frame
	switch s := s.(type) {
	case *types.Let:
		r.let(s)
	case *types.Store:
		r.assign(s)
	case *types.Reset:
		if p := r.resolve(s.Place); r.dry == 0 {
			r.reset(p)
		}
	case *types.If:
		r.ifStmt(s)
	case *types.For:
		r.forStmt(s)
	case *types.Break:
		f.flow = breaking
	case *types.Continue:
		f.flow = continuing
	case *types.Return:
		v := value{kind: types.Void}
		if s.Value != nil {
			v = r.expr(s.Value, r.resultWant())
		}
		f.ret, f.which, f.flow = &v, s, returning
		f.rets = append(f.rets, ret{s, v})
	case *types.Do:
		r.expr(s.Call, want{})
	default:
		panic("internal error: unknown statement")
	}
}

func (r *run) resultWant() want {
	f := r.frame.fn
	switch {
	case f.ResultPlace != nil:
		return wantOf(f.ResultPlace)
	case f == r.cb.Func && r.cb.Target.Result != nil:
		return wantUnit(r.cb.Target.Result.Unit, 1)
	}
	return want{}
}

func (r *run) let(s *types.Let) {
	sym := s.Sym
	switch sym.Kind {
	case types.VarSym:
		x := keep(r.expr(s.Value, wantOf(sym.Place)), sym.Place)
		r.frame.binds[sym] = bind{local: &x}
	case types.TypedSym:
		v := stored(r.expr(s.Value, wantOf(sym.Place)), sym.Place)
		r.frame.binds[sym] = bind{val: &v}
	default:
		v := r.expr(s.Value, want{})
		r.frame.binds[sym] = bind{val: &v}
	}
}

// stored is what can be read back of v from a place of type pt.
func stored(v value, pt *types.PlaceType) value { return read(keep(v, pt), pt) }

func (r *run) assign(s *types.Store) {
	p := r.resolve(s.Place)
	v := r.expr(s.Value, p.want())
	if r.dry == 0 {
		r.store(p, v)
	}
}

// reset restores the initial values of all scalars at p or within it.
func (r *run) reset(p place) {
	for _, name := range r.st.names {
		rest, within := strings.CutPrefix(name, p.name)
		if within && (p.name == "" || rest == "" || rest[0] == '.' || rest[0] == '[') {
			r.st.values[name] = r.st.init[name]
		}
	}
}

func (r *run) ifStmt(s *types.If) {
	c := r.expr(s.Cond, want{})
	if r.dry == 0 {
		if c.x != 0 {
			r.stmts(s.Then)
		} else {
			r.stmts(s.Else)
		}
		return
	}
	f := r.frame
	r.stmts(s.Then)
	then := f.flow
	f.flow = onward
	r.stmts(s.Else)
	if then == onward || f.flow == onward {
		f.flow = onward
	}
}

// forStmt runs a loop: from lo to hi, both rounded before, and at most Max turns.
func (r *run) forStmt(s *types.For) {
	pt := s.Sym.Place
	if pt == nil {
		pt = &types.PlaceType{Kind: types.Num, Width: 64, Signed: true}
	}
	lo := round(r.expr(s.Lo, want{}).number(), pt)
	hi := round(r.expr(s.Hi, want{}).number(), pt)
	f := r.frame
	if r.dry > 0 {
		v := numeric(number{n: new(big.Int), d: scaleOf(pt)})
		f.binds[s.Sym] = bind{val: &v}
		r.stmts(s.Body)
		f.flow = onward
		return
	}
	turns := 0
	for i := lo; i.Cmp(hi) <= 0 && (s.Max == 0 || turns < s.Max); i = new(big.Int).Add(i, big.NewInt(1)) {
		turns++
		r.tick()
		v := numeric(number{n: i, d: scaleOf(pt)})
		f.binds[s.Sym] = bind{val: &v}
		r.stmts(s.Body)
		if f.flow == breaking {
			f.flow = onward
			return
		}
		if f.flow == returning {
			return
		}
		f.flow = onward
	}
}

// call runs a function. Several returns meet like the arms of an if: the shapes of
// all decide at what scale the one that was taken is given back.
func (r *run) call(e *types.Call) value {
	f := &frame{fn: e.Func, binds: map[*types.Sym]bind{}}
	for i, s := range e.Func.Params {
		f.binds[s] = r.argument(s, e.Args[i])
	}
	vals, stmts := r.shapes(f)
	if e.Func.Result == nil {
		if r.dry == 0 {
			r.body(f)
		}
		return value{kind: types.Void}
	}
	at := 0
	if r.dry == 0 {
		r.body(f)
		for at < len(stmts)-1 && stmts[at] != f.which {
			at++
		}
		if f.ret != nil {
			vals[at] = *f.ret
		}
	}
	if e.Func.ResultPlace != nil {
		for k := range vals {
			vals[k] = stored(vals[k], e.Func.ResultPlace)
		}
	}
	return join(vals, at, nil)
}

// body runs the body of f's function.
func (r *run) body(f *frame) {
	outer := r.frame
	r.frame = f
	r.stmts(f.fn.Body)
	r.frame = outer
}

// shapes returns the shapes of what all returns of f's function give, with their
// statements; for the end of the body, if control can reach it, a zero and nil.
func (r *run) shapes(f *frame) ([]value, []*types.Return) {
	dry := &frame{fn: f.fn, binds: map[*types.Sym]bind{}}
	for s, b := range f.binds {
		dry.binds[s] = b
	}
	r.dry++
	r.body(dry)
	r.dry--
	var vals []value
	var stmts []*types.Return
	for _, x := range dry.rets {
		vals, stmts = append(vals, x.val), append(stmts, x.stmt)
	}
	if dry.flow == onward && f.fn.Result != nil {
		vals = append(vals, value{kind: f.fn.Result.Kind, num: constant(new(big.Rat))})
		stmts = append(stmts, nil)
	}
	return vals, stmts
}

// join gives value i in the shape that all of vals meet in.
func join(vals []value, i int, w *big.Rat) value {
	if len(vals) == 1 || vals[i].kind == types.Void {
		return vals[i]
	}
	numbers, same := false, true
	for _, v := range vals {
		numbers = numbers || v.kind == types.Num
		same = same && v.kind == types.Num && v.num.c != nil && v.num.c.Cmp(vals[0].num.c) == 0
	}
	if same {
		return vals[0]
	}
	if !numbers {
		return vals[i]
	}
	xs := make([]number, len(vals))
	for k, v := range vals {
		xs[k] = v.number()
	}
	d, ns := meet(xs, w)
	return numeric(number{n: ns[i], d: d})
}

// argument binds one argument.
func (r *run) argument(s *types.Sym, a types.Arg) bind {
	switch {
	case s.Kind == types.RefSym:
		p := r.resolve(a.Ref)
		return bind{ref: &p}
	case s.Kind == types.LetSym || s.Place == nil:
		v := r.expr(a.Value, want{})
		return bind{val: &v}
	}
	v := stored(r.expr(a.Value, wantOf(s.Place)), s.Place)
	return bind{val: &v}
}
