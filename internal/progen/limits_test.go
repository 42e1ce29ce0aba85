package progen_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/internal/progen"
	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/ir"
)

// nearness is how large a program is, in the measure of one limit, and from which size on it
// is near: what the limit refuses (docs/safety.md) is at most a quarter more, but for
// operations, which are counted here after some have been saved.
var nearness = map[string]struct {
	near int
	of   func(*compiled) int
}{
	"instructions of a callback":    {12_000, func(c *compiled) int { return c.most(func(i int) int { return c.Stats[i].Instructions }) }},
	"operations of a callback":      {15_000, func(c *compiled) int { return c.operations }},
	"loops of a callback":           {192, (*compiled).loops},
	"turns of a loop":               {192, (*compiled).turns},
	"bytes of stack":                {384, func(c *compiled) int { return c.most(func(i int) int { return c.Stats[i].StackBytes }) }},
	"bytes of state":                {24_000, func(c *compiled) int { return c.IR.Layout.Storage }},
	"values of the state":           {1536, func(c *compiled) int { return len(c.IR.Layout.Leaves) }},
	"private bytes of a connection": {78, (*compiled).private},
	"elements of a table":           {3072, func(c *compiled) int { return longest(c.source, `= \[[^\]]*\]`, ",") }},
	"values of an enum":             {192, func(c *compiled) int { return longest(c.source, `enum \w+ \{[^}]*\}`, ",") }},
	"calls inside calls":            {48, (*compiled).calls},
	"versions of functions": {3750, func(c *compiled) int {
		return len(regexp.MustCompile(`= fn\d+\(sk, \d+\)`).FindAllString(c.source, -1))
	}},
	"operators of an expression": {1500, func(c *compiled) int { return longest(c.source, `[^\n]*`, " + ") + longest(c.source, `[^\n]*`, " - ") }},
	"brackets inside brackets":   {147, func(c *compiled) int { return depth(c.source) }},
	"digits of a number":         {225, func(c *compiled) int { return len(regexp.MustCompile(`\.\d{100,}`).FindString(c.source)) }},
}

// compiled is a program that the compiler took.
type compiled struct {
	*lang.Unit
	source     string
	operations int // of the largest callback, as built
}

func compile(source string) (*compiled, bool) {
	c := &compiled{source: source}
	c.Unit = lang.Compile("limits.cc", []byte(source), lang.Options{After: func(s lang.Stage, u *lang.Unit) {
		if s == lang.Built {
			for _, f := range u.IR.Funcs {
				c.operations = max(c.operations, operations(f))
			}
		}
	}})
	return c, !c.Failed()
}

func operations(f *ir.Func) (n int) {
	for _, b := range f.Blocks {
		n += len(b.Insts)
	}
	return n
}

func (c *compiled) most(of func(i int) int) (most int) {
	for i := range c.Stats {
		most = max(most, of(i))
	}
	return most
}

func (c *compiled) loops() (most int) {
	for _, d := range c.File.Decls {
		n := 0
		ast.Walk(d, func(node ast.Node) bool {
			if _, ok := node.(*ast.ForStmt); ok {
				n++
			}
			return true
		})
		most = max(most, n)
	}
	return most
}

func (c *compiled) turns() (most int) {
	for _, m := range regexp.MustCompile(`for \w+ in (?:1\.\.|.* max )(\d+) \{`).FindAllStringSubmatch(c.source, -1) {
		var n int
		fmt.Sscan(m[1], &n)
		most = max(most, n)
	}
	return most
}

func (c *compiled) private() (end int) {
	for _, l := range c.IR.Layout.Leaves {
		if l.InStorage {
			return 0
		}
		end = max(end, l.Off+l.Size)
	}
	return end
}

// calls is how deep functions call functions.
func (c *compiled) calls() int {
	deep := map[string]int{}
	for _, m := range regexp.MustCompile(`(?m)^fn (\w+)\(.*?\) = (.*)$`).FindAllStringSubmatch(c.source, -1) {
		for _, called := range regexp.MustCompile(`\b(\w+)\(sk`).FindAllStringSubmatch(m[2], -1) {
			deep[m[1]] = max(deep[m[1]], deep[called[1]]+1)
		}
	}
	most := 0
	for _, n := range deep {
		most = max(most, n)
	}
	return most
}

// longest is how often what stands in a match of the pattern, at most.
func longest(source, pattern, what string) (most int) {
	for _, m := range regexp.MustCompile(pattern).FindAllString(source, -1) {
		most = max(most, strings.Count(m, what)+1)
	}
	return most
}

func depth(source string) (most int) {
	n := 0
	for _, r := range source {
		switch r {
		case '(':
			n++
			most = max(most, n)
		case ')':
			n--
		}
	}
	return most
}

// Of the programs that the generator brings near a limit some must be taken, and near it.
func TestGeneratorComesNearEachLimit(t *testing.T) {
	for i, name := range progen.LimitNames() {
		t.Run(name, func(t *testing.T) {
			best := 0
			size, ok := nearness[name]
			if !ok {
				t.Fatal("no measure for it")
			}
			for seed := range uint64(30) {
				p := progen.New(rand.New(rand.NewPCG(seed, 11)), progen.Options{Size: 3, Limit: i + 1})
				if c, ok := compile(p.String()); ok {
					best = max(best, size.of(c))
				}
				if best >= size.near {
					return
				}
			}
			t.Errorf("the largest of 30 programs has %d, want %d", best, size.near)
		})
	}
}
