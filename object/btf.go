package object

import (
	"encoding/binary"
	"strings"
)

// The BTF kinds that are written (linux/btf.h).
const (
	kindInt       = 1
	kindPtr       = 2
	kindArray     = 3
	kindStruct    = 4
	kindUnion     = 5
	kindEnum      = 6
	kindFwd       = 7
	kindConst     = 10
	kindFunc      = 12
	kindFuncProto = 13
	kindVar       = 14
	kindDatasec   = 15
)

// Linkage of functions and variables.
const (
	linkStatic = 0
	linkGlobal = 1
	linkExtern = 2
)

const (
	btfMagic     = 0xeb9f
	btfHeaderLen = 24
)

// btfWriter collects BTF types, numbered from 1, and strings. A type that is
// added twice is stored once.
type btfWriter struct {
	types []byte
	ids   map[string]uint32
	str   strtab
}

func newBTFWriter() *btfWriter {
	return &btfWriter{ids: make(map[string]uint32), str: newStrtab()}
}

// add stores a type and returns its ID. info is vlen, kind and flag; data is
// what follows the three common words.
func (b *btfWriter) add(name string, kind, vlen int, flag bool, sizeOrType uint32, data ...uint32) uint32 {
	info := uint32(vlen) | uint32(kind)<<24
	if flag {
		info |= 1 << 31
	}
	le := binary.LittleEndian
	var raw []byte
	raw = le.AppendUint32(raw, b.str.add(name))
	raw = le.AppendUint32(raw, info)
	raw = le.AppendUint32(raw, sizeOrType)
	for _, w := range data {
		raw = le.AppendUint32(raw, w)
	}
	if id, ok := b.ids[string(raw)]; ok {
		return id
	}
	id := uint32(len(b.ids) + 1)
	b.ids[string(raw)] = id
	b.types = append(b.types, raw...)
	return id
}

func (b *btfWriter) integer(t CType) uint32 {
	enc := uint32(0)
	if t.Signed {
		enc = 1
	}
	if t.Bool {
		enc = 4
	}
	return b.add(t.Name, kindInt, 0, false, uint32(t.Size), uint32(t.Size)*8|enc<<24)
}

func (b *btfWriter) ptr(to uint32) uint32 { return b.add("", kindPtr, 0, false, to) }

func (b *btfWriter) array(elem uint32, n int) uint32 {
	return b.add("", kindArray, 0, false, 0, elem, b.integer(S32), uint32(n))
}

// proto adds a function prototype. With fwd the structs that parameters point to
// are declared only, not defined.
func (b *btfWriter) proto(p *Proto, fwd bool) uint32 {
	var result uint32
	if p.Result != nil {
		result = b.integer(*p.Result)
	}
	var data []uint32
	for _, param := range p.Params {
		data = append(data, b.str.add(param.Name), b.param(param, fwd))
	}
	return b.add("", kindFuncProto, len(p.Params), false, result, data...)
}

func (b *btfWriter) param(p CParam, fwd bool) uint32 {
	switch {
	case p.Struct != "":
		var to uint32
		if fwd {
			to = b.add(p.Struct, kindFwd, 0, false, 0)
		} else {
			to = b.add(p.Struct, kindStruct, 0, false, 0)
		}
		if p.Const {
			to = b.add("", kindConst, 0, false, to)
		}
		return b.ptr(to)
	case p.Enum != "":
		return b.add(p.Enum, kindEnum, 0, false, 4)
	}
	return b.integer(p.Type)
}

// secinfo is one entry of a DATASEC.
type secinfo struct{ typ, off, size uint32 }

func (b *btfWriter) datasec(name string, size uint32, vars []secinfo) {
	var data []uint32
	for _, v := range vars {
		data = append(data, v.typ, v.off, v.size)
	}
	b.add(name, kindDatasec, len(vars), false, size, data...)
}

func (b *btfWriter) variable(name string, typ uint32, linkage uint32) uint32 {
	return b.add(name, kindVar, 0, false, typ, linkage)
}

// bytes returns the section .BTF.
func (b *btfWriter) bytes() []byte {
	le := binary.LittleEndian
	out := []byte{btfMagic & 0xff, btfMagic >> 8, 1, 0}
	for _, w := range []int{btfHeaderLen, 0, len(b.types), len(b.types), len(b.str.data)} {
		out = le.AppendUint32(out, uint32(w))
	}
	out = append(out, b.types...)
	return append(out, b.str.data...)
}

// strtab is a string table that stores each string once.
type strtab struct {
	data []byte
	off  map[string]uint32
}

func newStrtab() strtab {
	return strtab{data: []byte{0}, off: map[string]uint32{"": 0}}
}

// add returns the offset of s, cut at a zero byte, which the table cannot hold.
func (t *strtab) add(s string) uint32 {
	if i := strings.IndexByte(s, 0); i >= 0 {
		s = s[:i]
	}
	if off, ok := t.off[s]; ok {
		return off
	}
	off := uint32(len(t.data))
	t.off[s] = off
	t.data = append(append(t.data, s...), 0)
	return off
}

// extWriter collects the section .BTF.ext: per program section the records of
// functions, lines and relocations.
type extWriter struct {
	funcs, lines, relos extInfo
}

// extInfo is one sub-section of .BTF.ext.
type extInfo struct {
	recSize int
	data    []byte
}

// block adds the records of one ELF section. Each record starts with its byte
// offset in that section.
func (e *extInfo) block(section uint32, records [][]uint32) {
	if len(records) == 0 {
		return
	}
	le := binary.LittleEndian
	e.data = le.AppendUint32(e.data, section)
	e.data = le.AppendUint32(e.data, uint32(len(records)))
	for _, r := range records {
		for _, w := range r {
			e.data = le.AppendUint32(e.data, w)
		}
	}
}

func newExtWriter() *extWriter {
	return &extWriter{extInfo{recSize: 8}, extInfo{recSize: 16}, extInfo{recSize: 16}}
}

const extHeaderLen = 32

// bytes returns the section .BTF.ext.
func (e *extWriter) bytes() []byte {
	le := binary.LittleEndian
	head := []byte{btfMagic & 0xff, btfMagic >> 8, 1, 0}
	head = le.AppendUint32(head, extHeaderLen)
	var body []byte
	for _, info := range []extInfo{e.funcs, e.lines, e.relos} {
		off := len(body)
		if len(info.data) > 0 {
			body = le.AppendUint32(body, uint32(info.recSize))
			body = append(body, info.data...)
		}
		head = le.AppendUint32(head, uint32(off))
		head = le.AppendUint32(head, uint32(len(body)-off))
	}
	return append(head, body...)
}
