package object

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
)

// Further BTF kinds that are read.
const (
	kindTypedef  = 8
	kindVolatile = 9
	kindRestrict = 11
	kindFloat    = 16
	kindDeclTag  = 17
	kindTypeTag  = 18
	kindEnum64   = 19
)

// Limits for BTF from anywhere.
const (
	maxTypes     = 1 << 18
	maxStringLen = 4096
	maxParams    = 32
	maxDepth     = 32 // of typedefs and qualifiers around a type, of nested structs
)

// btfType is one BTF type: its common words, and those that follow.
type btfType struct {
	name  string
	kind  int
	vlen  int
	flag  bool
	value uint32 // size or type ID
	data  []uint32
}

// btfReader is a section .BTF. types[0] is void.
type btfReader struct {
	types []btfType
	str   string
}

// btfExtra is how many words follow a type of each kind: fixed, and per element.
var btfExtra = [...]struct{ fixed, each int }{
	kindInt: {1, 0}, kindPtr: {}, kindArray: {3, 0}, kindStruct: {0, 3}, kindUnion: {0, 3}, kindEnum: {0, 2}, kindFwd: {},
	kindTypedef: {}, kindVolatile: {}, kindConst: {}, kindRestrict: {}, kindFunc: {}, kindFuncProto: {0, 2}, kindVar: {1, 0},
	kindDatasec: {0, 3}, kindFloat: {}, kindDeclTag: {1, 0}, kindTypeTag: {}, kindEnum64: {0, 3},
}

// readBTF reads a section .BTF in little-endian order.
func readBTF(data []byte) (*btfReader, error) {
	le := binary.LittleEndian
	if len(data) < btfHeaderLen || le.Uint16(data) != btfMagic {
		return nil, errors.New(".BTF has no header")
	}
	word := func(i int) uint64 { return uint64(le.Uint32(data[4+4*i:])) }
	hdr, typeOff, typeLen, strOff, strLen := word(0), word(1), word(2), word(3), word(4)
	size := uint64(len(data))
	if hdr < btfHeaderLen || hdr+typeOff+typeLen > size || hdr+strOff+strLen > size {
		return nil, errors.New(".BTF: the header points outside the section")
	}
	b := &btfReader{types: make([]btfType, 1), str: string(data[hdr+strOff:][:strLen])}
	for raw := data[hdr+typeOff:][:typeLen]; len(raw) > 0; {
		if len(b.types) > maxTypes {
			return nil, fmt.Errorf(".BTF has more than %d types", maxTypes)
		}
		t, n, err := b.readType(raw)
		if err != nil {
			return nil, fmt.Errorf(".BTF: type %d: %w", len(b.types), err)
		}
		b.types = append(b.types, t)
		raw = raw[n:]
	}
	return b, nil
}

func (b *btfReader) readType(raw []byte) (t btfType, n int, err error) {
	if len(raw) < 12 {
		return t, 0, errors.New("it is cut off")
	}
	le := binary.LittleEndian
	info := le.Uint32(raw[4:])
	t = btfType{kind: int(info >> 24 & 0x1f), vlen: int(info & 0xffff), flag: info>>31 != 0, value: le.Uint32(raw[8:])}
	if t.kind == 0 || t.kind >= len(btfExtra) {
		return t, 0, fmt.Errorf("kind %d is unknown", t.kind)
	}
	if t.name, err = b.string(le.Uint32(raw)); err != nil {
		return t, 0, err
	}
	extra := btfExtra[t.kind]
	words := extra.fixed + extra.each*t.vlen
	n = 12 + 4*words
	if len(raw) < n {
		return t, 0, errors.New("it is cut off")
	}
	for i := range words {
		t.data = append(t.data, le.Uint32(raw[12+4*i:]))
	}
	return t, n, nil
}

// string returns the string at an offset.
func (b *btfReader) string(off uint32) (string, error) {
	if uint64(off) >= uint64(len(b.str)) {
		if off == 0 {
			return "", nil
		}
		return "", fmt.Errorf("string offset %d is outside the table", off)
	}
	s := b.str[off:min(int(off)+maxStringLen, len(b.str))]
	end := strings.IndexByte(s, 0)
	if end < 0 {
		return "", fmt.Errorf("the string at %d does not end within %d bytes", off, maxStringLen)
	}
	return s[:end], nil
}

// at returns a type by ID; void for one that does not exist.
func (b *btfReader) at(id uint32) *btfType {
	if uint64(id) >= uint64(len(b.types)) {
		id = 0
	}
	return &b.types[id]
}

// skip returns the ID of what is under typedefs and qualifiers.
func (b *btfReader) skip(id uint32) uint32 {
	for range maxDepth {
		switch t := b.at(id); t.kind {
		case kindTypedef, kindConst, kindVolatile, kindRestrict, kindTypeTag:
			id = t.value
		default:
			return id
		}
	}
	return 0
}

// member is one member of a struct or union.
type member struct {
	name string
	typ  uint32
	off  int // bits
	bits int // width of a bitfield
}

func (b *btfReader) member(t *btfType, i int) (member, error) {
	if t.kind != kindStruct && t.kind != kindUnion || i < 0 || i >= t.vlen {
		return member{}, fmt.Errorf("type %q has no member %d", t.name, i)
	}
	name, err := b.string(t.data[3*i])
	m := member{name: name, typ: t.data[3*i+1], off: int(t.data[3*i+2])}
	if t.flag {
		m.bits, m.off = m.off>>24, m.off&0xffffff
	}
	return m, err
}

// scalar returns the integer type that id is. Enums and pointers count as
// unsigned integers of their size.
func (b *btfReader) scalar(id uint32) (CType, bool) {
	t := b.at(b.skip(id))
	switch t.kind {
	case kindInt:
		enc := t.data[0] >> 24
		return CType{Name: t.name, Size: int(t.value), Signed: enc&1 != 0, Bool: enc&4 != 0}, t.value <= 8
	case kindEnum, kindEnum64:
		return CType{Name: t.name, Size: int(t.value)}, t.value <= 8
	case kindPtr:
		return CType{Name: "pointer", Size: 8}, true
	}
	return CType{}, false
}

// size returns the size of a type in bytes, or 0 where that is not known.
func (b *btfReader) size(id uint32) int {
	count := uint64(1)
	for range maxDepth {
		id = b.skip(id)
		t := b.at(id)
		switch t.kind {
		case kindArray:
			count *= uint64(t.data[2])
			if count > maxSection {
				return 0
			}
			id = t.data[0]
		case kindPtr:
			return int(count * 8)
		case kindInt, kindStruct, kindUnion, kindEnum, kindEnum64, kindFloat:
			if total := count * uint64(t.value); total <= maxSection {
				return int(total)
			}
			return 0
		default:
			return 0
		}
	}
	return 0
}

// proto returns the signature that a FUNC_PROTO is.
func (b *btfReader) proto(name string, id uint32) (Proto, error) {
	p := Proto{Name: name}
	t := b.at(b.skip(id))
	if t.kind != kindFuncProto || t.vlen > maxParams {
		return p, fmt.Errorf("%s has no signature of at most %d parameters", name, maxParams)
	}
	if t.value != 0 {
		if c, ok := b.scalar(t.value); ok {
			p.Result = &c
		}
	}
	for i := range t.vlen {
		pname, err := b.string(t.data[2*i])
		if err != nil {
			return p, err
		}
		p.Params = append(p.Params, b.cparam(pname, t.data[2*i+1]))
	}
	return p, nil
}

func (b *btfReader) cparam(name string, id uint32) CParam {
	p := CParam{Name: name}
	switch t := b.at(b.skip(id)); t.kind {
	case kindPtr:
		p.Const = b.at(t.value).kind == kindConst
		if to := b.at(b.skip(t.value)); to.kind == kindStruct || to.kind == kindFwd {
			p.Struct = to.name
			return p
		}
		p.Struct = "void"
	case kindEnum:
		p.Enum = t.name
	default:
		p.Type, _ = b.scalar(id)
	}
	return p
}
