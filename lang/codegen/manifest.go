package codegen

import (
	"math/big"

	"github.com/ccc-lang/ccc/lang/ir"
	"github.com/ccc-lang/ccc/lang/types"
	"github.com/ccc-lang/ccc/object"
)

// manifest describes the program to the tools that load and show its object.
func manifest(p *ir.Program, n *names, opts Options) *object.Manifest {
	src := p.Source
	m := &object.Manifest{
		Compiler:   opts.Version,
		Declared:   src.Name,
		Registered: opts.name(src),
		Source:     fileName(opts.File),
		Flags:      src.Flags,
		Private:    p.Layout.Private,
		Storage:    p.Layout.Storage,
	}
	for _, lp := range src.Params {
		m.Params = append(m.Params, param(lp, n))
	}
	for _, need := range src.Needs {
		m.Needs = append(m.Needs, manifestNeed(need))
	}
	for i := range p.Layout.Leaves {
		l := &p.Layout.Leaves[i]
		s := object.ManifestState{Name: l.Name, InStorage: l.InStorage, Off: l.Off, Size: l.Size, Bit: l.Bit, Bits: l.Bits, Len: l.Len}
		if l.Type != nil {
			s.Unit = l.Type.Unit.Name
		}
		m.State = append(m.State, s)
	}
	return m
}

// stored is x as the object holds it: x * den, truncated.
func stored(x *big.Rat, den int64) int64 {
	return ir.TableElement(&types.Table{Den: den, Values: []*big.Rat{x}}, 0)
}

func param(lp *types.LoadParam, n *names) object.ManifestParam {
	p := object.ManifestParam{
		Symbol: n.global[lp], Name: lp.Name, Doc: lp.Doc, Unit: lp.DefaultUnit, Den: lp.Den, Default: stored(lp.Default, lp.Den),
		UnitNum: lp.Unit.Num, UnitDen: lp.Unit.Den,
	}
	if p.Unit == "" {
		p.Unit = lp.Unit.Name
	}
	if lp.Lo != nil {
		lo := stored(lp.Lo, lp.Den)
		p.Lo = &lo
	}
	if lp.Hi != nil {
		hi := stored(lp.Hi, lp.Den)
		p.Hi = &hi
	}
	switch {
	case lp.IsBool:
		p.Kind = "bool"
	case lp.EnumType != nil:
		p.Kind = "enum"
		for _, v := range lp.EnumType.Values {
			p.Values = append(p.Values, object.ManifestValue{Name: v.Name, Value: v.Value})
		}
	}
	return p
}

func manifestNeed(need types.Need) object.ManifestNeed {
	m := object.ManifestNeed{What: need.What, Since: need.Since.String()}
	if until := need.Until(); until != 0 {
		m.Until = until.String()
	}
	if need.Span.IsValid() {
		m.File = fileName(need.Span.Source.Name)
		m.Line, m.Col = need.Span.Position()
		m.Text = need.Span.Source.Line(m.Line)
	}
	return m
}
