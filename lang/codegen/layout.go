package codegen

import (
	"slices"

	"github.com/ccc-lang/ccc/lang/regalloc"
)

// layout is the order in which blocks are emitted: as many as can be fall into a
// successor, which spares a jump each.
type layout struct {
	a      *regalloc.Assignment
	order  []*regalloc.Block
	blocks []*regalloc.Block       // that can be reached, in reverse postorder
	number map[*regalloc.Block]int // place in blocks
	falls  []int                   // which block each falls into, or -1
	from   []int                   // which block falls into each, or -1
}

// layOut chooses the fall-throughs by a maximum matching of blocks with
// successors; without the back edges of loops, matched blocks form chains.
func layOut(a *regalloc.Assignment) *layout {
	l := &layout{a: a, number: map[*regalloc.Block]int{}}
	post := l.postorder(l.target(a.Func.Blocks[0]))
	slices.Reverse(post)
	l.blocks = post
	for i, b := range post {
		l.number[b] = i
	}
	l.falls, l.from = make([]int, len(post)), make([]int, len(post))
	for i := range post {
		l.falls[i], l.from[i] = -1, -1
	}
	tried := make([]int, len(post))
	for i := range post {
		l.match(i, i+1, tried)
	}
	l.chains()
	return l
}

// target is where a jump to b really goes: blocks without code are passed by.
func (l *layout) target(b *regalloc.Block) *regalloc.Block {
	for range l.a.Func.Blocks {
		code := l.a.Code[b]
		if len(code) != 1 || sel(code[0].Inst).op != opGoto {
			break
		}
		b = b.Succs[0].Block
	}
	return b
}

// successors returns where b goes on.
func (l *layout) successors(b *regalloc.Block) (succs []*regalloc.Block) {
	for _, e := range b.Succs {
		succs = append(succs, l.target(e.Block))
	}
	return succs
}

func (l *layout) postorder(entry *regalloc.Block) (post []*regalloc.Block) {
	type frame struct {
		b     *regalloc.Block
		succs []*regalloc.Block
	}
	seen := map[*regalloc.Block]bool{entry: true}
	stack := []frame{{entry, l.successors(entry)}}
	for len(stack) > 0 {
		t := &stack[len(stack)-1]
		if len(t.succs) == 0 {
			post = append(post, t.b)
			stack = stack[:len(stack)-1]
			continue
		}
		// The last first, so that the first comes first in the reverse.
		n := t.succs[len(t.succs)-1]
		t.succs = t.succs[:len(t.succs)-1]
		if !seen[n] {
			seen[n] = true
			stack = append(stack, frame{n, l.successors(n)})
		}
	}
	return post
}

// match finds a successor for block i to fall into; blocks that have one
// already may have to take another (an augmenting path). round marks what was
// tried for this i.
func (l *layout) match(i, round int, tried []int) bool {
	b := l.blocks[i]
	for k, s := range l.successors(b) {
		n := l.number[s]
		if n <= i || tried[n] == round || !canFall(l.a.Code[b], k) {
			continue
		}
		tried[n] = round
		if l.from[n] < 0 || l.match(l.from[n], round, tried) {
			l.falls[i], l.from[n] = n, i
			return true
		}
	}
	return false
}

// canFall reports whether code can fall into its successor k: a test of bits
// has no opposite.
func canFall(code []regalloc.Step, k int) bool {
	m := sel(code[len(code)-1].Inst)
	if m.op != opBranch {
		return true
	}
	_, can := inverse[m.jump]
	return can || (k == 0) == m.negate
}

// chains puts the blocks in order: a chain follows when the first of its blocks
// comes up.
func (l *layout) chains() {
	for i := range l.blocks {
		if l.from[i] >= 0 {
			continue
		}
		for ; i >= 0; i = l.falls[i] {
			l.order = append(l.order, l.blocks[i])
		}
	}
}

// spares reports whether a jump is spared if s, which has one successor, becomes
// empty: its own, or that of another block, which can then fall where s does.
func (l *layout) spares(s *regalloc.Block) bool {
	to := l.next(s)
	if to == nil {
		return true
	}
	for i, b := range l.blocks {
		if b == s || l.falls[i] >= 0 || i >= l.number[to] {
			continue
		}
		for k, n := range l.successors(b) {
			if n == to && canFall(l.a.Code[b], k) {
				return true
			}
		}
	}
	return false
}

// next returns the block that b falls into, or nil.
func (l *layout) next(b *regalloc.Block) *regalloc.Block {
	if n := l.falls[l.number[b]]; n >= 0 {
		return l.blocks[n]
	}
	return nil
}
