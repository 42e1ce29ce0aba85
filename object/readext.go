package object

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// readExt reads the source lines and relocations of section .BTF.ext.
func (r *reader) readExt() error {
	r.ext = make(map[string]*extSection)
	sec := r.file.section(".BTF.ext")
	if sec == nil {
		return nil
	}
	data, err := r.file.data(sec)
	if err != nil {
		return err
	}
	le := binary.LittleEndian
	if len(data) < 24 || le.Uint16(data) != btfMagic {
		return errors.New(".BTF.ext has no header")
	}
	hdr := uint64(le.Uint32(data[4:]))
	sub := func(field int) ([]byte, error) {
		if hdr < uint64(field)+8 { // an older header without this part
			return nil, nil
		}
		off, n := uint64(le.Uint32(data[field:])), uint64(le.Uint32(data[field+4:]))
		if hdr+off+n > uint64(len(data)) {
			return nil, errors.New(".BTF.ext: the header points outside the section")
		}
		return data[hdr+off:][:n], nil
	}
	if hdr > uint64(len(data)) {
		return errors.New(".BTF.ext: the header points outside the section")
	}
	lines, err := sub(16)
	if err == nil {
		err = r.extRecords(lines, 16, r.readLine)
	}
	if err != nil {
		return err
	}
	relos, err := sub(24)
	if err == nil {
		err = r.extRecords(relos, 16, r.readRelo)
	}
	return err
}

// extRecords calls read with every record of a sub-section of .BTF.ext.
func (r *reader) extRecords(data []byte, least int, read func(sec *extSection, rec []byte) error) error {
	if len(data) == 0 {
		return nil
	}
	le := binary.LittleEndian
	if len(data) < 4 {
		return errors.New(".BTF.ext is cut off")
	}
	size := uint64(le.Uint32(data))
	if size < uint64(least) || size > 256 {
		return fmt.Errorf(".BTF.ext: records of %d bytes", size)
	}
	for data = data[4:]; len(data) > 0; {
		if len(data) < 8 {
			return errors.New(".BTF.ext is cut off")
		}
		name, err := r.btf.string(le.Uint32(data))
		if err != nil {
			return err
		}
		n := uint64(le.Uint32(data[4:]))
		data = data[8:]
		if n*size > uint64(len(data)) {
			return errors.New(".BTF.ext is cut off")
		}
		sec := r.ext[name]
		if sec == nil {
			sec = &extSection{lines: make(map[uint64]*Line), relos: make(map[uint64]*Relo)}
			r.ext[name] = sec
		}
		for range n {
			if err := read(sec, data[:size]); err != nil {
				return err
			}
			data = data[size:]
		}
	}
	return nil
}

func (r *reader) readLine(sec *extSection, rec []byte) error {
	le := binary.LittleEndian
	file, err := r.btf.string(le.Uint32(rec[4:]))
	if err != nil {
		return err
	}
	text, err := r.btf.string(le.Uint32(rec[8:]))
	if err != nil {
		return err
	}
	pos := le.Uint32(rec[12:])
	l := Line{File: file, Line: int(pos >> 10), Col: int(pos & maxCol), Text: text}
	if r.lines[l] == nil {
		r.lines[l] = &l
	}
	sec.lines[uint64(le.Uint32(rec))] = r.lines[l]
	return nil
}

func (r *reader) readRelo(sec *extSection, rec []byte) error {
	le := binary.LittleEndian
	access, err := r.btf.string(le.Uint32(rec[8:]))
	if err != nil {
		return err
	}
	kind := le.Uint32(rec[12:])
	if kind > 0xff {
		return fmt.Errorf("relocation kind %d is unknown", kind)
	}
	key := reloID{ReloKind(kind), le.Uint32(rec[4:]), access}
	relo := r.relos[key]
	if relo == nil {
		if relo, err = r.relo(key.kind, key.root, key.access); err != nil {
			return fmt.Errorf("relocation at byte %d: %w", le.Uint32(rec), err)
		}
		r.relos[key] = relo
	}
	sec.relos[uint64(le.Uint32(rec))] = relo
	return nil
}

// reloID is what a relocation is in the file, apart from its place.
type reloID struct {
	kind   ReloKind
	root   uint32
	access string
}

// relo follows an access string through the local types.
func (r *reader) relo(kind ReloKind, root uint32, access string) (*Relo, error) {
	b := r.btf
	root = b.skip(root)
	t := b.at(root)
	name, _, _ := strings.Cut(t.name, "___") // a flavour stands for its type
	out := &Relo{Kind: kind, Root: name}
	if kind == TypeMatches && t.kind == kindStruct && t.vlen == 1 {
		return out, r.matchProto(out, t)
	}
	if kind > FieldRShift {
		return out, nil
	}
	parts := strings.Split(access, ":")
	if len(parts) > maxDepth {
		return nil, fmt.Errorf("the access has %d steps", len(parts))
	}
	at := root
	for i := 1; i < len(parts); i++ { // the first counts from the pointer
		n, err := strconv.ParseUint(parts[i], 10, 16)
		if err != nil {
			return nil, fmt.Errorf("access %q is not a list of numbers", access)
		}
		m, err := b.member(b.at(b.skip(at)), int(n))
		if err != nil {
			return nil, err
		}
		step := Step{Member: m.name, Bits: m.bits}
		at = b.skip(m.typ)
		if a := b.at(at); a.kind == kindArray {
			if i++; i >= len(parts) {
				return nil, fmt.Errorf("access %q ends at an array", access)
			}
			index, err := strconv.ParseUint(parts[i], 10, 15)
			if err != nil {
				return nil, fmt.Errorf("access %q is not a list of numbers", access)
			}
			step.Len, step.Index = int(min(a.data[2], 1<<15)), int(index)
			at = b.skip(a.data[0])
		}
		r.finishStep(&step, at)
		out.Path = append(out.Path, step)
	}
	return out, nil
}

// finishStep fills in what the member of a step is.
func (r *reader) finishStep(step *Step, id uint32) {
	t := r.btf.at(id)
	if t.kind != kindStruct && t.kind != kindUnion {
		step.Type, _ = r.btf.scalar(id)
		return
	}
	step.Struct, step.Union = t.name, t.kind == kindUnion
	switch {
	case t.name == "" && step.Member == "":
		step.Struct = fmt.Sprintf(".%d", id)
	case t.name == "":
		step.Struct = "." + step.Member
	}
}

// matchProto reads the signature of a type match for one function member.
func (r *reader) matchProto(out *Relo, t *btfType) error {
	m, err := r.btf.member(t, 0)
	if err != nil {
		return err
	}
	ptr := r.btf.at(r.btf.skip(m.typ))
	if ptr.kind != kindPtr || r.btf.at(r.btf.skip(ptr.value)).kind != kindFuncProto {
		return nil
	}
	p, err := r.btf.proto(m.name, ptr.value)
	out.Proto = &p
	return err
}
