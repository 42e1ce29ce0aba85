package model

import (
	"bytes"
	"encoding/binary"
	"slices"
	"testing"

	"github.com/cilium/ebpf/btf"

	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/vm"
)

// machinesFor loads an object for the VM's kernel and, if it has cong_control, also
// for one that calls it by its older form.
func machinesFor(t *testing.T, object []byte) []*vm.VM {
	newest, err := vm.New(bytes.NewReader(object), vm.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if newest.Callbacks()["cong_control"] == 0 {
		return []*vm.VM{newest}
	}
	older, err := vm.New(bytes.NewReader(object), vm.Options{BTF: beforeAck(t)})
	if err != nil {
		t.Fatal(err)
	}
	return []*vm.VM{newest, older}
}

// beforeAck returns the type information of the VM's kernel as if it were older
// than 6.10: cong_control gets the connection and the rate sample only.
func beforeAck(t *testing.T) *btf.Spec {
	b, err := btf.NewBuilder(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{target.Sock.Root(), target.RateSample.Root(), target.AckSample.Root(), "tcp_congestion_ops"} {
		var s *btf.Struct
		if err := vm.Synthetic().TypeByName(name, &s); err != nil {
			t.Fatal(err)
		}
		if name == "tcp_congestion_ops" {
			s = withOldControl(s)
		}
		if _, err := b.Add(s); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := b.Marshal(nil, &btf.MarshalOptions{Order: binary.LittleEndian})
	if err != nil {
		t.Fatal(err)
	}
	spec, err := btf.LoadSpecFromReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return spec
}

// withOldControl returns the operations with the older form of cong_control.
func withOldControl(ops *btf.Struct) *btf.Struct {
	older := *ops
	older.Members = slices.Clone(ops.Members)
	for i, m := range older.Members {
		if m.Name == "cong_control" {
			proto := *m.Type.(*btf.Pointer).Target.(*btf.FuncProto)
			proto.Params = []btf.FuncParam{proto.Params[0], proto.Params[3]}
			older.Members[i].Type = &btf.Pointer{Target: &proto}
		}
	}
	return &older
}
