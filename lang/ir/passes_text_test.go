package ir

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite what passes give in testdata/passes, and the examples of docs/optimizer.md")

// Every file in testdata/passes is a pass's name, a function and what the pass
// makes of it: small enough to be checked by reading.
func TestPassesOnText(t *testing.T) {
	all := map[string]func(*Func) bool{"expand": passExpand, "delay": passDelay}
	for _, p := range append(append([]pass(nil), cleanup...), finish...) {
		all[p.name] = p.run
	}
	files, err := filepath.Glob("testdata/passes/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, file := range files {
		name := passOf(strings.TrimSuffix(filepath.Base(file), ".txt"))
		seen[name] = true
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			before, want, _ := strings.Cut(string(text), "\nbecomes\n\n")
			f := parseFunc(t, before)
			if all[name] == nil {
				t.Fatalf("no pass %q", name)
			}
			changed := all[name](f)
			f.Connect()
			if err := Verify(f); err != nil {
				t.Fatal(err)
			}
			got := f.String()
			if changed != (got != strings.TrimSpace(before)+"\n") {
				t.Errorf("the pass says that it changed something: %v", changed)
			}
			if *update {
				if err := os.WriteFile(file, []byte(strings.TrimSpace(before)+"\n\nbecomes\n\n"+got), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
	documented(t, all)
	for name := range all {
		if !seen[name] {
			t.Errorf("pass %s has no file", name)
		}
	}
}

// exampleMark stands before each example of docs/optimizer.md; exampleLines is the most that one may have on each side.
var exampleMark = regexp.MustCompile("<!-- pass ([a-z-]+) -->\n(?:\n```text\n(?s:.*?)\n```\n)?")

const exampleLines = 5

// documented holds the documentation to testdata/passes: a section for each pass, with one of its examples in brief.
func documented(t *testing.T, passes map[string]func(*Func) bool) {
	t.Helper()
	const file = "../../docs/optimizer.md"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := exampleMark.ReplaceAllStringFunc(string(text), func(mark string) string {
		name := exampleMark.FindStringSubmatch(mark)[1]
		return "<!-- pass " + name + " -->\n\n```text\n" + briefExample(t, name) + "\n```\n"
	})
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if string(text) != want {
		t.Errorf("%s does not show what testdata/passes has; run the test with -update", file)
	}
	for pass := range passes {
		_, section, ok := strings.Cut(want, "\n## "+pass+"\n")
		if !ok {
			t.Errorf("%s says nothing of pass %s", file, pass)
		}
		section, _, _ = strings.Cut(section, "\n## ")
		marks := exampleMark.FindAllStringSubmatch(section, -1)
		if len(marks) != 1 || passOf(marks[0][1]) != pass {
			t.Errorf("section %s of %s must have one example of that pass", pass, file)
		}
	}
}

// passOf returns the pass that an example is of.
func passOf(example string) string {
	name, _, _ := strings.Cut(example, "-")
	return name
}

// briefExample returns an example as the documentation shows it.
func briefExample(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("testdata/passes/" + name + ".txt")
	if err != nil {
		t.Error(err)
		return ""
	}
	before, after, _ := strings.Cut(string(text), "\nbecomes\n\n")
	b := newBrief()
	var sides []string
	for _, side := range []string{before, after} {
		lines := b.lines(parseFunc(t, side))
		if len(lines) > exampleLines {
			t.Errorf("%s has %d lines in brief, more than %d", name, len(lines), exampleLines)
		}
		sides = append(sides, strings.Join(lines, "\n"))
	}
	return strings.Join(sides, "\n\nbecomes\n\n")
}
