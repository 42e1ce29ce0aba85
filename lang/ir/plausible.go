package ir

import (
	"math"
	"math/big"

	"github.com/ccc-lang/ccc/lang/types"
)

// What state holds in practice, in base units (bytes, seconds) by dimension. It
// decides only warnings: that a product can leave 64 bits is worth a word if a
// connection at a terabit a second over a minute can do it, not if it takes a
// window of four thousand million packets.
var usualMost = map[types.Dim]int64{
	{Bytes: 0, Seconds: 0}:  1 << 24, // packets, plain numbers
	{Bytes: 1, Seconds: 0}:  1 << 36,
	{Bytes: 0, Seconds: 1}:  1 << 12,
	{Bytes: 1, Seconds: -1}: 1 << 37,
	{Bytes: 0, Seconds: -1}: 1 << 27, // packets a second
}

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
