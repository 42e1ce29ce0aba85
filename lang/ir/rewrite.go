package ir

import "github.com/ccc-lang/ccc/lang/target"

// This file has what several passes do to a function: replace values, share
// constants, drop instructions.

// replacer collects values that stand for others and then puts them in place.
type replacer struct {
	by  []*Value // by Value.ID
	any bool
}

// set makes all uses of v uses of x.
func (r *replacer) set(v, x *Value) {
	for len(r.by) <= v.ID {
		r.by = append(r.by, make([]*Value, v.ID+64-len(r.by))...)
	}
	r.by[v.ID] = x
	r.any = true
}

// find returns what stands for v now.
func (r *replacer) find(v *Value) *Value {
	for v.ID < len(r.by) && r.by[v.ID] != nil {
		next := r.by[v.ID]
		if next.ID < len(r.by) && r.by[next.ID] != nil {
			r.by[v.ID] = r.by[next.ID]
		}
		v = next
	}
	return v
}

func (r *replacer) args(args []*Value) {
	for i, a := range args {
		args[i] = r.find(a)
	}
}

// apply replaces all uses in f.
func (r *replacer) apply(f *Func) {
	if !r.any {
		return
	}
	for _, b := range f.Blocks {
		r.block(b)
	}
	for i := range f.Checks {
		f.Checks[i].Value = r.find(f.Checks[i].Value)
	}
}

// block replaces all uses in b.
func (r *replacer) block(b *Block) {
	for _, v := range b.Insts {
		r.args(v.Args)
	}
	r.term(&b.Term)
}

func (r *replacer) term(t *Term) {
	if t.Cond != nil {
		t.Cond = r.find(t.Cond)
	}
	if t.Result != nil {
		t.Result = r.find(t.Result)
	}
	for _, e := range t.Succs {
		r.args(e.Args)
	}
}

// constants makes constants of a function, each once, in its entry.
type constants struct {
	f    *Func
	vals map[int64]*Value
	made []*Value
}

func newConstants(f *Func) *constants {
	c := &constants{f: f, vals: map[int64]*Value{}}
	for _, v := range f.Blocks[0].Insts {
		if v.Op == Const && c.vals[v.Imm] == nil {
			c.vals[v.Imm] = v
		}
	}
	return c
}

// get returns the constant x. It lies at the very start of the function once
// flush has been called, so it may be used anywhere.
func (c *constants) get(x int64) *Value {
	if v := c.vals[x]; v != nil && v.Block == nil {
		return v
	}
	v := c.f.NewValue(Const, c.f.Span)
	v.Imm = x
	c.vals[x] = v
	c.made = append(c.made, v)
	return v
}

func (c *constants) flush() {
	if len(c.made) == 0 {
		return
	}
	entry := c.f.Blocks[0]
	for _, v := range c.made {
		v.Block = entry
	}
	entry.Insts = append(c.made, entry.Insts...)
	c.made = nil
}

// removable reports whether v may be dropped if nothing uses it.
func removable(v *Value) bool { return !v.Keep && !hasEffect(v) }

// hasEffect reports whether v does something besides giving a value.
func hasEffect(v *Value) bool {
	switch ops[v.Op].effect {
	case writes:
		return true
	case calls:
		return writesSock(v) || v.Op == Invoke && !v.Aux.Callee.Signature.idle()
	}
	return false
}

// writesSock reports whether a call may change the connection by a function of the kernel.
func writesSock(v *Value) bool {
	if v.Op == Invoke {
		return v.Aux.Callee.Signature.kernel
	}
	return v.Aux.Func.Effect == target.WritesSock
}

// mayLoad reports whether a call may read l.
func mayLoad(v *Value, l location) bool {
	if v.Op == Invoke {
		return v.Aux.Callee.Signature.mayLoad(l)
	}
	return v.Aux.Func.Kfunc || v.Aux.Func.Effect == target.WritesSock && l.class == fieldLoc
}

// mayStore reports whether a call may change l.
func mayStore(v *Value, l location) bool {
	if v.Op == Invoke {
		return v.Aux.Callee.Signature.mayStore(l)
	}
	return v.Aux.Func.Effect == target.WritesSock && l.class == fieldLoc
}

// countUses returns how often each value is used, by Value.ID.
func countUses(f *Func) []int {
	uses := make([]int, f.values)
	for _, b := range f.Blocks {
		for _, v := range b.Insts {
			for _, a := range v.Args {
				uses[a.ID]++
			}
		}
		t := &b.Term
		if t.Cond != nil {
			uses[t.Cond.ID]++
		}
		if t.Result != nil {
			uses[t.Result.ID]++
		}
		for _, e := range t.Succs {
			for _, a := range e.Args {
				uses[a.ID]++
			}
		}
	}
	return uses
}

// clone returns a copy of f that shares nothing that passes change.
func (f *Func) clone() *Func {
	out := *f
	out.Blocks = make([]*Block, len(f.Blocks))
	blocks := make([]*Block, f.blocks)
	vals := make([]*Value, f.values)
	copies := make([]Value, 0, f.values)
	copied := func(v *Value, b *Block) *Value {
		copies = append(copies, *v)
		c := &copies[len(copies)-1]
		c.Block, vals[v.ID] = b, c
		return c
	}
	for i, b := range f.Blocks {
		nb := &Block{ID: b.ID, LoopMax: b.LoopMax, Insts: make([]*Value, len(b.Insts))}
		out.Blocks[i], blocks[b.ID] = nb, nb
		for _, p := range b.Params {
			nb.Params = append(nb.Params, copied(p, nb))
		}
		for k, v := range b.Insts {
			nb.Insts[k] = copied(v, nb)
		}
	}
	mapped := func(args []*Value) []*Value {
		if len(args) == 0 {
			return nil
		}
		m := make([]*Value, len(args))
		for i, a := range args {
			m[i] = vals[a.ID]
		}
		return m
	}
	for i, b := range f.Blocks {
		nb := out.Blocks[i]
		for _, v := range nb.Insts {
			v.Args = mapped(v.Args)
		}
		nb.Term = b.Term
		if b.Term.Cond != nil {
			nb.Term.Cond = vals[b.Term.Cond.ID]
		}
		if b.Term.Result != nil {
			nb.Term.Result = vals[b.Term.Result.ID]
		}
		nb.Term.Succs = nil
		for _, e := range b.Term.Succs {
			nb.Term.Succs = append(nb.Term.Succs, Edge{blocks[e.Block.ID], mapped(e.Args)})
		}
	}
	out.Checks = nil
	for _, c := range f.Checks {
		// A check of code that is not in the function any more asks nothing.
		if c.Block != nil && blocks[c.Block.ID] != nil && vals[c.Value.ID] != nil {
			c.Block, c.Value = blocks[c.Block.ID], vals[c.Value.ID]
			out.Checks = append(out.Checks, c)
		}
	}
	out.Connect()
	return &out
}
