package dsl

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/object"
)

// Field returns the field of that name: "snd_cwnd" or "sk.snd_cwnd" of the
// connection, "rs.delivered", "sample.rtt_us". The error for an unknown name
// lists names that are near. Derived fields have no place in memory and are an
// error, too.
func Field(name string) (*target.Field, error) {
	obj, rest := target.Sock, name
	if prefix, after, ok := strings.Cut(name, "."); ok {
		for _, o := range []target.Object{target.Sock, target.RateSample, target.AckSample} {
			if o.Name() == prefix {
				obj, rest = o, after
			}
		}
	}
	f := target.Lookup(obj, rest)
	if f == nil {
		f = target.LookupPrefixed(obj, rest)
	}
	if f == nil {
		return nil, fmt.Errorf("no field %q in %s%s", rest, obj.Root(), suggest(rest, target.FieldNames(obj)))
	}
	if f.Path == "" {
		return nil, fmt.Errorf("field %q is worked out (%s), so there is nothing to load or store", name, f.Derived)
	}
	return f, nil
}

// suggest returns "; near: a, b" for the candidates near to name.
func suggest(name string, candidates []string) string {
	if near := target.Near(name, candidates); len(near) > 0 {
		return "; near: " + strings.Join(near, ", ")
	}
	return ""
}

// relos holds the relocations that were asked for, by fieldRelo: a large program
// uses the same ones over and over.
var relos sync.Map

// fieldRelo is something about a field that a loader looks up.
type fieldRelo struct {
	kind  object.ReloKind
	field *target.Field
}

// Relo returns the relocation of a field: one of FieldOffset to FieldRShift. The
// result is shared and not to be changed.
func Relo(kind object.ReloKind, f *target.Field) *object.Relo {
	key := fieldRelo{kind, f}
	r, ok := relos.Load(key)
	if !ok {
		r, _ = relos.LoadOrStore(key, newRelo(kind, f))
	}
	return r.(*object.Relo)
}

func newRelo(kind object.ReloKind, f *target.Field) *object.Relo {
	steps := f.Steps()
	r := &object.Relo{Kind: kind, Root: f.Object.Root(), Path: make([]object.Step, len(steps))}
	for i, s := range steps {
		r.Path[i] = step(s.Member, s.Index)
	}
	return r
}

func step(m target.Member, index int) object.Step {
	s := object.Step{Member: m.Name, Len: m.Len, Index: index, Struct: m.Struct}
	if m.Struct == "" {
		s.Type, s.Bits = cType(m.Type), m.Bits
	}
	return s
}

// Load sets dst to a field of the object that base points to: of its whole width
// and extended to 64 bits by its sign. A field that is a bit of a member gives 0
// or 1. base keeps its value unless it is dst.
func Load(dst, base asm.Register, field string) asm.Instructions {
	f, err := Field(field)
	if err != nil {
		return fail("load: %w", err)
	}
	code := LoadField(dst, base, f)
	if f.Mask != 0 {
		code = append(code, Test(dst, f.Mask)...)
	}
	return code
}

// Test sets r to 1 if it has any bit of mask, which is below 256, else to 0.
func Test(r asm.Register, mask uint64) asm.Instructions {
	if mask == 0 || mask > 0xff {
		return fail("test: %#x is not a mask of 8 bits", mask)
	}
	return asm.Instructions{asm.And.Imm(r, int32(mask)), asm.Add.Imm(r, 0xff), asm.RSh.Imm(r, 8)}
}

// LoadField sets dst to the member that f is or is part of (f.Mask is not
// applied), extended to 64 bits by its sign.
func LoadField(dst, base asm.Register, f *target.Field) asm.Instructions {
	if err := accessible(f, base, dst); err != nil {
		return fail("load of %s: %w", f.Name, err)
	}
	size, _ := sizeOf(f.Type.Size())
	code := asm.Instructions{object.WithRelo(asm.LoadMem(dst, base, 0, size), Relo(object.FieldOffset, f))}
	switch {
	case f.Bits != 0:
		// The shifts bring the bits to the top of 64 and down again. Where in its
		// storage a bitfield is differs between kernels; its storage does not.
		right := asm.RSh
		if f.Type.Signed() {
			right = asm.ArSh
		}
		return append(code,
			object.WithRelo(asm.LSh.Imm(dst, 0), Relo(object.FieldLShift, f)),
			object.WithRelo(right.Imm(dst, 0), Relo(object.FieldRShift, f)))
	case f.Type.Signed() && f.Type.Size() < 8:
		return append(code, signExtend(dst, f.Type.Size())...)
	}
	return code
}

// LoadU8 loads a field of one byte, zero extended; a field of another width is an
// error. It is tcp-sock-load-u8 of the origin.
func LoadU8(dst, base asm.Register, field string) asm.Instructions {
	return loadSized(dst, base, field, 1)
}

// LoadU16 is LoadU8 for a field of two bytes, tcp-sock-load-u16 of the origin.
func LoadU16(dst, base asm.Register, field string) asm.Instructions {
	return loadSized(dst, base, field, 2)
}

// LoadU32 is LoadU8 for a field of four bytes, tcp-sock-load-u32 of the origin.
func LoadU32(dst, base asm.Register, field string) asm.Instructions {
	return loadSized(dst, base, field, 4)
}

// LoadU64 is LoadU8 for a field of eight bytes, which the origin lacks.
func LoadU64(dst, base asm.Register, field string) asm.Instructions {
	return loadSized(dst, base, field, 8)
}

func loadSized(dst, base asm.Register, field string, bytes int) asm.Instructions {
	f, err := Field(field)
	if err == nil {
		err = accessible(f, base, dst)
	}
	if err == nil {
		err = sized(f, bytes)
	}
	if err != nil {
		return fail("load of %s: %w", field, err)
	}
	size, _ := sizeOf(bytes)
	return asm.Instructions{object.WithRelo(asm.LoadMem(dst, base, 0, size), Relo(object.FieldOffset, f))}
}

func sized(f *target.Field, bytes int) error {
	switch {
	case f.Bits != 0:
		return fmt.Errorf("%s is a bitfield of %d bits, which Load reads", f.Name, f.Bits)
	case f.Type.Size() != bytes:
		return fmt.Errorf("%s has %d bytes, not %d", f.Name, f.Type.Size(), bytes)
	}
	return nil
}

// Exists sets dst to 1 if the running kernel has the field, else to 0. The
// verifier knows which, so code for the other case may follow behind a test.
func Exists(dst asm.Register, f *target.Field) asm.Instructions {
	if err := accessible(f, asm.R1, dst); err != nil {
		return fail("existence of %s: %w", f.Name, err)
	}
	return asm.Instructions{object.WithRelo(asm.Mov.Imm(dst, 1), Relo(object.FieldExists, f))}
}

// Store sets a field of the connection to the low bits of src. Only the fields
// that the kernel lets programs write are possible; any other is an error that
// lists them. Some are writable only from a later kernel on; an earlier one refuses
// the program (target.Field.WriteSince). Nothing is clamped: a window of 0
// stops a connection. A field that
// is a bit of a member needs StoreBit.
func Store(base asm.Register, field string, src asm.Register) asm.Instructions {
	f, err := Field(field)
	if err == nil && f.Mask != 0 {
		err = fmt.Errorf("it is part of a member; StoreBit sets it")
	}
	if err != nil {
		return fail("store to %s: %w", field, err)
	}
	return StoreField(base, f, src)
}

// StoreField stores the low bits of src to the member that f is or is part of
// (f.Mask is not applied). The error is as for Store.
func StoreField(base asm.Register, f *target.Field, src asm.Register) asm.Instructions {
	if err := storable(f, base, src); err != nil {
		return fail("store to %s: %w", f.Name, err)
	}
	size, _ := sizeOf(f.Type.Size())
	return asm.Instructions{object.WithRelo(asm.StoreMem(base, 0, src, size), Relo(object.FieldOffset, f))}
}

// StoreFieldImm stores a constant; an 8-byte member gets it sign-extended.
func StoreFieldImm(base asm.Register, f *target.Field, value int32) asm.Instructions {
	if err := storable(f, base, asm.R0); err != nil {
		return fail("store to %s: %w", f.Name, err)
	}
	size, _ := sizeOf(f.Type.Size())
	return asm.Instructions{object.WithRelo(storeImm(base, 0, value, size), Relo(object.FieldOffset, f))}
}

// StoreU8 is Store for a field of one byte; another width is an error.
func StoreU8(base asm.Register, field string, src asm.Register) asm.Instructions {
	return storeSized(base, field, src, 1)
}

// StoreU32 is Store for a field of four bytes, tcp-sock-store-u32 of the origin.
func StoreU32(base asm.Register, field string, src asm.Register) asm.Instructions {
	return storeSized(base, field, src, 4)
}

// StoreU64 is Store for a field of eight bytes.
func StoreU64(base asm.Register, field string, src asm.Register) asm.Instructions {
	return storeSized(base, field, src, 8)
}

func storeSized(base asm.Register, field string, src asm.Register, bytes int) asm.Instructions {
	f, err := Field(field)
	if err == nil {
		err = sized(f, bytes)
	}
	if err != nil {
		return fail("store to %s: %w", field, err)
	}
	return Store(base, field, src)
}

// StoreBit sets (src != 0, src being 0 or 1) or clears the one bit that a field
// like "ack_now" is of its member. tmp is overwritten and differs from base and
// src; src is overwritten, too.
func StoreBit(base asm.Register, field string, src, tmp asm.Register) asm.Instructions {
	f, err := Field(field)
	switch {
	case err != nil:
	case f.Mask == 0 || f.Mask&(f.Mask-1) != 0 || f.Mask > 0xff:
		err = errors.New("it is not a single bit of a member")
	case tmp == base || tmp == src || src == base:
		err = errors.New("base, src and tmp must be three registers")
	default:
		err = errors.Join(goodDst(src), goodDst(tmp))
	}
	if err != nil {
		return fail("store to %s: %w", field, err)
	}
	shift := int32(0)
	for f.Mask>>shift != 1 {
		shift++
	}
	return Join(LoadField(tmp, base, f),
		asm.Instructions{asm.And.Imm(tmp, ^int32(f.Mask)), asm.LSh.Imm(src, shift), asm.Or.Reg(tmp, src)},
		StoreField(base, f, tmp))
}

func accessible(f *target.Field, base, dst asm.Register) error {
	if f.Path == "" {
		return fmt.Errorf("it is worked out (%s), so there is nothing to load or store", f.Derived)
	}
	if base == asm.R10 {
		return errors.New("r10 is the frame pointer, not an object of the kernel")
	}
	if err := goodSrc(base); err != nil {
		return err
	}
	return goodDst(dst)
}

func storable(f *target.Field, base, src asm.Register) error {
	if err := goodSrc(src); err != nil {
		return err
	}
	if err := accessible(f, base, asm.R0); err != nil {
		return err
	}
	if !f.Writable {
		return fmt.Errorf("the kernel lets programs write only %s", strings.Join(WritableFields(), ", "))
	}
	if f.Bits != 0 {
		return errors.New("bitfields cannot be stored to")
	}
	return nil
}

// WritableFields returns the names of the fields that programs may write, in
// the table's order.
func WritableFields() []string {
	var names []string
	for _, f := range target.Fields(target.Sock) {
		if f.Writable {
			names = append(names, f.Name)
		}
	}
	return names
}
