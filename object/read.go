package object

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"

	"github.com/cilium/ebpf/asm"
)

// reader is the state of one Read.
type reader struct {
	file    *file
	btf     *btfReader // never nil; empty without a section .BTF
	symbols []elf.Symbol
	kfuncs  map[string]*KfuncSig
	ext     map[string]*extSection // by ELF section name
	obj     *Object
	lines   map[Line]*Line   // equal lines are one
	relos   map[reloID]*Relo // and equal relocations

	types map[string]uint32 // BTF types by kind and name, made at the first question
}

// extSection is what .BTF.ext says about one program section.
type extSection struct {
	lines map[uint64]*Line
	relos map[uint64]*Relo
}

// Read reads an object file. Writing the result again gives the same bytes for
// a file that Write made. Objects of other compilers are read as far as an
// Object can hold them: of their maps only socket storage, and functions that
// are not callbacks as programs without a Member.
//
// It never panics and allocates no more than a small multiple of the file's
// size, whatever r holds. The error says what is wrong with the file.
func Read(r io.ReaderAt) (*Object, error) {
	f, err := openELF(r)
	if err != nil {
		return nil, err
	}
	rd := &reader{file: f, btf: &btfReader{types: make([]btfType, 1)}, obj: &Object{},
		lines: make(map[Line]*Line), relos: make(map[reloID]*Relo)}
	for _, step := range []func() error{
		rd.readSymbols, rd.readBTF, rd.readKfuncs, rd.readExt, rd.readPrograms, rd.readOps, rd.readGlobals, rd.readStorage, rd.readManifest,
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return rd.obj, nil
}

func (r *reader) readSymbols() (err error) {
	defer recoverELF(&err)
	symtab := r.file.SectionByType(elf.SHT_SYMTAB)
	if symtab == nil {
		return errors.New("the file has no symbols")
	}
	if symtab.Flags&elf.SHF_COMPRESSED != 0 || symtab.Size > maxSection {
		return errors.New("the symbol table is compressed or too large")
	}
	r.symbols, err = r.file.Symbols()
	if err != nil {
		return fmt.Errorf("symbols: %w", err)
	}
	return nil
}

func (r *reader) readBTF() error {
	sec := r.file.section(".BTF")
	if sec == nil {
		return nil
	}
	data, err := r.file.data(sec)
	if err != nil {
		return err
	}
	r.btf, err = readBTF(data)
	return err
}

// typeNamed returns the ID of the first BTF type of that kind and name, or 0.
func (r *reader) typeNamed(kind int, name string) uint32 {
	key := func(kind int, name string) string { return string(rune(kind)) + name }
	if r.types == nil {
		r.types = make(map[string]uint32)
		for i := range r.btf.types {
			t := &r.btf.types[i]
			if k := key(t.kind, t.name); t.name != "" && r.types[k] == 0 {
				r.types[k] = uint32(i)
			}
		}
	}
	return r.types[key(kind, name)]
}

// readKfuncs finds the kernel functions that the object declares (.ksyms).
func (r *reader) readKfuncs() error {
	r.kfuncs = make(map[string]*KfuncSig)
	weak := make(map[string]bool)
	for _, s := range r.symbols {
		if s.Section == elf.SHN_UNDEF && elf.ST_BIND(s.Info) == elf.STB_WEAK {
			weak[s.Name] = true
		}
	}
	for i := range r.btf.types {
		t := &r.btf.types[i]
		if t.kind != kindFunc || t.vlen != linkExtern {
			continue
		}
		p, err := r.btf.proto(t.name, t.value)
		if err != nil {
			return err
		}
		r.kfuncs[t.name] = &KfuncSig{Proto: p, Weak: weak[t.name]}
	}
	return nil
}

// function is a function symbol with its code.
type function struct {
	sym elf.Symbol
	sec *elf.Section
}

// readPrograms reads every function of every section with code.
func (r *reader) readPrograms() error {
	var funcs []function
	for _, s := range r.symbols {
		i := int(s.Section)
		if elf.ST_TYPE(s.Info) != elf.STT_FUNC || i <= 0 || i >= len(r.file.Sections) {
			continue
		}
		if sec := r.file.Sections[i]; sec.Type == elf.SHT_PROGBITS && sec.Flags&elf.SHF_EXECINSTR != 0 {
			funcs = append(funcs, function{s, sec})
		}
	}
	sort.SliceStable(funcs, func(i, j int) bool {
		a, b := funcs[i].sym, funcs[j].sym
		return a.Section < b.Section || a.Section == b.Section && a.Value < b.Value
	})
	var (
		code []byte
		rels map[uint64]string
		err  error
	)
	for i, fn := range funcs {
		if i == 0 || funcs[i-1].sec != fn.sec {
			if code, err = r.file.data(fn.sec); err != nil {
				return err
			}
			if rels, err = r.relocations(int(fn.sym.Section)); err != nil {
				return err
			}
		} else if prev := funcs[i-1].sym; prev.Value+prev.Size > fn.sym.Value {
			return fmt.Errorf("functions %s and %s overlap", prev.Name, fn.sym.Name)
		}
		s := fn.sym
		if s.Value%asm.InstructionSize != 0 || s.Value > uint64(len(code)) || s.Size > uint64(len(code))-s.Value || s.Size == 0 {
			return fmt.Errorf("function %s is outside section %s", s.Name, fn.sec.Name)
		}
		p := Program{Name: s.Name}
		if p.Insns, err = r.decode(code[s.Value:][:s.Size], s.Value, rels, r.ext[fn.sec.Name]); err != nil {
			return fmt.Errorf("function %s: %w", s.Name, err)
		}
		if member, ok := strings.CutPrefix(fn.sec.Name, progPrefix); ok {
			p.Member = member
		} else if p.Proto, err = r.signature(s.Name); err != nil {
			return err
		}
		r.obj.Programs = append(r.obj.Programs, p)
	}
	return nil
}

// signature returns what BTF says of a function, or nil if that is nothing.
func (r *reader) signature(name string) (*Proto, error) {
	id := r.typeNamed(kindFunc, name)
	if id == 0 {
		return nil, nil
	}
	p, err := r.btf.proto(name, r.btf.at(id).value)
	return &p, err
}

// relocations returns the names of the symbols that places in a section refer to.
func (r *reader) relocations(section int) (map[uint64]string, error) {
	out := make(map[uint64]string)
	for _, sec := range r.file.Sections {
		if sec.Type != elf.SHT_REL || int(sec.Info) != section {
			continue
		}
		data, err := r.file.data(sec)
		if err != nil {
			return nil, err
		}
		for ; len(data) >= 16; data = data[16:] {
			off := binary.LittleEndian.Uint64(data)
			index := binary.LittleEndian.Uint64(data[8:]) >> 32
			if index == 0 || index > uint64(len(r.symbols)) {
				return nil, fmt.Errorf("section %s: no symbol %d", sec.Name, index)
			}
			s := r.symbols[index-1]
			if s.Name == "" && int(s.Section) < len(r.file.Sections) {
				s.Name = r.file.Sections[s.Section].Name
			}
			out[off] = s.Name
		}
	}
	return out, nil
}

// decode decodes the code of one function that starts at off in its section.
// Jumps become references to labels L1, L2 and so on, in the order of the code.
func (r *reader) decode(code []byte, off uint64, rels map[uint64]string, ext *extSection) (asm.Instructions, error) {
	var insns asm.Instructions
	rd := bytes.NewReader(code)
	byRaw := make(map[int]int)
	raw := 0
	for rd.Len() > 0 {
		var ins asm.Instruction
		if err := ins.Unmarshal(rd, binary.LittleEndian, "linux"); err != nil {
			return nil, fmt.Errorf("instruction %d: %w", len(insns), err)
		}
		at := off + uint64(raw)*asm.InstructionSize
		if ref := rels[at]; ref != "" {
			ins = ins.WithReference(ref)
			if k := r.kfuncs[ref]; k != nil {
				ins = WithKfunc(ins, k)
			}
		}
		if ext != nil {
			if l := ext.lines[at]; l != nil {
				ins = WithLine(ins, l)
			}
			if relo := ext.relos[at]; relo != nil {
				ins = WithRelo(ins, relo)
			}
		}
		byRaw[raw] = len(insns)
		insns = append(insns, ins)
		raw += int(ins.Width())
	}
	return insns, labelJumps(insns, byRaw)
}

// labelJumps gives jumps and their targets names.
func labelJumps(insns asm.Instructions, byRaw map[int]int) error {
	targets := make([]int, len(insns)) // 0: no jump; else index of the target + 1
	isTarget := make([]bool, len(insns))
	raw := 0
	for i, ins := range insns {
		raw += int(ins.Width())
		if distance, ok := jumpDistance(ins); ok {
			to, ok := byRaw[raw+distance]
			if !ok {
				return fmt.Errorf("instruction %d jumps out of the function", i)
			}
			targets[i] = to + 1
			isTarget[to] = true
		}
	}
	names := make([]string, len(insns))
	n := 0
	for i := range insns {
		if isTarget[i] {
			n++
			names[i] = fmt.Sprintf("L%d", n)
			insns[i] = insns[i].WithSymbol(names[i])
		}
	}
	for i, to := range targets {
		if to > 0 {
			insns[i] = insns[i].WithReference(names[to-1])
		}
	}
	return nil
}

// jumpDistance returns how many instructions of 8 bytes ins jumps over.
func jumpDistance(ins asm.Instruction) (int, bool) {
	op := ins.OpCode
	if !op.Class().IsJump() || op.JumpOp() == asm.Call || op.JumpOp() == asm.Exit {
		return 0, false
	}
	if op.Class() == asm.Jump32Class && op.JumpOp() == asm.Ja {
		return int(ins.Constant), true
	}
	return int(ins.Offset), true
}

// readOps reads the ops variable: name, flags and which program is which member.
func (r *reader) readOps() error {
	sec := r.file.section(linkSection)
	if sec == nil {
		sec = r.file.section(legacySection)
		r.obj.Legacy = sec != nil
	}
	if sec == nil {
		return nil
	}
	data, err := r.file.data(sec)
	if err != nil {
		return err
	}
	index := 0
	for i, s := range r.file.Sections {
		if s == sec {
			index = i
		}
	}
	rels, err := r.relocations(index)
	if err != nil {
		return err
	}
	ops := r.btf.at(r.typeNamed(kindStruct, OpsStruct))
	members := make(map[string]string) // by program
	for i := range ops.vlen {
		m, err := r.btf.member(ops, i)
		if err != nil {
			return err
		}
		off := m.off / 8
		switch {
		case m.name == "name" && off < len(data):
			name, _, _ := bytes.Cut(data[off:min(off+MaxName+1, len(data))], []byte{0})
			r.obj.Name = string(name)
		case m.name == "flags" && off+4 <= len(data):
			r.obj.Flags = binary.LittleEndian.Uint32(data[off:])
		case rels[uint64(off)] != "":
			members[rels[uint64(off)]] = m.name
		}
	}
	for i := range r.obj.Programs {
		p := &r.obj.Programs[i]
		if p.Member = members[p.Name]; p.Member != "" {
			p.Proto = nil
		}
	}
	return nil
}

// readGlobals reads the variables of section .rodata.
func (r *reader) readGlobals() error {
	for i, sec := range r.file.Sections {
		if sec.Name != ".rodata" || sec.Type != elf.SHT_PROGBITS {
			continue
		}
		data, err := r.file.data(sec)
		if err != nil {
			return err
		}
		total := uint64(0)
		for _, s := range r.symbols {
			if int(s.Section) != i || elf.ST_TYPE(s.Info) != elf.STT_OBJECT {
				continue
			}
			total += s.Size
			if s.Value > uint64(len(data)) || s.Size > uint64(len(data))-s.Value || total > uint64(len(data)) {
				return fmt.Errorf("variable %s is outside section %s", s.Name, sec.Name)
			}
			g := Global{Name: s.Name, Type: U8, Len: int(s.Size), Data: bytes.Clone(data[s.Value:][:s.Size])}
			r.globalType(&g)
			r.obj.Globals = append(r.obj.Globals, g)
		}
		return nil
	}
	return nil
}

// globalType sets the type of a variable that has one in BTF.
func (r *reader) globalType(g *Global) {
	id := r.typeNamed(kindVar, g.Name)
	if id == 0 {
		return
	}
	n := 0
	t := r.btf.skip(r.btf.at(id).value)
	if a := r.btf.at(t); a.kind == kindArray {
		n, t = int(a.data[2]), a.data[0]
	}
	if c, ok := r.btf.scalar(t); ok && uint64(c.Size)*uint64(max(n, 1)) == uint64(len(g.Data)) {
		g.Type, g.Len = c, n
	}
}

// readStorage finds the socket-storage map.
func (r *reader) readStorage() error {
	for i, sec := range r.file.Sections {
		if sec.Name != ".maps" {
			continue
		}
		for _, s := range r.symbols {
			if int(s.Section) != i || elf.ST_TYPE(s.Info) != elf.STT_OBJECT {
				continue
			}
			if st := r.storageMap(s.Name); st != nil {
				r.obj.Storage = st
				return nil
			}
		}
	}
	return nil
}

// storageMap returns the map of that name if it is socket storage.
func (r *reader) storageMap(name string) *SKStorage {
	b := r.btf
	def := b.at(b.skip(b.at(r.typeNamed(kindVar, name)).value))
	if def.kind != kindStruct {
		return nil
	}
	st := &SKStorage{Name: name}
	isStorage := false
	for i := range def.vlen {
		m, err := b.member(def, i)
		if err != nil {
			return nil
		}
		ptr := b.at(b.skip(m.typ))
		if ptr.kind != kindPtr {
			continue
		}
		switch to := b.at(b.skip(ptr.value)); m.name {
		case "type":
			isStorage = to.kind == kindArray && to.data[2] == mapSKStorage
		case "value":
			st.ValueSize = b.size(ptr.value)
		}
	}
	if !isStorage {
		return nil
	}
	return st
}

func (r *reader) readManifest() error {
	m, err := r.file.manifest()
	if errors.Is(err, ErrNoManifest) {
		return nil
	}
	if err != nil {
		return err
	}
	r.obj.Manifest = m
	r.obj.Source = m.Source
	return nil
}
