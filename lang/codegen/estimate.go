package codegen

import "github.com/ccc-lang/ccc/lang/regalloc"

// weigh estimates how many instructions the kernel's verifier looks at: it
// follows a loop turn by turn, so every block counts once per turn of the loops
// around it. size is the instructions of each block.
func weigh(a *regalloc.Assignment, size map[*regalloc.Block]int) int {
	turns := loopTurns(a.Func)
	sum := 0.0
	for _, b := range a.Func.Blocks {
		sum += float64(size[b]) * turns[b]
	}
	return int(min(sum, 1e15))
}

// loopTurns is how often each block can run in one run of the program.
func loopTurns(f *regalloc.Func) map[*regalloc.Block]float64 {
	turns := map[*regalloc.Block]float64{}
	preds := map[*regalloc.Block][]*regalloc.Block{}
	for _, b := range f.Blocks {
		turns[b] = 1
		for _, e := range b.Succs {
			preds[e.Block] = append(preds[e.Block], b)
		}
	}
	for _, h := range f.Blocks {
		if h.LoopMax == 0 {
			continue
		}
		for b := range loopOf(h, preds, f) {
			turns[b] *= float64(h.LoopMax + 1)
		}
	}
	return turns
}

// loopOf returns the blocks of the loop with header h: those on a way from h
// back to it.
func loopOf(h *regalloc.Block, preds map[*regalloc.Block][]*regalloc.Block, f *regalloc.Func) map[*regalloc.Block]bool {
	below := map[*regalloc.Block]bool{h: true}
	for work := []*regalloc.Block{h}; len(work) > 0; {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		for _, e := range b.Succs {
			if !below[e.Block] {
				below[e.Block] = true
				work = append(work, e.Block)
			}
		}
	}
	loop := map[*regalloc.Block]bool{}
	for _, p := range preds[h] {
		if below[p] {
			loop[h] = true
		}
	}
	var work []*regalloc.Block
	if !loop[h] {
		return nil
	}
	for _, p := range preds[h] {
		if below[p] {
			work = append(work, p)
		}
	}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if loop[b] || !below[b] {
			continue
		}
		loop[b] = true
		work = append(work, preds[b]...)
	}
	return loop
}
