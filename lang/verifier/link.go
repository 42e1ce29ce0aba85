package verifier

// The verifier follows every call of a function anew, with what it knows there, and never takes
// a way through it for one that came from another call. So each call gets a copy of the function.

// own is the place of r6 in a function that is called; r7 to r9 follow. The caller's stay as they are.
const own place = 11

// link decodes a program with a copy of the function at each call.
func link(p Program) []inst {
	fields := map[string]int64{}
	code := decode(p.Code, fields)
	depth := words(code)
	for i := range p.Code {
		f := p.Functions[p.Code[i].Reference()]
		if f == nil || !p.Code[i].IsFunctionCall() {
			continue
		}
		start := len(code)
		copied := decode(f, fields)
		copied[0].prune, copied[0].record = true, true
		for k := range copied {
			copied[k].move(start, i+1, depth)
		}
		code = append(code, copied...)
		call := &code[i]
		call.prune = true
		call.effect, call.target, call.dst, call.reads, call.writes = jumps, start, none, set{}, set{}
	}
	return code
}

// words is how many words of stack code uses.
func words(code []inst) (n int) {
	for i := range code {
		for at := places - 1; at >= int(stack)+n; at-- {
			if s := code[i].reads.or(code[i].writes); s.has(place(at)) {
				n = at - int(stack) + 1
			}
		}
	}
	return n
}

// move makes an instruction one of a function whose first is instruction start, which returns to
// instruction back, and whose stack begins behind depth words.
func (d *inst) move(start, back, depth int) {
	for _, p := range []*place{&d.dst, &d.src, &d.base} {
		switch {
		case *p >= stack:
			*p += place(depth)
		case *p >= 6 && *p <= 9:
			*p += own - 6
		}
	}
	for _, s := range []*set{&d.reads, &d.writes} {
		saved := s.regs >> 6 & 0b1111
		s.regs = s.regs&^(0b1111<<6) | saved<<own
		s.stack <<= depth
	}
	switch d.effect {
	case exits:
		d.effect, d.target = leaves, back
	case jumps, branches:
		d.target += start
	}
}
