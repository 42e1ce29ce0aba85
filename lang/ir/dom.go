package ir

import "slices"

// This file has what passes ask of a function's shape: an order of its blocks and
// the dominator tree.

// domTree is the dominator tree of a function. Slices are indexed by Block.ID.
type domTree struct {
	order    []*Block   // reverse postorder; the entry first
	number   []int      // position in order, or -1 if not reachable
	idom     []*Block   // immediate dominator; nil for the entry
	children [][]*Block // in reverse postorder
	pre, end []int      // interval of the tree's preorder: a dominates b if pre[a] <= pre[b] < end[a]
}

// dominators computes the tree. Preds must be right (Func.Connect).
//
// The algorithm is that of Cooper, Harvey and Kennedy, "A Simple, Fast
// Dominance Algorithm" (2001).
func dominators(f *Func) *domTree {
	t := &domTree{}
	t.find(f)
	return t
}

// find makes t the tree of f; it uses the memory of what t was before.
func (t *domTree) find(f *Func) {
	t.order = reversePostorder(f, t.order)
	t.number, t.pre, t.end = zeros(t.number, f.blocks), zeros(t.pre, f.blocks), zeros(t.end, f.blocks)
	t.idom, t.children = zeros(t.idom, f.blocks), zeros(t.children, f.blocks)
	for i := range t.number {
		t.number[i] = -1
	}
	for i, b := range t.order {
		t.number[b.ID] = i
	}
	entry := t.order[0]
	t.idom[entry.ID] = entry
	for changed := true; changed; {
		changed = false
		for _, b := range t.order[1:] {
			var d *Block
			for _, p := range b.Preds {
				if t.number[p.ID] < 0 || t.idom[p.ID] == nil {
					continue
				}
				if d == nil {
					d = p
				} else {
					d = t.meet(d, p)
				}
			}
			if t.idom[b.ID] != d {
				t.idom[b.ID] = d
				changed = true
			}
		}
	}
	t.idom[entry.ID] = nil
	t.adopt()
	t.numberTree()
}

// adopt lists the children of every block.
func (t *domTree) adopt() {
	kids := t.pre // numbered later
	for _, b := range t.order[1:] {
		kids[t.idom[b.ID].ID]++
	}
	room := make([]*Block, len(t.order)-1)
	for _, b := range t.order {
		n := kids[b.ID]
		t.children[b.ID], room = room[:0:n], room[n:]
	}
	for _, b := range t.order[1:] {
		d := t.idom[b.ID]
		t.children[d.ID] = append(t.children[d.ID], b)
	}
}

// zeros returns n zeros, where s lies if there is room.
func zeros[T any](s []T, n int) []T {
	s = slices.Grow(s[:0], n)[:n]
	clear(s)
	return s
}

// meet returns the nearest common dominator of a and b.
func (t *domTree) meet(a, b *Block) *Block {
	for a != b {
		for t.number[a.ID] > t.number[b.ID] {
			a = t.idom[a.ID]
		}
		for t.number[b.ID] > t.number[a.ID] {
			b = t.idom[b.ID]
		}
	}
	return a
}

// numberTree gives every block its interval of the preorder.
func (t *domTree) numberTree() {
	n := 0
	t.walk(func(b *Block) { t.pre[b.ID] = n; n++ }, func(b *Block) { t.end[b.ID] = n })
}

// walk visits the tree from the entry: enter before a block's children, leave
// after them (either may be nil). Children come in reverse postorder, so that all
// of a block's predecessors but those of back edges come before it.
func (t *domTree) walk(enter, leave func(*Block)) {
	type frame struct {
		b    *Block
		next int
	}
	stack := append(make([]frame, 0, 32), frame{b: t.order[0]})
	if enter != nil {
		enter(t.order[0])
	}
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		kids := t.children[top.b.ID]
		if top.next == len(kids) {
			if leave != nil {
				leave(top.b)
			}
			stack = stack[:len(stack)-1]
			continue
		}
		kid := kids[top.next]
		top.next++
		if enter != nil {
			enter(kid)
		}
		stack = append(stack, frame{b: kid})
	}
}

// dominates reports whether every way to b goes through a (or a is b).
func (t *domTree) dominates(a, b *Block) bool {
	return t.pre[a.ID] <= t.pre[b.ID] && t.pre[b.ID] < t.end[a.ID]
}

// isBack reports whether the edge from p to b is a loop's back edge.
func (t *domTree) isBack(p, b *Block) bool { return t.dominates(b, p) }

// reversePostorder returns the blocks that can be reached, each after its
// predecessors but for back edges; where room lies if that is enough.
func reversePostorder(f *Func, room []*Block) []*Block {
	type frame struct {
		b    *Block
		next int
	}
	seen := make([]bool, f.blocks)
	order := slices.Grow(room[:0], len(f.Blocks))
	stack := append(make([]frame, 0, 32), frame{b: f.Blocks[0]})
	seen[f.Blocks[0].ID] = true
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		succs := top.b.Term.Succs
		if top.next == len(succs) {
			order = append(order, top.b)
			stack = stack[:len(stack)-1]
			continue
		}
		// The last successor first, so that the first one comes first in the result.
		s := succs[len(succs)-1-top.next].Block
		top.next++
		if !seen[s.ID] {
			seen[s.ID] = true
			stack = append(stack, frame{b: s})
		}
	}
	for i, j := 0, len(order)-1; i < j; i, j = i+1, j-1 {
		order[i], order[j] = order[j], order[i]
	}
	return order
}

// loopBody returns the blocks of the loop with header b, b included; nil if no
// back edge goes to b.
func (t *domTree) loopBody(b *Block) []*Block {
	var body []*Block
	var seen map[*Block]bool
	for _, p := range b.Preds {
		if t.number[p.ID] < t.number[b.ID] {
			continue
		}
		if seen == nil {
			seen = map[*Block]bool{b: true}
			body = append(body, b)
		}
		work := []*Block{p}
		for len(work) > 0 {
			x := work[len(work)-1]
			work = work[:len(work)-1]
			if seen[x] {
				continue
			}
			seen[x] = true
			body = append(body, x)
			work = append(work, x.Preds...)
		}
	}
	return body
}
