package difftest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/ccc-lang/ccc/lang/ir"
	"github.com/ccc-lang/ccc/lang/types"
	"github.com/ccc-lang/ccc/lang/types/ref"
	"github.com/ccc-lang/ccc/vm"
)

// reference runs a callback with the big-integer reference on a copy of start and
// says how its outcome differs from got. The reference keeps the state by name, not
// in bytes, and knows no kernel that refuses a storage record.
func (s *Subject) reference(start *vm.Socket, callback string, args []int64, got Outcome) error {
	i := slices.IndexFunc(s.Program.Callbacks, func(cb *types.Callback) bool { return cb.Target.Name == callback })
	if i < 0 || start.NoRecord && s.Layout.Storage > 0 {
		return nil
	}
	st := ref.NewState(s.Program)
	leaves := s.stateLeaves(st)
	for _, name := range st.Names() {
		l := leaves[name]
		st.Set(name, LoadLeaf(start, s.Layout, l.leaf, l.index))
	}
	k := start.Clone()
	result, err := runReference(s.Program, s.Program.Callbacks[i], args, k, st)
	if err != nil {
		return fmt.Errorf("the reference: %w", err)
	}
	if s.hasResult(callback) && uint32(result) != uint32(got.Result) {
		return fmt.Errorf("the reference gives %d, %s gives %d", uint32(result), got.Name, uint32(got.Result))
	}
	k.Private, k.Record = got.Socket.Private, got.Socket.Record
	if d := vm.Diff(k, got.Socket, "the reference", got.Name); d != "" {
		return fmt.Errorf("%s", strings.TrimSpace(d))
	}
	for _, name := range st.Names() {
		l := leaves[name]
		if x := LoadLeaf(got.Socket, s.Layout, l.leaf, l.index); x != st.Get(name) {
			return fmt.Errorf("ca.%s is %d by the reference and %d by %s", name, st.Get(name), x, got.Name)
		}
	}
	return nil
}

func runReference(p *types.Program, cb *types.Callback, args []int64, k *vm.Socket, st *ref.State) (r int64, err error) {
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("panic: %v", e)
		}
	}()
	return ref.Run(p, cb, args, k, st)
}

// leafElement is one scalar of the state: an element of a leaf.
type leafElement struct {
	leaf  *ir.Leaf
	index int
}

var brackets = regexp.MustCompile(`\[\d+\]`)

// stateLeaves finds where the compiler put each scalar of the state. Elements of an
// array that is indexed at run time are one leaf, in the order of their names.
func (s *Subject) stateLeaves(st *ref.State) map[string]leafElement {
	if s.leaves != nil {
		return s.leaves
	}
	byName := map[string]*ir.Leaf{}
	for i := range s.Layout.Leaves {
		byName[s.Layout.Leaves[i].Name] = &s.Layout.Leaves[i]
	}
	s.leaves = map[string]leafElement{}
	seen := map[*ir.Leaf]int{}
	for _, name := range st.Names() {
		leaf := byName[name]
		groups := brackets.FindAllStringIndex(name, -1)
		for k := len(groups) - 1; leaf == nil && k >= 0; k-- {
			// The run-time index is the k-th; all further in are part of the same leaf.
			leaf = byName[name[:groups[k][0]]+brackets.ReplaceAllString(name[groups[k][0]:], "[]")]
		}
		if leaf == nil {
			panic("internal error: no leaf for " + name)
		}
		s.leaves[name] = leafElement{leaf, seen[leaf]}
		seen[leaf]++
	}
	return s.leaves
}
