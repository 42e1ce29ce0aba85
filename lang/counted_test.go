package lang_test

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// counted are the packages whose statements are counted: the compiler's, its
// parser's, and of Go's own the arithmetic of constants, which is half of the work
// where there are many. To count in strings or fmt, too, would find a tenth more, and
// build nearly everything anew.
var counted = []string{
	"github.com/ccc-lang/ccc/lang/...",
	"github.com/alecthomas/participle/v2/...",
	"math/big",
}

var sanitizers = regexp.MustCompile(`-(race|msan|asan)(=\S*)?`)

// counting builds this package's tests into a program that counts the statements it
// executes, and returns its path.
func counting(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "counting.test")
	cmd := exec.Command("go", "test", "-c", "-covermode=count", "-coverpkg="+strings.Join(counted, ","), "-o", program, ".")
	cmd.Env = append(cmd.Environ(), "GOFLAGS="+sanitizers.ReplaceAllString(os.Getenv("GOFLAGS"), "")) // they allow no such count
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("statements are counted by a program that the go command builds: %v\n%s", err, out)
	}
	return program
}

// statements runs one test of the program in a process of its own, which compiles
// what the test is about, and returns how many statements that executed.
func statements(t *testing.T, program, test string) uint64 {
	t.Helper()
	profile := filepath.Join(t.TempDir(), "profile")
	// Without a limit of its own, one that never ends would outlive this test.
	cmd := exec.Command(program, "-here", "-test.v", "-test.run="+only(test), "-test.coverprofile="+profile, "-test.timeout=5m")
	out, err := cmd.CombinedOutput()
	// A name that matches nothing passes, too.
	if err != nil || !bytes.Contains(out, []byte("--- PASS: "+test+" ")) {
		t.Fatalf("%s: %v\n%s", test, err, out)
	}
	text, err := os.ReadFile(profile)
	if err != nil {
		t.Fatal(err)
	}
	n, err := executed(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// only is the pattern for -run that matches this one test.
func only(test string) string {
	return "^" + strings.ReplaceAll(test, "/", "$/^") + "$"
}

// executed is the number of statements that a coverage profile tells of: each line
// is a block, "file.go:from,to statements count".
func executed(profile []byte) (uint64, error) {
	var sum uint64
	lines := bufio.NewScanner(bytes.NewReader(profile))
	lines.Scan() // the mode
	for lines.Scan() {
		var block string
		var statements, count uint64
		if _, err := fmt.Sscan(lines.Text(), &block, &statements, &count); err != nil {
			return 0, fmt.Errorf("%q: %w", lines.Text(), err)
		}
		sum += statements * count
	}
	return sum, lines.Err()
}
