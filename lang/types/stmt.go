package types

import (
	"math/big"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
)

// exprBody is the body of `fn f(...) = e` and `callback(...) = e`.
func (c *checker) exprBody(e ast.Expr) []Stmt {
	f := c.frame()
	if call, ok := unparen(e).(*ast.Call); ok {
		c.storing = call
	}
	v := c.value1(e)
	c.storing = nil
	if !v.bad() && v.kind() == Void {
		return []Stmt{&Do{Located{e.Pos()}, v.x}}
	}
	if v.bad() {
		c.lost(e.Pos())
	}
	r := &Return{Located{e.Pos()}, v.x}
	f.returns = append(f.returns, &ret{stmt: r, val: known(v, f.facts)})
	f.dead = true
	return []Stmt{r}
}

// value1 checks the value that a function gives.
func (c *checker) value1(e ast.Expr) value {
	f := c.frame()
	if f.place == nil {
		return c.raw(e, want{})
	}
	w := c.wantPlace(f.place)
	w.limit = f.limit
	v := c.expr(e, w)
	if !v.bad() && v.kind() == Void && f.callback != nil {
		c.errorf(e.Pos(), "E0303", "%s gives no value", source(e.Pos()))
		return value{}
	}
	what := "the result of " + f.what
	v = c.fit(v, f.place, what)
	var bounds *target.Bounds
	if f.callback != nil && f.callback.Result != nil {
		bounds = &f.callback.Result.Bounds
	}
	c.lintClamped(v, f.place, bounds, what)
	return v
}

// known adds to a truth what is known where it is given.
func known(v value, path facts) value {
	if !v.bad() && v.kind() == Bool {
		v.yes |= path
		v.no |= path
	}
	return v
}

func unparen(e ast.Expr) ast.Expr {
	for {
		p, ok := e.(*ast.Paren)
		if !ok {
			return e
		}
		e = p.X
	}
}

// stmts checks a block in a scope of its own.
func (c *checker) stmts(b *ast.Block) []Stmt {
	if b == nil {
		return nil
	}
	c.push()
	defer c.pop()
	f := c.frame()
	var out []Stmt
	told := f.dead
	tests := len(f.tests)
	defer func() { f.tests = f.tests[:tests] }()
	for _, s := range b.Stmts {
		if f.dead && !told {
			c.warnf(s.Pos(), "W0102", "this is never reached").Hint = "what stands before it always leaves; delete it"
			told = true
		}
		if f.dead {
			// Check it all the same, as if it could be reached.
			c.unreachable(func() { c.stmt(s) })
			continue
		}
		out = append(out, c.stmt(s)...)
	}
	return out
}

func (c *checker) unreachable(fn func()) {
	f := c.frame()
	before, returns := f.facts, f.returns
	f.facts, f.dead = allFacts, false
	c.dry++
	fn()
	c.dry--
	f.facts, f.dead, f.returns = before, true, returns
}

// stmt checks a statement. It gives the core statements that it stands for.
func (c *checker) stmt(s ast.Stmt) []Stmt {
	switch s := s.(type) {
	case *ast.Block:
		return c.stmts(s)
	case *ast.LetStmt:
		return c.let(s)
	case *ast.VarStmt:
		return c.variable(s)
	case *ast.AssignStmt:
		return c.assign(s)
	case *ast.IfStmt:
		return c.ifStmt(s)
	case *ast.MatchStmt:
		return c.match(s)
	case *ast.ForStmt:
		return c.loop(s)
	case *ast.BreakStmt:
		return c.leave(s, "break")
	case *ast.ContinueStmt:
		return c.leave(s, "continue")
	case *ast.ReturnStmt:
		return c.returnStmt(s)
	case *ast.CallStmt:
		return c.callStmt(s)
	case *ast.BadStmt:
		c.checkAlone(s.Parts)
		return c.lost(s.Pos())
	}
	panic("internal error: unknown statement")
}

// rightSide checks the whole right side of something, where a call may store.
func (c *checker) rightSide(e ast.Expr, check func() value) value {
	if call, ok := unparen(e).(*ast.Call); ok {
		c.storing = call
	}
	v := check()
	c.storing = nil
	if !v.bad() && v.kind() == Void {
		c.errorf(e.Pos(), "E0303", "%s gives no value", source(e.Pos()))
		return value{}
	}
	return v
}

func (c *checker) let(s *ast.LetStmt) []Stmt {
	b := &binding{name: s.Name, kind: "let"}
	defer c.bind(b)
	if s.Type != nil {
		return c.typedLet(s, b)
	}
	if d := c.alias(s.Value); d != "" {
		c.errorf(s.Value.Pos(), "E0319", "a `let` names a value, %s is %s", source(s.Value.Pos()), d).Hint = "use it by its own name"
		b.bad = true
		return nil
	}
	if c.needsContextOnly(s, b) {
		return nil
	}
	v := c.rightSide(s.Value, func() value { return c.raw(s.Value, want{}) })
	if v.bad() {
		b.bad = true
		return c.lost(s.Pos())
	}
	b.attr = v
	b.sym = &Sym{Kind: LetSym, Name: s.Name.Name, Type: v.typ(), Span: s.Name.Pos()}
	c.declareLocal(b)
	if v.constant() != nil {
		return nil
	}
	c.nameIt(b.sym, nil, v)
	b.attr.x = nil
	return []Stmt{&Let{Located{s.Pos()}, b.sym, v.x}}
}

// needsContextOnly reports `let m = drain`, where nothing says which enum is meant.
func (c *checker) needsContextOnly(s *ast.LetStmt, b *binding) bool {
	id := c.undeclaredValue(s.Value)
	if id == nil {
		return false
	}
	enums := c.enumsWith(id.Name)
	if len(enums) == 0 {
		return false
	}
	c.errorf(id.Pos(), "E0208", "nothing here says which enum `%s` belongs to", id.Name).Hint =
		"give the type: `let " + s.Name.Name + ": " + enums[0] + " = " + s.Value.Pos().Text() + "`"
	b.bad = true
	return true
}

// undeclaredValue is the name that x is, or that it may choose, if no other side says what it means; else nil.
func (c *checker) undeclaredValue(x ast.Expr) *ast.Ident {
	switch x := unparen(x).(type) {
	case *ast.Ident:
		if !c.declared(x.Name) {
			return x
		}
	case *ast.IfExpr:
		if id := c.undeclaredValue(x.Then); id != nil && c.needsSide(x.Else) {
			c.condition(x.Cond)
			return id
		}
	}
	return nil
}

// alias describes an expression that is no value but an object, struct or array; "" if it
// is a value.
func (c *checker) alias(e ast.Expr) string {
	id, ok := unparen(e).(*ast.Ident)
	if !ok {
		return ""
	}
	if b := c.frame().scope.find(id.Name); b != nil && b.obj != nil {
		c.used[b.name] = true
		return typeText(&Type{Kind: Object, Object: *b.obj})
	}
	return ""
}

func (c *checker) typedLet(s *ast.LetStmt, b *binding) []Stmt {
	place := c.localType(s.Type)
	v := c.rightSide(s.Value, func() value { return c.expr(s.Value, c.wantPlace(place)) })
	if place == nil {
		b.bad = true
		return c.lost(s.Pos())
	}
	v = c.fit(v, place, "`"+s.Name.Name+"`")
	c.lintClamped(v, place, nil, "`"+s.Name.Name+"`")
	b.sym = &Sym{Kind: TypedSym, Name: s.Name.Name, Type: exprType(place), Place: place, Span: s.Name.Pos()}
	b.attr = placeValue(place, nil)
	c.declareLocal(b)
	if v.bad() {
		return c.lost(s.Pos())
	}
	c.nameIt(b.sym, place, v)
	return []Stmt{&Let{Located{s.Pos()}, b.sym, v.x}}
}

// localType reads the type of a let or var, which holds a single value.
func (c *checker) localType(t *ast.TypeExpr) *PlaceType {
	place := c.placeType(t)
	if place == nil || place.Kind != Struct && place.Kind != Array {
		return place
	}
	c.errorf(t.Pos(), "E0319", "a name inside a function holds a single value, not %s", typeText(exprType(place))).Hint =
		"put it into `state { ... }`"
	return nil
}

// declareLocal remembers a local name, to tell when nothing uses it.
func (c *checker) declareLocal(b *binding) {
	if c.dry > 0 || c.frame().mod != c.main || c.muted > 0 {
		return
	}
	if !c.listed[b.name] {
		c.listed[b.name] = true
		c.locals = append(c.locals, b)
	}
}

func (c *checker) variable(s *ast.VarStmt) []Stmt {
	b := &binding{name: s.Name, kind: "var"}
	defer c.bind(b)
	place := c.localType(s.Type)
	v := value{x: zeroOf(place, s.Name.Pos())}
	if s.Value != nil {
		v = c.rightSide(s.Value, func() value { return c.expr(s.Value, c.wantPlace(place)) })
	}
	if place == nil {
		b.bad = true
		return c.lost(s.Pos())
	}
	if s.Value != nil {
		v = c.fit(v, place, "`"+s.Name.Name+"`")
		c.lintClamped(v, place, nil, "`"+s.Name.Name+"`")
	}
	b.sym = &Sym{Kind: VarSym, Name: s.Name.Name, Type: exprType(place), Place: place, Span: s.Name.Pos()}
	c.declareLocal(b)
	if v.bad() {
		return c.lost(s.Pos())
	}
	c.nameIt(b.sym, place, v)
	return []Stmt{&Let{Located{s.Pos()}, b.sym, v.x}}
}

// zeroOf is what a variable holds without an initial value.
func zeroOf(p *PlaceType, span diag.Span) Expr {
	if p == nil {
		return nil
	}
	return &Const{Typed: Typed{exprType(p), span}, Value: new(big.Rat)}
}

func (c *checker) ifStmt(s *ast.IfStmt) []Stmt {
	cond := c.condition(s.Cond)
	var then, els []Stmt
	a := c.choice(cond, true, func() { then = c.stmts(s.Then) })
	b := c.choice(cond, false, func() {
		if s.Else != nil {
			els = c.stmt(s.Else)
		}
	})
	c.merge(a, b)
	if cond.bad() {
		return c.lost(s.Pos())
	}
	if a == allFacts { // the first branch leaves: what follows is behind a test that failed
		c.shown(cond, false)
	}
	if k := cond.constant(); k != nil {
		if k.Value.Sign() != 0 {
			return then
		}
		return els
	}
	return []Stmt{&If{Located{s.Pos()}, cond.x, then, els}}
}

// choice checks the branch that is taken where cond has the given value. One that a
// constant rules out is no part of the program, and asks nothing of the kernel.
func (c *checker) choice(cond value, taken bool, check func()) facts {
	more := cond.no
	if taken {
		more = cond.yes
	}
	defer c.ruledOut(cond, taken)()
	f := c.frame()
	tests := len(f.tests)
	c.shown(cond, taken)
	defer func() { f.tests = f.tests[:tests] }()
	return c.branch(more, check)
}

// ruledOut begins text that is no part of the program if a constant condition rules it out, and returns what ends it.
func (c *checker) ruledOut(cond value, taken bool) func() {
	if cond.bad() {
		return func() {}
	}
	if k := cond.constant(); k == nil || (k.Value.Sign() != 0) == taken {
		return func() {}
	}
	c.dry++
	return func() { c.dry-- }
}

// shown notes what is known from here on because cond is true, or false.
func (c *checker) shown(cond value, truth bool) {
	if !cond.bad() {
		f := c.frame()
		f.tests = append(f.tests, orders(cond.x, truth)...)
	}
}

// loop checks `for i in lo..hi max n`.
func (c *checker) loop(s *ast.ForStmt) []Stmt {
	f := c.frame()
	if f.loops+1 > maxLoopDepth {
		c.errorf(s.Pos(), "E0333", "this puts %d loops inside one another, at most %d may be", f.loops+1, maxLoopDepth).Hint =
			"the verifier walks through every turn of nested loops"
	}
	lo, hi := c.bound(s.Range.Lo), c.bound(s.Range.Hi)
	turns := c.turns(s, lo, hi)
	place := &PlaceType{Kind: Num, Width: 64, Signed: true, Unit: *plainUnit}
	b := &binding{name: s.Name, kind: "loop counter"}
	b.sym = &Sym{Kind: TypedSym, Name: s.Name.Name, Type: plainType, Place: place, Span: s.Name.Pos()}
	b.attr = value{unit: plainUnit, minus: true, whole: lo.constant() != nil && lo.constant().Value.Sign() >= 0}
	if !lo.bad() && !hi.bad() {
		least, _ := c.reach(lo.x)
		_, most := c.reach(hi.x)
		c.counters[b.sym] = [2]*big.Rat{least, most}
	}
	f.loops++
	f.sum.loops = max(f.sum.loops, f.loops)
	c.push()
	c.bind(b)
	var body []Stmt
	c.stores++ // what the loop stores holds in its next turn
	c.branch(0, func() { body = c.stmts(s.Body) })
	c.stores++
	c.pop()
	f.loops--
	if lo.bad() || hi.bad() || turns == 0 {
		return c.lost(s.Pos())
	}
	return []Stmt{&For{Located{s.Pos()}, b.sym, lo.x, hi.x, turns, body}}
}

// bound checks one end of a loop's range.
func (c *checker) bound(e ast.Expr) value {
	v := c.expr(e, want{})
	if v.bad() {
		return v
	}
	if v.kind() == Count {
		v = c.countValue(v)
		return v
	}
	if v.kind() != Num || v.typ().Dim != (Dim{}) {
		c.errorf(e.Pos(), "E0320", "a loop counts in plain numbers, %s is %s", source(e.Pos()), typeText(v.typ()))
		return value{}
	}
	return v
}

// turns finds out how many turns a loop makes at most; 0 after a reported error.
func (c *checker) turns(s *ast.ForStmt, lo, hi value) int {
	limit := 0
	if s.Max != nil {
		v := c.constExpr(s.Max, want{})
		if v.bad() {
			return 0
		}
		k := v.constant().Value
		if v.kind() != Num || v.typ().Dim != (Dim{}) || !k.IsInt() || k.Sign() <= 0 || k.Cmp(big.NewRat(maxTurns, 1)) > 0 {
			c.errorf(s.Max.Pos(), "E0332", "`max` is 1 to %d turns, not %s", maxTurns, s.Max.Pos().Text())
			return 0
		}
		limit = int(k.Num().Int64())
	}
	if lo.bad() || hi.bad() {
		return 0
	}
	kl, kh := lo.constant(), hi.constant()
	if kl == nil || kh == nil {
		if n := c.mostTurns(lo.x, hi.x); n != nil && n.Cmp(big.NewInt(maxTurns)) <= 0 && (limit == 0 || n.Cmp(big.NewInt(int64(limit))) < 0) {
			return int(max(n.Int64(), 1))
		}
		if limit == 0 {
			c.errorf(s.Range.Pos(), "E0332", "nothing says how many turns this loop makes at most").Hint =
				"add it: `for " + s.Name.Name + " in " + s.Range.Pos().Text() + " max 16`"
		}
		return limit
	}
	n := new(big.Rat).Sub(truncate(kh.Value), truncate(kl.Value))
	n.Add(n, oneRat)
	switch {
	case n.Sign() <= 0:
		c.errorf(s.Range.Pos(), "E0313", "this range is empty: its lower end is above its upper end").Hint = "loops count upwards"
		return 0
	case n.Cmp(big.NewRat(maxTurns, 1)) > 0 && limit == 0:
		c.errorf(s.Range.Pos(), "E0332", "this loop makes %s turns, at most %d may be", ratText(n), maxTurns).Hint =
			"the verifier walks through every turn of a loop"
		return 0
	case limit == 0 || n.Cmp(big.NewRat(int64(limit), 1)) < 0:
		return int(n.Num().Int64())
	}
	return limit
}

func (c *checker) leave(s ast.Stmt, word string) []Stmt {
	f := c.frame()
	if f.loops == 0 {
		c.errorf(s.Pos(), "E0225", "`%s` outside a loop", word).Hint = "to leave the function write `return`"
		return nil
	}
	f.dead = true
	if word == "break" {
		return []Stmt{&Break{Located{s.Pos()}}}
	}
	return []Stmt{&Continue{Located{s.Pos()}}}
}

func (c *checker) returnStmt(s *ast.ReturnStmt) []Stmt {
	f := c.frame()
	r := &Return{Located: Located{s.Pos()}}
	rec := &ret{stmt: r, empty: s.Value == nil}
	defer func() { f.dead = true }()
	if s.Value == nil {
		f.returns = append(f.returns, rec)
		return []Stmt{r}
	}
	if f.void {
		c.expr(s.Value, want{})
		c.errorf(s.Value.Pos(), "E0223", "%s gives no value", f.what).Hint = "write `return` alone"
		return nil
	}
	v := c.rightSide(s.Value, func() value { return c.value1(s.Value) })
	if v.none != nil && f.facts&factOf(v.none) != 0 {
		v.none = nil // this return stands under a test
	}
	if v.bad() {
		c.lost(s.Pos())
	}
	rec.val, r.Value = known(v, f.facts), v.x
	f.returns = append(f.returns, rec)
	return []Stmt{r}
}

func (c *checker) callStmt(s *ast.CallStmt) []Stmt {
	sum := &c.frame().sum
	lacked := sum.lacks
	sum.lacks = false
	c.storing = s.Call
	v := c.raw(s.Call, want{})
	c.storing = nil
	lacks := sum.lacks // then nobody knows what it does
	sum.lacks = lacked || lacks
	if v.bad() {
		return c.lost(s.Pos())
	}
	switch x := v.x.(type) {
	case *Call:
		if x.Func.Stores {
			return []Stmt{&Do{Located{s.Pos()}, x}}
		}
	case *KernelCall:
		return []Stmt{&Do{Located{s.Pos()}, x}}
	}
	switch {
	case lacks:
	case v.kind() == Void:
		c.warnf(s.Pos(), "W0103", "this call changes nothing, and gives no value").Hint = "delete it"
	default:
		c.warnf(s.Pos(), "W0103", "this call changes nothing, and its value is not used").Hint = "name its value with `let`, or delete it"
	}
	return nil
}
