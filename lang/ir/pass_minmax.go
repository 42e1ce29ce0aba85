package ir

// passMinMax turns a branch that only chooses between two values into an
// operation: minimum, maximum, absolute value or the condition itself.
//
//	v3 = lt v1, v2                 v3 = lt v1, v2
//	branch v3, b2(v1), b2(v2)      v5 = min v1, v2
//	b2(v4):                        jump b2(v5)
func passMinMax(f *Func) bool {
	changed := false
	m := &minMax{f: f}
	for _, b := range f.Blocks {
		t := &b.Term
		if t.Op != Branch || t.Keep || t.Cond.Keep || t.Succs[0].Block != t.Succs[1].Block {
			continue
		}
		if args, ok := m.choose(b); ok {
			b.Term = Term{Op: Jump, Succs: []Edge{{t.Succs[0].Block, args}}, Span: t.Span}
			changed = true
		}
	}
	if changed {
		f.Connect()
	}
	return changed
}

type minMax struct {
	f      *Func
	ranges *Ranges // made when first needed
}

// choose returns one list of arguments for the two edges of b, if each pair that
// differs is a known shape.
func (m *minMax) choose(b *Block) ([]*Value, bool) {
	yes, no := b.Term.Succs[0].Args, b.Term.Succs[1].Args
	args := make([]*Value, len(yes))
	shapes := make([]shape, len(yes))
	for i := range yes {
		if equalArgs(yes[i:i+1], no[i:i+1]) {
			args[i] = yes[i]
			continue
		}
		s, ok := m.shape(b.Term.Cond, yes[i], no[i])
		if !ok {
			return nil, false
		}
		shapes[i] = s
	}
	for i, s := range shapes {
		switch {
		case args[i] != nil:
		case s.op == Invalid:
			args[i] = s.a
		default:
			v := m.f.NewValue(s.op, b.Term.Cond.Span, s.a)
			if s.b != nil {
				v.Args = append(v.Args, s.b)
			}
			args[i] = b.Append(v)
		}
	}
	return args, true
}

// shape is an operation to be made, or with Invalid the value a.
type shape struct {
	op   Op
	a, b *Value
}

// shape returns what `if cond then t else e` is.
func (m *minMax) shape(cond, t, e *Value) (shape, bool) {
	if t.Op == Const && e.Op == Const && cond.Op.IsTruth() {
		switch {
		case t.Imm == 1 && e.Imm == 0:
			return shape{op: Invalid, a: cond}, true
		case t.Imm == 0 && e.Imm == 1:
			return shape{op: Not, a: cond}, true
		}
	}
	switch cond.Op {
	case Lt, Le:
		return m.ordered(cond.Args[0], cond.Args[1], t, e, cond.Op == Lt)
	case Eq, Ne:
		if cond.Op == Ne {
			t, e = e, t
		}
		// x == y ? x : y is y; the constant may be another value of the same number.
		if same(e, cond.Args[0]) && same(t, cond.Args[1]) || same(e, cond.Args[1]) && same(t, cond.Args[0]) {
			return shape{op: Invalid, a: e}, true
		}
		return shape{}, false
	}
	// cond itself is tested against 0.
	if t == cond && isZero(e) {
		return shape{op: Invalid, a: cond}, true
	}
	if t == cond && e.Op == Const && e.Imm == 1 && m.hard(cond).Lo >= 0 {
		return shape{op: Max, a: cond, b: e}, true
	}
	return shape{}, false
}

func same(a, b *Value) bool { return a == b || a.Op == Const && b.Op == Const && a.Imm == b.Imm }

// ordered returns what `if a < b then t else e` (or a <= b) is.
func (m *minMax) ordered(a, b, t, e *Value, strict bool) (shape, bool) {
	switch {
	case same(t, a) && same(e, b):
		return shape{op: Min, a: a, b: b}, true
	case same(t, b) && same(e, a):
		return shape{op: Max, a: a, b: b}, true
	case isZero(b) && t.Op == Neg && t.Args[0] == a && e == a:
		return shape{op: Abs, a: a}, true
	case !strict:
		return shape{}, false
	}
	// x < c ? k : x, where k is c or its neighbour below; and so on.
	switch {
	case b.Op == Const && e == a && near(t, b.Imm, -1):
		return shape{op: Max, a: a, b: t}, true
	case b.Op == Const && t == a && near(e, b.Imm, -1):
		return shape{op: Min, a: a, b: e}, true
	case a.Op == Const && e == b && near(t, a.Imm, 1):
		return shape{op: Min, a: b, b: t}, true
	case a.Op == Const && t == b && near(e, a.Imm, 1):
		return shape{op: Max, a: b, b: e}, true
	}
	return shape{}, false
}

// near reports whether k is the constant c or c + step.
func near(k *Value, c, step int64) bool {
	return k.Op == Const && (k.Imm == c || k.Imm == c+step && (c+step < c) == (step < 0))
}

func (m *minMax) hard(v *Value) Interval {
	if m.ranges == nil {
		m.ranges = Analyze(m.f)
	}
	return m.ranges.Hard(v)
}
