package target

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
