package types

import (
	"maps"
	"slices"

	"github.com/ccc-lang/ccc/lang/target"
)

// algorithmFlags are what may stand behind `with`.
var algorithmFlags = []string{"ecn", "nonrestricted"}

// kindTypes are the types of places that are neither numbers nor declared.
var kindTypes = []string{"bool", "seq", "stamp"}

// AlgorithmFlags returns the properties that an algorithm may ask for with `with`.
func AlgorithmFlags() []string { return slices.Clone(algorithmFlags) }

// KindTypes returns the names of the types that are neither numbers nor declared.
func KindTypes() []string { return slices.Clone(kindTypes) }

// Constants returns the names that stand for a value everywhere, sorted: `true`,
// `never`, `unlimited` and the like, but neither `ca` nor a builtin function.
func Constants() []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(reserved)) {
		if name != "ca" && target.LookupFunc(name) == nil {
			names = append(names, name)
		}
	}
	return names
}
