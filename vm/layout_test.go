package vm

import (
	"math/rand/v2"
	"testing"

	"github.com/cilium/ebpf/btf"

	"github.com/ccc-lang/ccc/lang/target"
)

// specs returns the kernels that tests lay sockets out for: the synthetic one
// and, where there is one, the running one.
func specs(t *testing.T) map[string]*btf.Spec {
	all := map[string]*btf.Spec{"synthetic": Synthetic()}
	if spec, err := btf.LoadSpec("/sys/kernel/btf/vmlinux"); err == nil {
		all["running"] = spec
	} else {
		t.Logf("no BTF of the running kernel: %v", err)
	}
	return all
}

// Every member of the target table that the kernel has must have the size and
// width that the table says.
func TestLayoutAgreesWithTheTable(t *testing.T) {
	for name, spec := range specs(t) {
		for obj := range 3 {
			l, err := layoutOf(spec, target.Object(obj))
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			for i, m := range members() {
				ml := l.members[i]
				if int(m.object) != obj || ml.size == 0 && name != "synthetic" {
					continue
				}
				if ml.size != m.typ.Size() || ml.bits != m.bits {
					t.Errorf("%s: %s has %d bytes, %d bits; the table says %d and %d", name, m.path, ml.size, ml.bits, m.typ.Size(), m.bits)
				}
			}
		}
	}
}

// What push lays out, pull must take back: no two members may share bits.
func TestPushPull(t *testing.T) {
	for name, spec := range specs(t) {
		m := &VM{opts: Options{BTF: spec}}
		if err := m.makeObjects(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for seed := range uint64(50) {
			s := Random(rand.New(rand.NewPCG(seed, 1)))
			for i := range s.Private {
				s.Private[i] = byte(int(seed) + i)
			}
			got := s.Clone()
			m.push(s)
			for i, mem := range members() {
				if mem.writable {
					got.raw[i] = ^got.raw[i]
				}
				l := m.objects[mem.object].members[i]
				if l.size > 0 && l.load(m.fixed[regionSock+int(mem.object)].bytes) != s.raw[i] {
					t.Fatalf("%s: %s reads %#x after it was laid out as %#x", name, mem.path, l.load(m.fixed[regionSock].bytes), s.raw[i])
				}
			}
			clear(got.Private[:])
			m.pull(got)
			if d := Diff(s, got, "push", "pull"); d != "" {
				t.Fatalf("%s: %s", name, d)
			}
		}
	}
}
