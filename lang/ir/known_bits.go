package ir

import "math/bits"

// knownBits says which bits of a value are known: those in zeros are 0, those in
// ones are 1. Ranges know how large a number is; this knows what is in its middle
// and at its low end, which masks and packed state are about:
//
//	v2 = and v1, 12    zeros: all but bits 2 and 3
//	v3 = add v2, 1     ones: bit 0; zeros: all but bits 0, 2 and 3
type knownBits struct{ zeros, ones uint64 }

// exactly returns the bits of x.
func exactly(x int64) knownBits { return knownBits{^uint64(x), uint64(x)} }

// known returns the bits that are known.
func (k knownBits) known() uint64 { return k.zeros | k.ones }

// all reports whether every bit is known.
func (k knownBits) all() bool { return ^k.known() == 0 }

// allows reports whether k can be x.
func (k knownBits) allows(x int64) bool { return k.zeros&uint64(x) == 0 && k.ones&^uint64(x) == 0 }

// and joins what two ways to look at one value know.
func (k knownBits) and(l knownBits) knownBits { return knownBits{k.zeros | l.zeros, k.ones | l.ones} }

// bitsIn returns what all numbers of r share: the bits above the first in which its
// ends differ.
func bitsIn(r Interval) knownBits {
	if r.Empty() {
		return knownBits{}
	}
	k := exactly(r.Lo)
	same := ^(uint64(1)<<bits.Len64(uint64(r.Lo^r.Hi)) - 1)
	return knownBits{k.zeros & same, k.ones & same}
}

// maxBitsDepth bounds how many operations deep bits are followed.
const maxBitsDepth = 4

// bits returns what is known of v's bits where the walk is: by its range, and by
// what it is made of.
func (s *simplifier) bits(v *Value) knownBits { return s.bitsBelow(v, maxBitsDepth) }

func (s *simplifier) bitsBelow(v *Value, depth int) knownBits {
	k := bitsIn(s.hard(v))
	if depth == 0 || k.all() || !followsBits(v) {
		return k
	}
	a := s.bitsBelow(v.Args[0], depth-1)
	b := a
	if len(v.Args) > 1 {
		b = s.bitsBelow(v.Args[1], depth-1)
	}
	return k.and(transferKnown(v.Op, a, b))
}

// followsBits reports whether transferKnown has a rule for v.
func followsBits(v *Value) bool {
	switch v.Op {
	case And, Or, Xor, Add, Sub, Mul, Neg, Add32, Sub32, Zext32, Sext32, Min, Max, UMin:
		return true
	case Shl, Shr, Sar:
		return isShift(v)
	}
	return false
}

// transferKnown returns what is known of every result of o for operands of which a and
// b are known. Like transfer, it is an abstract twin of Compute.
func transferKnown(o Op, a, b knownBits) knownBits {
	switch o {
	case And:
		return knownBits{a.zeros | b.zeros, a.ones & b.ones}
	case Or:
		return knownBits{a.zeros & b.zeros, a.ones | b.ones}
	case Xor:
		return knownBits{a.zeros&b.zeros | a.ones&b.ones, a.zeros&b.ones | a.ones&b.zeros}
	case Shl, Shr, Sar:
		return shiftKnown(o, a, b.ones&63)
	case Add:
		return addKnown(a, b, 0)
	case Sub: // a + ^b + 1
		return addKnown(a, knownBits{b.ones, b.zeros}, 1)
	case Neg:
		return transferKnown(Sub, exactly(0), a)
	case Mul: // as many zeros at the low end as both have together
		n := bits.TrailingZeros64(^a.zeros) + bits.TrailingZeros64(^b.zeros)
		return knownBits{zeros: uint64(1)<<n - 1}
	case Add32:
		return transferKnown(Zext32, transferKnown(Add, a, b), knownBits{})
	case Sub32:
		return transferKnown(Zext32, transferKnown(Sub, a, b), knownBits{})
	case Zext32:
		return transferKnown(And, a, exactly(1<<32-1))
	case Sext32:
		return shiftKnown(Sar, shiftKnown(Shl, a, 32), 32)
	case Min, Max, UMin: // one of the two
		return knownBits{a.zeros & b.zeros, a.ones & b.ones}
	}
	return knownBits{}
}

func shiftKnown(o Op, a knownBits, n uint64) knownBits {
	switch o {
	case Shl:
		return knownBits{a.zeros<<n | (1<<n - 1), a.ones << n}
	case Shr:
		return knownBits{a.zeros>>n | ^(^uint64(0) >> n), a.ones >> n}
	}
	return knownBits{uint64(int64(a.zeros) >> n), uint64(int64(a.ones) >> n)}
}

// addKnown is for a + b + carry. The more bits are set, the more carries there are: where
// the least and the greatest sum have the same carry into a bit, all sums have. (Vishwanathan
// et al., "Sound, Precise, and Fast Abstract Interpretation with Tristate Numbers",
// CGO 2022, prove that nothing more can be known.)
func addKnown(a, b knownBits, carry uint64) knownBits {
	least, most := a.ones+b.ones+carry, ^a.zeros+^b.zeros+carry
	known := a.known() & b.known() &^ (least ^ most)
	return knownBits{known &^ least, known & least}
}
