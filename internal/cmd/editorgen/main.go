// Command editorgen writes what the editors know about the language: the grammar
// and the snippets of editor/vscode and the syntax of editor/vim. The words come
// from the tables of the compiler, the rest from the templates beside it.
//
//	go run ./internal/cmd/editorgen [DIR]
//
// DIR is the repository's root, by default the current directory.
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	root := "."
	switch len(os.Args) {
	case 1:
	case 2:
		root = os.Args[1]
	default:
		fmt.Fprintln(os.Stderr, "usage: editorgen [DIR]")
		os.Exit(2)
	}
	if err := write(root); err != nil {
		fmt.Fprintln(os.Stderr, "editorgen:", err)
		os.Exit(1)
	}
}

func write(root string) error {
	files, err := generate(tables())
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(root, filepath.FromSlash(f.path)), f.text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
