// Package stdlib embeds the standard modules and algorithms, written in the
// language itself. A path "std/NAME.cc" on the command line and `use NAME` in a
// program name a file of it.
package stdlib

import (
	"embed"
	"io/fs"
	"sort"
	"strings"
)

//go:embed *.cc
var files embed.FS

// Prefix is what paths into the library start with.
const Prefix = "std/"

// Read returns the text of the library file "std/NAME.cc" or "NAME.cc"; the
// error is fs.ErrNotExist where the library has no such file.
func Read(path string) ([]byte, error) {
	return files.ReadFile(strings.TrimPrefix(path, Prefix))
}

// Names returns the names of all library files, "std/NAME.cc", in order.
func Names() []string {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		panic("internal error: embedded library: " + err.Error())
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, Prefix+e.Name())
	}
	sort.Strings(names)
	return names
}
