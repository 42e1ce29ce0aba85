package vm

import (
	"fmt"
	"maps"
	"slices"
)

// The BPF helpers that are modelled, by number.
const (
	helperKtime      = 5
	helperRandom     = 7
	helperSkStorage  = 107
	helperSendAck    = 116
	helperJiffies64  = 118
	helperKtimeBoot  = 125
	helperKtimeRough = 160
)

// MaxEvents is how many events a Socket keeps; later ones are lost.
const MaxEvents = 256

// helper runs the model of a BPF helper. sk_storage_get is not here: it gives
// memory, which only the VM has.
func (s *Socket) helper(number int, args []uint64) (uint64, error) {
	switch number {
	case helperKtime, helperKtimeBoot, helperKtimeRough:
		return s.Now, nil
	case helperRandom:
		return uint64(s.random()), nil
	case helperJiffies64:
		return s.Jiffies, nil
	case helperSendAck:
		if len(s.Events) < MaxEvents {
			s.Events = append(s.Events, fmt.Sprintf("tcp_send_ack(%d)", uint32(args[1])))
		}
		return 0, nil
	}
	return 0, fmt.Errorf("helper %d is not modelled", number)
}

// helperArgs is how many registers a helper reads.
func helperArgs(number int) int {
	switch number {
	case helperSkStorage:
		return 4
	case helperSendAck:
		return 2
	}
	return 0
}

// kfuncs are the kernel functions that are modelled: how many registers each reads, and
// whether it gives a value.
var kfuncs = map[string]struct {
	args   int
	result bool
	run    func(s *Socket, a []uint64) uint32
}{
	"tcp_reno_ssthresh":   {1, true, func(s *Socket, _ []uint64) uint32 { return max(s.path("snd_cwnd")/2, 2) }},
	"tcp_reno_undo_cwnd":  {1, true, func(s *Socket, _ []uint64) uint32 { return max(s.path("snd_cwnd"), s.path("prior_cwnd")) }},
	"tcp_slow_start":      {2, true, func(s *Socket, a []uint64) uint32 { return slowStart(s, uint32(a[1])) }},
	"tcp_cong_avoid_ai":   {3, false, func(s *Socket, a []uint64) uint32 { congAvoidAI(s, uint32(a[1]), uint32(a[2])); return 0 }},
	"tcp_reno_cong_avoid": {3, false, func(s *Socket, a []uint64) uint32 { renoCongAvoid(s, uint32(a[2])); return 0 }},
}

// KernelFunctions are the names of the kernel's functions that are modelled, in order.
func KernelFunctions() []string { return slices.Sorted(maps.Keys(kfuncs)) }

// kfunc runs the model of a kernel function. The upper half of its result is no
// part of a u32 by the C ABI, so that the model leaves rubbish there.
func (s *Socket) kfunc(name string, args []uint64) (uint64, error) {
	k, ok := kfuncs[name]
	if !ok {
		return 0, fmt.Errorf("kernel function %s is not modelled", name)
	}
	return uint64(k.run(s, args)), nil
}

// slowStart grows the window by one packet per packet acknowledged, up to
// ssthresh, and returns the packets left over (RFC 5681, section 3.1).
func slowStart(s *Socket, acked uint32) uint32 {
	cwnd := s.path("snd_cwnd")
	grown := min(cwnd+acked, s.path("snd_ssthresh"))
	acked -= grown - cwnd
	s.setWindow(grown)
	return acked
}

// setWindow is the kernel's setter; a window of 0, of which that only warns, is not modelled.
func (s *Socket) setWindow(cwnd uint32) {
	s.setPath("snd_cwnd", max(min(cwnd, s.path("snd_cwnd_clamp")), 1))
}

// congAvoidAI adds one packet to the window for every w acknowledged.
func congAvoidAI(s *Socket, w, acked uint32) {
	cwnd, count := s.path("snd_cwnd"), s.path("snd_cwnd_cnt")
	if w == 0 {
		return // the kernel divides by zero here; the target table's bounds keep programs from it
	}
	if count >= w {
		count, cwnd = 0, cwnd+1
	}
	if count += acked; count >= w {
		cwnd += count / w
		count %= w
	}
	s.setPath("snd_cwnd_cnt", count)
	s.setWindow(cwnd)
}

// renoCongAvoid is the kernel's Reno for one ACK.
func renoCongAvoid(s *Socket, acked uint32) {
	cwnd, ssthresh := s.path("snd_cwnd"), s.path("snd_ssthresh")
	limited := s.path("is_cwnd_limited") != 0
	if cwnd < ssthresh && !limited {
		limited = cwnd < 2*s.path("max_packets_out")
	}
	if !limited {
		return
	}
	if cwnd < ssthresh {
		if acked = slowStart(s, acked); acked == 0 {
			return
		}
	}
	congAvoidAI(s, s.path("snd_cwnd"), acked)
}
