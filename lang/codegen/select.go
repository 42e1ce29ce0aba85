package codegen

import (
	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/ir"
	"github.com/ccc-lang/ccc/lang/regalloc"
)

// selector turns the IR of a callback into instructions of the machine over
// values without registers.
type selector struct {
	*demands
	fn    *ir.Func
	names *names
	out   *regalloc.Func
	at    *ir.Block       // is being selected
	cur   *regalloc.Block // takes the instructions

	val    []*regalloc.Value // by ir.Value.ID
	zext   []bool            // the register's upper half is 0
	blocks map[*ir.Block]*regalloc.Block
	preds  map[*ir.Block]int
	params map[int]*regalloc.Value // by index into the callback's Params
	// private is the pointer to the private bytes, for places that are not at a
	// multiple of 8; made in privateAt.
	private   *regalloc.Value
	privateAt *ir.Block
	span      diag.Span
	// elements are the addresses of elements made in the block since the last call.
	elements map[element]*regalloc.Value
	// exit is where several returns meet; nil while there is one at most.
	exit   *regalloc.Block
	forget *forgetter
	known  map[*regalloc.Value]bool // holds what the verifier must know, maybe under several names
	repeat *repeater
	// share: parameters are read through one pointer, paramBase, to the first of them; made in paramsAt.
	share     bool
	paramBase *regalloc.Value
	paramsAt  *ir.Block
	// late is where arguments are loaded that the usual way does not need, by parameter.
	late map[int]*ir.Block
	ctx  *regalloc.Value // the pointer to the arguments
	// zero is what values are joined with that the verifier must forget; made in zeroAt.
	zero   *regalloc.Value
	zeroAt *ir.Block
}

// selectFunc selects the instructions of f, whose ranges are r, and says what is known of the
// paths through them.
func selectFunc(f *ir.Func, r *ir.Ranges, g *generator, as way) (*regalloc.Func, paths) {
	values := 0
	each(f, func(v *ir.Value) { values = max(values, v.ID+1) })
	s := &selector{
		demands: newDemands(f, r, values),
		fn:      f, names: g.names,
		out:    &regalloc.Func{Name: f.Name},
		val:    make([]*regalloc.Value, values),
		zext:   make([]bool, values),
		blocks: map[*ir.Block]*regalloc.Block{},
		preds:  map[*ir.Block]int{},
		params: map[int]*regalloc.Value{},
		known:  map[*regalloc.Value]bool{},
	}
	for _, b := range f.Blocks {
		for _, e := range b.Term.Succs {
			s.preds[e.Block]++
		}
	}
	order := domOrder(f)
	s.forget = newForgetter(f, s.demands, order, as, g)
	s.repeat = newRepeater(f)
	s.zeroAt = order.common(s.forget.blocks())
	if s.forget.merging == blind {
		s.zeroAt = order.blocks[0]
	}
	s.privateAt = order.common(s.unaligned())
	if blocks := s.readsParams(); as.share {
		s.share, s.paramsAt = true, order.common(blocks)
	}
	s.cur = s.out.NewBlock()
	s.arguments(order)
	s.blocks[f.Blocks[0]] = s.cur
	for _, b := range order.blocks[1:] {
		s.blocks[b] = s.out.NewBlock()
		s.blocks[b].LoopMax = b.LoopMax
	}
	first := s.cur
	s.makeExit(order.blocks)
	s.cur = first
	for _, b := range order.blocks {
		s.block(b)
	}
	return s.out, s.forget.paths
}

// makeExit makes the block where the program ends, if it has several returns:
// one of them then falls into it.
func (s *selector) makeExit(blocks []*ir.Block) {
	var last *ir.Value
	n := 0
	for _, b := range blocks {
		if b.Term.Op == ir.Return {
			last = b.Term.Result
			n++
		}
	}
	if n < 2 {
		return
	}
	s.exit = s.out.NewBlock()
	s.cur, s.span = s.exit, s.fn.Span
	if last == nil {
		s.returnNothing()
		return
	}
	r := s.out.NewValue("result")
	s.exit.Params = []*regalloc.Value{r}
	s.inst(machine{op: opReturn}, regalloc.Shape{Result: true}, nil, r)
}

// returnNothing ends a callback without a result. For the verifier each end reads r0: ways
// through loops would be kept apart by what it happens to hold.
func (s *selector) returnNothing() {
	if s.forget.loops == 0 {
		s.inst(machine{op: opReturn}, regalloc.Shape{}, nil)
		return
	}
	s.inst(machine{op: opReturn}, regalloc.Shape{Result: true}, nil, s.out.NewConst(0))
}

// each calls fn for every value of f.
func each(f *ir.Func, fn func(*ir.Value)) {
	for _, b := range f.Blocks {
		for _, v := range b.Params {
			fn(v)
		}
		for _, v := range b.Insts {
			fn(v)
		}
	}
}

// inst appends an instruction; def is nil or a new value.
func (s *selector) inst(m machine, shape regalloc.Shape, def *regalloc.Value, uses ...*regalloc.Value) *regalloc.Value {
	m.span = s.span
	s.cur.Append(&regalloc.Inst{Shape: shape, Def: def, Uses: uses, Sel: &m})
	return def
}

// unaligned returns the blocks that access the private bytes other than at a
// multiple of 8.
func (s *selector) unaligned() (blocks []*ir.Block) {
	for _, b := range s.fn.Blocks {
		for _, v := range b.Insts {
			if s.isUnaligned(v) {
				blocks = append(blocks, b)
				break
			}
		}
	}
	return blocks
}

func (s *selector) isUnaligned(v *ir.Value) bool {
	if v.Op == ir.LoadPriv && s.need[v.ID] == 0 {
		return false
	}
	return (v.Op == ir.LoadPriv || v.Op == ir.StorePriv) && v.Aux.Off%8 != 0
}

// readsParams returns the blocks that read parameters.
func (s *selector) readsParams() (blocks []*ir.Block) {
	for _, b := range s.fn.Blocks {
		for _, v := range b.Insts {
			if v.Op == ir.LoadParam && s.need[v.ID] != 0 {
				blocks = append(blocks, b)
				break
			}
		}
	}
	return blocks
}

// block selects the instructions of b.
func (s *selector) block(b *ir.Block) {
	s.at = b
	if out := s.blocks[b]; b != s.fn.Blocks[0] {
		s.cur = out
		for _, p := range b.Params {
			if s.need[p.ID] == 0 {
				continue
			}
			if s.preds[b] == 1 {
				s.alias(p, s.args[p][0])
				continue
			}
			v := s.out.NewValue(valueName(p))
			out.Params = append(out.Params, v)
			s.set(p, v)
		}
	}
	s.lateArguments(b)
	s.elements = map[element]*regalloc.Value{}
	s.forgetAll(s.forget.start[b])
	for _, v := range b.Insts {
		s.span = v.Span
		if b == s.privateAt && s.private == nil && s.isUnaligned(v) {
			s.makePrivate(v.Args[0])
		}
		if hasEffect(v.Op) || s.need[v.ID] != 0 {
			s.value(v)
			s.forgetAll(s.forget.after[v])
		}
	}
	if b == s.privateAt && s.private == nil {
		s.makePrivate(s.sock())
	}
	if b == s.paramsAt && s.paramBase == nil {
		s.makeParamBase()
	}
	if b == s.zeroAt {
		s.makeZero()
	}
	s.term(b)
}

// sock returns the IR value of the connection's pointer.
func (s *selector) sock() (sk *ir.Value) {
	each(s.fn, func(v *ir.Value) {
		if s.isUnaligned(v) {
			sk = v.Args[0]
		}
	})
	return sk
}

// makePrivate makes the pointer to the private bytes.
func (s *selector) makePrivate(sk *ir.Value) {
	s.private = s.inst(machine{op: opPrivate}, regalloc.Shape{Tied: true}, s.out.NewValue("priv"), s.get(sk))
}

// makeParamBase makes the pointer to the program's parameters.
func (s *selector) makeParamBase() {
	s.paramBase = s.inst(machine{op: opAddress, name: s.names.params}, regalloc.Shape{}, s.out.NewValue("params"))
}

// alias makes v another name for what x is.
func (s *selector) alias(v, x *ir.Value) {
	s.set(v, s.get(x))
	s.zext[v.ID] = s.zext[x.ID]
}

// get returns the machine value of v.
func (s *selector) get(v *ir.Value) *regalloc.Value {
	switch {
	case v.Op == ir.Const:
		return s.out.NewConst(v.Imm)
	case s.val[v.ID] != nil:
		return s.val[v.ID]
	}
	if p := paramOf(s.fn, v); p >= 0 {
		return s.params[p]
	}
	panic("internal error: codegen: " + s.fn.Name + ": " + v.Op.String() + " is used before it is made")
}

func valueName(v *ir.Value) string {
	return "v" + itoa(v.ID)
}

// term selects the end of b.
func (s *selector) term(b *ir.Block) {
	t := &b.Term
	s.span = t.Span
	switch t.Op {
	case ir.Return:
		if s.exit != nil {
			var args []*regalloc.Value
			if t.Result != nil {
				args = append(args, s.get(t.Result))
			}
			s.jump(s.exit, args...)
			return
		}
		if t.Result == nil {
			s.returnNothing()
			return
		}
		s.inst(machine{op: opReturn}, regalloc.Shape{Result: true}, nil, s.get(t.Result))
	case ir.Jump:
		s.jump(s.blocks[t.Succs[0].Block], s.edgeArgs(t.Succs[0])...)
	case ir.Branch:
		s.branch(b)
	default:
		panic("internal error: codegen: block without an end in " + s.fn.Name)
	}
}

// forgetAll makes the verifier forget what it knows of values, where they are.
func (s *selector) forgetAll(vs []*ir.Value) {
	for _, v := range vs {
		if x := s.get(v); !x.Const && !s.known[x] {
			s.makeZero()
			s.inst(machine{op: opForget}, regalloc.Shape{Update: true}, nil, x, s.zero)
		}
	}
}

// operand gives what a test compares. keep: the verifier must see how it goes;
// of others it shall know nothing where tests are blind. What is needed elsewhere
// is forgotten in a copy.
func (s *selector) operand(v *ir.Value, keep bool) *regalloc.Value {
	x := s.get(v)
	if keep || !s.forget.isBlind(v, s.at) || x.Const || v.Op == ir.Ptr || v.Op == ir.Storage {
		return x
	}
	if s.known[x] || s.forget.needed[v] {
		return s.forgotten(x)
	}
	s.makeZero()
	s.inst(machine{op: opForget}, regalloc.Shape{Update: true}, nil, x, s.zero)
	return x
}

// unlinked gives what an index is limited from. Forgotten before it is copied, it would be linked
// to the index: the verifier holds two ways apart where one has the link and one the limit.
func (s *selector) unlinked(v *ir.Value) *regalloc.Value {
	x := s.get(v)
	if x.Const {
		return x
	}
	return s.forgotten(x)
}

// forgotten gives a copy of x of which the verifier knows nothing.
func (s *selector) forgotten(x *regalloc.Value) *regalloc.Value {
	s.makeZero()
	return s.inst(machine{op: opALU, alu: asm.Xor}, regalloc.Shape{Tied: true}, s.out.NewValue(""), x, s.zero)
}

// makeZero makes what forgetting takes, unless it is there: two loads of the
// same eight bytes differ in nothing, but the verifier does not know.
func (s *selector) makeZero() {
	if s.zero == nil {
		s.zero = s.inst(machine{op: opZero}, regalloc.Shape{Early: true, Temps: 1}, s.out.NewValue("zero"), s.params[0])
	}
}

func (s *selector) jump(to *regalloc.Block, args ...*regalloc.Value) {
	s.inst(machine{op: opGoto}, regalloc.Shape{}, nil)
	s.cur.Succs = []regalloc.Edge{{Block: to, Args: args}}
}

// edgeArgs returns what e gives the parameters that its target has in the
// machine form.
func (s *selector) edgeArgs(e ir.Edge) (args []*regalloc.Value) {
	if s.preds[e.Block] == 1 {
		return nil
	}
	for n, p := range e.Block.Params {
		if s.need[p.ID] != 0 {
			args = append(args, s.get(e.Args[n]))
		}
	}
	return args
}

func (s *selector) branch(b *ir.Block) {
	c := s.branchCond(b.Term.Cond)
	if c.a.Op == ir.Const { // at -O0 only
		to := b.Term.Succs[0]
		if !constCond(c) {
			to = b.Term.Succs[1]
		}
		s.jump(s.blocks[to.Block], s.edgeArgs(to)...)
		return
	}
	m, uses := s.compare(c, b.Term.Keep || b.Term.Cond.Keep)
	m.op, m.keep = opBranch, b.Term.Keep
	s.inst(m, regalloc.Shape{}, nil, uses...)
	if b.Term.Keep {
		for _, u := range uses {
			u.Precious = true
		}
	}
	from := s.cur
	for _, e := range b.Term.Succs {
		args := s.edgeArgs(e)
		to := s.blocks[e.Block]
		if len(args) > 0 { // the copies need a block of their own
			s.cur = s.out.NewBlock()
			s.span = b.Term.Span
			s.jump(to, args...)
			to = s.cur
		}
		from.Succs = append(from.Succs, regalloc.Edge{Block: to})
	}
}

// compare makes the comparison c, without saying what it is for. keep: the
// verifier must see how it goes.
func (s *selector) compare(c condition, keep bool) (machine, []*regalloc.Value) {
	m := machine{jump: c.jump, negate: c.negate, narrow: c.narrow, imm: c.imm, hasImm: c.b == nil}
	if c.top && s.has(c.a, full|low) { // all of the bitfield is at hand
		m.jump = map[asm.JumpOp]asm.JumpOp{asm.JSLT: asm.JNE, asm.JSGE: asm.JEq}[c.jump]
	}
	uses := []*regalloc.Value{s.operand(c.a, keep)}
	if c.b != nil {
		uses = append(uses, s.operand(c.b, keep))
	}
	return m, uses
}

// constCond evaluates a comparison of constants.
func constCond(c condition) bool {
	x, y := c.a.Imm, c.imm
	if c.b != nil {
		y = c.b.Imm
	}
	if c.narrow { // an immediate of 32 bits has been extended by its sign
		x, y = int64(int32(x)), int64(int32(y))
		if c.jump == asm.JLT || c.jump == asm.JLE || c.jump == asm.JGT || c.jump == asm.JGE {
			x, y = int64(uint32(x)), int64(uint32(y))
		}
	}
	ops := map[asm.JumpOp]ir.Op{asm.JEq: ir.Eq, asm.JNE: ir.Ne, asm.JSLT: ir.Lt, asm.JSLE: ir.Le, asm.JLT: ir.ULt, asm.JLE: ir.ULe, asm.JSet: ir.And}
	jump, negate := c.jump, c.negate
	op, ok := ops[jump]
	if !ok {
		op, negate = ops[inverse[jump]], !negate
	}
	return (ir.Compute(op, x, y) != 0) != negate
}
