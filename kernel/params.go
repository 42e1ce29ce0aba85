package kernel

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/object"
)

func findParam(m *object.Manifest, name string) *object.ManifestParam {
	for i := range m.Params {
		if m.Params[i].Name == name {
			return &m.Params[i]
		}
	}
	return nil
}

func unknownParam(m *object.Manifest, name string) error {
	var names []string
	for _, p := range m.Params {
		names = append(names, p.Name)
	}
	e := &Error{Code: "L0022", Message: fmt.Sprintf("%s has no parameter %q", m.Declared, name)}
	switch near := target.Near(name, names); {
	case len(names) == 0:
		e.Hint = "it has no parameters at all"
	case len(near) > 0:
		e.Hint = "did you mean " + near[0] + "?"
	default:
		e.Hint = "it has " + strings.Join(names, ", ")
	}
	return e
}

// parseParam returns the stored form of a value as a user writes it: "0.8",
// "1/16", "25ms", "10Mbit/s", "true", a name of an enum. A number between two
// multiples of 1/Den goes to the nearer one, and is then not exact.
func parseParam(p *object.ManifestParam, text string) (stored int64, exact bool, err error) {
	bad := func(format string, args ...any) (int64, bool, error) {
		return 0, false, &Error{Code: "L0023", Message: "parameter " + p.Name + ": " + fmt.Sprintf(format, args...)}
	}
	switch p.Kind {
	case "bool":
		v, err := strconv.ParseBool(text)
		if err != nil {
			return bad("%q is neither true nor false", text)
		}
		if v {
			return 1, true, nil
		}
		return 0, true, nil
	case "enum":
		var names []string
		for _, v := range p.Values {
			if v.Name == text {
				return v.Value, true, nil
			}
			names = append(names, v.Name)
		}
		return bad("%q is none of %s", text, strings.Join(names, ", "))
	}
	value, err := parseNumber(p, text)
	if err != nil {
		return 0, false, &Error{Code: "L0023", Message: "parameter " + p.Name + ": " + err.Error(), Hint: numberHint(text)}
	}
	value.Mul(value, new(big.Rat).SetInt64(p.Den))
	stored, ok := roundNearest(value)
	switch {
	case p.Lo != nil && p.Hi != nil && (!ok || stored < *p.Lo || stored > *p.Hi):
		return bad("%s is outside %s..%s", text, formatParam(p, *p.Lo), formatParam(p, *p.Hi))
	case !ok:
		return bad("%s does not fit the 64 bits that it is kept in, in steps of %s", text, formatParam(p, 1))
	}
	return stored, value.IsInt(), nil
}

// parseNumber returns the value in base units. A number without a unit is in
// the unit of the parameter's default.
func parseNumber(p *object.ManifestParam, text string) (*big.Rat, error) {
	digits := strings.TrimLeft(text, "+-0123456789._/eE")
	number, unit := text[:len(text)-len(digits)], strings.TrimSpace(digits)
	if strings.HasPrefix(text, "0x") { // its unit stands apart, as letters are digits
		number, unit, _ = strings.Cut(text, " ")
	}
	number = strings.ReplaceAll(number, "_", "")
	hex, isHex := strings.CutPrefix(number, "0x")
	if len(number) > 40 || strings.Count(number, "/") > 1 || isHex && strings.Trim(hex, "0123456789abcdefABCDEF") != "" {
		return nil, fmt.Errorf("%q is not a number", text)
	}
	if i := strings.IndexAny(number, "eE"); i >= 0 && !isHex {
		if exp, err := strconv.Atoi(number[i+1:]); err != nil || exp > 30 || exp < -30 {
			return nil, fmt.Errorf("%q is not a number that fits", text)
		}
	}
	value, ok := new(big.Rat).SetString(number)
	if !ok {
		return nil, fmt.Errorf("%q is not a number", text)
	}
	if strings.HasPrefix(unit, "%") || strings.HasPrefix(unit, ",") {
		return nil, fmt.Errorf("%q is not a number", text)
	}
	own := target.Unit{Name: p.Unit, Num: max(p.UnitNum, 1), Den: max(p.UnitDen, 1)}
	if unit == "" || unit == own.Name {
		return value.Mul(value, big.NewRat(own.Num, own.Den)), nil
	}
	u, err := parseUnit(unit)
	if err != nil {
		return nil, err
	}
	if declared, err := parseUnit(p.Unit); err == nil && (u.Bytes != declared.Bytes || u.Seconds != declared.Seconds) {
		return nil, fmt.Errorf("%s is not in %s, nor in a unit that converts to it", text, nameUnit(p.Unit))
	}
	return value.Mul(value, big.NewRat(u.Num, u.Den)), nil
}

// numberHint says how to write what is written in a way that people are used to from elsewhere.
func numberHint(text string) string {
	number := strings.TrimRight(text, "% ")
	whole, rest, comma := strings.Cut(number, ",")
	switch share, ok := new(big.Rat).SetString(number); {
	case comma && strings.Trim(whole+rest, "0123456789,") == "":
		plain := strings.ReplaceAll(number, ",", "")
		if len(rest) == 3 || strings.Contains(rest, ",") {
			return "digits are grouped by _ or not at all: write " + plain + " or " + strings.ReplaceAll(number, ",", "_")
		}
		return "a fraction has a point: write " + whole + "." + rest
	case ok && number != text:
		share.Quo(share, big.NewRat(100, 1))
		digits, _ := share.FloatPrec()
		return "a share is written as a fraction: write " + share.FloatString(digits)
	}
	name := strings.TrimLeft(text, "+-0123456789._/eE ")
	if unit := target.UnitMeant(name); unit != "" && unit != name && unit[0] > '9' {
		return "write " + strings.TrimSuffix(text, name) + unit
	}
	return ""
}

func nameUnit(unit string) string {
	if unit == "" {
		return "plain numbers"
	}
	return unit
}

func parseUnit(text string) (target.Unit, error) {
	result := target.Plain
	for i, name := range strings.Split(text, "/") {
		if name == "" && text == "" {
			return result, nil
		}
		u, ok := target.LookupUnit(strings.TrimSpace(name))
		if !ok {
			return result, fmt.Errorf("there is no unit %q", name)
		}
		if i == 0 {
			result = u
		} else {
			result = result.Per(u)
		}
	}
	return result, nil
}

// roundNearest returns the integer nearest to r, halves away from zero.
func roundNearest(r *big.Rat) (int64, bool) {
	twice := new(big.Int).Mul(r.Num(), big.NewInt(2))
	if r.Sign() < 0 {
		twice.Sub(twice, r.Denom())
	} else {
		twice.Add(twice, r.Denom())
	}
	n := twice.Quo(twice, new(big.Int).Mul(r.Denom(), big.NewInt(2)))
	return n.Int64(), n.IsInt64()
}

// paramValues returns all parameters as they are: the values given, by symbol,
// or the defaults.
func paramValues(m *object.Manifest, values map[string]int64) []ParamValue {
	var out []ParamValue
	for i := range m.Params {
		p := &m.Params[i]
		stored, changed := values[p.Symbol]
		if !changed {
			stored = p.Default
		}
		out = append(out, ParamValue{Name: p.Name, Value: formatParam(p, stored), Changed: changed})
	}
	return out
}

// formatParam returns a stored value as a person writes it, exact where a
// decimal of at most nine places is.
func formatParam(p *object.ManifestParam, stored int64) string {
	switch p.Kind {
	case "bool":
		return strconv.FormatBool(stored != 0)
	case "enum":
		for _, v := range p.Values {
			if v.Value == stored {
				return v.Name
			}
		}
	}
	v := big.NewRat(stored, max(p.Den, 1))
	v.Mul(v, big.NewRat(max(p.UnitDen, 1), max(p.UnitNum, 1)))
	text := v.FloatString(9)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text + p.Unit
}

// Unmet returns the needs of an object that a kernel of the given release does
// not meet, in the manifest's order.
func Unmet(m *object.Manifest, kernel target.Version) []object.ManifestNeed {
	var out []object.ManifestNeed
	for _, n := range m.Needs {
		since, _ := target.ParseVersion(n.Since)
		until, _ := target.ParseVersion(n.Until)
		if kernel < since || (until != 0 && kernel >= until) {
			out = append(out, n)
		}
	}
	return out
}
