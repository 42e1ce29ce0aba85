package docs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// promiseTest is how docs/safety.md names a test: `package/dir: TestName`, the
// directory from the repository's root.
var promiseTest = regexp.MustCompile("`([a-z/]+): ((?:Test|Fuzz)[A-Za-z0-9]+)`")

// TestPromisesHaveTests: every promise of safety.md names at least one test, and
// each test that it names is there.
func TestPromisesHaveTests(t *testing.T) {
	promises := 0
	for line := range strings.Lines(read(t, "safety.md")) {
		cells := strings.Split(line, "|")
		if len(cells) != 4 || strings.HasPrefix(line, "|---") || strings.Contains(line, "| Kept by |") {
			continue
		}
		promises++
		found := promiseTest.FindAllStringSubmatch(cells[2], -1)
		if len(found) == 0 || len(found) != strings.Count(cells[2], ": ") {
			t.Errorf("a test is not named, or not as `dir: TestName`: %s", line)
		}
		for _, m := range found {
			if !hasFunc(t, filepath.Join("..", m[1]), m[2]) {
				t.Errorf("%s has no %s", m[1], m[2])
			}
		}
	}
	if promises < 20 {
		t.Errorf("only %d promises were found", promises)
	}
}

// hasFunc reports whether a test file of the directory declares the function.
func hasFunc(t *testing.T, dir, name string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == name {
				return true
			}
		}
	}
	return false
}

// TestEnvironmentIsTold: safety.md names every variable of the environment that
// the programs read.
func TestEnvironmentIsTold(t *testing.T) {
	// What is not a name at once: the locale, and the lab's own mark.
	indirect := map[string]string{"name": "the locale", "insideMark": "CCC_LAB_INSIDE"}
	page := read(t, "safety.md")
	calls := 0
	for _, dir := range []string{"..", "../cmd/ccc", "../kernel", "../lab", "../lab/draw", "../object", "../vm", "../dsl", "../lang", "../lang/*", "../internal/flow"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			for _, m := range getenv.FindAllStringSubmatch(read(t, file), -1) {
				calls++
				name := strings.Trim(m[1], `"`)
				if told := indirect[name]; told != "" {
					name = told
				}
				if !strings.Contains(page, name) {
					t.Errorf("%s reads %s, of which safety.md says nothing", file, m[1])
				}
			}
		}
	}
	if calls < 5 {
		t.Errorf("only %d calls were found", calls)
	}
}

var getenv = regexp.MustCompile(`(?:os|syscall|unix)\.(?:Getenv|LookupEnv)\(([^)]*)\)`)
