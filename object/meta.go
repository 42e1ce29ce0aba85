package object

import (
	"fmt"
	"strings"

	"github.com/cilium/ebpf/asm"
)

// ReloKind says what the loader writes into an instruction (enum
// bpf_core_relo_kind of the kernel).
type ReloKind uint8

// The CO-RE relocations. A member is named by Relo.Root and Relo.Path.
const (
	FieldOffset ReloKind = 0  // the member's byte offset: into the offset of a load or store, or the constant of an ALU operation
	FieldSize   ReloKind = 1  // its size in bytes (of a bitfield: of its storage): into a constant
	FieldExists ReloKind = 2  // 1 if the kernel has the member, else 0
	FieldSigned ReloKind = 3  // 1 if it is signed, else 0
	FieldLShift ReloKind = 4  // how far to shift a bitfield's storage left in 64 bits
	FieldRShift ReloKind = 5  // and then right
	TypeMatches ReloKind = 12 // 1 if the kernel's Relo.Root has the member Relo.Proto with that very signature; libbpf 1.0 and later
)

// String returns the kernel's name of the kind, as "byte_off".
func (k ReloKind) String() string {
	names := [...]string{"byte_off", "byte_sz", "field_exists", "signed", "lshift_u64", "rshift_u64", "local_type_id",
		"target_type_id", "type_exists", "type_size", "enumval_exists", "enumval_value", "type_matches"}
	if int(k) < len(names) {
		return names[k]
	}
	return fmt.Sprintf("relo_kind_%d", uint8(k))
}

// Step is one member on the way from a struct to a field.
type Step struct {
	Member string // its name; "" for an unnamed struct or union
	Len    int    // elements, if the member is an array
	Index  int    // with Len: the element taken

	// Struct is the C struct that the member (or its element) is; a name that starts
	// with "." stands for an anonymous one. "" in the last step, which is a scalar.
	Struct string
	Union  bool // Struct is a union

	Type CType // of the scalar
	Bits int   // its width, if it is a bitfield
}

// Relo is a CO-RE relocation: something about a member of a kernel struct that
// the loader looks up in the running kernel's BTF.
type Relo struct {
	Kind  ReloKind
	Root  string // C struct that Path starts in
	Path  []Step
	Proto *Proto // with TypeMatches
}

// Field returns the relocated member as C writes it, as "tcp_sock.rtt_min.s[0].v".
func (r *Relo) Field() string {
	var b strings.Builder
	b.WriteString(r.Root)
	if r.Proto != nil {
		return b.String() + "." + r.Proto.Name
	}
	for _, s := range r.Path {
		if s.Member != "" {
			b.WriteByte('.')
			b.WriteString(s.Member)
		}
		if s.Len > 0 {
			fmt.Fprintf(&b, "[%d]", s.Index)
		}
	}
	return b.String()
}

// Proto is the signature of a function or of a function-pointer member.
type Proto struct {
	Name   string
	Params []CParam
	Result *CType // nil: void
}

// CParam is a parameter of a function: a pointer to Struct, a value of
// Enum, or an integer of Type.
type CParam struct {
	Name   string
	Struct string
	Const  bool // with Struct: it points to const
	Enum   string
	Type   CType
}

// KfuncSig names a kernel function to call.
type KfuncSig struct {
	Proto
	// Weak lets an object load on kernels that lack the function, as long as the
	// verifier sees that the call is not reached there.
	Weak bool
}

// Line is the place in the source that an instruction was made from.
type Line struct {
	File string // "" stands for Object.Source
	Line int    // from 1
	Col  int    // in bytes, from 1; 0: unknown
	Text string // the line itself, for the verifier's log
}

// String returns the text of the line, which makes a Line an instruction's
// source as asm prints it.
func (l *Line) String() string { return l.Text }

type reloKey struct{}
type kfuncKey struct{}
type lineKey struct{}

// WithRelo returns ins relocated by r. The constant or offset that the loader
// replaces is filled in by Write.
func WithRelo(ins asm.Instruction, r *Relo) asm.Instruction {
	ins.Metadata.Set(reloKey{}, r)
	return ins
}

// ReloOf returns the relocation of ins, or nil.
func ReloOf(ins asm.Instruction) *Relo {
	r, _ := ins.Metadata.Get(reloKey{}).(*Relo)
	return r
}

// Kfunc returns the call of a kernel function. Its arguments are in r1 to r5.
func Kfunc(sig *KfuncSig) asm.Instruction {
	ins := asm.Instruction{OpCode: asm.OpCode(asm.JumpClass).SetJumpOp(asm.Call), Src: asm.PseudoCall, Constant: -1}
	return WithKfunc(ins, sig)
}

// CallFunction returns the call of a function of the object (see Program). Its
// arguments are in r1 to r5.
func CallFunction(name string) asm.Instruction {
	return asm.Instruction{OpCode: asm.OpCode(asm.JumpClass).SetJumpOp(asm.Call), Src: asm.PseudoCall, Constant: -1}.WithReference(name)
}

// WithKfunc returns ins referring to a kernel function: a call (see [Kfunc]), or
// a 64-bit immediate load of a weak one's address, which is 0 where it is missing.
func WithKfunc(ins asm.Instruction, sig *KfuncSig) asm.Instruction {
	ins.Metadata.Set(kfuncKey{}, sig)
	return ins.WithReference(sig.Name)
}

// KfuncOf returns the kernel function that ins refers to, or nil.
func KfuncOf(ins asm.Instruction) *KfuncSig {
	s, _ := ins.Metadata.Get(kfuncKey{}).(*KfuncSig)
	return s
}

// WithLine returns ins made from the given source line. A line holds until the
// next instruction that has one.
func WithLine(ins asm.Instruction, l *Line) asm.Instruction {
	ins.Metadata.Set(lineKey{}, l)
	return ins.WithSource(l)
}

// LineOf returns the source line of ins, or nil.
func LineOf(ins asm.Instruction) *Line {
	l, _ := ins.Metadata.Get(lineKey{}).(*Line)
	return l
}

// IsConfig reports whether a referenced name is a number of the kernel's build
// configuration or its version, which the loader provides (.kconfig).
func IsConfig(name string) bool {
	return strings.HasPrefix(name, "CONFIG_") || name == "LINUX_KERNEL_VERSION"
}
