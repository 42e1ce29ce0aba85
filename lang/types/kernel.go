package types

import (
	"math"
	"math/big"
	"strings"

	"github.com/ccc-lang/ccc/lang/target"
)

// This file turns what lang/target says into the checker's terms.

// kernelEnums are the kernel's enums as types, by name.
var kernelEnums = func() map[string]*EnumType {
	m := map[string]*EnumType{}
	for _, e := range target.Enums() {
		t := &EnumType{Name: e.Name, Target: e}
		for _, v := range e.Values {
			t.Values = append(t.Values, EnumValue{v.Name, v.Value})
		}
		m[e.Name] = t
	}
	return m
}()

// objects are the names by which functions take the connection and the samples.
var objects = map[string]target.Object{"sk": target.Sock, "rs": target.RateSample, "sample": target.AckSample}

// noneFields numbers the fields that can hold "no sample", for facts.
var noneFields = func() map[*target.Field]int {
	m := map[*target.Field]int{}
	for _, o := range []target.Object{target.Sock, target.RateSample, target.AckSample} {
		for _, f := range target.Fields(o) {
			if f.HasNone {
				m[f] = len(m)
			}
		}
	}
	if len(m) > 64 {
		panic("internal error: more no-sample fields than facts have bits")
	}
	return m
}()

// pointerObject returns the object that a parameter of the kernel points to.
func pointerObject(k target.Kind) (target.Object, bool) {
	switch k {
	case target.SockPtr:
		return target.Sock, true
	case target.RatePtr:
		return target.RateSample, true
	case target.AckPtr:
		return target.AckSample, true
	}
	return 0, false
}

// kernelType is the type of an expression of a kernel value.
func kernelType(k target.Kind, enum string, u target.Unit) *Type {
	switch k {
	case target.Num:
		return numType(Dim{u.Bytes, u.Seconds})
	case target.Truth:
		return boolType
	case target.Seq:
		return seqType
	case target.Stamp:
		return stampType
	case target.Count:
		return countType
	case target.EnumValue:
		t := kernelEnums[enum]
		if t == nil {
			panic("internal error: the kernel table has no enum " + enum)
		}
		return &Type{Kind: Enum, Enum: t}
	}
	panic("internal error: a pointer is not a value")
}

// kernelPlace is the place that a kernel value of that type goes to.
func kernelPlace(k target.Kind, enum string, u target.Unit, ct target.CType) *PlaceType {
	t := kernelType(k, enum, u)
	p := &PlaceType{Kind: t.Kind, Enum: t.Enum}
	if t.Kind == Num || t.Kind == Count {
		p.Kind, p.Width, p.Signed, p.Unit = Num, 8*ct.Size(), ct.Signed(), u
		if u.Num == 0 {
			p.Unit = *plainUnit
		}
	}
	return p
}

// unitOrPlain returns the unit of a kernel value as written.
func unitOrPlain(u target.Unit) *target.Unit {
	if u.Num == 0 {
		return plainUnit
	}
	return &u
}

// fieldLimit is what `unlimited` means beside a field, in base units; nil: nothing.
func fieldLimit(f *target.Field) *big.Rat {
	if !f.HasUnlimited {
		return nil
	}
	return rawLimit(f.Unlimited, f.Unit, f.Scale)
}

func rawLimit(raw uint64, u target.Unit, scale int64) *big.Rat {
	r := new(big.Rat).SetInt64(int64(min(raw, math.MaxInt64)))
	r.Mul(r, unitScale(unitOrPlain(u)))
	if scale > 1 {
		r.Quo(r, big.NewRat(scale, 1))
	}
	return r
}

// nearHint proposes the names that are close to name, or "". To look for them takes long, beside many names, so
// that it is done only for an error that is shown.
func (c *checker) nearHint(name string, names []string) string {
	if !c.shows() {
		return ""
	}
	return meantHint(target.Near(name, names))
}

// shows reports whether another error would be shown.
func (c *checker) shows() bool { return c.muted == 0 && len(c.errors) <= maxErrors }

func meantHint(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "did you mean " + list(names, "or") + "?"
}

// list joins names in words: "`a`, `b` or `c`".
func list(names []string, conj string) string {
	var b strings.Builder
	for i, n := range names {
		switch {
		case i == 0:
		case i == len(names)-1:
			b.WriteString(" " + conj + " ")
		default:
			b.WriteString(", ")
		}
		b.WriteString("`" + n + "`")
	}
	return b.String()
}

// writable lists the numbers of the connection that a program may store to; flags aside.
func writable() []string {
	var names []string
	for _, f := range target.Fields(target.Sock) {
		if f.Writable && f.Kind == target.Num {
			names = append(names, f.Name)
		}
	}
	return names
}

// inAllKernels reports whether since needs no entry in the list of needs.
func inAllKernels(v target.Version) bool { return v <= target.FirstKernel }
