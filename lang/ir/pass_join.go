package ir

import (
	"fmt"
	"strings"
)

// passJoin does once, where ways meet, what several of them do last: the same
// operations in the same order. What they do it with becomes a parameter where it
// differs.
//
//	b1: v4 = min v1, v3                  b1: jump b4(v1)
//	    store_field sk.cwnd v0, v4       b2: jump b4(v2)
//	    jump b3                          b4(v6): v7 = min v6, v3
//	b2: v5 = min v2, v3                      store_field sk.cwnd v0, v7
//	    store_field sk.cwnd v0, v5           jump b3
//	    jump b3
//
// Ways that end the function meet at its end.
func passJoin(f *Func) bool {
	changed := false
	for range maxRounds { // what was joined may be joined with more
		uses, again := countUses(f), false
		for _, ways := range waysTo(f) {
			for _, same := range alike(ways) {
				j := &joiner{f: f, ways: same, uses: uses, whole: len(same) == predsOf(same[0])}
				if j.plan() {
					j.apply()
					again = true
				}
			}
		}
		if !again {
			break
		}
		f.Connect()
		changed = true
	}
	return changed
}

// predsOf returns how many ways lead where b goes.
func predsOf(b *Block) int {
	if b.Term.Op == Return {
		return 0
	}
	return len(b.Term.Succs[0].Block.Preds)
}

// waysTo lists the blocks that go to one place only, by that place: first those
// that end the function.
func waysTo(f *Func) [][]*Block {
	var ends []*Block
	to := map[*Block][]*Block{}
	for _, b := range f.Blocks {
		switch {
		case b.Term.Op == Return:
			ends = append(ends, b)
		case b.Term.Op == Jump && b.Term.Succs[0].Block.LoopMax == 0:
			to[b.Term.Succs[0].Block] = append(to[b.Term.Succs[0].Block], b)
		}
	}
	all := [][]*Block{ends}
	for _, b := range f.Blocks {
		all = append(all, to[b])
	}
	return all
}

// alike parts ways by what they do last.
func alike(ways []*Block) [][]*Block {
	var groups [][]*Block
	number := map[string]int{}
	for _, b := range ways {
		did := actions(b)
		if len(did) == 0 {
			continue
		}
		key := did[len(did)-1].shapeKey()
		n, ok := number[key]
		if !ok {
			n = len(groups)
			number[key] = n
			groups = append(groups, nil)
		}
		groups[n] = append(groups[n], b)
	}
	return groups
}

// actions returns b's instructions but for what needs no code where it stands.
func actions(b *Block) []*Value {
	var out []*Value
	for _, v := range b.Insts {
		if v.Op != Const && v.Op != Ptr && v.Op != Arg {
			out = append(out, v)
		}
	}
	return out
}

// shapeKey returns what v does, whatever its operands are; it is different for
// operations that cannot be moved.
func (v *Value) shapeKey() string {
	if v.Keep || v.Op == Storage {
		return fmt.Sprint("v", v.ID)
	}
	key := fmt.Sprint(v.Op, len(v.Args))
	if v.Aux != nil {
		key += fmt.Sprintf("%v", auxOf(v.Aux))
	}
	return key
}

// joiner moves what the ways do last to a block of its own.
type joiner struct {
	f     *Func
	ways  []*Block
	uses  []int
	whole bool // no other ways lead to where these go

	did    [][]*Value // by way: what it does, without constants and pointers
	depth  int        // how much of that is moved
	params []row      // what the ways give the new block
}

// row is one value of each way, in the same role.
type row []*Value

func (r row) key() string {
	var s strings.Builder
	for _, v := range r {
		fmt.Fprintf(&s, "%d ", v.ID)
	}
	return s.String()
}

// one reports whether all ways have the same value, or equal ones.
func (r row) one() bool {
	for _, v := range r[1:] {
		equal := v == r[0] || v.Op == Const && r[0].Op == Const && v.Imm == r[0].Imm ||
			v.Op == Ptr && r[0].Op == Ptr && v.Aux.Object == r[0].Aux.Object
		if !equal {
			return false
		}
	}
	return true
}

// overlaps reports whether some values of r, but not all, are those of whole in their places.
func (r row) overlaps(whole row) bool {
	shared := 0
	for i, v := range r {
		if v == whole[i] {
			shared++
		}
	}
	return shared > 0 && shared < len(r)
}

// last returns what the ways do last but n.
func (j *joiner) last(n int) (row, bool) {
	r := make(row, len(j.ways))
	for i, did := range j.did {
		if n >= len(did) {
			return nil, false
		}
		r[i] = did[len(did)-1-n]
	}
	return r, true
}

// ends returns what the ways give the place where they meet.
func (j *joiner) ends() []row {
	var rows []row
	add := func(of func(b *Block) *Value) {
		r := make(row, len(j.ways))
		for i, b := range j.ways {
			r[i] = of(b)
		}
		rows = append(rows, r)
	}
	first := j.ways[0].Term
	if first.Op == Return {
		if first.Result != nil {
			add(func(b *Block) *Value { return b.Term.Result })
		}
		return rows
	}
	for n := range first.Succs[0].Args {
		add(func(b *Block) *Value { return b.Term.Succs[0].Args[n] })
	}
	return rows
}

// plan finds how much is moved at best, and reports whether that pays.
func (j *joiner) plan() bool {
	if len(j.ways) < 2 {
		return false
	}
	for _, b := range j.ways {
		j.did = append(j.did, actions(b))
	}
	open := &rows{}
	for _, r := range j.ends() {
		open.add(r, true)
	}
	best, saved := 0, 0
	for n := range maxTail {
		moved, ok := j.last(n)
		if !ok || !j.take(open, moved) {
			break
		}
		saved += (len(j.ways) - 1) * slotsOf(moved[0])
		gain := saved - open.cost(j)
		if !j.whole {
			gain--
		}
		if gain > best {
			best, j.depth, j.params = gain, n+1, append([]row(nil), open.list...)
		}
	}
	return best > 0
}

// take makes the row's operands open in its place; false if it cannot be moved.
func (j *joiner) take(open *rows, moved row) bool {
	key := moved[0].shapeKey()
	for _, v := range moved[1:] {
		if v.shapeKey() != key {
			return false
		}
	}
	for _, r := range open.list {
		if r.overlaps(moved) {
			return false
		}
	}
	operands := make([]row, len(moved[0].Args))
	for a := range operands {
		operands[a] = make(row, len(moved))
		for i, v := range moved {
			operands[a][i] = v.Args[a]
		}
		if isPlace(moved[0], a) && !operands[a].one() {
			return false
		}
	}
	open.remove(moved)
	for _, r := range operands {
		open.add(r, false)
	}
	return true
}

// isPlace reports whether operand a of v says where in memory it works, which the verifier
// has to follow.
func isPlace(v *Value, a int) bool {
	return a == 0 && (ops[v.Op].pointer || v.Op == LoadTable) || indexOf(v) != nil && v.Args[a] == indexOf(v)
}

// rows are what the new block needs from the ways.
type rows struct {
	list []row
	free map[string]bool // what the place where they meet gets in any case
}

func (o *rows) add(r row, free bool) {
	if r.one() {
		return
	}
	if o.free == nil {
		o.free = map[string]bool{}
	}
	key := r.key()
	o.free[key] = o.free[key] || free
	for _, x := range o.list {
		if x.key() == key {
			return
		}
	}
	o.list = append(o.list, r)
}

func (o *rows) remove(r row) {
	key := r.key()
	for i, x := range o.list {
		if x.key() == key {
			o.list = append(o.list[:i:i], o.list[i+1:]...)
			return
		}
	}
}

// cost estimates the copies that the rows take: of constants, and of what a way
// does not compute for this alone.
func (o *rows) cost(j *joiner) (n int) {
	for _, r := range o.list {
		if o.free[r.key()] {
			continue
		}
		for i, v := range r {
			if v.Op == Const || v.Block != j.ways[i] || j.uses[v.ID] > 1 {
				n++
			}
		}
	}
	return n
}

// slotsOf estimates the instructions that v takes.
func slotsOf(v *Value) int {
	switch v.Op {
	case Min, Max, UMin, Abs, Cap31:
		return 2
	case Eq, Ne, Lt, Le, ULt, ULe, LoadParam:
		return 3
	case LoadTable:
		return 5
	case LoadField:
		if v.Aux.Field.Bits != 0 {
			return 3
		}
	}
	return 1
}

// apply makes the new block.
func (j *joiner) apply() {
	t := j.f.NewBlock()
	names := map[string]*Value{}
	for _, r := range j.params {
		names[r.key()] = j.f.AddParam(t, r[0].Span)
	}
	get := func(r row) *Value {
		switch v := r[0]; {
		case names[r.key()] != nil:
			return names[r.key()]
		case r.one() && (v.Op == Const || v.Op == Ptr):
			own := j.f.NewValue(v.Op, v.Span)
			own.Imm, own.Aux = v.Imm, v.Aux
			names[r.key()] = t.Append(own)
			return own
		default:
			return v
		}
	}
	for n := j.depth - 1; n >= 0; n-- {
		moved, _ := j.last(n)
		v := *moved[0]
		v.ID = j.f.values
		j.f.values++
		v.Args = make([]*Value, len(moved[0].Args))
		for a := range v.Args {
			r := make(row, len(moved))
			for i, x := range moved {
				r[i] = x.Args[a]
			}
			v.Args[a] = get(r)
		}
		for _, x := range moved {
			if x.Known == nil || v.Known != nil && *x.Known != *v.Known {
				v.Known = nil
			}
		}
		names[moved.key()] = t.Append(&v)
	}
	j.end(t, get)
}

// end lets t go where the ways went, and them to t.
func (j *joiner) end(t *Block, get func(row) *Value) {
	t.Term = j.ways[0].Term
	ends := j.ends()
	if t.Term.Op == Jump {
		e := Edge{Block: t.Term.Succs[0].Block}
		for _, r := range ends {
			e.Args = append(e.Args, get(r))
		}
		t.Term.Succs = []Edge{e}
	} else if len(ends) > 0 {
		t.Term.Result = get(ends[0])
	}
	for i, b := range j.ways {
		gone := map[*Value]bool{}
		for n := range j.depth {
			moved, _ := j.last(n)
			gone[moved[i]] = true
		}
		dropInsts(b, gone)
		e := Edge{Block: t}
		for _, r := range j.params {
			e.Args = append(e.Args, r[i])
		}
		b.Term = Term{Op: Jump, Succs: []Edge{e}, Span: b.Term.Span}
	}
}
