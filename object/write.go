package object

import (
	"debug/elf"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"sort"

	"github.com/cilium/ebpf/asm"
)

// licenseSymbol is the variable in section license. The kernel lets only
// programs with a GPL-compatible licence implement a congestion control.
const licenseSymbol = "_license"

// writer is the state of one Write.
type writer struct {
	obj      *Object
	elf      *elfWriter
	btf      *btfWriter
	ext      *extWriter
	locals   *locals
	declared map[*Relo]bool
	funcs    map[*Program]uint32 // their BTF functions
	kfuncs   []*KfuncSig         // one per name, in order of first use
	config   []string            // in order of first use
}

// Write writes o as an ELF file. Nothing in the file depends on the machine it
// is written on, and the same Object gives the same bytes. The error names the
// first thing in o that cannot be written: a bad or doubly used name, an invalid
// instruction, a label that is missing or too far, a relocation that loaders
// cannot apply.
func Write(out io.Writer, o *Object) error {
	if err := o.validate(); err != nil {
		return fmt.Errorf("object %q: %w", o.Name, err)
	}
	b := newBTFWriter()
	w := &writer{obj: o, elf: newELFWriter(), btf: b, ext: newExtWriter(), locals: newLocals(b), declared: make(map[*Relo]bool), funcs: make(map[*Program]uint32)}
	data, err := w.file()
	if err != nil {
		return fmt.Errorf("object %q: %w", o.Name, err)
	}
	_, err = out.Write(data)
	return err
}

func (w *writer) file() ([]byte, error) {
	b := w.btf
	b.integer(S32) // libbpf wants a 4-byte integer for externs
	for i := range w.obj.Programs {
		if err := w.collect(&w.obj.Programs[i]); err != nil {
			return nil, err
		}
	}
	secs := w.programSections()
	license := w.elf.section("license", elf.SHF_ALLOC|elf.SHF_WRITE, 1, []byte("GPL\x00"))
	w.elf.symbol(licenseSymbol, elf.STT_OBJECT, license, 0, len(license.data))
	w.globals()
	w.storage()
	ops, opsRels := w.ops()
	w.externs()

	symtab := &section{name: ".symtab", typ: elf.SHT_SYMTAB, align: 8, entsize: 24, info: 1}
	strtab := &section{name: ".strtab", typ: elf.SHT_STRTAB, align: 1}
	symtab.link = strtab
	for _, sec := range secs {
		rels, err := w.code(sec)
		if err != nil {
			return nil, err
		}
		w.elf.relocate(sec, symtab, rels)
	}
	w.elf.relocate(ops, symtab, opsRels)

	w.elf.section(".BTF", 0, 8, b.bytes())
	w.elf.section(".BTF.ext", 0, 8, w.ext.bytes())
	if err := w.manifest(); err != nil {
		return nil, err
	}
	w.elf.add(symtab)
	w.elf.add(strtab)
	return w.elf.bytes(symtab, strtab), nil
}

// code fills in the code of a section's programs and where they are in it.
func (w *writer) code(sec *section) ([]rel, error) {
	var code coded
	var funcs [][]uint32
	for i := range w.obj.Programs {
		p := &w.obj.Programs[i]
		sym := w.elf.byName[p.Name]
		if sym.section != sec {
			continue
		}
		sym.value = code.Len()
		if err := w.assemble(p, &code); err != nil {
			return nil, fmt.Errorf("%s: %w", p.what(), err)
		}
		sym.size = code.Len() - sym.value
		funcs = append(funcs, []uint32{uint32(sym.value), w.funcs[p]})
	}
	sec.data = code.Bytes()
	name := w.btf.str.add(sec.name)
	w.ext.funcs.block(name, funcs)
	w.ext.lines.block(name, code.lines)
	w.ext.relos.block(name, code.relos)
	return code.rels, nil
}

// collect declares everything that the instructions of p name outside the
// program, so that local structs are complete before the first offset is taken.
func (w *writer) collect(p *Program) error {
	for i, ins := range p.Insns {
		if r := ReloOf(ins); r != nil && !w.declared[r] {
			if err := w.locals.declare(r); err != nil {
				return fmt.Errorf("%s: instruction %d: %w", p.what(), i, err)
			}
			w.declared[r] = true
		}
		if sig := KfuncOf(ins); sig != nil {
			if err := w.collectKfunc(sig); err != nil {
				return fmt.Errorf("%s: instruction %d: %w", p.what(), i, err)
			}
		} else if ref := ins.Reference(); ins.OpCode.IsDWordLoad() && IsConfig(ref) && !slices.Contains(w.config, ref) {
			w.config = append(w.config, ref)
		}
	}
	return nil
}

func (w *writer) collectKfunc(sig *KfuncSig) error {
	if !isIdent(sig.Name) {
		return fmt.Errorf("%q is not the name of a kernel function", sig.Name)
	}
	if w.obj.defines(sig.Name) {
		return fmt.Errorf("%q is both a kernel function and a symbol of the object", sig.Name)
	}
	for i, k := range w.kfuncs {
		if k.Name != sig.Name {
			continue
		}
		if w.btf.proto(&k.Proto, false) != w.btf.proto(&sig.Proto, false) {
			return fmt.Errorf("%s is declared with two signatures", sig.Name)
		}
		if !sig.Weak { // one strong use makes it strong
			w.kfuncs[i] = sig
		}
		return nil
	}
	w.kfuncs = append(w.kfuncs, sig)
	return nil
}

// programSections makes a section for every callback and one for all functions, and a
// symbol and a BTF function for every program; the code follows when all symbols exist.
//
// A function's symbol is global, since cilium/ebpf calls no local one by name; its BTF says
// that it is static: the kernel verifies a global one by its parameters' types alone.
func (w *writer) programSections() []*section {
	b := w.btf
	ctx := b.ptr(b.integer(U64))
	callback := b.add("", kindFuncProto, 1, false, b.integer(S32), b.str.add("ctx"), ctx)
	var secs []*section
	byName := make(map[string]*section)
	for i := range w.obj.Programs {
		p := &w.obj.Programs[i]
		sec := byName[p.section()]
		if sec == nil {
			sec = w.elf.section(p.section(), elf.SHF_ALLOC|elf.SHF_EXECINSTR, 8, nil)
			byName[sec.name] = sec
			secs = append(secs, sec)
		}
		w.elf.symbol(p.Name, elf.STT_FUNC, sec, 0, 0)
		if p.Member == "" {
			w.funcs[p] = b.add(p.Name, kindFunc, linkStatic, false, b.proto(p.Proto, true))
		} else {
			w.funcs[p] = b.add(p.Name, kindFunc, linkGlobal, false, callback)
		}
	}
	return secs
}

// globals writes section .rodata, every variable at a multiple of 8.
func (w *writer) globals() {
	if len(w.obj.Globals) == 0 {
		return
	}
	sec := w.elf.section(".rodata", elf.SHF_ALLOC, 8, nil)
	var vars []secinfo
	for i := range w.obj.Globals {
		g := &w.obj.Globals[i]
		for len(sec.data)%8 != 0 {
			sec.data = append(sec.data, 0)
		}
		typ := w.btf.integer(g.Type)
		if g.Len > 0 {
			typ = w.btf.array(typ, g.Len)
		}
		id := w.btf.variable(g.Name, typ, linkGlobal)
		vars = append(vars, secinfo{id, uint32(len(sec.data)), uint32(len(g.Data))})
		w.elf.symbol(g.Name, elf.STT_OBJECT, sec, len(sec.data), len(g.Data))
		sec.data = append(sec.data, g.Data...)
	}
	w.btf.datasec(sec.name, uint32(len(sec.data)), vars)
}

// Map settings of the storage map (linux/bpf.h).
const (
	mapSKStorage  = 24 // BPF_MAP_TYPE_SK_STORAGE
	mapNoPrealloc = 1  // BPF_F_NO_PREALLOC, which this type demands
)

// storage writes section .maps with the one map, in the form that libbpf calls
// BTF-defined: settings are the lengths of arrays that members point to.
func (w *writer) storage() {
	s := w.obj.Storage
	if s == nil {
		return
	}
	b := w.btf
	value := b.add(s.Name+"_value", kindStruct, 1, false, uint32(s.ValueSize),
		b.str.add("data"), b.array(b.integer(U64), s.ValueSize/8), 0)
	number := func(n int) uint32 { return b.ptr(b.array(b.integer(S32), n)) }
	members := []struct {
		name string
		typ  uint32
	}{
		{"type", number(mapSKStorage)},
		{"map_flags", number(mapNoPrealloc)},
		{"key", b.ptr(b.integer(S32))},
		{"value", b.ptr(value)},
	}
	var data []uint32
	for i, m := range members {
		data = append(data, b.str.add(m.name), m.typ, uint32(i)*64)
	}
	size := 8 * len(members)
	def := b.add("", kindStruct, len(members), false, uint32(size), data...)
	sec := w.elf.section(".maps", elf.SHF_ALLOC|elf.SHF_WRITE, 8, make([]byte, size))
	w.elf.symbol(s.Name, elf.STT_OBJECT, sec, 0, size)
	b.datasec(sec.name, uint32(size), []secinfo{{b.variable(s.Name, def, linkGlobal), 0, uint32(size)}})
}

// ops writes the variable of struct tcp_congestion_ops. Its function members
// are zero and relocated to the programs.
func (w *writer) ops() (*section, []rel) {
	b := w.btf
	callback := b.ptr(b.add("", kindFuncProto, 0, false, 0))
	name := linkSection
	if w.obj.Legacy {
		name = legacySection
	}
	sec := w.elf.section(name, elf.SHF_ALLOC|elf.SHF_WRITE, 8, nil)
	var (
		members []uint32
		rels    []rel
	)
	for i := range w.obj.Programs {
		p := &w.obj.Programs[i]
		if p.Member == "" {
			continue
		}
		members = append(members, b.str.add(p.Member), callback, uint32(len(sec.data))*8)
		rels = append(rels, rel{len(sec.data), w.elf.byName[p.Name], relocABS64})
		sec.data = append(sec.data, make([]byte, 8)...)
	}
	members = append(members, b.str.add("flags"), b.integer(U32), uint32(len(sec.data))*8)
	sec.data = binary.LittleEndian.AppendUint32(sec.data, w.obj.Flags)
	nameType := b.array(b.add("char", kindInt, 0, false, 1, 8|1<<24), MaxName+1)
	members = append(members, b.str.add("name"), nameType, uint32(len(sec.data))*8)
	sec.data = append(sec.data, make([]byte, MaxName+1)...)
	copy(sec.data[len(sec.data)-MaxName-1:], w.obj.Name)
	for len(sec.data)%8 != 0 {
		sec.data = append(sec.data, 0)
	}

	size := len(sec.data)
	typ := b.add(OpsStruct, kindStruct, len(members)/3, false, uint32(size), members...)
	sym := w.opsSymbol()
	w.elf.symbol(sym, elf.STT_OBJECT, sec, 0, size)
	b.datasec(sec.name, uint32(size), []secinfo{{b.variable(sym, typ, linkGlobal), 0, uint32(size)}})
	return sec, rels
}

// opsSymbol returns the name of the ops variable: the algorithm's, made an
// identifier that no other symbol has.
func (w *writer) opsSymbol() string {
	sym := ident(w.obj.Name)
	taken := func(k *KfuncSig) bool { return k.Name == sym }
	for w.obj.defines(sym) || sym == licenseSymbol || IsConfig(sym) || slices.ContainsFunc(w.kfuncs, taken) {
		sym = "_" + sym
	}
	return sym
}

// externs declares the kernel functions (.ksyms) and configuration numbers
// (.kconfig) that the loader provides.
func (w *writer) externs() {
	b := w.btf
	var vars []secinfo
	for _, k := range w.kfuncs {
		w.elf.extern(k.Name, k.Weak)
		vars = append(vars, secinfo{typ: b.add(k.Name, kindFunc, linkExtern, false, b.proto(&k.Proto, false))})
	}
	if len(vars) > 0 {
		sort.Slice(vars, func(i, j int) bool { return vars[i].typ < vars[j].typ })
		b.datasec(".ksyms", 0, vars)
	}
	vars = nil
	for i, name := range w.config {
		w.elf.extern(name, false)
		vars = append(vars, secinfo{b.variable(name, b.integer(S32), linkExtern), uint32(i) * 4, 4})
	}
	if len(vars) > 0 {
		b.datasec(".kconfig", uint32(4*len(vars)), vars)
	}
}

// LoadAddress returns the 64-bit load of the address of a global, the storage
// map or a configuration number into dst.
func LoadAddress(dst asm.Register, name string) asm.Instruction {
	return asm.LoadImm(dst, 0, asm.DWord).WithReference(name)
}
