package docs_test

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/internal/peer"
)

// benchcode is a table of our instructions beside clang's, which a file keeps for
// those that have no clang. Its columns are v2, v3, v4, and v3 with bitfields read as bytes and with kernel functions.
func benchcode(t *testing.T) string {
	var b strings.Builder
	b.WriteString("| algorithm | ours | clang v3 | ratio | v2 | v4 | v3, bytes | ratio | v3, kfuncs |\n|---|---|---|---|---|---|---|---|---|\n")
	logs, logsShort, worst, n := 0.0, 0.0, 0.0, 0
	for line := range strings.Lines(read(t, "../testdata/golden/peers.txt")) {
		f := strings.Fields(line)
		if f[0] == "peer" {
			continue
		}
		ours := count(t)(peer.Ours(f[0]))
		ratio, short := float64(ours)/number(t, f[2]), float64(ours)/number(t, f[4])
		hold(t, f[0]+" beside clang", ratio, goalWorst)
		logs, logsShort, worst, n = logs+math.Log(ratio), logsShort+math.Log(short), max(worst, ratio), n+1
		fmt.Fprintf(&b, "| %s | %d | %s | %.2f | %s | %s | %s | %.2f | %s |\n", f[0], ours, f[2], ratio, f[1], f[3], f[4], short, f[5])
	}
	hold(t, "the geometric mean", math.Exp(logs/float64(n)), goalMean)
	fmt.Fprintf(&b, "\nGeometric mean %.3f, greatest %.2f; with bitfields read as bytes in C %.3f.\n", math.Exp(logs/float64(n)), worst, math.Exp(logsShort/float64(n)))
	return b.String()
}

// selftests compares with the BPF programs of the kernel's own selftests.
func selftests(t *testing.T) string {
	var b strings.Builder
	b.WriteString("| algorithm | ours, with the kernel's functions | selftest | ratio |\n|---|---|---|---|\n")
	for _, s := range peer.Selftests {
		n := count(t)(s.Ours())
		hold(t, s.Name+" beside the kernel's selftest", float64(n)/float64(s.V3), goalMean)
		fmt.Fprintf(&b, "| %s | %d | %d | %.2f |\n", s.Name, n, s.V3, float64(n)/float64(s.V3))
	}
	return b.String()
}

// The goals: how long the library's code may be beside clang's, on average and at most,
// and beside the kernel's selftests.
const goalMean, goalWorst = 0.85, 1.00

// hold fails where a goal is missed.
func hold(t *testing.T, what string, ratio, goal float64) {
	t.Helper()
	if ratio > goal {
		t.Errorf("%s: %.3f, the goal is %.2f", what, ratio, goal)
	}
}

func number(t *testing.T, s string) float64 {
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return float64(n)
}

// count returns what counts the instructions of an object.
func count(t *testing.T) func(object []byte, err error) int {
	return func(object []byte, err error) int {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		n, err := peer.Count(object)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
}
