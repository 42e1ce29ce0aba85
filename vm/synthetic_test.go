package vm

import (
	"testing"

	"github.com/ccc-lang/ccc/lang/target"
)

// TestSyntheticMember checks that every member of tcp_sock has a place of its own, and that
// one which the synthetic kernel lacks is refused.
func TestSyntheticMember(t *testing.T) {
	seen := map[SyntheticPlace]string{}
	for _, m := range members() {
		if m.object != target.Sock {
			continue
		}
		p := SyntheticMember(m.path)
		if p.Offset < 8 || seen[p] != "" {
			t.Errorf("%s lies at %d like %q", m.path, p.Offset, seen[p])
		}
		seen[p] = m.path
	}
	for name, ask := range map[string]func(){
		"a path that nobody knows":            func() { SyntheticMember("no_such_member") },
		"a member that the BTF does not have": func() { syntheticPlace("snd_cwnd", memberLayout{}) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("was taken")
				}
			}()
			ask()
		})
	}
}
