package difftest

import (
	"math"
	"math/big"
	"math/rand/v2"

	"github.com/ccc-lang/ccc/lang/ir"
	"github.com/ccc-lang/ccc/lang/types"
	"github.com/ccc-lang/ccc/vm"
)

// LoadLeaf returns element i of a leaf of the program's state, as the place holds
// it: an integer, extended by the place's type.
func LoadLeaf(s *vm.Socket, l *ir.Layout, leaf *ir.Leaf, i int) int64 {
	if leaf.InStorage && l.Mine >= 0 && s.Private[l.Mine]&1 == 0 {
		return extend(leaf, leaf.InitialBits(i))
	}
	word := leafBytes(s, leaf, i)
	var v uint64
	for k := len(word) - 1; k >= 0; k-- {
		v = v<<8 | uint64(word[k])
	}
	v = v >> leaf.Bit & leafMask(leaf)
	return extend(leaf, v^leaf.InitialBits(i)&leafMask(leaf))
}

// StoreLeaf puts x into element i of a leaf.
func StoreLeaf(s *vm.Socket, l *ir.Layout, leaf *ir.Leaf, i int, x int64) {
	if leaf.InStorage {
		if l.Mine >= 0 && s.Private[l.Mine]&1 == 0 {
			s.Private[l.Mine] |= 1
			s.Record = nil
		}
		if s.Record == nil {
			s.Record = make([]byte, l.Storage)
		}
	}
	word := leafBytes(s, leaf, i)
	mask := leafMask(leaf) << leaf.Bit
	v := (uint64(x) ^ leaf.InitialBits(i)) << leaf.Bit & mask
	for k := range word {
		word[k] = word[k]&^byte(mask>>(8*k)) | byte(v>>(8*k))
	}
}

func leafBytes(s *vm.Socket, leaf *ir.Leaf, i int) []byte {
	off := leaf.Off + i*leaf.Size
	if !leaf.InStorage {
		return s.Private[off : off+leaf.Size]
	}
	if off+leaf.Size > len(s.Record) {
		return make([]byte, leaf.Size)
	}
	return s.Record[off : off+leaf.Size]
}

func leafBits(leaf *ir.Leaf) int {
	if leaf.Bits != 0 {
		return leaf.Bits
	}
	return 8 * leaf.Size
}

func leafMask(leaf *ir.Leaf) uint64 { return math.MaxUint64 >> (64 - leafBits(leaf)) }

func extend(leaf *ir.Leaf, v uint64) int64 {
	shift := 64 - leafBits(leaf)
	if lo, _ := LeafRange(leaf.Type); lo < 0 {
		return int64(v<<shift) >> shift
	}
	return int64(v << shift >> shift)
}

// LeafRange returns every integer that the leaf's place can hold.
func LeafRange(pt *types.PlaceType) (lo, hi int64) {
	switch pt.Kind {
	case types.Bool:
		return 0, 1
	case types.Seq:
		return 0, math.MaxUint32
	case types.Stamp:
		return 0, 1<<48 - 1
	case types.Enum:
		return 0, int64(len(pt.Enum.Values) - 1)
	}
	lo, hi = widthRange(pt.Width, pt.Signed)
	if pt.Lo != nil {
		lo = max(lo, scaled(pt, pt.Lo, true))
	}
	if pt.Hi != nil {
		hi = min(hi, scaled(pt, pt.Hi, false))
	}
	return lo, hi
}

func widthRange(width int, signed bool) (lo, hi int64) {
	switch {
	case signed && width == 64:
		return -math.MaxInt64, math.MaxInt64
	case signed:
		return -1 << (width - 1), 1<<(width-1) - 1
	case width == 64:
		return 0, math.MaxInt64
	}
	return 0, 1<<width - 1
}

// scaled returns the integer that a bound in base units is in a place, rounded
// into the range.
func scaled(pt *types.PlaceType, v *big.Rat, up bool) int64 {
	r := new(big.Rat).Mul(v, PlaceScale(pt))
	n := new(big.Int).Div(r.Num(), r.Denom()) // toward minus infinity
	if up && !r.IsInt() {
		n.Add(n, big.NewInt(1))
	}
	switch {
	case n.IsInt64():
		return n.Int64()
	case n.Sign() < 0:
		return -math.MaxInt64
	}
	return math.MaxInt64
}

// PlaceScale returns what a value in base units is multiplied by when it is stored.
func PlaceScale(pt *types.PlaceType) *big.Rat {
	r := new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), uint(pt.Frac)))
	if pt.Unit.Num != 0 {
		r.Mul(r, big.NewRat(pt.Unit.Den, pt.Unit.Num))
	}
	return r
}

// RandomState gives every leaf of the state a random value that its place can
// hold, edges more often than the rest, or leaves it initial.
func (s *Subject) RandomState(r *rand.Rand, sock *vm.Socket) {
	if r.IntN(4) == 0 {
		return
	}
	for k := range s.Layout.Leaves {
		leaf := &s.Layout.Leaves[k]
		lo, hi := leaf.Range.Lo, leaf.Range.Hi
		for i := range max(leaf.Len, 1) {
			if i > 64 || r.IntN(3) == 0 {
				break
			}
			StoreLeaf(sock, s.Layout, leaf, i, between(r, lo, hi))
		}
	}
	if s.Layout.Storage > 0 && r.IntN(4) == 0 && s.Layout.Mine >= 0 {
		// Rubbish of an earlier life, which must not be seen.
		sock.Private[s.Layout.Mine] = 0
		sock.Record = make([]byte, s.Layout.Storage)
		for i := range sock.Record {
			sock.Record[i] = byte(r.Uint32())
		}
	}
}

// between draws from lo..hi, edges and small numbers more often.
func between(r *rand.Rand, lo, hi int64) int64 {
	var v int64
	switch r.IntN(6) {
	case 0:
		v = lo
	case 1:
		v = hi
	case 2:
		v = int64(r.IntN(5)) - 1
	case 3:
		v = int64(1)<<r.IntN(63) + int64(r.IntN(3)) - 1
	default:
		v = lo + int64(r.Uint64()%(max(uint64(hi-lo), 1)))>>r.IntN(40)
	}
	return min(max(v, lo), hi)
}

// RandomParams sets load-time parameters to values within their ranges, now and then.
func (s *Subject) RandomParams(r *rand.Rand, sock *vm.Socket) {
	sock.Params = map[string]int64{}
	for _, p := range s.Program.Params {
		if r.IntN(2) == 0 {
			continue
		}
		lo, hi := int64(-math.MaxInt64), int64(math.MaxInt64)
		if p.Lo != nil {
			lo = vm.StoredParam(p, p.Lo)
		}
		if p.Hi != nil {
			hi = vm.StoredParam(p, p.Hi)
		}
		switch {
		case p.IsBool:
			lo, hi = 0, 1
		case p.EnumType != nil:
			lo, hi = 0, int64(len(p.EnumType.Values)-1)
		case p.Lo == nil && p.Hi == nil && r.IntN(2) == 0:
			lo, hi = 0, max(vm.StoredParam(p, p.Default), 1)
		}
		sock.Params[p.Symbol] = between(r, lo, hi)
	}
}

// Age draws the kernel's part of the connection anew and keeps the algorithm's.
func (s *Subject) Age(r *rand.Rand, sock *vm.Socket) {
	next := vm.Random(r)
	next.Private, next.Record, next.NoRecord = sock.Private, sock.Record, sock.NoRecord
	next.Params, next.Kconfig = sock.Params, sock.Kconfig
	if r.IntN(16) == 0 && s.Layout.Storage > 0 {
		next.NoRecord = true
	}
	*sock = *next
}
