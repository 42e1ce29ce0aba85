package verifier

import "github.com/cilium/ebpf/asm"

// findConstants finds which places can hold constants and which addresses, before
// each instruction.
func (p *program) findConstants() {
	work, seen := []int{0}, make([]bool, len(p.code))
	seen[0] = true
	p.code[0].addresses, p.code[0].contexts = only(1).or(only(10)), only(1)
	for len(work) > 0 {
		i := work[len(work)-1]
		work = work[:len(work)-1]
		d := &p.code[i]
		constants, addresses, contexts := d.constants.less(d.writes), d.addresses.less(d.writes), d.contexts.less(d.writes)
		if d.makesConstant() {
			constants = constants.or(only(d.dst))
		}
		if d.makesAddress() {
			addresses = addresses.or(only(d.dst))
		}
		if d.effect == moves && d.contexts.has(d.src) {
			contexts = contexts.or(only(d.dst))
		}
		if op := d.op.JumpOp(); d.effect == branches && d.src == none && (op == asm.JEq || op == asm.JNE) {
			constants = constants.or(addresses).or(d.reads) // null, and what equals imm
		}
		next, n := d.next(i)
		for _, to := range next[:n] {
			t := &p.code[to]
			c, a, x := t.constants.or(constants), t.addresses.or(addresses), t.contexts.or(contexts)
			if !seen[to] || c != t.constants || a != t.addresses || x != t.contexts {
				t.constants, t.addresses, t.contexts, seen[to] = c, a, x, true
				work = append(work, to)
			}
		}
	}
}

// makesConstant reports whether d's result can be a constant.
func (d *inst) makesConstant() bool {
	switch d.effect {
	case moves:
		return d.src == none || d.constants.has(d.src)
	case computes:
		return d.clears() || d.constants.has(d.dst) && (d.src == none || d.constants.has(d.src))
	}
	return false
}

// clears reports whether d gives 0, whatever it is of.
func (d *inst) clears() bool {
	return d.src == none && d.imm == 0 && (d.op.ALUOp() == asm.And || d.op.ALUOp() == asm.Mul)
}

// makesAddress reports whether d's result can be an address.
func (d *inst) makesAddress() bool {
	switch d.effect {
	case refers, finds:
		return true
	case offsets:
		return d.addresses.has(d.dst)
	case argument:
		return d.contexts.has(d.base)
	case moves:
		return d.addresses.has(d.src)
	case computes:
		return d.adds() && (d.addresses.has(d.dst) || d.addresses.has(d.src))
	}
	return false
}

func (d *inst) adds() bool { return d.op.Class() == asm.ALU64Class && d.op.ALUOp() == asm.Add }

// findDeciding finds the places whose values the verifier keeps apart: another way with
// another value does not end there. It does so where it decided a branch by a value, which of
// what is never constant it cannot, and where a value is added to an address; and for all that
// such values were made of. If apart, every branch may have been decided.
func (p *program) findDeciding() {
	p.backward(func(d *inst) *set { return &d.deciding }, func(d *inst, after set) set {
		s := after.less(d.writes)
		sums := d.effect == computes && d.adds()
		switch {
		case d.effect == branches && (p.apart || d.isSure() || d.constants.and(d.reads) == d.reads),
			d.effect == branches && (after.has(d.base) || after.has(d.src)),
			after.has(d.dst) && (d.effect == computes || d.effect == moves):
			s = s.or(d.reads)
		case sums && d.src != none && d.addresses.has(d.dst):
			s = s.or(only(d.src))
		case sums && d.addresses.has(d.src):
			s = s.or(only(d.dst))
		}
		return s
	})
}

// findLive finds the places that are read further on.
func (p *program) findLive() {
	p.backward(func(d *inst) *set { return &d.live }, func(d *inst, after set) set {
		return after.less(d.writes).or(d.reads)
	})
}

// backward finds a set for every instruction from the sets of those that follow, until none
// changes any more.
func (p *program) backward(of func(d *inst) *set, before func(d *inst, after set) set) {
	for again := true; again; {
		again = false
		for i := len(p.code) - 1; i >= 0; i-- {
			d := &p.code[i]
			var after set
			next, n := d.next(i)
			for _, to := range next[:n] {
				after = after.or(*of(&p.code[to]))
			}
			if s := before(d, after); s != *of(d) {
				*of(d), again = s, true
			}
		}
	}
}

// choosePlaces lists the places that notes are of, those whose values matter first. Of the
// stack these are all that are read further on, whatever is written before (see liveness).
func (p *program) choosePlaces() {
	p.backward(func(d *inst) *set { return &d.readLater }, func(d *inst, after set) set {
		return after.or(set{stack: d.reads.stack})
	})
	for i := range p.code {
		d := &p.code[i]
		if !d.prune {
			continue
		}
		for _, deciding := range []bool{true, false} {
			for at := range place(places) {
				if d.live.or(d.readLater).has(at) && at != 10 && d.deciding.has(at) == deciding {
					d.noted = append(d.noted, at)
				}
			}
		}
	}
}

// liveness is what the verifier takes for live on the stack. It works that out for all of
// the program each time a way ends (6.18), but from the instructions that it has seen
// by then: what it has not seen neither reads nor writes.
type liveness struct {
	seen    []bool
	live    []uint64 // before each instruction
	changed bool
}

// see notes that the walk came to instruction i.
func (l *liveness) see(i int, d *inst) {
	if !l.seen[i] {
		l.seen[i] = true
		l.changed = l.changed || d.reads.stack|d.writes.stack != 0
	}
}

// update works out what is live.
func (l *liveness) update(code []inst) {
	for again := l.changed; again; {
		again = false
		for i := len(code) - 1; i >= 0; i-- {
			d := &code[i]
			var s uint64
			next, n := d.next(i)
			for _, to := range next[:n] {
				s |= l.live[to]
			}
			if l.seen[i] {
				s = s&^d.writes.stack | d.reads.stack
			}
			again = again || s != l.live[i]
			l.live[i] = s
		}
	}
	l.changed = false
}
