package ir

import (
	"math/big"

	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
)

// maxValues is how many IR values one callback may need before optimisation:
// everything is inlined, so this is what stops a program that multiplies itself.
const maxValues = 30_000

// maxLoops is how many loops one callback may have: what is known of each is found
// by going over the callback again.
const maxLoops = 256

// Build makes the IR of a checked program: every callback with all calls
// inlined (see Share), numbers elaborated as exact fractions that are rounded at places (see
// build_num.go), state at its place in the socket's private bytes or storage.
// Errors (E05xx) are what only shows here: a callback that grows beyond the
// limit, a scale that does not fit 64 bits. The program is nil if there are any.
func Build(p *types.Program) (*Program, *diag.List) {
	diags := &diag.List{}
	out := &Program{Source: p, Layout: layoutState(p, diags)}
	out.build(diags)
	if diags.HasErrors() {
		return nil, diags
	}
	if narrowState(out) {
		out.build(&diag.List{}) // less can happen now, and what it reports has been reported
	}
	out.orderWords()
	return out, diags
}

// BuildAnyState builds p for a state that holds whatever its types allow, and not
// only what p itself stores: for tests that set the state.
func BuildAnyState(p *types.Program) (*Program, *diag.List) {
	diags := &diag.List{}
	out := &Program{Source: p, Layout: layoutState(p, diags)}
	out.build(diags)
	if diags.HasErrors() {
		return nil, diags
	}
	out.orderWords()
	return out, diags
}

func (p *Program) build(diags *diag.List) {
	p.Funcs = nil
	for _, cb := range withImplied(p.Source, p.Layout) {
		p.Funcs = append(p.Funcs, buildFunc(p.Source, cb, p.Layout, nil, diags))
	}
}

// withImplied returns the program's callbacks and those that it needs besides:
// kernels before 6.0 demand cong_avoid even where cong_control makes it
// meaningless, and a program that shares the private bytes with a kernel function
// clears its storage record in init.
func withImplied(p *types.Program, l *Layout) []*types.Callback {
	cbs := append([]*types.Callback(nil), p.Callbacks...)
	add := func(name string) {
		for _, cb := range cbs {
			if cb.Target.Name == name {
				return
			}
		}
		if t := target.LookupCallback(name); t != nil {
			cbs = append(cbs, &types.Callback{Target: t, Func: &types.Func{Name: name, Span: p.Span}})
		}
	}
	if p.CongControl {
		add("cong_avoid")
	}
	if p.OwnsPrivate && l.Storage > 0 {
		add("init")
	}
	return cbs
}

// tooBig ends the building of one function: of what it has too many.
type tooBig struct {
	limit int
	what  string
}

// builder builds one function.
type builder struct {
	prog   *types.Program
	cb     *types.Callback     // nil: a function
	plan   map[siteKey]*shared // calls of functions
	layout *Layout
	leaves map[string]*Leaf
	diags  *diag.List

	fn    *Func
	entry *Block // pointers, arguments and perhaps the storage record, then a jump to the body
	cur   *Block // where code goes; nil after a return, break or continue
	span  diag.Span
	loops int

	ptrs    [3]*Value
	args    map[int]*Value
	places  map[*types.PlaceType]*placeInfo
	storage *Value
	claims  bool // the record is read or written, and not only cleared

	ssa   ssaState
	est   []Interval // by Value.ID
	frame *frame
}

// frame is one inlined function.
type frame struct {
	fn    *types.Func
	binds map[*types.Sym]binding
	call  int   // index of it in Func.calls, or noCall
	ends  []end // its returns
	loops []*loop
}

// binding is what a name stands for. Exactly one part is set.
type binding struct {
	val   *value
	local *variable
	ref   *place
}

// end is a place where control leaves an if, a function: the block that is open
// there and what it gives.
type end struct {
	block *Block
	val   value
	span  diag.Span
}

// buildFunc builds a callback. Calls of what is in plan are not written out.
func buildFunc(p *types.Program, cb *types.Callback, l *Layout, plan map[siteKey]*shared, diags *diag.List) *Func {
	b := newBuilder(p, l, diags, &Func{Name: cb.Target.Name, Callback: cb.Target, Span: cb.Func.Span})
	b.cb, b.plan = cb, plan
	b.build(func() { b.body(cb) })
	return b.fn
}

func newBuilder(p *types.Program, l *Layout, diags *diag.List, fn *Func) *builder {
	b := &builder{
		prog: p, layout: l, leaves: l.index(), diags: diags, fn: fn,
		args:   map[int]*Value{},
		places: map[*types.PlaceType]*placeInfo{},
		span:   fn.Span,
	}
	b.ssa.init()
	return b
}

// build builds the function around what body builds.
func (b *builder) build(body func()) {
	defer func() {
		if r := recover(); r != nil {
			big, ok := r.(tooBig)
			if !ok {
				panic(r)
			}
			b.diags.Errorf(b.fn.Span, "E0501", "%s grows beyond %d %s once all its calls are written out", b.fn.Name, big.limit, big.what).Hint =
				"call a function once instead of in every branch, or shorten a loop's body"
		}
	}()
	b.entry = b.newBlock()
	b.seal(b.entry)
	first := b.newBlock()
	b.cur = first
	body()
	b.prologue(first)
	b.finish()
}

// body builds the callback's statements and what it returns.
func (b *builder) body(cb *types.Callback) {
	b.frame = &frame{fn: cb.Func, call: noCall, binds: map[*types.Sym]binding{}}
	for _, s := range cb.Func.Params {
		b.bindArg(s)
	}
	b.stmts(cb.Func.Body)
	res := cb.Target.Result
	if res == nil {
		if b.cur != nil {
			b.frame.ends = append(b.frame.ends, end{block: b.cur, span: cb.Func.Span})
		}
		for _, e := range b.frame.ends {
			e.block.Term = Term{Op: Return, Span: e.span}
		}
		return
	}
	if b.cur != nil { // a path that gives nothing gives the least result
		b.frame.ends = append(b.frame.ends, end{block: b.cur, val: value{kind: types.Num, num: constNum(new(big.Rat))}, span: cb.Func.Span})
	}
	// Each value is rounded where it is returned, so that joining them needs no common scale.
	ends := b.frame.ends
	for i := range ends {
		b.cur, b.span = ends[i].block, ends[i].span
		v := b.toResult(ends[i].val, res, cb.Func.ResultPlace)
		ends[i].block = b.cur
		ends[i].val = value{kind: types.Enum, v: v}
	}
	b.cur = nil
	if len(ends) == 0 {
		return // every path loops for ever: cannot be, loops are bounded
	}
	v := b.join(ends)
	bounded := b.bounds(v.v, res.Bounds)
	b.cur.Term = Term{Op: Return, Result: b.use(bounded), Span: b.span}
	b.cur = nil
}

// toResult rounds v to the callback's result, without its bounds.
func (b *builder) toResult(v value, res *target.Result, pt *types.PlaceType) *Value {
	if v.kind == types.Num && v.unlimited && res.HasUnlimited {
		return b.constant(int64(res.Unlimited))
	}
	switch res.Kind {
	case target.Num, target.Count:
		n := b.numOf(v)
		if pt != nil && pt.Kind == types.Num {
			n = num{n: b.round(n, pt), d: b.placeInfo(pt).scale}
		}
		x := b.scaleTo(n, unitScale(res.Unit, 1))
		return b.clampTo(x, ctypeRange(res.Type))
	case target.Stamp:
		return v.v
	}
	return v.v
}

// prologue ends the entry block. It runs after the body is built, when it is known whether the
// storage record is needed. Where it is claimed, finish finds the place.
func (b *builder) prologue(body *Block) {
	b.cur = b.entry
	b.span = b.fn.Span
	switch {
	case b.prog.OwnsPrivate && (b.storage != nil || b.clearsInInit()):
		b.lookStorageUp()
	case b.storage != nil && !b.claims:
		b.cur.Append(b.storage)
	}
	b.jump(body)
	b.seal(body)
	b.cur = nil
}

// finish resolves what SSA construction left open.
func (b *builder) finish() {
	b.ssa.check(b.fn)
	b.ssa.simplify(b.fn)
	b.fn.Connect()
	if b.claims && !b.prog.OwnsPrivate {
		b.claimStorage()
		b.fn.Connect()
	}
	b.checkEdges()
	live := map[*Block]bool{}
	for _, blk := range b.fn.Blocks {
		live[blk] = true
	}
	checks := b.fn.Checks[:0]
	for _, c := range b.fn.Checks {
		if live[c.Block] {
			checks = append(checks, c)
		}
	}
	b.fn.Checks = checks
}

// checkEdges proves that every edge gives its block's parameters.
func (b *builder) checkEdges() {
	for _, blk := range b.fn.Blocks {
		for i := range blk.Term.Succs {
			e := &blk.Term.Succs[i]
			if len(e.Args) != len(e.Block.Params) {
				panic("internal error: an edge gives too few arguments in " + b.fn.Name)
			}
		}
	}
}

// bindArg binds a parameter of the callback. A typed parameter is rounded like
// any place; the kernel's own arguments fit theirs.
func (b *builder) bindArg(s *types.Sym) {
	if s.Kind == types.ArgSym {
		v := b.arg(s.Arg)
		b.frame.binds[s] = binding{val: &v}
	}
}

// arg returns the callback's scalar parameter i. All arguments are read in the
// entry block, before anything can have changed the context register.
func (b *builder) arg(i int) value {
	p := &b.cb.Target.Params[i]
	v := b.args[i]
	if v == nil {
		v = b.inEntry(Arg, &Aux{Param: i})
		r := p.Hard
		if r == (target.Range{}) {
			r = ctypeRange(p.Type)
		}
		b.know(v, r, r)
		b.args[i] = v
	}
	return b.fromTarget(v, p.Kind, p.Unit, 1)
}

// ptr returns the pointer to an object.
func (b *builder) ptr(o target.Object) *Value {
	if b.ptrs[o] == nil {
		b.ptrs[o] = b.inEntry(Ptr, &Aux{Object: o})
	}
	return b.ptrs[o]
}

func (b *builder) inEntry(op Op, aux *Aux) *Value {
	v := b.fn.NewValue(op, b.fn.Span)
	v.Aux = aux
	b.entry.Append(v)
	b.setEst(v, anyValue)
	return v
}

// newBlock returns a new block that is not sealed yet.
func (b *builder) newBlock() *Block { return b.fn.NewBlock() }

// jump ends the current block.
func (b *builder) jump(to *Block, args ...*Value) {
	if b.cur == nil {
		return
	}
	b.cur.Term = Term{Op: Jump, Succs: []Edge{{Block: to, Args: b.useAll(args)}}, Span: b.span}
	b.ssa.addPred(to, b.cur, 0)
	b.cur = nil
}

// branch ends the current block on cond. Both ways are built even where cond is
// known: what scale a join has must follow from the text alone.
func (b *builder) branch(cond *Value, yes, no *Block, keep bool) {
	b.cur.Term = Term{Op: Branch, Cond: b.use(cond), Succs: []Edge{{Block: yes}, {Block: no}}, Span: b.span, Keep: keep}
	b.ssa.addPred(yes, b.cur, 0)
	b.ssa.addPred(no, b.cur, 1)
	b.cur = nil
}

// open seals blk and goes on there; if nothing leads to it, there is no current block.
func (b *builder) open(blk *Block) {
	b.seal(blk)
	b.cur = blk
	if len(b.ssa.preds[blk]) == 0 {
		b.cur = nil
	}
}

// join brings the ends of several paths together and returns their value.
func (b *builder) join(ends []end) value {
	if len(ends) == 1 {
		b.cur = ends[0].block
		return ends[0].val
	}
	vals := make([]value, len(ends))
	for i, e := range ends {
		vals[i] = e.val
	}
	shape, conv := b.joinShape(vals, nil)
	return b.joinAs(ends, shape, conv)
}

// joinAs joins ends whose values conv brings to one shape; conv runs in each end's block.
func (b *builder) joinAs(ends []end, shape value, conv func(i int) *Value) value {
	to := b.newBlock()
	est := Interval{1, 0}
	for i, e := range ends {
		b.cur, b.span = e.block, e.span
		if conv == nil {
			b.jump(to)
			continue
		}
		x := conv(i)
		est = est.union(b.estOf(x))
		b.jump(to, x)
	}
	var p *Value
	if conv != nil {
		p = b.fn.AddParam(to, b.span)
		b.setEst(p, est)
	}
	b.open(to)
	return shape.with(p)
}
