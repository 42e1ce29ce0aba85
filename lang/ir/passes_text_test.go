package ir

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite what passes give in testdata/passes")

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
		name, _, _ := strings.Cut(strings.TrimSuffix(filepath.Base(file), ".txt"), "-")
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
	documented(t)
	for name := range all {
		if !seen[name] {
			t.Errorf("pass %s has no file", name)
		}
	}
}

// exampleMark stands before each example of docs/optimizer.md.
var exampleMark = regexp.MustCompile("<!-- pass ([a-z-]+) -->\n(?:\n```text\n(?s:.*?)\n```\n)?")

// documented holds the examples of the documentation to testdata/passes.
func documented(t *testing.T) {
	t.Helper()
	const file = "../../docs/optimizer.md"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := exampleMark.ReplaceAllStringFunc(string(text), func(mark string) string {
		name := exampleMark.FindStringSubmatch(mark)[1]
		example, err := os.ReadFile("testdata/passes/" + name + ".txt")
		if err != nil {
			t.Error(err)
		}
		return "<!-- pass " + name + " -->\n\n```text\n" + strings.TrimSpace(string(example)) + "\n```\n"
	})
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if string(text) != want {
		t.Errorf("%s does not show what testdata/passes has; run the test with -update", file)
	}
	for _, p := range append(append([]pass(nil), cleanup...), finish...) {
		if !strings.Contains(want, "\n## "+p.name+"\n") {
			t.Errorf("%s says nothing of pass %s", file, p.name)
		}
	}
}
