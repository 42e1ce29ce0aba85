package parser

import (
	"maps"
	"slices"
)

// Keywords returns the words that are reserved inside bodies, sorted; the names of
// units, which target.Units gives, are reserved as well.
func Keywords() []string { return slices.Sorted(maps.Keys(keywords)) }

// DeclarationWords returns the words that start a declaration, sorted. They are
// reserved only there.
func DeclarationWords() []string { return slices.Sorted(maps.Keys(declWords)) }

// IntTypes returns the widths that a type can name, sorted.
func IntTypes() []string { return slices.Sorted(maps.Keys(intTypes)) }
