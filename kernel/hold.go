package kernel

import "time"

// Callback tells how often the kernel has called a program of an algorithm, and
// how long the calls took, while the kernel's statistics of BPF programs were on.
type Callback struct {
	Name  string // "cong_avoid"
	Calls uint64
	Time  time.Duration // of all calls
}
