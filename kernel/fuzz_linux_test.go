package kernel

import (
	"bytes"
	"testing"

	"github.com/ccc-lang/ccc/lang"
)

// FuzzLoad: no object makes the loader fail, hang or hand anything to the kernel
// but a congestion control, on the whole way up to the kernel.
func FuzzLoad(f *testing.F) {
	for _, text := range []string{tiny, storing} {
		unit := lang.Compile("fuzz.cc", []byte(text), lang.Options{})
		for _, legacy := range []bool{false, true} {
			unit.Object.Legacy = legacy
			var b bytes.Buffer
			if err := unit.WriteObject(&b); err != nil {
				f.Fatal(err)
			}
			f.Add(b.Bytes())
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		j, err := newJob(bytes.NewReader(data), LoadOptions{Set: map[string]string{"beta": "0.8"}})
		if err != nil {
			return
		}
		_ = j.checkNeeds() // what is wrong is an error, never a panic
		_ = j.setParams()
		_ = writeName(j.ops, "fuzzed")
		j.addTxStart()
		if err := onlyCongestionControl(j.spec); err != nil {
			t.Fatal(err)
		}
	})
}

// storing is a program whose state does not fit the socket's private area, that
// calls helpers and looks into a table.
const storing = `algorithm fuzzed with ecn
param beta = 0.5 in 0.1..0.95
extern fn tcp_reno_ssthresh(sk): u32
state {
    seen: u64[20]
    last: stamp
}
init(sk) { ca.last = sk.now }
ssthresh(sk) = max(sk.snd_cwnd * beta, 2)
cong_avoid(sk, ack, acked) {
    ca.seen[acked % 20] += 1
    if random(3) == 1 { sk.snd_cwnd += 1 }
}
undo_cwnd(sk) = tcp_reno_ssthresh(sk)
cwnd_event(sk, event) { if event == tx_start { ca.last = sk.now } }
`
