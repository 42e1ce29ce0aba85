package ir

import (
	"sync"

	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
)

// passGVN finds values that are computed again and uses the first one: pure
// operations with equal operands, and loads of memory that nothing changed in
// between, also across blocks that the first one dominates. A load after a store
// to the same place is the stored value, if its type holds it.
//
//	v3 = load_field sk.cwnd v0      v3 = load_field sk.cwnd v0
//	store_field sk.ssthresh v0, v3  store_field sk.ssthresh v0, v3
//	v5 = load_field sk.cwnd v0      (v3)
//	v6 = load_field sk.ssthresh v0  (v3)
func passGVN(f *Func) bool {
	g := newGVN(f)
	defer g.release()
	g.dom.walk(g.enter, g.leave)
	g.repl.apply(f)
	if !g.repl.any {
		return false
	}
	passDead(f)
	return true
}

// gvnKey is equal for values that are equal.
type gvnKey struct {
	imm     int64
	aux     int32 // of the Aux, as gvn.ident counts them
	a, b, c int32 // IDs of the operands, -1 for none
	version int32
	op      Op
}

// auxIdent is what distinguishes one Aux from another.
type auxIdent struct {
	param     int
	object    target.Object
	field     member
	width     int // of the field in bits, negative if signed
	off, size int
	signed    bool
	stride    int
	loadParam *types.LoadParam
	table     *types.Table
	name      string
	fn        *target.Func
}

type gvn struct {
	f      *Func
	dom    *domTree
	mem    *memory
	repl   replacer
	table  map[gvnKey]*Value
	idents map[*Aux]int32
	known  map[auxIdent]int32
	undo   []gvnUndo
	marks  []int
}

type gvnUndo struct {
	key gvnKey
	old *Value
}

// gvns are those that are done: their tables have grown to what functions need.
var gvns = sync.Pool{New: func() any {
	return &gvn{dom: &domTree{}, mem: newTable(), table: map[gvnKey]*Value{}, idents: map[*Aux]int32{}, known: map[auxIdent]int32{}}
}}

func newGVN(f *Func) *gvn {
	g := gvns.Get().(*gvn)
	g.f = f
	g.dom.find(f)
	g.mem.find(f, g.dom)
	return g
}

// release lets another function have g.
func (g *gvn) release() {
	clear(g.table)
	clear(g.idents)
	clear(g.known)
	g.undo, g.marks, g.repl = g.undo[:0], g.marks[:0], replacer{}
	gvns.Put(g)
}

func (g *gvn) enter(b *Block) {
	g.marks = append(g.marks, len(g.undo))
	g.mem.enter(b)
	for _, v := range b.Insts {
		g.repl.args(v.Args)
		switch ops[v.Op].effect {
		case writes:
			g.mem.pass(v)
			g.forward(v)
			continue
		case calls:
			if v.Op == Invoke || v.Aux.Func.Effect != target.Pure {
				g.mem.pass(v)
				continue
			}
		}
		if v.Keep && !keepsIndex(v) {
			continue
		}
		key := g.key(v)
		if old := g.table[key]; old != nil && (old.Keep || !v.Keep) {
			g.repl.set(v, old)
			continue
		}
		g.put(key, v)
	}
	g.repl.term(&b.Term)
}

// keepsIndex reports whether v only shows the verifier the bounds of an index, which
// it then knows of all that use it.
func keepsIndex(v *Value) bool { return v.Op == Min || v.Op == Max || v.Op == And }

func (g *gvn) leave(*Block) {
	mark := g.marks[len(g.marks)-1]
	g.marks = g.marks[:len(g.marks)-1]
	for i := len(g.undo) - 1; i >= mark; i-- {
		u := g.undo[i]
		if u.old == nil {
			delete(g.table, u.key)
		} else {
			g.table[u.key] = u.old
		}
	}
	g.undo = g.undo[:mark]
}

func (g *gvn) put(key gvnKey, v *Value) {
	g.undo = append(g.undo, gvnUndo{key, g.table[key]})
	g.table[key] = v
}

func (g *gvn) key(v *Value) gvnKey {
	k := gvnKey{op: v.Op, imm: v.Imm, a: -1, b: -1, c: -1}
	for i, p := range []*int32{&k.a, &k.b, &k.c} {
		if i < len(v.Args) {
			*p = int32(v.Args[i].ID)
		}
	}
	if v.Op.Commutes() && k.a > k.b {
		k.a, k.b = k.b, k.a
	}
	if len(v.Args) > 3 {
		k.version = int32(-1 - v.ID) // equal to nothing else
	}
	if v.Aux != nil {
		k.aux = g.ident(v.Aux)
	}
	if ops[v.Op].effect == reads {
		k.version = g.mem.version(v)
	}
	return k
}

// ident returns a number that is equal for equal Aux.
func (g *gvn) ident(a *Aux) int32 {
	if id, ok := g.idents[a]; ok {
		return id
	}
	what := auxOf(a)
	id, ok := g.known[what]
	if !ok {
		id = int32(len(g.known) + 1)
		g.known[what] = id
	}
	g.idents[a] = id
	return id
}

// auxOf returns what distinguishes a.
func auxOf(a *Aux) auxIdent {
	id := auxIdent{
		param: a.Param, object: a.Object, off: a.Off, size: a.Size, signed: a.Signed, stride: a.Stride,
		loadParam: a.LoadParam, table: a.Table, name: a.Name, fn: a.Func,
	}
	if a.Field != nil {
		id.field, id.width = memberOf(a.Field), fieldBits(a.Field)
		if a.Field.Type.Signed() {
			id.width = -id.width
		}
	}
	return id
}

func fieldBits(f *target.Field) int {
	if f.Bits != 0 {
		return f.Bits
	}
	return f.Type.Size() * 8
}

// forward makes a later load of what v stores give the stored value.
func (g *gvn) forward(v *Value) {
	if indexOf(v) != nil {
		return
	}
	load := Value{Op: loadOf(v.Op), Args: v.Args[:1], Aux: v.Aux}
	x := v.Args[1]
	// Both readings of narrow memory, for one of which the value may fit.
	for _, signed := range []bool{false, true} {
		var fits Interval
		if v.Op == StoreField {
			if signed {
				continue
			}
			fits = fieldInterval(v.Aux.Field)
		} else {
			a := *v.Aux
			a.Signed = signed
			load.Aux = &a
			fits = typeInterval(a.Size*8, signed)
		}
		if quickRange(x, quickDepth).Within(fits) {
			g.put(g.key(&load), x)
		}
	}
}

// loadOf returns the load of what the store o stores.
func loadOf(o Op) Op {
	switch o {
	case StoreField:
		return LoadField
	case StorePriv:
		return LoadPriv
	}
	return LoadMem
}

// quickDepth is how far quickRange looks.
const quickDepth = 4

// quickRange returns a range of v by what it is made of, without the analysis.
func quickRange(v *Value, depth int) Interval {
	r := anyValue
	switch info := &ops[v.Op]; {
	case v.Op == Const:
		return point(v.Imm)
	case v.Op == LoadField:
		r = fieldInterval(v.Aux.Field)
	case v.Op == LoadPriv || v.Op == LoadMem:
		r = typeInterval(v.Aux.Size*8, v.Aux.Signed)
	case depth > 0 && info.effect == pure && info.aux == noAux && info.minArgs > 0 && !info.pointer:
		a := quickRange(v.Args[0], depth-1)
		b := a
		if len(v.Args) > 1 {
			b = quickRange(v.Args[1], depth-1)
		}
		r = transfer(v.Op, a, b)
	}
	if v.Known != nil {
		r = r.intersect(Interval(v.Known.Hard))
	}
	return r
}
