package target_test

import (
	"bytes"
	"errors"
	"os"
	"testing"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/btf"

	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/object"
)

// verify loads the unit's programs into the running kernel, if this is allowed
// here: what the table promises and the compiler keeps, the verifier takes. A
// program that calls a function which this kernel does not have is left out.
func verify(t *testing.T, u *lang.Unit) {
	t.Helper()
	spec, err := btf.LoadKernelSpec()
	if err != nil || os.Geteuid() != 0 {
		if os.Getenv("CCC_TEST_KERNEL") == "require" {
			t.Fatal("loading programs needs root and a kernel with BTF")
		}
		return
	}
	if u.Object == nil {
		return
	}
	for _, p := range u.Object.Programs {
		for _, ins := range p.Insns {
			if k := object.KfuncOf(ins); k != nil && spec.TypeByName(k.Name, new(*btf.Func)) != nil {
				return
			}
		}
	}
	var file bytes.Buffer
	if err := u.WriteObject(&file); err != nil {
		t.Error(err)
		return
	}
	coll, err := ebpf.LoadCollectionSpecFromReader(bytes.NewReader(file.Bytes()))
	if err != nil {
		t.Error(err)
		return
	}
	loaded, err := ebpf.NewCollection(coll)
	var refused *ebpf.VerifierError
	if errors.As(err, &refused) {
		t.Errorf("%+v", refused)
	} else if err != nil {
		t.Error(err)
	} else {
		loaded.Close()
	}
}
