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
// those that have no clang. Its columns are v2, v3, v4 and v3 with kernel functions.
func benchcode(t *testing.T) string {
	var b strings.Builder
	b.WriteString("| algorithm | ours | clang v3 | ratio | v2 | v4 | v3, kfuncs |\n|---|---|---|---|---|---|---|\n")
	logs, worst, n := 0.0, 0.0, 0
	for line := range strings.Lines(read(t, "../testdata/golden/peers.txt")) {
		f := strings.Fields(line)
		if f[0] == "peer" {
			continue
		}
		v3, err := strconv.Atoi(f[2])
		if err != nil {
			t.Fatal(err)
		}
		ours := instructions(t, f[0])
		ratio := float64(ours) / float64(v3)
		logs, worst, n = logs+math.Log(ratio), max(worst, ratio), n+1
		fmt.Fprintf(&b, "| %s | %d | %d | %.2f | %s | %s | %s |\n", f[0], ours, v3, ratio, f[1], f[3], f[4])
	}
	fmt.Fprintf(&b, "\nGeometric mean %.3f, greatest %.2f.\n", math.Exp(logs/float64(n)), worst)
	return b.String()
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
