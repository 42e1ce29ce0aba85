package ast

// Walk calls visit for n and, where visit returns true, for everything below it,
// in source order. A nil n is no node. Comments are not visited.
func Walk(n Node, visit func(Node) bool) {
	if isNil(n) || !visit(n) {
		return
	}
	for _, c := range children(n) {
		Walk(c, visit)
	}
}

// isNil reports whether n is nil or one of the optional parts that are absent.
func isNil(n Node) bool {
	switch n := n.(type) {
	case nil:
		return true
	case *Ident:
		return n == nil
	case *Range:
		return n == nil
	case *TypeExpr:
		return n == nil
	case *UnitExpr:
		return n == nil
	case *Block:
		return n == nil
	}
	return false
}

// children returns the parts of n; some may be nil.
func children(n Node) []Node {
	switch n := n.(type) {
	case *File:
		return nodes(n.Decls)
	case Decl:
		return declChildren(n)
	case *FieldDecl:
		return []Node{n.Name, n.Type, n.Range, n.Initial}
	case *Param:
		return []Node{n.Name, n.Type}
	case *Range:
		return []Node{n.Lo, n.Hi}
	case *TypeExpr:
		return []Node{n.Int, n.Fixed, n.Unit, n.Module, n.Name, n.Len}
	case *UnitExpr:
		var list []Node
		for _, f := range n.Factors {
			list = append(list, f.Name)
		}
		return list
	case *MatchArm:
		return append(nodes(n.Patterns), n.Body)
	case Stmt:
		return stmtChildren(n)
	case Expr:
		return exprChildren(n)
	}
	return nil
}

func declChildren(n Decl) []Node {
	switch n := n.(type) {
	case *AlgorithmDecl:
		return append([]Node{n.Name}, nodes(n.Flags)...)
	case *ModuleDecl:
		return []Node{n.Name}
	case *UseDecl:
		return []Node{n.Name}
	case *ConstDecl:
		return []Node{n.Name, n.Value}
	case *ParamDecl:
		return []Node{n.Name, n.Default, n.Range}
	case *EnumDecl:
		return append([]Node{n.Name}, nodes(n.Values)...)
	case *StructDecl:
		return append([]Node{n.Name}, nodes(n.Fields)...)
	case *StateDecl:
		return nodes(n.Fields)
	case *FnDecl:
		return append(append([]Node{n.Name}, nodes(n.Params)...), n.Result, n.Expr, n.Body)
	case *ExternDecl:
		return append(append([]Node{n.Name}, nodes(n.Params)...), n.Result)
	case *CallbackDecl:
		return append(append([]Node{n.Name}, nodes(n.Params)...), n.Expr, n.Body)
	}
	return nil
}

func stmtChildren(n Stmt) []Node {
	switch n := n.(type) {
	case *Block:
		return nodes(n.Stmts)
	case *LetStmt:
		return []Node{n.Name, n.Type, n.Value}
	case *VarStmt:
		return []Node{n.Name, n.Type, n.Value}
	case *AssignStmt:
		return []Node{n.Target, n.Value}
	case *IfStmt:
		return []Node{n.Cond, n.Then, n.Else}
	case *MatchStmt:
		return append([]Node{n.Subject}, nodes(n.Arms)...)
	case *ForStmt:
		return []Node{n.Name, n.Range, n.Max, n.Body}
	case *ReturnStmt:
		return []Node{n.Value}
	case *CallStmt:
		return []Node{n.Call}
	case *BadStmt:
		return nodes(n.Parts)
	}
	return nil
}

func exprChildren(n Expr) []Node {
	switch n := n.(type) {
	case *Number:
		return []Node{n.Unit}
	case *Unary:
		return []Node{n.X}
	case *Binary:
		return []Node{n.X, n.Y}
	case *IfExpr:
		return []Node{n.Cond, n.Then, n.Else}
	case *Call:
		return append([]Node{n.Fun}, nodes(n.Args)...)
	case *Selector:
		return []Node{n.X, n.Name}
	case *Index:
		return []Node{n.X, n.Index}
	case *Paren:
		return []Node{n.X}
	case *ArrayLit:
		return nodes(n.Elems)
	case *BadExpr:
		return nodes(n.Parts)
	}
	return nil
}

func nodes[T Node](list []T) []Node {
	out := make([]Node, len(list))
	for i, n := range list {
		out[i] = n
	}
	return out
}
