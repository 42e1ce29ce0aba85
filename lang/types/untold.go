package types

import (
	"slices"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/target"
)

// untold warns of events that are asked for and that the kernel never tells this algorithm. An
// empty arm of a match, which only says that nothing is forgotten, asks for none.
func (c *checker) untold(d *ast.CallbackDecl) {
	ast.Walk(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.MatchArm:
			block, ok := n.Body.(*ast.Block)
			return !ok || len(block.Stmts) > 0
		case *ast.Ident:
			c.untoldEvent(n)
		}
		return true
	})
}

func (c *checker) untoldEvent(id *ast.Ident) {
	value, ok := c.info.Uses[id].(*EnumValue)
	if !ok || kernelEnums["Event"].value(value.Name) != value {
		return
	}
	switch told := target.EventTold(value.Name); {
	case told == target.ToldWithECN && !slices.Contains(c.prog.Flags, "ecn"):
		c.warnf(id.Pos(), "W0102", "the kernel tells `%s` only to algorithms `with ecn`", id.Name).Hint =
			"write `algorithm " + c.main.algorithm.Name.Name + " with ecn`, or delete this"
	case told == target.ToldWithoutControl && c.prog.CongControl:
		c.warnf(id.Pos(), "W0102", "the kernel does not tell `%s` where there is a `cong_control`", id.Name).Hint = "delete this"
	}
}
