package codegen

import (
	"slices"

	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/lang/ir"
	"github.com/ccc-lang/ccc/lang/regalloc"
	"github.com/ccc-lang/ccc/lang/target"
)

// arguments loads the callback's arguments that are needed, first of all but for those that are late: a
// call destroys r1, which points to them, and loaders replace the loads of some.
// Where kernels differ in which argument is where, the code asks the kernel and
// has a branch for each; the verifier looks only into the one it takes.
func (s *selector) arguments(order *dominance) {
	if s.fn.Signature != nil {
		s.parameters()
		return
	}
	var needed []int
	seen := map[int]bool{}
	each(s.fn, func(v *ir.Value) {
		if p := paramOf(s.fn, v); p >= 0 && s.need[v.ID] != 0 && !seen[p] {
			seen[p] = true
			needed = append(needed, p)
		}
	})
	if s.zeroAt != nil && !seen[0] {
		needed = append(needed, 0)
	}
	if len(needed) == 0 {
		return
	}
	s.span = s.fn.Span
	s.ctx = s.inst(machine{op: opEntry}, regalloc.Shape{Entry: regalloc.R1}, s.out.NewValue("ctx"))
	forms := s.fn.Callback.AllForms()
	s.late = s.findLate(needed, order)
	var differ []int
	for _, p := range needed {
		switch {
		case s.late[p] != nil:
		case samePlace(forms, p):
			s.params[p] = s.argument(p, forms[0].Slots[p])
		default:
			differ = append(differ, p)
		}
	}
	if len(differ) > 0 {
		s.argumentForms(forms, differ)
	}
	s.extendArguments()
}

// parameters takes a function's parameters out of the registers that they come in.
func (s *selector) parameters() {
	s.span = s.fn.Span
	sig := s.fn.Signature
	var come []*regalloc.Value
	for i := range len(sig.Objects) + sig.Args {
		come = append(come, s.inst(machine{op: opEntry}, regalloc.Shape{Entry: regalloc.R1 + regalloc.Reg(i)}, s.out.NewValue("")))
	}
	for i, v := range come {
		s.params[i] = s.inst(machine{op: opCopy}, regalloc.Shape{Tied: true}, s.out.NewValue(parameterName(sig, i)), v)
	}
}

func parameterName(sig *ir.Signature, i int) string {
	if i < len(sig.Objects) {
		return sig.Objects[i].Name()
	}
	return "arg" + itoa(i-len(sig.Objects))
}

// samePlace reports whether all forms of a callback have the parameter in the same place.
func samePlace(forms []target.Form, param int) bool {
	return len(forms) == 1 || forms[0].Slots[param] == forms[1].Slots[param]
}

// findLate returns where arguments can be loaded later than at the start, as the one block that
// all their uses are behind runs less often: where no way there has calls, which the pointer to the
// arguments would have to be kept from, or loops.
func (s *selector) findLate(needed []int, order *dominance) map[int]*ir.Block {
	late := map[int]*ir.Block{}
	uses := s.argumentUses(order)
	for _, p := range needed {
		at := order.common(uses[p])
		if at != nil && at != order.blocks[0] && samePlace(s.fn.Callback.AllForms(), p) && s.plainUntil(at, order) {
			late[p] = at
		}
	}
	return late
}

// plainUntil reports whether no way to where b begins has calls or loops.
func (s *selector) plainUntil(b *ir.Block, order *dominance) bool {
	seen, work := map[*ir.Block]bool{}, []*ir.Block{b}
	for len(work) > 0 {
		x := work[len(work)-1]
		work = work[:len(work)-1]
		for _, p := range x.Preds {
			if _, reached := order.number[p]; !reached || seen[p] {
				continue
			}
			if order.number[p] >= order.number[x] || slices.ContainsFunc(p.Insts, isCall) {
				return false
			}
			seen[p] = true
			work = append(work, p)
		}
	}
	return true
}

func isCall(v *ir.Value) bool { return v.Op == ir.Call || v.Op == ir.Invoke || v.Op == ir.Storage }

// argumentUses returns the blocks in which each argument is used or forgotten, but for pointers.
func (s *selector) argumentUses(order *dominance) map[int][]*ir.Block {
	uses := map[int][]*ir.Block{}
	use := func(b *ir.Block, vs ...*ir.Value) {
		for _, v := range vs {
			if v != nil && v.Op == ir.Arg {
				uses[v.Aux.Param] = append(uses[v.Aux.Param], b)
			}
		}
	}
	for _, b := range order.blocks {
		use(b, s.forget.start[b]...)
		for _, v := range b.Insts {
			use(b, v.Args...)
			use(b, s.forget.after[v]...)
		}
		use(b, b.Term.Cond, b.Term.Result)
		for _, e := range b.Term.Succs {
			use(b, e.Args...)
		}
	}
	return uses
}

// lateArguments loads the arguments that are needed from b on.
func (s *selector) lateArguments(b *ir.Block) {
	if len(s.late) == 0 {
		return
	}
	for p := range s.fn.Callback.Params {
		if s.late[p] == b {
			s.params[p] = s.argument(p, s.fn.Callback.AllForms()[0].Slots[p])
			s.extendArgument(p)
		}
	}
}

// extendArguments gives signed 32-bit arguments their sign, where it is needed.
func (s *selector) extendArguments() {
	for p := range s.fn.Callback.Params {
		if s.params[p] != nil {
			s.extendArgument(p)
		}
	}
}

func (s *selector) extendArgument(p int) {
	if s.fn.Callback.Params[p].Type != target.S32 {
		return
	}
	signed := false
	each(s.fn, func(v *ir.Value) {
		signed = signed || v.Op == ir.Arg && v.Aux.Param == p && s.has(v, full) && s.ranges.Hard(v).Lo < 0
	})
	if signed {
		s.params[p] = s.extend(s.params[p], 32)
	}
}

// argument loads one argument; slot -1: this kernel has none, so it is 0.
func (s *selector) argument(param, slot int) *regalloc.Value {
	if slot < 0 {
		return s.out.NewConst(0)
	}
	p := &s.fn.Callback.Params[param]
	return s.inst(machine{op: opArg, imm: int64(slot), size: p.Type.Size()}, regalloc.Shape{}, s.out.NewValue(p.Name), s.ctx)
}

// argumentForms loads the arguments that are not in the same place in the two
// forms: the older one first in forms.
func (s *selector) argumentForms(forms []target.Form, params []int) {
	newer, older, join := s.out.NewBlock(), s.out.NewBlock(), s.out.NewBlock()
	t := s.inst(machine{op: opMatches, form: &forms[1]}, regalloc.Shape{}, s.out.NewValue("newer"))
	s.inst(machine{op: opBranch, jump: asm.JNE, hasImm: true}, regalloc.Shape{}, nil, t)
	s.cur.Succs = []regalloc.Edge{{Block: newer}, {Block: older}}
	for n, b := range []*regalloc.Block{newer, older} {
		s.cur = b
		var args []*regalloc.Value
		for _, p := range params {
			args = append(args, s.argument(p, forms[1-n].Slots[p]))
		}
		s.jump(join, args...)
	}
	for _, p := range params {
		v := s.out.NewValue(s.fn.Callback.Params[p].Name)
		join.Params = append(join.Params, v)
		s.params[p] = v
	}
	s.cur = join
}

// paramOf returns which of f's parameters v is, or -1.
func paramOf(f *ir.Func, v *ir.Value) int {
	cb := f.Callback
	switch {
	case f.Signature != nil && v.Op == ir.Arg:
		return len(f.Signature.Objects) + v.Aux.Param
	case f.Signature != nil && v.Op == ir.Ptr:
		return slices.Index(f.Signature.Objects, v.Aux.Object)
	}
	switch v.Op {
	case ir.Arg:
		return v.Aux.Param
	case ir.Ptr:
		kind := [...]target.Kind{target.Sock: target.SockPtr, target.RateSample: target.RatePtr, target.AckSample: target.AckPtr}[v.Aux.Object]
		for i := range cb.Params {
			if cb.Params[i].Kind == kind {
				return i
			}
		}
		panic("internal error: codegen: " + cb.Name + " has no " + v.Aux.Object.Name())
	}
	return -1
}
