package ir

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// Print writes p as text for people and golden files: every function, block by
// block, one instruction a line. The same program always gives the same text.
func Print(w io.Writer, p *Program) error {
	var buf bytes.Buffer
	if p.Layout != nil {
		printLayout(&buf, p.Layout)
	}
	for i, f := range p.All() {
		if i > 0 || buf.Len() > 0 {
			buf.WriteByte('\n')
		}
		printFunc(&buf, f)
	}
	_, err := w.Write(buf.Bytes())
	return err
}

// String returns f as text; see Print.
func (f *Func) String() string {
	var buf bytes.Buffer
	printFunc(&buf, f)
	return buf.String()
}

// String returns the value's definition as text: "v7 = add v5, v6".
func (v *Value) String() string {
	var buf bytes.Buffer
	printValue(&buf, v)
	return buf.String()
}

// Ref returns the value's name in the textual IR: "v7".
func (v *Value) Ref() string { return fmt.Sprintf("v%d", v.ID) }

func printLayout(w *bytes.Buffer, l *Layout) {
	fmt.Fprintf(w, "state private %d storage %d\n", l.Private, l.Storage)
	for _, leaf := range l.Leaves {
		where := "private"
		if leaf.InStorage {
			where = "storage"
		}
		fmt.Fprintf(w, "\t%s %s[%d:%d]", leaf.Name, where, leaf.Off, leaf.Size)
		if leaf.Bits != 0 {
			fmt.Fprintf(w, " bits %d..%d", leaf.Bit, leaf.Bit+leaf.Bits-1)
		}
		if leaf.Len != 0 {
			fmt.Fprintf(w, " of %d", leaf.Len)
		}
		switch {
		case leaf.Elems != nil:
			fmt.Fprintf(w, " initially %s", leaf.Elems.Symbol)
		case leaf.Initial != 0:
			fmt.Fprintf(w, " initially %d", leaf.Initial)
		}
		w.WriteByte('\n')
	}
}

func printFunc(w *bytes.Buffer, f *Func) {
	fmt.Fprintf(w, "func %s\n", f.Name)
	for _, b := range f.Blocks {
		fmt.Fprintf(w, "b%d", b.ID)
		if len(b.Params) > 0 {
			fmt.Fprintf(w, "(%s)", refs(b.Params))
		}
		w.WriteByte(':')
		if b.LoopMax > 0 {
			fmt.Fprintf(w, " loop %d", b.LoopMax)
		}
		w.WriteByte('\n')
		for _, v := range b.Insts {
			w.WriteByte('\t')
			printValue(w, v)
			w.WriteByte('\n')
		}
		w.WriteByte('\t')
		printTerm(w, &b.Term)
		w.WriteByte('\n')
	}
}

func printValue(w *bytes.Buffer, v *Value) {
	if v.Op.HasResult() {
		fmt.Fprintf(w, "v%d = ", v.ID)
	}
	w.WriteString(v.Op.String())
	switch ops[v.Op].aux {
	case auxParam:
		fmt.Fprintf(w, " %d", v.Aux.Param)
	case auxObject:
		w.WriteString(" " + v.Aux.Object.Name())
	case auxField:
		w.WriteString(" " + v.Aux.Field.Object.Name() + "." + v.Aux.Field.Name)
	case auxPriv, auxMem:
		fmt.Fprintf(w, " [%d:%s%d", v.Aux.Off, map[bool]string{true: "s", false: "u"}[v.Aux.Signed], v.Aux.Size)
		if v.Aux.Stride != 0 {
			fmt.Fprintf(w, "*%d<%d", v.Aux.Stride, v.Aux.Len)
		}
		w.WriteByte(']')
	case auxLoad:
		w.WriteString(" " + v.Aux.LoadParam.Symbol)
	case auxTable:
		w.WriteString(" " + v.Aux.Table.Symbol)
	case auxName:
		w.WriteString(" " + v.Aux.Name)
	case auxFunc:
		w.WriteString(" " + v.Aux.Func.Name)
	case auxCallee:
		w.WriteString(" " + v.Aux.Callee.Name)
	}
	if v.Op == Const {
		fmt.Fprintf(w, " %d", v.Imm)
	}
	if len(v.Args) > 0 {
		w.WriteString(" " + refs(v.Args))
	}
	if v.Keep {
		w.WriteString(" keep")
	}
}

func printTerm(w *bytes.Buffer, t *Term) {
	switch t.Op {
	case NoTerm:
		w.WriteString("no terminator")
	case Jump:
		fmt.Fprintf(w, "jump %s", t.Succs[0])
	case Branch:
		fmt.Fprintf(w, "branch v%d, %s, %s", t.Cond.ID, t.Succs[0], t.Succs[1])
	case Return:
		w.WriteString("return")
		if t.Result != nil {
			fmt.Fprintf(w, " v%d", t.Result.ID)
		}
	}
	if t.Keep {
		w.WriteString(" keep")
	}
}

// String returns the edge as text: "b3(v4, v5)".
func (e Edge) String() string {
	if len(e.Args) == 0 {
		return fmt.Sprintf("b%d", e.Block.ID)
	}
	return fmt.Sprintf("b%d(%s)", e.Block.ID, refs(e.Args))
}

func refs(vs []*Value) string {
	var s strings.Builder
	for i, v := range vs {
		if i > 0 {
			s.WriteString(", ")
		}
		fmt.Fprintf(&s, "v%d", v.ID)
	}
	return s.String()
}

// String returns p as text; see Print.
func (p *Program) String() string {
	var buf bytes.Buffer
	_ = Print(&buf, p) // a buffer takes all
	return buf.String()
}
