package diag

import "sync"

// Code is the story behind a diagnostic, as `ccc explain CODE` tells it.
type Code struct {
	Title string // one line
	// Explain is a few short paragraphs: what the rule is, why it is there, an
	// example of what is wrong and of what is right.
	Explain string
}

// Codes returns every code a diagnostic can have. E01xx syntax, E02xx names and
// declarations, E03xx types and units, E04xx what the kernel allows, E05xx
// limits; W0xxx warnings and lints; N0xxx notes; L0xxx loading and the kernel.
// The map is made on first use: most runs of the command need none of it.
var Codes = sync.OnceValue(func() map[string]Code {
	all := map[string]Code{}
	// Each area has a function of its own.
	for _, area := range []func() map[string]Code{
		syntaxCodes, namesCodes, typesCodes, targetCodes, checkWarnings, buildCodes, irCodes, codegenCodes, kernelCodes,
	} {
		for name, c := range area() {
			if _, dup := all[name]; dup {
				panic("internal error: diagnostic code " + name + " is listed twice")
			}
			all[name] = c
		}
	}
	return all
})
