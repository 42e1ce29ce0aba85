package codegen

import "github.com/ccc-lang/ccc/lang/ir"

// dominance is the blocks of a function that can be reached, in reverse
// postorder, and the immediate dominator of each.
type dominance struct {
	blocks []*ir.Block
	number map[*ir.Block]int
	idom   []int // by number
}

func domOrder(f *ir.Func) *dominance {
	d := &dominance{number: map[*ir.Block]int{}}
	type frame struct {
		b    *ir.Block
		next int
	}
	seen := map[*ir.Block]bool{f.Blocks[0]: true}
	stack := []frame{{b: f.Blocks[0]}}
	var post []*ir.Block
	for len(stack) > 0 {
		t := &stack[len(stack)-1]
		if t.next < len(t.b.Term.Succs) {
			// The last successor first, so that the first comes first in the result.
			n := t.b.Term.Succs[len(t.b.Term.Succs)-1-t.next].Block
			t.next++
			if !seen[n] {
				seen[n] = true
				stack = append(stack, frame{b: n})
			}
			continue
		}
		post = append(post, t.b)
		stack = stack[:len(stack)-1]
	}
	for i := len(post) - 1; i >= 0; i-- {
		d.number[post[i]] = len(d.blocks)
		d.blocks = append(d.blocks, post[i])
	}
	d.dominators()
	return d
}

// dominators is the algorithm of Cooper, Harvey and Kennedy (2001).
func (d *dominance) dominators() {
	preds := make([][]int, len(d.blocks))
	for i, b := range d.blocks {
		for _, e := range b.Term.Succs {
			n := d.number[e.Block]
			preds[n] = append(preds[n], i)
		}
	}
	d.idom = make([]int, len(d.blocks))
	for i := range d.idom {
		d.idom[i] = -1
	}
	d.idom[0] = 0
	for changed := true; changed; {
		changed = false
		for i := 1; i < len(d.blocks); i++ {
			at := -1
			for _, p := range preds[i] {
				switch {
				case d.idom[p] < 0:
				case at < 0:
					at = p
				default:
					at = d.meet(at, p)
				}
			}
			if d.idom[i] != at {
				d.idom[i], changed = at, true
			}
		}
	}
}

func (d *dominance) meet(a, b int) int {
	for a != b {
		if a > b {
			a = d.idom[a]
		} else {
			b = d.idom[b]
		}
	}
	return a
}

// common returns the nearest block that dominates all of blocks; nil for none.
func (d *dominance) common(blocks []*ir.Block) *ir.Block {
	at := -1
	for _, b := range blocks {
		n, ok := d.number[b]
		switch {
		case !ok: // cannot be reached
		case at < 0:
			at = n
		default:
			at = d.meet(at, n)
		}
	}
	if at < 0 {
		return nil
	}
	return d.blocks[at]
}

// turns returns how often each block can run in one run of the program, by the
// bounds of the loops around it.
func (d *dominance) turns(preds map[*ir.Block][]*ir.Block) map[*ir.Block]float64 {
	turns := map[*ir.Block]float64{}
	for _, b := range d.blocks {
		turns[b] = 1
	}
	for _, h := range d.blocks {
		var work []*ir.Block
		for _, p := range preds[h] {
			if d.number[p] >= d.number[h] {
				work = append(work, p)
			}
		}
		if len(work) == 0 {
			continue
		}
		seen := map[*ir.Block]bool{h: true}
		for len(work) > 0 {
			b := work[len(work)-1]
			work = work[:len(work)-1]
			if !seen[b] {
				seen[b] = true
				work = append(work, preds[b]...)
			}
		}
		for b := range seen {
			turns[b] *= float64(max(h.LoopMax, 1) + 1)
		}
	}
	return turns
}
