// Package std is the standard library: modules and algorithms written in the language itself,
// the files stdlib/*.cc. A path "std/NAME.cc" on the command line and `use NAME` in a program
// name one of them.
//
// They are embedded as one archive, std.txtar, that `go test ./internal/std -update` makes: the go
// command takes .cc files beside Go files for C++, so that a package that embeds the files would
// have to stand at the root, where people write programs of their own.
package std

import (
	_ "embed"
	"io/fs"
	"sort"
	"strings"
	"sync"

	"golang.org/x/tools/txtar"
)

//go:embed std.txtar
var archive []byte

var files = sync.OnceValue(func() map[string][]byte {
	texts := map[string][]byte{}
	for _, f := range txtar.Parse(archive).Files {
		texts[f.Name] = f.Data
	}
	return texts
})

// Prefix is what the names of library files start with.
const Prefix = "std/"

// Read returns the text of the library file "std/NAME.cc". The error is
// fs.ErrNotExist where the library has no such file.
func Read(name string) ([]byte, error) {
	text, ok := files()[strings.TrimPrefix(name, Prefix)]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return text, nil
}

// Names returns the names of all library files, "std/NAME.cc", in order.
func Names() []string {
	names := make([]string, 0, len(files()))
	for name := range files() {
		names = append(names, Prefix+name)
	}
	sort.Strings(names)
	return names
}
