// Package object writes and reads the object files that carry a TCP
// congestion-control algorithm: relocatable ELF for BPF with BTF, CO-RE
// relocations, source lines and a manifest, as libbpf (1.2 and later, or any in the legacy form) and
// cilium/ebpf load them.
//
// [Write] turns an [Object] into bytes; the same Object always gives the same
// bytes. [Read] is its inverse and is safe on files from anywhere;
// [Disassemble] and [DumpELF] show a file to a person.
//
// What an instruction needs besides its eight bytes travels as its metadata:
// [WithRelo] for a kernel member found at load time, [WithKfunc] for a call of a
// kernel function, [CallFunction] for one of a function of the object, [WithLine] for the source line it was made from, and
// asm.Instruction.WithReference for globals, the storage map, the kernel's
// configuration and jump labels.
package object

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/cilium/ebpf/asm"
)

// MaxName is the longest name in bytes under which the kernel registers a
// congestion control (TCP_CA_NAME_MAX less the terminating zero).
const MaxName = 15

// OpsStruct is the C struct whose members the programs fill.
const OpsStruct = "tcp_congestion_ops"

// Object is everything that one object file holds.
type Object struct {
	Name   string // under which the kernel registers the algorithm, 1..MaxName bytes
	Flags  uint32 // tcp_congestion_ops.flags: 1 non-restricted, 2 needs ECN
	Source string // source file name for lines that have none of their own

	// Legacy writes section .struct_ops, which every libbpf registers, instead of
	// .struct_ops.link, which libbpf from 1.2 and cilium/ebpf attach through a
	// link (kernel 6.4 and later).
	Legacy bool

	Programs []Program
	Globals  []Global
	Storage  *SKStorage // nil: the algorithm has no per-socket storage map
	Manifest *Manifest  // nil: no section .ccc
}

// Program is the code of one callback, or of a function that callbacks call.
type Program struct {
	Member string // of struct tcp_congestion_ops; "" for a function
	Name   string // function name, unique in the object; the kernel shows its first 15 bytes
	Proto  *Proto // of a function: its parameters, in r1 to r5, and its result, in r0
	Insns  asm.Instructions
}

// Global is a read-only variable in section .rodata: a parameter, whose value
// the loader may change before the load, or a table.
type Global struct {
	Name string
	Type CType  // of the variable or, with Len, of one element
	Len  int    // elements; 0: not an array
	Data []byte // little endian, Type.Size (times Len) bytes
}

// SKStorage is the map that holds a record per socket (BPF_MAP_TYPE_SK_STORAGE,
// kernel 5.8 and later for this program type).
type SKStorage struct {
	Name      string
	ValueSize int // bytes of the record, a multiple of 8
}

// CType is a C integer type as BTF records it.
type CType struct {
	Name         string
	Size         int // bytes: 1, 2, 4 or 8
	Signed, Bool bool
}

// The C integer types that appear in objects.
var (
	U8   = CType{Name: "unsigned char", Size: 1}
	U16  = CType{Name: "unsigned short", Size: 2}
	U32  = CType{Name: "unsigned int", Size: 4}
	U64  = CType{Name: "unsigned long long", Size: 8}
	S32  = CType{Name: "int", Size: 4, Signed: true}
	S64  = CType{Name: "long long", Size: 8, Signed: true}
	Bool = CType{Name: "_Bool", Size: 1, Bool: true}
)

// Sections that hold the code and the description of the algorithm.
const (
	linkSection     = ".struct_ops.link"
	legacySection   = ".struct_ops"
	functionSection = ".text" // the only one that libbpf resolves calls into
	manifestSection = ".ccc"
	progPrefix      = "struct_ops/"
)

// SectionName returns the ELF section for the program of a member of struct
// tcp_congestion_ops, as "struct_ops/ssthresh".
func SectionName(member string) string { return progPrefix + member }

// Bytes returns the object file. The error names the first thing in o that
// cannot be written.
func Bytes(o *Object) ([]byte, error) {
	var b bytes.Buffer
	if err := Write(&b, o); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// validate checks what does not depend on the instructions.
func (o *Object) validate() error {
	if o.Name == "" {
		return errors.New("the algorithm has no name")
	}
	if len(o.Name) > MaxName {
		return fmt.Errorf("the name %q has %d bytes; the kernel registers at most %d", o.Name, len(o.Name), MaxName)
	}
	if strings.ContainsFunc(o.Name, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return fmt.Errorf("the name %q has a character that is not printable ASCII", o.Name)
	}
	if err := o.validatePrograms(); err != nil {
		return err
	}
	for _, g := range o.Globals {
		if want := g.size(); want <= 0 || len(g.Data) != want {
			return fmt.Errorf("global %s: %d bytes of data for a type of %d", g.Name, len(g.Data), want)
		}
	}
	if s := o.Storage; s != nil && (s.ValueSize <= 0 || s.ValueSize%8 != 0 || s.ValueSize > maxStorage) {
		return fmt.Errorf("storage %s: a record of %d bytes is not a multiple of 8 in 8..%d", s.Name, s.ValueSize, maxStorage)
	}
	return o.uniqueSymbols()
}

func (o *Object) validatePrograms() error {
	members := make(map[string]bool)
	for i := range o.Programs {
		p := &o.Programs[i]
		switch {
		case len(p.Insns) == 0:
			return fmt.Errorf("%s has no instruction", p.what())
		case p.Member == "" && (p.Proto == nil || len(p.Proto.Params) > maxArgs):
			return fmt.Errorf("%s has no signature of at most %d parameters", p.what(), maxArgs)
		case p.Member == "":
			continue
		case !isIdent(p.Member):
			return fmt.Errorf("program %q: %q is not a member name", p.Name, p.Member)
		case members[p.Member]:
			return fmt.Errorf("two programs for %s", p.Member)
		}
		members[p.Member] = true
	}
	if len(members) == 0 {
		return errors.New("the object has no program")
	}
	return nil
}

// maxArgs is how many parameters a function has at most: those in r1 to r5.
const maxArgs = 5

// what names a program in an error.
func (p *Program) what() string {
	if p.Member == "" {
		return "the function " + p.Name
	}
	return "the program for " + p.Member
}

// section is the ELF section of a program's code.
func (p *Program) section() string {
	if p.Member == "" {
		return functionSection
	}
	return SectionName(p.Member)
}

// maxStorage keeps a record below the kernel's limit for socket storage
// (BPF_LOCAL_STORAGE_MAX_VALUE_SIZE, a little under 64 KiB).
const maxStorage = 60 << 10

func (g *Global) size() int { return g.Type.Size * max(g.Len, 1) }

// uniqueSymbols checks that every symbol is a C identifier and defined once.
func (o *Object) uniqueSymbols() error {
	seen := make(map[string]string)
	define := func(name, what string) error {
		if !isIdent(name) {
			return fmt.Errorf("%s: %q is not an identifier", what, name)
		}
		if prev, dup := seen[name]; dup {
			return fmt.Errorf("%q names both %s and %s", name, prev, what)
		}
		seen[name] = what
		return nil
	}
	if err := define(licenseSymbol, "the licence"); err != nil {
		return err
	}
	for _, p := range o.Programs {
		if err := define(p.Name, p.what()); err != nil {
			return err
		}
	}
	for _, g := range o.Globals {
		if err := define(g.Name, "a global"); err != nil {
			return err
		}
	}
	if o.Storage != nil {
		return define(o.Storage.Name, "the storage map")
	}
	return nil
}

// hasFunction reports whether o has a function of that name.
func (o *Object) hasFunction(name string) bool {
	for i := range o.Programs {
		if p := &o.Programs[i]; p.Name == name && p.Member == "" {
			return true
		}
	}
	return false
}

// defines reports whether a program, global or map has that name.
func (o *Object) defines(name string) bool {
	for i := range o.Programs {
		if o.Programs[i].Name == name {
			return true
		}
	}
	for i := range o.Globals {
		if o.Globals[i].Name == name {
			return true
		}
	}
	return o.Storage != nil && o.Storage.Name == name
}

// ident returns s with every byte that no C identifier has replaced by "_".
func ident(s string) string {
	name := []byte(s)
	for i, c := range name {
		if !identByte(c) || i == 0 && c >= '0' && c <= '9' {
			name[i] = '_'
		}
	}
	return string(name)
}

func identByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// isIdent reports whether s is a C identifier, as BTF wants for names.
func isIdent(s string) bool {
	if s == "" || s[0] >= '0' && s[0] <= '9' {
		return false
	}
	for i := 0; i < len(s); i++ {
		if !identByte(s[i]) {
			return false
		}
	}
	return true
}
