package diag

// Code is the story behind a diagnostic, as `ccc explain CODE` tells it.
type Code struct {
	Title string // one line
	// Explain is a few short paragraphs: what the rule is, why it is there, an
	// example of what is wrong and of what is right.
	Explain string
}

// Codes lists every code a diagnostic can have. E01xx syntax, E02xx names and
// declarations, E03xx types and units, E04xx what the kernel allows, E05xx
// limits; W0xxx warnings and lints; N0xxx notes; L0xxx loading and the kernel.
var Codes = map[string]Code{}

// register adds the codes of one area; each area has a file of its own.
func register(codes map[string]Code) {
	for name, c := range codes {
		if _, dup := Codes[name]; dup {
			panic("internal error: diagnostic code " + name + " is listed twice")
		}
		Codes[name] = c
	}
}
