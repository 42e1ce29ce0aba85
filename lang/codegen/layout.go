package codegen

import "github.com/ccc-lang/ccc/lang/regalloc"

// layout is the order in which blocks are emitted. A block follows its
// predecessors, and falls into one of its successors where that is possible.
type layout struct {
	a       *regalloc.Assignment
	order   []*regalloc.Block
	number  map[*regalloc.Block]int // reverse postorder
	waiting map[*regalloc.Block]int // predecessors not yet placed
	placed  map[*regalloc.Block]bool
	pending []*regalloc.Block // ready to be placed, the best last
}

func layOut(a *regalloc.Assignment) *layout {
	l := &layout{a: a, number: map[*regalloc.Block]int{}, waiting: map[*regalloc.Block]int{}, placed: map[*regalloc.Block]bool{}}
	entry := l.target(a.Func.Blocks[0])
	post := l.postorder(entry)
	for i, b := range post {
		l.number[b] = len(post) - 1 - i
	}
	for _, b := range post {
		for _, n := range l.successors(b) {
			if !l.isBack(b, n) {
				l.waiting[n]++
			}
		}
	}
	l.pending = append(l.pending, entry)
	for len(l.pending) > 0 {
		b := l.pending[len(l.pending)-1]
		l.pending = l.pending[:len(l.pending)-1]
		l.place(b)
	}
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

func (l *layout) successors(b *regalloc.Block) (succs []*regalloc.Block) {
	for _, e := range b.Succs {
		succs = append(succs, l.target(e.Block))
	}
	return succs
}

func (l *layout) isBack(from, to *regalloc.Block) bool { return l.number[to] <= l.number[from] }

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

// place puts b next and makes its successors pending whose predecessors are all
// placed; the first of them comes next.
func (l *layout) place(b *regalloc.Block) {
	if l.placed[b] {
		return
	}
	l.placed[b] = true
	l.order = append(l.order, b)
	succs := l.successors(b)
	for i := len(succs) - 1; i >= 0; i-- {
		n := succs[i]
		if l.isBack(b, n) {
			continue
		}
		if l.waiting[n]--; l.waiting[n] == 0 {
			l.pending = append(l.pending, n)
		}
	}
}
