package object

import (
	"debug/elf"
	"encoding/binary"
)

// emBPF is the ELF machine number of BPF.
const emBPF = 247

// Relocation types of BPF objects.
const (
	reloc64_64 = 1  // 64-bit immediate load of an address
	reloc64_32 = 10 // call
	relocABS64 = 2  // 8-byte pointer in data
)

// section is a section to write.
type section struct {
	name    string
	typ     elf.SectionType
	flags   elf.SectionFlag
	align   int
	entsize int
	link    *section
	info    int      // or, with target, the index of that section
	target  *section // of relocations
	data    []byte
	index   int
}

// symbol is a symbol to write. A nil section means that it is defined elsewhere.
type symbol struct {
	name    string
	bind    elf.SymBind
	typ     elf.SymType
	section *section
	value   int
	size    int
	index   int
}

// elfWriter collects sections and symbols. All symbols are global or weak.
type elfWriter struct {
	sections []*section
	symbols  []*symbol
	byName   map[string]*symbol
}

func newELFWriter() *elfWriter { return &elfWriter{byName: make(map[string]*symbol)} }

// section appends a section of program data.
func (e *elfWriter) section(name string, flags elf.SectionFlag, align int, data []byte) *section {
	s := &section{name: name, typ: elf.SHT_PROGBITS, flags: flags, align: align, data: data}
	e.add(s)
	return s
}

func (e *elfWriter) add(s *section) {
	e.sections = append(e.sections, s)
	s.index = len(e.sections)
}

// symbol appends a defined object or function.
func (e *elfWriter) symbol(name string, typ elf.SymType, sec *section, value, size int) *symbol {
	s := &symbol{name: name, bind: elf.STB_GLOBAL, typ: typ, section: sec, value: value, size: size}
	e.addSymbol(s)
	return s
}

// extern returns the undefined symbol of that name, made at its first use. One
// strong use makes it strong.
func (e *elfWriter) extern(name string, weak bool) *symbol {
	s := e.byName[name]
	if s == nil {
		s = &symbol{name: name, bind: elf.STB_WEAK, typ: elf.STT_NOTYPE}
		e.addSymbol(s)
	}
	if !weak {
		s.bind = elf.STB_GLOBAL
	}
	return s
}

func (e *elfWriter) addSymbol(s *symbol) {
	e.symbols = append(e.symbols, s)
	e.byName[s.name] = s
	s.index = len(e.symbols)
}

// rel is one relocation record.
type rel struct {
	off int
	sym *symbol
	typ uint32
}

// relocate appends the relocations of target. symtab is the section they name
// symbols in.
func (e *elfWriter) relocate(target, symtab *section, rels []rel) {
	if len(rels) == 0 {
		return
	}
	var data []byte
	for _, r := range rels {
		data = binary.LittleEndian.AppendUint64(data, uint64(r.off))
		data = binary.LittleEndian.AppendUint64(data, uint64(r.sym.index)<<32|uint64(r.typ))
	}
	e.add(&section{name: ".rel" + target.name, typ: elf.SHT_REL, align: 8, entsize: 16, link: symtab, target: target, data: data})
}

// bytes returns the file: header, sections, section headers. symtab and strtab
// are sections already added, filled in here.
func (e *elfWriter) bytes(symtab, names *section) []byte {
	le := binary.LittleEndian
	str := newStrtab()
	symtab.data = make([]byte, 24)
	for _, s := range e.symbols {
		shndx := uint16(0)
		if s.section != nil {
			shndx = uint16(s.section.index)
		}
		symtab.data = le.AppendUint32(symtab.data, str.add(s.name))
		symtab.data = append(symtab.data, byte(s.bind)<<4|byte(s.typ), 0)
		symtab.data = le.AppendUint16(symtab.data, shndx)
		symtab.data = le.AppendUint64(symtab.data, uint64(s.value))
		symtab.data = le.AppendUint64(symtab.data, uint64(s.size))
	}
	for _, s := range e.sections {
		str.add(s.name)
	}
	names.data = str.data

	const headerLen = 64
	out := make([]byte, headerLen)
	headers := make([]byte, headerLen) // the null section's
	for _, s := range e.sections {
		for len(out)%s.align != 0 {
			out = append(out, 0)
		}
		headers = le.AppendUint32(headers, str.add(s.name))
		headers = le.AppendUint32(headers, uint32(s.typ))
		link, info := 0, s.info
		if s.link != nil {
			link = s.link.index
		}
		if s.target != nil {
			info = s.target.index
		}
		headers = le.AppendUint64(headers, uint64(s.flags))
		headers = le.AppendUint64(headers, 0)
		headers = le.AppendUint64(headers, uint64(len(out)))
		headers = le.AppendUint64(headers, uint64(len(s.data)))
		headers = le.AppendUint32(headers, uint32(link))
		headers = le.AppendUint32(headers, uint32(info))
		headers = le.AppendUint64(headers, uint64(s.align))
		headers = le.AppendUint64(headers, uint64(s.entsize))
		out = append(out, s.data...)
	}
	for len(out)%8 != 0 {
		out = append(out, 0)
	}
	copy(out, "\x7fELF\x02\x01\x01")
	le.PutUint16(out[16:], uint16(elf.ET_REL))
	le.PutUint16(out[18:], emBPF)
	le.PutUint32(out[20:], 1)
	le.PutUint64(out[40:], uint64(len(out)))
	le.PutUint16(out[52:], headerLen)
	le.PutUint16(out[58:], 64)
	le.PutUint16(out[60:], uint16(len(e.sections)+1))
	le.PutUint16(out[62:], uint16(names.index))
	return append(out, headers...)
}
