package object

import (
	"bufio"
	"debug/elf"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
)

// DumpELF writes what an object file is made of as text: sections, symbols,
// relocations and BTF types.
func DumpELF(w io.Writer, r io.ReaderAt) error {
	f, err := openELF(r)
	if err != nil {
		return err
	}
	rd := &reader{file: f, btf: &btfReader{types: make([]btfType, 1)}}
	if err := rd.readSymbols(); err != nil {
		return err
	}
	if err := rd.readBTF(); err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, "sections")
	for i, s := range f.Sections {
		if i > 0 {
			fmt.Fprintf(out, "%4d  %-28s %-9s %6d bytes  %s\n", i, Printable(s.Name), typeName(s.Type), s.Size, flagNames(s.Flags))
		}
	}
	fmt.Fprintln(out, "\nsymbols")
	for i, s := range rd.symbols {
		fmt.Fprintf(out, "%4d  %-28s %-7s %-7s %-28s +%d, %d bytes\n", i+1, Printable(s.Name),
			strings.ToLower(strings.TrimPrefix(elf.ST_BIND(s.Info).String(), "STB_")),
			strings.ToLower(strings.TrimPrefix(elf.ST_TYPE(s.Info).String(), "STT_")), f.nameOf(s.Section), s.Value, s.Size)
	}
	if err := rd.dumpRelocations(out); err != nil {
		return err
	}
	fmt.Fprintln(out, "\ntypes")
	for id := 1; id < len(rd.btf.types); id++ {
		fmt.Fprintf(out, "%4d  %s\n", id, rd.btf.text(uint32(id)))
	}
	return out.Flush()
}

func typeName(t elf.SectionType) string {
	if t == sectionAddrsig {
		return "llvm_addrsig"
	}
	return strings.ToLower(strings.TrimPrefix(t.String(), "SHT_"))
}

// nameOf returns the name of the section with that index.
func (f *file) nameOf(i elf.SectionIndex) string {
	if i == elf.SHN_UNDEF || int(i) >= len(f.Sections) {
		return strings.ToLower(strings.TrimPrefix(i.String(), "SHN_"))
	}
	return Printable(f.Sections[i].Name)
}

func flagNames(flags elf.SectionFlag) string {
	var names []string
	for _, f := range []struct {
		flag elf.SectionFlag
		name string
	}{{elf.SHF_WRITE, "write"}, {elf.SHF_ALLOC, "alloc"}, {elf.SHF_EXECINSTR, "code"}} {
		if flags&f.flag != 0 {
			names = append(names, f.name)
		}
	}
	return strings.Join(names, ",")
}

func (r *reader) dumpRelocations(out io.Writer) error {
	kinds := map[uint32]string{reloc64_64: "64_64", relocABS64: "abs64", 3: "abs32", 4: "nodyld32", reloc64_32: "64_32"}
	for _, sec := range r.file.Sections {
		if sec.Type != elf.SHT_REL {
			continue
		}
		data, err := r.file.data(sec)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "\nrelocations of %s\n", r.file.nameOf(elf.SectionIndex(sec.Info)))
		for ; len(data) >= 16; data = data[16:] {
			info := binary.LittleEndian.Uint64(data[8:])
			name := "?"
			if n := info >> 32; n > 0 && n <= uint64(len(r.symbols)) {
				name = Printable(r.symbols[n-1].Name)
			}
			kind, ok := kinds[uint32(info)]
			if !ok {
				kind = fmt.Sprint(uint32(info))
			}
			fmt.Fprintf(out, "%6d  %-8s %s\n", binary.LittleEndian.Uint64(data), kind, name)
		}
	}
	return nil
}

var kindNames = [...]string{
	0: "void", kindInt: "int", kindPtr: "ptr", kindArray: "array", kindStruct: "struct", kindUnion: "union", kindEnum: "enum",
	kindFwd: "fwd", kindTypedef: "typedef", kindVolatile: "volatile", kindConst: "const", kindRestrict: "restrict", kindFunc: "func",
	kindFuncProto: "func_proto", kindVar: "var", kindDatasec: "datasec", kindFloat: "float", kindDeclTag: "decl_tag",
	kindTypeTag: "type_tag", kindEnum64: "enum64",
}

// text describes a type on one line; other types are named by their IDs.
func (b *btfReader) text(id uint32) string {
	t := b.at(id)
	s := kindNames[t.kind]
	if t.name != "" {
		s += " " + Printable(t.name)
	}
	var parts []string
	switch t.kind {
	case kindInt, kindFloat:
		return fmt.Sprintf("%s, %d bytes", s, t.value)
	case kindArray:
		return fmt.Sprintf("%s of %d x #%d", s, t.data[2], t.data[0])
	case kindEnum, kindEnum64, kindFwd:
		return s
	case kindStruct, kindUnion:
		for i := range min(t.vlen, maxShown) {
			m, err := b.member(t, i)
			if err != nil {
				break
			}
			part := fmt.Sprintf("%s #%d @%d", Printable(m.name), m.typ, m.off/8)
			if m.bits > 0 {
				part = fmt.Sprintf("%s:%d #%d @bit %d", Printable(m.name), m.bits, m.typ, m.off)
			}
			parts = append(parts, part)
		}
		return fmt.Sprintf("%s, %d bytes { %s%s }", s, t.value, strings.Join(parts, "; "), more(t.vlen))
	case kindFuncProto:
		for i := range min(t.vlen, maxShown) {
			parts = append(parts, fmt.Sprintf("#%d", t.data[2*i+1]))
		}
		return fmt.Sprintf("%s (%s%s) #%d", s, strings.Join(parts, ", "), more(t.vlen), t.value)
	case kindDatasec:
		for i := range min(t.vlen, maxShown) {
			parts = append(parts, fmt.Sprintf("#%d @%d", t.data[3*i], t.data[3*i+1]))
		}
		return fmt.Sprintf("%s { %s%s }", s, strings.Join(parts, "; "), more(t.vlen))
	}
	return fmt.Sprintf("%s #%d", s, t.value)
}

// maxShown is how many members of a type are listed.
const maxShown = 64

func more(n int) string {
	if n > maxShown {
		return fmt.Sprintf("; ... %d more", n-maxShown)
	}
	return ""
}
