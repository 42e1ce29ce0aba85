package ir

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// brief writes functions as docs/optimizer.md shows them: a value stands inside the
// expression that uses it where it is used once, in its block, and moving it there passes
// no store or call that it would have to stay before. Constants, arguments and pointers
// always do. What nothing uses is left out. The same value has the same name in all
// functions that one brief writes.
type brief struct {
	names  map[int]string // by ID
	uses   map[*Value]int
	inside map[*Value]bool // written where they are used
}

func newBrief() *brief { return &brief{names: map[int]string{}} }

// lines returns f with a statement a line if it is one block, else with a block a line.
func (b *brief) lines(f *Func) []string {
	b.uses, b.inside = liveUses(f), map[*Value]bool{}
	for _, block := range f.Blocks {
		b.fold(block)
	}
	if len(f.Blocks) == 1 {
		return b.statements(f.Blocks[0])
	}
	var lines []string
	for _, block := range f.Blocks {
		head := fmt.Sprintf("b%d%s", block.ID, b.list(block.Params))
		if block.LoopMax > 0 {
			head += fmt.Sprintf(" loop %d", block.LoopMax)
		}
		lines = append(lines, head+": "+strings.Join(b.statements(block), "; "))
	}
	return lines
}

// liveUses counts how often what is needed uses each value; a value that is not needed is missing.
func liveUses(f *Func) map[*Value]int {
	uses := map[*Value]int{}
	var use func(v *Value)
	useAll := func(vs []*Value) {
		for _, v := range vs {
			use(v)
		}
	}
	use = func(v *Value) {
		if uses[v]++; uses[v] == 1 {
			useAll(v.Args)
		}
	}
	for _, block := range f.Blocks {
		for _, v := range block.Insts {
			if ops[v.Op].effect >= writes {
				useAll(v.Args)
			}
		}
		for _, v := range block.Term.values() {
			use(v)
		}
	}
	return uses
}

// values are what a block's end uses.
func (t *Term) values() []*Value {
	vs := slices.DeleteFunc([]*Value{t.Cond, t.Result}, func(v *Value) bool { return v == nil })
	for _, e := range t.Succs {
		vs = append(vs, e.Args...)
	}
	return vs
}

// fold finds out, from the end, in which statement of its block each value would be
// written, and whether it may be.
func (b *brief) fold(block *Block) {
	n := len(block.Insts)
	at := map[*Value]int{} // the statement that uses a value; of several uses any
	for _, v := range block.Term.values() {
		at[v] = n
	}
	for i, v := range slices.Backward(block.Insts) {
		if b.uses[v] == 0 && ops[v.Op].effect < writes {
			continue
		}
		place := i
		if used, ok := at[v]; b.leaf(v) || ok && b.uses[v] == 1 && b.movable(v, block.Insts[i+1:used]) {
			b.inside[v], place = true, used
		}
		for _, arg := range v.Args {
			if _, ok := at[arg]; !ok {
				at[arg] = place
			}
		}
	}
}

func (*brief) leaf(v *Value) bool { return v.Op == Const || v.Op == Arg || v.Op == Ptr }

// movable reports whether v, made before between, may be computed after it.
func (*brief) movable(v *Value, between []*Value) bool {
	switch ops[v.Op].effect {
	case pure:
		return true
	case reads:
		return !slices.ContainsFunc(between, func(o *Value) bool { return ops[o.Op].effect >= writes })
	}
	return false
}

func (b *brief) statements(block *Block) []string {
	var list []string
	for _, v := range block.Insts {
		switch {
		case ops[v.Op].effect == writes:
			list = append(list, b.place(v)+" = "+b.expr(v.Args[1]))
		case b.inside[v] || b.uses[v] == 0 && v.Op != Call:
		case b.uses[v] == 0:
			list = append(list, b.operation(v))
		default:
			list = append(list, b.name(v)+" = "+b.operation(v))
		}
	}
	return append(list, b.end(&block.Term))
}

func (b *brief) end(t *Term) string {
	switch t.Op {
	case Jump:
		return "goto " + b.edge(t.Succs[0])
	case Branch:
		return "if " + b.expr(t.Cond) + " goto " + b.edge(t.Succs[0]) + " else " + b.edge(t.Succs[1])
	}
	if t.Result == nil {
		return "return"
	}
	return "return " + b.expr(t.Result)
}

func (b *brief) edge(e Edge) string { return fmt.Sprintf("b%d%s", e.Block.ID, b.list(e.Args)) }

// list is "(v1, 3)", or nothing of no values.
func (b *brief) list(vs []*Value) string {
	if len(vs) == 0 {
		return ""
	}
	var s []string
	for _, v := range vs {
		s = append(s, b.expr(v))
	}
	return "(" + strings.Join(s, ", ") + ")"
}

func (b *brief) name(v *Value) string {
	if b.names[v.ID] == "" {
		b.names[v.ID] = fmt.Sprintf("v%d", len(b.names)+1)
	}
	return b.names[v.ID]
}

func (b *brief) expr(v *Value) string {
	if b.inside[v] {
		return b.operation(v)
	}
	return b.name(v)
}

func (b *brief) operation(v *Value) string {
	s := ""
	switch v.Op {
	case Const:
		return decimal(v.Imm)
	case Arg:
		return fmt.Sprintf("arg%d", v.Aux.Param)
	case Ptr:
		return v.Aux.Object.Name()
	case LoadField, LoadPriv, LoadMem:
		s = b.place(v)
	case LoadParam:
		s = v.Aux.LoadParam.Symbol
	case LoadTable:
		s = v.Aux.Table.Symbol + "[" + b.expr(v.Args[0]) + "]"
	case Config:
		s = v.Aux.Name
	case Call:
		s = v.Aux.Func.Name + cmp.Or(b.list(v.Args), "()")
	default:
		s = v.Op.String() + b.list(v.Args)
	}
	if v.Keep {
		return "keep " + s
	}
	return s
}

// place is what a load reads or a store writes: "sk.cwnd", "priv[0:u4]", "v1[4:u4]".
func (b *brief) place(v *Value) string {
	if ops[v.Op].aux == auxField {
		return v.Aux.Field.Object.Name() + "." + v.Aux.Field.Name
	}
	object, index := "priv", ""
	if ops[v.Op].aux == auxMem {
		object = b.expr(v.Args[0])
		if v.Aux.Stride != 0 {
			index = fmt.Sprintf(" + %d*%s", v.Aux.Stride, b.expr(v.Args[len(v.Args)-1]))
		}
	}
	sign := map[bool]string{true: "s", false: "u"}[v.Aux.Signed]
	return fmt.Sprintf("%s[%d%s:%s%d]", object, v.Aux.Off, index, sign, v.Aux.Size)
}

// decimal writes n, and the bounds of types as what they are.
func decimal(n int64) string {
	switch n {
	case math.MaxInt64:
		return "2^63-1"
	case -math.MaxInt64:
		return "-(2^63-1)"
	case math.MaxUint32:
		return "2^32-1"
	}
	return fmt.Sprint(n)
}

// A load stays before a store or a call that stands between it and its use, and so does what is made of it.
func TestBriefKeepsOrder(t *testing.T) {
	f := parseFunc(t, `func order
b0:
	v0 = ptr sk
	v1 = load_field sk.cwnd v0
	v2 = const 1
	v3 = add v1, v2
	v4 = load_field sk.ssthresh v0
	v5 = mul v4, v2
	store_field sk.cwnd v0, v5
	v6 = load_priv [4:s2] v0
	v7 = load_priv [6:s2] v0
	v8 = call send_ack v0
	store_priv [8:u2] v0, v7
	v9 = sub v6, v2
	v10 = add v3, v9
	v11 = load_priv [6:s2] v0
	v12 = mul v10, v11
	return v12
`)
	want := []string{
		"v1 = sk.cwnd",
		"sk.cwnd = mul(sk.ssthresh, 1)",
		"v2 = priv[4:s2]",
		"v3 = priv[6:s2]",
		"send_ack(sk)",
		"priv[8:u2] = v3",
		"return mul(add(add(v1, 1), sub(v2, 1)), priv[6:s2])",
	}
	if got := newBrief().lines(f); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
