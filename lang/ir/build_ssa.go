package ir

// ssaState holds what the construction of SSA form needs beside the blocks:
// Braun et al., "Simple and Efficient Construction of Static Single Assignment
// Form" (2013), with block parameters in place of phi functions.
type ssaState struct {
	defs   map[*Block]map[*variable]*Value
	sealed map[*Block]bool
	open   map[*Block][]openParam // parameters of blocks that are not sealed
	preds  map[*Block][]pred
	gone   map[*Value]*Value // removed parameters, and what they were
}

// variable is a local variable; it holds a single value.
type variable struct {
	rng Interval // of what its place holds
}

type pred struct {
	block *Block
	succ  int
}

type openParam struct {
	v *variable
	p *Value
}

func (s *ssaState) init() {
	s.defs = map[*Block]map[*variable]*Value{}
	s.sealed = map[*Block]bool{}
	s.open = map[*Block][]openParam{}
	s.preds = map[*Block][]pred{}
	s.gone = map[*Value]*Value{}
}

func (s *ssaState) addPred(to, from *Block, succ int) {
	if s.sealed[to] {
		panic("internal error: an edge to a sealed block")
	}
	s.preds[to] = append(s.preds[to], pred{from, succ})
}

// write makes x the value of v at the end of blk.
func (s *ssaState) write(v *variable, blk *Block, x *Value) {
	if s.defs[blk] == nil {
		s.defs[blk] = map[*variable]*Value{}
	}
	s.defs[blk][v] = x
}

// assignVar makes x the value of v from here on.
func (b *builder) assignVar(v *variable, x *Value) { b.ssa.write(v, b.cur, b.use(x)) }

// read returns the value of v at the end of blk.
func (b *builder) read(v *variable, blk *Block) *Value {
	s := &b.ssa
	if x := s.defs[blk][v]; x != nil {
		return x
	}
	var x *Value
	switch preds := s.preds[blk]; {
	case !s.sealed[blk]:
		x = b.varParam(v, blk)
		s.open[blk] = append(s.open[blk], openParam{v, x})
	case len(preds) == 1:
		x = b.read(v, preds[0].block)
	case len(preds) == 0: // cannot be reached, or read before it was written: Check forbids the latter
		x = b.inEntry(Const, nil)
	default:
		x = b.varParam(v, blk)
		s.write(v, blk, x) // ends the recursion in loops
		b.fill(v, x, blk)
	}
	s.write(v, blk, x)
	return x
}

func (b *builder) varParam(v *variable, blk *Block) *Value {
	x := b.fn.AddParam(blk, b.span)
	b.setEst(x, v.rng)
	return x
}

// fill gives parameter p of blk, which stands for v, its arguments.
func (b *builder) fill(v *variable, p *Value, blk *Block) {
	i := indexOfParam(blk, p)
	for _, pr := range b.ssa.preds[blk] {
		x := b.read(v, pr.block)
		e := &pr.block.Term.Succs[pr.succ]
		for len(e.Args) <= i {
			e.Args = append(e.Args, nil)
		}
		e.Args[i] = x
	}
}

func indexOfParam(blk *Block, p *Value) int {
	for i, q := range blk.Params {
		if q == p {
			return i
		}
	}
	panic("internal error: a parameter is not in its block")
}

// seal says that all edges to blk are known.
func (b *builder) seal(blk *Block) {
	if b.ssa.sealed[blk] {
		panic("internal error: a block is sealed twice")
	}
	b.ssa.sealed[blk] = true
	for _, o := range b.ssa.open[blk] {
		b.fill(o.v, o.p, blk)
	}
	delete(b.ssa.open, blk)
}

func (s *ssaState) check(f *Func) {
	for _, blk := range f.Blocks {
		if !s.sealed[blk] {
			panic("internal error: a block of " + f.Name + " was never sealed")
		}
	}
}

// resolve follows removed parameters to what they were.
func (s *ssaState) resolve(x *Value) *Value {
	for s.gone[x] != nil {
		x = s.gone[x]
	}
	return x
}

// simplify removes parameters that have one value on all edges, and edges' nil
// arguments with them, until there are none; then rewrites all uses.
func (s *ssaState) simplify(f *Func) {
	f.Connect()
	for changed := true; changed; {
		changed = false
		for _, blk := range f.Blocks {
			for i := len(blk.Params) - 1; i >= 0; i-- {
				if same := s.onlyValue(blk, i); same != nil {
					s.gone[blk.Params[i]] = same
					s.dropParam(blk, i)
					changed = true
				}
			}
		}
	}
	for _, blk := range f.Blocks {
		for _, v := range blk.Insts {
			s.resolveAll(v.Args)
		}
		if blk.Term.Cond != nil {
			blk.Term.Cond = s.resolve(blk.Term.Cond)
		}
		if blk.Term.Result != nil {
			blk.Term.Result = s.resolve(blk.Term.Result)
		}
		for _, e := range blk.Term.Succs {
			s.resolveAll(e.Args)
		}
	}
	for i := range f.Checks {
		f.Checks[i].Value = s.resolve(f.Checks[i].Value)
	}
	for i := range f.stored {
		f.stored[i].value = s.resolve(f.stored[i].value)
	}
	for i := range f.sites {
		f.sites[i].resolve(s.resolve)
	}
}

func (s *ssaState) resolveAll(args []*Value) {
	for i, a := range args {
		args[i] = s.resolve(a)
	}
}

// edgesTo returns the edges from reachable blocks to blk.
func edgesTo(blk *Block) []*Edge {
	var out []*Edge
	seen := map[*Block]bool{}
	for _, p := range blk.Preds {
		if seen[p] {
			continue
		}
		seen[p] = true
		for i := range p.Term.Succs {
			if p.Term.Succs[i].Block == blk {
				out = append(out, &p.Term.Succs[i])
			}
		}
	}
	return out
}

// onlyValue returns the value that parameter i of blk has on every edge, or nil.
func (s *ssaState) onlyValue(blk *Block, i int) *Value {
	var same *Value
	for _, e := range edgesTo(blk) {
		x := s.resolve(e.Args[i])
		switch {
		case x == blk.Params[i] || x == same:
		case same == nil:
			same = x
		case same.Op == Const && x.Op == Const && same.Imm == x.Imm:
			return nil // equal, but neither may dominate this block: the optimiser's business
		default:
			return nil
		}
	}
	return same
}

func (s *ssaState) dropParam(blk *Block, i int) {
	for _, e := range edgesTo(blk) {
		e.Args = append(e.Args[:i:i], e.Args[i+1:]...)
	}
	blk.Params = append(blk.Params[:i:i], blk.Params[i+1:]...)
}
