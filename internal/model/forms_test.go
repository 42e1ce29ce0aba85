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
	for _, name := range []string{"tcp_congestion_ops", target.Sock.Root(), target.RateSample.Root(), target.AckSample.Root()} {
		var s *btf.Struct
		if err := vm.Synthetic().TypeByName(name, &s); err != nil {
			t.Fatal(err)
		}
		s = btf.Copy(s).(*btf.Struct)
		if at := slices.IndexFunc(s.Members, func(m btf.Member) bool { return m.Name == "cong_control" }); at >= 0 {
			proto := s.Members[at].Type.(*btf.Pointer).Target.(*btf.FuncProto)
			proto.Params = []btf.FuncParam{proto.Params[0], proto.Params[3]}
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
