package ir

import "fmt"

// Verify proves that f is well formed: every block ends, edges give the
// parameters their blocks have, every value is defined once and before its uses
// on every path, operations have the arguments and Aux they need, and pointers
// are only used as such. The error names the first thing that is wrong.
func Verify(f *Func) error {
	if len(f.Blocks) == 0 {
		return fmt.Errorf("%s has no blocks", f.Name)
	}
	v := &verifier{f: f, defined: make([]*Block, f.values), place: make([]int, f.values), kind: make([]valueKind, f.values)}
	if err := v.blocks(); err != nil {
		return fmt.Errorf("%s: %w\n%s", f.Name, err, f)
	}
	return nil
}

type valueKind uint8

const (
	number valueKind = iota
	objPointer
	recPointer // a storage record or 0
)

type verifier struct {
	f       *Func
	dom     *domTree
	defined []*Block // by Value.ID
	place   []int    // position in the block; -1 for parameters
	kind    []valueKind
}

func (v *verifier) blocks() error {
	own := map[*Block]bool{}
	for _, b := range v.f.Blocks {
		own[b] = true
		if b.ID < 0 || b.ID >= v.f.blocks {
			return fmt.Errorf("b%d was not made by NewBlock", b.ID)
		}
	}
	if len(v.f.Blocks[0].Params) > 0 {
		return fmt.Errorf("the entry has parameters")
	}
	preds := map[*Block]int{}
	for _, b := range v.f.Blocks {
		if err := v.term(b, own); err != nil {
			return fmt.Errorf("b%d: %w", b.ID, err)
		}
		for _, e := range b.Term.Succs {
			preds[e.Block]++
		}
	}
	for _, b := range v.f.Blocks {
		if len(b.Preds) != preds[b] {
			return fmt.Errorf("b%d has %d predecessors but Preds lists %d", b.ID, preds[b], len(b.Preds))
		}
		for i, p := range b.Params {
			if err := v.define(p, b, -1); err != nil {
				return err
			}
			if p.Op != Invalid || len(p.Args) != 0 {
				return fmt.Errorf("parameter %d of b%d is an instruction", i, b.ID)
			}
		}
		for i, x := range b.Insts {
			if err := v.define(x, b, i); err != nil {
				return err
			}
		}
	}
	v.dom = dominators(v.f)
	if len(v.dom.order) != len(v.f.Blocks) {
		return fmt.Errorf("%d of %d blocks can be reached", len(v.dom.order), len(v.f.Blocks))
	}
	return v.uses()
}

func (v *verifier) define(x *Value, b *Block, place int) error {
	if x.ID < 0 || x.ID >= v.f.values {
		return fmt.Errorf("v%d was not made by NewValue", x.ID)
	}
	if v.defined[x.ID] != nil {
		return fmt.Errorf("v%d is defined twice", x.ID)
	}
	if x.Block != b {
		return fmt.Errorf("v%d is in b%d but its Block says otherwise", x.ID, b.ID)
	}
	v.defined[x.ID], v.place[x.ID] = b, place
	return nil
}

func (v *verifier) term(b *Block, own map[*Block]bool) error {
	t := &b.Term
	want := map[TermOp]int{Jump: 1, Branch: 2, Return: 0}
	n, ok := want[t.Op]
	if !ok {
		return fmt.Errorf("has no terminator")
	}
	if len(t.Succs) != n {
		return fmt.Errorf("the terminator has %d successors, not %d", len(t.Succs), n)
	}
	if (t.Cond != nil) != (t.Op == Branch) {
		return fmt.Errorf("a condition is there without a branch or missing from one")
	}
	if t.Result != nil && t.Op != Return {
		return fmt.Errorf("a result without a return")
	}
	for _, e := range t.Succs {
		if !own[e.Block] {
			return fmt.Errorf("edge to b%d, which is not in the function", e.Block.ID)
		}
		if e.Block == v.f.Blocks[0] {
			return fmt.Errorf("edge to the entry")
		}
		if len(e.Args) != len(e.Block.Params) {
			return fmt.Errorf("edge to b%d gives %d of %d parameters", e.Block.ID, len(e.Args), len(e.Block.Params))
		}
	}
	return nil
}

// uses checks all arguments. In reverse postorder the kind of a parameter is
// known from a forward edge before its uses are met.
func (v *verifier) uses() error {
	for _, b := range v.dom.order {
		for i, x := range b.Insts {
			if err := v.inst(b, i, x); err != nil {
				return fmt.Errorf("%s: %w", x, err)
			}
		}
		t := &b.Term
		for _, x := range []*Value{t.Cond, t.Result} {
			if x == nil {
				continue
			}
			if err := v.use(b, len(b.Insts), x); err != nil {
				return fmt.Errorf("end of b%d: %w", b.ID, err)
			}
			if v.kind[x.ID] == objPointer || x == t.Result && v.kind[x.ID] != number {
				return fmt.Errorf("end of b%d: v%d is a pointer", b.ID, x.ID)
			}
		}
		for _, e := range t.Succs {
			for i, a := range e.Args {
				if err := v.use(b, len(b.Insts), a); err != nil {
					return fmt.Errorf("end of b%d: %w", b.ID, err)
				}
				p := e.Block.Params[i]
				if v.kind[a.ID] == objPointer {
					return fmt.Errorf("end of b%d: pointer v%d is given to a parameter", b.ID, a.ID)
				}
				if v.kind[a.ID] == recPointer {
					v.kind[p.ID] = recPointer
				}
			}
		}
	}
	return nil
}

// use checks that x is defined before place i of b.
func (v *verifier) use(b *Block, i int, x *Value) error {
	if x == nil {
		return fmt.Errorf("an argument is nil")
	}
	if x.ID < 0 || x.ID >= v.f.values || v.defined[x.ID] == nil {
		return fmt.Errorf("v%d is not defined", x.ID)
	}
	def := v.defined[x.ID]
	if def == b && v.place[x.ID] >= i || def != b && !v.dom.dominates(def, b) {
		return fmt.Errorf("v%d is used before it is defined", x.ID)
	}
	if x.Op != Invalid && !x.Op.HasResult() {
		return fmt.Errorf("v%d gives no value", x.ID)
	}
	return nil
}

func (v *verifier) inst(b *Block, i int, x *Value) error {
	if x.Op == Invalid || x.Op >= opCount {
		return fmt.Errorf("not an instruction")
	}
	info := &ops[x.Op]
	if len(x.Args) < info.minArgs || len(x.Args) > info.maxArgs {
		return fmt.Errorf("%d arguments", len(x.Args))
	}
	for _, a := range x.Args {
		if err := v.use(b, i, a); err != nil {
			return err
		}
	}
	switch x.Op {
	case Ptr:
		v.kind[x.ID] = objPointer
	case Storage:
		v.kind[x.ID] = recPointer
	}
	if err := checkAux(x, info.aux); err != nil {
		return err
	}
	return v.pointers(x, info)
}

func (v *verifier) pointers(x *Value, info *opInfo) error {
	if ops[x.Op].effect == calls {
		return nil
	}
	for i, a := range x.Args {
		kind := v.kind[a.ID]
		want := number
		if i == 0 && info.pointer {
			want = objPointer
			if x.Op == LoadMem || x.Op == StoreMem {
				want = recPointer
			}
		}
		null := kind == recPointer && (x.Op == Eq || x.Op == Ne || x.Op == Not)
		if kind != want && !null && !(want == recPointer && a.Op == Invalid) {
			return fmt.Errorf("v%d is of the wrong kind (pointer or number)", a.ID)
		}
	}
	return nil
}

func checkAux(x *Value, kind auxKind) error {
	if kind == noAux {
		return nil
	}
	if x.Aux == nil {
		return fmt.Errorf("has no Aux")
	}
	missing := false
	switch kind {
	case auxField:
		missing = x.Aux.Field == nil || x.Aux.Field.Path == ""
	case auxPriv, auxMem:
		missing = x.Aux.Size != 1 && x.Aux.Size != 2 && x.Aux.Size != 4 && x.Aux.Size != 8
	case auxLoad:
		missing = x.Aux.LoadParam == nil
	case auxTable:
		missing = x.Aux.Table == nil
	case auxName:
		missing = x.Aux.Name == ""
	case auxFunc:
		missing = x.Aux.Func == nil
	case auxCallee:
		sig := x.Aux.Callee.Signature
		missing = sig == nil || len(x.Args) != len(sig.Objects)+sig.Args
	}
	if missing {
		return fmt.Errorf("Aux lacks what the operation needs")
	}
	return nil
}
