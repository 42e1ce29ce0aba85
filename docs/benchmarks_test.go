package docs_test

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	ccc "github.com/ccc-lang/ccc"
	"github.com/ccc-lang/ccc/internal/peer"
	"github.com/ccc-lang/ccc/lang"
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
		ours := instructions(t, f[0])
		ratio, short := float64(ours)/number(t, f[2]), float64(ours)/number(t, f[4])
		logs, logsShort, worst, n = logs+math.Log(ratio), logsShort+math.Log(short), max(worst, ratio), n+1
		fmt.Fprintf(&b, "| %s | %d | %s | %.2f | %s | %s | %s | %.2f | %s |\n", f[0], ours, f[2], ratio, f[1], f[3], f[4], short, f[5])
	}
	fmt.Fprintf(&b, "\nGeometric mean %.3f, greatest %.2f; with bitfields read as bytes in C %.3f.\n", math.Exp(logs/float64(n)), worst, math.Exp(logsShort/float64(n)))
	return b.String()
}

func number(t *testing.T, s string) float64 {
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return float64(n)
}

// instructions counts those of the library's algorithm.
func instructions(t *testing.T, name string) int {
	src, err := ccc.ReadStd(name + ".cc")
	if err != nil {
		t.Fatal(err)
	}
	var object bytes.Buffer
	if err := lang.Compile(ccc.StdPrefix+name+".cc", src, lang.Options{}).WriteObject(&object); err != nil {
		t.Fatal(err)
	}
	n, err := peer.Count(object.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return n
}
