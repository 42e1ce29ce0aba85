package lab

import (
	"context"
	"os"
	"testing"
	"time"
)

// TestVeth has the fall-back do what TUN does.
func TestVeth(t *testing.T) {
	if !Permitted() {
		if os.Getenv("CCC_TEST_KERNEL") == "require" {
			t.Fatal("CAP_SYS_ADMIN and CAP_NET_ADMIN are required")
		}
		t.Skip("needs CAP_SYS_ADMIN and CAP_NET_ADMIN")
	}
	link := Link{Rate: 20e6, Delay: 10 * ms, Queue: 17}
	reno := []Flow{{Label: "reno", Algorithm: "reno"}}
	var f Figures
	for range 3 {
		trials, health, err := Run(context.Background(), []Experiment{{Name: Alone, Link: link, Flows: reno}},
			Options{Time: 4 * time.Second, Warmup: time.Second, veth: true})
		if err != nil {
			t.Fatal(err)
		}
		f = trials[0].Figures(0, time.Second, 4*time.Second)
		if health.DeviceDrops == 0 && f.Share > 0.98 && f.Share < 1.001 && f.Peak.Mean > link.Peak()-1 && f.Peak.Mean < link.Peak()+2 && f.Loss < 0.01 {
			return
		}
	}
	t.Errorf("over veth reno did this, where theory says a peak of %.1f: %+v", link.Peak(), f)
}
