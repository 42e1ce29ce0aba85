package object

import (
	"bytes"
	"debug/elf"
	"errors"
	"fmt"
	"io"
)

// Limits for files from anywhere: no object of the compiler comes near them.
const (
	maxSections = 1024
	maxSection  = 64 << 20 // bytes
)

// file is an ELF file for BPF, opened for reading.
type file struct {
	*elf.File
}

// openELF opens r and checks that it is a relocatable BPF file.
func openELF(r io.ReaderAt) (f *file, err error) {
	defer recoverELF(&err)
	e, err := elf.NewFile(r)
	if err != nil {
		return nil, fmt.Errorf("not an ELF file: %w", err)
	}
	if e.Class != elf.ELFCLASS64 || e.Data != elf.ELFDATA2LSB || e.Machine != elf.EM_BPF || e.Type != elf.ET_REL {
		return nil, fmt.Errorf("not a BPF object: %s %s %s %s", e.Class, e.Data, e.Machine, e.Type)
	}
	if len(e.Sections) > maxSections {
		return nil, fmt.Errorf("%d sections are more than the %d allowed", len(e.Sections), maxSections)
	}
	return &file{e}, nil
}

// recoverELF turns a panic of debug/elf, which is not made for hostile files,
// into an error.
func recoverELF(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("malformed ELF file: %v", p)
	}
}

// section returns the first section of that name, or nil.
func (f *file) section(name string) *elf.Section { return f.Section(name) }

// data returns the content of a section.
func (f *file) data(s *elf.Section) (data []byte, err error) {
	defer recoverELF(&err)
	switch {
	case s.Flags&elf.SHF_COMPRESSED != 0:
		return nil, fmt.Errorf("section %s is compressed", s.Name)
	case s.Type == elf.SHT_NOBITS:
		return nil, fmt.Errorf("section %s has no content in the file", s.Name)
	case s.Size > maxSection:
		return nil, fmt.Errorf("section %s: %d bytes are more than the %d allowed", s.Name, s.Size, maxSection)
	}
	data, err = s.Data()
	if err != nil {
		return nil, fmt.Errorf("section %s: %w", s.Name, err)
	}
	return data, nil
}

// cstring returns the zero-terminated string at off of a string table.
func cstring(table []byte, off uint32) (string, error) {
	if uint64(off) >= uint64(len(table)) {
		return "", errors.New("string offset outside the table")
	}
	s, _, ok := bytes.Cut(table[off:], []byte{0})
	if !ok {
		return "", errors.New("string is not terminated")
	}
	return string(s), nil
}
