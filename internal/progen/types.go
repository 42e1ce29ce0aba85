package progen

import (
	"fmt"

	"github.com/ccc-lang/ccc/lang/target"
)

// kind is the kind of a value.
type kind uint8

const (
	num kind = iota
	boolean
	seq
	stamp
	enum
	counter
)

// typ is the type of an expression.
type typ struct {
	kind       kind
	bytes, sec int8   // num
	enum       string // enum
}

var (
	plain   = typ{kind: num}
	bytes   = typ{kind: num, bytes: 1}
	seconds = typ{kind: num, sec: 1}
	rate    = typ{kind: num, bytes: 1, sec: -1}
	freq    = typ{kind: num, sec: -1}
	truth   = typ{kind: boolean}
)

// numTypes are the dimensions that programs use.
var numTypes = []typ{plain, plain, plain, bytes, seconds, seconds, rate, freq}

// literals returns simple values of a type, the simplest first.
func (t typ) literals() []string {
	switch t.kind {
	case boolean:
		return []string{"true", "false"}
	case seq:
		return []string{"sk.snd_una"}
	case counter:
		return []string{"sk.delivered"}
	case stamp:
		return []string{"never", "sk.now"}
	case enum:
		return nil
	}
	switch t {
	case plain:
		return []string{"1", "7", "1000"}
	case bytes:
		return []string{"1 bytes"}
	case seconds:
		return []string{"1us", "1ms"}
	case rate:
		return []string{"(1 bytes / 1s)"}
	case freq:
		return []string{"(1 / 1s)"}
	}
	return nil
}

// unit returns the units that a number of a dimension is written with in a type.
func (t typ) units() []string {
	switch t {
	case plain:
		return []string{"", "", "pkts"}
	case bytes:
		return []string{"bytes", "bytes", "kB", "KiB"}
	case seconds:
		return []string{"us", "ms", "s", "us"}
	case rate:
		return []string{"bytes/s", "bytes/us", "kbit/s", "Mbit/s"}
	case freq:
		return []string{"pkts/us", "pkts/s"}
	}
	return nil
}

// fieldType returns the type of a kernel field, and whether the generator uses it.
func fieldType(f *target.Field) (typ, bool) {
	switch f.Kind {
	case target.Num:
		return typ{kind: num, bytes: f.Unit.Bytes, sec: f.Unit.Seconds}, true
	case target.Truth:
		return truth, true
	case target.Seq:
		return typ{kind: seq}, true
	case target.Stamp:
		return typ{kind: stamp}, true
	case target.Count:
		return typ{kind: counter}, true
	case target.EnumValue:
		return typ{kind: enum, enum: f.Enum}, true
	}
	return typ{}, false
}

func paramType(p target.Param) (typ, bool) {
	return fieldType(&target.Field{Kind: p.Kind, Unit: p.Unit, Enum: p.Enum})
}

// place is a type of a place, as declared.
type place struct {
	typ  typ
	text string // "u32 fixed<8> us"
}

// randomPlace draws the type of a place that holds values of t.
func (g *gen) randomPlace(t typ) place {
	switch t.kind {
	case boolean:
		return place{t, "bool"}
	case seq:
		return place{t, "seq"}
	case stamp:
		return place{t, "stamp"}
	case enum:
		return place{t, t.enum}
	}
	unit := pick(g, t.units()...)
	width := pick(g, "u8", "u16", "u32", "u32", "u64", "u64", "i8", "i16", "i32", "i64", "i64")
	frac := ""
	if g.chance(4) {
		frac = fmt.Sprintf(" fixed<%d>", pick(g, 1, 4, 8, 10, 16, 24))
		if width != "u64" && width != "i64" {
			width = pick(g, "u32", "i32")
		}
		if frac == " fixed<8>" && g.chance(2) {
			width = "u16"
		}
	}
	text := width + frac
	if unit != "" {
		text += " " + unit
		if frac == "" && g.chance(4) {
			text = unit // a unit alone picks its usual width
		}
	}
	return place{t, text}
}
