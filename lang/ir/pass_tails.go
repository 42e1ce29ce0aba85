package ir

import (
	"fmt"
	"strings"
)

// maxTail is the longest block that passTails compares.
const maxTail = 64

// passTails keeps one of several blocks that do the same: same instructions on
// the same values, same end. Parameters and results inside the block may have
// other names.
//
//	b2: store_field sk.cwnd v0, v1      b2: store_field sk.cwnd v0, v1
//	    return                              return
//	b3: store_field sk.cwnd v0, v1      (edges to b3 go to b2)
//	    return
func passTails(f *Func) bool {
	changed := false
	for again := true; again; {
		again = false
		outside := usedOutside(f)
		first := map[string]*Block{}
		for _, b := range f.Blocks[1:] {
			if outside[b.ID] || len(b.Insts) > maxTail || b.LoopMax > 0 || b.Term.Keep {
				continue
			}
			key, ok := tailKey(b)
			if !ok {
				continue
			}
			twin := first[key]
			if twin == nil {
				first[key] = b
				continue
			}
			ownConsts(f, twin)
			joinKnown(twin, b)
			for _, p := range b.Preds {
				for i := range p.Term.Succs {
					if p.Term.Succs[i].Block == b {
						p.Term.Succs[i].Block = twin
					}
				}
			}
			again = true
		}
		if again {
			f.Connect()
			changed = true
		}
	}
	return changed
}

// ownConsts gives b constants of its own in place of those from other blocks, which
// need not lie on the new ways to b.
func ownConsts(f *Func, b *Block) {
	own := map[int64]*Value{}
	var fresh []*Value
	local := func(v *Value) *Value {
		if v == nil || v.Op != Const || v.Block == b {
			return v
		}
		c := own[v.Imm]
		if c == nil {
			c = f.NewValue(Const, v.Span)
			c.Imm, c.Block = v.Imm, b
			own[v.Imm] = c
			fresh = append(fresh, c)
		}
		return c
	}
	for _, v := range b.Insts {
		for i, a := range v.Args {
			v.Args[i] = local(a)
		}
	}
	b.Term.Cond, b.Term.Result = local(b.Term.Cond), local(b.Term.Result)
	for _, e := range b.Term.Succs {
		for i, a := range e.Args {
			e.Args[i] = local(a)
		}
	}
	b.Insts = append(fresh, b.Insts...)
}

// joinKnown drops what is known of values of b that is not known of their twins
// in gone: b now runs in gone's place too.
func joinKnown(b, gone *Block) {
	join := func(x, y []*Value) {
		for i, v := range x {
			if v.Known != nil && (y[i].Known == nil || *v.Known != *y[i].Known) {
				v.Known = nil
			}
		}
	}
	join(b.Params, gone.Params)
	join(computed(b), computed(gone))
}

// computed returns b's instructions without constants, which do not tell tails apart.
func computed(b *Block) []*Value {
	var out []*Value
	for _, v := range b.Insts {
		if v.Op != Const {
			out = append(out, v)
		}
	}
	return out
}

// usedOutside tells, by Block.ID, which blocks define values that others use.
func usedOutside(f *Func) []bool {
	out := make([]bool, f.blocks)
	for _, b := range f.Blocks {
		use := func(v *Value) {
			if v != nil && v.Block != b {
				out[v.Block.ID] = true
			}
		}
		for _, v := range b.Insts {
			for _, a := range v.Args {
				use(a)
			}
		}
		use(b.Term.Cond)
		use(b.Term.Result)
		for _, e := range b.Term.Succs {
			for _, a := range e.Args {
				use(a)
			}
		}
	}
	return out
}

// tailKey returns a text that is equal for blocks that do the same; false for
// blocks that must stay what they are.
func tailKey(b *Block) (string, bool) {
	var s strings.Builder
	local := map[*Value]int{}
	for _, p := range b.Params {
		local[p] = len(local)
	}
	name := func(v *Value) {
		switch n, ok := local[v]; {
		case ok:
			fmt.Fprintf(&s, " .%d", n)
		case v.Op == Const:
			fmt.Fprintf(&s, " #%d", v.Imm)
		default:
			fmt.Fprintf(&s, " v%d", v.ID)
		}
	}
	fmt.Fprintf(&s, "%d:", len(b.Params))
	for _, v := range b.Insts {
		if v.Keep {
			return "", false
		}
		if v.Op == Const {
			continue
		}
		fmt.Fprintf(&s, "%d", v.Op)
		if v.Aux != nil {
			fmt.Fprintf(&s, "{%v}", auxOf(v.Aux))
		}
		for _, a := range v.Args {
			name(a)
		}
		local[v] = len(local)
		s.WriteByte('\n')
	}
	fmt.Fprintf(&s, "end %d", b.Term.Op)
	for _, v := range []*Value{b.Term.Cond, b.Term.Result} {
		if v != nil {
			name(v)
		}
	}
	for _, e := range b.Term.Succs {
		fmt.Fprintf(&s, " b%d", e.Block.ID)
		for _, a := range e.Args {
			name(a)
		}
	}
	return s.String(), true
}
