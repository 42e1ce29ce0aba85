package main

import (
	"slices"

	"github.com/ccc-lang/ccc/lang/parser"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
)

// words is what the templates are given.
type words struct {
	Keywords     []string // reserved inside bodies
	Declarations []string // that are followed by a name
	Flags        []string // behind `with`
	Callbacks    []string
	IntTypes     []string
	KindTypes    []string
	Enums        []string // of the kernel
	EnumValues   []string
	Units        []string
	Constants    []string
	Builtins     []string
	Kfuncs       []string // kernel functions, declared by `extern fn`
	Objects      []object
}

// object is one of sk, rs and sample.
type object struct {
	Name   string
	Group  string // in names of Vim's groups: Sk
	Fields []string
}

// tables reads the words from the tables of the compiler. Every list is sorted.
func tables() words {
	w := words{
		Keywords:     parser.Keywords(),
		Declarations: parser.DeclarationWords(),
		Flags:        types.AlgorithmFlags(),
		IntTypes:     parser.IntTypes(),
		KindTypes:    types.KindTypes(),
		Constants:    types.Constants(),
		Objects: []object{
			{"sk", "Sk", target.FieldNames(target.Sock)},
			{"rs", "Rs", target.FieldNames(target.RateSample)},
			{"sample", "Sample", target.FieldNames(target.AckSample)},
		},
	}
	for _, c := range target.Callbacks() {
		w.Callbacks = append(w.Callbacks, c.Name)
	}
	for _, e := range target.Enums() {
		w.Enums = append(w.Enums, e.Name)
		for _, v := range e.Values {
			w.EnumValues = append(w.EnumValues, v.Name)
		}
	}
	for _, u := range target.Units() {
		w.Units = append(w.Units, u.Name)
	}
	for _, f := range target.Funcs() {
		if f.Kfunc {
			w.Kfuncs = append(w.Kfuncs, f.Name)
		} else {
			w.Builtins = append(w.Builtins, f.Name)
		}
	}
	for _, list := range []*[]string{&w.Callbacks, &w.Enums, &w.EnumValues, &w.Units, &w.Kfuncs, &w.Builtins} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return w
}
