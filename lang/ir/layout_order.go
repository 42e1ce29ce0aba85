package ir

import (
	"cmp"
	"slices"
)

// orderWords puts the words of the socket's private bytes that are used most often first. The bytes
// begin anywhere in a cache line, and the fewer of them the usual way through a callback
// reaches for, the fewer lines it fetches: DCTCP as a receiver, whose socket is in the cache of another
// processor, took 40 ns for two lines and 26 for one.
func (p *Program) orderWords() {
	to := newPlaces(p.Layout.Private, p.heat())
	l := p.Layout
	var s space
	for i := range l.Leaves {
		if leaf := &l.Leaves[i]; !leaf.InStorage {
			leaf.Off = s.mark(move(leaf.Off, to), leaf.Size)
		}
	}
	if l.Mine >= 0 {
		l.Mine = s.mark(move(l.Mine, to), 1)
	}
	l.Private = s.used()
	moved := map[*Aux]bool{} // values share them
	for _, f := range p.Funcs {
		for _, b := range f.Blocks {
			for _, v := range b.Insts {
				if isPrivate(v) && !moved[v.Aux] {
					moved[v.Aux] = true
					v.Aux.Off = move(v.Aux.Off, to)
				}
			}
		}
	}
}

// move returns where the byte at off is when its word has moved.
func move(off int, to []int) int { return 8*to[off/8] + off%8 }

// newPlaces says where each of the words that so many bytes take goes: the hottest first, and
// those alike as they were.
func newPlaces(bytes int, heat []float64) []int {
	order := make([]int, (bytes+7)/8)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(heat[b], heat[a]) })
	to := make([]int, len(order))
	for i, word := range order {
		to[word] = i
	}
	return to
}

// heat is how often each private word is used: per run of the callbacks that run for each
// packet or ACK, if every branch went both ways equally often.
func (p *Program) heat() []float64 {
	heat := make([]float64, len(space{})/8)
	for _, f := range p.Funcs {
		if !f.Callback.Often {
			continue
		}
		f.Connect()
		dom := dominators(f)
		often := make([]float64, f.blocks)
		often[f.Blocks[0].ID] = 1
		for _, b := range dom.order {
			for _, v := range b.Insts {
				if isPrivate(v) {
					heat[v.Aux.Off/8] += often[b.ID]
				}
			}
			for _, e := range b.Term.Succs {
				if !dom.isBack(b, e.Block) {
					often[e.Block.ID] += often[b.ID] / float64(len(b.Term.Succs))
				}
			}
		}
	}
	return heat
}

func isPrivate(v *Value) bool { return v.Op == LoadPriv || v.Op == StorePriv }
