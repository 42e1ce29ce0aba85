package target

import (
	"math"
	"slices"
)

// The words that the rows of the field tables are written in.

const (
	infiniteSsthresh = 0x7fffffff           // what the kernel takes for "no threshold yet"
	maxTime          = math.MaxInt64 / 1000 // the kernel's clock is signed 64-bit nanoseconds; this is it in microseconds
	maxUptime        = 1<<48 - 1<<32 - 1    // microseconds, nine years: a point in time has room for it and an hour more, so that sums fit
	maxPackets       = 1 << 20              // more packets than this are met in no window
	maxMicros        = 1 << 27              // a round-trip time above 134 s is met nowhere
)

var (
	u8Range  = Range{0, math.MaxUint8}
	u16Range = Range{0, math.MaxUint16}
	u32Range = Range{0, math.MaxUint32}
	u64Range = Range{0, math.MaxInt64} // u64 values read as at most 2^63-1
	s32Range = Range{math.MinInt32, math.MaxInt32}

	// Kernels since 5.19 warn of a window that is negative as an s32 when they set it themselves.
	cwndBounds     = Bounds{Lo: 1, Hi: math.MaxInt32, HiField: "snd_cwnd_clamp"}
	ssthreshBounds = Bounds{Lo: 2, Hi: infiniteSsthresh}
	// At least one segment a second, so that a formula that yields 0 cannot stop the flow.
	rateBounds = Bounds{LoField: "mss_cache", HiField: "max_pacing_rate"}
)

// Where the parents of tcp_sock are.
const (
	inCsk  = "inet_conn."
	inSock = "inet_conn.icsk_inet.sk."
	inSkc  = "inet_conn.icsk_inet.sk.__sk_common."
)

// What makes rows stays out of line: written out for each row it is 40 KB of code, which every
// process would read for the one time that it runs.

// typeRange is every value of a C type.
func typeRange(t CType) Range {
	return [...]Range{u8Range, u16Range, u32Range, u64Range, s32Range, {math.MinInt64, math.MaxInt64}, {0, 1}}[t]
}

// num is a number in a unit; lo and hi are the raw values met in practice.
//
//go:noinline
func num(name, path string, t CType, u Unit, lo, hi int64, doc string) *Field {
	return &Field{Name: name, Path: path, Type: t, Kind: Num, Unit: u, Hard: typeRange(t), Plausible: Range{lo, hi}, Doc: doc}
}

// packets is a u32 number of packets.
func packets(name string, lo int64, doc string) *Field {
	return num(name, name, U32, Pkts, lo, maxPackets, doc)
}

//go:noinline
func counter(name, doc string) *Field {
	return &Field{Name: name, Path: name, Type: U32, Kind: Count, Hard: u32Range, Plausible: u32Range, Doc: doc}
}

//go:noinline
func seqNo(name, doc string) *Field {
	return &Field{Name: name, Path: name, Type: U32, Kind: Seq, Hard: u32Range, Plausible: u32Range, Doc: doc}
}

// stamp is a point in time; ranges are of the microseconds since boot that it reads as.
//
//go:noinline
func stamp(name, path string, t CType, c Clock, doc string) *Field {
	return &Field{Name: name, Path: path, Type: t, Kind: Stamp, Clock: c, Hard: Range{0, maxUptime}, Plausible: Range{0, maxUptime}, Doc: doc}
}

// truth is a bool: a whole member if mask is 0.
//
//go:noinline
func truth(name, path string, t CType, mask uint64, doc string) *Field {
	return &Field{Name: name, Path: path, Type: t, Kind: Truth, Mask: mask, Hard: Range{0, 1}, Plausible: Range{0, 1}, Doc: doc}
}

//go:noinline
func enumField(name, path string, t CType, enum string, doc string) *Field {
	return &Field{Name: name, Path: path, Type: t, Kind: EnumValue, Enum: enum, Hard: typeRange(t), Plausible: typeRange(t), Doc: doc}
}

// derived is a field that is an expression over others.
//
//go:noinline
func derived(name string, k Kind, u Unit, hi int64, expr, doc string) *Field {
	return &Field{Name: name, Kind: k, Unit: u, Derived: expr, Hard: Range{0, hi}, Plausible: Range{0, hi}, Doc: doc}
}

func (f *Field) bits(n int) *Field {
	f.Bits = n
	if f.Kind != Truth {
		f.Hard = Range{0, 1<<n - 1}
		f.Plausible = Range{max(f.Plausible.Lo, 0), min(f.Plausible.Hi, f.Hard.Hi)}
	}
	return f
}

func (f *Field) hard(lo, hi int64) *Field { f.Hard = Range{lo, hi}; return f }

func (f *Field) scaled(n int64) *Field { f.Scale = n; return f }

func (f *Field) none(raw int64) *Field { f.HasNone, f.None = true, raw; return f }

func (f *Field) unlimited(raw uint64) *Field { f.HasUnlimited, f.Unlimited = true, raw; return f }

func (f *Field) since(v Version) *Field { f.Since = v; return f }

// jiffies marks a duration that the kernel keeps in ticks; it reads in microseconds.
func (f *Field) jiffies() *Field {
	f.Clock = Jiffies
	f.Hard = Range{0, math.MaxUint32 * 10_000} // a tick is at most 10 ms (CONFIG_HZ=100)
	return f
}

// writable marks a field that programs may write from release v on.
func (f *Field) writable(v Version, b Bounds) *Field {
	f.Writable, f.WriteSince, f.Store = true, v, b
	return f
}

func (f *Field) turnsOnPacing() *Field { f.TurnsOnPacing = true; return f }

var fields = slices.Concat(
	of(Sock, windowFields), of(Sock, timeFields), of(Sock, seqFields), of(Sock, stateFields),
	of(Sock, sizeFields), of(Sock, ecnFields), of(Sock, connFields),
	of(RateSample, rateFields), of(AckSample, ackFields),
)

func of(obj Object, list []*Field) []*Field {
	for _, f := range list {
		f.Object = obj
	}
	return list
}
