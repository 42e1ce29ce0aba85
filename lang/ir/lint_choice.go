package ir

// choice is what a parameter of a block stands for where two ways meet that one branch has parted:
// one of two values, by a condition.
type choice struct {
	cond    *Value
	yes, no operand
}

// operand is a value, or the constant that it is: those of two arms are never one value.
type operand struct {
	v   *Value
	imm int64
}

func operandOf(v *Value) operand {
	if v.Op == Const {
		return operand{imm: v.Imm}
	}
	return operand{v: v}
}

// choices are those met so far, by what they choose.
type choices map[choice][]*Value

// unify lets the parameters of b be earlier ones that choose the same, so that a test of the first
// tells something of them. What the language reads of a field that may hold no sample is such a choice.
func (c choices) unify(b *Block, g *gvn) {
	cond, yes, no := parted(b, g.dom)
	if cond == nil {
		return
	}
	for i, p := range b.Params {
		key := choice{cond, operandOf(yes.Args[i]), operandOf(no.Args[i])}
		for _, old := range c[key] {
			if g.dom.dominates(old.Block, b) {
				g.repl.set(p, old)
				break
			}
		}
		c[key] = append(c[key], p)
	}
}

// parted returns the condition that decides by which of its two edges b is entered; nil if none does.
func parted(b *Block, dom *domTree) (cond *Value, yes, no *Edge) {
	d := dom.idom[b.ID]
	if d == nil || d.Term.Op != Branch || len(b.Preds) != 2 {
		return nil, nil, nil
	}
	ways := [2]*Edge{}
	for i, s := range d.Term.Succs {
		if t := &s.Block.Term; t.Op == Jump && t.Succs[0].Block == b && len(s.Block.Preds) == 1 {
			ways[i] = &t.Succs[0]
		}
	}
	if ways[0] == nil || ways[1] == nil {
		return nil, nil, nil
	}
	return d.Term.Cond, ways[0], ways[1]
}
