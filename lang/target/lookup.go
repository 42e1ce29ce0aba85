package target

import (
	"sort"
	"strings"
)

// kernels are the releases that the tables are tested against.
var kernels = []Version{
	V(5, 10), V(6, 1), V(6, 12), V(6, 16), V(6, 17), V(6, 18), V(6, 19), V(7, 0), V(7, 1), V(7, 2), V(7, 3),
}

// Kernels returns the kernel releases that the tables are tested against, oldest first.
func Kernels() []Version { return append([]Version(nil), kernels...) }

// pointers returns pointers to the elements of a table, so that entries can be compared by address.
func pointers[T any](s []T) []*T {
	p := make([]*T, len(s))
	for i := range s {
		p[i] = &s[i]
	}
	return p
}

// fieldName is what a program calls a field.
type fieldName struct {
	object Object
	name   string
}

var fieldIndex = func() map[fieldName]*Field {
	m := make(map[fieldName]*Field, len(fields))
	for _, f := range fields {
		key := fieldName{f.Object, f.Name}
		if m[key] != nil {
			panic("internal error: two fields " + key.object.Name() + "." + key.name)
		}
		m[key] = f
	}
	return m
}()

// Fields returns the fields of an object in the table's order.
func Fields(obj Object) []*Field {
	var list []*Field
	for _, f := range fields {
		if f.Object == obj {
			list = append(list, f)
		}
	}
	return list
}

// Lookup returns the field of obj with that name in the language, or nil.
func Lookup(obj Object, name string) *Field { return fieldIndex[fieldName{obj, name}] }

// prefixes are what the kernel puts before names of members of its structs.
var prefixes = []string{"icsk_", "skc_", "sk_", "inet_", "tp_"}

// LookupPrefixed returns the field that is meant by a kernel name with its
// prefix (`icsk_ca_state`, `sk_pacing_rate`), or nil. The language wants the name
// without it.
func LookupPrefixed(obj Object, name string) *Field {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(name, p); ok {
			if f := Lookup(obj, rest); f != nil {
				return f
			}
		}
	}
	return nil
}

// FieldNames returns the names of the fields of obj, sorted.
func FieldNames(obj Object) []string {
	var names []string
	for _, f := range Fields(obj) {
		names = append(names, f.Name)
	}
	sort.Strings(names)
	return names
}

// spoken are words that people use for fields of the connection whose names do not hold
// them, or not as the first that comes to mind.
var spoken = map[string][]string{
	"clock":     {"now"},
	"flight":    {"in_flight", "packets_out"},
	"inflight":  {"in_flight"},
	"jiffies":   {"now"},
	"mss":       {"mss_cache"},
	"rate":      {"pacing_rate"},
	"rtt":       {"srtt_us", "min_rtt"},
	"ssthresh":  {"snd_ssthresh"},
	"time":      {"now"},
	"timestamp": {"now"},
}

// Suggest returns the up to three fields of obj that may be meant by a name which none
// of them has.
func Suggest(obj Object, name string) []string {
	if list := spoken[name]; obj == Sock && list != nil {
		return list
	}
	return Near(name, FieldNames(obj))
}

// Near returns the up to three candidates that name may be a misspelling of, of
// several equally close ones the shortest first; none if nothing is close.
func Near(name string, candidates []string) []string {
	type match struct {
		name string
		dist int
	}
	var found []match
	limit := 1 + len(name)/4
	for _, c := range candidates {
		d := distance(strings.ToLower(name), strings.ToLower(c))
		// A name that only lacks or has some more words is near, too: cwnd for snd_cwnd.
		if hasWord(c, name) {
			d = min(d, 1)
		}
		if d > limit && len(name) >= 3 && (strings.Contains(c, name) || strings.Contains(name, c) && len(c) >= 3) {
			d = limit
		}
		if d <= limit && d < max(len(name), len(c)) { // a name that shares no letter is not near
			found = append(found, match{c, d})
		}
	}
	sort.SliceStable(found, func(i, j int) bool {
		if found[i].dist != found[j].dist {
			return found[i].dist < found[j].dist
		}
		if len(found[i].name) != len(found[j].name) {
			return len(found[i].name) < len(found[j].name)
		}
		return found[i].name < found[j].name
	})
	var names []string
	for i := 0; i < len(found) && i < 3 && found[i].dist == found[0].dist; i++ {
		names = append(names, found[i].name)
	}
	return names
}

// hasWord reports whether word is a whole word of name, or several: cwnd of snd_cwnd.
func hasWord(name, word string) bool {
	return len(word) >= 3 && strings.Contains("_"+name+"_", "_"+word+"_")
}

// distance is the number of single-character insertions, deletions,
// substitutions and swaps of neighbours that turn a into b (optimal string alignment).
func distance(a, b string) int {
	prev2, prev, cur := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(b)]
}
