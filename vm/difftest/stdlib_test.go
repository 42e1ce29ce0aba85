package difftest

import (
	"bytes"
	"math/rand/v2"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/internal/std"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/target/kernels"
	"github.com/ccc-lang/ccc/vm"
)

// algorithms returns the library's algorithms by name.
func algorithms(t *testing.T) map[string]string {
	all := map[string]string{}
	for _, name := range std.Names() {
		text, err := std.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		if regexp.MustCompile(`(?m)^algorithm `).Match(text) {
			all[strings.TrimSuffix(strings.TrimPrefix(name, std.Prefix), ".cc")] = string(text)
		}
	}
	return all
}

// Every algorithm of the library must do the same in all executions, on random
// connections that live through random callbacks.
func TestLibraryAgrees(t *testing.T) {
	for name, source := range algorithms(t) {
		t.Run(name, func(t *testing.T) {
			s, err := New(source)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			s.Ranges = true
			if os.Getuid() == 0 {
				if err := s.UseKernel(vm.NewSocket()); err != nil {
					t.Fatal(err)
				}
			}
			r := rand.New(rand.NewPCG(uint64(len(source)), 1))
			for range 60 {
				sock := vm.Random(r)
				sock.Kconfig = nil
				s.RandomState(r, sock)
				for range 8 {
					cb := s.Program.Callbacks[r.IntN(len(s.Program.Callbacks))].Target
					args := vm.RandomArgs(r, cb, sock)
					after, _, err := s.Compare(sock, cb.Name, args)
					if err != nil {
						t.Fatalf("%s%v: %v\n%s", cb.Name, args, err, sock)
					}
					sock = after
					s.Age(r, sock)
				}
			}
		})
	}
}

// The same object must mean the same on every kernel that has what it reads:
// members lie elsewhere, bitfields are shifted otherwise, cong_control has two forms.
func TestEveryKernelAgrees(t *testing.T) {
	for name, source := range algorithms(t) {
		t.Run(name, func(t *testing.T) {
			s, err := New(source)
			if err != nil {
				t.Fatal(err)
			}
			for _, k := range kernels.All() {
				spec, err := k.BTF()
				if err != nil {
					t.Fatal(err)
				}
				m, err := vm.New(bytes.NewReader(s.Objects[1]), vm.Options{BTF: spec})
				if err != nil {
					t.Errorf("%s: %v", k.Release, err)
					continue
				}
				agreeOn(t, s, m, k)
			}
		})
	}
}

func agreeOn(t *testing.T, s *Subject, m *vm.VM, k kernels.Kernel) {
	r := rand.New(rand.NewPCG(5, 1))
	for range 20 {
		sock := vm.Random(r)
		m.Forget(sock) // what this kernel does not have
		sock.RecordSize = s.Layout.Storage
		s.RandomState(r, sock)
		for _, cb := range s.Program.Callbacks {
			args := vm.RandomArgs(r, cb.Target, sock)
			if cb.Target.Name == "cong_control" && k.Version < target.V(6, 10) {
				args[1], args[2] = 0, 0 // the old form has neither ACK nor flags
			}
			a, b := sock.Clone(), sock.Clone()
			want, err := s.machines[1].Call(a, cb.Target.Name, args...)
			if err != nil {
				t.Fatalf("%s: %v", cb.Target.Name, err)
			}
			got, err := m.Call(b, cb.Target.Name, args...)
			if err != nil {
				t.Errorf("%s: %v", k.Release, err)
				return
			}
			if cb.Target.Result != nil && uint32(got) != uint32(want) {
				t.Errorf("%s: %s gives %d, on the synthetic kernel %d", k.Release, cb.Target.Name, uint32(got), uint32(want))
				return
			}
			if d := vm.Diff(a, b, "the synthetic kernel", k.Release); d != "" {
				t.Errorf("%s: %s: %s", k.Release, cb.Target.Name, d)
				return
			}
		}
	}
}
