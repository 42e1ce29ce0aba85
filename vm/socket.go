package vm

import (
	"fmt"
	"math"
	"math/big"
	"strings"

	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
)

// PrivateSize is the number of bytes that the kernel gives an algorithm in every socket.
const PrivateSize = 104

// Socket is a model of one connection: everything a callback can read or
// change. The same model is run by the IR evaluator (it implements
// ir.Machine), by the VM and, laid out anew, by the kernel's JIT, and can be
// compared afterwards. The zero value is not usable; see NewSocket.
type Socket struct {
	raw []uint64 // by index of the member: the bits the kernel keeps

	// Private are the socket's private bytes, icsk_ca_priv.
	Private [PrivateSize]byte
	// Record is the per-socket storage record, nil before the first use of it.
	Record []byte
	// RecordSize is how long a record the program asks for.
	RecordSize int
	// NoRecord makes the kernel refuse a storage record, as under memory pressure.
	NoRecord bool

	// Now is the kernel's monotonic clock in nanoseconds; Jiffies its tick counter.
	Now     uint64
	Jiffies uint64
	// Seed starts the random numbers that get_prandom_u32 gives.
	Seed uint64
	// SameRandom makes get_prandom_u32 give the same number again and again: a
	// number that nothing depends on need not be drawn, and executions may differ in that.
	SameRandom bool

	// Params are load-time parameters by symbol, as stored integers; those left out have their default.
	Params map[string]int64
	// Kconfig are build-time numbers; CONFIG_HZ left out is 250.
	Kconfig map[string]uint64

	// Events are the calls that leave the socket, in order: "tcp_send_ack(17)".
	Events []string
}

// NewSocket returns a socket whose members are all 0, or the least that a kernel can hold.
func NewSocket() *Socket {
	s := &Socket{raw: make([]uint64, len(members()))}
	for i := range s.raw {
		if f := members()[i].field; f.Clock == target.UnitClock {
			s.raw[i] = uint64(max(f.Hard.Lo, 0))
		}
	}
	return s
}

// Clone returns a copy that shares nothing that a run changes.
func (s *Socket) Clone() *Socket {
	c := *s
	c.raw = append([]uint64(nil), s.raw...)
	if s.Record != nil {
		c.Record = append([]byte{}, s.Record...)
	}
	c.Events = append([]string(nil), s.Events...)
	return &c
}

// Raw returns the member behind f, extended by its C type.
func (s *Socket) Raw(f *target.Field) int64 {
	i := indexOf(f)
	return members()[i].extend(s.raw[i])
}

// SetRaw stores the low bits of v in the member behind f.
func (s *Socket) SetRaw(f *target.Field, v int64) {
	i := indexOf(f)
	s.raw[i] = uint64(v) & members()[i].mask()
}

// path reads and setPath writes a member of tcp_sock for the modelled kernel functions.
func (s *Socket) path(path string) uint32 { return uint32(s.raw[mustIndex(path)]) }

func (s *Socket) setPath(path string, v uint32) { s.raw[mustIndex(path)] = uint64(v) }

func mustIndex(path string) int {
	i := indexOfPath(target.Sock, path)
	if i < 0 {
		panic("internal error: the target table has no field for tcp_sock." + path)
	}
	return i
}

// LoadField implements ir.Machine.
func (s *Socket) LoadField(f *target.Field) int64 { return s.Raw(f) }

// StoreField implements ir.Machine.
func (s *Socket) StoreField(f *target.Field, v int64) { s.SetRaw(f, v) }

// LoadPriv implements ir.Machine.
func (s *Socket) LoadPriv(off, size int) uint64 { return loadAny(s.Private[off : off+size]) }

// StorePriv implements ir.Machine.
func (s *Socket) StorePriv(off, size int, v uint64) { storeAny(s.Private[off:off+size], v) }

// Storage implements ir.Machine: it makes the record at the first call, as the kernel does.
func (s *Socket) Storage() bool {
	if s.NoRecord {
		return false
	}
	if s.Record == nil {
		s.Record = make([]byte, s.RecordSize)
	}
	return true
}

// LoadMem implements ir.Machine.
func (s *Socket) LoadMem(off, size int) uint64 { return loadAny(s.Record[off : off+size]) }

// StoreMem implements ir.Machine.
func (s *Socket) StoreMem(off, size int, v uint64) { storeAny(s.Record[off:off+size], v) }

// LoadParam implements ir.Machine.
func (s *Socket) LoadParam(p *types.LoadParam) int64 {
	if v, ok := s.Params[p.Symbol]; ok {
		return v
	}
	return StoredParam(p, p.Default)
}

// StoredParam returns the integer that stands for the value v (in base units) of
// p: v times p.Den, truncated, at most ±(2^63-1).
func StoredParam(p *types.LoadParam, v *big.Rat) int64 {
	if v == nil {
		return 0
	}
	n := new(big.Int).Mul(v.Num(), big.NewInt(max(p.Den, 1)))
	n.Quo(n, v.Denom())
	if n.IsInt64() && n.Int64() != math.MinInt64 {
		return n.Int64()
	}
	return int64(n.Sign()) * math.MaxInt64
}

// Config implements ir.Machine.
func (s *Socket) Config(name string) int64 { return int64(s.kconfig(name)) }

func (s *Socket) kconfig(name string) uint64 {
	if v, ok := s.Kconfig[name]; ok {
		return v
	}
	if name == "CONFIG_HZ" {
		return 250
	}
	return 0
}

// Call implements ir.Machine: it runs the model of a helper or kernel function.
func (s *Socket) Call(f *target.Func, args []int64) int64 {
	u := make([]uint64, len(args))
	for i, a := range args {
		u[i] = uint64(a)
	}
	var r uint64
	var err error
	if f.Kfunc {
		r, err = s.kfunc(f.Name, u)
	} else {
		r, err = s.helper(f.Helper, u)
	}
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return int64(r)
}

// random returns the next number of get_prandom_u32: a xorshift generator
// (Marsaglia 2003), which every execution starts from the same seed.
func (s *Socket) random() uint32 {
	x := s.Seed*2862933555777941757 + 3037000493
	if !s.SameRandom {
		s.Seed = x
	}
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	return uint32(x)
}

func loadAny(b []byte) uint64 {
	var v uint64
	for i := len(b) - 1; i >= 0; i-- {
		v = v<<8 | uint64(b[i])
	}
	return v
}

func storeAny(b []byte, v uint64) {
	for i := range b {
		b[i] = byte(v)
		v >>= 8
	}
}

// Diff says in words how two sockets differ, one line per difference; "" if
// they do not. The names a and b are used in the text.
func Diff(a, b *Socket, nameA, nameB string) string {
	var out strings.Builder
	for i, m := range members() {
		if a.raw[i] != b.raw[i] {
			fmt.Fprintf(&out, "%s.%s is %d by %s and %d by %s\n", m.object.Name(), m.field.Name,
				m.extend(a.raw[i]), nameA, m.extend(b.raw[i]), nameB)
		}
	}
	diffBytes(&out, "private", a.Private[:], b.Private[:], nameA, nameB)
	diffBytes(&out, "record", a.Record, b.Record, nameA, nameB)
	if x, y := strings.Join(a.Events, ", "), strings.Join(b.Events, ", "); x != y {
		fmt.Fprintf(&out, "events: [%s] by %s and [%s] by %s\n", x, nameA, y, nameB)
	}
	return out.String()
}

// diffBytes compares two pieces of memory; one that is not there is all zero.
func diffBytes(out *strings.Builder, what string, a, b []byte, nameA, nameB string) {
	at := func(s []byte, i int) byte {
		if i < len(s) {
			return s[i]
		}
		return 0
	}
	for i := range max(len(a), len(b)) {
		if at(a, i) != at(b, i) {
			fmt.Fprintf(out, "%s byte %d is %#x by %s and %#x by %s\n", what, i, at(a, i), nameA, at(b, i), nameB)
		}
	}
}

// String lists what is not 0.
func (s *Socket) String() string { return s.Describe(func(string) bool { return true }) }

// Describe is String for the fields that show wants to see, by "sk.snd_cwnd".
func (s *Socket) Describe(show func(name string) bool) string {
	var out strings.Builder
	for i, m := range members() {
		if s.raw[i] != 0 && show(m.object.Name()+"."+m.field.Name) {
			fmt.Fprintf(&out, "%s.%s = %d\n", m.object.Name(), m.field.Name, m.extend(s.raw[i]))
		}
	}
	nonZero := func(name string, b []byte) {
		for i, x := range b {
			if x != 0 {
				fmt.Fprintf(&out, "%s byte %d = %#x\n", name, i, x)
			}
		}
	}
	nonZero("private", s.Private[:])
	nonZero("record", s.Record)
	fmt.Fprintf(&out, "clock %d ns, jiffies %d, seed %d, no record %t, %v, %v\n", s.Now, s.Jiffies, s.Seed, s.NoRecord, s.Kconfig, s.Params)
	return out.String()
}
