package model

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/vm"
)

// The functions of module math must be as near to the true ones as they say. Each takes
// its argument as acked/scale and leaves its value times out in snd_cwnd_cnt.
var mathFunctions = []struct {
	name       string
	scale, out float64
	most       uint32 // acked
	f          func(x float64) float64
	error      func(y float64) float64 // that the module states
}{
	{"cbrt", 256, 1024, math.MaxUint32, math.Cbrt, func(float64) float64 { return 1.0 / 1024 }},
	{"sqrt", 1, 1024, math.MaxUint32, math.Sqrt, func(float64) float64 { return 1.0 / 1024 }},
	{"sqrt", 1 << 20, 1024, math.MaxUint32, math.Sqrt, func(float64) float64 { return 1.0 / 1024 }},
	{"log2", 1, 65536, math.MaxUint32, atLeastOne, func(float64) float64 { return 2.0 / 65536 }},
	{"log2", 1 << 20, 65536, math.MaxUint32, atLeastOne, func(float64) float64 { return 2.0 / 65536 }},
	{"exp", 1 << 20, 1000, 15 << 20, math.Exp, func(y float64) float64 { return 2*y/10000 + 1.0/1000 }},
	{"exp", 1 << 20, 1, 21 << 20, math.Exp, func(y float64) float64 { return 2*y/10000 + 1 }},
	{"exp_minus", 1 << 20, 1 << 24, 20 << 20, func(x float64) float64 { return math.Exp(-x) }, func(float64) float64 { return 1.0 / 10000 }},
}

func atLeastOne(x float64) float64 { return math.Log2(max(x, 1)) }

func TestMath(t *testing.T) {
	samples := 20_000
	if *full {
		samples = 1_000_000
	}
	for _, m := range mathFunctions {
		t.Run(fmt.Sprintf("%s of 1/%g", m.name, m.scale), func(t *testing.T) {
			machine := mathMachine(t, fmt.Sprintf("math.%s(acked / %.0f) * %.0f", m.name, m.scale, m.out))
			sock := vm.NewSocket()
			r := rand.New(rand.NewPCG(1, *seed))
			worst := 0.0
			for i := range samples {
				n := uint32(i) // the small ones one by one, then every order of magnitude alike
				if i > samples/4 {
					n = uint32(min(math.Exp2(32*r.Float64()), float64(m.most)))
				}
				if _, err := machine.Call(sock, "cong_avoid", 0, 0, int64(n)); err != nil {
					t.Fatal(err)
				}
				got, want := float64(uint32(sock.Raw(sk("snd_cwnd_cnt"))))/m.out, m.f(float64(n)/m.scale)
				off := math.Abs(got-want) / m.error(want)
				if worst = max(worst, off); off > 1 {
					t.Fatalf("%s(%d/%g) is %v, not %v: off by %.2f times what is stated", m.name, n, m.scale, got, want, off)
				}
			}
			t.Logf("off by %.3f of what is stated at most", worst)
		})
	}
}

// mathMachine runs an algorithm that stores expr, of acked.
func mathMachine(t *testing.T, expr string) *vm.VM {
	t.Helper()
	text := "algorithm m\nuse math\ncong_avoid(sk, ack, acked) { sk.snd_cwnd_cnt = " + expr +
		" }\nssthresh(sk) = 2\nundo_cwnd(sk) = sk.snd_cwnd\n"
	unit := lang.Compile("m.cc", []byte(text), lang.Options{})
	if unit.Failed() {
		t.Fatalf("%s: %v", expr, unit.Diags.All()[0].Message)
	}
	var out bytes.Buffer
	if err := unit.WriteObject(&out); err != nil {
		t.Fatal(err)
	}
	machine, err := vm.New(bytes.NewReader(out.Bytes()), vm.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return machine
}
