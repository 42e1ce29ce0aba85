package target

import (
	"maps"
	"slices"
	"strings"
)

// The units that programs may write, smallest scale first within a dimension.
// A unit of a product or quotient is made with Times and Per.
var units = []Unit{
	Pkts,
	{"bit", 1, 0, 1, 8},
	Bytes,
	{"kbit", 1, 0, 125, 1},
	{"kB", 1, 0, 1000, 1},
	{"KiB", 1, 0, 1024, 1},
	{"Mbit", 1, 0, 125_000, 1},
	{"MB", 1, 0, 1_000_000, 1},
	{"MiB", 1, 0, 1 << 20, 1},
	{"Gbit", 1, 0, 125_000_000, 1},
	{"GB", 1, 0, 1_000_000_000, 1},
	{"ns", 0, 1, 1, 1_000_000_000},
	Micros,
	{"ms", 0, 1, 1, 1000},
	{"s", 0, 1, 1, 1},
}

// The units that kernel fields are kept in.
var (
	Plain       = Unit{"", 0, 0, 1, 1}
	Pkts        = Unit{"pkts", 0, 0, 1, 1}
	Bytes       = Unit{"bytes", 1, 0, 1, 1}
	Micros      = Unit{"us", 0, 1, 1, 1_000_000}
	BytesPerSec = Unit{"bytes/s", 1, -1, 1, 1}
)

// Units returns every unit name that a program may write, in a fixed order.
func Units() []Unit { return append([]Unit(nil), units...) }

// LookupUnit returns the unit that is written as name.
func LookupUnit(name string) (Unit, bool) {
	for _, u := range units {
		if u.Name == name {
			return u, true
		}
	}
	return Unit{}, false
}

// Times returns the unit of a value in u multiplied by one in v: its name is
// "u*v", its scale the product of both.
func (u Unit) Times(v Unit) Unit {
	return Unit{u.Name + "*" + v.Name, u.Bytes + v.Bytes, u.Seconds + v.Seconds, u.Num * v.Num, u.Den * v.Den}.reduced()
}

// Per returns the unit of a value in u divided by one in v: its name is "u/v".
func (u Unit) Per(v Unit) Unit {
	return Unit{u.Name + "/" + v.Name, u.Bytes - v.Bytes, u.Seconds - v.Seconds, u.Num * v.Den, u.Den * v.Num}.reduced()
}

func (u Unit) reduced() Unit {
	a, b := u.Num, u.Den
	for b != 0 {
		a, b = b, a%b
	}
	u.Num, u.Den = u.Num/a, u.Den/a
	return u
}

// unitSpellings are spellings of units used elsewhere, with what to write here.
var unitSpellings = map[string]string{
	"sec": "s", "secs": "s", "second": "s", "seconds": "s", "S": "s",
	"min": "60s", "mins": "60s", "minute": "60s", "minutes": "60s", "hour": "3600s", "hours": "3600s",
	"msec": "ms", "msecs": "ms", "millis": "ms", "milliseconds": "ms", "millisecond": "ms",
	"usec": "us", "usecs": "us", "micros": "us", "microseconds": "us", "microsecond": "us",
	"nsec": "ns", "nsecs": "ns", "nanos": "ns", "nanoseconds": "ns", "nanosecond": "ns",
	"B": "bytes", "byte": "bytes", "Bytes": "bytes", "KB": "kB", "kib": "KiB", "mib": "MiB",
	"bits": "bit", "kb": "kbit", "Kb": "kbit", "Kbit": "kbit", "kbits": "kbit", "mbit": "Mbit", "Mb": "Mbit", "Mbits": "Mbit",
	"gbit": "Gbit", "Gb": "Gbit", "Gbits": "Gbit",
	"bps": "bit/s", "kbps": "kbit/s", "Kbps": "kbit/s", "mbps": "Mbit/s", "Mbps": "Mbit/s", "Gbps": "Gbit/s", "gbps": "Gbit/s",
	"pkt": "pkts", "packet": "pkts", "packets": "pkts", "segs": "pkts", "segments": "pkts", "seg": "pkts", "segment": "pkts",
}

// UnitSpelling returns what a unit that is spelled as elsewhere is written as here, as "ms"
// of "msec", or "60s" of "minute"; "" if word spells none.
func UnitSpelling(word string) string {
	if to := unitSpellings[word]; to != "" {
		return to
	}
	return unitSpellings[strings.ToLower(word)]
}

// UnitMeant returns the unit that word names, spells or is a misspelling of; "" if it is
// close to none. Short words are close to too many.
func UnitMeant(word string) string {
	if _, ok := LookupUnit(word); ok {
		return word
	}
	if to := UnitSpelling(word); to != "" || len(word) < 4 || strings.ContainsAny(word, "_0123456789") {
		return to
	}
	known := slices.Sorted(maps.Keys(unitSpellings))
	for _, u := range units {
		known = append(known, u.Name)
	}
	near := Near(word, known)
	if len(near) == 0 {
		return ""
	}
	if to := unitSpellings[near[0]]; to != "" {
		return to
	}
	return near[0]
}
