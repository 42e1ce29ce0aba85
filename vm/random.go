package vm

import (
	"math"
	"math/rand/v2"
	"strings"

	"github.com/ccc-lang/ccc/lang/target"
)

// Random returns a connection in a random state that a kernel could have: every
// member inside its hard range or one of its special values, edges and plausible
// values far more often than the rest, sequence numbers and points in time close
// to one another. It starts with empty private bytes.
func Random(r *rand.Rand) *Socket {
	s := NewSocket()
	g := &generator{r: r, seq: r.Uint32(), now: pick(r, uint64(1), 1000, 1<<32-1, 1<<32, r.Uint64N(1<<44), r.Uint64N(1<<47))}
	s.Seed = r.Uint64()
	s.SameRandom = true
	s.Kconfig = map[string]uint64{"CONFIG_HZ": pick[uint64](r, 100, 250, 300, 1000)}
	hz := s.Kconfig["CONFIG_HZ"]
	s.Now = g.now * 1000
	// The tick counter starts 5 minutes before it wraps 32 bits, so that it soon does.
	s.Jiffies = 1<<32 - 300*hz + g.now*hz/1e6
	g.jiffies = s.Jiffies
	for i := range members() {
		s.raw[i] = g.member(i) & members()[i].mask()
	}
	if i := indexOfPath(target.Sock, "tcp_mstamp"); i >= 0 {
		s.raw[i] = g.now
	}
	return s
}

type generator struct {
	r            *rand.Rand
	seq          uint32
	now, jiffies uint64 // microseconds, ticks
}

func pick[T any](r *rand.Rand, list ...T) T { return list[r.IntN(len(list))] }

// member draws the raw bits of member i.
func (g *generator) member(i int) uint64 {
	m := &members()[i]
	f := m.field
	if f.Mask != 0 {
		return g.r.Uint64()
	}
	switch {
	case f.HasNone && g.r.IntN(4) == 0:
		return uint64(f.None)
	case f.HasUnlimited && g.r.IntN(6) == 0:
		return f.Unlimited
	case f.HasUnlimited && f.Type == target.U64 && g.r.IntN(8) == 0:
		return math.MaxUint64
	case f.Kind == target.Seq:
		return uint64(g.sequence())
	case f.Kind == target.Stamp:
		return g.stamp(f)
	}
	return uint64(g.between(f.Hard, f.Plausible))
}

func (g *generator) sequence() uint32 {
	switch g.r.IntN(10) {
	case 0:
		return g.r.Uint32()
	case 1:
		return g.seq + 1<<31 + uint32(g.r.IntN(5)) - 2
	case 2:
		return uint32(g.r.IntN(3)) - 1
	}
	return g.seq + uint32(g.small())
}

// small draws a difference: mostly a few, sometimes many.
func (g *generator) small() int32 {
	n := int32(1) << g.r.IntN(24)
	return g.r.Int32N(2*n+1) - n
}

func (g *generator) stamp(f *target.Field) uint64 {
	if g.r.IntN(8) == 0 {
		return 0
	}
	switch {
	case f.Clock == target.Jiffies:
		return uint64(uint32(g.jiffies) + uint32(g.small()/16))
	case f.Clock == target.Nanoseconds:
		return uint64(max(int64(g.now)+int64(g.small()), 1)) * 1000
	case f.Type.Size() == 4:
		return uint64(uint32(g.now) + uint32(g.small()))
	}
	v := int64(g.now) + int64(g.small())
	return uint64(min(max(v, 0), f.Hard.Hi))
}

// between draws from a hard range, the plausible part of it more often.
func (g *generator) between(hard, plausible target.Range) int64 {
	if hard.Lo >= hard.Hi {
		return hard.Lo
	}
	if plausible.Lo > plausible.Hi || plausible == (target.Range{}) {
		plausible = hard
	}
	var v int64
	switch g.r.IntN(12) {
	case 0:
		v = pick(g.r, hard.Lo, hard.Hi, plausible.Lo, plausible.Hi)
	case 1:
		v = pick(g.r, hard.Lo+1, hard.Hi-1, plausible.Lo+1, plausible.Hi+1, plausible.Hi-1)
	case 2, 3:
		v = pick[int64](g.r, 0, 1, 2, 3, 4, 10, 100, 1000)
	case 4:
		v = uniform(g.r, hard)
	case 5, 6:
		v = int64(1)<<g.r.IntN(63) + int64(g.r.IntN(3)) - 1
	case 7:
		v = -int64(g.r.IntN(100))
	default:
		v = plausible.Lo + int64(uint64(uniform(g.r, plausible)-plausible.Lo)>>g.r.IntN(20))
	}
	return min(max(v, hard.Lo), hard.Hi)
}

func uniform(r *rand.Rand, in target.Range) int64 {
	width := uint64(in.Hi) - uint64(in.Lo) + 1
	if width == 0 {
		return int64(r.Uint64())
	}
	return int64(uint64(in.Lo) + r.Uint64N(width))
}

// RandomArgs draws arguments for a callback, in the order of its parameters. The
// sequence number of an ACK is close to the socket's own.
func RandomArgs(r *rand.Rand, cb *target.Callback, s *Socket) []int64 {
	g := &generator{r: r, seq: s.someSeq()}
	args := make([]int64, len(cb.Params))
	for i, p := range cb.Params {
		switch p.Kind {
		case target.SockPtr, target.RatePtr, target.AckPtr:
		case target.Seq:
			args[i] = int64(g.sequence())
		case target.EnumValue:
			args[i] = g.enumValue(p)
		default:
			args[i] = g.between(p.Hard, target.Range{Lo: max(p.Hard.Lo, 0), Hi: min(p.Hard.Hi, 1<<16)})
		}
	}
	return args
}

func (s *Socket) someSeq() uint32 {
	for i, m := range members() {
		if m.field.Kind == target.Seq && strings.HasSuffix(m.path, "snd_una") {
			return uint32(s.raw[i])
		}
	}
	return 0
}

// enumValue draws a value of a kernel enum, now and then one that no kernel has yet.
func (g *generator) enumValue(p target.Param) int64 {
	e := target.LookupEnum(p.Enum)
	if e == nil || g.r.IntN(10) == 0 {
		return g.between(p.Hard, target.Range{Lo: 0, Hi: 16})
	}
	if e.Flags {
		var v int64
		for _, m := range e.Values {
			if g.r.IntN(2) == 0 {
				v |= m.Value
			}
		}
		return v
	}
	return e.Values[g.r.IntN(len(e.Values))].Value
}
