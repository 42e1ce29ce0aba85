package ir

// passSimplify rewrites single operations by what the ranges of their operands
// allow: it folds constants, turns saturating and signed operations into plain
// and unsigned ones, takes out clamps that clamp nothing, moves constants
// together, and decides branches. One walk over the function with the ranges
// that hold where it is:
//
//	v3 = add_sat v1, v2     (v1, v2 in 0..2^32-1)    v3 = add v1, v2
//	v4 = max v3, 0                                   (v3)
//	v5 = div v3, 8                                   v5 = shr v3, 3
//	branch v6, b1, b2       (v6 in 1..9)             jump b1
func passSimplify(f *Func) bool {
	w := analyze(f)
	defer w.release()
	s := &simplifier{f: f, w: w, uses: countUses(f), consts: newConstants(f), decided: map[*Block]int{}}
	w.walk(s.block)
	s.consts.flush()
	s.repl.apply(f)
	for _, b := range f.Blocks {
		if i, ok := s.decided[b]; ok {
			b.Term = Term{Op: Jump, Succs: []Edge{b.Term.Succs[i]}, Span: b.Term.Span}
			s.changed = true
		}
	}
	if len(s.decided) > 0 {
		f.Connect()
	}
	return s.changed || s.repl.any
}

// simplifier is one run of passSimplify.
type simplifier struct {
	f       *Func
	w       *rangeWalk
	repl    replacer
	uses    []int // by Value.ID, as the pass began
	consts  *constants
	out     []*Value // the block's new instructions
	b       *Block
	decided map[*Block]int
	changed bool
}

// maxRewrites bounds how often one instruction is rewritten in one walk.
const maxRewrites = 12

func (s *simplifier) block(b *Block, _ *rangeWalk) {
	s.b = b
	s.out = make([]*Value, 0, len(b.Insts))
	for _, v := range b.Insts {
		s.repl.args(v.Args)
		s.inst(v)
	}
	b.Insts = s.out
	s.repl.term(&b.Term)
	s.term(b)
}

// inst simplifies v and appends it, or what it needs, to the block.
func (s *simplifier) inst(v *Value) {
	s.element(v)
	if ops[v.Op].effect == writes {
		for s.store(v) {
		}
	}
	for range maxRewrites {
		if v.Keep || ops[v.Op].effect == writes || ops[v.Op].effect == calls {
			break
		}
		if r := s.hard(v); r.IsPoint() && v.Op != Const && foldable(v) {
			s.repl.set(v, s.constant(r.Lo))
			return
		}
		s.pointArgs(v)
		by, again := s.rewrite(v)
		if by != nil && by != v {
			s.repl.set(v, by)
			return
		}
		if !again {
			break
		}
		s.changed = true
		if v.Op.HasResult() {
			s.w.define(v, s.w.compute(v).intersect(s.w.rangeOf(v)))
		}
	}
	s.out = append(s.out, v)
}

// foldable reports whether v may be replaced by a constant: pointers may not.
func foldable(v *Value) bool { return v.Op != Ptr && v.Op != Storage }

// pointArgs replaces operands that can only be one value here by that constant.
func (s *simplifier) pointArgs(v *Value) {
	if ops[v.Op].pointer {
		return
	}
	for i, a := range v.Args {
		if r := s.hard(a); a.Op != Const && r.IsPoint() && !a.Keep && foldable(a) {
			v.Args[i] = s.constant(r.Lo)
			s.changed = true
		}
	}
}

func (s *simplifier) hard(v *Value) Interval { return s.w.rangeOf(v).hard }

// constant returns x as a value whose range is known.
func (s *simplifier) constant(x int64) *Value {
	c := s.consts.get(x)
	for len(s.uses) <= c.ID {
		s.uses = append(s.uses, 1)
	}
	s.know(c)
	return c
}

// know gives a new value its range.
func (s *simplifier) know(v *Value) {
	s.w.grow()
	s.w.define(v, s.w.compute(v))
}

// add makes a new instruction before the current one; it is simplified too.
func (s *simplifier) add(o Op, like *Value, args ...*Value) *Value {
	v := s.f.NewValue(o, like.Span, args...)
	v.Block = s.b
	for len(s.uses) <= v.ID {
		s.uses = append(s.uses, 1)
	}
	s.know(v)
	s.inst(v)
	return s.repl.find(v)
}

// become turns v into another operation with the same result.
func (s *simplifier) become(v *Value, o Op, args ...*Value) (*Value, bool) {
	v.Op, v.Args, v.Imm = o, args, 0
	return nil, true
}

// rewrite applies one rule to v: it returns a value that stands for v, or true
// if v itself was changed.
func (s *simplifier) rewrite(v *Value) (*Value, bool) {
	if v.Op.Commutes() && s.outOfOrder(v) {
		v.Args[0], v.Args[1] = v.Args[1], v.Args[0]
		return nil, true
	}
	switch v.Op {
	case Add, Sub, Mul, AddSat, SubSat, MulSat, Neg, Abs:
		return s.rewriteSum(v)
	case Div, Mod, UDiv, UMod:
		return s.rewriteQuotient(v)
	case Min, Max:
		return s.rewriteMinMax(v)
	case UMin:
		return s.rewriteUMin(v)
	case Cap31:
		if s.hard(v.Args[0]).Within(positive32) {
			return v.Args[0], false
		}
	case And, Or, Xor, Shl, Shr, Sar, Add32, Sub32, Zext32, Sext32:
		return s.rewriteBits(v)
	case Eq, Ne, Lt, Le, ULt, ULe, Not:
		return s.rewriteTruth(v)
	}
	return nil, false
}

// outOfOrder reports whether v's operands should change places: constants come
// second, else older values first.
func (s *simplifier) outOfOrder(v *Value) bool {
	a, b := v.Args[0], v.Args[1]
	if (a.Op == Const) != (b.Op == Const) {
		return a.Op == Const
	}
	return a.Op != Const && a.ID > b.ID
}

// constArg returns the constant second operand of v.
func constArg(v *Value) (int64, bool) {
	if len(v.Args) == 2 && v.Args[1].Op == Const {
		return v.Args[1].Imm, true
	}
	return 0, false
}

// element makes the access v to an element that is known one to a place of its own, which
// meets no other element.
func (s *simplifier) element(v *Value) {
	i := indexOf(v)
	if i == nil || i.Keep || !s.hard(i).IsPoint() {
		return
	}
	v.Aux = &Aux{Off: v.Aux.Off + int(s.hard(i).Lo)*v.Aux.Stride, Size: v.Aux.Size, Signed: v.Aux.Signed}
	v.Args = v.Args[:len(v.Args)-1]
	s.changed = true
}

// store drops what a narrow store does not see of its value: extensions and
// masks. It reports whether anything changed.
func (s *simplifier) store(v *Value) bool {
	width := 0
	switch v.Op {
	case StoreField:
		if width = v.Aux.Field.Bits; width == 0 {
			width = v.Aux.Field.Type.Size() * 8
		}
	case StorePriv, StoreMem:
		width = v.Aux.Size * 8
	}
	x := v.Args[1]
	var by *Value
	switch {
	case x.Keep || width >= 64:
	case x.Op == Const && extendTo(uint64(x.Imm), width, false) != x.Imm && width <= 32:
		by = s.constant(extendTo(uint64(x.Imm), width, false))
	case (x.Op == Zext32 || x.Op == Sext32) && width <= 32:
		by = x.Args[0]
	case x.Op == And:
		if m, ok := constArg(x); ok && ^m&(1<<width-1) == 0 {
			by = x.Args[0]
		}
	default:
		if r := s.hard(x); x.Op != Const && r.IsPoint() && foldable(x) {
			by = s.constant(r.Lo)
		}
	}
	if by == nil {
		return false
	}
	v.Args[1] = by
	s.changed = true
	return true
}

// term decides a branch or makes its condition plainer.
func (s *simplifier) term(b *Block) {
	t := &b.Term
	if t.Op == Return && t.Result != nil {
		if r := s.hard(t.Result); r.IsPoint() && t.Result.Op != Const && !t.Result.Keep {
			t.Result = s.constant(r.Lo)
			s.changed = true
		}
	}
	if t.Op != Branch || t.Keep {
		return
	}
	for range maxRewrites {
		c := t.Cond
		if is, known := s.outcome(c); known {
			s.decided[b] = map[bool]int{true: 0, false: 1}[is]
			return
		}
		switch {
		case c.Keep:
			return
		case c.Op == Not || c.Op == Eq && isZero(c.Args[1]):
			// The condition's edges change places; what the walk knows of them with it.
			t.Succs[0], t.Succs[1] = t.Succs[1], t.Succs[0]
			t.Cond = c.Args[0]
		case c.Op == Ne && isZero(c.Args[1]):
			t.Cond = c.Args[0]
		default:
			return
		}
		s.changed = true
	}
}

func isZero(v *Value) bool { return v.Op == Const && v.Imm == 0 }
