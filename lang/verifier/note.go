package verifier

// When the verifier makes a note: not sooner than after so many jumps and instructions;
// where a way comes round to a note that it is behind itself, after more of either; and always
// when its history is that long (recent kernels).
const (
	noteJumps, noteInsns = 2, 8
	turnJumps, turnInsns = 20, 100
	longHistory          = 40
)

// A note that was no use more than so many times, and as many times more for each time that it
// was, is thrown away.
const patience = 3

// known reports whether a way ends at d, since what is known is covered by a note there,
// and makes one otherwise, if it is time.
func (w *walker) known(d *inst, s *state) bool {
	jumps, insns := w.jumps-w.notedJumps, w.work.LookedAt-w.notedInsns
	force := s.history > longHistory && w.kernel == recent
	w.forced = w.forced || s.history > longHistory
	add := force || jumps >= noteJumps && insns >= noteInsns
	list := w.notes[s.at]
	for _, n := range list {
		n.clean(d, w.stack.live[s.at])
	}
	kept := list[:0]
	for i, n := range list {
		if n.open > 0 {
			add = add && (force || jumps >= turnJumps || insns >= turnInsns)
		} else if n.covers(d, s) {
			n.hits++
			w.notes[s.at] = append(kept, list[i:]...)
			return true
		}
		if add {
			n.misses++
		}
		if n.misses <= patience*(n.hits+1) {
			kept = append(kept, n)
		}
	}
	w.notes[s.at] = kept
	if add {
		w.add(d, s)
	}
	return false
}

// add makes a note.
func (w *walker) add(d *inst, s *state) {
	w.notedJumps, w.notedInsns = w.jumps, w.work.LookedAt
	n := &note{before: s.note, open: 1, kinds: make([]kind, len(d.noted))}
	for i, p := range d.noted {
		n.kinds[i] = s.kinds[p]
		if d.deciding.has(p) {
			n.vals, n.told = append(n.vals, s.vals[p]), append(n.told, s.told[p])
		} else if n.kinds[i] == constant {
			n.kinds[i] = scalar
		}
	}
	list := append(w.notes[s.at], nil)
	copy(list[1:], list)
	list[0] = n
	w.notes[s.at] = list
	s.note, s.history = n, 0
}

// clean forgets what is not live on the stack, once, when all ways behind n have ended.
func (n *note) clean(d *inst, live uint64) {
	if n.cleaned || n.open > 0 {
		return
	}
	n.cleaned = true
	for i, p := range d.noted {
		if p >= stack && !(set{stack: live}).has(p) {
			n.kinds[i] = unset
		}
	}
}

// covers reports whether what is known now is nothing else than what n says, or more.
func (n *note) covers(d *inst, s *state) bool {
	for i, p := range d.noted {
		k, now := n.kinds[i], s.kinds[p]
		switch {
		case k == unset:
		case k == scalar:
			if now != scalar && now != constant || i < len(n.vals) && (n.vals[i] < s.vals[p] || n.told[i] != 0 && n.told[i] != s.told[p]) {
				return false
			}
		case k != now, k == constant && n.vals[i] != s.vals[p]:
			return false
		}
	}
	return true
}
