// Package lab runs the kernel's own TCP over an emulated bottleneck: two
// nameless network namespaces, a TUN device in each, and a thread that plays the
// link between them. It samples every flow's window, and says what the windows
// did. Nothing it makes outlives the process.
//
// Run is the way in. It is Linux only; what reads and shows results works
// everywhere.
package lab

import (
	"errors"
	"fmt"
	"time"
)

// ErrLinuxOnly is what Run returns on other systems.
var ErrLinuxOnly = errors.New("the lab needs Linux, whose TCP it runs")

// MTU is the size of a full packet on the link, in bytes with the IP header.
// Rates count these bytes.
const MTU = 1500

// Link describes the bottleneck and the path around it.
type Link struct {
	// Rate is the bottleneck's speed in bit/s, 1e4..1e10; with a Trace, its mean.
	Rate float64 `json:"rate"`
	// Delay is the round trip of the path with an empty queue, 0..10 s; half of it
	// lies in each direction.
	Delay time.Duration `json:"delay"`
	// Queue is how many packets can wait, 1..1e6, beside the one that is being sent.
	Queue int `json:"queue"`
	// Loss is the share of data packets lost at random, 0..1.
	Loss float64 `json:"loss,omitempty"`
	// Mark is the ECN threshold: packets that leave more than Mark others waiting
	// are marked. 0: ECN is off.
	Mark int `json:"mark,omitempty"`
	// Trace, if set, says when the bottleneck can send.
	Trace *Trace `json:"-"`
}

// BDP returns the product of rate and delay, in full packets.
func (l Link) BDP() float64 { return l.Rate * l.Delay.Seconds() / (8 * MTU) }

// Peak returns the window at which the queue overflows if one flow is alone:
// what is under way, what waits, and the packet that is being sent.
func (l Link) Peak() float64 { return l.BDP() + float64(l.Queue) + 1 }

// Check returns what is wrong with the link, or nil.
func (l Link) Check() error {
	switch {
	case !(l.Rate >= 1e4 && l.Rate <= 1e10):
		return fmt.Errorf("a rate lies between 10 kbit/s and 10 Gbit/s, not %s", FormatRate(l.Rate))
	case l.Delay < 0 || l.Delay > 10*time.Second:
		return fmt.Errorf("a delay lies between 0 and 10 s, not %v", l.Delay)
	case l.Queue < 1 || l.Queue > 1e6:
		return fmt.Errorf("a queue holds 1 to 1000000 packets, not %d", l.Queue)
	case !(l.Loss >= 0 && l.Loss < 1):
		return fmt.Errorf("a loss lies between 0 and 1, not %g", l.Loss)
	case l.Mark < 0:
		return fmt.Errorf("an ECN threshold is a number of packets, not %d", l.Mark)
	}
	return nil
}

// Flow is one connection to make.
type Flow struct {
	Label     string        // what to call it in results
	Algorithm string        // as the kernel knows it
	Start     time.Duration // link time
}

// Experiment is one link and what flows over it.
type Experiment struct {
	Name  string
	Link  Link
	Flows []Flow
}

// Options are common to the experiments of a run, which share one clock.
type Options struct {
	// Time is how long to run, Warmup how much of it, from the start, to leave out
	// of the figures, both in link time.
	Time, Warmup time.Duration
	Seed         uint64 // of the random losses
	// Interval is the time between samples; 0: chosen by the shortest delay.
	Interval time.Duration
	// Progress, if set, is called about four times a second.
	Progress func(done time.Duration)

	veth bool // use veth devices even where TUN is there; for tests
}

// The congestion states of a sender (enum tcp_ca_state).
const (
	StateOpen = iota
	StateDisorder
	StateCWR
	StateRecovery
	StateLoss
)

// Sample is what the sender's kernel said of a flow at one moment.
type Sample struct {
	At           time.Duration // link time
	Cwnd         uint32        // packets
	Ssthresh     uint32        // packets
	State        uint8         // StateOpen...
	RTT, MinRTT  time.Duration // smoothed, and least
	Delivered    uint32        // packets since the start
	DeliveredCE  uint32        // of them, with a congestion mark
	Retransmits  uint32        // packets since the start
	PacingRate   uint64        // bytes/s
	DeliveryRate uint64        // bytes/s
	MSS          uint32        // bytes
	Waiting      int32         // packets in the link's queue, of all flows
}

// Counters are what the link saw of a flow's data, after the warm-up.
type Counters struct {
	Arrived   uint64 // packets
	Dropped   uint64 // packets, for the queue was full
	Lost      uint64 // packets, at random
	Marked    uint64 // packets
	Delivered uint64 // bytes with IP header
}

// Track is the trace of a flow through one run.
type Track struct {
	Flow     Flow
	Samples  []Sample
	Counters Counters
	RTT      Histogram // of the path, for each data packet: the delay and its time in the queue
}

// Trial is what one experiment gave in one run.
type Trial struct {
	Experiment Experiment
	Tracks     []Track
	Capacity   float64 // bytes that the bottleneck could have sent after the warm-up
	Options    Options
}

// Health tells whether the machine kept up.
type Health struct {
	Real, Link   time.Duration // how long the run took, and how long it was by the link's clock
	Stalls       int           // times that the link's clock had to stop
	LongestStall time.Duration
	Late         time.Duration // 99.9th percentile of how late packets were delivered
	SampleGap    time.Duration // longest time between two samples
	DeviceDrops  uint64        // packets that the devices dropped behind the link's back
	Nice         bool          // the link's thread could take precedence
}

// Skew returns the share of real time during which the link's clock stood.
func (h Health) Skew() float64 {
	if h.Real <= 0 {
		return 0
	}
	return float64(h.Real-h.Link) / float64(h.Real)
}

// Disturbed returns why the run's figures deserve doubt, or "". A clock that
// stood now and then does no harm; one that stood for more than a round trip, or
// for more than a twentieth of the time, lets TCP's own clocks run ahead.
func (h Health) Disturbed(rtt time.Duration) string {
	switch {
	case h.DeviceDrops > 0:
		return fmt.Sprintf("a device dropped %d packets by itself", h.DeviceDrops)
	case h.Skew() > 0.05:
		return fmt.Sprintf("the machine was too busy: the link's clock stood for %.0f %% of the time", 100*h.Skew())
	case h.LongestStall > max(rtt, 10*time.Millisecond):
		return fmt.Sprintf("the machine stood still for %v", h.LongestStall.Round(time.Millisecond))
	}
	return ""
}

// CapabilityError says which capability a step lacked.
type CapabilityError struct {
	Capability string // "CAP_NET_ADMIN"
	Step       string // "make a TUN device"
	Err        error
}

func (e *CapabilityError) Error() string {
	return fmt.Sprintf("cannot %s: that needs %s, which this user lacks here", e.Step, e.Capability)
}

// Unwrap returns the cause.
func (e *CapabilityError) Unwrap() error { return e.Err }
