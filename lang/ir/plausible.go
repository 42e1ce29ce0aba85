package ir

import (
	"math"
	"math/big"

	"github.com/ccc-lang/ccc/lang/types"
)

// What state holds in practice, in base units (bytes, seconds) by dimension. It
// decides only warnings: that a product can leave 64 bits is worth a word if a
// connection at tens of gigabits a second over two minutes can do it, as the
// kernel's own rates and round-trip times, not if it takes a window of four
// thousand million packets.
var usualMost = map[types.Dim]int64{
	{Bytes: 0, Seconds: 0}:  1 << 24, // packets, plain numbers
	{Bytes: 1, Seconds: 0}:  1 << 36,
	{Bytes: 0, Seconds: 1}:  1 << 12,
	{Bytes: 1, Seconds: -1}: 1<<33 - 1,
	{Bytes: 0, Seconds: -1}: 1 << 27, // packets a second
}

// usualMicros is the most of a time that is kept in microseconds: a round trip.
const usualMicros = 1 << 27

// plausiblePlace returns what is met in practice in a place whose bits can hold
// hard. A declared range (`in`) is taken at its word.
func plausiblePlace(p *types.PlaceType, hard Interval) Interval {
	if p.Kind != types.Num || p.Lo != nil || p.Hi != nil {
		return hard
	}
	most, ok := usualMost[types.Dim{Bytes: p.Unit.Bytes, Seconds: p.Unit.Seconds}]
	if !ok || p.Unit.Num == 0 {
		return hard
	}
	raw := new(big.Int).Lsh(big.NewInt(most), uint(p.Frac))
	raw.Mul(raw, big.NewInt(p.Unit.Den)).Quo(raw, big.NewInt(p.Unit.Num))
	if p.Unit.Bytes == 0 && p.Unit.Seconds == 1 && p.Unit.Num == 1 && p.Unit.Den == 1_000_000 {
		raw.Lsh(big.NewInt(usualMicros), uint(p.Frac))
	}
	if !raw.IsInt64() {
		return hard
	}
	return hard.intersect(Interval{-raw.Int64(), raw.Int64()})
}

// plausibleParam returns what a param without a range is set to in practice: what
// state holds, or the default if that is more.
func plausibleParam(p *types.LoadParam, hard Interval) Interval {
	most, ok := usualMost[p.Dim]
	if !ok || p.Lo != nil {
		return hard
	}
	limit := new(big.Rat).SetInt64(most)
	if def := new(big.Rat).Abs(p.Default); def.Cmp(limit) > 0 {
		limit = def
	}
	raw := ceilRat(limit.Mul(limit, new(big.Rat).SetInt64(p.Den)))
	if !raw.IsInt64() {
		return hard
	}
	return hard.intersect(Interval{-raw.Int64(), raw.Int64()})
}

// plausibleDivisor raises the least plausible value of a divisor that varies over
// a wide range: a dividend is seldom at its largest where its divisor is at its
// smallest (packets marked of packets sent). What is between is the geometric mean.
func plausibleDivisor(d Interval) Interval {
	if d.Lo > 0 && !d.IsPoint() {
		d.Lo = max(d.Lo, int64(math.Sqrt(float64(d.Lo)*float64(d.Hi))))
		d.Lo = min(d.Lo, d.Hi)
	}
	return d
}
