package flow

import (
	"os"
	"testing"
)

func TestRunNative(t *testing.T) {
	if os.Geteuid() != 0 {
		if os.Getenv("CCC_TEST_KERNEL") == "require" {
			t.Fatal("root is required")
		}
		t.Skip("needs root")
	}
	clean, err := Run(Options{Algorithm: "reno", Bytes: 20 << 20})
	if err != nil {
		t.Fatal(err)
	}
	lossy, err := Run(Options{Algorithm: "reno", Bytes: 20 << 20, DropPerMille: 20, Connections: 2})
	if err != nil {
		t.Fatal(err)
	}
	// On a busy machine an acknowledgement may come so late that a packet is sent
	// again on an undisturbed path, too.
	if lossy.Retransmits <= clean.Retransmits {
		t.Errorf("a path that drops 20 of 1000 lost %d packets, an undisturbed one %d", lossy.Retransmits, clean.Retransmits)
	}
	if _, err := Run(Options{Algorithm: "no_such_cc", Bytes: 1}); err == nil {
		t.Error("an unknown algorithm could be chosen")
	}
}
