// Package kernels holds the BTF of released kernels, cut down to the types that
// congestion-control programs meet. With it an object can be checked against
// kernels that are not running here, on any machine.
//
// The files in btf are made by internal/btfcut from the BTF of Debian's kernels
// for x86-64 (and, 6.18.44, of a kernel without modules).
package kernels

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"

	"github.com/cilium/ebpf/btf"

	"github.com/ccc-lang/ccc/lang/target"
)

//go:embed btf/*.btf.gz
var files embed.FS

const suffix = ".btf.gz"

// Kernel is one kernel whose BTF is here.
type Kernel struct {
	Release string         // as `uname -r` begins: "6.12.117+deb12"
	Version target.Version // its major and minor version
	numbers [3]int
}

// All returns the kernels, oldest first.
func All() []Kernel {
	entries, err := files.ReadDir("btf")
	if err != nil {
		panic("internal error: " + err.Error())
	}
	var list []Kernel
	for _, e := range entries {
		list = append(list, parse(strings.TrimSuffix(e.Name(), suffix)))
	}
	sort.SliceStable(list, func(i, j int) bool {
		a, b := list[i].numbers, list[j].numbers
		for k := range a {
			if a[k] != b[k] {
				return a[k] < b[k]
			}
		}
		return false
	})
	return list
}

// parse takes a release apart.
func parse(release string) Kernel {
	k := Kernel{Release: release}
	rest := release
	for i := range k.numbers {
		n := 0
		for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
			n++
		}
		k.numbers[i], _ = strconv.Atoi(rest[:n]) // no digits: 0
		rest = strings.TrimPrefix(rest[n:], ".")
	}
	k.Version = target.V(k.numbers[0], k.numbers[1])
	return k
}

// Find returns the newest kernel that text means: a version ("6.12", "v6.12") or
// the beginning of a release ("6.18.44"). The error lists what there is.
func Find(text string) (Kernel, error) {
	want := strings.TrimPrefix(strings.TrimPrefix(text, "v"), "linux-")
	all := All()
	for i := len(all) - 1; i >= 0; i-- {
		rest, ok := strings.CutPrefix(all[i].Release, want)
		if want != "" && ok && (rest == "" || rest[0] < '0' || rest[0] > '9') {
			return all[i], nil
		}
	}
	var have []string
	for _, v := range Versions() {
		have = append(have, v.String())
	}
	return Kernel{}, fmt.Errorf("no BTF of kernel %q is built in; there is %s", text, strings.Join(have, ", "))
}

// Versions returns the versions of which there is at least one kernel, oldest first.
func Versions() []target.Version {
	var list []target.Version
	for _, k := range All() {
		if len(list) == 0 || list[len(list)-1] != k.Version {
			list = append(list, k.Version)
		}
	}
	return list
}

// Raw returns the kernel's cut BTF as bytes.
func (k Kernel) Raw() ([]byte, error) {
	packed, err := files.ReadFile("btf/" + k.Release + suffix)
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

// BTF returns the kernel's cut BTF.
func (k Kernel) BTF() (*btf.Spec, error) {
	raw, err := k.Raw()
	if err != nil {
		return nil, err
	}
	return btf.LoadSpecFromReader(bytes.NewReader(raw))
}

// Spec returns the cut BTF of the newest kernel of a version.
func Spec(v target.Version) (*btf.Spec, error) {
	k, err := Find(v.String())
	if err != nil {
		return nil, err
	}
	return k.BTF()
}
