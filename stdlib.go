// Package ccc embeds the standard library: modules and algorithms written in the
// language itself, the files stdlib/*.cc. A path "std/NAME.cc" on the command line
// and `use NAME` in a program name one of them.
//
// The package stands at the root because the go command takes .cc files beside
// Go files for C++.
package ccc

import (
	"embed"
	"io/fs"
	"path"
	"sort"
	"strings"
)

//go:embed stdlib/*.cc
var files embed.FS

// StdPrefix is what the names of library files start with.
const StdPrefix = "std/"

// ReadStd returns the text of the library file "std/NAME.cc". The error is
// fs.ErrNotExist where the library has no such file.
func ReadStd(name string) ([]byte, error) {
	return files.ReadFile(path.Join("stdlib", strings.TrimPrefix(name, StdPrefix)))
}

// StdNames returns the names of all library files, "std/NAME.cc", in order.
func StdNames() []string {
	entries, err := fs.ReadDir(files, "stdlib")
	if err != nil {
		panic("internal error: embedded library: " + err.Error())
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, StdPrefix+e.Name())
	}
	sort.Strings(names)
	return names
}
