// Package target is the one table of what Linux TCP offers to a
// congestion-control algorithm: callbacks with their signatures by kernel
// version, fields with path, unit, range and access rules, enums, builtin
// functions, kfuncs and helpers. The checker, the code generator, the VM, the
// documentation and the editor all read it and nothing else, so that a new
// kernel field or callback is a new row here and no change anywhere else.
//
// It imports nothing else of this module.
package target

import "fmt"

// Version is a kernel release as the kernel's own KERNEL_VERSION(a, b, c)
// counts it; 0 means "every kernel that has struct_ops" (5.6 and later).
type Version uint32

// V returns the version of release major.minor.
func V(major, minor int) Version { return Version(major<<16 | minor<<8) }

// FirstKernel is the first release that takes a congestion control from BPF.
const FirstKernel = Version(5<<16 | 6<<8)

// String returns "6.10", or "5.6" for 0.
func (v Version) String() string {
	if v == 0 {
		v = FirstKernel
	}
	return fmt.Sprintf("%d.%d", v>>16, v>>8&0xff)
}

// ParseVersion reads a release as a person writes it, "6.10" or "6.10.3-generic".
func ParseVersion(text string) (Version, error) {
	var major, minor int
	if _, err := fmt.Sscanf(text, "%d.%d", &major, &minor); err != nil || major < 1 || major > 255 || minor < 0 || minor > 255 {
		return 0, fmt.Errorf("%q is not a kernel release, as 6.10", text)
	}
	return V(major, minor), nil
}

// CType is the C type of a kernel member: what an access of it must be.
type CType uint8

// The C types that are touched. The sizes are in bytes on a 64-bit kernel.
const (
	U8   CType = iota // unsigned char, u8
	U16               // u16
	U32               // u32, unsigned int
	U64               // u64, unsigned long, size_t
	S32               // s32, int
	S64               // s64, long
	Bool              // bool, 1 byte
)

// Size returns the width in bytes.
func (t CType) Size() int { return [...]int{1, 2, 4, 8, 4, 8, 1}[t] }

// Signed reports whether the type is signed.
func (t CType) Signed() bool { return t == S32 || t == S64 }

// Kind is what a value means in the language.
type Kind uint8

// The kinds.
const (
	Num       Kind = iota // a number with a unit
	Truth                 // a bool
	Seq                   // a TCP sequence number
	Stamp                 // a point in time; 0 is never
	Count                 // a wrapping 32-bit kernel counter of packets
	EnumValue             // a value of Enum
	SockPtr               // the connection, `sk`
	RatePtr               // the rate sample, `rs`
	AckPtr                // the ACK sample, `sample`
)

// Clock says in what the kernel keeps a Stamp or a duration, where that is not the field's Unit.
type Clock uint8

// The clocks.
const (
	UnitClock   Clock = iota // durations: the field's Unit; stamps: microseconds since boot (u64)
	Jiffies                  // ticks of 1/HZ s, the low 32 bits for stamps
	Nanoseconds              // u64 nanoseconds since boot
)

// Unit is a scale for numbers: a dimension (powers of byte and second) and how
// many base units (bytes, seconds) one of it is. Packets and plain numbers have
// dimension (0, 0).
type Unit struct {
	Name           string // as written: "us", "bytes/s", "pkts", ""
	Bytes, Seconds int8   // exponents
	Num, Den       int64  // one unit is Num/Den base units; both positive
}

// Object is what a field belongs to.
type Object uint8

// The objects.
const (
	Sock       Object = iota // sk., struct tcp_sock and its parents
	RateSample               // rs., struct rate_sample
	AckSample                // sample., struct ack_sample
)

// Field is one name behind `sk.`, `rs.` or `sample.`.
type Field struct {
	Object Object
	Name   string // in the language: no sk_, icsk_, skc_ prefix
	Doc    string // one sentence
	Kind   Kind
	Enum   string // with EnumValue
	Unit   Unit   // with Num; of what is stored, so that value = raw * Unit / Scale
	Scale  int64  // the kernel keeps the value times this (srtt_us: 8); 0 means 1
	Clock  Clock

	// Path is the member path from the object's C struct, as
	// "inet_conn.icsk_inet.sk.sk_pacing_rate" or "rtt_min.s[0].v". Layout says what each
	// step is. Empty with Derived.
	Path string
	Type CType
	Bits int    // width, if the member is a C bitfield
	Mask uint64 // with Truth: the bits of the member that the name stands for; 0: the whole member

	// Derived is the field's meaning as an expression of the language over `sk`
	// (or `rs`, `sample`), for what engineers mean but no single member holds.
	Derived string

	// None: raw values that mean "no sample". The field then may be used only under
	// a test of it (`f >= 0` and the like), and reads as -1 in the test itself.
	HasNone bool
	None    int64
	// Unlimited: the raw value from which on the field means "unlimited", and what
	// the kernel itself stores for it; of u64 fields 2^64-1, which reads as 2^63-1.
	HasUnlimited bool
	Unlimited    uint64

	// Hard is every raw value a kernel can hold, without the None value and with u64
	// values taken as at most 2^63-1; Plausible is what is met in practice, and
	// decides warnings only. Of a Truth and of what is kept in another Clock they
	// are the range of what it reads as: 0..1, or a number of its Unit (of
	// microseconds for a stamp).
	Hard, Plausible Range

	Since      Version // first kernel that has it
	Until      Version // first kernel that does not; 0: none
	Writable   bool
	WriteSince Version // first kernel that lets a program write it
	Store      Bounds  // what a store is clamped to, besides the width

	// TurnsOnPacing: in an algorithm with cong_control a store also raises
	// pacing_status from 0 (none) to 1 (needed).
	TurnsOnPacing bool
}

// Range is a closed interval of raw values.
type Range struct{ Lo, Hi int64 }

// Bounds limit what may be stored in a place or returned, in the place's raw
// units. A field name, where given, stands for that field's value at the time of
// the store.
type Bounds struct {
	// Hi 0: no constant upper bound. With HiField it is 2^31-1, and holds alone where the field,
	// a u32, is 0 or above it.
	Lo, Hi           int64
	LoField, HiField string
}

// Param is one parameter of a callback.
type Param struct {
	Name string
	Kind Kind
	Enum string
	Unit Unit
	Type CType // scalars: the width to load it with
	Hard Range
	Doc  string
}

// Form is one signature of a callback: the context slots its parameters are in.
type Form struct {
	Since, Until Version
	Slots        []int // for each of Params in the language's order: its slot in the context, or -1: not there
}

// Callback is one member of struct tcp_congestion_ops that a program can fill.
type Callback struct {
	Name     string // in the language and of the member
	Doc      string
	Params   []Param
	MinPar   int     // how many parameters cannot be left out
	Forms    []Form  // empty: one form, slots 0, 1, ...
	Alt      [][]int // other lists of parameters, as indexes into Params: a program may write (sk, rs) for cong_control
	Result   *Result
	Required bool   // ssthresh, undo_cwnd
	Often    bool   // runs for every packet or ACK
	Hint     string // for a required one: ready text to paste
	Since    Version
}

// Result is what a callback returns.
type Result struct {
	Kind   Kind
	Unit   Unit
	Type   CType
	Bounds Bounds
	// Unlimited: what `unlimited` becomes.
	HasUnlimited bool
	Unlimited    uint64
}

// Enum is a type of named values that the kernel defines.
type Enum struct {
	Name   string // in the language
	CName  string // of the C enum, for the BTF test; "" if the kernel has none in BTF
	Flags  bool   // values are bits that may be joined
	Values []EnumMember
	Doc    string
}

// EnumMember is one value of an Enum.
type EnumMember struct {
	Name  string // in the language
	CName string // in BTF
	Value int64
	Doc   string
}

// Effect is what a function call may change besides its result.
type Effect uint8

// The effects.
const (
	Pure       Effect = iota // nothing; the same arguments give the same result
	Reads                    // nothing, but the result may differ from call to call
	WritesSock               // fields of the connection
)

// Func is a function callable from the language that is not written in it.
type Func struct {
	Name   string
	Doc    string
	Params []Param
	Result *Result // nil: gives no value
	Effect Effect
	Since  Version
	Until  Version // first kernel that does not have it; 0: none

	Helper int  // number of the BPF helper, or 0
	Kfunc  bool // a kernel function, declared by `extern fn`
	// OwnsPrivate: the function keeps its own data in the socket's private bytes,
	// so the algorithm's state must live elsewhere.
	OwnsPrivate bool
	// Callbacks it may be called from; empty: all.
	Callbacks []string
	// GrowsWindow: the function adds to the window or saves it for one that does, so that the compiler
	// holds it at MaxBeforeGrowth before the call.
	GrowsWindow bool
	// ArgBounds: per parameter, what the compiler clamps the argument to.
	ArgBounds []Bounds
}

// Member is one member of a C struct, as CO-RE needs to know it.
type Member struct {
	Name   string
	Struct string // the member is this struct ("" for a scalar); a name starting with "." is an anonymous struct
	Type   CType
	Bits   int // bitfield width
	Len    int // array length, 0: not an array
}

// Layout gives, per C struct on any Field's path, the members that paths use.
// Structs with a name that starts with "." are anonymous in C.
type Layout map[string][]Member

// Root returns the C struct that fields of the object start from.
func (o Object) Root() string { return [...]string{"tcp_sock", "rate_sample", "ack_sample"}[o] }

// Name returns the object's name in the language.
func (o Object) Name() string { return [...]string{"sk", "rs", "sample"}[o] }
