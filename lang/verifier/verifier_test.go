package verifier

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/object"
)

// text makes code of lines; "label:" stands before the instruction that has it.
type text struct {
	code  asm.Instructions
	label string
}

func (p *text) add(ins ...asm.Instruction) {
	if p.label != "" {
		ins[0] = ins[0].WithSymbol(p.label)
		p.label = ""
	}
	p.code = append(p.code, ins...)
}

func (p *text) at(label string) {
	if p.label != "" {
		panic("two labels at one place")
	}
	p.label = label
}

// random puts what nobody knows into r.
func (p *text) random(r asm.Register) {
	p.add(asm.FnGetPrandomU32.Call())
	if r != asm.R0 {
		p.add(asm.Mov.Reg(r, asm.R0))
	}
}

func (p *text) end() asm.Instructions {
	p.add(asm.Mov.Imm(asm.R0, 0), asm.Return())
	return p.code
}

// loop makes a loop of so many turns; its counter is r.
func (p *text) loop(name string, r asm.Register, turns int32, body func()) {
	p.add(asm.Mov.Imm(r, 0))
	p.at(name)
	p.add(asm.JGE.Imm(r, turns, name+"_end"))
	body()
	p.add(asm.Add.Imm(r, 1), asm.Ja.Label(name))
	p.at(name + "_end")
}

// diamond adds to r9 or not.
func (p *text) diamond(name string) {
	p.random(asm.R0)
	p.add(asm.JGT.Imm(asm.R0, 1000, name), asm.Add.Reg(asm.R9, asm.R6))
	p.at(name)
}

// programs are code with what kernel 6.18 looked at of it.
var programs = []struct {
	name string
	want int
	make func(p *text)
}{
	{"straight", 7, func(p *text) { p.add(asm.Mov.Imm(asm.R1, 1)) }},
	{"a loop", 1008, func(p *text) {
		p.loop("a", asm.R7, 200, func() { p.add(asm.Mov.Imm(asm.R1, 1), asm.Mov.Imm(asm.R2, 2)) })
	}},
	{"branches whose ways meet", 135, func(p *text) {
		for i := range 20 {
			p.diamond(fmt.Sprint("d", i))
		}
	}},
	{"constants that no branch asks for", 202, func(p *text) {
		for i := range 20 {
			p.random(asm.R0)
			p.add(asm.Mov.Imm(asm.R8, 1), asm.JGT.Imm(asm.R0, 1000, fmt.Sprint("d", i)), asm.Mov.Imm(asm.R8, int32(2+i)))
			p.at(fmt.Sprint("d", i))
			p.add(asm.Add.Reg(asm.R9, asm.R8))
		}
	}},
	{"constants that branches ask for", 997, func(p *text) {
		for i := range 6 {
			p.add(asm.Mov.Imm(asm.R8, 0))
			p.random(asm.R0)
			p.add(asm.JGT.Imm(asm.R0, 1000, fmt.Sprint("d", i)), asm.Mov.Imm(asm.R8, 1))
			p.at(fmt.Sprint("d", i))
			p.add(asm.StoreMem(asm.R10, int16(-8*(i+1)), asm.R8, asm.DWord))
		}
		for i := range 6 {
			p.add(asm.LoadMem(asm.R8, asm.R10, int16(-8*(i+1)), asm.DWord), asm.JEq.Imm(asm.R8, 0, fmt.Sprint("e", i)), asm.Add.Imm(asm.R9, 1))
			p.at(fmt.Sprint("e", i))
		}
	}},
	{"a loop with branches", 7776, func(p *text) {
		p.loop("a", asm.R7, 100, func() {
			for i := range 4 {
				p.diamond(fmt.Sprint("d", i))
			}
		})
	}},
	{"a short loop that can end early", 1208, func(p *text) {
		p.loop("a", asm.R7, 200, func() {
			p.random(asm.R0)
			p.add(asm.JGT.Imm(asm.R0, 1000, "a_end"))
		})
	}},
	{"a triangle that both loops can leave", 6993, func(p *text) {
		p.loop("a", asm.R7, 30, func() {
			p.loop("b", asm.R8, 30, func() {
				p.random(asm.R0)
				p.add(asm.JGT.Imm(asm.R0, 1000, "b_end"), asm.JGT.Reg(asm.R8, asm.R7, "b_end"))
			})
			p.random(asm.R0)
			p.add(asm.JGT.Imm(asm.R0, 1000, "a_end"))
		})
	}},
	{"32 bits", 671, func(p *text) {
		p.loop("a", asm.R7, 20, func() {
			p.random(asm.R0)
			p.add(asm.Mov.Reg32(asm.R8, asm.R0), asm.Mov.Imm32(asm.R1, 5))
			p.add(asm.JSGT.Imm32(asm.R8, 7, "d"), asm.Add.Imm32(asm.R1, -2))
			p.at("d")
			p.add(asm.JEq.Imm32(asm.R1, 3, "e"), asm.Add.Reg(asm.R9, asm.R1))
			p.at("e")
			p.add(asm.Xor.Reg(asm.R9, asm.R6))
		})
	}},
	{"what comparisons told of an index", 136, func(p *text) {
		p.random(asm.R8)
		for i := range 10 {
			p.random(asm.R0)
			p.add(asm.JGE.Reg(asm.R8, asm.R0, fmt.Sprint("d", i)), asm.Add.Reg(asm.R9, asm.R6))
			p.at(fmt.Sprint("d", i))
		}
		p.add(asm.And.Imm(asm.R8, 7), asm.Mov.Reg(asm.R1, asm.R10), asm.Add.Imm(asm.R1, -64), asm.Add.Reg(asm.R1, asm.R8))
	}},
	{"what comparisons told of copies of an index", 63, func(p *text) {
		p.random(asm.R8)
		for i := range 6 {
			p.random(asm.R0)
			p.add(asm.Mov.Reg(asm.R1, asm.R8), asm.JEq.Imm(asm.R1, int32(7*i+3), fmt.Sprint("d", i)), asm.Add.Reg(asm.R9, asm.R6), asm.Add.Reg(asm.R9, asm.R6))
			p.at(fmt.Sprint("d", i))
		}
		p.add(asm.And.Imm(asm.R8, 7), asm.Mov.Reg(asm.R1, asm.R10), asm.Add.Imm(asm.R1, -64), asm.Add.Reg(asm.R1, asm.R8))
	}},
	{"a loop that spills, in another with branches", 7794, func(p *text) {
		p.loop("a", asm.R7, 30, func() {
			p.diamond("d")
			p.add(asm.StoreMem(asm.R10, -8, asm.R9, asm.DWord))
			p.diamond("e")
			p.loop("b", asm.R8, 12, func() {
				p.add(asm.LoadMem(asm.R1, asm.R10, -8, asm.DWord), asm.Add.Reg(asm.R9, asm.R1))
				p.diamond("f")
			})
		})
	}},
}

func build(f func(p *text)) asm.Instructions {
	p := &text{}
	p.random(asm.R6)
	p.random(asm.R9)
	f(p)
	return p.end()
}

// ranged are programs whose ways differ in what the verifier knows of numbers besides how great they can be.
var ranged = []struct {
	name string
	want int
	make func(p *text)
}{
	{"bits of a number, tested twice", 10758, func(p *text) {
		p.random(asm.R8)
		for round := range 2 {
			for bit := range 8 {
				label := fmt.Sprint("d", round, bit)
				p.add(asm.JSet.Imm(asm.R8, 1<<bit, label), asm.Add.Reg(asm.R9, asm.R6))
				p.at(label)
				p.add(asm.Mov.Imm(asm.R1, 1), asm.Mov.Imm(asm.R1, 2), asm.Mov.Imm(asm.R1, 3))
			}
		}
	}},
	{"numbers of two ranges on the stack, of which a sum is tested", 34566, func(p *text) {
		for i := range 10 {
			low, both := fmt.Sprint("low", i), fmt.Sprint("both", i)
			p.random(asm.R8)
			p.add(asm.FnGetPrandomU32.Call(), asm.JGT.Imm(asm.R0, 1000, low), asm.And.Imm(asm.R8, 0xff), asm.Ja.Label(both))
			p.at(low)
			p.add(asm.And.Imm(asm.R8, 0xffff), asm.Mul.Imm(asm.R8, -1))
			p.at(both)
			p.add(asm.StoreMem(asm.R10, int16(-8*(i+1)), asm.R8, asm.DWord))
		}
		p.add(asm.Mov.Imm(asm.R8, 0))
		for i := range 10 {
			p.add(asm.LoadMem(asm.R1, asm.R10, int16(-8*(i+1)), asm.DWord), asm.Add.Reg(asm.R8, asm.R1))
		}
		for i := range 4 {
			label := fmt.Sprint("e", i)
			p.add(asm.JSGT.Imm(asm.R8, int32(-70000*i), label), asm.Add.Imm(asm.R9, 1))
			p.at(label)
		}
	}},
}

// TestBound: the bound is no less than what kernel 6.18 looked at, where the walk says too little.
func TestBound(t *testing.T) {
	for _, c := range ranged {
		code := build(c.make)
		walk, bound := Walk(Program{Code: code}, MaxLookedAt).LookedAt, Bound(Program{Code: code}, MaxLookedAt).LookedAt
		if walk >= c.want || bound < c.want {
			t.Errorf("%s: the walk says %d, the bound %d, the kernel looked at %d", c.name, walk, bound, c.want)
		}
	}
	for _, c := range programs {
		if n := Bound(Program{Code: build(c.make)}, MaxLookedAt).LookedAt; n < c.want {
			t.Errorf("%s: a bound of %d, but the kernel looked at %d", c.name, n, c.want)
		}
	}
}

// TestWalk: the walk looks at as many instructions as kernel 6.18 did.
func TestWalk(t *testing.T) {
	// Ranges are not followed: where the verifier finds that two comparisons told the same, the walk does not.
	more := map[string]int{"what comparisons told of an index": 332}
	for _, c := range programs {
		w := prepare(Program{Code: build(c.make)}, false).walk(recent, MaxLookedAt).work
		if want := max(c.want, more[c.name]); w.LookedAt != want {
			t.Errorf("%s: %d instructions, want %d", c.name, w.LookedAt, want)
		}
		sum := 0
		for _, n := range w.Visits {
			sum += n
		}
		if sum != w.LookedAt {
			t.Errorf("%s: %d visits of %d instructions", c.name, sum, w.LookedAt)
		}
	}
}

// TestKernelWalks: and so does the running one. Others than 6.18 may make other notes.
func TestKernelWalks(t *testing.T) {
	needKernel(t)
	release, err := os.ReadFile("/proc/sys/kernel/osrelease")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range slices.Concat(programs, ranged) {
		prog, err := ebpf.NewProgram(&ebpf.ProgramSpec{Type: ebpf.SocketFilter, Instructions: build(c.make), License: "GPL"})
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		info, err := prog.Info()
		prog.Close()
		if err != nil {
			t.Fatal(err)
		}
		n, ok := info.VerifiedInstructions()
		if !ok {
			if os.Getenv("CCC_TEST_KERNEL") == "require" {
				t.Fatal("CCC_TEST_KERNEL=require, but the kernel does not tell what its verifier did (5.16 and later do)")
			}
			t.Skip("the kernel does not tell what its verifier did (5.16 and later do)")
		}
		switch {
		case strings.HasPrefix(string(release), "6.18.") && int(n) != c.want:
			t.Errorf("%s: the kernel looked at %d instructions, want %d", c.name, n, c.want)
		case int(n) > 2*c.want:
			t.Errorf("%s: kernel %s looked at %d instructions, more than twice the %d of 6.18", c.name, release, n, c.want)
		}
	}
}

// calling makes a program that calls one function three times. Its registers and its stack are not
// its caller's, and what it was called with before is forgotten.
func calling() Program {
	p := &text{}
	p.random(asm.R6)
	p.random(asm.R9)
	p.add(asm.Mov.Imm(asm.R7, 5), asm.StoreMem(asm.R10, -8, asm.R7, asm.DWord), asm.Mov.Imm(asm.R7, 7))
	for i := range 3 {
		p.random(asm.R1)
		p.add(object.CallFunction("half"), asm.Add.Reg(asm.R6, asm.R0), asm.JNE.Imm(asm.R7, 7, "wrong"))
		p.add(asm.LoadMem(asm.R8, asm.R10, -8, asm.DWord), asm.JNE.Imm(asm.R8, 5, "wrong"))
		if i == 0 {
			p.diamond("d")
		}
	}
	p.at("wrong")
	f := &text{label: "half"}
	f.add(asm.Mov.Reg(asm.R6, asm.R1), asm.Mov.Imm(asm.R7, 1), asm.StoreMem(asm.R10, -8, asm.R7, asm.DWord))
	f.add(asm.JGT.Imm(asm.R6, 9, "over"), asm.Mov.Imm(asm.R7, 2))
	f.at("over")
	f.add(asm.LoadMem(asm.R8, asm.R10, -8, asm.DWord), asm.JEq.Imm(asm.R8, 1, "one"), asm.Mov.Imm(asm.R7, 3))
	f.at("one")
	f.add(asm.Mov.Reg(asm.R0, asm.R7), asm.Return())
	return Program{Code: p.end(), Functions: map[string]asm.Instructions{"half": f.code}}
}

// lookedAtCalling is how many instructions kernel 6.18 looked at of it.
const lookedAtCalling = 78

func TestFunctions(t *testing.T) {
	p := calling()
	if n := Walk(p, MaxLookedAt).LookedAt; n != lookedAtCalling {
		t.Errorf("the walk looked at %d instructions, want %d", n, lookedAtCalling)
	}
	if n := Bound(p, MaxLookedAt).LookedAt; n < lookedAtCalling {
		t.Errorf("a bound of %d", n)
	}
	needKernel(t)
	prog, err := ebpf.NewProgram(&ebpf.ProgramSpec{Type: ebpf.SocketFilter, Instructions: slices.Concat(p.Code, p.Functions["half"]), License: "GPL"})
	if err != nil {
		t.Fatalf("%+v", err)
	}
	defer prog.Close()
	info, err := prog.Info()
	if err != nil {
		t.Fatal(err)
	}
	if n, ok := info.VerifiedInstructions(); ok && n != lookedAtCalling {
		t.Errorf("the kernel looked at %d instructions, want %d", n, lookedAtCalling)
	}
}

// TestOlderKernels: where notes are made because of a long history, before 6.12 the verifier
// looks at another number of instructions; Walk answers with the greater.
func TestOlderKernels(t *testing.T) {
	code := build(func(p *text) {
		p.loop("a", asm.R7, 40, func() {
			for i := range 20 {
				p.add(asm.StoreMem(asm.R10, -8, asm.R9, asm.DWord), asm.LoadMem(asm.R9, asm.R10, -8, asm.DWord))
				if i%8 == 0 {
					p.diamond(fmt.Sprint("d", i))
				}
			}
		})
	})
	p := prepare(Program{Code: code}, false)
	now, before := p.walk(recent, MaxLookedAt).work.LookedAt, p.walk(older, MaxLookedAt).work.LookedAt
	if now == before {
		t.Errorf("both look at %d instructions", now)
	}
	if n := Walk(Program{Code: code}, MaxLookedAt).LookedAt; n != max(now, before) {
		t.Errorf("%d instructions, want the greater of %d and %d", n, now, before)
	}
}

// TestLimit: a walk ends when it has looked at more than it may, and counts what waits.
func TestLimit(t *testing.T) {
	code := build(func(p *text) {
		p.loop("a", asm.R7, 100, func() { p.diamond("d") })
	})
	if w := Walk(Program{Code: code}, 100); w.LookedAt != 101 {
		t.Errorf("looked at %d instructions with a limit of 100", w.LookedAt)
	}
	if w := Walk(Program{Code: code}, MaxLookedAt); w.Waiting != 100 {
		t.Errorf("%d branches wait, want one for each turn", w.Waiting)
	}
}

func needKernel(t *testing.T) {
	t.Helper()
	switch {
	case os.Getuid() == 0:
	case os.Getenv("CCC_TEST_KERNEL") == "require":
		t.Fatal("CCC_TEST_KERNEL=require, but this is not root")
	default:
		t.Skip("not root: cannot load programs into the kernel")
	}
}

// TestRelocatedAddress: an address and an offset that the kernel's BTF gives are an address, so that
// ways with that and ways with a number do not end at each other's notes.
func TestRelocatedAddress(t *testing.T) {
	looked := func(relocated bool) int {
		code := build(func(p *text) {
			p.add(asm.Mov.Imm(asm.R8, 1), asm.JGT.Imm(asm.R9, 1000, "number"), asm.Mov.Reg(asm.R8, asm.R7))
			sum := asm.Add.Imm(asm.R8, 8)
			if relocated {
				sum = object.WithRelo(sum, &object.Relo{Kind: object.FieldOffset, Root: "sock"})
			} else {
				sum = asm.Mov.Imm(asm.R8, 8)
			}
			p.add(sum, asm.Ja.Label("both"))
			p.at("number")
			p.add(asm.Mov.Reg(asm.R8, asm.R6))
			p.at("both")
			for range 20 {
				p.add(asm.Add.Imm(asm.R6, 1))
			}
			p.add(asm.StoreMem(asm.R10, -8, asm.R8, asm.DWord))
		})
		code = append(asm.Instructions{asm.Mov.Reg(asm.R7, asm.R1)}, code...)
		return Walk(Program{Code: code}, MaxLookedAt).LookedAt
	}
	if address, number := looked(true), looked(false); address < number+20 {
		t.Errorf("looked at %d instructions with an address on one way, at %d with numbers on both", address, number)
	}
}
