package lang

import (
	"fmt"
	"strings"
	"testing"
)

// A callback that is too long with all calls written out is taken with a function for what it calls
// twice, also where that saves little.
func TestFunctionsKeepWithinTheLimit(t *testing.T) {
	if testing.Short() {
		t.Skip("runs without -short: a text of 1,600 statements")
	}
	var step, rest strings.Builder
	for i := range 150 {
		fmt.Fprintf(&step, "    ca.n = (ca.n + x * %d) %% (sk.snd_cwnd + %d)\n", 2*i+3, i+1)
	}
	for i := range 1450 {
		fmt.Fprintf(&rest, "    ca.n = (ca.n + acked * %d) %% (sk.snd_cwnd + %d)\n", 2*i+5, i+1)
	}
	text := "// SPDX-License-Identifier: GPL-2.0-or-later\nalgorithm long\nstate { n: u32 }\nfn step(sk, x: pkts) {\n" + step.String() +
		"}\ncong_avoid(sk, ack, acked) {\n    step(sk, acked)\n" + rest.String() + "    step(sk, sk.snd_cwnd)\n    sk.snd_cwnd = ca.n\n}\nssthresh(sk) = max(sk.snd_cwnd / 2, 2)\nundo_cwnd(sk) = sk.prior_cwnd\n"
	u := Compile("long.cc", []byte(text), Options{})
	if u.Failed() {
		t.Fatal(u.Diags.All()[0].Message)
	}
	for _, st := range u.Stats {
		t.Log(st.Callback, st.Instructions)
	}
	if len(u.IR.Shared) != 1 {
		t.Errorf("%d functions, want 1: the text is too short for this test", len(u.IR.Shared))
	}
}
