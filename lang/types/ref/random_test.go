package ref_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// leaves are operands without a unit, among them some that only get there by division.
var leaves = []string{
	"sk.snd_cwnd", "sk.snd_ssthresh", "sk.packets_out", "sk.mss_cache / 1bytes", "sk.srtt_us / 1us", "sk.srtt_us / 1ms",
	"(sk.delivered - sk.lost)", "ca.a", "ca.b", "ca.c", "ca.d", "p", "q", "v", "w", "x",
	"ca.r * sk.srtt_us / sk.mss_cache", "ca.a * ca.b", "(sk.srtt_us - ca.t) / 1us", "ca.r / (sk.mss_cache / 1s)",
	"ca.e / sk.snd_cwnd", "sk.srtt_us / ca.t",
}

var inputs = map[string][2]int64{
	"sk.snd_cwnd": {1, math.MaxUint32}, "sk.snd_ssthresh": {0, math.MaxUint32}, "sk.packets_out": {0, math.MaxUint32},
	"sk.mss_cache": {0, math.MaxUint16}, "sk.srtt_us": {0, math.MaxUint32}, "sk.delivered": {0, math.MaxUint32}, "sk.lost": {0, math.MaxUint32},
	"ca.a": {0, math.MaxUint32}, "ca.b": {0, math.MaxInt64}, "ca.c": {math.MinInt32, math.MaxInt32}, "ca.d": {-3, 200},
	"ca.e": {-math.MaxInt64, math.MaxInt64}, "ca.r": {0, math.MaxInt64}, "ca.t": {0, math.MaxUint32},
	"param.p": {1000, 20000}, "param.q": {-10, 10},
}

const randomDecls = `
param p = 0.5 in 0.1..2
param q = 1 in -10..10
state {
    a: fixed<24> = 1
    b: u64 fixed<10>
    c: i32
    d: i16 in -3..200 = 7
    e: i64 fixed<20>
    r: u64 bytes/s
    t: u32 us = 5ms
    o1: i64 fixed<20>
    o2: u32
    o3: i8 in -7..100
    o4: fixed<30>
}
fn pick(a, b) {
    if a > b { return a - b }
    if a > 100 { return b / a }
    return 3
}
fn twice(a) = a + a
fn rounded(a: i64 fixed<4>): i64 = a * 3
fn near(a, b) = abs(a - b) < 0.5
`

// constants that numbers are made with.
var literals = []string{"0", "1", "2", "3", "7", "0.5", "0.7", "1.25", "1/3", "-4", "1000", "65536", "0.001", "1e9", "123456789"}

func genExpr(t *rapid.T, depth int) string {
	if depth == 0 || rapid.IntRange(0, 9).Draw(t, "leaf") == 0 {
		if rapid.IntRange(0, 3).Draw(t, "lit") == 0 {
			return "(" + rapid.SampledFrom(literals).Draw(t, "literal") + ")"
		}
		return "(" + rapid.SampledFrom(leaves).Draw(t, "operand") + ")"
	}
	sub := func() string { return genExpr(t, depth-1) }
	switch rapid.IntRange(0, 17).Draw(t, "form") {
	case 0, 1, 2:
		return "(" + sub() + " + " + sub() + ")"
	case 3, 4, 5:
		return "(" + sub() + " - " + sub() + ")"
	case 6, 7, 8:
		return "(" + sub() + " * " + sub() + ")"
	case 9, 10, 11:
		return "(" + sub() + " / " + divisor(sub()) + ")"
	case 12:
		return "(" + sub() + " % " + divisor(sub()) + ")"
	case 13:
		return rapid.SampledFrom([]string{"min", "max"}).Draw(t, "f") + "(" + sub() + ", " + sub() + ")"
	case 14:
		return "clamp(" + sub() + ", " + sub() + ", " + sub() + ")"
	case 15:
		return "(if " + genCond(t, depth-1) + " then " + sub() + " else " + sub() + ")"
	case 16:
		return rapid.SampledFrom([]string{"abs", "twice", "rounded"}).Draw(t, "g") + "(" + sub() + ")"
	}
	return "pick(" + sub() + ", " + sub() + ")"
}

// divisor replaces the constant 0, which is an error to divide by.
func divisor(e string) string {
	if e == "(0)" {
		return "(3)"
	}
	return e
}

func genCond(t *rapid.T, depth int) string {
	switch rapid.IntRange(0, 5).Draw(t, "cond") {
	case 0:
		if depth > 0 {
			return "(" + genCond(t, depth-1) + " && " + genCond(t, depth-1) + ")"
		}
	case 1:
		if depth > 0 {
			return "!(" + genCond(t, depth-1) + " || " + genCond(t, depth-1) + ")"
		}
	case 2:
		return "near(" + genExpr(t, depth) + ", " + genExpr(t, depth) + ")"
	}
	op := rapid.SampledFrom([]string{"<", "<=", ">", ">=", "==", "!="}).Draw(t, "op")
	return "(" + genExpr(t, depth) + " " + op + " " + genExpr(t, depth) + ")"
}

// genInput draws a value: mostly small, sometimes anything, sometimes an edge.
func genInput(t *rapid.T, name string, lo, hi int64) int64 {
	switch rapid.IntRange(0, 5).Draw(t, "kind of "+name) {
	case 0:
		return rapid.Int64Range(lo, hi).Draw(t, name)
	case 1:
		return rapid.SampledFrom([]int64{lo, hi, max(lo, min(hi, 0)), max(lo, min(hi, 1))}).Draw(t, name)
	}
	return rapid.Int64Range(max(lo, -300), min(hi, 100_000)).Draw(t, name)
}

func TestRandomProgramsEqualTheReference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := func() string { return genExpr(t, rapid.IntRange(1, 4).Draw(t, "depth")) }
		body := fmt.Sprintf(`    let v = %s
    let w: i64 fixed<8> = %s
    var x: i64 = %s
    if %s { x = %s } else { x += 1 }
    ca.o1 = %s
    ca.o2 = %s
    ca.o3 = %s
    ca.o4 = %s
    sk.snd_cwnd = %s
    return %s`, e(), e(), e(), genCond(t, 2), e(), e(), e(), e(), e(), e(), e())
		// Names may be used only after their declaration.
		lines := strings.SplitAfterN(body, "\n", 4)
		lines[0] = strings.NewReplacer("(v)", "(5)", "(w)", "(6)", "(x)", "(7)").Replace(lines[0])
		lines[1] = strings.NewReplacer("(w)", "(6)", "(x)", "(7)").Replace(lines[1])
		lines[2] = strings.NewReplacer("(x)", "(7)").Replace(lines[2])
		text := program(randomDecls, strings.Join(lines, ""))
		prog, irp, err := compile(text)
		if err != nil {
			for _, refused := range []string{"E0502", "E0503", "divi", "E03"} {
				if strings.Contains(err.Error(), refused) {
					t.Skip(err)
				}
			}
			t.Fatalf("%s\n%v", text, err)
		}
		for range 5 {
			p := pairOf(prog, irp)
			for _, name := range sortedInputs {
				r := inputs[name]
				p.set(name, genInput(t, name, r[0], r[1]))
			}
			if _, err := p.call("ssthresh"); err != nil {
				t.Fatalf("%s\n%v", text, err)
			}
		}
	})
}

var sortedInputs = sortedKeys(inputs)
