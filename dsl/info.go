package dsl

import (
	"errors"
	"fmt"
	"strings"

	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/object"
)

// Info is what there is to know about a callback.
type Info struct {
	Callback *target.Callback
	// Args are the arguments of each form as C declares them, the oldest form
	// first; all but cong_control have one.
	Args [][]string
	// Return is the C type of the result: "u32" or "void".
	Return string
	// Required: the kernel registers no algorithm without it.
	Required bool
	// OneOf lists the callbacks of which one is required, if this is among them.
	OneOf []string
}

// CallbackInfo is get-callback-info of the origin. All that it tells comes from
// the table in lang/target. The error for a callback that does not exist lists
// those that do.
func CallbackInfo(callback string) (*Info, error) {
	cb, err := findCallback(callback)
	if err != nil {
		return nil, err
	}
	info := &Info{Callback: cb, Return: "void", Required: cb.Required}
	if cb.Result != nil {
		info.Return = cTypeName(cb.Result.Type)
	}
	for _, form := range cb.AllForms() {
		args := make([]string, 0, len(cb.Params))
		for slot := range cb.Params {
			for i, s := range form.Slots {
				if s == slot {
					args = append(args, cDeclaration(cb.Params[i]))
				}
			}
		}
		info.Args = append(info.Args, args)
	}
	for _, name := range growing {
		if cb.Name == name {
			info.OneOf = growing
		}
	}
	return info, nil
}

// growing are the callbacks of which the kernel wants one.
var growing = []string{"cong_avoid", "cong_control"}

// String returns the callback as C declares it, the newest form:
// "u32 ssthresh(struct sock *sk)".
func (i *Info) String() string {
	args := i.Args[len(i.Args)-1]
	return i.Return + " " + i.Callback.Name + "(" + strings.Join(args, ", ") + ")"
}

func cTypeName(t target.CType) string {
	return [...]string{"u8", "u16", "u32", "u64", "int", "s64", "bool"}[t]
}

func cDeclaration(p target.Param) string {
	c := cParam(p)
	switch {
	case c.Struct != "" && c.Const:
		return "const struct " + c.Struct + " *" + p.Name
	case c.Struct != "":
		return "struct " + c.Struct + " *" + p.Name
	case c.Enum != "":
		return "enum " + c.Enum + " " + p.Name
	}
	return cTypeName(p.Type) + " " + p.Name
}

// ProgramInfo is a program with what loaders need to know of it.
type ProgramInfo struct {
	Name         string // function name; the kernel shows its first 15 bytes
	Struct       string // "tcp_congestion_ops"
	Callback     string // member of the struct
	Section      string // of the object file
	License      string // the kernel takes only GPL-compatible struct_ops programs
	Instructions asm.Instructions
}

// StructOpsInfo is make-struct-ops-info of the origin: it describes a program
// for a callback of a struct of the kernel, of which tcp_congestion_ops is known.
// The program is checked as Check does; Builder.Add takes the result.
func StructOpsInfo(name, structName, callback string, code asm.Instructions) (*ProgramInfo, error) {
	section, err := StructOpsSectionName(structName, callback)
	if err != nil {
		return nil, err
	}
	if !isIdentifier(name) {
		return nil, fmt.Errorf("the program's name %q is not a C identifier", name)
	}
	if err := Check(target.LookupCallback(callback), code); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &ProgramInfo{
		Name: name, Struct: structName, Callback: callback,
		Section: section, License: "GPL", Instructions: code,
	}, nil
}

// TCPCongOpsInfo is make-tcp-cong-ops-info of the origin: StructOpsInfo for
// struct tcp_congestion_ops.
func TCPCongOpsInfo(name, callback string, code asm.Instructions) (*ProgramInfo, error) {
	return StructOpsInfo(name, object.OpsStruct, callback, code)
}

func isIdentifier(s string) bool {
	for i, c := range s {
		letter := c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

// Add adds a described program, under its own name.
func (b *Builder) Add(info *ProgramInfo) *Builder {
	if info == nil {
		b.fail("%w", errors.New("there is no program to add"))
		return b
	}
	n := len(b.obj.Programs)
	b.Callback(info.Callback, info.Instructions)
	if len(b.obj.Programs) > n {
		b.obj.Programs[n].Name = info.Name
	}
	return b
}

// StructOpsSectionName is struct-ops-section-name of the origin: the ELF section
// for the program of a member of a struct of the kernel. Loaders take what follows
// the slash as a comment. It is an error if the struct is not tcp_congestion_ops
// or has no such callback.
func StructOpsSectionName(structName, callback string) (string, error) {
	if structName != object.OpsStruct {
		return "", fmt.Errorf("no struct_ops %q is known, only %s", structName, object.OpsStruct)
	}
	return SectionName(callback)
}

// CAStates is the table of congestion-avoidance states of the origin: the values
// of icsk_ca_state and of set_state's argument.
func CAStates() []target.EnumMember { return enumValues("CaState") }

// CAEvents is the table of congestion events of the origin: the values of
// cwnd_event's argument. The origin's 6 and 7 do not exist.
func CAEvents() []target.EnumMember { return enumValues("Event") }

// AckEventFlags is the table of in_ack_event flags of the origin: the bits of
// in_ack_event's argument. 2 is an update of the send window, not of ECN as the
// origin says, and its 8 does not exist.
func AckEventFlags() []target.EnumMember { return enumValues("AckFlags") }

// Callbacks is the table of tcp_congestion_ops callbacks of the origin: those
// that a program can provide, in a fixed order.
func Callbacks() []*target.Callback { return target.Callbacks() }

func enumValues(name string) []target.EnumMember {
	return append([]target.EnumMember(nil), target.LookupEnum(name).Values...)
}

// Value returns the value of a member of one of the kernel's enums, to compare
// with: Value("CaState", "loss") or Value("tcp_ca_state", "TCP_CA_Loss"). The
// error for an unknown name lists near ones.
func Value(enum, name string) (int32, error) {
	var names []string
	for _, e := range target.Enums() {
		names = append(names, e.Name)
		if e.Name != enum && (e.CName == "" || e.CName != enum) {
			continue
		}
		names = names[:0]
		for _, m := range e.Values {
			if m.Name == name || m.CName == name {
				return int32(m.Value), nil
			}
			names = append(names, m.Name)
		}
		return 0, fmt.Errorf("%s has no value %q%s", e.Name, name, suggest(name, names))
	}
	return 0, fmt.Errorf("there is no enum %q%s", enum, suggest(enum, names))
}
