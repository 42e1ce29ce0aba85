package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	fence    = regexp.MustCompile("(?ms)^```(\\w*).*?\n(.*?)^```$")
	inline   = regexp.MustCompile("`([^`\n]+)`")
	comment  = regexp.MustCompile(`\s#.*`)
	callsCcc = regexp.MustCompile(`(?:^|[;&|] *)(?:sudo )?(?:go run \./cmd/ccc|\./ccc|ccc) ([a-z]+\b.*)$`)
)

// TestDocumentedCommands: every command line in the documentation that calls ccc,
// whether in a block or in a sentence, names verbs and flags that there are.
func TestDocumentedCommands(t *testing.T) {
	var pages []string
	for _, pattern := range []string{"../../*.md", "../../docs/*.md", "../../editor/*.md"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, files...)
	}
	seen := 0
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, m := range fence.FindAllStringSubmatch(string(text), -1) {
			if m[1] == "sh" {
				lines = append(lines, strings.Split(m[2], "\n")...)
			}
		}
		for _, m := range inline.FindAllStringSubmatch(fence.ReplaceAllString(string(text), ""), -1) {
			lines = append(lines, m[1])
		}
		for _, line := range lines {
			if m := callsCcc.FindStringSubmatch(comment.ReplaceAllString(line, "")); m != nil {
				seen++
				checkCommand(t, filepath.Base(page), m[1])
			}
		}
	}
	if seen < 30 {
		t.Errorf("only %d command lines were found", seen)
	}
}

// checkCommand parses a command line without running it. Square brackets, the
// sign of what may be left out, are read over.
func checkCommand(t *testing.T, page, line string) {
	t.Helper()
	args := strings.Fields(strings.NewReplacer("[", "", "]", "", `\|`, "|").Replace(line))
	root := newRoot(&env{})
	root.InitDefaultCompletionCmd()
	root.InitDefaultHelpCmd()
	cmd, rest, err := root.Find(args)
	if err != nil || cmd == root {
		t.Errorf("%s: there is no `ccc %s`", page, line)
		return
	}
	if err := cmd.ParseFlags(rest); err != nil {
		t.Errorf("%s: `ccc %s`: %v", page, line, err)
	}
}
