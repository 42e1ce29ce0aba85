package ir

// passDelay keeps what is stored in a member or in the private bytes as a value
// until the store must be made: before a call that may see it, or at the end.
// Stores that are overwritten on some ways only are made on the others, loads in
// between need no memory, and one store follows where ways join.
//
//	b0: store_priv [0:u4] v0, v1         b0: branch v2, b1, b2(v1)
//	    branch v2, b1, b2
//	b1: v3 = load_priv [0:u4] v0         b1: v4 = add v1, v2
//	    v4 = add v3, v2                      jump b2(v4)
//	    store_priv [0:u4] v0, v4
//	    jump b2
//	b2: return                           b2(v5): store_priv [0:u4] v0, v5
//	                                         return
//
// A location is treated so only if that saves instructions, and never across a
// loop's start.
func passDelay(f *Func) bool {
	dom := dominators(f)
	mem := newMemory(f, dom)
	ends := lastEvents(f, mem)
	changed := false
	for i, l := range mem.locs {
		if ends[i] == nil {
			continue
		}
		d := &delayer{f: f, dom: dom, loc: l, ends: ends[i], accept: make([]bool, f.blocks), pass: make([]bool, f.blocks)}
		if d.plan() {
			d.apply()
			changed = true
		}
	}
	return changed
}

// lastEvents gives, by location and Block.ID, what the block's last event that
// matters is: overwrite, barrier, or nothing. It is nil for locations with fewer
// than two stores, and for those of the record, of which there may be thousands.
func lastEvents(f *Func, mem *memory) [][]event {
	overlap, ends := make([][]int, len(mem.locs)), make([][]event, len(mem.locs))
	stores := make([]int, len(mem.locs))
	var few []int
	for i, l := range mem.locs {
		if l.class != recLoc {
			few = append(few, i)
			ends[i] = make([]event, f.blocks)
		}
	}
	for _, i := range few {
		for _, j := range few {
			if mem.locs[i].overlaps(mem.locs[j]) {
				overlap[i] = append(overlap[i], j)
			}
		}
	}
	for _, b := range f.Blocks {
		for _, v := range b.Insts {
			switch ops[v.Op].effect {
			case reads, writes:
				for _, i := range overlap[mem.ids[locationOf(v)]] {
					d := delayer{loc: mem.locs[i]}
					if e := d.event(v); e == overwrite || e == barrier {
						ends[i][b.ID] = e
						if e == overwrite {
							stores[i]++
						}
					}
				}
			case calls:
				for _, i := range few {
					if d := (delayer{loc: mem.locs[i]}); d.event(v) == barrier {
						ends[i][b.ID] = barrier
					}
				}
			}
		}
	}
	for i := range ends {
		if stores[i] < 2 {
			ends[i] = nil
		}
	}
	return ends
}

// delayer treats one location.
type delayer struct {
	f      *Func
	dom    *domTree
	loc    location
	ends   []event // by Block.ID: the last event
	accept []bool  // by Block.ID: a store is pending where the block begins
	pass   []bool  // by Block.ID: a store is pending where the block ends, and all its successors accept it
	end    []*Value
	object *Value // the pointer that the stores use
	store  *Value // one of the stores, for its Op and Aux
}

// event is what an instruction means to a location.
type event uint8

const (
	nothing   event = iota
	overwrite       // stores it, exactly
	use             // loads it, exactly
	barrier         // may see or change it in another way
)

func (d *delayer) event(v *Value) event {
	switch ops[v.Op].effect {
	case reads, writes:
		l := locationOf(v)
		switch {
		case !l.overlaps(d.loc):
			return nothing
		case l != d.loc || v.Keep:
			return barrier
		case ops[v.Op].effect == writes:
			return overwrite
		}
		return use
	case calls:
		if mayLoad(v, d.loc) || mayStore(v, d.loc) {
			return barrier
		}
	}
	return nothing
}

// maxHeld is through how many blocks a store may be pending: the value takes a
// register all the way.
const maxHeld = 6

// plan finds where a store can stay pending and reports whether that pays.
func (d *delayer) plan() bool {
	d.settle()
	before, after, held := 0, 0, 0
	for _, b := range d.dom.order {
		if d.accept[b.ID] {
			if held++; held > maxHeld {
				return false
			}
		}
		if d.accept[b.ID] || d.pass[b.ID] {
			x, y := d.cost(b)
			before, after = before+x, after+y
		}
	}
	return after < before
}

// settle finds the largest set of blocks that begin with a pending store: all
// predecessors must end with one and pass it to all their successors. It begins
// with all blocks and takes out what cannot be, and what follows from that.
func (d *delayer) settle() {
	var work []*Block
	refuse := func(b *Block) {
		if d.accept[b.ID] {
			d.accept[b.ID] = false
			work = append(work, b)
		}
	}
	stop := func(b *Block) {
		if d.pass[b.ID] {
			d.pass[b.ID] = false
			for _, e := range b.Term.Succs {
				refuse(e.Block)
			}
		}
	}
	for _, b := range d.dom.order {
		d.accept[b.ID], d.pass[b.ID] = true, true
	}
	for _, b := range d.dom.order {
		if b.Term.Op == Return || d.ends[b.ID] == barrier {
			stop(b)
		}
		if len(b.Preds) == 0 {
			refuse(b)
		}
		for _, p := range b.Preds {
			if d.dom.number[p.ID] >= d.dom.number[b.ID] {
				refuse(b)
			}
		}
	}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if d.ends[b.ID] == nothing {
			stop(b)
		}
		for _, p := range b.Preds {
			stop(p)
		}
	}
}

// cost counts b's accesses as they are and as they would be. A load of a pending
// value that the type may not hold is counted as if it held.
func (d *delayer) cost(b *Block) (before, after int) {
	on := d.accept[b.ID]
	for _, v := range b.Insts {
		switch d.event(v) {
		case overwrite:
			before++
			on = true
		case use:
			before++
			if !on {
				after++
			}
		case barrier:
			if on {
				after++
			}
			on = false
		}
	}
	if on && !d.pass[b.ID] {
		after++
	}
	return before, after
}

func (d *delayer) apply() {
	d.end = make([]*Value, d.f.blocks)
	d.findStore()
	d.object = inEntry(d.f, d.store.Args[0])
	var repl replacer
	for _, b := range d.dom.order {
		if !d.accept[b.ID] && !d.pass[b.ID] {
			continue
		}
		held := d.enter(b)
		var out []*Value
		commit := func() {
			if held != nil {
				out = append(out, d.commit(b, held))
			}
			held = nil
		}
		for _, v := range b.Insts {
			switch d.event(v) {
			case overwrite:
				held = v.Args[1]
				continue
			case use:
				if held == nil {
					break
				}
				repl.set(v, d.reload(b, v, held, &out))
				continue
			case barrier:
				commit()
			}
			out = append(out, v)
		}
		if d.pass[b.ID] {
			d.end[b.ID] = held
		} else {
			commit()
		}
		b.Insts = out
	}
	repl.apply(d.f)
}

// findStore finds one of the stores.
func (d *delayer) findStore() {
	for _, b := range d.dom.order {
		for _, v := range b.Insts {
			if d.event(v) == overwrite {
				d.store = v
				return
			}
		}
	}
}

// inEntry returns the pointer p as a value that every block may use.
func inEntry(f *Func, p *Value) *Value {
	entry := f.Blocks[0]
	n := f.NewValue(Ptr, p.Span)
	n.Aux, n.Block = p.Aux, entry
	entry.Insts = append([]*Value{n}, entry.Insts...)
	return n
}

// enter returns the value that is pending where b begins, as a parameter if it
// differs by predecessor.
func (d *delayer) enter(b *Block) *Value {
	if !d.accept[b.ID] {
		return nil
	}
	same := d.end[b.Preds[0].ID]
	for _, p := range b.Preds[1:] {
		if d.end[p.ID] != same {
			same = nil
		}
	}
	if same != nil {
		return same
	}
	param := d.f.AddParam(b, d.store.Span)
	seen := map[*Block]bool{}
	for _, p := range b.Preds {
		if seen[p] {
			continue
		}
		seen[p] = true
		for i := range p.Term.Succs {
			if e := &p.Term.Succs[i]; e.Block == b {
				e.Args = append(e.Args[:len(e.Args):len(e.Args)], d.end[p.ID])
			}
		}
	}
	return param
}

// commit makes the store of x.
func (d *delayer) commit(b *Block, x *Value) *Value {
	v := d.f.NewValue(d.store.Op, d.store.Span, d.object, x)
	v.Aux, v.Block = d.store.Aux, b
	return v
}

// reload gives what the load v reads of the stored value x: its low bits, extended.
func (d *delayer) reload(b *Block, v, x *Value, out *[]*Value) *Value {
	width, signed := v.Aux.Size*8, v.Aux.Signed
	if v.Op == LoadField {
		width, signed = fieldBits(v.Aux.Field), v.Aux.Field.Type.Signed()
	}
	if width >= 64 || quickRange(x, quickDepth).Within(typeInterval(width, signed)) {
		return x
	}
	emit := func(o Op, imm int64, args ...*Value) *Value {
		n := d.f.NewValue(o, v.Span, args...)
		n.Imm, n.Block = imm, b
		*out = append(*out, n)
		return n
	}
	if width == 32 {
		return emit(map[bool]Op{true: Sext32, false: Zext32}[signed], 0, x)
	}
	n := emit(Const, int64(64-width))
	return emit(map[bool]Op{true: Sar, false: Shr}[signed], 0, emit(Shl, 0, x, n), n)
}
