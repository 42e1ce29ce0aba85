package ir

import (
	"math"

	"math/big"

	"github.com/ccc-lang/ccc/lang/types"
)

// loop is a loop being built.
type loop struct {
	next, exit *Block // where continue and break go
}

// stmts builds a block. What follows a return, break or continue is not built.
func (b *builder) stmts(list []types.Stmt) {
	for _, s := range list {
		if b.cur == nil {
			return
		}
		b.span = s.Pos()
		b.stmt(s)
	}
}

func (b *builder) stmt(s types.Stmt) {
	switch s := s.(type) {
	case *types.Let:
		b.let(s.Sym, s.Value)
	case *types.Store:
		b.assign(s)
	case *types.Reset:
		b.reset(b.resolve(s.Place))
	case *types.If:
		b.ifStmt(s)
	case *types.For:
		b.forStmt(s)
	case *types.Break:
		b.jump(b.frame.loops[len(b.frame.loops)-1].exit)
	case *types.Continue:
		b.jump(b.frame.loops[len(b.frame.loops)-1].next)
	case *types.Return:
		b.returnStmt(s)
	case *types.Do:
		b.expr(s.Call, dest{})
	default:
		panic("internal error: unknown statement")
	}
}

// let binds a name: to what the expression gave, or rounded.
func (b *builder) let(s *types.Sym, x types.Expr) {
	switch s.Kind {
	case types.VarSym:
		v := b.expr(x, b.destOf(s.Place))
		l := &variable{Interval(leafRange(s.Place))}
		b.assignVar(l, b.toPlace(v, s.Place))
		b.frame.binds[s] = binding{local: l}
	case types.TypedSym:
		v := b.typed(s.Place, b.expr(x, b.destOf(s.Place)))
		b.frame.binds[s] = binding{val: &v}
	default:
		v := b.expr(x, dest{})
		b.frame.binds[s] = binding{val: &v}
	}
}

// typed rounds v as a place of type pt does.
func (b *builder) typed(pt *types.PlaceType, v value) value {
	return b.fromPlace(b.toPlace(v, pt), pt)
}

func (b *builder) assign(s *types.Store) {
	p := b.resolve(s.Place)
	v := b.expr(s.Value, b.destAt(p))
	b.span = s.Pos()
	b.store(p, v)
}

func (b *builder) ifStmt(s *types.If) {
	yes, no, to := b.newBlock(), b.newBlock(), b.newBlock()
	if len(s.Else) == 0 {
		b.cond(s.Cond, yes, to)
	} else {
		b.cond(s.Cond, yes, no)
	}
	if b.open(yes); b.cur != nil {
		b.stmts(s.Then)
		b.jump(to)
	}
	if b.open(no); b.cur != nil {
		b.stmts(s.Else)
		b.jump(to)
	}
	b.open(to)
}

// forStmt builds a loop. Its bounds are rounded once. The verifier must see that
// it ends: with a constant start, unless it is near the greatest number, the counter
// itself is compared with a constant, else a second counter is, which starts at 0.
func (b *builder) forStmt(s *types.For) {
	bound := func(e types.Expr) *Value {
		return b.round(b.numOf(b.expr(e, dest{})), counterPlace(s))
	}
	lo, hi := bound(s.Lo), bound(s.Hi)
	f := forLoop{s: s, lo: lo, hi: hi, turns: s.Max}
	if lo.Op == Const && hi.Op == Const {
		if n := max(0, subSat(hi.Imm, lo.Imm-1)); f.turns == 0 || n < int64(f.turns) {
			f.turns = int(n)
		}
	} else {
		b.ask(Check{Kind: LoopBound, Value: b.use(b.add(b.sub(hi, lo), b.constant(1))), Len: int64(s.Max)}, s.Hi.Pos())
	}
	b.forLoop(f)
}

type forLoop struct {
	s      *types.For
	lo, hi *Value
	turns  int
}

func (b *builder) forLoop(f forLoop) {
	head, body, next, exit := b.newBlock(), b.newBlock(), b.newBlock(), b.newBlock()
	// Where the counter would have to go beyond the greatest number to end the loop, turns are counted.
	constLo := f.lo.Op == Const && f.lo.Imm <= math.MaxInt64-int64(f.turns)
	args := []*Value{f.lo}
	var trips *Value // set where the counter cannot go beyond hi
	if !constLo {
		args = append(args, b.constant(0))
		if b.estOf(f.hi).Hi == math.MaxInt64 {
			trips = b.emit(AddSat, b.emit(SubSat, f.hi, f.lo), b.constant(1))
		}
	}
	b.jump(head, args...)
	i := b.fn.AddParam(head, f.s.Pos())
	turn := i
	limit := int64(f.turns)
	if constLo {
		limit = addSat(f.lo.Imm, limit)
		b.setEst(i, Interval{f.lo.Imm, limit})
	} else {
		turn = b.fn.AddParam(head, f.s.Pos())
		b.setEst(turn, Interval{0, limit})
		b.setEst(i, Interval{b.estOf(f.lo).Lo, addSat(b.estOf(f.lo).Hi, limit)})
	}
	b.loop(head, f.turns)
	b.cur = head
	more := b.raw(Lt, nil, turn, b.constant(limit))
	more.Keep = true
	if f.hi.Op == Const && constLo {
		b.branch(more, body, exit, true)
	} else {
		mid := b.newBlock()
		b.branch(more, mid, exit, true)
		b.open(mid)
		on := b.emit(Le, i, f.hi)
		if trips != nil {
			on = b.emit(Lt, turn, trips)
		}
		b.branch(on, body, exit, false)
	}
	if b.open(body); b.cur != nil {
		v := b.fromPlace(i, counterPlace(f.s))
		b.frame.binds[f.s.Sym] = binding{val: &v}
		b.frame.loops = append(b.frame.loops, &loop{next: next, exit: exit})
		b.stmts(f.s.Body)
		b.frame.loops = b.frame.loops[:len(b.frame.loops)-1]
		b.jump(next)
	}
	b.span = f.s.Pos()
	if b.open(next); b.cur != nil {
		b.latch(head, i, turn)
	}
	b.seal(head)
	b.open(exit)
}

// latch counts and goes back to the head.
func (b *builder) latch(head *Block, i, turn *Value) {
	step := func(x *Value) *Value {
		y := b.raw(Add, nil, x, b.constant(1))
		y.Keep = true
		return y
	}
	if i == turn {
		b.jump(head, step(i))
		return
	}
	// i may only reach the place's greatest value on the last turn, which does not come back here.
	b.jump(head, b.emit(AddSat, i, b.constant(1)), step(turn))
}

func (b *builder) returnStmt(s *types.Return) {
	v := value{kind: types.Void}
	if s.Value != nil {
		v = b.expr(s.Value, b.resultDest())
	}
	if b.cur == nil {
		return
	}
	b.frame.ends = append(b.frame.ends, end{block: b.cur, val: v, span: s.Pos()})
	b.cur = nil
}

// resultDest returns the dest of the place that the result goes to.
func (b *builder) resultDest() dest {
	f := b.frame.fn
	if f.ResultPlace != nil {
		return b.destOf(f.ResultPlace)
	}
	if b.cb != nil && f == b.cb.Func && b.cb.Target.Result != nil {
		return unitDest(b.cb.Target.Result.Unit, 1)
	}
	return dest{}
}

// enter binds a call's arguments in a new frame and returns the caller's.
func (b *builder) enter(e *types.Call) *frame {
	f := &frame{fn: e.Func, binds: map[*types.Sym]binding{}}
	for i, s := range e.Func.Params {
		f.binds[s] = b.argument(s, e.Args[i])
	}
	f.call = len(b.fn.calls)
	b.fn.calls = append(b.fn.calls, inlined{fn: e.Func, span: e.Pos(), outer: b.frame.call, first: b.fn.values})
	outer := b.frame
	b.frame = f
	return outer
}

// leave goes back to the caller's frame.
func (b *builder) leave(outer *frame) {
	b.fn.calls[b.frame.call].end = b.fn.values
	b.frame = outer
}

// call inlines a call.
func (b *builder) call(e *types.Call) value {
	outer := b.enter(e)
	f := b.frame
	s, ok := b.siteOf(f)
	if sh := b.plan[s.key]; ok && sh != nil {
		b.leave(outer)
		return b.invoke(sh, s)
	}
	operations, loops := b.fn.values, b.loops
	b.stmts(e.Func.Body)
	if b.cur != nil {
		v := value{kind: types.Void}
		if e.Func.Result != nil { // Check proves that no path gets here
			v = b.zeroOf(e.Func.Result)
		}
		f.ends = append(f.ends, end{block: b.cur, val: v, span: e.Func.Span})
	}
	for i := range f.ends {
		if f.fn.ResultPlace != nil && e.Func.Result != nil {
			b.cur, b.span = f.ends[i].block, f.ends[i].span
			f.ends[i].val = b.typed(f.fn.ResultPlace, f.ends[i].val)
			f.ends[i].block = b.cur
		}
	}
	b.span = e.Pos()
	defer b.leave(outer)
	if len(f.ends) == 0 {
		panic("internal error: " + e.Func.Name + " never returns")
	}
	if e.Func.Result != nil && e.Func.Result.Kind == types.Num && len(f.ends) > 1 {
		xs := make([]num, len(f.ends))
		for i := range f.ends {
			xs[i] = b.numOf(f.ends[i].val)
		}
		b.needPlace(xs, nil, e.Func.Result)
	}
	out := b.join(f.ends)
	if ok && b.loops == loops {
		s.out, s.end, s.size = out, b.cur, b.fn.values-operations
		b.note(s)
	}
	return out
}

// argument binds one argument of a call.
func (b *builder) argument(s *types.Sym, a types.Arg) binding {
	switch {
	case s.Kind == types.RefSym:
		if a.Ref == nil {
			panic("internal error: " + s.Name + " is given no place")
		}
		ref := b.resolve(a.Ref)
		return binding{ref: &ref}
	case s.Kind == types.LetSym || s.Place == nil:
		v := b.expr(a.Value, dest{})
		return binding{val: &v}
	case s.Kind == types.VarSym:
		panic("internal error: " + s.Name + " is a variable and a parameter")
	}
	call := b.span
	b.span = a.Value.Pos() // what is rounded, and may be too large, is the argument
	v := b.typed(s.Place, b.expr(a.Value, b.destOf(s.Place)))
	b.span = call
	return binding{val: &v}
}

func (b *builder) zeroOf(t *types.Type) value {
	if t.Kind == types.Num {
		return value{kind: types.Num, num: constNum(new(big.Rat))}
	}
	return scalar(t.Kind, b.constant(0))
}

// counterPlace returns the place of a loop's counter: a whole number.
func counterPlace(s *types.For) *types.PlaceType {
	if s.Sym.Place != nil {
		return s.Sym.Place
	}
	return &types.PlaceType{Kind: types.Num, Width: 64, Signed: true}
}
