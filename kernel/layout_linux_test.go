package kernel

import (
	"testing"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/btf"

	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/target/kernels"
)

// TestLayoutOfEveryKernel finds what Load needs in the struct_ops value of the
// kernels whose types are known here. From 6.9 on state and count are in a struct
// that the cut types lack; the running kernel and those of internal/vmtest show them.
func TestLayoutOfEveryKernel(t *testing.T) {
	for _, k := range kernels.All() {
		spec, err := k.BTF()
		if err != nil {
			t.Fatal(err)
		}
		var value *btf.Struct
		if err := spec.TypeByName(valueType, &value); err != nil {
			t.Fatalf("%s: %v", k.Release, err)
		}
		if has, want := kernelHasMember(value, txStart), k.Version >= target.CwndEventTxStartSince; has != want {
			t.Errorf("%s: has %s: %v, want %v", k.Release, txStart, has, want)
		}
		if k.Version >= target.V(6, 9) {
			continue
		}
		l, err := layoutOf(value)
		if err != nil {
			t.Errorf("%s: %v", k.Release, err)
			continue
		}
		if l.state == l.refcnt || l.state > 4 || l.refcnt > 4 {
			t.Errorf("%s: state at %d, count at %d: they are the first two words", k.Release, l.state, l.refcnt)
		}
		if l.name < 8 || l.name+16 > l.size || len(l.members) < 12 {
			t.Errorf("%s: name at %d, %d callbacks in %d bytes", k.Release, l.name, len(l.members), l.size)
		}
	}
}

// TestGrowOps: the added member overlaps no other, and its bytes are there, zero.
func TestGrowOps(t *testing.T) {
	pointer := &btf.Pointer{Target: &btf.FuncProto{Return: &btf.Void{}}}
	user := &btf.Struct{Name: opsType, Size: 20, Members: []btf.Member{
		{Name: "cwnd_event", Type: pointer, Offset: 0}, {Name: "flags", Type: &btf.Int{Size: 4}, Offset: 128},
	}}
	ops := &ebpf.MapSpec{Value: user, Contents: []ebpf.MapKV{{Key: uint32(0), Value: []byte("01234567890123456789")}}}
	growOps(ops, "cwnd_event", txStart)
	grown := ops.Value.(*btf.Struct)
	last := grown.Members[len(grown.Members)-1]
	if last.Name != txStart || last.Type != pointer || last.Offset != 24*8 || grown.Size != 32 {
		t.Errorf("member %+v in %d bytes", last, grown.Size)
	}
	if data := string(ops.Contents[0].Value.([]byte)); data != "01234567890123456789"+string(make([]byte, 12)) {
		t.Errorf("bytes %q", data)
	}
	if len(user.Members) != 2 || user.Size != 20 {
		t.Error("the object's own type has changed")
	}
}
