package lab

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// rateUnits are the units of a rate, in bit/s; the longer name first where one
// ends another.
var rateUnits = []struct {
	suffix string
	scale  float64
}{
	{"gbit/s", 1e9}, {"mbit/s", 1e6}, {"kbit/s", 1e3},
	{"gbps", 1e9}, {"mbps", 1e6}, {"kbps", 1e3},
	{"gbit", 1e9}, {"mbit", 1e6}, {"kbit", 1e3},
	{"bit/s", 1}, {"bps", 1}, {"bit", 1},
	{"g", 1e9}, {"m", 1e6}, {"k", 1e3},
}

// maxRate is a rate beyond every link, in bit/s.
const maxRate = 1e15

// ParseRate reads a rate, "20Mbit/s", "20M" or "800kbit", in bit/s.
func ParseRate(text string) (float64, error) {
	s := strings.ToLower(strings.ReplaceAll(text, " ", ""))
	for _, u := range rateUnits {
		if number, ok := strings.CutSuffix(s, u.suffix); ok {
			v, err := strconv.ParseFloat(number, 64)
			switch {
			case err != nil || math.IsNaN(v):
			case v <= 0:
				return 0, fmt.Errorf("a rate is above 0, not %q", text)
			case v*u.scale > maxRate:
				return 0, fmt.Errorf("%q is a rate beyond every link", text)
			default:
				return v * u.scale, nil
			}
			break
		}
	}
	return 0, fmt.Errorf("a rate is a number with a unit, as 20Mbit, not %q", text)
}

// FormatRate writes a rate in bit/s with the unit that suits it.
func FormatRate(r float64) string {
	for _, u := range []struct {
		scale float64
		name  string
	}{{1e9, "Gbit/s"}, {1e6, "Mbit/s"}, {1e3, "kbit/s"}} {
		if r >= u.scale {
			return strconv.FormatFloat(r/u.scale, 'g', 4, 64) + " " + u.name
		}
	}
	return strconv.FormatFloat(r, 'g', 4, 64) + " bit/s"
}

var errNoQueue = errors.New("a queue holds one packet or more")

// ParseQueue reads a queue's length: packets ("33"), or a multiple of the
// bandwidth-delay product ("1.5bdp") of the link.
func ParseQueue(text string, bdp float64) (int, error) {
	if number, ok := strings.CutSuffix(strings.ToLower(strings.ReplaceAll(text, " ", "")), "bdp"); ok {
		v, err := strconv.ParseFloat(number, 64)
		if number == "" {
			v, err = 1, nil
		}
		switch {
		case err != nil || math.IsNaN(v):
		case v <= 0:
			return 0, errNoQueue
		case v*bdp < math.MaxInt32:
			return max(1, int(v*bdp+0.5)), nil
		}
	} else if n, err := strconv.Atoi(strings.TrimSuffix(text, "p")); err == nil {
		if n <= 0 {
			return 0, errNoQueue
		}
		return n, nil
	}
	return 0, fmt.Errorf("a queue is a number of packets, as 33, or of bandwidth-delay products, as 1bdp, not %q", text)
}
