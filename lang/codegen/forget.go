package codegen

import (
	"math"
	"slices"

	"github.com/ccc-lang/ccc/lang/ir"
)

// The verifier walks every path through a program with what it knows of each
// register on that path. Two paths that meet are one from there on, unless a later
// branch is decided by something that they know differently: thirty such values
// make 2^30 paths, and the limit is a million instructions.
//
// forgetter counts in how many ways paths can differ at each point (in bits: the
// levels of the values that are alive there and still decide something), and where
// that would be too many it chooses values that the verifier shall forget.
// Selection then joins these with a zero of which the verifier does not know that
// it is one. (A change of byte order to little endian would be no code at all at
// run time, but kernel 6.18 follows it for constants.) What the verifier must know
// (indexes, pointers, the trip counters of loops) is left alone.
type forgetter struct {
	*demands
	*generator
	order   *dominance
	preds   map[*ir.Block][]*ir.Block
	turns   map[*ir.Block]float64   // how often a block runs at most
	needed  map[*ir.Value]bool      // the verifier must know it
	decides map[*ir.Value]bool      // a test depends on it
	looped  map[*ir.Value]bool      // it is tested in a loop
	varies  map[*ir.Value]bool      // it differs from turn to turn, or goes with what does
	behind  map[*ir.Block]bool      // it can run after a loop's turn
	tested  map[*ir.Value]int       // how many tests it has
	home    map[*ir.Value]*ir.Block // where it is computed
	live    *irLiveness
	budget  float64               // bits that paths may differ in
	ways    map[*ir.Block]float64 // that end there and differ, at most
	paths
	ends map[*ir.Block]knowledge

	// start is what is forgotten when a block begins, after: behind an instruction.
	start map[*ir.Block][]*ir.Value
	after map[*ir.Value][]*ir.Value
}

// knowledge is what paths can know differently: of values that are alive, decide
// something and can be forgotten.
type knowledge map[*ir.Value]variants

// variants is how many different things paths know of a value, and the point from
// which on they do: what has the same mark is the same knowledge.
type variants struct {
	n    float64 // at least 1; 0 stands for 1, nothing or the same on all paths
	mark int
}

const (
	// verifierRoom is how many instructions the verifier shall look at, about, for one
	// callback: some way below what the kernel allows, as this is an estimate.
	verifierRoom = 300_000
	// budgetRoom is likewise, where what paths know is counted: the verifier meets far
	// fewer than a thousandth of the ways in which they could differ (docs/verification.md).
	budgetRoom = 1000 * verifierRoom
	maxBudget  = 20 // bits
	// longCode is from which size on less than that is allowed: the longer the code, the more
	// the verifier makes of the same number of ways.
	longCode = 3000
	// maxWays is how many instructions all ways that differ may have together, at first (emitter.followed).
	maxWays      = 12_000_000
	loopBudget   = 2       // bits, in loops
	loopVariants = 1 << 20 // of what changes from turn to turn
	maxVariants  = 1 << 40
	// With more tests than loopTests in loops, or allTests in a function, times its loops, or more
	// than loopSize instructions turn by turn, what is known at loop heads cannot be counted
	// well enough: every path that comes to a loop turns in it. The library stays below.
	loopTests = 6
	allTests  = 64
	loopSize  = 8_000
)

// newForgetter decides for all of f what is forgotten where: nothing, if paths may be held apart.
func newForgetter(f *ir.Func, d *demands, order *dominance, as way, g *generator) *forgetter {
	w := &forgetter{
		demands: d, order: order, generator: g,
		preds: map[*ir.Block][]*ir.Block{}, needed: map[*ir.Value]bool{}, decides: map[*ir.Value]bool{}, looped: map[*ir.Value]bool{}, varies: map[*ir.Value]bool{},
		behind: map[*ir.Block]bool{}, tested: map[*ir.Value]int{}, home: map[*ir.Value]*ir.Block{},
	}
	for _, b := range order.blocks {
		for _, e := range b.Term.Succs {
			w.preds[e.Block] = append(w.preds[e.Block], b)
		}
	}
	w.turns = order.turns(w.preds)
	switch w.all = w.allPaths(); {
	case w.all <= verifierRoom:
		return w
	case as.apart && !math.IsInf(w.all, 1):
		w.merging = heldApart
		return w
	}
	size := 1.0
	for _, b := range order.blocks {
		size += w.turns[b] * 1.5 * float64(len(b.Insts)+1)
	}
	long := max(size/longCode, 1)
	w.budget = min(max(math.Floor(math.Log2(budgetRoom/(size*long*long))), 0), maxBudget)
	w.merging = counted
	inLoops, all := w.tests()
	for _, b := range order.blocks {
		if b.LoopMax > 0 {
			w.loops++
			w.merging = countedLoops
		}
	}
	if inLoops > loopTests || all*w.loops > allTests || size > loopSize || as.ways == 0 {
		w.merging, w.budget = blind, 0
	}
	w.locate()
	w.findNeeded()
	w.findBlind()
	w.findDeciding()
	w.live = newIRLiveness(w)
	w.choose()
	for most := float64(as.ways); w.looked > most && w.budget > 0; {
		w.budget = max(w.budget-max(math.Floor(math.Log2(w.looked/most)), 1), 0)
		w.choose()
	}
	return w
}

// choose chooses what is forgotten where, within the budget.
func (w *forgetter) choose() {
	w.ends, w.start, w.after = map[*ir.Block]knowledge{}, map[*ir.Block][]*ir.Value{}, map[*ir.Value][]*ir.Value{}
	w.ways, w.looked = map[*ir.Block]float64{}, 0
	for i, b := range w.order.blocks {
		w.walk(i, b)
	}
}

// allPaths is how many instructions the verifier would look at if no two paths
// were ever one.
func (w *forgetter) allPaths() float64 {
	total := 0.0
	paths := make([]float64, len(w.order.blocks))
	for i, b := range w.order.blocks {
		n := max(paths[i], 1)
		if w.turns[b] > 1 {
			return math.Inf(1)
		}
		for _, v := range b.Insts {
			if v.Op == ir.Invoke {
				in := &w.called[w.global[v.Aux.Callee]].paths
				total += n * in.all
				n *= in.ends
			}
			if w.isMade(v) {
				total += 2 * n
				if w.operands(v) != nil && (isPick(v.Op) || w.need[v.ID] != 0) {
					n *= 2
				}
			}
		}
		total += 2 * n
		if b.Term.Op == ir.Return {
			w.paths.ends += n
		}
		for _, e := range b.Term.Succs {
			paths[w.order.number[e.Block]] += n
		}
	}
	return total
}

// locate notes where values are computed and how often they are tested.
func (w *forgetter) locate() {
	for _, b := range w.order.blocks {
		for _, v := range slices.Concat(b.Params, b.Insts) {
			w.home[v] = b
		}
		w.eachTest(b, func(operands []*ir.Value) {
			for _, v := range operands {
				w.tested[v]++
			}
		})
	}
}

// tests is how many tests stand in loops, and in all, without those of trip counters.
func (w *forgetter) tests() (inLoops, all int) {
	for _, b := range w.order.blocks {
		n := 0
		w.eachTest(b, func([]*ir.Value) { n++ })
		all += n
		if w.turns[b] > 1 {
			inLoops += n
		}
	}
	return inLoops, all
}

// operands returns what v compares, if it is a test; selection makes a branch of it. The
// mask of an index counts as one: what it is made of keeps paths apart likewise.
func (d *demands) operands(v *ir.Value) []*ir.Value {
	switch {
	case d.fillsUp(v) != nil:
		return d.fillsUp(v).Args
	case isPick(v.Op), isMask(v):
		return v.Args
	case isCompare(v.Op):
		return conditionOperands(d.condOf(v))
	}
	return nil
}

func isPick(o ir.Op) bool {
	return o == ir.Min || o == ir.Max || o == ir.UMin || o == ir.Abs || o == ir.Cap31
}

func conditionOperands(c condition) []*ir.Value {
	if c.b != nil {
		return []*ir.Value{c.a, c.b}
	}
	return []*ir.Value{c.a}
}

// branchOperands returns what b's branch compares.
func (d *demands) branchOperands(b *ir.Block) []*ir.Value {
	if b.Term.Op != ir.Branch {
		return nil
	}
	return conditionOperands(d.branchCond(b.Term.Cond))
}

// isMade reports whether code is generated for v.
func (d *demands) isMade(v *ir.Value) bool { return hasEffect(v.Op) || d.need[v.ID] != 0 }

func (w *forgetter) findNeeded() {
	var work []*ir.Value
	for _, b := range w.order.blocks {
		if b.Term.Op == ir.Branch && (b.Term.Keep || b.Term.Cond.Keep) {
			work = append(work, b.Term.Cond)
		}
		for _, v := range b.Insts {
			switch v.Op {
			case ir.LoadTable, ir.LoadMem:
				work = append(work, v.Args...)
			case ir.StoreMem:
				work = append(work, v.Args[0])
				work = append(work, v.Args[2:]...)
			case ir.Ptr, ir.Storage:
				work = append(work, v)
			}
			if v.Keep && !w.bounded(v) {
				work = append(work, v)
			}
		}
	}
	for len(work) > 0 {
		v := work[len(work)-1]
		work = work[:len(work)-1]
		if w.needed[v] {
			continue
		}
		w.needed[v] = true
		if w.bounded(v) {
			continue
		}
		work = append(work, v.Args...)
		work = append(work, w.args[v]...)
	}
}

// bounded reports whether the verifier knows v's bounds whatever it knows of its
// operands: v is masked, or an index.
func (w *forgetter) bounded(v *ir.Value) bool {
	return isIndex(v) || v.Op == ir.And && (isMask32(v.Args[0]) || isMask32(v.Args[1]))
}

// isIndex reports whether v limits an index, which is not negative (ir's keepIndex): it is
// compared without a sign, so that the verifier sees both bounds.
func isIndex(v *ir.Value) bool {
	isLimit := func(a *ir.Value) bool { return a.Op == ir.Const && a.Imm >= 0 }
	return v.Op == ir.Min && v.Keep && slices.ContainsFunc(v.Args, isLimit)
}

// isMask reports whether v masks an index.
func isMask(v *ir.Value) bool { return v.Op == ir.And && v.Keep }

func (w *forgetter) findDeciding() {
	var work []*ir.Value
	test := func(b *ir.Block, operands []*ir.Value) {
		work = append(work, operands...)
		for _, v := range operands {
			w.looped[v] = w.looped[v] || w.turns[b] > 1
		}
	}
	for _, b := range w.order.blocks {
		test(b, w.branchOperands(b))
		for _, v := range b.Insts {
			if w.need[v.ID] != 0 {
				test(b, w.operands(v))
			}
		}
	}
	for len(work) > 0 {
		v := work[len(work)-1]
		work = work[:len(work)-1]
		if w.decides[v] {
			continue
		}
		w.decides[v] = true
		work = append(work, v.Args...)
		work = append(work, w.args[v]...)
	}
}

// findBlind finds the tests in loops and behind them that must know nothing, and what they test.
// Once such a test was decided, the verifier would keep apart what ways knew in the loop of
// all that went into it or was compared with that, on every turn, even if they forgot
// it later.
func (w *forgetter) findBlind() {
	for again := w.merging == countedLoops; again; {
		again = false
		for _, b := range w.order.blocks {
			again = w.spread(b) || again
		}
	}
}

// spread follows what varies through b and reports whether that was news.
func (w *forgetter) spread(b *ir.Block) (news bool) {
	add := func(v *ir.Value) {
		if v.Op != ir.Const && !w.varies[v] {
			w.varies[v], news = true, true
		}
	}
	varies := func(v *ir.Value) bool { return w.varies[v] }
	inLoop := w.turns[b] > 1
	w.eachTest(b, func(operands []*ir.Value) {
		if inLoop || w.behind[b] && slices.ContainsFunc(operands, varies) {
			for _, v := range operands {
				add(v)
			}
		}
	})
	for _, v := range b.Params {
		if inLoop {
			add(v)
		}
	}
	for _, v := range b.Insts {
		if inLoop || !isFresh(v.Op) && slices.ContainsFunc(v.Args, varies) {
			add(v)
		}
		if w.varies[v] && mayShare(v) {
			add(v.Args[0])
		}
	}
	for _, e := range b.Term.Succs {
		if (inLoop || w.behind[b]) && !w.behind[e.Block] {
			w.behind[e.Block], news = true, true
		}
		for n, v := range e.Args {
			if p := e.Block.Params[n]; w.varies[v] || w.varies[p] { // which may share a register
				add(v)
				add(p)
			}
		}
	}
	return news
}

// mayShare reports whether v can be another name of its first operand's register.
func mayShare(v *ir.Value) bool {
	switch v.Op {
	case ir.Zext32, ir.Sext32, ir.Ne:
		return true
	}
	return v.Op == ir.And && isMask32(v.Args[1])
}

// eachTest calls fn with what each test in b compares, but for those that the verifier must
// follow.
func (w *forgetter) eachTest(b *ir.Block, fn func(operands []*ir.Value)) {
	for _, v := range b.Insts {
		if w.need[v.ID] != 0 {
			if o := w.operands(v); o != nil {
				fn(o)
			}
		}
	}
	if o := w.branchOperands(b); o != nil && !b.Term.Keep {
		fn(o)
	}
}

// isBlind reports whether a test of v in b must know nothing of v.
func (w *forgetter) isBlind(v *ir.Value, b *ir.Block) bool {
	switch {
	case w.merging == blind:
		return true
	case !w.varies[v] || !w.behind[b]: // which blocks of loops are, too
		return false
	}
	// Of what was just loaded no way knows more than another.
	return !isFresh(v.Op) || w.tested[v] > 1 || w.home[v] != b && (w.turns[b] > 1 || w.turns[w.home[v]] > 1)
}

// isFresh reports whether the verifier knows the same of an operation's result on every way, whatever
// it knows of the operands.
func isFresh(o ir.Op) bool {
	switch o {
	case ir.LoadField, ir.LoadPriv, ir.LoadMem, ir.LoadParam, ir.LoadTable, ir.Config, ir.Call, ir.Invoke, ir.Storage, ir.Arg, ir.Ptr, ir.Const:
		return true
	}
	return false
}

// counts reports whether what is known of v can keep paths apart and need not.
func (w *forgetter) counts(v *ir.Value) bool {
	return v.Op != ir.Const && w.decides[v] && !w.needed[v]
}

// walk follows one block. i is its number.
func (w *forgetter) walk(i int, b *ir.Block) {
	k := w.enter(i, b)
	budget := w.budget
	if w.turns[b] > 1 {
		budget = min(budget, loopBudget) // every path that comes to a loop turns in it
	}
	differ := w.fit(k, budget, func(v *ir.Value) { w.start[b] = append(w.start[b], v) })
	ways := min(w.arrive(i, b), differ)
	mark := -(i + 1)
	for _, v := range b.Insts {
		if !w.isMade(v) {
			continue
		}
		n := w.variantsOf(k, v)
		if o := w.operands(v); o != nil {
			mark -= len(w.order.blocks)
			for _, a := range o {
				k.raise(w, a, mark)
			}
			ways *= 2
		}
		w.looked += 2 * ways
		if w.counts(v) && n > 1 {
			k[v] = variants{n, mark}
		}
		for _, dead := range w.live.dies[v] {
			delete(k, dead)
		}
		differ = w.fit(k, budget, func(u *ir.Value) { w.after[v] = append(w.after[v], u) })
		ways = min(ways, differ)
	}
	w.looked += 2 * ways
	w.ends[b], w.ways[b] = k, ways
}

// arrive is how many ways come to a block, turns of loops apart.
func (w *forgetter) arrive(i int, b *ir.Block) (n float64) {
	if i == 0 {
		return 1
	}
	for _, from := range w.preds[b] {
		n += w.ways[from]
	}
	return n
}

// raise notes that a test inside a block has told paths something of v.
func (k knowledge) raise(w *forgetter, v *ir.Value, mark int) {
	if w.counts(v) {
		k[v] = variants{k.of(v) + 1, mark}
	}
}

// of returns how many different things paths know of v.
func (k knowledge) of(v *ir.Value) float64 { return max(k[v].n, 1) }

// variantsOf is how many different things paths know of v's result.
func (w *forgetter) variantsOf(k knowledge, v *ir.Value) float64 {
	if isFresh(v.Op) {
		return 1
	}
	if isCompare(v.Op) {
		return 2
	}
	sum, product := 0.0, 1.0
	for _, a := range w.inputs(v) {
		sum += k.of(a)
		product *= k.of(a)
	}
	switch {
	case v.Op == ir.Abs:
		return 2 * sum
	case w.fillsUp(v) != nil:
		return min(product+1, maxVariants)
	case isPick(v.Op):
		return sum
	}
	return min(product, maxVariants)
}

// enter joins what is known at the ends of b's predecessors.
func (w *forgetter) enter(i int, b *ir.Block) knowledge {
	k := knowledge{}
	for _, v := range w.live.in[b] {
		if w.counts(v) {
			if x := w.join(i, b, v); x.n > 1 {
				k[v] = x
			}
		}
	}
	for n, p := range b.Params {
		if w.need[p.ID] == 0 || !w.counts(p) {
			continue
		}
		if x := w.joinParam(i, b, n); x > 1 {
			k[p] = variants{x, i + 1}
		}
	}
	return k
}

// joinParam is how many different things paths know of b's parameter n.
func (w *forgetter) joinParam(i int, b *ir.Block, n int) float64 {
	sum := 0.0
	for _, from := range w.preds[b] {
		if w.order.number[from] >= i {
			return loopVariants
		}
		for _, e := range from.Term.Succs {
			if e.Block == b {
				sum += w.ends[from].of(e.Args[n])
			}
		}
	}
	return min(sum, maxVariants)
}

// join is what paths know differently of v where b begins.
func (w *forgetter) join(i int, b *ir.Block, v *ir.Value) variants {
	var x variants
	same := true
	sum, marks := 0.0, map[int]bool{}
	for n, from := range w.preds[b] {
		if w.order.number[from] >= i {
			same = same && !w.looped[v]
			continue
		}
		y := w.ends[from][v]
		for _, a := range w.branchOperands(from) {
			if a == v { // each way knows how the branch went
				y.mark = w.edgeMark(from, b)
			}
		}
		if n == 0 {
			x = y
		}
		same = same && x == y
		if !marks[y.mark] {
			marks[y.mark] = true
			sum += max(y.n, 1)
		}
	}
	if same {
		return x
	}
	return variants{min(max(sum, 2), maxVariants), i + 1}
}

// edgeMark is the mark of what a branch tells those that take it.
func (w *forgetter) edgeMark(from, to *ir.Block) int {
	n := -(w.order.number[from] + 1) - 1<<40
	if from.Term.Succs[0].Block != to {
		n -= 1 << 41
	}
	return n
}

// fit forgets the values that paths differ most in until the budget is kept, and returns in how
// many ways they can differ then.
func (w *forgetter) fit(k knowledge, budget float64, forget func(*ir.Value)) float64 {
	for {
		sum := 0 // in 1/1024 bits, so that the order does not matter
		var worst *ir.Value
		for v, x := range k {
			sum += int(1024 * math.Log2(max(x.n, 1)))
			if worst == nil || x.n > k[worst].n || x.n == k[worst].n && v.ID < worst.ID {
				worst = v
			}
		}
		if sum <= int(1024*budget) || worst == nil {
			return math.Exp2(float64(sum) / 1024)
		}
		delete(k, worst)
		forget(worst)
	}
}

// blocks returns the blocks in which something is forgotten.
func (w *forgetter) blocks() (some []*ir.Block) {
	for _, b := range w.order.blocks {
		forgets := len(w.start[b]) > 0
		for _, v := range b.Insts {
			forgets = forgets || len(w.after[v]) > 0
		}
		w.eachTest(b, func(operands []*ir.Value) {
			forgets = forgets || slices.ContainsFunc(operands, func(v *ir.Value) bool { return v.Op != ir.Const && w.isBlind(v, b) })
		})
		if forgets {
			some = append(some, b)
		}
	}
	return some
}

// irLiveness is where values of the IR are alive.
type irLiveness struct {
	in   map[*ir.Block][]*ir.Value // at the start, without the parameters
	dies map[*ir.Value][]*ir.Value // behind an instruction: what nothing reads any more
}

func newIRLiveness(w *forgetter) *irLiveness {
	l := &irLiveness{in: map[*ir.Block][]*ir.Value{}, dies: map[*ir.Value][]*ir.Value{}}
	type use struct {
		v *ir.Value
		b *ir.Block
	}
	seen := map[use]bool{}
	need := func(v *ir.Value, b *ir.Block) {
		work := []*ir.Block{b}
		for len(work) > 0 {
			b := work[len(work)-1]
			work = work[:len(work)-1]
			if v.Op == ir.Const || w.home[v] == b || seen[use{v, b}] {
				continue
			}
			seen[use{v, b}] = true
			l.in[b] = append(l.in[b], v)
			work = append(work, w.preds[b]...)
		}
	}
	for _, b := range w.order.blocks {
		w.eachUse(b, func(_ *ir.Value, v *ir.Value) { need(v, b) })
	}
	for _, b := range w.order.blocks {
		l.deaths(w, b)
	}
	return l
}

// deaths fills dies for b.
func (l *irLiveness) deaths(w *forgetter, b *ir.Block) {
	last := map[*ir.Value]*ir.Value{} // the last instruction that reads a value; nil: it lives on
	w.eachUse(b, func(by, v *ir.Value) { last[v] = by })
	for _, e := range b.Term.Succs {
		for _, v := range l.in[e.Block] {
			last[v] = nil
		}
	}
	for _, v := range b.Insts {
		args := w.inputs(v)
		for n, a := range args {
			if last[a] == v && (n == 0 || args[0] != a) {
				l.dies[v] = append(l.dies[v], a)
			}
		}
	}
}

// eachUse calls fn for every value that b's code reads: by an instruction, or
// by nil at the block's end.
func (w *forgetter) eachUse(b *ir.Block, fn func(by, v *ir.Value)) {
	for _, v := range b.Insts {
		if !w.isMade(v) {
			continue
		}
		for _, a := range w.inputs(v) {
			fn(v, a)
		}
	}
	for _, v := range w.branchOperands(b) {
		fn(nil, v)
	}
	if b.Term.Result != nil {
		fn(nil, b.Term.Result)
	}
	for _, e := range b.Term.Succs {
		for n, v := range e.Args {
			if w.need[e.Block.Params[n].ID] != 0 {
				fn(nil, v)
			}
		}
	}
}
