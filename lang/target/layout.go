package target

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// Structs returns the C structs on the path of any field, with the members that
// fields use. It is made from the paths; members are in the order of the table.
var Structs = sync.OnceValue(buildLayout)

// structOf says what struct each non-scalar member of a path is.
var structOf = map[string]string{
	"tcp_sock.inet_conn":             "inet_connection_sock",
	"inet_connection_sock.icsk_inet": "inet_sock",
	"inet_connection_sock.icsk_ack":  ".icsk_ack",
	"inet_sock.sk":                   "sock",
	"sock.__sk_common":               "sock_common",
	"tcp_sock.rtt_min":               "minmax",
	"minmax.s":                       "minmax_sample",
	"tcp_sock.rx_opt":                "tcp_options_received",
}

var arrayLen = map[string]int{"minmax.s": 3, "inet_connection_sock.icsk_ca_priv": PrivateWords}

// Step is one step of a path: a member of a struct, and the index if it is an array.
type Step struct {
	Struct string // the struct that the member is in
	Member Member
	Index  int // into the array, if Member.Len > 0
}

// Steps splits the field's path. It panics if the table is wrong.
func (f *Field) Steps() []Step {
	steps, err := splitPath(f.Object.Root(), f.Path, f.Type, f.Bits)
	if err != nil {
		panic("internal error: field " + f.Name + ": " + err.Error())
	}
	return steps
}

func splitPath(root, path string, t CType, bits int) ([]Step, error) {
	parts := strings.Split(path, ".")
	steps := make([]Step, 0, len(parts))
	at := root
	for i, part := range parts {
		name, index := part, 0
		if b := strings.IndexByte(part, '['); b >= 0 {
			n, err := strconv.Atoi(strings.TrimSuffix(part[b+1:], "]"))
			if err != nil {
				return nil, fmt.Errorf("path %q: bad index", path)
			}
			name, index = part[:b], n
		}
		key := at + "." + name
		m := Member{Name: name, Struct: structOf[key], Len: arrayLen[key]}
		last := i == len(parts)-1
		if last != (m.Struct == "") {
			return nil, fmt.Errorf("path %q: %s is not described", path, key)
		}
		if last {
			m.Type, m.Bits = t, bits
		}
		steps = append(steps, Step{Struct: at, Member: m, Index: index})
		at = m.Struct
	}
	return steps, nil
}

// buildLayout collects the members of all paths.
func buildLayout() Layout {
	l := Layout{"inet_connection_sock": {{Name: "icsk_ca_priv", Type: U64, Len: PrivateWords}}}
	for _, f := range fields {
		if f.Path == "" {
			continue
		}
		for _, s := range f.Steps() {
			l.add(s.Struct, s.Member)
		}
	}
	return l
}

func (l Layout) add(in string, m Member) {
	for _, have := range l[in] {
		if have.Name == m.Name {
			if have != m {
				panic(fmt.Sprintf("internal error: %s.%s has two types", in, m.Name))
			}
			return
		}
	}
	l[in] = append(l[in], m)
}
