package verifier

import (
	"math"

	"github.com/cilium/ebpf/asm"
)

// kind is what the verifier knows of a value; beyond those here, one for each address.
type kind uint32

const (
	unset    kind = iota // nothing was written there
	scalar               // a number
	constant             // a number that is known
	maybe                // the address of the socket's storage, or null
	address              // that address, known not to be null
	context              // the address of the arguments
	frame                // r10, where the stack begins
)

// state is what is known on one way.
type state struct {
	at      int   // the instruction to look at
	history int   // what was taken down since the last note
	note    *note // the last on the way
	kinds   []kind
	vals    []uint64 // of constants; of numbers the greatest
	told    []uint32 // what a comparison told besides, see inst.tell
	links   []uint32 // numbers with the same one, not 0, are the same number
}

// states are the states that wait, the latest last, without memory of their own for each.
type states struct {
	list  []state
	kinds []kind
	vals  []uint64
	told  []uint32
	links []uint32
}

// push adds a copy of s and returns it.
func (l *states) push(s *state) *state {
	l.kinds, l.vals, l.told = append(l.kinds, s.kinds...), append(l.vals, s.vals...), append(l.told, s.told...)
	l.links = append(l.links, s.links...)
	l.list = append(l.list, *s)
	return l.last(len(s.kinds))
}

// last returns the last state, whose kinds and values are where the lists are now.
func (l *states) last(size int) *state {
	s := &l.list[len(l.list)-1]
	s.kinds, s.vals, s.told = l.kinds[len(l.kinds)-size:], l.vals[len(l.vals)-size:], l.told[len(l.told)-size:]
	s.links = l.links[len(l.links)-size:]
	return s
}

// pop moves the last one to s.
func (l *states) pop(s *state) {
	size := len(s.kinds)
	from := l.last(size)
	copy(s.kinds, from.kinds)
	copy(s.vals, from.vals)
	copy(s.told, from.told)
	copy(s.links, from.links)
	s.at, s.history, s.note = from.at, from.history, from.note
	l.list = l.list[:len(l.list)-1]
	l.kinds, l.vals, l.told = l.kinds[:len(l.kinds)-size], l.vals[:len(l.vals)-size], l.told[:len(l.told)-size]
	l.links = l.links[:len(l.links)-size]
}

// note is what was known when a way came to an instruction.
type note struct {
	kinds        []kind // by the instruction's noted places
	vals         []uint64
	told         []uint32
	before       *note
	open         int // ways behind it that have not ended
	hits, misses int // how often another way ended there, and how often not
	cleaned      bool
}

// kernel says whose rules a walk follows.
type kernel uint8

const (
	recent kernel = iota // 6.12 and later
	older                // which make no note because of a long history
)

// program is code and what is known of it before the walk.
type program struct {
	code  []inst
	words int  // places that the code uses: r0 to r15 and the stack as far as it goes
	apart bool // see Bound
}

// prepare decodes a program and finds out what the walk has to know.
func prepare(from Program, apart bool) *program {
	p := &program{code: link(from), words: int(stack), apart: apart}
	p.findConstants()
	p.findDeciding()
	p.findLive()
	p.choosePlaces()
	for i := range p.code {
		for _, at := range []place{p.code[i].dst, p.code[i].src} {
			p.words = max(p.words, int(at)+1)
		}
	}
	return p
}

// walker is one walk under way.
type walker struct {
	*program
	kernel kernel
	work   Work
	forced bool // a history was long enough to matter

	notes     [][]*note // by instruction, the latest first
	stack     liveness
	waiting   states
	addresses map[[2]int64]kind
	links     uint32 // so many numbers have copies

	// Jumps that the verifier has looked at, and what these and the instructions were
	// when it made its last note.
	jumps, notedJumps, notedInsns int
}

// walk follows all ways: of a branch, the way on first.
func (p *program) walk(k kernel, limit int) *walker {
	w := &walker{
		program: p, kernel: k,
		work:      Work{Visits: make([]int, len(p.code))},
		notes:     make([][]*note, len(p.code)),
		stack:     liveness{seen: make([]bool, len(p.code)), live: make([]uint64, len(p.code))},
		addresses: map[[2]int64]kind{},
	}
	root := &note{open: 1}
	s := state{note: root, kinds: make([]kind, p.words), vals: make([]uint64, p.words), told: make([]uint32, p.words), links: make([]uint32, p.words)}
	s.kinds[1], s.kinds[10] = context, frame
	for w.work.LookedAt <= limit && w.work.Waiting <= MaxWaiting {
		w.work.LookedAt++
		w.work.Visits[s.at]++
		if !w.ends(&s) {
			continue
		}
		w.stack.update(w.code)
		for n := s.note; n != nil; n = n.before {
			if n.open--; n.open > 0 {
				break
			}
		}
		if len(w.waiting.list) == 0 {
			break
		}
		w.waiting.pop(&s)
	}
	return w
}

// ends looks at one instruction and reports whether the way ends there.
func (w *walker) ends(s *state) bool {
	d := &w.code[s.at]
	if d.prune && w.known(d, s) {
		return true
	}
	w.stack.see(s.at, d)
	if d.record {
		s.history++
	}
	if d.op.Class().IsJump() {
		w.jumps++
	}
	switch d.effect {
	case exits:
		return true
	case leaves:
		for r := 1; r <= 5; r++ {
			s.kinds[r], s.links[r] = unset, 0
		}
		s.at = d.target
	case jumps:
		s.at = d.target
	case branches:
		w.branch(d, s)
	default:
		w.put(d, s)
		s.at++
	}
	return false
}

// branch follows a branch; where it can go both ways, the other one waits.
func (w *walker) branch(d *inst, s *state) {
	on, to := s.at+1, d.target
	taken, sure := d.decide(s)
	switch {
	case sure && taken:
		s.at = to
		return
	case sure:
		s.at = on
		return
	}
	s.note.open++
	other := w.waiting.push(s)
	w.work.Waiting = max(w.work.Waiting, len(w.waiting.list))
	s.at, other.at = on, to
	d.tell(s, on-1, false, w.apart)
	d.tell(other, on-1, true, w.apart)
	if d.src == none && s.kinds[d.base] == scalar {
		d.learn(&s.kinds[d.base], &s.vals[d.base], false)
		d.learn(&other.kinds[d.base], &other.vals[d.base], true)
	}
	for _, p := range []place{d.base, d.src} {
		s.share(p)
		other.share(p)
	}
	if d.src == none && d.imm == 0 && s.kinds[d.base] == maybe {
		switch d.op.JumpOp() {
		case asm.JEq:
			other.found(false)
			s.found(true)
		case asm.JNE:
			other.found(true)
			s.found(false)
		}
	}
}

// share makes all that is the same number as what p has known alike.
func (s *state) share(p place) {
	if p == none || s.links[p] == 0 {
		return
	}
	for q := range s.links {
		if s.links[q] == s.links[p] {
			s.kinds[q], s.vals[q], s.told[q] = s.kinds[p], s.vals[p], s.told[p]
		}
	}
}

// tell notes what a branch, instruction i, told of the numbers that it compares, beyond what learn makes
// of it. Ranges are not followed, so of two comparisons one always counts as having told something else;
// what was told before is kept in mind if apart.
func (d *inst) tell(s *state, i int, taken, apart bool) {
	tag := uint32(2*i + 1)
	if taken {
		tag++
	}
	with := func(told uint32) uint32 {
		if apart && told != 0 {
			return mix(uint64(told), uint64(tag))
		}
		return tag
	}
	a, b := d.base, d.src
	tellsA, tellsB := d.tells(s, b, taken), b != none && d.tells(s, a, taken)
	if tellsA && s.kinds[a] == scalar {
		s.told[a] = with(s.told[a])
	}
	if tellsB && s.kinds[b] == scalar {
		s.told[b] = with(s.told[b])
	}
}

// tells reports whether a branch that went so tells something of one number, when the other is in a
// place, or none for imm.
func (d *inst) tells(s *state, other place, taken bool) bool {
	op := d.op.JumpOp()
	switch {
	case d.src != none:
		known := s.kinds[other] == constant || s.told[other] != 0 || s.vals[other] < math.MaxUint32
		return known || d.isStrict(taken)
	case op == asm.JEq || op == asm.JNE:
		return d.imm == 0 && taken == (op == asm.JNE) // it is 1 at least
	case taken && (op == asm.JLT || op == asm.JLE), !taken && (op == asm.JGT || op == asm.JGE):
		return d.op.Class() == asm.Jump32Class && s.vals[d.base] > math.MaxUint32
	}
	return true
}

// isStrict reports whether a branch that went so says that one number is less than the other, so that it is not
// the greatest there is, nor the other the least.
func (d *inst) isStrict(taken bool) bool {
	switch d.op.JumpOp() {
	case asm.JGT, asm.JLT, asm.JSGT, asm.JSLT:
		return taken
	case asm.JGE, asm.JLE, asm.JSGE, asm.JSLE:
		return !taken
	}
	return false
}

// learn takes in what a branch says of a number that it compares with a constant.
func (d *inst) learn(k *kind, v *uint64, taken bool) {
	imm := uint64(d.imm)
	if d.op.Class() == asm.Jump32Class {
		if imm = uint64(uint32(d.imm)); *v > math.MaxUint32 {
			return
		}
	}
	switch op := d.op.JumpOp(); {
	case op == asm.JEq && taken, op == asm.JNE && !taken:
		*k, *v = constant, imm
	case op == asm.JLE && taken, op == asm.JGT && !taken:
		*v = min(*v, imm)
	case (op == asm.JLT && taken || op == asm.JGE && !taken) && imm > 0:
		*v = min(*v, imm-1)
	}
}

// found says whether there is storage.
func (s *state) found(is bool) {
	for p := range s.kinds {
		switch {
		case s.kinds[p] != maybe:
		case is:
			s.kinds[p] = address
		default:
			s.kinds[p], s.vals[p] = constant, 0
		}
	}
}

// put does what d does to what is known.
func (w *walker) put(d *inst, s *state) {
	k, v := scalar, uint64(math.MaxUint64)
	switch d.effect {
	case gives:
		v = d.greatest()
	case moves:
		k, v = d.moved(s)
	case computes:
		k, v = w.computed(d, s)
	case offsets:
		if base := s.kinds[d.dst]; base >= maybe {
			k = w.kindOf(int64(base), d.imm)
		}
	case refers:
		k = w.kindOf(0, int64(s.at))
	case argument:
		if base := s.kinds[d.base]; base == context {
			k = w.kindOf(int64(base), d.imm)
		}
	case finds:
		k = maybe
	}
	if d.op.Class().IsJump() { // a call
		for r := range 6 {
			s.kinds[r], s.links[r] = unset, 0
		}
	}
	if d.dst != none && !d.void {
		told, link := uint32(0), uint32(0)
		if w.apart && d.effect == computes && k == scalar {
			told = d.made(s)
		}
		if d.effect == moves && d.src != none {
			told, link = s.told[d.src], w.link(d, s)
		}
		s.kinds[d.dst], s.vals[d.dst], s.told[d.dst], s.links[d.dst] = k, v, told, link
	}
}

// made says how d's result is made of what is known, the same for the same, and 0 if nothing
// but how great it can be is known of it.
func (d *inst) made(s *state) uint32 {
	a, b := s.identity(d.dst), uint64(d.imm)<<2|1
	if d.src != none {
		b = s.identity(d.src)
	}
	switch d.op.ALUOp() {
	case asm.Add, asm.Sub, asm.Xor, asm.Mul: // of anything and something is anything
		if a == 0 || b == 0 {
			return 0
		}
	case asm.Or, asm.Neg, asm.Div, asm.Mod:
		if a == 0 && (b == 0 || d.src == none) {
			return 0
		}
	}
	return mix(uint64(d.op), uint64(mix(a, b)))
}

// identity stands for what is known of a place; 0: nothing.
func (s *state) identity(p place) uint64 {
	switch k := s.kinds[p]; {
	case k == constant:
		return s.vals[p]<<2 | 1
	case k != scalar:
		return uint64(k)<<2 | 2
	case s.told[p] == 0 && s.vals[p] == math.MaxUint64:
		return 0
	}
	return uint64(mix(uint64(s.told[p]), s.vals[p]))<<2 | 3
}

// mix makes one number of two, never one that is the tag of a branch.
func mix(a, b uint64) uint32 {
	h := (a*0x9e3779b97f4a7c15 ^ b) * 0xbf58476d1ce4e5b9 // the constants of SplitMix64 (Steele, Lea, Flood 2014)
	h = (h ^ h>>31) * 0x94d049bb133111eb
	return uint32(h>>32) | 1<<31
}

// link returns what says of a copy that it is the same number as what it was copied from.
func (w *walker) link(d *inst, s *state) uint32 {
	if s.kinds[d.src] != scalar || d.op.Class() == asm.ALUClass && s.vals[d.src] > math.MaxUint32 {
		return 0
	}
	if s.links[d.src] == 0 {
		w.links++
		s.links[d.src] = w.links
	}
	return s.links[d.src]
}

// kindOf is the kind of an address that is made of another.
func (w *walker) kindOf(base, by int64) kind {
	key := [2]int64{base, by}
	k, ok := w.addresses[key]
	if !ok {
		k = frame + 1 + kind(len(w.addresses))
		w.addresses[key] = k
	}
	return k
}

func (d *inst) moved(s *state) (kind, uint64) {
	k, v := constant, uint64(d.imm)
	if d.src != none {
		k, v = s.kinds[d.src], s.vals[d.src]
	}
	if d.op.Class() == asm.ALUClass {
		switch {
		case k == constant:
			v = uint64(uint32(v))
		case k != scalar || v > math.MaxUint32:
			k, v = scalar, math.MaxUint32
		}
	}
	return k, v
}

// greatest is the greatest value that a load gives.
func (d *inst) greatest() uint64 {
	if d.op.Class() == asm.LdXClass {
		if size := d.op.Size().Sizeof(); size < 8 {
			return 1<<(8*size) - 1
		}
	}
	return math.MaxUint64
}

func (w *walker) computed(d *inst, s *state) (kind, uint64) {
	a, b := s.kinds[d.dst], constant
	x, y := s.vals[d.dst], uint64(d.imm)
	if d.src != none {
		b, y = s.kinds[d.src], s.vals[d.src]
	}
	switch {
	case d.clears():
		return constant, 0
	case a == constant && b == constant:
		if v, ok := compute(d.op, x, y); ok {
			return constant, v
		}
	case d.adds() && a >= maybe:
		return w.sum(a, b, y), 0
	case d.adds() && b >= maybe:
		return w.sum(b, a, x), 0
	}
	return scalar, d.bound(x, y, a == scalar || a == constant, b == constant)
}

// bound is how great the result can be of two numbers up to x and y.
func (d *inst) bound(x, y uint64, known, constant bool) uint64 {
	most := uint64(math.MaxUint64)
	if d.op.Class() == asm.ALUClass {
		most = math.MaxUint32
	}
	switch {
	case d.op.ALUOp() == asm.And && constant:
		most = min(most, y)
		if known {
			most = min(most, x)
		}
	case d.op.ALUOp() == asm.RSh && constant && known && y < 64:
		most = min(most, x>>y)
	}
	return most
}

// sum is the kind of an address and a number; the negative base stands for one that is not known.
func (w *walker) sum(base, by kind, v uint64) kind {
	if by != constant {
		return w.kindOf(-int64(base), 0)
	}
	return w.kindOf(int64(base), int64(v))
}

// compute computes with constants; not ok: the verifier does not.
func compute(op asm.OpCode, a, b uint64) (v uint64, ok bool) {
	narrow, width := op.Class() == asm.ALUClass, uint64(63)
	if narrow {
		a, b, width = uint64(uint32(a)), uint64(uint32(b)), 31
	}
	switch op.ALUOp() {
	case asm.Add:
		v = a + b
	case asm.Sub:
		v = a - b
	case asm.Mul:
		v = a * b
	case asm.And:
		v = a & b
	case asm.Or:
		v = a | b
	case asm.Xor:
		v = a ^ b
	case asm.LSh:
		v = a << (b & width)
	case asm.RSh:
		v = a >> (b & width)
	case asm.ArSh:
		v = uint64(int64(a) >> (b & width))
		if narrow {
			v = uint64(int32(a) >> (b & width))
		}
	case asm.Neg:
		v = -a
	default:
		return 0, false
	}
	if narrow {
		v = uint64(uint32(v))
	}
	return v, true
}

// decide says how a branch goes, and whether that is sure.
func (d *inst) decide(s *state) (taken, sure bool) {
	a, b := s.vals[d.base], uint64(d.imm)
	known := s.kinds[d.base] == constant
	if d.src != none {
		known = known && s.kinds[d.src] == constant
		b = s.vals[d.src]
	}
	op := d.op.JumpOp()
	switch {
	case known:
	case d.isSure():
		return op == asm.JGE, true
	case d.src == none && d.imm == 0 && s.kinds[d.base] >= address: // never null
		return op == asm.JNE, op == asm.JNE || op == asm.JEq
	default:
		return false, false
	}
	x, y := int64(a), int64(b)
	if d.op.Class() == asm.Jump32Class {
		a, b = uint64(uint32(a)), uint64(uint32(b))
		x, y = int64(int32(a)), int64(int32(b))
	}
	return compare(op, a, b, x, y), true
}

// isSure reports whether a branch goes one way whatever is compared.
func (d *inst) isSure() bool {
	op := d.op.JumpOp()
	return d.src == none && d.imm == 0 && (op == asm.JGE || op == asm.JLT)
}

// compare compares a with b, or x with y, which are the same with a sign.
func compare(op asm.JumpOp, a, b uint64, x, y int64) bool {
	switch op {
	case asm.JEq:
		return a == b
	case asm.JNE:
		return a != b
	case asm.JGT:
		return a > b
	case asm.JGE:
		return a >= b
	case asm.JLT:
		return a < b
	case asm.JLE:
		return a <= b
	case asm.JSGT:
		return x > y
	case asm.JSGE:
		return x >= y
	case asm.JSLT:
		return x < y
	case asm.JSLE:
		return x <= y
	}
	return a&b != 0
}
