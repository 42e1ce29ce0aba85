package dsl

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/object"
)

// Builder assembles programs into an object file. Its methods return it, so
// that calls can be chained; the first mistake is kept and told by Err, Object,
// Bytes and Write, and what follows it is ignored.
type Builder struct {
	obj object.Object
	err error
}

// NewObject starts an object for an algorithm that the kernel registers as
// name: 1 to 15 letters, digits, '_' and '.'.
func NewObject(name string) *Builder {
	b := &Builder{obj: object.Object{Name: name}}
	if name == "" || len(name) > object.MaxName {
		b.fail("the name %q has %d bytes; the kernel takes 1 to %d", name, len(name), object.MaxName)
	}
	for i := range len(name) {
		if c := name[i]; !isAlphanumeric(c) && c != '_' && c != '.' {
			b.fail("the name %q has a %q; the kernel takes letters, digits, '_' and '.'", name, c)
		}
	}
	return b
}

func (b *Builder) fail(format string, args ...any) {
	if b.err == nil {
		b.err = fmt.Errorf(format, args...)
	}
}

// Callback adds the program of a callback, made of the given pieces. It is
// checked as Check does.
func (b *Builder) Callback(name string, parts ...asm.Instructions) *Builder {
	cb, err := findCallback(name)
	if err != nil {
		b.fail("%w", err)
		return b
	}
	code := Join(parts...)
	if err := Check(cb, code); err != nil {
		b.fail("%s: %w", name, err)
		return b
	}
	for _, p := range b.obj.Programs {
		if p.Member == name {
			b.fail("%s is given twice", name)
			return b
		}
	}
	b.obj.Programs = append(b.obj.Programs, object.Program{Member: name, Name: programName(b.obj.Name, name), Insns: code})
	return b
}

// Function adds a function that callbacks can call (see CallFunction), made of the
// given pieces. Its at most five parameters are in r1 to r5 when it starts and its
// result is in r0 when it returns; its stack and r6 to r9 are its own. The kernel
// follows every call of it with what the caller knows. The code is checked as a
// callback's is.
func (b *Builder) Function(proto object.Proto, parts ...asm.Instructions) *Builder {
	code := Join(parts...)
	if n := len(proto.Params); n > maxArgs {
		b.fail("%s: a function has at most %d parameters, not %d", proto.Name, maxArgs, n)
		return b
	}
	set := regs(1<<(len(proto.Params)+1)-2) | 1<<asm.R10
	if err := check(code, set, proto.Result != nil); err != nil {
		b.fail("%s: %w", proto.Name, err)
		return b
	}
	b.obj.Programs = append(b.obj.Programs, object.Program{Name: proto.Name, Proto: &proto, Insns: code})
	return b
}

// maxArgs is how many arguments a call has at most.
const maxArgs = 5

// programName is the function's name: what `bpftool prog` shows the first 15
// bytes of.
func programName(algorithm, member string) string {
	ident := []byte(algorithm)
	for i, c := range ident {
		if !isAlphanumeric(c) || i == 0 && c <= '9' {
			ident[i] = '_'
		}
	}
	return string(ident) + "_" + member
}

func isAlphanumeric(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// Flags sets tcp_congestion_ops.flags: target.FlagNonRestricted,
// target.FlagNeedsECN.
func (b *Builder) Flags(flags uint32) *Builder {
	b.obj.Flags = flags
	return b
}

// Source sets the source file that lines without one are from.
func (b *Builder) Source(file string) *Builder {
	b.obj.Source = file
	return b
}

// Legacy makes an object for libbpf before 1.2 and kernels before 6.4, which
// register struct_ops without a link; cilium/ebpf does not load it.
func (b *Builder) Legacy() *Builder {
	b.obj.Legacy = true
	return b
}

// Param adds a signed 64-bit global, which can be set when the object is loaded
// and is constant then. LoadGlobal reads it (as target.S64).
func (b *Builder) Param(name string, value int64) *Builder {
	data := binary.LittleEndian.AppendUint64(nil, uint64(value))
	b.obj.Globals = append(b.obj.Globals, object.Global{Name: name, Type: object.S64, Data: data})
	return b
}

// Table adds an array of signed 64-bit numbers. GlobalPointer gives its address.
func (b *Builder) Table(name string, values ...int64) *Builder {
	var data []byte
	for _, v := range values {
		data = binary.LittleEndian.AppendUint64(data, uint64(v))
	}
	if len(values) == 0 {
		b.fail("table %s has no values", name)
	}
	b.obj.Globals = append(b.obj.Globals, object.Global{Name: name, Type: object.S64, Len: len(values), Data: data})
	return b
}

// Storage adds the map that holds a record of that many bytes, a multiple of 8,
// per socket. StorageGet finds a socket's record.
func (b *Builder) Storage(name string, bytes int) *Builder {
	if b.obj.Storage != nil {
		b.fail("there is already the storage map %s", b.obj.Storage.Name)
	}
	b.obj.Storage = &object.SKStorage{Name: name, ValueSize: bytes}
	return b
}

// Manifest adds a description for tools. Callbacks are filled in.
func (b *Builder) Manifest(m *object.Manifest) *Builder {
	b.obj.Manifest = m
	return b
}

// Err returns the first mistake so far.
func (b *Builder) Err() error {
	if b.err != nil {
		return fmt.Errorf("object %q: %w", b.obj.Name, b.err)
	}
	return nil
}

// Object returns the finished object. Besides earlier mistakes it is an error if
// a callback is missing without which the kernel registers nothing: ssthresh,
// undo_cwnd, and one of cong_avoid and cong_control.
func (b *Builder) Object() (*object.Object, error) {
	if err := b.missing(); err != nil {
		b.fail("%w", err)
	}
	if err := b.Err(); err != nil {
		return nil, err
	}
	o := b.obj
	if o.Manifest != nil {
		m := *o.Manifest
		m.Callbacks = nil
		for _, p := range o.Programs {
			if p.Member != "" {
				m.Callbacks = append(m.Callbacks, p.Member)
			}
		}
		o.Manifest = &m
	}
	return &o, nil
}

// Bytes returns the object file.
func (b *Builder) Bytes() ([]byte, error) {
	o, err := b.Object()
	if err != nil {
		return nil, err
	}
	return object.Bytes(o)
}

// Write writes the object file to w.
func (b *Builder) Write(w io.Writer) error {
	o, err := b.Object()
	if err != nil {
		return err
	}
	return object.Write(w, o)
}

func (b *Builder) missing() error {
	have := make(map[string]bool)
	for _, p := range b.obj.Programs {
		have[p.Member] = true
	}
	for _, cb := range target.Callbacks() {
		if cb.Required && !have[cb.Name] {
			return fmt.Errorf("there is no %s, without which the kernel registers nothing", cb.Name)
		}
	}
	if !have["cong_avoid"] && !have["cong_control"] {
		return errors.New("there is neither cong_avoid nor cong_control; the kernel wants one of them")
	}
	return nil
}

// SectionName is tcp-cong-ops-section-name of the origin: the ELF section of a
// callback's program. It is an error if there is no such callback.
func SectionName(callback string) (string, error) {
	cb, err := findCallback(callback)
	if err != nil {
		return "", err
	}
	return object.SectionName(cb.Name), nil
}

// findCallback returns the callback of that name, or an error that says why it
// cannot be provided.
func findCallback(name string) (*target.Callback, error) {
	if cb := target.LookupCallback(name); cb != nil {
		return cb, nil
	}
	switch name {
	case "get_info":
		return nil, errors.New("the kernel does not let a program provide get_info")
	case "cwnd_event_tx_start":
		return nil, errors.New("cwnd_event_tx_start is made from cwnd_event when the object is loaded (kernel 7.1 and later)")
	}
	var names []string
	for _, cb := range target.Callbacks() {
		names = append(names, cb.Name)
	}
	return nil, fmt.Errorf("there is no callback %q; there are %s", name, strings.Join(names, ", "))
}
