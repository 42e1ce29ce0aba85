package ir

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/lang/target"
)

const layoutRest = `
ssthresh(sk) = sk.snd_cwnd
undo_cwnd(sk) = sk.prior_cwnd
`

func layoutOf(t *testing.T, state, body string) *Program {
	t.Helper()
	return buildSource(t, "test.cc", []byte("algorithm t\nenum M { a, b }\nstate {\n"+state+"\n}\ncong_avoid(sk, ack, acked) {\n"+body+"\n}\n"+layoutRest))
}

// fields declares n fields of a type.
func fields(n int, prefix, typ string) string {
	var s strings.Builder
	for i := range n {
		fmt.Fprintf(&s, "%s%d: %s\n", prefix, i, typ)
	}
	return s.String()
}

// uses reads and writes every field, so that none is unused.
func uses(n int, prefix string, value func(i int) string) string {
	var s strings.Builder
	for i := range n {
		fmt.Fprintf(&s, "ca.%s%d = %s\n", prefix, i, value(i))
	}
	return s.String()
}

func TestLayoutSpreadsOverWords(t *testing.T) {
	p := layoutOf(t, fields(5, "n", "u32")+fields(3, "t", "stamp"), uses(5, "n", func(int) string { return "acked" })+uses(3, "t", func(int) string { return "sk.now" }))
	for _, l := range p.Layout.Leaves {
		if l.Off%8 != 0 || l.InStorage || l.Bits != 0 {
			t.Errorf("%s at %d: want a word of its own", l.Name, l.Off)
		}
	}
	checkDisjoint(t, p.Layout)
}

func TestLayoutFillsThenPacksThenOverflows(t *testing.T) {
	number := func(int) string { return "acked" }
	truth := func(int) string { return "acked > 3" }
	for _, c := range []struct {
		name        string
		u32s, bools int
		packed      bool
		storage     bool
	}{
		{"26 words of 32 bits", 26, 0, false, false},
		{"25 and 4 truths", 25, 4, false, false},
		{"25 and 5 truths", 25, 5, true, false},
		{"25 and 32 truths", 25, 32, true, false},
		{"25 and 33 truths", 25, 33, true, true},
		{"40", 40, 0, true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := layoutOf(t, fields(c.u32s, "n", "u32")+fields(c.bools, "b", "bool = true"), uses(c.u32s, "n", number)+uses(c.bools, "b", truth))
			packed, storage := false, false
			for _, l := range p.Layout.Leaves {
				packed = packed || l.Bits != 0
				storage = storage || l.InStorage
			}
			if packed != (c.packed && c.bools > 0) || storage != c.storage {
				t.Errorf("packed %v, storage %v; want %v, %v", packed, storage, c.packed, c.storage)
			}
			if p.Layout.Private > target.PrivateBytes {
				t.Errorf("%d private bytes", p.Layout.Private)
			}
			checkDisjoint(t, p.Layout)
		})
	}
}

// What needs most goes to storage first, not what is declared widest.
func TestLayoutStoresTheLargest(t *testing.T) {
	acked := func(int) string { return "acked" }
	p := layoutOf(t, fields(8, "s", "u64 in 0..200")+fields(13, "n", "u64"), uses(8, "s", acked)+uses(13, "n", acked))
	var stored []string
	for _, l := range p.Layout.Leaves {
		if l.InStorage {
			stored = append(stored, l.Name)
		}
	}
	if len(stored) != 2 || stored[0][0] != 'n' || stored[1][0] != 'n' {
		t.Errorf("in storage: %v, want two of n", stored)
	}
}

// Room is saved where it costs least: in truths before small ranges, in these before points in time.
func TestLayoutPacksNoMoreThanItMust(t *testing.T) {
	for u32s, want := range map[int]string{19: "", 20: "b", 21: "bs", 22: "bst"} {
		p := layoutOf(t, fields(u32s, "n", "u32")+fields(9, "b", "bool")+fields(3, "s", "u8 in 0..3")+fields(2, "t", "stamp"),
			uses(u32s, "n", func(int) string { return "acked" })+uses(9, "b", func(int) string { return "acked > 3" })+
				uses(3, "s", func(int) string { return "acked" })+uses(2, "t", func(int) string { return "sk.now" }))
		packed := ""
		for _, l := range p.Layout.Leaves {
			if l.InStorage {
				t.Errorf("%d numbers: %s is in storage", u32s, l.Name)
			}
			if l.Bits != 0 && !strings.Contains(packed, l.Name[:1]) {
				packed += l.Name[:1]
			}
		}
		if packed != want {
			t.Errorf("%d numbers: packed %q, want %q", u32s, packed, want)
		}
		checkDisjoint(t, p.Layout)
	}
}

// checkDisjoint proves that no bit is given to two leaves.
func checkDisjoint(t *testing.T, l *Layout) {
	t.Helper()
	owner := map[string]string{}
	take := func(name string, storage bool, bit int) {
		key := fmt.Sprint(storage, bit)
		if other, taken := owner[key]; taken {
			t.Errorf("%s and %s share bit %d (storage %v)", name, other, bit, storage)
		}
		owner[key] = name
	}
	for _, leaf := range l.Leaves {
		n := leaf.Size * 8 * max(1, leaf.Len)
		if leaf.Bits != 0 {
			n = leaf.Bits
		}
		for i := range n {
			take(leaf.Name, leaf.InStorage, leaf.Off*8+leaf.Bit+i)
		}
		if !leaf.InStorage && leaf.Off+leaf.Size > target.PrivateBytes {
			t.Errorf("%s ends at %d", leaf.Name, leaf.Off+leaf.Size)
		}
		if leaf.Off%leaf.Size != 0 {
			t.Errorf("%s of %d bytes at %d", leaf.Name, leaf.Size, leaf.Off)
		}
	}
	if l.Mine >= 0 {
		for i := range 8 {
			take("the mark", false, l.Mine*8+i)
		}
	}
}

// Every leaf of a packed state keeps its value while others change.
func TestPackedLeavesAreIndependent(t *testing.T) {
	state := fields(10, "t", "stamp") + fields(9, "b", "bool = true") + fields(4, "i", "i8 in -3..3 = -2") + fields(5, "m", "M = b") + fields(4, "s", "i16 = -5") + fields(3, "c", "u8 in 2..5 = 3")
	body := uses(10, "t", func(i int) string { return fmt.Sprintf("sk.now + %dus", i) }) +
		uses(9, "b", func(i int) string { return fmt.Sprintf("acked == %d", i) }) +
		uses(4, "i", func(i int) string { return fmt.Sprintf("acked - %d", i+2) }) +
		uses(5, "m", func(i int) string { return fmt.Sprintf("if acked == %d then a else b", i) }) +
		uses(4, "s", func(i int) string { return fmt.Sprintf("-1000 - %d * acked", i) }) +
		uses(3, "c", func(i int) string { return fmt.Sprintf("%d", i+2) })
	p := layoutOf(t, state, body)
	checkDisjoint(t, p.Layout)
	m := NewMemory(p.Layout.Storage)
	want := map[string]int64{}
	for i := range p.Layout.Leaves {
		l := &p.Layout.Leaves[i]
		got := p.Layout.Read(l, 0, m)
		if first := map[byte]int64{'t': 0, 'b': 1, 'i': -2, 'm': 1, 's': -5, 'c': 3}[l.Name[0]]; got != first {
			t.Errorf("%s is %d before anything ran, want %d", l.Name, got, first)
		}
		n := int64(l.Name[1] - '0')
		want[l.Name] = map[byte]int64{'t': 1<<40 + n, 'b': b2i(n == 1), 'i': max(-3, -1-n), 'm': b2i(n != 1), 's': -1000 - n, 'c': n + 2}[l.Name[0]]
	}
	m.Fields["sk.tcp_mstamp"] = 1 << 40
	if _, err := Eval(find(p, "cong_avoid"), []int64{0, 0, 1}, m, nil); err != nil {
		t.Fatal(err)
	}
	for i := range p.Layout.Leaves {
		l := &p.Layout.Leaves[i]
		if got := p.Layout.Read(l, 0, m); got != want[l.Name] {
			t.Errorf("%s is %d, want %d", l.Name, got, want[l.Name])
		}
	}
}

func b2i(t bool) int64 {
	if t {
		return 1
	}
	return 0
}

func find(p *Program, name string) *Func {
	for _, f := range p.Funcs {
		if f.Name == name {
			return f
		}
	}
	panic("no " + name)
}

const ringState = "ring: u16[40] = 9\nn: u32 = 4"
const ringBody = "ca.n += ca.ring[acked]\nca.ring[acked] = 100"

// A record of an earlier life of the connection is cleared; one of this life is kept.
func TestStorageIsClaimed(t *testing.T) {
	p := layoutOf(t, ringState, ringBody)
	ring, n := &p.Layout.Leaves[0], &p.Layout.Leaves[1]
	if !ring.InStorage || n.InStorage || p.Layout.Mine < 0 {
		t.Fatalf("ring %v, n %v, mark %d", ring.InStorage, n.InStorage, p.Layout.Mine)
	}
	m := NewMemory(p.Layout.Storage)
	for i := range m.Record {
		m.Record[i] = 0x55
	}
	run := func(want int64) {
		t.Helper()
		if _, err := Eval(find(p, "cong_avoid"), []int64{0, 0, 7}, m, nil); err != nil {
			t.Fatal(err)
		}
		if got := p.Layout.Read(n, 0, m); got != want {
			t.Errorf("n is %d, want %d", got, want)
		}
	}
	run(4 + 9)
	run(4 + 9 + 100)
	if got := p.Layout.Read(ring, 6, m); got != 9 {
		t.Errorf("an element that nobody wrote is %d", got)
	}
}

// Without a record reads are initial and writes are dropped.
func TestNoStorage(t *testing.T) {
	p := layoutOf(t, ringState, ringBody)
	m := NewMemory(0)
	for range 2 {
		if _, err := Eval(find(p, "cong_avoid"), []int64{0, 0, 7}, m, nil); err != nil {
			t.Fatal(err)
		}
	}
	if got := p.Layout.Read(&p.Layout.Leaves[1], 0, m); got != 4+9+9 {
		t.Errorf("n is %d", got)
	}
}

// A program whose kernel functions keep their data in the private bytes has its
// state in the record, which init clears.
func TestStateBesideAKernelFunction(t *testing.T) {
	p := buildSource(t, "test.cc", []byte("algorithm t\nextern fn cubictcp_cong_avoid(sk, ack, acked)\nstate { n: u32 = 7 }\n"+
		"cong_avoid(sk, ack, acked) {\nca.n += acked\ncubictcp_cong_avoid(sk, ack, acked)\n}\n"+layoutRest))
	n := &p.Layout.Leaves[0]
	if !n.InStorage || p.Layout.Private != 0 || p.Layout.Mine >= 0 {
		t.Fatalf("n in storage %v, %d private bytes, mark %d", n.InStorage, p.Layout.Private, p.Layout.Mine)
	}
	m := NewMemory(p.Layout.Storage)
	run := func(name string, want int64) {
		t.Helper()
		if _, err := Eval(find(p, name), []int64{0, 0, 3}, m, nil); err != nil {
			t.Fatal(err)
		}
		if got := p.Layout.Read(n, 0, m); got != want {
			t.Errorf("after %s n is %d, want %d", name, got, want)
		}
		if m.Private != [len(m.Private)]byte{} {
			t.Errorf("%s wrote the private bytes", name)
		}
	}
	run("cong_avoid", 10)
	run("cong_avoid", 13)
	run("init", 7)
}

// Kernels before 6.0 demand cong_avoid even beside cong_control.
func TestCongControlBringsCongAvoid(t *testing.T) {
	p := buildSource(t, "test.cc", []byte("algorithm t\ncong_control(sk, rs) { sk.snd_cwnd = 10 }\n"+layoutRest))
	f := find(p, "cong_avoid")
	for _, b := range f.Blocks {
		if len(b.Insts) > 0 {
			t.Error("the added cong_avoid does something:\n", f)
		}
	}
}

// What every ACK uses lies before what only a loss does, wherever it is declared and however wide.
func TestLayoutPutsOftenUsedWordsFirst(t *testing.T) {
	p := buildSource(t, "test.cc", []byte(`algorithm t
state {
    cut: u64 pkts
    rare: pkts
    marked: bool
    often: pkts
}
ssthresh(sk) {
    ca.cut = sk.snd_cwnd
    return ca.cut
}
undo_cwnd(sk) = ca.cut
in_ack_event(sk, flags) {
    if ca.marked { ca.rare = sk.snd_cwnd }
    ca.marked = ca.often < sk.delivered
    ca.often += 1
}
cong_avoid(sk, ack, acked) { sk.snd_cwnd = ca.rare }
`))
	var names []string
	for off := 0; off < p.Layout.Private; off += 8 {
		for _, l := range p.Layout.Leaves {
			if l.Off == off {
				names = append(names, l.Name)
			}
		}
	}
	if got, want := strings.Join(names, " "), "often marked rare cut"; got != want {
		t.Errorf("the words hold %s; want %s", got, want)
	}
	places := map[int]bool{}
	for _, l := range p.Layout.Leaves {
		places[l.Off] = true
	}
	for _, f := range p.Funcs {
		for _, b := range f.Blocks {
			for _, v := range b.Insts {
				if isPrivate(v) && !places[v.Aux.Off] {
					t.Errorf("%s: no variable lies at %d", f.Name, v.Aux.Off)
				}
			}
		}
	}
}
