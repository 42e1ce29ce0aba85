package lab

import (
	"context"
	"os"
	"testing"
	"time"
)

// TestVeth has the fall-back do what TUN does.
func TestVeth(t *testing.T) {
	required := os.Getenv("CCC_TEST_KERNEL") == "require"
	if !Permitted() {
		if required {
			t.Fatal("CAP_SYS_ADMIN and CAP_NET_ADMIN are required")
		}
		t.Skip("needs CAP_SYS_ADMIN and CAP_NET_ADMIN")
	}
	link := Link{Rate: 20e6, Delay: 10 * ms, Queue: 17}
	reno := []Flow{{Label: "reno", Algorithm: "reno"}}
	var f Figures
	quiet := 0
	for n := 0; n < 6 && quiet < 3; n++ {
		trials, health, err := Run(context.Background(), []Experiment{{Name: Alone, Link: link, Flows: reno}},
			Options{Time: 4 * time.Second, Warmup: time.Second, veth: true})
		if err != nil {
			t.Fatal(err)
		}
		f = trials[0].Figures(0, time.Second, 4*time.Second)
		if health.DeviceDrops == 0 && f.Share > 0.98 && f.Share < 1.001 && f.Peak.Mean > link.Peak()-1 && f.Peak.Mean < link.Peak()+2 && f.Loss < 0.01 {
			return
		}
		health.DeviceDrops = 0 // those are what is tested
		if health.Disturbed(link.Delay) == "" {
			quiet++
		}
	}
	if quiet < 3 && !required {
		t.Skipf("the machine is too busy to judge: %d of 6 runs were quiet", quiet)
	}
	t.Errorf("over veth reno did this, where theory says a peak of %.1f: %+v", link.Peak(), f)
}
