package regalloc

import "math"

// copyOf is one of several copies that happen at the same time.
type copyOf struct{ dst, src Loc }

// sequencer orders copies.
type sequencer struct {
	pending []copyOf
	held    regSet     // registers that may not be overwritten
	slot    func() int // an unused slot
	aside   int        // slot for what a cycle would lose; -1: not yet needed
	saved   int        // slot for a register that is borrowed; -1: not yet needed
	out     []Step
}

// sequence orders copies that happen at once, so that none overwrites what
// another still reads. A cycle is broken through a register that is neither
// held nor read, or through an emergency slot, for which it calls slot.
func sequence(moves []copyOf, held regSet, slot func() int) []Step {
	s := &sequencer{held: held, slot: slot, aside: -1, saved: -1}
	var constants []copyOf
	for _, m := range moves {
		switch {
		case m.dst == m.src:
			s.hold(m.dst)
		case m.src.Kind == Imm:
			constants = append(constants, m)
		default:
			s.pending = append(s.pending, m)
		}
	}
	for len(s.pending) > 0 {
		if !s.ready() {
			s.breakCycle()
		}
	}
	for _, m := range constants {
		s.copy(m)
	}
	return s.out
}

// ready does the first copy whose destination nobody reads any more.
func (s *sequencer) ready() bool {
	for n, m := range s.pending {
		if s.isRead(m.dst, n) {
			continue
		}
		s.pending = append(s.pending[:n:n], s.pending[n+1:]...)
		s.copy(m)
		return true
	}
	return false
}

func (s *sequencer) isRead(l Loc, except int) bool {
	for n, m := range s.pending {
		if n != except && m.src == l {
			return true
		}
	}
	return false
}

// breakCycle moves the first copy's source aside.
func (s *sequencer) breakCycle() {
	from := s.pending[0].src
	to := inReg(s.scratch())
	if to.Reg == NoReg {
		to = inSlot(s.emergency(&s.aside))
	}
	s.raw(copyOf{to, from})
	for n := range s.pending {
		if s.pending[n].src == from {
			s.pending[n].src = to
		}
	}
}

// copy does m and keeps what it wrote.
func (s *sequencer) copy(m copyOf) {
	s.raw(m)
	s.hold(m.dst)
}

// raw does m; what no single instruction can do goes through a register.
func (s *sequencer) raw(m copyOf) {
	direct := m.dst.Kind == InReg || m.src.Kind == InReg ||
		m.src.Kind == Imm && m.src.Imm >= math.MinInt32 && m.src.Imm <= math.MaxInt32
	if direct {
		s.out = append(s.out, Step{Dst: m.dst, Src: m.src})
		return
	}
	if r := inReg(s.scratch()); r.Reg != NoReg {
		s.out = append(s.out, Step{Dst: r, Src: m.src}, Step{Dst: m.dst, Src: r})
		return
	}
	keep := inSlot(s.emergency(&s.saved))
	s.out = append(s.out,
		Step{Dst: keep, Src: inReg(R0)}, Step{Dst: inReg(R0), Src: m.src},
		Step{Dst: m.dst, Src: inReg(R0)}, Step{Dst: inReg(R0), Src: keep})
}

// scratch returns a register that holds nothing any more, or NoReg.
func (s *sequencer) scratch() Reg {
	taken := s.held
	for _, m := range s.pending {
		if m.src.Kind == InReg {
			taken.add(m.src.Reg)
		}
	}
	for r := R0; r < numRegs; r++ {
		if !taken.has(r) {
			return r
		}
	}
	return NoReg
}

func (s *sequencer) emergency(n *int) int {
	if *n < 0 {
		*n = s.slot()
	}
	return *n
}

func (s *sequencer) hold(l Loc) {
	if l.Kind == InReg {
		s.held.add(l.Reg)
	}
}
