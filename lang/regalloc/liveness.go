package regalloc

// liveness is what Allocate knows of where values are needed.
type liveness struct {
	in [][]*Value // by rpo: values live at the block's start, without its parameters

	// by rpo and instruction: operands (bit i: Uses[i]) that nothing needs afterwards.
	// Bit 31: nothing needs the result.
	dies    [][]uint32
	crosses []bool    // by value: live across some call
	cost    []float64 // by value: what reloading it at every use and storing it once costs
	extent  []int     // by value: at how many instructions it is live
}

const resultDead = 1 << 31

// newLiveness computes liveness by walking from every use up to the definition.
func newLiveness(f *Func, rpo []*Block) *liveness {
	l := &liveness{
		in:      make([][]*Value, len(rpo)),
		dies:    make([][]uint32, len(rpo)),
		crosses: make([]bool, f.values),
		cost:    make([]float64, f.values),
		extent:  make([]int, f.values),
	}
	def := make([]*Block, f.values)
	for _, b := range rpo {
		for _, p := range b.Params {
			def[p.ID] = b
		}
		for _, i := range b.Insts {
			if i.Def != nil {
				def[i.Def.ID] = b
			}
		}
	}
	l.liveIn(rpo, def, f.values)
	s := &scanner{liveness: l, end: make([]int, f.values)}
	for _, b := range rpo {
		s.scan(b)
	}
	return l
}

// liveIn fills in. Uses are visited value by value per block; a stamp per block
// keeps a value from being entered twice.
func (l *liveness) liveIn(rpo []*Block, def []*Block, values int) {
	uses := make([][]*Block, values) // blocks at whose start or inside of which the value is needed
	add := func(v *Value, b *Block) {
		if v.Const || def[v.ID] == b {
			return
		}
		u := uses[v.ID]
		if len(u) == 0 || u[len(u)-1] != b {
			uses[v.ID] = append(u, b)
		}
	}
	byID := make([]*Value, values)
	for _, b := range rpo {
		for _, i := range b.Insts {
			for _, v := range i.Uses {
				byID[v.ID] = v
				add(v, b)
			}
		}
		for _, e := range b.Succs {
			for _, v := range e.Args {
				byID[v.ID] = v
				add(v, b)
			}
		}
	}
	stamp := make([]int, len(rpo))
	for id, blocks := range uses {
		if blocks == nil {
			continue
		}
		v := byID[id]
		work := append([]*Block(nil), blocks...)
		for len(work) > 0 {
			b := work[len(work)-1]
			work = work[:len(work)-1]
			if stamp[b.rpo] == id+1 || b == def[id] {
				continue
			}
			stamp[b.rpo] = id + 1
			l.in[b.rpo] = append(l.in[b.rpo], v)
			work = append(work, b.preds...)
		}
	}
}

// liveOut calls fn for every value live at b's end: what its successors need,
// and with args what its edges hand over.
func (l *liveness) liveOut(b *Block, fn func(*Value)) {
	for _, e := range b.Succs {
		for _, v := range l.in[e.Block.rpo] {
			fn(v)
		}
	}
}

// scanner walks blocks backwards; end says up to which instruction a value that
// is live at the walk's place is needed, plus 1; 0: it is not live.
type scanner struct {
	*liveness
	end   []int
	live  []*Value // whose end is set, perhaps no longer
	calls []int    // calls before each instruction
}

// scan fills dies, crosses, cost and extent from b.
func (l *scanner) scan(b *Block) {
	w, n := b.weight(), len(b.Insts)
	l.countCalls(b)
	l.liveOut(b, func(v *Value) { l.need(v, n) })
	for _, e := range b.Succs {
		for _, v := range e.Args {
			l.cost[v.ID] += w
			l.need(v, n)
		}
	}
	dies := make([]uint32, n)
	for n--; n >= 0; n-- {
		i := b.Insts[n]
		if d := i.Def; d != nil {
			l.cost[d.ID] += w
			if l.end[d.ID] == 0 {
				dies[n] |= resultDead
			}
			l.defined(d, n)
		}
		for k := len(i.Uses) - 1; k >= 0; k-- {
			l.cost[i.Uses[k].ID] += w
			if l.need(i.Uses[k], n) {
				dies[n] |= 1 << k
			}
		}
	}
	for _, p := range b.Params {
		l.cost[p.ID] += w * float64(len(b.preds)) / 2
	}
	for _, v := range l.live {
		l.defined(v, -1)
	}
	l.live = l.live[:0]
	l.dies[b.rpo] = dies
}

// need notes that instruction n reads v and reports whether nothing after it does.
func (l *scanner) need(v *Value, n int) bool {
	if v.Const || l.end[v.ID] != 0 {
		return false
	}
	l.end[v.ID] = n + 1
	l.live = append(l.live, v)
	return true
}

// defined notes that v is live from after instruction n (-1: from b's start) on.
func (l *scanner) defined(v *Value, n int) {
	end := l.end[v.ID] - 1
	if end < 0 {
		return
	}
	l.end[v.ID] = 0
	l.extent[v.ID] += end - n
	if end > n && l.calls[end] > l.calls[n+1] {
		l.crosses[v.ID] = true
	}
}

func (l *scanner) countCalls(b *Block) {
	l.calls = append(l.calls[:0], 0)
	for n, i := range b.Insts {
		c := l.calls[n]
		if i.Call {
			c++
		}
		l.calls = append(l.calls, c)
	}
}
