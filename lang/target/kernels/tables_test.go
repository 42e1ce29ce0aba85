package kernels

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/cilium/ebpf/btf"

	"github.com/ccc-lang/ccc/lang/target"
)

// subject is one kernel that the tables are held against.
type subject struct {
	name    string
	version target.Version
	spec    *btf.Spec
}

// subjects returns every kernel that is built in, and the running one.
func subjects(t *testing.T) []subject {
	t.Helper()
	var list []subject
	for _, k := range All() {
		spec, err := k.BTF()
		if err != nil {
			t.Fatalf("%s: %v", k.Release, err)
		}
		list = append(list, subject{k.Release, k.Version, spec})
	}
	spec, err := btf.LoadKernelSpec()
	release, rerr := os.ReadFile("/proc/sys/kernel/osrelease")
	if err = errors.Join(err, rerr); err != nil {
		if os.Getenv("CCC_TEST_KERNEL") == "require" {
			t.Fatalf("the running kernel's BTF: %v", err)
		}
		t.Logf("the running kernel is not tested: %v", err)
		return list
	}
	return append(list, subject{"running kernel", parse(string(release)).Version, spec})
}

// member walks a path as CO-RE does: by name, through anonymous structs.
func member(spec *btf.Spec, root, path string) (typ btf.Type, bits int, err error) {
	var s *btf.Struct
	if err := spec.TypeByName(root, &s); err != nil {
		return nil, 0, err
	}
	var at btf.Type = s
	for _, part := range strings.Split(path, ".") {
		name, _, indexed := strings.Cut(part, "[")
		m := findMember(at, name)
		if m == nil {
			return nil, 0, fmt.Errorf("no member %s", name)
		}
		bits = int(m.BitfieldSize)
		at = btf.UnderlyingType(m.Type)
		if arr, ok := at.(*btf.Array); ok && indexed {
			at = btf.UnderlyingType(arr.Type)
		}
	}
	return at, bits, nil
}

func findMember(in btf.Type, name string) *btf.Member {
	var list []btf.Member
	switch t := btf.UnderlyingType(in).(type) {
	case *btf.Struct:
		list = t.Members
	case *btf.Union:
		list = t.Members
	}
	for i := range list {
		if list[i].Name == name {
			return &list[i]
		}
		if list[i].Name == "" {
			if m := findMember(list[i].Type, name); m != nil {
				return m
			}
		}
	}
	return nil
}

func describe(t btf.Type, bits int) string {
	text := fmt.Sprintf("%T", t)
	switch t := t.(type) {
	case *btf.Int:
		text = fmt.Sprintf("%s%d", map[bool]string{true: "s", false: "u"}[t.Encoding == btf.Signed], t.Size*8)
		if t.Encoding == btf.Bool {
			text = "bool"
		}
	case *btf.Enum:
		text = "u32"
	}
	if bits > 0 {
		text += fmt.Sprintf(":%d", bits)
	}
	return text
}

var typeNames = map[target.CType]string{
	target.U8: "u8", target.U16: "u16", target.U32: "u32", target.U64: "u64",
	target.S32: "s32", target.S64: "s64", target.Bool: "bool",
}

func has(since, until, v target.Version) bool { return v >= since && (until == 0 || v < until) }

func TestFieldsAreWhatKernelsHave(t *testing.T) {
	for _, k := range subjects(t) {
		for _, obj := range []target.Object{target.Sock, target.RateSample, target.AckSample} {
			for _, f := range target.Fields(obj) {
				if f.Path == "" {
					continue
				}
				name := obj.Name() + "." + f.Name
				typ, bits, err := member(k.spec, obj.Root(), f.Path)
				if want := has(f.Since, f.Until, k.version); (err == nil) != want {
					t.Errorf("%s: %s: table says present %v, BTF: %v", k.name, name, want, err)
					continue
				}
				if err != nil {
					continue
				}
				want := typeNames[f.Type]
				if f.Bits > 0 {
					want += fmt.Sprintf(":%d", f.Bits)
				}
				if got := describe(typ, bits); got != want {
					t.Errorf("%s: %s is %s in the kernel, %s in the table", k.name, name, got, want)
				}
			}
		}
	}
}

func TestPrivateBytes(t *testing.T) {
	for _, k := range subjects(t) {
		typ, _, err := member(k.spec, "tcp_sock", "inet_conn.icsk_ca_priv")
		if err != nil {
			t.Errorf("%s: %v", k.name, err)
			continue
		}
		arr, ok := typ.(*btf.Array)
		if !ok || arr.Nelems != target.PrivateWords {
			t.Errorf("%s: icsk_ca_priv is %v", k.name, typ)
		}
	}
}

func TestEnumsAreWhatKernelsHave(t *testing.T) {
	tested := map[string]bool{}
	for _, k := range subjects(t) {
		values := map[string]int64{}
		for typ, err := range k.spec.All() {
			if err != nil {
				t.Fatal(err)
			}
			if e, ok := typ.(*btf.Enum); ok {
				for _, v := range e.Values {
					values[e.Name+"/"+v.Name] = int64(v.Value)
				}
			}
		}
		for _, e := range target.Enums() {
			for _, m := range e.Values {
				got, ok := values[e.CName+"/"+m.CName]
				if !ok && e.CName != "" {
					t.Errorf("%s: enum %s has no %s", k.name, e.CName, m.CName)
				} else if ok && got != m.Value {
					t.Errorf("%s: %s is %d in the kernel, %d in the table", k.name, m.CName, got, m.Value)
				}
				tested[e.Name] = tested[e.Name] || ok
			}
		}
	}
	// These two are macros in the kernel's source and in no BTF.
	for _, e := range target.Enums() {
		if macro := e.Name == "ControlFlags" || e.Name == "EcnFlags"; tested[e.Name] == macro {
			t.Errorf("enum %s: found in BTF: %v", e.Name, tested[e.Name])
		}
	}
}

// paramText is a parameter's C type as the table means it; struct sock and
// struct tcp_sock are both the connection.
func paramText(t btf.Type) string {
	t = btf.UnderlyingType(t)
	if p, ok := t.(*btf.Pointer); ok {
		switch s := btf.UnderlyingType(p.Target).(type) {
		case *btf.Struct:
			return strings.Replace("*"+s.Name, "*tcp_sock", "*sock", 1)
		case *btf.Fwd:
			return "*" + s.Name
		}
		return "*?"
	}
	if _, ok := t.(*btf.Void); ok {
		return "void"
	}
	return describe(t, 0)
}

func wantText(p target.Param) string {
	switch p.Kind {
	case target.SockPtr:
		return "*sock"
	case target.RatePtr:
		return "*rate_sample"
	case target.AckPtr:
		return "*ack_sample"
	}
	return typeNames[p.Type]
}

func wantResult(r *target.Result) string {
	if r == nil {
		return "void"
	}
	return typeNames[r.Type]
}

func protoText(p *btf.FuncProto) string {
	var params []string
	for _, a := range p.Params {
		params = append(params, paramText(a.Type))
	}
	return paramText(p.Return) + "(" + strings.Join(params, ", ") + ")"
}

func TestCallbacksAreWhatKernelsHave(t *testing.T) {
	for _, k := range subjects(t) {
		var ops *btf.Struct
		if err := k.spec.TypeByName("tcp_congestion_ops", &ops); err != nil {
			t.Fatal(err)
		}
		for _, cb := range target.Callbacks() {
			m := findMember(ops, cb.Name)
			if m == nil {
				t.Errorf("%s: no member %s", k.name, cb.Name)
				continue
			}
			form := cb.FormFor(k.version)
			slots := map[int]string{}
			for i, slot := range form.Slots {
				if slot >= 0 {
					slots[slot] = wantText(cb.Params[i])
				}
			}
			var params []string
			for i := range len(slots) {
				params = append(params, slots[i])
			}
			want := wantResult(cb.Result) + "(" + strings.Join(params, ", ") + ")"
			if got := protoText(proto(m.Type)); got != want {
				t.Errorf("%s: %s is %s in the kernel, %s in the table", k.name, cb.Name, got, want)
			}
		}
		_, missing := ops.Members, findMember(ops, "cwnd_event_tx_start") == nil
		if want := k.version < target.CwndEventTxStartSince; missing != want {
			t.Errorf("%s: cwnd_event_tx_start missing: %v", k.name, missing)
		}
	}
}

// proto returns the prototype behind a pointer to a function, empty if it is none.
func proto(t btf.Type) *btf.FuncProto {
	if p, ok := btf.UnderlyingType(t).(*btf.Pointer); ok {
		if f, ok := btf.UnderlyingType(p.Target).(*btf.FuncProto); ok {
			return f
		}
	}
	return &btf.FuncProto{Return: (*btf.Void)(nil)}
}

func TestKfuncsAreWhatKernelsHave(t *testing.T) {
	found := map[string]int{}
	for _, k := range subjects(t) {
		for _, f := range target.Funcs() {
			if !f.Kfunc {
				continue
			}
			var fn *btf.Func
			err := k.spec.TypeByName(f.Name, &fn)
			builtin := strings.HasPrefix(f.Name, "tcp_")
			if err != nil {
				if builtin && has(f.Since, f.Until, k.version) {
					t.Errorf("%s: no function %s", k.name, f.Name)
				}
				continue
			}
			if !has(f.Since, f.Until, k.version) {
				// The function is older than the right to call it, except where a row says it is gone.
				if f.Until != 0 && k.version >= f.Until {
					t.Errorf("%s: %s is still there", k.name, f.Name)
				}
				continue
			}
			found[f.Name]++
			var params []string
			for _, p := range f.Params {
				params = append(params, wantText(p))
			}
			want := wantResult(f.Result) + "(" + strings.Join(params, ", ") + ")"
			if got := protoText(fn.Type.(*btf.FuncProto)); got != want {
				t.Errorf("%s: %s is %s in the kernel, %s in the table", k.name, f.Name, got, want)
			}
		}
	}
	for _, f := range target.Funcs() {
		// DCTCP is a module in all of these kernels, and BBR in those from 7.1 on, so
		// that their functions are in the module's BTF.
		module := strings.HasPrefix(f.Name, "dctcp_") || strings.HasPrefix(f.Name, "bbr_") && f.Since >= target.V(7, 1)
		if f.Kfunc && found[f.Name] == 0 && !module {
			t.Errorf("%s was found in no kernel", f.Name)
		}
	}
}

func TestFind(t *testing.T) {
	for text, want := range map[string]string{
		"5.10": "5.10.0-46", "v6.1": "6.1.0-56", "6.12": "6.12.117+deb12", "7.2": "7.2.13+deb14",
		"7.2.12": "7.2.12+deb13", "6.18": "6.18.44", "6.18.15+deb13": "6.18.15+deb13",
	} {
		if k, err := Find(text); err != nil || k.Release != want {
			t.Errorf("Find(%q) = %q, %v, want %q", text, k.Release, err, want)
		}
	}
	for _, text := range []string{"", "6", "5.1", "4.19", "7.2.1"} {
		if k, err := Find(text); err == nil && text != "6" {
			t.Errorf("Find(%q) = %q, want an error", text, k.Release)
		} else if err != nil && !strings.Contains(err.Error(), "5.10, 6.1, 6.12,") {
			t.Errorf("Find(%q): %v does not list the kernels", text, err)
		}
	}
	if got, want := Versions(), target.Kernels(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("BTF is there for %v, the table says %v", got, want)
	}
}
