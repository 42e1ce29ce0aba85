package ir

// passCarry hands a loaded value that a branch tests to the test from where it is known: where
// each way to the branch has loaded it or stored it, and one has stored a constant, the test
// of that way is decided, which passThread makes use of. So a state machine goes from state to
// state without asking which one it is in:
//
//	b1: branch v1, b2, b3                b1: branch v1, b2, b3(v9)
//	b2: store_priv [0:u1] v0, 2          b2: store_priv [0:u1] v0, 2
//	    jump b3                              jump b3(2)
//	b3: v3 = load_priv [0:u1] v0         b3(v3):
//	    v4 = eq v3, 2                        v4 = eq v3, 2
//	    branch v4, b4, b5                    branch v4, b4, b5
//
// (v9 is a load of the same place before the first test.)
func passCarry(f *Func) bool {
	f.Connect()
	var by replacer
	for _, b := range f.Blocks[1:] {
		v := testedLoad(b)
		if v == nil || len(b.Preds) < 2 {
			continue
		}
		from := arriving(b, v)
		if from == nil {
			continue
		}
		p := f.AddParam(b, v.Span)
		p.Known = v.Known
		for i, q := range b.Preds {
			for k := range q.Term.Succs {
				if e := &q.Term.Succs[k]; e.Block == b && len(e.Args) < len(b.Params) {
					e.Args = append(e.Args[:len(e.Args):len(e.Args)], from[i])
				}
			}
		}
		by.set(v, p)
	}
	if !by.any {
		return false
	}
	by.apply(f)
	passDead(f)
	return true
}

// testedLoad returns the load in b, of what b has not changed before, that b's branch depends on
// and on nothing else but constants; nil if there is none.
func testedLoad(b *Block) *Value {
	if b.Term.Op != Branch || b.Term.Keep || b.LoopMax > 0 {
		return nil
	}
	v := b.Term.Cond
	for v.Block == b && v.Op != Invalid && ops[v.Op].effect == pure {
		var next *Value
		for _, a := range v.Args {
			switch {
			case a.Op == Const:
			case next != nil:
				return nil
			default:
				next = a
			}
		}
		if next == nil {
			return nil
		}
		v = next
	}
	if v.Block != b || v.Op == Invalid || ops[v.Op].effect != reads || indexOf(v) != nil {
		return nil
	}
	for _, w := range b.Insts {
		if w == v {
			return v
		}
		if meets(w, locationOf(v)) {
			return nil
		}
	}
	return nil
}

// meets reports whether v may change l.
func meets(v *Value, l location) bool {
	switch ops[v.Op].effect {
	case writes:
		return locationOf(v).overlaps(l)
	case calls:
		return mayStore(v, l)
	}
	return false
}

// arriving returns what the load v of b would give in front of b, by b's predecessors; nil if one
// does not know, or if none knows a constant.
func arriving(b *Block, v *Value) []*Value {
	from := make([]*Value, len(b.Preds))
	constant := false
	for i, p := range b.Preds {
		if from[i] = heldBehind(p, v); from[i] == nil {
			return nil
		}
		constant = constant || from[i].Op == Const
	}
	if !constant {
		return nil
	}
	return from
}

// carryReach is how many blocks back a value is looked for.
const carryReach = 16

// heldBehind returns what the load v would give at the end of b, if a load or a store on the way
// there says so.
func heldBehind(b *Block, v *Value) *Value {
	l := locationOf(v)
	for range carryReach {
		for i := len(b.Insts) - 1; i >= 0; i-- {
			w := b.Insts[i]
			switch {
			case w.Op == v.Op && auxOf(w.Aux) == auxOf(v.Aux) && w.Args[0] == v.Args[0] && indexOf(w) == nil:
				return w
			case meets(w, l):
				return storedConstant(w, v)
			}
		}
		if len(b.Preds) != 1 {
			return nil
		}
		b = b.Preds[0]
	}
	return nil
}

// storedConstant returns the constant that the load v gives behind w, if w stores one to all of its
// place and nothing else.
func storedConstant(w, v *Value) *Value {
	if ops[w.Op].effect != writes || loadOf(w.Op) != v.Op || indexOf(w) != nil || locationOf(w) != locationOf(v) || w.Args[0] != v.Args[0] {
		return nil
	}
	c := w.Args[1]
	bits, signed := 8*v.Aux.Size, v.Aux.Signed
	if v.Op == LoadField {
		bits, signed = fieldBits(v.Aux.Field), v.Aux.Field.Type.Signed()
		if fieldBits(w.Aux.Field) != bits {
			return nil
		}
	}
	if c.Op != Const || extendTo(uint64(c.Imm), bits, signed) != c.Imm {
		return nil
	}
	return c
}
