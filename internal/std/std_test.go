package std

import (
	"bytes"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "make std.txtar of the files in stdlib")

// What is embedded is what lies in stdlib.
func TestArchiveIsFresh(t *testing.T) {
	paths, err := filepath.Glob("../../stdlib/*.cc")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no library: %v", err)
	}
	now := &txtar.Archive{Comment: []byte("Made of stdlib/*.cc by `go test ./internal/std -update`; edit those.\n")}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		now.Files = append(now.Files, txtar.File{Name: filepath.Base(path), Data: text})
	}
	if *update {
		if err := os.WriteFile("std.txtar", txtar.Format(now), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(archive, txtar.Format(now)) {
		t.Error("std.txtar is stale: go test ./internal/std -update")
	}
	for _, f := range now.Files {
		if text, err := Read(Prefix + f.Name); err != nil || !bytes.Equal(text, f.Data) {
			t.Errorf("%s is not embedded as it is: %v", f.Name, err)
		}
	}
	if len(Names()) != len(paths) {
		t.Errorf("%d files are embedded, not %d", len(Names()), len(paths))
	}
}

func TestUnknownFile(t *testing.T) {
	if _, err := Read("std/nosuch.cc"); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

// The go command takes a .cc file beside Go files for C++ and refuses the package, and people
// write their programs where they are: in the clone's root.
func TestNoPackageAtTheRoot(t *testing.T) {
	for _, dir := range []string{"../..", "../../stdlib"} {
		if found, _ := filepath.Glob(filepath.Join(dir, "*.go")); len(found) > 0 {
			t.Errorf("%s stands beside .cc files", found)
		}
	}
}
