package regalloc

import (
	"fmt"
	"slices"
)

// Check proves that a computes f: it follows every path and keeps, for every
// register and slot, which values it holds; where an instruction reads an
// operand, the place must hold that operand. It trusts nothing that Allocate
// worked out, Homes included.
func Check(f *Func, a *Assignment) error {
	c := &checker{f: f, a: a, in: map[*Block]holdings{}}
	if a.StackBytes() > MaxStack {
		return fmt.Errorf("%s: %d bytes of stack", f.Name, a.StackBytes())
	}
	c.in[f.Blocks[0]] = holdings{}
	work := []*Block{f.Blocks[0]}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		out, err := c.block(b, c.in[b].clone())
		if err != nil {
			return fmt.Errorf("%s: b%d: %w", f.Name, b.ID, err)
		}
		for _, e := range b.Succs {
			if c.flow(e, out) {
				work = append(work, e.Block)
			}
		}
	}
	return nil
}

type checker struct {
	f  *Func
	a  *Assignment
	in map[*Block]holdings // at the start of blocks reached so far
}

// holdings says which values each place holds. A constant is a value too.
type holdings map[Loc][]*Value

func (h holdings) clone() holdings {
	out := make(holdings, len(h))
	for l, vs := range h {
		out[l] = slices.Clone(vs)
	}
	return out
}

// forget removes v from every place: it is about to be made anew.
func (h holdings) forget(v *Value) {
	for l, vs := range h {
		if k := slices.Index(vs, v); k >= 0 {
			h[l] = slices.Delete(vs, k, k+1)
		}
	}
}

// flow hands out over the edge e and reports whether the target must be looked
// at (again).
func (c *checker) flow(e Edge, out holdings) bool {
	h := out.clone()
	params := map[Loc][]*Value{}
	for l, vs := range out {
		for n, p := range e.Block.Params {
			if slices.Contains(vs, e.Args[n]) {
				params[l] = append(params[l], p)
			}
		}
	}
	for _, p := range e.Block.Params {
		h.forget(p)
	}
	for l, ps := range params {
		h[l] = append(h[l], ps...)
	}
	old, seen := c.in[e.Block]
	if !seen {
		c.in[e.Block] = h
		return true
	}
	changed := false
	for l, vs := range old {
		keep := vs[:0:0]
		for _, v := range vs {
			if slices.Contains(h[l], v) {
				keep = append(keep, v)
			}
		}
		changed = changed || len(keep) != len(vs)
		old[l] = keep
	}
	return changed
}

// block replays b's steps on h.
func (c *checker) block(b *Block, h holdings) (holdings, error) {
	next := 0
	for n, s := range c.a.Code[b] {
		if s.Inst == nil {
			if err := c.copy(s, h); err != nil {
				return nil, fmt.Errorf("step %d: %w", n, err)
			}
			continue
		}
		if s.Again {
			if err := c.again(s, h); err != nil {
				return nil, fmt.Errorf("step %d: %w", n, err)
			}
			continue
		}
		if next >= len(b.Insts) || b.Insts[next] != s.Inst {
			return nil, fmt.Errorf("step %d: instruction %d expected", n, next)
		}
		next++
		if err := c.inst(s, h); err != nil {
			return nil, fmt.Errorf("step %d: %w", n, err)
		}
	}
	if next != len(b.Insts) {
		return nil, fmt.Errorf("%d of %d instructions", next, len(b.Insts))
	}
	return h, nil
}

func (c *checker) copy(s Step, h holdings) error {
	if err := c.place(s.Dst); err != nil {
		return err
	}
	if s.Src.Kind == Imm {
		h[s.Dst] = nil
		if v := c.f.consts[s.Src.Imm]; v != nil {
			h[s.Dst] = []*Value{v}
		}
		return nil
	}
	if s.Dst.Kind == InSlot && s.Src.Kind == InSlot {
		return fmt.Errorf("copy from slot to slot")
	}
	if err := c.place(s.Src); err != nil {
		return err
	}
	h[s.Dst] = slices.Clone(h[s.Src])
	return nil
}

func (c *checker) place(l Loc) error {
	switch {
	case l.Kind == InReg && l.Reg >= R0 && l.Reg < numRegs:
	case l.Kind == InSlot && l.Slot >= 0 && l.Slot < c.a.Slots:
	default:
		return fmt.Errorf("no such place: %v", l)
	}
	return nil
}

func (c *checker) inst(s Step, h holdings) error {
	i := s.Inst
	if len(s.Uses) != len(i.Uses) || (s.Def == NoReg) != (i.Def == nil) || len(s.Temps) != i.Temps {
		return fmt.Errorf("operands missing")
	}
	tied := -1
	if i.Tied {
		tied = 0
		if s.Swapped {
			tied = 1
		}
	}
	for k, v := range i.Uses {
		// What the tied operand is copied over may be read as it was before.
		if !slices.Contains(h[inReg(s.Uses[k])], v) {
			return fmt.Errorf("operand %d: %v does not hold %s", k, s.Uses[k], v.Name)
		}
	}
	if err := c.shape(s, tied); err != nil {
		return err
	}
	if i.Call {
		for r := R0; r < firstSaved; r++ {
			h[inReg(r)] = nil
		}
	}
	for _, t := range s.Temps {
		h[inReg(t)] = nil
	}
	if i.Def != nil {
		h.forget(i.Def)
		h[inReg(s.Def)] = []*Value{i.Def}
	}
	return nil
}

// again checks an instruction that is repeated: another place holds its result.
func (c *checker) again(s Step, h holdings) error {
	i := s.Inst
	if !i.Again || len(s.Uses) != 1 || s.Def < R0 || s.Def >= numRegs {
		return fmt.Errorf("an instruction is repeated that cannot be")
	}
	if !slices.Contains(h[inReg(s.Uses[0])], i.Uses[0]) {
		return fmt.Errorf("repeated: %v does not hold %s", s.Uses[0], i.Uses[0].Name)
	}
	h[inReg(s.Def)] = []*Value{i.Def}
	return nil
}

// shape checks what the instruction's Shape demands of its registers.
func (c *checker) shape(s Step, tied int) error {
	i := s.Inst
	var read regSet
	for k, r := range s.Uses {
		if k != tied {
			read.add(r)
		}
		if i.Call && r != R1+Reg(k) || i.Result && r != R0 {
			return fmt.Errorf("operand %d is in %v", k, r)
		}
	}
	switch {
	case s.Swapped && !i.commutes():
		return fmt.Errorf("operands swapped")
	case tied >= 0 && s.Uses[tied] != s.Def:
		return fmt.Errorf("the result is in %v, the operand it replaces in %v", s.Def, s.Uses[tied])
	case i.Call && i.Def != nil && s.Def != R0, i.Entry > 0 && s.Def != i.Entry:
		return fmt.Errorf("the result is in %v", s.Def)
	case i.Early && read.has(s.Def):
		return fmt.Errorf("the result overwrites an operand in %v", s.Def)
	}
	taken := read
	taken.add(s.Def)
	for _, t := range s.Temps {
		if t < R0 || t >= numRegs || taken.has(t) {
			return fmt.Errorf("scratch register %v is not free", t)
		}
		taken.add(t)
	}
	return nil
}
