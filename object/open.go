package object

import (
	"debug/elf"
	"errors"
	"fmt"
	"io"
)

// Limits for files from anywhere: no object of the compiler comes near them.
const (
	maxSections = 512
	maxSection  = 8 << 20  // bytes
	maxTotal    = 16 << 20 // bytes of all sections that are read; sections may overlap in a forged file
)

// file is an ELF file for BPF, opened for reading.
type file struct {
	*elf.File
	total uint64 // bytes read so far
}

// openELF opens r and checks that it is a relocatable BPF file.
func openELF(r io.ReaderAt) (f *file, err error) {
	defer recoverELF(&err)
	e, err := elf.NewFile(r)
	if (errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)) && hasMagic(r) {
		return nil, errors.New("the ELF file is cut short")
	}
	if err != nil {
		return nil, fmt.Errorf("not an ELF file: %w", err)
	}
	if e.Class != elf.ELFCLASS64 || e.Data != elf.ELFDATA2LSB || e.Machine != elf.EM_BPF || e.Type != elf.ET_REL {
		return nil, fmt.Errorf("not a BPF object: %s %s %s %s", e.Class, e.Data, e.Machine, e.Type)
	}
	if len(e.Sections) > maxSections {
		return nil, fmt.Errorf("%d sections are more than the %d allowed", len(e.Sections), maxSections)
	}
	return &file{File: e}, nil
}

// hasMagic reports whether r begins as ELF files do.
func hasMagic(r io.ReaderAt) bool {
	var magic [len(elf.ELFMAG)]byte
	_, err := r.ReadAt(magic[:], 0)
	return err == nil && string(magic[:]) == elf.ELFMAG
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
	if f.total += s.Size; f.total > maxTotal {
		return nil, fmt.Errorf("the sections have more than the %d bytes allowed", maxTotal)
	}
	data, err = s.Data()
	if err != nil {
		return nil, fmt.Errorf("section %s: %w", s.Name, err)
	}
	return data, nil
}
